/*
 * Repeated rows out of a CSV file.  Those of the form go into
 * the draft; those of an action are shown filled in on the page of the matter
 * and count when it is taken.  Nothing is decided here.
 */
#include "base/base.h"
#include "modules/matter/matter_module.h"

#include "base/buf.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/csv_upload.h"
#include "kernel/reference.h"

/* ---- shared with pasted rows ---- */

static const struct field *rows_among(const struct field *fields, size_t count, const char *key, size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (fields[i].type == FIELD_ROWS && strlen(fields[i].key) == length &&
		    strncmp(fields[i].key, key, length) == 0)
			return &fields[i];
	return NULL;
}

const struct field *matter_rows_field(const struct matter *matter, const char *key, size_t length)
{
	const struct procedure *procedure = matter->procedure;
	const struct field *field = rows_among(procedure->form, procedure->form_count, key, length);

	for (size_t i = 0; field == NULL && i < procedure->action_count; i++)
		field = rows_among(procedure->actions[i].fields, procedure->actions[i].field_count, key, length);
	return field;
}

bool matter_of_form(const struct procedure *procedure, const struct field *field)
{
	for (size_t i = 0; i < procedure->form_count; i++)
		if (&procedure->form[i] == field)
			return true;
	return false;
}

const char *matter_option_key(struct context *context, const struct field *column, const char *text)
{
	const char *key = NULL;

	if (column->type == FIELD_REFERENCE && reference_called(context, column->reference, text, &key) == OK &&
	    key != NULL)
		return key;
	for (size_t i = 0; i < column->option_count; i++)
		if (text_equal(column->options[i].label, text))
			return column->options[i].key;
	return text;
}

bool matter_rows_heading(struct arena *arena, const struct field *field, char **cells, size_t count)
{
	size_t same = 0;

	while (same < count && same < field->column_count &&
	       text_equal(text_trim(arena, cells[same]), field->columns[same].label))
		same++;
	return same > 1 && same == count;
}

/* ---- the page ---- */

struct upload {
	struct request *req;
	struct context context;
	struct matter *matter;
	const struct field *field;
	const char *kept; /* what else was typed for the action, urlencoded; "": nothing */
};

static const struct field rows_fields[] = {
	{.key = "text", .label = "导入内容", .type = FIELD_LONG_TEXT},
	{.key = "kept", .label = "已填写的内容", .type = FIELD_LONG_TEXT},
};
const struct form rows_form = {rows_fields, ARRAY_LENGTH(rows_fields)};

static bool has_rows(const struct action *action, const struct field *field)
{
	return rows_among(action->fields, action->field_count, field->key, strlen(field->key)) != NULL;
}

/* Who could type these rows now: the editor of the form, the taker of an action that has them. */
static enum err may_fill(struct upload *upload)
{
	const struct action **actions;
	size_t count;
	bool may = false;
	enum err err;

	if (matter_of_form(upload->matter->procedure, upload->field)) {
		err = matter_may_edit(&upload->context, upload->matter, &may);
		return err == OK && !may ? ERR_FORBIDDEN : err;
	}
	err = matter_actions(&upload->context, upload->matter, &actions, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		may = may || has_rows(actions[i], upload->field);
	return err == OK && !may ? ERR_FORBIDDEN : err;
}

/* Nobody learns from it which rows a matter has that he cannot see. */
static enum err upload_begin(struct request *req, struct upload *upload)
{
	const char *key = request_hole(req, "field");
	enum err err;

	*upload = (struct upload){.req = req, .context = context_writing(req), .kept = ""};
	err = matter_of(req, &upload->context, &upload->matter);
	if (err == OK)
		upload->field = matter_rows_field(upload->matter, key, strlen(key));
	if (err == OK)
		err = upload->field == NULL ? ERR_NOT_FOUND : may_fill(upload);
	return err;
}

static const char *headings(const struct upload *upload, const char *between)
{
	const char *text = "";

	for (size_t i = 0; i < upload->field->column_count; i++)
		text = arena_printf(upload->req->arena, "%s%s%s", text, i == 0 ? "" : between,
				    upload->field->columns[i].label);
	return text;
}

static enum err upload_page(struct upload *upload, const char *complaint, int status)
{
	struct request *req = upload->req;
	struct dict *body =
		page_begin(req, "matter/rows.tpl",
			   arena_printf(req->arena, "%s%s", complaint != NULL ? "错误：" : "", upload->field->label));

