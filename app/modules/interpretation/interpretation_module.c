/* Interpretations: published by a move, read on /interpretations, withdrawn by the leader and kept. */
#include "base/base.h"
#include "modules/interpretation/interpretation.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/matter.h"
#include "kernel/page_action.h"
#include "kernel/panel.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

#define OURS "本系统默认"
#define ARTICLE "第三十五条"

enum { SMALL_BODY = 64 * 1024, ARTICLES = 37, MISSING_ARTICLE = 11 };

static const struct setting_row settings[] = {
	{"interpret_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "条款解释答复时限", ARTICLE, OURS},
	{"interpret_more_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "条款解释补充问题时限", ARTICLE, OURS},
	{"interpret_lapse_wd", SETTING_INTEGER, "20", "工作日", 5, 120, "逾期未补充问题终止", ARTICLE, OURS},
	{"interpret_approve_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "条款解释审定时限", ARTICLE, OURS},
	{.key = NULL},
};

/* ---- moves ---- */

/* What the answer was drafted as; the newest draft is the one that was approved. */
static enum err publish_interpretation(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct query *query;
	struct values *given;
	enum err err = matter_given_to(context, moving->matter, "draft_answer", &given);

	if (err != OK || given == NULL)
		return err != OK ? err : ERR_INTERNAL;
	query = db_query(context->db, Q_INTERPRETATION_ADD);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":article", strtol(values_word(moving->form, "article_no"), NULL, 10));
	query_text(query, ":question", values_word(given, "published_question"));
	query_text(query, ":answer", values_word(given, "answer"));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){.action = "interpretation.publish",
					       .object = "interpretation",
					       .object_id = db_last_id(context->db)},
			 NULL);
}

/* The draft that came back, else the question as it was asked. */
static enum err fill_question(struct moving *moving)
{
	struct values *given;
	enum err err = matter_given_to(moving->context, moving->matter, "draft_answer", &given);

	values_set(moving->fields, "published_question", values_word(moving->form, "question"));
	if (given != NULL) {
		values_set(moving->fields, "published_question", values_word(given, "published_question"));
		values_set(moving->fields, "answer", values_word(given, "answer"));
	}
	return err;
}

/* Answers on the same article, this matter's own among them with what became of it. */
static enum err fill_earlier(struct context *context, struct matter *matter UNUSED, struct values *form,
			     struct dict *body)
{
	static const char *const heads[] = {"问题", "公布", "现况", NULL};
	struct query *query = db_query(context->db, Q_INTERPRETATION_SAME);
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":article", strtol(values_word(form, "article_no"), NULL, 10));
	while (query_step(query)) {
		const char *href = arena_printf(arena, "/interpretations/%" PRId64, next_int(query));

		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "本条已公布的解释"),
					    "本条已公布的解释", heads);
		table_line(table);
		table_link(table, href, utf8_head(arena, next_text(query, arena), 60));
		table_text(table, format_day(arena, day_of(next_int(query))));
		table_text(table, next_int(query) != 0 ? "已撤回" : "有效");
	}
	return query_end(query);
}

/* ---- pages ---- */

/* "依据第十六条" without its 依据. */
static const char *article_words(struct arena *arena, int64_t article)
{
	return article_note(arena, arena_printf(arena, "%" PRId64, article)) + strlen("依据");
}

static void article_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), "article"))
			dict_set(row, "ARTICLE_LABEL", article_words(context->arena, column_int(query, i)));
}

static size_t article_options(struct arena *arena, struct option *options)
{
	size_t count = 0;

	for (int64_t article = 1; article <= ARTICLES; article++) {
		if (article == MISSING_ARTICLE)
			continue;
		options[count].key = arena_printf(arena, "%" PRId64, article);
		options[count++].label = article_words(arena, article);
	}
	return count;
}

static const struct listing_column columns[] = {
	{"ARTICLE_LABEL", "条款", CELL_TEXT},    {"QUESTION_TEXT", "问题", CELL_TEXT},
	{"ANSWER_TEXT", "答复", CELL_TEXT},      {"SHOWN_AT", "公布时间", CELL_TEXT},
	{"WITHDRAWN_AT", "撤回时间", CELL_TEXT},
};
static const struct listing_file file = {"条款解释", columns, ARRAY_LENGTH(columns)};

