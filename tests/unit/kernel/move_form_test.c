/* What moves a matter and what is refused: states, roles, form, documents, guards, effects, signatures, return. */
#include "unit/kernel/matter_world.h"

/* ---- form, documents, opinion, fields ---- */

static bool said(const char *words)
{
	for (size_t i = 0; i < last_move.refusal_count; i++)
		if (strstr(last_move.refusals[i].sentence, words) != NULL)
			return true;
	return false;
}

START_TEST(test_everything_that_is_missing_is_said_at_once)
{
	int64_t id = open_by(CLERK);

	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(id), form_of("一张图", "big", "80")), OK);
	ck_assert_int_eq(try_to(CLERK, id, "submit", NULL), ERR_INVALID);
	ck_assert_uint_eq(last_move.form->error_count, 2);
	ck_assert_ptr_nonnull(values_find(last_move.form, "size")->error);
	ck_assert_str_eq(values_find(last_move.form, "why")->error, "请填写“理由”");
	ck_assert_uint_eq(last_move.refusal_count, 2);
	ck_assert(said("还缺“申请函”"));
	ck_assert(said("还缺“测试报告”"));
	ck_assert_str_eq(last_move.refusals[0].field, "letter");
	ck_assert_str_eq(last_move.sentence, "还不能“提交”，有 4 处需要改。您填写的内容都已保留");
	ck_assert_str_eq(state_now(id), "draft");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter_draft"), 1);
}
END_TEST

START_TEST(test_a_withdrawn_document_does_not_count)
{
	int64_t id = filled_by(CLERK);

	office_sql(world, "UPDATE attachment SET withdrawn_at = 1");
	ck_assert_int_eq(try_to(CLERK, id, "submit", NULL), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "还缺“申请函”，请上传后再“提交”");
}
END_TEST

START_TEST(test_a_form_typed_with_the_action_wins_over_the_draft)
{
	int64_t id = filled_by(CLERK);
	struct context *context = as(CLERK);
	struct matter *matter;
	struct values *stored;
	struct move move;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	move = (struct move){.matter = matter,
			     .action = procedure_action(sample, "submit"),
			     .step = matter->step,
			     .form = form_of("现在的名称", "small", "3")};
	ck_assert_int_eq(matter_move(context, &move), OK);
	ck_assert_str_eq(move.to->key, "unit_check");
	ck_assert_int_eq(matter_form(context, matter_now(id), &stored, NULL), OK);
	ck_assert_str_eq(values_text(stored, "name"), "现在的名称");
	ck_assert_str_eq(matter_now(id)->title, "现在的名称");
}
END_TEST

START_TEST(test_a_revision_is_written_only_when_something_changed)
{
	int64_t id = matter_in("unit_check");

	go(LEAD, id, "unit_return");
	go(CLERK, id, "submit");
	ck_assert_int_eq(matter_now(id)->revision, 1);
	go(LEAD, id, "unit_return");
	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(id), form_of("水利一张图", "small", "9")), OK);
	go(CLERK, id, "submit");
	ck_assert_int_eq(matter_now(id)->revision, 2);
}
END_TEST

/* So many characters of three bytes each. */
static char *words_of(size_t count)
{
	static const char word[] = "字";
	char *words = arena_alloc(world->arena, count * strlen(word) + 1);

	for (size_t i = 0; i < count; i++)
		memcpy(words + i * strlen(word), word, sizeof word);
	return words;
}

START_TEST(test_an_opinion_is_as_long_as_its_limits)
{
	int64_t id = matter_in("unit_check");

	ck_assert_int_eq(try_to(LEAD, id, "unit_return", words_of(4)), OK); /* opinion_min */
	id = matter_in("unit_check");
	ck_assert_int_eq(try_to(LEAD, id, "unit_return", words_of(MATTER_OPINION_MAX)), OK);
	ck_assert_int_eq(office_number(world, "SELECT max(length(opinion)) FROM event"), 2000);
}
END_TEST

START_TEST(test_an_opinion_is_asked_for_where_it_must_be)
{
	int64_t id = matter_in("unit_check");

	ck_assert_int_eq(try_to(LEAD, id, "unit_return", NULL), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "“退回修改”须写明意见，至少 4 个字");
	ck_assert_int_eq(try_to(LEAD, id, "unit_return", "不行"), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "意见至少 4 个字，您写了 2 个字");
	ck_assert_str_eq(last_move.refusals[0].field, "opinion");
	ck_assert_int_eq(try_to(LEAD, id, "unit_return", "还不行"), ERR_INVALID);
	ck_assert_int_eq(try_to(LEAD, id, "unit_return", words_of(MATTER_OPINION_MAX + 1)), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "意见最多 2000 个字，您写了 2001 个字");
	go(LEAD, id, "unit_return");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE opinion = '意见写在这里'"), 1);
}
END_TEST

