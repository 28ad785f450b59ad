/*
 * The detail of an audit row in words.  What is stored, hashed and exported is
 * JSON; people who audit do not read that.  A key that is not here is shown as it is.
 */
#include "base/base.h"
#include "kernel/audit.h"

#include <jansson.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/form.h"

static const struct option keys[] = {
	{"action", "办理"},
	{"after", "改为"},
	{"archive", "归档文件"},
	{"attachment", "材料号"},
	{"attachments", "附件数"},
	{"base", "来自办件"},
	{"before", "原为"},
	{"changed", "新增或更改"},
	{"condition", "附带条件"},
	{"count", "次数"},
	{"delegate", "代办账号"},
	{"digest", "摘要值"},
	{"document", "材料"},
	{"error", "原因"},
	{"files", "文件数"},
	{"filing_no", "备案号"},
	{"first", "首行"},
	{"first_bad", "首个失配行"},
	{"form", "表单摘要值"},
	{"from", "原环节"},
	{"from_day", "起"},
	{"key", "名称"},
	{"kind", "类别"},
	{"kinds", "种类"},
	{"last", "末行"},
	{"login", "账号"},
	{"manifest", "清单摘要值"},
	{"matter", "办件"},
	{"matters", "办件数"},
	{"minute", "时间"},
	{"name", "名称"},
	{"number", "编号"},
	{"organisation", "单位"},
	{"period", "期间"},
	{"person", "账号"},
	{"phone", "电话"},
	{"procedure", "流程"},
	{"reason", "理由"},
	{"revision", "修订"},
	{"role", "岗位"},
	{"rows", "行数"},
	{"seconds", "秒数"},
	{"sessions_ended", "结束的登录"},
	{"size", "字节数"},
	{"successor", "接替"},
	{"supervisor", "云监管服务商"},
	{"task", "待办"},
	{"title", "岗位名称"},
	{"to", "现环节"},
	{"to_day", "至"},
	{"until", "至"},
	{"url", "地址"},
	{"valid_from", "施行"},
	{"valid_to", "截止"},
	{"value", "值"},
	{"version", "版本"},
	{"why", "原因"},
};

static const char *key_words(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
		if (text_equal(keys[i].key, key))
			return keys[i].label;
	return key;
}

/* A number that is a day. */
static bool is_day(const char *key)
{
	return text_ends(key, "_day") || text_equal(key, "until");
}

/* What says nothing: no period, no matter it came from. */
static bool is_silent(const char *key, const json_t *value)
{
	return (json_is_string(value) && json_string_length(value) == 0) ||
	       (text_equal(key, "base") && json_integer_value(value) == 0);
}

/* The word with the key it stands for, or the text as it is. */
static void add_said(struct buf *words, const struct audit_reader *reader, const char *key, const char *text)
{
	const char *word = reader == NULL ? NULL : reader->word(reader->data, key, text);

	if (text_empty(word) || text_equal(word, text))
		buf_add_text(words, text);
	else
		buf_printf(words, "%s（%s）", word, text);
}

static void add_value(struct arena *arena, struct buf *words, const struct audit_reader *reader, const char *key,
		      const json_t *value)
{
	char *text;

	if (json_is_string(value)) {
		add_said(words, reader, key, json_string_value(value));
	} else if (json_is_integer(value) && text_equal(key, "minute")) {
		buf_add_text(words, format_time(arena, json_integer_value(value)));
	} else if (json_is_integer(value) && is_day(key)) {
		buf_add_text(words, format_day(arena, json_integer_value(value)));
	} else if (json_is_integer(value)) {
		buf_printf(words, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	} else if (json_is_boolean(value)) {
		buf_add_text(words, json_is_true(value) ? "是" : "否");
	} else if (json_is_null(value)) {
		buf_add_text(words, "—");
	} else {
		text = json_dumps(value, JSON_COMPACT);
		buf_add_text(words, text != NULL ? text : "");
		free(text);
	}
}

const char *audit_detail_words(struct arena *arena, const char *detail, const struct audit_reader *reader)
{
	json_t *root = json_loads(detail, JSON_REJECT_DUPLICATES, NULL);
	const char *shown = detail; /* cut off, or no object: as it is */
	const char *key;
	json_t *value;
	struct buf words;

	if (json_is_object(root)) {
		buf_init(&words);
		json_object_foreach(root, key, value)
		{
			if (is_silent(key, value))
				continue;
			if (words.length > 0)
				buf_add_text(&words, "；");
			buf_printf(&words, "%s ", key_words(key));
			add_value(arena, &words, reader, key, value);
		}
		shown = arena_strndup(arena, words.length > 0 ? words.data : "", words.length);
		buf_release(&words);
	}
	json_decref(root);
	return shown;
}
