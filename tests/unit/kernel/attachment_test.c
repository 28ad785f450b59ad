/* Uploads: names, types, limits, reports, versions, taking back. */
#include "unit/kernel/handing.h"

START_TEST(test_an_upload_becomes_a_row_an_event_an_audit_row_and_a_sealed_file)
{
	int64_t id = draft();
	int64_t attachment = 0;
	bool present;

	ck_assert_int_eq(attachment_present(as(CLERK), id, "letter", &present), OK);
	ck_assert(!present);
	ck_assert_int_eq(upload(CLERK, id, "letter", "申请函.pdf", text_of(good_pdf), &no_facts, &attachment), OK);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM attachment WHERE id = %" PRId64
				       " AND document = 'letter' AND version = 1 AND organisation_id = 2 AND"
				       " name = '申请函.pdf' AND type = 'pdf' AND size = %zu AND uploaded_by = 21",
				       attachment, strlen(good_pdf)),
			 1);
	ck_assert_int_eq(
		office_number(world,
			      "SELECT count(*) FROM event e JOIN audit a ON a.seq = e.audit_seq WHERE"
			      " e.action = 'attach' AND e.role = 'unit.clerk' AND a.action = 'attachment.add' AND"
			      " a.object = 'attachment' AND a.object_id = %" PRId64,
			      attachment),
		1);
	ck_assert_int_eq(attachment_present(as(CLERK), id, "letter", &present), OK);
	ck_assert(present);
	ck_assert_int_eq(stored(), 1);
	ck_assert_int_eq(matter_now(id)->step, 0);
}
END_TEST

START_TEST(test_versions_are_kept)
{
	int64_t id = draft();

	ck_assert_int_eq(letter(id, "a.pdf", text_of(good_pdf)), OK);
	ck_assert_int_eq(letter(id, "b.jpg", good_jpg()), OK);
	ck_assert_int_eq(office_number(world, "SELECT max(version) FROM attachment"), 2);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM attachment"), 2);
	ck_assert_int_eq(stored(), 2);
}
END_TEST

START_TEST(test_wrong_types_are_named_and_nothing_is_stored)
{
	int64_t id = draft();
	const struct member plain[] = {{.name = "a.txt", .data = "x"}};
	static const char *const names[] = {"a.svg", "a.html",    "a.xml", "a.mht", "a.hta",
					    "a.exe", "a.pdf.zip", "pdf",   "a.docx"};

	ck_assert_int_eq(letter(id, "申请函.zip", zip_of(plain, 1)), ERR_INVALID);
	ck_assert_str_eq(why, "申请函.zip 不是可接受的类型，未保存。请改传 PDF、OFD 或 JPG");
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		ck_assert_int_eq(letter(id, names[i], text_of(good_pdf)), ERR_INVALID);
	ck_assert_int_eq(letter(id, "a.pdf", zip_of(plain, 1)), ERR_INVALID);
	ck_assert_str_eq(why, "a.pdf 的内容不是 PDF，未保存。请换一份文件再传");
	ck_assert_int_eq(letter(id, "a.pdf", text_of("")), ERR_INVALID);
	ck_assert_int_eq(letter(id, "", text_of("")), ERR_INVALID);
	ck_assert_str_eq(why, "请先选择要上传的文件");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM attachment"), 0);
	ck_assert_int_eq(stored(), 0);
}
END_TEST

