/* Advice becomes notices by one decision, and no notice goes below what the P95s need without a reason (第十七条). */
#include "unit/modules/estate.h"

#include "modules/release/release_advice.h"

#define MONTH(n, month) \
	"\nobservations." #n ".month=" month "\nobservations." #n ".cpu_p95=12\nobservations." #n \
	".mem_p95=25\nobservations." #n ".mem_avg=20\nobservations." #n ".storage_used=50\nobservations." #n \
	".coverage=98"
#define FORM(cores, why) \
	"kind=downsize\ntargets.0.class=vcpu\ntargets.0.machines=2\ntargets.0.present=16\ntargets.0.target=" cores why \
		MONTH(0, "2025-12") MONTH(1, "2026-01") MONTH( \
			2, \
			"2026-02") "\nmachine_list=ecs-01\nseasonal=no\nreason=连续三个月使用率偏低，目标留有余量。"

/* Months 2025-12 to 2026-02 of one machine: mean 5 %, P95 as given (hundredths), disks half full, 98 % covered. */
static void machine(const char *code, int system, int cpu_p95, int mem_p95)
{
	office_sql(
		estate,
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day, registered_at)"
		" VALUES (1, '%s', %d, 8, 32, 100, 1, 1);"
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) SELECT m.period, 1, code, system_id, vcpu, memory_gb, disk_gb, 500, %d, 9500, %d, %d, "
		"9000,"
		" 5000, 50, 50, 10, 9800, 30, 1 FROM machine JOIN (SELECT '2025-12' AS period UNION SELECT '2026-01'"
		" UNION SELECT '2026-02') AS m WHERE code = '%s'",
		code, system, cpu_p95, mem_p95 - 500, mem_p95, code);
}

