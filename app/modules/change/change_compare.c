/* Beside a re-application that a change became: what the ledger holds, what the change wanted, what is asked for now.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "modules/resource/resource.h"

struct compared {
	const char *label;
	const char *unit;
	int64_t held, wanted, asked;
};

enum found change_become(struct context *context, const struct matter *matter, struct matter **change)
{
	enum found found;

	if (matter == NULL || matter->base_matter == 0)
		return NOT_FOUND;
	found = matter_find_any(context, matter->base_matter, change);
	if (found != FOUND)
		return found;
	return text_equal((*change)->procedure->key, "change") && (*change)->system != 0 ? FOUND : NOT_FOUND;
}

int64_t change_wanted(const struct change_line *lines, size_t count, const char *class)
{
	int64_t wanted = 0;

	for (size_t i = 0; i < count; i++)
		if (text_equal(lines[i].class, class))
			wanted += lines[i].after;
	return wanted;
}

/* Class by class, without those of which there is none on any side. */
static enum err compare(struct context *context, const struct matter *matter, struct matter *change,
			const struct values *form, struct compared **out, size_t *count)
{
	struct resource_holding *held;
	struct change_line *lines;
	struct values *wanted;
	size_t classes, line_count;
	enum err err = matter_form(context, change, &wanted, NULL);

	*count = 0;
	if (err == OK)
		err = change_lines(context, change->system, wanted, "lines", &lines, &line_count);
	if (err == OK)
		err = resource_held(context, change->system, matter->id, &held, &classes);
	if (err != OK)
		return err;
	*out = arena_array(context->arena, classes + 1, sizeof **out);
	for (size_t i = 0; i < classes; i++) {
		struct compared row = {held[i].label, held[i].unit, held[i].amount,
				       change_wanted(lines, line_count, held[i].class),
				       resource_requested(context->arena, form, held[i].class)};

		if (row.held > 0 || row.wanted > 0 || row.asked > 0)
			(*out)[(*count)++] = row;
	}
	return OK;
}

/* ---- panel ---- */

static void compared_table(struct context *context, struct dict *body, const struct matter *change,
			   const struct compared *rows, size_t count)
{
	static const char *const heads[] = {"资源", "在用台账#", "变更拟达#", "本次申请#", "申请与拟达之差#", NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "重新申请与原变更");
	struct table *table = table_begin(context->arena, panel, "重新申请与原变更", heads);

	panel_note(panel, arena_printf(context->arena, "原变更 %s", change->number));
	panel_foot(panel, "各平台合计；应急扩容借用的资源不计入。有差额的，须写明与原变更诉求不一致的说明");
	for (size_t i = 0; i < count; i++) {
		int64_t apart = rows[i].asked - rows[i].wanted;
		const char *words = arena_printf(context->arena, "%s%s", apart > 0 ? "+" : "",
						 format_integer(context->arena, apart));

		table_line(table);
		table_text(table, arena_printf(context->arena, "%s（%s）", rows[i].label, rows[i].unit));
		table_number(table, rows[i].held);
		table_number(table, rows[i].wanted);
		table_number(table, rows[i].asked);
		if (apart == 0)
			table_text(table, words);
		else
			table_gap(table, words);
	}
}

/* Until its own ruling is in the books: from then on the ledger is another one. */
static enum err still_asked(struct context *context, const struct matter *matter, bool *asked)
{
	struct query *query = db_query(context->db, Q_CHANGE_ALLOTTED);
	int64_t count = 0;
	enum err err;

	query_int(query, ":matter", matter->id);
	err = query_value(query, 0, &count);
	*asked = count == 0 && matter->closed_at == 0;
	return err;
}

enum err reapplication_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	struct compared *rows;
	struct matter *change;
	bool asked = false;
	size_t count;
	enum err err;

	switch (change_become(context, matter, &change)) {
	case FOUND:
		break;
	case NOT_FOUND:
		return OK;
	default:
		return ERR_INTERNAL;
	}
	err = still_asked(context, matter, &asked);
	if (err != OK || !asked)
		return err;
	err = compare(context, matter, change, form, &rows, &count);
	if (err == OK)
		compared_table(context, body, change, rows, count);
	return err;
}

/* ---- guard ---- */

static const char *apart_words(struct arena *arena, const struct compared *rows, size_t count)
{
	const char *words = "";

	for (size_t i = 0; i < count; i++)
		if (rows[i].asked != rows[i].wanted)
			words = arena_printf(arena, "%s%s%s变更拟达 %s、申请 %s %s", words,
					     words[0] == '\0' ? "" : "；", rows[i].label,
					     format_integer(arena, rows[i].wanted),
					     format_integer(arena, rows[i].asked), rows[i].unit);
	return words;
}

/* Of the system that was to be changed, and as a re-application of it: else nothing would be compared. */
static enum verdict same_subject(struct moving *moving, struct answer *answer, const struct matter *change)
{
	if (!text_equal(values_word(moving->form, "kind"), "reapplication"))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "请选“重大变更重新申请”；另有申请的请另行起草", .field = "kind"},
			"本件由变更 %s 转来，申请类型须为重大变更重新申请", change->number);
	if (values_number(moving->form, "base_system_id", 0) != change->system)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请选择原变更的系统", .field = "base_system_id"},
				 "原系统不是变更 %s 的系统", change->number);
	return VERDICT_YES;
}

static enum verdict agrees(struct moving *moving, struct answer *answer, struct matter *change)
{
	struct compared *rows;
	const char *words;
	size_t count;
	enum err err;

	if (same_subject(moving, answer, change) != VERDICT_YES)
		return VERDICT_NO;
	err = compare(moving->context, moving->matter, change, moving->form, &rows, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	words = apart_words(moving->context->arena, rows, count);
	if (words[0] == '\0')
		return answer_yes(moving, answer, "与变更 %s 的诉求一致", change->number);
	if (!text_empty(values_text(moving->form, "changed_reason")))
		return answer_yes(moving, answer, "与变更 %s 的诉求不一致，已说明原因", change->number);
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请按变更的诉求调整，或者填写与原变更诉求不一致的说明",
					      .field = "changed_reason"},
			 "与变更 %s 的诉求不一致：%s", change->number, words);
}

enum verdict reapplication_agrees(struct moving *moving, struct answer *answer)
{
	struct matter *change;

	if (moving->form == NULL)
		return answer_not_yet(moving, answer, "由变更转来的，资源须与原变更的诉求一致，或者说明原因");
	switch (change_become(moving->context, moving->matter, &change)) {
	case FOUND:
		return agrees(moving, answer, change);
	case NOT_FOUND:
		return answer_yes(moving, answer, "不是由变更转来的申请");
	default:
		return answer_failed(moving, answer, ERR_INTERNAL);
	}
}
