/*
 * A filing beside the rules (第二十七条): how long a result counts, who issued it, beside what is registered already,
 * until when it is reported to the center, whether it was, and whether its level is the one the system has.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "base/workday.h"
#include "kernel/deadline.h"
#include "kernel/panel.h"
#include "kernel/setting.h"
#include "modules/registry/registry.h"

/* The setting that says for how many months a result counts; NULL: as long as its paper says. */
static const char *term_setting(const struct values *form)
{
	static const char *const of_level[] = {NULL, NULL, "cert_l2_m", "cert_l3_m", "cert_l4_m"};
	const char *kind = values_word(form, "kind");
	int64_t level = values_word(form, "level")[0] - '0';

	if (text_equal(kind, "cryptography"))
		return "crypto_m";
	if (text_equal(kind, "cloud_assessment"))
		return "cloud_m";
	if (!text_equal(kind, "classified_protection") || level < 2 || level > 4)
		return NULL;
	return of_level[level];
}

int64_t filing_term(const struct context *context, const struct values *form)
{
	const char *key = term_setting(form);

	return key != NULL ? setting_integer(context->service, key) : 0;
}

int64_t filing_counts_until(const struct context *context, const struct values *form)
{
	int64_t months = filing_term(context, form), obtained = values_number(form, "obtained_day", 0);

	return months > 0 && obtained > 0 ? months_after(obtained, months) : 0;
}

enum err filing_issuer(struct moving *moving, const char **mistake)
{
	const char *kind = values_word(moving->form, "kind");
	struct issuance issued = {.what = compliance_kind_label(kind),
				  .kind = kind,
				  .assessor = values_number(moving->form, "assessor", 0),
				  .day = values_number(moving->form, "obtained_day", 0)};

	*mistake = NULL;
	if (!text_equal(kind, "classified_protection") && !text_equal(kind, "cryptography"))
		return OK;
	return registry_qualified(moving->context, &issued, mistake);
}

enum verdict filing_order(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_COMPLIANCE_NEWER);
	int64_t newer = 0;
	enum err err;

	query_text(query, ":kind", values_word(moving->form, "kind"));
	query_text(query, ":certificate", values_word(moving->form, "certificate_no"));
	query_int(query, ":obtained", values_number(moving->form, "obtained_day", 0));
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", moving->matter->platform);
	err = query_value(query, 0, &newer);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (newer > 0 && values_number(moving->form, "obtained_day", 0) > 0)
		return answer_yes(moving, answer,
				  "类别与对象相符；已登记有 %s 取得的结果，比本件的新，本件登记后只留作历史，不代替它",
				  format_day(moving->context->arena, newer));
	return answer_yes(moving, answer, "类别与对象相符");
}

/* The last day in time: so many working days after the result was there. */
static int64_t last_day(const struct context *context, int64_t obtained)
{
	return workday_add(context->service->calendar, obtained, setting_integer(context->service, "filing_report_wd"));
}

int64_t filing_days_late(const struct context *context, int64_t due_day, int64_t day)
{
	int64_t days = workday_between(context->service->calendar, due_day, day);

	return day <= due_day ? 0 : days > 0 ? days : 1; /* late on a day off is late all the same */
}

struct report {
	int64_t obtained, due, reported; /* days; due 0: not handed in yet */
};

static enum err read_report(struct context *context, int64_t matter, struct report *report)
{
	struct query *query = db_query(context->db, Q_SECURITY_FILING_REPORT);

	*report = (struct report){0};
	query_int(query, ":matter", matter);
	if (query_step(query))
		*report = (struct report){next_int(query), next_int(query), next_int(query)};
	return query_end(query);
}

