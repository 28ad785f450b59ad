/* Platforms and what they can hold, assessors, and the systems that were there before. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"
#include "base/text.h"

enum {
	CLASSES = 11,
	ADDRESSES = 8, /* with these begins what is not copied */
	SYSTEMS_MAX = 200,
	BEFORE_GROWTH = 80
};

static const char *const classes[CLASSES] = {"vcpu",      "memory_gb",      "ssd_gb",    "hdd_gb",
					     "file_gb",   "object_gb",      "backup_gb", "archive_gb",
					     "public_ip", "bandwidth_mbps", "gpu"};
/* Processors are what runs out first: the other classes are filled so many points less. */
static const int behind[CLASSES] = {0, 2, 8, 13, 19, 24, 21, 27, 30, 33, 36};

struct platform {
	const char *code;
	const char *name;
	const char *kind;
	const char *operator;
	const char *zones;
	const char *architecture;
	int fill; /* percent of the processors when the story ends */
	int64_t total[CLASSES];
};

static const struct platform platforms[] = {
	{"jinjiang-1",
	 "锦江云",
	 "service",
	 "jinjiang",
	 "互联网区、政务外网公共区",
	 "x86",
	 72,
	 {12000, 49152, 600000, 1400000, 300000, 500000, 300000, 400000, 512, 20000, 96}},
	{"minshan-1",
	 "岷山云",
	 "service",
	 "minshan",
	 "互联网区、政务外网公共区、政务外网专网区",
	 "x86、ARM",
	 84,
	 {8000, 32768, 400000, 900000, 200000, 300000, 200000, 250000, 256, 10000, 64}},
	{"qingcheng-1",
	 "青城云",
	 "service",
	 "qingcheng",
	 "政务外网公共区、政务外网专网区",
	 "ARM（信创）",
	 41,
	 {4000, 16384, 200000, 450000, 100000, 150000, 100000, 120000, 0, 0, 24}},
	{"jianmen-1",
	 "剑门灾备平台",
	 "recovery",
	 "jianmen",
	 "政务外网公共区、政务外网专网区",
	 "x86",
	 46,
	 {3000, 12288, 150000, 600000, 50000, 200000, 800000, 600000, 16, 1000, 0}},
	{"tianfu-1", "天府云监管平台", "supervision", "tianfu", "政务外网公共区", "x86", 0, {0}},
	{"jyt-1",
	 "教育整合云",
	 "integration",
	 "jyt",
	 "互联网区、政务外网公共区",
	 "x86",
	 63,
	 {2000, 8192, 80000, 200000, 60000, 80000, 60000, 40000, 64, 4000, 16}},
	{"zrzyt-1",
	 "地信整合云",
	 "integration",
	 "zrzyt",
	 "政务外网公共区、政务外网专网区",
	 "x86",
	 58,
	 {1600, 8192, 80000, 300000, 120000, 80000, 60000, 80000, 0, 0, 16}},
	/* Two that are leaving: one still hosts, the other hosts nothing any more. */
	{"tuojiang-1",
	 "沱江云",
	 "service",
	 "tuojiang",
	 "政务外网公共区",
	 "x86",
	 30,
	 {800, 3200, 40000, 90000, 20000, 20000, 20000, 20000, 16, 500, 0}},
	{"fujiang-1",
	 "涪江云",
	 "service",
	 "fujiang",
	 "政务外网公共区",
	 "x86",
	 0,
	 {600, 2400, 30000, 60000, 0, 0, 0, 0, 0, 0, 0}},
};

struct assessor {
	const char *code;
	const char *number;
	const char *kind;
	const char *scope;
	int from_days; /* before the story's first day */
	int left_days; /* after today; negative: expired */
};

