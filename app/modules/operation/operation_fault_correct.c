/*
 * Facts of a fault that turned out to be wrong after it was over (第二十三条): who answers for it, when it was, what it
 * hit, its level.  Limits, the analysis and the score go by what is right; what stood there before is kept.
 */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/move.h"
#include "kernel/notice.h"
#include "kernel/reference.h"

enum { ANALYSED_UNTIL = 2, SHOWN_MAX = 60 };

/* A fact that is typed as the form has it: the action's field and the form's. */
struct fact {
	const char *field, *form;
};
static const struct fact facts[] = {
	{"fact_side", "side"},
	{"fact_party", "party"},
	{"fact_level", "level"},
	{"fact_began_day", "began_day"},
	{"fact_began_time", "began_time"},
	{"fact_found_day", "found_day"},
	{"fact_found_time", "found_time"},
	{"fact_vcpu_down", "vcpu_down"},
	{"fact_interrupted", "interrupted"},
	{"fact_data_loss", "data_loss"},
	{"fact_planned", "planned"},
	{"fact_maintenance", "maintenance_number"},
};

static const char *clock_text(struct arena *arena, int64_t at)
{
	return arena_printf(arena, "%s", format_time(arena, at) + sizeof "2026-11-20");
}

/* What is registered now, so that only what is wrong has to be typed. */
enum err fault_facts_now(struct moving *moving)
{
	struct values *fields = moving->fields;
	struct fault fault;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	for (size_t i = 0; i < ARRAY_LENGTH(facts); i++) {
		const struct value *value = values_find(moving->form, facts[i].form);

		if (value != NULL && value->present)
			values_set(fields, facts[i].field, value->text);
	}
	values_set_number(fields, "fact_restored_day", day_of(fault.restored_at));
	values_set(fields, "fact_restored_time", clock_text(moving->context->arena, fault.restored_at));
	return OK;
}

/* ---- what would be another ---- */

static const char *said(struct context *context, const struct values *values, const char *key)
{
	const struct value *value = values_find(values, key);

	return value == NULL || !value->present ? "—" : reference_display(context, value);
}

/* The number of a maintenance stands for nothing where none caused it. */
static bool differs(const struct moving *moving, const struct fact *fact)
{
	if (text_equal(fact->field, "fact_maintenance") && !yes_in(moving->fields, "fact_planned"))
		return false;
	return !text_equal(values_word(moving->fields, fact->field), values_word(moving->form, fact->form));
}

static int64_t restored_in(const struct moving *moving)
{
	return moment_in(moving->fields, "fact_restored_day", "fact_restored_time");
}

/* The minute is what anybody types. */
static bool restored_differs(const struct moving *moving, const struct fault *fault)
{
	return restored_in(moving) / 60 != fault->restored_at / 60;
}

static bool anything_differs(const struct moving *moving, const struct fault *fault)
{
	for (size_t i = 0; i < ARRAY_LENGTH(facts); i++)
		if (differs(moving, &facts[i]))
			return true;
	return restored_differs(moving, fault);
}

/* ---- guard ---- */

struct moments {
	int64_t began, found, restored;
};

static enum verdict not_after(struct moving *moving, struct answer *answer, const char *field, const char *what,
			      int64_t at, const char *than, int64_t latest)
{
	struct arena *arena = moving->context->arena;

	if (latest == 0 || at <= latest)
		return VERDICT_YES;
	return answer_no(moving, answer, (struct answer_help){.cure = "请核对时间", .field = field}, "%s %s 晚于%s%s%s",
			 what, format_time(arena, at), than, latest == clock_now() ? "" : " ",
			 latest == clock_now() ? "" : format_time(arena, latest));
}

static enum verdict moments_follow(struct moving *moving, struct answer *answer, const struct fault *fault,
				   const struct moments *at)
{
	int64_t now = clock_now();
	const struct {
		const char *field, *what;
		int64_t at;
		const char *than;
		int64_t latest;
	} orders[] = {
		{"fact_found_time", "发现时间", at->found, "现在", now},
		{"fact_restored_time", "恢复时间", at->restored, "现在", now},
		{"fact_found_time", "发现时间", at->found, "上报时间", fault->reported_at},
		{"fact_began_time", "开始时间", at->began, "发现时间", at->found},
		{"fact_restored_time", "恢复时间", at->restored, "确认恢复的时间", fault->confirmed_at},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(orders); i++) {
		enum verdict verdict = not_after(moving, answer, orders[i].field, orders[i].what, orders[i].at,
						 orders[i].than, orders[i].latest);

		if (verdict != VERDICT_YES)
			return verdict;
	}
	if (at->restored < at->began)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对时间", .field = "fact_restored_time"},
				 "恢复时间 %s 早于故障开始时间 %s", format_time(moving->context->arena, at->restored),
				 format_time(moving->context->arena, at->began));
	if (at->restored < fault->arrived_at)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对时间", .field = "fact_restored_time"},
				 "恢复时间 %s 早于到场时间 %s", format_time(moving->context->arena, at->restored),
				 format_time(moving->context->arena, fault->arrived_at));
	return VERDICT_YES;
}

