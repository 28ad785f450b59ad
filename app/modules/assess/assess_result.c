/* What follows from a result: coefficient, what may be allocated, talk, rectification, proposal of revocation. */
#include "base/base.h"
#include "modules/assess/assess_settle.h"
#include "modules/provider/provider.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/period.h"
#include "kernel/setting.h"

/* ---- publishing ---- */

/* With its coefficient the sheet is complete, and with the last sheet of a year the slip. */
static enum err close_papers(struct moving *moving)
{
	struct assess_kept kept;
	enum err err;

	if (assess_read(moving->context, moving->matter->id, &kept) != FOUND)
		return ERR_INTERNAL;
	err = assess_close_sheet(moving->context, &kept);
	return err == OK ? assess_close_year(moving->context, kept.provider, kept.provider_code, kept.period, 0) : err;
}

static enum err provider_code(struct context *context, int64_t provider, const char **code)
{
	struct query *query = db_query(context->db, Q_ASSESS_PROVIDER_CODE);

	query_int(query, ":provider", provider);
	if (query_step(query))
		*code = next_text(query, context->arena);
	return query_end(query);
}

/* What the contract in force on the quarter's last day gives each grade, kept with the sheet; *own: its own, -1 not
 * set. */
static enum err keep_terms(struct context *context, const struct assess_kept *kept, int64_t day, int64_t *own)
{
	static const char *const grades[] = {"excellent", "good", "passed", "failed"};

	*own = -1;
	for (size_t i = 0; i < ARRAY_LENGTH(grades); i++) {
		int64_t coefficient = 0;
		enum found found = provider_coefficient(context, kept->provider, grades[i], day, &coefficient);
		struct query *query;

		if (found == NOT_FOUND)
			continue;
		query = found == FOUND ? db_query(context->db, Q_ASSESS_TERM_ADD) : NULL;
		if (query == NULL)
			return ERR_INTERNAL;
		query_int(query, ":matter", kept->matter);
		query_text(query, ":grade", grades[i]);
		query_int(query, ":coefficient", coefficient);
		if (query_run(query) != OK)
			return ERR_INTERNAL;
		if (text_equal(grades[i], kept->grade))
			*own = coefficient;
	}
	return OK;
}

enum err assess_publish(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct assess_kept kept;
	struct query *query;
	int64_t first, last, coefficient;
	enum err err;

	if (assess_read(context, moving->matter->id, &kept) != FOUND || !period_days(kept.period, &first, &last))
		return ERR_INTERNAL;
	err = keep_terms(context, &kept, last, &coefficient);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_ASSESS_PUBLISH);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	if (coefficient >= 0)
		query_int(query, ":coefficient", coefficient);
	else
		query_null(query, ":coefficient");
	err = query_run(query);
	if (err == OK)
		err = audit_add(context,
				&(struct audit_entry){.action = "assessment.publish",
						      .object = "assessment",
						      .object_id = moving->matter->id},
				NULL);
	return err == OK ? close_papers(moving) : err;
}

/* A sheet that is called off may be the last that a year waited for. */
enum err assess_call_off(struct moving *moving, struct answer *answer UNUSED)
{
	const struct matter *matter = moving->matter;
	const char *code = "";
	enum err err = provider_code(moving->context, matter->org, &code);

	return err == OK ? assess_close_year(moving->context, matter->org, code, matter->period, matter->id) : err;
}

enum err assess_standing(struct context *context, int64_t provider, enum assess_standing *standing, const char **period)
{
	struct query *query = db_query(context->db, Q_ASSESS_STANDING);
	const char *grade = "";

	*period = "";
	query_int(query, ":provider", provider);
	if (query_step(query)) {
		*period = next_text(query, context->arena);
		grade = next_text(query, context->arena);
	}
	*standing = text_equal(grade, "failed")   ? ASSESS_NO_NEW
		    : text_equal(grade, "passed") ? ASSESS_SMALL
						  : ASSESS_OPEN;
	return query_end(query);
}

