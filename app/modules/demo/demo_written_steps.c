/* Doing what a written story says: somebody is found who may, and what he needs is handed in before. */
#include "base/base.h"
#include "modules/demo/demo_written.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/attachment.h"
#include "kernel/move.h"
#include "kernel/round.h"
#include "modules/report/report.h"

/* One step under way. */
struct telling {
	struct demo *demo;
	struct written_story *story;
	const struct written_step *step;
	struct context context;
	struct matter *matter;
};

static void fail(const struct telling *telling, enum err err, const char *why)
{
	demo_fail(arena_printf(telling->demo->arena, "%s:%" PRId64 " %s by %s in %s", telling->story->file,
			       telling->step->line, telling->step->word, telling->context.actor->login,
			       telling->matter == NULL ? "-" : telling->matter->state->key),
		  err, why);
}

static const char *word_of(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = map == NULL ? NULL : yaml_get(map, key);

	return node != NULL && node->kind == YAML_TEXT ? node->text : NULL;
}

void written_become(struct demo *demo, struct context *context, const struct actor *actor)
{
	struct arena *arena = context->arena;

	context->actor = actor;
	context->source =
		arena_printf(arena, "10.51.%" PRId64 ".%" PRId64, actor->org % 200 + 1, actor->person % 250 + 1);
	context->request = arena_printf(arena, "%08" PRIx64 "%08" PRIx64, demo_draw(demo, UINT64_C(1) << 32),
					demo_draw(demo, UINT64_C(1) << 32));
}

static void become(struct telling *telling, const struct actor *actor)
{
	written_become(telling->demo, &telling->context, actor);
}

/* ---- opening ---- */

/* A unit of which nobody has an account: the clerk process opens its duty, and it stays where it is. */
static const struct actor *nobody_of(struct telling *telling, const char *code)
{
	struct actor *actor = arena_alloc(telling->context.arena, sizeof *actor);

	*actor = (struct actor){.org = demo_organisation(telling->demo, code), .kinds = KIND_UNIT};
	return actor;
}

static const struct actor *opener(struct telling *telling, const struct procedure *procedure)
{
	const char *login = word_of(telling->story->node, "by");
	const char *code = telling->story->opener;

	if (login != NULL)
		return demo_person_by_login(telling->demo, login);
	if (code == NULL)
		fail(telling, ERR_NOT_FOUND, "opener or by is missing");
	/* What the clerk process alone opens is opened for everybody there. */
	for (size_t i = 0; i < telling->demo->person_count; i++) {
		const struct demo_person *person = &telling->demo->people[i];

		if (text_equal(person->code, code) &&
		    (procedure->start_count == 0 || procedure_start_role(procedure, &person->actor) != ROLE_COUNT))
			return &person->actor;
	}
	if (procedure->round.every == EVERY_NEVER)
		fail(telling, ERR_NOT_FOUND, "nobody there may open it");
	return nobody_of(telling, code);
}

static void find_again(struct telling *telling)
{
	if (matter_find(&telling->context, telling->story->matter, &telling->matter) != FOUND)
		fail(telling, ERR_NOT_FOUND, "he does not see it");
}

static void save_draft(struct telling *telling, const struct yaml_node *map)
{
	struct values *draft;
	int64_t saves, saved_at;
	enum err err = matter_draft(&telling->context, telling->matter, &draft, &saves, &saved_at);

	if (err == OK)
		written_type(telling->demo, telling->context.arena, draft, map);
	if (err == OK)
		err = matter_save_draft(&telling->context, telling->matter, draft);
	if (err != OK)
		fail(telling, err, "the draft is not saved");
	find_again(telling);
}

/* What nobody but the clerk process opens: as it would have done that day. */
static enum err round_by_clerk(struct telling *telling, const struct procedure *procedure, const char *period)
{
	struct context context = telling->demo->context;

	context.arena = telling->context.arena;
	context.request = "rounds";
	return round_open(&context, procedure, period, telling->context.actor->org, telling->context.actor->kinds,
			  &telling->story->matter);
}

/* The clerk process may have opened a duty of this period already: then it is that one. */
static enum err open_or_take(struct telling *telling, const struct procedure *procedure, const struct subject *subject)
{
	struct query *query;
	const char *period = telling->story->period;
	int64_t id = 0;

