#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/deadline.h"
#include "kernel/frame.h"
#include "kernel/move.h"
#include "kernel/listing.h"
#include "modules/matter/matter_module.h"
#include "modules/review/review.h"

/* What sorts after every limit is none. */
#define DUE_NEVER INT64_C(250000000000)

static size_t stage_index(const struct procedure *procedure, const char *stage)
{
	for (size_t i = 0; i < procedure->stage_count; i++)
		if (text_equal(stage, procedure->stages[i]))
			return i;
	return 0;
}

/* Of the seven words of article 10, 变更 is no step on the way to 终止. */
static bool beside_the_way(const struct procedure *procedure, size_t stage, size_t current)
{
	return current == 6 && stage == 5 && text_equal(procedure->stages[stage], "变更");
}

/* Colours have fixed meanings (ui/DESIGN.md): amber waits, purple judges, green is done, grey ended. */
const char *state_tone(const struct state *state)
{
	if (state == NULL)
		return "grey";
	if (state->tone != NULL)
		return state->tone;
	if (state->final)
		return text_equal(state->stage, "终止") ? "grey" : "green";
	if (state->clock_stopped)
		return "amber";
	return text_equal(state->stage, "审批") ? "purple" : "blue";
}

void stages_fill(struct context *context, struct dict *dict, const struct matter *matter, const struct past *past)
{
	struct dict *stages = dict_include(dict, "STAGES", "part/stages.tpl");
	const struct procedure *procedure = matter->procedure;
	size_t current = stage_index(procedure, matter->state->stage);
	bool late = matter->due_at > 0 && matter->due_at < clock_now() && !matter->state->final;

	for (size_t i = 0; i < procedure->stage_count; i++) {
		struct dict *stage = dict_section(stages, "STAGE");
		bool is_current = i == current;
		bool done = i < current &&
			    (past == NULL ? !beside_the_way(procedure, i, current) : (past->stages >> i & 1) != 0);

		dict_set(stage, "STAGE_LABEL", procedure->stages[i]);
		dict_int(stage, "STAGE_NO", (int64_t)i + 1);
		dict_set(stage, "STAGE_CLASS", is_current ? (late ? "cur late" : "cur") : done ? "done" : "");
		dict_show_if(stage, "STAGE_DONE", done);
		dict_show_if(stage, "STAGE_CURRENT", is_current);
		dict_show_if(stage, "STAGE_AHEAD", !done && !is_current);
		if (is_current)
			dict_printf(stage, "STAGE_NOTE", "%s 起",
				    format_day_short(context->arena, day_of(matter->state_at)));
	}
}

void due_fill(struct context *context, struct dict *dict, int64_t due_at, bool paused)
{
	struct dict *due = dict_include(dict, "DUE", "part/due.tpl");
	int64_t now = clock_now();

	if (paused || due_at <= 0 || due_at > DUE_NEVER) {
		dict_set(due, "DUE_TEXT", paused ? "计时暂停" : due_at < 0 ? "已办结" : "不限时");
		if (paused) {
			dict_set(due, "DUE_ICON", "pause-circle");
			dict_show(due, "DUE_ICON");
		}
		return;
	}
	dict_set(due, "DUE_TEXT", deadline_words(context, due_at, false));
	dict_set(due, "DUE_DAY", deadline_date(context->arena, due_at));
	dict_show(due, "DUE_DAY");
	if (due_at < now) {
		dict_set(due, "DUE_CLASS", "due-late");
		dict_set(due, "DUE_ICON", "exclamation-triangle");
		dict_show(due, "DUE_ICON");
	} else if (day_of(due_at) == day_of(now)) {
		dict_set(due, "DUE_CLASS", "due-soon");
		dict_set(due, "DUE_ICON", "clock-history");
		dict_show(due, "DUE_ICON");
	}
}

/* What no limit is set for and the system ends itself: in the limit's place, and said to be none. */
static void end_fill(struct context *context, struct dict *dict, int64_t end_at)
{
	struct dict *due = dict_include(dict, "DUE", "part/due.tpl");

	dict_printf(due, "DUE_TEXT", "自动 · %s",
		    end_at < clock_now() ? "即将办理" : deadline_words(context, end_at, false));
	dict_set(due, "END_DAY", deadline_date(context->arena, end_at));
	dict_show(due, "END_DAY");
}

