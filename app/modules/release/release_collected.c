/* What the supervisor collected of the machines of a list, month by month: read, weighed, put into a form. */
#include "base/base.h"
#include "modules/release/release_collected.h"

#include "base/number.h"
#include "base/text.h"

enum { WHOLE = 100 };

#define STORAGE_ALONE "（存储）"
#define COMPUTING_ALONE "（处理器和内存）"
#define SEPARATOR "、"

/* ---- the list of machines ---- */

const char *collected_name(struct arena *arena, const char *code, bool computes, bool stores)
{
	return computes && stores ? code
				  : arena_printf(arena, "%s%s", code, computes ? COMPUTING_ALONE : STORAGE_ALONE);
}

static struct collected_machine read_name(struct arena *arena, const char *line)
{
	struct collected_machine name = {.code = line, .computes = true, .stores = true};
	size_t length = strlen(line);

	if (text_ends(line, STORAGE_ALONE)) {
		name.computes = false;
		name.code = arena_strndup(arena, line, length - strlen(STORAGE_ALONE));
	} else if (text_ends(line, COMPUTING_ALONE)) {
		name.stores = false;
		name.code = arena_strndup(arena, line, length - strlen(COMPUTING_ALONE));
	}
	return name;
}

static void add_name(struct arena *arena, struct collected_names *names, const char *text)
{
	if (text_empty(text) || text_equal(text, COLLECTED_NO_MACHINE))
		return;
	names->names[names->count] = read_name(arena, text);
	names->any_computes |= names->names[names->count++].computes;
}

static size_t names_at_most(const char *list)
{
	size_t count = 1;

	for (const char *at = list; *at != '\0'; at++)
		count += *at == '\n' || strncmp(at, SEPARATOR, strlen(SEPARATOR)) == 0;
	return count;
}

/* A line each, or several on one with 、 between. */
static struct collected_names *read_names(struct arena *arena, const char *list)
{
	struct collected_names *names = arena_alloc(arena, sizeof *names);
	char *rest = arena_strdup(arena, list), *end;

	*names = (struct collected_names){.names = arena_array(arena, names_at_most(list), sizeof *names->names)};
	while (*rest != '\0') {
		size_t length = strcspn(rest, "\n");

		end = strstr(rest, SEPARATOR);
		if (end != NULL && (size_t)(end - rest) < length)
			length = (size_t)(end - rest);
		add_name(arena, names, text_trim(arena, arena_strndup(arena, rest, length)));
		rest += length;
		rest += *rest == '\n' ? 1 : *rest != '\0' ? strlen(SEPARATOR) : 0;
	}
	return names;
}

static struct collected_machine *find_name(struct collected_names *names, const char *code)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_equal(names->names[i].code, code))
			return &names->names[i];
	return NULL;
}

/* ---- the months ---- */

struct sums {
	int64_t vcpu, memory, disk, cpu_p95, mem_p95, mem_avg, used, bandwidth, coverage;
	bool covered; /* by one of the machines named */
};

static int64_t mean(int64_t sum, int64_t weight)
{
	return weight > 0 ? sum / weight : -1;
}

static int64_t at_most_whole(int64_t hundredths)
{
	return hundredths > WHOLE * WHOLE ? WHOLE * WHOLE : hundredths;
}

/* Of bandwidth the sum alone, hundredths of Mbps: see shares_of_bandwidth. */
static struct advice_month sum_up(const char *period, const struct sums *sums)
{
	return (struct advice_month){
		.period = period,
		.cpu_p95 = at_most_whole(mean(sums->cpu_p95, sums->vcpu)),
		.mem_p95 = at_most_whole(mean(sums->mem_p95, sums->memory)),
		.mem_avg = at_most_whole(mean(sums->mem_avg, sums->memory)),
		.storage = at_most_whole(mean(sums->used, sums->disk)),
		.bandwidth = sums->bandwidth,
		.coverage = sums->covered ? sums->coverage : -1,
	};
}

static void add_reading(struct query *query, struct arena *arena, struct collected_names *names, struct sums *sums)
{
	struct collected_machine *name = find_name(names, next_text(query, arena));
	int64_t vcpu = next_int(query), memory = next_int(query), disk = next_int(query);
	int64_t cpu_p95 = next_int(query), mem_p95 = next_int(query), mem_avg = next_int(query);
	int64_t used = next_int(query), bandwidth = next_int(query), coverage = next_int(query);

	sums->bandwidth += bandwidth;
	if (name != NULL && (name->computes || !names->any_computes)) {
		sums->vcpu += vcpu;
		sums->memory += memory;
		sums->cpu_p95 += cpu_p95 * vcpu;
		sums->mem_p95 += mem_p95 * memory;
		sums->mem_avg += mem_avg * memory;
	}
	if (name != NULL && name->stores) {
		sums->disk += disk;
		sums->used += used * disk;
	}
	if (name != NULL)
		name->seen = true;
	if ((name != NULL || names->count == 0) && (!sums->covered || coverage < sums->coverage)) {
		sums->coverage = coverage;
		sums->covered = true;
	}
}

