/*
 * Emergency growth (应急扩容): the duty officer's word, the operator acts within
 * hours, the paper follows; lent for some days and given back when unit and
 * operator confirm.  Never beyond capacity.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"
#include "modules/registry/registry.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/move.h"
#include "kernel/notice.h"
#include "kernel/panel.h"
#include "kernel/setting.h"

enum { SLICE = 100, FIRST_TOLD = 7, LAST_TOLD = 1 };

/* A row of the form as a line that grows from what is there. */
static enum err line_of(struct moving *moving, const struct values *row, struct change_line *line)
{
	struct change_line *lines;
	size_t count;
	enum err err = change_lines(moving->context, moving->matter->system, NULL, "lines", &lines, &count);

	*line = (struct change_line){.platform = moving->matter->platform,
				     .platform_name = "",
				     .class = values_word(row, "class"),
				     .label = "",
				     .unit = "",
				     .after = values_number(row, "amount", 0)};
	for (size_t i = 0; err == OK && i < count; i++)
		if (lines[i].platform == line->platform)
			line->now = 1; /* it lies here: a suspended platform may let it grow */
	return err;
}

enum verdict emergency_fits(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form != NULL ? values_find(moving->form, "lines") : NULL;
	const char *red = NULL;

	if (moving->matter == NULL || rows == NULL || rows->row_count == 0)
		return answer_not_yet(moving, answer, "应急扩容不得超过平台余量");
	for (size_t i = 0; i < rows->row_count; i++) {
		struct change_line line;
		enum err err = line_of(moving, rows->rows[i], &line);

		if (err != OK)
			return answer_failed(moving, answer, err);
		if (line.now == 0)
			return answer_no(moving, answer, (struct answer_help){.cure = "请在系统所在的平台扩容"},
					 "本系统不在这个平台上");
		if (change_fits_line(moving, answer, &line, "lines", &red) != VERDICT_YES)
			return VERDICT_NO;
	}
	return answer_yes(moving, answer, "平台余量足够");
}

static enum err record_lent(struct moving *moving, const struct change_line *line)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_LINE_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", line->platform);
	query_text(query, ":class", line->class);
	query_int(query, ":before", 0);
	query_int(query, ":asked", line->after);
	query_int(query, ":granted", line->after);
	query_text(query, ":reason", "");
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* Counts from the word on. */
enum err grant_emergency(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "lines");
	struct deadline due = deadline_from(moving->context, "emergency_do_h", DUE_HOURS, clock_now());
	int64_t operator= 0;
	enum err err = registry_platform_operator(moving->context, moving->matter->platform, &operator);

	if (err == OK)
		err = drop_change(moving, answer);
	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++) {
		struct change_line line;

		err = line_of(moving, rows->rows[i], &line);
		if (err == OK)
			err = record_lent(moving, &line);
		if (err == OK)
			err = change_grant(moving, answer, &line, "lines");
	}
	return err == OK ? change_order(moving, moving->matter->platform, operator, due.due_at) : err;
}

enum err deliver_emergency(struct moving *moving, struct answer *answer)
{
	int64_t days = setting_integer(moving->context->service, "emergency_expire_cd");
	struct query *query;
	enum err err = execute_change(moving, answer);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_CHANGE_EMERGENCY_BEGIN);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":day", day_of(clock_now()) + days);
	return query_run(query);
}

/* The operator has an order again: to take back what it lent. */
enum err order_return(struct moving *moving, struct answer *answer UNUSED)
{
	struct deadline due = deadline_from(moving->context, "emergency_return_wd", DUE_WORKING_DAYS, clock_now());
	struct query *query = db_query(moving->context->db, Q_CHANGE_ORDER_AGAIN);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":due", due.due_at);
	err = query_run(query);
	return err == OK ? emergency_paper_left(moving) : err;
}

/* With the second of the two confirmations. */
enum err free_emergency(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err;

	if (!moving->moves)
		return OK;
	err = moving_run(moving, Q_CHANGE_EMERGENCY_FREE);
	return err == OK ? moving_run(moving, Q_CHANGE_ORDERS_MONITORED) : err;
}

