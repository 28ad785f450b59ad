/* Tables that the reports on operation and on security have in common, and the rating of the month. */
#ifndef MODULES_REPORT_REPORT_SECURITY_PARTS_H
#define MODULES_REPORT_REPORT_SECURITY_PARTS_H

#include "modules/report/report_rows.h"

extern const struct report_table report_hazard_table;     /* by severity */
extern const struct report_table report_incident_table;
extern const struct report_table report_compliance_table;
extern const struct report_table report_log_table;

/* Alarms, holes and attacks by platform, as operators said; a unit has no platform. */
enum err report_alarm_tables(struct report_writer *writer) NODISCARD;
/* What was fended off: types, the most frequent first, and categories of where it came from, never a unit. */
enum err report_attack_tables(struct report_writer *writer) NODISCARD;

/* 红橙黄绿, its rule and its reasons (settings rating_…). */
enum err report_rating(struct report_writer *writer, struct report_lines *reasons) NODISCARD;

#endif
