/*
 * A document on a page, on paper and as files.  The page and the paper have
 * their templates (part/document.tpl, part/document_sheet.tpl), both of the same
 * sections; every table, those of charts too, has a number from 1 on under which
 * it is also a csv or xlsx.  A page shows the first rows of a long table alone: a
 * whole month of a province is fifty sheets of paper and no page to scroll.
 */
#ifndef KERNEL_DOCUMENT_PAGE_H
#define KERNEL_DOCUMENT_PAGE_H

#include "http/page.h"
#include "kernel/document.h"

/* At the marker DOCUMENT of dict.  href: the page's address for files of tables. */
void document_fill(struct dict *dict, const struct document *document, const char *href);

/* On paper: the text at the marker DOCUMENT, its annexes at ANNEXES, their list (附件说明) as a section ATTACH. */
void document_fill_paper(struct dict *dict, const struct document *document);

/*
 * The table that ?table= asks for as the file that ?format= asks for; the answer
 * is then the download.  at: the moment the document is of, so that the same document
 * gives the same bytes.  ERR_NOT_FOUND without such a table, ERR_BAD_REQUEST for
 * another format.
 */
enum err document_file(struct request *req, const struct document *document, int64_t at) NODISCARD;

#endif
