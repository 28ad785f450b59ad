/*
 * People come, move and go by user_account: who asks, who creates, who grants,
 * and what is refused.  The clock stands at Monday 2026-03-02 09:00.
 */
#define guarded_new guarded_new_unused
#include "unit/modules/guarded.h"
#undef guarded_new

#include "modules/org/org_account.h"

enum { SYSTEM_ADMIN = 1, SECURITY_ADMIN = 2, AUDIT_ADMIN = 3, OTHER_LEAD = 32, SECOND = 24 };

static const struct module *const account_modules[] = {&account_module, &matter_module, &org_module, NULL};

static void person(int64_t id, int64_t org, const char *title, const char *roles)
{
	char **keys;
	size_t count = text_split(cloud->arena, roles, ' ', &keys);

	office_sql(cloud,
		   "INSERT INTO person (id, organisation_id, login, title, phone, status, created_at) VALUES (%" PRId64
		   ", %" PRId64 ", 'person-%" PRId64 "', '%s', '028-86600%03" PRId64 "', 'active', 1)",
		   id, org, id, title, id);
	for (size_t i = 0; i < count; i++)
		office_sql(cloud, "INSERT INTO person_role (person_id, role, granted_at) VALUES (%" PRId64 ", '%s', 1)",
			   id, keys[i]);
}

static void people_new(void)
{
	clock_freeze(day_start(at_day(2026, 3, 2)) + 9 * 3600);
	cloud = office_new(account_modules);
	CAST_STORE(cloud);
	cloud_registers();
	person(SYSTEM_ADMIN, CENTER, "系统管理岗", "admin.system");
	person(SECURITY_ADMIN, CENTER, "安全管理员岗", "admin.security");
	person(AUDIT_ADMIN, CENTER, "审计管理岗", "admin.audit");
	person(SECOND, UNIT, "经办二岗", "unit.clerk");
	person(OTHER_LEAD, OTHER_UNIT, "审核岗", "unit.lead");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	cloud_procedure("user_account");
}

/* as(), for those that the cast does not know. */
static struct context *as_person(int64_t id)
{
	struct context *context = as(id == OTHER_LEAD ? STRANGER : id < 10 ? LEADER : id == SECOND ? CLERK : id);
	struct actor *actor = arena_alloc(cloud->arena, sizeof *actor);
	static const enum role roles[] = {ROLE_COUNT, ROLE_ADMIN_SYSTEM, ROLE_ADMIN_SECURITY, ROLE_ADMIN_AUDIT};

	*actor = *context->actor;
	actor->person = id;
	if (id < 10)
		actor->roles = ROLE_BIT(roles[id]);
	if (id == OTHER_LEAD)
		actor->roles = ROLE_BIT(ROLE_UNIT_LEAD);
	return cast_context(cloud, actor);
}

static enum err press(int64_t who, int64_t id, const char *key)
{
	struct context *context = as_person(who);
	struct matter *matter;

	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	last_move = (struct move){.matter = matter,
				  .action = procedure_action(application, key),
				  .step = matter->step,
				  .opinion = "意见写在这里，不少于十个字。"};
	if (last_move.action->opinion == OPINION_NONE)
		last_move.opinion = NULL;
	if (last_move.action->field_count > 0) {
		last_move.fields = fields_of(key);
		values_set(last_move.fields, "in_person", "yes");
	}
	return matter_move(context, &last_move);
}

static void pressed(int64_t who, int64_t id, const char *key)
{
	enum err err = press(who, id, key);

	ck_assert_msg(err == OK, "%s by %" PRId64 ": %s %s", key, who, err_name(err), complaints());
}

static void no(int64_t who, int64_t id, const char *key, const char *words)
{
	enum err err = press(who, id, key);

	ck_assert_msg(err == ERR_INVALID && strstr(complaints(), words) != NULL, "%s: %s %s", key, err_name(err),
		      complaints());
}

static int64_t asked(int64_t who, const char *lines)
{
	return opened(who, "user_account", 0, arena_printf(cloud->arena, "%s\nreason=岗位变化", lines));
}

#define OPENING(login) \
	"kind=open\nopenings.0.login=" login \
	"\nopenings.0.title=新设经办岗\nopenings.0.phone=028-86601111\nopenings.0.role=unit.clerk"

