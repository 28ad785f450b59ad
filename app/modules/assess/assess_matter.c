/* The procedure `assessment`: what its guards hold against and what its moves write. */
#include "base/base.h"
#include "modules/assess/assess_matter.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/audit.h"

/* p11 → 1.1, m1 → M1: option keys of the procedure are words. */
const struct assess_indicator *assess_option(const char *key)
{
	char code[4] = {0};

	if (text_empty(key) || strlen(key) > 3)
		return NULL;
	if (key[0] == 'p' && strlen(key) == 3) {
		code[0] = key[1];
		code[1] = '.';
		code[2] = key[2];
	} else {
		code[0] = key[0] == 'm' ? 'M' : 'D';
		code[1] = key[1];
	}
	return assess_indicator(code);
}

enum verdict assess_moving_sheet(struct moving *moving, struct answer *answer, struct assess_kept *kept)
{
	enum found found = moving->matter == NULL ? NOT_FOUND : assess_read(moving->context, moving->matter->id, kept);

	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	return found == FOUND ? VERDICT_YES : answer_not_yet(moving, answer, "取数冻结后核对");
}

static enum verdict row_says_no(struct moving *moving, struct answer *answer, const char *field, size_t row,
				const char *sentence)
{
	return answer_no(moving, answer, (struct answer_help){.cure = "请改正这一行", .field = field}, "第 %zu 行%s",
			 row + 1, sentence);
}

/* ---- first scoring ---- */

static bool rated_by_center(const struct assess_sheet *sheet, const struct assess_indicator *indicator)
{
	for (size_t i = 0; i < sheet->fact_count; i++)
		if (text_equal(sheet->facts[i].indicator, indicator->code) && text_equal(sheet->facts[i].kind, "few"))
			return true;
	return false;
}

static const char *wrong_on_indicator(struct moving *moving, const struct assess_sheet *sheet, const struct values *row)
{
	const struct assess_indicator *indicator = assess_option(values_word(row, "item_indicator"));
	const struct assess_line *line = indicator == NULL ? NULL : assess_line_of(sheet, indicator->code);
	bool rating = text_equal(values_word(row, "kind"), "rating");
	int64_t points = values_number(row, "points", 0);

	if (line == NULL)
		return "的指标不在这张评分表上";
	if (text_empty(values_text(row, "points")))
		return "没有填分值";
	if (line->weight == 0)
		return "的指标本季度不适用，不计分，不能评分或者调整";
	if (rating && !rated_by_center(sheet, indicator))
		return "的指标按记录计分，不能另行评分，可以用调整";
	if (rating && (points < 0 || points > line->weight))
		return arena_printf(moving->context->arena, "的评分应在 0 到 %s 之间",
				    assess_points(moving->context->arena, line->weight));
	if (!rating && (points == 0 || points > line->weight || points < -line->weight))
		return arena_printf(moving->context->arena, "的调整应不为 0，且不超过 %s",
				    assess_points(moving->context->arena, line->weight));
	return NULL;
}

static const char *wrong_item(struct moving *moving, const struct assess_sheet *sheet, const struct values *row,
			      int64_t *bonus)
{
	const char *kind = values_word(row, "kind");

	if (text_equal(kind, "rating") || text_equal(kind, "adjustment"))
		return wrong_on_indicator(moving, sheet, row);
	if (!text_equal(kind, "bonus"))
		return NULL;
	*bonus += values_number(row, "points", 0);
	if (values_number(row, "points", 0) <= 0)
		return "的加分应大于 0";
	if (*bonus > assess_rule_value(sheet, "score_bonus_max"))
		return arena_printf(moving->context->arena, "加上后超过加分上限 %s",
				    assess_points(moving->context->arena, assess_rule_value(sheet, "score_bonus_max")));
	return NULL;
}

static size_t ratings(const struct value *rows, const struct assess_indicator *indicator)
{
	size_t count = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		count += text_equal(values_word(rows->rows[i], "kind"), "rating") &&
			 assess_option(values_word(rows->rows[i], "item_indicator")) == indicator;
	return count;
}

