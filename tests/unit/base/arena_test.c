#include "base/base.h"

#include "base/arena.h"

#include "unit/base/capture.h"
#include "unit/suite.h"

static char order[8];
static size_t order_length;

static void note(void *argument)
{
	order[order_length++] = *(const char *)argument;
}

START_TEST(memory_is_zero_and_aligned_for_any_type)
{
	struct arena *arena = arena_new();
	for (size_t size = 1; size <= 512; size++) {
		unsigned char *data = arena_alloc(arena, size);
		ck_assert_uint_eq((uintptr_t)data % _Alignof(max_align_t), 0);
		if (size % 64 == 0)
			ck_assert_uint_eq((uintptr_t)data % 64, 0);
		for (size_t i = 0; i < size; i++)
			ck_assert_uint_eq(data[i], 0);
		memset(data, 0xAA, size);
	}
	arena_free(arena);
}
END_TEST

START_TEST(memory_is_zero_again_after_a_reset)
{
	struct arena *arena = arena_new();
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			unsigned char *data = arena_alloc(arena, 400);
			for (size_t k = 0; k < 400; k++)
				ck_assert_uint_eq(data[k], 0);
			memset(data, 0x5A, 400);
		}
		arena_reset(arena);
	}
	arena_free(arena);
}
END_TEST

START_TEST(a_reset_keeps_one_block_for_the_next_request)
{
	struct arena *arena = arena_new();
	void *first = arena_alloc(arena, 32);
	arena_reset(arena);
	ck_assert_ptr_eq(arena_alloc(arena, 32), first);
	arena_free(arena);
}
END_TEST

START_TEST(pieces_larger_than_a_block_are_whole_and_leave_the_block_in_use)
{
	struct arena *arena = arena_new();
	char *before = arena_alloc(arena, 16);
	char *large = arena_alloc(arena, 5000000);
	memset(large, 'x', 5000000);
	char *after = arena_alloc(arena, 16);
	ck_assert_int_gt(after - before, 0);
	ck_assert_int_lt(after - before, 256);
	arena_reset(arena);
	large = arena_alloc(arena, 5000000);
	ck_assert_int_eq(large[0], 0);
	ck_assert_int_eq(large[4999999], 0);
	arena_free(arena);
}
END_TEST

START_TEST(an_allocation_of_nothing_still_gives_memory)
{
	struct arena *arena = arena_new();
	ck_assert_ptr_nonnull(arena_alloc(arena, 0));
	ck_assert_ptr_nonnull(arena_array(arena, 0, 8));
	ck_assert_ptr_nonnull(arena_memdup(arena, NULL, 0));
	arena_free(arena);
}
END_TEST

START_TEST(copies_do_not_follow_their_source)
{
	struct arena *arena = arena_new();
	char source[] = "申请单位";
	char *copy = arena_strdup(arena, source);
	char *part = arena_strndup(arena, source, 6);
	char *whole = arena_strndup(arena, source, 1000);
	char *bytes = arena_memdup(arena, source, sizeof(source));
	memset(source, 'x', sizeof(source));
	ck_assert_str_eq(copy, "申请单位");
	ck_assert_str_eq(part, "申请");
	ck_assert_str_eq(whole, "申请单位");
	ck_assert_str_eq(bytes, "申请单位");
	arena_free(arena);
}
END_TEST

START_TEST(a_copy_of_null_is_null)
{
	struct arena *arena = arena_new();
	ck_assert_ptr_null(arena_strdup(arena, NULL));
	ck_assert_ptr_null(arena_strndup(arena, NULL, 5));
	arena_free(arena);
}
END_TEST

START_TEST(formatted_text_of_any_length_is_whole)
{
	struct arena *arena = arena_new();
	ck_assert_str_eq(arena_printf(arena, "%s-%d", "会签", 3), "会签-3");
	char *text = arena_printf(arena, "%100000d|", 7);
	ck_assert_uint_eq(strlen(text), 100001);
	ck_assert_str_eq(text + 99999, "7|");
	arena_free(arena);
}
END_TEST

START_TEST(deferred_calls_run_newest_first_and_once)
{
	struct arena *arena = arena_new();
	char names[] = "abc";
	memset(order, 0, sizeof(order));
	order_length = 0;
	for (size_t i = 0; i < 3; i++)
		arena_defer(arena, note, &names[i]);
	ck_assert_str_eq(order, "");
	arena_reset(arena);
	ck_assert_str_eq(order, "cba");
	arena_defer(arena, note, &names[1]);
	arena_free(arena);
	ck_assert_str_eq(order, "cbab");
}
END_TEST

struct pair {
	struct arena *arena;
	char *name;
};

static void defer_again(void *argument)
{
	struct pair *pair = argument;
	arena_defer(pair->arena, note, arena_strdup(pair->arena, pair->name));
}

START_TEST(a_deferred_call_may_defer_another)
{
	struct arena *arena = arena_new();
	char name[] = "z";
	struct pair pair = {arena, name};
	memset(order, 0, sizeof(order));
	order_length = 0;
	arena_defer(arena, defer_again, &pair);
	arena_reset(arena);
	ck_assert_str_eq(order, "z");
	arena_free(arena);
}
END_TEST

START_TEST(used_counts_bytes_handed_out_since_the_reset)
{
	struct arena *arena = arena_new();
	ck_assert_uint_eq(arena_used(arena), 0);
	(void)!arena_alloc(arena, 100);
	(void)!arena_alloc(arena, 20000);
	ck_assert_uint_eq(arena_used(arena), 20100);
	arena_reset(arena);
	ck_assert_uint_eq(arena_used(arena), 0);
	arena_free(arena);
}
END_TEST

START_TEST(freeing_no_arena_is_fine)
{
	arena_free(NULL);
}
END_TEST

static void overflow(void)
{
	(void)!arena_array(arena_new(), SIZE_MAX / 2, 4);
}

static void too_large(void)
{
	(void)!arena_alloc(arena_new(), SIZE_MAX - 8);
}

START_TEST(a_size_that_overflows_ends_the_process)
{
	int status;
	char *text = capture(overflow, &status);
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(text, "out of memory"));
	free(text);
	text = capture(too_large, &status);
	ck_assert_int_eq(status, 1);
	free(text);
}
END_TEST

START_TEST(a_list_has_room_for_one_more_and_keeps_what_was_in_it)
{
	struct arena *arena = arena_new();
	int *list = NULL;

	for (size_t i = 0; i < 1000; i++) {
		list = arena_grow(arena, list, i, sizeof *list);
		list[i] = (int)i;
	}
	for (size_t i = 0; i < 1000; i++)
		ck_assert_int_eq(list[i], i);
	arena_free(arena);
}
END_TEST

int main(void)
{
	return RUN_SUITE("base/arena", memory_is_zero_and_aligned_for_any_type, memory_is_zero_again_after_a_reset,
			 a_reset_keeps_one_block_for_the_next_request,
			 pieces_larger_than_a_block_are_whole_and_leave_the_block_in_use,
			 an_allocation_of_nothing_still_gives_memory, copies_do_not_follow_their_source,
			 a_copy_of_null_is_null, formatted_text_of_any_length_is_whole,
			 deferred_calls_run_newest_first_and_once, a_deferred_call_may_defer_another,
			 used_counts_bytes_handed_out_since_the_reset, freeing_no_arena_is_fine,
			 a_list_has_room_for_one_more_and_keeps_what_was_in_it, a_size_that_overflows_ends_the_process);
}
