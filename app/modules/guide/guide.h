/* What people read about the procedures: the list, the state picture, the tables behind it. */
#ifndef MODULES_GUIDE_GUIDE_H
#define MODULES_GUIDE_GUIDE_H

#include "kernel/module.h"

extern const struct module guide_module;

#endif
