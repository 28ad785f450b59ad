#include "base/base.h"
#include "kernel/procedure_limit.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/period.h"
#include "kernel/procedure_parts.h"
#include "kernel/setting.h"

enum { LIMITS_MAX = 8 };

static const char *const units[] = {[DUE_NONE] = "",      [DUE_WORKING_DAYS] = "个工作日", [DUE_CALENDAR_DAYS] = "日",
				    [DUE_HOURS] = "小时", [DUE_MINUTES] = "分钟",          [DUE_MONTH_DAY] = ""};

static bool in_days(enum due_unit unit)
{
	return unit == DUE_WORKING_DAYS || unit == DUE_CALENDAR_DAYS;
}

/* ---- when it ends ---- */

static const char *end_words(struct arena *arena, int64_t end_at, enum due_unit unit)
{
	const char *day = format_day_long(arena, day_of(end_at));
	int64_t minute = (end_at - day_start(day_of(end_at))) / 60;

	return in_days(unit) ? day : arena_printf(arena, "%s%02d时%02d分", day, (int)(minute / 60), (int)(minute % 60));
}

static enum err add_time(struct context *context, const char *setting, enum due_unit unit, int64_t issued_at,
			 struct paper_time *time)
{
	struct arena *arena = context->arena;
	int64_t from = time->end_at > 0 ? time->end_at : issued_at;
	int64_t count;
	enum err err = setting_integer_on(context, setting, day_of(issued_at), &count);

	if (err != OK)
		return err;
	time->from_next_day = time->end_at == 0 ? in_days(unit) : time->from_next_day;
	time->length = arena_printf(arena, "%s%s%" PRId64 " %s", time->length, time->length[0] == '\0' ? "" : "加 ",
				    count, units[unit]);
	time->end_at = deadline_end(context->service, unit, count, from);
	time->end = end_words(arena, time->end_at, unit);
	return OK;
}

static bool applies(const struct paper_limit *limit, const struct values *form)
{
	return limit->field == NULL || (form != NULL && text_equal(values_word(form, limit->field), limit->word));
}

/* What was asked for earlier than the parameters say, unless that day is over before the paper leaves. */
static void end_earlier(struct context *context, const struct paper_limit *limit, const struct values *form,
			int64_t issued_at, struct paper_time *time)
{
	int64_t day = form == NULL ? 0 : values_number(form, limit->field, 0);

	if (day < day_of(issued_at) || day_end(day) >= time->end_at)
		return;
	time->length = "";
	time->end_at = day_end(day);
	time->end = end_words(context->arena, time->end_at, DUE_CALENDAR_DAYS);
}

enum err paper_time_of(struct context *context, const struct matter *matter, const struct action *action,
		       const struct values *form, int64_t issued_at, struct paper_time *time)
{
	const struct paper *paper = action->sheet;
	const struct state *state = procedure_state(matter->procedure, action->to);
	int64_t first, last;
	enum err err = OK;

	*time = (struct paper_time){.length = "", .end = ""};
	if (paper != NULL && paper->limit_count > 0) {
		for (size_t i = 0; err == OK && i < paper->limit_count; i++)
			if (paper->limits[i].setting == NULL)
				end_earlier(context, &paper->limits[i], form, issued_at, time);
			else if (applies(&paper->limits[i], form))
				err = add_time(context, paper->limits[i].setting, paper->limits[i].unit, issued_at,
					       time);
		return err;
	}
	if (state == NULL || state->due_setting == NULL || state->due_unit == DUE_MONTH_DAY)
		return OK;
	if (state->due_from_period && period_days(matter->period, &first, &last))
		time->end_at = day_end(last);
	return add_time(context, state->due_setting, state->due_unit, issued_at, time);
}

char *paper_limit_fill(struct arena *arena, const char *text, const struct paper_time *time)
{
	char *length = text_replace(arena, time->length, " ", "");

	return text_replace(arena, text_replace(arena, text, PAPER_LIMIT_HOLE, time->end), PAPER_LENGTH_HOLE, length);
}

/* ---- read and checked ---- */

bool paper_timed(const struct procedure *procedure, const struct paper *paper, const struct action *action)
{
	const struct state *state = procedure_state(procedure, action->to);

	return paper->limit_count > 0 ||
	       (state != NULL && state->due_unit != DUE_NONE && state->due_unit != DUE_MONTH_DAY);
}

