/* Inspections, scans and bulletins: who is named, and when. */
#include "base/base.h"
#include "modules/security/security_parts.h"

/*
 * Those whom the form names in `parties`, for the action that tells them in
 * `named`: until then nobody but the ones who prepare it sees the matter.
 */
enum err parties_named(struct moving *moving)
{
	struct value *from = values_find(moving->form, "parties");
	struct value *to = values_find(moving->fields, "named");

	if (from == NULL || to == NULL)
		return ERR_INTERNAL;
	to->row_count = 0;
	to->rows = arena_array(moving->fields->arena, from->row_count + 1, sizeof *to->rows);
	to->present = from->row_count > 0;
	for (size_t i = 0; i < from->row_count; i++) {
		struct values *row = values_empty(moving->fields->arena, to->field->columns, to->field->column_count);

		values_set_number(row, "party", values_number(from->rows[i], "party", 0));
		to->rows[to->row_count++] = row;
	}
	return OK;
}

enum verdict window_in_order(struct moving *moving, struct answer *answer)
{
	int64_t from = values_number(moving->form, "window_from", 0);
	int64_t to = values_number(moving->form, "window_to", 0);

	if (from == 0 || to == 0)
		return answer_not_yet(moving, answer, "填写起止日期后核对");
	if (from <= to)
		return answer_yes(moving, answer, "起止日期正确");
	return answer_no(moving, answer, (struct answer_help){.cure = "请改正日期", .field = "window_to"},
			 "结束日期早于开始日期");
}