START_TEST(test_names_are_tidied)
{
	static const struct {
		const char *sent;
		const char *kept;
	} names[] = {
		{"../../etc/passwd.pdf", "passwd.pdf"},
		{"C:\\Users\\a\\申请函.pdf", "申请函.pdf"},
		{"a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"},
		{"a\".pdf", "a.pdf"},
		{"\xE2\x80\xAE"
		 "fdp.exe.pdf",
		 "fdp.exe.pdf"},
		{"  申请函.pdf  ", "申请函.pdf"},
		{".pdf", "申请函.pdf"},
	};
	int64_t id = draft();
	char *name = arena_alloc(world->arena, 400);

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		ck_assert_int_eq(letter(id, names[i].sent, text_of(good_pdf)), OK);
		ck_assert_int_eq(office_number(world,
					       "SELECT count(*) FROM attachment WHERE version = %zu AND name = '%s'",
					       i + 1, names[i].kept),
				 1);
	}
	memset(name, 'x', 300);
	memcpy(name + 300, ".pdf", 5);
	ck_assert_int_eq(letter(id, name, text_of(good_pdf)), OK);
	ck_assert_int_eq(office_number(world, "SELECT max(length(name)) FROM attachment WHERE name LIKE '%%x.pdf'"),
			 120);
	ck_assert_int_eq(letter(id, "..", text_of(good_pdf)), ERR_INVALID);
	ck_assert_int_eq(letter(id, "   ", text_of(good_pdf)), ERR_INVALID);
	ck_assert_int_eq(letter(id, "/", text_of(good_pdf)), ERR_INVALID);
}
END_TEST

