/* Beside a matter: the score sheets that count it. */
#include "base/base.h"
#include "modules/assess/assess_page_parts.h"

#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/period.h"
#include "kernel/permission.h"

struct counting {
	int64_t sheet;
	const char *period;
	const char *provider;
	const char *code;
	const char *indicator;
};

static bool next_counting(struct context *context, struct query *query, struct counting *line)
{
	if (!query_step(query))
		return false;
	line->sheet = next_int(query);
	line->period = next_text(query, context->arena);
	line->provider = next_text(query, context->arena);
	line->code = next_text(query, context->arena);
	line->indicator = next_text(query, context->arena);
	return true;
}

/* An indicator by number and name; what is beyond them has a name alone, and no line on the sheet to lead to. */
static const char *name_of(struct arena *arena, const char *key, const char **anchor)
{
	const struct assess_indicator *indicator = assess_indicator(key);
	const char *beyond = text_equal(key, "criticism") ? "通报批评" : text_equal(key, "veto") ? "一票否决" : key;

	*anchor = indicator == NULL ? "" : arena_printf(arena, "#i-%s", indicator->code);
	return indicator == NULL ? beyond : arena_printf(arena, "%s %s", indicator->code, indicator->label);
}

static enum err may_see(struct context *context, const struct counting *line, bool *seen)
{
	int64_t sheet;
	enum err err = assess_sheet_of(context, line->period, line->code, &sheet);

	*seen = err == OK;
	return err == ERR_NOT_FOUND ? OK : err;
}

static void show(struct context *context, struct dict *body, struct table **table, const struct counting *line,
		 const char *names, const char *anchor)
{
	static const char *const heads[] = {"评分表", "计入", NULL};
	struct arena *arena = context->arena;

	if (*table == NULL)
		*table = table_begin(arena, panel_add(body, "PANEL_SIDE", "计入季度考核"), "计入季度考核", heads);
	table_line(*table);
	table_link(*table, arena_printf(arena, "/assess/%s/%s%s", line->period, line->code, anchor),
		   arena_printf(arena, "%s　%s", period_label(arena, line->period), line->provider));
	table_text(*table, names);
}

enum err assess_counted(struct context *context, const struct matter *matter, struct dict *body)
{
	struct query *query;
	struct table *table = NULL;
	struct counting line, next;
	enum err err = OK;
	bool more;

	if (!permission_held(MAY_SEE_ASSESSMENTS, true, context->actor->roles | actor_roles_taken(context->actor)))
		return OK;
	query = db_query(context->db, Q_ASSESS_COUNTING);
	query_int(query, ":record", matter->id);
	more = next_counting(context, query, &next);
	while (err == OK && more) {
		const char *first, *other, *names;
		bool seen;

		line = next;
		names = name_of(context->arena, line.indicator, &first);
		while ((more = next_counting(context, query, &next)) && next.sheet == line.sheet)
			names = text_list_add(context->arena, names, name_of(context->arena, next.indicator, &other));
		err = may_see(context, &line, &seen);
		if (err == OK && seen)
			show(context, body, &table, &line, names, first);
	}
	return err == OK ? query_end(query) : err;
}
