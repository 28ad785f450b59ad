/* Reading db/stories: what is said there, in order and in time. */
#include "base/base.h"
#include "modules/demo/demo_written.h"

#include <dirent.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"

enum { STORIES_MAX = 800, STEPS_MAX = 60, FILES_MAX = 100 };

static void mistake(const char *file, int line, const char *why)
{
	fatalx("event=demo file=%s line=%d why=%s", file, line, why);
}

static char *whole_file(struct demo *demo, const char *path, size_t *length)
{
	struct buf buf;
	char *text;

	buf_init(&buf);
	if (!buf_add_file(&buf, path, YAML_BYTES_MAX))
		fatal("event=demo file=%s", path);
	text = arena_strndup(demo->arena, buf.data, buf.length);
	*length = buf.length;
	buf_release(&buf);
	return text;
}

static const char *text_at(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	return node != NULL && node->kind == YAML_TEXT ? node->text : NULL;
}

/* "submit", "-submit", "+2", "/12" or a map with one of the first. */
static void read_step(struct written_story *story, const struct yaml_node *node)
{
	const char *word = node->kind == YAML_TEXT ? node->text : node->count == 1 ? node->items[0]->key : NULL;
	struct written_step *step = &story->steps[story->count];
	int64_t days;

	if (word == NULL)
		mistake(story->file, node->line, "a step is a word or a map with one");
	if (node->kind == YAML_TEXT && word[0] == '+' && parse_integer(word + 1, &days)) {
		story->length += days;
		return;
	}
	if (node->kind == YAML_TEXT && word[0] == '/' && parse_integer(word + 1, &story->minutes))
		return;
	if (node->kind == YAML_TEXT && word[0] == '~' && parse_integer(word + 1, &story->tail))
		return;
	if (story->count == STEPS_MAX)
		mistake(story->file, node->line, "too many steps");
	story->length += word[0] == '-' || story->minutes > 0 ? 0 : 1;
	step->minutes = story->minutes;
	story->minutes = 0;
	step->word = word[0] == '-' ? word + 1 : word;
	step->more = node->kind == YAML_MAP ? node->items[0] : NULL;
	step->days = story->length;
	step->tail = story->tail >= 0;
	step->line = node->line;
	story->count++;
}

/* "14:20" as minutes of the day. */
static bool parse_clock(const char *text, int64_t *minute)
{
	const char *colon = strchr(text, ':');

	if (colon == NULL)
		return false;
	*minute = strtol(text, NULL, 10) * 60 + strtol(colon + 1, NULL, 10);
	return true;
}

static void read_story(struct demo *demo, struct written_story *story, const struct yaml_node *node)
{
	const struct yaml_node *steps = yaml_get(node, "steps");
	const char *ends = text_at(node, "ends");
	const char *month = text_at(node, "month");
	const char *quarter = text_at(node, "quarter");
	const char *after = text_at(node, "after");
	const char *called = text_at(node, "called");
	const char *at = text_at(node, "at");

	story->node = node;
	story->ends = 3;
	story->month = -1;
	story->quarter = -1;
	story->tail = -1;
	story->called = -1;
	if (ends != NULL && !parse_integer(ends, &story->ends))
		mistake(story->file, node->line, "ends is a number of working days");
	if (month != NULL && !parse_integer(month, &story->month))
		mistake(story->file, node->line, "month is a number of months");
	if (quarter != NULL && !parse_integer(quarter, &story->quarter))
		mistake(story->file, node->line, "quarter is a number of quarters");
	if (after != NULL && !parse_integer(after, &story->after))
		mistake(story->file, node->line, "after is a number of working days");
	if (called != NULL && !parse_integer(called, &story->called))
		mistake(story->file, node->line, "called is a number of working days");
	if (at != NULL && !parse_clock(at, &story->opens))
		mistake(story->file, node->line, "at is a time of the day");
	story->steps = arena_array(demo->arena, STEPS_MAX + 1, sizeof *story->steps);
	story->steps[story->count++] = (struct written_step){.word = "open", .line = node->line};
	for (size_t i = 0; steps != NULL && i < steps->count; i++)
		read_step(story, steps->items[i]);
}

