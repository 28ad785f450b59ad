#include "base/base.h"
#include "kernel/module.h"

#include "base/text.h"
#include "kernel/panel_before.h"

const struct guard_row *module_guard(const struct module *const *modules, const char *name)
{
	for (; *modules != NULL; modules++)
		for (const struct guard_row *row = (*modules)->guards; row != NULL && row->name != NULL; row++)
			if (text_equal(row->name, name))
				return row;
	return NULL;
}

const struct effect_row *module_effect(const struct module *const *modules, const char *name)
{
	for (; *modules != NULL; modules++)
		for (const struct effect_row *row = (*modules)->effects; row != NULL && row->name != NULL; row++)
			if (text_equal(row->name, name))
				return row;
	return NULL;
}

const struct prefill_row *module_prefill(const struct module *const *modules, const char *name)
{
	for (; *modules != NULL; modules++)
		for (const struct prefill_row *row = (*modules)->prefills; row != NULL && row->name != NULL; row++)
			if (text_equal(row->name, name))
				return row;
	return NULL;
}

const struct panel_row *module_panel(const struct module *const *modules, const char *name)
{
	for (; *modules != NULL; modules++) {
		for (const struct panel_row *row = (*modules)->panels; row != NULL && row->name != NULL; row++)
			if (text_equal(row->name, name))
				return row;
		for (const struct panel_before *before = (*modules)->before; before != NULL && before->row.name != NULL;
		     before++)
			if (text_equal(before->row.name, name))
				return &before->row;
	}
	return NULL;
}

bool module_panel_on_sheet(const struct module *const *modules, const char *name)
{
	for (; *modules != NULL; modules++)
		for (const char *const *key = (*modules)->sheet_panels; key != NULL && *key != NULL; key++)
			if (text_equal(*key, name))
				return true;
	return false;
}
