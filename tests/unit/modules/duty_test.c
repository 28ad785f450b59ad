#include "unit/modules/duty_cast.h"

#include "kernel/round.h"

/* What one duty finds wrong opens the next: self-checks and drills become hazards. */

/* ---- self-check ---- */

#define FIGURES \
	"earliest_day=2025-06-01\nvulnerabilities=1\nfixed=0\nattacks=9\nalarms=9\nalarms_handled=9\nprivileged_" \
	"checked=20\nprivileged_abnormal=1\ncertificates_due=0\nbastion_rate=" \
	"100\n" \
	"alarms_critical=1\nalarms_high=2\nalarms_mid=3\nalarms_low=3\n" \
	"attack_kinds.1.attack_kind=web\nattack_kinds.1.attack_source=abroad\nattack_kinds.1.attack_count=7\n" \
	"attack_kinds.2.attack_kind=probe\nattack_kinds.2.attack_source=network\nattack_kinds.2.attack_count=2\n" \
	"encryption_rate=100\nitems.1.area=security\nitems.1.item=平台账号无弱口令\nitems.1.result=yes\n" \
	"items.2.area=security\nitems.2.item=高危漏洞全部修复\nitems.2.result=no\n" \
	"items.3.area=crypto\nitems.3.item=证书在有效期内\nitems.3.result=partial\nitems.3.note=" \
	"一张将到期，下周更换\n" \
	"items.4.area=audit\nitems.4.item=离岗人员账号停用\nitems.4.result=none\n"

static int64_t checked(const char *more)
{
	int64_t id = begun(OPERATOR, "self_check", FIRST_CLOUD);

	typed(OPERATOR, id, arena_printf(cloud->arena, FIGURES "%s", more));
	return id;
}

START_TEST(every_item_of_a_self_check_has_its_own_evidence)
{
	int64_t id = checked("");

	says_no(OPERATOR, id, "submit", NULL, "第 1 项“平台账号无弱口令”没有写明佐证");
	typed(OPERATOR, id, FIGURES "items.1.proof=弱口令核查记录");
	says_no(OPERATOR, id, "submit", NULL, "第 2 项“高危漏洞全部修复”不符合");
	typed(OPERATOR, id, FIGURES "items.1.proof=弱口令核查记录\nitems.2.note=待厂商补丁，已加访问控制");
	acts(OPERATOR, id, "submit", NULL);
}
END_TEST

#define ONE_KIND "attack_kinds.1.attack_kind=web\nattack_kinds.1.attack_source=abroad\nattack_kinds.1.attack_count="

START_TEST(parts_of_a_self_check_make_the_whole_they_are_parts_of)
{
	int64_t id = checked("items.1.proof=弱口令核查记录\nitems.2.note=待厂商补丁，已加访问控制");

	typed(OPERATOR, id, "alarms_low=4");
	says_no(OPERATOR, id, "submit", NULL, "安全告警总数 9 条，四级合计 10 条");
	typed(OPERATOR, id, "alarms_low=3\n" ONE_KIND "8");
	says_no(OPERATOR, id, "submit", NULL, "拦截攻击 9 次，按类型和来源分列 8 次");
	typed(OPERATOR, id, ONE_KIND "9\nprivileged_abnormal=21");
	says_no(OPERATOR, id, "submit", NULL, "特权操作抽查 20 次，其中异常 21 次，异常数不能大于抽查数");
	typed(OPERATOR, id, "privileged_abnormal=20\nfixed=2");
	says_no(OPERATOR, id, "submit", NULL, "高危漏洞 1 个，其中已修复 2 个，已修复数不能大于漏洞数");
	typed(OPERATOR, id, "fixed=1\nalarms_handled=10");
	says_no(OPERATOR, id, "submit", NULL, "安全告警 9 条，其中已处置 10 条，已处置数不能大于告警数");
	typed(OPERATOR, id, "alarms_handled=9\nearliest_day=2026-03-03");
	says_no(OPERATOR, id, "submit", NULL, "不能晚于今天，您填了 2026-03-03");
	typed(OPERATOR, id, "earliest_day=2026-03-02");
	acts(OPERATOR, id, "submit", NULL);
}
END_TEST

