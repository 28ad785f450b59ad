/* What a proposal to downsize or reclaim must show (第十七条): never from one observation, never small machines. */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"
#include "modules/usage/usage.h"

static bool reclaims(const struct moving *moving)
{
	return text_equal(values_word(moving->form, "kind"), "reclaim");
}

static const struct value *rows_of(const struct values *values, const char *key)
{
	const struct value *rows = values != NULL ? values_find(values, key) : NULL;

	return rows != NULL && rows->row_count > 0 ? rows : NULL;
}

static bool shrinks(const struct values *row)
{
	return row != NULL && values_number(row, "target", 0) < values_number(row, "present", 0);
}

/* ---- the system ---- */

/* What was given and never deployed may be reclaimed before any operation (第十四条、第十七条). */
static enum verdict unused_allowed(struct moving *moving, struct answer *answer, const char *name)
{
	int64_t days = setting_integer(moving->context->service, "unused_reclaim_cd");
	int64_t since;
	enum err err = usage_unused_since(moving->context, moving->matter->system, &since);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (since == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请在系统正式运行后评估"},
				 "“%s”不在正式运行，不评估降配回收；核定后满 %" PRId64 " 日仍未部署的可以提出回收",
				 name, days);
	if (!reclaims(moving))
		return answer_no(moving, answer, (struct answer_help){.cure = "请把类型改为回收", .field = "kind"},
				 "“%s”核定后满 %" PRId64 " 日仍未部署，只能提出回收", name, days);
	return VERDICT_YES;
}

enum verdict downsizing_allowed(struct moving *moving, struct answer *answer)
{
	int64_t grace = setting_integer(moving->context->service, "downsize_grace_cd");
	struct release_system system = {0};
	const char *other = NULL;
	int64_t until;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "选择系统后核对");
	if (release_system_read(moving->context, moving->matter->system, &system) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (!text_equal(system.state, "operating") && !text_equal(system.state, "suspended")) {
		enum verdict verdict = unused_allowed(moving, answer, system.name);

		if (verdict != VERDICT_YES)
			return verdict;
	} else if (day_of(system.operating_at) + grace > day_of(clock_now())) {
		return answer_no(moving, answer, (struct answer_help){.cure = "请在上线满期后再评估"},
				 "“%s”正式运行不满 %" PRId64 " 日（本系统默认参数），不评估降配回收", system.name,
				 grace);
	}
	err = usage_exempt_until(moving->context, moving->matter->system, &until);
	if (err == OK)
		err = release_other_open(moving, moving->procedure->key, moving->matter->platform, &other);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (until > 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请先提前终止豁免", .link = "/usage/exemptions"},
				 "“%s”已豁免降配回收，至 %s", system.name, format_day(moving->context->arena, until));
	if (other != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请在该件中办理"},
				 "该系统在本平台已有降配回收在办：%s", other);
	return answer_yes(moving, answer, "“%s”可以评估", system.name);
}

/* ---- the observations ---- */

/* Which figure says that a class is too large, and below what; NULL: this class is not judged by one. */
struct yardstick {
	const char *column;
	const char *setting;
};

static struct yardstick yardstick_of(const char *class, bool reclaim)
{
	static const struct {
		const char *class;
		struct yardstick low, idle;
	} yardsticks[] = {
		{"vcpu", {"cpu_p95", "downsize_cpu_p95"}, {"cpu_p95", "reclaim_cpu_p95"}},
		{"memory_gb", {"mem_p95", "downsize_mem_p95"}, {"mem_avg", "reclaim_mem_avg"}},
		{"bandwidth_mbps", {"bandwidth_p95", "downsize_bandwidth_p95"}, {NULL, NULL}},
		{"public_ip", {NULL, NULL}, {NULL, NULL}},
		{"gpu", {NULL, NULL}, {NULL, NULL}},
	};
	static const struct yardstick storage = {"storage_used", "downsize_storage_used"};
	static const struct yardstick none = {NULL, NULL};

