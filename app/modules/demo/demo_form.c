/* An application's form as somebody of the unit would fill it in. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/params.h"

struct values *demo_values(struct arena *arena, const struct field *fields, size_t count, const char *lines)
{
	struct params params = {0};
	char **parts;
	size_t many = text_split(arena, lines, '\n', &parts);

	for (size_t i = 0; i < many; i++) {
		char *equals = strchr(parts[i], '=');

		if (equals != NULL)
			params_add(arena, &params, arena_strndup(arena, parts[i], (size_t)(equals - parts[i])),
				   equals + 1);
	}
	return values_decode(arena, fields, count, &params, true);
}

/* ---- machines ---- */

struct machine {
	const char *purpose;
	const char *environment;
	int count, vcpu, memory_gb, data_gb;
	int cards; /* of each; a machine with any is of the kind GPU */
};

static const struct machine small[] = {
	{"app", "production", 2, 2, 8, 100, 0},
	{"database", "production", 1, 4, 16, 300, 0},
};
static const struct machine medium[] = {
	{"web", "production", 2, 4, 8, 100, 0},
	{"app", "production", 3, 8, 16, 200, 0},
	{"database", "production", 2, 8, 32, 800, 0},
	{"app", "test", 1, 4, 8, 100, 0},
};
static const struct machine large[] = {
	{"web", "production", 4, 8, 16, 100, 0},        {"app", "production", 6, 8, 32, 300, 0},
	{"middleware", "production", 2, 8, 16, 200, 0}, {"cache", "production", 2, 8, 32, 100, 0},
	{"database", "production", 2, 16, 64, 2000, 0}, {"bigdata", "production", 2, 16, 64, 500, 4},
};
static const struct machine recovered[] = {
	{"web", "production", 2, 4, 8, 100, 0},       {"app", "production", 3, 8, 16, 200, 0},
	{"database", "production", 2, 8, 32, 800, 0}, {"app", "recovery", 2, 4, 16, 200, 0},
	{"database", "recovery", 1, 8, 32, 800, 0},
};

static const struct {
	const struct machine *machines;
	size_t count;
	int users, peak, data_gb, growth_gb, object_gb, backup_gb, archive_gb, ip, mbps;
} sizes[] = {
	[SMALL] = {small, ARRAY_LENGTH(small), 1200, 80, 150, 60, 0, 300, 0, 0, 0},
	[MEDIUM] = {medium, ARRAY_LENGTH(medium), 26000, 900, 1200, 400, 1000, 2400, 0, 1, 50},
	[LARGE] = {large, ARRAY_LENGTH(large), 410000, 12000, 5200, 1800, 6000, 9000, 12000, 2, 200},
	[RECOVERED] = {recovered, ARRAY_LENGTH(recovered), 38000, 1500, 1600, 500, 1200, 3000, 0, 1, 80},
};

static bool domestic(const struct demo_tale *tale)
{
	return text_equal(tale->platform, "qingcheng-1");
}

static void add_machines(struct buf *text, const struct demo_tale *tale, int edition)
{
	for (size_t i = 0; i < sizes[tale->size].count; i++) {
		const struct machine *machine = &sizes[tale->size].machines[i];
		/* What a correction takes back: one machine of the greatest group. */
		int count = machine->count > 2 && edition > 1 ? machine->count - 1 : machine->count;

		buf_printf(text, "lines.%zu.purpose=%s\nlines.%zu.environment=%s\nlines.%zu.count=%d\n", i,
			   machine->purpose, i, machine->environment, i, count);
		buf_printf(text, "lines.%zu.vcpu=%d\nlines.%zu.memory_gb=%d\n", i, machine->vcpu, i,
			   machine->memory_gb);
		buf_printf(text, "lines.%zu.architecture=%s\nlines.%zu.os=%s\n", i, domestic(tale) ? "arm" : "x86", i,
			   domestic(tale) ? "kylin"
			   : i % 2 == 0   ? "openeuler"
					  : "uos");
		if (machine->cards > 0)
			buf_printf(text, "lines.%zu.node=gpu\nlines.%zu.gpu=%d\n", i, i, machine->cards);
		buf_printf(text, "lines.%zu.system_disk_gb=100\nlines.%zu.data_disk_gb=%d\n", i, i, machine->data_gb);
	}
}

/* ---- sections ---- */

