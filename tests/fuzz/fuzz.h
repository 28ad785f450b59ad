/*
 * Foreign input, changed at random and read again: nothing may crash, read
 * beyond its bytes or hang, and what each target says of itself must hold.
 *
 * To add a target: a struct fuzz_target in a file of its own or beside its
 * like, and its name in the list of fuzz.c.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "base/base.h"

#include "base/arena.h"

/* Whole inputs to begin with, and words worth putting in. */
struct fuzz_corpus {
	struct fuzz_piece {
		char *data;
		size_t length;
	} *pieces;
	size_t count;
};

struct fuzz_target {
	const char *name;
	unsigned every; /* one of so many iterations: what is slow is done less often */
	const char *const *words; /* NULL-terminated */
	void (*begin)(struct fuzz_corpus *corpus); /* once, also to set up */
	void (*run)(struct arena *arena, const char *data, size_t length);
};

void fuzz_corpus_add(struct fuzz_corpus *corpus, const void *data, size_t length);
void fuzz_corpus_text(struct fuzz_corpus *corpus, const char *text);
/* Every file of a folder whose name ends so. */
void fuzz_corpus_folder(struct fuzz_corpus *corpus, const char *folder, const char *ending);

/* What must hold of any input: the place is named and the process ends as a crash does. */
#define FUZZ_HOLDS(condition) ((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition))
void fuzz_broken(const char *file, int line, const char *condition) __attribute__((noreturn));

/* From now on the process may work for so long on its input, or it counts as hanging; not inherited by a fork. */
void fuzz_limit(void);

/* fuzz_mutate.c: the input of an iteration, the same for the same seed; owned, of exactly *length bytes. */
char *fuzz_input(const struct fuzz_corpus *corpus, const char *const *words, uint64_t seed, size_t *length);

extern const struct fuzz_target fuzz_query, fuzz_cookie, fuzz_head, fuzz_form, fuzz_multipart; /* fuzz_http.c */
extern const struct fuzz_target fuzz_csv, fuzz_json, fuzz_range, fuzz_procedure, fuzz_file;    /* fuzz_files.c */
extern const struct fuzz_target fuzz_export, fuzz_dossier;                                     /* fuzz_verify.c */

#endif
