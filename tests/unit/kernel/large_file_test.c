/* Turns: a person has one, everybody together has LARGE_FILES. */
#include "support/office.h"

#include "kernel/large_file.h"

static struct office *office;

/* One who asks for a file; the request, and with it the turn, ends with its arena. */
static struct request *person(int64_t number)
{
	struct request *req = office_request(office, METHOD_GET, "/matters?format=csv");

	req->arena = arena_new();
	req->actor = arena_alloc(req->arena, sizeof(*req->actor));
	*req->actor = (struct actor){.person = number, .org = 1};
	return req;
}

static void open_office(void)
{
	office = office_new(office_no_modules);
}

START_TEST(person_has_one_turn_and_gets_it_back)
{
	struct request *first, *second;

	open_office();
	first = person(1);
	second = person(1);
	ck_assert_int_eq(large_file_begin(first), OK);
	ck_assert_int_eq(large_file_begin(second), ERR_ONE_FILE);
	arena_free(first->arena);
	arena_free(second->arena);
	second = person(1);
	ck_assert_int_eq(large_file_begin(second), OK);
	arena_free(second->arena);
	office_free(office);
}
END_TEST

START_TEST(everybody_together_has_as_many_turns_as_there_are)
{
	struct request *taken[LARGE_FILES], *late;

	open_office();
	for (int i = 0; i < LARGE_FILES; i++) {
		taken[i] = person(i + 1);
		ck_assert_int_eq(large_file_begin(taken[i]), OK);
	}
	late = person(LARGE_FILES + 1);
	ck_assert_int_eq(large_file_begin(late), ERR_BUSY);
	arena_free(late->arena);
	arena_free(taken[0]->arena);
	late = person(LARGE_FILES + 1);
	ck_assert_int_eq(large_file_begin(late), OK);
	arena_free(late->arena);
	for (int i = 1; i < LARGE_FILES; i++)
		arena_free(taken[i]->arena);
	office_free(office);
}
END_TEST

START_TEST(without_a_place_for_the_lock_no_file_is_made)
{
	struct request *req;

	open_office();
	req = person(1);
	req->service->data_folder = "/nonexistent";
	ck_assert_int_eq(large_file_begin(req), ERR_STORAGE);
	arena_free(req->arena);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/large_file", person_has_one_turn_and_gets_it_back,
			 everybody_together_has_as_many_turns_as_there_are,
			 without_a_place_for_the_lock_no_file_is_made);
}
