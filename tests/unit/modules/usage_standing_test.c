/* What systems use as the clerk judged it and kept it: the same as from the machines, and never past what it rests on.
 */
#include "unit/modules/usage_cast.h"

#include "base/clock.h"
#include "modules/usage/usage_parts.h"

static void used(const char *period, int platform, const char *code, int cpu_p95)
{
	office_sql(
		office,
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) SELECT '%s', %d, '%s', system_id, vcpu, memory_gb, disk_gb, %d, %d, 9900, 3000, 3500,"
		" 6000, 5000, 400, 400, 10, 9800, 30, 1 FROM machine WHERE platform_id = %d AND code = '%s'",
		period, platform, code, cpu_p95 / 2, cpu_p95, platform, code);
}

static void quarter(int platform, const char *code, int cpu_p95)
{
	used("2026-08", platform, code, cpu_p95);
	used("2026-09", platform, code, cpu_p95);
	used("2026-10", platform, code, cpu_p95);
}

static void begin(void)
{
	open_office();
	machine("vm-a", 1, 1, 8, 32, "0");
	machine("vm-b", 2, 1, 16, 32, "0");
	machine("vm-c", 1, 2, 8, 32, "0");
	quarter(1, "vm-a", 1500);
	quarter(2, "vm-b", 4100);
	quarter(1, "vm-c", 900);
}

static void clerk(void)
{
	struct context context = {office->arena, office->writer, office->service, system_actor(), "test", "-"};

	ck_assert_int_eq(usage_standing_job(&context), OK);
}

static int64_t kept(void)
{
	return office_number(office, "SELECT count(*) FROM usage_standing WHERE day > 0");
}

/* The rows of the list alone. */
static const char *list(const char *login, const char *address)
{
	const char *page, *from;

	office_enter(office, login);
	page = office_get(office, address)->response.body.data;
	from = strstr(page, "<tbody>");
	return from == NULL ? "" : arena_strndup(office->arena, from, (size_t)(strstr(from, "</tbody>") - from));
}

/* ---- the page of one system ---- */

/* Sixty machines: fifty reported in October, ten last in September, two of those of another operator's platform. */
static void many(void)
{
	begin();
	for (int i = 0; i < 60; i++) {
		const char *code = arena_printf(office->arena, "many-%02d", i);
		int platform = i >= 58 ? 2 : 1;

		machine(code, platform, 1, 8, 32, "0");
		used("2026-08", platform, code, 900);
		used("2026-09", platform, code, 900);
		if (i < 50)
			used("2026-10", platform, code, 900);
	}
}

static size_t shown(const char *page, const char *code)
{
	size_t count = 0;

	for (const char *at = page; (at = strstr(at, code)) != NULL; at++)
		count++;
	return count;
}

/* Every page of it, one after the other. */
static const char *all_pages(const char *login, size_t *pages)
{
	const char *address = "/usage/systems/1", *all = "";

	office_enter(office, login);
	for (*pages = 0; address != NULL && *pages < 9; (*pages)++) {
		struct request *req = office_get(office, address);
		const char *next = strstr(req->response.body.data, "?after="), *end;

		ck_assert_int_eq(req->response.status, 200);
		all = arena_printf(office->arena, "%s%s", all, req->response.body.data);
		end = next == NULL ? NULL : strchr(next, '"');
		address = next == NULL ? NULL
				       : arena_printf(office->arena, "/usage/systems/1%.*s", (int)(end - next), next);
	}
	return all;
}

START_TEST(machines_of_a_system_stand_on_pages_each_once_for_who_may_see_them)
{
	const char *all;
	size_t pages;

	many();
	all = all_pages("slt.jb", &pages);
	ck_assert_uint_eq(pages, 3); /* 62 machines with vm-a and vm-b */
	for (int i = 0; i < 60; i++)
		ck_assert_uint_eq(shown(all, arena_printf(office->arena, "many-%02d", i)), 1);
	ck_assert_uint_eq(shown(all, "vm-a"), 1);
	/* The operator of the first platform: all but vm-b and two more. */
	all = all_pages("jj.jb", &pages);
	ck_assert_uint_eq(shown(all, "many-57"), 1);
	ck_assert_uint_eq(shown(all, "many-58") + shown(all, "vm-b"), 0);
	ck_assert_int_eq(office_get(office, "/usage/systems/1?after=x")->response.status, 400);
	office_free(office);
}
END_TEST

