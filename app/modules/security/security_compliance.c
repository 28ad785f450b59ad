/* The register of 等保, 密评, cloud assessments, purchase reviews and domestic pilots (第二十七条). */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

const struct option compliance_kinds[6] = {
	{"grading", "定级备案"},
	{"classified_protection", "等级保护测评"},
	{"cryptography", "密码应用安全性评估"},
	{"cloud_assessment", "云计算服务安全评估"},
	{"network_review", "网络安全审查"},
	{"domestic_pilot", "信创试点"},
};

const char *compliance_kind_label(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(compliance_kinds); i++)
		if (text_equal(compliance_kinds[i].key, key))
			return compliance_kinds[i].label;
	return "";
}

/* ---- what fits ---- */

/* Which results each kind can have; what is not named is no result of it. */
static const struct {
	const char *kind, *results, *words;
} results_of[] = {
	{"classified_protection", ",excellent,good,medium,poor,conform,mostly,not_conform,",
	 "优、良、中、差，符合、基本符合、不符合"},
	{"cryptography", ",conform,mostly,not_conform,", "符合、基本符合、不符合"},
	{"cloud_assessment", ",pass,fail,", "通过、未通过"},
	{"network_review", ",pass,fail,", "通过、未通过"},
	{"domestic_pilot", ",piloting,piloted,pass,fail,", "试点进行中、试点完成、通过、未通过"},
};

static enum verdict check_result(struct moving *moving, struct answer *answer)
{
	const char *kind = values_word(moving->form, "kind");
	const char *result = values_word(moving->form, "result");

	for (size_t i = 0; i < ARRAY_LENGTH(results_of); i++)
		if (text_equal(results_of[i].kind, kind) && result[0] != '\0' &&
		    strstr(results_of[i].results, arena_printf(moving->context->arena, ",%s,", result)) == NULL)
			return answer_no(moving, answer, (struct answer_help){.cure = "请改选结论", .field = "result"},
					 "%s的结论应为%s", compliance_kind_label(kind), results_of[i].words);
	return VERDICT_YES;
}

/* A result counts no longer than its rule says, whatever its paper says; NULL: it does not claim to. */
static const char *term_mistake(const struct moving *moving)
{
	const struct context *context = moving->context;
	int64_t last = filing_counts_until(context, moving->form);

	if (last == 0 || values_number(moving->form, "valid_day", 0) <= last)
		return NULL;
	return arena_printf(context->arena, "%s结果自取得日期起有效 %" PRId64 " 个月，有效期至不能晚于 %s",
			    compliance_kind_label(values_word(moving->form, "kind")),
			    filing_term(context, moving->form), format_day(context->arena, last));
}

static enum verdict check_days(struct moving *moving, struct answer *answer)
{
	int64_t obtained = values_number(moving->form, "obtained_day", 0);
	int64_t until = values_number(moving->form, "valid_day", 0);
	const char *filed =
		crypto_day_mistake(moving->context, moving->form, values_number(moving->form, "filed_day", 0));

	if (obtained > day_of(clock_now()))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请填取得结果的日期", .field = "obtained_day"},
				 "取得日期晚于今天");
	if (until > 0 && until <= obtained)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改正有效期", .field = "valid_day"},
				 "有效期止早于取得日期");
	if (filed != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请填备案日期", .field = "filed_day"},
				 "%s", filed);
	if (term_mistake(moving) != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改正有效期", .field = "valid_day"},
				 "%s", term_mistake(moving));
	return VERDICT_YES;
}

static enum verdict check_issuer(struct moving *moving, struct answer *answer)
{
	const char *mistake;
	enum err err = filing_issuer(moving, &mistake);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (mistake != NULL)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对取得日期，或者换由有这一类资质的机构出具",
						      .field = "assessor"},
				 "%s", mistake);
	return VERDICT_YES;
}

struct renewed {
	int64_t id; /* 0: there is no such pilot of this object */
	bool replaced;
};

/* The registered pilot that this one goes on with; OK with id 0 also when it says none. */
static enum err find_renewed(const struct moving *moving, struct renewed *renewed)
{
	const struct matter *matter = moving->matter;
	struct query *query = db_query(moving->context->db, Q_SECURITY_COMPLIANCE_RENEWED);

