/*
 * A whole province by file: the demo exported and taken over into an empty
 * installation is the same, and so many organisations, systems and machines
 * come in at once.
 */
#include "base/base.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "base/csv.h"
#include "data/tx.h"
#include "modules/demo/demo.h"
#include "modules/operate/operate.h"
#include "modules/org/org.h"
#include "modules/takeover/takeover.h"
#include "product.h"
#include "support/office.h"

enum { SECONDS_MOST = 20, UNITS = 52, PROVIDERS = 7, SYSTEMS = 130, MACHINES = 900 };

struct home {
	struct arena *arena;
	struct config config;
};

static void home_new(struct home *home)
{
	home->arena = arena_new();
	home->config = (struct config){.data = folder_make(home->arena), .share = ".", .workers = 1, .doors = 1};
	home->config.run = config_path(home->arena, home->config.data, "run");
	home->config.keys = config_path(home->arena, home->config.data, "keys");
}

static void home_free(struct home *home)
{
	folder_remove(home->config.data);
	arena_free(home->arena);
}

static void quiet(void)
{
	int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);

	fflush(stdout);
	dup2(nothing, STDOUT_FILENO);
	close(nothing);
}

/* zwy takeover WORD FOLDER, or with NULL zwy user first. */
static int run(struct home *home, const char *word, const char *folder)
{
	struct arena *arena = home->arena;
	char *argv[] = {arena_strdup(arena, word != NULL ? word : "first"),
			arena_strdup(arena, folder != NULL ? folder : "")};
	struct context context = {
		.arena = arena,
		.db = db_open(home->config.data, DB_APP, DB_WRITER),
		.service = service_new(home->config.data, "/nowhere", product_modules),
		.actor = system_actor(),
		.request = "command",
		.source = "-",
	};
	int status;

	ck_assert_int_eq(service_refresh(context.service, context.db), OK);
	status = word != NULL ? takeover_command(2, argv, &context) : operate_user(1, argv, &context);
	service_free(context.service);
	db_free(context.db);
	return status;
}

/* Rows of a query, a line each, cells by tabs. */
static const char *rows(struct home *home, const char *sql)
{
	sqlite3 *raw = NULL;
	sqlite3_stmt *statement = NULL;
	struct buf text;
	const char *kept;

	buf_init(&text);
	ck_assert_int_eq(sqlite3_open_v2(config_path(home->arena, home->config.data, "app.db"), &raw,
					 SQLITE_OPEN_READONLY, NULL),
			 SQLITE_OK);
	ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
		      sqlite3_errmsg(raw));
	while (sqlite3_step(statement) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			buf_printf(&text, "%s%c", (const char *)sqlite3_column_text(statement, i),
				   i + 1 == sqlite3_column_count(statement) ? '\n' : '\t');
	sqlite3_finalize(statement);
	sqlite3_close(raw);
	kept = arena_strndup(home->arena, text.data != NULL ? text.data : "", text.length);
	buf_release(&text);
	return kept;
}

static void empty_home(struct home *home)
{
	home_new(home);
	ck_assert_int_eq(operate_migrate(home->arena, &home->config, product_modules), 0);
	ck_assert_int_eq(run(home, NULL, NULL), 0);
}

static const struct {
	const char *what;
	const char *sql;
} same[] = {
	{"organisations",
	 "SELECT code, name, short_name, group_concat(kind) FROM organisation o JOIN (SELECT * FROM"
	 " organisation_kind ORDER BY kind) k ON k.organisation_id = o.id GROUP BY o.id ORDER BY code"},
	/* Whose account is closed stays behind. */
	{"people", "SELECT login, title, phone FROM person p WHERE p.status <> 'disabled' AND NOT EXISTS (SELECT 1 FROM"
		   " person_role r WHERE r.person_id = p.id AND r.role GLOB 'admin.*') ORDER BY login"},
	{"roles",
	 "SELECT login, role FROM person_role r JOIN person p ON p.id = r.person_id WHERE p.status <> 'disabled'"
	 " AND NOT EXISTS (SELECT 1 FROM person_role a WHERE a.person_id = p.id AND a.role GLOB 'admin.*')"
	 " ORDER BY 1, 2"},
	{"platforms", "SELECT p.code, p.name, p.kind, o.code, zones, architecture, p.rank FROM platform p JOIN"
		      " organisation o ON o.id = p.operator_id WHERE p.ended_at IS NULL ORDER BY p.code"},
	{"capacity", "SELECT p.code, class, total FROM capacity c JOIN platform p ON p.id = c.platform_id"
		     " WHERE p.ended_at IS NULL ORDER BY 1, 2"},
	{"filings", "SELECT filing_no, system_name, ifnull(filed_day, '') FROM filing ORDER BY 1"},
	{"live systems", "SELECT f.filing_no, s.name, o.code, level, s.zones, responsible_title, responsible_phone,"
			 " department, security_title, security_phone, icp_no,"
			 " monitored_yes, ifnull(expires_day, ''), base_system_id IS NULL FROM system s JOIN filing f "
			 "ON f.id = s.filing_id"
			 " JOIN organisation o ON o.id = s.organisation_id WHERE state <> 'ended' ORDER BY 1, 2"},
	{"allocations", "SELECT f.filing_no, p.code, class, granted, allocated, (granted_at + 28800) / 86400 FROM"
			" allocation a JOIN system s ON s.id = a.system_id JOIN filing f ON f.id = s.filing_id JOIN"
			" platform p ON p.id = a.platform_id WHERE freed_at IS NULL AND granted + allocated > 0"
			" ORDER BY 1, 2, 3, 4, 5, 6"},
	{"committed", "SELECT p.code, class, sum(max(granted, allocated)) FROM allocation a JOIN platform p ON"
		      " p.id = a.platform_id WHERE freed_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2"},
	{"machines", "SELECT p.code, m.code, f.filing_no, vcpu, memory_gb, disk_gb, standby_yes, since_day FROM"
		     " machine m JOIN platform p ON p.id = m.platform_id JOIN system s ON s.id = m.system_id JOIN"
		     " filing f ON f.id = s.filing_id WHERE EXISTS (SELECT 1 FROM allocation a WHERE a.system_id ="
		     " s.id AND a.platform_id = p.id AND a.freed_at IS NULL) AND s.state <> 'ended' ORDER BY 1, 2"},
	{"contacts", "SELECT u.code, o.code, side, tier, title, duty_line, mobile FROM contact c JOIN organisation u"
		     " ON u.id = c.unit_id JOIN organisation o ON o.id = c.operator_id ORDER BY 1, 2, 3, 4"},
};

