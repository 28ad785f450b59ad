#include "base/base.h"
#include "kernel/copy.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/delegation.h"
#include "kernel/matter_seat.h"
#include "kernel/move_check.h"
#include "kernel/notice.h"

/* Guests and those who only read it send nothing on. */
static bool takes_part(const struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_COPY_TAKES_PART);
	int64_t yes = 0;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	return !matter->guest && query_value(query, 0, &yes) == OK && yes != 0;
}

bool copy_may_send(const struct context *context, const struct matter *matter, bool *elsewhere)
{
	bool center = context->actor->org == context->service->org_center;
	bool people = false;

	*elsewhere = center || context->actor->org == matter->org;
	for (int role = ROLE_CENTER_INTAKE; role <= ROLE_CENTER_DUTY; role++)
		people = people || actor_has(context->actor, (enum role)role);
	return matter->number != NULL && ((center && people) || actor_leads(context->actor)) &&
	       takes_part(context, matter);
}

/* Its name, and whether anybody is there who would read it. */
static enum err check_receiver(struct context *context, int64_t organisation, enum role role, char **name,
			       const char **sentence)
{
	struct query *query = db_query(context->db, Q_COPY_RECEIVER);
	bool readers = false;
	enum err err;

	*name = NULL;
	query_int(query, ":organisation", organisation);
	query_text(query, ":role", role == ROLE_COUNT ? "" : role_key(role));
	query_int(query, ":today", day_of(clock_now()));
	if (query_step(query)) {
		*name = next_text(query, context->arena);
		readers = next_int(query) != 0;
	}
	err = query_end(query);
	if (err == OK && *name == NULL)
		*sentence = "请选择抄送给谁";
	else if (err == OK && !readers)
		*sentence = arena_printf(context->arena, "%s没有可以阅读的在岗人员", *name);
	return err == OK && *sentence != NULL ? ERR_INVALID : err;
}

static enum err add_copy(struct context *context, const struct matter *matter, int64_t organisation, enum role role,
			 const char *note)
{
	struct query *query = db_query(context->db, Q_COPY_ADD);

	query_int(query, ":matter", matter->id);
	query_int(query, ":organisation", organisation);
	query_text(query, ":role", role == ROLE_COUNT ? "" : role_key(role));
	query_text(query, ":note", note);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":sender", context->actor->label);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* One notice for each role that reads it there. */
static enum err tell_readers(struct context *context, const struct matter *matter, int64_t organisation, enum role role,
			     const char *text)
{
	struct arena *arena = context->arena;
	const char *roles[ROLE_COUNT];
	size_t count = 0;
	struct query *query;
	enum err err;

	if (role != ROLE_COUNT)
		return notice_add(context, organisation, role_key(role), 0, "moved", matter->id, text);
	query = db_query(context->db, Q_COPY_ROLES);
	query_int(query, ":organisation", organisation);
	while (count < ROLE_COUNT && query_step(query))
		roles[count++] = next_text(query, arena);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = notice_add(context, organisation, roles[i], 0, "moved", matter->id, text);
	return err;
}

static const char *sending_words(struct context *context, const struct matter *matter, const char *note)
{
	struct arena *arena = context->arena;

	return arena_printf(arena, "%s：%s抄送给您阅知%s%s", matter_label(arena, matter->number, matter->title),
			    context->actor->label, text_empty(note) ? "" : "。附言：", note);
}

static enum role sending_role(const struct actor *actor)
{
	return actor->roles == 0 ? ROLE_COUNT : (enum role)__builtin_ctz(actor->roles);
}

static enum err send_in_tx(struct context *context, const struct matter *matter, int64_t organisation, enum role role,
			   const char *note, const char **sentence)
{
	struct arena *arena = context->arena;
	bool elsewhere;
	char *name;
	enum err err = OK;

	if (!copy_may_send(context, matter, &elsewhere) || (!elsewhere && organisation != context->actor->org))
		return ERR_FORBIDDEN;
	err = check_receiver(context, organisation, role, &name, sentence);
	if (err == OK)
		err = matter_party_add(context, matter, organisation, "copied");
	if (err == OK)
		err = add_copy(context, matter, organisation, role, note);
	if (err == ERR_CONFLICT) {
		*sentence = arena_printf(arena, "已经抄送过%s，不用再抄送", name);
		return ERR_INVALID;
	}
	if (err == OK)
		err = event_record(
			context,
			&(struct happening){
				.matter = matter,
				.role = sending_role(context->actor),
				.action = "copy",
				.label = arena_printf(arena, "抄送%s%s", name,
						      role == ROLE_COUNT ? "" : role_label(role)),
				.opinion = note,
				.tone = "grey",
				.center_only = organisation == context->service->org_center &&
					       (role == ROLE_COUNT || role_kinds(role) != KIND_UNIT),
				.reader = words_reader(context, matter),
				.detail = arena_printf(arena, "{\"organisation\":%" PRId64 "}", organisation)},
			NULL);
	return err == OK ? tell_readers(context, matter, organisation, role, sending_words(context, matter, note))
			 : err;
}

enum err copy_send(struct context *context, struct matter *matter, int64_t organisation, enum role role,
		   const char *note, const char **sentence)
{
	struct matter *fresh;
	enum err err;

	*sentence = NULL;
	note = text_trim(context->arena, note != NULL ? note : "");
	if (utf8_length(note) > COPY_NOTE_MAX) {
		*sentence = arena_printf(context->arena, "附言最多 %d 个字", COPY_NOTE_MAX);
		return ERR_INVALID;
	}
	err = matter_fresh(context, matter, &fresh);
	return err != OK ? err : tx_end(context->db, send_in_tx(context, fresh, organisation, role, note, sentence));
}

/* ---- to all of a kind ---- */

enum err copy_circulate(struct context *context, const struct matter *matter, int64_t organisation, const char *text)
{
	enum err err = matter_party_add(context, matter, organisation, "addressee");

	if (err == OK)
		err = add_copy(context, matter, organisation, ROLE_COUNT, "");
	if (err == ERR_CONFLICT)
		return OK;
	return err == OK ? tell_readers(context, matter, organisation, ROLE_COUNT, text) : err;
}

enum err copy_urge(struct context *context, const struct matter *matter, const char *text, size_t *count)
{
	struct query *query = db_query(context->db, Q_COPY_UNREAD_BY);
	int64_t *ids;
	enum err err;

	query_int(query, ":matter", matter->id);
	err = query_ids(query, context->arena, &ids, count);
	for (size_t i = 0; err == OK && i < *count; i++)
		err = tell_readers(context, matter, ids[i], ROLE_COUNT, text);
	return err;
}

/* ---- reading ---- */

/* Pressed again, in another tab: he has read it, and that is recorded. */
static enum err read_before(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_COPY_WAS_READ);
	int64_t yes = 0;
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	err = query_value(query, 0, &yes);
	return err == OK && yes == 0 ? ERR_NOT_FOUND : err;
}

static enum err read_in_tx(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_COPY_READ_ADD);
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":reader", context->actor->label);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		return read_before(context, matter);
	if (err != OK)
		return err;
	return audit_add(
		context,
		&(struct audit_entry){.action = "matter.copy_read", .object = "matter", .object_id = matter->id}, NULL);
}

enum err copy_read(struct context *context, struct matter *matter)
{
	struct matter *fresh;
	enum err err = matter_fresh(context, matter, &fresh);

	return err != OK ? err : tx_end(context->db, read_in_tx(context, fresh));
}
