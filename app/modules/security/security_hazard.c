/* Hazards (隐患整改, 第二十五条): the limit by severity, its one extension, the risk that is borne, the re-check. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/panel.h"
#include "kernel/setting.h"

const struct option severities[4] = {
	{"critical", "紧急"},
	{"high", "高危"},
	{"mid", "中危"},
	{"low", "低危"},
};

static const struct limit {
	const char *severity;
	const char *setting;
	enum due_unit unit;
	const char *unit_label;
} limits[] = {
	{"critical", "hazard_critical_h", DUE_HOURS, "小时"},
	{"high", "hazard_high_wd", DUE_WORKING_DAYS, "个工作日"},
	{"mid", "hazard_mid_wd", DUE_WORKING_DAYS, "个工作日"},
	{"low", "hazard_low_wd", DUE_WORKING_DAYS, "个工作日"},
};

const char *severity_label(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(severities); i++)
		if (text_equal(severities[i].key, key))
			return severities[i].label;
	return "";
}

static const struct limit *limit_of(const char *severity)
{
	for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
		if (text_equal(limits[i].severity, severity))
			return &limits[i];
	return &limits[ARRAY_LENGTH(limits) - 1];
}

struct hazard {
	const char *severity;
	int64_t issued_at, limit_at, asked, extensions, rounds, accepted_day;
};

static enum found hazard_find(struct context *context, int64_t matter, struct hazard *hazard)
{
	struct query *query = db_query(context->db, Q_SECURITY_HAZARD);
	bool found;

	query_int(query, ":matter", matter);
	found = query_step(query);
	if (found) {
		hazard->severity = next_text(query, context->arena);
		hazard->issued_at = next_int(query);
		hazard->limit_at = next_int(query);
		hazard->asked = next_int(query);
		hazard->extensions = next_int(query);
		hazard->rounds = next_int(query);
		hazard->accepted_day = next_int(query);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

/* ---- the limit ---- */

static int64_t limit_by_severity(const struct moving *moving, const struct limit *limit, int64_t issued_at)
{
	return deadline_end(moving->context->service, limit->unit,
			    setting_integer(moving->context->service, limit->setting), issued_at);
}

/* The day that was asked for, where it is earlier than what the severity allows and was not over at the issuing; 0. */
static int64_t asked_day(const struct moving *moving, const struct limit *limit, int64_t issued_at)
{
	int64_t day = values_number(moving->form, "due_day", 0);

	return day >= day_of(issued_at) && day_end(day) < limit_by_severity(moving, limit, issued_at) ? day : 0;
}

static void keep_due(struct moving *moving, int64_t due_at, const char *why)
{
	moving->due_at = due_at;
	moving->due_rule = arena_printf(moving->context->arena, "%s，至 %s（北京时间）", why,
					format_time(moving->context->arena, due_at));
}

static const char *limit_words(struct moving *moving, const struct hazard *hazard)
{
	const struct limit *limit = limit_of(hazard->severity);
	struct arena *arena = moving->context->arena;
	int64_t day = asked_day(moving, limit, hazard->issued_at);
	const char *length =
		day > 0 ? arena_printf(arena, "要求 %s 前完成整改", format_day(arena, day))
			: arena_printf(arena, "整改时限 %" PRId64 " %s",
				       setting_integer(moving->context->service, limit->setting), limit->unit_label);

	return arena_printf(arena, "%s隐患 %s 下发，%s%s", severity_label(hazard->severity),
			    format_time_short(arena, hazard->issued_at), length,
			    hazard->extensions > 0 ? "，已延期" : "");
}

/* ---- issued ---- */

enum verdict hazard_due_ahead(struct moving *moving, struct answer *answer)
{
	if (values_number(moving->form, "due_day", INT64_MAX) >= day_of(clock_now()))
		return answer_yes(moving, answer, "完成期限没有过");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请填今天或者以后的日期，或者不填", .field = "due_day"},
			 "完成期限已经过了");
}

