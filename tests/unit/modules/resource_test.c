#include "unit/modules/cloud.h"

/* ---- the first proposal ---- */

START_TEST(proposal_has_a_row_per_machine_line_and_class)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id;
	struct value *rows;

	machine_add(form, "database", "2", "8", "32");
	machine_add(form, "database", "1", "2", "4");
	values_set(values_find(form, "lines")->rows[2], "disk_grade", "hdd"); /* as it says, not as databases do */
	values_set(form, "file_gb", "500");
	id = draft_with(form);
	bring(id, "ruling");
	rows = values_find(ruling_proposed(id), "ruling");
	ck_assert_uint_eq(rows->row_count, 10);
	ck_assert_str_eq(values_text(rows->rows[0], "purpose"), "应用服务（生产）1 台");
	ck_assert_str_eq(values_text(rows->rows[0], "class"), "vcpu");
	ck_assert_int_eq(values_number(rows->rows[0], "requested", 0), 4);
	ck_assert_int_eq(values_number(rows->rows[0], "granted", 0), 4);
	ck_assert_int_eq(values_number(rows->rows[0], "platform", 0), FIRST_CLOUD);
	ck_assert_str_eq(values_text(rows->rows[2], "class"), "hdd_gb");
	ck_assert_int_eq(values_number(rows->rows[3], "requested", 0), 16);
	ck_assert_int_eq(values_number(rows->rows[4], "requested", 0), 64);
	ck_assert_str_eq(values_text(rows->rows[5], "class"), "ssd_gb");
	ck_assert_int_eq(values_number(rows->rows[5], "requested", 0), 200);
	ck_assert_str_eq(values_text(rows->rows[8], "class"), "hdd_gb");
	ck_assert_str_eq(values_text(rows->rows[9], "class"), "file_gb");
}
END_TEST

START_TEST(proposal_takes_the_first_platform_that_serves_the_zone)
{
	struct values *form = form_complete("new", "BA-0001");
	struct value *rows;
	int64_t id;

	values_set(form, "zones", "internet,public");
	id = draft_with(form);
	bring(id, "ruling");
	rows = values_find(ruling_proposed(id), "ruling");
	ck_assert_int_eq(values_number(rows->rows[0], "platform", 0), SECOND_CLOUD);
	ck_assert_int_eq(values_number(ruling_proposed(id), "ruled_years", 0), 2);
	ck_assert_str_eq(values_text(ruling_proposed(id), "ruled_zones"), "internet,public");
}
END_TEST

START_TEST(proposal_puts_recovery_machines_on_the_recovery_platform)
{
	struct values *form = form_complete("new", "BA-0001");
	struct value *rows;
	int64_t id;

	values_set(values_find(form, "lines")->rows[0], "environment", "recovery");
	id = draft_with(form);
	bring(id, "ruling");
	rows = values_find(ruling_proposed(id), "ruling");
	ck_assert_int_eq(values_number(rows->rows[0], "platform", 0), RECOVERY_CLOUD);
}
END_TEST

/* ---- complete, and true to the application ---- */

START_TEST(cut_needs_a_reason)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);
	struct values *row = values_find(fields, "ruling")->rows[0];

	values_set_number(row, "granted", 2);
	refused(APPROVE, id, "rule", fields, "须写明理由");
	fields = ruling_proposed(id);
	row = values_find(fields, "ruling")->rows[0];
	values_set_number(row, "granted", 2);
	values_set(row, "reason", "按测算核减");
	go_with(APPROVE, id, "rule", fields);
	ck_assert_int_eq(office_number(cloud, "SELECT granted FROM allocation WHERE class = 'vcpu'"), 2);
	ck_assert_int_eq(office_number(cloud, "SELECT requested FROM ruling_line WHERE class = 'vcpu'"), 4);
}
END_TEST

START_TEST(what_was_asked_for_is_not_rewritten)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);
	struct values *row = values_find(fields, "ruling")->rows[0];

	values_set_number(row, "requested", 2);
	values_set_number(row, "granted", 2);
	refused(APPROVE, id, "rule", fields, "处理器申请量合计应为 4，核定表里是 2");
	fields = ruling_proposed(id);
	values_find(fields, "ruling")->row_count--;
	refused(APPROVE, id, "rule", fields, "块存储申请量合计应为 100，核定表里是 0");
}
END_TEST

