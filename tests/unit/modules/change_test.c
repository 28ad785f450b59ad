#include "unit/modules/change_cast.h"

/* ---- quota ---- */

START_TEST(draft_begins_with_what_the_system_has)
{
	struct subject subject = {.system = 1};
	struct values *form;
	struct matter *matter;
	int64_t id, saves, saved_at;

	change_new();
	ck_assert_int_eq(matter_open(as(CLERK), application, &subject, &id), OK);
	ck_assert_int_eq(matter_find(as(CLERK), id, &matter), FOUND);
	ck_assert_int_eq(matter_draft(as(CLERK), matter, &form, &saves, &saved_at), OK);
	ck_assert_uint_eq(values_find(form, "lines")->row_count, 3);
	ck_assert_int_eq(values_number(values_find(form, "lines")->rows[0], "before", 0), 40);
	cloud_free();
}
END_TEST

START_TEST(growth_counts_from_the_approval_and_is_there_when_delivered)
{
	int64_t id;

	change_new();
	id = executing(growth(48));
	ck_assert_int_eq(committed(1, "vcpu"), 48);
	ck_assert_int_eq(office_number(cloud, "SELECT sum(allocated) FROM allocation WHERE class = 'vcpu'"), 40);
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'changing' FROM system WHERE id = 1"), 1);
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(office_number(cloud, "SELECT sum(allocated) FROM allocation WHERE class = 'vcpu'"), 48);
	go(CLERK, id, "confirm_change");
	ck_assert_str_eq(state_now(id), "confirming");
	go(MONITOR, id, "update_monitoring");
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'operating' FROM system WHERE id = 1"), 1);
	cloud_free();
}
END_TEST

/* Three working days from Monday the 2nd end on Thursday the 5th. */
START_TEST(dispatcher_concludes_what_a_side_does_not_confirm)
{
	int64_t id;

	change_new();
	id = executing(growth(48));
	go_with(OPERATOR, id, "deliver", done_text());
	go(MONITOR, id, "update_monitoring");
	refused(DISPATCH, id, "conclude_unconfirmed", NULL, "还没有过");
	pass_days(4);
	go(DISPATCH, id, "conclude_unconfirmed");
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'operating' FROM system WHERE id = 1"), 1);
	cloud_free();
}
END_TEST

