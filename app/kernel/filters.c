#include "base/base.h"
#include "kernel/filters.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/reference.h"

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

static void offer_year(struct year_choice *choice, const char *key, struct arena *arena)
{
	choice->years[choice->count++] = (struct option){key, arena_printf(arena, "%s 年", key)};
}

/* ERR_BAD_REQUEST, and the year stays, when it is no year. */
static enum err take_year(struct request *req, struct year_choice *choice)
{
	const char *asked = filter_value(req, "year");
	int64_t first, last, year = 0;

	if (asked == NULL)
		return OK;
	if (!parse_integer(asked, &year) || !period_days(asked, &first, &last))
		return ERR_BAD_REQUEST;
	choice->year = year;
	for (size_t i = 0; i < choice->count; i++)
		if (text_equal(choice->years[i].key, asked))
			return OK;
	offer_year(choice, asked, req->arena);
	return OK;
}

enum err year_choose(struct request *req, struct context *context, enum query_name name, struct year_choice *choice)
{
	struct query *query = db_query(context->db, name);
	enum err err;

	choice->count = 0;
	choice->year = date_from_day(day_of(clock_now())).year;
	query_int(query, ":org", context->actor->org);
	while (choice->count < YEAR_CHOICE_MAX - 1 && query_step(query)) { /* one place for the year asked for */
		int64_t year = next_int(query);

		if (choice->count == 0)
			choice->year = year;
		offer_year(choice, arena_printf(req->arena, "%" PRId64, year), req->arena);
	}
	err = query_end(query);
	return err == OK ? take_year(req, choice) : err;
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

static void add_option(struct dict *select, const struct option *option, bool selected)
{
	struct dict *dict = dict_section(select, "OPTION");

	dict_set(dict, "OPTION_VALUE", option->key);
	dict_set(dict, "OPTION_LABEL", option->label);
	dict_show_if(dict, "OPTION_SELECTED", selected);
}

int filters_status(const struct request *req)
{
	return req->unreadable ? 422 : 200;
}

static void complain(struct request *req, struct dict *filter, const char *sentence)
{
	dict_set(dict_section(filter, "FAULT"), "FAULT_TEXT", sentence);
	dict_show(filter, "FAULTY");
	req->unreadable = true;
}

void filters_text(struct request *req, struct dict *filters, const char *name, const char *label)
{
	add(req, filters, "FILTER_TEXT", name, label);
}

void filters_number(struct request *req, struct dict *filters, const char *name, const char *label, int64_t *number)
{
	struct dict *filter = add(req, filters, "FILTER_TEXT", name, label);
	const char *typed = filter_value(req, name);

	*number = 0;
	if (typed == NULL || (parse_integer(text_narrow(req->arena, typed), number) && *number > 0))
		return;
	*number = 0;
	complain(req, filter, arena_printf(req->arena, "%s应填写大于零的整数", label));
}

void filters_day(struct request *req, struct dict *filters, const char *name, const char *label, int64_t *day)
{
	const char *typed = filter_value(req, name);
	bool good = typed == NULL || parse_day(text_narrow(req->arena, typed), day);
	/* What is no day a box for days would not show. */
	struct dict *filter = add(req, filters, good ? "FILTER_DAY" : "FILTER_TEXT", name, label);

	if (!good)
		complain(req, filter, "日期应写作 2026-11-20");
	if (!good || typed == NULL)
		*day = 0;
}

void filters_period(struct request *req, struct dict *filters, const char *name, const char *label)
{
	struct dict *filter = add(req, filters, "FILTER_TEXT", name, label);
	const char *typed = filter_value(req, name);
	int64_t first, last;

	if (typed != NULL && !period_days(typed, &first, &last))
		complain(req, filter,
			 "期间应写作 2026-10（月）、2026Q3（季度）或 2026（年），不早于 " PERIOD_MONTH_FIRST);
}

void filters_choose(struct request *req, struct dict *filters, const char *name, const char *label, const char *none,
		    const struct option *options, size_t count)
{
	struct dict *select = add(req, filters, "FILTER_SELECT", name, label);
	struct dict *all = dict_section(select, "OPTION");
	const char *chosen = filter_value(req, name);
	bool known = chosen == NULL;

	dict_set(all, "OPTION_VALUE", "");
	dict_set(all, "OPTION_LABEL", none);
	for (size_t i = 0; i < count; i++) {
		bool this_one = text_equal(options[i].key, chosen);

		add_option(select, &options[i], this_one);
		known = known || this_one;
	}
	if (known)
		return;
	add_option(select, &(struct option){chosen, chosen}, true);
	complain(req, select, arena_printf(req->arena, "%s没有这一项，请重新选择", label));
}

/* The one that is meant: the only one, or the one called just so. */
static const struct option *meant(const struct reference_choice *choice, const char *typed)
{
	if (choice->count == 1 && !choice->more)
		return &choice->options[0];
	for (size_t i = 0; i < choice->count; i++)
		if (text_equal(choice->options[i].label, typed))
			return &choice->options[i];
	return NULL;
}

/* Several fit, so many that one can choose. */
static void offer_matches(struct request *req, struct dict *filters, const char *name, const char *label,
			  const struct reference_choice *choice)
{
	struct dict *select = add(req, filters, "FILTER_SELECT", name, label);

	add_option(select, &(struct option){"", "全部"}, false);
	for (size_t i = 0; i < choice->count; i++)
		add_option(select, &choice->options[i], false);
	complain(req, select,
		 arena_printf(req->arena, "“%s”有 %zu 个符合，请选一个", filter_value(req, name), choice->count));
}

static void search(struct request *req, struct dict *filters, const char *name, const char *label,
		   const struct reference_choice *choice, int64_t *id)
{
	const char *typed = filter_value(req, name);
	const struct option *one = meant(choice, typed);
	struct dict *filter;

	if (typed != NULL && one == NULL && choice->count > 0 && !choice->more) {
		offer_matches(req, filters, name, label, choice);
		return;
	}
	filter = add(req, filters, "FILTER_TEXT", name, label);
	if (typed == NULL) {
		*id = 0;
	} else if (one != NULL) {
		*id = strtoll(one->key, NULL, 10);
		dict_set(filter, "VALUE", one->label);
	} else {
		complain(req, filter,
			 arena_printf(req->arena,
				      choice->count > 0 ? "符合“%s”的太多，请多写几个字" : "没有名称里有“%s”的",
				      typed));
	}
}

enum err filters_reference(struct request *req, struct context *context, struct dict *filters, const char *name,
			   const char *label, const char *kind, int64_t *id)
{
	struct reference_choice choice;
	enum err err = reference_choose(context, kind, filter_value(req, name), &choice);

	*id = -1;
	if (err != OK)
		return err;
	if (choice.searched) {
		search(req, filters, name, label, &choice, id);
	} else {
		filters_select(req, filters, name, label, choice.options, choice.count);
		*id = filter_number(req, name);
	}
	return OK;
}

void filters_select(struct request *req, struct dict *filters, const char *name, const char *label,
		    const struct option *options, size_t count)
{
	filters_choose(req, filters, name, label, "全部", options, count);
}
