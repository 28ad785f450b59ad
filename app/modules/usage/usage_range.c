#include "base/base.h"
#include "modules/usage/usage_range.h"

#include <jansson.h>
#include <math.h>

#include "base/text.h"

enum { WHOLE = 100, NO_SAMPLE = -1, FIRST_CAPACITY = 64 };

/* What each metric may be; a percentage a little beyond is the rounding of a rate. */
static const struct {
	const char *label;
	double most, slack;
} metrics[METRICS] = {
	[METRIC_CPU] = {"处理器", 100, 1},        [METRIC_MEM] = {"内存", 100, 1},
	[METRIC_DISK] = {"磁盘", 100, 1},         [METRIC_IN] = {"流入", 1e6, 0},
	[METRIC_OUT] = {"流出", 1e6, 0},          [METRIC_VCPU] = {"处理器核数", 1024, 0},
	[METRIC_MEM_GB] = {"内存容量", 16384, 0},
};

static void grow(struct usage_range *range)
{
	size_t capacity = range->capacity == 0 ? FIRST_CAPACITY : range->capacity * 2;
	struct usage_samples *machines = arena_array(range->arena, capacity, sizeof *machines);

	if (range->count > 0)
		memcpy(machines, range->machines, range->count * sizeof *machines);
	range->machines = machines;
	range->capacity = capacity;
}

/* Answers name machines in the same order, so the one after the last is looked at first. */
static struct usage_samples *machine_of(struct usage_range *range, const char *name, size_t *last)
{
	for (size_t i = 0; i < range->count; i++) {
		size_t at = (*last + 1 + i) % range->count;

		if (text_equal(range->machines[at].machine, name)) {
			*last = at;
			return &range->machines[at];
		}
	}
	if (range->count == RANGE_MACHINES_MAX)
		return NULL;
	if (range->count == range->capacity)
		grow(range);
	*last = range->count;
	range->machines[range->count] = (struct usage_samples){.machine = arena_strdup(range->arena, name)};
	return &range->machines[range->count++];
}

static int32_t *slots_of(struct usage_range *range, struct usage_samples *machine, enum usage_metric metric)
{
	if (machine->slots[metric] == NULL) {
		machine->slots[metric] = arena_array(range->arena, RANGE_SLOTS, sizeof(int32_t));
		for (size_t i = 0; i < RANGE_SLOTS; i++)
			machine->slots[metric][i] = NO_SAMPLE;
	}
	return machine->slots[metric];
}

/* [1435781430.781, "18.25"]; NaN and infinity are no samples. */
static const char *take_sample(struct usage_range *range, enum usage_metric metric, int32_t *slots, json_t *sample)
{
	const char *text = json_string_value(json_array_get(sample, 1));
	json_t *at = json_array_get(sample, 0);
	double value;
	double slot;
	char *end;

	if (text == NULL || !json_is_number(at))
		return "有一个样本不是 [时间, \"数\"] 的样子";
	value = strtod(text, &end);
	slot = (json_number_value(at) - (double)range->day_start) / RANGE_STEP;
	if (end == text || *end != '\0')
		return "有一个样本不是数";
	if (slot < 0 || slot >= RANGE_SLOTS)
		return "有一个样本不在所要的时间里";
	if (!isfinite(value))
		return NULL;
	if (value < -metrics[metric].slack || value > metrics[metric].most + metrics[metric].slack)
		return arena_printf(range->arena, "%s查询给出 %.10g，应在 0 至 %.0f 之间", metrics[metric].label, value,
				    metrics[metric].most);
	value = value < 0 ? 0 : value > metrics[metric].most ? metrics[metric].most : value;
	slots[(size_t)slot] = (int32_t)lround(value * WHOLE);
	return NULL;
}

