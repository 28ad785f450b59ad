#include "base/base.h"
#include "unit/modules/report_body_cast.h"

static void hazard(int id, int organisation, const char *severity, const char *source, int64_t issued, int64_t limit,
		   int64_t closed)
{
	office_sql(office,
		   "INSERT INTO hazard (matter_id, organisation_id, severity, source, issued_at, limit_at, closed_at) "
		   "VALUES"
		   " (%d, %d, '%s', '%s', %" PRId64 ", %" PRId64 ", nullif(%" PRId64 ", 0))",
		   id, organisation, severity, source, issued, limit, closed);
}

/* A scan that found two; one high and overdue, one put right in time; a third of another source, put right too late. */
static void hazards(void)
{
	matter(200, "scan", SECOPS, "互联网侧月度扫描", "state = 'done', platform_id = 1");
	office_sql(office, "UPDATE matter SET closed_at = %" PRId64 " WHERE id = 200", at(10, 5, 8, 0));
	event(200, "hand_in", at(10, 5, 8, 0), "{\"assets_scanned\":320}");
	matter(201, "hazard", SECOPS, "管理后台弱口令", "base_matter_id = 200");
	hazard(201, WATER, "high", "scan", at(10, 5, 9, 0), at(10, 12, 0, 0), 0);
	matter(202, "hazard", SECOPS, "运输网站目录遍历", "base_matter_id = 200");
	hazard(202, TRAFFIC, "mid", "scan", at(10, 6, 9, 0), at(10, 27, 0, 0), at(10, 20, 0, 0));
	matter(203, "hazard", CENTER, "机房门禁失效", "");
	hazard(203, BROCADE, "low", "inspection", at(9, 1, 9, 0), at(10, 13, 0, 0), at(10, 15, 0, 0));
}

static void self_check(void)
{
	matter(210, "self_check", BROCADE, "自查", "state = 'accepted', period = '2026-10', platform_id = 1");
	form(210, "{\"alarms\":100,\"alarms_handled\":90,\"attacks\":5000,\"bastion_rate\":9850,\"earliest_day\":20500,"
		  "\"encryption_rate\":10000,\"fixed\":4,\"privileged_checked\":40,\"privileged_abnormal\":2,"
		  "\"certificates_due\":3,\"vulnerabilities\":5,\"items\":["
		  "{\"area\":\"security\",\"result\":\"yes\"},{\"area\":\"security\",\"result\":\"yes\"},"
		  "{\"area\":\"security\",\"result\":\"partial\"},{\"area\":\"audit\",\"result\":\"yes\"},"
		  "{\"area\":\"crypto\",\"result\":\"no\"},{\"area\":\"crypto\",\"result\":\"none\"}]}");
	event(210, "approve", at(11, 3, 10, 0), "{}");
}

/* Found at eight, first report at twenty to nine; the authority was told half an hour too late. */
static void incident(void)
{
	matter(220, "incident", TRAFFIC, "网站首页被篡改", "system_id = 2");
	form(220, "{\"kind\":\"attack\"}");
	office_sql(office,
		   "INSERT INTO incident (matter_id, found_at, reported_at, cii_yes, grade, updated_at) VALUES"
		   " (220, %" PRId64 ", %" PRId64 ", 0, 'larger', 1)",
		   at(10, 15, 8, 0), at(10, 15, 8, 40));
	office_sql(office,
		   "INSERT INTO incident_line (matter_id, organisation_id, addressee, due_at, told_at) VALUES"
		   " (220, 3, 'authority', %" PRId64 ", %" PRId64 ")",
		   at(10, 15, 12, 0), at(10, 15, 12, 30));
}

