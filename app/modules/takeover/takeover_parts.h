/* Inside the module takeover: its tables' members, and what they share. */
#ifndef MODULES_TAKEOVER_TAKEOVER_PARTS_H
#define MODULES_TAKEOVER_TAKEOVER_PARTS_H

#include "kernel/answer.h"
#include "kernel/csv_import.h"
#include "modules/takeover/takeover.h"

/* ---- the files, in the order they are taken (takeover_files.c) ---- */

struct takeover_file {
	const char *name;        /* systems: systems.csv, /takeover/systems/import */
	const char *label;
	const struct csv_import_kind *kind;
	enum query_name export;  /* columns as kind->headings */
	const char *who;         /* whose import it is, in the browser */
	bool here;               /* has its page below /takeover; else the register's own */
	bool apart;              /* never by the command that takes the others: another hand gives it */
	const char *(*cell)(int column, const char *text); /* how the export writes what is stored; NULL: as it is */
};
enum { TAKEOVER_FILES = 9, TAKEOVER_ROWS_MAX = 100000 };
extern const struct takeover_file takeover_files[TAKEOVER_FILES];

/* ---- what somebody has to confirm (takeover_line.c) ---- */

struct takeover_line {
	const char *code; /* 系统-12, 平台-3, 承载-12-3, 联系人-2-4: how a row of the form names it */
	const char *kind;
	int64_t first, second;
	const char *what; /* as it stands in the registers, or the objection */
};

/* Pending ones of an organisation; arena, at most 500. */
enum err takeover_pending(struct context *context, int64_t org, struct takeover_line **lines, size_t *count) NODISCARD;
/* Objections of a matter that wait for the center. */
enum err takeover_objections(struct context *context, int64_t matter, struct takeover_line **lines,
                             size_t *count) NODISCARD;
const struct takeover_line *takeover_line_of(const struct takeover_line *lines, size_t count, const char *code);

/* Open a matter for everybody who has something to confirm and is not asked yet; needs a transaction. */
enum err takeover_send(struct context *context, int64_t *sent) NODISCARD;

/* ---- the procedure (takeover_matter.c) ---- */

enum err prefill_takeover_lines(struct moving *moving);
enum err prefill_takeover_objections(struct moving *moving);
enum verdict takeover_waiting(struct moving *moving, struct answer *answer);
enum verdict takeover_answered(struct moving *moving, struct answer *answer);
enum verdict takeover_agreed(struct moving *moving, struct answer *answer);
enum verdict takeover_objected(struct moving *moving, struct answer *answer);
enum verdict takeover_decided(struct moving *moving, struct answer *answer);
enum err record_takeover(struct moving *moving, struct answer *answer);
enum err settle_takeover(struct moving *moving, struct answer *answer);

/* Open the application in which a system under deployment or trial goes on, once; any other needs none. */
enum err takeover_continue(struct moving *moving, int64_t system) NODISCARD;

/* What is still unconfirmed, in full and as it stands now, beside the form. */
enum err panel_takeover_records(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- pages ---- */

enum err takeover_get(struct request *req);
enum err takeover_post(struct request *req);
enum err takeover_import_get(struct request *req);
enum err takeover_import_post(struct request *req);
enum err takeover_sample_get(struct request *req);

#endif
