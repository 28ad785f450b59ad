#include "base/base.h"

#include "base/text.h"
#include "http/respond.h"

#include "support/folder.h"
#include "unit/http/fake.h"
#include "unit/suite.h"

static struct arena *arena;
static struct request req;

static const char *head(void)
{
	struct buf out;

	buf_init(&out);
	respond_head(&req, &out);
	const char *text = arena_strdup(arena, out.data);
	buf_release(&out);
	return text;
}

static bool has(const char *line)
{
	return strstr(head(), arena_printf(arena, "\r\n%s\r\n", line)) != NULL;
}

static size_t lines(const char *name)
{
	size_t count = 0;
	const char *start = arena_printf(arena, "\r\n%s:", name);

	for (const char *at = head(); (at = strstr(at, start)) != NULL; at++)
		count++;
	return count;
}

static void begin(void)
{
	fake_request(&req, arena, METHOD_GET, "/matters/7");
}

START_TEST(every_answer_carries_the_security_headers)
{
	static const char *const expected[] = {
		"Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' "
		"data:; "
		"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
		"require-trusted-types-for 'script'",
		"X-Content-Type-Options: nosniff",
		"X-Frame-Options: DENY",
		"Referrer-Policy: same-origin",
		"Cross-Origin-Opener-Policy: same-origin",
		"Cross-Origin-Resource-Policy: same-origin",
		"Permissions-Policy: camera=(), microphone=(), geolocation=(), usb=(), payment=()",
		"Cache-Control: no-store",
	};

	for (int kind = 0; kind < 4; kind++) {
		begin();
		if (kind == 0)
			ck_assert_int_eq(respond_text(&req, 200, "好"), OK);
		else if (kind == 1)
			ck_assert_int_eq(respond_redirect(&req, "/"), OK);
		else
			respond_error(&req, kind == 2 ? ERR_NOT_FOUND : ERR_INTERNAL);
		for (size_t i = 0; i < ARRAY_LENGTH(expected); i++)
			ck_assert_msg(has(expected[i]), "%s", expected[i]);
		ck_assert(has(arena_printf(arena, "X-Request-Id: %s", req.id)));
		ck_assert(text_ends(head(), "\r\n\r\n"));
	}
}
END_TEST

START_TEST(text_and_json_announce_type_and_length)
{
	begin();
	ck_assert_int_eq(respond_text(&req, 422, "水"), OK);
	ck_assert(text_starts(head(), "Status: 422 Unprocessable Content\r\n"));
	ck_assert(has("Content-Type: text/plain; charset=utf-8"));
	ck_assert(has("Content-Length: 3"));
	ck_assert_int_eq(respond_json(&req, 200, "{}"), OK);
	ck_assert(has("Content-Type: application/json"));
	ck_assert_str_eq(req.response.body.data, "{}");
}
END_TEST

START_TEST(redirects_stay_on_this_host)
{
	static const char *const bad[] = {
		"//evil/", "https://evil/", "/a\r\nSet-Cookie: x=1", "/\\evil", "evil", "/a/../..//b",
		"",        "/a\nb",         "/\xe6\xb0\xb4",         "/a b"};

	begin();
	ck_assert_int_eq(respond_redirect(&req, "/matters/%d?done=%s", 7, "%E6"), OK);
	ck_assert(text_starts(head(), "Status: 303 See Other\r\n"));
	ck_assert(has("Location: /matters/7?done=%E6"));
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		begin();
		ck_assert_msg(respond_redirect(&req, "%s", bad[i]) == ERR_INTERNAL, "%s", bad[i]);
		ck_assert_uint_eq(lines("Location"), 0);
	}
}
END_TEST

START_TEST(downloads_are_attachments_in_a_sandbox)
{
	struct buf content;

	begin();
	buf_init(&content);
	buf_add_text(&content, "%PDF");
	ck_assert_int_eq(respond_file(&req, "application/pdf", "上云方案 (1).pdf", &content), OK);
	buf_release(&content);
	ck_assert(has("Content-Disposition: attachment; filename=\"download.pdf\"; "
		      "filename*=UTF-8''%E4%B8%8A%E4%BA%91%E6%96%B9%E6%A1%88%20%281%29.pdf"));
	ck_assert(has("Content-Security-Policy: sandbox; default-src 'none'"));
	ck_assert(has("Content-Length: 4"));
	ck_assert_str_eq(req.response.body.data, "%PDF");
}
END_TEST

