#include "unit/modules/usage_cast.h"

/* Hundredths of a percent; traffic in hundredths of Mbps. */
static void month(const char *period, int platform, const char *code, int cpu_avg, int cpu_p95, int mem_avg,
		  int mem_p95)
{
	office_sql(
		office,
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) SELECT '%s', %d, '%s', system_id, vcpu, memory_gb, disk_gb, %d, %d, 10000, %d, %d, "
		"10000,"
		" 5000, 4, 4, 10, 9800, 30, 1 FROM machine WHERE platform_id = %d AND code = '%s'",
		period, platform, code, cpu_avg, cpu_p95, mem_avg, mem_p95, platform, code);
}

static void quarter(int platform, const char *code, int cpu_avg, int cpu_p95, int mem_avg, int mem_p95)
{
	month("2026-08", platform, code, cpu_avg, cpu_p95, mem_avg, mem_p95);
	month("2026-09", platform, code, cpu_avg, cpu_p95, mem_avg, mem_p95);
	month("2026-10", platform, code, cpu_avg, cpu_p95, mem_avg, mem_p95);
}

static struct usage_judgement judged(int64_t system)
{
	struct usage_judgement judgement;

	ck_assert_int_eq(usage_judge(program(), system, &judgement, NULL, NULL), OK);
	return judgement;
}

/* ---- classes ---- */

START_TEST(nothing_reported_is_not_judged_and_says_so)
{
	struct usage_line *lines;
	size_t count;

	open_office();
	ck_assert_int_eq(judged(1).class, USAGE_UNJUDGED);
	ck_assert_str_eq(judged(1).why, "尚无数据");
	ck_assert_int_eq(usage_months(program(), 1, 3, &lines, &count), OK);
	ck_assert_uint_eq(count, 0);
	office_free(office);
}
END_TEST

/* 8 vCPU at P95 50 % and 24 at 10 %: (8×50 + 24×10) ÷ 32 = 20 %; memory 32 GB at 60 % and 32 at 30 %: 45 %. */
START_TEST(months_weigh_by_processors_and_memory)
{
	struct usage_line *lines;
	size_t count;

	open_office();
	machine("a", 1, 1, 8, 32, "0");
	machine("b", 1, 1, 24, 32, "0");
	month("2026-10", 1, "a", 2000, 5000, 4000, 6000);
	month("2026-10", 1, "b", 400, 1000, 2000, 3000);
	month("2026-09", 1, "b", 400, 900, 2000, 3000);
	month("2026-11", 1, "b", 9000, 9900, 2000, 3000); /* not complete: never read */
	ck_assert_int_eq(usage_months(program(), 1, 3, &lines, &count), OK);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(lines[0].period, "2026-10");
	ck_assert_int_eq(lines[0].cpu_p95, 2000);
	ck_assert_int_eq(lines[0].cpu_avg, 800);
	ck_assert_int_eq(lines[0].mem_p95, 4500);
	ck_assert_int_eq(lines[0].storage, 5000);
	ck_assert_int_eq(lines[1].cpu_p95, 900);
	office_free(office);
}
END_TEST

START_TEST(three_quiet_months_without_a_gap_are_idle_two_are_not)
{
	struct usage_machine *machines;
	struct usage_judgement judgement;
	size_t count;

	open_office();
	machine("a", 1, 1, 8, 32, "0");
	month("2026-10", 1, "a", 200, 900, 1000, 1500);
	month("2026-09", 1, "a", 200, 900, 1000, 1500);
	ck_assert_int_eq(usage_judge(program(), 1, &judgement, &machines, &count), OK);
	ck_assert_int_eq(judgement.class, USAGE_SLIGHT);
	ck_assert_int_eq(machines[0].idle_months, 2);
	month("2026-07", 1, "a", 200, 900, 1000, 1500);
	ck_assert_int_eq(judged(1).class, USAGE_SLIGHT);
	month("2026-08", 1, "a", 200, 900, 1000, 1500);
	ck_assert_int_eq(judged(1).class, USAGE_IDLE);
	/* the limits themselves are not below the limits */
	office_sql(office, "UPDATE usage_month SET cpu_p95 = 1000 WHERE period = '2026-09'");
	ck_assert_int_eq(judged(1).class, USAGE_LOW);
	office_sql(office, "UPDATE usage_month SET cpu_p95 = 2000 WHERE period = '2026-09'");
	ck_assert_int_eq(judged(1).class, USAGE_SLIGHT);
	office_free(office);
}
END_TEST

