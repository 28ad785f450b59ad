/* What a paper prints as a table: fields of its action, of the form, of earlier actions, and the time it leaves. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/reference.h"
#include "kernel/setting.h"
#include "modules/matter/matter_paper.h"

static void add_pair(struct dict *body, const char *label, const char *value)
{
	struct dict *pair = dict_section(body, "PAIR");

	dict_set(pair, "PAIR_LABEL", label);
	dict_set(pair, "PAIR_VALUE", value);
}

static void add_value(struct context *context, struct dict *body, const struct value *value)
{
	if (value == NULL || (!value->present && value->row_count == 0))
		return;
	if (value->field->type == FIELD_ROWS)
		paper_list(context, body, value);
	else
		add_pair(body, value->field->label, reference_display(context, value));
}

/* action.field, as it stood when the paper was issued: a reprint does not learn what came after. */
static enum err add_earlier(struct context *context, struct dict *body, const struct matter *matter,
			    const struct happened *event, const char *name)
{
	const char *dot = strchr(name, '.');
	const struct action *earlier =
		procedure_action(matter->procedure, arena_strndup(context->arena, name, (size_t)(dot - name)));
	struct query *query;
	struct values *given = NULL;

	if (earlier == NULL)
		return OK;
	query = db_query(context->db, Q_MATTER_PAGE_GIVEN_BEFORE);
	query_int(query, ":matter", matter->id);
	query_text(query, ":action", earlier->key);
	query_int(query, ":event", event->id);
	if (query_step(query))
		given = values_from_json(context->arena, earlier->fields, earlier->field_count,
					 next_text(query, context->arena));
	if (given != NULL)
		add_value(context, body, values_find(given, dot + 1));
	return query_end(query);
}

/* The time the decision leaves, by the parameters of its day. */
static enum err add_limit(struct context *context, struct dict *body, const struct matter *matter,
			  const struct action *action, const struct happened *event)
{
	static const char *const units[] = {
		[DUE_NONE] = "",      [DUE_WORKING_DAYS] = "个工作日", [DUE_CALENDAR_DAYS] = "日",
		[DUE_HOURS] = "小时", [DUE_MINUTES] = "分钟",          [DUE_MONTH_DAY] = ""};
	const struct state *state = procedure_state(matter->procedure, action->to);
	int64_t amount;
	enum err err;

	if (state == NULL || state->due_setting == NULL)
		return OK;
	err = setting_integer_on(context, state->due_setting, day_of(event->at), &amount);
	if (err == OK)
		add_pair(body, "时限",
			 arena_printf(
				 context->arena, "%" PRId64 " %s，自本件发出%s起算", amount, units[state->due_unit],
				 state->due_unit == DUE_WORKING_DAYS || state->due_unit == DUE_CALENDAR_DAYS ? "次日"
													     : ""));
	return err;
}

enum err paper_fields(struct context *context, struct dict *body, const struct matter *matter,
		      const struct action *action, const struct happened *event, const struct values *form,
		      const struct values *fields)
{
	const struct paper *paper = action->sheet;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < paper->field_count; i++) {
		const char *name = paper->fields[i];
		const struct value *own = fields == NULL ? NULL : values_find(fields, name);

		if (text_equal(name, PAPER_LIMIT))
			err = add_limit(context, body, matter, action, event);
		else if (strchr(name, '.') != NULL)
			err = add_earlier(context, body, matter, event, name);
		else
			add_value(context, body, own != NULL ? own : values_find(form, name));
	}
	return err;
}
