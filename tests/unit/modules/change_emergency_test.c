#include "unit/modules/change_cast.h"

/* ---- emergency growth ---- */

static int64_t emergency_of(int64_t platform, const char *class, int64_t amount)
{
	struct subject subject = {.system = 1, .platform = platform};
	struct matter *matter;
	struct values *form;
	struct values *row;
	int64_t id = 0;

	application = procedure_find(cloud->service, "emergency_growth");
	ck_assert_int_eq(matter_open(as(DUTY), application, &subject, &id), OK);
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set(form, "cause", "surge");
	values_set(form, "description", "强降雨查询量激增，须立即扩容。");
	values_set(form, "approved_by", "值班领导岗");
	row = row_add(form, "lines");
	values_set(row, "class", class);
	values_set_number(row, "amount", amount);
	ck_assert_int_eq(matter_find(as(DUTY), id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(as(DUTY), matter, form), OK);
	return id;
}

static int64_t emergency(int64_t platform, int64_t vcpu)
{
	return emergency_of(platform, "vcpu", vcpu);
}

static struct values *paper_text(const char *action)
{
	struct values *fields = fields_of(action);

	values_set(fields, "paper_reason", "强降雨期间查询量为平时五倍，不扩容将影响公众查询。");
	values_set(fields, "load_expected", "峰值并发八千，持续两周");
	return fields;
}

static int64_t at_the_lead(void)
{
	int64_t id = emergency(1, 16);

	go(DUTY, id, "issue");
	go_with(OPERATOR, id, "deliver", done_text());
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_paper", paper_text("supply_paper"));
	return id;
}

/* Lent on Monday the 2nd of March: three working days for the center, thirty days for the loan. */
static int64_t at_the_center(void)
{
	int64_t id = at_the_lead();

	go(LEAD, id, "approve_paper");
	ck_assert_str_eq(state_now(id), "paper_accept");
	return id;
}

static int64_t lent(void)
{
	int64_t id = at_the_center();

	go(APPROVE, id, "accept_paper");
	return id;
}

static struct values *taken(const char *class, int64_t amount)
{
	struct values *fields = fields_of("take_back");
	struct values *row = row_add(fields, "taken");

	values_set(fields, "delivered", "临时节点已下线，存储已清除并收回资源池。");
	values_set(row, "class", class);
	values_set_number(row, "amount", amount);
	return fields;
}

/* Lent and given back early, before anybody wrote the paper. */
static int64_t lent_without_paper(void)
{
	int64_t id = emergency(1, 16);

	go(DUTY, id, "issue");
	go_with(OPERATOR, id, "deliver", done_text());
	go(CLERK, id, "return_early");
	ck_assert_str_eq(state_now(id), "returning");
	return id;
}

/* It ended, and the platform has what it had before. */
static void given_back(int64_t id)
{
	ck_assert_str_eq(state_now(id), "returned");
	ck_assert_int_eq(committed(1, "vcpu"), 40);
}

static int64_t notices(const char *words)
{
	return office_number(cloud, "SELECT count(*) FROM notice WHERE text LIKE '%%%s%%'", words);
}

static void round_of_the_clerk(void)
{
	struct context *context = as(DUTY);

	context->actor = system_actor();
	ck_assert_int_eq(emergency_job(context), OK);
	ck_assert_int_eq(expiry_job(context), OK);
}

START_TEST(emergency_growth_never_exceeds_capacity)
{
	int64_t id;

	change_new();
	id = emergency(1, 61);
	refused(DUTY, id, "issue", NULL, "余 60 核，要增加 61 核");
	id = emergency(2, 8);
	refused(DUTY, id, "issue", NULL, "不在这个平台上");
	id = emergency(1, 60);
	go(DUTY, id, "issue");
	ck_assert_int_eq(committed(1, "vcpu"), 100);
	go(DUTY, id, "cancel");
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	cloud_free();
}
END_TEST

START_TEST(loan_is_reminded_of_twice_and_goes_back_when_both_confirm)
{
	int64_t id;

	change_new();
	id = lent();
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	pass_days(22);
	round_of_the_clerk();
	ck_assert_int_eq(notices("借用的资源"), 0);
	pass_days(1);
	round_of_the_clerk();
	round_of_the_clerk();
	ck_assert_int_eq(notices("借用的资源"), 3); /* clerk, lead, operator */
	pass_days(6);
	round_of_the_clerk();
	ck_assert_int_eq(notices("借用的资源"), 6);
	ck_assert_str_eq(state_now(id), "running");
	pass_days(2);
	round_of_the_clerk();
	ck_assert_str_eq(state_now(id), "returning");
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	go(CLERK, id, "confirm_return");
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	go_with(OPERATOR, id, "take_back", taken("vcpu", 16));
	given_back(id);
	cloud_free();
}
END_TEST

/* Delivered on Monday the 2nd: three working days end on Thursday.  A paper that comes later is taken, and was late. */
START_TEST(paper_is_due_in_three_working_days_and_taken_after_them)
{
	int64_t id;

	change_new();
	id = emergency(1, 16);
	go(DUTY, id, "issue");
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_str_eq(state_now(id), "paper");
	ck_assert_int_eq(day_of(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id)),
			 at_day(2026, 3, 5));
	pass_days(7);
	refused(CLERK, id, "supply_paper", paper_text("supply_paper"), "应急扩容申请函");
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_paper", paper_text("supply_paper"));
	ck_assert_int_eq(try_with(CLERK, id, "approve_paper", NULL, NULL), ERR_FORBIDDEN);
	go(LEAD, id, "return_paper");
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_paper", paper_text("supply_paper"));
	go(LEAD, id, "approve_paper");
	ck_assert_str_eq(state_now(id), "paper_accept");
	go(APPROVE, id, "accept_paper");
	ck_assert_str_eq(state_now(id), "running");
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	/* Lent for thirty days from the delivery, however late the paper. */
	ck_assert_int_eq(office_number(cloud, "SELECT expires_day FROM emergency_growth"), at_day(2026, 4, 1));
	cloud_free();
}
END_TEST

