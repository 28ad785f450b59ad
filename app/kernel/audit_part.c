#include "base/base.h"

#include "kernel/audit_part.h"

#include "base/log.h"
#include "kernel/audit_walk.h"

/* ---- what lies under one checkpoint ---- */

static void *grown(void *memory, size_t *room, size_t wanted, size_t size)
{
	if (wanted <= *room)
		return memory;
	*room = *room == 0 ? 256 : *room * 2;
	memory = reallocarray(memory, *room, size);
	if (memory == NULL)
		fatalx("event=out_of_memory");
	return memory;
}

void audit_group_begin(struct audit_group *group, int64_t from)
{
	for (size_t i = 0; i < group->picked_count; i++)
		free(group->picked[i].text);
	group->from = from;
	group->count = group->picked_count = 0;
}

void audit_group_add(struct audit_group *group, const uint8_t d[DIGEST_SIZE])
{
	group->d = grown(group->d, &group->room, group->count + 1, sizeof *group->d);
	memcpy(group->d[group->count++], d, DIGEST_SIZE);
}

void audit_group_pick(struct audit_group *group, const char *text, size_t length)
{
	char *kept = strndup(text, length);

	if (kept == NULL)
		fatalx("event=out_of_memory");
	group->picked = grown(group->picked, &group->picked_room, group->picked_count + 1, sizeof *group->picked);
	group->picked[group->picked_count++] = (struct audit_picked){group->count - 1, kept};
}

void audit_group_write(struct audit_group *group, const char *checkpoint, struct buf *out, int64_t *number)
{
	uint8_t path[MERKLE_PATH_MAX][DIGEST_SIZE];

	if (group->picked_count > 0)
		buf_printf(out, "checkpoint\t%" PRId64 "%s\n", group->from, checkpoint);
	for (size_t i = 0; i < group->picked_count; i++) {
		const struct audit_picked *picked = &group->picked[i];
		size_t length = merkle_path((const uint8_t(*)[DIGEST_SIZE])group->d, group->count, picked->index, path);

		buf_printf(out, "row\t%" PRId64 "%s\t", ++*number, picked->text);
		for (size_t k = 0; k < length; k++) {
			if (k > 0)
				buf_add_char(out, ',');
			audit_line_hex(out, path[k], DIGEST_SIZE);
		}
		buf_add_text(out, length == 0 ? "-\n" : "\n");
	}
}

void audit_group_end(struct audit_group *group)
{
	audit_group_begin(group, 0);
	free(group->d);
	free(group->picked);
	*group = (struct audit_group){0};
}

/* ---- which rows ---- */

struct seqs {
	int64_t *list; /* malloc */
	size_t count, room;
};

static enum err find_rows(struct context *context, const struct audit_object *object, int64_t until, struct seqs *seqs)
{
	struct query *query = db_query(context->db, Q_AUDIT_PART_ROWS);

	query_text(query, ":object", object->kind);
	query_int(query, ":id", object->id);
	query_int(query, ":matter", object->matter);
	query_int(query, ":organisation", object->organisation);
	query_int(query, ":until", until);
	while (query_step(query)) {
		seqs->list = grown(seqs->list, &seqs->room, seqs->count + 1, sizeof *seqs->list);
		seqs->list[seqs->count++] = next_int(query);
	}
	return query_end(query);
}