/* 16 vCPU and 64 GB at P95 12 % and 25 %: 16×12÷60 = 3.2 → 4; 64×25÷75 = 21.3 → 32. */
START_TEST(low_machine_gets_the_size_that_would_do)
{
	struct usage_machine *machines;
	struct usage_judgement judgement;
	size_t count;

	open_office();
	machine("a", 1, 1, 16, 64, "0");
	quarter(1, "a", 500, 1200, 1800, 2500);
	ck_assert_int_eq(usage_judge(program(), 1, &judgement, &machines, &count), OK);
	ck_assert_int_eq(judgement.class, USAGE_LOW);
	ck_assert_int_eq(machines[0].target_vcpu, 4);
	ck_assert_int_eq(machines[0].target_memory_gb, 32);
	office_free(office);
}
END_TEST

START_TEST(small_machine_is_spared_low_but_not_idle)
{
	open_office();
	machine("a", 1, 1, 2, 4, "0");
	quarter(1, "a", 1200, 1500, 2500, 3000);
	ck_assert_int_eq(judged(1).class, USAGE_UNJUDGED);
	ck_assert_ptr_nonnull(strstr(judged(1).why, "不超过 2 核、4 GB 的小规格，不判定低效"));
	office_sql(office, "UPDATE usage_month SET cpu_avg = 100, cpu_p95 = 500, mem_avg = 900");
	ck_assert_int_eq(judged(1).class, USAGE_IDLE);
	office_free(office);
}
END_TEST

START_TEST(two_busy_months_are_high)
{
	open_office();
	machine("a", 1, 1, 8, 32, "0");
	month("2026-08", 1, "a", 2000, 3000, 3000, 4000);
	month("2026-09", 1, "a", 5000, 8100, 3000, 4000);
	ck_assert_int_eq(judged(1).class, USAGE_UNJUDGED); /* October is missing */
	month("2026-10", 1, "a", 5000, 7000, 3000, 8600);
	ck_assert_int_eq(judged(1).class, USAGE_HIGH);
	office_free(office);
}
END_TEST

