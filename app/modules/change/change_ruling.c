/* What must hold when a change is approved; whether it fits, asked inside the transaction. */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

static enum err taken_since_submission(struct moving *moving, const char *action, bool *taken)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_EVENT_COUNT);
	int64_t count = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":action", action);
	err = query_value(query, 0, &count);
	*taken = count > 0;
	return err;
}

enum verdict major_cleared(struct moving *moving, struct answer *answer)
{
	struct major_rule rules[MAJOR_RULES];
	const char *fired = "";
	bool major = false;
	bool waived = false;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "重大变更须按重新申请办理");
	err = change_major(moving->context, moving->matter, moving->form, rules, &major);
	if (err == OK && major)
		err = taken_since_submission(moving, "waive_major", &waived);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (!major)
		return answer_yes(moving, answer, "没有触发重大变更规则");
	for (size_t i = 0; i < MAJOR_RULES; i++)
		if (rules[i].fired)
			fired = arena_printf(moving->context->arena, "%s%s%s（%s）", fired,
					     fired[0] == '\0' ? "" : "；", rules[i].label, rules[i].arithmetic);
	if (waived)
		return answer_yes(moving, answer, "触发%s，已决定按一般变更办理", fired);
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请认定为重大变更，由使用单位重新申请或者提出异议"},
			 "触发重大变更规则：%s", fired);
}

/* ---- the rows of the ruling ---- */

static const struct value *granted_rows(const struct moving *moving)
{
	const struct value *rows = moving->fields != NULL ? values_find(moving->fields, "granted_lines") : NULL;

	return rows != NULL && rows->row_count > 0 ? rows : NULL;
}

static const struct values *granted_for(const struct value *rows, const struct change_line *line)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (values_number(rows->rows[i], "platform", 0) == line->platform &&
		    text_equal(values_word(rows->rows[i], "class"), line->class))
			return rows->rows[i];
	return NULL;
}

/* What is asked is not rewritten here: less may be granted, with a reason, more may not. */
static enum verdict row_follows(struct moving *moving, struct answer *answer, const struct change_line *line,
				const struct values *row)
{
	struct arena *arena = moving->context->arena;
	struct answer_help help = {.cure = "请按申请改正这一行", .field = "granted_lines"};
	int64_t granted = values_number(row, "after", 0);
	int64_t low = line->before < line->after ? line->before : line->after;
	int64_t high = line->before < line->after ? line->after : line->before;

	if (values_number(row, "asked", 0) != line->after || values_number(row, "before", 0) != line->before)
		return answer_no(moving, answer, help, "%s的%s申请由 %s 变为 %s，不能改写", line->platform_name,
				 line->label, format_integer(arena, line->before), format_integer(arena, line->after));
	if (granted < low || granted > high)
		return answer_no(moving, answer, help, "%s的%s批准量应在 %s 和 %s 之间", line->platform_name,
				 line->label, format_integer(arena, low), format_integer(arena, high));
	if (granted != line->after && values_word(row, "reason")[0] == '\0')
		return answer_no(moving, answer, help, "%s的%s批准量与申请不同，须写明理由", line->platform_name,
				 line->label);
	return VERDICT_YES;
}

enum verdict change_ruled(struct moving *moving, struct answer *answer)
{
	const struct value *rows = granted_rows(moving);
	struct change_line *lines;
	size_t count;
	size_t asked = 0;
	enum err err;

	if (moving->matter == NULL || moving->fields == NULL)
		return answer_not_yet(moving, answer, "逐行批准申请的变更");
	err = change_lines(moving->context, moving->matter->system, moving->form, "lines", &lines, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++) {
		const struct values *row = granted_for(rows, &lines[i]);

		if (lines[i].after == lines[i].before)
			continue;
		asked++;
		if (row == NULL)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请逐行批准", .field = "granted_lines"},
					 "没有批准%s的%s", lines[i].platform_name, lines[i].label);
		if (row_follows(moving, answer, &lines[i], row) != VERDICT_YES)
			return VERDICT_NO;
	}
	if (rows != NULL && rows->row_count != asked)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请删去没有申请的行", .field = "granted_lines"},
				 "批准的行数与申请的变更不同：申请 %zu 行", asked);
	return answer_yes(moving, answer, "逐行与申请一致");
}

/* ---- capacity ---- */

struct pool {
	const char *platform;
	bool suspended;
	const char *class;
	const char *unit;
	int64_t total;
	int64_t committed;
};

static enum found read_pool(struct moving *moving, const struct change_line *line, struct pool *pool)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_POOL);
	bool found;

	query_int(query, ":platform", line->platform);
	query_text(query, ":class", line->class);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":base", 0);
	found = query_step(query);
	if (found) {
		pool->platform = next_text(query, moving->context->arena);
		(void)next_text(query, moving->context->arena);
		pool->suspended = next_int(query) != 0;
		pool->class = next_text(query, moving->context->arena);
		pool->unit = next_text(query, moving->context->arena);
		pool->total = next_int(query);
		pool->committed = next_int(query);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

enum verdict change_fits_line(struct moving *moving, struct answer *answer, const struct change_line *line,
			      const char *field, const char **red)
{
	struct arena *arena = moving->context->arena;
	int64_t line_percent = setting_integer(moving->context->service, "pool_red");
	int64_t wanted = line->after - line->before;
	struct pool pool = {0};
	int64_t free_amount;
	enum found found;

	if (wanted <= 0)
		return VERDICT_YES;
	found = read_pool(moving, line, &pool);
	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (found == NOT_FOUND)
		return answer_no(moving, answer, (struct answer_help){.cure = "请重新选择平台和资源", .field = field},
				 "没有这个平台或资源类别");
	/* Suspended platforms take no new systems; one that lies there may grow (第十六条). */
	if (pool.suspended && line->now == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改选其他平台", .field = field},
				 "%s已暂停接入", pool.platform);
	free_amount = pool.total > pool.committed ? pool.total - pool.committed : 0;
	if (wanted > free_amount)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "请核减，或由资源调度岗扩容后再批准",
					     .link = arena_printf(arena, "/platforms/%" PRId64, line->platform),
					     .field = field},
			"%s的%s余 %s %s，要增加 %s %s，缺 %s %s", pool.platform, pool.class,
			format_integer(arena, free_amount), pool.unit, format_integer(arena, wanted), pool.unit,
			format_integer(arena, wanted - free_amount), pool.unit);
	if (*red == NULL && (pool.committed + wanted) * 100 >= pool.total * line_percent)
		*red = arena_printf(arena, "%s的%s", pool.platform, pool.class);
	return VERDICT_YES;
}

enum verdict change_fits(struct moving *moving, struct answer *answer)
{
	const char *red = NULL;
	struct change_line *lines;
	size_t count;
	enum err err;

	if (moving->matter == NULL || granted_rows(moving) == NULL)
		return answer_yes(moving, answer, "没有资源数量的变更");
	err = change_lines(moving->context, moving->matter->system, moving->fields, "granted_lines", &lines, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++)
		if (change_fits_line(moving, answer, &lines[i], "granted_lines", &red) != VERDICT_YES)
			return VERDICT_NO;
	/* The red line asks for a plan and a reason; only capacity blocks. */
	if (red != NULL && values_word(moving->fields, "red_line_reason")[0] == '\0')
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请写明理由与扩容计划", .field = "red_line_reason"},
				 "批准后%s分配率将超过 %" PRId64 "%% 扩容线（本系统默认参数）", red,
				 setting_integer(moving->context->service, "pool_red"));
	return answer_yes(moving, answer, "各平台余量足够");
}
