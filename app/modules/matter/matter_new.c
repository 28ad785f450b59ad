/* GET, POST /matters/new: choose what to do, about what, see what it takes, begin. */
#include "base/base.h"

#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"

enum { ABOUT_MAX = 2 };

static const struct field new_fields[] = {
	{.key = "procedure", .label = "事项", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "system", .label = "信息系统", .type = FIELD_REFERENCE, .reference = "subject_system"},
	{.key = "platform", .label = "云平台", .type = FIELD_REFERENCE, .reference = "subject_platform"},
};
const struct form matter_new_form = {new_fields, ARRAY_LENGTH(new_fields)};

/* The chapters of the rule book, by the first article a procedure serves. */
static const struct {
	int64_t up_to;
	const char *label;
} chapters[] = {{9, "职责分工"}, {18, "使用管理"}, {24, "运行维护管理"}, {31, "安全管理"}, {37, "监督考核与其他"}};

static size_t chapter_of(const struct procedure *procedure)
{
	int64_t article = 37;

	if (procedure->article_count > 0 && !parse_integer(procedure->articles[0], &article))
		article = 37;
	for (size_t i = 0; i < ARRAY_LENGTH(chapters); i++)
		if (article <= chapters[i].up_to)
			return i;
	return ARRAY_LENGTH(chapters) - 1;
}

static void add_chapter(struct request *req, struct dict *choose, size_t chapter)
{
	struct dict *group = NULL;

	for (size_t i = 0; i < req->service->procedure_count; i++) {
		const struct procedure *procedure = req->service->procedures[i];
		struct dict *row;

		if (procedure_start_role(procedure, req->actor) == ROLE_COUNT || chapter_of(procedure) != chapter)
			continue;
		if (group == NULL) {
			group = dict_section(choose, "PROCEDURE_GROUP");
			dict_set(group, "GROUP_LABEL", chapters[chapter].label);
		}
		row = dict_section(group, "PROCEDURE");
		dict_set(row, "PROCEDURE_KEY", procedure->key);
		dict_set(row, "PROCEDURE_TITLE", procedure->title);
		dict_set(row, "PROCEDURE_ICON", "file-earmark-plus");
		dict_set(row, "PROCEDURE_ARTICLE",
			 article_note(req->arena,
				      text_join(req->arena, procedure->articles, procedure->article_count, ",")));
	}
}

static void add_steps(struct dict *body, const struct procedure *procedure)
{
	const char *stage = NULL;

	for (size_t i = 0; i < procedure->state_count; i++) {
		const struct state *state = &procedure->states[i];

		if (text_equal(stage, state->stage) || state->final)
			continue;
		stage = state->stage;
		dict_printf(dict_section(body, "NEXT_STEP"), "STEP_TEXT", "%s：%s", stage, state->next);
	}
}

static void add_choices(struct request *req, struct dict *body)
{
	struct dict *choose = dict_section(body, "CHOOSE");

	for (size_t i = 0; i < ARRAY_LENGTH(chapters); i++)
		add_chapter(req, choose, i);
}

/* An operator speaks for its own platforms; who tests or scans does so for those of others. */
static const char *platforms_for(const struct procedure *procedure, const struct actor *actor)
{
	enum role role = procedure_start_role(procedure, actor);

	return role == ROLE_OPERATOR_CLERK || role == ROLE_OPERATOR_LEAD ? "own_platform"
	       : procedure->round.every != EVERY_NEVER && procedure->round.each == EACH_OTHER_PLATFORM
		       ? "other_platform"
		       : "subject_platform";
}

/* The fields that say what it is about, as this procedure wants them of this actor. */
static struct values *about_fields(struct arena *arena, const struct procedure *procedure, const struct actor *actor)
{
	struct field *fields = arena_array(arena, ABOUT_MAX, sizeof *fields);
	size_t count = 0;

	if (procedure->about_system != ABOUT_NOTHING) {
		fields[count] = new_fields[1];
		fields[count++].required = procedure->about_system == ABOUT_REQUIRED;
	}
	if (procedure->about_platform != ABOUT_NOTHING) {
		fields[count] = new_fields[2];
		fields[count].reference = platforms_for(procedure, actor);
		fields[count++].required = procedure->about_platform == ABOUT_REQUIRED;
	}
	return values_empty(arena, fields, count);
}