static int64_t count_of(const char *sql)
{
	return office_number(cloud, "SELECT count(*) FROM %s", sql);
}

static void issue_code(const char *login)
{
	struct person_record person;
	int64_t expires_at;
	char *code;

	ck_assert_int_eq(person_find(as_person(LEAD),
				     office_number(cloud, "SELECT id FROM person WHERE login = '%s'", login), &person),
			 FOUND);
	ck_assert_int_eq(person_issue_code(as_person(LEAD), &person, &code, &expires_at), OK);
}

START_TEST(one_asks_one_approves_one_creates_one_grants)
{
	int64_t id = asked(CLERK, OPENING("slt-new"));

	pressed(CLERK, id, "submit");
	ck_assert_int_eq(count_of("person WHERE login = 'slt-new'"), 0);
	pressed(LEAD, id, "approve");
	ck_assert_int_eq(press(SECURITY_ADMIN, id, "create"), ERR_NOT_FOUND);
	pressed(SYSTEM_ADMIN, id, "create");
	ck_assert_int_eq(count_of("person WHERE login = 'slt-new' AND status = 'new' AND created_by = 1"
				  " AND password_hash IS NULL AND organisation_id = 2"),
			 1);
	ck_assert_int_eq(count_of("person_role r JOIN person p ON p.id = r.person_id WHERE p.login = 'slt-new'"), 0);
	ck_assert_int_ne(press(SYSTEM_ADMIN, id, "grant"), OK);
	pressed(SECURITY_ADMIN, id, "grant");
	ck_assert_int_eq(count_of("person_role r JOIN person p ON p.id = r.person_id WHERE p.login = 'slt-new'"
				  " AND r.role = 'unit.clerk' AND r.granted_by = 2"),
			 1);
	ck_assert_str_eq(state_now(id), "handing");
	no(LEAD, id, "hand_over", "账号 slt-new 没有可用的激活码");
	ck_assert_str_eq(state_now(id), "handing");
	issue_code("slt-new");
	clock_freeze(clock_now() + 73 * 3600); /* a code opens the account for 72 hours */
	no(LEAD, id, "hand_over", "账号 slt-new 没有可用的激活码");
	issue_code("slt-new");
	pressed(LEAD, id, "hand_over");
	ck_assert_str_eq(state_now(id), "done");
}
END_TEST

START_TEST(administrators_see_only_what_they_hold_or_held)
{
	int64_t id = asked(CLERK, OPENING("slt-new"));
	int64_t of_center = asked(LEADER, "kind=open\nopenings.0.login=center-new\nopenings.0.title=值班二岗"
					  "\nopenings.0.phone=028-86601111\nopenings.0.role=center.duty");
	struct matter *matter;

	ck_assert_int_eq(matter_find(as_person(SYSTEM_ADMIN), of_center, &matter), NOT_FOUND);
	pressed(CLERK, id, "submit");
	ck_assert_int_eq(matter_find(as_person(SYSTEM_ADMIN), id, &matter), NOT_FOUND);
	pressed(LEAD, id, "approve");
	ck_assert_int_eq(matter_find(as_person(SYSTEM_ADMIN), id, &matter), FOUND);
	ck_assert_int_eq(matter_find(as_person(SECURITY_ADMIN), id, &matter), NOT_FOUND);
	ck_assert_int_eq(matter_find(as_person(AUDIT_ADMIN), id, &matter), NOT_FOUND);
	/* A seat of an administrator is no part of his organisation. */
	ck_assert_int_eq(matter_find(as_person(LEADER), id, &matter), NOT_FOUND);
	pressed(SYSTEM_ADMIN, id, "create");
	ck_assert_int_eq(matter_find(as_person(SYSTEM_ADMIN), id, &matter), FOUND);
	ck_assert_int_eq(matter_find(as_person(SECURITY_ADMIN), id, &matter), FOUND);
	pressed(LEADER, of_center, "ask");
	ck_assert_int_eq(matter_find(as_person(SYSTEM_ADMIN), of_center, &matter), FOUND);
}
END_TEST

