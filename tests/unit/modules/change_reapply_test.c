/* What a re-application begins with, and whether it asks for what its change wanted. */
#include "unit/modules/change_cast.h"

#include "kernel/password.h"

static void reapply_new(void)
{
	char *hash;

	change_new();
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
}

static void machine(struct values *form, const char *purpose, int64_t count, const char *vcpu, const char *memory)
{
	struct values *row = row_add(form, "lines");

	values_set(row, "purpose", purpose);
	values_set(row, "environment", "production");
	values_set_number(row, "count", count);
	values_set(row, "vcpu", vcpu);
	values_set(row, "memory_gb", memory);
	values_set(row, "architecture", "x86");
	values_set(row, "os", "kylin");
	values_set_number(row, "system_disk_gb", 100);
}

/* The last application of system 1, with machines of one size. */
static void applied_for(int64_t count, const char *vcpu, const char *memory)
{
	struct context *context = as(CLERK);
	struct opening opening = {.procedure = procedure_find(cloud->service, "application"),
				  .org = UNIT,
				  .role = ROLE_UNIT_CLERK,
				  .subject = {.system = 1},
				  .at = "deploying"};
	int64_t id = 0;

	opening.form = values_empty(cloud->arena, opening.procedure->form, opening.procedure->form_count);
	values_set(opening.form, "kind", "new");
	values_set(opening.form, "changed_reason", "上次的说明，与这一次无关");
	machine(opening.form, "app", count, vcpu, memory);
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, matter_open_for(context, &opening, &id)), OK);
}

/* A change of 40 cores and 160 GB that was found to be a major one, and the draft it left. */
static int64_t become(int64_t vcpu, int64_t memory)
{
	struct values *form = growth(vcpu);
	int64_t id;

	line(form, 1, "memory_gb", 160, memory);
	id = reviewing(form);
	go(APPROVE, id, "find_major");
	go(CLERK, id, "agree_major");
	return office_number(cloud, "SELECT id FROM matter WHERE base_matter_id = %" PRId64, id);
}

static bool page_shows(const char *login, int64_t id, const char *words)
{
	office_enter(cloud, login);
	return office_shows(office_get(cloud, arena_printf(cloud->arena, "/matters/%" PRId64, id)), words);
}

static struct values *begun(int64_t id)
{
	struct values *form;
	int64_t saves, saved_at;

	ck_assert_int_eq(matter_draft(as(CLERK), seen_by(CLERK, id), &form, &saves, &saved_at), OK);
	return form;
}

static void is_row(const struct values *form, size_t row, int64_t count, const char *vcpu, const char *memory,
		   const char *purpose)
{
	const struct values *cells = values_find(form, "lines")->rows[row];

	ck_assert_int_eq(values_number(cells, "count", 0), count);
	ck_assert_str_eq(values_word(cells, "vcpu"), vcpu);
	ck_assert_str_eq(values_word(cells, "memory_gb"), memory);
	ck_assert_str_eq(values_word(cells, "purpose"), purpose);
}

static size_t rows_of(const struct values *form)
{
	return values_find(form, "lines")->row_count;
}

/* Five of 8 cores and 32 GB are what the ledger holds; 48 and 96 more are three of 16 and 32. */
START_TEST(what_the_change_adds_is_one_more_kind_of_machine)
{
	struct values *form;

	applied_for(5, "8", "32");
	form = begun(become(88, 256));
	ck_assert_uint_eq(rows_of(form), 2);
	is_row(form, 0, 5, "8", "32", "app");
	is_row(form, 1, 3, "16", "32", "");
	ck_assert_str_eq(values_word(values_find(form, "lines")->rows[1], "environment"), "production");
	ck_assert_str_eq(values_word(form, "changed_reason"), "");
}
END_TEST

/* The last application asked for 16 cores; since then the register has other machines, which add up to the ledger. */
START_TEST(machines_of_the_register_take_the_place_of_those_that_do_not_add_up)
{
	const struct values *first;
	struct values *form;

	applied_for(1, "16", "64");
	office_sql(cloud, "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day,"
			  " registered_at) VALUES (1, 'vm-1', 1, 16, 64, 500, 1, 1), (1, 'vm-2', 1, 16, 64, 500, 1, 1),"
			  " (1, 'vm-3', 1, 8, 32, 200, 1, 1)");
	form = begun(become(56, 224));
	ck_assert_uint_eq(rows_of(form), 3);
	is_row(form, 0, 2, "16", "64", "app");
	first = values_find(form, "lines")->rows[0];
	ck_assert_str_eq(values_word(first, "os"), "kylin");
	ck_assert_int_eq(values_number(first, "system_disk_gb", 0), 100);
	ck_assert_int_eq(values_number(first, "data_disk_gb", 0), 400);
	is_row(form, 1, 1, "8", "32", "");
	is_row(form, 2, 1, "16", "64", "");
	/* 4000 GB of disk, of which the machines carry 1200. */
	ck_assert_int_eq(values_number(form, "hdd_gb", 0), 2800);
}
END_TEST

