#include "unit/http/route_cast.h"

START_TEST(steps_come_in_the_order_of_the_header)
{
	ck_assert_str_eq(get("/"), "200 identify handle(/,0) finish");
	ck_assert_str_eq(get("/matters/7"), "200 identify may3 handle(/matters/:id,7) finish");
	ck_assert_str_eq(get("/matters/7/log"), "200 identify may3 trail handle(/matters/:id/log,7) finish");
	ck_assert_str_eq(post("/matters/7", "csrf=good&once=1&opinion=ok&action=approve"),
			 "200 identify may4 csrf once handle(/matters/:id,7) finish");
	ck_assert_str_eq(request_action(&req), "approve");
	ck_assert_str_eq(values_text(req.form, "opinion"), "ok");
}
END_TEST

START_TEST(fixed_parts_win_over_holes)
{
	ck_assert_str_eq(get("/matters/new"), "200 identify may2 handle(/matters/new,0) finish");
	ck_assert_str_eq(get("/matters/7/print"), "200 identify may3 handle(/matters/:id/:key,7) finish");
	ck_assert_str_eq(request_hole(&req, "key"), "print");
	ck_assert_str_eq(get("/rules/报送时限"), "200 identify may2 handle(/rules/:key,0) finish");
	ck_assert_str_eq(request_hole(&req, "key"), "报送时限");
}
END_TEST

START_TEST(other_spellings_of_an_address_are_not_found)
{
	static const char *const paths[] = {"/matters/",
					    "/matters/7/",
					    "/matters/07",
					    "/matters/0",
					    "/matters/-7",
					    "/matters/7.0",
					    "/matters/ 7",
					    "/matters/7x",
					    "/matters",
					    "/matters/0x7",
					    "/Matters/7",
					    "/sign-in/",
					    "/matters/７",
					    "/rules/",
					    "//",
					    "/matters/7/log/x",
					    "/matters/99999999999999999999",
					    "/matters/7;.css"};

	for (size_t i = 0; i < ARRAY_LENGTH(paths); i++)
		ck_assert_msg(strcmp(get(paths[i]), "404 identify finish") == 0, "%s", paths[i]);
}
END_TEST

START_TEST(hidden_and_absent_read_alike)
{
	get("/hidden");
	const char *hidden_body = text_replace(arena, req.response.body.data, req.id, "ID");
	get("/absent");
	ck_assert_str_eq(hidden_body, text_replace(arena, req.response.body.data, req.id, "ID"));
}
END_TEST

static const char *get_as(const char *path, const char *format)
{
	begin(METHOD_GET, path);
	params_add(arena, &req.query, "format", format);
	return serve();
}

START_TEST(who_asks_for_a_file_gets_one_or_is_refused)
{
	static const char *const none[] = {"xyz", "pdf2", "CSV", "csv,xlsx", " ", "csv "};

	for (size_t i = 0; i < ARRAY_LENGTH(none); i++)
		ck_assert_msg(strcmp(get_as("/matters/7/log", none[i]), "400 identify may3 finish") == 0, "%s",
			      none[i]);
	begin(METHOD_GET, "/file");
	params_add(arena, &req.query, "format", "csv");
	params_add(arena, &req.query, "format", "csv");
	ck_assert_str_eq(serve(), "400 identify finish");
	ck_assert_str_eq(get_as("/matters/7", "csv"), "400 identify may3 handle(/matters/:id,7) finish");
	ck_assert_ptr_null(strstr(req.response.body.data, "shown"));
	ck_assert_str_eq(get_as("/file", "csv"), "200 identify given finish");
	ck_assert_str_eq(get_as("/matters/7", ""), "200 identify may3 handle(/matters/:id,7) finish");
	ck_assert_str_eq(get_as("/hidden", "csv"), "404 identify finish");
}
END_TEST

START_TEST(other_methods_are_refused_with_what_is_allowed)
{
	begin(METHOD_OTHER, "/matters/7");
	ck_assert_str_eq(serve(), "405 identify finish");
	ck_assert_str_eq(params_get(&req.response.headers, "Allow"), "GET, HEAD, POST");
	begin(METHOD_OTHER, "/absent");
	ck_assert_str_eq(serve(), "405 identify finish");
	ck_assert_str_eq(post("/nobody", "csrf=good"), "405 identify finish");
	ck_assert_str_eq(params_get(&req.response.headers, "Allow"), "GET, HEAD");
	ck_assert_str_eq(get("/sign-out"), "405 identify finish");
	ck_assert_str_eq(params_get(&req.response.headers, "Allow"), "POST");
}
END_TEST

