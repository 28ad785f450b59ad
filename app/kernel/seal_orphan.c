#include "base/base.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/seal_format.h"
#include "kernel/service.h"

/* Longer than any upload and any backup run: what has no row by then gets none. */
enum { ORPHAN_SECONDS = 48 * 3600, SEALS_AT_ONCE = 200 };

struct collection {
	struct context *context;
	struct db *keys_db;
	int64_t before;
	int64_t files;
	int64_t seals;
};

static bool is_uuid(const char *name)
{
	return strspn(name, "0123456789abcdef") == 32 && name[32] == '\0';
}

static bool is_draft(const char *name)
{
	return strspn(name, "0123456789abcdef") == 32 && strcmp(name + 32, ".part") == 0;
}

static enum err is_attached(struct collection *collection, const char *uuid, bool *attached)
{
	int64_t count;
	struct query *query = db_query(collection->context->db, Q_SEAL_ATTACHED);
	query_text(query, ":uuid", uuid);
	enum err err = query_value(query, 0, &count);
	*attached = count > 0;
	return err;
}

static enum err remove_seal(struct collection *collection, const char *uuid)
{
	enum err err = tx_begin(collection->keys_db);
	if (err != OK)
		return err;
	struct query *query = db_query(collection->keys_db, Q_KEYS_SEAL_REMOVE);
	query_text(query, ":uuid", uuid);
	err = query_run(query);
	int64_t removed = db_changes(collection->keys_db);
	err = tx_end(collection->keys_db, err);
	if (err == OK)
		collection->seals += removed;
	return err;
}

static enum err look_at(struct collection *collection, int folder, const char *name)
{
	struct stat status;
	bool attached = false;
	bool draft = is_draft(name);
	if (!draft && !is_uuid(name))
		return OK;
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_mtime >= collection->before)
		return OK;
	enum err err = draft ? OK : is_attached(collection, name, &attached);
	if (err != OK || attached)
		return err;
	if (!draft)
		err = remove_seal(collection, name);
	if (err == OK && unlinkat(folder, name, 0) == 0)
		collection->files++;
	return err;
}

/* files/ab/cd/<uuid>: two levels of two hex digits, then the files. */
static enum err walk(struct collection *collection, int parent, const char *name, int depth)
{
	int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *folder = descriptor >= 0 ? fdopendir(descriptor) : NULL;
	if (!folder) {
		if (descriptor >= 0)
			close(descriptor);
		return errno == ENOENT ? OK : ERR_INTERNAL;
	}
	enum err err = OK;
	for (struct dirent *entry; err == OK && (entry = readdir(folder));) {
		if (depth == 2)
			err = look_at(collection, descriptor, entry->d_name);
		else if (strlen(entry->d_name) == 2 && entry->d_name[0] != '.')
			err = walk(collection, descriptor, entry->d_name, depth + 1);
	}
	closedir(folder);
	return err;
}

/* Seals whose file never came, or is gone already. */
static enum err walk_seals(struct collection *collection)
{
	struct arena *arena = arena_new();
	const char *after = "";
	enum err err = OK;
	size_t count = SEALS_AT_ONCE;
	while (err == OK && count == SEALS_AT_ONCE) {
		const char *uuids[SEALS_AT_ONCE];
		struct query *query = db_query(collection->keys_db, Q_KEYS_SEAL_OLD);
		query_text(query, ":after", after);
		query_int(query, ":before", collection->before);
		query_int(query, ":limit", SEALS_AT_ONCE);
		for (count = 0; count < SEALS_AT_ONCE && query_step(query); count++)
			uuids[count] = next_text(query, arena);
		err = query_end(query);
		for (size_t i = 0; err == OK && i < count; i++) {
			bool attached;
			err = is_attached(collection, uuids[i], &attached);
			if (err == OK && !attached)
				err = remove_seal(collection, uuids[i]);
			after = uuids[i];
		}
	}
	arena_free(arena);
	return err;
}

enum err seal_orphans_job(struct context *context)
{
	struct collection collection = {.context = context, .before = clock_now() - ORPHAN_SECONDS};
	const char *files = arena_printf(context->arena, "%s/files", context->service->data_folder);
	collection.keys_db = db_open(context->service->data_folder, DB_KEYS, DB_WRITER);
	if (!collection.keys_db)
		return ERR_INTERNAL;
	enum err err = walk(&collection, AT_FDCWD, files, 0);
	if (err == OK)
		err = walk_seals(&collection);
	db_free(collection.keys_db);
	if (collection.files == 0 && collection.seals == 0)
		return err;
	struct audit_entry entry = {
		.action = "attachment.collect",
		.object = "attachment",
		.detail = arena_printf(context->arena, "{\"files\":%" PRId64 ",\"seals\":%" PRId64 "}",
				       collection.files, collection.seals),
	};
	enum err recorded = audit_alone(context, &entry);
	return err != OK ? err : recorded;
}
