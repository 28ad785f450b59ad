#include "base/base.h"
#include "unit/modules/report_body_cast.h"

static void fault(int id, int level, const char *place, const char *who, int cores, int64_t began, int64_t restored)
{
	office_sql(office,
		   "INSERT INTO fault (matter_id, level, reported_level, platform_id, system_id, side, handler_id, "
		   "responsible_id,"
		   " planned_yes, interrupted_yes, data_loss_yes, affected_systems, affected_vcpu, began_at, found_at, "
		   "reported_at,"
		   " respond_due_at, responded_at, restore_due_at, restored_at) VALUES (%d, %d, %d, %s, %s, 0, 1, %d, "
		   "%" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ")",
		   id, level, level, place, who, cores, began, began, began, began + 600, began + 300, began + 14400,
		   restored);
}

/*
 * On the first platform (40 cores): 30 min of all 40, told to both units; 90 min of the 8 cores of 道路运输;
 * 60 min of planned work; 20 min that are the unit's own.  On the second (8 cores): from 23:00 of the last
 * day until 01:00 of the next month, so 60 min of October.
 */
static void faults(void)
{
	matter(101, "fault", SUPERVISOR, "存储二区中断", "platform_id = 1");
	fault(101, 2, "1, NULL, 'provider', 4, 4", "0, 1", 40, at(10, 10, 10, 0), at(10, 10, 10, 30));
	concerns(101, WATER);
	concerns(101, TRAFFIC);
	matter(102, "fault", TRAFFIC, "道路系统主机宕机", "platform_id = 1, system_id = 2");
	fault(102, 3, "1, 2, 'provider', 4, 4", "0, 1", 8, at(10, 12, 8, 0), at(10, 12, 9, 30));
	matter(103, "fault", BROCADE, "固件升级", "platform_id = 1");
	fault(103, 3, "1, NULL, 'provider', 4, 4", "1, 1", 40, at(10, 15, 0, 0), at(10, 15, 1, 0));
	matter(104, "fault", WATER, "水雨情程序退出", "platform_id = 1, system_id = 1");
	fault(104, 4, "1, 1, 'unit', 2, 2", "0, 1", 32, at(10, 20, 12, 0), at(10, 20, 12, 20));
	matter(105, "fault", MOUNTAIN, "岷山机房断电", "platform_id = 2, system_id = 1");
	fault(105, 1, "2, 1, 'provider', 5, 5", "0, 1", 8, at(10, 31, 23, 0), at(11, 1, 1, 0));
	/* No fault after all: nowhere. */
	matter(106, "fault", BROCADE, "误报的故障", "platform_id = 1");
	fault(106, 2, "1, NULL, 'provider', 4, 4", "0, 1", 40, at(10, 11, 0, 0), at(10, 11, 5, 0));
	office_sql(office, "UPDATE fault SET dismissed_yes = 1 WHERE matter_id = 106");
}

/*
 * October has 31 × 1440 = 44640 minutes.
 * First: 30×40 + 90×8 = 1920; 1 − 1920 / (44640×40) = 1 − 1920/1785600 = 99.892473…%.
 * Second: 60×8 = 480; 1 − 480 / (44640×8) = 1 − 480/357120 = 99.865591…%.
 * The contract of the first says 99.90.
 */
START_TEST(availability_is_minutes_by_cores)
{
	struct document *document;

	faults();
	matter(110, "contract", CENTER, "合同", "");
	office_sql(office,
		   "INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, "
		   "state) VALUES"
		   " (1, 110, 4, 'HT-1', '服务合同', 1, 99999, 1, 'in_force'); INSERT INTO contract_platform VALUES "
		   "(1, 1);"
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability) VALUES (1, "
		   "1, 1, '', 9990),"
		   " (1, 2, %" PRId64 ", '', 9999)",
		   the_day(11, 1));
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "平台服务可用率", 0), "锦江一号云|40|2|120|1,920|2|99.8924|99.9000|未达到");
	ck_assert_str_eq(row_of(document, "平台服务可用率", 1), "岷山二号云|8|1|60|480|0|99.8655|未约定|—");
	ck_assert(says(document, "锦江一号云：1－1,920÷（44,640×40）＝99.8924%。"));
	ck_assert(says(document, "锦江一号云可用率 99.8924%，低于合同约定的 99.90%"));
	ck_assert(!says(document, "岷山二号云可用率 99.8655%，低于"));
	ck_assert_uint_eq(charts_of(document, "近12个月平台服务可用率"), 1);
}
END_TEST

