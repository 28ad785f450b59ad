/* A folder of files that take a small province over, and the command that reads them. */
#ifndef UNIT_MODULES_TAKEOVER_CAST_H
#define UNIT_MODULES_TAKEOVER_CAST_H

/* What ran before comes in by file, all of it or nothing, and is confirmed by those it belongs to. */
#include "support/cast.h"

#include "kernel/move.h"
#include "modules/takeover/takeover.h"
#include "product.h"

enum { CENTER = 1, UNIT, OTHER_UNIT, PROVIDER };

#define PEOPLE(X) \
	X(ADMIN, 10, CENTER, "admin.system") \
	X(DISPATCH, 11, CENTER, "center.dispatch") \
	X(SECURITY, 12, CENTER, "center.security") \
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
	"备份存储GB,公网地址个数,互联网带宽Mbps,归档存储GB,GPU张数\r\n"
#define FILING_HEAD "备案号,系统名称,单位,备案日期\r\n"
#define SYSTEM_HEAD \
	"备案号,系统名称,简称,单位,等级,网络区域,阶段,责任岗位,责任电话,上云日期,运行日期,使用期限,已接入监测,"\
	"所属系统\r\n"
#define ALLOCATION_HEAD "备案号,系统名称,平台,资源类别,笔次,核定数,实配数,核定日期\r\n"
#define MACHINE_HEAD "平台,机器编号,备案号,系统名称,处理器核数,内存GB,磁盘GB,启用日期,备机\r\n"
#define CONTACT_HEAD "使用单位,运行单位,所属方,级别,岗位,值守电话,手机\r\n"

static const char platforms[] = PLATFORM_HEAD "jia,甲云,云服务,ORG4,政务外网公共区,x86,1,100,400,,,,,,,,,\r\n";
static const char filings[] = FILING_HEAD "BA-0001,水利一张图,ORG2,2020-05-01\r\nBA-0002,河湖巡查,ORG2,\r\n";
static const char systems[] = SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,三级,政务外网公共区,正式运行,运维岗,028-86600000,"
					  "2021-03-01,2021-06-01,2027-06-01,是,\r\n"
					  "BA-0002,河湖巡查,,ORG2,二级,,部署,,,2025-12-01,,,否,\r\n";
static const char allocations[] = ALLOCATION_HEAD
	"BA-0001,水利一张图,jia,处理器,1,32,40,2021-03-01\r\nBA-0001,水利一张图,甲云,处理器,2,8,0,2024-03-01\r\n"
	"BA-0001,水利一张图,jia,内存,1,64,64,2021-03-01\r\nBA-0002,河湖巡查,jia,处理器,1,16,16,2025-12-01\r\n";
static const char machines[] = MACHINE_HEAD "jia,vm-1,BA-0001,水利一张图,16,32,100,2021-03-02,否\r\n";
static const char contacts[] = CONTACT_HEAD "ORG2,ORG4,使用单位,1,值守岗,028-86601111,13800001111\r\n"
					    "ORG2,ORG4,运行单位,1,值守台,028-86602222,\r\n";

static struct office *office;
static char *folder;
static char *said; /* standard error of the last command */

static inline void open_office(void)
{
	clock_freeze(day_start(at_day(2026, 3, 4)) + 9 * 3600);
	office = office_new(product_modules);
	CAST_STORE(office);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	cast_procedure(office, "db/procedures", "takeover", day_of(clock_now()));
	cast_procedure(office, "db/procedures", "application", day_of(clock_now()));
	folder = folder_make(office->arena);
}

static inline void close_office(void)
{
	folder_remove(folder);
	office_free(office);
}

static inline void put(const char *name, const void *text, size_t length)
{
	FILE *file = fopen(arena_printf(office->arena, "%s/%s.csv", folder, name), "we");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	fclose(file);
}

static inline void put_all(void)
{
	put("platforms", platforms, strlen(platforms));
	put("filings", filings, strlen(filings));
	put("systems", systems, strlen(systems));
	put("allocations", allocations, strlen(allocations));
	put("machines", machines, strlen(machines));
	put("contacts", contacts, strlen(contacts));
}

static inline int command(const char *word, const char *where)
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

static inline int64_t things(void)
{
	return office_number(office, "SELECT (SELECT count(*) FROM organisation) + (SELECT count(*) FROM platform) +"
				     " (SELECT count(*) FROM filing) + (SELECT count(*) FROM system) +"
				     " (SELECT count(*) FROM allocation) + (SELECT count(*) FROM machine) +"
				     " (SELECT count(*) FROM contact) + (SELECT count(*) FROM matter) +"
				     " (SELECT count(*) FROM audit)");
}

static inline int64_t committed(const char *class)
{
	return office_number(office,
			     "SELECT coalesce(sum(max(granted, allocated)), 0) FROM allocation WHERE freed_at IS NULL"
			     " AND class = '%s'",
			     class);
}

static inline void take_over(void)
{
	put_all();
	ck_assert_msg(command("import", folder) == 0, "%s", said);
}

static inline struct context *as(int64_t person)
{
	return CAST_AS(office, person);
}

static inline struct matter *asked(struct context *context, int64_t org)
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
static inline struct values *answers(struct context *context, const struct matter *matter, const char *but, const char *reason)
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

static inline enum err act(struct context *context, int64_t org, const char *key, struct values *form, struct values *fields)
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

#endif