enum err emergency_panel(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	struct query *query;
	struct dict *pairs;
	const char *paper;
	int64_t day = 0;
	enum err err;

	if (matter == NULL || matter->id == 0)
		return OK;
	query = db_query(context->db, Q_CHANGE_EMERGENCY_END);
	query_int(query, ":matter", matter->id);
	err = query_value(query, 0, &day);
	if (err != OK || day == 0)
		return err;
	err = emergency_paper_words(context, matter, &paper);
	if (err != OK)
		return err;
	pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "借用期限"), false);
	pairs_add(pairs, "手续", paper);
	pairs_add(pairs, "到期", format_day(context->arena, day));
	pairs_add(pairs, "到期以后",
		  "转入退还，使用单位和运行单位都确认后才释放；届满前 7 日和 1 "
		  "日提醒。需要长期使用的，请在到期前申请变更");
	return OK;
}

/* ---- the clerk's round ---- */

struct lent {
	int64_t matter, expires_day, told;
	const char *state;
};

static enum err read_due(struct context *context, int64_t after, struct lent *lent, size_t *count)
{
	struct query *query = db_query(context->db, Q_CHANGE_EMERGENCIES_DUE);

	*count = 0;
	query_int(query, ":until", day_of(clock_now()) + FIRST_TOLD);
	query_int(query, ":after", after);
	while (*count < SLICE && query_step(query)) {
		struct lent *one = &lent[(*count)++];

		one->matter = next_int(query);
		one->expires_day = next_int(query);
		one->told = next_int(query);
		one->state = next_text(query, context->arena);
	}
	return query_end(query);
}

static enum err tell(struct context *context, const struct matter *matter, const struct lent *lent)
{
	static const char *const roles[] = {"unit.clerk", "unit.lead"};
	const char *text =
		arena_printf(context->arena, "%s：借用的资源 %s 到期，到期转入退还；需要长期使用的请申请变更",
			     matter->title, format_day(context->arena, lent->expires_day));
	int64_t operator= 0;
	enum err err = registry_platform_operator(context, matter->platform, &operator);

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(roles); i++)
		err = notice_add(context, matter->unit, roles[i], 0, "remind", matter->id, text);
	if (err == OK)
		err = notice_add(context, operator, "operator.clerk", 0, "remind", matter->id, text);
	return err;
}

/* At most one notice for each of the two days, whenever the clerk gets to it. */
static enum err remind(struct context *context, const struct matter *matter, const struct lent *lent)
{
	int64_t left = lent->expires_day - day_of(clock_now());
	int64_t stage = left <= LAST_TOLD ? LAST_TOLD : FIRST_TOLD;
	struct query *query;
	enum err err;

	if (lent->told <= stage)
		return OK;
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_CHANGE_EMERGENCY_TOLD);
	query_int(query, ":matter", lent->matter);
	query_int(query, ":told", stage);
	err = query_run(query);
	if (err == OK)
		err = tell(context, matter, lent);
	return tx_end(context->db, err);
}

static enum err expire(struct context *context, struct matter *matter)
{
	struct move move = {
		.matter = matter, .action = procedure_action(matter->procedure, "expire"), .step = matter->step};
	enum err err;

	if (move.action == NULL)
		return OK;
	err = matter_move(context, &move);
	/* Somebody moved it at the same instant, or it cannot be moved yet: next time. */
	if (err != OK && err != ERR_CONFLICT && err != ERR_STATE)
		log_warnx("event=emergency matter=%" PRId64 " err=%s why=%s", matter->id, err_name(err),
			  move.sentence != NULL ? move.sentence : "-");
	return OK;
}

static enum err one_round(struct context *context, const struct lent *lent)
{
	struct arena *arena = arena_new();
	struct context own = *context;
	struct matter *matter;
	enum err err = ERR_INTERNAL;

	own.arena = arena;
	if (matter_find_any(&own, lent->matter, &matter) == FOUND)
		err = lent->expires_day < day_of(clock_now()) ? expire(&own, matter) : remind(&own, matter, lent);
	arena_free(arena);
	return err;
}

enum err emergency_job(struct context *context)
{
	struct lent *lent = arena_array(context->arena, SLICE, sizeof *lent);
	int64_t after = 0;
	size_t count = SLICE;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		err = read_due(context, after, lent, &count);
		for (size_t i = 0; err == OK && i < count; i++) {
			after = lent[i].matter;
			err = one_round(context, &lent[i]);
		}
	}
	return err;
}