enum err assess_admits(struct context *context, int64_t provider, int64_t vcpu, int64_t memory_gb, const char **why)
{
	enum assess_standing standing;
	const char *period;
	enum err err = assess_standing(context, provider, &standing, &period);
	int64_t most_vcpu, most_memory;

	*why = NULL;
	if (err != OK || standing == ASSESS_OPEN)
		return err;
	period = period_label(context->arena, period);
	if (standing == ASSESS_NO_NEW) {
		*why = arena_printf(context->arena, "%s考核不合格，下一次结果通报前不承接新系统", period);
		return OK;
	}
	most_vcpu = setting_integer(context->service, "score_small_vcpu");
	most_memory = setting_integer(context->service, "score_small_memory");
	if (vcpu > most_vcpu || memory_gb > most_memory)
		*why = arena_printf(
			context->arena, "%s考核为合格，只承接不超过 %s 核、%s GB 的小型系统，本次核定 %s 核、%s GB",
			period, format_integer(context->arena, most_vcpu), format_integer(context->arena, most_memory),
			format_integer(context->arena, vcpu), format_integer(context->arena, memory_gb));
	return OK;
}

/* ---- what must or may be set going ---- */

enum verdict assess_failed(struct moving *moving, struct answer *answer)
{
	struct assess_kept kept;
	enum verdict verdict = assess_moving_sheet(moving, answer, &kept);

	if (verdict != VERDICT_YES)
		return verdict;
	if (!text_equal(kept.grade, "failed"))
		return answer_no(moving, answer, (struct answer_help){.cure = "不需要约谈的直接办结"},
				 "等次是%s，不是不合格", assess_grade_label(kept.grade));
	return answer_yes(moving, answer, "等次不合格");
}

enum verdict assess_points_lost(struct moving *moving, struct answer *answer)
{
	struct assess_kept kept;
	enum verdict verdict = assess_moving_sheet(moving, answer, &kept);

	if (verdict != VERDICT_YES)
		return verdict;
	for (size_t i = 0; i < kept.sheet.line_count; i++)
		if (kept.sheet.lines[i].points < kept.sheet.lines[i].weight)
			return answer_yes(moving, answer, "本季度有扣分");
	return answer_no(moving, answer, (struct answer_help){.cure = "不需要整改的直接办结"}, "本季度没有扣分");
}

/* Results up to this quarter, newest first. */
struct past {
	size_t count;
	const char *period[8];
	const char *grade[8];
	int64_t total[8];
};

static enum err past_of(struct context *context, const struct assess_kept *kept, struct past *past)
{
	struct query *query = db_query(context->db, Q_ASSESS_GRADES);

	past->count = 0;
	query_int(query, ":provider", kept->provider);
	query_text(query, ":period", kept->period);
	while (past->count < ARRAY_LENGTH(past->grade) && query_step(query)) {
		past->period[past->count] = next_text(query, context->arena);
		past->grade[past->count] = next_text(query, context->arena);
		past->total[past->count++] = next_int(query);
	}
	return query_end(query);
}

static bool follows_at_once(struct arena *arena, const char *later, const char *earlier)
{
	int64_t first, last;

	return period_days(later, &first, &last) && text_equal(period_before(arena, EVERY_QUARTER, first), earlier);
}

/* The year of the sheet as its pages and its settlement have it; *words NULL: it did not fail, or is not formed. */
static enum err failed_year(struct context *context, const struct assess_kept *kept, const char **words)
{
	struct assess_year *years = arena_array(context->arena, ASSESS_PROVIDERS_MAX, sizeof *years);
	const char *name = arena_strndup(context->arena, kept->period, 4);
	size_t count;
	enum err err = assess_years(context, name, kept->provider_code, years, &count);

	*words = NULL;
	if (err == OK && count == 1 && text_equal(years[0].grade, "failed"))
		*words = arena_printf(context->arena, "%s 年四个季度平均 %s 分，年度不合格", name,
				      assess_points(context->arena, years[0].mean));
	return err;
}

/* Two quarters in a row, or the year: the words for it; NULL: neither. */
static enum err revocation_ground(struct context *context, const struct assess_kept *kept, const char **words)
{
	struct past read, *past = &read;
	enum err err = past_of(context, kept, past);