START_TEST(nobody_approves_what_he_asked_or_his_own_account)
{
	int64_t id = asked(CLERK, "kind=reset\nresets.0.person=22");

	pressed(CLERK, id, "submit");
	no(LEAD, id, "approve", "是您自己的账号");
	office_sql(cloud, "INSERT INTO person_role (person_id, role, granted_at) VALUES (17, 'center.intake', 1)");
	id = asked(INTAKE, "kind=open\nopenings.0.login=center-new\nopenings.0.title=值班二岗"
			   "\nopenings.0.phone=028-86601111\nopenings.0.role=center.duty");
	office_sql(cloud, "UPDATE matter SET opened_by = 17 WHERE id = %" PRId64, id);
	pressed(INTAKE, id, "submit");
	ck_assert_int_eq(press(INTAKE, id, "approve"), ERR_FORBIDDEN);
	pressed(LEADER, id, "approve");
}
END_TEST

START_TEST(account_asked_for_is_free_and_its_role_fits)
{
	static const struct {
		const char *lines;
		const char *words;
	} cases[] = {
		{OPENING("p22"), "账号 p22 已有人使用"},
		{"kind=open\nopenings.0.login=slt-new\nopenings.0.title=运维岗\nopenings.0.phone=028-86601111"
		 "\nopenings.0.role=operator.clerk",
		 "不适用于"},
		{OPENING("slt-new") "\nopenings.1.login=slt-new\nopenings.1.title=二岗\nopenings.1.phone=028-86601111"
				    "\nopenings.1.role=unit.lead",
		 "与第 1 行重复"},
		{OPENING("Slt New"), "账号"},
		{"kind=open\nopenings.0.login=slt-new\nopenings.0.title=岗位\nopenings.0.phone=028-86601111"
		 "\nopenings.0.role=admin.system",
		 "角色"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		int64_t id = asked(CLERK, cases[i].lines);
		enum err err = press(CLERK, id, "submit");

		ck_assert_msg(err == ERR_INVALID, "%zu: %s", i, err_name(err));
		if (i < 3)
			ck_assert_msg(strstr(complaints(), cases[i].words) != NULL, "%zu: %s", i, complaints());
	}
}
END_TEST

START_TEST(login_taken_meanwhile_creates_nobody_of_the_batch)
{
	int64_t id = asked(CLERK, OPENING("slt-one") "\nopenings.1.login=slt-two\nopenings.1.title=二岗"
						     "\nopenings.1.phone=028-86601111\nopenings.1.role=unit.lead");

	pressed(CLERK, id, "submit");
	pressed(LEAD, id, "approve");
	person(90, OTHER_UNIT, "别处", "unit.clerk");
	office_sql(cloud, "UPDATE person SET login = 'slt-two' WHERE id = 90");
	no(SYSTEM_ADMIN, id, "create", "第 2 行：账号 slt-two 已有人使用");
	ck_assert_int_eq(count_of("person WHERE login = 'slt-one'"), 0);
	pressed(SYSTEM_ADMIN, id, "return_request");
	ck_assert_str_eq(state_now(id), "draft");
}
END_TEST

START_TEST(roles_refused_close_the_accounts_made_for_them)
{
	int64_t id = asked(LEAD, OPENING("slt-new"));

	pressed(LEAD, id, "ask");
	pressed(SYSTEM_ADMIN, id, "create");
	pressed(SECURITY_ADMIN, id, "decline_grant");
	ck_assert_str_eq(state_now(id), "refused");
	ck_assert_int_eq(count_of("person WHERE login = 'slt-new' AND status = 'disabled'"), 1);
}
END_TEST

START_TEST(leaver_hands_over_what_he_holds_and_is_named_for)
{
	int64_t seat = asked(CLERK, OPENING("slt-new")), id;

	office_sql(
		cloud,
		"INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at,"
		" responsible_title, responsible_phone, security_title, security_phone) VALUES"
		" (900, 2, 1, '水利一张图', 3, 'operating', 1, '经办二岗', '028-86600024', '安全岗', '028-86600025')");
	office_sql(cloud,
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at,"
		   " responsible_title, responsible_phone, security_title, security_phone) VALUES"
		   " (901, 2, 2, '河湖巡查', 3, 'operating', 1, '运维岗', '028-86600026', '经办二岗', '028-86600024')");
	office_sql(cloud,
		   "INSERT INTO contact (unit_id, operator_id, side, tier, title, mobile, matter_id, confirmed_at)"
		   " VALUES (2, 4, 'unit', 1, '经办二岗', '13900000000', %" PRId64 ", 1)",
		   seat);
	office_sql(cloud, "UPDATE task SET person_id = 24 WHERE matter_id = %" PRId64 " AND role = 'unit.clerk'", seat);
	office_sql(cloud,
		   "INSERT INTO delegation (organisation_id, person_id, delegate_id, role, from_day, to_day, reason,"
		   " made_at) VALUES (2, 24, 21, 'unit.clerk', 1, 300, '出差', 1),"
		   " (2, 21, 24, 'unit.clerk', 1, 300, '出差', 1)");
	office_sql(cloud, "UPDATE person SET phone = '' WHERE id = 21");
	no(LEAD, asked(LEAD, "kind=close\nclosings.0.person=24\nclosings.0.successor=24"), "ask", "接办人不能是本人");
	no(LEAD, asked(LEAD, "kind=close\nclosings.0.person=24\nclosings.0.successor=22"), "ask", "接办人没有岗位");
	no(LEAD, asked(LEAD, "kind=close\nclosings.0.person=24\nclosings.0.successor=21"), "ask", "没有登记电话");
	no(LEAD,
	   asked(LEAD, "kind=close\nclosings.0.person=24\nclosings.0.successor=21\nclosings.1.person=21"
		       "\nclosings.1.successor=24"),
	   "ask", "也在停用之列");
	office_sql(cloud, "UPDATE person SET phone = '028-86600021' WHERE id = 21");
	id = asked(LEAD, "kind=close\nclosings.0.person=24\nclosings.0.successor=21");
	pressed(LEAD, id, "ask");
	pressed(SYSTEM_ADMIN, id, "close");
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(
		count_of("person WHERE id = 24 AND status = 'disabled' AND successor_id = 21 AND title = '经办二岗'"),
		1);
	ck_assert_int_eq(count_of("task WHERE person_id = 21 AND closed_at IS NULL"), 1);
	ck_assert_int_eq(count_of("task WHERE person_id = 24 AND closed_at IS NULL"), 0);
	ck_assert_int_eq(count_of("system WHERE responsible_title = '岗位21' AND responsible_phone = '028-86600021'"),
			 1);
	/* Of the security post likewise; what another post does stays with it. */
	ck_assert_int_eq(
		count_of("system WHERE id = 900 AND security_title = '安全岗' AND security_phone = '028-86600025'"), 1);
	ck_assert_int_eq(count_of("system WHERE id = 901 AND responsible_title = '运维岗' AND responsible_phone ="
				  " '028-86600026' AND security_title = '岗位21' AND security_phone = '028-86600021'"),
			 1);
	ck_assert_int_eq(count_of("contact WHERE title = '岗位21' AND mobile = '028-86600021'"), 1);
	ck_assert_int_eq(count_of("delegation WHERE ended_at IS NULL"), 0);
}
END_TEST

START_TEST(post_that_a_colleague_fills_too_stays_with_him)
{
	person(25, UNIT, "经办二岗", "unit.clerk");
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at,"
			  " responsible_title, responsible_phone) VALUES (900, 2, 1, '水利一张图', 3, 'operating', 1,"
			  " '经办二岗', '028-86600025')");
	pressed(LEAD, asked(LEAD, "kind=close\nclosings.0.person=24\nclosings.0.successor=21"), "ask");
	pressed(SYSTEM_ADMIN, office_number(cloud, "SELECT max(id) FROM matter"), "close");
	ck_assert_int_eq(count_of("system WHERE responsible_title = '经办二岗'"), 1);
}
END_TEST