static void read_file(struct demo *demo, const char *folder, const char *name, struct written_story *stories,
		      size_t *count)
{
	const char *path = arena_printf(demo->arena, "%s/%s", folder, name);
	struct complaints complaints = {.arena = demo->arena, .file = name};
	size_t length;
	char *text = whole_file(demo, path, &length);
	const struct yaml_node *root = yaml_read(demo->arena, &complaints, text, length);
	const struct yaml_node *list = root == NULL ? NULL : yaml_get(root, "stories");

	if (root == NULL)
		fatalx("event=demo why=%s", complaints_text(demo->arena, &complaints));
	if (text_at(root, "procedure") == NULL || list == NULL || list->kind != YAML_LIST)
		mistake(name, 1, "procedure and stories are missing");
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml_node *node = list->items[i], *openers = yaml_get(node, "openers");
		size_t many = openers != NULL ? openers->count : 1;

		for (size_t o = 0; o < many; o++) {
			if (*count == STORIES_MAX)
				mistake(name, node->line, "too many stories");
			stories[*count] = (struct written_story){.file = arena_strdup(demo->arena, name),
								 .key = text_at(root, "procedure"),
								 .opener = openers != NULL ? openers->items[o]->text
											   : text_at(node, "opener")};
			read_story(demo, &stories[(*count)++], node);
		}
	}
}

static int yaml_file(const struct dirent *entry)
{
	return text_ends(entry->d_name, ".yaml");
}

struct written_story *written_read(struct demo *demo, size_t *count)
{
	const char *folder = config_path(demo->arena, demo->config->share, "db/stories");
	struct written_story *stories = arena_array(demo->arena, STORIES_MAX, sizeof *stories);
	struct dirent **entries = NULL;
	int found = scandir(folder, &entries, yaml_file, alphasort);

	*count = 0;
	for (int i = 0; i < found; i++) {
		read_file(demo, folder, entries[i]->d_name, stories, count);
		free(entries[i]);
	}
	free(entries);
	return stories;
}

/* ---- values ---- */

static int64_t contract_of(struct demo *demo, const char *number)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_CONTRACT);
	int64_t id = 0;

	query_text(query, ":number", number);
	demo_must(number, query_value(query, 0, &id));
	if (id == 0)
		demo_fail(number, ERR_NOT_FOUND, "no such contract");
	return id;
}

/* SYSTEM:PLATFORM:CLASS+N: so much more than the system has there now. */
static int64_t has(struct demo *demo, const char *text)
{
	char **parts;
	size_t count = text_split(demo->arena, text, ':', &parts);
	struct query *query = db_query(demo->context.db, Q_DEMO_HAS);
	size_t word = count == 3 ? strcspn(parts[2], "+-") : 0;
	int64_t amount = 0;

	if (word == 0)
		demo_fail(text, ERR_NOT_FOUND, "SYSTEM:PLATFORM:CLASS");
	query_int(query, ":system", demo_system_of(demo, parts[0]));
	query_int(query, ":platform", demo_platform(demo, parts[1]));
	query_text(query, ":class", arena_strndup(demo->arena, parts[2], word));
	demo_must(text, query_value(query, 0, &amount));
	return amount + (parts[2][word] == '\0' ? 0 : strtol(parts[2] + word, NULL, 10));
}

/* Also one that a story made. */
int64_t written_person(struct demo *demo, const char *login)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_PERSON);
	int64_t id = 0;

	query_text(query, ":login", login);
	demo_must(login, query_value(query, 0, &id));
	if (id == 0)
		demo_fail(login, ERR_NOT_FOUND, "no such account");
	return id;
}

/* UNIT:NAME: what that unit's plan has for it. */
static int64_t plan_of(struct demo *demo, const char *text)
{
	char **parts;
	size_t count = text_split(demo->arena, text, ':', &parts);
	struct query *query = db_query(demo->context.db, Q_DEMO_PLAN_ITEM);
	int64_t id = 0;

	query_int(query, ":organisation", demo_organisation(demo, parts[0]));
	query_text(query, ":name", count == 2 ? parts[1] : "");
	query_int(query, ":year", date_from_day(day_of(clock_now())).year);
	demo_must(text, query_value(query, 0, &id));
	if (id == 0)
		demo_fail(text, ERR_NOT_FOUND, "no such item of a plan");
	return id;
}

static int64_t named(struct demo *demo, const char *text)
{
	if (text_starts(text, "@has:"))
		return has(demo, text + strlen("@has:"));
	if (text_starts(text, "@platform:"))
		return demo_platform(demo, text + strlen("@platform:"));
	if (text_starts(text, "@org:"))
		return demo_organisation(demo, text + strlen("@org:"));
	if (text_starts(text, "@system:"))
		return demo_system_of(demo, text + strlen("@system:"));
	if (text_starts(text, "@person:"))
		return written_person(demo, text + strlen("@person:"));
	if (text_starts(text, "@assessor:"))
		return demo_assessor(demo, text + strlen("@assessor:"));
	if (text_starts(text, "@plan:"))
		return plan_of(demo, text + strlen("@plan:"));
	if (text_starts(text, "@contract:"))
		return contract_of(demo, text + strlen("@contract:"));
	demo_fail(text, ERR_NOT_FOUND, "no such word");
}