START_TEST(head_is_served_as_get)
{
	begin(METHOD_HEAD, "/matters/7");
	ck_assert_str_eq(serve(), "200 identify may3 handle(/matters/:id,7) finish");
}
END_TEST

START_TEST(nobody_gets_in_without_signing_in)
{
	begin(METHOD_GET, "/matters/7");
	signed_in = false;
	ck_assert_str_eq(serve(), "303 identify finish");
	ck_assert_str_eq(req.response.location, "/sign-in?next=%2Fmatters%2F7");
	begin(METHOD_POST, "/matters/7");
	fake_form(&req, "csrf=good&once=1&opinion=ok");
	signed_in = false;
	ck_assert_str_eq(serve(), "303 identify finish");
	ck_assert(!req.body_read);
}
END_TEST

START_TEST(what_is_not_permitted_is_refused_and_recorded)
{
	ck_assert_str_eq(get("/nobody"), "403 identify may5 refusal(ERR_FORBIDDEN) finish");
}
END_TEST

START_TEST(a_post_without_a_good_token_is_refused)
{
	static const char *const bad[] = {"once=1&opinion=ok", "csrf=bad&once=1&opinion=ok",
					  "csrf=good&csrf=good&once=1", "csrf=", ""};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		const char *did = post("/matters/7", bad[i]);
		ck_assert_msg(text_starts(did, "403 identify may4 "), "%s", did);
		ck_assert_ptr_nonnull(strstr(did, "refusal(ERR_CSRF) finish"));
		ck_assert_ptr_null(strstr(did, "handle"));
		ck_assert_ptr_null(strstr(did, "once"));
	}
}
END_TEST

START_TEST(a_form_is_taken_once)
{
	begin(METHOD_POST, "/matters/7");
	fake_form(&req, "csrf=good&once=1&opinion=ok");
	once_answer = ERR_REPEATED;
	ck_assert_str_eq(serve(), "409 identify may4 csrf once refusal(ERR_REPEATED) finish");
	ck_assert_str_eq(post("/matters/7", "csrf=good&opinion=ok"), "400 identify may4 csrf finish");
	ck_assert_str_eq(post("/preview", "csrf=good&opinion=ok"), "200 identify may2 csrf handle(/preview,0) finish");
}
END_TEST

START_TEST(unknown_and_repeated_fields_never_reach_the_handler)
{
	static const char *const bad[] = {"&role=sec", "&state=approved", "&opinion=again", "&level=1&level=2",
					  "&action=a&action=b"};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_str_eq(post("/matters/7", arena_printf(arena, "csrf=good&once=1&opinion=ok%s", bad[i])),
				 "400 identify may4 csrf once finish");
	ck_assert_str_eq(post("/sign-out", "csrf=good&once=1&x=1"), "400 identify may2 csrf once finish");
	ck_assert_str_eq(post("/procedure", "csrf=good&once=1&x=1"),
			 "200 identify may2 csrf once handle(/procedure,0) finish");
}
END_TEST

START_TEST(wrong_values_reach_the_handler_with_their_sentences)
{
	ck_assert_str_eq(post("/matters/7", "csrf=good&once=1&level=9"),
			 "200 identify may4 csrf once handle(/matters/:id,7) finish");
	ck_assert_uint_eq(req.form->error_count, 2);
	ck_assert_str_eq(values_find(req.form, "level")->raw, "9");
}
END_TEST

START_TEST(bodies_are_limited_by_their_row)
{
	char *form = arena_alloc(arena, 2000);

	memset(form, 'a', 1025);
	ck_assert_str_eq(post("/matters/7", form), "413 identify may4 finish");
	ck_assert_uint_eq(((struct fake_stream *)req.stream)->length, 1025);
	form[1024] = '\0';
	ck_assert_str_eq(post("/matters/7", form), "400 identify may4 finish"); /* read, and its one name too long */
}
END_TEST

START_TEST(wrong_content_types_are_refused)
{
	static const char *const types[] = {"application/json", "text/plain", "multipart/form-data; boundary=b",
					    "application/x-www-form-urlencoded; charset=utf-7", NULL};

	for (size_t i = 0; i < ARRAY_LENGTH(types); i++) {
		begin(METHOD_POST, "/matters/7");
		fake_body(&req, types[i], "csrf=good", 9);
		ck_assert_str_eq(serve(), "415 identify may4 finish");
	}
}
END_TEST

static const char *upload(const char *path, const char *body)
{
	begin(METHOD_POST, path);
	fake_body(&req, "multipart/form-data; boundary=b", body, strlen(body));
	return serve();
}

