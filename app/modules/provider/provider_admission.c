/*
 * platform_admission: an integrator's platform comes under management.  Matters of earlier versions of the procedure
 * change its capacity and leave by themselves; provider_change.c is for all others.
 */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "modules/registry/registry.h"

static const char *const norm_items[][2] = {
	{"network", "网络分区与边界"},  {"protection", "等级保护三级"},    {"cryptography", "密码应用"},
	{"identity", "统一身份与审计"}, {"monitoring", "监控采集接口"},    {"backup", "备份与恢复"},
	{"logs", "日志留存六个月"},     {"service", "服务目录与运维制度"},
};

const char *norm_label(const char *item)
{
	for (size_t i = 0; i < ARRAY_LENGTH(norm_items); i++)
		if (text_equal(norm_items[i][0], item))
			return norm_items[i][1];
	return "";
}

/* ---- guards ---- */

enum verdict integrator_only(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_IS_INTEGRATOR);
	int64_t yes = 0;

	query_int(query, ":organisation", moving->matter != NULL ? moving->matter->org : moving->context->actor->org);
	if (query_value(query, 0, &yes) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (yes == 0)
		return answer_no(
			moving, answer,
			(struct answer_help){
				.cure = "服务商的平台由省大数据中心在登记服务合同或补充协议时登记，不办理纳管"},
			"只有云整合平台承建单位可以申请纳管");
	return answer_yes(moving, answer, "本单位是云整合平台承建单位");
}

bool platform_code_formed(const char *code)
{
	return code[0] >= 'a' && code[0] <= 'z' && code[strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

enum verdict platform_code_free(struct moving *moving, struct answer *answer)
{
	const char *code = values_word(moving->form, "platform_code");
	struct query *query;
	int64_t taken = 0;

	if (code[0] == '\0')
		return answer_not_yet(moving, answer, "填写平台代码后核对");
	if (!platform_code_formed(code))
		return answer_no(moving, answer, (struct answer_help){.cure = "请重新填写", .field = "platform_code"},
				 "平台代码用小写字母、数字和连字符，字母开头");
	query = db_query(moving->context->db, Q_PROVIDER_PLATFORM_TAKEN);
	query_text(query, ":code", code);
	query_text(query, ":name", values_word(moving->form, "platform_name"));
	if (query_value(query, 0, &taken) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (taken > 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请改用其他名称或代码", .field = "platform_code"},
				 "平台名称或代码已经使用");
	return answer_yes(moving, answer, "平台名称和代码没有重复");
}

/* Every item of the norms is checked once, none fails. */
enum verdict conformity_complete(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "checked");
	struct answer_help help = {.cure = "不符合的请退回整改", .field = "checked"};

	if (rows == NULL || rows->row_count == 0)
		return answer_not_yet(moving, answer, "逐项填写核查结果后核对");
	for (size_t n = 0; n < ARRAY_LENGTH(norm_items); n++) {
		size_t times = 0;

		for (size_t i = 0; i < rows->row_count; i++) {
			const struct values *row = rows->rows[i];

			if (!text_equal(values_word(row, "check_item"), norm_items[n][0]))
				continue;
			times++;
			if (text_equal(values_word(row, "check_result"), "failed"))
				return answer_no(moving, answer, help, "“%s”不符合统一规范，不能通过",
						 norm_items[n][1]);
			if (text_equal(values_word(row, "check_result"), "partly") &&
			    values_word(row, "check_note")[0] == '\0')
				return answer_no(moving, answer, help, "“%s”基本符合的，须写明差距和安排",
						 norm_items[n][1]);
		}
		if (times != 1) {
			help.cure = "八项规范每项核查一次";
			return answer_no(moving, answer, help, "“%s”%s", norm_items[n][1],
					 times == 0 ? "还没有核查" : "核查了不止一次");
		}
	}
	return answer_yes(moving, answer, "统一规范各项核查完毕");
}

static enum err committed_of(struct context *context, int64_t platform, const char *class, int64_t *committed)
{
	struct query *query = db_query(context->db, Q_PROVIDER_COMMITTED);

	query_int(query, ":platform", platform);
	query_text(query, ":class", class);
	return query_value(query, 0, committed);
}

/* Each class once; on a platform that is there, never below what is committed. */
enum verdict capacity_rows(struct moving *moving, struct answer *answer, const struct values *fields, const char *key)
{
	const struct value *rows = fields == NULL ? NULL : values_find(fields, key);
	struct answer_help help = {.cure = "请修改这一行", .field = key};
	bool cores = false;

	if (rows == NULL || rows->row_count == 0)
		return answer_not_yet(moving, answer, "填写容量后核对");
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *class = values_word(rows->rows[i], "class");
		int64_t total = values_number(rows->rows[i], "total", 0);
		int64_t committed = 0;

		for (size_t j = 0; j < i; j++)
			if (text_equal(class, values_word(rows->rows[j], "class")))
				return answer_no(moving, answer, help, "第 %zu 行资源类别重复", i + 1);
		if (moving->matter->platform > 0 &&
		    committed_of(moving->context, moving->matter->platform, class, &committed) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (total < committed)
			return answer_no(moving, answer, help, "第 %zu 行低于已占用的 %s", i + 1,
					 format_integer(moving->context->arena, committed));
		cores = cores || (text_equal(class, "vcpu") && total > 0);
	}
	if (!cores)
		return answer_no(moving, answer, help, "没有处理器容量，平台无法分配资源");
	return answer_yes(moving, answer, "容量填写完整");
}

static int64_t declared_of(const struct values *form, const char *class)
{
	const struct value *rows = values_find(form, "capacity_declared");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(class, values_word(rows->rows[i], "class")))
			return values_number(rows->rows[i], "total", 0);
	return 0;
}

/* The center rules on what was declared; what is built later is a change of the platform. */
enum verdict capacity_sound(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "ruled");
	struct arena *arena = moving->context->arena;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		const char *class = values_word(rows->rows[i], "class");
		int64_t total = values_number(rows->rows[i], "total", 0);
		int64_t declared = declared_of(moving->form, class);

		if (total > declared)
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "请按不高于申报的数量核定；纳管后扩容的另行办理平台变更",
						     .field = "ruled"},
				"第 %zu 行%s核定 %s，高于申报的 %s", i + 1, values_label(rows->rows[i], "class"),
				format_integer(arena, total), format_integer(arena, declared));
	}
	return capacity_rows(moving, answer, moving->fields, "ruled");
}

