#include "base/base.h"

#include "data/keyset.h"

/* Plain decimal as keyset_cursor writes it: no plus, no leading zeros, no blanks. */
static bool take_number(const char **text, int64_t *out)
{
	const char *digits = *text + (**text == '-');
	size_t length = strspn(digits, "0123456789");
	char *end = NULL;

	if (length == 0 || (digits[0] == '0' && (length > 1 || **text == '-')))
		return false;
	errno = 0;
	*out = strtoll(*text, &end, 10);
	*text = end;
	return errno == 0;
}

bool keyset_parse(struct keyset *keyset, const char *cursor, bool descending)
{
	int64_t edge = descending ? INT64_MAX : INT64_MIN;
	int64_t sort = 0, id = 0;

	*keyset = (struct keyset){descending, edge, edge};
	if (cursor == NULL || *cursor == '\0')
		return true;
	if (!take_number(&cursor, &sort) || *cursor++ != '.' || !take_number(&cursor, &id) || *cursor != '\0')
		return false;
	keyset->after_sort = sort;
	keyset->after_id = id;
	return true;
}

void keyset_bind(const struct keyset *keyset, struct query *query)
{
	query_int(query, ":after_sort", keyset->after_sort);
	query_int(query, ":after_id", keyset->after_id);
	query_int(query, ":limit", KEYSET_ROWS + 1);
}

char *keyset_cursor(struct arena *arena, int64_t sort, int64_t id)
{
	return arena_printf(arena, "%" PRId64 ".%" PRId64, sort, id);
}
