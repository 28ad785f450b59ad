#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "http/multipart.h"

#include "unit/suite.h"

static struct arena *arena;

#define B "----WebKitFormBoundaryx7"
#define ALMOST "----WebKitFormBoundaryx"

/* A text field, an empty one, a file whose content looks like delimiters, and bytes of every kind. */
static const char sample[] = "--" B "\r\n"
			     "Content-Disposition: form-data; name=\"csrf\"\r\n\r\n"
			     "token\r\n"
			     "--" B "\r\n"
			     "Content-Disposition: form-data; name=\"empty\"\r\n\r\n"
			     "\r\n"
			     "--" B "\r\n"
			     "content-disposition: form-data; name=\"file\"; filename=\"方案 (1).pdf\"\r\n"
			     "Content-Type: application/pdf\r\n\r\n"
			     "\r\n--" ALMOST "x\r\r\n\r\n-\r\n--\r\n--" ALMOST "\xff\0z--" B "\r\n"
			     "\r\n--" B "--\r\n";

/* Writes down what it is told: "[name|file]data;" */
static enum err note_begin(void *context, const char *name, const char *file_name)
{
	struct buf *log = context;

	buf_printf(log, "[%s|%s]", name, file_name != NULL ? file_name : "-");
	return OK;
}

static enum err note_data(void *context, const char *data, size_t length)
{
	buf_add(context, data, length);
	return OK;
}

static enum err note_end(void *context)
{
	buf_add_char(context, ';');
	return OK;
}

static enum err run(const char *data, size_t length, size_t first, struct buf *log)
{
	struct multipart_handler handler = {log, note_begin, note_data, note_end};
	struct multipart *multipart = multipart_new(arena, B, &handler);
	enum err err = multipart_feed(multipart, data, first);

	if (err == OK)
		err = multipart_feed(multipart, data + first, length - first);
	return err == OK ? multipart_finish(multipart) : err;
}

static enum err outcome(const char *body)
{
	struct buf log;

	buf_init(&log);
	enum err err = run(body, strlen(body), 0, &log);
	buf_release(&log);
	return err;
}

static const char expected[] = "[csrf|-]token;[empty|-];[file|方案 (1).pdf]"
			       "\r\n--" ALMOST "x\r\r\n\r\n-\r\n--\r\n--" ALMOST "\xff\0z--" B "\r\n;";

START_TEST(every_split_point_gives_the_same_parts)
{
	for (size_t split = 0; split <= sizeof(sample) - 1; split++) {
		struct buf log;
		buf_init(&log);
		ck_assert_int_eq(run(sample, sizeof(sample) - 1, split, &log), OK);
		ck_assert_uint_eq(log.length, sizeof(expected) - 1);
		ck_assert_mem_eq(log.data, expected, log.length);
		buf_release(&log);
	}
}
END_TEST

START_TEST(byte_by_byte_gives_the_same_parts)
{
	struct buf log;
	struct multipart_handler handler = {&log, note_begin, note_data, note_end};
	struct multipart *multipart = multipart_new(arena, B, &handler);

	buf_init(&log);
	for (size_t i = 0; i < sizeof(sample) - 1; i++)
		ck_assert_int_eq(multipart_feed(multipart, sample + i, 1), OK);
	ck_assert_int_eq(multipart_finish(multipart), OK);
	ck_assert_uint_eq(log.length, sizeof(expected) - 1);
	ck_assert_mem_eq(log.data, expected, log.length);
	buf_release(&log);
}
END_TEST

START_TEST(every_shortened_body_is_refused)
{
	/* Without the last CRLF, or its LF, it is still whole. */
	for (size_t length = 0; length < sizeof(sample) - 1 - 2; length++) {
		struct buf log;
		buf_init(&log);
		ck_assert_int_eq(run(sample, length, 0, &log), ERR_BAD_REQUEST);
		buf_release(&log);
	}
}
END_TEST

#define PART(headers) "--" B "\r\n" headers "\r\n\r\nx\r\n--" B "--\r\n"
#define DISPOSITION "Content-Disposition: form-data; "