/* Kept rules that do not agree: frozen before this was asked for. */
static char *kept_rules_disagree(struct arena *arena, const struct assess_sheet *sheet)
{
	int64_t sum = 0;

	for (size_t i = 0; i < sheet->line_count; i++)
		sum += sheet->lines[i].weight + sheet->lines[i].left_out;
	if (sum != ASSESS_WHOLE)
		return arena_printf(arena, "取数时的规则不合：%s评分表各项分值合计 %s 分，应为 %s 分",
				    assess_sheet_label(sheet->kind), assess_points(arena, sum),
				    assess_points(arena, ASSESS_WHOLE));
	if (assess_rule_value(sheet, "score_grade_excellent") <= assess_rule_value(sheet, "score_grade_good") ||
	    assess_rule_value(sheet, "score_grade_good") <= assess_rule_value(sheet, "score_grade_passed"))
		return arena_strdup(arena, "取数时的规则不合：考核等次下限没有逐级降低");
	return NULL;
}

/* Where in the file: a page or a part of it, by its name. */
static bool names_place(const char *place)
{
	static const char *const parts[] = {"页", "章", "节", "条", "款", "附件", "附表", "全文"};

	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
		if (strstr(place, parts[i]) != NULL)
			return true;
	return false;
}

/* Of each item its own: one file may hold all of it, not one page.  A form that does not ask for the place is not held
 * to it. */
static const char *wrong_proof(struct arena *arena, const struct value *rows, size_t i)
{
	const char *place = values_word(rows->rows[i], "place");

	if (values_find(rows->rows[i], "place") == NULL)
		return NULL;
	if (!names_place(place))
		return "的佐证没有写明在佐证文件中的页码或章节，例如“第3页”“附件2”";
	for (size_t k = 0; k < i; k++)
		if (text_equal(values_word(rows->rows[k], "place"), place))
			return arena_printf(arena, "的佐证与第 %zu 行在同一处，每项须有自己的佐证", k + 1);
	return NULL;
}

enum verdict assess_items_sound(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form == NULL ? NULL : values_find(moving->form, "items");
	struct assess_kept kept;
	enum verdict verdict = assess_moving_sheet(moving, answer, &kept);
	int64_t bonus = 0;
	const char *disagree;

	if (verdict != VERDICT_YES)
		return verdict;
	disagree = kept_rules_disagree(moving->context->arena, &kept.sheet);
	if (disagree != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "不能据此评分，请办理不考核并写明情况"},
				 "%s", disagree);
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		const char *wrong = wrong_item(moving, &kept.sheet, rows->rows[i], &bonus);

		if (wrong == NULL)
			wrong = wrong_proof(moving->context->arena, rows, i);
		if (wrong != NULL)
			return row_says_no(moving, answer, "items", i, wrong);
	}
	for (size_t i = 0; i < kept.sheet.line_count; i++) {
		const struct assess_indicator *indicator = kept.sheet.lines[i].indicator;
		size_t wanted = rated_by_center(&kept.sheet, indicator) ? 1 : 0;

		if (ratings(rows, indicator) != wanted)
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "增加一行“评分”，写明理由和佐证", .field = "items"},
				"%s %s的评价单位不足，须评分一次，现有 %zu 次", indicator->code, indicator->label,
				ratings(rows, indicator));
	}
	return answer_yes(moving, answer, "人工项完整");
}

static enum err add_entry(struct moving *moving, const struct assess_entry *entry)
{
	struct query *query = db_query(moving->context->db, Q_ASSESS_ENTRY_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":kind", entry->kind);
	query_text(query, ":indicator", entry->indicator);
	query_int(query, ":points", entry->points);
	query_text(query, ":reason", entry->reason);
	query_text(query, ":evidence", entry->evidence);
	query_int(query, ":event", moving->event);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err changed(struct moving *moving, const char *action)
{
	enum err err = assess_store(moving->context, moving->matter->id);

	return err == OK ? audit_add(moving->context,
				     &(struct audit_entry){
					     .action = action, .object = "assessment", .object_id = moving->matter->id},
				     NULL)
			 : err;
}

enum err assess_begin(struct moving *moving, struct answer *answer)
{
	int64_t day;
	char *why;
	enum err err = assess_rules_day(moving->context, moving->matter, &day, &why);

