/* GET /assess/2026: the year's mean of each provider. */
#include "base/base.h"
#include "modules/assess/assess_settle.h"

#include "base/text.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"

static const char *or_dash(struct arena *arena, int64_t points)
{
	return points < 0 ? "—" : assess_points(arena, points);
}

const char *assess_year_mean(struct arena *arena, const struct assess_year *year)
{
	return year->formed
		       ? arena_printf(arena, "%s（%d 个季度平均）", assess_points(arena, year->mean), ASSESS_QUARTERS)
		       : arena_printf(arena, "—（已审定 %" PRId64 " 个季度）", year->count);
}

void assess_show_year(struct arena *arena, struct dict *row, const char *period, const struct assess_year *year)
{
	static const char *const markers[] = {"Q1_TEXT", "Q2_TEXT", "Q3_TEXT", "Q4_TEXT"};
	static const char *const coefficients[] = {"Q1_COEFFICIENT", "Q2_COEFFICIENT", "Q3_COEFFICIENT",
						   "Q4_COEFFICIENT"};

	dict_set(row, "PROVIDER_NAME", year->name);
	dict_set(row, "SHORT_NAME", year->short_name);
	dict_printf(row, "SLIP_HREF", "/assess/%s/%s", period, year->code);
	for (size_t i = 0; i < ASSESS_QUARTERS; i++) {
		dict_set(row, markers[i], or_dash(arena, year->total[i]));
		dict_set(row, coefficients[i],
			 year->total[i] < 0
				 ? "—"
				 : assess_coefficient_words(arena, year->coefficient[i], year->published[i]));
	}
	dict_set(row, "MEAN_TEXT", or_dash(arena, year->mean));
	dict_set(row, "MEAN_WORDS", assess_year_mean(arena, year));
	dict_printf(row, "COUNT_TEXT", year->formed ? "%" PRId64 " 个季度" : "已审定 %" PRId64 " 个季度", year->count);
	dict_set(row, "GRADE_LABEL", year->formed ? assess_grade_label(year->grade) : ASSESS_YEAR_UNFORMED);
	dict_set(row, "GRADE_TONE", year->formed ? assess_grade_tone(year->grade) : "grey");
}

static const struct listing_column year_columns[] = {
	{"PROVIDER_NAME", "服务商", CELL_TEXT},        {"Q1_TEXT", "第一季度", CELL_NUMBER},
	{"Q2_TEXT", "第二季度", CELL_NUMBER},          {"Q3_TEXT", "第三季度", CELL_NUMBER},
	{"Q4_TEXT", "第四季度", CELL_NUMBER},          {"MEAN_TEXT", "平均", CELL_NUMBER},
	{"GRADE_LABEL", "年度等次", CELL_TEXT},        {"COEFFICIENT_TEXT", "年度结算系数", CELL_TEXT},
	{"Q1_COEFFICIENT", "第一季度系数", CELL_TEXT}, {"Q2_COEFFICIENT", "第二季度系数", CELL_TEXT},
	{"Q3_COEFFICIENT", "第三季度系数", CELL_TEXT}, {"Q4_COEFFICIENT", "第四季度系数", CELL_TEXT},
};
static const struct listing_file year_file = {"年度考核", year_columns, ARRAY_LENGTH(year_columns)};

static enum err fill_row(struct context *context, struct dict *row, const char *period, const struct assess_year *year,
			 struct listing_writer *writer)
{
	struct assess_settlement *settlement = arena_alloc(context->arena, sizeof *settlement);
	enum err err = assess_settlement_of(context, period, year, settlement);

	if (err != OK)
		return err;
	assess_show_year(context->arena, row, period, year);
	dict_set(row, "COEFFICIENT_TEXT", assess_year_coefficient(context->arena, year, settlement));
	if (writer != NULL)
		listing_file_row(writer, row);
	return OK;
}

enum err assess_year_get(struct request *req, const char *year)
{
	struct context context = context_reading(req);
	struct assess_year *years = arena_array(req->arena, ASSESS_PROVIDERS_MAX, sizeof *years);
	struct listing_writer *writer = NULL;
	size_t count;
	struct dict *body;
	enum err err = assess_years(&context, year, "", years, &count);

	if (err == OK && count == 0)
		return ERR_NOT_FOUND;
	if (err == OK)
		err = listing_file_wanted(req, &year_file, &writer);
	if (err != OK)
		return err;
	body = page_begin(req, "assess/year.tpl", arena_printf(req->arena, "%s 年度考核", year));
	frame_crumb(req, "/assess", "服务商考核");
	for (size_t i = 0; err == OK && i < count; i++)
		err = fill_row(&context, dict_section(body, "ROW"), year, &years[i], writer);
	if (err != OK)
		return err;
	if (writer != NULL)
		return listing_file_end(writer, false);
	listing_pager(req, body, &(struct listing){.file = &year_file, .rows = count});
	return page_end(req, 200);
}
