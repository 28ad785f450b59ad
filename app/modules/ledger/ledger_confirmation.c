/* A unit confirms its systems, who answers for each, and what they hold. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"

enum { SYSTEMS_MAX = 200 };

const char *const ledger_post_keys[LEDGER_POSTS] = {
	[LEDGER_DEPARTMENT] = "department",         [LEDGER_TITLE] = "responsible_title",
	[LEDGER_PHONE] = "responsible_phone",       [LEDGER_SECURITY_TITLE] = "security_title",
	[LEDGER_SECURITY_PHONE] = "security_phone",
};

struct ledger_system {
	int64_t id;
	const char *name;
	const char *posts[LEDGER_POSTS]; /* in the order of ledger_post_keys */
	int64_t vcpu, memory_gb, storage_gb;
};

static enum err systems_read(struct context *context, const struct matter *matter, struct ledger_system **out,
			     size_t *count)
{
	struct query *query = db_query(context->db, Q_LEDGER_UNIT_SYSTEMS);
	struct ledger_system *systems = arena_array(context->arena, SYSTEMS_MAX, sizeof *systems);

	*out = systems;
	*count = 0;
	query_int(query, ":org", matter->org);
	query_int(query, ":until", matter->opened_at);
	while (*count < SYSTEMS_MAX && query_step(query)) {
		struct ledger_system *system = &systems[(*count)++];

		system->id = next_int(query);
		system->name = next_text(query, context->arena);
		for (size_t i = 0; i < LEDGER_POSTS; i++)
			system->posts[i] = next_text(query, context->arena);
		system->vcpu = next_int(query);
		system->memory_gb = next_int(query);
		system->storage_gb = next_int(query);
	}
	return query_end(query);
}

static struct values *row_from(struct arena *arena, const struct field *field, const struct ledger_system *system)
{
	struct values *row = values_empty(arena, field->columns, field->column_count);

	values_set_number(row, "system", system->id);
	for (size_t i = 0; i < LEDGER_POSTS; i++)
		values_set(row, ledger_post_keys[i], system->posts[i]);
	values_set_number(row, "vcpu", system->vcpu);
	values_set_number(row, "memory_gb", system->memory_gb);
	values_set_number(row, "storage_gb", system->storage_gb);
	return row;
}

enum err ledger_lines(struct moving *moving)
{
	struct arena *arena = moving->context->arena;
	struct value *rows = values_find(moving->form, "systems");
	struct ledger_system *systems;
	size_t count;
	enum err err = systems_read(moving->context, moving->matter, &systems, &count);

	if (err != OK || rows == NULL || count == 0)
		return err;
	rows->rows = arena_array(arena, count, sizeof *rows->rows);
	for (size_t i = 0; i < count; i++)
		rows->rows[i] = row_from(arena, rows->field, &systems[i]);
	rows->row_count = count;
	rows->present = true;
	return OK;
}

/* ---- complete ---- */

static const struct ledger_system *system_of(const struct ledger_system *systems, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (systems[i].id == id)
			return &systems[i];
	return NULL;
}

static bool named_before(const struct value *rows, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (values_number(rows->rows[i], "system", 0) == values_number(rows->rows[at], "system", 0))
			return true;
	return false;
}

/* The form was filled in when the round began; the ledger went on since. */
static bool amounts_as_in_ledger(const struct values *row, const struct ledger_system *system)
{
	return values_number(row, "vcpu", 0) == system->vcpu &&
	       values_number(row, "memory_gb", 0) == system->memory_gb &&
	       values_number(row, "storage_gb", 0) == system->storage_gb;
}

/* A form begun under an earlier version of the procedure asks for less. */
static bool as_in_ledger(const struct values *row, const struct ledger_system *system)
{
	for (size_t i = 0; i < LEDGER_POSTS; i++)
		if (values_find(row, ledger_post_keys[i]) != NULL &&
		    !text_equal(values_word(row, ledger_post_keys[i]), system->posts[i]))
			return false;
	return amounts_as_in_ledger(row, system);
}

