/* What only the whole shows: that everything can be reached and nothing gets stuck. */
#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/text.h"

/* The action can leave a state for another (or @returner). */
static bool action_moves(const struct action *action)
{
	return !text_equal(action->to, "@same");
}

static void complain_key(struct reader *reader, const struct yaml_node *node, const char *format, ...)
	PRINTF_LIKE(3, 4);

static void complain_key(struct reader *reader, const struct yaml_node *node, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(&reader->complaints, node->key_line, node->key_column, "%s",
		 arena_vprintf(reader->scratch, format, args));
	va_end(args);
}

/* ---- the head ---- */

/* Letters and signs, {year} and {seq:4}; nothing else in braces. */
static const char *number_mistake(const char *number)
{
	bool counted = false;

	for (const char *c = number; *c != '\0'; c++) {
		if (*c != '{' && *c != '}')
			continue;
		if (text_starts(c, "{year}")) {
			c += strlen("{year}") - 1;
		} else if (text_starts(c, "{seq:") && c[5] >= '1' && c[5] <= '8' && c[6] == '}' && !counted) {
			counted = true;
			c += strlen("{seq:4}") - 1;
		} else {
			return "编号里只能用一次 {seq:位数} 和 {year}";
		}
	}
	return counted ? NULL : "编号里缺少 {seq:位数}";
}

static void check_head(struct reader *reader, const struct yaml_node *root)
{
	const struct procedure *procedure = reader->procedure;
	const char *base = strrchr(reader->complaints.file, '/');
	const char *name = base == NULL ? reader->complaints.file : base + 1;
	const char *mistake = procedure->number == NULL ? NULL : number_mistake(procedure->number);
	bool named = false;

	if (procedure->key != NULL) {
		const struct yaml_node *node = yaml_get(root, "procedure");

		if (procedure->key[strspn(procedure->key, "abcdefghijklmnopqrstuvwxyz_")] != '\0')
			complain_node(reader, node, "“%s”不能作流程的键：用小写字母和 _", procedure->key);
		if (text_ends(name, ".yaml") &&
		    !text_equal(arena_printf(reader->scratch, "%s.yaml", procedure->key), name))
			complain_node(reader, node, "流程的键“%s”应与文件名一致", procedure->key);
	}
	if (mistake != NULL)
		complain_node(reader, yaml_get(root, "number"), "%s", mistake);
	for (size_t i = 0; i < procedure->form_count; i++)
		named = named || (text_equal(procedure->form[i].key, procedure->matter_title) &&
				  procedure->form[i].type == FIELD_TEXT);
	named = named || (procedure->matter_title != NULL && strchr(procedure->matter_title, '{') != NULL);
	if (procedure->matter_title != NULL && !named)
		complain_node(reader, yaml_get(root, "matter_title"), "表单里没有“%s”这个单行文字字段",
			      procedure->matter_title);
	if (procedure->form_count > 0 && procedure->form[0].section == NULL)
		complain_node(reader, yaml_get(root, "form"), "第一个字段应写明 section");
}

static bool holds(const struct state *state, enum role role)
{
	for (size_t i = 0; i < state->holder_count; i++)
		if (state->holders[i] == role)
			return true;
	return false;
}

/* A reason nobody needs would be there for the next who adds an administrator without one. */
static void check_administrators(struct reader *reader, const struct yaml_node *root)
{
	const struct procedure *procedure = reader->procedure;
	bool act = false;

	for (size_t i = 0; i < procedure->state_count; i++)
		for (size_t j = 0; j < procedure->states[i].holder_count; j++)
			act = act || role_administers(procedure->states[i].holders[j]);
	if (procedure->administrators != NULL && !act)
		complain_node(reader, yaml_get(root, "administrators"), "没有环节由管理员办理，不写 administrators");
	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		for (size_t j = 0; j < action->who_count; j++)
			for (size_t k = 0; role_administers(action->who[j]) && k < action->from_count; k++)
				if (!holds(&procedure->states[action->from[k]], action->who[j]))
					complain_key(reader, reader->action_nodes[i],
						     "“%s”写了 %s，但环节“%s”不由他办理：管理员只办理轮到自己的环节",
						     action->key, role_key(action->who[j]),
						     procedure->states[action->from[k]].key);
	}
}

