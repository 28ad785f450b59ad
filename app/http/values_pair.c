/* Which rows of two states of one table belong together, for the list of what changed. */
#include "base/base.h"

#include "http/form.h"

/* What stands in the first column names the row. */
static bool same_lead(const struct values *a, const struct values *b)
{
	return a->count > 0 && a->items[0].present && value_same(&a->items[0], &b->items[0]);
}

static bool same_row(const struct values *a, const struct values *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!value_same(&a->items[i], &b->items[i]))
			return false;
	return true;
}

/* Cells in which two rows agree; *filled: those that at least one of them fills. */
static size_t agreeing(const struct values *a, const struct values *b, size_t *filled)
{
	size_t same = 0;

	*filled = 0;
	for (size_t i = 0; i < a->count; i++) {
		if (!a->items[i].present && !b->items[i].present)
			continue;
		(*filled)++;
		same += value_same(&a->items[i], &b->items[i]);
	}
	return same;
}

struct pairing {
	const struct value *before, *after;
	size_t *partner; /* by row of after, NO_ROW: none yet */
	bool *taken;     /* by row of before */
};

static void join(struct pairing *pairing, size_t before, size_t after)
{
	pairing->partner[after] = before;
	pairing->taken[before] = true;
}

/* Rows that did not change, first the one that stands where it stood. */
static void pair_same(struct pairing *pairing)
{
	for (size_t a = 0; a < pairing->after->row_count; a++)
		if (a < pairing->before->row_count && same_row(pairing->before->rows[a], pairing->after->rows[a]))
			join(pairing, a, a);
	for (size_t a = 0; a < pairing->after->row_count; a++)
		for (size_t b = 0; pairing->partner[a] == NO_ROW && b < pairing->before->row_count; b++)
			if (!pairing->taken[b] && same_row(pairing->before->rows[b], pairing->after->rows[a]))
				join(pairing, b, a);
}

/* Of the others those that agree most, and at least in half of what is filled in; named: only if the first column
 * agrees. */
static void pair_alike(struct pairing *pairing, bool named)
{
	for (size_t a = 0; a < pairing->after->row_count; a++) {
		size_t best = NO_ROW, most = 0;

		for (size_t b = 0; pairing->partner[a] == NO_ROW && b < pairing->before->row_count; b++) {
			const struct values *old = pairing->before->rows[b], *new = pairing->after->rows[a];
			size_t filled, same;

			if (pairing->taken[b] || (named && !same_lead(old, new)))
				continue;
			same = agreeing(old, new, &filled);
			if (same > most && (named || same * 2 >= filled)) {
				best = b;
				most = same;
			}
		}
		if (best != NO_ROW)
			join(pairing, best, a);
	}
}

size_t rows_pair(struct arena *arena, const struct value *before, const struct value *after, struct row_pair **pairs)
{
	struct pairing pairing = {
		.before = before,
		.after = after,
		.partner = arena_array(arena, after->row_count + 1, sizeof(*pairing.partner)),
		.taken = arena_array(arena, before->row_count + 1, sizeof(*pairing.taken)),
	};
	size_t count = 0;

	*pairs = arena_array(arena, before->row_count + after->row_count + 1, sizeof(**pairs));
	for (size_t a = 0; a < after->row_count; a++)
		pairing.partner[a] = NO_ROW;
	pair_same(&pairing);
	pair_alike(&pairing, true);
	pair_alike(&pairing, false);
	for (size_t a = 0; a < after->row_count; a++)
		if (pairing.partner[a] == NO_ROW || !same_row(before->rows[pairing.partner[a]], after->rows[a]))
			(*pairs)[count++] = (struct row_pair){.before = pairing.partner[a], .after = a};
	for (size_t b = 0; b < before->row_count; b++)
		if (!pairing.taken[b])
			(*pairs)[count++] = (struct row_pair){.before = b, .after = NO_ROW};
	return count;
}
