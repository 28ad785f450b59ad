/* How soon a fault is reported after it was found, and attended to after that (第二十三条、第二十四条). */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/setting.h"

enum { LEVELS = 4, BY_THE_DAY = 3 };

static size_t row_of(int64_t level)
{
	return level < 1 ? 0 : level > LEVELS ? LEVELS - 1 : (size_t)level - 1;
}

/* The graver two count in minutes; the others until the end of a day, 0: of the same one, which deadlines do not know.
 */
int64_t fault_report_due(struct context *context, int64_t level, int64_t found_at)
{
	static const char *const settings[LEVELS] = {"fault_report_1_min", "fault_report_2_min", "fault_report_3_cd",
						     "fault_report_4_cd"};
	const char *setting = settings[row_of(level)];

	if (level >= BY_THE_DAY)
		return day_end(day_of(found_at) + setting_integer(context->service, setting));
	return deadline_from(context, setting, due_unit_of(setting), found_at).due_at;
}

int64_t fault_arrive_due(struct context *context, int64_t level, int64_t reported_at)
{
	static const char *const settings[LEVELS] = {"fault_arrive_1_min", "fault_arrive_2_min", "fault_arrive_3_h",
						     "fault_arrive_4_h"};
	const char *setting = settings[row_of(level)];

	return deadline_from(context, setting, due_unit_of(setting), reported_at).due_at;
}

/* Typed moments are those on the spot: who was there before he pressed 响应 says so. */
enum verdict fault_arrival(struct moving *moving, struct answer *answer)
{
	int64_t arrived = moment_in(moving->fields, "arrived_day", "arrived_time");
	struct arena *arena = moving->context->arena;
	struct fault fault;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (fault.arrived_at > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "后续情况请用“记录进展”"},
				 "已经登记过：%s %s", format_time(arena, fault.arrived_at),
				 fault.remote ? "开始远程处置" : "到场");
	if (arrived == 0)
		return answer_not_yet(moving, answer, "填写到场或者开始远程处置的时间");
	if (arrived > clock_now())
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请填实际到场的时间", .field = "arrived_time"},
				 "到场时间 %s 晚于现在", format_time(arena, arrived));
	if (arrived < fault.found_at)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对到场时间", .field = "arrived_time"},
				 "到场时间 %s 早于故障发现时间 %s", format_time(arena, arrived),
				 format_time(arena, fault.found_at));
	return answer_yes(moving, answer, "时间在发现之后");
}

enum err fault_arrive(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_FAULT_ARRIVE);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":arrived", moment_in(moving->fields, "arrived_day", "arrived_time"));
	query_int(query, ":remote", text_equal(values_word(moving->fields, "arrived_how"), "remote"));
	return query_run(query);
}