static enum err resize_fields(struct moving *moving, struct values **fields)
{
	*fields = moving->fields;
	if (*fields != NULL && values_find(*fields, "resized") != NULL)
		return OK;
	return matter_given_to(moving->context, moving->matter, "resize", fields);
}

enum verdict resize_sound(struct moving *moving, struct answer *answer)
{
	struct values *fields;

	if (resize_fields(moving, &fields) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	return capacity_rows(moving, answer, fields, "resized");
}

enum verdict platform_empty(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_PLATFORM_SYSTEMS);
	int64_t systems = 0;

	query_int(query, ":platform", moving->matter->platform);
	if (query_value(query, 0, &systems) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (systems > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请先把系统迁出或办理退出"},
				 "平台上还有 %" PRId64 " 个系统", systems);
	return answer_yes(moving, answer, "平台上没有系统");
}

/* ---- effects ---- */

enum err platform_class_set(struct context *context, int64_t platform, const struct values *row)
{
	struct query *query = db_query(context->db, Q_PROVIDER_CAPACITY_SET);

	query_int(query, ":platform", platform);
	query_text(query, ":class", values_word(row, "class"));
	query_int(query, ":total", values_number(row, "total", 0));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err platform_capacity_set(struct moving *moving, const struct values *fields, const char *key)
{
	const struct value *rows = values_find(fields, key);
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++)
		err = platform_class_set(moving->context, moving->matter->platform, rows->rows[i]);
	return err;
}

/* The zones as the register words them: 互联网区、政务外网公共区. */
static const char *zones_text(struct arena *arena, const struct values *form)
{
	const struct value *zones = values_find(form, "zones");

	return zones == NULL ? "" : value_display(arena, zones);
}

/* Whoever attached it to the monitoring watches it. */
static enum err watch_new(struct moving *moving, int64_t platform)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_ATTACHED_BY);
	int64_t supervisor = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_value(query, 0, &supervisor);
	if (err != OK || supervisor == 0)
		return err;
	return platform_watch(moving->context, platform, supervisor,
			      arena_printf(moving->context->arena, "纳管接入监管，%s", moving->matter->number));
}