/* ---- states ---- */

static bool has_action(const struct procedure *procedure, size_t state, bool moves, bool signs)
{
	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		if (action_leaves(procedure, action, &procedure->states[state]) && (!moves || action_moves(action)) &&
		    (!signs || action->signs))
			return true;
	}
	return false;
}

static void check_final(struct reader *reader, size_t index)
{
	const struct state *state = &reader->procedure->states[index];
	const struct yaml_node *node = reader->state_nodes[index];

	if (index == 0)
		complain_key(reader, node, "第一个环节“%s”不能是办结环节", state->key);
	if (state->holder_count > 0 || state->due_setting != NULL || state->edit)
		complain_key(reader, node, "办结环节“%s”没有 holder、due 和 edit", state->key);
	if (has_action(reader->procedure, index, false, false))
		complain_key(reader, node, "办结环节“%s”不能再办理", state->key);
}

static void check_state(struct reader *reader, size_t index)
{
	const struct state *state = &reader->procedure->states[index];
	const struct yaml_node *node = reader->state_nodes[index];

	if (state->final) {
		check_final(reader, index);
		return;
	}
	if (state->holder_count == 0)
		complain_key(reader, node, "环节“%s”没有人办：缺少 holder", state->key);
	if (!has_action(reader->procedure, index, true, false))
		complain_key(reader, node, "环节“%s”没有出路，又不是办结环节（final）", state->key);
	if (state->signing != SIGN_ONE && !has_action(reader->procedure, index, true, true))
		complain_key(reader, node, "环节“%s”要求各方签署，但没有签署的动作（signs）", state->key);
}

/* ---- reaching ---- */

/* Mark what actions lead to from marked states, until nothing is added.  "@returner" adds nothing: it was there. */
static void spread_forward(const struct procedure *procedure, bool *marked)
{
	for (bool grown = true; grown;) {
		grown = false;
		for (size_t i = 0; i < procedure->action_count; i++) {
			const struct action *action = &procedure->actions[i];
			size_t to[] = {state_index(procedure, action->to),
				       state_index(procedure, action->to_unchanged)};

			for (size_t j = 0; j < action->from_count; j++)
				for (size_t k = 0; k < ARRAY_LENGTH(to); k++)
					if (marked[action->from[j]] && to[k] < procedure->state_count && !marked[to[k]])
						marked[to[k]] = grown = true;
		}
	}
}

/* "@returner" leads to the states that return. */
static bool leads_to_marked(const struct procedure *procedure, const struct action *action, const bool *marked)
{
	size_t to = state_index(procedure, action->to);

	if (to < procedure->state_count)
		return marked[to];
	for (size_t i = 0; text_equal(action->to, "@returner") && i < procedure->action_count; i++)
		for (size_t j = 0; procedure->actions[i].returns && j < procedure->actions[i].from_count; j++)
			if (marked[procedure->actions[i].from[j]])
				return true;
	return false;
}

static void spread_backward(const struct procedure *procedure, bool *marked)
{
	for (bool grown = true; grown;) {
		grown = false;
		for (size_t i = 0; i < procedure->action_count; i++) {
			const struct action *action = &procedure->actions[i];

			for (size_t j = 0; j < action->from_count; j++)
				if (!marked[action->from[j]] && leads_to_marked(procedure, action, marked))
					marked[action->from[j]] = grown = true;
		}
	}
}

