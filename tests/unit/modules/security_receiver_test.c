/* Who has to put a hazard right, and until when (第八条, 第二十五条). */
#include "unit/modules/hazard_cast.h"

#define FINDING(row, severity, receiver) \
	"findings." row ".severity=" severity "\nfindings." row ".title=组件版本过低\nfindings." row \
	".receiver=" receiver "\nfindings." row ".asset=10.0.0.9\nfindings." row \
	".description=组件有已知漏洞，可以被远程利用\nfindings." row ".advice=升级组件版本\n"

static int64_t hazard_for(struct subject subject, const char *receiver, const char *more)
{
	return opened_about(SECURITY, "hazard", subject,
			    arena_printf(cloud->arena,
					 "title=管理后台对互联网开放\nsource=scan\ndescription=后台可以从互联网访问\n"
					 "demand=关闭互联网访问\nreceiver=%s\n%s",
					 receiver, more));
}

static int64_t scanned(struct subject subject)
{
	int64_t id = opened_about(
		WATCH, "scan", subject,
		"title=月度扫描\nkind=internet\noperator_told=4\nwindow_from=2026-03-02\nwindow_to=2026-03-04\n"
		"window_hours=夜间\ntool=扫描器\nsources=10.0.0.1\nscope=互联网区地址");

	acts(WATCH, id, "inform", NULL);
	acts(OPERATOR, id, "agree", NULL);
	return id;
}

/* ---- who ---- */

/* The system is unit 2's and lies on a cloud that 4 runs; 3 and 5 have nothing to do with it. */
START_TEST(hazard_of_a_system_goes_to_its_unit_or_to_who_runs_its_cloud)
{
	const struct subject subject = {.system = SYSTEM};

	says_no(SECURITY, hazard_for(subject, "3", "severity=mid"), "issue", NULL, "不承担本件所涉系统、平台的运维");
	says_no(SECURITY, hazard_for(subject, "5", "severity=mid"), "issue", NULL, "不承担本件所涉系统、平台的运维");
	acts(SECURITY, hazard_for(subject, "2", "severity=mid"), "issue", NULL);
	acts(SECURITY, hazard_for(subject, "4", "severity=mid"), "issue", NULL);
}
END_TEST

START_TEST(hazard_of_a_platform_goes_to_who_runs_it_or_has_a_system_on_it)
{
	const struct subject subject = {.platform = FIRST_CLOUD};

	says_no(SECURITY, hazard_for(subject, "5", "severity=mid"), "issue", NULL, "不承担本件所涉系统、平台的运维");
	says_no(SECURITY, hazard_for(subject, "3", "severity=mid"), "issue", NULL, "不承担本件所涉系统、平台的运维");
	acts(SECURITY, hazard_for(subject, "4", "severity=mid"), "issue", NULL);
	acts(SECURITY, hazard_for(subject, "2", "severity=mid"), "issue", NULL);
	/* About neither: whoever it is. */
	acts(SECURITY, hazard_for((struct subject){0}, "3", "severity=mid"), "issue", NULL);
}
END_TEST

/* The institute (8) has experts alone, none who could sign for it. */
START_TEST(nobody_gets_what_he_has_no_account_to_sign_for)
{
	says_no(SECURITY, hazard_for((struct subject){0}, "8", "severity=mid"), "issue", NULL,
		"整改单位请从有办理账号的在册单位中选择");
	office_sql(cloud, "UPDATE person SET status = 'disabled' WHERE organisation_id = 3");
	says_no(SECURITY, hazard_for((struct subject){0}, "3", "severity=mid"), "issue", NULL,
		"整改单位请从有办理账号的在册单位中选择");
	says_no(SECURITY,
		opened(SECURITY, "supervision_notice", 0,
		       "subject_text=值守电话停用\nreceiver=8\nbasis=第二十四条\nfacts=值守电话停用没有报告，联系两次\n"
		       "demand=恢复值守电话并报送值班表"),
		"issue", NULL, "被督办单位请从有办理账号的在册单位中选择");
}
END_TEST

START_TEST(hazard_is_not_sent_on_to_who_does_not_answer_for_it)
{
	int64_t id = rectifying("mid");

	says_no(WATCH, id, "readdress", "right_receiver=5", "不承担本件所涉系统、平台的运维");
	ck_assert_str_eq(state_now(id), "rectifying");
	acts(WATCH, id, "readdress", "right_receiver=4");
}
END_TEST