static enum err interpretations_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = article_row, .file = &file};
	struct dict *body = page_begin(req, "interpretation/list.tpl", "解释答复");
	struct dict *filters = filters_begin(req, body, "按公布时间，新的在前");
	struct option options[ARTICLES];
	size_t count = article_options(req->arena, options);
	struct query *query = db_query(context.db, Q_INTERPRETATION_LIST);
	enum err err;

	filters_select(req, filters, "article", "条款", options, count);
	filters_text(req, filters, "words", "问题或答复中的文字");
	query_int(query, ":article", filter_number(req, "article"));
	query_text(query, ":words", filter_word(req, "words"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 条", list.rows);
	listing_empty(body, &list, "question-circle", "没有符合条件的解释",
		      "对条款有疑问的，可以提出条款解释；答复公布后列在这里");
	listing_pager(req, body, &list);
	dict_show_if(body, "MAY_ASK",
		     procedure_find(req->service, "interpretation") != NULL &&
			     procedure_start_role(procedure_find(req->service, "interpretation"), context.actor) !=
				     ROLE_COUNT);
	return page_end(req, filters_status(req));
}

static const struct field withdraw_fields[] = {
	{.key = "reason",
	 .label = "撤回理由",
	 .type = FIELD_LONG_TEXT,
	 .required = true,
	 .min = 4,
	 .max = 500,
	 .hint = "撤回后仍可查阅，并显示理由"},
};
static const struct form withdraw_form = {withdraw_fields, ARRAY_LENGTH(withdraw_fields)};

static enum err show_one(struct request *req, struct values *typed, int status)
{
	struct context context = context_reading(req);
	struct dict *body = page_begin(req, "interpretation/show.tpl", "条款解释");
	struct query *query = db_query(context.db, Q_INTERPRETATION_ONE);
	struct listing list = {.each = article_row};
	int64_t live = 0;
	enum err err;

	frame_crumb(req, "/interpretations", "解释答复");
	query_int(query, ":id", request_number(req, "id"));
	query_int(query, ":org", context.actor->org);
	err = listing_fill(&context, body, "INTERPRETATION", query, &list);
	if (err == OK && list.rows == 0)
		return ERR_NOT_FOUND;
	if (err != OK)
		return err;
	query = db_query(context.db, Q_INTERPRETATION_LIVE);
	query_int(query, ":id", request_number(req, "id"));
	err = query_value(query, 0, &live);
	if (err == OK && live != 0 && actor_may(req, MAY_WITHDRAW_INTERPRETATIONS)) {
		complaint_show(req, body, "没有撤回", status == 422 ? typed : NULL, NULL);
		err = fields_fill(&context, dict_section(body, "MAY_WITHDRAW"),
				  typed != NULL ? typed : values_empty(req->arena, withdraw_fields, 1), NULL, NULL);
	}
	return err == OK ? page_end(req, status) : err;
}

static enum err interpretation_get(struct request *req)
{
	return show_one(req, NULL, 200);
}

static enum err write_withdrawal(struct context *context, int64_t id, const struct values *form)
{
	struct query *query = db_query(context->db, Q_INTERPRETATION_WITHDRAW);
	enum err err;

	query_int(query, ":id", id);
	query_text(query, ":reason", values_word(form, "reason"));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_STATE;
	if (err != OK)
		return err;
	return audit_add(
		context,
		&(struct audit_entry){.action = "interpretation.withdraw", .object = "interpretation", .object_id = id},
		NULL);
}

static enum err withdraw(struct request *req)
{
	struct context context = context_writing(req);
	int64_t id = request_number(req, "id");
	int64_t live = 0;
	struct query *query = db_query(context.db, Q_INTERPRETATION_KNOWN);
	enum err err;

	query_int(query, ":id", id);
	err = query_value(query, 0, &live);
	if (err == OK && live == 0)
		return ERR_NOT_FOUND;
	if (err == OK && req->form->error_count > 0)
		return show_one(req, req->form, 422);
	if (err == OK)
		err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, write_withdrawal(&context, id, req->form));
	return err == OK ? respond_redirect(req, "/interpretations/%" PRId64, id) : err;
}

static enum err interpretation_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"withdraw", MAY_WITHDRAW_INTERPRETATIONS, &withdraw_form, withdraw},
		{.key = NULL},
	};

	return page_action_run(req, actions);
}

static const struct route routes[] = {
	{METHOD_GET, "/interpretations", interpretations_get, MAY_SEE_INTERPRETATIONS, "35", NULL, 0, 0, NULL},
	{METHOD_GET, "/interpretations/:id", interpretation_get, MAY_SEE_INTERPRETATIONS, "35", NULL, 0, 0, NULL},
	{METHOD_POST, "/interpretations/:id", interpretation_post, MAY_WITHDRAW_INTERPRETATIONS, "35", NULL, SMALL_BODY,
	 ROUTE_DYNAMIC_FORM, NULL},
	{0},
};

static const struct effect_row effects[] = {
	{"publish_interpretation", publish_interpretation},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"question_to_publish", fill_question},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"earlier_interpretations", fill_earlier},
	{NULL, NULL},
};

static const struct menu_row menu[] = {
	{"规则与公告", "解释答复", "/interpretations", "question-circle", MAY_SEE_INTERPRETATIONS, NULL},
	{.label = NULL},
};

const struct module interpretation_module = {
	.name = "interpretation",
	.routes = routes,
	.settings = settings,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.menu = menu,
};
