/* The observations of a notice: filled in from what was collected, held against it, and it beside them. */
#include "base/base.h"
#include "modules/release/release_collected.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

enum { WHOLE = 100 };

#define ROWS "observations"

/* ---- into the form ---- */

/* Every machine of the system on the platform of which something was collected in the window, a line each. */
static enum err list_all(struct moving *moving, const struct advising *advising, const char **list)
{
	struct usage_judgement judgement;
	struct usage_machine *machines;
	struct buf lines;
	size_t count;
	enum err err = usage_judge_month(moving->context, &advising->rules, moving->matter->system, advising->month,
					 &judgement, &machines, &count);

	buf_init(&lines);
	for (size_t i = 0; err == OK && i < count; i++)
		if (machines[i].platform == moving->matter->platform)
			buf_printf(&lines, "%s%s", lines.length > 0 ? "\n" : "", machines[i].code);
	*list = arena_strndup(moving->context->arena, lines.data, lines.length);
	buf_release(&lines);
	return err;
}

enum err collected_prefill(struct moving *moving)
{
	struct advice_month months[ADVICE_MONTHS];
	struct advising advising;
	const char *list = "";
	size_t count = 0;
	enum err err = advising_begin(moving->context, &advising);

	if (err == OK)
		err = list_all(moving, &advising, &list);
	if (err == OK && !text_empty(list))
		err = collected_months(moving->context, &advising, moving->matter->system, moving->matter->platform,
				       list, months, &count);
	if (err != OK || count == 0)
		return err;
	values_set(moving->form, "machine_list", list);
	collected_put(moving->form, months, count);
	return OK;
}

/* ---- once more from the records ---- */

static bool has_target(const struct value *rows, const char *class)
{
	for (size_t i = 0; i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			return true;
	return false;
}

/* A target that was left at the old size goes with it; one that was set stays. */
static void refresh_target(struct values *row, int64_t held)
{
	if (values_number(row, "target", 0) == values_number(row, "present", 0))
		values_set_number(row, "target", held);
	values_set_number(row, "present", held);
}

static const struct held_line *held_of(const struct held_line *holdings, size_t count, const char *class)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(holdings[i].class, class))
			return &holdings[i];
	return NULL;
}

static enum err refresh_targets(struct moving *moving, struct values *draft)
{
	struct value *rows = values_find(draft, "targets");
	struct held_line *holdings;
	size_t count;
	enum err err =
		holdings_read(moving->context, moving->matter->system, moving->matter->platform, &holdings, &count);

	if (err != OK)
		return err;
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *class = values_word(rows->rows[i], "class");
		const struct held_line *held = held_of(holdings, count, class);

		if (text_empty(class))
			continue;
		refresh_target(rows->rows[i], held != NULL ? held->amount : 0);
	}
	for (size_t i = 0; i < count; i++) {
		struct values *row;

		if (has_target(rows, holdings[i].class) || !rows_offer(rows, "class", holdings[i].class))
			continue;
		row = values_add_row(draft, "targets");
		values_set(row, "class", holdings[i].class);
		refresh_target(row, holdings[i].amount);
	}
	return OK;
}

/* A row whose month nothing was collected of stays as it was typed. */
static enum err keep_typed(struct moving *moving, struct values *draft, const char *list, struct values *const *typed,
			   size_t count)
{
	struct collected_asking asking =
		collected_ask(moving->context, moving->matter->system, moving->matter->platform, list);
	struct value *rows = values_find(draft, ROWS);
	enum err err = OK;

	for (size_t i = 0; err == OK && i < count; i++) {
		const char *period = values_word(typed[i], "month");
		struct advice_month month;
		size_t found = 0;

		if (text_empty(period))
			continue;
		err = collected_span(moving->context, &asking, period, period, &month, 1, &found);
		if (err != OK || found > 0)
			continue;
		(void)values_add_row(draft, ROWS);
		rows->rows[rows->row_count - 1] = typed[i];
	}
	return err;
}

static enum err refresh_observations(struct moving *moving, struct values *draft)
{
	struct arena *arena = moving->context->arena;
	const struct value *rows = values_find(draft, ROWS);
	struct values **typed = arena_array(arena, rows->row_count + 1, sizeof *typed);
	size_t typed_count = rows->row_count, count = 0;
	struct advice_month months[ADVICE_MONTHS];
	struct advising advising;
	const char *list = values_word(draft, "machine_list");
	enum err err = advising_begin(moving->context, &advising);

