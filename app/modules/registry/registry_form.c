#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/ports.h"
#include "base/text.h"

bool form_yes(const struct values *form, const char *key)
{
	return form != NULL && values_number(form, key, 0) == 1;
}

int64_t form_base(const struct values *form)
{
	bool asked = form_yes(form, "sub_system") || text_equal(values_word(form, "kind"), "reapplication");

	return asked ? values_number(form, "base_system_id", 0) : 0;
}

/* Remote control and databases: MSSQL, Oracle, MySQL, PostgreSQL, DM, Kingbase, Redis. */
static const int forbidden_ports[] = {22, 3389, 1433, 1521, 3306, 5432, 5236, 54321, 6379};

int ports_forbidden(const char *text)
{
	struct ports ports;

	while (ports_next(&text, &ports))
		for (size_t i = 0; i < ARRAY_LENGTH(forbidden_ports); i++)
			if (forbidden_ports[i] >= ports.first && forbidden_ports[i] <= ports.last)
				return forbidden_ports[i];
	return 0;
}

/* Zones of the register are words; those of the form are options with the same words as labels. */
static const char *zone_keys(struct arena *arena, const struct values *form, const char *zones)
{
	const struct value *value = values_find(form, "zones");
	const char *keys = "";

	for (size_t o = 0; value != NULL && o < value->field->option_count; o++)
		if (strstr(zones, value->field->options[o].label) != NULL)
			keys = arena_printf(arena, "%s%s%s", keys, keys[0] == '\0' ? "" : ",",
					    value->field->options[o].key);
	return keys;
}

static void set_known(struct values *form, const char *key, const char *text)
{
	if (text != NULL && text[0] != '\0')
		values_set(form, key, text);
}

enum err registry_describe(struct context *context, int64_t system, struct values *form)
{
	struct query *query = db_query(context->db, Q_REGISTRY_DESCRIPTION);
	struct arena *arena = context->arena;
	bool found;
	enum err err;

	query_int(query, ":system", system);
	found = query_step(query);
	if (found) {
		set_known(form, "filing_no", next_text(query, arena));
		set_known(form, "system_name", next_text(query, arena));
		set_known(form, "short_name", next_text(query, arena));
		set_known(form, "level", next_text(query, arena));
		set_known(form, "zones", zone_keys(arena, form, next_text(query, arena)));
		set_known(form, "department", next_text(query, arena));
		set_known(form, "responsible_title", next_text(query, arena));
		set_known(form, "responsible_phone", next_text(query, arena));
		set_known(form, "security_title", next_text(query, arena));
		set_known(form, "security_phone", next_text(query, arena));
		set_known(form, "icp_no", next_text(query, arena));
	}
	err = query_end(query);
	return err == OK && !found ? ERR_CONFLICT : err;
}
