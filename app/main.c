/*
 * zwy: verbs of the command line.  This file and
 * serve.c put the pieces together; nothing else knows all of them.
 *
 * To add a verb: a row in `verbs` and its function.  To add a module: a line in
 * product.h, alphabetical.
 */
#include "base/base.h"

#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "data/migrate.h"
#include "data/tx.h"
#include "kernel/audit_command.h"
#include "kernel/frame.h"
#include "kernel/keeper.h"
#include "kernel/procedure.h"
#include "modules/assess/assess.h"
#include "modules/demo/demo.h"
#include "modules/operate/operate.h"
#include "modules/takeover/takeover.h"
#include "product.h"
#include "serve.h"

struct call {
	struct arena *arena;
	const struct config *config;
	int argc; /* what follows the verb */
	char **argv;
};

struct verb {
	const char *name;
	int (*run)(struct call *call);
	const char *help;
};

/* A context for verbs that work on the database as the system itself. */
static struct context open_context(struct call *call)
{
	struct arena *arena = call->arena;
	struct db *db = db_open(call->config->data, DB_APP, DB_WRITER);
	struct context context;

	if (db == NULL)
		fatalx("数据目录 %s 里没有可用的数据库。请先运行 zwy migrate", call->config->data);
	context = (struct context){
		.arena = arena,
		.db = db,
		.service = service_new(call->config->data, config_path(arena, call->config->run, "keeper.sock"),
				       product_modules),
		.actor = system_actor(),
		.request = "command",
		.source = "-",
	};
	if (service_refresh(context.service, db) != OK)
		fatalx("数据库里的参数或流程载入失败，原因见上面的日志");
	return context;
}

static int verb_serve(struct call *call)
{
	return serve_main(call->arena, call->config, product_modules);
}

static int verb_keeper(struct call *call)
{
	log_process("keeper");
	return keeper_main(call->config->data, call->config->keys,
			   config_path(call->arena, call->config->run, "keeper.sock"));
}

static int verb_migrate(struct call *call)
{
	return operate_migrate(call->arena, call->config, product_modules);
}

static int verb_demo(struct call *call)
{
	return demo_command(call->argc, call->argv, call->config, product_modules);
}

static int verb_audit(struct call *call)
{
	struct context context = open_context(call);

	return audit_command(call->argc, call->argv, &context);
}

/* check needs no database: it is how a file is tried before it is loaded. */
static int verb_procedure(struct call *call)
{
	struct context context;

	if (call->argc > 0 && text_equal(call->argv[0], "check"))
		return procedure_check(call->arena, product_modules, call->argc - 1, call->argv + 1);
	context = open_context(call);
	/* It wants the verb itself first, as main got it. */
	return procedure_command(call->argc + 1, call->argv - 1, &context);
}

static int verb_settings(struct call *call)
{
	struct context context = open_context(call);

	return operate_settings(&context);
}

static int verb_user(struct call *call)
{
	struct context context = open_context(call);

	return operate_user(call->argc, call->argv, &context);
}

static int verb_backup(struct call *call)
{
	return operate_backup(call->argc, call->argv, call->arena, call->config);
}

static int verb_restore(struct call *call)
{
	return operate_restore(call->argc, call->argv, call->arena, call->config);
}

static int verb_check(struct call *call)
{
	struct context context = open_context(call);

	return operate_check(&context, call->config);
}

static int verb_takeover(struct call *call)
{
	struct context context = open_context(call);

	return takeover_command(call->argc, call->argv, &context);
}

static int verb_assess(struct call *call)
{
	struct context context = open_context(call);

	/* It wants the verb itself first, as main got it. */
	return assess_command(call->argc + 1, call->argv - 1, &context);
}

static int verb_routes(struct call *call)
{
	return operate_routes(serve_router(call->arena, product_modules));
}

static const struct verb verbs[] = {
	{"assess", verb_assess, "recompute QUARTER: every figure again from what was kept"},
	{"audit", verb_audit, "verify | export | key: the audit log"},
	{"backup", verb_backup, "FOLDER: a verified copy of databases and sealed files"},
	{"check", verb_check, "look over databases, keys, chain, files and rules"},
	{"demo", verb_demo, "make demo data; --accounts lists its accounts"},
	{"keeper", verb_keeper, "hold the keys: opens sealed files, signs checkpoints"},
	{"migrate", verb_migrate, "create the data folder or bring it to this version"},
	{"procedure", verb_procedure, "list | check FILE | load FILE [--from DAY]"},
	{"restore", verb_restore, "FOLDER: put a backup into an empty data folder"},
	{"routes", verb_routes, "print routes with permission and article"},
	{"serve", verb_serve, "run the application"},
	{"settings", verb_settings, "print every setting with value, unit and basis"},
	{"takeover", verb_takeover, "import FOLDER | export FOLDER: what ran before, as CSV files"},
	{"user", verb_user, "first: the token that creates the three administrators"},
};

static int usage(void)
{
	puts("zwy [--data DIR] [--share DIR] [--config FILE] VERB …\n");
	for (size_t i = 0; i < ARRAY_LENGTH(verbs); i++)
		printf("  %-10s %s\n", verbs[i].name, verbs[i].help);
	puts("\nEach prints plain text and exits 0, or says why not.");
	return 2;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct call call = {.arena = arena};

	call.config = config_read(arena, &argc, argv);
	if (argc >= 2 && text_equal(argv[1], "--version")) {
		puts("zwy " ZWY_VERSION);
		return 0;
	}
	crypt_init();
	for (size_t i = 0; argc >= 2 && i < ARRAY_LENGTH(verbs); i++) {
		if (!text_equal(verbs[i].name, argv[1]))
			continue;
		call.argc = argc - 2;
		call.argv = argv + 2;
		return verbs[i].run(&call);
	}
	return usage();
}
