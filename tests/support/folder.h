/*
 * A folder for one test: made under TMPDIR, removed with everything in it.
 * A header only, so that the tests of every layer can use it.
 */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include "base/base.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

static inline char *folder_make(struct arena *arena)
{
	const char *parent = getenv("TMPDIR");
	char *path = arena_printf(arena, "%s/zwy-test-XXXXXX", parent != NULL ? parent : "/tmp");

	if (mkdtemp(path) == NULL)
		fatal("folder %s", path);
	return path;
}

static inline int folder_remove_entry(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status, (void)type, (void)where;
	return remove(path);
}

static inline void folder_remove(const char *path)
{
	if (nftw(path, folder_remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0)
		log_warn("event=test folder=%s", path);
}

static inline char *folder_sub(struct arena *arena, const char *folder, const char *name)
{
	char *path = arena_printf(arena, "%s/%s", folder, name);

	if (mkdir(path, 0700) != 0)
		fatal("folder %s", path);
	return path;
}

/* Write a whole file; its path, arena. */
static inline char *folder_write(struct arena *arena, const char *folder, const char *name, const char *text)
{
	char *path = arena_printf(arena, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
		fatal("file %s", path);
	return path;
}

#endif