static bool half_named(const struct values *row, size_t title)
{
	return text_empty(values_word(row, ledger_post_keys[title])) !=
	       text_empty(values_word(row, ledger_post_keys[title + 1]));
}

/* What is wrong with a row; NULL: nothing. */
static const char *row_wrong(struct arena *arena, const struct values *row, const struct ledger_system *system)
{
	bool right = text_equal(values_word(row, "result"), "right");

	if (half_named(row, LEDGER_TITLE) || half_named(row, LEDGER_SECURITY_TITLE))
		return arena_printf(arena, "“%s”的%s和电话只填了一项，都填或者都留空", system->name,
				    half_named(row, LEDGER_TITLE) ? "责任岗位" : "安全责任岗位");
	if (right && !as_in_ledger(row, system))
		return arena_printf(arena, "“%s”与台账不同，不能选“无误”%s", system->name,
				    amounts_as_in_ledger(row, system)
					    ? ""
					    : arena_printf(arena,
							   "；台账现为 %" PRId64 " 核、内存 %" PRId64
							   " GB、存储 %" PRId64 " GB",
							   system->vcpu, system->memory_gb, system->storage_gb));
	if (!right && utf8_length(values_word(row, "note")) < 4)
		return arena_printf(arena, "“%s”须写明更正说明，不少于 4 个字", system->name);
	return NULL;
}

static void find_row_faults(struct faults *faults, const struct value *rows, const struct ledger_system *systems,
			    size_t count)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		const struct ledger_system *system =
			system_of(systems, count, values_number(rows->rows[i], "system", 0));

		if (system == NULL)
			fault_add(faults, arena_printf(faults->arena, "第 %zu 行的系统不是本单位在用的系统", i + 1));
		else if (named_before(rows, i))
			fault_add(faults, arena_printf(faults->arena, "“%s”写了两行，请删去一行", system->name));
		else
			fault_add(faults, row_wrong(faults->arena, rows->rows[i], system));
	}
}

static bool named(const struct value *rows, int64_t system)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (values_number(rows->rows[i], "system", 0) == system)
			return true;
	return false;
}

static size_t ownerless_rows(const struct value *rows)
{
	size_t ownerless = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		ownerless += text_empty(values_word(rows->rows[i], "responsible_title"));
	return ownerless;
}

enum verdict ledger_complete(struct moving *moving, struct answer *answer)
{
	const struct value *rows = ledger_rows(moving->form, "systems");
	struct faults faults = {.arena = moving->context->arena};
	struct ledger_system *systems;
	size_t count, ownerless = ownerless_rows(rows);
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "填写后核对");
	err = systems_read(moving->context, moving->matter, &systems, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	find_row_faults(&faults, rows, systems, count);
	for (size_t s = 0; s < count; s++)
		if (!named(rows, systems[s].id))
			fault_add(&faults, arena_printf(faults.arena, "缺少在用系统“%s”", systems[s].name));
	if (faults.count > 0)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "台账正确的点“按现行台账更新”，不正确的选“有更正”并写明说明",
					     .field = "systems"},
			"有 %zu 处需要改：%s", faults.count, faults.text);
	return ownerless > 0
		       ? answer_yes(moving, answer, "%zu 个系统都已确认，其中 %zu 个没有责任人，将列入无责任人清单",
				    count, ownerless)
		       : answer_yes(moving, answer, "%zu 个系统都已确认", count);
}

enum verdict ledger_nothing(struct moving *moving, struct answer *answer)
{
	struct ledger_system *systems;
	const char *names = "";
	size_t count;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "发起后核对");
	err = systems_read(moving->context, moving->matter, &systems, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++)
		names = text_list_add(moving->context->arena, names, systems[i].name);
	return count == 0 ? answer_yes(moving, answer, "该单位没有在用系统")
			  : answer_no(moving, answer,
				      (struct answer_help){.cure = "系统退出或者移交后才能取消，否则由单位照台账确认"},
				      "该单位还有 %zu 个在用系统，不能取消：%s", count, names);
}

/* ---- once more from the register ---- */

