#include "base/base.h"

#include "base/log.h"
#include "data/expression.h"
#include "unit/suite.h"

static const char *const fields[] = {"level", "handling", "note"};

static struct expression_engine *engine;
static struct arena *arena;

static void begin(void)
{
	log_threshold(LEVEL_ERROR + 1);
	engine = expression_engine_new();
	arena = arena_new();
}

static void end(void)
{
	expression_engine_free(engine);
	arena_free(arena);
}

static struct expression *compile(const char *text, char **complaint)
{
	return expression_compile(engine, arena, text, fields, ARRAY_LENGTH(fields), complaint);
}

static bool answer(const char *text, struct expression_value level, const char *handling)
{
	const struct expression_value values[] = {
		level,
		{.type = handling == NULL ? VALUE_NULL : VALUE_TEXT, .text = handling},
		{.type = VALUE_TEXT, .text = ""},
	};
	char *complaint = NULL;
	struct expression *expression = compile(text, &complaint);

	ck_assert_msg(expression != NULL, "%s: %s", text, complaint);
	return expression_test(expression, values, ARRAY_LENGTH(values));
}

static struct expression_value number(int64_t value)
{
	return (struct expression_value){.type = VALUE_INTEGER, .integer = value};
}

static const struct expression_value nothing = {.type = VALUE_NULL};

START_TEST(conditions_over_fields_are_answered)
{
	begin();
	ck_assert(answer("handling = 'hand_over'", nothing, "hand_over"));
	ck_assert(!answer("handling = 'hand_over'", nothing, "wipe"));
	ck_assert(answer("level > 3 OR handling IN ('a', 'b')", number(2), "b"));
	ck_assert(answer("level BETWEEN 2 AND 3 AND NOT handling = ''", number(3), "x"));
	ck_assert(answer("handling LIKE '%清除%' AND length(handling) > 2", nothing, "数据清除"));
	ck_assert(answer("'数据清除' LIKE handling", nothing, "%清除"));
	ck_assert(!answer("'数据清除' LIKE handling", nothing, "%移交"));
	ck_assert(answer("coalesce(level, 9) = 9", nothing, NULL));
	ck_assert(answer("CASE WHEN level > 1 THEN handling = 'y' ELSE handling = 'n' END", number(2), "y"));
	ck_assert(answer("(level + 1) * 2 >= 8", number(3), ""));
	ck_assert(answer("handling = '?; -- \"[it''s text]\" /* :x'", nothing, "?; -- \"[it's text]\" /* :x"));
	end();
}
END_TEST

START_TEST(null_zero_and_empty_text_count_as_no)
{
	begin();
	ck_assert(!answer("level", nothing, NULL));
	ck_assert(!answer("level", number(0), NULL));
	ck_assert(answer("level", number(-1), NULL));
	ck_assert(!answer("handling", nothing, NULL));
	ck_assert(!answer("handling", nothing, ""));
	ck_assert(answer("handling", nothing, "no"));
	ck_assert(!answer("level > 3", nothing, NULL));
	ck_assert(!answer("NOT level > 3", nothing, NULL));
	ck_assert(!answer("NULL", nothing, NULL));
	ck_assert(!answer("0.0", nothing, NULL));
	end();
}
END_TEST

START_TEST(everything_but_one_expression_over_the_fields_is_refused)
{
	static const char *const refused[] = {
		"",
		"1) UNION SELECT (2",
		"1) UNION ALL SELECT (2",
		"1); select (2",
		"1;",
		"1), (2",
		"1) AS a, (2",
		"1) FROM (SELECT 1",
		"1) WHERE (1",
		"1)",
		"(1",
		"(SELECT 1)",
		"level IN (SELECT 1)",
		"EXISTS (SELECT 1)",
		"EXISTS (VALUES (1))",
		"level IN (VALUES (1))",
		"(WITH RECURSIVE c(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c)",
		"level IN sqlite_schema",
		"level IN pragma_table_info",
		"unknown = 1",
		"rowid",
		"*",
		"\"double quoted\" = 'x'",
		"\"level\" = 1",
		"`level` = 1",
		"[level] = 1",
		"?9",
		"?1 = 1",
		"?",
		":level",
		"@level",
		"$level",
		"#1",
		"load_extension('x')",
		"randomblob(9)",
		"random()",
		"zeroblob(1000000)",
		"printf('%999999d', 1)",
		"hex(level)",
		"datetime('now')",
		"unixepoch()",
		"sqlite_version()",
		"count(*)",
		"group_concat(level)",
		"row_number() OVER ()",
		"max(level) OVER (ORDER BY level)",
		"level MATCH 'x'",
		"level REGEXP 'x'",
		"nosuch(1)",
		"1 -- comment",
		"1) -- comment",
		"1 /* comment */",
		"1 /* /* nested */ */",
		"1 /*",
		"RAISE(ABORT, 'x')",
		"'unfinished",
		"level = = 1",
		"handling = 'a' COLLATE nowhere",
	};

	begin();
	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++) {
		char *complaint = NULL;

		ck_assert_msg(compile(refused[i], &complaint) == NULL, "passed: %s", refused[i]);
		ck_assert_msg(complaint != NULL && complaint[0] != '\0', "silent: %s", refused[i]);
		ck_assert_msg(strchr(complaint, '\n') == NULL, "more than a line: %s", complaint);
	}
	end();
}
END_TEST

