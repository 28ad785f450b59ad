/* So many of so many: backup and performance tests, spot checks; and recovery drills. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"
#include "modules/registry/registry.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/period.h"

static enum verdict not_above(struct moving *moving, struct answer *answer, const char *part, const char *whole,
			      const char *what)
{
	const struct values *form = moving->form;

	if (values_find(form, part) == NULL || values_number(form, part, 0) <= values_number(form, whole, 0))
		return VERDICT_YES;
	return answer_no(moving, answer, (struct answer_help){.cure = "请核对两个数", .field = part},
			 "%s %" PRId64 " 多于总数 %" PRId64, what, values_number(form, part, 0),
			 values_number(form, whole, 0));
}

enum verdict measured_figures(struct moving *moving, struct answer *answer)
{
	if (moving->form == NULL || text_empty(values_word(moving->form, "total")))
		return answer_not_yet(moving, answer, "填写实测数据");
	if (not_above(moving, answer, "passed", "total", "达标数") != VERDICT_YES ||
	    not_above(moving, answer, "restore_passed", "restore_total", "恢复成功次数") != VERDICT_YES)
		return VERDICT_NO;
	return answer_yes(moving, answer, "达标 %" PRId64 " / %" PRId64, values_number(moving->form, "passed", 0),
			  values_number(moving->form, "total", 1));
}

static enum verdict day_past(struct moving *moving, struct answer *answer, const char *key, const char *what)
{
	int64_t day = moving->form == NULL ? 0 : values_number(moving->form, key, 0);

	if (day == 0)
		return answer_not_yet(moving, answer, "填写%s", what);
	if (day > day_of(clock_now()))
		return answer_no(moving, answer, (struct answer_help){.cure = "请填实际日期", .field = key},
				 "%s %s 晚于今天", what, format_day(moving->context->arena, day));
	return answer_yes(moving, answer, "%s %s", what, format_day(moving->context->arena, day));
}

enum verdict checked_day_past(struct moving *moving, struct answer *answer)
{
	return day_past(moving, answer, "checked_day", "抽查日期");
}

/* A drill of one half-year would hide that none was held in the other. */
enum verdict drill_day_past(struct moving *moving, struct answer *answer)
{
	enum verdict verdict = day_past(moving, answer, "held_day", "演练日期");
	struct arena *arena = moving->context->arena;
	int64_t day = verdict == VERDICT_YES ? values_number(moving->form, "held_day", 0) : 0;
	int64_t first, last;

	if (day == 0 || moving->matter == NULL || !period_days(moving->matter->period, &first, &last) || day >= first)
		return verdict;
	return answer_no(moving, answer, (struct answer_help){.cure = "请填本期的演练", .field = "held_day"},
			 "演练日期 %s 早于本期，本期从 %s 开始", format_day(arena, day), format_day(arena, first));
}

static const char *kind_of(const struct moving *moving)
{
	const char *key = moving->procedure->key;

	return text_equal(key, "backup_test")        ? "backup"
	       : text_equal(key, "performance_test") ? "performance"
						     : values_word(moving->form, "kind");
}

/* A spot check belongs to the month of its day. */
static const char *period_of_matter(const struct moving *moving, enum every every, const char *day_key)
{
	const char *period = moving->matter->period;

	return text_empty(period) ? period_of(moving->context->arena, every, values_number(moving->form, day_key, 0))
				  : period;
}

static enum err add_measurement(struct moving *moving)
{
	struct query *query;
	int64_t operator;
	enum err err = registry_platform_operator(moving->context, moving->matter->platform, &operator);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_MEASUREMENT_ADD);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":kind", kind_of(moving));
	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":operator", operator);
	query_text(query, ":period", period_of_matter(moving, EVERY_MONTH, "checked_day"));
	query_int(query, ":total", values_number(moving->form, "total", 0));
	query_int(query, ":passed", values_number(moving->form, "passed", 0));
	query_int(query, ":objected", text_equal(moving->matter->state->key, "ruling"));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* Of a platform it counts for who runs it; a spot check of a unit's own system is charged to nobody's platform. */
enum err settle_measurement(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = moving->matter->platform > 0 ? add_measurement(moving) : OK;

	return err == OK && text_equal(moving->procedure->key, "spot_check") ? spot_check_failed(moving) : err;
}

enum err settle_drill(struct moving *moving, struct answer *answer UNUSED)
{
	const struct values *form = moving->form;
	struct query *query = db_query(moving->context->db, Q_DRILL_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":operator", moving->matter->org);
	query_text(query, ":period", period_of_matter(moving, EVERY_HALF_YEAR, "held_day"));
	query_int(query, ":day", values_number(form, "held_day", 0));
	query_int(query, ":rto", values_number(form, "rto_actual", 0) <= values_number(form, "rto_target", 0));
	query_int(query, ":rpo", values_number(form, "rpo_actual", 0) <= values_number(form, "rpo_target", 0));
	query_int(query, ":now", clock_now());
	return query_run(query);
}
