#include "unit/modules/duty.h"

/* ---- which level ---- */

static int suggested(struct fault_figures figures)
{
	const char *why;

	return fault_suggest(as(MONITOR), &figures, &why);
}

/* Limits by default: 30 minutes, 30 % and 5 % of the platform's systems, two systems at least. */
START_TEST(level_follows_from_the_figures)
{
	use("fault");
	ck_assert_int_eq(suggested((struct fault_figures){.data_loss = true}), 1);
	ck_assert_int_eq(
		suggested((struct fault_figures){.platform_wide = true, .interrupted = true, .minutes_down = 31}), 1);
	ck_assert_int_eq(
		suggested((struct fault_figures){.platform_wide = true, .interrupted = true, .minutes_down = 30}), 2);
	ck_assert_int_eq(suggested((struct fault_figures){.interrupted = true, .systems_down = 3, .systems_total = 10}),
			 1);
	ck_assert_int_eq(suggested((struct fault_figures){.interrupted = true, .systems_down = 2, .systems_total = 40}),
			 2);
	ck_assert_int_eq(suggested((struct fault_figures){.interrupted = true, .systems_down = 2, .systems_total = 41}),
			 3);
	/* One of three is a third, and still a single system. */
	ck_assert_int_eq(suggested((struct fault_figures){.interrupted = true, .systems_down = 1, .systems_total = 3}),
			 3);
	ck_assert_int_eq(
		suggested((struct fault_figures){.interrupted = true, .level_three = true, .minutes_down = 31}), 2);
	ck_assert_int_eq(suggested((struct fault_figures){.systems_down = 1}), 3);
	ck_assert_int_eq(suggested((struct fault_figures){0}), 4);
}
END_TEST

/* ---- a fault on its way ---- */

#define FAULT_OF(level) \
	"object=存储控制器故障\nsource=monitor\nfound_day=2026-03-02\nfound_time=08:50\nbegan_day=2026-03-02\n" \
	"began_time=08:40\nphenomenon=控制器切换失败，读写超时。\nplatform_wide=no\nsystems_down=1\nvcpu_down=8\n" \
	"interrupted=yes\nminutes_down=10\nlevel_three=no\ndata_loss=no\nlevel=" level "\nside=provider\nparty=4\n" \
	"planned=no\nall_units=yes"

static int64_t fault(const char *lines)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, lines);
	go(MONITOR, id, "report");
	return id;
}

static void respond(int64_t id)
{
	go_with(OPERATOR, id, "respond", fields("respond", "arrangement=已派人处理"));
}

#define RESTORED(time) \
	"restored_day=2026-03-02\nrestored_time=" time \
	"\nrestored_how=permanent\ncause=storage\nremedy=更换控制器后恢复正常运行。"

static int64_t restored(const char *level_lines)
{
	int64_t id = fault(level_lines);

	respond(id);
	go_with(OPERATOR, id, "restore", fields("restore", RESTORED("08:59")));
	return id;
}

START_TEST(clocks_go_by_the_level)
{
	int64_t id = fault(FAULT_OF("3"));

	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 duty_nine + 30 * MINUTE);
	ck_assert_int_eq(
		office_number(cloud, "SELECT due_at FROM task WHERE closed_at IS NULL AND matter_id = %" PRId64, id),
		duty_nine + 30 * MINUTE);
	clock_freeze(duty_nine + 10 * MINUTE);
	respond(id);
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 duty_nine + 10 * MINUTE + 8 * HOUR);
	ck_assert_int_eq(office_number(cloud, "SELECT responded_at - reported_at FROM fault"), 10 * MINUTE);
	ck_assert_int_eq(office_number(cloud, "SELECT respond_due_at - reported_at FROM fault"), 30 * MINUTE);
}
END_TEST

