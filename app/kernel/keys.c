#include "base/base.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/disk.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/keys.h"
#include "kernel/sign.h"

enum {
	WRAP_KEY = 1, /* numbers of the keys derived from the master */
	CHECK_KEY = 2,
	SECRET_MAX = 64,
	CLAIM_SIZE = 9, /* organisation and suite, behind the secret */
	WRAPPED_MAX = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + SECRET_MAX + CLAIM_SIZE,
	SEALED_CONTENT = FILE_KEY_SIZE + SEAL_UUID_SIZE + 1,
};

#define KDF_CONTEXT "zwykeys1"
#define CHECK_TEXT "zwy master key"

/* Derived keys, in guarded memory that is locked and left out of core files. */
struct secrets {
	uint8_t wrap[crypto_secretbox_KEYBYTES];
	uint8_t check[32];
	uint8_t sign[SIGN_SECRET_SIZE];
};

struct keys {
	struct secrets *secrets; /* not accessible but between open and shut */
	uint8_t check_value[DIGEST_SIZE];
};

static void open_secrets(struct keys *keys)
{
	if (sodium_mprotect_readwrite(keys->secrets) != 0)
		fatal("event=keys message=%s", "memory protection");
}

static void shut_secrets(struct keys *keys)
{
	if (sodium_mprotect_noaccess(keys->secrets) != 0)
		fatal("event=keys message=%s", "memory protection");
}

/* ---- the master key file ---- */

static char *master_path(struct arena *arena, const char *key_folder)
{
	return arena_printf(arena, "%s/master.key", key_folder);
}

/* 64 hex digits and a line feed: short enough for the two paper copies. */
static enum err read_master(const char *path, uint8_t master[32])
{
	char text[66] = "";
	struct stat status;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (file < 0 || fstat(file, &status) != 0) {
		log_warn("event=master_key file=%s", path);
		if (file >= 0)
			close(file);
		return ERR_STATE;
	}
	ssize_t length = read(file, text, sizeof(text) - 1);
	close(file);
	bool private = S_ISREG(status.st_mode) && (status.st_mode & 077) == 0;
	bool good = length >= 64 && (length == 64 || text[64] == '\n');
	text[64] = '\0';
	good = good && private && crypt_unhex(text, master, 32);
	crypt_wipe(text, sizeof(text));
	if (!good)
		log_error("event=master_key file=%s why=%s", path,
			  private ? "not 64 hex digits" : "others can read it, chmod 600 it");
	return good ? OK : ERR_STATE;
}

/* O_EXCL: an existing master key is never replaced. */
static enum err write_master(const char *key_folder, const char *path, const uint8_t master[32])
{
	char text[66];
	if (mkdir(key_folder, 0700) != 0 && errno != EEXIST) {
		log_warn("event=master_key folder=%s", key_folder);
		return ERR_STORAGE;
	}
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (file < 0) {
		log_warn("event=master_key file=%s", path);
		return errno == EEXIST ? ERR_STATE : ERR_STORAGE;
	}
	sodium_bin2hex(text, sizeof(text), master, 32);
	text[64] = '\n';
	bool written = write(file, text, 65) == 65 && disk_sync(file);
	written = close(file) == 0 && written && disk_sync_folder(key_folder);
	crypt_wipe(text, sizeof(text));
	if (!written)
		unlink(path);
	return written ? OK : ERR_STORAGE;
}

/* The master itself is not kept: only what is derived from it. */
static struct keys *derive(const uint8_t master[32])
{
	struct keys *keys = calloc(1, sizeof(*keys));
	if (!keys || !(keys->secrets = sodium_malloc(sizeof(*keys->secrets))))
		fatal("event=keys message=%s", "guarded memory");
	memset(keys->secrets, 0, sizeof(*keys->secrets));
	crypto_kdf_derive_from_key(keys->secrets->wrap, sizeof(keys->secrets->wrap), WRAP_KEY, KDF_CONTEXT, master);
	crypto_kdf_derive_from_key(keys->secrets->check, sizeof(keys->secrets->check), CHECK_KEY, KDF_CONTEXT, master);
	crypt_digest(keys->check_value, CHECK_TEXT, sizeof(CHECK_TEXT) - 1, keys->secrets->check, 32);
	return keys;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	sodium_free(keys->secrets);
	free(keys);
}

