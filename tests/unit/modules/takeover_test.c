#include "unit/modules/takeover_cast.h"

START_TEST(folder_is_taken_marked_counted_and_sent_out)
{
	open_office();
	take_over();
	ck_assert_int_eq(committed("vcpu"), 40 + 8 + 16);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM system WHERE imported_yes = 1"), 2);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM platform WHERE imported_yes = 1"), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM machine WHERE imported_yes = 1"), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM filing WHERE source = 'takeover'"), 2);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM contact WHERE confirmed_at IS NULL"), 2);
	/* Owner, operator, center see it; nobody else does. */
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM system_party WHERE system_id = 1"), 3);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter WHERE procedure_key = 'takeover'"), 2);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action LIKE '%%.import'"), 6);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action LIKE '%%.takeover'"), 3);
	close_office();
}
END_TEST

START_TEST(second_import_is_refused_and_changes_nothing)
{
	int64_t before;

	open_office();
	take_over();
	before = things();
	ck_assert_int_eq(command("import", folder), 1);
	ck_assert_ptr_nonnull(strstr(said, "platforms.csv:2: 平台代码：代码 jia 已有平台使用"));
	ck_assert_int_eq(things(), before);
	/* Nor file by file. */
	for (size_t i = 0; i < 2; i++) {
		ck_assert_int_eq(
			unlink(arena_printf(office->arena, "%s/%s.csv", folder, i == 0 ? "platforms" : "systems")), 0);
		ck_assert_int_eq(command("import", folder), 1);
		ck_assert_int_eq(things(), before);
	}
	ck_assert_ptr_nonnull(strstr(said, "allocations.csv:2: 笔次：系统在这个平台已登记第 1 笔处理器"));
	close_office();
}
END_TEST

