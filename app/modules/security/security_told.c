/* What was told to the authorities (第三十条), how the lines stand by it, and who is reminded of one that is not told.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/notice.h"
#include "kernel/panel.h"
#include "kernel/setting.h"

/* ---- told ---- */

static enum err add_report(struct moving *moving, const char *kind, int64_t told_at)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_REPORT_ADD);

	query_int(query, ":event", moving->event);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", moving->context->actor->org);
	query_text(query, ":kind", kind);
	query_int(query, ":told_at", told_at);
	query_text(query, ":authority", values_word(moving->fields, "authority"));
	query_text(query, ":channel", values_word(moving->fields, "channel"));
	query_text(query, ":receipt", values_word(moving->fields, "receipt_no"));
	return query_run(query);
}

/* A line of its own, where nobody asks for it: what is told to others is no line. */
enum err line_open(struct moving *moving, const char *kind)
{
	struct query *query;

	if (text_equal(kind, "other"))
		return OK;
	query = db_query(moving->context->db, Q_SECURITY_LINE_OPEN);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", moving->context->actor->org);
	query_text(query, ":kind", kind);
	return query_run(query);
}

enum err incident_told(struct moving *moving, struct answer *answer)
{
	struct context *context = moving->context;
	int64_t told_at = said_instant(moving->fields, "told_day", "told_time");
	struct incident incident = {0};
	const char *kind;
	enum err err;

	if (incident_find(context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	if (told_at > clock_now() || told_at < incident.found_at)
		return answer_refuse(
			moving, answer, (struct answer_help){.cure = "请填实际报告的时间", .field = "told_time"},
			"报告时间应在发现时间 %s 之后、不晚于现在", format_time(context->arena, incident.found_at));
	kind = values_find(moving->fields, "told_kind") == NULL ? "" : values_word(moving->fields, "told_kind");
	err = add_report(moving, kind, told_at);
	if (err == OK)
		err = line_open(moving, kind);
	return err == OK ? lines_judge(moving) : err;
}

/* ---- shown ---- */

/* *late: told after its time, or its time is over and nothing told; no clock runs once the incident is closed. */
static const char *line_state(struct context *context, int64_t due_at, int64_t stopped_at, int64_t told_at, bool closed,
			      bool *late)
{
	*late = due_at > 0 && (told_at > 0 ? told_at > due_at : stopped_at == 0 && clock_now() > due_at);
	if (told_at > 0 && due_at > 0 && told_at > due_at)
		return arena_printf(context->arena, "迟报 %" PRId64 " 分钟",
				    (told_at - due_at + SECURITY_MINUTE - 1) / SECURITY_MINUTE);
	if (told_at > 0)
		return due_at > 0 ? "按时报告" : "已报告";
	if (stopped_at > 0)
		return "已停止计时"; /* graded down, a false alarm, or another line in its place */
	if (closed && due_at > 0)
		return "没有报告";
	return deadline_words(context, due_at, false);
}

static void fill_line(struct context *context, struct table *table, struct query *query, bool closed)
{
	const char *who = next_text(query, context->arena);
	bool external = text_equal(next_text(query, context->arena), "authority");
	int64_t due_at = next_int(query);
	int64_t stopped_at = next_int(query);
	int64_t told_at = next_int(query);
	const char *authority = next_text(query, context->arena);
	const char *channel = next_text(query, context->arena);
	const char *receipt = next_text(query, context->arena);
	bool unproved = next_int(query) != 0;
	bool noted = next_int(query) != 0;
	const char *to = authority_label(next_text(query, context->arena));
	int64_t nth = next_int(query);
	const char *why = next_text(query, context->arena);
	bool late;
	const char *state = line_state(context, due_at, stopped_at, told_at, closed, &late);

	table_line(table);
	if (external && told_at > 0 && nth > 0)
		table_sub(table, who, arena_printf(context->arena, "第 %" PRId64 " 次报告", nth));
	else
		table_text(table, who);
	if (external && authority[0] != '\0' && !text_equal(to, authority))
		table_sub(table, authority, to);
	else
		table_text(table, authority[0] != '\0' ? authority : external ? to : "");
	table_text(table, due_at > 0 ? format_time_short(context->arena, due_at) : "—");
	table_text(table, told_at > 0 ? format_time_short(context->arena, told_at) : "—");
	table_sub(table, channel[0] != '\0' ? channel : "—",
		  told_at > 0 && !unproved && receipt[0] == '\0' ? "凭证见附件" : receipt);
	if (unproved)
		table_gap(table, arena_printf(context->arena, "%s，缺凭证", state));
	else if (noted)
		table_gap(table, "没有报告，已记明");
	else if (late)
		table_gap(table, state);
	else if (why[0] != '\0')
		table_sub(table, state, why);
	else
		table_text(table, state);
}

/* What to do where nothing runs yet, and whom to call. */
static void say_rule(struct context *context, struct dict *body)
{
	struct dict *pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "对外报告（第三十条）"), false);
	struct arena *arena = context->arena;

