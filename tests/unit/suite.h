/*
 * The main() of every unit test: RUN_SUITE("base/arena", test_one, test_two).
 * A test that is written but not listed does not compile (unused variable).
 */
#ifndef UNIT_SUITE_H
#define UNIT_SUITE_H

#include <check.h>
#include <stdlib.h>

/* set_up and tear_down around every test, NULL: nothing to do; seconds that one test may take. */
static inline int suite_run_in(const char *name, void (*set_up)(void), void (*tear_down)(void), int seconds,
			       const TTest *const *tests, size_t count)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	tcase_set_timeout(tcase, seconds);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define RUN_SUITE_IN(name, set_up, tear_down, seconds, ...) \
	suite_run_in(name, set_up, tear_down, seconds, (const TTest *const[]){__VA_ARGS__}, \
		     sizeof((const TTest *const[]){__VA_ARGS__}) / sizeof(const TTest *))

#define RUN_SUITE(name, ...) RUN_SUITE_IN(name, NULL, NULL, 60, __VA_ARGS__)

#endif
