#include "base/base.h"

#include "base/text.h"
#include "data/tx.h"
#include "kernel/answer.h"
#include "kernel/attachment.h"
#include "kernel/delegation.h"
#include "kernel/move_check.h"
#include "kernel/reference.h"

/* Leaving a state that can be edited for an end is giving up, unless it is what the form is for. */
bool move_submits(const struct matter *matter, const struct action *action)
{
	const struct state *to = procedure_state(matter->procedure, action->to);

	if (!matter->state->edit || action->returns || action->after_setting != NULL || text_equal(action->to, "@same"))
		return false;
	return to == NULL || !to->final || action->primary || text_equal(action->key, "submit");
}

/* ---- who and when ---- */

static void add_label(struct arena *arena, const char **labels, enum role role)
{
	if (strstr(*labels, role_label(role)) == NULL)
		*labels = arena_printf(arena, "%s%s%s", *labels, **labels == '\0' ? "" : "或", role_label(role));
}

/* “审核通过”由信息化审核岗办理，您现在是经办岗。 */
static const char *forbidden(struct context *context, const struct matter *matter, const struct action *action)
{
	struct arena *arena = context->arena;
	const char *labels = "";

	for (size_t i = 0; i < action->who_count; i++)
		add_label(arena, &labels, action->who[i]);
	for (size_t i = 0; action->who_count == 0 && i < action->from_count; i++) {
		const struct state *state = &matter->procedure->states[action->from[i]];

		for (size_t j = 0; j < state->holder_count; j++)
			add_label(arena, &labels, state->holders[j]);
	}
	if (action->after_setting != NULL)
		labels = arena_printf(arena, "系统%s", action_by_itself(action));
	return arena_printf(arena, "“%s”由%s办理，您现在是%s。本次操作没有生效，已记入操作日志", action->label, labels,
			    context->actor->title);
}

/* Taken back since the page was drawn. */
static enum err still_deputy(struct context *context, struct move *move, const struct deputy *deputy)
{
	enum err err = delegation_holds(context, deputy);

	if (err == ERR_FORBIDDEN)
		move->sentence = "授权代办已经终止或者到期，不能再代为办理。本次操作没有生效，已记入操作日志";
	return err;
}

/* What keeps the holder himself: the matter is held, an added signer was asked and has not answered. */
static enum err waits(struct context *context, struct move *move, const struct matter *matter, const struct seat *own)
{
	struct seat *seats;
	size_t count;
	enum err err;

	if (matter->held_at != 0) {
		move->sentence = "本件已挂起，请先恢复再办理";
		return ERR_INVALID;
	}
	if (text_equal(move->action->to, "@same"))
		return OK;
	err = matter_seat_list(context, matter, &seats, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		if (seats[i].parent == own->task) {
			move->sentence = arena_printf(context->arena,
						      "已请%s提加签意见，尚未收到。可以等候，也可以撤回加签后再“%s”",
						      role_label(seats[i].role), move->action->label);
			return ERR_INVALID;
		}
	return err;
}

enum err move_permit(struct context *context, struct move *move, const struct matter *matter, struct stand *stand)
{
	struct stand stands[ROLE_COUNT];
	bool clerk = context->actor == system_actor();
	size_t count;
	bool possible;
	enum err err = stand_possible(context, matter, move->action, &possible);