	if (period == NULL)
		period = round_period(telling->context.service, telling->context.arena, procedure, day_of(clock_now()));
	if (procedure->round.every != EVERY_NEVER) {
		query = db_query(telling->demo->context.db, Q_DEMO_MATTER_OF_ROUND);
		query_text(query, ":key", procedure->key);
		query_text(query, ":period", period);
		query_int(query, ":organisation", telling->context.actor->org);
		query_int(query, ":platform", subject->platform);
		query_int(query, ":system", subject->system);
		demo_must("round", query_value(query, 0, &id));
	}
	telling->story->matter = id;
	if (id == 0 && (procedure->start_count == 0 || telling->context.actor->person == 0))
		return round_by_clerk(telling, procedure, period);
	return id > 0 ? OK : matter_open(&telling->context, procedure, subject, &telling->story->matter);
}

static void open_it(struct telling *telling)
{
	struct demo *demo = telling->demo;
	const struct yaml_node *node = telling->story->node;
	const struct procedure *procedure = procedure_find(demo->context.service, telling->story->key);
	const char *system = word_of(node, "system");
	const char *platform = word_of(node, "platform");
	struct subject subject = {0};
	enum err err = OK;

	if (procedure == NULL)
		fail(telling, ERR_NOT_FOUND, "no such procedure");
	become(telling, opener(telling, procedure));
	if (system != NULL)
		subject.system = demo_system_of(demo, system);
	if (platform != NULL)
		subject.platform = demo_platform(demo, platform);
	err = open_or_take(telling, procedure, &subject);
	if (err != OK)
		fail(telling, err, "not opened");
	if (procedure->start_count == 0 || telling->context.actor->person == 0)
		return; /* those it is for may not see it yet */
	find_again(telling);
	if (telling->story->called >= 0 && !telling->matter->state->edit) {
		telling->story->matter = 0; /* another story has it already */
		return;
	}
	if (yaml_get(node, "form") != NULL)
		save_draft(telling, yaml_get(node, "form"));
}

/* ---- who ---- */

static bool may_take(struct telling *telling, const struct actor *actor, const struct action *action)
{
	struct matter *matter;
	bool may = false;

	telling->context.actor = actor;
	return matter_find(&telling->context, telling->story->matter, &matter) == FOUND &&
	       matter_may_act(&telling->context, matter, action, &may) == OK && may;
}

/* Cheap: the roles that could press it at all, before anything is asked of the database. */
static bool might_take(const struct actor *actor, const struct action *action, const struct state *state)
{
	const enum role *roles = action->who_count > 0 ? action->who : state->holders;
	size_t count = action->who_count > 0 ? action->who_count : state->holder_count;

	for (size_t i = 0; i < count; i++)
		if (role_relative(roles[i]) || actor_has(actor, roles[i]))
			return true;
	return false;
}

/* Whose people could see the matter at all: to ask for each of a hundred persons took a twentieth of the demo. */
struct seen {
	int64_t organisations[DEMO_PEOPLE_MAX];
	size_t count;
};

static void read_seen(const struct telling *telling, struct seen *seen)
{
	struct query *query = db_query(telling->demo->context.db, Q_DEMO_MATTER_SEEN);

	seen->count = 0;
	query_int(query, ":matter", telling->story->matter);
	while (seen->count < ARRAY_LENGTH(seen->organisations) && query_step(query))
		seen->organisations[seen->count++] = next_int(query);
	demo_must("seen", query_end(query));
}

static bool might_see(const struct seen *seen, const struct actor *actor)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->organisations[i] == actor->org)
			return true;
	return false;
}

static void find_actor(struct telling *telling, const struct action *action)
{
	struct demo *demo = telling->demo;
	const char *login = word_of(telling->step->more, "by");
	struct matter *matter;
	struct seen seen;

	if (matter_find_any(&demo->context, telling->story->matter, &matter) != FOUND)
		fail(telling, ERR_NOT_FOUND, "no matter");
	if (login != NULL) {
		become(telling, written_actor(demo, telling->context.arena, login));
		return;
	}
	read_seen(telling, &seen);
	for (size_t i = 0; i < demo->person_count; i++) {
		const struct actor *actor = &demo->people[i].actor;

		if (might_see(&seen, actor) && might_take(actor, action, matter->state) &&
		    may_take(telling, actor, action)) {
			become(telling, actor);
			return;
		}
	}
	telling->matter = matter;
	fail(telling, ERR_FORBIDDEN, "nobody may");
}

