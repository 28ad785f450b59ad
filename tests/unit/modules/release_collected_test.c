/* A notice rests on what the supervisor collected; figures are typed only where nothing was (第十七条). */
#include "unit/modules/estate.h"

#define ROW(n, month, cpu, mem, avg, disk) \
	"\nobservations." #n ".month=" month "\nobservations." #n ".cpu_p95=" cpu "\nobservations." #n ".mem_p95=" mem \
	"\nobservations." #n ".mem_avg=" avg "\nobservations." #n ".storage_used=" disk "\nobservations." #n \
	".coverage=98"
#define THREE(cpu, mem, avg, disk) \
	ROW(0, "2025-12", cpu, mem, avg, disk) \
	ROW(1, "2026-01", cpu, mem, avg, disk) ROW(2, "2026-02", cpu, mem, avg, disk)
#define NOTICE(list, rows) \
	"kind=downsize\ntargets.0.class=vcpu\ntargets.0.machines=2\ntargets.0.present=16\ntargets.0.target=8" \
	"\ntargets.0.below_reason=按迁移后的负载核定，留有余量" rows "\nmachine_list=" list \
	"\nseasonal=no\nreason=连续三个月使用率偏低，目标留有余量。"

/* Months 2025-12 to 2026-02 of one machine, P95 in hundredths: 4 GB a core, the mean of memory 5 % below, half full. */
static void machine(const char *code, int vcpu, int cpu_p95, int mem_p95)
{
	office_sql(
		estate,
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day, registered_at)"
		" VALUES (1, '%s', 1, %d, %d, 100, 1, 1);"
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) SELECT m.period, 1, code, system_id, vcpu, memory_gb, disk_gb, 500, %d, 9500, %d, %d, "
		"9900, 5000, 50, 50, 10, 9800, 30, 1 FROM machine JOIN (SELECT '2025-12' AS period UNION SELECT "
		"'2026-01' UNION SELECT '2026-02') AS m WHERE code = '%s'",
		code, vcpu, vcpu * 4, cpu_p95, mem_p95 - 500, mem_p95, code);
}

static void set_up(void)
{
	estate_new("downsizing");
}

static int64_t notice(const char *form)
{
	return opened(DISPATCH, MAP, CLOUD, form);
}

static void not_issued(const char *form, const char *sentence)
{
	refused(DISPATCH, notice(form), "issue", NULL, sentence);
}

START_TEST(figures_of_a_busy_system_cannot_be_invented)
{
	machine("ecs-01", 16, 9149, 8904);
	not_issued(NOTICE("ecs-01", THREE("5", "89.04", "84.04", "50")),
		   "第 1 行：2025-12 的处理器 P95 填写为 5.00%，云监管采集的是 91.49%");
	not_issued(NOTICE("ecs-01", THREE("91.49", "89.04", "84.04", "50")),
		   "2025-12 的处理器 P95 为 91.49%，不低于 20%");
	/* Naming no machine, or one that nobody knows, does not help. */
	not_issued(NOTICE("不涉及单台云主机", THREE("5", "5", "5", "50")),
		   "没有列出云主机，2025-12 不能填写处理器 P95");
	not_issued(NOTICE("ecs-01 至 ecs-02", THREE("5", "5", "5", "50")),
		   "2025-12 云监管没有采集到所列云主机的数据，不能作为依据");
}
END_TEST

START_TEST(one_figure_left_out_or_off_by_a_hundredth_is_named_with_its_month)
{
	machine("ecs-01", 16, 1200, 2500);
	not_issued(NOTICE("ecs-01",
			  ROW(0, "2025-12", "12", "25", "20", "50") ROW(1, "2026-01", "12", "25.01", "20", "50")
				  ROW(2, "2026-02", "12", "25", "20", "50")),
		   "第 2 行：2026-01 的内存 P95 填写为 25.01%，云监管采集的是 25.00%");
	not_issued(NOTICE("ecs-01", THREE("12", "", "20", "50")), "2025-12 没有填写内存 P95，云监管采集的是 25.00%");
	go(DISPATCH, notice(NOTICE("ecs-01", THREE("12", "25", "20", "50"))), "issue");
}
END_TEST

START_TEST(all_wrong_rows_are_told_at_once)
{
	machine("ecs-01", 16, 1200, 2500);
	not_issued(NOTICE("ecs-01", ROW(0, "2025-12", "11", "25", "20", "50") ROW(1, "2026-01", "12", "25", "20", "50")
					    ROW(2, "2026-02", "12", "26", "21", "50")),
		   "有 3 处需要改：第 1 行：2025-12 的处理器 P95 填写为 11.00%，云监管采集的是 12.00%。第 3 "
		   "行：2026-02 的内存 "
		   "P95 填写为 26.00%，云监管采集的是 25.00%。第 3 行：2026-02 的内存均值填写为 21.00%，云监管采集的是 "
		   "20.00%");
}
END_TEST

