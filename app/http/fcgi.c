#include "base/base.h"

#include "http/fcgi.h"

#include "base/log.h"
#include "http/fcgi_send.h"

#include <fcgiapp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <fcntl.h>

/*
 * Never FCGX_FPrintF here (it crashes on a NULL string), never FCGX_GetParam
 * (it hides a variable that was sent twice), never FCGX_OpenSocket (it ends
 * the process on any failure).
 */

enum { BACKLOG = 511 };

/* Set by SIGTERM and SIGINT; a handler can reach nothing else. */
static volatile sig_atomic_t stopping;

static void stop(int number UNUSED)
{
	stopping = 1;
	FCGX_ShutdownPending();
}

int fcgi_listen(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	if (strlen(path) >= sizeof(address.sun_path)) {
		log_error("event=listen path=%s complaint=%s", path, "too long");
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	/* Not blocking: several workers wake for one connection, and only one gets it. */
	int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (descriptor < 0 || (unlink(path) != 0 && errno != ENOENT)) {
		log_warn("event=listen path=%s", path);
		goto fail;
	}
	/* 0660 from its first moment: whoever may write to the socket speaks as nginx. */
	mode_t mask = umask(0117);
	int bound = bind(descriptor, (struct sockaddr *)&address, sizeof(address));
	umask(mask);
	if (bound == 0 && listen(descriptor, BACKLOG) == 0)
		return descriptor;
	log_warn("event=listen path=%s", path);
fail:
	if (descriptor >= 0)
		close(descriptor);
	return -1;
}

static ssize_t read_stream(struct request *req, void *into, size_t size)
{
	FCGX_Request *fcgi = req->stream;

	return FCGX_GetStr(into, size > INT_MAX ? INT_MAX : (int)size, fcgi->in);
}

static void serve_one(const struct fcgi_server *server, FCGX_Request *fcgi, struct arena *arena)
{
	struct request req;

	request_init(&req, arena);
	log_request(req.id);
	req.read_body = read_stream;
	req.stream = fcgi;
	server->attach(&req, server->context);
	enum err err = request_head(&req, (const char *const *)fcgi->envp);
	if (err == OK)
		router_serve(server->router, &req);
	else
		router_refuse(server->router, &req, err);
	if (!fcgi_send(fcgi->ipcFd, fcgi->requestId, &req))
		log_info("event=client_gone");
	if (req.response.descriptor >= 0)
		close(req.response.descriptor);
	req.response.descriptor = -1;
	/* Not FCGX_Finish_r: the library has sent nothing of this request and is to send nothing. */
	FCGX_Free(fcgi, 1);
	arena_reset(arena);
	log_request(NULL);
}

/* Signals come only while waiting: none breaks into a request or a half-read head. */
static bool wait_for_connection(int epoll, const sigset_t *while_waiting)
{
	struct epoll_event event;

	while (!stopping) {
		int ready = epoll_pwait(epoll, &event, 1, -1, while_waiting);
		if (ready > 0)
			return true;
		if (ready < 0 && errno != EINTR) {
			log_warn("event=wait");
			return false;
		}
	}
	return false;
}

static void catch_signals(sigset_t *while_waiting)
{
	struct sigaction action = {.sa_handler = stop};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigset_t blocked;

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, while_waiting);
	sigdelset(while_waiting, SIGTERM);
	sigdelset(while_waiting, SIGINT);
}

/* One worker is woken for one connection, not all of them. */
static int watch(int descriptor)
{
	struct epoll_event event = {.events = EPOLLIN | EPOLLEXCLUSIVE};
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0) {
		close(epoll);
		epoll = -1;
	}
	if (epoll < 0)
		log_warn("event=watch");
	return epoll;
}

int fcgi_serve(const struct fcgi_server *server)
{
	FCGX_Request fcgi;
	sigset_t while_waiting;
	int64_t served = 0;

	if (FCGX_Init() != 0 || FCGX_InitRequest(&fcgi, server->listen_descriptor, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return -1;
	int flags = fcntl(server->listen_descriptor, F_GETFL);
	if (flags < 0 || fcntl(server->listen_descriptor, F_SETFL, flags | O_NONBLOCK) != 0)
		return -1;
	int epoll = watch(server->listen_descriptor);
	if (epoll < 0)
		return -1;
	catch_signals(&while_waiting);
	struct arena *arena = arena_new();
	while (!stopping && (server->requests_max == 0 || served < server->requests_max)) {
		if (!wait_for_connection(epoll, &while_waiting))
			break;
		/* Below zero: another worker was faster, or the client spoke nonsense. */
		if (FCGX_Accept_r(&fcgi) < 0)
			continue;
		serve_one(server, &fcgi, arena);
		served++;
	}
	FCGX_Free(&fcgi, 1);
	arena_free(arena);
	close(epoll);
	return 0;
}
