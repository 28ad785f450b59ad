/* The page of each matter, and the index. */
#include "base/base.h"
#include "modules/dossier/dossier_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "modules/matter/matter_module.h"
#include "modules/registry/registry.h"

static struct dict *begin(struct dossier *dossier, const char *template_name, const char *title, bool below)
{
	struct dict *body = page_begin_in(dossier->req, "frame_dossier.tpl", template_name, title);
	struct dict *frame = page_frame(dossier->req);

	dict_set(frame, "STYLE_HREF", below ? "../style.css" : "style.css");
	if (below)
		dict_set(dict_section(frame, "BACK"), "BACK_HREF", "../index.html");
	dict_printf(frame, "DRAWN_TEXT", "%s，%s 调取", dossier->name, format_time(dossier->req->arena, dossier->at));
	return body;
}

static enum err end(struct dossier *dossier, const char *path)
{
	enum err err = page_end(dossier->req, 200);

	if (err == OK)
		err = dossier_put(dossier, path, &dossier->req->response.body);
	buf_clear(&dossier->req->response.body);
	dossier->req->page = NULL;
	return err;
}

/* ---- documents, on the page of their matter and in the index ---- */

static void fill_file(struct arena *arena, struct dict *line, const struct held_file *file, bool below)
{
	dict_set(line, "FILE_LABEL", file->label);
	dict_set(line, "FILE_NAME", file->name);
	dict_int(line, "FILE_VERSION", file->version);
	dict_set(line, "FILE_SIZE", format_size(arena, file->size));
	dict_set(line, "FILE_DIGEST", file->digest);
	dict_set(line, "SEALED_FOR", file->owner);
	dict_set(line, "UPLOADED_BY", file->uploader);
	dict_set(line, "UPLOADED_AT", format_time(arena, file->uploaded_at));
	dict_set(line, "NUMBER", file->number);
	if (file->path != NULL)
		dict_printf(dict_section(line, "ATTACHED"), "FILE_HREF", "%s%s", below ? "../" : "", file->path);
	else
		dict_set(dict_section(line, "LEFT_OUT"), "REASON", file->reason);
}

/* matter 0: of all. */
static void fill_files(struct dossier *dossier, struct dict *body, int64_t matter, size_t beyond)
{
	struct arena *arena = dossier->req->arena;
	size_t count = 0;

	for (size_t i = 0; i < dossier->held_count; i++)
		if (matter == 0 || dossier->files[i].matter == matter) {
			fill_file(arena, dict_section(body, "FILE"), &dossier->files[i], matter != 0);
			count++;
		}
	if (count > 0 || beyond == 0)
		dict_show(body, count > 0 ? "HAS_FILES" : "NO_FILES");
	if (beyond > 0) {
		struct dict *cut = dict_section(body, "FILES_CUT");

		dict_set(cut, "CUT_N", format_integer(arena, (int64_t)beyond));
		dict_set(cut, "MOST_N", format_integer(arena, FILES_MOST));
	}
}

/* ---- matters ---- */

static enum err matter_page(struct dossier *dossier, struct context *context, size_t index)
{
	int64_t id = dossier->matters[index];
	struct matter *matter;
	struct dict *body;
	enum err err;

	switch (matter_find(context, id, &matter)) {
	case FOUND:
		break;
	case NOT_FOUND:
		return ERR_BUSY; /* it was there when this moment's list was read */
	case FIND_FAILED:
		return ERR_INTERNAL;
	}
	body = begin(dossier, "dossier/matter.tpl", matter->title, true);
	err = matter_dossier_fill(context, body, matter);
	fill_files(dossier, body, matter->id, dossier->beyond[index]);
	return err == OK ? end(dossier, arena_printf(context->arena, "matters/%" PRId64 ".html", id)) : err;
}

/* Each in memory of its own, given back before the next: a long life must not make the worker large. */
enum err dossier_matter_pages(struct dossier *dossier)
{
	struct request *req = dossier->req;
	struct arena *whole = req->arena;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < dossier->matter_count; i++) {
		struct context context = dossier->reading;

		context.arena = req->arena = arena_new();
		err = matter_page(dossier, &context, i);
		arena_free(context.arena);
		req->arena = whole;
	}
	return err;
}

static enum err fill_matters(struct dossier *dossier, struct dict *body)
{
	struct context *context = &dossier->reading;

