/* Files handed in, for the suites about uploads. */
#ifndef UNIT_KERNEL_HANDING_H
#define UNIT_KERNEL_HANDING_H

#include "unit/kernel/matter_world.h"

#include <dirent.h>

#include "kernel/attachment.h"
#include "kernel/seal_format.h"
#include "unit/kernel/files.h"

static const char *why;  /* of the last refusal */
static bool with_session; /* as a person in a browser, not as a command */

/* Public keys as the keeper would have made them: sealing needs no private ones. */
static inline void keys_for_all(void)
{
	sqlite3 *raw = NULL;

	ck_assert_int_eq(sqlite3_open_v2(arena_printf(world->arena, "%s/keys.db", world->fixture->folder), &raw,
					 SQLITE_OPEN_READWRITE, NULL),
			 SQLITE_OK);
	for (size_t i = 0; i < ARRAY_LENGTH(organisations); i++)
		ck_assert_int_eq(
			sqlite3_exec(
				raw,
				arena_printf(world->arena,
					     "INSERT INTO organisation_key (organisation_id, suite, public, private,"
					     " made_at) VALUES (%" PRId64 ", %d, randomblob(32), x'00', 1)",
					     organisations[i].id, SUITE_SODIUM),
				NULL, NULL, NULL),
			SQLITE_OK);
	sqlite3_close(raw);
}

static inline int64_t files_below(const char *folder)
{
	DIR *dir = opendir(folder);
	int64_t count = 0;

	for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
		const char *path = arena_printf(world->arena, "%s/%s", folder, entry->d_name);

		if (entry->d_name[0] == '.')
			continue;
		count += entry->d_type == DT_DIR ? files_below(path) : 1;
	}
	if (dir != NULL)
		closedir(dir);
	return count;
}

static inline int64_t stored(void)
{
	return files_below(arena_printf(world->arena, "%s/files", world->fixture->folder));
}

static struct upload_facts no_facts;

static inline struct context *handing(int64_t person)
{
	struct context *context = as(person);
	struct actor *actor = arena_memdup(context->arena, context->actor, sizeof *actor);

	actor->session = with_session;
	context->actor = actor;
	return context;
}

/* As the route does it: prepare, the bytes in pieces, finish. */
static inline enum err upload(int64_t person, int64_t id, const char *document, const char *name, struct buf file,
		       const struct upload_facts *facts, int64_t *attachment)
{
	struct context *context = handing(person);
	struct matter *matter;
	struct upload *upload;
	struct upload_sink sink;
	int64_t ignored;
	enum err err;

	why = NULL;
	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	err = upload_begin(context, matter, procedure_document(sample, document), 0, &upload, &sink);
	if (err == OK)
		err = sink.begin(sink.context, document, name);
	for (size_t at = 0; err == OK && at < file.length; at += 7001)
		err = sink.write(sink.context, file.data + at, file.length - at < 7001 ? file.length - at : 7001);
	if (err == OK)
		err = sink.end(sink.context);
	buf_release(&file);
	if (err != OK)
		return err;
	return upload_finish(context, upload, facts, attachment != NULL ? attachment : &ignored, &why);
}

static inline enum err letter(int64_t id, const char *name, struct buf file)
{
	return upload(CLERK, id, "letter", name, file, &no_facts, NULL);
}

static inline int64_t draft(void)
{
	keys_for_all();
	return open_by(CLERK);
}

static inline struct buf pdf_of_size(size_t size)
{
	struct buf file = text_of("%PDF-1.7\n");

	while (file.length < size - 5)
		buf_add_char(&file, ' ');
	buf_add_text(&file, "%%EOF");
	return file;
}

#endif
