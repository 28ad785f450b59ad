/* What moves of a matter write into the registers, inside the move's transaction. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/attachment.h"
#include "kernel/audit.h"
#include "kernel/deadline.h"
#include "kernel/subject_end.h"

static void bind_optional(struct query *query, const char *name, int64_t value)
{
	if (value != 0)
		query_int(query, name, value);
	else
		query_null(query, name);
}

/* ---- filing ---- */

static enum err filing_add(struct moving *moving, const char *number)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_REGISTRY_FILING_ADD);
	enum err err;

	query_text(query, ":number", number);
	query_int(query, ":organisation", moving->matter->org);
	query_text(query, ":name", values_word(moving->form, "system_name"));
	query_null(query, ":day");
	query_text(query, ":source", "proof");
	query_int(query, ":now", clock_now());
	bind_optional(query, ":person", context->actor->person);
	err = query_run(query);
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "filing.confirm",
				 .object = "filing",
				 .object_id = db_last_id(context->db),
				 .detail = arena_printf(context->arena, "{\"matter\":%" PRId64 ",\"number\":\"%s\"}",
							moving->matter->id, text_json(context->arena, number)),
			 },
			 NULL);
}

enum err confirm_filing(struct moving *moving, struct answer *answer)
{
	const char *number = values_word(moving->form, "filing_no");
	struct filing filing = {0};
	bool proof = false;
	enum found found = filing_by_number(moving->context, number, &filing);
	enum err err;

	if (found != NOT_FOUND)
		return found == FOUND ? OK : ERR_INTERNAL;
	err = attachment_present(moving->context, moving->matter->id, "filing_proof", &proof);
	if (err != OK)
		return err;
	if (!proof)
		return answer_refuse(
			moving, answer,
			(struct answer_help){.cure = "请一次告知补正，要求上传备案证明", .field = "filing_confirmed"},
			"备案号 %s 不在登记册中，也没有备案证明", number);
	if (!form_yes(moving->fields, "filing_confirmed"))
		return answer_refuse(
			moving, answer,
			(struct answer_help){.cure = "请核对备案证明后选“是”", .field = "filing_confirmed"},
			"备案号 %s 不在登记册中，须核对备案证明后补登", number);
	return filing_add(moving, number);
}

/* ---- the system ---- */

enum err registry_platform_operator(struct context *context, int64_t platform, int64_t *operator)
{
	struct query *query = db_query(context->db, Q_REGISTRY_OPERATOR);

	*operator= 0;
	query_int(query, ":platform", platform);
	return query_value(query, 0, operator);
}

enum err registry_system_party(struct context *context, int64_t system, int64_t organisation)
{
	struct query *query = db_query(context->db, Q_REGISTRY_PARTY_ADD);

	query_int(query, ":system", system);
	query_int(query, ":organisation", organisation);
	return query_run(query);
}

enum err registry_system_state(struct context *context, int64_t system, const char *state)
{
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_SET_STATE);

	query_int(query, ":id", system);
	query_text(query, ":state", state);
	return query_run(query);
}

enum err registry_system_stands(struct context *context, int64_t system, const char **state)
{
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_STANDS);

	*state = NULL;
	query_int(query, ":id", system);
	if (query_step(query))
		*state = next_text(query, context->arena);
	return query_end(query);
}

/* What became of a write that only a system in no other hands takes. */
static enum err in_no_other_hands(struct moving *moving, struct answer *answer, enum err err)
{
	const char *state;

	if (err != OK || db_changes(moving->context->db) > 0)
		return err;
	err = registry_system_stands(moving->context, moving->matter->system, &state);
	return err != OK ? err
			 : answer_refuse(moving, answer,
					 (struct answer_help){.cure = "请先在退出或者暂停的事项里恢复使用"},
					 "系统现为“%s”，不能继续部署", system_state(state)->label);
}

enum err registry_system_advance(struct moving *moving, struct answer *answer, const char *state)
{
	struct query *query;

