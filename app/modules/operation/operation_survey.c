/* The quarterly survey: one row for each of those who host the unit and who watch that, no more and no fewer. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/text.h"
#include "kernel/reference.h"

static enum err surveyed(struct context *context, int64_t unit, int64_t **ids, size_t *count)
{
	struct query *query = db_query(context->db, Q_OPERATION_SURVEYED);

	query_int(query, ":unit", unit);
	return query_ids(query, context->arena, ids, count);
}

enum err survey_rows(struct moving *moving)
{
	int64_t *hosts;
	size_t count;
	enum err err = surveyed(moving->context, moving->matter->org, &hosts, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		values_set_number(values_add_row(moving->form, "answers"), "provider", hosts[i]);
	return err;
}

static size_t times_answered(const struct value *rows, int64_t provider)
{
	size_t times = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		times += values_number(rows->rows[i], "provider", 0) == provider;
	return times;
}

enum verdict survey_complete(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form == NULL ? NULL : values_find(moving->form, "answers");
	int64_t *hosts;
	size_t count;
	enum err err;

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "对服务商和监管服务商每家各评一行");
	err = surveyed(moving->context, moving->matter->org, &hosts, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++)
		if (times_answered(rows, hosts[i]) != 1)
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "服务商和监管服务商每家填一行", .field = "answers"},
				"%s应有一行评分，现有 %zu 行",
				reference_label(moving->context, "organisation", hosts[i]),
				times_answered(rows, hosts[i]));
	if (rows->row_count != count)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "删去没有为本单位服务的单位", .field = "answers"},
				 "为本单位服务的服务商和监管服务商有 %zu 家，填了 %zu 行", count, rows->row_count);
	return answer_yes(moving, answer, "%zu 家已评分", count);
}

static enum err add_answer(struct moving *moving, const struct values *row)
{
	static const char *const questions[][2] = {{"stability", ":stability"},
						   {"response", ":response"},
						   {"delivery", ":delivery"},
						   {"attitude", ":attitude"},
						   {"overall", ":overall"}};
	struct query *query = db_query(moving->context->db, Q_SURVEY_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":unit", moving->matter->org);
	query_int(query, ":provider", values_number(row, "provider", 0));
	query_text(query, ":period", moving->matter->period);
	for (size_t i = 0; i < ARRAY_LENGTH(questions); i++)
		query_int(query, questions[i][1], values_number(row, questions[i][0], 0));
	return query_run(query);
}

enum err survey_record(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->form, "answers");
	enum err err = OK;

	for (size_t i = 0; err == OK && i < rows->row_count; i++)
		err = add_answer(moving, rows->rows[i]);
	return err;
}