static enum err chosen_page(struct request *req, struct context *context, const struct procedure *procedure,
			    struct values *about, const struct answer *refusal, int status)
{
	struct dict *body = page_begin(req, "matter/new.tpl", procedure->title);
	struct dict *chosen = dict_section(body, "CHOSEN");
	enum err err = OK;

	matter_crumbs(req, NULL);
	dict_set(body, "ARTICLE_NOTE",
		 article_note(req->arena, text_join(req->arena, procedure->articles, procedure->article_count, ",")));
	if (status == 422)
		errors_fill(context, body, "还不能开始", about, NULL, refusal, refusal == NULL ? 0 : 1, NULL);
	dict_set(chosen, "PROCEDURE_KEY", procedure->key);
	add_steps(chosen, procedure);
	if (about->count > 0) {
		struct dict *section = dict_section(chosen, "HAS_ABOUT");

		err = fields_fill(context, section, about, NULL, NULL);
	}
	dict_show_if(chosen, "HAS_GATE", procedure->gate_count > 0);
	if (err == OK && procedure->gate_count > 0)
		err = gates_fill(context, chosen, procedure, NULL,
				 values_empty(req->arena, procedure->form, procedure->form_count));
	return err != OK ? err : page_end(req, status);
}

/* A duty of a period is one matter, whoever opened it. */
static enum err already_page(struct request *req, struct context *context, const struct procedure *procedure,
			     struct values *about)
{
	struct answer answer = {
		.sentence = arena_strdup(req->arena, "本期的这件事项已经发起，不能再发起一件"),
		.cure = arena_strdup(req->arena, "到待办或全部事项中找到它继续办理"),
		.link = arena_strdup(req->arena, "/matters"),
	};

	return chosen_page(req, context, procedure, about, &answer, 422);
}

enum err new_get(struct request *req)
{
	struct context context = context_reading(req);
	const char *key = request_query(req, "procedure");
	const struct procedure *procedure = key == NULL ? NULL : procedure_find(req->service, key);
	struct values *about;

	if (key != NULL && procedure == NULL)
		return ERR_NOT_FOUND;
	if (procedure == NULL) {
		struct dict *body = page_begin(req, "matter/new.tpl", "发起事项");

		matter_crumbs(req, NULL);
		add_choices(req, body);
		return page_end(req, 200);
	}
	if (procedure_start_role(procedure, req->actor) == ROLE_COUNT)
		return ERR_FORBIDDEN;
	about = about_fields(req->arena, procedure, req->actor);
	values_set(about, "system", request_query(req, "system"));
	values_set(about, "platform", request_query(req, "platform"));
	return chosen_page(req, &context, procedure, about, NULL, 200);
}

enum err new_post(struct request *req)
{
	struct context context = context_writing(req);
	const char *key = values_text(req->form, "procedure");
	const struct procedure *procedure = key == NULL ? NULL : procedure_find(req->service, key);
	struct subject subject = {0};
	struct values *about;
	int64_t id;
	enum err err;

	if (procedure == NULL)
		return ERR_NOT_FOUND;
	if (procedure_start_role(procedure, req->actor) == ROLE_COUNT)
		return ERR_FORBIDDEN;
	about = about_fields(req->arena, procedure, req->actor);
	/* As typed: words to search by are no record yet. */
	values_set(about, "system", params_get(&req->posted, "system"));
	values_set(about, "platform", params_get(&req->posted, "platform"));
	values_check(about);
	err = reference_check(&context, about);
	if (err == OK && about->error_count > 0)
		return chosen_page(req, &context, procedure, about, NULL, 422);
	subject.system = values_number(about, "system", 0);
	subject.platform = values_number(about, "platform", 0);
	if (err == OK)
		err = matter_open(&context, procedure, &subject, &id);
	if (err == ERR_CONFLICT && procedure->round.every != EVERY_NEVER)
		return already_page(req, &context, procedure, about);
	if (err != OK)
		return err;
	return procedure->states[0].edit ? respond_redirect(req, "/matters/%" PRId64 "/edit", id)
					 : respond_redirect(req, "/matters/%" PRId64, id);
}
