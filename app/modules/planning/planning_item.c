/* Items of a plan: rows of its form become rows of the register; decided, issued, adjusted. */
#include "base/base.h"
#include "modules/planning/planning_parts.h"

#include "base/clock.h"
#include "base/text.h"

int64_t plan_year(const struct matter *matter)
{
	return strtol(matter->period, NULL, 10);
}

/* Choices whose keys are numbers. */
static int64_t choice_number(const struct values *row, const char *key)
{
	return strtol(values_word(row, key), NULL, 10);
}

size_t plan_rows(struct arena *arena, const struct values *form, const char *key, struct plan_item **items)
{
	const struct value *rows = form == NULL ? NULL : values_find(form, key);
	size_t count = 0;

	*items = arena_array(arena, PLAN_ITEMS_MAX, sizeof **items);
	for (size_t i = 0; rows != NULL && i < rows->row_count && count < PLAN_ITEMS_MAX; i++) {
		const struct values *row = rows->rows[i];

		(*items)[count++] = (struct plan_item){
			.name = values_word(row, "system_name"),
			.kind = values_word(row, "kind"),
			.system = values_number(row, "system", 0),
			.quarter = choice_number(row, "quarter"),
			.filing = values_word(row, "filing_no"),
			.level = choice_number(row, "level"),
			.zone = values_word(row, "zone"),
			.vcpu = values_number(row, "vcpu", 0),
			.memory_gb = values_number(row, "memory_gb", 0),
			.storage_gb = values_number(row, "storage_gb", 0),
			.bandwidth_mbps = values_number(row, "bandwidth_mbps", 0),
			.funds = values_number(row, "funds", 0),
			.priority = choice_number(row, "priority"),
			.basis = values_word(row, "basis"),
			.reason = "",
		};
	}
	return count;
}

static void read_item(struct arena *arena, struct query *query, struct plan_item *item)
{
	item->id = next_int(query);
	item->name = next_text(query, arena);
	item->kind = next_text(query, arena);
	item->system = next_int(query);
	item->quarter = next_int(query);
	item->filing = next_text(query, arena);
	item->level = next_int(query);
	item->zone = next_text(query, arena);
	item->vcpu = next_int(query);
	item->memory_gb = next_int(query);
	item->storage_gb = next_int(query);
	item->bandwidth_mbps = next_int(query);
	item->funds = next_int(query);
	item->priority = next_int(query);
	item->basis = next_text(query, arena);
	item->decision = next_text(query, arena);
	item->decided_vcpu = next_int(query);
	item->decided_memory_gb = next_int(query);
	item->decided_storage_gb = next_int(query);
	item->reason = next_text(query, arena);
}

enum err plan_items_read(struct context *context, int64_t matter, struct plan_item **items, size_t *count)
{
	struct query *query = db_query(context->db, Q_PLANNING_ITEMS);

	*items = arena_array(context->arena, PLAN_ITEMS_MAX, sizeof **items);
	*count = 0;
	query_int(query, ":matter", matter);
	while (*count < PLAN_ITEMS_MAX && query_step(query))
		read_item(context->arena, query, &(*items)[(*count)++]);
	return query_end(query);
}

const struct plan_item *plan_find(const struct plan_item *items, size_t count, const char *name, const char *kind)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(items[i].name, name) && text_equal(items[i].kind, kind))
			return &items[i];
	return NULL;
}

/* ---- written ---- */

static void bind_facts(struct query *query, const struct matter *matter, const struct plan_item *item)
{
	query_int(query, ":matter", matter->id);
	query_text(query, ":name", item->name);
	query_text(query, ":kind", item->kind);
	if (item->system > 0)
		query_int(query, ":system", item->system);
	else
		query_null(query, ":system");
	query_int(query, ":quarter", item->quarter);
	query_text(query, ":filing", item->filing);
	query_int(query, ":level", item->level);
	query_text(query, ":zone", item->zone);
	query_int(query, ":vcpu", item->vcpu);
	query_int(query, ":memory_gb", item->memory_gb);
	query_int(query, ":storage_gb", item->storage_gb);
	query_int(query, ":bandwidth_mbps", item->bandwidth_mbps);
	query_int(query, ":funds", item->funds);
	query_int(query, ":priority", item->priority);
	query_text(query, ":basis", item->basis);
	query_text(query, ":reason", item->reason);
}

/* adopted: it comes by an adjustment that was agreed to, and counts at once. */
static enum err add_item(struct moving *moving, const struct plan_item *item, size_t line, bool adopted)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_ITEM_ADD);

	bind_facts(query, moving->matter, item);
	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":year", plan_year(moving->matter));
	query_int(query, ":line", (int64_t)line);
	query_int(query, ":decided_vcpu", adopted ? item->vcpu : 0);
	query_int(query, ":decided_memory_gb", adopted ? item->memory_gb : 0);
	query_int(query, ":decided_storage_gb", adopted ? item->storage_gb : 0);
	if (adopted) {
		query_text(query, ":decision", "adopted");
		query_int(query, ":issued", clock_now());
	} else {
		query_null(query, ":decision");
		query_null(query, ":issued");
	}
	return query_run(query);
}

enum err list_plan_items(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_ITEMS_DROP);
	struct plan_item *items;
	size_t count = plan_rows(moving->context->arena, moving->form, "items", &items);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = add_item(moving, &items[i], i + 1, false);
	return err;
}

