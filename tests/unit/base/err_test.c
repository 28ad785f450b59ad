#include "base/base.h"

#include "base/err.h"
#include "base/text.h"

#include "unit/suite.h"

START_TEST(every_error_has_a_name_a_status_and_a_sentence)
{
	for (int i = 0; i < ERR_COUNT; i++) {
		enum err err = (enum err)i;
		ck_assert(text_starts(err_name(err), err == OK ? "OK" : "ERR_"));
		ck_assert_int_ge(err_status(err), 200);
		ck_assert_int_le(err_status(err), 599);
		ck_assert_int_le((int)err_level(err), (int)LEVEL_ERROR);
		ck_assert_int_eq(text_empty(err_sentence(err)), err == OK);
	}
}
END_TEST

START_TEST(sentences_for_people_hold_no_exclamation_mark)
{
	for (int i = 0; i < ERR_COUNT; i++) {
		ck_assert_ptr_null(strstr(err_sentence((enum err)i), "!"));
		ck_assert_ptr_null(strstr(err_sentence((enum err)i), "！"));
	}
}
END_TEST

START_TEST(known_rows_read_as_declared)
{
	ck_assert_int_eq(OK, 0);
	ck_assert_str_eq(err_name(ERR_OWN_MATTER), "ERR_OWN_MATTER");
	ck_assert_int_eq(err_status(ERR_OWN_MATTER), 403);
	ck_assert_int_eq(err_level(ERR_OWN_MATTER), LEVEL_WARN);
	ck_assert_int_eq(err_status(ERR_NOT_FOUND), 404);
	ck_assert_int_eq(err_status(ERR_SIGN_IN), 303);
}
END_TEST

START_TEST(a_number_outside_the_table_is_an_internal_error)
{
	ck_assert_str_eq(err_name((enum err)999), "ERR_INTERNAL");
	ck_assert_int_eq(err_status((enum err)ERR_COUNT), 500);
	ck_assert_int_eq(err_status((enum err) - 1), 500);
}
END_TEST

START_TEST(what_could_not_be_looked_for_is_not_called_missing)
{
	ck_assert_int_eq(found_err(FOUND), OK);
	ck_assert_int_eq(found_err(NOT_FOUND), ERR_NOT_FOUND);
	ck_assert_int_eq(found_err(FIND_FAILED), ERR_INTERNAL);
}
END_TEST

int main(void)
{
	return RUN_SUITE("base/err", every_error_has_a_name_a_status_and_a_sentence,
			 sentences_for_people_hold_no_exclamation_mark, known_rows_read_as_declared,
			 a_number_outside_the_table_is_an_internal_error,
			 what_could_not_be_looked_for_is_not_called_missing);
}
