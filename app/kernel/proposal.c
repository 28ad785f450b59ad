#include "base/base.h"
#include "kernel/proposal.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/notice.h"
#include "kernel/procedure.h"
#include "kernel/setting.h"
#include "kernel/step_up.h"

static const char *class_key(enum proposal_kind kind)
{
	return kind == PROPOSAL_SETTING ? "setting" : "procedure";
}

static const char *page_label(const struct proposal *proposal)
{
	return proposal->kind == PROPOSAL_SETTING ? "参数" : "办事流程";
}

enum err proposal_waiting(struct context *context, enum proposal_kind kind, const char *key, const char *label,
			  struct proposal *proposal)
{
	struct query *query = db_query(context->db, Q_PROPOSAL_WAITING);

	*proposal = (struct proposal){.kind = kind, .key = key, .label = label};
	query_text(query, ":kind", class_key(kind));
	query_text(query, ":key", key);
	if (query_step(query)) {
		proposal->id = next_int(query);
		proposal->value = next_text(query, context->arena);
		proposal->version = next_int(query);
		proposal->valid_from = next_int(query);
		proposal->higher_law = next_text(query, context->arena);
		proposal->reason = next_text(query, context->arena);
		proposal->proposed_by = next_int(query);
		proposal->proposed_role = next_text(query, context->arena);
		proposal->proposer = next_text(query, context->arena);
		proposal->proposed_at = next_int(query);
	}
	return query_end(query);
}

/* The text of a version is in its row, and its digest in the row of procedure.store. */
static enum err record(struct context *context, const char *step, const struct proposal *proposal, int64_t id,
		       const char *note)
{
	struct arena *arena = context->arena;
	const char *what = proposal->kind == PROPOSAL_SETTING
				   ? arena_printf(arena, "\"value\":\"%s\"", text_json(arena, proposal->value))
				   : arena_printf(arena, "\"version\":%" PRId64, proposal->version);

	return audit_add(
		context,
		&(struct audit_entry){
			.action = arena_printf(arena, "%s.%s", class_key(proposal->kind), step),
			.object = "proposal",
			.object_id = id,
			.detail = arena_printf(arena, "{\"key\":\"%s\",\"reason\":\"%s\",\"valid_from\":\"%s\",%s}",
					       text_json(arena, proposal->key), text_json(arena, note),
					       format_day(arena, proposal->valid_from), what),
		},
		NULL);
}

static enum err tell_leads(struct context *context, const struct proposal *proposal, const char *deed)
{
	const char *text =
		arena_printf(context->arena, "%s%s“%s”的调整（%s 起施行），请到%s页查看", deed, page_label(proposal),
			     proposal->label, format_day(context->arena, proposal->valid_from), page_label(proposal));

	if (context->service->org_center == 0)
		return OK;
	return notice_add(context, context->service->org_center, role_key(ROLE_CENTER_LEAD), 0, "news", 0, text);
}

static enum err tell_proposer(struct context *context, const struct proposal *proposal, const char *deed)
{
	struct query *query = db_query(context->db, Q_PROPOSAL_ORGANISATION);
	int64_t organisation;
	enum err err;

	query_int(query, ":id", proposal->proposed_by);
	err = query_value(query, 0, &organisation);
	if (err != OK)
		return err;
	return notice_add(
		context, organisation, proposal->proposed_role, proposal->proposed_by, "news", 0,
		arena_printf(context->arena, "您提议的%s“%s”的调整%s", page_label(proposal), proposal->label, deed));
}

static enum err insert(struct context *context, const struct proposal *proposal)
{
	struct query *query = db_query(context->db, Q_PROPOSAL_ADD);
	enum role role = actor_has(context->actor, ROLE_ADMIN_SYSTEM) ? ROLE_ADMIN_SYSTEM : ROLE_CENTER_LEAD;

	query_text(query, ":kind", class_key(proposal->kind));
	query_text(query, ":key", proposal->key);
	query_text(query, ":value", proposal->value);
	query_int(query, ":version", proposal->version);
	query_int(query, ":valid_from", proposal->valid_from);
	query_text(query, ":higher_law", proposal->higher_law != NULL ? proposal->higher_law : "");
	query_text(query, ":reason", proposal->reason);
	query_int(query, ":by", context->actor->person);
	query_text(query, ":role", role_key(role));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err proposal_make(struct context *context, const struct proposal *proposal)
{
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = insert(context, proposal);
	if (err == OK)
		err = record(context, "propose", proposal, db_last_id(context->db), proposal->reason);
	if (err == OK)
		err = tell_leads(context, proposal, arena_printf(context->arena, "%s提议了", context->actor->label));
	return tx_end(context->db, err);
}

/* Inside the transaction: who lost the race changes nothing. */
static enum err rule(struct context *context, const struct proposal *proposal, bool approved, const char *note)
{
	struct query *query;
	enum err err;

