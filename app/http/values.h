/*
 * How values come to be, shared by decoding (form.c), storing (values_json.c)
 * and prefilling (values.c).  Internal to this layer.
 */
#ifndef HTTP_VALUES_H
#define HTTP_VALUES_H

#include "http/form.h"

/* Take what was typed and check it; a complaint begins with prefix ("第 3 行"). */
void value_take(struct values *values, struct value *value, const char *raw, const char *prefix);

/* The same for CHOICES, whose typed options come one by one. */
void value_take_choices(struct values *values, struct value *value, const char *const *typed, size_t count,
                        const char *prefix);

/* Put in without checking. */
void value_put(struct arena *arena, struct value *value, const char *text);

/* Add a row of empty columns; arena. */
struct values *value_add_row(struct arena *arena, struct value *value);

/* "第 N 行" of the row added last. */
const char *row_prefix(struct arena *arena, size_t number);

/* Complain about required fields that are empty, about too few and too many rows. */
void values_require(struct values *values, bool draft, const char *prefix);

/* Something in this row was typed. */
bool values_any_present(const struct values *values);

/* The rows' errors join the outer count. */
void values_join_errors(struct values *values);

#endif
