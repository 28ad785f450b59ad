/* /articles: every article, the procedures and pages that serve it, what is under way, the newest that was done. */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/permission.h"
#include "kernel/service.h"
#include "kernel/setting.h"

enum { PROCEDURES_MAX = 100 };

/* Matters of one procedure that the organisation takes part in; what nobody did when it was owed is neither. */
struct standing {
	const struct procedure *procedure;
	int64_t open, closed;
};

static enum err read_standings(struct context *context, struct standing *standings)
{
	struct query *query = db_query(context->db, Q_GUIDE_COUNTS);

	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *key = next_text(query, context->arena);
		const char *state_key = next_text(query, context->arena);
		int64_t n = next_int(query);

		for (size_t i = 0; i < context->service->procedure_count && i < PROCEDURES_MAX; i++) {
			const struct procedure *procedure = context->service->procedures[i];
			const struct state *state =
				text_equal(procedure->key, key) ? procedure_state(procedure, state_key) : NULL;

			standings[i].procedure = procedure;
			if (state != NULL && !state->final)
				standings[i].open += n;
			else if (state != NULL && !state->missed && !state->waived)
				standings[i].closed += n;
		}
	}
	return query_end(query);
}

static const char *procedure_names(struct context *context, const char *article)
{
	const char *names = "";

	for (size_t i = 0; i < context->service->procedure_count; i++) {
		const struct procedure *procedure = context->service->procedures[i];

		if (procedure_names_article(procedure, article))
			names = text_list_add(context->arena, names, procedure->title);
	}
	return names;
}

/* ---- GET /articles ---- */

static void count_article(struct context *context, const char *article, const struct standing *standings, int64_t *open,
			  int64_t *closed)
{
	*open = *closed = 0;
	for (size_t i = 0; i < context->service->procedure_count && i < PROCEDURES_MAX; i++)
		if (standings[i].procedure != NULL && procedure_names_article(standings[i].procedure, article)) {
			*open += standings[i].open;
			*closed += standings[i].closed;
		}
}

static void article_line(struct context *context, struct table *table, const struct article_row *row,
			 const struct standing *standings)
{
	const char *article = arena_printf(context->arena, "%d", row->number);
	int64_t open, closed;

	count_article(context, article, standings, &open, &closed);
	table_line(table);
	table_link(table, arena_printf(context->arena, "/articles/%d", row->number),
		   arena_printf(context->arena, "第%s条　%s", text_numeral(context->arena, row->number), row->title));
	table_text(table, row->text);
	table_text(table, procedure_names(context, article));
	table_number(table, open);
	table_number(table, closed);
}

static const struct listing_column article_columns[] = {
	{NULL, "章", CELL_TEXT},       {NULL, "条款", CELL_TEXT},
	{NULL, "标题", CELL_TEXT},     {NULL, "要求（本平台归纳）", CELL_TEXT},
	{NULL, "办理流程", CELL_TEXT}, {NULL, "在办", CELL_NUMBER},
	{NULL, "已办结", CELL_NUMBER},
};
static const struct listing_file article_file = {"条款对照", article_columns, ARRAY_LENGTH(article_columns)};

static enum err articles_file(struct context *context, struct listing_writer *writer, const struct standing *standings)
{
	struct arena *arena = context->arena;

	for (size_t i = 0; i < article_row_count; i++) {
		const struct article_row *row = &article_rows[i];
		const char *article = arena_printf(arena, "%d", row->number);
		int64_t open, closed;

		count_article(context, article, standings, &open, &closed);
		listing_file_cells(writer, (const char *[]){
						   chapter_titles[row->chapter],
						   arena_printf(arena, "第%s条", text_numeral(arena, row->number)),
						   row->title,
						   row->text,
						   procedure_names(context, article),
						   arena_printf(arena, "%" PRId64, open),
						   arena_printf(arena, "%" PRId64, closed),
					   });
	}
	return listing_file_end(writer, false);
}

