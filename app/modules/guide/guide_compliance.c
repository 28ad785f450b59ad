/*
 * /compliance: every article red, amber, green or grey from the records, each
 * colour with its rule and each figure with the records behind it.
 */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/service.h"

/* ---- the page ---- */

struct board {
	struct context *context;
	struct dict *body;
	struct measured *measured; /* as check_rows */
	int64_t count[4];          /* articles by colour */
	size_t rows;               /* a line for each check, and for each article without */
};

static enum colour article_colour(const struct board *board, const struct article_row *row)
{
	enum colour worst = COLOUR_GREY;

	for (size_t i = 0; i < check_row_count; i++)
		if (check_rows[i].article == row->number && board->measured[i].colour > worst)
			worst = board->measured[i].colour;
	return worst;
}

/* Where what a check counts is listed; NULL: nowhere. */
static const char *records_href(const struct board *board, const struct check_row *check)
{
	if (check->href != NULL || !check_has_records(board->context, check))
		return check->href;
	return arena_printf(board->context->arena, "/compliance/%s", check->key);
}

static void add_check(struct board *board, struct dict *article, size_t index)
{
	const struct check_row *check = &check_rows[index];
	const struct measured *measured = &board->measured[index];
	struct dict *row = dict_section(article, "CHECK");
	const char *href = records_href(board, check);

	dict_set(row, "CHECK_LABEL", check->label);
	dict_set(row, "TONE", colour_tone(measured->colour));
	dict_set(row, "COLOUR_LABEL", colour_label(measured->colour));
	dict_set(row, "CHECK_TEXT", measured->text);
	dict_set(row, "RULE_TEXT", check->rule);
	if (measured->total > 0)
		dict_printf(row, "FIGURE", "%" PRId64 "/%" PRId64, measured->good, measured->total);
	else
		dict_set(row, "FIGURE", "—");
	if (href != NULL)
		dict_set(dict_section(row, "LINK"), "HREF", href);
}

/* Of an article that no check is about. */
static const char *declared_label(const struct article_row *row)
{
	return row->declaratory ? "宣示性条款" : "无记录";
}

static const char *declared_text(const struct article_row *row)
{
	return row->declaratory ? "宣示性条款，没有可以核对的记录" : "由报告和考核核对，随相应功能启用";
}

static void add_article(struct board *board, struct dict *chapter, const struct article_row *row)
{
	struct dict *article = dict_section(chapter, "ARTICLE");
	enum colour colour = article_colour(board, row);
	bool any = false;

	board->count[colour]++;
	dict_printf(article, "ARTICLE_HREF", "/articles/%d", row->number);
	dict_printf(article, "ARTICLE_NO", "第%s条", text_numeral(board->context->arena, row->number));
	dict_set(article, "ARTICLE_TITLE", row->title);
	for (size_t i = 0; i < check_row_count; i++)
		if (check_rows[i].article == row->number) {
			add_check(board, article, i);
			board->rows++;
			any = true;
		}
	if (any)
		return;
	board->rows++;
	dict_set(dict_section(article, "DECLARATORY"), "DECLARATORY_TEXT", declared_text(row));
	dict_set(article, "DECLARATORY_LABEL", declared_label(row));
}

static void add_urgent(struct board *board)
{
	struct dict *urgent = NULL;

	for (size_t i = 0; i < check_row_count; i++) {
		struct dict *row;

		if (board->measured[i].colour != COLOUR_RED)
			continue;
		if (urgent == NULL)
			urgent = dict_section(board->body, "URGENT");
		row = dict_section(urgent, "URGENT_ROW");
		dict_printf(row, "URGENT_LABEL", "第%s条　%s",
			    text_numeral(board->context->arena, check_rows[i].article), check_rows[i].label);
		dict_set(row, "URGENT_TEXT", board->measured[i].text);
		dict_set(row, "URGENT_HREF", records_href(board, &check_rows[i]));
	}
}

static const struct listing_column check_columns[] = {
	{NULL, "章", CELL_TEXT},         {NULL, "条款", CELL_TEXT}, {NULL, "标题", CELL_TEXT},
	{NULL, "核对内容", CELL_TEXT},   {NULL, "规则", CELL_TEXT}, {NULL, "状态", CELL_TEXT},
	{NULL, "现在的情况", CELL_TEXT}, {NULL, "数字", CELL_TEXT},
};
static const struct listing_file check_file = {"办法落实情况", check_columns, ARRAY_LENGTH(check_columns)};

static void check_cells(struct arena *arena, struct listing_writer *writer, const struct article_row *article,
			const struct check_row *check, const struct measured *measured)
{
	bool counted = measured != NULL && measured->total > 0;

	listing_file_cells(
		writer,
		(const char *[]){
			chapter_titles[article->chapter],
			arena_printf(arena, "第%s条", text_numeral(arena, article->number)),
			article->title,
			check != NULL ? check->label : "",
			check != NULL ? check->rule : "",
			check != NULL ? colour_label(measured->colour) : declared_label(article),
			check != NULL ? measured->text : declared_text(article),
			counted ? arena_printf(arena, "%" PRId64 "/%" PRId64, measured->good, measured->total) : "",
		});
}

