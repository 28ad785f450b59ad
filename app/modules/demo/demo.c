/* `zwy demo`: the verb, the order in which everything is made, and the list of accounts. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/disk.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "data/migrate.h"
#include "data/tx.h"
#include "http/page.h"
#include "kernel/audit.h"
#include "kernel/filetype.h"
#include "kernel/keeper.h"
#include "modules/operate/operate.h"

enum { MATTERS_MAX = 1000000, KEEPER_TRIES = 200, KEEPER_PAUSE_MICROSECONDS = 10000 };
enum { KEEP_MEMORY = 64 * 1024 * 1024 };
enum { OPENING_MINUTE = 10 * 60, WARM_UP_DAYS = 3 };

void demo_fail(const char *what, enum err err, const char *why)
{
	fatalx("event=demo step=%s error=%s why=%s", what, err_name(err), why != NULL ? why : "-");
}

void demo_must(const char *what, enum err err)
{
	if (err != OK)
		demo_fail(what, err, NULL);
}

/* splitmix64 with a fixed seed: the story is the same on every machine. */
uint64_t demo_draw(struct demo *demo, uint64_t below)
{
	uint64_t z = demo->random += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	z ^= z >> 31;
	return below > 0 ? z % below : 0;
}

/* ---- what is there already ---- */

enum already { NOTHING_YET, DEMO_ALREADY, REAL_DATA };

static enum already look(struct db *db)
{
	int64_t demo = 0, inhabited = 0;

	demo_must("look", query_value(db_query(db, Q_DEMO_INSTALLED), -1, &demo));
	demo_must("look", query_value(db_query(db, Q_DEMO_INHABITED), 0, &inhabited));
	if (demo == 1)
		return DEMO_ALREADY;
	return demo == 0 || inhabited > 0 ? REAL_DATA : NOTHING_YET;
}

static bool database_exists(struct arena *arena, const struct config *config)
{
	return access(config_path(arena, config->data, "app.db"), F_OK) == 0;
}

static struct db *open_database(const struct config *config)
{
	struct db *db = db_open(config->data, DB_APP, DB_WRITER);

	if (db == NULL)
		fatalx("数据目录 %s 里没有可用的数据库，请先运行 zwy migrate", config->data);
	return db;
}

/* ---- zwy demo --accounts ---- */

static int accounts(struct arena *arena, const struct config *config)
{
	struct db *db = open_database(config);
	enum already already = look(db);
	struct query *query;

	if (already != DEMO_ALREADY) {
		db_free(db);
		puts("这不是演示数据库，没有演示账号");
		return 1;
	}
	query = db_query(db, Q_DEMO_ACCOUNTS);
	while (query_step(query)) {
		const char *login = next_text(query, arena);
		const char *role = next_text(query, arena);

		printf("%s\t%s\t%s\t%s\n", login, DEMO_PASSWORD, role, next_text(query, arena));
	}
	demo_must("accounts", query_end(query));
	db_free(db);
	return 0;
}

/* ---- the keeper ---- */

static bool keeper_answers(const char *socket)
{
	struct service probe = {.keeper_socket = socket};

	return access(socket, F_OK) == 0 && keeper_ping(&probe) == OK;
}

/* Sealing needs it.  Where none runs one is lent for as long as this takes; 0 when one runs. */
static pid_t keeper_lend(struct arena *arena, const struct config *config)
{
	const char *socket = config_path(arena, config->run, "keeper.sock");
	pid_t child;

	if (keeper_answers(socket))
		return 0;
	if (mkdir(config->run, 0750) != 0 && errno != EEXIST)
		fatal("cannot make %s", config->run);
	child = fork();
	if (child < 0)
		fatal("cannot start the keeper");
	if (child == 0) {
		/* Not left behind when a story fails. */
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		log_process("keeper");
		_exit(keeper_main(config->data, config->keys, socket));
	}
	for (int i = 0; i < KEEPER_TRIES; i++) {
		if (keeper_answers(socket))
			return child;
		if (waitpid(child, NULL, WNOHANG) == child)
			break;
		usleep(KEEPER_PAUSE_MICROSECONDS);
	}
	fatalx("密钥服务没有启动，没有生成演示数据");
}

static void keeper_return(pid_t child)
{
	if (child == 0)
		return;
	kill(child, SIGTERM);
	(void)waitpid(child, NULL, 0);
}

/* ---- time ---- */

/* Today once the morning is over, else the working day before. */
static int64_t newest_working_day(const struct workday_calendar *calendar, int64_t now)
{
	int64_t today = day_of(now);

	if (workday_is(calendar, today) && now - day_start(today) >= OPENING_MINUTE * 60)
		return today;
	return workday_add(calendar, today, -1);
}

/* ---- all of it ---- */

static struct demo *demo_new(struct arena *arena, const struct config *config, const struct module *const *modules,
			     int64_t now, int64_t matters)
{
	struct demo *demo = arena_alloc(arena, sizeof *demo);
	int64_t procedure = 0;
	struct query *query;

	demo->arena = arena;
	demo->config = config;
	demo->now = now;
	demo->matters = matters;
	demo->first_day = day_of(now) - DEMO_DAYS;
	demo->random = UINT64_C(20200162);
	demo->context = (struct context){
		.arena = arena,
		.db = open_database(config),
		.service = service_new(config->data, config_path(arena, config->run, "keeper.sock"), modules),
		.actor = system_actor(),
		.request = "demo",
		.source = "-",
	};
	demo->last_day = newest_working_day(demo->context.service->calendar, now);
	query = db_query(demo->context.db, Q_DEMO_PROCEDURE);
	query_text(query, ":key", "application");
	demo_must("procedure", query_value(query, 0, &procedure));
	demo->application = procedure_version(demo->context.service, demo->context.db, procedure);
	if (demo->application == NULL)
		fatalx("流程 application 没有装入，请先运行 zwy migrate");
	return demo;
}

