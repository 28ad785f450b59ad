/* What a file is, by its bytes; attacks on it (security.md A30 to A33). */
#include "kernel/filetype.h"

#include "unit/kernel/files.h"
#include "unit/suite.h"

#include <sys/resource.h>

#include "base/clock.h"

static struct arena *arena;

/* The complaint about these bytes, "" for none; fed in pieces of a size. */
static const char *verdict_in(const char *type, struct buf file, size_t piece)
{
	struct filetype_check *check;
	const char *complaint;

	if (arena == NULL)
		arena = arena_new();
	check = filetype_begin(arena, type);
	for (size_t at = 0; at < file.length; at += piece)
		filetype_add(check, file.data + at, file.length - at < piece ? file.length - at : piece);
	complaint = filetype_end(check);
	return complaint == NULL ? "" : complaint;
}

/* Whatever the pieces, the same answer. */
static const char *verdict(const char *type, struct buf file)
{
	const char *whole = verdict_in(type, file, 65536);

	if (file.length < 100000)
		ck_assert_str_eq(verdict_in(type, file, 1), whole);
	ck_assert_str_eq(verdict_in(type, file, 997), whole);
	buf_release(&file);
	return whole;
}

static bool says(const char *complaint, const char *words)
{
	return strstr(complaint, words) != NULL;
}

/* ---- names ---- */

START_TEST(test_the_extension_tells_the_type)
{
	ck_assert_str_eq(filetype_of_name("申请函.PDF"), "pdf");
	ck_assert_str_eq(filetype_of_name("照片.jpeg"), "jpg");
	ck_assert_str_eq(filetype_of_name("a.pdf.docx"), "docx");
	ck_assert_ptr_null(filetype_of_name("申请函.zip"));
	ck_assert_ptr_null(filetype_of_name("a.pdf.exe"));
	ck_assert_ptr_null(filetype_of_name("a.docm"));
	ck_assert_ptr_null(filetype_of_name("a.svg"));
	ck_assert_ptr_null(filetype_of_name("pdf"));
	ck_assert_ptr_null(filetype_of_name("a."));
	ck_assert_ptr_null(filetype_of_name(NULL));
}
END_TEST

START_TEST(test_types_are_listed_as_people_say_them)
{
	const char *const types[] = {"pdf", "ofd", "jpg"};

	arena = arena_new();
	ck_assert_str_eq(filetype_list(arena, types, 3), "PDF、OFD 或 JPG");
	ck_assert_str_eq(filetype_list(arena, types, 1), "PDF");
	ck_assert_str_eq(filetype_content_type("png"), "image/png");
	ck_assert_str_eq(filetype_content_type("svg"), "application/octet-stream");
}
END_TEST

/* ---- what is right ---- */

START_TEST(test_good_files_are_accepted)
{
	const struct member word[] = {TYPES_MEMBER, WORD_MEMBER};
	const struct member sheet[] = {TYPES_MEMBER, SHEET_MEMBER};
	const struct member ofd[] = {{.name = "OFD.xml", .data = "<ofd/>"},
				     {.name = "Doc_0/Document.xml", .data = "x"}};

	ck_assert_str_eq(verdict("pdf", text_of(good_pdf)), "");
	ck_assert_str_eq(verdict("png", good_png()), "");
	ck_assert_str_eq(verdict("jpg", good_jpg()), "");
	ck_assert_str_eq(verdict("docx", zip_of(word, 2)), "");
	ck_assert_str_eq(verdict("xlsx", zip_of(sheet, 2)), "");
	ck_assert_str_eq(verdict("ofd", zip_of(ofd, 2)), "");
}
END_TEST

START_TEST(test_sizes_after_the_data_are_accepted)
{
	const struct member word[] = {{.name = "[Content_Types].xml", .data = "<Types/>", .later = true}, WORD_MEMBER};

	ck_assert_str_eq(verdict("docx", zip_of(word, 2)), "");
}
END_TEST

START_TEST(test_a_large_pdf_needs_its_end_in_the_last_kibibyte)
{
	struct buf file = text_of("%PDF-1.7\n%%EOF\n");

	for (int i = 0; i < 3000000; i++)
		buf_add_char(&file, ' ');
	ck_assert(says(verdict("pdf", bytes_of(file.data, file.length)), "不完整"));
	buf_add_text(&file, "%%EOF\n");
	ck_assert_str_eq(verdict("pdf", file), "");
}
END_TEST

/* ---- A30: something else under a good name ---- */