START_TEST(ruling_may_choose_another_class_of_disk)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);

	values_set(values_find(fields, "ruling")->rows[2], "class", "ssd_gb");
	go_with(APPROVE, id, "rule", fields);
	ck_assert_int_eq(office_number(cloud, "SELECT granted FROM allocation WHERE class = 'ssd_gb'"), 100);
}
END_TEST

START_TEST(nothing_at_all_is_no_ruling)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);
	struct value *rows = values_find(fields, "ruling");

	for (size_t i = 0; i < rows->row_count; i++) {
		values_set_number(rows->rows[i], "granted", 0);
		values_set(rows->rows[i], "reason", "不需要");
	}
	refused(APPROVE, id, "rule", fields, "核定量都是 0");
}
END_TEST

/* ---- quota ---- */

static void set_capacity(int64_t platform, const char *class, int64_t total)
{
	office_sql(cloud, "UPDATE capacity SET total = %" PRId64 " WHERE platform_id = %" PRId64 " AND class = '%s'",
		   total, platform, class);
}

START_TEST(ruling_beyond_capacity_is_refused_in_words)
{
	int64_t id = brought("ruling");

	set_capacity(FIRST_CLOUD, "vcpu", 3);
	refused(APPROVE, id, "rule", ruling_proposed(id), "甲云的处理器余 3 核，要核定 4 核，缺 1 核");
	ck_assert_str_eq(state_now(id), "ruling");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system"), 0);
}
END_TEST

START_TEST(trigger_refuses_in_the_same_words_when_the_guard_was_passed)
{
	int64_t id = brought("ruling");
	struct context *context = as(APPROVE);
	struct moving moving = {.context = context, .procedure = application, .matter = seen_by(APPROVE, id)};
	struct answer answer = {0};

	ck_assert_int_eq(matter_form(context, moving.matter, &moving.form, NULL), OK);
	moving.fields = ruling_proposed(id);
	set_capacity(FIRST_CLOUD, "memory_gb", 7);
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, record_ruling(&moving, &answer)), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(answer.sentence, "甲云的内存余 7 GB，要核定 8 GB，缺 1 GB"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation"), 0);
}
END_TEST

START_TEST(committed_is_the_larger_of_granted_and_allocated)
{
	int64_t id = brought("ruling");

	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			  " VALUES (900, 3, 3, '别家的系统', 2, 'operating', 1)");
	office_sql(cloud, "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			  " VALUES (900, 1, 'vcpu', 10, 97, 1)");
	refused(APPROVE, id, "rule", ruling_proposed(id), "余 3 核");
	office_sql(cloud, "UPDATE allocation SET freed_at = 1");
	go_with(APPROVE, id, "rule", ruling_proposed(id));
}
END_TEST

START_TEST(suspended_platform_takes_no_new_system)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);
	struct value *rows = values_find(fields, "ruling");

	for (size_t i = 0; i < rows->row_count; i++)
		values_set_number(rows->rows[i], "platform", CLOSED_CLOUD);
	refused(APPROVE, id, "rule", fields, "停接云已暂停接入新系统");
	for (size_t i = 0; i < rows->row_count; i++)
		values_set_number(rows->rows[i], "platform", WATCH_CLOUD);
	fields->error_count = 0;
	rows->error = NULL;
	refused(APPROVE, id, "rule", fields, "监管云是云监管平台");
}
END_TEST

START_TEST(above_the_red_line_a_reason_is_asked_and_then_it_passes)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);

	set_capacity(FIRST_CLOUD, "vcpu", 4);
	refused(APPROVE, id, "rule", fields, "85% 扩容线");
	fields = ruling_proposed(id);
	values_set(fields, "red_line_reason", "下月扩容 200 核，已列入计划");
	go_with(APPROVE, id, "rule", fields);
}
END_TEST

