#include "base/base.h"
#include "kernel/delegation.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

enum { REASON_MIN = 2, REASON_MAX = 200 };

enum err delegation_load(struct db *db, struct arena *arena, struct actor *actor)
{
	struct query *query = db_query(db, Q_DELEGATION_TAKEN);
	struct deputy *deputies = NULL;

	query_int(query, ":person", actor->person);
	query_int(query, ":today", day_of(clock_now()));
	while (actor->deputy_count < DEPUTIES_MAX && query_step(query)) {
		struct deputy *deputy;

		if (deputies == NULL)
			deputies = arena_array(arena, DEPUTIES_MAX, sizeof *deputies);
		deputy = &deputies[actor->deputy_count++];
		deputy->delegation = next_int(query);
		deputy->person = next_int(query);
		deputy->role = role_from_key(next_text(query, arena));
		deputy->title = next_text(query, arena);
		deputy->from_day = next_int(query);
	}
	actor->deputies = deputies;
	return query_end(query);
}

enum err delegation_holds(struct context *context, const struct deputy *deputy)
{
	struct query *query = db_query(context->db, Q_DELEGATION_HOLDS);
	int64_t holds = 0;
	enum err err;

	query_int(query, ":delegation", deputy->delegation);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":today", day_of(clock_now()));
	err = query_value(query, 0, &holds);
	return err == OK && holds == 0 ? ERR_FORBIDDEN : err;
}

bool actor_leads(const struct actor *actor)
{
	static const enum role leads[] = {ROLE_UNIT_LEAD, ROLE_OPERATOR_LEAD, ROLE_SUPERVISOR_LEAD, ROLE_SECOPS_LEAD,
					  ROLE_CENTER_LEAD};

	for (size_t i = 0; i < ARRAY_LENGTH(leads); i++)
		if (actor_has(actor, leads[i]))
			return true;
	return false;
}

/* ---- making one ---- */

static enum err refuse(struct delegating *delegating, const char *field, const char *sentence)
{
	delegating->field = field;
	delegating->sentence = sentence;
	return ERR_INVALID;
}

static bool may_be_delegated(const struct actor *actor, enum role role)
{
	return role < ROLE_COUNT && actor_has(actor, role) && (ROLE_BIT(role) & ROLES_ADMIN) == 0 &&
	       role != ROLE_REVIEW_EXPERT && role != ROLE_ASSESSOR_CLERK;
}

static enum err check_words(struct context *context, struct delegating *delegating)
{
	int64_t most = setting_integer(context->service, "delegation_max_cd");
	size_t length = utf8_length(delegating->reason);

	if (!may_be_delegated(context->actor, delegating->role))
		return refuse(delegating, "role", "请选择您自己的一个业务岗位");
	if (delegating->delegate == 0)
		return refuse(delegating, "delegate", "请选择由谁代办");
	if (delegating->from_day < day_of(clock_now()))
		return refuse(delegating, "from_day", "起始日期不能早于今天");
	if (delegating->to_day < delegating->from_day)
		return refuse(delegating, "to_day", "截止日期不能早于起始日期");
	if (delegating->to_day - delegating->from_day + 1 > most)
		return refuse(delegating, "to_day",
			      arena_printf(context->arena, "一次授权最长 %" PRId64 " 日，您填了 %" PRId64 " 日", most,
					   delegating->to_day - delegating->from_day + 1));
	if (length < REASON_MIN || length > REASON_MAX)
		return refuse(delegating, "reason",
			      arena_printf(context->arena, "请写明理由，%d 至 %d 个字", REASON_MIN, REASON_MAX));
	return OK;
}

/* Two who are away and act for each other leave their work to nobody. */
static enum err check_circle(struct context *context, struct delegating *delegating, const char *title)
{
	struct query *query = db_query(context->db, Q_DELEGATION_CIRCLE);
	int64_t circle = 0;
	enum err err;

	query_int(query, ":delegate", delegating->delegate);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":from_day", delegating->from_day);
	query_int(query, ":to_day", delegating->to_day);
	err = query_value(query, 0, &circle);
	if (err == OK && circle != 0)
		return refuse(
			delegating, "delegate",
			arena_printf(context->arena,
				     "%s在这段时间已授权给您代办，或者经别人又转给您，不能互相代办。请另选代办人，"
				     "或者错开日期",
				     title));
	return err;
}

/* Who it is to be: a colleague who acts in matters, and no other delegation of the role in these days. */
static enum err check_people(struct context *context, struct delegating *delegating, char **title)
{
	struct query *query = db_query(context->db, Q_DELEGATION_COLLEAGUE);
	int64_t other = 0;
	enum err err;