	if (moving->matter->system == 0)
		return OK;
	query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_ADVANCE);
	query_int(query, ":id", moving->matter->system);
	query_text(query, ":state", state);
	return in_no_other_hands(moving, answer, query_run(query));
}

/* As ruled, else as asked, spelled out. */
static const char *zones_of(const struct moving *moving)
{
	const struct value *ruled = moving->fields != NULL ? values_find(moving->fields, "ruled_zones") : NULL;
	const struct value *asked = values_find(moving->form, "zones");
	const struct value *value = ruled != NULL && ruled->chosen_count > 0 ? ruled : asked;
	const char **labels;

	if (value == NULL || value->chosen_count == 0)
		return "";
	labels = arena_array(moving->context->arena, value->chosen_count, sizeof *labels);
	for (size_t i = 0; i < value->chosen_count; i++) {
		labels[i] = value->chosen[i];
		for (size_t o = 0; o < value->field->option_count; o++)
			if (text_equal(value->field->options[o].key, value->chosen[i]))
				labels[i] = value->field->options[o].label;
	}
	return text_join(moving->context->arena, labels, value->chosen_count, "、");
}

static enum err system_add(struct moving *moving, const struct filing *filing, int64_t *system)
{
	const struct values *form = moving->form;
	struct query *query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_ADD);
	int64_t level = 1;
	enum err err;

	if (!parse_integer(values_word(form, "level"), &level) || level < 1 || level > 4)
		level = 1;
	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":filing", filing->id);
	bind_optional(query, ":base", form_base(form));
	query_text(query, ":name", values_word(form, "system_name"));
	query_text(query, ":short_name", values_word(form, "short_name"));
	query_int(query, ":level", level);
	query_text(query, ":zones", zones_of(moving));
	query_text(query, ":department", values_word(form, "department"));
	query_text(query, ":title", values_word(form, "responsible_title"));
	query_text(query, ":phone", values_word(form, "responsible_phone"));
	query_text(query, ":security_title", values_word(form, "security_title"));
	query_text(query, ":security_phone", values_word(form, "security_phone"));
	query_text(query, ":icp_no", values_word(form, "icp_no"));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	*system = db_last_id(moving->context->db);
	return err;
}

/* Its owner, the center, and who watches every system; operators join with their allocations. */
static enum err system_bind(struct moving *moving, int64_t system)
{
	struct query *query = db_query(moving->context->db, Q_MATTER_BIND_SYSTEM);
	enum err err;

	query_int(query, ":system", system);
	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	if (err == OK)
		err = registry_system_party(moving->context, system, moving->matter->org);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_REGISTRY_PARTY_WATCHERS);
	query_int(query, ":system", system);
	return query_run(query);
}

enum err registry_system_ensure(struct moving *moving, struct answer *answer, int64_t *system)
{
	const char *number = values_word(moving->form, "filing_no");
	struct query *query = db_query(moving->context->db, Q_REGISTRY_MATTER_SYSTEM);
	struct filing filing = {0};
	enum err err;

	/* An effect before this one may have made it: ask the row, not what was read before. */
	query_int(query, ":matter", moving->matter->id);
	err = query_value(query, 0, system);
	if (err != OK || *system > 0) {
		moving->matter->system = *system;
		return err;
	}
	if (filing_by_number(moving->context, number, &filing) != FOUND)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请退回受理岗补登备案号"},
				     "备案号 %s 不在登记册中", number);
	err = system_add(moving, &filing, system);
	if (err == ERR_CONFLICT)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请退回评审，由使用单位核对备案号"},
				     "备案号 %s 已绑定在用系统", number);
	if (err == OK)
		err = system_bind(moving, *system);
	if (err == OK)
		moving->matter->system = *system;
	return err;
}

enum err create_system(struct moving *moving, struct answer *answer)
{
	int64_t system;

	return registry_system_ensure(moving, answer, &system);
}

/* ---- its life ---- */