START_TEST(reapplication_counts_only_the_excess_on_its_own_platform)
{
	int64_t first = brought("trial");
	struct values *form;
	struct values *fields;
	int64_t system = office_number(cloud, "SELECT system_id FROM matter WHERE id = %" PRId64, first);
	int64_t id;

	form = form_complete("reapplication", "BA-0001");
	values_set_number(form, "base_system_id", system);
	values_find(form, "lines")->row_count = 0;
	machine_add(form, "app", "1", "8", "16");
	id = draft_with(form);
	bring(id, "ruling");
	/* 4 of 8 are there already: 5 are enough, with the reason above the red line. */
	set_capacity(FIRST_CLOUD, "vcpu", 8);
	fields = ruling_proposed(id);
	ck_assert_int_eq(values_number(values_find(fields, "ruling")->rows[0], "platform", 0), FIRST_CLOUD);
	values_set(fields, "red_line_reason", "下月扩容 200 核，已列入计划");
	go_with(APPROVE, id, "rule", fields);
	ck_assert_int_eq(
		office_number(cloud, "SELECT granted FROM allocation WHERE matter_id = %" PRId64 " AND class = 'vcpu'",
			      id),
		4);
	bring(id, "deploying");
	ck_assert_int_eq(office_number(cloud, "SELECT sum(max(granted, allocated)) FROM allocation"
					      " WHERE class = 'vcpu' AND freed_at IS NULL"),
			 8);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM allocation WHERE system_id = %" PRId64
				       " AND freed_at IS NULL",
				       system),
			 0);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT allocated FROM allocation WHERE matter_id = %" PRId64
				       " AND class = 'hdd_gb'",
				       id),
			 100);
}
END_TEST

START_TEST(reapplication_counts_in_full_on_another_platform)
{
	int64_t first = brought("trial");
	struct values *form = form_complete("reapplication", "BA-0001");
	struct values *fields;
	struct value *rows;
	int64_t id;

	values_set_number(form, "base_system_id",
			  office_number(cloud, "SELECT system_id FROM matter WHERE id = %" PRId64, first));
	id = draft_with(form);
	bring(id, "ruling");
	fields = ruling_proposed(id);
	rows = values_find(fields, "ruling");
	for (size_t i = 0; i < rows->row_count; i++)
		values_set_number(rows->rows[i], "platform", SECOND_CLOUD);
	go_with(APPROVE, id, "rule", fields);
	ck_assert_int_eq(
		office_number(cloud, "SELECT sum(granted) FROM allocation WHERE class = 'vcpu' AND freed_at IS NULL"),
		8);
}
END_TEST

/* ---- work orders ---- */

static int64_t ruled_on_two(void)
{
	int64_t id = brought("ruling");
	struct values *fields = ruling_proposed(id);

	values_set_number(values_find(fields, "ruling")->rows[2], "platform", SECOND_CLOUD);
	go_with(APPROVE, id, "rule", fields);
	return id;
}

static int64_t order_state(int64_t id, int64_t platform, const char *state)
{
	return office_number(cloud,
			     "SELECT count(*) FROM work_order WHERE matter_id = %" PRId64 " AND platform_id = %" PRId64
			     " AND state = '%s'",
			     id, platform, state);
}

