#include "base/base.h"

#include "base/text.h"
#include "http/page.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/permission.h"
#include "kernel/procedure.h"
#include "kernel/setting.h"
#include "modules/guide/guide.h"
#include "modules/guide/guide_parts.h"

static char *article_text(struct arena *arena, const char *article)
{
	char *note = article_note(arena, article);

	/* Without its leading 依据: a table cell says 第十二条. */
	return note == NULL ? arena_strdup(arena, "—") : note + strlen("依据");
}

static char *role_labels(struct arena *arena, const enum role *roles, size_t count)
{
	const char **labels = arena_array(arena, count + 1, sizeof *labels);

	for (size_t i = 0; i < count; i++)
		labels[i] = role_label(roles[i]);
	return text_join(arena, labels, count, "、");
}

/* ---- GET /procedures ---- */

static void procedure_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	(void)data;
	for (int i = 0; i < column_count(query); i++) {
		const struct procedure *procedure;

		if (strcmp(column_name(query, i), "key") != 0)
			continue;
		procedure = procedure_find(context->service, column_text(query, i));
		if (procedure != NULL)
			dict_set(row, "ARTICLES_TEXT",
				 article_text(context->arena, text_join(context->arena, procedure->articles,
									procedure->article_count, ",")));
	}
}

static enum err list_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.each = procedure_row};
	struct dict *body = page_begin(req, "admin/procedures.tpl", "办事流程");
	enum err err = listing_fill(&context, body, "ROW", db_query(req->reader, Q_GUIDE_PROCEDURES), &list);

	listing_empty(body, &list, "diagram-3", "没有流程", "流程由管理员装入");
	return err != OK ? err : page_end(req, 200);
}

/* ---- GET /procedures/:key ---- */

static char *due_text(const struct service *service, struct arena *arena, const struct state *state)
{
	static const char *const units[] = {"", "个工作日", "个自然日", "小时", "分钟"};

	if (state->due_setting == NULL)
		return arena_strdup(arena, "不限时");
	if (state->due_unit == DUE_MONTH_DAY)
		return arena_strdup(arena, setting_text(service, state->due_setting));
	return arena_printf(arena, "%" PRId64 " %s", setting_integer(service, state->due_setting),
			    units[state->due_unit]);
}

/* How many of the holders sign. */
static const char *signing_text(struct arena *arena, const struct state *state)
{
	switch (state->signing) {
	case SIGN_ALL:
		return "（各方都签署）";
	case SIGN_IN_ORDER:
		return "（按顺序签署）";
	case SIGN_QUORUM:
		return state->quorum_of > 0
			       ? arena_printf(arena, "（%d 分之 %d 签署）", state->quorum_of, state->quorum)
			       : arena_printf(arena, "（其中 %d 方签署）", state->quorum);
	default:
		return "";
	}
}

static void fill_states(struct request *req, struct dict *body, const struct procedure *procedure)
{
	for (size_t i = 0; i < procedure->state_count; i++) {
		const struct state *state = &procedure->states[i];
		struct dict *row = dict_section(body, "STATE");

		dict_set(row, "STATE_LABEL", state->label);
		dict_set(row, "STATE_KEY", state->key);
		dict_set(row, "STAGE_LABEL", state->stage);
		dict_set(row, "HOLDER_LABELS",
			 state->final ? "—"
				      : arena_printf(req->arena, "%s%s",
						     role_labels(req->arena, state->holders, state->holder_count),
						     signing_text(req->arena, state)));
		dict_set(row, "DUE_TEXT", state->final ? "—" : due_text(req->service, req->arena, state));
		dict_set(row, "CLOCK_TEXT", state->final ? "办结" : state->clock_stopped ? "停止" : "计时");
		dict_set(row, "ARTICLE_TEXT", article_text(req->arena, state->article));
	}
}

static char *from_labels(struct arena *arena, const struct procedure *procedure, const struct action *action)
{
	const char **labels = arena_array(arena, action->from_count + 1, sizeof *labels);

	for (size_t i = 0; i < action->from_count; i++)
		labels[i] = procedure->states[action->from[i]].label;
	return text_join(arena, labels, action->from_count, "、");
}

static const char *to_label(const struct procedure *procedure, const struct action *action)
{
	const struct state *state = procedure_state(procedure, action->to);

	if (text_equal(action->to, "@returner"))
		return "直接回到退回的岗位";
	return state == NULL ? "不变" : state->label;
}

static char *needs_text(struct arena *arena, const struct procedure *procedure, const struct action *action)
{
	const char **needs = arena_array(arena, action->guard_count + action->document_count + 1, sizeof *needs);
	size_t count = 0;

	for (size_t i = 0; i < action->document_count; i++) {
		const struct document *document = procedure_document(procedure, action->documents[i]);

		if (document != NULL)
			needs[count++] = document->label;
	}
	for (size_t i = 0; i < action->guard_count; i++)
		needs[count++] = action->guards[i]->label;
	return count == 0 ? arena_strdup(arena, "—") : text_join(arena, needs, count, "；");
}

