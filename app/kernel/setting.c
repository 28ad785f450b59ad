#include "base/base.h"
#include "kernel/setting.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/setting_bond.h"

struct entry {
	const struct setting_row *row;
	const char *text;
	int64_t integer;
};

/* Sorted by key: looked up by halving, several times per request. */
struct setting_table {
	size_t count;
	struct entry *entries;
};

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->row->key, ((const struct entry *)b)->row->key);
}

static struct entry *table_find(const struct setting_table *table, const char *key)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(key, table->entries[middle].row->key);

		if (order == 0)
			return &table->entries[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const struct entry *entry_of(const struct service *service, const char *key)
{
	const struct entry *entry = table_find(service->settings, key);

	if (entry == NULL)
		fatalx("event=setting_undeclared key=%s", key);
	return entry;
}

int64_t setting_integer(const struct service *service, const char *key)
{
	return entry_of(service, key)->integer;
}

const char *setting_text(const struct service *service, const char *key)
{
	return entry_of(service, key)->text;
}

/* "09-30" as 930; 0 when it is no day of every year. */
static int64_t month_day(const char *value)
{
	int month, day;

	if (strlen(value) != 5 || value[2] != '-' || !parse_digits(value, 2, &month) ||
	    !parse_digits(value + 3, 2, &day))
		return 0;
	return date_valid((struct date){2001, month, day}) ? month * 100 + day : 0;
}

/* "2,4,8": at most SIZES_MAX numbers, each larger than the one before. */
static bool sizes_fit(const char *value)
{
	int64_t before = 0;

	for (size_t i = 0; i < SETTING_SIZES_MAX; i++) {
		char number[DIGITS_SIZE] = "";
		size_t length = strcspn(value, ",");
		int64_t size;

		if (length >= sizeof number)
			return false;
		memcpy(number, value, length);
		if (!parse_integer(number, &size) || size <= before)
			return false;
		if (value[length] == '\0')
			return true;
		before = size;
		value += length + 1;
	}
	return false;
}

/* NULL when the value fits, else why not.  *integer is set for numbers. */
static char *value_complaint(struct arena *arena, const struct setting_row *row, const char *value, int64_t *integer)
{
	size_t length;

	*integer = 0;
	if (row->type == SETTING_INTEGER) {
		if (!parse_integer(value, integer))
			return arena_printf(arena, "%s请填整数", row->label);
		if (*integer < row->min || *integer > row->max)
			return arena_printf(arena, "%s请填 %" PRId64 " 至 %" PRId64 "，您填了 %" PRId64, row->label,
					    row->min, row->max, *integer);
		return NULL;
	}
	if (row->type == SETTING_SIZES)
		return sizes_fit(value)
			       ? NULL
			       : arena_printf(arena, "%s请由小到大填写整数，用逗号隔开，例如 2,4,8", row->label);
	if (row->type == SETTING_MONTH_DAY) {
		*integer = month_day(value);
		return *integer > 0 ? NULL : arena_printf(arena, "%s请按“月-日”填写，例如 09-30", row->label);
	}
	length = utf8_length(value);
	if (length < (size_t)row->min || length > (size_t)row->max)
		return arena_printf(arena, "%s请填 %" PRId64 " 至 %" PRId64 " 个字", row->label, row->min, row->max);
	return NULL;
}

static const struct setting_row *find_in(const struct setting_row *rows, const char *key)
{
	for (; rows != NULL && rows->key != NULL; rows++)
		if (text_equal(rows->key, key))
			return rows;
	return NULL;
}

const struct setting_row *setting_find(const struct module *const *modules, const char *key)
{
	const struct setting_row *row = find_in(kernel_settings, key);

	for (; row == NULL && *modules != NULL; modules++)
		row = find_in((*modules)->settings, key);
	return row;
}

bool setting_known(const struct module *const *modules, const char *key)
{
	return setting_find(modules, key) != NULL;
}

/* The kernel's rows are always there, whether the list of modules names it or not. */
static const struct setting_row *rows_of(const struct module *module)
{
	return module->settings == kernel_settings ? NULL : module->settings;
}

static size_t count_rows(const struct setting_row *rows)
{
	size_t count = 0;

	while (rows != NULL && rows[count].key != NULL)
		count++;
	return count;
}

static void add_rows(struct setting_table *table, const struct setting_row *rows, struct arena *arena)
{
	for (; rows != NULL && rows->key != NULL; rows++) {
		struct entry *entry = &table->entries[table->count++];
		char *complaint;

		entry->row = rows;
		entry->text = rows->fallback;
		complaint = value_complaint(arena, rows, rows->fallback, &entry->integer);
		if (complaint != NULL)
			fatalx("event=setting_fallback key=%s why=%s", rows->key, complaint);
	}
}

static struct setting_table *table_new(const struct module *const *modules, struct arena *arena)
{
	struct setting_table *table = arena_alloc(arena, sizeof *table);
	size_t count = count_rows(kernel_settings);

	for (const struct module *const *m = modules; *m != NULL; m++)
		count += count_rows(rows_of(*m));
	table->entries = arena_array(arena, count, sizeof *table->entries);
	add_rows(table, kernel_settings, arena);
	for (const struct module *const *m = modules; *m != NULL; m++)
		add_rows(table, rows_of(*m), arena);
	qsort(table->entries, table->count, sizeof *table->entries, compare_entries);
	for (size_t i = 1; i < table->count; i++)
		if (compare_entries(&table->entries[i - 1], &table->entries[i]) == 0)
			fatalx("event=setting_twice key=%s", table->entries[i].row->key);
	return table;
}

enum err setting_load(struct service *service, struct db *db, struct arena *arena)
{
	struct setting_table *table = table_new(service->modules, arena);
	struct query *query = db_query(db, Q_SETTING_IN_FORCE);
	enum err err;

	query_int(query, ":day", day_of(clock_now()));
	while (query_step(query)) {
		const char *key = next_text(query, arena);
		const char *value = next_text(query, arena);
		struct entry *entry = table_find(table, key);
		int64_t integer;

		/* A row of a module this binary no longer has stays in the history. */
		if (entry == NULL)
			continue;
		if (value_complaint(arena, entry->row, value, &integer) != NULL) {
			log_error("event=setting_out_of_range key=%s value=%s", key, value);
			continue;
		}
		entry->text = value;
		entry->integer = integer;
	}
	err = query_end(query);
	if (err == OK)
		service->settings = table;
	return err;
}

enum err setting_integer_on(struct context *context, const char *key, int64_t day, int64_t *out)
{
	const struct setting_row *row = entry_of(context->service, key)->row;
	struct query *query = db_query(context->db, Q_SETTING_ON);
	int64_t fallback = 0;

	if (!parse_integer(row->fallback, &fallback))
		fatalx("event=setting_not_a_number key=%s", key);
	query_text(query, ":key", key);
	query_int(query, ":day", day);
	return query_value(query, fallback, out);
}

enum err setting_values_on(struct context *context, const char *const *keys, const char **values, size_t count,
			   int64_t day)
{
	struct query *query = db_query(context->db, Q_SETTING_IN_FORCE);

	for (size_t i = 0; i < count; i++)
		values[i] = entry_of(context->service, keys[i])->row->fallback;
	query_int(query, ":day", day);
	while (query_step(query)) {
		const char *key = next_text(query, context->arena);
		const char *value = next_text(query, context->arena);
		int64_t integer;

		for (size_t i = 0; i < count; i++)
			if (text_equal(keys[i], key) &&
			    value_complaint(context->arena, entry_of(context->service, key)->row, value, &integer) ==
				    NULL)
				values[i] = value;
	}
	return query_end(query);
}

enum err setting_put(struct context *context, const struct setting_value *value)
{
	struct arena *arena = context->arena;
	struct query *query = db_query(context->db, Q_SETTING_PUT);
	enum err err;

	query_text(query, ":key", value->key);
	query_int(query, ":valid_from", value->valid_from);
	query_text(query, ":value", value->value);
	query_int(query, ":person", value->proposed_by);
	query_int(query, ":approver", value->approved_by);
	query_int(query, ":now", clock_now());
	query_text(query, ":reason", value->reason != NULL ? value->reason : "");
	query_text(query, ":higher_law", value->higher_law != NULL ? value->higher_law : "");
	err = query_run(query);
	if (err != OK)
		return err;
	return audit_add(
		context,
		&(struct audit_entry){
			.action = "setting.change",
			.object = "setting",
			.detail = arena_printf(arena,
					       "{\"before\":\"%s\",\"key\":\"%s\",\"reason\":\"%s\",\"valid_from\":\"%"
					       "s\",\"value\":\"%s\"}",
					       text_json(arena, entry_of(context->service, value->key)->text),
					       value->key, text_json(arena, value->reason),
					       format_day(arena, value->valid_from), text_json(arena, value->value)),
		},
		NULL);
}

/* 第三十一条: what was registered once is never undercut; the schema says so too, but not beside the field. */
static enum err check_retention(struct context *context, int64_t days, struct setting_complaint *complaint)
{
	struct query *query = db_query(context->db, Q_SETTING_GREATEST);
	int64_t greatest;
	enum err err;

	query_text(query, ":key", "audit_keep_days");
	err = query_value(query, 0, &greatest);
	if (err == OK && days < greatest)
		complaint->sentence =
			arena_printf(context->arena,
				     "日志保留天数只能增加，不能减少，已登记过 %" PRId64 " 日（第三十一条）", greatest);
	return err;
}

enum err setting_check(struct context *context, const char *key, const char **value, int64_t valid_from,
		       struct setting_complaint *complaint)
{
	const struct setting_row *row = setting_find(context->service->modules, key);
	int64_t integer;
	enum err err = OK;

	*complaint = (struct setting_complaint){.field = "value"};
	if (row == NULL)
		return ERR_NOT_FOUND;
	*value = text_trim(context->arena, *value);
	complaint->sentence = value_complaint(context->arena, row, *value, &integer);
	if (complaint->sentence == NULL && row->type == SETTING_INTEGER)
		*value = arena_printf(context->arena, "%" PRId64, integer);
	if (complaint->sentence == NULL && text_equal(key, "audit_keep_days"))
		err = check_retention(context, integer, complaint);
	if (err == OK && complaint->sentence == NULL)
		err = setting_bond_refuses(context, key, *value, valid_from, &complaint->sentence);
	if (complaint->sentence == NULL && valid_from < day_of(clock_now())) {
		complaint->field = "valid_from";
		complaint->sentence = arena_strdup(context->arena, "施行日期不能早于今天：已办结的事项不按新参数重算");
	}
	if (err != OK)
		return err;
	return complaint->sentence == NULL ? OK : ERR_INVALID;
}