enum err articles_get(struct request *req)
{
	static const char *const heads[] = {"条款", "要求（本平台归纳）", "办理流程", "在办#", "已办结#", NULL};
	struct context context = context_reading(req);
	struct standing *standings = arena_array(req->arena, PROCEDURES_MAX, sizeof *standings);
	struct dict *body = page_begin(req, "guide/articles.tpl", "条款对照");
	struct listing_writer *writer;
	enum err err = listing_file_wanted(req, &article_file, &writer);

	if (err == OK)
		err = read_standings(&context, standings);
	if (err == OK && writer != NULL)
		return articles_file(&context, writer, standings);
	dict_set(body, "NOTE", "原文缺第十一条，序号照旧，不补写");
	for (int chapter = 1; chapter <= 7; chapter++) {
		struct dict *panel = panel_add(body, "PANEL_MAIN", chapter_titles[chapter]);
		struct table *table = table_begin(req->arena, panel, chapter_titles[chapter], heads);

		for (size_t i = 0; i < article_row_count; i++)
			if (article_rows[i].chapter == chapter)
				article_line(&context, table, &article_rows[i], standings);
	}
	listing_pager(req, body, &(struct listing){.file = &article_file, .rows = article_row_count});
	return err != OK ? err : page_end(req, 200);
}

/* ---- GET /articles/:number ---- */

/* An end that shows the article was followed: not what was missed, withdrawn or dropped. */
static bool proves(const struct state *state)
{
	return state->final && !state->missed && state->article != NULL && !text_equal(state->tone, "grey");
}

/* The matter of this procedure that ended last, among those the organisation takes part in. */
static enum err last_done(struct context *context, const struct procedure *procedure, int64_t *id, const char **text)
{
	int64_t newest = 0;
	enum err err = OK;

	*id = 0;
	*text = "";
	for (size_t i = 0; err == OK && i < procedure->state_count; i++) {
		struct query *query;

		if (!proves(&procedure->states[i]))
			continue;
		query = db_query(context->db, Q_GUIDE_LAST_DONE);
		query_int(query, ":org", context->actor->org);
		query_text(query, ":key", procedure->key);
		query_text(query, ":state", procedure->states[i].key);
		if (query_step(query)) {
			int64_t matter = next_int(query);
			const char *label = next_text(query, context->arena);
			int64_t closed_at = next_int(query);

			if (closed_at > newest) {
				newest = closed_at;
				*id = matter;
				*text = arena_printf(context->arena, "%s　%s", label,
						     format_day(context->arena, day_of(closed_at)));
			}
		}
		err = query_end(query);
	}
	return err;
}

static enum err fill_procedures(struct context *context, struct dict *body, const char *article,
				const struct standing *standings)
{
	static const char *const heads[] = {"流程", "在办#", "已办结#", "最近办结", NULL};
	struct table *table = NULL;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < context->service->procedure_count && i < PROCEDURES_MAX; i++) {
		const struct procedure *procedure = context->service->procedures[i];
		const char *text;
		int64_t id;

		if (!procedure_names_article(procedure, article))
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "办理流程"), "办理流程",
					    heads);
		err = last_done(context, procedure, &id, &text);
		table_line(table);
		table_link(table, arena_printf(context->arena, "/procedures/%s", procedure->key), procedure->title);
		table_number(table, standings[i].open);
		table_number(table, standings[i].closed);
		if (id > 0)
			table_link(table, arena_printf(context->arena, "/matters/%" PRId64, id), text);
		else
			table_text(table, NULL);
	}
	return err;
}

/* Seats of the own organisation in matters of the article, those due first. */
static enum err fill_waiting(struct context *context, struct dict *body, const char *article)
{
	static const char *const heads[] = {"事项", "环节", "时限", NULL};
	struct arena *arena = context->arena;
	struct query *query = db_query(context->db, Q_GUIDE_OWN_WAITING);
	struct table *table = NULL;
	const char *keys = " ";

