/* Reclaim: switched off first, released once the unit or the operator has copied what is worth keeping (第十七条). */
#include "unit/modules/release_cast.h"

START_TEST(reclaim_is_cold_for_fifteen_days_and_waits_for_the_backup)
{
	int64_t id = executing("kind=reclaim\n" TARGETS("2", "0", "0") MONTH(0, "2025-12", "3", "15")
				       MONTH(1, "2026-01", "2", "15") MONTH(2, "2026-02", "3", "15") REST);

	go_with(OPERATOR, id, "shut_down", DONE);
	wait_days(16);
	ck_assert_str_eq(state_now(id), "backup_confirm");
	wait_days(90);
	ck_assert_str_eq(state_now(id), "backup_confirm");
	ck_assert_int_eq(try_with(CLERK, id, "confirm_backup", NULL), ERR_FORBIDDEN);
	go_with(LEAD, id, "confirm_backup", "backup_place=本单位机房\nbackup_checked=yes");
	go(OPERATOR, id, "release");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 0);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM saving WHERE kind = 'reclaim'"), 2);
}
END_TEST

#define KEPT(place, until) \
	"backup_place=" place "\nkept_until=" until "\nbackup_proof=逐个文件核对摘要一致，抽取一台恢复成功。"

/* A year from 2026-03-28 is 2027-03-28; a day less is less than was decided, though thirty days would do else. */
START_TEST(backup_is_kept_as_long_as_the_decision_says)
{
	int64_t id = executing("kind=reclaim\n" TARGETS("2", "0", "0") MONTH(0, "2025-12", "3", "15")
				       MONTH(1, "2026-01", "2", "15") MONTH(2, "2026-02", "3", "15") REST);

	go_with(OPERATOR, id, "shut_down", DONE);
	wait_days(16);
	wait_days(8);
	go_with(APPROVE, id, "order_backup", "keep_days=365");
	hand_in_by(OPERATOR, id, "backup_record");
	refused(OPERATOR, id, "backed_up", KEPT("归档存储二区", "2027-03-27"),
		"决定书写明备份保留 365 日，不早于 2027-03-28");
	go_with(OPERATOR, id, "backed_up", KEPT("归档存储二区", "2027-03-28"));
	ck_assert_str_eq(state_now(id), "releasing");
}
END_TEST

/*
 * Cold from 2026-03-04 on, waited for from 2026-03-20 on: five working days end on 2026-03-27.  What the operator
 * copied on the 28th is kept for thirty days, to 2026-04-27.
 */
START_TEST(operator_copies_only_what_the_unit_let_pass_and_says_where)
{
	int64_t id = executing("kind=reclaim\n" TARGETS("2", "0", "0") MONTH(0, "2025-12", "3", "15")
				       MONTH(1, "2026-01", "2", "15") MONTH(2, "2026-02", "3", "15") REST);

	go_with(OPERATOR, id, "shut_down", DONE);
	wait_days(16);
	refused(APPROVE, id, "order_backup", "keep_days=30", "还没有过");
	wait_days(8);
	refused(APPROVE, id, "order_backup", "keep_days=29", "备份保留须在 30 日至 1825 日之间");
	refused(APPROVE, id, "order_backup", "keep_days=1826", "备份保留须在 30 日至 1825 日之间");
	go_with(APPROVE, id, "order_backup", "keep_days=30");
	ck_assert_str_eq(state_now(id), "provider_backup");
	ck_assert_int_ne(try_with(OPERATOR, id, "release", NULL), OK);
	refused(OPERATOR, id, "backed_up", KEPT("归档存储二区", "2026-12-31"), "备份校验记录");
	hand_in_by(OPERATOR, id, "backup_record");
	refused(OPERATOR, id, "backed_up",
		"kept_until=2026-12-31\nbackup_proof=逐个文件核对摘要一致，抽取一台恢复成功。", "备份存放地点");
	refused(OPERATOR, id, "backed_up", KEPT("归档存储二区", "2026-04-26"), "至少保留 30 日");
	refused(OPERATOR, id, "backed_up", KEPT("归档存储二区", "9999-12-31"), "备份最多保留 1825 日");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
	go_with(OPERATOR, id, "backed_up", KEPT("归档存储二区", "2026-04-27"));
	go(OPERATOR, id, "release");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 0);
}
END_TEST

START_TEST(unit_may_still_wake_what_is_about_to_be_copied)
{
	int64_t id = executing("kind=reclaim\n" TARGETS("2", "0", "0") MONTH(0, "2025-12", "3", "15")
				       MONTH(1, "2026-01", "2", "15") MONTH(2, "2026-02", "3", "15") REST);

	go_with(OPERATOR, id, "shut_down", DONE);
	wait_days(24);
	wait_days(8);
	refused(APPROVE, id, "order_backup", "keep_days=29", "备份保留须在 30 日至 1825 日之间");
	refused(APPROVE, id, "order_backup", "keep_days=1826", "备份保留须在 30 日至 1825 日之间");
	go_with(APPROVE, id, "order_backup", "keep_days=30");
	go(LEAD, id, "wake");
	ck_assert_str_eq(state_now(id), "rolling_back");
}
END_TEST
int main(void)
{
	return RUN_SUITE_IN("modules/release_backup", set_up, estate_free, 60,
			    reclaim_is_cold_for_fifteen_days_and_waits_for_the_backup,
			    backup_is_kept_as_long_as_the_decision_says,
			    operator_copies_only_what_the_unit_let_pass_and_says_where,
			    unit_may_still_wake_what_is_about_to_be_copied);
}
