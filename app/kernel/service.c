#include "base/base.h"
#include "kernel/service.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/crypt.h"
#include "base/disk.h"
#include "base/log.h"
#include "kernel/menu.h"
#include "kernel/procedure.h"
#include "kernel/setting.h"

/* A whole key in a file of its own, the group may read: in production the keeper is another user. */
static bool key_draft(const char *draft)
{
	uint8_t fresh[32];
	int descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	bool written;

	if (descriptor < 0)
		return false;
	crypt_random(fresh, sizeof fresh);
	written = write(descriptor, fresh, sizeof fresh) == (ssize_t)sizeof fresh && disk_sync(descriptor);
	crypt_wipe(fresh, sizeof fresh);
	return close(descriptor) == 0 && written;
}

/*
 * The name is given to a key that is whole: of two processes that start together one names its own, the other finds
 * that one, and nobody reads half of it, however the first ends.
 */
static bool key_make(struct arena *arena, const char *folder, const char *path)
{
	const char *draft = arena_printf(arena, "%s.%ld", path, (long)getpid());
	bool made;

	(void)unlink(draft); /* of a process that had this number and died */
	made = key_draft(draft) && (link(draft, path) == 0 || errno == EEXIST);
	(void)unlink(draft);
	return made && disk_sync_folder(folder);
}

void session_key_load(const char *data_folder, uint8_t key[32])
{
	struct arena *arena = arena_new();
	const char *path = arena_printf(arena, "%s/session.key", data_folder);
	int descriptor;
	struct stat status;

	if (access(path, F_OK) != 0 && !key_make(arena, data_folder, path))
		fatal("event=session_key path=%s", path);
	descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (descriptor < 0 || fstat(descriptor, &status) != 0)
		fatal("event=session_key path=%s", path);
	if ((status.st_mode & 027) != 0)
		fatalx("event=session_key why=%s path=%s", "others can read it or the group can write it, chmod 640 it",
		       path);
	if (status.st_size != 32 || read(descriptor, key, 32) != 32)
		fatalx("event=session_key why=%s path=%s", "it is not 32 bytes", path);
	close(descriptor);
	arena_free(arena);
}

void service_more_time(void)
{
	if (alarm(0) > 0)
		alarm(REQUEST_SECONDS_MAX);
}

void service_mac(const uint8_t key[32], const char *purpose, const void *data, size_t length, uint8_t out[32])
{
	struct buf buf;

	buf_init(&buf);
	buf_add_text(&buf, purpose);
	buf_add_char(&buf, '\0');
	buf_add(&buf, data, length);
	crypt_digest(out, buf.data, buf.length, key, 32);
	buf_release(&buf);
}

static enum err load_calendar(struct service *service, struct db *db, struct arena *arena)
{
	struct workday_calendar *calendar = workday_calendar_new(arena);
	struct query *query = db_query(db, Q_SERVICE_WORKDAYS);
	enum err err;

	while (query_step(query)) {
		int64_t day = next_int(query);

		workday_calendar_add(calendar, day, next_int(query) != 0);
	}
	err = query_end(query);
	if (err == OK)
		service->calendar = calendar;
	return err;
}

static enum err load_installation(struct service *service, struct db *db)
{
	int64_t demo = 0;
	enum err err = query_value(db_query(db, Q_SERVICE_DEMO), 0, &demo);

	if (err == OK)
		service->demo = demo != 0;
	return err;
}

/* Everything or nothing: on an error the old rules stay whole. */
static enum err load_rules(struct service *service, struct db *db, int64_t version, int64_t today)
{
	struct service before = *service;
	struct arena *arena = arena_new();
	enum err err = load_calendar(service, db, arena);

	if (err == OK)
		err = setting_load(service, db, arena);
	if (err == OK)
		err = load_installation(service, db);
	if (err == OK)
		err = procedure_load_all(service, db, arena);
	if (err != OK) {
		service->calendar = before.calendar;
		service->settings = before.settings;
		service->procedures = before.procedures;
		service->procedure_count = before.procedure_count;
		arena_free(arena);
		return err;
	}
	service->rules_arena = arena;
	service->rules_version = version;
	service->rules_day = today;
	arena_free(before.rules_arena);
	return OK;
}

enum err service_refresh(struct service *service, struct db *db)
{
	int64_t version = 0;
	int64_t today = day_of(clock_now());
	enum err err = query_value(db_query(db, Q_SERVICE_VERSION), 0, &version);

	if (err == OK && service->org_center == 0)
		err = query_value(db_query(db, Q_SERVICE_CENTER), 0, &service->org_center);
	if (err != OK || (version == service->rules_version && today == service->rules_day))
		return err;
	return load_rules(service, db, version, today);
}

enum err service_reload(struct service *service)
{
	struct db *db = db_open(service->data_folder, DB_APP, DB_READER);
	enum err err = db == NULL ? ERR_INTERNAL : service_refresh(service, db);

	db_free(db);
	return err;
}

struct service *service_new(const char *data_folder, const char *keeper_socket, const struct module *const *modules)
{
	struct service *service = calloc(1, sizeof *service);

	if (service == NULL)
		fatal("event=service_new");
	service->versions_arena = arena_new();
	service->data_folder = arena_strdup(service->versions_arena, data_folder);
	service->keeper_socket = arena_strdup(service->versions_arena, keeper_socket);
	service->modules = modules;
	service->began_at = clock_now();
	service->expressions = expression_engine_new();
	session_key_load(data_folder, service->session_key);
	if (service_reload(service) != OK)
		fatalx("event=service_new why=%s data=%s", "the rules in the database cannot be loaded", data_folder);
	return service;
}

struct db *service_keys(struct service *service)
{
	if (service->keys_db == NULL)
		service->keys_db = db_open(service->data_folder, DB_KEYS, DB_WRITER);
	return service->keys_db;
}

void service_free(struct service *service)
{
	if (service == NULL)
		return;
	db_free(service->keys_db);
	menu_shelf_free(service->menus);
	expression_engine_free(service->expressions);
	arena_free(service->rules_arena);
	arena_free(service->versions_arena);
	crypt_wipe(service->session_key, sizeof service->session_key);
	free(service);
}