static void filings(void)
{
	matter(230, "compliance_filing", WATER, "报备", "");
	matter(231, "compliance_filing", TRAFFIC, "报备", "");
	office_sql(office,
		   "INSERT INTO compliance (matter_id, kind, organisation_id, system_id, level, certificate_no, "
		   "result, obtained_day,"
		   " valid_day, registered_at) VALUES (230, 'classified_protection', 2, 1, 3, 'DB-WATER', '良', 1, "
		   "%" PRId64 ", 1), (231, 'classified_protection', 3, 2, 2, 'DB-TRAFFIC', '优', 1, %" PRId64 ", 1)",
		   the_day(10, 20), the_day(10, 20) + 365);
	matter(232, "log_attestation", WATER, "日志", "");
	office_sql(office,
		   "INSERT INTO log_holding VALUES (2, '2026-10', 1, '全部系统', 'operation', '日志平台', %" PRId64
		   ", 232)",
		   the_day(9, 1));
}

static void records(void)
{
	hazards();
	self_check();
	incident();
	filings();
	matter(240, "drill", BROCADE, "断电演练", "state = 'archived'");
	office_sql(office,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, body, "
		   "revision)"
		   " VALUES (240, %" PRId64
		   ", 'x', 'x', 'carry_out', 'x', 'a', 'b', '{\"headcount\":12,\"held_day\":%" PRId64
		   ",\"problems\":[{\"text\":\"一\"}],\"score\":88}', 1)",
		   at(10, 16, 0, 0), the_day(10, 14));
}

/* One larger incident is orange; beneath it one late hazard, one lapsed filing, one platform unchecked, one item
 * failed. */
START_TEST(rating_names_every_rule_that_is_met)
{
	struct document *document;

	records();
	document = drafted(report_security, "2026-10", REPORT_FULL, 0);
	ck_assert(says(document, "本月安全运行态势评为：橙色。"));
	ck_assert(says(document, "1. 较大网络安全事件 1 起（橙色：1 起以上）"));
	ck_assert(says(document, "2. 隐患逾期未整改 1 件（黄色：1 件以上）"));
	ck_assert(says(document, "3. 等保、密评等过期 1 项（黄色：1 项以上）"));
	ck_assert(says(document, "4. 没有当月自查的平台 1 个（黄色：1 个以上）"));
	ck_assert(says(document, "5. 自查不符合项 1 项（黄色：1 项以上）"));
	ck_assert_str_eq(row_of(document, "评级规则", 2), "橙色|较大网络安全事件 1 起以上");
}
END_TEST

/* Late by one of its lines a party is late, and by both it is one party still. */
START_TEST(party_that_told_either_authority_late_is_late_once)
{
	records();
	office_sql(office, "UPDATE incident_line SET kind = 'police', told_at = due_at WHERE matter_id = 220");
	office_sql(office, "INSERT INTO incident_line (matter_id, organisation_id, addressee, kind, due_at, told_at)"
			   " SELECT 220, 3, 'authority', 'protector', due_at, due_at + 1 FROM incident_line WHERE "
			   "matter_id = 220");
	ck_assert_ptr_nonnull(
		strstr(row_of(drafted(report_security, "2026-10", REPORT_FULL, 0), "网络安全事件", 0), "|逾时 1 家|"));
	office_sql(office, "UPDATE incident_line SET told_at = due_at + 1 WHERE matter_id = 220");
	ck_assert_ptr_nonnull(
		strstr(row_of(drafted(report_security, "2026-10", REPORT_FULL, 0), "网络安全事件", 0), "|逾时 1 家|"));
}
END_TEST

