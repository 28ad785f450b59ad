#include "base/base.h"
#include "modules/desk/batch.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/notice.h"
#include "kernel/setting.h"
#include "kernel/step_up.h"

/* ---- putting seats together ---- */

struct seat_row {
	int64_t task, matter, person, procedure, step;
	enum role role;
	const char *state;
};

static bool mine(const struct context *context, const struct seat_row *row)
{
	struct holding holdings[HOLDINGS_MAX];
	size_t count = actor_holdings(context->actor, holdings);

	for (size_t i = 0; i < count; i++)
		if (holdings[i].role == row->role &&
		    (row->person == holdings[i].person || (row->person == 0 && holdings[i].shared)))
			return true;
	return false;
}

static enum found read_seat(struct context *context, int64_t task, struct seat_row *row)
{
	struct query *query = db_query(context->db, Q_BATCH_TASK);
	bool there;

	query_int(query, ":task", task);
	query_int(query, ":org", context->actor->org);
	there = query_step(query);
	if (there) {
		row->task = task;
		row->matter = next_int(query);
		row->role = role_from_key(next_text(query, context->arena));
		row->person = next_int(query);
		row->procedure = next_int(query);
		row->state = next_text(query, context->arena);
		row->step = next_int(query);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return there && mine(context, row) ? FOUND : NOT_FOUND;
}

static enum err read_seats(struct context *context, const int64_t *tasks, size_t count, struct seat_row *rows,
			   const char **sentence)
{
	const struct procedure *procedure;
	const struct state *state;

	for (size_t i = 0; i < count; i++) {
		enum found found = read_seat(context, tasks[i], &rows[i]);

		if (found == FIND_FAILED)
			return ERR_INTERNAL;
		if (found == NOT_FOUND)
			*sentence = "选中的事项有的刚被别人办理，请刷新后重新选择";
		else if (rows[i].procedure != rows[0].procedure || rows[i].role != rows[0].role ||
			 !text_equal(rows[i].state, rows[0].state))
			*sentence = "成批办理只能选同一类事项、同一环节、同一岗位的，请重新选择";
		if (*sentence != NULL)
			return ERR_INVALID;
	}
	procedure = procedure_version(context->service, context->db, rows[0].procedure);
	state = procedure == NULL ? NULL : procedure_state(procedure, rows[0].state);
	if (state == NULL)
		return ERR_INTERNAL;
	if (state->edit) {
		*sentence = "要填写表单的环节不能成批办理，请逐件办理";
		return ERR_INVALID;
	}
	return OK;
}

static enum err add_item(struct context *context, int64_t batch, int64_t line, const struct seat_row *row)
{
	struct query *query = db_query(context->db, Q_BATCH_ITEM_ADD);

	query_int(query, ":batch", batch);
	query_int(query, ":line", line);
	query_int(query, ":task", row->task);
	query_int(query, ":matter", row->matter);
	query_int(query, ":step", row->step);
	return query_run(query);
}

static enum err open_in_tx(struct context *context, const int64_t *tasks, size_t count, int64_t *id,
			   const char **sentence)
{
	struct seat_row *rows = arena_array(context->arena, count, sizeof *rows);
	struct query *query;
	enum err err = read_seats(context, tasks, count, rows, sentence);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_BATCH_ADD);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":role", role_key(rows[0].role));
	query_int(query, ":procedure", rows[0].procedure);
	query_text(query, ":state", rows[0].state);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	*id = db_last_id(context->db);
	for (size_t i = 0; err == OK && i < count; i++)
		err = add_item(context, *id, (int64_t)i + 1, &rows[i]);
	return err;
}

enum err batch_open(struct context *context, const int64_t *tasks, size_t count, int64_t *id, const char **sentence)
{
	enum err err;

	*sentence = NULL;
	if (count < 2)
		*sentence = "请至少勾选两件事项";
	else if (count > BATCH_MOST)
		*sentence = arena_printf(context->arena, "一次最多 %d 件", BATCH_MOST);
	if (*sentence != NULL)
		return ERR_INVALID;
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, open_in_tx(context, tasks, count, id, sentence)) : err;
}

/* ---- finding ---- */

static enum err read_items(struct context *context, struct batch *batch)
{
	struct query *query = db_query(context->db, Q_BATCH_ITEMS);

