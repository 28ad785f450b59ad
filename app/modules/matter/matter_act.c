#include "base/base.h"

#include "base/clock.h"
#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/move.h"
#include "kernel/reference.h"
#include "kernel/session.h"
#include "kernel/step_up.h"
#include "modules/matter/matter_module.h"
#include "modules/matter/matter_post.h"
#include "modules/review/review.h"

int64_t posted_number(const struct request *req, const char *name)
{
	int64_t number;

	return parse_integer(params_get(&req->posted, name), &number) ? number : 0;
}

/* ---- the draft ---- */

static enum err answer_saved(struct post *post)
{
	struct values *values;
	int64_t saves = 0;
	int64_t saved_at = clock_now();
	char *time;

	if (!post->req->wants_json)
		return respond_redirect(post->req, "/matters/%" PRId64 "/edit", post->matter->id);
	if (matter_draft(&post->context, post->matter, &values, &saves, &saved_at) != OK)
		return ERR_INTERNAL;
	time = format_time_full(post->context.arena, saved_at);
	return respond_json(post->req, 200,
			    arena_printf(post->context.arena,
					 "{\"saved\":\"%s\",\"count\":%" PRId64 ",\"revision\":%" PRId64
					 ",\"step\":%" PRId64 ",\"once\":\"%s\"}",
					 strlen(time) > 11 ? time + 11 : time, saves, saves, post->matter->step,
					 once_new(post->context.arena)));
}

static enum err post_save(struct post *post)
{
	struct values *typed;
	enum err err = form_typed(post, true, &typed);

	if (err == OK)
		err = form_save(post, typed);
	if (err == OK && !post->req->wants_json && values_pasted(typed))
		return matter_edit_page(post->req, &post->context, post->matter, typed, &(struct acting){0}, 422);
	return err == OK ? answer_saved(post) : err;
}

/* The guards of the one action it is checked for, before anybody reads it through; false: none says no. */
static bool refused_ahead(struct post *post, struct values *form, struct move *move)
{
	const struct action *action = matter_submitting(&post->context, post->matter);

	*move = (struct move){.matter = post->matter, .action = action, .step = post->matter->step, .form = form};
	/* What its own fields and the opinion say is not known yet. */
	return action != NULL && action->field_count == 0 && action->opinion != OPINION_REQUIRED &&
	       matter_try(&post->context, move) == ERR_INVALID;
}

static enum err post_check(struct post *post)
{
	struct acting acting = {0};
	struct move move;
	struct values *form;
	enum err err = form_typed(post, false, &form);

	/* First keep it, whatever is wrong with it. */
	if (err == OK)
		err = form_save(post, form);
	if (err != OK)
		return err;
	procedure_check_form(post->matter->procedure, form);
	err = reference_check(&post->context, form);
	if (err != OK)
		return err;
	if (form->error_count == 0 && refused_ahead(post, form, &move))
		acting = (struct acting){
			.sentence = move.sentence, .refusals = move.refusals, .refusal_count = move.refusal_count};
	if (form->error_count > 0 || acting.sentence != NULL)
		return matter_edit_page(post->req, &post->context, post->matter, form, &acting, 422);
	return respond_redirect(post->req, "/matters/%" PRId64 "/check", post->matter->id);
}

/* ---- rows: add, drop, paste; for browsers without script ---- */

/* What was typed as parameters again, with the rows of one field changed; decoded anew. */
static enum err show_changed(struct post *post, const struct field *field, const struct params *changed, bool grow)
{
	const struct procedure *procedure = post->matter->procedure;
	struct values *form;
	enum err err;

	if (!matter_of_form(procedure, field)) {
		struct acting acting = {
			.posted = changed,
			.grow = grow ? field->key : NULL,
			.opinion = params_get(changed, "opinion"),
		};

		return matter_show_page(post->req, &post->context, post->matter, &acting, 200);
	}
	form = values_decode(post->context.arena, procedure->form, procedure->form_count, changed, true);
	err = form_keep_unasked(post, changed, form);
	if (err == OK)
		err = form_save(post, form);
	if (err != OK)
		return err;
	if (grow)
		values_grow(form, field->key);
	return matter_edit_page(post->req, &post->context, post->matter, form, &(struct acting){0}, 200);
}

static int64_t line_of(const struct field *field, const char *name)
{
	size_t length = strlen(field->key);
	char *end;
	long line;

	if (strncmp(name, field->key, length) != 0 || name[length] != '.')
		return 0;
	line = strtol(name + length + 1, &end, 10);
	return *end == '.' && line > 0 && line < 10000 ? line : 0;
}

