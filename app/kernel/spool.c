#include "base/base.h"

#include "kernel/spool.h"

#include "base/crypt.h"
#include "base/log.h"

#include <fcntl.h>
#include <unistd.h>

enum { PIECE = 65536, SEALED_PIECE = PIECE + CRYPT_PIECE_EXTRA };

struct spool {
	int file;
	bool owned;
	uint8_t key[CRYPT_PIECE_KEY];
	uint8_t plain[PIECE];
	uint8_t sealed[SEALED_PIECE];
	size_t filled; /* of plain: waiting to be written, or read and not yet given */
	size_t given;
	uint64_t piece; /* the number of the next one */
	int64_t size;
	int64_t left; /* to be read */
};

static void spool_close(void *argument)
{
	struct spool *spool = argument;

	if (spool->owned)
		close(spool->file);
	crypt_wipe(spool, sizeof *spool);
}

enum err spool_new(struct arena *arena, const char *data_folder, struct spool **out)
{
	struct spool *spool = arena_alloc(arena, sizeof *spool);

	spool->file = open(data_folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (spool->file < 0) {
		log_warn("event=spool folder=%s", data_folder);
		return ERR_STORAGE;
	}
	spool->owned = true;
	crypt_random(spool->key, sizeof spool->key);
	arena_defer(arena, spool_close, spool);
	*out = spool;
	return OK;
}

static enum err put_piece(struct spool *spool)
{
	size_t length = spool->filled + CRYPT_PIECE_EXTRA;

	crypt_piece_seal(spool->sealed, spool->plain, spool->filled, spool->piece++, spool->key);
	spool->filled = 0;
	for (size_t put = 0; put < length;) {
		ssize_t now = write(spool->file, spool->sealed + put, length - put);

		if (now < 0 && errno == EINTR)
			continue;
		if (now <= 0) {
			log_warn("event=spool size=%" PRId64, spool->size);
			return ERR_STORAGE;
		}
		put += (size_t)now;
	}
	return OK;
}

enum err spool_write(struct spool *spool, const void *data, size_t length)
{
	const uint8_t *from = data;
	enum err err = OK;

	spool->size += (int64_t)length;
	while (err == OK && length > 0) {
		size_t part = PIECE - spool->filled < length ? PIECE - spool->filled : length;

		memcpy(spool->plain + spool->filled, from, part);
		spool->filled += part;
		from += part;
		length -= part;
		if (spool->filled == PIECE)
			err = put_piece(spool);
	}
	return err;
}

enum err spool_end(struct spool *spool, int64_t *size)
{
	enum err err = spool->filled > 0 ? put_piece(spool) : OK;

	spool->filled = spool->given = 0;
	spool->piece = 0;
	spool->left = *size = spool->size;
	return err;
}

static bool take_piece(struct spool *spool)
{
	size_t plain = spool->left < PIECE ? (size_t)spool->left : PIECE;
	size_t length = plain + CRYPT_PIECE_EXTRA;
	off_t at = (off_t)(spool->piece * SEALED_PIECE);

	for (size_t got = 0; got < length;) {
		ssize_t now = pread(spool->file, spool->sealed + got, length - got, at + (off_t)got);

		if (now < 0 && errno == EINTR)
			continue;
		if (now <= 0)
			return false;
		got += (size_t)now;
	}
	if (!crypt_piece_open(spool->plain, spool->sealed, length, spool->piece, spool->key))
		return false;
	spool->piece++;
	spool->filled = plain;
	spool->given = 0;
	return true;
}

ssize_t spool_read(void *argument, void *into, size_t size)
{
	struct spool *spool = argument;
	size_t part;

	if (spool->left == 0)
		return 0;
	if (spool->given == spool->filled && !take_piece(spool)) {
		log_error("event=spool_read piece=%" PRIu64, spool->piece);
		return -1;
	}
	part = spool->filled - spool->given < size ? spool->filled - spool->given : size;
	memcpy(into, spool->plain + spool->given, part);
	spool->given += part;
	spool->left -= (int64_t)part;
	return (ssize_t)part;
}

int spool_release(struct spool *spool)
{
	spool->owned = false;
	return spool->file;
}
