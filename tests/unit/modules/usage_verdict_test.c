/* What each class of use comes to, by hand, and who is exempt from it (第十七条). */
#include "unit/modules/usage_cast.h"

/* Hundredths: a month of machine a of system 1 on platform 1. */
struct load {
	int cpu_avg, cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk, net, bw;
};

static void month(const char *period, const char *code, struct load load)
{
	office_sql(
		office,
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) SELECT '%s', 1, code, system_id, vcpu, memory_gb, disk_gb, %d, %d, %d, %d, %d, %d, %d, "
		"%d, 0, %d, 9800, 30, 1 FROM machine WHERE platform_id = 1 AND code = '%s'",
		period, load.cpu_avg, load.cpu_p95, load.cpu_max, load.mem_avg, load.mem_p95, load.mem_max, load.disk,
		load.net, load.bw, code);
}

static const struct load idle = {200, 900, 1500, 1000, 1500, 1800, 5000, 9, 10};
static const struct load low = {900, 1200, 3000, 2200, 2500, 3300, 5000, 50, 10};
static const struct load slight = {800, 2500, 4000, 4500, 5000, 6000, 5000, 50, 10};
static const struct load normal = {2500, 4500, 6000, 5000, 6000, 7000, 5000, 500, 900};
static const struct load high = {5000, 9000, 9900, 6000, 7000, 8000, 5000, 500, 900};

static void three(const char *code, struct load load)
{
	month("2026-08", code, load);
	month("2026-09", code, load);
	month("2026-10", code, load);
}

static struct usage_machine first(void)
{
	struct usage_judgement judgement;
	struct usage_machine *machines;
	size_t count;

	ck_assert_int_eq(usage_judge(program(), 1, &judgement, &machines, &count), OK);
	ck_assert_uint_eq(count, 1);
	return machines[0];
}

static struct usage_judgement judged(void)
{
	struct usage_judgement judgement;

	ck_assert_int_eq(usage_judge(program(), 1, &judgement, NULL, NULL), OK);
	return judgement;
}

static void one_machine(void)
{
	open_office();
	machine("a", 1, 1, 16, 64, "0");
}

/* ---- classes ---- */

/*
 * P95 9 % < 10, memory 10 % < 20, traffic 0.09 Mbps < 0.10.  One month: notice,
 * two: confirm, three: reclaim.  0.10 Mbps is not below 0.10.
 */
START_TEST(idle_is_noticed_then_confirmed_then_proposed)
{
	one_machine();
	month("2026-10", "a", idle);
	ck_assert_int_eq(first().advice, ADVICE_NOTICE);
	month("2026-09", "a", idle);
	ck_assert_int_eq(first().advice, ADVICE_CONFIRM);
	ck_assert_int_eq(first().target_vcpu, 16);
	month("2026-08", "a", idle);
	ck_assert_int_eq(first().class, USAGE_IDLE);
	ck_assert_int_eq(first().advice, ADVICE_RECLAIM);
	ck_assert_int_eq(first().target_vcpu, 0);
	office_sql(office, "UPDATE usage_month SET net_in = 10 WHERE period = '2026-09'");
	ck_assert_int_eq(first().class, USAGE_LOW);
	office_free(office);
}
END_TEST

/* 16 × 12 ÷ 60 = 3.2 → 4 cores; 64 × 25 ÷ 75 = 21.33 → 32 GB; everything the verdict rests on is said.
 */
