/* One system: the seven stages, what it has, its matters and documents, who answers for it. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "kernel/page_action.h"
#include "kernel/panel.h"
#include "kernel/permission.h"
#include "modules/matter/matter_module.h"

/* ---- who answers for it (第六条、第二十六条), in the order of registry_system_seen ---- */

static const struct field responsible_fields[] = {
	{.key = "department", .label = "主管处室", .type = FIELD_TEXT, .required = true, .min = 2, .max = 40},
	{.key = "responsible_title",
	 .label = "运维责任岗位",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 20},
	{.key = "responsible_phone",
	 .label = "运维责任岗位电话",
	 .type = FIELD_TEXT,
	 .required = true,
	 .max = 20,
	 .pattern = "phone"},
	{.key = "security_title", .label = "安全责任岗位", .type = FIELD_TEXT, .required = true, .min = 2, .max = 20},
	{.key = "security_phone",
	 .label = "安全责任岗位电话",
	 .type = FIELD_TEXT,
	 .required = true,
	 .max = 20,
	 .pattern = "phone"},
	{.key = "icp_no",
	 .label = "ICP 备案号",
	 .type = FIELD_TEXT,
	 .min = 4,
	 .max = 40,
	 .hint = "面向互联网的系统填写"},
};
static const struct form responsible_form = {responsible_fields, ARRAY_LENGTH(responsible_fields)};

struct seen_system {
	int64_t id;
	const char *name;
	int64_t org;
	const struct system_state *state;
	struct values *posts; /* as responsible_fields: who answers for it */
	int64_t operating_at;
	bool internet;
};

static enum err system_of(struct request *req, struct context *context, struct seen_system *system)
{
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_SEEN);
	enum err err;

	query_int(query, ":id", request_number(req, "id"));
	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		system->id = next_int(query);
		system->name = next_text(query, context->arena);
		system->org = next_int(query);
		system->state = system_state(next_text(query, context->arena));
		system->posts = values_empty(context->arena, responsible_fields, ARRAY_LENGTH(responsible_fields));
		for (size_t i = 0; i < ARRAY_LENGTH(responsible_fields); i++)
			values_set(system->posts, responsible_fields[i].key, next_text(query, context->arena));
		system->operating_at = next_int(query);
		system->internet = next_int(query) != 0;
	}
	err = query_end(query);
	return err == OK && system->id == 0 ? ERR_NOT_FOUND : err;
}

/* ---- the seven stages of 第十条 ---- */

static void fill_stages(struct context *context, struct dict *body, const struct seen_system *system)
{
	static const char *const words[] = {"申请", "受理", "审批", "分配", "部署", "变更", "终止"};
	struct dict *stages = dict_include(body, "STAGES", "part/stages.tpl");
	int current = system->state->stage;
	bool ended = text_equal(system->state->key, "ended");
	/* In operation the first five are behind; nothing is current until a change or the exit. */
	int done = current >= 0 ? current : 5;

	for (int i = 0; i < (int)ARRAY_LENGTH(words); i++) {
		struct dict *stage = dict_section(stages, "STAGE");
		bool is_current = i == current && !ended;
		bool is_done = (i < done && !(i == 5 && current == 6)) || (ended && i == 6);

		dict_set(stage, "STAGE_LABEL", words[i]);
		dict_int(stage, "STAGE_NO", i + 1);
		dict_set(stage, "STAGE_CLASS", is_current ? "cur" : is_done ? "done" : "");
		dict_show_if(stage, "STAGE_DONE", is_done);
		if (is_current)
			dict_int(dict_section(stage, "STAGE_CURRENT"), "STAGE_NO", i + 1);
		else if (!is_done)
			dict_int(dict_section(stage, "STAGE_AHEAD"), "STAGE_NO", i + 1);
		if (is_current || (ended && i == 6))
			dict_set(stage, "STAGE_NOTE", system->state->label);
		else if (current < 0 && i == 4)
			dict_printf(stage, "STAGE_NOTE", "%s%s", system->state->label,
				    system->operating_at == 0
					    ? ""
					    : arena_printf(context->arena, "，%s 起",
							   format_day(context->arena, day_of(system->operating_at))));
	}
}

/* ---- what is known of it ---- */

static void pair(struct dict *pairs, const char *label, const char *value)
{
	struct dict *line = dict_section(pairs, "PAIR");

	dict_set(line, "PAIR_LABEL", label);
	dict_set(line, "PAIR_VALUE", text_empty(value) ? "—" : value);
}