static struct values *draft_of(int64_t id)
{
	struct values *draft;
	int64_t saves, at;

	ck_assert_int_eq(matter_draft(as(DISPATCH), matter_now(id), &draft, &saves, &at), OK);
	return draft;
}

/* What the records say is drawn again; targets that were set, reasons and months nobody collected stay as typed. */
START_TEST(a_draft_is_brought_up_to_the_records)
{
	struct values *draft;
	const struct value *rows;
	int64_t id;

	machine("ecs-01", 16, 1200, 2500);
	id = notice(NOTICE(
		"ecs-01",
		THREE("11", "24", "19", "50") ROW(
			3, "2025-11", "7", "8", "9",
			"10") "\ntargets.1.class=memory_gb\ntargets.1.present=48\ntargets.1.target=48"
			      "\ntargets.2.class=gpu\ntargets.2.present=2\ntargets.2.target=1\ntargets.3.target=5"));
	office_sql(estate, "UPDATE allocation SET granted = 20, allocated = 20 WHERE granted = 12");
	go(DISPATCH, id, "refresh");
	draft = draft_of(id);
	rows = values_find(draft, "observations");
	ck_assert_uint_eq(rows->row_count, 4);
	ck_assert_int_eq(values_number(rows->rows[0], "cpu_p95", 0), 1200);
	ck_assert_int_eq(values_number(rows->rows[2], "mem_avg", 0), 2000);
	ck_assert_str_eq(values_word(rows->rows[3], "month"), "2025-11");
	ck_assert_int_eq(values_number(rows->rows[3], "cpu_p95", 0), 700);
	rows = values_find(draft, "targets");
	ck_assert_int_eq(values_number(rows->rows[0], "present", 0), 24);
	ck_assert_int_eq(values_number(rows->rows[0], "target", 0), 8);
	ck_assert_int_eq(values_number(rows->rows[1], "present", 0), 64);
	ck_assert_int_eq(values_number(rows->rows[1], "target", 0), 64);
	ck_assert_int_eq(values_number(rows->rows[2], "present", 9), 0);
	/* A row nobody has chosen a class for is nobody's size. */
	ck_assert_int_eq(values_number(rows->rows[3], "target", 0), 5);
	ck_assert_str_eq(values_word(rows->rows[4], "class"), "ssd_gb");
	ck_assert_int_eq(values_number(rows->rows[4], "target", 0), 500);
	ck_assert_str_eq(values_word(draft, "reason"), "连续三个月使用率偏低，目标留有余量。");
	ck_assert_str_eq(matter_now(id)->state->key, "draft");
}
END_TEST

/* A list that names nobody takes nothing away. */
START_TEST(a_draft_without_anything_collected_keeps_what_was_typed)
{
	int64_t id = notice(NOTICE("ecs-01", THREE("11", "24", "19", "50")));
	const struct value *rows;

	go(DISPATCH, id, "refresh");
	rows = values_find(draft_of(id), "observations");
	ck_assert_uint_eq(rows->row_count, 3);
	ck_assert_int_eq(values_number(rows->rows[0], "cpu_p95", 0), 1100);
}
END_TEST

START_TEST(every_machine_named_was_collected)
{
	machine("ecs-01", 16, 1200, 2500);
	not_issued(NOTICE("ecs-01、ecs-77", THREE("12", "25", "20", "50")),
		   "涉及云主机“ecs-77”在所列月份没有云监管采集的数据");
}
END_TEST

START_TEST(old_months_do_not_stand_for_newer_ones)
{
	machine("ecs-01", 16, 9149, 8904);
	not_issued(NOTICE("ecs-01", ROW(0, "2025-09", "5", "5", "5", "50") ROW(1, "2025-10", "5", "5", "5", "50")
					    ROW(2, "2025-11", "5", "5", "5", "50")),
		   "2025-12 云监管已有采集数据，没有列入");
	/* Badly sampled ones are no evidence either way. */
	office_sql(estate, "UPDATE usage_month SET coverage = 8999");
	go(DISPATCH,
	   notice(NOTICE("ecs-01", ROW(0, "2025-09", "5", "5", "5", "50") ROW(1, "2025-10", "5", "5", "5", "50")
					   ROW(2, "2025-11", "5", "5", "5", "50"))),
	   "issue");
}
END_TEST

/*
 * 4 cores at 20 % and 12 at 10 %: (80 + 120) ÷ 16 = 12.5 %; memory likewise (16 × 30 + 48 × 26) ÷ 64 = 27 %; what is
 * named for its disks alone does not count there: 20 %, 30 %.
 */