	if (err == OK && day == 0)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "先在参数页改正，自施行之日起取数", .link = "/rules"},
				     "%s，不能取数冻结", why);
	if (err == OK)
		err = assess_freeze(moving->context, moving->matter);
	return err == OK ? changed(moving, "assessment.freeze") : err;
}

static const char *proof_words(struct arena *arena, const struct values *row)
{
	const char *proof = values_word(row, "proof"), *place = values_word(row, "place");

	return text_empty(place) ? proof : arena_printf(arena, "%s（%s）", proof, place);
}

enum err assess_score(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->form, "items");
	enum err err = moving_run(moving, Q_ASSESS_ROUND_NEXT);

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];
		const struct assess_indicator *indicator = assess_option(values_word(row, "item_indicator"));
		const char *kind = values_word(row, "kind");
		bool on_indicator = text_equal(kind, "rating") || text_equal(kind, "adjustment");

		err = add_entry(moving, &(struct assess_entry){.kind = kind,
							       .indicator = on_indicator ? indicator->code : "",
							       .points = values_number(row, "points", 0),
							       .reason = values_word(row, "reason"),
							       .evidence = proof_words(moving->context->arena, row)});
	}
	return err == OK ? changed(moving, "assessment.score") : err;
}

/* ---- objections ---- */

static bool repeated(const struct value *rows, const char *key, size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (text_equal(values_word(rows->rows[i], key), values_word(rows->rows[row], key)))
			return true;
	return false;
}

enum verdict assess_objections_sound(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "objections");
	struct assess_kept kept;
	enum verdict verdict = assess_moving_sheet(moving, answer, &kept);

	if (verdict != VERDICT_YES || rows == NULL || rows->row_count == 0)
		return verdict != VERDICT_YES ? verdict : answer_not_yet(moving, answer, "按指标填写申诉后核对");
	for (size_t i = 0; i < rows->row_count; i++) {
		const struct assess_indicator *indicator = assess_option(values_word(rows->rows[i], "indicator"));
		const struct assess_line *line =
			indicator == NULL ? NULL : assess_line_of(&kept.sheet, indicator->code);
		int64_t claim = values_number(rows->rows[i], "claim", 0);

		if (line == NULL)
			return row_says_no(moving, answer, "objections", i, "的指标不在这张评分表上");
		if (line->weight == 0)
			return row_says_no(moving, answer, "objections", i, "的指标本季度不适用，没有扣分");
		if (repeated(rows, "indicator", i))
			return row_says_no(moving, answer, "objections", i, "的指标重复，请合并成一行");
		if (claim <= 0 || claim > line->weight - line->points)
			return row_says_no(
				moving, answer, "objections", i,
				arena_printf(moving->context->arena, "要求恢复的分值应大于 0，不超过已扣的 %s",
					     assess_points(moving->context->arena, line->weight - line->points)));
	}
	return answer_yes(moving, answer, "申诉 %zu 项", rows->row_count);
}

static enum err objected(struct context *context, const struct matter *matter, const struct value **rows)
{
	struct values *given;
	enum err err = matter_given_to(context, matter, "object", &given);

	*rows = err == OK && given != NULL ? values_find(given, "objections") : NULL;
	return err;
}

enum err assess_fill_rulings(struct moving *moving)
{
	const struct value *rows;
	enum err err = objected(moving->context, moving->matter, &rows);

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++) {
		struct values *row = values_add_row(moving->fields, "rulings");

		values_set(row, "ruled", values_word(rows->rows[i], "indicator"));
		values_set_number(row, "restored", values_number(rows->rows[i], "claim", 0));
	}
	return err;
}

static int64_t claimed(const struct value *rows, const char *indicator)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "indicator"), indicator))
			return values_number(rows->rows[i], "claim", 0);
	return -1;
}

