#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/text.h"

enum { OPTIONS_MAX = 60, COLUMNS_MAX = 20, NUMBER_LIMIT = 1000000000, PLACES_MAX = 9 };

static const struct {
	const char *word;
	enum field_type type;
} type_words[] = {
	{"text", FIELD_TEXT},           {"long_text", FIELD_LONG_TEXT}, {"integer", FIELD_INTEGER},
	{"decimal", FIELD_DECIMAL},     {"money", FIELD_MONEY},         {"date", FIELD_DATE},
	{"choice", FIELD_CHOICE},       {"choices", FIELD_CHOICES},     {"yes_no", FIELD_YES_NO},
	{"reference", FIELD_REFERENCE}, {"rows", FIELD_ROWS},           {"hidden", FIELD_HIDDEN},
};

static const char *const reference_words[] = {"filing",    "system",    "platform",  "organisation", "assessor",
					      "person",    "plan_item", "contract",  "contractor",   "subject_system",
					      "colleague", "supplier",  "recipient", "host",         NULL};
static const char *const field_keys[] = {"key",     "label",    "type",        "section",  "hint",     "unit",
					 "article", "required", "required_if", "shown_if", "material", "min",
					 "max",     "options",  "reference",   "columns",  "pattern",  "shown",
					 "places",  "past",     NULL};
static const char *const column_keys[] = {"key",     "label",     "type",    "hint", "unit",  "required", "min", "max",
					  "options", "reference", "pattern", "own",  "shown", "past",     NULL};
static const char *const shown_words[] = {"short", "fixed", "ratio", NULL}; /* as the enum */
/* Names that forms post besides their fields. */
static const char *const reserved_keys[] = {"csrf",     "once",   "action",   "step", "revision", "opinion",
					    "declared", "person", "document", "file", "after",    NULL};

static bool read_type(struct reader *reader, const struct yaml_node *node, struct field *field)
{
	const char *word = read_text(reader, node, "type", true);

	if (word == NULL)
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(type_words); i++)
		if (text_equal(type_words[i].word, word)) {
			field->type = type_words[i].type;
			return true;
		}
	complain_node(reader, yaml_get(node, "type"), "没有“%s”这种字段类型", word);
	return false;
}

/* A key that only some types take. */
static bool belongs(struct reader *reader, const struct yaml_node *node, const char *key, bool takes, bool needs)
{
	const struct yaml_node *value = yaml_get(node, key);

	if (value != NULL && !takes)
		complain(&reader->complaints, value->key_line, value->key_column, "这种类型的字段没有 %s", key);
	else if (value == NULL && needs)
		complain_node(reader, node, "缺少 %s", key);
	return value != NULL && takes;
}

static void read_options(struct reader *reader, const struct yaml_node *node, struct field *field)
{
	struct yaml_node *map = yaml_get(node, "options");
	struct option *options;

	if (map->kind != YAML_MAP || map->count == 0 || map->count > OPTIONS_MAX) {
		complain_node(reader, map, "options 应写成“键: 文字”，1 至 %d 项", OPTIONS_MAX);
		return;
	}
	options = arena_array(reader->arena, map->count, sizeof *options);
	for (size_t i = 0; i < map->count; i++) {
		const struct yaml_node *item = map->items[i];

		if (item->kind != YAML_TEXT || item->text[0] == '\0')
			complain(&reader->complaints, item->key_line, item->key_column, "选项“%s”没有文字", item->key);
		else if (item->key[0] == '\0' || strlen(item->key) > 40 || strpbrk(item->key, ",'") != NULL)
			complain(&reader->complaints, item->key_line, item->key_column, "“%s”不能作选项的键",
				 item->key);
		options[i].key = arena_strdup(reader->arena, item->key);
		options[i].label = arena_strdup(reader->arena, item->kind == YAML_TEXT ? item->text : "");
	}
	field->options = options;
	field->option_count = map->count;
}

static size_t read_table(struct reader *reader, const struct yaml_node *list, bool columns, const struct action *action,
			 struct field **fields, const struct condition **required_if,
			 const struct condition **shown_if);

static void read_columns(struct reader *reader, const struct yaml_node *node, struct field *field)
{
	struct yaml_node *list = yaml_get(node, "columns");
	struct field *columns = NULL;

	if (list->kind != YAML_LIST || list->count == 0 || list->count > COLUMNS_MAX) {
		complain_node(reader, list, "columns 应是 1 至 %d 个字段的列表", COLUMNS_MAX);
		return;
	}
	field->column_count = read_table(reader, list, true, NULL, &columns, NULL, NULL);
	field->columns = columns;
}

