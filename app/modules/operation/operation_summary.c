/* The supervisor's weekly summary: what the records say of the week, to whom it goes. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"

/* From the first second of the matter's week until the one after its last. */
static bool bind_week(const struct matter *matter, struct query *query)
{
	int64_t first = 0, last = -1;
	bool week = period_days(matter->period, &first, &last);

	query_int(query, ":from", day_start(first));
	query_int(query, ":until", day_start(last + 1));
	/* Of the platforms that whoever sums up watches. */
	if (query_takes(query, ":watcher"))
		query_int(query, ":watcher", matter->org);
	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	return week;
}

static const char *side_label(const char *side)
{
	static const struct option sides[] = {{"provider", "云服务商"},       {"recovery", "云灾备服务商"},
					      {"supervisor", "云监管服务商"}, {"integrator", "整合平台承建单位"},
					      {"unit", "使用单位"},           {"outside", "外部"}};

	for (size_t i = 0; i < ARRAY_LENGTH(sides); i++)
		if (text_equal(sides[i].key, side))
			return sides[i].label;
	return side;
}

enum { LATE_REPORT, LATE_RESPONSE, LATE_ARRIVAL, LATE_RESTORE, LATE_KINDS };
static const char *const late_words[LATE_KINDS] = {"首报逾时", "响应逾时", "到场逾时", "恢复逾时"};

static void add_fault(struct moving *moving, struct query *query, int64_t *levels, int64_t *late)
{
	struct arena *arena = moving->context->arena;
	struct values *row = values_add_row(moving->form, "faults");
	const char *words = "";
	int64_t level;

	values_set(row, "number", next_text(query, arena));
	level = next_int(query);
	levels[level]++;
	values_set(row, "level", fault_level_label(level));
	values_set(row, "platform", next_text(query, arena));
	values_set(row, "side", side_label(next_text(query, arena)));
	values_set_number(row, "minutes", next_int(query));
	values_set(row, "standing", next_text(query, arena));
	for (size_t i = 0; i < LATE_KINDS; i++) {
		if (next_int(query) == 0)
			continue;
		late[i]++;
		words = text_list_add(arena, words, late_words[i]);
	}
	/* A summary begun under an earlier version of the procedure has no such column. */
	if (values_find(row, "late") != NULL)
		values_set(row, "late", words);
}

/* "其中首报逾时 1 件、到场逾时 2 件。" */
static const char *late_text(struct arena *arena, const int64_t *late)
{
	const char *text = "";

	for (size_t i = 0; i < LATE_KINDS; i++)
		if (late[i] > 0)
			text = arena_printf(arena, "%s%s%s %" PRId64 " 件", text, text[0] == '\0' ? "其中" : "、",
					    late_words[i], late[i]);
	return text[0] == '\0' ? "" : arena_printf(arena, "%s。", text);
}

enum err summary_rows(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_FAULT_OF_WEEK);
	int64_t levels[5] = {0}, late[LATE_KINDS] = {0};
	int64_t all;

	bind_week(moving->matter, query);
	while (query_step(query))
		add_fault(moving, query, levels, late);
	all = levels[1] + levels[2] + levels[3] + levels[4];
	values_set(moving->form, "overview",
		   all == 0 ? "本周没有发生故障。"
			    : arena_printf(moving->context->arena,
					   "本周发生故障 %" PRId64 " 件，其中Ⅰ级 %" PRId64 " 件、Ⅱ级 %" PRId64
					   " 件、Ⅲ级 %" PRId64 " 件、Ⅳ级 %" PRId64 " 件。%s",
					   all, levels[1], levels[2], levels[3], levels[4],
					   late_text(moving->context->arena, late)));
	return query_end(query);
}

enum err summary_send(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_FAULT_UNITS_OF_WEEK);
	enum err err;

	bind_week(moving->matter, query);
	err = address_to_all(moving->context, moving->matter, query);
	if (err != OK)
		return err;
	return push(moving->context, moving->matter, true,
		    arena_printf(moving->context->arena, "%s已报送：%s", moving->matter->title,
				 values_word(moving->form, "overview")));
}

static struct table *faults_table(struct arena *arena, struct dict *body, bool all)
{
	static const char *const heads[] = {"故障", "等级", "历时（分钟）#", "结果", NULL};
	static const char *const all_heads[] = {"故障", "受影响单位", "等级", "历时（分钟）#", "结果", NULL};
	const char *title = all ? "本周故障和受影响单位" : "与本单位有关的故障";

	return table_begin(arena, panel_add(body, "PANEL_MAIN", title), title, all ? all_heads : heads);
}

/*
 * Each organisation reads of its own: the summary itself names no units.  The
 * supervisor and the center read from the records whom each fault hit.
 */
enum err fill_own_faults(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	struct query *query = db_query(context->db, Q_FAULT_OWN_OF_WEEK);
	bool all = (context->actor->kinds & (KIND_CENTER | KIND_SUPERVISOR)) != 0;
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", all);
	bind_week(matter, query);
	while (query_step(query)) {
		const char *href = arena_printf(arena, "/matters/%" PRId64, next_int(query));
		const char *number = next_text(query, arena);
		const char *title = next_text(query, arena);
		int64_t level = next_int(query), minutes = next_int(query);
		bool restored = next_int(query) != 0;
		const char *units = next_text(query, arena);

		if (table == NULL)
			table = faults_table(arena, body, all);
		table_line(table);
		table_link(table, href, arena_printf(arena, "%s %s", number, title));
		if (all)
			table_text(table, text_empty(units) ? "—" : units);
		table_text(table, fault_level_label(level));
		table_number(table, minutes);
		table_text(table, restored ? "已恢复" : "未恢复");
	}
	return query_end(query);
}
