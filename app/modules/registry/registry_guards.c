#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/attachment.h"
#include "kernel/setting.h"
#include "modules/review/review.h"

/* Whose matter it is; before a draft exists, whose it would be. */
static int64_t owner_of(const struct moving *moving)
{
	return moving->matter != NULL ? moving->matter->org : moving->context->actor->org;
}

static enum err present(struct moving *moving, const char *document, bool *is_present)
{
	*is_present = false;
	if (moving->matter == NULL)
		return OK;
	return attachment_present(moving->context, moving->matter->id, document, is_present);
}

enum found filing_by_number(struct context *context, const char *number, struct filing *filing)
{
	struct query *query = db_query(context->db, Q_REGISTRY_FILING_BY_NUMBER);
	bool found;

	query_text(query, ":number", number);
	found = query_step(query);
	if (found) {
		filing->id = next_int(query);
		filing->org = next_int(query);
		filing->system_name = next_text(query, context->arena);
		filing->filed_day = next_int(query);
		filing->source = next_text(query, context->arena);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

static enum verdict base_fits(struct moving *moving, struct answer *answer, int64_t base, const struct filing *filing)
{
	struct query *query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_BASE);
	int64_t bound = 0;
	enum err err;

	query_int(query, ":id", base);
	query_int(query, ":owner", owner_of(moving));
	err = query_value(query, 0, &bound);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (bound == filing->id)
		return VERDICT_YES;
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请选择与备案号一致的本单位在用系统", .field = "base_system_id"},
			 "所选的原系统不使用这个备案号，或者已经退出");
}

/* In the register and this unit's own: free, or bound only to what the form names. */
static enum verdict registered_usable(struct moving *moving, struct answer *answer, const char *number,
				      const struct filing *filing)
{
	int64_t base = form_base(moving->form);
	struct query *query;
	int64_t bound = 0;
	enum err err;

	if (filing->org != owner_of(moving))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对备案号；确属本单位的，请联系受理岗更正登记",
						      .field = "filing_no"},
				 "备案号 %s 不是本单位的备案", number);
	if (base > 0 && base_fits(moving, answer, base, filing) != VERDICT_YES)
		return VERDICT_NO;
	query = db_query(moving->context->db, Q_REGISTRY_FILING_BOUND);
	query_int(query, ":filing", filing->id);
	query_int(query, ":base", base);
	err = query_value(query, 0, &bound);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (bound > 0 && (moving->matter == NULL || bound != moving->matter->system))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "子系统请选择所属系统；重大变更请选择“重大变更重新申请”",
					     .link = arena_printf(moving->context->arena, "/systems/%" PRId64, bound),
					     .field = "filing_no"},
			"备案号 %s 已绑定在用系统", number);
	return answer_yes(moving, answer, "备案号 %s 已登记，系统名称“%s”", number, filing->system_name);
}

enum verdict filing_usable(struct moving *moving, struct answer *answer)
{
	const char *number = values_word(moving->form, "filing_no");
	struct filing filing = {0};
	bool proof = false;
	enum found found;
	enum err err;

	if (number[0] == '\0')
		return answer_not_yet(moving, answer, "填写备案号后核对");
	found = filing_by_number(moving->context, number, &filing);
	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (found == FOUND)
		return registered_usable(moving, answer, number, &filing);
	err = present(moving, "filing_proof", &proof);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (!proof)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对备案号；确已备案的，请上传备案证明",
						      .field = "filing_proof"},
				 "备案号 %s 不在登记册中", number);
	return answer_yes(moving, answer, "备案号 %s 不在登记册中，已上传备案证明，由受理岗核对后补登", number);
}

/* ---- level and classification ---- */

/* The leader's exception is recorded by the action except_level. */
static enum err exception_made(struct moving *moving, bool *made)
{
	struct query *query;
	int64_t count = 0;
	enum err err;

	*made = false;
	if (moving->matter == NULL)
		return OK;
	query = db_query(moving->context->db, Q_REGISTRY_EXCEPTION);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":action", "except_level");
	err = query_value(query, 0, &count);
	*made = count > 0;
	return err;
}