static void add_system(struct buf *text, const struct demo_tale *tale, const char *filing, int64_t plan_item,
		       int edition)
{
	bool sub = tale->base != NULL && !text_equal(tale->kind, "reapplication");

	buf_printf(text, "kind=%s\nfiling_no=%s\nsub_system=%s\nsystem_name=%s\n", tale->kind, filing,
		   sub ? "yes" : "no", tale->system);
	buf_add_text(text, "department=信息化处\nresponsible_title=系统运维责任岗\nresponsible_phone=028-86100123\n"
			   "security_title=网络安全责任岗\nsecurity_phone=028-86100124\nfunding=budget\n");
	if (tale->size == SMALL)
		buf_add_text(text, "planned=unplanned\nplan_note=年度计划下达后由业务处室新增，已报单位分管领导同意\n");
	else
		buf_printf(text, "planned=planned\nplan_item=%" PRId64 "\n", plan_item);
	buf_printf(text, "category=%s\naudience=%s\n", tale->size == SMALL ? "office" : "industry",
		   tale->size == SMALL ? "internal" : "enterprise\naudience=official");
	buf_printf(text, "users_total=%d\nconcurrent_peak=%d\nconcurrent_average=%d\n", sizes[tale->size].users,
		   sizes[tale->size].peak - (edition > 1 ? sizes[tale->size].peak / 5 : 0), sizes[tale->size].peak / 6);
	buf_printf(text, "data_total_gb=%d\ndata_growth_gb=%d\n", sizes[tale->size].data_gb,
		   sizes[tale->size].growth_gb);
	if (strstr(tale->system, "水") != NULL || strstr(tale->system, "洪") != NULL)
		buf_add_text(text, "peak_period=汛期 6 月至 9 月\n");
	buf_printf(text, "personal_data=%s\n", tale->size == SMALL ? "no" : "yes\npersonal_data_scale=to_1m");
	buf_add_text(text, "important_data=no\ncritical_infrastructure=no\nclassified_no=yes\n");
}

static void add_level(struct buf *text, const struct demo_tale *tale, int edition)
{
	bool high = tale->level[0] >= '3';
	bool kept = tale->size != SMALL;

	buf_printf(text, "level=%s\ncrypto_assessment=%s\n", tale->level, high ? "yes" : "no");
	if (high)
		buf_printf(text, "level_certificate_no=510000-%05zu-00001\n", strlen(tale->system) * 1327 % 100000);
	buf_printf(text, "recovery_grade=%s\n", !kept ? "none" : tale->size == RECOVERED ? "application" : "data");
	if (kept)
		buf_printf(text, "rto_hours=%s\nrpo_minutes=%d\n", tale->size == MEDIUM ? "8" : "4",
			   tale->size == MEDIUM ? 240 : 60);
	buf_printf(text, "backup_policy=standard\nbackup_days=%d\n", edition > 1 ? 90 : 30);
}

static void add_network(struct buf *text, const struct demo_tale *tale)
{
	bool outside = sizes[tale->size].ip > 0 && !domestic(tale);

	if (outside) {
		buf_printf(text, "zones=internet\nzones=public\npublic_ip=%d\nbandwidth_mbps=%d\n",
			   sizes[tale->size].ip, sizes[tale->size].mbps);
		buf_printf(text, "icp_no=蜀ICP备1901%04d号-1\n", tale->ends * 7);
		buf_add_text(
			text,
			"ports.0.protocol=tcp\nports.0.port=443\nports.0.source=internet\nports.0.reason=公众访问\n"
			"ports.1.protocol=tcp\nports.1.port=8443\nports.1.source=public\nports.1.reason="
			"部门间数据接口\n");
	} else {
		buf_add_text(text, "zones=public\nports.0.protocol=tcp\nports.0.port=443\nports.0.source=public\n"
				   "ports.0.reason=单位内部访问\n");
	}
	buf_printf(text, "cross_zone=no\nipv6=yes\nvpn_accounts=%d\n", tale->size == SMALL ? 2 : 6);
}

