/*
 * Between the files of module report.
 *
 * A builder writes what one report says of one period into a document, for one
 * edition: the whole for the center, an extract that holds the rows of one unit
 * or of one operator's platforms and nothing else (decisions.md 34).  The scope is
 * in the SQL of its queries, not in what is left out afterwards.
 */
#ifndef MODULES_REPORT_REPORT_PARTS_H
#define MODULES_REPORT_REPORT_PARTS_H

#include "kernel/document.h"
#include "kernel/service.h"

enum report_edition { REPORT_FULL, REPORT_UNIT, REPORT_OPERATOR };

struct report_scope {
	const char *period; /* 2026-10; a quarter as 2026Q3 */
	enum report_edition edition;
	int64_t organisation; /* whose extract; 0 for the whole */
};

typedef enum err report_builder(struct context *context, const struct report_scope *scope, struct document *document);

report_builder report_utilisation; /* R1 月度利用率报告, 第十七条 */
report_builder report_operation;   /* R2 运维、资源、安全月报, 第二十二条 */
report_builder report_security;    /* R3 月度安全运行报告, 第二十九条 */

#endif