static const char *month_before(struct arena *arena, int64_t count)
{
	int64_t first = day_of(clock_now()), last;
	const char *month = period_of(arena, EVERY_MONTH, first);

	while (count-- > 0 && period_days(month, &first, &last))
		month = period_before(arena, EVERY_MONTH, first);
	return month;
}

static const char *clock_before(struct arena *arena, int64_t minutes)
{
	int64_t second = clock_now() - minutes * 60 - day_start(day_of(clock_now()));

	return arena_printf(arena, "%02" PRId64 ":%02" PRId64, second / 3600, second / 60 % 60);
}

/* "@day+3" and the like; other texts are themselves; arena. */
static const char *written_value(struct demo *demo, struct arena *arena, const char *text)
{
	if (text[0] != '@')
		return text;
	if (text_starts(text, "@month-"))
		return month_before(arena, strtol(text + strlen("@month-"), NULL, 10));
	if (text_starts(text, "@workday+"))
		return format_day(arena, workday_add(demo->context.service->calendar, day_of(clock_now()),
						     strtol(text + strlen("@workday+"), NULL, 10)));
	if (text_starts(text, "@time-"))
		return clock_before(arena, strtol(text + strlen("@time-"), NULL, 10));
	if (text_starts(text, "@form:") && demo->form != NULL)
		return format_day(arena, values_number(demo->form, text + strlen("@form:"), 0));
	if (text_starts(text, "@day"))
		return format_day(arena, day_of(clock_now()) + (text[4] == '\0' ? 0 : strtol(text + 4, NULL, 10)));
	return arena_printf(arena, "%" PRId64, named(demo, text));
}

static void add_params(struct demo *demo, struct arena *arena, struct params *params, const char *prefix,
		       const struct yaml_node *map)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct yaml_node *item = map->items[i];
		const char *name = arena_printf(arena, "%s%s", prefix, item->key);

		if (item->kind == YAML_TEXT)
			params_add(arena, params, name, written_value(demo, arena, item->text));
		for (size_t j = 0; item->kind == YAML_LIST && j < item->count; j++) {
			if (item->items[j]->kind == YAML_MAP)
				add_params(demo, arena, params, arena_printf(arena, "%s.%zu.", name, j),
					   item->items[j]);
			else
				params_add(arena, params, name, written_value(demo, arena, item->items[j]->text));
		}
	}
}

/* "@of:COLUMN:62": that percentage of another cell of the row. */
static const char *cell_value(struct demo *demo, struct arena *arena, const struct values *row, const char *text)
{
	const char *colon = strrchr(text, ':');
	int64_t percent;

	if (!text_starts(text, "@of:") || !parse_integer(colon + 1, &percent))
		return written_value(demo, arena, text);
	text += strlen("@of:");
	return arena_printf(arena, "%" PRId64,
			    values_number(row, arena_strndup(arena, text, (size_t)(colon - text)), 0) * percent / 100);
}

/* Cells typed into rows that are there: prefilled ones. */
static void type_into_rows(struct demo *demo, struct arena *arena, struct value *rows, const struct yaml_node *map)
{
	for (size_t r = 0; r < rows->row_count; r++) {
		struct values *row = rows->rows[r];
		const char *first = row->items[0].text != NULL ? row->items[0].text
							       : arena_printf(arena, "%" PRId64, row->items[0].number);

		for (size_t i = 0; i < map->count; i++) {
			const struct yaml_node *cells = map->items[i];

			if (!text_equal(cells->key, "every") &&
			    !text_equal(written_value(demo, arena, cells->key), first))
				continue;
			for (size_t c = 0; c < cells->count; c++)
				values_set(row, cells->items[c]->key,
					   cell_value(demo, arena, row, cells->items[c]->text));
		}
	}
}

void written_type(struct demo *demo, struct arena *arena, struct values *values, const struct yaml_node *map)
{
	struct params params = {0};
	struct values *typed;

	if (map == NULL || map->kind != YAML_MAP)
		return;
	add_params(demo, arena, &params, "", map);
	for (size_t i = 0; i < map->count; i++)
		if (values_find(values, map->items[i]->key) == NULL)
			demo_fail(map->items[i]->key, ERR_NOT_FOUND, "no such field");
	typed = values_decode(arena, values->fields, values->count, &params, true);
	for (size_t i = 0; i < values->count; i++) {
		const struct yaml_node *node = yaml_get(map, values->items[i].field->key);

		if (node != NULL && node->kind == YAML_MAP)
			type_into_rows(demo, arena, &values->items[i], node);
		else if (node != NULL)
			values->items[i] = typed->items[i];
	}
}
