#include "base/base.h"

#include "base/clock.h"
#include "data/keyset.h"
#include "kernel/complaint.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"
#include "modules/desk/desk.h"
#include "modules/matter/matter_module.h"

/* One role at a time keeps every query on its index; the few lists are merged here. */
static enum err read_role(struct context *context, const struct holding *holding, int64_t after_due, int64_t after_task,
			  size_t most, struct waiting *out, size_t *count)
{
	struct query *query = db_query(context->db, Q_DESK_INBOX);

	query_int(query, ":org", context->actor->org);
	query_text(query, ":role", role_key(holding->role));
	query_int(query, ":person", holding->person);
	query_int(query, ":shared", holding->shared);
	query_int(query, ":after_sort", after_due);
	query_int(query, ":after_id", after_task);
	query_int(query, ":limit", (int64_t)most);
	while (query_step(query)) {
		struct waiting *waiting = &out[(*count)++];

		waiting->due_at = next_int(query);
		waiting->task = next_int(query);
		waiting->matter = next_int(query);
		waiting->number = next_text(query, context->arena);
		waiting->subject = next_text(query, context->arena);
		waiting->unit_name = next_text(query, context->arena);
		waiting->procedure = next_int(query);
		waiting->state = next_text(query, context->arena);
		waiting->opened_at = next_int(query);
		waiting->paused = next_int(query) != 0;
		waiting->asked = next_int(query) != 0;
		waiting->since = next_int(query);
		waiting->role = holding->role;
		waiting->for_whom = holding->deputy != NULL ? holding->deputy->title : NULL;
	}
	return query_end(query);
}

static int earlier(const void *a, const void *b)
{
	const struct waiting *x = a;
	const struct waiting *y = b;

	if (x->due_at != y->due_at)
		return x->due_at < y->due_at ? -1 : 1;
	return x->task < y->task ? -1 : x->task > y->task;
}

enum err waiting_list(struct context *context, int64_t after_due, int64_t after_task, size_t most, struct waiting **out,
		      size_t *count)
{
	struct holding holdings[HOLDINGS_MAX];
	size_t held = actor_holdings(context->actor, holdings);
	struct waiting *all = arena_array(context->arena, most * held, sizeof *all);

	*count = 0;
	for (size_t i = 0; i < held; i++) {
		enum err err = read_role(context, &holdings[i], after_due, after_task, most, all, count);

		if (err != OK)
			return err;
	}
	if (held > 1)
		qsort(all, *count, sizeof *all, earlier);
	if (*count > most)
		*count = most;
	*out = all;
	return OK;
}

const struct state *waiting_row(struct context *context, struct dict *row, const struct waiting *waiting)
{
	dict_int(row, "MATTER_ID", waiting->matter);
	dict_set(row, "NUMBER", waiting->number);
	dict_set(row, "SUBJECT", waiting->subject);
	dict_set(row, "UNIT_NAME", waiting->unit_name);
	dict_set(row, "OPENED_AT", format_time(context->arena, waiting->opened_at));
	dict_show_if(row, "ASKED_YES", waiting->asked);
	if (waiting->for_whom != NULL) {
		dict_printf(row, "FOR_WHOM_TEXT", "代 %s 办理", waiting->for_whom);
		dict_show(row, "FOR_WHOM");
	}
	return matter_row_fill(context, row,
			       &(struct matter_row){.procedure = waiting->procedure,
						    .state = waiting->state,
						    .matter = waiting->matter,
						    .since = waiting->since,
						    .due_at = waiting->due_at,
						    .paused = waiting->paused});
}

/* ---- GET /inbox ---- */

/* Where a form is to be filled in, one at a time; so are opinions asked for. */
static bool tickable(const struct waiting *waiting, const struct state *state)
{
	return state != NULL && !state->edit && !waiting->asked;
}

static void tick_box(struct dict *row, const struct waiting *waiting, const struct ticked *ticked)
{
	struct dict *tick = dict_section(row, "TICK");

	dict_int(tick, "TASK", waiting->task);
	for (size_t i = 0; ticked != NULL && i < ticked->count; i++)
		if (ticked->tasks[i] == waiting->task)
			dict_show(tick, "TICKED");
}

static const struct listing_column inbox_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},          {"SUBJECT", "信息系统", CELL_TEXT},
	{"UNIT_NAME", "单位", CELL_TEXT},       {"PROCEDURE_TITLE", "事项类型", CELL_TEXT},
	{"STATE_LABEL", "当前环节", CELL_TEXT}, {"OPENED_AT", "转入时间", CELL_TEXT},
	{"DUE.DUE_DAY", "办理时限", CELL_TEXT}, {"FOR_WHOM_TEXT", "代谁办理", CELL_TEXT},
};
static const struct listing_file inbox_listing = {"待我办理", inbox_columns, ARRAY_LENGTH(inbox_columns)};