	batch->items = arena_array(context->arena, BATCH_MOST, sizeof *batch->items);
	query_int(query, ":batch", batch->id);
	query_int(query, ":org", context->actor->org);
	while (batch->count < BATCH_MOST && query_step(query)) {
		struct batch_item *item = &batch->items[batch->count++];

		item->line = next_int(query);
		item->matter = next_int(query);
		item->step = next_int(query);
		item->outcome = next_text(query, context->arena);
		item->sentence = next_text(query, context->arena);
		item->number = next_text(query, context->arena);
		item->subject = next_text(query, context->arena);
		item->unit_name = next_text(query, context->arena);
		item->due_at = next_int(query);
		item->paused = next_int(query) != 0;
	}
	return query_end(query);
}

enum found batch_find(struct context *context, int64_t id, struct batch **out)
{
	struct arena *arena = context->arena;
	struct batch *batch = arena_alloc(arena, sizeof *batch);
	struct query *query = db_query(context->db, Q_BATCH_FIND);
	int64_t procedure = 0;
	const char *state = NULL, *action = NULL;
	bool there;

	query_int(query, ":id", id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	there = query_step(query);
	if (there) {
		batch->id = next_int(query);
		batch->person = next_int(query);
		batch->role = role_from_key(next_text(query, arena));
		procedure = next_int(query);
		state = next_text(query, arena);
		action = next_text(query, arena);
		batch->opinion = next_text(query, arena);
		batch->made_at = next_int(query);
		batch->asked_at = next_int(query);
		batch->confirmed_by = next_int(query);
		batch->confirmed_at = next_int(query);
		batch->run_at = next_int(query);
		batch->dropped_at = next_int(query);
		batch->title = next_text(query, arena);
		batch->confirmer = next_text(query, arena);
		batch->dropper = next_text(query, arena);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	if (!there)
		return NOT_FOUND;
	batch->procedure = procedure_version(context->service, context->db, procedure);
	batch->state = batch->procedure == NULL ? NULL : procedure_state(batch->procedure, state);
	if (batch->state == NULL || read_items(context, batch) != OK)
		return FIND_FAILED;
	batch->action = procedure_action(batch->procedure, action);
	*out = batch;
	return FOUND;
}

/* ---- what can be done ---- */

static bool known(const struct action **actions, size_t count, const struct action *action)
{
	for (size_t i = 0; i < count; i++)
		if (actions[i] == action)
			return true;
	return false;
}

enum err batch_actions(struct context *context, const struct batch *batch, const struct action ***out, size_t *count)
{
	const struct action **actions =
		arena_array(context->arena, batch->procedure->action_count + 1, sizeof *actions);

	*out = actions;
	*count = 0;
	for (size_t i = 0; i < batch->count; i++) {
		const struct action **offered;
		size_t offered_count;
		struct matter *matter;
		enum err err;

		if (matter_find(context, batch->items[i].matter, &matter) != FOUND || matter->state != batch->state)
			continue;
		err = matter_actions(context, matter, &offered, &offered_count);
		if (err != OK)
			return err;
		for (size_t a = 0; a < offered_count; a++)
			if (offered[a]->field_count == 0 && !text_equal(offered[a]->to, "@same") &&
			    !known(actions, *count, offered[a]))
				actions[(*count)++] = offered[a];
	}
	return OK;
}

static const char *why_not(struct context *context, enum err err, const struct move *move)
{
	const char *words = "";

	for (size_t i = 0; i < move->refusal_count; i++)
		words = arena_printf(context->arena, "%s%s%s", words, *words == '\0' ? "" : "；",
				     move->refusals[i].sentence);
	if (*words != '\0')
		return words;
	if (move->sentence != NULL)
		return move->sentence;
	return err == ERR_CONFLICT || err == ERR_STATE ? "刚被别人办理，请单独查看" : "现在不能办理，请单独查看";
}

static enum err prepare(struct context *context, const struct batch *batch, const struct batch_item *item,
			struct move *move)
{
	move->action = batch->action;
	move->step = item->step;
	move->opinion = batch->opinion;
	return found_err(matter_find(context, item->matter, &move->matter));
}

enum err batch_try(struct context *context, const struct batch *batch, const struct batch_item *item, const char **why)
{
	struct move move = {0};
	enum err err = prepare(context, batch, item, &move);

	*why = NULL;
	if (err == OK)
		err = matter_try(context, &move);
	if (err == ERR_INTERNAL)
		return err;
	if (err != OK)
		*why = why_not(context, err, &move);
	return OK;
}

/* ---- deciding ---- */

static enum err audit(struct context *context, const char *action, const struct batch *batch)
{
	return audit_add(context,
			 &(struct audit_entry){
				 .action = action,
				 .object = "batch",
				 .object_id = batch->id,
				 .role = role_key(batch->role),
				 .detail = arena_printf(context->arena, "{\"action\":\"%s\",\"matters\":%zu}",
							batch->action != NULL ? batch->action->key : "", batch->count),
			 },
			 NULL);
}

/* One conditional update with its audit row. */
static enum err change(struct context *context, const struct batch *batch, enum query_name name, const char *recorded)
{
	struct query *query = db_query(context->db, name);
	enum err err;

	query_int(query, ":id", batch->id);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	return err == OK ? audit(context, recorded, batch) : err;
}

enum err batch_choose(struct context *context, const struct batch *batch, const struct action *action,
		      const char *opinion)
{
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_BATCH_CHOOSE);
	query_int(query, ":id", batch->id);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":action", action != NULL ? action->key : "");
	query_text(query, ":opinion", opinion);
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	return tx_end(context->db, err);
}

