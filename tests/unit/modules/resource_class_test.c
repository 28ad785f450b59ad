/* GPU cards and archive storage on their way: asked for, ruled, given, changed, moved (第十三条、第十四条、第十六条).
 */
#include "unit/modules/change_cast.h"

/* Two machines of 4 cards are 8; beside them the machine of form_complete, with none, and 3000 GB of archive. */
static struct values *form_with_cards(void)
{
	struct values *form = form_complete("new", "BA-0001");

	machine_add(form, "bigdata", "2", "8", "32");
	values_set(values_find(form, "lines")->rows[1], "node", "gpu");
	values_set(values_find(form, "lines")->rows[1], "gpu", "4");
	values_set(form, "archive_gb", "3000");
	return form;
}

static int64_t ruling(void)
{
	int64_t id = draft_with(form_with_cards());

	bring(id, "ruling");
	return id;
}

static struct values *ruled_row(struct values *fields, const char *class)
{
	struct value *rows = values_find(fields, "ruling");

	for (size_t i = 0; i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			return rows->rows[i];
	ck_abort_msg("no row of %s", class);
}

static void capacity(int64_t platform, const char *class, int64_t total)
{
	office_sql(cloud, "UPDATE capacity SET total = %" PRId64 " WHERE platform_id = %" PRId64 " AND class = '%s'",
		   total, platform, class);
}

START_TEST(both_are_asked_ruled_granted_and_given)
{
	struct values *fields;
	struct values *row;
	int64_t id;

	cloud_new();
	id = ruling();
	fields = ruling_proposed(id);
	row = ruled_row(fields, "gpu");
	ck_assert_str_eq(values_word(row, "purpose"), "大数据（生产）2 台");
	ck_assert_int_eq(values_number(row, "requested", 0), 8);
	ck_assert_int_eq(values_number(ruled_row(fields, "archive_gb"), "requested", 0), 3000);
	values_set_number(row, "granted", 6);
	refused(APPROVE, id, "rule", fields, "须写明理由");
	fields = ruling_proposed(id);
	values_set_number(ruled_row(fields, "gpu"), "granted", 6);
	values_set(ruled_row(fields, "gpu"), "reason", "先按三张一台测算");
	go_with(APPROVE, id, "rule", fields);
	ck_assert_int_eq(committed(FIRST_CLOUD, "gpu"), 6);
	ck_assert_int_eq(committed(FIRST_CLOUD, "archive_gb"), 3000);
	ck_assert_int_eq(office_number(cloud, "SELECT requested FROM ruling_line WHERE class = 'gpu'"), 8);
	bring(id, "deploying");
	ck_assert_int_eq(office_number(cloud, "SELECT allocated FROM allocation WHERE class = 'gpu'"), 6);
	ck_assert_int_eq(office_number(cloud, "SELECT allocated FROM allocation WHERE class = 'archive_gb'"), 3000);
	cloud_free();
}
END_TEST

START_TEST(both_are_refused_beyond_capacity_by_guard_and_by_trigger)
{
	struct moving moving;
	struct answer answer = {0};
	int64_t id;

	cloud_new();
	id = ruling();
	capacity(FIRST_CLOUD, "gpu", 7);
	refused(APPROVE, id, "rule", ruling_proposed(id), "甲云的GPU余 7 张，要核定 8 张，缺 1 张");
	capacity(FIRST_CLOUD, "gpu", 100);
	capacity(FIRST_CLOUD, "archive_gb", 2000);
	refused(APPROVE, id, "rule", ruling_proposed(id), "甲云的归档存储余 2,000 GB，要核定 3,000 GB，缺 1,000 GB");
	moving = (struct moving){.context = as(APPROVE), .procedure = application, .matter = seen_by(APPROVE, id)};
	ck_assert_int_eq(matter_form(moving.context, moving.matter, &moving.form, NULL), OK);
	moving.fields = ruling_proposed(id);
	ck_assert_int_eq(tx_begin(moving.context->db), OK);
	ck_assert_int_eq(tx_end(moving.context->db, record_ruling(&moving, &answer)), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(answer.sentence, "甲云的归档存储余 2,000 GB"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation"), 0);
	cloud_free();
}
END_TEST

/* 8 of 9 cards are 88.8 %: above the red line of 85 %. */
START_TEST(cards_above_the_red_line_want_a_reason)
{
	struct values *fields;
	int64_t id;

	cloud_new();
	id = ruling();
	capacity(FIRST_CLOUD, "gpu", 9);
	refused(APPROVE, id, "rule", ruling_proposed(id), "甲云的GPU分配率将超过 85% 扩容线");
	fields = ruling_proposed(id);
	values_set(fields, "red_line_reason", "下月新到十六张，已列入计划");
	go_with(APPROVE, id, "rule", fields);
	cloud_free();
}
END_TEST

START_TEST(neither_may_be_left_out_of_the_ruling)
{
	struct values *fields;
	int64_t id;

	cloud_new();
	id = ruling();
	fields = ruling_proposed(id);
	values_set_number(ruled_row(fields, "gpu"), "requested", 4);
	values_set_number(ruled_row(fields, "gpu"), "granted", 4);
	refused(APPROVE, id, "rule", fields, "GPU申请量合计应为 8，核定表里是 4");
	fields = ruling_proposed(id);
	values_set(ruled_row(fields, "archive_gb"), "class", "object_gb");
	refused(APPROVE, id, "rule", fields, "对象存储申请量合计应为 0，核定表里是 3,000");
	cloud_free();
}
END_TEST

START_TEST(machines_of_cards_say_how_many_and_others_have_none)
{
	struct values *form;
	struct value *lines;

	cloud_new();
	form = form_with_cards();
	lines = values_find(form, "lines");
	values_set(lines->rows[1], "gpu", NULL);
	refused(CLERK, draft_with(form), "submit", NULL, "云主机需求第 2 行是 GPU 服务器，没有填每台 GPU 张数");
	values_set(lines->rows[1], "gpu", "4");
	values_set(lines->rows[0], "gpu", "1");
	refused(CLERK, draft_with(form), "submit", NULL, "云主机需求第 1 行填了 GPU，节点类型不是 GPU 服务器");
	values_set(lines->rows[0], "gpu", NULL);
	go(CLERK, draft_with(form), "submit");
	cloud_free();
}
END_TEST

/* The application as it was before both were classes, as an old database has it. */
static void before_the_classes(void)
{
	const char *text = cast_file(cloud, "db/procedures/application.yaml");
	const char *cards = strstr(text, "       {key: gpu,"), *archive = strstr(text, "  - {key: archive_gb,");

	office_sql(cloud,
		   "INSERT INTO procedure (key, version, title, body, digest, valid_from, loaded_at) SELECT key, "
		   "version + 1,"
		   " title, replace(replace(replace(replace(body, '%.*s', ''), '%.*s', ''), ', gpu: GPU（张）}', '}'),"
		   " ' archive_gb: 归档存储（GB）,', ''), randomblob(32), valid_from, loaded_at FROM procedure"
		   " WHERE key = 'application'",
		   (int)strcspn(cards, "\n"), cards, (int)strcspn(archive, "\n"), archive);
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	application = procedure_find(cloud->service, "application");
}

/* What began before asks for neither, is ruled by the form it began with, and goes to its end. */
START_TEST(application_of_before_goes_on_after)
{
	struct values *form;
	int64_t id;

	cloud_new();
	before_the_classes();
	form = form_complete("new", "BA-0001");
	machine_add(form, "bigdata", "2", "8", "32");
	values_set(values_find(form, "lines")->rows[1], "node", "gpu");
	ck_assert_ptr_null(values_find(form, "archive_gb"));
	id = draft_with(form);
	bring(id, "acceptance");
	(void)cast_procedure(cloud, "db/procedures", "application", day_of(clock_now()));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM procedure WHERE key = 'application'"), 3);
	bring(id, "trial");
	ck_assert_int_eq(committed(FIRST_CLOUD, "vcpu"), 4 + 16);
	ck_assert_int_eq(committed(FIRST_CLOUD, "gpu"), 0);
	cloud_free();
}
END_TEST

/* ---- change ---- */

/* Beside what change_new gives: 8 cards and 6000 GB of archive. */
static void change_with_both(void)
{
	change_new();
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'gpu', 8, 8, 1), (1, 1, 'archive_gb', 6000, 6000, 1)");
}

START_TEST(change_begins_with_both_grows_one_and_gives_the_other_up)
{
	struct values *form;
	int64_t id;

	change_with_both();
	form = form_of("growth,shrink");
	line(form, 1, "gpu", 8, 12);
	line(form, 1, "archive_gb", 6000, 1000);
	id = executing(form);
	ck_assert_int_eq(committed(1, "gpu"), 12);
	ck_assert_int_eq(committed(1, "archive_gb"), 6000); /* freed when the operator confirms */
	go_with(OPERATOR, id, "deliver", done_text());
	ck_assert_int_eq(committed(1, "gpu"), 12);
	ck_assert_int_eq(committed(1, "archive_gb"), 1000);
	ck_assert_int_eq(office_number(cloud, "SELECT granted - before FROM change_line WHERE class = 'gpu'"), 4);
	ck_assert_int_eq(office_number(cloud, "SELECT granted - before FROM change_line WHERE class = 'archive_gb'"),
			 -5000);
	cloud_free();
}
END_TEST

START_TEST(change_beyond_capacity_is_refused)
{
	struct values *form;
	int64_t id;

	change_with_both();
	capacity(1, "gpu", 10);
	form = form_of("growth");
	line(form, 1, "gpu", 8, 12);
	id = reviewing(form);
	refused(APPROVE, id, "approve", granted(id), "GPU余 2 张");
	ck_assert_int_eq(committed(1, "gpu"), 8);
	cloud_free();
}
END_TEST

START_TEST(cards_grow_by_an_explanation_and_are_a_specification)
{
	struct values *form;

	change_with_both();
	form = form_of("growth");
	line(form, 1, "gpu", 8, 9);
	values_set(form, "growth_note", NULL);
	refused(CLERK, change_with(form), "submit", NULL, "没有达到处理器 70%");
	form = form_of("resize");
	line(form, 1, "gpu", 8, 9);
	go(CLERK, change_with(form), "submit");
	form = form_of("storage");
	line(form, 1, "archive_gb", 6000, 6100);
	go(CLERK, change_with(form), "submit");
	cloud_free();
}
END_TEST

static bool fires(struct values *form, size_t rule, const char *words)
{
	struct major_rule rules[MAJOR_RULES];
	struct matter *matter = seen_by(CLERK, change_with(form));
	struct values *draft;
	int64_t saves, saved_at;
	bool major;

	ck_assert_int_eq(matter_draft(as(CLERK), matter, &draft, &saves, &saved_at), OK);
	ck_assert_int_eq(change_major(as(CLERK), matter, draft, rules, &major), OK);
	ck_assert_msg(strstr(rules[rule].arithmetic, words) != NULL, "%s", rules[rule].arithmetic);
	return rules[rule].fired;
}

/*
 * 4000 GB of disk and 6000 GB of archive are 10000 GB of storage: +5120 is 51.2 %.  What was object
 * storage yesterday may be called archive today: no growth.  Cards are none of processors, memory, storage.
 */
START_TEST(archive_counts_as_storage_and_cards_in_no_growth)
{
	struct values *form;

	change_with_both();
	form = form_of("storage");
	line(form, 1, "archive_gb", 6000, 11120);
	ck_assert(fires(form, 0, "存储 10,000→15,120 GB，+5,120（51.2%）"));
	form = form_of("storage");
	line(form, 1, "archive_gb", 6000, 0);
	line(form, 1, "object_gb", 0, 6000);
	ck_assert(!fires(form, 0, "存储 10,000→10,000 GB，0（0.0%）"));
	form = form_of("growth");
	line(form, 1, "gpu", 8, 80);
	ck_assert(!fires(form, 0, "处理器 40→40 核，0（0.0%）；内存 160→160 GB，0（0.0%）；存储 10,000→10,000 GB"));
	cloud_free();
}
END_TEST

START_TEST(what_moves_of_either_to_another_platform_moves)
{
	struct values *form;

	change_with_both();
	form = form_of("growth,shrink");
	line(form, 1, "gpu", 8, 4);
	line(form, 2, "gpu", 0, 4);
	ck_assert(fires(form, 2, "GPU 8 张中 4（50.0%）从甲云移到乙云"));
	form = form_of("growth,shrink");
	line(form, 1, "archive_gb", 6000, 0);
	line(form, 2, "archive_gb", 0, 6000);
	ck_assert(fires(form, 2, "归档存储 6,000 GB中 6,000（100.0%）从甲云移到乙云"));
	/* Cards for processors: nothing that was there is there. */
	form = form_of("growth,shrink");
	line(form, 1, "gpu", 8, 4);
	line(form, 2, "vcpu", 0, 4);
	ck_assert(!fires(form, 2, "原平台保留：按增加服务商例外办理"));
	cloud_free();
}
END_TEST

/* What a major change asked of archive stands in the re-application; cards stand with their machines. */
START_TEST(reapplication_begins_with_the_archive_asked_for)
{
	struct values *form;
	int64_t id, next;

	change_with_both();
	(void)cast_procedure(cloud, "db/procedures", "application", day_of(clock_now()));
	application = procedure_find(cloud->service, "change");
	form = form_of("storage");
	line(form, 1, "archive_gb", 6000, 11120);
	id = reviewing(form);
	go(APPROVE, id, "find_major");
	go(CLERK, id, "agree_major");
	next = office_number(cloud, "SELECT id FROM matter WHERE base_matter_id = %" PRId64, id);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT json_extract(body, '$.archive_gb') FROM matter_draft WHERE matter_id = %" PRId64,
			      next),
		11120);
	cloud_free();
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"modules/resource_class", both_are_asked_ruled_granted_and_given,
		both_are_refused_beyond_capacity_by_guard_and_by_trigger, cards_above_the_red_line_want_a_reason,
		neither_may_be_left_out_of_the_ruling, machines_of_cards_say_how_many_and_others_have_none,
		application_of_before_goes_on_after, change_begins_with_both_grows_one_and_gives_the_other_up,
		change_beyond_capacity_is_refused, cards_grow_by_an_explanation_and_are_a_specification,
		archive_counts_as_storage_and_cards_in_no_growth, what_moves_of_either_to_another_platform_moves,
		reapplication_begins_with_the_archive_asked_for);
}
