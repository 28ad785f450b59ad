#include "unit/modules/usage_cast.h"

#define HEAD \
	"日期,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率," \
	"流入均值," \
	"流出均值,带宽P95,采样覆盖率,开机天数\r\n"
#define MONTH_HEAD \
	"月份,平台,机器编号,系统,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值," \
	"磁盘使用率,流入均值," \
	"流出均值,带宽P95,采样覆盖率,开机天数\r\n"

/* One day of vm-a on jj-1: 8 cores, 32 GB. */
static char *day(const char *date, const char *cpu_avg, const char *cpu_p95, const char *disk, const char *coverage)
{
	return arena_printf(office->arena, "%s,jj-1,vm-a,8,32,%s,%s,90,10,%s,95,%s,1,0.5,%s,%s,1\r\n", date, cpu_avg,
			    cpu_p95, cpu_p95, disk, cpu_p95, coverage);
}

static int64_t of_month(const char *column, const char *period)
{
	return office_number(office, "SELECT %s FROM usage_month WHERE machine = 'vm-a' AND period = '%s'", column,
			     period);
}

static void open_with_machine(void)
{
	open_office();
	machine("vm-a", 1, 1, 8, 32, "0");
	office_enter(office, "tf.jb");
}

/*
 * October, 31 days with P95 1.00 to 31.00 in any order: rank ceil(0.95 × 31) = 30, so 30.00.  Means 8.00 on thirty
 * days sampled whole, 13.00 on one sampled half: (30×8×100 + 13×50) ÷ (30×100 + 50) = 24650 ÷ 3050 = 8.08.
 * Coverage (30×100 + 50) ÷ 31 = 98.38; the disk of the last day.
 */
START_TEST(month_is_the_nearest_rank_of_its_days)
{
	const char *csv = HEAD;

	open_with_machine();
	for (int i = 0; i < 31; i++) {
		int date = (i * 7) % 31 + 1;
		const char *p95 = arena_printf(office->arena, "%d", date);
		const char *shown = arena_printf(office->arena, "2026-10-%02d", date);

		csv = arena_printf(
			office->arena, "%s%s", csv,
			day(shown, date == 5 ? "13" : "8", p95, date == 31 ? "61.5" : "40", date == 5 ? "50" : "100"));
	}
	ck_assert_int_eq(import("/usage/import", csv)->response.status, 303);
	ck_assert_int_eq(of_month("cpu_p95", "2026-10"), 3000);
	ck_assert_int_eq(of_month("mem_p95", "2026-10"), 3000);
	ck_assert_int_eq(of_month("bw_p95", "2026-10"), 3000);
	ck_assert_int_eq(of_month("cpu_avg", "2026-10"), 808);
	ck_assert_int_eq(of_month("cpu_max", "2026-10"), 9000);
	ck_assert_int_eq(of_month("coverage", "2026-10"), 9838);
	ck_assert_int_eq(of_month("disk_used", "2026-10"), 6150);
	ck_assert_int_eq(of_month("days_on", "2026-10"), 31);
	ck_assert_int_eq(of_month("source = 'days'", "2026-10"), 1);
	ck_assert_int_eq(of_month("system_id", "2026-10"), 1);
	ck_assert(sees("slt.jb", "/usage/systems/1", "日数汇总"));
	ck_assert(sees("slt.jb", "/usage/systems/1", "2026-10-31"));
	ck_assert(!sees("ms.jb", "/usage/systems/1", "2026-10-31"));
	office_free(office);
}
END_TEST

/* Three days of 31 sampled whole: coverage 300 ÷ 31 = 9.67, far below what may be judged. */
START_TEST(days_that_are_missing_lower_the_coverage)
{
	open_with_machine();
	ck_assert_int_eq(
		import("/usage/import",
		       arena_printf(office->arena, HEAD "%s%s%s%s", day("2026-10-01", "1", "5", "10", "100"),
				    day("2026-10-02", "1", "6", "10", "100"), day("2026-10-03", "1", "7", "10", "100"),
				    day("2026-10-04", "0", "0", "0", "0")))
			->response.status,
		303);
	ck_assert_int_eq(of_month("coverage", "2026-10"), 967);
	ck_assert_int_eq(of_month("cpu_p95", "2026-10"), 700);
	ck_assert_int_eq(of_month("disk_used", "2026-10"), 1000); /* the day without a sample says nothing */
	office_free(office);
}
END_TEST

