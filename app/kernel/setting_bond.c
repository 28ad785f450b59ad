#include "base/base.h"
#include "kernel/setting_bond.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

enum { KEYS_MAX = 32, DAYS_MAX = 256 };

/* A value that is not written yet, as if it were. */
struct supposed {
	const char *key;
	int64_t value;
	int64_t from, until; /* until the day before the key's next value */
};

static size_t key_count(const struct setting_bond *bond)
{
	size_t count = 0;

	while (bond->keys[count] != NULL)
		count++;
	if (count > KEYS_MAX)
		fatalx("event=setting_bond_too_long label=%s", bond->label);
	return count;
}

static bool binds(const struct setting_bond *bond, const char *key)
{
	for (size_t i = 0; bond->keys[i] != NULL; i++)
		if (text_equal(bond->keys[i], key))
			return true;
	return false;
}

/* ---- on one day ---- */

static char *sum_sentence(struct arena *arena, const struct setting_bond *bond, const int64_t *numbers, size_t count)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += numbers[i];
	if (sum == bond->sum)
		return NULL;
	return arena_printf(arena, "%s合计 %s 分，应为 %s 分", bond->label, format_decimal(arena, sum, bond->decimals),
			    format_decimal(arena, bond->sum, bond->decimals));
}

static char *order_sentence(struct context *context, const struct setting_bond *bond, const int64_t *numbers,
			    size_t count)
{
	const struct module *const *modules = context->service->modules;

	for (size_t i = 1; i < count; i++)
		if (numbers[i - 1] <= numbers[i])
			return arena_printf(context->arena, "%s应逐级降低：%s %" PRId64 "，%s %" PRId64, bond->label,
					    setting_find(modules, bond->keys[i - 1])->label, numbers[i - 1],
					    setting_find(modules, bond->keys[i])->label, numbers[i]);
	return NULL;
}

static enum err look(struct context *context, const struct setting_bond *bond, int64_t day,
		     const struct supposed *supposed, char **sentence)
{
	size_t count = key_count(bond);
	const char *values[KEYS_MAX];
	int64_t numbers[KEYS_MAX] = {0};
	enum err err = setting_values_on(context, bond->keys, values, count, day);

	*sentence = NULL;
	for (size_t i = 0; err == OK && i < count; i++) {
		bool other = supposed != NULL && text_equal(supposed->key, bond->keys[i]) && day >= supposed->from &&
			     day < supposed->until;

		if (other)
			numbers[i] = supposed->value;
		else if (!parse_integer(values[i], &numbers[i]))
			fatalx("event=setting_bond_of_text key=%s", bond->keys[i]);
	}
	if (err == OK)
		*sentence = bond->form == BOND_SUM ? sum_sentence(context->arena, bond, numbers, count)
						   : order_sentence(context, bond, numbers, count);
	return err;
}

enum err setting_bond_on(struct context *context, const struct setting_bond *bond, int64_t day, char **sentence)
{
	return look(context, bond, day, NULL, sentence);
}

/* ---- on all days to come ---- */

/* The day itself and each later one on which some setting changes. */
static enum err read_days(struct context *context, int64_t from, int64_t days[DAYS_MAX], size_t *count)
{
	struct query *query = db_query(context->db, Q_SETTING_DAYS_AFTER);

	days[0] = from;
	*count = 1;
	query_int(query, ":day", from);
	while (*count < DAYS_MAX && query_step(query))
		days[(*count)++] = next_int(query);
	return query_end(query);
}

static enum err find_breaches(struct context *context, const struct setting_bond *bond, const int64_t *days,
			      size_t day_count, struct setting_breach *breaches, size_t *count)
{
	const char *before = NULL;

	for (size_t i = 0; i < day_count && *count < SETTING_BREACHES_MAX; i++) {
		char *sentence;
		enum err err = look(context, bond, days[i], NULL, &sentence);

		if (err != OK)
			return err;
		if (sentence != NULL && !text_equal(sentence, before))
			breaches[(*count)++] = (struct setting_breach){bond, days[i], sentence};
		before = sentence;
	}
	return OK;
}

enum err setting_breaches(struct context *context, const char *key, int64_t from,
			  struct setting_breach breaches[SETTING_BREACHES_MAX], size_t *count)
{
	int64_t days[DAYS_MAX];
	size_t day_count;
	enum err err = read_days(context, from, days, &day_count);

	*count = 0;
	for (const struct module *const *m = context->service->modules; err == OK && *m != NULL; m++)
		for (const struct setting_bond *bond = (*m)->bonds; err == OK && bond != NULL && bond->label != NULL;
		     bond++)
			if (key == NULL || binds(bond, key))
				err = find_breaches(context, bond, days, day_count, breaches, count);
	return err;
}

/* ---- a value that is proposed ---- */

static enum err refuses(struct context *context, const struct setting_bond *bond, const struct supposed *supposed,
			char **sentence)
{
	int64_t days[DAYS_MAX];
	size_t count;
	enum err err = read_days(context, supposed->from, days, &count);

	for (size_t i = 0; err == OK && *sentence == NULL && i < count; i++) {
		char *now = NULL, *then = NULL;

		err = look(context, bond, days[i], NULL, &now);
		if (err == OK && now == NULL)
			err = look(context, bond, days[i], supposed, &then);
		if (err == OK && then != NULL)
			*sentence = arena_printf(context->arena, "%s（%s 起）。先调整相邻的一级，再调整这一级", then,
						 format_day(context->arena, days[i]));
	}
	return err;
}

enum err setting_bond_refuses(struct context *context, const char *key, const char *value, int64_t valid_from,
			      char **sentence)
{
	struct supposed supposed = {.key = key, .from = valid_from};
	struct query *query;
	enum err err = OK;

	*sentence = NULL;
	if (!parse_integer(value, &supposed.value))
		return OK;
	query = db_query(context->db, Q_SETTING_NEXT);
	query_text(query, ":key", key);
	query_int(query, ":day", valid_from);
	err = query_value(query, INT64_MAX, &supposed.until);
	for (const struct module *const *m = context->service->modules; err == OK && *m != NULL; m++)
		for (const struct setting_bond *bond = (*m)->bonds; err == OK && bond != NULL && bond->label != NULL;
		     bond++)
			if (bond->form == BOND_DESCENDING && binds(bond, key) && *sentence == NULL)
				err = refuses(context, bond, &supposed, sentence);
	return err;
}