	pairs_add(pairs, "不必等待定级",
		  arena_printf(arena,
			       "怀疑为较大以上事件的，自发现时起 %" PRId64
			       " 小时内报告网络安全监管单位；涉及关键信息基础设施的，%" PRId64
			       " 小时内分别报告保护工作部门和公安机关，各自计时；先报已知情况，其余续报",
			       setting_integer(context->service, "inc_ext_h"),
			       setting_integer(context->service, "inc_ext_cii_h")));
	pairs_add(pairs, "报告机关", setting_text(context->service, "inc_authorities"));
}

enum err fill_incident_lines(struct context *context, struct matter *matter, struct values *form UNUSED,
			     struct dict *body)
{
	static const char *const heads[] = {"报告单位", "报告对象", "时限", "报告时间", "渠道与回执", "情况", NULL};
	struct query *query = db_query(context->db, Q_SECURITY_LINES);
	struct table *table = NULL;

	say_rule(context, body);
	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "报告与告知"), "报告与告知",
					    heads);
		fill_line(context, table, query, matter->closed_at > 0);
	}
	return query_end(query);
}

/* ---- the clock ---- */

struct running {
	int64_t matter, org, due_at;
	const char *number, *title, *kind;
};

static enum err warn(struct context *context, const struct running *line)
{
	bool late = clock_now() > line->due_at;
	const char *text = arena_printf(context->arena, "%s %s：向%s报告%s %s，不必等待定级", line->number, line->title,
					authority_label(line->kind), late ? "已超过时限" : "须在以下时刻前完成：",
					format_time_short(context->arena, line->due_at));
	struct query *query = db_query(context->db, Q_SECURITY_LINE_WARNED);
	enum err err;

	query_int(query, ":matter", line->matter);
	query_int(query, ":organisation", line->org);
	query_text(query, ":kind", line->kind);
	query_int(query, ":warned", late ? 2 : 1);
	err = query_run(query);
	query = db_query(context->db, Q_SECURITY_SEATED_ROLES);
	query_int(query, ":organisation", line->org);
	while (err == OK && query_step(query))
		err = notice_add(context, line->org, next_text(query, context->arena), 0, late ? "overdue" : "remind",
				 line->matter, text);
	if (query_end(query) != OK)
		err = ERR_INTERNAL;
	return err == OK && late ? notice_add(context, context->service->org_center, "center.security", 0, "overdue",
					      line->matter, text)
				 : err;
}

/* Half an hour before the end, and when it has passed. */
enum err incident_clock_job(struct context *context)
{
	enum { LINES_MAX = 100, AHEAD = 30 * SECURITY_MINUTE };
	struct running lines[LINES_MAX];
	size_t count = 0;
	struct query *query = db_query(context->db, Q_SECURITY_LINES_RUNNING);
	enum err err;

	query_int(query, ":now", clock_now());
	query_int(query, ":ahead", clock_now() + AHEAD);
	while (count < LINES_MAX && query_step(query)) {
		struct running *line = &lines[count++];

		line->matter = next_int(query);
		line->org = next_int(query);
		line->due_at = next_int(query);
		line->number = next_text(query, context->arena);
		line->title = next_text(query, context->arena);
		line->kind = next_text(query, context->arena);
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++) {
		err = tx_begin(context->db);
		if (err == OK)
			err = tx_end(context->db, warn(context, &lines[i]));
	}
	return err;
}