static void mark(struct demo *demo)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_MARK);

	query_int(query, ":now", clock_now());
	demo_must("mark", query_run(query));
	demo_must("mark",
		  audit_add(&demo->context,
			    &(struct audit_entry){.action = "installation.demo", .object = "installation"}, NULL));
}

/* Organisations first, in a transaction of their own: the keeper makes their keys, and it writes too. */
static void make_organisations(struct demo *demo)
{
	clock_freeze(day_start(demo->first_day) + 9 * 3600);
	demo_must("begin", tx_begin(demo->context.db));
	mark(demo);
	demo_people_add(demo);
	demo_must("commit", tx_end(demo->context.db, OK));
	demo_keys_make(demo);
	demo_must("refresh", service_refresh(demo->context.service, demo->context.db));
}

/* What the systems that were there show to the network, as their units said on the first day. */
static void add_assets(struct demo *demo)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_ASSETS_ADD);

	query_int(query, ":now", day_start(demo->first_day) + 9 * 3600);
	demo_must("assets", query_run(query));
}

static void make_story(struct demo *demo)
{
	demo_must("begin", tx_begin(demo->context.db));
	demo_registry_add(demo);
	demo_must("assessor terms", query_run(db_query(demo->context.db, Q_DEMO_ASSESSOR_TERMS_ADD)));
	add_assets(demo);
	demo_usage_add(demo);
	demo_settings_add(demo);
	demo_must("refresh", service_refresh(demo->context.service, demo->context.db));
	if (demo->matters > 0)
		demo->scale = demo_scale_new(demo);
	demo_story_run(demo);
	if (demo->scale != NULL)
		demo_scale_end(demo, demo->scale);
	demo_registry_fill(demo);
	/* What the clerk process filled in on the first of the month knew nothing of that. */
	demo_must("ledger drafts", query_run(db_query(demo->context.db, Q_DEMO_LEDGER_DRAFTS)));
	demo_usage_add(demo);
	demo_usage_unknown(demo);
	demo_desk_add(demo);
	demo_must("commit", tx_end(demo->context.db, OK));
	clock_freeze(0);
}

static int make(struct arena *arena, const struct config *config, const struct module *const *modules, int64_t matters)
{
	int64_t now = clock_now();
	pid_t keeper;
	struct demo *demo;
	int64_t wal = 0;

	/*
	 * A database made here is as old as its story: its first audit rows are, and time never goes back.
	 * Nothing in it is worth keeping before it is whole.
	 */
	if (!database_exists(arena, config)) {
		/* What one step gives back the next one asks for: not to the system between. */
		(void)mallopt(M_TRIM_THRESHOLD, KEEP_MEMORY);
		disk_defer();
		clock_freeze(day_start(day_of(now) - DEMO_DAYS - WARM_UP_DAYS) + 9 * 3600);
		if (operate_migrate(arena, config, modules) != 0)
			return 1;
		clock_freeze(0);
	}
	keeper = keeper_lend(arena, config);
	filetype_init();
	/* What is closed keeps its page, as it does when people close it. */
	templates_load(config_path(arena, config->share, "templates"));
	demo = demo_new(arena, config, modules, now, matters);
	make_organisations(demo);
	make_story(demo);
	if (db_checkpoint(demo->context.db, &wal) != OK)
		log_info("the clerk process will empty the log");
	if (keeper_checkpoint(demo->context.service) != OK)
		log_warnx("event=demo why=%s", "the keeper did not sign the audit log yet, the clerk asks again");
	keeper_return(keeper);
	service_free(demo->context.service);
	db_free(demo->context.db);
	if (!disk_settle(config->data))
		fatal("event=demo folder=%s", config->data);
	return 0;
}

static int refused(struct arena *arena, const struct config *config)
{
	struct db *db;
	enum already already;

	if (!database_exists(arena, config))
		return 0;
	db = open_database(config);
	already = look(db);
	db_free(db);
	if (already == DEMO_ALREADY)
		puts("演示数据已经生成过，没有改动。要重新生成，请换一个空的数据目录");
	if (already == REAL_DATA)
		puts("数据库里已有正式数据，没有改动。演示数据只能装入空的数据目录");
	return already == NOTHING_YET ? 0 : 1;
}

int demo_command(int argc, char **argv, const struct config *config, const struct module *const *modules)
{
	struct arena *arena = arena_new();
	int64_t matters = 0;
	int status;

	if (argc == 1 && text_equal(argv[0], "--accounts")) {
		status = accounts(arena, config);
	} else if (argc == 0 || (argc == 2 && text_equal(argv[0], "--matters") && parse_integer(argv[1], &matters) &&
				 matters >= 1 && matters <= MATTERS_MAX)) {
		status = refused(arena, config);
		if (status == 0)
			status = make(arena, config, modules, matters);
	} else {
		printf("zwy demo [--accounts] [--matters N], N at most %d\n", MATTERS_MAX);
		status = 2;
	}
	arena_free(arena);
	return status;
}

const struct module demo_module = {.name = "demo"};
