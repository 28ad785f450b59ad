/* What the register holds of an integrator's platform besides its capacity, and what a change makes of it. */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"

enum { NORMS_MAX = 40 };

static const struct option norm_states[] = {{"passed", "符合"}, {"partly", "基本符合"}, {"failed", "不符合"}};

enum err platform_read(struct context *context, int64_t platform, struct platform_facts *facts)
{
	struct query *query = db_query(context->db, Q_PROVIDER_PLATFORM_PRESENT);

	*facts = (struct platform_facts){
		.name = "", .scope = "", .zones = "", .architecture = "", .post = "", .phone = ""};
	query_int(query, ":platform", platform);
	if (query_step(query)) {
		facts->name = next_text(query, context->arena);
		facts->scope = next_text(query, context->arena);
		facts->zones = next_text(query, context->arena);
		facts->architecture = next_text(query, context->arena);
		facts->post = next_text(query, context->arena);
		facts->phone = next_text(query, context->arena);
		facts->integration = text_equal(next_text(query, context->arena), "integration");
		facts->operator= next_int(query);
		facts->ended = next_int(query) != 0;
	}
	return query_end(query);
}

enum err platform_write(struct context *context, int64_t platform, const struct platform_facts *facts)
{
	struct query *query = db_query(context->db, Q_PROVIDER_PLATFORM_SET);

	query_int(query, ":platform", platform);
	query_text(query, ":name", facts->name);
	query_text(query, ":scope", facts->scope);
	query_text(query, ":zones", facts->zones);
	query_text(query, ":architecture", facts->architecture);
	query_text(query, ":post", facts->post);
	query_text(query, ":phone", facts->phone);
	return query_run(query);
}

/* "基本符合：改造年底完成"; nothing known of it: 尚无记录. */
static const char *norm_text(struct arena *arena, const char *state, const char *note)
{
	const char *label = "尚无记录";

	for (size_t i = 0; i < ARRAY_LENGTH(norm_states); i++)
		if (text_equal(norm_states[i].key, state))
			label = norm_states[i].label;
	return text_empty(note) ? label : arena_printf(arena, "%s：%s", label, note);
}

/* ---- conformity ---- */

struct norm {
	const char *item, *state, *note;
};

static enum err norms_read(struct context *context, int64_t platform, struct norm *norms, size_t *count)
{
	struct query *query = db_query(context->db, Q_PROVIDER_CONFORMITY);

	*count = 0;
	query_int(query, ":platform", platform);
	while (*count < NORMS_MAX && query_step(query)) {
		struct norm *norm = &norms[(*count)++];

		norm->item = next_text(query, context->arena);
		norm->state = next_text(query, context->arena);
		norm->note = next_text(query, context->arena);
	}
	return query_end(query);
}

enum err conformity_write(struct context *context, int64_t platform, const struct value *rows,
			  const struct conformity_keys *keys)
{
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		struct query *query = db_query(context->db, Q_PROVIDER_CONFORMITY_SET);

		query_int(query, ":platform", platform);
		query_text(query, ":item", values_word(rows->rows[i], keys->item));
		query_text(query, ":state", values_word(rows->rows[i], keys->state));
		query_text(query, ":note", values_word(rows->rows[i], keys->note));
		query_int(query, ":now", clock_now());
		err = query_run(query);
	}
	return err;
}

/* ---- before and after ---- */

static void add_line(struct platform_lines *lines, const char *item, const char *before, const char *after)
{
	if (lines->count == PLATFORM_LINES_MAX || text_equal(before, after))
		return;
	lines->rows[lines->count++] = (struct platform_line){item, text_empty(before) ? "尚无记录" : before, after};
}

static enum err capacity_lines(struct context *context, int64_t platform, const struct values *form,
			       struct platform_lines *lines)
{
	const struct value *rows = values_find(form, "resized");
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		struct query *query = db_query(context->db, Q_PROVIDER_CAPACITY_OF);
		int64_t total = 0;

		query_int(query, ":platform", platform);
		query_text(query, ":class", values_word(rows->rows[i], "class"));
		err = query_value(query, 0, &total);
		add_line(lines, values_label(rows->rows[i], "class"), format_integer(context->arena, total),
			 format_integer(context->arena, values_number(rows->rows[i], "total", 0)));
	}
	return err;
}

