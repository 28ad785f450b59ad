/* /duties: what every organisation owes this month, until when, done, under way, late. */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/round.h"
#include "kernel/service.h"
#include "kernel/setting.h"

enum { COLUMNS_MAX = 48, DEBTORS_MAX = 600 };

/* ---- GET /duties ---- */

/* A procedure has up to two: what is opened in the month, and what else falls due or is late in it. */
struct duty {
	const struct procedure *procedure;
	const char *period; /* "": the weeks that begin in the month */
	const char *until;  /* of what was opened for other months: the last such period; else NULL */
	const char *opened; /* the period that is opened in the month, "" for weeks or none */
	bool reports;       /* results that are reported, opened by no round */
};

/* What one organisation owes of one duty: several platforms or systems may be several matters. */
struct owed {
	int64_t matters, done, late;
	int64_t matter; /* the one to go to, 0: none he takes part in */
	int64_t due_at; /* the next that is open, 0: none */
};

struct debtor {
	int64_t org;
	const char *name;
	int64_t rank;
	struct owed owed[COLUMNS_MAX];
};

struct ledger {
	struct context *context;
	struct duty duties[COLUMNS_MAX];
	size_t duty_count;
	const char *month;
	int64_t first, last; /* its days */
	bool running;        /* the month is this one: what is late from earlier is owed in it */
	const char *article; /* NULL: all duties; else those of this one, of the own organisation alone */
	struct debtor *debtors;
	size_t debtor_count;
};

/* Monthly duties each month; others in the month in which their round opens. */
static bool opens_in_month(const struct service *service, const struct procedure *procedure, int64_t first)
{
	int month = date_from_day(first).month;

	switch (procedure->round.every) {
	case EVERY_MONTH:
	case EVERY_WEEK:
		return true;
	case EVERY_QUARTER:
		return (month - 1) % 3 == 0;
	case EVERY_HALF_YEAR:
		return (month - 1) % 6 == 0;
	case EVERY_YEAR:
		return procedure->round.call_setting == NULL
			       ? month == 1
			       : month == setting_integer(service, procedure->round.call_setting) / 100;
	default:
		return false;
	}
}

/* The day whose period counts: the first of the month, or the day it is called on. */
static int64_t opening_day(const struct service *service, const struct procedure *procedure, int64_t first)
{
	return procedure->round.call_setting == NULL
		       ? first
		       : month_day_in(service, procedure->round.call_setting, date_from_day(first).year);
}

/* The one a row is about: its id, name and rank; NULL: there are too many. */
static struct debtor *next_debtor(struct ledger *ledger, struct query *query)
{
	int64_t org = next_int(query);
	const char *name = next_text(query, ledger->context->arena);
	int64_t rank = next_int(query);

	for (size_t i = 0; i < ledger->debtor_count; i++)
		if (ledger->debtors[i].org == org)
			return &ledger->debtors[i];
	if (ledger->debtor_count == DEBTORS_MAX)
		return NULL;
	ledger->debtors[ledger->debtor_count] = (struct debtor){.org = org, .name = name, .rank = rank};
	return &ledger->debtors[ledger->debtor_count++];
}

static void next_owed(struct query *query, struct owed *owed)
{
	owed->matters = next_int(query);
	owed->done = next_int(query);
	owed->late = next_int(query);
	owed->matter = next_int(query);
	owed->due_at = next_int(query);
}

static struct query *owed_query(struct ledger *ledger, enum query_name name, const struct duty *duty)
{
	struct context *context = ledger->context;
	struct query *query = db_query(context->db, name);

	query_text(query, ":key", duty->procedure->key);
	query_text(query, ":period", duty->period);
	query_text(query, ":missed", procedure_missed(context->arena, duty->procedure));
	query_text(query, ":waived", procedure_waived(context->arena, duty->procedure));
	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", ledger->article == NULL && (context->actor->kinds & KIND_CENTER) != 0);
	query_int(query, ":now", clock_now());
	return query;
}

