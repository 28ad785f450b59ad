/* What changes that grow, and the re-applications they become, draw on the annual plan (article 6). */
#include "unit/modules/change_cast.h"

#include "kernel/password.h"

enum { OUR_ITEM = 1, OTHER_ITEM, NEW_ITEM };

/* UNIT's plan of this year: growth of system 1, growth of system 2, a new system; all adopted. */
static void plans_new(void)
{
	char *hash;

	change_new();
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, zones, state, created_at)"
			  " VALUES (2, 2, 2, '河湖巡查', 2, '政务外网公共区', 'operating', 1)");
	office_sql(cloud, "INSERT INTO plan_item (id, organisation_id, unit_rank, year, line, system_name, kind,"
			  " system_id, quarter, level, vcpu, priority, decision, decided_vcpu, issued_at, imported_yes)"
			  " VALUES (1, 2, 2, 2026, 1, '水利一张图', 'growth', 1, 2, 2, 64, 1, 'adopted', 64, 1, 1),"
			  " (2, 2, 2, 2026, 2, '河湖巡查', 'growth', 2, 3, 2, 16, 1, 'adopted', 16, 1, 1),"
			  " (3, 2, 2, 2026, 3, '采砂监管', 'new', NULL, 4, 2, 8, 1, 'adopted', 8, 1, 1)");
	office_open(cloud);
}

static bool shown(const char *path, const char *words)
{
	office_enter(cloud, "p15");
	return office_shows(office_get(cloud, path), words);
}

static struct values *planned(struct values *form, int64_t item)
{
	values_set(form, "planned", "planned");
	values_set_number(form, "plan_item", item);
	values_set(form, "plan_note", NULL);
	return form;
}

static struct values *unsaid(struct values *form)
{
	values_set(form, "planned", NULL);
	values_set(form, "plan_note", NULL);
	return form;
}

static int64_t drawn(const char *column, int64_t item)
{
	return office_number(cloud, "SELECT coalesce(sum(%s), 0) FROM plan_drawn WHERE plan_item_id = %" PRId64, column,
			     item);
}

static int64_t uses(int64_t matter)
{
	return office_number(cloud, "SELECT count(*) FROM plan_use WHERE matter_id = %" PRId64, matter);
}

START_TEST(growth_says_whether_it_was_planned)
{
	struct values *form = unsaid(growth(48));
	int64_t id;

	refused(CLERK, change_with(form), "submit", NULL, "有资源增加（处理器 +8 核），没有写明是否列入年度上云计划");
	form = form_of("domain");
	line(form, 1, "public_ip", 0, 1);
	refused(CLERK, change_with(unsaid(form)), "submit", NULL, "没有写明是否列入年度上云计划");
	form = growth(48);
	values_set(form, "plan_note", NULL);
	ck_assert_int_eq(try_with(CLERK, change_with(form), "submit", NULL, NULL), ERR_INVALID);
	form = growth(48);
	values_set(form, "planned", "planned");
	ck_assert_int_eq(try_with(CLERK, change_with(form), "submit", NULL, NULL), ERR_INVALID);
	id = change_with(growth(48));
	go(CLERK, id, "submit");
	ck_assert(shown("/plans", "年度计划下达后新增的业务"));
}
END_TEST

/* Less of it, the same of it elsewhere, something else: no question of the plan. */
START_TEST(change_that_does_not_grow_names_no_item)
{
	struct values *form = unsaid(form_of("shrink"));
	int64_t id;

	line(form, 1, "vcpu", 40, 32);
	id = change_with(form);
	go(CLERK, id, "submit");
	ck_assert_int_eq(uses(id), 0);
	form = unsaid(form_of("growth,shrink"));
	values_set(form, "provider_change", "yes");
	values_set(form, "provider_reason", "原平台余量不足，申报季前不能落实");
	line(form, 1, "vcpu", 40, 32);
	line(form, 2, "vcpu", 0, 8);
	id = change_with(form);
	go(CLERK, id, "submit");
	ck_assert_int_eq(uses(id), 0);
	form = unsaid(form_of("domain"));
	values_set(form, "domains", "增加 sq.example.gov.cn");
	id = change_with(form);
	go(CLERK, id, "submit");
	ck_assert_int_eq(uses(id), 0);
}
END_TEST

