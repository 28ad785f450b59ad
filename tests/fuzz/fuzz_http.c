/* What a browser sends: the head, the query, cookies, and bodies of both kinds. */
#include "fuzz/fuzz.h"

#include "base/buf.h"
#include "base/text.h"
#include "http/body.h"
#include "http/cookie.h"
#include "http/multipart.h"
#include "unit/http/fake.h"

/* As a header or a variable comes: it ends at its first NUL. */
static char *as_text(struct arena *arena, const char *data, size_t length)
{
	return arena_strndup(arena, data, length == 0 ? 0 : strnlen(data, length));
}

static void check_params(const struct params *params, size_t most)
{
	FUZZ_HOLDS(params->count <= most);
	for (size_t i = 0; i < params->count; i++) {
		FUZZ_HOLDS(utf8_valid(params->items[i].name, strlen(params->items[i].name)));
		FUZZ_HOLDS(utf8_valid(params->items[i].value, strlen(params->items[i].value)));
	}
}

/* ---- query strings and urlencoded bodies ---- */

static const char *const query_words[] = {"&",
					  "=",
					  "%00",
					  "%",
					  "%e6%b0%b4",
					  "%C0%AE",
					  "%ed%a0%80",
					  "+",
					  "a=1&",
					  "csrf=",
					  "%2",
					  "lines.1.count=",
					  "lines.4294967297.count=",
					  NULL};

static void query_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(corpus, "q=a%20b&p=2");
	fuzz_corpus_text(corpus, "kind=new&zones=public&zones=inner&name=%E6%B0%B4%E5%88%A9+%E5%8E%85&empty=&=x&alone");
	fuzz_corpus_text(corpus, "");
}

static void query_run(struct arena *arena, const char *data, size_t length)
{
	struct params params = {0};
	if (params_parse(arena, data, length, &params) == OK)
		check_params(&params, PARAMS_MAX);
}

const struct fuzz_target fuzz_query = {"query", 1, query_words, query_begin, query_run};

/* ---- cookies ---- */

static const char *const cookie_words[] = {"; ", "=", "__Host-sid=", ";", "\"", " ", "a=1;", "\r\n", NULL};

static void cookie_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(corpus, "a=1; __Host-sid=abc%20d;b=x=y ;nameless; ;c=");
	fuzz_corpus_text(corpus, "__Host-sid=AZaz09-_; __Host-pre=def");
}

static void cookie_run(struct arena *arena, const char *data, size_t length)
{
	struct params cookies = {0};
	if (cookies_parse(arena, as_text(arena, data, length), &cookies) == OK)
		FUZZ_HOLDS(cookies.count <= COOKIES_MAX);
}

const struct fuzz_target fuzz_cookie = {"cookie", 1, cookie_words, cookie_begin, cookie_run};

/* ---- the head of a request: one variable to a line ---- */

enum { VARIABLES_MAX = 200 };

static const char *const head_words[] = {"REQUEST_METHOD=",
					 "DOCUMENT_URI=/",
					 "REQUEST_URI=/",
					 "QUERY_STRING=",
					 "CONTENT_LENGTH=",
					 "HTTP_COOKIE=__Host-sid=",
					 "HTTP_ACCEPT=application/json",
					 "\n",
					 "/../",
					 "//",
					 "\\",
					 "%2f",
					 "\xe2\x80\xae",
					 "?",
					 NULL};

static void head_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(corpus,
			 "REQUEST_METHOD=POST\nDOCUMENT_URI=/search/水利\n"
			 "REQUEST_URI=/search/%E6%B0%B4%E5%88%A9?q=a%20b&p=2\nQUERY_STRING=q=a%20b&p=2\n"
			 "HTTP_HOST=zwy.test\nHTTP_ORIGIN=https://zwy.test\nHTTP_SEC_FETCH_SITE=same-origin\n"
			 "REMOTE_ADDR=10.0.0.7\nHTTP_USER_AGENT=agent\nCONTENT_LENGTH=12\n"
			 "CONTENT_TYPE=application/x-www-form-urlencoded\nHTTP_ACCEPT=application/json\n"
			 "HTTP_COOKIE=other=1; __Host-sid=abc; __Host-pre=def\nHTTP_AUTHORIZATION=Bearer zwy_x");
	fuzz_corpus_text(corpus, "REQUEST_METHOD=GET\nDOCUMENT_URI=/\nREQUEST_URI=/");
}