/* When the first person of an organisation read the alarm of the newest fault, as its page says; 0: nobody yet. */
static int64_t receipt_of(int64_t organisation)
{
	return office_number(
		cloud,
		"SELECT coalesce(min(r.read_at), 0) FROM notice n LEFT JOIN notice_read r ON r.notice_id = n.id"
		" WHERE n.kind = 'alarm' AND n.organisation_id = %" PRId64
		" AND n.matter_id = (SELECT max(matter_id) FROM fault)",
		organisation);
}

/* Security, dispatch and duty of the center, clerk and lead of the one unit on the platform; nobody below Ⅱ. */
/* 230 units more than the one that is there already. */
START_TEST(every_unit_of_a_large_platform_is_told)
{
	use("fault");
	office_sql(cloud,
		   "WITH RECURSIVE n(i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 1230) INSERT INTO"
		   " organisation (id, code, name, short_name, rank, valid_from) SELECT i, 'L' || i, 'L' || i, 'L', i, "
		   "1 FROM n;"
		   "INSERT INTO organisation_kind SELECT id, 'unit' FROM organisation WHERE id > 1000;"
		   "INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at)"
		   " SELECT id, 'L' || id, id, 'L' || id, 'register', 1 FROM organisation WHERE id > 1000;"
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
		   " SELECT id, id, id, 'L' || id, 2, 'operating', 1 FROM organisation WHERE id > 1000;"
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
		   " SELECT id, 1, 'ssd_gb', 1, 1, 1 FROM system WHERE id > 1000");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE organisation_id > 1000"), 0);
	fault(FAULT_OF("1"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_concern WHERE part = 'addressee'"), 231);
	ck_assert_int_eq(office_number(cloud, "SELECT count(DISTINCT organisation_id) FROM notice"
					      " WHERE kind = 'alarm' AND organisation_id > 1000"),
			 230);
}
END_TEST

START_TEST(first_and_second_level_are_pushed_with_receipts)
{
	fault(FAULT_OF("3"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm'"), 0);
	fault(FAULT_OF("2"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm'"), 5);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = 2"), 2);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = 3"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = 1"
					      " AND role = 'center.duty'"),
			 1);
	ck_assert_int_eq(receipt_of(UNIT), 0);
	office_sql(cloud,
		   "INSERT INTO notice_read SELECT 21, min(id), %" PRId64 " FROM notice WHERE kind = 'alarm'"
		   " AND organisation_id = 2",
		   duty_nine + 60);
	ck_assert_int_eq(receipt_of(UNIT), duty_nine + 60);
	ck_assert_int_eq(receipt_of(CENTER), 0);
}
END_TEST

START_TEST(level_below_the_figures_needs_a_reason)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("4"));
	refused(MONITOR, id, "report", NULL, "建议Ⅲ级");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM fault"), 0);
	ck_assert_str_eq(state_now(id), "draft");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("4") "\nlevel_reason=备用节点已接管");
	go(MONITOR, id, "report");
	ck_assert_int_eq(office_number(cloud, "SELECT level FROM fault"), 4);
}
END_TEST

START_TEST(times_must_follow_each_other)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3") "\nfound_time=09:30");
	refused(MONITOR, id, "report", NULL, "晚于现在");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3") "\nbegan_time=08:55");
	refused(MONITOR, id, "report", NULL, "晚于发现时间");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3") "\nbegan_time=8点");
	refused(MONITOR, id, "report", NULL, "24 小时制");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3"));
	go(MONITOR, id, "report");
	respond(id);
	refused(OPERATOR, id, "restore", fields("restore", RESTORED("08:30")), "早于故障开始时间");
	refused(OPERATOR, id, "restore", fields("restore", RESTORED("10:00")), "晚于现在");
	ck_assert_int_eq(office_number(cloud, "SELECT restored_at IS NULL FROM fault"), 1);
}
END_TEST

START_TEST(fault_is_about_something)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, 0, 0, FAULT_OF("3"));
	refused(MONITOR, id, "report", NULL, "没有选择故障所在的云平台或者信息系统");
}
END_TEST

