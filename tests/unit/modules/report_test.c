/* A report from the round to its extracts: who sees, writes, closes and signs for what. */
#include "unit/modules/report_cast.h"

static int64_t matter, report;

static void set_up(void)
{
	open_office();
	cast_procedure(office, "db/procedures", "utilisation_report", day_of(clock_now()) - 60);
	office_sql(office, "UPDATE installation SET made_at = 1");
	ck_assert_int_eq(service_refresh(office->service, office->writer), OK);
	ck_assert_int_eq(round_job(program()), OK);
	matter = office_number(office, "SELECT id FROM matter WHERE procedure_key = 'utilisation_report'");
	report = office_number(office, "SELECT id FROM report WHERE kind = 'R1' AND period = '2026-10'");
}

static void tear_down(void)
{
	office_free(office);
}

static char *path(const char *rest)
{
	return arena_printf(office->arena, "/reports/%" PRId64 "%s", report, rest);
}

static struct request *get(const char *login, const char *rest)
{
	office_enter(office, login);
	return office_get(office, path(rest));
}

static struct request *post(const char *login, const char *fields)
{
	office_enter(office, login);
	return office_post(office, path(""), fields);
}

static int64_t drafts(void)
{
	return office_number(office, "SELECT drafts FROM report");
}

static struct request *save_problems(const char *login, const char *text)
{
	return post(login, arena_printf(office->arena, "action=save&drafts=%" PRId64 "&section_problems=%s", drafts(),
					text_url(office->arena, text)));
}

static struct request *act(const char *login, const char *action, const char *opinion)
{
	int64_t step = office_number(office, "SELECT step FROM matter WHERE id = %" PRId64, matter);

	office_enter(office, login);
	return office_post(office, arena_printf(office->arena, "/matters/%" PRId64, matter),
			   arena_printf(office->arena, "action=%s&step=%" PRId64 "&opinion=%s", action, step,
					text_url(office->arena, opinion)));
}

static void moves(const char *login, const char *action, const char *opinion)
{
	struct request *req = act(login, action, opinion);

	ck_assert_msg(req->response.status == 303, "%s by %s: %d", action, login, req->response.status);
}

static void close_it(void)
{
	moves("tf.jb", "submit", "");
	moves("tf.lead", "issue", "");
	moves("center.jb", "accept", "");
	moves("center.jb", "close", "");
}

START_TEST(round_drafts_the_whole_and_an_extract_for_each)
{
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM report_draft WHERE edition = 'full'"), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM report_draft WHERE edition = 'unit'"), 2);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM report_draft WHERE edition = 'operator'"), 2);
	ck_assert_int_eq(round_job(program()), OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM report"), 1);
	ck_assert(office_shows(get("tf.jb", ""), "2026年10月省级政务云资源利用率报告"));
	ck_assert(office_shows(get("tf.jb", ""), "重新取数"));
}
END_TEST

START_TEST(nobody_else_sees_a_draft)
{
	static const char *const others[] = {"center.jb", "slt.jb", "jtt.jb", "jj.jb", "ms.jb", "rc.jb"};
	static const char *const pages[] = {"", ".pdf", "/print", "/corrections"};

	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		for (size_t p = 0; p < ARRAY_LENGTH(pages); p++)
			ck_assert_msg(get(others[i], pages[p])->response.status == 404, "%s %s", others[i], pages[p]);
	office_enter(office, "slt.jb");
	ck_assert(!office_shows(office_get(office, "/reports"), "利用率报告</a>"));
	ck_assert_int_eq(office_get(office, "/reports/999")->response.status, 404);
	ck_assert_int_eq(office_get(office, "/reports/01")->response.status, 404);
	ck_assert_int_eq(office_get(office, "/reports/x.pdf")->response.status, 404);
}
END_TEST

