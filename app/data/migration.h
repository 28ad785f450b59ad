/*
 * The numbered files of one migrations folder, read and checked; for
 * migrate.c only.
 */
#ifndef DATA_MIGRATION_H
#define DATA_MIGRATION_H

#include "base/arena.h"
#include "base/crypt.h"

struct migration {
	int number;
	char *name; /* "0001_people.sql" */
	char *text;
	uint8_t digest[DIGEST_SIZE];
};

struct migration_list {
	struct migration *rows; /* by number, from 1 on, without a gap */
	size_t count;
};

/* All arena.  False after a log line: unreadable, a stray or misnamed .sql file, a gap, two of a number. */
bool migration_list_read(struct arena *arena, const char *folder, struct migration_list *list) NODISCARD;

/* "-- loses: table" in the text: this migration is meant to leave fewer rows there. */
bool migration_may_lose(const struct migration *migration, const char *table);

#endif
