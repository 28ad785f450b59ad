/* Incidents (网络安全事件, 第三十条): what each step of one leaves in the records. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

enum found incident_find(struct context *context, int64_t matter, struct incident *incident)
{
	struct query *query = db_query(context->db, Q_SECURITY_INCIDENT);
	bool found;

	query_int(query, ":matter", matter);
	found = query_step(query);
	if (found) {
		incident->found_at = next_int(query);
		incident->cii = next_int(query) != 0;
		incident->grade = grade_from_key(next_text(query, context->arena));
		incident->facts.outage_object = next_text(query, context->arena);
		for (enum fact fact = 0; fact < FACT_COUNT; fact++)
			incident->facts.n[fact] = next_int(query);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

/* ---- before anybody typed ---- */

/* Discovered just now, unless he says otherwise: one thing less to type. */
enum err incident_now(struct moving *moving)
{
	/* What a fault turned out to be was found when the fault was. */
	if (text_empty(values_word(moving->form, "found_time")))
		put_instant(moving->form, "found_day", "found_time", clock_now());
	values_set(moving->form, "cii", "no");
	return OK;
}

/* What is known so far, for the fields of an action; the grade in force or last judged. */
enum err incident_known(struct moving *moving)
{
	struct incident incident = {0};
	struct query *query;
	const char *judged = NULL;

	if (incident_find(moving->context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	facts_put(moving->fields, &incident.facts);
	query = db_query(moving->context->db, Q_SECURITY_INCIDENT_NEWEST_GRADE);
	query_int(query, ":matter", moving->matter->id);
	if (query_step(query))
		judged = next_text(query, moving->context->arena);
	if (values_find(moving->fields, "judged_grade") != NULL)
		values_set(moving->fields, "judged_grade", judged);
	if (values_find(moving->fields, "confirmed_grade") != NULL)
		values_set(moving->fields, "confirmed_grade", judged);
	if (values_find(moving->fields, "told_day") != NULL)
		put_instant(moving->fields, "told_day", "told_time", clock_now());
	return query_end(query);
}

/* ---- what is refused ---- */

enum verdict incident_found_before(struct moving *moving, struct answer *answer)
{
	int64_t found_at = said_instant(moving->form, "found_day", "found_time");

	if (found_at == 0)
		return answer_not_yet(moving, answer, "填写发现时间后核对");
	if (found_at <= clock_now())
		return answer_yes(moving, answer, "发现时间不晚于现在");
	return answer_no(moving, answer, (struct answer_help){.cure = "请填实际发现的时间", .field = "found_time"},
			 "发现时间 %s 晚于现在", format_time(moving->context->arena, found_at));
}

/* Below what the numbers give: possible, not without a reason. */
enum verdict incident_grade_reasoned(struct moving *moving, struct answer *answer)
{
	struct facts facts = facts_of(moving->fields, true);
	const char *key = values_word(moving->fields, "judged_grade");
	enum grade judged = grade_from_key(key[0] != '\0' ? key : values_word(moving->fields, "confirmed_grade"));
	struct incident incident = {0};
	enum grade computed;

	if (values_find(moving->fields, "now_people") == NULL) {
		if (incident_find(moving->context, moving->matter->id, &incident) == FIND_FAILED)
			return answer_failed(moving, answer, ERR_INTERNAL);
		facts = incident.facts;
	}
	computed = facts_grade(moving->context->service, &facts);
	if (judged == GRADE_COUNT || judged >= computed ||
	    text_trim(moving->context->arena, moving->opinion)[0] != '\0')
		return answer_yes(moving, answer, "定级不低于数据达到的级别，或者已写明理由");
	return answer_no(moving, answer, (struct answer_help){.cure = "请在意见栏写明理由，或者改为该级别"},
			 "按影响数据达到%s，定为%s须在意见栏写明理由", grade_label(computed), grade_label(judged));
}

/* ---- the first report ---- */

static enum err keep_grade(struct moving *moving, const char *step, enum grade grade)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_GRADE_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":step", step);
	query_text(query, ":grade", grade_key(grade));
	query_text(query, ":by", moving->context->actor->label);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static void bind_facts(struct query *query, const struct facts *facts)
{
	static const char *const names[FACT_COUNT] = {
		[FACT_OUTAGE] = ":outage_min", [FACT_PEOPLE] = ":people", [FACT_RECORDS] = ":records",
		[FACT_LOSS] = ":loss_wan",     [FACT_HOME] = ":home_min", [FACT_PAGE] = ":page_min",
		[FACT_FORWARDS] = ":forwards", [FACT_VIEWS] = ":views",   [FACT_PROVINCE] = ":province_pct",
		[FACT_CITY] = ":city_pct",
	};

	query_text(query, ":outage_object", facts->outage_object);
	for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
		if (facts->n[fact] < 0)
			query_null(query, names[fact]);
		else
			query_int(query, names[fact], facts->n[fact]);
	}
}

