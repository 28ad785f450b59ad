#include "base/base.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "data/migration.h"

enum { NUMBER_DIGITS = 4 };

/* 0001_name.sql */
static bool parse_name(const char *name, int *number)
{
	size_t stem = strspn(name + NUMBER_DIGITS, "abcdefghijklmnopqrstuvwxyz0123456789_");

	*number = 0;
	for (int i = 0; i < NUMBER_DIGITS; i++)
		*number = *number * 10 + (name[i] - '0');
	return name[NUMBER_DIGITS] == '_' && stem > 1 && text_equal(name + NUMBER_DIGITS + stem, ".sql");
}

static bool read_whole(struct arena *arena, const char *path, char **text)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct buf buf;
	char chunk[8192];
	ssize_t got = -1;

	if (file < 0)
		return false;
	buf_init(&buf);
	while ((got = read(file, chunk, sizeof(chunk))) > 0)
		buf_add(&buf, chunk, (size_t)got);
	close(file);
	*text = arena_strndup(arena, buf.data, buf.length);
	if (got == 0 && strlen(*text) != buf.length) {
		errno = EILSEQ; /* a NUL would hide the rest from SQLite */
		got = -1;
	}
	buf_release(&buf);
	return got == 0;
}

static int sql_file(const struct dirent *entry)
{
	return text_ends(entry->d_name, ".sql");
}

static bool read_one(struct arena *arena, const char *folder, const char *name, struct migration *row)
{
	char *path = arena_printf(arena, "%s/%s", folder, name);

	row->name = arena_strdup(arena, name);
	if (strspn(name, "0123456789") != NUMBER_DIGITS || !parse_name(name, &row->number)) {
		log_error("event=migrate file=%s message=%s", path, "the name is not like 0001_name.sql");
		return false;
	}
	if (!read_whole(arena, path, &row->text)) {
		log_warn("event=migrate file=%s", path);
		return false;
	}
	crypt_digest(row->digest, row->text, strlen(row->text), NULL, 0);
	return true;
}

bool migration_list_read(struct arena *arena, const char *folder, struct migration_list *list)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, sql_file, alphasort);
	bool good = true;

	list->count = 0;
	if (count <= 0) {
		log_error("event=migrate folder=%s message=%s", folder,
			  count < 0 ? "cannot be read" : "holds no migration");
		free(entries);
		return false;
	}
	list->rows = arena_array(arena, (size_t)count, sizeof(*list->rows));
	for (int i = 0; i < count; i++) {
		good = good && read_one(arena, folder, entries[i]->d_name, &list->rows[i]);
		if (good && list->rows[i].number != i + 1) {
			log_error("event=migrate folder=%s file=%s message=%s", folder, entries[i]->d_name,
				  "numbers go up by one from 0001");
			good = false;
		}
		free(entries[i]);
	}
	free(entries);
	list->count = (size_t)count;
	return good;
}

bool migration_may_lose(const struct migration *migration, const char *table)
{
	static const char mark[] = "\n-- loses: ";
	const char *found = migration->text;
	size_t length = strlen(table);

	while ((found = strstr(found, mark)) != NULL) {
		found += sizeof(mark) - 1;
		if (strncmp(found, table, length) == 0 && (found[length] == '\n' || found[length] == '\0'))
			return true;
	}
	return false;
}