/* A row that is wrong, where it is, and what is said of it; the head is the file's. */
static const struct bad {
	const char *file;
	const char *text;
	const char *sentence;
} bads[] = {
	{"platforms", PLATFORM_HEAD "x-1,云,云服务,ORG9,,,1,,,,,,,,,,,\r\n",
	 "platforms.csv:2: 运行单位：没有代码为 ORG9 的单位"},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG2,,,1,,,,,,,,,,,\r\n", "运行单位：单位 ORG2 的类别不符"},
	{"platforms", PLATFORM_HEAD "x-1,某云,公有云,ORG4,,,1,,,,,,,,,,,\r\n",
	 "类型：只能填云服务、云灾备、云整合、云监管"},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,12a,,,,,,,,,,\r\n", "platforms.csv:2: 处理器核数："},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,-5,,,,,,,,,,\r\n", "platforms.csv:2: 处理器核数："},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,,,,,,,,,,,\r\nx-1,另云,云服务,ORG4,,,2,,,,,,,,,,,\r\n",
	 "platforms.csv:3: 平台代码：x-1 与第 2 行重复"},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,,,,,,,,,,,\r\nx-2,某云,云服务,ORG4,,,2,,,,,,,,,,,\r\n",
	 "platforms.csv:3: 平台名称：已有平台叫“某云”"},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,,,,,,,,,,,\r\nｘ－１,另云,云服务,ORG4,,,2,,,,,,,,,,,\r\n",
	 "platforms.csv:3: 平台代码：x-1 与第 2 行重复"},
	{"filings", FILING_HEAD "BA-0001,水利一张图,ORG2,\r\nＢＡ－０００１,水利一张图,ORG2,\r\n",
	 "filings.csv:3: 备案号：BA-0001 与第 2 行重复"},
	{"platforms", "平台代码,平台名称\r\nx-1,某云\r\n", "platforms.csv:1: 缺少列“类型”"},
	{"platforms", "", "platforms.csv: 文件是空的"},
	{"platforms", "\x81\x20\xff,\r\n", "platforms.csv: "},
	{"filings", FILING_HEAD "BA-0001,水利一张图,无此单位,\r\n", "filings.csv:2: 单位：没有这个使用单位"},
	{"systems", SYSTEM_HEAD "BA-0009,无备案,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,\r\n",
	 "systems.csv:2: 备案号：备案号 BA-0009 没有登记"},
	{"systems", SYSTEM_HEAD "BA-0001,水利一张图,,ORG3,三级,,正式运行,,,2021-03-01,2021-06-01,,是,\r\n",
	 "备案号 BA-0001 登记在其他单位名下"},
	{"systems",
	 SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,\r\n"
		     "BA-0001,水利移动端,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,\r\n",
	 "systems.csv:3: 备案号：备案号 BA-0001 已有在用系统；是其子系统的，请填写所属系统"},
	{"systems",
	 SYSTEM_HEAD "BA-0001,水利移动端,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,水利一张图\r\n"
		     "BA-0001,水利一张图,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,\r\n",
	 "systems.csv:2: 所属系统：备案号 BA-0001 没有名为“水利一张图”的在用系统"},
	{"systems",
	 SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,\r\n"
		     "BA-0002,河湖移动端,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,水利一张图\r\n",
	 "systems.csv:3: 所属系统：备案号 BA-0002 没有名为“水利一张图”的在用系统"},
	{"systems", SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,五级,,运行,,,2031-03-01,,,对,\r\n",
	 "等级：只能填一级、二级、三级、四级"},
	{"allocations",
	 ALLOCATION_HEAD
	 "BA-0001,水利一张图,jia,处理器,1,60,60,2021-03-01\r\nBA-0002,河湖巡查,jia,处理器,1,41,0,2021-03-01\r\n",
	 "allocations.csv:3: 核定数：超过平台 jia 的容量：容量 100 核，已占用 60，这一行 41"},
	{"allocations", ALLOCATION_HEAD "BA-0001,水利一张图,jia,处理器,2,6,6,2021-03-01\r\n", "笔次：缺第 1 笔"},
	{"allocations", ALLOCATION_HEAD "BA-0001,水利一张图,乙云,算力,1,0,0,2021-03-01\r\n",
	 "资源类别：没有名为 算力 的资源类别，可填处理器、内存、高性能块存储"},
	{"machines", MACHINE_HEAD "jia,vm-1,BA-0002,无此系统,16,32,100,2021-03-02,否\r\n",
	 "machines.csv:2: 系统名称："},
	{"contacts", CONTACT_HEAD "ORG2,ORG3,双方,1,值守岗,028-86601111,\r\n",
	 "contacts.csv:2: 运行单位：没有代码为 ORG3 的运行单位"},
};

START_TEST(wrong_row_is_named_and_nothing_is_taken)
{
	const struct bad *bad = &bads[_i];
	int64_t before;

	open_office();
	put_all();
	put(bad->file, bad->text, strlen(bad->text));
	before = things();
	ck_assert_int_eq(command("import", folder), 1);
	ck_assert_msg(strstr(said, bad->sentence) != NULL, "case %d: %s", _i, said);
	ck_assert_ptr_nonnull(strstr(said, "数据库没有改动"));
	ck_assert_int_eq(things(), before);
	close_office();
}
END_TEST

/* Codes in full width are the codes; a class may carry its unit, as the platforms' file heads its columns. */
START_TEST(codes_and_classes_are_read_as_people_write_them)
{
	static const char held[] = ALLOCATION_HEAD "ＢＡ－０００１,水利一张图,jia,处理器核数,1,3,3,2021/3/5\r\n"
						   "BA-0001,水利一张图,甲云,内存GB,１,5,5,2021年3月5日\r\n";

	open_office();
	put_all();
	put("allocations", held, strlen(held));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(committed("vcpu"), 3);
	ck_assert_int_eq(committed("memory_gb"), 5);
	close_office();
}
END_TEST

