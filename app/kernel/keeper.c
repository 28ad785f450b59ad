#include "base/base.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "kernel/audit.h"
#include "kernel/keeper_serve.h"
#include "kernel/setting.h"

/*
 * The parent only accepts, waits and forks: it never reads a message, touches a
 * database or writes to anybody, so nothing can hold it.  A connection that
 * says nothing costs a slot for IDLE_SECONDS, not a child.
 */
enum {
	CHILDREN_MAX = 4,
	CONNECTIONS_MAX = 64,
	IDLE_SECONDS = 5,
	CHILD_SECONDS = 30,
	WAIT_MILLISECONDS = 1000,
	CLOCK_BACK_SECONDS = 2,
	CLOCK_FORWARD_SECONDS = 300,
};

struct waiting {
	int connection;
	int64_t since; /* clock_boot */
};

struct child {
	pid_t pid;
	int handle;
};

struct loop {
	struct keeper keeper;
	const char *socket_path;
	int listener;
	int signals;
	size_t waiting_count;
	struct waiting waiting[CONNECTIONS_MAX];
	size_t child_count;
	struct child children[CHILDREN_MAX];
	int64_t wall; /* both clocks at the last turn */
	int64_t boot;
	bool ending;
};

/* The kernel's own settings alone: what the keeper asks (session lengths) is among them. */
static const struct module own_settings = {.name = "kernel", .settings = kernel_settings};
static const struct module *const own_modules[] = {&own_settings, NULL};

/* ---- the child: one message ---- */

static bool read_request(int connection, struct keeper_request *request)
{
	ssize_t length = recv(connection, request, sizeof(*request), MSG_DONTWAIT);
	if (length < (ssize_t)KEEPER_REQUEST_HEAD || request->version != KEEPER_VERSION ||
	    request->operation >= KEEPER_OPERATIONS_END || request->length > SIGN_MESSAGE_MAX ||
	    (size_t)length != KEEPER_REQUEST_HEAD + request->length)
		return false;
	request->token[sizeof(request->token) - 1] = '\0';
	request->source[sizeof(request->source) - 1] = '\0';
	request->request[sizeof(request->request) - 1] = '\0';
	request->purpose[sizeof(request->purpose) - 1] = '\0';
	return true;
}

/* One message that fits the socket's buffer or is dropped: the keeper waits for no reader. */
static bool send_answer(int connection, struct keeper_answer *answer, int descriptor)
{
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control = {0};
	struct iovec vector = {.iov_base = answer, .iov_len = sizeof(*answer)};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
	if (descriptor >= 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
		struct cmsghdr *head = CMSG_FIRSTHDR(&message);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(head), &descriptor, sizeof(int));
	}
	return sendmsg(connection, &message, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)sizeof(*answer);
}

static bool open_databases(struct keeping *keeping, uint32_t operation)
{
	const char *folder = keeping->keeper->data_folder;
	bool app = operation == KEEPER_OPEN || operation == KEEPER_PUBLIC_KEY || operation == KEEPER_CHECKPOINT;
	bool keys = operation == KEEPER_OPEN || operation == KEEPER_PUBLIC_KEY;
	if (app && !(keeping->app = db_open(folder, DB_APP, DB_WRITER)))
		return false;
	return !keys || (keeping->keys_db = db_open(folder, DB_KEYS, DB_WRITER));
}

static void serve_connection(struct keeping *keeping, int connection)
{
	struct keeper_request *request = arena_alloc(keeping->arena, sizeof(*request));
	struct keeper_answer answer = {.version = KEEPER_VERSION, .err = ERR_KEEPER};
	struct ucred peer = {0};
	socklen_t size = sizeof(peer);
	int descriptor = -1;
	(void)getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size);
	if (!read_request(connection, request)) {
		log_warnx("event=keeper_message uid=%u pid=%d message=%s", peer.uid, peer.pid, "malformed");
		return;
	}
	if (open_databases(keeping, request->operation))
		keeper_serve(keeping, request, &answer, &descriptor);
	log_at(answer.err == OK ? LEVEL_INFO : LEVEL_WARN,
	       "event=keeper operation=%u number=%" PRId64 " result=%s uid=%u pid=%d request=%s", request->operation,
	       request->number, err_name((enum err)answer.err), peer.uid, peer.pid, request->request);
	if (!send_answer(connection, &answer, descriptor))
		log_warn("event=keeper_answer uid=%u pid=%d", peer.uid, peer.pid);
}

