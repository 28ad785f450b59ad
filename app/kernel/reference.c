#include "base/base.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/reference.h"

enum { OPTIONS_MAX = 500, MATCHES_MAX = 50 };

struct reference {
	const char *kind;
	const char *register_name; /* for the sentence */
	enum query_name options;   /* id, label; binds :find and :id, and may bind :org, :year */
	enum query_name label;     /* label; binds :id */
};

static const struct reference references[] = {
	{"filing", "本单位的备案", Q_REFERENCE_FILINGS, Q_REFERENCE_FILING},
	{"system", "本单位的信息系统", Q_REFERENCE_SYSTEMS, Q_REFERENCE_SYSTEM},
	{"platform", "在用的云平台", Q_REFERENCE_PLATFORMS, Q_REFERENCE_PLATFORM},
	{"organisation", "在册单位", Q_REFERENCE_ORGANISATIONS, Q_REFERENCE_ORGANISATION},
	{"recipient", "有办理账号的在册单位", Q_REFERENCE_RECIPIENTS, Q_REFERENCE_ORGANISATION},
	{"assessor", "第三方机构名录", Q_REFERENCE_ASSESSORS, Q_REFERENCE_ASSESSOR},
	{"subject_system", "本单位有关的信息系统", Q_REFERENCE_SUBJECT_SYSTEMS, Q_REFERENCE_SYSTEM},
	{"subject_platform", "可以办理的云平台", Q_REFERENCE_SUBJECT_PLATFORMS, Q_REFERENCE_PLATFORM},
	{"own_platform", "本单位运行的云平台", Q_REFERENCE_OWN_PLATFORMS, Q_REFERENCE_PLATFORM},
	{"other_platform", "其他单位运行的云平台", Q_REFERENCE_OTHER_PLATFORMS, Q_REFERENCE_PLATFORM},
	{"plan_item", "本单位获采纳的年度计划项", Q_REFERENCE_PLAN_ITEMS, Q_REFERENCE_PLAN_ITEM},
	{"contract", "生效中的服务合同", Q_REFERENCE_CONTRACTS, Q_REFERENCE_CONTRACT},
	{"contractor", "可以签订服务合同的单位", Q_REFERENCE_CONTRACTORS, Q_REFERENCE_ORGANISATION},
	{"supplier", "为本单位提供服务的单位", Q_REFERENCE_SUPPLIERS, Q_REFERENCE_ORGANISATION},
	{"host", "承载本单位系统的云平台", Q_REFERENCE_HOSTS, Q_REFERENCE_PLATFORM},
	{"supervisor", "在册的云监管服务商", Q_REFERENCE_SUPERVISORS, Q_REFERENCE_ORGANISATION},
	{"colleague", "本单位在用的账号", Q_REFERENCE_COLLEAGUES, Q_REFERENCE_COLLEAGUE},
	{"person", "评审专家和评审岗", Q_REFERENCE_PERSONS, Q_REFERENCE_PERSON},
};

static const struct reference *find(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LENGTH(references); i++)
		if (text_equal(references[i].kind, kind))
			return &references[i];
	return NULL;
}

/* At most so many that carry the words, or the one; *more: there are others. */
static enum err read_options(struct context *context, const struct reference *reference, const char *words, int64_t id,
			     struct reference_choice *choice, size_t most)
{
	struct query *query = db_query(context->db, reference->options);
	bool there;

	choice->options = arena_array(context->arena, most, sizeof *choice->options);
	choice->count = 0;
	if (query_takes(query, ":org"))
		query_int(query, ":org", context->actor->org);
	if (query_takes(query, ":year"))
		query_int(query, ":year", date_from_day(day_of(clock_now())).year);
	query_text(query, ":find", words);
	query_int(query, ":id", id);
	while ((there = query_step(query)) && choice->count < most) {
		struct option *option = &choice->options[choice->count++];

		option->key = arena_printf(context->arena, "%" PRId64, next_int(query));
		option->label = next_text(query, context->arena);
	}
	choice->more = there;
	return query_end(query);
}

