/* The common part of both imports: read, check every row, save all or nothing. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"

enum err usage_platform(struct context *context, const char *code, int64_t *platform, int64_t *operator)
{
	struct query *query = db_query(context->db, Q_USAGE_PLATFORM_BY_CODE);

	*platform = 0;
	*operator= 0;
	query_text(query, ":code", code);
	if (query_step(query)) {
		*platform = next_int(query);
		*operator= next_int(query);
	}
	return query_end(query);
}

/* ---- checks ---- */

static bool headings_fit(struct usage_import *import)
{
	const struct usage_import_kind *kind = import->kind;
	struct arena *arena = import->req->arena;
	const char *complaint = NULL;

	for (size_t i = 0; i < kind->field_count && complaint == NULL; i++)
		if (csv_column(import->table, kind->fields[i].key) < 0)
			complaint = arena_printf(arena, "缺少列“%s”，列应为：%s", kind->fields[i].key, kind->headings);
	if (complaint == NULL && import->table->heading.count != kind->field_count)
		complaint = arena_printf(arena, "有多余的列，列应为：%s", kind->headings);
	if (complaint != NULL)
		csv_complain(arena, &import->complaints, import->table->heading.line, NULL, complaint);
	return complaint == NULL;
}

struct named {
	const char *name; /* the columns that name a row, joined */
	size_t index;
};

static int by_name(const void *a, const void *b)
{
	const struct named *left = a;
	const struct named *right = b;
	int order = strcmp(left->name, right->name);

	return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static const char *row_name(struct usage_import *import, const struct values *row)
{
	const char *name = "";

	for (size_t i = 0; i < ARRAY_LENGTH(import->kind->twice) && import->kind->twice[i] != NULL; i++) {
		const char *part = values_text(row, import->kind->twice[i]);

		name = arena_printf(import->req->arena, "%s\n%s", name, part != NULL ? part : "");
	}
	return name;
}

static void check_twice(struct usage_import *import)
{
	size_t count = import->table->count;
	struct named *names = arena_array(import->req->arena, count, sizeof *names);

	for (size_t i = 0; i < count; i++)
		names[i] = (struct named){row_name(import, import->rows[i]), i};
	qsort(names, count, sizeof *names, by_name);
	for (size_t i = 1; i < count; i++)
		if (strcmp(names[i].name, names[i - 1].name) == 0)
			values_complain(import->rows[names[i].index], import->kind->twice[0], "与第 %d 行重复",
					import->table->rows[names[i - 1].index].line);
}

static void collect(struct usage_import *import)
{
	for (size_t i = 0; i < import->table->count; i++)
		for (size_t c = 0; c < import->rows[i]->count; c++)
			if (import->rows[i]->items[c].error != NULL)
				csv_complain(import->req->arena, &import->complaints, import->table->rows[i].line,
					     import->rows[i]->items[c].field->label, import->rows[i]->items[c].error);
}

static enum err check_rows(struct usage_import *import)
{
	const struct usage_import_kind *kind = import->kind;
	struct arena *arena = import->req->arena;
	size_t count = import->table->count;

	if (!headings_fit(import))
		return OK;
	import->rows = arena_array(arena, count, sizeof *import->rows);
	for (size_t i = 0; i < count; i++) {
		const struct csv_row *source = &import->table->rows[i];
		struct params params = {0};
		enum err err;

		for (size_t c = 0; c < source->count; c++)
			params_add(arena, &params, import->table->heading.cells[c], source->cells[c]);
		import->rows[i] = values_decode(arena, kind->fields, kind->field_count, &params, false);
		err = kind->check(import, import->rows[i]);
		if (err != OK)
			return err;
	}
	check_twice(import);
	collect(import);
	return OK;
}

/* ---- pages ---- */

static struct dict *begin(struct request *req, const struct usage_import_kind *kind, bool refused, struct dict **part)
{
	struct dict *body = page_begin(req, "usage/import.tpl",
				       refused ? arena_printf(req->arena, "错误：%s", kind->title) : kind->title);

	frame_crumb(req, kind->back, "返回列表");
	*part = csv_page_form(req, body, &kind->page);
	return body;
}

enum err usage_import_show(struct request *req, const struct usage_import_kind *kind)
{
	struct dict *part;

	(void)begin(req, kind, false, &part);
	return page_end(req, 200);
}

static enum err show_checked(struct usage_import *import, const char *complaint)
{
	bool refused = complaint != NULL || import->complaints.count > 0;
	struct dict *part;
	struct dict *body = begin(import->req, import->kind, refused, &part);

	if (complaint != NULL)
		complaint_show(import->req, body, "没有导入", NULL, complaint);
	else if (refused)
		csv_page_refused(part, &import->complaints);
	else
		csv_page_preview(import->req, part, &import->kind->page, import->table);
	return page_end(import->req, refused ? 422 : 200);
}

/* ---- saved ---- */

static enum err save_rows(struct usage_import *import)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < import->table->count; i++)
		err = import->kind->save(import, import->rows[i]);
	if (err != OK)
		return err;
	return audit_add(&import->context,
			 &(struct audit_entry){
				 .action = import->kind->action,
				 .object = "usage",
				 .detail = arena_printf(import->req->arena, "{\"rows\":%zu,\"changed\":%" PRId64 "}",
							import->table->count, import->changed),
			 },
			 NULL);
}

/* Checked again inside the transaction: the register may have changed since the preview. */
static enum err import_now(struct usage_import *import)
{
	enum err err = tx_begin(import->context.db);

	if (err != OK)
		return err;
	err = check_rows(import);
	if (err == OK && import->complaints.count > 0)
		err = ERR_INVALID;
	if (err == OK)
		err = save_rows(import);
	return tx_end(import->context.db, err);
}

enum err usage_import_run(struct request *req, const struct usage_import_kind *kind)
{
	struct usage_import import = {.req = req, .context = context_writing(req), .kind = kind};
	bool now = text_equal(request_action(req), "import");
	char *complaint = NULL;
	enum err err;

	import.table = csv_upload_read(req, &complaint);
	if (import.table == NULL)
		return show_checked(&import, complaint);
	err = now ? import_now(&import) : check_rows(&import);
	if (err == ERR_INVALID || (err == OK && !now))
		return show_checked(&import, NULL);
	return err == OK ? respond_redirect(req, "%s", kind->back) : err;
}
