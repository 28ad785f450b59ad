/* Platforms and what they can hold, the register of filings, assessors, and the systems that were there before. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"
#include "base/text.h"

enum { CLASSES = 9, SYSTEMS_MAX = 200, GROWN = 8, BEFORE_GROWTH = 80 };

static const char *const classes[CLASSES] = {"vcpu",      "memory_gb", "ssd_gb",    "hdd_gb",        "file_gb",
					     "object_gb", "backup_gb", "public_ip", "bandwidth_mbps"};
/* Processors are what runs out first: the other classes are filled so many points less. */
static const int behind[CLASSES] = {0, 2, 8, 13, 19, 24, 21, 30, 33};

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
	 {12000, 49152, 600000, 1400000, 300000, 500000, 300000, 512, 20000}},
	{"minshan-1",
	 "岷山云",
	 "service",
	 "minshan",
	 "互联网区、政务外网公共区、政务外网专网区",
	 "x86、ARM",
	 84,
	 {8000, 32768, 400000, 900000, 200000, 300000, 200000, 256, 10000}},
	{"qingcheng-1",
	 "青城云",
	 "service",
	 "qingcheng",
	 "政务外网公共区、政务外网专网区",
	 "ARM（信创）",
	 41,
	 {4000, 16384, 200000, 450000, 100000, 150000, 100000, 0, 0}},
	{"jianmen-1",
	 "剑门灾备平台",
	 "recovery",
	 "jianmen",
	 "政务外网公共区、政务外网专网区",
	 "x86",
	 46,
	 {3000, 12288, 150000, 600000, 50000, 200000, 800000, 16, 1000}},
	{"tianfu-1", "天府云监管平台", "supervision", "tianfu", "政务外网公共区", "x86", 0, {0}},
	{"jyt-1",
	 "教育整合云",
	 "integration",
	 "jyt",
	 "互联网区、政务外网公共区",
	 "x86",
	 63,
	 {2000, 8192, 80000, 200000, 60000, 80000, 60000, 64, 4000}},
	{"zrzyt-1",
	 "地信整合云",
	 "integration",
	 "zrzyt",
	 "政务外网公共区、政务外网专网区",
	 "x86",
	 58,
	 {1600, 8192, 80000, 300000, 120000, 80000, 60000, 0, 0}},
	/* Two that are leaving: one still hosts, the other hosts nothing any more. */
	{"tuojiang-1",
	 "沱江云",
	 "service",
	 "tuojiang",
	 "政务外网公共区",
	 "x86",
	 30,
	 {800, 3200, 40000, 90000, 20000, 20000, 20000, 16, 500}},
	{"fujiang-1",
	 "涪江云",
	 "service",
	 "fujiang",
	 "政务外网公共区",
	 "x86",
	 0,
	 {600, 2400, 30000, 60000, 0, 0, 0, 0, 0}},
};

struct filed {
	const char *unit;
	const char *platform;                            /* NULL: filed, not on the cloud yet */
	const char *names;                               /* separated by | */
	enum { EVERY_THIRD, COPIED, NOT_COPIED } copies; /* with the recovery operator */
};