bool batch_needs_second(const struct context *context, const struct batch *batch)
{
	return (int64_t)batch->count > setting_integer(context->service, "bulk_second_person");
}

enum err batch_second_there(struct context *context, const struct batch *batch, bool *there)
{
	struct query *query = db_query(context->db, Q_BATCH_SECONDS);
	int64_t others = 0;
	enum err err;

	query_text(query, ":role", role_key(batch->role));
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", batch->person);
	err = query_value(query, 0, &others);
	*there = others > 0;
	return err;
}

static enum err ask_second(struct context *context, const struct batch *batch)
{
	enum err err = tx_begin(context->db);

	if (err == OK)
		err = change(context, batch, Q_BATCH_ASK, "batch.ask");
	else
		return err;
	if (err == OK)
		err = notice_add(context, context->actor->org, role_key(batch->role), 0, "task", 0,
				 arena_printf(context->arena,
					      "%s提请确认成批办理：%s %zu 件，“%s”。请打开 /batches/%" PRId64 " 核对",
					      context->actor->title, batch->procedure->title, batch->count,
					      batch->action->label, batch->id));
	return tx_end(context->db, err);
}

static enum err record_outcome(struct context *context, const struct batch *batch, const struct batch_item *item,
			       const char *why)
{
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_BATCH_ITEM_DONE);
	query_int(query, ":batch", batch->id);
	query_int(query, ":line", item->line);
	query_text(query, ":outcome", why == NULL ? "done" : "refused");
	query_text(query, ":sentence", why == NULL ? "" : why);
	query_int(query, ":now", clock_now());
	return tx_end(context->db, query_run(query));
}

static enum err run_one(struct context *context, const struct batch *batch, const struct batch_item *item)
{
	struct move move = {0};
	enum err err = prepare(context, batch, item, &move);

	if (err == OK)
		err = matter_move(context, &move);
	if (err == ERR_INTERNAL || err == ERR_BUSY || err == ERR_STORAGE)
		return err;
	return record_outcome(context, batch, item, err == OK ? NULL : why_not(context, err, &move));
}

enum err batch_ask_password(const struct context *context, const struct batch *batch, char **sentence)
{
	return batch->action != NULL && batch->action->password ? step_up_ask(context, batch->action->label, sentence)
								: OK;
}

enum err batch_go(struct context *context, struct batch *batch)
{
	char *sentence;
	enum err err;

	if (batch->action == NULL)
		return ERR_CONFLICT;
	err = batch_ask_password(context, batch, &sentence);
	if (err != OK)
		return err;
	if (batch->asked_at == 0 && batch_needs_second(context, batch))
		return ask_second(context, batch);
	err = tx_begin(context->db);
	if (err == OK)
		err = tx_end(context->db, change(context, batch, Q_BATCH_RUN, "batch.run"));
	for (size_t i = 0; err == OK && i < batch->count; i++)
		err = run_one(context, batch, &batch->items[i]);
	return err;
}

enum err batch_confirm(struct context *context, struct batch *batch)
{
	char *sentence;
	enum err err;

	if (batch->person == context->actor->person)
		return ERR_FORBIDDEN;
	err = batch_ask_password(context, batch, &sentence);
	if (err == OK)
		err = tx_begin(context->db);
	if (err != OK)
		return err;
	err = change(context, batch, Q_BATCH_CONFIRM, "batch.confirm");
	if (err == OK)
		err = notice_add(context, context->actor->org, role_key(batch->role), batch->person, "task", 0,
				 arena_printf(context->arena,
					      "%s已确认成批办理 %zu 件，请打开 /batches/%" PRId64 " 办理",
					      context->actor->title, batch->count, batch->id));
	return tx_end(context->db, err);
}

enum err batch_drop(struct context *context, const struct batch *batch)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, change(context, batch, Q_BATCH_DROP, "batch.drop")) : err;
}