static bool said_by_unit(const char *key)
{
	return text_equal(key, "result") || text_equal(key, "note");
}

/* Whether what stands in the form is what the register says now. */
static bool still_registered(const struct values *row, const struct values *typed)
{
	for (size_t i = 0; i < row->count; i++)
		if (!said_by_unit(row->items[i].field->key) &&
		    !text_equal(values_word(row, row->items[i].field->key),
				values_word(typed, row->items[i].field->key)))
			return false;
	return true;
}

/* What the unit corrects stays as it typed it; what it found right it has to look at again where it reads otherwise
 * now. */
static struct values *row_again(struct arena *arena, const struct value *rows, const struct ledger_system *system)
{
	struct values *row = row_from(arena, rows->field, system);

	for (size_t i = 0; i < rows->row_count; i++) {
		const struct values *typed = rows->rows[i];
		const char *result = values_word(typed, "result");

		if (values_number(typed, "system", 0) != system->id)
			continue;
		if (!text_empty(result) && !text_equal(result, "right"))
			return rows->rows[i];
		if (still_registered(row, typed))
			values_set(row, "result", result);
		values_set(row, "note", values_word(typed, "note"));
		return row;
	}
	return row;
}

enum err refresh_ledger(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct ledger_system *systems;
	struct values *draft;
	struct value *rows;
	struct values **again;
	int64_t saves, saved_at;
	size_t count;
	enum err err = matter_draft(context, moving->matter, &draft, &saves, &saved_at);

	if (err == OK)
		err = systems_read(context, moving->matter, &systems, &count);
	if (err != OK)
		return err;
	rows = values_find(draft, "systems");
	if (rows == NULL)
		return OK;
	again = arena_array(context->arena, count + 1, sizeof *again);
	for (size_t i = 0; i < count; i++)
		again[i] = row_again(context->arena, rows, &systems[i]);
	rows->rows = again;
	rows->row_count = count;
	rows->present = count > 0;
	return matter_save_draft(context, moving->matter, draft);
}

/* ---- beside the form and the decision ---- */

static bool names_post(const struct ledger_system *system, size_t title)
{
	return !text_empty(system->posts[title]) && !text_empty(system->posts[title + 1]);
}

enum err panel_ledger_resources(struct context *context, struct matter *matter, struct values *form UNUSED,
				struct dict *body)
{
	static const char *const heads[] = {"系统",        "责任岗位", "安全责任岗位", "处理器（核）#", "内存（GB）#",
					    "存储（GB）#", NULL};
	struct ledger_system *systems;
	struct dict *panel;
	struct table *table;
	size_t count, ownerless = 0;
	enum err err;

	if (matter == NULL || matter->closed_at != 0)
		return OK;
	err = systems_read(context, matter, &systems, &count);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "现行台账");
	if (count == 0) {
		panel_empty(panel, "没有在用系统", "本单位没有在用系统，可以不填，请资源调度岗取消本次确认");
		return OK;
	}
	table = table_begin(context->arena, panel, "现行台账", heads);
	for (size_t i = 0; i < count; i++) {
		bool owned = names_post(&systems[i], LEDGER_TITLE),
		     guarded = names_post(&systems[i], LEDGER_SECURITY_TITLE);

		ownerless += !owned;
		table_line(table);
		table_link(table, arena_printf(context->arena, "/systems/%" PRId64, systems[i].id), systems[i].name);
		table_sub(table, owned ? systems[i].posts[LEDGER_TITLE] : "无责任人",
			  owned ? systems[i].posts[LEDGER_PHONE] : "");
		table_sub(table, guarded ? systems[i].posts[LEDGER_SECURITY_TITLE] : "未明确",
			  guarded ? systems[i].posts[LEDGER_SECURITY_PHONE] : "");
		table_number(table, systems[i].vcpu);
		table_number(table, systems[i].memory_gb);
		table_number(table, systems[i].storage_gb);
	}
	panel_note(panel, arena_printf(context->arena, "%zu 个系统，无责任人 %zu 个", count, ownerless));
	return OK;
}
