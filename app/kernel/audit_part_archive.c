/* Rows of a partial export that left the log: out of the archives, which zwy_verify.c describes line by line. */
#include "base/base.h"

#include "kernel/audit_part.h"

#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/audit_walk.h"

/* Places of a row line, its word included. */
enum {
	AT_SEQ = 1,
	AT_PERSON = 4,
	AT_ORGANISATION = 5,
	AT_ROLE = 7,
	AT_OBJECT = 10,
	AT_ID = 11,
	AT_SALT = 15,
	AT_D = 16,
	PLACES = 18
};

struct reading {
	struct context *context;
	const struct audit_part_wish *wish;
	struct buf *out;
	struct audit_part *part;
	struct audit_group group;
	int64_t last; /* row read last */
};

/* Where each field begins; false unless there are exactly so many. */
static bool split(const char *line, const char *places[PLACES])
{
	size_t count = 0;

	for (const char *at = line; at != NULL; at = strchr(at, '\t')) {
		if (count == PLACES)
			return false;
		places[count++] = at == line ? at : ++at;
	}
	return count == PLACES;
}

static bool field_is(const char *place, const char *text)
{
	size_t length = strlen(text);

	return strncmp(place, text, length) == 0 && place[length] == '\t';
}

static int64_t field_number(const char *place)
{
	return strtoll(place, NULL, 10);
}

static bool was_guest(struct reading *reading, int64_t person, int64_t matter)
{
	struct query *query = db_query(reading->context->db, Q_AUDIT_PART_GUEST);
	int64_t count;

	query_int(query, ":person", person);
	query_int(query, ":matter", matter);
	return query_value(query, 0, &count) != OK || count > 0;
}

/* The same choice as the query audit_part_rows makes among rows that are still there. */
static bool is_wanted(struct reading *reading, const char *const places[PLACES])
{
	const struct audit_part_wish *wish = reading->wish;
	int64_t id = field_number(places[AT_ID]);
	const char *role = places[AT_ROLE];
	size_t role_length = strcspn(role, "\t");

	for (size_t i = 0; i < wish->object_count; i++) {
		const struct audit_object *object = &wish->objects[i];

		if (object->id != id || !field_is(places[AT_OBJECT], object->kind))
			continue;
		if (object->organisation == 0)
			return true;
		return field_number(places[AT_ORGANISATION]) == object->organisation &&
		       memmem(role, role_length, "review.expert", 13) == NULL &&
		       memmem(role, role_length, "assessor.", 9) == NULL &&
		       memmem(role, role_length, "center.", 7) == NULL &&
		       !was_guest(reading, field_number(places[AT_PERSON]), object->matter);
	}
	return false;
}

static bool take_row(struct reading *reading, const char *line)
{
	const char *places[PLACES];
	uint8_t d[DIGEST_SIZE];
	char hex[2 * DIGEST_SIZE + 1];

	if (!split(line, places) || strcspn(places[AT_D], "\t") != sizeof hex - 1)
		return false;
	memcpy(hex, places[AT_D], sizeof hex - 1);
	hex[sizeof hex - 1] = '\0';
	if (!crypt_unhex(hex, d, sizeof d))
		return false;
	audit_group_add(&reading->group, d);
	reading->last = field_number(places[AT_SEQ]);
	if (is_wanted(reading, places))
		audit_group_pick(&reading->group, places[AT_SEQ] - 1, (size_t)(places[AT_D] - places[AT_SEQ]));
	return true;
}

static bool take_line(struct reading *reading, const char *line)
{
	static const char head[] = "zwy-audit-export\t1\t", row[] = "row\t", checkpoint[] = "checkpoint\t";

	if (text_starts(line, head)) {
		reading->last = field_number(line + sizeof head - 1) - 1;
		audit_group_begin(&reading->group, reading->last);
		return true;
	}
	if (text_starts(line, row))
		return take_row(reading, line);
	if (!text_starts(line, checkpoint))
		return text_starts(line, "end\t");
	audit_group_write(&reading->group, line + sizeof checkpoint - 2, reading->out, &reading->part->rows);
	audit_group_begin(&reading->group, field_number(line + sizeof checkpoint - 1));
	return true;
}

/* False: what is there is not to be used.  Its digest was compared before, so that this is a defect of ours. */
static bool read_archive(struct reading *reading, const char *path)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t capacity = 0;
	ssize_t length;
	bool good = file != NULL;

	while (good && (length = getline(&line, &capacity, file)) > 0) {
		line[length - 1] = '\0';
		good = take_line(reading, line);
	}
	free(line);
	if (file != NULL)
		fclose(file);
	return good;
}

static void note_lost(struct audit_part *part, int64_t from, int64_t to)
{
	if (from > to)
		return;
	if (part->lost_from == 0)
		part->lost_from = from;
	part->lost_to = to;
}

struct archives {
	struct audit_archived *list;
	size_t count;
};

static enum err list_archives(struct context *context, struct archives *archives)
{
	enum { MOST = 500 };
	struct query *query = db_query(context->db, Q_AUDIT_PART_ARCHIVES);

	archives->list = arena_array(context->arena, MOST, sizeof *archives->list);
	query_int(query, ":limit", MOST);
	while (query_step(query)) {
		struct audit_archived *archived = &archives->list[archives->count++];
		const void *digest;
		size_t length;

		archived->file = next_text(query, context->arena);
		archived->first = next_int(query);
		archived->last = next_int(query);
		digest = next_blob(query, context->arena, &length);
		if (digest != NULL && length == DIGEST_SIZE)
			memcpy(archived->digest, digest, DIGEST_SIZE);
	}
	return query_end(query);
}

enum err audit_part_archived(struct context *context, const struct audit_part_wish *wish, int64_t anchor,
			     struct buf *out, struct audit_part *part)
{
	struct reading reading = {.context = context, .wish = wish, .out = out, .part = part};
	struct archives archives = {0};
	int64_t next = 1; /* row expected */
	enum err err = list_archives(context, &archives);

	for (size_t i = 0; err == OK && i < archives.count; i++) {
		const struct audit_archived *archived = &archives.list[i];

		if (archived->first > anchor)
			break;
		if (!audit_archive_holds(context, archived)) {
			log_warnx("event=audit_part file=%s message=%s", archived->file,
				  "the archive is not what was written");
			continue;
		}
		note_lost(part, next, archived->first - 1);
		if (!read_archive(&reading, arena_printf(context->arena, "%s/archive/%s", db_folder(context->db),
							 archived->file)))
			err = ERR_INTERNAL;
		next = reading.last + 1;
	}
	note_lost(part, next, anchor);
	audit_group_end(&reading.group);
	return err;
}