START_TEST(what_does_not_conform_drafts_a_hazard_for_who_accepted_it)
{
	int64_t id = checked("items.1.proof=弱口令核查记录\nitems.2.note=待厂商补丁，已加访问控制");
	int64_t hazard;

	acts(OPERATOR, id, "submit", NULL);
	acts(OPERATOR_LEAD, id, "approve", NULL);
	ck_assert_int_eq(hazards("1"), 0);
	acts(WATCH, id, "accept", NULL);
	ck_assert_int_eq(hazards("state = 'draft' AND organisation_id = 7 AND platform_id = 1"), 2);
	hazard = newest("hazard");
	ck_assert_int_eq(office_number(cloud, "SELECT base_matter_id FROM matter WHERE id = %" PRId64, hazard), id);
	ck_assert_int_eq(act(OPERATOR, hazard, "receive", "", NULL), ERR_NOT_FOUND);
	says_no(WATCH, hazard, "issue", NULL, "严重程度");
	typed(WATCH, hazard, "severity=mid");
	acts(WATCH, hazard, "issue", NULL);
	acts(OPERATOR, hazard, "receive", NULL);
}
END_TEST

/* ---- drills ---- */

#define PLANNED \
	"scenario=勒索病毒处置演练\nform_kind=live\nplanned_day=2026-03-10\nparticipants=全体\ngoal=检验预案可操作\n"
#define CARRIED "held_day=2026-03-02\nheadcount=20\nscore=80\nsummary=各岗位到位及时，流程清楚。\n"
#define PROBLEM(row, party, severity) \
	"problems." row ".text=值守不熟悉流程\nproblems." row ".party=" party "\nproblems." row ".severity=" severity \
	"\nproblems." row ".measure=复训值守\nproblems." row ".due_day=2026-04-01\n"

static int64_t drill_of(const char *more)
{
	int64_t id = begun(CLERK, "drill", 0);

	typed(CLERK, id, arena_printf(cloud->arena, PLANNED "%s", more));
	return id;
}

static int64_t held(const char *problems)
{
	int64_t id = drill_of("");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	hand_in(id, "record");
	acts(CLERK, id, "carry_out", arena_printf(cloud->arena, CARRIED "%s", problems));
	return id;
}

/* With the first cloud's operator (4) and the supervisor (6). */
static int64_t announced(void)
{
	int64_t id = drill_of("parties.1.party=4\nparties.2.party=6");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "announce", NULL);
	return id;
}

START_TEST(problems_of_a_drill_are_put_right_by_who_held_it)
{
	int64_t id = held(PROBLEM("1", "2", "low") PROBLEM("2", "2", "high"));

	says_no(LEAD, id, "archive", NULL, "整改后才能归档");
	ck_assert_int_eq(hazards("1"), 0);
	acts(LEAD, id, "fix", NULL);
	ck_assert_int_eq(hazards("state = 'receipt' AND number IS NOT NULL"), 2);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM hazard WHERE organisation_id = 2 AND source = 'drill'"
				       " AND severity IN ('low', 'high')"),
			 2);
	/* Thirty working days of a low one would end on 13 April. */
	ck_assert_int_eq(office_number(cloud, "SELECT limit_at FROM hazard WHERE severity = 'low'"),
			 day_end(at_day(2026, 4, 1)));
	acts(CLERK, newest("hazard"), "receive", NULL);
	ck_assert_int_eq(act(CLERK, newest("hazard"), "pass", "自己复核", NULL), ERR_FORBIDDEN);
}
END_TEST

START_TEST(problem_of_a_drill_is_about_the_system_it_names)
{
	int64_t id = announced();

	acts(OPERATOR, id, "read", NULL);
	acts(CLERK, id, "proceed", NULL);
	hand_in(id, "record");
	says_no(CLERK, id, "carry_out", CARRIED PROBLEM("1", "6", "low") "problems.1.system=900",
		"第 1 行的整改单位不承担");
	acts(CLERK, id, "carry_out",
	     CARRIED PROBLEM("1", "4", "low") "problems.1.system=900\n" PROBLEM("2", "6", "low"));
	acts(LEAD, id, "fix", NULL);
	ck_assert_int_eq(hazards("coalesce(system_id, platform_id) IS NULL"), 1);
	ck_assert_int_eq(hazards("system_id = 900 AND (SELECT organisation_id FROM hazard WHERE matter_id = id) = 4"),
			 1);
}
END_TEST