/*
 * Both faults of 锦江 were answered and mended late.  The first of them by 岷山, before it came out: nobody's.  The
 * second, denied, went on with 锦江, late in mending, after 岷山 had been late to answer.  Of an outside cause whoever
 * was late is told, as there is nobody it is held against.
 */
START_TEST(lateness_of_another_is_not_counted_against_who_answers)
{
	struct document *document;

	faults();
	office_sql(office,
		   "UPDATE fault SET responded_at = respond_due_at + 60, restore_due_at = restored_at - 60"
		   " WHERE matter_id IN (101, 102, 104); UPDATE fault SET responsible_id = NULL WHERE matter_id = 104;"
		   "UPDATE fault SET handler_id = 5, responder_id = 5 WHERE matter_id = 101;"
		   "UPDATE fault SET responder_id = 5 WHERE matter_id = 102");
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "故障统计", 0), "锦江|0|1|2|0|3|0|1|60.0");
	ck_assert_str_eq(row_of(document, "故障统计", 2), "外部原因|0|0|0|1|1|1|1|20.0");
	ck_assert(says(document, "锦江故障 1 次响应或者恢复逾时"));
	ck_assert(says(document, "外部原因故障 1 次响应或者恢复逾时"));
	ck_assert(!says(document, "岷山故障 1 次响应或者恢复逾时"));
}
END_TEST

/* 锦江: (30 + 90 + 60) / 3 = 60 minutes.  岷山's was not restored in October.  The unit's own: 20. */
START_TEST(faults_are_counted_by_level_and_who_answers)
{
	struct document *document;

	faults();
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "故障统计", 0), "水利厅|0|0|0|1|1|0|0|20.0");
	ck_assert_str_eq(row_of(document, "故障统计", 1), "锦江|0|1|2|0|3|0|0|60.0");
	ck_assert_str_eq(row_of(document, "故障统计", 2), "岷山|1|0|0|0|1|0|0|尚无记录");
	ck_assert_str_eq(
		row_of(document, "故障清单", 0),
		"N-105|Ⅰ级|岷山机房断电|岷山二号云、水雨情监测平台|10-31 23:00 至 月末未恢复|尚无记录|8|岷山|计入");
	ck_assert(says(document, "计划检修，不计"));
	ck_assert(says(document, "非平台责任，不计"));
	ck_assert(!says(document, "误报的故障"));
}
END_TEST

/*
 * 交通厅 holds 8 cores on the first platform alone: min(40, 8)×30 + 8×90 = 960; 1 − 960 / (44640×8) = 99.731182…%.
 */
START_TEST(extract_of_a_unit_holds_its_own_alone)
{
	static const char *const foreign[] = {"水利厅", "水雨情", "岷山", "固件升级"};
	struct document *document;

	faults();
	document = drafted(report_operation, "2026-10", REPORT_UNIT, TRAFFIC);
	ck_assert_str_eq(row_of(document, "平台服务可用率", 0), "锦江一号云|8|2|120|960|0|99.7311|未约定|—");
	ck_assert_str_eq(row_of(document, "平台服务可用率", 1), "");
	ck_assert_str_eq(row_of(document, "故障统计", 0), "锦江|0|1|1|0|2|0|0|60.0");
	ck_assert_str_eq(row_of(document, "本单位资源", 0), "锦江一号云|处理器（核）|1|8|8");
	ck_assert_str_eq(row_of(document, "系统清单", 0), "道路运输系统|交通厅|2|锦江一号云|8|0|0");
	for (size_t i = 0; i < ARRAY_LENGTH(foreign); i++)
		ck_assert_msg(!says(document, foreign[i]), "%s", foreign[i]);
}
END_TEST

