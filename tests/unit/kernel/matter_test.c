/* Who sees a matter, opens one, keeps a draft, has a seat. */
#include "unit/kernel/matter_world.h"

static enum found sees(int64_t person, int64_t id)
{
	struct matter *matter;

	return matter_find(as(person), id, &matter);
}

/* ---- seeing ---- */

START_TEST(test_a_draft_is_seen_by_its_unit_alone)
{
	int64_t id = open_by(CLERK);

	ck_assert_int_eq(sees(CLERK, id), FOUND);
	ck_assert_int_eq(sees(CLERK_TWO, id), FOUND);
	ck_assert_int_eq(sees(LEAD, id), FOUND);
	ck_assert_int_eq(sees(STRANGER, id), NOT_FOUND);
	ck_assert_int_eq(sees(INTAKE, id), NOT_FOUND);
	ck_assert_int_eq(sees(LEADER, id), NOT_FOUND);
	ck_assert_int_eq(sees(OPERATOR, id), NOT_FOUND);
}
END_TEST

START_TEST(test_who_gets_a_seat_sees_it_from_then_on)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(sees(INTAKE, id), FOUND);
	ck_assert_int_eq(sees(DISPATCH, id), FOUND);
	ck_assert_int_eq(sees(OPERATOR, id), NOT_FOUND);
	ck_assert_int_eq(sees(MONITOR, id), NOT_FOUND);
	ck_assert_int_eq(sees(STRANGER, id), NOT_FOUND);
	go(INTAKE, id, "refuse");
	ck_assert_int_eq(sees(CLERK, id), FOUND);
	ck_assert_int_eq(sees(INTAKE, id), FOUND);
}
END_TEST

START_TEST(test_shared_kinds_see_it_from_the_state_that_says_so)
{
	int64_t id = matter_in("ruling");

	ck_assert_int_eq(sees(MONITOR, id), NOT_FOUND);
	ck_assert_int_eq(sees(OPERATOR, id), NOT_FOUND);
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
	ck_assert_int_eq(sees(MONITOR, id), FOUND);
	ck_assert_int_eq(sees(OPERATOR, id), FOUND);
	ck_assert_int_eq(sees(OTHER_OPERATOR, id), FOUND);
	ck_assert_int_eq(sees(WATCH, id), NOT_FOUND);
}
END_TEST

START_TEST(test_an_invited_expert_sees_that_matter_alone_until_he_declares_a_conflict)
{
	int64_t id = matter_in("review");
	int64_t other = matter_in("review");
	struct matter *matter;

	ck_assert_int_eq(sees(EXPERT, id), NOT_FOUND);
	office_sql(world,
		   "INSERT INTO matter_guest (person_id, matter_id, role, since) VALUES (81, %" PRId64
		   ", 'review.expert', 1), (82, %" PRId64 ", 'review.expert', 1)",
		   id, id);
	ck_assert_int_eq(matter_find(as(EXPERT), id, &matter), FOUND);
	ck_assert(matter->guest);
	ck_assert_int_eq(sees(EXPERT, other), NOT_FOUND);
	office_sql(world, "UPDATE matter_guest SET conflict = 'declared' WHERE person_id = 81");
	ck_assert_int_eq(sees(EXPERT, id), NOT_FOUND);
	ck_assert_int_eq(sees(EXPERT_TWO, id), FOUND);
	go(REVIEW, id, "conclude");
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
	go(OPERATOR, id, "built");
	go(OTHER_OPERATOR, id, "built");
	go(CLERK, id, "receive");
	ck_assert_int_eq(sees(EXPERT_TWO, id), NOT_FOUND);
}
END_TEST

START_TEST(test_a_guest_whose_organisation_takes_part_still_sees_by_invitation_alone)
{
	int64_t id = matter_in("acceptance");
	struct context *context = as(EXPERT);
	struct actor *actor = arena_memdup(world->arena, context->actor, sizeof *actor);
	struct matter *matter;

	actor->org = UNIT;
	context->actor = actor;
	ck_assert_int_eq(matter_find(context, id, &matter), NOT_FOUND);
}
END_TEST

START_TEST(test_administrators_see_no_matter)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(sees(ADMIN, id), NOT_FOUND);
}
END_TEST

START_TEST(test_what_does_not_exist_is_like_what_is_hidden)
{
	int64_t id = open_by(CLERK);

	ck_assert_int_eq(sees(STRANGER, id), sees(STRANGER, id + 1000));
	ck_assert_int_eq(sees(STRANGER, -1), NOT_FOUND);
}
END_TEST