static void read_limits(struct reader *reader, const struct yaml_node *node, struct field *field)
{
	bool text = field->type == FIELD_TEXT || field->type == FIELD_LONG_TEXT;
	bool number = field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL || field->type == FIELD_MONEY;
	bool many = field->type == FIELD_CHOICES || field->type == FIELD_ROWS;

	if (belongs(reader, node, "min", text || number || many, false))
		field->min = read_integer(reader, node, "min", number ? -NUMBER_LIMIT : 0, NUMBER_LIMIT);
	if (belongs(reader, node, "max", text || number || many, text))
		field->max = read_integer(reader, node, "max", 1, NUMBER_LIMIT);
	if (belongs(reader, node, "shown", field->type == FIELD_DECIMAL, false)) {
		const char *word = read_word(reader, node, "shown", shown_words, shown_words[0]);

		while (!text_equal(shown_words[field->shown], word))
			field->shown++;
	}
	if (belongs(reader, node, "places", field->type == FIELD_DECIMAL, false))
		field->places = read_integer(reader, node, "places", 1, PLACES_MAX);
	if (field->max != 0 && field->max < field->min)
		complain_node(reader, yaml_get(node, "max"), "max 小于 min");
	if (belongs(reader, node, "past", field->type == FIELD_DATE, false))
		field->past = read_flag(reader, node, "past");
	if (belongs(reader, node, "pattern", text, false)) {
		field->pattern = read_text(reader, node, "pattern", false);
		if (field->pattern != NULL && !form_pattern_known(field->pattern))
			complain_node(reader, yaml_get(node, "pattern"), "没有“%s”这种格式", field->pattern);
	}
}

static void read_by_type(struct reader *reader, const struct yaml_node *node, bool column, struct field *field)
{
	bool choice = field->type == FIELD_CHOICE || field->type == FIELD_CHOICES;
	bool reference = field->type == FIELD_REFERENCE;
	bool rows = field->type == FIELD_ROWS;

	if (rows && column)
		complain_node(reader, yaml_get(node, "type"), "行里不能再有行");
	if (belongs(reader, node, "options", choice, choice))
		read_options(reader, node, field);
	if (belongs(reader, node, "reference", reference, reference))
		field->reference = read_word(reader, node, "reference", reference_words, NULL);
	if (!column && belongs(reader, node, "columns", rows, rows))
		read_columns(reader, node, field);
	read_limits(reader, node, field);
}

/* Columns are posted below their table's name and collide with nothing. */
static void read_key(struct reader *reader, const struct yaml_node *node, bool column, const struct field *before,
		     size_t count, struct field *field)
{
	const struct yaml_node *key = yaml_get(node, "key");

	field->key = read_text(reader, node, "key", true);
	if (field->key == NULL) {
		field->key = "";
		return;
	}
	if (strlen(field->key) > 40 || field->key[0] < 'a' || field->key[0] > 'z' ||
	    field->key[strspn(field->key, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0')
		complain_node(reader, key, "“%s”不能作键：用小写字母、数字和 _，字母开头，至多 40 个", field->key);
	for (size_t i = 0; !column && reserved_keys[i] != NULL; i++)
		if (text_equal(reserved_keys[i], field->key))
			complain_node(reader, key, "“%s”是表单自用的名称，请换一个", field->key);
	for (size_t i = 0; i < count; i++)
		if (text_equal(before[i].key, field->key))
			complain_node(reader, key, "字段“%s”写了两次", field->key);
}

static void read_field(struct reader *reader, const struct yaml_node *node, bool column, struct field *field)
{
	field->label = read_text(reader, node, "label", true);
	field->hint = read_text(reader, node, "hint", false);
	field->unit = read_text(reader, node, "unit", false);
	field->section = read_text(reader, node, "section", false);
	field->article = read_article(reader, node, "article", false);
	field->required = read_flag(reader, node, "required");
	field->material = read_flag(reader, node, "material");
	if (field->label == NULL)
		field->label = field->key;
	if (read_type(reader, node, field))
		read_by_type(reader, node, column, field);
	field->own = read_flag(reader, node, "own");
	if (field->own && !(field->type == FIELD_REFERENCE && (text_equal(field->reference, "organisation") ||
							       text_equal(field->reference, "recipient"))))
		complain_node(reader, yaml_get(node, "own"), "own 只用于指向单位（organisation、recipient）的列");
	if (field->required && yaml_get(node, "required_if") != NULL)
		complain_node(reader, yaml_get(node, "required_if"), "required 和 required_if 只写一个");
}

static size_t read_table(struct reader *reader, const struct yaml_node *list, bool columns, const struct action *action,
			 struct field **fields, const struct condition **required_if, const struct condition **shown_if)
{
	*fields = arena_array(reader->arena, list->count + 1, sizeof **fields);
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml_node *node = list->items[i];
		struct field *field = &(*fields)[i];

		field->key = "";
		field->label = "";
		if (!read_map_of(reader, node, columns ? "列" : "字段", columns ? column_keys : field_keys))
			continue;
		read_key(reader, node, columns, *fields, i, field);
		read_field(reader, node, columns, field);
		if (columns)
			continue;
		field->required_if = read_condition(reader, node, "required_if", action, &required_if[i]);
		field->shown_if = read_condition(reader, node, "shown_if", action, &shown_if[i]);
	}
	return list->count;
}

size_t read_fields(struct reader *reader, const struct yaml_node *list, const struct action *action,
		   struct field **fields, const struct condition ***required_if, const struct condition ***shown_if)
{
	size_t count = list == NULL || list->kind != YAML_LIST ? 0 : list->count;

	*required_if = arena_array(reader->arena, count + 1, sizeof(struct condition *));
	*shown_if = arena_array(reader->arena, count + 1, sizeof(struct condition *));
	if (list == NULL)
		return 0;
	if (list->kind != YAML_LIST || count > FIELDS_MAX) {
		complain_node(reader, list, "这里应是字段的列表，至多 %d 个", FIELDS_MAX);
		return 0;
	}
	return read_table(reader, list, false, action, fields, *required_if, *shown_if);
}
