#include "base/base.h"

#include "kernel/paper.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/patience.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/large_file.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PRESS_SECONDS = 20 * PATIENCE };

bool paper_wanted(struct request *req)
{
	return text_equal(request_query(req, "format"), "pdf");
}

char *paper_href(struct request *req)
{
	return arena_printf(req->arena, "%s?format=pdf", req->path);
}

/* It lies beside this program. */
static char *press_path(struct arena *arena)
{
	char self[4096];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (length <= 0)
		return NULL;
	self[length] = '\0';
	slash = strrchr(self, '/');
	return slash == NULL ? NULL : arena_printf(arena, "%.*s/zwy-press", (int)(slash - self), self);
}

/* Nothing of ours goes along: no descriptor but page and paper, no environment. */
static pid_t start(struct arena *arena, int page, int paper, const char *date)
{
	char *program = press_path(arena);
	char *arguments[] = {"zwy-press", arena_strdup(arena, date), NULL};
	char *environment[] = {"LANG=C.UTF-8", NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	pid_t child = -1;

	if (program == NULL || posix_spawn_file_actions_init(&actions) != 0)
		return -1;
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	if (posix_spawn_file_actions_adddup2(&actions, page, STDIN_FILENO) != 0 ||
	    posix_spawn_file_actions_adddup2(&actions, paper, STDOUT_FILENO) != 0 ||
	    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) != 0 ||
	    posix_spawn(&child, program, &actions, &attributes, arguments, environment) != 0)
		child = -1;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return child;
}

static bool finished(pid_t child)
{
	struct pollfd ended = {.fd = pidfd_open(child, 0), .events = POLLIN};
	int status = -1;
	int came;

	/* A signal to end asks the process to finish what it is at, and a press is soon done. */
	do
		came = ended.fd < 0 ? -1 : poll(&ended, 1, PRESS_SECONDS * 1000);
	while (came < 0 && ended.fd >= 0 && errno == EINTR);
	if (came != 1)
		kill(child, SIGKILL);
	if (ended.fd >= 0)
		close(ended.fd);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int page_in_memory(const struct buf *body)
{
	int page = memfd_create("page", MFD_CLOEXEC);

	if (page >= 0 &&
	    (write(page, body->data, body->length) != (ssize_t)body->length || lseek(page, 0, SEEK_SET) != 0)) {
		close(page);
		page = -1;
	}
	return page;
}

/* 2026-11-20T09:31:05+08:00 */
static char *iso_time(struct arena *arena, int64_t at)
{
	char *time = format_time_full(arena, at);

	time[10] = 'T';
	return arena_printf(arena, "%s+08:00", time);
}

/* The paper's descriptor, its size in *size; -1 after a log line. */
static int press(struct arena *arena, const struct buf *body, int64_t at, int64_t *size)
{
	int page = page_in_memory(body);
	int paper = memfd_create("paper", MFD_CLOEXEC);
	struct stat stat = {0};
	pid_t child = page < 0 || paper < 0 ? -1 : start(arena, page, paper, iso_time(arena, at));
	bool good = child > 0 && finished(child) && fstat(paper, &stat) == 0 && stat.st_size > 0 &&
		    lseek(paper, 0, SEEK_SET) == 0;

	if (page >= 0)
		close(page);
	*size = stat.st_size;
	if (good)
		return paper;
	log_error("event=press_failed started=%d", child > 0);
	if (paper >= 0)
		close(paper);
	return -1;
}

enum err paper_press(struct request *req, const char *name, int64_t at)
{
	enum err err = large_file_begin(req);
	int64_t size;
	int paper;

	if (err != OK)
		return err;
	paper = press(req->arena, &req->response.body, at, &size);
	large_file_end(req);
	return paper < 0 ? ERR_INTERNAL
			 : respond_descriptor(req, "application/pdf", arena_printf(req->arena, "%s.pdf", name), paper,
					      size);
}

enum err paper_make(struct arena *arena, const struct buf *page, int64_t at, struct buf *paper)
{
	char piece[16384];
	int64_t size;
	int descriptor = press(arena, page, at, &size);
	ssize_t length;

	if (descriptor < 0)
		return ERR_INTERNAL;
	while ((length = read(descriptor, piece, sizeof piece)) > 0)
		buf_add(paper, piece, (size_t)length);
	close(descriptor);
	return length < 0 ? ERR_INTERNAL : OK;
}