	*renewed = (struct renewed){0};
	query_text(query, ":number", values_word(moving->form, "renews"));
	query_int(query, ":organisation", matter->org);
	query_int(query, ":system", matter->system);
	query_int(query, ":platform", matter->platform);
	if (query_step(query)) {
		renewed->id = next_int(query);
		renewed->replaced = next_int(query) != 0;
	}
	return query_end(query);
}

static const char *renewal_mistake(const struct moving *moving, const struct renewed *renewed)
{
	const char *number = values_word(moving->form, "renews");

	if (number[0] == '\0' || (renewed->id > 0 && !renewed->replaced))
		return NULL;
	return arena_printf(moving->context->arena,
			    renewed->id == 0 ? "没有编号为“%s”、对象相同的信创试点备案" : "信创试点备案“%s”已经续报过",
			    number);
}

static enum verdict check_renewal(struct moving *moving, struct answer *answer)
{
	struct renewed renewed;
	enum err err = find_renewed(moving, &renewed);
	const char *mistake;

	if (err != OK)
		return answer_failed(moving, answer, err);
	mistake = renewal_mistake(moving, &renewed);
	if (mistake != NULL)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请改正编号；新的试点不填", .field = "renews"}, "%s",
				 mistake);
	return VERDICT_YES;
}

/* What it is about, what came of it, and days that can be. */
enum verdict compliance_complete(struct moving *moving, struct answer *answer)
{
	static enum verdict (*const checks[])(struct moving *, struct answer *) = {check_result, check_days,
										   check_issuer, check_renewal};
	const struct matter *matter = moving->matter;
	const char *kind = values_word(moving->form, "kind");
	bool of_platform = text_equal(kind, "cloud_assessment");
	bool of_purchase = text_equal(kind, "network_review");

	if (matter == NULL || kind[0] == '\0')
		return answer_not_yet(moving, answer, "选择类别后核对");
	if (of_platform && matter->platform == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请另行发起并选择云平台", .field = "kind"},
				 "云计算服务安全评估是云平台的，本件没有选择云平台");
	if (!of_platform && !of_purchase && matter->platform == 0 && matter->system == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请另行发起并选择信息系统或云平台", .field = "kind"},
				 "本件没有选择信息系统或云平台");
	for (size_t i = 0; i < ARRAY_LENGTH(checks); i++) {
		enum verdict verdict = checks[i](moving, answer);

		if (verdict != VERDICT_YES)
			return verdict;
	}
	return filing_order(moving, answer);
}

/* ---- the register ---- */

/* In words: of one that began when it was a text, what was typed. */
static const char *result_words(const struct values *form)
{
	const char *label = values_label(form, "result");

	if (text_equal(values_word(form, "kind"), "grading"))
		return "已备案";
	return label[0] != '\0' ? label : values_word(form, "result");
}

static bool result_passes(const char *words)
{
	static const char *const failing[] = {"不符合", "未通过", "不通过", "不合格"};

	for (size_t i = 0; i < ARRAY_LENGTH(failing); i++)
		if (strstr(words, failing[i]) != NULL)
			return false;
	return !text_starts(words, "差");
}

static void bind_some(struct query *query, const char *name, int64_t value)
{
	if (value > 0)
		query_int(query, name, value);
	else
		query_null(query, name);
}

/* A pilot takes the place of the one it names, as that is by now. */
static enum err renew(struct moving *moving, struct answer *answer)
{
	struct renewed renewed = {0};
	struct query *query;
	const char *mistake;
	enum err err;

