#include "base/base.h"
#include "kernel/procedure_text.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/reference.h"

enum { TITLE_MAX = 60 };

static const char *empty_if_none(const char *text)
{
	return text == NULL ? "" : text;
}

static const char *addressees(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_ADDRESSEE_NAMES);
	const char *names = "";

	query_int(query, ":matter", matter->id);
	while (query_step(query))
		names = text_list_add(context->arena, names, next_text(query, context->arena));
	return query_end(query) == OK ? names : "";
}

static const char *organisation(struct context *context, const struct matter *matter UNUSED, int64_t id)
{
	return reference_label(context, "organisation", id);
}

static const char *fact_system(struct context *context, const struct matter *matter)
{
	return reference_label(context, "system", matter->system);
}

static const char *fact_platform(struct context *context, const struct matter *matter)
{
	return reference_label(context, "platform", matter->platform);
}

static const char *fact_unit(struct context *context, const struct matter *matter)
{
	return organisation(context, matter, matter->unit);
}

static const char *fact_owner(struct context *context, const struct matter *matter)
{
	return organisation(context, matter, matter->org);
}

static const char *fact_center(struct context *context, const struct matter *matter)
{
	return organisation(context, matter, context->service->org_center);
}

static const char *fact_period(struct context *context, const struct matter *matter)
{
	return period_label(context->arena, matter->period);
}

static const char *fact_number(struct context *context UNUSED, const struct matter *matter)
{
	return matter->number;
}

static const char *fact_title(struct context *context UNUSED, const struct matter *matter)
{
	return matter->title;
}

static const char *fact_day(struct context *context, const struct matter *matter UNUSED)
{
	return format_day_long(context->arena, day_of(clock_now()));
}

static const struct fact {
	const char *hole;
	const char *(*read)(struct context *context, const struct matter *matter);
} facts[] = {
	{"system", fact_system}, {"platform", fact_platform}, {"unit", fact_unit},     {"owner", fact_owner},
	{"center", fact_center}, {"period", fact_period},     {"number", fact_number}, {"title", fact_title},
	{"day", fact_day},       {"addressees", addressees},
};

static const char *hole_value(struct context *context, const struct matter *matter, const struct values *form,
			      const struct values *fields, const char *key)
{
	const struct values *both[] = {fields, form};
	/* A field called title is what the matter's title is made of: asking the matter would make it of itself. */
	bool own_title = form != NULL && text_equal(key, "title") && values_find(form, key) != NULL;

	for (size_t i = 0; i < ARRAY_LENGTH(facts) && !own_title; i++)
		if (text_equal(facts[i].hole, key))
			return empty_if_none(facts[i].read(context, matter));
	for (size_t i = 0; i < ARRAY_LENGTH(both); i++) {
		const struct value *value = both[i] == NULL ? NULL : values_find(both[i], key);

		if (value != NULL)
			return value->present ? reference_in_words(context, value) : "";
	}
	return "";
}

char *procedure_text(struct context *context, const struct matter *matter, const struct values *form,
		     const struct values *fields, const char *text)
{
	struct buf out;
	char *filled;

	buf_init(&out);
	while (*text != '\0') {
		size_t plain = strcspn(text, "{");
		const char *end = strchr(text + plain, '}');

		buf_add(&out, text, plain);
		if (end == NULL) {
			buf_add_text(&out, text + plain);
			break;
		}
		buf_add_text(&out, hole_value(context, matter, form, fields,
					      arena_strndup(context->arena, text + plain + 1,
							    (size_t)(end - text) - plain - 1)));
		text = end + 1;
	}
	filled = arena_strndup(context->arena, out.data, out.length);
	buf_release(&out);
	return filled;
}

/* A draft whose last field is still empty does not end with the mark before it. */
static char *rule_title(struct context *context, const struct matter *matter, const struct values *form,
			const char *rule)
{
	char *title = text_trim(context->arena, procedure_text(context, matter, form, NULL, rule));

	return text_ends(title, "：") ? arena_strndup(context->arena, title, strlen(title) - strlen("：")) : title;
}

char *procedure_title(struct context *context, const struct matter *matter, const struct values *form)
{
	const char *rule = matter->procedure->matter_title;
	const char *title = NULL;

	if (rule != NULL && strchr(rule, '{') != NULL)
		title = rule_title(context, matter, form, rule);
	else if (rule != NULL && form != NULL)
		title = values_text(form, rule);
	if (text_empty(title))
		title = text_empty(matter->title) ? matter->procedure->title : matter->title;
	return utf8_head(context->arena, title, TITLE_MAX);
}

static bool among(const struct field *fields, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(fields[i].key, key))
			return true;
	return false;
}

char *procedure_text_unknown(struct arena *arena, const char *text, const struct field *form, size_t form_count,
			     const struct field *fields, size_t field_count)
{
	for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
		const char *end = strchr(at, '}');
		char *key =
			end == NULL ? arena_strdup(arena, at) : arena_strndup(arena, at + 1, (size_t)(end - at) - 1);
		bool known = among(form, form_count, key) || among(fields, field_count, key);

		for (size_t i = 0; i < ARRAY_LENGTH(facts) && !known; i++)
			known = text_equal(facts[i].hole, key);
		if (!known)
			return key;
	}
	return NULL;
}