START_TEST(what_is_written_outlives_drafting_anew)
{
	ck_assert_int_eq(save_problems("tf.jb", "请省交通运输厅核实 vm-three")->response.status, 303);
	ck_assert(office_shows(get("tf.jb", ""), "请省交通运输厅核实 vm-three"));
	office_sql(office, "UPDATE usage_month SET cpu_avg = 3000 WHERE machine = 'vm-one'");
	ck_assert(office_shows(get("tf.jb", ""), "8.50%"));
	ck_assert_int_eq(
		post("tf.jb", arena_printf(office->arena, "action=redraft&drafts=%" PRId64, drafts()))->response.status,
		303);
	/* (8×30 + 8×10 + 16×2) ÷ 32 = 352 ÷ 32 */
	ck_assert(office_shows(get("tf.jb", ""), "11.00%"));
	ck_assert(office_shows(get("tf.jb", ""), "请省交通运输厅核实 vm-three"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM report_draft WHERE edition <> 'full' AND "
					       "instr(body, '核实 vm-three') > 0"),
			 0);
}
END_TEST

START_TEST(what_is_typed_when_drafting_anew_is_saved_too)
{
	const char *fields =
		arena_printf(office->arena, "action=redraft&drafts=%" PRId64 "&section_problems=写了一半", drafts());
	char *long_text = arena_alloc(office->arena, 4002);

	ck_assert_int_eq(post("tf.jb", fields)->response.status, 303);
	ck_assert(office_shows(get("tf.jb", ""), "写了一半"));
	ck_assert_int_eq(post("tf.jb", fields)->response.status, 409);
	ck_assert(office_shows(office->req, "写了一半") && office_shows(office->req, "保留在下面"));
	ck_assert(!office_shows(office->req, "有 0 处需要改"));
	memset(long_text, 'a', 4001);
	fields = arena_printf(office->arena, "action=redraft&drafts=%" PRId64 "&section_problems=%s", drafts(),
			      long_text);
	ck_assert_int_eq(post("tf.jb", fields)->response.status, 422);
	ck_assert(office_shows(get("tf.jb", ""), "写了一半"));
}
END_TEST

START_TEST(stale_too_long_or_foreign_writing_is_refused)
{
	char *fields = arena_printf(office->arena, "action=save&drafts=%" PRId64 "&section_problems=a", drafts());
	char *long_text = arena_alloc(office->arena, 4002);

	memset(long_text, 'a', 4001);
	ck_assert_int_eq(post("tf.jb", fields)->response.status, 303);
	ck_assert_int_eq(post("tf.jb", fields)->response.status, 409);
	ck_assert(office_shows(office->req, "保留在下面"));
	ck_assert_int_eq(save_problems("tf.jb", long_text)->response.status, 422);
	ck_assert_int_eq(post("tf.jb", "action=save&other=1")->response.status, 400);
	ck_assert_int_eq(post("tf.jb", "action=burn")->response.status, 400);
	ck_assert_int_eq(save_problems("tf.lead", "别人写的")->response.status, 403);
	ck_assert_int_eq(save_problems("slt.jb", "别人写的")->response.status, 404);
	ck_assert(!office_shows(get("tf.jb", ""), "别人写的"));
}
END_TEST

START_TEST(empty_section_is_not_submitted)
{
	ck_assert_int_eq(save_problems("tf.jb", "")->response.status, 303);
	ck_assert_int_eq(act("tf.jb", "submit", "")->response.status, 422);
	ck_assert_int_eq(save_problems("tf.jb", "无")->response.status, 303);
	moves("tf.jb", "submit", "");
}
END_TEST

START_TEST(what_was_submitted_is_not_written_any_more)
{
	moves("tf.jb", "submit", "");
	ck_assert_int_eq(save_problems("tf.jb", "后改的")->response.status, 403);
	ck_assert_int_eq(
		post("tf.jb", arena_printf(office->arena, "action=redraft&drafts=%" PRId64, drafts()))->response.status,
		403);
	moves("tf.lead", "issue", "");
	ck_assert_int_eq(get("center.jb", "")->response.status, 200);
	ck_assert_int_eq(save_problems("center.jb", "中心改的")->response.status, 403);
	moves("center.jb", "return_report", "有一个平台的数据还在补报，请重新取数");
	ck_assert_int_eq(save_problems("tf.jb", "已补报")->response.status, 303);
}
END_TEST

