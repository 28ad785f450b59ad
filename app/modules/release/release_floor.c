/*
 * Sizes of a notice and of a decision against what each machine's P95 needs: who
 * goes below says why.  Asked again at the decision, because months have passed
 * and use may have grown since the notice.
 */
#include "base/base.h"
#include "modules/release/release_advice.h"

#include "base/number.h"
#include "base/text.h"

static const struct value *rows_of(const struct values *values, const char *key)
{
	const struct value *rows = values != NULL ? values_find(values, key) : NULL;

	return rows != NULL && rows->row_count > 0 ? rows : NULL;
}

static bool reclaims(const struct values *form)
{
	return text_equal(values_word(form, "kind"), "reclaim");
}

static const char *reason_before(const struct values *form, const char *class)
{
	const struct value *rows = rows_of(form, "targets");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			return values_word(rows->rows[i], "below_reason");
	return "";
}

static enum verdict row_kept(struct moving *moving, struct answer *answer, const struct advising *advising,
			     const struct values *row, const char *field)
{
	const char *class = values_word(row, "class");
	int64_t present = values_number(row, "present", 0), target = values_number(row, "target", 0);
	int64_t floor;
	enum err err;

	if (target >= present)
		return VERDICT_YES;
	err = advice_floor(moving->context, advising, moving->matter->system, moving->matter->platform,
			   reclaims(moving->form), class, present, &floor);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (floor < 0 || target >= floor || !text_empty(values_word(row, "below_reason")) ||
	    !text_empty(reason_before(moving->form, class)))
		return VERDICT_YES;
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请提高目标，或者在“低于测算的理由”里写明依据", .field = field},
			 "%s的目标 %s 低于按各台 P95 测算的 %s", values_label(row, "class"),
			 format_integer(moving->context->arena, target), format_integer(moving->context->arena, floor));
}

static enum verdict rows_kept(struct moving *moving, struct answer *answer, const struct value *rows, const char *field)
{
	struct advising advising;
	enum err err;

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "填写目标规格后核对");
	err = advising_begin(moving->context, &advising);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < rows->row_count; i++) {
		enum verdict verdict = row_kept(moving, answer, &advising, rows->rows[i], field);

		if (verdict != VERDICT_YES)
			return verdict;
	}
	return answer_yes(moving, answer, "不低于按 %s 以前各月 P95 测算的规格，或者写明了理由", advising.month);
}

enum verdict floor_kept(struct moving *moving, struct answer *answer)
{
	return rows_kept(moving, answer, rows_of(moving->form, "targets"), "targets");
}

enum verdict decided_floor_kept(struct moving *moving, struct answer *answer)
{
	return rows_kept(moving, answer, rows_of(moving->fields, "decided"), "decided");
}

/* ---- beside the form and the decision ---- */

static const struct values *row_of(const struct value *rows, const char *class)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			return rows->rows[i];
	return NULL;
}

/* Of a notice that has left the size it names: the unit compares with that one. */
static int64_t row_present(const struct matter *matter, const struct values *row, int64_t held)
{
	return row == NULL || matter->state->edit ? held : values_number(row, "present", held);
}

static enum err show_row(struct context *context, const struct advising *advising, const struct matter *matter,
			 const struct values *form, const struct held_line *held, struct table *table)
{
	const struct value *rows = rows_of(form, "targets");
	const struct values *row = row_of(rows, held->class);
	int64_t present = row_present(matter, row, held->amount);
	int64_t target = row != NULL ? values_number(row, "target", held->amount) : present;
	int64_t floor;
	enum err err;

	err = advice_floor(context, advising, matter->system, matter->platform, reclaims(form), held->class,
			   held->amount, &floor);
	if (err != OK || floor < 0)
		return err;
	table_line(table);
	table_text(table, arena_printf(context->arena, "%s（%s）", held->label, held->unit));
	table_sub(table, format_integer(context->arena, present),
		  present == held->amount
			  ? ""
			  : arena_printf(context->arena, "台账现为 %s", format_integer(context->arena, held->amount)));
	table_number(table, target);
	table_number(table, floor);
	if (target < floor)
		table_gap(table, "低于测算");
	else
		table_text(table, target < present ? "不低于测算" : "不调整");
	return OK;
}

enum err panel_downsizing_floor(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"资源", "现有#", "建议#", "按 P95 测算#", "对照", NULL};
	struct advising advising;
	struct held_line *held;
	struct dict *panel;
	struct table *table;
	size_t count;
	enum err err;

	if (matter == NULL || matter->system == 0 || matter->platform == 0 || matter->state->final)
		return OK;
	err = advising_begin(context, &advising);
	if (err == OK)
		err = holdings_read(context, matter->system, matter->platform, &held, &count);
	if (err != OK || count == 0)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "建议规格与测算对照");
	panel_note(panel, arena_printf(context->arena, "按 %s 以前 %" PRId64 " 个月各台云主机的最高 P95%s",
				       advising.month, advising.rules.window,
				       matter->state->edit ? "" : "；现有为通知所列，台账后来有变动的写在下面"));
	table = table_begin(context->arena, panel, "建议规格与测算对照", heads);
	for (size_t i = 0; err == OK && i < count; i++)
		err = show_row(context, &advising, matter, form, &held[i], table);
	return err;
}
