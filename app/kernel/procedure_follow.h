/*
 * What an action sets going (`opens`): the matters it opens, for whom, filled from where and about what.
 *
 *   about: {system: system, platform: platform}   columns (or fields) that point at a system, at a platform
 *   about: {called: subject}                      a text with the name of a system or platform of this matter's owner
 *
 * Where these say nothing, and without `about`, a new matter is about what this one is about.
 */
#ifndef KERNEL_PROCEDURE_FOLLOW_H
#define KERNEL_PROCEDURE_FOLLOW_H

#include "base/base.h"

struct follow {
	const char *procedure;
	const char *at;   /* NULL: as a draft */
	const char *whom; /* owner, unit, operator, addressee, responsible, center, actor */
	const char *each; /* rows: one matter for each; NULL: one */
	const char *only_column; /* only rows that say one of these words there; NULL: all */
	const char **only_words;
	size_t only_count;
	const char *system, *platform, *called; /* what it is about, by columns of the row, the action or the form; NULL: none */
	const char **targets; /* fields of the other form, and where each comes from */
	const char **sources;
	size_t copy_count;
};

#endif
