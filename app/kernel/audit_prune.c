#include "base/base.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/audit_walk.h"

enum { DAY_SECONDS = 86400, SIGNED_DAYS = 184 };

enum err audit_prunable(struct context *context, int64_t before_ts, struct audit_prunable *prunable)
{
	struct query *query = db_query(context->db, Q_AUDIT_FIRST);
	enum err err;

	*prunable = (struct audit_prunable){0};
	if (query_step(query)) {
		prunable->first_seq = next_int(query);
		prunable->first_ts = next_int(query);
	}
	err = query_end(query);
	if (err == OK)
		err = query_value(db_query(context->db, Q_AUDIT_KEEP_DAYS), SIGNED_DAYS, &prunable->keep_days);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_AUDIT_SIGNED_DAY);
	(void)query_step(query); /* always one row */
	prunable->signed_days = next_int(query);
	int64_t signed_day = next_int(query);
	err = query_end(query);
	if (err != OK || prunable->signed_days < SIGNED_DAYS)
		return err;
	int64_t youngest = clock_now() - prunable->keep_days * DAY_SECONDS;
	query = db_query(context->db, Q_AUDIT_PRUNE_LIMIT);
	query_int(query, ":before", before_ts < youngest ? before_ts : youngest);
	query_int(query, ":day", signed_day);
	err = query_value(query, 0, &prunable->last_seq);
	if (prunable->first_seq == 0 || prunable->last_seq < prunable->first_seq)
		prunable->last_seq = 0; /* an older checkpoint, of rows that went already */
	return err;
}

/* Read it back from the disk: what cannot be read again is no archive. */
static bool reads_back(const char *path, const uint8_t digest[DIGEST_SIZE])
{
	char block[16384];
	size_t length;
	uint8_t found[DIGEST_SIZE];
	struct digest_state state;
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	crypt_digest_begin(&state);
	while ((length = fread(block, 1, sizeof(block), file)) > 0)
		crypt_digest_add(&state, block, length);
	bool whole = !ferror(file);
	fclose(file);
	crypt_digest_end(&state, found);
	return whole && crypt_equal(found, digest, DIGEST_SIZE);
}

static enum err write_archive(struct context *context, const char *path, int64_t limit, struct audit_exported *exported)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (descriptor < 0) {
		log_warn("event=audit_archive file=%s", path);
		return ERR_STORAGE;
	}
	FILE *file = fdopen(descriptor, "w");
	if (!file) {
		close(descriptor);
		return ERR_INTERNAL;
	}
	enum err err = audit_export_rows(context, file, limit, exported);
	if (err == OK && (fflush(file) != 0 || !disk_sync(descriptor)))
		err = ERR_STORAGE;
	if (fclose(file) != 0 && err == OK)
		err = ERR_STORAGE;
	if (err == OK && (exported->first_bad != 0 || exported->last != limit)) {
		log_error("event=audit_archive message=%s seq=%" PRId64, "the chain does not hold",
			  exported->first_bad);
		err = ERR_STATE;
	}
	if (err == OK && !reads_back(path, exported->digest))
		err = ERR_STORAGE;
	return err;
}

/* Written under a name of its own, checked, and only then given the name that counts. */
enum err audit_archive(struct context *context, int64_t last_seq, struct audit_archived *archived)
{
	struct audit_exported exported;
	const char *folder = arena_printf(context->arena, "%s/archive", db_folder(context->db));
	const char *draft = arena_printf(context->arena, "%s/audit.draft", folder);
	if (mkdir(folder, 0750) != 0 && errno != EEXIST) {
		log_warn("event=audit_archive folder=%s", folder);
		return ERR_STORAGE;
	}
	enum err err = write_archive(context, draft, last_seq, &exported);
	if (err != OK) {
		unlink(draft);
		return err;
	}
	*archived = (struct audit_archived){
		.file = arena_printf(context->arena, "audit-%" PRId64 "-%" PRId64 ".txt", exported.first,
				     exported.last),
		.first = exported.first,
		.last = exported.last,
		.rows = exported.rows,
	};
	memcpy(archived->digest, exported.digest, DIGEST_SIZE);
	const char *path = arena_printf(context->arena, "%s/%s", folder, archived->file);
	if (rename(draft, path) != 0 || !disk_sync_folder(folder) || !disk_sync_folder(db_folder(context->db)))
		return ERR_STORAGE;
	return OK;
}

/* From checkpoint to checkpoint, a transaction each: nobody waits long, and an interruption leaves a sound log. */
static enum err remove_rows(struct context *context, int64_t limit, int64_t *removed)
{
	for (;;) {
		int64_t until = 0;
		struct query *query = db_query(context->db, Q_AUDIT_PRUNE_NEXT);
		query_int(query, ":until", limit);
		enum err err = query_value(query, 0, &until);
		if (err != OK || until == 0)
			return err;
		err = tx_begin(context->db);
		if (err != OK)
			return err;
		query = db_query(context->db, Q_AUDIT_PRUNE);
		query_int(query, ":until", until);
		err = query_run(query);
		int64_t rows = db_changes(context->db);
		err = tx_end(context->db, err);
		if (err != OK)
			return err;
		*removed += rows;
	}
}

bool audit_archive_holds(struct context *context, const struct audit_archived *archived)
{
	return reads_back(arena_printf(context->arena, "%s/archive/%s", db_folder(context->db), archived->file),
			  archived->digest);
}

enum err audit_prune(struct context *context, const struct audit_archived *archived, int64_t *removed)
{
	*removed = 0;
	if (!audit_archive_holds(context, archived)) {
		log_error("event=audit_prune file=%s message=%s", archived->file,
			  "the archive is not what was written");
		return ERR_STATE;
	}
	return remove_rows(context, archived->last, removed);
}