enum err reference_options(struct context *context, const char *kind, struct option **out, size_t *count)
{
	const struct reference *reference = find(kind);
	struct reference_choice choice = {0};
	enum err err = reference == NULL ? ERR_INTERNAL : read_options(context, reference, "", 0, &choice, OPTIONS_MAX);

	*out = choice.options;
	*count = choice.count;
	return err;
}

enum err reference_choose(struct context *context, const char *kind, const char *typed, struct reference_choice *choice)
{
	const struct reference *reference = find(kind);
	const char *words = text_trim(context->arena, typed);
	int64_t id;
	enum err err;

	*choice = (struct reference_choice){0};
	if (reference == NULL)
		return ERR_INTERNAL;
	err = read_options(context, reference, "", 0, choice, OPTIONS_MAX);
	if (err != OK || !choice->more)
		return err;
	choice->searched = true;
	choice->count = 0;
	choice->more = false;
	if (text_empty(words))
		return OK;
	if (parse_integer(words, &id) && id > 0)
		err = read_options(context, reference, "", id, choice, 1);
	if (err == OK && choice->count == 0)
		err = read_options(context, reference, words, 0, choice, MATCHES_MAX);
	return err;
}

enum err reference_called(struct context *context, const char *kind, const char *label, const char **key)
{
	const struct reference *reference = find(kind);
	struct reference_choice choice = {0};
	enum err err = reference == NULL || text_empty(label)
			       ? OK
			       : read_options(context, reference, label, 0, &choice, OPTIONS_MAX);

	*key = NULL;
	for (size_t i = 0; err == OK && *key == NULL && i < choice.count; i++)
		if (text_equal(choice.options[i].label, label))
			*key = choice.options[i].key;
	return err;
}

bool reference_points_at(const char *kind, const char *register_of)
{
	const struct reference *reference = find(kind);
	const struct reference *plain = find(register_of);

	return reference != NULL && plain != NULL && reference->label == plain->label;
}

char *reference_label(struct context *context, const char *kind, int64_t id)
{
	const struct reference *reference = find(kind);
	struct query *query;
	char *label = NULL;

	if (reference == NULL || id <= 0)
		return NULL;
	query = db_query(context->db, reference->label);
	if (query_takes(query, ":org"))
		query_int(query, ":org", context->actor->org);
	query_int(query, ":id", id);
	if (query_step(query))
		label = next_text(query, context->arena);
	return query_end(query) == OK ? label : NULL;
}

static enum err check_one(struct context *context, struct values *values, struct value *value)
{
	const struct reference *reference = find(value->field->reference);
	struct reference_choice choice;
	enum err err;

	if (value->error != NULL || value->text == NULL)
		return OK;
	if (reference == NULL)
		return ERR_INTERNAL;
	err = read_options(context, reference, "", value->number, &choice, 1);
	if (err == OK && (choice.count == 0 || value->number <= 0))
		value_complain(values, value, "%s请从%s中选择", value->field->label, reference->register_name);
	return err;
}

enum err reference_check(struct context *context, struct values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		struct value *value = &values->items[i];
		enum err err = OK;

		if (value->field->type == FIELD_REFERENCE)
			err = check_one(context, values, value);
		for (size_t row = 0; err == OK && row < value->row_count; row++) {
			size_t before = value->rows[row]->error_count;

			err = reference_check(context, value->rows[row]);
			values->error_count += value->rows[row]->error_count - before;
		}
		if (err != OK)
			return err;
	}
	return OK;
}

char *reference_display(struct context *context, const struct value *value)
{
	char *label = NULL;

	if (value->field->type == FIELD_REFERENCE && value->text != NULL)
		label = reference_label(context, value->field->reference, value->number);
	return label != NULL ? label : value_display(context->arena, value);
}

char *reference_in_words(struct context *context, const struct value *value)
{
	if (value->field->type == FIELD_DATE && value->text != NULL)
		return format_day_long(context->arena, value->number);
	return reference_display(context, value);
}
