/* platform_change: an integrator's platform changes or leaves, whatever way it once came. */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"

static bool leaves(const struct values *form)
{
	return text_equal(values_word(form, "purpose"), "leave");
}

/* ---- guards ---- */

enum verdict platform_own(struct moving *moving, struct answer *answer)
{
	struct platform_facts facts;

	if (moving->matter == NULL || moving->matter->platform == 0)
		return answer_not_yet(moving, answer, "发起时选择本单位承建的云整合平台");
	if (platform_read(moving->context, moving->matter->platform, &facts) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (!facts.integration)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "服务商的平台随服务合同和补充协议登记，容量随每月资源核实更新"},
			"“%s”不是云整合平台", facts.name);
	if (moving->matter->org != facts.operator)
		return answer_no(moving, answer, (struct answer_help){.cure = "由平台的承建单位申请"},
				 "“%s”不由本单位承建", facts.name);
	if (facts.ended)
		return answer_no(moving, answer, (struct answer_help){.cure = "请作废本件"}, "“%s”已经退出",
				 facts.name);
	return answer_yes(moving, answer, "“%s”由本单位承建", facts.name);
}

/* Two at a time would each be agreed to on what the other is about to change. */
enum verdict platform_change_single(struct moving *moving, struct answer *answer)
{
	struct query *query;
	const char *number = NULL;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "发起后核对有无在办的变更");
	query = db_query(moving->context->db, Q_PROVIDER_CHANGING);
	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":matter", moving->matter->id);
	if (query_step(query))
		number = next_text(query, moving->context->arena);
	if (query_end(query) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (number != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请等那一件办结，或者撤回那一件"},
				 "这个平台的 %s 还在办理", number);
	return answer_yes(moving, answer, "没有在办的变更或退出");
}

static enum verdict name_sound(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t taken = 0;

	if (!values_chosen(moving->form, "items", "name"))
		return VERDICT_YES;
	query = db_query(moving->context->db, Q_PROVIDER_PLATFORM_NAMED);
	query_text(query, ":name", values_word(moving->form, "new_name"));
	query_int(query, ":platform", moving->matter->platform);
	if (query_value(query, 0, &taken) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (taken > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改用其他名称", .field = "new_name"},
				 "平台名称“%s”已经使用", values_word(moving->form, "new_name"));
	return VERDICT_YES;
}

static enum verdict norms_sound(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "conformity_now");
	struct answer_help help = {.cure = "整改后再申请变更", .field = "conformity_now"};

	if (!values_chosen(moving->form, "items", "conformity") || rows == NULL)
		return VERDICT_YES;
	for (size_t i = 0; i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];

		for (size_t j = 0; j < i; j++)
			if (text_equal(values_word(row, "item"), values_word(rows->rows[j], "item")))
				return answer_no(moving, answer, help, "“%s”写了两行", values_label(row, "item"));
		if (text_equal(values_word(row, "state"), "failed"))
			return answer_no(moving, answer, help, "“%s”不符合统一规范，不能这样变更",
					 values_label(row, "item"));
		if (text_equal(values_word(row, "state"), "partly") && values_word(row, "note")[0] == '\0')
			return answer_no(moving, answer, help, "“%s”基本符合的，须写明差距和安排",
					 values_label(row, "item"));
	}
	return VERDICT_YES;
}

/* Each item that is ticked says something else than the register does. */
static enum verdict items_change(struct moving *moving, struct answer *answer, struct platform_lines *lines)
{
	struct values *form = moving->form;
	const struct field *field = values_find(form, "items")->field;

	for (size_t i = 0; i < field->option_count; i++) {
		struct values *only =
			values_from_json(moving->context->arena, moving->procedure->form, moving->procedure->form_count,
					 values_json(form, moving->context->arena));

		if (!values_chosen(form, "items", field->options[i].key))
			continue;
		values_set(only, "items", field->options[i].key);
		if (platform_lines_of(moving->context, moving->matter->platform, only, lines) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (lines->count == 0)
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "请填写变更后的内容，或者不勾选", .field = "items"},
				"%s与现状相同，没有变更", field->options[i].label);
	}
	return VERDICT_YES;
}