static int by_seq(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* Each once: an object may have been named twice. */
static void in_order(struct seqs *seqs)
{
	size_t kept = 0;

	if (seqs->count > 0)
		qsort(seqs->list, seqs->count, sizeof *seqs->list, by_seq);
	for (size_t i = 0; i < seqs->count; i++)
		if (kept == 0 || seqs->list[i] != seqs->list[kept - 1])
			seqs->list[kept++] = seqs->list[i];
	seqs->count = kept;
}

/* ---- their checkpoints ---- */

static enum err find_checkpoint(struct context *context, struct arena *arena, int64_t seq,
				struct checkpoint *checkpoint, int64_t *from)
{
	struct query *query = db_query(context->db, Q_AUDIT_CHECKPOINT_SLICE);
	bool there;
	enum err err;

	query_int(query, ":after", seq - 1);
	query_int(query, ":limit", 1);
	there = checkpoint_next(query, arena, checkpoint);
	err = query_end(query);
	if (err == OK && !there)
		err = ERR_STATE;
	if (err != OK)
		return err;
	query = db_query(context->db, Q_AUDIT_CHECKPOINT_BEFORE);
	query_int(query, ":seq", seq);
	return query_value(query, 0, from);
}

/* The rows from the group's beginning to its checkpoint, in slices; *at goes on over those that are wanted. */
static enum err fill_group(struct context *context, struct audit_group *group, int64_t until, const struct seqs *seqs,
			   size_t *at)
{
	int64_t last = group->from;
	enum err err = OK;

	while (err == OK && last < until) {
		struct arena *arena = arena_new();
		struct query *query = db_query(context->db, Q_AUDIT_SLICE);
		struct audit_row row;
		struct buf line;
		int64_t before = last;

		buf_init(&line);
		query_int(query, ":after", last);
		query_int(query, ":until", until);
		query_int(query, ":limit", AUDIT_SLICE);
		while (audit_row_next(query, arena, &row)) {
			audit_group_add(group, row.d);
			last = row.seq;
			if (*at >= seqs->count || seqs->list[*at] != row.seq)
				continue;
			buf_clear(&line);
			audit_line_fields(&line, &row);
			audit_group_pick(group, line.data, line.length);
			(*at)++;
		}
		err = query_end(query);
		buf_release(&line);
		arena_free(arena);
		if (err == OK && last == before)
			err = ERR_BUSY;
	}
	/* A digest too few or too many: no path would lead anywhere. */
	return err == OK && (int64_t)group->count != until - group->from ? ERR_BUSY : err;
}

static enum err write_rows(struct context *context, const struct seqs *seqs, struct buf *out, int64_t *number)
{
	struct audit_group group = {0};
	enum err err = OK;

	for (size_t at = 0; err == OK && at < seqs->count;) {
		struct arena *arena = arena_new();
		struct checkpoint checkpoint;
		struct buf line;
		int64_t from = 0;

		buf_init(&line);
		err = find_checkpoint(context, arena, seqs->list[at], &checkpoint, &from);
		if (err == OK) {
			audit_group_begin(&group, from);
			err = fill_group(context, &group, checkpoint.seq, seqs, &at);
		}
		if (err == OK) {
			audit_line_checkpoint(&line, &checkpoint);
			audit_group_write(&group, line.data, out, number);
		}
		buf_release(&line);
		arena_free(arena);
	}
	audit_group_end(&group);
	return err;
}

/* The first line states the count, which is known last. */
static void write_whole(struct buf *out, const struct buf *body, int64_t rows)
{
	buf_printf(out, "zwy-audit-part\t1\t%" PRId64 "\n", rows);
	buf_add(out, body->data, body->length);
}

enum err audit_part_write(struct context *context, const struct audit_part_wish *wish, struct buf *out,
			  struct audit_part *part)
{
	struct seqs seqs = {0};
	struct buf body;
	int64_t anchor, until = 0;
	enum err err = query_value(db_query(context->db, Q_AUDIT_ANCHOR), 0, &anchor);

	if (err == OK)
		err = query_value(db_query(context->db, Q_AUDIT_CHECKPOINT_LAST), 0, &until);
	buf_init(&body);
	*part = (struct audit_part){0};
	if (err == OK && anchor > 0)
		err = audit_part_archived(context, wish, anchor, &body, part);
	part->archived = part->rows;
	for (size_t i = 0; err == OK && i < wish->object_count; i++)
		err = find_rows(context, &wish->objects[i], until, &seqs);
	in_order(&seqs);
	if (err == OK)
		err = write_rows(context, &seqs, &body, &part->rows);
	if (err == OK)
		write_whole(out, &body, part->rows);
	free(seqs.list);
	buf_release(&body);
	return err;
}

enum err audit_part_row(struct context *context, int64_t seq, struct buf *out)
{
	struct seqs seqs = {.list = &seq, .count = 1};
	struct buf body;
	int64_t rows = 0;
	enum err err;

	buf_init(&body);
	err = write_rows(context, &seqs, &body, &rows);
	if (err == OK && rows != 1)
		err = ERR_STATE;
	if (err == OK)
		write_whole(out, &body, rows);
	buf_release(&body);
	return err;
}
