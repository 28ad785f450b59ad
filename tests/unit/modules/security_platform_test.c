#include "unit/modules/chain_cast.h"

/* Hazards of platforms: where their chain of lateness ends (第二十五条), and how it is taken back. */

#define HAZARD \
	"title=管理节点补丁缺失\nsource=inspection\nseverity=high\ndescription=两台管理节点缺少补丁\n" \
	"demand=升级补丁并复测\n"
#define STOP "title=补丁长期缺失\nbasis=整改通知与通报\ngrounds=经督办、通报仍未整改\ndemand=升级补丁并通过复测"

/* A hazard of this subject, late, pressed and published. */
static int64_t published(struct subject subject, int64_t receiver, int64_t person)
{
	int64_t id;

	clock_freeze(clock_at(2026, 3, 2, 9, 0));
	id = opened_about(SECURITY, "hazard", subject,
			  arena_printf(cloud->arena, HAZARD "receiver=%" PRId64, receiver));
	acts(SECURITY, id, "issue", NULL);
	acts(person, id, "receive", NULL);
	clock_freeze(clock_at(2026, 3, 10, 9, 0));
	pressed(id);
	made_known(id);
	return id;
}

static int64_t suspended(int64_t platform)
{
	return office_number(cloud, "SELECT suspended_yes FROM platform WHERE id = %" PRId64, platform);
}

static int64_t decided(int64_t platform)
{
	int64_t id = opened_about(SECURITY, "platform_suspension", (struct subject){.platform = platform}, STOP);

	acts(SECURITY, id, "propose", NULL);
	acts(LEADER, id, "decide", NULL);
	return id;
}

static void checked(int64_t id)
{
	hand_in_by(OPERATOR, id, "resume_proof");
	acts(OPERATOR, id, "apply_resumption", "resume_measures=补丁已全部升级并复测");
	acts(OPERATOR_LEAD, id, "approve_application", NULL);
	acts(WATCH, id, "checked", NULL);
}

START_TEST(late_hazard_of_a_platform_ends_in_a_proposal_to_give_it_no_new_systems)
{
	int64_t id = published((struct subject){.platform = FIRST_CLOUD}, PROVIDER, OPERATOR);

	says_no(SECURITY, id, "propose_suspension", NULL, "没有写明信息系统");
	ck_assert_int_eq(act(WATCH, id, "propose_platform_suspension", "通报后仍未整改", NULL), ERR_FORBIDDEN);
	acts(SECURITY, id, "propose_platform_suspension", NULL);
	ck_assert_str_eq(state_now(id), "suspending");
	/* A person decides: so far there is a draft, about the platform, and nothing is closed. */
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT count(*) FROM matter WHERE procedure_key = 'platform_suspension' AND state = 'draft'"
			" AND platform_id = 1 AND base_matter_id = %" PRId64,
			id),
		1);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 0);
	hand_in_by(OPERATOR, id, "proof");
	acts(OPERATOR, id, "submit", "measures=补丁已全部升级并复测");
	acts(WATCH, id, "pass", NULL);
}
END_TEST

START_TEST(hazard_of_a_system_or_of_neither_is_no_ground_for_it)
{
	int64_t id = published((struct subject){.system = SYSTEM}, UNIT, CLERK);

	says_no(SECURITY, id, "propose_platform_suspension", NULL, "没有写明云平台");
	acts(SECURITY, id, "propose_suspension", NULL);
	id = published((struct subject){0}, PROVIDER, OPERATOR);
	says_no(SECURITY, id, "propose_platform_suspension", NULL, "没有写明云平台");
	says_no(SECURITY, id, "propose_suspension", NULL, "没有写明信息系统");
}
END_TEST