START_TEST(file_names_never_make_a_new_header)
{
	static const char *const bad[] = {"a\r\nSet-Cookie: x=1.pdf",
					  "a\";filename=b.html",
					  "%0d%0aSet-Cookie: y",
					  "\xe2\x80\xae"
					  "fdp.exe",
					  "..",
					  "",
					  "../../etc/passwd",
					  "a.p\"df",
					  "C:\\x.pdf"};
	struct buf content;

	buf_init(&content);
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		begin();
		ck_assert_int_eq(respond_file(&req, "application/pdf", bad[i], &content), OK);
		ck_assert_uint_eq(lines("Set-Cookie"), 0);
		ck_assert_uint_eq(lines("Content-Disposition"), 1);
		const char *line = strstr(head(), "filename*=UTF-8''");
		ck_assert_uint_eq(
			strspn(line,
			       "filename*=UTF-8''0123456789%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~"),
			strcspn(line, "\r"));
		ck_assert_ptr_null(strstr(line, "%2F"));
		ck_assert_ptr_null(strstr(line, "%5C"));
		ck_assert_ptr_null(strstr(line, "%E2%80%AE"));
	}
	buf_release(&content);
}
END_TEST

START_TEST(three_hundred_characters_of_name_are_cut)
{
	struct buf content;
	char name[301] = {0};

	memset(name, 'n', 300);
	begin();
	buf_init(&content);
	ck_assert_int_eq(respond_file(&req, "application/pdf", name, &content), OK);
	buf_release(&content);
	ck_assert_uint_eq(strlen(req.response.file_name), 120);
}
END_TEST

START_TEST(headers_with_control_bytes_are_dropped)
{
	begin();
	ck_assert_int_eq(respond_text(&req, 200, ""), OK);
	respond_header(&req, "X-One", "a\r\nX-Two: b");
	respond_header(&req, "X-Three", "fine");
	params_add(arena, &req.response.headers, "X-Four", "a\nX-Five: b");
	ck_assert_uint_eq(lines("X-One") + lines("X-Two") + lines("X-Four") + lines("X-Five"), 0);
	ck_assert(has("X-Three: fine"));
}
END_TEST

