/*
 * Each report to the authorities that a party registered (第三十条): put right by a reason, given the number of its
 * receipt later.  Which one is said by its turn among the party's own; the lines are judged anew.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"

#define RIGHTED "right_nth"   /* which one is put right */
#define NUMBERED "number_nth" /* which one has a number now */

enum { REPORTS_MAX = 100 };

struct report {
	int64_t event, at;
	const char *kind, *authority, *channel, *receipt;
};

/* The own ones, in the order in which they were registered. */
static enum err read_reports(struct moving *moving, struct report reports[REPORTS_MAX], size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_REPORTS_OWN);

	*count = 0;
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":org", moving->context->actor->org);
	while (*count < REPORTS_MAX && query_step(query)) {
		struct report *report = &reports[(*count)++];

		report->event = next_int(query);
		report->at = next_int(query);
		report->kind = next_text(query, moving->context->arena);
		report->authority = next_text(query, moving->context->arena);
		report->channel = next_text(query, moving->context->arena);
		report->receipt = next_text(query, moving->context->arena);
	}
	return query_end(query);
}

static size_t unnumbered(const struct report *reports, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (reports[i].receipt[0] == '\0')
			return i;
	return count;
}

/* Of a version of before, which does not ask: `fallback`.  *chosen NULL after a sentence. */
static enum err choose(struct moving *moving, struct answer *answer, const struct report *reports, size_t count,
		       const char *field, size_t fallback, const struct report **chosen)
{
	int64_t which = values_find(moving->fields, field) == NULL
				? (int64_t)fallback + 1
				: values_number(moving->fields, field, (int64_t)fallback + 1);

	*chosen = NULL;
	if (which < 1 || which > (int64_t)count)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "次序见“报告与告知”里本单位各次报告", .field = field},
				     "本单位登记了 %zu 次对外报告，没有第 %" PRId64 " 次", count, which);
	*chosen = &reports[which - 1];
	return OK;
}

/* ---- put right ---- */

/* Where which one is asked, what is left empty stays as it was; a version of before shows its first as it stands. */
enum err incident_told_known(struct moving *moving)
{
	struct report reports[REPORTS_MAX];
	size_t count;
	enum err err = read_reports(moving, reports, &count);

	if (values_find(moving->fields, RIGHTED) != NULL) {
		values_set(moving->fields, RIGHTED, "1");
		return err;
	}
	if (err != OK || count == 0)
		return err;
	put_instant(moving->fields, "right_told_day", "right_told_time", reports[0].at);
	values_set(moving->fields, "right_authority", reports[0].authority);
	values_set(moving->fields, "right_channel", reports[0].channel);
	values_set(moving->fields, "right_receipt", reports[0].receipt);
	return OK;
}

/* What the actor's own organisation told the authorities; a no where that is nothing. */
static enum verdict own_reports(struct moving *moving, struct answer *answer, struct report reports[REPORTS_MAX],
				size_t *count)
{
	enum err err = read_reports(moving, reports, count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (*count == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请先登记对外报告"},
				 "本单位还没有登记对外报告");
	return answer_yes(moving, answer, "本单位已登记对外报告");
}

enum verdict incident_own_told(struct moving *moving, struct answer *answer)
{
	struct report reports[REPORTS_MAX];
	size_t count;

	return own_reports(moving, answer, reports, &count);
}

static const char *or_former(struct moving *moving, const char *field, const char *former)
{
	const struct value *value = values_find(moving->fields, field);

	return value == NULL || !value->present ? former : values_word(moving->fields, field);
}

/* Of day and time the one that is left empty is as it was. */
static int64_t right_instant(struct moving *moving, int64_t former)
{
	struct values *fields = moving->fields;
	const char *day = values_word(fields, "right_told_day"), *clock = values_word(fields, "right_told_time");

	if (day[0] == '\0' && clock[0] == '\0')
		return former;
	put_instant(fields, "right_told_day", "right_told_time", former);
	if (day[0] != '\0')
		values_set(fields, "right_told_day", day);
	if (clock[0] != '\0')
		values_set(fields, "right_told_time", clock);
	return said_instant(fields, "right_told_day", "right_told_time");
}

static struct report righted(struct moving *moving, const struct report *before)
{
	struct report after = *before;
	bool asked = values_find(moving->fields, RIGHTED) != NULL;

	after.at = right_instant(moving, before->at);
	after.kind = or_former(moving, "right_told_kind", before->kind);
	after.authority = or_former(moving, "right_authority", before->authority);
	after.channel = or_former(moving, "right_channel", before->channel);
	after.receipt = asked ? or_former(moving, "right_receipt", before->receipt)
			      : values_word(moving->fields, "right_receipt");
	if (text_equal(after.receipt, "无"))
		after.receipt = "";
	return after;
}

static enum err keep_differences(struct moving *moving, const struct report *before, const struct report *after,
				 size_t nth, size_t *count)
{
	struct arena *arena = moving->context->arena;
	const char *which = nth == 0 ? "" : arena_printf(arena, "（第 %zu 次报告）", nth + 1);
	const struct correction all[] = {
		{moving->context->actor->org, "报告时间", format_time(arena, before->at),
		 format_time(arena, after->at)},
		{moving->context->actor->org, "报告对象", authority_label(before->kind), authority_label(after->kind)},
		{moving->context->actor->org, "报告机关", before->authority, after->authority},
		{moving->context->actor->org, "报告渠道", before->channel, after->channel},
		{moving->context->actor->org, "回执编号", before->receipt, after->receipt},
	};
	enum err err = OK;

	*count = 0;
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(all); i++)
		if (!text_equal(all[i].former, all[i].present)) {
			struct correction correction = all[i];

			correction.what = arena_printf(arena, "%s%s", all[i].what, which);
			err = keep_correction(moving, &correction);
			(*count)++;
		}
	return err;
}

