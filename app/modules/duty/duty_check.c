/* What a duty found wrong: items of the monthly self-check, problems of a drill. */
#include "base/base.h"
#include "modules/duty/duty_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/answer.h"
#include "kernel/panel.h"

static bool fails(const struct values *row)
{
	const char *result = values_text(row, "result");

	return text_equal(result, "partial") || text_equal(result, "no");
}

/* What is missing in a row; NULL: nothing.  Each item has its own evidence, not one paper for all of them. */
static const char *missing(const struct values *row)
{
	if (fails(row))
		return text_empty(values_text(row, "note")) ? "不符合，须写明情况和整改安排" : NULL;
	if (text_equal(values_text(row, "result"), "yes") && text_empty(values_text(row, "proof")))
		return "没有写明佐证（记录或文件名称）";
	return NULL;
}

/* Of counted rows, so many in all. */
static int64_t sum_of(const struct value *rows, const char *column)
{
	int64_t sum = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		sum += values_number(rows->rows[i], column, 0);
	return sum;
}

/* What is so many of something is not more than there is of it. */
static const struct {
	const char *part, *whole, *label, *whole_label, *of, *unit;
} parts[] = {
	{"fixed", "vulnerabilities", "已修复", "高危漏洞", "漏洞", "个"},
	{"alarms_handled", "alarms", "已处置", "安全告警", "告警", "条"},
	{"privileged_abnormal", "privileged_checked", "异常", "特权操作抽查", "抽查", "次"},
};

/* Parts that do not make the whole they are parts of; an older version of the form has none.  NULL: they do. */
static const char *parts_differ(struct moving *moving, const char **field)
{
	const struct values *form = moving->form;
	const struct value *kinds = values_find(form, "attack_kinds");
	int64_t alarms = values_number(form, "alarms", 0), attacks = values_number(form, "attacks", 0);
	int64_t levels = values_number(form, "alarms_critical", 0) + values_number(form, "alarms_high", 0) +
			 values_number(form, "alarms_mid", 0) + values_number(form, "alarms_low", 0);

	*field = "alarms";
	if (values_find(form, "alarms_critical") != NULL && levels != alarms)
		return arena_printf(moving->context->arena, "安全告警总数 %" PRId64 " 条，四级合计 %" PRId64 " 条",
				    alarms, levels);
	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
		int64_t whole = values_number(form, parts[i].whole, 0), part = values_number(form, parts[i].part, 0);

		*field = parts[i].part;
		if (part > whole)
			return arena_printf(moving->context->arena,
					    "%s %" PRId64 " %s，其中%s %" PRId64 " %s，%s数不能大于%s数",
					    parts[i].whole_label, whole, parts[i].unit, parts[i].label, part,
					    parts[i].unit, parts[i].label, parts[i].of);
	}
	*field = "attack_kinds";
	if (kinds != NULL && sum_of(kinds, "attack_count") != attacks)
		return arena_printf(moving->context->arena, "拦截攻击 %" PRId64 " 次，按类型和来源分列 %" PRId64 " 次",
				    attacks, sum_of(kinds, "attack_count"));
	return NULL;
}

enum verdict self_check_explained(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "items");
	const char *differ, *field;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		const char *what = missing(rows->rows[i]);

		if (what != NULL)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请补充后再提交", .field = "items"},
					 "第 %zu 项“%s”%s", i + 1, values_text(rows->rows[i], "item"), what);
	}
	differ = parts_differ(moving, &field);
	if (differ != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请核对后再提交", .field = field}, "%s",
				 differ);
	return answer_yes(moving, answer, "各项都有佐证或者说明，分项与合计一致");
}

enum err fill_self_check_result(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"自查项目", "结果", "情况和整改安排", NULL};
	const struct value *rows = values_find(form, "items");
	struct table *table = NULL;
	size_t good = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];

		good += text_equal(values_text(row, "result"), "yes") ? 1 : 0;
		if (!fails(row))
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "不符合项"), "不符合项",
					    heads);
		table_line(table);
		table_text(table, values_text(row, "item"));
		table_text(table, value_display(context->arena, values_find(row, "result")));
		table_text(table, values_text(row, "note"));
	}
	if (rows != NULL && rows->row_count > 0 && table == NULL && matter->revision > 0)
		panel_empty(panel_add(body, "PANEL_MAIN", "不符合项"), "没有不符合项",
			    arena_printf(context->arena, "共 %zu 项，符合 %zu 项，其余不适用", rows->row_count, good));
	return OK;
}

/* ---- drills: problems are put right before the drill is filed away ---- */