START_TEST(center_sends_a_paper_back_and_its_limit_begins_anew)
{
	int64_t id;

	change_new();
	id = at_the_center();
	ck_assert_int_eq(day_of(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id)),
			 at_day(2026, 3, 5));
	ck_assert_int_eq(try_with(CLERK, id, "accept_paper", NULL, NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(DUTY, id, "accept_paper", NULL, NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(APPROVE, id, "send_back_paper", NULL, NULL), ERR_INVALID); /* without a reason */
	pass_days(1);
	go(APPROVE, id, "send_back_paper");
	ck_assert_str_eq(state_now(id), "paper");
	ck_assert_int_eq(day_of(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id)),
			 at_day(2026, 3, 6));
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_paper", paper_text("supply_paper"));
	go(LEAD, id, "approve_paper");
	go(CLERK, id, "return_early");
	ck_assert_str_eq(state_now(id), "returning");
	cloud_free();
}
END_TEST

START_TEST(silent_center_does_not_keep_a_loan_from_its_end)
{
	int64_t id;

	change_new();
	id = at_the_center();
	pass_days(23);
	round_of_the_clerk();
	ck_assert_int_eq(notices("借用的资源"), 3); /* told as those in use are */
	pass_days(8);
	round_of_the_clerk();
	ck_assert_str_eq(state_now(id), "returning");
	refused(CLERK, id, "confirm_return", NULL, "手续还没有审核通过，运行单位也还没有登记收回");
	/* What was taken back ends it without the center's word. */
	go_with(OPERATOR, id, "take_back", taken("vcpu", 16));
	go(CLERK, id, "confirm_return");
	given_back(id);
	cloud_free();
}
END_TEST

static int64_t told_of_paper(const char *role)
{
	return office_number(cloud, "SELECT count(*) FROM notice WHERE text LIKE '%%补办的手续待审核' AND role = '%s'",
			     role);
}

/* The seat at the step goes with the step; who had the paper before him hears that it still waits for him. */
START_TEST(paper_that_waits_is_not_lost_when_the_loan_ends)
{
	int64_t id, other;

	change_new();
	id = at_the_center();
	ck_assert_int_eq(told_of_paper("center.approve"), 0);
	go(CLERK, id, "return_early");
	ck_assert_str_eq(state_now(id), "returning");
	ck_assert_int_eq(told_of_paper("center.approve"), 1);
	ck_assert_int_eq(told_of_paper("unit.lead"), 0);
	go(APPROVE, id, "accept_late");
	other = at_the_lead();
	ck_assert_str_eq(state_now(other), "paper_check");
	pass_days(31);
	round_of_the_clerk();
	ck_assert_str_eq(state_now(other), "returning");
	ck_assert_int_eq(told_of_paper("center.approve"), 1);
	ck_assert_int_eq(told_of_paper("unit.lead"), 1);
	cloud_free();
}
END_TEST

/* Neither what nobody wrote nor what was accepted waits for anybody. */
START_TEST(nobody_is_told_of_a_paper_that_does_not_wait)
{
	change_new();
	(void)lent_without_paper();
	go(CLERK, lent(), "return_early");
	ck_assert_int_eq(notices("补办的手续"), 0);
	cloud_free();
}
END_TEST

