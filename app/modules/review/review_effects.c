#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/move.h"
#include "kernel/notice.h"

/* ---- opening and inviting ---- */

static enum err invite(struct moving *moving, const struct reviewer *reviewer)
{
	struct context *context = moving->context;
	const char *role = reviewer->expert ? "review.expert" : "center.review";
	struct query *query = db_query(context->db, Q_REVIEW_INVITE);
	enum err err;

	query_int(query, ":person", reviewer->person);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":role", role);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	/* A round that is under way opens the expert's seat now; a new one opens it with its state. */
	if (!moving->moves && reviewer->expert)
		return matter_seat_add(context, moving->matter, reviewer->org, ROLE_REVIEW_EXPERT, reviewer->person);
	if (reviewer->expert)
		return OK;
	return notice_add(context, reviewer->org, role, reviewer->person, "task", moving->matter->id,
			  arena_printf(context->arena, "请参加评审：%s", moving->matter->title));
}

static enum err invite_named(struct moving *moving)
{
	struct reviewer reviewers[REVIEWERS_MAX];
	size_t count = 0;
	enum err err = reviewers_named(moving, reviewers, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		err = invite(moving, &reviewers[i]);
	return err;
}

enum err open_review(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t held = values_number(moving->fields, "held_day", 0);
	struct query *query = db_query(moving->context->db, Q_REVIEW_OPEN);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":mode", values_word(moving->fields, "mode"));
	if (held > 0)
		query_int(query, ":held_day", held);
	else
		query_null(query, ":held_day");
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? invite_named(moving) : err;
}

/* One already invited would lose his opinion's place: only new ones are taken. */
static enum err already_invited(struct moving *moving, int64_t person, bool *invited)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_INVITED);
	int64_t count = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":person", person);
	err = query_value(query, 0, &count);
	*invited = count > 0;
	return err;
}

enum err invite_experts(struct moving *moving, struct answer *answer)
{
	struct reviewer reviewers[REVIEWERS_MAX];
	size_t count = 0;
	enum err err = reviewers_named(moving, reviewers, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		struct answer_help help = {.cure = "请另选一名", .field = "experts"};
		bool invited = false;

		err = already_invited(moving, reviewers[i].person, &invited);
		if (err != OK)
			return err;
		if (invited)
			return answer_refuse(moving, answer, help, "第 %zu 行已经受邀", i + 1);
		if (!reviewers[i].active || (!reviewers[i].expert && !reviewers[i].staff))
			return answer_refuse(moving, answer, help, "第 %zu 行不是在用的评审专家或方案评审岗", i + 1);
		if (reviewers[i].person == moving->matter->opened_by ||
		    (reviewers[i].org == moving->matter->org &&
		     reviewers[i].org != moving->context->service->org_center))
			return answer_refuse(moving, answer, help, "第 %zu 行与申请单位有关，应当回避", i + 1);
		err = invite(moving, &reviewers[i]);
	}
	return err;
}

/* ---- an opinion ---- */

static enum err declare(struct moving *moving, const char *conflict)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_REVIEW_CONFLICT);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":conflict", conflict);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_REVIEW_SEAT_DONE);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":outcome", moving->action != NULL ? moving->action->key : "opine");
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err add_opinion(struct moving *moving, struct answer *answer, const struct round *round)
{
	const char *verdict = values_word(moving->fields, "verdict");
	struct query *query;

	if (verdict[0] == '\0')
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请选择评审结论", .field = "verdict"},
				     "还没有选择评审结论");
	query = db_query(moving->context->db, Q_REVIEW_OPINION_ADD);
	query_int(query, ":review", round->id);
	query_int(query, ":person", moving->context->actor->person);
	query_text(query, ":verdict", verdict);
	query_text(query, ":opinion", moving->opinion != NULL ? moving->opinion : "");
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err record_opinion(struct moving *moving, struct answer *answer)
{
	bool withdraws = text_equal(values_word(moving->fields, "conflict"), "declared");
	struct round round = {0};
	bool invited = false;
	enum found found = round_current(moving->context, moving->matter->id, &round);
	enum err err =
		found == FIND_FAILED ? ERR_INTERNAL : already_invited(moving, moving->context->actor->person, &invited);

	if (err != OK)
		return err;
	if (found == NOT_FOUND)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请等下一轮评审"},
				     "没有正在进行的评审");
	if (!invited)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请由方案评审岗增邀"},
				     "您没有受邀参加本轮评审");
	if (!withdraws)
		err = add_opinion(moving, answer, &round);
	return err == OK ? declare(moving, withdraws ? "declared" : "none") : err;
}

/* ---- the conclusion ---- */

/* Field conclusion, or the last word of the action's key: conclude_adjust. */
static const char *conclusion_of(const struct moving *moving)
{
	static const char *const known[] = {"pass", "conditional", "adjust", "fail"};
	const char *chosen = values_word(moving->fields, "conclusion");

	for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
		if (text_equal(chosen, known[i]) ||
		    (chosen[0] == '\0' && moving->action != NULL && text_ends(moving->action->key, known[i])))
			return known[i];
	return NULL;
}

/* In place of those of an earlier conclusion, which a ruling sent back. */
static enum err set_conditions(struct moving *moving)
{
	const struct value *rows = moving->fields != NULL ? values_find(moving->fields, "conditions") : NULL;
	enum err err = moving_run(moving, Q_REVIEW_CONDITIONS_DROP);

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++) {
		struct query *query = db_query(moving->context->db, Q_REVIEW_CONDITION_ADD);
		const char *owner = values_word(rows->rows[i], "owner");

		query_int(query, ":matter", moving->matter->id);
		query_text(query, ":text", values_word(rows->rows[i], "text"));
		query_text(query, ":owner", owner[0] != '\0' ? owner : "unit");
		query_int(query, ":due", values_number(rows->rows[i], "due", 0));
		err = query_run(query);
	}
	return err;
}

static enum err end_invitations(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_UNINVITE);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err count_round(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_ROUND_USED);

	query_int(query, ":matter", moving->matter->id);
	moving->matter->rounds++;
	return query_run(query);
}

enum err conclude_review(struct moving *moving, struct answer *answer)
{
	const char *conclusion = conclusion_of(moving);
	const char *consolidated = values_word(moving->fields, "consolidated");
	struct round round = {0};
	enum found found = round_current(moving->context, moving->matter->id, &round);
	struct query *query;
	enum err err;

	if (found == FIND_FAILED || conclusion == NULL)
		return ERR_INTERNAL;
	if (found == NOT_FOUND)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请先组织评审"},
				     "没有正在进行的评审");
	if (consolidated[0] == '\0' && moving->opinion != NULL)
		consolidated = moving->opinion;
	query = db_query(moving->context->db, Q_REVIEW_CONCLUDE);
	query_int(query, ":review", round.id);
	query_text(query, ":conclusion", conclusion);
	query_text(query, ":consolidated", consolidated);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK)
		err = set_conditions(moving);
	if (err == OK && text_equal(conclusion, "adjust"))
		err = count_round(moving);
	return err == OK ? end_invitations(moving) : err;
}
