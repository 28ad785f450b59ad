/* What has to hold before a plan moves; every no says which row and what to do. */
#include "base/base.h"
#include "modules/planning/planning_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/setting.h"

static enum verdict row_sound(struct moving *moving, struct answer *answer, const struct plan_item *items, size_t index,
			      const char *field)
{
	const struct plan_item *item = &items[index];
	struct answer_help help = {.cure = "请修改这一行", .field = field};
	bool existing = text_equal(item->kind, "growth") || text_equal(item->kind, "exit");
	struct query *query;
	int64_t elsewhere = 0;

	if (plan_find(items, index, item->name, item->kind) != NULL)
		return answer_no(moving, answer, help, "第 %zu 行“%s”与前面的行重复：同一系统同一类型只列一行",
				 index + 1, item->name);
	if (existing && item->system == 0)
		return answer_no(moving, answer, help, "第 %zu 行“%s”是%s，须选择已上云系统", index + 1, item->name,
				 plan_kind_label(item->kind));
	if (!existing && item->vcpu == 0)
		return answer_no(moving, answer, help, "第 %zu 行“%s”没有填写处理器数量", index + 1, item->name);
	query = db_query(moving->context->db, Q_PLANNING_ITEM_ELSEWHERE);
	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":year", plan_year(moving->matter));
	query_text(query, ":name", item->name);
	query_text(query, ":kind", item->kind);
	query_int(query, ":matter", moving->matter->id);
	if (query_value(query, 0, &elsewhere) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (elsewhere > 0)
		return answer_no(moving, answer, help, "第 %zu 行“%s”在存量登记的本年度计划中已有", index + 1,
				 item->name);
	return VERDICT_YES;
}

static enum verdict all_sound(struct moving *moving, struct answer *answer, const struct plan_item *items, size_t count,
			      const char *field)
{
	for (size_t i = 0; i < count; i++) {
		enum verdict verdict = row_sound(moving, answer, items, i, field);

		if (verdict != VERDICT_YES)
			return verdict;
	}
	return answer_yes(moving, answer, "%zu 个计划项填写完整", count);
}

enum verdict plan_items_sound(struct moving *moving, struct answer *answer)
{
	struct plan_item *items;
	size_t count;

	if (moving->matter == NULL || moving->form == NULL)
		return answer_not_yet(moving, answer, "填写计划项后核对");
	count = plan_rows(moving->context->arena, moving->form, "items", &items);
	return all_sound(moving, answer, items, count, "items");
}

/* ---- the center's decision ---- */

static enum verdict decision_sound(struct moving *moving, struct answer *answer, const struct values *row,
				   const struct plan_item *item, size_t number)
{
	struct answer_help help = {.cure = "请修改这一行", .field = "decisions"};
	const char *decision = values_word(row, "decision");
	int64_t vcpu = values_number(row, "vcpu", 0);
	int64_t memory = values_number(row, "memory_gb", 0);
	int64_t storage = values_number(row, "storage_gb", 0);

	if (!text_equal(decision, "adopted") && values_word(row, "reason")[0] == '\0')
		return answer_no(moving, answer, help, "第 %zu 行“%s”%s，须写明理由", number, item->name,
				 plan_decision_label(decision));
	if (!text_equal(decision, "partly"))
		return VERDICT_YES;
	if (vcpu > item->vcpu || memory > item->memory_gb || storage > item->storage_gb)
		return answer_no(moving, answer, help, "第 %zu 行“%s”采纳的数量超过计划数量", number, item->name);
	if (vcpu == item->vcpu && memory == item->memory_gb && storage == item->storage_gb)
		return answer_no(moving, answer, help, "第 %zu 行“%s”没有核减，应选“采纳”", number, item->name);
	return VERDICT_YES;
}

enum verdict plan_decided(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "decisions");
	struct answer_help help = {.cure = "请逐项写明采纳意见，系统和类型与计划一致", .field = "decisions"};
	struct plan_item *items;
	bool decided[PLAN_ITEMS_MAX] = {false};
	size_t count;

	if (rows == NULL)
		return answer_not_yet(moving, answer, "填写采纳意见后核对");
	if (plan_items_read(moving->context, moving->matter->id, &items, &count) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	for (size_t i = 0; i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];
		const struct plan_item *item =
			plan_find(items, count, values_word(row, "name"), values_word(row, "sort"));
		enum verdict verdict;

		if (item == NULL)
			return answer_no(moving, answer, help, "第 %zu 行“%s”不在本单位的计划中", i + 1,
					 values_word(row, "name"));
		if (decided[item - items])
			return answer_no(moving, answer, help, "第 %zu 行“%s”重复", i + 1, item->name);
		decided[item - items] = true;
		verdict = decision_sound(moving, answer, row, item, i + 1);
		if (verdict != VERDICT_YES)
			return verdict;
	}
	for (size_t i = 0; i < count; i++)
		if (!decided[i])
			return answer_no(moving, answer, help, "“%s”还没有采纳意见", items[i].name);
	return answer_yes(moving, answer, "%zu 个计划项都有采纳意见", count);
}

