/* What changed between two states of a form, in words: a table row by row, with the cells that differ. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"

void change_line(struct dict *table, const char *label, const char *before, const char *after, bool material)
{
	struct dict *change = dict_section(table, "CHANGE");

	dict_set(change, "CHANGE_LABEL", label);
	dict_set(change, "CHANGE_BEFORE", before);
	dict_set(change, "CHANGE_AFTER", after);
	dict_show_if(change, "CHANGE_BEFORE", !text_empty(before));
	dict_show_if(change, "CHANGE_AFTER", !text_empty(after));
	dict_show_if(change, "MATERIAL_YES", material);
}

/* 用途 数据库，vCPU 8 核: what names the row, and the cells in which it differs from the other one. */
static const char *differing_words(struct context *context, const struct values *row, const struct values *other)
{
	const char *text = "";

	for (size_t i = 0; i < row->count; i++) {
		const struct value *cell = &row->items[i];

		if ((i > 0 || !cell->present) && value_same(cell, &other->items[i]))
			continue;
		text = arena_printf(context->arena, "%s%s%s %s", text, *text == '\0' ? "" : "，", cell->field->label,
				    reference_display(context, cell));
	}
	return text;
}

static void changed_row(struct context *context, struct dict *table, const struct value *before,
			const struct value *after, const struct row_pair *pair)
{
	const char *label = after->field->label;
	bool material = after->field->material;

	if (pair->before == NO_ROW)
		change_line(table, arena_printf(context->arena, "%s：新增第 %zu 行", label, pair->after + 1), "",
			    row_words(context, after->rows[pair->after]), material);
	else if (pair->after == NO_ROW)
		change_line(table, arena_printf(context->arena, "%s：删去原第 %zu 行", label, pair->before + 1),
			    row_words(context, before->rows[pair->before]), "", material);
	else
		change_line(table, arena_printf(context->arena, "%s：第 %zu 行", label, pair->after + 1),
			    differing_words(context, before->rows[pair->before], after->rows[pair->after]),
			    differing_words(context, after->rows[pair->after], before->rows[pair->before]), material);
}

void change_fill(struct context *context, struct dict *table, const struct value *before, const struct value *after)
{
	const struct field *field = after->field;
	struct row_pair *pairs;
	size_t count;

	if (field->type != FIELD_ROWS) {
		change_line(table, field->label, reference_display(context, before), reference_display(context, after),
			    field->material);
		return;
	}
	count = rows_pair(context->arena, before, after, &pairs);
	if (count == 0)
		change_line(table, field->label, "原来的行序", "各行未改，行序有变", field->material);
	for (size_t i = 0; i < count; i++)
		changed_row(context, table, before, after, &pairs[i]);
}

/* ---- a draft that was saved elsewhere ---- */

static const char *saved_row(struct context *context, const struct value *saved, const struct value *typed,
			     const struct row_pair *pair)
{
	const char *label = typed->field->label;

	if (pair->before == NO_ROW)
		return arena_printf(context->arena, "%s：已保存的没有您填写的第 %zu 行", label, pair->after + 1);
	if (pair->after == NO_ROW)
		return arena_printf(context->arena, "%s：已保存的另有第 %zu 行“%s”", label, pair->before + 1,
				    row_words(context, saved->rows[pair->before]));
	return arena_printf(context->arena, "%s：第 %zu 行已保存的是“%s”", label, pair->after + 1,
			    differing_words(context, saved->rows[pair->before], typed->rows[pair->after]));
}

size_t change_saved(struct context *context, const struct value *saved, const struct value *typed,
		    const char ***sentences)
{
	const char *label = typed->field->label;
	struct row_pair *pairs;
	size_t count;

	if (typed->field->type != FIELD_ROWS) {
		*sentences = arena_array(context->arena, 1, sizeof **sentences);
		(*sentences)[0] = saved->present ? arena_printf(context->arena, "%s：已保存的是“%s”", label,
								reference_display(context, saved))
						 : arena_printf(context->arena, "%s：已保存的是空白", label);
		return 1;
	}
	count = rows_pair(context->arena, saved, typed, &pairs);
	*sentences = arena_array(context->arena, count + 1, sizeof **sentences);
	for (size_t i = 0; i < count; i++)
		(*sentences)[i] = saved_row(context, saved, typed, &pairs[i]);
	if (count > 0)
		return count;
	(*sentences)[0] = arena_printf(context->arena, "%s：各行相同，已保存的行序不同", label);
	return 1;
}