START_TEST(one_order_per_platform_and_all_must_be_done)
{
	int64_t id = ruled_on_two();

	go(DISPATCH, id, "dispatch");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order"), 2);
	go_with(OPERATOR, id, "deliver", delivered("按核定配置，地址 10.1.1.1"));
	ck_assert_int_eq(order_state(id, FIRST_CLOUD, "configured"), 1);
	ck_assert_int_eq(order_state(id, SECOND_CLOUD, "open"), 1);
	ck_assert_str_eq(state_now(id), "configuring");
	go_with(OTHER_OPERATOR, id, "deliver", delivered("按核定配置，地址 10.2.1.1"));
	ck_assert_str_eq(state_now(id), "monitoring");
	go(MONITOR, id, "attach_monitoring");
	ck_assert_int_eq(office_number(cloud, "SELECT monitored_yes FROM system"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT sum(allocated) FROM allocation"), 0);
	go(CLERK, id, "sign_receipt");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation WHERE allocated <> granted"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE state = 'deploying'"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order WHERE state = 'received'"), 2);
}
END_TEST

START_TEST(operator_sees_the_matter_from_the_dispatch_on)
{
	int64_t id = ruled_on_two();
	struct matter *matter;

	ck_assert_int_eq(matter_find(as(OPERATOR), id, &matter), NOT_FOUND);
	go(DISPATCH, id, "dispatch");
	ck_assert_int_eq(matter_find(as(OPERATOR), id, &matter), FOUND);
	ck_assert_int_eq(matter_find(as(OTHER_OPERATOR), id, &matter), FOUND);
}
END_TEST

START_TEST(delivery_never_carries_a_password)
{
	static const char *const bad[] = {"地址 10.1.1.1，口令：Abc12345", "root 密码为 Abc12345，已开通",
					  "password=Abc12345 host=10.1.1.1", "Password : Abc12345 请查收"};
	static const char *const good[] = {"口令线下交接，地址 10.1.1.1", "口令：线下交接，地址 10.1.1.1",
					   "密码应用已开通，地址如下"};
	int64_t id = brought("configuring");

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		refused(OPERATOR, id, "deliver", delivered(bad[i]), "不能写口令");
	for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
		ck_assert_msg(!mentions_secret(good[i]), "%s", good[i]);
	ck_assert_str_eq(state_now(id), "configuring");
}
END_TEST

START_TEST(shortage_goes_back_to_dispatch_and_on_again)
{
	int64_t id = ruled_on_two();

	go(DISPATCH, id, "dispatch");
	go_with(OTHER_OPERATOR, id, "deliver", delivered("按核定配置，地址 10.2.1.1"));
	go(OPERATOR, id, "report_shortage");
	ck_assert_str_eq(state_now(id), "shortage");
	ck_assert_int_eq(order_state(id, FIRST_CLOUD, "short"), 1);
	go(DISPATCH, id, "redispatch");
	/* Only the short one is asked again. */
	ck_assert_int_eq(order_state(id, FIRST_CLOUD, "open"), 1);
	ck_assert_int_eq(order_state(id, SECOND_CLOUD, "configured"), 1);
	go_with(OPERATOR, id, "deliver", delivered("按核定配置，地址 10.1.1.1"));
	ck_assert_str_eq(state_now(id), "monitoring");
}
END_TEST

START_TEST(ruled_again_the_first_grants_are_free)
{
	int64_t id = ruled_on_two();
	struct values *fields;
	struct value *rows;

	go(DISPATCH, id, "dispatch");
	go(OPERATOR, id, "report_shortage");
	go(DISPATCH, id, "return_ruling");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation WHERE freed_at IS NULL"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order WHERE state = 'cancelled'"), 2);
	fields = ruling_proposed(id);
	rows = values_find(fields, "ruling");
	for (size_t i = 0; i < rows->row_count; i++)
		values_set_number(rows->rows[i], "platform", SECOND_CLOUD);
	go_with(APPROVE, id, "rule", fields);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system"), 1);
	go(DISPATCH, id, "dispatch");
	ck_assert_int_eq(order_state(id, SECOND_CLOUD, "open"), 1);
	ck_assert_int_eq(order_state(id, FIRST_CLOUD, "cancelled"), 1);
	go_with(OTHER_OPERATOR, id, "deliver", delivered("按核定配置，地址 10.2.1.1"));
	ck_assert_str_eq(state_now(id), "monitoring");
}
END_TEST

START_TEST(stopped_allocation_leaves_nothing_committed)
{
	int64_t id = ruled_on_two();

	go(DISPATCH, id, "dispatch");
	go(OPERATOR, id, "report_shortage");
	go(DISPATCH, id, "stop_allocation");
	ck_assert_str_eq(state_now(id), "abandoned");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation WHERE freed_at IS NULL"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE state = 'ended'"), 1);
	/* The number is free for another application. */
	bring(draft_with(form_complete("new", "BA-0001")), "unit_check");
}
END_TEST

