/* What a chart holds and its table; drawn by chart_draw.c and those beside it. */
#include "base/base.h"

#include "kernel/chart.h"

#include "base/text.h"
#include "kernel/chart_draw.h"

#include <math.h>

/* Beyond this a figure is a mistake; it is drawn at the edge instead of spoiling the arithmetic. */
#define LARGEST 1e15

/* Well-formed and without what XML forbids: bytes that are no text become U+FFFD. */
static const char *clean(struct arena *arena, const char *text)
{
	struct buf out;
	const char *copy;
	size_t length = text == NULL ? 0 : strlen(text);

	buf_init(&out);
	for (size_t at = 0; at < length;) {
		uint32_t code;
		size_t taken = utf8_decode(text + at, length - at, &code);

		if (taken == 0 || code == 0xFFFE || code == 0xFFFF)
			buf_add_text(&out, "\xEF\xBF\xBD");
		else if (utf8_control(code))
			buf_add_char(&out, ' ');
		else
			buf_add(&out, text + at, taken);
		at += taken == 0 ? 1 : taken;
	}
	copy = arena_strndup(arena, out.data, out.length);
	buf_release(&out);
	return copy;
}

/* Room for one more of size bytes; the old ones stay in the arena. */
static void *grown(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	void *larger;

	if (count < *capacity)
		return items;
	*capacity = *capacity == 0 ? 16 : *capacity * 2;
	larger = arena_array(arena, *capacity, size);
	if (count > 0)
		memcpy(larger, items, count * size);
	return larger;
}

struct chart *chart_new(struct arena *arena, enum chart_kind kind, const char *title, const char *unit)
{
	struct chart *chart = arena_alloc(arena, sizeof(*chart));

	chart->arena = arena;
	chart->kind = kind;
	chart->title = clean(arena, title);
	chart->unit = clean(arena, unit);
	return chart;
}

void chart_label(struct chart *chart, const char *label)
{
	chart->labels =
		grown(chart->arena, chart->labels, chart->label_count, &chart->label_capacity, sizeof(*chart->labels));
	chart->labels[chart->label_count++] = clean(chart->arena, label);
}

struct chart_series *chart_series(struct chart *chart, const char *name)
{
	struct chart_series *series = arena_alloc(chart->arena, sizeof(*series));

	series->chart = chart;
	series->name = clean(chart->arena, name);
	chart->series = grown(chart->arena, chart->series, chart->series_count, &chart->series_capacity,
			      sizeof(struct chart_series *));
	chart->series[chart->series_count++] = series;
	return series;
}

void chart_value(struct chart_series *series, double value)
{
	series->values =
		grown(series->chart->arena, series->values, series->count, &series->capacity, sizeof(*series->values));
	if (isfinite(value))
		value = fmax(-LARGEST, fmin(LARGEST, value));
	series->values[series->count++] = isfinite(value) ? value : (double)NAN;
}

void chart_gap(struct chart_series *series)
{
	chart_value(series, (double)NAN);
}

/* Several may agree on one: it is one line. */
static bool has_limit(const struct chart *chart, double value, const char *label)
{
	for (size_t i = 0; i < chart->limit_count; i++)
		if (chart->limits[i].value == value && text_equal(chart->limits[i].label, label))
			return true;
	return false;
}

void chart_limit(struct chart *chart, double value, const char *label)
{
	if (!isfinite(value) || has_limit(chart, value, label))
		return;
	chart->limits =
		grown(chart->arena, chart->limits, chart->limit_count, &chart->limit_capacity, sizeof(*chart->limits));
	chart->limits[chart->limit_count++] =
		(struct chart_mark){fmax(-LARGEST, fmin(LARGEST, value)), clean(chart->arena, label)};
}

/* ---- what is known ---- */

double chart_at(const struct chart_series *series, size_t label)
{
	return label < series->count ? series->values[label] : (double)NAN;
}

bool chart_has_data(const struct chart *chart)
{
	double low, high;

	return chart_range(chart, false, &low, &high);
}

bool chart_range(const struct chart *chart, bool limits, double *low, double *high)
{
	bool any = false;

	for (size_t s = 0; s < chart->series_count; s++)
		for (size_t i = 0; i < chart->label_count; i++) {
			double value = chart_at(chart->series[s], i);

			if (isnan(value))
				continue;
			*low = any ? fmin(*low, value) : value;
			*high = any ? fmax(*high, value) : value;
			any = true;
		}
	for (size_t i = 0; any && limits && i < chart->limit_count; i++) {
		*low = fmin(*low, chart->limits[i].value);
		*high = fmax(*high, chart->limits[i].value);
	}
	return any;
}

/* ---- figures ---- */

static size_t trimmed(const char *digits)
{
	size_t length = strlen(digits);

	if (strchr(digits, '.') == NULL)
		return length;
	while (digits[length - 1] == '0')
		length--;
	return digits[length - 1] == '.' ? length - 1 : length;
}

