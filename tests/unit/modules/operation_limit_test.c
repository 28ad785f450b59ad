/* The limits of a fault go by the contract of who handles it, of the day it was reported, else by the settings. */
#include "unit/modules/duty.h"

#include "kernel/password.h"

#define FAULT_OF(level) \
	"object=存储控制器故障\nsource=monitor\nfound_day=2026-03-02\nfound_time=08:50\nbegan_day=2026-03-02\n" \
	"began_time=08:40\nphenomenon=控制器切换失败，读写超时。\nplatform_wide=no\nsystems_down=1\nvcpu_down=8\n" \
	"interrupted=yes\nminutes_down=10\nlevel_three=no\ndata_loss=no\nlevel=" level "\nside=provider\nparty=4\n" \
	"planned=no\nall_units=yes"

/*
 * 甲云's provider: HT-1 from January on gave level Ⅲ 20 minutes and one hour; since Sunday a supplement gives it 25
 * minutes and 90, and level Ⅱ 5 minutes and 30.  Levels Ⅰ and Ⅳ stand in neither.
 */
static void contract_of(const char *state, int64_t ended)
{
	office_sql(cloud,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, title, "
		   "state,"
		   " opened_at, state_at) VALUES (900, %" PRId64
		   ", 'contract', 'C-1', 1, 'center.assess', '合同', 'in_force', 1, 1);"
		   "INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, "
		   "state, ended_day,"
		   " ended_reason) VALUES (1, 900, 4, 'HT-1', '甲云服务合同', %" PRId64 ", %" PRId64
		   ", 100, '%s', nullif(%" PRId64 ", 0), '');"
		   "INSERT INTO contract_platform VALUES (1, 1);"
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability) VALUES"
		   " (1, 1, %" PRId64 ", '计算', 9995), (1, 2, %" PRId64 ", '计算', 9995);"
		   "INSERT INTO contract_limit VALUES (1, 1, 3, 20, 60), (1, 2, 3, 25, 90), (1, 2, 2, 5, 30)",
		   application->id, at_day(2026, 1, 1), at_day(2027, 1, 1), state, ended, at_day(2026, 1, 1),
		   at_day(2026, 3, 1));
}

static int64_t reported_on(int64_t platform, const char *lines)
{
	int64_t id = opened(MONITOR, platform, 0, lines);

	go(MONITOR, id, "report");
	return id;
}

static int64_t due(int64_t id)
{
	return office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id);
}

static bool rule_says(int64_t id, const char *words)
{
	return office_number(cloud, "SELECT instr(due_rule, '%s') > 0 FROM matter WHERE id = %" PRId64, words, id) == 1;
}

static const char *basis(int64_t id)
{
	struct fault fault;

	ck_assert_int_eq(fault_find(as(MONITOR), id, &fault), FOUND);
	return fault_basis(cloud->arena, &fault);
}

/* 09:00 + 25 min = 09:25; answered at 09:10, + 90 min = 10:40. */
START_TEST(clocks_go_by_the_contract_of_the_day)
{
	int64_t id;

	use("fault");
	contract_of("in_force", 0);
	id = reported_on(FIRST_CLOUD, FAULT_OF("3"));
	ck_assert_int_eq(due(id), duty_nine + 25 * MINUTE);
	ck_assert(rule_says(id, "起算 25 分钟（合同 HT-1 约定），至"));
	ck_assert_str_eq(basis(id), "合同 HT-1 约定");
	ck_assert_int_eq(
		office_number(cloud, "SELECT due_at FROM task WHERE closed_at IS NULL AND matter_id = %" PRId64, id),
		duty_nine + 25 * MINUTE);
	clock_freeze(duty_nine + 10 * MINUTE);
	go_with(OPERATOR, id, "respond", fields("respond", "arrangement=已派人处理"));
	ck_assert_int_eq(due(id), duty_nine + 100 * MINUTE);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT (respond_due_at - reported_at) * 1000 + restore_due_at - responded_at"
				       " FROM fault"),
			 25 * MINUTE * 1000 + 90 * MINUTE);
	ck_assert_str_eq(basis(id), "合同 HT-1 约定");
}
END_TEST

/* What the contract does not name, does not cover, or no longer says: 15 minutes of Ⅱ by default, 30 of Ⅲ, 4 h of Ⅳ. */
START_TEST(without_a_word_of_a_contract_the_settings_hold)
{
	int64_t id;

	use("fault");
	contract_of("in_force", 0);
	id = reported_on(FIRST_CLOUD, FAULT_OF("4") "\nlevel_reason=备用节点已接管");
	ck_assert_int_eq(due(id), duty_nine + 4 * HOUR);
	ck_assert_str_eq(basis(id), "本系统默认参数");
	id = reported_on(SECOND_CLOUD, FAULT_OF("3"));
	ck_assert_int_eq(due(id), duty_nine + 30 * MINUTE);
	id = reported_on(FIRST_CLOUD, FAULT_OF("3") "\nside=unit\nparty=2");
	ck_assert_int_eq(due(id), duty_nine + 30 * MINUTE);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM fault WHERE respond_contract_id IS NOT NULL"), 0);
}
END_TEST

START_TEST(contract_that_was_over_the_day_before_holds_no_more)
{
	int64_t id;

	use("fault");
	contract_of("terminated", at_day(2026, 3, 1));
	id = reported_on(FIRST_CLOUD, FAULT_OF("3"));
	ck_assert_int_eq(due(id), duty_nine + 30 * MINUTE);
	ck_assert(!rule_says(id, "合同"));
}
END_TEST