static enum err post_add_row(struct post *post)
{
	const struct field *field = matter_rows_field(post->matter, post->argument, strlen(post->argument));

	return field == NULL ? ERR_BAD_REQUEST : show_changed(post, field, &post->req->posted, true);
}

static enum err post_drop_row(struct post *post)
{
	const char *colon = strchr(post->argument, ':');
	const struct field *field =
		colon == NULL ? NULL
			      : matter_rows_field(post->matter, post->argument, (size_t)(colon - post->argument));
	struct params kept = {0};
	int64_t drop;

	if (field == NULL || !parse_integer(colon + 1, &drop))
		return ERR_BAD_REQUEST;
	for (size_t i = 0; i < post->req->posted.count; i++)
		if (line_of(field, post->req->posted.items[i].name) != drop)
			params_add(post->context.arena, &kept, post->req->posted.items[i].name,
				   post->req->posted.items[i].value);
	return show_changed(post, field, &kept, false);
}

static enum err post_paste_rows(struct post *post)
{
	struct arena *arena = post->context.arena;
	const struct field *field = matter_rows_field(post->matter, post->argument, strlen(post->argument));
	struct params kept = {0};
	const char *paste;
	char **lines;
	size_t count;
	size_t number = 0;

	if (field == NULL)
		return ERR_BAD_REQUEST;
	paste = arena_printf(arena, "%s" ROWS_PASTE, field->key);
	for (size_t i = 0; i < post->req->posted.count; i++)
		if (line_of(field, post->req->posted.items[i].name) == 0 &&
		    !text_equal(post->req->posted.items[i].name, paste))
			params_add(arena, &kept, post->req->posted.items[i].name, post->req->posted.items[i].value);
	count = text_split(arena, text_trim(arena, params_get(&post->req->posted, paste)), '\n', &lines);
	for (size_t i = 0; i < count; i++) {
		char **cells;
		size_t cell_count = text_split(arena, lines[i], strchr(lines[i], '\t') != NULL ? '\t' : ',', &cells);

		if (text_empty(text_trim(arena, lines[i])) ||
		    (number == 0 && matter_rows_heading(arena, field, cells, cell_count)))
			continue;
		number++;
		for (size_t c = 0; c < cell_count && c < field->column_count; c++)
			params_add(arena, &kept,
				   arena_printf(arena, "%s.%zu.%s", field->key, number, field->columns[c].key),
				   matter_option_key(&post->context, &field->columns[c], text_trim(arena, cells[c])));
	}
	return show_changed(post, field, &kept, false);
}

/* To the page that takes a file: what was typed stays, in the draft or carried along. */
static enum err post_file_rows(struct post *post)
{
	const struct field *field = matter_rows_field(post->matter, post->argument, strlen(post->argument));
	struct values *typed;
	enum err err;

	if (field == NULL)
		return ERR_BAD_REQUEST;
	if (!matter_of_form(post->matter->procedure, field))
		return rows_asked(post->req, &post->context, post->matter, field);
	err = form_typed(post, true, &typed);
	if (err == OK)
		err = form_save(post, typed);
	return err != OK ? err
			 : respond_redirect(post->req, "/matters/%" PRId64 "/rows/%s", post->matter->id, field->key);
}

static enum err post_count_rows(struct post *post)
{
	const struct field *field = matter_rows_field(post->matter, post->argument, strlen(post->argument));

	return field == NULL ? ERR_BAD_REQUEST : show_changed(post, field, &post->req->posted, false);
}

/* ---- comment, urge, reassign, conditions, own uploads ---- */

enum err post_back(struct post *post, enum err err, const char *sentence)
{
	struct acting acting = {.sentence = sentence, .opinion = params_get(&post->req->posted, "opinion")};

	if (err == ERR_INVALID || err == ERR_THROTTLED)
		return matter_show_page(post->req, &post->context, post->matter, &acting, err_status(err));
	if (post_outrun(err))
		return post_refused(post, err, (struct acting){.refused_words = acting.opinion});
	return err != OK ? err : respond_redirect(post->req, "/matters/%" PRId64, post->matter->id);
}

static enum err post_comment(struct post *post)
{
	const char *text = text_trim(post->context.arena, params_get(&post->req->posted, "opinion"));

	if (text_empty(text))
		return post_tool(post, "comment", ERR_INVALID, "请先写下要说明的内容");
	return post_tool(post, "comment", matter_comment(&post->context, post->matter, text),
			 arena_printf(post->context.arena, "说明最多 %d 个字，您写了 %zu 个字", MATTER_COMMENT_MAX,
				      utf8_length(text)));
}