static enum err compliance_file(const struct board *board, struct listing_writer *writer)
{
	for (size_t a = 0; a < article_row_count; a++) {
		bool any = false;

		for (size_t i = 0; i < check_row_count; i++)
			if (check_rows[i].article == article_rows[a].number) {
				check_cells(board->context->arena, writer, &article_rows[a], &check_rows[i],
					    &board->measured[i]);
				any = true;
			}
		if (!any)
			check_cells(board->context->arena, writer, &article_rows[a], NULL, NULL);
	}
	return listing_file_end(writer, false);
}

enum err compliance_get(struct request *req)
{
	struct context context = context_reading(req);
	struct board board = {.context = &context,
			      .measured = arena_array(req->arena, check_row_count, sizeof *board.measured)};
	struct listing_writer *writer;
	enum err err = listing_file_wanted(req, &check_file, &writer);

	for (size_t i = 0; err == OK && i < check_row_count; i++)
		err = check_measure(&context, &check_rows[i], &board.measured[i]);
	if (err != OK)
		return err;
	if (writer != NULL)
		return compliance_file(&board, writer);
	board.body = page_begin(req, "guide/compliance.tpl", "办法落实情况");
	add_urgent(&board);
	for (int chapter = 1; chapter <= 7; chapter++) {
		struct dict *section = dict_section(board.body, "CHAPTER");

		dict_set(section, "CHAPTER_TITLE", chapter_titles[chapter]);
		for (size_t i = 0; i < article_row_count; i++)
			if (article_rows[i].chapter == chapter)
				add_article(&board, section, &article_rows[i]);
	}
	dict_printf(board.body, "SUMMARY",
		    "不符 %" PRId64 " 条，关注 %" PRId64 " 条，正常 %" PRId64 " 条，无记录或宣示性 %" PRId64
		    " 条，共 36 条（原文缺第十一条）",
		    board.count[COLOUR_RED], board.count[COLOUR_AMBER], board.count[COLOUR_GREEN],
		    board.count[COLOUR_GREY]);
	listing_pager(req, board.body, &(struct listing){.file = &check_file, .rows = board.rows});
	return page_end(req, 200);
}

/* ---- GET /compliance/:check ---- */

/* The last is what a check that turns red calls so. */
static const struct option standings[] = {{"0", "符合"}, {"1", "关注"}, {"2", "不符"}};
static const struct option matter_standings[] = {{"0", "已办结"}, {"1", "在办"}, {"2", "逾期"}};

static void record_row(struct context *context UNUSED, struct dict *row, struct query *query, void *data)
{
	const struct check_row *check = data;
	const char *const tones[] = {"green", "amber", colour_tone(check->when_bad)};
	const struct option *labels = check->records == 0 ? matter_standings : standings;

	for (int i = 0; i < column_count(query); i++) {
		const char *name = column_name(query, i);

		if (text_equal(name, "standing") && column_int(query, i) >= 0 && column_int(query, i) <= 2) {
			dict_set(row, "STANDING_LABEL", labels[column_int(query, i)].label);
			dict_set(row, "STANDING_TONE", tones[column_int(query, i)]);
		} else if (text_equal(name, "href") && !text_empty(column_text(query, i))) {
			dict_set(dict_section(row, "LINK"), "HREF", column_text(query, i));
		} else if (text_equal(name, "href")) {
			dict_show(row, "PLAIN");
		}
	}
}

static const struct listing_column record_columns[] = {
	{"SUBJECT", "记录", CELL_TEXT},
	{"OWNER", "单位", CELL_TEXT},
	{"STANDING_LABEL", "情况", CELL_TEXT},
	{"WHY", "说明", CELL_TEXT},
};
static const struct listing_file record_file = {"落实情况记录", record_columns, ARRAY_LENGTH(record_columns)};

enum err compliance_records_get(struct request *req)
{
	struct context context = context_reading(req);
	const struct check_row *check = check_find(request_hole(req, "check"));
	struct listing list = {.each = record_row, .file = &record_file};
	struct measured measured;
	struct dict *body, *filters;
	struct query *query;
	enum err err;

	if (check == NULL || !check_has_records(&context, check))
		return ERR_NOT_FOUND;
	list.descending = check_descends(check);
	list.data = arena_memdup(req->arena, check, sizeof *check);
	err = check_measure(&context, check, &measured);
	body = page_begin(req, "guide/records.tpl", check->label);
	frame_crumb(req, "/compliance", "办法落实情况");
	dict_set(body, "RULE_TEXT", check->rule);
	dict_set(body, "CHECK_TEXT", measured.text);
	dict_set(body, "TONE", colour_tone(measured.colour));
	dict_set(body, "COLOUR_LABEL", colour_label(measured.colour));
	dict_printf(body, "ARTICLE_NO", "第%s条", text_numeral(req->arena, check->article));
	dict_printf(body, "ARTICLE_HREF", "/articles/%d", check->article);
	filters = filters_begin(req, body, list.descending ? "新的在前" : "按登记次序");
	if (check->records == 0)
		filters_select(req, filters, "standing", "情况", matter_standings, ARRAY_LENGTH(matter_standings));
	else
		filters_select(req, filters, "standing", "情况", standings,
			       ARRAY_LENGTH(standings) - (check->when_bad != COLOUR_RED));
	query = check_records(&context, check,
			      filter_value(req, "standing") == NULL ? -1 : (int)filter_number(req, "standing"));
	if (err == OK)
		err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 条", list.rows);
	listing_empty(body, &list, "clipboard-check", "没有记录", "没有符合条件的记录");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}