START_TEST(test_programs_pages_and_archives_are_no_pdf)
{
	const struct member plain[] = {{.name = "a.txt", .data = "x"}};

	ck_assert_str_eq(verdict("pdf", text_of("MZ\x90 This program cannot be run in DOS mode %%EOF")),
			 "的内容不是 PDF");
	ck_assert_str_eq(verdict("pdf", text_of("\x7F"
						"ELF\2\1\1%%EOF")),
			 "的内容不是 PDF");
	ck_assert_str_eq(verdict("pdf", text_of("<html><script>alert(1)</script>%%EOF</html>")), "的内容不是 PDF");
	ck_assert_str_eq(verdict("pdf", text_of("<?php system($_GET[0]); ?>%%EOF")), "的内容不是 PDF");
	ck_assert_str_eq(verdict("pdf", zip_of(plain, 1)), "的内容不是 PDF");
	ck_assert_str_eq(verdict("pdf", text_of("")), "是空文件");
	ck_assert_str_eq(verdict("png", good_jpg()), "的内容不是 PNG");
	ck_assert_str_eq(verdict("jpg", good_png()), "的内容不是 JPG");
	ck_assert_str_eq(verdict("jpg", text_of("<svg xmlns='http://www.w3.org/2000/svg'/>")), "的内容不是 JPG");
}
END_TEST

START_TEST(test_a_plain_zip_is_no_document)
{
	const struct member plain[] = {{.name = "a.txt", .data = "x"}};
	const struct member half[] = {TYPES_MEMBER, {.name = "word/styles.xml", .data = "x"}};
	const struct member sheet[] = {TYPES_MEMBER, SHEET_MEMBER};

	ck_assert_str_eq(verdict("docx", zip_of(plain, 1)), "内容与类型不符");
	ck_assert_str_eq(verdict("docx", zip_of(half, 2)), "内容与类型不符");
	ck_assert_str_eq(verdict("ofd", zip_of(sheet, 2)), "内容与类型不符");
	ck_assert(says(verdict("docx", zip_of(sheet, 2)), "不"));
	ck_assert_str_eq(verdict("docx", text_of("PK\3\4 and nothing else")), "压缩结构不合格，文件可能不完整");
	ck_assert_str_eq(verdict("docx", text_of(good_pdf)), "的内容不是 DOCX");
}
END_TEST

START_TEST(test_macros_are_refused)
{
	const struct member macro[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "word/vbaProject.bin", .data = "x"}};
	const struct member upper[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "word/VBAPROJECT.BIN", .data = "x"}};
	const struct member sheet[] = {TYPES_MEMBER, SHEET_MEMBER, {.name = "xl/macrosheets/s.xml", .data = "x"}};

	ck_assert_str_eq(verdict("docx", zip_of(macro, 3)), "含有宏");
	ck_assert_str_eq(verdict("docx", zip_of(upper, 3)), "含有宏");
	ck_assert_str_eq(verdict("xlsx", zip_of(sheet, 3)), "含有宏");
}
END_TEST

/* ---- A31: two things at once ---- */

START_TEST(test_polyglots_are_refused)
{
	const struct member word[] = {TYPES_MEMBER, WORD_MEMBER};
	struct buf zip = zip_of(word, 2);
	struct buf file = text_of("GIF89a junk\n");

	buf_add_text(&file, good_pdf);
	ck_assert_str_eq(verdict("pdf", file), "的内容不是 PDF");
	file = good_jpg();
	buf_add(&file, zip.data, zip.length);
	ck_assert_str_eq(verdict("jpg", file), "不完整，或者末尾多出别的内容");
	file = good_png();
	buf_add_text(&file, "<script>alert(1)</script>");
	ck_assert_str_eq(verdict("png", file), "不完整，或者末尾多出别的内容");
	file = text_of(good_pdf);
	buf_add(&file, zip.data, zip.length);
	ck_assert_str_ne(verdict("pdf", file), "");
	file = text_of("#!/bin/sh\n");
	buf_add(&file, zip.data, zip.length);
	ck_assert_str_eq(verdict("docx", file), "的内容不是 DOCX");
	buf_release(&zip);
}
END_TEST

START_TEST(test_a_zip_whose_comment_ends_like_a_picture_is_refused)
{
	struct buf file = good_jpg();
	struct buf tail;

	/* End-of-directory record with a comment of two bytes: FF D9, the end of a JPEG. */
	buf_init(&tail);
	buf_add(&tail, "PK\5\6", 4);
	for (int i = 0; i < 16; i++)
		buf_add_char(&tail, '\0');
	put16(&tail, 2);
	buf_add(&file, tail.data, tail.length);
	buf_add(&file, "\xFF\xD9", 2);
	buf_release(&tail);
	ck_assert_str_eq(verdict("jpg", file), "里夹带了压缩包");
}
END_TEST

/* ---- A33: containers that lie ---- */