static const char *next_date(struct query *query, struct arena *arena)
{
	int64_t at = next_int(query);

	return at == 0 ? "—" : format_day(arena, day_of(at));
}

static enum err fill_basics(struct context *context, struct dict *body, const struct seen_system *system)
{
	static const char *const levels[] = {"一级", "二级", "三级", "四级"};
	struct dict *pairs = dict_include(body, "PAIRS", "part/pairs.tpl");
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_PAGE);
	struct arena *arena = context->arena;

	query_int(query, ":id", system->id);
	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		int64_t level;

		dict_set(body, "FILING_NO", next_text(query, arena));
		dict_set(body, "UNIT_NAME", next_text(query, arena));
		dict_show_if(body, "IMPORTED_YES", next_int(query) != 0);
		pair(pairs, "系统名称", next_text(query, arena));
		pair(pairs, "简称", next_text(query, arena));
		level = next_int(query);
		pair(pairs, "等级保护级别", levels[level >= 1 && level <= 4 ? level - 1 : 0]);
		pair(pairs, "部署区", next_text(query, arena));
		pair(pairs, "云监管", next_int(query) != 0 ? "已接入" : "未接入");
		pair(pairs, "列入台账", next_date(query, arena));
		pair(pairs, "正式运行", next_date(query, arena));
		pair(pairs, "使用期限至", format_day(arena, next_int(query)));
		pair(pairs, "退出", next_date(query, arena));
	}
	return query_end(query);
}

static void no_rows(struct dict *body, const char *marker, const char *icon, const char *heading, const char *text)
{
	struct dict *empty = dict_include(body, marker, "part/empty.tpl");

	dict_set(empty, "EMPTY_ICON", icon);
	dict_set(empty, "EMPTY_HEADING", heading);
	dict_set(empty, "EMPTY_TEXT", text);
}

/* The system it is a part of, its parts, what took the place of what. */
static enum err fill_kin(struct context *context, struct dict *body, const struct seen_system *system)
{
	static const char *const heads[] = {"系统", "关系", NULL};
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_KIN);
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":id", system->id);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *href = arena_printf(arena, "/systems/%" PRId64, next_int(query));
		const char *name = next_text(query, arena);
		const struct system_state *state = system_state(next_text(query, arena));

		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_SIDE", "相关系统"), "相关系统", heads);
		table_line(table);
		table_link(table, href, name);
		table_sub(table, next_text(query, arena), state->label);
	}
	return query_end(query);
}

static void allocation_row(struct context *context UNUSED, struct dict *row, struct query *query, void *data UNUSED)
{
	dict_show(row, column_int(query, 0) != 0 ? "PLATFORM_LINKED" : "PLATFORM_PLAIN");
}

static enum err fill_allocations(struct context *context, struct dict *body, const struct seen_system *system)
{
	struct listing list = {.each = allocation_row};
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_ALLOCATIONS);
	enum err err;

	query_int(query, ":system", system->id);
	query_int(query, ":viewer", context->actor->org);
	err = listing_fill(context, body, "ALLOCATION", query, &list);
	dict_show_if(body, "HAS_ALLOCATIONS", list.rows > 0);
	if (list.rows == 0)
		no_rows(body, "NO_ALLOCATIONS", "box-seam", "没有在用的云资源",
			"核定的资源会列在这里；已释放的不再列出");
	return err;
}

static enum err fill_matters(struct context *context, struct dict *body, const struct seen_system *system)
{
	struct listing list = {.each = matter_row};
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_MATTERS);
	enum err err;

	query_int(query, ":system", system->id);
	query_int(query, ":org", context->actor->org);
	err = listing_fill(context, body, "MATTER", query, &list);
	dict_show_if(body, "HAS_MATTERS", list.rows > 0);
	if (list.rows == 0)
		no_rows(body, "NO_MATTERS", "folder2-open", "没有办理记录", "本单位参与办理的事项会列在这里");
	return err;
}

/* ---- documents of its matters ---- */

struct held_document {
	int64_t matter;
	int64_t procedure;
	const char *key;
	const char *name;
	int64_t version;
	int64_t uploaded_at;
	const char *number;
};

