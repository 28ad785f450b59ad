#include "base/base.h"

#include <sys/wait.h>

#include "unit/data/sandbox.h"

/* app/data/gen-queries.awk, run as the Makefile runs it. */

struct outcome {
	int status;
	char errors[4096];
};

/* With one file of this text; NULL: with none. */
static struct outcome generate(struct sandbox *box, const char *text)
{
	struct outcome outcome = {0};
	char *path = text == NULL ? NULL : folder_write(box->arena, box->root, "q.sql", text);
	char *out = arena_printf(box->arena, "out=%s", box->folder);
	int ends[2];
	ssize_t got;
	pid_t child;

	ck_assert_int_eq(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		execlp("awk", "awk", "-v", out, "-f", "app/data/gen-queries.awk", path, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	while ((got = read(ends[0], outcome.errors + strlen(outcome.errors),
			   sizeof(outcome.errors) - 1 - strlen(outcome.errors))) > 0)
		continue;
	close(ends[0]);
	ck_assert_int_eq(waitpid(child, &outcome.status, 0), child);
	return outcome;
}

static char *made(struct sandbox *box, const char *name)
{
	char *text = arena_alloc(box->arena, 8192);
	int file = open(arena_printf(box->arena, "%s/%s", box->folder, name), O_RDONLY);

	ck_assert_int_ge(file, 0);
	ck_assert_int_ge(read(file, text, 8191), 0);
	close(file);
	return text;
}

START_TEST(without_any_file_there_is_an_empty_list)
{
	struct sandbox box = sandbox_bare();

	ck_assert_int_eq(generate(&box, NULL).status, 0);
	ck_assert_ptr_nonnull(strstr(made(&box, "queries.h"), "enum query_name {\n\tQUERY_COUNT\n};"));
	sandbox_end(&box);
}
END_TEST

START_TEST(a_statement_becomes_a_name_and_a_row)
{
	struct sandbox box = sandbox_bare();
	char *rows;

	ck_assert_int_eq(generate(&box, "-- About items.\n\n"
					"-- name: item_find   mode: read   scope: org   one item\n"
					"-- why it is so\n"
					"SELECT \"id\", '\\', '?\?)' FROM item -- all of it\n\n WHERE org = :org;\n"
					"-- name: item_end mode: write scope: system (the clerk ends\n"
					"--   them for everybody)\n"
					"DELETE FROM item;\n")
				 .status,
			 0);
	ck_assert_ptr_nonnull(strstr(made(&box, "queries.h"), "\tQ_ITEM_FIND,\n\tQ_ITEM_END,\n\tQUERY_COUNT\n"));
	rows = made(&box, "queries.c");
	ck_assert_ptr_nonnull(strstr(rows, "\"SELECT \\\"id\\\", '\\\\', '\\?\\?)' FROM item -- all of it\\n\"\n"
					   "\t \" WHERE org = :org\""));
	ck_assert_ptr_nonnull(strstr(rows, "QUERY_READ, SCOPE_ORG"));
	ck_assert_ptr_nonnull(strstr(rows, "q.sql:3"));
	ck_assert_ptr_nonnull(strstr(rows, "\"DELETE FROM item\",\n\t QUERY_WRITE, SCOPE_SYSTEM"));
	sandbox_end(&box);
}
END_TEST

START_TEST(heads_and_statements_that_break_the_rules_are_refused_with_their_line)
{
	static const struct {
		const char *text;
		const char *complaint;
	} rows[] = {
		{"-- x\nSELECT 1;\n", "q.sql:2: a statement without a head"},
		{"-- name: mode: read scope: org\nSELECT :org;\n", "q.sql:1: name missing"},
		{"-- name: Big mode: read scope: org\nSELECT :org;\n", "q.sql:1: name missing, or not in lower case"},
		{"-- name: a scope: org\nSELECT :org;\n", "q.sql:1: a: mode missing"},
		{"-- name: a mode: both scope: org\nSELECT :org;\n", "q.sql:1: a: mode is read or write"},
		{"-- name: a mode: read\nSELECT :org;\n", "q.sql:1: a: scope missing"},
		{"-- name: a mode: read scope: all\nSELECT :org;\n", "q.sql:1: a: scope is org or system"},
		{"-- name: a mode: read scope: system\nSELECT 1;\n", "q.sql:1: a: scope system needs a reason"},
		{"-- name: a mode: read scope: system ()\nSELECT 1;\n", "q.sql:1: a: scope system needs a reason"},
		{"-- name: a mode: read scope: org\nSELECT 1;\n", "q.sql:1: a: scope org, but :org is not"},
		{"-- name: a mode: read scope: org\nSELECT :organisation;\n", "q.sql:1: a: scope org, but :org is not"},
		{"-- name: a mode: read scope: org\nSELECT 1; -- :org\n", "q.sql:1: a: scope org, but :org is not"},
		{"-- name: a mode: read scope: org\n", "q.sql:1: a: no statement"},
		{"-- name: a mode: read scope: org\nSELECT :org;\n-- name: a mode: read scope: org\nSELECT :org;\n",
		 "q.sql:3: a: already defined at "},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct sandbox box = sandbox_bare();
		struct outcome outcome = generate(&box, rows[i].text);

		ck_assert_msg(outcome.status != 0, "passed: %s", rows[i].text);
		ck_assert_msg(strstr(outcome.errors, rows[i].complaint) != NULL, "%s: %s", rows[i].complaint,
			      outcome.errors);
		ck_assert_int_ne(access(arena_printf(box.arena, "%s/queries.h", box.folder), F_OK), 0);
		sandbox_end(&box);
	}
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/gen_queries", without_any_file_there_is_an_empty_list,
			 a_statement_becomes_a_name_and_a_row,
			 heads_and_statements_that_break_the_rules_are_refused_with_their_line);
}
