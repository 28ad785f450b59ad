/*
 * Papers as PDF: the print page that was just made goes through zwy-press
 * (app/press/press.h), a program of its own that ends with the paper.
 *
 *     err = page_end(req, 200);
 *     if (err == OK && paper_wanted(req)) err = paper_press(req, "受理通知书", event.at);
 */
#ifndef KERNEL_PAPER_H
#define KERNEL_PAPER_H

#include "http/request.h"

/* ?format=pdf */
bool paper_wanted(struct request *req);

/*
 * Answer with the page in req->response.body as a PDF named name.pdf.  at: the
 * moment the paper is of, so that a reprint has the same bytes.  ERR_INTERNAL, with a
 * log line, when the press is missing, fails or takes longer than twenty seconds;
 * ERR_ONE_FILE, ERR_BUSY as kernel/large_file.h.
 */
enum err paper_press(struct request *req, const char *name, int64_t at) NODISCARD;

/* The same without a request: the PDF of a page is appended to paper.  For jobs. */
enum err paper_make(struct arena *arena, const struct buf *page, int64_t at, struct buf *paper) NODISCARD;

/* The address of this page as PDF; arena. */
char *paper_href(struct request *req);

#endif
