#include "unit/http/route_cast.h"

/* Whether a router with this one row starts, tried in a child: refusing ends the process. */
static bool starts_with(struct route row, const struct router_hooks *with)
{
	const struct route rows[] = {row, {0}};
	const struct route *const tables[] = {public_rows, rows, NULL};
	int status = 0;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		close(STDERR_FILENO);
		router_free(router_new(tables, with));
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status) == 0;
}

START_TEST(rows_that_promise_nothing_refuse_to_start)
{
	static const struct field same_key[] = {{.key = "a"}, {.key = "a"}};
	static const struct form twice = {same_key, 2};
	const struct route good = ROW(METHOD_GET, "/good", show, PERMISSION_SIGNED_IN, "none", .form = NULL);
	const struct route bad[] = {
		ROW(METHOD_GET, "/a", show, PERMISSION_UNDECLARED, "none", .form = NULL),
		ROW(METHOD_GET, "/a", show, PERMISSION_PUBLIC, NULL, .form = NULL),
		ROW(METHOD_GET, "/a", show, PERMISSION_PUBLIC, "", .form = NULL),
		ROW(METHOD_GET, "/a", NULL, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_GET, "a", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_GET, "/a/", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_GET, "/a//b", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_GET, "/a:id", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_GET, "/:", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_GET, "/:a/:b/:c/:d/:e", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_HEAD, "/a", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_OTHER, "/a", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_POST, "/a", show, PERMISSION_PUBLIC, "none", .form = NULL),
		ROW(METHOD_GET, "/a", show, PERMISSION_PUBLIC, "none", .body_max = 1024),
		ROW(METHOD_POST, "/a", show, PERMISSION_PUBLIC, "none", .body_max = 1024, .flags = ROUTE_UPLOAD),
		ROW(METHOD_POST, "/a", show, PERMISSION_PUBLIC, "none", .body_max = 1024, .flags = ROUTE_TRAIL),
		ROW(METHOD_POST, "/a", show, PERMISSION_PUBLIC, "none", .form = &decision, .body_max = 1024,
		    .flags = ROUTE_DYNAMIC_FORM),
		ROW(METHOD_POST, "/a", show, PERMISSION_PUBLIC, "none", .form = &twice, .body_max = 1024),
		ROW(METHOD_GET, "/sign-in", show, PERMISSION_PUBLIC, "none", .flags = ROUTE_DOOR), /* declared twice */
		/* nginx would lead neither where it belongs */
		ROW(METHOD_GET, "/a", show, PERMISSION_PUBLIC, "none", .flags = ROUTE_DOOR),
		ROW(METHOD_POST, "/a/:id/password", show, PERMISSION_PUBLIC, "none", .body_max = 1024),
		ROW(METHOD_GET, "/a", show, PERMISSION_VIEW, "none", .flags = ROUTE_TOKEN),
		ROW(METHOD_POST, "/a", show, PERMISSION_PUBLIC, "none", .body_max = 9, .flags = ROUTE_TOKEN),
		ROW(METHOD_POST, "/a", show, PERMISSION_SIGNED_IN, "none", .body_max = 9, .flags = ROUTE_TOKEN),
		ROW(METHOD_POST, "/a", show, PERMISSION_VIEW, "none", .body_max = 9, .form = &decision,
		    .flags = ROUTE_TOKEN),
		ROW(METHOD_POST, "/a", show, PERMISSION_VIEW, "none", .body_max = 9,
		    .flags = ROUTE_TOKEN | ROUTE_NO_ONCE),
	};

	ck_assert(starts_with(good, &hooks));
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(!starts_with(bad[i], &hooks), "row %zu", i);
}
END_TEST

START_TEST(a_router_without_its_hooks_refuses_to_start)
{
	const struct route good = ROW(METHOD_GET, "/good", show, PERMISSION_SIGNED_IN, "none", .form = NULL);
	const struct route trail = ROW(METHOD_GET, "/a", show, PERMISSION_VIEW, "none", .flags = ROUTE_TRAIL);
	struct router_hooks with = hooks;

	with.csrf_valid = NULL;
	ck_assert(!starts_with(good, &with));
	with = hooks;
	with.record_trail = NULL;
	ck_assert(starts_with(good, &with));
	ck_assert(!starts_with(trail, &with));
}
END_TEST

START_TEST(all_rows_are_listed_sorted)
{
	const struct route *const *rows;

	begin(METHOD_GET, "/");
	size_t count = router_routes(router, &rows);
	ck_assert_uint_eq(count, ARRAY_LENGTH(public_rows) + ARRAY_LENGTH(matter_rows) + ARRAY_LENGTH(token_rows) - 3);
	ck_assert_str_eq(rows[0]->path, "/");
	ck_assert_str_eq(rows[count - 2]->path, "/matters/:id/log");
	ck_assert_str_eq(rows[count - 1]->path, "/matters/:id/:key");
}
END_TEST

int main(void)
{
	int status;

	crypt_init();
	arena = arena_new();
	status = RUN_SUITE("http/route_rows", rows_that_promise_nothing_refuse_to_start,
			   a_router_without_its_hooks_refuses_to_start, all_rows_are_listed_sorted);
	arena_free(arena);
	return status;
}
