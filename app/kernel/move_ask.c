/* 加签: the holder of a seat asks somebody of his own organisation before he decides. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"
#include "kernel/move_check.h"
#include "kernel/notice.h"
#include "kernel/permission.h"

static const struct seat *seat_numbered(const struct seat *seats, size_t count, int64_t task)
{
	for (size_t i = 0; i < count; i++)
		if (seats[i].task == task)
			return &seats[i];
	return NULL;
}

/*
 * What is said inside the center before a decision is an individual opinion, whoever is asked for it;
 * where the center itself asks, its unit's posts speak as those of any other.
 */
static bool inside_center(const struct seat *own)
{
	return role_kinds(own->role) == KIND_CENTER;
}

/* Which of the roles a person has he can be asked in: what the center's reviewers say stays there in any. */
static enum err role_to_ask(struct context *context, const struct matter *matter, const struct seat *own,
			    int64_t person, enum role *role, char **title, const char **sentence)
{
	struct query *query = db_query(context->db, Q_TASK_ASKABLE);
	uint32_t roles = 0;
	enum role before = ROLE_COUNT;
	bool allows = false;
	enum err err;

	*title = NULL;
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", person);
	while (query_step(query)) {
		enum role found = role_from_key(next_text(query, context->arena));

		*title = next_text(query, context->arena);
		if (found != ROLE_COUNT)
			roles |= ROLE_BIT(found);
	}
	err = query_end(query);
	roles &= ~(ROLES_ADMIN | ROLE_BIT(ROLE_REVIEW_EXPERT) | ROLE_BIT(ROLE_ASSESSOR_CLERK));
	if (err == OK && roles == 0)
		*sentence = "加签只能请本单位在岗的其他业务人员";
	else if (err == OK && inside_center(own) && (roles & ~ROLES_UNIT) == 0)
		*sentence = "他在省大数据中心只代表单位提出事项，不能由中心的岗位请他加签";
	if (*sentence != NULL)
		return ERR_INVALID;
	if (inside_center(own))
		roles &= ~ROLES_UNIT;
	for (int i = 0; err == OK && !allows && i < ROLE_COUNT; i++) {
		if ((roles & ROLE_BIT(i)) == 0)
			continue;
		*role = (enum role)i;
		err = separation_allows(context, matter, person, *role, &before, &allows);
	}
	if (err == OK && !allows) {
		*sentence =
			arena_printf(context->arena, "他在本件中已作为%s办理过，不能再请他加签", role_label(before));
		return ERR_INVALID;
	}
	return err;
}

static enum err tell(struct context *context, const struct matter *matter, const struct seat *seat, const char *text)
{
	return notice_add(context, seat->org, role_key(seat->role), seat->person, "task", matter->id,
			  arena_printf(context->arena, "%s：%s",
				       matter_label(context->arena, matter->number, matter->title), text));
}

/* ---- asking ---- */

static enum err open_asked(struct context *context, const struct matter *matter, const struct seat *own,
			   const struct deputy *deputy, const struct seat *asked, const char *title,
			   const char *question)
{
	struct arena *arena = context->arena;
	enum err err = seat_insert(context, matter, matter->state->key, asked, matter->due_at);

	if (err == OK)
		err = event_record(context,
				   &(struct happening){.matter = matter,
						       .role = own->role,
						       .deputy = deputy,
						       .action = "add_signer",
						       .label = arena_printf(arena, "加签：请%s提意见", title),
						       .opinion = question,
						       .tone = "grey",
						       .center_only = inside_center(own),
						       .reader = words_reader(context, matter),
						       .detail = arena_printf(
							       arena, "{\"person\":%" PRId64 ",\"task\":%" PRId64 "}",
							       asked->person, own->task)},
				   NULL);
	return err == OK ? tell(context, matter, asked,
				arena_printf(arena, "%s，%s请您提加签意见：%s", matter->state->label,
					     context->actor->title, question))
			 : err;
}

static enum err ask_in_tx(struct context *context, const struct matter *matter, int64_t task, int64_t person,
			  const char *question, const char **sentence)
{
	const struct deputy *deputy;
	const struct seat *own;
	struct seat *seats;
	struct seat asked = {
		.person = person, .org = context->actor->org, .parent = task, .asked_by = context->actor->person};
	size_t count;
	char *title;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	if (err != OK)
		return err;
	own = seat_numbered(seats, count, task);
	if (own == NULL || own->org != context->actor->org || own->parent != 0)
		return ERR_NOT_FOUND;
	if (!seat_takeable(context->actor, own, &deputy) || own->role == ROLE_REVIEW_EXPERT ||
	    own->role == ROLE_ASSESSOR_CLERK || role_administers(own->role))
		return ERR_FORBIDDEN;
	if (person == context->actor->person || (deputy != NULL && person == deputy->person)) {
		*sentence = "加签请的是其他人";
		return ERR_INVALID;
	}
	for (size_t i = 0; i < count; i++)
		if (seats[i].parent == task && seats[i].person == person) {
			*sentence = "已经请他加签，还没有收到意见";
			return ERR_INVALID;
		}
	err = role_to_ask(context, matter, own, person, &asked.role, &title, sentence);
	asked.holder = asked.role;
	return err != OK ? err : open_asked(context, matter, own, deputy, &asked, title, question);
}