/* The months of the page, as text. */
static const char *months_on_page(const char *login)
{
	const char *page, *from;

	office_enter(office, login);
	page = office_get(office, "/usage/systems/1")->response.body.data;
	from = strstr(page, "<table");
	ck_assert_ptr_nonnull(from);
	return arena_strndup(office->arena, from, (size_t)(strstr(from, "</table>") - from));
}

START_TEST(months_are_kept_with_the_standing_and_say_the_same_to_who_sees_all_and_who_sees_a_part)
{
	const char *whole, *part;

	many();
	used("2026-07", 2, "vm-b", 4000);
	whole = months_on_page("slt.jb");
	part = months_on_page("jj.jb");
	ck_assert(strcmp(whole, part) != 0);
	clerk();
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_standing_month WHERE system_id = 1"), 7);
	ck_assert_str_eq(months_on_page("slt.jb"), whole);
	ck_assert_str_eq(months_on_page("jj.jb"), part);
	/* What was kept is what is read, until it is marked to be told anew. */
	office_sql(office, "UPDATE usage_standing_month SET cpu_p95 = 0");
	ck_assert(strcmp(months_on_page("slt.jb"), whole) != 0);
	office_sql(office, "UPDATE usage_month SET days_on = 29 WHERE machine = 'vm-b' AND period = '2026-07'");
	ck_assert_str_eq(months_on_page("slt.jb"), whole);
	clerk();
	ck_assert_str_eq(months_on_page("slt.jb"), whole);
	office_free(office);
}
END_TEST

/* The sentence on top: unit, window, coverage, P95, peak, what most are, the rule. */
static const char *verdict_on_page(void)
{
	const char *page = office_get(office, "/usage/systems/1")->response.body.data;
	const char *from = strstr(page, "<p class=\"mut\">");

	ck_assert_ptr_nonnull(from);
	return arena_strndup(office->arena, from, (size_t)(strstr(from, "</p>") - from));
}

START_TEST(page_of_a_system_says_what_was_kept_and_the_same_as_from_its_machines)
{
	const char *before;

	many();
	office_enter(office, "slt.jb");
	before = verdict_on_page();
	ck_assert_ptr_nonnull(strstr(before, "处理器 P95"));
	clerk();
	ck_assert_str_eq(verdict_on_page(), before);
	office_sql(office, "UPDATE usage_standing SET why = 'as kept' WHERE system_id = 1");
	ck_assert_ptr_nonnull(strstr(verdict_on_page(), "as kept"));
	/* Who sees a part of the machines reads what that part comes to. */
	office_enter(office, "jj.jb");
	ck_assert_ptr_null(strstr(verdict_on_page(), "as kept"));
	office_free(office);
}
END_TEST

START_TEST(kept_standing_says_what_the_machines_say_to_everybody)
{
	static const char *const logins[] = {"slt.jb", "jtt.jb", "center.jb", "jj.jb", "ms.jb", "tf.jb"};
	const char *before[ARRAY_LENGTH(logins)];

	begin();
	ck_assert_int_eq(kept(), 0);
	for (size_t i = 0; i < ARRAY_LENGTH(logins); i++)
		before[i] = list(logins[i], "/usage");
	clerk();
	ck_assert_int_eq(kept(), 2);
	for (size_t i = 0; i < ARRAY_LENGTH(logins); i++)
		ck_assert_str_eq(list(logins[i], "/usage"), before[i]);
	/* An operator's list is of its own platform's machines alone, whatever is kept. */
	ck_assert_str_ne(list("slt.jb", "/usage"), list("jj.jb", "/usage"));
	ck_assert_str_eq(list("center.jb", "/usage?name=%E6%B0%B4"), list("slt.jb", "/usage"));
	office_free(office);
}
END_TEST

START_TEST(kept_is_what_is_shown_and_other_months_are_counted)
{
	begin();
	clerk();
	office_sql(office, "UPDATE usage_standing SET why = '保存的判定' WHERE system_id = 1");
	ck_assert_ptr_nonnull(strstr(list("slt.jb", "/usage"), "保存的判定"));
	ck_assert_ptr_null(strstr(list("slt.jb", "/usage?month=2026-09"), "保存的判定"));
	ck_assert_ptr_nonnull(strstr(list("slt.jb", "/usage?month=2026-09"), "水雨情监测平台"));
	office_free(office);
}
END_TEST

