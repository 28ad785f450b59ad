/*
 * Settings that make sense only together: the weights of a scoring sheet, the
 * bounds of grades (struct setting_bond, kernel/module.h).  One setting changes
 * at a time, each from a day of its own, so a bond is asked for on a day.
 */
#ifndef KERNEL_SETTING_BOND_H
#define KERNEL_SETTING_BOND_H

#include "kernel/service.h"

/* *sentence: what is wrong with it on a day, NULL when it holds; arena. */
enum err setting_bond_on(struct context *context, const struct setting_bond *bond, int64_t day,
			 char **sentence) NODISCARD;

/*
 * Each time from a day on that a bond is broken, with the first day of it; a
 * bond that stays broken in another way is named again.  key NULL: all bonds,
 * else those that the setting belongs to.
 */
enum { SETTING_BREACHES_MAX = 64 };
struct setting_breach {
	const struct setting_bond *bond;
	int64_t day;
	char *sentence;
};
enum err setting_breaches(struct context *context, const char *key, int64_t from,
			  struct setting_breach breaches[SETTING_BREACHES_MAX], size_t *count) NODISCARD;

/*
 * Whether a value that holds from a day on would put an order out of order, then
 * or on a later day; what was out of order before may be changed.  For
 * setting_check.  *sentence NULL: it would not; arena.
 */
enum err setting_bond_refuses(struct context *context, const char *key, const char *value, int64_t valid_from,
			      char **sentence) NODISCARD;

#endif
