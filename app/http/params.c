#include "base/base.h"

#include "http/params.h"

#include "base/text.h"

void params_add(struct arena *arena, struct params *params, const char *name, const char *value)
{
	if (params->count == params->capacity) {
		size_t capacity = params->capacity > 0 ? params->capacity * 2 : 16;
		struct param *items = arena_array(arena, capacity, sizeof(*items));
		if (params->count > 0)
			memcpy(items, params->items, params->count * sizeof(*items));
		params->items = items;
		params->capacity = capacity;
	}
	params->items[params->count++] = (struct param){name, value};
}

const char *params_get(const struct params *params, const char *name)
{
	for (size_t i = 0; i < params->count; i++)
		if (strcmp(params->items[i].name, name) == 0)
			return params->items[i].value;
	return NULL;
}

size_t params_count(const struct params *params, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < params->count; i++)
		count += strcmp(params->items[i].name, name) == 0;
	return count;
}
