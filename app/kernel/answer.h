/*
 * How guards and effects say what they found.  A sentence says what holds or
 * what is missing, the cure what helps, the link where; field is the form or
 * action field it belongs to.  Everything is copied into the arena.
 */
#ifndef KERNEL_ANSWER_H
#define KERNEL_ANSWER_H

#include "kernel/matter.h"

struct answer_help {
	const char *cure;
	const char *link;  /* NULL with a field or document: its place in the form while that may be edited */
	const char *field; /* key of a field or document, NULL: none */
};

enum verdict answer_yes(struct moving *moving, struct answer *answer, const char *format, ...) PRINTF_LIKE(3, 4);
enum verdict answer_not_yet(struct moving *moving, struct answer *answer, const char *format, ...) PRINTF_LIKE(3, 4);
enum verdict answer_no(struct moving *moving, struct answer *answer, struct answer_help help, const char *format, ...)
	PRINTF_LIKE(4, 5);

/* A guard that could not find out: the database failed.  Logged; counts as no. */
enum verdict answer_failed(struct moving *moving, struct answer *answer, enum err err);

/* All that is wrong with the rows of a form, told at once. */
struct faults {
	struct arena *arena;
	const char *text;
	size_t count;
};
void fault_add(struct faults *faults, const char *text); /* NULL: nothing */
/* No, with all of them and how many there are; yes, as yet without a sentence, when there is none. */
enum verdict answer_faults(struct moving *moving, struct answer *answer, struct answer_help help,
                           const struct faults *faults);

/* What is wrong and what to do, as one sentence. */
const char *answer_whole(struct arena *arena, const struct answer *answer);

/* That beside the field the answer names, which these values have; the list leads where it is put right. */
void answer_beside(struct arena *arena, const struct answer *answer, struct values *values);

/* For effects: the sentence, also on moving->fields when there is such a field; always ERR_INVALID. */
enum err answer_refuse(struct moving *moving, struct answer *answer, struct answer_help help, const char *format, ...)
	PRINTF_LIKE(4, 5);

#endif
