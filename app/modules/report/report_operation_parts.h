/* The chapters of the report on operation, one after the other; each writes what its records say. */
#ifndef MODULES_REPORT_REPORT_OPERATION_PARTS_H
#define MODULES_REPORT_REPORT_OPERATION_PARTS_H

#include "modules/report/report_rows.h"

enum err report_availability(struct report_writer *writer) NODISCARD;
/* Platforms below what their contract says, by the figures of the same table, a sentence each. */
enum err report_below_target(struct report_writer *writer, struct report_lines *lines) NODISCARD;
enum err report_resources(struct report_writer *writer) NODISCARD;

#endif