enum err matter_add_signer(struct context *context, struct matter *matter, int64_t task, int64_t person,
			   const char *question, const char **sentence)
{
	struct matter *fresh;
	enum err err;

	*sentence = NULL;
	question = text_trim(context->arena, question);
	if (text_empty(question) || utf8_length(question) > MATTER_QUESTION_MAX) {
		*sentence = arena_printf(context->arena, "请写明要他看什么，最多 %d 个字", MATTER_QUESTION_MAX);
		return ERR_INVALID;
	}
	err = matter_fresh(context, matter, &fresh);
	return err != OK ? err : tx_end(context->db, ask_in_tx(context, fresh, task, person, question, sentence));
}

/* ---- answering and taking back ---- */

static enum err close_asked(struct context *context, const struct matter *matter, const struct seat *seat, int64_t by,
			    const char *outcome)
{
	struct query *query = db_query(context->db, Q_TASK_CLOSE);
	enum err err;

	query_int(query, ":task", seat->task);
	query_int(query, ":matter", matter->id);
	query_int(query, ":person", by);
	query_int(query, ":behalf", 0);
	query_text(query, ":outcome", outcome);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK && db_changes(context->db) != 1 ? ERR_CONFLICT : err;
}

static enum err answer_in_tx(struct context *context, const struct matter *matter, int64_t task, const char *opinion)
{
	const struct seat *seat, *own;
	struct seat *seats;
	size_t count;
	struct seat asker;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	if (err != OK)
		return err;
	seat = seat_numbered(seats, count, task);
	if (seat == NULL)
		return ERR_CONFLICT; /* taken back meanwhile */
	if (seat->org != context->actor->org || seat->parent == 0)
		return ERR_NOT_FOUND;
	if (seat->person != context->actor->person || !actor_has(context->actor, seat->role))
		return ERR_FORBIDDEN;
	own = seat_numbered(seats, count, seat->parent);
	err = close_asked(context, matter, seat, seat->person, "opinion");
	if (err == OK)
		err = event_record(context,
				   &(struct happening){.matter = matter,
						       .role = seat->role,
						       .action = "opinion",
						       .label = "加签意见",
						       .opinion = opinion,
						       .tone = "purple",
						       .center_only = inside_center(own != NULL ? own : seat),
						       .reader = words_reader(context, matter)},
				   NULL);
	if (err != OK || own == NULL)
		return err;
	asker = *own;
	asker.person = seat->asked_by;
	return tell(context, matter, &asker, arena_printf(context->arena, "%s已提加签意见", context->actor->title));
}

enum err matter_give_opinion(struct context *context, struct matter *matter, int64_t task, const char *opinion,
			     const char **sentence)
{
	struct matter *fresh;
	size_t length;
	enum err err;

	*sentence = NULL;
	opinion = text_trim(context->arena, opinion);
	length = utf8_length(opinion);
	if (length < MATTER_ASKED_MIN || length > MATTER_ASKED_MAX) {
		*sentence =
			arena_printf(context->arena, "请写明意见，%d 至 %d 个字", MATTER_ASKED_MIN, MATTER_ASKED_MAX);
		return ERR_INVALID;
	}
	err = matter_fresh(context, matter, &fresh);
	return err != OK ? err : tx_end(context->db, answer_in_tx(context, fresh, task, opinion));
}

static enum err drop_in_tx(struct context *context, const struct matter *matter, int64_t task)
{
	const struct deputy *deputy;
	const struct seat *seat, *own;
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	if (err != OK)
		return err;
	seat = seat_numbered(seats, count, task);
	if (seat == NULL)
		return ERR_CONFLICT; /* answered meanwhile */
	own = seat_numbered(seats, count, seat->parent);
	if (own == NULL || own->org != context->actor->org)
		return ERR_NOT_FOUND;
	if (!seat_takeable(context->actor, own, &deputy))
		return ERR_FORBIDDEN;
	err = close_asked(context, matter, seat, 0, "dropped");
	if (err == OK)
		err = event_record(context,
				   &(struct happening){.matter = matter,
						       .role = own->role,
						       .deputy = deputy,
						       .action = "drop_signer",
						       .label = "撤回加签",
						       .tone = "grey",
						       .center_only = inside_center(own),
						       .reader = words_reader(context, matter)},
				   NULL);
	return err == OK ? tell(context, matter, seat, "加签已撤回，不用再提意见") : err;
}

enum err matter_drop_signer(struct context *context, struct matter *matter, int64_t task)
{
	struct matter *fresh;
	enum err err = matter_fresh(context, matter, &fresh);

	return err != OK ? err : tx_end(context->db, drop_in_tx(context, fresh, task));
}