/* ---- papers ---- */

static void hand_in(struct telling *telling, const struct document_kind *document)
{
	struct demo *demo = telling->demo;
	int64_t today = day_of(clock_now());
	struct demo_paper paper = {.document = document->key, .title = document->label};

	if (document->report != NULL) {
		paper.evidence_day = today - 5;
		paper.assessor = demo_assessor(demo, document->report);
		paper.report_no = arena_printf(telling->context.arena, "BG-%d-%03" PRId64, date_from_day(today).year,
					       telling->story->matter % 1000);
		paper.conclusion = "符合要求";
	}
	demo_hand_in(&telling->context, telling->matter, &paper);
}

static bool asked_by_step(const struct telling *telling, const struct document_kind *document)
{
	const struct yaml_node *list = telling->step->more == NULL ? NULL : yaml_get(telling->step->more, "documents");

	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (text_equal(list->items[i]->text, document->key))
			return true;
	return false;
}

static bool wanted(struct telling *telling, const struct action *action, const struct document_kind *document)
{
	const struct procedure *procedure = telling->matter->procedure;
	struct values *form;
	int64_t saves, saved_at;
	bool named = asked_by_step(telling, document);

	for (size_t i = 0; i < action->document_count && !named; i++)
		named = text_equal(action->documents[i], document->key);
	if (named || !telling->matter->state->edit || document->required)
		return named || (telling->matter->state->edit && document->required);
	return document->required_compiled != NULL &&
	       matter_draft(&telling->context, telling->matter, &form, &saves, &saved_at) == OK &&
	       procedure_holds(procedure, document->required_compiled, form, NULL);
}

static void hand_in_wanted(struct telling *telling, const struct action *action)
{
	const struct procedure *procedure = telling->matter->procedure;

	for (size_t i = 0; i < procedure->document_count; i++) {
		const struct document_kind *document = &procedure->documents[i];
		bool serves = false, may = false;

		if (!wanted(telling, action, document))
			continue;
		demo_must("document", attachment_serves(&telling->context, telling->matter, action, document, &serves));
		demo_must("document", matter_may_document(&telling->context, telling->matter, document, &may));
		if (may && (!serves || asked_by_step(telling, document)))
			hand_in(telling, document);
	}
}

/* ---- acting ---- */

static struct values *fields_of(struct telling *telling, const struct action *action)
{
	struct moving moving = {.context = &telling->context,
				.procedure = telling->matter->procedure,
				.matter = telling->matter,
				.action = action};

	if (action->field_count == 0)
		return NULL;
	moving.fields = values_empty(telling->context.arena, action->fields, action->field_count);
	demo_must("form", matter_form(&telling->context, telling->matter, &moving.form, NULL));
	if (action->prefill != NULL)
		demo_must("prefill", action->prefill->fill(&moving));
	telling->demo->form = moving.form;
	if (telling->step->more != NULL)
		written_type(telling->demo, telling->context.arena, moving.fields,
			     yaml_get(telling->step->more, "fields"));
	telling->demo->form = NULL;
	return moving.fields;
}

static const char *complaints(struct arena *arena, const struct move *move)
{
	const struct values *both[] = {move->form, move->fields};
	const char *all = move->sentence != NULL ? move->sentence : "";

	for (size_t i = 0; i < move->refusal_count; i++)
		all = arena_printf(arena, "%s; %s", all, move->refusals[i].sentence);
	for (size_t v = 0; v < ARRAY_LENGTH(both); v++)
		for (size_t i = 0; both[v] != NULL && i < both[v]->count; i++) {
			const struct value *value = &both[v]->items[i];

			if (value->error != NULL)
				all = arena_printf(arena, "%s; %s: %s", all, value->field->key, value->error);
			for (size_t r = 0; r < value->row_count; r++)
				for (size_t c = 0; c < value->rows[r]->count; c++)
					if (value->rows[r]->items[c].error != NULL)
						all = arena_printf(arena, "%s; %s", all,
								   value->rows[r]->items[c].error);
		}
	return all;
}

