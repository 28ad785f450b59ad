/* What several people do with one matter: signatures, opinions asked for, hold, copies, decisions overtaken. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/copy.h"
#include "kernel/move.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

/* ---- 会签 ---- */

static const char *signing_note(struct context *context, const struct state *state, const struct signers *signers)
{
	if (state->signing == SIGN_QUORUM)
		return arena_printf(context->arena, "%zu 方中须 %zu 方签署，已签 %zu 方", signers->count,
				    signers->needed, signers->signed_count);
	return arena_printf(context->arena, "%s，已签 %zu 方，共 %zu 方",
			    state->signing == SIGN_IN_ORDER ? "按顺序签署" : "须各方都签署", signers->signed_count,
			    signers->count);
}

enum err seats_fill(struct context *context, struct dict *dict, const struct matter *matter)
{
	struct signers signers;
	enum err err;

	if (matter->state->signing == SIGN_ONE)
		return OK;
	err = matter_signers(context, matter, &signers);
	if (err != OK || signers.count < 2)
		return err;
	dict_set(dict_section(dict, "HAS_SEATS"), "SEATS_NOTE", signing_note(context, matter->state, &signers));
	for (size_t i = 0; i < signers.count; i++) {
		const struct signer *row = &signers.rows[i];
		struct dict *seat = dict_section(dict, "SEAT");

		dict_printf(seat, "SEAT_TITLE", "%s　%s", row->seat.org_name, role_label(row->seat.role));
		dict_show_if(seat, "OPEN_YES", row->turn == TURN_NOW);
		dict_show_if(seat, "LATER_YES", row->turn == TURN_LATER);
		if (row->turn == TURN_SIGNED) {
			struct dict *done = dict_section(seat, "SIGNED_YES");

			dict_set(done, "SIGNED_AT", format_time(context->arena, row->signed_at));
			dict_set(done, "SIGNED_BY", row->by);
		}
	}
	return OK;
}

/* ---- 加签 ---- */

static enum err fill_question(struct context *context, struct dict *asked, const struct matter *matter,
			      const struct seat *seat)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_QUESTION);

	query_int(query, ":matter", matter->id);
	query_int(query, ":person", seat->asked_by);
	query_int(query, ":at", seat->opened_at);
	if (query_step(query)) {
		dict_set(asked, "ASKED_BY", next_text(query, context->arena));
		dict_set(asked, "QUESTION", next_text(query, context->arena));
	}
	return query_end(query);
}

/* Then what he says stays there (kernel/move_ask.c). */
static bool asked_by_center(const struct seat *seats, size_t count, const struct seat *asked)
{
	for (size_t i = 0; i < count; i++)
		if (seats[i].task == asked->parent)
			return role_kinds(seats[i].role) == KIND_CENTER;
	return false;
}

enum err asked_fill(struct context *context, struct dict *body, const struct matter *matter,
		    const struct acting *acting)
{
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		struct dict *asked;

		if (seats[i].parent == 0 || seats[i].person != context->actor->person)
			continue;
		asked = dict_section(body, "ASKED");
		dict_int(asked, "TASK", seats[i].task);
		tool_fill(asked, acting, "give_opinion");
		dict_show_if(asked, "STAYS_INSIDE", asked_by_center(seats, count, &seats[i]));
		err = fill_question(context, asked, matter, &seats[i]);
	}
	return err;
}

/* Those he is waiting for, in the panel of the holder. */
static void fill_awaited(struct context *context, struct dict *panel, const struct seat *seats, size_t count,
			 const struct seat *own)
{
	struct dict *list = NULL;

	for (size_t i = 0; i < count; i++) {
		struct dict *row;

		if (seats[i].parent != own->task)
			continue;
		if (list == NULL)
			list = dict_section(panel, "HAS_AWAITED");
		row = dict_section(list, "AWAITED");
		dict_int(row, "TASK", seats[i].task);
		dict_printf(row, "AWAITED_TEXT", "已请%s提加签意见", role_label(seats[i].role));
		dict_printf(row, "AWAITED_SINCE", "%s 起等候；收到或撤回后才能转入下一环节",
			    format_time_short(context->arena, seats[i].opened_at));
	}
}