static enum err decide_one(struct moving *moving, const struct values *row)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_ITEM_DECIDE);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":name", values_word(row, "name"));
	query_text(query, ":kind", values_word(row, "sort"));
	query_text(query, ":decision", values_word(row, "decision"));
	query_text(query, ":reason", values_word(row, "reason"));
	query_int(query, ":vcpu", values_number(row, "vcpu", 0));
	query_int(query, ":memory_gb", values_number(row, "memory_gb", 0));
	query_int(query, ":storage_gb", values_number(row, "storage_gb", 0));
	return query_run(query);
}

enum err decide_plan_items(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->fields, "decisions");
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++)
		err = decide_one(moving, rows->rows[i]);
	return err;
}

enum err issue_plan(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_ISSUE);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* ---- adjusted ---- */

enum err plan_adjusted(struct moving *moving, struct values **fields)
{
	*fields = moving->fields;
	if (*fields != NULL && values_find(*fields, "adjusted") != NULL)
		return OK;
	return matter_given_to(moving->context, moving->matter, "adjust", fields);
}

static enum err change_item(struct moving *moving, const struct plan_item *item)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_ITEM_ADJUST);

	bind_facts(query, moving->matter, item);
	return query_run(query);
}

static enum err withdraw_item(struct moving *moving, const struct plan_item *item)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_ITEM_WITHDRAW);

	query_int(query, ":id", item->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static bool counts(const struct plan_item *item)
{
	return text_equal(item->decision, "adopted") || text_equal(item->decision, "partly");
}

enum err adopt_adjustment(struct moving *moving, struct answer *answer UNUSED)
{
	struct plan_item *present, *wanted;
	struct values *fields;
	size_t present_count = 0, wanted_count;
	enum err err = plan_adjusted(moving, &fields);

	if (err == OK)
		err = plan_items_read(moving->context, moving->matter->id, &present, &present_count);
	if (err != OK)
		return err;
	wanted_count = plan_rows(moving->context->arena, fields, "adjusted", &wanted);
	for (size_t i = 0; err == OK && i < wanted_count; i++) {
		wanted[i].reason = "年中调整";
		err = plan_find(present, present_count, wanted[i].name, wanted[i].kind) != NULL
			      ? change_item(moving, &wanted[i])
			      : add_item(moving, &wanted[i], present_count + i + 1, true);
	}
	for (size_t i = 0; err == OK && i < present_count; i++)
		if (counts(&present[i]) && plan_find(wanted, wanted_count, present[i].name, present[i].kind) == NULL)
			err = withdraw_item(moving, &present[i]);
	return err;
}

/* ---- what an action's fields begin with ---- */

static struct values *grow(struct values *fields, const char *key, size_t index)
{
	struct value *rows = values_find(fields, key);

	if (rows->row_count <= index)
		values_grow(fields, key);
	while (rows->row_count > index + 1)
		rows->row_count--;
	return rows->rows[index];
}

enum err fill_plan_decisions(struct moving *moving)
{
	struct plan_item *items;
	size_t count;
	enum err err = plan_items_read(moving->context, moving->matter->id, &items, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		struct values *row = grow(moving->fields, "decisions", i);
		const struct plan_item *item = &items[i];
		bool decided = item->decision != NULL;

		values_set(row, "name", item->name);
		values_set(row, "sort", item->kind);
		values_set(row, "decision", decided ? item->decision : "adopted");
		values_set_number(row, "vcpu", decided ? item->decided_vcpu : item->vcpu);
		values_set_number(row, "memory_gb", decided ? item->decided_memory_gb : item->memory_gb);
		values_set_number(row, "storage_gb", decided ? item->decided_storage_gb : item->storage_gb);
		values_set(row, "reason", item->reason);
	}
	return err;
}

static void show_item(struct values *row, const struct plan_item *item)
{
	values_set(row, "system_name", item->name);
	values_set(row, "kind", item->kind);
	if (item->system > 0)
		values_set_number(row, "system", item->system);
	values_set_number(row, "quarter", item->quarter);
	values_set_number(row, "level", item->level);
	values_set(row, "zone", item->zone);
	values_set_number(row, "vcpu", item->decided_vcpu);
	values_set_number(row, "memory_gb", item->decided_memory_gb);
	values_set_number(row, "storage_gb", item->decided_storage_gb);
	values_set_number(row, "bandwidth_mbps", item->bandwidth_mbps);
	values_set_number(row, "funds", item->funds);
	values_set_number(row, "priority", item->priority);
	values_set(row, "filing_no", item->filing);
	values_set(row, "basis", item->basis);
}

/* What was asked for last when it came back, else the items as they are in force. */
enum err fill_plan_current(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_EVENT_AFTER);
	struct plan_item *items;
	int64_t returned = 0;
	size_t count, shown = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":action", "adjust");
	query_text(query, ":other", "accept_adjustment");
	err = query_value(query, 0, &returned);
	if (err == OK && returned != 0) {
		struct values *before, *typed = moving->fields;

		moving->fields = NULL;
		err = plan_adjusted(moving, &before);
		moving->fields = typed;
		if (err == OK && before != NULL)
			for (size_t i = 0; i < typed->count; i++)
				typed->items[i] = before->items[i];
		return err;
	}
	if (err == OK)
		err = plan_items_read(moving->context, moving->matter->id, &items, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		if (counts(&items[i]))
			show_item(grow(moving->fields, "adjusted", shown++), &items[i]);
	return err;
}
