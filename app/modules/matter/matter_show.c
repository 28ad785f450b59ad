#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/frame.h"
#include "kernel/move.h"
#include "kernel/step_up.h"
#include "modules/matter/matter_module.h"

/* The unit sees the system; everybody the procedure's own papers. */
static void fill_head(struct request *req, struct dict *body, const struct matter *matter)
{
	frame_crumb(req, "/matters", "全部事项");
	dict_set(body, "ARTICLE_NOTE", article_note(req->arena, matter->state->article));
	dict_int(body, "MATTER_ID", matter->id);
	dict_int(body, "STEP", matter->step);
	dict_set(body, "NUMBER", matter->number == NULL ? "尚未编号" : matter->number);
	dict_set(body, "UNIT_NAME", matter->org_name);
	dict_set(body, "PROCEDURE_TITLE", matter->procedure->title);
	dict_set(body, "PROCEDURE_TONE", "blue");
	dict_set(body, "STATE_LABEL", matter->state->label);
	dict_set(body, "STATE_TONE", state_tone(matter->state));
	if (matter->revision > 0)
		dict_int(dict_section(body, "REVISED"), "REVISION", matter->revision);
	dict_printf(body, "CONTENT_HEADING", "%s内容", matter->procedure->title);
}

/* The buttons beside the box that leave it unread, "" when all take it; said before somebody writes for nothing. */
static char *without_words(struct arena *arena, const struct action **actions, size_t count)
{
	char *labels = arena_strdup(arena, "");

	for (size_t a = 0; a < count; a++)
		if (actions[a]->opinion == OPINION_NONE)
			labels = arena_printf(arena, "%s“%s”", labels, actions[a]->label);
	return labels[0] == '\0' ? labels : arena_printf(arena, "；%s不带意见，要留话请用“补充说明”", labels);
}

static void fill_opinion(struct arena *arena, struct dict *panel, const struct action **actions, size_t count,
			 const struct acting *acting)
{
	const char *unread = without_words(arena, actions, count);
	bool required = false;
	bool own = true; /* whatever is pressed, the words stay with this organisation */
	int least = 0;

	for (size_t a = 0; a < count; a++) {
		required = required || actions[a]->opinion == OPINION_REQUIRED;
		own = own && (actions[a]->opinion == OPINION_NONE || actions[a]->own_words);
		least = actions[a]->opinion_min > least ? actions[a]->opinion_min : least;
	}
	dict_set(panel, "OPINION", acting->opinion);
	dict_int(panel, "OPINION_MAX", MATTER_OPINION_MAX);
	dict_show_if(panel, "OPINION_REQUIRED", required && count == 1);
	if (least > 0)
		dict_printf(panel, "OPINION_HINT", "退回、不同意须写明理由，不少于 %d 个字%s", least, unread);
	else
		dict_printf(panel, "OPINION_HINT", "写明结论和依据，随办理过程保存%s", unread);
	if (own)
		dict_show(panel, "OPINION_KEPT");
	for (size_t i = 0; i < acting->refusal_count; i++)
		if (text_equal(acting->refusals[i].field, "opinion")) {
			dict_set(panel, "OPINION_ERROR", acting->refusals[i].sentence);
			dict_show(panel, "OPINION_ERROR");
		}
}

static enum err fill_phrases(struct context *context, struct dict *panel)
{
	struct dict *phrases = dict_include(panel, "PHRASES", "part/phrases.tpl");
	struct query *query = db_query(context->db, Q_MATTER_PAGE_PHRASES);
	bool any = false;

	dict_set(phrases, "TARGET_ID", "f-opinion");
	query_int(query, ":person", context->actor->person);
	while (query_step(query)) {
		struct dict *phrase = dict_section(phrases, "PHRASE");

		if (!any)
			dict_show(phrases, "HAS_PHRASES");
		any = true;
		dict_int(phrase, "PHRASE_ID", next_int(query));
		dict_set(phrase, "PHRASE_TEXT", next_text(query, context->arena));
	}
	return query_end(query);
}

/* The seats he may hand on; NULL when there is none. */
static enum err seats_to_hand_on(struct context *context, const struct matter *matter, int64_t **tasks, size_t *count)
{
	struct seat *seats;
	size_t total;
	enum err err = matter_seat_list(context, matter, &seats, &total);

	*count = 0;
	*tasks = arena_array(context->arena, total + 1, sizeof **tasks);
	for (size_t i = 0; err == OK && i < total; i++)
		if (matter_hands_on(context->actor, &seats[i]))
			(*tasks)[(*count)++] = seats[i].task;
	return err;
}

static bool among(const int64_t *tasks, size_t count, int64_t task)
{
	for (size_t i = 0; i < count; i++)
		if (tasks[i] == task)
			return true;
	return false;
}