START_TEST(rules_that_name_the_post_are_revised_first)
{
	office_sql(
		cloud,
		"PRAGMA foreign_keys=OFF; INSERT INTO matter (id, procedure_id, procedure_key, number,"
		" organisation_id, title, state, revision, opened_by, opened_at, state_at) VALUES (500, 1, 'om_rules',"
		" 'ZD-2026-0001', 2, '制度', 'in_force', 1, 21, 1, 1)");
	office_sql(cloud,
		   "PRAGMA foreign_keys=OFF; INSERT INTO matter_form (matter_id, revision, body, digest, saved_at)"
		   " VALUES (500, 1, '{\"persons\":[{\"title\":\"经办二岗\"}]}', zeroblob(32), 1)");
	no(LEAD, asked(LEAD, "kind=close\nclosings.0.person=24\nclosings.0.successor=21"), "ask",
	   "运维管理制度 ZD-2026-0001 的责任岗位仍是“经办二岗”");
}
END_TEST

START_TEST(other_post_means_other_roles_and_old_duties_handed_on)
{
	int64_t id = asked(CLERK, "kind=move\nmoves.0.person=24\nmoves.0.title=审核二岗\nmoves.0.role=unit.lead");

	office_sql(cloud, "UPDATE task SET person_id = 24 WHERE matter_id = %" PRId64 " AND role = 'unit.clerk'",
		   asked(CLERK, OPENING("slt-new")));
	no(CLERK, id, "submit", "名下还有在办事项 1 件");
	no(CLERK, asked(CLERK, "kind=move\nmoves.0.person=24\nmoves.0.role=unit.clerk"), "submit", "没有变化");
	id = asked(CLERK, "kind=move\nmoves.0.person=24\nmoves.0.title=审核二岗\nmoves.0.role=unit.lead"
			  "\nmoves.0.successor=21");
	pressed(CLERK, id, "submit");
	pressed(LEAD, id, "approve");
	pressed(SYSTEM_ADMIN, id, "change");
	ck_assert_int_eq(count_of("person WHERE id = 24 AND title = '审核二岗'"), 1);
	ck_assert_int_eq(count_of("person_role WHERE person_id = 24 AND role = 'unit.clerk'"), 1);
	pressed(SECURITY_ADMIN, id, "regrant");
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(count_of("person_role WHERE person_id = 24"), 1);
	ck_assert_int_eq(count_of("person_role WHERE person_id = 24 AND role = 'unit.lead' AND granted_by = 2"), 1);
	ck_assert_int_eq(count_of("task WHERE person_id = 21 AND closed_at IS NULL"), 1);
}
END_TEST

