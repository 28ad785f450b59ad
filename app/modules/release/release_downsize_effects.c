/* Downsizing: the first proposal, what is released in the end, and what stands beside the form. */
#include "base/base.h"
#include "modules/release/release_collected.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"

/* ---- prefills ---- */

/* What was collected, and the ledger as it is: the target of a class that is to change is typed over. */
enum err downsizing_targets(struct moving *moving)
{
	const struct value *rows = values_find(moving->form, "targets");
	struct held_line *holdings;
	size_t count;
	enum err err =
		holdings_read(moving->context, moving->matter->system, moving->matter->platform, &holdings, &count);

	if (err != OK || rows == NULL || count == 0)
		return err;
	err = collected_prefill(moving);
	for (size_t i = 0; err == OK && i < count; i++) {
		struct values *row;

		if (!rows_offer(rows, "class", holdings[i].class))
			continue;
		row = values_add_row(moving->form, "targets");
		values_set(row, "class", holdings[i].class);
		values_set_number(row, "present", holdings[i].amount);
		values_set_number(row, "target", holdings[i].amount);
	}
	return err;
}

enum err downsizing_decided(struct moving *moving)
{
	struct arena *arena = moving->context->arena;
	const struct value *proposed = values_find(moving->form, "targets");
	struct value *rows = values_find(moving->fields, "decided");

	if (proposed == NULL || rows == NULL || proposed->row_count == 0)
		return OK;
	rows->rows = arena_array(arena, proposed->row_count, sizeof *rows->rows);
	for (size_t i = 0; i < proposed->row_count; i++) {
		const struct values *row = proposed->rows[i];
		struct values *copy;

		if (values_number(row, "target", 0) >= values_number(row, "present", 0))
			continue;
		copy = values_empty(arena, rows->field->columns, rows->field->column_count);
		values_set(copy, "class", values_word(row, "class"));
		values_set_number(copy, "present", values_number(row, "present", 0));
		values_set_number(copy, "target", values_number(row, "target", 0));
		rows->rows[rows->row_count++] = copy;
	}
	rows->present = rows->row_count > 0;
	return OK;
}

/* A figure, and beside the field where it comes from. */
static void put_seen(struct moving *moving, const char *key, int64_t figure, const char *source)
{
	struct value *value = values_find(moving->fields, key);
	struct field *field;

	if (value == NULL)
		return;
	field = arena_memdup(moving->context->arena, value->field, sizeof *field);
	field->hint = source;
	value->field = field;
	values_set_number(moving->fields, key, figure);
}

/* From the day after the change: the day itself has hours of both sizes. */
enum err downsizing_seen(struct moving *moving)
{
	struct arena *arena = moving->context->arena;
	struct query *query;
	struct values *done;
	int64_t days = 0, first = 0, last = 0, cpu = 0, memory = 0;
	enum err err = matter_given_to(moving->context, moving->matter, "execute", &done);

	if (err != OK || done == NULL)
		return err;
	query = db_query(moving->context->db, Q_RELEASE_SEEN);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":first", release_day(done, "done_day") + 1);
	query_int(query, ":last", day_of(clock_now()));
	if (query_step(query)) {
		days = next_int(query);
		first = next_int(query);
		last = next_int(query);
		cpu = next_int(query);
		memory = next_int(query);
	}
	err = query_end(query);
	if (err != OK || days == 0)
		return err;
	put_seen(moving, "seen_cpu_p95", cpu,
		 arena_printf(arena, "按云监管日报预填：%s 至 %s，有采样 %" PRId64 " 天", format_day(arena, first),
			      format_day(arena, last), days));
	put_seen(moving, "seen_mem_p95", memory, values_find(moving->fields, "seen_cpu_p95")->field->hint);
	return OK;
}

/* ---- what is released ---- */

/* The rows in force: as decided with changes, else as proposed; NULL without any. */
static enum err targets_in_force(struct moving *moving, const struct value **rows)
{
	struct values *decided;
	enum err err = matter_given_to(moving->context, moving->matter, "adjust", &decided);

	*rows = decided != NULL        ? values_find(decided, "decided")
		: moving->form != NULL ? values_find(moving->form, "targets")
				       : NULL;
	return err;
}

enum { PARTS_MAX = 400 };

struct part {
	int64_t id, amount;
};

/* Newest first: what was added last goes first. */
static enum err read_parts(struct moving *moving, const char *class, struct part *parts, size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_PARTS);

	*count = 0;
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", moving->matter->platform);
	query_text(query, ":class", class);
	while (*count < PARTS_MAX && query_step(query)) {
		struct part *part = &parts[(*count)++];
		int64_t allocated;

		part->id = next_int(query);
		part->amount = next_int(query);
		allocated = next_int(query);
		part->amount = allocated > part->amount ? allocated : part->amount;
	}
	return query_end(query);
}