/* What waits comes from several queries, so the rows are written here and not by listing_fill. */
static enum err inbox_file(struct request *req, struct context *context, enum listing_format format)
{
	struct listing_writer *writer;
	struct waiting *rows;
	size_t count;
	enum err err = waiting_list(context, INT64_MIN, 0, LISTING_FILE_ROWS + 1, &rows, &count);

	if (err != OK)
		return err;
	writer = listing_file_begin(req, &inbox_listing, format);
	for (size_t i = 0; i < count && i < LISTING_FILE_ROWS; i++) {
		struct dict_alone row = dict_alone_new();

		waiting_row(context, row.dict, &rows[i]);
		listing_file_row(writer, row.dict);
		dict_alone_free(&row);
	}
	return listing_file_end(writer, count > LISTING_FILE_ROWS);
}

enum err inbox_page(struct request *req, const struct ticked *ticked, int status)
{
	struct context context = context_reading(req);
	struct listing list = {.file = &inbox_listing};
	struct keyset keyset;
	struct waiting *rows;
	bool bulk = actor_may(req, MAY_ACT);
	size_t count, boxes = 0;
	struct dict *body;
	enum err err;

	if (!keyset_parse(&keyset, request_query(req, "after"), false))
		return ERR_BAD_REQUEST;
	err = waiting_list(&context, keyset.after_sort, keyset.after_id, KEYSET_ROWS + 1, &rows, &count);
	if (err != OK)
		return err;
	body = page_begin(req, "desk/inbox.tpl", "待我办理");
	inbox_tabs(body, false);
	if (ticked != NULL)
		complaint_show(req, body, "还不能成批办理", NULL, ticked->sentence);
	if (count > KEYSET_ROWS) {
		count = KEYSET_ROWS;
		list.next = keyset_cursor(req->arena, rows[count - 1].due_at, rows[count - 1].task);
	}
	for (size_t i = 0; i < count; i++) {
		struct dict *row = dict_section(body, "ROW");
		const struct state *state = waiting_row(&context, row, &rows[i]);

		if (!bulk || !tickable(&rows[i], state))
			continue;
		tick_box(row, &rows[i], ticked);
		boxes++;
	}
	list.rows = count;
	list.later = request_query(req, "after") != NULL;
	dict_show_if(body, "HAS_ROWS", count > 0);
	dict_show_if(body, "MAY_BULK", bulk && boxes > 1);
	listing_empty(body, &list, "inbox", "没有待办事项", "需要您办理的事项会出现在这里，同时发消息通知");
	listing_pager(req, body, &list);
	err = bulk ? batches_open_fill(&context, body) : OK;
	return err != OK ? err : page_end(req, status);
}

enum err inbox_get(struct request *req)
{
	struct context context = context_reading(req);
	enum listing_format format;
	enum err err = listing_format(req, &inbox_listing, &format);

	if (err != OK)
		return err;
	return format == FORMAT_PAGE ? inbox_page(req, NULL, 200) : inbox_file(req, &context, format);
}

/* ---- GET /handled ---- */

static void handled_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	const struct procedure *procedure = NULL;
	const struct action *action = NULL;

	matter_row(context, row, query, data);
	for (int i = 0; i < column_count(query); i++) {
		if (strcmp(column_name(query, i), "procedure_id") == 0)
			procedure = procedure_version(context->service, context->db, column_int(query, i));
		else if (strcmp(column_name(query, i), "outcome") == 0 && procedure != NULL &&
			 !column_is_null(query, i))
			action = procedure_action(procedure, column_text(query, i));
	}
	dict_set(row, "ACTION_LABEL", action == NULL ? "已办理" : action->label);
}

static const struct listing_column handled_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},
	{"SUBJECT", "信息系统", CELL_TEXT},
	{"UNIT_NAME", "单位", CELL_TEXT},
	{"PROCEDURE_TITLE", "事项类型", CELL_TEXT},
	{"ACTION_LABEL", "我的办理", CELL_TEXT},
	{"BEHALF", "代谁办理", CELL_TEXT},
	{"DONE_BY", "由谁代办", CELL_TEXT},
	{"DONE_AT", "办理时间", CELL_TEXT},
	{"STATE_LABEL", "现在的环节", CELL_TEXT},
};
static const struct listing_file handled_file = {"我已办理", handled_columns, ARRAY_LENGTH(handled_columns)};

enum err handled_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = handled_row, .file = &handled_file};
	struct query *query = db_query(req->reader, Q_DESK_HANDLED);
	struct dict *body;
	enum err err;

	query_int(query, ":person", req->actor->person);
	err = listing_bind(req, query, &list);
	if (err != OK)
		return err;
	body = page_begin(req, "desk/handled.tpl", "我已办理");
	err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "check2-square", "还没有办理过事项", "办理后的事项会列在这里，随时可以查看");
	listing_pager(req, body, &list);
	err = batches_done_fill(&context, body);
	return err != OK ? err : page_end(req, 200);
}