static void act(struct telling *telling)
{
	struct arena *arena = telling->context.arena;
	const char *opinion = word_of(telling->step->more, "opinion");
	const struct action *action;
	struct move move;
	enum err err;

	if (matter_find_any(&telling->demo->context, telling->story->matter, &telling->matter) != FOUND)
		fail(telling, ERR_NOT_FOUND, "no matter");
	action = procedure_action(telling->matter->procedure, telling->step->word);
	if (action == NULL)
		fail(telling, ERR_NOT_FOUND, "no such action");
	find_actor(telling, action);
	find_again(telling);
	hand_in_wanted(telling, action);
	find_again(telling);
	if (opinion == NULL && action->opinion == OPINION_REQUIRED)
		opinion = arena_printf(arena, "经核对有关情况，办理意见为：%s", action->label);
	move = (struct move){.matter = telling->matter,
			     .action = action,
			     .step = telling->matter->step,
			     .opinion = opinion == NULL ? "" : opinion,
			     .fields = fields_of(telling, action)};
	err = matter_move(&telling->context, &move);
	if (err != OK)
		fail(telling, err, complaints(arena, &move));
}

/* ---- other words ---- */

static void type_into_draft(struct telling *telling)
{
	struct demo *demo = telling->demo;
	struct seen seen;

	read_seen(telling, &seen);
	for (size_t i = 0; i < demo->person_count; i++) {
		bool may = false;

		if (!might_see(&seen, &demo->people[i].actor))
			continue;
		telling->context.actor = &demo->people[i].actor;
		if (matter_find(&telling->context, telling->story->matter, &telling->matter) != FOUND ||
		    matter_may_edit(&telling->context, telling->matter, &may) != OK || !may)
			continue;
		become(telling, &demo->people[i].actor);
		save_draft(telling, telling->step->more);
		return;
	}
	fail(telling, ERR_FORBIDDEN, "nobody may edit");
}

static void go_to(struct telling *telling)
{
	bool back = text_equal(telling->step->word, "back");
	struct query *query = db_query(telling->demo->context.db, back ? Q_DEMO_MATTER_BASE : Q_DEMO_MATTER_FOLLOWING);
	int64_t id = 0;

	query_int(query, ":matter", telling->story->matter);
	if (!back)
		query_text(query, ":key", telling->step->more != NULL ? telling->step->more->text : "");
	demo_must("follow", query_value(query, 0, &id));
	if (id == 0)
		fail(telling, ERR_NOT_FOUND, "no such matter");
	telling->story->matter = id;
}

static void clerks_round(struct telling *telling)
{
	struct context context = telling->demo->context;

	context.arena = telling->context.arena;
	context.request = "deadlines";
	demo_must("deadlines", time_job(&context));
}

static void comment(struct telling *telling)
{
	if (telling->context.actor == telling->demo->context.actor)
		become(telling, opener(telling, procedure_find(telling->demo->context.service, telling->story->key)));
	find_again(telling);
	demo_must("comment", matter_comment(&telling->context, telling->matter,
					    telling->step->more == NULL ? "" : telling->step->more->text));
}

static void redraft(struct telling *telling)
{
	become(telling, opener(telling, procedure_find(telling->demo->context.service, telling->story->key)));
	demo_must("redraft", report_again(&telling->context, telling->story->matter));
}

void written_step(struct demo *demo, struct arena *arena, struct written_story *story, size_t step)
{
	static const struct {
		const char *word;
		void (*tell)(struct telling *telling);
	} words[] = {
		{"open", open_it}, {"edit", type_into_draft}, {"follow", go_to},    {"morning", clerks_round},
		{"back", go_to},   {"clerk", clerks_round},   {"comment", comment}, {"redraft", redraft},
	};
	struct telling telling = {.demo = demo, .story = story, .step = &story->steps[step], .context = demo->context};

	telling.context.arena = arena;
	if (step > 0 && story->matter == 0)
		return;
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (text_equal(words[i].word, telling.step->word)) {
			words[i].tell(&telling);
			return;
		}
	if (!vocabulary_step(demo, &telling.context, story, telling.step))
		act(&telling);
}