static void document_line(struct context *context, struct dict *table, const struct held_document *held,
			  const struct document_kind *document)
{
	struct dict *line = dict_section(table, "LINE");
	struct dict *cell = dict_section(line, "CELL");
	struct dict *link = dict_section(cell, "CELL_LINK");

	dict_set(cell, "HEAD_LABEL", "材料");
	dict_printf(link, "CELL_HREF", "/matters/%" PRId64, held->matter);
	dict_set(link, "CELL_TEXT", document != NULL ? document->label : held->key);
	dict_printf(cell, "CELL_SUB", "%s　%s", held->name, held->number != NULL ? held->number : "草稿");
	dict_show(cell, "CELL_SUB");
	cell = dict_section(line, "CELL");
	dict_set(cell, "HEAD_LABEL", "时间");
	dict_set(cell, "CELL_CLASS", "nw");
	dict_set(dict_section(cell, "CELL_PLAIN"), "CELL_TEXT", format_day(context->arena, day_of(held->uploaded_at)));
	dict_printf(cell, "CELL_SUB", "第 %" PRId64 " 版", held->version);
	dict_show(cell, "CELL_SUB");
}

/* Read first: looking up a procedure may ask the database too. */
static enum err read_documents(struct context *context, int64_t system, struct held_document *held, size_t most,
			       size_t *count)
{
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_DOCUMENTS);

	query_int(query, ":system", system);
	query_int(query, ":org", context->actor->org);
	while (*count < most && query_step(query)) {
		struct held_document *one = &held[(*count)++];

		one->matter = next_int(query);
		one->procedure = next_int(query);
		one->key = next_text(query, context->arena);
		one->name = next_text(query, context->arena);
		one->version = next_int(query);
		one->uploaded_at = next_int(query);
		one->number = next_text(query, context->arena);
	}
	return query_end(query);
}

static enum err fill_documents(struct context *context, struct dict *body, const struct seen_system *system)
{
	enum { MOST = 100 };
	struct held_document *held = arena_array(context->arena, MOST, sizeof *held);
	struct dict *panel;
	struct dict *table = NULL;
	size_t count = 0;
	enum err err = read_documents(context, system->id, held, MOST, &count);

	panel = dict_include(body, "PANEL_SIDE", "part/panel.tpl");
	dict_set(panel, "PANEL_HEADING", "材料");
	for (size_t i = 0; err == OK && i < count; i++) {
		const struct procedure *procedure = procedure_version(context->service, context->db, held[i].procedure);
		const struct document_kind *document =
			procedure == NULL ? NULL : procedure_document(procedure, held[i].key);

		/* Sealed to the center: others do not even learn that there is one. */
		if ((document == NULL || document->center_internal) &&
		    !reviewers_shown(context, held[i].matter, system->org))
			continue;
		if (table == NULL) {
			table = dict_include(panel, "CONTENT", "part/table.tpl");
			dict_set(table, "TABLE_CAPTION", "该系统各事项的材料，最新版本");
			dict_set(dict_section(table, "HEAD"), "HEAD_LABEL", "材料");
			dict_set(dict_section(table, "HEAD"), "HEAD_LABEL", "时间");
		}
		document_line(context, table, &held[i], document);
	}
	dict_set(panel, "PANEL_NOTE", table == NULL ? "没有" : "最新版本，在事项里打开");
	return err;
}

static enum err fill_parties(struct context *context, struct dict *body, const struct seen_system *system)
{
	struct listing list = {0};
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_PARTIES);

	query_int(query, ":system", system->id);
	return listing_fill(context, body, "PARTY", query, &list);
}

/* Who drew the dossier, for the unit it belongs to: as with a file, it is told who opened what is its own. */
static enum err fill_drawings(struct context *context, struct dict *body, const struct seen_system *system)
{
	struct listing list = {0};
	struct query *query;

	dict_printf(body, "DOSSIER_HREF", "/systems/%" PRId64 "/dossier.zip", system->id);
	if (context->actor->org != system->org)
		return OK;
	query = db_query(context->db, Q_DOSSIER_DRAWINGS);
	query_int(query, ":system", system->id);
	query_int(query, ":org", context->actor->org);
	dict_show(body, "OWN_YES");
	enum err err = listing_fill(context, body, "DRAWING", query, &list);
	dict_set(body, "DRAWINGS_NOTE", list.rows > 0 ? "最近 20 次" : "还没有人");
	return err;
}

static bool may_edit(const struct context *context, const struct seen_system *system)
{
	return context->actor->org == system->org && (context->actor->roles & ROLES_UNIT) != 0 &&
	       !text_equal(system->state->key, "ended");
}

