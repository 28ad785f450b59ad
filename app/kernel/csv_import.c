#include "base/base.h"
#include "kernel/csv_import.h"

#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/actor.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"

/* ---- checks ---- */

static bool headings_fit(struct csv_import *import)
{
	const struct csv_import_kind *kind = import->kind;
	struct arena *arena = import->context.arena;
	const char *complaint = NULL;
	size_t known = 0;

	for (size_t i = 0; i < kind->field_count && complaint == NULL; i++) {
		if (csv_column(import->table, kind->fields[i].key) >= 0)
			known++;
		else if (i + kind->optional_count < kind->field_count)
			complaint = arena_printf(arena, "缺少列“%s”，列应为：%s", kind->fields[i].key, kind->headings);
	}
	if (complaint == NULL && import->table->heading.count != known)
		complaint = arena_printf(arena, "有多余的列，列应为：%s", kind->headings);
	if (complaint != NULL)
		csv_complain(arena, &import->complaints, import->table->heading.line, NULL, complaint);
	return complaint == NULL;
}

/* NULL when one of the cells that name it is missing: that is its own complaint. */
static const char *row_name(const struct csv_import *import, const struct values *row)
{
	const char *name = "";

	for (size_t i = 0; i < CSV_TWICE_MAX && import->kind->twice[i] != NULL; i++) {
		const char *part = values_text(row, import->kind->twice[i]);

		if (part == NULL)
			return NULL;
		name = arena_printf(import->context.arena, "%s\n%s", name, part);
	}
	return name;
}

static void complain_twice(void *data, size_t index, size_t before)
{
	struct csv_import *import = data;
	const char *heading = import->kind->twice[0];

	values_complain(import->rows[index], heading, "%s 与第 %d 行重复", values_word(import->rows[index], heading),
			import->table->rows[before].line);
}

static void check_twice(struct csv_import *import)
{
	const char **names = arena_array(import->context.arena, import->table->count + 1, sizeof *names);

	for (size_t i = 0; i < import->table->count && import->kind->twice[0] != NULL; i++)
		names[i] = row_name(import, import->rows[i]);
	text_find_twice(import->context.arena, names, import->table->count, complain_twice, import);
}

static void collect(struct csv_import *import)
{
	for (size_t i = 0; i < import->table->count; i++)
		for (size_t c = 0; c < import->rows[i]->count; c++)
			if (import->rows[i]->items[c].error != NULL)
				csv_complain(import->context.arena, &import->complaints, import->table->rows[i].line,
					     import->rows[i]->items[c].field->label, import->rows[i]->items[c].error);
}

/* Several choices stand in one cell, separated by 、 or a semicolon of either width. */
static void add_cell(struct csv_import *import, struct params *params, const struct field *field, const char *cell)
{
	struct arena *arena = import->context.arena;
	char **words;
	size_t count;

	if (field == NULL || field->type != FIELD_CHOICES) {
		params_add(arena, params, field != NULL ? field->key : "", cell);
		return;
	}
	cell = text_replace(arena, text_replace(arena, cell, "、", ";"), "；", ";");
	count = text_split(arena, cell, ';', &words);
	for (size_t i = 0; i < count; i++) {
		const char *word = text_trim(arena, words[i]);

		if (*word != '\0')
			params_add(arena, params, field->key, word);
	}
}

static struct values *decode(struct csv_import *import, const struct csv_row *source)
{
	const struct csv_import_kind *kind = import->kind;
	struct params params = {0};

	for (size_t i = 0; i < kind->field_count; i++) {
		int column = csv_column(import->table, kind->fields[i].key);

		if (column >= 0)
			add_cell(import, &params, &kind->fields[i], source->cells[column]);
	}
	return values_decode(import->context.arena, kind->fields, kind->field_count, &params, false);
}

/* Headings, cells, rows named twice, and kind->check of each; complaints are collected, OK even so. */
static enum err check_all(struct csv_import *import)
{
	size_t count = import->table->count;

	import->complaints.count = 0;
	if (!headings_fit(import))
		return OK;
	import->rows = arena_array(import->context.arena, count, sizeof(struct values *));
	for (size_t i = 0; i < count; i++) {
		enum err err = OK;

		import->rows[i] = decode(import, &import->table->rows[i]);
		if (import->kind->check != NULL)
			err = import->kind->check(import, import->rows[i]);
		if (err != OK)
			return err;
	}
	check_twice(import);
	collect(import);
	return OK;
}

