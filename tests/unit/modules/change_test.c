#include "unit/modules/cloud.h"

static int64_t load(const char *key)
{
	return cast_procedure(cloud, "db/procedures", key, day_of(clock_now()))->id;
}

/* UNIT's system 1 lies on 甲云 with 40 cores, 160 GB and 4000 GB of disk; helpers of cloud.h act on the change. */
static void change_new(void)
{
	cloud_new();
	office_sql(cloud,
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, zones, state, created_at, "
		   "operating_at,"
		   " expires_day) VALUES (1, 2, 1, '水利一张图', 2, '政务外网公共区', 'operating', 1, 86400, %" PRId64
		   ")",
		   at_day(2026, 4, 30));
	office_sql(cloud,
		   "INSERT INTO system_party SELECT o.id, 1, 1 FROM organisation o WHERE o.id IN (1, 2, 4, 6, 7)");
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'vcpu', 40, 40, 1), (1, 1, 'memory_gb', 160, 160, 1), (1, 1, 'hdd_gb', 4000, 4000, 1)");
	load("change");
	load("emergency_growth");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	application = procedure_find(cloud->service, "change");
	ck_assert_ptr_nonnull(application);
}

static void line(struct values *form, int64_t platform, const char *class, int64_t before, int64_t after)
{
	struct values *row = row_add(form, "lines");

	values_set_number(row, "platform", platform);
	values_set(row, "class", class);
	values_set_number(row, "before", before);
	values_set_number(row, "after", after);
}

static struct values *form_of(const char *kinds)
{
	static const char *const pairs[][2] = {
		{"provider_change", "no"},
		{"rebuilt", "no"},
		{"recovery_changed", "no"},
		{"level_impact", "no"},
		{"reason", "业务量持续增长，现有资源接近上限，须按测算结果调整。"},
		{"impact", "无"},
		{"window", "周六夜间"},
		{"rollback", "快照恢复"},
		{"growth_note", "下月起新增三个业务模块，并发增加"},
	};
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);

	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++)
		values_set(form, pairs[i][0], pairs[i][1]);
	values_set(form, "kinds", kinds);
	return form;
}

static struct values *growth(int64_t vcpu)
{
	struct values *form = form_of("growth");

	line(form, 1, "vcpu", 40, vcpu);
	return form;
}

static int64_t change_with(struct values *form)
{
	struct subject subject = {.system = 1};
	struct context *context = as(CLERK);
	struct matter *matter;
	int64_t id = 0;

	ck_assert_int_eq(matter_open(context, application, &subject, &id), OK);
	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, form), OK);
	hand_in(id, "letter");
	return id;
}

static int64_t reviewing(struct values *form)
{
	int64_t id = change_with(form);

	go(CLERK, id, "submit");
	go(LEAD, id, "approve_application");
	go(INTAKE, id, "accept");
	return id;
}

/* As the page would propose it. */
static struct values *granted(int64_t id)
{
	const struct action *action = procedure_action(application, "approve");
	struct moving moving = {.context = as(APPROVE), .procedure = application, .action = action};

	moving.matter = seen_by(APPROVE, id);
	ck_assert_int_eq(matter_form(moving.context, moving.matter, &moving.form, NULL), OK);
	moving.fields = fields_of("approve");
	ck_assert_int_eq(action->prefill->fill(&moving), OK);
	return moving.fields;
}

static int64_t executing(struct values *form)
{
	int64_t id = reviewing(form);

	go_with(APPROVE, id, "approve", granted(id));
	return id;
}

static struct values *done_text(void)
{
	struct values *fields = fields_of("deliver");

	values_set(fields, "delivered", "已按批准的规格调整完成，地址不变。");
	return fields;
}

static int64_t committed(int64_t platform, const char *class)
{
	return office_number(
		cloud,
		"SELECT coalesce(sum(max(granted, allocated)), 0) FROM allocation WHERE platform_id = %" PRId64
		" AND class = '%s' AND freed_at IS NULL",
		platform, class);
}

static int64_t emergency(int64_t platform, int64_t vcpu);

/* ---- quota ---- */