/* Neither adds up, or no size that is offered makes up the difference: nothing is invented. */
START_TEST(machines_that_cannot_be_derived_stay_and_the_difference_is_shown)
{
	int64_t id;

	applied_for(1, "16", "64");
	id = become(64, 160);
	ck_assert_uint_eq(rows_of(begun(id)), 1);
	is_row(begun(id), 0, 1, "16", "64", "app");
	ck_assert(page_shows("p21", id, "重新申请与原变更"));
}
END_TEST

/* 40 cores of 40 are in five machines; 24 cores without memory are no machine. */
START_TEST(growth_of_cores_alone_is_no_machine)
{
	applied_for(5, "8", "32");
	ck_assert_uint_eq(rows_of(begun(become(64, 160))), 1);
}
END_TEST

/* ---- whether it asks for what was wanted ---- */

/* 64 cores, 224 GB and 4000 GB of disk were wanted: three of 16 and 64, two of 8 and 16, each with 100 GB of disk. */
static struct values *as_wanted(void)
{
	struct values *form;

	application = procedure_find(cloud->service, "application");
	form = form_complete("reapplication", "BA-0001");
	values_find(form, "lines")->row_count = 0;
	values_set_number(form, "base_system_id", 1);
	machine(form, "app", 3, "16", "64");
	machine(form, "app", 2, "8", "16");
	values_set_number(form, "hdd_gb", 3500);
	return form;
}

static int64_t draft_of(int64_t id, struct values *form)
{
	ck_assert_int_eq(matter_save_draft(as(CLERK), seen_by(CLERK, id), form), OK);
	hand_in(id, "letter");
	hand_in(id, "cloud_plan");
	return id;
}

START_TEST(reapplication_that_asks_for_what_was_wanted_goes_on)
{
	int64_t id = become(64, 224);

	draft_of(id, as_wanted());
	go(CLERK, id, "submit");
	ck_assert_str_eq(state_now(id), "unit_check");
}
END_TEST

START_TEST(reapplication_that_asks_for_something_else_says_why)
{
	int64_t id = become(64, 224);
	struct values *form = as_wanted();

	values_set_number(values_find(form, "lines")->rows[1], "count", 1);
	values_set_number(form, "backup_gb", 200);
	draft_of(id, form);
	refused(CLERK, id, "submit", NULL,
		"处理器变更拟达 64、申请 56 核；内存变更拟达 224、申请 208 GB；普通块存储变更拟达 4,000、申请 3,900 "
		"GB；备份存储变更拟达 0、申请 200 GB");
	values_set(form, "changed_reason", "测算后少用一台应用服务器，另加备份存储");
	draft_of(id, form);
	go(CLERK, id, "submit");
	ck_assert_str_eq(state_now(id), "unit_check");
	ck_assert(page_shows("p21", id, "测算后少用一台应用服务器"));
}
END_TEST

/* Beside the lead's and the center's decisions; once it is ruled on, the ledger is another one. */
START_TEST(decisions_have_the_three_sums_beside_them_until_the_ruling)
{
	int64_t id = become(64, 224);

	draft_of(id, as_wanted());
	ck_assert(!page_shows("p11", id, "变更拟达"));
	go(CLERK, id, "submit");
	ck_assert(page_shows("p22", id, "变更拟达"));
	go_with(LEAD, id, "approve_application", agreed());
	ck_assert(page_shows("p11", id, "变更拟达"));
	ck_assert(page_shows("p11", id, "在用台账"));
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, matter_id,"
		   " granted_at) VALUES (1, 1, 'vcpu', 24, 0, %" PRId64 ", 1)",
		   id);
	ck_assert(!page_shows("p11", id, "变更拟达"));
}
END_TEST

START_TEST(draft_of_a_change_is_a_reapplication_of_its_system)
{
	int64_t id = become(64, 224);
	struct values *form = as_wanted();

	values_set(form, "kind", "new");
	refused(CLERK, draft_of(id, form), "submit", NULL, "申请类型须为重大变更重新申请");
	form = as_wanted();
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, zones, state, created_at)"
			  " VALUES (2, 2, 2, '河湖巡查', 2, '政务外网公共区', 'operating', 1)");
	values_set_number(form, "base_system_id", 2);
	values_set(form, "filing_no", "BA-0002");
	values_set(form, "system_name", "河湖巡查");
	refused(CLERK, draft_of(id, form), "submit", NULL, "原系统不是变更");
}
END_TEST

START_TEST(application_that_no_change_became_is_not_asked)
{
	struct values *form;
	int64_t id;

	form = as_wanted();
	id = draft_with(form);
	go(CLERK, id, "submit");
	ck_assert_str_eq(state_now(id), "unit_check");
	ck_assert(!page_shows("p21", id, "重新申请与原变更"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/change_reapply", reapply_new, cloud_free, 120,
			    what_the_change_adds_is_one_more_kind_of_machine,
			    machines_of_the_register_take_the_place_of_those_that_do_not_add_up,
			    machines_that_cannot_be_derived_stay_and_the_difference_is_shown,
			    growth_of_cores_alone_is_no_machine, reapplication_that_asks_for_what_was_wanted_goes_on,
			    reapplication_that_asks_for_something_else_says_why,
			    decisions_have_the_three_sums_beside_them_until_the_ruling,
			    draft_of_a_change_is_a_reapplication_of_its_system,
			    application_that_no_change_became_is_not_asked);
}
