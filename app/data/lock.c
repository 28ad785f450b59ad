#include "base/base.h"

#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"

/*
 * Two bytes of one file, locked per open file (F_OFD_SETLKW): the turnstile and
 * the writer lock itself.  Whoever wants to write first passes the turnstile
 * and holds it while it waits for the lock, so one that has just written and
 * wants to write again stands behind the others: nobody takes every turn.
 * The kernel wakes the next one at once; sleeping and asking again left the
 * lock idle most of the time.  A blocking lock knows no time-out, so a timer's
 * signal interrupts the wait, again and again in case it comes between two calls.
 */
enum { LOCK_BYTE = 0, TURNSTILE_BYTE = 1 };

enum { WAKE_MILLISECONDS = 50 };

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
	timer_t timer;
	pid_t timer_process;
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

static int set(int byte, short type, int command)
{
	struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};

	return fcntl(lock.descriptor, command, &range);
}

static void wake(int number UNUSED)
{
}

/* Made at the first wait of each process: timers are not inherited. */
static bool make_timer(void)
{
	struct sigaction action = {.sa_handler = wake};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2};

	if (lock.timer_process == getpid())
		return true;
	if (sigaction(SIGUSR2, &action, NULL) != 0 || timer_create(CLOCK_MONOTONIC, &event, &lock.timer) != 0) {
		log_warn("event=writer_lock message=%s", "no timer");
		return false;
	}
	lock.timer_process = getpid();
	return true;
}

static void run_timer(long milliseconds)
{
	struct timespec span = {.tv_nsec = milliseconds * 1000000};

	timer_settime(lock.timer, 0, &(struct itimerspec){.it_interval = span, .it_value = span}, NULL);
}

static enum err wait_for(int byte, int64_t deadline)
{
	enum err err = OK;

	if (!make_timer())
		return ERR_INTERNAL;
	run_timer(WAKE_MILLISECONDS);
	while (set(byte, F_WRLCK, F_OFD_SETLKW) != 0) {
		if (errno != EINTR) {
			log_warn("event=writer_lock byte=%d", byte);
			err = ERR_INTERNAL;
			break;
		}
		if (clock_monotonic() >= deadline) {
			err = ERR_BUSY;
			break;
		}
	}
	run_timer(0);
	return err;
}

/* At once when it is free, else until the deadline (microseconds of the monotonic clock). */
static enum err acquire(int byte, int64_t deadline)
{
	if (set(byte, F_WRLCK, F_OFD_SETLK) == 0)
		return OK;
	return clock_monotonic() < deadline ? wait_for(byte, deadline) : ERR_BUSY;
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
		set(TURNSTILE_BYTE, F_UNLCK, F_OFD_SETLK);
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
		set(LOCK_BYTE, F_UNLCK, F_OFD_SETLK);
}
