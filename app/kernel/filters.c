#include "base/base.h"
#include "kernel/filters.h"

#include "base/number.h"
#include "base/text.h"

const char *filter_value(struct request *req, const char *name)
{
	const char *value = text_trim(req->arena, request_query(req, name));

	return text_empty(value) ? NULL : value;
}

const char *filter_word(struct request *req, const char *name)
{
	const char *value = filter_value(req, name);

	return value != NULL ? value : "";
}

int64_t filter_number(struct request *req, const char *name)
{
	const char *value = filter_value(req, name);
	int64_t number = 0;

	return value == NULL ? 0 : parse_integer(value, &number) ? number : -1;
}

struct dict *filters_begin(struct request *req, struct dict *dict, const char *sort)
{
	struct dict *filters = dict_include(dict, "FILTERS", "part/filters.tpl");

	dict_set(filters, "RESET_HREF", req->path);
	dict_set(filters, "SORT_TEXT", sort);
	return filters;
}

static struct dict *add(struct request *req, struct dict *filters, const char *section, const char *name,
			const char *label)
{
	struct dict *dict = dict_section(filters, section);

	dict_printf(dict, "ID", "filter-%s", name);
	dict_set(dict, "NAME", name);
	dict_set(dict, "LABEL", label);
	dict_set(dict, "VALUE", filter_value(req, name));
	return dict;
}

void filters_text(struct request *req, struct dict *filters, const char *name, const char *label)
{
	add(req, filters, "FILTER_TEXT", name, label);
}

void filters_day(struct request *req, struct dict *filters, const char *name, const char *label)
{
	add(req, filters, "FILTER_DAY", name, label);
}

void filters_choose(struct request *req, struct dict *filters, const char *name, const char *label, const char *none,
		    const struct option *options, size_t count)
{
	struct dict *select = add(req, filters, "FILTER_SELECT", name, label);
	struct dict *all = dict_section(select, "OPTION");

	dict_set(all, "OPTION_VALUE", "");
	dict_set(all, "OPTION_LABEL", none);
	for (size_t i = 0; i < count; i++) {
		struct dict *option = dict_section(select, "OPTION");

		dict_set(option, "OPTION_VALUE", options[i].key);
		dict_set(option, "OPTION_LABEL", options[i].label);
		dict_show_if(option, "OPTION_SELECTED", text_equal(options[i].key, filter_value(req, name)));
	}
}

void filters_select(struct request *req, struct dict *filters, const char *name, const char *label,
		    const struct option *options, size_t count)
{
	filters_choose(req, filters, name, label, "全部", options, count);
}