START_TEST(whatever_it_rests_on_has_it_judged_anew)
{
	static const char *const changes[] = {
		"UPDATE usage_month SET cpu_p95 = cpu_p95 + 1 WHERE system_id = 1",
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, cpu_avg, cpu_p95,"
		" cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, "
		"imported_at)"
		" VALUES ('2026-10', 1, 'vm-new', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)",
		"UPDATE machine SET standby_yes = 1 WHERE code = 'vm-a'",
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at)"
		" VALUES (1, 'vm-d', 1, 8, 8, 1, 1)",
		"UPDATE system SET state = 'trial' WHERE id = 1",
		"UPDATE system SET operating_at = 2 WHERE id = 1",
		"INSERT INTO system_season (system_id, first_month, last_month, note, since_at) VALUES (1, 6, 8, "
		"'汛期值守', 1)",
		"UPDATE system_season SET since_at = 2 WHERE system_id = 1",
		"UPDATE system_season SET ended_at = 3 WHERE system_id = 1",
		"INSERT INTO usage_exemption (system_id, machine, reason, since_day, until_day, created_at, created_by)"
		" VALUES (1, '', '专项保障', 20000, 30000, 1, 11)",
		"UPDATE usage_exemption SET ended_at = 2, ended_by = 11, end_reason = '不再需要' WHERE system_id = 1",
		"UPDATE allocation SET allocated = 1 WHERE system_id = 1",
		"INSERT INTO allocation (system_id, platform_id, class, granted, granted_at) VALUES (1, 1, "
		"'vcpu', 8, 1)",
	};

	begin();
	for (size_t i = 0; i < ARRAY_LENGTH(changes); i++) {
		clerk();
		ck_assert_int_eq(kept(), 2);
		office_sql(office, "%s", changes[i]);
		ck_assert_msg(office_number(office, "SELECT day FROM usage_standing WHERE system_id = 1") == 0, "%s",
			      changes[i]);
	}
	office_free(office);
}
END_TEST

START_TEST(new_limit_and_next_day_have_everything_judged_anew)
{
	begin();
	clerk();
	office_sql(office,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('cpu_low_p95', 20000, '25', 1)");
	ck_assert_int_eq(kept(), 0);
	clerk();
	ck_assert_int_eq(kept(), 2);
	office_sql(office, "UPDATE usage_standing SET why = '昨天的判定', day = day - 1");
	ck_assert_ptr_null(strstr(list("slt.jb", "/usage"), "昨天的判定"));
	clerk();
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_standing WHERE why = '昨天的判定'"), 0);
	office_free(office);
}
END_TEST

START_TEST(system_that_is_new_waits_to_be_judged_and_without_use_is_in_no_list)
{
	begin();
	clerk();
	office_sql(office,
		   "INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at)"
		   " VALUES (3, 'BA-0003', 2, '新上线系统', 'register', 1);"
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
		   " VALUES (3, 2, 3, '新上线系统', 2, 'operating', 1); INSERT INTO system_party VALUES (2, 3, 1)");
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_standing WHERE day = 0"), 1);
	clerk();
	ck_assert_int_eq(kept(), 3);
	ck_assert_ptr_null(strstr(list("slt.jb", "/usage"), "新上线系统"));
	office_free(office);
}
END_TEST

START_TEST(percents_are_written_with_two_places)
{
	static const struct {
		int64_t hundredths;
		const char *text;
	} cases[] = {{0, "0.00%"},     {7, "0.07%"},       {70, "0.70%"},         {100, "1.00%"},  {1234, "12.34%"},
		     {9999, "99.99%"}, {10000, "100.00%"}, {123456, "1,234.56%"}, {-150, "-1.50%"}};

	open_office();
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		ck_assert_str_eq(usage_percent(office->arena, cases[i].hundredths), cases[i].text);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/usage_standing", machines_of_a_system_stand_on_pages_each_once_for_who_may_see_them,
			 months_are_kept_with_the_standing_and_say_the_same_to_who_sees_all_and_who_sees_a_part,
			 page_of_a_system_says_what_was_kept_and_the_same_as_from_its_machines,
			 kept_standing_says_what_the_machines_say_to_everybody, percents_are_written_with_two_places,
			 kept_is_what_is_shown_and_other_months_are_counted, whatever_it_rests_on_has_it_judged_anew,
			 new_limit_and_next_day_have_everything_judged_anew,
			 system_that_is_new_waits_to_be_judged_and_without_use_is_in_no_list);
}
