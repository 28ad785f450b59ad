/* /rules: every number with unit, basis, mark, since when and by whom; what waits for approval. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/page.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"
#include "kernel/procedure.h"
#include "kernel/setting.h"
#include "kernel/setting_bond.h"

/* Headings of the page by module; the story of the rules finds one that is not here. */
static const struct {
	const char *module;
	const char *label;
} groups[] = {
	{"assess", "考核"},
	{"interpretation", "解释答复"},
	{"kernel", "平台运行"},
	{"matter", "申请、审批、分配、部署"},
	{"registry", "登记与核对"},
	{"report", "报告"},
	{"resource", "资源配额"},
	{"review", "评审"},
	{"security", "安全"},
	{"usage", "使用效率"},
	{"operation", "运行与安全"},
	{"duty", "制度、预案、自查与日志"},
	{"change", "变更与续期"},
	{"release", "退出、降配、回收"},
	{"ledger", "资源核实与台账"},
	{"provider", "合同、处罚、云整合平台"},
	{"planning", "年度上云计划"},
	{"dossier", "一系统一档"},
	{"efficiency", "使用效率评分"},
	{"org", "账号与岗位"},
	{"takeover", "存量登记"},
};

static const char *group_label(const char *module)
{
	for (size_t i = 0; i < ARRAY_LENGTH(groups); i++)
		if (text_equal(groups[i].module, module))
			return groups[i].label;
	return module;
}

static const char *mark_tone(const char *mark)
{
	if (text_equal(mark, "法规"))
		return "red";
	return text_equal(mark, "实践") ? "blue" : "grey";
}

const char *rule_value(struct arena *arena, const struct setting_row *row, const char *text)
{
	static const char hundredth[] = "0.01 ";
	int64_t number;

	if (row == NULL || row->type != SETTING_INTEGER || text == NULL || !parse_integer(text, &number))
		return text;
	/* Whoever writes 30 for thirty points sees at once that it is 0.30. */
	if (strncmp(row->unit, hundredth, sizeof hundredth - 1) == 0)
		return arena_printf(arena, "%s（%s %s）", format_integer(arena, number),
				    format_decimal(arena, number, 2), row->unit + sizeof hundredth - 1);
	return format_integer(arena, number);
}

void rule_show(struct request *req, struct dict *dict, const struct setting_row *row)
{
	dict_set(dict, "LABEL", row->label);
	dict_set(dict, "KEY", row->key);
	dict_set(dict, "VALUE", rule_value(req->arena, row, setting_text(req->service, row->key)));
	dict_set(dict, "UNIT", row->unit);
	dict_set(dict, "BASIS", row->basis);
	dict_set(dict, "MARK", row->mark);
	dict_set(dict, "MARK_TONE", mark_tone(row->mark));
}

enum err rule_dates(struct context *context, struct dict *dict, const char *key)
{
	struct query *query = db_query(context->db, Q_RULE_CURRENT);
	int64_t today = day_of(clock_now());
	enum err err;

	query_text(query, ":key", key);
	query_int(query, ":today", today);
	if (query_step(query)) {
		const char *law;

		dict_set(dict, "VALID_FROM_DAY", format_day(context->arena, next_int(query)));
		dict_set(dict, "CHANGED_BY", next_text(query, context->arena));
		law = next_text(query, context->arena);
		if (!text_empty(law)) {
			dict_show(dict, "HIGHER_LAW_YES");
			dict_set(dict, "HIGHER_LAW", law);
		}
	} else {
		dict_set(dict, "VALID_FROM_DAY", "初始值");
	}
	err = query_end(query);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_RULE_COMING);
	query_text(query, ":key", key);
	query_int(query, ":today", today);
	if (query_step(query)) {
		dict_show(dict, "COMING_YES");
		dict_set(dict, "COMING_DAY", format_day(context->arena, next_int(query)));
		dict_set(dict, "COMING_VALUE",
			 rule_value(context->arena, setting_find(context->service->modules, key),
				    next_text(query, context->arena)));
	}
	return query_end(query);
}

static const struct listing_column rule_columns[] = {
	{"GROUP_LABEL", "分组", CELL_TEXT},
	{"LABEL", "参数", CELL_TEXT},
	{"KEY", "键", CELL_TEXT},
	{"VALUE", "现值", CELL_NUMBER},
	{"UNIT", "单位", CELL_TEXT},
	{"BASIS", "依据", CELL_TEXT},
	{"MARK", "性质", CELL_TEXT},
	{"VALID_FROM_DAY", "施行", CELL_TEXT},
	{"CHANGED_BY", "调整人", CELL_TEXT},
	{"HIGHER_LAW", "上位法", CELL_TEXT},
	{"COMING_DAY", "将施行", CELL_TEXT},
	{"COMING_VALUE", "将施行的值", CELL_TEXT},
};
static const struct listing_file rule_file = {"参数", rule_columns, ARRAY_LENGTH(rule_columns)};

static enum err group_rows(struct request *req, struct context *context, struct listing_writer *writer,
			   const char *module, const struct setting_row *rows)
{
	enum err err = OK;

	for (; err == OK && rows != NULL && rows->key != NULL; rows++) {
		struct dict_alone row = dict_alone_new();

		dict_set(row.dict, "GROUP_LABEL", group_label(module));
		rule_show(req, row.dict, rows);
		err = rule_dates(context, row.dict, rows->key);
		if (err == OK)
			listing_file_row(writer, row.dict);
		dict_alone_free(&row);
	}
	return err;
}