static void set_up(void)
{
	char *hash;

	estate_new("downsizing");
	ck_assert_int_eq(password_hash(estate->service, estate->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(estate, "UPDATE person SET password_hash = '%s'", hash);
	office_open(estate);
	machine("ecs-01", MAP, 1200, 2500);
	machine("ecs-02", MAP, 1100, 2400);
}

static struct advice *advised(int64_t system, size_t *count)
{
	struct advice *advice = arena_array(estate->arena, ADVICE_PLATFORMS, sizeof *advice);
	struct advising advising;

	ck_assert_int_eq(advising_begin(as(DISPATCH), &advising), OK);
	ck_assert_int_eq(advice_of(as(DISPATCH), &advising, system, "水利一张图", "测试", advice, count), OK);
	return advice;
}

static struct request *proposing(const char *fields)
{
	office_enter(estate, "p15");
	return office_post(estate, "/usage/proposals", fields);
}

static int64_t matters(const char *state)
{
	return office_number(estate, "SELECT count(*) FROM matter WHERE state LIKE '%s'", state);
}

/* ---- what is advised ---- */

/*
 * 8 × 12 ÷ 60 = 1.6 and 8 × 11 ÷ 60 = 1.5, both 2 cores: 16 − 6 − 6 = 4.  32 × 25 ÷ 75 = 10.7 and
 * 32 × 24 ÷ 75 = 10.2, both 16 GB: 64 − 32 = 32.  A month: (12 + 11) ÷ 2 = 11.5 %, memory 24.5 %.
 */
START_TEST(advice_sums_its_machines_up_for_a_notice)
{
	size_t count;
	const struct advice *advice = advised(MAP, &count);

	ck_assert_uint_eq(count, 1);
	ck_assert(!advice->reclaim);
	ck_assert_uint_eq(advice->line_count, 2);
	ck_assert_int_eq(advice->lines[0].present, 16);
	ck_assert_int_eq(advice->lines[0].target, 4);
	ck_assert_int_eq(advice->lines[0].machines, 2);
	ck_assert_int_eq(advice->lines[1].target, 32);
	ck_assert_int_eq(advice_saved(advice, "vcpu"), 12);
	ck_assert_int_eq(advice_saved(advice, "memory_gb"), 32);
	ck_assert_int_eq(advice_saved(advice, "ssd_gb"), 0);
	ck_assert_uint_eq(advice->month_count, 3);
	ck_assert_str_eq(advice->months[0].period, "2025-12");
	ck_assert_int_eq(advice->months[0].cpu_p95, 1150);
	ck_assert_int_eq(advice->months[0].mem_p95, 2450);
	ck_assert_int_eq(advice->months[0].storage, 5000);
	ck_assert_str_eq(advice->machine_list, "ecs-01\necs-02");
	ck_assert(text_starts(advice->why, "云主机 2 台：各月处理器 P95 最高 12.00%、内存 P95 最高 25.00%"));
}
END_TEST

/* 500 GB held; 200 GB of disks at 10 %: 100 × 10 ÷ 70 = 14.3 → 20 each, 160 of 500 saved: 340. */
START_TEST(disks_are_advised_with_their_own_figures)
{
	const struct advice *advice;
	size_t count;

	office_sql(estate, "UPDATE usage_month SET disk_used = 1000, cpu_p95 = 4000");
	advice = advised(MAP, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_eq(advice->line_count, 1);
	ck_assert_str_eq(advice->lines[0].class, "ssd_gb");
	ck_assert_int_eq(advice->lines[0].target, 340);
	ck_assert_int_eq(advice->months[0].storage, 1000);
	/* Busy processors are no reason for smaller disks. */
	ck_assert_str_eq(advice->why, "存储：云主机 2 台连续 3 个月使用率低于 20%，各月最高 10.00%，按目标 70% 缩容");
}
END_TEST

/* One of two idle for three months: its 8 cores, 32 GB and 100 GB go, 16 − 8, 64 − 32, 500 − 100. */
START_TEST(idle_machine_is_advised_to_be_reclaimed)
{
	const struct advice *advice;
	size_t count;

	office_sql(estate,
		   "UPDATE usage_month SET cpu_p95 = 500, mem_avg = 900, net_in = 1, net_out = 1 WHERE machine = "
		   "'ecs-01'");
	advice = advised(MAP, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert(advice->reclaim);
	ck_assert_uint_eq(advice->line_count, 3);
	ck_assert_int_eq(advice->lines[0].target, 8);
	ck_assert_int_eq(advice->lines[1].target, 32);
	ck_assert_int_eq(advice->lines[2].target, 400);
	ck_assert_str_eq(advice->machine_list, "ecs-01");
}
END_TEST

/*
 * Both idle: of 16 cores and 64 GB granted nothing stays, also of 11 GB more that were never on a machine, and of the
 * 500 GB beside them.  One idle, and the disk of the other takes 450 of the 500: 50 go, not 100.
 */
START_TEST(nothing_is_left_without_a_machine_and_no_disk_is_taken_from_one_that_stays)
{
	const struct advice *advice;
	size_t count;

	office_sql(estate,
		   "UPDATE usage_month SET cpu_p95 = 500, mem_avg = 900, net_in = 1, net_out = 1;"
		   "UPDATE allocation SET granted = 75, allocated = 75 WHERE class = 'memory_gb' AND system_id = 1");
	advice = advised(MAP, &count);
	ck_assert_uint_eq(advice->line_count, 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(advice->lines[i].target, 0);
	ck_assert_int_eq(advice->lines[1].present, 75);
	office_sql(estate, "UPDATE usage_month SET cpu_p95 = 4000, mem_avg = 4000 WHERE machine = 'ecs-02';"
			   "UPDATE machine SET disk_gb = 450 WHERE code = 'ecs-02';"
			   "UPDATE usage_month SET disk_gb = 450 WHERE machine = 'ecs-02'");
	advice = advised(MAP, &count);
	ck_assert_int_eq(advice->lines[2].target, 450);
}
END_TEST

/* 2 × 0.10 = 0.2 of 100 Mbps: 5, the least step; a recovery site that stands by is not judged by its traffic. */
START_TEST(bandwidth_is_advised_unless_all_stand_by)
{
	const struct advice *advice;
	size_t count;

	office_sql(estate, "UPDATE usage_month SET cpu_p95 = 4000;"
			   "INSERT OR REPLACE INTO capacity VALUES (1, 'bandwidth_mbps', 1000, 1);"
			   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			   " VALUES (1, 1, 'bandwidth_mbps', 100, 100, 1)");
	advice = advised(MAP, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(advice->lines[0].class, "bandwidth_mbps");
	ck_assert_int_eq(advice->lines[0].target, 5);
	ck_assert_int_eq(advice->months[0].bandwidth, 20);
	office_sql(estate, "UPDATE machine SET standby_yes = 1");
	(void)advised(MAP, &count);
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(exempt_system_is_not_proposed)
{
	size_t count;

	office_sql(estate,
		   "INSERT INTO usage_exemption (system_id, reason, since_day, until_day, created_at, created_by)"
		   " VALUES (1, '应急值守', 1, %" PRId64 ", 1, 15)",
		   at_day(2026, 3, 4));
	(void)advised(MAP, &count);
	ck_assert_uint_eq(count, 0);
	refused(DISPATCH, opened(DISPATCH, MAP, CLOUD, FORM("8", "")), "issue", NULL, "已豁免降配回收，至 2026-03-04");
}
END_TEST

/* ---- one decision ---- */

START_TEST(what_is_ticked_is_sent_with_the_figures_of_the_records)
{
	struct request *req;
	struct values *form;

	office_enter(estate, "p15");
	ck_assert(office_shows(office_get(estate, "/usage/proposals"), "value=\"1-1\""));
	ck_assert(office_shows(office_get(estate, "/usage/proposals?format=csv"), "水利一张图"));
	req = proposing("action=issue&pick=1-1");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert_msg(office_shows(req, "选了 1 项，发出 1 件"), "%s", req->response.body.data);
	ck_assert_int_eq(matters("notified"), 1);
	ck_assert_int_eq(matter_form(as(DISPATCH), matter_now(1), &form, NULL), OK);
	ck_assert_str_eq(values_word(form, "kind"), "downsize");
	ck_assert_int_eq(values_number(values_find(form, "targets")->rows[0], "target", 0), 4);
	ck_assert_int_eq(values_number(values_find(form, "observations")->rows[0], "cpu_p95", 0), 1150);
	ck_assert_ptr_nonnull(strstr(values_word(form, "reason"), "建议处理器 16 核 → 4 核，内存 64 GB → 32 GB"));
	/* a second time it is refused by a sentence, and no box is there to tick */
	req = proposing("action=issue&pick=1-1");
	ck_assert(office_shows(req, "已有降配回收在办"));
	ck_assert(office_shows(req, "发出 0 件"));
	ck_assert(!office_shows(office_get(estate, "/usage/proposals"), "value=\"1-1\""));
	ck_assert_int_eq(matters("%"), 1);
}
END_TEST

START_TEST(one_that_cannot_be_sent_leaves_nothing_and_does_not_stop_the_others)
{
	struct request *req;

	machine("ecs-09", FOREIGN, 900, 1500);
	office_sql(estate, "UPDATE allocation SET granted = 8, allocated = 8 WHERE system_id = 3;"
			   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			   " VALUES (3, 1, 'memory_gb', 32, 32, 1)");
	/* fewer months than this one's notice wants */
	office_sql(estate,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('downsize_grace_cd', 1, '365', 1);"
		   "UPDATE system SET operating_at = %" PRId64 " WHERE id = 3",
		   day_start(at_day(2025, 6, 1)));
	req = proposing("action=issue&pick=3-1&pick=1-1&pick=2-1");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "没有发出："));
	ck_assert(office_shows(req, "按现在的记录没有降配、回收建议"));
	ck_assert(office_shows(req, "选了 3 项，发出 1 件，没有发出 2 件"));
	ck_assert_int_eq(matters("%"), 1);
}
END_TEST

START_TEST(unknown_pick_is_refused_and_what_was_typed_stays)
{
	static const char *const picks[] = {"x", "99999-1", "1-99999", "1", "1-1-1"};

	for (size_t i = 0; i < ARRAY_LENGTH(picks); i++) {
		struct request *req = proposing(
			arena_printf(estate->arena, "action=issue&pick=1-1&pick=%s&note=分两批办理", picks[i]));

		ck_assert_int_eq(req->response.status, 422);
		ck_assert(office_shows(req, "没有发出任何通知"));
		ck_assert(office_shows(req, "value=\"分两批办理\""));
		ck_assert(office_shows(req, "value=\"1-1\" checked"));
	}
	ck_assert_int_eq(matters("%"), 0);
}
END_TEST

START_TEST(nothing_ticked_or_not_allowed_changes_nothing)
{
	struct request *req;

	ck_assert_int_eq(proposing("action=issue")->response.status, 422);
	office_enter(estate, "p14");
	req = office_get(estate, "/usage/proposals");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(!office_shows(req, "data-th=\"选择\""));
	ck_assert_int_eq(office_post(estate, "/usage/proposals", "action=issue&pick=1-1")->response.status, 403);
	office_enter(estate, "p21");
	ck_assert_int_eq(office_get(estate, "/usage/proposals")->response.status, 403);
	ck_assert_int_eq(matters("%"), 0);
}
END_TEST

/* ---- no less than the P95s need ---- */

#define OBJECT "objection=汛期访问量是平时八倍，按峰值核定。\nexpected_load=峰值并发 3000 人"

/* 8 × 12 ÷ 60 = 1.6 → 2 cores, and of the machine that is not named 8 × 40 ÷ 60 = 5.3 → 8: 10. */
START_TEST(below_what_the_p95_needs_wants_a_reason)
{
	int64_t id = opened(DISPATCH, MAP, CLOUD, FORM("8", ""));

	office_sql(estate, "UPDATE usage_month SET cpu_p95 = 4000 WHERE machine = 'ecs-02'");
	refused(DISPATCH, id, "issue", NULL, "处理器（核）的目标 8 低于按各台 P95 测算的 10");
	type_into(DISPATCH, id, FORM("8", "\ntargets.0.below_reason=业务已迁往另一平台，按迁移后的负载核定"));
	go(DISPATCH, id, "issue");
}
END_TEST

/* 8 × 25 ÷ 60 = 3.3 → 4 cores for each of two: 8; use grew between notice and decision. */
START_TEST(decision_is_held_against_the_newest_months)
{
	int64_t id = opened(DISPATCH, MAP, CLOUD, FORM("4", ""));

	go(DISPATCH, id, "issue");
	go_with(CLERK, id, "object", OBJECT);
	go(LEAD, id, "approve_objection");
	office_sql(estate, "UPDATE usage_month SET cpu_p95 = 2500 WHERE period = '2026-02'");
	refused(APPROVE, id, "maintain", NULL, "处理器（核）的目标 4 低于按各台 P95 测算的 8");
	refused(APPROVE, id, "adjust", "decided.0.class=vcpu\ndecided.0.present=16\ndecided.0.target=6",
		"低于按各台 P95 测算的 8");
	refused(APPROVE, id, "adjust", "decided.0.class=vcpu\ndecided.0.present=16\ndecided.0.target=20",
		"的目标大于现有规格");
	go_with(APPROVE, id, "adjust", "decided.0.class=vcpu\ndecided.0.present=16\ndecided.0.target=8");
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/release_advice", set_up, estate_free, 60, advice_sums_its_machines_up_for_a_notice,
			    disks_are_advised_with_their_own_figures, idle_machine_is_advised_to_be_reclaimed,
			    nothing_is_left_without_a_machine_and_no_disk_is_taken_from_one_that_stays,
			    bandwidth_is_advised_unless_all_stand_by, exempt_system_is_not_proposed,
			    what_is_ticked_is_sent_with_the_figures_of_the_records,
			    one_that_cannot_be_sent_leaves_nothing_and_does_not_stop_the_others,
			    unknown_pick_is_refused_and_what_was_typed_stays,
			    nothing_ticked_or_not_allowed_changes_nothing, below_what_the_p95_needs_wants_a_reason,
			    decision_is_held_against_the_newest_months);
}