/* Nobody clears himself, nor takes upon himself what he is to judge. */
static enum verdict not_own(struct moving *moving, struct answer *answer)
{
	int64_t org = moving->context->actor->org;

	if (org != moving->context->service->org_center &&
	    (org == values_number(moving->form, "party", 0) || org == values_number(moving->fields, "fact_party", 0)))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请资源调度岗更正", .field = "fact_party"},
				 "本单位是这件故障的责任单位，不能由本单位更正");
	return VERDICT_YES;
}

static enum verdict planned_fits(struct moving *moving, struct answer *answer, int64_t began)
{
	const char *number = values_word(moving->fields, "fact_maintenance");
	bool exists, in_time;

	if (!yes_in(moving->fields, "fact_planned"))
		return VERDICT_YES;
	if (fault_maintenance(moving, number, began, &exists, &in_time) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (!exists)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "核对编号；没有检修单的选“否”", .field = "fact_maintenance"},
			"检修单 %s 不是这个平台的，或者故障不在它的窗口内", number);
	return VERDICT_YES;
}

enum verdict fault_facts_right(struct moving *moving, struct answer *answer)
{
	struct moments at = {.began = moment_in(moving->fields, "fact_began_day", "fact_began_time"),
			     .found = moment_in(moving->fields, "fact_found_day", "fact_found_time"),
			     .restored = restored_in(moving)};
	struct fault fault;
	enum verdict verdict;

	if (at.began == 0 || at.found == 0 || at.restored == 0)
		return answer_not_yet(moving, answer, "填写更正后的事实");
	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (!anything_differs(moving, &fault))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "改正有误的一栏；没有要更正的不必办理", .field = "fact_side"},
			"各栏都和现在的登记一样，没有更正");
	verdict = moments_follow(moving, answer, &fault, &at);
	if (verdict == VERDICT_YES)
		verdict = not_own(moving, answer);
	if (verdict == VERDICT_YES)
		verdict = planned_fits(moving, answer, at.began);
	if (verdict == VERDICT_YES)
		verdict = fault_party_fits(moving, answer, moving->fields, "fact_side", "fact_party");
	return verdict == VERDICT_YES ? answer_yes(moving, answer, "更正后的事实前后相符") : verdict;
}

/* ---- effect ---- */

static enum err keep(struct moving *moving, const char *label, const char *former, const char *corrected)
{
	struct query *query = db_query(moving->context->db, Q_FAULT_CORRECTION_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":event", moving->event);
	query_text(query, ":fact", label);
	query_text(query, ":former", former);
	query_text(query, ":corrected", corrected);
	return query_run(query);
}

/* Before the form says what is right. */
static enum err keep_former(struct moving *moving, const struct fault *fault)
{
	struct context *context = moving->context;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(facts); i++) {
		const struct value *value = values_find(moving->fields, facts[i].field);

		if (value != NULL && differs(moving, &facts[i]))
			err = keep(moving, value->field->label, said(context, moving->form, facts[i].form),
				   said(context, moving->fields, facts[i].field));
	}
	if (err == OK && restored_differs(moving, fault))
		err = keep(moving, "恢复时间", format_time(context->arena, fault->restored_at),
			   format_time(context->arena, restored_in(moving)));
	return err;
}

static enum err write_facts(struct moving *moving, const struct fault *fault, int64_t level)
{
	const struct values *fields = moving->fields;
	int64_t began = moment_in(fields, "fact_began_day", "fact_began_time");
	int64_t found = moment_in(fields, "fact_found_day", "fact_found_time");
	bool exists, in_time = false;
	struct query *query;
	enum err err = OK;

	if (yes_in(fields, "fact_planned"))
		err = fault_maintenance(moving, values_word(fields, "fact_maintenance"), began, &exists, &in_time);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_FAULT_CORRECT);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":side", values_word(fields, "fact_side"));
	query_int(query, ":party", values_number(fields, "fact_party", 0));
	query_int(query, ":began", began);
	query_int(query, ":found", found);
	query_int(query, ":restored", restored_differs(moving, fault) ? restored_in(moving) : fault->restored_at);
	query_int(query, ":vcpu", values_number(fields, "fact_vcpu_down", 0));
	query_int(query, ":interrupted", yes_in(fields, "fact_interrupted"));
	query_int(query, ":data_loss", yes_in(fields, "fact_data_loss"));
	query_int(query, ":planned", in_time);
	query_int(query, ":report_due",
		  fault_report_due(moving->context, level == fault->level ? fault->reported_level : level, found));
	return query_run(query);
}

