/*
 * Machines of the live systems and twelve months of what they used: a mean of
 * about 18 % of the processors, some idle, some low, a few high, two that are
 * busy in their season only, a standby machine and one badly sampled.
 */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/period.h"

enum { MONTHS = 12, PER_MACHINE = 24, MACHINES_MAX = 10, HOSTS_MAX = 400, WHOLE = 100 };

enum profile { IDLE, LOW, NORMAL, BUSY, HIGH, SEASONAL, ROOMY };

/* Least and most of each measure, in percent: mean and P95 of processors and memory. */
static const struct {
	int64_t cpu_avg[2], cpu_p95[2], mem_avg[2], mem_p95[2], disk[2];
} loads[] = {
	[IDLE] = {{1, 4}, {3, 8}, {6, 14}, {9, 18}, {6, 18}},
	[LOW] = {{4, 8}, {9, 17}, {14, 26}, {22, 36}, {15, 45}},
	[NORMAL] = {{12, 28}, {28, 58}, {32, 55}, {45, 70}, {35, 72}},
	[BUSY] = {{38, 46}, {72, 78}, {55, 64}, {70, 79}, {60, 78}},
	[HIGH] = {{48, 62}, {83, 94}, {60, 74}, {78, 92}, {86, 93}},
	[SEASONAL] = {{3, 7}, {8, 16}, {14, 24}, {20, 34}, {30, 44}},
	[ROOMY] = {{12, 28}, {28, 58}, {32, 55}, {45, 70}, {8, 16}}, /* far more disks than it fills */
};

static const struct named {
	const char *system;
	enum profile profile;
	int first, last; /* months of the season */
} named[] = {
	{"高考成绩查询系统", SEASONAL, 6, 7},
	{"水雨情监测平台", SEASONAL, 6, 9},
	{"企业登记全程电子化平台", HIGH, 0, 0},
	{"医保公共服务平台", HIGH, 0, 0},
	{"社会保险公共服务平台", BUSY, 0, 0},
	{"学籍管理平台", BUSY, 0, 0},
	{"全民健康信息平台", BUSY, 0, 0},
	{"道路运输管理系统", BUSY, 0, 0},
	{"取水许可电子证照系统", IDLE, 0, 0},
	{"养老服务信息平台", IDLE, 0, 0},
	{"科技计划项目管理系统", LOW, 0, 0},
	{"水利工程建设管理系统", NORMAL, 0, 0},
	{"中小企业公共服务平台", NORMAL, 0, 0},
	{"公共信用信息平台", BUSY, 0, 0},
	{"公路治超联网系统", LOW, 0, 0},
	{"投资项目在线审批监管平台", BUSY, 0, 0},
	/* of which db/stories/downsizing.yaml tells */
	{"省级公共数据开放平台", LOW, 0, 0},
	{"智慧旅游服务平台（二期）", LOW, 0, 0},
	{"食品安全追溯平台", LOW, 0, 0},
	{"水雨情监测平台（二期）", LOW, 0, 0},
	{"预算管理一体化系统", LOW, 0, 0},
	{"电子证照服务系统", LOW, 0, 0},
	{"高速公路联网监测平台（二期）", IDLE, 0, 0},
	{"地理信息公共服务平台（二期）", IDLE, 0, 0},
	{"企业登记全程电子化平台（二期）", IDLE, 0, 0},
	{"公共信用信息平台（二期）", IDLE, 0, 0},
};

static const char standby_system[] = "统一身份认证平台";
static const char badly_sampled[] = "环境空气质量发布系统";

struct host {
	int64_t system, platform;
	const char *code;
	bool recovery;
	const char *name;
	int64_t operating_day;
	int64_t vcpu, disk;
};