START_TEST(what_is_given_up_is_freed_when_the_operator_confirms)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("shrink");
	line(form, 1, "vcpu", 40, 24);
	line(form, 1, "hdd_gb", 4000, 0);
	id = executing(form);
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(committed(1, "vcpu"), 24);
	ck_assert_int_eq(committed(1, "hdd_gb"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation WHERE freed_at IS NOT NULL"), 2);
	/* objected to and delivered again: nothing is taken twice */
	go(CLERK, id, "object");
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(committed(1, "vcpu"), 24);
	cloud_free();
}
END_TEST

START_TEST(only_capacity_blocks_the_red_line_asks_why)
{
	struct values *fields;
	int64_t id;

	change_new();
	office_sql(cloud, "UPDATE capacity SET total = 62 WHERE platform_id = 1 AND class = 'vcpu'");
	id = reviewing(growth(55)); /* 55 of 62: 88 % */
	refused(APPROVE, id, "approve", granted(id), "超过 85% 扩容线");
	fields = granted(id);
	values_set(fields, "red_line_reason", "下季度扩容二百核");
	go_with(APPROVE, id, "approve", fields);
	ck_assert_int_eq(committed(1, "vcpu"), 55);
	office_sql(cloud, "UPDATE capacity SET total = 60 WHERE platform_id = 1 AND class = 'vcpu'");
	fields = form_of("growth");
	line(fields, 1, "vcpu", 55, 61);
	id = reviewing(fields);
	refused(APPROVE, id, "approve", granted(id), "余 5 核，要增加 6 核，缺 1 核");
	cloud_free();
}
END_TEST

START_TEST(less_may_be_granted_with_a_reason_more_may_not)
{
	struct values *fields;
	int64_t id;

	change_new();
	id = reviewing(growth(48));
	fields = granted(id);
	values_set_number(values_find(fields, "granted_lines")->rows[0], "after", 44);
	refused(APPROVE, id, "approve", fields, "须写明理由");
	values_set_number(values_find(fields, "granted_lines")->rows[0], "after", 52);
	refused(APPROVE, id, "approve", fields, "应在 40 和 48 之间");
	refused(APPROVE, id, "approve", fields_of("approve"), "没有批准甲云的处理器");
	fields = granted(id);
	values_set_number(values_find(fields, "granted_lines")->rows[0], "after", 44);
	values_set(values_find(fields, "granted_lines")->rows[0], "reason", "按测算核减");
	go_with(APPROVE, id, "approve", fields);
	ck_assert_int_eq(committed(1, "vcpu"), 44);
	cloud_free();
}
END_TEST

START_TEST(shortage_returned_gives_the_grant_back)
{
	int64_t id;

	change_new();
	id = executing(growth(48));
	go(OPERATOR, id, "report_shortage");
	go(DISPATCH, id, "redispatch");
	go(OPERATOR, id, "report_shortage");
	go(DISPATCH, id, "return_review");
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM change_line"), 0);
	go(APPROVE, id, "reject");
	cloud_free();
}
END_TEST

/* ---- at submission ---- */

START_TEST(numbers_before_are_those_of_the_records)
{
	struct values *form;

	change_new();
	form = form_of("growth");
	line(form, 1, "vcpu", 32, 48);
	refused(CLERK, change_with(form), "submit", NULL, "台账现为 40 核，填的是 32");
	cloud_free();
}
END_TEST

START_TEST(kinds_and_numbers_say_the_same)
{
	static const struct {
		const char *kinds;
		const char *class;
		int64_t before, after;
		const char *words;
	} cases[] = {
		{"growth", "vcpu", 40, 40, "没有一项资源增加"},
		{"shrink", "vcpu", 40, 48, "没有一项资源减少"},
		{"resize", "hdd_gb", 4000, 4100, "处理器、内存和 GPU 都没有变化"},
		{"storage", "vcpu", 40, 48, "各类存储都没有变化"},
		{"growth,shrink", "vcpu", 40, 48, "没有一项资源减少"},
	};

	change_new();
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct values *form = form_of(cases[i].kinds);

		line(form, 1, cases[i].class, cases[i].before, cases[i].after);
		refused(CLERK, change_with(form), "submit", NULL, cases[i].words);
	}
	cloud_free();
}
END_TEST

START_TEST(line_is_written_once)
{
	struct values *form;

	change_new();
	form = form_of("growth");
	line(form, 1, "vcpu", 40, 48);
	line(form, 1, "hdd_gb", 4000, 4000);
	line(form, 1, "vcpu", 40, 56);
	refused(CLERK, change_with(form), "submit", NULL, "甲云的处理器（核）写了两行：第 1 行和第 3 行");
	cloud_free();
}
END_TEST

START_TEST(domain_without_a_name_an_address_or_bandwidth_is_nothing_to_approve)
{
	struct values *form;

	change_new();
	form = form_of("domain");
	line(form, 1, "public_ip", 0, 0);
	refused(CLERK, change_with(form), "submit", NULL, "没有写域名，公网地址和带宽也没有变化");
	form = form_of("domain");
	values_set(form, "domains", "增加 sq.example.gov.cn");
	go(CLERK, change_with(form), "submit");
	form = form_of("domain");
	line(form, 1, "public_ip", 0, 1);
	go(CLERK, change_with(form), "submit");
	cloud_free();
}
END_TEST

/* UNIT's system has 40 cores, 160 GB and 4000 GB of disk on 甲云: all of it given back would be an exit (art. 18). */
START_TEST(a_change_leaves_something)
{
	struct values *form;

	change_new();
	form = form_of("shrink");
	line(form, 1, "vcpu", 40, 0);
	line(form, 1, "memory_gb", 160, 0);
	line(form, 1, "hdd_gb", 4000, 0);
	refused(CLERK, change_with(form), "submit", NULL, "变更后系统没有任何资源");
	form = form_of("shrink");
	line(form, 1, "vcpu", 40, 0);
	line(form, 1, "memory_gb", 160, 0);
	refused(CLERK, change_with(form), "submit", NULL, "变更后系统没有处理器");
	form = form_of("shrink");
	line(form, 1, "vcpu", 40, 1);
	line(form, 1, "memory_gb", 160, 0);
	go(CLERK, change_with(form), "submit");
	cloud_free();
}
END_TEST

