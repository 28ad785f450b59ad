/*
 * Rows of use out of a file: checked one by one in memory that is given back
 * (ten thousand rows with eighteen cells each), saved as one batch, all or
 * nothing.  Registers of a few hundred rows use kernel/csv_import.h.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "modules/usage/usage_row.h"

/* ---- checks ---- */

static const struct field *field_of(const struct form *form, const char *heading)
{
	for (size_t i = 0; i < form->count; i++)
		if (text_equal(form->fields[i].label, heading))
			return &form->fields[i];
	return NULL;
}

static bool headings_fit(struct usage_import *import)
{
	const struct usage_import_kind *kind = import->kind;
	const struct csv_row *heading = &import->table->heading;
	struct arena *arena = import->req->arena;
	const char *complaint = NULL;

	for (size_t i = 0; i < kind->form->count && complaint == NULL; i++)
		if (kind->form->fields[i].required && csv_column(import->table, kind->form->fields[i].label) < 0)
			complaint = arena_printf(arena, "缺少列“%s”，列应为：%s", kind->form->fields[i].label,
						 kind->headings);
	for (size_t i = 0; i < heading->count && complaint == NULL; i++)
		if (field_of(kind->form, heading->cells[i]) == NULL)
			complaint = arena_printf(arena, "有多余的列，列应为：%s", kind->headings);
	if (complaint != NULL)
		csv_complain(arena, &import->complaints, heading->line, NULL, complaint);
	return complaint == NULL;
}

static void complain_twice(void *data, size_t index, size_t before)
{
	struct usage_import *import = data;
	struct arena *arena = import->req->arena;

	csv_complain(arena, &import->complaints, import->table->rows[index].line, NULL,
		     arena_printf(arena, "与第 %d 行重复", import->table->rows[before].line));
}

/* Values end with their row; complaints stay. */
static void collect(struct usage_import *import, size_t index, const struct values *row)
{
	struct arena *arena = import->req->arena;

	for (size_t c = 0; c < row->count; c++)
		if (row->items[c].error != NULL)
			csv_complain(arena, &import->complaints, import->table->rows[index].line,
				     row->items[c].field->label, arena_strdup(arena, row->items[c].error));
}

static struct values *decode(struct usage_import *import, size_t index, struct arena *scratch)
{
	const struct form *form = import->kind->form;
	const struct csv_row *source = &import->table->rows[index];
	struct params params = {0};

	for (size_t c = 0; c < source->count; c++)
		params_add(scratch, &params, field_of(form, import->table->heading.cells[c])->key, source->cells[c]);
	return values_decode(scratch, form->fields, form->count, &params, false);
}

/* What a row needs while it is looked at is given back after it. */
static enum err each_row(struct usage_import *import)
{
	struct arena *scratch = arena_new();
	enum err err = OK;

	for (size_t i = 0; err == OK && i < import->table->count; i++) {
		struct values *row = decode(import, i, scratch);

		err = import->kind->check(import, row);
		import->names[i] = usage_batch_name(import->batch, row);
		collect(import, i, row);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return err;
}

static enum err check_rows(struct usage_import *import)
{
	struct arena *arena = import->req->arena;
	enum err err;

	if (!headings_fit(import))
		return OK;
	import->names = arena_array(arena, import->table->count, sizeof *import->names);
	err = each_row(import);
	if (err == OK)
		text_find_twice(arena, import->names, import->table->count, complain_twice, import);
	return err;
}

/* ---- pages ---- */

static struct dict *begin(struct request *req, const struct usage_import_kind *kind, bool refused, struct dict **part)
{
	struct dict *body = page_begin(req, "usage/import.tpl",
				       refused ? arena_printf(req->arena, "错误：%s", kind->title) : kind->title);

	frame_crumb(req, kind->back, "返回列表");
	dict_set(dict_section(body, "DAY_SAMPLE"), "DAY_SAMPLE_HREF", kind->day_sample);
	*part = csv_page_form_rows(req, body, &kind->page, kind->rows_setting);
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
		csv_page_refused(import->req, part, &import->complaints);
	else
		csv_page_preview(import->req, part, &import->kind->page, import->table);
	return page_end(import->req, refused ? 422 : 200);
}

/* ---- saved ---- */

static enum err save_rows(struct usage_import *import)
{
	struct audit_entry entry = {.action = import->kind->action, .object = "usage"};
	enum err err = import->kind->save(import);

	if (err != OK)
		return err;
	entry.detail = import->kind->detail(import);
	return audit_add(&import->context, &entry, NULL);
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

enum err usage_import_run(struct request *req, const struct usage_import_kind *kind,
			  const struct usage_import_kind *(*choose)(const struct csv_table *table))
{
	struct usage_import import = {.req = req, .context = context_writing(req), .kind = kind};
	bool now = text_equal(request_action(req), "import");
	char *complaint = NULL;
	enum err err;

	import.table = csv_upload_read_rows(req, kind->rows_setting, &complaint);
	if (import.table == NULL)
		return show_checked(&import, complaint);
	import.kind = choose(import.table);
	err = now ? import_now(&import) : check_rows(&import);
	if (err == ERR_INVALID || (err == OK && !now))
		return show_checked(&import, NULL);
	return err == OK ? respond_redirect(req, "%s", import.kind->back) : err;
}