START_TEST(what_cannot_be_judged_is_not)
{
	static const struct {
		const char *change;
		const char *why;
	} cases[] = {
		{"UPDATE machine SET standby_yes = 1", "备机"},
		{"UPDATE usage_month SET coverage = 8999 WHERE period = '2026-09'", "覆盖率 89.99%"},
		{"UPDATE system SET state = 'trial' WHERE id = 1", "没有正式运行"},
		{"UPDATE machine SET since_day = 20700", "启用不满 90 日"}, /* 2026-09-04 */
		{"INSERT INTO system_season VALUES (1, 6, 9, '汛期', 1771300000, NULL)", "季节性"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		open_office();
		machine("a", 1, 1, 8, 32, "0");
		quarter(1, "a", 200, 900, 1000, 1500);
		ck_assert_int_eq(judged(1).class, USAGE_IDLE);
		office_sql(office, "%s", cases[i].change);
		ck_assert_msg(judged(1).class == USAGE_UNJUDGED, "%s", cases[i].change);
		ck_assert_msg(strstr(judged(1).why, cases[i].why) != NULL, "%s", judged(1).why);
		office_free(office);
	}
}
END_TEST

/* a was reported until September, b is idle: the system is what b is, and weighs as b. */
START_TEST(a_machine_without_the_last_month_is_not_judged_and_weighs_nothing)
{
	open_office();
	machine("a", 1, 1, 32, 64, "0");
	machine("b", 1, 1, 8, 32, "0");
	month("2026-08", 1, "a", 200, 900, 1000, 1500);
	month("2026-09", 1, "a", 200, 900, 1000, 1500);
	ck_assert_int_eq(judged(1).class, USAGE_UNJUDGED);
	ck_assert_msg(strstr(judged(1).why, "2026-10 没有数据") != NULL, "%s", judged(1).why);
	quarter(1, "b", 200, 900, 1000, 1500);
	ck_assert_int_eq(judged(1).class, USAGE_IDLE);
	ck_assert_int_eq(judged(1).vcpu, 8);
	ck_assert_int_eq(judged(1).class_vcpu[USAGE_NORMAL] + judged(1).class_vcpu[USAGE_SLIGHT], 0);
	office_free(office);
}
END_TEST

START_TEST(what_lies_undeployed_for_ninety_days_is_advised_to_be_reclaimed)
{
	int64_t today = day_from_date((struct date){2026, 11, 25});

	open_office();
	office_sql(office,
		   "UPDATE system SET state = 'deploying' WHERE id = 1;"
		   "UPDATE allocation SET allocated = granted, granted_at = %" PRId64 " WHERE system_id = 1",
		   day_start(today - 89));
	ck_assert_int_eq(judged(1).class, USAGE_UNJUDGED);
	office_sql(office, "UPDATE allocation SET granted_at = %" PRId64 " WHERE system_id = 1", day_start(today - 90));
	ck_assert_int_eq(judged(1).class, USAGE_IDLE);
	ck_assert_ptr_nonnull(strstr(judged(1).why, "满 90 日仍未部署"));
	office_sql(office, "UPDATE system SET state = 'operating' WHERE id = 1");
	ck_assert_int_eq(judged(1).class, USAGE_UNJUDGED);
	office_free(office);
}
END_TEST

START_TEST(center_registers_a_peak_and_takes_it_back)
{
	static const char path[] = "/usage/systems/1";
	static const char peak[] = "first_month=6&last_month=9&note=%E6%B1%9B%E6%9C%9F%E5%80%BC%E5%AE%88&action=season";

	open_office();
	machine("a", 1, 1, 8, 32, "0");
	quarter(1, "a", 200, 900, 1000, 1500);
	office_enter(office, "slt.jb");
	ck_assert_int_eq(office_post(office, path, peak)->response.status, 403);
	office_enter(office, "center.jb");
	ck_assert_int_eq(office_post(office, path, "first_month=13&last_month=9&note=&action=season")->response.status,
			 422);
	ck_assert_int_eq(office_post(office, "/usage/systems/99", peak)->response.status, 404);
	ck_assert_int_eq(judged(1).class, USAGE_IDLE);
	ck_assert_int_eq(office_post(office, path, peak)->response.status, 303);
	ck_assert_int_eq(judged(1).class, USAGE_UNJUDGED);
	ck_assert(sees("slt.jb", path, "6 月至 9 月"));
	office_enter(office, "center.jb");
	ck_assert_int_eq(office_post(office, path, "first_month=6&action=season_end")->response.status, 303);
	ck_assert_int_eq(office_post(office, path, "first_month=6&action=season_end")->response.status, 409);
	ck_assert_int_eq(judged(1).class, USAGE_IDLE);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action IN"
					       " ('system.season', 'system.season_end') AND outcome = 'ok'"),
			 2);
	office_free(office);
}
END_TEST

START_TEST(system_is_what_most_of_its_processors_are)
{
	struct usage_judgement judgement;

	open_office();
	machine("a", 1, 1, 16, 64, "0");
	machine("b", 1, 1, 8, 32, "0");
	machine("c", 2, 1, 8, 32, "0");
	quarter(1, "a", 1500, 3000, 4000, 5000);
	quarter(1, "b", 200, 900, 1000, 1500);
	quarter(2, "c", 200, 900, 1000, 1500);
	judgement = judged(1);
	ck_assert_int_eq(judgement.class_vcpu[USAGE_IDLE], 16);
	ck_assert_int_eq(judgement.class_vcpu[USAGE_NORMAL], 16);
	ck_assert_int_eq(judgement.class, USAGE_NORMAL); /* a tie goes to the higher use */
	office_sql(office, "UPDATE usage_month SET vcpu = 4 WHERE machine = 'a'");
	ck_assert_int_eq(judged(1).class, USAGE_IDLE);
	office_free(office);
}
END_TEST

/* ---- who sees what ---- */

