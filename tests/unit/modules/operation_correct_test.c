/* What turned out to be wrong of a fault once it was over is put right, and what stood there before is kept. */
#include "unit/modules/duty.h"

#include "kernel/password.h"

#define FAULT_OF(level) \
	"object=存储控制器故障\nsource=monitor\nfound_day=2026-03-02\nfound_time=08:50\nbegan_day=2026-03-02\n" \
	"began_time=08:40\nphenomenon=控制器切换失败，读写超时。\nplatform_wide=no\nsystems_down=1\nvcpu_down=8\n" \
	"interrupted=yes\nminutes_down=10\nlevel_three=no\ndata_loss=no\nlevel=" level "\nside=provider\nparty=4\n" \
	"planned=no\nall_units=yes"

/* As it is registered; what is typed behind it takes its place. */
#define FACTS(level) \
	"fact_side=provider\nfact_party=4\nfact_level=" level "\nfact_began_day=2026-03-02\nfact_began_time=08:40\n" \
	"fact_found_day=2026-03-02\nfact_found_time=08:50\nfact_restored_day=2026-03-02\nfact_restored_time=08:59\n" \
	"fact_vcpu_down=8\nfact_interrupted=yes\nfact_data_loss=no\nfact_planned=no"

#define ANALYSIS \
	"root_cause=控制器固件有缺陷，仲裁失败。\ntimeline=八点四十开始，八点五十九恢复。\neffect_text=一个系统\n" \
	"prevention=两周内升级固件并演练切换。"

/* Reported at 09:00, answered at once, restored at 08:59: it waits for who was hit to say so. */
static int64_t over_by(int64_t person, const char *lines)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, lines);
	go(MONITOR, id, "report");
	go_with(person, id, "respond", fields("respond", "arrangement=已派人处理"));
	go_with(person, id, "restore",
		fields("restore",
		       "restored_day=2026-03-02\nrestored_time=08:59\nrestored_how=permanent\ncause=storage\n"
		       "remedy=更换控制器后恢复正常运行。"));
	return id;
}

static int64_t over(const char *lines)
{
	return over_by(OPERATOR, lines);
}

static int64_t analysing(void)
{
	int64_t id = over(FAULT_OF("2"));

	go(CLERK, id, "confirm_major");
	return id;
}

static void correct(int64_t person, int64_t id, const char *lines)
{
	go_with(person, id, "correct_facts", fields("correct_facts", lines));
}

static void wrong(int64_t person, int64_t id, const char *lines, const char *sentence)
{
	refused(person, id, "correct_facts", fields("correct_facts", lines), sentence);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM fault_correction"), 0);
}

static int64_t of_fault(const char *expression)
{
	return office_number(cloud, "SELECT %s FROM fault", expression);
}

static bool kept(const char *fact, const char *former, const char *corrected)
{
	return office_number(
		       cloud,
		       "SELECT count(*) FROM fault_correction c JOIN event e ON e.id = c.event_id"
		       " AND e.action = 'correct_facts' WHERE c.fact = '%s' AND c.former = '%s' AND c.corrected = '%s'",
		       fact, former, corrected) == 1;
}

/* ---- refused ---- */

START_TEST(correction_that_corrects_nothing_is_refused)
{
	int64_t id = over(FAULT_OF("3"));

	wrong(DISPATCH, id, FACTS("3"), "各栏都和现在的登记一样，没有更正");
	wrong(DISPATCH, id, FACTS("3") "\nfact_maintenance=JX-2026-0001", "没有更正");
}
END_TEST

/* Now is 09:00, reported then. */
START_TEST(times_that_cannot_be_are_refused)
{
	int64_t id = over(FAULT_OF("3"));

	clock_freeze(duty_nine + HOUR);
	wrong(DISPATCH, id, FACTS("3") "\nfact_restored_time=08:39", "恢复时间 2026-03-02 08:39 早于故障开始时间");
	wrong(DISPATCH, id, FACTS("3") "\nfact_restored_time=10:01", "恢复时间 2026-03-02 10:01 晚于现在");
	wrong(DISPATCH, id, FACTS("3") "\nfact_found_time=10:30", "发现时间 2026-03-02 10:30 晚于现在");
	wrong(DISPATCH, id, FACTS("3") "\nfact_found_time=09:10", "发现时间 2026-03-02 09:10 晚于上报时间");
	wrong(DISPATCH, id, FACTS("3") "\nfact_began_time=08:51", "开始时间 2026-03-02 08:51 晚于发现时间");
	wrong(DISPATCH, id, FACTS("3") "\nfact_began_day=2026-03-03", "晚于发现时间");
	wrong(DISPATCH, id, FACTS("3") "\nfact_began_time=8点", "24 小时制");
	ck_assert_int_eq(of_fault("(restored_at - began_at) / 60"), 19);
}
END_TEST

