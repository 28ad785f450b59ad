/*
 * CSV imports: upload and preview (multipart, file part), then import (the same
 * rows as text in the page), all or nothing, complaints by line.  The template
 * is part/csv_import.tpl, included as IMPORT.
 *
 *     route: POST, ROUTE_UPLOAD, .prepare = csv_upload_prepare, .form = &csv_upload_form
 *     table = csv_upload_read(req, &complaint)
 */
#ifndef KERNEL_CSV_UPLOAD_H
#define KERNEL_CSV_UPLOAD_H

#include "base/csv.h"
#include "http/page.h"

/* The one field beside the file: text, what the preview carries. */
extern const struct form csv_upload_form;

enum { CSV_UPLOAD_MAX = 2 * 1024 * 1024, CSV_BODY_MAX = 8 * 1024 * 1024 };

/* Route step: collect the file part in memory, at most CSV_UPLOAD_MAX. */
enum err csv_upload_prepare(struct request *req);

/*
 * The table that was sent, by file or as text; NULL with *complaint.  Rows are
 * limited by a setting: import_rows_max, or the one named (NULL: the same).
 */
struct csv_table *csv_upload_read(struct request *req, char **complaint) NODISCARD;
struct csv_table *csv_upload_read_rows(struct request *req, const char *rows_setting, char **complaint) NODISCARD;

/* What an import page is about; static. */
struct csv_page {
	const char *label;   /* 导入账号 */
	const char *href;
	const char *sample;  /* where the empty file is */
	const char *columns; /* "列：账号、单位代码…" */
};

/* Complaints are collected and shown at most 50 at a time. */
struct csv_complaints {
	struct csv_complaint {
		int line;
		const char *column; /* NULL: the whole line */
		const char *text;
	} *items;
	size_t count;
	size_t capacity;
};
void csv_complain(struct arena *arena, struct csv_complaints *complaints, int line, const char *column,
                  const char *text);

/* Markers of part/csv_import.tpl inside dict's IMPORT include, which is returned. */
struct dict *csv_page_form(struct request *req, struct dict *dict, const struct csv_page *page);
struct dict *csv_page_form_rows(struct request *req, struct dict *dict, const struct csv_page *page,
                                const char *rows_setting);
void csv_page_refused(struct request *req, struct dict *import, const struct csv_complaints *complaints);
/* The table is carried along as text; rows are shown up to 50. */
void csv_page_preview(struct request *req, struct dict *import, const struct csv_page *page,
                      const struct csv_table *table);

/* An empty file with these headings (separated by commas), as the answer. */
enum err csv_sample(struct request *req, const char *file_name, const char *headings) NODISCARD;

#endif
