/*
 * References: form fields that point at a record of a register.  To add a
 * register: a row in reference.c and two queries in db/queries/reference.sql
 * (the choices an actor has, the label of one he may see).
 */
#ifndef KERNEL_REFERENCE_H
#define KERNEL_REFERENCE_H

#include "kernel/actor.h"

/*
 * What the actor may choose from, in register order, at most 500; arena.  Kinds:
 * "filing", "system", "platform", "organisation", "recipient" (an organisation with an account that can sign for it),
 * "assessor", "person",
 * "colleague" (business accounts of one's own organisation), "plan_item", "contract", "contractor", "supplier",
 * "host" (a platform that bears a system of one's own organisation); "subject_system",
 * "subject_platform", "own_platform" (run by one's own organisation) and "other_platform" (by another):
 * what a matter may be about.
 */
enum err reference_options(struct context *context, const char *kind, struct option **out, size_t *count) NODISCARD;

/*
 * What a field offers that holds what was typed: all there is, where that is a
 * list one can look through (searched: no).  Else one searches: of words those
 * whose label has them, of an id that one, of nothing nothing.
 */
struct reference_choice {
	struct option *options;
	size_t count;
	bool searched;
	bool more; /* the words fit others besides */
};
enum err reference_choose(struct context *context, const char *kind, const char *typed, struct reference_choice *choice) NODISCARD;

/* The one with exactly this label among what the actor may choose, *key NULL: none; arena. */
enum err reference_called(struct context *context, const char *kind, const char *label, const char **key) NODISCARD;

/* Whether a kind is one of those of a register ("system", "platform"): what is chosen is the id of one of these. */
bool reference_points_at(const char *kind, const char *register_of);

/* Label of one, NULL when there is none; arena. */
char *reference_label(struct context *context, const char *kind, int64_t id);

/* Complain about references the actor may not choose, rows included. */
enum err reference_check(struct context *context, struct values *values) NODISCARD;

/* value_display with references spelled out; arena. */
char *reference_display(struct context *context, const struct value *value);

/* The same as papers say it: a day is 2026年11月20日, in their text as in their tables; arena. */
char *reference_in_words(struct context *context, const struct value *value);

#endif