START_TEST(loan_without_paper_does_not_end_by_the_units_word_alone)
{
	int64_t id;

	change_new();
	id = lent_without_paper();
	refused(CLERK, id, "confirm_return", NULL, "手续还没有补办，运行单位也还没有登记收回");
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	refused(OPERATOR, id, "take_back", taken("vcpu", 8), "借用的处理器为 16 核，登记收回 8 核，还差 8 核");
	refused(OPERATOR, id, "take_back", taken("vcpu", 20), "多出 4 核");
	refused(OPERATOR, id, "take_back", taken("memory_gb", 16), "登记收回 0 核");
	go_with(OPERATOR, id, "take_back", taken("vcpu", 16));
	ck_assert_str_eq(state_now(id), "returning");
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	go(CLERK, id, "confirm_return");
	given_back(id);
	cloud_free();
}
END_TEST

START_TEST(paper_can_still_follow_while_a_loan_goes_back)
{
	int64_t id;

	change_new();
	id = lent_without_paper();
	refused(LEAD, id, "approve_late", NULL, "没有待审核的补办手续");
	refused(CLERK, id, "supply_late", paper_text("supply_late"), "应急扩容申请函");
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_late", paper_text("supply_late"));
	ck_assert_int_eq(notices("补办的手续待审核"), 1);
	hand_in(id, "letter");
	refused(CLERK, id, "supply_late", paper_text("supply_late"), "待本单位审核岗审核");
	refused(CLERK, id, "confirm_return", NULL, "手续还没有审核通过");
	go(LEAD, id, "return_late");
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_late", paper_text("supply_late"));
	refused(APPROVE, id, "accept_late", NULL, "还没有经使用单位审核");
	go(LEAD, id, "approve_late");
	ck_assert_int_eq(notices("补办的手续待审核"), 3); /* the lead twice, then the center */
	refused(LEAD, id, "approve_late", NULL, "已报省大数据中心审核");
	refused(CLERK, id, "confirm_return", NULL, "手续还没有审核通过");
	ck_assert_int_eq(try_with(LEAD, id, "accept_late", NULL, NULL), ERR_FORBIDDEN);
	go(APPROVE, id, "send_back_late");
	refused(APPROVE, id, "accept_late", NULL, "没有待审核的补办手续");
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_late", paper_text("supply_late"));
	go(LEAD, id, "approve_late");
	go(APPROVE, id, "accept_late");
	refused(APPROVE, id, "accept_late", NULL, "已经审核通过");
	ck_assert_str_eq(state_now(id), "returning");
	go(CLERK, id, "confirm_return");
	refused(OPERATOR, id, "take_back", taken("vcpu", 1), "还差 15 核");
	go_with(OPERATOR, id, "take_back", taken("vcpu", 16));
	given_back(id);
	cloud_free();
}
END_TEST

