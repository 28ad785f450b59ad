/* Before a fault is reported, handed over, restored, confirmed. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"

enum verdict fault_subject(struct moving *moving, struct answer *answer)
{
	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "发起时选择故障所在的云平台或者信息系统");
	if (moving->matter->platform > 0 || moving->matter->system > 0)
		return answer_yes(moving, answer, "已选择云平台或者信息系统");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "作废本件，重新发起时选择云平台或者信息系统",
					      .link = "/matters/new?procedure=fault"},
			 "没有选择故障所在的云平台或者信息系统");
}

enum verdict fault_times(struct moving *moving, struct answer *answer)
{
	int64_t began = moment_in(moving->form, "began_day", "began_time");
	int64_t found = moment_in(moving->form, "found_day", "found_time");

	if (began == 0 || found == 0)
		return answer_not_yet(moving, answer, "填写故障开始和发现的时间");
	if (found > clock_now())
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请填实际发现的时间", .field = "found_time"},
				 "发现时间 %s 晚于现在", format_time(moving->context->arena, found));
	if (began > found)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "开始时间不能确定的，填发现时间", .field = "began_time"},
				 "开始时间 %s 晚于发现时间 %s", format_time(moving->context->arena, began),
				 format_time(moving->context->arena, found));
	return answer_yes(moving, answer, "%s 开始，%s 发现", format_time(moving->context->arena, began),
			  format_time(moving->context->arena, found));
}

/* ---- planned work ---- */

enum err fault_maintenance(struct moving *moving, const char *number, int64_t began, bool *exists, bool *in_time)
{
	struct query *query;
	int64_t platform = 0;
	enum err err = platform_of(moving->context, moving->matter, &platform);

	*exists = false;
	*in_time = false;
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_FAULT_MAINTENANCE);
	query_text(query, ":number", number);
	query_int(query, ":platform", platform);
	query_int(query, ":began", began);
	if (query_step(query)) {
		*exists = true;
		*in_time = next_int(query) != 0;
	}
	return query_end(query);
}

enum verdict fault_planned(struct moving *moving, struct answer *answer)
{
	bool exists, in_time;
	enum err err;

	if (moving->form == NULL || moving->matter == NULL || text_empty(values_word(moving->form, "planned")))
		return answer_not_yet(moving, answer, "说明是否由计划内检修引起");
	if (!yes_in(moving->form, "planned"))
		return answer_yes(moving, answer, "不是计划内检修引起，计入中断时间");
	err = fault_maintenance(moving, values_word(moving->form, "maintenance_number"),
				moment_in(moving->form, "began_day", "began_time"), &exists, &in_time);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (!exists)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "核对编号；没有检修单的选“否”", .field = "maintenance_number"},
			"检修单 %s 不是这个平台的，或者故障不在它的窗口内",
			values_word(moving->form, "maintenance_number"));
	return in_time ? answer_yes(moving, answer, "检修已按规定提前告知，不计中断时间")
		       : answer_yes(moving, answer, "检修没有按规定提前告知，仍计中断时间");
}

/* ---- whose it is ---- */

enum verdict fault_party_fits(struct moving *moving, struct answer *answer, const struct values *values,
			      const char *side_key, const char *party_key)
{
	static const struct {
		const char *side;
		unsigned kinds;
		const char *label;
	} sides[] = {
		{"provider", KIND_PROVIDER, "云服务商"},
		{"recovery", KIND_PROVIDER, "云灾备服务商"},
		{"supervisor", KIND_SUPERVISOR, "云监管服务商"},
		{"integrator", KIND_INTEGRATOR, "云整合平台承建单位"},
		{"unit", KIND_UNIT, "使用单位"},
		{"outside", KIND_OPERATOR, "平台的运行单位"},
	};
	const char *side = values_word(values, side_key);
	int64_t party = values == NULL ? 0 : values_number(values, party_key, 0);
	unsigned kinds;
	enum err err;

	if (text_empty(side) || party == 0)
		return answer_not_yet(moving, answer, "填写责任方和处置单位");
	err = kinds_of(moving->context, party, &kinds);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < ARRAY_LENGTH(sides); i++)
		if (text_equal(sides[i].side, side) && (kinds & sides[i].kinds) == 0)
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "改选处置单位，或者改选责任方", .field = party_key},
				"所选处置单位不是%s", sides[i].label);
	return answer_yes(moving, answer, "责任方和处置单位相符");
}

enum verdict fault_party(struct moving *moving, struct answer *answer)
{
	return fault_party_fits(moving, answer, moving->form, "side", "party");
}

enum verdict fault_new_party(struct moving *moving, struct answer *answer)
{
	if (moving->fields != NULL && values_number(moving->fields, "new_party", 0) != 0 &&
	    values_number(moving->fields, "new_party", 0) == values_number(moving->form, "party", 0) &&
	    text_equal(values_word(moving->fields, "new_side"), values_word(moving->form, "side")))
		return answer_no(moving, answer, (struct answer_help){.cure = "请选择另一个单位", .field = "new_party"},
				 "责任方和处置单位没有变化");
	return fault_party_fits(moving, answer, moving->fields, "new_side", "new_party");
}

/* One incident for one fault. */
enum verdict fault_no_incident(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_FAULT_INCIDENTS);
	int64_t incidents = 0;

	query_int(query, ":matter", moving->matter->id);
	if (query_value(query, 0, &incidents) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (incidents == 0)
		return answer_yes(moving, answer, "没有转过网络安全事件");
	return answer_no(moving, answer, (struct answer_help){.cure = "请在“相关事项”里办理那一件"},
			 "本件已经转为网络安全事件");
}

/* ---- the end ---- */

enum verdict fault_restored_times(struct moving *moving, struct answer *answer)
{
	int64_t restored = moment_in(moving->fields, "restored_day", "restored_time");
	struct fault fault;
	struct arena *arena = moving->context->arena;

	if (restored == 0)
		return answer_not_yet(moving, answer, "填写恢复时间");
	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (restored > clock_now())
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请填实际恢复的时间", .field = "restored_time"},
				 "恢复时间 %s 晚于现在", format_time(arena, restored));
	if (restored < fault.began_at)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对恢复时间", .field = "restored_time"},
				 "恢复时间 %s 早于故障开始时间 %s", format_time(arena, restored),
				 format_time(arena, fault.began_at));
	if (restored < fault.arrived_at)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对恢复时间", .field = "restored_time"},
				 "恢复时间 %s 早于到场时间 %s", format_time(arena, restored),
				 format_time(arena, fault.arrived_at));
	return answer_yes(moving, answer, "中断 %s 分钟",
			  format_integer(moving->context->arena, (restored - fault.began_at) / 60));
}

/* Who repaired it does not say himself that it is repaired. */
enum verdict fault_confirmer(struct moving *moving, struct answer *answer)
{
	struct fault fault;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (fault.handler == moving->context->actor->org)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "由受影响单位、云监管服务商或者省大数据中心确认"},
				 "处置单位不能确认自己登记的恢复");
	return answer_yes(moving, answer, "由处置单位以外的单位确认");
}