static enum err fill_signer_targets(struct context *context, struct dict *panel, const struct matter *matter,
				    const struct seat *own, const struct acting *acting)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_MAY_SIGN);
	const char *chosen = tool_chosen(acting, "add_signer", "person");
	struct dict *transfer = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":inside", role_kinds(own->role) == KIND_CENTER);
	while (query_step(query)) {
		int64_t person = next_int(query);
		const char *title = next_text(query, context->arena);
		const char *value = arena_printf(context->arena, "%" PRId64 ":%" PRId64, own->task, person);
		struct dict *target;

		if (transfer == NULL) {
			transfer = dict_include(panel, "TRANSFER", "part/transfer.tpl");
			dict_int(transfer, "MATTER_ID", matter->id);
			dict_int(transfer, "STEP", matter->step);
			dict_set(transfer, "TRANSFER_KEY", "add_signer");
			dict_set(transfer, "TRANSFER_LABEL", "加签");
			dict_set(transfer, "TRANSFER_TO", "请谁提意见");
			dict_set(transfer, "TRANSFER_NOTE", "对方提出意见或者您撤回加签后，才能转入下一环节");
			tool_fill(transfer, acting, "add_signer");
		}
		target = dict_section(transfer, "TARGET");
		dict_set(target, "TARGET_ID", value);
		dict_set(target, "TARGET_LABEL", title);
		dict_show_if(target, "TARGET_CHOSEN", text_equal(value, chosen));
	}
	return query_end(query);
}

static void fill_hold(struct context *context, struct dict *panel, const struct matter *matter,
		      const struct acting *acting)
{
	const struct workday_calendar *calendar = context->service->calendar;
	int64_t most = setting_integer(context->service, "hold_max_wd");
	struct dict *hold;

	if (matter_unholdable(matter) != NULL)
		return;
	hold = dict_section(panel, "HOLD");
	tool_fill(hold, acting, "hold");
	dict_set(hold, "UNTIL", tool_chosen(acting, "hold", "until"));
	dict_printf(hold, "HOLD_NOTE",
		    "挂起期间计时暂停，时限相应顺延；一个环节只能挂起一次，最长 %" PRId64 " 个工作日，最迟 %s 恢复",
		    most, format_day(context->arena, workday_add(calendar, day_of(clock_now()), most)));
}

enum err tools_fill(struct context *context, struct dict *panel, const struct matter *matter,
		    const struct acting *acting)
{
	const struct deputy *deputy = NULL;
	const struct seat *own = NULL;
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	for (size_t i = 0; err == OK && i < count && own == NULL; i++)
		if (seats[i].parent == 0 && seats[i].role != ROLE_REVIEW_EXPERT &&
		    seats[i].role != ROLE_ASSESSOR_CLERK && matter_takes(context->actor, &seats[i], &deputy))
			own = &seats[i];
	if (err != OK || own == NULL)
		return err;
	if (deputy != NULL) {
		struct dict *line = dict_section(panel, "DEPUTY");

		dict_printf(line, "DEPUTY_TEXT", "您受“%s”授权代办：办理过程、打印件都写明“%s 代 %s 办理”",
			    deputy->title, context->actor->title, deputy->title);
	}
	fill_awaited(context, panel, seats, count, own);
	if (!matter->state->edit && !role_administers(own->role))
		err = fill_signer_targets(context, panel, matter, own, acting);
	fill_hold(context, panel, matter, acting);
	return err;
}

/* ---- 挂起 ---- */

enum err held_fill(struct context *context, struct dict *body, const struct matter *matter)
{
	uint32_t roles = 0;
	struct dict *held;
	enum err err;

	if (matter->held_at == 0)
		return OK;
	held = dict_section(body, "HELD");
	dict_printf(held, "HELD_TEXT", "%s 起挂起，计时暂停，最迟 %s 恢复。",
		    format_time(context->arena, matter->held_at), format_day(context->arena, matter->held_until));
	err = matter_seats(context, matter, &roles);
	dict_show_if(held, "MAY_RESUME", roles != 0);
	return err;
}

/* ---- 抄送、阅知 ---- */

static enum err fill_unread(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_COPY_UNREAD);
	int64_t unread = 0;
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	err = query_value(query, 0, &unread);
	if (err == OK && unread != 0)
		dict_show(dict_section(body, "UNREAD"), matter->copied ? "COPIED_YES" : "ADDRESSED_YES");
	return err;
}

/* Which copies of a matter this reader learns of. */
void copies_bind(struct context *context, struct query *query, const struct matter *matter)
{
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":reads", matter_reads_reviewers(context, matter));
	query_int(query, ":center_org", context->service->org_center);
}

