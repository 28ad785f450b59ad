#include "base/base.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/reference.h"

enum { OPTIONS_MAX = 500 };

struct reference {
	const char *kind;
	const char *register_name; /* for the sentence */
	enum query_name options;   /* id, label; binds :org */
	enum query_name label;     /* label; binds :id */
};

static const struct reference references[] = {
	{"filing", "本单位的备案", Q_REFERENCE_FILINGS, Q_REFERENCE_FILING},
	{"system", "本单位的信息系统", Q_REFERENCE_SYSTEMS, Q_REFERENCE_SYSTEM},
	{"platform", "在用的云平台", Q_REFERENCE_PLATFORMS, Q_REFERENCE_PLATFORM},
	{"organisation", "在册单位", Q_REFERENCE_ORGANISATIONS, Q_REFERENCE_ORGANISATION},
	{"assessor", "第三方机构名录", Q_REFERENCE_ASSESSORS, Q_REFERENCE_ASSESSOR},
	{"subject_system", "本单位有关的信息系统", Q_REFERENCE_SUBJECT_SYSTEMS, Q_REFERENCE_SYSTEM},
	{"subject_platform", "可以办理的云平台", Q_REFERENCE_SUBJECT_PLATFORMS, Q_REFERENCE_PLATFORM},
	{"plan_item", "本单位获采纳的年度计划项", Q_REFERENCE_PLAN_ITEMS, Q_REFERENCE_PLAN_ITEM},
	{"contract", "生效中的服务合同", Q_REFERENCE_CONTRACTS, Q_REFERENCE_CONTRACT},
	{"contractor", "可以签订服务合同的单位", Q_REFERENCE_CONTRACTORS, Q_REFERENCE_ORGANISATION},
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

enum err reference_options(struct context *context, const char *kind, struct option **out, size_t *count)
{
	const struct reference *reference = find(kind);
	struct option *options = arena_array(context->arena, OPTIONS_MAX, sizeof *options);
	struct query *query;

	*out = options;
	*count = 0;
	if (reference == NULL)
		return ERR_INTERNAL;
	query = db_query(context->db, reference->options);
	if (query_takes(query, ":org"))
		query_int(query, ":org", context->actor->org);
	if (query_takes(query, ":year"))
		query_int(query, ":year", date_from_day(day_of(clock_now())).year);
	while (*count < OPTIONS_MAX && query_step(query)) {
		options[*count].key = arena_printf(context->arena, "%" PRId64, next_int(query));
		options[*count].label = next_text(query, context->arena);
		++*count;
	}
	return query_end(query);
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

static bool among(const struct option *options, size_t count, int64_t id)
{
	int64_t number;

	for (size_t i = 0; i < count; i++)
		if (parse_integer(options[i].key, &number) && number == id)
			return true;
	return false;
}

static enum err check_one(struct context *context, struct values *values, struct value *value)
{
	struct option *options;
	size_t count;
	enum err err;

	if (value->error != NULL || value->text == NULL)
		return OK;
	err = reference_options(context, value->field->reference, &options, &count);
	if (err == OK && !among(options, count, value->number))
		value_complain(values, value, "%s请从%s中选择", value->field->label,
			       find(value->field->reference)->register_name);
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
