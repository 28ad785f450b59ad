/* Running the platforms: supervision notices, faults, the monthly duties of those who serve (第十九条 to 第二十四条). */
#ifndef MODULES_OPERATION_OPERATION_H
#define MODULES_OPERATION_OPERATION_H

#include "kernel/module.h"

extern const struct module operation_module;

#endif