START_TEST(test_the_actions_own_fields_are_checked_and_kept_with_the_event)
{
	int64_t id = matter_in("ruling");

	ck_assert_int_eq(try_to(APPROVE, id, "rule", NULL), ERR_INVALID);
	ck_assert_str_eq(values_find(last_move.fields, "granted")->error, "请填写“核定数量”");
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("500")), ERR_INVALID);
	/* The condition: not more than was asked for. */
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("9")), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "按现在填写的内容，不能“核定”");
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("6")), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE body = '{\"granted\":6}'"), 1);
}
END_TEST

/* ---- gates, guards, effects ---- */

START_TEST(test_gates_hold_back_submissions_and_nothing_else)
{
	int64_t id = filled_by(CLERK);
	struct answer *answers;
	enum verdict *verdicts;

	gate_shut = true;
	ck_assert_int_eq(matter_gates(as(CLERK), sample, NULL, NULL, &answers, &verdicts), OK);
	ck_assert_int_eq(verdicts[0], VERDICT_NO);
	ck_assert_str_eq(answers[0].cure, "去打开");
	ck_assert_int_eq(try_to(CLERK, id, "submit", NULL), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "门槛没有打开");
	gate_shut = false;
	go(CLERK, id, "submit");
	gate_shut = true;
	go(LEAD, id, "unit_return");
	ck_assert_int_eq(try_to(CLERK, id, "submit", NULL), ERR_INVALID);
	go(CLERK, id, "discard");
}
END_TEST

START_TEST(test_a_guard_that_says_no_keeps_everything_as_it_was)
{
	int64_t id = matter_in("acceptance");
	int64_t before = traces(id);

	guard_says_no = true;
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "配额不足");
	ck_assert_int_eq(traces(id), before);
}
END_TEST

START_TEST(test_guards_are_asked_once_and_under_the_lock)
{
	int64_t id = matter_in("acceptance");
	int64_t before = traces(id);

	guard_calls = 0;
	guard_no_from_call = 1;
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), ERR_INVALID);
	ck_assert_int_eq(guard_calls, 1);
	ck_assert(guard_under_lock);
	ck_assert_str_eq(last_move.sentence, "配额不足");
	ck_assert_int_eq(traces(id), before);
	ck_assert(!tx_open(world->writer));
}
END_TEST

START_TEST(test_a_refusal_leaves_the_transaction_around_it_whole)
{
	int64_t id = matter_in("acceptance"), other = matter_in("acceptance");

	guard_calls = 0;
	guard_no_from_call = 2;
	ck_assert_int_eq(tx_begin(world->writer), OK);
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), OK);
	ck_assert_int_eq(try_to(INTAKE, other, "accept", NULL), ERR_INVALID);
	ck_assert_int_eq(tx_end(world->writer, OK), OK);
	ck_assert_str_eq(state_now(id), "review");
	ck_assert_str_eq(state_now(other), "acceptance");
}
END_TEST

START_TEST(test_nothing_is_half_done_when_an_effect_fails)
{
	int64_t id = matter_in("ruling");
	int64_t before = traces(id);

	effect_fails = true;
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "台账没有写成");
	ck_assert_str_eq(state_now(id), "ruling");
	ck_assert_int_eq(traces(id), before);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM notice WHERE text = 'mark' AND matter_id = %" PRId64
				       " AND made_at > 0",
				       id),
			 1); /* accept's, not rule's */
	effect_fails = false;
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
}
END_TEST

START_TEST(test_a_state_that_nobody_could_hold_is_not_entered)
{
	int64_t id = matter_in("ruling");
	int64_t before;

	office_sql(world, "UPDATE work_order SET state = 'cancelled'");
	before = traces(id);
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(last_move.sentence, "没有可以接手的单位"));
	ck_assert_int_eq(traces(id), before);
}
END_TEST

int main(void)
{
	return RUN_WORLD(
		"kernel/move_form", test_everything_that_is_missing_is_said_at_once,
		test_a_withdrawn_document_does_not_count, test_a_form_typed_with_the_action_wins_over_the_draft,
		test_a_revision_is_written_only_when_something_changed, test_an_opinion_is_asked_for_where_it_must_be,
		test_an_opinion_is_as_long_as_its_limits,
		test_the_actions_own_fields_are_checked_and_kept_with_the_event,
		test_gates_hold_back_submissions_and_nothing_else, test_a_guard_that_says_no_keeps_everything_as_it_was,
		test_guards_are_asked_once_and_under_the_lock, test_a_refusal_leaves_the_transaction_around_it_whole,
		test_nothing_is_half_done_when_an_effect_fails, test_a_state_that_nobody_could_hold_is_not_entered);
}