/* What is opened in the month. */
static enum err read_opened(struct ledger *ledger, const struct duty *duty)
{
	struct query *query = owed_query(ledger, Q_GUIDE_OWED, duty);
	bool weekly = text_empty(duty->period);
	size_t column = ledger->duty_count;

	/* A period may have been opened late; weeks belong to the month they were opened in. */
	query_int(query, ":from", weekly ? day_start(ledger->first) : 0);
	query_int(query, ":to", weekly ? day_end(ledger->last) + 1 : INT64_MAX);
	while (query_step(query)) {
		struct debtor *debtor = next_debtor(ledger, query);

		if (debtor != NULL)
			next_owed(query, &debtor->owed[column]);
	}
	ledger->duties[ledger->duty_count++] = *duty;
	return query_end(query);
}

/* What was opened for other months and falls due, is late or was done in this one; no column without any. */
static enum err read_beside(struct ledger *ledger, const struct duty *opened)
{
	struct duty duty = {.procedure = opened->procedure, .opened = opened->opened};
	struct query *query = owed_query(ledger, Q_GUIDE_OWED_BESIDE, opened);
	bool weekly = opened->procedure->round.every == EVERY_WEEK;
	struct arena *arena = ledger->context->arena;
	size_t column = ledger->duty_count;

	query_int(query, ":before", weekly ? day_start(ledger->first) : INT64_MAX);
	query_int(query, ":since", ledger->running ? 0 : day_start(ledger->first));
	query_int(query, ":from", day_start(ledger->first));
	query_int(query, ":to", day_end(ledger->last) + 1);
	while (query_step(query)) {
		struct debtor *debtor = next_debtor(ledger, query);
		struct owed owed;
		const char *least, *most;

		next_owed(query, &owed);
		least = next_text(query, arena);
		most = next_text(query, arena);
		if (debtor == NULL)
			continue;
		debtor->owed[column] = owed;
		if (duty.until == NULL || strcmp(least, duty.period) < 0)
			duty.period = least;
		if (duty.until == NULL || strcmp(most, duty.until) > 0)
			duty.until = most;
	}
	if (duty.until != NULL)
		ledger->duties[ledger->duty_count++] = duty;
	return query_end(query);
}

static bool concerns(const struct ledger *ledger, const struct procedure *procedure)
{
	return ledger->article == NULL || procedure_names_article(procedure, ledger->article);
}

/* Results that are reported when they are there (第二十七条): no round opens them, a day of the month ends their time.
 */
static enum err read_reports(struct ledger *ledger)
{
	struct context *context = ledger->context;
	struct duty duty = {.procedure = procedure_find(context->service, DUTY_OF_REPORTS),
			    .period = ledger->month,
			    .reports = true};
	struct query *query;
	bool any = false;

	if (duty.procedure == NULL || ledger->duty_count == COLUMNS_MAX || !concerns(ledger, duty.procedure))
		return OK;
	query = db_query(context->db, Q_GUIDE_REPORTS_OWED);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", ledger->article == NULL && (context->actor->kinds & KIND_CENTER) != 0);
	query_int(query, ":today", day_of(clock_now()));
	query_int(query, ":first", ledger->first);
	query_int(query, ":last", ledger->last);
	query_int(query, ":since", ledger->running ? 0 : ledger->first);
	while (query_step(query)) {
		struct debtor *debtor = next_debtor(ledger, query);

		if (debtor != NULL)
			next_owed(query, &debtor->owed[ledger->duty_count]);
		any = any || debtor != NULL;
	}
	ledger->duty_count += any;
	if (any)
		ledger->duties[ledger->duty_count - 1] = duty;
	return query_end(query);
}

/* In official order (机构序列), which each duty is read in, but not all of them. */
static int by_rank(const void *left, const void *right)
{
	const struct debtor *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->org < b->org ? -1 : a->org > b->org;
}

