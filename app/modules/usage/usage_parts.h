/* Inside the module usage: its tables' members, and what they share. */
#ifndef MODULES_USAGE_USAGE_PARTS_H
#define MODULES_USAGE_USAGE_PARTS_H

#include "kernel/csv_import.h"
#include "modules/usage/usage.h"

/* A platform by code or name; 0 when there is none. */
enum err usage_platform(struct context *context, const char *code, int64_t *platform, int64_t *operator) NODISCARD;

/* Pages */
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