static enum err post_urge(struct post *post)
{
	const char *sentence = NULL;
	const char *text = text_trim(post->context.arena, params_get(&post->req->posted, "opinion"));
	enum err err = matter_urge(&post->context, post->matter, text, &sentence);

	return post_tool(post, "urge", err, sentence);
}

static enum err post_reassign(struct post *post)
{
	const char *sentence = NULL;
	const char *target = params_get(&post->req->posted, "person");
	const char *colon = target == NULL ? NULL : strchr(target, ':');
	int64_t task;
	int64_t person;
	enum err err;

	if (colon == NULL || !parse_integer(colon + 1, &person) ||
	    !parse_integer(arena_strndup(post->context.arena, target, (size_t)(colon - target)), &task))
		return post_unchosen(post, "reassign", "请选择转给谁办理");
	err = matter_reassign(&post->context, post->matter, task, person,
			      text_trim(post->context.arena, params_get(&post->req->posted, "opinion")), &sentence);
	return post_tool(post, "reassign", err, sentence);
}

static enum err post_close_condition(struct post *post)
{
	const char *sentence = NULL;
	enum err err =
		review_condition_close(&post->context, post->matter, posted_number(post->req, "condition"), &sentence);

	return post_back(post, err, sentence);
}

static enum err post_meet_condition(struct post *post)
{
	struct arena *arena = post->context.arena;
	const char *note = text_trim(arena, params_get(&post->req->posted, "condition_note"));
	int64_t condition = posted_number(post->req, "condition");
	bool words = !text_empty(note) && utf8_length(note) <= REVIEW_CONDITION_NOTE_MAX;
	struct answer refusal = {.sentence = "这个条件已经销项，请刷新后再看"};
	struct acting acting = {
		.condition = condition,
		.condition_note = note,
		.refusals = &refusal,
		.refusal_count = 1,
	};
	enum err err = review_condition_met(&post->context, post->matter, condition, note);

	if (err != ERR_INVALID)
		return err != OK ? err
				 : respond_redirect(post->req, "/matters/%" PRId64 "#conditions", post->matter->id);
	if (!words) {
		refusal.sentence = text_empty(note) ? "请写明附带条件是怎样落实的"
						    : arena_printf(arena, "落实情况最多 %d 个字，请删短",
								   REVIEW_CONDITION_NOTE_MAX);
		refusal.link = arena_printf(arena, "#f-condition-%" PRId64, condition);
	}
	return matter_show_page(post->req, &post->context, post->matter, &acting, err_status(err));
}

/* A phrase of the library goes into the opinion; nothing else changes. */
static enum err post_phrase(struct post *post)
{
	struct query *query = db_query(post->context.db, Q_MATTER_PAGE_PHRASES);
	struct acting acting = {.posted = &post->req->posted, .opinion = params_get(&post->req->posted, "opinion")};
	int64_t wanted;
	enum err err;

	if (!parse_integer(post->argument, &wanted))
		wanted = 0;
	query_int(query, ":person", post->context.actor->person);
	while (query_step(query)) {
		int64_t id = next_int(query);
		char *text = next_text(query, post->context.arena);

		if (id == wanted)
			acting.opinion = arena_printf(post->context.arena, "%s%s",
						      text_empty(acting.opinion) ? "" : acting.opinion, text);
	}
	err = query_end(query);
	return err != OK ? err : matter_show_page(post->req, &post->context, post->matter, &acting, 200);
}

/* ---- the procedure's own actions ---- */

/* What is wrong with the password beside the decision, before anything else is looked at. */
static enum err take_password(struct post *post, struct move *move)
{
	struct arena *arena = post->context.arena;
	enum err err = step_up_take(post->req, &move->sentence);

	if (err != ERR_PASSWORD && err != ERR_THROTTLED)
		return err;
	move->refusals = arena_alloc(arena, sizeof *move->refusals);
	move->refusals[move->refusal_count++] = (struct answer){.sentence = arena_strdup(arena, move->sentence),
								.field = arena_strdup(arena, "password")};
	return err;
}

static enum err post_action(struct post *post, const char *key)
{
	const struct action *action = procedure_action(post->matter->procedure, key);
	struct move move = {.matter = post->matter, .action = action};
	bool may_edit = false;
	enum err err;