START_TEST(sound_bodies_are_taken)
{
	ck_assert_int_eq(outcome(PART(DISPOSITION "name=\"a\"")), OK);
	ck_assert_int_eq(outcome(PART(DISPOSITION "name=a")), OK);
	ck_assert_int_eq(outcome(PART("CONTENT-DISPOSITION:form-data;name=\"a\";filename=\"\"")), OK);
	ck_assert_int_eq(outcome(PART("X-Own: y\r\n" DISPOSITION "name=\"a\"")), OK);
}
END_TEST

START_TEST(attacks_on_the_shape_are_refused)
{
	static const char *const bad[] = {
		"",
		"preamble\r\n" PART(DISPOSITION "name=\"a\""),
		PART(DISPOSITION "name=\"a\"") "epilogue",
		PART(DISPOSITION "name=\"a\"") "\r\n",
		PART(DISPOSITION "name=\"a\"; name=\"b\""),
		PART(DISPOSITION "name=\"a\"; filename=\"x\"; filename=\"y\""),
		PART(DISPOSITION "name=\"a\"; filename*=UTF-8''x"),
		PART(DISPOSITION "name=\"a\"; filename=\"x\"; filename*=UTF-8''y"),
		PART(DISPOSITION "filename=\"x\""),
		PART(DISPOSITION "name=\"\""),
		PART(DISPOSITION "name=\"a"),
		PART(DISPOSITION "name=\"a\" filename=\"b\""),
		PART("Content-Disposition: attachment; name=\"a\""),
		PART(DISPOSITION "name=\"a\"\r\n" DISPOSITION "name=\"b\""),
		PART(DISPOSITION "name=\"a\"\r\nContent-Type: multipart/mixed; boundary=z"),
		PART(DISPOSITION "name=\"a\"\r\nContent-Transfer-Encoding: base64"),
		PART(DISPOSITION "name=\"a\";\r\n filename=\"folded\""),
		PART(DISPOSITION "name=\"a\"; filename=\"gbk\xb7\xbd\""),
		PART(DISPOSITION "name=\"a\"; filename=\"b\xe2\x80\xae"
				 "fdp.exe\""),
		PART(DISPOSITION "name=\"a\"; filename=\"b\rc\""),
		PART(DISPOSITION "name=\"a\"; filename=\"b\tc\""),
		PART("no colon"),
		"--" B "\nContent-Disposition: form-data; name=\"a\"\n\nx\n--" B "--\n",
		"--" B "\r\n\r\nx\r\n--" B "--\r\n",
		"--" B "--\r\n--" B "--\r\n",
		"--" B " \r\n" DISPOSITION "name=\"a\"\r\n\r\nx\r\n--" B "--\r\n",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(outcome(bad[i]) == ERR_BAD_REQUEST, "taken: %s", bad[i]);
}
END_TEST

START_TEST(a_megabyte_of_headers_takes_no_memory)
{
	struct buf body;

	buf_init(&body);
	buf_add_text(&body, "--" B "\r\nX: ");
	for (int i = 0; i < 1024 * 1024; i++)
		buf_add_char(&body, 'y');
	size_t before = arena_used(arena);
	ck_assert_int_eq(outcome(body.data), ERR_BAD_REQUEST);
	ck_assert_uint_lt(arena_used(arena) - before, 16 * 1024);
	buf_release(&body);
}
END_TEST

START_TEST(ten_thousand_parts_are_refused)
{
	struct buf body;

	buf_init(&body);
	for (int i = 0; i < 10000; i++)
		buf_add_text(&body, "--" B "\r\n" DISPOSITION "name=\"a\"\r\n\r\n\r\n");
	buf_add_text(&body, "--" B "--\r\n");
	ck_assert_int_eq(outcome(body.data), ERR_BAD_REQUEST);
	buf_release(&body);
}
END_TEST

START_TEST(folders_of_old_browsers_are_cut_from_file_names)
{
	struct buf log;
	const char body[] = PART(DISPOSITION "name=\"a\"; filename=\"C:\\tmp\\..\\申请函.pdf\"");

	buf_init(&log);
	ck_assert_int_eq(run(body, sizeof(body) - 1, 0, &log), OK);
	ck_assert_str_eq(log.data, "[a|申请函.pdf]x;");
	buf_release(&log);
}
END_TEST

static enum err stop_at_once(void *context UNUSED, const char *name UNUSED, const char *file_name UNUSED)
{
	return ERR_FORBIDDEN;
}

START_TEST(what_the_handler_says_stops_the_reading)
{
	struct multipart_handler handler = {NULL, stop_at_once, note_data, note_end};
	struct multipart *multipart = multipart_new(arena, B, &handler);

	ck_assert_int_eq(multipart_feed(multipart, sample, sizeof(sample) - 1), ERR_FORBIDDEN);
}
END_TEST

START_TEST(only_sound_boundaries_are_taken)
{
	static const char *const bad[] = {
		"multipart/form-data",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"\"",
		"multipart/form-data; boundary=a; boundary=b",
		"multipart/form-data; boundary=\"ends with a space \"",
		"multipart/form-data; boundary=\"a\x01z\"",
		"multipart/form-data; boundary=\"\xe6\xb0\xb4\"",
		"multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012345678901",
		"multipart/mixed; boundary=a",
		"multipart/form-datax; boundary=a",
	};

	ck_assert_str_eq(multipart_boundary(arena, "multipart/form-data; boundary=a"), "a");
	ck_assert_str_eq(multipart_boundary(arena, "Multipart/Form-Data;charset=utf-8;BOUNDARY=\"a b\""), "a b");
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(multipart_boundary(arena, bad[i]) == NULL, "taken: %s", bad[i]);
}
END_TEST

/* A small generator, so that a failure repeats. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static size_t mutate(char *body, size_t length, uint32_t *state)
{
	static const char *const pieces[] = {"\r\n", "--" B, "\r\n--" B "--", "\r\n--" B "\r\n", "\"", ";", "\r",
					     "-",    "\n"};
	size_t changes = 1 + next_random(state) % 6;

	for (size_t c = 0; c < changes; c++) {
		size_t at = next_random(state) % length;
		const char *piece = pieces[next_random(state) % ARRAY_LENGTH(pieces)];
		switch (next_random(state) % 3) {
		case 0:
			body[at] = (char)next_random(state);
			break;
		case 1:
			for (size_t i = 0; piece[i] != '\0' && at + i < length; i++)
				body[at + i] = piece[i];
			break;
		default:
			memmove(body + at, body + at + 1, length - at - 1);
			length--;
		}
	}
	return length;
}

START_TEST(mutated_bodies_are_judged_alike_however_they_are_cut)
{
	uint32_t state = 20261124;

	for (int round = 0; round < 20000; round++) {
		struct arena *own = arena_new();
		struct arena *outer = arena;
		char body[sizeof(sample)];
		struct buf whole;
		struct buf cut;
		memcpy(body, sample, sizeof(sample));
		size_t length = mutate(body, sizeof(sample) - 1, &state);
		arena = own;
		buf_init(&whole);
		buf_init(&cut);
		enum err at_once = run(body, length, 0, &whole);
		enum err in_two = run(body, length, next_random(&state) % (length + 1), &cut);
		ck_assert_msg(at_once == in_two, "round %d", round);
		ck_assert_msg(at_once == OK || at_once == ERR_BAD_REQUEST, "round %d", round);
		ck_assert_uint_le(whole.length, length + 16);
		if (at_once == OK) {
			ck_assert_uint_eq(whole.length, cut.length);
			ck_assert_mem_eq(whole.data, cut.data, cut.length);
		}
		buf_release(&whole);
		buf_release(&cut);
		arena = outer;
		arena_free(own);
	}
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status =
		RUN_SUITE("http/multipart", every_split_point_gives_the_same_parts, byte_by_byte_gives_the_same_parts,
			  every_shortened_body_is_refused, sound_bodies_are_taken, attacks_on_the_shape_are_refused,
			  a_megabyte_of_headers_takes_no_memory, ten_thousand_parts_are_refused,
			  folders_of_old_browsers_are_cut_from_file_names, what_the_handler_says_stops_the_reading,
			  only_sound_boundaries_are_taken, mutated_bodies_are_judged_alike_however_they_are_cut);
	arena_free(arena);
	return status;
}