START_TEST(problem_is_to_be_put_right_by_a_day_to_come)
{
	int64_t id = drill_of("");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	hand_in(id, "record");
	says_no(CLERK, id, "carry_out",
		CARRIED PROBLEM("1", "2", "low") "problems.2.text=没有升级流程\nproblems.2.party=2\n"
						 "problems.2.severity=low\nproblems.2.measure=补写流程\n"
						 "problems.2.due_day=2026-03-01",
		"第 2 个问题的完成期限已经过了");
}
END_TEST

/* Neither said nor filed away while a hazard of it is open; one that was withdrawn holds nothing up. */
START_TEST(drill_is_put_right_when_its_hazards_are_closed)
{
	int64_t id = held(PROBLEM("1", "2", "low") PROBLEM("2", "2", "high"));
	int64_t first, last;

	acts(LEAD, id, "fix", NULL);
	last = newest("hazard");
	first = office_number(cloud, "SELECT min(id) FROM matter WHERE procedure_key = 'hazard'");
	says_no(CLERK, id, "fixed", "fix_note=已组织复训，手册已更新。",
		arena_printf(cloud->arena, "还有 2 件没有了结：%s 值守不熟悉流程、%s 值守不熟悉流程",
			     seen_by(CLERK, first)->number, seen_by(CLERK, last)->number));
	ck_assert_str_eq(state_now(id), "fixing");
	acts(WATCH, first, "readdress", "right_receiver=4");
	says_no(CLERK, id, "fixed", "fix_note=已组织复训，手册已更新。", "还有 2 件没有了结");
	first = newest("hazard");
	acts(WATCH, first, "issue", NULL);
	acts(WATCH, first, "cancel", NULL);
	acts(CLERK, last, "receive", NULL);
	hand_in(last, "proof");
	acts(CLERK, last, "submit", "measures=已组织复训并更新值守手册。");
	says_no(CLERK, id, "fixed", "fix_note=已组织复训，手册已更新。", "还有 1 件没有了结");
	acts(WATCH, last, "pass", NULL);
	acts(CLERK, id, "fixed", "fix_note=已组织复训，手册已更新。");
	office_sql(cloud, "UPDATE matter SET closed_at = NULL WHERE id = %" PRId64, last);
	says_no(LEAD, id, "fix_accept", NULL, "还有 1 件没有了结");
	office_sql(cloud, "UPDATE matter SET closed_at = 1 WHERE id = %" PRId64, last);
	acts(LEAD, id, "fix_accept", NULL);
	ck_assert_str_eq(state_now(id), "archived");
}
END_TEST

START_TEST(drill_without_problems_is_filed_and_sets_nothing_going)
{
	int64_t id = held("");

	says_no(LEAD, id, "fix", NULL, "没有写明问题");
	acts(LEAD, id, "archive", NULL);
	ck_assert_int_eq(hazards("1"), 0);
}
END_TEST

START_TEST(who_takes_part_is_told_when_it_is_approved_and_signs_for_it)
{
	int64_t id = drill_of("parties.1.party=4\nparties.2.party=6");

	acts(CLERK, id, "submit", NULL);
	ck_assert_int_eq(act(OPERATOR, id, "read", "", NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(act(LEAD, id, "approve", "", NULL), ERR_INVALID);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE organisation_id IN (4, 6)"), 0);
	acts(LEAD, id, "announce", NULL);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(DISTINCT organisation_id) FROM notice WHERE matter_id = %" PRId64
				       " AND organisation_id IN (4, 6)",
				       id),
			 2);
	ck_assert_int_eq(act(OTHER_OPERATOR, id, "read", "", NULL), ERR_NOT_FOUND);
	acts(OPERATOR, id, "read", NULL);
	ck_assert_str_eq(state_now(id), "announced");
	ck_assert_int_eq(act(OPERATOR, id, "read", "", NULL), ERR_FORBIDDEN);
	acts(MONITOR, id, "read", NULL);
	ck_assert_str_eq(state_now(id), "planned");
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM event WHERE action = 'read' AND matter_id = %" PRId64, id),
		2);
}
END_TEST

START_TEST(who_does_not_sign_does_not_hold_a_drill_up)
{
	int64_t id = announced();

	acts(OPERATOR, id, "read", NULL);
	ck_assert_int_eq(act(OPERATOR, id, "proceed", "不再等候其他单位。", NULL), ERR_FORBIDDEN);
	acts(CLERK, id, "proceed", NULL);
	ck_assert_str_eq(state_now(id), "planned");
	ck_assert_int_eq(act(MONITOR, id, "read", "", NULL), ERR_STATE);
}
END_TEST

