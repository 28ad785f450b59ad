/*
 * A register that takes CSV, as a table: published columns, a check of one row
 * against what is there, and how a row is saved.  From a page (upload, preview,
 * import) or from a command that reads a folder.
 *
 *     const struct csv_import_kind machine_import = {.title = "导入机器台账", …};
 *     page:     csv_import_show(req, &machine_import), csv_import_run(req, &machine_import)
 *     command:  import.table = …; csv_import_save(&import) inside a transaction of its own
 *
 * A preview saves all rows and takes them back, so that it says what the import
 * will say, limits of the schema included.  All or nothing.
 */
#ifndef KERNEL_CSV_IMPORT_H
#define KERNEL_CSV_IMPORT_H

#include "kernel/actor.h"
#include "kernel/csv_upload.h"

enum { CSV_TWICE_MAX = 4 };

struct csv_import;
struct csv_import_kind {
	struct csv_page page;
	const char *title;
	const char *sample_name;
	const char *headings;       /* comma-separated, in file order; the fields carry them as keys */
	const struct field *fields; /* one per heading */
	size_t field_count;
	size_t optional_count;      /* so many of the last fields a file may lack: they came later than the first files */
	const char *twice[CSV_TWICE_MAX]; /* headings that together name a row; NULL-padded */
	const char *back;
	const char *action;         /* for the audit log, likewise object */
	const char *object;
	/* Rows that are right are tried though others are wrong, so that all complaints come at once: where no row needs another. */
	bool tries_all;
	/* Both complain into the row (values_complain); save then gives ERR_INVALID.  check may be NULL. */
	enum err (*check)(struct csv_import *import, struct values *row);
	enum err (*save)(struct csv_import *import, struct values *row);
};

struct csv_import {
	struct context context;
	const struct csv_import_kind *kind;
	const struct csv_table *table;
	struct values **rows;
	struct csv_complaints complaints;
	int64_t changed; /* rows the database took as new or different */
	void *data;      /* the caller's, for save */
};

/* Check, save every row, one audit row.  Needs a transaction; ERR_INVALID with complaints. */
enum err csv_import_save(struct csv_import *import) NODISCARD;

/* Pages on import.tpl. */
enum err csv_import_show(struct request *req, const struct csv_import_kind *kind);
enum err csv_import_run(struct request *req, const struct csv_import_kind *kind);
enum err csv_import_sample(struct request *req, const struct csv_import_kind *kind);

/* The page that says what is wrong or shows what would be taken; complaint may be NULL. */
enum err csv_import_answer(struct request *req, struct csv_import *import, const char *complaint);

#endif