START_TEST(restored_after_it_was_confirmed_is_refused)
{
	int64_t id = analysing();

	clock_freeze(duty_nine + HOUR);
	wrong(DISPATCH, id, FACTS("2") "\nfact_restored_time=09:30", "恢复时间 2026-03-02 09:30 晚于确认恢复的时间");
}
END_TEST

START_TEST(party_must_be_what_the_side_says_and_the_maintenance_there)
{
	int64_t id = over(FAULT_OF("3"));

	wrong(DISPATCH, id, FACTS("3") "\nfact_party=2", "不是云服务商");
	wrong(DISPATCH, id, FACTS("3") "\nfact_planned=yes", "请填写“检修单编号”");
	wrong(DISPATCH, id, FACTS("3") "\nfact_planned=yes\nfact_maintenance=JX-2026-0009",
	      "检修单 JX-2026-0009 不是这个平台的");
}
END_TEST

START_TEST(only_supervisor_and_center_correct_and_nobody_his_own)
{
	int64_t id = over(FAULT_OF("3"));
	struct values *typed = fields("correct_facts", FACTS("3") "\nfact_vcpu_down=4");

	ck_assert_int_eq(try_with(OPERATOR, id, "correct_facts", "经查登记有误，应予更正。", typed), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(CLERK, id, "correct_facts", "经查登记有误，应予更正。", typed), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(DISPATCH, id, "correct_facts", "", typed), ERR_INVALID);
	wrong(MONITOR, id, FACTS("3") "\nfact_side=supervisor\nfact_party=6", "不能由本单位更正");
	correct(DISPATCH, id, FACTS("3") "\nfact_side=supervisor\nfact_party=6");
	refused(MONITOR, id, "correct_facts", fields("correct_facts", FACTS("3")), "不能由本单位更正");
}
END_TEST

START_TEST(before_it_is_over_and_after_it_is_closed_there_is_no_correction)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3"));
	go(MONITOR, id, "report");
	ck_assert_int_eq(try_with(DISPATCH, id, "correct_facts", "经查登记有误，应予更正。",
				  fields("correct_facts", FACTS("3") "\nfact_vcpu_down=4")),
			 ERR_STATE);
	id = over(FAULT_OF("3"));
	go(CLERK, id, "confirm");
	ck_assert_int_eq(try_with(DISPATCH, id, "correct_facts", "经查登记有误，应予更正。",
				  fields("correct_facts", FACTS("3") "\nfact_vcpu_down=4")),
			 ERR_STATE);
}
END_TEST

/* ---- put right ---- */