/* Three working days from Monday the 2nd of March end on Thursday the 5th. */
START_TEST(center_confirms_for_a_unit_that_does_not)
{
	int64_t id;

	change_new();
	id = lent_without_paper();
	go_with(OPERATOR, id, "take_back", taken("vcpu", 16));
	refused(DUTY, id, "stand_in", NULL, "还没有过");
	pass_days(7);
	ck_assert_int_eq(try_with(OPERATOR, id, "stand_in", NULL, NULL), ERR_FORBIDDEN);
	go(DUTY, id, "stand_in");
	ck_assert_str_eq(state_now(id), "passive_returning");
	ck_assert_int_eq(try_with(CLERK, id, "confirm_return_passive", NULL, NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(DUTY, id, "confirm_return_passive", NULL, NULL), ERR_FORBIDDEN);
	go(LEADER, id, "confirm_return_passive");
	ck_assert_str_eq(state_now(id), "passive_returning"); /* the operator says it again */
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	go_with(OPERATOR, id, "take_back", taken("vcpu", 16));
	given_back(id);
	cloud_free();
}
END_TEST

/* Without paper and without anything taken back, nobody's word ends it. */
START_TEST(center_does_not_confirm_what_was_not_taken_back)
{
	int64_t id;

	change_new();
	id = lent_without_paper();
	pass_days(7);
	go(DUTY, id, "stand_in");
	refused(LEADER, id, "confirm_return_passive", NULL, "还没有登记收回");
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_late", paper_text("supply_late"));
	go(LEAD, id, "approve_late");
	refused(LEADER, id, "confirm_return_passive", NULL, "手续还没有审核通过");
	go(APPROVE, id, "accept_late");
	go(LEADER, id, "confirm_return_passive");
	ck_assert_str_eq(state_now(id), "passive_returning");
	ck_assert_int_eq(committed(1, "vcpu"), 56);
	cloud_free();
}
END_TEST

START_TEST(loan_that_left_the_books_with_its_system_needs_nothing_taken)
{
	struct values *fields;
	int64_t id;

	change_new();
	id = lent_without_paper();
	office_sql(cloud, "UPDATE allocation SET freed_at = 5 WHERE system_id = 1");
	refused(OPERATOR, id, "take_back", taken("vcpu", 16), "没有借用的");
	fields = fields_of("take_back");
	values_set(fields, "delivered", "系统已经退出，资源随退出一并收回。");
	go_with(OPERATOR, id, "take_back", fields);
	go(CLERK, id, "confirm_return");
	ck_assert_str_eq(state_now(id), "returned");
	cloud_free();
}
END_TEST

START_TEST(what_is_lent_is_no_part_of_what_a_system_has)
{
	struct change_line *lines;
	size_t count;

	change_new();
	(void)lent();
	ck_assert_int_eq(change_lines(as(CLERK), 1, NULL, "lines", &lines, &count), OK);
	ck_assert_uint_eq(count, 3);
	ck_assert_int_eq(lines[0].now, 40);
	cloud_free();
}
END_TEST

START_TEST(suspended_system_is_neither_changed_nor_given_more_in_an_emergency)
{
	int64_t change, under_way, loan, other;

	change_new();
	under_way = reviewing(growth(48));
	change = change_with(growth(48));
	loan = emergency(1, 16);
	office_sql(cloud, "UPDATE system SET state = 'suspended'");
	refused(DUTY, loan, "issue", NULL, "已暂停接入");
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	application = procedure_find(cloud->service, "change");
	refused(CLERK, change, "submit", NULL, "已暂停接入");
	refused(APPROVE, under_way, "approve", granted(under_way), "已暂停接入");
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	office_sql(cloud, "UPDATE system SET state = 'operating'");
	other = emergency(1, 16);
	go(DUTY, other, "issue");
	cloud_free();
}
END_TEST

/* ---- the period of use ---- */

START_TEST(end_of_the_period_is_told_once_per_stage_and_stops_nothing)
{
	change_new();
	round_of_the_clerk(); /* 59 days ahead */
	round_of_the_clerk();
	ck_assert_int_eq(notices("请在届满前申请"), 2);
	pass_days(29); /* 30 days ahead */
	round_of_the_clerk();
	ck_assert_int_eq(notices("请在届满前申请"), 4);
	pass_days(31);
	round_of_the_clerk();
	ck_assert_int_eq(notices("资源照常运行"), 3);
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'operating' FROM system"), 1);
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	cloud_free();
}
END_TEST

/* 4 of 5 cards, on a platform where the system has none of its own. */
START_TEST(cards_are_lent_within_capacity_and_go_back)
{
	int64_t id;

	change_new();
	office_sql(cloud, "UPDATE capacity SET total = 5 WHERE platform_id = 1 AND class = 'gpu'");
	refused(DUTY, emergency_of(1, "gpu", 6), "issue", NULL, "GPU余 5 张");
	id = emergency_of(1, "gpu", 4);
	go(DUTY, id, "issue");
	ck_assert_int_eq(committed(1, "gpu"), 4);
	go_with(OPERATOR, id, "deliver", done_text());
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_paper", paper_text("supply_paper"));
	go(LEAD, id, "approve_paper");
	go(APPROVE, id, "accept_paper");
	go(CLERK, id, "return_early");
	go(CLERK, id, "confirm_return");
	refused(OPERATOR, id, "take_back", taken("gpu", 3), "借用的GPU为 4 张，登记收回 3 张，还差 1 张");
	go_with(OPERATOR, id, "take_back", taken("gpu", 4));
	ck_assert_str_eq(state_now(id), "returned");
	ck_assert_int_eq(committed(1, "gpu"), 0);
	cloud_free();
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"modules/change_emergency", emergency_growth_never_exceeds_capacity,
		cards_are_lent_within_capacity_and_go_back, loan_is_reminded_of_twice_and_goes_back_when_both_confirm,
		paper_is_due_in_three_working_days_and_taken_after_them,
		center_sends_a_paper_back_and_its_limit_begins_anew, silent_center_does_not_keep_a_loan_from_its_end,
		paper_that_waits_is_not_lost_when_the_loan_ends, nobody_is_told_of_a_paper_that_does_not_wait,
		loan_without_paper_does_not_end_by_the_units_word_alone, paper_can_still_follow_while_a_loan_goes_back,
		center_confirms_for_a_unit_that_does_not, center_does_not_confirm_what_was_not_taken_back,
		loan_that_left_the_books_with_its_system_needs_nothing_taken,
		what_is_lent_is_no_part_of_what_a_system_has,
		suspended_system_is_neither_changed_nor_given_more_in_an_emergency,
		end_of_the_period_is_told_once_per_stage_and_stops_nothing);
}
