/* The ruling's first proposal: what was asked for, granted in full, on the first platform that fits. */
#include "base/base.h"
#include "modules/resource/resource_parts.h"

#include "base/number.h"
#include "base/text.h"

enum { PURPOSE_MAX = 40, PLATFORMS_MAX = 200, CLASSES_MAX = 40 };

static int64_t quantity(const struct values *values, const char *key)
{
	const struct value *value = values_find(values, key);
	int64_t number = 0;

	if (value == NULL || value->text == NULL)
		return 0;
	return parse_integer(value->text, &number) && number > 0 ? number : 0;
}

struct collection {
	struct request_line *lines;
	size_t count;
};

static void collect(struct collection *collection, const char *purpose, const char *class, int64_t amount,
		    bool recovery)
{
	if (amount <= 0 || collection->count == REQUEST_LINES_MAX)
		return;
	collection->lines[collection->count++] = (struct request_line){purpose, class, amount, recovery};
}

/* As the row says; without a word disks of databases and caches are fast ones.  The ruling may change any row. */
static const char *disk_class(const struct values *row)
{
	const char *purpose = values_word(row, "purpose");
	const char *grade = values_word(row, "disk_grade");

	if (grade[0] != '\0')
		return text_equal(grade, "ssd") ? "ssd_gb" : "hdd_gb";
	return text_equal(purpose, "database") || text_equal(purpose, "cache") ? "ssd_gb" : "hdd_gb";
}

static void collect_machines(struct arena *arena, const struct values *row, struct collection *collection)
{
	int64_t count = quantity(row, "count");
	bool recovery = text_equal(values_word(row, "environment"), "recovery");
	const char *purpose = arena_printf(arena, "%s（%s）%" PRId64 " 台", values_label(row, "purpose"),
					   values_label(row, "environment"), count);

	purpose = utf8_head(arena, purpose, PURPOSE_MAX);
	collect(collection, purpose, "vcpu", count * quantity(row, "vcpu"), recovery);
	collect(collection, purpose, "memory_gb", count * quantity(row, "memory_gb"), recovery);
	collect(collection, purpose, disk_class(row),
		count * (quantity(row, "system_disk_gb") + quantity(row, "data_disk_gb")), recovery);
	collect(collection, purpose, "gpu", count * quantity(row, "gpu"), recovery);
}

size_t request_lines(struct arena *arena, const struct values *form, struct request_line **lines)
{
	/* Fields of the form that are quantities of a class by themselves, under the class's own key. */
	static const struct {
		const char *class;
		const char *purpose;
	} single[] = {
		{"ssd_gb", "高性能块存储"}, {"hdd_gb", "普通块存储"},         {"file_gb", "文件存储"},
		{"object_gb", "对象存储"},  {"backup_gb", "备份存储"},        {"archive_gb", "归档存储"},
		{"public_ip", "公网地址"},  {"bandwidth_mbps", "互联网带宽"},
	};
	struct collection collection = {.lines = arena_array(arena, REQUEST_LINES_MAX, sizeof *collection.lines)};
	const struct value *machines = form != NULL ? values_find(form, "lines") : NULL;

	for (size_t i = 0; machines != NULL && i < machines->row_count; i++)
		collect_machines(arena, machines->rows[i], &collection);
	for (size_t i = 0; form != NULL && i < ARRAY_LENGTH(single); i++)
		collect(&collection, single[i].purpose, single[i].class, quantity(form, single[i].class), false);
	*lines = collection.lines;
	return collection.count;
}

int64_t resource_requested(struct arena *arena, const struct values *form, const char *class)
{
	struct request_line *lines;
	size_t count = request_lines(arena, form, &lines);
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		if (text_equal(lines[i].class, class))
			sum += lines[i].amount;
	return sum;
}

enum err resource_held(struct context *context, int64_t system, int64_t except, struct resource_holding **held,
		       size_t *count)
{
	struct query *query = db_query(context->db, Q_RESOURCE_HELD);

	*held = arena_array(context->arena, CLASSES_MAX, sizeof **held);
	*count = 0;
	query_int(query, ":system", system);
	query_int(query, ":except", except);
	while (*count < CLASSES_MAX && query_step(query)) {
		struct resource_holding *holding = &(*held)[(*count)++];

		holding->class = next_text(query, context->arena);
		holding->label = next_text(query, context->arena);
		holding->unit = next_text(query, context->arena);
		holding->amount = next_int(query);
	}
	return query_end(query);
}

