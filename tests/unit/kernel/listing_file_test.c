#include "support/office.h"

#include "kernel/listing_file.h"

#include <unistd.h>

static struct office *office;

static const struct listing_column columns[] = {
	{"LOGIN", "账号", CELL_TEXT}, {"POST_TITLE", "岗位", CELL_TEXT}, {"SIGNED_IN_AT", "上次登录", CELL_TEXT}};
static const struct listing_file file = {"账号", columns, ARRAY_LENGTH(columns)};

static void open_office(int people)
{
	office = office_new(office_no_modules);
	office_org(office, 1, "center unit");
	office_sql(office,
		   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
		   " INSERT INTO person (id, organisation_id, login, title, status, created_at)"
		   " SELECT i, 1, 'login' || i, '岗位' || i, 'active', 1 FROM n",
		   people);
	templates_load("templates");
}

/* As a page of a list would do it; the request before it is over then, and with it its turn. */
static struct request *taken(const char *path, const struct listing_file *as, enum err expected)
{
	static struct arena *before;
	static struct actor reader = {.person = 1, .org = 1};
	struct request *req = office_request(office, METHOD_GET, path);
	struct context context;
	struct listing list = {.file = as};
	struct dict *page;
	struct query *query;

	arena_free(before);
	before = arena_new();
	req->arena = before;
	req->actor = &reader;
	context = context_reading(req);
	page = page_begin(req, "admin/people.tpl", "账号");
	query = db_query(office->reader, Q_PERSON_LIST);
	query_text(query, ":words", request_query(req, "words"));
	query_null(query, ":status");
	ck_assert_int_eq(listing_bind(req, query, &list), expected);
	if (expected != OK)
		return req;
	ck_assert_int_eq(listing_fill(&context, page, "ROW", query, &list), OK);
	listing_pager(req, page, &list);
	ck_assert_int_eq(page_end(req, 200), OK);
	return req;
}

static size_t lines_of(const struct request *req)
{
	size_t lines = 0;

	for (const char *c = req->response.body.data; *c != '\0'; c++)
		lines += *c == '\n';
	return lines;
}

START_TEST(page_offers_the_list_as_a_file_with_its_filter)
{
	struct request *req;

	open_office(60);
	req = taken("/admin/people?words=login&after=25.25", &file, OK);
	ck_assert(office_shows(req, "href=\"/admin/people?words=login&amp;format=xlsx\""));
	ck_assert(office_shows(req, "href=\"/admin/people?words=login&amp;format=csv\""));
	ck_assert(!office_shows(taken("/admin/people", NULL, OK), "format=csv"));
	office_free(office);
}
END_TEST

START_TEST(file_has_all_rows_whatever_page_was_open)
{
	struct request *req;

	open_office(60);
	req = taken("/admin/people?format=csv&after=25.25", &file, OK);
	ck_assert_str_eq(req->response.content_type, "text/csv; charset=utf-8");
	ck_assert_ptr_nonnull(strstr(req->response.file_name, "账号-"));
	ck_assert_uint_eq(lines_of(req), 61);
	ck_assert_ptr_nonnull(strstr(req->response.body.data, "\xEF\xBB\xBF账号,岗位,上次登录\r\nlogin1,岗位1,—\r\n"));
	ck_assert_ptr_nonnull(strstr(req->response.body.data, "login60,"));
	office_free(office);
}
END_TEST

START_TEST(file_keeps_the_filter)
{
	struct request *req;

	open_office(60);
	req = taken("/admin/people?format=csv&words=login6", &file, OK);
	ck_assert_uint_eq(lines_of(req), 3);
	office_free(office);
}
END_TEST

START_TEST(cell_that_a_spreadsheet_would_run_is_defused)
{
	struct request *req;

	open_office(1);
	office_sql(office, "UPDATE person SET title = '=1+cmd' WHERE id = 1");
	req = taken("/admin/people?format=csv", &file, OK);
	ck_assert_ptr_nonnull(strstr(req->response.body.data, "\"'=1+cmd"));
	office_free(office);
}
END_TEST

START_TEST(workbook_is_sent_from_memory_without_a_name)
{
	struct request *req;
	char head[4] = "";

	open_office(60);
	req = taken("/admin/people?format=xlsx", &file, OK);
	ck_assert_ptr_nonnull(strstr(req->response.file_name, ".xlsx"));
	ck_assert_int_ge(req->response.descriptor, 0);
	ck_assert_int_eq(read(req->response.descriptor, head, 2), 2);
	ck_assert_str_eq(head, "PK");
	ck_assert_int_gt(req->response.descriptor_size, 1000);
	close(req->response.descriptor);
	office_free(office);
}
END_TEST

START_TEST(list_without_columns_and_other_formats_are_bad_requests)
{
	open_office(1);
	taken("/admin/people?format=csv", NULL, ERR_BAD_REQUEST);
	taken("/admin/people?format=pdf", &file, ERR_BAD_REQUEST);
	office_free(office);
}
END_TEST

START_TEST(taking_a_file_leaves_a_row_in_the_log)
{
	open_office(3);
	taken("/admin/people?format=csv&words=login", &file, OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action = 'list.export'"
					       " AND detail ->> 'rows' = 3 AND detail ->> 'name' = '账号'"
					       " AND instr(detail ->> 'url', 'words=login') > 0"),
			 1);
	taken("/admin/people", &file, OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action = 'list.export'"), 1);
	office_free(office);
}
END_TEST

START_TEST(long_list_is_cut_and_says_so)
{
	struct request *req;

	open_office(LISTING_FILE_ROWS + 1);
	req = taken("/admin/people?format=csv", &file, OK);
	ck_assert_uint_eq(lines_of(req), LISTING_FILE_ROWS + 2);
	ck_assert_ptr_nonnull(strstr(req->response.body.data, "只列出前 20000 行"));
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/listing_file", page_offers_the_list_as_a_file_with_its_filter,
			 file_has_all_rows_whatever_page_was_open, file_keeps_the_filter,
			 cell_that_a_spreadsheet_would_run_is_defused, workbook_is_sent_from_memory_without_a_name,
			 list_without_columns_and_other_formats_are_bad_requests, taking_a_file_leaves_a_row_in_the_log,
			 long_list_is_cut_and_says_so);
}
