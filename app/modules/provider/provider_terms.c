/* The terms of a contract by version: what a quarter is judged by, and how they read. */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"

static const char *const grades[][2] = {
	{"excellent", "优秀"}, {"good", "良好"}, {"passed", "合格"}, {"failed", "不合格"}};
static const char *const levels[] = {"Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"};

#define NOT_SET "系数未按合同设定"

/* ---- written ---- */

static enum err write_limits(struct moving *moving, int64_t contract, int64_t version)
{
	const struct value *rows = values_find(moving->form, "limits");
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		struct query *query = db_query(moving->context->db, Q_PROVIDER_LIMIT_ADD);

		query_int(query, ":contract", contract);
		query_int(query, ":version", version);
		query_int(query, ":level", strtol(values_word(rows->rows[i], "level"), NULL, 10));
		query_int(query, ":respond", values_number(rows->rows[i], "respond_min", 0));
		query_int(query, ":restore", values_number(rows->rows[i], "restore_min", 0));
		err = query_run(query);
	}
	return err;
}

static enum err write_coefficients(struct moving *moving, int64_t contract, int64_t version)
{
	const struct value *rows = values_find(moving->form, "coefficients");
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		struct query *query = db_query(moving->context->db, Q_PROVIDER_COEFFICIENT_ADD);

		query_int(query, ":contract", contract);
		query_int(query, ":version", version);
		query_text(query, ":grade", values_word(rows->rows[i], "grade"));
		query_int(query, ":coefficient", values_number(rows->rows[i], "coefficient", 0));
		err = query_run(query);
	}
	return err;
}

static enum err write_overcommit(struct moving *moving, int64_t contract, int64_t version)
{
	const struct value *rows = values_find(moving->form, "overcommit");
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		struct query *query = db_query(moving->context->db, Q_PROVIDER_OVERCOMMIT_ADD);

		query_int(query, ":contract", contract);
		query_int(query, ":version", version);
		query_text(query, ":class", values_word(rows->rows[i], "class"));
		query_int(query, ":most", values_number(rows->rows[i], "most", 0)); /* 1:3 is 300 percent */
		err = query_run(query);
	}
	return err;
}

/* What a contract says nothing of, and what one from before it was asked has no field for. */
static void bind_given(struct query *query, const char *name, const struct values *form, const char *key)
{
	const struct value *value = values_find(form, key);

	if (value != NULL && value->present)
		query_int(query, name, value->number);
	else
		query_null(query, name);
}

enum err terms_write(struct moving *moving, int64_t contract, int64_t version, int64_t valid_from, const char *note)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_TERMS_ADD);
	enum err err;

	query_int(query, ":contract", contract);
	query_int(query, ":version", version);
	query_int(query, ":from", valid_from);
	query_text(query, ":note", note);
	query_text(query, ":catalogue", values_word(moving->form, "catalogue"));
	query_int(query, ":availability", values_number(moving->form, "availability", 0));
	query_text(query, ":penalty", values_word(moving->form, "penalty_clauses"));
	query_int(query, ":amount", values_number(moving->form, "annual_amount", 0));
	bind_given(query, ":durability", moving->form, "durability");
	bind_given(query, ":backup", moving->form, "backup_rate");
	bind_given(query, ":delivery", moving->form, "delivery_wd");
	err = query_run(query);
	if (err == OK)
		err = write_limits(moving, contract, version);
	if (err == OK)
		err = write_overcommit(moving, contract, version);
	return err == OK ? write_coefficients(moving, contract, version) : err;
}

/* ---- asked ---- */

/* The one number of a query; NOT_FOUND: no row, or one without it. */
static enum found number_of(struct query *query, int64_t *number)
{
	bool found = query_step(query) && !next_is_null(query);

	if (found)
		*number = next_int(query);
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

enum found provider_coefficient(struct context *context, int64_t provider, const char *grade, int64_t day,
				int64_t *coefficient)
{
	struct query *query = db_query(context->db, Q_PROVIDER_COEFFICIENT);

	query_int(query, ":provider", provider);
	query_text(query, ":grade", grade);
	query_int(query, ":day", day);
	return number_of(query, coefficient);
}

enum found provider_overcommit(struct context *context, int64_t platform, const char *class, int64_t day, int64_t *most)
{
	struct query *query = db_query(context->db, Q_PROVIDER_OVERCOMMIT);

	query_int(query, ":platform", platform);
	query_text(query, ":class", class);
	query_int(query, ":day", day);
	return number_of(query, most);
}

enum found provider_fault_limit(struct context *context, int64_t provider, int64_t platform, int64_t level, int64_t day,
				struct provider_limit *limit)
{
	struct query *query = db_query(context->db, Q_PROVIDER_FAULT_LIMIT);
	bool found;