static void run_child(struct loop *loop, int connection, int64_t jump) __attribute__((noreturn));
static void run_child(struct loop *loop, int connection, int64_t jump)
{
	struct keeping keeping = {.keeper = &loop->keeper};
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	alarm(CHILD_SECONDS);
	/* A copy of somebody else's connection would keep it open after its own child has gone. */
	for (size_t i = 0; i < loop->waiting_count; i++)
		if (loop->waiting[i].connection != connection)
			close(loop->waiting[i].connection);
	close(loop->listener);
	keeping.arena = arena_new();
	if (connection >= 0)
		serve_connection(&keeping, connection);
	else if (open_databases(&keeping, KEEPER_CHECKPOINT))
		keeper_note_clock(&keeping, jump);
	db_free(keeping.app);
	db_free(keeping.keys_db);
	arena_free(keeping.arena);
	_exit(0);
}

/* ---- the parent ---- */

static bool fork_child(struct loop *loop, int connection, int64_t jump)
{
	pid_t pid = fork();
	if (pid == 0)
		run_child(loop, connection, jump);
	int handle = pid > 0 ? pidfd_open(pid, 0) : -1;
	if (pid < 0 || handle < 0) {
		log_warn("event=keeper_child");
		if (pid > 0)
			(void)waitpid(pid, NULL, 0);
		return false;
	}
	loop->children[loop->child_count++] = (struct child){.pid = pid, .handle = handle};
	return true;
}

static void reap(struct loop *loop, size_t number)
{
	int status = 0;
	struct child *child = &loop->children[number];
	(void)waitpid(child->pid, &status, 0);
	if (status != 0)
		log_error("event=keeper_child pid=%d status=%d", child->pid, status);
	close(child->handle);
	*child = loop->children[--loop->child_count];
}

static void drop_waiting(struct loop *loop, size_t number)
{
	close(loop->waiting[number].connection);
	loop->waiting_count--;
	memmove(&loop->waiting[number], &loop->waiting[number + 1],
		(loop->waiting_count - number) * sizeof(loop->waiting[0]));
}

static void accept_one(struct loop *loop)
{
	int connection = accept4(loop->listener, NULL, NULL, SOCK_CLOEXEC);
	if (connection < 0)
		return;
	loop->waiting[loop->waiting_count++] = (struct waiting){.connection = connection, .since = clock_boot()};
}

/* Whoever has sent something gets a child, oldest first, while there are fewer than CHILDREN_MAX. */
static void serve_waiting(struct loop *loop)
{
	for (size_t i = 0; i < loop->waiting_count;) {
		struct waiting *waiting = &loop->waiting[i];
		char first;
		ssize_t peeked = recv(waiting->connection, &first, 1, MSG_PEEK | MSG_DONTWAIT);
		bool silent = peeked < 0 && (errno == EAGAIN || errno == EINTR);
		bool done = !silent && peeked <= 0;
		if (silent)
			done = clock_boot() - waiting->since > IDLE_SECONDS;
		else if (peeked > 0 && loop->child_count < CHILDREN_MAX)
			done = fork_child(loop, waiting->connection, 0);
		if (done)
			drop_waiting(loop, i);
		else
			i++;
	}
}

/* The wall clock against the one that counts seconds since boot: a set clock shows within a second. */
static void watch_clock(struct loop *loop)
{
	int64_t wall = clock_now();
	int64_t boot = clock_boot();
	int64_t jump = (wall - loop->wall) - (boot - loop->boot);
	if (jump < -CLOCK_BACK_SECONDS || jump > CLOCK_FORWARD_SECONDS) {
		if (loop->child_count >= CHILDREN_MAX || !fork_child(loop, -1, jump))
			return; /* still to be told: the next turn measures the same jump */
		log_error("event=clock_jump seconds=%" PRId64, jump);
	}
	loop->wall = wall;
	loop->boot = boot;
}

