#include "base/base.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"

/*
 * Two bytes of one file, locked per open file (F_OFD_SETLK): the turnstile and
 * the writer lock itself.  Whoever wants to write first passes the turnstile
 * and holds it while it waits for the lock, so one process waits at a time
 * with short sleeps, and one that has just written and wants to write again
 * stands behind it: nobody takes every turn.  Blocking locks would be fairer
 * still but know no time-out without a signal.
 */
enum { LOCK_BYTE = 0, TURNSTILE_BYTE = 1 };

enum { FIRST_SLEEP_MICROSECONDS = 50, LONGEST_SLEEP_MICROSECONDS = 2000 };

/*
 * The one writer lock of this process (data/tx.h says why it is not in struct
 * db).  process: whoever opened it, since a descriptor from before a fork is
 * shared and would exclude nobody.
 */
static struct {
	int descriptor;
	pid_t process;
	char *folder;
	int held;
} lock = {.descriptor = -1};

static bool lock_open(const char *data_folder)
{
	char *path = NULL;

	if (lock.descriptor >= 0 && lock.process == getpid() && text_equal(lock.folder, data_folder))
		return true;
	if (lock.descriptor >= 0)
		close(lock.descriptor);
	free(lock.folder);
	lock.folder = strdup(data_folder);
	if (lock.folder == NULL || asprintf(&path, "%s/writer.lock", data_folder) < 0)
		fatalx("event=out_of_memory");
	lock.descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
	if (lock.descriptor < 0)
		log_warn("event=writer_lock file=%s", path);
	free(path);
	lock.process = getpid();
	lock.held = 0;
	return lock.descriptor >= 0;
}

static int set(int byte, short type)
{
	struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};

	return fcntl(lock.descriptor, F_OFD_SETLK, &range);
}

/* Try again and again until the deadline (microseconds of the monotonic clock). */
static enum err acquire(int byte, int64_t deadline)
{
	int64_t pause = FIRST_SLEEP_MICROSECONDS;

	while (set(byte, F_WRLCK) != 0) {
		if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
			log_warn("event=writer_lock byte=%d", byte);
			return ERR_INTERNAL;
		}
		if (clock_monotonic() >= deadline)
			return ERR_BUSY;
		usleep((useconds_t)pause);
		if (pause < LONGEST_SLEEP_MICROSECONDS)
			pause *= 2;
	}
	return OK;
}

enum err writer_lock(const char *data_folder, int milliseconds)
{
	int64_t deadline = clock_monotonic() + INT64_C(1000) * milliseconds;
	enum err err;

	if (lock.held > 0 && lock.process == getpid()) {
		if (!text_equal(lock.folder, data_folder)) {
			log_error("event=writer_lock message=%s", "held for another data folder");
			return ERR_INTERNAL;
		}
		lock.held++;
		return OK;
	}
	if (!lock_open(data_folder))
		return ERR_INTERNAL;
	err = acquire(TURNSTILE_BYTE, deadline);
	if (err == OK) {
		err = acquire(LOCK_BYTE, deadline);
		set(TURNSTILE_BYTE, F_UNLCK);
	}
	if (err == OK)
		lock.held = 1;
	else if (err == ERR_BUSY)
		log_warnx("event=writer_lock message=%s waited_ms=%d", "busy", milliseconds);
	return err;
}

void writer_unlock(void)
{
	if (lock.held == 0 || lock.process != getpid())
		return;
	if (--lock.held == 0)
		set(LOCK_BYTE, F_UNLCK);
}
