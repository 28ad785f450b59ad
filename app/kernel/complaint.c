#include "base/base.h"
#include "kernel/complaint.h"

#include "base/text.h"

struct dict *complaint_begin(struct dict *dict, const char *heading)
{
	struct dict *errors = dict_include(dict, "ERRORS", "part/errors.tpl");

	dict_set(errors, "ERROR_HEADING", heading);
	return errors;
}

void complaint_line(struct dict *errors, const char *href, const char *text)
{
	struct dict *line = dict_section(errors, "ERROR");

	dict_set(line, "ERROR_HREF", href);
	dict_set(line, "ERROR_TEXT", text);
}

/* What is secret never comes back to the page. */
static bool asks_secret(const struct values *values)
{
	for (size_t i = 0; values != NULL && i < values->count; i++)
		if (values->items[i].field->type == FIELD_SECRET)
			return true;
	return false;
}

void complaint_show(struct request *req, struct dict *dict, const char *heading, const struct values *values,
		    const char *sentence)
{
	size_t count = values != NULL ? values->error_count : 0;
	struct dict *errors;

	if (count == 0 && text_empty(sentence))
		return;
	if (count > 0)
		heading = arena_printf(req->arena, "%s，有 %zu 处需要改", heading, count + !text_empty(sentence));
	errors = complaint_begin(dict, heading);
	/* Of a file nothing is kept. */
	if (values != NULL)
		dict_show(errors, asks_secret(values) ? "SECRETS" : "TYPED");
	if (!text_empty(sentence))
		complaint_line(errors, "#main", sentence);
	for (size_t i = 0; values != NULL && i < values->count; i++)
		if (values->items[i].error != NULL)
			complaint_line(errors, arena_printf(req->arena, "#f-%s", values->items[i].field->key),
				       values->items[i].error);
}

void complaint_beside(struct dict *dict, const struct values *values, const char *key, const char *marker)
{
	const struct value *value = values_find(values, key);

	dict_set(dict, marker, value->error);
	dict_show_if(dict, marker, value->error != NULL);
}