/* 3 → 2 after thirty minutes, 2 → 1 after fifteen more, and there it stays. */
START_TEST(lateness_raises_the_level_and_ends_at_the_first)
{
	int64_t id = fault(FAULT_OF("3"));

	clock_freeze(duty_nine + 30 * MINUTE);
	clerk_round();
	ck_assert_int_eq(office_number(cloud, "SELECT level FROM fault"), 3);
	clock_freeze(duty_nine + 31 * MINUTE);
	clerk_round();
	ck_assert_int_eq(office_number(cloud, "SELECT level * 10 + raised FROM fault"), 21);
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 duty_nine + 46 * MINUTE);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm'"), 5);
	clock_freeze(duty_nine + 47 * MINUTE);
	clerk_round();
	clock_freeze(duty_nine + 5 * HOUR);
	clerk_round();
	clerk_round();
	ck_assert_int_eq(office_number(cloud, "SELECT level * 10 + raised FROM fault"), 12);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE action = 'late_response'"), 2);
	/* The limits that were overtaken stay in the history: of nine o'clock and 30 minutes, of 9:31 and fifteen. */
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE action = 'late_response' AND opinion "
					      "LIKE '应于 2___-__-__ 09:30 前办理'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE action = 'late_response' AND opinion "
					      "LIKE '应于 2___-__-__ 09:46 前办理'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT revision FROM matter WHERE id = %" PRId64, id), 3);
	/* It counts by the level it was reported with. */
	respond(id);
	ck_assert_int_eq(office_number(cloud, "SELECT restore_due_at - responded_at FROM fault"), 8 * HOUR);
	ck_assert_int_eq(office_number(cloud, "SELECT due_at - state_at FROM matter WHERE id = %" PRId64, id),
			 2 * HOUR);
}
END_TEST

START_TEST(whoever_repairs_does_not_confirm)
{
	int64_t id = restored(FAULT_OF("3"));

	ck_assert_int_eq(try_with(OPERATOR, id, "confirm", "", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(OTHER_OPERATOR, id, "confirm", "", NULL), ERR_NOT_FOUND);
	go(CLERK, id, "confirm");
	ck_assert_str_eq(state_now(id), "closed");
	ck_assert_int_eq(office_number(cloud, "SELECT (restored_at - began_at) / 60 FROM fault"), 19);
	ck_assert_ptr_nonnull(office_try(cloud, "UPDATE fault SET restored_at = restored_at - 60"));
	ck_assert_ptr_nonnull(office_try(cloud, "DELETE FROM fault"));
}
END_TEST

START_TEST(denied_recovery_goes_on_and_is_counted)
{
	int64_t id = restored(FAULT_OF("3"));

	go(CLERK, id, "deny");
	ck_assert_str_eq(state_now(id), "handling");
	ck_assert_int_eq(office_number(cloud, "SELECT reopened * 10 + (restored_at IS NULL) FROM fault"), 11);
}
END_TEST

/* Confirmed on Monday the 2nd: five working days end on Monday the 9th. */
START_TEST(second_level_owes_an_analysis)
{
	int64_t id = restored(FAULT_OF("2"));
	const char *report = "root_cause=控制器固件有缺陷，仲裁失败。\ntimeline=八点四十开始，八点五十九恢复。\n"
			     "effect_text=一个系统\nprevention=两周内升级固件并演练切换。";

	ck_assert_int_eq(try_with(CLERK, id, "confirm", "", NULL), ERR_INVALID);
	go(CLERK, id, "confirm_major");
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 day_end(at_day(2026, 3, 9)));
	refused(OPERATOR, id, "hand_in", fields("hand_in", report), "故障分析报告");
	hand_in_by(OPERATOR, id, "analysis_report");
	go_with(OPERATOR, id, "hand_in", fields("hand_in", report));
	go(DISPATCH, id, "return_report");
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 day_end(at_day(2026, 3, 4)));
	refused(OPERATOR, id, "hand_in", fields("hand_in", report), "还缺本单位新的“故障分析报告");
	hand_in_by(OPERATOR, id, "analysis_report");
	go_with(OPERATOR, id, "hand_in", fields("hand_in", report));
	go(DISPATCH, id, "accept");
	ck_assert_int_eq(office_number(cloud, "SELECT analysis_returned * 10 + (closed_at IS NOT NULL) FROM fault"),
			 11);
}
END_TEST

