#include "base/base.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/keeper.h"
#include "kernel/seal_format.h"
#include "kernel/service.h"

struct seal_writer {
	struct arena *arena;
	struct db *keys_db; /* borrowed from the service */
	char uuid[33];
	char *path;
	char *draft; /* a name of its own until it is finished; NULL while the file has no name (O_TMPFILE) */
	int file;
	bool finished;
	int64_t key_id;
	uint8_t public[32];
	uint8_t key[FILE_KEY_SIZE];
	crypto_secretstream_xchacha20poly1305_state stream;
	uint8_t ad[DIGEST_SIZE];
	struct digest_state content;
	struct digest_state stored;
	int64_t size;
	size_t held; /* bytes waiting in chunk: the last chunk must be known to be the last */
	uint8_t chunk[SEAL_CHUNK];
	uint8_t sealed[SEAL_CHUNK + SEAL_OVERHEAD];
};

char *seal_path(struct arena *arena, const char *data_folder, const char *uuid)
{
	return arena_printf(arena, "%s/files/%.2s/%.2s/%s", data_folder, uuid, uuid + 2, uuid);
}

static enum err storage_error(const char *what, const char *path)
{
	log_warn("event=seal_storage step=%s path=%s", what, path);
	return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERR_STORAGE : ERR_INTERNAL;
}

/* data/files, its two levels, each made when missing; 0750 so that the keeper's group may read. */
static enum err make_folders(struct arena *arena, const char *data_folder, const char *uuid)
{
	const char *const folders[] = {
		arena_printf(arena, "%s/files", data_folder),
		arena_printf(arena, "%s/files/%.2s", data_folder, uuid),
		arena_printf(arena, "%s/files/%.2s/%.2s", data_folder, uuid, uuid + 2),
	};
	for (size_t i = 0; i < ARRAY_LENGTH(folders); i++)
		if (mkdir(folders[i], 0750) != 0 && errno != EEXIST)
			return storage_error("mkdir", folders[i]);
	return OK;
}

/* A file without a name disappears with the process; where the file system has none, a draft name that the clerk
 * collects. */
static enum err open_file(struct seal_writer *writer, const char *data_folder)
{
	const char *folder =
		arena_printf(writer->arena, "%s/files/%.2s/%.2s", data_folder, writer->uuid, writer->uuid + 2);
	writer->path = seal_path(writer->arena, data_folder, writer->uuid);
	writer->file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0640);
	if (writer->file >= 0)
		return OK;
	if (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)
		return storage_error("open", folder);
	writer->draft = arena_printf(writer->arena, "%s.part", writer->path);
	writer->file = open(writer->draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	return writer->file >= 0 ? OK : storage_error("open", writer->draft);
}