START_TEST(closed_report_goes_out_as_extracts_of_ones_own)
{
	struct request *req;

	ck_assert_int_eq(save_problems("tf.jb", "请省交通运输厅核实 vm-three")->response.status, 303);
	close_it();
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM closing"), 5);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM report_draft"), 0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM notice WHERE kind = 'news'"), 4);
	req = get("slt.jb", "");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "水雨情监测平台") && office_shows(req, "正在制版"));
	ck_assert(!office_shows(req, "道路运输") && !office_shows(req, "交通运输厅") && !office_shows(req, "vm-three"));
	req = get("jtt.jb", "");
	ck_assert(office_shows(req, "vm-three") && !office_shows(req, "水雨情") && !office_shows(req, "水利厅"));
	req = get("jj.jb", "");
	ck_assert(office_shows(req, "锦江云") && !office_shows(req, "岷山") && !office_shows(req, "vm-two"));
	ck_assert(office_shows(get("center.jb", ""), "请省交通运输厅核实 vm-three"));
	ck_assert_int_eq(get("rc.jb", "")->response.status, 404);
	office_enter(office, "slt.jb");
	ck_assert(office_shows(office_get(office, "/reports?kind=R1&period=2026-10"), "待签收"));
	ck_assert(!office_shows(office_get(office, "/reports?kind=R2"), "待签收"));
}
END_TEST

START_TEST(edition_of_others_cannot_be_asked_for)
{
	struct request *req;

	close_it();
	req = get("slt.jb", "?edition=full");
	ck_assert(req->response.status == 200 && !office_shows(req, "道路运输"));
	req = get("slt.jb", "?edition=operator");
	ck_assert(req->response.status == 200 && !office_shows(req, "道路运输"));
	office_enter(office, "slt.jb");
	ck_assert_int_eq(office_get(office, arena_printf(office->arena, "/matters/%" PRId64, matter))->response.status,
			 404);
}
END_TEST

START_TEST(tables_are_files_without_formulas)
{
	struct request *req;

	office_sql(office, "UPDATE system SET name = '=1+1' WHERE id = 1");
	ck_assert_int_eq(
		post("tf.jb", arena_printf(office->arena, "action=redraft&drafts=%" PRId64, drafts()))->response.status,
		303);
	close_it();
	req = get("slt.jb", "?table=8&format=csv"); /* the annex */
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "'=1+1") && office_shows(req, "处理器均值"));
	ck_assert_int_eq(get("slt.jb", "?table=8&format=xlsx")->response.status, 200);
	ck_assert_int_eq(get("slt.jb", "?table=99&format=csv")->response.status, 404);
	ck_assert_int_eq(get("slt.jb", "?table=1&format=doc")->response.status, 400);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action = 'list.export'") > 0, 1);
}
END_TEST

START_TEST(later_facts_and_rules_leave_what_is_closed_as_it_was)
{
	const char *before;

	close_it();
	before = arena_strdup(office->arena, get("center.jb", "?table=1&format=csv")->response.body.data);
	office_sql(office,
		   "UPDATE usage_month SET cpu_avg = 9900;"
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('cpu_idle_p95', 1, '1', 1)");
	clock_freeze(clock_now() + 86400 * 10);
	ck_assert_str_eq(get("center.jb", "?table=1&format=csv")->response.body.data, before);
	ck_assert_int_eq(post("tf.jb", "action=redraft&drafts=1")->response.status, 403);
	ck_assert(office_try(office, "UPDATE report SET title = 'x'") != NULL);
	ck_assert(office_try(office, "INSERT INTO report_draft (report_id, edition, body) VALUES (1, 'full', '{}')") !=
		  NULL);
}
END_TEST

START_TEST(page_and_paper_are_answered_as_they_were_kept)
{
	struct context *context = program();
	struct closing closing;
	struct request *req;
	struct buf page, paper;

	close_it();
	ck_assert_int_eq(closing_find(context, "report", report, "full", 0, &closing), FOUND);
	buf_init(&page);
	buf_init(&paper);
	ck_assert_int_eq(closing_page(context, &closing, &page), FOUND); /* since the closing */
	ck_assert_ptr_nonnull(strstr(page.data, "抄送：使用单位、平台运营单位（各送本单位摘编）。"));
	ck_assert_str_eq(get("center.jb", "/print")->response.body.data, page.data);
	buf_add_text(&paper, "%PDF of then");
	ck_assert_int_eq(closing_press(context, &closing, &paper), OK);
	ck_assert_str_eq(get("center.jb", ".pdf")->response.body.data, paper.data);
	req = get("slt.jb", "/print"); /* that was the whole */
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "edition=unit"));
	buf_release(&page);
	buf_release(&paper);
}
END_TEST