	if (err == OK && past->count >= 2 && text_equal(past->grade[0], "failed") &&
	    text_equal(past->grade[1], "failed") && follows_at_once(context->arena, past->period[0], past->period[1]))
		*words = arena_printf(
			context->arena, "%s得 %s 分、%s得 %s 分，连续两个季度不合格",
			period_label(context->arena, past->period[1]), assess_points(context->arena, past->total[1]),
			period_label(context->arena, past->period[0]), assess_points(context->arena, past->total[0]));
	else if (err == OK)
		err = failed_year(context, kept, words);
	return err;
}

enum verdict assess_revocation_due(struct moving *moving, struct answer *answer)
{
	struct assess_kept kept;
	enum verdict verdict = assess_moving_sheet(moving, answer, &kept);
	const char *ground = NULL;

	if (verdict != VERDICT_YES)
		return verdict;
	if (revocation_ground(moving->context, &kept, &ground) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (ground == NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "不具备情形的不能提出"},
				 "没有连续两个季度不合格，年度也没有不合格");
	return answer_yes(moving, answer, "%s", ground);
}

static enum err follows(struct moving *moving, const char *procedure, int64_t *count)
{
	struct query *query = db_query(moving->context->db, Q_ASSESS_FOLLOWS);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":procedure", procedure);
	return query_value(query, 0, count);
}

enum verdict assess_applied(struct moving *moving, struct answer *answer)
{
	struct assess_kept kept;
	enum verdict verdict = assess_moving_sheet(moving, answer, &kept);
	int64_t talks = 0, notices = 0;

	if (verdict != VERDICT_YES || !text_equal(kept.grade, "failed"))
		return verdict != VERDICT_YES ? verdict : answer_yes(moving, answer, "没有必须办理的后续");
	if (follows(moving, "penalty", &talks) != OK || follows(moving, "supervision_notice", &notices) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (talks == 0 || notices == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "先发起约谈并下达整改"},
				 "等次不合格，还没有%s", talks == 0 ? "发起约谈" : "下达整改");
	return answer_yes(moving, answer, "约谈和整改已经发起");
}

/* ---- what the drafts that follow begin with ---- */

/* "2.1 故障响应及时率扣 1.00 分（…）" for every line that lost. */
static char *lost_words(struct context *context, const struct assess_kept *kept)
{
	struct arena *arena = context->arena;
	char *words = arena_printf(arena, "%s考核得 %s 分，等次%s。", period_label(arena, kept->period),
				   assess_points(arena, kept->total), assess_grade_label(kept->grade));

	for (size_t i = 0; i < kept->sheet.line_count; i++) {
		const struct assess_line *line = &kept->sheet.lines[i];

		if (line->points < line->weight)
			words = arena_printf(arena, "%s\n%s %s扣 %s 分：%s。", words, line->indicator->code,
					     line->indicator->label, assess_points(arena, line->weight - line->points),
					     line->words);
	}
	return utf8_length(words) > 1900 ? utf8_head(arena, words, 1900) : words;
}

static enum err fill(struct moving *moving, const char *key)
{
	struct assess_kept kept;

	if (assess_read(moving->context, moving->matter->id, &kept) != FOUND)
		return ERR_INTERNAL;
	values_set(moving->fields, key, lost_words(moving->context, &kept));
	return OK;
}

enum err assess_fill_talk(struct moving *moving)
{
	return fill(moving, "talk_facts");
}

enum err assess_fill_rectify(struct moving *moving)
{
	values_set(moving->fields, "rectify_demand",
		   "逐项分析扣分原因，提出整改措施、责任岗位和完成时间，按期书面回复。");
	return fill(moving, "rectify_facts");
}

enum err assess_fill_revocation(struct moving *moving)
{
	struct assess_kept kept;
	const char *ground = NULL;
	enum err err;

	if (assess_read(moving->context, moving->matter->id, &kept) != FOUND)
		return ERR_INTERNAL;
	err = revocation_ground(moving->context, &kept, &ground);
	if (err == OK)
		values_set(moving->fields, "revocation_facts", ground);
	return err;
}