/* ---- opening ---- */

START_TEST(test_opening_needs_the_start_role)
{
	int64_t id;

	ck_assert_int_eq(matter_open(as(LEAD), sample, NULL, &id), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_open(as(INTAKE), sample, NULL, &id), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_open(as(ADMIN), sample, NULL, &id), ERR_FORBIDDEN);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter"), 0);
}
END_TEST

START_TEST(test_an_opened_matter_has_a_seat_a_party_an_event_and_an_audit_row)
{
	int64_t id = open_by(CLERK);
	struct matter *matter = matter_now(id);

	ck_assert_str_eq(matter->state->key, "draft");
	ck_assert_ptr_null(matter->number);
	ck_assert_str_eq(matter->title, "样例申请");
	ck_assert_str_eq(matter->holder, "测试 单位经办岗");
	ck_assert_int_eq(matter->org, UNIT);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL AND role = 'unit.clerk'"), 1);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM matter_party WHERE part = 'owner' AND state = 'draft'"), 1);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM event e JOIN audit a ON a.seq = e.audit_seq"
				       " WHERE e.action = 'open' AND a.action = 'matter.open' AND a.object_id = 1"),
			 1);
	ck_assert_int_eq(
		office_number(world, "SELECT n FROM matter_count WHERE state = 'draft' AND organisation_id = 2"), 1);
}
END_TEST

/* ---- drafts ---- */

START_TEST(test_a_draft_keeps_wrong_input)
{
	int64_t id = open_by(CLERK);
	struct context *context = as(CLERK);
	struct params posted = {0};
	struct matter *matter;
	struct values *typed, *kept;
	int64_t saves, saved_at;

	params_add(world->arena, &posted, "name", "水利一张图");
	params_add(world->arena, &posted, "size", "八十台");
	params_add(world->arena, &posted, "kind", "huge");
	typed = values_decode(world->arena, sample->form, sample->form_count, &posted, true);
	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, typed), OK);
	pass_time(60);
	ck_assert_int_eq(matter_save_draft(context, matter, typed), OK);
	ck_assert_int_eq(matter_draft(context, matter, &kept, &saves, &saved_at), OK);
	ck_assert_int_eq(saves, 2);
	ck_assert_int_eq(saved_at, clock_now());
	ck_assert_str_eq(values_find(kept, "size")->raw, "八十台");
	ck_assert_ptr_null(values_text(kept, "size"));
	ck_assert_str_eq(values_text(kept, "name"), "水利一张图");
	ck_assert_str_eq(matter_now(id)->title, "水利一张图");
	ck_assert_int_eq(matter_now(id)->revision, 0);
}
END_TEST

