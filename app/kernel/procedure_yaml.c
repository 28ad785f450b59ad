#include "base/base.h"
#include "kernel/procedure_yaml.h"

#include <libfyaml.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * Events, not libfyaml's documents: nothing is expanded behind our back, and
 * what we do not want (aliases, tags) is refused where it stands.
 */
struct source {
	struct arena *arena;
	struct complaints *complaints;
	struct fy_parser *parser;
	struct fy_diag *diag;
	size_t nodes;
	bool failed;
};

enum { COMPLAINTS_MAX = 200 };

void complain(struct complaints *complaints, int line, int column, const char *format, ...)
{
	va_list args;

	if (complaints->count >= COMPLAINTS_MAX)
		return;
	if (complaints->count == complaints->capacity) {
		size_t capacity = complaints->capacity == 0 ? 16 : complaints->capacity * 2;
		struct complaint *items = arena_array(complaints->arena, capacity, sizeof *items);

		if (complaints->count > 0)
			memcpy(items, complaints->items, complaints->count * sizeof *items);
		complaints->items = items;
		complaints->capacity = capacity;
	}
	va_start(args, format);
	complaints->items[complaints->count] = (struct complaint){
		.line = line,
		.column = column,
		.order = complaints->count,
		.text = arena_vprintf(complaints->arena, format, args),
	};
	va_end(args);
	complaints->count++;
}

