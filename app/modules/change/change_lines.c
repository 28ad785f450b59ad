/* What a system has and what a change asks for, line by line; the difference beside the form. */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/reference.h"

bool change_has_kind(const struct values *form, const char *kind)
{
	return form != NULL && values_chosen(form, "kinds", kind);
}

bool change_is_storage(const char *class)
{
	return text_equal(class, "ssd_gb") || text_equal(class, "hdd_gb") || text_equal(class, "file_gb") ||
	       text_equal(class, "object_gb") || text_equal(class, "backup_gb") || text_equal(class, "archive_gb");
}

enum err change_read_system(struct context *context, int64_t system, struct change_system *out)
{
	struct query *query = db_query(context->db, Q_CHANGE_SYSTEM);

	*out = (struct change_system){.state = "", .zones = "", .name = ""};
	query_int(query, ":system", system);
	if (query_step(query)) {
		out->state = next_text(query, context->arena);
		out->level = next_int(query);
		out->zones = next_text(query, context->arena);
		out->expires_day = next_int(query);
		(void)next_text(query, context->arena);
		(void)next_text(query, context->arena);
		out->org = next_int(query);
		out->name = next_text(query, context->arena);
	}
	return query_end(query);
}

/* ---- the records ---- */

static enum err read_current(struct context *context, int64_t system, struct change_line *lines, size_t *count)
{
	struct query *query = db_query(context->db, Q_CHANGE_CURRENT);

	*count = 0;
	query_int(query, ":system", system);
	while (*count < CHANGE_LINES_MAX && query_step(query)) {
		struct change_line *line = &lines[(*count)++];

		line->platform = next_int(query);
		line->platform_name = next_text(query, context->arena);
		line->class = next_text(query, context->arena);
		line->label = next_text(query, context->arena);
		line->unit = next_text(query, context->arena);
		line->now = next_int(query);
		line->before = line->after = line->now;
	}
	return query_end(query);
}

/* A class the system does not have there yet. */
static enum err name_line(struct context *context, struct change_line *line)
{
	struct query *query = db_query(context->db, Q_CHANGE_CLASS);
	const char *name = reference_label(context, "platform", line->platform);

	line->platform_name = name != NULL ? name : "";
	line->label = line->unit = "";
	query_text(query, ":class", line->class);
	if (query_step(query)) {
		line->label = next_text(query, context->arena);
		line->unit = next_text(query, context->arena);
	}
	return query_end(query);
}

static struct change_line *find_line(struct change_line *lines, size_t count, int64_t platform, const char *class)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].platform == platform && text_equal(lines[i].class, class))
			return &lines[i];
	return NULL;
}

static bool same_line(const struct values *row, const struct values *other)
{
	return values_number(row, "platform", 0) == values_number(other, "platform", 0) &&
	       text_equal(values_word(row, "class"), values_word(other, "class"));
}

const struct values *change_line_twice(const struct value *rows, size_t *earlier, size_t *later)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		for (size_t before = 0; before < i; before++)
			if (same_line(rows->rows[i], rows->rows[before])) {
				*earlier = before + 1;
				*later = i + 1;
				return rows->rows[i];
			}
	return NULL;
}

static enum err lay_row(struct context *context, const struct values *row, struct change_line *lines, size_t *count)
{
	int64_t platform = values_number(row, "platform", 0);
	const char *class = values_word(row, "class");
	struct change_line *line = find_line(lines, *count, platform, class);
	enum err err = OK;

	if (platform <= 0 || class[0] == '\0')
		return OK;
	if (line == NULL && *count == CHANGE_LINES_MAX)
		return OK;
	if (line == NULL) {
		line = &lines[(*count)++];
		*line = (struct change_line){.platform = platform, .class = class};
		err = name_line(context, line);
	}
	line->typed = true;
	line->before = values_number(row, "before", line->now);
	line->after = values_number(row, "after", line->before);
	return err;
}

enum err change_lines(struct context *context, int64_t system, const struct values *form, const char *field,
		      struct change_line **out, size_t *count)
{
	struct change_line *lines = arena_array(context->arena, CHANGE_LINES_MAX, sizeof *lines);
	const struct value *rows = form != NULL ? values_find(form, field) : NULL;
	enum err err = read_current(context, system, lines, count);

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++)
		err = lay_row(context, rows->rows[i], lines, count);
	*out = lines;
	return err;
}

/* ---- prefills ---- */

struct values *change_fresh_row(struct value *rows, struct arena *arena, size_t most)
{
	if (rows->rows == NULL || rows->row_count == 0)
		rows->rows = arena_array(arena, most + 1, sizeof *rows->rows);
	rows->present = true;
	return rows->rows[rows->row_count++] = values_empty(arena, rows->field->columns, rows->field->column_count);
}