START_TEST(platform_that_carries_no_systems_has_nothing_to_be_stopped)
{
	int64_t id = published((struct subject){.platform = WATCH_CLOUD}, SUPERVISOR, MONITOR);

	says_no(SECURITY, id, "propose_platform_suspension", NULL, "没有分配可以暂停");
	id = opened_about(SECURITY, "platform_suspension", (struct subject){.platform = WATCH_CLOUD}, STOP);
	says_no(SECURITY, id, "propose", NULL, "没有分配可以暂停");
	office_sql(cloud, "UPDATE platform SET ended_at = 1 WHERE id = 1");
	id = opened_about(SECURITY, "platform_suspension", (struct subject){.platform = FIRST_CLOUD}, STOP);
	says_no(SECURITY, id, "propose", NULL, "平台已经退出");
}
END_TEST

START_TEST(leader_stops_and_resumes_what_the_operator_put_right)
{
	int64_t id = opened_about(SECURITY, "platform_suspension", (struct subject){.platform = FIRST_CLOUD}, STOP);

	acts(SECURITY, id, "propose", NULL);
	/* The field called title, not what the matter was called before. */
	ck_assert_int_eq(office_number(cloud,
				       "SELECT m.title = p.name || ' 补丁长期缺失' FROM matter m"
				       " JOIN platform p ON p.id = m.platform_id WHERE m.id = %" PRId64,
				       id),
			 1);
	ck_assert_int_eq(act(SECURITY, id, "decide", "同意暂停", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(act(OPERATOR, id, "apply_resumption", "", NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 0);
	acts(LEADER, id, "decide", NULL);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE id = 900 AND state = 'operating'"), 1);
	ck_assert_int_eq(act(STRANGER, id, "apply_resumption", "", NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(act(OPERATOR, id, "apply_resumption", "", "resume_measures=补丁已全部升级并复测"),
			 ERR_INVALID);
	checked(id);
	ck_assert_int_eq(act(WATCH, id, "decide_resumption", "同意", NULL), ERR_FORBIDDEN);
	acts(LEADER, id, "refuse_resumption", NULL);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 1);
	checked(id);
	acts(LEADER, id, "decide_resumption", NULL);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 0);
	ck_assert_ptr_nonnull(office_try(cloud, "DELETE FROM platform_suspension"));
}
END_TEST

START_TEST(leader_lifts_what_proves_groundless_unasked)
{
	int64_t id = decided(FIRST_CLOUD);

	ck_assert_int_eq(act(OPERATOR_LEAD, id, "lift", "复核认定依据不成立，现予解除", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(act(LEADER, id, "lift", "误报", NULL), ERR_INVALID);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 1);
	ck_assert_int_eq(act(LEADER, id, "lift", "复核认定依据不成立，现予解除", NULL), OK);
	ck_assert_str_eq(state_now(id), "resumed");
	ck_assert_int_eq(suspended(FIRST_CLOUD), 0);
}
END_TEST

START_TEST(platform_is_open_again_when_the_last_decision_ends_and_was_open_before)
{
	int64_t first = decided(FIRST_CLOUD), second = decided(FIRST_CLOUD), closed;

	checked(first);
	acts(LEADER, first, "decide_resumption", NULL);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 1);
	checked(second);
	acts(LEADER, second, "decide_resumption", NULL);
	ck_assert_int_eq(suspended(FIRST_CLOUD), 0);
	/* It took nobody new before. */
	closed = decided(CLOSED_CLOUD);
	checked(closed);
	acts(LEADER, closed, "decide_resumption", NULL);
	ck_assert_int_eq(suspended(CLOSED_CLOUD), 1);
}
END_TEST

int main(void)
{
	return RUN_GUARDED(
		"modules/security_platform", late_hazard_of_a_platform_ends_in_a_proposal_to_give_it_no_new_systems,
		hazard_of_a_system_or_of_neither_is_no_ground_for_it,
		platform_that_carries_no_systems_has_nothing_to_be_stopped,
		leader_stops_and_resumes_what_the_operator_put_right, leader_lifts_what_proves_groundless_unasked,
		platform_is_open_again_when_the_last_decision_ends_and_was_open_before);
}