	for (size_t i = 0; i < context->service->procedure_count; i++)
		if (procedure_names_article(context->service->procedures[i], article))
			keys = arena_printf(arena, "%s%s ", keys, context->service->procedures[i]->key);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":keys", keys);
	while (query_step(query)) {
		const char *href = arena_printf(arena, "/matters/%" PRId64, next_int(query));
		const char *subject = next_text(query, arena);
		const struct procedure *procedure = procedure_version(context->service, context->db, next_int(query));
		const char *state_key = next_text(query, arena);
		const struct state *state = procedure == NULL ? NULL : procedure_state(procedure, state_key);
		int64_t due = next_int(query);

		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "等待本单位办理"), "等待本单位办理",
					    heads);
		table_line(table);
		table_link(table, href, subject);
		table_text(table, state == NULL ? "" : state->label);
		if (due > 0 && due < clock_now())
			table_gap(table, arena_printf(arena, "%s 逾期", format_day(arena, day_of(due))));
		else
			table_text(table, due > 0 ? format_day(arena, day_of(due)) : NULL);
	}
	return query_end(query);
}

/* What of the own organisation is open: what waits for it, what it owes this month. */
static enum err fill_own(struct request *req, struct context *context, struct dict *body, const char *article)
{
	enum err err = actor_may(req, MAY_SEE_MATTERS) ? fill_waiting(context, body, article) : OK;

	return err == OK && actor_may(req, MAY_SEE_DUTIES) ? duties_fill_own(context, body, article) : err;
}

/* A route names one article or several, "17,22,29". */
static bool route_names_article(struct arena *arena, const struct route *route, const char *article)
{
	char **parts;
	size_t count = text_split(arena, route->article, ',', &parts);

	for (size_t i = 0; i < count; i++)
		if (text_equal(parts[i], article))
			return true;
	return false;
}

static void page_line(struct request *req, struct dict *body, struct table **table, const char *href, const char *label)
{
	static const char *const heads[] = {"页面", "地址", NULL};

	if (*table == NULL)
		*table = table_begin(req->arena, panel_add(body, "PANEL_MAIN", "相关页面"), "相关页面", heads);
	table_line(*table);
	table_link(*table, href, label);
	table_text(*table, href);
}

/* The lists of the procedures that are there for the article, and the calendar where one of them is a duty; calendar:
 * it stands there already. */
static void fill_lists(struct request *req, struct dict *body, struct table **table, const char *article, bool calendar)
{
	bool duty = false;

	for (size_t i = 0; i < req->service->procedure_count; i++) {
		const struct procedure *procedure = req->service->procedures[i];

		for (size_t a = 0; a < procedure->article_count; a++)
			if (text_equal(procedure->articles[a], article)) {
				duty = duty || procedure->round.every != EVERY_NEVER;
				if (actor_may(req, MAY_SEE_MATTERS))
					page_line(req, body, table,
						  arena_printf(req->arena, "/matters?procedure=%s", procedure->key),
						  procedure->title);
			}
	}
	if (duty && actor_may(req, MAY_SEE_DUTIES) && !calendar)
		page_line(req, body, table, "/duties", "职责日历");
}

/* Pages without holes that this person may open. */
static void fill_pages(struct request *req, struct dict *body, const char *article)
{
	struct table *table = NULL;
	bool calendar = false;

	for (const struct module *const *m = req->service->modules; *m != NULL; m++)
		for (const struct menu_row *menu = (*m)->menu; menu != NULL && menu->label != NULL; menu++)
			for (const struct route *route = (*m)->routes; route != NULL && route->path != NULL; route++) {
				if (!text_equal(route->path, menu->href) || route->method != METHOD_GET ||
				    !route_names_article(req->arena, route, article) ||
				    !actor_may(req, menu->permission))
					continue;
				page_line(req, body, &table, menu->href, menu->label);
				calendar = calendar || text_equal(menu->href, "/duties");
			}
	fill_lists(req, body, &table, article, calendar);
}