START_TEST(facts_are_put_right_and_the_former_are_kept)
{
	int64_t id = over(FAULT_OF("3"));
	struct values *form;

	correct(MONITOR, id,
		FACTS("3") "\nfact_began_time=08:30\nfact_restored_time=08:55\nfact_vcpu_down=1200\nfact_data_loss="
			   "yes\n"
			   "fact_interrupted=no");
	ck_assert_str_eq(state_now(id), "confirming");
	ck_assert_int_eq(of_fault("(restored_at - began_at) / 60"), 25);
	ck_assert_int_eq(of_fault("affected_vcpu * 100 + data_loss_yes * 10 + interrupted_yes"), 120010);
	ck_assert(kept("开始时刻", "08:40", "08:30"));
	ck_assert(kept("恢复时间", "2026-03-02 08:59", "2026-03-02 08:55"));
	ck_assert(kept("受影响处理器", "8 核", "1,200 核"));
	ck_assert(kept("数据丢失", "否", "是"));
	ck_assert(kept("业务中断", "是", "否"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM fault_correction"), 5);
	ck_assert_int_eq(matter_form(as(MONITOR), seen_by(MONITOR, id), &form, NULL), OK);
	ck_assert_str_eq(values_word(form, "began_time"), "08:30");
	ck_assert_int_eq(values_number(form, "vcpu_down", 0), 1200);
	ck_assert_str_eq(office_try(cloud, "UPDATE fault_correction SET former = ''"), "fault_correction: kept");
	ck_assert_str_eq(office_try(cloud, "DELETE FROM fault_correction"), "fault_correction: kept");
	/* It goes on where it was. */
	go(CLERK, id, "confirm");
	ck_assert_str_eq(state_now(id), "closed");
}
END_TEST

/*
 * Found at 08:20 instead: of Ⅱ it ought to have been told within 30 minutes, until 08:50; reported at 09:00.  A level
 * Ⅲ of before, which had until the end of a day: after the regrading the limits are those of Ⅱ.
 */
START_TEST(level_brings_its_limits_and_the_finding_its_own)
{
	int64_t id = over(FAULT_OF("3"));

	correct(DISPATCH, id, FACTS("2") "\nfact_found_time=08:45");
	ck_assert_int_eq(of_fault("level * 10 + reported_level"), 22);
	ck_assert_int_eq(of_fault("respond_due_at - reported_at"), 15 * MINUTE);
	ck_assert_int_eq(of_fault("restore_due_at - responded_at"), 4 * HOUR);
	ck_assert_int_eq(
		of_fault("report_due_at - found_at"),
		office_number(cloud, "SELECT %" PRId64 " * 60", setting_integer(cloud->service, "fault_report_2_min")));
	ck_assert(kept("等级", "Ⅲ级（一般）：单个系统中断或者性能下降", "Ⅱ级（较大）"));
	/* So it owes an analysis now. */
	ck_assert_int_eq(try_with(CLERK, id, "confirm", "", NULL), ERR_INVALID);
	go(CLERK, id, "confirm_major");
	ck_assert_str_eq(state_now(id), "analysing");
}
END_TEST

START_TEST(work_that_was_announced_is_no_downtime_and_other_is)
{
	int64_t id = over(FAULT_OF("3"));

	office_sql(cloud,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, title, "
		   "state,"
		   " opened_at, state_at) VALUES (900, %" PRId64
		   ", 'maintenance', 'JX-2026-0001', 4, 'operator.clerk', '检修', 'agreed', 1, 1);"
		   "INSERT INTO maintenance (matter_id, platform_id, operator_id, starts_at, ends_at, noticed_at, "
		   "in_time_yes,"
		   " agreed_at) VALUES (900, 1, 4, %" PRId64 ", %" PRId64 ", 1, 1, 1)",
		   application->id, duty_nine - HOUR, duty_nine + HOUR);
	correct(DISPATCH, id, FACTS("3") "\nfact_planned=yes\nfact_maintenance=JX-2026-0001");
	ck_assert_int_eq(of_fault("planned_yes"), 1);
	ck_assert(kept("计划内检修引起", "否", "是"));
	ck_assert(kept("检修单编号", "—", "JX-2026-0001"));
	correct(DISPATCH, id, FACTS("3"));
	ck_assert_int_eq(of_fault("planned_yes"), 0);
	ck_assert(kept("计划内检修引起", "是", "否"));
}
END_TEST

/* ---- who answers for it ---- */

START_TEST(another_answers_for_it_and_who_attended_to_it_stays)
{
	int64_t id = over(FAULT_OF("3"));

	correct(MONITOR, id, FACTS("3") "\nfact_side=unit\nfact_party=2");
	ck_assert_int_eq(of_fault("responsible_id * 10 + handler_id"), 24);
	ck_assert(kept("责任方", "云服务商", "使用单位"));
	ck_assert(kept("责任单位", "测试单位4", "测试单位2"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_concern WHERE part = 'responsible'"
					      " AND organisation_id = 2"),
			 1);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM notice WHERE organisation_id = 2 AND role = 'unit.clerk'"
				       " AND instr(text, '责任单位更正为本单位') > 0"),
			 1);
	/* Nobody here: power, carriers. */
	correct(DISPATCH, id, FACTS("3") "\nfact_side=outside\nfact_party=4");
	ck_assert_int_eq(of_fault("responsible_id IS NULL"), 1);
	/* Denied after all, it is mended by whoever answers for it. */
	correct(DISPATCH, id, FACTS("3") "\nfact_side=unit\nfact_party=2");
	go(DISPATCH, id, "deny");
	ck_assert_int_eq(of_fault("handler_id"), 2);
}
END_TEST