/* The rule of the period counts, not today's. */
START_TEST(rating_keeps_the_rule_of_its_month)
{
	records();
	office_sql(
		office,
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('rating_orange_incidents', %" PRId64
		", '2', 1)",
		the_day(11, 1));
	ck_assert(says(drafted(report_security, "2026-10", REPORT_FULL, 0), "评为：橙色"));
	office_sql(
		office,
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('rating_orange_incidents', %" PRId64
		", '2', 1)",
		the_day(10, 31));
	ck_assert(says(drafted(report_security, "2026-10", REPORT_FULL, 0), "评为：黄色"));
}
END_TEST

/* 安全 2 of 3, 审计 1 of 1, 密码 0 of 1: what does not apply is not counted. */
START_TEST(self_checks_make_a_matrix)
{
	struct document *document;

	records();
	document = drafted(report_security, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "自查符合情况（符合/应查）", 0),
			 "锦江一号云|锦江|2026-11-03 10:00|2/3，66.67%|1/1，100.00%|0/1，0.00%");
	ck_assert_str_eq(row_of(document, "自查符合情况（符合/应查）", 1),
			 "岷山二号云|岷山|—|尚无记录|尚无记录|尚无记录");
	ck_assert_str_eq(row_of(document, "告警、漏洞和攻击", 0),
			 "锦江一号云|100|90|5|4|5,000|2026-02-16|98.50|100.00");
	ck_assert_str_eq(row_of(document, "特权操作抽查和证书到期", 0), "锦江一号云|40|2|3");
	ck_assert(says(document, "尚无记录的平台：岷山二号云。"));
	ck_assert_uint_eq(charts_of(document, "安全告警"), 1);
}
END_TEST

/*
 * 400 of 500 attacks are from abroad: 300 of the web and 100 probes, with 100 more probes of unknown origin.  The other
 * platform filled in an earlier form, which did not ask.
 */
START_TEST(alarms_by_severity_and_attacks_by_type_and_source)
{
	struct document *document;

	records();
	matter(211, "self_check", MOUNTAIN, "自查", "state = 'reviewing', period = '2026-10', platform_id = 2");
	form(211, "{\"alarms\":10,\"alarms_handled\":9,\"alarms_critical\":1,\"alarms_high\":2,\"alarms_mid\":3,"
		  "\"alarms_low\":4,\"attacks\":500,\"attack_kinds\":["
		  "{\"attack_kind\":\"probe\",\"attack_source\":\"unknown\",\"attack_count\":100},"
		  "{\"attack_kind\":\"web\",\"attack_source\":\"abroad\",\"attack_count\":300},"
		  "{\"attack_kind\":\"probe\",\"attack_source\":\"abroad\",\"attack_count\":100}]}");
	document = drafted(report_security, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "告警的严重程度", 0), "锦江一号云|尚无记录|尚无记录|尚无记录|尚无记录");
	ck_assert_str_eq(row_of(document, "告警的严重程度", 1), "岷山二号云|1|2|3|4");
	ck_assert_str_eq(row_of(document, "攻击类型", 0), "网站应用攻击|300|60.00|1");
	ck_assert_str_eq(row_of(document, "攻击类型", 1), "扫描探测|200|40.00|1");
	ck_assert_str_eq(row_of(document, "攻击来源的类别", 0), "境外|400|80.00");
	ck_assert_str_eq(row_of(document, "攻击来源的类别", 1), "不明|100|20.00");
	ck_assert_uint_eq(charts_of(document, "安全告警的严重程度"), 1);
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "告警的严重程度", 1), "岷山二号云|1|2|3|4");
	/* An operator reads of its own platforms alone, a unit of none. */
	document = drafted(report_security, "2026-10", REPORT_OPERATOR, BROCADE);
	ck_assert(!says(document, "岷山二号云"));
	ck_assert(says(document, "攻击的类型尚无记录"));
	ck_assert(!says(drafted(report_security, "2026-10", REPORT_UNIT, WATER), "攻击来源的类别"));
}
END_TEST