static const struct assessor assessors[] = {
	{"assess-1", "CPAQ-2022-0117", "security", "云上信息系统安全评估", 400, 700},
	{"assess-2", "CPAQ-2020-0032", "security", "云上信息系统安全评估", 900, -75},
	{"assess-3", "CPXN-2023-0059", "performance", "信息系统性能测试", 300, 420},
	{"assess-4", "CPDB-2021-0208", "classified_protection", "网络安全等级保护测评", 500, 210},
	{"assess-5", "CPMP-2022-0041", "cryptography", "商用密码应用安全性评估", 200, 45},
};

/* ---- platforms and assessors ---- */

int64_t demo_platform(struct demo *demo, const char *code)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_PLATFORM);
	int64_t id = 0;

	query_text(query, ":code", code);
	demo_must(code, query_value(query, 0, &id));
	if (id == 0)
		demo_fail(code, ERR_NOT_FOUND, "no such platform");
	return id;
}

static void add_platform(struct demo *demo, const struct platform *platform, int64_t rank)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_PLATFORM_ADD);
	int64_t id;

	query_text(query, ":code", platform->code);
	query_text(query, ":name", platform->name);
	query_text(query, ":kind", platform->kind);
	query_int(query, ":operator", demo_organisation(demo, platform->operator));
	query_text(query, ":zones", platform->zones);
	query_text(query, ":architecture", platform->architecture);
	query_int(query, ":rank", rank);
	demo_must(platform->code, query_run(query));
	id = db_last_id(demo->context.db);
	for (size_t i = 0; i < CLASSES && platform->total[0] > 0; i++) {
		query = db_query(demo->context.db, Q_DEMO_CAPACITY_ADD);
		query_int(query, ":platform", id);
		query_text(query, ":class", classes[i]);
		query_int(query, ":total", platform->total[i]);
		query_int(query, ":now", clock_now());
		demo_must(platform->code, query_run(query));
	}
}

static void add_assessor(struct demo *demo, const struct assessor *assessor)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_ORGANISATION);
	const char *name = NULL;
	int64_t id = 0;

	query_text(query, ":code", assessor->code);
	if (query_step(query)) {
		id = next_int(query);
		name = next_text(query, demo->arena);
	}
	demo_must(assessor->code, query_end(query));
	query = db_query(demo->context.db, Q_DEMO_ASSESSOR_ADD);
	query_int(query, ":organisation", id);
	query_text(query, ":name", name);
	query_text(query, ":number", assessor->number);
	query_text(query, ":kind", assessor->kind);
	query_text(query, ":scope", assessor->scope);
	query_int(query, ":from", demo->first_day - assessor->from_days);
	query_int(query, ":to", day_of(demo->now) + assessor->left_days);
	demo_must(assessor->code, query_run(query));
}

int64_t demo_assessor(struct demo *demo, const char *kind)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_ASSESSOR);
	int64_t id = 0;

	query_text(query, ":kind", kind);
	query_int(query, ":today", day_of(demo->now));
	query_int(query, ":since", demo->first_day);
	demo_must(kind, query_value(query, 0, &id));
	return id;
}

/* ---- systems that were there before ---- */

struct live {
	const struct demo_filed *filed;
	const char *name;
	int64_t id;
	int64_t granted_at;
	int64_t weight;
};

/* Some came with a file of before the security post was asked for. */
static void add_security_post(struct demo *demo, struct query *query, bool lacking, int exchange, size_t index)
{
	query_text(query, ":security_title", lacking ? "" : "网络安全责任岗");
	query_text(query, ":security_phone",
		   lacking ? "" : arena_printf(demo->arena, "028-%d%04zu", exchange, index * 13 % 10000));
}

