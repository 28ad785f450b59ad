#include "base/base.h"

#include "base/text.h"
#include "http/page.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"
#include "kernel/procedure.h"
#include "modules/guide/guide.h"
#include "modules/guide/guide_parts.h"

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

static const struct listing_column procedure_columns[] = {
	{"PROCEDURE_TITLE", "事项", CELL_TEXT}, {"KEY", "键", CELL_TEXT},
	{"ARTICLES_TEXT", "条款", CELL_TEXT},   {"VERSION_N", "版本", CELL_NUMBER},
	{"VALID_FROM_DAY", "施行", CELL_TEXT},  {"OPEN_N", "在办", CELL_NUMBER},
	{"LOADED_AT", "装入", CELL_TEXT},       {"LOADED_BY", "装入人", CELL_TEXT},
};
static const struct listing_file procedure_file = {"办事流程", procedure_columns, ARRAY_LENGTH(procedure_columns)};

static enum err list_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.each = procedure_row, .file = &procedure_file};
	struct dict *body = page_begin(req, "admin/procedures.tpl", "办事流程");
	enum err err = listing_whole(req, &list);

	if (err == OK)
		err = listing_fill(&context, body, "ROW", db_query(req->reader, Q_GUIDE_PROCEDURES), &list);
	listing_pager(req, body, &list);
	listing_empty(body, &list, "diagram-3", "没有流程", "流程由管理员装入");
	return err != OK ? err : page_end(req, 200);
}

/* ---- GET /procedures/:key ---- */

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
						     roles_text(req->arena, state->holders, state->holder_count),
						     signing_text(req->arena, state)));
		dict_set(row, "DUE_TEXT", state->final ? "—" : due_text(req->service, req->arena, state));
		dict_set(row, "CLOCK_TEXT", state->final ? "办结" : state->clock_stopped ? "停止" : "计时");
		dict_set(row, "ARTICLE_TEXT", article_text(req->arena, state->article));
	}
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
			 action->after_setting != NULL ? action_by_itself(action)
			 : action->who_count > 0       ? roles_text(req->arena, action->who, action->who_count)
						       : "环节办理岗位");
		dict_printf(row, "OPINION_TEXT", "%s%s", opinions[action->opinion],
			    action->own_words ? "，不给其他参与单位看" : "");
		dict_set(row, "NEEDS_TEXT", needs_text(req->arena, procedure, action));
	}
}

static void fill_documents(struct request *req, struct dict *body, const struct procedure *procedure)
{
	for (size_t i = 0; i < procedure->document_count; i++) {
		const struct document_kind *document = &procedure->documents[i];
		struct dict *row = dict_section(body, "DOCUMENT");

		dict_set(row, "DOCUMENT_LABEL", document->label);
		dict_set(row, "NEED_TEXT",
			 document->required              ? "必交"
			 : document->required_if != NULL ? "符合条件时必交"
			 : document->own_files           ? "可交，每份只给一个单位看"
							 : "可交");
		dict_set(row, "TYPES_TEXT", text_join(req->arena, document->types, document->type_count, "、"));
		dict_set(row, "ARTICLE_TEXT", article_text(req->arena, document->article));
	}
	dict_show_if(body, "HAS_DOCUMENTS", procedure->document_count > 0);
}

static enum err show_page(struct request *req, const struct procedure *procedure, bool in_force)
{
	struct context context = context_reading(req);
	struct query *query;
	struct listing list = {0};
	struct dict *body = page_begin(req, "admin/procedure.tpl", procedure->title);
	enum err err;

	frame_crumb(req, "/procedures", "办事流程");
	if (!in_force)
		frame_crumb(req, arena_printf(req->arena, "/procedures/%s", procedure->key), procedure->title);
	dict_set(body, "KEY", procedure->key);
	dict_int(body, "PROCEDURE_VERSION", procedure->version);
	dict_show_if(body, "NOT_IN_FORCE", !in_force);
	if (actor_may(req, MAY_SEE_PROPOSALS))
		dict_show(body, "MAY_SEE_NEW");
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

static enum err show_get(struct request *req)
{
	const struct procedure *procedure = procedure_find(req->service, request_hole(req, "key"));

	return procedure == NULL ? ERR_NOT_FOUND : show_page(req, procedure, true);
}

/* ---- GET /procedures/:key/versions/:id: the number of the version, in force or not ---- */

static enum err version_get(struct request *req)
{
	const struct procedure *in_force = procedure_find(req->service, request_hole(req, "key"));
	const struct procedure *procedure;
	struct query *query = db_query(req->reader, Q_PROCEDURE_NUMBERED);
	int64_t id;
	enum err err;

	query_text(query, ":key", request_hole(req, "key"));
	query_int(query, ":version", request_number(req, "id"));
	err = query_value(query, 0, &id);
	if (err != OK || id == 0)
		return err != OK ? err : ERR_NOT_FOUND;
	procedure = procedure_version(req->service, req->reader, id);
	if (procedure == NULL)
		return ERR_NOT_FOUND;
	return show_page(req, procedure, procedure == in_force);
}

static const struct route guide_routes[] = {
	{METHOD_GET, "/articles", articles_get, MAY_SEE_ARTICLES, "1", NULL, 0, 0, NULL},
	{METHOD_GET, "/articles/:number", article_get, MAY_SEE_ARTICLES, "1", NULL, 0, 0, NULL},
	{METHOD_GET, "/compliance", compliance_get, MAY_SEE_COMPLIANCE, "5", NULL, 0, 0, NULL},
	{METHOD_GET, "/compliance/:check", compliance_records_get, MAY_SEE_COMPLIANCE, "5", NULL, 0, 0, NULL},
	{METHOD_GET, "/duties", duties_get, MAY_SEE_DUTIES, "7", NULL, 0, 0, NULL},
	{METHOD_GET, "/duties/:duty", duty_records_get, MAY_SEE_DUTIES, "7", NULL, 0, 0, NULL},
	{METHOD_GET, "/responsibilities", responsibilities_get, MAY_SEE_DUTIES, "8,26", NULL, 0, 0, NULL},
	{METHOD_GET, "/procedures", list_get, MAY_SEE_PROCEDURES, "34", NULL, 0, 0, NULL},
	{METHOD_GET, "/procedures/:key", show_get, MAY_SEE_PROCEDURES, "34", NULL, 0, 0, NULL},
	{METHOD_GET, "/procedures/:key/versions/:id", version_get, MAY_SEE_PROCEDURES, "34", NULL, 0, 0, NULL},
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
