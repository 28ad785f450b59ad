/*
 * What an attestation of logs and the rules of a unit have to speak of: every
 * system that is live and every platform (第三十一条).  Logs
 * that leave one out are refused; posts that nobody holds are shown.
 */
#include "base/base.h"
#include "modules/duty/duty_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/answer.h"
#include "kernel/panel.h"
#include "kernel/period.h"

enum { NAMED = 3 }; /* in a sentence; the others are counted */

/* Tells whether the form speaks of it. */
typedef bool covers(struct arena *arena, const struct values *form, const char *subject);

/* Live on that day and not spoken of, at most so many names, all of them counted. */
struct unnamed {
	const char *names[DUTY_SUBJECTS_MAX];
	size_t count;
};

static enum err find_unnamed(struct context *context, int64_t org, int64_t day, const struct values *form,
			     covers *covered, struct unnamed *unnamed)
{
	struct query *query = db_query(context->db, Q_DUTY_LIVE_SUBJECTS);

	unnamed->count = 0;
	query_int(query, ":organisation", org);
	query_int(query, ":last", day);
	while (query_step(query)) {
		const char *subject = next_text(query, context->arena);

		if (unnamed->count < DUTY_SUBJECTS_MAX && !covered(context->arena, form, subject))
			unnamed->names[unnamed->count++] = subject;
	}
	return query_end(query);
}

static void list_unnamed(struct context *context, struct dict *body, const char *title, const char *what,
			 const struct unnamed *unnamed)
{
	const char *heads[] = {"系统、平台", "情况", NULL};
	struct table *table = NULL;

	for (size_t i = 0; i < unnamed->count; i++) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", title), title, heads);
		table_line(table);
		table_text(table, unnamed->names[i]);
		table_gap(table, what);
	}
}

/* ---- logs ---- */

/* The last day that is attested. */
int64_t duty_last_day(const struct matter *matter)
{
	int64_t first, last;

	return period_days(matter->period, &first, &last) ? last : day_of(clock_now());
}

bool duty_logs_of(const struct values *form, const char *subject)
{
	const struct value *rows = values_find(form, "logs");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_text(rows->rows[i], "subject"), subject))
			return true;
	return false;
}

static bool logs_named(struct arena *arena UNUSED, const struct values *form, const char *subject)
{
	return duty_logs_of(form, subject);
}

static bool nothing_named(struct arena *arena UNUSED, const struct values *form UNUSED, const char *subject UNUSED)
{
	return false;
}

static const char *first_names(struct arena *arena, const struct unnamed *unnamed)
{
	const char *names = "";

	for (size_t i = 0; i < unnamed->count && i < NAMED; i++)
		names = text_list_add(arena, names, unnamed->names[i]);
	return unnamed->count > NAMED ? arena_printf(arena, "%s等", names) : names;
}

enum verdict logs_of_all(struct moving *moving, struct answer *answer)
{
	struct arena *arena = moving->context->arena;
	struct unnamed *unnamed = arena_alloc(arena, sizeof *unnamed);
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "填报后核对");
	err = find_unnamed(moving->context, moving->matter->org, duty_last_day(moving->matter), moving->form,
			   logs_named, unnamed);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (unnamed->count == 0)
		return answer_yes(moving, answer, "在用的系统和平台都已填报");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "每个系统、平台至少填一行，名称与台账一致", .field = "logs"},
			 "还有 %zu 个在用的系统、平台没有填报日志：%s", unnamed->count, first_names(arena, unnamed));
}

/* Whether nothing is there to speak of: only then is no attestation owed. */
enum verdict logs_nothing(struct moving *moving, struct answer *answer)
{
	struct arena *arena = moving->context->arena;
	struct unnamed *live = arena_alloc(arena, sizeof *live);
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "发起后核对");
	err = find_unnamed(moving->context, moving->matter->org, duty_last_day(moving->matter), NULL, nothing_named,
			   live);
	if (err != OK)
		return answer_failed(moving, answer, err);
	return live->count == 0 ? answer_yes(moving, answer, "该单位没有在用的系统和平台")
				: answer_no(moving, answer,
					    (struct answer_help){.cure = "由该单位照实填报；系统已经退出的先办结退出"},
					    "该单位还有 %zu 个在用的系统、平台，不能作废：%s", live->count,
					    first_names(arena, live));
}