static void check_paths(struct reader *reader)
{
	const struct procedure *procedure = reader->procedure;
	bool *reached = arena_array(reader->scratch, procedure->state_count + 1, sizeof *reached);
	bool *ends = arena_array(reader->scratch, procedure->state_count + 1, sizeof *ends);
	bool final = false;

	reached[0] = true;
	spread_forward(procedure, reached);
	for (size_t i = 0; i < procedure->state_count; i++)
		final = (ends[i] = procedure->states[i].final) || final;
	spread_backward(procedure, ends);
	for (size_t i = 0; i < procedure->state_count; i++) {
		if (!reached[i])
			complain_key(reader, reader->state_nodes[i], "环节“%s”到不了：没有动作通向它",
				     procedure->states[i].key);
		if (final && !ends[i] && has_action(procedure, i, true, false))
			complain_key(reader, reader->state_nodes[i], "环节“%s”走不到任何办结环节",
				     procedure->states[i].key);
	}
	if (!final)
		complain_key(reader, reader->state_nodes[0], "没有办结环节（final: true）");
}

/* ---- actions ---- */

/* A role that may press it in this state. */
static uint32_t pressing(const struct action *action, const struct state *state)
{
	uint32_t roles = 0;

	if (action->after_setting != NULL)
		return 0;
	for (size_t i = 0; i < action->who_count; i++)
		roles |= ROLE_BIT(action->who[i]);
	for (size_t i = 0; action->who_count == 0 && i < state->holder_count; i++)
		roles |= ROLE_BIT(state->holders[i]);
	return roles;
}

/* Two blue buttons for one person, unless conditions keep them apart. */
static void check_primary(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];

	for (size_t i = 0; i < index && action->primary; i++) {
		const struct action *other = &procedure->actions[i];

		if (!other->primary || (other->when != NULL && action->when != NULL))
			continue;
		for (size_t j = 0; j < action->from_count; j++) {
			const struct state *state = &procedure->states[action->from[j]];

			if (action_leaves(procedure, other, state) &&
			    (pressing(other, state) & pressing(action, state)) != 0)
				complain_key(reader, reader->action_nodes[index], "环节“%s”有两个主按钮：“%s”和“%s”",
					     state->key, other->key, action->key);
		}
	}
}

static void check_return(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];
	bool returned = false;

	for (size_t i = 0; i < procedure->action_count; i++)
		returned = returned || procedure->actions[i].returns;
	if (!returned && (text_equal(action->to, "@returner") || text_equal(action->to_unchanged, "@returner")))
		complain_key(reader, reader->action_nodes[index],
			     "“%s”要回到退回者（@returner），但没有动作记下退回者（returns）", action->key);
	if (action->returns && !action_moves(action))
		complain_key(reader, reader->action_nodes[index], "“%s”停在原环节，不能记作退回（returns）",
			     action->key);
}

/* It must lead to where a limit counts, and leave no paper that would name another one. */
static void check_runs_on(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];
	const struct state *to = procedure_state(procedure, action->to);
	const struct yaml_node *at = yaml_get(reader->action_nodes[index], "runs_on");

	if (!action->runs_on)
		return;
	if (to == NULL || to->due_setting == NULL || to->due_from_period || to->due_unit == DUE_MONTH_DAY)
		complain_node(reader, at, "“%s”去的环节没有从转入起算的时限，不写 runs_on", action->key);
	if (action->paper != NULL)
		complain_node(reader, at, "“%s”出文书，文书上的时限从出文之日起算，不能写 runs_on", action->key);
}

static void check_not_by(struct reader *reader, size_t index)
{
	const struct action *action = &reader->procedure->actions[index];

	for (size_t i = 0; i < action->not_by_count; i++)
		if (!text_equal(action->not_by[i], "open") &&
		    procedure_action(reader->procedure, action->not_by[i]) == NULL)
			complain_node(reader, yaml_get(reader->action_nodes[index], "not_by"), "没有“%s”这个动作",
				      action->not_by[i]);
}

