/*
 * Panel parties_record: beside a decision about organisations that asked for nothing (who is inspected, told,
 * measured, has to mend), what the record says of each: what it has to put right, what it left without an answer,
 * how much it uses, what was decided about it before and by whom.  For the center alone; SQL sees to it.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/matter.h"
#include "kernel/panel.h"

enum { PARTIES_MAX = 60, YEAR_DAYS = 365 };

static void add_party(int64_t *parties, size_t *count, int64_t party)
{
	for (size_t i = 0; i < *count; i++)
		if (parties[i] == party)
			return;
	if (party > 0 && *count < PARTIES_MAX)
		parties[(*count)++] = party;
}

/* Those the form names, in rows or as the receiver; without any who runs the platform. */
static enum err read_parties(struct context *context, const struct matter *matter, const struct values *form,
			     int64_t *parties, size_t *count)
{
	const struct value *rows = form == NULL ? NULL : values_find(form, "parties");
	struct query *query;
	int64_t runs = 0;
	enum err err;

	*count = 0;
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		add_party(parties, count, values_number(rows->rows[i], "party", 0));
	if (form != NULL && values_find(form, "receiver") != NULL)
		add_party(parties, count, values_number(form, "receiver", 0));
	if (*count > 0 || matter->platform == 0)
		return OK;
	query = db_query(context->db, Q_USAGE_PLATFORM_OPERATOR);
	query_int(query, ":platform", matter->platform);
	err = query_value(query, 0, &runs);
	add_party(parties, count, runs);
	return err;
}

static struct query *party_query(struct context *context, enum query_name name, const struct matter *matter,
				 int64_t party)
{
	struct query *query = db_query(context->db, name);

	query_int(query, ":party", party);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	return query;
}

static enum err fill_standing(struct context *context, struct table *table, const struct matter *matter, int64_t party)
{
	struct arena *arena = context->arena;
	struct query *query = party_query(context, Q_USAGE_PARTY_STANDING, matter, party);
	const char *text;
	enum err err;

	query_int(query, ":now", clock_now());
	query_int(query, ":since", clock_now() - YEAR_DAYS * INT64_C(86400));
	while (query_step(query)) {
		int64_t open, late, unanswered;

		table_line(table);
		table_text(table, next_text(query, arena));
		open = next_int(query);
		late = next_int(query);
		text = arena_printf(arena, "在改 %" PRId64 " 件，逾期 %" PRId64 " 件", open, late);
		if (late > 0)
			table_gap(table, text);
		else
			table_text(table, text);
		table_number(table, next_int(query));
		unanswered = next_int(query);
		if (unanswered > 0)
			table_gap(table, arena_printf(arena, "%" PRId64 " 件", unanswered));
		else
			table_text(table, "没有");
	}
	err = query_end(query);
	if (err == OK)
		err = usage_month_words(context, party, &text);
	if (err == OK)
		table_text(table, text);
	return err;
}

/* Label of the last decision, and below it who took it and when. */
static enum err fill_decided(struct context *context, struct table **table, struct dict *body,
			     const struct matter *matter, int64_t party)
{
	static const char *const heads[] = {"单位", "此前的检查、督办、通报与处理", "谁的决定", NULL};
	struct arena *arena = context->arena;
	struct query *query = party_query(context, Q_USAGE_PARTY_DECIDED, matter, party);

	while (query_step(query)) {
		const char *name = next_text(query, arena);
		const char *href = arena_printf(arena, "/matters/%" PRId64, next_int(query));
		const char *subject = next_text(query, arena);
		const char *decision = next_text(query, arena);
		const char *decider = next_text(query, arena);
		int64_t at = next_int(query);

		if (*table == NULL)
			*table = table_begin(arena, panel_add(body, "PANEL_MAIN", "当事单位此前的办理与决定"),
					     "当事单位此前的办理与决定", heads);
		table_line(*table);
		table_text(*table, name);
		table_link(*table, href, subject);
		table_sub(*table, decision,
			  text_empty(decision) ? NULL
					       : arena_printf(arena, "%s　%s", decider, format_day(arena, day_of(at))));
	}
	return query_end(query);
}

enum err usage_parties_record(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"单位", "隐患", "近一年隐患#", "没有答复的通知", "使用率均值", NULL};
	int64_t parties[PARTIES_MAX];
	struct table *table = NULL, *decided = NULL;
	size_t count;
	enum err err;

	/* While it is written nobody decides, and what is closed was decided by what was known then. */
	if (matter == NULL || matter->state->edit || matter->state->final || matter->guest || matter->copied ||
	    (context->actor->kinds & KIND_CENTER) == 0)
		return OK;
	err = read_parties(context, matter, form, parties, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "当事单位情况"),
					    "当事单位情况", heads);
		err = fill_standing(context, table, matter, parties[i]);
	}
	for (size_t i = 0; err == OK && i < count; i++)
		err = fill_decided(context, &decided, body, matter, parties[i]);
	return err;
}
