#include "base/base.h"

#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "data/connection.h"
#include "unit/base/capture.h"
#include "unit/data/sandbox.h"

START_TEST(an_error_at_the_end_undoes_everything)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);

	ck_assert(!tx_open(db));
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert(tx_open(db));
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	ck_assert_int_eq(tx_end(db, ERR_STATE), ERR_STATE);
	ck_assert(!tx_open(db));
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(only_the_outermost_end_commits)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);

	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert(tx_open(db));
	ck_assert_int_eq(sandbox_value(reader, COUNT), 0);
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(sandbox_value(reader, COUNT), 1);
	db_free(reader);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(an_inner_failure_dooms_the_outer_transaction)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);

	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(tx_end(db, ERR_CONFLICT), ERR_CONFLICT);
	ck_assert_int_eq(tx_end(db, OK), ERR_CONFLICT);
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	ck_assert_int_eq(tx_begin(db), OK); /* and no further one */
	ck_assert_int_eq(tx_end(db, sandbox_add(db, "one")), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 1);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

static enum err add_first(struct db *db, const void *name)
{
	return sandbox_add(db, name);
}

static enum err refuse_first(struct db *db UNUSED, const void *times)
{
	++*(int *)(uintptr_t)times;
	return ERR_REPEATED;
}

START_TEST(what_comes_first_is_done_with_the_transaction_that_commits)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);

	tx_first(db, add_first, "first");
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(tx_begin(db), OK); /* the outermost alone */
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 1);
	ck_assert_int_eq(tx_end(db, ERR_STATE), ERR_STATE);
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	ck_assert_int_eq(tx_begin(db), OK); /* undone with it, so again */
	ck_assert_int_eq(tx_end(db, sandbox_add(db, "second")), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 2);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 2);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(what_comes_first_can_refuse_and_ends_with_the_request)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	int times = 0;

	tx_first(db, refuse_first, &times);
	ck_assert_int_eq(tx_begin(db), ERR_REPEATED);
	ck_assert(!tx_open(db));
	ck_assert_int_eq(tx_begin(db), OK); /* the refusal can be recorded */
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(times, 1);
	tx_first(db, refuse_first, &times);
	tx_abandon(db);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(tx_end(db, OK), OK);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_write_outside_a_transaction_does_not_happen)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);

	ck_assert_int_eq(sandbox_add(db, "one"), ERR_INTERNAL);
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	ck_assert_int_eq(tx_end(db, OK), ERR_INTERNAL);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(what_is_left_open_is_rolled_back_and_named)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct query *query;

	ck_assert(!tx_abandon(db));
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	query = sandbox_query(db, LIST);
	ck_assert(query_step(query));
	ck_assert(tx_abandon(db));
	ck_assert(!tx_open(db));
	ck_assert(!tx_abandon(db));
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	query = sandbox_query(db, LIST); /* free again */
	ck_assert_int_eq(query_run(query), OK);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

static struct sandbox shared;

static void leave_open(void)
{
	struct db *db = sandbox_open(&shared, DB_WRITER);

	if (tx_begin(db) == OK)
		tx_abandon(db);
}

START_TEST(the_log_line_says_where_it_began)
{
	int status = 0;
	char *text;

	shared = sandbox_new();
	log_threshold(LEVEL_ERROR);
	text = capture(leave_open, &status);
	ck_assert_ptr_nonnull(strstr(text, "left open"));
	ck_assert_ptr_nonnull(strstr(text, "tx_test.c"));
	free(text);
	sandbox_end(&shared);
}
END_TEST

START_TEST(after_sqlite_rolled_back_by_itself_nothing_more_is_written)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);

	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	ck_assert_int_eq(sandbox_add(db, "gone"), ERR_CONFLICT);
	ck_assert_int_eq(sandbox_add(db, "two"), ERR_INTERNAL);
	ck_assert_int_eq(tx_end(db, OK), ERR_CONFLICT);
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_full_database_is_storage_and_leaves_nothing)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct query *query;
	enum err err;

	/* As a full disk would, seen from SQLite. */
	sqlite3_set_authorizer(db->handle, NULL, NULL);
	ck_assert(connection_run(db->handle, "PRAGMA max_page_count=30"));
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	query = sandbox_query(db, ADD);
	query_text(query, ":name", "two");
	query_blob(query, ":data", arena_alloc(box.arena, MIB), MIB);
	err = query_run(query);
	ck_assert_int_eq(err, ERR_STORAGE);
	ck_assert_int_eq(tx_end(db, err), ERR_STORAGE);
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(tx_end(db, sandbox_add(db, "small")), OK);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

/* ---- two processes ---- */