/* ---- adjustments ---- */

enum verdict adjustment_open(struct moving *moving, struct answer *answer)
{
	struct context *context = moving->context;
	int64_t today = day_of(clock_now());
	int year = date_from_day(today).year;
	int64_t from = month_day_in(context->service, "plan_adjust_from", year);
	int64_t to = month_day_in(context->service, "plan_adjust_to", year);
	struct query *query;
	int64_t allowed = 0;

	if (today >= from && today <= to && year == plan_year(moving->matter))
		return answer_yes(moving, answer, "在年中调整窗口期内");
	query = db_query(context->db, Q_PLANNING_EVENT_AFTER);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":action", "allow_adjustment");
	query_text(query, ":other", "accept_adjustment");
	if (query_value(query, 0, &allowed) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (allowed != 0)
		return answer_yes(moving, answer, "省大数据中心已准予窗口期外调整");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "确需调整的，请联系省大数据中心资源调度岗准予窗口期外调整"},
			 "年中调整窗口期是 %s 至 %s（本系统默认参数），现在不能申请调整",
			 setting_text(context->service, "plan_adjust_from"),
			 setting_text(context->service, "plan_adjust_to"));
}

/* What was applied for already stays in the plan. */
static enum verdict used_kept(struct moving *moving, struct answer *answer, const struct plan_item *wanted,
			      size_t wanted_count)
{
	struct plan_item *present;
	size_t count;

	if (plan_items_read(moving->context, moving->matter->id, &present, &count) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	for (size_t i = 0; i < count; i++) {
		struct query *query;
		int64_t uses = 0;

		if (plan_find(wanted, wanted_count, present[i].name, present[i].kind) != NULL)
			continue;
		query = db_query(moving->context->db, Q_PLANNING_ITEM_USES);
		query_int(query, ":id", present[i].id);
		if (query_value(query, 0, &uses) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (uses > 0)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请把这一项列回来", .field = "adjusted"},
					 "“%s”已经申请资源，不能从计划中去掉", present[i].name);
	}
	return VERDICT_YES;
}

enum verdict adjustment_sound(struct moving *moving, struct answer *answer)
{
	struct plan_item *wanted;
	struct values *fields;
	size_t count;
	enum verdict verdict;

	if (plan_adjusted(moving, &fields) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (fields == NULL)
		return answer_not_yet(moving, answer, "填写调整后的计划项后核对");
	count = plan_rows(moving->context->arena, fields, "adjusted", &wanted);
	verdict = used_kept(moving, answer, wanted, count);
	return verdict == VERDICT_YES ? all_sound(moving, answer, wanted, count, "adjusted") : verdict;
}

/* ---- progress and the end of the year ---- */

enum verdict progress_quarter(struct moving *moving, struct answer *answer)
{
	struct answer_help help = {.cure = "请改选季度", .field = "quarter"};
	int64_t quarter = moving->fields == NULL ? 0 : strtol(values_word(moving->fields, "quarter"), NULL, 10);
	int64_t begins = day_from_date((struct date){(int)plan_year(moving->matter), (int)quarter * 3 - 2, 1});
	struct query *query;
	int64_t known = 0;

	if (quarter == 0)
		return answer_not_yet(moving, answer, "选择季度后核对");
	if (begins > day_of(clock_now()))
		return answer_no(moving, answer, help, "%" PRId64 " 年第 %" PRId64 " 季度还没有开始",
				 plan_year(moving->matter), quarter);
	query = db_query(moving->context->db, Q_PLANNING_PROGRESS_KNOWN);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":quarter", quarter);
	if (query_value(query, 0, &known) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (known > 0)
		return answer_no(moving, answer, help, "第 %" PRId64 " 季度的进展已经报告过", quarter);
	return answer_yes(moving, answer, "第 %" PRId64 " 季度的进展尚未报告", quarter);
}

enum verdict plan_year_ending(struct moving *moving, struct answer *answer)
{
	int64_t from = month_day_in(moving->context->service, "plan_evaluate_from", (int)plan_year(moving->matter));

	if (day_of(clock_now()) >= from)
		return answer_yes(moving, answer, "可以提交年末评估");
	return answer_no(moving, answer, (struct answer_help){.cure = "请到时再提交；季度进展请办理“报告季度进展”"},
			 "年末评估自 %s 起提交", format_day(moving->context->arena, from));
}

enum verdict plan_year_over(struct moving *moving, struct answer *answer)
{
	int64_t next = day_from_date((struct date){(int)plan_year(moving->matter) + 1, 1, 1});

	if (day_of(clock_now()) >= next)
		return answer_yes(moving, answer, "计划年度已经结束");
	return answer_no(moving, answer, (struct answer_help){.cure = "请等待使用单位提交年末评估"},
			 "计划年度 %" PRId64 " 年还没有结束", plan_year(moving->matter));
}
