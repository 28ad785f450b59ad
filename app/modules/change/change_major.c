/*
 * Whether a change is a major one (domain.md 4.2): seven rules, each with the
 * numbers it was worked out from.  The regulation has no threshold; these are
 * the system's defaults, and the center may decide otherwise with a reason.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"

enum { THOUSAND = 1000, FAMILIES = 4 };

#define INTERNET_ZONE "互联网区" /* as the register calls it */

/* ---- (c) from one platform to another ---- */

/* What may stand in for one another when a system moves: a disk of one kind for a disk of another, never for a copy. */
static const struct {
	const char *label;
	const char *unit;
	const char *classes; /* between commas */
} families[FAMILIES] = {{"处理器", "核", ",vcpu,"},
			{"内存", "GB", ",memory_gb,"},
			{"存储", "GB", ",ssd_gb,hdd_gb,file_gb,object_gb,"},
			{"备份存储", "GB", ",backup_gb,"}};

static bool belongs(struct arena *arena, const char *class, size_t family)
{
	return strstr(families[family].classes, arena_printf(arena, ",%s,", class)) != NULL;
}

/* What one family of one platform becomes, all its classes together. */
struct shift {
	int64_t before;
	int64_t delta;
};

static struct shift shift_of(struct arena *arena, const struct change_line *lines, size_t count, int64_t platform,
			     size_t family)
{
	struct shift shift = {0};

	for (size_t i = 0; i < count; i++)
		if ((platform == 0 || lines[i].platform == platform) && belongs(arena, lines[i].class, family)) {
			shift.before += lines[i].before;
			shift.delta += lines[i].after - lines[i].before;
		}
	return shift;
}

static bool first_of_platform(const struct change_line *lines, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (lines[i].platform == lines[at].platform)
			return false;
	return true;
}

/* As much as leaves some platforms and comes up on others, of any of what a system is made of: "" when nothing does. */
static const char *moved_words(struct arena *arena, const struct change_line *lines, size_t count, size_t family)
{
	int64_t gone = 0, come = 0;
	const char *left = "", *entered = "";
	int64_t before = shift_of(arena, lines, count, 0, family).before;
	int64_t moved;

	for (size_t i = 0; i < count; i++) {
		struct shift shift = {0};

		if (first_of_platform(lines, i))
			shift = shift_of(arena, lines, count, lines[i].platform, family);
		if (shift.delta == 0)
			continue;
		if (shift.delta < 0) {
			gone -= shift.delta;
			left = arena_printf(arena, "%s%s%s", left, left[0] == '\0' ? "" : "、", lines[i].platform_name);
		} else {
			come += shift.delta;
			entered = arena_printf(arena, "%s%s%s", entered, entered[0] == '\0' ? "" : "、",
					       lines[i].platform_name);
		}
	}
	moved = gone < come ? gone : come;
	if (moved == 0)
		return "";
	return arena_printf(arena, "%s %s %s中 %s（%s%%）从%s移到%s", families[family].label,
			    format_integer(arena, before), families[family].unit, format_integer(arena, moved),
			    format_decimal(arena, moved * THOUSAND / before, 1), left, entered);
}

/* A platform the system did not lie on before. */
static const char *entered_platform(const struct change_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool there = false, comes = false;

		for (size_t j = 0; j < count; j++)
			if (lines[j].platform == lines[i].platform) {
				there = there || lines[j].before > 0;
				comes = comes || lines[j].after > 0;
			}
		if (comes && !there)
			return lines[i].platform_name;
	}
	return NULL;
}

/* (c) What leaves one platform comes up on another in the same change, all of it or a share: that much moves. */
static void rule_move(struct context *context, const struct change_line *lines, size_t count, struct major_rule *rule)
{
	const char *entered = entered_platform(lines, count);
	const char *words = "";

	for (size_t f = 0; f < FAMILIES; f++) {
		const char *moved = moved_words(context->arena, lines, count, f);

		if (moved[0] != '\0')
			words = arena_printf(context->arena, "%s%s%s", words, words[0] == '\0' ? "" : "；", moved);
	}
	rule->fired = words[0] != '\0';
	if (rule->fired)
		rule->arithmetic = words;
	else if (entered != NULL)
		rule->arithmetic =
			arena_printf(context->arena, "在%s增加资源，原平台保留：按增加服务商例外办理", entered);
	else
		rule->arithmetic = "没有资源从一个平台移到另一个平台";
}

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
	struct change_line *lines;
	size_t count;
	enum err err = change_lines(context, matter->system, form, "lines", &lines, &count);

	for (size_t i = 0; i < MAJOR_RULES; i++)
		rules[i] = (struct major_rule){.label = labels[i]};
	if (err == OK)
		err = change_read_system(context, matter->system, &system);
	if (err == OK)
		err = major_growth(context, matter, lines, count, &rules[0], &rules[1]);
	if (err != OK)
		return err;
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