START_TEST(reset_takes_the_password_and_gives_none)
{
	int64_t id = asked(LEAD, "kind=reset\nresets.0.person=21");

	office_sql(cloud, "UPDATE person SET password_hash = 'x' WHERE id = 21");
	pressed(LEAD, id, "ask");
	pressed(SYSTEM_ADMIN, id, "reset");
	ck_assert_int_eq(count_of("person WHERE id = 21 AND status = 'new' AND password_hash IS NULL"), 1);
	ck_assert_int_eq(count_of("activation"), 0);
	ck_assert_str_eq(state_now(id), "handing");
	ck_assert_int_eq(count_of("person_role WHERE person_id = 21"), 1);
}
END_TEST

START_TEST(others_people_and_administrators_are_not_asked_about)
{
	ck_assert_int_eq(press(LEAD, asked(LEAD, "kind=reset\nresets.0.person=31"), "ask"), ERR_INVALID);
	ck_assert_int_eq(press(LEADER, asked(LEADER, "kind=reset\nresets.0.person=2"), "ask"), ERR_INVALID);
	ck_assert_int_eq(press(OTHER_LEAD, asked(CLERK, "kind=reset\nresets.0.person=24"), "approve"), ERR_NOT_FOUND);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/user_account", people_new, cloud_free, 60, one_asks_one_approves_one_creates_one_grants,
		administrators_see_only_what_they_hold_or_held, nobody_approves_what_he_asked_or_his_own_account,
		account_asked_for_is_free_and_its_role_fits, login_taken_meanwhile_creates_nobody_of_the_batch,
		roles_refused_close_the_accounts_made_for_them, leaver_hands_over_what_he_holds_and_is_named_for,
		post_that_a_colleague_fills_too_stays_with_him, rules_that_name_the_post_are_revised_first,
		other_post_means_other_roles_and_old_duties_handed_on, reset_takes_the_password_and_gives_none,
		others_people_and_administrators_are_not_asked_about);
}
