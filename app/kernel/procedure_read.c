#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/setting.h"

void complain_node(struct reader *reader, const struct yaml_node *node, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(&reader->complaints, node->line, node->column, "%s", arena_vprintf(reader->scratch, format, args));
	va_end(args);
}

void complain_form(struct reader *reader, const struct yaml_node *node, const char *format, ...)
{
	va_list args;

	if (reader->stored)
		return;
	va_start(args, format);
	complain(&reader->complaints, node->line, node->column, "%s", arena_vprintf(reader->scratch, format, args));
	va_end(args);
}

bool read_map_of(struct reader *reader, const struct yaml_node *node, const char *what, const char *const *allowed)
{
	if (node->kind != YAML_MAP) {
		complain_node(reader, node, "%s应写成“键: 值”", what);
		return false;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_node *item = node->items[i];
		bool known = false;

		for (size_t j = 0; allowed[j] != NULL && !known; j++)
			known = text_equal(allowed[j], item->key);
		if (!known)
			complain(&reader->complaints, item->key_line, item->key_column, "%s没有“%s”这个键", what,
				 item->key);
	}
	return true;
}

const char *read_text(struct reader *reader, const struct yaml_node *map, const char *key, bool required)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (node == NULL) {
		if (required)
			complain_node(reader, map, "缺少 %s", key);
		return NULL;
	}
	if (node->kind != YAML_TEXT) {
		complain_node(reader, node, "%s 应是一段文字", key);
		return NULL;
	}
	if (node->text[0] == '\0') {
		complain_node(reader, node, "%s 是空的", key);
		return NULL;
	}
	return arena_strdup(reader->arena, node->text);
}

bool read_flag(struct reader *reader, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (node == NULL)
		return false;
	if (node->kind == YAML_TEXT && text_equal(node->text, "true"))
		return true;
	if (node->kind != YAML_TEXT || !text_equal(node->text, "false"))
		complain_node(reader, node, "%s 只能写 true 或 false", key);
	return false;
}

int64_t read_integer(struct reader *reader, const struct yaml_node *map, const char *key, int64_t least, int64_t most)
{
	const struct yaml_node *node = yaml_get(map, key);
	int64_t value = 0;

	if (node == NULL)
		return 0;
	if (node->kind != YAML_TEXT || !parse_integer(node->text, &value) || value < least || value > most) {
		complain_node(reader, node, "%s 应是 %" PRId64 " 至 %" PRId64 " 的整数", key, least, most);
		return 0;
	}
	return value;
}

size_t read_list(struct reader *reader, const struct yaml_node *map, const char *key, struct yaml_node ***items)
{
	struct yaml_node *node = yaml_get(map, key);
	size_t count = 0;

	*items = NULL;
	if (node == NULL)
		return 0;
	*items =
		arena_array(reader->scratch, node->kind == YAML_LIST ? node->count + 1 : 1, sizeof(struct yaml_node *));
	if (node->kind == YAML_TEXT)
		(*items)[count++] = node;
	else if (node->kind == YAML_MAP)
		complain_node(reader, node, "%s 应是一个词或列表", key);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++) {
		struct yaml_node *item = node->items[i];
		bool repeated = false;

		for (size_t j = 0; j < count && item->kind == YAML_TEXT; j++)
			repeated = repeated || text_equal((*items)[j]->text, item->text);
		if (item->kind != YAML_TEXT)
			complain_node(reader, item, "%s 的每一项应是一个词", key);
		else if (repeated)
			complain_node(reader, item, "%s 里“%s”写了两次", key, item->text);
		else if (count == LIST_MAX)
			complain_node(reader, item, "%s 超过 %d 项", key, LIST_MAX);
		else
			(*items)[count++] = item;
	}
	return count;
}

bool check_key(struct reader *reader, const struct yaml_node *at, const char *key)
{
	size_t length = strlen(key);

	if (length <= 40 && key[0] >= 'a' && key[0] <= 'z' &&
	    strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == length)
		return true;
	complain(&reader->complaints, at->key == NULL ? at->line : at->key_line,
		 at->key == NULL ? at->column : at->key_column,
		 "“%s”不能作键：用小写字母、数字和 _，字母开头，至多 40 个", key);
	return false;
}

const char *read_article(struct reader *reader, const struct yaml_node *map, const char *key, bool required)
{
	const struct yaml_node *node = yaml_get(map, key);
	int64_t number = 0;

	if (node == NULL) {
		if (required)
			complain_node(reader, map, "缺少 article：写条款号，没有对应条款时写 none");
		return NULL;
	}
	if (node->kind == YAML_TEXT && text_equal(node->text, "none"))
		return NULL;
	if (node->kind != YAML_TEXT || !parse_integer(node->text, &number) || number < 1 || number > 37 ||
	    number == 11) {
		complain_node(reader, node, "没有这一条：%s 应是 1 至 37（原文缺第十一条），或 none",
			      node->kind == YAML_TEXT ? node->text : key);
		return NULL;
	}
	return arena_printf(reader->arena, "%" PRId64, number);
}