START_TEST(test_declared_bombs_are_refused)
{
	const struct member huge[] = {
		TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "x", .declared = 2000000000u}};
	const struct member ratio[] = {
		TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xx", .declared = 5000000}};

	/* One bomb beside as much as makes the ratio of the whole look good: 6 MB of 1.1 MB. */
	char *stuffing = malloc(1 << 20 | 1 << 17);
	const struct member diluted[] = {TYPES_MEMBER,
					 WORD_MEMBER,
					 {.name = "word/a", .data = "xx", .declared = 5000000},
					 {.name = "word/b", .data = stuffing}};

	memset(stuffing, 'x', 1 << 20 | 1 << 17);
	stuffing[(1 << 20 | 1 << 17) - 1] = '\0';
	ck_assert(says(verdict("docx", zip_of(diluted, 4)), "压缩比过大"));
	free(stuffing);
	ck_assert(says(verdict("docx", zip_of(huge, 3)), "压缩比过大"));
	ck_assert(says(verdict("docx", zip_of(ratio, 3)), "压缩比过大"));
}
END_TEST

START_TEST(test_many_small_lies_add_up)
{
	struct member members[1502] = {TYPES_MEMBER, WORD_MEMBER};

	for (size_t i = 2; i < 1502; i++)
		members[i] = (struct member){.name = "word/x", .data = "", .declared = 1000000};
	ck_assert(says(verdict("docx", zip_of(members, 1502)), "压缩比过大"));
	ck_assert(says(verdict("docx", zip_of(members, 102)), "压缩比过大")); /* 100 MB of nothing */
}
END_TEST

START_TEST(test_too_many_entries_are_refused)
{
	struct member *members = calloc(2001, sizeof *members);

	for (size_t i = 0; i < 2001; i++)
		members[i] = (struct member){.name = "word/x", .data = "1"};
	members[0] = (struct member)TYPES_MEMBER;
	members[1] = (struct member)WORD_MEMBER;
	ck_assert(says(verdict("docx", zip_of(members, 2001)), "成员过多"));
	ck_assert_str_eq(verdict("docx", zip_of(members, 2000)), "");
	/* A directory that names two of them: counted as they come, before it is read. */
	for (size_t i = 2; i < 2001; i++)
		members[i].hidden = true;
	ck_assert_str_eq(verdict("docx", zip_of(members, 2001)), "压缩结构不合格：成员过多");
	free(members);
}
END_TEST

START_TEST(test_overlapping_entries_are_refused)
{
	const struct member twice[] = {TYPES_MEMBER,
				       {.name = "word/document.xml", .data = "<w:document/>", .later = true},
				       {.name = "word/b", .data = "bbbb", .shift = -20}};
	const struct member beyond[] = {
		TYPES_MEMBER, {.name = "word/document.xml", .data = "x", .later = true, .packed = 5000, .method = 8}};

	ck_assert_str_eq(verdict("docx", zip_of(twice, 3)), "压缩结构不合格：成员重叠");
	ck_assert_str_eq(verdict("docx", zip_of(beyond, 2)), "压缩结构不合格：成员重叠");
}
END_TEST

START_TEST(test_directory_and_content_must_agree)
{
	const struct member renamed[] = {TYPES_MEMBER,
					 {.name = "evil.bin", .central_name = "word/document.xml", .data = "x"}};
	const struct member hidden[] = {
		TYPES_MEMBER, WORD_MEMBER, {.name = "payload.exe", .data = "MZ", .hidden = true}};
	const struct member moved[] = {TYPES_MEMBER, {.name = "word/document.xml", .data = "x", .shift = 3}};

	ck_assert(says(verdict("docx", zip_of(renamed, 2)), "目录与内容不一致"));
	ck_assert(says(verdict("docx", zip_of(hidden, 3)), "目录与内容不一致"));
	ck_assert(says(verdict("docx", zip_of(moved, 2)), "目录与内容不一致"));
}
END_TEST

