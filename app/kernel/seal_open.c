#include "base/base.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "kernel/seal_content.h"
#include "kernel/seal_format.h"

_Static_assert(crypto_secretstream_xchacha20poly1305_ABYTES == SEAL_OVERHEAD, "chunk overhead");
_Static_assert(crypto_secretstream_xchacha20poly1305_HEADERBYTES == SEAL_STREAM_HEADER, "stream header");
_Static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == FILE_KEY_SIZE, "file key");

int64_t seal_stored_size(int64_t size)
{
	int64_t chunks = size == 0 ? 1 : (size + SEAL_CHUNK - 1) / SEAL_CHUNK;
	return SEAL_HEAD + size + chunks * SEAL_OVERHEAD;
}

/* Exactly length bytes, or false. */
static bool read_whole(int file, uint8_t *into, size_t length)
{
	while (length > 0) {
		ssize_t got = read(file, into, length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		into += got;
		length -= (size_t)got;
	}
	return true;
}

static bool write_whole(int into, const uint8_t *data, size_t length)
{
	while (length > 0) {
		ssize_t put = write(into, data, length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		data += put;
		length -= (size_t)put;
	}
	return true;
}

struct opening {
	crypto_secretstream_xchacha20poly1305_state stream;
	uint8_t ad[DIGEST_SIZE];
	struct content_digest *content; /* computed beside */
	uint8_t chunk[SEAL_CHUNK + SEAL_OVERHEAD];
	uint8_t plain[SEAL_CHUNK]; /* written on from here: to map what is behind the descriptor costs a fault a page */
};

static const char *open_head(struct opening *opening, int file, const struct seal_expected *expected,
			     const uint8_t key[FILE_KEY_SIZE])
{
	uint8_t head[SEAL_HEAD];
	uint8_t uuid[SEAL_UUID_SIZE];
	struct stat status;
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || lseek(file, 0, SEEK_SET) != 0)
		return "not readable";
	if (status.st_size != seal_stored_size(expected->size) || !read_whole(file, head, sizeof(head)))
		return "wrong length";
	if (memcmp(head, SEAL_MAGIC, 8) != 0)
		return "not a sealed file";
	if (head[8] != SUITE_SODIUM)
		return "unknown suite";
	if (!crypt_unhex(expected->uuid, uuid, sizeof(uuid)) || memcmp(head + 9, uuid, sizeof(uuid)) != 0)
		return "another file's content";
	crypt_digest(opening->ad, head, sizeof(head), NULL, 0);
	if (crypto_secretstream_xchacha20poly1305_init_pull(&opening->stream, head + 9 + SEAL_UUID_SIZE, key) != 0)
		return "broken head";
	return NULL;
}

static const char *open_chunks(struct opening *opening, int file, int64_t size, int into)
{
	int64_t done = 0;
	bool final = false;
	while (!final) {
		size_t plain = size - done < SEAL_CHUNK ? (size_t)(size - done) : SEAL_CHUNK;
		unsigned char tag = 0;
		if (!read_whole(file, opening->chunk, plain + SEAL_OVERHEAD))
			return "cut off";
		if (crypto_secretstream_xchacha20poly1305_pull(&opening->stream, opening->plain, NULL, &tag,
							       opening->chunk, plain + SEAL_OVERHEAD, opening->ad,
							       sizeof(opening->ad)) != 0)
			return "changed";
		if (!write_whole(into, opening->plain, plain))
			return "no memory";
		done += (int64_t)plain;
		content_digest_follow(opening->content, done);
		final = done == size;
		/* FINAL on the last chunk and on no other. */
		if (final != (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL))
			return "ends in the wrong place";
	}
	return read_whole(file, opening->chunk, 1) ? "something follows the end" : NULL;
}

bool seal_digest(const char *path, uint8_t digest[32])
{
	struct digest_state stored;
	uint8_t *piece = malloc(SEAL_CHUNK);
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t got = -1;
	if (file >= 0 && piece) {
		crypt_digest_begin(&stored);
		while ((got = read(file, piece, SEAL_CHUNK)) > 0)
			crypt_digest_add(&stored, piece, (size_t)got);
		crypt_digest_end(&stored, digest);
	}
	if (file >= 0)
		close(file);
	free(piece);
	return got == 0;
}

static const char *open_content(struct opening *opening, int file, const struct seal_expected *expected, int into)
{
	uint8_t content[DIGEST_SIZE];
	opening->content = content_digest_begin(into);
	if (!opening->content)
		return "no memory";
	const char *why = open_chunks(opening, file, expected->size, into);
	if (!content_digest_end(opening->content, content) && !why)
		why = "memory cannot be read back";
	if (!why && !crypt_equal(content, expected->digest, DIGEST_SIZE))
		why = "not the content that was recorded";
	return why;
}

const char *seal_open(int file, const struct seal_expected *expected, const uint8_t key[FILE_KEY_SIZE], int into)
{
	struct opening *opening = calloc(1, sizeof(*opening));
	if (!opening)
		return "no memory";
	const char *why = open_head(opening, file, expected, key);
	if (!why)
		why = open_content(opening, file, expected, into);
	if (!why && lseek(into, 0, SEEK_SET) != 0)
		why = "memory cannot be read from its beginning";
	if (why && ftruncate(into, 0) != 0)
		log_error("event=seal_open message=%s", "what could not be believed stays in memory");
	crypt_wipe(opening, sizeof(*opening));
	free(opening);
	return why;
}