static void used(const char *period, int64_t cpu_p95)
{
	office_sql(
		cloud,
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, cpu_avg, cpu_p95,"
		" cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, "
		"imported_at)"
		" VALUES ('%s', 1, 'vm-1', 1, 8, 32, 1000, %" PRId64
		", 9900, 1000, 2000, 3000, 4000, 1, 1, 1, 9900, 28, 1)",
		period, cpu_p95);
}

/* Of 2025-12, 2026-01 and 2026-02 one month at 70 % is enough; November is too long ago. */
START_TEST(growth_wants_use_or_an_explanation)
{
	struct values *form;
	int64_t id;

	change_new();
	form = growth(48);
	values_set(form, "growth_note", NULL);
	id = change_with(form);
	refused(CLERK, id, "submit", NULL, "尚无数据");
	used("2025-11", 9000);
	used("2026-02", 6999);
	refused(CLERK, id, "submit", NULL, "处理器 P95 69.99%");
	used("2025-12", 7000);
	go(CLERK, id, "submit");
	cloud_free();
}
END_TEST

/* Nothing measured, but explained: grade D of the last quarter asks for the data behind the explanation. */
START_TEST(growth_of_a_unit_graded_d_is_sized_by_data)
{
	int64_t id;

	change_new();
	id = change_with(growth(48));
	office_sql(cloud,
		   "INSERT INTO unit_efficiency (matter_id, organisation_id, period, total, grade, frozen_at)"
		   " VALUES (%" PRId64 ", %d, '2025Q4', 4000, 'D', 1)",
		   id, UNIT);
	refused(CLERK, id, "submit", NULL, "使用效率为 D");
	hand_in(id, "sizing_data");
	go(CLERK, id, "submit");
	cloud_free();
}
END_TEST

START_TEST(another_provider_is_an_exception_of_the_leader)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("growth");
	line(form, 2, "vcpu", 0, 8);
	id = change_with(form);
	refused(CLERK, id, "submit", NULL, "不在乙云上");
	values_set(form, "provider_change", "yes");
	values_set(form, "provider_reason", "原平台余量不足，申报季前不能落实");
	id = reviewing(form);
	refused(APPROVE, id, "approve", granted(id), "还没有例外批准");
	go(LEADER, id, "except_provider");
	go_with(APPROVE, id, "approve", granted(id));
	ck_assert_int_ne(try_with(OPERATOR, id, "deliver", NULL, done_text()), OK);
	go_with(OTHER_OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(committed(2, "vcpu"), 8);
	cloud_free();
}
END_TEST

START_TEST(system_of_another_unit_or_on_its_way_out_is_refused)
{
	int64_t id;

	change_new();
	id = change_with(growth(48));
	office_sql(cloud, "UPDATE system SET state = 'exiting'");
	refused(CLERK, id, "submit", NULL, "不能办理变更");
	cloud_free();
}
END_TEST

START_TEST(information_is_recorded_without_the_center)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("info");
	values_set(form, "responsible_title", "信息处运维岗");
	values_set(form, "responsible_phone", "028-86201234");
	values_set(form, "security_title", "信息处安全岗");
	id = change_with(form);
	ck_assert_int_eq(try_with(CLERK, id, "submit", NULL, NULL), ERR_INVALID); /* the telephone goes with it */
	values_set(form, "security_phone", "028-86205678");
	id = change_with(form);
	office_sql(cloud, "UPDATE system SET department = '信息处'");
	go(CLERK, id, "submit");
	ck_assert_int_ne(try_with(LEAD, id, "approve_application", NULL, NULL), OK);
	go(LEAD, id, "register_information");
	ck_assert_int_eq(office_number(cloud, "SELECT responsible_title = '信息处运维岗' FROM system"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT security_title = '信息处安全岗' AND security_phone ="
					      " '028-86205678' AND department = '信息处' FROM system"),
			 1);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter_party WHERE matter_id = %" PRId64
				       " AND organisation_id <> 2",
				       id),
			 0);
	cloud_free();
}
END_TEST

