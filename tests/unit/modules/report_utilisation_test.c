/* The figures of R1, worked out by hand from the table in report_cast.h, and what an extract must not say. */
#include "unit/modules/report_cast.h"

static const char *built(enum report_edition edition, int64_t organisation)
{
	struct document *document = document_new(office->arena, "报告");
	struct report_scope scope = {"2026-10", edition, organisation};
	const char *json;

	ck_assert_int_eq(report_utilisation(program(), &scope, document), OK);
	json = document_json(document);
	ck_assert_ptr_nonnull(json);
	return json;
}

static void says(const char *json, const char *words)
{
	ck_assert_msg(strstr(json, words) != NULL, "%s is missing in %.1500s", words, json);
}

static void hides(const char *json, const char *words)
{
	ck_assert_msg(strstr(json, words) == NULL, "%s stands in %.1500s", words, strstr(json, words) - 100);
}

/*
 * vCPU 8 + 8 + 16 = 32; memory 32 + 32 + 64 = 128.
 * CPU mean (8×20 + 8×10 + 16×2) ÷ 32 = 272 ÷ 32 = 8.50; P95 (8×50 + 8×30 + 16×9) ÷ 32 = 784 ÷ 32 = 24.50.
 * Memory mean (32×40 + 32×20 + 64×10) ÷ 128 = 2560 ÷ 128 = 20.00; P95 (32×60 + 32×40 + 64×15) ÷ 128 = 4160 ÷ 128
 * = 32.50. In use at the mean: 32 × 8.5 % = 2.72, whole processors 2.
 */
START_TEST(totals_weigh_by_processors_and_memory)
{
	const char *json;

	open_office();
	json = built(REPORT_FULL, 0);
	says(json, "采集到 2 个单位 2 个系统 3 台机器，共 32 核处理器、128 GB 内存");
	says(json, "处理器平均使用率 8.50%、P95 24.50%，内存平均使用率 20.00%、P95 32.50%，存储使用率 50.00%");
	says(json, "\"按均值折算的在用处理器（核）\",\"2\"");
	office_free(office);
}
END_TEST

/*
 * September knew vm-three alone: CPU 2.00, memory 10.00.  October 8.50 and 20.00: up 6.50 and 10.00.
 * vm-three: P95 9 below 10, mean memory 10 below 20, 0.08 Mbps, three months: idle, so all of it could be freed: 16
 * and 64.
 */
START_TEST(month_on_month_and_what_is_idle)
{
	const char *json;

	open_office();
	json = built(REPORT_FULL, 0);
	says(json, "处理器平均使用率比上月上升 6.50 个百分点，内存平均使用率比上月上升 10.00 个百分点");
	says(json, "闲置 1 台、低效 0 台，按建议规格可以节约 16 核处理器、64 GB 内存");
	says(json, "\"道路运输系统\",\"省交通运输厅\",\"锦江云\",\"vm-three\",\"16 核 64 "
		   "GB\",\"闲置\",\"9.00\",\"15.00\",\"回收\",\"16\",\"64\"");
	office_free(office);
}
END_TEST

/* P95 9, 30 and 50: the bins 0–10, 30–40 and 50–60 hold one each. */
START_TEST(bins_are_ten_wide_and_hold_their_lower_bound)
{
	const char *json;

	open_office();
	json = built(REPORT_FULL, 0);
	says(json, "\"labels\":[\"0–10\",\"10–20\",\"20–30\",\"30–40\",\"40–50\",\"50–60\",\"60–70\",\"70–80\","
		   "\"80–90\",\"90–100\"]");
	says(json, "\"values\":[1,0,0,1,0,1,0,0,0,0]");
	office_free(office);
}
END_TEST

/* Of 省水利厅: CPU mean (160 + 80) ÷ 16 = 15.00, P95 (400 + 240) ÷ 16 = 40.00, on both platforms. */
START_TEST(extract_of_a_unit_holds_its_own_rows_alone)
{
	static const char *const others[] = {"道路运输",    "省交通运输厅", "vm-three", "BA-0002",
					     "32 核处理器", "128 GB",       "8.50%"};
	const char *json;

	open_office();
	json = built(REPORT_UNIT, 2);
	says(json, "本单位2026年10月采集到 1 个系统 2 台机器，共 16 核处理器、64 GB 内存");
	says(json, "处理器平均使用率 15.00%、P95 40.00%");
	says(json, "水雨情监测平台");
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		hides(json, others[i]);
	json = built(REPORT_UNIT, 3);
	says(json, "vm-three");
	hides(json, "水雨情");
	hides(json, "省水利厅");
	hides(json, "vm-one");
	hides(json, "岷山云");
	office_free(office);
}
END_TEST

