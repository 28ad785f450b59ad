#include "base/base.h"

#include "http/request.h"

#include "unit/http/fake.h"
#include "unit/suite.h"

static struct arena *arena;
static struct request req;

#define HEAD(path) "REQUEST_METHOD=GET", "DOCUMENT_URI=" path, "REQUEST_URI=" path

static enum err head(const char *const *variables)
{
	fake_request(&req, arena, METHOD_OTHER, "/");
	return request_head(&req, variables);
}

START_TEST(a_head_is_read_into_its_fields)
{
	static const char *const variables[] = {"REQUEST_METHOD=POST",
						"DOCUMENT_URI=/search/水利",
						"REQUEST_URI=/search/%E6%B0%B4%E5%88%A9?q=a%20b&p=2",
						"QUERY_STRING=q=a%20b&p=2",
						"HTTP_HOST=zwy.test",
						"HTTP_ORIGIN=https://zwy.test",
						"HTTP_SEC_FETCH_SITE=same-origin",
						"REMOTE_ADDR=10.0.0.7",
						"HTTP_USER_AGENT=agent",
						"CONTENT_LENGTH=12",
						"CONTENT_TYPE=application/x-www-form-urlencoded",
						"HTTP_ACCEPT=application/json",
						"HTTP_COOKIE=other=1; __Host-sid=abc; __Host-pre=def",
						"HTTP_X_FORWARDED_FOR=1.2.3.4",
						NULL};

	ck_assert_int_eq(head(variables), OK);
	ck_assert_int_eq(req.method, METHOD_POST);
	ck_assert_str_eq(req.path, "/search/水利");
	ck_assert_str_eq(req.url, "/search/%E6%B0%B4%E5%88%A9?q=a%20b&p=2");
	ck_assert_str_eq(request_query(&req, "q"), "a b");
	ck_assert_str_eq(req.host, "zwy.test");
	ck_assert_str_eq(req.origin, "https://zwy.test");
	ck_assert_str_eq(req.fetch_site, "same-origin");
	ck_assert_str_eq(req.source, "10.0.0.7");
	ck_assert_int_eq(req.content_length, 12);
	ck_assert_str_eq(req.cookie, "abc");
	ck_assert_str_eq(req.pre_cookie, "def");
	ck_assert(req.wants_json);
	ck_assert_uint_eq(strlen(req.id), 16);
}
END_TEST

START_TEST(what_was_not_sent_is_absent)
{
	static const char *const variables[] = {HEAD("/"), "CONTENT_LENGTH=", "QUERY_STRING=", NULL};

	ck_assert_int_eq(head(variables), OK);
	ck_assert_ptr_null(req.cookie);
	ck_assert_ptr_null(req.origin);
	ck_assert_ptr_null(req.content_type);
	ck_assert_int_eq(req.content_length, -1);
	ck_assert_ptr_null(request_query(&req, "q"));
	ck_assert_str_eq(request_action(&req), "");
	ck_assert_int_eq(request_number(&req, "id"), 0);
	ck_assert_ptr_null(request_hole(&req, "id"));
	ck_assert(!req.wants_json);
}
END_TEST

START_TEST(variables_sent_twice_are_refused)
{
	static const char *const cookies[] = {HEAD("/"), "HTTP_COOKIE=a=1", "HTTP_COOKIE=__Host-sid=x", NULL};
	static const char *const headers[] = {HEAD("/"), "HTTP_X_A=1", "HTTP_X_AB=1", "HTTP_X_A=2", NULL};
	static const char *const lengths[] = {HEAD("/"), "CONTENT_LENGTH=1", "CONTENT_LENGTH=1", NULL};

	ck_assert_int_eq(head(cookies), ERR_BAD_REQUEST);
	ck_assert_int_eq(head(headers), ERR_BAD_REQUEST);
	ck_assert_int_eq(head(lengths), ERR_BAD_REQUEST);
}
END_TEST

START_TEST(the_session_cookie_twice_in_one_header_is_refused)
{
	static const char *const variables[] = {HEAD("/"), "HTTP_COOKIE=__Host-sid=a; __Host-sid=b", NULL};

	ck_assert_int_eq(head(variables), ERR_BAD_REQUEST);
	ck_assert_ptr_null(req.cookie);
}
END_TEST