static enum err read_ledger(struct ledger *ledger, int64_t first)
{
	struct context *context = ledger->context;
	enum err err = OK;

	ledger->debtors = arena_array(context->arena, DEBTORS_MAX, sizeof *ledger->debtors);
	for (size_t i = 0; err == OK && i < context->service->procedure_count; i++) {
		const struct procedure *procedure = context->service->procedures[i];
		bool opens = opens_in_month(context->service, procedure, first);
		struct duty duty = {.procedure = procedure, .period = ""};

		if (procedure->round.every == EVERY_NEVER || ledger->duty_count + 2 > COLUMNS_MAX ||
		    !concerns(ledger, procedure))
			continue;
		if (opens && procedure->round.every != EVERY_WEEK)
			duty.period = round_period(context->service, context->arena, procedure,
						   opening_day(context->service, procedure, first));
		duty.opened = duty.period;
		/* Left out this month by its setting: nothing was opened. */
		if (opens && round_owed_in(context->service, procedure, duty.period))
			err = read_opened(ledger, &duty);
		if (err == OK)
			err = read_beside(ledger, &duty);
	}
	return err;
}

/* 已办, 在办, 在办 1/3, 逾期 2; until when stands beside it. */
static const char *owed_text(struct arena *arena, const struct owed *owed)
{
	if (owed->late > 0)
		return arena_printf(arena, "逾期 %" PRId64, owed->late);
	if (owed->done == owed->matters)
		return "已办";
	return owed->matters == 1 ? "在办"
				  : arena_printf(arena, "在办 %" PRId64 "/%" PRId64, owed->done, owed->matters);
}

/* Among two dozen columns there is room for the day alone: 12-03 前, 1/3，12-03 前. */
static const char *owed_short(struct arena *arena, const struct owed *owed)
{
	const char *until;

	if (owed->late > 0 || owed->done == owed->matters || owed->due_at == 0)
		return owed_text(arena, owed);
	until = arena_printf(arena, "%s\u00a0前", format_day(arena, day_of(owed->due_at)) + 5);
	return owed->matters == 1
		       ? until
		       : arena_printf(arena, "%" PRId64 "/%" PRId64 "，%s", owed->done, owed->matters, until);
}

static void owed_cell(struct arena *arena, struct table *table, const struct owed *owed, const char *text)
{
	if (owed->matter > 0 && owed->late > 0)
		table_link_gap(table, arena_printf(arena, "/matters/%" PRId64, owed->matter), text);
	else if (owed->matter > 0)
		table_link(table, arena_printf(arena, "/matters/%" PRId64, owed->matter), text);
	else if (owed->late > 0)
		table_gap(table, text);
	else
		table_text(table, text);
}

static const char *duty_period(struct arena *arena, const struct duty *duty)
{
	if (duty->until != NULL && !text_equal(duty->period, duty->until))
		return arena_printf(arena, "%s至%s", period_label(arena, duty->period),
				    period_label(arena, duty->until));
	return text_empty(duty->period) ? "本月各周" : period_label(arena, duty->period);
}

/* The head of its column: the second of a procedure names its periods. */
static const char *duty_head(struct arena *arena, const struct duty *duty)
{
	return duty->until == NULL ? duty->procedure->title
				   : arena_printf(arena, "%s（%s）", duty->procedure->title, duty_period(arena, duty));
}

static struct owed sum_owed(const struct ledger *ledger, size_t column)
{
	struct owed sum = {0};

	for (size_t i = 0; i < ledger->debtor_count; i++) {
		sum.matters += ledger->debtors[i].owed[column].matters;
		sum.done += ledger->debtors[i].owed[column].done;
		sum.late += ledger->debtors[i].owed[column].late;
	}
	return sum;
}