/* The unit's own check ends no later than the report to the center is due; after that day it is late at once. */
static void check_in_time(struct moving *moving, const struct report *report)
{
	struct context *context = moving->context;
	struct deadline own = deadline_from(context, "unit_check_wd", DUE_WORKING_DAYS, clock_now());

	if (report->reported > 0 || day_end(report->due) >= own.due_at)
		return;
	moving->due_at = day_end(report->due);
	moving->due_rule =
		arena_printf(context->arena, "%s 取得结果，%s 前报省大数据中心，共 %" PRId64 " 个工作日",
			     format_day(context->arena, report->obtained), format_day(context->arena, report->due),
			     setting_integer(context->service, "filing_report_wd"));
}

enum err filing_handed_in(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	int64_t obtained = values_number(moving->form, "obtained_day", 0);
	struct query *query = db_query(context->db, Q_SECURITY_FILING_REPORT_PUT);
	struct report report;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":obtained", obtained);
	query_int(query, ":due", last_day(context, obtained));
	err = query_run(query);
	if (err == OK)
		err = read_report(context, moving->matter->id, &report);
	if (err == OK && moving->matter->returned_from == NULL)
		check_in_time(moving, &report);
	return err;
}

enum err filing_reported(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_FILING_REPORTED);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":today", day_of(clock_now()));
	return query_run(query);
}

/* ---- panel compliance_facts ---- */

static const char *standing(struct context *context, const struct report *report)
{
	struct arena *arena = context->arena;
	int64_t today = day_of(clock_now());
	int64_t late = filing_days_late(context, report->due, report->reported > 0 ? report->reported : today);

	if (report->reported > 0 && late > 0)
		return arena_printf(arena, "%s 报出，逾期 %" PRId64 " 个工作日", format_day(arena, report->reported),
				    late);
	if (report->reported > 0)
		return arena_printf(arena, "%s 报出，按时", format_day(arena, report->reported));
	if (late > 0)
		return arena_printf(arena, "尚未报出，已逾期 %" PRId64 " 个工作日", late);
	return arena_printf(arena, "尚未报出，剩 %" PRId64 " 个工作日",
			    workday_between(context->service->calendar, today, report->due));
}

static enum err add_level(struct context *context, const struct matter *matter, const struct values *form,
			  struct dict *pairs)
{
	struct query *query = db_query(context->db, Q_SECURITY_OWN_LEVEL);
	int64_t filed = values_word(form, "level")[0] - '0', own = 0;
	bool system = false;
	const char *text;

	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		own = next_int(query);
		system = next_int(query) != 0;
	}
	if (filed > 0 && own > 0) {
		text = arena_printf(context->arena, "备案第 %" PRId64 " 级，%s第 %" PRId64 " 级%s", filed,
				    system ? "系统登记" : "平台应不低于", own,
				    (system ? filed == own : filed >= own) ? "，一致" : "：不一致，登记后列为缺项");
		pairs_add(pairs, "级别", text);
	}
	return query_end(query);
}

enum err fill_compliance_facts(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	struct report report;
	struct dict *pairs;
	enum err err;

	if (matter == NULL || matter->guest || form == NULL)
		return OK;
	err = read_report(context, matter->id, &report);
	if (err == OK && report.due == 0) {
		report.obtained = values_number(form, "obtained_day", 0);
		report.due = report.obtained > 0 ? last_day(context, report.obtained) : 0;
	}
	if (err != OK || (report.due == 0 && values_word(form, "level")[0] == '\0'))
		return err;
	pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "报备时限与级别"), false);
	if (report.due > 0) {
		pairs_add(pairs, "取得结果", format_day(context->arena, report.obtained));
		pairs_add(pairs, "应报省大数据中心",
			  arena_printf(context->arena, "%s 前", format_day(context->arena, report.due)));
		pairs_add(pairs, "报备情况", standing(context, &report));
	}
	if (filing_counts_until(context, form) > 0)
		pairs_add(pairs, "最长有效期",
			  arena_printf(context->arena, "至 %s，自取得日期起 %" PRId64 " 个月",
				       format_day(context->arena, filing_counts_until(context, form)),
				       filing_term(context, form)));
	err = add_crypto_filing(context, matter, form, pairs);
	return err == OK ? add_level(context, matter, form, pairs) : err;
}