/* due_at 0: none.  *end.due_at 0 where it has a limit, stands still by somebody's wish, or does not end by itself. */
static const struct action *ending_of(struct context *context, const struct procedure *procedure,
				      const struct state *state, const struct matter_row *facts, struct deadline *end)
{
	const struct action *action;

	*end = (struct deadline){0};
	if (facts->closed || facts->since == 0 || (facts->due_at > 0 && facts->due_at < DUE_NEVER) ||
	    (facts->paused && !state->clock_stopped))
		return NULL;
	action = deadline_ending(procedure, state);
	if (action != NULL && deadline_after(context, procedure, action, state, facts->matter, facts->since, end) != OK)
		*end = (struct deadline){0};
	return action;
}

static void arithmetic_fill(struct context *context, struct dict *dict, const struct matter *matter,
			    const struct action *ends, const struct deadline *end)
{
	const char *paused =
		matter->paused_days > 0
			? arena_printf(context->arena, "；此前另有 %" PRId64 " 个工作日暂停不计", matter->paused_days)
			: "";
	struct dict *arithmetic;
	char *picture;

	if (matter->state->final || (text_empty(matter->due_rule) && end->due_at == 0))
		return;
	arithmetic = dict_section(dict, "ARITHMETIC");
	if (end->due_at > 0) {
		dict_printf(arithmetic, "ARITHMETIC_TEXT", "%s；期满由系统自动办理“%s”，不是办理时限，不计逾期",
			    end->rule, ends->label);
		return;
	}
	dict_printf(arithmetic, "ARITHMETIC_TEXT", "%s%s", matter->due_rule, paused);
	picture = ruler_picture(context, matter);
	if (picture != NULL)
		dict_markup(dict_include(dict_section(arithmetic, "RULED"), "RULER", "part/picture.tpl"), "MARKUP",
			    picture);
}

void facts_fill(struct context *context, struct dict *dict, const struct matter *matter)
{
	struct dict *facts = dict_include(dict, "FACTS", "part/facts.tpl");
	const struct action *ends;
	struct deadline end;

	dict_set(facts, "HOLDER", matter->state->final ? "已办结" : matter->holder);
	dict_set(facts, "SINCE_AT", format_time(context->arena, matter->state_at));
	dict_printf(facts, "SINCE_NOTE", "转入%s", matter->state->label);
	dict_set(facts, "NEXT_TEXT", text_empty(matter->state->next) ? "没有下一步" : matter->state->next);
	ends = ending_of(context, matter->procedure, matter->state,
			 &(struct matter_row){.matter = matter->id,
					      .since = matter->state_at + matter->held_seconds,
					      .due_at = matter->due_at,
					      .paused = matter->paused_at > 0,
					      .closed = matter->state->final},
			 &end);
	if (end.due_at > 0)
		end_fill(context, facts, end.due_at);
	else
		due_fill(context, facts, matter->state->final ? -1 : matter->due_at,
			 matter->paused_at > 0 && !matter->state->final);
	arithmetic_fill(context, dict, matter, ends, &end);
}

const struct state *matter_row_fill(struct context *context, struct dict *row, const struct matter_row *facts)
{
	const struct procedure *procedure = procedure_version(context->service, context->db, facts->procedure);
	const struct state *state = procedure == NULL ? NULL : procedure_state(procedure, facts->state);
	struct deadline end = {0};

	dict_set(row, "PROCEDURE_TITLE", procedure == NULL ? "" : procedure->title);
	dict_set(row, "PROCEDURE_TONE", "blue");
	dict_set(row, "STATE_LABEL", state == NULL ? "" : state->label);
	dict_set(row, "STATE_TONE", state_tone(state));
	dict_show_if(row, "LATE_YES",
		     !facts->closed && !facts->paused && facts->due_at > 0 && facts->due_at < clock_now());
	if (state != NULL)
		ending_of(context, procedure, state, facts, &end);
	if (end.due_at > 0)
		end_fill(context, row, end.due_at);
	else
		due_fill(context, row, facts->closed ? -1 : facts->due_at, facts->paused && !facts->closed);
	return state;
}

