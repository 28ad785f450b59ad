/*
 * Whether a change is a major one (domain.md 4.2): seven rules, each with the
 * numbers it was worked out from.  The regulation has no threshold; these are
 * the system's defaults, and the center may decide otherwise with a reason.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/setting.h"
#include "modules/registry/registry.h"

enum { GROUPS = 3, THOUSAND = 1000, PERCENT = 100 };

#define INTERNET_ZONE "互联网区" /* as the register calls it */

/* Processors, memory, storage of all kinds together. */
static const struct {
	const char *label;
	const char *unit;
	const char *setting;
} groups[GROUPS] = {
	{"处理器", "核", "major_vcpu"}, {"内存", "GB", "major_memory_gb"}, {"存储", "GB", "major_storage_gb"}};

struct totals {
	int64_t before[GROUPS];
	int64_t delta[GROUPS];
	int64_t earlier[GROUPS]; /* of the other changes of the last months */
};

static int group_of(const char *class)
{
	if (text_equal(class, "vcpu"))
		return 0;
	if (text_equal(class, "memory_gb"))
		return 1;
	return change_is_storage(class) ? 2 : -1;
}

static void add_up(const struct change_line *lines, size_t count, struct totals *totals)
{
	for (size_t i = 0; i < count; i++) {
		int group = group_of(lines[i].class);

		if (group < 0)
			continue;
		totals->before[group] += lines[i].before;
		totals->delta[group] += lines[i].after - lines[i].before;
	}
}

static enum err read_earlier(struct context *context, const struct matter *matter, struct totals *totals)
{
	int64_t months = setting_integer(context->service, "major_window_m");
	struct query *query = db_query(context->db, Q_CHANGE_EARLIER);

	query_int(query, ":system", matter->system);
	query_int(query, ":matter", matter->id);
	query_int(query, ":since", day_start(months_after(day_of(clock_now()), -months)));
	if (query_step(query))
		for (size_t g = 0; g < GROUPS; g++)
			totals->earlier[g] = next_int(query);
	return query_end(query);
}

/* More than the percentage and at least the amount; from nothing every growth is more than the percentage. */
static bool beyond(const struct service *service, size_t group, int64_t before, int64_t delta)
{
	int64_t percent = setting_integer(service, "major_growth_pct");

	return delta >= setting_integer(service, groups[group].setting) && delta * PERCENT > before * percent;
}

static const char *share(struct arena *arena, int64_t before, int64_t delta)
{
	if (before <= 0)
		return delta > 0 ? "从无到有" : "0%";
	return arena_printf(arena, "%s%%", format_decimal(arena, delta * THOUSAND / before, 1));
}

/* "处理器 40→64 核，+24（60.0%）" */
static const char *group_words(struct arena *arena, size_t group, int64_t before, int64_t delta)
{
	return arena_printf(arena, "%s %s→%s %s，%s%s（%s）", groups[group].label, format_integer(arena, before),
			    format_integer(arena, before + delta), groups[group].unit, delta > 0 ? "+" : "",
			    format_integer(arena, delta), share(arena, before, delta));
}

static const char *limits(struct context *context)
{
	const struct service *service = context->service;
	struct arena *arena = context->arena;

	return arena_printf(arena, "界限：增幅超过 %" PRId64 "%%，并且增量达到 %s 核、%s GB 内存或 %s GB 存储",
			    setting_integer(service, "major_growth_pct"),
			    format_integer(arena, setting_integer(service, "major_vcpu")),
			    format_integer(arena, setting_integer(service, "major_memory_gb")),
			    format_integer(arena, setting_integer(service, "major_storage_gb")));
}

/* (a) this change alone, (b) together with those of the last months, over what there was before them. */
static void rule_growth(struct context *context, const struct totals *totals, bool cumulative, struct major_rule *rule)
{
	const char *words = "";
	bool others = false;

	for (size_t g = 0; g < GROUPS; g++) {
		int64_t before = totals->before[g] - (cumulative ? totals->earlier[g] : 0);
		int64_t delta = totals->delta[g] + (cumulative ? totals->earlier[g] : 0);

		others = others || totals->earlier[g] != 0;
		rule->fired = rule->fired || beyond(context->service, g, before, delta);
		words = arena_printf(context->arena, "%s%s%s", words, g == 0 ? "" : "；",
				     group_words(context->arena, g, before, delta));
	}
	if (cumulative && !others) {
		rule->fired = false;
		words = "期内没有其他变更";
	}
	rule->arithmetic =
		cumulative && !others ? words : arena_printf(context->arena, "%s。%s", words, limits(context));
}

/* (c) Processors leave one platform altogether and come up on another: the system moves. */
static void rule_move(struct context *context, const struct change_line *lines, size_t count, struct major_rule *rule)
{
	const char *left = NULL;
	const char *entered = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!text_equal(lines[i].class, "vcpu"))
			continue;
		if (lines[i].before > 0 && lines[i].after == 0)
			left = lines[i].platform_name;
		if (lines[i].before == 0 && lines[i].after > 0)
			entered = lines[i].platform_name;
	}
	rule->fired = left != NULL && entered != NULL;
	if (rule->fired)
		rule->arithmetic = arena_printf(context->arena, "处理器从%s全部移到%s", left, entered);
	else if (entered != NULL)
		rule->arithmetic =
			arena_printf(context->arena, "在%s增加资源，原平台保留：按增加服务商例外办理", entered);
	else
		rule->arithmetic = "平台不变";
}

static const char *zone_label(const struct value *zones, const char *key)
{
	for (size_t i = 0; i < zones->field->option_count; i++)
		if (text_equal(zones->field->options[i].key, key))
			return zones->field->options[i].label;
	return key;
}