/* Late at 09:26: level Ⅱ by the same terms, 5 minutes from then; restoring counts by Ⅲ as it was reported. */
START_TEST(rise_for_being_late_goes_by_the_contract_too)
{
	int64_t id;

	use("fault");
	contract_of("in_force", 0);
	id = reported_on(FIRST_CLOUD, FAULT_OF("3"));
	clock_freeze(duty_nine + 26 * MINUTE);
	clerk_round();
	ck_assert_int_eq(office_number(cloud, "SELECT level FROM fault"), 2);
	ck_assert_int_eq(due(id), duty_nine + 31 * MINUTE);
	go_with(OPERATOR, id, "respond", fields("respond", "arrangement=已派人处理"));
	ck_assert_int_eq(due(id), duty_nine + 56 * MINUTE);
	ck_assert_int_eq(office_number(cloud, "SELECT restore_due_at - responded_at FROM fault"), 90 * MINUTE);
}
END_TEST

/* Ⅰ stands in no terms: 10 minutes from 09:00 and two hours from the answer at 09:10, by the settings. */
START_TEST(regrading_to_a_level_the_contract_does_not_name)
{
	int64_t id;

	use("fault");
	contract_of("in_force", 0);
	id = reported_on(FIRST_CLOUD, FAULT_OF("3"));
	clock_freeze(duty_nine + 10 * MINUTE);
	go_with(OPERATOR, id, "respond", fields("respond", "arrangement=已派人处理"));
	go_with(DISPATCH, id, "regrade", fields("regrade", "new_level=1"));
	ck_assert_int_eq(due(id), duty_nine + 10 * MINUTE + 2 * HOUR);
	ck_assert_int_eq(office_number(cloud, "SELECT respond_due_at - reported_at FROM fault"), 10 * MINUTE);
	ck_assert_str_eq(basis(id), "本系统默认参数");
	go_with(DISPATCH, id, "regrade", fields("regrade", "new_level=2"));
	ck_assert_int_eq(due(id), duty_nine + 40 * MINUTE);
	ck_assert_str_eq(basis(id), "合同 HT-1 约定");
}
END_TEST

/* The clock of the first goes on; the second, a unit, has no contract: 8 hours to restore, by the setting. */
START_TEST(page_tells_the_two_apart_after_a_hand_over)
{
	char *hash;
	int64_t id;

	use("fault");
	contract_of("in_force", 0);
	id = reported_on(FIRST_CLOUD, FAULT_OF("3"));
	go_with(DISPATCH, id, "hand_over", fields("hand_over", "new_side=unit\nnew_party=2"));
	ck_assert_int_eq(due(id), duty_nine + 25 * MINUTE);
	go_with(CLERK, id, "respond", fields("respond", "arrangement=已派人处理"));
	ck_assert_int_eq(due(id), duty_nine + 8 * HOUR);
	ck_assert_str_eq(basis(id), "响应：合同 HT-1 约定；恢复：本系统默认参数");
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
	office_enter(cloud, "p61");
	office_get(cloud, arena_printf(cloud->arena, "/matters/%" PRId64, id));
	ck_assert(office_shows(cloud->req, "响应和恢复时限依据"));
	ck_assert(office_shows(cloud->req, "响应：合同 HT-1 约定；恢复：本系统默认参数"));
}
END_TEST

/* Who takes over while it is mended did not give the answer that stands. */
START_TEST(answer_stays_who_gave_it_when_it_is_handed_over)
{
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT_OF("3"));
	go(MONITOR, id, "report");
	ck_assert_int_eq(office_number(cloud, "SELECT responder_id IS NULL FROM fault"), 1);
	go_with(OPERATOR, id, "respond", fields("respond", "arrangement=已派人处理"));
	go_with(MONITOR, id, "hand_over", fields("hand_over", "new_side=unit\nnew_party=2"));
	go_with(CLERK, id, "respond", fields("respond", "arrangement=已派人处理"));
	ck_assert_int_eq(office_number(cloud, "SELECT handler_id * 10 + responder_id FROM fault"), 24);
}
END_TEST

/* By minutes while it is answered, by working days afterwards: the one who is timed lets neither stand. */
START_TEST(fault_is_never_held_by_who_is_timed)
{
	const char *why = "";
	int64_t id;

	use("fault");
	id = reported_on(FIRST_CLOUD, FAULT_OF("2"));
	ck_assert_int_eq(matter_hold(as(OPERATOR), seen_by(OPERATOR, id), "等备件到货", day_of(clock_now()) + 5, &why),
			 ERR_INVALID);
	ck_assert_str_eq(why, "这类事项须连续办理，不能挂起");
	go_with(OPERATOR, id, "respond", fields("respond", "arrangement=已派人处理"));
	ck_assert_int_eq(matter_hold(as(OPERATOR), seen_by(OPERATOR, id), "等备件到货", day_of(clock_now()) + 5, &why),
			 ERR_INVALID);
	/* Late all the same: four hours to restore Ⅱ, then it rises. */
	clock_freeze(due(id) + 1);
	clerk_round();
	ck_assert_int_eq(office_number(cloud, "SELECT level FROM fault"), 1);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/operation_limit", answer_stays_who_gave_it_when_it_is_handed_over,
			 clocks_go_by_the_contract_of_the_day, without_a_word_of_a_contract_the_settings_hold,
			 contract_that_was_over_the_day_before_holds_no_more,
			 rise_for_being_late_goes_by_the_contract_too, regrading_to_a_level_the_contract_does_not_name,
			 page_tells_the_two_apart_after_a_hand_over, fault_is_never_held_by_who_is_timed);
}