static char *figure(struct arena *arena, double value, bool table, bool trim)
{
	char digits[64];
	struct buf out;
	size_t length, point;
	char *text;

	snprintf(digits, sizeof(digits), "%.2f", fabs(value));
	length = trim ? trimmed(digits) : strlen(digits);
	point = strcspn(digits, ".");
	buf_init(&out);
	/* −0.001 is 0 */
	if (value < 0 && strspn(digits, "0.") < length)
		buf_add_text(&out, table ? "-" : "−");
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && i < point && (point - i) % 3 == 0)
			buf_add_char(&out, ',');
		buf_add_char(&out, digits[i]);
	}
	text = arena_strndup(arena, out.data, out.length);
	buf_release(&out);
	return text;
}

char *chart_number(struct arena *arena, double value, bool table)
{
	return figure(arena, value, table, true);
}

static bool has_fraction(double value)
{
	return !isnan(value) && fabs(value - round(value)) >= 0.005;
}

static bool chart_has_fractions(const struct chart *chart)
{
	for (size_t s = 0; s < chart->series_count; s++)
		for (size_t i = 0; i < chart->label_count; i++)
			if (has_fraction(chart_at(chart->series[s], i)))
				return true;
	return false;
}

char *chart_figure(const struct chart *chart, double value, bool table)
{
	return figure(chart->arena, value, table, !chart_has_fractions(chart));
}

static bool digits_at(const char *text, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}

static const char *const quarters[] = {"一", "二", "三", "四"};

static bool is_quarter(const char *text)
{
	return strlen(text) == strlen("2026Q3") && digits_at(text, 0, 4) && text[4] == 'Q' && text[5] >= '1' &&
	       text[5] <= '4';
}

const char *chart_short_label(const struct chart *chart, size_t label)
{
	const char *text = chart->labels[label];
	size_t length = strlen(text);

	if (length == 7 && text[4] == '-' && digits_at(text, 0, 4) && digits_at(text, 5, 2))
		return arena_printf(chart->arena, "%s月", text[5] == '0' ? text + 6 : text + 5);
	if (length == 10 && text[4] == '-' && text[7] == '-' && digits_at(text, 0, 4))
		return text + 5;
	if (is_quarter(text))
		return arena_printf(chart->arena, "%s季度", quarters[text[5] - '1']);
	return text;
}

const char *chart_long_label(const struct chart *chart, size_t label)
{
	const char *text = chart->labels[label];

	return is_quarter(text) ? arena_printf(chart->arena, "%.4s年第%s季度", text, quarters[text[5] - '1']) : text;
}

/* ---- the table ---- */

/* What a calendar says in words. */
static const char *day_words(double value)
{
	return isnan(value) ? "不要求" : value == 0 ? "缺" : "有";
}

/* "平均(%)": the unit is read with every heading. */
static const char *heading_of(const struct chart *chart, const struct chart_series *series)
{
	const char *name = series->name[0] == '\0' ? chart->title : series->name;

	return chart->unit[0] == '\0' ? name : arena_printf(chart->arena, "%s（%s）", name, chart->unit);
}

/* What the labels are: read aloud with every figure, so it is never empty. */
static const char *labels_heading(const struct chart *chart)
{
	static const char *const words[] = {
		[CHART_HISTOGRAM] = "区间", [CHART_RADAR] = "指标", [CHART_CALENDAR] = "日期"};

	if ((size_t)chart->kind < ARRAY_LENGTH(words) && words[chart->kind] != NULL)
		return words[chart->kind];
	if (chart->label_count == 0 || chart_short_label(chart, 0) == chart->labels[0])
		return "项目";
	return is_quarter(chart->labels[0]) ? "季度" : strlen(chart->labels[0]) == strlen("2026-10") ? "月份" : "日期";
}

const char *const *chart_table(const struct chart *chart, size_t *rows, size_t *columns)
{
	const char **cells;
	size_t width = chart->series_count + 1;

	*rows = chart->label_count + 1;
	*columns = width;
	cells = arena_array(chart->arena, *rows * width, sizeof(*cells));
	cells[0] = labels_heading(chart);
	for (size_t s = 0; s < chart->series_count; s++)
		cells[s + 1] = heading_of(chart, chart->series[s]);
	for (size_t i = 0; i < chart->label_count; i++) {
		cells[(i + 1) * width] = chart_long_label(chart, i);
		for (size_t s = 0; s < chart->series_count; s++) {
			double value = chart_at(chart->series[s], i);

			cells[(i + 1) * width + s + 1] = chart->kind == CHART_CALENDAR ? day_words(value)
							 : isnan(value)                ? "—"
									: chart_figure(chart, value, true);
		}
	}
	return cells;
}
