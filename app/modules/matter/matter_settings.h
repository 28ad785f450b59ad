/* The settings and guards of module matter, for its struct module. */
#ifndef MODULES_MATTER_MATTER_SETTINGS_H
#define MODULES_MATTER_MATTER_SETTINGS_H

#include "kernel/panel_before.h"

extern const struct setting_row matter_settings[];
extern const struct guard_row matter_guards[];
extern const struct panel_before matter_before[];

#endif
