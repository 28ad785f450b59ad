/* A chart as JSON:
 * {"kind","title","unit","labels":[…],"series":[{"name","values":[1,null]}],"limits":[{"value","label"}]} */
#include "base/base.h"

#include "base/text.h"
#include "kernel/chart_draw.h"

#include <jansson.h>
#include <math.h>

enum { LABELS_MAX = 4000, SERIES_MAX = 200, LIMITS_MAX = 20 };

static const char *const kinds[] = {
	[CHART_LINES] = "lines",       [CHART_STACKED] = "stacked", [CHART_HISTOGRAM] = "histogram",
	[CHART_RANKING] = "ranking",   [CHART_BULLET] = "bullet",   [CHART_RADAR] = "radar",
	[CHART_CALENDAR] = "calendar",
};

/* ---- writing ---- */

static void write_text(struct buf *out, struct arena *arena, const char *before, const char *text)
{
	buf_printf(out, "%s\"%s\"", before, text_json(arena, text));
}

/* Fifteen digits: what was 31.3 is written so, and read again it is written the same. */
static void write_number(struct buf *out, double value)
{
	if (isnan(value))
		buf_add_text(out, "null");
	else
		buf_printf(out, "%.15g", value);
}

static void write_series(struct buf *out, struct arena *arena, const struct chart_series *series)
{
	write_text(out, arena, "{\"name\":", series->name);
	buf_add_text(out, ",\"values\":[");
	for (size_t i = 0; i < series->count; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		write_number(out, series->values[i]);
	}
	buf_add_text(out, "]}");
}

char *chart_json(const struct chart *chart)
{
	struct arena *arena = chart->arena;
	struct buf out;
	char *json;

	buf_init(&out);
	write_text(&out, arena, "{\"kind\":", kinds[chart->kind]);
	write_text(&out, arena, ",\"title\":", chart->title);
	write_text(&out, arena, ",\"unit\":", chart->unit);
	buf_add_text(&out, ",\"labels\":[");
	for (size_t i = 0; i < chart->label_count; i++)
		write_text(&out, arena, i > 0 ? "," : "", chart->labels[i]);
	buf_add_text(&out, "],\"series\":[");
	for (size_t i = 0; i < chart->series_count; i++) {
		buf_add_text(&out, i > 0 ? "," : "");
		write_series(&out, arena, chart->series[i]);
	}
	buf_add_text(&out, "],\"limits\":[");
	for (size_t i = 0; i < chart->limit_count; i++) {
		buf_add_text(&out, i > 0 ? ",{\"value\":" : "{\"value\":");
		write_number(&out, chart->limits[i].value);
		write_text(&out, arena, ",\"label\":", chart->limits[i].label);
		buf_add_char(&out, '}');
	}
	buf_add_text(&out, "]}");
	json = arena_strndup(arena, out.data, out.length);
	buf_release(&out);
	return json;
}

/* ---- within a document ---- */

/* As a JSON library would write again what it read of write_number: a whole number without a point, else the shortest
 * of seventeen digits; documents that were kept before are so. */
static bool add_number(struct buf *out, double value)
{
	char text[40];

	if (isnan(value)) {
		buf_add_text(out, "null");
		return true;
	}
	(void)snprintf(text, sizeof text, "%.15g", value);
	if (strspn(text, "-0123456789") == strlen(text))
		buf_printf(out, "%lld", strtoll(text, NULL, 10));
	else
		buf_printf(out, "%.17g", strtod(text, NULL));
	return isfinite(value);
}

static bool add_text(struct buf *out, const char *before, const char *text)
{
	buf_add_text(out, before);
	return buf_add_json(out, text);
}

static bool add_series(struct buf *out, const struct chart_series *series)
{
	bool good = add_text(out, "{\"name\":", series->name);

	buf_add_text(out, ",\"values\":[");
	for (size_t i = 0; i < series->count; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		good &= add_number(out, series->values[i]);
	}
	buf_add_text(out, "]}");
	return good;
}