START_TEST(each_problem_becomes_the_hazard_of_the_organisation_it_names)
{
	int64_t id = announced();

	acts(OPERATOR, id, "read", NULL);
	acts(MONITOR, id, "read", NULL);
	hand_in(id, "record");
	says_no(CLERK, id, "carry_out", CARRIED PROBLEM("1", "5", "low"), "第 1 个问题的责任单位没有参加");
	says_no(CLERK, id, "carry_out",
		CARRIED "problems.1.text=值守不熟悉流程\nproblems.1.severity=low\nproblems.1.measure=复训值守\n"
			"problems.1.due_day=2026-04-01\n",
		"1 处需要改");
	acts(CLERK, id, "carry_out",
	     CARRIED PROBLEM("1", "4", "low") PROBLEM("2", "6", "mid") PROBLEM("3", "2", "high"));
	acts(LEAD, id, "fix", NULL);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM hazard WHERE organisation_id = 4 AND severity = 'low'"), 1);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM hazard WHERE organisation_id = 6 AND severity = 'mid'"), 1);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM hazard WHERE organisation_id = 2 AND severity = 'high'"), 1);
	id = office_number(cloud, "SELECT matter_id FROM hazard WHERE organisation_id = 4");
	ck_assert_int_eq(act(CLERK, id, "receive", "", NULL), ERR_FORBIDDEN);
	acts(OPERATOR, id, "receive", NULL);
}
END_TEST

START_TEST(whoever_holds_a_drill_is_no_guest_of_it_and_nobody_twice)
{
	int64_t id;

	says_no(CLERK, drill_of("parties.1.party=2"), "submit", NULL, "第 1 行是本单位");
	says_no(CLERK, drill_of("parties.1.party=4\nparties.2.party=4"), "submit", NULL, "第 2 行的单位前面已经填过");
	id = drill_of("parties.1.party=4");
	acts(CLERK, id, "submit", NULL);
	says_no(LEAD, id, "announce", "named.1.party=2", "第 1 行是本单位");
}
END_TEST

/* ---- the monthly record and the yearly minimum ---- */

START_TEST(record_begins_with_a_row_for_each_system_and_explains_problems)
{
	int64_t id = begun(CLERK, "om_record", 0);

	ck_assert_int_eq(office_number(cloud, "SELECT json_array_length(body, '$.records') FROM matter_draft"
					      " WHERE body LIKE '%%水利一张图%%'"),
			 1);
	typed(CLERK, id,
	      "vendor_checked=no\nrecords.1.subject=水利一张图\nrecords.1.system=bad\nrecords.1.business=good");
	says_no(CLERK, id, "submit", NULL, "第 1 行“水利一张图”有问题");
	typed(CLERK, id,
	      "records.1.subject=水利一张图\nrecords.1.system=bad\nrecords.1.business=good\nrecords.1.note="
	      "补丁缺失，本周补齐");
	acts(CLERK, id, "submit", NULL);
	ck_assert_int_eq(act(CLERK, id, "approve", "", NULL), ERR_FORBIDDEN);
	acts(LEAD, id, "approve", NULL);
	ck_assert_int_eq(matter_open(as(CLERK), procedure_find(cloud->service, "om_record"), NULL, &id), ERR_CONFLICT);
}
END_TEST

/* As many as the form takes: a department with more than sixty systems records all of them. */
START_TEST(record_begins_with_every_system_of_a_large_unit)
{
	int64_t there = office_number(
		cloud,
		"SELECT count(*) FROM system WHERE organisation_id = %d AND state NOT IN ('allocating', 'ended')",
		UNIT);

	office_sql(cloud,
		   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)"
		   " INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at)"
		   " SELECT 100 + i, 'BA-1' || i, %d, '系统' || i, 'register', 1 FROM n;"
		   "INSERT INTO system (organisation_id, filing_id, name, level, state, created_at)"
		   " SELECT organisation_id, id, system_name, 2, 'operating', 1 FROM filing WHERE id > 100",
		   UNIT);
	begun(CLERK, "om_record", 0);
	ck_assert_int_eq(office_number(cloud, "SELECT max(json_array_length(body, '$.records')) FROM matter_draft"),
			 there + 80);
}
END_TEST