/* ---- which platform ---- */

struct candidate {
	int64_t id;
	const char *kind;
	const char *zones;
};

static enum err read_candidates(struct moving *moving, struct candidate *candidates, size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_PLATFORMS);

	while (*count < PLATFORMS_MAX && query_step(query)) {
		struct candidate *candidate = &candidates[(*count)++];

		candidate->id = next_int(query);
		candidate->kind = next_text(query, moving->context->arena);
		candidate->zones = next_text(query, moving->context->arena);
	}
	return query_end(query);
}

/* Zones of a platform are words; those of a form are options with the same words as labels. */
static bool serves(const struct candidate *candidate, const struct value *zones)
{
	for (size_t i = 0; zones != NULL && i < zones->chosen_count; i++)
		for (size_t o = 0; o < zones->field->option_count; o++)
			if (text_equal(zones->field->options[o].key, zones->chosen[i]) &&
			    strstr(candidate->zones, zones->field->options[o].label) == NULL)
				return false;
	return true;
}

/* The first that serves every zone asked for; without one, the first of its kind. */
static int64_t first_platform(const struct candidate *candidates, size_t count, const struct value *zones,
			      bool recovery)
{
	int64_t fallback = 0;

	for (size_t i = 0; i < count; i++) {
		if (text_equal(candidates[i].kind, "recovery") != recovery)
			continue;
		if (serves(&candidates[i], zones))
			return candidates[i].id;
		fallback = fallback != 0 ? fallback : candidates[i].id;
	}
	return fallback;
}

/* A system replaced by this one stays where it is (第十六条). */
static enum err present_platform(struct moving *moving, int64_t *platform)
{
	int64_t base = replaced_system(moving->form);
	struct query *query;
	int64_t found = 0;
	enum err err;

	if (base == 0)
		return OK;
	query = db_query(moving->context->db, Q_RESOURCE_BASE_PLATFORM);
	query_int(query, ":system", base);
	err = query_value(query, 0, &found);
	if (found > 0)
		*platform = found;
	return err;
}

/* ---- the rows ---- */

static struct values *proposed(struct arena *arena, const struct field *field, const struct request_line *line,
			       int64_t platform)
{
	struct values *row = values_empty(arena, field->columns, field->column_count);

	values_set(row, "purpose", line->purpose);
	values_set(row, "class", line->class);
	values_set_number(row, "requested", line->amount);
	values_set_number(row, "granted", line->amount);
	if (platform > 0)
		values_set_number(row, "platform", platform);
	return row;
}

static void copy_terms(struct moving *moving)
{
	const struct value *zones = values_find(moving->form, "zones");
	int64_t years = values_number(moving->form, "term_years", 0);

	if (values_find(moving->fields, "ruled_years") != NULL && years > 0)
		values_set_number(moving->fields, "ruled_years", years);
	if (values_find(moving->fields, "ruled_zones") != NULL && zones != NULL && zones->text != NULL)
		values_set(moving->fields, "ruled_zones", zones->text);
}

enum err requested_lines(struct moving *moving)
{
	struct arena *arena = moving->context->arena;
	struct value *ruling = moving->fields != NULL ? values_find(moving->fields, "ruling") : NULL;
	struct candidate *candidates = arena_array(arena, PLATFORMS_MAX, sizeof *candidates);
	struct request_line *lines;
	size_t line_count;
	size_t count = 0;
	int64_t platform, recovery;
	enum err err;

	if (ruling == NULL || moving->form == NULL)
		return OK;
	err = read_candidates(moving, candidates, &count);
	if (err != OK)
		return err;
	platform = first_platform(candidates, count, values_find(moving->form, "zones"), false);
	recovery = first_platform(candidates, count, NULL, true);
	err = present_platform(moving, &platform);
	line_count = request_lines(arena, moving->form, &lines);
	ruling->rows = arena_array(arena, line_count + 1, sizeof *ruling->rows);
	ruling->row_count = line_count;
	ruling->present = line_count > 0;
	for (size_t i = 0; i < line_count; i++)
		ruling->rows[i] = proposed(arena, ruling->field, &lines[i],
					   lines[i].recovery && recovery > 0 ? recovery : platform);
	copy_terms(moving);
	return err;
}