/* The security administrator of the empty installation, as on his page: another hand than the one that made the
 * accounts. */
static void grant_roles(struct home *home, const char *folder)
{
	struct arena *arena = home->arena;
	struct actor actor = {.roles = ROLE_BIT(ROLE_ADMIN_SECURITY)};
	struct csv_import import = {.kind = &roles_import};
	struct csv_table table;
	struct buf text;
	char *complaint = NULL;

	import.context = (struct context){
		.arena = arena,
		.db = db_open(home->config.data, DB_APP, DB_WRITER),
		.service = service_new(home->config.data, "/nowhere", product_modules),
		.actor = &actor,
		.request = "page",
		.source = "-",
	};
	ck_assert_int_eq(service_refresh(import.context.service, import.context.db), OK);
	actor.person = strtoll(rows(home, "SELECT person_id FROM person_role WHERE role = 'admin.security'"), NULL, 10);
	actor.org = import.context.service->org_center;
	buf_init(&text);
	ck_assert(buf_add_file(&text, arena_printf(arena, "%s/roles.csv", folder), 1 << 20));
	ck_assert_msg(csv_read(arena, text.data, text.length, 10000, &table, &complaint), "%s", complaint);
	buf_release(&text);
	import.table = &table;
	ck_assert_int_eq(tx_begin(import.context.db), OK);
	ck_assert_int_eq(tx_end(import.context.db, csv_import_save(&import)), OK);
	service_free(import.context.service);
	db_free(import.context.db);
}

START_TEST(demo_taken_over_into_an_empty_installation_is_the_same)
{
	struct home from, to;
	char *folder;

	quiet();
	home_new(&from);
	ck_assert_int_eq(demo_command(0, NULL, &from.config, product_modules), 0);
	empty_home(&to);
	folder = config_path(from.arena, from.config.data, "files");
	ck_assert_int_eq(run(&from, "export", folder), 0);
	ck_assert_int_eq(run(&to, "import", folder), 0);
	/* The command made accounts and gave nobody a role. */
	ck_assert_str_eq(rows(&to, "SELECT count(*) FROM person_role WHERE role NOT GLOB 'admin.*'"), "0\n");
	grant_roles(&to, folder);
	for (size_t i = 0; i < ARRAY_LENGTH(same); i++) {
		const char *before = rows(&from, same[i].sql);

		ck_assert_msg(before[0] != '\0', "no %s", same[i].what);
		ck_assert_msg(strcmp(before, rows(&to, same[i].sql)) == 0, "other %s", same[i].what);
	}
	/* Owner and operators see what is theirs. */
	ck_assert_str_eq(rows(&to,
			      "SELECT count(*) FROM (SELECT id AS system_id, organisation_id FROM system UNION SELECT"
			      " a.system_id, p.operator_id FROM allocation a JOIN platform p ON p.id = a.platform_id)"
			      " h WHERE NOT EXISTS (SELECT 1 FROM system_party v WHERE v.system_id = h.system_id"
			      " AND v.organisation_id = h.organisation_id)"),
			 "0\n");
	dup2(STDOUT_FILENO, STDERR_FILENO); /* the refusals of the whole province */
	ck_assert_int_eq(run(&to, "import", folder), 1);
	home_free(&from);
	home_free(&to);
}
END_TEST