START_TEST(cookies_are_secure_and_can_be_cleared)
{
	begin();
	ck_assert_int_eq(respond_text(&req, 200, ""), OK);
	respond_cookie(&req, SESSION_COOKIE, "abc-_9");
	respond_cookie(&req, PRE_SESSION_COOKIE, NULL);
	respond_cookie(&req, "__Host-bad", "a; Domain=evil");
	ck_assert(has("Set-Cookie: __Host-sid=abc-_9; Path=/; Secure; HttpOnly; SameSite=Lax"));
	ck_assert(has("Set-Cookie: __Host-pre=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
	ck_assert_uint_eq(lines("Set-Cookie"), 2);
}
END_TEST

START_TEST(cookies_survive_an_error_page_but_what_was_begun_does_not)
{
	begin();
	respond_cookie(&req, SESSION_COOKIE, "abc");
	ck_assert_int_eq(respond_text(&req, 200, "half of a secret"), OK);
	respond_error(&req, ERR_BUSY);
	ck_assert_uint_eq(lines("Set-Cookie"), 1);
	ck_assert(text_starts(head(), "Status: 503 Service Unavailable\r\n"));
	ck_assert_ptr_null(strstr(req.response.body.data, "secret"));
}
END_TEST

START_TEST(without_templates_the_error_is_plain_text)
{
	begin();
	respond_error(&req, ERR_NOT_FOUND);
	ck_assert(has("Content-Type: text/plain; charset=utf-8"));
	ck_assert_str_eq(
		req.response.body.data,
		arena_printf(arena, "404 没有找到这个页面\n地址可能有误，或者这件事项不在您的查看范围\n请求编号：%s\n",
			     req.id));
}
END_TEST

START_TEST(a_refused_look_is_not_called_an_act_without_effect)
{
	begin();
	req.method = METHOD_GET;
	respond_error(&req, ERR_FORBIDDEN);
	ck_assert(text_starts(req.response.body.data, "403 您不能查看此页\n"));
	ck_assert_ptr_null(strstr(req.response.body.data, "没有生效"));
	respond_error(&req, ERR_INTERNAL);
	ck_assert(text_starts(req.response.body.data, "500 系统内部出错\n"));
	req.method = METHOD_POST;
	respond_error(&req, ERR_FORBIDDEN);
	ck_assert(text_starts(req.response.body.data, "403 没有生效：不由您的岗位办理\n"));
}
END_TEST

START_TEST(the_pages_script_gets_errors_as_json)
{
	begin();
	req.wants_json = true;
	respond_error(&req, ERR_SIGN_IN);
	ck_assert(text_starts(head(), "Status: 401 Unauthorized\r\n"));
	ck_assert_str_eq(req.response.body.data,
			 arena_printf(arena, "{\"error\":\"请先登录\",\"request\":\"%s\"}", req.id));
	respond_error(&req, ERR_CONFLICT);
	ck_assert(text_starts(head(), "Status: 409 Conflict\r\n"));
}
END_TEST

START_TEST(who_is_not_signed_in_is_sent_to_sign_in_and_back)
{
	begin();
	req.url = "/search?q=%E6%B0%B4&p=2";
	respond_error(&req, ERR_SIGN_IN);
	ck_assert(has("Location: /sign-in?next=%2Fsearch%3Fq%3D%25E6%25B0%25B4%26p%3D2"));
	begin();
	req.method = METHOD_POST;
	respond_error(&req, ERR_SIGN_IN);
	ck_assert(has("Location: /sign-in"));
	begin();
	req.url = "/";
	respond_error(&req, ERR_SIGN_IN);
	ck_assert(has("Location: /sign-in"));
}
END_TEST

START_TEST(next_takes_only_paths_of_ours)
{
	static const char *const bad[] = {
		"//evil",        "/\\evil",    "\\\\evil",   "https://evil/", "javascript:alert(1)",
		"evil",          "",           "/a\r\nX: y", "/\t/evil",      "/a//evil",
		" /a",           "/a b",       "/sign-in",   "/sign-out?x",   "/sign-in?next=/sign-in",
		"/\xe6\xb0\xb4", "http:/evil", "/.//evil"};
	char *long_path = arena_alloc(arena, 3001);

	memset(long_path, 'a', 3000);
	long_path[0] = '/';
	ck_assert_str_eq(safe_next(arena, "/matters/7?tab=log&next=//x"), "/matters/7?tab=log&next=//x");
	ck_assert_str_eq(safe_next(arena, "/"), "/");
	ck_assert_str_eq(safe_next(arena, NULL), "/");
	ck_assert_str_eq(safe_next(arena, long_path), "/");
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(strcmp(safe_next(arena, bad[i]), "/") == 0, "%s", bad[i]);
}
END_TEST

START_TEST(a_descriptor_is_announced_and_closed_when_an_error_takes_its_place)
{
	char *folder = folder_make(arena);
	int file = open(folder_write(arena, folder, "f", "sealed"), O_RDONLY | O_CLOEXEC);

	begin();
	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(respond_descriptor(&req, "application/pdf", "a.pdf", file, 6), OK);
	ck_assert(has("Content-Length: 6"));
	respond_error(&req, ERR_KEEPER);
	ck_assert_int_eq(req.response.descriptor, -1);
	ck_assert_int_eq(fcntl(file, F_GETFD), -1);
	ck_assert_uint_eq(lines("Content-Disposition"), 0);
	folder_remove(folder);
}
END_TEST

START_TEST(only_a_print_frame_may_be_framed_and_by_us_alone)
{
	begin();
	ck_assert_int_eq(respond_text(&req, 200, ""), OK);
	req.response.allow_print_frame = true;
	ck_assert(has("X-Frame-Options: SAMEORIGIN"));
	ck_assert_ptr_nonnull(strstr(head(), "frame-ancestors 'self'"));
}
END_TEST

int main(void)
{
	crypt_init();
	arena = arena_new();
	int status = RUN_SUITE(
		"http/respond", every_answer_carries_the_security_headers, text_and_json_announce_type_and_length,
		redirects_stay_on_this_host, downloads_are_attachments_in_a_sandbox, file_names_never_make_a_new_header,
		three_hundred_characters_of_name_are_cut, headers_with_control_bytes_are_dropped,
		cookies_are_secure_and_can_be_cleared, a_refused_look_is_not_called_an_act_without_effect,
		cookies_survive_an_error_page_but_what_was_begun_does_not, without_templates_the_error_is_plain_text,
		the_pages_script_gets_errors_as_json, who_is_not_signed_in_is_sent_to_sign_in_and_back,
		next_takes_only_paths_of_ours, a_descriptor_is_announced_and_closed_when_an_error_takes_its_place,
		only_a_print_frame_may_be_framed_and_by_us_alone);
	arena_free(arena);
	return status;
}