START_TEST(test_sizes_understated_in_one_of_two_places_are_refused)
{
	const struct member sizes[] = {
		TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xx", .declared = 40, .understated = 4}};
	const struct member directory[] = {
		TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xx", .declared = 4, .understated = 900000000u}};
	const struct member check[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xx", .check = 7}};
	const struct member packed[] = {
		TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xxxx", .packed = 1, .method = 8}};
	const struct member stored[] = {
		TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xxxx", .later = true, .packed = 1}};
	const struct member agreed[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xx", .declared = 40}};

	ck_assert(says(verdict("docx", zip_of(sizes, 3)), "目录与内容不一致"));
	ck_assert(says(verdict("docx", zip_of(directory, 3)), "目录与内容不一致"));
	ck_assert(says(verdict("docx", zip_of(check, 3)), "目录与内容不一致"));
	ck_assert(says(verdict("docx", zip_of(packed, 3)), "目录与内容不一致"));
	ck_assert(says(verdict("docx", zip_of(stored, 3)), "成员大小不一致"));
	ck_assert_str_eq(verdict("docx", zip_of(agreed, 3)), "");
}
END_TEST

START_TEST(test_methods_nobody_needs_are_refused)
{
	const struct member odd[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "xx", .method = 12}};

	ck_assert(says(verdict("docx", zip_of(odd, 3)), "压缩方法不受支持"));
}
END_TEST

START_TEST(test_names_that_leave_the_folder_are_refused)
{
	static const char *const names[] = {"/etc/passwd", "../../x", "word/../../x", "word/..",
					    "C:/x",        "word\\x", "a\nb"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		const struct member members[] = {TYPES_MEMBER, WORD_MEMBER, {.name = names[i], .data = "x"}};

		ck_assert_msg(says(verdict("docx", zip_of(members, 3)), "成员名称越界"), "%s", names[i]);
	}
	const struct member fine[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "word/..x", .data = "x"}};
	ck_assert_str_eq(verdict("docx", zip_of(fine, 3)), "");
}
END_TEST

START_TEST(test_encrypted_members_are_refused)
{
	const struct member locked[] = {TYPES_MEMBER, {.name = "word/document.xml", .data = "x", .flags = 1}};

	ck_assert(says(verdict("docx", zip_of(locked, 2)), "已加密"));
}
END_TEST

START_TEST(test_a_cut_file_is_refused)
{
	const struct member word[] = {TYPES_MEMBER, WORD_MEMBER};
	struct buf zip = zip_of(word, 2);

	for (size_t length = 1; length < zip.length; length++)
		ck_assert_str_ne(verdict_in("docx", (struct buf){.data = zip.data, .length = length}, 65536), "");
	buf_release(&zip);
}
END_TEST

START_TEST(test_an_eocd_that_lies_is_refused)
{
	const struct member word[] = {TYPES_MEMBER, WORD_MEMBER};

	/* Every byte of the record changed in turn: refused, or at least not read beyond. */
	for (size_t back = 1; back <= 22; back++) {
		struct buf zip = zip_of(word, 2);

		zip.data[zip.length - back] = (char)(zip.data[zip.length - back] ^ 0x5A);
		ck_assert_msg(verdict_in("docx", zip, 65536)[0] != '\0', "byte %zu from the end", back);
		buf_release(&zip);
	}
}
END_TEST

START_TEST(test_no_changed_byte_is_read_beyond)
{
	const struct member word[] = {TYPES_MEMBER, WORD_MEMBER, {.name = "word/a", .data = "aaaa", .later = true}};
	struct buf zip = zip_of(word, 3);

	for (size_t i = 0; i < zip.length; i++)
		for (unsigned value = 0; value < 256; value += 51) {
			char kept = zip.data[i];

			zip.data[i] = (char)value;
			(void)verdict_in("docx", zip, 65536);
			zip.data[i] = kept;
			arena_reset(arena);
		}
	buf_release(&zip);
}
END_TEST

START_TEST(test_fifty_mebibytes_take_no_memory_of_their_size)
{
	struct filetype_check *check;
	struct rusage before, after;
	char *piece = calloc(1, 65536);
	int64_t began = clock_monotonic();

	arena = arena_new();
	check = filetype_begin(arena, "pdf");
	filetype_add(check, good_pdf, sizeof good_pdf - 1);
	getrusage(RUSAGE_SELF, &before);
	for (int i = 0; i < 800; i++)
		filetype_add(check, piece, 65536);
	filetype_add(check, "%%EOF", 5);
	ck_assert_ptr_null(filetype_end(check));
	getrusage(RUSAGE_SELF, &after);
	ck_assert_int_lt(after.ru_maxrss - before.ru_maxrss, 4096);
	ck_assert_int_lt(clock_monotonic() - began, 2000000);
	free(piece);
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"kernel/filetype", test_the_extension_tells_the_type, test_types_are_listed_as_people_say_them,
		test_good_files_are_accepted, test_sizes_after_the_data_are_accepted,
		test_a_large_pdf_needs_its_end_in_the_last_kibibyte, test_programs_pages_and_archives_are_no_pdf,
		test_a_plain_zip_is_no_document, test_macros_are_refused, test_polyglots_are_refused,
		test_a_zip_whose_comment_ends_like_a_picture_is_refused, test_declared_bombs_are_refused,
		test_many_small_lies_add_up, test_too_many_entries_are_refused, test_overlapping_entries_are_refused,
		test_directory_and_content_must_agree, test_sizes_understated_in_one_of_two_places_are_refused,
		test_methods_nobody_needs_are_refused, test_names_that_leave_the_folder_are_refused,
		test_encrypted_members_are_refused, test_a_cut_file_is_refused, test_an_eocd_that_lies_is_refused,
		test_no_changed_byte_is_read_beyond, test_fifty_mebibytes_take_no_memory_of_their_size);
}