START_TEST(the_complaint_names_what_is_wrong)
{
	char *complaint = NULL;

	begin();
	ck_assert_ptr_null(compile("unknown = 1", &complaint));
	ck_assert_ptr_nonnull(strstr(complaint, "unknown"));
	ck_assert_ptr_null(compile("random() > 0", &complaint));
	ck_assert_ptr_nonnull(strstr(complaint, "random"));
	ck_assert_ptr_null(compile("(SELECT 1)", &complaint));
	ck_assert_ptr_nonnull(strstr(complaint, "SELECT"));
	end();
}
END_TEST

START_TEST(text_beyond_measure_is_refused)
{
	char *complaint = NULL;
	char *deep;
	char *wide;

	begin();
	deep = arena_alloc(arena, 1000);
	memset(deep, '(', 400);
	deep[400] = '1';
	memset(deep + 401, ')', 400);
	ck_assert_ptr_null(compile(arena_printf(arena, "%.600s", deep), &complaint));
	wide = arena_alloc(arena, 3000);
	memset(wide, '1', 2999);
	ck_assert_ptr_null(compile(wide, &complaint));
	deep = arena_strdup(arena, "1");
	for (int i = 0; i < 60; i++)
		deep = arena_printf(arena, "NOT %s", deep);
	ck_assert_ptr_null(compile(deep, &complaint));
	end();
}
END_TEST

START_TEST(a_field_name_that_is_none_is_refused)
{
	static const char *const names[] = {"a\" FROM x --"};
	char *complaint = NULL;

	begin();
	ck_assert_ptr_null(expression_compile(engine, arena, "1", names, 1, &complaint));
	ck_assert_ptr_nonnull(complaint);
	end();
}
END_TEST

START_TEST(a_form_without_fields_still_has_conditions)
{
	char *complaint = NULL;
	struct expression *expression;

	begin();
	expression = expression_compile(engine, arena, "1 = 1", NULL, 0, &complaint);
	ck_assert_ptr_nonnull(expression);
	ck_assert(expression_test(expression, NULL, 0));
	end();
}
END_TEST

START_TEST(an_evaluation_that_fails_is_no_and_another_count_of_values_too)
{
	const struct expression_value one = {.type = VALUE_INTEGER, .integer = 1};
	char *complaint = NULL;

	begin();
	ck_assert(!answer("abs(level) > 0", number(INT64_MIN), ""));
	ck_assert(answer("abs(level) > 0", number(-5), ""));
	ck_assert(!expression_test(compile("1", &complaint), &one, 1));
	end();
}
END_TEST

START_TEST(the_same_condition_is_compiled_once)
{
	char *complaint = NULL;

	begin();
	ck_assert_ptr_eq(compile("level > 1", &complaint), compile("level > 1", &complaint));
	ck_assert_ptr_ne(compile("level > 1", &complaint), compile("level > 2", &complaint));
	end();
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/expression", conditions_over_fields_are_answered, null_zero_and_empty_text_count_as_no,
			 everything_but_one_expression_over_the_fields_is_refused, the_complaint_names_what_is_wrong,
			 text_beyond_measure_is_refused, a_field_name_that_is_none_is_refused,
			 a_form_without_fields_still_has_conditions,
			 an_evaluation_that_fails_is_no_and_another_count_of_values_too,
			 the_same_condition_is_compiled_once);
}