START_TEST(test_only_a_holder_of_an_editable_state_saves)
{
	int64_t id = filled_by(CLERK);
	struct values *form = form_of("别的名称", "small", "1");
	struct matter *matter, *stale;

	ck_assert_int_eq(matter_find(as(LEAD), id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(as(LEAD), matter, form), ERR_STATE);
	ck_assert_int_eq(matter_save_draft(as(STRANGER), matter, form), ERR_NOT_FOUND);
	ck_assert_int_eq(matter_find(as(CLERK), id, &stale), FOUND);
	go(CLERK, id, "submit");
	ck_assert_int_eq(matter_save_draft(as(CLERK), stale, form), ERR_STATE);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter_draft"), 0);
	ck_assert_str_eq(matter_now(id)->title, "水利一张图");
	/* A row that cannot be read is a defect to be told, not a matter that is not there. */
	office_sql(world, "UPDATE matter SET state = 'nowhere' WHERE id = %" PRId64, id);
	ck_assert_int_eq(matter_save_draft(as(CLERK), stale, form), ERR_INTERNAL);
}
END_TEST

START_TEST(test_a_colleague_with_the_role_goes_on_with_the_draft)
{
	int64_t id = open_by(CLERK);
	struct matter *matter;

	ck_assert_int_eq(matter_find(as(CLERK_TWO), id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(as(CLERK_TWO), matter, form_of("同事填写", "small", "1")), OK);
}
END_TEST

/* Two saves were seen; a third in between, or a submission and a return, make them an old page. */
START_TEST(test_a_draft_is_not_saved_over_what_was_not_seen)
{
	int64_t id = open_by(CLERK);
	struct context *context = as(CLERK);
	struct draft_seen seen;
	struct values *kept;
	int64_t saved_at;

	seen = (struct draft_seen){matter_now(id)->step, 0};
	ck_assert_int_eq(matter_save_seen(context, matter_now(id), form_of("甲", "small", "1"), &seen), OK);
	ck_assert_int_eq(matter_save_seen(context, matter_now(id), form_of("旧页", "small", "1"), &seen), ERR_CONFLICT);
	seen.saves = 1;
	ck_assert_int_eq(matter_save_seen(as(CLERK_TWO), matter_now(id), form_of("乙", "small", "1"), &seen), OK);
	ck_assert_int_eq(matter_save_seen(as(CLERK), matter_now(id), form_of("旧页", "small", "1"), &seen),
			 ERR_CONFLICT);
	ck_assert_int_eq(matter_draft(context, matter_now(id), &kept, &seen.saves, &saved_at), OK);
	ck_assert_int_eq(seen.saves, 2);
	ck_assert_str_eq(values_text(kept, "name"), "乙");
	ck_assert_str_eq(matter_now(id)->title, "乙");
	seen.step--;
	ck_assert_int_eq(matter_save_seen(as(CLERK), matter_now(id), form_of("旧页", "small", "1"), &seen),
			 ERR_CONFLICT);
}
END_TEST

/* ---- seats ---- */

static uint32_t seats_of(int64_t person, int64_t id)
{
	uint32_t roles = 0;

	ck_assert_int_eq(matter_seats(as(person), matter_now(id), &roles), OK);
	return roles;
}

START_TEST(test_seats_are_for_the_role_in_the_right_organisation)
{
	int64_t id = matter_in("unit_check");

	ck_assert_uint_eq(seats_of(LEAD, id), ROLE_BIT(ROLE_UNIT_LEAD));
	ck_assert_uint_eq(seats_of(STRANGE_LEAD, id), 0);
	ck_assert_uint_eq(seats_of(OWN_LEAD, id), 0);
	ck_assert_uint_eq(seats_of(CLERK, id), 0);
	id = matter_in("acceptance");
	ck_assert_uint_eq(seats_of(INTAKE, id), ROLE_BIT(ROLE_CENTER_INTAKE));
	ck_assert_uint_eq(seats_of(INTAKE_TWO, id), ROLE_BIT(ROLE_CENTER_INTAKE));
	ck_assert_uint_eq(seats_of(REVIEW, id), 0);
}
END_TEST

START_TEST(test_an_operator_has_one_seat_per_platform)
{
	int64_t id = matter_in("ruling");
	struct seat *seats;
	size_t count;

	order(id, 3, PROVIDER);
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
	ck_assert_int_eq(matter_seat_list(as(OPERATOR), matter_now(id), &seats, &count), OK);
	ck_assert_uint_eq(count, 3);
	ck_assert_int_eq(seats[0].platform, 1);
	ck_assert_int_eq(seats[1].platform, 2);
	ck_assert_int_eq(seats[1].org, OTHER_PROVIDER);
	ck_assert_int_eq(seats[2].platform, 3);
	ck_assert_int_eq(seats[2].org, PROVIDER);
	ck_assert_str_eq(matter_now(id)->holder, "测试 服务商经办岗");
}
END_TEST

START_TEST(test_only_orders_still_to_be_done_get_a_seat)
{
	int64_t id = matter_in("ruling");
	struct seat *seats;
	size_t count;

	office_sql(world, "UPDATE work_order SET state = 'configured' WHERE platform_id = 2");
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
	ck_assert_int_eq(matter_seat_list(as(OPERATOR), matter_now(id), &seats, &count), OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(seats[0].platform, 1);
}
END_TEST

START_TEST(test_received_orders_get_a_seat_again_when_nothing_else_is_left)
{
	int64_t id = matter_in("ruling");
	struct seat *seats;
	size_t count;

	office_sql(world, "UPDATE work_order SET state = 'received'");
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
	ck_assert_int_eq(matter_seat_list(as(OPERATOR), matter_now(id), &seats, &count), OK);
	ck_assert_uint_eq(count, 2);
}
END_TEST

START_TEST(test_experts_without_a_conflict_get_a_seat_of_their_own)
{
	int64_t id = matter_in("acceptance");

	office_sql(world,
		   "INSERT INTO matter_guest (person_id, matter_id, role, conflict, since) VALUES (81, %" PRId64
		   ", 'review.expert', 'none', 1), (82, %" PRId64 ", 'review.expert', 'declared', 1)",
		   id, id);
	go(INTAKE, id, "accept");
	ck_assert_uint_eq(seats_of(EXPERT, id), ROLE_BIT(ROLE_REVIEW_EXPERT));
	ck_assert_uint_eq(seats_of(EXPERT_TWO, id), 0);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter_party WHERE organisation_id = 8"), 0);
}
END_TEST

START_TEST(test_one_more_seat_can_be_added_for_a_person)
{
	int64_t id = matter_in("review");
	struct context *context = as(REVIEW);

	office_sql(world,
		   "INSERT INTO matter_guest (person_id, matter_id, role, since) VALUES (82, %" PRId64
		   ", 'review.expert', 1)",
		   id);
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(
		tx_end(context->db, matter_seat_add(context, matter_now(id), INSTITUTE, ROLE_REVIEW_EXPERT, 82)), OK);
	ck_assert_uint_eq(seats_of(EXPERT_TWO, id), ROLE_BIT(ROLE_REVIEW_EXPERT));
	ck_assert_uint_eq(seats_of(EXPERT, id), 0);
	ck_assert_str_eq(matter_now(id)->holder, "测试 方案评审岗、评审专家");
}
END_TEST

START_TEST(test_documents_are_handed_in_where_and_by_whom_the_procedure_says)
{
	int64_t id = filled_by(CLERK);
	const struct document_kind *letter = procedure_document(sample, "letter");
	const struct document_kind *minutes = procedure_document(sample, "minutes");
	bool may;

	ck_assert_int_eq(matter_may_document(as(CLERK), matter_now(id), letter, &may), OK);
	ck_assert(may);
	ck_assert_int_eq(matter_may_document(as(LEAD), matter_now(id), letter, &may), OK);
	ck_assert(!may);
	ck_assert_int_eq(matter_may_document(as(CLERK), matter_now(id), minutes, &may), OK);
	ck_assert(!may);
	go(CLERK, id, "submit");
	ck_assert_int_eq(matter_may_document(as(CLERK), matter_now(id), letter, &may), OK);
	ck_assert(!may);
	id = matter_in("review");
	ck_assert_int_eq(matter_may_document(as(REVIEW), matter_now(id), minutes, &may), OK);
	ck_assert(may);
	ck_assert_int_eq(matter_may_document(as(INTAKE), matter_now(id), minutes, &may), OK);
	ck_assert(!may);
}
END_TEST

/* ---- buttons ---- */

static const char *buttons(int64_t person, int64_t id)
{
	const struct action **actions;
	const char *keys[32];
	size_t count;

	ck_assert_int_eq(matter_actions(as(person), matter_now(id), &actions, &count), OK);
	for (size_t i = 0; i < count; i++)
		keys[i] = actions[i]->key;
	return text_join(world->arena, keys, count, " ");
}

START_TEST(test_everybody_is_offered_what_he_may_do_now)
{
	int64_t id = filled_by(CLERK);

	ck_assert_str_eq(buttons(CLERK, id), "submit discard");
	ck_assert_str_eq(buttons(LEAD, id), "");
	go(CLERK, id, "submit");
	ck_assert_str_eq(buttons(LEAD, id), "unit_return pass");
	ck_assert_str_eq(buttons(CLERK, id), "withdraw");
	ck_assert_str_eq(buttons(STRANGE_LEAD, id), "");
	go(LEAD, id, "pass");
	ck_assert_str_eq(buttons(INTAKE, id), "accept correct refuse");
	ck_assert_str_eq(buttons(CLERK, id), "withdraw");
	ck_assert_str_eq(buttons(LEAD, id), "");
	ck_assert_str_eq(buttons(REVIEW, id), "");
	go(INTAKE, id, "refuse");
	ck_assert_str_eq(buttons(CLERK, id), "");
	ck_assert_str_eq(buttons(INTAKE, id), "");
}
END_TEST

START_TEST(test_what_separation_forbids_is_not_offered)
{
	int64_t id = filled_by(CLERK_AND_LEAD);

	go(CLERK_AND_LEAD, id, "submit");
	ck_assert_str_eq(buttons(CLERK_AND_LEAD, id), "withdraw");
	ck_assert_str_eq(buttons(LEAD, id), "unit_return pass");
}
END_TEST

START_TEST(test_nobody_is_offered_what_the_clerk_process_does)
{
	int64_t id = matter_in("correcting");

	ck_assert_str_eq(buttons(CLERK, id), "resubmit straight");
	ck_assert_int_eq(try_to(CLERK, id, "lapse", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_to(INTAKE, id, "lapse", NULL), ERR_FORBIDDEN);
}
END_TEST

/* ---- what changed since a return ---- */

static size_t changes(int64_t person, int64_t id, const char **first)
{
	struct values *before, *after;
	size_t *changed;
	size_t count;

	ck_assert_int_eq(matter_return_diff(as(person), matter_now(id), &before, &after, &changed, &count), OK);
	*first = count == 0 ? ""
			    : arena_printf(world->arena, "%s: %s -> %s", before->items[changed[0]].field->key,
					   value_display(world->arena, &before->items[changed[0]]),
					   value_display(world->arena, &after->items[changed[0]]));
	return count;
}

START_TEST(test_the_diff_shows_what_changed_since_the_return)
{
	int64_t id = matter_in("correcting");
	struct context *context = as(CLERK);
	const char *first;

	ck_assert_uint_eq(changes(CLERK, id, &first), 0);
	ck_assert_int_eq(matter_save_draft(context, matter_now(id), form_of("水利一张图", "small", "12")), OK);
	ck_assert_uint_eq(changes(CLERK, id, &first), 1);
	ck_assert_str_eq(first, "size: 8 台 -> 12 台");
	go(CLERK, id, "resubmit");
	ck_assert_uint_eq(changes(LEAD, id, &first), 1);
	go(LEAD, id, "recheck_pass");
	ck_assert_str_eq(state_now(id), "acceptance");
	ck_assert_uint_eq(changes(INTAKE, id, &first), 1);
	go(INTAKE, id, "accept");
	ck_assert_uint_eq(changes(REVIEW, id, &first), 0);
}
END_TEST

START_TEST(test_a_form_is_read_by_revision_with_its_digest)
{
	int64_t id = matter_in("correcting");
	struct values *first, *newest;
	uint8_t digest[32];

	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(id), form_of("新名称", "small", "12")), OK);
	go(CLERK, id, "resubmit");
	ck_assert_int_eq(matter_now(id)->revision, 2);
	ck_assert_int_eq(matter_form_revision(as(CLERK), matter_now(id), 1, &first), OK);
	ck_assert_int_eq(matter_form(as(CLERK), matter_now(id), &newest, digest), OK);
	ck_assert_str_eq(values_text(first, "name"), "水利一张图");
	ck_assert_str_eq(values_text(newest, "name"), "新名称");
	ck_assert_int_eq(values_number(newest, "size", 0), 12);
	ck_assert_int_eq(
		office_number(world,
			      "SELECT count(*) FROM matter_form WHERE revision = 2 AND lower(hex(digest)) = '%s'",
			      crypt_hex(world->arena, digest, 32)),
		1);
}
END_TEST

int main(void)
{
	return RUN_WORLD(
		"kernel/matter", test_a_draft_is_seen_by_its_unit_alone, test_who_gets_a_seat_sees_it_from_then_on,
		test_shared_kinds_see_it_from_the_state_that_says_so,
		test_an_invited_expert_sees_that_matter_alone_until_he_declares_a_conflict,
		test_a_guest_whose_organisation_takes_part_still_sees_by_invitation_alone,
		test_administrators_see_no_matter, test_what_does_not_exist_is_like_what_is_hidden,
		test_opening_needs_the_start_role, test_an_opened_matter_has_a_seat_a_party_an_event_and_an_audit_row,
		test_a_draft_keeps_wrong_input, test_only_a_holder_of_an_editable_state_saves,
		test_a_colleague_with_the_role_goes_on_with_the_draft, test_a_draft_is_not_saved_over_what_was_not_seen,
		test_seats_are_for_the_role_in_the_right_organisation, test_an_operator_has_one_seat_per_platform,
		test_only_orders_still_to_be_done_get_a_seat,
		test_received_orders_get_a_seat_again_when_nothing_else_is_left,
		test_experts_without_a_conflict_get_a_seat_of_their_own, test_one_more_seat_can_be_added_for_a_person,
		test_documents_are_handed_in_where_and_by_whom_the_procedure_says,
		test_everybody_is_offered_what_he_may_do_now, test_what_separation_forbids_is_not_offered,
		test_nobody_is_offered_what_the_clerk_process_does, test_the_diff_shows_what_changed_since_the_return,
		test_a_form_is_read_by_revision_with_its_digest);
}
