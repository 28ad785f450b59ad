#include "unit/modules/provider_cast.h"

/* ---- platforms of integrators ---- */

static const char *const norms[] = {"network",    "protection", "cryptography", "identity",
				    "monitoring", "backup",     "logs",         "service"};

static struct values *admission_form(const char *code)
{
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);
	struct values *row = row_add(form, "capacity_declared");

	values_set(row, "class", "vcpu");
	values_set(row, "total", "400");
	values_set(form, "platform_name", "地信整合云");
	values_set(form, "platform_code", code);
	values_set(form, "zones", "public");
	values_set(form, "architecture", "x86");
	values_set(form, "built_year", "2021");
	values_set(form, "service_scope", "地理信息系统");
	values_set(form, "operation_post", "运行岗");
	values_set(form, "operation_phone", "028-86600000");
	for (size_t i = 0; i < ARRAY_LENGTH(norms); i++) {
		row = row_add(form, "conformity_declared");
		values_set(row, "item", norms[i]);
		values_set(row, "state", "passed");
	}
	return form;
}

static struct values *checked(const char *result, size_t count)
{
	struct values *fields = fields_of("check_conformity");

	for (size_t i = 0; i < count; i++) {
		struct values *row = row_add(fields, "checked");

		values_set(row, "check_item", norms[i]);
		values_set(row, "check_result", i == 0 ? result : "passed");
	}
	return fields;
}

static struct values *capacity(const char *action, const char *key, const char *class, int64_t total)
{
	struct values *fields = fields_of(action);
	struct values *row = row_add(fields, key);

	values_set(row, "class", class);
	values_set_number(row, "total", total);
	return fields;
}

static int64_t admission_to(const char *state)
{
	int64_t id;
	struct values *fields;

	cloud_procedure("platform_admission");
	id = opened_by(BUILDER, admission_form("geo-1"));
	hand_in(id, "application_letter");
	go(BUILDER, id, "submit");
	go(BUILDER_LEAD, id, "approve_application");
	go(DISPATCH, id, "accept");
	if (text_equal(state, "conformity"))
		return id;
	go_with(SECURITY, id, "check_conformity", checked("passed", ARRAY_LENGTH(norms)));
	if (text_equal(state, "monitoring"))
		return id;
	fields = fields_of("attach_monitoring");
	values_set_number(fields, "attached_day", day_of(clock_now()));
	values_set(fields, "attached_scope", "宿主机 12 台");
	go_with(MONITOR, id, "attach_monitoring", fields);
	if (text_equal(state, "capacity"))
		return id;
	go_with(DISPATCH, id, "rule_capacity", capacity("rule_capacity", "ruled", "vcpu", 380));
	go(LEADER, id, "admit");
	return id;
}

START_TEST(provider_does_not_apply_for_admission)
{
	int64_t id;

	cloud_procedure("platform_admission");
	id = opened_by(OPERATOR, admission_form("geo-1"));
	hand_in(id, "application_letter");
	refused(OPERATOR, id, "submit", NULL, "只有云整合平台承建单位可以申请纳管");
}
END_TEST

START_TEST(code_in_use_or_malformed_is_refused)
{
	int64_t id;

	cloud_procedure("platform_admission");
	id = opened_by(BUILDER, admission_form("Geo 1"));
	hand_in(id, "application_letter");
	refused(BUILDER, id, "submit", NULL, "平台代码用小写字母");
	office_sql(cloud, "UPDATE platform SET code = 'geo-1' WHERE id = 1");
	id = opened_by(BUILDER, admission_form("geo-1"));
	hand_in(id, "application_letter");
	refused(BUILDER, id, "submit", NULL, "平台名称或代码已经使用");
}
END_TEST

START_TEST(every_norm_is_checked_and_none_fails)
{
	int64_t id = admission_to("conformity");
	const struct action *check = procedure_action(application, "check_conformity");
	struct moving moving = {
		.context = as(SECURITY), .matter = seen_by(SECURITY, id), .form = admission_form("geo-1")};
	const struct value *rows;

	/* The norms are there to be looked at, none of them judged yet. */
	moving.fields = fields_of("check_conformity");
	ck_assert_int_eq(check->prefill->fill(&moving), OK);
	rows = values_find(moving.fields, "checked");
	ck_assert_uint_eq(rows->row_count, ARRAY_LENGTH(norms));
	ck_assert_str_eq(values_word(rows->rows[7], "check_item"), "service");
	ck_assert_str_eq(values_word(rows->rows[7], "check_result"), "");
	refused(SECURITY, id, "check_conformity", checked("passed", 7), "“服务目录与运维制度”还没有核查");
	refused(SECURITY, id, "check_conformity", checked("failed", 8), "“网络分区与边界”不符合统一规范");
	refused(SECURITY, id, "check_conformity", checked("partly", 8), "须写明差距和安排");
}
END_TEST