/* Who answers for it, whom it serves, and how it conformed when it was checked. */
static enum err register_facts(struct moving *moving, int64_t platform)
{
	static const struct conformity_keys keys = {"check_item", "check_result", "check_note"};
	struct context *context = moving->context;
	struct values *checked = NULL;
	struct platform_facts facts;
	enum err err = platform_read(context, platform, &facts);

	if (err != OK)
		return err;
	facts.scope = values_word(moving->form, "service_scope");
	facts.post = values_word(moving->form, "operation_post");
	facts.phone = values_word(moving->form, "operation_phone");
	err = platform_write(context, platform, &facts);
	if (err == OK)
		err = matter_given_to(context, moving->matter, "check_conformity", &checked);
	return err == OK && checked != NULL
		       ? conformity_write(context, platform, values_find(checked, "checked"), &keys)
		       : err;
}

enum err create_platform(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_PROVIDER_PLATFORM_ADD);
	struct values *ruled;
	int64_t platform;
	enum err err;

	query_text(query, ":code", values_word(moving->form, "platform_code"));
	query_text(query, ":name", values_word(moving->form, "platform_name"));
	query_int(query, ":operator", moving->matter->org);
	query_text(query, ":zones", zones_text(context->arena, moving->form));
	query_text(query, ":architecture", values_word(moving->form, "architecture"));
	err = query_run(query);
	platform = db_last_id(context->db);
	if (err == OK)
		err = moving_bind_platform(moving, platform);
	if (err == OK)
		err = matter_given_to(moving->context, moving->matter, "rule_capacity", &ruled);
	if (err == OK && ruled == NULL)
		err = ERR_INTERNAL;
	if (err == OK)
		err = platform_capacity_set(moving, ruled, "ruled");
	if (err == OK)
		err = register_facts(moving, platform);
	if (err == OK)
		err = watch_new(moving, platform);
	return err == OK ? note_change(context, "platform.admit", "platform", platform) : err;
}

enum err change_capacity(struct moving *moving, struct answer *answer UNUSED)
{
	struct values *fields;
	enum err err = resize_fields(moving, &fields);

	if (err == OK && fields == NULL)
		err = ERR_INTERNAL;
	if (err == OK)
		err = platform_capacity_set(moving, fields, "resized");
	return err == OK ? note_change(moving->context, "platform.capacity", "platform", moving->matter->platform)
			 : err;
}

enum err end_platform(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_PLATFORM_END);
	enum err err;

	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? note_change(moving->context, "platform.leave", "platform", moving->matter->platform) : err;
}

/* ---- prefills ---- */

enum err fill_declared_capacity(struct moving *moving)
{
	const struct value *rows = values_find(moving->form, "capacity_declared");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		struct values *row = row_at(moving->fields, "ruled", i);

		values_set(row, "class", values_word(rows->rows[i], "class"));
		values_set_number(row, "total", values_number(rows->rows[i], "total", 0));
	}
	return OK;
}

/* What is to be looked at, not what was found: that the checker says himself. */
enum err fill_declared_conformity(struct moving *moving)
{
	const struct value *rows = values_find(moving->form, "conformity_declared");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		values_set(row_at(moving->fields, "checked", i), "check_item", values_word(rows->rows[i], "item"));
	return OK;
}

enum err fill_present_capacity(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_CAPACITY);
	size_t count = 0;

	query_int(query, ":platform", moving->matter->platform);
	while (query_step(query)) {
		struct values *row = row_at(moving->fields, "resized", count++);

		values_set(row, "class", next_text(query, moving->context->arena));
		(void)next_text(query, moving->context->arena);
		values_set_number(row, "total", next_int(query));
	}
	return query_end(query);
}

/* ---- the platform as it stands ---- */

enum err fill_admitted_platform(struct context *context, struct matter *matter, struct values *form UNUSED,
				struct dict *body)
{
	static const char *const heads[] = {"资源", "可分配#", "已占用#", NULL};
	struct arena *arena = context->arena;
	struct query *query;
	struct table *table = NULL;

	if (matter->platform == 0)
		return OK;
	query = db_query(context->db, Q_PROVIDER_CAPACITY);
	query_int(query, ":platform", matter->platform);
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "平台现有容量"), "平台现有容量",
					    heads);
		(void)next_text(query, arena);
		table_line(table);
		table_text(table, next_text(query, arena));
		table_number(table, next_int(query));
		table_number(table, next_int(query));
	}
	return query_end(query);
}
