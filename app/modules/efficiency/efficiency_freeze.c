/* From draft and decision to rows that no statement changes. */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"

static const struct value *rows_of(const struct values *values, const char *key)
{
	const struct value *rows = values != NULL ? values_find(values, key) : NULL;

	return rows != NULL && rows->row_count > 0 ? rows : NULL;
}

static const struct values *row_of(const struct value *rows, const char *item)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "item"), item))
			return rows->rows[i];
	return NULL;
}

/* The same item twice; NULL: each once. */
static const char *twice(const struct value *rows)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (row_of(rows, values_word(rows->rows[i], "item")) != rows->rows[i])
			return values_label(rows->rows[i], "item");
	return NULL;
}

enum verdict efficiency_objection(struct moving *moving, struct answer *answer)
{
	const struct value *rows = rows_of(moving->fields, "objections");
	const char *item = twice(rows);

	if (rows == NULL)
		return answer_not_yet(moving, answer, "填写异议后核对");
	if (item != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请合并为一行", .field = "objections"},
				 "%s写了两行", item);
	return answer_yes(moving, answer, "对 %zu 项提出异议", rows->row_count);
}

/* Every return gives the unit its whole time again: between its own two desks a score would never be decided. */
enum verdict efficiency_return(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_EFFICIENCY_RETURNS);
	int64_t returns;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_value(query, 0, &returns);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (returns > 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请审核后送省大数据中心决定，或者不提异议"},
				 "本件异议已经退回过一次");
	return answer_yes(moving, answer, "没有退回过");
}

enum verdict efficiency_adjustment(struct moving *moving, struct answer *answer)
{
	const struct value *rows = rows_of(moving->fields, "adjusted");
	const struct value *drafted = rows_of(moving->form, "items");
	const char *item = twice(rows);

	if (rows == NULL || drafted == NULL)
		return answer_not_yet(moving, answer, "填写调整后核对");
	if (item != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请合并为一行", .field = "adjusted"},
				 "%s写了两行", item);
	for (size_t i = 0; i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];
		const struct values *before = row_of(drafted, values_word(row, "item"));

		if (before == NULL || values_text(before, "points") == NULL)
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "没有数据的项不计分，不能调整", .field = "adjusted"},
				"%s没有计分", values_label(row, "item"));
		if (values_number(row, "points", 0) > values_number(before, "full", 0))
			return answer_no(moving, answer, (struct answer_help){.cure = "请改得分", .field = "adjusted"},
					 "%s的得分超过满分 %s", values_label(row, "item"),
					 format_decimal(moving->context->arena, values_number(before, "full", 0), 2));
	}
	return answer_yes(moving, answer, "调整 %zu 项", rows->row_count);
}

/* ---- freezing ---- */

struct frozen {
	struct efficiency_line lines[EFFICIENCY_ITEMS];
	int64_t drafted[EFFICIENCY_ITEMS];
	const char *reasons[EFFICIENCY_ITEMS];
};

static bool read_frozen(const struct moving *moving, struct frozen *frozen)
{
	const struct value *drafted = rows_of(moving->form, "items");
	bool adjusts = moving->action != NULL && text_equal(moving->action->key, "adjust");
	const struct value *adjusted = adjusts ? rows_of(moving->fields, "adjusted") : NULL;

	for (enum efficiency_item i = ITEM_CPU; i < EFFICIENCY_ITEMS; i++) {
		const struct values *row = row_of(drafted, efficiency_item_key(i));
		const struct values *change = row_of(adjusted, efficiency_item_key(i));

		if (row == NULL)
			return false;
		frozen->drafted[i] = values_number(row, "points", -1);
		frozen->lines[i] = (struct efficiency_line){
			.measured = values_word(row, "measured"),
			.full = values_number(row, "full", 0),
			.points = change != NULL ? values_number(change, "points", 0) : frozen->drafted[i],
		};
		frozen->reasons[i] = change != NULL ? values_word(change, "reason") : "";
	}
	return true;
}

static void bind_points(struct query *query, const char *name, int64_t points)
{
	if (points < 0)
		query_null(query, name);
	else
		query_int(query, name, points);
}

static enum err write_item(struct moving *moving, const struct frozen *frozen, enum efficiency_item item)
{
	struct query *query = db_query(moving->context->db, Q_EFFICIENCY_ITEM_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":item", efficiency_item_key(item));
	query_text(query, ":measured", frozen->lines[item].measured);
	query_int(query, ":full", frozen->lines[item].full);
	bind_points(query, ":drafted", frozen->drafted[item]);
	bind_points(query, ":points", frozen->lines[item].points);
	query_text(query, ":reason", frozen->reasons[item]);
	return query_run(query);
}

static enum err write_total(struct moving *moving, int64_t total, const char *grade)
{
	struct query *query = db_query(moving->context->db, Q_EFFICIENCY_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":unit", moving->matter->org);
	query_text(query, ":period", moving->matter->period);
	bind_points(query, ":total", total);
	query_text(query, ":grade", grade);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err efficiency_freeze(struct moving *moving, struct answer *answer)
{
	struct frozen frozen;
	struct efficiency_rules rules;
	int64_t first, last, total;
	enum err err;

	if (!read_frozen(moving, &frozen) || !period_days(moving->matter->period, &first, &last))
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请由监督考核岗取消后重新评分"},
				     "评分草案缺少项目，不能定稿");
	err = efficiency_rules_on(moving->context, last, &rules);
	if (err != OK)
		return err;
	total = efficiency_total(frozen.lines);
	err = write_total(moving, total, efficiency_grade(&rules, total));
	for (enum efficiency_item i = ITEM_CPU; err == OK && i < EFFICIENCY_ITEMS; i++)
		err = write_item(moving, &frozen, i);
	return err == OK ? efficiency_close_year(moving->context, moving->matter->period, moving->matter->id) : err;
}

/* A score that is called off may be the last that the year's list waited for. */
enum err efficiency_call_off(struct moving *moving, struct answer *answer UNUSED)
{
	return efficiency_close_year(moving->context, moving->matter->period, moving->matter->id);
}