/* ---- so many ---- */

static FILE *begin(struct home *home, const char *folder, const char *name, const char *head)
{
	FILE *file = fopen(arena_printf(home->arena, "%s/%s.csv", folder, name), "we");

	ck_assert_ptr_nonnull(file);
	fprintf(file, "%s\r\n", head);
	return file;
}

static void write_people_and_clouds(struct home *home, const char *folder)
{
	FILE *file = begin(home, folder, "organisations", "单位代码,单位名称,简称,机构序列,类别,电话");

	for (int i = 1; i <= UNITS; i++)
		fprintf(file, "u%d,第%d使用单位,单位%d,%d,使用单位,\r\n", i, i, i, i + 10);
	for (int i = 1; i <= PROVIDERS; i++)
		fprintf(file, "p%d,第%d云公司,云%d,%d,云服务商,\r\n", i, i, i, i + 100);
	fclose(file);
	file = begin(home, folder, "people", "账号,单位代码,岗位名称,电话");
	for (int i = 1; i <= UNITS * 2; i++)
		fprintf(file, "user-%d,u%d,经办岗,\r\n", i, (i - 1) / 2 + 1);
	fclose(file);
	file = begin(home, folder, "platforms",
		     "平台代码,平台名称,类型,运行单位,网络区域,技术架构,顺序,处理器核数,内存GB,高性能块存储GB,"
		     "普通块存储GB,文件存储GB,对象存储GB,备份存储GB,公网地址个数,互联网带宽Mbps,归档存储GB,GPU张数");
	for (int i = 1; i <= PROVIDERS; i++)
		fprintf(file, "c%d,云平台%d,云服务,p%d,,,%d,10000,40000,,,,,,,,,\r\n", i, i, i, i);
	fclose(file);
}

static void write_systems(struct home *home, const char *folder)
{
	FILE *file = begin(home, folder, "filings", "备案号,系统名称,单位,备案日期");

	for (int i = 1; i <= SYSTEMS; i++)
		fprintf(file, "BA-%04d,系统%d,u%d,2021-01-01\r\n", i, i, i % UNITS + 1);
	fclose(file);
	file = begin(home, folder, "systems",
		     "备案号,系统名称,简称,单位,等级,网络区域,阶段,责任岗位,责任电话,上云日期,运行日期,使用期限,"
		     "已接入监测,所属系统");
	for (int i = 1; i <= SYSTEMS; i++)
		fprintf(file, "BA-%04d,系统%d,,u%d,二级,,正式运行,运维岗,028-86600000,2021-03-01,2021-06-01,,是,\r\n",
			i, i, i % UNITS + 1);
	fclose(file);
	file = begin(home, folder, "allocations", "备案号,系统名称,平台,资源类别,笔次,核定数,实配数,核定日期");
	for (int i = 1; i <= SYSTEMS; i++)
		fprintf(file,
			"BA-%04d,系统%d,c%d,处理器,1,64,60,2021-03-01\r\nBA-%04d,系统%d,c%d,内存,1,128,128,2021-03-"
			"01\r\n",
			i, i, i % PROVIDERS + 1, i, i, i % PROVIDERS + 1);
	fclose(file);
	file = begin(home, folder, "machines", "平台,机器编号,备案号,系统名称,处理器核数,内存GB,磁盘GB,启用日期,备机");
	for (int i = 1; i <= MACHINES; i++) {
		int system = i % SYSTEMS + 1;

		fprintf(file, "c%d,vm-%d,BA-%04d,系统%d,8,16,200,2021-03-02,否\r\n", system % PROVIDERS + 1, i, system,
			system);
	}
	fclose(file);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

START_TEST(sixty_organisations_and_nine_hundred_machines_take_seconds)
{
	struct home home;
	char *folder;
	double began;

	quiet();
	empty_home(&home);
	folder = config_path(home.arena, home.config.data, "files");
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	write_people_and_clouds(&home, folder);
	write_systems(&home, folder);
	began = now();
	ck_assert_int_eq(run(&home, "import", folder), 0);
	ck_assert_msg(now() - began < SECONDS_MOST, "took %.1f s", now() - began);
	ck_assert_str_eq(rows(&home, "SELECT (SELECT count(*) FROM organisation), (SELECT count(*) FROM system),"
				     " (SELECT count(*) FROM machine), (SELECT sum(max(granted, allocated)) FROM"
				     " allocation WHERE class = 'vcpu'), (SELECT count(*) FROM matter)"),
			 "60\t130\t900\t8320\t59\n");
	home_free(&home);
}
END_TEST

int main(void)
{
	log_threshold(LEVEL_ERROR);
	crypt_init();
	return RUN_SUITE_IN("modules/takeover_demo", NULL, NULL, 180,
			    demo_taken_over_into_an_empty_installation_is_the_same,
			    sixty_organisations_and_nine_hundred_machines_take_seconds);
}
