/*
 * The unit's monthly record of how its systems are looked after (第六条),
 * and how often it drilled and trained in a year (第二十八条).
 */
#include "base/base.h"
#include "modules/duty/duty_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/answer.h"
#include "kernel/panel.h"
#include "kernel/period.h"
#include "kernel/setting.h"

/* ---- the monthly record ---- */

static bool has_problem(const struct values *row)
{
	return text_equal(values_text(row, "system"), "bad") || text_equal(values_text(row, "business"), "bad");
}

enum verdict om_record_explained(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "records");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (has_problem(rows->rows[i]) && text_empty(values_text(rows->rows[i], "note")))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请写明问题和处理安排", .field = "records"},
					 "第 %zu 行“%s”有问题，须写明监管情况", i + 1,
					 values_text(rows->rows[i], "subject"));
	return answer_yes(moving, answer, "有问题的都写明了情况");
}

static bool listed(const struct value *rows, const char *subject)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_text(rows->rows[i], "subject"), subject))
			return true;
	return false;
}

/* Systems in use that the record does not speak of: shown, not refused. */
enum err fill_om_record_gaps(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"系统", "情况", NULL};
	const struct value *rows = values_find(form, "records");
	struct query *query = db_query(context->db, Q_DUTY_OWN_SUBJECTS);
	struct table *table = NULL;

	query_int(query, ":org", matter->org);
	while (query_step(query)) {
		const char *subject = next_text(query, context->arena);

		if (listed(rows, subject))
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "没有列入的系统"),
					    "没有列入的系统", heads);
		table_line(table);
		table_text(table, subject);
		table_text(table, "在用，本月没有监管记录");
	}
	return query_end(query);
}

/* ---- drills and trainings of the year ---- */

enum verdict training_lasted(struct moving *moving, struct answer *answer)
{
	struct answer_help help = {.cure = "请填实际学时，没有举办的请取消", .field = "hours"};

	if (moving->fields == NULL || text_empty(values_text(moving->fields, "hours")))
		return answer_not_yet(moving, answer, "填写学时后核对");
	if (values_number(moving->fields, "hours", 0) <= 0)
		return answer_no(moving, answer, help, "学时要大于 0");
	return answer_yes(moving, answer, "已写明学时");
}

struct readiness {
	int64_t drills, trainings, drills_wanted, trainings_wanted;
};

/* Held within the year of the matter, whenever it was filed away. */
static enum err count_year(struct context *context, const struct matter *matter, struct readiness *readiness)
{
	struct query *query = db_query(context->db, Q_DUTY_READINESS);
	int64_t first = 0, last = -1;

	*readiness = (struct readiness){
		.drills_wanted = setting_integer(context->service, "drills_each_year"),
		.trainings_wanted = setting_integer(context->service, "trainings_each_year"),
	};
	if (!period_days(matter->period, &first, &last))
		last = -1;
	query_int(query, ":organisation", matter->org);
	query_int(query, ":first", first);
	query_int(query, ":last", last);
	if (query_step(query)) {
		readiness->drills = next_int(query);
		readiness->trainings = next_int(query);
	}
	return query_end(query);
}

enum verdict readiness_reached(struct moving *moving, struct answer *answer)
{
	struct readiness year;
	enum err err = count_year(moving->context, moving->matter, &year);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (year.drills >= year.drills_wanted && year.trainings >= year.trainings_wanted)
		return answer_yes(moving, answer, "已演练 %" PRId64 " 次，培训 %" PRId64 " 次", year.drills,
				  year.trainings);
	if (!text_empty(values_text(moving->form, "reason")))
		return answer_yes(moving, answer, "次数不足，已写明原因");
	return answer_no(moving, answer, (struct answer_help){.cure = "请补做；不能补做的写明原因", .field = "reason"},
			 "本年实施的演练 %" PRId64 " 次（至少 %" PRId64 " 次），培训 %" PRId64 " 次（至少 %" PRId64
			 " 次）",
			 year.drills, year.drills_wanted, year.trainings, year.trainings_wanted);
}

static const char *counted(struct arena *arena, int64_t count, int64_t wanted)
{
	return arena_printf(arena, "%" PRId64 " 次，至少 %" PRId64 " 次%s", count, wanted,
			    count < wanted ? "，不足" : "");
}

enum err fill_readiness_counts(struct context *context, struct matter *matter, struct values *form UNUSED,
			       struct dict *body)
{
	struct readiness year;
	enum err err = count_year(context, matter, &year);
	struct dict *pairs;

	if (err != OK)
		return err;
	pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "本年实施的演练和培训"), false);
	pairs_add(pairs, "应急演练", counted(context->arena, year.drills, year.drills_wanted));
	pairs_add(pairs, "安全培训", counted(context->arena, year.trainings, year.trainings_wanted));
	return OK;
}