/* 201 is 26 days and 15 hours old at the end of October and 20 days late. */
START_TEST(hazards_are_as_of_the_end_of_the_month)
{
	struct document *document;

	records();
	document = drafted(report_security, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "扫描", 0), "N-200|互联网侧月度扫描|锦江一号云|2026-10-05 08:00|320|2");
	ck_assert_str_eq(row_of(document, "扫描发现最多的十项", 0), "管理后台弱口令|高危|1|1|0");
	ck_assert_str_eq(row_of(document, "扫描发现最多的十项", 1), "运输网站目录遍历|中危|1|1|1");
	/* The first table of that name is of scans alone. */
	ck_assert_str_eq(row_of(document, "漏洞和隐患整改", 1), "高危|1|0|尚无记录|1|1|0");
	ck_assert_str_eq(row_of(document, "漏洞和隐患整改", 2), "中危|1|1|100.00|0|0|0");
	ck_assert_str_eq(row_of(document, "漏洞和隐患整改", 3), "低危|0|0|尚无记录|0|0|0");
	ck_assert_str_eq(row_of(document, "逾期隐患", 0),
			 "N-201|管理后台弱口令|水利厅|高危|2026-10-05 09:00|2026-10-12 00:00|20");
	ck_assert_uint_eq(charts_of(document, "月末未闭环隐患的存续时间"), 1);
	ck_assert_uint_eq(charts_of(document, "近12个月扫描发现"), 1);
	document = drafted(report_operation, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "漏洞和隐患整改", 3), "低危|0|1|0.00|0|0|0");
	/* In September it was open and in time. */
	document = drafted(report_operation, "2026-09", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "漏洞和隐患整改", 3), "低危|1|0|尚无记录|1|0|0");
}
END_TEST

START_TEST(incidents_filings_logs_and_drills_are_listed)
{
	struct document *document;

	records();
	document = drafted(report_security, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "网络安全事件", 0),
			 "N-220|网站首页被篡改|交通厅|较大|2026-10-15 08:00|40|逾时 1 家|—|处置中");
	ck_assert_str_eq(row_of(document, "事件类型", 0), "网络攻击|1|0");
	ck_assert_str_eq(row_of(document, "测评覆盖", 0), "定级备案（二级以上系统）|2|0|0|2|0.00");
	ck_assert_str_eq(row_of(document, "测评覆盖", 1), "等级保护测评（二级以上系统）|2|1|1|0|50.00");
	ck_assert_str_eq(row_of(document, "测评覆盖", 2), "密码应用评估（三级以上系统）|1|0|0|1|0.00");
	ck_assert(says(document, "已过期"));
	ck_assert_str_eq(row_of(document, "日志留存", 0), "水利厅|1|1|2026-09-01|不足六个月");
	ck_assert_str_eq(row_of(document, "日志留存", 1), "交通厅|尚无记录|尚无记录|—|尚无记录");
	ck_assert_str_eq(row_of(document, "演练和培训", 0), "应急演练|锦江|断电演练|2026-10-14|12|88|1");
	ck_assert_str_eq(row_of(document, "分单位情况", 0), "省水利厅|1|1|0|1|1|0|1|不足六个月");
	ck_assert_str_eq(row_of(document, "分单位情况", 1), "省交通运输厅|1|1|1|0|0|1|0|尚无记录");
	/* Whoever reported it, an incident is of those it concerns too. */
	concerns(220, WATER);
	document = drafted(report_security, "2026-10", REPORT_FULL, 0);
	ck_assert_str_eq(row_of(document, "分单位情况", 0), "省水利厅|1|1|0|1|1|1|1|不足六个月");
}
END_TEST

/* ---- leaks ---- */

static void leaks_nothing(const struct document *document, const char *const *foreign, size_t count)
{
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(!says(document, foreign[i]), "%s", foreign[i]);
}

