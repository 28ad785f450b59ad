/* Inside matter_print.c and matter_sheet.c only: what every paper of a matter has. */
#ifndef MODULES_MATTER_MATTER_PAPER_H
#define MODULES_MATTER_MATTER_PAPER_H

#include "modules/matter/matter_module.h"

/* Title, number, subject and the way back; template_name in frame_print.tpl. */
struct dict *paper_begin(struct request *req, const struct matter *matter, const char *template_name,
			 const char *title);
/* LIST{LIST_LABEL, HEAD, LINE{CELL}}: rows of the form. */
void paper_list(struct context *context, struct dict *body, const struct value *value);
/* DOCUMENT_NAMES: what was handed in, without what stays inside the center. */
enum err paper_documents(struct context *context, struct dict *body, const struct matter *matter) NODISCARD;
/* The articles a procedure rests on; the papers say 依据： themselves. */
const char *paper_articles(struct context *context, const struct procedure *procedure);

#endif