START_TEST(year_without_a_drill_is_refused_unless_a_reason_is_given)
{
	int64_t id = begun(CLERK, "yearly_readiness", 0);

	says_no(CLERK, id, "submit", NULL, "演练 0 次（至少 1 次）");
	acts(LEAD, held(""), "archive", NULL);
	says_no(CLERK, id, "submit", NULL, "演练 1 次（至少 1 次），培训 0 次");
	typed(CLERK, id, "reason=培训改在下月");
	acts(CLERK, id, "submit", NULL);
}
END_TEST

START_TEST(year_with_its_drill_and_training_needs_no_reason)
{
	int64_t id = begun(CLERK, "yearly_readiness", 0);
	int64_t training = begun(CLERK, "training", 0);

	acts(LEAD, held(""), "archive", NULL);
	typed(CLERK, training, "topic=钓鱼邮件识别\nplanned_day=2026-03-10\naudience=全体\ncontent=典型案例");
	acts(CLERK, training, "submit", NULL);
	hand_in(training, "sign_in");
	acts(CLERK, training, "hold_course",
	     "held_day=2026-03-02\nhours=2\nheadcount=20\nresult=全部通过测试，平均 92 分。");
	/* Another organisation's are not its own. */
	ck_assert_int_eq(office_number(cloud, "SELECT organisation_id FROM matter WHERE id = %" PRId64, training), 2);
	acts(CLERK, id, "submit", NULL);
	says_no(OPERATOR, begun(OPERATOR, "yearly_readiness", 0), "submit", NULL, "演练 0 次");
}
END_TEST

/* Said again of a drill or a course: what was said last counts. */
static void said(int64_t matter, const char *action, const char *key, int64_t number)
{
	office_sql(cloud,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, "
		   "revision, body)"
		   " SELECT matter_id, at, role, actor_label, action, label, from_state, to_state, revision,"
		   " json_set(body, '$.%s', %" PRId64 ") FROM event WHERE matter_id = %" PRId64 " AND action = '%s'",
		   key, number, matter, action);
}

/* Held in December and still being put right in March: it is of the year it was held in.
 */
START_TEST(drill_counts_for_the_year_it_was_held_in)
{
	int64_t id = begun(CLERK, "yearly_readiness", 0);
	int64_t drill = held(PROBLEM("1", "2", "low"));

	says_no(CLERK, id, "submit", NULL, "演练 0 次（至少 1 次）");
	acts(LEAD, drill, "fix", NULL);
	says_no(CLERK, id, "submit", NULL, "演练 1 次（至少 1 次）");
	said(drill, "carry_out", "held_day", day_from_date((struct date){2025, 12, 31}));
	says_no(CLERK, id, "submit", NULL, "演练 0 次（至少 1 次）");
	office_sql(cloud, "UPDATE matter SET period = '2025' WHERE id = %" PRId64, id);
	says_no(CLERK, id, "submit", NULL, "演练 1 次（至少 1 次）");
}
END_TEST

START_TEST(course_of_no_hours_is_none)
{
	int64_t training = begun(CLERK, "training", 0);

	typed(CLERK, training, "topic=钓鱼邮件识别\nplanned_day=2026-03-10\naudience=全体\ncontent=典型案例");
	acts(CLERK, training, "submit", NULL);
	hand_in(training, "sign_in");
	says_no(CLERK, training, "hold_course",
		"held_day=2026-03-02\nhours=0\nheadcount=20\nresult=全部通过测试，平均 92 分。", "学时要大于 0");
	ck_assert_str_eq(state_now(training), "planned");
	acts(CLERK, training, "hold_course",
	     "held_day=2026-03-02\nhours=0.5\nheadcount=20\nresult=全部通过测试，平均 92 分。");
	/* One filed away before anybody asked. */
	said(training, "hold_course", "hours", 0);
	says_no(CLERK, begun(CLERK, "yearly_readiness", 0), "submit", NULL, "培训 0 次");
}
END_TEST

START_TEST(whoever_runs_or_watches_attests_too)
{
	static const int64_t people[] = {CLERK, OPERATOR, BUILDER, MONITOR, WATCH};

	for (size_t i = 0; i < ARRAY_LENGTH(people); i++)
		begun(people[i], "log_attestation", 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter WHERE procedure_key = 'log_attestation'"
					      " AND period = '2026-02'"),
			 5);
}
END_TEST

/* ---- who owes them ---- */