START_TEST(low_says_window_coverage_p95_peak_rule_and_size)
{
	struct usage_judgement judgement;
	struct usage_machine verdict;

	one_machine();
	three("a", low);
	verdict = first();
	ck_assert_int_eq(verdict.class, USAGE_LOW);
	ck_assert_int_eq(verdict.advice, ADVICE_DOWNSIZE);
	ck_assert_int_eq(verdict.target_vcpu, 4);
	ck_assert_int_eq(verdict.target_memory_gb, 32);
	ck_assert_str_eq(verdict.why,
			 "2026-08 至 2026-10 有 3 个月数据，覆盖率最低 98.00%；处理器 P95 最高 12.00%、峰值 30.00%；"
			 "内存 P95 最高 25.00%、峰值 33.00%");
	ck_assert_str_eq(verdict.rule, "低效：处理器 P95 低于 20%、内存 P95 低于 40%，连续 3 个月");
	judgement = judged();
	ck_assert_str_eq(judgement.why,
			 "2026-08 至 2026-10，覆盖率最低 98.00%；处理器 P95 12.00%、峰值 30.00%，内存 P95 25.00%、峰值 "
			 "33.00%；按处理器加权，16 核中 16 核低效。建议 16 核 64 GB → 4 核 32 GB");
	ck_assert(sees("slt.jb", "/usage/systems/1", "4 核 32 GB"));
	ck_assert(sees("slt.jb", "/usage", "低效：处理器 P95 低于 20%、内存 P95 低于 40%，连续 3 个月"));
	office_free(office);
}
END_TEST

/* A mean of 8 % < 10 with P95 25 %: 偏低, a remark and no proposal; 25 % is not: 正常. */
START_TEST(slight_is_a_remark_normal_is_nothing)
{
	one_machine();
	three("a", slight);
	ck_assert_int_eq(first().class, USAGE_SLIGHT);
	ck_assert_int_eq(first().advice, ADVICE_NONE);
	ck_assert_int_eq(first().target_vcpu, 16);
	office_sql(office, "UPDATE usage_month SET cpu_avg = 2500");
	ck_assert_int_eq(first().class, USAGE_NORMAL);
	office_free(office);
}
END_TEST

/* P95 90 % > 80 for two months: 16 × 90 ÷ 60 = 24 → 32 cores; 64 × 70 ÷ 75 = 59.7 → 64 GB, as it is. */
START_TEST(high_for_two_months_is_advised_to_grow)
{
	one_machine();
	month("2026-08", "a", normal);
	month("2026-09", "a", normal);
	month("2026-10", "a", high);
	ck_assert_int_eq(first().class, USAGE_NORMAL);
	office_sql(office, "UPDATE usage_month SET cpu_p95 = 8100, cpu_max = 9000 WHERE period = '2026-09'");
	ck_assert_int_eq(first().class, USAGE_HIGH);
	ck_assert_int_eq(first().advice, ADVICE_GROW);
	ck_assert_int_eq(first().target_vcpu, 32);
	ck_assert_int_eq(first().target_memory_gb, 64);
	office_free(office);
}
END_TEST

/*
 * 100 GB at 15 % < 20 for three months: 100 × 15 ÷ 70 = 21.4 → 30 GB in steps of 10.  20 % is not below 20.
 * At 90 % > 85 in the last month: 100 × 90 ÷ 70 = 128.6 → 130 GB.
 */
START_TEST(storage_is_judged_on_its_own)
{
	one_machine();
	three("a", normal);
	ck_assert_int_eq(first().storage, ADVICE_NONE);
	office_sql(office, "UPDATE usage_month SET disk_used = 1500");
	ck_assert_int_eq(first().storage, ADVICE_DOWNSIZE);
	ck_assert_int_eq(first().target_disk_gb, 30);
	ck_assert_int_eq(first().class, USAGE_NORMAL);
	office_sql(office, "UPDATE usage_month SET disk_used = 2000 WHERE period = '2026-08'");
	ck_assert_int_eq(first().storage, ADVICE_NONE);
	office_sql(office, "UPDATE usage_month SET disk_used = 9000 WHERE period = '2026-10'");
	ck_assert_int_eq(first().storage, ADVICE_GROW);
	ck_assert_int_eq(first().target_disk_gb, 130);
	office_free(office);
}
END_TEST

/*
 * 100 Mbps granted, two machines at P95 4 and 5 Mbps: 9 % < 10 for three months; 9 ÷ 60 % = 15 → 15 Mbps.
 * 10 % is not below 10.
 */
