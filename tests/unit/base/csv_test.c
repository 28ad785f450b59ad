#include "base/base.h"

#include "base/csv.h"
#include "base/text.h"

#include "unit/suite.h"

static struct arena *arena;

static struct csv_table read_bytes(const char *data, size_t length)
{
	struct csv_table table;
	char *complaint = NULL;
	ck_assert_msg(csv_read(arena, data, length, 1000, &table, &complaint), "%s", complaint);
	return table;
}

static struct csv_table read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

/* The whole table in one line: cells by |, rows by /. */
static char *flat(const struct csv_table *table)
{
	char *out = text_join(arena, (const char *const *)table->heading.cells, table->heading.count, "|");
	for (size_t i = 0; i < table->count; i++)
		out = arena_printf(
			arena, "%s/%s", out,
			text_join(arena, (const char *const *)table->rows[i].cells, table->rows[i].count, "|"));
	return out;
}

static void expect_table(const char *text, const char *expected)
{
	struct csv_table table = read_text(text);
	ck_assert_str_eq(flat(&table), expected);
}

static void expect_refusal(const char *data, size_t length, const char *complaint_head)
{
	struct csv_table table;
	char *complaint = NULL;
	ck_assert_msg(!csv_read(arena, data, length, 3, &table, &complaint), "%s", complaint_head);
	ck_assert_ptr_nonnull(complaint);
	ck_assert_msg(text_starts(complaint, complaint_head), "%s", complaint);
	ck_assert(utf8_valid(complaint, strlen(complaint)));
}

static void refuse(const char *text, const char *complaint_head)
{
	expect_refusal(text, strlen(text), complaint_head);
}

START_TEST(rows_end_in_any_newline_and_the_last_needs_none)
{
	expect_table("a,b\r\n1,2\r\n", "a|b/1|2");
	expect_table("a,b\n1,2", "a|b/1|2");
	expect_table("a,b\r1,2\r3,4", "a|b/1|2/3|4");
	expect_table("a,b", "a|b");
	expect_table("a,b\n,2\n1,\n", "a|b/|2/1|");
}
END_TEST

START_TEST(quoted_cells_hold_commas_quotes_and_newlines)
{
	expect_table("a,b\n\"1,2\",\"say \"\"x\"\"\"\n", "a|b/1,2|say \"x\"");
	expect_table("a,b\n\"one\r\ntwo\", \"3\" \n", "a|b/one\ntwo|3");
	expect_table("\"a\",\"\"\"\"\n\"\",x", "a|\"/|x");
}
END_TEST

START_TEST(rows_know_their_line_in_the_file)
{
	struct csv_table table = read_text("a,b\n\"x\ny\nz\",1\n\n,\n2,3\n");
	ck_assert_uint_eq(table.count, 2);
	ck_assert_int_eq(table.heading.line, 1);
	ck_assert_int_eq(table.rows[0].line, 2);
	ck_assert_int_eq(table.rows[1].line, 7);
}
END_TEST

START_TEST(cells_are_trimmed_and_rows_without_text_passed_over)
{
	expect_table(" a　,\tb\n 1 ,　2\n,\n \n\n　, \n3,4\n\n", "a|b/1|2/3|4");
}
END_TEST

START_TEST(gb18030_from_excel_reads_as_utf8)
{
	static const char gbk[] = "\xB5\xA5\xCE\xBB,\xC8\xCB\xCA\xFD\r\n\xCA\xA1\xB2\xC6\xD5\xFE\xCC\xFC,12\r\n";
	static const char four_bytes[] = "a\n\x95\x32\x90\x31\xB5\xA5"; /* U+20087 */
	struct csv_table table = read_text(gbk);
	ck_assert_str_eq(flat(&table), "单位|人数/省财政厅|12");
	table = read_text(four_bytes);
	ck_assert_str_eq(flat(&table), "a/\xF0\xA0\x82\x87单");
}
END_TEST

START_TEST(utf8_reads_with_and_without_byte_order_mark)
{
	expect_table("\xEF\xBB\xBF单位,人数\n省厅,3", "单位|人数/省厅|3");
	expect_table("单位,人数\n省厅,3", "单位|人数/省厅|3");
}
END_TEST

START_TEST(rows_pasted_from_a_spreadsheet_are_separated_by_tabs)
{
	expect_table("名称\tIP\nweb,1\t10.0.0.1\n\"a\tb\"\t", "名称|IP/web,1|10.0.0.1/a\tb|");
}
END_TEST

