/* Running the platforms: supervision notices, faults, the monthly duties of those who serve (第十九条 to 第二十四条). */
#ifndef MODULES_OPERATION_OPERATION_H
#define MODULES_OPERATION_OPERATION_H

#include "kernel/csv_import.h"
#include "kernel/module.h"

extern const struct module operation_module;

/* Contacts of both sides as CSV, not confirmed by anybody yet. */
extern const struct csv_import_kind contact_import;

#endif