	if (err == OK && !possible)
		err = ERR_FORBIDDEN;
	if (err == ERR_FORBIDDEN)
		move->sentence = forbidden(context, matter, move->action);
	if (err != OK)
		return err;
	/* A page drawn before somebody else moved it: say that, not that the state is wrong. */
	if (!clerk && move->step != matter->step)
		return ERR_CONFLICT;
	if (matter->closed_at != 0 || !action_leaves(matter->procedure, move->action, matter->state))
		return ERR_STATE;
	err = stand_find(context, matter, move->action, stands, &count);
	if (err == OK && count == 0) {
		err = ERR_FORBIDDEN;
		move->sentence =
			matter->state->signing == SIGN_IN_ORDER
				? "还没有轮到您签署，或者您已经签署过。本次操作没有生效，已记入操作日志"
				: "这个席位已转给其他人员办理，或者您已经办理过。本次操作没有生效，已记入操作日志";
	}
	if (err == OK)
		err = stand_separate(context, matter, move->action, stands, count, stand, &move->sentence);
	if (err == OK && stand->deputy != NULL)
		err = still_deputy(context, move, stand->deputy);
	return err == OK && stand->seat != NULL ? waits(context, move, matter, stand->seat) : err;
}

/* ---- reasons ---- */

void move_refuse(struct move *move, struct arena *arena, struct answer answer, const char *fallback)
{
	if (move->refusals == NULL)
		move->refusals = arena_array(arena, REFUSALS_MAX, sizeof *move->refusals);
	if (move->refusal_count == REFUSALS_MAX)
		return;
	if (answer.sentence == NULL)
		answer.sentence = arena_strdup(arena, fallback);
	move->refusals[move->refusal_count++] = answer;
}

void move_sum_up(struct context *context, struct move *move)
{
	size_t count = move->refusal_count;

	count += move->form != NULL ? move->form->error_count : 0;
	count += move->fields != NULL ? move->fields->error_count : 0;
	if (count == 1 && move->refusal_count == 1)
		move->sentence = move->refusals[0].sentence;
	else
		move->sentence = arena_printf(context->arena, "还不能“%s”，有 %zu 处需要改。您填写的内容都已保留",
					      move->action->label, count);
}

static enum err document_needed(struct context *context, struct move *move, const struct matter *matter,
				const struct document_kind *document)
{
	struct arena *arena = context->arena;
	bool serves = false, present = false;
	enum err err = attachment_serves(context, matter, move->action, document, &serves);

	if (err == OK && !serves)
		err = attachment_present(context, matter->id, document->key, &present);
	if (err == OK && !serves)
		move_refuse(move, arena,
			    (struct answer){
				    .sentence = arena_printf(arena, "还缺%s“%s”，请上传后再“%s”%s",
							     present ? "本单位新的" : "", document->label,
							     move->action->label,
							     present ? "。其他单位上传的、已经用过的不能再用" : ""),
				    .cure = arena_printf(arena, "上传%s", document->label),
				    .field = arena_strdup(arena, document->key),
			    },
			    NULL);
	return err;
}

/* What the action names; and with the form what the form asks for, as far as it may be handed in here. */
static enum err check_documents(struct context *context, struct move *move, const struct matter *matter,
				const struct values *form)
{
	const struct procedure *procedure = matter->procedure;
	bool submitted = move_submits(matter, move->action);
	enum err err = OK;

	for (size_t i = 0; err == OK && i < procedure->document_count; i++) {
		const struct document_kind *document = &procedure->documents[i];
		bool here = false;
		bool needed = action_asks(move->action, document);

		for (size_t j = 0; j < document->state_count; j++)
			here = here || &procedure->states[document->states[j]] == matter->state;
		if (!needed && submitted && here)
			needed = document->required ||
				 (document->required_compiled != NULL &&
				  procedure_holds(procedure, document->required_compiled, form, move->fields));
		if (needed)
			err = document_needed(context, move, matter, document);
	}
	return err;
}

static void check_opinion(struct context *context, struct move *move)
{
	const struct action *action = move->action;
	struct arena *arena = context->arena;
	size_t length = move->opinion != NULL ? utf8_length(move->opinion) : 0;
	size_t least = action->opinion == OPINION_REQUIRED && action->opinion_min < 1 ? 1 : (size_t)action->opinion_min;
	char *sentence = NULL;

	if (action->opinion == OPINION_NONE) {
		move->opinion = "";
		return;
	}
	if (length > MATTER_OPINION_MAX)
		sentence = arena_printf(arena, "意见最多 %d 个字，您写了 %zu 个字", MATTER_OPINION_MAX, length);
	else if (action->opinion == OPINION_REQUIRED && length == 0)
		sentence = arena_printf(arena, "“%s”须写明意见%s", action->label,
					least > 1 ? arena_printf(arena, "，至少 %zu 个字", least) : "");
	else if (length > 0 && length < least)
		sentence = arena_printf(arena, "意见至少 %zu 个字，您写了 %zu 个字", least, length);
	if (sentence != NULL)
		move_refuse(move, arena, (struct answer){.sentence = sentence, .field = arena_strdup(arena, "opinion")},
			    NULL);
}

/* A guard's sentence goes beside its field where it names one, else into the list. */
static void refused_by(struct context *context, struct move *move, const struct guard_row *guard, struct values *form,
		       const struct answer *answer)
{
	char *fallback = arena_printf(context->arena, "%s：不符合", guard->label);
	struct values *own = answer->field != NULL && move->fields != NULL && values_find(move->fields, answer->field)
				     ? move->fields
				     : NULL;

	if (own == NULL && answer->field != NULL && form != NULL && form == move->form &&
	    values_find(form, answer->field))
		own = form;
	if (own != NULL && answer->sentence != NULL)
		answer_beside(context->arena, answer, own);
	else if (own != NULL)
		values_complain(own, answer->field, "%s", fallback);
	else
		move_refuse(move, context->arena, *answer, fallback);
}

struct moving move_seen(struct context *context, const struct move *move, struct matter *matter,
			const struct stand *stand, struct values *form)
{
	return (struct moving){
		.context = context,
		.procedure = matter->procedure,
		.matter = matter,
		.action = move->action,
		.form = form,
		.fields = move->fields,
		.opinion = move->opinion,
		.platform = stand->seat != NULL ? stand->seat->platform : 0,
	};
}

static void ask(struct context *context, struct move *move, struct moving *moving,
		const struct guard_row *const *guards, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct answer answer = {0};

		/* What cannot be answered yet cannot be passed either. */
		if (guards[i]->test(moving, &answer) != VERDICT_YES)
			refused_by(context, move, guards[i], moving->form, &answer);
	}
}

