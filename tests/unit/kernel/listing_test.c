#include "support/office.h"

#include "kernel/listing.h"

static struct office *office;

static void open_office(int people)
{
	office = office_new(office_no_modules);
	office_org(office, 1, "unit");
	office_sql(office,
		   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
		   " INSERT INTO person (id, organisation_id, login, title, status, created_at)"
		   " SELECT i, 1, 'login' || i, '岗位' || i, 'active', 1 FROM n",
		   people);
	templates_load("templates");
}

static struct query *people(void)
{
	struct query *query = db_query(office->reader, Q_PERSON_LIST);

	query_null(query, ":words");
	query_null(query, ":status");
	return query;
}

static struct request *page_of(const char *path, struct listing *list, struct dict **page)
{
	struct request *req = office_request(office, METHOD_GET, path);
	struct context context = context_reading(req);
	struct query *query = people();

	*page = page_begin(req, "admin/people.tpl", "账号");
	ck_assert_int_eq(listing_bind(req, query, list), OK);
	ck_assert_int_eq(listing_fill(&context, *page, "ROW", query, list), OK);
	listing_pager(req, *page, list);
	return req;
}

START_TEST(page_holds_twenty_five_rows_and_names_the_next)
{
	struct listing list = {0};
	struct request *req;
	struct dict *page;

	open_office(60);
	req = page_of("/admin/people", &list, &page);
	ck_assert_uint_eq(list.rows, 25);
	ck_assert_str_eq(list.next, "25.25");
	ck_assert(!list.later);
	ck_assert_int_eq(page_end(req, 200), OK);
	ck_assert(office_shows(req, "login25<"));
	ck_assert(!office_shows(req, "login26<"));
	ck_assert(office_shows(req, "href=\"/admin/people?after=25.25\""));
	ck_assert(office_shows(req, "href=\"/admin/people/7\""));
	office_free(office);
}
END_TEST

START_TEST(cursor_walks_over_every_row_once)
{
	const char *path = "/admin/people";
	size_t seen = 0;
	int pages = 0;

	open_office(60);
	for (;; pages++) {
		struct listing list = {0};
		struct dict *page;

		page_of(path, &list, &page);
		seen += list.rows;
		if (list.next == NULL)
			break;
		path = arena_printf(office->arena, "/admin/people?after=%s", list.next);
	}
	ck_assert_uint_eq(seen, 60);
	ck_assert_int_eq(pages, 2);
	office_free(office);
}
END_TEST

START_TEST(last_full_page_has_no_next)
{
	struct listing list = {0};
	struct dict *page;

	open_office(25);
	page_of("/admin/people", &list, &page);
	ck_assert_uint_eq(list.rows, 25);
	ck_assert_ptr_null(list.next);
	office_free(office);
}
END_TEST

START_TEST(other_parameters_stay_in_the_links)
{
	struct listing list = {0};
	struct request *req;
	struct dict *page;

	open_office(60);
	req = page_of("/admin/people?words=a%26b&after=25.25", &list, &page);
	ck_assert_int_eq(page_end(req, 200), OK);
	ck_assert(list.later);
	ck_assert(office_shows(req, "href=\"/admin/people?words=a%26b&amp;after=50.50\""));
	ck_assert(office_shows(req, "href=\"/admin/people?words=a%26b\""));
	office_free(office);
}
END_TEST

START_TEST(text_that_is_no_cursor_is_a_bad_request)
{
	static const char *const bad[] = {
		"x", "1", "1.", ".1", "1.2.3", "1.2x", "-.1", "1%2E5%27", "99999999999999999999.1"};

	open_office(3);
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		struct listing list = {0};
		struct request *req = office_request(office, METHOD_GET,
						     arena_printf(office->arena, "/admin/people?after=%s", bad[i]));

		ck_assert_msg(listing_bind(req, people(), &list) == ERR_BAD_REQUEST, "%s", bad[i]);
	}
	/* And the query is free for the next who needs it. */
	ck_assert_int_eq(query_end(people()), OK);
	office_free(office);
}
END_TEST

