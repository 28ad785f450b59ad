/* A quarter's progress and the reminder of it. */
#include "base/base.h"
#include "modules/planning/planning_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

enum { SILENT_MAX = 200 };

enum err record_progress(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_PROGRESS_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":quarter", strtol(values_word(moving->fields, "quarter"), NULL, 10));
	query_text(query, ":progress", values_word(moving->fields, "progress"));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* ---- the reminder ---- */

int64_t plan_quarter_end(int64_t year, int64_t quarter)
{
	struct date next = {(int)year, (int)quarter * 3 + 1, 1};

	if (quarter == 4)
		next = (struct date){(int)year + 1, 1, 1};
	return day_from_date(next) - 1;
}

enum err plan_progress_words(struct context *context, int64_t year, const char **words)
{
	struct query *query;
	int64_t quarter = 4, owed = 0, told = 0;

	*words = "份计划";
	while (quarter > 0 && plan_quarter_end(year, quarter) >= day_of(clock_now()))
		quarter--;
	if (quarter == 0)
		return OK;
	query = db_query(context->db, Q_PLANNING_PROGRESS_OWED);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":period", arena_printf(context->arena, "%" PRId64, year));
	query_int(query, ":quarter", quarter);
	query_int(query, ":quarter_ends", day_end(plan_quarter_end(year, quarter)));
	if (query_step(query)) {
		owed = next_int(query);
		told = next_int(query);
	}
	if (owed > 0)
		*words = arena_printf(context->arena, "份计划；第 %" PRId64 " 季度进展应报 %" PRId64 "，已报 %" PRId64,
				      quarter, owed, told);
	return query_end(query);
}

/* The last day of the quarter before today. */
static int64_t quarter_end(int64_t today)
{
	struct date date = date_from_day(today);

	date.month -= (date.month - 1) % 3;
	date.day = 1;
	return day_from_date(date) - 1;
}

struct silent {
	int64_t matter, org;
	const char *title;
};

static enum err remind(struct context *context, const struct silent *silent, int64_t ended)
{
	struct date date = date_from_day(ended);
	const char *text = arena_printf(context->arena, "%s：%d 年第 %d 季度的进展还没有报告，请报告季度进展",
					silent->title, date.year, (date.month + 2) / 3);
	struct query *query = db_query(context->db, Q_PLANNING_PROGRESS_REMINDED);
	enum err err;

	query_int(query, ":matter", silent->matter);
	query_int(query, ":quarter_day", ended);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err != OK ? err : notice_add(context, silent->org, "unit.clerk", 0, "remind", silent->matter, text);
}

enum err plan_progress_job(struct context *context)
{
	int64_t today = day_of(clock_now());
	int64_t ended = quarter_end(today);
	struct silent *silent = arena_array(context->arena, SILENT_MAX, sizeof *silent);
	struct query *query;
	size_t count = 0;
	enum err err;

	if (today <
	    workday_add(context->service->calendar, ended, setting_integer(context->service, "plan_progress_wd")))
		return OK;
	query = db_query(context->db, Q_PLANNING_SILENT);
	query_text(query, ":period", arena_printf(context->arena, "%d", date_from_day(ended).year));
	query_int(query, ":quarter", (date_from_day(ended).month + 2) / 3);
	query_int(query, ":quarter_day", ended);
	query_int(query, ":quarter_ends", day_end(ended));
	while (count < SILENT_MAX && query_step(query)) {
		silent[count].matter = next_int(query);
		silent[count].org = next_int(query);
		silent[count++].title = next_text(query, context->arena);
	}
	err = query_end(query);
	if (err == OK && count > 0)
		err = tx_begin(context->db);
	if (err != OK || count == 0)
		return err;
	for (size_t i = 0; err == OK && i < count; i++)
		err = remind(context, &silent[i], ended);
	return tx_end(context->db, err);
}