static int64_t of_matter(int64_t id, const char *expression)
{
	return office_number(cloud, "SELECT %s FROM matter WHERE id = %" PRId64, expression, id);
}

/*
 * The provider's contract gives level Ⅲ one hour; it answered at 09:00, until 10:00.  At 11:00 the unit has it to mend:
 * without that contract, eight hours from then, and it has yet to come, within four.
 */
START_TEST(denied_it_is_mended_by_another_in_his_own_time)
{
	int64_t id;

	use("fault");
	office_sql(
		cloud,
		"INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, title, "
		"state, opened_at, state_at) VALUES (900, %" PRId64
		", 'contract', 'C-1', 1, 'center.assess', '合同', 'in_force', 1, 1);"
		"INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, state)"
		" VALUES (1, 900, 4, 'HT-1', '甲云服务合同', %" PRId64 ", %" PRId64 ", 100, 'in_force');"
		"INSERT INTO contract_platform VALUES (1, 1);"
		"INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability) VALUES"
		" (1, 1, %" PRId64 ", '计算', 9995); INSERT INTO contract_limit VALUES (1, 1, 3, 20, 60)",
		application->id, at_day(2026, 1, 1), at_day(2027, 1, 1), at_day(2026, 1, 1));
	id = over(FAULT_OF("3"));
	ck_assert_int_eq(of_fault("restore_due_at - responded_at"), HOUR);
	ck_assert_int_eq(of_fault("restore_contract_id * 10 + responder_id"), 14);
	correct(DISPATCH, id, FACTS("3") "\nfact_side=unit\nfact_party=2");
	clock_freeze(duty_nine + 2 * HOUR);
	go(DISPATCH, id, "deny");
	ck_assert_int_eq(of_fault("handler_id * 10 + responder_id"), 24);
	ck_assert_int_eq(of_fault("responded_at"), duty_nine);
	ck_assert_int_eq(of_fault("retaken_at"), duty_nine + 2 * HOUR);
	ck_assert_int_eq(of_fault("restore_due_at"), duty_nine + 10 * HOUR);
	ck_assert_int_eq(of_fault("restore_contract_id IS NULL AND arrived_at IS NULL"), 1);
	ck_assert_int_eq(of_fault("arrive_due_at"), duty_nine + 6 * HOUR);
	ck_assert_int_eq(of_matter(id, "due_at"), duty_nine + 10 * HOUR);
	ck_assert_int_eq(of_matter(id, "instr(due_rule, '合同')"), 0);
	/* Of another level: from when he took it up, 4 hours of Ⅱ. */
	clock_freeze(duty_nine + 3 * HOUR);
	go_with(DISPATCH, id, "regrade", fields("regrade", "new_level=2"));
	ck_assert_int_eq(of_fault("restore_due_at"), duty_nine + 6 * HOUR);
}
END_TEST

/* Eight hours from the answer at 09:00: who goes on with it himself gets no other time to be judged by. */
START_TEST(denied_it_stays_with_who_had_it_and_his_limit_too)
{
	int64_t id = over(FAULT_OF("3"));

	clock_freeze(duty_nine + 2 * HOUR);
	go(DISPATCH, id, "deny");
	ck_assert_int_eq(of_fault("handler_id * 10 + responder_id"), 44);
	ck_assert_int_eq(of_fault("restore_due_at"), duty_nine + 8 * HOUR);
	ck_assert_int_eq(of_fault("retaken_at IS NULL"), 1);
}
END_TEST