START_TEST(finding_names_who_answers_for_what_was_scanned)
{
	int64_t id = scanned((struct subject){.platform = FIRST_CLOUD});

	says_no(WATCH, id, "hand_in", "assets_scanned=20\n" FINDING("1", "high", "4") FINDING("2", "low", "5"),
		"第 2 行的整改单位不承担");
	ck_assert_str_eq(state_now(id), "scanning");
	acts(WATCH, id, "hand_in", "assets_scanned=20\n" FINDING("1", "high", "4") FINDING("2", "low", "2"));
}
END_TEST

/* ---- about what ---- */

static int64_t hazard_of(int64_t base)
{
	return office_number(
		cloud, "SELECT id FROM matter WHERE procedure_key = 'hazard' AND base_matter_id = %" PRId64, base);
}

#define VERDICTS \
	"verdicts.1.party=2\nverdicts.1.result=poor\nverdicts.1.conclusion=补丁管理有欠缺，须补齐\n" \
	"verdicts.2.party=4\nverdicts.2.result=fair\nverdicts.2.conclusion=账号管理总体良好，按期复核\n"

/* Of the unit and of who runs its cloud; an inspection is about no system and no platform itself. */
static int64_t inspected(void)
{
	int64_t id = opened(
		SECURITY, "inspection", 0,
		"title=补丁专项检查\nmode=remote\nbasis=第二十五条\nwindow_from=2026-03-02\nwindow_to=2026-03-06\n"
		"scope=补丁台账和特权账号的管理情况\ndemand=提供台账\nparties.1.party=2\nparties.2.party=4");

	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "approve_plan", NULL);
	acts(SECURITY, id, "begin", NULL);
	acts(SECURITY, id, "record",
	     "facts.1.party=2\nfacts.1.fact=两台主机缺补丁\nfacts.2.party=4\nfacts.2.fact=账号没有复核");
	acts(CLERK, id, "confirm_facts", NULL);
	acts(OPERATOR, id, "confirm_facts", NULL);
	return id;
}

static void late_and_made_known(int64_t hazard)
{
	clock_freeze(clock_at(2026, 3, 10, 9, 0));
	pressed(hazard);
	made_known(hazard);
}

static int64_t proposed(const char *key, const char *subject, int64_t hazard)
{
	return office_number(cloud,
			     "SELECT count(*) FROM matter WHERE procedure_key = '%s' AND state = 'draft' AND %s"
			     " AND base_matter_id = %" PRId64,
			     key, subject, hazard);
}

START_TEST(finding_of_an_inspection_is_about_the_system_it_names)
{
	int64_t id = inspected();

	says_no(SECURITY, id, "conclude", VERDICTS FINDING("1", "high", "5") "findings.1.system=900",
		"第 1 行的整改单位不承担");
	says_no(SECURITY, id, "conclude", VERDICTS FINDING("1", "high", "2") "findings.1.system=4711", "有 1 处需要改");
	ck_assert_str_eq(state_now(id), "concluding");
	acts(SECURITY, id, "conclude", VERDICTS FINDING("1", "high", "2") "findings.1.system=900");
	id = hazard_of(id);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT system_id = 900 AND platform_id IS NULL FROM matter WHERE id = %" PRId64,
				       id),
			 1);
	acts(CLERK, id, "receive", NULL);
	late_and_made_known(id);
	says_no(SECURITY, id, "propose_platform_suspension", NULL, "没有写明云平台");
	acts(SECURITY, id, "propose_suspension", NULL);
	ck_assert_int_eq(proposed("suspension", "system_id = 900", id), 1);
}
END_TEST

START_TEST(finding_of_an_inspection_is_about_the_platform_it_names)
{
	int64_t id = inspected();

	says_no(SECURITY, id, "conclude", VERDICTS FINDING("1", "high", "5") "findings.1.platform=1",
		"第 1 行的整改单位不承担");
	acts(SECURITY, id, "conclude", VERDICTS FINDING("1", "high", "4") "findings.1.platform=1");
	id = hazard_of(id);
	acts(OPERATOR, id, "receive", NULL);
	late_and_made_known(id);
	acts(SECURITY, id, "propose_platform_suspension", NULL);
	ck_assert_int_eq(proposed("platform_suspension", "platform_id = 1", id), 1);
}
END_TEST