static void ask_guards(struct context *context, struct move *move, struct matter *matter, const struct stand *stand,
		       struct values *form)
{
	const struct action *action = move->action;
	struct moving moving = move_seen(context, move, matter, stand, form);

	if (move_submits(matter, action))
		ask(context, move, &moving, matter->procedure->gates, matter->procedure->gate_count);
	ask(context, move, &moving, action->guards, action->guard_count);
}

static bool wrong(const struct move *move)
{
	return move->refusal_count > 0 || (move->form != NULL && move->form->error_count > 0) ||
	       (move->fields != NULL && move->fields->error_count > 0);
}

/* ---- the form ---- */

static enum err check_form(struct context *context, struct move *move, const struct matter *matter)
{
	int64_t saves, saved_at;
	enum err err = OK;

	if (move->form == NULL)
		err = matter_draft(context, matter, &move->form, &saves, &saved_at);
	if (err != OK)
		return err;
	values_check(move->form);
	procedure_check_form(matter->procedure, move->form);
	return reference_check(context, move->form);
}

static enum err check_fields(struct context *context, struct move *move, const struct matter *matter,
			     const struct values *form)
{
	const struct action *action = move->action;

	if (action->field_count == 0) {
		move->fields = NULL;
		return OK;
	}
	if (move->fields == NULL)
		move->fields = values_empty(context->arena, action->fields, action->field_count);
	values_check(move->fields);
	procedure_check_fields(matter->procedure, action, move->fields, form);
	return reference_check(context, move->fields);
}

/* What the decision is about: the form just submitted, else what is stored. */
static enum err form_decided(struct context *context, struct move *move, const struct matter *matter,
			     struct values **form)
{
	if (move_submits(matter, move->action)) {
		*form = move->form;
		return OK;
	}
	move->form = NULL;
	return matter_form(context, matter, form, NULL);
}

enum err move_examine(struct context *context, struct move *move, struct matter *matter, const struct stand *stand,
		      struct values **form)
{
	enum err err = move_submits(matter, move->action) ? check_form(context, move, matter) : OK;

	if (err == OK)
		err = form_decided(context, move, matter, form);
	if (err == OK)
		err = check_fields(context, move, matter, *form);
	if (err == OK && !procedure_holds(matter->procedure, move->action->when_compiled, *form, move->fields))
		move_refuse(move, context->arena, (struct answer){0},
			    arena_printf(context->arena, "按现在填写的内容，不能“%s”", move->action->label));
	if (err == OK && stand->role != ROLE_COUNT)
		check_opinion(context, move);
	if (err == OK)
		err = check_documents(context, move, matter, *form);
	if (err != OK)
		return err;
	/* Guards may count on values that are there. */
	if ((move->form == NULL || move->form->error_count == 0) &&
	    (move->fields == NULL || move->fields->error_count == 0))
		ask_guards(context, move, matter, stand, *form);
	if (!wrong(move))
		return OK;
	move_sum_up(context, move);
	return ERR_INVALID;
}

enum err matter_again(struct context *context, int64_t id, struct matter **matter)
{
	return found_err(context->actor == system_actor() ? matter_find_any(context, id, matter)
							  : matter_find(context, id, matter));
}

enum err matter_fresh(struct context *context, const struct matter *matter, struct matter **fresh)
{
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = matter_again(context, matter->id, fresh);
	return err == OK ? OK : tx_end(context->db, err);
}

enum err matter_gates(struct context *context, const struct procedure *procedure, struct matter *matter,
		      struct values *form, struct answer **answers, enum verdict **verdicts)
{
	struct moving moving = {.context = context, .procedure = procedure, .matter = matter, .form = form};

	*answers = arena_array(context->arena, procedure->gate_count + 1, sizeof **answers);
	*verdicts = arena_array(context->arena, procedure->gate_count + 1, sizeof **verdicts);
	for (size_t i = 0; i < procedure->gate_count; i++)
		(*verdicts)[i] = procedure->gates[i]->test(&moving, &(*answers)[i]);
	return OK;
}
