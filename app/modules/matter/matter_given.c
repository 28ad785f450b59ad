/* What an action was given, in words: for the history and the approval form. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"

/* Who reviews is known to the center alone, whatever the field is called. */
static bool names_person(const struct field *field)
{
	for (size_t i = 0; i < field->column_count; i++)
		if (names_person(&field->columns[i]))
			return true;
	return field->type == FIELD_REFERENCE && text_equal(field->reference, "person");
}

const char *row_words(struct context *context, const struct values *row)
{
	const char *text = "";

	for (size_t i = 0; i < row->count; i++)
		if (row->items[i].present)
			text = arena_printf(context->arena, "%s%s%s%s%s", text, *text == '\0' ? "" : "，",
					    row->count > 1 ? row->items[i].field->label : "", row->count > 1 ? " " : "",
					    reference_display(context, &row->items[i]));
	return text;
}

static const char *value_words(struct context *context, const struct value *value)
{
	const char *text = "";

	if (value->field->type != FIELD_ROWS)
		return reference_display(context, value);
	for (size_t i = 0; i < value->row_count; i++)
		text = arena_printf(context->arena, "%s%s%zu. %s", text, i == 0 ? "" : "\n", i + 1,
				    row_words(context, value->rows[i]));
	return text;
}

/* Whether a row is for somebody else. */
static bool of_another(const struct actor *actor, const struct values *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->items[i].field->own && row->items[i].number != actor->org)
			return true;
	return false;
}

static void keep_own(struct value *value, const struct actor *actor)
{
	size_t kept = 0;

	for (size_t i = 0; i < value->row_count; i++)
		if (!of_another(actor, value->rows[i]))
			value->rows[kept++] = value->rows[i];
	value->row_count = kept;
}

static bool has_own_rows(const struct action *action)
{
	for (size_t i = 0; i < action->field_count; i++)
		for (size_t c = 0; c < action->fields[i].column_count; c++)
			if (action->fields[i].columns[c].own)
				return true;
	return false;
}

struct values *event_values(struct context *context, const struct matter *matter, const struct action *action,
			    const char *body)
{
	struct values *values = values_from_json(context->arena, action->fields, action->field_count, body);

	if (values == NULL || !has_own_rows(action) || matter_oversees(context, matter))
		return values;
	for (size_t i = 0; i < values->count; i++)
		keep_own(&values->items[i], context->actor);
	return values;
}

const char *event_given(struct context *context, const struct matter *matter, const char *action, const char *body)
{
	const struct action *taken = procedure_action(matter->procedure, action);
	struct values *values;
	const char *text = "";

	/* Most actions are given nothing. */
	if (taken == NULL || taken->field_count == 0 || text_equal(body, "{}"))
		return text;
	values = event_values(context, matter, taken, body);
	for (size_t i = 0; values != NULL && i < values->count; i++) {
		const struct value *value = &values->items[i];

		if ((!value->present && value->row_count == 0) || value->field->type == FIELD_HIDDEN ||
		    (names_person(value->field) && !matter_reads_reviewers(context, matter)))
			continue;
		text = arena_printf(context->arena, "%s%s%s：%s%s", text, *text == '\0' ? "" : "\n",
				    value->field->label, value->field->type == FIELD_ROWS ? "\n" : "",
				    value_words(context, value));
	}
	return text;
}