/* What was there before stays in the books: the row is freed whole, and what remains is a new one. */
static enum err cut_part(struct moving *moving, const struct part *part, int64_t cut)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_PART_FREE);
	int64_t now = clock_now(); /* of both: together they are one reduction */
	enum err err;

	query_int(query, ":now", now);
	query_int(query, ":id", part->id);
	err = query_run(query);
	if (err != OK || cut >= part->amount)
		return err;
	query = db_query(moving->context->db, Q_RELEASE_PART_REST);
	query_int(query, ":id", part->id);
	query_int(query, ":left", part->amount - cut);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", now);
	return query_run(query);
}

static enum err record_saving(struct moving *moving, const char *class, int64_t before, int64_t after)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_SAVING_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", moving->matter->platform);
	query_text(query, ":class", class);
	query_text(query, ":kind", values_word(moving->form, "kind"));
	query_int(query, ":before", before);
	query_int(query, ":after", after);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* As much as was decided to go, never below the target: what was granted since the decision stays. */
static enum err release_class(struct moving *moving, const struct values *row, bool *any)
{
	struct part *parts = arena_array(moving->context->arena, PARTS_MAX, sizeof *parts);
	const char *class = values_word(row, "class");
	int64_t target = values_number(row, "target", 0), most = values_number(row, "present", 0) - target;
	int64_t held = 0, rest, gone;
	size_t count;
	enum err err = read_parts(moving, class, parts, &count);

	for (size_t i = 0; i < count; i++)
		held += parts[i].amount;
	gone = rest = held - target < most ? held - target : most;
	if (err != OK || rest <= 0)
		return err;
	for (size_t i = 0; err == OK && rest > 0 && i < count; i++) {
		int64_t cut = parts[i].amount < rest ? parts[i].amount : rest;

		err = cut_part(moving, &parts[i], cut);
		rest -= cut;
	}
	*any = true;
	return err == OK ? record_saving(moving, class, held, held - gone) : err;
}

enum err downsizing_release(struct moving *moving, struct answer *answer)
{
	const struct value *rows;
	bool any = false;
	enum err err = targets_in_force(moving, &rows);

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++)
		err = release_class(moving, rows->rows[i], &any);
	if (err == OK && !any)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请由资源调度岗核对台账"},
				     "台账已不高于目标规格，没有可以释放的资源");
	return err;
}

/* ---- panels ---- */

enum err panel_downsizing_usage(struct context *context, struct matter *matter, struct values *form UNUSED,
				struct dict *body)
{
	struct query *query;
	struct dict *panel, *pairs;
	const char *period = "", *number = "";
	int64_t peak = 0;
	enum err err;

	if (matter == NULL || matter->system == 0)
		return OK;
	query = db_query(context->db, Q_RELEASE_PEAKS);
	query_int(query, ":system", matter->system);
	if (query_step(query)) {
		period = next_text(query, context->arena);
		peak = next_int(query);
		number = next_text(query, context->arena);
	}
	err = query_end(query);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "登记的业务高峰");
	if (text_empty(number)) {
		panel_empty(panel, "没有登记", "该系统为存量系统，没有在本平台登记过业务高峰，请向使用单位核实");
		return OK;
	}
	panel_note(panel, arena_printf(context->arena, "依据申请 %s", number));
	pairs = panel_pairs(panel, false);
	pairs_add(pairs, "峰值时段", text_empty(period) ? "没有登记" : period);
	pairs_add(pairs, "峰值并发", arena_printf(context->arena, "%s 人", format_integer(context->arena, peak)));
	return OK;
}

enum err panel_downsizing_earlier(struct context *context, struct matter *matter, struct values *form UNUSED,
				  struct dict *body)
{
	static const char *const heads[] = {"办件", "发出", "现况", NULL};
	struct query *query;
	struct table *table = NULL;

	if (matter == NULL || matter->system == 0)
		return OK;
	query = db_query(context->db, Q_RELEASE_EARLIER);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":system", matter->system);
	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/matters/%" PRId64, next_int(query));
		const char *number = next_text(query, context->arena);
		const char *title = next_text(query, context->arena);
		const struct procedure *procedure = procedure_version(context->service, context->db, next_int(query));
		const char *key = next_text(query, context->arena);
		const struct state *state = procedure == NULL ? NULL : procedure_state(procedure, key);

		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "该系统此前的降配回收"),
					    "该系统此前的降配回收", heads);
		table_line(table);
		table_link(table, href, arena_printf(context->arena, "%s %s", number, title));
		table_text(table, format_day(context->arena, day_of(next_int(query))));
		table_text(table, state == NULL ? "" : state->label);
	}
	return query_end(query);
}