static void head_run(struct arena *arena, const char *data, size_t length)
{
	char **lines;
	struct request req;
	const char *variables[VARIABLES_MAX + 1] = {NULL};
	size_t count = text_split(arena, as_text(arena, data, length), '\n', &lines);
	for (size_t i = 0; i < count && i < VARIABLES_MAX; i++)
		variables[i] = lines[i];
	request_init(&req, arena);
	enum err err = request_head(&req, variables);
	/* It can be answered in any case. */
	FUZZ_HOLDS(req.path != NULL && req.path[0] == '/' && req.id != NULL);
	FUZZ_HOLDS(utf8_valid(req.path, strlen(req.path)));
	if (err == OK)
		check_params(&req.query, PARAMS_MAX);
	buf_release(&req.response.body);
}

const struct fuzz_target fuzz_head = {"head", 1, head_words, head_begin, head_run};

/* ---- a form with a field of every type, what was typed and what is stored of it ---- */

static const struct option options[] = {{"new", "新建"}, {"migration", "迁移"}, {"other", "其他"}};
static const struct field columns[] = {
	{.key = "count", .label = "数量", .type = FIELD_INTEGER, .min = 1, .max = 1000, .required = true},
	{.key = "purpose", .label = "用途", .type = FIELD_TEXT, .max = 20},
	{.key = "until", .label = "至", .type = FIELD_DATE},
};
static const struct field fields[] = {
	{.key = "name", .label = "名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 40},
	{.key = "why", .label = "理由", .type = FIELD_LONG_TEXT, .max = 500},
	{.key = "phone", .label = "电话", .type = FIELD_TEXT, .pattern = "phone"},
	{.key = "ports", .label = "端口", .type = FIELD_TEXT, .pattern = "ports"},
	{.key = "at", .label = "时间", .type = FIELD_TEXT, .pattern = "time"},
	{.key = "users", .label = "人数", .type = FIELD_INTEGER, .min = 1, .max = 100000},
	{.key = "share", .label = "比例", .type = FIELD_DECIMAL, .max = 100},
	{.key = "price", .label = "金额", .type = FIELD_MONEY, .unit = "万元"},
	{.key = "day", .label = "日期", .type = FIELD_DATE},
	{.key = "kind", .label = "类型", .type = FIELD_CHOICE, .options = options, .option_count = 3},
	{.key = "zones", .label = "区域", .type = FIELD_CHOICES, .options = options, .option_count = 3, .max = 2},
	{.key = "sure", .label = "确认", .type = FIELD_YES_NO},
	{.key = "system", .label = "系统", .type = FIELD_REFERENCE, .reference = "system"},
	{.key = "lines", .label = "明细", .type = FIELD_ROWS, .columns = columns, .column_count = 3, .max = 50},
	{.key = "after", .label = "", .type = FIELD_HIDDEN},
};

static const char *const form_words[] = {"name=",
					 "users=",
					 "share=",
					 "price=",
					 "day=2026-02-30",
					 "kind=new",
					 "zones=",
					 "&sure=yes",
					 "&lines.1.count=",
					 "&lines.50.until=",
					 "&lines.0.count=1",
					 "&lines.18446744073709551617.count=",
					 "%EF%BC%91%EF%BC%92",
					 "%E3%80%80",
					 "1,234.50",
					 "9999-12-31",
					 "0001-01-01",
					 "&system=",
					 "&ports=1-65535,443",
					 "&at=24:00",
					 NULL};

static void form_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(
		corpus,
		"name=%E6%B0%B4%E5%88%A9%E5%8E%85&why=a%0D%0Ab&phone=028-86601234&ports=443,8080-8090&at=09:30"
		"&users=20000&share=33.33&price=12.5&day=2026-11-20&kind=new&zones=new&zones=other&sure=yes"
		"&system=12&lines.1.count=2&lines.1.purpose=app&lines.2.count=3&lines.2.until=2027-01-01&after=3");
	fuzz_corpus_text(corpus, "name=a&users=-1&share=1e5&price=&day=x&kind=none&lines.3.count=0&unknown=1");
}

