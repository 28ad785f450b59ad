/* Who holds a matter: holders of a state become task rows, and back. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"
#include "kernel/notice.h"

/* Lists sort by the deadline: none is the end of the year 9999. */
static const int64_t no_deadline = INT64_C(253402300799);

struct matter_seen *matter_seen_of(const struct context *context, const struct matter *matter)
{
	return snapshot_held(context->db) ? matter->seen : NULL;
}

static enum err read_seats(struct context *context, const struct matter *matter, struct seat **out, size_t *count)
{
	struct query *query = db_query(context->db, Q_TASK_OF_MATTER);
	struct seat seats[SEATS_MAX];

	*count = 0;
	query_int(query, ":matter", matter->id);
	while (*count < SEATS_MAX && query_step(query)) {
		struct seat *seat = &seats[(*count)++];

		*seat = (struct seat){0};
		seat->task = next_int(query);
		seat->org = next_int(query);
		seat->org_name = next_text(query, context->arena);
		seat->role = role_from_key(next_text(query, context->arena));
		seat->holder = holder_from_key(next_text(query, context->arena));
		if (seat->holder == ROLE_COUNT)
			seat->holder = seat->role;
		seat->person = next_int(query);
		seat->platform = next_int(query);
		seat->opened_at = next_int(query);
		seat->due_at = next_int(query);
		seat->parent = next_int(query);
		seat->asked_by = next_int(query);
	}
	*out = arena_memdup(context->arena, seats, *count * sizeof *seats);
	return query_end(query);
}

enum err matter_seat_list(struct context *context, const struct matter *matter, struct seat **out, size_t *count)
{
	struct matter_seen *seen = matter_seen_of(context, matter);
	enum err err = OK;

	if (seen == NULL)
		return read_seats(context, matter, out, count);
	if (!seen->seats_read)
		err = read_seats(context, matter, &seen->seats, &seen->seat_count);
	seen->seats_read = err == OK;
	*out = seen->seats;
	*count = seen->seat_count;
	return err;
}

/* ---- from holders to seats ---- */

struct places {
	struct seat *seats;
	size_t count;
	bool full;
};

static void place(struct places *places, enum role role, int64_t org, int64_t person, int64_t platform)
{
	if (org == 0)
		return;
	for (size_t i = 0; i < places->count; i++) {
		const struct seat *seat = &places->seats[i];

		if (seat->role == role && seat->org == org && seat->person == person && seat->platform == platform)
			return;
	}
	if (places->count == SEATS_MAX) {
		places->full = true;
		return;
	}
	places->seats[places->count++] =
		(struct seat){.role = role, .holder = role, .org = org, .person = person, .platform = platform};
}

/* A relative holder, as the role it is in this organisation. */
static void place_relative(struct places *places, enum role relative, enum role role, int64_t org)
{
	size_t before = places->count;

	if (role == ROLE_COUNT)
		return;
	place(places, role, org, 0, 0);
	if (places->count > before)
		places->seats[before].holder = relative;
}

/* The clerk who opened it and the lead above him, of the same kind of organisation. */
enum role owner_role(const struct matter *matter, enum role relative)
{
	unsigned kinds = role_kinds(matter->owner_role);

	if (kinds == KIND_CENTER || kinds == 0)
		return relative == ROLE_OWNER_LEAD && kinds != 0 ? ROLE_CENTER_LEAD : matter->owner_role;
	return role_for(relative, kinds == KIND_OPERATOR ? KIND_PROVIDER : kinds, false);
}

static enum err place_concerned(struct context *context, const struct matter *matter, enum role relative,
				struct places *places)
{
	bool addressed = relative == ROLE_ADDRESSEE_CLERK || relative == ROLE_ADDRESSEE_LEAD;
	struct query *query = db_query(context->db, Q_MATTER_CONCERNED);