/* Nobody of these is kept from reading what another party wrote, so nothing of theirs could be kept from a party alone.
 */
static bool oversees(enum role role)
{
	return role == ROLE_OWNER_CLERK || role == ROLE_OWNER_LEAD ||
	       (role < ROLE_COUNT && (role_kinds(role) & ~(unsigned)(KIND_CENTER | KIND_SECOPS)) == 0);
}

static bool taken_by_party(const struct procedure *procedure, const struct action *action)
{
	bool party = false;

	for (size_t i = 0; i < action->who_count; i++)
		party = party || !oversees(action->who[i]);
	for (size_t i = 0; action->who_count == 0 && i < action->from_count; i++)
		for (size_t j = 0; j < procedure->states[action->from[i]].holder_count; j++)
			party = party || !oversees(procedure->states[action->from[i]].holders[j]);
	return party;
}

/* Words for their writer's eyes: there must be some, by a party, and nothing else may carry them out. */
static void check_own_words(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];
	const struct yaml_node *at = yaml_get(reader->action_nodes[index], "audience");

	if (!action->own_words)
		return;
	if (action->after_setting != NULL)
		complain_node(reader, at, "“%s”由程序自动办理，没有写给谁看的话，不写 audience: own", action->key);
	else if (action->opinion == OPINION_NONE && action->field_count == 0)
		complain_node(reader, at, "“%s”不写意见也不填内容，不写 audience: own", action->key);
	else if (!taken_by_party(procedure, action))
		complain_node(reader, at,
			      "“%s”由发起单位、省大数据中心或者统一安全运维机构办理，audience: own "
			      "只用于其他参与单位办理的动作",
			      action->key);
	if (action->paper != NULL)
		complain_node(reader, at, "“%s”出文书，各方都能打印，不能写 audience: own", action->key);
	for (size_t i = 0; i < action->document_count; i++)
		if (!procedure_document(procedure, action->documents[i])->own_files)
			complain_node(reader, at, "“%s”要的材料“%s”各方都看得到：材料也要写 audience: own", action->key,
				      action->documents[i]);
}

static void check_action(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];
	const struct yaml_node *node = reader->action_nodes[index];

	for (size_t j = 0; j < action->from_count; j++) {
		const struct state *state = &procedure->states[action->from[j]];

		if (action->signs && state->signing == SIGN_ONE)
			complain_key(reader, node, "“%s”是签署，但环节“%s”不要求各方签署（signatures: all）",
				     action->key, state->key);
		/* Entering it anew gives a new seat and a new clock: an effect says which. */
		if (text_equal(action->to, state->key) && action->effect_count == 0)
			complain_key(reader, node, "“%s”从“%s”回到自己：停在原环节写 @same", action->key, state->key);
	}
	if (action->signs && !action_moves(action))
		complain_key(reader, node, "“%s”是签署，签齐后应去下一环节，不能是 @same", action->key);
	if (action->after_setting != NULL && !action_moves(action))
		complain_key(reader, node, "“%s”到期自动办理，不能停在原环节", action->key);
	check_not_by(reader, index);
	check_own_words(reader, index);
	check_return(reader, index);
	check_runs_on(reader, index);
	check_primary(reader, index);
	for (size_t i = 0; i < action->field_count; i++)
		for (size_t j = 0; j < procedure->form_count; j++)
			if (text_equal(action->fields[i].key, procedure->form[j].key) &&
			    action->fields[i].key[0] != '\0')
				complain_key(reader, node, "“%s”的字段“%s”与表单字段重名", action->key,
					     action->fields[i].key);
}