static const struct filed register_of_filings[] = {
	{"center", "jinjiang-1", "省级数据共享交换平台|省级公共数据开放平台|电子证照服务系统|统一身份认证平台",
	 EVERY_THIRD},
	{"center", "minshan-1", "政务大数据分析平台|政务服务统一知识库", EVERY_THIRD},
	{"fgw", "jinjiang-1", "公共信用信息平台|投资项目在线审批监管平台", EVERY_THIRD},
	{"fgw", "minshan-1", "价格监测预警系统", EVERY_THIRD},
	{"jxt", "jinjiang-1", "中小企业公共服务平台|工业运行监测平台", EVERY_THIRD},
	{"jyt", "jyt-1", "学籍管理平台|教师资格管理系统|教育资源公共服务平台|高考成绩查询系统", EVERY_THIRD},
	{"kjt", "jinjiang-1", "科技计划项目管理系统", EVERY_THIRD},
	{"gat", "minshan-1", "居住证便民服务平台|互联网政务服务门户", EVERY_THIRD},
	{"mzt", "minshan-1", "社会救助综合管理平台|婚姻登记管理系统|养老服务信息平台", EVERY_THIRD},
	{"sft", "qingcheng-1", "公共法律服务平台|行政复议办案系统", EVERY_THIRD},
	{"czt", "qingcheng-1", "预算管理一体化系统|非税收入征缴系统", EVERY_THIRD},
	{"rst", "jinjiang-1", "社会保险公共服务平台|就业创业服务平台|人事考试报名系统", EVERY_THIRD},
	{"zrzyt", "zrzyt-1", "不动产登记查询系统|地理信息公共服务平台|国土空间规划一张图", EVERY_THIRD},
	{"sthjt", "minshan-1", "环境空气质量发布系统|排污许可管理平台|固体废物监管系统", EVERY_THIRD},
	{"zjt", "jinjiang-1", "工程建设项目审批管理系统|房屋交易监管平台|住房公积金监管系统", EVERY_THIRD},
	{"jtt", "minshan-1", "道路运输管理系统|高速公路联网监测平台|公路养护管理系统", EVERY_THIRD},
	{"slt", "jinjiang-1", "水雨情监测平台|水利工程建设管理系统", EVERY_THIRD},
	{"slt", "minshan-1", "取水许可电子证照系统", EVERY_THIRD},
	{"nynct", "minshan-1", "农产品质量追溯平台|农村土地承包管理系统", EVERY_THIRD},
	{"swt", "jinjiang-1", "对外贸易服务平台|家政服务信用平台", EVERY_THIRD},
	{"wlt", "jinjiang-1", "智慧旅游服务平台|公共文化云平台", EVERY_THIRD},
	{"wjw", "minshan-1", "全民健康信息平台|医疗机构监管系统|献血服务管理系统", EVERY_THIRD},
	{"tyjrt", "qingcheng-1", "退役军人服务保障系统", EVERY_THIRD},
	{"yjt", "minshan-1", "应急指挥综合平台|安全生产监管平台", EVERY_THIRD},
	{"sjt", "qingcheng-1", "审计数据分析平台", EVERY_THIRD},
	{"wsb", "jinjiang-1", "因公出国管理系统", EVERY_THIRD},
	{"gzw", "qingcheng-1", "国资国企在线监管系统", EVERY_THIRD},
	{"scjgj", "jinjiang-1", "企业登记全程电子化平台|食品安全追溯平台|特种设备监管系统", EVERY_THIRD},
	{"tyj", "jinjiang-1", "群众体育服务平台", EVERY_THIRD},
	{"tjj", "qingcheng-1", "统计联网直报平台", EVERY_THIRD},
	{"xfj", "minshan-1", "网上信访平台", EVERY_THIRD},
	{"jgsw", "qingcheng-1", "公务用车管理平台|公共机构能耗监测系统", EVERY_THIRD},
	{"gdj", "jinjiang-1", "应急广播调度平台", EVERY_THIRD},
	{"lcj", "minshan-1", "森林草原防灭火监测系统", EVERY_THIRD},
	{"ybj", "jinjiang-1", "医保公共服务平台|药品集中采购平台", EVERY_THIRD},
	{"lsj", "minshan-1", "粮食仓储监管系统", EVERY_THIRD},
	{"yjj", "jinjiang-1", "药品追溯监管系统|化妆品备案系统", EVERY_THIRD},
	{"zscq", "jinjiang-1", "知识产权公共服务平台", EVERY_THIRD},
	{"jrj", "minshan-1", "地方金融风险监测平台", EVERY_THIRD},
	{"ggzy", "minshan-1", "公共资源交易电子服务系统", EVERY_THIRD},
	{"dag", "qingcheng-1", "数字档案馆系统", EVERY_THIRD},
	{"jkzx", "minshan-1", "传染病监测预警平台|预防接种信息系统", EVERY_THIRD},
	{"dzdc", "zrzyt-1", "地质资料服务平台", EVERY_THIRD},
	{"zyjn", "jinjiang-1", "职业技能鉴定考务系统", EVERY_THIRD},
	/* Older editions of systems that are still there: these leave the cloud in the story. */
	{"jtt", "minshan-1", "道路运输管理系统（旧版）", NOT_COPIED},
	{"jxt", "jinjiang-1", "中小企业公共服务平台（旧版）", COPIED},
	{"jxt", "jinjiang-1", "工业运行监测平台（旧版）", NOT_COPIED},
	{"mzt", "minshan-1", "婚姻登记管理系统（旧版）", NOT_COPIED},
	{"nynct", "minshan-1", "农产品质量追溯平台（旧版）", NOT_COPIED},
	{"rst", "jinjiang-1", "就业创业服务平台（旧版）|社会保险公共服务平台（旧版）", NOT_COPIED},
	{"slt", "jinjiang-1", "水利工程建设管理系统（旧版）", NOT_COPIED},
	{"slt", "minshan-1", "取水许可电子证照系统（旧版）", COPIED},
	{"sthjt", "minshan-1", "固体废物监管系统（旧版）", COPIED},
	{"wjw", "minshan-1", "医疗机构监管系统（旧版）", NOT_COPIED},
	{"wlt", "jinjiang-1", "公共文化云平台（旧版）", COPIED},
	{"ybj", "jinjiang-1", "药品集中采购平台（旧版）", COPIED},
	{"yjt", "minshan-1", "安全生产监管平台（旧版）", COPIED},
	{"fgw", "minshan-1", "价格监测预警系统（旧版）", NOT_COPIED},
	{"jtt", "minshan-1", "公路养护管理系统（旧版）", COPIED},
	{"fgw", "minshan-1", "价格监测预警系统（原版）", NOT_COPIED},
	{"jtt", "minshan-1", "道路运输管理系统（原版）|高速公路联网监测平台（原版）", NOT_COPIED},
	{"jxt", "jinjiang-1", "工业运行监测平台（原版）", NOT_COPIED},
	{"mzt", "minshan-1", "养老服务信息平台（原版）|婚姻登记管理系统（原版）", NOT_COPIED},
	{"rst", "jinjiang-1", "就业创业服务平台（原版）", NOT_COPIED},
	{"scjgj", "jinjiang-1", "食品安全追溯平台（原版）", NOT_COPIED},
	{"sthjt", "minshan-1", "排污许可管理平台（原版）", NOT_COPIED},
	{"wjw", "minshan-1", "医疗机构监管系统（原版）", NOT_COPIED},
	{"wlt", "jinjiang-1", "智慧旅游服务平台（原版）", NOT_COPIED},
	{"yjt", "minshan-1", "应急指挥综合平台（原版）", NOT_COPIED},
	/* Second stages, bought too large: these are made smaller in the story. */
	{"fgw", "jinjiang-1", "公共信用信息平台（二期）|投资项目在线审批监管平台（二期）", NOT_COPIED},
	{"jtt", "minshan-1", "高速公路联网监测平台（二期）", NOT_COPIED},
	{"jyt", "jyt-1", "教育资源公共服务平台（二期）", NOT_COPIED},
	{"mzt", "minshan-1", "养老服务信息平台（二期）", NOT_COPIED},
	{"scjgj", "jinjiang-1", "企业登记全程电子化平台（二期）", NOT_COPIED},
	{"slt", "jinjiang-1", "水雨情监测平台（二期）", NOT_COPIED},
	{"wlt", "jinjiang-1", "智慧旅游服务平台（二期）", NOT_COPIED},
	{"yjt", "minshan-1", "应急指挥综合平台（二期）", NOT_COPIED},
	{"zrzyt", "zrzyt-1", "不动产登记查询系统（二期）|地理信息公共服务平台（二期）", NOT_COPIED},
	/* Filed and free: what one may apply for. */
	{"center", NULL, "政务云资源运营分析系统|公共数据授权运营平台", EVERY_THIRD},
	{"fgw", NULL, "能源运行监测系统|粮食安全考核系统|重大项目调度平台", EVERY_THIRD},
	{"jxt", NULL, "新型工业化服务平台|无线电监测数据平台|民爆物品监管系统", EVERY_THIRD},
	{"jyt", NULL, "校外培训监管平台|学生资助管理系统|智慧体育监测平台", EVERY_THIRD},
	{"kjt", NULL, "科研诚信管理系统|大型仪器共享平台", EVERY_THIRD},
	{"mzt", NULL, "地名信息服务平台|殡葬管理信息系统", EVERY_THIRD},
	{"czt", NULL, "政府采购监管平台|会计人员管理系统", EVERY_THIRD},
	{"rst", NULL, "劳动保障监察系统|技能人才评价平台", EVERY_THIRD},
	{"zrzyt", NULL, "矿业权管理系统|测绘成果管理平台", EVERY_THIRD},
	{"sthjt", NULL, "核与辐射监管系统|生态保护红线监管平台", EVERY_THIRD},
	{"jtt", NULL, "港航综合管理系统|交通执法监督平台", EVERY_THIRD},
	{"slt", NULL, "河湖长制综合管理平台|农村供水监管系统|水土保持监管系统", EVERY_THIRD},
	{"nynct", NULL, "种业大数据平台|农机补贴管理系统", EVERY_THIRD},
	{"wlt", NULL, "文物安全监管平台|旅游执法监督系统", EVERY_THIRD},
	{"wjw", NULL, "妇幼健康信息系统|职业病防治监管系统", EVERY_THIRD},
	{"yjt", NULL, "危险化学品监管系统|自然灾害风险普查系统", EVERY_THIRD},
	{"scjgj", NULL, "检验检测服务平台|网络交易监测系统", EVERY_THIRD},
	{"ybj", NULL, "医保基金监管系统|长期护理保险系统", EVERY_THIRD},
	{"tyj", "tuojiang-1", "全民健身信息平台", NOT_COPIED},
	{"dag", "tuojiang-1", "电子档案备份系统", NOT_COPIED},
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

/* ---- filings ---- */

static const char *filing_add(struct demo *demo, const char *unit, const char *system, int64_t day, bool registered)
{
	/* Numbers of the register go up with the year; the real format is not published, this one is the demo's. */
	int64_t serial = 100 + (int64_t)demo_draw(demo, 3) + demo->filings;
	const char *number = arena_printf(demo->arena, "川信备 %d-%04" PRId64, date_from_day(day).year, serial);
	struct query *query;

	demo->filings = serial - 99;
	if (!registered)
		return number;
	query = db_query(demo->context.db, Q_DEMO_FILING_ADD);
	query_text(query, ":number", number);
	query_int(query, ":organisation", demo_organisation(demo, unit));
	query_text(query, ":name", system);
	query_int(query, ":day", day);
	query_text(query, ":source", "register");
	query_int(query, ":now", clock_now());
	query_int(query, ":by", demo_person(demo, "center", ROLE_CENTER_INTAKE, 0)->person);
	demo_must(system, query_run(query));
	return number;
}

const char *demo_filing_add(struct demo *demo, const char *unit, const char *system, bool registered)
{
	return filing_add(demo, unit, system, demo->first_day - 20 - (int64_t)demo_draw(demo, 200), registered);
}

/* ---- systems that were there before ---- */

struct live {
	const struct filed *filed;
	const char *name;
	int64_t id;
	int64_t granted_at;
	int64_t weight;
};

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
	query_text(query, ":name", live->name);
	query_int(query, ":level", demo_draw(demo, 100) < 60 ? 2 : 3);
	query_text(query, ":zones", outside ? "互联网区、政务外网公共区" : "政务外网公共区");
	query_text(query, ":state", state);
	query_text(query, ":title", index % 17 == 4 ? "" : "系统运维责任岗");
	query_text(query, ":phone",
		   index % 17 == 4 ? "" : arena_printf(demo->arena, "028-8620%04zu", index * 13 % 10000));
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

	for (size_t i = 0; i < ARRAY_LENGTH(register_of_filings); i++) {
		const struct filed *filed = &register_of_filings[i];
		char **names;
		size_t many = text_split(demo->arena, filed->names, '|', &names);

		for (size_t n = 0; n < many; n++) {
			int64_t age = filed->platform != NULL ? 760 + (int64_t)demo_draw(demo, 500) : 30;

			(void)filing_add(demo, filed->unit, names[n], demo->first_day - age, true);
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

static bool copied(const struct filed *filed, size_t index)
{
	return filed->copies == COPIED || (filed->copies == EVERY_THIRD && index % 3 == 0);
}

/* Copies of a third of the systems lie with the recovery operator. */
static void back_up(struct demo *demo, const struct live *live, size_t count)
{
	const struct platform *recovery = &platforms[3];

	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; copied(live[i].filed, i) && c < CLASSES - 2; c++) {
			int64_t part = target(recovery, c) * BEFORE_GROWTH / 100 * 3 / (int64_t)(count + 2);

			allocate(demo, recovery->code, live[i].id, c, part, live[i].granted_at);
		}
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
}

int64_t demo_system_of(struct demo *demo, const char *name)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_SYSTEM);
	int64_t id = 0;

	query_text(query, ":name", name);
	demo_must(name, query_value(query, 0, &id));
	return id;
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

static size_t hosted(struct demo *demo, const struct platform *platform, int64_t systems[GROWN])
{
	struct query *query = db_query(demo->context.db, Q_DEMO_HOSTED);
	size_t count = 0;

	query_int(query, ":platform", demo_platform(demo, platform->code));
	while (count < GROWN && query_step(query))
		systems[count++] = next_int(query);
	demo_must(platform->code, query_end(query));
	return count;
}

/* Since the beginning of this month: the books of the months before stay as they were verified. */
void demo_registry_fill(struct demo *demo)
{
	int64_t since = demo->last_day - date_from_day(demo->last_day).day + 1;

	for (size_t p = 0; p < ARRAY_LENGTH(platforms); p++) {
		int64_t systems[GROWN];
		size_t count = hosted(demo, &platforms[p], systems);

		for (size_t c = 0; c < CLASSES && count > 0; c++) {
			int64_t rest = missing(demo, &platforms[p], c);
			int64_t each = rest / (int64_t)count;

			for (size_t i = 0; i < count && rest > 0; i++)
				allocate(demo, platforms[p].code, systems[i], c,
					 i == 0 ? rest - each * ((int64_t)count - 1) : each,
					 day_start(since) + 11 * 3600);
		}
	}
}
