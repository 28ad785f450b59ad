#include "base/base.h"

#include "http/body.h"

#include "unit/http/fake.h"
#include "unit/suite.h"

#define B "bnd"
#define TEXT(name, value) "--" B "\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define FILE_PART(name, file, content) \
	"--" B "\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file "\"\r\n\r\n" content "\r\n"
#define END "--" B "--\r\n"

static struct arena *arena;
static struct request req;
static struct buf received;
static int asked;
static enum err answer;

static enum err authorise(struct request *request)
{
	asked++;
	buf_printf(&received, "authorised with %s;", params_get(&request->posted, "csrf"));
	return answer;
}

static enum err sink_begin(void *context UNUSED, const char *field, const char *file_name)
{
	buf_printf(&received, "%s=%s:", field, file_name);
	return OK;
}

static enum err sink_write(void *context, const void *data, size_t length)
{
	buf_add(&received, data, length);
	return context != NULL ? ERR_STORAGE : OK;
}

static enum err sink_end(void *context UNUSED)
{
	buf_add_char(&received, '.');
	return OK;
}

static void begin(void)
{
	asked = 0;
	answer = OK;
	buf_release(&received);
	buf_init(&received);
	fake_request(&req, arena, METHOD_POST, "/upload");
}

static enum err read_upload(const char *body)
{
	begin();
	req.sink = (struct upload_sink){NULL, sink_begin, sink_write, sink_end};
	fake_body(&req, "multipart/form-data; boundary=" B, body, strlen(body));
	return body_read(&req, 1024 * 1024, authorise);
}

START_TEST(urlencoded_bodies_become_posted_values_and_are_authorised_at_their_end)
{
	begin();
	fake_form(&req, "csrf=t&reason=%E6%89%A9%E5%AE%B9");
	((struct fake_stream *)req.stream)->piece = 3;
	ck_assert_int_eq(body_read(&req, 1024, authorise), OK);
	ck_assert_str_eq(params_get(&req.posted, "reason"), "扩容");
	ck_assert_int_eq(asked, 1);
}
END_TEST

/* Where a file of 50 MiB may come in pieces, a form of that size would be held whole. */
START_TEST(a_form_is_small_also_where_files_may_be_large)
{
	enum { LARGE = 52 * 1024 * 1024, FORM = 8 * 1024 * 1024 };
	struct buf form;

	buf_init(&form);
	buf_add_text(&form, "a=");
	while (form.length <= FORM)
		buf_add_char(&form, 'x');
	begin();
	fake_form(&req, form.data);
	ck_assert_int_eq(body_read(&req, LARGE, authorise), ERR_TOO_LARGE);
	ck_assert_ptr_eq(((struct fake_stream *)req.stream)->data, form.data);
	ck_assert_int_eq(asked, 0);
	form.data[FORM] = '\0';
	begin();
	fake_form(&req, form.data);
	ck_assert_int_eq(body_read(&req, LARGE, authorise), OK);
	ck_assert_uint_eq(strlen(params_get(&req.posted, "a")), FORM - 2);
	buf_release(&form);
}
END_TEST

START_TEST(limits_are_checked_before_a_byte_is_read)
{
	begin();
	fake_form(&req, "a=12345");
	ck_assert_int_eq(body_read(&req, 6, authorise), ERR_TOO_LARGE);
	ck_assert_uint_eq(((struct fake_stream *)req.stream)->length, 7);
	ck_assert_int_eq(body_read(&req, 7, authorise), OK);
}
END_TEST

START_TEST(a_body_shorter_than_announced_is_refused)
{
	begin();
	fake_form(&req, "a=1");
	req.content_length = 10;
	ck_assert_int_eq(body_read(&req, 1024, authorise), ERR_BAD_REQUEST);
	ck_assert_int_eq(asked, 0);
	begin();
	req.content_length = -1;
	ck_assert_int_eq(body_read(&req, 1024, authorise), ERR_BAD_REQUEST);
}
END_TEST

