/*
 * Whether a change is a major one: seven rules, each with the
 * numbers it was worked out from.  The regulation has no threshold; these are
 * the system's defaults, and the center may decide otherwise with a reason.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"

#define INTERNET_ZONE "互联网区" /* as the register calls it */

/* ---- (d) to (g) ---- */

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
			fresh = text_list_add(context->arena, fresh, label);
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
	struct change_line *lines;
	size_t count;
	enum err err = change_lines(context, matter->system, form, "lines", &lines, &count);

	for (size_t i = 0; i < MAJOR_RULES; i++)
		rules[i] = (struct major_rule){.label = labels[i]};
	if (err == OK)
		err = change_read_system(context, matter->system, &system);
	if (err == OK)
		err = major_growth(context, matter, lines, count, &rules[0], &rules[1]);
	if (err == OK)
		err = major_move(context, matter, lines, count, &rules[2]);
	if (err != OK)
		return err;
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