/* Nobody here is to blame, and somebody else mends it: the work, the page and the clock are his. */
START_TEST(denied_outside_cause_is_mended_by_who_is_named)
{
	int64_t id = over_by(CLERK, FAULT_OF("3") "\nside=unit\nparty=2");

	correct(DISPATCH, id, FACTS("3") "\nfact_side=outside\nfact_party=4");
	clock_freeze(duty_nine + 2 * HOUR);
	go(DISPATCH, id, "deny");
	ck_assert_int_eq(of_fault("responsible_id IS NULL"), 1);
	ck_assert_int_eq(of_fault("handler_id * 10 + responder_id"), 42);
	ck_assert_int_eq(of_fault("restore_due_at"), duty_nine + 10 * HOUR);
}
END_TEST

/* Confirmed on Monday the 2nd: due on the 9th.  Corrected on the 4th: the unit has until the 11th. */
START_TEST(analysis_goes_to_who_answers_for_it_from_that_day_on)
{
	int64_t id = analysing();

	clock_freeze(duty_nine + 48 * HOUR);
	correct(DISPATCH, id, FACTS("2") "\nfact_side=unit\nfact_party=2");
	ck_assert_str_eq(state_now(id), "analysing");
	ck_assert_int_eq(of_fault("analysis_due_at"), day_end(at_day(2026, 3, 11)));
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 day_end(at_day(2026, 3, 11)));
	ck_assert_int_eq(office_number(cloud,
				       "SELECT due_at FROM task WHERE matter_id = %" PRId64
				       " AND closed_at IS NULL AND organisation_id = 2 AND role = 'unit.clerk'",
				       id),
			 day_end(at_day(2026, 3, 11)));
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM task WHERE matter_id = %" PRId64 " AND closed_at IS NULL",
				       id),
			 1);
	ck_assert_int_eq(try_with(OPERATOR, id, "hand_in", "", fields("hand_in", ANALYSIS)), ERR_FORBIDDEN);
	hand_in_by(CLERK, id, "analysis_report");
	go_with(CLERK, id, "hand_in", fields("hand_in", ANALYSIS));
	go(DISPATCH, id, "accept");
	ck_assert_int_eq(of_fault("analyst_id * 10 + responsible_id"), 22);
}
END_TEST

START_TEST(analysis_that_was_handed_in_stays_who_wrote_it)
{
	int64_t id = analysing();

	hand_in_by(OPERATOR, id, "analysis_report");
	go_with(OPERATOR, id, "hand_in", fields("hand_in", ANALYSIS));
	correct(DISPATCH, id, FACTS("2") "\nfact_side=unit\nfact_party=2");
	ck_assert_str_eq(state_now(id), "accepting");
	ck_assert_int_eq(of_fault("analyst_id * 10 + responsible_id"), 42);
	go(DISPATCH, id, "accept");
	ck_assert_str_eq(state_now(id), "closed");
}
END_TEST

START_TEST(analysis_that_was_returned_passes_on_without_its_date_and_returns)
{
	int64_t id = analysing();

	hand_in_by(OPERATOR, id, "analysis_report");
	go_with(OPERATOR, id, "hand_in", fields("hand_in", ANALYSIS));
	go(DISPATCH, id, "return_report");
	correct(DISPATCH, id, FACTS("2") "\nfact_vcpu_down=4");
	ck_assert_int_eq(of_fault("analysis_returned * 10 + (analysis_at IS NOT NULL)"), 11);
	correct(DISPATCH, id, FACTS("2") "\nfact_side=unit\nfact_party=2");
	ck_assert_int_eq(of_fault("analysis_returned * 10 + (analysis_at IS NOT NULL)"), 0);
	ck_assert_int_eq(of_fault("analyst_id"), 2);
}
END_TEST

/* Ⅰ instead of Ⅱ: three working days from Monday the 2nd, Thursday the 5th, by the setting. */
START_TEST(analysis_is_due_by_the_level_that_is_right)
{
	int64_t id = analysing();
	int64_t days = setting_integer(cloud->service, "fault_analysis_1_wd");

	correct(DISPATCH, id, FACTS("1"));
	ck_assert_int_eq(of_fault("analysis_due_at"),
			 day_end(workday_add(cloud->service->calendar, at_day(2026, 3, 2), days)));
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 of_fault("analysis_due_at"));
}
END_TEST