static void add_sizing(struct buf *text, const struct demo_tale *tale, int edition, int64_t expected)
{
	int peak = sizes[tale->size].peak - (edition > 1 ? sizes[tale->size].peak / 5 : 0);
	struct date date = date_from_day(expected);

	if (sizes[tale->size].object_gb > 0)
		buf_printf(text, "object_gb=%d\n", sizes[tale->size].object_gb);
	buf_printf(text, "backup_gb=%d\n", sizes[tale->size].backup_gb);
	if (sizes[tale->size].archive_gb > 0)
		buf_printf(text, "archive_gb=%d\n", sizes[tale->size].archive_gb);
	if (tale->size != SMALL)
		buf_printf(text,
			   "services.0.service=database\nservices.0.product=%s\nservices.0.size=8C32G\n"
			   "services.0.count=1\nservices.0.standby=yes\nservices.1.service=load_balancer\n"
			   "services.1.size=1 Gbps\nservices.1.count=1\n",
			   domestic(tale) ? "达梦数据库" : "PostgreSQL");
	buf_add_text(text, "security_services=situation\nsecurity_services=edr\nsecurity_services=log_audit\n");
	if (tale->size != SMALL)
		buf_add_text(text, "security_services=waf\nsecurity_services=bastion\n");
	buf_printf(text,
		   "sizing_basis=按峰值并发 %d 人、单台应用服务器承载 300 并发、处理器使用率不超过 60%% 测算，"
		   "并留一台冗余；数据盘按现有数据量与三年增量之和的 1.3 倍测算%s\n",
		   peak, edition > 1 ? "。已按补正意见核减一台应用服务器，并附上一年度的实际访问量" : "");
	buf_printf(text, "term_years=%d\nexpected_day=%04d-%02d-%02d\n", tale->size == SMALL ? 2 : 3, date.year,
		   date.month, date.day);
}

static void add_migration(struct buf *text)
{
	buf_add_text(text, "present_location=本单位自建机房\n"
			   "present_hardware=机架服务器 8 台（2 路 16 核、128 GB 内存），存储 1 套 20 TB，2018 年购置\n"
			   "migration_method=sync\ncutover_window=周五 22:00 至周六 8:00\ndowntime_hours=8\n"
			   "rollback_plan=割接前做全量备份并保留原环境 30 "
			   "日；核对不通过的，两小时内将域名切回原环境，恢复原数据库写入\n"
			   "old_disposal=并行运行结束后原服务器清除数据，按国有资产规定报废\n");
}

/* What the year's plan has for this system; plans from before this platform were taken over as they stood. */
static int64_t plan_item(struct demo *demo, const struct demo_tale *tale)
{
	int year = date_from_day(day_of(clock_now())).year;
	int64_t unit = demo_organisation(demo, tale->unit);
	struct query *query = db_query(demo->context.db, Q_DEMO_PLAN_ITEM);
	int64_t item = 0;

	query_int(query, ":organisation", unit);
	query_text(query, ":name", tale->system);
	query_int(query, ":year", year);
	demo_must("plan item", query_value(query, 0, &item));
	if (item > 0)
		return item;
	query = db_query(demo->context.db, Q_DEMO_PLAN_ITEM_ADD);
	query_int(query, ":organisation", unit);
	query_text(query, ":name", tale->system);
	query_int(query, ":year", year);
	query_text(query, ":kind", text_equal(tale->kind, "reapplication") ? "growth" : tale->kind);
	if (tale->base != NULL)
		query_int(query, ":system", demo_system_of(demo, tale->base));
	else
		query_null(query, ":system");
	query_int(query, ":level", tale->level[0] - '0' > 3 ? 3 : tale->level[0] - '0');
	query_int(query, ":quarter", (date_from_day(day_of(clock_now())).month + 2) / 3);
	query_int(query, ":vcpu", tale->size == MEDIUM ? 60 : 140);
	query_int(query, ":memory_gb", tale->size == MEDIUM ? 150 : 420);
	query_int(query, ":storage_gb", tale->size == MEDIUM ? 5000 : 16000);
	query_int(query, ":funds", INT64_C(100000000) * (tale->size == MEDIUM ? 48 : 126) / 100);
	query_int(query, ":now", clock_now());
	demo_must(tale->system, query_run(query));
	return db_last_id(demo->context.db);
}

struct values *demo_form(struct demo *demo, struct arena *arena, const struct demo_tale *tale, const char *filing,
			 int edition)
{
	const struct procedure *procedure = demo->application;
	struct values *values;
	struct buf text;

	buf_init(&text);
	add_system(&text, tale, filing, tale->size == SMALL ? 0 : plan_item(demo, tale), edition);
	add_level(&text, tale, edition);
	add_network(&text, tale);
	add_machines(&text, tale, edition);
	add_sizing(&text, tale, edition, day_of(clock_now()) + 45);
	if (text_equal(tale->kind, "migration"))
		add_migration(&text);
	if (tale->base != NULL)
		buf_printf(&text, "base_system_id=%" PRId64 "\n", demo_system_of(demo, tale->base));
	values = demo_values(arena, procedure->form, procedure->form_count, text.data);
	buf_release(&text);
	return values;
}