START_TEST(extract_of_an_operator_holds_its_platforms_alone)
{
	static const char *const foreign[] = {"锦江", "存储二区中断", "道路", "交通厅"};
	struct document *document;

	faults();
	document = drafted(report_operation, "2026-10", REPORT_OPERATOR, MOUNTAIN);
	ck_assert_str_eq(row_of(document, "平台服务可用率", 0), "岷山二号云|8|1|60|480|0|99.8655|未约定|—");
	ck_assert_str_eq(row_of(document, "资源池", 0), "岷山二号云|处理器（核）|100|8|92|8.00|正常|台账");
	ck_assert_str_eq(row_of(document, "资源池", 1), "");
	for (size_t i = 0; i < ARRAY_LENGTH(foreign); i++)
		ck_assert_msg(!says(document, foreign[i]), "%s", foreign[i]);
}
END_TEST

/* ---- pools, delivery, service ---- */

/* 40 of 50 is 80 %: the warning.  Ten cores freed within October were still there at its beginning. */
START_TEST(pools_are_as_of_the_end_of_the_month)
{
	struct document *document;

	office_sql(office,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at, freed_at) "
		   "VALUES"
		   " (1, 1, 'vcpu', 10, 10, 1, %" PRId64 "), (2, 2, 'vcpu', 5, 5, %" PRId64 ", %" PRId64 ")",
		   at(10, 9, 0, 0), at(10, 3, 0, 0), at(11, 2, 0, 0));
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "资源池", 0), "锦江一号云|处理器（核）|50|40|10|80.00|达到预警线|台账");
	ck_assert_str_eq(row_of(document, "资源池", 1), "岷山二号云|处理器（核）|100|13|87|13.00|正常|台账");
	ck_assert_str_eq(row_of(document, "新增与释放", 0), "锦江一号云|处理器（核）|0|10|-10");
	ck_assert_str_eq(row_of(document, "新增与释放", 1), "岷山二号云|处理器（核）|5|0|5");
	ck_assert_uint_eq(charts_of(document, "处理器分配率"), 1);
	document = drafted(report_operation, "2026-09", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "资源池", 0), "锦江一号云|处理器（核）|50|50|0|100.00|达到扩容线|台账");
	ck_assert(says(document, "锦江一号云处理器分配率 100%，达到扩容线 85%"));
}
END_TEST

/* Two orders of 锦江: 10 and 30 hours, the second late: 1 of 2 on time, 20.0 hours. */
/*
 * 16 cores become 12: the row is freed whole and the rest is a row of the same moment, so 4 were released and none
 * were added.  2 were given and taken back within the month: both are told.
 */
START_TEST(reduction_is_told_by_what_it_takes_away)
{
	struct document *document;

	office_sql(office,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at, freed_at) "
		   "VALUES"
		   " (2, 2, 'vcpu', 16, 16, 1, %" PRId64 "), (2, 2, 'vcpu', 12, 12, %" PRId64 ", NULL),"
		   " (2, 2, 'vcpu', 2, 2, %" PRId64 ", %" PRId64 ")",
		   at(10, 9, 0, 0), at(10, 9, 0, 0), at(10, 3, 0, 0), at(10, 5, 0, 0));
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "新增与释放", 0), "岷山二号云|处理器（核）|2|6|-4");
}
END_TEST

