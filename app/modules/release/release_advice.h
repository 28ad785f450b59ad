/*
 * Inside the module release: what the judgement of use (modules/usage) would
 * have downsized or reclaimed of a system on one platform, with the figures a
 * notice has to show (第十七条).  Computed anew whenever it is asked for.
 */
#ifndef MODULES_RELEASE_RELEASE_ADVICE_H
#define MODULES_RELEASE_RELEASE_ADVICE_H

#include "modules/release/release_parts.h"
#include "modules/usage/usage.h"

enum { ADVICE_LINES = 5, ADVICE_MONTHS = 12, ADVICE_PLATFORMS = 40 };

struct advice_line {
	const char *class;
	const char *label;
	const char *unit;
	int64_t present, target, machines;
	const char *basis; /* how it was computed, one sentence */
};

/* Hundredths, weighed by processors, memory and disks of the machines concerned; -1: nothing to say. */
struct advice_month {
	const char *period;
	int64_t cpu_p95, mem_p95, mem_avg, storage, bandwidth, coverage;
};

struct advice {
	int64_t system, platform;
	const char *system_name, *unit_name, *platform_name;
	bool reclaim;
	struct advice_line lines[ADVICE_LINES];
	size_t line_count;
	struct advice_month months[ADVICE_MONTHS];
	size_t month_count;
	const char *machine_list; /* codes, a line each */
	const char *why;          /* of each class of resource concerned: its figures and its rule */
	int64_t open;             /* a downsizing that is under way already, 0: none */
	const char *open_number;
};

/* By which rules, up to which month. */
struct advising {
	struct usage_rules rules;
	const char *month;
};
enum err advising_begin(struct context *context, struct advising *advising) NODISCARD;

/* All of one system, a platform each; *out is arena. */
enum err advice_of(struct context *context, const struct advising *advising, int64_t system, const char *system_name,
                   const char *unit_name, struct advice *out, size_t *count) NODISCARD;

/* Types it into the form of a fresh downsizing, whose targets are the ledger; note is added to its reason. */
enum err advice_fill(struct context *context, const struct advice *advice, const char *note,
                     struct values *form) NODISCARD;

/* What was saved of a class; 0 when the advice does not touch it. */
int64_t advice_saved(const struct advice *advice, const char *class);

/*
 * The least a class of a system needs on a platform: the catalogue size that
 * carries each machine's P95 (reclaim: nothing for idle ones), in full what is
 * not judged or exempt, and what no machine accounts for.  -1: no data.
 */
enum err advice_floor(struct context *context, const struct advising *advising, int64_t system, int64_t platform,
                      bool reclaim, const char *class, int64_t held, int64_t *floor) NODISCARD;

#endif
