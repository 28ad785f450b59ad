/*
 * Between the files of module report.
 *
 * A builder writes what one report says of one period into a document, for one
 * edition: the whole for the center, an extract that holds the rows of one unit
 * or of one operator's platforms and nothing else.  The scope is
 * in the SQL of its queries, not in what is left out afterwards.
 */
#ifndef MODULES_REPORT_REPORT_PARTS_H
#define MODULES_REPORT_REPORT_PARTS_H

#include "http/request.h"
#include "kernel/closing.h"
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

/* ---- report_kinds.c ---- */

struct report_kind {
	const char *key;       /* "R1" */
	const char *procedure; /* one of its own: who drafts it, when it is due, who accepts it */
	const char *article;   /* that asks for it: the basis line of its page; also among its procedure's */
	const char *basis;     /* the same in words */
	const char *label;
	const char *title;     /* %s: 2026年10月 */
	report_builder *build;
	/* One for each unit and each operator, who sign for it; without, a bulletin in the document form (公文格式). */
	bool extracts;
};
extern const struct report_kind report_kinds[];
extern const size_t report_kind_count;
const struct report_kind *report_kind_find(const char *key);             /* NULL: none */
const struct report_kind *report_kind_of_procedure(const char *procedure); /* NULL: none */

/* ---- report_draft.c ---- */

struct report {
	int64_t id, matter, org; /* org: who drafts it */
	const struct report_kind *kind;
	const char *period, *title;
	int64_t drafted_at, drafts, closed_at;
};
/* Without asking who may see it.  Arena. */
enum found report_find(struct context *context, int64_t id, struct report *out) NODISCARD;
enum found report_of_matter(struct context *context, int64_t matter, struct report *out) NODISCARD;


/* The draft of the whole, or of one extract; NOT_FOUND once it is closed, or when there is none. */
enum found report_draft_read(struct context *context, const struct report *report, enum report_edition edition,
                             int64_t organisation, struct document **out) NODISCARD;

/* From the records once more, with what persons wrote in document.  drafts: as the page saw it; ERR_CONFLICT when it changed. */
enum err report_redraft(struct context *context, const struct report *report, int64_t drafts,
                        struct document *document) NODISCARD;
enum err report_write(struct context *context, const struct report *report, int64_t drafts,
                      struct document *document) NODISCARD;

/* ---- what procedures ask for ---- */

struct moving;
struct answer;
enum err report_open(struct moving *moving);                         /* prefill: the first draft */
enum verdict report_written(struct moving *moving, struct answer *answer); /* guard */
enum err report_close(struct moving *moving, struct answer *answer);  /* effect */
/* 文号 and day that its office gave to the cover letter of action `issue`; left as they are when there is none. */
enum err report_official(struct context *context, const struct report *report, const char **number,
                         int64_t *dated_day) NODISCARD;
struct matter;
struct dict;
enum err report_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err report_receipt_job(struct context *context);

/* ---- report_letterhead.c ---- */

/* Which edition, for whom; fields: of the action that closes, NULL before. */
struct report_edition_of {
	const char *key; /* "full" … */
	int64_t organisation;
	const struct values *fields;
	bool undated; /* what was closed before its sheet said up to when its figures go keeps its bytes */
};
enum err report_address(struct context *context, const struct report *report, const struct matter *matter,
                        const struct report_edition_of *edition, struct document *document) NODISCARD;

/* Of one that was closed without its letterhead, from what its matter says. */
enum err report_address_closed(struct context *context, const struct closing *closing, struct document *document);

/* ---- report_sheet.c ---- */

enum err report_corrections_sheet(struct request *req, const struct closing *closing,
                                  const struct correction *corrections, size_t count) NODISCARD;

/* ---- report_show.c ---- */

/* A report as the actor may see it: the whole, or the extract of his organisation. */
struct report_view {
	struct report report;
	struct matter *matter;   /* NULL for those who see an extract */
	bool whole, several;     /* several: his organisation has more than one edition */
	const char *edition;
	bool closed;
	struct closing closing;  /* when closed */
	struct document *document;
};
enum err report_view_of(struct request *req, struct context *context, int64_t id, struct report_view *view) NODISCARD;
struct params;
enum err report_show(struct request *req, struct context *context, struct report_view *view, struct values *typed,
                     const char *sentence, int status) NODISCARD;

/* What the drafter may write now: one field for each section; NULL when he may not. */
enum err report_own_fields(struct context *context, const struct report_view *view, const struct field **fields,
                           size_t *count) NODISCARD;
/* What a correction is: its text, whom it is for. */
enum err report_correction_fields(struct context *context, const struct report_view *view, const struct field **fields,
                                  size_t *count) NODISCARD;
bool report_may_correct(const struct context *context, const struct report_view *view);

enum err reports_get(struct request *req);
enum err report_get(struct request *req);
enum err report_print_get(struct request *req);
enum err report_corrections_get(struct request *req);

/* report_correct.c: what the center closed otherwise */
extern const struct field report_correction_text;

/* Beside it: whom the correction is for, "EDITION:ORGANISATION" each; the options stay with the caller. */
struct field report_scope_field(const struct option *options, size_t count);
/* "unit:12": whom a correction is for. */
bool report_scope_of(struct arena *arena, const char *scope, struct correction *correction) NODISCARD;
enum err report_closing_get(struct request *req);
enum err report_closing_post(struct request *req);
enum err report_post(struct request *req);

#endif