/* The same for the same system, machine and month, whatever else was drawn. */
static int64_t steady(const char *text, int64_t salt, int64_t below)
{
	uint64_t z = UINT64_C(20200162) + (uint64_t)salt * UINT64_C(0x9E3779B97F4A7C15);

	for (; *text != '\0'; text++)
		z = (z ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	z ^= z >> 31;
	return (int64_t)(z % (uint64_t)below);
}

static const struct named *season_of(const char *system)
{
	for (size_t i = 0; i < ARRAY_LENGTH(named); i++)
		if (text_equal(named[i].system, system))
			return &named[i];
	return NULL;
}

static enum profile profile_of(const struct host *host, int month)
{
	const struct named *special = season_of(host->name);
	int64_t draw = steady(host->name, 1, WHOLE);

	if (host->recovery)
		return IDLE;
	if (special != NULL && special->profile == SEASONAL)
		return month >= special->first && month <= special->last ? BUSY : SEASONAL;
	if (special != NULL)
		return special->profile;
	return draw < 12 ? IDLE : draw < 30 ? LOW : draw < 36 ? ROOMY : draw < 94 ? NORMAL : HIGH;
}

/* A steady load has its mean below its P95. */
static int64_t mean_below(int64_t mean, int64_t p95)
{
	return mean > p95 * 9 / 10 ? p95 * 9 / 10 : mean;
}

/* Between the least and the most of a profile, in hundredths. */
static int64_t within(const char *code, int64_t salt, const int64_t range[2])
{
	return range[0] * WHOLE + steady(code, salt, (range[1] - range[0]) * WHOLE + 1);
}

static int64_t at_most(int64_t value)
{
	return value > WHOLE * WHOLE ? WHOLE * WHOLE : value;
}

/* ---- one machine ---- */

struct machine {
	const struct host *host;
	const char *code;
	int64_t vcpu, memory, disk;
	bool standby;
	bool badly_sampled;
};

static void add_machine(struct demo *demo, const struct machine *machine)
{
	struct query *query = db_query(demo->context.db, Q_USAGE_MACHINE_ADD);

	query_int(query, ":platform", machine->host->platform);
	query_text(query, ":code", machine->code);
	query_int(query, ":system", machine->host->system);
	query_int(query, ":vcpu", machine->vcpu);
	query_int(query, ":memory", machine->memory);
	query_int(query, ":disk", machine->disk);
	query_int(query, ":standby", machine->standby);
	query_int(query, ":since", machine->host->operating_day);
	query_int(query, ":now", day_start(machine->host->operating_day));
	query_null(query, ":person");
	demo_must(machine->code, query_run(query));
}

static void put_traffic(struct query *query, const struct machine *machine, enum profile profile, int64_t salt)
{
	int64_t in = profile == IDLE || machine->standby ? 1 + steady(machine->code, salt + 5, 4)
							 : 60 + steady(machine->code, salt + 5, 900);

	query_int(query, ":net_in", in);
	query_int(query, ":net_out", in * 9 / 10);
	query_int(query, ":bw_p95", in * 3);
}

static void add_row(struct demo *demo, const struct machine *machine, const char *period, int month, int64_t last_day)
{
	enum profile profile = machine->standby ? IDLE : profile_of(machine->host, month);
	struct query *query = db_query(demo->context.db, Q_USAGE_ROW_PUT);
	int64_t salt = last_day * 16;
	int64_t cpu_p95 = within(machine->code, salt + 1, loads[profile].cpu_p95);
	int64_t mem_p95 = within(machine->code, salt + 3, loads[profile].mem_p95);

	query_text(query, ":period", period);
	query_int(query, ":platform", machine->host->platform);
	query_text(query, ":machine", machine->code);
	query_int(query, ":vcpu", machine->vcpu);
	query_int(query, ":memory", machine->memory);
	query_int(query, ":cpu_avg", mean_below(within(machine->code, salt, loads[profile].cpu_avg), cpu_p95));
	query_int(query, ":cpu_p95", cpu_p95);
	query_int(query, ":cpu_max", at_most(cpu_p95 * 5 / 4 + WHOLE));
	query_int(query, ":mem_avg", mean_below(within(machine->code, salt + 2, loads[profile].mem_avg), mem_p95));
	query_int(query, ":mem_p95", mem_p95);
	query_int(query, ":mem_max", at_most(mem_p95 * 9 / 8 + WHOLE));
	query_int(query, ":disk_used", within(machine->code, salt + 4, loads[profile].disk));
	put_traffic(query, machine, profile, salt);
	query_int(query, ":coverage", machine->badly_sampled ? 8500 : 9700 + steady(machine->code, salt + 6, 300));
	query_int(query, ":days_on", date_from_day(last_day).day);
	query_text(query, ":system_named", "");
	query_int(query, ":now", day_start(last_day + 7) + 10 * 3600);
	query_int(query, ":person", demo_person(demo, "tianfu", ROLE_SUPERVISOR_CLERK, 0)->person);
	demo_must(machine->code, query_run(query));
}

/* ---- months ---- */

struct month {
	const char *period;
	int number;
	int64_t first_day, last_day;
};

static void add_months(struct demo *demo, const struct machine *machine, const struct month *months)
{
	add_machine(demo, machine);
	for (size_t i = 0; i < MONTHS; i++)
		if (months[i].first_day >= machine->host->operating_day)
			add_row(demo, machine, months[i].period, months[i].number, months[i].last_day);
}

static int64_t size_of_machine(int64_t vcpu)
{
	static const int64_t sizes[] = {64, 32, 16, 8, 4};

	for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++)
		if (sizes[i] <= vcpu)
			return sizes[i];
	return 2;
}