	*limit = (struct provider_limit){0};
	query_int(query, ":provider", provider);
	query_int(query, ":platform", platform);
	query_int(query, ":level", level);
	query_int(query, ":day", day);
	found = query_step(query);
	if (found) {
		limit->contract = next_int(query);
		limit->number = next_text(query, context->arena);
		limit->respond_min = next_int(query);
		limit->restore_min = next_int(query);
	}
	return query_end(query) != OK ? FIND_FAILED : found ? FOUND : NOT_FOUND;
}

enum found provider_delivery(struct context *context, int64_t platform, int64_t day, struct provider_limit *limit)
{
	struct query *query = db_query(context->db, Q_PROVIDER_DELIVERY);
	bool found;

	*limit = (struct provider_limit){0};
	query_int(query, ":platform", platform);
	query_int(query, ":day", day);
	found = query_step(query);
	if (found) {
		limit->delivery_wd = next_int(query);
		limit->contract = next_int(query);
		limit->number = next_text(query, context->arena);
	}
	return query_end(query) != OK ? FIND_FAILED : found ? FOUND : NOT_FOUND;
}

/* ---- shown ---- */

static enum err coefficients_text(struct context *context, int64_t contract, int64_t version, const char **text)
{
	struct query *query = db_query(context->db, Q_PROVIDER_COEFFICIENTS);
	int64_t set[ARRAY_LENGTH(grades)] = {0};
	bool is_set[ARRAY_LENGTH(grades)] = {false};
	bool any = false;
	enum err err;

	query_int(query, ":contract", contract);
	query_int(query, ":version", version);
	while (query_step(query)) {
		const char *grade = next_text(query, context->arena);
		int64_t coefficient = next_int(query);

		for (size_t i = 0; i < ARRAY_LENGTH(grades); i++)
			if (text_equal(grades[i][0], grade)) {
				set[i] = coefficient;
				is_set[i] = any = true;
			}
	}
	err = query_end(query);
	*text = any ? "" : NOT_SET;
	for (size_t i = 0; any && i < ARRAY_LENGTH(grades); i++)
		*text = arena_printf(context->arena, "%s%s%s %s", *text, i > 0 ? "\n" : "", grades[i][1],
				     is_set[i] ? format_decimal(context->arena, set[i], 2) : NOT_SET);
	return err;
}

static enum err limits_text(struct context *context, int64_t contract, int64_t version, const char **text)
{
	struct query *query = db_query(context->db, Q_PROVIDER_LIMITS);

	*text = "";
	query_int(query, ":contract", contract);
	query_int(query, ":version", version);
	while (query_step(query)) {
		int64_t level = next_int(query);
		int64_t respond = next_int(query);

		*text = arena_printf(context->arena, "%s%s%s：响应 %s 分钟，恢复 %s 分钟", *text,
				     **text == '\0' ? "" : "\n", levels[level - 1],
				     format_integer(context->arena, respond),
				     format_integer(context->arena, next_int(query)));
	}
	return query_end(query);
}

static enum err overcommit_text(struct context *context, int64_t contract, int64_t version, const char **text)
{
	struct query *query = db_query(context->db, Q_PROVIDER_OVERCOMMITS);