	for (size_t i = 0; i < ARRAY_LENGTH(yardsticks); i++)
		if (text_equal(yardsticks[i].class, class))
			return reclaim ? yardsticks[i].idle : yardsticks[i].low;
	return reclaim ? none : storage;
}

/* 2026-10; whether it is one of the years there are is another question. */
static bool month_written(const char *month)
{
	static const char shape[] = "dddd-dd";
	int number;

	if (strlen(month) != strlen(shape))
		return false;
	for (size_t i = 0; shape[i] != '\0'; i++)
		if (shape[i] == 'd' ? month[i] < '0' || month[i] > '9' : month[i] != shape[i])
			return false;
	number = (month[5] - '0') * 10 + month[6] - '0';
	return number >= 1 && number <= 12;
}

static const char *month_fault(struct moving *moving, const struct values *row, size_t number)
{
	int64_t coverage = setting_integer(moving->context->service, "downsize_coverage");
	struct arena *arena = moving->context->arena;
	const char *month = values_word(row, "month");
	int64_t first, last;

	if (!month_written(month))
		return arena_printf(arena, "第 %zu 行的月份“%s”要写成年、月，例如 2026-10", number, month);
	if (!period_days(month, &first, &last))
		return arena_printf(arena, "第 %zu 行的月份“%s”不对，应不早于 " PERIOD_MONTH_FIRST, number, month);
	if (last >= day_of(clock_now()))
		return arena_printf(arena, "第 %zu 行的 %s 还没有结束", number, month);
	if (values_number(row, "coverage", 0) < coverage * 100)
		return arena_printf(arena, "第 %zu 行：%s 的采样覆盖率低于 %" PRId64 "%%，不能作为依据", number, month,
				    coverage);
	return NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The newest run of months without a gap. */
static size_t months_in_a_row(struct arena *arena, const char **months, size_t count)
{
	size_t run = count > 0 ? 1 : 0;

	qsort(months, count, sizeof *months, by_text);
	for (size_t i = count; i-- > 1; run++) {
		int64_t first, last;

		if (!period_days(months[i], &first, &last) ||
		    !text_equal(period_before(arena, EVERY_MONTH, first), months[i - 1]))
			break;
	}
	return run;
}

static const char *low_fault(struct moving *moving, const struct values *target, const struct values *row,
			     size_t number, const struct yardstick *yardstick)
{
	struct arena *arena = moving->context->arena;
	int64_t line = setting_integer(moving->context->service, yardstick->setting);
	const char *label = release_column(arena, row, yardstick->column);

	if (values_text(row, yardstick->column) == NULL)
		return arena_printf(arena, "第 %zu 行：建议调整%s，%s 须填写%s", number, values_label(target, "class"),
				    values_word(row, "month"), text_trim(arena, label));
	if (values_number(row, yardstick->column, 0) >= line * 100)
		return arena_printf(arena, "第 %zu 行：%s 的%s为 %s%%，不低于 %" PRId64 "%%，不列入%s", number,
				    values_word(row, "month"), label,
				    format_decimal(arena, values_number(row, yardstick->column, 0), 2), line,
				    reclaims(moving) ? "闲置" : "低效");
	return NULL;
}

/* Columns that judge several classes are told once. */
static void low_faults(struct moving *moving, struct faults *faults, const struct value *targets,
		       const struct value *rows)
{
	const char *told = NULL;

	for (size_t i = 0; i < targets->row_count; i++) {
		struct yardstick yardstick = yardstick_of(values_word(targets->rows[i], "class"), reclaims(moving));

		if (!shrinks(targets->rows[i]) || yardstick.column == NULL || text_equal(yardstick.column, told))
			continue;
		told = yardstick.column;
		for (size_t r = 0; r < rows->row_count; r++)
			fault_add(faults, low_fault(moving, targets->rows[i], rows->rows[r], r + 1, &yardstick));
	}
}

/* Rows whose month cannot stand for anything are told before what the others say. */
static enum verdict months_fit(struct moving *moving, struct answer *answer, const struct value *rows)
{
	struct faults faults = {.arena = moving->context->arena};

	for (size_t i = 0; i < rows->row_count; i++)
		fault_add(&faults, month_fault(moving, rows->rows[i], i + 1));
	return answer_faults(
		moving, answer,
		(struct answer_help){.cure = "请按月填写采样覆盖率足够的月份，例如 2026-10", .field = "observations"},
		&faults);
}

enum verdict observed_enough(struct moving *moving, struct answer *answer)
{
	int64_t least = setting_integer(moving->context->service, "downsize_months");
	const struct value *rows = rows_of(moving->form, "observations");
	const struct value *targets = rows_of(moving->form, "targets");
	struct faults faults = {.arena = moving->context->arena};
	const char **months;
	size_t run;

	if (rows == NULL || targets == NULL)
		return answer_not_yet(moving, answer, "填写观测情况后核对");
	if (months_fit(moving, answer, rows) != VERDICT_YES)
		return VERDICT_NO;
	/* A draft may have more rows than the form takes. */
	months = arena_array(moving->context->arena, rows->row_count, sizeof *months);
	for (size_t i = 0; i < rows->row_count; i++)
		months[i] = values_word(rows->rows[i], "month");
	run = months_in_a_row(moving->context->arena, months, rows->row_count);
	if ((int64_t)run < least)
		return answer_no(
			moving, answer, (struct answer_help){.cure = "请补充连续月份的观测", .field = "observations"},
			"不得凭一次观测降配回收：须有连续 %" PRId64 " 个月的观测，现在只有 %zu 个月", least, run);
	low_faults(moving, &faults, targets, rows);
	if (faults.count > 0)
		return answer_faults(
			moving, answer,
			(struct answer_help){.cure = "请改月份，或者不调整这一类资源", .field = "observations"},
			&faults);
	return answer_yes(moving, answer, "连续 %zu 个月的观测，覆盖率和使用率符合", run);
}

/* ---- the sizes ---- */

static const char *row_fault(struct arena *arena, const struct value *rows, size_t index,
			     const struct held_line *holdings, size_t count)
{
	const struct values *row = rows->rows[index];
	const char *class = values_word(row, "class");
	int64_t present = values_number(row, "present", 0);
	int64_t held = 0;

	for (size_t i = 0; i < index; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			return arena_printf(arena, "第 %zu 行：%s写了两行，请合并", index + 1,
					    values_label(row, "class"));
	for (size_t i = 0; i < count; i++)
		if (text_equal(holdings[i].class, class))
			held = holdings[i].amount;
	if (present != held)
		return arena_printf(arena, "第 %zu 行：%s台账为 %s，填写的现有规格是 %s", index + 1,
				    values_label(row, "class"), format_integer(arena, held),
				    format_integer(arena, present));
	if (values_number(row, "target", 0) > present)
		return arena_printf(arena, "第 %zu 行：%s的目标大于现有规格，扩容请由使用单位申请变更", index + 1,
				    values_label(row, "class"));
	return NULL;
}

static enum verdict rows_true(struct moving *moving, struct answer *answer, const struct value *rows, const char *field)
{
	struct faults faults = {.arena = moving->context->arena};
	struct held_line *holdings;
	size_t count, less = 0;
	enum err err =
		holdings_read(moving->context, moving->matter->system, moving->matter->platform, &holdings, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (count == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改选平台"},
				 "系统在这个平台没有占用资源");
	for (size_t i = 0; i < rows->row_count; i++) {
		fault_add(&faults, row_fault(moving->context->arena, rows, i, holdings, count));
		less += shrinks(rows->rows[i]);
	}
	if (faults.count > 0)
		return answer_faults(
			moving, answer,
			(struct answer_help){.cure = "请按台账填写现有规格，目标不大于现有", .field = field}, &faults);
	if (less == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请改要调整的资源的目标值", .field = field},
				 "没有一类资源的目标小于现有规格");
	return answer_yes(moving, answer, "%zu 类资源调整，现有规格与台账一致", less);
}

enum verdict targets_true(struct moving *moving, struct answer *answer)
{
	const struct value *rows = rows_of(moving->form, "targets");

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "填写建议规格后核对");
	return rows_true(moving, answer, rows, "targets");
}

static const struct values *row_of_class(const struct value *rows, const char *class)
{
	for (size_t i = 0; i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			return rows->rows[i];
	return NULL;
}

/* Machines of 2 cores and 4 GB are the smallest there are: nothing is gained from them but trouble. */
enum verdict small_spared(struct moving *moving, struct answer *answer)
{
	int64_t cores = setting_integer(moving->context->service, "small_vcpu");
	int64_t memory = setting_integer(moving->context->service, "small_memory_gb");
	const struct value *rows = rows_of(moving->form, "targets");
	const struct {
		const char *class;
		int64_t least;
	} kinds[] = {{"vcpu", cores}, {"memory_gb", memory}};

	if (rows == NULL)
		return answer_not_yet(moving, answer, "填写建议规格后核对");
	if (reclaims(moving))
		return answer_yes(moving, answer, "回收不受小规格限制");
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		const struct values *row = row_of_class(rows, kinds[i].class);
		int64_t machines = row != NULL ? values_number(row, "machines", 0) : 0;

		if (!shrinks(row))
			continue;
		if (machines <= 0)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请填涉及的云主机台数", .field = "targets"},
					 "%s要填写涉及台数", values_label(row, "class"));
		if (values_number(row, "target", 0) < kinds[i].least * machines)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请提高目标，或者改为回收", .field = "targets"},
					 "不超过 %" PRId64 " 核、%" PRId64 " GB 的小规格云主机不降配：%" PRId64
					 " 台的%s目标不得低于 %" PRId64,
					 cores, memory, machines, values_label(row, "class"),
					 kinds[i].least * machines);
	}
	return answer_yes(moving, answer, "没有涉及小规格云主机");
}