START_TEST(paths_with_control_bytes_bad_utf8_or_backslashes_are_refused)
{
	static const char *const bad[] = {"DOCUMENT_URI=/a\r\nSet-Cookie:x",
					  "DOCUMENT_URI=/a\tb",
					  "DOCUMENT_URI=/\xff",
					  "DOCUMENT_URI=/\xc0\xae",
					  "DOCUMENT_URI=a",
					  "DOCUMENT_URI=",
					  "DOCUMENT_URI=/a\\b",
					  "DOCUMENT_URI=/\xe2\x80\xae"};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		const char *variables[] = {"REQUEST_METHOD=GET", "REQUEST_URI=/a", bad[i], NULL};
		ck_assert_msg(head(variables) == ERR_BAD_REQUEST, "%s", bad[i]);
		ck_assert_str_eq(req.path, "/");
	}
}
END_TEST

START_TEST(urls_with_raw_bytes_are_refused)
{
	static const char *const bad[] = {"REQUEST_URI=http://evil/", "REQUEST_URI=/a b", "REQUEST_URI=/\xe6\xb0\xb4",
					  "REQUEST_URI=/\x01", "REQUEST_URI="};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		const char *variables[] = {"REQUEST_METHOD=GET", "DOCUMENT_URI=/a", bad[i], NULL};
		ck_assert_msg(head(variables) == ERR_BAD_REQUEST, "%s", bad[i]);
	}
}
END_TEST

START_TEST(broken_lengths_queries_and_encodings_are_refused)
{
	static const char *const length[] = {HEAD("/"), "CONTENT_LENGTH=-1", NULL};
	static const char *const commas[] = {HEAD("/"), "CONTENT_LENGTH=1,000", NULL};
	static const char *const huge[] = {HEAD("/"), "CONTENT_LENGTH=99999999999999999999", NULL};
	static const char *const query[] = {HEAD("/"), "QUERY_STRING=a=%00", NULL};
	static const char *const gzip[] = {HEAD("/"), "HTTP_CONTENT_ENCODING=gzip", NULL};

	ck_assert_int_eq(head(length), ERR_BAD_REQUEST);
	ck_assert_int_eq(head(commas), ERR_BAD_REQUEST);
	ck_assert_int_eq(head(huge), ERR_BAD_REQUEST);
	ck_assert_int_eq(head(query), ERR_BAD_REQUEST);
	ck_assert_int_eq(head(gzip), ERR_MEDIA_TYPE);
}
END_TEST

START_TEST(fifteen_hundred_headers_are_refused)
{
	const char **variables = arena_array(arena, 1504, sizeof(*variables));
	static const char *const first[] = {HEAD("/")};

	memcpy(variables, first, sizeof(first));
	for (size_t i = 3; i < 1503; i++)
		variables[i] = arena_printf(arena, "HTTP_X_%zu=1", i);
	ck_assert_int_eq(head(variables), ERR_BAD_REQUEST);
}
END_TEST

START_TEST(methods_are_told_apart_by_case)
{
	static const struct {
		const char *name;
		enum method method;
	} methods[] = {{"GET", METHOD_GET},   {"POST", METHOD_POST}, {"HEAD", METHOD_HEAD},
		       {"get", METHOD_OTHER}, {"PUT", METHOD_OTHER}, {"TRACE", METHOD_OTHER},
		       {"FOO", METHOD_OTHER}, {"", METHOD_OTHER},    {"GETX", METHOD_OTHER}};

	for (size_t i = 0; i < ARRAY_LENGTH(methods); i++) {
		const char *variables[] = {arena_printf(arena, "REQUEST_METHOD=%s", methods[i].name), "DOCUMENT_URI=/",
					   "REQUEST_URI=/", NULL};
		ck_assert_int_eq(head(variables), OK);
		ck_assert_int_eq(req.method, methods[i].method);
	}
}
END_TEST

START_TEST(a_query_parameter_sent_twice_counts_as_absent)
{
	static const char *const variables[] = {HEAD("/"), "QUERY_STRING=a=1&a=2&b=3", NULL};

	ck_assert_int_eq(head(variables), OK);
	ck_assert_ptr_null(request_query(&req, "a"));
	ck_assert_str_eq(request_query(&req, "b"), "3");
}
END_TEST

int main(void)
{
	crypt_init();
	arena = arena_new();
	int status =
		RUN_SUITE("http/request", a_head_is_read_into_its_fields, what_was_not_sent_is_absent,
			  variables_sent_twice_are_refused, the_session_cookie_twice_in_one_header_is_refused,
			  paths_with_control_bytes_bad_utf8_or_backslashes_are_refused, urls_with_raw_bytes_are_refused,
			  broken_lengths_queries_and_encodings_are_refused, fifteen_hundred_headers_are_refused,
			  methods_are_told_apart_by_case, a_query_parameter_sent_twice_counts_as_absent);
	arena_free(arena);
	return status;
}
