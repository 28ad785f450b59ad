#include "base/base.h"

#include "base/log.h"
#include "kernel/audit_walk.h"
#include "kernel/keys.h"

struct state {
	struct audit_walk *walk;
	struct arena *arena; /* of one slice */
	uint8_t key[32];
	bool have_key;
	struct checkpoint next; /* the next one on the way */
	bool have_next;
};

static void complain(struct state *state, int64_t seq, const char *why)
{
	if (state->walk->first_bad != 0)
		return;
	state->walk->first_bad = seq;
	state->walk->why = why;
	log_error("event=audit_broken seq=%" PRId64 " why=%s", seq, why);
}

static bool stopped(const struct state *state)
{
	return state->walk->first_bad != 0 && !state->walk->go_on;
}

static enum err find_checkpoint(struct state *state, enum query_name name, int64_t seq, struct checkpoint *out,
				bool *found)
{
	struct query *query = db_query(state->walk->db, name);
	if (name == Q_AUDIT_CHECKPOINT_AT)
		query_int(query, ":seq", seq);
	if (name == Q_AUDIT_CHECKPOINT_SLICE) {
		query_int(query, ":after", seq);
		query_int(query, ":limit", 1);
	}
	*found = checkpoint_next(query, state->arena, out);
	return query_end(query);
}

static enum err read_anchor(struct state *state, struct chain *chain)
{
	size_t length;
	memset(chain, 0, sizeof(*chain));
	struct query *query = db_query(state->walk->db, Q_AUDIT_ANCHOR);
	if (query_step(query)) {
		chain->seq = next_int(query);
		const void *h = next_blob(query, state->arena, &length);
		if (h && length == sizeof(chain->h))
			memcpy(chain->h, h, length);
	}
	return query_end(query);
}

/* The key is looked for when the first signature is met: a log without checkpoints needs none. */
static bool is_signed(struct state *state, const struct checkpoint *checkpoint)
{
	if (!state->have_key)
		state->have_key = keys_verify_key(db_folder(state->walk->db), state->key) == OK;
	return state->have_key && checkpoint_signed(checkpoint, state->key);
}

/* What was pruned before ended at a checkpoint, so the first row present hangs on something signed. */
static enum err start(struct state *state)
{
	struct audit_walk *walk = state->walk;
	struct checkpoint checkpoint;
	bool found;
	enum err err = read_anchor(state, &walk->chain);
	if (err == OK && walk->begin)
		err = walk->begin(walk->argument, &walk->chain);
	if (err == OK && walk->chain.seq > 0) {
		err = find_checkpoint(state, Q_AUDIT_CHECKPOINT_AT, walk->chain.seq, &checkpoint, &found);
		if (err != OK)
			return err;
		if (!found || memcmp(checkpoint.h, walk->chain.h, DIGEST_SIZE) != 0 || !is_signed(state, &checkpoint))
			complain(state, walk->chain.seq + 1, "保留的第一行之前没有签名的检查点");
		else
			walk->chain.ts = checkpoint.ts;
		if (found && walk->checkpoint)
			err = walk->checkpoint(walk->argument, &checkpoint);
		walk->checkpoints += found;
	}
	if (err == OK)
		err = find_checkpoint(state, Q_AUDIT_CHECKPOINT_SLICE, walk->chain.seq, &state->next,
				      &state->have_next);
	return err;
}

static enum err meet_checkpoint(struct state *state)
{
	struct audit_walk *walk = state->walk;
	const struct checkpoint *checkpoint = &state->next;
	uint8_t root[DIGEST_SIZE];
	merkle_root(&walk->chain.since, root);
	if (memcmp(checkpoint->h, walk->chain.h, DIGEST_SIZE) != 0 || checkpoint->ts != walk->chain.ts)
		complain(state, checkpoint->seq, "检查点与这一行不符");
	else if (memcmp(checkpoint->root, root, DIGEST_SIZE) != 0)
		complain(state, checkpoint->seq, "检查点的汇总摘要不符");
	else if (!is_signed(state, checkpoint))
		complain(state, checkpoint->seq, "检查点签名不符");
	merkle_begin(&walk->chain.since);
	walk->checkpoints++;
	enum err err = walk->checkpoint ? walk->checkpoint(walk->argument, checkpoint) : OK;
	if (err != OK)
		return err;
	return find_checkpoint(state, Q_AUDIT_CHECKPOINT_SLICE, state->next.seq, &state->next, &state->have_next);
}