START_TEST(hand_over_gives_the_work_to_somebody_else)
{
	int64_t id = fault(FAULT_OF("3"));

	refused(MONITOR, id, "hand_over", fields("hand_over", "new_side=provider\nnew_party=2"), "不是云服务商");
	refused(MONITOR, id, "hand_over", fields("hand_over", "new_side=provider\nnew_party=4"), "没有变化");
	go_with(MONITOR, id, "hand_over", fields("hand_over", "new_side=unit\nnew_party=2"));
	ck_assert_int_eq(try_with(OPERATOR, id, "respond", "", fields("respond", "arrangement=已派人处理")),
			 ERR_FORBIDDEN);
	go_with(CLERK, id, "respond", fields("respond", "arrangement=已派人处理"));
	ck_assert_int_eq(office_number(cloud, "SELECT responsible_id * 10 + handler_id FROM fault"), 22);
}
END_TEST

static int64_t due_of_matter(int64_t id)
{
	return office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id);
}

START_TEST(hand_over_does_not_restart_the_clock)
{
	int64_t id = fault(FAULT_OF("3"));

	clock_freeze(duty_nine + 20 * MINUTE);
	go_with(MONITOR, id, "hand_over", fields("hand_over", "new_side=unit\nnew_party=2"));
	ck_assert_int_eq(due_of_matter(id), duty_nine + 30 * MINUTE);
	ck_assert_int_eq(
		office_number(cloud, "SELECT due_at FROM task WHERE closed_at IS NULL AND matter_id = %" PRId64, id),
		duty_nine + 30 * MINUTE);
	clock_freeze(duty_nine + 25 * MINUTE);
	go_with(CLERK, id, "respond", fields("respond", "arrangement=已派人处理"));
	ck_assert_int_eq(office_number(cloud, "SELECT responded_at - reported_at FROM fault"), 25 * MINUTE);
	ck_assert_int_eq(due_of_matter(id), duty_nine + 25 * MINUTE + 8 * HOUR);
	/* Once more, while it is mended: the time to mend it goes on, and the first answer stays the first. */
	clock_freeze(duty_nine + 3 * HOUR);
	go_with(MONITOR, id, "hand_over", fields("hand_over", "new_side=provider\nnew_party=4"));
	ck_assert_int_eq(due_of_matter(id), duty_nine + 25 * MINUTE + 8 * HOUR);
	respond(id);
	ck_assert_int_eq(due_of_matter(id), duty_nine + 25 * MINUTE + 8 * HOUR);
	ck_assert_int_eq(office_number(cloud, "SELECT responded_at - reported_at FROM fault"), 25 * MINUTE);
	ck_assert_int_eq(office_number(cloud, "SELECT restore_due_at FROM fault"), duty_nine + 25 * MINUTE + 8 * HOUR);
}
END_TEST

START_TEST(regrading_counts_anew_from_the_response)
{
	int64_t id = fault(FAULT_OF("3"));

	respond(id);
	clock_freeze(duty_nine + HOUR);
	refused(DISPATCH, id, "regrade", fields("regrade", "new_level=3"), "现在就是Ⅲ级");
	go_with(DISPATCH, id, "regrade", fields("regrade", "new_level=2"));
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 duty_nine + 4 * HOUR);
	ck_assert_int_eq(office_number(cloud, "SELECT reported_level FROM fault"), 2);
	ck_assert_int_eq(
		try_with(OPERATOR, id, "regrade", "不是这个等级，请更正等级", fields("regrade", "new_level=4")),
		ERR_FORBIDDEN);
}
END_TEST