START_TEST(draft_begins_with_what_the_system_has)
{
	struct subject subject = {.system = 1};
	struct values *form;
	struct matter *matter;
	int64_t id, saves, saved_at;

	change_new();
	ck_assert_int_eq(matter_open(as(CLERK), application, &subject, &id), OK);
	ck_assert_int_eq(matter_find(as(CLERK), id, &matter), FOUND);
	ck_assert_int_eq(matter_draft(as(CLERK), matter, &form, &saves, &saved_at), OK);
	ck_assert_uint_eq(values_find(form, "lines")->row_count, 3);
	ck_assert_int_eq(values_number(values_find(form, "lines")->rows[0], "before", 0), 40);
	cloud_free();
}
END_TEST

START_TEST(growth_counts_from_the_approval_and_is_there_when_delivered)
{
	int64_t id;

	change_new();
	id = executing(growth(48));
	ck_assert_int_eq(committed(1, "vcpu"), 48);
	ck_assert_int_eq(office_number(cloud, "SELECT sum(allocated) FROM allocation WHERE class = 'vcpu'"), 40);
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'changing' FROM system WHERE id = 1"), 1);
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(office_number(cloud, "SELECT sum(allocated) FROM allocation WHERE class = 'vcpu'"), 48);
	go(CLERK, id, "confirm_change");
	ck_assert_str_eq(state_now(id), "confirming");
	go(MONITOR, id, "update_monitoring");
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'operating' FROM system WHERE id = 1"), 1);
	cloud_free();
}
END_TEST

START_TEST(what_is_given_up_is_freed_when_the_operator_confirms)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("shrink");
	line(form, 1, "vcpu", 40, 24);
	line(form, 1, "hdd_gb", 4000, 0);
	id = executing(form);
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(committed(1, "vcpu"), 24);
	ck_assert_int_eq(committed(1, "hdd_gb"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation WHERE freed_at IS NOT NULL"), 2);
	/* objected to and delivered again: nothing is taken twice */
	go(CLERK, id, "object");
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(committed(1, "vcpu"), 24);
	cloud_free();
}
END_TEST

START_TEST(only_capacity_blocks_the_red_line_asks_why)
{
	struct values *fields;
	int64_t id;

	change_new();
	office_sql(cloud, "UPDATE capacity SET total = 62 WHERE platform_id = 1 AND class = 'vcpu'");
	id = reviewing(growth(55)); /* 55 of 62: 88 % */
	refused(APPROVE, id, "approve", granted(id), "超过 85% 扩容线");
	fields = granted(id);
	values_set(fields, "red_line_reason", "下季度扩容二百核");
	go_with(APPROVE, id, "approve", fields);
	ck_assert_int_eq(committed(1, "vcpu"), 55);
	office_sql(cloud, "UPDATE capacity SET total = 60 WHERE platform_id = 1 AND class = 'vcpu'");
	fields = form_of("growth");
	line(fields, 1, "vcpu", 55, 61);
	id = reviewing(fields);
	refused(APPROVE, id, "approve", granted(id), "余 5 核，要增加 6 核，缺 1 核");
	cloud_free();
}
END_TEST

START_TEST(less_may_be_granted_with_a_reason_more_may_not)
{
	struct values *fields;
	int64_t id;

	change_new();
	id = reviewing(growth(48));
	fields = granted(id);
	values_set_number(values_find(fields, "granted_lines")->rows[0], "after", 44);
	refused(APPROVE, id, "approve", fields, "须写明理由");
	values_set_number(values_find(fields, "granted_lines")->rows[0], "after", 52);
	refused(APPROVE, id, "approve", fields, "应在 40 和 48 之间");
	refused(APPROVE, id, "approve", fields_of("approve"), "没有批准甲云的处理器");
	fields = granted(id);
	values_set_number(values_find(fields, "granted_lines")->rows[0], "after", 44);
	values_set(values_find(fields, "granted_lines")->rows[0], "reason", "按测算核减");
	go_with(APPROVE, id, "approve", fields);
	ck_assert_int_eq(committed(1, "vcpu"), 44);
	cloud_free();
}
END_TEST

START_TEST(shortage_returned_gives_the_grant_back)
{
	int64_t id;

	change_new();
	id = executing(growth(48));
	go(OPERATOR, id, "report_shortage");
	go(DISPATCH, id, "redispatch");
	go(OPERATOR, id, "report_shortage");
	go(DISPATCH, id, "return_review");
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM change_line"), 0);
	go(APPROVE, id, "reject");
	cloud_free();
}
END_TEST

/* ---- at submission ---- */

START_TEST(numbers_before_are_those_of_the_records)
{
	struct values *form;

	change_new();
	form = form_of("growth");
	line(form, 1, "vcpu", 32, 48);
	refused(CLERK, change_with(form), "submit", NULL, "台账现为 40 核，填的是 32");
	cloud_free();
}
END_TEST

START_TEST(kinds_and_numbers_say_the_same)
{
	static const struct {
		const char *kinds;
		const char *class;
		int64_t before, after;
		const char *words;
	} cases[] = {
		{"growth", "vcpu", 40, 40, "没有一项资源增加"},
		{"shrink", "vcpu", 40, 48, "没有一项资源减少"},
		{"resize", "hdd_gb", 4000, 4100, "处理器和内存都没有变化"},
		{"storage", "vcpu", 40, 48, "各类存储都没有变化"},
		{"growth,shrink", "vcpu", 40, 48, "没有一项资源减少"},
	};

	change_new();
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct values *form = form_of(cases[i].kinds);

		line(form, 1, cases[i].class, cases[i].before, cases[i].after);
		refused(CLERK, change_with(form), "submit", NULL, cases[i].words);
	}
	cloud_free();
}
END_TEST

