/* How far a platform gives out more than it has (第七条): by class, against its contract, else against the rule. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"
#include "modules/provider/provider.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"

enum { WHOLE = 100, LAST_LINES = 20 };

enum err overcommit_limit(struct context *context, int64_t platform, const char *class, int64_t day, int64_t *most,
			  bool *by_contract)
{
	enum found found = provider_overcommit(context, platform, class, day, most);

	*by_contract = found == FOUND;
	if (found != NOT_FOUND)
		return found == FOUND ? OK : ERR_INTERNAL;
	*most = NO_LIMIT;
	if (text_equal(class, "vcpu"))
		return setting_integer_on(context, "overcommit_vcpu_pct", day, most);
	if (text_equal(class, "memory_gb"))
		return setting_integer_on(context, "overcommit_memory_pct", day, most);
	return OK;
}

int64_t overcommit_day(const struct matter *matter)
{
	int64_t first = 0, last = 0;

	return matter->period != NULL && period_days(matter->period, &first, &last) ? last : day_of(clock_now());
}

bool overcommitted(int64_t physical, int64_t allocatable, int64_t most)
{
	return most != NO_LIMIT && allocatable * WHOLE > physical * most;
}

const char *overcommit_text(struct arena *arena, int64_t physical, int64_t allocatable)
{
	if (physical <= 0)
		return "—";
	return arena_printf(arena, "1:%s", format_decimal(arena, (allocatable * WHOLE + physical / 2) / physical, 2));
}

static const char *limit_text(struct arena *arena, int64_t most)
{
	return most == NO_LIMIT ? "—" : arena_printf(arena, "1:%s", format_decimal(arena, most, 2));
}

enum verdict overcommit_explained(struct moving *moving, struct answer *answer)
{
	const struct value *lines = ledger_rows(moving->form, "lines");
	struct arena *arena = moving->context->arena;
	size_t over = 0;

	if (moving->matter == NULL || lines == NULL)
		return answer_not_yet(moving, answer, "填写资源核实后核对超分比");
	for (size_t i = 0; i < lines->row_count; i++) {
		const struct values *line = lines->rows[i];
		int64_t physical = values_number(line, "physical", 0);
		int64_t allocatable = values_number(line, "allocatable", 0);
		int64_t most = NO_LIMIT;
		bool by_contract = false;

		if (overcommit_limit(moving->context, moving->matter->platform, values_word(line, "class"),
				     overcommit_day(moving->matter), &most, &by_contract) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (!overcommitted(physical, allocatable, most))
			continue;
		over++;
		if (values_word(moving->form, "overcommit_note")[0] == '\0')
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "请核对物理总量和可分配量；属实的写明原因和整改时间",
						     .field = "overcommit_note"},
				"%s超分比 %s，超过%s上限 %s", values_label(line, "class"),
				overcommit_text(arena, physical, allocatable),
				by_contract ? "合同约定的" : "默认参数的", limit_text(arena, most));
	}
	return over > 0 ? answer_yes(moving, answer, "%zu 类超过超分上限，已写明原因", over)
			: answer_yes(moving, answer, "超分比都在上限以内");
}

/* ---- shown ---- */

struct over_line {
	const char *label;
	int64_t physical, allocatable, most;
	const char *basis;
};

static void show_line(struct arena *arena, struct table *table, const struct over_line *line)
{
	table_line(table);
	table_text(table, line->label);
	table_number(table, line->physical);
	table_number(table, line->allocatable);
	table_text(table, overcommit_text(arena, line->physical, line->allocatable));
	table_text(table, limit_text(arena, line->most));
	table_text(table, line->basis);
	if (overcommitted(line->physical, line->allocatable, line->most))
		table_gap(table, "超过上限");
	else
		table_text(table, line->most == NO_LIMIT ? "不核对" : "在上限以内");
}

static struct table *begin(struct arena *arena, struct dict *body, const char *note)
{
	static const char *const heads[] = {"资源",  "物理总量#", "可分配#", "超分比#",
					    "上限#", "上限依据",  "核对",    NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "超分比");

	panel_note(panel, note);
	return table_begin(arena, panel, "超分比", heads);
}

/* As kept at the last confirmation; what was kept before there were limits has none. */
static enum err show_last(struct context *context, int64_t platform, struct dict *body)
{
	struct query *query = db_query(context->db, Q_LEDGER_OVERCOMMIT_LAST);
	struct table *table = NULL;

	query_int(query, ":platform", platform);
	while (query_step(query)) {
		const char *period = next_text(query, context->arena);
		struct over_line line = {.label = next_text(query, context->arena), .most = NO_LIMIT, .basis = "—"};

		line.physical = next_int(query);
		line.allocatable = next_int(query);
		line.most = next_int(query);
		if (line.most != NO_LIMIT)
			line.basis = "当月的合同或默认参数";
		if (table == NULL)
			table = begin(
				context->arena, body,
				arena_printf(context->arena, "按%s资源核实", period_label(context->arena, period)));
		show_line(context->arena, table, &line);
	}
	return query_end(query);
}

enum err panel_overcommit(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	const struct value *lines = form == NULL ? NULL : ledger_rows(form, "lines");
	struct table *table = NULL;
	enum err err = OK;

	if (matter == NULL || matter->platform == 0)
		return OK;
	if (form == NULL)
		return show_last(context, matter->platform, body);
	for (size_t i = 0; err == OK && lines != NULL && i < lines->row_count; i++) {
		const struct values *row = lines->rows[i];
		struct over_line line = {.label = values_label(row, "class"),
					 .physical = values_number(row, "physical", 0),
					 .allocatable = values_number(row, "allocatable", 0)};
		bool by_contract = false;

		err = overcommit_limit(context, matter->platform, values_word(row, "class"), overcommit_day(matter),
				       &line.most, &by_contract);
		line.basis = by_contract ? "合同约定" : line.most != NO_LIMIT ? "本系统默认参数" : "没有约定";
		if (table == NULL)
			table = begin(context->arena, body, "可分配÷物理总量；按当月末的合同和参数核对");
		if (err == OK)
			show_line(context->arena, table, &line);
	}
	return err;
}