static struct dict *transfer_begin(struct dict *dict, const struct matter *matter, const struct acting *acting)
{
	struct dict *transfer = dict_include(dict, "TRANSFER", "part/transfer.tpl");

	dict_int(transfer, "MATTER_ID", matter->id);
	dict_int(transfer, "STEP", matter->step);
	dict_set(transfer, "TRANSFER_KEY", "reassign");
	dict_set(transfer, "TRANSFER_LABEL", "转办");
	dict_set(transfer, "TRANSFER_TO", "转给同岗位人员");
	dict_set(transfer, "TRANSFER_NOTE", "转办后由对方办理，双方都收到消息");
	tool_fill(transfer, acting, "reassign");
	return transfer;
}

/* section: where it stands when there is somebody to hand it to, NULL: in dict itself. */
static enum err fill_transfer(struct context *context, struct dict *dict, const char *section,
			      const struct matter *matter, const struct acting *acting)
{
	const char *chosen = tool_chosen(acting, "reassign", "person");
	struct dict *transfer = NULL;
	struct query *query;
	int64_t *tasks;
	size_t count;
	enum err err = seats_to_hand_on(context, matter, &tasks, &count);

	if (err != OK || count == 0)
		return err;
	query = db_query(context->db, Q_MATTER_PAGE_COLLEAGUES);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	while (query_step(query)) {
		int64_t person = next_int(query);
		char *title = next_text(query, context->arena);
		int64_t task = next_int(query);
		const char *value = arena_printf(context->arena, "%" PRId64 ":%" PRId64, task, person);
		struct dict *target;

		if (!among(tasks, count, task))
			continue;
		if (transfer == NULL)
			transfer = transfer_begin(section != NULL ? dict_section(dict, section) : dict, matter, acting);
		target = dict_section(transfer, "TARGET");
		dict_set(target, "TARGET_ID", value);
		dict_set(target, "TARGET_LABEL", title);
		dict_show_if(target, "TARGET_CHOSEN", text_equal(value, chosen));
	}
	return query_end(query);
}

static bool opinion_taken(const struct action **actions, size_t count)
{
	for (size_t a = 0; a < count; a++)
		if (actions[a]->opinion != OPINION_NONE)
			return true;
	return false;
}

/* Where the password is asked for, what needs it goes where passwords are looked at. */
static void fill_buttons(struct dict *panel, const struct action **actions, size_t count, const struct acting *acting)
{
	for (size_t a = 0; a < count; a++) {
		struct dict *button = dict_section(panel, "ACTION");

		dict_set(button, "ACTION_KEY", actions[a]->key);
		dict_set(button, "ACTION_LABEL", actions[a]->label);
		dict_set(button, "ACTION_STYLE", actions[a]->primary ? "primary" : "plain");
		dict_show_if(button, "WITH_PASSWORD",
			     acting->password != NULL && (actions[a]->password || actions[a] == acting->action));
		if (actions[a]->hint != NULL)
			dict_printf(dict_section(panel, "ACTION_NOTE"), "ACTION_NOTE_TEXT", "%s：%s", actions[a]->label,
				    actions[a]->hint);
		if (actions[a]->primary && actions[a]->confirm != NULL)
			dict_set(panel, "ACT_CONSEQUENCE", actions[a]->confirm);
	}
}

/* Who decides nothing here may still have a paper to file, by a document's own who. */
static enum err fill_filing(struct context *context, struct dict *body, const struct matter *matter,
			    const struct values *form, const struct acting *acting)
{
	struct dict *panel;
	size_t shown;
	bool any;
	enum err err = uploads_any(context, matter, &any);

	if (err != OK || !any)
		return err;
	panel = dict_section(body, "MAY_FILE");
	dict_set(panel, "ACT_AS", context->actor->title);
	return uploads_fill(context, panel, matter, form, acting, &shown);
}

/* Why he can take nothing of what waits for him. */
static enum err fill_barred(struct context *context, struct dict *body, const struct matter *matter)
{
	const char *why;
	enum err err = matter_barred(context, matter, &why);

	if (err == OK && why != NULL)
		dict_set(dict_section(body, "BARRED"), "BARRED_TEXT", why);
	return err;
}

static enum err fill_panel(struct request *req, struct context *context, struct dict *body, struct matter *matter,
			   struct values *form, const struct acting *acting, bool may_edit)
{
	const struct action **actions;
	size_t count;
	size_t uploads = 0;
	struct dict *panel;
	struct dict *files;
	enum err err = matter_actions(context, matter, &actions, &count);

