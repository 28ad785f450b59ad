/* Inside the module usage: its tables' members, and what they share. */
#ifndef MODULES_USAGE_USAGE_PARTS_H
#define MODULES_USAGE_USAGE_PARTS_H

#include "kernel/csv_import.h"
#include "modules/usage/usage.h"

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

/* usage_record.c: panel unit_record */
struct matter;
enum err usage_unit_record(struct context *context, struct matter *matter, struct values *form, struct dict *body);

#endif
