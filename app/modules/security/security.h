/* Security: incidents, hazards, inspections and scans, bulletins, suspension, the register of 等保 and 密评 (第二十五条至第三十一条). */
#ifndef MODULES_SECURITY_SECURITY_H
#define MODULES_SECURITY_SECURITY_H

#include "kernel/module.h"

extern const struct module security_module;

#endif