static int64_t add_system(struct demo *demo, struct live *live, int64_t filing, size_t index)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_SYSTEM_ADD);
	int64_t created = day_start(demo->first_day - 700 + (int64_t)demo_draw(demo, 600)) + 10 * 3600;
	int64_t today = day_of(demo->now);
	/* One past its period, a few near the end, the rest well within. */
	int64_t expires = today + (index == 5        ? -18
				   : index % 11 == 3 ? 25 + (int64_t)demo_draw(demo, 60)
						     : 120 + (int64_t)demo_draw(demo, 700));
	const char *state = index == 12   ? "changing"
			    : index == 31 ? "suspended"
			    : index == 44 ? "exiting"
					  : "operating";
	bool outside = !text_equal(live->filed->platform, "qingcheng-1") && demo_draw(demo, 100) < 40;

	query_int(query, ":organisation", demo_organisation(demo, live->filed->unit));
	query_int(query, ":filing", filing);
	query_int(query, ":base", 0);
	query_text(query, ":name", live->name);
	query_int(query, ":level", demo_draw(demo, 100) < 60 ? 2 : 3);
	query_text(query, ":zones", outside ? "互联网区、政务外网公共区" : "政务外网公共区");
	query_text(query, ":state", state);
	query_text(query, ":title", index % 17 == 4 ? "" : "系统运维责任岗");
	query_text(query, ":phone",
		   index % 17 == 4 ? "" : arena_printf(demo->arena, "028-8620%04zu", index * 13 % 10000));
	add_security_post(demo, query, index % 17 == 4 || index % 19 == 7, 8630, index);
	query_text(query, ":icp_no",
		   outside && index % 7 != 3 ? arena_printf(demo->arena, "蜀ICP备1900%04zu号-1", index * 37 % 10000)
					     : "");
	query_int(query, ":created", created);
	query_int(query, ":operating", created + 60 * 86400);
	query_int(query, ":expires", expires);
	demo_must(live->name, query_run(query));
	live->granted_at = created;
	return db_last_id(demo->context.db);
}

static void join(struct demo *demo, const struct live *live)
{
	const int64_t orgs[] = {demo_organisation(demo, live->filed->unit), 0};
	struct query *query;

	for (size_t i = 0; i < 2; i++) {
		int64_t org = orgs[i];

		for (size_t p = 0; i == 1 && p < ARRAY_LENGTH(platforms); p++)
			if (text_equal(platforms[p].code, live->filed->platform))
				org = demo_organisation(demo, platforms[p].operator);
		query = db_query(demo->context.db, Q_DEMO_SYSTEM_PARTY);
		query_int(query, ":organisation", org);
		query_int(query, ":system", live->id);
		query_int(query, ":created", live->granted_at);
		demo_must(live->name, query_run(query));
	}
	query = db_query(demo->context.db, Q_DEMO_SYSTEM_WATCHERS);
	query_int(query, ":system", live->id);
	query_int(query, ":created", live->granted_at);
	demo_must(live->name, query_run(query));
}

static void allocate(struct demo *demo, const char *platform, int64_t system, size_t class, int64_t amount, int64_t at)
{
	struct query *query;

	if (amount <= 0)
		return;
	query = db_query(demo->context.db, Q_DEMO_ALLOCATION_ADD);
	query_int(query, ":system", system);
	query_int(query, ":platform", demo_platform(demo, platform));
	query_text(query, ":class", classes[class]);
	query_int(query, ":amount", amount);
	query_int(query, ":at", at);
	demo_must(platform, query_run(query));
}

static int64_t target(const struct platform *platform, size_t class)
{
	return platform->total[class] * (platform->fill - behind[class]) / 100;
}

/* Shares by weight: many small systems, a few great ones. */
static void share_out(struct demo *demo, const struct platform *platform, const struct live *live, size_t count)
{
	int64_t weights = 0;

	for (size_t i = 0; i < count; i++)
		if (text_equal(live[i].filed->platform, platform->code))
			weights += live[i].weight;
	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; c < CLASSES && text_equal(live[i].filed->platform, platform->code); c++) {
			int64_t part = target(platform, c) * BEFORE_GROWTH / 100 * live[i].weight / weights;

			allocate(demo, platform->code, live[i].id, c, c == 0 ? part / 4 * 4 : part, live[i].granted_at);
		}
}

