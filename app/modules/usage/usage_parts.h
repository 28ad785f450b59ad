/* Inside the module usage: its tables' members, and what they share. */
#ifndef MODULES_USAGE_USAGE_PARTS_H
#define MODULES_USAGE_USAGE_PARTS_H

#include "kernel/csv_upload.h"
#include "modules/usage/usage.h"

/* usage_csv.c: one register that can be imported, rows checked all before one is saved. */
struct usage_import;
struct usage_import_kind {
	struct csv_page page;
	const char *title;
	const char *sample_name;
	const char *headings;       /* comma-separated, in file order; the fields carry them as keys */
	const struct field *fields; /* one per heading */
	size_t field_count;
	const char *twice[3];       /* headings that together name a row; NULL-padded */
	const char *back;
	const char *action;         /* for the audit log */
	enum err (*check)(struct usage_import *import, struct values *row);
	enum err (*save)(struct usage_import *import, struct values *row);
};
struct usage_import {
	struct request *req;
	struct context context;
	const struct usage_import_kind *kind;
	const struct csv_table *table;
	struct values **rows;
	struct csv_complaints complaints;
	int64_t changed; /* rows the database took as new or different */
};
enum err usage_import_show(struct request *req, const struct usage_import_kind *kind);
enum err usage_import_run(struct request *req, const struct usage_import_kind *kind);

/* A platform by code or name; 0 when there is none. */
enum err usage_platform(struct context *context, const char *code, int64_t *platform, int64_t *operator) NODISCARD;

/* usage_season.c: registered peaks of a system, on its page */
enum err usage_seasons_show(struct request *req, struct context *context, struct dict *body, int64_t system) NODISCARD;
enum err usage_season_post(struct request *req);

/* Pages */
enum err usage_system_page(struct request *req, const char *sentence, int status);
enum err usage_get(struct request *req);
enum err usage_system_get(struct request *req);
enum err usage_unknown_get(struct request *req);
enum err usage_machines_get(struct request *req);
enum err usage_import_get(struct request *req);
enum err usage_import_post(struct request *req);
enum err usage_sample_get(struct request *req);
enum err usage_machine_import_get(struct request *req);
enum err usage_machine_import_post(struct request *req);
enum err usage_machine_sample_get(struct request *req);

#endif
