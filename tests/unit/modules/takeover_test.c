/* What ran before comes in by file, all of it or nothing, and is confirmed by those it belongs to. */
#include "support/cast.h"

#include "kernel/move.h"
#include "modules/takeover/takeover.h"
#include "product.h"

enum { CENTER = 1, UNIT, OTHER_UNIT, PROVIDER };

#define PEOPLE(X) \
	X(ADMIN, 10, CENTER, "admin.system") \
	X(DISPATCH, 11, CENTER, "center.dispatch") \
	X(CLERK, 21, UNIT, "unit.clerk") \
	X(LEAD, 22, UNIT, "unit.lead") \
	X(OPERATOR, 41, PROVIDER, "operator.clerk") \
	X(OPERATOR_LEAD, 42, PROVIDER, "operator.lead")

CAST_ACCOUNTS(PEOPLE)

static const struct organisation organisations[] = {
	{CENTER, "center unit", KIND_CENTER | KIND_UNIT},
	{UNIT, "unit", KIND_UNIT},
	{OTHER_UNIT, "unit", KIND_UNIT},
	{PROVIDER, "provider", KIND_PROVIDER},
};

#define PLATFORM_HEAD \
	"平台代码,平台名称,类型,运行单位,网络区域,技术架构,顺序,处理器核数,内存GB,高性能块存储GB,普通块存储GB," \
	"文件存储GB,对象存储GB," \
	"备份存储GB,公网地址个数,互联网带宽Mbps\r\n"
#define FILING_HEAD "备案号,系统名称,单位,备案日期\r\n"
#define SYSTEM_HEAD \
	"备案号,系统名称,简称,单位,等级,网络区域,阶段,责任岗位,责任电话,上云日期,运行日期,使用期限,已接入监测\r\n"
#define ALLOCATION_HEAD "备案号,系统名称,平台,资源类别,笔次,核定数,实配数,核定日期\r\n"
#define MACHINE_HEAD "平台,机器编号,备案号,系统名称,处理器核数,内存GB,磁盘GB,启用日期,备机\r\n"
#define CONTACT_HEAD "使用单位,运行单位,所属方,级别,岗位,值守电话,手机\r\n"

static const char platforms[] = PLATFORM_HEAD "jia,甲云,云服务,ORG4,政务外网公共区,x86,1,100,400,,,,,,,\r\n";
static const char filings[] = FILING_HEAD "BA-0001,水利一张图,ORG2,2020-05-01\r\nBA-0002,河湖巡查,ORG2,\r\n";
static const char systems[] = SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,三级,政务外网公共区,正式运行,运维岗,028-86600000,"
					  "2021-03-01,2021-06-01,2027-06-01,是\r\n"
					  "BA-0002,河湖巡查,,ORG2,二级,,部署,,,2025-12-01,,,否\r\n";
static const char allocations[] = ALLOCATION_HEAD
	"BA-0001,水利一张图,jia,处理器,1,32,40,2021-03-01\r\nBA-0001,水利一张图,甲云,处理器,2,8,0,2024-03-01\r\n"
	"BA-0001,水利一张图,jia,内存,1,64,64,2021-03-01\r\nBA-0002,河湖巡查,jia,处理器,1,16,16,2025-12-01\r\n";
static const char machines[] = MACHINE_HEAD "jia,vm-1,BA-0001,水利一张图,16,32,100,2021-03-02,否\r\n";
static const char contacts[] = CONTACT_HEAD "ORG2,ORG4,使用单位,1,值守岗,028-86601111,13800001111\r\n"
					    "ORG2,ORG4,运行单位,1,值守台,028-86602222,\r\n";

static struct office *office;
static char *folder;
static char *said; /* standard error of the last command */

static void open_office(void)
{
	clock_freeze(day_start(at_day(2026, 3, 4)) + 9 * 3600);
	office = office_new(product_modules);
	CAST_STORE(office);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	cast_procedure(office, "db/procedures", "takeover", day_of(clock_now()));
	folder = folder_make(office->arena);
}

static void close_office(void)
{
	folder_remove(folder);
	office_free(office);
}

static void put(const char *name, const void *text, size_t length)
{
	FILE *file = fopen(arena_printf(office->arena, "%s/%s.csv", folder, name), "we");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	fclose(file);
}

static void put_all(void)
{
	put("platforms", platforms, strlen(platforms));
	put("filings", filings, strlen(filings));
	put("systems", systems, strlen(systems));
	put("allocations", allocations, strlen(allocations));
	put("machines", machines, strlen(machines));
	put("contacts", contacts, strlen(contacts));
}

