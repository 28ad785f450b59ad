/*
 * A folder for one test: made under TMPDIR, removed with everything in it.
 * A header only, so that the tests of every layer can use it.
 */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include "base/base.h"

#include <dirent.h>
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

static inline void folder_copy_file(const char *from, const char *to)
{
	int source = open(from, O_RDONLY | O_CLOEXEC);
	struct stat status;
	int target;
	ssize_t copied = 1;

	if (source < 0 || fstat(source, &status) != 0)
		fatal("file %s", from);
	target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, status.st_mode & 0777);
	while (target >= 0 && copied > 0)
		copied = copy_file_range(source, NULL, target, NULL, (size_t)status.st_size + 1, 0);
	if (target < 0 || copied < 0 || close(target) != 0)
		fatal("file %s", to);
	close(source);
}

/* The files of one folder into another, without folders below it. */
static inline void folder_copy(struct arena *arena, const char *from, const char *to)
{
	DIR *folder = opendir(from);
	struct dirent *entry;

	if (folder == NULL)
		fatal("folder %s", from);
	while ((entry = readdir(folder)) != NULL)
		if (entry->d_type == DT_REG)
			folder_copy_file(arena_printf(arena, "%s/%s", from, entry->d_name),
					 arena_printf(arena, "%s/%s", to, entry->d_name));
	closedir(folder);
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
