/* By when a work order is due: by the contract of its platform's provider, else by the setting of five working days. */
#include "unit/modules/cloud.h"

/* The operator of the first cloud promised three working days; with `of` the second's too, seven. */
static void promised(bool both)
{
	for (int64_t id = 1; id <= (both ? 2 : 1); id++)
		office_sql(
			cloud,
			"INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, "
			"title, state,"
			" opened_at, state_at) VALUES (90%" PRId64 ", %" PRId64 ", 'contract', 'C-%" PRId64
			"', 1, 'center.assess', '合同', 'in_force', 1, 1);"
			"INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, "
			"state)"
			" VALUES (%" PRId64 ", 90%" PRId64 ", %" PRId64 ", 'HT-%" PRId64 "', '合同', %" PRId64
			", %" PRId64 ", 1, 'in_force');"
			"INSERT INTO contract_platform VALUES (%" PRId64 ", %" PRId64 ");"
			"INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability, "
			"delivery_wd)"
			" SELECT id, 1, starts_day, '计算', 9995, iif(id = 1, 3, 7) FROM contract WHERE id = %" PRId64,
			id, application->id, id, id, id, id == 1 ? (int64_t)PROVIDER : OTHER_PROVIDER, id,
			at_day(2026, 1, 1), at_day(2027, 1, 1), id, id == 1 ? (int64_t)FIRST_CLOUD : SECOND_CLOUD, id);
}

static int64_t ruled(bool on_two)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);

	if (on_two)
		values_set_number(values_find(fields, "ruling")->rows[2], "platform", SECOND_CLOUD);
	go_with(APPROVE, id, "rule", fields);
	return id;
}

static int64_t order_due(int64_t platform)
{
	return office_number(cloud, "SELECT due_at FROM work_order WHERE platform_id = %" PRId64, platform);
}

static int64_t later(int days)
{
	return day_end(workday_add(cloud->service->calendar, day_of(clock_now()), days));
}

static int64_t matter_due(int64_t id)
{
	return office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id);
}

START_TEST(order_is_due_by_the_contract_and_so_is_its_seat)
{
	int64_t id = ruled(false);

	promised(false);
	go(DISPATCH, id, "dispatch");
	ck_assert_int_eq(order_due(FIRST_CLOUD), later(3));
	ck_assert_int_eq(matter_due(id), later(3));
	ck_assert_int_eq(office_number(cloud,
				       "SELECT due_at FROM task WHERE state = 'configuring' AND matter_id = %" PRId64,
				       id),
			 later(3));
	ck_assert_int_eq(office_number(cloud, "SELECT contract_id FROM work_order"), 1);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT instr(due_rule, '合同 HT-1 约定 3 个工作日交付，派单次日起算，至') > 0"
				       " FROM matter WHERE id = %" PRId64,
				       id),
			 1);
}
END_TEST

START_TEST(without_a_contract_the_setting_holds)
{
	int64_t id = ruled(false);

	go(DISPATCH, id, "dispatch");
	ck_assert_int_eq(order_due(FIRST_CLOUD), later(5));
	ck_assert_int_eq(matter_due(id), later(5));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order WHERE contract_id IS NULL"), 1);
}
END_TEST

START_TEST(each_platform_has_its_own_day)
{
	int64_t id = ruled(true);

	promised(false);
	go(DISPATCH, id, "dispatch");
	ck_assert_int_eq(order_due(FIRST_CLOUD), later(3));
	ck_assert_int_eq(order_due(SECOND_CLOUD), later(5));
	ck_assert_int_eq(matter_due(id), later(5));
}
END_TEST

START_TEST(seats_wait_for_the_latest)
{
	int64_t id = ruled(true);

	promised(true);
	go(DISPATCH, id, "dispatch");
	ck_assert_int_eq(order_due(FIRST_CLOUD), later(3));
	ck_assert_int_eq(order_due(SECOND_CLOUD), later(7));
	ck_assert_int_eq(matter_due(id), later(7));
}
END_TEST

/* What monitoring could not be attached to is done again by the terms of that day. */
START_TEST(what_is_sent_back_counts_anew_by_the_contract)
{
	int64_t id = ruled(true);
	struct values *fields;

	promised(false);
	go(DISPATCH, id, "dispatch");
	fields = fields_of("deliver");
	values_set(fields, "delivered", "按核定配置，地址 10.1.1.1");
	go_with(OPERATOR, id, "deliver", fields);
	fields = fields_of("deliver");
	values_set(fields, "delivered", "按核定配置，地址 10.2.1.1");
	go_with(OTHER_OPERATOR, id, "deliver", fields);
	clock_freeze(clock_now() + 86400);
	go(MONITOR, id, "reopen_configuration");
	ck_assert_int_eq(order_due(FIRST_CLOUD), later(3));
	ck_assert_int_eq(order_due(SECOND_CLOUD), later(5));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order WHERE state = 'open'"), 2);
	ck_assert_int_eq(matter_due(id), later(5));
}
END_TEST

/* What was lent in an emergency stays with the system replaced until it is given back. */
START_TEST(what_was_lent_is_not_handed_over)
{
	int64_t first = brought("trial");
	int64_t system = office_number(cloud, "SELECT system_id FROM matter WHERE id = %" PRId64, first);
	struct values *form = form_complete("reapplication", "BA-0001");

	office_sql(cloud,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, title,"
		   " state, opened_at, state_at) VALUES (990, %" PRId64
		   ", 'emergency_growth', 'YJ-1', 1, 'center.duty',"
		   " '应急扩容', 'returning', 1, 1);"
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, matter_id, granted_at)"
		   " VALUES (%" PRId64 ", 1, 'vcpu', 2, 2, 990, 1)",
		   application->id, system);
	values_set_number(form, "base_system_id", system);
	bring(draft_with(form), "deploying");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT sum(granted) FROM allocation WHERE system_id = %" PRId64
				       " AND freed_at IS NULL",
				       system),
			 2);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/resource_delivery", order_is_due_by_the_contract_and_so_is_its_seat,
			 without_a_contract_the_setting_holds, each_platform_has_its_own_day, seats_wait_for_the_latest,
			 what_is_sent_back_counts_anew_by_the_contract, what_was_lent_is_not_handed_over);
}
