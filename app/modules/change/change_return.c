/*
 * The end of an emergency growth: what was lent goes back whole, and the paper
 * that was promised can still be handed in.  Neither of the two confirmations
 * ends the matter while the books show something lent that nobody took back, nor,
 * without paper, before the operator has recorded that it took everything back.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/text.h"
#include "kernel/notice.h"

enum { LENT_MAX = 20 };

/* Numbers of events, 0: none. */
struct paperwork {
	int64_t supplied, returned, approved, accepted, taken_back;
};

/* Where the paper is. */
enum stage { PAPER_OPEN, PAPER_AT_LEAD, PAPER_AT_CENTER, PAPER_ACCEPTED };

static enum err read_paperwork(struct context *context, const struct matter *matter, struct paperwork *paper)
{
	struct query *query = db_query(context->db, Q_CHANGE_EMERGENCY_PAPERWORK);

	*paper = (struct paperwork){0};
	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		paper->supplied = next_int(query);
		paper->returned = next_int(query);
		paper->approved = next_int(query);
		paper->accepted = next_int(query);
		paper->taken_back = next_int(query);
	}
	return query_end(query);
}

/* A loan of before the center read the paper is settled by the unit's own lead. */
static enum stage stage_of(const struct matter *matter, const struct paperwork *paper)
{
	bool center = procedure_action(matter->procedure, "accept_paper") != NULL;

	if (paper->accepted > 0 || (!center && paper->approved > 0))
		return PAPER_ACCEPTED;
	if (paper->returned >= paper->supplied)
		return PAPER_OPEN;
	return paper->approved > paper->supplied ? PAPER_AT_CENTER : PAPER_AT_LEAD;
}

enum err emergency_paper_words(struct context *context, const struct matter *matter, const char **words)
{
	static const char *const said[] = {
		[PAPER_OPEN] = "尚未补办",
		[PAPER_AT_LEAD] = "已补办，待本单位审核",
		[PAPER_AT_CENTER] = "已补办，待省大数据中心审核",
		[PAPER_ACCEPTED] = "已补办，审核通过",
	};
	struct paperwork paper;
	enum err err = read_paperwork(context, matter, &paper);

	*words = said[stage_of(matter, &paper)];
	return err;
}

/* ---- the paper, late ---- */

enum verdict emergency_paper_open(struct moving *moving, struct answer *answer)
{
	static const char *const said[] = {
		[PAPER_OPEN] = "",
		[PAPER_AT_LEAD] = "，待本单位审核岗审核",
		[PAPER_AT_CENTER] = "，待省大数据中心审核",
		[PAPER_ACCEPTED] = "",
	};
	struct paperwork paper;
	enum err err = read_paperwork(moving->context, moving->matter, &paper);
	enum stage stage = stage_of(moving->matter, &paper);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (stage == PAPER_OPEN)
		return answer_yes(moving, answer, "手续尚未补办");
	return answer_no(moving, answer, (struct answer_help){.cure = "不必重复补办"}, "手续已经补办%s", said[stage]);
}

/* It waits for whoever is asked. */
static enum verdict paper_at(struct moving *moving, struct answer *answer, enum stage wanted)
{
	static const char *const said[] = {
		[PAPER_OPEN] = "没有待审核的补办手续",
		[PAPER_AT_LEAD] = "补办的手续还没有经使用单位审核",
		[PAPER_AT_CENTER] = "补办的手续已报省大数据中心审核",
		[PAPER_ACCEPTED] = "补办的手续已经审核通过",
	};
	static const char *const cures[] = {
		[PAPER_OPEN] = "请经办岗先补办手续",
		[PAPER_AT_LEAD] = "请使用单位审核岗先审核",
		[PAPER_AT_CENTER] = "不必再审核",
		[PAPER_ACCEPTED] = "不必再审核",
	};
	struct paperwork paper;
	enum err err = read_paperwork(moving->context, moving->matter, &paper);
	enum stage stage = stage_of(moving->matter, &paper);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (stage == wanted)
		return answer_yes(moving, answer, "手续已补办，待审核");
	return answer_no(moving, answer, (struct answer_help){.cure = cures[stage]}, "%s", said[stage]);
}

enum verdict emergency_paper_waits(struct moving *moving, struct answer *answer)
{
	return paper_at(moving, answer, PAPER_AT_LEAD);
}

enum verdict emergency_paper_at_center(struct moving *moving, struct answer *answer)
{
	return paper_at(moving, answer, PAPER_AT_CENTER);
}

static enum err tell_about_paper(struct moving *moving, bool center, const char *role, const char *words)
{
	struct context *context = moving->context;

	return notice_add(context, center ? context->service->org_center : moving->matter->unit, role, 0, "task",
			  moving->matter->id,
			  arena_printf(context->arena, "%s：补办的手续%s", moving->matter->title, words));
}

/* The end of the loan closes the seat of whoever has the paper before him. */
enum err emergency_paper_left(struct moving *moving)
{
	struct paperwork paper;
	enum err err = read_paperwork(moving->context, moving->matter, &paper);
	enum stage stage = stage_of(moving->matter, &paper);