static void turn(struct loop *loop)
{
	struct pollfd polls[2 + CHILDREN_MAX + CONNECTIONS_MAX];
	nfds_t count = 0;
	polls[count++] = (struct pollfd){.fd = loop->signals, .events = POLLIN};
	for (size_t i = 0; i < loop->child_count; i++)
		polls[count++] = (struct pollfd){.fd = loop->children[i].handle, .events = POLLIN};
	size_t children = loop->child_count;
	bool room = !loop->ending && loop->waiting_count < CONNECTIONS_MAX;
	polls[count++] = (struct pollfd){.fd = room ? loop->listener : -1, .events = POLLIN};
	/* While all children are busy a waiting message must not wake us again and again. */
	for (size_t i = 0; i < loop->waiting_count && children < CHILDREN_MAX; i++)
		polls[count++] = (struct pollfd){.fd = loop->waiting[i].connection, .events = POLLIN};
	if (poll(polls, count, WAIT_MILLISECONDS) < 0 && errno != EINTR)
		fatal("event=keeper_poll");
	if (polls[0].revents & POLLIN)
		loop->ending = true;
	for (size_t i = children; i > 0; i--)
		if (polls[i].revents & POLLIN)
			reap(loop, i - 1);
	if (polls[1 + children].revents & POLLIN)
		accept_one(loop);
	serve_waiting(loop);
	watch_clock(loop);
}

/* A socket somebody answers on belongs to a keeper that runs; one nobody answers on is left from one that died. */
static void remove_stale(const struct sockaddr_un *address)
{
	int probe = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	bool alive =
		probe >= 0 && connect(probe, (const struct sockaddr *)(const void *)address, sizeof(*address)) == 0;
	if (probe >= 0)
		close(probe);
	if (alive)
		fatalx("event=keeper_socket path=%s message=%s", address->sun_path, "another keeper runs");
	(void)unlink(address->sun_path);
}

static int listen_on(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof(address.sun_path))
		fatalx("event=keeper_socket path=%s message=%s", path, "too long");
	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	remove_stale(&address);
	int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t before = umask(0117); /* 0660 from the first moment */
	bool bound =
		listener >= 0 && bind(listener, (const struct sockaddr *)(const void *)&address, sizeof(address)) == 0;
	umask(before);
	if (!bound || listen(listener, CONNECTIONS_MAX) != 0)
		fatal("event=keeper_socket path=%s", path);
	return listener;
}

/* No core file and no debugger for what holds the keys; what it creates its group may write. */
static void harden(void)
{
	const struct rlimit none = {0, 0};
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		fatal("event=keeper_harden");
	umask(0007);
}

static int catch_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		fatal("event=keeper_signals");
	int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (signals < 0)
		fatal("event=keeper_signals");
	return signals;
}

/* A clock behind the newest row was set back while nobody watched; read and closed before anything is forked. */
static void look_back(struct loop *loop)
{
	struct audit_head head = {0};
	loop->wall = clock_now();
	loop->boot = clock_boot();
	struct db *db = db_open(loop->keeper.data_folder, DB_APP, DB_READER);
	if (!db || audit_head(db, &head) == FIND_FAILED)
		fatalx("event=keeper message=%s", "app.db cannot be read");
	db_free(db);
	if (loop->wall < head.ts - CLOCK_BACK_SECONDS)
		loop->wall = head.ts;
}

int keeper_main(const char *data_folder, const char *key_folder, const char *socket_path)
{
	struct loop loop = {.socket_path = socket_path};
	log_process("keeper");
	harden();
	crypt_init();
	loop.keeper.data_folder = data_folder;
	loop.keeper.key_folder = key_folder;
	loop.keeper.service.data_folder = data_folder;
	loop.keeper.service.modules = own_modules;
	if (keys_load(data_folder, key_folder, &loop.keeper.keys) != OK ||
	    keys_verify_key(data_folder, loop.keeper.verify_key) != OK)
		return 1;
	session_key_load(data_folder, loop.keeper.service.session_key);
	look_back(&loop);
	loop.signals = catch_signals();
	loop.listener = listen_on(socket_path);
	log_info("event=keeper_start socket=%s", socket_path);
	while (!loop.ending || loop.child_count > 0) {
		turn(&loop);
		/* Who has only connected is not waited for at the end. */
		while (loop.ending && loop.waiting_count > 0)
			drop_waiting(&loop, 0);
	}
	close(loop.listener);
	close(loop.signals);
	unlink(socket_path);
	keys_free(loop.keeper.keys);
	log_info("event=keeper_end");
	return 0;
}

enum err keeper_initialise(const char *data_folder, const char *key_folder)
{
	return keys_make(data_folder, key_folder);
}