	if (!text_equal(values_word(moving->form, "kind"), "domestic_pilot"))
		return OK;
	err = find_renewed(moving, &renewed);
	mistake = err == OK ? renewal_mistake(moving, &renewed) : NULL;
	if (mistake != NULL)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请退回补充"}, "%s", mistake);
	if (err != OK || renewed.id == 0)
		return err;
	query = db_query(moving->context->db, Q_SECURITY_COMPLIANCE_RENEW);
	query_int(query, ":id", renewed.id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* Which of those about the same thing stands from now on: this one, or one that is newer than it. */
static enum err settle(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_COMPLIANCE_SETTLE);

	query_text(query, ":kind", values_word(moving->form, "kind"));
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err compliance_register(struct moving *moving, struct answer *answer)
{
	const struct matter *matter = moving->matter;
	const struct values *form = moving->form;
	const char *result = result_words(form);
	int64_t valid = values_number(form, "valid_day", filing_counts_until(moving->context, form));
	const char *mistake = NULL;
	struct query *query;
	enum err err = filing_issuer(moving, &mistake);

	if (err == OK && mistake == NULL)
		mistake = term_mistake(moving);
	if (mistake != NULL)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请退回补充"}, "%s", mistake);
	if (err == OK)
		err = renew(moving, answer);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_SECURITY_COMPLIANCE_ADD);
	query_int(query, ":matter", matter->id);
	query_text(query, ":kind", values_word(form, "kind"));
	query_int(query, ":organisation", matter->org);
	bind_some(query, ":system", matter->system);
	bind_some(query, ":platform", matter->platform);
	bind_some(query, ":level", values_word(form, "level")[0] == '\0' ? 0 : values_word(form, "level")[0] - '0');
	query_text(query, ":certificate", values_word(form, "certificate_no"));
	query_text(query, ":result", result);
	query_int(query, ":passed", result_passes(result));
	query_int(query, ":obtained", values_number(form, "obtained_day", 0));
	bind_some(query, ":valid", valid);
	bind_some(query, ":authority_due", crypto_filed_until(moving->context, form));
	bind_some(query, ":authority_day", values_number(form, "filed_day", 0));
	if (values_word(form, "filed_no")[0] != '\0')
		query_text(query, ":authority_no", values_word(form, "filed_no"));
	else
		query_null(query, ":authority_no");
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? settle(moving) : err;
}

/* ---- reminders, and what has lapsed ---- */

struct ending {
	int64_t id, matter, org, valid_day, reminded, system, platform, obtained_day;
	const char *kind, *about, *result;
};

/* Which reminder is due by now: 1, 2, 3; 4 when the day has passed. */
static int64_t reminder_due(struct context *context, const struct ending *ending)
{
	int64_t left = ending->valid_day - day_of(clock_now());

	if (left < 0)
		return 4;
	if (left <= setting_integer(context->service, "cert_remind_last_cd"))
		return 3;
	if (left <= setting_integer(context->service, "cert_remind_second_cd"))
		return 2;
	return left <= setting_integer(context->service, "cert_remind_first_cd") ? 1 : 0;
}

/* What fell away is a hazard like any other, addressed to whoever should have seen to it. */
static enum err open_hazard(struct context *context, const struct ending *ending, const char *title,
			    const char *description)
{
	const struct procedure *procedure = procedure_find(context->service, "hazard");
	struct opening opening = {
		.procedure = procedure,
		.org = context->service->org_center,
		.role = ROLE_CENTER_SECURITY,
		.subject = {.system = ending->system, .platform = ending->platform, .base_matter = ending->matter},
		.at = "receipt",
	};
	int64_t id;

	if (procedure == NULL)
		return OK;
	opening.form = values_empty(context->arena, procedure->form, procedure->form_count);
	values_set(opening.form, "title", title);
	values_set_number(opening.form, "receiver", ending->org);
	values_set(opening.form, "severity", "high");
	values_set(opening.form, "source", "compliance");
	values_set(opening.form, "description", description);
	values_set(opening.form, "demand", "请整改后重新开展，并将结果报省大数据中心备案。");
	return matter_open_for(context, &opening, &id);
}

/* Unless one is open about this filing already: it failed before it lapsed. */
static enum err open_lapsed(struct context *context, const struct ending *ending)
{
	const char *kind = compliance_kind_label(ending->kind);
	struct query *query = db_query(context->db, Q_SECURITY_COMPLIANCE_HAZARDS);
	int64_t open = 0;
	enum err err;

	query_int(query, ":matter", ending->matter);
	err = query_value(query, 0, &open);
	if (err != OK || open > 0)
		return err;
	return open_hazard(context, ending, arena_printf(context->arena, "%s%s已过期", ending->about, kind),
			   arena_printf(context->arena, "%s的%s有效期至 %s，没有登记新的结果。", ending->about, kind,
					format_day(context->arena, ending->valid_day)));
}

static enum err remind(struct context *context, const struct ending *ending, int64_t which)
{
	const char *text = arena_printf(
		context->arena, "%s%s有效期至 %s，%s", ending->about, compliance_kind_label(ending->kind),
		format_day(context->arena, ending->valid_day), which == 4 ? "已过期" : "请及时重新开展并报备");
	struct query *query = db_query(context->db, Q_SECURITY_COMPLIANCE_REMINDED);
	enum err err;