static void fill_actions(struct request *req, struct dict *body, const struct procedure *procedure)
{
	static const char *const opinions[] = {"不填", "可填", "必填"};

	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];
		struct dict *row = dict_section(body, "ACTION");

		dict_set(row, "ACTION_LABEL", action->label);
		dict_set(row, "ACTION_KEY", action->key);
		dict_set(row, "FROM_LABELS", from_labels(req->arena, procedure, action));
		dict_set(row, "TO_LABEL", to_label(procedure, action));
		dict_set(row, "WHO_LABELS",
			 action->after_setting != NULL ? "到期自动"
			 : action->who_count > 0       ? role_labels(req->arena, action->who, action->who_count)
						       : "环节办理岗位");
		dict_set(row, "OPINION_TEXT", opinions[action->opinion]);
		dict_set(row, "NEEDS_TEXT", needs_text(req->arena, procedure, action));
	}
}

static void fill_documents(struct request *req, struct dict *body, const struct procedure *procedure)
{
	for (size_t i = 0; i < procedure->document_count; i++) {
		const struct document *document = &procedure->documents[i];
		struct dict *row = dict_section(body, "DOCUMENT");

		dict_set(row, "DOCUMENT_LABEL", document->label);
		dict_set(row, "NEED_TEXT",
			 document->required              ? "必交"
			 : document->required_if != NULL ? "符合条件时必交"
							 : "可交");
		dict_set(row, "TYPES_TEXT", text_join(req->arena, document->types, document->type_count, "、"));
		dict_set(row, "ARTICLE_TEXT", article_text(req->arena, document->article));
	}
	dict_show_if(body, "HAS_DOCUMENTS", procedure->document_count > 0);
}

static enum err show_get(struct request *req)
{
	struct context context = context_reading(req);
	const struct procedure *procedure = procedure_find(req->service, request_hole(req, "key"));
	struct query *query;
	struct listing list = {0};
	struct dict *body;
	enum err err;

	if (procedure == NULL)
		return ERR_NOT_FOUND;
	body = page_begin(req, "admin/procedure.tpl", procedure->title);
	frame_crumb(req, "/procedures", "办事流程");
	dict_set(body, "KEY", procedure->key);
	dict_int(body, "PROCEDURE_VERSION", procedure->version);
	dict_markup(dict_include(body, "PICTURE", "part/picture.tpl"), "MARKUP",
		    procedure_picture(req->arena, procedure, NULL));
	fill_states(req, body, procedure);
	fill_actions(req, body, procedure);
	fill_documents(req, body, procedure);
	query = db_query(req->reader, Q_GUIDE_VERSIONS);
	query_text(query, ":key", procedure->key);
	err = listing_fill(&context, body, "ROW", query, &list);
	return err != OK ? err : page_end(req, 200);
}

static const struct route guide_routes[] = {
	{METHOD_GET, "/articles", articles_get, MAY_SEE_ARTICLES, "1", NULL, 0, 0, NULL},
	{METHOD_GET, "/articles/:number", article_get, MAY_SEE_ARTICLES, "1", NULL, 0, 0, NULL},
	{METHOD_GET, "/compliance", compliance_get, MAY_SEE_COMPLIANCE, "5", NULL, 0, 0, NULL},
	{METHOD_GET, "/compliance/:check", compliance_records_get, MAY_SEE_COMPLIANCE, "5", NULL, 0, 0, NULL},
	{METHOD_GET, "/duties", duties_get, MAY_SEE_DUTIES, "7", NULL, 0, 0, NULL},
	{METHOD_GET, "/responsibilities", responsibilities_get, MAY_SEE_DUTIES, "8", NULL, 0, 0, NULL},
	{METHOD_GET, "/procedures", list_get, MAY_SEE_PROCEDURES, "34", NULL, 0, 0, NULL},
	{METHOD_GET, "/procedures/:key", show_get, MAY_SEE_PROCEDURES, "34", NULL, 0, 0, NULL},
	{0},
};

static const struct menu_row guide_menu[] = {
	{"监督考核", "职责日历", "/duties", "calendar3", MAY_SEE_DUTIES, NULL},
	{"监督考核", "办法落实情况", "/compliance", "clipboard-check", MAY_SEE_COMPLIANCE, NULL},
	{"监督考核", "责任分工", "/responsibilities", "grid-3x3", MAY_SEE_DUTIES, NULL},
	{"规则与公告", "条款对照", "/articles", "book", MAY_SEE_ARTICLES, NULL},
	{"规则与公告", "办事流程", "/procedures", "diagram-3", MAY_SEE_PROCEDURES, NULL},
	{0},
};

const struct module guide_module = {
	.name = "guide",
	.routes = guide_routes,
	.menu = guide_menu,
};