enum {
	USES = 1 << UNIT,
	RUN_OR_WATCH = 1 << PROVIDER | 1 << OTHER_PROVIDER | 1 << SUPERVISOR | 1 << SECOPS | 1 << BUILDER_UNIT
};

/* The organisations of which the clerk process asked it for the period, a bit each. */
static int64_t owing(const char *key, const char *period)
{
	ck_assert_int_eq(round_job(as_clerk()), OK);
	return office_number(cloud,
			     "SELECT coalesce(sum(1 << organisation_id), 0) FROM matter WHERE procedure_key = '%s' AND "
			     "period = '%s'",
			     key, period);
}

/* Of four units one uses the cloud; one runs a platform of its own, and owes what that asks for. */
START_TEST(unit_without_a_system_owes_nothing_for_systems)
{
	office_sql(cloud, "INSERT INTO installation (id, demo_yes, made_at) VALUES (1, 0, 1) ON CONFLICT DO UPDATE SET "
			  "made_at = 1");
	ck_assert_int_eq(owing("om_record", "2026-02"), USES);
	ck_assert_int_eq(owing("log_attestation", "2026-02"), USES | RUN_OR_WATCH);
	ck_assert_int_eq(owing("yearly_readiness", "2026"), USES | RUN_OR_WATCH);
	office_sql(cloud, "UPDATE system SET state = 'ended', ended_at = 2");
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	ck_assert_int_eq(owing("om_record", "2026-03"), 0);
	ck_assert_int_eq(owing("log_attestation", "2026-03"), RUN_OR_WATCH);
}
END_TEST

/* On trial since 10 March: February is not asked for, which would be late as it came; March is. */
START_TEST(unit_owes_them_from_the_month_its_first_system_went_on_trial)
{
	office_sql(cloud, "INSERT INTO installation (id, demo_yes, made_at) VALUES (1, 0, 1) ON CONFLICT DO UPDATE SET "
			  "made_at = 1");
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			  " VALUES (901, 3, 3, '别家的系统', 2, 'deploying', 1)");
	ck_assert_int_eq(owing("om_record", "2026-02"), USES);
	office_sql(
		cloud,
		"INSERT INTO matter (id, procedure_id, procedure_key, organisation_id, title, state, state_at, "
		"opened_at, system_id) SELECT 9000, id, 'hazard', 3, '申请', 'trial', 1, 1, 901 FROM procedure LIMIT 1;"
		"INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, revision)"
		" VALUES (9000, %" PRId64 ", 'unit.clerk', '', 'deploy', '', 'deploying', 'trial', 1);"
		"UPDATE system SET state = 'trial' WHERE id = 901",
		clock_at(2026, 3, 10, 9, 0));
	clock_freeze(clock_at(2026, 3, 12, 9, 0));
	ck_assert_int_eq(owing("om_record", "2026-02"), USES);
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	ck_assert_int_eq(owing("om_record", "2026-03"), USES | 1 << OTHER_UNIT);
}
END_TEST

int main(void)
{
	return RUN_GUARDED(
		"modules/duty", every_item_of_a_self_check_has_its_own_evidence,
		parts_of_a_self_check_make_the_whole_they_are_parts_of,
		what_does_not_conform_drafts_a_hazard_for_who_accepted_it,
		problems_of_a_drill_are_put_right_by_who_held_it, problem_of_a_drill_is_about_the_system_it_names,
		problem_is_to_be_put_right_by_a_day_to_come, drill_is_put_right_when_its_hazards_are_closed,
		drill_without_problems_is_filed_and_sets_nothing_going,
		who_takes_part_is_told_when_it_is_approved_and_signs_for_it, who_does_not_sign_does_not_hold_a_drill_up,
		each_problem_becomes_the_hazard_of_the_organisation_it_names,
		whoever_holds_a_drill_is_no_guest_of_it_and_nobody_twice,
		record_begins_with_a_row_for_each_system_and_explains_problems,
		record_begins_with_every_system_of_a_large_unit,
		year_without_a_drill_is_refused_unless_a_reason_is_given,
		year_with_its_drill_and_training_needs_no_reason, drill_counts_for_the_year_it_was_held_in,
		course_of_no_hours_is_none, whoever_runs_or_watches_attests_too,
		unit_without_a_system_owes_nothing_for_systems,
		unit_owes_them_from_the_month_its_first_system_went_on_trial);
}