	if (action == NULL)
		return ERR_BAD_REQUEST;
	move.step =
		params_get(&post->req->posted, "step") == NULL ? post->matter->step : posted_number(post->req, "step");
	move.opinion = text_trim(post->context.arena, params_get(&post->req->posted, "opinion"));
	if (action->field_count > 0) {
		move.fields = values_decode(post->context.arena, action->fields, action->field_count,
					    &post->req->posted, false);
		err = reference_check(&post->context, move.fields);
		if (err != OK)
			return err;
	}
	err = matter_may_edit(&post->context, post->matter, &may_edit);
	if (err == OK && may_edit)
		err = form_typed(post, false, &move.form);
	/* Nothing typed is lost when the move is refused. */
	if (err == OK && may_edit && form_posted(post))
		err = form_save(post, move.form);
	if (err == OK && !may_edit && params_get(&post->req->posted, "revision") != NULL)
		err = form_typed(post, false, &post->overtaken);
	if (err != OK)
		return err;
	err = take_password(post, &move);
	return post_answer(post, err == OK ? matter_move(&post->context, &move) : err, &move, action);
}

/* kernel/procedure_action.c refuses these names to the actions of a procedure. */
static const struct {
	const char *key;
	enum err (*run)(struct post *post);
} vocabulary[] = {
	{"add_row", post_add_row},
	{"add_signer", post_add_signer},
	{"check", post_check},
	{"close_condition", post_close_condition},
	{"comment", post_comment},
	{"copy", post_copy},
	{"count_rows", post_count_rows},
	{"drop_row", post_drop_row},
	{"drop_signer", post_drop_signer},
	{"file_rows", post_file_rows},
	{"give_opinion", post_give_opinion},
	{"hold", post_hold},
	{"meet_condition", post_meet_condition},
	{"paste_rows", post_paste_rows},
	{"phrase", post_phrase},
	{"read_copy", post_read_copy},
	{"reassign", post_reassign},
	{"resume", post_resume},
	{"save", post_save},
	{"urge", post_urge},
};

static void add_known(struct arena *arena, const struct field *from, size_t count, struct field *fields, size_t *total,
		      const char **extras, size_t *extra)
{
	for (size_t i = 0; i < count; i++) {
		fields[(*total)++] = from[i];
		if (from[i].type == FIELD_ROWS)
			extras[(*extra)++] = arena_printf(arena, "%s" ROWS_PASTE, from[i].key);
	}
}

/* Names a POST may carry: the form's fields, those of any action, and the page's own. */
static enum err refuse_unknown(struct post *post)
{
	static const char *const own[] = {"step",           "revision", "opinion",  "person", "condition",
					  "condition_note", "declared", "receiver", "task",   "until"};
	bool door = (post->req->route->flags & ROUTE_DOOR) != 0;
	const struct procedure *procedure = post->matter->procedure;
	struct arena *arena = post->context.arena;
	size_t room = procedure->form_count;
	size_t total = 0;
	size_t extra = 0;
	struct field *fields;
	const char **extras;

	for (size_t a = 0; a < procedure->action_count; a++)
		room += procedure->actions[a].field_count;
	fields = arena_array(arena, room + 1, sizeof *fields);
	extras = arena_array(arena, room + ARRAY_LENGTH(own) + 2, sizeof *extras);
	for (size_t i = 0; i < ARRAY_LENGTH(own); i++)
		extras[extra++] = own[i];
	if (door)
		extras[extra++] = "password";
	add_known(arena, procedure->form, procedure->form_count, fields, &total, extras, &extra);
	for (size_t a = 0; a < procedure->action_count; a++)
		add_known(arena, procedure->actions[a].fields, procedure->actions[a].field_count, fields, &total,
			  extras, &extra);
	return form_unknown(fields, total, &post->req->posted, extras);
}

static enum err press(struct post *post, const char *key, size_t length)
{
	bool door = (post->req->route->flags & ROUTE_DOOR) != 0;

	for (size_t i = 0; !door && i < ARRAY_LENGTH(vocabulary); i++)
		if (strlen(vocabulary[i].key) == length && strncmp(vocabulary[i].key, key, length) == 0)
			return vocabulary[i].run(post);
	return post_action(post, key);
}

enum err matter_post(struct request *req)
{
	struct post post = {.req = req, .context = context_writing(req)};
	const char *key = request_action(req);
	size_t length = strcspn(key, ":");
	enum err err = matter_of(req, &post.context, &post.matter);

	if (err == OK)
		err = refuse_unknown(&post);
	if (err != OK)
		return err;
	post.argument = key[length] == ':' ? key + length + 1 : "";
	err = req->repeated ? form_sent_again(&post) : press(&post, key, length);
	if (err == OK || req->wants_json)
		return err;
	if (post.overtaken != NULL)
		err = form_overtaken(&post, err);
	return err != ERR_REPEATED
		       ? err
		       : post_refused(&post, err,
				      (struct acting){.refused_words = params_get(&req->posted, "opinion")});
}
