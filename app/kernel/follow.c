#include "base/base.h"
#include "kernel/follow.h"

#include "base/text.h"
#include "kernel/matter_seat.h"
#include "kernel/procedure_text.h"

enum { WHOM_MAX = 200 };

/* For whom: an organisation and the role in which it will hold the new matter as its owner. */
struct whom {
	int64_t org;
	enum role role;
};

struct follow_up {
	struct moving *moving;
	const struct follow *follow;
	const struct procedure *procedure; /* of the new matters */
	struct whom whom[WHOM_MAX];
	size_t count;
};

static enum err add_concerned(struct follow_up *up, const char *part)
{
	struct context *context = up->moving->context;
	struct query *query = db_query(context->db, Q_MATTER_CONCERNED);

	query_int(query, ":matter", up->moving->matter->id);
	query_text(query, ":part", part);
	while (up->count < WHOM_MAX && query_step(query)) {
		struct whom *whom = &up->whom[up->count++];
		unsigned kinds;

		whom->org = next_int(query);
		kinds = kinds_from_text(context->arena, next_text(query, context->arena));
		whom->role = role_for(ROLE_OWNER_CLERK, kinds, next_int(query) != 0);
	}
	return query_end(query);
}

static enum err add_operators(struct follow_up *up)
{
	struct context *context = up->moving->context;
	struct query *query = db_query(context->db, Q_MATTER_OPERATOR_PARTIES);

	query_int(query, ":matter", up->moving->matter->id);
	while (up->count < WHOM_MAX && query_step(query))
		up->whom[up->count++] = (struct whom){next_int(query), ROLE_OPERATOR_CLERK};
	return query_end(query);
}

/* Whoever sets it going at the center goes on with it, if he may start one. */
static enum role center_role(const struct follow_up *up)
{
	const struct actor *actor = up->moving->context->actor;
	enum role own = procedure_start_role(up->procedure, actor);

	if (own != ROLE_COUNT && actor->org == up->moving->context->service->org_center)
		return own;
	return up->procedure->start_count > 0 ? up->procedure->start[0] : ROLE_CENTER_LEAD;
}

/* Who acts goes on with it himself, if he may start one. */
static void add_actor(struct follow_up *up)
{
	const struct actor *actor = up->moving->context->actor;
	enum role role = procedure_start_role(up->procedure, actor);

	if (role != ROLE_COUNT)
		up->whom[up->count++] = (struct whom){actor->org, role};
}

static enum err find_whom(struct follow_up *up)
{
	const struct matter *matter = up->moving->matter;
	const char *word = up->follow->whom;

	if (text_equal(word, "addressee") || text_equal(word, "responsible"))
		return add_concerned(up, word);
	if (text_equal(word, "operator"))
		return add_operators(up);
	if (text_equal(word, "unit"))
		up->whom[up->count++] = (struct whom){matter->unit, ROLE_UNIT_CLERK};
	else if (text_equal(word, "actor"))
		add_actor(up);
	else if (text_equal(word, "center"))
		up->whom[up->count++] = (struct whom){up->moving->context->service->org_center, center_role(up)};
	else
		up->whom[up->count++] = (struct whom){matter->org, matter->owner_role};
	return OK;
}

/* "@owner", "@unit": an organisation of the matter that is moved, into a reference field. */
static int64_t organisation_of(const struct matter *matter, const char *word)
{
	return text_equal(word, "@unit") ? matter->unit : matter->org;
}

/* A column of the row, a field of the action or of the form; "=word" is itself. */
static const struct value *source_value(const struct follow_up *up, const struct values *row, const char *source)
{
	const struct values *all[] = {row, up->moving->fields, up->moving->form};

	for (size_t i = 0; i < ARRAY_LENGTH(all); i++) {
		const struct value *value = all[i] == NULL ? NULL : values_find(all[i], source);

		if (value != NULL)
			return value;
	}
	return NULL;
}

/* "rows.column": one row that says it there. */
static void copy_into_row(struct values *form, const char *target, const char *dot, const struct value *value)
{
	struct value *there = values_find(form, arena_strndup(form->arena, target, (size_t)(dot - target)));
	struct values *row;

	if (there == NULL || there->field->type != FIELD_ROWS || value == NULL || !value->present)
		return;
	row = values_empty(form->arena, there->field->columns, there->field->column_count);
	values_set(row, dot + 1, value->raw);
	there->rows = arena_array(form->arena, 1, sizeof(struct values *));
	there->rows[0] = row;
	there->row_count = 1;
	there->present = true;
}

static void copy_value(struct values *form, const char *target, const struct value *value)
{
	const char *dot = strchr(target, '.');
	struct value *there = values_find(form, target);

	if (dot != NULL)
		copy_into_row(form, target, dot, value);

	if (there == NULL || value == NULL || !value->present)
		return;
	if (value->field->type == FIELD_ROWS && there->field->type == FIELD_ROWS) {
		there->rows = value->rows;
		there->row_count = value->row_count;
		there->present = true;
		return;
	}
	values_set(form, target,
		   value->field->type == FIELD_CHOICES ? text_join(form->arena, value->chosen, value->chosen_count, ",")
						       : value->raw);
}

/* Words of the procedure, with what the row and the form say in their {holes}; no longer than what they are put into.
 */
static const char *said(const struct follow_up *up, const struct values *row, const struct values *form,
			const char *target, const char *text)
{
	const struct value *there = values_find(form, target);
	const struct moving *moving = up->moving;

	if (strchr(text, '{') == NULL || there == NULL)
		return text;
	text = procedure_text(moving->context, moving->matter, moving->form, row != NULL ? row : moving->fields, text);
	return there->field->max > 0 ? utf8_head(moving->context->arena, text, (size_t)there->field->max) : text;
}

