#include "base/base.h"

#include "kernel/seal_content.h"

#include <pthread.h>
#include <unistd.h>

#include "base/log.h"

enum { PIECE = 64 * 1024 };

struct content_digest {
	pthread_t thread;
	pthread_mutex_t mutex; /* of written and ended */
	pthread_cond_t more;
	int64_t written;
	bool ended;

	/* The thread's own until it is joined. */
	int descriptor;
	int64_t done;
	bool failed;
	struct digest_state state;
	uint8_t piece[PIECE];
};

/* How much there is to read; what was done already when there will be no more. */
static int64_t wait_for_more(struct content_digest *digest)
{
	int64_t written;

	pthread_mutex_lock(&digest->mutex);
	while (digest->written == digest->done && !digest->ended)
		pthread_cond_wait(&digest->more, &digest->mutex);
	written = digest->written;
	pthread_mutex_unlock(&digest->mutex);
	return written;
}

static void *follow(void *argument)
{
	struct content_digest *digest = argument;
	int64_t written;

	while (!digest->failed && (written = wait_for_more(digest)) > digest->done)
		while (!digest->failed && digest->done < written) {
			int64_t rest = written - digest->done;
			ssize_t got = pread(digest->descriptor, digest->piece, rest < PIECE ? (size_t)rest : PIECE,
					    digest->done);

			digest->failed = got <= 0;
			if (digest->failed)
				break;
			crypt_digest_add(&digest->state, digest->piece, (size_t)got);
			digest->done += got;
		}
	return NULL;
}

struct content_digest *content_digest_begin(int descriptor)
{
	struct content_digest *digest = aligned_alloc(_Alignof(struct content_digest), sizeof(*digest));

	if (digest == NULL)
		return NULL;
	memset(digest, 0, sizeof(*digest));
	digest->descriptor = descriptor;
	crypt_digest_begin(&digest->state);
	pthread_mutex_init(&digest->mutex, NULL);
	pthread_cond_init(&digest->more, NULL);
	errno = pthread_create(&digest->thread, NULL, follow, digest);
	if (errno == 0)
		return digest;
	log_warn("event=content_digest message=%s", "no thread");
	free(digest);
	return NULL;
}

void content_digest_follow(struct content_digest *digest, int64_t written)
{
	pthread_mutex_lock(&digest->mutex);
	digest->written = written;
	pthread_cond_signal(&digest->more);
	pthread_mutex_unlock(&digest->mutex);
}

bool content_digest_end(struct content_digest *digest, uint8_t out[DIGEST_SIZE])
{
	bool whole;

	pthread_mutex_lock(&digest->mutex);
	digest->ended = true;
	pthread_cond_signal(&digest->more);
	pthread_mutex_unlock(&digest->mutex);
	pthread_join(digest->thread, NULL);
	whole = !digest->failed;
	crypt_digest_end(&digest->state, out);
	pthread_cond_destroy(&digest->more);
	pthread_mutex_destroy(&digest->mutex);
	crypt_wipe(digest, sizeof(*digest));
	free(digest);
	return whole;
}
