/* The chapters of the report on operation, one after the other; each writes what its records say. */
#ifndef MODULES_REPORT_REPORT_OPERATION_PARTS_H
#define MODULES_REPORT_REPORT_OPERATION_PARTS_H

#include "modules/report/report_rows.h"

enum err report_availability(struct report_writer *writer) NODISCARD;
enum err report_resources(struct report_writer *writer) NODISCARD;

#endif