static void form_run(struct arena *arena, const char *data, size_t length)
{
	struct params posted = {0};
	if (params_parse(arena, data, length, &posted) != OK)
		return;
	for (int draft = 0; draft < 2; draft++) {
		struct values *values = values_decode(arena, fields, ARRAY_LENGTH(fields), &posted, draft);
		const char *stored = values_json(values, arena);
		struct values *again = values_from_json(arena, fields, ARRAY_LENGTH(fields), stored);
		FUZZ_HOLDS(again != NULL);
		FUZZ_HOLDS(text_equal(values_json(again, arena), stored));
		for (size_t i = 0; i < values->count; i++) {
			const char *shown = value_display(arena, &values->items[i]);
			FUZZ_HOLDS(utf8_valid(shown, strlen(shown)));
		}
		values_check(again);
	}
	(void)!form_unknown(fields, ARRAY_LENGTH(fields), &posted, NULL);
	(void)!form_repeated(fields, ARRAY_LENGTH(fields), &posted);
}

const struct fuzz_target fuzz_form = {"form", 2, form_words, form_begin, form_run};

/* ---- multipart: the same whatever pieces it comes in ---- */

#define BOUNDARY "----WebKitFormBoundaryx7"

static const char *const multipart_words[] = {"\r\n--" BOUNDARY "\r\n",
					      "\r\n--" BOUNDARY "--\r\n",
					      "--" BOUNDARY,
					      "Content-Disposition: form-data; name=\"a\"",
					      "; filename=\"x.pdf\"",
					      "; filename*=UTF-8''x",
					      "Content-Type: application/pdf\r\n",
					      "\r\n\r\n",
					      "\\\"",
					      "%22",
					      NULL};

static void multipart_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(
		corpus, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n"
			"--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
			"--" BOUNDARY "\r\ncontent-disposition: form-data; name=\"file\"; filename=\"方案 (1).pdf\"\r\n"
			"Content-Type: application/pdf\r\n\r\n\r\n------WebKitFormBoundaryxx\r\r\n\r\n-\r\n--\r\n"
			"\r\n--" BOUNDARY "--\r\n");
	fuzz_corpus_text(corpus, "--" BOUNDARY "--\r\n");
}

static enum err note_begin(void *context, const char *name, const char *file_name)
{
	FUZZ_HOLDS(utf8_valid(name, strlen(name)) && (file_name == NULL || utf8_valid(file_name, strlen(file_name))));
	buf_printf(context, "[%s|%s]", name, file_name != NULL ? file_name : "-");
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

static enum err feed(struct arena *arena, const char *data, size_t length, size_t piece, struct buf *log)
{
	struct multipart_handler handler = {log, note_begin, note_data, note_end};
	struct multipart *multipart = multipart_new(arena, BOUNDARY, &handler);
	for (size_t at = 0; at < length; at += piece) {
		enum err err = multipart_feed(multipart, data + at, length - at < piece ? length - at : piece);
		if (err != OK)
			return err;
	}
	return multipart_finish(multipart);
}

static void multipart_run(struct arena *arena, const char *data, size_t length)
{
	struct buf whole, pieces;
	buf_init(&whole);
	buf_init(&pieces);
	(void)multipart_boundary(arena, as_text(arena, data, length));
	enum err err = feed(arena, data, length, length + 1, &whole);
	FUZZ_HOLDS(feed(arena, data, length, 1 + length % 7, &pieces) == err);
	FUZZ_HOLDS(err != OK || (whole.length == pieces.length && memcmp(whole.data, pieces.data, whole.length) == 0));
	buf_release(&whole);
	buf_release(&pieces);
}

const struct fuzz_target fuzz_multipart = {"multipart", 1, multipart_words, multipart_begin, multipart_run};