	for (size_t i = 0; i < typed_count; i++)
		typed[i] = rows->rows[i];
	if (err == OK && text_empty(list))
		err = list_all(moving, &advising, &list);
	if (err == OK && !text_empty(list))
		err = collected_months(moving->context, &advising, moving->matter->system, moving->matter->platform,
				       list, months, &count);
	if (err != OK || count == 0)
		return err;
	values_set(draft, "machine_list", list);
	collected_put(draft, months, count);
	return keep_typed(moving, draft, list, typed, typed_count);
}

enum err downsizing_refresh(struct moving *moving, struct answer *answer UNUSED)
{
	struct values *draft;
	int64_t saves, saved_at;
	enum err err = matter_draft(moving->context, moving->matter, &draft, &saves, &saved_at);

	if (err == OK)
		err = refresh_observations(moving, draft);
	if (err == OK)
		err = refresh_targets(moving, draft);
	return err == OK ? matter_save_draft(moving->context, moving->matter, draft) : err;
}

/* ---- what is typed against it ---- */

static const char *figure_fault(struct arena *arena, const struct values *row, size_t number,
				const struct advice_month *month, const struct collected_measure *measure)
{
	const char *label = release_column(arena, row, measure->column);
	bool typed = values_text(row, measure->column) != NULL;
	int64_t says = values_number(row, measure->column, 0), figure = collected_figure(month, measure);

	if (figure < 0 && typed && measure->of_machines)
		return arena_printf(arena, "第 %zu 行：没有列出云主机，%s 不能填写%s", number, month->period, label);
	if (figure < 0 || (typed && says == figure))
		return NULL;
	if (!typed)
		return arena_printf(arena, "第 %zu 行：%s 没有填写%s，云监管采集的是 %s", number, month->period,
				    text_trim(arena, label), usage_percent(arena, figure));
	return arena_printf(arena, "第 %zu 行：%s 的%s填写为 %s，云监管采集的是 %s", number, month->period, label,
			    usage_percent(arena, says), usage_percent(arena, figure));
}

static void row_faults(struct faults *faults, const struct values *row, size_t number, const struct advice_month *month)
{
	if (month->coverage < 0) {
		fault_add(faults,
			  arena_printf(faults->arena, "第 %zu 行：%s 云监管没有采集到所列云主机的数据，不能作为依据",
				       number, month->period));
		return;
	}
	for (size_t i = 0; i < COLLECTED_MEASURES; i++)
		fault_add(faults, figure_fault(faults->arena, row, number, month, &collected_measures[i]));
}

static enum verdict names_kept(struct moving *moving, struct answer *answer, const struct collected_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (!names->names[i].seen)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请逐台一行填写云主机编号，没有采集数据的不列入",
							      .field = "machine_list"},
					 "涉及云主机“%s”在所列月份没有云监管采集的数据", names->names[i].code);
	return VERDICT_YES;
}

/* Old months are no reason when newer ones were collected. */
static enum verdict newest_shown(struct moving *moving, struct answer *answer, const struct advising *advising,
				 const struct collected_asking *asking, const char *last)
{
	int64_t least = setting_integer(moving->context->service, "downsize_coverage") * WHOLE;
	struct advice_month months[ADVICE_MONTHS];
	size_t count;
	enum err err = collected_window(moving->context, advising, asking, months, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++)
		if (strcmp(months[i].period, last) > 0 && months[i].coverage >= least)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请列到最近一个月", .field = ROWS},
					 "%s 云监管已有采集数据，没有列入", months[i].period);
	return VERDICT_YES;
}

/* A month of which nothing was collected on this platform is typed.  All that is wrong is told at once. */
static enum verdict rows_kept(struct moving *moving, struct answer *answer, const struct value *rows,
			      const struct collected_asking *asking, size_t *collected)
{
	struct faults faults = {.arena = moving->context->arena};

	*collected = 0;
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *period = values_word(rows->rows[i], "month");
		struct advice_month month;
		size_t found;
		enum err err = collected_span(moving->context, asking, period, period, &month, 1, &found);

		if (err != OK)
			return answer_failed(moving, answer, err);
		if (found > 0)
			row_faults(&faults, rows->rows[i], i + 1, &month);
		*collected += found;
	}
	return answer_faults(
		moving, answer,
		(struct answer_help){.cure = "请核对月份和“涉及云主机”，或者点“按现行数据更新”", .field = ROWS},
		&faults);
}

static const char *last_month(const struct value *rows)
{
	const char *last = "";

	for (size_t i = 0; i < rows->row_count; i++)
		if (strcmp(values_word(rows->rows[i], "month"), last) > 0)
			last = values_word(rows->rows[i], "month");
	return last;
}

