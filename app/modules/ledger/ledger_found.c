/* What the half-yearly confirmations found and nobody followed (第六条): /ledger-findings, and the page of a system. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/notice.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "modules/matter/matter_module.h"
#include "modules/registry/registry.h"

enum { REASON_LEAST = 10, REASON_MOST = 200 };

static const struct field aside_fields[] = {
	{.key = "system", .label = "信息系统", .type = FIELD_INTEGER, .required = true, .min = 1, .max = INT64_MAX},
	{.key = "period", .label = "期间", .type = FIELD_TEXT, .required = true, .max = 10},
	{.key = "reason",
	 .label = "不再处理的理由",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = REASON_LEAST,
	 .max = REASON_MOST},
};
static const struct form aside_form = {aside_fields, ARRAY_LENGTH(aside_fields)};

static const struct option kinds[] = {{"unused", "已不使用"}, {"figures", "资源不符"}, {"remark", "其他情况"}};

static const char *found_label(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (text_equal(kinds[i].key, key))
			return kinds[i].label;
	return "没有";
}

/* ---- figures ---- */

enum { FIGURES = 3 };
struct figures {
	int64_t said[FIGURES], ledger[FIGURES];
	bool kept; /* false: accepted before they were */
};

/* "处理器 16 核（台账 20）、…": what differs; "" when nothing does. */
static const char *figures_text(struct arena *arena, const struct figures *figures)
{
	static const char *const labels[FIGURES] = {"处理器", "内存", "存储"};
	static const char *const units[FIGURES] = {"核", "GB", "GB"};
	const char *text = "";

	for (size_t i = 0; figures->kept && i < FIGURES; i++)
		if (figures->said[i] != figures->ledger[i])
			text = text_list_add(arena, text,
					     arena_printf(arena, "%s %s %s（台账 %s）", labels[i],
							  format_integer(arena, figures->said[i]), units[i],
							  format_integer(arena, figures->ledger[i])));
	return text;
}

/* ---- GET /ledger-findings ---- */

struct finding {
	const char *found, *period;
	struct figures figures;
	int64_t system;
	bool own, may_exit;
};

static struct finding finding_of(struct context *context, struct query *query)
{
	static const char *const names[2 * FIGURES] = {"vcpu",        "memory_gb",        "storage_gb",
						       "ledger_vcpu", "ledger_memory_gb", "ledger_storage_gb"};
	struct finding finding = {.found = "", .period = "", .figures.kept = true};

	for (int i = 0; i < column_count(query); i++) {
		const char *name = column_name(query, i);

		if (text_equal(name, "found"))
			finding.found = column_text(query, i);
		else if (text_equal(name, "period"))
			finding.period = arena_strdup(context->arena, column_text(query, i));
		else if (text_equal(name, "system_id"))
			finding.system = column_int(query, i);
		else if (text_equal(name, "own"))
			finding.own = column_int(query, i) != 0;
		else if (text_equal(name, "may_exit"))
			finding.may_exit = column_int(query, i) != 0;
		for (int n = 0; n < 2 * FIGURES; n++)
			if (text_equal(name, names[n])) {
				*(n < FIGURES ? &finding.figures.said[n] : &finding.figures.ledger[n - FIGURES]) =
					column_int(query, i);
				finding.figures.kept = finding.figures.kept && !column_is_null(query, i);
			}
	}
	return finding;
}

/* What may be begun from a finding, by whom: the unit of its own, the dispatch post of all. */
static void openers_fill(struct context *context, struct dict *row, const struct finding *finding)
{
	static const struct {
		const char *procedure, *label;
	} ways[] = {{"exit", "发起退出"}, {"change", "发起变更"}, {"downsizing", "发起降配与回收"}};

	for (size_t i = 0; finding->may_exit && i < ARRAY_LENGTH(ways); i++) {
		const struct procedure *procedure = procedure_find(context->service, ways[i].procedure);
		enum role role = procedure == NULL ? ROLE_COUNT : procedure_start_role(procedure, context->actor);
		struct dict *way;

		if (role == ROLE_COUNT || (!finding->own && role != ROLE_CENTER_DISPATCH))
			continue;
		way = dict_section(row, "WAY");
		dict_printf(way, "WAY_HREF", "/matters/new?procedure=%s&system=%" PRId64, ways[i].procedure,
			    finding->system);
		dict_set(way, "WAY_LABEL", ways[i].label);
	}
}

struct setting_aside {
	bool may;
	const struct values *typed; /* of the row that was refused; NULL without one */
};

