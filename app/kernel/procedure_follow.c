/* Reading what an action sets going (`opens`), and whether what it takes from here is there and fits. */
#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/text.h"
#include "kernel/procedure_text.h"
#include "kernel/reference.h"

static const char *const follow_keys[] = {"procedure", "at", "for", "each", "only", "about", "copy", NULL};
static const char *const about_keys[] = {"system", "platform", "called", NULL};
static const char *const whom_words[] = {"owner",       "unit",   "operator", "addressee",
					 "responsible", "center", "actor",    NULL};

/* "@owner" and "@unit" are the only organisations a source may speak of. */
static void check_source(struct reader *reader, const struct yaml_node *node)
{
	if (node->text[0] == '@' && !text_equal(node->text, "@owner") && !text_equal(node->text, "@unit"))
		complain_node(reader, node, "copy 的来处“%s”应为 @owner 或 @unit", node->text);
}

static void read_copies(struct reader *reader, const struct yaml_node *copy, struct follow *follow)
{
	if (copy->kind != YAML_MAP) {
		complain_node(reader, copy, "copy 应写成“对方字段: 来处”");
		return;
	}
	follow->targets = arena_array(reader->arena, copy->count + 1, sizeof(char *));
	follow->sources = arena_array(reader->arena, copy->count + 1, sizeof(char *));
	for (size_t i = 0; i < copy->count; i++) {
		if (copy->items[i]->kind != YAML_TEXT) {
			complain_node(reader, copy->items[i], "copy 的来处应是一个词");
			continue;
		}
		check_source(reader, copy->items[i]);
		follow->targets[follow->copy_count] = arena_strdup(reader->arena, copy->items[i]->key);
		follow->sources[follow->copy_count++] = arena_strdup(reader->arena, copy->items[i]->text);
	}
}

/* Which rows of `each`: {column: [words]}. */
static void read_only(struct reader *reader, const struct yaml_node *map, struct follow *follow)
{
	const struct yaml_node *only = yaml_get(map, "only");
	struct yaml_node **items;
	size_t count;

	if (only == NULL)
		return;
	if (only->kind != YAML_MAP || only->count != 1 || follow->each == NULL) {
		complain_node(reader, only, "only 应写成“列: [词]”，并且要有 each");
		return;
	}
	follow->only_column = arena_strdup(reader->arena, only->items[0]->key);
	count = read_list(reader, only, only->items[0]->key, &items);
	follow->only_words = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++)
		follow->only_words[follow->only_count++] = arena_strdup(reader->arena, items[i]->text);
}

/* What each new matter is about, where that is not what this one is about. */
static void read_about(struct reader *reader, const struct yaml_node *map, struct follow *follow)
{
	const struct yaml_node *about = yaml_get(map, "about");

	if (about == NULL || !read_map_of(reader, about, "about", about_keys))
		return;
	follow->system = read_text(reader, about, "system", false);
	follow->platform = read_text(reader, about, "platform", false);
	follow->called = read_text(reader, about, "called", false);
	if (follow->called == NULL && follow->system == NULL && follow->platform == NULL)
		complain_node(reader, about, "about 应写明 system、platform 或者 called");
	if (follow->called != NULL && (follow->system != NULL || follow->platform != NULL))
		complain_node(reader, about, "about 写了 called，就不再写 system 和 platform");
}

const struct follow *read_follow(struct reader *reader, const struct yaml_node *node)
{
	const struct yaml_node *map = yaml_get(node, "opens");
	struct follow *follow;

	if (map == NULL || !read_map_of(reader, map, "opens", follow_keys))
		return NULL;
	follow = arena_alloc(reader->arena, sizeof *follow);
	follow->procedure = read_text(reader, map, "procedure", true);
	follow->at = read_text(reader, map, "at", false);
	follow->whom = read_word(reader, map, "for", whom_words, whom_words[0]);
	follow->each = read_text(reader, map, "each", false);
	read_only(reader, map, follow);
	read_about(reader, map, follow);
	if (yaml_get(map, "copy") != NULL)
		read_copies(reader, yaml_get(map, "copy"), follow);
	return follow;
}

/* ---- when form and actions are known ---- */

/* "findings" of the action or the form, "carry_out.problems" of another action. */
static const struct field *rows_called(const struct procedure *procedure, const struct action *action, const char *each)
{
	const char *dot = strchr(each, '.');
	const struct action *other;
	const struct field *rows;

	if (dot != NULL) {
		for (size_t i = 0; i < procedure->action_count; i++) {
			other = &procedure->actions[i];
			if (strlen(other->key) == (size_t)(dot - each) &&
			    strncmp(other->key, each, (size_t)(dot - each)) == 0)
				return field_called(other->fields, other->field_count, dot + 1, strlen(dot + 1));
		}
		return NULL;
	}
	rows = field_called(procedure->form, procedure->form_count, each, strlen(each));
	return rows != NULL ? rows : field_called(action->fields, action->field_count, each, strlen(each));
}

/* Holes in words that are copied: what the row says, else the action, and the form. */
static void check_said(struct reader *reader, const struct yaml_node *node, const struct action *action)
{
	const struct procedure *procedure = reader->procedure;
	const struct follow *follow = action->follow;
	const struct field *fields = action->fields;
	size_t count = action->field_count;

	if (follow->each != NULL) {
		const struct field *rows = rows_called(procedure, action, follow->each);

		fields = rows != NULL ? rows->columns : NULL;
		count = rows != NULL ? rows->column_count : 0;
	}
	for (size_t i = 0; i < follow->copy_count; i++) {
		const char *text = follow->sources[i];
		const char *unknown = text[0] == '=' ? procedure_text_unknown(reader->scratch, text, procedure->form,
									      procedure->form_count, fields, count)
						     : NULL;

		if (unknown != NULL)
			complain_form(reader, node, "动作“%s”的 copy 里“{%s}”不是已知的内容或字段", action->key,
				      unknown);
	}
}

/* A column of the row, a field of the action or of the form, as it is looked up when the other is opened. */
static const struct field *source_field(const struct procedure *procedure, const struct action *action, const char *key)
{
	const struct field *rows =
		action->follow->each == NULL ? NULL : rows_called(procedure, action, action->follow->each);
	const struct field *field =
		rows == NULL ? NULL : field_called(rows->columns, rows->column_count, key, strlen(key));

	if (field == NULL)
		field = field_called(action->fields, action->field_count, key, strlen(key));
	return field != NULL ? field : field_called(procedure->form, procedure->form_count, key, strlen(key));
}

static void check_about(struct reader *reader, const struct yaml_node *node, const struct action *action)
{
	const struct follow *follow = action->follow;
	const struct {
		const char *key;
		const char *register_of; /* what a reference has to point at; NULL: a text */
		const char *label;
	} sources[] = {
		{follow->system, "system", "引用信息系统"},
		{follow->platform, "platform", "引用云平台"},
		{follow->called, NULL, "写明名称"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(sources); i++) {
		const char *wanted = sources[i].register_of;
		const struct field *field =
			sources[i].key == NULL ? NULL : source_field(reader->procedure, action, sources[i].key);
		bool fits = field != NULL && (wanted == NULL ? field->type == FIELD_TEXT
							     : field->type == FIELD_REFERENCE &&
								       reference_points_at(field->reference, wanted));

		if (sources[i].key != NULL && !fits)
			complain_node(reader, node, "动作“%s”的 about 里“%s”不是%s的字段", action->key, sources[i].key,
				      sources[i].label);
	}
}

void check_follow(struct reader *reader, const struct yaml_node *node, const struct action *action)
{
	check_said(reader, node, action);
	check_about(reader, node, action);
}