START_TEST(level_that_asks_for_no_analysis_ends_it)
{
	int64_t id = analysing();

	correct(DISPATCH, id, FACTS("3"));
	ck_assert_str_eq(state_now(id), "analysing");
	ck_assert_int_eq(of_fault("analysis_due_at IS NULL"), 1);
	clock_freeze(duty_nine + MINUTE);
	clerk_round();
	ck_assert_str_eq(state_now(id), "closed");
	ck_assert_int_eq(of_fault("closed_at IS NOT NULL"), 1);
	ck_assert_int_eq(of_fault("level"), 3);
}
END_TEST

/* Handed in already, it is judged no more; put back to Ⅱ before the clock came, it is. */
START_TEST(level_that_asks_for_no_analysis_ends_its_judgement)
{
	int64_t id = analysing();

	hand_in_by(OPERATOR, id, "analysis_report");
	go_with(OPERATOR, id, "hand_in", fields("hand_in", ANALYSIS));
	correct(DISPATCH, id, FACTS("3"));
	correct(DISPATCH, id, FACTS("2"));
	ck_assert_int_eq(of_matter(id, "due_at > state_at + 3600"), 1);
	correct(DISPATCH, id, FACTS("3"));
	clock_freeze(duty_nine + MINUTE);
	clerk_round();
	ck_assert_str_eq(state_now(id), "closed");
}
END_TEST

/* What is late is not ended by the clock where the level asks for it. */
START_TEST(analysis_that_is_owed_and_late_stays_open)
{
	int64_t id = analysing();

	clock_freeze(duty_nine + 30 * 24 * HOUR);
	clerk_round();
	ck_assert_str_eq(state_now(id), "analysing");
}
END_TEST

/* ---- on the page ---- */

START_TEST(fields_begin_with_what_is_registered_and_the_page_lists_what_was)
{
	struct moving moving = {0};
	char *hash;
	int64_t id = over(FAULT_OF("3"));

	moving.context = as(DISPATCH);
	moving.matter = seen_by(DISPATCH, id);
	moving.fields = fields_of("correct_facts");
	ck_assert_int_eq(matter_form(moving.context, moving.matter, &moving.form, NULL), OK);
	ck_assert_int_eq(fault_facts_now(&moving), OK);
	ck_assert_str_eq(values_word(moving.fields, "fact_restored_time"), "08:59");
	ck_assert_str_eq(values_word(moving.fields, "fact_level"), "3");
	ck_assert_int_eq(values_number(moving.fields, "fact_party", 0), 4);
	refused(DISPATCH, id, "correct_facts", moving.fields, "没有更正");
	correct(DISPATCH, id, FACTS("3") "\nfact_side=unit\nfact_party=2");
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
	office_enter(cloud, "p61");
	office_get(cloud, arena_printf(cloud->arena, "/matters/%" PRId64, id));
	ck_assert(office_shows(cloud->req, "更正记录"));
	ck_assert(office_shows(cloud->req, "责任单位"));
}
END_TEST

int main(void)
{
	return RUN_CLOUD(
		"modules/operation_correct", correction_that_corrects_nothing_is_refused,
		times_that_cannot_be_are_refused, restored_after_it_was_confirmed_is_refused,
		party_must_be_what_the_side_says_and_the_maintenance_there,
		only_supervisor_and_center_correct_and_nobody_his_own,
		before_it_is_over_and_after_it_is_closed_there_is_no_correction,
		facts_are_put_right_and_the_former_are_kept, level_brings_its_limits_and_the_finding_its_own,
		work_that_was_announced_is_no_downtime_and_other_is,
		another_answers_for_it_and_who_attended_to_it_stays, denied_it_is_mended_by_another_in_his_own_time,
		denied_it_stays_with_who_had_it_and_his_limit_too, denied_outside_cause_is_mended_by_who_is_named,
		analysis_goes_to_who_answers_for_it_from_that_day_on,
		analysis_that_was_returned_passes_on_without_its_date_and_returns,
		analysis_that_was_handed_in_stays_who_wrote_it, analysis_is_due_by_the_level_that_is_right,
		level_that_asks_for_no_analysis_ends_its_judgement, level_that_asks_for_no_analysis_ends_it,
		analysis_that_is_owed_and_late_stays_open,
		fields_begin_with_what_is_registered_and_the_page_lists_what_was);
}