/* ---- secrets in keys.db ---- */

static void put_claim(uint8_t claim[CLAIM_SIZE], int64_t organisation)
{
	for (int i = 0; i < 8; i++)
		claim[i] = (uint8_t)((uint64_t)organisation >> (8 * i));
	claim[8] = SUITE_SODIUM;
}

static size_t wrap(const struct keys *keys, const uint8_t *secret, size_t size, int64_t organisation,
		   uint8_t out[WRAPPED_MAX])
{
	uint8_t content[SECRET_MAX + CLAIM_SIZE];
	memcpy(content, secret, size);
	put_claim(content + size, organisation);
	crypt_random(out, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, content, size + CLAIM_SIZE, out, keys->secrets->wrap);
	crypt_wipe(content, sizeof(content));
	return crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + size + CLAIM_SIZE;
}

static bool unwrap(const struct keys *keys, const uint8_t *wrapped, size_t length, int64_t organisation,
		   uint8_t *secret, size_t size)
{
	uint8_t content[SECRET_MAX + CLAIM_SIZE];
	uint8_t claim[CLAIM_SIZE];
	put_claim(claim, organisation);
	if (!wrapped || length != crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + size + CLAIM_SIZE)
		return false;
	bool good =
		crypto_secretbox_open_easy(content, wrapped + crypto_secretbox_NONCEBYTES,
					   length - crypto_secretbox_NONCEBYTES, wrapped, keys->secrets->wrap) == 0 &&
		memcmp(content + size, claim, CLAIM_SIZE) == 0;
	if (good)
		memcpy(secret, content, size);
	crypt_wipe(content, sizeof(content));
	return good;
}

