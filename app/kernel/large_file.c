#include "base/base.h"

#include "kernel/large_file.h"

#include "base/log.h"
#include "kernel/actor.h"
#include "kernel/service.h"

#include <fcntl.h>
#include <unistd.h>

/*
 * Bytes of one file are locked, as in data/lock.c: the kernel forgets them with
 * the descriptor, so a worker that dies in the middle leaves nobody locked out.
 */
static const off_t SLOTS_AT = (off_t)1 << 40; /* above every person's number */

static bool take(int descriptor, off_t byte)
{
	struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};

	return fcntl(descriptor, F_OFD_SETLK, &range) == 0;
}

void large_file_end(struct request *req)
{
	if (req->large_file >= 0)
		close(req->large_file);
	req->large_file = -1;
}

static void leave(void *req)
{
	large_file_end(req);
}

enum err large_file_begin(struct request *req)
{
	const char *path = arena_printf(req->arena, "%s/large-file.lock", req->service->data_folder);
	int descriptor;

	descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
	if (descriptor < 0) {
		log_warn("event=large_file_lock file=%s", path);
		return ERR_STORAGE;
	}
	req->large_file = descriptor;
	arena_defer(req->arena, leave, req);
	if (!take(descriptor, (off_t)req->actor->person)) {
		large_file_end(req);
		return ERR_ONE_FILE;
	}
	for (off_t slot = 0; slot < LARGE_FILES; slot++)
		if (take(descriptor, SLOTS_AT + slot))
			return OK;
	large_file_end(req);
	return ERR_BUSY;
}
