#include "support/office.h"

#include "kernel/proposal.h"
#include "kernel/setting.h"

enum { SYSTEM = 11, LEAD = 12, OTHER = 13 };

static struct office *office;
static struct actor actors[OTHER + 1];

static void open_office(void)
{
	office = office_new(office_no_modules);
	office_org(office, 1, "center");
	office_person(office, SYSTEM, 1, "center.xt", "admin.system");
	office_person(office, LEAD, 1, "center.ld", "center.lead");
	office_person(office, OTHER, 1, "center.fz", "center.lead");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	for (int64_t person = SYSTEM; person <= OTHER; person++)
		actors[person] =
			(struct actor){.person = person,
				       .org = 1,
				       .roles = ROLE_BIT(person == SYSTEM ? ROLE_ADMIN_SYSTEM : ROLE_CENTER_LEAD),
				       .login = "x",
				       .title = "x",
				       .label = "某岗"};
}

static struct context *as(int64_t person)
{
	struct context *context = arena_alloc(office->arena, sizeof *context);

	*context = (struct context){.arena = office->arena,
				    .db = office->writer,
				    .service = office->service,
				    .actor = &actors[person],
				    .request = "test",
				    .source = "-"};
	return context;
}

static enum err make(int64_t person, const char *value, int64_t from)
{
	return proposal_make(as(person), &(struct proposal){.kind = PROPOSAL_SETTING,
							    .key = "session_idle_minutes",
							    .label = "空闲退出",
							    .value = value,
							    .valid_from = from,
							    .higher_law = "《某法》第三条",
							    .reason = "会议纪要"});
}

static struct proposal waiting(void)
{
	struct proposal proposal;

	ck_assert_int_eq(proposal_waiting(as(LEAD), PROPOSAL_SETTING, "session_idle_minutes", "空闲退出", &proposal),
			 OK);
	return proposal;
}

static int64_t today(void)
{
	return day_of(clock_now());
}

START_TEST(value_is_in_force_only_when_another_approved_it)
{
	struct proposal proposal;
	char *complaint;

	open_office();
	ck_assert_int_eq(make(SYSTEM, "20", today()), OK);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(setting_integer(office->service, "session_idle_minutes"), 30);
	proposal = waiting();
	ck_assert_str_eq(proposal.value, "20");
	ck_assert_int_eq(proposal_approve(as(LEAD), &proposal, &complaint), OK);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(setting_integer(office->service, "session_idle_minutes"), 20);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM setting WHERE changed_by = 11 AND approved_by = 12"
					       " AND higher_law = '《某法》第三条'"),
			 1);
	ck_assert_int_eq(waiting().id, 0);
	ck_assert_int_eq(proposal_approve(as(LEAD), &proposal, &complaint), ERR_CONFLICT);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action IN"
					       " ('setting.propose', 'setting.approve', 'setting.change')"),
			 3);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM notice WHERE person_id = 11"), 1);
	office_free(office);
}
END_TEST

START_TEST(nobody_rules_on_his_own_and_nobody_else_withdraws)
{
	struct proposal proposal;
	char *complaint;

	open_office();
	ck_assert_int_eq(make(LEAD, "20", today()), OK);
	ck_assert_int_eq(make(SYSTEM, "25", today()), ERR_CONFLICT);
	proposal = waiting();
	ck_assert_int_eq(proposal_approve(as(LEAD), &proposal, &complaint), ERR_OWN_MATTER);
	ck_assert_int_eq(proposal_decline(as(LEAD), &proposal, "不妥"), ERR_OWN_MATTER);
	ck_assert_int_eq(proposal_withdraw(as(OTHER), &proposal), ERR_FORBIDDEN);
	ck_assert_int_eq(proposal_decline(as(OTHER), &proposal, "不妥"), OK);
	ck_assert_int_eq(proposal_withdraw(as(LEAD), &proposal), ERR_CONFLICT);
	ck_assert_int_eq(make(SYSTEM, "25", today()), OK);
	proposal = waiting();
	ck_assert_int_eq(proposal_withdraw(as(SYSTEM), &proposal), OK);
	ck_assert_int_eq(proposal_approve(as(LEAD), &proposal, &complaint), ERR_CONFLICT);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM setting WHERE key = 'session_idle_minutes'"), 0);
	office_free(office);
}
END_TEST