START_TEST(extract_of_a_unit_holds_its_own_alone)
{
	/* The platform may be named, its operator not; of the scan neither the title nor how many assets others have.
	 */
	static const char *const not_water[] = {"交通",     "运输", "锦江云", "互联网侧",   "320",     "岷山",
						"目录遍历", "篡改", "门禁",   "DB-TRAFFIC", "断电演练"};
	static const char *const not_traffic[] = {"水利", "水雨情", "锦江云",   "互联网侧", "320",
						  "岷山", "弱口令", "DB-WATER", "门禁",     "断电演练"};
	struct document *document;

	records();
	document = drafted(report_security, "2026-10", REPORT_UNIT, WATER);
	ck_assert(says(document, "本单位本月安全运行态势评为：黄色。"));
	ck_assert_str_eq(row_of(document, "分单位情况", 0), "省水利厅|1|1|0|1|1|0|1|不足六个月");
	ck_assert_str_eq(row_of(document, "分单位情况", 1), "");
	ck_assert_str_eq(row_of(document, "测评覆盖", 1), "等级保护测评（二级以上系统）|1|0|1|0|0.00");
	leaks_nothing(document, not_water, ARRAY_LENGTH(not_water));
	leaks_nothing(drafted(report_operation, "2026-10", REPORT_UNIT, WATER), not_water + 6,
		      ARRAY_LENGTH(not_water) - 6);
	document = drafted(report_security, "2026-10", REPORT_UNIT, TRAFFIC);
	ck_assert(says(document, "评为：橙色"));
	ck_assert_str_eq(row_of(document, "网络安全事件", 0),
			 "N-220|网站首页被篡改|交通厅|较大|2026-10-15 08:00|40|逾时 1 家|—|处置中");
	leaks_nothing(document, not_traffic, ARRAY_LENGTH(not_traffic));
}
END_TEST

static const char *scans_of(int64_t unit)
{
	struct document *document = drafted(report_security, "2026-10", REPORT_UNIT, unit);

	return arena_printf(office->arena, "%s\n%s\n%s", row_of(document, "扫描", 0), row_of(document, "扫描", 1),
			    row_of(document, "扫描", 2));
}

/*
 * The water system lies on both platforms, that of traffic on the first alone.  The scan of the first found one thing
 * of each; the round of the second nothing; a scan of another's system is nobody else's, wherever that lies.
 */
START_TEST(unit_is_told_that_its_platforms_were_scanned_and_what_was_found_of_its_own)
{
	static const char first[] = "N-200|平台专项扫描|锦江一号云|2026-10-05 08:00|1\n";
	static const char second[] = "N-240|平台定期扫描|岷山二号云|2026-10-20 08:00|0\n";

	hazards();
	matter(240, "scan_round", SECOPS, "2026-10 岷山二号云定期扫描", "state = 'done', platform_id = 2");
	matter(241, "scan", SECOPS, "道路运输系统专项扫描", "state = 'done', platform_id = 1, system_id = 2");
	office_sql(office, "UPDATE matter SET closed_at = %" PRId64 " WHERE id IN (240, 241)", at(10, 20, 8, 0));
	ck_assert_str_eq(scans_of(WATER), arena_printf(office->arena, "%s%s", first, second));
	ck_assert_str_eq(scans_of(TRAFFIC), arena_printf(office->arena,
							 "%sN-241|道路运输系统专项扫描|道路运输系统|"
							 "2026-10-20 08:00|0\n",
							 first));
	/* Gone from the second before its scan, and put on the first after that one. */
	office_sql(office,
		   "UPDATE allocation SET freed_at = %" PRId64 " WHERE platform_id = 2;"
		   "UPDATE allocation SET granted_at = %" PRId64 " WHERE platform_id = 1 AND system_id = 1",
		   at(10, 20, 7, 0), at(10, 5, 9, 0));
	ck_assert_str_eq(scans_of(WATER), "\n\n");
	ck_assert(says(drafted(report_security, "2026-10", REPORT_UNIT, WATER),
		       "本月没有办结对本单位系统和所在平台的扫描，尚无记录。"));
	ck_assert(says(drafted(report_security, "2026-10", REPORT_UNIT, WATER), "管理后台弱口令"));
}
END_TEST

/* Nothing late, nothing lapsed, and its platform was looked at: that is a record, and no unit is grey for want of one.
 */
START_TEST(scan_of_its_platform_is_a_record_of_a_unit)
{
	ck_assert(says(drafted(report_security, "2026-10", REPORT_UNIT, TRAFFIC), "不评为绿色"));
	matter(200, "scan_round", SECOPS, "定期扫描", "state = 'done', platform_id = 1");
	office_sql(office, "UPDATE matter SET closed_at = %" PRId64 " WHERE id = 200", at(10, 5, 8, 0));
	ck_assert(!says(drafted(report_security, "2026-10", REPORT_UNIT, TRAFFIC), "不评为绿色"));
	ck_assert(says(drafted(report_security, "2026-10", REPORT_UNIT, TRAFFIC), "评为：绿色"));
}
END_TEST

