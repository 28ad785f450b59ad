#include "unit/modules/provider_cast.h"

/* ---- platforms of integrators change and leave, whatever way they came ---- */

enum { OWN_CLOUD = 6 };

/* One that nobody ever admitted: it was there, as taken-over ones are. */
static void own_cloud(void)
{
	cloud_procedure("platform_change");
	office_sql(cloud, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank, imported_yes) VALUES"
			  " (6, 'geo', '地信云', 'integration', 9, '政务外网公共区', 6, 1)");
	office_sql(cloud, "INSERT INTO capacity VALUES (6, 'vcpu', 100, 1)");
}

static enum err open_on(int64_t person, int64_t platform, int64_t *id)
{
	return matter_open(as(person), application, &(struct subject){.platform = platform}, id);
}

static struct values *asked(const char *purpose, const char *items)
{
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);

	values_set(form, "purpose", purpose);
	values_set(form, "items", items);
	values_set(form, "reason", "运维交接到新的中心，一并更新登记");
	if (text_equal(purpose, "leave"))
		values_set(form, "leave_arrangement", "系统已迁出，数据清除，日志移交");
	return form;
}

static int64_t drafted(struct values *form)
{
	int64_t id = 0;

	ck_assert_int_eq(open_on(BUILDER, OWN_CLOUD, &id), OK);
	ck_assert_int_eq(matter_save_draft(as(BUILDER), seen_by(BUILDER, id), form), OK);
	hand_in_by(BUILDER, id, "application_letter");
	return id;
}

static struct values *sized(int64_t total)
{
	struct values *form = asked("change", "capacity");
	struct values *row = row_add(form, "resized");

	values_set(row, "class", "vcpu");
	values_set_number(row, "total", total);
	return form;
}

START_TEST(platform_that_was_taken_over_changes)
{
	struct values *form;
	int64_t id;

	own_cloud();
	form = asked("change", "name,scope,posts");
	values_set(form, "new_name", "地信新云");
	values_set(form, "new_scope", "省市两级地理信息系统");
	values_set(form, "new_post", "数据中心运行岗");
	values_set(form, "new_phone", "028-86600000");
	id = drafted(form);
	go(BUILDER, id, "submit");
	go(BUILDER_LEAD, id, "approve_change");
	go(DISPATCH, id, "agree_change");
	ck_assert_str_eq(state_now(id), "changed");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE id = 6 AND name = '地信新云' AND "
					      "operation_post = '数据中心运行岗' AND zones = '政务外网公共区'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform_change WHERE matter_id = %" PRId64, id),
			 4);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform_change WHERE item = '平台名称' AND "
					      "before = '地信云' AND after = '地信新云'"),
			 1);
}
END_TEST

START_TEST(change_of_conformity_and_zones_passes_the_security_post)
{
	struct values *form, *row;
	int64_t id;

	own_cloud();
	form = asked("change", "zones,conformity");
	values_set(form, "new_zones", "public,private");
	row = row_add(form, "conformity_now");
	values_set(row, "item", "backup");
	values_set(row, "state", "passed");
	id = drafted(form);
	go(BUILDER, id, "submit");
	go(BUILDER_LEAD, id, "approve_conformity");
	go(SECURITY, id, "pass_conformity");
	go(DISPATCH, id, "agree_change");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE id = 6 AND zones = "
					      "'政务外网公共区、政务外网专网区'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform_conformity WHERE platform_id = 6"), 1);
}
END_TEST

START_TEST(norm_that_fails_and_item_without_change_are_refused)
{
	struct values *form, *row;
	int64_t id;

	own_cloud();
	form = asked("change", "conformity");
	row = row_add(form, "conformity_now");
	values_set(row, "item", "backup");
	values_set(row, "state", "failed");
	id = drafted(form);
	refused(BUILDER, id, "submit", NULL, "“备份与恢复”不符合统一规范");
	form = asked("change", "name,capacity");
	values_set(form, "new_name", "地信云");
	row = row_add(form, "resized");
	values_set(row, "class", "vcpu");
	values_set_number(row, "total", 120);
	id = drafted(form);
	refused(BUILDER, id, "submit", NULL, "平台名称与现状相同，没有变更");
	form = asked("change", "name");
	values_set(form, "new_name", "甲云");
	id = drafted(form);
	refused(BUILDER, id, "submit", NULL, "平台名称“甲云”已经使用");
}
END_TEST

