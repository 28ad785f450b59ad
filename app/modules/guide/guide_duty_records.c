/* /duties/:duty: the matters behind a figure of the calendar or of the leader's home. */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/keyset.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/period.h"
#include "kernel/service.h"

bool duty_month(struct request *req, const char **month, int64_t *first, int64_t *last)
{
	const char *asked = request_query(req, "month");

	*month = text_empty(asked) ? period_of(req->arena, EVERY_MONTH, day_of(clock_now())) : asked;
	return strlen(*month) == strlen("2026-10") && period_days(*month, first, last);
}

enum { STANDINGS = 3, ALL_ROWS = 1000000 };

struct duty_asked {
	const struct procedure *procedure;
	const char *month, *period; /* period "": the weeks that begin in the month */
	int64_t first, last;        /* days of the month */
	bool beside;                /* what else falls due, is late or was done in the month, not that period */
	bool reports;               /* results that are reported when they are there */
	int standing;               /* -1: all */
};

static const char *const standing_words[STANDINGS] = {"已办", "在办", "逾期"};

char *duty_records_href(struct arena *arena, const char *key, const char *month, const char *period, bool beside)
{
	return arena_printf(arena, "/duties/%s?month=%s%s%s%s", key, month,
			    text_empty(period) ? "" : "&period=", period, beside ? "&beside=1" : "");
}

/* False: there is no such duty, month or period. */
static bool read_asked(struct request *req, struct duty_asked *asked)
{
	const char *standing = request_query(req, "standing");
	int64_t first, last;

	asked->procedure = procedure_find(req->service, request_hole(req, "duty"));
	if (asked->procedure == NULL || !duty_month(req, &asked->month, &asked->first, &asked->last))
		return false;
	asked->period = filter_word(req, "period");
	asked->beside = text_equal(filter_word(req, "beside"), "1");
	asked->reports = text_equal(asked->procedure->key, DUTY_OF_REPORTS);
	asked->standing = text_empty(standing) ? -1 : standing[0] - '0';
	return (asked->reports || asked->procedure->round.every != EVERY_NEVER) &&
	       (text_empty(asked->period) || period_days(asked->period, &first, &last)) &&
	       (text_empty(standing) || (standing[1] == '\0' && asked->standing >= 0 && asked->standing < STANDINGS));
}

/* What round_counts counts, whatever the month, and what the columns of the calendar do. */
static void bind_days(struct query *query, const struct duty_asked *asked, bool running)
{
	bool weekly = asked->procedure->round.every == EVERY_WEEK;
	bool days = asked->beside || text_empty(asked->period);

	query_int(query, ":beside", asked->beside);
	query_text(query, ":period", asked->period);
	query_int(query, ":from", days ? day_start(asked->first) : 0);
	query_int(query, ":to", days ? day_end(asked->last) + 1 : INT64_MAX);
	query_int(query, ":before", weekly ? day_start(asked->first) : INT64_MAX);
	query_int(query, ":since", running ? 0 : day_start(asked->first));
}

static struct query *records_query(struct context *context, const struct duty_asked *asked, int standing)
{
	struct query *query =
		db_query(context->db, asked->reports ? Q_GUIDE_REPORTS_OWED_RECORDS : Q_GUIDE_OWED_RECORDS);
	int64_t today = day_of(clock_now());
	bool running = text_equal(asked->month, period_of(context->arena, EVERY_MONTH, today));

	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", (context->actor->kinds & KIND_CENTER) != 0);
	query_int(query, ":standing", standing);
	if (asked->reports) {
		query_int(query, ":today", today);
		query_int(query, ":first", asked->first);
		query_int(query, ":last", asked->last);
		query_int(query, ":since", running ? 0 : asked->first);
		return query;
	}
	query_text(query, ":key", asked->procedure->key);
	query_text(query, ":missed", procedure_missed(context->arena, asked->procedure));
	query_text(query, ":waived", procedure_waived(context->arena, asked->procedure));
	query_int(query, ":now", clock_now());
	bind_days(query, asked, running);
	return query;
}

static enum err count_standings(struct context *context, const struct duty_asked *asked, int64_t *counts)
{
	struct query *query = records_query(context, asked, -1);
	struct keyset whole;

