#include "base/base.h"

#include "kernel/closing.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "support/office.h"

static struct office *office;
static struct actor person;

enum { NOW = 1793577600 }; /* 2026-11-02 */

static struct context *as(int64_t id, int64_t org)
{
	struct context *context = arena_alloc(office->arena, sizeof *context);

	person = (struct actor){.person = id, .org = org, .label = "测试单位 测试岗", .login = "t"};
	*context = (struct context){office->arena, office->writer, office->service, &person, "test", "-"};
	return context;
}

static void set_up(void)
{
	clock_freeze(NOW);
	office = office_new(office_no_modules);
	office_org(office, 1, "center");
	office_org(office, 2, "unit");
	office_org(office, 3, "unit");
	office_person(office, 11, 1, "center.jb", "center.dispatch");
	office_person(office, 12, 2, "slt.jb", "unit.clerk");
	office_person(office, 13, 3, "jtt.jb", "unit.clerk");
}

static void tear_down(void)
{
	office_free(office);
}

static enum err close_one(const char *edition, int64_t organisation, const char *data)
{
	struct context *context = as(11, 1);
	struct closing closing = {.subject = "report",
				  .subject_id = 7,
				  .edition = edition,
				  .organisation = organisation,
				  .title = "报告",
				  .issuer = "天府云监管",
				  .dated_day = day_of(NOW),
				  .data = data,
				  .length = strlen(data),
				  .audit_seq = 1,
				  .code = "AAAA-BBBB-CCCC",
				  .closed_at = NOW};

	ck_assert_int_eq(tx_begin(context->db), OK);
	return tx_end(context->db, closing_add(context, &closing));
}

static struct closing found(const char *edition, int64_t organisation)
{
	struct closing closing;

	ck_assert_int_eq(closing_find(as(11, 1), "report", 7, edition, organisation, &closing), FOUND);
	return closing;
}

static void pressed(const struct closing *closing, const char *page, const char *paper)
{
	struct buf page_bytes, paper_bytes;

	buf_init(&page_bytes);
	buf_init(&paper_bytes);
	buf_add_text(&page_bytes, page);
	buf_add_text(&paper_bytes, paper);
	ck_assert_int_eq(closing_keep_page(as(11, 1), closing, &page_bytes), OK);
	ck_assert_int_eq(closing_press(as(11, 1), closing, &paper_bytes), OK);
	buf_release(&page_bytes);
	buf_release(&paper_bytes);
}

