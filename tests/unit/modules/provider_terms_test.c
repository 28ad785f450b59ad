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

static struct values *supplement_of(int64_t day)
{
	struct values *fields = fields_of("begin_supplement");

	values_set(fields, "supplement_no", "补-2");
	values_set(fields, "supplement_subject", "提高可用率");
	values_set_number(fields, "supplement_from", day);
	return fields;
}

/* The contract runs from January 1 to May 31. */
START_TEST(supplement_that_would_never_apply_is_refused)
{
	int64_t id = contract_in_force();
	struct values *form = contract_form("HT-1", FIRST_CLOUD);

	refused(ASSESS, id, "begin_supplement", supplement_of(at_day(2024, 1, 1)),
		"施行日期 2024-01-01 早于现有合同要素的施行日期 2026-01-01");
	refused(ASSESS, id, "begin_supplement", supplement_of(at_day(2025, 12, 31)), "早于现有合同要素");
	go_with(ASSESS, id, "begin_supplement", supplement_of(at_day(2026, 6, 1)));
	hand_in_by(ASSESS, id, "supplement_scan");
	refused(ASSESS, id, "submit_supplement", NULL, "施行日期 2026-06-01 晚于合同届满日期 2026-05-31");
	/* It prolongs the contract: then the day is within it. */
	values_set_number(form, "ends_day", at_day(2026, 12, 31));
	ck_assert_int_eq(matter_save_draft(as(ASSESS), seen_by(ASSESS, id), form), OK);
	go(ASSESS, id, "submit_supplement");
	go(OPERATOR_LEAD, id, "confirm_supplement");
	go(LEADER, id, "adopt_supplement");
	/* Now the newest terms are those of June 1. */
	refused(ASSESS, id, "begin_supplement", supplement_of(at_day(2026, 5, 31)),
		"早于现有合同要素的施行日期 2026-06-01");
	go_with(ASSESS, id, "begin_supplement", supplement_of(at_day(2026, 6, 1)));
}
END_TEST

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

/* What was agreed beside availability is kept with its version and stands on the page; of the other nothing is said. */
START_TEST(promises_stand_with_the_terms_that_make_them)
{
	struct provider_limit limit;
	struct values *form, *row;
	int64_t id;

	cloud_procedure("contract");
	form = contract_form("HT-1", FIRST_CLOUD);
	values_set(form, "durability", "99.9999999");
	values_set(form, "backup_rate", "99.5");
	values_set(form, "delivery_wd", "3");
	row = row_add(form, "limits");
	values_set(row, "level", "2");
	values_set(row, "respond_min", "12");
	values_set(row, "restore_min", "200");
	id = contract_drafted(form);
	go(ASSESS, id, "submit");
	go(OPERATOR_LEAD, id, "confirm");
	go(LEADER, id, "take_effect");
	ck_assert_int_eq(office_number(cloud, "SELECT durability FROM contract_terms"), 99999999900);
	ck_assert_int_eq(office_number(cloud, "SELECT backup FROM contract_terms"), 9950);
	ck_assert_int_eq(contract_page("/contracts/1")->response.status, 200);
	ck_assert(office_shows(cloud->req, "99.9999999%（登记备查，本系统不测量）"));
	ck_assert(office_shows(cloud->req, "99.50%"));
	ck_assert(office_shows(cloud->req, "3 个工作日"));
	ck_assert_int_eq(provider_delivery(as(ASSESS), FIRST_CLOUD, at_day(2026, 3, 1), &limit), FOUND);
	ck_assert_int_eq(limit.delivery_wd, 3);
	ck_assert_str_eq(limit.number, "HT-1");
	ck_assert_int_eq(provider_delivery(as(ASSESS), SECOND_CLOUD, at_day(2026, 3, 1), &limit), NOT_FOUND);
	ck_assert_int_eq(provider_delivery(as(ASSESS), FIRST_CLOUD, at_day(2026, 6, 1), &limit), NOT_FOUND);
	ck_assert_int_eq(provider_fault_limit(as(ASSESS), PROVIDER, FIRST_CLOUD, 2, at_day(2026, 3, 1), &limit), FOUND);
	ck_assert_int_eq(limit.respond_min * 1000 + limit.restore_min, 12200);
	ck_assert_int_eq(provider_fault_limit(as(ASSESS), PROVIDER, 0, 2, at_day(2026, 3, 1), &limit), FOUND);
	ck_assert_int_eq(provider_fault_limit(as(ASSESS), PROVIDER, FIRST_CLOUD, 3, at_day(2026, 3, 1), &limit),
			 NOT_FOUND);
	ck_assert_int_eq(provider_fault_limit(as(ASSESS), PROVIDER, CLOSED_CLOUD, 2, at_day(2026, 3, 1), &limit),
			 NOT_FOUND);
	ck_assert_int_eq(provider_fault_limit(as(ASSESS), OTHER_PROVIDER, FIRST_CLOUD, 2, at_day(2026, 3, 1), &limit),
			 NOT_FOUND);
}
END_TEST

START_TEST(contract_that_says_nothing_of_them_shows_and_keeps_nothing)
{
	struct provider_limit limit;

	contract_in_force();
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM contract_terms WHERE durability IS NULL AND backup IS"
				       " NULL AND delivery_wd IS NULL"),
			 1);
	ck_assert_int_eq(contract_page("/contracts/1")->response.status, 200);
	ck_assert(!office_shows(cloud->req, "数据持久性"));
	ck_assert(!office_shows(cloud->req, "备份成功率"));
	ck_assert(!office_shows(cloud->req, "交付时限"));
	ck_assert_int_eq(provider_delivery(as(ASSESS), FIRST_CLOUD, at_day(2026, 3, 1), &limit), NOT_FOUND);
}
END_TEST

START_TEST(promises_out_of_range_are_refused_with_what_was_typed)
{
	struct values *form;

	cloud_procedure("contract");
	form = contract_form("HT-1", FIRST_CLOUD);
	values_set(form, "durability", "99.99999999999");
	refused(ASSESS, contract_drafted(form), "submit", NULL, "最多 9 位小数");
	form = contract_form("HT-1", FIRST_CLOUD);
	values_set(form, "durability", "100.000000001");
	refused(ASSESS, contract_drafted(form), "submit", NULL, "数据持久性");
	form = contract_form("HT-1", FIRST_CLOUD);
	values_set(form, "backup_rate", "101");
	refused(ASSESS, contract_drafted(form), "submit", NULL, "备份成功率");
	form = contract_form("HT-1", FIRST_CLOUD);
	values_set(form, "delivery_wd", "0");
	refused(ASSESS, contract_drafted(form), "submit", NULL, "交付时限");
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/provider_terms", terms_new, cloud_free, 120, supplement_that_would_never_apply_is_refused,
		supplement_holds_from_its_day_and_the_terms_before_it_until_then,
		terms_of_a_contract_that_is_over_are_not_called_present, promises_stand_with_the_terms_that_make_them,
		contract_that_says_nothing_of_them_shows_and_keeps_nothing,
		promises_out_of_range_are_refused_with_what_was_typed);
}