static enum err count_problems(struct moving *moving, size_t *count)
{
	const struct value *rows;
	struct values *given;
	enum err err = matter_given_to(moving->context, moving->matter, "carry_out", &given);

	rows = err != OK || given == NULL ? NULL : values_find(given, "problems");
	*count = rows == NULL ? 0 : rows->row_count;
	return err;
}

enum verdict drill_found_problems(struct moving *moving, struct answer *answer)
{
	size_t count;
	enum err err = count_problems(moving, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (count > 0)
		return answer_yes(moving, answer, "发现 %zu 个问题，各设立一件隐患整改", count);
	return answer_no(moving, answer, (struct answer_help){.cure = "没有问题的直接归档"}, "总结里没有写明问题");
}

enum verdict drill_without_problems(struct moving *moving, struct answer *answer)
{
	size_t count;
	enum err err = count_problems(moving, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (count == 0)
		return answer_yes(moving, answer, "没有发现问题");
	return answer_no(moving, answer, (struct answer_help){.cure = "请转问题整改"},
			 "总结里写明了 %zu 个问题，整改后才能归档", count);
}

/* What is put right is what the hazards say, each of which somebody else checks. */
enum verdict drill_hazards_closed(struct moving *moving, struct answer *answer)
{
	struct query *query;
	const char *names = "";
	int64_t open = 0;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "问题转整改后核对");
	query = db_query(moving->context->db, Q_DUTY_DRILL_HAZARDS);
	query_int(query, ":matter", moving->matter->id);
	while (query_step(query)) {
		names = arena_printf(moving->context->arena, "%s%s%s", names, names[0] == '\0' ? "" : "、",
				     next_text(query, moving->context->arena));
		open = next_int(query);
	}
	if (query_end(query) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (open == 0)
		return answer_yes(moving, answer, "由演练问题设立的隐患整改都已了结");
	return answer_no(
		moving, answer, (struct answer_help){.cure = "请各责任单位整改并经复核通过，闭环或者撤销后再办"},
		"由演练问题设立的隐患整改还有 %" PRId64 " 件没有了结：%s%s", open, names, open > 3 ? "等" : "");
}

/* ---- drills: who takes part, and who answers for what was found ---- */

static bool names(const struct value *rows, int64_t organisation)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (values_number(rows->rows[i], "party", 0) == organisation)
			return true;
	return false;
}

/* Each once, and not the one that holds it. */
static enum verdict check_parties(struct moving *moving, struct answer *answer, const struct values *values,
				  const char *field)
{
	const struct value *rows = values == NULL ? NULL : values_find(values, field);
	struct answer_help help = {.cure = "请删去这一行", .field = field};

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "填写参加单位后核对");
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		int64_t party = values_number(rows->rows[i], "party", 0);
		struct value earlier = *rows;

		earlier.row_count = i;
		if (party == moving->matter->org)
			return answer_no(moving, answer, help, "第 %zu 行是本单位：参加单位只填本单位以外的", i + 1);
		if (party > 0 && names(&earlier, party))
			return answer_no(moving, answer, help, "第 %zu 行的单位前面已经填过", i + 1);
	}
	return answer_yes(moving, answer, rows == NULL || rows->row_count == 0 ? "在本单位内演练" : "参加单位没有重复");
}

enum verdict drill_parties_fit(struct moving *moving, struct answer *answer)
{
	return check_parties(moving, answer, moving->form, "parties");
}

/* As they are told, after whoever approves it looked at them again. */
enum verdict drill_named_fit(struct moving *moving, struct answer *answer)
{
	return check_parties(moving, answer, moving->fields, "named");
}

/* Only who took part, as the notice named them, or who held it. */
enum verdict drill_problems_assigned(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "problems");
	const struct value *named;
	struct values *given = NULL;
	int64_t today = day_of(clock_now());
	enum err err;

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "填写发现的问题后核对");
	err = matter_given_to(moving->context, moving->matter, "announce", &given);
	if (err != OK)
		return answer_failed(moving, answer, err);
	named = given == NULL ? NULL : values_find(given, "named");
	for (size_t i = 0; i < rows->row_count; i++) {
		int64_t party = values_number(rows->rows[i], "party", 0);

		if (party != 0 && party != moving->matter->org && !names(named, party))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请改选本单位或者参加单位", .field = "problems"},
					 "第 %zu 个问题的责任单位没有参加这次演练", i + 1);
		if (values_number(rows->rows[i], "due_day", today) < today)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请填今天或者以后的日期", .field = "problems"},
					 "第 %zu 个问题的完成期限已经过了", i + 1);
	}
	return answer_yes(moving, answer, "责任单位都参加了演练");
}
