/* The monthly self-check: what does not conform, and that it is explained. */
#include "base/base.h"
#include "modules/duty/duty_parts.h"

#include "base/text.h"
#include "kernel/panel.h"

static bool fails(const struct values *row)
{
	const char *result = values_text(row, "result");

	return text_equal(result, "partial") || text_equal(result, "no");
}

enum verdict self_check_explained(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "items");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (fails(rows->rows[i]) && text_empty(values_text(rows->rows[i], "note"))) {
			answer->sentence =
				arena_printf(moving->context->arena, "第 %zu 项“%s”不符合，须写明情况和整改安排", i + 1,
					     values_text(rows->rows[i], "item"));
			answer->field = arena_strdup(moving->context->arena, "items");
			return VERDICT_NO;
		}
	return VERDICT_YES;
}

enum err fill_self_check_result(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"自查项目", "结果", "情况和整改安排", NULL};
	const struct value *rows = values_find(form, "items");
	struct table *table = NULL;
	size_t good = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];

		good += text_equal(values_text(row, "result"), "yes") ? 1 : 0;
		if (!fails(row))
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "不符合项"), "不符合项",
					    heads);
		table_line(table);
		table_text(table, values_text(row, "item"));
		table_text(table, value_display(context->arena, values_find(row, "result")));
		table_text(table, values_text(row, "note"));
	}
	if (rows != NULL && rows->row_count > 0 && table == NULL && matter->revision > 0)
		panel_empty(panel_add(body, "PANEL_MAIN", "不符合项"), "没有不符合项",
			    arena_printf(context->arena, "共 %zu 项，符合 %zu 项，其余不适用", rows->row_count, good));
	return OK;
}