START_TEST(platform_of_somebody_else_or_of_a_provider_is_not_his_to_change)
{
	int64_t id = 0;

	own_cloud();
	ck_assert_int_eq(open_on(BUILDER, FIRST_CLOUD, &id), ERR_INVALID);
	ck_assert_int_eq(open_on(OPERATOR, OWN_CLOUD, &id), ERR_INVALID);
	ck_assert_int_eq(open_on(CLERK, OWN_CLOUD, &id), ERR_FORBIDDEN);
	ck_assert_int_eq(open_on(OPERATOR, FIRST_CLOUD, &id), OK);
	ck_assert_int_eq(matter_save_draft(as(OPERATOR), seen_by(OPERATOR, id), sized(200)), OK);
	hand_in_by(OPERATOR, id, "application_letter");
	refused(OPERATOR, id, "submit", NULL, "“甲云”不是云整合平台");
}
END_TEST

START_TEST(second_open_change_waits_for_the_first)
{
	int64_t first, second;

	own_cloud();
	first = drafted(sized(200));
	second = drafted(sized(300));
	go(BUILDER, first, "submit");
	refused(BUILDER, second, "submit", NULL, "还在办理");
	go(BUILDER, first, "withdraw");
	go(BUILDER, second, "submit");
}
END_TEST

START_TEST(capacity_never_falls_below_what_is_committed)
{
	int64_t id;

	own_cloud();
	live_system(OWN_CLOUD);
	id = drafted(sized(3));
	refused(BUILDER, id, "submit", NULL, "第 1 行低于已占用的 4");
	id = drafted(sized(5));
	go(BUILDER, id, "submit");
	go(BUILDER_LEAD, id, "approve_change");
	office_sql(cloud, "UPDATE allocation SET granted = 50 WHERE system_id = 50");
	refused(DISPATCH, id, "agree_change", NULL, "第 1 行低于已占用的 50");
	office_sql(cloud, "UPDATE allocation SET granted = 4 WHERE system_id = 50");
	go(DISPATCH, id, "agree_change");
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM capacity WHERE platform_id = 6"), 5);
}
END_TEST

/* What may be granted of a class at most (申请量, 核定量); beyond it a platform has nothing that anybody could get. */
START_TEST(capacity_is_bounded_as_what_is_granted_from_it)
{
	int64_t id;
	const struct values *row;

	own_cloud();
	id = drafted(sized(900000000));
	ck_assert_int_eq(try_with(BUILDER, id, "submit", NULL, NULL), ERR_INVALID);
	row = values_find(last_move.form, "resized")->rows[0];
	ck_assert_str_eq(values_find(row, "total")->error, "第 1 行可分配请填 0 至 100,000,000，您填了 900,000,000");
	ck_assert_str_eq(state_now(id), "draft");
	id = drafted(sized(100000001));
	ck_assert_int_eq(try_with(BUILDER, id, "submit", NULL, NULL), ERR_INVALID);
	id = drafted(sized(100000000));
	go(BUILDER, id, "submit");
}
END_TEST

START_TEST(platform_leaves_when_it_is_empty)
{
	int64_t id;

	own_cloud();
	live_system(OWN_CLOUD);
	id = drafted(asked("leave", ""));
	refused(BUILDER, id, "submit", NULL, "平台上还有 1 个系统");
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go(BUILDER, id, "submit");
	go(BUILDER_LEAD, id, "approve_leave");
	office_sql(cloud, "UPDATE allocation SET freed_at = NULL WHERE system_id = 50");
	refused(LEADER, id, "agree_leave", NULL, "平台上还有 1 个系统");
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go(LEADER, id, "agree_leave");
	ck_assert_int_eq(
		office_number(cloud, "SELECT ended_at IS NOT NULL AND suspended_yes FROM platform WHERE id = 6"), 1);
	id = drafted(sized(200));
	refused(BUILDER, id, "submit", NULL, "已经退出");
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/provider_change", platform_that_was_taken_over_changes,
			 change_of_conformity_and_zones_passes_the_security_post,
			 norm_that_fails_and_item_without_change_are_refused,
			 platform_of_somebody_else_or_of_a_provider_is_not_his_to_change,
			 second_open_change_waits_for_the_first, capacity_never_falls_below_what_is_committed,
			 capacity_is_bounded_as_what_is_granted_from_it, platform_leaves_when_it_is_empty);
}