	*text = "";
	query_int(query, ":contract", contract);
	query_int(query, ":version", version);
	while (query_step(query)) {
		const char *label = next_text(query, context->arena);

		*text = arena_printf(context->arena, "%s%s%s 1:%s", *text, **text == '\0' ? "" : "\n", label,
				     format_decimal(context->arena, next_int(query), 2));
	}
	return query_end(query);
}

struct version {
	int64_t number, from, availability, amount;
	int64_t durability, backup; /* -1: it says nothing of it */
	int64_t delivery_wd;        /* 0: likewise */
	const char *note;
	const char *catalogue;
	const char *penalty;
	bool over;  /* the contract is */
	bool holds; /* of all versions it is the one of today */
};

/* A supplement is agreed to before the day from which it holds; until then the one before does. */
static const char *standing(struct arena *arena, const struct version *version, bool newest)
{
	if (version->from > day_of(clock_now()))
		return arena_printf(arena, "尚未施行，自 %s 起", format_day(arena, version->from));
	if (version->holds)
		return version->over ? "合同已经终止" : newest ? "现行" : "现行，至新的补充协议施行";
	return "已由补充协议替代";
}

/* 99.999999% without the zeros nobody wrote; two places stay. */
static const char *durability_text(struct arena *arena, int64_t durability)
{
	enum { PLACES = 9, KEPT = 2 };
	char *digits = format_decimal(arena, durability, PLACES);
	size_t length = strlen(digits);

	for (int place = PLACES; place > KEPT && digits[length - 1] == '0'; place--)
		digits[--length] = '\0';
	return arena_printf(arena, "%s%%（登记备查，本系统不测量）", digits);
}

/* What the contract says nothing of is not listed; what it says is what is judged by. */
static void show_promises(struct arena *arena, struct dict *pairs, const struct version *version)
{
	if (version->durability >= 0)
		pairs_add(pairs, "数据持久性", durability_text(arena, version->durability));
	if (version->backup >= 0)
		pairs_add(pairs, "备份成功率", arena_printf(arena, "%s%%", format_decimal(arena, version->backup, 2)));
	if (version->delivery_wd > 0)
		pairs_add(pairs, "交付时限", arena_printf(arena, "%" PRId64 " 个工作日", version->delivery_wd));
}

static enum err show_version(struct context *context, struct dict *body, int64_t contract,
			     const struct version *version, bool newest)
{
	struct arena *arena = context->arena;
	struct dict *panel =
		panel_add(body, "PANEL_MAIN",
			  version->number == 1
				  ? "服务水平协议（原合同）"
				  : arena_printf(arena, "服务水平协议（第 %" PRId64 " 次补充）", version->number - 1));
	struct dict *pairs = panel_pairs(panel, false);
	const char *limits, *coefficients, *overcommit;
	enum err err = limits_text(context, contract, version->number, &limits);

	if (err == OK)
		err = coefficients_text(context, contract, version->number, &coefficients);
	if (err == OK)
		err = overcommit_text(context, contract, version->number, &overcommit);
	if (err != OK)
		return err;
	panel_note(panel, standing(arena, version, newest));
	pairs_add(pairs, "施行日期", format_day(arena, version->from));
	if (!text_empty(version->note))
		pairs_add(pairs, "补充协议", version->note);
	pairs_add(pairs, "年度金额", arena_printf(arena, "%s 元", format_decimal(arena, version->amount, 2)));
	pairs_add(pairs, "季度可用率", arena_printf(arena, "%s%%", format_decimal(arena, version->availability, 2)));
	show_promises(arena, pairs, version);
	pairs_add(pairs, "年度结算系数", coefficients);
	pairs_add(pairs, "故障时限", limits);
	if (!text_empty(overcommit))
		pairs_add(pairs, "超分比上限", overcommit);
	pairs_add(pairs, "服务目录", version->catalogue);
	pairs_add(pairs, "违约与处罚条款", version->penalty);
	return OK;
}

enum err terms_show(struct context *context, struct dict *body, int64_t contract)
{
	struct query *query = db_query(context->db, Q_PROVIDER_TERMS);
	struct version versions[20];
	size_t count = 0;
	enum err err;

	query_int(query, ":contract", contract);
	query_int(query, ":day", day_of(clock_now()));
	while (count < ARRAY_LENGTH(versions) && query_step(query)) {
		struct version *version = &versions[count++];

		version->number = next_int(query);
		version->from = next_int(query);
		version->note = next_text(query, context->arena);
		version->catalogue = next_text(query, context->arena);
		version->availability = next_int(query);
		version->penalty = next_text(query, context->arena);
		version->amount = next_int(query);
		version->over = next_int(query) != 0;
		version->holds = next_int(query) != 0;
		version->durability = next_int(query);
		version->backup = next_int(query);
		version->delivery_wd = next_int(query);
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = show_version(context, body, contract, &versions[i], i == 0);
	return err;
}

/* On the matter: where the register's page is, once there is one. */
enum err fill_contract_terms(struct context *context, struct matter *matter, struct values *form UNUSED,
			     struct dict *body)
{
	static const char *const heads[] = {"合同", "期限", "要素版本#", "状态", NULL};
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACT_LINE);
	struct table *table;

	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		const char *href = arena_printf(context->arena, "/contracts/%" PRId64, next_int(query));
		const char *period;

		table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "合同登记册"), "合同登记册", heads);
		table_line(table);
		table_link(table, href, next_text(query, context->arena));
		period = format_day(context->arena, next_int(query));
		table_text(table, arena_printf(context->arena, "%s 至 %s", period,
					       format_day(context->arena, next_int(query))));
		table_number(table, next_int(query));
		table_text(table, next_text(query, context->arena));
	}
	return query_end(query);
}