	if (proposal->proposed_by == context->actor->person)
		return ERR_OWN_MATTER;
	query = db_query(context->db, Q_PROPOSAL_RULE);
	query_int(query, ":id", proposal->id);
	query_int(query, ":by", context->actor->person);
	query_int(query, ":now", clock_now());
	query_int(query, ":approved", approved);
	query_text(query, ":note", note);
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		return ERR_CONFLICT;
	return err == OK ? record(context, approved ? "approve" : "decline", proposal, proposal->id, note) : err;
}

static enum err put_setting(struct context *context, const struct proposal *proposal, char **complaint)
{
	const char *value = proposal->value;
	struct setting_complaint wrong;
	enum err err = setting_check(context, proposal->key, &value, proposal->valid_from, &wrong);

	*complaint = wrong.sentence;
	if (err != OK)
		return err;
	return setting_put(context, &(struct setting_value){.key = proposal->key,
							    .value = proposal->value,
							    .valid_from = proposal->valid_from,
							    .reason = proposal->reason,
							    .higher_law = proposal->higher_law,
							    .proposed_by = proposal->proposed_by,
							    .approved_by = context->actor->person});
}

static enum err put_procedure(struct context *context, const struct proposal *proposal, char **complaint)
{
	struct expression_engine *engine;
	struct procedure_newest newest;
	const struct procedure *procedure;
	int64_t id;
	enum err err = procedure_newest(context, proposal->key, &newest);

	if (err != OK)
		return err;
	if (proposal->valid_from < day_of(clock_now()))
		*complaint = arena_strdup(context->arena, "施行日期已经过了，请不予同意，由提议人换一个日期重新提出");
	else if (newest.version + 1 != proposal->version)
		*complaint =
			arena_printf(context->arena, "期间已装入第 %" PRId64 " 版，这份提议不是它的下一版，请不予同意",
				     newest.version);
	if (*complaint != NULL)
		return ERR_INVALID;
	/* An engine for this once: what the process keeps is compiled when the version is in force. */
	engine = expression_engine_new();
	procedure = procedure_parse(context->arena, context->service->modules, engine,
				    arena_printf(context->arena, "%s.yaml", proposal->key), proposal->value,
				    strlen(proposal->value), complaint);
	err = procedure == NULL ? ERR_INVALID
				: procedure_put(context, procedure,
						&(struct procedure_approved){.text = proposal->value,
									     .version = proposal->version,
									     .valid_from = proposal->valid_from,
									     .proposed_by = proposal->proposed_by,
									     .approved_by = context->actor->person},
						&id);
	expression_engine_free(engine);
	return err;
}

enum err proposal_approve(struct context *context, const struct proposal *proposal, char **complaint)
{
	enum err err = tx_begin(context->db);

	*complaint = NULL;
	if (err != OK)
		return err;
	err = rule(context, proposal, true, "");
	if (err == OK)
		err = proposal->kind == PROPOSAL_SETTING ? put_setting(context, proposal, complaint)
							 : put_procedure(context, proposal, complaint);
	/* Last of all: nobody types a password for what would be refused anyway. */
	if (err == OK)
		err = step_up_ask(context, "核准", complaint);
	if (err == OK)
		err = tell_proposer(context, proposal,
				    arena_printf(context->arena, "已核准，自 %s 起施行",
						 format_day(context->arena, proposal->valid_from)));
	return tx_end(context->db, err);
}

enum err proposal_decline(struct context *context, const struct proposal *proposal, const char *reason)
{
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = rule(context, proposal, false, reason);
	if (err == OK)
		err = tell_proposer(context, proposal, arena_printf(context->arena, "没有核准：%s", reason));
	return tx_end(context->db, err);
}

enum err proposal_withdraw(struct context *context, const struct proposal *proposal)
{
	struct query *query;
	enum err err;

	if (proposal->proposed_by != context->actor->person)
		return ERR_FORBIDDEN;
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_PROPOSAL_WITHDRAW);
	query_int(query, ":id", proposal->id);
	query_int(query, ":by", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_CONFLICT;
	if (err == OK)
		err = record(context, "withdraw", proposal, proposal->id, "");
	if (err == OK)
		err = tell_leads(context, proposal, arena_printf(context->arena, "%s撤回了", context->actor->label));
	return tx_end(context->db, err);
}
