/* What differs between two versions of a procedure, in words: one line for each part that came, went or changed. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/panel.h"
#include "modules/guide/guide.h"
#include "modules/guide/guide_parts.h"

enum { ASPECTS_MAX = 20 };

/* One thing of a part that may differ. */
struct aspect {
	const char *label;
	const char *text;
};

/* A state, an action, a field, a document, as far as people see it. */
struct part {
	const char *key;
	const char *label;
	struct aspect aspects[ASPECTS_MAX];
	size_t count;
};

struct parts {
	struct part *items;
	size_t count;
};

struct compare {
	struct context *context;
	struct table *table;
	size_t differences;
};

static void aspect(struct part *part, const char *label, const char *text)
{
	if (part->count < ASPECTS_MAX)
		part->aspects[part->count++] = (struct aspect){label, text != NULL ? text : "无"};
}

static void aspect_flag(struct part *part, const char *label, bool flag)
{
	aspect(part, label, flag ? "是" : "否");
}

static void add_state(struct compare *compare, const struct state *state, struct part *part)
{
	struct arena *arena = compare->context->arena;

	*part = (struct part){.key = state->key, .label = state->label};
	aspect(part, "名称", state->label);
	aspect(part, "阶段", state->stage);
	aspect(part, "办理岗位", roles_text(arena, state->holders, state->holder_count));
	aspect(part, "签署", state->signing == SIGN_ONE ? "一方办理" : signing_text(arena, state));
	aspect(part, "时限", due_text(compare->context->service, arena, state));
	aspect(part, "时限参数", state->due_setting);
	aspect_flag(part, "时限从月份期末起算", state->due_from_period);
	aspect_flag(part, "计时停止", state->clock_stopped);
	aspect_flag(part, "可修改表单", state->edit);
	aspect_flag(part, "办结环节", state->final);
	aspect(part, "依据", article_text(arena, state->article));
	aspect(part, "下一步说明", state->next);
}

static char *effect_names(struct arena *arena, const struct action *action)
{
	const char **names = arena_array(arena, action->effect_count + 1, sizeof *names);

	for (size_t i = 0; i < action->effect_count; i++)
		names[i] = action->effects[i]->name;
	return text_join(arena, names, action->effect_count, "、");
}

static char *field_text(struct arena *arena, const struct field *field)
{
	static const char *const types[] = {
		[FIELD_TEXT] = "文字",     [FIELD_LONG_TEXT] = "多行文字", [FIELD_SECRET] = "密文",
		[FIELD_INTEGER] = "整数",  [FIELD_DECIMAL] = "小数",       [FIELD_MONEY] = "金额",
		[FIELD_DATE] = "日期",     [FIELD_CHOICE] = "单选",        [FIELD_CHOICES] = "多选",
		[FIELD_YES_NO] = "是否",   [FIELD_REFERENCE] = "登记项",   [FIELD_ROWS] = "多行表",
		[FIELD_DOCUMENT] = "文件", [FIELD_HIDDEN] = "隐藏",
	};
	const char **parts = arena_array(arena, field->option_count + field->column_count + 1, sizeof *parts);
	size_t count = 0;

	for (size_t i = 0; i < field->option_count; i++)
		parts[count++] = field->options[i].label;
	for (size_t i = 0; i < field->column_count; i++)
		parts[count++] =
			arena_printf(arena, "%s（%s）", field->columns[i].label, field_text(arena, &field->columns[i]));
	return arena_printf(arena, "%s%s%s%s%s", types[field->type], field->required ? "，必填" : "",
			    field->own ? "，整行只给所指单位看" : "", count > 0 ? "：" : "",
			    text_join(arena, parts, count, "、"));
}

static void add_action(struct compare *compare, const struct procedure *procedure, const struct action *action,
		       struct part *part)
{
	static const char *const opinions[] = {"不填", "可填", "必填"};
	struct arena *arena = compare->context->arena;
	const char **fields = arena_array(arena, action->field_count + 1, sizeof *fields);

