/*
 * Texts with holes: titles of matters and paragraphs of papers.  A hole is
 * {key} of a field of the form or of the action, or one of {system} {unit}
 * {owner} {platform} {period} {number} {title} {addressees} {day} {center}.
 * What is empty leaves nothing.
 */
#ifndef KERNEL_PROCEDURE_TEXT_H
#define KERNEL_PROCEDURE_TEXT_H

#include "kernel/matter.h"

/* form and fields may be NULL; arena. */
char *procedure_text(struct context *context, const struct matter *matter, const struct values *form,
                     const struct values *fields, const char *text);

/* The matter's title as its form stands: the field of `matter_title`, or its text; never empty; arena. */
char *procedure_title(struct context *context, const struct matter *matter, const struct values *form);

/* The first hole that is none of the above and no key of the fields, NULL when all are known; arena. */
char *procedure_text_unknown(struct arena *arena, const char *text, const struct field *form, size_t form_count,
                             const struct field *fields, size_t field_count);

#endif
