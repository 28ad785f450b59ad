/* Kept rows in, figures out. */
#include "base/base.h"
#include "modules/assess/assess_parts.h"

#include "base/text.h"

enum { RULES_CAP = 500, FACTS_CAP = 100000, ENTRIES_CAP = 1000 };

static enum err read_rules(struct context *context, struct assess_kept *kept)
{
	struct assess_value *rules = arena_array(context->arena, RULES_CAP, sizeof *rules);
	struct query *query = db_query(context->db, Q_ASSESS_RULES);

	query_int(query, ":matter", kept->matter);
	while (query_step(query)) {
		struct assess_value *rule = &rules[kept->sheet.rule_count++];

		rule->key = next_text(query, context->arena);
		rule->value = next_int(query);
	}
	kept->sheet.rules = rules;
	return query_end(query);
}

/* Room grows with the rows: most sheets have some dozens. */
static struct assess_fact *fact_room(struct arena *arena, struct assess_fact *facts, size_t count, size_t *room)
{
	struct assess_fact *wider;

	if (count < *room)
		return facts;
	*room = *room == 0 ? 64 : *room * 2;
	wider = arena_array(arena, *room, sizeof *wider);
	for (size_t i = 0; i < count; i++)
		wider[i] = facts[i];
	return wider;
}

static enum err read_facts(struct context *context, struct assess_kept *kept)
{
	struct assess_fact *facts = NULL;
	struct query *query = db_query(context->db, Q_ASSESS_FACTS);
	size_t room = 0, count = 0;

	query_int(query, ":matter", kept->matter);
	while (query_step(query)) {
		struct assess_fact *fact;

		facts = fact_room(context->arena, facts, count, &room);
		fact = &facts[count++];
		fact->indicator = next_text(query, context->arena);
		fact->line = next_int(query);
		fact->kind = next_text(query, context->arena);
		fact->record = next_int(query);
		fact->at = next_int(query);
		fact->amount = next_int(query);
		fact->whole = next_int(query);
		fact->times = next_int(query);
		fact->words = next_text(query, context->arena);
	}
	kept->sheet.facts = facts;
	kept->sheet.fact_count = count;
	return query_end(query);
}

static enum err read_entries(struct context *context, struct assess_kept *kept)
{
	struct assess_entry *entries = arena_array(context->arena, ENTRIES_CAP, sizeof *entries);
	struct query *query = db_query(context->db, Q_ASSESS_ENTRIES);

	query_int(query, ":matter", kept->matter);
	while (query_step(query)) {
		struct assess_entry *entry = &entries[kept->sheet.entry_count++];

		entry->id = next_int(query);
		entry->round = next_int(query);
		entry->kind = next_text(query, context->arena);
		entry->indicator = next_text(query, context->arena);
		entry->points = next_int(query);
		entry->reason = next_text(query, context->arena);
		entry->evidence = next_text(query, context->arena);
		entry->at = next_int(query);
	}
	kept->sheet.entries = entries;
	return query_end(query);
}

static enum found read_head(struct context *context, struct assess_kept *kept)
{
	struct query *query = db_query(context->db, Q_ASSESS_KEPT);
	bool found;

	query_int(query, ":matter", kept->matter);
	found = query_step(query);
	if (found) {
		kept->provider = next_int(query);
		kept->provider_name = next_text(query, context->arena);
		kept->provider_code = next_text(query, context->arena);
		kept->sheet.kind = next_text(query, context->arena);
		kept->period = next_text(query, context->arena);
		kept->frozen_at = next_int(query);
		kept->sheet.round = next_int(query);
		kept->scored_at = next_int(query);
		kept->approved_at = next_int(query);
		kept->published_at = next_int(query);
		kept->coefficient = next_int(query);
		kept->total = next_int(query);
		kept->grade = next_text(query, context->arena);
		kept->veto = next_int(query) != 0;
		kept->rules_day = next_int(query);
		kept->number = next_text(query, context->arena);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

enum found assess_read(struct context *context, int64_t matter, struct assess_kept *kept)
{
	enum found found;

	*kept = (struct assess_kept){.matter = matter, .sheet = {.arena = context->arena}};
	found = read_head(context, kept);
	if (found != FOUND)
		return found;
	if (read_rules(context, kept) != OK || read_facts(context, kept) != OK || read_entries(context, kept) != OK)
		return FIND_FAILED;
	assess_compute(&kept->sheet);
	return FOUND;
}

static enum err store_line(struct context *context, int64_t matter, const struct assess_line *line)
{
	struct query *query = db_query(context->db, Q_ASSESS_LINE_PUT);

	query_int(query, ":matter", matter);
	query_text(query, ":indicator", line->indicator->code);
	query_int(query, ":rank", line->rank);
	query_int(query, ":dimension", line->indicator->dimension);
	query_int(query, ":weight", line->weight);
	query_int(query, ":counted", line->counted);
	query_int(query, ":adjusted", line->adjusted);
	query_int(query, ":points", line->points);
	query_int(query, ":occurred", line->occurred);
	query_text(query, ":words", line->words);
	return query_run(query);
}

enum err assess_store(struct context *context, int64_t matter)
{
	struct assess_kept kept;
	struct query *query;
	enum err err = OK;

	if (assess_read(context, matter, &kept) != FOUND)
		return ERR_INTERNAL;
	for (size_t i = 0; err == OK && i < kept.sheet.line_count; i++)
		err = store_line(context, matter, &kept.sheet.lines[i]);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_ASSESS_TOTAL_PUT);
	query_int(query, ":matter", matter);
	query_int(query, ":total", kept.sheet.total);
	query_text(query, ":grade", kept.sheet.grade);
	query_int(query, ":veto", kept.sheet.veto);
	return query_run(query);
}

enum err assess_stored_lines(struct context *context, int64_t matter, struct assess_line lines[ASSESS_LINES_MAX],
			     size_t *count)
{
	struct query *query = db_query(context->db, Q_ASSESS_LINES);

	*count = 0;
	query_int(query, ":matter", matter);
	while (*count < ASSESS_LINES_MAX && query_step(query)) {
		struct assess_line *line = &lines[(*count)++];

		line->indicator = assess_indicator(next_text(query, context->arena));
		line->rank = next_int(query);
		line->weight = next_int(query);
		line->counted = next_int(query);
		line->adjusted = next_int(query);
		line->points = next_int(query);
		line->occurred = next_int(query);
		line->words = next_text(query, context->arena);
	}
	return query_end(query);
}
