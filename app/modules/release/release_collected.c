/*
 * What the supervisor collected of the machines a notice names (第十七条), month by
 * month: what the advice is filled with, what a notice is held against, and what
 * stands beside its form.  A person types figures only of months of which nothing
 * was collected.
 */
#include "base/base.h"
#include "modules/release/release_advice.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

enum { WHOLE = 100 };

#define STORAGE_ALONE "（存储）"
#define SEPARATOR "、"
#define COMPUTING_ALONE "（处理器和内存）"

/* ---- the list of machines ---- */

const char *collected_name(struct arena *arena, const char *code, bool computes, bool stores)
{
	return computes && stores ? code
				  : arena_printf(arena, "%s%s", code, computes ? COMPUTING_ALONE : STORAGE_ALONE);
}

struct name {
	const char *code;
	bool computes, stores;
	bool seen; /* something was collected of it */
};

struct names {
	struct name *names;
	size_t count;
	bool any_computes;
};

static struct name read_name(struct arena *arena, const char *line)
{
	struct name name = {.code = line, .computes = true, .stores = true};
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

static void add_name(struct arena *arena, struct names *names, const char *text)
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
static struct names *read_names(struct arena *arena, const char *list)
{
	struct names *names = arena_alloc(arena, sizeof *names);
	char *rest = arena_strdup(arena, list), *end;

	*names = (struct names){.names = arena_array(arena, names_at_most(list), sizeof *names->names)};
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

static struct name *find_name(struct names *names, const char *code)
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

static void add_reading(struct query *query, struct arena *arena, struct names *names, struct sums *sums)
{
	struct name *name = find_name(names, next_text(query, arena));
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

/* Of whom and by what a reading is asked for. */
struct asking {
	int64_t system, platform;
	struct names *names;
};

/* Each month of what was granted in it; nothing to say of one in which nothing was. */
static enum err shares_of_bandwidth(struct context *context, const struct asking *asking, struct advice_month *months,
				    size_t count)
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

/* The months of a span of which anything was collected on the platform; at most so many, the first ones. */
static enum err read_span(struct context *context, const struct asking *asking, const char *from, const char *to,
			  struct advice_month *months, size_t most, size_t *count)
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

static struct asking ask(struct context *context, int64_t system, int64_t platform, const char *list)
{
	return (struct asking){.system = system, .platform = platform, .names = read_names(context->arena, list)};
}

static enum err read_window(struct context *context, const struct advising *advising, const struct asking *asking,
			    struct advice_month months[ADVICE_MONTHS], size_t *count)
{
	int64_t window = advising->rules.window < ADVICE_MONTHS ? advising->rules.window : ADVICE_MONTHS;

	return read_span(context, asking, usage_month_before(context->arena, advising->month, window - 1),
			 advising->month, months, ADVICE_MONTHS, count);
}

enum err collected_months(struct context *context, const struct advising *advising, int64_t system, int64_t platform,
			  const char *list, struct advice_month months[ADVICE_MONTHS], size_t *count)
{
	struct asking asking = ask(context, system, platform, list);
	size_t all, kept = 0;
	enum err err;

	*count = 0;
	err = read_window(context, advising, &asking, months, &all);
	if (err != OK)
		return err;
	for (size_t i = 0; i < all; i++)
		if (months[i].coverage >= 0)
			months[kept++] = months[i];
	*count = kept;
	return OK;
}

/* ---- into the form ---- */

/* Which column says which figure, and whether it is one of the machines named. */
static const struct measure {
	const char *column;
	size_t at;
	bool of_machines;
} measures[] = {
	{"cpu_p95", offsetof(struct advice_month, cpu_p95), true},
	{"mem_p95", offsetof(struct advice_month, mem_p95), true},
	{"mem_avg", offsetof(struct advice_month, mem_avg), true},
	{"storage_used", offsetof(struct advice_month, storage), false},
	{"bandwidth_p95", offsetof(struct advice_month, bandwidth), false},
	{"coverage", offsetof(struct advice_month, coverage), true},
};

static int64_t figure_of(const struct advice_month *month, const struct measure *measure)
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
		for (size_t m = 0; m < ARRAY_LENGTH(measures); m++) {
			int64_t figure = figure_of(&months[i], &measures[m]);

			/* Plain digits, as somebody would type them. */
			if (figure >= 0)
				values_set(row, measures[m].column,
					   arena_printf(row->arena, "%" PRId64 ".%02" PRId64, figure / WHOLE,
							figure % WHOLE));
		}
	}
}

/* Every machine of the system on the platform of which something was collected in the window, a line each. */
static enum err list_all(struct moving *moving, const struct advising *advising, const char **list)
{
	struct usage_judgement judgement;
	struct usage_machine *machines;
	struct buf lines;
	size_t count;
	enum err err = usage_judge_month(moving->context, &advising->rules, moving->matter->system, advising->month,
					 &judgement, &machines, &count);

