/* What a change that grows draws on the annual plan (article 6): by class, over what there is on all platforms. */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "modules/planning/planning.h"

/* Of all platforms together: what moves from one to another is no growth. */
static int64_t added(const struct change_line *lines, size_t count, const char *class)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		if (text_equal(lines[i].class, class))
			sum += lines[i].after - lines[i].before;
	return sum > 0 ? sum : 0;
}

static bool seen_before(const struct change_line *lines, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (text_equal(lines[i].class, lines[index].class))
			return true;
	return false;
}

/* Adds up what a plan counts; *words: "处理器 +8 核、内存 +32 GB", empty when nothing grows. */
static enum err read_growth(struct moving *moving, struct plan_amounts *amounts, const char **words)
{
	struct arena *arena = moving->context->arena;
	struct change_line *lines;
	size_t count;
	enum err err = change_lines(moving->context, moving->matter->system, moving->form, "lines", &lines, &count);

	*amounts = (struct plan_amounts){0};
	*words = "";
	for (size_t i = 0; err == OK && i < count; i++) {
		int64_t more = seen_before(lines, i) ? 0 : added(lines, count, lines[i].class);

		if (more == 0)
			continue;
		plan_amounts_add(amounts, lines[i].class, more);
		*words = arena_printf(arena, "%s%s%s +%s %s", *words, (*words)[0] == '\0' ? "" : "、", lines[i].label,
				      format_integer(arena, more), lines[i].unit);
	}
	return err;
}

enum verdict growth_planned(struct moving *moving, struct answer *answer)
{
	struct plan_amounts amounts;
	const char *words;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0 || moving->form == NULL)
		return answer_not_yet(moving, answer, "有资源增加的须写明计划项，或者计划外的原因");
	err = read_growth(moving, &amounts, &words);
	if (err != OK)
		return answer_failed(moving, answer, err);
	return words[0] == '\0' ? answer_yes(moving, answer, "没有资源增加") : plan_named(moving, answer, words);
}

enum err use_plan_growth(struct moving *moving, struct answer *answer UNUSED)
{
	struct plan_amounts amounts;
	const char *words;
	enum err err = read_growth(moving, &amounts, &words);

	if (err != OK)
		return err;
	/* Handed in before with a growth that was taken out since: nothing is drawn any more. */
	return words[0] == '\0' ? plan_draw_none(moving) : plan_draw(moving, &amounts);
}
