/* What every procedure has for free: comment, urge, reassign. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"
#include "kernel/move_check.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

enum { HOUR = 3600 };

/* The role a person speaks in: the seat he could take, else his first. */
static enum err speaking_role(struct context *context, const struct matter *matter, enum role *role)
{
	uint32_t seats = 0;
	uint32_t roles = context->actor->roles;
	enum err err = matter_seats(context, matter, &seats);

	/* He speaks for himself, also where he acts for somebody. */
	if ((seats & roles) != 0)
		roles &= seats;
	*role = roles == 0 ? ROLE_COUNT : (enum role)__builtin_ctz(roles);
	return err;
}

/* What a reviewer says is an opinion, and that stays in the center. */
static bool speaks_as_reviewer(struct context *context, const struct matter *matter)
{
	bool invited = matter->guest && (context->actor->roles & ROLES_ADMIN) == 0;

	return invited || actor_has(context->actor, ROLE_REVIEW_EXPERT) ||
	       actor_has(context->actor, ROLE_CENTER_REVIEW);
}

enum err matter_comment(struct context *context, struct matter *matter, const char *text)
{
	struct matter *fresh;
	enum role role;
	size_t length;
	enum err err;

	text = text_trim(context->arena, text);
	length = utf8_length(text);
	if (length == 0 || length > MATTER_COMMENT_MAX)
		return ERR_INVALID;
	err = matter_fresh(context, matter, &fresh);
	if (err != OK)
		return err;
	err = speaking_role(context, fresh, &role);
	if (err == OK)
		err = event_record(context,
				   &(struct happening){.matter = fresh,
						       .role = role,
						       .action = "comment",
						       .label = "补充说明",
						       .opinion = text,
						       .tone = "grey",
						       .center_only = speaks_as_reviewer(context, fresh)},
				   NULL);
	return tx_end(context->db, err);
}

/* ---- 催办 ---- */

static enum err urged_lately(struct context *context, const struct matter *matter, const char **sentence)
{
	int64_t interval = setting_integer(context->service, "urge_interval_h");
	struct query *query = db_query(context->db, Q_EVENT_URGED);
	int64_t last;
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	err = query_value(query, 0, &last);
	if (err != OK || last == 0 || last + interval * HOUR <= clock_now())
		return err;
	*sentence = arena_printf(context->arena, "本单位已于 %s 催办过，%s 后可再次催办",
				 format_time_short(context->arena, last),
				 format_time_short(context->arena, last + interval * HOUR));
	return ERR_THROTTLED;
}

/* Seats of one's own organisation are not urged: those people sit next door. */
static enum err urge_seats(struct context *context, const struct matter *matter, const char *text, size_t *told)
{
	struct arena *arena = context->arena;
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	*told = 0;
	for (size_t i = 0; err == OK && i < count; i++) {
		if (seats[i].org == context->actor->org)
			continue;
		err = notice_add(context, seats[i].org, role_key(seats[i].role), seats[i].person, "urge", matter->id,
				 arena_printf(arena, "%s：%s催办，%s%s%s",
					      matter_label(arena, matter->number, matter->title),
					      context->actor->org_name, matter->state->label,
					      text_empty(text) ? "" : "。附言：", text_empty(text) ? "" : text));
		++*told;
	}
	return err;
}

static enum err urge_in_tx(struct context *context, const struct matter *matter, const char *text,
			   const char **sentence)
{
	enum role role;
	size_t told = 0;
	enum err err = urged_lately(context, matter, sentence);

	if (err == OK)
		err = urge_seats(context, matter, text, &told);
	if (err == OK && told == 0) {
		*sentence = matter->closed_at != 0 ? "这件事项已经办结，不用催办" : "这件事项正由本单位办理，不用催办";
		return ERR_INVALID;
	}
	if (err == OK)
		err = speaking_role(context, matter, &role);
	if (err != OK)
		return err;
	return event_record(context,
			    &(struct happening){.matter = matter,
						.role = role,
						.action = "urge",
						.label = "催办",
						.opinion = text,
						.tone = "amber"},
			    NULL);
}

enum err matter_urge(struct context *context, struct matter *matter, const char *text, const char **sentence)
{
	struct matter *fresh;
	enum err err;

	*sentence = NULL;
	text = text_trim(context->arena, text);
	if (utf8_length(text) > MATTER_REASON_MAX) {
		*sentence = arena_printf(context->arena, "催办附言最多 %d 个字", MATTER_REASON_MAX);
		return ERR_INVALID;
	}
	if (matter->guest)
		return ERR_FORBIDDEN;
	err = matter_fresh(context, matter, &fresh);
	return err != OK ? err : tx_end(context->db, urge_in_tx(context, fresh, text, sentence));
}

/* ---- 转办 ---- */

/* The lead of an organisation, whose job it is to spread the work. */
static bool leads(const struct actor *actor, enum role of)
{
	switch (role_kinds(of)) {
	case KIND_UNIT:
		return actor_has(actor, ROLE_UNIT_LEAD);
	case KIND_OPERATOR:
		return actor_has(actor, ROLE_OPERATOR_LEAD);
	case KIND_SUPERVISOR:
		return actor_has(actor, ROLE_SUPERVISOR_LEAD);
	case KIND_SECOPS:
		return actor_has(actor, ROLE_SECOPS_LEAD);
	case KIND_CENTER:
		return actor_has(actor, ROLE_CENTER_LEAD);
	default:
		return false;
	}
}