START_TEST(columns_are_found_by_heading)
{
	struct csv_table table = read_text("单位, IP ,备注\n");
	ck_assert_int_eq(csv_column(&table, "IP"), 1);
	ck_assert_int_eq(csv_column(&table, "备注"), 2);
	ck_assert_int_eq(csv_column(&table, "ip"), -1);
	ck_assert_int_eq(csv_column(&table, "无"), -1);
}
END_TEST

START_TEST(an_unbalanced_quote_is_refused_with_its_line)
{
	refuse("a,b\n1,2\n3,\"x\n4,5\n", "第 3 行的双引号没有成对");
	refuse("a,b\n1,x\"y\n", "第 2 行的双引号没有成对");
	refuse("a,b\n\"x\"y,2\n", "第 2 行的双引号后面还有文字");
	refuse("\"", "第 1 行的双引号没有成对");
}
END_TEST

START_TEST(nul_and_control_bytes_are_refused_with_their_line)
{
	expect_refusal("a,b\n1,\0\n", 8, "第 2 行有空字节");
	refuse("a,b\n1,2\n3,\x1b[2J\n", "第 3 行有不能显示的控制字符");
	refuse("a,b\n1,\xE2\x80\xAEx\n", "第 2 行有不能显示的控制字符");
}
END_TEST

START_TEST(undecodable_text_is_refused_with_its_line)
{
	refuse("a,b\n1,2\n\xFF\xFF,2\n", "第 3 行有无法识别的文字");
	refuse("\xEF\xBB\xBF"
	       "a,b\n1,\xB5\xA5\n",
	       "第 2 行有无法识别的文字");
	refuse("a,b\n1,\xB5", "第 2 行有无法识别的文字");
	expect_refusal("\xFF\xFE"
		       "a\0,\0",
		       6, "文件是 UTF-16 编码");
	expect_refusal("\xFE\xFF\0a\0,", 6, "文件是 UTF-16 编码");
}
END_TEST

START_TEST(a_row_with_more_cells_than_the_heading_is_refused)
{
	refuse("a,b\n1,2\n1,2,3\n", "第 3 行有 3 列，标题行只有 2 列");
	refuse("a,b,\n1,2,3\n", "第 2 行有 3 列，标题行只有 2 列");
	refuse("a,,b\n1,2,3,4\n", "第 2 行有 4 列，标题行只有 3 列");
}
END_TEST

/* As Excel leaves it: no separators behind the last filled cell, columns that are empty from top to bottom. */
START_TEST(cells_left_out_at_the_end_are_empty_and_empty_columns_are_none)
{
	expect_table("a,b,c\n1\n1,2\n1,2,3\n", "a|b|c/1||/1|2|/1|2|3");
	expect_table("a,b,,\n1,2,,\n1,2,, ,\n,,,\n", "a|b/1|2/1|2");
	expect_table("a,,b,\n1,,2,\n", "a||b/1||2");
}
END_TEST

START_TEST(semicolons_separate_where_the_heading_has_no_comma)
{
	expect_table("单位;人数\r\n\"省厅;一\";1,5\r\n", "单位|人数/省厅;一|1,5");
	expect_table("a,b;c\n1,2;3\n", "a|b;c/1|2;3");
	expect_table("a\tb;c\n1\t2;3\n", "a|b;c/1|2;3");
}
END_TEST

START_TEST(more_rows_than_allowed_are_refused)
{
	expect_table("a\n1\n2\n3\n", "a/1/2/3");
	refuse("a\n1\n2\n3\n4\n", "第 5 行起超出上限，一次最多 3 行");
}
END_TEST

START_TEST(a_file_without_heading_or_with_one_given_twice_is_refused)
{
	refuse("", "第 1 行应为标题行");
	refuse("\xEF\xBB\xBF", "第 1 行应为标题行");
	refuse("\n1,2\n", "第 1 行应为标题行");
	refuse(" , ,\n1,2,3\n", "第 1 行应为标题行");
	refuse("单位,人数,单位\n", "第 1 行的标题“单位”重复");
	expect_refusal(NULL, 0, "第 1 行应为标题行");
}
END_TEST

START_TEST(a_row_of_endless_columns_is_refused)
{
	char *text = arena_alloc(arena, 100001);
	memset(text, ',', 100000);
	refuse(text, "第 1 行的列数超过上限");
}
END_TEST