	matter_crumbs(req, upload->matter);
	dict_set(body, "FIELD_LABEL", upload->field->label);
	dict_printf(body, "UPLOAD_HREF", "/matters/%" PRId64 "/rows/%s", upload->matter->id, upload->field->key);
	dict_printf(body, "SAMPLE_HREF", "/matters/%" PRId64 "/rows/%s/sample", upload->matter->id, upload->field->key);
	dict_printf(body, "BACK_HREF", "/matters/%" PRId64, upload->matter->id);
	dict_set(body, "COLUMNS_TEXT", headings(upload, "、"));
	if (upload->kept[0] != '\0')
		dict_set(dict_section(body, "KEPT"), "KEPT_TEXT", upload->kept);
	if (complaint != NULL)
		dict_set(dict_section(body, "ERROR"), "ERROR_TEXT", complaint);
	return page_end(req, status);
}

/* ---- what was typed beside the rows ---- */

static bool of_page(const char *name)
{
	static const char *const own[] = {"csrf", "once", "action", "step"};

	for (size_t i = 0; i < ARRAY_LENGTH(own); i++)
		if (text_equal(own[i], name))
			return true;
	return false;
}

/* All but the rows that the file is to replace, and the page's own. */
static bool keeps(const struct field *field, const char *name)
{
	size_t length = strlen(field->key);

	return !of_page(name) && !(strncmp(name, field->key, length) == 0 && name[length] == '.');
}

static const char *encoded(struct arena *arena, const struct field *field, const struct params *typed)
{
	struct buf buf;
	char *text;

	buf_init(&buf);
	for (size_t i = 0; i < typed->count; i++) {
		if (!keeps(field, typed->items[i].name) || text_empty(typed->items[i].value))
			continue;
		buf_printf(&buf, "%s%s=%s", buf.length > 0 ? "&" : "", text_url(arena, typed->items[i].name),
			   text_url(arena, typed->items[i].value));
	}
	text = arena_strndup(arena, buf.length > 0 ? buf.data : "", buf.length);
	buf_release(&buf);
	return text;
}

enum err rows_asked(struct request *req, struct context *context, struct matter *matter, const struct field *field)
{
	struct upload upload = {.req = req, .context = *context, .matter = matter, .field = field};
	enum err err = may_fill(&upload);

	upload.kept = encoded(req->arena, field, &req->posted);
	return err != OK ? err : upload_page(&upload, NULL, 200);
}

/* The rows of the file and, of a form sent back by its own page, everything else. */
static enum err add_kept(struct upload *upload, struct params *params)
{
	struct params kept = {0};
	enum err err = params_parse(upload->req->arena, upload->kept, strlen(upload->kept), &kept);

	for (size_t i = 0; err == OK && i < kept.count; i++)
		if (keeps(upload->field, kept.items[i].name))
			params_add(upload->req->arena, params, kept.items[i].name, kept.items[i].value);
	return err;
}

enum err rows_get(struct request *req)
{
	struct upload upload;
	enum err err = upload_begin(req, &upload);

	return err != OK ? err : upload_page(&upload, NULL, 200);
}

enum err rows_sample_get(struct request *req)
{
	struct upload upload;
	enum err err = upload_begin(req, &upload);

	return err != OK ? err
			 : csv_sample(req, arena_printf(req->arena, "%s.csv", upload.field->label),
				      headings(&upload, ","));
}

/* ---- the file ---- */

static const struct field *column_called(const struct field *field, const char *heading)
{
	for (size_t i = 0; i < field->column_count; i++)
		if (text_equal(field->columns[i].label, heading))
			return &field->columns[i];
	return NULL;
}

/* "findings.3.severity": as the page would post it.  NULL with *complaint when a heading is unknown. */
static struct params *table_params(struct upload *upload, const struct csv_table *table, char **complaint)
{
	struct arena *arena = upload->req->arena;
	struct params *params = arena_alloc(arena, sizeof *params);

	*params = (struct params){0};
	for (size_t c = 0; c < table->heading.count; c++) {
		const struct field *column = column_called(upload->field, table->heading.cells[c]);

		if (column == NULL) {
			*complaint = arena_printf(arena, "没有“%s”这一列，标题行应为：%s", table->heading.cells[c],
						  headings(upload, "、"));
			return NULL;
		}
		for (size_t r = 0; r < table->count; r++)
			params_add(arena, params,
				   arena_printf(arena, "%s.%zu.%s", upload->field->key, r + 1, column->key),
				   matter_option_key(&upload->context, column, table->rows[r].cells[c]));
	}
	return params;
}

static enum err into_draft(struct upload *upload, const struct params *params)
{
	struct values *form, *typed;
	int64_t saves, saved_at;
	enum err err = matter_draft(&upload->context, upload->matter, &form, &saves, &saved_at);

	if (err != OK)
		return err;
	typed = values_decode(upload->context.arena, upload->field, 1, params, true);
	*values_find(form, upload->field->key) = typed->items[0];
	err = matter_save_draft(&upload->context, upload->matter, form);
	return err != OK ? err
			 : respond_redirect(upload->req, "/matters/%" PRId64 "/edit#f-%s", upload->matter->id,
					    upload->field->key);
}

enum err rows_post(struct request *req)
{
	struct upload upload;
	struct acting acting = {0};
	struct csv_table *table;
	struct params *params;
	char *complaint = NULL;
	enum err err = upload_begin(req, &upload);

	if (err != OK)
		return err;
	upload.kept = values_word(req->form, "kept");
	table = csv_upload_read(req, &complaint);
	params = table == NULL ? NULL : table_params(&upload, table, &complaint);
	if (params == NULL)
		return upload_page(&upload, complaint, 422);
	if (matter_of_form(upload.matter->procedure, upload.field))
		return into_draft(&upload, params);
	err = add_kept(&upload, params);
	if (err != OK)
		return err;
	acting.posted = params;
	acting.opinion = params_get(params, "opinion");
	return matter_show_page(req, &upload.context, upload.matter, &acting, 200);
}