static enum err insert_first_rows(const struct keys *keys, struct db *db)
{
	uint8_t public[SIGN_KEY_SIZE];
	uint8_t secret[SIGN_SECRET_SIZE];
	uint8_t wrapped[WRAPPED_MAX];
	struct query *query = db_query(db, Q_KEYS_MASTER_INSERT);
	query_int(query, ":suite", SUITE_SODIUM);
	query_blob(query, ":check", keys->check_value, sizeof(keys->check_value));
	enum err err = query_run(query);
	if (err != OK)
		return err;
	crypto_sign_keypair(public, secret);
	size_t length = wrap(keys, secret, sizeof(secret), 0, wrapped);
	crypt_wipe(secret, sizeof(secret));
	query = db_query(db, Q_KEYS_SIGNING_INSERT);
	query_int(query, ":suite", SUITE_SODIUM);
	query_blob(query, ":public", public, sizeof(public));
	query_blob(query, ":private", wrapped, length);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err keys_make(const char *data_folder, const char *key_folder)
{
	uint8_t master[32];
	struct arena *arena = arena_new();
	struct db *db = db_open(data_folder, DB_KEYS, DB_WRITER);
	enum err err = db ? tx_begin(db) : ERR_INTERNAL;
	if (err != OK) {
		db_free(db);
		arena_free(arena);
		return err;
	}
	crypt_random(master, sizeof(master));
	struct keys *keys = derive(master);
	err = insert_first_rows(keys, db);
	if (err == ERR_CONFLICT) {
		log_error("event=keys message=%s", "keys.db has its keys already");
		err = ERR_STATE;
	}
	/* The file before the commit: a key file without rows can be removed, rows without their key are lost. */
	if (err == OK)
		err = write_master(key_folder, master_path(arena, key_folder), master);
	err = tx_end(db, err);
	crypt_wipe(master, sizeof(master));
	keys_free(keys);
	db_free(db);
	arena_free(arena);
	return err;
}

/* The database's own check value tells a wrong master key before anything is attempted with it. */
static bool is_right_master(const struct keys *keys, struct db *db, struct arena *arena)
{
	size_t length = 0;
	const void *value = NULL;
	int64_t suite = 0;
	struct query *query = db_query(db, Q_KEYS_MASTER);
	if (query_step(query)) {
		suite = next_int(query);
		value = next_blob(query, arena, &length);
	}
	if (query_end(query) != OK)
		return false;
	return suite == SUITE_SODIUM && value && length == DIGEST_SIZE &&
	       crypt_equal(value, keys->check_value, DIGEST_SIZE);
}

static bool load_signing(struct keys *keys, struct db *db, struct arena *arena)
{
	size_t length = 0;
	bool good = false;
	struct query *query = db_query(db, Q_KEYS_SIGNING);
	if (query_step(query) && next_int(query) == SUITE_SODIUM) {
		size_t public_length;
		const uint8_t *public = next_blob(query, arena, &public_length);
		const uint8_t *wrapped = next_blob(query, arena, &length);
		good = unwrap(keys, wrapped, length, 0, keys->secrets->sign, SIGN_SECRET_SIZE) &&
		       public_length == SIGN_KEY_SIZE && memcmp(public, keys->secrets->sign + 32, SIGN_KEY_SIZE) == 0;
	}
	return query_end(query) == OK && good;
}

enum err keys_load(const char *data_folder, const char *key_folder, struct keys **out)
{
	uint8_t master[32];
	*out = NULL;
	struct arena *arena = arena_new();
	enum err err = read_master(master_path(arena, key_folder), master);
	struct db *db = err == OK ? db_open(data_folder, DB_KEYS, DB_READER) : NULL;
	if (err == OK && !db)
		err = ERR_INTERNAL;
	if (err == OK) {
		struct keys *keys = derive(master);
		if (is_right_master(keys, db, arena) && load_signing(keys, db, arena)) {
			shut_secrets(keys);
			*out = keys;
		} else {
			log_error("event=keys message=%s", "the master key is not this database's");
			keys_free(keys);
			err = ERR_STATE;
		}
	}
	crypt_wipe(master, sizeof(master));
	db_free(db);
	arena_free(arena);
	return err;
}

/* ---- organisations ---- */

enum found keys_current(struct db *keys_db, int64_t organisation, int64_t *key_id, uint8_t public[32])
{
	struct arena *arena = arena_new();
	enum found found = NOT_FOUND;
	struct query *query = db_query(keys_db, Q_KEYS_CURRENT);
	query_int(query, ":organisation", organisation);
	query_int(query, ":suite", SUITE_SODIUM);
	if (query_step(query)) {
		size_t length;
		*key_id = next_int(query);
		const void *key = next_blob(query, arena, &length);
		found = key && length == 32 ? FOUND : FIND_FAILED;
		if (found == FOUND)
			memcpy(public, key, 32);
	}
	if (query_end(query) != OK)
		found = FIND_FAILED;
	arena_free(arena);
	return found;
}

static enum err make_organisation(struct keys *keys, struct db *db, int64_t organisation, int64_t *key_id,
				  uint8_t public[32])
{
	uint8_t private[crypto_box_SECRETKEYBYTES];
	uint8_t wrapped[WRAPPED_MAX];
	crypto_box_keypair(public, private);
	open_secrets(keys);
	size_t length = wrap(keys, private, sizeof(private), organisation, wrapped);
	shut_secrets(keys);
	crypt_wipe(private, sizeof(private));
	struct query *query = db_query(db, Q_KEYS_ORGANISATION_INSERT);
	query_int(query, ":organisation", organisation);
	query_int(query, ":suite", SUITE_SODIUM);
	query_blob(query, ":public", public, 32);
	query_blob(query, ":private", wrapped, length);
	query_int(query, ":now", clock_now());
	enum err err = query_run(query);
	*key_id = db_last_id(db);
	return err;
}

enum err keys_organisation(struct keys *keys, struct db *keys_db, int64_t organisation, int64_t *key_id,
			   uint8_t public[32])
{
	enum err err = tx_begin(keys_db);
	if (err != OK)
		return err;
	/* Looked up inside the transaction: of two who ask at once one makes it and the other finds it. */
	switch (keys_current(keys_db, organisation, key_id, public)) {
	case FOUND:
		break;
	case NOT_FOUND:
		err = make_organisation(keys, keys_db, organisation, key_id, public);
		break;
	case FIND_FAILED:
		err = ERR_INTERNAL;
	}
	return tx_end(keys_db, err);
}

/* ---- seals ---- */

enum err keys_seal(struct db *keys_db, int64_t key_id, const uint8_t public[32], const char *uuid,
		   const uint8_t file_key[FILE_KEY_SIZE])
{
	uint8_t content[SEALED_CONTENT];
	uint8_t sealed[SEALED_CONTENT + crypto_box_SEALBYTES];
	memcpy(content, file_key, FILE_KEY_SIZE);
	content[SEALED_CONTENT - 1] = SUITE_SODIUM;
	bool good = crypt_unhex(uuid, content + FILE_KEY_SIZE, SEAL_UUID_SIZE) &&
		    crypto_box_seal(sealed, content, sizeof(content), public) == 0;
	crypt_wipe(content, sizeof(content));
	if (!good)
		return ERR_INTERNAL;
	struct query *query = db_query(keys_db, Q_KEYS_SEAL_INSERT);
	query_text(query, ":uuid", uuid);
	query_int(query, ":key", key_id);
	query_int(query, ":suite", SUITE_SODIUM);
	query_blob(query, ":sealed", sealed, sizeof(sealed));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

struct seal_row {
	int64_t suite, key_suite, organisation;
	const uint8_t *sealed, *public, *wrapped;
	size_t sealed_length, public_length, wrapped_length;
};

/* A sealed box proves no origin: what it says inside must be the uuid and suite that were asked for. */
static bool unseal(struct keys *keys, const struct seal_row *row, const char *uuid, uint8_t file_key[FILE_KEY_SIZE])
{
	uint8_t private[crypto_box_SECRETKEYBYTES];
	uint8_t content[SEALED_CONTENT];
	uint8_t name[SEAL_UUID_SIZE];
	if (row->suite != SUITE_SODIUM || row->key_suite != SUITE_SODIUM || row->public_length != 32 ||
	    row->sealed_length != SEALED_CONTENT + crypto_box_SEALBYTES || !crypt_unhex(uuid, name, sizeof(name)))
		return false;
	open_secrets(keys);
	bool good = unwrap(keys, row->wrapped, row->wrapped_length, row->organisation, private, sizeof(private));
	shut_secrets(keys);
	good = good && crypto_box_seal_open(content, row->sealed, row->sealed_length, row->public, private) == 0 &&
	       memcmp(content + FILE_KEY_SIZE, name, sizeof(name)) == 0 && content[SEALED_CONTENT - 1] == SUITE_SODIUM;
	if (good)
		memcpy(file_key, content, FILE_KEY_SIZE);
	crypt_wipe(private, sizeof(private));
	crypt_wipe(content, sizeof(content));
	return good;
}

enum found keys_unseal(struct keys *keys, struct db *keys_db, const char *uuid, uint8_t file_key[FILE_KEY_SIZE])
{
	struct arena *arena = arena_new();
	enum found found = NOT_FOUND;
	struct seal_row row = {0};
	struct query *query = db_query(keys_db, Q_KEYS_SEAL);
	query_text(query, ":uuid", uuid);
	if (query_step(query)) {
		row.suite = next_int(query);
		row.sealed = next_blob(query, arena, &row.sealed_length);
		row.key_suite = next_int(query);
		row.public = next_blob(query, arena, &row.public_length);
		row.wrapped = next_blob(query, arena, &row.wrapped_length);
		row.organisation = next_int(query);
		found = unseal(keys, &row, uuid, file_key) ? FOUND : FIND_FAILED;
	}
	if (query_end(query) != OK)
		found = FIND_FAILED;
	arena_free(arena);
	return found;
}

/* ---- signatures ---- */

void keys_sign(struct keys *keys, const char *purpose, const void *message, size_t length, uint8_t signature[64])
{
	open_secrets(keys);
	sign_make(keys->secrets->sign, purpose, message, length, signature);
	shut_secrets(keys);
}

enum err keys_verify_key(const char *data_folder, uint8_t key[32])
{
	struct db *db = db_open(data_folder, DB_KEYS, DB_READER);
	if (!db)
		return ERR_INTERNAL;
	struct arena *arena = arena_new();
	enum err err = ERR_STATE;
	struct query *query = db_query(db, Q_KEYS_SIGNING);
	if (query_step(query) && next_int(query) == SUITE_SODIUM) {
		size_t length;
		const void *public = next_blob(query, arena, &length);
		if (public && length == 32) {
			memcpy(key, public, 32);
			err = OK;
		}
	}
	enum err ended = query_end(query);
	db_free(db);
	arena_free(arena);
	return ended == OK ? err : ended;
}
