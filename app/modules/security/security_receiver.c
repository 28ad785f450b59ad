/* Who has to put a hazard right (第八条): whose system it is, or who runs what it lies on. */
#include "base/base.h"
#include "modules/security/security_parts.h"

enum verdict receiver_answers(struct moving *moving, struct answer *answer, const struct receiver *receiver)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_RECEIVER_ANSWERS);
	struct answer_help help = {.field = receiver->field};
	const char *who = "";
	bool answers = false;
	enum err err;

	query_int(query, ":organisation", receiver->organisation);
	query_int(query, ":system", receiver->system);
	query_int(query, ":platform", receiver->platform);
	if (query_step(query)) {
		answers = next_int(query) != 0;
		who = next_text(query, moving->context->arena);
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (answers)
		return answer_yes(moving, answer, "整改单位承担所涉系统、平台的运维和安全管理");
	help.cure = arena_printf(moving->context->arena, "请改选%s；所涉系统、平台不对的，请更正后另行发起", who);
	if (receiver->line == 0)
		return answer_no(moving, answer, help, "所选单位不承担本件所涉系统、平台的运维和安全管理");
	return answer_no(moving, answer, help, "第 %zu 行的整改单位不承担所涉系统、平台的运维和安全管理",
			 receiver->line);
}

enum verdict hazard_receiver_answers(struct moving *moving, struct answer *answer)
{
	int64_t organisation = values_number(moving->form, "receiver", 0);

	if (moving->matter == NULL || organisation == 0)
		return answer_not_yet(moving, answer, "选择整改单位后核对");
	return receiver_answers(moving, answer,
				&(struct receiver){.organisation = organisation,
						   .system = moving->matter->system,
						   .platform = moving->matter->platform,
						   .field = "receiver"});
}

/*
 * Each row becomes a hazard, about the system or platform that it names; where it names none, about what the matter is
 * about (whole), or nothing is asked.
 */
static enum verdict rows_answer(struct moving *moving, struct answer *answer, const struct value *rows,
				const char *receiver, bool whole)
{
	enum verdict verdict = answer_yes(moving, answer, "整改单位承担所涉系统、平台的运维和安全管理");

	for (size_t i = 0; verdict == VERDICT_YES && i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];
		struct receiver asked = {
			.organisation = values_number(row, receiver, 0),
			.system = values_number(row, "system", 0),
			.platform = values_number(row, "platform", 0),
			.field = rows->field->key,
			.line = i + 1,
		};

		if (asked.system == 0 && asked.platform == 0 && whole) {
			asked.system = moving->matter->system;
			asked.platform = moving->matter->platform;
		}
		if (asked.organisation > 0)
			verdict = receiver_answers(moving, answer, &asked);
	}
	return verdict;
}

static bool inspected(const struct value *parties, int64_t organisation)
{
	for (size_t i = 0; i < parties->row_count; i++)
		if (values_number(parties->rows[i], "party", 0) == organisation)
			return true;
	return false;
}

/* Who was not inspected is asked for nothing, but what lies on a system or platform of its own that the row names. */
static enum verdict rows_of_inspected(struct moving *moving, struct answer *answer, const struct value *rows,
				      const struct value *parties)
{
	for (size_t i = 0; i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];
		int64_t receiver = values_number(row, "receiver", 0);

		if (receiver > 0 && values_number(row, "system", 0) == 0 && values_number(row, "platform", 0) == 0 &&
		    !inspected(parties, receiver))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请改选被检查的单位，或者写明问题所在的"
								      "信息系统、云平台",
							      .field = rows->field->key},
					 "第 %zu 行的整改单位不在被检查单位之内", i + 1);
	}
	return VERDICT_YES;
}

/* What a scan or an inspection found. */
enum verdict finding_receivers_answer(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "findings");
	const struct value *parties = moving->form == NULL ? NULL : values_find(moving->form, "parties");

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "填写问题后核对");
	if (parties != NULL && rows_of_inspected(moving, answer, rows, parties) != VERDICT_YES)
		return VERDICT_NO;
	return rows_answer(moving, answer, rows, "receiver", true);
}

/* What a drill found: also with one of those who took part that has nothing to do with what was drilled. */
enum verdict problem_parties_answer(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "problems");

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "填写发现的问题后核对");
	return rows_answer(moving, answer, rows, "party", false);
}