START_TEST(each_sees_its_own_and_no_more)
{
	open_office();
	machine("vm-a", 1, 1, 8, 32, "0");
	machine("vm-b", 2, 1, 8, 32, "0");
	machine("vm-c", 1, 2, 8, 32, "0");
	quarter(1, "vm-a", 1500, 3100, 4000, 5000);
	quarter(2, "vm-b", 1500, 3300, 4000, 5000);
	quarter(1, "vm-c", 1500, 3700, 4000, 5000);
	ck_assert(sees("slt.jb", "/usage", "水雨情监测平台"));
	ck_assert(!sees("slt.jb", "/usage", "道路运输系统"));
	ck_assert(sees("slt.jb", "/usage/systems/1", "vm-b"));
	ck_assert(sees("jj.jb", "/usage", "道路运输系统"));
	ck_assert(sees("jj.jb", "/usage/systems/1", "vm-a"));
	ck_assert(!sees("jj.jb", "/usage/systems/1", "vm-b"));
	ck_assert(!sees("jj.jb", "/usage/machines", "vm-b"));
	ck_assert(!sees("ms.jb", "/usage", "道路运输系统"));
	ck_assert(sees("tf.jb", "/usage", "道路运输系统"));
	ck_assert(sees("center.jb", "/usage", "水雨情监测平台"));
	office_enter(office, "slt.jb");
	ck_assert_int_eq(office_get(office, "/usage/systems/2")->response.status, 404);
	ck_assert_int_eq(office_get(office, "/usage/systems/99")->response.status, 404);
	ck_assert_int_eq(office_get(office, "/usage/unknown")->response.status, 403);
	ck_assert_int_eq(office_get(office, "/usage/import")->response.status, 403);
	office_free(office);
}
END_TEST

/* ---- imports ---- */

#define HEAD \
	"月份,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率," \
	"流入均值," \
	"流出均值,带宽P95,采样覆盖率,开机天数\r\n"
#define LOAD ",8,32,18.25,40,75.5,30,50,60,45,1.5,0.8,6,99.1,31\r\n"

static int64_t rows(void)
{
	return office_number(office, "SELECT count(*) FROM usage_month");
}

START_TEST(import_previews_saves_and_may_be_repeated)
{
	static const char csv[] = HEAD "2026-10,jj-1,vm-a" LOAD "2026-10,岷山云,vm-x" LOAD;

	open_office();
	machine("vm-a", 1, 1, 8, 32, "0");
	office_enter(office, "tf.jb");
	ck_assert_int_eq(office_upload(office, "/usage/import", csv)->response.status, 200);
	ck_assert_int_eq(rows(), 0);
	ck_assert_int_eq(import("/usage/import", csv)->response.status, 303);
	ck_assert_int_eq(rows(), 2);
	ck_assert_int_eq(office_number(office, "SELECT cpu_avg FROM usage_month WHERE machine = 'vm-a'"), 1825);
	ck_assert_int_eq(office_number(office, "SELECT system_id FROM usage_month WHERE machine = 'vm-a'"), 1);
	ck_assert_int_eq(import("/usage/import", csv)->response.status, 303);
	ck_assert_int_eq(rows(), 2);
	ck_assert_int_eq(
		office_number(
			office,
			"SELECT count(*) FROM audit WHERE action = 'usage.import' AND detail LIKE '%%\"changed\":0%%'"),
		1);
	office_free(office);
}
END_TEST

/* A spreadsheet takes 2026-10 for a date and saves what it shows for it. */
START_TEST(a_month_is_read_as_spreadsheets_save_it)
{
	static const char *const said[] = {"2026-10",    "Oct-26",     "oct-26",        "2026/10",    "2026/10/1",
					   "2026-10-01", "2026年10月", "2026年10月1日", "２０２６-10"};
	static const char *const none[] = {"26-Oct",  "Okt-26",  "Oct-2026",  "2026/10/2", "2026年",
					   "10月",    "2026-0",  "-10",       "2026--1",   "2026-10-1-1",
					   "1900-01", "2014-12", "2014/12/1", "Dec-14"};

	open_office();
	office_enter(office, "tf.jb");
	for (size_t i = 0; i < ARRAY_LENGTH(said); i++) {
		ck_assert_msg(import("/usage/import", arena_printf(office->arena, HEAD "%s,jj-1,vm-b" LOAD, said[i]))
					      ->response.status == 303,
			      "%s", said[i]);
		ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_month WHERE period = '2026-10'"), 1);
		ck_assert_int_eq(rows(), 1);
	}
	for (size_t i = 0; i < ARRAY_LENGTH(none); i++) {
		struct request *req =
			import("/usage/import", arena_printf(office->arena, HEAD "%s,jj-1,vm-b" LOAD, none[i]));

		ck_assert_msg(req->response.status == 422 &&
				      office_shows(req, "月份写作 2026-10 的样子，不早于 2015-01，您填了"),
			      "%s", none[i]);
	}
	ck_assert_int_eq(
		import("/usage/import", HEAD "2026-10,jj-1,vm-c" LOAD "Oct-26,jj-1,vm-c" LOAD)->response.status, 422);
	office_free(office);
}
END_TEST