enum verdict observed_collected(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form != NULL ? values_find(moving->form, ROWS) : NULL;
	struct advising advising;
	struct collected_asking asking;
	size_t collected;
	enum verdict verdict;
	enum err err;

	if (moving->matter == NULL || rows == NULL || rows->row_count == 0)
		return answer_not_yet(moving, answer, "填写观测情况后核对");
	err = advising_begin(moving->context, &advising);
	if (err != OK)
		return answer_failed(moving, answer, err);
	asking = collected_ask(moving->context, moving->matter->system, moving->matter->platform,
			       values_word(moving->form, "machine_list"));
	verdict = rows_kept(moving, answer, rows, &asking, &collected);
	if (verdict == VERDICT_YES && collected > 0)
		verdict = names_kept(moving, answer, asking.names);
	if (verdict == VERDICT_YES)
		verdict = newest_shown(moving, answer, &advising, &asking, last_month(rows));
	if (verdict != VERDICT_YES)
		return verdict;
	if (collected == 0)
		return answer_yes(moving, answer, "所列月份云监管没有采集数据，按填写的观测情况办理");
	return answer_yes(moving, answer, "%zu 个月的数据与云监管采集的一致", collected);
}

/* ---- beside the form ---- */

static struct table *show_panel(struct context *context, struct dict *body, const char *note)
{
	static const char *const heads[] = {"月份",        "处理器 P95#", "内存 P95#",   "内存均值#",
					    "存储使用率#", "带宽 P95#",   "采样覆盖率#", NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "采集的使用率");

	panel_note(panel, note);
	return table_begin(context->arena, panel, "采集的使用率", heads);
}

static const char *share(struct arena *arena, int64_t hundredths)
{
	return hundredths < 0 ? "" : usage_percent(arena, hundredths);
}

/* While it is written: the months of the window, as they are. */
static enum err show_window(struct context *context, const struct matter *matter, const struct values *form,
			    struct dict *body)
{
	struct advice_month months[ADVICE_MONTHS];
	struct advising advising;
	struct table *table;
	size_t count = 0;
	enum err err = advising_begin(context, &advising);

	if (err == OK)
		err = collected_months(context, &advising, matter->system, matter->platform,
				       values_word(form, "machine_list"), months, &count);
	if (err != OK || count == 0)
		return err;
	table = show_panel(
		context, body,
		"云监管采集，按所列云主机的核数、内存、磁盘加权；带宽为系统在本平台的合计，占当月核定的比例");
	for (size_t i = 0; i < count; i++) {
		table_line(table);
		table_text(table, months[i].period);
		for (size_t m = 0; m < COLLECTED_MEASURES; m++)
			table_text(table, share(context->arena, collected_figure(&months[i], &collected_measures[m])));
	}
	return OK;
}

/* A figure of the notice; below it the one collected by now, where that is another. */
static void show_told(struct table *table, struct arena *arena, const struct values *row,
		      const struct advice_month *now, const struct collected_measure *measure)
{
	bool typed = values_text(row, measure->column) != NULL;
	int64_t told = typed ? values_number(row, measure->column, 0) : -1;
	int64_t figure = now != NULL ? collected_figure(now, measure) : -1;

	table_sub(table, share(arena, told),
		  figure < 0 || figure == told ? "" : arena_printf(arena, "现为 %s", usage_percent(arena, figure)));
}

/* Once the notice has left: its own months and figures. */
static enum err show_notice(struct context *context, const struct matter *matter, const struct values *form,
			    struct dict *body)
{
	struct collected_asking asking =
		collected_ask(context, matter->system, matter->platform, values_word(form, "machine_list"));
	const struct value *rows = values_find(form, ROWS);
	struct table *table;

	if (rows == NULL || rows->row_count == 0)
		return OK;
	table = show_panel(context, body, "通知所列的月份和使用率；云监管的数据后来有更正的，下面写明现在的数");
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *period = values_word(rows->rows[i], "month");
		struct advice_month now;
		size_t found;
		enum err err = collected_span(context, &asking, period, period, &now, 1, &found);

		if (err != OK)
			return err;
		table_line(table);
		table_text(table, period);
		for (size_t m = 0; m < COLLECTED_MEASURES; m++)
			show_told(table, context->arena, rows->rows[i], found > 0 ? &now : NULL,
				  &collected_measures[m]);
	}
	return OK;
}

enum err panel_downsizing_collected(struct context *context, struct matter *matter, struct values *form,
				    struct dict *body)
{
	if (matter == NULL || form == NULL || matter->system == 0 || matter->platform == 0 || matter->state->final)
		return OK;
	return matter->state->edit ? show_window(context, matter, form, body)
				   : show_notice(context, matter, form, body);
}