START_TEST(delivery_is_timed_by_work_orders)
{
	struct document *document;

	matter(120, "application", WATER, "申请一", "");
	matter(121, "application", TRAFFIC, "申请二", "");
	office_sql(office,
		   "INSERT INTO work_order (matter_id, platform_id, operator_id, state, opened_at, due_at, "
		   "configured_at) VALUES"
		   " (120, 1, 4, 'received', %" PRId64 ", %" PRId64 ", %" PRId64 "), (121, 1, 4, 'configured', %" PRId64
		   ", %" PRId64 ", %" PRId64 "), (121, 2, 5, 'open', %" PRId64 ", %" PRId64 ", NULL)",
		   at(10, 1, 0, 0), at(10, 8, 0, 0), at(10, 1, 10, 0), at(10, 5, 0, 0), at(10, 6, 0, 0),
		   at(10, 6, 6, 0), at(10, 5, 0, 0), at(10, 6, 0, 0));
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "资源交付", 0), "锦江一号云|2|1|50.00|20.0|0");
	ck_assert_str_eq(row_of(document, "资源交付", 1), "岷山二号云|0|0|尚无记录|尚无记录|1");
	document = drafted(report_operation, "2026-10", REPORT_UNIT, WATER);
	ck_assert_str_eq(row_of(document, "资源交付", 0), "锦江一号云|1|1|100.00|10.0|0");
	ck_assert_str_eq(row_of(document, "资源交付", 1), "");
}
END_TEST

/* Delivered after 2 and 6 hours, the second late: 4.0 hours, 1 of 2; rated 5 and 4: 4.50; a third waits. */
START_TEST(service_and_measurements_say_what_was_measured)
{
	struct document *document;

	for (int id = 130; id < 133; id++)
		matter(id, "service_request", id == 132 ? TRAFFIC : WATER, "开通策略", "");
	office_sql(office,
		   "INSERT INTO service_request (matter_id, system_id, unit_id, operator_id, kind, opened_at, "
		   "accepted_at, due_at,"
		   " delivered_at, rating, outcome) VALUES (130, 1, 2, 4, 'network', %" PRId64 ", 1, %" PRId64
		   ", %" PRId64 ", 5, 'done'), (131, 1, 2, 4, 'network', %" PRId64 ", 1, %" PRId64 ", %" PRId64
		   ", 4, 'done'), (132, 2, 3, NULL, 'network', %" PRId64 ", NULL, NULL, NULL, NULL, NULL)",
		   at(10, 2, 8, 0), at(10, 3, 0, 0), at(10, 2, 10, 0), at(10, 4, 8, 0), at(10, 4, 12, 0),
		   at(10, 4, 14, 0), at(10, 30, 8, 0));
	matter(133, "backup_test", SUPERVISOR, "备份验证", "");
	office_sql(office, "INSERT INTO measurement VALUES (133, 'backup', 1, 4, '2026-10', 200, 199, 0, 1)");
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "服务请求", 0), "锦江|2|2|1|50.00|4.0|4.50");
	ck_assert_str_eq(row_of(document, "服务请求", 1), "尚未受理|1|0|0|尚无记录|尚无记录|尚无记录");
	ck_assert_str_eq(row_of(document, "测试与抽查", 0), "锦江一号云|备份成功|200|199|99.50|");
	ck_assert_str_eq(row_of(document, "测试与抽查", 1), "锦江一号云|性能达标|尚无记录|尚无记录|尚无记录|");
	ck_assert(!says(drafted(report_operation, "2026-10", REPORT_UNIT, WATER), "测试与抽查"));
}
END_TEST