/* 已阅 47，未阅 3: what went to many stands on a page of its own. */
static enum err fill_counts(struct context *context, struct dict *body, const struct matter *matter, bool *many)
{
	enum { COPIES_SHOWN = 20 };
	struct query *query = db_query(context->db, Q_COPY_COUNTS);
	int64_t sent = 0, read = 0;
	struct dict *counts;

	copies_bind(context, query, matter);
	if (query_step(query)) {
		sent = next_int(query);
		read = next_int(query);
	}
	*many = sent > COPIES_SHOWN;
	if (*many) {
		counts = dict_section(dict_section(body, "HAS_COPIES"), "COPIES_MANY");
		dict_printf(counts, "COPIES_TEXT", "发送 %" PRId64 "，已阅 %" PRId64 "，未阅 %" PRId64, sent, read,
			    sent - read);
		dict_int(counts, "MATTER_ID", matter->id);
	}
	return query_end(query);
}

static enum err fill_receipts(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query;
	struct dict *list = NULL;
	struct dict *copy = NULL;
	int64_t last = 0;
	bool many;
	enum err err = fill_counts(context, body, matter, &many);

	if (err != OK || many)
		return err;
	query = db_query(context->db, Q_COPY_OF_MATTER);
	copies_bind(context, query, matter);
	while (query_step(query)) {
		int64_t id = next_int(query);
		const char *organisation = next_text(query, context->arena);
		enum role role = role_from_key(next_text(query, context->arena));
		const char *sender = next_text(query, context->arena);
		int64_t sent_at = next_int(query);
		const char *note = next_text(query, context->arena);
		const char *reader = next_text(query, context->arena);
		int64_t read_at = next_int(query);

		if (list == NULL)
			list = dict_section(body, "HAS_COPIES");
		if (id != last) {
			copy = dict_section(list, "COPY");
			dict_printf(copy, "COPY_TO", "%s%s%s", organisation, role == ROLE_COUNT ? "" : "　",
				    role == ROLE_COUNT ? "" : role_label(role));
			dict_printf(copy, "COPY_FROM", "%s 于 %s 抄送%s%s", sender,
				    format_time_short(context->arena, sent_at), text_empty(note) ? "" : "：", note);
			dict_show_if(copy, "UNREAD_YES", reader == NULL);
		}
		last = id;
		if (reader != NULL)
			dict_printf(dict_section(copy, "READER"), "READER_TEXT", "%s 已阅 %s", reader,
				    format_time_short(context->arena, read_at));
	}
	return query_end(query);
}

static void add_receiver(struct dict *form, const char *value, const char *label, const char *chosen)
{
	struct dict *option = dict_section(form, "OPTION");

	dict_set(option, "OPTION_VALUE", value);
	dict_set(option, "OPTION_LABEL", label);
	dict_show_if(option, "OPTION_CHOSEN", text_equal(value, chosen));
}

static enum err fill_receivers(struct context *context, struct dict *form, bool elsewhere, const char *chosen)
{
	struct arena *arena = context->arena;
	struct query *query = db_query(context->db, Q_COPY_ROLES);
	enum err err;

	query_int(query, ":organisation", context->actor->org);
	while (query_step(query)) {
		const char *key = next_text(query, arena);
		enum role role = role_from_key(key);

		if (role != ROLE_COUNT)
			add_receiver(form, arena_printf(arena, "%" PRId64 ":%s", context->actor->org, key),
				     arena_printf(arena, "本单位　%s", role_label(role)), chosen);
	}
	err = query_end(query);
	if (err != OK || !elsewhere)
		return err;
	query = db_query(context->db, Q_COPY_RECEIVERS);
	query_int(query, ":today", day_of(clock_now()));
	while (query_step(query)) {
		int64_t id = next_int(query);

		if (id != context->actor->org)
			add_receiver(form, arena_printf(arena, "%" PRId64, id), next_text(query, arena), chosen);
	}
	return query_end(query);
}

/* The form lists every organisation, so it opens when it is wanted: by its link, or when what it posted was refused. */
enum err copies_fill(struct request *req, struct context *context, struct dict *body, const struct matter *matter,
		     const struct acting *acting)
{
	bool wanted = request_query(req, "copy") != NULL || text_equal(request_action(req), "copy");
	struct dict *sending;
	bool elsewhere;
	enum err err;

	if (matter->guest)
		return OK;
	err = fill_unread(context, body, matter);
	if (err == OK)
		err = fill_receipts(context, body, matter);
	if (err != OK || !copy_may_send(context, matter, &elsewhere))
		return err;
	sending = dict_section(body, "MAY_COPY");
	if (wanted) {
		struct dict *form = dict_section(sending, "COPY_FORM");

		tool_fill(form, acting, "copy");
		return fill_receivers(context, form, elsewhere, tool_chosen(acting, "copy", "receiver"));
	}
	dict_show(sending, "COPY_LINK");
	return OK;
}