static enum err set_report(struct moving *moving, const struct report *report)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_REPORT_CORRECTED);
	enum err err;

	query_int(query, ":event", report->event);
	query_int(query, ":org", moving->context->actor->org);
	query_int(query, ":told_at", report->at);
	query_text(query, ":kind", report->kind);
	query_text(query, ":authority", report->authority);
	query_text(query, ":channel", report->channel);
	query_text(query, ":receipt", report->receipt);
	err = query_run(query);
	if (err == OK)
		err = line_open(moving, report->kind);
	return err == OK ? lines_judge(moving) : err;
}

enum err incident_correct_told(struct moving *moving, struct answer *answer)
{
	struct report reports[REPORTS_MAX], after;
	const struct report *before;
	struct incident incident = {0};
	size_t count = 0, differences = 0;
	enum err err = read_reports(moving, reports, &count);

	if (err != OK || incident_find(moving->context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	err = choose(moving, answer, reports, count, RIGHTED, 0, &before);
	if (err != OK || before == NULL)
		return err;
	after = righted(moving, before);
	if (after.at > clock_now() || after.at < incident.found_at)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请填实际报告的时间", .field = "right_told_time"},
				     "报告时间应在发现时间 %s 之后、不晚于现在",
				     format_time(moving->context->arena, incident.found_at));
	err = keep_differences(moving, before, &after, (size_t)(before - reports), &differences);
	if (err == OK && differences == 0)
		return nothing_new(moving, answer, "right_told_time");
	return err == OK ? set_report(moving, &after) : err;
}

/* ---- its number ---- */

enum err incident_number_known(struct moving *moving)
{
	struct report reports[REPORTS_MAX];
	size_t count, first;
	enum err err = read_reports(moving, reports, &count);

	first = err == OK ? unnumbered(reports, count) : count;
	values_set_number(moving->fields, NUMBERED, first < count ? (int64_t)first + 1 : 1);
	return err;
}

/* Of the actor's own organisation: told, and not yet by a number. */
enum verdict incident_number_missing(struct moving *moving, struct answer *answer)
{
	struct report reports[REPORTS_MAX];
	size_t count;
	enum verdict verdict = own_reports(moving, answer, reports, &count);

	if (verdict != VERDICT_YES)
		return verdict;
	if (unnumbered(reports, count) == count)
		return answer_no(moving, answer, (struct answer_help){.cure = "编号填错的请用“更正对外报告”改正"},
				 "本单位的对外报告已有回执编号：%s", reports[count - 1].receipt);
	return answer_yes(moving, answer, "本单位有对外报告还没有回执编号");
}

enum err incident_numbered(struct moving *moving, struct answer *answer)
{
	struct report reports[REPORTS_MAX];
	const struct report *chosen;
	struct query *query;
	size_t count = 0;
	enum err err = read_reports(moving, reports, &count);

	if (err == OK)
		err = choose(moving, answer, reports, count, NUMBERED, unnumbered(reports, count), &chosen);
	if (err != OK)
		return err;
	if (chosen->receipt[0] != '\0')
		return answer_refuse(
			moving, answer,
			(struct answer_help){.cure = "编号填错的请用“更正对外报告”改正", .field = NUMBERED},
			"第 %zu 次报告已有回执编号：%s", (size_t)(chosen - reports) + 1, chosen->receipt);
	query = db_query(moving->context->db, Q_SECURITY_REPORT_NUMBERED);
	query_int(query, ":event", chosen->event);
	query_int(query, ":org", moving->context->actor->org);
	query_text(query, ":receipt", values_word(moving->fields, "number_given"));
	err = query_run(query);
	return err == OK ? lines_judge(moving) : err;
}
