/* What a duty's form knows before anybody typed. */
#include "base/base.h"
#include "modules/duty/duty_parts.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"

/* 安全、审计、密码 (第二十九条).  The text is the question; the answer is the operator's. */
static const struct {
	const char *area;
	const char *item;
} items[] = {
	{"security", "边界防护策略按月复核，无多余放通"},
	{"security", "高危漏洞全部修复或有处置措施"},
	{"security", "平台账号无弱口令、默认口令"},
	{"security", "病毒库、特征库七日内更新"},
	{"security", "操作系统和虚拟化补丁按计划安装"},
	{"security", "租户隔离抽查无越权"},
	{"security", "特权账号清单与在岗人员一致"},
	{"security", "备份任务成功且抽查恢复可用"},
	{"security", "抗拒绝服务能力可用"},
	{"security", "主机、容器镜像来源可追溯"},
	{"security", "供应链和外包人员变更已登记"},
	{"security", "机房门禁、视频、动环记录完整"},
	{"security", "管理网与业务网隔离有效"},
	{"security", "远程运维通道仅经堡垒机"},
	{"audit", "操作日志完整，无中断"},
	{"audit", "日志最早可查日期不晚于六个月前"},
	{"audit", "特权操作全部经堡垒机留痕"},
	{"audit", "特权操作抽查无异常"},
	{"audit", "各设备日志时间同步"},
	{"audit", "安全设备告警按时处置"},
	{"audit", "日志防篡改和备份措施有效"},
	{"audit", "离岗人员账号当日停用"},
	{"crypto", "证书在有效期内，六十日内到期的已安排更换"},
	{"crypto", "密钥生成、分发、更换、销毁记录完整"},
	{"crypto", "使用的密码产品具有认证证书"},
	{"crypto", "重要数据传输加密"},
	{"crypto", "重要数据存储加密"},
	{"crypto", "密码应用安全性评估在有效期内"},
	{"crypto", "密码管理员、审计员分设"},
	{"crypto", "密码设备运行状态正常"},
};

enum err prefill_self_check(struct moving *moving)
{
	const struct value *there = values_find(moving->form, "items");
	struct buf json;

	if (there == NULL)
		return ERR_INTERNAL;
	buf_init(&json);
	buf_add_text(&json, "{\"items\":[");
	for (size_t i = 0; i < ARRAY_LENGTH(items); i++)
		buf_printf(&json, "%s{\"area\":\"%s\",\"item\":\"%s\"}", i == 0 ? "" : ",", items[i].area,
			   text_json(moving->context->arena, items[i].item));
	buf_add_text(&json, "]}");
	{
		struct values *filled =
			values_from_json(moving->context->arena, moving->form->fields, moving->form->count, json.data);

		buf_release(&json);
		if (filled == NULL)
			return ERR_INTERNAL;
		*values_find(moving->form, "items") = *values_find(filled, "items");
	}
	return OK;
}

/* The form of the period before, as it was handed in: only differences are typed. */
static enum err as_last_period(struct moving *moving)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_DUTY_LAST_FORM);
	const char *body = NULL;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	if (query_step(query))
		body = next_text(query, context->arena);
	err = query_end(query);
	if (err == OK && body != NULL) {
		struct values *before =
			values_from_json(context->arena, moving->form->fields, moving->form->count, body);

		for (size_t i = 0; before != NULL && i < before->count; i++)
			moving->form->items[i] = before->items[i];
	}
	return err;
}

/* One row for each system and platform of the organisation, in the column `subject` of these rows. */
static enum err subjects_into(struct moving *moving, const char *key)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_DUTY_OWN_SUBJECTS);

	query_int(query, ":org", moving->matter->org);
	while (query_step(query))
		values_set(values_add_row(moving->form, key), "subject", next_text(query, context->arena));
	return query_end(query);
}

static void drop_rows(struct values *form, const char *key)
{
	struct value *value = values_find(form, key);

	if (value != NULL) {
		value->row_count = 0;
		value->present = false;
	}
}

static bool among(char **names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(names[i], name))
			return true;
	return false;
}

/* What has left the cloud keeps no logs any more. */
static enum err drop_ended(struct moving *moving)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_DUTY_ENDED_SUBJECTS);
	struct value *logs = values_find(moving->form, "logs");
	char **ended = arena_array(context->arena, DUTY_SUBJECTS_MAX, sizeof *ended);
	size_t count = 0, kept = 0;

	query_int(query, ":organisation", moving->matter->org);
	while (query_step(query) && count < DUTY_SUBJECTS_MAX)
		ended[count++] = next_text(query, context->arena);
	for (size_t i = 0; i < logs->row_count; i++)
		if (!among(ended, count, values_word(logs->rows[i], "subject")))
			logs->rows[kept++] = logs->rows[i];
	logs->row_count = kept;
	logs->present = kept > 0;
	return query_end(query);
}

/* What went on trial or was brought since the last one, by the last day that is attested. */
static enum err add_new_subjects(struct moving *moving)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_DUTY_LIVE_SUBJECTS);

	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":last", duty_last_day(moving->matter));
	while (query_step(query)) {
		const char *subject = next_text(query, context->arena);

		if (!duty_logs_of(moving->form, subject))
			values_set(values_add_row(moving->form, "logs"), "subject", subject);
	}
	return query_end(query);
}

/* As last month, with a row for each system or platform it did not speak of; the first time one for each there is. */
enum err prefill_logs(struct moving *moving)
{
	const struct value *logs = values_find(moving->form, "logs");
	enum err err = as_last_period(moving);

	/* Whether it was complete is asked anew. */
	values_set(moving->form, "complete", NULL);
	drop_rows(moving->form, "gaps");
	if (err == OK && logs != NULL)
		err = drop_ended(moving);
	if (err != OK || logs == NULL)
		return err;
	return logs->row_count > 0 ? add_new_subjects(moving) : subjects_into(moving, "logs");
}

/* What was found is of this month: only the systems are known. */
enum err prefill_om_record(struct moving *moving)
{
	return subjects_into(moving, "records");
}