	buf_init(&lines);
	for (size_t i = 0; err == OK && i < count; i++)
		if (machines[i].platform == moving->matter->platform)
			buf_printf(&lines, "%s%s", lines.length > 0 ? "\n" : "", machines[i].code);
	*list = arena_strndup(moving->context->arena, lines.data, lines.length);
	buf_release(&lines);
	return err;
}

enum err collected_prefill(struct moving *moving)
{
	struct advice_month months[ADVICE_MONTHS];
	struct advising advising;
	const char *list = "";
	size_t count = 0;
	enum err err = advising_begin(moving->context, &advising);

	if (err == OK)
		err = list_all(moving, &advising, &list);
	if (err == OK && !text_empty(list))
		err = collected_months(moving->context, &advising, moving->matter->system, moving->matter->platform,
				       list, months, &count);
	if (err != OK || count == 0)
		return err;
	values_set(moving->form, "machine_list", list);
	collected_put(moving->form, months, count);
	return OK;
}

/* ---- what is typed against it ---- */

#define FIELD_ROWS "observations"

static enum verdict figure_kept(struct moving *moving, struct answer *answer, const struct values *row,
				const struct advice_month *month, const struct measure *measure)
{
	struct arena *arena = moving->context->arena;
	struct answer_help help = {.cure = "请按云监管采集的数据填写，见本页“采集的使用率”", .field = FIELD_ROWS};
	const char *label = values_find(row, measure->column)->field->label;
	bool typed = values_text(row, measure->column) != NULL;
	int64_t says = values_number(row, measure->column, 0), figure = figure_of(month, measure);

	if (figure < 0 && typed && measure->of_machines)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请逐台一行填写云主机编号", .field = "machine_list"},
				 "没有列出云主机，%s 不能填写%s", month->period, label);
	if (figure < 0 || (typed && says == figure))
		return VERDICT_YES;
	if (!typed)
		return answer_no(moving, answer, help, "%s 没有填写%s，云监管采集的是 %s", month->period, label,
				 usage_percent(arena, figure));
	return answer_no(moving, answer, help, "%s 的%s填写为 %s，云监管采集的是 %s", month->period, label,
			 usage_percent(arena, says), usage_percent(arena, figure));
}

/* NULL month: nothing was collected on this platform, the figures are typed. */
static enum verdict row_kept(struct moving *moving, struct answer *answer, const struct values *row,
			     const struct advice_month *month)
{
	if (month == NULL)
		return VERDICT_YES;
	if (month->coverage < 0)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "请换有采集数据的月份，或者核对云主机编号", .field = FIELD_ROWS},
			"%s 云监管没有采集到所列云主机的数据，不能作为依据", month->period);
	for (size_t i = 0; i < ARRAY_LENGTH(measures); i++)
		if (figure_kept(moving, answer, row, month, &measures[i]) != VERDICT_YES)
			return VERDICT_NO;
	return VERDICT_YES;
}

static enum verdict names_kept(struct moving *moving, struct answer *answer, const struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (!names->names[i].seen)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请逐台一行填写云主机编号，没有采集数据的不列入",
							      .field = "machine_list"},
					 "涉及云主机“%s”在所列月份没有云监管采集的数据", names->names[i].code);
	return VERDICT_YES;
}