size_t read_roles(struct reader *reader, const struct yaml_node *map, const char *key, enum role roles[HOLDERS_MAX])
{
	struct yaml_node **items;
	size_t found = 0;
	size_t count = read_list(reader, map, key, &items);

	for (size_t i = 0; i < count; i++) {
		enum role role = holder_from_key(items[i]->text);

		if (role == ROLE_COUNT)
			complain_node(reader, items[i], "没有“%s”这个岗位", items[i]->text);
		else if (role_administers(role) &&
			 (reader->procedure->administrators == NULL || role == ROLE_ADMIN_AUDIT))
			complain_node(reader, items[i], "管理员不办理事项，“%s”不能写在这里", items[i]->text);
		else if (found == HOLDERS_MAX)
			complain_node(reader, items[i], "岗位超过 %d 个", HOLDERS_MAX);
		else
			roles[found++] = role;
	}
	return found;
}

const char *read_setting(struct reader *reader, const struct yaml_node *map, const char *key, enum due_unit *unit)
{
	const char *text = read_text(reader, map, key, false);

	*unit = DUE_NONE;
	return text == NULL ? NULL : setting_of(reader, yaml_get(map, key), text, unit);
}

const char *setting_of(struct reader *reader, const struct yaml_node *node, const char *text, enum due_unit *unit)
{
	text = arena_strdup(reader->arena, text);
	if (setting_known(reader->modules, text) && setting_find(reader->modules, text)->type == SETTING_MONTH_DAY) {
		*unit = DUE_MONTH_DAY;
		return text;
	}
	*unit = due_unit_of(text);
	if (*unit == DUE_NONE)
		complain_node(reader, node, "“%s”看不出单位：时限参数以 _wd、_cd、_h 或 _min 结尾", text);
	if (!setting_known(reader->modules, text))
		complain_node(reader, node, "没有“%s”这个参数", text);
	else if (setting_find(reader->modules, text)->type != SETTING_INTEGER)
		complain_node(reader, node, "参数“%s”不是整数，不能作时限", text);
	return text;
}

const char *read_word(struct reader *reader, const struct yaml_node *map, const char *key, const char *const *words,
		      const char *fallback)
{
	const char *text = read_text(reader, map, key, false);

	if (text == NULL)
		return fallback;
	for (size_t i = 0; words[i] != NULL; i++)
		if (text_equal(words[i], text))
			return words[i];
	complain_node(reader, yaml_get(map, key), "%s 不能是“%s”", key, text);
	return fallback;
}

size_t read_guards(struct reader *reader, const struct yaml_node *map, const char *key,
		   const struct guard_row ***guards)
{
	struct yaml_node **items;
	size_t found = 0;
	size_t count = read_list(reader, map, key, &items);

	*guards = arena_array(reader->arena, count + 1, sizeof(struct guard_row *));
	for (size_t i = 0; i < count; i++) {
		const struct guard_row *row = module_guard(reader->modules, items[i]->text);

		if (row == NULL)
			complain_node(reader, items[i], "没有“%s”这个条件（guard）", items[i]->text);
		else
			(*guards)[found++] = row;
	}
	return found;
}

size_t read_effects(struct reader *reader, const struct yaml_node *map, const char *key,
		    const struct effect_row ***effects)
{
	struct yaml_node **items;
	size_t found = 0;
	size_t count = read_list(reader, map, key, &items);

	*effects = arena_array(reader->arena, count + 1, sizeof(struct effect_row *));
	for (size_t i = 0; i < count; i++) {
		const struct effect_row *row = module_effect(reader->modules, items[i]->text);

		if (row == NULL)
			complain_node(reader, items[i], "没有“%s”这个办理结果（effect）", items[i]->text);
		else
			(*effects)[found++] = row;
	}
	return found;
}

size_t read_states(struct reader *reader, const struct yaml_node *map, const char *key, size_t **states)
{
	struct yaml_node **items;
	size_t found = 0;
	size_t count = read_list(reader, map, key, &items);

	*states = arena_array(reader->arena, count + 1, sizeof **states);
	for (size_t i = 0; i < count; i++) {
		size_t index = state_index(reader->procedure, items[i]->text);

		if (index == reader->procedure->state_count)
			complain_node(reader, items[i], "没有“%s”这个环节", items[i]->text);
		else
			(*states)[found++] = index;
	}
	return found;
}

const char *read_condition(struct reader *reader, const struct yaml_node *map, const char *key,
			   const struct action *action, const struct condition **slot)
{
	const char *text = read_text(reader, map, key, false);
	struct pending *pending;

	if (text == NULL)
		return NULL;
	pending = arena_alloc(reader->scratch, sizeof *pending);
	*pending = (struct pending){yaml_get(map, key), slot, action, reader->pending};
	reader->pending = pending;
	return text;
}