static void used(const char *period, int64_t cpu_p95)
{
	office_sql(
		cloud,
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, cpu_avg, cpu_p95,"
		" cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, "
		"imported_at)"
		" VALUES ('%s', 1, 'vm-1', 1, 8, 32, 1000, %" PRId64
		", 9900, 1000, 2000, 3000, 4000, 1, 1, 1, 9900, 28, 1)",
		period, cpu_p95);
}

/* Of 2025-12, 2026-01 and 2026-02 one month at 70 % is enough; November is too long ago. */
START_TEST(growth_wants_use_or_an_explanation)
{
	struct values *form;
	int64_t id;

	change_new();
	form = growth(48);
	values_set(form, "growth_note", NULL);
	id = change_with(form);
	refused(CLERK, id, "submit", NULL, "尚无数据");
	used("2025-11", 9000);
	used("2026-02", 6999);
	refused(CLERK, id, "submit", NULL, "处理器 P95 69.99%");
	used("2025-12", 7000);
	go(CLERK, id, "submit");
	cloud_free();
}
END_TEST

START_TEST(another_provider_is_an_exception_of_the_leader)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("growth");
	line(form, 2, "vcpu", 0, 8);
	id = change_with(form);
	refused(CLERK, id, "submit", NULL, "不在乙云上");
	values_set(form, "provider_change", "yes");
	values_set(form, "provider_reason", "原平台余量不足，申报季前不能落实");
	id = reviewing(form);
	refused(APPROVE, id, "approve", granted(id), "还没有例外批准");
	go(LEADER, id, "except_provider");
	go_with(APPROVE, id, "approve", granted(id));
	ck_assert_int_ne(try_with(OPERATOR, id, "deliver", NULL, done_text()), OK);
	go_with(OTHER_OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(committed(2, "vcpu"), 8);
	cloud_free();
}
END_TEST

START_TEST(system_of_another_unit_or_on_its_way_out_is_refused)
{
	int64_t id;

	change_new();
	id = change_with(growth(48));
	office_sql(cloud, "UPDATE system SET state = 'exiting'");
	refused(CLERK, id, "submit", NULL, "不能办理变更");
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

START_TEST(information_is_recorded_without_the_center)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("info");
	values_set(form, "responsible_title", "信息处运维岗");
	values_set(form, "responsible_phone", "028-86201234");
	id = change_with(form);
	go(CLERK, id, "submit");
	ck_assert_int_ne(try_with(LEAD, id, "approve_application", NULL, NULL), OK);
	go(LEAD, id, "register_information");
	ck_assert_int_eq(office_number(cloud, "SELECT responsible_title = '信息处运维岗' FROM system"), 1);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter_party WHERE matter_id = %" PRId64
				       " AND organisation_id <> 2",
				       id),
			 0);
	cloud_free();
}
END_TEST