	query_int(query, ":matter", matter->id);
	query_text(query, ":part", addressed ? "addressee" : "responsible");
	while (query_step(query)) {
		int64_t org = next_int(query);
		unsigned kinds = kinds_from_text(context->arena, next_text(query, context->arena));

		place_relative(places, relative, role_for(relative, kinds, next_int(query) != 0), org);
	}
	return query_end(query);
}

static enum err place_guests(struct context *context, const struct matter *matter, enum role role,
			     struct places *places)
{
	struct query *query = db_query(context->db, Q_MATTER_GUESTS);

	query_int(query, ":matter", matter->id);
	query_text(query, ":role", role_key(role));
	while (query_step(query)) {
		int64_t org = next_int(query);

		place(places, role, org, next_int(query), 0);
	}
	return query_end(query);
}

static enum err place_operators(struct context *context, const struct matter *matter, enum role role,
				struct places *places)
{
	struct query *query = db_query(context->db, Q_MATTER_OPERATORS);

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		int64_t org = next_int(query);

		place(places, role, org, 0, next_int(query));
	}
	return query_end(query);
}

/* All of a kind; of the supervisors those who watch what it is about. */
static enum err place_kind(struct context *context, const struct matter *matter, enum role role, unsigned kind,
			   struct places *places)
{
	bool watchers = kind == KIND_SUPERVISOR;
	struct query *query = db_query(context->db, watchers ? Q_MATTER_SUPERVISORS : Q_MATTER_ORGANISATIONS_OF_KIND);

	if (watchers)
		query_int(query, ":matter", matter->id);
	else
		query_text(query, ":kind", kind_key(kind));
	query_int(query, ":today", day_of(clock_now()));
	while (query_step(query))
		place(places, role, next_int(query), 0, 0);
	return query_end(query);
}

static enum err place_role(struct context *context, const struct matter *matter, enum role role, struct places *places)
{
	if (role == ROLE_REVIEW_EXPERT || role == ROLE_ASSESSOR_CLERK)
		return place_guests(context, matter, role, places);
	if (role == ROLE_OWNER_CLERK || role == ROLE_OWNER_LEAD) {
		place_relative(places, role, owner_role(matter, role), matter->org);
		return OK;
	}
	if (role_relative(role))
		return place_concerned(context, matter, role, places);
	switch (role_kinds(role)) {
	case KIND_UNIT:
		place(places, role, matter->unit, 0, 0);
		return OK;
	case KIND_OPERATOR:
		return place_operators(context, matter, role, places);
	case KIND_CENTER:
		place(places, role, context->service->org_center, 0, 0);
		return OK;
	default:
		return place_kind(context, matter, role, role_kinds(role), places);
	}
}

static enum err person_holds(struct context *context, int64_t person, const struct seat *seat, bool *holds)
{
	struct query *query = db_query(context->db, Q_MATTER_PERSON_HOLDS);
	int64_t yes;
	enum err err;

	query_int(query, ":person", person);
	query_int(query, ":organisation", seat->org);
	query_text(query, ":role", role_key(seat->role));
	err = query_value(query, 0, &yes);
	*holds = yes != 0;
	return err;
}

/* Straight back to the person who returned it, as long as he still has the role there. */
static enum err seat_returner(struct context *context, const struct matter *matter, const struct places *places)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < places->count; i++) {
		bool holds = false;

		if (places->seats[i].person == 0)
			err = person_holds(context, matter->returned_by, &places->seats[i], &holds);
		if (holds)
			places->seats[i].person = matter->returned_by;
	}
	return err;
}

enum err seats_resolve(struct context *context, const struct matter *matter, const struct state *state,
		       struct seat **seats, size_t *count)
{
	struct places places = {.seats = arena_array(context->arena, SEATS_MAX, sizeof *places.seats)};
	enum err err = OK;

	for (size_t i = 0; err == OK && i < state->holder_count; i++)
		err = place_role(context, matter, state->holders[i], &places);
	if (err == OK && matter->returned_by != 0 && text_equal(matter->returned_from, state->key))
		err = seat_returner(context, matter, &places);
	*seats = places.seats;
	*count = places.count;
	return err == OK && places.full ? ERR_INTERNAL : err;
}

