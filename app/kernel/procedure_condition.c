#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/log.h"
#include "base/text.h"
#include "http/field_check.h"

enum { NAMES_MAX = 24 };

/* Where a condition finds a value. */
struct operand {
	const char *key;
	size_t form; /* index in the form; SIZE_MAX: an action's own field */
};

struct condition {
	struct expression *expression;
	struct operand *operands; /* in binding order */
	size_t count;
};

static size_t name_index(const struct procedure *procedure, const char *name, size_t length)
{
	for (size_t i = 0; i < procedure->condition_name_count; i++)
		if (strncmp(procedure->condition_names[i], name, length) == 0 &&
		    procedure->condition_names[i][length] == '\0')
			return i;
	return SIZE_MAX;
}

void collect_condition_names(struct reader *reader)
{
	struct procedure *procedure = reader->procedure;
	size_t room = procedure->form_count;

	for (size_t i = 0; i < procedure->action_count; i++)
		room += procedure->actions[i].field_count;
	procedure->condition_names = arena_array(reader->arena, room + 1, sizeof(char *));
	for (size_t i = 0; i < procedure->form_count; i++)
		procedure->condition_names[procedure->condition_name_count++] = procedure->form[i].key;
	for (size_t i = 0; i < procedure->action_count; i++)
		for (size_t j = 0; j < procedure->actions[i].field_count; j++) {
			const char *key = procedure->actions[i].fields[j].key;

			if (name_index(procedure, key, strlen(key)) == SIZE_MAX)
				procedure->condition_names[procedure->condition_name_count++] = key;
		}
}

static bool own_field(const struct action *action, const char *key)
{
	for (size_t i = 0; action != NULL && i < action->field_count; i++)
		if (text_equal(action->fields[i].key, key))
			return true;
	return false;
}

/*
 * The known names in a condition, outside of '…', each once: only these are
 * bound.  What is misspelt is not found here and SQLite then has no such column.
 */