static int command(const char *word, const char *where)
{
	char *argv[] = {arena_strdup(office->arena, word), arena_strdup(office->arena, where)};
	const char *path = arena_printf(office->arena, "%s/said", folder);
	int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int out = dup(STDOUT_FILENO);
	int complaints = dup(STDERR_FILENO);
	int status;
	ssize_t length;

	fflush(stdout);
	dup2(file, STDERR_FILENO);
	dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
	status = takeover_command(2, argv, cast_context(office, system_actor()));
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	dup2(complaints, STDERR_FILENO);
	said = arena_alloc(office->arena, 64 * KIB);
	length = pread(file, said, 64 * KIB - 1, 0);
	said[length > 0 ? length : 0] = '\0';
	close(file);
	ck_assert_int_eq(unlink(path), 0);
	return status;
}

static int64_t things(void)
{
	return office_number(office, "SELECT (SELECT count(*) FROM organisation) + (SELECT count(*) FROM platform) +"
				     " (SELECT count(*) FROM filing) + (SELECT count(*) FROM system) +"
				     " (SELECT count(*) FROM allocation) + (SELECT count(*) FROM machine) +"
				     " (SELECT count(*) FROM contact) + (SELECT count(*) FROM matter) +"
				     " (SELECT count(*) FROM audit)");
}

static int64_t committed(const char *class)
{
	return office_number(office,
			     "SELECT coalesce(sum(max(granted, allocated)), 0) FROM allocation WHERE freed_at IS NULL"
			     " AND class = '%s'",
			     class);
}

static void take_over(void)
{
	put_all();
	ck_assert_msg(command("import", folder) == 0, "%s", said);
}

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
	{"platforms", PLATFORM_HEAD "x-1,云,云服务,ORG9,,,1,,,,,,,,,\r\n",
	 "platforms.csv:2: 运行单位：没有代码为 ORG9 的单位"},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG2,,,1,,,,,,,,,\r\n", "运行单位：单位 ORG2 的类别不符"},
	{"platforms", PLATFORM_HEAD "x-1,某云,公有云,ORG4,,,1,,,,,,,,,\r\n",
	 "类型：只能填云服务、云灾备、云整合、云监管"},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,12a,,,,,,,,\r\n", "platforms.csv:2: 处理器核数："},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,-5,,,,,,,,\r\n", "platforms.csv:2: 处理器核数："},
	{"platforms", PLATFORM_HEAD "x-1,某云,云服务,ORG4,,,1,,,,,,,,,\r\nx-1,另云,云服务,ORG4,,,2,,,,,,,,,\r\n",
	 "platforms.csv:3: 平台代码：x-1 与第 2 行重复"},
	{"platforms", "平台代码,平台名称\r\nx-1,某云\r\n", "platforms.csv:1: 缺少列“类型”"},
	{"platforms", "", "platforms.csv: 文件是空的"},
	{"platforms", "\x81\x20\xff,\r\n", "platforms.csv: "},
	{"filings", FILING_HEAD "BA-0001,水利一张图,无此单位,\r\n", "filings.csv:2: 单位：没有这个使用单位"},
	{"systems", SYSTEM_HEAD "BA-0009,无备案,,ORG2,三级,,正式运行,,,2021-03-01,2021-06-01,,是\r\n",
	 "systems.csv:2: 备案号：备案号 BA-0009 没有登记"},
	{"systems", SYSTEM_HEAD "BA-0001,水利一张图,,ORG3,三级,,正式运行,,,2021-03-01,2021-06-01,,是\r\n",
	 "备案号 BA-0001 登记在其他单位名下"},
	{"systems", SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,五级,,运行,,,2031-03-01,,,对\r\n",
	 "等级：只能填一级、二级、三级、四级"},
	{"allocations",
	 ALLOCATION_HEAD
	 "BA-0001,水利一张图,jia,处理器,1,60,60,2021-03-01\r\nBA-0002,河湖巡查,jia,处理器,1,41,0,2021-03-01\r\n",
	 "allocations.csv:3: 核定数：超过平台 jia 的容量：容量 100 核，已占用 60，这一行 41"},
	{"allocations", ALLOCATION_HEAD "BA-0001,水利一张图,jia,处理器,2,6,6,2021-03-01\r\n", "笔次：缺第 1 笔"},
	{"allocations", ALLOCATION_HEAD "BA-0001,水利一张图,乙云,算力,1,0,0,2021-03-01\r\n",
	 "资源类别：没有名为 算力 的资源类别"},
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

/* ---- confirmed by those it belongs to ---- */

static struct context *as(int64_t person)
{
	return CAST_AS(office, person);
}

static struct matter *asked(struct context *context, int64_t org)
{
	struct matter *matter;
	int64_t id = office_number(office,
				   "SELECT max(id) FROM matter WHERE procedure_key = 'takeover' AND organisation_id ="
				   " %" PRId64,
				   org);

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	return matter;
}

/* Every row as result; one whose code is `but` as objection. */
static struct values *answers(struct context *context, const struct matter *matter, const char *but, const char *reason)
{
	struct values *form;
	struct value *rows;
	int64_t saves, saved_at;