/* The order of the page: the rules first, the platform's own numbers last. */
static enum err rules_file(struct request *req, struct context *context, struct listing_writer *writer)
{
	enum err err = OK;

	for (const struct module *const *m = req->service->modules; err == OK && *m != NULL; m++)
		if ((*m)->settings != kernel_settings)
			err = group_rows(req, context, writer, (*m)->name, (*m)->settings);
	if (err == OK)
		err = group_rows(req, context, writer, "kernel", kernel_settings);
	return err == OK ? listing_file_end(writer, false) : err;
}

static size_t rule_count(struct request *req)
{
	size_t count = 0;

	for (const struct setting_row *row = kernel_settings; row->key != NULL; row++)
		count++;
	for (const struct module *const *m = req->service->modules; *m != NULL; m++)
		for (const struct setting_row *row = (*m)->settings;
		     row != NULL && row != kernel_settings && row->key != NULL; row++)
			count++;
	return count;
}

static enum err show_group(struct request *req, struct context *context, struct dict *page, const char *module,
			   const struct setting_row *rows)
{
	struct dict *group;

	if (rows == NULL || rows->key == NULL)
		return OK;
	group = dict_section(page, "SETTING_GROUP");
	dict_set(group, "GROUP_LABEL", group_label(module));
	for (; rows->key != NULL; rows++) {
		struct dict *row = dict_section(group, "ROW");
		enum err err;

		rule_show(req, row, rows);
		dict_show(row, actor_may(req, MAY_PROPOSE_RULES) ? "MAY_EDIT" : "READ_ONLY");
		err = rule_dates(context, row, rows->key);
		if (err != OK)
			return err;
	}
	return OK;
}

/* What a key of a proposal is called and where it is ruled on. */
static void show_waiting_row(struct context *context, struct dict *row, bool is_setting, const char *key)
{
	const struct setting_row *setting = is_setting ? setting_find(context->service->modules, key) : NULL;
	const struct procedure *procedure = is_setting ? NULL : procedure_find(context->service, key);

	dict_set(row, "LABEL", setting != NULL ? setting->label : procedure != NULL ? procedure->title : key);
	dict_set(row, "HREF",
		 is_setting ? arena_printf(context->arena, "/rules/%s", key)
			    : arena_printf(context->arena, "/procedures/%s/new-version", key));
}

static enum err show_waiting(struct context *context, struct dict *page)
{
	struct query *query = db_query(context->db, Q_PROPOSAL_ALL_WAITING);
	struct dict *waiting = NULL;

	while (query_step(query)) {
		bool is_setting = text_equal(next_text(query, context->arena), "setting");
		const char *key = next_text(query, context->arena);
		const char *day = format_day(context->arena, next_int(query));
		int64_t version = next_int(query);
		const char *value = next_text(query, context->arena);
		struct dict *row;

		if (waiting == NULL)
			waiting = dict_section(page, "HAS_WAITING");
		row = dict_section(waiting, "WAITING");
		show_waiting_row(context, row, is_setting, key);
		if (is_setting)
			value = rule_value(context->arena, setting_find(context->service->modules, key), value);
		dict_set(row, "WHAT", is_setting ? value : arena_printf(context->arena, "第 %" PRId64 " 版", version));
		dict_set(row, "VALID_FROM_DAY", day);
		dict_set(row, "PROPOSED_BY_LABEL", next_text(query, context->arena));
		dict_set(row, "PROPOSED_AT", format_time(context->arena, next_int(query)));
	}
	return query_end(query);
}

enum err rule_breaches(struct request *req, struct context *context, struct dict *page, const char *key)
{
	struct setting_breach breaches[SETTING_BREACHES_MAX];
	int64_t today = day_of(clock_now());
	size_t count;
	enum err err = setting_breaches(context, key, today, breaches, &count);

	struct dict *note = err == OK && count > 0 ? dict_section(page, "BREACHES") : NULL;

	for (size_t i = 0; note != NULL && i < count; i++) {
		struct dict *line = dict_section(note, "BREACH");

		dict_printf(line, "BREACH_TEXT", "%s%s%s%s",
			    breaches[i].day == today
				    ? "现行参数中，"
				    : arena_printf(req->arena, "%s 起，", format_day(req->arena, breaches[i].day)),
			    breaches[i].sentence, breaches[i].bond->effect != NULL ? "；" : "",
			    breaches[i].bond->effect != NULL ? breaches[i].bond->effect : "");
	}
	return err;
}

enum err rules_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/settings.tpl", "参数");
	struct listing_writer *writer;
	enum err err = listing_file_wanted(req, &rule_file, &writer);

	if (err == OK && writer != NULL)
		return rules_file(req, &context, writer);
	if (err == OK)
		err = rule_breaches(req, &context, page, NULL);
	if (err == OK && actor_may(req, MAY_SEE_PROPOSALS))
		err = show_waiting(&context, page);
	/* The rules first, the platform's own numbers last. */
	for (const struct module *const *m = req->service->modules; err == OK && *m != NULL; m++)
		if ((*m)->settings != kernel_settings)
			err = show_group(req, &context, page, (*m)->name, (*m)->settings);
	if (err == OK)
		err = show_group(req, &context, page, "kernel", kernel_settings);
	listing_pager(req, page, &(struct listing){.file = &rule_file, .rows = rule_count(req)});
	return err == OK ? page_end(req, 200) : err;
}
