/* zwy assess recompute QUARTER: every figure again from what was kept, against what is written. */
#include "base/base.h"
#include "modules/assess/assess_parts.h"

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
	return differences;
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
