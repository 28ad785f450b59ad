/* 通报批评: the bulletin that follows it, with what belongs to the security module. */
#include "unit/modules/provider_cast.h"

#include "product.h"

static void criticism_new(void)
{
	clock_freeze(day_start(at_day(2026, 3, 2)) + 9 * 3600);
	cloud = office_new(product_modules);
	CAST_STORE(cloud);
	cloud_registers();
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
}

/* Six characters, 666 times: as good as the 4000 that the facts may have. */
static const char *long_facts(void)
{
	const char *text = "";

	for (int i = 0; i < 666; i++)
		text = arena_printf(cloud->arena, "%s故障未恢复，", text);
	return text;
}

/* What is decided stands before the facts, and nothing of either is cut. */
START_TEST(bulletin_of_a_criticism_says_what_was_decided_however_long_the_facts)
{
	int64_t id;

	breach = long_facts();
	cloud_procedure("bulletin");
	id = penalty_to_decide("criticism");
	go(LEADER, id, "decide_criticism");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter b JOIN matter_draft d ON d.matter_id = b.id WHERE"
				       " b.base_matter_id = %" PRId64 " AND json_extract(d.body, '$.situation') ="
				       " '因故障超时恢复，经研究，决定对测试单位4通报批评。经查：%"
				       "s上述情况违反服务合同约定：第 19 条。'",
				       id, breach),
			 1);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/provider_criticism", criticism_new, cloud_free, 60,
			    bulletin_of_a_criticism_says_what_was_decided_however_long_the_facts);
}
