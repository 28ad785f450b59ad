/*
 * One field: from what was typed to its normal form, its limits, and the
 * sentence when it does not fit.  Internal to form.c and values*.c.
 */
#ifndef HTTP_FIELD_CHECK_H
#define HTTP_FIELD_CHECK_H

#include "http/form.h"

/* From value->raw to text and number; the sentence when it cannot be read (text and number are then empty). */
const char *field_convert(struct arena *arena, struct value *value);

/* The sentence when a converted value lies outside the field's limits. */
const char *field_limits(struct arena *arena, const struct value *value);

/* CHOICES: keep the options among typed, in the table's order, once each. */
const char *field_choose(struct arena *arena, struct value *value, const char *const *typed, size_t count);

/* The sentence for a required field that is empty. */
const char *field_missing(struct arena *arena, const struct field *field);

/* How a number would be typed into the field; arena. */
const char *field_typed(struct arena *arena, const struct field *field, int64_t number);

/* 8 核, but 28%, as everywhere else; unit may be NULL; arena. */
char *field_with_unit(struct arena *arena, const char *text, const char *unit);

/* Decimals of what is stored: 2 for decimals and 元, 6 for 万元, 0 for integers. */
int field_places(const struct field *field);

/* The label of an option, NULL when the field has no such option. */
const char *field_option(const struct field *field, const char *key);

/* Stored as a number. */
bool field_is_number(const struct field *field);

#endif
