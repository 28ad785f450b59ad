/*
 * Rule (c) of a major change: a system, or a share of it, moves
 * from one platform to another.  What leaves one and comes up on another moves,
 * in one change or in several of the last months one after the other: a growth
 * there now and a reduction here later come to the same.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"
#include "modules/registry/registry.h"

enum { THOUSAND = 1000, FAMILIES = 6 };

/* What may stand in for one another when a system moves: a disk of one kind for a disk of another, never for a copy. */
static const struct {
	const char *label;
	const char *unit;
	const char *classes; /* between commas */
} families[FAMILIES] = {{"处理器", "核", ",vcpu,"},
			{"内存", "GB", ",memory_gb,"},
			{"存储", "GB", ",ssd_gb,hdd_gb,file_gb,object_gb,"},
			{"备份存储", "GB", ",backup_gb,"},
			{"归档存储", "GB", ",archive_gb,"},
			{"GPU", "张", ",gpu,"}};

static bool belongs(struct arena *arena, const char *class, size_t family)
{
	return strstr(families[family].classes, arena_printf(arena, ",%s,", class)) != NULL;
}

/* What one family of one platform becomes, all its classes together; platform 0: of all platforms. */
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

/* As much as leaves some platforms and comes up on others, of any of what a system is made of. */
struct move {
	int64_t moved; /* 0: nothing does */
	int64_t before;
	const char *left; /* names of platforms */
	const char *entered;
};

static const char *name_too(struct arena *arena, const char *names, const char *name)
{
	return text_list_add(arena, names, name);
}

static struct move move_of(struct arena *arena, const struct change_line *lines, size_t count, size_t family)
{
	struct move move = {.left = "", .entered = ""};
	int64_t gone = 0, come = 0;

	move.before = shift_of(arena, lines, count, 0, family).before;
	for (size_t i = 0; i < count; i++) {
		struct shift shift = {0};

		if (first_of_platform(lines, i))
			shift = shift_of(arena, lines, count, lines[i].platform, family);
		if (shift.delta < 0) {
			gone -= shift.delta;
			move.left = name_too(arena, move.left, lines[i].platform_name);
		} else if (shift.delta > 0) {
			come += shift.delta;
			move.entered = name_too(arena, move.entered, lines[i].platform_name);
		}
	}
	move.moved = gone < come ? gone : come;
	return move;
}

/* "处理器 40 核中 10（25.0%）从甲云移到乙云" */
static const char *move_words(struct arena *arena, const struct move *move, size_t family)
{
	return arena_printf(arena, "%s %s %s中 %s（%s%%）从%s移到%s", families[family].label,
			    format_integer(arena, move->before), families[family].unit,
			    format_integer(arena, move->moved),
			    format_decimal(arena, move->moved * THOUSAND / move->before, 1), move->left, move->entered);
}

/* ---- several changes one after the other ---- */

static struct change_line *line_of(struct change_line *lines, size_t *count, int64_t platform, const char *class)
{
	for (size_t i = 0; i < *count; i++)
		if (lines[i].platform == platform && text_equal(lines[i].class, class))
			return &lines[i];
	if (*count == CHANGE_LINES_MAX)
		return NULL;
	lines[*count] = (struct change_line){.platform = platform, .class = class};
	return &lines[(*count)++];
}

/*
 * Lay what other changes granted under the lines: before becomes what there was
 * when the window began, after what there will be when all is carried out.  Of
 * what went by other ways (advice, exit) nothing is known here: never below 0.
 */
static enum err lay_others(struct context *context, const struct matter *matter, struct change_line *lines,
			   size_t *count)
{
	int64_t months = setting_integer(context->service, "major_window_m");
	struct query *query = db_query(context->db, Q_CHANGE_OTHERS_LINES);

	query_int(query, ":system", matter->system);
	query_int(query, ":matter", matter->id);
	query_int(query, ":since", day_start(months_after(day_of(clock_now()), -months)));
	while (query_step(query)) {
		int64_t platform = next_int(query);
		const char *name = next_text(query, context->arena);
		const char *class = next_text(query, context->arena);
		int64_t booked = next_int(query);
		int64_t waits = next_int(query);
		struct change_line *line = line_of(lines, count, platform, class);

		if (line == NULL)
			continue;
		line->platform_name = name;
		line->before = line->before > booked ? line->before - booked : 0;
		line->after = line->after + waits > 0 ? line->after + waits : 0;
	}
	return query_end(query);
}

/* What moves with the other changes of the last months and would not without this one. */
static enum err move_together(struct context *context, const struct matter *matter, const struct change_line *lines,
			      size_t count, struct move moves[FAMILIES])
{
	struct arena *arena = context->arena;
	struct change_line *whole = arena_array(arena, CHANGE_LINES_MAX, sizeof *whole);
	struct change_line *without = arena_array(arena, CHANGE_LINES_MAX, sizeof *without);
	size_t whole_count = count, without_count = count;
	enum err err;

	memcpy(whole, lines, count * sizeof *whole);
	memcpy(without, lines, count * sizeof *without);
	for (size_t i = 0; i < count; i++)
		without[i].after = without[i].before;
	err = lay_others(context, matter, whole, &whole_count);
	if (err == OK)
		err = lay_others(context, matter, without, &without_count);
	for (size_t f = 0; err == OK && f < FAMILIES; f++) {
		moves[f] = move_of(arena, whole, whole_count, f);
		if (moves[f].moved <= move_of(arena, without, without_count, f).moved)
			moves[f].moved = 0;
	}
	return err;
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

static const char *all_words(struct arena *arena, const struct move moves[FAMILIES])
{
	const char *words = "";

	for (size_t f = 0; f < FAMILIES; f++)
		if (moves[f].moved > 0)
			words = arena_printf(arena, "%s%s%s", words, words[0] == '\0' ? "" : "；",
					     move_words(arena, &moves[f], f));
	return words;
}

enum err major_move(struct context *context, const struct matter *matter, const struct change_line *lines, size_t count,
		    struct major_rule *rule)
{
	const char *entered = entered_platform(lines, count);
	struct move alone[FAMILIES], together[FAMILIES] = {{0}};
	const char *words;
	enum err err = move_together(context, matter, lines, count, together);

	if (err != OK)
		return err;
	for (size_t f = 0; f < FAMILIES; f++)
		alone[f] = move_of(context->arena, lines, count, f);
	words = all_words(context->arena, alone);
	rule->arithmetic = words;
	if (words[0] == '\0' && (words = all_words(context->arena, together))[0] != '\0')
		rule->arithmetic = arena_printf(context->arena, "连同此前 %" PRId64 " 个月的变更：%s",
						setting_integer(context->service, "major_window_m"), words);
	rule->fired = words[0] != '\0';
	if (!rule->fired && entered != NULL)
		rule->arithmetic =
			arena_printf(context->arena, "在%s增加资源，原平台保留：按增加服务商例外办理", entered);
	else if (!rule->fired)
		rule->arithmetic = "没有资源从一个平台移到另一个平台";
	return OK;
}