static size_t find_operands(const struct procedure *procedure, const char *text, size_t found[NAMES_MAX])
{
	size_t count = 0;

	for (const char *c = text; *c != '\0';) {
		size_t length = strspn(c, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
		size_t index = length == 0 ? SIZE_MAX : name_index(procedure, c, length);
		bool known = index == SIZE_MAX;

		for (size_t i = 0; i < count && !known; i++)
			known = found[i] == index;
		if (!known && count == NAMES_MAX)
			return SIZE_MAX;
		if (!known)
			found[count++] = index;
		if (*c == '\'')
			length = strcspn(c + 1, "'") + 1 + (c[strcspn(c + 1, "'") + 1] == '\'');
		c += length == 0 ? 1 : length;
	}
	return count;
}

static const struct condition *compile(struct reader *reader, const struct pending *pending)
{
	const struct procedure *procedure = reader->procedure;
	const char *names[NAMES_MAX];
	size_t found[NAMES_MAX];
	size_t count = find_operands(procedure, pending->node->text, found);
	struct condition *condition = arena_alloc(reader->arena, sizeof *condition);
	char *complaint = NULL;

	if (count == 0 || count == SIZE_MAX) {
		complain_node(reader, pending->node, count == 0 ? "条件里没有已知的字段：%s" : "条件用到的字段太多：%s",
			      pending->node->text);
		return NULL;
	}
	condition->operands = arena_array(reader->arena, count, sizeof *condition->operands);
	condition->count = count;
	for (size_t i = 0; i < count; i++) {
		names[i] = procedure->condition_names[found[i]];
		condition->operands[i].key = names[i];
		condition->operands[i].form = found[i] < procedure->form_count ? found[i] : SIZE_MAX;
		if (found[i] >= procedure->form_count && !own_field(pending->action, names[i]))
			complain_node(reader, pending->node, "条件里的“%s”是别的动作的字段", names[i]);
	}
	condition->expression =
		expression_compile(reader->engine, reader->scratch, pending->node->text, names, count, &complaint);
	if (condition->expression == NULL)
		complain_node(reader, pending->node, "条件不成立：%s", complaint);
	return condition;
}

void compile_conditions(struct reader *reader)
{
	for (const struct pending *pending = reader->pending; pending != NULL; pending = pending->next)
		*pending->slot = compile(reader, pending);
}

/* ---- asking ---- */

static struct expression_value text_value(const char *text)
{
	return (struct expression_value){.type = VALUE_TEXT, .text = text == NULL ? "" : text};
}

static struct expression_value integer_value(int64_t integer)
{
	return (struct expression_value){.type = VALUE_INTEGER, .integer = integer};
}

/* As procedure.h promises: typed, empty text '', an empty number NULL. */
static struct expression_value bound(const struct values *values, const struct value *value)
{
	static const struct expression_value nothing = {.type = VALUE_NULL};

	if (value == NULL)
		return nothing;
	switch (value->field->type) {
	case FIELD_CHOICES:
		return text_value(value->text == NULL ? "" : arena_printf(values->arena, ",%s,", value->text));
	case FIELD_ROWS:
		return integer_value((int64_t)value->row_count);
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_MONEY:
	case FIELD_DATE:
	case FIELD_REFERENCE:
	case FIELD_YES_NO:
		return value->text == NULL ? nothing : integer_value(value->number);
	default:
		return text_value(value->text);
	}
}

/* No values at all: what an empty form would give. */
static struct expression_value absent(const struct field *field)
{
	struct value value = {.field = field, .raw = ""};

	return bound(NULL, &value);
}

static const struct field *own_field_of(const struct procedure *procedure, const char *key)
{
	for (size_t i = 0; i < procedure->action_count; i++)
		for (size_t j = 0; j < procedure->actions[i].field_count; j++)
			if (text_equal(procedure->actions[i].fields[j].key, key))
				return &procedure->actions[i].fields[j];
	return NULL;
}

static struct expression_value operand_value(const struct procedure *procedure, const struct operand *operand,
					     const struct values *form, const struct values *fields)
{
	bool own = operand->form == SIZE_MAX;
	const struct values *values = own ? fields : form;
	const struct value *value = NULL;

	if (values != NULL && !own && values->fields == procedure->form)
		value = &values->items[operand->form];
	else if (values != NULL)
		value = values_find(values, operand->key);
	if (value != NULL)
		return bound(values, value);
	return absent(own ? own_field_of(procedure, operand->key) : &procedure->form[operand->form]);
}

bool procedure_holds(const struct procedure *procedure, const struct condition *condition, const struct values *form,
		     const struct values *fields)
{
	struct expression_value values[NAMES_MAX];

	if (condition == NULL)
		return true;
	for (size_t i = 0; i < condition->count; i++)
		values[i] = operand_value(procedure, &condition->operands[i], form, fields);
	return expression_test(condition->expression, values, condition->count);
}

bool procedure_asks_fields(const struct condition *condition)
{
	for (size_t i = 0; condition != NULL && i < condition->count; i++)
		if (condition->operands[i].form == SIZE_MAX)
			return true;
	return false;
}

static void empty(struct values *values, struct value *value)
{
	size_t errors = value->error != NULL;

	for (size_t i = 0; i < value->row_count; i++)
		errors += value->rows[i]->error_count;
	values->error_count -= errors < values->error_count ? errors : values->error_count;
	*value = (struct value){.field = value->field, .raw = ""};
}

static void complain_missing(struct values *values, struct value *value)
{
	value_complain(values, value, "%s", field_missing(values->arena, value->field));
}

/* First what is hidden, in the order of the fields, since a hidden answer hides what hangs on it; then what is missing.
 */
static void check(const struct procedure *procedure, struct values *values, const struct values *form,
		  const struct values *fields, const struct condition *const *required_if,
		  const struct condition *const *shown_if)
{
	for (size_t i = 0; i < values->count; i++)
		if (shown_if[i] != NULL && !procedure_holds(procedure, shown_if[i], form, fields))
			empty(values, &values->items[i]);
	for (size_t i = 0; i < values->count; i++) {
		struct value *value = &values->items[i];
		bool required = value->field->required ||
				(required_if[i] != NULL && procedure_holds(procedure, required_if[i], form, fields));

		if (!required || value->present)
			continue;
		if (shown_if[i] == NULL || procedure_holds(procedure, shown_if[i], form, fields))
			complain_missing(values, value);
	}
}

void procedure_check_form(const struct procedure *procedure, struct values *form)
{
	if (form->count != procedure->form_count)
		fatalx("event=procedure_check_form procedure=%s why=%s", procedure->key, "values of another form");
	check(procedure, form, form, NULL, procedure->required_if, procedure->shown_if);
}

void procedure_check_fields(const struct procedure *procedure, const struct action *action, struct values *fields,
			    const struct values *form)
{
	if (fields->count != action->field_count)
		fatalx("event=procedure_check_fields action=%s why=%s", action->key, "values of another action");
	check(procedure, fields, form, fields, action->required_if, action->shown_if);
}