/* Public addresses and bandwidth: what a system is reached by from the internet. */
static int64_t reached_by(const struct change_line *lines, size_t count, bool after)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		if (text_equal(lines[i].class, "public_ip") || text_equal(lines[i].class, "bandwidth_mbps"))
			sum += after ? lines[i].after : lines[i].before;
	return sum;
}

static bool opens_port(const struct values *form)
{
	const struct value *ports = form != NULL ? values_find(form, "ports") : NULL;

	for (size_t i = 0; ports != NULL && i < ports->row_count; i++)
		if (text_equal(values_word(ports->rows[i], "change"), "open") &&
		    text_equal(values_word(ports->rows[i], "source"), "internet"))
			return true;
	return false;
}

/* What exposes the system for the first time, whatever is said of zones; NULL: nothing, or it is exposed already. */
static const char *first_exposure(const struct values *form, const struct change_system *system,
				  const struct change_line *lines, size_t count)
{
	if (strstr(system->zones, INTERNET_ZONE) != NULL || reached_by(lines, count, false) > 0)
		return NULL;
	if (opens_port(form))
		return "端口首次对互联网开放";
	return reached_by(lines, count, true) > 0 ? "首次使用公网地址或互联网带宽" : NULL;
}

/* (d) A zone the system is not in yet, or the internet for the first time. */
static void rule_zone(struct context *context, const struct values *form, const struct change_system *system,
		      const struct change_line *lines, size_t count, struct major_rule *rule)
{
	const char *exposure = first_exposure(form, system, lines, count);
	const struct value *zones = form != NULL ? values_find(form, "new_zones") : NULL;
	const char *fresh = "";

	for (size_t i = 0; zones != NULL && i < zones->chosen_count; i++) {
		const char *label = zone_label(zones, zones->chosen[i]);

		if (strstr(system->zones, label) == NULL)
			fresh = arena_printf(context->arena, "%s%s%s", fresh, fresh[0] == '\0' ? "" : "、", label);
	}
	rule->fired = fresh[0] != '\0' || exposure != NULL;
	rule->arithmetic = arena_printf(context->arena, "现在%s；%s%s%s%s",
					system->zones[0] == '\0' ? "未登记部署区" : system->zones,
					fresh[0] != '\0' ? "新增" : "没有新增部署区", fresh,
					exposure != NULL ? "；" : "", exposure != NULL ? exposure : "");
}

/* (e) */
static void rule_level(struct context *context, const struct values *form, const struct change_system *system,
		       struct major_rule *rule)
{
	int64_t level = 0;

	if (!parse_integer(values_word(form, "new_level"), &level))
		level = system->level;
	rule->fired = level != system->level;
	rule->arithmetic = arena_printf(context->arena, "%" PRId64 " 级→%" PRId64 " 级", system->level, level);
}

static void rule_ticked(const struct values *form, const char *key, const char *yes, const char *no,
			struct major_rule *rule)
{
	rule->fired = form != NULL && values_number(form, key, 0) == 1;
	rule->arithmetic = rule->fired ? yes : no;
}

enum err change_major(struct context *context, struct matter *matter, const struct values *form,
		      struct major_rule rules[MAJOR_RULES], bool *major)
{
	static const char *const labels[MAJOR_RULES] = {"一次增长过半", "十二个月累计增长过半", "更换服务商或平台",
							"新增部署区",   "等级保护级别变化",     "重构或主要功能变化",
							"灾备等级变化"};
	struct change_system system;
	struct totals totals = {0};
	struct change_line *lines;
	size_t count;
	enum err err = change_lines(context, matter->system, form, "lines", &lines, &count);

	if (err == OK)
		err = read_earlier(context, matter, &totals);
	if (err == OK)
		err = change_read_system(context, matter->system, &system);
	if (err != OK)
		return err;
	for (size_t i = 0; i < MAJOR_RULES; i++)
		rules[i] = (struct major_rule){.label = labels[i]};
	add_up(lines, count, &totals);
	rule_growth(context, &totals, false, &rules[0]);
	rule_growth(context, &totals, true, &rules[1]);
	rule_move(context, lines, count, &rules[2]);
	rule_zone(context, form, &system, lines, count, &rules[3]);
	rule_level(context, form, &system, &rules[4]);
	rule_ticked(form, "rebuilt", "填报有系统重构、数据库引擎更换、主要功能或使用单位变化", "填报没有", &rules[5]);
	rule_ticked(form, "recovery_changed", "填报灾备等级变化", "填报没有变化", &rules[6]);
	*major = false;
	for (size_t i = 0; i < MAJOR_RULES; i++)
		*major = *major || rules[i].fired;
	return OK;
}

enum err major_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"规则", "计算", "触发", NULL};
	struct major_rule rules[MAJOR_RULES];
	struct dict *panel;
	struct table *table;
	bool major;
	enum err err;

	if (matter == NULL || matter->system == 0)
		return OK;
	err = change_major(context, matter, form, rules, &major);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "是否重大变更");
	panel_note(panel, major ? "触发下列规则，须按重新申请办理（第十六条，本系统默认参数）"
				: "没有触发，按一般变更办理（本系统默认参数）");
	table = table_begin(context->arena, panel, "是否重大变更", heads);
	for (size_t i = 0; i < MAJOR_RULES; i++) {
		table_line(table);
		table_text(table, rules[i].label);
		table_text(table, rules[i].arithmetic);
		table_text(table, rules[i].fired ? "是" : "否");
	}
	return OK;
}
