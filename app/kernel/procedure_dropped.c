/* Fields that a new version drops although C reads them by name. */
#include "base/base.h"
#include "kernel/procedure.h"

#include "base/buf.h"
#include "base/text.h"
#include "kernel/reads.h"

enum { DROPPED_MAX = 400 };

struct dropped {
	const char *key;
	const char *rows;            /* it was a column of these; NULL: a field of its own */
	const struct action *action; /* of the new version, whose field it was; NULL: of the form */
	bool of_action;              /* an action's, also of one that is gone */
};

struct dropping {
	struct buf *out;
	const struct procedure *candidate;
	struct dropped dropped[DROPPED_MAX];
	size_t count;
};

static const struct field *among(const struct field *fields, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(fields[i].key, key))
			return &fields[i];
	return NULL;
}

static void add(struct dropping *dropping, struct dropped dropped)
{
	if (dropping->count < DROPPED_MAX)
		dropping->dropped[dropping->count++] = dropped;
}

/* about says whose fields they are. */
static void compare(struct dropping *dropping, const struct field *before, size_t before_count,
		    const struct field *after, size_t after_count, struct dropped about)
{
	for (size_t i = 0; i < before_count; i++) {
		const struct field *now = among(after, after_count, before[i].key);

		about.key = before[i].key;
		about.rows = NULL;
		if (now == NULL)
			add(dropping, about);
		about.rows = before[i].key;
		for (size_t c = 0; now != NULL && c < before[i].column_count; c++) {
			about.key = before[i].columns[c].key;
			if (among(now->columns, now->column_count, about.key) == NULL)
				add(dropping, about);
		}
	}
}

static void compare_all(struct dropping *dropping, const struct procedure *before)
{
	const struct procedure *candidate = dropping->candidate;

	compare(dropping, before->form, before->form_count, candidate->form, candidate->form_count,
		(struct dropped){.of_action = false});
	for (size_t i = 0; i < before->action_count; i++) {
		const struct action *old = &before->actions[i];
		const struct action *now = procedure_action(candidate, old->key);

		compare(dropping, old->fields, old->field_count, now == NULL ? NULL : now->fields,
			now == NULL ? 0 : now->field_count, (struct dropped){.action = now, .of_action = true});
	}
}

/* Whether another action still asks for it: then what is read may be that one's. */
static bool elsewhere(const struct procedure *candidate, const struct dropped *dropped)
{
	for (size_t i = 0; i < candidate->action_count; i++) {
		const struct action *action = &candidate->actions[i];
		const char *key = dropped->rows != NULL ? dropped->rows : dropped->key;
		const struct field *field = among(action->fields, action->field_count, key);

		if (field != NULL &&
		    (dropped->rows == NULL || among(field->columns, field->column_count, dropped->key) != NULL))
			return true;
	}
	return false;
}

static bool names(const char *words, const char *key)
{
	size_t length = strlen(key);

	for (const char *at = words; (at = strstr(at, key)) != NULL; at += length)
		if (at > words && at[-1] == ' ' && at[length] == ' ')
			return true;
	return false;
}

/* One that the new version still has, at an action or at the whole. */
static void check(struct dropping *dropping, const char *kind, const char *name, const struct action *action)
{
	const struct reads *row = reads_table;

	while (row->kind != NULL && !(text_equal(row->kind, kind) && text_equal(row->name, name)))
		row++;
	for (size_t i = 0; row->kind != NULL && i < dropping->count; i++) {
		const struct dropped *dropped = &dropping->dropped[i];
		bool own = action != NULL && action == dropped->action;

		if (!names(row->fields, dropped->key) || (dropped->rows != NULL && !names(row->fields, dropped->rows)))
			continue;
		if (dropped->of_action && !own && elsewhere(dropping->candidate, dropped))
			continue;
		buf_printf(dropping->out, "%s %s 要读字段“%s%s%s”，新版本里没有这个字段\n", kind, name,
			   dropped->rows != NULL ? dropped->rows : "", dropped->rows != NULL ? "." : "", dropped->key);
	}
}

static void check_action(struct dropping *dropping, const struct action *action)
{
	for (size_t i = 0; i < action->guard_count; i++)
		check(dropping, "guard", action->guards[i]->name, action);
	for (size_t i = 0; i < action->effect_count; i++)
		check(dropping, "effect", action->effects[i]->name, action);
	if (action->prefill != NULL)
		check(dropping, "prefill", action->prefill->name, action);
}

static void check_whole(struct dropping *dropping)
{
	const struct procedure *candidate = dropping->candidate;

	for (size_t i = 0; i < candidate->gate_count; i++)
		check(dropping, "guard", candidate->gates[i]->name, NULL);
	for (size_t i = 0; i < candidate->opened_count; i++)
		check(dropping, "effect", candidate->opened[i]->name, NULL);
	if (candidate->prefill != NULL)
		check(dropping, "prefill", candidate->prefill->name, NULL);
	for (size_t i = 0; i < candidate->panel_count; i++)
		check(dropping, "panel", candidate->panels[i]->name, NULL);
	for (size_t i = 0; i < candidate->paper_count; i++)
		for (size_t p = 0; p < candidate->papers[i].panel_count; p++)
			check(dropping, "panel", candidate->papers[i].panels[p]->name, NULL);
	for (size_t i = 0; i < candidate->action_count; i++)
		check_action(dropping, &candidate->actions[i]);
}

char *procedure_dropped(const struct service *service, struct arena *arena, const struct procedure *candidate)
{
	const struct procedure *before = procedure_find(service, candidate->key);
	struct dropping *dropping = arena_alloc(arena, sizeof *dropping);
	struct buf out;
	char *text;

	if (before == NULL)
		return NULL;
	buf_init(&out);
	*dropping = (struct dropping){.out = &out, .candidate = candidate};
	compare_all(dropping, before);
	check_whole(dropping);
	text = out.length == 0 ? NULL : arena_strndup(arena, out.data, out.length - 1);
	buf_release(&out);
	return text;
}