static void found_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	const struct setting_aside *aside = data;
	struct finding finding = finding_of(context, query);
	struct dict *form;

	system_row(context, row, query, NULL);
	dict_set(row, "FOUND_LABEL", found_label(finding.found));
	dict_set(row, "FIGURES_TEXT", figures_text(context->arena, &finding.figures));
	dict_set(row, "PERIOD_LABEL", period_label(context->arena, finding.period));
	openers_fill(context, row, &finding);
	if (!aside->may)
		return;
	form = dict_section(row, "MAY_ASIDE");
	dict_set(form, "ASIDE_PERIOD", finding.period);
	if (aside->typed != NULL && values_number(aside->typed, "system", 0) == finding.system) {
		dict_set(form, "ASIDE_TYPED", values_find(aside->typed, "reason")->raw);
		complaint_beside(form, aside->typed, "reason", "ASIDE_ERROR");
	}
}

static const struct listing_column columns[] = {
	{"NAME", "信息系统", CELL_TEXT},     {"UNIT_NAME", "使用单位", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},  {"FOUND_LABEL", "发现", CELL_TEXT},
	{"NOTE", "单位说明", CELL_TEXT},     {"FIGURES_TEXT", "与台账不同", CELL_TEXT},
	{"PERIOD_LABEL", "期间", CELL_TEXT}, {"CHECKED_AT", "核对时间", CELL_TEXT},
};
static const struct listing_file file = {"台账确认发现", columns, ARRAY_LENGTH(columns)};

static enum err findings_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct setting_aside aside = {actor_may(req, MAY_SET_ASIDE_FINDINGS), req->form};
	struct listing list = {.each = found_row, .data = &aside, .file = &file};
	struct dict *body = page_begin(req, "ledger/findings.tpl", "台账确认发现");
	struct dict *filters = filters_begin(req, body, "按核对时间，早的在前");
	struct query *query;
	enum err err;

	filters_select(req, filters, "found", "发现", kinds, ARRAY_LENGTH(kinds));
	filters_text(req, filters, "unit", "使用单位或系统");
	complaint_show(req, body, "没有办理", NULL, sentence);
	query = db_query(context.db, Q_LEDGER_FOUND);
	query_int(query, ":org", context.actor->org);
	query_text(query, ":found", filter_word(req, "found"));
	query_text(query, ":unit", filter_word(req, "unit"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 个", list.rows);
	listing_empty(body, &list, "clipboard2-check", "没有待处理的情况",
		      "半年台账确认发现的已不使用、资源不符和其他情况，都已办理或者注明不再处理");
	listing_pager(req, body, &list);
	return page_end(req, status == 200 ? filters_status(req) : status);
}

enum err ledger_findings_get(struct request *req)
{
	return findings_page(req, NULL, 200);
}

/* ---- set aside ---- */

static enum err tell_unit(struct context *context, const struct values *form)
{
	static const enum role roles[] = {ROLE_UNIT_CLERK, ROLE_UNIT_LEAD};
	struct query *query = db_query(context->db, Q_LEDGER_SET_ASIDE_OF);
	int64_t matter = 0, org = 0;
	const char *text = "";
	enum err err;

	query_int(query, ":system", values_number(form, "system", 0));
	query_text(query, ":period", values_word(form, "period"));
	if (query_step(query)) {
		matter = next_int(query);
		org = next_int(query);
		text = arena_printf(context->arena, "%s：台账确认发现的情况不再处理，%s",
				    next_text(query, context->arena), values_word(form, "reason"));
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(roles); i++)
		err = notice_add(context, org, role_key(roles[i]), 0, "moved", matter, text);
	return err;
}

static enum err write_aside(struct context *context, const struct values *form)
{
	struct query *query = db_query(context->db, Q_LEDGER_SET_ASIDE);
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":system", values_number(form, "system", 0));
	query_text(query, ":period", values_word(form, "period"));
	query_text(query, ":reason", values_word(form, "reason"));
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		return ERR_CONFLICT;
	if (err == OK)
		err = tell_unit(context, form);
	return err != OK ? err
			 : audit_add(context,
				     &(struct audit_entry){
					     .action = "system.set_aside",
					     .object = "system",
					     .object_id = values_number(form, "system", 0),
					     .detail = arena_printf(context->arena, "%s",
								    values_json(form, context->arena)),
				     },
				     NULL);
}

static enum err set_aside(struct request *req)
{
	struct context context = context_writing(req);
	enum err err;

	if (req->form->error_count > 0)
		return findings_page(req, "不再处理的，要写明理由，10 至 200 个字", 422);
	err = tx_begin(context.db);
	if (err == OK)
		err = tx_end(context.db, write_aside(&context, req->form));
	if (err == ERR_CONFLICT)
		return findings_page(req, "这一条已经办理或者另有新的确认，您的操作没有生效", 409);
	return err == OK ? respond_redirect(req, "/ledger-findings") : err;
}