/* No column for what nobody owes. */
static void fill_cells(struct ledger *ledger, struct dict *body)
{
	struct arena *arena = ledger->context->arena;
	struct dict *panel = panel_add(body, "PANEL_MAIN", "各单位办理情况");
	const char **heads = arena_array(arena, COLUMNS_MAX + 2, sizeof *heads);
	bool shown[COLUMNS_MAX] = {false};
	size_t count = 0;
	struct table *table;

	if (ledger->debtor_count == 0) {
		panel_empty(panel, "没有事项", "定期职责发起后按单位列在这里");
		return;
	}
	heads[count++] = "单位";
	for (size_t c = 0; c < ledger->duty_count; c++) {
		shown[c] = sum_owed(ledger, c).matters > 0;
		if (shown[c])
			heads[count++] = duty_head(arena, &ledger->duties[c]);
	}
	table = table_begin(arena, panel, "各单位办理情况", heads);
	for (size_t i = 0; i < ledger->debtor_count; i++) {
		table_line(table);
		table_text(table, ledger->debtors[i].name);
		for (size_t c = 0; c < ledger->duty_count; c++) {
			const struct owed *owed = &ledger->debtors[i].owed[c];

			if (shown[c])
				owed_cell(arena, table, owed, owed->matters == 0 ? "—" : owed_short(arena, owed));
		}
	}
}

/* Where the matters that it counts stand. */
static const char *duty_href(const struct ledger *ledger, const struct duty *duty)
{
	return duty_records_href(ledger->context->arena, duty->procedure->key, ledger->month,
				 duty->reports ? "" : duty->opened, duty->until != NULL);
}

static void fill_summary(struct ledger *ledger, struct dict *body)
{
	static const char *const heads[] = {"职责", "所属期", "应办#", "已办#", "在办#", "逾期#", NULL};
	struct table *table =
		table_begin(ledger->context->arena, panel_add(body, "PANEL_MAIN", "本月职责"), "本月职责", heads);

	for (size_t c = 0; c < ledger->duty_count; c++) {
		const struct duty *duty = &ledger->duties[c];
		struct owed sum = sum_owed(ledger, c);

		table_line(table);
		table_link(table, duty_href(ledger, duty), duty->procedure->title);
		table_text(table, duty_period(ledger->context->arena, duty));
		table_number(table, sum.matters);
		table_number(table, sum.done);
		table_number(table, sum.matters - sum.done - sum.late);
		if (sum.late > 0)
			table_gap(table, arena_printf(ledger->context->arena, "%" PRId64, sum.late));
		else
			table_number(table, 0);
	}
}

static const struct listing_column duty_columns[] = {
	{NULL, "单位", CELL_TEXT},     {NULL, "职责", CELL_TEXT},   {NULL, "所属期", CELL_TEXT},
	{NULL, "应办", CELL_NUMBER},   {NULL, "已办", CELL_NUMBER}, {NULL, "逾期", CELL_NUMBER},
	{NULL, "办理情况", CELL_TEXT}, {NULL, "时限", CELL_TEXT},
};
static const struct listing_file duty_file = {"职责日历", duty_columns, ARRAY_LENGTH(duty_columns)};

/* What each organisation owes of each duty; writer NULL: only counted. */
static size_t duty_rows(const struct ledger *ledger, struct listing_writer *writer)
{
	struct arena *arena = ledger->context->arena;
	size_t count = 0;

	for (size_t i = 0; i < ledger->debtor_count; i++)
		for (size_t c = 0; c < ledger->duty_count; c++) {
			const struct owed *owed = &ledger->debtors[i].owed[c];

			if (owed->matters == 0)
				continue;
			count++;
			if (writer == NULL)
				continue;
			listing_file_cells(writer,
					   (const char *[]){
						   ledger->debtors[i].name,
						   ledger->duties[c].procedure->title,
						   duty_period(arena, &ledger->duties[c]),
						   arena_printf(arena, "%" PRId64, owed->matters),
						   arena_printf(arena, "%" PRId64, owed->done),
						   arena_printf(arena, "%" PRId64, owed->late),
						   owed_text(arena, owed),
						   owed->due_at > 0 ? format_day(arena, day_of(owed->due_at)) : "",
					   });
		}
	return count;
}