static enum err conformity_lines(struct context *context, int64_t platform, const struct values *form,
				 struct platform_lines *lines)
{
	const struct value *rows = values_find(form, "conformity_now");
	struct norm norms[NORMS_MAX];
	size_t count;
	enum err err = norms_read(context, platform, norms, &count);

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];
		const char *before = "";

		for (size_t n = 0; n < count; n++)
			if (text_equal(norms[n].item, values_word(row, "item")))
				before = norm_text(context->arena, norms[n].state, norms[n].note);
		add_line(lines, values_label(row, "item"), before,
			 norm_text(context->arena, values_word(row, "state"), values_word(row, "note")));
	}
	return err;
}

void platform_as_asked(struct arena *arena, const struct values *form, struct platform_facts *facts)
{
	if (values_chosen(form, "items", "name"))
		facts->name = values_word(form, "new_name");
	if (values_chosen(form, "items", "scope"))
		facts->scope = values_word(form, "new_scope");
	if (values_chosen(form, "items", "zones") && values_find(form, "new_zones") != NULL)
		facts->zones = value_display(arena, values_find(form, "new_zones"));
	if (values_chosen(form, "items", "architecture"))
		facts->architecture = values_word(form, "new_architecture");
	if (values_chosen(form, "items", "posts")) {
		facts->post = values_word(form, "new_post");
		facts->phone = values_word(form, "new_phone");
	}
}

enum err platform_lines_of(struct context *context, int64_t platform, const struct values *form,
			   struct platform_lines *lines)
{
	struct platform_facts before, after;
	enum err err = platform_read(context, platform, &before);

	lines->count = 0;
	after = before;
	platform_as_asked(context->arena, form, &after);
	add_line(lines, "平台名称", before.name, after.name);
	add_line(lines, "服务范围", before.scope, after.scope);
	add_line(lines, "部署区", before.zones, after.zones);
	add_line(lines, "处理器架构", before.architecture, after.architecture);
	add_line(lines, "运维责任岗位", before.post, after.post);
	add_line(lines, "值守电话", before.phone, after.phone);
	if (err == OK && values_chosen(form, "items", "capacity"))
		err = capacity_lines(context, platform, form, lines);
	if (err == OK && values_chosen(form, "items", "conformity"))
		err = conformity_lines(context, platform, form, lines);
	return err;
}

/* ---- shown ---- */

static enum err show_norms(struct context *context, int64_t platform, struct dict *body)
{
	static const char *const heads[] = {"统一规范", "符合情况", NULL};
	struct norm norms[NORMS_MAX];
	struct table *table = NULL;
	size_t count;
	enum err err = norms_read(context, platform, norms, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "统一规范"), "统一规范",
					    heads);
		table_line(table);
		table_text(table, norm_label(norms[i].item));
		table_text(table, norm_text(context->arena, norms[i].state, norms[i].note));
	}
	return err;
}

static enum err show_changes(struct context *context, int64_t platform, struct dict *body)
{
	static const char *const heads[] = {"时间", "内容", "变更前", "变更后", NULL};
	struct query *query = db_query(context->db, Q_PROVIDER_CHANGES_OF_PLATFORM);
	struct table *table = NULL;

	query_int(query, ":platform", platform);
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "历次变更"), "历次变更",
					    heads);
		table_line(table);
		table_text(table, format_time_short(context->arena, next_int(query)));
		for (size_t i = 0; i < 3; i++)
			table_text(table, next_text(query, context->arena));
	}
	return query_end(query);
}

enum err fill_platform_register(struct context *context, struct matter *matter, struct values *form UNUSED,
				struct dict *body)
{
	struct platform_facts facts;
	struct dict *pairs;
	enum err err = platform_read(context, matter->platform, &facts);

	if (err != OK)
		return err;
	if (!text_empty(facts.scope) || !text_empty(facts.post)) {
		pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "平台登记"), false);
		if (!text_empty(facts.scope))
			pairs_add(pairs, "服务范围", facts.scope);
		if (!text_empty(facts.architecture))
			pairs_add(pairs, "处理器架构", facts.architecture);
		if (!text_empty(facts.post))
			pairs_add(pairs, "运维责任岗位", facts.post);
		if (!text_empty(facts.phone))
			pairs_add(pairs, "值守电话", facts.phone);
	}
	err = show_norms(context, matter->platform, body);
	return err == OK ? show_changes(context, matter->platform, body) : err;
}