	ck_assert_int_eq(matter_draft(context, matter, &form, &saves, &saved_at), OK);
	rows = values_find(form, "lines");
	for (size_t i = 0; i < rows->row_count; i++) {
		bool objected = text_equal(values_word(rows->rows[i], "object"), but);

		values_set(rows->rows[i], "result", objected ? "objection" : "right");
		values_set(rows->rows[i], "reason", objected ? reason : "");
	}
	values_set(form, "contact_title", "经办岗");
	values_set(form, "contact_phone", "028-86601234");
	return form;
}

static enum err act(struct context *context, int64_t org, const char *key, struct values *form, struct values *fields)
{
	struct matter *matter = asked(context, org);
	struct move move = {
		.matter = matter,
		.action = procedure_action(matter->procedure, key),
		.step = matter->step,
		.form = form,
		.fields = fields,
		.opinion = "逐项核对过了，同意这样办理",
	};

	return matter_move(context, &move);
}

/* What the guard said of the field it is about. */
static const char *complaint(const struct values *values, const char *key)
{
	const char *error = values_find(values, key)->error;

	return error != NULL ? error : "";
}

static struct values *decisions(struct context *context, int64_t org, const char *code, const char *decision)
{
	const struct action *action = procedure_action(asked(context, org)->procedure, "settle");
	struct params params = {0};

	params_add(office->arena, &params, "decisions.0.object", code);
	params_add(office->arena, &params, "decisions.0.decision", decision);
	params_add(office->arena, &params, "decisions.0.note", "与采集数据核对后决定");
	return values_decode(office->arena, action->fields, action->field_count, &params, false);
}

static int64_t pending(int64_t org)
{
	return office_number(office, "SELECT count(*) FROM takeover_pending WHERE organisation_id = %" PRId64, org);
}

START_TEST(unit_and_operator_confirm_their_own)
{
	struct context *clerk;

	open_office();
	take_over();
	ck_assert_int_eq(pending(UNIT), 3);     /* two systems, a contact */
	ck_assert_int_eq(pending(PROVIDER), 4); /* the platform, what two systems hold there, a contact */
	clerk = as(CLERK);
	ck_assert_int_eq(act(clerk, UNIT, "submit", answers(clerk, asked(clerk, UNIT), NULL, ""), NULL), OK);
	ck_assert_int_eq(act(as(LEAD), UNIT, "object", NULL, NULL), ERR_INVALID);
	ck_assert_int_eq(act(as(LEAD), UNIT, "confirm", NULL, NULL), OK);
	ck_assert_int_eq(pending(UNIT), 0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM contact WHERE confirmed_at > 0"), 1);
	ck_assert_int_eq(pending(PROVIDER), 4);
	clerk = as(OPERATOR);
	ck_assert_int_eq(act(clerk, PROVIDER, "submit", answers(clerk, asked(clerk, PROVIDER), NULL, ""), NULL), OK);
	ck_assert_int_eq(act(as(OPERATOR_LEAD), PROVIDER, "confirm", NULL, NULL), OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM takeover_pending"), 0);
	close_office();
}
END_TEST

START_TEST(objection_needs_a_reason_and_another_units_row_is_none_of_his)
{
	struct context *clerk;
	struct values *form;

	open_office();
	take_over();
	clerk = as(CLERK);
	form = answers(clerk, asked(clerk, UNIT), "系统-2", "");
	ck_assert_int_eq(act(clerk, UNIT, "submit", form, NULL), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint(form, "lines"), "“系统-2”有异议，理由不少于"));
	form = answers(clerk, asked(clerk, UNIT), NULL, "");
	values_set(values_find(form, "lines")->rows[1], "object", "平台-1");
	ck_assert_int_eq(act(clerk, UNIT, "submit", form, NULL), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint(form, "lines"), "不是本单位待确认的存量登记"));
	form = answers(clerk, asked(clerk, UNIT), NULL, "");
	values_set(values_find(form, "lines")->rows[1], "object", "系统-1");
	ck_assert_int_eq(act(clerk, UNIT, "submit", form, NULL), ERR_INVALID);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM takeover_answer"), 0);
	close_office();
}
END_TEST

static void object_to(const char *code)
{
	struct context *clerk = as(OPERATOR);

	ck_assert_int_eq(act(clerk, PROVIDER, "submit",
			     answers(clerk, asked(clerk, PROVIDER), code, "实配数与平台不符，请核对"), NULL),
			 OK);
	ck_assert_int_eq(act(as(OPERATOR_LEAD), PROVIDER, "confirm", NULL, NULL), ERR_INVALID);
	ck_assert_int_eq(act(as(OPERATOR_LEAD), PROVIDER, "object", NULL, NULL), OK);
}

