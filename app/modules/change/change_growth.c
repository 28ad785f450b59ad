/*
 * Rules (a) and (b) of a major change: how much a system grows
 * over what was granted, by this change alone and by all changes of the last
 * months.  What other changes took away does not offset what they added, or a
 * growth could be split around a reduction.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"
#include "modules/registry/registry.h"

enum { GROUPS = 3, THOUSAND = 1000, PERCENT = 100 };

/* Processors, memory, storage of all kinds together. */
static const struct {
	const char *label;
	const char *unit;
	const char *setting;
} groups[GROUPS] = {
	{"处理器", "核", "major_vcpu"}, {"内存", "GB", "major_memory_gb"}, {"存储", "GB", "major_storage_gb"}};

struct growth {
	int64_t base;      /* granted before what grew first */
	int64_t delta;     /* of this change */
	int64_t added;     /* by the other changes of the last months, each by itself */
	int64_t taken;     /* by those that came after a growth */
	int64_t since;     /* when the first of them grew; 0 none did */
	const char *parts; /* "16+8" */
	bool others;       /* whether another change touched it at all */
};

static int group_of(const char *class)
{
	if (text_equal(class, "vcpu"))
		return 0;
	if (text_equal(class, "memory_gb"))
		return 1;
	return change_is_storage(class) ? 2 : -1;
}

static void add_up(const struct change_line *lines, size_t count, struct growth *growth)
{
	for (size_t i = 0; i < count; i++) {
		int group = group_of(lines[i].class);

		if (group >= 0)
			growth[group].delta += lines[i].after - lines[i].before;
	}
}

/* One other change, in the order of their approval.  A reduction before any growth is a lower base, not a growth less.
 */
static void add_other(struct arena *arena, struct growth *growth, int64_t at, int64_t delta)
{
	if (delta == 0)
		return;
	growth->others = true;
	if (delta < 0) {
		growth->taken += growth->since != 0 ? -delta : 0;
		return;
	}
	if (growth->since == 0)
		growth->since = at;
	growth->added += delta;
	growth->parts = arena_printf(arena, "%s%s%s", growth->parts, growth->parts[0] == '\0' ? "" : "+",
				     format_integer(arena, delta));
}

static enum err read_others(struct context *context, const struct matter *matter, struct growth *growth)
{
	int64_t months = setting_integer(context->service, "major_window_m");
	struct query *query = db_query(context->db, Q_CHANGE_OTHERS);

	query_int(query, ":system", matter->system);
	query_int(query, ":matter", matter->id);
	query_int(query, ":since", day_start(months_after(day_of(clock_now()), -months)));
	while (query_step(query)) {
		int64_t at = next_int(query);

		for (size_t g = 0; g < GROUPS; g++)
			add_other(context->arena, &growth[g], at, next_int(query));
	}
	return query_end(query);
}

/* What was granted when the first of them grew; now, when none did or this change is asked alone. */
static enum err read_base(struct context *context, const struct matter *matter, size_t group, int64_t at, int64_t *base)
{
	struct query *query = db_query(context->db, Q_CHANGE_BASELINE);
	int64_t sums[GROUPS] = {0};
	enum err err;

	query_int(query, ":system", matter->system);
	query_int(query, ":at", at != 0 ? at : clock_now() + 1);
	if (query_step(query))
		for (size_t g = 0; g < GROUPS; g++)
			sums[g] = next_int(query);
	err = query_end(query);
	*base = sums[group];
	return err;
}

/* More than the percentage and at least the amount; from nothing every growth is more than the percentage. */
static bool beyond(const struct service *service, size_t group, int64_t base, int64_t delta)
{
	int64_t percent = setting_integer(service, "major_growth_pct");

	return delta >= setting_integer(service, groups[group].setting) && delta * PERCENT > base * percent;
}

static const char *share(struct arena *arena, int64_t base, int64_t delta)
{
	if (base <= 0)
		return delta > 0 ? "从无到有" : "0%";
	return arena_printf(arena, "%s%%", format_decimal(arena, delta * THOUSAND / base, 1));
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

/* "处理器 40→64 核，+24（60.0%）" */
static const char *once_words(struct arena *arena, size_t group, int64_t base, int64_t delta)
{
	return arena_printf(arena, "%s %s→%s %s，%s%s（%s）", groups[group].label, format_integer(arena, base),
			    format_integer(arena, base + delta), groups[group].unit, delta > 0 ? "+" : "",
			    format_integer(arena, delta), share(arena, base, delta));
}

/* (a) this change alone, over what is granted now. */
static enum err rule_once(struct context *context, const struct matter *matter, const struct growth *growth,
			  struct major_rule *rule)
{
	const char *words = "";

	for (size_t g = 0; g < GROUPS; g++) {
		int64_t base;
		enum err err = read_base(context, matter, g, 0, &base);

		if (err != OK)
			return err;
		rule->fired = rule->fired || beyond(context->service, g, base, growth[g].delta);
		words = arena_printf(context->arena, "%s%s%s", words, g == 0 ? "" : "；",
				     once_words(context->arena, g, base, growth[g].delta));
	}
	rule->arithmetic = arena_printf(context->arena, "%s。%s", words, limits(context));
	return OK;
}

/* "处理器核定 40 核，先后增加 16，本次 +8，累计 24（60.0%），期间减少 4 不抵" */
static const char *together_words(struct arena *arena, size_t group, const struct growth *growth, int64_t all)
{
	const char *taken = growth->taken > 0
				    ? arena_printf(arena, "，期间减少 %s 不抵", format_integer(arena, growth->taken))
				    : "";

	return arena_printf(arena, "%s核定 %s %s，先后增加 %s，本次 %s%s，累计 %s（%s）%s", groups[group].label,
			    format_integer(arena, growth->base), groups[group].unit,
			    growth->added > 0 ? growth->parts : "0", growth->delta > 0 ? "+" : "",
			    format_integer(arena, growth->delta), format_integer(arena, all),
			    share(arena, growth->base, all), taken);
}

/* (b) together with the other changes of the last months, over what was granted before the first growth. */
static enum err rule_together(struct context *context, const struct matter *matter, struct growth *growth,
			      struct major_rule *rule)
{
	const char *words = "";
	bool others = false;

	for (size_t g = 0; g < GROUPS; g++) {
		int64_t all = growth[g].added + (growth[g].delta > 0 ? growth[g].delta : 0);
		enum err err = read_base(context, matter, g, growth[g].since, &growth[g].base);

		if (err != OK)
			return err;
		if (!growth[g].others)
			continue;
		/* A change that adds nothing here does not answer for what others added. */
		rule->fired = rule->fired || (growth[g].delta > 0 && beyond(context->service, g, growth[g].base, all));
		words = arena_printf(context->arena, "%s%s%s", words, others ? "；" : "",
				     together_words(context->arena, g, &growth[g], all));
		others = true;
	}
	rule->arithmetic = others ? arena_printf(context->arena, "%s。%s", words, limits(context)) : "期内没有其他变更";
	return OK;
}

enum err major_growth(struct context *context, const struct matter *matter, const struct change_line *lines,
		      size_t count, struct major_rule *once, struct major_rule *together)
{
	struct growth growth[GROUPS];
	enum err err;

	for (size_t g = 0; g < GROUPS; g++)
		growth[g] = (struct growth){.parts = ""};
	add_up(lines, count, growth);
	err = read_others(context, matter, growth);
	if (err == OK)
		err = rule_once(context, matter, growth, once);
	return err == OK ? rule_together(context, matter, growth, together) : err;
}