static void fill_responsible(struct dict *body, const struct seen_system *system)
{
	for (size_t i = 0; i < system->posts->count; i++) {
		const struct value *value = &system->posts->items[i];
		struct dict *line;

		if (!value->present && !value->field->required && !system->internet)
			continue;
		line = dict_section(body, "POST");
		dict_set(line, "POST_LABEL", value->field->label);
		if (value->present)
			dict_set(line, "POST_VALUE", value->text);
		else
			dict_show(line, "POST_LACKING");
	}
}

/* typed: what was refused, NULL: nothing. */
static enum err fill_editing(struct context *context, struct dict *edit, const struct seen_system *system,
			     const struct values *typed)
{
	dict_show_if(edit, "EDIT_OPEN", typed != NULL);
	return fields_fill(context, edit, typed != NULL ? typed : system->posts, NULL, NULL);
}

/* What its unit said of it last: the module of the ledger draws that, which knows this one. */
static enum err fill_found(struct context *context, struct dict *body, const struct seen_system *system)
{
	const struct panel_row *panel = module_panel(context->service->modules, "ledger_found");
	struct matter about = {.system = system->id};

	return panel == NULL ? OK : panel->fill(context, &about, NULL, body);
}

static enum err show_page(struct request *req, struct context *context, const struct seen_system *system, int status)
{
	struct dict *body = page_begin(req, "registry/system.tpl", system->name);
	enum err err;

	frame_crumb(req, "/systems", "信息系统台账");
	dict_set(body, "STATE_LABEL", system->state->label);
	dict_set(body, "STATE_TONE", system->state->tone);
	fill_stages(context, body, system);
	err = fill_basics(context, body, system);
	if (err == OK)
		err = fill_allocations(context, body, system);
	if (err == OK)
		err = fill_matters(context, body, system);
	if (err == OK)
		err = fill_kin(context, body, system);
	if (err == OK)
		err = fill_parties(context, body, system);
	if (err == OK)
		err = fill_found(context, body, system);
	if (err == OK)
		err = fill_documents(context, body, system);
	if (err == OK)
		err = fill_drawings(context, body, system);
	fill_responsible(body, system);
	if (err == OK && may_edit(context, system))
		err = fill_editing(context, dict_section(body, "MAY_EDIT"), system, status == 422 ? req->form : NULL);
	if (err == OK && status == 422)
		complaint_show(req, body, "责任人没有保存", req->form, NULL);
	return err == OK ? page_end(req, status) : err;
}

enum err system_get(struct request *req)
{
	struct context context = context_reading(req);
	struct seen_system system = {0};
	enum err err = system_of(req, &context, &system);

	return err == OK ? show_page(req, &context, &system, 200) : err;
}

/* ---- the responsible posts and their telephones, by the unit itself ---- */

static enum err save_responsible(struct context *context, const struct seen_system *system, const struct values *form)
{
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_RESPONSIBLE);
	enum err err;

	query_int(query, ":id", system->id);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":department", values_text(form, "department"));
	query_text(query, ":title", values_text(form, "responsible_title"));
	query_text(query, ":phone", values_text(form, "responsible_phone"));
	query_text(query, ":security_title", values_text(form, "security_title"));
	query_text(query, ":security_phone", values_text(form, "security_phone"));
	query_text(query, ":icp_no", values_word(form, "icp_no"));
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_FORBIDDEN;
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "system.responsible",
				 .object = "system",
				 .object_id = system->id,
				 .detail = arena_printf(context->arena, "{\"from\":%s,\"to\":%s}",
							values_json(system->posts, context->arena),
							values_json(form, context->arena)),
			 },
			 NULL);
}

static enum err responsible(struct request *req)
{
	struct context context = context_writing(req);
	struct seen_system system = {0};
	enum err err = system_of(req, &context, &system);

	if (err == OK && !may_edit(&context, &system))
		err = ERR_FORBIDDEN;
	/* Once there it may be another, not none: what runs for the public stays filed. */
	if (err == OK && system.internet && values_find(system.posts, "icp_no")->present &&
	    values_text(req->form, "icp_no") == NULL)
		values_complain(req->form, "icp_no", "面向互联网的系统已登记 ICP 备案号，可以更改，不能清空");
	if (err == OK && req->form->error_count > 0)
		return show_page(req, &context, &system, 422);
	if (err == OK)
		err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, save_responsible(&context, &system, req->form));
	return err == OK ? respond_redirect(req, "/systems/%" PRId64, system.id) : err;
}

static const struct page_action actions[] = {
	{"responsible", MAY_KEEP_CONTACTS, &responsible_form, responsible},
	{.key = NULL},
};

enum err system_post(struct request *req)
{
	return page_action_run(req, actions);
}