	query_int(query, ":id", ending->id);
	query_int(query, ":reminded", which);
	err = query_run(query);
	query = db_query(context->db, Q_SECURITY_SEATED_ROLES);
	query_int(query, ":organisation", ending->org);
	while (err == OK && query_step(query))
		err = notice_add(context, ending->org, next_text(query, context->arena), 0,
				 which == 4 ? "overdue" : "remind", ending->matter, text);
	if (query_end(query) != OK)
		err = ERR_INTERNAL;
	return err == OK && which == 4 ? open_lapsed(context, ending) : err;
}

static enum err read_ending(struct context *context, int64_t after, struct ending *endings, size_t most, size_t *count)
{
	struct query *query = db_query(context->db, Q_SECURITY_COMPLIANCE_ENDING);

	*count = 0;
	query_int(query, ":until", day_of(clock_now()) + setting_integer(context->service, "cert_remind_first_cd"));
	query_int(query, ":after", after);
	while (*count < most && query_step(query)) {
		struct ending *ending = &endings[(*count)++];

		ending->id = next_int(query);
		ending->matter = next_int(query);
		ending->org = next_int(query);
		ending->valid_day = next_int(query);
		ending->reminded = next_int(query);
		ending->system = next_int(query);
		ending->platform = next_int(query);
		ending->kind = next_text(query, context->arena);
		ending->about = next_text(query, context->arena);
	}
	return query_end(query);
}

/* ---- results that failed ---- */

enum { SLICE = 100 };

static enum err read_failed(struct context *context, int64_t after, struct ending *failed, size_t *count)
{
	struct query *query = db_query(context->db, Q_SECURITY_COMPLIANCE_FAILED);

	*count = 0;
	query_int(query, ":after", after);
	while (*count < SLICE && query_step(query)) {
		struct ending *one = &failed[(*count)++];

		one->id = next_int(query);
		one->matter = next_int(query);
		one->org = next_int(query);
		one->obtained_day = next_int(query);
		one->result = next_text(query, context->arena);
		one->system = next_int(query);
		one->platform = next_int(query);
		one->kind = next_text(query, context->arena);
		one->about = next_text(query, context->arena);
	}
	return query_end(query);
}

static enum err open_failed(struct context *context, const struct ending *failed)
{
	const char *kind = compliance_kind_label(failed->kind);

	return open_hazard(context, failed,
			   arena_printf(context->arena, "%s%s结论为%s", failed->about, kind, failed->result),
			   arena_printf(context->arena, "%s的%s于 %s 取得结果，结论为%s，不符合要求。", failed->about,
					kind, format_day(context->arena, failed->obtained_day), failed->result));
}

/* A hazard for each, once: the query leaves out what has one. */
static enum err failed_job(struct context *context)
{
	struct ending failed[SLICE];
	size_t count = SLICE;
	int64_t after = 0;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		err = read_failed(context, after, failed, &count);
		for (size_t i = 0; err == OK && i < count; i++) {
			after = failed[i].id;
			err = tx_begin(context->db);
			if (err == OK)
				err = tx_end(context->db, open_failed(context, &failed[i]));
		}
	}
	return err;
}

static enum err ending_job(struct context *context)
{
	struct ending endings[SLICE];
	size_t count = SLICE;
	int64_t after = 0;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		err = read_ending(context, after, endings, SLICE, &count);
		for (size_t i = 0; err == OK && i < count; i++) {
			int64_t which = reminder_due(context, &endings[i]);

			after = endings[i].id;
			if (which <= endings[i].reminded)
				continue;
			err = tx_begin(context->db);
			if (err == OK)
				err = tx_end(context->db, remind(context, &endings[i], which));
		}
	}
	return err;
}

enum err compliance_job(struct context *context)
{
	enum err err = failed_job(context);

	return err == OK ? ending_job(context) : err;
}
