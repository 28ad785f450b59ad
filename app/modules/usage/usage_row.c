/*
 * The supervisor's rows.  A month's row is (month, platform,
 * machine), a day's (day, platform, machine): sent again it replaces itself.
 * A machine nobody registered is kept and listed apart; a malformed row
 * refuses the whole batch.  Months are rolled up from days in SQL, except
 * where a month was reported itself.
 */
#include "base/base.h"
#include "modules/usage/usage_row.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "modules/usage/usage.h"

enum { PERCENT_MAX = 100, MBPS_MAX = 1000000, FIRST_CAPACITY = 64, ROUNDING = 100 };

#define PERCENT(name, title) \
	{ \
		.key = name, .label = title, .type = FIELD_DECIMAL, .required = true, .min = 0, .max = PERCENT_MAX \
	}
#define MBPS(name, title) \
	{ \
		.key = name, .label = title, .type = FIELD_DECIMAL, .required = true, .min = 0, .max = MBPS_MAX \
	}
#define WHOLE(name, title, least, most) \
	{ \
		.key = name, .label = title, .type = FIELD_INTEGER, .required = true, .min = least, .max = most \
	}
#define AFTER_THE_DATE \
	{.key = "platform", .label = "平台", .type = FIELD_TEXT, .required = true, .max = 60}, \
		{.key = "machine", .label = "机器编号", .type = FIELD_TEXT, .required = true, .min = 1, .max = 60}, \
		{.key = "system", .label = "系统", .type = FIELD_TEXT, .max = 60}, \
		WHOLE("vcpu", "处理器核数", 1, 1024), WHOLE("mem_gb", "内存GB", 1, 16384), \
		PERCENT("cpu_avg", "处理器均值"), PERCENT("cpu_p95", "处理器P95"), PERCENT("cpu_max", "处理器峰值"), \
		PERCENT("mem_avg", "内存均值"), PERCENT("mem_p95", "内存P95"), PERCENT("mem_max", "内存峰值"), \
		PERCENT("disk_pct", "磁盘使用率"), MBPS("net_in", "流入均值"), MBPS("net_out", "流出均值"), \
		MBPS("bw_p95", "带宽P95"), PERCENT("coverage", "采样覆盖率")

static const struct field month_fields[] = {
	{.key = "month", .label = "月份", .type = FIELD_TEXT, .required = true, .max = 20},
	AFTER_THE_DATE,
	WHOLE("days_on", "开机天数", 0, 31),
};

static const struct field day_fields[] = {
	{.key = "day", .label = "日期", .type = FIELD_DATE, .required = true},
	AFTER_THE_DATE,
	WHOLE("days_on", "开机天数", 0, 1),
};

const struct form usage_month_form = {month_fields, ARRAY_LENGTH(month_fields)};
const struct form usage_day_form = {day_fields, ARRAY_LENGTH(day_fields)};

/* What is measured, and where it goes. */
static const struct {
	const char *key;
	const char *parameter;
} measures[USAGE_MEASURES] = {
	{"vcpu", ":vcpu"},          {"mem_gb", ":memory"},     {"cpu_avg", ":cpu_avg"}, {"cpu_p95", ":cpu_p95"},
	{"cpu_max", ":cpu_max"},    {"mem_avg", ":mem_avg"},   {"mem_p95", ":mem_p95"}, {"mem_max", ":mem_max"},
	{"disk_pct", ":disk_used"}, {"net_in", ":net_in"},     {"net_out", ":net_out"}, {"bw_p95", ":bw_p95"},
	{"days_on", ":days_on"},    {"coverage", ":coverage"},
};

struct usage_batch *usage_batch_new(struct context *context, int64_t organisation)
{
	struct usage_batch *batch = arena_alloc(context->arena, sizeof *batch);

	*batch = (struct usage_batch){.context = context, .organisation = organisation};
	return batch;
}

/* ---- checks ---- */

