/* Inspections, scans and bulletins: who is named, and when. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "kernel/reference.h"

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

/* Those who were told of the inspection, in the action that told them. */
static enum err read_told(struct moving *moving, const struct value **told)
{
	struct values *given = NULL;
	enum err err = matter_given_to(moving->context, moving->matter, "begin", &given);

	*told = err == OK && given != NULL ? values_find(given, "named") : NULL;
	return err;
}

static struct value *rows_field(struct moving *moving, const char *key)
{
	return values_find(moving->fields, key);
}

/* A row for each, to be written: what is said of one is not for the eyes of another. */
static enum err row_for_each(struct moving *moving, const char *key)
{
	struct value *to = rows_field(moving, key);
	const struct value *told;
	enum err err = read_told(moving, &told);

	if (err != OK || told == NULL || to == NULL)
		return err;
	to->rows = arena_array(moving->fields->arena, told->row_count + 1, sizeof *to->rows);
	to->row_count = 0;
	for (size_t i = 0; i < told->row_count; i++) {
		struct values *row = values_empty(moving->fields->arena, to->field->columns, to->field->column_count);

		values_set_number(row, "party", values_number(told->rows[i], "party", 0));
		to->rows[to->row_count++] = row;
	}
	to->present = to->row_count > 0;
	return OK;
}

enum err facts_of_parties(struct moving *moving)
{
	return row_for_each(moving, "facts");
}

enum err verdicts_of_parties(struct moving *moving)
{
	return row_for_each(moving, "verdicts");
}

static size_t rows_of_party(const struct value *rows, int64_t party)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->row_count; i++)
		count += values_number(rows->rows[i], "party", 0) == party;
	return count;
}

/* Everybody who was told has rows of his own, and nobody else has any. */
static enum verdict covers(struct moving *moving, struct answer *answer, const struct value *told, const char *key,
			   const char *what)
{
	const struct value *rows = rows_field(moving, key);
	struct answer_help help = {.cure = arena_printf(moving->context->arena, "请为每个被检查单位写明%s", what),
				   .field = key};

	for (size_t i = 0; i < told->row_count; i++)
		if (rows_of_party(rows, values_number(told->rows[i], "party", 0)) == 0)
			return answer_no(moving, answer, help, "缺少%s的检查%s",
					 reference_display(moving->context, values_find(told->rows[i], "party")), what);
	for (size_t i = 0; i < rows->row_count; i++)
		if (rows_of_party(told, values_number(rows->rows[i], "party", 0)) == 0)
			return answer_no(moving, answer, help, "第 %zu 行的单位不在被检查单位之内", i + 1);
	return answer_yes(moving, answer, "各被检查单位都有检查%s", what);
}

/* Who confirms the facts about himself needs some; who was not told of the inspection confirms none. */
enum verdict facts_cover_parties(struct moving *moving, struct answer *answer)
{
	const struct value *facts = rows_field(moving, "facts"), *told;

	if (read_told(moving, &told) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (facts == NULL || facts->row_count == 0 || told == NULL)
		return answer_not_yet(moving, answer, "填写检查情况后核对");
	return covers(moving, answer, told, "facts", "情况");
}

/* The leader speaks only where a party has contradicted and the facts were handed in once more. */
enum verdict facts_objected(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_FACTS_OBJECTED);
	int64_t objected;

	query_int(query, ":matter", moving->matter->id);
	if (query_value(query, 0, &objected) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (objected != 0)
		return answer_yes(moving, answer, "被检查单位提出过异议，已重新核实");
	return answer_no(moving, answer, (struct answer_help){.cure = "请等被检查单位确认；逾期没有答复的自动转结论"},
			 "被检查单位没有提出异议");
}

/* One conclusion for each. */
enum verdict verdicts_cover_parties(struct moving *moving, struct answer *answer)
{
	const struct value *verdicts = rows_field(moving, "verdicts"), *told;

	if (read_told(moving, &told) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (verdicts == NULL || verdicts->row_count == 0 || told == NULL)
		return answer_not_yet(moving, answer, "填写检查结论后核对");
	for (size_t i = 0; i < verdicts->row_count; i++)
		if (rows_of_party(verdicts, values_number(verdicts->rows[i], "party", 0)) > 1)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "每个单位写一行结论", .field = "verdicts"},
					 "第 %zu 行的单位写了两次", i + 1);
	return covers(moving, answer, told, "verdicts", "结论");
}
