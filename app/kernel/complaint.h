/*
 * The list of what is wrong, on top of a page whose POST was refused (marker
 * ERRORS, templates/part/errors.tpl): first the sentence, then every field's
 * complaint as a link to it.
 */
#ifndef KERNEL_COMPLAINT_H
#define KERNEL_COMPLAINT_H

#include "http/page.h"

/*
 * heading: "没有保存"; values and sentence may be NULL.  Shows nothing when nothing is wrong.  That what was typed is kept
 * is said where there are values: of a file nothing is.
 */
void complaint_show(struct request *req, struct dict *dict, const char *heading, const struct values *values,
                    const char *sentence);

/* Beside its field: marker ?= with what is wrong with it, where something is. */
void complaint_beside(struct dict *dict, const struct values *values, const char *key, const char *marker);

/* One line "第 3 行：…" style, when what is wrong has no field. */
struct dict *complaint_begin(struct dict *dict, const char *heading);
void complaint_line(struct dict *errors, const char *href, const char *text);

#endif
