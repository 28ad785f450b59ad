#include "base/base.h"
#include "kernel/role.h"

#include "base/text.h"

static const struct role_row {
	const char *key;
	unsigned kinds;
	const char *label;
	int group;
} role_rows[] = {
#define X(constant, key, kind, label, group) [constant] = {key, kind, label, group},
	ROLE_TABLE(X)
#undef X
#define X(constant, key, label) [constant] = {key, 0, label, 0},
		RELATIVE_TABLE(X)
#undef X
};

static const struct kind_row {
	unsigned kind;
	const char *key;
	const char *label;
} kind_rows[] = {
	{KIND_CENTER, "center", "省大数据中心"},     {KIND_UNIT, "unit", "使用单位"},
	{KIND_PROVIDER, "provider", "云服务商"},     {KIND_SUPERVISOR, "supervisor", "云监管服务商"},
	{KIND_SECOPS, "secops", "统一安全运维机构"}, {KIND_INTEGRATOR, "integrator", "云整合平台承建单位"},
	{KIND_ASSESSOR, "assessor", "第三方机构"},
};

enum role role_from_key(const char *key)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (text_equal(role_rows[role].key, key))
			return (enum role)role;
	return ROLE_COUNT;
}

enum role holder_from_key(const char *key)
{
	for (int role = ROLE_COUNT + 1; role < ROLE_END; role++)
		if (text_equal(role_rows[role].key, key))
			return (enum role)role;
	return role_from_key(key);
}

bool role_relative(enum role role)
{
	return role > ROLE_COUNT && role < ROLE_END;
}

bool role_administers(enum role role)
{
	return role < ROLE_COUNT && (ROLE_BIT(role) & ROLES_ADMIN) != 0;
}

enum role role_for(enum role relative, unsigned kinds, bool for_own_platform)
{
	static const struct {
		unsigned kind;
		enum role clerk, lead;
	} rows[] = {
		{KIND_SUPERVISOR, ROLE_SUPERVISOR_CLERK, ROLE_SUPERVISOR_LEAD},
		{KIND_SECOPS, ROLE_SECOPS_CLERK, ROLE_SECOPS_LEAD},
		{KIND_PROVIDER, ROLE_OPERATOR_CLERK, ROLE_OPERATOR_LEAD},
		{KIND_UNIT, ROLE_UNIT_CLERK, ROLE_UNIT_LEAD},
		{KIND_INTEGRATOR, ROLE_OPERATOR_CLERK, ROLE_OPERATOR_LEAD},
		{KIND_ASSESSOR, ROLE_ASSESSOR_CLERK, ROLE_ASSESSOR_CLERK},
	};
	bool lead = relative == ROLE_OWNER_LEAD || relative == ROLE_ADDRESSEE_LEAD || relative == ROLE_RESPONSIBLE_LEAD;

	if (for_own_platform && (kinds & (KIND_PROVIDER | KIND_INTEGRATOR)) != 0)
		return lead ? ROLE_OPERATOR_LEAD : ROLE_OPERATOR_CLERK;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		if ((kinds & rows[i].kind) != 0)
			return lead ? rows[i].lead : rows[i].clerk;
	return ROLE_COUNT;
}

const char *role_key(enum role role)
{
	return role < ROLE_END && role != ROLE_COUNT ? role_rows[role].key : "";
}

bool role_reviews(enum role role)
{
	return role == ROLE_CENTER_REVIEW || role == ROLE_REVIEW_EXPERT;
}

const char *role_label(enum role role)
{
	return role < ROLE_END && role != ROLE_COUNT ? role_rows[role].label : "";
}

unsigned role_kinds(enum role role)
{
	return role < ROLE_COUNT ? role_rows[role].kinds : 0;
}

int role_separation_group(enum role role)
{
	return role < ROLE_COUNT ? role_rows[role].group : 0;
}

unsigned kind_from_key(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kind_rows); i++)
		if (text_equal(kind_rows[i].key, key))
			return kind_rows[i].kind;
	return 0;
}

unsigned kinds_from_text(struct arena *arena, const char *text)
{
	unsigned kinds = 0;
	char **words = NULL;
	size_t count = text_empty(text) ? 0 : text_split(arena, text, ' ', &words);

	for (size_t i = 0; i < count; i++)
		kinds |= kind_from_key(words[i]);
	return kinds;
}

const char *kind_key(unsigned kind)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kind_rows); i++)
		if (kind_rows[i].kind == kind)
			return kind_rows[i].key;
	return "";
}

const char *kind_label(unsigned kind)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kind_rows); i++)
		if (kind_rows[i].kind == kind)
			return kind_rows[i].label;
	return "";
}
