#include "unit/modules/change_cast.h"

/* ---- rule (c) of a major change: a share of a system moves, in one change or in several ---- */

static bool moves(const char *class, int64_t left, int64_t kept, const char *other, int64_t come, const char *words)
{
	struct values *form = form_of("growth,shrink");

	line(form, 1, class, left, kept);
	line(form, 2, other, 0, come);
	return fired(change_with(form), 2, words);
}

START_TEST(share_that_leaves_one_platform_for_another_moves)
{
	struct values *form;

	change_new();
	ck_assert(moves("vcpu", 40, 0, "vcpu", 40, "处理器 40 核中 40（100.0%）从甲云移到乙云"));
	ck_assert(moves("vcpu", 40, 30, "vcpu", 16, "处理器 40 核中 10（25.0%）从甲云移到乙云"));
	ck_assert(moves("memory_gb", 160, 100, "memory_gb", 20, "内存 160 GB中 20（12.5%）从甲云移到乙云"));
	ck_assert(moves("hdd_gb", 4000, 0, "ssd_gb", 4000, "存储 4,000 GB中 4,000（100.0%）从甲云移到乙云"));
	/* A disk for a copy, processors for memory: nothing that was there is there. */
	ck_assert(!moves("hdd_gb", 4000, 3000, "backup_gb", 1000, "原平台保留：按增加服务商例外办理"));
	ck_assert(!moves("vcpu", 40, 30, "memory_gb", 16, "原平台保留：按增加服务商例外办理"));
	form = form_of("growth");
	line(form, 2, "vcpu", 0, 8);
	ck_assert(!fired(change_with(form), 2, "在乙云增加资源，原平台保留：按增加服务商例外办理"));
	form = form_of("storage");
	line(form, 1, "hdd_gb", 4000, 3000);
	line(form, 1, "ssd_gb", 0, 1000);
	ck_assert(!fired(change_with(form), 2, "没有资源从一个平台移到另一个平台"));
	cloud_free();
}
END_TEST

START_TEST(partial_move_is_not_approved_as_an_ordinary_change)
{
	struct values *form = NULL;
	int64_t id;

	change_new();
	form = form_of("growth,shrink");
	values_set(form, "provider_change", "yes");
	values_set(form, "provider_reason", "甲云扩容周期较长，部分节点改在乙云。");
	line(form, 1, "memory_gb", 160, 120);
	line(form, 2, "memory_gb", 0, 40);
	id = reviewing(form);
	go(LEADER, id, "except_provider");
	refused(APPROVE, id, "approve", granted(id), "更换服务商或平台（内存 160 GB中 40（25.0%）从甲云移到乙云）");
	ck_assert_int_eq(committed(2, "memory_gb"), 0);
	cloud_free();
}
END_TEST

static struct values *at_other_platform(int64_t before, int64_t after)
{
	struct values *form = form_of("growth");

	values_set(form, "provider_change", "yes");
	values_set(form, "provider_reason", "甲云扩容周期较长，部分节点改在乙云。");
	line(form, 2, "vcpu", before, after);
	return form;
}

/* By exception of the leader; growth is in the books from the approval on. */
static void grown_at_other_platform(int64_t before, int64_t after)
{
	int64_t id = reviewing(at_other_platform(before, after));

	go(LEADER, id, "except_provider");
	go_with(APPROVE, id, "approve", granted(id));
	ck_assert_int_eq(committed(2, "vcpu"), after);
}

static struct values *shrunk(int64_t after)
{
	struct values *form = form_of("shrink");

	line(form, 1, "vcpu", 40, after);
	return form;
}

/* 16 of 40 cores: first there in March, then away from here in September; a year after the first it is forgotten. */
START_TEST(move_in_two_changes_is_a_move)
{
	struct values *form;
	int64_t id;

	change_new();
	grown_at_other_platform(0, 16);
	pass_days(180);
	id = change_with(shrunk(24));
	ck_assert(fired(id, 2, "连同此前 12 个月的变更：处理器 40 核中 16（40.0%）从甲云移到乙云"));
	ck_assert(fired(change_with(shrunk(0)), 2, "处理器 40 核中 16（40.0%）从甲云移到乙云"));
	/* What takes nothing away does not answer for what came. */
	form = form_of("growth");
	line(form, 1, "memory_gb", 160, 164);
	ck_assert(!fired(change_with(form), 2, "没有资源从一个平台移到另一个平台"));
	pass_days(190);
	ck_assert(!fired(id, 2, "没有资源从一个平台移到另一个平台"));
	cloud_free();
}
END_TEST

/*
 * There in March: 16 at 乙云, 40 at 甲云.  Back in September: 16 at 乙云 are given up, of what was moved nothing is
 * left
 * (+16 − 16 = 0).  Then 16 of the 40 at 甲云 go: 0 came up, 16 leave, so min(0, 16) = 0 moves; were each line of the
 * year counted for itself, 16 came and 32 left, and 16 would have moved.
 */
START_TEST(what_came_and_went_again_is_no_move)
{
	struct values *back;
	int64_t id;

	change_new();
	grown_at_other_platform(0, 16);
	pass_days(180);
	back = form_of("shrink");
	line(back, 2, "vcpu", 16, 0);
	id = change_with(back);
	ck_assert(!fired(id, 2, "没有资源从一个平台移到另一个平台"));
	executing(back);
	id = change_with(shrunk(24));
	ck_assert(!fired(id, 2, "没有资源从一个平台移到另一个平台"));
	cloud_free();
}
END_TEST

/* 10 of 40 cores are to go, though they still run; 16 come up elsewhere: 10 of them stand for those that go. */
START_TEST(move_counts_a_reduction_that_is_still_to_be_carried_out)
{
	int64_t id;

	change_new();
	executing(shrunk(30));
	id = reviewing(at_other_platform(0, 16));
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	go(LEADER, id, "except_provider");
	refused(APPROVE, id, "approve", granted(id),
		"连同此前 12 个月的变更：处理器 40 核中 10（25.0%）从甲云移到乙云");
	cloud_free();
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/change_move", share_that_leaves_one_platform_for_another_moves,
			 partial_move_is_not_approved_as_an_ordinary_change, move_in_two_changes_is_a_move,
			 what_came_and_went_again_is_no_move, move_counts_a_reduction_that_is_still_to_be_carried_out);
}
