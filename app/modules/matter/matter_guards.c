/* Guards that any procedure may ask. */
#include "base/base.h"
#include "base/clock.h"
#include "kernel/answer.h"
#include "kernel/succession.h"
#include "modules/matter/matter_module.h"
#include "modules/matter/matter_settings.h"

/* One new version at a time; and what is being replaced is not confirmed for another year beside it. */
static enum verdict no_version_under_way(struct moving *moving, struct answer *answer)
{
	struct context *context = moving->context;
	struct successor successor;
	enum err err;

	if (moving->matter == NULL)
		return answer_yes(moving, answer, "没有正在办理的新版本");
	err = succession_open(context, moving->matter, &successor);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (successor.id == 0)
		return answer_yes(moving, answer, "没有正在办理的新版本");
	return answer_no(moving, answer,
			 (struct answer_help){
				 .cure = "请先办完新版本；不再修订的，作废或者撤回新版本",
				 .link = arena_printf(context->arena, "/matters/%" PRId64, successor.id),
			 },
			 "新版本%s%s“%s”正在办理（%s）", successor.number != NULL ? " " : "",
			 successor.number != NULL ? successor.number : "", successor.title, successor.state);
}

/* What is done to those who let a limit pass, not before. */
static enum verdict deadline_over(struct moving *moving, struct answer *answer)
{
	int64_t due = moving->matter == NULL ? 0 : moving->matter->due_at;

	if (due > 0 && clock_now() > due)
		return answer_yes(moving, answer, "时限已过");
	return answer_no(moving, answer, (struct answer_help){.cure = "时限内可以催办"}, "时限 %s 还没有过",
			 format_time(moving->context->arena, due));
}

/* What is done in a matter is not done before it began: dates of its own deeds, past by the table of fields. */
static enum verdict deed_since_opening(struct moving *moving, struct answer *answer)
{
	struct arena *arena = moving->context->arena;
	int64_t opened = moving->matter == NULL ? 0 : day_of(moving->matter->opened_at);

	for (size_t i = 0; moving->fields != NULL && i < moving->fields->count; i++) {
		const struct value *value = &moving->fields->items[i];

		if (!value->field->past || !value->present || value->number >= opened)
			continue;
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请填写实际日期", .field = value->field->key},
				 "%s %s 早于本件发起的 %s", value->field->label, format_day(arena, value->number),
				 format_day(arena, opened));
	}
	return answer_yes(moving, answer, "日期不早于本件发起");
}

const struct guard_row matter_guards[] = {
	{"deadline_over", "办理时限", "19", deadline_over},
	{"deed_since_opening", "实际日期", "10", deed_since_opening},
	{"no_version_under_way", "正在办理的新版本", "28", no_version_under_way},
	{.name = NULL},
};