	for (size_t i = 0; i < action->field_count; i++)
		fields[i] =
			arena_printf(arena, "%s（%s）", action->fields[i].label, field_text(arena, &action->fields[i]));
	*part = (struct part){.key = action->key, .label = action->label};
	aspect(part, "名称", action->label);
	aspect(part, "从", from_labels(arena, procedure, action));
	aspect(part, "到", to_label(procedure, action));
	aspect(part, "未修改时到", action->to_unchanged);
	aspect(part, "谁办",
	       action->who_count > 0 ? roles_text(arena, action->who, action->who_count) : "环节办理岗位");
	aspect(part, "条件", action->when);
	aspect(part, "意见", opinions[action->opinion]);
	aspect(part, "意见字数", arena_printf(arena, "%d", action->opinion_min));
	aspect(part, "检查与材料", needs_text(arena, procedure, action));
	aspect(part, "办理结果", effect_names(arena, action));
	aspect(part, "填写", action->field_count > 0 ? text_join(arena, fields, action->field_count, "；") : NULL);
	aspect(part, "自动办理", action->after_setting);
	aspect_flag(part, "代替上一版本", action->succeeds);
	aspect_flag(part, "时限接着算", action->runs_on);
	aspect(part, "发起的事项", action->follow != NULL ? action->follow->procedure : NULL);
	aspect_flag(part, "只有中心可见", action->center_only);
	aspect_flag(part, "意见只给写意见的单位看", action->own_words);
	aspect(part, "文书", action->paper);
	aspect(part, "依据", article_text(arena, action->article));
}

static void add_field(struct compare *compare, const struct field *field, struct part *part)
{
	struct arena *arena = compare->context->arena;

	*part = (struct part){.key = field->key, .label = field->label};
	aspect(part, "名称", field->label);
	aspect(part, "类型", field_text(arena, field));
	aspect(part, "必填条件", field->required_if);
	aspect(part, "显示条件", field->shown_if);
	aspect_flag(part, "修改后重新走审批", field->material);
	aspect(part, "范围", arena_printf(arena, "%" PRId64 " 至 %" PRId64, field->min, field->max));
	aspect(part, "单位", field->unit);
	aspect(part, "说明", field->hint);
	aspect(part, "格式", field->pattern);
}

static void add_document(struct compare *compare, const struct document_kind *document, struct part *part)
{
	struct arena *arena = compare->context->arena;

	*part = (struct part){.key = document->key, .label = document->label};
	aspect(part, "名称", document->label);
	aspect_flag(part, "必交", document->required);
	aspect(part, "必交条件", document->required_if);
	aspect(part, "类型", text_join(arena, document->types, document->type_count, "、"));
	aspect(part, "报告", document->report);
	aspect(part, "谁交", document->who_count > 0 ? roles_text(arena, document->who, document->who_count) : NULL);
	aspect_flag(part, "只封给中心", document->center_internal);
	aspect_flag(part, "每份只给一个单位看", document->own_files);
	aspect(part, "依据", article_text(arena, document->article));
}

static void add_head(struct compare *compare, const struct procedure *procedure, struct part *part)
{
	struct arena *arena = compare->context->arena;

	*part = (struct part){.key = procedure->key, .label = procedure->title};
	aspect(part, "名称", procedure->title);
	aspect(part, "依据", article_text(arena, text_join(arena, procedure->articles, procedure->article_count, ",")));
	aspect(part, "编号", procedure->number);
	aspect(part, "谁发起", roles_text(arena, procedure->start, procedure->start_count));
	aspect(part, "总时限参数", procedure->total_setting);
	aspect(part, "总时限起算", procedure->total_from == NULL ? NULL : procedure->total_from->label);
	aspect(part, "总时限截止", procedure->total_until == NULL ? NULL : procedure->total_until->label);
	aspect_flag(part, "可挂起", !procedure->never_held);
	aspect(part, "事项名称", procedure->matter_title);
	aspect(part, "申请函正文", procedure->letter.request);
	aspect(part, "申请函承诺", procedure->letter.pledge);
}

