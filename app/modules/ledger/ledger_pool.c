/* A platform by the books, and forms that begin with it. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/clock.h"
#include "base/text.h"

static bool is_block(const char *class)
{
	return text_equal(class, "ssd_gb") || text_equal(class, "hdd_gb");
}

struct pool pools_block(const struct pool *pools, size_t count)
{
	struct pool block = {
		.class = "", .label = "块存储合计", .unit = "GB", .collected = -1, .checked = -1, .kept = true};

	for (size_t i = 0; i < count; i++) {
		if (!is_block(pools[i].class))
			continue;
		block.granted += pools[i].granted;
		block.allocated += pools[i].allocated;
		block.booked += pools[i].booked;
		block.collected = pools[i].disks;
	}
	return block;
}

/* What the machines of the platform add up to in the period; classes no machine speaks of keep -1. */
static enum err read_collected(struct context *context, int64_t platform, const char *period, struct pool *pools,
			       size_t count)
{
	struct query *query = db_query(context->db, Q_LEDGER_COLLECTED);
	int64_t machines = 0, vcpu = 0, memory = 0, disk = 0;

	query_int(query, ":platform", platform);
	query_text(query, ":period", period);
	if (query_step(query)) {
		machines = next_int(query);
		vcpu = next_int(query);
		memory = next_int(query);
		disk = next_int(query);
	}
	for (size_t i = 0; disk > 0 && i < count; i++)
		if (is_block(pools[i].class))
			pools[i].disks = disk;
	for (size_t i = 0; machines > 0 && i < count; i++)
		pools[i].collected = text_equal(pools[i].class, "vcpu")        ? vcpu
				     : text_equal(pools[i].class, "memory_gb") ? memory
									       : -1;
	return query_end(query);
}

/* What the supervisor found of each class: for most the only thing that is collected. */
static enum err read_checked(struct context *context, int64_t platform, const char *period, struct pool *pools,
			     size_t count)
{
	struct query *query = db_query(context->db, Q_LEDGER_CHECKED);

	query_int(query, ":platform", platform);
	query_text(query, ":period", period);
	while (query_step(query)) {
		const char *class = next_text(query, context->arena);
		int64_t amount = next_int(query);

		for (size_t i = 0; i < count; i++)
			if (text_equal(pools[i].class, class))
				pools[i].checked = amount;
	}
	return query_end(query);
}

enum err pools_of(struct context *context, int64_t platform, const char *period, struct pool pools[POOLS_MAX],
		  size_t *count)
{
	struct query *query = db_query(context->db, Q_LEDGER_PLATFORM_CLASSES);
	int64_t first, last;
	enum err err;

	if (!period_days(period, &first, &last))
		last = day_of(clock_now());
	*count = 0;
	query_int(query, ":platform", platform);
	query_int(query, ":until", day_end(last));
	while (*count < POOLS_MAX && query_step(query)) {
		struct pool *pool = &pools[(*count)++];

		pool->class = next_text(query, context->arena);
		pool->label = next_text(query, context->arena);
		pool->unit = next_text(query, context->arena);
		pool->capacity = next_int(query);
		pool->granted = next_int(query);
		pool->allocated = next_int(query);
		pool->booked = next_int(query);
		pool->committed = next_int(query);
		pool->physical = next_int(query);
		pool->kept = next_int(query) != 0;
		pool->collected = pool->checked = pool->disks = -1;
	}
	err = query_end(query);
	if (err == OK)
		err = read_checked(context, platform, period, pools, *count);
	return err == OK ? read_collected(context, platform, period, pools, *count) : err;
}

enum err pools_read(struct context *context, const struct matter *matter, struct pool pools[POOLS_MAX], size_t *count)
{
	return pools_of(context, matter->platform, matter->period, pools, count);
}

const struct pool *pool_of(const struct pool *pools, size_t count, const char *class)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(pools[i].class, class))
			return &pools[i];
	return NULL;
}

const struct value *ledger_rows(const struct values *values, const char *key)
{
	const struct value *rows = values != NULL ? values_find(values, key) : NULL;

	return rows != NULL && rows->row_count > 0 ? rows : NULL;
}

const struct values *ledger_row_of(const struct value *rows, const char *class)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			return rows->rows[i];
	return NULL;
}

/* Everything the books know; what is really used only the operator can say. */
enum err verification_lines(struct moving *moving)
{
	struct arena *arena = moving->context->arena;
	struct value *rows = values_find(moving->form, "lines");
	struct pool pools[POOLS_MAX];
	size_t count;
	enum err err = pools_read(moving->context, moving->matter, pools, &count);

	if (err != OK || rows == NULL)
		return err;
	rows->rows = arena_array(arena, count + 1, sizeof *rows->rows);
	for (size_t i = 0; i < count; i++) {
		struct values *row;

		if ((pools[i].capacity == 0 && pools[i].booked == 0) || !rows_offer(rows, "class", pools[i].class))
			continue;
		row = values_empty(arena, rows->field->columns, rows->field->column_count);
		values_set(row, "class", pools[i].class);
		values_set_number(row, "physical", pools[i].physical);
		values_set_number(row, "allocatable", pools[i].capacity);
		values_set_number(row, "allocated", pools[i].booked);
		rows->rows[rows->row_count++] = row;
	}
	rows->present = rows->row_count > 0;
	return OK;
}

/* What was reported, class by class, and what the machines add up to; where nothing was collected the amount is typed.
 */
enum err collected_lines(struct moving *moving)
{
	struct arena *arena = moving->context->arena;
	const struct value *lines = ledger_rows(moving->form, "lines");
	struct value *rows = values_find(moving->fields, "collected");
	struct pool pools[POOLS_MAX];
	size_t count;
	enum err err;

	if (lines == NULL || rows == NULL)
		return OK;
	err = pools_read(moving->context, moving->matter, pools, &count);
	if (err != OK)
		return err;
	rows->rows = arena_array(arena, lines->row_count, sizeof *rows->rows);
	for (size_t i = 0; i < lines->row_count; i++) {
		const char *class = values_word(lines->rows[i], "class");
		const struct pool *pool = pool_of(pools, count, class);

		rows->rows[i] = values_empty(arena, rows->field->columns, rows->field->column_count);
		values_set(rows->rows[i], "class", class);
		values_set_number(rows->rows[i], "reported", values_number(lines->rows[i], "allocated", 0));
		if (pool != NULL && pool->collected >= 0)
			values_set_number(rows->rows[i], "amount", pool->collected);
	}
	rows->row_count = lines->row_count;
	rows->present = true;
	return OK;
}