void matter_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	struct matter_row facts = {0};

	(void)data;
	for (int i = 0; i < column_count(query); i++) {
		const char *name = column_name(query, i);

		if (strcmp(name, "procedure_id") == 0)
			facts.procedure = column_int(query, i);
		else if (strcmp(name, "state") == 0)
			facts.state = column_text(query, i);
		else if (strcmp(name, "due_at") == 0)
			facts.due_at = column_int(query, i);
		else if (strcmp(name, "matter_id") == 0)
			facts.matter = column_int(query, i);
		else if (strcmp(name, "state_since") == 0)
			facts.since = column_int(query, i);
		else if (strcmp(name, "paused_at") == 0)
			facts.paused = !column_is_null(query, i);
		else if (strcmp(name, "closed_at") == 0)
			facts.closed = !column_is_null(query, i);
	}
	matter_row_fill(context, row, &facts);
}

/* ---- timeline, newest first ---- */

enum err timeline_fill(struct context *context, struct dict *dict, const struct matter *matter)
{
	struct dict *timeline = dict_include(dict, "TIMELINE", "part/timeline.tpl");
	struct query *query = db_query(context->db, Q_MATTER_PAGE_EVENTS);
	int64_t count = 0;

	query_int(query, ":matter", matter->id);
	query_int(query, ":center", matter_reads_reviewers(context, matter));
	query_int(query, ":person", context->actor->person);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		struct dict *event = dict_section(timeline, "EVENT");
		const char *tone;
		char *opinion;
		size_t length;
		const uint8_t *h;
		const char *key, *given;

		dict_set(event, "EVENT_WHO", next_text(query, context->arena));
		dict_set(event, "EVENT_ACTION", next_text(query, context->arena));
		tone = next_text(query, context->arena);
		dict_set(event, "EVENT_TONE", tone);
		dict_set(event, "EVENT_AT", format_time(context->arena, next_int(query)));
		dict_set(event, "EVENT_CLASS", count == 0 ? "cur" : text_equal(tone, "amber") ? "back" : "");
		opinion = next_text(query, context->arena);
		if (!text_empty(opinion)) {
			dict_set(event, "EVENT_OPINION", opinion);
			dict_show(event, "EVENT_OPINION");
		}
		h = next_blob(query, context->arena, &length);
		if (h != NULL && length == 32) {
			dict_set(event, "EVENT_CODE", audit_short_code(context->arena, h));
			dict_show(event, "EVENT_CODE");
		}
		key = next_text(query, context->arena);
		given = event_given(context, matter, key, next_text(query, context->arena));
		if (!text_empty(given)) {
			dict_set(event, "EVENT_GIVEN", given);
			dict_show(event, "EVENT_GIVEN");
		}
		dict_show_if(event, "EVENT_KEPT", next_int(query) == 0);
		count++;
	}
	dict_printf(dict, "EVENTS_TEXT", "%" PRId64 " 条", count);
	return query_end(query);
}

/* ---- gates, changes, ruling, conditions ---- */

enum err gates_fill(struct context *context, struct dict *dict, const struct procedure *procedure,
		    struct matter *matter, struct values *form)
{
	struct answer *answers;
	enum verdict *verdicts;
	size_t lacking = 0;
	size_t later = 0;
	struct dict *list;
	enum err err = matter_gates(context, procedure, matter, form, &answers, &verdicts);

	if (err != OK || procedure->gate_count == 0)
		return err;
	list = dict_include(dict, "GATE", "part/gate.tpl");
	for (size_t i = 0; i < procedure->gate_count; i++) {
		struct dict *gate = dict_section(list, "GATE");
		struct dict *line = dict_section(gate, verdicts[i] == VERDICT_YES  ? "GATE_OK"
						       : verdicts[i] == VERDICT_NO ? "GATE_LACK"
										   : "GATE_LATER");

		lacking += verdicts[i] == VERDICT_NO;
		later += verdicts[i] == VERDICT_NOT_YET;
		dict_set(line, "GATE_LABEL", procedure->gates[i]->label);
		dict_set(line, "GATE_DETAIL", answers[i].sentence != NULL ? answers[i].sentence : "");
		if (verdicts[i] == VERDICT_YES && !text_empty(procedure->gates[i]->article)) {
			dict_set(line, "GATE_ARTICLE", article_note(context->arena, procedure->gates[i]->article));
			dict_show(line, "GATE_ARTICLE");
		}
		if (verdicts[i] == VERDICT_NO && answers[i].cure != NULL) {
			struct dict *cure = dict_section(line, "CURE");

			dict_set(cure, "CURE_HREF", answers[i].link != NULL ? answers[i].link : "#main");
			dict_set(cure, "CURE_LABEL", answers[i].cure);
		}
	}
	dict_show(dict, "HAS_GATE");
	dict_printf(dict, "GATE_TEXT", later > 0 ? "%zu 项，尚缺 %zu 项，待核对 %zu 项" : "%zu 项，尚缺 %zu 项",
		    procedure->gate_count, lacking, later);
	return OK;
}