/* Each month of what was granted in it; nothing to say of one in which nothing was. */
static enum err shares_of_bandwidth(struct context *context, const struct collected_asking *asking,
				    struct advice_month *months, size_t count)
{
	int64_t granted;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < count; i++) {
		err = usage_bandwidth_granted(context, asking->system, asking->platform, months[i].period, &granted);
		months[i].bandwidth =
			err == OK && granted > 0 ? at_most_whole(months[i].bandwidth * WHOLE / granted) : -1;
	}
	return err;
}

enum err collected_span(struct context *context, const struct collected_asking *asking, const char *from,
			const char *to, struct advice_month *months, size_t most, size_t *count)
{
	struct query *query = db_query(context->db, Q_RELEASE_OBSERVATIONS);
	const char *period = NULL;
	struct sums sums = {0};
	enum err err;

	*count = 0;
	query_int(query, ":system", asking->system);
	query_int(query, ":platform", asking->platform);
	query_text(query, ":from", from);
	query_text(query, ":to", to);
	while (query_step(query)) {
		const char *next = next_text(query, context->arena);

		if (!text_equal(next, period)) {
			if (period != NULL && *count < most)
				months[(*count)++] = sum_up(period, &sums);
			period = next;
			sums = (struct sums){0};
		}
		add_reading(query, context->arena, asking->names, &sums);
	}
	if (period != NULL && *count < most)
		months[(*count)++] = sum_up(period, &sums);
	err = query_end(query);
	return err == OK ? shares_of_bandwidth(context, asking, months, *count) : err;
}

struct collected_asking collected_ask(struct context *context, int64_t system, int64_t platform, const char *list)
{
	return (struct collected_asking){
		.system = system, .platform = platform, .names = read_names(context->arena, list)};
}

enum err collected_window(struct context *context, const struct advising *advising,
			  const struct collected_asking *asking, struct advice_month months[ADVICE_MONTHS],
			  size_t *count)
{
	int64_t window = advising->rules.window < ADVICE_MONTHS ? advising->rules.window : ADVICE_MONTHS;

	return collected_span(context, asking, usage_month_before(context->arena, advising->month, window - 1),
			      advising->month, months, ADVICE_MONTHS, count);
}

enum err collected_months(struct context *context, const struct advising *advising, int64_t system, int64_t platform,
			  const char *list, struct advice_month months[ADVICE_MONTHS], size_t *count)
{
	struct collected_asking asking = collected_ask(context, system, platform, list);
	size_t all, kept = 0;
	enum err err;

	*count = 0;
	err = collected_window(context, advising, &asking, months, &all);
	if (err != OK)
		return err;
	for (size_t i = 0; i < all; i++)
		if (months[i].coverage >= 0)
			months[kept++] = months[i];
	*count = kept;
	return OK;
}

/* ---- into the form ---- */

const struct collected_measure collected_measures[COLLECTED_MEASURES] = {
	{"cpu_p95", offsetof(struct advice_month, cpu_p95), true},
	{"mem_p95", offsetof(struct advice_month, mem_p95), true},
	{"mem_avg", offsetof(struct advice_month, mem_avg), true},
	{"storage_used", offsetof(struct advice_month, storage), false},
	{"bandwidth_p95", offsetof(struct advice_month, bandwidth), false},
	{"coverage", offsetof(struct advice_month, coverage), true},
};

int64_t collected_figure(const struct advice_month *month, const struct collected_measure *measure)
{
	int64_t figure;

	memcpy(&figure, (const char *)month + measure->at, sizeof figure);
	return figure;
}

void collected_put(struct values *form, const struct advice_month *months, size_t count)
{
	struct value *rows = values_find(form, "observations");

	rows->row_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct values *row = values_add_row(form, "observations");

		values_set(row, "month", months[i].period);
		for (size_t m = 0; m < COLLECTED_MEASURES; m++) {
			int64_t figure = collected_figure(&months[i], &collected_measures[m]);

			/* Plain digits, as somebody would type them. */
			if (figure >= 0)
				values_set(row, collected_measures[m].column,
					   arena_printf(row->arena, "%" PRId64 ".%02" PRId64, figure / WHOLE,
							figure % WHOLE));
		}
	}
}
