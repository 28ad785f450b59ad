/*
 * Interpretations (解释答复, article 35): anybody asks, the center answers and
 * publishes; what is withdrawn stays readable as such.
 */
#ifndef MODULES_INTERPRETATION_INTERPRETATION_H
#define MODULES_INTERPRETATION_INTERPRETATION_H

#include "kernel/module.h"

extern const struct module interpretation_module;

#endif