static void add_host(struct demo *demo, const struct host *host, const struct month *months)
{
	int64_t count = (host->vcpu + PER_MACHINE - 1) / PER_MACHINE;

	count = count < 1 ? 1 : count > MACHINES_MAX ? MACHINES_MAX : count;
	for (int64_t i = 0; i < count; i++) {
		int64_t vcpu = size_of_machine(host->vcpu / count);
		struct machine machine = {
			.host = host,
			.code = arena_printf(demo->arena, "vm-%.2s-%03" PRId64 "-%02" PRId64, host->code, host->system,
					     i + 1),
			.vcpu = vcpu,
			.memory = vcpu * 4,
			.disk = host->disk / count,
			.standby = host->recovery || (i == 1 && text_equal(host->name, standby_system)),
			.badly_sampled = text_equal(host->name, badly_sampled),
		};

		add_months(demo, &machine, months);
	}
}

static size_t read_hosts(struct demo *demo, struct host hosts[HOSTS_MAX])
{
	struct query *query = db_query(demo->context.db, Q_DEMO_USAGE_HOSTS);
	size_t count = 0;

	while (count < HOSTS_MAX && query_step(query)) {
		struct host *host = &hosts[count++];

		host->system = next_int(query);
		host->platform = next_int(query);
		host->code = next_text(query, demo->arena);
		host->recovery = next_int(query) != 0;
		host->name = next_text(query, demo->arena);
		host->operating_day = day_of(next_int(query));
		host->vcpu = next_int(query);
		host->disk = next_int(query);
	}
	demo_must("usage", query_end(query));
	return count;
}

static void read_months(struct demo *demo, struct month months[MONTHS])
{
	int64_t day = day_of(demo->now);

	for (size_t i = 0; i < MONTHS; i++) {
		struct month *month = &months[i];

		month->period = period_before(demo->arena, EVERY_MONTH, day);
		if (!period_days(month->period, &month->first_day, &month->last_day))
			demo_fail("usage", ERR_INTERNAL, month->period);
		month->number = date_from_day(month->first_day).month;
		day = month->first_day;
	}
}

static void add_season(struct demo *demo, const struct host *host)
{
	const struct named *special = season_of(host->name);
	struct query *query;

	if (special == NULL || special->profile != SEASONAL || host->recovery)
		return;
	query = db_query(demo->context.db, Q_USAGE_SEASON_ADD);
	query_int(query, ":system", host->system);
	query_int(query, ":first", special->first);
	query_int(query, ":last", special->last);
	query_text(query, ":note", "申请时登记的峰值时段");
	query_int(query, ":now",
		  day_start(day_of(demo->now) - 60) + 10 * 3600); /* a registration lapses after a year */
	demo_must(host->name, query_run(query));
}

void demo_usage_add(struct demo *demo)
{
	struct host *hosts = arena_array(demo->arena, HOSTS_MAX, sizeof *hosts);
	struct month months[MONTHS];
	size_t count = read_hosts(demo, hosts);

	read_months(demo, months);
	for (size_t i = 0; i < count; i++) {
		add_host(demo, &hosts[i], months);
		add_season(demo, &hosts[i]);
	}
}

/* Two systems are idle for a reason; for one of them it no longer holds. */
static void add_exemptions(struct demo *demo)
{
	static const struct {
		const char *system, *reason;
		int since, until; /* days from today */
	} exemptions[] = {
		{"养老服务信息平台", "适老化改造期间业务迁出，改造完成后恢复使用", -40, 110},
		{"取水许可电子证照系统", "证照换发试点尚未开始，试点期间暂不评估", -200, -20},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(exemptions); i++) {
		int64_t since = day_of(demo->now) + exemptions[i].since;
		struct query *query = db_query(demo->context.db, Q_USAGE_EXEMPTION_ADD);

		query_int(query, ":system", demo_system_of(demo, exemptions[i].system));
		query_text(query, ":machine", "");
		query_text(query, ":reason", exemptions[i].reason);
		query_int(query, ":today", since);
		query_int(query, ":until", day_of(demo->now) + exemptions[i].until);
		query_int(query, ":now", day_start(since) + 10 * 3600);
		query_int(query, ":person", demo_person_by_login(demo, "center-dispatch")->person);
		demo_must("exemption", query_run(query));
	}
}

/* Two machines the supervisor measured last month and no register knows. */
void demo_usage_unknown(struct demo *demo)
{
	static const char *const codes[] = {"jinjiang-1", "minshan-1"};
	struct month months[MONTHS];

	add_exemptions(demo);
	read_months(demo, months);
	for (size_t i = 0; i < ARRAY_LENGTH(codes); i++) {
		struct host host = {.platform = demo_platform(demo, codes[i]), .name = "", .vcpu = 8};
		struct machine machine = {.host = &host,
					  .code = arena_printf(demo->arena, "vm-%.2s-tmp-%02zu", codes[i], i + 1),
					  .vcpu = 8,
					  .memory = 32};

		add_row(demo, &machine, months[0].period, months[0].number, months[0].last_day);
	}
}