START_TEST(only_noticed_maintenance_is_no_downtime)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3") "\nplanned=yes\nmaintenance_number=JX-2026-0001");
	refused(MONITOR, id, "report", NULL, "不是这个平台的");
	office_sql(cloud,
		   "UPDATE matter SET number = 'JX-2026-0001' WHERE id = %" PRId64
		   ";INSERT INTO maintenance (matter_id, platform_id, operator_id, starts_at, ends_at, noticed_at,"
		   " in_time_yes, agreed_at) VALUES (%" PRId64 ", 1, 4, %" PRId64 ", %" PRId64 ", 1, 1, 1)",
		   id, id, duty_nine - HOUR, duty_nine);
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3") "\nplanned=yes\nmaintenance_number=JX-2026-0001");
	go(MONITOR, id, "report");
	ck_assert_int_eq(office_number(cloud, "SELECT planned_yes FROM fault WHERE matter_id = %" PRId64, id), 1);
	office_sql(cloud, "UPDATE maintenance SET in_time_yes = 0");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3") "\nplanned=yes\nmaintenance_number=JX-2026-0001");
	go(MONITOR, id, "report");
	ck_assert_int_eq(office_number(cloud, "SELECT planned_yes FROM fault WHERE matter_id = %" PRId64, id), 0);
}
END_TEST

/* ---- reported in time, attended to in time ---- */

/* Found on a Monday at 08:50: minutes for the graver two, the same day, a week. */
START_TEST(first_report_and_arrival_are_due_by_the_golden_table)
{
	static const struct {
		int64_t level, report, arrive;
	} rows[] = {
		{1, 30 * MINUTE, 30 * MINUTE},
		{2, 60 * MINUTE, 60 * MINUTE},
		{3, 0, 4 * HOUR},
		{4, 7, 24 * HOUR},
	};
	int64_t found = duty_nine - 10 * MINUTE;

	use("fault");
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		int64_t due = rows[i].level <= 2 ? found + rows[i].report : day_end(day_of(found) + rows[i].report);

		ck_assert_int_eq(fault_report_due(as(MONITOR), rows[i].level, found), due);
		ck_assert_int_eq(fault_arrive_due(as(MONITOR), rows[i].level, duty_nine), duty_nine + rows[i].arrive);
	}
}
END_TEST

