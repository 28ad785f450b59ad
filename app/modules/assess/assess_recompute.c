/*
 * zwy assess recompute QUARTER: every figure again from what was kept, against what is written: the lines and the total
 * of each sheet, its coefficient once it is published, and with a fourth quarter the year's mean and the settlement.
 */
#include "base/base.h"
#include "modules/assess/assess_settle.h"

#include "base/text.h"
#include "kernel/period.h"

enum { SHEETS_MAX = 1000 };

static int differ(const struct assess_kept *kept, const char *what, const char *figure, int64_t written,
		  int64_t computed)
{
	if (written == computed)
		return 0;
	(void)fprintf(stderr, "%s %s %s %s：原 %s，重算 %s\n", kept->period, kept->provider_code, what, figure,
		      assess_points(kept->sheet.arena, written), assess_points(kept->sheet.arena, computed));
	return 1;
}

static int differ_text(const struct assess_kept *kept, const char *what, const char *written, const char *computed)
{
	if (text_equal(written, computed))
		return 0;
	(void)fprintf(stderr, "%s %s %s：原“%s”，重算“%s”\n", kept->period, kept->provider_code, what, written,
		      computed);
	return 1;
}

static int compare_line(const struct assess_kept *kept, const struct assess_line *written,
			const struct assess_line *computed)
{
	const char *code = computed->indicator->code;

	if (written->indicator != computed->indicator)
		return differ_text(kept, "指标", written->indicator == NULL ? "" : written->indicator->code, code);
	return differ(kept, code, "分值", written->weight, computed->weight) +
	       differ(kept, code, "计算", written->counted, computed->counted) +
	       differ(kept, code, "调整", written->adjusted, computed->adjusted) +
	       differ(kept, code, "得分", written->points, computed->points) +
	       differ(kept, code, "次数", written->occurred * 100, computed->occurred * 100) +
	       differ_text(kept, code, written->words, computed->words);
}

/* From the terms that were kept as the sheet was published. */
static int compare_coefficient(struct context *context, const struct assess_kept *kept, int *figures)
{
	struct query *query;
	int64_t computed = -1;

	if (kept->published_at == 0)
		return 0;
	query = db_query(context->db, Q_ASSESS_TERM);
	query_int(query, ":matter", kept->matter);
	query_text(query, ":grade", kept->sheet.grade);
	if (query_value(query, -1, &computed) != OK)
		return 1;
	*figures += 1;
	return differ(kept, "结算系数", "", kept->coefficient, computed);
}

/* The whole year is the center's to see. */
static enum err year_of(struct context *context, const struct assess_kept *kept, struct assess_year *year)
{
	struct assess_year *years = arena_array(context->arena, ASSESS_PROVIDERS_MAX, sizeof *years);
	struct actor center = *context->actor;
	struct context looking = *context;
	size_t count;
	enum err err;

	center.org = context->service->org_center;
	looking.actor = &center;
	err = assess_years(&looking, arena_strndup(context->arena, kept->period, 4), kept->provider_code, years,
			   &count);
	if (err == OK && count != 1)
		err = ERR_NOT_FOUND;
	if (err == OK)
		*year = years[0];
	return err;
}

/* A slip is kept with the sheet of the fourth quarter. */
static int compare_settlement(struct context *context, const struct assess_kept *kept, int *figures)
{
	struct assess_settled written, computed;
	struct assess_year year;
	enum found found;

	if (!text_ends(kept->period, "Q4") || kept->published_at == 0)
		return 0;
	if (year_of(context, kept, &year) != OK)
		return 1;
	found = assess_settled_again(context, kept->matter, &year, &written, &computed);
	if (found != FOUND)
		return found == FIND_FAILED;
	*figures += 6;
	(void)printf("%.4s %-12s 年度 %s %s 应付 %s\n", kept->period, kept->provider_code,
		     computed.mean < 0 ? "—" : assess_points(context->arena, computed.mean),
		     assess_grade_label(computed.grade),
		     computed.owed < 0 ? "—" : assess_points(context->arena, computed.owed));
	return differ(kept, "年度", "得分", written.mean, computed.mean) +
	       differ_text(kept, "年度等次", written.grade, computed.grade) +
	       differ(kept, "年度", "合同年度金额", written.amount, computed.amount) +
	       differ(kept, "年度", "按系数结算", written.by_coefficient, computed.by_coefficient) +
	       differ(kept, "年度", "违约扣减", written.deducted, computed.deducted) +
	       differ(kept, "年度", "应付金额", written.owed, computed.owed);
}

static int compare(struct context *context, int64_t matter, int *figures)
{
	struct assess_line lines[ASSESS_LINES_MAX];
	struct assess_kept kept;
	size_t count;
	int differences = 0;

	if (assess_read(context, matter, &kept) != FOUND || assess_stored_lines(context, matter, lines, &count) != OK)
		return 1;
	if (count != kept.sheet.line_count)
		return differ(&kept, "指标", "个数", (int64_t)count * 100, (int64_t)kept.sheet.line_count * 100);
	for (size_t i = 0; i < count; i++)
		differences += compare_line(&kept, &lines[i], &kept.sheet.lines[i]);
	differences += differ(&kept, "合计", "得分", kept.total, kept.sheet.total);
	differences += differ(&kept, "合计", "一票否决", kept.veto, kept.sheet.veto);
	differences += differ_text(&kept, "等次", kept.grade, kept.sheet.grade);
	*figures += (int)count * 5 + 3;
	(void)printf("%s %-12s %s %s %zu 项\n", kept.period, kept.provider_code,
		     assess_points(context->arena, kept.sheet.total), assess_grade_label(kept.sheet.grade), count);
	return differences + compare_coefficient(context, &kept, figures) + compare_settlement(context, &kept, figures);
}

int assess_command(int argc, char **argv, struct context *context)
{
	int64_t *matters = arena_array(context->arena, SHEETS_MAX, sizeof *matters);
	struct query *query;
	int64_t first, last;
	size_t count = 0;
	int differences = 0, figures = 0;

	if (argc != 3 || !text_equal(argv[1], "recompute") || !period_days(argv[2], &first, &last)) {
		(void)fprintf(stderr, "用法：zwy assess recompute 2026Q3\n");
		return 2;
	}
	query = db_query(context->db, Q_ASSESS_MATTERS_OF);
	query_text(query, ":period", argv[2]);
	while (count < SHEETS_MAX && query_step(query))
		matters[count++] = next_int(query);
	if (query_end(query) != OK)
		return 1;
	if (count == 0) {
		(void)fprintf(stderr, "%s 没有冻结的考核数据\n", argv[2]);
		return 1;
	}
	for (size_t i = 0; i < count; i++)
		differences += compare(context, matters[i], &figures);
	(void)printf("重算 %zu 张评分表 %d 个数，不一致 %d 处\n", count, figures, differences);
	return differences == 0 ? 0 : 1;
}