static size_t add_filings(struct demo *demo, struct live *live)
{
	size_t count = 0;

	for (size_t i = 0; i < demo_register_length; i++) {
		const struct demo_filed *filed = &demo_register[i];
		char **names;
		size_t many = text_split(demo->arena, filed->names, '|', &names);

		for (size_t n = 0; n < many; n++) {
			int64_t age = filed->platform != NULL ? 760 + (int64_t)demo_draw(demo, 500) : 30;

			(void)demo_filing_on(demo, filed->unit, names[n], demo->first_day - age, true);
			if (filed->platform == NULL)
				continue;
			live[count] = (struct live){.filed = filed, .name = names[n]};
			live[count].weight = (INT64_C(10) << demo_draw(demo, 5)) + (int64_t)demo_draw(demo, 10);
			live[count].id = add_system(demo, &live[count], db_last_id(demo->context.db), count);
			join(demo, &live[count]);
			count++;
		}
	}
	return count;
}

static bool copied(const struct demo_filed *filed, size_t index)
{
	return filed->copies == COPIED || (filed->copies == EVERY_THIRD && index % 3 == 0);
}

/* Copies of a third of the systems lie with the recovery operator. */
static void back_up(struct demo *demo, const struct live *live, size_t count)
{
	const struct platform *recovery = &platforms[3];

	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; copied(live[i].filed, i) && c < ADDRESSES; c++) {
			int64_t part = target(recovery, c) * BEFORE_GROWTH / 100 * 3 / (int64_t)(count + 2);

			allocate(demo, recovery->code, live[i].id, c, part, live[i].granted_at);
		}
}

/* ---- what a plain register does not show ---- */

/* Came with the take-over too: one that shares the filing of another, one that was on trial on that day, two without
 * resources. */
static const struct {
	const struct demo_filed filed; /* one name */
	const char *base;              /* NULL: filed by itself */
	const char *state;
	int64_t amounts[4];
} others[] = {
	{{"tjj", "qingcheng-1", "统计联网直报平台移动端", NOT_COPIED},
	 "统计联网直报平台",
	 "operating",
	 {16, 64, 400, 800}},
	{{"czt", "qingcheng-1", "财政电子票据管理系统", NOT_COPIED}, NULL, "trial", {24, 96, 600, 1200}},
	/* Moved into what they were part of before that day: nothing of theirs is left, and they leave in the story. */
	{{"jgsw", "qingcheng-1", "公务用车管理平台移动端", NOT_COPIED}, "公务用车管理平台", "operating", {0}},
	{{"swt", "jinjiang-1", "对外贸易服务平台移动端", NOT_COPIED}, "对外贸易服务平台", "operating", {0}},
};

enum { TRIED_BEFORE = 12, YEARS = 3 * 365 }; /* days */

static int64_t filing_for(struct demo *demo, const struct demo_filed *filed, const char *base)
{
	struct query *query;
	int64_t id = 0;

	if (base == NULL) {
		(void)demo_filing_on(demo, filed->unit, filed->names, demo->first_day - 90, true);
		return db_last_id(demo->context.db);
	}
	query = db_query(demo->context.db, Q_DEMO_SYSTEM_FILING);
	query_int(query, ":system", demo_system_of(demo, base));
	demo_must(base, query_value(query, 0, &id));
	return id;
}

