/* What comes as a file or from another program: CSV, rows pushed, answers of a Prometheus, procedures, papers. */
#include "fuzz/fuzz.h"

#include "base/csv.h"
#include "base/text.h"
#include "http/body.h"
#include "http/json_rows.h"
#include "kernel/filetype.h"
#include "kernel/procedure.h"
#include "modules/usage/usage_range.h"
#include "product.h"
#include "unit/http/fake.h"
#include "unit/kernel/files.h"

/* ---- CSV ---- */

static const char *const csv_words[] = {
	"\"", "\"\"", ",",    "\r\n", "\n", "\t", "\xef\xbb\xbf", "'=", "\xd6\xd0\xb9\xfa", "\x81\x30\x81\x30",
	"，", "=1+1", "名称", NULL};

static void csv_begin_corpus(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(
		corpus,
		"名称,代码,说明\r\n省水利厅,slt,\"含 \"\"引号\"\" 与，逗号\r\n第二行\"\r\n省民政厅,mzt,'=1+1\r\n");
	fuzz_corpus_text(corpus, "\xef\xbb\xbfmonth\tmachine\tcpu\n2026-09\tvm-a\t12.5\n\n2026-09\tvm-b\t\n");
	fuzz_corpus_text(corpus, "\xc3\xfb\xb3\xc6,a\n\xcb\xae\xc0\xfb,1\n"); /* GB18030 */
	fuzz_corpus_folder(corpus, "db", ".csv");
}

static void csv_run(struct arena *arena, const char *data, size_t length)
{
	struct csv_table table;
	char *complaint = NULL;
	if (!csv_read(arena, data, length, 500, &table, &complaint)) {
		FUZZ_HOLDS(complaint != NULL && utf8_valid(complaint, strlen(complaint)));
		return;
	}
	FUZZ_HOLDS(table.count <= 500);
	for (size_t row = 0; row < table.count; row++) {
		FUZZ_HOLDS(table.rows[row].count == table.heading.count);
		for (size_t i = 0; i < table.rows[row].count; i++)
			FUZZ_HOLDS(utf8_valid(table.rows[row].cells[i], strlen(table.rows[row].cells[i])));
	}
}

const struct fuzz_target fuzz_csv = {"csv", 1, csv_words, csv_begin_corpus, csv_run};

/* ---- rows pushed as JSON: the same whatever pieces they come in ---- */

static const char *const json_words[] = {"{",
					 "}",
					 "[",
					 "]",
					 ",",
					 ":",
					 "\"",
					 "\\u0000",
					 "\\ud800",
					 "\\\"",
					 "null",
					 "true",
					 "1e308",
					 "-0",
					 "{\"a\":1}",
					 "[[[[[[[[",
					 "\"day\":\"2026-10-31\"",
					 NULL};

static void json_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(corpus, " [ {\"a\": 1, \"b\": \"二\"} ,\r\n{\"a\":0.30000000000000004},{} ]\n");
	fuzz_corpus_text(
		corpus,
		"[{\"month\":\"2026-09\",\"machine\":\"vm-a\",\"system\":\"水雨情\",\"vcpu\":8,\"cpu_avg\":12.5,"
		"\"net_in\":1e2,\"x\":null,\"y\":[1,{}],\"z\":true}]");
}

static enum json_next read_rows(struct arena *arena, const char *data, size_t length, size_t piece, size_t *members)
{
	struct request req;
	struct json_row row;
	enum json_next next = JSON_CUT;
	request_init(&req, arena);
	fake_body(&req, "application/json", data, length);
	((struct fake_stream *)req.stream)->piece = piece;
	*members = 0;
	if (body_json(&req) == OK) {
		struct json_rows *rows = json_rows_begin(&req);
		while ((next = json_rows_next(rows, &row)) == JSON_ROW)
			*members += row.count;
		FUZZ_HOLDS(next != JSON_BROKEN || row.complaint != NULL);
	}
	buf_release(&req.response.body);
	return next;
}

static void json_run(struct arena *arena, const char *data, size_t length)
{
	size_t whole, pieces;
	enum json_next next = read_rows(arena, data, length, 0, &whole);
	FUZZ_HOLDS(read_rows(arena, data, length, 1 + length % 11, &pieces) == next);
	FUZZ_HOLDS(whole == pieces);
}

const struct fuzz_target fuzz_json = {"json", 2, json_words, json_begin, json_run};

/* ---- answers to a pull ---- */

static const char *const range_words[] = {"\"NaN\"",
					  "\"+Inf\"",
					  "\"-1\"",
					  "[1793376000,\"1\"],",
					  "\"values\":[",
					  "\"metric\":{",
					  "\"vm\":\"a\"",
					  "\"resultType\":\"matrix\"",
					  "1e300",
					  "null",
					  "{}",
					  "[]",
					  NULL};