/*
 * P95 40, most 75: 0.9 × 40 + 0.1 × 75 = 43.5, and one point for rounding: 44.50 may be, 44.51 not.  P95 50, most 60:
 * 45 + 6 + 1 = 52.  A machine that works an hour a night has P95 1 and most 100 at a mean of 4.2: 0.9 + 10 + 1 = 11.9.
 */
START_TEST(a_mean_that_p95_and_maximum_exclude_is_told_by_line)
{
	struct request *req;

	open_office();
	office_enter(office, "tf.jb");
	req = import("/usage/import",
		     HEAD "2026-10,jj-1,vm-a" LOAD "2026-10,jj-1,vm-b,8,32,44.51,40,75,52.01,50,60,45,1,1,6,99,31\r\n");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "第 3 行"));
	ck_assert(office_shows(req, "处理器均值 44.51 与处理器P95、处理器峰值不相符：P95 为 40.00、峰值为 75.00 "
				    "时，均值不会超过 44.50"));
	ck_assert(office_shows(req, "内存均值 52.01 与内存P95、内存峰值不相符：P95 为 50.00、峰值为 60.00 "
				    "时，均值不会超过 52.00"));
	ck_assert_int_eq(rows(), 0);
	req = import("/usage/import", HEAD "2026-10,jj-1,vm-b,8,32,44.50,40,75,52,50,60,45,1,1,6,99,31\r\n"
					   "2026-10,jj-1,vm-c,8,32,4.2,1,100,30,30,30,45,1,1,6,99,31\r\n");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(rows(), 2);
	office_free(office);
}
END_TEST

START_TEST(one_bad_line_refuses_the_whole_file)
{
	static const char *const bad[] = {
		"2026-11,jj-1,vm-b" LOAD,
		"2026-13,jj-1,vm-b" LOAD,
		"2026Q3,jj-1,vm-b" LOAD,
		"2026-10,nobody,vm-b" LOAD,
		"2026-10,jj-1,vm-a" LOAD,
		"2026-10,jj-1," LOAD,
		"2026-09,jj-1,vm-b" LOAD,
		"2026-10,jj-1,vm-b,8,32,101,40,75,30,50,60,45,1,1,6,99,31\r\n",
		"2026-10,jj-1,vm-b,8,32,18,80,75,30,50,60,45,1,1,6,99,31\r\n",
		"2026-10,jj-1,vm-b,8,32,18,40,75,30,70,60,45,1,1,6,99,31\r\n",
		"2026-10,jj-1,vm-b,0,32,18,40,75,30,50,60,45,1,1,6,99,31\r\n",
		"2026-10,jj-1,vm-b,8,32,44.51,40,75,30,50,60,45,1,1,6,99,31\r\n",
		"2026-10,jj-1,vm-b,8,32,18,40,75,52.01,50,60,45,1,1,6,99,31\r\n",
		"2026-10,jj-1,vm-b,8,32,18,40,75,30,50,60,,1,1,6,99,31\r\n",
	};

	open_office();
	office_enter(office, "tf.jb");
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		const char *csv = arena_printf(office->arena, "%s%s%s", HEAD, "2026-10,jj-1,vm-a" LOAD, bad[i]);
		struct request *req = import("/usage/import", csv);

		ck_assert_msg(req->response.status == 422, "case %zu: %d", i, req->response.status);
		ck_assert_msg(office_shows(req, "第 3 行"), "case %zu", i);
		ck_assert_int_eq(rows(), 0);
	}
	office_free(office);
}
END_TEST

