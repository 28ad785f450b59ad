/*
 * What a process has for its whole life: settings, calendar, procedures, the
 * modules' guards and effects, the way to the keeper.  Made once by main.c,
 * read by everybody; service_refresh loads the rules again when their version
 * changed (one query per request).
 */
#ifndef KERNEL_SERVICE_H
#define KERNEL_SERVICE_H

#include "base/workday.h"
#include "data/expression.h"
#include "kernel/module.h"

struct menu_shelf;
struct procedure;
struct setting_table;

struct service {
	const char *data_folder;
	const char *keeper_socket;
	const struct module *const *modules; /* NULL-terminated, alphabetical */
	bool demo;
	int64_t rules_version;
	int64_t rules_day;                   /* the day they were loaded for: dated values change at midnight */
	struct arena *rules_arena;           /* replaced as a whole at refresh */
	struct workday_calendar *calendar;
	struct setting_table *settings;
	struct procedure **procedures;       /* newest version of each key in force today, alphabetical */
	size_t procedure_count;
	struct procedure **versions;         /* older versions that were asked for, kept for the process */
	size_t version_count;
	struct expression_engine *expressions;
	struct arena *versions_arena;
	uint8_t session_key[32];             /* hashes session tokens and CSRF tokens; <data>/session.key */
	int64_t org_center;                  /* id of the organisation of kind center, 0 before it exists */
	struct db *keys_db;                  /* see service_keys */
	struct menu_shelf *menus;            /* kernel/menu.h */
	int64_t began_at;                    /* when this process was started */
	int64_t rests_until;                 /* the clerk's: no heavy job before (closing_press_job) */
};

/* The writer on keys.db with which this process seals, opened at its first seal; borrowed.  NULL after a log line. */
struct db *service_keys(struct service *service) NODISCARD;

/* So long a request may last before it ends its process (app/serve.c). */
enum { REQUEST_SECONDS_MAX = 30 };

/* For one that makes progress on something large: from now on its whole time again.  Nothing outside of a request. */
void service_more_time(void);

/* Compare the rules version and load again when it changed.  Cheap when it did not. */
enum err service_refresh(struct service *service, struct db *db) NODISCARD;

/*
 * The same through a connection of its own that is closed again: for the master
 * of app/serve.c, which reads the rules before it forks so that its children
 * share their memory, and must hold no database while it forks.  The private
 * connection that conditions are compiled on crosses the fork: it has no file,
 * no lock and no descriptor (data/expression.h).
 */
enum err service_reload(struct service *service) NODISCARD;

/* The key in <folder>/session.key, made (0640) when there is none; ends the process when it cannot be read. */
void session_key_load(const char *data_folder, uint8_t key[32]);

/* BLAKE2b keyed with the session key over purpose ‖ 0 ‖ data: tokens, CSRF, accounts in counters. */
void service_mac(const uint8_t key[32], const char *purpose, const void *data, size_t length, uint8_t out[32]);

/* A fresh service on a data folder; ends the process with a sentence when keys or rules are broken. */
struct service *service_new(const char *data_folder, const char *keeper_socket, const struct module *const *modules);
void service_free(struct service *service);

#endif