enum err ledger_findings_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"set_aside", MAY_SET_ASIDE_FINDINGS, &aside_form, set_aside},
		{.key = NULL},
	};

	return page_action_run(req, actions);
}

/* ---- beside a system ---- */

struct last_check {
	const char *period, *found, *result, *note, *unit, *by, *aside_reason, *aside_by;
	int64_t matter, checked_at, aside_at;
	struct figures figures;
};

static enum err check_read(struct context *context, int64_t system, struct last_check *last)
{
	struct query *query = db_query(context->db, Q_LEDGER_CHECK_LAST);
	struct arena *arena = context->arena;

	query_int(query, ":system", system);
	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		last->period = next_text(query, arena);
		last->found = next_text(query, arena);
		last->result = next_text(query, arena);
		last->note = next_text(query, arena);
		last->matter = next_int(query);
		last->checked_at = next_int(query);
		last->unit = next_text(query, arena);
		last->by = next_text(query, arena);
		last->figures.kept = text_equal(last->found, "figures");
		for (size_t i = 0; i < FIGURES; i++)
			last->figures.said[i] = next_int(query);
		for (size_t i = 0; i < FIGURES; i++)
			last->figures.ledger[i] = next_int(query);
		last->aside_at = next_int(query);
		last->aside_reason = next_text(query, arena);
		last->aside_by = next_text(query, arena);
	}
	return query_end(query);
}

/* Number, procedure and state of each, a line each; "" without any. */
static enum err followed_text(struct context *context, int64_t system, int64_t since, const char **text)
{
	struct query *query = db_query(context->db, Q_LEDGER_FOLLOWED);

	*text = "";
	query_int(query, ":system", system);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":since", since);
	while (query_step(query)) {
		const struct procedure *procedure;
		const struct state *state;
		const char *number;

		(void)next_int(query);
		number = next_text(query, context->arena);
		procedure = procedure_version(context->service, context->db, next_int(query));
		state = procedure == NULL ? NULL : procedure_state(procedure, next_text(query, context->arena));
		if (state == NULL)
			continue;
		*text = arena_printf(context->arena, "%s%s%s %s，%s起，%s", *text, (*text)[0] == '\0' ? "" : "\n",
				     number, procedure->title, format_day(context->arena, day_of(next_int(query))),
				     state->label);
	}
	return query_end(query);
}

static const char *result_text(struct arena *arena, const struct last_check *last)
{
	static const struct option results[] = {{"right", "无误"}, {"corrected", "有更正"}, {"unused", "已不使用"}};
	const char *figures = figures_text(arena, &last->figures);
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LENGTH(results); i++)
		if (text_equal(results[i].key, last->result))
			text = results[i].label;
	if (!text_empty(figures))
		text = arena_printf(arena, "%s\n与台账不同：%s", text, figures);
	return text_empty(last->note) ? text : arena_printf(arena, "%s\n%s", text, last->note);
}

enum err panel_ledger_found(struct context *context, struct matter *matter, struct values *form UNUSED,
			    struct dict *body)
{
	struct arena *arena = context->arena;
	struct last_check last = {0};
	const char *followed = "";
	struct dict *panel, *pairs;
	enum err err;

	if (matter == NULL || matter->system == 0)
		return OK;
	err = check_read(context, matter->system, &last);
	if (err == OK && last.matter != 0)
		err = followed_text(context, matter->system, last.checked_at, &followed);
	if (err != OK || last.matter == 0)
		return err;
	panel = panel_add(body, "PANEL_SIDE", "上次台账确认");
	panel_note(panel, period_label(arena, last.period));
	panel_more(panel, arena_printf(arena, "/matters/%" PRId64, last.matter), "办件");
	pairs = panel_pairs(panel, true);
	pairs_add(pairs, "结果", result_text(arena, &last));
	pairs_add(pairs, "由谁确认", text_empty(last.by) ? last.unit : last.by);
	pairs_add(pairs, "核对时间", format_time(arena, last.checked_at));
	if (!text_empty(last.found))
		pairs_add(pairs, "此后办理",
			  !text_empty(followed) ? followed
			  : last.aside_at > 0   ? "没有"
						: "尚未办理，列入“台账确认发现”");
	if (last.aside_at > 0)
		pairs_add(pairs, "不再处理",
			  arena_printf(arena, "%s %s\n%s", format_day(arena, day_of(last.aside_at)), last.aside_by,
				       last.aside_reason));
	return OK;
}