bool chart_write(const struct chart *chart, struct buf *out)
{
	bool good = add_text(out, "{\"kind\":", kinds[chart->kind]);

	buf_add_text(out, ",\"labels\":[");
	for (size_t i = 0; i < chart->label_count; i++)
		good &= add_text(out, i > 0 ? "," : "", chart->labels[i]);
	buf_add_text(out, "],\"limits\":[");
	for (size_t i = 0; i < chart->limit_count; i++) {
		good &= add_text(out, i > 0 ? ",{\"label\":" : "{\"label\":", chart->limits[i].label);
		buf_add_text(out, ",\"value\":");
		good &= add_number(out, chart->limits[i].value);
		buf_add_char(out, '}');
	}
	buf_add_text(out, "],\"series\":[");
	for (size_t i = 0; i < chart->series_count; i++) {
		buf_add_text(out, i > 0 ? "," : "");
		good &= add_series(out, chart->series[i]);
	}
	good &= add_text(out, "],\"title\":", chart->title);
	good &= add_text(out, ",\"unit\":", chart->unit);
	buf_add_char(out, '}');
	return good;
}

/* ---- reading ---- */

static bool kind_of(const char *name, enum chart_kind *kind)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (text_equal(kinds[i], name)) {
			*kind = (enum chart_kind)i;
			return true;
		}
	return false;
}

static bool read_series(struct chart *chart, const json_t *object)
{
	const char *name = json_string_value(json_object_get(object, "name"));
	const json_t *values = json_object_get(object, "values");
	struct chart_series *series;

	if (name == NULL || !json_is_array(values) || json_array_size(values) > LABELS_MAX)
		return false;
	series = chart_series(chart, name);
	for (size_t i = 0; i < json_array_size(values); i++) {
		const json_t *value = json_array_get(values, i);

		if (json_is_null(value))
			chart_gap(series);
		else if (json_is_number(value))
			chart_value(series, json_number_value(value));
		else
			return false;
	}
	return true;
}

static bool read_label(struct chart *chart, const json_t *label)
{
	if (!json_is_string(label))
		return false;
	chart_label(chart, json_string_value(label));
	return true;
}

static bool read_limit(struct chart *chart, const json_t *object)
{
	const json_t *value = json_object_get(object, "value");
	const char *label = json_string_value(json_object_get(object, "label"));

	if (label == NULL || !json_is_number(value))
		return false;
	chart_limit(chart, json_number_value(value), label);
	return true;
}

static bool read_each(struct chart *chart, const json_t *root, const char *key, size_t most,
		      bool (*read)(struct chart *chart, const json_t *item))
{
	const json_t *items = json_object_get(root, key);

	if (!json_is_array(items) || json_array_size(items) > most)
		return false;
	for (size_t i = 0; i < json_array_size(items); i++)
		if (!read(chart, json_array_get(items, i)))
			return false;
	return true;
}

static struct chart *chart_from(struct arena *arena, const json_t *root)
{
	const char *title = json_string_value(json_object_get(root, "title"));
	const char *unit = json_string_value(json_object_get(root, "unit"));
	struct chart *chart;
	enum chart_kind kind;

	if (title == NULL || unit == NULL || !kind_of(json_string_value(json_object_get(root, "kind")), &kind))
		return NULL;
	chart = chart_new(arena, kind, title, unit);
	return read_each(chart, root, "labels", LABELS_MAX, read_label) &&
			       read_each(chart, root, "series", SERIES_MAX, read_series) &&
			       read_each(chart, root, "limits", LIMITS_MAX, read_limit)
		       ? chart
		       : NULL;
}

struct chart *chart_read(struct arena *arena, const char *json, size_t length)
{
	json_t *root = json_loadb(json, length, JSON_REJECT_DUPLICATES, NULL);
	struct chart *chart = chart_from(arena, root);

	json_decref(root);
	return chart;
}