enum err changes_fill(struct context *context, struct dict *dict, const struct matter *matter)
{
	struct values *before;
	struct values *after;
	const struct state *back;
	bool material = false;
	size_t *changed;
	size_t count = 0;
	enum err err = matter_return_diff(context, matter, &before, &after, &changed, &count);

	if (err != OK || count == 0)
		return err;
	dict_show(dict, "HAS_CHANGES");
	dict_printf(dict, "CHANGES_NOTE", "与退回时相比，%zu 项", count);
	back = procedure_state(matter->procedure, matter->returned_from);
	for (size_t i = 0; i < count; i++) {
		const struct value *new = &after->items[changed[i]];

		change_fill(context, dict, &before->items[changed[i]], new);
		material = material || new->field->material;
	}
	if (material && !matter->state->edit && back != NULL && back != matter->state)
		dict_printf(dict_section(dict, "CHANGES_WHY"), "CHANGES_WHY_TEXT",
			    "改动了重要内容，各级重新办理后再回到“%s”。", back->label);
	return OK;
}

enum err ruling_fill(struct context *context, struct dict *dict, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_RULING);
	struct listing list = {0};
	enum err err;

	query_int(query, ":matter", matter->id);
	err = listing_fill(context, dict, "RULING_ROW", query, &list);
	dict_show_if(dict, "HAS_RULING", list.rows > 0);
	return err;
}

/* One line of the list: columns id, text, owner, due_day, closed_at, met_at, met_note. */
static enum err condition_fill(struct context *context, struct dict *row, struct query *query,
			       const struct matter *matter, const struct acting *acting)
{
	int64_t id = next_int(query);
	bool may = actor_has(context->actor, ROLE_CENTER_REVIEW) || actor_has(context->actor, ROLE_CENTER_SECURITY);
	const char *owner, *note;
	int64_t closed_at, met_at;
	enum err err;

	dict_int(row, "CONDITION_ID", id);
	dict_set(row, "CONDITION_TEXT", next_text(query, context->arena));
	owner = next_text(query, context->arena);
	dict_set(row, "OWNER_TEXT", text_equal(owner, "unit") ? "使用单位" : "云服务商");
	dict_set(row, "DUE_DAY", format_day(context->arena, next_int(query)));
	closed_at = next_int(query);
	met_at = next_int(query);
	note = next_text(query, context->arena);
	dict_show_if(row, "OPEN_YES", closed_at == 0);
	dict_show_if(row, "MAY_CLOSE", closed_at == 0 && met_at > 0 && may);
	if (closed_at > 0)
		dict_set(dict_section(row, "CLOSED_YES"), "CLOSED_AT", format_time(context->arena, closed_at));
	if (met_at > 0) {
		struct dict *met = dict_section(row, "MET_YES");

		dict_set(met, "MET_AT", format_time(context->arena, met_at));
		dict_set(met, "MET_NOTE", note);
	}
	if (closed_at > 0 || acting == NULL)
		return OK;
	err = review_condition_owner(context, matter, owner);
	if (err == OK) {
		row = dict_section(row, "MAY_MEET");
		dict_set(row, "NOTE_TYPED", acting->condition == id ? acting->condition_note : note);
		if (acting->condition == id && acting->refusal_count > 0)
			dict_set(dict_section(row, "NOTE_ERROR"), "NOTE_ERROR", acting->refusals->sentence);
		dict_set(row, "MEET_LABEL", met_at > 0 ? "更新落实情况" : "报告已落实");
	}
	return err == ERR_FORBIDDEN ? OK : err;
}

enum err conditions_fill(struct context *context, struct dict *dict, const struct matter *matter,
			 const struct acting *acting)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_CONDITIONS);
	size_t rows = 0;
	enum err err = OK;
	enum err ended;

	query_int(query, ":matter", matter->id);
	for (; err == OK && query_step(query); rows++)
		err = condition_fill(context, dict_section(dict, "CONDITION"), query, matter, acting);
	ended = query_end(query);
	dict_show_if(dict, "HAS_CONDITIONS", rows > 0);
	return err == OK ? ended : err;
}