/* ---- saved ---- */

static bool complained_of(const struct values *row)
{
	for (size_t c = 0; c < row->count; c++)
		if (row->items[c].error != NULL)
			return true;
	return false;
}

/* A row that is refused does not keep the others from being tried: all complaints at once, in the order of the file. */
static enum err save_rows(struct csv_import *import)
{
	bool refused = import->complaints.count > 0;

	for (size_t i = 0; i < import->table->count; i++) {
		enum err err =
			complained_of(import->rows[i]) ? ERR_INVALID : import->kind->save(import, import->rows[i]);

		if (err != OK && err != ERR_INVALID)
			return err;
		refused = refused || err == ERR_INVALID;
	}
	import->complaints.count = 0;
	collect(import);
	return refused ? ERR_INVALID : OK;
}

/* What stood in the file, so that the log proves which one it was. */
static const char *digest_of(const struct csv_import *import)
{
	const struct csv_table *table = import->table;
	uint8_t digest[DIGEST_SIZE];
	struct buf text;

	buf_init(&text);
	for (size_t r = 0; r < table->count; r++)
		for (size_t i = 0; i < table->rows[r].count; i++)
			csv_cell(&text, table->rows[r].cells[i], i + 1 == table->rows[r].count);
	crypt_digest(digest, text.data, text.length, NULL, 0);
	buf_release(&text);
	return crypt_hex(import->context.arena, digest, sizeof digest);
}

enum err csv_import_save(struct csv_import *import)
{
	enum err err;

	import->rows = NULL;
	err = check_all(import);
	if (err == OK && import->complaints.count > 0 && (import->rows == NULL || !import->kind->tries_all))
		err = ERR_INVALID;
	if (err == OK)
		err = save_rows(import);
	if (err != OK)
		return err;
	return audit_add(&import->context,
			 &(struct audit_entry){
				 .action = import->kind->action,
				 .object = import->kind->object,
				 .detail = arena_printf(import->context.arena,
							"{\"changed\":%" PRId64 ",\"digest\":\"%s\",\"rows\":%zu}",
							import->changed, digest_of(import), import->table->count),
			 },
			 NULL);
}

/* ---- pages ---- */

static struct dict *begin(struct request *req, const struct csv_import_kind *kind, bool refused, struct dict **part)
{
	struct dict *body = page_begin(req, "import.tpl",
				       refused ? arena_printf(req->arena, "错误：%s", kind->title) : kind->title);

	frame_crumb(req, kind->back, "返回列表");
	*part = csv_page_form(req, body, &kind->page);
	return body;
}

enum err csv_import_show(struct request *req, const struct csv_import_kind *kind)
{
	struct dict *part;

	(void)begin(req, kind, false, &part);
	return page_end(req, 200);
}

enum err csv_import_answer(struct request *req, struct csv_import *import, const char *complaint)
{
	bool refused = complaint != NULL || import->complaints.count > 0;
	struct dict *part;
	struct dict *body = begin(req, import->kind, refused, &part);

	if (complaint != NULL)
		complaint_show(req, body, "没有导入", NULL, complaint);
	else if (refused)
		csv_page_refused(req, part, &import->complaints);
	else
		csv_page_preview(req, part, &import->kind->page, import->table);
	return page_end(req, refused ? 422 : 200);
}

enum err csv_import_run(struct request *req, const struct csv_import_kind *kind)
{
	struct csv_import import = {.context = context_writing(req), .kind = kind};
	bool now = text_equal(request_action(req), "import");
	char *complaint = NULL;
	enum err err;

	import.table = csv_upload_read(req, &complaint);
	if (import.table == NULL)
		return csv_import_answer(req, &import, complaint);
	err = tx_begin(import.context.db);
	if (err == OK) {
		err = csv_import_save(&import);
		/* The preview is the import, taken back. */
		err = tx_end(import.context.db, err == OK && !now ? ERR_STATE : err);
	}
	if (err == ERR_INVALID || (err == ERR_STATE && !now))
		return csv_import_answer(req, &import, NULL);
	return err == OK ? respond_redirect(req, "%s", kind->back) : err;
}

enum err csv_import_sample(struct request *req, const struct csv_import_kind *kind)
{
	return csv_sample(req, kind->sample_name, kind->headings);
}