	if (!keyset_parse(&whole, NULL, true))
		return ERR_INTERNAL;
	keyset_bind(&whole, query);
	query_int(query, ":limit", ALL_ROWS);
	while (query_step(query))
		counts[column_int_of(query, "standing")]++;
	return query_end(query);
}

static void add_tab(struct request *req, struct dict *tabs, const struct duty_asked *asked, int standing, int64_t count)
{
	struct dict *tab = dict_section(tabs, "TAB");
	const char *href =
		duty_records_href(req->arena, asked->procedure->key, asked->month, asked->period, asked->beside);

	dict_set(tab, "TAB_HREF", standing < 0 ? href : arena_printf(req->arena, "%s&standing=%d", href, standing));
	dict_printf(tab, "TAB_LABEL", "%s %" PRId64, standing < 0 ? "应办" : standing_words[standing], count);
	dict_show_if(tab, "TAB_CURRENT", standing == asked->standing);
}

static enum err fill_tabs(struct request *req, struct context *context, struct dict *body,
			  const struct duty_asked *asked)
{
	int64_t counts[STANDINGS] = {0};
	enum err err = count_standings(context, asked, counts);
	struct dict *tabs = dict_include(body, "TABS", "part/tabs.tpl");

	dict_set(tabs, "TABS_LABEL", "办理情况");
	add_tab(req, tabs, asked, -1, counts[0] + counts[1] + counts[2]);
	for (int standing = 0; standing < STANDINGS; standing++)
		add_tab(req, tabs, asked, standing, counts[standing]);
	return err;
}

static void record_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	static const char *const tones[STANDINGS] = {"green", "amber", "red"};

	for (int i = 0; i < column_count(query); i++) {
		const char *name = column_name(query, i);
		const char *text = column_text(query, i);

		if (text_equal(name, "standing")) {
			dict_set(row, "STANDING_LABEL", standing_words[column_int(query, i)]);
			dict_set(row, "STANDING_TONE", tones[column_int(query, i)]);
		} else if (text_equal(name, "period")) {
			dict_set(row, "ROW_PERIOD", text_empty(text) ? "—" : period_label(context->arena, text));
		} else if (text_equal(name, "holder")) {
			dict_set(row, "HOLDER_TEXT", text_empty(text) ? "—" : text);
		} else if (text_equal(name, "href")) {
			dict_set(dict_section(row, text_empty(text) ? "PLAIN" : "LINK"), "HREF", text);
		}
	}
}

static const struct listing_column record_columns[] = {
	{"SUBJECT", "事项", CELL_TEXT},      {"OWNER", "单位", CELL_TEXT},
	{"ROW_PERIOD", "所属期", CELL_TEXT}, {"STANDING_LABEL", "办理情况", CELL_TEXT},
	{"DUE_DAY", "时限", CELL_TEXT},      {"HOLDER_TEXT", "谁在办", CELL_TEXT},
};
static const struct listing_file record_file = {"职责办理记录", record_columns, ARRAY_LENGTH(record_columns)};

static const char *asked_label(struct arena *arena, const struct duty_asked *asked)
{
	if (!asked->beside && !text_empty(asked->period))
		return period_label(arena, asked->period);
	return arena_printf(arena, "%s%s", period_label(arena, asked->month), asked->beside ? "（其他所属期）" : "");
}

enum err duty_records_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = record_row, .file = &record_file};
	struct duty_asked asked;
	struct query *query;
	struct dict *body;
	enum err err;

	if (!read_asked(req, &asked))
		return ERR_NOT_FOUND;
	req->article = text_join(req->arena, (const char *const *)asked.procedure->articles,
				 asked.procedure->article_count, ",");
	body = page_begin(req, "guide/duty_records.tpl", asked.procedure->title);
	frame_crumb(req, arena_printf(req->arena, "/duties?month=%s", asked.month), "职责日历");
	dict_set(body, "PERIOD_LABEL", asked_label(req->arena, &asked));
	dict_printf(body, "PROCEDURE_HREF", "/procedures/%s", asked.procedure->key);
	err = fill_tabs(req, &context, body, &asked);
	query = records_query(&context, &asked, asked.standing);
	if (err == OK)
		err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "clipboard-check", "没有事项", "这一期没有这样的事项");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