/* The same key in two actions is one field on the page: it has to be one kind of thing. */
static void check_shared_fields(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];

	for (size_t i = 0; i < index; i++)
		for (size_t j = 0; j < procedure->actions[i].field_count; j++)
			for (size_t k = 0; k < action->field_count; k++) {
				const struct field *before = &procedure->actions[i].fields[j];
				const struct field *field = &action->fields[k];

				if (text_equal(before->key, field->key) && field->key[0] != '\0' &&
				    before->type != field->type)
					complain_key(reader, reader->action_nodes[index],
						     "字段“%s”在“%s”和“%s”里类型不同", field->key,
						     procedure->actions[i].key, action->key);
			}
}

/* A paper that an action wants must be acceptable where the action starts, or before. */
static void check_documents(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];

	for (size_t i = 0; i < action->document_count; i++) {
		const struct document_kind *document = procedure_document(procedure, action->documents[i]);
		bool *marked = arena_array(reader->scratch, procedure->state_count + 1, sizeof *marked);
		bool possible = false;

		for (size_t j = 0; j < document->state_count; j++)
			marked[document->states[j]] = true;
		spread_forward(procedure, marked);
		for (size_t j = 0; j < action->from_count; j++)
			possible = possible || marked[action->from[j]];
		if (!possible)
			complain_key(reader, reader->action_nodes[index], "“%s”要材料“%s”，但之前没有环节收它",
				     action->key, document->key);
	}
}

/* Who takes a place and who gives it up: one without the other would leave two in force, or none. */
static void check_succession(struct reader *reader)
{
	const struct procedure *procedure = reader->procedure;
	size_t takes = SIZE_MAX, yields = SIZE_MAX;

	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		if (action->succeeds)
			takes = i;
		if (action->succeeds && !action_moves(action))
			complain_key(reader, reader->action_nodes[i], "“%s”代替上一版本（succeeds），不能停在原环节",
				     action->key);
		if (action_yields(action) && yields != SIZE_MAX)
			complain_key(reader, reader->action_nodes[i],
				     "“%s”和“%s”都由新版本代替（after: successor），只能有一个",
				     procedure->actions[yields].key, action->key);
		if (action_yields(action))
			yields = i;
	}
	if (takes != SIZE_MAX && yields == SIZE_MAX)
		complain_key(reader, reader->action_nodes[takes],
			     "“%s”代替上一版本（succeeds），但没有动作让上一版本终止（after: successor）",
			     procedure->actions[takes].key);
	if (yields != SIZE_MAX && takes == SIZE_MAX)
		complain_key(reader, reader->action_nodes[yields],
			     "“%s”由新版本代替，但没有动作代替上一版本（succeeds）", procedure->actions[yields].key);
}

/* What is waited for must be set going by an action of this procedure. */
static void check_deeds(struct reader *reader, size_t index)
{
	const struct procedure *procedure = reader->procedure;
	const struct action *action = &procedure->actions[index];

	for (size_t i = 0; i < action->after_deed_count; i++) {
		size_t length = strcspn(action->after_deeds[i], ".");
		bool opened = false;

		for (size_t j = 0; j < procedure->action_count; j++) {
			const struct follow *follow = procedure->actions[j].follow;

			opened = opened ||
				 (follow != NULL && follow->procedure != NULL && strlen(follow->procedure) == length &&
				  strncmp(follow->procedure, action->after_deeds[i], length) == 0);
		}
		if (!opened)
			complain_key(reader, reader->action_nodes[index], "“%s”等“%s”，但没有动作发起这个流程",
				     action->key, action->after_deeds[i]);
	}
}

void check_procedure(struct reader *reader, const struct yaml_node *root)
{
	const struct procedure *procedure = reader->procedure;

	check_head(reader, root);
	check_administrators(reader, root);
	for (size_t i = 0; i < procedure->state_count; i++)
		check_state(reader, i);
	if (procedure->state_count > 0)
		check_paths(reader);
	check_succession(reader);
	for (size_t i = 0; i < procedure->action_count; i++) {
		check_action(reader, i);
		check_deeds(reader, i);
		check_shared_fields(reader, i);
		check_documents(reader, i);
	}
}