/* Closed by a version that kept no letterhead, and still waiting for its page: its matter knows whom it is for. */
START_TEST(what_waited_without_its_letterhead_is_drawn_with_it)
{
	static const char whole[] = "抄送：使用单位、平台运营单位（各送本单位摘编）。";
	struct context *context = program();
	struct closing closing;
	struct buf page;

	close_it();
	office_sql(office, "DROP TRIGGER closing_fixed; DROP TRIGGER closing_print_kept;"
			   "UPDATE closing SET data = CAST(json_remove(CAST(data AS TEXT), '$.letterhead') AS BLOB);"
			   "DELETE FROM closing_print");
	ck_assert(office_shows(get("center.jb", "/print"), whole));
	ck_assert(office_shows(office->req, "/reports/1.pdf?edition=full"));
	ck_assert(office_shows(get("slt.jb", "/print"), "edition=unit"));
	for (int runs = 0; runs < 5; runs++) {
		ck_assert_int_eq(closing_press_job(context), OK);
		clock_freeze(clock_now() + 10);
	}
	ck_assert_int_eq(closing_find(context, "report", report, "full", 0, &closing), FOUND);
	buf_init(&page);
	ck_assert_int_eq(closing_page(context, &closing, &page), FOUND); /* kept now */
	ck_assert_ptr_nonnull(strstr(page.data, whole));
	buf_release(&page);
}
END_TEST

START_TEST(printed_page_leads_to_its_pdf_and_back_to_its_edition)
{
	struct request *req;

	req = get("tf.jb", "/print");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, arena_printf(office->arena, "/reports/%" PRId64 ".pdf?edition=full", report)));
	ck_assert(office_shows(req, arena_printf(office->arena, "href=\"/reports/%" PRId64 "?edition=full\"", report)));
}
END_TEST

START_TEST(press_that_is_missing_leaves_nothing_half_done)
{
	close_it();
	for (int runs = 0; runs < 5; runs++) {
		ck_assert_int_eq(closing_press_job(program()), OK);
		clock_freeze(clock_now() + 10); /* extracts leave the clerk a rest */
	}
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM closing_paper"), 0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM closing_waiting WHERE tries = 1"), 5);
	ck_assert(office_shows(get("center.jb", ""), "PDF 没有制成，已试 1 次"));
}
END_TEST

