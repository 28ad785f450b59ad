/* The page of a contract: a supplement is agreed to before the day from which it holds. */
#include "unit/modules/provider_cast.h"

#include "kernel/password.h"

static void terms_new(void)
{
	char *hash;

	cloud_new();
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
}

/* From April 1 on 1.5 million a year and 99.99 %, where 1.2 million and 99.95 % stood; adopted on March 2. */
static void supplemented_from_april(void)
{
	int64_t id = contract_in_force();
	struct values *form = contract_form("HT-1", FIRST_CLOUD);
	struct values *fields = fields_of("begin_supplement");

	values_set(form, "annual_amount", "150");
	values_set(form, "availability", "99.99");
	values_set(fields, "supplement_no", "补-1");
	values_set(fields, "supplement_subject", "扩大服务范围");
	values_set_number(fields, "supplement_from", at_day(2026, 4, 1));
	go_with(ASSESS, id, "begin_supplement", fields);
	ck_assert_int_eq(matter_save_draft(as(ASSESS), seen_by(ASSESS, id), form), OK);
	hand_in_by(ASSESS, id, "supplement_scan");
	go(ASSESS, id, "submit_supplement");
	go(OPERATOR_LEAD, id, "confirm_supplement");
	go(LEADER, id, "adopt_supplement");
}

static struct request *contract_page(const char *path)
{
	office_enter(cloud, "p20");
	return office_get(cloud, path);
}

/* Where a version's panel says how it stands; the note follows the heading. */
static bool version_says(const char *heading, const char *note)
{
	const char *panel = strstr(cloud->req->response.body.data, heading);
	const char *end = panel == NULL ? NULL : strstr(panel, "施行日期");
	const char *said = panel == NULL ? NULL : strstr(panel, note);

	return said != NULL && end != NULL && said < end;
}

START_TEST(supplement_holds_from_its_day_and_the_terms_before_it_until_then)
{
	supplemented_from_april();
	ck_assert_int_eq(contract_page("/contracts/1")->response.status, 200);
	ck_assert(version_says("第 1 次补充", "尚未施行，自 2026-04-01 起"));
	ck_assert(version_says("原合同", "现行，至新的补充协议施行"));
	ck_assert(office_shows(cloud->req, "<td>120.00 万元</td>"));
	ck_assert(office_shows(contract_page("/contracts"), "120.00"));
	clock_freeze(day_start(at_day(2026, 4, 1)) + 9 * 3600);
	ck_assert_int_eq(contract_page("/contracts/1")->response.status, 200);
	ck_assert(version_says("第 1 次补充", "现行"));
	ck_assert(version_says("原合同", "已由补充协议替代"));
	ck_assert(office_shows(cloud->req, "<td>150.00 万元</td>"));
	ck_assert(office_shows(contract_page("/contracts"), "150.00"));
}
END_TEST

START_TEST(terms_of_a_contract_that_is_over_are_not_called_present)
{
	supplemented_from_april();
	office_sql(cloud, "UPDATE contract SET state = 'terminated', ended_day = %" PRId64, at_day(2026, 3, 1));
	ck_assert_int_eq(contract_page("/contracts/1")->response.status, 200);
	ck_assert(version_says("原合同", "合同已经终止"));
	ck_assert(!office_shows(cloud->req, "现行"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/provider_terms", terms_new, cloud_free, 120,
			    supplement_holds_from_its_day_and_the_terms_before_it_until_then,
			    terms_of_a_contract_that_is_over_are_not_called_present);
}
