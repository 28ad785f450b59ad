#include "base/base.h"

#include "kernel/document.h"

#include "base/text.h"
#include "kernel/document_page.h"
#include "kernel/document_parts.h"
#include "unit/suite.h"

static struct arena *arena;

static void set_up(void)
{
	arena = arena_new();
}

static void tear_down(void)
{
	arena_free(arena);
}

static struct document *report(void)
{
	struct document *document = document_new(arena, "2026年10月报告");
	struct document_table *table;

	document_heading(document, 1, "一、总体情况");
	document_text(document, "本月共有%d个系统，“%s”除外。", 3, "a<b>&\"");
	table = document_table(document, "分单位情况");
	document_column(table, "单位", DOCUMENT_WORDS);
	document_column(table, "CPU平均(%)", DOCUMENT_NUMBER);
	for (int i = 0; i < 40; i++) {
		document_cell(table, arena_printf(arena, "单位%d", i));
		document_cell(table, i == 7 ? NULL : "12.34");
	}
	document_own(document, "problems", "二、问题与建议", "有3台闲置。");
	document_own(document, "plan", "三、下月计划", NULL);
	document_annex(document, "附表");
	return document;
}

static struct chart *lines(void)
{
	struct chart *chart = chart_new(arena, CHART_LINES, "近12个月", "%");
	struct chart_series *series;

	chart_label(chart, "2026-09");
	chart_label(chart, "2026-10");
	series = chart_series(chart, "平均");
	chart_value(series, 31.25);
	chart_gap(series);
	return chart;
}

START_TEST(what_was_kept_reads_back_as_the_same_bytes)
{
	struct document *document = report();
	const char *json, *again;

	document_chart(document, lines());
	json = document_json(document);
	ck_assert_ptr_nonnull(json);
	document = document_read(arena, json, strlen(json));
	ck_assert_ptr_nonnull(document);
	again = document_json(document);
	ck_assert_str_eq(json, again);
	ck_assert_str_eq(document_title(document), "2026年10月报告");
	ck_assert_ptr_nonnull(strstr(json, "\"cells\":[\"单位0\",\"12.34\""));
	ck_assert_ptr_nonnull(strstr(json, "\"单位7\",\"—\"")); /* nothing is known */
	ck_assert_ptr_nonnull(strstr(json, "31.25"));
}
END_TEST

START_TEST(the_same_document_gives_the_same_bytes)
{
	ck_assert_str_eq(document_json(report()), document_json(report()));
}
END_TEST

START_TEST(a_sentence_is_not_said_twice_running)
{
	struct document *document = document_new(arena, "题");

	document_say(document, "尚无记录。");
	document_say(document, "尚无记录。");
	document_say(document, "没有检修。");
	document_heading(document, 1, "尚无记录。");
	document_say(document, "尚无记录。");
	ck_assert_str_eq(document->first->text, "尚无记录。");
	ck_assert_str_eq(document->first->next->text, "没有检修。");
	ck_assert_str_eq(document->first->next->next->next->text, "尚无记录。");
	ck_assert_ptr_null(document->first->next->next->next->next);
}
END_TEST

START_TEST(what_is_no_document_is_refused)
{
	static const char *const broken[] = {
		"",
		"[]",
		"null",
		"{}",
		"{\"title\":\"a\"}",
		"{\"title\":1,\"parts\":[]}",
		"{\"title\":\"a\",\"parts\":[1]}",
		"{\"title\":\"a\",\"parts\":[{\"kind\":\"text\"}]}",
		"{\"title\":\"a\",\"parts\":[{\"kind\":\"other\",\"text\":\"b\"}]}",
		"{\"title\":\"a\",\"parts\":[{\"kind\":\"table\",\"caption\":\"b\",\"columns\":[1],\"cells\":[]}]}",
		"{\"title\":\"a\",\"parts\":[{\"kind\":\"table\",\"caption\":\"b\",\"columns\":[],\"cells\":[1]}]}",
		"{\"title\":\"a\",\"parts\":[{\"kind\":\"chart\"}]}",
		"{\"title\":\"a\",\"parts\":[{\"kind\":\"own\",\"key\":\"a\"}]}",
		"{\"title\":\"a\",\"parts\":[]} {}",
		"{\"title\":\"a\",\"title\":\"b\",\"parts\":[]}",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(broken); i++)
		ck_assert_msg(document_read(arena, broken[i], strlen(broken[i])) == NULL, "%s", broken[i]);
}
END_TEST