static void patrols(void)
{
	matter(140, "self_check", BROCADE, "锦江自查", "platform_id = 1, period = '2026-10', state = 'accepted'");
	form(140, "{\"items\":[{\"area\":\"audit\",\"item\":\"a\",\"result\":\"yes\"},{\"result\":\"partial\"},{"
		  "\"result\":\"no\"},"
		  "{\"result\":\"none\"}]}");
	event(140, "approve", at(11, 3, 9, 0), "{}");
	matter(141, "self_check", MOUNTAIN, "岷山自查", "platform_id = 2, period = '2026-10', state = 'own_check'");
	form(141, "{\"items\":[{\"result\":\"no\"}]}");
	matter(142, "om_record", WATER, "水利监管", "period = '2026-10', state = 'recorded'");
	form(142, "{\"records\":[{\"subject\":\"水雨情监测平台\",\"system\":\"bad\",\"business\":\"good\",\"note\":"
		  "\"补丁滞后\"}]}");
	matter(143, "om_record", TRAFFIC, "交通监管", "period = '2026-10', state = 'recorded'");
	form(143, "{\"records\":[{\"subject\":\"道路运输系统\",\"system\":\"good\",\"business\":\"good\",\"note\":"
		  "\"正常巡检\"}]}");
	/* Told to 交通厅 and 岷山; one hazard each.  Another that has not begun yet. */
	matter(144, "inspection", SECOPS, "现场检查", "state = 'reporting'");
	concerns(144, TRAFFIC);
	concerns(144, MOUNTAIN);
	event(144, "begin", at(10, 8, 9, 0), "{}");
	event(144, "conclude", at(10, 20, 9, 0), "{}");
	matter(145, "hazard", TRAFFIC, "补丁缺失", "base_matter_id = 144");
	matter(146, "hazard", MOUNTAIN, "账号未复核", "base_matter_id = 144");
	office_sql(office,
		   "INSERT INTO hazard (matter_id, organisation_id, severity, source, issued_at, limit_at) VALUES"
		   " (145, 3, 'high', 'inspection', 9, 9), (146, 5, 'mid', 'inspection', 9, 9)");
	matter(147, "inspection", SECOPS, "尚未开始的检查", "state = 'planned'");
	matter(148, "spot_check", CENTER, "抽查", "platform_id = 1");
	office_sql(office, "INSERT INTO measurement VALUES (148, 'log', 1, 4, '2026-10', 12, 10, 0, 1)");
	/* A fault that a round found on the first platform, told to nobody but its unit. */
	matter(149, "fault", BROCADE, "电源模块告警", "platform_id = 1, system_id = 2");
	form(149, "{\"source\":\"inspection\"}");
	fault(149, 4, "1, 2, 'provider', 4, 4", "0, 0", 8, at(10, 14, 8, 0), at(10, 14, 9, 0));
}

/* Self-checks: 2 owed, 1 handed in, partial + no = 2 items.  Spot check: 12 − 10 = 2.  Inspection: two hazards. */
START_TEST(rounds_of_the_month_say_what_was_looked_at_and_found)
{
	struct document *document;

	patrols();
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "巡检情况", 0), "平台每月自查|2|1|1|2");
	ck_assert_str_eq(row_of(document, "巡检情况", 1), "平台资源核实|0|0|0|尚无记录");
	ck_assert_str_eq(row_of(document, "巡检情况", 4), "抽查|1|1|0|2");
	ck_assert_str_eq(row_of(document, "巡检情况", 5), "安全检查|1|1|0|2");
	ck_assert_str_eq(row_of(document, "巡检情况", 6), "使用单位运维监管|2|2|0|1");
	ck_assert_str_eq(row_of(document, "平台巡检", 0), "锦江一号云|锦江|2026-11-03 09:00|1|2|12|10|1");
	ck_assert_str_eq(row_of(document, "平台巡检", 1), "岷山二号云|岷山|—|尚无记录|尚无记录|尚无记录|尚无记录|0");
	ck_assert_str_eq(row_of(document, "巡检发现的故障", 0),
			 "N-149|Ⅳ级|电源模块告警|锦江一号云、道路运输系统|2026-10-14 08:00|已恢复");
	ck_assert(says(document, "锦江一号云本月自查有 2 项不符合或者部分符合"));
	/* What units wrote of themselves is a number here, no more. */
	ck_assert(!says(document, "补丁滞后"));
	ck_assert(!says(document, "尚未开始的检查"));
}
END_TEST