/* "Oct-26" */
static const char *month_by_name(struct arena *arena, const char *name, const char *year)
{
	static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
					    "jul", "aug", "sep", "oct", "nov", "dec"};

	for (size_t i = 0; i < ARRAY_LENGTH(names) && strlen(year) == 2; i++)
		if (text_equal(text_lower(arena, name), names[i]))
			return arena_printf(arena, "20%s-%02zu", year, i + 1);
	return "";
}

/*
 * Excel makes a date of 2026-10 and saves that as Oct-26, 2026年10月 or 2026/10/1, as the computer is set.
 * "" when it is no month.
 */
static const char *read_month(struct arena *arena, const char *text)
{
	static const char *const signs[] = {"年", "月", "/"};
	const char *plain = text_replace(arena, text_narrow(arena, text), "日", "");
	int64_t year = 0, month = 0, day = 1;
	char **parts;
	size_t count;

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++)
		plain = text_replace(arena, plain, signs[i], "-");
	count = text_split(arena, plain, '-', &parts);
	if (count == 3 && parts[2][0] == '\0')
		count = 2;
	if (count == 2 && strlen(parts[0]) == 3)
		return month_by_name(arena, parts[0], parts[1]);
	if (count < 2 || count > 3 || strlen(parts[0]) != 4 || strlen(parts[1]) > 2)
		return "";
	if (!parse_integer(parts[0], &year) || !parse_integer(parts[1], &month) ||
	    (count == 3 && !parse_integer(parts[2], &day)) || day != 1)
		return "";
	return arena_printf(arena, "%04" PRId64 "-%02" PRId64, year, month);
}

static const char *check_month(struct usage_batch *batch, struct values *values)
{
	const char *said = values_text(values, "month");
	const char *month;
	int64_t first = 0;
	int64_t last = 0;

	if (said == NULL)
		return NULL;
	month = period_days(said, &first, &last) ? said : read_month(values->arena, said);
	if (month != said && period_days(month, &first, &last))
		values_set(values, "month", month); /* which names the row, too */
	if (first == 0 || month[4] != '-')
		values_complain(values, "month", "月份写作 2026-10 的样子，不早于 " PERIOD_MONTH_FIRST "，您填了“%s”",
				said);
	else if (strcmp(month, usage_month_back(batch->context, 1)) > 0)
		values_complain(values, "month", "%s 还没有结束，次月起才能报送", month);
	else if (values_number(values, "days_on", 0) > last - first + 1)
		values_complain(values, "days_on", "%s 只有 %d 天", month, (int)(last - first + 1));
	return arena_strdup(batch->context->arena, month);
}

static const char *check_day(struct usage_batch *batch, struct values *values, int64_t *day)
{
	int64_t first, last;

	if (values_text(values, "day") == NULL)
		return NULL;
	*day = values_number(values, "day", 0);
	if (!period_days(period_of(values->arena, EVERY_MONTH, *day), &first, &last))
		values_complain(values, "day", "日期不早于 " PERIOD_MONTH_FIRST "-01，您填了“%s”",
				values_text(values, "day"));
	else if (*day >= day_of(clock_now()))
		values_complain(values, "day", "%s 还没有结束，次日起才能报送", values_text(values, "day"));
	/* Rows of one day come together. */
	if (batch->count > 0 && batch->rows[batch->count - 1].day == *day)
		return batch->rows[batch->count - 1].period;
	return period_of(batch->context->arena, EVERY_MONTH, *day);
}

/*
 * No more than 5 % of the samples of a day lie above its P95, and no more than 10 % of those of a month above the P95
 * of its days' P95s (19 of 20 days, and 5 % of each); none lies above the maximum.  So the mean may pass the P95, as
 * where a machine works one hour a night, but not nine parts of it and one of the maximum; a point more for rounding.
 */
