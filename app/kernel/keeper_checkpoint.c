#include "base/base.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/audit_row.h"
#include "kernel/audit.h"
#include "kernel/keeper_serve.h"

/*
 * <keys>/checkpoint.last: seq and h of the newest checkpoint signed here.  A
 * database that does not have it was set back to an older state.  After a
 * restore that is meant so, the administrator removes the file.
 */
static char *memory_path(struct keeping *keeping, const char *name)
{
	return arena_printf(keeping->arena, "%s/%s", keeping->keeper->key_folder, name);
}

static char *memory_text(struct keeping *keeping, const struct checkpoint *checkpoint)
{
	return arena_printf(keeping->arena, "%" PRId64 " %s\n", checkpoint->seq,
			    crypt_hex(keeping->arena, checkpoint->h, DIGEST_SIZE));
}

static enum err find_checkpoint(struct keeping *keeping, enum query_name name, int64_t seq, struct checkpoint *out,
				bool *found)
{
	struct query *query = db_query(keeping->app, name);
	if (name == Q_AUDIT_CHECKPOINT_AT)
		query_int(query, ":seq", seq);
	*found = checkpoint_next(query, keeping->arena, out);
	return query_end(query);
}

static enum err compare_memory(struct keeping *keeping)
{
	char text[128] = "";
	int64_t seq = 0;
	bool found = false;
	struct checkpoint checkpoint;
	int file = open(memory_path(keeping, "checkpoint.last"), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (file < 0)
		return errno == ENOENT ? OK : ERR_INTERNAL;
	ssize_t length = read(file, text, sizeof(text) - 1);
	close(file);
	if (length <= 0 || sscanf(text, "%" SCNd64, &seq) != 1)
		return ERR_STATE;
	enum err err = find_checkpoint(keeping, Q_AUDIT_CHECKPOINT_AT, seq, &checkpoint, &found);
	if (err != OK)
		return err;
	if (found && strcmp(text, memory_text(keeping, &checkpoint)) == 0)
		return OK;
	log_error("event=audit_rolled_back seq=%" PRId64 " message=%s", seq, "the database lacks a signed checkpoint");
	return ERR_STATE;
}

static enum err write_memory(struct keeping *keeping, const struct checkpoint *checkpoint)
{
	const char *draft = memory_path(keeping, arena_printf(keeping->arena, "checkpoint.%d", (int)getpid()));
	const char *text = memory_text(keeping, checkpoint);
	size_t length = strlen(text);
	int file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool written = file >= 0 && write(file, text, length) == (ssize_t)length && disk_sync(file);
	if (file >= 0)
		close(file);
	if (!written || rename(draft, memory_path(keeping, "checkpoint.last")) != 0) {
		log_warn("event=checkpoint_memory file=%s", draft);
		unlink(draft);
		return ERR_STORAGE;
	}
	return OK;
}

/* From where the next checkpoint goes on: the last one, if it is ours; else the beginning of the log. */
static enum err start(struct keeping *keeping, struct chain *chain)
{
	struct checkpoint last;
	bool found;
	memset(chain, 0, sizeof(*chain));
	enum err err = find_checkpoint(keeping, Q_AUDIT_CHECKPOINT_LAST, 0, &last, &found);
	if (err != OK || !found)
		return err;
	if (!checkpoint_signed(&last, keeping->keeper->verify_key)) {
		log_error("event=audit_broken seq=%" PRId64 " why=%s", last.seq,
			  "checkpoint not signed by this keeper");
		return ERR_STATE;
	}
	chain->seq = last.seq;
	chain->ts = last.ts;
	memcpy(chain->h, last.h, DIGEST_SIZE);
	return OK;
}

/* At most AUDIT_SLICE rows further; count 0 when there is nothing new. */
static enum err extend(struct keeping *keeping, struct chain *chain, size_t *count)
{
	struct audit_row row;
	const char *why = NULL;
	struct arena *arena = arena_new();
	struct query *query = db_query(keeping->app, Q_AUDIT_SLICE);
	query_int(query, ":after", chain->seq);
	query_int(query, ":until", INT64_MAX);
	query_int(query, ":limit", AUDIT_SLICE);
	*count = 0;
	while (!why && audit_row_next(query, arena, &row)) {
		why = chain_add(chain, &row);
		(*count)++;
	}
	enum err err = query_end(query);
	if (err == OK && why) {
		log_error("event=audit_broken seq=%" PRId64 " why=%s", chain->seq + 1, why);
		err = ERR_STATE;
	}
	arena_free(arena);
	return err;
}

static enum err insert(struct keeping *keeping, const struct checkpoint *checkpoint)
{
	struct query *query = db_query(keeping->app, Q_AUDIT_CHECKPOINT_INSERT);
	query_int(query, ":seq", checkpoint->seq);
	query_int(query, ":ts", checkpoint->ts);
	query_blob(query, ":h", checkpoint->h, sizeof(checkpoint->h));
	query_blob(query, ":root", checkpoint->root, sizeof(checkpoint->root));
	query_blob(query, ":signature", checkpoint->signature, sizeof(checkpoint->signature));
	return query_run(query);
}

/* Its root covers the rows since the last checkpoint: another one in between would make it wrong. */
static enum err insert_after(struct keeping *keeping, const struct checkpoint *checkpoint, int64_t after)
{
	struct checkpoint last = {0};
	bool found;
	enum err err = find_checkpoint(keeping, Q_AUDIT_CHECKPOINT_LAST, 0, &last, &found);
	if (err != OK)
		return err;
	return last.seq == after ? insert(keeping, checkpoint) : ERR_CONFLICT;
}

static enum err sign_rows(struct keeping *keeping, const struct chain *chain, int64_t after)
{
	char message[CHECKPOINT_MESSAGE];
	struct checkpoint checkpoint = {.seq = chain->seq, .ts = chain->ts};
	memcpy(checkpoint.h, chain->h, DIGEST_SIZE);
	merkle_root(&chain->since, checkpoint.root);
	size_t length = checkpoint_message(&checkpoint, message);
	keys_sign(keeping->keeper->keys, SIGN_CHECKPOINT, message, length, checkpoint.signature);
	enum err err = tx_begin(keeping->app);
	if (err != OK)
		return err;
	err = tx_end(keeping->app, insert_after(keeping, &checkpoint, after));
	return err == OK ? write_memory(keeping, &checkpoint) : err;
}

enum err keeper_sign_checkpoint(struct keeping *keeping)
{
	struct chain chain;
	size_t count = AUDIT_SLICE;
	enum err err = compare_memory(keeping);
	while (err == OK && count > 0) {
		err = start(keeping, &chain);
		int64_t after = chain.seq;
		if (err == OK)
			err = extend(keeping, &chain, &count);
		if (err == OK && count > 0)
			err = sign_rows(keeping, &chain, after);
		/* A last slice that is not full was the end when it was read: rows since then wait for the next minute.
		 */
		if (count < AUDIT_SLICE)
			break;
	}
	/* Another child signed the same rows at the same time. */
	return err == ERR_CONFLICT ? OK : err;
}