START_TEST(unknown_machine_is_in_no_unit_until_its_operator_registers_it)
{
	static const char machines[] = "平台,机器编号,备案号,系统名称,处理器核数,内存GB,磁盘GB,启用日期,备机\r\n"
				       "岷山云,vm-x,BA-0001,水雨情监测平台,8,32,200,2026-01-05,否\r\n";

	open_office();
	office_enter(office, "tf.jb");
	ck_assert_int_eq(import("/usage/import", HEAD "2026-10,ms-1,vm-x" LOAD)->response.status, 303);
	ck_assert(sees("tf.jb", "/usage", "1 台机器未入台账"));
	ck_assert(sees("ms.jb", "/usage/unknown", "vm-x"));
	ck_assert(!sees("jj.jb", "/usage/unknown", "vm-x"));
	ck_assert(!sees("slt.jb", "/usage/systems/1", "vm-x"));
	ck_assert(!sees("slt.jb", "/usage", "未入台账"));
	office_enter(office, "jj.jb");
	ck_assert_int_eq(import("/usage/machines/import", machines)->response.status, 422);
	office_enter(office, "ms.jb");
	ck_assert_int_eq(import("/usage/machines/import", machines)->response.status, 303);
	ck_assert(sees("slt.jb", "/usage/systems/1", "vm-x"));
	ck_assert(!sees("ms.jb", "/usage/unknown", "vm-x"));
	office_free(office);
}
END_TEST

START_TEST(machine_of_a_system_that_does_not_lie_there_is_refused)
{
	static const char machines[] = "平台,机器编号,备案号,系统名称,处理器核数,内存GB,磁盘GB,启用日期,备机\r\n"
				       "岷山云,vm-x,BA-0002,道路运输系统,8,32,200,2026-01-05,否\r\n";

	open_office();
	office_enter(office, "ms.jb");
	ck_assert_int_eq(import("/usage/machines/import", machines)->response.status, 422);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM machine"), 0);
	office_free(office);
}
END_TEST

START_TEST(a_machine_named_twice_is_refused_however_its_platform_is_written)
{
	static const char machines[] = "平台,机器编号,备案号,系统名称,处理器核数,内存GB,磁盘GB,启用日期,备机\r\n"
				       "岷山云,vm-x,BA-0001,水雨情监测平台,8,32,200,2026-01-05,否\r\n"
				       "ms-1,vm-x,BA-0001,水雨情监测平台,16,64,200,2026-01-05,否\r\n";
	struct request *req;

	open_office();
	office_enter(office, "ms.jb");
	req = import("/usage/machines/import", machines);
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "重复"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM machine"), 0);
	office_enter(office, "tf.jb");
	req = import("/usage/import", HEAD "2026-10,ms-1,vm-x" LOAD "2026-10,岷山云,vm-x" LOAD);
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "与第 2 行重复"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_month"), 0);
	office_free(office);
}
END_TEST

START_TEST(reported_months_are_kept)
{
	open_office();
	machine("a", 1, 1, 8, 32, "0");
	month("2026-10", 1, "a", 200, 900, 1000, 1500);
	ck_assert_ptr_nonnull(office_try(office, "DELETE FROM usage_month"));
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"modules/usage", nothing_reported_is_not_judged_and_says_so, months_weigh_by_processors_and_memory,
		three_quiet_months_without_a_gap_are_idle_two_are_not, low_machine_gets_the_size_that_would_do,
		small_machine_is_spared_low_but_not_idle, two_busy_months_are_high, what_cannot_be_judged_is_not,
		a_machine_without_the_last_month_is_not_judged_and_weighs_nothing,
		what_lies_undeployed_for_ninety_days_is_advised_to_be_reclaimed,
		center_registers_a_peak_and_takes_it_back, system_is_what_most_of_its_processors_are,
		each_sees_its_own_and_no_more, import_previews_saves_and_may_be_repeated,
		a_month_is_read_as_spreadsheets_save_it, a_mean_that_p95_and_maximum_exclude_is_told_by_line,
		one_bad_line_refuses_the_whole_file, unknown_machine_is_in_no_unit_until_its_operator_registers_it,
		machine_of_a_system_that_does_not_lie_there_is_refused,
		a_machine_named_twice_is_refused_however_its_platform_is_written, reported_months_are_kept);
}
