/*
 * The main() of every unit test: RUN_SUITE("base/arena", test_one, test_two).
 * A test that is written but not listed does not compile (unused variable).
 */
#ifndef UNIT_SUITE_H
#define UNIT_SUITE_H

#include <check.h>
#include <stdlib.h>

static inline int suite_run(const char *name, const TTest *const *tests, size_t count)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define RUN_SUITE(name, ...) \
	suite_run(name, (const TTest *const[]){__VA_ARGS__}, \
		  sizeof((const TTest *const[]){__VA_ARGS__}) / sizeof(const TTest *))

#endif