static const struct part *part_of(const struct parts *parts, const char *key)
{
	for (size_t i = 0; i < parts->count; i++)
		if (text_equal(parts->items[i].key, key))
			return &parts->items[i];
	return NULL;
}

static void line(struct compare *compare, const char *kind, const struct part *part, const char *what, const char *text)
{
	table_line(compare->table);
	table_text(compare->table, kind);
	table_sub(compare->table, part->label, part->key);
	table_text(compare->table, what);
	table_text(compare->table, text);
	compare->differences++;
}

/* What came or went, told by all that was said of it. */
static char *whole(struct arena *arena, const struct part *part)
{
	const char **texts = arena_array(arena, part->count + 1, sizeof *texts);
	size_t count = 0;

	for (size_t i = 1; i < part->count; i++)
		if (!text_equal(part->aspects[i].text, "无") && !text_equal(part->aspects[i].text, "否") &&
		    !text_empty(part->aspects[i].text))
			texts[count++] = arena_printf(arena, "%s %s", part->aspects[i].label, part->aspects[i].text);
	return text_join(arena, texts, count, "；");
}

static void compare_parts(struct compare *compare, const char *kind, const struct parts *before,
			  const struct parts *after)
{
	struct arena *arena = compare->context->arena;

	for (size_t i = 0; i < after->count; i++) {
		const struct part *now = &after->items[i];
		const struct part *then = part_of(before, now->key);

		if (then == NULL)
			line(compare, kind, now, "新增", whole(arena, now));
		for (size_t j = 0; then != NULL && j < now->count; j++)
			if (!text_equal(then->aspects[j].text, now->aspects[j].text))
				line(compare, kind, now, "改动",
				     arena_printf(arena, "%s：%s → %s", now->aspects[j].label, then->aspects[j].text,
						  now->aspects[j].text));
	}
	for (size_t i = 0; i < before->count; i++)
		if (part_of(after, before->items[i].key) == NULL)
			line(compare, kind, &before->items[i], "删去", whole(arena, &before->items[i]));
}

enum class { CLASS_HEAD, CLASS_STATE, CLASS_ACTION, CLASS_FIELD, CLASS_DOCUMENT, CLASSES };

static struct parts parts_of(struct compare *compare, const struct procedure *procedure, enum class class)
{
	const size_t counts[] = {1, procedure->state_count, procedure->action_count, procedure->form_count,
				 procedure->document_count};
	struct parts parts = {.count = counts[class]};

	parts.items = arena_array(compare->context->arena, parts.count + 1, sizeof *parts.items);
	for (size_t i = 0; i < parts.count; i++) {
		struct part *part = &parts.items[i];

		if (class == CLASS_HEAD)
			add_head(compare, procedure, part);
		else if (class == CLASS_STATE)
			add_state(compare, &procedure->states[i], part);
		else if (class == CLASS_ACTION)
			add_action(compare, procedure, &procedure->actions[i], part);
		else if (class == CLASS_FIELD)
			add_field(compare, &procedure->form[i], part);
		else
			add_document(compare, &procedure->documents[i], part);
	}
	return parts;
}

void procedure_compare(struct context *context, struct dict *body, const struct procedure *before,
		       const struct procedure *after)
{
	static const char *const heads[] = {"内容", "名称", "变化", "说明", NULL};
	static const char *const labels[] = {"事项", "环节", "动作", "字段", "材料"};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "与现有版本的差别");
	struct compare compare = {.context = context};

	compare.table = table_begin(context->arena, panel, "与现有版本的差别", heads);
	for (enum class class = CLASS_HEAD; class < CLASSES; class ++) {
		struct parts then = parts_of(&compare, before, class);
		struct parts now = parts_of(&compare, after, class);

		compare_parts(&compare, labels[class], &then, &now);
	}
	panel_note(panel, compare.differences > 0 ? arena_printf(context->arena, "%zu 处", compare.differences)
						  : "环节、动作、字段、材料都没有变，只有下面的文字不同");
}

void procedure_compare_lines(struct context *context, struct dict *body, const char *before, const char *after)
{
	lines_compare(context->arena, body, before, after);
}