START_TEST(days_sent_again_replace_themselves_and_their_month)
{
	const char *csv;

	open_with_machine();
	csv = arena_printf(office->arena, HEAD "%s%s", day("2026-10-30", "10", "20", "10", "100"),
			   day("2026-11-01", "10", "50", "10", "100"));
	ck_assert_int_eq(import("/usage/import", csv)->response.status, 303);
	ck_assert_int_eq(import("/usage/import", csv)->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_day"), 2);
	ck_assert_int_eq(office_number(office, "SELECT max(revision) FROM usage_day"), 0);
	ck_assert_int_eq(office_number(office,
				       "SELECT count(*) FROM audit WHERE action = 'usage.import' AND detail LIKE"
				       " '%%\"rows\":2,\"changed\":0,\"replaced\":0%%'"),
			 1);
	ck_assert_int_eq(import("/usage/import",
				arena_printf(office->arena, HEAD "%s", day("2026-10-30", "10", "25", "10", "100")))
				 ->response.status,
			 303);
	ck_assert_int_eq(of_month("cpu_p95", "2026-10"), 2500);
	ck_assert_int_eq(of_month("cpu_p95", "2026-11"), 5000);
	ck_assert_int_eq(office_number(office, "SELECT revision FROM usage_day WHERE cpu_p95 = 2500"), 1);
	ck_assert_ptr_nonnull(office_try(office, "DELETE FROM usage_day"));
	/* the running month has figures but is no month yet */
	ck_assert(!sees("slt.jb", "/usage", "value=\"2026-11\""));
	ck_assert(sees("slt.jb", "/usage", "value=\"2026-10\""));
	office_free(office);
}
END_TEST

START_TEST(reported_month_wins_over_its_days)
{
	static const char month[] = MONTH_HEAD "2026-10,jj-1,vm-a,水雨情,8,32,18,40,75,30,50,60,45,1,1,6,99,31\r\n";

	open_with_machine();
	ck_assert_int_eq(import("/usage/import",
				arena_printf(office->arena, HEAD "%s", day("2026-10-30", "10", "20", "10", "100")))
				 ->response.status,
			 303);
	ck_assert_int_eq(of_month("cpu_p95", "2026-10"), 2000);
	ck_assert_int_eq(import("/usage/import", month)->response.status, 303);
	ck_assert_int_eq(of_month("cpu_p95", "2026-10"), 4000);
	ck_assert_int_eq(of_month("source = 'month' AND system_named = '水雨情'", "2026-10"), 1);
	ck_assert_int_eq(import("/usage/import",
				arena_printf(office->arena, HEAD "%s", day("2026-10-29", "10", "80", "10", "100")))
				 ->response.status,
			 303);
	ck_assert_int_eq(of_month("cpu_p95", "2026-10"), 4000);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_day"), 2);
	office_free(office);
}
END_TEST

START_TEST(one_bad_day_refuses_the_whole_file)
{
	static const char *const bad[] = {
		"2026-11-25,jj-1,vm-b,8,32,18,40,75,30,50,60,45,1,1,6,99,1\r\n", /* today has not ended */
		"2026-02-30,jj-1,vm-b,8,32,18,40,75,30,50,60,45,1,1,6,99,1\r\n",
		"2026-10,jj-1,vm-b,8,32,18,40,75,30,50,60,45,1,1,6,99,1\r\n",
		"2026-10-30,jj-1,vm-b,8,32,18,40,75,30,50,60,45,1,1,6,99,2\r\n",
		"2026-10-30,jj-1,vm-a,8,32,18,40,75,30,50,60,45,1,1,6,99,1\r\n",
		"2026-10-30,xx,vm-b,8,32,18,40,75,30,50,60,45,1,1,6,99,1\r\n",
		"2026-10-30,jj-1,vm-b,8,32,18,80,75,30,50,60,45,1,1,6,99,1\r\n",
		"2026-10-30,jj-1,vm-b,8,32,18.255,40,75,30,50,60,45,1,1,6,99,1\r\n",
	};

	open_with_machine();
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		struct request *req =
			import("/usage/import", arena_printf(office->arena, HEAD "%s%s",
							     day("2026-10-30", "10", "20", "10", "100"), bad[i]));

		ck_assert_msg(req->response.status == 422, "case %zu: %d", i, req->response.status);
		ck_assert_msg(office_shows(req, "第 3 行"), "case %zu", i);
		ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_day"), 0);
		ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_month"), 0);
	}
	ck_assert_int_eq(import("/usage/import", "日期,平台\r\n2026-10-30,jj-1\r\n")->response.status, 422);
	office_free(office);
}
END_TEST

/* Nobody knows vm-a: its days make months of nobody, until its operator registers it. */
START_TEST(days_of_an_unknown_machine_are_in_no_units_edition)
{
	open_office();
	office_enter(office, "tf.jb");
	ck_assert_int_eq(import("/usage/import",
				arena_printf(office->arena, HEAD "%s", day("2026-10-30", "10", "20", "10", "100")))
				 ->response.status,
			 303);
	ck_assert_int_eq(of_month("system_id IS NULL", "2026-10"), 1);
	ck_assert(sees("jj.jb", "/usage/unknown", "vm-a"));
	ck_assert(!sees("ms.jb", "/usage/unknown", "vm-a"));
	ck_assert(!sees("slt.jb", "/usage/systems/1", "2026-10-30"));
	machine("vm-a", 1, 1, 8, 32, "0");
	ck_assert(sees("slt.jb", "/usage/systems/1", "2026-10-30"));
	ck_assert(!sees("jj.jb", "/usage/unknown", "vm-a"));
	office_free(office);
}
END_TEST

/* Months are compared as text: one digit must not make another month of it. */
START_TEST(month_of_one_digit_is_that_month)
{
	static const char load[] = ",jj-1,vm-a,水雨情,8,32,18,40,75,30,50,60,45,1,1,6,99,31\r\n";
	static const struct {
		const char *said, *period;
	} months[] = {{"2026-1", "2026-01"}, {"2026-8", "2026-08"}, {"2026-１０", "2026-10"}};

	open_with_machine();
	for (size_t i = 0; i < ARRAY_LENGTH(months); i++) {
		ck_assert_int_eq(
			import("/usage/import", arena_printf(office->arena, MONTH_HEAD "%s%s", months[i].said, load))
				->response.status,
			303);
		ck_assert_int_eq(of_month("count(*)", months[i].period), 1);
	}
	ck_assert_int_eq(
		import("/usage/import", arena_printf(office->arena, MONTH_HEAD "2026Q1%s", load))->response.status,
		422);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/usage_days", month_is_the_nearest_rank_of_its_days,
			 days_that_are_missing_lower_the_coverage, days_sent_again_replace_themselves_and_their_month,
			 reported_month_wins_over_its_days, one_bad_day_refuses_the_whole_file,
			 days_of_an_unknown_machine_are_in_no_units_edition, month_of_one_digit_is_that_month);
}