START_TEST(test_the_limit_of_one_file_is_exact)
{
	int64_t id = draft();

	office_sql(world,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('attachment_max_mib', 1, '1', 1)");
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	sample = procedure_find(world->service, "sample");
	ck_assert_int_eq(letter(id, "a.pdf", pdf_of_size(1048576)), OK);
	ck_assert_int_eq(letter(id, "b.pdf", pdf_of_size(1048577)), ERR_TOO_LARGE);
	ck_assert_str_eq(why, "b.pdf 超过 1 MB 上限，未保存。请压缩或拆分后再传");
	ck_assert_int_eq(stored(), 1);
}
END_TEST

START_TEST(test_a_matter_has_a_total_withdrawn_versions_included)
{
	int64_t id = draft();
	int64_t attachment;

	office_sql(world,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('matter_max_mib', 1, '10', 1)");
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	sample = procedure_find(world->service, "sample");
	ck_assert_int_eq(upload(CLERK, id, "letter", "a.pdf", pdf_of_size(8 << 20), &no_facts, &attachment), OK);
	ck_assert_int_eq(attachment_withdraw(as(CLERK), matter_now(id), attachment, "传错了文件"), OK);
	ck_assert_int_eq(letter(id, "b.pdf", pdf_of_size(3 << 20)), ERR_TOO_LARGE);
	ck_assert_str_eq(why, "b.pdf 未保存：本件附件总量将超过 10 MB 上限");
	ck_assert_int_eq(letter(id, "b.pdf", pdf_of_size(2 << 20)), OK);
}
END_TEST

START_TEST(test_only_who_may_hand_in_here_and_now)
{
	int64_t id = draft();

	ck_assert_int_eq(upload(LEAD, id, "letter", "a.pdf", text_of(good_pdf), &no_facts, NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(upload(STRANGER, id, "letter", "a.pdf", text_of(good_pdf), &no_facts, NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(upload(CLERK, id, "minutes", "a.pdf", text_of(good_pdf), &no_facts, NULL), ERR_FORBIDDEN);
	hand_in(id, "letter");
	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(id), form_of("一张图", "small", "3")), OK);
	go(CLERK, id, "submit");
	ck_assert_int_eq(upload(CLERK, id, "letter", "a.pdf", text_of(good_pdf), &no_facts, NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(stored(), 0);
}
END_TEST

START_TEST(test_an_upload_that_ends_after_the_submission_is_not_added)
{
	int64_t id = draft();
	struct context *context = as(CLERK);
	struct matter *matter = matter_now(id);
	struct upload *late;
	struct upload_sink sink;
	int64_t attachment;

	ck_assert_int_eq(upload_begin(context, matter, procedure_document(sample, "letter"), 0, &late, &sink), OK);
	ck_assert_int_eq(sink.begin(sink.context, "letter", "a.pdf"), OK);
	ck_assert_int_eq(sink.write(sink.context, good_pdf, strlen(good_pdf)), OK);
	hand_in(id, "letter");
	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(id), form_of("一张图", "small", "3")), OK);
	go(CLERK, id, "submit");
	ck_assert_int_eq(upload_finish(context, late, &no_facts, &attachment, &why), ERR_FORBIDDEN);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM attachment"), 1);
	ck_assert_int_eq(stored(), 0); /* the one in order was put there by SQL alone */
}
END_TEST

START_TEST(test_a_report_needs_issuer_qualification_and_date)
{
	int64_t id = draft();
	struct upload_facts facts = {0};
	int64_t today = day_of(clock_now());

#define REPORT() upload(CLERK, id, "report", "测试报告.pdf", text_of(good_pdf), &facts, NULL)
	ck_assert_int_eq(REPORT(), ERR_INVALID);
	ck_assert_str_eq(why, "请选择出具“测试报告”的第三方机构");
	facts.assessor = 2; /* performance, not security */
	ck_assert_int_eq(REPORT(), ERR_INVALID);
	ck_assert_str_eq(why, "乙测评没有出具“测试报告”的资质，请改选");
	facts.assessor = 1;
	ck_assert_int_eq(REPORT(), ERR_INVALID);
	ck_assert_str_eq(why, "请填写“测试报告”的报告日期");
	facts.evidence_day = today + 1;
	ck_assert_int_eq(REPORT(), ERR_INVALID);
	ck_assert_str_eq(why, "材料日期不能晚于今天");
	facts.evidence_day = 19000;
	ck_assert_int_eq(REPORT(), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(why, "不在有效期内"));
	ck_assert_int_eq(stored(), 0);
	/* A former period of another kind is none; of this kind it is one. */
	office_sql(
		world,
		"INSERT INTO assessor_term (assessor_id, qualification_no, kind, scope, valid_from, valid_to, kept_at)"
		" VALUES (1, 'P', 'performance', '', 18990, 19010, 1), (1, 'S', 'security', '', 18000, 18500, 1)");
	ck_assert_int_eq(REPORT(), ERR_INVALID);
	facts.evidence_day = 18500;
	ck_assert_int_eq(REPORT(), OK);
	facts.evidence_day = today - 10;
	facts.report_no = " BG-1 ";
	ck_assert_int_eq(REPORT(), OK);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM attachment WHERE issuer = '甲测评' AND assessor_id = 1"
				       " AND report_no = 'BG-1' AND evidence_day = %" PRId64,
				       today - 10),
			 1);
}
END_TEST

START_TEST(test_what_is_internal_to_the_center_is_sealed_to_it_and_not_told)
{
	int64_t id;

	keys_for_all();
	id = matter_in("review");
	ck_assert_int_eq(upload(REVIEW, id, "minutes", "纪要.pdf", text_of(good_pdf), &no_facts, NULL), OK);
	ck_assert_int_eq(
		office_number(world,
			      "SELECT count(*) FROM attachment WHERE document = 'minutes' AND organisation_id = 1"),
		1);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM event WHERE action = 'attach' AND audience = 'center'"), 1);
}
END_TEST

static enum err site_file(int64_t person, int64_t id, int64_t reader)
{
	struct upload_facts facts = {.reader = reader};

	return upload(person, id, "site", "现场.pdf", text_of(good_pdf), &facts, NULL);
}

static void says(const char *words)
{
	ck_assert_msg(why != NULL && strstr(why, words) != NULL, "%s instead of %s", why == NULL ? "nothing" : why,
		      words);
}

START_TEST(test_who_oversees_a_matter_says_whom_a_file_is_for)
{
	int64_t id;

	keys_for_all();
	id = matter_in("building");
	ck_assert_int_eq(site_file(DISPATCH, id, READER_UNSAID), ERR_INVALID);
	says("请选择“现场记录”给哪个单位看");
	ck_assert_int_eq(site_file(DISPATCH, id, OTHER_UNIT), ERR_INVALID);
	says("所选单位没有参与本件");
	ck_assert_int_eq(site_file(DISPATCH, id, READER_UNKNOWN), ERR_INVALID);
	says("所选单位没有参与本件");
	/* Who only got a copy to read takes no part. */
	office_sql(world,
		   "INSERT INTO matter_party SELECT 3, matter_id, 'copied', since, opened_at, procedure_key, state"
		   " FROM matter_party WHERE matter_id = %" PRId64 " AND part = 'owner'",
		   id);
	ck_assert_int_eq(site_file(DISPATCH, id, OTHER_UNIT), ERR_INVALID);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM attachment WHERE document = 'site'"), 0);
	/* Each has a line of versions of its own: 1 and 2, 1, and 1 for all. */
	ck_assert_int_eq(site_file(DISPATCH, id, PROVIDER), OK);
	ck_assert_int_eq(site_file(DISPATCH, id, PROVIDER), OK);
	ck_assert_int_eq(site_file(DISPATCH, id, OTHER_PROVIDER), OK);
	ck_assert_int_eq(site_file(DISPATCH, id, READER_ALL), OK);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM attachment WHERE document = 'site' AND organisation_id = 1"
				       " AND (reader_id, version) IN (VALUES (%d, 1), (%d, 2), (%d, 1))",
				       PROVIDER, PROVIDER, OTHER_PROVIDER),
			 3);
	ck_assert_int_eq(
		office_number(world, "SELECT version FROM attachment WHERE document = 'site' AND reader_id IS NULL"),
		1);
	/* That one came is told to whom it is for; of the one for all everybody is told. */
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM event WHERE action = 'attach' AND reader_id = %d"
				       " AND reader_line_yes = 1 AND label LIKE '%%（给%%）'",
				       PROVIDER),
			 2);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM event WHERE action = 'attach' AND matter_id = %" PRId64
				       " AND reader_id IS NULL AND label = '上传“现场记录”'",
				       id),
			 1);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM audit WHERE action = 'attachment.add'"
				       " AND json_extract(detail, '$.reader') = %d",
				       PROVIDER),
			 2);
}
END_TEST