/* 30 April 2026 and two years; before the end of January it is too early. */
START_TEST(renewal_goes_on_from_the_end_of_the_period)
{
	struct values *form;
	int64_t id;

	change_new();
	form = form_of("renewal");
	values_set(form, "renew_years", "4");
	refused(CLERK, change_with(form), "submit", NULL, "续期最长 3 年");
	values_set(form, "renew_years", "2");
	office_sql(cloud, "UPDATE system SET expires_day = %" PRId64, at_day(2026, 6, 1));
	refused(CLERK, change_with(form), "submit", NULL, "届满前 90 日起");
	office_sql(cloud, "UPDATE system SET expires_day = %" PRId64, at_day(2026, 4, 30));
	id = reviewing(form);
	go(APPROVE, id, "approve_renewal");
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(office_number(cloud, "SELECT expires_day FROM system"), at_day(2028, 4, 30));
	cloud_free();
}
END_TEST

/* ---- major changes ---- */

static bool fired(int64_t id, size_t rule, const char *words)
{
	struct major_rule rules[MAJOR_RULES];
	struct values *form;
	struct matter *matter = seen_by(CLERK, id);
	int64_t saves, saved_at;
	bool major;

	ck_assert_int_eq(matter_draft(as(CLERK), matter, &form, &saves, &saved_at), OK);
	ck_assert_int_eq(change_major(as(CLERK), matter, form, rules, &major), OK);
	ck_assert_msg(strstr(rules[rule].arithmetic, words) != NULL, "%s", rules[rule].arithmetic);
	return rules[rule].fired;
}

/*
 * 40 cores.  +24 is 60 % and at least 16: major.  +20 is 50 %, not more.  Memory 160 GB: +96 is 60 % and at
 * least 64.  From 20 cores +15 is 75 % but less than 16.
 */
START_TEST(growth_is_major_by_share_and_amount_together)
{
	struct values *form;

	change_new();
	ck_assert(fired(change_with(growth(64)), 0, "处理器 40→64 核，+24（60.0%）"));
	ck_assert(!fired(change_with(growth(60)), 0, "处理器 40→60 核，+20（50.0%）"));
	form = form_of("growth");
	line(form, 1, "memory_gb", 160, 256);
	ck_assert(fired(change_with(form), 0, "内存 160→256 GB，+96（60.0%）"));
	office_sql(cloud, "UPDATE allocation SET granted = 20, allocated = 20 WHERE class = 'vcpu'");
	form = form_of("growth");
	line(form, 1, "vcpu", 20, 35);
	ck_assert(!fired(change_with(form), 0, "+15（75.0%）"));
	cloud_free();
}
END_TEST

/* 40 cores; +16 granted in March, +8 asked in September: 24 over 40 is 60 %.  A year later it is forgotten. */
START_TEST(changes_of_twelve_months_add_up)
{
	struct values *form;
	int64_t id;

	change_new();
	id = executing(growth(56));
	go_with(OPERATOR, id, "deliver", done_text());
	pass_days(180);
	form = form_of("growth");
	line(form, 1, "vcpu", 56, 64);
	id = change_with(form);
	ck_assert(fired(id, 1, "处理器 40→64 核，+24（60.0%）"));
	ck_assert(!fired(id, 0, "处理器 56→64 核，+8（14.2%）"));
	pass_days(190);
	ck_assert(!fired(id, 1, "没有其他变更"));
	cloud_free();
}
END_TEST

START_TEST(other_rules_of_a_major_change)
{
	struct values *form;

	change_new();
	form = form_of("growth,shrink");
	line(form, 1, "vcpu", 40, 0);
	line(form, 2, "vcpu", 0, 40);
	ck_assert(fired(change_with(form), 2, "从甲云全部移到乙云"));
	form = form_of("network");
	values_set(form, "new_zones", "internet,public");
	ck_assert(fired(change_with(form), 3, "新增互联网区"));
	values_set(form, "new_zones", "public");
	ck_assert(!fired(change_with(form), 3, "没有新增"));
	values_set(form, "new_level", "3");
	ck_assert(fired(change_with(form), 4, "2 级→3 级"));
	values_set(form, "new_level", "2");
	values_set(form, "rebuilt", "yes");
	ck_assert(!fired(change_with(form), 4, "2 级→2 级"));
	ck_assert(fired(change_with(form), 5, "重构"));
	values_set(form, "recovery_changed", "yes");
	ck_assert(fired(change_with(form), 6, "灾备"));
	cloud_free();
}
END_TEST