START_TEST(extract_of_an_operator_holds_its_platforms_alone)
{
	static const char *const not_brocade[] = {"岷山", "水利", "水雨情", "交通", "运输", "弱口令", "篡改", "DB-"};
	static const char *const not_mountain[] = {
		"锦江", "水利",     "水雨情",          "交通", "运输", "弱口令", "篡改", "DB-",
		"门禁", "断电演练", "互联网侧月度扫描"};
	struct document *document;

	records();
	document = drafted(report_security, "2026-10", REPORT_OPERATOR, BROCADE);
	ck_assert_str_eq(row_of(document, "自查符合情况（符合/应查）", 0),
			 "锦江一号云|锦江|2026-11-03 10:00|2/3，66.67%|1/1，100.00%|0/1，0.00%");
	/* The scan is of its platform; what it found is others'. */
	ck_assert_str_eq(row_of(document, "扫描", 0), "N-200|互联网侧月度扫描|锦江一号云|2026-10-05 08:00|320|0");
	leaks_nothing(document, not_brocade, ARRAY_LENGTH(not_brocade));
	document = drafted(report_security, "2026-10", REPORT_OPERATOR, MOUNTAIN);
	ck_assert(says(document, "没有当月自查的平台 1 个"));
	leaks_nothing(document, not_mountain, ARRAY_LENGTH(not_mountain));
	leaks_nothing(drafted(report_operation, "2026-10", REPORT_OPERATOR, MOUNTAIN), not_mountain + 5,
		      ARRAY_LENGTH(not_mountain) - 5);
}
END_TEST

/* No platform owes a self-check, nothing is late: and still not green, since nothing was looked at. */
START_TEST(month_without_records_is_never_green)
{
	struct document *document = drafted(report_security, "2026-10", REPORT_FULL, 0);

	ck_assert(says(document, "评为：黄色"));
	ck_assert(says(document, "没有当月自查的平台 2 个"));
	ck_assert(says(document, "本月没有办结的扫描，尚无记录。"));
	ck_assert_str_eq(row_of(document, "自查符合情况（符合/应查）", 0),
			 "锦江一号云|锦江|—|尚无记录|尚无记录|尚无记录");
	office_sql(office, "UPDATE platform SET ended_at = 1");
	document = drafted(report_security, "2026-10", REPORT_FULL, 0);
	ck_assert(says(document, "评为：黄色"));
	ck_assert(says(document, "当月没有扫描、自查和日志留存的记录，不评为绿色"));
}
END_TEST

START_TEST(month_in_order_is_green)
{
	matter(200, "scan", SECOPS, "月度扫描", "state = 'done', platform_id = 1");
	office_sql(office, "UPDATE matter SET closed_at = %" PRId64 " WHERE id = 200; UPDATE platform SET ended_at = 1",
		   at(10, 5, 8, 0));
	ck_assert(says(drafted(report_security, "2026-10", REPORT_FULL, 0), "评为：绿色"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/report_security", open_office, close_office, 60,
			    rating_names_every_rule_that_is_met, rating_keeps_the_rule_of_its_month,
			    party_that_told_either_authority_late_is_late_once, self_checks_make_a_matrix,
			    alarms_by_severity_and_attacks_by_type_and_source, hazards_are_as_of_the_end_of_the_month,
			    incidents_filings_logs_and_drills_are_listed, extract_of_a_unit_holds_its_own_alone,
			    unit_is_told_that_its_platforms_were_scanned_and_what_was_found_of_its_own,
			    scan_of_its_platform_is_a_record_of_a_unit,
			    extract_of_an_operator_holds_its_platforms_alone, month_without_records_is_never_green,
			    month_in_order_is_green);
}