static void fill_parties(struct request *req, struct dict *body, const struct article_row *row)
{
	static const char *const names[PARTIES] = {"省大数据中心", "使用单位",     "云服务商",         "云灾备服务商",
						   "云监管服务商", "安全运维机构", "整合平台承建单位", "第三方机构"};
	const struct setting_row *setting =
		row->setting == NULL ? NULL : setting_find(req->service->modules, row->setting);
	const char *limit = limit_text(req->service, req->arena, row);
	struct dict *pairs;

	if (row->parties == NULL)
		return;
	pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "谁负责"), false);
	for (size_t i = 0; i < PARTIES; i++)
		if (row->parties[i] != '.')
			pairs_add(pairs, names[i],
				  row->parties[i] == 'M'   ? "主责：承担并留有记录"
				  : row->parties[i] == 'A' ? "配合：提供条件或意见"
							   : "监督：督促和验收");
	if (limit != NULL && setting != NULL)
		limit = arena_printf(req->arena, "%s（%s）", limit, setting->label);
	if (limit != NULL)
		pairs_add(pairs, "时间", limit);
}

/* What /compliance says of it now, for those who may see that page; of what only declares, for everybody. */
static enum err fill_checks(struct request *req, struct context *context, struct dict *body, int article)
{
	static const char *const heads[] = {"核对内容与规则", "状态", "现在的情况", NULL};
	struct table *table = NULL;
	enum err err = OK;

	if (article_find(article)->declaratory)
		panel_empty(panel_add(body, "PANEL_MAIN", "落实情况"), "宣示性条款",
			    "没有可以核对的记录，不计正常、关注或不符");
	if (!actor_may(req, MAY_SEE_COMPLIANCE))
		return OK;
	for (size_t i = 0; err == OK && i < check_row_count; i++) {
		const struct check_row *check = &check_rows[i];
		struct measured measured;

		if (check->article != article)
			continue;
		if (table == NULL)
			table = table_begin(req->arena, panel_add(body, "PANEL_MAIN", "落实情况"), "落实情况", heads);
		err = check_measure(context, check, &measured);
		table_line(table);
		table_sub(table, check->label, check->rule);
		if (measured.colour == COLOUR_RED)
			table_gap(table, colour_label(measured.colour));
		else
			table_text(table, colour_label(measured.colour));
		if (check->href != NULL || check_has_records(context, check))
			table_link(table,
				   check->href != NULL ? check->href
						       : arena_printf(req->arena, "/compliance/%s", check->key),
				   measured.text);
		else
			table_text(table, measured.text);
	}
	return err;
}

enum err article_get(struct request *req)
{
	struct context context = context_reading(req);
	struct standing *standings = arena_array(req->arena, PROCEDURES_MAX, sizeof *standings);
	const char *article = request_hole(req, "number");
	int64_t number = 0;
	const struct article_row *row =
		parse_integer(article, &number) && number < 100 ? article_find((int)number) : NULL;
	struct dict *body;
	enum err err;

	if (row == NULL || !text_equal(article, arena_printf(req->arena, "%d", row->number)))
		return ERR_NOT_FOUND;
	body = page_begin(req, "guide/articles.tpl",
			  arena_printf(req->arena, "第%s条　%s", text_numeral(req->arena, row->number), row->title));
	frame_crumb(req, "/articles", "条款对照");
	dict_set(body, "NOTE", row->text);
	fill_parties(req, body, row);
	err = fill_checks(req, &context, body, row->number);
	if (err == OK)
		err = read_standings(&context, standings);
	if (err == OK)
		err = fill_own(req, &context, body, article);
	if (err == OK)
		err = fill_procedures(&context, body, article, standings);
	fill_pages(req, body, article);
	return err != OK ? err : page_end(req, 200);
}
