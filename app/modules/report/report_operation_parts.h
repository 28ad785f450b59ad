/* The chapters of the report on operation, one after the other; each writes what its records say. */
#ifndef MODULES_REPORT_REPORT_OPERATION_PARTS_H
#define MODULES_REPORT_REPORT_OPERATION_PARTS_H

#include "modules/report/report_rows.h"

enum err report_availability(struct report_writer *writer) NODISCARD;
/* Platforms below what their contract says, by the figures of the same table, a sentence each. */
enum err report_below_target(struct report_writer *writer, struct report_lines *lines) NODISCARD;
/* Rounds of the month; a unit's extract has the record it wrote itself and nothing of platforms. */
enum err report_patrols(struct report_writer *writer) NODISCARD;
enum err report_resources(struct report_writer *writer) NODISCARD;

#endif