/* 30 April 2026 and two years; before the end of January it is too early. */
START_TEST(renewal_goes_on_from_the_end_of_the_period)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("renewal");
	values_set(form, "renew_years", "4");
	refused(CLERK, change_with(form), "submit", NULL, "续期最长 3 年");
	values_set(form, "renew_years", "2");
	office_sql(cloud, "UPDATE system SET expires_day = %" PRId64, at_day(2026, 6, 1));
	refused(CLERK, change_with(form), "submit", NULL, "届满前 90 日起");
	office_sql(cloud, "UPDATE system SET expires_day = %" PRId64, at_day(2026, 4, 30));
	id = reviewing(form);
	go(APPROVE, id, "approve_renewal");
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(office_number(cloud, "SELECT expires_day FROM system"), at_day(2028, 4, 30));
	/* As its paper says, whatever comes after. */
	ck_assert_int_eq(office_number(cloud, "SELECT from_day FROM renewal WHERE matter_id = %" PRId64, id),
			 at_day(2026, 4, 30));
	ck_assert_int_eq(office_number(cloud, "SELECT until_day FROM renewal WHERE matter_id = %" PRId64, id),
			 at_day(2028, 4, 30));
	cloud_free();
}
END_TEST

static int64_t renewal(const char *column, int64_t id)
{
	return office_number(cloud, "SELECT %s FROM renewal WHERE matter_id = %" PRId64, column, id);
}

/* Granted together with eight cores: both ends are fixed at the approval, the period goes on at the completion. */
START_TEST(renewal_among_other_kinds_names_both_ends_at_the_approval)
{
	struct values *form;
	int64_t id;

	change_new();
	form = growth(48);
	values_set(form, "kinds", "growth,renewal");
	values_set(form, "renew_years", "1");
	id = executing(form);
	ck_assert_int_eq(renewal("from_day", id), at_day(2026, 4, 30));
	ck_assert_int_eq(renewal("until_day", id), at_day(2027, 4, 30));
	ck_assert_int_eq(office_number(cloud, "SELECT expires_day FROM system"), at_day(2026, 4, 30));
	go(OPERATOR, id, "report_shortage");
	go(DISPATCH, id, "return_review");
	pass_days(90);
	go_with(APPROVE, id, "approve", granted(id));
	ck_assert_int_eq(renewal("until_day", id), at_day(2027, 4, 30));
	go_with(OPERATOR, id, "deliver", done_text());
	go(CLERK, id, "confirm_change");
	go(MONITOR, id, "update_monitoring");
	ck_assert_int_eq(office_number(cloud, "SELECT expires_day FROM system"), at_day(2027, 4, 30));
	cloud_free();
}
END_TEST

START_TEST(system_renewed_meanwhile_is_not_renewed_twice)
{
	struct values *form;
	int64_t id;

	change_new();
	form = growth(48);
	values_set(form, "kinds", "growth,renewal");
	values_set(form, "renew_years", "1");
	id = reviewing(form);
	office_sql(cloud, "UPDATE system SET expires_day = %" PRId64, at_day(2028, 4, 30));
	refused(APPROVE, id, "approve", granted(id), "届满前 90 日起可以续期");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM renewal"), 0);
	cloud_free();
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"modules/change", draft_begins_with_what_the_system_has,
		growth_counts_from_the_approval_and_is_there_when_delivered,
		dispatcher_concludes_what_a_side_does_not_confirm, what_is_given_up_is_freed_when_the_operator_confirms,
		only_capacity_blocks_the_red_line_asks_why, less_may_be_granted_with_a_reason_more_may_not,
		shortage_returned_gives_the_grant_back, numbers_before_are_those_of_the_records,
		kinds_and_numbers_say_the_same, line_is_written_once,
		domain_without_a_name_an_address_or_bandwidth_is_nothing_to_approve, growth_wants_use_or_an_explanation,
		a_change_leaves_something, growth_of_a_unit_graded_d_is_sized_by_data,
		another_provider_is_an_exception_of_the_leader, system_of_another_unit_or_on_its_way_out_is_refused,
		information_is_recorded_without_the_center, renewal_goes_on_from_the_end_of_the_period,
		renewal_among_other_kinds_names_both_ends_at_the_approval,
		system_renewed_meanwhile_is_not_renewed_twice);
}