START_TEST(unit_signs_for_its_extract_and_the_issuer_sees_who)
{
	close_it();
	ck_assert(office_shows(get("slt.jb", ""), "2026-11-09 前")); /* five working days after the second */
	ck_assert_int_eq(post("slt.jb", "action=sign")->response.status, 303);
	ck_assert(office_shows(get("slt.jb", ""), "您已签收"));
	ck_assert(office_shows(get("tf.jb", ""), "未签收"));
	clock_freeze(clock_now() + 86400 * 10);
	ck_assert(office_shows(get("center.jb", ""), "逾期未签收"));
	for (int runs = 0; runs < 2; runs++)
		ck_assert_int_eq(report_receipt_job(program()), OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND href <> ''"), 3);
	ck_assert_int_eq(post("center.jb", "action=sign")->response.status, 403);
	ck_assert_int_eq(post("rc.jb", "action=sign")->response.status, 404);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM closing_read"), 1);
}
END_TEST

START_TEST(correction_stands_beside_and_goes_to_whom_it_is_about)
{
	close_it();
	ck_assert_int_eq(get("center.jb", "/corrections")->response.status, 404);
	ck_assert_int_eq(post("center.jb", "action=correct&text=abc&scope=all:0")->response.status, 422);
	ck_assert_int_eq(post("center.jb", "action=correct&text=abcd&scope=unit:99")->response.status, 422);
	ck_assert_int_eq(post("slt.jb", "action=correct&text=abcd&scope=all:0")->response.status, 403);
	ck_assert_int_eq(post("tf.jb", "action=correct&text=abcd&scope=all:0")->response.status, 403);
	ck_assert_int_eq(post("center.jb", arena_printf(office->arena, "action=correct&scope=unit:3&text=%s",
							text_url(office->arena, "vm-three 已于十月迁出")))
				 ->response.status,
			 303);
	ck_assert(office_shows(get("center.jb", ""), "vm-three 已于十月迁出"));
	ck_assert(office_shows(get("jtt.jb", "/corrections"), "vm-three 已于十月迁出"));
	ck_assert(!office_shows(get("slt.jb", ""), "vm-three"));
	ck_assert_int_eq(get("slt.jb", "/corrections")->response.status, 404);
}
END_TEST

START_TEST(official_number_stands_on_what_is_closed)
{
	moves("tf.jb", "submit", "");
	moves("tf.lead", "issue", "");
	office_sql(office,
		   "INSERT INTO official_number (organisation_id, matter_id, action, number, dated_day, entered_at, "
		   "entered_by)"
		   " VALUES (6, %" PRId64 ", 'issue', '天府监管〔2026〕31号', 20759, 1, 17)",
		   matter);
	moves("center.jb", "accept", "");
	moves("center.jb", "close", "");
	ck_assert_int_eq(
		office_number(
			office,
			"SELECT count(*) FROM closing WHERE official = '天府监管〔2026〕31号' AND dated_day = 20759"),
		5);
}
END_TEST

START_TEST(number_that_comes_later_is_shown_beside_what_is_closed)
{
	close_it();
	office_sql(office,
		   "INSERT INTO official_number (organisation_id, matter_id, action, number, dated_day, entered_at, "
		   "entered_by)"
		   " VALUES (6, %" PRId64 ", 'issue', '天府监管〔2026〕32号', 20760, 1, 17)",
		   matter);
	ck_assert(office_shows(get("slt.jb", ""), "天府监管〔2026〕32号（封存后登记，不在版面上）"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM closing WHERE official IS NOT NULL"), 0);
}
END_TEST

/* Of the line "articles: [17, 22]" of a procedure's file. */
static const char *articles_of(const char *procedure)
{
	FILE *file = fopen(arena_printf(office->arena, "db/procedures/%s.yaml", procedure), "r");
	char line[512] = "";

	ck_assert_ptr_nonnull(file);
	while (strncmp(line, "articles:", strlen("articles:")) != 0)
		ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
	(void)fclose(file);
	return arena_strdup(office->arena, line);
}

START_TEST(every_kind_names_the_article_that_its_procedure_and_its_pages_name)
{
	for (size_t i = 0; i < report_kind_count; i++) {
		const struct report_kind *kind = &report_kinds[i];

		ck_assert_msg(kind->article != NULL && *kind->article != '\0', "%s names no article", kind->key);
		ck_assert_msg(strstr(articles_of(kind->procedure), kind->article) != NULL, "%s", kind->key);
		for (const struct route *route = report_module.routes; route->path != NULL; route++)
			ck_assert_msg(strstr(route->path, "/reports") != route->path ||
					      strstr(route->article, kind->article) != NULL,
				      "%s %s", kind->key, route->path);
	}
}
END_TEST

START_TEST(page_of_a_report_rests_on_its_own_article)
{
	struct request *page = get("tf.jb", "");

	ck_assert(office_shows(page, "依据第十七条"));
	ck_assert(!office_shows(page, "依据第十七条、"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/report", set_up, tear_down, 60, round_drafts_the_whole_and_an_extract_for_each,
		nobody_else_sees_a_draft, what_is_written_outlives_drafting_anew,
		what_is_typed_when_drafting_anew_is_saved_too, stale_too_long_or_foreign_writing_is_refused,
		empty_section_is_not_submitted, what_was_submitted_is_not_written_any_more,
		closed_report_goes_out_as_extracts_of_ones_own, edition_of_others_cannot_be_asked_for,
		tables_are_files_without_formulas, later_facts_and_rules_leave_what_is_closed_as_it_was,
		page_and_paper_are_answered_as_they_were_kept, what_waited_without_its_letterhead_is_drawn_with_it,
		printed_page_leads_to_its_pdf_and_back_to_its_edition, press_that_is_missing_leaves_nothing_half_done,
		unit_signs_for_its_extract_and_the_issuer_sees_who,
		correction_stands_beside_and_goes_to_whom_it_is_about, official_number_stands_on_what_is_closed,
		number_that_comes_later_is_shown_beside_what_is_closed,
		every_kind_names_the_article_that_its_procedure_and_its_pages_name,
		page_of_a_report_rests_on_its_own_article);
}