START_TEST(test_what_a_party_hands_in_there_is_its_own)
{
	struct upload_facts for_provider = {.reader = PROVIDER};
	int64_t id;

	keys_for_all();
	id = matter_in("building");
	ck_assert_int_eq(site_file(OPERATOR, id, READER_ALL), ERR_INVALID);
	says("不能给其他单位");
	ck_assert_int_eq(site_file(OPERATOR, id, OTHER_PROVIDER), ERR_INVALID);
	says("不能给其他单位");
	ck_assert_int_eq(site_file(OPERATOR, id, READER_UNSAID), OK);
	ck_assert_int_eq(site_file(OPERATOR, id, PROVIDER), OK);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM attachment WHERE document = 'site' AND reader_id = %d",
				       PROVIDER),
			 2);
	/* What everybody reads is not for one. */
	id = open_by(CLERK);
	ck_assert_int_eq(upload(CLERK, id, "letter", "函.pdf", text_of(good_pdf), &for_provider, NULL), ERR_INVALID);
	says("“申请函”参与本件的单位都看得到，不能只给一个单位");
}
END_TEST

START_TEST(test_the_schema_keeps_for_whom_a_file_is)
{
	int64_t id;

	keys_for_all();
	id = matter_in("building");
	ck_assert_int_eq(site_file(DISPATCH, id, PROVIDER), OK);
	ck_assert_ptr_nonnull(
		strstr(office_try(world, "UPDATE attachment SET reader_id = NULL WHERE document = 'site'"),
		       "content never changes"));
	ck_assert_ptr_nonnull(strstr(
		office_try(
			world,
			"INSERT INTO attachment (uuid, matter_id, document, version, organisation_id, reader_id, name,"
			" type, size, digest, sealed_digest, uploaded_by, uploaded_at)"
			" SELECT lower(hex(randomblob(16))), matter_id, document, 9, organisation_id, 3, name, type,"
			" size, digest, sealed_digest, uploaded_by, uploaded_at FROM attachment WHERE document = "
			"'site'"),
		"takes no part"));
}
END_TEST