	if (err == OK && stage == PAPER_AT_LEAD)
		return tell_about_paper(moving, false, "unit.lead", "待审核");
	if (err == OK && stage == PAPER_AT_CENTER && procedure_action(moving->procedure, "accept_late") != NULL)
		return tell_about_paper(moving, true, "center.approve", "待审核");
	return err;
}

/* It is nobody's turn by a seat of his own, so he is told. */
enum err tell_paper(struct moving *moving, struct answer *answer UNUSED)
{
	static const struct {
		const char *action, *role, *words;
		bool center;
	} told[] = {
		{"supply_late", "unit.lead", "待审核", false},
		{"return_late", "unit.clerk", "被退回，请重新补办", false},
		{"approve_late", "unit.clerk", "已由本单位审核通过", false},
		{"approve_late", "center.approve", "待审核", true},
		{"accept_late", "unit.clerk", "已审核通过", false},
		{"send_back_late", "unit.clerk", "被省大数据中心退回，请重新补办", false},
	};
	bool center = procedure_action(moving->procedure, "accept_late") != NULL;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(told); i++)
		if (text_equal(told[i].action, moving->action->key) && (center || !told[i].center))
			err = tell_about_paper(moving, told[i].center, told[i].role, told[i].words);
	return err;
}

/* ---- given back ---- */

struct lent {
	const char *class, *label, *unit;
	int64_t amount;
};

/* What the books still show as lent. */
static enum err read_lent(struct context *context, int64_t matter, struct lent *lines, size_t *count)
{
	struct query *query = db_query(context->db, Q_CHANGE_EMERGENCY_LENT);

	*count = 0;
	query_int(query, ":matter", matter);
	while (*count < LENT_MAX && query_step(query)) {
		struct lent *line = &lines[(*count)++];

		line->class = next_text(query, context->arena);
		line->label = next_text(query, context->arena);
		line->unit = next_text(query, context->arena);
		line->amount = next_int(query);
	}
	return query_end(query);
}

enum err emergency_lent(struct moving *moving)
{
	struct value *rows = moving->fields != NULL ? values_find(moving->fields, "taken") : NULL;
	struct lent lines[LENT_MAX];
	size_t count = 0;
	enum err err;

	if (rows == NULL || moving->matter == NULL || rows->row_count > 0)
		return OK;
	err = read_lent(moving->context, moving->matter->id, lines, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		struct values *row = change_fresh_row(rows, moving->context->arena, count);

		values_set(row, "class", lines[i].class);
		values_set_number(row, "amount", lines[i].amount);
	}
	return err;
}

static int64_t taken_of(const struct value *rows, const char *class)
{
	int64_t taken = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			taken += values_number(rows->rows[i], "amount", 0);
	return taken;
}

static int64_t all_of(const struct value *rows)
{
	int64_t all = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		all += values_number(rows->rows[i], "amount", 0);
	return all;
}

/* The operator: class by class what the books show as lent, no less and no more. */
enum verdict emergency_taken_back(struct moving *moving, struct answer *answer)
{
	struct answer_help help = {.cure = "请按实际收回的数量登记，全部收回后再确认", .field = "taken"};
	const struct value *rows = moving->fields != NULL ? values_find(moving->fields, "taken") : NULL;
	struct lent lines[LENT_MAX];
	size_t count = 0;
	int64_t all = 0;
	enum err err = read_lent(moving->context, moving->matter->id, lines, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (moving->fields == NULL)
		return answer_not_yet(moving, answer, "借用的资源须全部收回");
	for (size_t i = 0; i < count; i++) {
		int64_t taken = taken_of(rows, lines[i].class);

		all += lines[i].amount;
		if (taken != lines[i].amount)
			return answer_no(moving, answer, help,
					 "台账上借用的%s为 %" PRId64 " %s，登记收回 %" PRId64 " %s，%s %" PRId64 " %s",
					 lines[i].label, lines[i].amount, lines[i].unit, taken, lines[i].unit,
					 taken < lines[i].amount ? "还差" : "多出",
					 taken < lines[i].amount ? lines[i].amount - taken : taken - lines[i].amount,
					 lines[i].unit);
	}
	if (all_of(rows) != all)
		return answer_no(moving, answer, help, "登记收回的资源里有本次没有借用的");
	return answer_yes(moving, answer, "借用的资源全部收回");
}

/* The unit: with the paper in order it only consents; without it, everything has to be back first. */
enum verdict emergency_settled(struct moving *moving, struct answer *answer)
{
	struct paperwork paper;
	enum err err = read_paperwork(moving->context, moving->matter, &paper);
	enum stage stage = stage_of(moving->matter, &paper);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (stage == PAPER_ACCEPTED)
		return answer_yes(moving, answer, "手续已经补办");
	if (paper.taken_back > 0)
		return answer_yes(moving, answer, "手续没有补办，运行单位已登记全部收回");
	return answer_no(moving, answer, (struct answer_help){.cure = "请补办手续，或者与运行单位联系先行收回"},
			 "手续%s，运行单位也还没有登记收回借用的资源，不能了结",
			 stage == PAPER_OPEN ? "还没有补办" : "还没有审核通过");
}