/* Decided once for all: a filing may be shared with what names the system it belongs to. */
START_TEST(sub_system_shares_the_filing_of_what_it_belongs_to)
{
	static const char both[] =
		SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是,\r\n"
			    "BA-0001,水利移动端,,ORG2,三级,,正式运行,,,2022-03-01,2022-06-01,,是,水利一张图\r\n";
	static const char later[] =
		SYSTEM_HEAD "BA-0001,水利小程序,,ORG2,三级,,正式运行,,,2023-03-01,2023-06-01,,是,水利一张图\r\n";
	const char *out;

	open_office();
	put("platforms", platforms, strlen(platforms));
	put("filings", filings, strlen(filings));
	put("systems", both, strlen(both));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(office_number(office, "SELECT base_system_id FROM system WHERE name = '水利移动端'"), 1);
	folder_remove(folder);
	folder = folder_make(office->arena);
	put("systems", later, strlen(later));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM system WHERE base_system_id = 1"), 2);
	out = arena_printf(office->arena, "%s/out", folder);
	ck_assert_msg(command("export", out) == 0, "%s", said);
	ck_assert_ptr_nonnull(strstr(cast_file(office, arena_printf(office->arena, "%s/systems.csv", out)),
				     ",是,水利一张图,,,,\r\n"));
	close_office();
}
END_TEST

/* The security post came later than the first files: a file may leave it out, or give it. */
START_TEST(security_post_is_taken_over_where_the_file_has_it)
{
	static const char head[] = "备案号,系统名称,简称,单位,等级,网络区域,阶段,责任岗位,责任电话,上云日期,运行日期,"
				   "使用期限,已接入监测,所属系统,安全责任岗位,安全责任电话,ICP备案号\r\n";
	const char *row =
		"BA-0001,水利一张图,,ORG2,三级,,正式运行,运维岗,028-86600000,2021-03-01,2021-06-01,,是,,%s\r\n";
	const char *wrong, *right;

	open_office();
	put("platforms", platforms, strlen(platforms));
	put("filings", filings, strlen(filings));
	wrong = arena_printf(office->arena, "%s%s", head, text_replace(office->arena, row, "%s", "安全岗,电话,"));
	put("systems", wrong, strlen(wrong));
	ck_assert_int_eq(command("import", folder), 1);
	ck_assert_ptr_nonnull(strstr(said, "systems.csv:2: 安全责任电话："));
	wrong = arena_printf(office->arena, "安全责任人,%s%s", head, text_replace(office->arena, row, "BA-", ",BA-"));
	put("systems", wrong, strlen(wrong));
	ck_assert_int_eq(command("import", folder), 1);
	ck_assert_ptr_nonnull(strstr(said, "systems.csv:1: 有多余的列"));
	right = arena_printf(office->arena, "%s%s", head,
			     text_replace(office->arena, row, "%s", "安全岗,028-86600001,ICP-2020-1"));
	put("systems", right, strlen(right));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM system WHERE security_title = '安全岗' AND"
					       " security_phone = '028-86600001' AND department = ''"
					       " AND icp_no = 'ICP-2020-1'"),
			 1);
	close_office();
}
END_TEST

/* 4 and 2 cards of 8, 3000 GB of archive of 5000: in by their labels, out again, refused beyond what there is. */
START_TEST(cards_and_archive_are_taken_over_and_given_out)
{
	static const char with_both[] =
		PLATFORM_HEAD "jia,甲云,云服务,ORG4,政务外网公共区,x86,1,100,400,,,,,,,,5000,8\r\n";
	static const char held[] = ALLOCATION_HEAD "BA-0001,水利一张图,jia,GPU,1,4,4,2021-03-01\r\n"
						   "BA-0001,水利一张图,jia,GPU,2,2,0,2024-03-01\r\n"
						   "BA-0002,河湖巡查,jia,归档存储,1,3000,3000,2025-12-01\r\n";
	static const char beyond[] = ALLOCATION_HEAD "BA-0001,水利一张图,jia,GPU,1,9,9,2021-03-01\r\n";
	const char *out;

	open_office();
	put_all();
	put("platforms", with_both, strlen(with_both));
	ck_assert_int_eq(unlink(arena_printf(office->arena, "%s/machines.csv", folder)), 0);
	put("allocations", beyond, strlen(beyond));
	ck_assert_int_eq(command("import", folder), 1);
	ck_assert_ptr_nonnull(strstr(said, "超过平台 jia 的容量：容量 8 张，已占用 0，这一行 9"));
	put("allocations", held, strlen(held));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(committed("gpu"), 6);
	ck_assert_int_eq(committed("archive_gb"), 3000);
	out = arena_printf(office->arena, "%s/out", folder);
	ck_assert_msg(command("export", out) == 0, "%s", said);
	ck_assert_ptr_nonnull(strstr(cast_file(office, arena_printf(office->arena, "%s/platforms.csv", out)),
				     "1,100,400,,,,,,,,5000,8\r\n"));
	ck_assert_ptr_nonnull(strstr(cast_file(office, arena_printf(office->arena, "%s/allocations.csv", out)),
				     "BA-0001,水利一张图,jia,GPU,2,2,0,2024-03-01\r\n"));
	close_office();
}
END_TEST