/* 400 cores were declared, and no memory. */
START_TEST(capacity_ruled_is_not_above_what_was_declared)
{
	int64_t id = admission_to("capacity");

	refused(DISPATCH, id, "rule_capacity", capacity("rule_capacity", "ruled", "vcpu", 401),
		"第 1 行处理器（核）核定 401，高于申报的 400");
	refused(DISPATCH, id, "rule_capacity", capacity("rule_capacity", "ruled", "memory_gb", 1),
		"第 1 行内存（GB）核定 1，高于申报的 0");
	go_with(DISPATCH, id, "rule_capacity", capacity("rule_capacity", "ruled", "vcpu", 400));
}
END_TEST

/* Opened on 2 March: on 1 March there was nothing to attach it to. */
START_TEST(monitoring_is_not_attached_before_the_matter_was_opened)
{
	int64_t id = admission_to("monitoring"), opened = day_of(clock_now());
	struct values *fields = fields_of("attach_monitoring");

	clock_freeze(clock_now() + 3 * 86400);
	values_set(fields, "attached_scope", "宿主机 12 台");
	values_set_number(fields, "attached_day", opened - 1);
	refused(MONITOR, id, "attach_monitoring", fields, "接入日期 2026-03-01 早于本件发起的 2026-03-02");
	ck_assert_str_eq(state_now(id), "monitoring");
	values_set_number(fields, "attached_day", opened);
	go_with(MONITOR, id, "attach_monitoring", fields);
}
END_TEST

START_TEST(admission_creates_the_platform_with_the_capacity_ruled)
{
	int64_t id = admission_to("admitted");

	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT c.total FROM platform p JOIN capacity c ON c.platform_id = p.id WHERE p.code = "
			      "'geo-1' AND p.kind = 'integration' AND p.operator_id = %d AND c.class = 'vcpu'",
			      BUILDER_UNIT),
		380);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT platform_id = (SELECT id FROM platform WHERE code = 'geo-1') FROM matter "
			      "WHERE id = %" PRId64,
			      id),
		1);
}
END_TEST

/* Rows for every class there is: a class that the form does not know would not pass. */
static void add_classes(struct values *values, const char *key)
{
	static const char *const classes[] = {"vcpu",      "memory_gb",      "ssd_gb",    "hdd_gb",
					      "file_gb",   "object_gb",      "backup_gb", "archive_gb",
					      "public_ip", "bandwidth_mbps", "gpu"};

	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM resource_class"), ARRAY_LENGTH(classes));
	values_find(values, key)->row_count = 0;
	for (size_t i = 0; i < ARRAY_LENGTH(classes); i++) {
		struct values *row = row_add(values, key);

		values_set(row, "class", classes[i]);
		values_set_number(row, "total", 64);
	}
}

START_TEST(capacity_of_every_class_is_declared_and_ruled)
{
	struct values *form, *fields;
	int64_t id;

	cloud_procedure("platform_admission");
	form = admission_form("geo-1");
	add_classes(form, "capacity_declared");
	id = opened_by(BUILDER, form);
	hand_in(id, "application_letter");
	go(BUILDER, id, "submit");
	go(BUILDER_LEAD, id, "approve_application");
	go(DISPATCH, id, "accept");
	go_with(SECURITY, id, "check_conformity", checked("passed", ARRAY_LENGTH(norms)));
	fields = fields_of("attach_monitoring");
	values_set_number(fields, "attached_day", day_of(clock_now()));
	values_set(fields, "attached_scope", "宿主机 12 台");
	go_with(MONITOR, id, "attach_monitoring", fields);
	fields = fields_of("rule_capacity");
	add_classes(fields, "ruled");
	go_with(DISPATCH, id, "rule_capacity", fields);
	go(LEADER, id, "admit");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM capacity c JOIN platform p ON p.id = c.platform_id"
					      " WHERE p.code = 'geo-1' AND c.total = 64"),
			 office_number(cloud, "SELECT count(*) FROM resource_class"));
}
END_TEST