static enum err add_incident(struct moving *moving, const struct incident *incident)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":found_at", incident->found_at);
	query_int(query, ":cii", incident->cii);
	query_text(query, ":grade", grade_key(incident->grade));
	query_int(query, ":now", clock_now());
	bind_facts(query, &incident->facts);
	return query_run(query);
}

enum err incident_report(struct moving *moving, struct answer *answer)
{
	struct incident incident = {
		.found_at = said_instant(moving->form, "found_day", "found_time"),
		.cii = values_number(moving->form, "cii", 0) != 0,
		.grade = grade_from_key(values_word(moving->form, "suspected_grade")),
		.facts = facts_of(moving->form, false),
	};
	size_t count;
	enum err err = parties_address(moving, &count);

	if (err == OK && count == 0)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请在“涉事单位”里选择", .field = "party"},
				     "没有选择系统或平台，须写明涉事单位");
	if (err == OK)
		err = add_incident(moving, &incident);
	if (err == OK)
		err = keep_grade(moving, "suspected", incident.grade);
	if (err == OK)
		err = lines_begin(moving, &incident);
	return err == OK ? parties_alarm(moving, &incident) : err;
}

/* ---- grading ---- */

static enum err update_facts(struct moving *moving, const struct facts *facts)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_FACTS);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	bind_facts(query, facts);
	return query_run(query);
}

enum err incident_judge(struct moving *moving, struct answer *answer UNUSED)
{
	struct facts facts = facts_of(moving->fields, true);
	enum err err = update_facts(moving, &facts);

	return err == OK ? keep_grade(moving, "judged", grade_from_key(values_word(moving->fields, "judged_grade")))
			 : err;
}

/* The grade in force changes here and nowhere else. */
static enum err set_grade(struct moving *moving, const char *step)
{
	enum grade grade = grade_from_key(values_word(moving->fields, "confirmed_grade"));
	struct incident incident = {0};
	enum grade before;
	struct query *query;
	enum err err;

	if (incident_find(moving->context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	before = incident.grade;
	incident.grade = grade;
	query = db_query(moving->context->db, Q_SECURITY_INCIDENT_SET_GRADE);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":grade", grade_key(grade));
	err = query_run(query);
	if (err == OK)
		err = keep_grade(moving, step, grade);
	if (err == OK && grade >= GRADE_MAJOR && before < GRADE_MAJOR)
		err = notice_add(moving->context, moving->context->service->org_center, "center.lead", 0, "alarm",
				 moving->matter->id,
				 arena_printf(moving->context->arena, "网络安全事件定为%s：%s", grade_label(grade),
					      moving->matter->title));
	return err == OK ? lines_regrade(moving, &incident, before) : err;
}

enum err incident_confirm(struct moving *moving, struct answer *answer)
{
	enum err err = set_grade(moving, "confirmed");

	return err == OK ? incident_cadence(moving, answer) : err;
}

enum err incident_regrade(struct moving *moving, struct answer *answer)
{
	enum err err = set_grade(moving, "regraded");

	return err == OK && text_equal(moving->matter->state->key, "handling") ? incident_cadence(moving, answer) : err;
}

/* ---- handling ---- */

/* The next follow-up report is due so many hours after this one. */
enum err incident_cadence(struct moving *moving, struct answer *answer UNUSED)
{
	struct incident incident = {0};
	int64_t hours;

	if (incident_find(moving->context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	hours = setting_integer(moving->context->service,
				arena_printf(moving->context->arena, "inc_update_%s_h", grade_key(incident.grade)));
	moving->due_at = clock_now() + hours * SECURITY_HOUR;
	moving->due_rule = arena_printf(
		moving->context->arena, "%s事件每 %" PRId64 " 小时续报一次，下次续报至 %s（北京时间）",
		grade_label(incident.grade), hours, format_time_short(moving->context->arena, moving->due_at));
	return OK;
}

enum err incident_follow_up(struct moving *moving, struct answer *answer)
{
	struct facts facts = facts_of(moving->fields, true);
	enum err err = update_facts(moving, &facts);

	return err == OK && text_equal(moving->matter->state->key, "handling") ? incident_cadence(moving, answer) : err;
}

enum err incident_handled(struct moving *moving, struct answer *answer)
{
	int64_t handled_at = said_instant(moving->fields, "handled_day", "handled_time");
	struct incident incident = {0};
	struct query *query;

	if (incident_find(moving->context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	if (handled_at > clock_now() || handled_at < incident.found_at)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请填实际处置完成的时间", .field = "handled_time"},
				     "处置完成时间应在发现时间 %s 之后、不晚于现在",
				     format_time(moving->context->arena, incident.found_at));
	query = db_query(moving->context->db, Q_SECURITY_INCIDENT_HANDLED);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":handled_at", handled_at);
	return query_run(query);
}

enum err incident_false(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_FALSE);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	if (err == OK)
		err = parties_reassure(moving);
	return err == OK ? lines_stop(moving) : err;
}