/* On 锦江云: CPU mean (160 + 32) ÷ 24 = 8.00; P95 (400 + 144) ÷ 24 = 22.66 and a bit, cut off. */
START_TEST(extract_of_an_operator_holds_its_platforms_alone)
{
	static const char *const others[] = {"岷山", "vm-two", "32 核处理器", "8.50%"};
	const char *json;

	open_office();
	json = built(REPORT_OPERATOR, 4);
	says(json, "共 24 核处理器、96 GB 内存");
	says(json, "处理器平均使用率 8.00%、P95 22.66%");
	says(json, "vm-three");
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		hides(json, others[i]);
	json = built(REPORT_OPERATOR, 5);
	hides(json, "锦江");
	hides(json, "道路运输");
	hides(json, "vm-one");
	hides(json, "vm-three");
	office_free(office);
}
END_TEST

/* The register names vm-two and nobody reported it; vm-x was reported and nobody registered it. */
START_TEST(collection_says_what_is_missing_and_what_is_unknown)
{
	const char *json;

	open_office();
	office_sql(office,
		   "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at)"
		   " VALUES (2, 'vm-four', 1, 4, 8, 1, 1);"
		   "INSERT INTO usage_month (period, platform_id, machine, vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max,"
		   " mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, imported_at)"
		   " VALUES ('2026-10', 1, 'vm-x', 4, 8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9900, 30, 1);"
		   "UPDATE usage_month SET coverage = 8999 WHERE machine = 'vm-one'");
	json = built(REPORT_FULL, 0);
	/* (89.99 + 98.00) ÷ 2 = 93.99 and a half, cut off */
	says(json,
	     "\"锦江云\",\"2\",\"93.99\",\"1\",\"0\",\"0\",\"1\",\"岷山云\",\"1\",\"98.00\",\"0\",\"0\",\"1\",\"0\"");
	says(json, "在册未采集的机器 1 台");
	hides(built(REPORT_UNIT, 2), "vm-x");
	office_free(office);
}
END_TEST

/* All that a unit has on one platform stayed silent: its extract says so, as the whole does. */
START_TEST(an_extract_names_platforms_of_which_nothing_came)
{
	open_office();
	office_sql(office,
		   "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES (3, 'qc-1', '青城云', "
		   "'service', 5, '', 3);"
		   "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at)"
		   " VALUES (3, 'vm-five', 1, 4, 8, 1, 1)");
	says(built(REPORT_UNIT, 2), "\"青城云\",\"0\",\"尚无记录\",\"0\",\"0\",\"1\",");
	says(built(REPORT_UNIT, 2), "在册未采集的机器 1 台");
	/* What ended since was there that month, and what had ended was not. */
	office_sql(office, "UPDATE platform SET ended_at = %" PRId64 " WHERE id = 3", clock_now());
	office_sql(office, "UPDATE system SET state = 'ended', ended_at = %" PRId64 " WHERE id = 1", clock_now());
	says(built(REPORT_UNIT, 2), "在册未采集的机器 1 台");
	office_sql(office, "UPDATE system SET ended_at = 86400 WHERE id = 1");
	hides(built(REPORT_UNIT, 2), "在册未采集的机器");
	office_free(office);
}
END_TEST

/* vm-gone was reported in September and no more: of no class in October. */
START_TEST(classes_are_of_the_machines_of_the_month)
{
	open_office();
	office_sql(office,
		   "INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, cpu_avg, "
		   "cpu_p95, cpu_max,"
		   " mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, imported_at)"
		   " VALUES ('2026-09', 1, 'vm-gone', 1, 64, 8, 3000, 4000, 5000, 3000, 4000, 5000, 1, 100, 100, 1, "
		   "9900, 30, 1)");
	says(built(REPORT_FULL, 0), "3 台机器，共 32 核");
	hides(built(REPORT_FULL, 0), "\"64\",\"66.66\"");
	says(built(REPORT_FULL, 0), "\"闲置\",\"1\",\"16\",\"50.00\"");
	office_free(office);
}
END_TEST

START_TEST(a_month_without_data_says_so)
{
	struct document *document;
	struct report_scope scope = {.period = "2025-01"};

	open_office();
	document = document_new(office->arena, "报告");
	ck_assert_int_eq(report_utilisation(program(), &scope, document), OK);
	says(document_json(document), "省级政务云2025年1月没有采集到已入台账机器的使用率");
	says(document_json(document), "尚无记录");
	says(document_json(document), "没有采集到数据，没有判定");
	hides(document_json(document), "没有连续闲置");
	hides(document_json(document), "没有需要处理");
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/report_utilisation", totals_weigh_by_processors_and_memory,
			 month_on_month_and_what_is_idle, bins_are_ten_wide_and_hold_their_lower_bound,
			 extract_of_a_unit_holds_its_own_rows_alone, extract_of_an_operator_holds_its_platforms_alone,
			 collection_says_what_is_missing_and_what_is_unknown,
			 an_extract_names_platforms_of_which_nothing_came, classes_are_of_the_machines_of_the_month,
			 a_month_without_data_says_so);
}
