/*
 * The machines a re-application begins with.  Those of the last application
 * say what each is for, the register what there is, the ledger how much: the
 * last application's stand while they add up to the ledger; else the register's
 * where those do.  What the change adds is one more kind of machine, if one
 * fits; where none does, the page shows the difference.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/text.h"
#include "modules/resource/resource.h"

enum { KINDS_MAX = 60, COUNT_MAX = 200 };

struct machine_kind {
	int64_t count, vcpu, memory_gb, disk_gb;
	bool standby;
};

/* What they add up to. */
struct power {
	int64_t vcpu, memory_gb;
};

static bool same_power(struct power one, struct power other)
{
	return one.vcpu == other.vcpu && one.memory_gb == other.memory_gb;
}

static enum err read_kinds(struct context *context, int64_t system, struct machine_kind *kinds, size_t *count)
{
	struct query *query = db_query(context->db, Q_CHANGE_MACHINES);

	*count = 0;
	query_int(query, ":system", system);
	while (*count < KINDS_MAX && query_step(query)) {
		struct machine_kind *kind = &kinds[(*count)++];

		kind->count = next_int(query);
		kind->vcpu = next_int(query);
		kind->memory_gb = next_int(query);
		kind->disk_gb = next_int(query);
		kind->standby = next_int(query) != 0;
	}
	return query_end(query);
}

/* ---- sizes ---- */

static bool offered(const struct value *rows, const char *key, int64_t number, struct arena *arena)
{
	return rows_offer(rows, key, arena_printf(arena, "%" PRId64, number));
}

/* Only what the form offers: a size of its own is typed by the unit. */
static void set_offered(struct values *row, const struct value *rows, const char *key, int64_t number)
{
	if (offered(rows, key, number, row->arena))
		values_set(row, key, arena_printf(row->arena, "%" PRId64, number));
}

static struct power of_kinds(const struct value *rows, const struct machine_kind *kinds, size_t count,
			     struct arena *arena)
{
	struct power power = {0};

	for (size_t i = 0; i < count; i++) {
		if (offered(rows, "vcpu", kinds[i].vcpu, arena))
			power.vcpu += kinds[i].count * kinds[i].vcpu;
		if (offered(rows, "memory_gb", kinds[i].memory_gb, arena))
			power.memory_gb += kinds[i].count * kinds[i].memory_gb;
	}
	return power;
}

static struct power of_form(struct arena *arena, const struct values *form)
{
	return (struct power){resource_requested(arena, form, "vcpu"), resource_requested(arena, form, "memory_gb")};
}

/* Of the ledger, and as the change wanted it. */
static struct power of_ledger(const struct change_line *lines, size_t count, bool wanted)
{
	struct power power = {0};

	for (size_t i = 0; i < count; i++) {
		int64_t amount = wanted ? lines[i].after : lines[i].now;

		if (text_equal(lines[i].class, "vcpu"))
			power.vcpu += amount;
		if (text_equal(lines[i].class, "memory_gb"))
			power.memory_gb += amount;
	}
	return power;
}

/* ---- rows ---- */

/* A machine of this size that was applied for: what it is for and what runs on it. */
static const struct values *of_size(const struct value *rows, const struct machine_kind *kind)
{
	for (size_t i = 0; i < rows->row_count; i++)
		if (values_number(rows->rows[i], "vcpu", 0) == kind->vcpu &&
		    values_number(rows->rows[i], "memory_gb", 0) == kind->memory_gb &&
		    text_equal(values_word(rows->rows[i], "environment"), "recovery") == kind->standby)
			return rows->rows[i];
	return NULL;
}

static void copy_words(struct values *row, const struct values *from)
{
	static const char *const keys[] = {"purpose", "environment", "node",           "gpu",       "architecture",
					   "os",      "os_version",  "system_disk_gb", "disk_grade"};

	for (size_t i = 0; from != NULL && i < ARRAY_LENGTH(keys); i++)
		if (!text_empty(values_text(from, keys[i])))
			values_set(row, keys[i], values_text(from, keys[i]));
}

static void list_kind(struct values *form, const struct value *last, const struct machine_kind *kind)
{
	const struct values *same = of_size(last, kind);
	struct values *row = values_add_row(form, "lines");
	int64_t data;

	copy_words(row, same);
	data = kind->disk_gb - values_number(row, "system_disk_gb", 0);
	values_set_number(row, "count", kind->count);
	set_offered(row, last, "vcpu", kind->vcpu);
	set_offered(row, last, "memory_gb", kind->memory_gb);
	if (data > 0)
		values_set_number(row, "data_disk_gb", data);
	if (same == NULL)
		values_set(row, "environment", kind->standby ? "recovery" : "production");
}

static void list_kinds(struct values *form, const struct machine_kind *kinds, size_t count)
{
	struct value *rows = values_find(form, "lines");
	struct value last = *rows;

	rows->rows = NULL;
	rows->row_count = 0;
	for (size_t i = 0; i < count; i++)
		list_kind(form, &last, &kinds[i]);
}

/* So many machines of one size as make up the difference, the fewest; what they are for says the unit. */
static void add_more(struct values *form, struct power more)
{
	const struct value *rows = values_find(form, "lines");
	struct arena *arena = form->arena;
	struct values *row;
	int64_t count = 1;

	if (more.vcpu <= 0 || more.memory_gb <= 0 || rows->row_count == 0 || rows->row_count >= KINDS_MAX)
		return;
	while (count <= COUNT_MAX && (more.vcpu % count != 0 || more.memory_gb % count != 0 ||
				      !offered(rows, "vcpu", more.vcpu / count, arena) ||
				      !offered(rows, "memory_gb", more.memory_gb / count, arena)))
		count++;
	if (count > COUNT_MAX)
		return;
	row = values_add_row(form, "lines");
	values_set(row, "environment", "production");
	values_set_number(row, "count", count);
	set_offered(row, rows, "vcpu", more.vcpu / count);
	set_offered(row, rows, "memory_gb", more.memory_gb / count);
}

enum err reapplication_machines(struct moving *moving, int64_t system, const struct change_line *lines, size_t count)
{
	struct arena *arena = moving->context->arena;
	struct machine_kind *kinds = arena_array(arena, KINDS_MAX, sizeof *kinds);
	struct value *rows = values_find(moving->form, "lines");
	struct power held = of_ledger(lines, count, false), wanted = of_ledger(lines, count, true);
	size_t kind_count;
	enum err err = read_kinds(moving->context, system, kinds, &kind_count);

	if (err != OK || rows == NULL)
		return err;
	if (rows->row_count == 0 || (!same_power(of_form(arena, moving->form), held) &&
				     same_power(of_kinds(rows, kinds, kind_count, arena), held)))
		list_kinds(moving->form, kinds, kind_count);
	if (same_power(of_form(arena, moving->form), held))
		add_more(moving->form, (struct power){wanted.vcpu - held.vcpu, wanted.memory_gb - held.memory_gb});
	return OK;
}