START_TEST(byte_order_mark_and_gb18030_are_read)
{
	/* 备案号,系统名称,单位,备案日期 and 水利一张图 as Excel saves them. */
	static const char gb[] = "\xb1\xb8\xb0\xb8\xba\xc5,\xcf\xb5\xcd\xb3\xc3\xfb\xb3\xc6,\xb5\xa5\xce\xbb,"
				 "\xb1\xb8\xb0\xb8\xc8\xd5\xc6\xda\r\n"
				 "BA-0001,\xcb\xae\xc0\xfb\xd2\xbb\xd5\xc5\xcd\xbc,ORG2,2020-05-01\r\n";
	const char *marked;

	open_office();
	marked = arena_printf(office->arena, "\xef\xbb\xbf%s", platforms);
	put("platforms", marked, strlen(marked));
	put("filings", gb, strlen(gb));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM filing WHERE system_name = '水利一张图'"), 1);
	close_office();
}
END_TEST

START_TEST(formula_stays_text_on_the_way_out_and_in)
{
	static const char text[] = FILING_HEAD "BA-0003,=SUM(A1),ORG2,\r\n";
	char *out;

	open_office();
	put("filings", text, strlen(text));
	ck_assert_int_eq(command("import", folder), 0);
	out = arena_printf(office->arena, "%s/out", folder);
	ck_assert_msg(command("export", out) == 0, "%s", said);
	ck_assert_ptr_nonnull(
		strstr(cast_file(office, arena_printf(office->arena, "%s/filings.csv", out)), "'=SUM(A1)"));
	/* What is there already is taken again as it is; an export never overwrites. */
	ck_assert_int_eq(unlink(arena_printf(office->arena, "%s/filings.csv", folder)), 0);
	ck_assert_int_eq(command("export", out), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM filing WHERE system_name = '=SUM(A1)'"), 1);
	close_office();
}
END_TEST

START_TEST(folder_without_files_and_wrong_words_are_refused)
{
	open_office();
	ck_assert_int_eq(command("import", folder), 1);
	ck_assert_ptr_nonnull(strstr(said, "没有可导入的文件"));
	ck_assert_int_eq(command("eat", folder), 2);
	close_office();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("modules/takeover");
	TCase *one = tcase_create("modules/takeover");
	SRunner *runner;
	int failed;

	crypt_init();
	tcase_set_timeout(one, 60);
	tcase_add_test(one, folder_is_taken_marked_counted_and_sent_out);
	tcase_add_test(one, second_import_is_refused_and_changes_nothing);
	tcase_add_loop_test(one, wrong_row_is_named_and_nothing_is_taken, 0, ARRAY_LENGTH(bads));
	tcase_add_test(one, sub_system_shares_the_filing_of_what_it_belongs_to);
	tcase_add_test(one, codes_and_classes_are_read_as_people_write_them);
	tcase_add_test(one, cards_and_archive_are_taken_over_and_given_out);
	tcase_add_test(one, security_post_is_taken_over_where_the_file_has_it);
	tcase_add_test(one, byte_order_mark_and_gb18030_are_read);
	tcase_add_test(one, formula_stays_text_on_the_way_out_and_in);
	tcase_add_test(one, folder_without_files_and_wrong_words_are_refused);
	suite_add_tcase(suite, one);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
