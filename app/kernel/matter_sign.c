/* Who signs in a state that several sign: who has, whose turn it is, how many are needed. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/matter_seat.h"

static bool same_seat(const struct seat *a, const struct seat *b)
{
	return a->org == b->org && a->role == b->role && a->platform == b->platform;
}

/* Seats of this entry into the state, but for those of added signers. */
static enum err read_signers(struct context *context, const struct matter *matter, struct signers *signers)
{
	struct query *query = db_query(context->db, Q_TASK_SIGNERS);

	query_int(query, ":matter", matter->id);
	query_text(query, ":state", matter->state->key);
	query_int(query, ":entry", matter->entry);
	while (signers->count < SEATS_MAX && query_step(query)) {
		struct signer *row = &signers->rows[signers->count++];

		row->seat.task = next_int(query);
		row->seat.org = next_int(query);
		row->seat.org_name = next_text(query, context->arena);
		row->seat.role = role_from_key(next_text(query, context->arena));
		row->seat.platform = next_int(query);
		row->signed_at = next_int(query);
		row->by = next_text(query, context->arena);
		row->turn = row->signed_at > 0 ? TURN_SIGNED : TURN_NOW;
		signers->signed_count += row->signed_at > 0;
	}
	return query_end(query);
}

static enum err name_organisation(struct context *context, struct seat *seat)
{
	struct query *query = db_query(context->db, Q_TASK_ORGANISATION);
	enum err err;

	query_int(query, ":id", seat->org);
	if (query_step(query))
		seat->org_name = next_text(query, context->arena);
	err = query_end(query);
	return err;
}

/* Those who come after the open seat. */
static enum err add_later(struct context *context, const struct matter *matter, struct signers *signers)
{
	size_t known = signers->count;
	struct seat *seats;
	size_t count;
	enum err err = seats_resolve(context, matter, matter->state, &seats, &count);

	for (size_t i = 0; err == OK && i < count && signers->count < SEATS_MAX; i++) {
		bool there = false;

		for (size_t j = 0; j < known; j++)
			there = there || same_seat(&seats[i], &signers->rows[j].seat);
		if (there)
			continue;
		err = name_organisation(context, &seats[i]);
		signers->rows[signers->count++] = (struct signer){.seat = seats[i], .turn = TURN_LATER};
	}
	return err;
}

static size_t needed(const struct state *state, size_t all)
{
	size_t count = (size_t)state->quorum;

	if (state->signing != SIGN_QUORUM)
		return all;
	if (state->quorum_of > 0)
		count = (all * count + (size_t)state->quorum_of - 1) / (size_t)state->quorum_of;
	return count < all ? count : all;
}

enum err matter_signers(struct context *context, const struct matter *matter, struct signers *signers)
{
	enum err err;

	*signers = (struct signers){.rows = arena_array(context->arena, SEATS_MAX, sizeof *signers->rows)};
	err = read_signers(context, matter, signers);
	if (err == OK && matter->state->signing == SIGN_IN_ORDER)
		err = add_later(context, matter, signers);
	signers->needed = needed(matter->state, signers->count);
	return err;
}