START_TEST(what_no_longer_fits_is_not_approved_and_still_waits)
{
	struct proposal proposal;
	char *complaint;

	open_office();
	clock_freeze(clock_now() - 3 * 86400);
	ck_assert_int_eq(make(SYSTEM, "20", today()), OK);
	clock_freeze(clock_now() + 86400);
	proposal = waiting();
	ck_assert_int_eq(proposal_approve(as(LEAD), &proposal, &complaint), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint, "不能早于今天"));
	ck_assert_int_ne(waiting().id, 0);
	office_free(office);
}
END_TEST

/* A procedure: its day has come and gone, or another version took its number. */
START_TEST(version_that_no_longer_fits_is_not_approved)
{
	struct proposal proposal = {.kind = PROPOSAL_PROCEDURE,
				    .key = "sample",
				    .label = "样例",
				    .value = "key: sample",
				    .version = 1,
				    .higher_law = "",
				    .reason = "会议纪要"};
	char *complaint;

	open_office();
	clock_freeze(clock_now() - 3 * 86400);
	proposal.valid_from = today();
	ck_assert_int_eq(proposal_make(as(SYSTEM), &proposal), OK);
	ck_assert_int_eq(proposal_waiting(as(LEAD), PROPOSAL_PROCEDURE, "sample", "样例", &proposal), OK);
	clock_freeze(clock_now() + 86400);
	ck_assert_int_eq(proposal_approve(as(LEAD), &proposal, &complaint), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint, "施行日期已经过了"));
	ck_assert_int_eq(proposal_decline(as(LEAD), &proposal, "请换日期"), OK);
	proposal.valid_from = today();
	proposal.version = 3; /* there is no second */
	ck_assert_int_eq(proposal_make(as(SYSTEM), &proposal), OK);
	ck_assert_int_eq(proposal_waiting(as(LEAD), PROPOSAL_PROCEDURE, "sample", "样例", &proposal), OK);
	ck_assert_int_eq(proposal_approve(as(LEAD), &proposal, &complaint), ERR_INVALID);
	ck_assert_str_eq(complaint, "期间已装入第 0 版，这份提议不是它的下一版，请不予同意");
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM procedure"), 0);
	office_free(office);
}
END_TEST

START_TEST(schema_itself_wants_two)
{
	static const char *const refused[] = {
		/* ruled on by the proposer, changed, ruled on twice, deleted */
		"UPDATE rule_proposal SET ruled_by = 11, ruled_at = 2, approved_yes = 1",
		"UPDATE rule_proposal SET value = '99'",
		"UPDATE rule_proposal SET proposed_by = 12",
		"UPDATE rule_proposal SET ruled_by = 12, ruled_at = 2, approved_yes = 0",
		"DELETE FROM rule_proposal",
		/* a value that names a person without an approved proposal, or another than the one approved */
		"INSERT INTO setting (key, valid_from, value, changed_by, changed_at) VALUES ('x', 1, '20', 11, 1)",
		"INSERT INTO setting (key, valid_from, value, changed_by, approved_by, changed_at) VALUES ('x', 1, "
		"'20', 11, "
		"12, 1)",
		"INSERT INTO procedure (key, version, title, digest, body, valid_from, loaded_by, loaded_at)"
		" VALUES ('x', 1, 'x', zeroblob(32), 'x', 1, 11, 1)",
	};

	open_office();
	office_sql(office,
		   "INSERT INTO rule_proposal (kind, key, value, valid_from, reason, proposed_by, proposed_role, "
		   "proposed_at) VALUES ('setting', 'x', '20', 1, 'x', 11, 'admin.system', 1)");
	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
		ck_assert_msg(office_try(office, refused[i]) != NULL, "%s", refused[i]);
	office_sql(office, "UPDATE rule_proposal SET ruled_by = 12, ruled_at = 2, approved_yes = 1");
	ck_assert_ptr_nonnull(office_try(office,
					 "INSERT INTO setting (key, valid_from, value, changed_by, approved_by, "
					 "changed_at) VALUES ('x', 1, '21', 11, 12, 1)"));
	ck_assert_ptr_nonnull(office_try(office, "UPDATE rule_proposal SET withdrawn_at = 3"));
	office_sql(office, "INSERT INTO setting (key, valid_from, value, changed_by, approved_by, changed_at)"
			   " VALUES ('x', 1, '20', 11, 12, 1)");
	ck_assert_ptr_nonnull(office_try(office, "UPDATE setting SET value = '21' WHERE key = 'x'"));
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/proposal", value_is_in_force_only_when_another_approved_it,
			 nobody_rules_on_his_own_and_nobody_else_withdraws,
			 what_no_longer_fits_is_not_approved_and_still_waits,
			 version_that_no_longer_fits_is_not_approved, schema_itself_wants_two);
}