/* The digest of "{}" is public: sha256sum says the same. */
START_TEST(what_is_closed_reads_back_byte_by_byte)
{
	struct closing closing;
	struct buf bytes;

	buf_init(&bytes);
	ck_assert_int_eq(close_one("full", 0, "{}"), OK);
	closing = found("full", 0);
	ck_assert_uint_eq(closing.length, 2);
	ck_assert_str_eq(closing.digest, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
	ck_assert(closing.waiting);
	ck_assert_int_eq(closing_paper(as(11, 1), &closing, &bytes), NOT_FOUND);
	pressed(&closing, "<p>页</p>", "%PDF-1.7");
	closing = found("full", 0);
	ck_assert(!closing.waiting);
	ck_assert_int_eq(closing_paper(as(11, 1), &closing, &bytes), FOUND);
	ck_assert_str_eq(bytes.data, "%PDF-1.7");
	buf_release(&bytes);
}
END_TEST

START_TEST(one_edition_is_closed_once)
{
	ck_assert_int_eq(close_one("full", 0, "{}"), OK);
	ck_assert_int_eq(close_one("full", 0, "{\"other\":1}"), ERR_CONFLICT);
	ck_assert_int_eq(close_one("unit", 2, "{}"), OK);
}
END_TEST

START_TEST(nothing_that_was_closed_can_be_changed)
{
	static const char *const attacks[] = {
		"DELETE FROM closing",
		"UPDATE closing SET data = x'00'",
		"UPDATE closing SET title = '别的'",
		"UPDATE closing SET official = '川数〔2026〕1号'",
		"UPDATE closing SET organisation_id = 3",
		"INSERT OR REPLACE INTO closing SELECT id, subject, subject_id, edition, organisation_id, title, "
		"issuer, official,"
		" dated_day, x'00', data_digest, audit_seq, code, due_at, closed_at, closed_by FROM closing",
		"INSERT OR REPLACE INTO closing (subject, subject_id, edition, title, issuer, dated_day, data, "
		"data_digest, audit_seq,"
		" code, closed_at) VALUES ('report', 7, 'full', 'x', 'x', 1, x'00', zeroblob(32), 1, 'x', 1)",
		"DELETE FROM closing_print",
		"UPDATE closing_print SET page = x'00'",
		"INSERT OR REPLACE INTO closing_print SELECT closing_id, x'00', page_digest FROM closing_print",
		"DELETE FROM closing_paper",
		"UPDATE closing_paper SET paper = x'00'",
		"INSERT OR REPLACE INTO closing_paper SELECT closing_id, x'00', paper_digest, 1 FROM closing_paper",
		"DELETE FROM closing_correction",
		"UPDATE closing_correction SET body = '改过的更正'",
		"INSERT OR REPLACE INTO closing_correction SELECT id, subject, subject_id, edition, organisation_id, "
		"'改过的更正', added_at,"
		" added_by, adder, audit_seq, code FROM closing_correction",
		"INSERT INTO closing_correction (subject, subject_id, edition, body, added_at, added_by, adder, "
		"audit_seq, code) VALUES"
		" ('report', 8, 'all', '没有封存的', 1, 11, 'x', 1, 'x')",
		"DELETE FROM closing_read",
		"UPDATE closing_read SET read_at = 1",
		"INSERT OR REPLACE INTO closing_read SELECT closing_id, person_id, reader, 1 FROM closing_read",
		"INSERT INTO closing_read SELECT id, 13, 'x', 1 FROM closing WHERE organisation_id = 2",
	};
	struct closing closing;

	ck_assert_int_eq(close_one("full", 0, "{}"), OK);
	ck_assert_int_eq(close_one("unit", 2, "{}"), OK);
	closing = found("full", 0);
	pressed(&closing, "page", "paper");
	ck_assert_int_eq(closing_correct(as(11, 1), "report", 7,
					 &(struct correction){.edition = "all", .body = "第一项应为三台"}),
			 OK);
	closing = found("unit", 2);
	ck_assert_int_eq(closing_sign(as(12, 2), &closing), OK);
	for (size_t i = 0; i < ARRAY_LENGTH(attacks); i++)
		ck_assert_msg(office_try(office, attacks[i]) != NULL, "%s", attacks[i]);
}
END_TEST

START_TEST(a_press_that_fails_is_asked_again_later_and_says_why)
{
	struct closing closing;

	ck_assert_int_eq(close_one("full", 0, "{}"), OK);
	ck_assert_int_eq(closing_next(as(11, 1), 0, &closing), FOUND);
	ck_assert_int_eq(closing_fail(as(11, 1), &closing, "PDF 没有制成"), OK);
	ck_assert_int_eq(closing_next(as(11, 1), 0, &closing), NOT_FOUND);
	closing = found("full", 0);
	ck_assert(closing.waiting);
	ck_assert_int_eq(closing.tries, 1);
	ck_assert_str_eq(closing.failure, "PDF 没有制成");
	clock_freeze(NOW + 61);
	ck_assert_int_eq(closing_next(as(11, 1), 0, &closing), FOUND);
	pressed(&closing, "page", "paper");
	ck_assert_int_eq(closing_next(as(11, 1), 0, &closing), NOT_FOUND);
}
END_TEST

/* A command without templates leaves the page to the clerk; see what_is_closed_reads_back_byte_by_byte. */
START_TEST(page_is_kept_in_the_move_that_closes)
{
	struct closing closing;
	struct buf page;

	templates_load("templates");
	buf_init(&page);
	ck_assert_int_eq(
		close_one("full", 0,
			  "{\"letterhead\":{\"form\":\"official\",\"lines\":{\"addressee\":\"省水利厅\","
			  "\"copies\":\"省交通运输厅\",\"page\":\"/reports/7\"}},\"parts\":[{\"kind\":\"text\","
			  "\"text\":\"正文。\"},{\"kind\":\"annex\",\"text\":\"附件1　甲\"},"
			  "{\"kind\":\"annex\",\"text\":\"附件2　乙\"}],\"title\":\"报告\"}"),
		OK);
	closing = found("full", 0);
	ck_assert(closing.waiting);
	ck_assert_int_eq(closing_page(as(11, 1), &closing, &page), FOUND);
	ck_assert_ptr_nonnull(strstr(page.data, closing.digest));
	/* 标题、主送、正文、附件说明、署名、附件、版记 */
	static const char *const order[] = {
		"<h1>报告</h1>",     "省水利厅：",     "正文。",         "附件：1. 甲<br>2. 乙", "天府云监管<span",
		"核验码：AAAA-BBBB", "附件1　甲</h2>", "附件2　乙</h2>", "抄送：省交通运输厅。", "印发"};
	for (size_t i = 0, at = 0; i < ARRAY_LENGTH(order); i++) {
		const char *next = strstr(page.data + at, order[i]);

		ck_assert_msg(next != NULL, "%s", order[i]);
		at = (size_t)(next - page.data);
	}
	/* Again is refused: the clerk finds it there. */
	ck_assert_int_ne(closing_keep_page(as(11, 1), &closing, &page), OK);
	buf_release(&page);
}
END_TEST

START_TEST(what_cannot_be_shown_is_not_closed)
{
	templates_load("templates");
	ck_assert_int_ne(close_one("full", 0, "{}"), OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM closing"), 0);
}
END_TEST

START_TEST(corrections_go_to_the_edition_they_are_about)
{
	struct correction *corrections;
	struct closing closing;
	size_t count;

	ck_assert_int_eq(close_one("full", 0, "{}"), OK);
	ck_assert_int_eq(close_one("unit", 2, "{}"), OK);
	ck_assert_int_eq(close_one("unit", 3, "{}"), OK);
	ck_assert_int_eq(
		closing_correct(as(11, 1), "report", 7,
				&(struct correction){.edition = "unit", .organisation = 2, .body = "只对二号单位"}),
		OK);
	ck_assert_int_eq(
		closing_correct(as(11, 1), "report", 7, &(struct correction){.edition = "full", .body = "只对完整版"}),
		OK);
	closing = found("unit", 2);
	ck_assert_int_eq(closing_corrections(as(12, 2), &closing, &corrections, &count), OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(corrections[0].body, "只对二号单位");
	closing = found("unit", 3);
	ck_assert_int_eq(closing_corrections(as(13, 3), &closing, &corrections, &count), OK);
	ck_assert_uint_eq(count, 0);
	closing = found("full", 0);
	ck_assert_int_eq(closing_corrections(as(11, 1), &closing, &corrections, &count), OK);
	ck_assert_uint_eq(count, 2);
}
END_TEST

START_TEST(only_those_who_got_an_extract_sign_for_it)
{
	struct closing closing;
	bool signed_for;

	ck_assert_int_eq(close_one("unit", 2, "{}"), OK);
	closing = found("unit", 2);
	ck_assert_int_eq(closing_sign(as(13, 3), &closing), ERR_NOT_FOUND);
	ck_assert_int_eq(closing_sign(as(12, 2), &closing), OK);
	ck_assert_int_eq(closing_sign(as(12, 2), &closing), OK);
	ck_assert_int_eq(closing_signed(as(12, 2), &closing, &signed_for), OK);
	ck_assert(signed_for);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action = 'report.receipt'"), 1);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("kernel/closing", set_up, tear_down, 60, what_is_closed_reads_back_byte_by_byte,
			    one_edition_is_closed_once, nothing_that_was_closed_can_be_changed,
			    a_press_that_fails_is_asked_again_later_and_says_why, page_is_kept_in_the_move_that_closes,
			    what_cannot_be_shown_is_not_closed, corrections_go_to_the_edition_they_are_about,
			    only_those_who_got_an_extract_sign_for_it);
}