/* ---- opening ---- */

enum err seat_insert(struct context *context, const struct matter *matter, const char *state, const struct seat *seat,
		     int64_t due_at)
{
	struct query *query = db_query(context->db, Q_TASK_OPEN);

	query_int(query, ":matter", matter->id);
	query_text(query, ":state", state);
	query_int(query, ":organisation", seat->org);
	query_text(query, ":role", role_key(seat->role));
	query_text(query, ":holder", seat->holder == seat->role ? "" : role_key(seat->holder));
	query_int(query, ":person", seat->person);
	query_int(query, ":platform", seat->platform);
	query_int(query, ":parent", seat->parent);
	query_int(query, ":asked_by", seat->asked_by);
	query_int(query, ":now", clock_now());
	query_int(query, ":due_at", due_at > 0 ? due_at : no_deadline);
	return query_run(query);
}

static const char *part_of(const struct matter *matter, const struct seat *seat)
{
	if (role_administers(seat->role))
		return NULL; /* neither are administrators: they see what they hold or held, their organisation does not
			      */
	switch (role_kinds(seat->role)) {
	case KIND_UNIT:
		return seat->org == matter->org ? "owner" : "addressee";
	case KIND_CENTER:
		return "center";
	case KIND_OPERATOR:
		return "operator";
	case KIND_SUPERVISOR:
		return "supervisor";
	case KIND_SECOPS:
		return "secops";
	default:
		return NULL; /* guests are no party: they see this matter by invitation */
	}
}

static enum err announce(struct context *context, const struct matter *matter, const struct state *state,
			 const struct seat *seat, int64_t due_at)
{
	struct arena *arena = context->arena;
	const char *until = due_at > 0 ? arena_printf(arena, "，%s 前", deadline_date(arena, due_at)) : "";
	const char *text = arena_printf(arena, "%s：%s，请办理%s", matter_label(arena, matter->number, matter->title),
					state->label, until);

	return notice_add(context, seat->org, role_key(seat->role), seat->person, "task", matter->id, text);
}

size_t seats_turn(const struct seat *seats, size_t count)
{
	size_t same = 0;

	while (same < count && seats[same].holder == seats[0].holder)
		same++;
	return same;
}

enum err seats_open(struct context *context, const struct matter *matter, const struct state *state,
		    const struct seat *seats, size_t count, int64_t due_at, bool quiet)
{
	enum err err = OK;

	if (state->signing == SIGN_IN_ORDER)
		count = seats_turn(seats, count);
	for (size_t i = 0; err == OK && i < count; i++) {
		const char *part = part_of(matter, &seats[i]);

		err = seat_insert(context, matter, state->key, &seats[i], due_at);
		if (err == OK && part != NULL)
			err = matter_party_add(context, matter, seats[i].org, part);
		if (err == OK && !quiet)
			err = announce(context, matter, state, &seats[i], due_at);
	}
	return err;
}

enum err matter_seat_add(struct context *context, const struct matter *matter, int64_t organisation, enum role role,
			 int64_t person)
{
	struct seat seat = {.org = organisation, .role = role, .holder = role, .person = person};
	char *holder;
	enum err err = seats_open(context, matter, matter->state, &seat, 1, matter->due_at, false);

	if (err == OK)
		err = seats_holder(context, matter, &holder);
	return err == OK ? matter_settle(context, matter, NULL, holder) : err;
}

/* Whether a seat like this one is open. */
static bool seated(const struct seat *seats, size_t count, const struct seat *seat)
{
	for (size_t i = 0; i < count; i++)
		if (seats[i].org == seat->org && seats[i].role == seat->role && seats[i].parent == 0)
			return true;
	return false;
}

enum err matter_join(struct context *context, const struct matter *matter, int64_t organisation)
{
	struct seat *seats, *open;
	size_t count = 0, open_count = 0;
	enum err err = matter_address(context, matter, organisation);