/* 8 cores and 32 GB more; then 4 cores and 500 GB of disk more and 32 GB of memory less. */
START_TEST(changes_draw_their_differences_and_add_up)
{
	struct values *form = planned(growth(48), OUR_ITEM);
	int64_t first, second;

	line(form, 1, "memory_gb", 160, 192);
	first = change_with(form);
	go(CLERK, first, "submit");
	ck_assert_int_eq(drawn("vcpu", OUR_ITEM), 8);
	ck_assert_int_eq(drawn("memory_gb", OUR_ITEM), 32);
	ck_assert_int_eq(drawn("storage_gb", OUR_ITEM), 0);
	form = planned(growth(44), OUR_ITEM);
	line(form, 1, "memory_gb", 160, 128);
	line(form, 1, "hdd_gb", 4000, 4500);
	values_set(form, "kinds", "growth,shrink");
	second = change_with(form);
	go(CLERK, second, "submit");
	ck_assert_int_eq(drawn("vcpu", OUR_ITEM), 12);
	ck_assert_int_eq(drawn("memory_gb", OUR_ITEM), 32);
	ck_assert_int_eq(drawn("storage_gb", OUR_ITEM), 500);
	ck_assert(shown("/plans", "采纳 88　申请 12"));
	go(CLERK, first, "withdraw");
	ck_assert_int_eq(drawn("vcpu", OUR_ITEM), 4);
}
END_TEST

START_TEST(growth_of_one_system_is_not_planned_as_that_of_another)
{
	refused(CLERK, change_with(planned(growth(48), OTHER_ITEM)), "submit", NULL,
		"计划项“2026年　河湖巡查”是为另一个系统的扩容列的");
	go(CLERK, change_with(planned(growth(48), NEW_ITEM)), "submit");
	ck_assert_int_eq(drawn("vcpu", NEW_ITEM), 8);
}
END_TEST

START_TEST(growth_taken_out_after_a_return_draws_nothing)
{
	struct context *context;
	struct values *form = form_of("shrink");
	int64_t id = change_with(planned(growth(48), OUR_ITEM));

	go(CLERK, id, "submit");
	go(LEAD, id, "return_application");
	ck_assert_int_eq(uses(id), 1);
	line(form, 1, "vcpu", 40, 32);
	context = as(CLERK);
	ck_assert_int_eq(matter_save_draft(context, seen_by(CLERK, id), unsaid(form)), OK);
	go(CLERK, id, "submit");
	ck_assert_int_eq(uses(id), 0);
	ck_assert_int_eq(drawn("vcpu", OUR_ITEM), 0);
}
END_TEST

/* 40 cores are held; the major change wanted 64 and was planned so, and so is the re-application. */
START_TEST(reapplication_draws_what_it_adds_in_place_of_its_change)
{
	struct values *form;
	int64_t id = reviewing(planned(growth(64), OUR_ITEM)), next, saves, saved_at;

	ck_assert_int_eq(drawn("vcpu", OUR_ITEM), 24);
	go(APPROVE, id, "find_major");
	go(CLERK, id, "agree_major");
	ck_assert_int_eq(drawn("vcpu", OUR_ITEM), 0);
	next = office_number(cloud, "SELECT id FROM matter WHERE base_matter_id = %" PRId64, id);
	ck_assert_int_eq(matter_draft(as(CLERK), seen_by(CLERK, next), &form, &saves, &saved_at), OK);
	ck_assert_str_eq(values_word(form, "planned"), "planned");
	ck_assert_int_eq(values_number(form, "plan_item", 0), OUR_ITEM);
	application = procedure_find(cloud->service, "application");
	form = form_complete("reapplication", "BA-0001");
	values_set_number(form, "base_system_id", 1);
	machine_add(form, "app", "1", "32", "128");
	machine_add(form, "app", "1", "16", "32");
	next = draft_with(planned(form, OUR_ITEM));
	go(CLERK, next, "submit");
	/* 52 cores and 168 GB, of which 40 and 160 are there; of 4000 GB of disk less is asked for. */
	ck_assert_int_eq(drawn("vcpu", OUR_ITEM), 12);
	ck_assert_int_eq(drawn("memory_gb", OUR_ITEM), 8);
	ck_assert_int_eq(drawn("storage_gb", OUR_ITEM), 0);
}
END_TEST

/* Begun before items were asked for: it stands beside the item of its system; one that named another item does not. */
START_TEST(change_without_a_link_stands_beside_the_growth_of_its_system)
{
	int64_t id = change_with(planned(growth(48), NEW_ITEM));
	const char *number;

	go(CLERK, id, "submit");
	number = arena_printf(cloud->arena, "href=\"/matters/%" PRId64 "\"", id);
	ck_assert(!shown("/plans?kind=growth", number));
	ck_assert(shown("/plans?kind=new", number));
	office_sql(cloud, "DELETE FROM plan_use");
	ck_assert(shown("/plans?kind=growth", number));
	ck_assert(!shown("/plans?kind=new", number));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/change_plan", plans_new, cloud_free, 120, growth_says_whether_it_was_planned,
			    change_that_does_not_grow_names_no_item, changes_draw_their_differences_and_add_up,
			    growth_of_one_system_is_not_planned_as_that_of_another,
			    growth_taken_out_after_a_return_draws_nothing,
			    reapplication_draws_what_it_adds_in_place_of_its_change,
			    change_without_a_link_stands_beside_the_growth_of_its_system);
}