/* Nobody has longer to sign for it than to put it right. */
static void shorten_receipt(struct moving *moving, const struct hazard *hazard)
{
	if (hazard->limit_at <
	    deadline_from(moving->context, "hazard_receipt_wd", DUE_WORKING_DAYS, hazard->issued_at).due_at)
		keep_due(moving, hazard->limit_at, limit_words(moving, hazard));
}

enum err hazard_open(struct moving *moving, struct answer *answer UNUSED)
{
	const struct limit *limit = limit_of(values_word(moving->form, "severity"));
	int64_t now = clock_now();
	int64_t day = asked_day(moving, limit, now);
	const struct hazard hazard = {.severity = limit->severity,
				      .issued_at = now,
				      .limit_at = day > 0 ? day_end(day) : limit_by_severity(moving, limit, now)};
	struct query *query = db_query(moving->context->db, Q_SECURITY_HAZARD_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", values_number(moving->form, "receiver", 0));
	query_text(query, ":severity", limit->severity);
	query_text(query, ":source", values_word(moving->form, "source"));
	query_int(query, ":now", now);
	query_int(query, ":limit_at", hazard.limit_at);
	shorten_receipt(moving, &hazard);
	return query_run(query);
}

/* It runs from the issuing on, whatever happens in between. */
enum err hazard_limit(struct moving *moving, struct answer *answer UNUSED)
{
	struct hazard hazard = {0};

	if (hazard_find(moving->context, moving->matter->id, &hazard) != FOUND)
		return ERR_INTERNAL;
	keep_due(moving, hazard.limit_at, limit_words(moving, &hazard));
	return OK;
}

static enum err set_limit(struct moving *moving, int64_t limit_at, int64_t extensions)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_HAZARD_LIMIT);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":limit_at", limit_at);
	query_int(query, ":extensions", extensions);
	return query_run(query);
}

/* ---- the extension: half of the limit at most, asked for in time ---- */

/* In its unit: what the severity allows, less where an earlier day was asked for. */
static int64_t whole_limit(const struct moving *moving, const struct hazard *hazard, const struct limit *limit)
{
	int64_t day = asked_day(moving, limit, hazard->issued_at);

	if (day == 0)
		return setting_integer(moving->context->service, limit->setting);
	return limit->unit == DUE_HOURS
		       ? (day_end(day) - hazard->issued_at) / SECURITY_HOUR
		       : workday_between(moving->context->service->calendar, day_of(hazard->issued_at), day);
}

enum verdict hazard_extension_left(struct moving *moving, struct answer *answer)
{
	int64_t most = setting_integer(moving->context->service, "extend_max");
	int64_t asked = values_number(moving->fields, "extension", 0);
	struct hazard hazard = {0};
	const struct limit *limit;
	int64_t half;

	if (hazard_find(moving->context, moving->matter->id, &hazard) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	limit = limit_of(hazard.severity);
	half = whole_limit(moving, &hazard, limit) / 2;
	if (hazard.extensions >= most)
		return answer_no(moving, answer, (struct answer_help){.cure = "请按期整改；确有困难的可以申请风险接受"},
				 "整改至多延期 %" PRId64 " 次，本件已延期", most);
	if (clock_now() > hazard.limit_at)
		return answer_no(moving, answer, (struct answer_help){.cure = "请尽快整改并提交佐证"},
				 "整改时限已过，不能再申请延期");
	if (asked > half)
		return answer_no(moving, answer, (struct answer_help){.cure = "请减少延期时间", .field = "extension"},
				 "延期不超过原时限的一半，至多 %" PRId64 " %s", half, limit->unit_label);
	return answer_yes(moving, answer, "可以延期");
}

enum err hazard_ask(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_HAZARD_ASK);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":asked", values_number(moving->fields, "extension", 0));
	return query_run(query);
}

enum err hazard_extend(struct moving *moving, struct answer *answer UNUSED)
{
	struct hazard hazard = {0};
	int64_t day;
	enum err err;

