/* The lines of two texts that differ: the longest common run of lines, which a reader would also find. */
#include "base/base.h"

#include "base/text.h"
#include "modules/guide/guide_parts.h"

/* Above so many pairs of lines the changed middle is shown whole: the table of lengths must stay small. */
enum { PAIRS_MAX = 4000000, AROUND = 3, SHOWN_MAX = 2000 };

struct lines {
	char **items;
	size_t count;
};

enum mark { MARK_SAME, MARK_GONE, MARK_NEW };

struct marked {
	enum mark mark;
	const char *text;
	size_t number; /* in the newer text; of what is gone, in the older one */
};

struct script {
	struct marked *items;
	size_t count;
};

static struct lines lines_of(struct arena *arena, const char *text)
{
	struct lines lines;

	lines.count = text_split(arena, text, '\n', &lines.items);
	while (lines.count > 0 && text_empty(lines.items[lines.count - 1]))
		lines.count--;
	return lines;
}

static void mark(struct script *script, enum mark kind, const struct lines *lines, size_t index)
{
	script->items[script->count++] = (struct marked){kind, lines->items[index], index + 1};
}

/* Lengths of the longest common run from (i, j) on, one row behind the other. */
static uint32_t *lengths(struct arena *arena, const struct lines *a, const struct lines *b)
{
	size_t width = b->count + 1;
	uint32_t *table = arena_array(arena, (a->count + 1) * width, sizeof *table);

	for (size_t i = a->count; i-- > 0;)
		for (size_t j = b->count; j-- > 0;) {
			uint32_t down = table[(i + 1) * width + j], right = table[i * width + j + 1];

			table[i * width + j] = text_equal(a->items[i], b->items[j]) ? table[(i + 1) * width + j + 1] + 1
										    : (down >= right ? down : right);
		}
	return table;
}

/* The middle, where the texts differ; whole when it is too long to be matched line by line. */
static void mark_middle(struct arena *arena, struct script *script, const struct lines *a, const struct lines *b,
			size_t head_a, size_t tail)
{
	struct lines old = {a->items + head_a, a->count - head_a - tail};
	struct lines new = {b->items + head_a, b->count - head_a - tail};
	bool matched = old.count > 0 && new.count <= PAIRS_MAX / old.count;
	uint32_t *table = matched ? lengths(arena, &old, &new) : NULL;
	size_t width = new.count + 1, i = 0, j = 0;

	while (i < old.count || j < new.count) {
		bool pair = i < old.count && j < new.count;

		if (matched && pair && text_equal(old.items[i], new.items[j])) {
			mark(script, MARK_SAME, b, head_a + j);
			i++;
			j++;
		} else if (i < old.count &&
			   (j == new.count || !matched || table[(i + 1) * width + j] >= table[i * width + j + 1])) {
			mark(script, MARK_GONE, a, head_a + i++);
		} else {
			mark(script, MARK_NEW, b, head_a + j++);
		}
	}
}

static struct script compare(struct arena *arena, const struct lines *a, const struct lines *b)
{
	struct script script = {.items = arena_array(arena, a->count + b->count + 1, sizeof *script.items)};
	size_t head = 0, tail = 0;

	while (head < a->count && head < b->count && text_equal(a->items[head], b->items[head]))
		head++;
	while (tail < a->count - head && tail < b->count - head &&
	       text_equal(a->items[a->count - 1 - tail], b->items[b->count - 1 - tail]))
		tail++;
	for (size_t i = 0; i < head; i++)
		mark(&script, MARK_SAME, b, i);
	mark_middle(arena, &script, a, b, head, tail);
	for (size_t i = b->count - tail; i < b->count; i++)
		mark(&script, MARK_SAME, b, i);
	return script;
}

/* A line that stays is shown when something near it does not. */
static bool near(const struct script *script, size_t index)
{
	size_t from = index > AROUND ? index - AROUND : 0;

	for (size_t i = from; i <= index + AROUND && i < script->count; i++)
		if (script->items[i].mark != MARK_SAME)
			return true;
	return false;
}

void lines_compare(struct arena *arena, struct dict *dict, const char *before, const char *after)
{
	struct lines a = lines_of(arena, before), b = lines_of(arena, after);
	struct script script = compare(arena, &a, &b);
	size_t shown = 0;
	bool gap = false;

	for (size_t i = 0; i < script.count && shown < SHOWN_MAX; i++) {
		const struct marked *item = &script.items[i];
		struct dict *line;

		if (!near(&script, i)) {
			gap = true;
			continue;
		}
		line = dict_section(dict, "LINE");
		dict_show_if(line, "GAP", gap && shown > 0);
		gap = false;
		shown++;
		dict_printf(line, "LINE_NO", "%4zu", item->number);
		line = dict_section(line, item->mark == MARK_NEW    ? "LINE_NEW"
					  : item->mark == MARK_GONE ? "LINE_GONE"
								    : "LINE_SAME");
		dict_set(line, "LINE_TEXT", item->text);
	}
	dict_show_if(dict, "CUT", shown == SHOWN_MAX);
}