START_TEST(bandwidth_is_judged_against_what_was_granted)
{
	struct usage_rules rules;
	struct usage_bandwidth *lines;
	size_t count;

	one_machine();
	machine("b", 1, 1, 8, 32, "0");
	three("a", normal);
	three("b", normal);
	office_sql(office, "UPDATE usage_month SET bw_p95 = iif(machine = 'a', 400, 500);"
			   "INSERT INTO capacity VALUES (1, 'bandwidth_mbps', 1000, 1);"
			   "INSERT INTO allocation (system_id, platform_id, class, granted, granted_at)"
			   " VALUES (1, 1, 'bandwidth_mbps', 100, 1)");
	ck_assert_int_eq(usage_rules_of_month(program(), "2026-10", &rules), OK);
	ck_assert_int_eq(usage_bandwidths(program(), &rules, 1, "2026-10", &lines, &count), OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(lines[0].p95, 900);
	ck_assert_int_eq(lines[0].share, 900);
	ck_assert(lines[0].low);
	ck_assert_int_eq(lines[0].target, 15);
	ck_assert(sees("slt.jb", "/usage/systems/1", "建议降带宽"));
	office_sql(office, "UPDATE usage_month SET bw_p95 = 600 WHERE machine = 'b' AND period = '2026-09'");
	ck_assert_int_eq(usage_bandwidths(program(), &rules, 1, "2026-10", &lines, &count), OK);
	ck_assert(!lines[0].low);
	office_free(office);
}
END_TEST

/* 9 of 20 Mbps in August is no low month, though 100 Mbps were given in September; each month of what was granted in
 * it. */
START_TEST(bandwidth_of_a_month_is_of_what_was_granted_in_it)
{
	struct usage_rules rules;
	struct usage_bandwidth *lines;
	size_t count;
	int64_t granted;

	one_machine();
	three("a", normal);
	office_sql(office,
		   "UPDATE usage_month SET bw_p95 = 900;"
		   "INSERT INTO capacity VALUES (1, 'bandwidth_mbps', 1000, 1);"
		   "INSERT INTO allocation (system_id, platform_id, class, granted, granted_at, freed_at) VALUES"
		   " (1, 1, 'bandwidth_mbps', 20, %" PRId64 ", %" PRId64 "), (1, 1, 'bandwidth_mbps', 100, %" PRId64
		   ", NULL)",
		   day_start(day_from_date((struct date){2026, 8, 15})),
		   day_start(day_from_date((struct date){2026, 9, 1})),
		   day_start(day_from_date((struct date){2026, 9, 1})));
	ck_assert_int_eq(usage_rules_of_month(program(), "2026-10", &rules), OK);
	ck_assert_int_eq(usage_bandwidths(program(), &rules, 1, "2026-10", &lines, &count), OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(lines[0].granted, 100);
	ck_assert_int_eq(lines[0].share, 4500);
	ck_assert(!lines[0].low);
	ck_assert_int_eq(usage_bandwidth_granted(program(), 1, 1, "2026-08", &granted), OK);
	ck_assert_int_eq(granted, 20);
	ck_assert_int_eq(usage_bandwidth_granted(program(), 1, 1, "2026-09", &granted), OK);
	ck_assert_int_eq(granted, 100);
	/* Before the books begin. */
	ck_assert_int_eq(usage_bandwidth_granted(program(), 1, 1, "2026-05", &granted), OK);
	ck_assert_int_eq(granted, 20);
	office_free(office);
}
END_TEST

/* The limits are those of the last day of what is judged: what is set in November judges November, not October. */
START_TEST(new_limit_does_not_judge_old_months)
{
	int64_t october = day_from_date((struct date){2026, 10, 31});

	one_machine();
	three("a", low);
	office_sql(office,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('cpu_low_p95', %" PRId64
		   ", '5', 1),"
		   " ('vcpu_sizes', %" PRId64 ", '6,12', 1), ('small_vcpu', %" PRId64 ", '16', 1)",
		   october + 1, october + 1, october + 1);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(first().class, USAGE_LOW);
	ck_assert_int_eq(first().target_vcpu, 4);
	office_sql(office,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('vcpu_sizes', %" PRId64
		   ", '6,12', 1)",
		   october);
	ck_assert_int_eq(first().target_vcpu, 6);
	office_sql(office,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('cpu_low_p95', %" PRId64
		   ", '5', 1)",
		   october);
	ck_assert_int_eq(first().class, USAGE_SLIGHT);
	office_free(office);
}
END_TEST

/* Registered 2025-10-31 it covers the window that ends 2026-10-31; a day earlier it does not. */
START_TEST(registered_peak_lapses_after_twelve_months)
{
	one_machine();
	three("a", low);
	office_sql(office, "INSERT INTO system_season VALUES (1, 6, 9, '汛期', %" PRId64 ", NULL)",
		   day_start(day_from_date((struct date){2025, 10, 31})));
	ck_assert_int_eq(first().class, USAGE_UNJUDGED);
	office_sql(office, "UPDATE system_season SET since_at = since_at - 1");
	ck_assert_int_eq(first().class, USAGE_LOW);
	ck_assert(sees("slt.jb", "/usage/systems/1", "已失效"));
	office_free(office);
}
END_TEST

/* Ascending whole numbers and nothing else: a judgement would take the first that fits. */
START_TEST(catalogue_of_sizes_ascends)
{
	static const struct {
		const char *value;
		enum err err;
	} cases[] = {{"2,4,8", OK},         {"6", OK},
		     {"", ERR_INVALID},     {"4,2", ERR_INVALID},
		     {"2,2", ERR_INVALID},  {"2,,4", ERR_INVALID},
		     {"2,4,", ERR_INVALID}, {"2, 4", ERR_INVALID},
		     {"0,2", ERR_INVALID},  {"2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34", ERR_INVALID}};

	open_office();
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct setting_complaint complaint;
		const char *value = cases[i].value;

		ck_assert_msg(setting_check(program(), "vcpu_sizes", &value, day_of(clock_now()) + 1, &complaint) ==
				      cases[i].err,
			      "case %zu", i);
	}
	office_free(office);
}
END_TEST

/* ---- exempt ---- */

#define REASON \
	"reason=%E5%BA%94%E6%80%A5%E5%80%BC%E5%AE%88%E7%B3%BB%E7%BB%9F%EF%BC%8C%E5%B9%B3%E6%97%B6%E7%A9%BA%E9%97%B2"

static int exempted(const char *fields)
{
	return office_post(office, "/usage/exemptions", fields)->response.status;
}

START_TEST(exempt_system_is_not_proposed_and_the_verdict_says_so)
{
	one_machine();
	three("a", low);
	office_enter(office, "center.jb");
	ck_assert_int_eq(exempted("action=exempt&system=1&until=2027-03-31&" REASON), 303);
	ck_assert_int_eq(first().class, USAGE_LOW);
	ck_assert_int_eq(first().advice, ADVICE_NONE);
	ck_assert_int_eq(first().target_vcpu, 16);
	ck_assert_ptr_nonnull(
		strstr(first().why, "已豁免至 2027-03-31（应急值守系统，平时空闲），不提出建议。2026-08 至"));
	ck_assert_ptr_nonnull(strstr(judged().why, "已豁免至 2027-03-31"));
	ck_assert(sees("slt.jb", "/usage/exemptions", "应急值守系统"));
	ck_assert(!sees("jtt.jb", "/usage/exemptions", "应急值守系统"));
	office_free(office);
}
END_TEST

/* Until 2026-11-24, and today is the 25th: nobody has to end it. */
START_TEST(expired_exemption_exempts_no_longer)
{
	one_machine();
	three("a", low);
	office_sql(office,
		   "INSERT INTO usage_exemption (system_id, reason, since_day, until_day, created_at, created_by)"
		   " VALUES (1, '迁移期间空闲', 20000, %" PRId64 ", 1, 11)",
		   day_from_date((struct date){2026, 11, 24}));
	ck_assert_int_eq(first().advice, ADVICE_DOWNSIZE);
	office_enter(office, "center.jb");
	ck_assert(office_shows(office_get(office, "/usage/exemptions"), "已到期"));
	ck_assert(!office_shows(office_get(office, "/usage/exemptions?state=force"), "迁移期间空闲"));
	ck_assert(office_shows(office_get(office, "/usage/exemptions?format=csv"), "迁移期间空闲"));
	ck_assert_int_eq(exempted("action=end&id=1&end_reason=%E4%B8%8D%E5%86%8D%E9%9C%80%E8%A6%81"), 409);
	office_free(office);
}
END_TEST

START_TEST(exemption_is_ended_early_once_and_kept)
{
	one_machine();
	machine("b", 1, 1, 16, 64, "0");
	three("a", low);
	office_enter(office, "center.jb");
	ck_assert_int_eq(exempted("action=exempt&system=1&machine=a&until=2027-03-31&" REASON), 303);
	ck_assert_int_eq(first().advice, ADVICE_NONE);
	ck_assert_int_eq(exempted("action=end&id=1&end_reason=no"), 422);
	ck_assert(office_shows(office->req, "提前终止要写明理由") && office_shows(office->req, "value=\"no\""));
	ck_assert_int_eq(exempted("action=end&id=1&end_reason=%E4%B8%8D%E5%86%8D%E9%9C%80%E8%A6%81"), 303);
	ck_assert_int_eq(first().advice, ADVICE_DOWNSIZE);
	ck_assert_int_eq(exempted("action=end&id=1&end_reason=%E4%B8%8D%E5%86%8D%E9%9C%80%E8%A6%81"), 409);
	ck_assert_ptr_nonnull(office_try(office, "DELETE FROM usage_exemption"));
	ck_assert_ptr_nonnull(office_try(office, "UPDATE usage_exemption SET until_day = until_day + 1"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action LIKE 'usage.exempt%%'"), 2);
	office_free(office);
}
END_TEST

START_TEST(exemption_without_reason_end_or_right_is_refused)
{
	static const struct {
		const char *fields;
		const char *sentence;
	} wrong[] = {
		{"action=exempt&system=1&until=2027-03-31&reason=%E5%BF%99", "理由"},
		{"action=exempt&system=1&until=&" REASON, "豁免至"},
		{"action=exempt&system=1&until=2026-11-24&" REASON, "不能早于今天"},
		{"action=exempt&system=1&until=2027-11-26&" REASON, "一次最长豁免 365 日"},
		{"action=exempt&system=1&machine=nobody&until=2027-03-31&" REASON, "没有登记编号为"},
		{"action=exempt&system=99&until=2027-03-31&" REASON, "信息系统"},
	};

	one_machine();
	three("a", low);
	office_enter(office, "slt.jb");
	ck_assert_int_eq(exempted("action=exempt&system=1&until=2027-03-31&" REASON), 403);
	office_enter(office, "center.jb");
	for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++) {
		struct request *req = office_post(office, "/usage/exemptions", wrong[i].fields);

		ck_assert_msg(req->response.status == 422, "case %zu: %d", i, req->response.status);
		ck_assert_msg(office_shows(req, wrong[i].sentence), "case %zu", i);
	}
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_exemption"), 0);
	ck_assert_int_eq(exempted("action=exempt&system=1&until=2027-03-31&" REASON), 303);
	ck_assert_int_eq(exempted("action=exempt&system=1&until=2027-02-28&" REASON), 422);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/usage_verdict", idle_is_noticed_then_confirmed_then_proposed,
			 low_says_window_coverage_p95_peak_rule_and_size, slight_is_a_remark_normal_is_nothing,
			 high_for_two_months_is_advised_to_grow, storage_is_judged_on_its_own,
			 bandwidth_is_judged_against_what_was_granted,
			 bandwidth_of_a_month_is_of_what_was_granted_in_it, new_limit_does_not_judge_old_months,
			 registered_peak_lapses_after_twelve_months, catalogue_of_sizes_ascends,
			 exempt_system_is_not_proposed_and_the_verdict_says_so, expired_exemption_exempts_no_longer,
			 exemption_is_ended_early_once_and_kept, exemption_without_reason_end_or_right_is_refused);
}