static void check_mean(struct values *values, const char *mean, const char *p95, const char *most)
{
	const struct value *low = values_find(values, mean);
	const struct value *middle = values_find(values, p95);
	const struct value *high = values_find(values, most);
	int64_t limit;

	if (low->text == NULL || middle->text == NULL || high->text == NULL || middle->number > high->number)
		return;
	limit = (middle->number * 9 + high->number) / 10 + ROUNDING;
	if (low->number > limit)
		values_complain(values, mean, "%s %s 与%s、%s不相符：P95 为 %s、峰值为 %s 时，均值不会超过 %s",
				low->field->label, format_decimal(values->arena, low->number, 2), middle->field->label,
				high->field->label, format_decimal(values->arena, middle->number, 2),
				format_decimal(values->arena, high->number, 2),
				format_decimal(values->arena, limit, 2));
}

/* A mean or a P95 above the maximum was not measured. */
static void check_order(struct values *values, const char *lower, const char *upper)
{
	const struct value *low = values_find(values, lower);
	const struct value *high = values_find(values, upper);

	if (low->text != NULL && high->text != NULL && low->number > high->number)
		values_complain(values, lower, "%s大于%s", low->field->label, high->field->label);
}

static enum err find_platform(struct usage_batch *batch, const char *code)
{
	struct query *query;

	if (batch->platform_code != NULL && text_equal(batch->platform_code, code))
		return OK;
	batch->platform_code = arena_strdup(batch->context->arena, code);
	query = db_query(batch->context->db, Q_USAGE_PLATFORM_SUPERVISED);
	query_text(query, ":code", code);
	query_int(query, ":org", batch->organisation);
	return query_value(query, 0, &batch->platform);
}

static void keep(struct usage_batch *batch, const struct usage_row *row)
{
	if (batch->count == batch->capacity) {
		size_t capacity = batch->capacity == 0 ? FIRST_CAPACITY : batch->capacity * 2;
		struct usage_row *rows = arena_array(batch->context->arena, capacity, sizeof *rows);

		if (batch->count > 0)
			memcpy(rows, batch->rows, batch->count * sizeof *rows);
		batch->rows = rows;
		batch->capacity = capacity;
	}
	batch->rows[batch->count++] = *row;
}

enum err usage_batch_check(struct usage_batch *batch, struct values *values)
{
	struct arena *arena = batch->context->arena;
	const char *code = values_text(values, "platform");
	struct usage_row row = {0};
	enum err err = OK;

	row.period =
		values_find(values, "day") != NULL ? check_day(batch, values, &row.day) : check_month(batch, values);
	check_order(values, "cpu_avg", "cpu_max");
	check_order(values, "cpu_p95", "cpu_max");
	check_order(values, "mem_avg", "mem_max");
	check_order(values, "mem_p95", "mem_max");
	check_mean(values, "cpu_avg", "cpu_p95", "cpu_max");
	check_mean(values, "mem_avg", "mem_p95", "mem_max");
	if (code != NULL)
		err = find_platform(batch, code);
	if (err == OK && code != NULL && batch->platform == 0)
		values_complain(values, "platform", "没有代码或名称为 %s 的平台", code);
	if (err != OK || values->error_count > 0)
		return err;
	row.platform = batch->platform;
	row.machine = arena_strdup(arena, values_text(values, "machine"));
	row.system =
		text_empty(values_text(values, "system")) ? "" : arena_strdup(arena, values_text(values, "system"));
	for (size_t i = 0; i < USAGE_MEASURES; i++)
		row.measures[i] = values_number(values, measures[i].key, 0);
	keep(batch, &row);
	return OK;
}

/* A platform may be written by its code in one row and by its name in the next. */
char *usage_batch_name(const struct usage_batch *batch, const struct values *values)
{
	if (text_empty(values_text(values, "platform")) || text_empty(values_text(values, "machine")))
		return NULL;
	return arena_printf(batch->context->arena, "%s\n%" PRId64 "\n%s", values_word(values, values->fields[0].key),
			    batch->platform, values_word(values, "machine"));
}