START_TEST(report_after_its_limit_is_late_and_a_higher_level_counts_anew)
{
	int64_t id;

	use("fault");
	clock_freeze(duty_nine + 20 * MINUTE + 1); /* 08:50 and thirty minutes and a second */
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3"));
	go(MONITOR, id, "report");
	ck_assert_int_eq(office_number(cloud, "SELECT reported_at > report_due_at FROM fault"), 0);
	respond(id);
	go_with(MONITOR, id, "regrade", fields("regrade", "new_level=1"));
	ck_assert_int_eq(office_number(cloud, "SELECT reported_at - report_due_at FROM fault"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT arrive_due_at - reported_at FROM fault"), 30 * MINUTE);
}
END_TEST

#define ARRIVED(how, time) "arrived_how=" how "\narrived_day=2026-03-02\narrived_time=" time

START_TEST(arrival_lies_between_finding_and_restoring_and_is_said_once)
{
	int64_t id = fault(FAULT_OF("3"));

	respond(id);
	refused(OPERATOR, id, "arrive", fields("arrive", ARRIVED("onsite", "08:49")), "早于故障发现时间");
	refused(OPERATOR, id, "arrive", fields("arrive", ARRIVED("onsite", "09:01")), "晚于现在");
	go_with(OPERATOR, id, "arrive", fields("arrive", ARRIVED("onsite", "08:58")));
	ck_assert_str_eq(state_now(id), "handling");
	refused(OPERATOR, id, "arrive", fields("arrive", ARRIVED("onsite", "08:59")), "已经登记过");
	refused(OPERATOR, id, "restore", fields("restore", RESTORED("08:57")), "早于到场时间");
	go_with(OPERATOR, id, "restore", fields("restore", RESTORED("08:59")));
	ck_assert_int_eq(office_number(cloud, "SELECT remote_yes FROM fault"), 0);
}
END_TEST

START_TEST(whoever_takes_over_has_yet_to_arrive)
{
	int64_t id = fault(FAULT_OF("3"));

	respond(id);
	go_with(OPERATOR, id, "arrive", fields("arrive", ARRIVED("remote", "08:58")));
	ck_assert_int_eq(office_number(cloud, "SELECT remote_yes FROM fault"), 1);
	go_with(DISPATCH, id, "hand_over", fields("hand_over", "new_side=unit\nnew_party=2"));
	ck_assert_int_eq(office_number(cloud, "SELECT arrived_at IS NULL AND remote_yes = 0 FROM fault"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT arrive_due_at - reported_at FROM fault"), 4 * HOUR);
}
END_TEST

/* As the supervisor reads it. */
static struct request *page_of(int64_t id)
{
	if (cloud->router == NULL) {
		char *hash;

		ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
		office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
		office_open(cloud);
	}
	office_enter(cloud, "p61");
	office_get(cloud, arena_printf(cloud->arena, "/matters/%" PRId64, id));
	ck_assert_int_eq(cloud->req->response.status, 200);
	return cloud->req;
}

/* Restored at 08:59, reported at half past nine and a second: a report that comes late says so, and by how much. */
START_TEST(fault_reported_after_it_was_over_is_marked_as_reported_late)
{
	int64_t id;

	use("fault");
	clock_freeze(duty_nine + 30 * MINUTE + 1);
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3"));
	go(MONITOR, id, "report");
	ck_assert(!office_shows(page_of(id), "补报"));
	respond(id);
	refused(OPERATOR, id, "restore", fields("restore", RESTORED("08:39")), "早于");
	refused(OPERATOR, id, "restore", fields("restore", RESTORED("09:31")), "晚于现在");
	go_with(OPERATOR, id, "restore", fields("restore", RESTORED("08:59")));
	ck_assert(office_shows(page_of(id), "补报"));
	ck_assert(office_shows(cloud->req, "上报时已经恢复，恢复早于上报 32 分钟"));
	ck_assert(office_shows(cloud->req, "19 分钟")); /* of the fault itself, from 08:40 */
}
END_TEST

START_TEST(fault_restored_when_it_is_reported_or_later_is_no_late_report)
{
	int64_t id = fault(FAULT_OF("3"));

	respond(id);
	go_with(OPERATOR, id, "restore", fields("restore", RESTORED("09:00")));
	ck_assert_int_eq(office_number(cloud, "SELECT restored_at - reported_at FROM fault"), 0);
	ck_assert(office_shows(page_of(id), "历时"));
	ck_assert(!office_shows(cloud->req, "补报"));
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/operation", level_follows_from_the_figures, clocks_go_by_the_level,
			 every_unit_of_a_large_platform_is_told, first_and_second_level_are_pushed_with_receipts,
			 level_below_the_figures_needs_a_reason, times_must_follow_each_other, fault_is_about_something,
			 lateness_raises_the_level_and_ends_at_the_first, whoever_repairs_does_not_confirm,
			 denied_recovery_goes_on_and_is_counted, second_level_owes_an_analysis,
			 hand_over_gives_the_work_to_somebody_else, hand_over_does_not_restart_the_clock,
			 regrading_counts_anew_from_the_response, only_noticed_maintenance_is_no_downtime,
			 first_report_and_arrival_are_due_by_the_golden_table,
			 report_after_its_limit_is_late_and_a_higher_level_counts_anew,
			 arrival_lies_between_finding_and_restoring_and_is_said_once,
			 whoever_takes_over_has_yet_to_arrive,
			 fault_reported_after_it_was_over_is_marked_as_reported_late,
			 fault_restored_when_it_is_reported_or_later_is_no_late_report);
}
