/*
 * A row of /audit in words: what is stored, hashed and exported are keys; people who audit read what they stand for.
 * Words of matters are their procedure's: `close` is another deed in each.
 */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include <stdlib.h>

#include "base/text.h"
#include "http/page.h"
#include "kernel/audit.h"
#include "kernel/procedure.h"
#include "kernel/setting.h"

/* What the words of one row are looked up in. */
struct row_words {
	struct context *context;
	const char *object;
	const struct procedure *procedure; /* of the matter it is about, NULL: of none */
};

static const struct procedure *procedure_of(struct context *context, int64_t matter)
{
	struct query *query = db_query(context->db, Q_TRAIL_PROCEDURE);
	int64_t version = 0;

	query_int(query, ":matter", matter);
	if (query_value(query, 0, &version) != OK || version == 0)
		return NULL;
	return procedure_version(context->service, context->db, version);
}

/* The number after a word of the detail, 0 without: "matter":12, "url":"/matters/12". */
static int64_t number_after(const char *detail, const char *word)
{
	const char *found = strstr(detail, word);

	return found == NULL ? 0 : strtoll(found + strlen(word), NULL, 10);
}

/* The matter a row is about, by its object, or as its detail names it. */
static int64_t matter_of(struct query *row)
{
	const char *detail = column_text(row, 11);
	int64_t matter;

	if (text_equal(column_text(row, 3), "matter") && !column_is_null(row, 4))
		return column_int(row, 4);
	matter = number_after(detail, "\"matter\":");
	return matter > 0 ? matter : number_after(detail, "\"url\":\"/matters/");
}

static const char *action_words(const struct row_words *words, const char *action)
{
	static const char of_matter[] = "matter.";
	const char *label = trail_action_label(action);
	const char *key = action + sizeof of_matter - 1;
	const struct action *found = NULL;

	if (label != action || strncmp(action, of_matter, sizeof of_matter - 1) != 0)
		return label;
	if (words->procedure != NULL)
		found = procedure_action(words->procedure, key);
	return found != NULL ? found->label : action;
}

static const char *title_of(const struct row_words *words, const char *key)
{
	const struct procedure *procedure = procedure_find(words->context->service, key);

	return procedure == NULL ? NULL : procedure->title;
}

/* A parameter, or a procedure: both are proposed and stored by key. */
static const char *key_word(const struct row_words *words, const char *text)
{
	const struct setting_row *setting = setting_find(words->context->service->modules, text);

	return setting != NULL ? setting->label : title_of(words, text);
}

static const char *of_procedure(const struct row_words *words, const char *key, const char *text)
{
	const struct state *state;
	const struct action *action;
	const struct document_kind *document;

	if (words->procedure == NULL)
		return NULL;
	if (text_equal(key, "action")) {
		action = procedure_action(words->procedure, text);
		return action == NULL ? NULL : action->label;
	}
	if (text_equal(key, "document")) {
		document = procedure_document(words->procedure, text);
		return document == NULL ? NULL : document->label;
	}
	if (!text_equal(key, "from") && !text_equal(key, "to"))
		return NULL;
	state = procedure_state(words->procedure, text);
	return state == NULL ? NULL : state->label;
}

static const char *word(void *data, const char *key, const char *text)
{
	const struct row_words *words = data;

	if (text_equal(key, "procedure"))
		return title_of(words, text);
	if (text_equal(key, "key"))
		return key_word(words, text);
	if (text_equal(key, "role"))
		return role_label(role_from_key(text));
	if (text_equal(key, "error"))
		return trail_error_label(text);
	return of_procedure(words, key, text);
}

/* Columns 2..5 of the list: action, object, object_id, outcome; 11: detail. */
void trail_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	const char *outcome = column_text(query, 5);
	int64_t matter = matter_of(query);
	struct row_words words = {.context = context, .object = column_text(query, 3)};
	struct audit_reader reader = {word, &words};

	if (matter > 0)
		words.procedure = procedure_of(context, matter);
	dict_set(row, "ACTION_LABEL", action_words(&words, column_text(query, 2)));
	if (column_is_null(query, 4))
		dict_set(row, "OBJECT_LABEL", trail_object_label(column_text(query, 3)));
	else
		dict_printf(row, "OBJECT_LABEL", "%s %" PRId64, trail_object_label(column_text(query, 3)),
			    column_int(query, 4));
	dict_set(row, "DETAIL", audit_detail_words(context->arena, column_text(query, 11), &reader));
	dict_set(row, "OUTCOME_TONE",
		 text_equal(outcome, "ok")        ? "green"
		 : text_equal(outcome, "refused") ? "amber"
						  : "red");
	dict_set(row, "OUTCOME_LABEL",
		 text_equal(outcome, "ok")        ? "成功"
		 : text_equal(outcome, "refused") ? "被拒"
						  : "失败");
}