START_TEST(a_million_rows_are_refused_early)
{
	char *text = arena_alloc(arena, 2000001);
	for (size_t i = 0; i < 2000000; i += 2)
		memcpy(text + i, "a\n", 2);
	refuse(text, "第 5 行起超出上限");
}
END_TEST

static char *written(const char *text)
{
	struct buf buf;
	buf_init(&buf);
	csv_cell(&buf, text, true);
	char *out = arena_strndup(arena, buf.data, buf.length - 2);
	buf_release(&buf);
	return out;
}

START_TEST(plain_cells_are_written_plain_and_others_quoted)
{
	ck_assert_str_eq(written("省厅"), "省厅");
	ck_assert_str_eq(written(""), "");
	ck_assert_str_eq(written(NULL), "");
	ck_assert_str_eq(written("1,2"), "\"1,2\"");
	ck_assert_str_eq(written("say \"x\""), "\"say \"\"x\"\"\"");
	ck_assert_str_eq(written("a\nb"), "\"a\nb\"");
	ck_assert_str_eq(written("a;b"), "\"a;b\"");
	ck_assert_str_eq(written("it's"), "it's");
}
END_TEST

START_TEST(cells_a_spreadsheet_would_run_get_an_apostrophe)
{
	static const char *const running[] = {"=1+1", "+1",  "-1",  "@SUM(A1)", "\t=1", "\r=1", "\n=1",          "＝1",
					      "＋1",  "－1", "＠x", " =1",      "　=1", "'=1",  "\xEF\xBB\xBF=1"};
	for (size_t i = 0; i < ARRAY_LENGTH(running); i++)
		ck_assert_str_eq(written(running[i]), arena_printf(arena, "\"'%s\"", running[i]));
	ck_assert_str_eq(written("=cmd|' /C calc'!A0"), "\"'=cmd|' /C calc'!A0\"");
	ck_assert_str_eq(written("a=1"), "a=1");
	ck_assert_str_eq(written("'quoted'"), "'quoted'");
}
END_TEST

START_TEST(an_export_reads_back_as_it_was)
{
	static const char *const cells[] = {"=1+1", "'=1",  "''=1", "-5",         "'x'", "a,\"b\"\nc",
					    "＝x",  "a\tb", "@",    "省厅；二处", "",    "'"};
	struct buf buf;
	buf_init(&buf);
	csv_begin(&buf);
	csv_cell(&buf, "内容", false);
	csv_cell(&buf, "-序号", true);
	for (size_t i = 0; i < ARRAY_LENGTH(cells); i++) {
		csv_cell(&buf, cells[i], false);
		csv_cell(&buf, "1", true);
	}
	ck_assert(text_starts(buf.data, "\xEF\xBB\xBF内容,\"'-序号\"\r\n"));
	struct csv_table table = read_bytes(buf.data, buf.length);
	ck_assert_uint_eq(table.count, ARRAY_LENGTH(cells));
	ck_assert_int_eq(csv_column(&table, "-序号"), 1);
	for (size_t i = 0; i < ARRAY_LENGTH(cells); i++)
		ck_assert_str_eq(table.rows[i].cells[0], cells[i]);
	buf_release(&buf);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE(
		"base/csv", rows_end_in_any_newline_and_the_last_needs_none,
		quoted_cells_hold_commas_quotes_and_newlines, rows_know_their_line_in_the_file,
		cells_are_trimmed_and_rows_without_text_passed_over, gb18030_from_excel_reads_as_utf8,
		utf8_reads_with_and_without_byte_order_mark, rows_pasted_from_a_spreadsheet_are_separated_by_tabs,
		columns_are_found_by_heading, an_unbalanced_quote_is_refused_with_its_line,
		nul_and_control_bytes_are_refused_with_their_line, undecodable_text_is_refused_with_its_line,
		a_row_with_more_cells_than_the_heading_is_refused,
		cells_left_out_at_the_end_are_empty_and_empty_columns_are_none,
		semicolons_separate_where_the_heading_has_no_comma, more_rows_than_allowed_are_refused,
		a_file_without_heading_or_with_one_given_twice_is_refused, a_row_of_endless_columns_is_refused,
		a_million_rows_are_refused_early, plain_cells_are_written_plain_and_others_quoted,
		cells_a_spreadsheet_would_run_get_an_apostrophe, an_export_reads_back_as_it_was);
	arena_free(arena);
	return status;
}