static int compare_complaints(const void *left, const void *right)
{
	const struct complaint *a = left;
	const struct complaint *b = right;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

char *complaints_text(struct arena *arena, const struct complaints *complaints)
{
	struct complaint *sorted;
	struct buf buf;
	char *text;

	if (complaints->count == 0)
		return NULL;
	sorted = arena_memdup(arena, complaints->items, complaints->count * sizeof *sorted);
	qsort(sorted, complaints->count, sizeof *sorted, compare_complaints);
	buf_init(&buf);
	for (size_t i = 0; i < complaints->count; i++)
		buf_printf(&buf, "%s%s:%d:%d: %s", i > 0 ? "\n" : "", complaints->file, sorted[i].line,
			   sorted[i].column, sorted[i].text);
	text = arena_strndup(arena, buf.data, buf.length);
	buf_release(&buf);
	return text;
}

static struct yaml_node *refuse(struct source *source, const struct fy_mark *mark, const char *sentence)
{
	complain(source->complaints, mark == NULL ? 1 : mark->line + 1, mark == NULL ? 1 : mark->column + 1, "%s",
		 sentence);
	source->failed = true;
	return NULL;
}

/* Called when libfyaml has collected an error instead of giving an event. */
static void syntax_error(struct source *source)
{
	void *iterator = NULL;
	struct fy_diag_error *error = fy_diag_errors_iterate(source->diag, &iterator);

	if (!source->failed)
		complain(source->complaints, error == NULL ? 1 : error->line, error == NULL ? 1 : error->column,
			 "YAML 写法有误：%s", error == NULL || error->msg == NULL ? "读不下去" : error->msg);
	source->failed = true;
}

static struct fy_event *next_event(struct source *source)
{
	struct fy_event *event = source->failed ? NULL : fy_parser_parse(source->parser);

	if (event == NULL)
		syntax_error(source);
	return event;
}

static struct yaml_node *read_node(struct source *source, struct fy_event *event, int depth);

static struct yaml_node *new_node(struct source *source, enum yaml_kind kind, const struct fy_mark *mark)
{
	struct yaml_node *node = arena_alloc(source->arena, sizeof *node);

	node->kind = kind;
	node->line = mark == NULL ? 1 : mark->line + 1;
	node->column = mark == NULL ? 1 : mark->column + 1;
	return node;
}

static struct yaml_node *read_text(struct source *source, struct fy_event *event, const struct fy_mark *mark)
{
	struct yaml_node *node = new_node(source, YAML_TEXT, mark);
	size_t length = 0;
	const char *text = event->scalar.value == NULL ? "" : fy_token_get_text(event->scalar.value, &length);

	if (text == NULL || memchr(text, '\0', length) != NULL)
		return refuse(source, mark, "文字里有不能用的字符");
	node->text = arena_strndup(source->arena, text, length);
	node->plain = event->scalar.value == NULL || fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN;
	/* libfyaml's mark stands behind an opening quote. */
	if (!node->plain && node->column > 1)
		node->column--;
	return node;
}

static void append(struct source *source, struct yaml_node *parent, struct yaml_node *item, size_t *capacity)
{
	if (parent->count == *capacity) {
		size_t grown = *capacity == 0 ? 8 : *capacity * 2;
		struct yaml_node **items = arena_array(source->arena, grown, sizeof(struct yaml_node *));

		if (parent->count > 0)
			memcpy(items, parent->items, parent->count * sizeof(struct yaml_node *));
		parent->items = items;
		*capacity = grown;
	}
	parent->items[parent->count++] = item;
}

static struct yaml_node *read_list(struct source *source, const struct fy_mark *mark, int depth)
{
	struct yaml_node *list = new_node(source, YAML_LIST, mark);
	size_t capacity = 0;

	for (;;) {
		struct fy_event *event = next_event(source);
		bool end = event != NULL && event->type == FYET_SEQUENCE_END;
		struct yaml_node *item = event == NULL || end ? NULL : read_node(source, event, depth + 1);

		fy_parser_event_free(source->parser, event);
		if (end)
			return list;
		if (item == NULL)
			return NULL;
		append(source, list, item, &capacity);
	}
}

/* Key and value; a key that is there already is a complaint, the first value stays. */
static bool read_pair(struct source *source, struct fy_event *event, struct yaml_node *map, size_t *capacity, int depth)
{
	struct yaml_node *key = read_node(source, event, depth + 1);
	struct yaml_node *value;
	struct fy_event *next;

	if (key == NULL)
		return false;
	if (key->kind != YAML_TEXT) {
		complain(source->complaints, key->line, key->column, "键应是一个词，不能是列表或映射");
		source->failed = true;
		return false;
	}
	next = next_event(source);
	value = next == NULL ? NULL : read_node(source, next, depth + 1);
	fy_parser_event_free(source->parser, next);
	if (value == NULL)
		return false;
	value->key = key->text;
	value->key_line = key->line;
	value->key_column = key->column;
	if (yaml_get(map, key->text) != NULL)
		complain(source->complaints, key->line, key->column, "键“%s”重复，第 %d 行已经写过", key->text,
			 yaml_get(map, key->text)->key_line);
	else
		append(source, map, value, capacity);
	return true;
}

static struct yaml_node *read_map(struct source *source, const struct fy_mark *mark, int depth)
{
	struct yaml_node *map = new_node(source, YAML_MAP, mark);
	size_t capacity = 0;

	for (;;) {
		struct fy_event *event = next_event(source);
		bool end = event != NULL && event->type == FYET_MAPPING_END;
		bool read = event != NULL && !end && read_pair(source, event, map, &capacity, depth);

		fy_parser_event_free(source->parser, event);
		if (end)
			return map;
		if (!read)
			return NULL;
	}
}

static struct yaml_node *read_node(struct source *source, struct fy_event *event, int depth)
{
	const struct fy_mark *start = fy_event_start_mark(event);
	struct fy_mark copy = {0};
	const struct fy_mark *mark = start == NULL ? NULL : &copy;

	if (start != NULL)
		copy = *start;
	if (event->type == FYET_ALIAS) {
		copy.column -= copy.column > 0; /* the mark stands behind the * */
		return refuse(source, mark, "不能用别名（*），请把内容写出来");
	}
	if (fy_event_get_anchor_token(event) != NULL)
		return refuse(source, mark, "不能用锚点（&），请把内容写出来");
	if (fy_event_get_tag_token(event) != NULL)
		return refuse(source, mark, "不能用类型标签（!）");
	if (depth > YAML_DEPTH_MAX)
		return refuse(source, mark, "嵌套太深");
	if (++source->nodes > YAML_NODES_MAX)
		return refuse(source, mark, "内容太多");
	switch (event->type) {
	case FYET_SCALAR:
		return read_text(source, event, mark);
	case FYET_SEQUENCE_START:
		return read_list(source, mark, depth);
	case FYET_MAPPING_START:
		return read_map(source, mark, depth);
	default:
		return refuse(source, mark, "这里应是文字、列表或映射");
	}
}

/* Stream start, document start, the tree, document end, stream end: nothing before, between or after. */
static struct yaml_node *read_stream(struct source *source)
{
	static const enum fy_event_type around[] = {FYET_STREAM_START, FYET_DOCUMENT_START, FYET_DOCUMENT_END,
						    FYET_STREAM_END};
	struct yaml_node *root = NULL;

	for (size_t i = 0; i < ARRAY_LENGTH(around) && !source->failed; i++) {
		struct fy_event *event = next_event(source);

		if (event != NULL && event->type != around[i])
			refuse(source, fy_event_start_mark(event), i < 2 ? "文件是空的" : "一个文件只写一份流程");
		fy_parser_event_free(source->parser, event);
		if (around[i] != FYET_DOCUMENT_START || source->failed)
			continue;
		event = next_event(source);
		if (event != NULL)
			root = read_node(source, event, 0);
		fy_parser_event_free(source->parser, event);
	}
	return source->failed ? NULL : root;
}

/* Swallow what libfyaml would print. */
static void print_nothing(struct fy_diag *diag, void *user, const char *text, size_t length)
{
	(void)diag, (void)user, (void)text, (void)length;
}

struct yaml_node *yaml_read(struct arena *arena, struct complaints *complaints, const char *text, size_t length)
{
	struct source source = {.arena = arena, .complaints = complaints};
	struct fy_diag_cfg quiet;
	struct fy_parse_cfg configuration = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 |
						      FYPCF_JSON_NONE};
	struct yaml_node *root = NULL;

	if (length > YAML_BYTES_MAX || !text_printable(text, length)) {
		complain(complaints, 1, 1,
			 length > YAML_BYTES_MAX ? "文件太大" : "文件不是 UTF-8 文字，或含有控制字符");
		return NULL;
	}
	fy_diag_cfg_default(&quiet);
	quiet.fp = NULL;
	quiet.output_fn = print_nothing;
	source.diag = fy_diag_create(&quiet);
	configuration.diag = source.diag;
	if (source.diag != NULL)
		fy_diag_set_collect_errors(source.diag, true);
	source.parser = source.diag == NULL ? NULL : fy_parser_create(&configuration);
	if (source.parser == NULL || fy_parser_set_string(source.parser, text, length) != 0)
		complain(complaints, 1, 1, "YAML 解析器没有准备好");
	else
		root = read_stream(&source);
	fy_parser_destroy(source.parser);
	fy_diag_destroy(source.diag);
	return root;
}

struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	for (size_t i = 0; map != NULL && map->kind == YAML_MAP && i < map->count; i++)
		if (text_equal(map->items[i]->key, key))
			return map->items[i];
	return NULL;
}