enum err change_prefill(struct moving *moving)
{
	struct value *rows = values_find(moving->form, "lines");
	struct change_line *lines;
	size_t count;
	enum err err;

	if (rows == NULL || moving->matter == NULL || moving->matter->system == 0 || rows->row_count > 0)
		return OK;
	err = change_lines(moving->context, moving->matter->system, NULL, "lines", &lines, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		struct values *row;

		if (!rows_offer(rows, "class", lines[i].class))
			continue;
		row = change_fresh_row(rows, moving->context->arena, count);
		values_set_number(row, "platform", lines[i].platform);
		values_set(row, "class", lines[i].class);
		values_set_number(row, "before", lines[i].now);
		values_set_number(row, "after", lines[i].now);
	}
	return err;
}

/* The ruling's first proposal: what was asked for, as asked. */
enum err change_asked(struct moving *moving)
{
	struct value *rows = moving->fields != NULL ? values_find(moving->fields, "granted_lines") : NULL;
	struct change_line *lines;
	size_t count;
	enum err err;

	if (rows == NULL || moving->matter == NULL || rows->row_count > 0)
		return OK;
	err = change_lines(moving->context, moving->matter->system, moving->form, "lines", &lines, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		struct values *row;

		if (lines[i].after == lines[i].before)
			continue;
		row = change_fresh_row(rows, moving->context->arena, count);
		values_set_number(row, "platform", lines[i].platform);
		values_set(row, "class", lines[i].class);
		values_set_number(row, "before", lines[i].before);
		values_set_number(row, "asked", lines[i].after);
		values_set_number(row, "after", lines[i].after);
	}
	return err;
}

/* ---- panel ---- */

/* "+24", "-8", "0" */
static char *signed_number(struct arena *arena, int64_t number)
{
	return arena_printf(arena, "%s%s", number > 0 ? "+" : "", format_integer(arena, number));
}

static void granted_table(struct context *context, struct dict *body, struct query *query)
{
	static const char *const heads[] = {"平台", "资源", "变更前#", "申请#", "批准#", "差额#", "执行", NULL};
	struct table *table = NULL;

	while (query_step(query)) {
		const char *platform;
		const char *label, *unit;
		int64_t before, asked, granted;
		const char *reason;

		(void)next_int(query);
		platform = next_text(query, context->arena);
		(void)next_int(query);
		(void)next_text(query, context->arena);
		label = next_text(query, context->arena);
		unit = next_text(query, context->arena);
		before = next_int(query);
		asked = next_int(query);
		granted = next_int(query);
		reason = next_text(query, context->arena);
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "批准的变更"), "批准的变更",
					    heads);
		table_line(table);
		table_text(table, platform);
		table_sub(table, arena_printf(context->arena, "%s（%s）", label, unit), reason);
		table_number(table, before);
		table_number(table, asked);
		table_number(table, granted);
		table_text(table, signed_number(context->arena, granted - before));
		table_text(table, next_int(query) != 0 ? "已执行" : "待执行");
	}
}

static void asked_table(struct context *context, struct dict *body, const struct change_line *lines, size_t count)
{
	static const char *const heads[] = {"平台", "资源", "变更前#", "变更后#", "差额#", NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "变更前后");
	struct table *table;
	size_t changed = 0;

	for (size_t i = 0; i < count; i++)
		changed += lines[i].after != lines[i].before;
	panel_note(panel, changed > 0 && changed < count
				  ? arena_printf(context->arena, "变更前取自台账；另有 %zu 项不变", count - changed)
				  : "变更前取自台账；应急扩容借用的资源不计入");
	if (count == 0) {
		panel_empty(panel, "没有资源", "台账里没有这个系统的资源");
		return;
	}
	table = table_begin(context->arena, panel, "变更前后", heads);
	for (size_t i = 0; i < count; i++) {
		/* Until something is changed, all there is; then what changes. */
		if (changed > 0 && lines[i].after == lines[i].before)
			continue;
		table_line(table);
		table_text(table, lines[i].platform_name);
		table_text(table, arena_printf(context->arena, "%s（%s）", lines[i].label, lines[i].unit));
		table_number(table, lines[i].before);
		table_number(table, lines[i].after);
		table_text(table, signed_number(context->arena, lines[i].after - lines[i].before));
	}
}

enum err change_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	struct change_line *lines;
	struct query *query;
	size_t count;
	enum err err;

	if (matter == NULL || matter->system == 0)
		return OK;
	err = change_lines(context, matter->system, form, "lines", &lines, &count);
	if (err != OK)
		return err;
	asked_table(context, body, lines, count);
	query = db_query(context->db, Q_CHANGE_LINES);
	query_int(query, ":matter", matter->id);
	granted_table(context, body, query);
	return query_end(query);
}