START_TEST(the_form_begins_with_what_was_collected)
{
	struct values *draft;
	int64_t id, saves, at;
	const struct value *rows;

	machine("ecs-01", 4, 2000, 3000);
	machine("ecs-02", 12, 1000, 2600);
	id = notice("kind=downsize");
	ck_assert_int_eq(matter_draft(as(DISPATCH), matter_now(id), &draft, &saves, &at), OK);
	ck_assert_str_eq(values_word(draft, "machine_list"), "ecs-01\necs-02");
	rows = values_find(draft, "observations");
	ck_assert_uint_eq(rows->row_count, 3);
	ck_assert_str_eq(values_word(rows->rows[2], "month"), "2026-02");
	ck_assert_int_eq(values_number(rows->rows[0], "cpu_p95", 0), 1250);
	ck_assert_int_eq(values_number(rows->rows[0], "mem_p95", 0), 2700);
	ck_assert_int_eq(values_number(rows->rows[0], "storage_used", 0), 5000);
	ck_assert_int_eq(values_number(rows->rows[0], "coverage", 0), 9800);
	ck_assert_ptr_null(values_text(rows->rows[0], "bandwidth_p95"));
	not_issued(NOTICE("ecs-01、ecs-02（存储）", THREE("12.5", "27", "22", "50")),
		   "2025-12 的处理器 P95 填写为 12.50%，云监管采集的是 20.00%");
	/* of two machines, and of the first alone */
	go(DISPATCH, notice(NOTICE("ecs-01、ecs-02（处理器和内存）", THREE("12.5", "27", "22", "50"))), "issue");
}
END_TEST

/* 10 Mbps of 20 in the old months is half, and stays half when 20 more are given afterwards. */
START_TEST(bandwidth_of_past_months_does_not_follow_later_grants)
{
	struct values *draft;
	int64_t id, saves, at;

	machine("ecs-01", 16, 1200, 2500);
	office_sql(estate,
		   "UPDATE usage_month SET bw_p95 = 1000; INSERT INTO capacity VALUES (1, 'bandwidth_mbps', 100, 1);"
		   "INSERT INTO allocation (system_id, platform_id, class, granted, granted_at) VALUES"
		   " (1, 1, 'bandwidth_mbps', 20, %" PRId64 ")",
		   day_start(at_day(2025, 1, 6)));
	id = notice("kind=downsize");
	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, granted_at) VALUES"
		   " (1, 1, 'bandwidth_mbps', 20, %" PRId64 ")",
		   day_start(at_day(2026, 3, 2)));
	ck_assert_int_eq(matter_draft(as(DISPATCH), matter_now(id), &draft, &saves, &at), OK);
	ck_assert_int_eq(values_number(values_find(draft, "observations")->rows[2], "bandwidth_p95", 0), 5000);
	not_issued(NOTICE("ecs-01", THREE("12", "25", "20", "50\nobservations.0.bandwidth_p95=25")),
		   "云监管采集的是 50.00%");
}
END_TEST

static void pages_open(void)
{
	char *hash;

	ck_assert_int_eq(password_hash(estate->service, estate->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(estate, "UPDATE person SET password_hash = '%s'", hash);
	office_open(estate);
}

static bool page_says(int64_t id, const char *words)
{
	struct request *req;

	office_enter(estate, "p15");
	req = office_get(estate, arena_printf(estate->arena, "/matters/%" PRId64, id));
	ck_assert_int_eq(req->response.status, 200);
	return office_shows(req, words);
}

/* What came to be known since, another figure and four more cores, stands below what the notice said. */
START_TEST(beside_a_notice_stands_what_it_says_and_below_what_is_known_now)
{
	int64_t id;

	pages_open();
	machine("ecs-01", 16, 1234, 2500);
	id = notice(NOTICE("ecs-01", THREE("12.34", "25", "20", "50")));
	go(DISPATCH, id, "issue");
	ck_assert(page_says(id, "通知所列的月份和使用率"));
	ck_assert(page_says(id, "12.34%"));
	ck_assert(!page_says(id, "现为 "));
	office_sql(estate, "UPDATE usage_month SET cpu_p95 = 1301 WHERE period = '2026-01';"
			   "UPDATE allocation SET granted = 16, allocated = 16 WHERE granted = 12");
	ck_assert(page_says(id, "现为 13.01%"));
	ck_assert(page_says(id, "台账现为 20"));
	/* A month later the window has moved on, the notice has not. */
	office_sql(estate, "UPDATE usage_month SET period = '2026-03' WHERE period = '2026-01'");
	ck_assert(page_says(id, "2026-01"));
	ck_assert(!page_says(id, "2026-03</td>"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/release_collected", set_up, estate_free, 60, figures_of_a_busy_system_cannot_be_invented,
		one_figure_left_out_or_off_by_a_hundredth_is_named_with_its_month, every_machine_named_was_collected,
		all_wrong_rows_are_told_at_once, a_draft_is_brought_up_to_the_records,
		a_draft_without_anything_collected_keeps_what_was_typed, old_months_do_not_stand_for_newer_ones,
		the_form_begins_with_what_was_collected, bandwidth_of_past_months_does_not_follow_later_grants,
		beside_a_notice_stands_what_it_says_and_below_what_is_known_now);
}