START_TEST(a_text_that_is_no_utf8_is_not_kept)
{
	struct document *document = document_new(arena, "报告");

	document_text(document, "%s", "\xff\xfe");
	ck_assert_ptr_null(document_json(document));
}
END_TEST

START_TEST(what_a_person_wrote_outlives_a_new_draft)
{
	struct document *earlier = report(), *newer = report();
	const struct document_section *sections;

	ck_assert(document_write(earlier, "problems", "有4台闲置，见附表。"));
	ck_assert(document_write(earlier, "plan", "")); /* as it was drafted */
	ck_assert(!document_write(earlier, "other", "没有这一节"));
	document_keep(newer, document_read(arena, document_json(earlier), strlen(document_json(earlier))));
	ck_assert_uint_eq(document_sections(newer, &sections), 2);
	ck_assert_str_eq(sections[0].key, "problems");
	ck_assert_str_eq(sections[0].heading, "二、问题与建议");
	ck_assert_str_eq(sections[0].text, "有4台闲置，见附表。");
	ck_assert(sections[0].written);
	ck_assert_str_eq(sections[1].text, "");
	ck_assert(!sections[1].written);
}
END_TEST

START_TEST(what_the_records_propose_is_renewed_where_nobody_wrote)
{
	struct document *earlier = report(), *newer = document_new(arena, "2026年10月报告");
	const struct document_section *sections;

	document_own(newer, "problems", "二、问题与建议", "有5台闲置。");
	document_keep(newer, earlier);
	ck_assert_uint_eq(document_sections(newer, &sections), 1);
	ck_assert_str_eq(sections[0].text, "有5台闲置。");
}
END_TEST

/* href: on a page, NULL: on paper; owned. */
static char *shown(const char *template_name, const struct document *document, const char *href)
{
	struct dict_alone page = part_begin(template_name);
	char *text;

	if (href != NULL)
		document_fill(page.dict, document, href);
	else
		document_fill_paper(page.dict, document);
	text = part_end(&page);
	ck_assert_ptr_nonnull(text);
	return text;
}

START_TEST(long_table_is_whole_on_paper_and_its_first_rows_on_a_page)
{
	struct document *document = document_new(arena, "报告");
	struct document_table *table = document_table(document, "附表");
	char *page, *paper;

	templates_load("templates");
	document_column(table, "机器", DOCUMENT_WORDS);
	for (int i = 1; i <= 45; i++)
		document_cell(table, arena_printf(arena, "第%d台", i));
	page = shown("report/show.tpl", document, "/reports/1");
	paper = shown("part/paper.tpl", document, NULL);
	ck_assert_ptr_nonnull(strstr(page, "第40台"));
	ck_assert_ptr_null(strstr(page, "第41台"));
	ck_assert_ptr_nonnull(strstr(page, "另有 5 行"));
	ck_assert_ptr_nonnull(strstr(page, "<summary>附表 <span class=\"mut\">45 行</span></summary>"));
	ck_assert_ptr_null(strstr(paper, "<details"));
	ck_assert_ptr_nonnull(strstr(page, "table=1&amp;format=xlsx"));
	ck_assert_ptr_nonnull(strstr(paper, "第45台"));
	ck_assert_ptr_null(strstr(paper, "另有"));
	free(page);
	free(paper);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("kernel/document", set_up, tear_down, 60, what_was_kept_reads_back_as_the_same_bytes,
			    the_same_document_gives_the_same_bytes, a_sentence_is_not_said_twice_running,
			    what_is_no_document_is_refused, a_text_that_is_no_utf8_is_not_kept,
			    what_a_person_wrote_outlives_a_new_draft,
			    what_the_records_propose_is_renewed_where_nobody_wrote,
			    long_table_is_whole_on_paper_and_its_first_rows_on_a_page);
}
