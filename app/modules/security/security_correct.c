/*
 * What was typed wrong in the first report, or of a report to the authorities (第三十条).  It is put right by a reason;
 * what stood there before is kept, and the clocks are counted anew.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/reference.h"

/* ---- what is kept ---- */

enum err keep_correction(struct moving *moving, const struct correction *correction)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_CORRECTION_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":event", moving->event);
	query_int(query, ":organisation", correction->organisation);
	query_text(query, ":what", correction->what);
	query_text(query, ":former", text_empty(correction->former) ? "没有填写" : correction->former);
	query_text(query, ":present", text_empty(correction->present) ? "没有填写" : correction->present);
	query_text(query, ":by", moving->context->actor->label);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* As a page shows it; "" when nothing was filled in. */
static const char *shown(struct moving *moving, const struct value *value)
{
	return text_empty(value->text) ? "" : reference_display(moving->context, value);
}

enum err nothing_new(struct moving *moving, struct answer *answer, const char *field)
{
	return answer_refuse(moving, answer, (struct answer_help){.cure = "请改正填错的内容", .field = field},
			     "与现在登记的一致，没有需要更正的");
}

/* ---- the first report ---- */

static const struct {
	const char *field, *form;
} corrected[] = {
	{"right_title", "title"},       {"right_found_day", "found_day"}, {"right_found_time", "found_time"},
	{"right_cii", "cii"},           {"right_kind", "kind"},           {"right_impact", "impact"},
	{"right_measures", "measures"}, {"right_began_day", "began_day"}, {"right_began_time", "began_time"},
};

enum err incident_first_known(struct moving *moving)
{
	for (size_t i = 0; i < ARRAY_LENGTH(corrected); i++)
		values_set(moving->fields, corrected[i].field, values_word(moving->form, corrected[i].form));
	return OK;
}

/* What a corrected discovery must agree with. */
struct times {
	int64_t reported_at, handled_at, told_at; /* the first that anybody told the authorities; 0: nobody */
	enum grade suspected;
};

static enum found find_times(struct moving *moving, struct times *times)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_TIMES);
	bool found;

	query_int(query, ":matter", moving->matter->id);
	found = query_step(query);
	if (found) {
		times->reported_at = next_int(query);
		times->handled_at = next_int(query);
		times->told_at = next_int(query);
		times->suspected = grade_from_key(next_text(query, moving->context->arena));
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

static enum err refuse_found(struct moving *moving, struct answer *answer, const char *what, int64_t at)
{
	return answer_refuse(moving, answer,
			     (struct answer_help){.cure = "请填实际发现的时间", .field = "right_found_time"},
			     "发现时间应不晚于%s %s", what, format_time(moving->context->arena, at));
}

static enum err check_found(struct moving *moving, struct answer *answer, const struct times *times, int64_t found_at)
{
	if (found_at > times->reported_at)
		return refuse_found(moving, answer, "首报时间", times->reported_at);
	if (times->told_at > 0 && found_at > times->told_at)
		return refuse_found(moving, answer, "已登记的对外报告时间", times->told_at);
	if (times->handled_at > 0 && found_at > times->handled_at)
		return refuse_found(moving, answer, "处置完成时间", times->handled_at);
	return OK;
}

/* Each field that says another thing now, into the form and beside it; *count of them. */
static enum err take_over(struct moving *moving, size_t *count)
{
	enum err err = OK;

	*count = 0;
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(corrected); i++) {
		const struct value *former = values_find(moving->form, corrected[i].form);
		const struct value *present = values_find(moving->fields, corrected[i].field);

		if (text_equal(values_word(moving->form, corrected[i].form),
			       values_word(moving->fields, corrected[i].field)))
			continue;
		err = keep_correction(moving, &(struct correction){.what = former->field->label,
								   .former = shown(moving, former),
								   .present = shown(moving, present)});
		values_set(moving->form, corrected[i].form, values_word(moving->fields, corrected[i].field));
		(*count)++;
	}
	return err;
}

static enum err set_found(struct moving *moving, const struct incident *incident)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_FOUND);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":found_at", incident->found_at);
	query_int(query, ":cii", incident->cii);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* Every line from where it began; whoever has one hears of it. */
static enum err recount(struct moving *moving, const struct incident *incident, enum grade suspected)
{
	struct arena *arena = moving->context->arena;
	enum err err = set_found(moving, incident);

	if (err == OK)
		err = lines_recount(moving, incident, suspected);
	if (err == OK)
		err = lines_align(moving, incident);
	if (err != OK || incident->grade < GRADE_LARGER)
		return err;
	return parties_tell(
		moving, arena_printf(arena, "网络安全事件的首报已更正：%s，%s 发现%s。对外报告的时限已重新计算，请查看",
				     values_word(moving->form, "title"), format_time(arena, incident->found_at),
				     incident->cii ? "，涉及关键信息基础设施" : ""));
}

enum err incident_correct_first(struct moving *moving, struct answer *answer)
{
	struct incident before = {0}, after;
	struct times times = {0};
	size_t count = 0;
	enum err err;

	if (incident_find(moving->context, moving->matter->id, &before) != FOUND || find_times(moving, &times) != FOUND)
		return ERR_INTERNAL;
	after = before;
	after.found_at = said_instant(moving->fields, "right_found_day", "right_found_time");
	after.cii = values_number(moving->fields, "right_cii", 0) != 0;
	err = check_found(moving, answer, &times, after.found_at);
	if (err == OK)
		err = take_over(moving, &count);
	if (err == OK && count == 0)
		return nothing_new(moving, answer, "right_found_time");
	if (err == OK && (after.found_at != before.found_at || after.cii != before.cii))
		err = recount(moving, &after, times.suspected);
	return err == OK ? matter_revise(moving->context, moving->matter, moving->form) : err;
}

/* ---- shown ---- */

enum err fill_incident_corrections(struct context *context, struct matter *matter, struct values *form UNUSED,
				   struct dict *body)
{
	static const char *const heads[] = {"更正", "项目", "原来", "更正为", NULL};
	struct query *query = db_query(context->db, Q_SECURITY_CORRECTIONS);
	struct table *table = NULL;

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		const char *at = format_time_short(context->arena, next_int(query));
		const char *by = next_text(query, context->arena);
		const char *whose = next_text(query, context->arena);

		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "更正经过"), "更正经过",
					    heads);
		table_line(table);
		table_sub(table, at, by);
		table_sub(table, next_text(query, context->arena), whose);
		table_text(table, next_text(query, context->arena));
		table_text(table, next_text(query, context->arena));
	}
	return query_end(query);
}