/* One's own: each with the way to it. */
static void fill_own(struct ledger *ledger, struct dict *body)
{
	static const char *const heads[] = {"职责", "所属期", "办理情况", "时限", NULL};
	const struct debtor *own = ledger->debtor_count == 0 ? NULL : &ledger->debtors[0];
	struct dict *panel = panel_add(body, "PANEL_MAIN", "本单位本月职责");
	struct table *table = NULL;

	for (size_t c = 0; own != NULL && c < ledger->duty_count; c++) {
		if (own->owed[c].matters == 0)
			continue;
		if (table == NULL)
			table = table_begin(ledger->context->arena, panel, "本单位本月职责", heads);
		table_line(table);
		table_link(table, duty_href(ledger, &ledger->duties[c]), ledger->duties[c].procedure->title);
		table_text(table, duty_period(ledger->context->arena, &ledger->duties[c]));
		owed_cell(ledger->context->arena, table, &own->owed[c],
			  owed_text(ledger->context->arena, &own->owed[c]));
		table_text(table, own->owed[c].due_at > 0
					  ? format_day(ledger->context->arena, day_of(own->owed[c].due_at))
					  : "");
	}
	if (table == NULL)
		panel_empty(panel, "本月没有定期职责", "本月发起、本月到期和以前逾期未办的职责会列在这里");
}

enum err duties_fill_own(struct context *context, struct dict *body, const char *article)
{
	struct ledger ledger = {.context = context, .running = true, .article = article};
	enum err err;

	ledger.month = period_of(context->arena, EVERY_MONTH, day_of(clock_now()));
	if (!period_days(ledger.month, &ledger.first, &ledger.last))
		return ERR_INTERNAL;
	err = read_ledger(&ledger, ledger.first);
	if (err == OK)
		err = read_reports(&ledger);
	if (err == OK && ledger.debtor_count > 0)
		fill_own(&ledger, body);
	return err;
}

enum err duties_get(struct request *req)
{
	struct context context = context_reading(req);
	struct ledger ledger = {.context = &context};
	const char *before, *after;
	int64_t begin, end;
	struct listing_writer *writer;
	struct dict *body;
	size_t rows;
	enum err err;

	if (!duty_month(req, &ledger.month, &ledger.first, &ledger.last))
		return ERR_NOT_FOUND;
	ledger.running = text_equal(ledger.month, period_of(req->arena, EVERY_MONTH, day_of(clock_now())));
	err = listing_file_wanted(req, &duty_file, &writer);
	if (err == OK)
		err = read_ledger(&ledger, ledger.first);
	if (err == OK)
		err = read_reports(&ledger);
	if (err != OK)
		return err;
	qsort(ledger.debtors, ledger.debtor_count, sizeof *ledger.debtors, by_rank);
	rows = duty_rows(&ledger, writer);
	if (writer != NULL)
		return listing_file_end(writer, false);
	body = page_begin(req, "guide/duties.tpl", "职责日历");
	dict_set(body, "MONTH_LABEL", period_label(req->arena, ledger.month));
	before = period_before(req->arena, EVERY_MONTH, ledger.first);
	after = period_of(req->arena, EVERY_MONTH, ledger.last + 1);
	if (period_days(before, &begin, &end))
		dict_printf(dict_section(body, "BEFORE"), "BEFORE_HREF", "/duties?month=%s", before);
	if (period_days(after, &begin, &end))
		dict_printf(dict_section(body, "AFTER"), "AFTER_HREF", "/duties?month=%s", after);
	if ((context.actor->kinds & KIND_CENTER) != 0) {
		fill_summary(&ledger, body);
		fill_cells(&ledger, body);
	} else {
		fill_own(&ledger, body);
	}
	listing_pager(req, body, &(struct listing){.file = &duty_file, .rows = rows});
	return page_end(req, 200);
}