START_TEST(register_keeps_scope_post_and_conformity)
{
	(void)admission_to("admitted");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE code = 'geo-1' AND service_scope = "
					      "'地理信息系统' AND operation_post = '运行岗'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform_conformity WHERE state = 'passed'"), 8);
}
END_TEST

/* Returned by the security post, two levels after the first: what changed since passes those it passed before. */
static int64_t corrected(struct values *form)
{
	int64_t id = admission_to("conformity");

	go(SECURITY, id, "return_conformity");
	if (form != NULL)
		ck_assert_int_eq(matter_save_draft(as(BUILDER), seen_by(BUILDER, id), form), OK);
	return id;
}

START_TEST(correction_that_changes_something_material_passes_every_level_again)
{
	struct values *form;
	int64_t id;
	const char *what;

	cloud_procedure("platform_admission");
	form = admission_form("geo-1");
	values_set(form, "architecture", "ARM（信创）");
	id = corrected(form);
	ck_assert_int_eq(matter_rerun(as(BUILDER), seen_by(BUILDER, id), form, &what), OK);
	ck_assert_str_eq(what, "处理器架构");
	go(BUILDER, id, "submit_correction");
	ck_assert_str_eq(state_now(id), "correct_check");
	go(BUILDER_LEAD, id, "approve_correction");
	ck_assert_str_eq(state_now(id), "acceptance");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM event WHERE label = '补正审核通过（内容有变，逐级重新办理）'"),
		1);
	go(DISPATCH, id, "accept");
	ck_assert_str_eq(state_now(id), "conformity");
	ck_assert_int_eq(office_number(cloud, "SELECT person_id FROM task WHERE closed_at IS NULL"), SECURITY);
}
END_TEST

START_TEST(correction_that_changes_nothing_material_goes_straight_back)
{
	struct values *form;
	int64_t id;

	cloud_procedure("platform_admission");
	form = admission_form("geo-1");
	values_set(form, "operation_phone", "028-86611111");
	id = corrected(form);
	go(BUILDER, id, "submit_correction");
	go(BUILDER_LEAD, id, "approve_correction");
	ck_assert_str_eq(state_now(id), "conformity");
	/* A file handed in anew is one of those that were decided on. */
	go(SECURITY, id, "return_conformity");
	office_sql(cloud,
		   "INSERT INTO event (matter_id, at, person_id, organisation_id, role, actor_label, action, label,"
		   " from_state, to_state, revision) VALUES (%" PRId64 ", %" PRId64
		   ", %d, %d, 'operator.clerk', 'x', 'attach', '上传', 'correcting', 'correcting', 2)",
		   id, clock_now(), BUILDER, BUILDER_UNIT);
	go(BUILDER, id, "submit_correction");
	go(BUILDER_LEAD, id, "approve_correction");
	ck_assert_str_eq(state_now(id), "acceptance");
}
END_TEST

/* Told on Monday 2 March to correct it: whose lead does not come has not corrected either. */
START_TEST(correction_that_its_lead_does_not_look_at_ends_as_one_that_never_came)
{
	struct context *context = as(SECURITY);
	int64_t id;

	cloud_procedure("platform_admission");
	id = corrected(admission_form("geo-1"));
	go(BUILDER, id, "submit_correction");
	ck_assert_str_eq(state_now(id), "correct_check");
	context->actor = system_actor();
	clock_freeze(day_end(at_day(2026, 6, 30)));
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "abandoned");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE code = 'geo-1'"), 0);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/provider_admission", provider_does_not_apply_for_admission,
			 code_in_use_or_malformed_is_refused, every_norm_is_checked_and_none_fails,
			 admission_creates_the_platform_with_the_capacity_ruled,
			 capacity_ruled_is_not_above_what_was_declared,
			 monitoring_is_not_attached_before_the_matter_was_opened,
			 capacity_of_every_class_is_declared_and_ruled, register_keeps_scope_post_and_conformity,
			 correction_that_changes_something_material_passes_every_level_again,
			 correction_that_changes_nothing_material_goes_straight_back,
			 correction_that_its_lead_does_not_look_at_ends_as_one_that_never_came);
}