/* Nobody did yesterday's work tomorrow. */
static enum err day_past(struct moving *moving, struct answer *answer, const char *key, const char *what)
{
	int64_t day = moving->fields != NULL ? values_number(moving->fields, key, 0) : 0;

	if (day <= day_of(clock_now()))
		return OK;
	return answer_refuse(moving, answer, (struct answer_help){.cure = "请填实际完成的日期", .field = key},
			     "%s %s 晚于今天", what, format_day(moving->context->arena, day));
}

enum err record_deployment(struct moving *moving, struct answer *answer)
{
	enum err err = day_past(moving, answer, "deployed_day", "部署完成日期");

	return err == OK ? registry_system_advance(moving, answer, "deploying") : err;
}

enum err record_cutover(struct moving *moving, struct answer *answer)
{
	return day_past(moving, answer, "cutover_day", "割接日期");
}

enum err roll_back_cutover(struct moving *moving, struct answer *answer)
{
	return registry_system_advance(moving, answer, "deploying");
}

enum err begin_trial(struct moving *moving, struct answer *answer)
{
	return registry_system_advance(moving, answer, "trial");
}

enum err accept_reports(struct moving *moving, struct answer *answer)
{
	/* A qualification may have been ended since the reports were handed in. */
	return reports_handed_in(moving, answer) == VERDICT_YES ? OK : ERR_INVALID;
}

enum err draft_rectification(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *hazards = moving->fields != NULL ? values_find(moving->fields, "hazards") : NULL;
	struct deadline due = deadline_from(moving->context, "rectify_wd", DUE_WORKING_DAYS, clock_now());

	/* Each is a condition of formal operation: the unit meets it, the center closes it. */
	for (size_t i = 0; hazards != NULL && i < hazards->row_count; i++) {
		struct query *query = db_query(moving->context->db, Q_REGISTRY_CONDITION_ADD);
		enum err err;

		query_int(query, ":matter", moving->matter->id);
		query_text(query, ":text", values_word(hazards->rows[i], "text"));
		query_int(query, ":due", day_of(due.due_at));
		err = query_run(query);
		if (err != OK)
			return err;
	}
	return OK;
}

/* Years as ruled; the ruling's fields are in its event. */
static enum err ruled_years(struct moving *moving, int64_t *years)
{
	const struct procedure *procedure = moving->procedure;

	*years = values_number(moving->form, "term_years", 1);
	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];
		struct values *ruled;
		enum err err;

		if (!action_has_effect(action, "record_ruling"))
			continue;
		err = matter_given_to(moving->context, moving->matter, action->key, &ruled);
		if (err != OK)
			return err;
		if (ruled != NULL)
			*years = values_number(ruled, "ruled_years", *years);
	}
	return OK;
}

/* Given with the step, because nobody had entered it before. */
static enum err keep_icp(struct moving *moving)
{
	const char *given = values_word(moving->fields, "operating_icp");
	struct query *query;

	if (text_empty(given))
		return OK;
	query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_ICP_PUT);
	query_int(query, ":id", moving->matter->system);
	query_text(query, ":icp_no", given);
	return query_run(query);
}

enum err begin_operation(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t years;
	enum err err = ruled_years(moving, &years);

	if (err != OK || moving->matter->system == 0)
		return err;
	err = keep_icp(moving);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_OPERATE);
	query_int(query, ":id", moving->matter->system);
	query_int(query, ":now", clock_now());
	query_int(query, ":expires", months_after(day_of(clock_now()), years * 12));
	return in_no_other_hands(moving, answer, query_run(query));
}

enum err end_system(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t held = 0;
	enum err err;

	if (moving->matter->system == 0)
		return OK;
	query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_HELD);
	query_int(query, ":system", moving->matter->system);
	err = query_value(query, 0, &held);
	if (err != OK)
		return err;
	if (held > 0)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请先由运行单位确认释放"},
				     "系统还有 %" PRId64 " 项资源没有释放", held);
	query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_END);
	query_int(query, ":id", moving->matter->system);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? subject_end(moving->context, moving->matter->system, moving->matter->id) : err;
}