START_TEST(what_is_taken_back_frees_the_quota_and_comes_again_corrected)
{
	static const char corrected[] = ALLOCATION_HEAD "BA-0001,水利一张图,jia,处理器,1,36,36,2021-03-01\r\n";
	struct context *dispatch;

	open_office();
	take_over();
	object_to("承载-1-1");
	ck_assert_int_eq(pending(PROVIDER), 1);
	dispatch = as(DISPATCH);
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decisions(dispatch, PROVIDER, "承载-2-1", "removed")),
			 ERR_INVALID);
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decisions(dispatch, PROVIDER, "承载-1-1", "removed")),
			 OK);
	ck_assert_int_eq(committed("vcpu"), 16);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM machine"), 0);
	ck_assert_int_eq(pending(PROVIDER), 0);
	folder_remove(folder);
	folder = folder_make(office->arena);
	put("allocations", corrected, strlen(corrected));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(committed("vcpu"), 16 + 36);
	ck_assert_int_eq(pending(PROVIDER), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter WHERE closed_at IS NULL"), 2);
	close_office();
}
END_TEST

START_TEST(what_is_kept_stays_and_a_platform_is_not_taken_back)
{
	struct context *dispatch;
	struct values *decided;

	open_office();
	take_over();
	object_to("平台-1");
	dispatch = as(DISPATCH);
	decided = decisions(dispatch, PROVIDER, "平台-1", "removed");
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decided), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint(decided, "decisions"), "是平台，不能撤销登记"));
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decisions(dispatch, PROVIDER, "平台-1", "kept")), OK);
	ck_assert_int_eq(pending(PROVIDER), 0);
	ck_assert_int_eq(committed("vcpu"), 64);
	close_office();
}
END_TEST

/* ---- pages ---- */

static void enter(const char *login)
{
	char *hash;

	ck_assert_int_eq(password_hash(office->service, office->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(office, "UPDATE person SET password_hash = '%s' WHERE login = '%s'", hash, login);
	office_enter(office, login);
}

START_TEST(pages_belong_to_the_center_and_preview_saves_nothing)
{
	static const char too_much[] = PLATFORM_HEAD "x-1,某云,云服务,ORG9,,,1,,,,,,,,,\r\n";
	int64_t before;
	struct request *req;

	open_office();
	office_open(office);
	enter("p21");
	ck_assert_int_eq(office_get(office, "/takeover")->response.status, 403);
	ck_assert_int_eq(office_get(office, "/takeover/systems/import")->response.status, 403);
	enter("p10");
	ck_assert(office_shows(office_get(office, "/takeover"), "导入单位"));
	ck_assert_int_eq(office_get(office, "/takeover/systems/import")->response.status, 403);
	ck_assert_int_eq(office_get(office, "/takeover/allocations/sample")->response.status, 200);
	enter("p11");
	ck_assert_int_eq(office_get(office, "/takeover/people/import")->response.status, 404);
	before = office_number(office, "SELECT count(*) FROM platform");
	req = office_upload(office, "/takeover/platforms/import", platforms);
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "共 1 行，检查通过"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM platform"), before);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action = 'platform.import'"), 0);
	req = office_upload(office, "/takeover/platforms/import", too_much);
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "没有代码为 ORG9 的单位"));
	close_office();
}
END_TEST

START_TEST(dispatch_asks_each_organisation_once)
{
	open_office();
	take_over();
	office_sql(office, "UPDATE matter SET closed_at = 1, state = 'cancelled' WHERE organisation_id = 2");
	office_open(office);
	enter("p11");
	ck_assert(office_shows(office_get(office, "/takeover"), "尚未送出"));
	ck_assert_int_eq(office_post(office, "/takeover", "action=send")->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter WHERE closed_at IS NULL"), 2);
	ck_assert_int_eq(office_post(office, "/takeover", "action=send")->response.status, 422);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter WHERE closed_at IS NULL"), 2);
	close_office();
}
END_TEST

/* Loop tests want a count, which RUN_SUITE does not give. */
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
	tcase_add_test(one, byte_order_mark_and_gb18030_are_read);
	tcase_add_test(one, formula_stays_text_on_the_way_out_and_in);
	tcase_add_test(one, folder_without_files_and_wrong_words_are_refused);
	tcase_add_test(one, unit_and_operator_confirm_their_own);
	tcase_add_test(one, objection_needs_a_reason_and_another_units_row_is_none_of_his);
	tcase_add_test(one, what_is_taken_back_frees_the_quota_and_comes_again_corrected);
	tcase_add_test(one, what_is_kept_stays_and_a_platform_is_not_taken_back);
	tcase_add_test(one, pages_belong_to_the_center_and_preview_saves_nothing);
	tcase_add_test(one, dispatch_asks_each_organisation_once);
	suite_add_tcase(suite, one);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