/* Old months are no reason when newer ones were collected. */
static enum verdict newest_shown(struct moving *moving, struct answer *answer, const struct advising *advising,
				 const struct asking *asking, const char *last)
{
	int64_t least = setting_integer(moving->context->service, "downsize_coverage") * WHOLE;
	struct advice_month months[ADVICE_MONTHS];
	size_t count;
	enum err err = read_window(moving->context, advising, asking, months, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++)
		if (strcmp(months[i].period, last) > 0 && months[i].coverage >= least)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请列到最近一个月", .field = FIELD_ROWS},
					 "%s 云监管已有采集数据，没有列入", months[i].period);
	return VERDICT_YES;
}

static enum verdict rows_kept(struct moving *moving, struct answer *answer, const struct value *rows,
			      const struct asking *asking, size_t *collected)
{
	*collected = 0;
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *period = values_word(rows->rows[i], "month");
		struct advice_month month;
		size_t found;
		enum err err = read_span(moving->context, asking, period, period, &month, 1, &found);

		if (err != OK)
			return answer_failed(moving, answer, err);
		if (row_kept(moving, answer, rows->rows[i], found > 0 ? &month : NULL) != VERDICT_YES)
			return VERDICT_NO;
		*collected += found;
	}
	return VERDICT_YES;
}

static const char *last_month(const struct value *rows)
{
	const char *last = "";

	for (size_t i = 0; i < rows->row_count; i++)
		if (strcmp(values_word(rows->rows[i], "month"), last) > 0)
			last = values_word(rows->rows[i], "month");
	return last;
}

enum verdict observed_collected(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form != NULL ? values_find(moving->form, FIELD_ROWS) : NULL;
	struct advising advising;
	struct asking asking;
	size_t collected;
	enum verdict verdict;
	enum err err;

	if (moving->matter == NULL || rows == NULL || rows->row_count == 0)
		return answer_not_yet(moving, answer, "填写观测情况后核对");
	err = advising_begin(moving->context, &advising);
	if (err != OK)
		return answer_failed(moving, answer, err);
	asking = ask(moving->context, moving->matter->system, moving->matter->platform,
		     values_word(moving->form, "machine_list"));
	verdict = rows_kept(moving, answer, rows, &asking, &collected);
	if (verdict == VERDICT_YES && collected > 0)
		verdict = names_kept(moving, answer, asking.names);
	if (verdict == VERDICT_YES)
		verdict = newest_shown(moving, answer, &advising, &asking, last_month(rows));
	if (verdict != VERDICT_YES)
		return verdict;
	if (collected == 0)
		return answer_yes(moving, answer, "所列月份云监管没有采集数据，按填写的观测情况办理");
	return answer_yes(moving, answer, "%zu 个月的数据与云监管采集的一致", collected);
}

/* ---- beside the form ---- */

static void show_share(struct table *table, struct arena *arena, int64_t hundredths)
{
	table_text(table, hundredths < 0 ? "" : usage_percent(arena, hundredths));
}

enum err panel_downsizing_collected(struct context *context, struct matter *matter, struct values *form,
				    struct dict *body)
{
	static const char *const heads[] = {"月份",        "处理器 P95#", "内存 P95#",   "内存均值#",
					    "存储使用率#", "带宽 P95#",   "采样覆盖率#", NULL};
	struct advice_month months[ADVICE_MONTHS];
	struct advising advising;
	struct dict *panel;
	struct table *table;
	size_t count = 0;
	enum err err;

	if (matter == NULL || form == NULL || matter->system == 0 || matter->platform == 0 || matter->state->final)
		return OK;
	err = advising_begin(context, &advising);
	if (err == OK)
		err = collected_months(context, &advising, matter->system, matter->platform,
				       values_word(form, "machine_list"), months, &count);
	if (err != OK || count == 0)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "采集的使用率");
	panel_note(panel, "云监管采集，按所列云主机的核数、内存、磁盘加权；带宽为系统在本平台的合计");
	table = table_begin(context->arena, panel, "采集的使用率", heads);
	for (size_t i = 0; i < count; i++) {
		table_line(table);
		table_text(table, months[i].period);
		for (size_t m = 0; m < ARRAY_LENGTH(measures); m++)
			show_share(table, context->arena, figure_of(&months[i], &measures[m]));
	}
	return OK;
}