	if (hazard_find(moving->context, moving->matter->id, &hazard) != FOUND)
		return ERR_INTERNAL;
	if (limit_of(hazard.severity)->unit == DUE_HOURS) {
		hazard.limit_at += hazard.asked * SECURITY_HOUR;
	} else {
		day = workday_add(moving->context->service->calendar, day_of(hazard.limit_at), hazard.asked);
		hazard.limit_at = day_end(day);
	}
	hazard.extensions++;
	err = set_limit(moving, hazard.limit_at, hazard.extensions);
	keep_due(moving, hazard.limit_at, limit_words(moving, &hazard));
	return err;
}

/* ---- the risk is borne for a while ---- */

enum verdict hazard_acceptance_fits(struct moving *moving, struct answer *answer)
{
	int64_t most = setting_integer(moving->context->service, "accept_risk_cd");
	int64_t today = day_of(clock_now());
	int64_t until = values_number(moving->fields, "accepted_until", 0);

	if (until > today && until <= today + most)
		return answer_yes(moving, answer, "期限不超过 %" PRId64 " 日", most);
	return answer_no(moving, answer, (struct answer_help){.cure = "请另选日期", .field = "accepted_until"},
			 "风险接受的期限应在明天至 %s 之间（至多 %" PRId64 " 日）",
			 format_day(moving->context->arena, today + most), most);
}

static void keep_acceptance(struct moving *moving, int64_t until)
{
	moving->due_at = day_end(until);
	moving->due_rule = arena_printf(moving->context->arena, "风险接受至 %s，到期恢复整改",
					format_day(moving->context->arena, until));
}

enum err hazard_accept(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t until = values_number(moving->fields, "accepted_until", 0);
	struct query *query = db_query(moving->context->db, Q_SECURITY_HAZARD_ACCEPT);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":day", until);
	keep_acceptance(moving, until);
	return query_run(query);
}

/* The time for which the risk was borne is over: a new limit by severity, counted from now. */
enum err hazard_resume(struct moving *moving, struct answer *answer UNUSED)
{
	struct hazard hazard = {0};
	struct deadline deadline;
	const struct limit *limit;
	enum err err;

	if (hazard_find(moving->context, moving->matter->id, &hazard) != FOUND)
		return ERR_INTERNAL;
	limit = limit_of(hazard.severity);
	deadline = deadline_from(moving->context, limit->setting, limit->unit, clock_now());
	err = set_limit(moving, deadline.due_at, hazard.extensions);
	moving->due_at = deadline.due_at;
	moving->due_rule = deadline.rule;
	return err;
}

/* ---- the re-check ---- */

/* Whether the actor's organisation is the one that has to put it right. */
static enum err is_own(struct moving *moving, bool *own)
{
	struct query *query = db_query(moving->context->db, Q_MATTER_CONCERNS);

	*own = false;
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":org", moving->context->actor->org);
	query_text(query, ":part", "addressee");
	if (query_step(query))
		*own = next_int(query) != 0;
	return query_end(query);
}

enum verdict hazard_checked_by_other(struct moving *moving, struct answer *answer)
{
	bool own;

	if (is_own(moving, &own) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (!own)
		return answer_yes(moving, answer, "由整改单位以外的人员复核");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请由省大数据中心或统一安全运维机构中不承担整改的一方复核"},
			 "整改单位不能复核自己的整改");
}

/* Withdrawn or sent to another, it is no longer to be put right: that is not for who would have to. */
enum verdict hazard_ended_by_other(struct moving *moving, struct answer *answer)
{
	bool own;