static enum err meet_row(struct state *state, const struct audit_row *row)
{
	struct audit_walk *walk = state->walk;
	int64_t expected = walk->chain.seq + 1;
	const char *why = chain_add(&walk->chain, row);
	if (why) {
		complain(state, row->seq > expected ? expected : row->seq, why);
		if (stopped(state))
			return OK;
		walk->chain.seq = row->seq;
		walk->chain.ts = row->ts;
		memcpy(walk->chain.h, row->h, DIGEST_SIZE);
	}
	walk->rows++;
	enum err err = walk->row ? walk->row(walk->argument, row) : OK;
	if (err == OK && state->have_next && state->next.seq <= row->seq)
		err = meet_checkpoint(state);
	return err;
}

/* One slice into memory; count 0 at the end. */
static enum err read_slice(struct state *state, int64_t until, struct audit_row *rows, size_t *count)
{
	struct query *query = db_query(state->walk->db, Q_AUDIT_SLICE);
	query_int(query, ":after", state->walk->chain.seq);
	query_int(query, ":until", until);
	query_int(query, ":limit", AUDIT_SLICE);
	*count = 0;
	while (*count < AUDIT_SLICE && audit_row_next(query, state->arena, &rows[*count]))
		(*count)++;
	return query_end(query);
}

/* A gap at a slice's head may be honest pruning that happened meanwhile. */
static enum err check_pruned(struct state *state)
{
	struct chain anchor;
	enum err err = read_anchor(state, &anchor);
	return err == OK && anchor.seq > state->walk->chain.seq ? ERR_BUSY : err;
}

static enum err walk_slices(struct state *state, int64_t until)
{
	struct audit_walk *walk = state->walk;
	for (;;) {
		size_t count;
		arena_reset(state->arena);
		struct audit_row *rows = arena_array(state->arena, AUDIT_SLICE, sizeof(*rows));
		enum err err = read_slice(state, until, rows, &count);
		if (err == OK && count > 0 && rows[0].seq != walk->chain.seq + 1)
			err = check_pruned(state);
		if (err != OK || count == 0)
			return err;
		for (size_t i = 0; err == OK && i < count; i++) {
			err = meet_row(state, &rows[i]);
			if (stopped(state))
				return err;
		}
		if (err != OK)
			return err;
	}
}

/* The head and the last checkpoint as they are at the beginning, the checkpoint first: it never runs ahead of the rows.
 */
static enum err find_end(struct state *state, int64_t *until)
{
	struct checkpoint last;
	struct audit_head head;
	bool found;
	enum err err = find_checkpoint(state, Q_AUDIT_CHECKPOINT_LAST, 0, &last, &found);
	if (err != OK)
		return err;
	if (audit_head(state->walk->db, &head) == FIND_FAILED)
		return ERR_INTERNAL;
	*until = state->walk->until > 0 ? state->walk->until : head.seq;
	if (found && last.seq > head.seq)
		complain(state, head.seq + 1, "末尾的行缺失，检查点证明它们曾经存在");
	return OK;
}

/* Checkpoints whose rows are gone: an export carries them, so that its reader sees the gap as well. */
static enum err show_rest(struct state *state)
{
	struct audit_walk *walk = state->walk;
	enum err err = OK;
	while (err == OK && state->have_next && walk->checkpoint) {
		walk->checkpoints++;
		err = walk->checkpoint(walk->argument, &state->next);
		if (err == OK)
			err = find_checkpoint(state, Q_AUDIT_CHECKPOINT_SLICE, state->next.seq, &state->next,
					      &state->have_next);
	}
	return err;
}

enum err audit_walk(struct audit_walk *walk)
{
	struct state state = {.walk = walk, .arena = arena_new()};
	int64_t until = 0;
	walk->rows = walk->checkpoints = walk->first_bad = 0;
	walk->why = NULL;
	enum err err = find_end(&state, &until);
	/* A cut tail is a finding like another, but an earlier row may be bad as well, and the first is named. */
	int64_t cut = walk->first_bad;
	const char *cut_why = walk->why;
	walk->first_bad = 0;
	if (err == OK)
		err = start(&state);
	if (err == OK && !stopped(&state))
		err = walk_slices(&state, until);
	if (err == OK && cut != 0 && walk->go_on)
		err = show_rest(&state);
	if (walk->first_bad == 0 && cut != 0) {
		walk->first_bad = cut;
		walk->why = cut_why;
	}
	arena_free(state.arena);
	return err;
}

enum err audit_verify(struct db *db, int64_t *rows, int64_t *first_bad, const char **why)
{
	enum err err;
	int tries = 0;
	do {
		struct audit_walk walk = {.db = db};
		err = audit_walk(&walk);
		*rows = walk.rows;
		*first_bad = walk.first_bad;
		*why = walk.why;
	} while (err == ERR_BUSY && ++tries < 3);
	return err;
}