static const char *take_series(struct usage_range *range, enum usage_metric metric, json_t *series, size_t *last,
			       bool *taken)
{
	const char *name = json_string_value(json_object_get(json_object_get(series, "metric"), range->label));
	json_t *values = json_object_get(series, "values");
	struct usage_samples *machine;
	json_t *sample;
	size_t index;

	if (text_empty(name))
		return arena_printf(range->arena, "%s查询的结果里有序列没有标签 %s", metrics[metric].label,
				    range->label);
	machine = machine_of(range, name, last);
	if (machine == NULL)
		return arena_printf(range->arena, "机器超过 %d 台", RANGE_MACHINES_MAX);
	if (taken[*last])
		return arena_printf(range->arena, "%s查询给出机器 %s 的两条序列，请在查询里按标签 %s 汇总",
				    metrics[metric].label, machine->machine, range->label);
	taken[*last] = true;
	json_array_foreach(values, index, sample)
	{
		const char *complaint = take_sample(range, metric, slots_of(range, machine, metric), sample);

		if (complaint != NULL)
			return complaint;
	}
	return NULL;
}

static const char *take_matrix(struct usage_range *range, enum usage_metric metric, json_t *root)
{
	json_t *data = json_object_get(root, "data");
	bool *taken = arena_array(range->arena, RANGE_MACHINES_MAX, sizeof *taken);
	const char *type = json_string_value(json_object_get(data, "resultType"));
	json_t *result = json_object_get(data, "result");
	const char *complaint = NULL;
	size_t last = 0;
	json_t *series;
	size_t index;

	memset(taken, 0, RANGE_MACHINES_MAX * sizeof *taken);
	if (type == NULL || !text_equal(type, "matrix") || !json_is_array(result))
		return "回答不是 query_range 的结果（resultType 应为 matrix）";
	json_array_foreach(result, index, series)
	{
		if (complaint == NULL)
			complaint = take_series(range, metric, series, &last, taken);
	}
	return complaint;
}

bool usage_range_take(struct usage_range *range, enum usage_metric metric, const char *json, size_t length,
		      const char **complaint)
{
	json_t *root = json_loadb(json, length, JSON_REJECT_DUPLICATES, NULL);

	*complaint = root != NULL ? take_matrix(range, metric, root) : "回答不是 JSON";
	json_decref(root);
	return *complaint == NULL;
}

const char *usage_range_error(struct arena *arena, const char *json, size_t length)
{
	json_t *root = json_loadb(json, length, 0, NULL);
	const char *said = json_string_value(json_object_get(root, "error"));
	const char *kept = said != NULL ? utf8_head(arena, said, 200) : NULL;

	json_decref(root);
	return kept;
}

/* ---- measures ---- */

static int by_value(const void *a, const void *b)
{
	const int32_t *left = a;
	const int32_t *right = b;

	return (*left > *right) - (*left < *right);
}

struct usage_measure usage_range_measure(const int32_t *slots)
{
	struct usage_measure measure = {0};
	int32_t sorted[RANGE_SLOTS];
	int64_t sum = 0;

	for (size_t i = 0; slots != NULL && i < RANGE_SLOTS; i++) {
		if (slots[i] == NO_SAMPLE)
			continue;
		sum += slots[i];
		sorted[measure.samples++] = slots[i];
	}
	if (measure.samples == 0)
		return measure;
	qsort(sorted, (size_t)measure.samples, sizeof *sorted, by_value);
	measure.mean = (2 * sum + measure.samples) / (2 * measure.samples);
	measure.p95 = sorted[(95 * measure.samples + 99) / 100 - 1];
	measure.most = sorted[measure.samples - 1];
	return measure;
}

int32_t *usage_range_sum(struct arena *arena, const int32_t *a, const int32_t *b)
{
	int32_t *sum = arena_array(arena, RANGE_SLOTS, sizeof *sum);

	for (size_t i = 0; i < RANGE_SLOTS; i++) {
		int32_t left = a != NULL ? a[i] : 0;
		int32_t right = b != NULL ? b[i] : 0;

		sum[i] = left == NO_SAMPLE || right == NO_SAMPLE ? NO_SAMPLE : left + right;
	}
	return sum;
}