/* What it always was: about nothing; but to one of those that were inspected. */
START_TEST(finding_that_names_nothing_is_about_what_its_matter_is_about)
{
	int64_t id = inspected();

	says_no(SECURITY, id, "conclude", VERDICTS FINDING("1", "high", "3"), "第 1 行的整改单位不在被检查单位之内");
	acts(SECURITY, id, "conclude", VERDICTS FINDING("1", "high", "4"));
	ck_assert_int_eq(
		office_number(cloud, "SELECT system_id IS NULL AND platform_id IS NULL FROM matter WHERE id = %" PRId64,
			      hazard_of(id)),
		1);
	id = scanned((struct subject){.platform = FIRST_CLOUD});
	acts(WATCH, id, "hand_in", "assets_scanned=20\n" FINDING("1", "high", "4"));
	ck_assert_int_eq(office_number(cloud, "SELECT platform_id FROM matter WHERE id = %" PRId64, hazard_of(id)),
			 FIRST_CLOUD);
}
END_TEST

/* ---- until when ---- */

/* Issued on Monday at nine: 24 hours end on Tuesday at nine, before the working day to sign for it does. */
START_TEST(nobody_has_longer_to_sign_than_to_put_right)
{
	int64_t id = issued("critical");

	ck_assert_int_eq(due_now(id), clock_at(2026, 3, 3, 9, 0));
	ck_assert_int_eq(
		office_number(cloud, "SELECT due_at FROM task WHERE closed_at IS NULL AND matter_id = %" PRId64, id),
		clock_at(2026, 3, 3, 9, 0));
	ck_assert_int_eq(due_now(issued("high")), end_of(3, 3));
	/* Likewise where it begins beyond its draft. */
	id = scanned((struct subject){.system = SYSTEM});
	acts(WATCH, id, "hand_in", "assets_scanned=20\n" FINDING("1", "critical", "2"));
	id = office_number(cloud, "SELECT id FROM matter WHERE procedure_key = 'hazard' AND base_matter_id = %" PRId64,
			   id);
	ck_assert_int_eq(due_now(id), clock_at(2026, 3, 3, 9, 0));
	ck_assert_int_eq(
		office_number(cloud, "SELECT due_at FROM task WHERE closed_at IS NULL AND matter_id = %" PRId64, id),
		clock_at(2026, 3, 3, 9, 0));
}
END_TEST

/* Five working days of a high one end on Monday the 9th. */
START_TEST(day_that_is_asked_for_counts_where_it_is_earlier)
{
	const struct subject subject = {.system = SYSTEM};
	int64_t id = hazard_for(subject, "2", "severity=high\ndue_day=2026-03-06");

	acts(SECURITY, id, "issue", NULL);
	ck_assert_int_eq(due_now(id), end_of(3, 3));
	acts(CLERK, id, "receive", NULL);
	ck_assert_int_eq(due_now(id), end_of(3, 6));
	/* Monday to Friday are four working days, half of which are two. */
	says_no(CLERK, id, "request_extension", "extension=3", "至多 2 个工作日");
	acts(CLERK, id, "request_extension", "extension=2");
	acts(SECURITY, id, "grant_extension", NULL);
	ck_assert_int_eq(due_now(id), end_of(3, 10));
	id = hazard_for(subject, "2", "severity=high\ndue_day=2026-03-20");
	acts(SECURITY, id, "issue", NULL);
	acts(CLERK, id, "receive", NULL);
	ck_assert_int_eq(due_now(id), end_of(3, 9));
	id = hazard_for(subject, "2", "severity=high\ndue_day=2026-03-02");
	acts(SECURITY, id, "issue", NULL);
	ck_assert_int_eq(due_now(id), end_of(3, 2));
	says_no(SECURITY, hazard_for(subject, "2", "severity=high\ndue_day=2026-03-01"), "issue", NULL,
		"完成期限已经过了");
}
END_TEST

int main(void)
{
	return RUN_GUARDED(
		"modules/security_receiver", hazard_of_a_system_goes_to_its_unit_or_to_who_runs_its_cloud,
		hazard_of_a_platform_goes_to_who_runs_it_or_has_a_system_on_it,
		nobody_gets_what_he_has_no_account_to_sign_for, hazard_is_not_sent_on_to_who_does_not_answer_for_it,
		finding_names_who_answers_for_what_was_scanned, finding_of_an_inspection_is_about_the_system_it_names,
		finding_of_an_inspection_is_about_the_platform_it_names,
		finding_that_names_nothing_is_about_what_its_matter_is_about,
		nobody_has_longer_to_sign_than_to_put_right, day_that_is_asked_for_counts_where_it_is_earlier);
}
