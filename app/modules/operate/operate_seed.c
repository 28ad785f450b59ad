#include "base/base.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/log.h"
#include "base/text.h"
#include "data/migrate.h"
#include "data/tx.h"
#include "kernel/keeper.h"
#include "kernel/keys.h"
#include "kernel/procedure.h"
#include "modules/operate/operate.h"

enum { FILE_MOST = 1024 * 1024, CALENDAR_ROWS_MAX = 10000 };

/* ---- the published calendar ---- */

static enum err add_day(struct context *context, const struct csv_row *row)
{
	struct query *query = db_query(context->db, Q_OPERATE_WORKDAY_ADD);
	int64_t day;

	if (row->count < 3 || !parse_day(row->cells[0], &day)) {
		log_error("workdays.csv line %d is not a day", row->line);
		query_null(query, ":day");
		return query_end(query) == OK ? ERR_INVALID : ERR_INTERNAL;
	}
	query_int(query, ":day", day);
	query_int(query, ":is_workday", text_equal(row->cells[1], "1"));
	query_text(query, ":name", row->cells[2]);
	query_text(query, ":source", "国务院办公厅节假日安排");
	return query_run(query);
}

static enum err seed_calendar(struct context *context, const struct config *config)
{
	char *path = config_path(context->arena, config->share, "db/workdays.csv");
	struct csv_table table;
	struct buf text;
	char *complaint = NULL;
	enum err err;

	buf_init(&text);
	if (!buf_add_file(&text, path, FILE_MOST) ||
	    !csv_read(context->arena, text.data, text.length, CALENDAR_ROWS_MAX, &table, &complaint)) {
		log_error("%s cannot be read: %s", path, complaint == NULL ? "missing" : complaint);
		buf_release(&text);
		return ERR_INTERNAL;
	}
	buf_release(&text);
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	for (size_t i = 0; i < table.count && err == OK; i++)
		err = add_day(context, &table.rows[i]);
	return tx_end(context->db, err);
}

/* ---- the procedures of this version ---- */

static enum err store_procedure(struct context *context, const char *folder, const char *name)
{
	struct buf text;
	char *key = arena_strndup(context->arena, name, strlen(name) - strlen(".yaml"));
	int64_t id;
	enum err err = ERR_INTERNAL;

	buf_init(&text);
	if (buf_add_file(&text, config_path(context->arena, folder, name), FILE_MOST))
		err = procedure_store(context, key, text.data, day_of(clock_now()), &id);
	buf_release(&text);
	if (err != OK)
		log_error("%s was not loaded", name);
	return err;
}

static enum err seed_procedures(struct context *context, const struct config *config)
{
	char *folder = config_path(context->arena, config->share, "db/procedures");
	struct dirent **names;
	int count = scandir(folder, &names, NULL, alphasort);
	enum err err = OK;

	if (count < 0) {
		log_error("%s cannot be read", folder);
		return ERR_INTERNAL;
	}
	for (int i = 0; i < count; i++) {
		if (err == OK && text_ends(names[i]->d_name, ".yaml"))
			err = store_procedure(context, folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return err;
}

/* Calendar rows and procedures from the share folder. */
static enum err seed(struct context *context, const struct config *config)
{
	int64_t days = 0;
	enum err err = query_value(db_query(context->db, Q_OPERATE_WORKDAYS), 0, &days);

	if (err == OK && days == 0)
		err = seed_calendar(context, config);
	return err != OK ? err : seed_procedures(context, config);
}

/* ---- zwy migrate ---- */

/* One folder, as the help promises; a path whose upper folder is missing is rather a slip of the pen. */
static bool make_data_folder(const char *path)
{
	if (mkdir(path, 0750) == 0 || errno == EEXIST)
		return true;
	printf("数据目录 %s 建不了：%s。没有改动\n", path,
	       errno == ENOENT ? "上一级目录不存在" : "没有权限，或磁盘不能写");
	return false;
}

int operate_migrate(struct arena *arena, const struct config *config, const struct module *const *modules)
{
	struct context context = {.arena = arena, .actor = system_actor(), .request = "migrate", .source = "-"};
	uint8_t verify_key[32];
	enum err err;

	if (!make_data_folder(config->data))
		return 1;
	err = migrate(config->data, config_path(arena, config->share, "db/migrations"));
	/* Keys that are there already stay. */
	if (err == OK && keys_verify_key(config->data, verify_key) != OK)
		err = keeper_initialise(config->data, config->keys);
	if (err != OK) {
		puts("没有升级，原来的数据没有改动。原因见上面的日志");
		return 1;
	}
	context.db = db_open(config->data, DB_APP, DB_WRITER);
	if (context.db == NULL)
		return 1;
	context.service = service_new(config->data, config_path(arena, config->run, "keeper.sock"), modules);
	if (service_refresh(context.service, context.db) != OK || seed(&context, config) != OK) {
		puts("数据库已升级，但日历或流程没有装入。原因见上面的日志");
		return 1;
	}
	printf("%s is up to date\n", config->data);
	return 0;
}