	*title = NULL;
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":delegate", delegating->delegate);
	if (query_step(query))
		*title = next_text(query, context->arena);
	err = query_end(query);
	if (err == OK && *title == NULL)
		return refuse(delegating, "delegate", "只能授权给本单位在岗的其他业务人员");
	if (err != OK)
		return err;
	query = db_query(context->db, Q_DELEGATION_OVERLAPS);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":role", role_key(delegating->role));
	query_int(query, ":from_day", delegating->from_day);
	query_int(query, ":to_day", delegating->to_day);
	err = query_value(query, 0, &other);
	if (err == OK && other != 0)
		return refuse(delegating, "from_day", "这个岗位在这段时间已经授权他人代办，请先终止原来的授权");
	return err == OK ? check_circle(context, delegating, *title) : err;
}

static enum err tell(struct context *context, enum role role, int64_t person, const char *text)
{
	return notice_add(context, context->actor->org, role_key(role), person, "moved", 0, text);
}

/* A notice is found by one of the reader's own roles: any of them will do. */
static enum err tell_delegate(struct context *context, int64_t delegate, const char *text)
{
	struct query *query = db_query(context->db, Q_DELEGATION_ROLE_OF);
	enum role role = ROLE_COUNT;
	enum err err;

	query_int(query, ":person", delegate);
	if (query_step(query))
		role = role_from_key(next_text(query, context->arena));
	err = query_end(query);
	return err != OK || role == ROLE_COUNT ? err : tell(context, role, delegate, text);
}

static enum err audit(struct context *context, const char *action, int64_t id, const char *detail)
{
	return audit_add(
		context,
		&(struct audit_entry){.action = action, .object = "delegation", .object_id = id, .detail = detail},
		NULL);
}

static enum err insert(struct context *context, const struct delegating *delegating, int64_t *id)
{
	struct query *query = db_query(context->db, Q_DELEGATION_ADD);
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":delegate", delegating->delegate);
	query_text(query, ":role", role_key(delegating->role));
	query_int(query, ":from_day", delegating->from_day);
	query_int(query, ":to_day", delegating->to_day);
	query_text(query, ":reason", delegating->reason);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	*id = db_last_id(context->db);
	return err;
}

static enum err make_in_tx(struct context *context, struct delegating *delegating, int64_t *id)
{
	struct arena *arena = context->arena;
	const struct actor *actor = context->actor;
	const char *days = arena_printf(arena, "%s 至 %s", format_day(arena, delegating->from_day),
					format_day(arena, delegating->to_day));
	char *title;
	enum err err = check_people(context, delegating, &title);

	if (err == OK)
		err = insert(context, delegating, id);
	if (err == OK)
		err = audit(context, "delegation.make", *id,
			    arena_printf(arena,
					 "{\"delegate\":%" PRId64 ",\"from_day\":%" PRId64
					 ",\"role\":\"%s\",\"to_day\":%" PRId64 "}",
					 delegating->delegate, delegating->from_day, role_key(delegating->role),
					 delegating->to_day));
	if (err == OK)
		err = tell(
			context, delegating->role, actor->person,
			arena_printf(arena, "您已授权%s代办%s的事项，%s", title, role_label(delegating->role), days));
	if (err != OK)
		return err;
	return tell_delegate(context, delegating->delegate,
			     arena_printf(arena, "%s授权您代办%s的事项，%s。理由：%s", actor->title,
					  role_label(delegating->role), days, delegating->reason));
}

enum err delegation_make(struct context *context, struct delegating *delegating, int64_t *id)
{
	enum err err;

	delegating->reason = text_trim(context->arena, delegating->reason);
	err = check_words(context, delegating);
	if (err == OK)
		err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, make_in_tx(context, delegating, id)) : err;
}

/* ---- ending it ---- */

static enum err end_in_tx(struct context *context, int64_t id)
{
	struct arena *arena = context->arena;
	struct query *query = db_query(context->db, Q_DELEGATION_FIND);
	int64_t person = 0, delegate = 0;
	enum role role = ROLE_COUNT;
	bool there, over = false;
	const char *text;
	enum err err;

	query_int(query, ":id", id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":today", day_of(clock_now()));
	there = query_step(query);
	if (there) {
		person = next_int(query);
		delegate = next_int(query);
		role = role_from_key(next_text(query, arena));
		over = next_int(query) != 0;
	}
	err = query_end(query);
	if (err != OK || !there)
		return err != OK ? err : ERR_NOT_FOUND;
	if (person != context->actor->person && !actor_leads(context->actor))
		return ERR_FORBIDDEN;
	if (over)
		return ERR_CONFLICT;
	query = db_query(context->db, Q_DELEGATION_END);
	query_int(query, ":id", id);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	if (err == OK)
		err = audit(context, "delegation.end", id, NULL);
	text = arena_printf(arena, "%s代办的授权已由%s终止", role_label(role), context->actor->title);
	if (err == OK)
		err = tell(context, role, person, text);
	return err == OK ? tell_delegate(context, delegate, text) : err;
}

enum err delegation_end(struct context *context, int64_t id)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, end_in_tx(context, id)) : err;
}
