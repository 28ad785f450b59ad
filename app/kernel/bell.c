#include "base/base.h"
#include "kernel/bell.h"

#include "base/clock.h"

/*
 * Two short ranges of two indexes, put together here: asking in SQL for each of
 * them whether it was read took a sixth of what a list page costs.
 */

enum { NEWEST = 20, READ_MOST = 200 };

struct notices {
	int64_t *ids; /* the newest first */
	size_t count;
};

static int descending(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? 1 : left > right ? -1 : 0;
}

/* Those to a role and to a person in it, since a moment. */
static enum err add_role(struct request *req, struct notices *notices, enum role role, int64_t person, int64_t since)
{
	struct query *query = db_query(req->reader, Q_FRAME_NOTICES);

	query_int(query, ":org", req->actor->org);
	query_text(query, ":role", role_key(role));
	query_int(query, ":person", person);
	query_int(query, ":since", since);
	for (size_t rows = 0; rows < NEWEST && query_step(query); rows++) {
		notices->ids[notices->count] = next_int(query);
		notices->count += next_int(query) != 0;
	}
	return query_end(query);
}

/* What goes to a role that he has and takes for a colleague too is one notice. */
static void sort_notices(struct notices *notices)
{
	size_t kept = 0;

	qsort(notices->ids, notices->count, sizeof *notices->ids, descending);
	for (size_t i = 0; i < notices->count; i++)
		if (kept == 0 || notices->ids[kept - 1] != notices->ids[i])
			notices->ids[kept++] = notices->ids[i];
	notices->count = kept;
}

static enum err newest(struct request *req, struct notices *notices)
{
	const struct actor *actor = req->actor;
	size_t room = NEWEST * ((size_t)__builtin_popcount(actor->roles) + actor->deputy_count);
	enum err err = OK;

	notices->ids = arena_array(req->arena, room, sizeof *notices->ids);
	for (int role = 0; err == OK && role < ROLE_COUNT; role++)
		if (actor_has(actor, (enum role)role))
			err = add_role(req, notices, (enum role)role, actor->person, 0);
	for (size_t i = 0; err == OK && i < actor->deputy_count; i++)
		err = add_role(req, notices, actor->deputies[i].role, actor->deputies[i].person,
			       day_start(actor->deputies[i].from_day));
	sort_notices(notices);
	return err;
}

/* Where the range was cut off, each alone: somebody read hundreds since, in another role. */
static enum err count_singly(struct request *req, const int64_t *ids, size_t count, int64_t *unread)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < count; i++) {
		struct query *query = db_query(req->reader, Q_FRAME_NOTICE_READ);
		int64_t read = 0;

		query_int(query, ":person", req->actor->person);
		query_int(query, ":notice", ids[i]);
		err = query_value(query, 0, &read);
		*unread += read == 0;
	}
	return err;
}

static enum err count_unread(struct request *req, const struct notices *notices, int64_t *unread)
{
	struct query *query = db_query(req->reader, Q_FRAME_NOTICES_READ);
	size_t at = 0, rows = 0;
	enum err err;

	query_int(query, ":person", req->actor->person);
	query_int(query, ":first", notices->ids[notices->count - 1]);
	query_int(query, ":last", notices->ids[0]);
	for (; at < notices->count && query_step(query); rows++) {
		int64_t read = next_int(query);

		for (; at < notices->count && notices->ids[at] > read; at++)
			++*unread;
		if (at < notices->count && notices->ids[at] == read)
			at++;
	}
	err = query_end(query);
	if (err == OK && rows == READ_MOST)
		return count_singly(req, notices->ids + at, notices->count - at, unread);
	*unread += (int64_t)(notices->count - at);
	return err;
}

int64_t bell_count(struct request *req)
{
	struct notices notices = {0};
	int64_t unread = 0;

	if (newest(req, &notices) != OK || notices.count == 0)
		return 0;
	return count_unread(req, &notices, &unread) == OK ? unread : 0;
}
