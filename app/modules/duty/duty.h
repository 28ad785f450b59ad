/*
 * Duties of everybody who takes part: O&M rules, emergency plans, drills,
 * training, the monthly self-check, log retention (第二十一、二十八、二十九、三十一条).
 */
#ifndef MODULES_DUTY_DUTY_H
#define MODULES_DUTY_DUTY_H

#include "kernel/module.h"

extern const struct module duty_module;

#endif