static const char *wrong_ruling(struct moving *moving, const struct value *claims, const struct value *rows, size_t i)
{
	const struct values *row = rows->rows[i];
	int64_t claim = claimed(claims, values_word(row, "ruled"));
	bool accepted = values_number(row, "accepted", 0) != 0;
	int64_t restored = values_number(row, "restored", 0);

	if (claim < 0)
		return "的指标没有申诉";
	if (repeated(rows, "ruled", i))
		return "的指标重复";
	if (accepted && (restored <= 0 || restored > claim))
		return arena_printf(moving->context->arena, "成立的应恢复大于 0、不超过要求的 %s",
				    assess_points(moving->context->arena, claim));
	return NULL;
}

enum verdict assess_rulings_sound(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "rulings");
	const struct value *claims;

	if (moving->matter == NULL || rows == NULL || rows->row_count == 0)
		return answer_not_yet(moving, answer, "逐项填写复核结论后核对");
	if (objected(moving->context, moving->matter, &claims) != OK || claims == NULL)
		return answer_failed(moving, answer, ERR_INTERNAL);
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *wrong = wrong_ruling(moving, claims, rows, i);

		if (wrong != NULL)
			return row_says_no(moving, answer, "rulings", i, wrong);
	}
	if (rows->row_count != claims->row_count)
		return answer_no(moving, answer, (struct answer_help){.cure = "每项申诉一行结论", .field = "rulings"},
				 "申诉 %zu 项，结论 %zu 项", claims->row_count, rows->row_count);
	return answer_yes(moving, answer, "%zu 项申诉已有结论", rows->row_count);
}

enum err assess_rule_objections(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->fields, "rulings");
	enum err err = OK;

	for (size_t i = 0; err == OK && i < rows->row_count; i++) {
		const struct values *row = rows->rows[i];
		bool accepted = values_number(row, "accepted", 0) != 0;

		err = add_entry(moving,
				&(struct assess_entry){.kind = accepted ? "objection" : "refused",
						       .indicator = assess_option(values_word(row, "ruled"))->code,
						       .points = accepted ? values_number(row, "restored", 0) : 0,
						       .reason = values_word(row, "reason"),
						       .evidence = "申诉复核"});
	}
	return err == OK ? changed(moving, "assessment.objection") : err;
}

/* ---- approval ---- */

enum err assess_approve(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = changed(moving, "assessment.approve");

	return err == OK ? moving_run(moving, Q_ASSESS_APPROVE) : err;
}

enum verdict assess_all_approved(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t left = 0;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "审定后核对");
	query = db_query(moving->context->db, Q_ASSESS_UNAPPROVED);
	query_text(query, ":period", moving->matter->period);
	if (query_value(query, 0, &left) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (left > 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "全部审定后一并通报",
						      .link = arena_printf(moving->context->arena, "/assess/%s",
									   moving->matter->period)},
				 "本季度还有 %" PRId64 " 家服务商没有审定", left);
	return answer_yes(moving, answer, "本季度全部服务商已审定");
}

/* ---- the bulletin ---- */

enum verdict assess_bulletin_ready(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t fresh = -1;
	enum verdict verdict = assess_all_approved(moving, answer);

	if (verdict != VERDICT_YES)
		return verdict;
	query = db_query(moving->context->db, Q_ASSESS_BULLETIN_FRESH);
	query_text(query, ":period", moving->matter->period);
	query_int(query, ":matter", moving->matter->id);
	if (query_value(query, -1, &fresh) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (fresh < 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "审定后重新取数再报"},
				 "本季度还没有审定的评分表");
	return fresh > 0 ? answer_yes(moving, answer, "本季度全部服务商已审定，通报在审定之后取数")
			 : answer_no(moving, answer, (struct answer_help){.cure = "打开报告正文，重新取数"},
				     "通报取数以后又有评分表审定");
}

/* Everybody who was assessed. */
enum err assess_fill_parties(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_ASSESS_APPROVED_PROVIDERS);

	query_text(query, ":period", moving->matter->period);
	while (query_step(query))
		values_set_number(values_add_row(moving->fields, "named"), "party", next_int(query));
	return query_end(query);
}
