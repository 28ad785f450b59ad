/*
 * The lines of an incident: every unit and operator it concerns tells the
 * authorities, the reporter tells the center and secops.  The external clock
 * runs from discovery by the suspected grade, from the first report on; a lower
 * grade stops it, a higher one starts it, waiting for a grade never holds it up
 * (decisions.md 24).
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

static int64_t external_hours(const struct service *service, bool cii)
{
	return setting_integer(service, cii ? "inc_ext_cii_h" : "inc_ext_h");
}

static int64_t external_seconds(const struct service *service, bool cii)
{
	return external_hours(service, cii) * SECURITY_HOUR;
}

static int64_t internal_minutes(const struct service *service, enum grade grade)
{
	return setting_integer(service, grade >= GRADE_MAJOR    ? "inc_internal_major_min"
					: grade == GRADE_LARGER ? "inc_internal_larger_min"
								: "inc_internal_general_min");
}

/* ---- beginning ---- */

static enum err add_line(struct moving *moving, int64_t organisation, const char *addressee, int64_t due_at)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINE_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", organisation);
	query_text(query, ":addressee", addressee);
	query_int(query, ":due_at", due_at);
	return query_run(query);
}

static enum err tell(struct moving *moving, int64_t organisation, const char *addressee, int64_t at,
		     const char *const texts[3])
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINE_TOLD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", organisation);
	query_text(query, ":addressee", addressee);
	query_int(query, ":told_at", at);
	query_text(query, ":authority", texts[0]);
	query_text(query, ":channel", texts[1]);
	query_text(query, ":receipt", texts[2]);
	return query_run(query);
}

/* The first report itself is how the two inside learn of it. */
static enum err tell_inside(struct moving *moving, const struct incident *incident)
{
	static const char *const inside[] = {"center", "secops"};
	static const char *const names[] = {"省大数据中心", "统一安全运维机构"};
	int64_t due_at =
		incident->found_at + internal_minutes(moving->context->service, incident->grade) * SECURITY_MINUTE;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(inside); i++) {
		const char *const texts[] = {names[i], "本系统首报",
					     arena_printf(moving->context->arena, "首报时刻 %s",
							  format_time(moving->context->arena, clock_now()))};

		err = add_line(moving, moving->matter->org, inside[i], due_at);
		if (err == OK)
			err = tell(moving, moving->matter->org, inside[i], clock_now(), texts);
	}
	return err;
}

/* A line for each party; those that have one keep it.  known_at 0: the hours run from discovery. */
static enum err begin_external(struct moving *moving, const struct incident *incident, int64_t known_at)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINE_ADD_PARTIES);
	int64_t from = known_at > 0 ? known_at : incident->found_at;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":due_at", from + external_seconds(moving->context->service, incident->cii));
	query_int(query, ":known_at", known_at);
	return query_run(query);
}

enum err lines_begin(struct moving *moving, const struct incident *incident)
{
	enum err err = tell_inside(moving, incident);

	if (err != OK || incident->grade < GRADE_LARGER)
		return err;
	return begin_external(moving, incident, 0);
}

/* They learn of it now, so their hours count from now; those that have a line keep it. */
enum err lines_join(struct moving *moving, const struct incident *incident)
{
	return incident->grade < GRADE_LARGER ? OK : begin_external(moving, incident, clock_now());
}

/* Discovery was another time, or the hours are others: every line is counted anew, each from where it began. */
enum err lines_recount(struct moving *moving, const struct incident *incident, enum grade suspected)
{
	const struct service *service = moving->context->service;
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_RECOUNT);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":found_at", incident->found_at);
	query_int(query, ":external", external_seconds(service, incident->cii));
	query_int(query, ":internal", internal_minutes(service, suspected) * SECURITY_MINUTE);
	return query_run(query);
}

enum err lines_stop(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_STOP);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err lines_regrade(struct moving *moving, const struct incident *incident, enum grade before)
{
	struct query *query;
	enum err err;

	if (incident->grade < GRADE_LARGER)
		return lines_stop(moving);
	if (before >= GRADE_LARGER)
		return OK;
	/* Nobody suspected it before: the hours count from the moment it was known. */
	query = db_query(moving->context->db, Q_SECURITY_LINES_RESUME);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":due_at", clock_now() + external_seconds(moving->context->service, incident->cii));
	err = query_run(query);
	return err == OK ? begin_external(moving, incident, clock_now()) : err;
}

/* ---- told ---- */

enum err incident_told(struct moving *moving, struct answer *answer)
{
	struct context *context = moving->context;
	const char *const texts[] = {values_word(moving->fields, "authority"), values_word(moving->fields, "channel"),
				     values_word(moving->fields, "receipt_no")};
	int64_t told_at = said_instant(moving->fields, "told_day", "told_time");
	struct incident incident = {0};

	if (incident_find(context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	if (told_at > clock_now() || told_at < incident.found_at)
		return answer_refuse(
			moving, answer, (struct answer_help){.cure = "请填实际报告的时间", .field = "told_time"},
			"报告时间应在发现时间 %s 之后、不晚于现在", format_time(context->arena, incident.found_at));
	return tell(moving, context->actor->org, "authority", told_at, texts);
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
		return "已停止计时";
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
	bool late;
	const char *state = line_state(context, due_at, stopped_at, told_at, closed, &late);

	table_line(table);
	table_text(table, who);
	table_text(table, authority[0] != '\0' ? authority : external ? "网络安全监管单位" : "");
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
			       " 小时内报告网络安全监管单位，关键信息基础设施 %" PRId64
			       " 小时内；先报已知情况，其余续报",
			       external_hours(context->service, false), external_hours(context->service, true)));
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
	const char *number, *title;
};

static enum err warn(struct context *context, const struct running *line)
{
	bool late = clock_now() > line->due_at;
	const char *text = arena_printf(context->arena, "%s %s：向网络安全监管单位报告%s %s，不必等待定级",
					line->number, line->title, late ? "已超过时限" : "须在以下时刻前完成：",
					format_time_short(context->arena, line->due_at));
	struct query *query = db_query(context->db, Q_SECURITY_LINE_WARNED);
	enum err err;

	query_int(query, ":matter", line->matter);
	query_int(query, ":organisation", line->org);
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
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++) {
		err = tx_begin(context->db);
		if (err == OK)
			err = tx_end(context->db, warn(context, &lines[i]));
	}
	return err;
}
