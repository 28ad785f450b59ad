/* /rules: every number with unit, basis, mark and history; changed from a date on. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

static const struct field rule_fields[] = {
	{.key = "value", .label = "新值", .type = FIELD_TEXT, .required = true, .max = 200},
	{.key = "valid_from", .label = "施行日期", .type = FIELD_DATE, .required = true, .hint = "不早于今天，不追溯"},
	{.key = "reason",
	 .label = "理由",
	 .type = FIELD_LONG_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 200,
	 .hint = "写明依据的文件或会议"},
};
const struct form rule_form = {rule_fields, ARRAY_LENGTH(rule_fields)};

/* Headings of the page by module; what is not here stands under its module's name. */
static const struct {
	const char *module;
	const char *label;
} groups[] = {
	{"assess", "考核"},           {"interpretation", "解释答复"},
	{"kernel", "平台运行"},       {"matter", "申请、审批、分配、部署"},
	{"registry", "登记与核对"},   {"report", "报告"},
	{"resource", "资源配额"},     {"review", "评审"},
	{"security", "安全"},         {"usage", "使用效率"},
	{"operation", "运行与安全"},  {"duty", "制度、预案、自查与日志"},
	{"change", "变更与续期"},     {"release", "退出、降配、回收"},
	{"ledger", "资源核实与台账"}, {"provider", "合同、处罚、云整合平台"},
	{"planning", "年度上云计划"},
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

static void show_rule(struct request *req, struct dict *dict, const struct setting_row *row)
{
	dict_set(dict, "LABEL", row->label);
	dict_set(dict, "KEY", row->key);
	dict_set(dict, "VALUE", setting_text(req->service, row->key));
	dict_set(dict, "UNIT", row->unit);
	dict_set(dict, "BASIS", row->basis);
	dict_set(dict, "MARK", row->mark);
	dict_set(dict, "MARK_TONE", mark_tone(row->mark));
}

static enum err show_dates(struct context *context, struct dict *dict, const char *key)
{
	struct query *query = db_query(context->db, Q_RULE_CURRENT);
	int64_t today = day_of(clock_now());
	enum err err;

	query_text(query, ":key", key);
	query_int(query, ":today", today);
	if (query_step(query)) {
		dict_set(dict, "VALID_FROM_DAY", format_day(context->arena, next_int(query)));
		dict_set(dict, "CHANGED_BY", next_text(query, context->arena));
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
		struct dict *coming = dict_section(dict, "COMING_YES");

		dict_set(coming, "COMING_DAY", format_day(context->arena, next_int(query)));
		dict_set(coming, "COMING_VALUE", next_text(query, context->arena));
	}
	return query_end(query);
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

		show_rule(req, row, rows);
		dict_show(row, actor_may(req, MAY_SET_RULES) ? "MAY_EDIT" : "READ_ONLY");
		err = show_dates(context, row, rows->key);
		if (err != OK)
			return err;
	}
	return OK;
}

enum err rules_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/settings.tpl", "参数");
	enum err err = OK;

	/* The rules first, the platform's own numbers last. */
	for (const struct module *const *m = req->service->modules; err == OK && *m != NULL; m++)
		if ((*m)->settings != kernel_settings)
			err = show_group(req, &context, page, (*m)->name, (*m)->settings);
	if (err == OK)
		err = show_group(req, &context, page, "kernel", kernel_settings);
	return err == OK ? page_end(req, 200) : err;
}

static enum err show_history(struct context *context, struct dict *page, const char *key)
{
	struct query *query = db_query(context->db, Q_RULE_HISTORY);
	struct listing history = {0};

	query_text(query, ":key", key);
	return listing_fill(context, page, "ROW", query, &history);
}

static enum err rule_page(struct request *req, const struct setting_row *row, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/setting.tpl", row->label);
	struct values *form = req->form;
	enum err err = OK;

	frame_crumb(req, "/rules", "参数");
	complaint_show(req, page, "没有调整", form, sentence);
	show_rule(req, page, row);
	if (row->type == SETTING_MONTH_DAY)
		dict_printf(page, "RANGE_TEXT", "每年的月-日，初始值 %s", row->fallback);
	else
		dict_printf(page, "RANGE_TEXT", "%" PRId64 " 至 %" PRId64 " %s，初始值 %s", row->min, row->max,
			    row->type == SETTING_INTEGER ? row->unit : "个字", row->fallback);
	if (actor_may(req, MAY_SET_RULES)) {
		struct dict *edit = dict_section(page, "MAY_EDIT");

		if (form == NULL) {
			form = values_empty(req->arena, rule_form.fields, rule_form.count);
			values_set(form, "value", setting_text(req->service, row->key));
			values_set_number(form, "valid_from", day_of(clock_now()) + 1);
		}
		err = fields_fill(&context, edit, form, NULL, form);
	}
	if (err == OK)
		err = show_history(&context, page, row->key);
	return err == OK ? page_end(req, status) : err;
}

enum err rule_get(struct request *req)
{
	const struct setting_row *row = setting_find(req->service->modules, request_hole(req, "key"));

	return row != NULL ? rule_page(req, row, NULL, 200) : ERR_NOT_FOUND;
}

enum err rule_post(struct request *req)
{
	const struct setting_row *row = setting_find(req->service->modules, request_hole(req, "key"));
	struct context context = context_writing(req);
	char *complaint = NULL;
	enum err err = ERR_INVALID;

	if (row == NULL)
		return ERR_NOT_FOUND;
	if (req->form->error_count == 0)
		err = setting_change(&context, row->key, values_text(req->form, "value"),
				     values_number(req->form, "valid_from", 0), values_text(req->form, "reason"),
				     &complaint);
	if (err == ERR_INVALID)
		return rule_page(req, row, complaint, 422);
	return err == OK ? respond_redirect(req, "/rules/%s", row->key) : err;
}