START_TEST(objection_reopens_the_orders_it_names)
{
	int64_t id = ruled_on_two();
	struct values *fields = fields_of("object");
	struct values *row;

	go(DISPATCH, id, "dispatch");
	go_with(OPERATOR, id, "deliver", delivered("按核定配置，地址 10.1.1.1"));
	go_with(OTHER_OPERATOR, id, "deliver", delivered("按核定配置，地址 10.2.1.1"));
	go(MONITOR, id, "attach_monitoring");
	row = row_add(fields, "objections");
	values_set_number(row, "platform", RECOVERY_CLOUD);
	values_set(row, "text", "少一台");
	refused(CLERK, id, "object", fields, "没有已配置的工单");
	fields = fields_of("object");
	row = row_add(fields, "objections");
	values_set_number(row, "platform", SECOND_CLOUD);
	values_set(row, "text", "少一块盘");
	go_with(CLERK, id, "object", fields);
	ck_assert_int_eq(order_state(id, SECOND_CLOUD, "open"), 1);
	ck_assert_int_eq(order_state(id, FIRST_CLOUD, "monitored"), 1);
	go_with(OTHER_OPERATOR, id, "deliver", delivered("已补一块盘，地址 10.2.1.1"));
	go(MONITOR, id, "attach_monitoring");
	go(CLERK, id, "sign_receipt");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order WHERE state = 'received'"), 2);
}
END_TEST

START_TEST(test_machines_have_the_shorter_deadline)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id;

	values_set(values_find(form, "lines")->rows[0], "environment", "test");
	id = draft_with(form);
	bring(id, "configuring");
	/* Two working days after Monday: Wednesday. */
	ck_assert_int_eq(day_of(office_number(cloud, "SELECT due_at FROM work_order")), at_day(2026, 3, 4));
}
END_TEST

/* ---- the board ---- */

static void open_pages(void)
{
	office_sql(cloud, "DELETE FROM person_role WHERE person_id IN (15, 51, 61, 21)");
	office_sql(cloud, "UPDATE person SET status = 'disabled' WHERE id IN (15, 51, 61, 21)");
	office_person(cloud, 115, CENTER, "dispatch", "center.dispatch");
	office_person(cloud, 141, PROVIDER, "operator", "operator.clerk");
	office_person(cloud, 151, OTHER_PROVIDER, "operator2", "operator.clerk");
	office_person(cloud, 121, UNIT, "unit", "unit.clerk");
	office_open(cloud);
}

START_TEST(board_shows_an_operator_its_own_orders_alone)
{
	int64_t id = brought("configuring");
	struct request *req;

	ck_assert_int_gt(id, 0);
	open_pages();
	office_enter(cloud, "dispatch");
	req = office_get(cloud, "/dispatch");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "水利一张图"));
	req = office_get(cloud, "/dispatch?state=open");
	ck_assert(office_shows(req, "水利一张图"));
	ck_assert_int_eq(office_get(cloud, "/dispatch?state=nonsense")->response.status, 404);
	ck_assert_int_eq(office_get(cloud, "/dispatch?state=open&after=x")->response.status, 400);
	office_enter(cloud, "operator");
	ck_assert(office_shows(office_get(cloud, "/dispatch"), "水利一张图"));
	office_enter(cloud, "operator2");
	req = office_get(cloud, "/dispatch");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(!office_shows(req, "水利一张图"));
	office_enter(cloud, "unit");
	ck_assert_int_eq(office_get(cloud, "/dispatch")->response.status, 403);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/resource", proposal_has_a_row_per_machine_line_and_class,

			 proposal_takes_the_first_platform_that_serves_the_zone,
			 proposal_puts_recovery_machines_on_the_recovery_platform, cut_needs_a_reason,
			 what_was_asked_for_is_not_rewritten, ruling_may_choose_another_class_of_disk,
			 nothing_at_all_is_no_ruling, ruling_beyond_capacity_is_refused_in_words,
			 trigger_refuses_in_the_same_words_when_the_guard_was_passed,
			 committed_is_the_larger_of_granted_and_allocated, suspended_platform_takes_no_new_system,
			 above_the_red_line_a_reason_is_asked_and_then_it_passes,
			 reapplication_counts_only_the_excess_on_its_own_platform,
			 reapplication_counts_in_full_on_another_platform, one_order_per_platform_and_all_must_be_done,
			 operator_sees_the_matter_from_the_dispatch_on, delivery_never_carries_a_password,
			 shortage_goes_back_to_dispatch_and_on_again, ruled_again_the_first_grants_are_free,
			 stopped_allocation_leaves_nothing_committed, objection_reopens_the_orders_it_names,
			 test_machines_have_the_shorter_deadline, board_shows_an_operator_its_own_orders_alone);
}
