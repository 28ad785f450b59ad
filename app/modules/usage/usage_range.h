/*
 * Samples of one day of one platform's machines, from answers of a
 * Prometheus-compatible query_range.  A day is SLOTS steps; a day is asked for
 * in slices, so that an answer of a thousand machines stays small.
 */
#ifndef MODULES_USAGE_USAGE_RANGE_H
#define MODULES_USAGE_USAGE_RANGE_H

#include "base/arena.h"

enum usage_metric {
	METRIC_CPU, /* percent */
	METRIC_MEM,
	METRIC_DISK,
	METRIC_IN, /* Mbps */
	METRIC_OUT,
	METRIC_VCPU, /* count */
	METRIC_MEM_GB,
	METRICS,
};

enum { RANGE_STEP = 300, RANGE_SLOTS = 86400 / RANGE_STEP, RANGE_SLICES = 4, RANGE_MACHINES_MAX = 5000 };

/* One machine; slots are hundredths, -1 without a sample; NULL: no answer of that metric named it. */
struct usage_samples {
	const char *machine;
	int32_t *slots[METRICS];
};

struct usage_range {
	struct arena *arena;
	const char *label;  /* of a series, names its machine */
	int64_t day_start;  /* UTC seconds */
	struct usage_samples *machines;
	size_t count, capacity;
};

/* Take one answer in; false with a sentence.  Two series of one machine in one answer are refused. */
bool usage_range_take(struct usage_range *range, enum usage_metric metric, const char *json, size_t length,
                      const char **complaint) NODISCARD;

/* What an answer that is no success says; NULL when it says nothing. */
const char *usage_range_error(struct arena *arena, const char *json, size_t length);

/* Over the samples of a metric, hundredths; 0 without any.  P95 is the one of rank ceil(0.95 n). */
struct usage_measure {
	int64_t samples, mean, p95, most;
};
struct usage_measure usage_range_measure(const int32_t *slots);

/* Where both have one, their sum; -1 elsewhere; either may be NULL; arena. */
int32_t *usage_range_sum(struct arena *arena, const int32_t *a, const int32_t *b);

#endif
