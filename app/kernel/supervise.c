#include "base/base.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "kernel/supervise.h"

enum {
	BACK_OFF_FIRST_MS = 200,
	BACK_OFF_MOST_MS = 30000,
	STEADY_MS = 10000,     /* a child that lived this long starts afresh at once */
	DRAIN_MS = 35000,      /* longer than a request may take */
	REPLACE_WAIT_MS = 300, /* between two replacements, so that a new one is up */
};

struct seat {
	const struct child_kind *kind;
	int number;
	pid_t pid; /* 0: not running */
	int64_t started_us;
	int64_t start_after_us; /* not before, after a failure */
	int back_off_ms;
};

struct master {
	const struct supervise *plan;
	struct seat seats[SUPERVISE_CHILDREN_MAX];
	size_t seat_count;
	sigset_t signals; /* blocked here, restored in children */
	sigset_t before;
	int signal_descriptor;
	bool draining;
	int64_t drain_until_us;
	pid_t check_pid;     /* a running check, 0 none */
	size_t replace_next; /* seats before this one were replaced; seat_count: none under way */
	int64_t replace_after_us;
};

static int run_child(const struct master *master, const struct seat *seat)
{
	char name[32];

	snprintf(name, sizeof name, "%s %d", seat->kind->name, seat->number);
	log_process(name);
	close(master->signal_descriptor);
	sigprocmask(SIG_SETMASK, &master->before, NULL);
	/* A child must not outlive the master: nobody would supervise it. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() == 1)
		return 0;
	if (seat->kind->nice != 0)
		setpriority(PRIO_PROCESS, 0, seat->kind->nice);
	return seat->kind->run(seat->number, seat->kind->context);
}

static void start_seat(struct master *master, struct seat *seat)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(run_child(master, seat));
	seat->started_us = clock_monotonic();
	if (pid < 0) {
		log_warn("cannot start %s %d", seat->kind->name, seat->number);
		seat->start_after_us = seat->started_us + BACK_OFF_FIRST_MS * INT64_C(1000);
		return;
	}
	seat->pid = pid;
}

static void start_due_seats(struct master *master)
{
	int64_t now = clock_monotonic();

	for (size_t i = 0; i < master->seat_count && !master->draining; i++)
		if (master->seats[i].pid == 0 && master->seats[i].start_after_us <= now)
			start_seat(master, &master->seats[i]);
}

/* A child that failed soon waits longer each time; one that ended well or lived long starts at once. */
static void note_end(struct seat *seat, int status)
{
	int64_t lived_ms = (clock_monotonic() - seat->started_us) / 1000;
	bool clean = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	if (clean || lived_ms >= STEADY_MS)
		seat->back_off_ms = 0;
	else if (seat->back_off_ms == 0)
		seat->back_off_ms = BACK_OFF_FIRST_MS;
	else
		seat->back_off_ms = seat->back_off_ms * 2 < BACK_OFF_MOST_MS ? seat->back_off_ms * 2 : BACK_OFF_MOST_MS;
	if (!clean)
		log_warnx("%s %d ended: %s %d after %" PRId64 " ms, starts again in %d ms", seat->kind->name,
			  seat->number, WIFSIGNALED(status) ? "signal" : "status",
			  WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), lived_ms, seat->back_off_ms);
	seat->start_after_us = clock_monotonic() + seat->back_off_ms * INT64_C(1000);
	seat->pid = 0;
}

static void begin_replacement(struct master *master, int status)
{
	const struct supervise *plan = master->plan;
	bool fine = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	master->check_pid = 0;
	if (!fine || (plan->renew != NULL && !plan->renew(plan->check_context))) {
		log_warnx("the check failed: the running processes stay as they are");
		return;
	}
	log_info("replacing %zu processes one by one", master->seat_count);
	master->replace_next = 0;
	master->replace_after_us = clock_monotonic();
}

static void reap(struct master *master)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == master->check_pid) {
			begin_replacement(master, status);
			continue;
		}
		for (size_t i = 0; i < master->seat_count; i++)
			if (master->seats[i].pid == pid)
				note_end(&master->seats[i], status);
	}
}

static void replace_step(struct master *master)
{
	if (master->replace_next >= master->seat_count || clock_monotonic() < master->replace_after_us)
		return;
	/* The one before must be up again first: a request always finds somebody. */
	if (master->replace_next > 0 && master->seats[master->replace_next - 1].pid == 0)
		return;
	if (master->seats[master->replace_next].pid > 0)
		kill(master->seats[master->replace_next].pid, SIGTERM);
	master->replace_next++;
	master->replace_after_us = clock_monotonic() + REPLACE_WAIT_MS * INT64_C(1000);
}

static void begin_check(struct master *master)
{
	if (master->check_pid != 0 || master->draining)
		return;
	master->check_pid = fork();
	if (master->check_pid == 0) {
		log_process("check");
		close(master->signal_descriptor);
		sigprocmask(SIG_SETMASK, &master->before, NULL);
		_exit(master->plan->check == NULL ? 0 : master->plan->check(master->plan->check_context));
	}
	if (master->check_pid < 0) {
		log_warn("cannot start the check");
		master->check_pid = 0;
	}
}

static void signal_all(const struct master *master, int signal_number)
{
	for (size_t i = 0; i < master->seat_count; i++)
		if (master->seats[i].pid > 0)
			kill(master->seats[i].pid, signal_number);
}

static void begin_drain(struct master *master)
{
	if (master->draining)
		return;
	master->draining = true;
	master->drain_until_us = clock_monotonic() + DRAIN_MS * INT64_C(1000);
	signal_all(master, SIGTERM);
}

static size_t running(const struct master *master)
{
	size_t count = 0;

	for (size_t i = 0; i < master->seat_count; i++)
		count += master->seats[i].pid > 0;
	return count;
}

static void take_signals(struct master *master)
{
	struct signalfd_siginfo info;

	while (read(master->signal_descriptor, &info, sizeof info) == sizeof info) {
		if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT)
			begin_drain(master);
		else if (info.ssi_signo == SIGHUP)
			begin_check(master);
	}
	reap(master);
}

static void fill_seats(struct master *master)
{
	for (size_t k = 0; k < master->plan->kind_count; k++)
		for (int n = 1; n <= master->plan->kinds[k].count && master->seat_count < SUPERVISE_CHILDREN_MAX; n++)
			master->seats[master->seat_count++] =
				(struct seat){.kind = &master->plan->kinds[k], .number = n};
	master->replace_next = master->seat_count;
}

int supervise_run(const struct supervise *supervise)
{
	struct master master = {.plan = supervise};
	struct pollfd wait_for;

	fill_seats(&master);
	sigemptyset(&master.signals);
	sigaddset(&master.signals, SIGTERM);
	sigaddset(&master.signals, SIGINT);
	sigaddset(&master.signals, SIGHUP);
	sigaddset(&master.signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &master.signals, &master.before);
	master.signal_descriptor = signalfd(-1, &master.signals, SFD_CLOEXEC | SFD_NONBLOCK);
	if (master.signal_descriptor < 0)
		fatal("signalfd");
	wait_for = (struct pollfd){.fd = master.signal_descriptor, .events = POLLIN};
	while (!master.draining || running(&master) > 0) {
		start_due_seats(&master);
		replace_step(&master);
		poll(&wait_for, 1, 100);
		take_signals(&master);
		if (master.draining && clock_monotonic() > master.drain_until_us)
			signal_all(&master, SIGKILL);
	}
	close(master.signal_descriptor);
	sigprocmask(SIG_SETMASK, &master.before, NULL);
	return 0;
}