enum verdict platform_change_sound(struct moving *moving, struct answer *answer)
{
	struct platform_lines lines = {.count = 0};
	enum verdict verdict;

	if (moving->matter == NULL || values_word(moving->form, "purpose")[0] == '\0')
		return answer_not_yet(moving, answer, "填写申请事项后核对");
	if (leaves(moving->form))
		return answer_yes(moving, answer, "申请退出，没有变更内容");
	verdict = name_sound(moving, answer);
	if (verdict == VERDICT_YES && values_chosen(moving->form, "items", "capacity"))
		verdict = capacity_rows(moving, answer, moving->form, "resized");
	if (verdict == VERDICT_YES)
		verdict = norms_sound(moving, answer);
	if (verdict == VERDICT_YES)
		verdict = items_change(moving, answer, &lines);
	if (verdict != VERDICT_YES)
		return verdict;
	if (platform_lines_of(moving->context, moving->matter->platform, moving->form, &lines) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (lines.count == 0)
		return answer_not_yet(moving, answer, "勾选变更内容后核对");
	return answer_yes(moving, answer, "%zu 处变更，前后对照见“变更前后”", lines.count);
}

enum verdict platform_leave_empty(struct moving *moving, struct answer *answer)
{
	if (moving->matter == NULL || values_word(moving->form, "purpose")[0] == '\0')
		return answer_not_yet(moving, answer, "填写申请事项后核对");
	if (!leaves(moving->form))
		return answer_yes(moving, answer, "不办理退出");
	return platform_empty(moving, answer);
}

/* ---- effects ---- */

static enum err keep_lines(struct moving *moving, const struct platform_lines *lines)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < lines->count; i++) {
		struct query *query = db_query(moving->context->db, Q_PROVIDER_CHANGE_ADD);

		query_int(query, ":matter", moving->matter->id);
		query_int(query, ":platform", moving->matter->platform);
		query_text(query, ":item", lines->rows[i].item);
		query_text(query, ":before", lines->rows[i].before);
		query_text(query, ":after", lines->rows[i].after);
		query_int(query, ":now", clock_now());
		err = query_run(query);
	}
	return err;
}

enum err apply_platform_change(struct moving *moving, struct answer *answer UNUSED)
{
	static const struct conformity_keys keys = {"item", "state", "note"};
	struct context *context = moving->context;
	int64_t platform = moving->matter->platform;
	struct platform_lines lines;
	struct platform_facts facts;
	enum err err = platform_lines_of(context, platform, moving->form, &lines);

	if (err == OK)
		err = keep_lines(moving, &lines);
	if (err == OK)
		err = platform_read(context, platform, &facts);
	if (err != OK)
		return err;
	platform_as_asked(context->arena, moving->form, &facts);
	err = platform_write(context, platform, &facts);
	if (err == OK && values_chosen(moving->form, "items", "capacity"))
		err = platform_capacity_set(moving, moving->form, "resized");
	if (err == OK && values_chosen(moving->form, "items", "conformity"))
		err = conformity_write(context, platform, values_find(moving->form, "conformity_now"), &keys);
	return err == OK ? note_change(context, "platform.change", "platform", platform) : err;
}

enum err leave_platform(struct moving *moving, struct answer *answer)
{
	struct platform_lines lines = {.rows = {{"管理状态", "在管", "已退出"}}, .count = 1};
	enum err err = keep_lines(moving, &lines);

	return err == OK ? end_platform(moving, answer) : err;
}

/* ---- what is there already ---- */

