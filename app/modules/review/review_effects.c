#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/clock.h"
#include "base/text.h"

/* ---- open_review: a round, and who is invited to it ---- */

/* Reviewers of the center sit there anyway; experts become guests of this matter. */
static enum err invite(struct moving *moving, int64_t person)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_INVITE);

	query_int(query, ":person", person);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err open_review(struct moving *moving, struct answer *answer)
{
	const struct value *experts = values_find(moving->fields, "experts");
	struct query *query = db_query(moving->context->db, Q_REVIEW_OPEN);
	int64_t held_day = values_number(moving->fields, "held_day", 0);
	enum err err;

	(void)answer;
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":mode", values_text(moving->fields, "mode"));
	query_int(query, ":held", held_day);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	for (size_t i = 0; err == OK && experts != NULL && i < experts->row_count; i++)
		err = invite(moving, values_number(experts->rows[i], "person", 0));
	return err;
}

/* ---- record_opinion ---- */

static enum err set_conflict(struct moving *moving, const char *conflict)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_CONFLICT);

	query_int(query, ":person", moving->context->actor->person);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":conflict", conflict);
	return query_run(query);
}

/* The seat of one who has spoken, or stands aside, need not wait in his inbox. */
static enum err leave_seat(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_LEAVE);

	query_int(query, ":person", moving->context->actor->person);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err record_opinion(struct moving *moving, struct answer *answer)
{
	struct context *context = moving->context;
	const char *conflict = values_text(moving->fields, "conflict");
	const char *verdict = values_text(moving->fields, "verdict");
	struct round round;
	struct query *query;
	enum err err = set_conflict(moving, conflict == NULL ? "none" : conflict);

	if (err == OK)
		err = leave_seat(moving);
	if (err != OK || text_equal(conflict, "declared"))
		return err;
	if (verdict == NULL)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请选择评审结论", .field = "verdict"},
				     "还没有选择评审结论");
	if (review_round(context, moving->matter->id, &round) != FOUND || round.concluded)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请等评审岗组织评审"}, "这一轮评审还没有开始");
	query = db_query(context->db, Q_REVIEW_OPINION);
	query_int(query, ":review", round.id);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":verdict", verdict);
	query_text(query, ":opinion", moving->opinion);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == ERR_CONFLICT)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "每人每轮提交一次"}, "您已经提交过这一轮的评审意见");
	return err;
}

/* ---- conclude_review ---- */

static enum err add_condition(struct moving *moving, const struct values *row)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_CONDITION_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":text", values_text(row, "text"));
	query_text(query, ":owner", values_text(row, "owner"));
	query_int(query, ":due", values_number(row, "due", 0));
	return query_run(query);
}

/* "conclude_pass" says pass. */
static const char *conclusion_of(const struct action *action)
{
	const char *underscore = strchr(action->key, '_');

	return underscore == NULL ? action->key : underscore + 1;
}

enum err conclude_review(struct moving *moving, struct answer *answer)
{
	struct context *context = moving->context;
	const char *conclusion = conclusion_of(moving->action);
	const struct value *conditions = moving->fields == NULL ? NULL : values_find(moving->fields, "conditions");
	struct round round;
	struct query *query;
	enum err err = OK;

	if (review_round(context, moving->matter->id, &round) != FOUND || round.concluded)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请先组织评审"}, "还没有开始这一轮评审");
	query = db_query(context->db, Q_REVIEW_CONCLUDE);
	query_int(query, ":review", round.id);
	query_text(query, ":conclusion", conclusion);
	query_text(query, ":consolidated", moving->opinion == NULL ? "" : moving->opinion);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	for (size_t i = 0; err == OK && conditions != NULL && i < conditions->row_count; i++)
		err = add_condition(moving, conditions->rows[i]);
	if (err == OK && text_equal(conclusion, "adjust")) {
		query = db_query(context->db, Q_REVIEW_REPLAN);
		query_int(query, ":matter", moving->matter->id);
		err = query_run(query);
	}
	if (err == OK) {
		/* An invitation ends with the review it was for. */
		query = db_query(context->db, Q_REVIEW_GUESTS_END);
		query_int(query, ":matter", moving->matter->id);
		query_int(query, ":now", clock_now());
		err = query_run(query);
	}
	return err;
}
