/* What a re-application begins with: what was asked of the system last, what it has, what the major change asked. */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/text.h"
#include "modules/registry/registry.h"
#include "modules/resource/resource.h"

/* Decided anew with every application: never taken from the last one; what the change says of the plan is. */
static const char *const anew[] = {"planned",      "plan_item",  "plan_note",     "classified_no",
				   "expected_day", "sub_system", "changed_reason"};

/* The newest application of the system; its form may be of an older version: what both know is taken. */
static enum err last_application(struct moving *moving, int64_t system)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_CHANGE_LAST_APPLICATION);
	struct matter *last;
	struct values *form;
	int64_t id = 0;
	enum err err;

	query_int(query, ":system", system);
	err = query_value(query, 0, &id);
	if (err != OK || id == 0)
		return err;
	if (matter_find_any(context, id, &last) != FOUND)
		return ERR_INTERNAL;
	err = matter_form(context, last, &form, NULL);
	if (err != OK)
		return err;
	*moving->form = *values_from_json(context->arena, moving->procedure->form, moving->procedure->form_count,
					  values_json(form, context->arena));
	for (size_t i = 0; i < ARRAY_LENGTH(anew); i++)
		values_set(moving->form, anew[i], NULL);
	return OK;
}

/* ---- quantities ---- */

/* What the change wanted there to be of a class, on all platforms; beside what the machines carry themselves. */
static void fill_quantity(struct moving *moving, const struct change_line *lines, size_t count, const char *class)
{
	int64_t wanted;

	values_set(moving->form, class, NULL);
	wanted = change_wanted(lines, count, class) - resource_requested(moving->context->arena, moving->form, class);
	if (wanted > 0)
		values_set_number(moving->form, class, wanted);
}

static enum err fill_resources(struct moving *moving, int64_t system, const struct values *asked)
{
	static const char *const classes[] = {"ssd_gb",    "hdd_gb",     "file_gb",   "object_gb",
					      "backup_gb", "archive_gb", "public_ip", "bandwidth_mbps"};
	struct change_line *lines;
	size_t count;
	enum err err = change_lines(moving->context, system, asked, "lines", &lines, &count);

	if (err == OK)
		err = reapplication_machines(moving, system, lines, count);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(classes); i++)
		fill_quantity(moving, lines, count, classes[i]);
	return err;
}

/* ---- what the change asked besides ---- */

static void take_word(struct values *form, const char *key, const char *word)
{
	if (word[0] != '\0')
		values_set(form, key, word);
}

static void fill_asked(struct moving *moving, const struct values *asked)
{
	static const char *const words[] = {"short_name",        "department",     "responsible_title",
					    "responsible_phone", "security_title", "security_phone",
					    "planned",           "plan_item",      "plan_note"};
	const struct value *zones = values_find(asked, "new_zones");
	const struct value *now = values_find(moving->form, "zones");
	const char *all = "";

	for (size_t i = 0; now != NULL && i < now->chosen_count; i++)
		all = arena_printf(moving->context->arena, "%s%s%s", all, all[0] == '\0' ? "" : ",", now->chosen[i]);
	for (size_t i = 0; zones != NULL && i < zones->chosen_count; i++)
		if (!values_chosen(moving->form, "zones", zones->chosen[i]))
			all = arena_printf(moving->context->arena, "%s%s%s", all, all[0] == '\0' ? "" : ",",
					   zones->chosen[i]);
	take_word(moving->form, "zones", all);
	take_word(moving->form, "level", values_word(asked, "new_level"));
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		take_word(moving->form, words[i], values_word(asked, words[i]));
}

static enum err fill_basis(struct moving *moving, struct matter *change)
{
	struct values *asked;
	enum err err = matter_form(moving->context, change, &asked, NULL);

	if (err == OK)
		err = last_application(moving, change->system);
	if (err == OK)
		err = registry_describe(moving->context, change->system, moving->form);
	if (err == OK)
		err = fill_resources(moving, change->system, asked);
	if (err != OK)
		return err;
	fill_asked(moving, asked);
	values_set(moving->form, "kind", "reapplication");
	values_set_number(moving->form, "base_system_id", change->system);
	return OK;
}

/* An application that a major change opened knows its system; any other begins empty. */
enum err reapplication_basis(struct moving *moving)
{
	struct matter *change;

	switch (change_become(moving->context, moving->matter, &change)) {
	case FOUND:
		return fill_basis(moving, change);
	case NOT_FOUND:
		return OK;
	default:
		return ERR_INTERNAL;
	}
}