static void fill_zones(struct values *form, const char *zones)
{
	const struct value *value = values_find(form, "new_zones");
	const char *chosen = "";

	for (size_t i = 0; value != NULL && i < value->field->option_count; i++)
		if (strstr(zones, value->field->options[i].label) != NULL)
			chosen = arena_printf(form->arena, "%s%s%s", chosen, chosen[0] == '\0' ? "" : ",",
					      value->field->options[i].key);
	if (chosen[0] != '\0')
		values_set(form, "new_zones", chosen);
}

enum err fill_platform_present(struct moving *moving)
{
	struct platform_facts facts;
	struct values *form = moving->form;
	const struct value *resized = values_find(form, "resized");
	struct query *query;
	enum err err = platform_read(moving->context, moving->matter->platform, &facts);

	if (err != OK)
		return err;
	values_set(form, "new_name", facts.name);
	values_set(form, "new_scope", facts.scope);
	values_set(form, "new_architecture", facts.architecture);
	values_set(form, "new_post", facts.post);
	values_set(form, "new_phone", facts.phone);
	fill_zones(form, facts.zones);
	query = db_query(moving->context->db, Q_PROVIDER_CAPACITY);
	query_int(query, ":platform", moving->matter->platform);
	while (query_step(query)) {
		const char *class = next_text(query, moving->context->arena);
		struct values *row;

		if (resized == NULL || !rows_offer(resized, "class", class))
			continue;
		row = values_add_row(form, "resized");
		values_set(row, "class", class);
		(void)next_text(query, moving->context->arena);
		values_set_number(row, "total", next_int(query));
	}
	return query_end(query);
}

/* ---- before and after: as it would be, and once agreed as it was ---- */

static enum err lines_kept(struct context *context, int64_t matter, struct platform_lines *lines)
{
	struct query *query = db_query(context->db, Q_PROVIDER_CHANGES_OF_MATTER);

	lines->count = 0;
	query_int(query, ":matter", matter);
	while (lines->count < PLATFORM_LINES_MAX && query_step(query)) {
		struct platform_line *line = &lines->rows[lines->count++];

		line->item = next_text(query, context->arena);
		line->before = next_text(query, context->arena);
		line->after = next_text(query, context->arena);
	}
	return query_end(query);
}

enum err fill_platform_change_lines(struct context *context, struct matter *matter, struct values *form,
				    struct dict *body)
{
	static const char *const heads[] = {"内容", "变更前", "变更后", NULL};
	struct platform_lines lines;
	struct table *table;
	enum err err = lines_kept(context, matter->id, &lines);

	if (err == OK && lines.count == 0 && !matter->state->final && !leaves(form))
		err = platform_lines_of(context, matter->platform, form, &lines);
	if (err != OK || lines.count == 0)
		return err;
	table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "变更前后"), "变更前后", heads);
	for (size_t i = 0; i < lines.count; i++) {
		table_line(table);
		table_text(table, lines.rows[i].item);
		table_text(table, lines.rows[i].before);
		table_text(table, lines.rows[i].after);
	}
	return OK;
}

/* On the paper of the decision: as it was when it took effect. */
enum err fill_platform_change_paper(struct context *context, struct matter *matter, struct values *form UNUSED,
				    struct dict *body)
{
	static const char *const heads[] = {"内容", "变更前", "变更后"};
	struct platform_lines lines;
	struct dict *list;
	enum err err = lines_kept(context, matter->id, &lines);

	if (err != OK || lines.count == 0)
		return err;
	list = dict_section(body, "LIST");
	dict_set(list, "LIST_LABEL", "变更前后对照");
	for (size_t i = 0; i < ARRAY_LENGTH(heads); i++)
		dict_set(dict_section(list, "HEAD"), "HEAD_LABEL", heads[i]);
	for (size_t i = 0; i < lines.count; i++) {
		const char *const cells[] = {lines.rows[i].item, lines.rows[i].before, lines.rows[i].after};
		struct dict *line = dict_section(list, "LINE");

		for (size_t c = 0; c < ARRAY_LENGTH(cells); c++)
			dict_set(dict_section(line, "CELL"), "CELL_TEXT", cells[c]);
	}
	return OK;
}
