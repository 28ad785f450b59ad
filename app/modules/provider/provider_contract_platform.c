/* Platforms that come with a contract or a supplement: nobody knew them before (第三条、第四条). */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/text.h"

static const struct {
	const char *kind, *operator_kind, *label;
} kinds[] = {
	{"service", "provider", "云服务商"},
	{"recovery", "provider", "云灾备服务商"},
	{"supervision", "supervisor", "云监管服务商"},
};

/* One that an earlier version of this contract has brought stays as it is. */
static enum err platform_there(struct moving *moving, const struct values *row, int64_t *platform)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_PLATFORM_OF);

	*platform = 0;
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":code", values_word(row, "code"));
	query_text(query, ":name", values_word(row, "name"));
	if (query_step(query))
		*platform = next_int(query);
	return query_end(query);
}

static enum verdict kind_fits(struct moving *moving, struct answer *answer, const struct values *row)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		struct query *query;
		int64_t yes = 0;

		if (!text_equal(kinds[i].kind, values_word(row, "kind")))
			continue;
		query = db_query(moving->context->db, Q_PROVIDER_HAS_KIND);
		query_int(query, ":organisation", values_number(moving->form, "provider", 0));
		query_text(query, ":kind", kinds[i].operator_kind);
		if (query_value(query, 0, &yes) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (yes == 0)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请改选类别或者服务商", .field = "new_platforms"},
					 "“%s”是%s，所选服务商不是%s", values_word(row, "name"),
					 values_label(row, "kind"), kinds[i].label);
	}
	return VERDICT_YES;
}

static enum verdict name_free(struct moving *moving, struct answer *answer, const struct values *row)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_PLATFORM_TAKEN);
	int64_t taken = 0;

	query_text(query, ":code", values_word(row, "code"));
	query_text(query, ":name", values_word(row, "name"));
	if (query_value(query, 0, &taken) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (taken > 0)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "已经登记的平台请在“涉及平台”里选", .field = "new_platforms"},
			"平台代码“%s”或者名称“%s”已经使用", values_word(row, "code"), values_word(row, "name"));
	return VERDICT_YES;
}

/* What only watches has no capacity; whatever hosts has some. */
static enum verdict has_capacity(struct moving *moving, struct answer *answer, const struct values *platform)
{
	const struct value *rows = values_find(moving->form, "new_capacity");
	int64_t sum = 0;

	if (text_equal(values_word(platform, "kind"), "supervision"))
		return VERDICT_YES;
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "code"), values_word(platform, "code")))
			sum += values_number(rows->rows[i], "total", 0);
	if (sum == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请逐类填写可分配容量", .field = "new_capacity"},
				 "新平台“%s”没有容量，无法分配资源", values_word(platform, "name"));
	return VERDICT_YES;
}

static enum verdict platform_sound(struct moving *moving, struct answer *answer, const struct value *rows, size_t index)
{
	struct answer_help help = {.cure = "请修改这一行", .field = "new_platforms"};
	const struct values *row = rows->rows[index];
	enum verdict verdict;
	int64_t there;

	if (!platform_code_formed(values_word(row, "code")))
		return answer_no(moving, answer, help, "第 %zu 行平台代码用小写字母、数字和连字符，字母开头",
				 index + 1);
	for (size_t i = 0; i < index; i++)
		if (text_equal(values_word(row, "code"), values_word(rows->rows[i], "code")) ||
		    text_equal(values_word(row, "name"), values_word(rows->rows[i], "name")))
			return answer_no(moving, answer, help, "第 %zu 行平台代码或者名称重复", index + 1);
	if (platform_there(moving, row, &there) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (there > 0)
		return VERDICT_YES;
	verdict = name_free(moving, answer, row);
	if (verdict == VERDICT_YES)
		verdict = kind_fits(moving, answer, row);
	return verdict == VERDICT_YES ? has_capacity(moving, answer, row) : verdict;
}

/* Each line of capacity is of one of the platforms, each class once. */
static enum verdict capacity_named(struct moving *moving, struct answer *answer, const struct value *platforms)
{
	const struct value *rows = values_find(moving->form, "new_capacity");
	struct answer_help help = {.cure = "请修改这一行", .field = "new_capacity"};

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		const char *code = values_word(rows->rows[i], "code");
		bool named = false;

		for (size_t p = 0; platforms != NULL && p < platforms->row_count; p++)
			named = named || text_equal(values_word(platforms->rows[p], "code"), code);
		if (!named)
			return answer_no(moving, answer, help, "第 %zu 行的平台代码“%s”不在新登记的平台里", i + 1,
					 code);
		for (size_t j = 0; j < i; j++)
			if (text_equal(values_word(rows->rows[j], "code"), code) &&
			    text_equal(values_word(rows->rows[j], "class"), values_word(rows->rows[i], "class")))
				return answer_no(moving, answer, help, "第 %zu 行资源类别重复", i + 1);
	}
	return VERDICT_YES;
}

enum verdict contract_platforms_sound(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "new_platforms");
	enum verdict verdict = VERDICT_YES;

	for (size_t i = 0; rows != NULL && verdict == VERDICT_YES && i < rows->row_count; i++)
		verdict = platform_sound(moving, answer, rows, i);
	return verdict == VERDICT_YES ? capacity_named(moving, answer, rows) : verdict;
}

/* ---- the effect ---- */

/* From the day of its contract or supplement on there are logs to keep of it. */
static enum err make_platform(struct moving *moving, const struct values *row, int64_t begun, int64_t *platform)
{
	const struct value *capacity = values_find(moving->form, "new_capacity");
	struct query *query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_PLATFORM_NEW);
	enum err err;

	query_text(query, ":code", values_word(row, "code"));
	query_text(query, ":name", values_word(row, "name"));
	query_text(query, ":kind", values_word(row, "kind"));
	query_int(query, ":operator", values_number(moving->form, "provider", 0));
	query_text(query, ":zones", values_word(row, "zones"));
	query_text(query, ":architecture", values_word(row, "architecture"));
	query_int(query, ":begun", begun);
	err = query_run(query);
	*platform = db_last_id(moving->context->db);
	for (size_t i = 0; capacity != NULL && err == OK && i < capacity->row_count; i++)
		if (text_equal(values_word(capacity->rows[i], "code"), values_word(row, "code")))
			err = platform_class_set(moving->context, *platform, capacity->rows[i]);
	return err == OK ? note_change(moving->context, "platform.contract", "platform", *platform) : err;
}

enum err contract_platforms_add(struct moving *moving, int64_t contract, const int64_t *there, int64_t begun)
{
	const struct value *rows = values_find(moving->form, "new_platforms");
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		int64_t platform = there[i];
		struct query *query;

		if (platform == 0)
			err = make_platform(moving, rows->rows[i], begun, &platform);
		if (err != OK)
			return err;
		query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_PLATFORM_ADD);
		query_int(query, ":contract", contract);
		query_int(query, ":platform", platform);
		err = query_run(query);
	}
	return err;
}

enum err contract_platforms_there(struct moving *moving, int64_t there[CONTRACT_PLATFORMS_MAX])
{
	const struct value *rows = values_find(moving->form, "new_platforms");
	enum err err = OK;

	for (size_t i = 0; i < CONTRACT_PLATFORMS_MAX; i++)
		there[i] = 0;
	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count && i < CONTRACT_PLATFORMS_MAX; i++)
		err = platform_there(moving, rows->rows[i], &there[i]);
	return err;
}