/* Another organisation of the matter sees the file, but has none of its own there to take back. */
START_TEST(test_anothers_upload_is_not_there_to_be_taken_back)
{
	int64_t id = matter_in("acceptance");
	int64_t attachment = office_number(world, "SELECT max(id) FROM attachment WHERE matter_id = %" PRId64, id);

	ck_assert_int_gt(attachment, 0);
	ck_assert_int_eq(attachment_withdraw(as(INTAKE), matter_now(id), attachment, "传错了文件"), ERR_NOT_FOUND);
}
END_TEST

START_TEST(test_ones_own_upload_is_taken_back_while_it_may_be_handed_in)
{
	int64_t id = draft();
	int64_t attachment;
	bool present;

	ck_assert_int_eq(upload(CLERK, id, "letter", "a.pdf", text_of(good_pdf), &no_facts, &attachment), OK);
	ck_assert_int_eq(attachment_withdraw(as(CLERK_TWO), matter_now(id), attachment, "传错了文件"), ERR_FORBIDDEN);
	ck_assert_int_eq(attachment_withdraw(as(STRANGER), matter_now(id), attachment, "传错了文件"), ERR_NOT_FOUND);
	ck_assert_int_eq(attachment_withdraw(as(CLERK), matter_now(open_by(CLERK)), attachment, "传错了文件"),
			 ERR_NOT_FOUND);
	ck_assert_int_eq(attachment_withdraw(as(CLERK), matter_now(id), attachment, "传错了文件"), OK);
	ck_assert_int_eq(attachment_withdraw(as(CLERK), matter_now(id), attachment, "传错了文件"), ERR_STATE);
	ck_assert_int_eq(attachment_present(as(CLERK), id, "letter", &present), OK);
	ck_assert(!present);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event e JOIN audit a ON a.seq = e.audit_seq"
					      " WHERE e.action = 'detach' AND a.action = 'attachment.withdraw'"
					      " AND e.opinion = '传错了文件'"
					      " AND json_extract(a.detail, '$.reason') = '传错了文件'"),
			 1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM attachment"), 1);
}
END_TEST

START_TEST(test_what_others_have_seen_stays)
{
	int64_t id = draft();
	int64_t attachment;

	ck_assert_int_eq(upload(CLERK, id, "letter", "a.pdf", text_of(good_pdf), &no_facts, &attachment), OK);
	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(id), form_of("一张图", "small", "3")), OK);
	pass_time(60);
	go(CLERK, id, "submit");
	ck_assert_int_eq(attachment_withdraw(as(CLERK), matter_now(id), attachment, "传错了文件"), ERR_FORBIDDEN);
	go(LEAD, id, "unit_return");
	ck_assert_int_eq(attachment_withdraw(as(CLERK), matter_now(id), attachment, "传错了文件"), ERR_STATE);
}
END_TEST

int main(void)
{
	return RUN_WORLD(
		"kernel/attachment", test_an_upload_becomes_a_row_an_event_an_audit_row_and_a_sealed_file,
		test_versions_are_kept, test_wrong_types_are_named_and_nothing_is_stored, test_names_are_tidied,
		test_the_limit_of_one_file_is_exact, test_a_matter_has_a_total_withdrawn_versions_included,
		test_only_who_may_hand_in_here_and_now, test_an_upload_that_ends_after_the_submission_is_not_added,
		test_a_report_needs_issuer_qualification_and_date,
		test_what_is_internal_to_the_center_is_sealed_to_it_and_not_told,
		test_who_oversees_a_matter_says_whom_a_file_is_for, test_what_a_party_hands_in_there_is_its_own,
		test_the_schema_keeps_for_whom_a_file_is, test_anothers_upload_is_not_there_to_be_taken_back,
		test_ones_own_upload_is_taken_back_while_it_may_be_handed_in, test_what_others_have_seen_stays);
}
