#include "base/base.h"
#include "modules/registry/registry_parts.h"

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

int ports_forbidden(const char *ports)
{
	while (*ports != '\0') {
		char *end = NULL;
		long first = strtol(ports, &end, 10);
		long last = first;

		if (end == ports) {
			ports++;
			continue;
		}
		if (*end == '-') {
			const char *from = end + 1;

			last = strtol(from, &end, 10);
		}
		for (size_t i = 0; i < ARRAY_LENGTH(forbidden_ports); i++)
			if (forbidden_ports[i] >= first && forbidden_ports[i] <= last)
				return forbidden_ports[i];
		ports = end;
	}
	return 0;
}
