/*
 * What a report, a bulletin or a list says, before it has a form: headings,
 * sentences, tables, charts, and sections a person writes or edits.  One body is
 * shown as a page, printed, pressed as a PDF, given out as csv or xlsx, and kept as
 * JSON when it is closed (kernel/closing.h), so that all of them say the same.
 *
 *     struct document *document = document_new(arena, "2026年10月政务云资源利用率报告");
 *     document_heading(document, 1, "一、总体情况");
 *     document_text(document, "本月共有%lld个系统……", (long long)systems);
 *     struct document_table *table = document_table(document, "分单位情况");
 *     document_columns(table, (const char *const[]){"单位", "处理器均值（%）#", NULL}); // # : numbers
 *     document_cell(table, unit);                      // row by row
 *     document_cell(table, number);
 *     document_chart(document, chart);                 // its table stands below it
 *     document_own(document, "problems", "四、问题与建议", drafted_text);
 *     document_annex(document, "附件1　系统清单");     // what follows stands behind the signature
 *
 * Everything lives in the arena of document_new; texts are copied.
 */
#ifndef KERNEL_DOCUMENT_H
#define KERNEL_DOCUMENT_H

#include "kernel/chart.h"

struct document;
struct document_table;

enum document_column_kind { DOCUMENT_WORDS, DOCUMENT_NUMBER };

struct document *document_new(struct arena *arena, const char *title);
/* level 1 一、 2 （一） 3 1. ; the text carries its own number */
void document_heading(struct document *document, int level, const char *text);
void document_text(struct document *document, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* As text, unless the same sentence stands right above. */
void document_say(struct document *document, const char *sentence);
struct document_table *document_table(struct document *document, const char *caption);
void document_column(struct document_table *table, const char *heading, enum document_column_kind kind);
/* Several, up to a NULL; those of numbers end in "#", as in kernel/panel.h. */
void document_columns(struct document_table *table, const char *const *headings);
void document_cell(struct document_table *table, const char *text);
void document_chart(struct document *document, struct chart *chart);
/* A section whose text a person may edit until closing; drafted: what the records propose. */
void document_own(struct document *document, const char *key, const char *heading, const char *drafted);
/* 附件 begin on a page of their own in print, behind signature and date; the last parts of a document. */
void document_annex(struct document *document, const char *title);

/* Replace the text of an editable section by what was typed; false when there is none of that key. */
bool document_write(struct document *document, const char *key, const char *text);

/* The editable sections in their order; arena of the document. */
struct document_section {
	const char *key, *heading, *text;
	bool written; /* by a person: what he typed differs from what the records proposed */
};
size_t document_sections(const struct document *document, const struct document_section **out);

/* What persons wrote in an earlier draft of the same report goes on in this one: 重新取数. */
void document_keep(struct document *document, const struct document *earlier);

const char *document_title(const struct document *document);

/* What stands around the text on paper and is kept with it; NULL leaves a line out.  Copied. */
struct document_letterhead {
	const char *addressee;  /* 主送 */
	const char *copies;     /* 抄送 */
	const char *basis;      /* 依据 */
	const char *own_number; /* 办件编号 */
	const char *as_of;      /* 数据截至: when its figures were drawn from the records */
	const char *page, *page_label, *pdf; /* addresses: what it is a paper of, that in words, its PDF */
	bool official;          /* the document form (文件格式) with mark and imprint, else a letter */
};
void document_address(struct document *document, const struct document_letterhead *letterhead);
/* All NULL before document_address. */
const struct document_letterhead *document_letterhead(const struct document *document);

/*
 * To and from the bytes that are kept: the same document gives the same bytes,
 * and reading them gives the same document.  document_json is NULL when a text is
 * no UTF-8, document_read when the bytes are not a document.  Arena.
 */
char *document_json(const struct document *document);
struct document *document_read(struct arena *arena, const char *json, size_t length);

#endif
