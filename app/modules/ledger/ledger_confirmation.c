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
	for (size_t i = 0; i < count; i++) {
		struct values *row = values_empty(arena, rows->field->columns, rows->field->column_count);

		values_set_number(row, "system", systems[i].id);
		for (size_t p = 0; p < LEDGER_POSTS; p++)
			values_set(row, ledger_post_keys[p], systems[i].posts[p]);
		values_set_number(row, "vcpu", systems[i].vcpu);
		values_set_number(row, "memory_gb", systems[i].memory_gb);
		values_set_number(row, "storage_gb", systems[i].storage_gb);
		rows->rows[i] = row;
	}
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

static enum verdict row_complete(struct moving *moving, struct answer *answer, const struct values *row,
				 const struct ledger_system *system)
{
	struct answer_help help = {.cure = "请改正这一行", .field = "systems"};
	bool right = text_equal(values_word(row, "result"), "right");

	if (system == NULL)
		return answer_no(moving, answer, help, "有一行的系统不是本单位在用的系统");
	if (half_named(row, LEDGER_TITLE) || half_named(row, LEDGER_SECURITY_TITLE))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "岗位和电话都填；没有责任岗位的都留空", .field = "systems"},
			"“%s”的%s和电话只填了一项", system->name,
			half_named(row, LEDGER_TITLE) ? "责任岗位" : "安全责任岗位");
	if (right && !as_in_ledger(row, system))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "台账正确的照“现行台账”改这一行，不正确的改选“有更正”并写明说明",
					     .field = "systems"},
			"“%s”与台账不同，不能选“无误”%s", system->name,
			amounts_as_in_ledger(row, system)
				? ""
				: arena_printf(moving->context->arena,
					       "；台账现为 %" PRId64 " 核、内存 %" PRId64 " GB、存储 %" PRId64 " GB",
					       system->vcpu, system->memory_gb, system->storage_gb));
	if (!right && utf8_length(values_word(row, "note")) < 4)
		return answer_no(moving, answer, help, "“%s”须写明更正说明，不少于 4 个字", system->name);
	return VERDICT_YES;
}

enum verdict ledger_complete(struct moving *moving, struct answer *answer)
{
	const struct value *rows = ledger_rows(moving->form, "systems");
	struct ledger_system *systems;
	size_t count, row_count = rows == NULL ? 0 : rows->row_count, ownerless = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "填写后核对");
	err = systems_read(moving->context, moving->matter, &systems, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < row_count; i++) {
		const struct ledger_system *system =
			system_of(systems, count, values_number(rows->rows[i], "system", 0));

		if (row_complete(moving, answer, rows->rows[i], system) != VERDICT_YES)
			return VERDICT_NO;
		if (named_before(rows, i))
			return answer_no(moving, answer, (struct answer_help){.cure = "请删去一行", .field = "systems"},
					 "“%s”写了两行", system->name);
		ownerless += values_word(rows->rows[i], "responsible_title")[0] == '\0';
	}
	for (size_t s = 0; s < count; s++) {
		bool named = false;

		for (size_t i = 0; i < row_count && !named; i++)
			named = values_number(rows->rows[i], "system", 0) == systems[s].id;
		if (!named)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请补上这个系统", .field = "systems"},
					 "缺少在用系统“%s”", systems[s].name);
	}
	return ownerless > 0
		       ? answer_yes(moving, answer, "%zu 个系统都已确认，其中 %zu 个没有责任人，将列入无责任人清单",
				    count, ownerless)
		       : answer_yes(moving, answer, "%zu 个系统都已确认", count);
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