/* ---- saved ---- */

static enum err put_row(struct usage_batch *batch, const struct usage_row *row, bool *changed)
{
	struct query *query = db_query(batch->context->db, row->day != 0 ? Q_USAGE_DAY_PUT : Q_USAGE_ROW_PUT);

	if (row->day != 0) {
		query_int(query, ":day", row->day);
	} else {
		query_text(query, ":period", row->period);
		query_text(query, ":system_named", row->system);
	}
	query_int(query, ":platform", row->platform);
	query_text(query, ":machine", row->machine);
	for (size_t i = 0; i < USAGE_MEASURES; i++)
		query_int(query, measures[i].parameter, row->measures[i]);
	query_int(query, ":now", clock_now());
	if (batch->context->actor->person != 0)
		query_int(query, ":person", batch->context->actor->person);
	else
		query_null(query, ":person");
	*changed = query_step(query);
	if (!*changed)
		batch->unchanged++;
	else if (next_int(query) > 0)
		batch->replaced++;
	return query_end(query);
}

static int by_month(const void *a, const void *b)
{
	const struct usage_row *left = *(const struct usage_row *const *)a;
	const struct usage_row *right = *(const struct usage_row *const *)b;
	int order = strcmp(left->machine, right->machine);

	if (order == 0)
		order = (left->platform > right->platform) - (left->platform < right->platform);
	if (order == 0)
		order = strcmp(left->period, right->period);
	return order != 0 ? order : (left->day < right->day) - (left->day > right->day);
}

static bool same_month(const struct usage_row *a, const struct usage_row *b)
{
	return a->platform == b->platform && text_equal(a->machine, b->machine) && text_equal(a->period, b->period);
}

static enum err roll_up(struct usage_batch *batch, const struct usage_row *row)
{
	struct query *query = db_query(batch->context->db, Q_USAGE_ROLL_UP);
	int64_t first = 0;
	int64_t last = 0;

	if (!period_days(row->period, &first, &last))
		return ERR_INTERNAL;
	query_text(query, ":period", row->period);
	query_int(query, ":platform", row->platform);
	query_text(query, ":machine", row->machine);
	query_int(query, ":first", first);
	query_int(query, ":last", last);
	query_text(query, ":system_named", row->system);
	query_int(query, ":now", clock_now());
	if (batch->context->actor->person != 0)
		query_int(query, ":person", batch->context->actor->person);
	else
		query_null(query, ":person");
	return query_run(query);
}

/* Each month once, however many of its days came; the newest day comes first and names the system. */
static enum err roll_up_months(struct usage_batch *batch, const struct usage_row **days, size_t count)
{
	enum err err = OK;

	qsort(days, count, sizeof *days, by_month);
	for (size_t i = 0; err == OK && i < count; i++)
		if (i == 0 || !same_month(days[i], days[i - 1]))
			err = roll_up(batch, days[i]);
	return err;
}

enum err usage_batch_save(struct usage_batch *batch)
{
	const struct usage_row **days = arena_array(batch->context->arena, batch->count + 1, sizeof *days);
	size_t count = 0;

	for (size_t i = 0; i < batch->count; i++) {
		bool changed = false;
		enum err err = put_row(batch, &batch->rows[i], &changed);

		if (err != OK)
			return err;
		if (changed && batch->rows[i].day != 0)
			days[count++] = &batch->rows[i];
	}
	return roll_up_months(batch, days, count);
}

char *usage_batch_detail(const struct usage_batch *batch, const char *way)
{
	return arena_printf(batch->context->arena,
			    "{\"rows\":%zu,\"changed\":%" PRId64 ",\"replaced\":%" PRId64 ",\"way\":\"%s\"}",
			    batch->count, (int64_t)batch->count - batch->unchanged, batch->replaced, way);
}