	if (err == OK)
		err = matter_seat_list(context, matter, &open, &open_count);
	if (err == OK)
		err = seats_resolve(context, matter, matter->state, &seats, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		if (seats[i].org == organisation && !seated(open, open_count, &seats[i]))
			err = seats_open(context, matter, matter->state, &seats[i], 1, matter->due_at, false);
	return err;
}

enum err matter_seats_again(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_TASK_CLOSE_OTHERS);
	struct seat *seats;
	size_t count;
	char *holder;
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK)
		err = seats_resolve(context, matter, matter->state, &seats, &count);
	if (err == OK)
		err = seats_open(context, matter, matter->state, seats, count, matter->due_at, false);
	if (err == OK)
		err = seats_holder(context, matter, &holder);
	return err == OK ? matter_settle(context, matter, NULL, holder) : err;
}

enum err seats_due(struct context *context, const struct matter *matter, const struct deadline *deadline)
{
	struct query *query = db_query(context->db, Q_MATTER_DUE_SET);
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":due_at", deadline->due_at);
	query_text(query, ":due_rule", deadline->rule);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_TASK_DUE_SET);
	query_int(query, ":matter", matter->id);
	query_int(query, ":due_at", deadline->due_at);
	return query_run(query);
}

enum err guests_end(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_GUESTS_END);

	query_int(query, ":matter", matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err seats_holder(struct context *context, const struct matter *matter, char **holder)
{
	struct arena *arena = context->arena;
	const char *names[SEATS_MAX];
	size_t named = 0;
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		/* Whose opinion was asked holds nothing.  Everybody reads who holds it; where an invited expert comes
		 * from is for the center alone. */
		const char *name = seats[i].role == ROLE_REVIEW_EXPERT
					   ? role_label(seats[i].role)
					   : arena_printf(arena, "%s %s", seats[i].org_name, role_label(seats[i].role));
		bool known = seats[i].parent != 0;

		for (size_t j = 0; j < named && !known; j++)
			known = text_equal(names[j], name);
		if (!known)
			names[named++] = name;
	}
	*holder = text_join(arena, names, named > 2 ? 2 : named, "、");
	if (named > 2)
		*holder = arena_printf(arena, "%s等 %zu 个岗位", *holder, named);
	return err;
}

/* ---- who sees it ---- */

static enum err share_operators(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_OPERATOR_PARTIES);
	int64_t orgs[SEATS_MAX];
	size_t count = 0;
	enum err err;

	query_int(query, ":matter", matter->id);
	while (count < SEATS_MAX && query_step(query))
		orgs[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = matter_party_add(context, matter, orgs[i], "operator");
	return err;
}

static enum err share_kind(struct context *context, const struct matter *matter, unsigned kind, const char *part)
{
	struct places places = {.seats = arena_array(context->arena, SEATS_MAX, sizeof *places.seats)};
	enum err err = place_kind(context, matter, ROLE_COUNT, kind, &places);

	for (size_t i = 0; err == OK && i < places.count; i++)
		err = matter_party_add(context, matter, places.seats[i].org, part);
	return err;
}

enum err parties_share(struct context *context, const struct matter *matter, const struct state *state)
{
	unsigned kinds = state->shared_kinds;
	enum err err = concern_share(context, matter, state);

	if (err == OK && (kinds & (KIND_PROVIDER | KIND_INTEGRATOR)) != 0)
		err = share_operators(context, matter);
	if (err == OK && (kinds & KIND_SUPERVISOR) != 0)
		err = share_kind(context, matter, KIND_SUPERVISOR, "supervisor");
	if (err == OK && (kinds & KIND_SECOPS) != 0)
		err = share_kind(context, matter, KIND_SECOPS, "secops");
	if (err == OK && (kinds & KIND_CENTER) != 0)
		err = matter_party_add(context, matter, context->service->org_center, "center");
	return err;
}