#define CSRF_PART "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ngood\r\n"
#define ONCE_PART "--b\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n1\r\n"
#define FILE_PART "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n"

START_TEST(an_upload_is_prepared_and_authorised_before_its_file)
{
	ck_assert_str_eq(upload("/upload", CSRF_PART ONCE_PART FILE_PART "--b--\r\n"),
			 "200 identify may2 prepare csrf file once handle(/upload,0) finish");
	ck_assert_str_eq(upload("/upload", FILE_PART CSRF_PART ONCE_PART "--b--\r\n"),
			 "403 identify may2 prepare refusal(ERR_CSRF) finish");
	ck_assert_str_eq(upload("/closed", CSRF_PART ONCE_PART FILE_PART "--b--\r\n"),
			 "404 identify may2 prepare finish");
}
END_TEST

START_TEST(a_get_form_reads_the_query_leniently)
{
	static const char query[] = "level=9&from=elsewhere";
	static const char twice[] = "level=1&level=2";

	begin(METHOD_GET, "/find");
	ck_assert_int_eq(params_parse(arena, query, sizeof(query) - 1, &req.query), OK);
	ck_assert_str_eq(serve(), "200 identify handle(/find,0) finish");
	ck_assert_uint_eq(req.form->error_count, 1); /* the level; nothing is required of a query */
	begin(METHOD_GET, "/find");
	ck_assert_int_eq(params_parse(arena, twice, sizeof(twice) - 1, &req.query), OK);
	ck_assert_str_eq(serve(), "400 identify finish");
}
END_TEST

START_TEST(a_handler_that_does_not_answer_is_an_internal_error)
{
	ck_assert_str_eq(get("/silent"), "500 identify finish");
}
END_TEST

START_TEST(a_bad_head_is_answered_and_finished)
{
	begin(METHOD_GET, "/");
	router_refuse(router, &req, ERR_BAD_REQUEST);
	ck_assert_int_eq(req.response.status, 400);
	ck_assert_str_eq(steps.data, "finish");
}
END_TEST

START_TEST(a_token_stands_for_session_csrf_and_once)
{
	begin(METHOD_POST, "/api/take");
	fake_body(&req, "application/json", "[1,2,3,4,5]", 11);
	ck_assert_str_eq(serve(), "401 token finish");
	begin(METHOD_POST, "/api/take");
	req.authorization = "Bearer x";
	fake_body(&req, "application/json; charset=utf-8", "[1,2,3,4,5]", 11);
	ck_assert_str_eq(serve(), "200 token may4 8 3 end0 finish");
	begin(METHOD_POST, "/api/take");
	req.authorization = "Bearer x";
	fake_body(&req, "application/json", "[1,2,3,4,5]", 11);
	req.content_length = 20; /* cut short */
	ck_assert_str_eq(serve(), "200 token may4 8 3 end-1 finish");
	begin(METHOD_POST, "/api/take");
	req.authorization = "Bearer x";
	fake_form(&req, "csrf=good&once=1");
	ck_assert_str_eq(serve(), "415 token may4 finish");
	begin(METHOD_POST, "/api/take");
	req.authorization = "Bearer x";
	fake_body(&req, "application/json", "[                                ]", 34);
	ck_assert_str_eq(serve(), "413 token may4 finish");
	/* where a session is asked for, a token is nothing */
	begin(METHOD_GET, "/matters/7");
	signed_in = false;
	req.authorization = "Bearer x";
	ck_assert_str_eq(serve(), "303 identify finish");
}
END_TEST

int main(void)
{
	int status;

	crypt_init();
	arena = arena_new();
	status = RUN_SUITE("http/route", steps_come_in_the_order_of_the_header, fixed_parts_win_over_holes,
			   other_spellings_of_an_address_are_not_found, hidden_and_absent_read_alike,
			   who_asks_for_a_file_gets_one_or_is_refused, other_methods_are_refused_with_what_is_allowed,
			   head_is_served_as_get, nobody_gets_in_without_signing_in,
			   what_is_not_permitted_is_refused_and_recorded, a_post_without_a_good_token_is_refused,
			   a_form_is_taken_once, unknown_and_repeated_fields_never_reach_the_handler,
			   wrong_values_reach_the_handler_with_their_sentences, bodies_are_limited_by_their_row,
			   wrong_content_types_are_refused, an_upload_is_prepared_and_authorised_before_its_file,
			   a_get_form_reads_the_query_leniently, a_handler_that_does_not_answer_is_an_internal_error,
			   a_bad_head_is_answered_and_finished, a_token_stands_for_session_csrf_and_once);
	arena_free(arena);
	return status;
}
