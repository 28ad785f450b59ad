/* How the parts of a procedure read: for its page, and for what differs between two versions. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/frame.h"
#include "kernel/setting.h"
#include "modules/guide/guide_parts.h"

char *article_text(struct arena *arena, const char *article)
{
	char *note = article_note(arena, article);

	/* Without its leading 依据: a table cell says 第十二条. */
	return note == NULL ? arena_strdup(arena, "—") : note + strlen("依据");
}

const char *limit_text(const struct service *service, struct arena *arena, const struct article_row *row)
{
	const struct setting_row *setting = row->setting == NULL ? NULL : setting_find(service->modules, row->setting);

	if (setting == NULL)
		return row->when;
	return arena_printf(arena, "%s%s%" PRId64 " %s", row->when != NULL ? row->when : "",
			    row->when != NULL ? "第 " : "", setting_integer(service, row->setting), setting->unit);
}

char *roles_text(struct arena *arena, const enum role *roles, size_t count)
{
	const char **labels = arena_array(arena, count + 1, sizeof *labels);

	for (size_t i = 0; i < count; i++)
		labels[i] = role_label(roles[i]);
	return text_join(arena, labels, count, "、");
}

char *due_text(const struct service *service, struct arena *arena, const struct state *state)
{
	static const char *const units[] = {"", "个工作日", "个自然日", "小时", "分钟"};

	if (state->due_setting == NULL)
		return arena_strdup(arena, "不限时");
	if (state->due_unit == DUE_MONTH_DAY)
		return arena_strdup(arena, setting_text(service, state->due_setting));
	return arena_printf(arena, "%" PRId64 " %s", setting_integer(service, state->due_setting),
			    units[state->due_unit]);
}

/* How many of the holders sign. */
const char *signing_text(struct arena *arena, const struct state *state)
{
	switch (state->signing) {
	case SIGN_ALL:
		return "（各方都签署）";
	case SIGN_IN_ORDER:
		return "（按顺序签署）";
	case SIGN_QUORUM:
		return state->quorum_of > 0
			       ? arena_printf(arena, "（%d 分之 %d 签署）", state->quorum_of, state->quorum)
			       : arena_printf(arena, "（其中 %d 方签署）", state->quorum);
	default:
		return "";
	}
}

char *from_labels(struct arena *arena, const struct procedure *procedure, const struct action *action)
{
	const char **labels = arena_array(arena, action->from_count + 1, sizeof *labels);

	for (size_t i = 0; i < action->from_count; i++)
		labels[i] = procedure->states[action->from[i]].label;
	return text_join(arena, labels, action->from_count, "、");
}

const char *to_label(const struct procedure *procedure, const struct action *action)
{
	const struct state *state = procedure_state(procedure, action->to);

	if (text_equal(action->to, "@returner"))
		return "直接回到退回的岗位";
	return state == NULL ? "不变" : state->label;
}

char *needs_text(struct arena *arena, const struct procedure *procedure, const struct action *action)
{
	const char **needs = arena_array(arena, action->guard_count + action->document_count + 2, sizeof *needs);
	size_t count = 0;

	for (size_t i = 0; i < action->document_count; i++) {
		const struct document_kind *document = procedure_document(procedure, action->documents[i]);

		if (document != NULL)
			needs[count++] = document->label;
	}
	for (size_t i = 0; i < action->guard_count; i++)
		needs[count++] = action->guards[i]->label;
	if (action->password)
		needs[count++] = "登录口令（上次输入已久的）";
	return count == 0 ? arena_strdup(arena, "—") : text_join(arena, needs, count, "；");
}