START_TEST(other_content_types_are_refused)
{
	static const char *const bad[] = {"application/json",
					  "text/plain",
					  "multipart/form-data; boundary=" B,
					  "application/x-www-form-urlencoded; charset=utf-7",
					  "application/x-www-form-urlencodedx",
					  "",
					  NULL};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		begin();
		fake_body(&req, bad[i], "a=1", 3);
		ck_assert_int_eq(body_read(&req, 1024, authorise), ERR_MEDIA_TYPE);
	}
	begin();
	fake_body(&req, "Application/X-WWW-Form-Urlencoded; Charset=UTF-8", "a=1", 3);
	ck_assert_int_eq(body_read(&req, 1024, authorise), OK);
}
END_TEST

START_TEST(a_file_goes_to_the_sink_after_the_token_was_checked)
{
	ck_assert_int_eq(read_upload(TEXT("csrf", "t") TEXT("once", "o") FILE_PART("file", "a.pdf", "%PDF") END), OK);
	ck_assert_str_eq(received.data, "authorised with t;file=a.pdf:%PDF.");
	ck_assert_int_eq(asked, 1);
	ck_assert_str_eq(params_get(&req.posted, "once"), "o");
	ck_assert_ptr_null(params_get(&req.posted, "file"));
}
END_TEST

START_TEST(a_refused_token_stops_before_the_first_byte_of_the_file)
{
	begin();
	req.sink = (struct upload_sink){NULL, sink_begin, sink_write, sink_end};
	answer = ERR_CSRF;
	const char body[] = FILE_PART("file", "a.pdf", "%PDF") TEXT("csrf", "late") END;
	fake_body(&req, "multipart/form-data; boundary=" B, body, sizeof(body) - 1);
	ck_assert_int_eq(body_read(&req, 1024, authorise), ERR_CSRF);
	ck_assert_str_eq(received.data, "authorised with (null);");
}
END_TEST

START_TEST(a_second_file_is_refused)
{
	ck_assert_int_eq(read_upload(TEXT("csrf", "t") FILE_PART("file", "a", "1") FILE_PART("file", "b", "2") END),
			 ERR_BAD_REQUEST);
}
END_TEST

START_TEST(what_the_sink_says_ends_the_upload)
{
	begin();
	req.sink = (struct upload_sink){&req, sink_begin, sink_write, sink_end};
	const char body[] = TEXT("csrf", "t") FILE_PART("file", "a", "1") END;
	fake_body(&req, "multipart/form-data; boundary=" B, body, sizeof(body) - 1);
	ck_assert_int_eq(body_read(&req, 1024, authorise), ERR_STORAGE);
}
END_TEST

START_TEST(text_parts_are_bounded_and_clean)
{
	struct buf body;

	ck_assert_int_eq(read_upload(TEXT("csrf", "bad \xff") END), ERR_BAD_REQUEST);
	buf_init(&body);
	buf_add_text(&body, "--" B "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n");
	for (int i = 0; i < 65 * 1024; i++)
		buf_add_char(&body, 'x');
	buf_add_text(&body, "\r\n" END);
	ck_assert_int_eq(read_upload(body.data), ERR_TOO_LARGE);
	buf_release(&body);
}
END_TEST

START_TEST(a_bad_boundary_is_a_bad_request)
{
	begin();
	req.sink = (struct upload_sink){NULL, sink_begin, sink_write, sink_end};
	fake_body(&req, "multipart/form-data; boundary=", "x", 1);
	ck_assert_int_eq(body_read(&req, 1024, authorise), ERR_BAD_REQUEST);
}
END_TEST

int main(void)
{
	crypt_init();
	arena = arena_new();
	int status = RUN_SUITE("http/body", urlencoded_bodies_become_posted_values_and_are_authorised_at_their_end,
			       limits_are_checked_before_a_byte_is_read, a_form_is_small_also_where_files_may_be_large,
			       a_body_shorter_than_announced_is_refused, other_content_types_are_refused,
			       a_file_goes_to_the_sink_after_the_token_was_checked,
			       a_refused_token_stops_before_the_first_byte_of_the_file, a_second_file_is_refused,
			       what_the_sink_says_ends_the_upload, text_parts_are_bounded_and_clean,
			       a_bad_boundary_is_a_bad_request);
	arena_free(arena);
	return status;
}
