/* Kinds and roles: keys as the database joins them, bits, labels; declared in org_store.h. */
#include "base/base.h"
#include "modules/org/org_store.h"

#include "base/text.h"

unsigned kinds_from_keys(struct arena *arena, const char *keys)
{
	char **parts;
	size_t count = text_split(arena, keys, ' ', &parts);
	unsigned kinds = 0;

	for (size_t i = 0; i < count; i++)
		kinds |= kind_from_key(parts[i]);
	return kinds;
}

const char *kind_labels(struct arena *arena, unsigned kinds)
{
	const char *labels[8];
	size_t count = 0;

	for (unsigned kind = 1; kind <= KIND_ASSESSOR; kind <<= 1)
		if ((kinds & kind) != 0)
			labels[count++] = kind_label(kind);
	return count == 0 ? "—" : text_join(arena, labels, count, "、");
}

uint32_t roles_from_keys(struct arena *arena, const char *keys)
{
	char **parts;
	size_t count = text_split(arena, keys, ' ', &parts);
	uint32_t roles = 0;

	for (size_t i = 0; i < count; i++)
		if (role_from_key(parts[i]) != ROLE_COUNT)
			roles |= ROLE_BIT(role_from_key(parts[i]));
	return roles;
}

const char *role_labels(struct arena *arena, uint32_t roles)
{
	const char *labels[ROLE_COUNT];
	size_t count = 0;

	for (int role = 0; role < ROLE_COUNT; role++)
		if ((roles & ROLE_BIT(role)) != 0)
			labels[count++] = role_label((enum role)role);
	return count == 0 ? "未授予" : text_join(arena, labels, count, "、");
}

static const char *column_named(struct query *query, const char *name)
{
	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), name))
			return column_text(query, i);
	return NULL;
}

void each_kinds(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	unsigned kinds = kinds_from_keys(context->arena, column_named(query, "kinds"));

	dict_set(row, "KIND_LABELS", kind_labels(context->arena, kinds));
}

void each_roles(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	uint32_t roles = roles_from_keys(context->arena, column_named(query, "roles"));

	dict_set(row, "ROLE_LABELS", role_labels(context->arena, roles));
}
