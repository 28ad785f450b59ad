#include "base/base.h"
#include "kernel/permission.h"

static const struct permission_row {
	const char *name;
	uint32_t roles;
	const char *label;
} permission_rows[] = {
#define X(constant, roles, label) {#constant, roles, label},
	PERMISSION_TABLE(X)
#undef X
};

static const struct permission_row *find(unsigned permission)
{
	if (permission < PERMISSION_FIRST_OF_KERNEL || permission >= PERMISSION_END)
		return NULL;
	return &permission_rows[permission - PERMISSION_FIRST_OF_KERNEL];
}

bool permission_held(unsigned permission, bool signed_in, uint32_t roles)
{
	const struct permission_row *row = find(permission);

	if (permission == PERMISSION_PUBLIC)
		return true;
	if (!signed_in)
		return false;
	if (permission == PERMISSION_SIGNED_IN)
		return true;
	return row != NULL && (row->roles & roles) != 0;
}

bool permission_shows(unsigned permission)
{
	static const char shows[] = "MAY_SEE_";
	const struct permission_row *row = find(permission);

	return row != NULL && strncmp(row->name, shows, sizeof shows - 1) == 0;
}

const char *permission_name(unsigned permission)
{
	const struct permission_row *row = find(permission);

	if (permission == PERMISSION_PUBLIC)
		return "PUBLIC";
	if (permission == PERMISSION_SIGNED_IN)
		return "SIGNED_IN";
	return row != NULL ? row->name : "UNDECLARED";
}

const char *permission_label(unsigned permission)
{
	const struct permission_row *row = find(permission);

	if (permission == PERMISSION_PUBLIC)
		return "任何人可看";
	if (permission == PERMISSION_SIGNED_IN)
		return "登录后可看";
	return row != NULL ? row->label : "";
}