/* ---- the decision ---- */

enum verdict decided_true(struct moving *moving, struct answer *answer)
{
	const struct value *rows = rows_of(moving->fields, "decided");
	const struct value *proposed = rows_of(moving->form, "targets");

	if (moving->matter == NULL || rows == NULL || proposed == NULL)
		return answer_not_yet(moving, answer, "填写决定规格后核对");
	for (size_t i = 0; i < rows->row_count; i++) {
		const struct values *before = row_of_class(proposed, values_word(rows->rows[i], "class"));

		if (before == NULL || values_number(rows->rows[i], "target", 0) < values_number(before, "target", 0))
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "要降得更低的，请重新发出通知", .field = "decided"},
				"%s的目标低于原建议，使用单位没有答复过", values_label(rows->rows[i], "class"));
	}
	return rows_true(moving, answer, rows, "decided");
}

enum verdict load_high(struct moving *moving, struct answer *answer)
{
	int64_t line = setting_integer(moving->context->service, "downsize_rollback_p95");

	if (moving->fields == NULL)
		return answer_not_yet(moving, answer, "填写降配后的使用率后核对");
	if (values_number(moving->fields, "seen_cpu_p95", 0) <= line * 100 &&
	    values_number(moving->fields, "seen_mem_p95", 0) <= line * 100)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "仍需扩容的请申请变更", .field = "seen_cpu_p95"},
				 "处理器和内存 P95 都没有超过 %" PRId64 "%%（本系统默认参数），不符合回退条件", line);
	return answer_yes(moving, answer, "负载超过 %" PRId64 "%%，可以回退", line);
}