/* ---- 自审批后已变更 ---- */

/* Where nothing is approved, a response or a verification is no approval. */
const char *stale_word(const struct procedure *procedure)
{
	for (size_t i = 0; i < procedure->stage_count; i++)
		if (text_equal(procedure->stages[i], "审批"))
			return "自审批后已变更";
	return "办理后内容已变更";
}

static void fill_changes(struct context *context, struct dict *table, const struct stale_decision *stale, bool fields)
{
	struct arena *arena = context->arena;

	for (size_t c = 0; fields && c < stale->changed_count; c++)
		change_fill(context, table, &stale->then->items[stale->changed[c]],
			    &stale->now->items[stale->changed[c]]);
	for (size_t f = 0; f < stale->file_count; f++) {
		const struct stale_file *file = &stale->files[f];

		change_line(table, file->label,
			    arena_printf(arena, "第 %" PRId64 " 版 %s", file->then, file->then_name),
			    file->now == 0 ? "已撤回"
					   : arena_printf(arena, "第 %" PRId64 " 版 %s", file->now, file->now_name),
			    true);
	}
}

/* 依据的是第 1 次修订；现为第 2 次修订；此后更换附件 1 份 */
static const char *decided_words(struct context *context, const struct matter *matter,
				 const struct stale_decision *stale, bool above)
{
	struct arena *arena = context->arena;
	const char *form = "", *files = "";

	if (stale->changed_count > 0)
		form = arena_printf(arena, "，依据的是第 %" PRId64 " 次修订；现为第 %" PRId64 " 次修订%s",
				    stale->revision, matter->revision, above ? "，变化见“本次提交改了什么”" : "");
	if (stale->file_count > 0)
		files = arena_printf(arena, "，此后更换附件 %zu 份", stale->file_count);
	return arena_printf(arena, "%s于 %s “%s”%s%s", stale->who, format_time(arena, stale->at), stale->label, form,
			    files);
}

enum err decided_fill(struct context *context, struct dict *body, const struct matter *matter, bool changes_above)
{
	struct stale_decision *stale;
	size_t count;
	enum err err = matter_stale_decisions(context, matter, &stale, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		struct dict *decided = dict_section(body, "DECIDED");
		bool above = changes_above && matter->returned_from != NULL &&
			     matter->returned_revision == stale[i].revision;

		dict_set(decided, "STALE_WORD", stale_word(matter->procedure));
		dict_set(decided, "DECIDED_TEXT", decided_words(context, matter, &stale[i], above));
		if (!above || stale[i].file_count > 0)
			fill_changes(context, dict_section(decided, "DECIDED_TABLE"), &stale[i], !above);
	}
	return err;
}

/* Where a corrected form goes straight back from: here, or from the state that looks at it next; NULL: it does not. */
static const struct state *returning_state(const struct procedure *procedure, const struct state *state)
{
	const struct state *next = NULL;

	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		if (!action_leaves(procedure, action, state))
			continue;
		if (text_equal(action->to, "@returner"))
			return state;
		if (action->primary)
			next = procedure_state(procedure, action->to);
	}
	return state->edit && next != NULL && !next->final ? returning_state(procedure, next) : NULL;
}

enum err rerun_fill(struct context *context, struct dict *body, const struct matter *matter, const struct values *form)
{
	const struct state *from = returning_state(matter->procedure, matter->state);
	const struct state *level = from == NULL ? NULL : procedure_rerun_level(matter->procedure, from);
	const char *what;
	enum err err;

	if (level == NULL || text_equal(level->key, matter->returned_from))
		return OK;
	err = matter_rerun(context, matter, form, &what);
	if (err == OK && what != NULL)
		dict_printf(dict_section(body, "RERUN"), "RERUN_TEXT",
			    "退回后改动了%s，原来各级的意见不再对应现在的内容。提交%s后从“%"
			    "s”起逐级重新办理，不直接回到退回的岗位。",
			    what, from == matter->state ? "" : "、本单位审核", level->label);
	return err;
}