static bool invited(const struct seat *seat)
{
	return seat->role == ROLE_REVIEW_EXPERT || seat->role == ROLE_ASSESSOR_CLERK;
}

bool matter_hands_on(const struct actor *actor, const struct seat *seat)
{
	return seat->org == actor->org && seat->parent == 0 && !invited(seat) &&
	       (seat_takeable(actor, seat, NULL) || leads(actor, seat->role));
}

static const struct seat *seat_of_task(const struct seat *seats, size_t count, int64_t task)
{
	for (size_t i = 0; i < count; i++)
		if (seats[i].task == task)
			return &seats[i];
	return NULL;
}

/* Whether the seat may go to this person; his title for the event. */
static enum err check_colleague(struct context *context, const struct matter *matter, const struct seat *seat,
				int64_t person, char **title, const char **sentence)
{
	struct query *query = db_query(context->db, Q_TASK_COLLEAGUE);
	enum role before;
	bool allows = false;
	enum err err;

	*title = NULL;
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", person);
	query_text(query, ":role", role_key(seat->role));
	if (query_step(query))
		*title = next_text(query, context->arena);
	err = query_end(query);
	if (err == OK && *title == NULL) {
		*sentence = arena_printf(context->arena, "转办只能转给本单位在岗的%s", role_label(seat->role));
		return ERR_INVALID;
	}
	if (err == OK && seat->person == person) {
		*sentence = "这个席位已经由他办理，不用再转";
		return ERR_INVALID;
	}
	if (err == OK)
		err = separation_allows(context, matter, person, seat->role, &before, &allows);
	if (err == OK && !allows) {
		*sentence = arena_printf(context->arena, "他在本件中已作为%s办理过，不能转给他", role_label(before));
		return ERR_INVALID;
	}
	return err;
}

/* Who takes it over, and from whom it was taken; whoever hands it on himself knows. */
static enum err tell_both(struct context *context, const struct matter *matter, const struct seat *seat, int64_t person,
			  const char *title)
{
	struct arena *arena = context->arena;
	const char *what = matter_label(arena, matter->number, matter->title);
	enum err err = OK;

	if (person != context->actor->person)
		err = notice_add(context, seat->org, role_key(seat->role), person, "task", matter->id,
				 arena_printf(arena, "%s：%s，已转给您办理", what, matter->state->label));
	if (err == OK && seat->person != 0 && seat->person != context->actor->person)
		err = notice_add(context, seat->org, role_key(seat->role), seat->person, "moved", matter->id,
				 arena_printf(arena, "%s：%s，已由%s转给%s办理", what, matter->state->label,
					      context->actor->title, title));
	return err;
}

static enum err give_seat(struct context *context, const struct matter *matter, const struct seat *seat,
			  const struct deputy *deputy, int64_t person, const char *title, const char *reason)
{
	struct arena *arena = context->arena;
	struct query *query = db_query(context->db, Q_TASK_GIVE);
	enum err err;

	query_int(query, ":task", seat->task);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", person);
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	if (err == OK)
		err = event_record(context,
				   &(struct happening){.matter = matter,
						       .role = seat->role,
						       .deputy = deputy,
						       .action = "reassign",
						       .label = arena_printf(arena, "转办给%s", title),
						       .opinion = reason,
						       .tone = "grey",
						       .center_only = role_reviews(seat->role),
						       .reader = words_reader(context, matter),
						       .detail = arena_printf(
							       arena, "{\"person\":%" PRId64 ",\"task\":%" PRId64 "}",
							       person, seat->task)},
				   NULL);
	return err == OK ? tell_both(context, matter, seat, person, title) : err;
}

static enum err reassign_in_tx(struct context *context, const struct matter *matter, int64_t task, int64_t person,
			       const char *reason, const char **sentence)
{
	const struct actor *actor = context->actor;
	const struct deputy *deputy;
	const struct seat *seat;
	struct seat *seats;
	size_t count;
	char *title;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	if (err != OK)
		return err;
	seat = seat_of_task(seats, count, task);
	/* A seat of others is not there for him: its number tells nothing. */
	if (seat == NULL || seat->org != actor->org || seat->parent != 0)
		return ERR_NOT_FOUND;
	if (!seat_takeable(actor, seat, &deputy) && !leads(actor, seat->role))
		return ERR_FORBIDDEN;
	if (invited(seat)) {
		*sentence = "受邀人员的席位不能转办，请由省大数据中心另行邀请";
		return ERR_INVALID;
	}
	err = check_colleague(context, matter, seat, person, &title, sentence);
	return err != OK ? err : give_seat(context, matter, seat, deputy, person, title, reason);
}

enum err matter_reassign(struct context *context, struct matter *matter, int64_t task, int64_t person,
			 const char *reason, const char **sentence)
{
	struct matter *fresh;
	enum err err;

	*sentence = NULL;
	reason = text_trim(context->arena, reason);
	if (text_empty(reason) || utf8_length(reason) > MATTER_REASON_MAX) {
		*sentence = arena_printf(context->arena, "转办须写明理由，最多 %d 个字", MATTER_REASON_MAX);
		return ERR_INVALID;
	}
	err = matter_fresh(context, matter, &fresh);
	return err != OK ? err : tx_end(context->db, reassign_in_tx(context, fresh, task, person, reason, sentence));
}