static void say(struct moving *moving)
{
	for (size_t i = 0; i < ARRAY_LENGTH(facts); i++)
		if (differs(moving, &facts[i]))
			values_set(moving->form, facts[i].form, values_word(moving->fields, facts[i].field));
}

/* ---- the analysis ---- */

/* Where it is judged, analysis is NULL: the time to judge it stays, and begins anew after a level that asked for none.
 */
static void due_again(struct moving *moving, const struct fault *fault, int64_t level, const struct deadline *analysis)
{
	struct deadline judging;

	if (level > ANALYSED_UNTIL) {
		moving->due_at = clock_now();
		moving->due_rule = "更正后的等级不需要分析报告，自动办结";
		return;
	}
	if (analysis == NULL && fault->level <= ANALYSED_UNTIL)
		return;
	if (analysis == NULL) {
		judging = deadline_from(moving->context, "fault_accept_wd", DUE_WORKING_DAYS, clock_now());
		analysis = &judging;
	}
	moving->due_at = analysis->due_at;
	moving->due_rule = analysis->rule;
}

/* Who is to write it from now on, from now on; nobody where the level asks for none: the clock ends it then. */
static enum err analysis_again(struct moving *moving, const struct fault *fault, int64_t level, bool another)
{
	const char *setting = level == 1 ? "fault_analysis_1_wd" : "fault_analysis_2_wd";
	bool waiting = text_equal(moving->matter->state->key, "analysing");
	struct deadline deadline = {0};
	struct query *query;

	if (fault->confirmed_at == 0 || (!another && level == fault->level))
		return OK;
	if (level <= ANALYSED_UNTIL)
		deadline = deadline_from(moving->context, setting, DUE_WORKING_DAYS,
					 another && waiting ? clock_now() : fault->confirmed_at);
	due_again(moving, fault, level, waiting ? &deadline : NULL);
	query = db_query(moving->context->db, Q_FAULT_ANALYSIS_DUE);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":due", deadline.due_at);
	return query_run(query);
}

/* What is under way goes to him; what was handed in stays who wrote it. */
static enum err write_analyst(struct moving *moving, int64_t party, bool waiting)
{
	struct query *query = db_query(moving->context->db, waiting ? Q_FAULT_ANALYST : Q_FAULT_AUTHOR);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":former", values_number(moving->form, "party", 0));
	if (waiting)
		query_int(query, ":analyst", party);
	return query_run(query);
}

static enum err another_party(struct moving *moving)
{
	struct context *context = moving->context;
	int64_t party = values_number(moving->fields, "fact_party", 0);
	bool waiting = text_equal(moving->matter->state->key, "analysing");
	enum role role;
	unsigned kinds;
	enum err err = fault_make_responsible(moving, party);

	if (err == OK)
		err = kinds_of(context, party, &kinds);
	if (err != OK)
		return err;
	err = write_analyst(moving, party, waiting);
	role = role_for(ROLE_RESPONSIBLE_CLERK, kinds, false);
	if (err == OK && waiting)
		err = matter_seats_again(context, moving->matter);
	else if (err == OK && role != ROLE_COUNT)
		err = notice_add(context, party, role_key(role), 0, "alarm", moving->matter->id,
				 arena_printf(context->arena, "故障“%s”的责任单位更正为本单位，请查看更正的理由",
					      moving->matter->title));
	return err;
}

enum err fault_correct(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t level = strtol(values_word(moving->fields, "fact_level"), NULL, 10);
	struct fault fault;
	bool another;
	enum err err;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	another = values_number(moving->fields, "fact_party", 0) != values_number(moving->form, "party", 0);
	err = keep_former(moving, &fault);
	if (err == OK)
		err = write_facts(moving, &fault, level);
	if (err == OK && level != fault.level) {
		struct fault_clock ignored;

		fault.found_at = moment_in(moving->fields, "fact_found_day", "fact_found_time");
		err = fault_regrade_row(moving, &fault, level, &ignored);
	}
	if (err == OK)
		err = analysis_again(moving, &fault, level, another);
	if (err == OK && another)
		err = another_party(moving);
	if (err != OK)
		return err;
	say(moving);
	return matter_revise(moving->context, moving->matter, moving->form);
}

enum err fault_waive(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_FAULT_WAIVE);
}

/* ---- beside the matter ---- */

enum err fill_fault_corrections(struct context *context, struct matter *matter, struct values *form UNUSED,
				struct dict *body)
{
	static const char *const heads[] = {"更正时间", "更正人", "事实", "原登记", "更正为", "理由", NULL};
	struct query *query = db_query(context->db, Q_FAULT_CORRECTIONS);
	struct table *table = NULL;

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "更正记录"), "更正记录",
					    heads);
		table_line(table);
		table_text(table, format_time(context->arena, next_int(query)));
		for (int column = 0; column < 5; column++)
			table_text(table, next_text(query, context->arena));
	}
	return query_end(query);
}