static void add_other(struct demo *demo, size_t index)
{
	const struct demo_filed *filed = &others[index].filed;
	struct live live = {.filed = filed, .name = filed->names};
	int64_t filing = filing_for(demo, filed, others[index].base);
	bool operates = text_equal(others[index].state, "operating");
	struct query *query = db_query(demo->context.db, Q_DEMO_SYSTEM_ADD);

	live.granted_at = day_start(demo->first_day - (operates ? YEARS / 3 : TRIED_BEFORE)) + 10 * 3600;
	query_int(query, ":organisation", demo_organisation(demo, filed->unit));
	query_int(query, ":filing", filing);
	query_int(query, ":base", others[index].base == NULL ? 0 : demo_system_of(demo, others[index].base));
	query_text(query, ":name", live.name);
	query_int(query, ":level", 2);
	query_text(query, ":zones", "政务外网公共区");
	query_text(query, ":state", others[index].state);
	query_text(query, ":title", "系统运维责任岗");
	query_text(query, ":phone", arena_printf(demo->arena, "028-8621%04zu", index * 13));
	add_security_post(demo, query, false, 8631, index);
	query_text(query, ":icp_no", "");
	query_int(query, ":created", live.granted_at);
	query_int(query, ":operating", operates ? live.granted_at + 60 * 86400 : 0);
	query_int(query, ":expires", demo->first_day + YEARS);
	demo_must(live.name, query_run(query));
	live.id = db_last_id(demo->context.db);
	join(demo, &live);
	for (size_t c = 0; c < ARRAY_LENGTH(others[index].amounts); c++)
		allocate(demo, filed->platform, live.id, c, others[index].amounts[c], live.granted_at);
}

void demo_registry_add(struct demo *demo)
{
	struct live *live = arena_array(demo->arena, SYSTEMS_MAX, sizeof *live);
	size_t count;

	for (size_t i = 0; i < ARRAY_LENGTH(platforms); i++)
		add_platform(demo, &platforms[i], (int64_t)i + 1);
	for (size_t i = 0; i < ARRAY_LENGTH(assessors); i++)
		add_assessor(demo, &assessors[i]);
	count = add_filings(demo, live);
	for (size_t i = 0; i < ARRAY_LENGTH(platforms); i++)
		share_out(demo, &platforms[i], live, count);
	back_up(demo, live, count);
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		add_other(demo, i);
}

/* ---- how full in the end ---- */

static int64_t missing(struct demo *demo, const struct platform *platform, size_t class)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_POOL);
	int64_t committed = 0;

	query_int(query, ":platform", demo_platform(demo, platform->code));
	query_text(query, ":class", classes[class]);
	if (query_step(query)) {
		(void)next_int(query);
		committed = next_int(query);
	}
	demo_must(platform->code, query_end(query));
	return target(platform, class) - committed;
}

struct held {
	int64_t system, amount;
};

static size_t hosted(struct demo *demo, const struct platform *platform, size_t class, struct held *holdings)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_HOSTED);
	size_t count = 0;

	query_int(query, ":platform", demo_platform(demo, platform->code));
	query_text(query, ":class", classes[class]);
	while (count < SYSTEMS_MAX && query_step(query)) {
		holdings[count].system = next_int(query);
		holdings[count++].amount = next_int(query);
	}
	demo_must(platform->code, query_end(query));
	return count;
}

/* What is missing, to each by what it holds; what rounding leaves, to the greatest. */
static void grow(struct demo *demo, const struct platform *platform, size_t class, int64_t at, struct held *holdings)
{
	int64_t rest = missing(demo, platform, class), left = rest, sum = 0;
	size_t count = rest > 0 ? hosted(demo, platform, class, holdings) : 0;

	for (size_t i = 0; i < count; i++)
		sum += holdings[i].amount;
	for (size_t i = count; i-- > 0;) {
		int64_t part = i == 0 ? left : rest * holdings[i].amount / sum;

		allocate(demo, platform->code, holdings[i].system, class, part, at);
		left -= part;
	}
}

/* On the first working day of this month: the books of the months before stay as they were verified. */
void demo_registry_fill(struct demo *demo)
{
	int64_t before = demo->last_day - date_from_day(demo->last_day).day;
	int64_t at = day_start(workday_add(demo->context.service->calendar, before, 1)) + 11 * 3600;
	struct held *holdings = arena_array(demo->arena, SYSTEMS_MAX, sizeof *holdings);

	for (size_t p = 0; p < ARRAY_LENGTH(platforms); p++)
		for (size_t c = 0; c < CLASSES; c++)
			grow(demo, &platforms[p], c, at, holdings);
}
