/*
 * The fields of what may be done now, in one form.  Several actions may share a
 * field; it is drawn once.  Where many are asked for, those that one action
 * alone wants stand together under its name and closed, but for the action most
 * people come for and the one that was refused.
 */
#include "base/base.h"

#include "base/text.h"
#include "kernel/move.h"
#include "modules/matter/matter_module.h"

enum { FIELDS_IN_ONE_LIST = 3 };

struct offers {
	const struct action **actions;
	struct values **values; /* one for each action, what stands in its fields */
	size_t count;
	const struct action *pressed; /* NULL: none */
	bool grouped;
};

static bool asks_for(const struct action *action, const char *key)
{
	for (size_t i = 0; i < action->field_count; i++)
		if (text_equal(action->fields[i].key, key))
			return true;
	return false;
}

/* How many of the actions want the field. */
static size_t wanted_by(const struct offers *offers, const char *key)
{
	size_t count = 0;

	for (size_t i = 0; i < offers->count; i++)
		count += asks_for(offers->actions[i], key);
	return count;
}

/* Which of them draws it: the pressed one, since its errors stand beside the field, else the first. */
static bool draws(const struct offers *offers, size_t index, const char *key)
{
	if (offers->pressed != NULL && asks_for(offers->pressed, key))
		return offers->actions[index] == offers->pressed;
	for (size_t i = 0; i < index; i++)
		if (asks_for(offers->actions[i], key))
			return false;
	return true;
}

/* Many fields, of which two actions at least have some for themselves. */
static bool grouping_helps(const struct offers *offers)
{
	size_t fields = 0, parted = 0;

	for (size_t a = 0; a < offers->count; a++) {
		const struct action *action = offers->actions[a];
		bool own = false;

		for (size_t f = 0; f < action->field_count; f++) {
			fields += draws(offers, a, action->fields[f].key);
			own = own || wanted_by(offers, action->fields[f].key) == 1;
		}
		parted += own;
	}
	return parted >= 2 && fields > FIELDS_IN_ONE_LIST;
}

/* What the rules did not ask for (shown_if) was typed all the same, and is asked for once something else is changed. */
static struct values *with_unasked(struct context *context, const struct action *action, const struct acting *acting)
{
	struct values *typed = values_decode(context->arena, action->fields, action->field_count, acting->posted, true);

	for (size_t i = 0; i < typed->count; i++) {
		struct value *value = &acting->fields->items[i];

		if (!value->present && value->error == NULL && text_empty(value->raw))
			*value = typed->items[i];
	}
	return acting->fields;
}

/* As typed, else as the procedure fills it beforehand, else empty. */
static enum err read_values(struct context *context, struct matter *matter, struct values *form,
			    const struct action *action, const struct acting *acting, struct values **out)
{
	struct moving moving = {
		.context = context, .procedure = matter->procedure, .matter = matter, .action = action, .form = form};

	if (acting->action == action && acting->fields != NULL) {
		*out = acting->posted != NULL ? with_unasked(context, action, acting) : acting->fields;
		return OK;
	}
	if (acting->posted != NULL) {
		*out = values_decode(context->arena, action->fields, action->field_count, acting->posted, true);
		if (acting->grow != NULL)
			values_grow(*out, acting->grow);
		return OK;
	}
	*out = values_empty(context->arena, action->fields, action->field_count);
	moving.fields = *out;
	return action->prefill == NULL ? OK : action->prefill->fill(&moving);
}

/* Beside other buttons a field says which one wants it; only that one insists on it. */
static const struct field *said_for(struct context *context, const struct offers *offers, const struct action *action,
				    const struct field *field)
{
	struct field *said;

	if (offers->count == 1 || action->primary)
		return field;
	said = arena_memdup(context->arena, field, sizeof *field);
	said->required = false;
	said->hint = arena_printf(context->arena, "“%s”时填写%s%s", action->label, text_empty(field->hint) ? "" : "。",
				  text_empty(field->hint) ? "" : field->hint);
	return said;
}

/* What one action draws: either its own fields or those it shares with others. */
static struct values *part_of(struct context *context, const struct offers *offers, size_t index, bool own)
{
	const struct action *action = offers->actions[index];
	const struct values *all = offers->values[index];
	struct values *part = arena_memdup(context->arena, all, sizeof *all);

	part->items = arena_array(context->arena, all->count + 1, sizeof *part->items);
	part->count = 0;
	for (size_t f = 0; f < all->count; f++) {
		const struct field *field = all->items[f].field;
		bool alone = offers->grouped && wanted_by(offers, field->key) == 1;

		if (alone != own || !draws(offers, index, field->key))
			continue;
		part->items[part->count] = all->items[f];
		part->items[part->count++].field = own ? field : said_for(context, offers, action, field);
	}
	return part;
}

static enum err fill_group(struct context *context, struct dict *panel, const struct offers *offers, size_t index,
			   const struct values *form)
{
	const struct action *action = offers->actions[index];
	struct values *part = part_of(context, offers, index, true);
	struct dict *group;

	if (part->count == 0)
		return OK;
	group = dict_section(panel, "FIELD_GROUP");
	dict_set(group, "GROUP_LABEL", action->label);
	dict_show_if(group, "GROUP_OPEN", action->primary || action == offers->pressed || part->error_count > 0);
	return fields_fill(context, group, part, NULL, form);
}

enum err action_fields_fill(struct context *context, struct dict *panel, struct matter *matter, struct values *form,
			    const struct action **actions, size_t count, const struct acting *acting)
{
	struct offers offers = {.actions = actions, .count = count, .pressed = acting->action};
	bool any = false;
	enum err err = OK;

	offers.values = arena_array(context->arena, count + 1, sizeof(struct values *));
	offers.grouped = grouping_helps(&offers);
	for (size_t a = 0; err == OK && a < count; a++) {
		struct values *part;

		err = read_values(context, matter, form, actions[a], acting, &offers.values[a]);
		if (err != OK)
			break;
		part = part_of(context, &offers, a, false);
		any = any || part->count > 0;
		err = fields_fill(context, panel, part, NULL, form);
	}
	for (size_t a = 0; err == OK && offers.grouped && a < count; a++)
		err = fill_group(context, panel, &offers, a, form);
	dict_show_if(panel, "HAS_FIELDS", any);
	return err;
}
