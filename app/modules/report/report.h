/*
 * Reports that the records draft (第十七、二十二、二十九条): a round opens one for
 * the month gone by, with its text and an extract for each unit and operator;
 * the drafter edits what is his to write, the center accepts and closes it
 * (kernel/closing.h), and each extract goes to those it is about, who sign for it.
 *
 *   report_module.c       the tables: routes, settings, guards, effects, jobs, menu
 *   report_kinds.c        the kinds of reports: a row each
 *   report_draft.c        drafting from the records, once more, and what persons write
 *   report_close.c        closing in the move; receipts that are late
 *   report_letterhead.c   whom it is addressed to;  report_sheet.c  corrections as a sheet of paper
 *   report_pages.c        GET /reports;  report_show.c  GET /reports/ID, /reports/ID.pdf …
 *   report_post.c         the buttons of a report
 *   report_utilisation*.c R1;  report_operation*.c  R2;  report_security*.c  R3
 */
#ifndef MODULES_REPORT_REPORT_H
#define MODULES_REPORT_REPORT_H

#include "kernel/module.h"

extern const struct module report_module;

/* The open report of a matter from the records once more (重新取数); what persons wrote stays. */
enum err report_again(struct context *context, int64_t matter) NODISCARD;

#endif
