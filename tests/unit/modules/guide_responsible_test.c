/* /responsibilities: who answers, with a telephone or the gap in red. */
#include "unit/modules/guide_cast.h"

static const char *responsibilities(void)
{
	const struct request *req = office_get(office, "/responsibilities");

	ck_assert_int_eq(req->response.status, 200);
	return req->response.body.data;
}

static int gaps(const char *page, const char *words)
{
	int count = 0;

	for (const char *at_gap = strstr(page, words); at_gap != NULL; at_gap = strstr(at_gap + 1, words))
		count++;
	return count;
}

START_TEST(who_answers_without_a_telephone_is_a_red_gap)
{
	const char *gap = "<b class=\"bad\">缺电话</b>";

	with_system();
	office_sql(office, "INSERT INTO system_party VALUES (1, 1, 1);"
			   "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES"
			   " (1, 'A', '甲云', 'service', 4, '公共区', 1)");
	office_person(office, 31, CENTER, "leader", "center.lead");
	office_open(office);
	office_enter(office, "leader");
	/* The center, secops and supervisor that are not there, the platform, the system. */
	ck_assert_int_eq(gaps(responsibilities(), gap), 6); /* twice: whoever operates it, whoever secures it */
	ck_assert_int_eq(gaps(responsibilities(), "bad\">缺安全责任岗位"), 1);
	ck_assert_int_eq(gaps(responsibilities(), "缺责任单位"), 2);
	ck_assert_int_eq(gaps(responsibilities(), "bad\">缺责任岗位"), 1);
	office_sql(office, "UPDATE organisation SET phone = '028-86600000'");
	ck_assert_int_eq(gaps(responsibilities(), gap), 4);
	office_sql(office, "UPDATE system SET responsible_title = '运维岗', responsible_phone = '028-86600001'");
	ck_assert_int_eq(gaps(responsibilities(), gap), 3);
	office_sql(office, "UPDATE system SET security_title = '安全岗', security_phone = '028-86600002'");
	ck_assert_int_eq(gaps(responsibilities(), "bad\">缺安全责任岗位"), 0);
	ck_assert_int_eq(gaps(responsibilities(), gap), 2);
	ck_assert_int_eq(gaps(responsibilities(), "bad\">缺责任岗位"), 0);
	office_sql(office, "INSERT INTO organisation_kind VALUES (4, 'secops'), (4, 'supervisor')");
	ck_assert_int_eq(gaps(responsibilities(), "class=\"bad\""), 0);
}
END_TEST

START_TEST(telephone_of_a_platform_goes_before_its_operators)
{
	with_system();
	office_sql(office, "UPDATE system SET responsible_title = '运维岗', responsible_phone = '028-86600001',"
			   " security_title = '安全岗', security_phone = '028-86600002'");
	office_sql(office, "UPDATE organisation SET phone = '028-86600000'");
	office_sql(
		office,
		"INSERT INTO organisation_kind VALUES (4, 'secops'), (4, 'supervisor');"
		"INSERT INTO platform (id, code, name, kind, operator_id, zones, operation_post, operation_phone, rank)"
		" VALUES (1, 'A', '甲云', 'integration', 4, '公共区', '机房值守岗', '028-86600009', 1)");
	office_person(office, 31, CENTER, "leader", "center.lead");
	office_open(office);
	office_enter(office, "leader");
	ck_assert_ptr_nonnull(strstr(responsibilities(), "028-86600009<span class=\"sub\">机房值守岗"));
	/* Its own is enough; without either it is a gap. */
	office_sql(office, "UPDATE organisation SET phone = '' WHERE id = 4");
	ck_assert_int_eq(colour_of("platforms"), COLOUR_GREEN);
	ck_assert_int_eq(gaps(responsibilities(), "<b class=\"bad\">缺电话</b>"), 2); /* as secops, as supervisor */
	office_sql(office, "UPDATE platform SET operation_phone = ''");
	ck_assert_int_eq(colour_of("platforms"), COLOUR_AMBER);
	ck_assert_int_eq(gaps(responsibilities(), "<b class=\"bad\">缺电话</b>"), 3);
}
END_TEST

/* A head without rows under it says nothing: each says in words that there is nothing. */
START_TEST(pages_before_any_record_say_so_and_claim_nothing)
{
	const char *home;

	office_person(office, 31, CENTER, "leader", "center.lead");
	office_open(office);
	office_enter(office, "leader");
	ck_assert_ptr_nonnull(strstr(responsibilities(), "没有云平台"));
	ck_assert_ptr_nonnull(strstr(office_get(office, "/duties")->response.body.data, "没有事项"));
	home = office_get(office, "/")->response.body.data;
	ck_assert_ptr_nonnull(strstr(home, "没有资源池"));
	ck_assert_ptr_nonnull(strstr(home, "没有应办的职责"));
	ck_assert_ptr_nonnull(strstr(home, "没有逾期"));
	ck_assert_ptr_null(strstr(home, "都在有效期内"));
	ck_assert_ptr_null(strstr(home, "都在时限内"));
}
END_TEST

/* Article 14: 省大数据中心…组织云监管服务商、云服务商完成资源配置工作，使用单位…开展部署工作. */
START_TEST(who_has_to_arrange_a_thing_is_no_overseer_of_it)
{
	const char *row, *end, *oversees;

	office_person(office, 31, CENTER, "leader", "center.lead");
	office_open(office);
	office_enter(office, "leader");
	row = strstr(responsibilities(), "第十四条　配置与部署");
	ck_assert_ptr_nonnull(row);
	end = strstr(row, "</tr>");
	oversees = strstr(row, "监督");
	ck_assert_ptr_nonnull(end);
	ck_assert(oversees == NULL || oversees > end);
}
END_TEST

/*
 * The round of a half-year that was opened in March, not in January, and handed in: it is due in April, and is shown in
 * March, when it was opened, all the same; in May it is nothing of that month's.
 */
START_TEST(duty_opened_late_is_shown_in_its_own_month)
{
	const struct request *req;

	load("ledger_confirmation");
	office_sql(office,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, title, "
		   "state,"
		   " opened_at, state_at, period, due_at) SELECT 901, id, key, 'TZ-1', 2, 'unit.clerk', '一件', "
		   "'unit_check',"
		   " %" PRId64 ", 1, '2025H2', %" PRId64 " FROM procedure WHERE key = 'ledger_confirmation'",
		   day_start(at_day(2026, 3, 2)) + 9 * 3600, day_end(at_day(2026, 4, 13)));
	office_person(office, 31, CENTER, "leader", "center.lead");
	office_open(office);
	office_enter(office, "leader");
	ck_assert(
		office_shows(office_get(office, "/duties?month=2026-03"), "/duties/ledger_confirmation?month=2026-03"));
	req = office_get(office, "/duties/ledger_confirmation?month=2026-03&beside=1");
	ck_assert(office_shows(req, "TZ-1 一件") && office_shows(req, "应办 1"));
	ck_assert(office_shows(office_get(office, "/duties/ledger_confirmation?month=2026-04&beside=1"), "TZ-1 一件"));
	ck_assert(!office_shows(office_get(office, "/duties/ledger_confirmation?month=2026-05&beside=1"), "TZ-1 一件"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/guide_responsible", set_up, tear_down, 60, who_answers_without_a_telephone_is_a_red_gap,
		telephone_of_a_platform_goes_before_its_operators, duty_opened_late_is_shown_in_its_own_month,
		pages_before_any_record_say_so_and_claim_nothing, who_has_to_arrange_a_thing_is_no_overseer_of_it);
}