START_TEST(major_change_is_not_approved_and_opens_a_reapplication)
{
	int64_t id, next;

	change_new();
	id = reviewing(growth(64));
	refused(APPROVE, id, "approve", granted(id), "触发重大变更规则：一次增长过半");
	go(APPROVE, id, "find_major");
	go(CLERK, id, "agree_major");
	ck_assert_str_eq(state_now(id), "reapplied");
	next = office_number(cloud, "SELECT id FROM matter WHERE base_matter_id = %" PRId64, id);
	ck_assert_str_eq(state_now(next), "draft");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT json_extract(body, '$.base_system_id') = 1 AND json_extract(body, '$.kind')"
			      " = 'reapplication' AND json_extract(body, '$.filing_no') = 'BA-0001'"
			      " FROM matter_draft WHERE matter_id = %" PRId64,
			      next),
		1);
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	cloud_free();
}
END_TEST

START_TEST(disputed_major_change_is_the_leaders_to_decide)
{
	int64_t id;

	change_new();
	id = reviewing(growth(64));
	go(APPROVE, id, "find_major");
	go(CLERK, id, "dispute_major");
	ck_assert_int_eq(try_with(APPROVE, id, "waive_major", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
	go(LEADER, id, "waive_major");
	go_with(APPROVE, id, "approve", granted(id));
	ck_assert_int_eq(committed(1, "vcpu"), 64);
	cloud_free();
}
END_TEST

/* ---- emergency growth ---- */

static int64_t emergency(int64_t platform, int64_t vcpu)
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
	values_set(row, "class", "vcpu");
	values_set_number(row, "amount", vcpu);
	ck_assert_int_eq(matter_find(as(DUTY), id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(as(DUTY), matter, form), OK);
	return id;
}

static int64_t lent(void)
{
	int64_t id = emergency(1, 16);
	struct values *fields;

	go(DUTY, id, "issue");
	go_with(OPERATOR, id, "deliver", done_text());
	fields = fields_of("supply_paper");
	values_set(fields, "paper_reason", "强降雨期间查询量为平时五倍，不扩容将影响公众查询。");
	values_set(fields, "load_expected", "峰值并发八千，持续两周");
	hand_in(id, "letter");
	go_with(CLERK, id, "supply_paper", fields);
	go(LEAD, id, "approve_paper");
	return id;
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
	go_with(OPERATOR, id, "take_back", done_text());
	ck_assert_str_eq(state_now(id), "returned");
	ck_assert_int_eq(committed(1, "vcpu"), 40);
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

int main(void)
{
	return RUN_SUITE(
		"modules/change", draft_begins_with_what_the_system_has,
		growth_counts_from_the_approval_and_is_there_when_delivered,
		what_is_given_up_is_freed_when_the_operator_confirms, only_capacity_blocks_the_red_line_asks_why,
		less_may_be_granted_with_a_reason_more_may_not, shortage_returned_gives_the_grant_back,
		numbers_before_are_those_of_the_records, kinds_and_numbers_say_the_same,
		growth_wants_use_or_an_explanation, another_provider_is_an_exception_of_the_leader,
		system_of_another_unit_or_on_its_way_out_is_refused,
		suspended_system_is_neither_changed_nor_given_more_in_an_emergency,
		information_is_recorded_without_the_center, renewal_goes_on_from_the_end_of_the_period,
		growth_is_major_by_share_and_amount_together, changes_of_twelve_months_add_up,
		other_rules_of_a_major_change, major_change_is_not_approved_and_opens_a_reapplication,
		disputed_major_change_is_the_leaders_to_decide, emergency_growth_never_exceeds_capacity,
		loan_is_reminded_of_twice_and_goes_back_when_both_confirm, what_is_lent_is_no_part_of_what_a_system_has,
		end_of_the_period_is_told_once_per_stage_and_stops_nothing);
}