static void range_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_text(corpus,
			 "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
			 "{\"metric\":{\"vm\":\"a\"},\"values\":[[1793376000,\"12.5\"],[1793376300.0,\"13\"]]},"
			 "{\"metric\":{\"vm\":\"b\"},\"values\":[[1793376000,\"NaN\"],[1793462399.9,\"0.01\"]]}]}}");
	fuzz_corpus_text(corpus, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: 水\"}");
}

static void range_run(struct arena *arena, const char *data, size_t length)
{
	struct usage_range range = {.arena = arena, .label = "vm", .day_start = 1793376000};
	const char *complaint = NULL;
	(void)usage_range_error(arena, data, length);
	bool taken = usage_range_take(&range, (enum usage_metric)(length % METRICS), data, length, &complaint);
	FUZZ_HOLDS(taken == (complaint == NULL));
	for (size_t i = 0; i < range.count; i++)
		for (size_t metric = 0; metric < METRICS; metric++)
			if (range.machines[i].slots[metric] != NULL)
				FUZZ_HOLDS(usage_range_measure(range.machines[i].slots[metric]).samples <= RANGE_SLOTS);
}

const struct fuzz_target fuzz_range = {"range", 1, range_words, range_begin, range_run};

/* ---- procedures, as an administrator uploads them ---- */

static const char *const procedure_words[] = {": ",
					      "- ",
					      "\n",
					      "  ",
					      "{",
					      "}",
					      "[",
					      "]",
					      "\"",
					      "&a ",
					      "*a",
					      "!!str ",
					      "---\n",
					      "<<: ",
					      "|\n",
					      "final: true",
					      "to: ",
					      "from: draft",
					      "\"@returner\"",
					      "required_if: \"kind = 'new'\"",
					      "quorum: \"2/3\"",
					      "min: ",
					      "max: ",
					      NULL};

static void procedure_begin(struct fuzz_corpus *corpus)
{
	fuzz_corpus_folder(corpus, "db/procedures", ".yaml");
	fuzz_corpus_folder(corpus, "tests/unit/kernel", ".yaml");
}

/* Conditions belong to the engine, so it goes with each text. */
static void procedure_run(struct arena *arena, const char *data, size_t length)
{
	char *complaints = NULL;
	struct expression_engine *engine = expression_engine_new();
	struct procedure *procedure = procedure_parse(arena, product_modules, engine, "db/procedures/application.yaml",
						      data, length, &complaints);
	FUZZ_HOLDS((procedure == NULL) == (complaints != NULL));
	FUZZ_HOLDS(complaints == NULL || utf8_valid(complaints, strlen(complaints)));
	if (procedure != NULL)
		FUZZ_HOLDS(procedure_picture(arena, procedure, NULL) != NULL);
	arena_reset(arena);
	expression_engine_free(engine);
}

const struct fuzz_target fuzz_procedure = {"procedure", 50, procedure_words, procedure_begin, procedure_run};

/* ---- papers handed in: the same whatever pieces they come in ---- */

static const char *const file_words[] = {"PK\3\4",
					 "PK\1\2",
					 "PK\5\6",
					 "PK\7\10",
					 "%PDF-",
					 "%%EOF",
					 "\xff\xd8\xff",
					 "\xff\xd9",
					 "IEND",
					 "word/document.xml",
					 "[Content_Types].xml",
					 "../",
					 "vbaProject.bin",
					 NULL};

static void file_begin(struct fuzz_corpus *corpus)
{
	static const struct member word[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "a.xml", .data = "x", .later = true}};
	static const struct member sheet[] = {TYPES_MEMBER, SHEET_MEMBER};
	struct buf files[] = {zip_of(word, 3), zip_of(sheet, 2), good_png(), good_jpg(), text_of(good_pdf)};
	filetype_init();
	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		fuzz_corpus_add(corpus, files[i].data, files[i].length);
		buf_release(&files[i]);
	}
}

static const char *verdict(struct arena *arena, const char *type, const char *data, size_t length, size_t piece)
{
	struct filetype_check *check = filetype_begin(arena, type);
	for (size_t at = 0; at < length; at += piece)
		filetype_add(check, data + at, length - at < piece ? length - at : piece);
	return filetype_end(check);
}

static void file_run(struct arena *arena, const char *data, size_t length)
{
	static const char *const types[] = {"pdf", "docx", "xlsx", "ofd", "png", "jpg"};
	const char *type = types[length % ARRAY_LENGTH(types)];
	const char *whole = verdict(arena, type, data, length, length + 1);
	FUZZ_HOLDS(text_equal(verdict(arena, type, data, length, 1 + length % 61), whole));
}

const struct fuzz_target fuzz_file = {"file", 10, file_words, file_begin, file_run};
