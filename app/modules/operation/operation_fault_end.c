/* The end of a fault: restored, confirmed, analysed; and its figures beside the matter. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"

enum { MINUTE = 60, ANALYSED_FROM = 2 };

enum err fault_restore(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_FAULT_RESTORE);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":restored", moment_in(moving->fields, "restored_day", "restored_time"));
	query_int(query, ":temporary", text_equal(values_word(moving->fields, "restored_how"), "temporary"));
	query_text(query, ":cause", values_word(moving->fields, "cause"));
	return query_run(query);
}

/* Ⅲ and Ⅳ end here; Ⅰ and Ⅱ owe an analysis. */
enum err fault_confirm(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query;
	struct fault fault;
	int64_t due = 0;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	if (fault.level <= ANALYSED_FROM) {
		moving->due_setting = fault.level == 1 ? "fault_analysis_1_wd" : "fault_analysis_2_wd";
		due = deadline_from(moving->context, moving->due_setting, DUE_WORKING_DAYS, clock_now()).due_at;
	}
	query = db_query(moving->context->db, Q_FAULT_CONFIRM);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":due", due);
	return query_run(query);
}

/* Another than before has his own time, from here on: by the level as it was reported, like whoever answered first. */
static enum err retake(struct moving *moving, const struct fault *fault, const struct fault_held *held)
{
	struct fault_clock own = {0};
	struct query *query;
	enum err err = fault_clock(moving->context, held, FAULT_RESTORE, fault->reported_level, clock_now(), &own);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_FAULT_RETAKE);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":handler", held->handler);
	query_int(query, ":now", clock_now());
	query_int(query, ":due", own.due_at);
	query_int(query, ":contract", own.contract);
	query_int(query, ":arrive_due", fault_arrive_due(moving->context, fault->reported_level, clock_now()));
	return query_run(query);
}

/* It goes on with whom the form names by now, under his contract. */
enum err fault_reopen(struct moving *moving, struct answer *answer UNUSED)
{
	struct fault_clock clock = {0};
	struct fault_held held;
	struct fault fault;
	enum err err;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	held = (struct fault_held){values_number(moving->form, "party", fault.handler), fault.platform,
				   fault.reported_at};
	err = fault_clock(moving->context, &held, FAULT_RESTORE, fault.level, clock_now(), &clock);
	if (err == OK && held.handler != fault.handler)
		err = retake(moving, &fault, &held);
	if (err != OK)
		return err;
	fault_clock_set(moving, &clock);
	return moving_run(moving, Q_FAULT_REOPEN);
}

enum err fault_analysis(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_FAULT_ANALYSIS);
}

enum err fault_return(struct moving *moving, struct answer *answer UNUSED)
{
	moving->due_setting = "fault_amend_wd";
	return moving_run(moving, Q_FAULT_RETURN);
}

enum err fault_accept(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_FAULT_ACCEPT);
}

enum err fault_dismiss(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_FAULT_DISMISS);
}

/* ---- beside the matter ---- */

/* "11-20 09:31，时限 11-20 09:40，按时" */
static const char *kept(struct arena *arena, int64_t at, int64_t due)
{
	if (due == 0)
		return "—";
	if (at == 0)
		return arena_printf(arena, "时限 %s%s", format_time_short(arena, due),
				    clock_now() > due ? "，已超过" : "");
	return arena_printf(arena, "%s，时限 %s，%s", format_time_short(arena, at), format_time_short(arena, due),
			    at <= due ? "按时" : "超时");
}

/* Nobody is late who had not to come; of one restored without a word about it nothing is known. */
static const char *arrival_text(struct arena *arena, const struct fault *fault)
{
	if (fault->remote)
		return arena_printf(arena, "%s 起远程处置，不需到场", format_time_short(arena, fault->arrived_at));
	if (fault->arrived_at == 0 && fault->restored_at > 0)
		return "没有登记";
	return kept(arena, fault->arrived_at, fault->arrive_due_at);
}

/* What its holder has to keep now: after a rise for being late another than that of the level it was reported with. */
static int64_t limit_in_force(const struct matter *matter, const char *state, int64_t due)
{
	return text_equal(matter->state->key, state) && matter->due_at > 0 ? matter->due_at : due;
}

enum err fill_fault_facts(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	struct arena *arena = context->arena;
	struct fault fault;
	enum found found = fault_find(context, matter->id, &fault);
	struct dict *pairs;
	int64_t until;

	if (found != FOUND)
		return found == NOT_FOUND ? OK : ERR_INTERNAL;
	pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "计时"), false);
	pairs_add(pairs, "等级",
		  fault.level == fault.reported_level
			  ? fault_level_label(fault.level)
			  : arena_printf(arena, "%s（上报时%s，逾时升级 %" PRId64 " 次；考核按上报时的等级计时）",
					 fault_level_label(fault.level), fault_level_label(fault.reported_level),
					 fault.raised));
	pairs_add(pairs, "处置单位", fault.handler_name);
	if (!text_equal(fault.responsible_name, fault.handler_name))
		pairs_add(pairs, "责任单位", text_empty(fault.responsible_name) ? "外部原因" : fault.responsible_name);
	pairs_add(pairs, "开始", format_time(arena, fault.began_at));
	pairs_add(pairs, "发现", format_time(arena, fault.found_at));
	pairs_add(pairs, "首次上报",
		  fault.report_due_at == 0 ? format_time(arena, fault.reported_at)
					   : kept(arena, fault.reported_at, fault.report_due_at));
	pairs_add(pairs, "响应",
		  kept(arena, fault.responded_at, limit_in_force(matter, "responding", fault.respond_due_at)));
	if (!text_empty(fault.responder_name) && !text_equal(fault.responder_name, fault.handler_name))
		pairs_add(pairs, "响应单位", fault.responder_name);
	pairs_add(pairs, "响应和恢复时限依据", fault_basis(arena, &fault));
	if (fault.arrived_at > 0 || (fault.arrive_due_at > 0 && (matter->closed_at == 0 || fault.restored_at > 0)))
		pairs_add(pairs, "到场", arrival_text(arena, &fault));
	/* Found to be none, or taken back: no clock runs, and nobody restored anything. */
	if (fault.restored_at == 0 && matter->closed_at > 0) {
		pairs_add(pairs, "恢复", "未作为故障恢复，计时已停止");
		return OK;
	}
	pairs_add(pairs, "恢复",
		  kept(arena, fault.restored_at, limit_in_force(matter, "handling", fault.restore_due_at)));
	/* It happens, and the clocks of response and restoring then say nothing of how fast anybody was. */
	if (fault.restored_at > 0 && fault.restored_at < fault.reported_at)
		pairs_add(pairs, "补报",
			  arena_printf(arena, "上报时已经恢复，恢复早于上报 %s 分钟",
				       format_integer(arena,
						      (fault.reported_at - fault.restored_at + MINUTE - 1) / MINUTE)));
	until = fault.restored_at > 0 ? fault.restored_at : clock_now();
	pairs_add(pairs, fault.restored_at > 0 ? "历时" : "已历时",
		  arena_printf(arena, "%s 分钟", format_integer(arena, (until - fault.began_at) / MINUTE)));
	return OK;
}