static struct values *filled(const struct follow_up *up, const struct values *row)
{
	const struct follow *follow = up->follow;
	struct values *form = values_empty(up->moving->context->arena, up->procedure->form, up->procedure->form_count);

	for (size_t i = 0; i < follow->copy_count; i++) {
		if (follow->sources[i][0] == '=')
			values_set(form, follow->targets[i],
				   said(up, row, form, follow->targets[i], follow->sources[i] + 1));
		else if (follow->sources[i][0] == '@')
			values_set_number(form, follow->targets[i],
					  organisation_of(up->moving->matter, follow->sources[i]));
		else
			copy_value(form, follow->targets[i], source_value(up, row, follow->sources[i]));
	}
	return form;
}

static int64_t source_number(const struct follow_up *up, const struct values *row, const char *source)
{
	const struct value *value = source == NULL ? NULL : source_value(up, row, source);

	return value != NULL && value->present ? value->number : 0;
}

/* One of the owner's, by its name as he wrote it; *system and *platform stay 0 when there is none. */
static enum err find_called(const struct follow_up *up, const char *name, int64_t *system, int64_t *platform)
{
	struct query *query = db_query(up->moving->context->db, Q_MATTER_SUBJECT_CALLED);

	query_int(query, ":org", up->moving->matter->org);
	query_text(query, ":name", name);
	if (query_step(query)) {
		*system = next_int(query);
		*platform = next_int(query);
	}
	return query_end(query);
}

/* What the row names; where it names nothing, what this matter is about. */
static enum err find_subject(const struct follow_up *up, const struct values *row, struct subject *subject)
{
	const struct follow *follow = up->follow;
	const struct value *called = follow->called == NULL ? NULL : source_value(up, row, follow->called);
	int64_t system = source_number(up, row, follow->system);
	int64_t platform = source_number(up, row, follow->platform);
	enum err err = OK;

	if (called != NULL && called->present)
		err = find_called(up, called->text, &system, &platform);
	if (system == 0 && platform == 0) {
		system = up->moving->matter->system;
		platform = up->moving->matter->platform;
	}
	if (up->procedure->about_system != ABOUT_NOTHING)
		subject->system = system;
	if (up->procedure->about_platform != ABOUT_NOTHING)
		subject->platform = platform;
	return err;
}

static enum err open_one(struct follow_up *up, const struct whom *whom, const struct values *row)
{
	const struct matter *matter = up->moving->matter;
	struct opening opening = {
		.procedure = up->procedure,
		.org = whom->org,
		.role = whom->role,
		.subject = {.base_matter = matter->id},
		.at = up->follow->at,
		.form = filled(up, row),
	};
	int64_t id;
	enum err err = find_subject(up, row, &opening.subject);

	return err == OK ? matter_open_for(up->moving->context, &opening, &id) : err;
}

static bool meant(const struct follow *follow, const struct values *row)
{
	const char *word = follow->only_column == NULL ? NULL : values_text(row, follow->only_column);

	for (size_t i = 0; i < follow->only_count; i++)
		if (text_equal(word, follow->only_words[i]))
			return true;
	return follow->only_column == NULL;
}

/* "carry_out.problems": the rows that action was last given; else of this action or the form. */
static enum err rows_of(const struct follow_up *up, const struct value **rows)
{
	const char *each = up->follow->each;
	const char *dot = strchr(each, '.');
	struct arena *arena = up->moving->context->arena;
	struct values *given;
	enum err err;

	*rows = dot == NULL ? source_value(up, NULL, each) : NULL;
	if (dot == NULL)
		return OK;
	err = matter_given_to(up->moving->context, up->moving->matter, arena_strndup(arena, each, (size_t)(dot - each)),
			      &given);
	if (err == OK && given != NULL)
		*rows = values_find(given, dot + 1);
	return err;
}

/* For each row of `each`, or once. */
static enum err open_for(struct follow_up *up, const struct whom *whom)
{
	const struct value *rows = NULL;
	enum err err;

	if (up->follow->each == NULL)
		return open_one(up, whom, NULL);
	err = rows_of(up, &rows);
	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++)
		if (meant(up->follow, rows->rows[i]))
			err = open_one(up, whom, rows->rows[i]);
	return err;
}

static const struct state *first_state(const struct follow_up *up)
{
	const struct state *state = up->follow->at == NULL ? NULL : procedure_state(up->procedure, up->follow->at);

	return state != NULL ? state : &up->procedure->states[0];
}

enum err follow_open(struct moving *moving, const struct follow *follow, const char **sentence)
{
	struct follow_up *up = arena_alloc(moving->context->arena, sizeof *up);
	enum err err;

	up->moving = moving;
	up->follow = follow;
	up->procedure = procedure_find(moving->context->service, follow->procedure);
	if (up->procedure == NULL) {
		*sentence = arena_printf(moving->context->arena, "后续流程“%s”还没有载入，不能办理，请联系系统管理员",
					 follow->procedure);
		return ERR_INVALID;
	}
	err = find_whom(up);
	if (err == OK && up->count == 0) {
		*sentence = arena_printf(moving->context->arena, "找不到承办后续事项“%s”的单位", up->procedure->title);
		return ERR_INVALID;
	}
	for (size_t i = 0; err == OK && i < up->count; i++)
		err = open_for(up, &up->whom[i]);
	if (err == ERR_INVALID)
		*sentence =
			arena_printf(moving->context->arena, "后续事项“%s”的“%s”没有可以接手的单位，请先补齐后再办理",
				     up->procedure->title, first_state(up)->label);
	return err;
}