	if (is_own(moving, &own) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (!own)
		return answer_yes(moving, answer, "由整改单位以外的人员撤销");
	return answer_no(
		moving, answer,
		(struct answer_help){.cure = "认为不是隐患或者应由其他单位整改的，请由省大数据中心或统一安全运维"
					     "机构中不承担整改的一方撤销"},
		"整改单位不能撤销自己的整改");
}

/*
 * Not passed: one round more under the same limit, where it was; a risk that is borne is borne on to its day.
 */
enum err hazard_failed(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_HAZARD_ROUND);
	struct hazard hazard = {0};
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	if (err != OK)
		return err;
	if (hazard_find(moving->context, moving->matter->id, &hazard) != FOUND)
		return ERR_INTERNAL;
	if (!text_equal(moving->matter->returned_from, "risk_accepted") || hazard.accepted_day == 0)
		return hazard_limit(moving, answer);
	keep_acceptance(moving, hazard.accepted_day);
	return OK;
}

enum err hazard_close(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_HAZARD_CLOSE);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":outcome", text_equal(moving->action->key, "pass") ? "passed" : "withdrawn");
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* Sent to the wrong one: it is issued anew to another, not to the same. */
enum verdict hazard_receiver_differs(struct moving *moving, struct answer *answer)
{
	int64_t right = values_number(moving->fields, "right_receiver", 0);

	if (right == 0)
		return answer_not_yet(moving, answer, "选择应整改的单位后核对");
	if (right != values_number(moving->form, "receiver", 0))
		return receiver_answers(moving, answer,
					&(struct receiver){.organisation = right,
							   .system = moving->matter->system,
							   .platform = moving->matter->platform,
							   .field = "right_receiver"});
	return answer_no(
		moving, answer,
		(struct answer_help){.cure = "请另选单位；整改单位没有错的用“撤销”", .field = "right_receiver"},
		"所选单位就是现在的整改单位");
}

/* ---- when it is late ---- */

enum verdict hazard_limit_passed(struct moving *moving, struct answer *answer)
{
	struct hazard hazard = {0};

	if (hazard_find(moving->context, moving->matter->id, &hazard) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (clock_now() > hazard.limit_at)
		return answer_yes(moving, answer, "整改已逾期");
	return answer_no(moving, answer, (struct answer_help){.cure = "整改时限内可以催办"}, "整改时限 %s 还没有过",
			 format_time(moving->context->arena, hazard.limit_at));
}

enum verdict hazard_has_system(struct moving *moving, struct answer *answer)
{
	if (moving->matter->system > 0)
		return answer_yes(moving, answer, "已写明信息系统");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "平台隐患请“提请暂停平台分配”，其他的用督办或通报督促整改"},
			 "本件没有写明信息系统，不能提请暂停接入");
}

/* Also what a system's hazard may lie in: then either can be proposed. */
enum verdict hazard_has_platform(struct moving *moving, struct answer *answer)
{
	if (moving->matter->platform > 0)
		return platform_suspendable(moving, answer);
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "系统隐患请“提请暂停接入”，其他的用督办或通报督促整改"},
			 "本件没有写明云平台，不能提请暂停平台分配");
}

enum err fill_hazard_facts(struct context *context, struct matter *matter, struct values *form UNUSED,
			   struct dict *body)
{
	struct hazard hazard = {0};
	enum found found = hazard_find(context, matter->id, &hazard);
	struct dict *pairs;

	if (found != FOUND)
		return found == NOT_FOUND ? OK : ERR_INTERNAL;
	pairs = panel_pairs(panel_add(body, "PANEL_SIDE", "整改时限"), true);
	pairs_add(pairs, "严重程度", severity_label(hazard.severity));
	pairs_add(pairs, "下发", format_time(context->arena, hazard.issued_at));
	pairs_add(pairs, "整改时限", format_time(context->arena, hazard.limit_at));
	pairs_add(pairs, "延期", arena_printf(context->arena, "%" PRId64 " 次", hazard.extensions));
	pairs_add(pairs, "复核未通过", arena_printf(context->arena, "%" PRId64 " 次", hazard.rounds));
	if (hazard.accepted_day > 0)
		pairs_add(pairs, "风险接受至", format_day(context->arena, hazard.accepted_day));
	return OK;
}