START_TEST(rounds_in_an_extract_are_its_own_alone)
{
	struct document *document;

	patrols();
	document = drafted(report_operation, "2026-10", REPORT_UNIT, TRAFFIC);
	ck_assert_str_eq(row_of(document, "巡检情况", 0), "安全检查|1|1|0|1");
	ck_assert_str_eq(row_of(document, "巡检情况", 1), "使用单位运维监管|1|1|0|0");
	ck_assert_str_eq(row_of(document, "巡检情况", 2), "");
	ck_assert_str_eq(row_of(document, "本单位运维监管记录", 0), "道路运输系统|正常|正常|正常巡检");
	ck_assert_str_eq(row_of(document, "本单位运维监管记录", 1), "");
	ck_assert_str_ne(row_of(document, "巡检发现的故障", 0), "");
	ck_assert_str_eq(row_of(document, "平台巡检", 0), "");
	ck_assert(!says(document, "补丁滞后"));
	document = drafted(report_operation, "2026-10", REPORT_UNIT, WATER);
	ck_assert_str_eq(row_of(document, "巡检情况", 0), "安全检查|0|0|0|尚无记录");
	ck_assert_str_eq(row_of(document, "巡检情况", 1), "使用单位运维监管|1|1|0|1");
	ck_assert_str_eq(row_of(document, "巡检发现的故障", 0), "");
	ck_assert(!says(document, "电源模块告警"));
	document = drafted(report_operation, "2026-10", REPORT_OPERATOR, MOUNTAIN);
	ck_assert_str_eq(row_of(document, "巡检情况", 0), "平台每月自查|1|0|1|尚无记录");
	ck_assert_str_eq(row_of(document, "巡检情况", 5), "安全检查|1|1|0|1");
	ck_assert_str_eq(row_of(document, "巡检情况", 6), "");
	ck_assert_str_eq(row_of(document, "平台巡检", 1), "");
	ck_assert(!says(document, "锦江"));
	ck_assert(!says(document, "补丁滞后"));
}
END_TEST

START_TEST(empty_month_says_that_nothing_is_recorded)
{
	struct document *document;

	office_sql(office, "UPDATE allocation SET granted_at = %" PRId64, at(11, 1, 0, 0));
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "平台服务可用率", 0), "锦江一号云|0|0|0|0|0|尚无记录|未约定|尚无记录");
	ck_assert(says(document, "本月没有发生故障。"));
	for (const struct part *part = document->first; part->next != NULL; part = part->next)
		ck_assert_msg(part->kind != PART_TEXT || part->next->kind != PART_TEXT ||
				      strcmp(part->text, part->next->text) != 0,
			      "twice running: %s", part->text);
	ck_assert(says(document, "下月预测尚无记录"));
	ck_assert(says(document, "告警、漏洞和攻击尚无记录"));
	ck_assert(says(document, "尚无记录的平台：锦江一号云、岷山二号云"));
	ck_assert_uint_eq(charts_of(document, "安全告警"), 0);
	document = drafted(report_operation, "2026-10", REPORT_UNIT, TRAFFIC);
	ck_assert(says(document, "可用率尚无记录"));
}
END_TEST

START_TEST(period_that_is_none_is_refused)
{
	struct context context = {office->arena, office->reader, office->service, system_actor(), "test", "-"};
	struct report_scope scope = {"2026-13", REPORT_FULL, 0};

	ck_assert_int_eq(report_operation(&context, &scope, document_new(office->arena, "报告")), ERR_INVALID);
	ck_assert_int_eq(report_security(&context, &scope, document_new(office->arena, "报告")), ERR_INVALID);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/report_operation", open_office, close_office, 60, availability_is_minutes_by_cores,
		lateness_of_another_is_not_counted_against_who_answers, faults_are_counted_by_level_and_who_answers,
		extract_of_a_unit_holds_its_own_alone, extract_of_an_operator_holds_its_platforms_alone,
		pools_are_as_of_the_end_of_the_month, reduction_is_told_by_what_it_takes_away,
		delivery_is_timed_by_work_orders, service_and_measurements_say_what_was_measured,
		rounds_of_the_month_say_what_was_looked_at_and_found, rounds_in_an_extract_are_its_own_alone,
		empty_month_says_that_nothing_is_recorded, period_that_is_none_is_refused);
}