static enum err store(struct seal_writer *writer, const uint8_t *data, size_t length)
{
	crypt_digest_add(&writer->stored, data, length);
	while (length > 0) {
		ssize_t put = write(writer->file, data, length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return storage_error("write", writer->path);
		data += put;
		length -= (size_t)put;
	}
	return OK;
}

static enum err write_head(struct seal_writer *writer)
{
	uint8_t head[SEAL_HEAD] = SEAL_MAGIC;
	head[8] = SUITE_SODIUM;
	if (!crypt_unhex(writer->uuid, head + 9, SEAL_UUID_SIZE))
		return ERR_INTERNAL;
	crypto_secretstream_xchacha20poly1305_keygen(writer->key);
	if (crypto_secretstream_xchacha20poly1305_init_push(&writer->stream, head + 9 + SEAL_UUID_SIZE, writer->key) !=
	    0)
		return ERR_INTERNAL;
	crypt_digest(writer->ad, head, sizeof(head), NULL, 0);
	crypt_digest_begin(&writer->content);
	crypt_digest_begin(&writer->stored);
	return store(writer, head, sizeof(head));
}

static enum err push(struct seal_writer *writer, unsigned char tag)
{
	unsigned long long length;
	crypt_digest_add(&writer->content, writer->chunk, writer->held);
	if (crypto_secretstream_xchacha20poly1305_push(&writer->stream, writer->sealed, &length, writer->chunk,
						       writer->held, writer->ad, sizeof(writer->ad), tag) != 0)
		return ERR_INTERNAL;
	writer->size += (int64_t)writer->held;
	writer->held = 0;
	return store(writer, writer->sealed, (size_t)length);
}

/* The organisation's public key; the keeper makes it at the first upload. */
static enum err find_key(struct seal_writer *writer, const struct service *service, int64_t organisation)
{
	switch (keys_current(writer->keys_db, organisation, &writer->key_id, writer->public)) {
	case FOUND:
		return OK;
	case NOT_FOUND:
		return keeper_public_key(service, organisation, &writer->key_id, writer->public);
	case FIND_FAILED:
		break;
	}
	return ERR_INTERNAL;
}

enum err seal_begin(struct context *context, int64_t organisation, struct seal_writer **out)
{
	uint8_t uuid[SEAL_UUID_SIZE];
	const char *data_folder = context->service->data_folder;
	struct seal_writer *writer = calloc(1, sizeof(*writer));
	*out = NULL;
	if (!writer)
		fatalx("event=out_of_memory");
	writer->file = -1;
	writer->arena = arena_new();
	crypt_random(uuid, sizeof(uuid));
	sodium_bin2hex(writer->uuid, sizeof(writer->uuid), uuid, sizeof(uuid));
	writer->keys_db = service_keys(context->service);
	enum err err = writer->keys_db ? OK : ERR_INTERNAL;
	if (err == OK)
		err = find_key(writer, context->service, organisation);
	if (err == OK)
		err = make_folders(writer->arena, data_folder, writer->uuid);
	if (err == OK)
		err = open_file(writer, data_folder);
	if (err == OK)
		err = write_head(writer);
	if (err != OK) {
		seal_free(writer);
		return err;
	}
	*out = writer;
	return OK;
}

enum err seal_write(struct seal_writer *writer, const void *data, size_t length)
{
	const uint8_t *from = data;
	while (length > 0) {
		/* A full chunk goes out only when more follows it. */
		if (writer->held == SEAL_CHUNK) {
			enum err err = push(writer, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
			if (err != OK)
				return err;
		}
		size_t part = SEAL_CHUNK - writer->held < length ? SEAL_CHUNK - writer->held : length;
		memcpy(writer->chunk + writer->held, from, part);
		writer->held += part;
		from += part;
		length -= part;
	}
	return OK;
}

/* Give it its name, and see that file, name and the folders' own names are on the disk. */
static enum err publish(struct seal_writer *writer)
{
	if (!disk_sync(writer->file))
		return storage_error("sync", writer->path);
	if (writer->draft) {
		if (rename(writer->draft, writer->path) != 0)
			return storage_error("rename", writer->path);
	} else {
		const char *self = arena_printf(writer->arena, "/proc/self/fd/%d", writer->file);
		if (linkat(AT_FDCWD, self, AT_FDCWD, writer->path, AT_SYMLINK_FOLLOW) != 0)
			return storage_error("link", writer->path);
	}
	writer->draft = writer->path;
	char *folder = arena_strdup(writer->arena, writer->path);
	for (int level = 0; level < 3; level++) {
		*strrchr(folder, '/') = '\0';
		if (!disk_sync_folder(folder))
			return storage_error("sync", folder);
	}
	return OK;
}

enum err seal_finish(struct seal_writer *writer, struct sealed *out)
{
	enum err err = push(writer, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
	if (err == OK)
		err = publish(writer);
	if (err == OK)
		err = tx_begin(writer->keys_db);
	if (err != OK)
		return err;
	err = tx_end(writer->keys_db,
		     keys_seal(writer->keys_db, writer->key_id, writer->public, writer->uuid, writer->key));
	if (err != OK)
		return err;
	writer->finished = true;
	memcpy(out->uuid, writer->uuid, sizeof(out->uuid));
	out->size = writer->size;
	crypt_digest_end(&writer->content, out->digest);
	crypt_digest_end(&writer->stored, out->sealed_digest);
	return OK;
}

static enum err remove_seal(struct db *keys_db, const char *uuid)
{
	struct query *query;
	enum err err = tx_begin(keys_db);

	if (err != OK)
		return err;
	query = db_query(keys_db, Q_KEYS_SEAL_REMOVE);
	query_text(query, ":uuid", uuid);
	return tx_end(keys_db, query_run(query));
}

/* The seal first: a file without one is noise, a seal without a file says that something is missing. */
void seal_discard(struct context *context, const struct sealed *sealed)
{
	struct db *keys_db = service_keys(context->service);
	const char *path = seal_path(context->arena, context->service->data_folder, sealed->uuid);

	if (keys_db == NULL || remove_seal(keys_db, sealed->uuid) != OK || unlink(path) != 0)
		log_warn("event=seal_discard path=%s", path);
}

void seal_free(struct seal_writer *writer)
{
	if (!writer)
		return;
	if (writer->file >= 0)
		close(writer->file);
	if (writer->draft && !writer->finished)
		unlink(writer->draft);
	arena_free(writer->arena);
	crypt_wipe(writer, sizeof(*writer));
	free(writer);
}
