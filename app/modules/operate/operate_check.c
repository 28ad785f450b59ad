/* zwy check: whether everything an installation consists of is there and as it was stored. */
#include "base/base.h"

#include <errno.h>
#include <unistd.h>

#include "base/crypt.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/keys.h"
#include "kernel/seal.h"
#include "modules/operate/operate.h"

static int say(bool good, const char *what, const char *detail)
{
	printf("%-7s %s%s%s\n", good ? "ok" : "FAILED", what, detail == NULL ? "" : ": ", detail == NULL ? "" : detail);
	return good ? 0 : 1;
}

static int check_files(struct context *context, const struct config *config)
{
	struct query *query = db_query(context->db, Q_OPERATE_ATTACHMENTS);
	int64_t missing = 0, changed = 0, count = 0;

	while (query_step(query)) {
		const char *path = seal_path(context->arena, config->data, next_text(query, context->arena));
		size_t length;
		const void *recorded = next_blob(query, context->arena, &length);
		uint8_t digest[DIGEST_SIZE];

		count++;
		if (access(path, R_OK) != 0)
			missing++;
		else if (!seal_digest(path, digest) || length != DIGEST_SIZE || !crypt_equal(digest, recorded, length))
			changed++;
	}
	if (query_end(query) != OK)
		return say(false, "sealed files", "the register cannot be read");
	return say(missing + changed == 0, "sealed files",
		   arena_printf(context->arena, "%" PRId64 " registered, %" PRId64 " missing, %" PRId64 " changed",
				count, missing, changed));
}

/* What left the database is in these files alone. */
static int check_archives(struct context *context)
{
	struct query *query = db_query(context->db, Q_OPERATE_ARCHIVES);
	int64_t wrong = 0;
	int64_t count = 0;

	while (query_step(query)) {
		struct audit_archived archived = {.file = next_text(query, context->arena)};
		size_t length = 0;
		const void *digest = next_blob(query, context->arena, &length);

		if (length == sizeof archived.digest)
			memcpy(archived.digest, digest, length);
		count++;
		wrong += !audit_archive_holds(context, &archived);
	}
	if (query_end(query) != OK)
		return say(false, "archives", "the register cannot be read");
	return say(wrong == 0, "archives",
		   arena_printf(context->arena, "%" PRId64 " of the audit log, %" PRId64 " missing or changed", count,
				wrong));
}

/* Every registered file's seal; each opens with the key of its organisation, and that with the master key. */
static int check_seals(struct context *context, struct keys *keys, struct db *keys_db)
{
	struct query *query = db_query(context->db, Q_OPERATE_ATTACHMENTS);
	int64_t missing = 0, shut = 0, count = 0;
	uint8_t file_key[FILE_KEY_SIZE];

	while (query_step(query)) {
		enum found found = keys_unseal(keys, keys_db, next_text(query, context->arena), file_key);

		count++;
		missing += found == NOT_FOUND;
		shut += found == FIND_FAILED;
	}
	crypt_wipe(file_key, sizeof file_key);
	if (query_end(query) != OK)
		return say(false, "keys", "the register cannot be read");
	return say(missing + shut == 0, "keys",
		   arena_printf(context->arena, "%" PRId64 " files, %" PRId64 " without a key, %" PRId64 " do not open",
				count, missing, shut));
}

/* A database without its key folder is whole and yet nothing in it opens: a restore that forgot it looks the same. */
static int check_keys(struct context *context, const struct config *config, struct db *keys_db)
{
	const char *master = config_path(context->arena, config->keys, "master.key");
	struct keys *keys;
	int failed;

	if (access(master, R_OK) != 0 && errno == EACCES) {
		printf("-       keys: not looked at, %s is for the keeper's user alone; run this as that user\n",
		       config->keys);
		return 0;
	}
	if (access(master, R_OK) != 0)
		return say(false, "keys",
			   arena_printf(context->arena, "no master key in %s, no sealed file can be opened",
					config->keys));
	if (keys_db == NULL || keys_load(config->data, config->keys, &keys) != OK)
		return say(false, "keys",
			   arena_printf(context->arena,
					"%s is not the master key of this database, or not closed to others", master));
	failed = check_seals(context, keys, keys_db);
	keys_free(keys);
	return failed;
}

int operate_check(struct context *context, const struct config *config)
{
	char *complaint = NULL;
	int64_t rows = 0;
	int64_t first_bad = 0;
	const char *why = NULL;
	struct db *keys_db;
	int failed = 0;
	bool good = db_check(context->db, context->arena, &complaint) == OK && complaint == NULL;

	failed += say(good, "app.db", complaint);
	keys_db = db_open(config->data, DB_KEYS, DB_WRITER);
	complaint = NULL;
	good = keys_db != NULL && db_check(keys_db, context->arena, &complaint) == OK && complaint == NULL;
	failed += say(good, "keys.db", complaint);
	failed += check_keys(context, config, keys_db);
	db_free(keys_db);
	good = audit_verify(context->db, &rows, &first_bad, &why) == OK && first_bad == 0;
	failed += say(good, "audit log",
		      good ? arena_printf(context->arena, "%" PRId64 " rows", rows)
			   : arena_printf(context->arena, "row %" PRId64 ": %s", first_bad, why == NULL ? "?" : why));
	failed += check_files(context, config);
	failed += check_archives(context);
	return failed > 0 ? 1 : 0;
}