	if (err == OK)
		err = fill_barred(context, body, matter);
	if (err == OK && count == 0 && !may_edit)
		err = fill_filing(context, body, matter, form, acting);
	if (err != OK)
		return err;
	if (count == 0)
		return fill_transfer(context, body, "HAND_ON", matter, acting);
	panel = dict_section(body, "MAY_ACT");
	dict_set(panel, "ACT_HEADING", may_edit ? "提交" : "办理意见");
	dict_set(panel, "ACT_AS", context->actor->title);
	fill_buttons(panel, actions, count, acting);
	dict_show_if(panel, "HAS_OPINION", opinion_taken(actions, count));
	fill_opinion(context->arena, panel, actions, count, acting);
	if (acting->password != NULL)
		step_up_show(req, panel, acting->password);
	err = action_fields_fill(context, panel, matter, form, actions, count, acting);
	files = dict_section(panel, "HAS_UPLOADS");
	if (err == OK && !may_edit)
		err = uploads_fill(context, files, matter, form, acting, &uploads);
	if (err == OK)
		err = fill_phrases(context, panel);
	if (err == OK)
		err = fill_transfer(context, panel, NULL, matter, acting);
	if (err == OK)
		err = tools_fill(context, panel, matter, acting);
	return err;
}

/* What a participant who does not hold it may do: say something, urge. */
static void fill_side_actions(struct dict *body, const struct matter *matter, const struct context *context,
			      const struct acting *acting)
{
	struct dict *side;
	struct dict *button;

	if (matter->state->final)
		return;
	side = dict_section(body, "HAS_SIDE_ACTIONS");
	tool_fill(side, acting, "comment");
	tool_fill(side, acting, "urge");
	button = dict_section(side, "SIDE_ACTION");
	dict_set(button, "ACTION_KEY", "comment");
	dict_set(button, "ACTION_LABEL", "补充说明");
	if (matter->org == context->actor->org && !matter->state->edit) {
		button = dict_section(side, "SIDE_ACTION");
		dict_set(button, "ACTION_KEY", "urge");
		dict_set(button, "ACTION_LABEL", "催办");
	}
	dict_set(side, "SIDE_ACTIONS_NOTE", "说明和催办都写入办理过程，参与各方可见");
}

static void fill_refusal(struct context *context, struct dict *body, const struct acting *acting)
{
	if (acting->refused != OK)
		return; /* nothing of it is to be corrected */
	if (acting->facts != NULL)
		file_error_fill(body, &acting->refusals[0]);
	else if (acting->sentence != NULL || acting->refusal_count > 0 ||
		 (acting->fields != NULL && acting->fields->error_count > 0))
		errors_fill(context, body, "这一步还不能办理", NULL, acting->fields, acting->refusals,
			    acting->refusal_count, acting->sentence);
}

enum err matter_show_page(struct request *req, struct context *context, struct matter *matter,
			  const struct acting *acting, int status)
{
	struct dict *body = page_begin(req, "matter/show.tpl", matter->title);
	struct values *form;
	struct past past;
	bool may_edit = false;
	enum err err = matter_form(context, matter, &form, NULL);

	if (err == OK)
		err = past_read(context, matter, &past);
	if (err != OK)
		return err;

	fill_head(req, body, matter);
	fill_refusal(context, body, acting);
	err = lost_fill(context, body, matter, acting);
	if (err == OK && acting->late != NULL)
		err = late_fill(context, body, matter, acting->late, acting->opinion);
	stages_fill(context, body, matter, &past);
	facts_fill(context, body, matter);
	if (err == OK)
		err = matter_may_edit(context, matter, &may_edit);
	dict_show_if(body, "MAY_EDIT", may_edit);
	if (err == OK)
		err = fill_panel(req, context, body, matter, form, acting, may_edit);
	if (err == OK)
		err = asked_fill(context, body, matter, acting);
	if (err == OK)
		err = held_fill(context, body, matter);
	if (err == OK)
		err = changes_fill(context, body, matter);
	if (err == OK)
		err = decided_fill(context, body, matter, true);
	if (err == OK)
		err = ruling_fill(context, body, matter);
	if (err == OK)
		err = panels_fill(context, body, matter, form);
	if (err == OK)
		err = fields_shown(context, body, form, matter->procedure, NULL);
	if (err == OK)
		err = conditions_fill(context, body, matter, acting);
	if (err == OK)
		err = documents_fill(context, body, matter);
	if (err == OK)
		err = timeline_fill(context, body, matter);
	if (err == OK)
		err = seats_fill(context, body, matter);
	if (err == OK)
		err = copies_fill(req, context, body, matter, acting);
	papers_fill(body, matter, &past);
	if (err == OK)
		err = side_fill(context, body, matter);
	fill_side_actions(body, matter, context, acting);
	return err != OK ? err : page_end(req, status);
}