	dict_show(body, dossier->matter_count > 0 ? "HAS_MATTERS" : "NO_MATTERS");
	dict_show_if(body, "MATTERS_CUT", dossier->matter_count == MATTERS_MOST);
	for (size_t i = 0; i < dossier->matter_count; i++) {
		struct dict *line;
		struct matter *matter;

		if (matter_find(context, dossier->matters[i], &matter) != FOUND)
			return ERR_INTERNAL;
		line = dict_section(body, "MATTER");
		dict_printf(line, "MATTER_HREF", "matters/%" PRId64 ".html", matter->id);
		dict_set(line, "NUMBER", matter->number == NULL ? "草稿" : matter->number);
		dict_set(line, "PROCEDURE_TITLE", matter->procedure->title);
		dict_set(line, "SUBJECT", matter->title);
		dict_set(line, "STATE_LABEL", matter->state->label);
		dict_set(line, "SUBMITTED_AT", format_time(context->arena, matter->submitted_at));
		dict_set(line, "CLOSED_AT", format_time(context->arena, matter->closed_at));
	}
	return OK;
}

/* ---- the system ---- */

static void pair(struct dict *body, const char *label, const char *value)
{
	struct dict *line = dict_section(body, "PAIR");

	dict_set(line, "PAIR_LABEL", label);
	dict_set(line, "PAIR_VALUE", text_empty(value) ? "—" : value);
}

static enum err fill_system(struct dossier *dossier, struct dict *body)
{
	static const char *const texts[] = {"系统名称", "简称", "备案号", "使用单位"};
	static const char *const more[] = {"等级保护级别", "部署区",       "主管处室",         "责任岗位",
					   "责任人电话",   "安全责任岗位", "安全责任岗位电话", "ICP 备案号"};
	struct arena *arena = dossier->reading.arena;
	struct query *query = db_query(dossier->reading.db, Q_DOSSIER_SYSTEM);

	query_int(query, ":system", dossier->system);
	query_int(query, ":org", dossier->req->actor->org);
	if (query_step(query)) {
		const struct system_state *state;

		for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
			pair(body, texts[i], next_text(query, arena));
		state = system_state(next_text(query, arena));
		pair(body, "状态", state->label);
		for (size_t i = 0; i < ARRAY_LENGTH(more); i++)
			pair(body, more[i], next_text(query, arena));
		pair(body, "云监管", next_int(query) != 0 ? "已接入" : "未接入");
		pair(body, "来源", next_int(query) != 0 ? "存量导入" : "申请");
		pair(body, "列入台账", format_time(arena, next_int(query)));
		pair(body, "正式运行", format_time(arena, next_int(query)));
		pair(body, "使用期限至", format_day(arena, next_int(query)));
		pair(body, "退出", format_time(arena, next_int(query)));
		pair(body, "原系统或所属系统", next_text(query, arena));
	}
	return query_end(query);
}

/* ---- the index ---- */

static void fill_log(struct dossier *dossier, struct dict *body)
{
	const struct audit_part *part = &dossier->part;

	dict_int(body, "LOG_ROWS", part->rows);
	dict_show(body, dossier_of_center(dossier) ? "LOG_OF_ALL" : "LOG_OF_OWN");
	if (part->archived > 0)
		dict_int(dict_section(body, "LOG_ARCHIVED"), "ARCHIVED_ROWS", part->archived);
	if (part->lost_from > 0) {
		struct dict *lost = dict_section(body, "LOG_LOST");

		dict_int(lost, "LOST_FROM", part->lost_from);
		dict_int(lost, "LOST_TO", part->lost_to);
	}
}

enum err dossier_index(struct dossier *dossier)
{
	struct dict *body = begin(dossier, "dossier/index.tpl", dossier->name, false);
	enum err err = fill_system(dossier, body);

	dict_set(body, "SYSTEM_NAME", dossier->name);
	dict_set(body, "DRAWN_BY", dossier->req->actor->label);
	dict_set(body, "DRAWN_AT", format_time_full(dossier->req->arena, dossier->at));
	if (err == OK)
		err = fill_matters(dossier, body);
	if (err == OK)
		err = dossier_tables(dossier, body);
	fill_files(dossier, body, 0, dossier->beyond_count);
	dict_set(body, "FILES_MOST_N", format_integer(dossier->req->arena, FILES_MOST));
	fill_log(dossier, body);
	return err == OK ? end(dossier, "index.html") : err;
}