START_TEST(ends_of_names_say_how_columns_read)
{
	struct request *req;
	struct context context;
	struct listing list = {0};
	struct dict *page;
	struct query *query;

	open_office(1);
	office_sql(office, "UPDATE organisation SET valid_from = 20000, valid_to = 20400 WHERE id = 1");
	req = office_request(office, METHOD_GET, "/admin/organisations");
	context = context_reading(req);
	page = page_begin(req, "admin/organisations.tpl", "单位");
	query = db_query(office->reader, Q_ORG_LIST);
	query_null(query, ":kind");
	query_null(query, ":words");
	ck_assert_int_eq(listing_bind(req, query, &list), OK);
	ck_assert_int_eq(listing_fill(&context, page, "ROW", query, &list), OK);
	ck_assert_int_eq(page_end(req, 200), OK);
	ck_assert(office_shows(req, "2024-10-04 起"));
	/* ended_yes shows its section, with the row's other values in it. */
	ck_assert(office_shows(req, "2025-11-08 止"));
	office_free(office);
}
END_TEST

START_TEST(time_that_is_not_set_is_a_dash)
{
	struct listing list = {0};
	struct request *req;
	struct dict *page;

	open_office(1);
	req = page_of("/admin/people", &list, &page);
	ck_assert_int_eq(page_end(req, 200), OK);
	ck_assert(office_shows(req, "class=\"nw\">—<"));
	office_free(office);
}
END_TEST

START_TEST(values_are_escaped)
{
	struct listing list = {0};
	struct request *req;
	struct dict *page;

	open_office(1);
	office_sql(office, "UPDATE person SET title = '<b>\"&' WHERE id = 1");
	req = page_of("/admin/people", &list, &page);
	ck_assert_int_eq(page_end(req, 200), OK);
	ck_assert(!office_shows(req, "<b>\"&"));
	ck_assert(office_shows(req, "&lt;b&gt;&quot;&amp;"));
	office_free(office);
}
END_TEST

START_TEST(empty_list_shows_a_sentence_instead_of_a_table)
{
	struct listing list = {0};
	struct request *req;
	struct dict *page;

	open_office(1);
	req = page_of("/admin/people?after=1.1", &list, &page);
	listing_empty(page, &list, "people", "没有符合条件的账号", "换一个条件");
	ck_assert_int_eq(page_end(req, 200), OK);
	ck_assert(!office_shows(req, "<tbody>"));
	ck_assert(office_shows(req, "没有符合条件的账号"));
	office_free(office);
}
END_TEST

static void count_rows(struct context *context, struct dict *row, struct query *query, void *data)
{
	(void)context, (void)row;
	*(int64_t *)data += column_int(query, 1);
}

START_TEST(hook_sees_every_row_shown_and_no_other)
{
	int64_t sum = 0;
	struct listing list = {.each = count_rows, .data = &sum};
	struct dict *page;

	open_office(60);
	page_of("/admin/people", &list, &page);
	ck_assert_int_eq(sum, 25 * 26 / 2);
	office_free(office);
}
END_TEST

START_TEST(single_row_is_found_or_not)
{
	struct request *req;
	struct context context;
	struct query *query;
	struct dict *page;

	open_office(1);
	req = office_request(office, METHOD_GET, "/profile");
	context = context_reading(req);
	page = page_begin(req, "account/profile.tpl", "账号");
	query = db_query(office->reader, Q_ACCOUNT_FIND);
	query_int(query, ":person", 99);
	ck_assert_int_eq(listing_one(&context, page, query), NOT_FOUND);
	query = db_query(office->reader, Q_ACCOUNT_FIND);
	query_int(query, ":person", 1);
	ck_assert_int_eq(listing_one(&context, page, query), FOUND);
	ck_assert_int_eq(page_end(req, 200), OK);
	ck_assert(office_shows(req, "login1"));
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/listing", page_holds_twenty_five_rows_and_names_the_next,
			 cursor_walks_over_every_row_once, last_full_page_has_no_next,
			 other_parameters_stay_in_the_links, text_that_is_no_cursor_is_a_bad_request,
			 ends_of_names_say_how_columns_read, time_that_is_not_set_is_a_dash, values_are_escaped,
			 empty_list_shows_a_sentence_instead_of_a_table, hook_sees_every_row_shown_and_no_other,
			 single_row_is_found_or_not);
}