static void add_limit(struct reader *reader, const struct yaml_node *node, struct paper *paper,
		      struct paper_limit limit)
{
	if ((limit.setting == NULL && limit.word != NULL) || paper->limit_count == LIMITS_MAX)
		return;
	if (limit.unit == DUE_MONTH_DAY)
		complain_node(reader, node, "limit 是天数或小时数，不是每年的某一天");
	paper->limits[paper->limit_count++] = limit;
}

/* severity: {critical: hazard_critical_h, …}: one parameter for each word of a choice of the form. */
static void read_by_word(struct reader *reader, const struct yaml_node *by_field, struct paper *paper)
{
	for (size_t i = 0; by_field->kind == YAML_MAP && i < by_field->count; i++) {
		const struct yaml_node *node = by_field->items[i];
		struct paper_limit limit = {.field = arena_strdup(reader->arena, by_field->key),
					    .word = arena_strdup(reader->arena, node->key)};

		limit.setting = read_setting(reader, by_field, node->key, &limit.unit);
		add_limit(reader, node, paper, limit);
	}
	if (by_field->kind != YAML_MAP || by_field->count > LIMITS_MAX)
		complain_node(reader, by_field, "limit 按字段写作“字段: {选项: 参数}”，至多 %d 个选项", LIMITS_MAX);
}

/* until: due_day: a date of the form, where that is earlier. */
static void read_until(struct reader *reader, const struct yaml_node *limit, struct paper *paper)
{
	const struct yaml_node *node = yaml_get(limit, "until");

	if (node->kind != YAML_TEXT)
		complain_node(reader, node, "until 写表单里一个日期字段的名称");
	else
		add_limit(reader, node, paper, (struct paper_limit){.field = arena_strdup(reader->arena, node->text)});
}

void read_paper_limit(struct reader *reader, const struct yaml_node *node, struct paper *paper)
{
	const struct yaml_node *limit = yaml_get(node, "limit");
	struct yaml_node **items;
	size_t count;

	if (limit == NULL)
		return;
	paper->limits = arena_array(reader->arena, LIMITS_MAX, sizeof *paper->limits);
	if (limit->kind == YAML_MAP) {
		for (size_t i = 0; i < limit->count; i++)
			if (!text_equal(limit->items[i]->key, "until"))
				read_by_word(reader, limit->items[i], paper);
		if (yaml_get(limit, "until") != NULL)
			read_until(reader, limit, paper);
		return;
	}
	count = read_list(reader, node, "limit", &items);
	for (size_t i = 0; i < count; i++) {
		struct paper_limit read = {0};

		read.setting = setting_of(reader, items[i], items[i]->text, &read.unit);
		add_limit(reader, items[i], paper, read);
	}
}

static void check_until(struct reader *reader, const struct yaml_node *node, const struct paper *paper,
			const struct paper_limit *limit)
{
	const struct procedure *procedure = reader->procedure;

	for (size_t f = 0; f < procedure->form_count; f++)
		if (text_equal(procedure->form[f].key, limit->field) && procedure->form[f].type == FIELD_DATE)
			return;
	complain_node(reader, node, "文书“%s”的时限：表单没有日期字段“%s”", paper->key, limit->field);
}

void check_paper_limit(struct reader *reader, const struct yaml_node *node, const struct paper *paper)
{
	const struct procedure *procedure = reader->procedure;

	for (size_t i = 0; i < paper->limit_count; i++) {
		const struct paper_limit *limit = &paper->limits[i];
		bool known = limit->field == NULL;

		if (!known && limit->word == NULL) {
			check_until(reader, node, paper, limit);
			continue;
		}
		for (size_t f = 0; !known && f < procedure->form_count; f++)
			for (size_t o = 0; !known && text_equal(procedure->form[f].key, limit->field) &&
					   o < procedure->form[f].option_count;
			     o++)
				known = text_equal(procedure->form[f].options[o].key, limit->word);
		if (!known)
			complain_node(reader, node, "文书“%s”的时限：表单没有“%s”的选项“%s”", paper->key, limit->field,
				      limit->word);
	}
}
