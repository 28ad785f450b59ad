#include "base/base.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "data/migrate.h"
#include "data/tx.h"
#include "http/fcgi.h"
#include "http/page.h"
#include "kernel/audit.h"
#include "kernel/filetype.h"
#include "kernel/frame.h"
#include "kernel/jobs.h"
#include "kernel/keeper.h"
#include "kernel/permission.h"
#include "kernel/session.h"
#include "kernel/token.h"
#include "kernel/supervise.h"
#include "serve.h"

enum { REQUESTS_PER_WORKER = 10000, DOOR_NICE = 10 };

struct serving {
	const struct config *config;
	struct service *service; /* rules and keys, read before the fork: the children share its memory */
	struct router *router;
	int worker_socket;
	int door_socket;
};

/* What a child opens for itself, after fork. */
struct child {
	struct service *service;
	struct db *reader;
	struct db *writer;
};

static void attach(struct request *req, void *context)
{
	struct child *child = context;

	/* A request that lasts longer than this ends its process; the master starts another. */
	alarm(REQUEST_SECONDS_MAX);
	req->service = child->service;
	req->reader = child->reader;
	req->writer = child->writer;
	log_request(req->id);
	if (service_refresh(child->service, child->reader) != OK)
		log_warnx("the rules could not be loaded again; the ones in force stay");
}

/* Also cheaper: a page asks dozens of things, and each alone would lock and unlock the database. */
static enum err begin_reading(struct request *req)
{
	return snapshot_begin(req->reader);
}

static void finish(struct request *req)
{
	if (tx_abandon(req->writer))
		log_warnx("a transaction was left open at the end of the request");
	tx_abandon(req->reader);
	snapshot_end(req->reader);
	alarm(0);
	log_request(NULL);
}

struct router *serve_router(struct arena *arena, const struct module *const *modules)
{
	static const struct router_hooks hooks = {
		.identify = session_identify,
		.identify_token = token_identify,
		.may = actor_may,
		.csrf_valid = csrf_valid,
		.once_take = once_take,
		.record_trail = audit_trail,
		.record_refusal = audit_refusal,
		.fill_frame = frame_fill,
		.finish = finish,
		.begin_reading = begin_reading,
	};
	const struct route **tables;
	size_t count = 0;

	while (modules[count] != NULL)
		count++;
	tables = arena_array(arena, count + 1, sizeof *tables);
	count = 0;
	for (const struct module *const *m = modules; *m != NULL; m++)
		if ((*m)->routes != NULL)
			tables[count++] = (*m)->routes;
	return router_new(tables, &hooks);
}

static void harden(void)
{
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static int open_child(const struct serving *serving, struct child *child)
{
	child->reader = db_open(serving->config->data, DB_APP, DB_READER);
	child->writer = db_open(serving->config->data, DB_APP, DB_WRITER);
	if (child->reader == NULL || child->writer == NULL)
		return -1;
	child->service = serving->service;
	child->service->began_at = clock_now();
	if (service_refresh(child->service, child->reader) != OK)
		fatalx("the rules in the database cannot be loaded");
	return 0;
}

static int serve_socket(const struct serving *serving, int descriptor)
{
	struct child child = {0};
	struct fcgi_server server = {
		.listen_descriptor = descriptor,
		.router = serving->router,
		.attach = attach,
		.context = &child,
		.requests_max = REQUESTS_PER_WORKER,
	};

	if (open_child(serving, &child) != 0)
		return 1;
	return fcgi_serve(&server);
}

static int run_worker(int number UNUSED, void *context)
{
	const struct serving *serving = context;

	return serve_socket(serving, serving->worker_socket);
}

static int run_door(int number UNUSED, void *context)
{
	const struct serving *serving = context;

	return serve_socket(serving, serving->door_socket);
}

static int run_clerk(int number UNUSED, void *context)
{
	const struct serving *serving = context;
	struct child child = {0};

	if (open_child(serving, &child) != 0)
		return 1;
	return clerk_run(child.service, child.writer);
}

/* SIGHUP: are templates and rules fit for new processes?  Runs in a child of its own. */
static int check_before_replacing(void *context)
{
	const struct serving *serving = context;
	struct child child = {0};
	struct arena *arena = arena_new();

	if (!templates_renew(config_path(arena, serving->config->share, "templates")))
		return 1;
	return open_child(serving, &child) == 0 ? 0 : 1;
}

/* And then for the master itself, whose memory the new processes start from. */
static bool renew(void *context)
{
	const struct serving *serving = context;
	struct arena *arena = arena_new();
	bool fine = templates_renew(config_path(arena, serving->config->share, "templates")) &&
		    service_reload(serving->service) == OK;

	arena_free(arena);
	malloc_trim(0);
	return fine;
}

/* One instance per data folder: two masters would each have a clerk. */
static void claim_folder(struct arena *arena, const struct config *config)
{
	char *path = config_path(arena, config->data, "serve.lock");
	int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (descriptor < 0)
		fatal("cannot open %s", path);
	if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
		fatalx("数据目录 %s 已有一个 zwy serve 在运行，本次没有启动。请先停掉它，或换一个数据目录",
		       config->data);
	/* The descriptor stays open on purpose: the lock lasts as long as this process. */
}

static void write_pid(struct arena *arena, const struct config *config)
{
	char *path = config_path(arena, config->run, "zwy.pid");
	FILE *file = fopen(path, "we");

	if (file == NULL)
		fatal("cannot write %s", path);
	fprintf(file, "%ld\n", (long)getpid());
	fclose(file);
}

int serve_main(struct arena *arena, const struct config *config, const struct module *const *modules)
{
	struct serving serving = {.config = config};
	const struct child_kind kinds[] = {
		{"worker", config->workers, 0, run_worker, &serving},
		{"door", config->doors, DOOR_NICE, run_door, &serving},
		{"clerk", 1, 0, run_clerk, &serving},
	};
	const struct supervise supervise = {kinds, ARRAY_LENGTH(kinds), check_before_replacing, renew, &serving};

	log_process("master");
	harden();
	if (access(config->data, F_OK) != 0)
		fatalx("数据目录 %s 不存在。请先运行 zwy migrate", config->data);
	if (mkdir(config->run, 0750) != 0 && errno != EEXIST)
		fatal("cannot create %s", config->run);
	claim_folder(arena, config);
	if (migrate_check(config->data, config_path(arena, config->share, "db/migrations")) != OK)
		fatalx("数据目录 %s 还没有升级到这个版本。请先运行 zwy migrate", config->data);
	crypt_init();
	filetype_init();
	templates_load(config_path(arena, config->share, "templates"));
	serving.router = serve_router(arena, modules);
	serving.service = service_new(config->data, config_path(arena, config->run, "keeper.sock"), modules);
	/* Reading the rules takes more memory than what is kept of them. */
	malloc_trim(0);
	serving.worker_socket = fcgi_listen(config_path(arena, config->run, "app.sock"));
	serving.door_socket = fcgi_listen(config_path(arena, config->run, "door.sock"));
	if (serving.worker_socket < 0 || serving.door_socket < 0)
		return 1;
	write_pid(arena, config);
	log_info("serving %s with %d workers and %d doors", config->data, config->workers, config->doors);
	return supervise_run(&supervise);
}