enum err fill_logs_unnamed(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	struct unnamed *unnamed = arena_alloc(context->arena, sizeof *unnamed);
	enum err err;

	if (matter->state->waived)
		return OK;
	err = find_unnamed(context, matter->org, duty_last_day(matter), form, logs_named, unnamed);
	list_unnamed(context, body, "没有填报的系统、平台", "在用，本月没有填报日志", unnamed);
	return err;
}

/* Of the newest attestations (:all: of everybody). */
enum err fill_unattested(struct context *context, struct dict *body, bool all)
{
	static const char *const heads[] = {"单位", "系统或平台", "最近一期", NULL};
	struct query *query = db_query(context->db, Q_DUTY_UNATTESTED);
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", all);
	query_int(query, ":today", day_of(clock_now()));
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "最近一期没有填报的系统、平台"),
					    "最近一期没有填报的系统、平台", heads);
		table_line(table);
		table_text(table, next_text(query, arena));
		table_text(table, next_text(query, arena));
		table_text(table, next_text(query, arena));
	}
	return query_end(query);
}

/* ---- rules ---- */

/* 甲系统、乙系统, parted by commas of any kind; or all of them.  Query compliance_papers reads them likewise. */
static bool names_it(struct arena *arena, const char *what, const char *subject)
{
	if (text_empty(what))
		return false;
	what = text_replace(arena, text_replace(arena, what, "，", "、"), ",", "、");
	return strstr(what, "全部") != NULL ||
	       strstr(arena_printf(arena, "、%s、", what), arena_printf(arena, "、%s、", subject)) != NULL;
}

static bool post_named(struct arena *arena, const struct values *form, const char *subject)
{
	const struct value *rows = values_find(form, "persons");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (names_it(arena, values_text(rows->rows[i], "what"), subject))
			return true;
	return false;
}

static bool plan_has_post(const struct values *form)
{
	const struct value *rows = values_find(form, "persons");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_text(rows->rows[i], "duty"), "emergency"))
			return true;
	return false;
}

enum err fill_rules_unnamed(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	struct unnamed *unnamed = arena_alloc(context->arena, sizeof *unnamed);
	enum err err = find_unnamed(context, matter->org, day_of(clock_now()), form, post_named, unnamed);

	if (err == OK && unnamed->count < DUTY_SUBJECTS_MAX && !plan_has_post(form))
		unnamed->names[unnamed->count++] = "应急预案";
	list_unnamed(context, body, "没有指定责任岗位的系统、平台、预案", "没有指定责任岗位", unnamed);
	return err;
}

/* Another of the same name would be in force beside it; what it replaces ends with it, and is another edition. */
enum verdict rules_once(struct moving *moving, struct answer *answer)
{
	struct arena *arena = moving->context->arena;
	struct query *query;
	const char *number = NULL, *edition = "";
	int64_t id = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "填写制度名称和版本后核对");
	query = db_query(moving->context->db, Q_DUTY_RULES_TWIN);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":base", moving->matter->base_matter);
	query_text(query, ":name", values_word(moving->form, "name"));
	query_text(query, ":edition", values_word(moving->form, "edition"));
	if (query_step(query)) {
		id = next_int(query);
		number = next_text(query, arena);
		edition = next_text(query, arena);
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (number == NULL)
		return answer_yes(moving, answer, "没有同名的制度在执行");
	if (id == moving->matter->base_matter)
		return answer_no(moving, answer, (struct answer_help){.cure = "请写新版本的版本号", .field = "edition"},
				 "上一版本（%s）也是 %s", number, edition);
	return answer_no(moving, answer,
			 (struct answer_help){
				 .cure = "请在那一件办理修订，或者改写制度名称",
				 .link = arena_printf(arena, "/matters/%" PRId64, id),
				 .field = "name",
			 },
			 "同名的制度 %s 正在执行（%s）", edition, number);
}