enum verdict level_allowed(struct moving *moving, struct answer *answer)
{
	int64_t most = setting_integer(moving->context->service, "max_level");
	const char *typed = values_word(moving->form, "level");
	bool made = false;
	int64_t level;
	enum err err;

	if (!parse_integer(typed, &level))
		return answer_not_yet(moving, answer, "选择等级保护级别后核对");
	if (level <= most)
		return answer_yes(moving, answer, "等级保护%s级，不超过%s级（本系统默认参数）",
				  text_numeral(moving->context->arena, (int)level),
				  text_numeral(moving->context->arena, (int)most));
	err = exception_made(moving, &made);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (made)
		return answer_yes(moving, answer, "等级保护%s级，中心领导已例外批准",
				  text_numeral(moving->context->arena, (int)level));
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请报中心领导例外批准，或者不予受理", .field = "level"},
			 "等级保护%s级超过%s级上限（本系统默认参数）", text_numeral(moving->context->arena, (int)level),
			 text_numeral(moving->context->arena, (int)most));
}

enum verdict not_classified(struct moving *moving, struct answer *answer)
{
	const struct value *value = moving->form != NULL ? values_find(moving->form, "classified_no") : NULL;

	if (value == NULL || value->text == NULL)
		return answer_not_yet(moving, answer, "涉密系统一律不予受理，须作非涉密承诺");
	if (value->number == 1)
		return answer_yes(moving, answer, "已承诺不涉及国家秘密");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "涉密系统请按涉密信息系统的规定办理", .field = "classified_no"},
			 "没有作出非涉密承诺，涉密系统一律不予受理");
}

enum verdict statement_agreed(struct moving *moving, struct answer *answer)
{
	if (form_yes(moving->fields, "statement_agreed"))
		return answer_yes(moving, answer, "已同意责任书");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请阅读责任书，选“是”后再审核通过", .field = "statement_agreed"},
			 "还没有同意责任书，上云后安全管理责任、数据管理关系、安全管理标准都不变");
}

/* ---- network and sizing ---- */

static enum verdict port_refused(struct moving *moving, struct answer *answer, const char *field, int port)
{
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请删去这个端口，远程维护走堡垒机或 VPN", .field = field},
			 "%d 端口不得对互联网开放", port);
}

enum verdict ports_allowed(struct moving *moving, struct answer *answer)
{
	const struct value *ports = moving->form != NULL ? values_find(moving->form, "ports") : NULL;
	int port = ports_forbidden(values_word(moving->fields, "open_ports"));

	if (port != 0)
		return port_refused(moving, answer, "open_ports", port);
	for (size_t i = 0; ports != NULL && i < ports->row_count; i++) {
		port = ports_forbidden(values_word(ports->rows[i], "port"));
		if (port != 0 && text_equal(values_word(ports->rows[i], "source"), "internet"))
			return port_refused(moving, answer, "ports", port);
	}
	return answer_yes(moving, answer, "没有对互联网开放远程维护和数据库端口");
}

enum verdict sizing_data_present(struct moving *moving, struct answer *answer)
{
	int64_t vcpu = review_request_size(moving->form).vcpu;
	int64_t line = setting_integer(moving->context->service, "sizing_data_vcpu");
	const char *sum = format_integer(moving->context->arena, vcpu);
	const char *limit = format_integer(moving->context->arena, line);
	bool there = false;
	enum err err;

	if (vcpu <= line)
		return answer_yes(moving, answer, "处理器合计 %s 核，不超过 %s 核，不需要压测或现网数据", sum, limit);
	err = present(moving, "sizing_data", &there);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (there)
		return answer_yes(moving, answer, "处理器合计 %s 核，已上传压测或现网数据", sum);
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请上传压测或现网数据，或者减少申请量", .field = "sizing_data"},
			 "处理器合计 %s 核，超过 %s 核须有压测或现网数据（本系统默认参数）", sum, limit);
}
