/* What a document is made of; for kernel/document*.c alone. */
#ifndef KERNEL_DOCUMENT_PARTS_H
#define KERNEL_DOCUMENT_PARTS_H

#include "kernel/document.h"

enum part_kind { PART_HEADING, PART_TEXT, PART_TABLE, PART_CHART, PART_OWN, PART_ANNEX };

struct document_column {
	const char *heading;
	enum document_column_kind kind;
};

struct document_table {
	struct arena *arena;
	const char *caption;
	struct document_column *columns;
	size_t column_count, column_room;
	const char **cells; /* row by row */
	size_t cell_count, cell_room;
};

struct part {
	enum part_kind kind;
	int level;
	const char *text; /* heading, paragraph, title of an annex */
	struct document_table *table;
	struct chart *chart;
	struct document_section *own;
	struct part *next;
};

struct document {
	struct arena *arena;
	const char *title;
	struct document_letterhead letterhead;
	struct part *first, **last; /* where the next one goes */
};


/* Rows that are complete; a last one that was not filled up counts. */
size_t document_rows(const struct document_table *table);

/* "" past the end: the last row need not be filled up. */
const char *document_cell_at(const struct document_table *table, size_t row, size_t column);

#endif