/* In a child: take the lock, say so, hold it, let go. */
static pid_t hold(struct sandbox *box, int milliseconds)
{
	int ready[2];
	char byte = 0;
	pid_t child;

	ck_assert_int_eq(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		struct db *db = sandbox_open(box, DB_WRITER);

		if (db == NULL || tx_begin(db) != OK || sandbox_add(db, "child") != OK || write(ready[1], "x", 1) != 1)
			_exit(1);
		usleep((useconds_t)milliseconds * 1000);
		_exit(tx_end(db, OK) == OK ? 0 : 1);
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

static void join(pid_t child)
{
	int status = -1;

	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
}

START_TEST(a_second_process_waits_until_the_first_has_written)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	pid_t child = hold(&box, 300);
	int64_t before = clock_monotonic();

	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_ge(clock_monotonic() - before, 200000);
	ck_assert_int_eq(sandbox_value(db, COUNT), 1);
	ck_assert_int_eq(tx_end(db, sandbox_add(db, "parent")), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 2);
	join(child);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(waiting_ends_with_busy)
{
	struct sandbox box = sandbox_new();
	pid_t child = hold(&box, 400);
	int64_t before = clock_monotonic();

	ck_assert_int_eq(writer_lock(box.folder, 100), ERR_BUSY);
	ck_assert_int_ge(clock_monotonic() - before, 100000);
	ck_assert_int_lt(clock_monotonic() - before, 300000);
	join(child);
	ck_assert_int_eq(writer_lock(box.folder, 100), OK);
	writer_unlock();
	sandbox_end(&box);
}
END_TEST

START_TEST(a_process_that_dies_gives_the_lock_back_and_leaves_nothing)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	pid_t child = hold(&box, 30000);

	ck_assert_int_eq(kill(child, SIGKILL), 0);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	ck_assert_int_eq(tx_end(db, OK), OK);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(the_lock_counts_within_a_process_and_excludes_its_own_children)
{
	struct sandbox box = sandbox_new();
	int status = -1;
	pid_t child;

	ck_assert_int_eq(writer_lock(box.folder, 100), OK);
	ck_assert_int_eq(writer_lock(box.folder, 100), OK);
	writer_unlock();
	child = fork(); /* with the descriptor of a holder in hand */
	if (child == 0)
		_exit(writer_lock(box.folder, 100) == ERR_BUSY ? 0 : 1);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	writer_unlock();
	child = fork();
	if (child == 0)
		_exit(writer_lock(box.folder, 100) == OK ? 0 : 1);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	sandbox_end(&box);
}
END_TEST

enum { WRITERS = 3, ROUNDS = 60 };

START_TEST(several_writers_lose_nothing_and_none_takes_every_turn)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	pid_t children[WRITERS];

	for (int i = 0; i < WRITERS; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct db *own = sandbox_open(&box, DB_WRITER);
			int64_t longest = 0;

			for (int k = 0; k < ROUNDS; k++) {
				int64_t before = clock_monotonic();

				if (tx_begin(own) != OK)
					_exit(1);
				if (clock_monotonic() - before > longest)
					longest = clock_monotonic() - before;
				if (tx_end(own, sandbox_add(own, arena_printf(box.arena, "%d/%d", i, k))) != OK)
					_exit(2);
			}
			_exit(longest < 2000000 ? 0 : 3);
		}
	}
	for (int i = 0; i < WRITERS; i++)
		join(children[i]);
	ck_assert_int_eq(sandbox_value(db, COUNT), WRITERS * ROUNDS);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_snapshot_reads_as_of_one_moment)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);

	ck_assert_int_eq(snapshot_begin(reader), OK);
	ck_assert_int_eq(sandbox_value(reader, COUNT), 0);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(tx_end(db, sandbox_add(db, "one")), OK);
	ck_assert_int_eq(sandbox_value(reader, COUNT), 0);
	snapshot_end(reader);
	ck_assert_int_eq(sandbox_value(reader, COUNT), 1);
	snapshot_end(reader);
	db_free(reader);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_snapshot_is_for_readers_and_begins_once)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);

	ck_assert_int_eq(snapshot_begin(db), ERR_INTERNAL);
	ck_assert_int_eq(snapshot_begin(reader), OK);
	ck_assert_int_eq(snapshot_begin(reader), ERR_INTERNAL);
	snapshot_end(reader);
	db_free(reader);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/tx", an_error_at_the_end_undoes_everything, only_the_outermost_end_commits,
			 an_inner_failure_dooms_the_outer_transaction,
			 what_comes_first_is_done_with_the_transaction_that_commits,
			 what_comes_first_can_refuse_and_ends_with_the_request,
			 a_write_outside_a_transaction_does_not_happen, what_is_left_open_is_rolled_back_and_named,
			 the_log_line_says_where_it_began, after_sqlite_rolled_back_by_itself_nothing_more_is_written,
			 a_full_database_is_storage_and_leaves_nothing, a_snapshot_reads_as_of_one_moment,
			 a_snapshot_is_for_readers_and_begins_once, a_second_process_waits_until_the_first_has_written,
			 waiting_ends_with_busy, a_process_that_dies_gives_the_lock_back_and_leaves_nothing,
			 the_lock_counts_within_a_process_and_excludes_its_own_children,
			 several_writers_lose_nothing_and_none_takes_every_turn);
}
