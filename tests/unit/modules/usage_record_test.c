/* What the record says of a unit beside a decision about it (第三十二条). */
#include "unit/modules/estate.h"

#include "kernel/password.h"
#include "modules/usage/usage_parts.h"

static void record_new(void)
{
	char *hash;

	estate_new("exit");
	ck_assert_int_eq(password_hash(estate->service, estate->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(estate, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(estate);
}

/* A clearing that the dispatch post begins, before the leader; the unit asked for nothing so far. */
static int64_t clearing(void)
{
	int64_t id = opened(
		DISPATCH, MAP, 0,
		"reason=连续六个月没有访问，责任岗位空缺。\nfindings.0.day=2026-01-05\nfindings.0.text=没有访问\n"
		"findings.1.day=2026-02-10\nfindings.1.text=电话无人接听\ncontact_title=调度岗\n"
		"contact_phone=028-86600000");

	hand_in(id, "abandoned_proof");
	go(DISPATCH, id, "submit_passive");
	return id;
}

static bool leader_reads(int64_t id, const char *words)
{
	struct request *req;

	office_enter(estate, "p17");
	req = office_get(estate, arena_printf(estate->arena, "/matters/%" PRId64, id));
	ck_assert_int_eq(req->response.status, 200);
	return office_shows(req, words);
}

START_TEST(what_the_center_began_is_no_request_of_the_unit)
{
	ck_assert(leader_reads(clearing(), "0 件，其中未通过或撤回 0 件"));
}
END_TEST

/* 12, 4 and 4 cores were granted; of the 12 the operator configured 20: 28 are held, as everywhere else. */
START_TEST(what_a_unit_holds_is_the_larger_of_granted_and_configured)
{
	office_sql(estate, "UPDATE allocation SET allocated = 20 WHERE granted = 12");
	ck_assert(leader_reads(clearing(), "2 个，28 核 / 64 GB"));
}
END_TEST

START_TEST(what_was_never_deployed_is_idle_without_a_machine)
{
	int64_t id = clearing();

	office_sql(estate, "UPDATE system SET state = 'deploying', operating_at = NULL WHERE id = %d", MAP);
	/* Granted on 2025-01-06, 422 days ago. */
	ck_assert(leader_reads(id, "2025-01-06 核定资源，满 90 日仍未部署"));
}
END_TEST

static void month_of(const char *period, int platform, const char *machine, int system, int cpu)
{
	office_sql(
		estate,
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) VALUES ('%s', %d, '%s', %d, 4, 8, 100, %d, 5000, 6000, 4000, 5000, 6000, 5000, 0, 0, 0, "
		"9800, 28, 1)",
		period, platform, machine, system, cpu);
}

static const char *month_words(int64_t unit)
{
	const char *text;

	ck_assert_int_eq(usage_month_words(as(DISPATCH), unit, &text), OK);
	return text;
}

/* One platform is reported by day, so that March is there on March 4; the unit's own by month, last for January. */
START_TEST(newest_month_is_the_units_own_and_whole)
{
	month_of("2026-03", RECOVERY_CLOUD, "r-1", FOREIGN, 100);
	month_of("2026-02", RECOVERY_CLOUD, "r-1", FOREIGN, 200);
	month_of("2026-01", CLOUD, "a-1", MAP, 1825);
	ck_assert_str_eq(month_words(UNIT), "2026-01 处理器 18.25%，内存 40.00%");
	ck_assert_str_eq(month_words(OTHER_UNIT), "2026-02 处理器 2.00%，内存 40.00%");
	ck_assert_str_eq(month_words(PROVIDER), "尚无数据");
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/usage_record", record_new, estate_free, 120,
			    what_the_center_began_is_no_request_of_the_unit,
			    what_a_unit_holds_is_the_larger_of_granted_and_configured,
			    what_was_never_deployed_is_idle_without_a_machine, newest_month_is_the_units_own_and_whole);
}
