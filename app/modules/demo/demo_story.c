/*
 * The scripts set in time and told in order.  All steps of all matters go into
 * one list by instant, with the clerk process's morning rounds between them:
 * the audit log's time never goes back, so nothing may be written out of turn.
 */
#include "base/base.h"
#include "modules/demo/demo_parts.h"
#include "modules/demo/demo_written.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/move.h"
#include "kernel/round.h"

enum { STEPS_MAX = 20000, BATCHED, WORDS_MAX = 80, ROUNDS = 45 };
enum { OPENS_MINUTE = 8 * 60 + 40, CLOSES_MINUTE = 17 * 60 + 20, ROUND_MINUTE = 7 * 60, MARGIN_SECONDS = 120 };

struct told {
	int64_t at;
	size_t course; /* STEPS_MAX: the clerk's round; BATCHED: a bulk decision, its step */
	size_t number; /* order of steps at the same instant */
	const char *word;
	const char *argument;          /* NULL: none given */
	struct written_story *written; /* instead of a course; word is step */
	size_t step;
};

struct story {
	struct demo *demo;
	struct demo_course *courses;
	struct told *steps;
	size_t count;
};

static void add_told(struct story *story, const struct told *told)
{
	if (story->count == STEPS_MAX)
		demo_fail(told->word, ERR_TOO_LARGE, "raise STEPS_MAX");
	story->steps[story->count] = *told;
	story->steps[story->count].number = story->count;
	story->count++;
}

/* ---- one script ---- */

struct script {
	char *words[WORDS_MAX];
	int64_t days[WORDS_MAX]; /* working days after the first word */
	size_t count;
	int64_t length; /* in working days */
};

static void read_script(struct story *story, const struct demo_tale *tale, struct script *script)
{
	char **parts;
	size_t many = text_split(story->demo->arena, tale->script, ' ', &parts);

	script->count = 0;
	script->length = 0;
	for (size_t i = 0; i < many; i++) {
		int64_t days;

		if (parts[i][0] == '+' && parse_integer(parts[i] + 1, &days)) {
			script->length += days;
			continue;
		}
		if (script->count == WORDS_MAX)
			demo_fail(tale->system, ERR_TOO_LARGE, "raise WORDS_MAX");
		script->days[script->count] = script->length;
		script->words[script->count++] = parts[i];
	}
}

/* The part-th of parts equal parts of the working hours of a day, which today are over when it is now. */
static int64_t instant(const struct demo *demo, int64_t day, uint64_t part, uint64_t parts)
{
	int64_t opens = day_start(day) + OPENS_MINUTE * 60;
	int64_t closes = day_start(day) + CLOSES_MINUTE * 60;

	if (closes > demo->now - MARGIN_SECONDS)
		closes = demo->now - MARGIN_SECONDS;
	return opens + (closes - opens) * (int64_t)part / (int64_t)parts;
}

/* Words of one day follow each other in that day, at places of the day drawn for this matter. */
static void set_in_time(struct story *story, size_t course, const struct script *script)
{
	struct demo *demo = story->demo;
	const struct workday_calendar *calendar = demo->context.service->calendar;
	const struct demo_tale *tale = story->courses[course].tale;
	int64_t first = workday_add(calendar, demo->last_day, -(script->length + tale->ends));

	for (size_t i = 0, same = 0; i < script->count; i++) {
		int64_t day = workday_add(calendar, first, script->days[i]);
		char *colon = strchr(script->words[i], ':');
		uint64_t drawn = demo_draw(demo, 120);

		same = i > 0 && script->days[i] == script->days[i - 1] ? same + 1 : 0;
		if (same > 7)
			demo_fail(tale->system, ERR_TOO_LARGE, "too many words in one day");
		if (colon != NULL)
			*colon = '\0';
		if (!demo_word_known(script->words[i]))
			demo_fail(tale->system, ERR_NOT_FOUND, script->words[i]);
		add_told(story, &(struct told){.at = instant(demo, day, same * 125 + drawn, 1000),
					       .course = course,
					       .word = script->words[i],
					       .argument = colon != NULL ? colon + 1 : NULL});
	}
}

/*
 * The first day of the newest month in which the longest story of a month has
 * room.  One month for all of them: a story that alone went back a month would
 * meet the one of that month, and there is one matter for each.
 */
static int64_t newest_month(struct demo *demo)
{
	enum { ROOM = 15 }; /* working days */
	int64_t first = demo->last_day - (date_from_day(demo->last_day).day - 1), last;

	if (workday_add(demo->context.service->calendar, demo->last_day, -ROOM) < first &&
	    !period_days(period_before(demo->arena, EVERY_MONTH, first), &first, &last))
		demo_fail("month", ERR_INTERNAL, "no month before");
	return first;
}

/* The day a quarter's papers begin: the first working day after it; the newest one in which the longest story has room.
 */
static int64_t quarter_first(struct demo *demo, int64_t before, const char **period)
{
	enum { ROOM = 24 }; /* working days */
	const struct workday_calendar *calendar = demo->context.service->calendar;
	int64_t first = demo->last_day, last = 0;
	bool room = false;

	for (int64_t told = -1; told < before || !room; told += room) {
		*period = period_before(demo->arena, EVERY_QUARTER, first);
		if (!period_days(*period, &first, &last))
			demo_fail("quarter", ERR_INTERNAL, "no quarter before");
		room = room || workday_add(calendar, demo->last_day, -ROOM) >= workday_add(calendar, last, 1);
	}
	return workday_add(calendar, last, 1);
}

/* The newest day on which a yearly round was called for. */
static int64_t called_day(struct demo *demo, const char *key)
{
	const struct service *service = demo->context.service;
	const struct procedure *procedure = procedure_find(service, key);
	int year = date_from_day(demo->last_day).year;
	int64_t day;

	if (procedure == NULL || procedure->round.call_setting == NULL)
		demo_fail(key, ERR_NOT_FOUND, "it is not called for");
	day = month_day_in(service, procedure->round.call_setting, year);
	return day <= demo->last_day ? day : month_day_in(service, procedure->round.call_setting, year - 1);
}

/* Counted back from the newest working day, or on from the first of a month when there is time for it. */
static int64_t first_of(struct demo *demo, struct written_story *written)
{
	const struct workday_calendar *calendar = demo->context.service->calendar;
	int64_t latest = workday_add(calendar, demo->last_day, -(written->length + written->ends));
	int64_t first = newest_month(demo), last;

	if (written->called >= 0)
		return workday_add(calendar, called_day(demo, written->key), written->called);
	if (written->quarter >= 0)
		return workday_add(calendar, quarter_first(demo, written->quarter, &written->period), written->after);
	if (written->month < 0)
		return latest;
	for (int64_t month = 0; month < written->month; month++)
		if (!period_days(period_before(demo->arena, EVERY_MONTH, first), &first, &last))
			return latest;
	first = workday_add(calendar, first - 1, 1);
	return first < latest ? first : latest;
}

/* Somewhere in the same-th eighth of its day, or where it was told. */
static int64_t instant_of(struct demo *demo, const struct written_story *written, size_t step, int64_t day, size_t same)
{
	if (text_equal(written->steps[step].word, "morning"))
		return day_start(day) + ROUND_MINUTE * 60;
	if (step == 0 && written->opens > 0)
		return day_start(day) + written->opens * 60;
	return instant(demo, day, same * 125 + demo_draw(demo, 120), 1000);
}

static void set_written_in_time(struct story *story, struct written_story *written)
{
	struct demo *demo = story->demo;
	const struct workday_calendar *calendar = demo->context.service->calendar;
	int64_t first = first_of(demo, written), before = 0;

	for (size_t i = 0, same = 0; i < written->count; i++) {
		const struct written_step *step = &written->steps[i];
		int64_t day =
			step->tail ? workday_add(calendar, demo->last_day, step->days - written->length - written->tail)
				   : workday_add(calendar, first, step->days);
		int64_t at;

		if (written->called >= 0 && day > demo->last_day)
			return;
		if (step->minutes == 0)
			same = i > 0 && step->days == written->steps[i - 1].days ? same + 1 : 0;
		if (same > 7)
			demo_fail(written->file, ERR_TOO_LARGE, "too many steps in one day");
		at = step->minutes > 0 ? before + step->minutes * 60 : instant_of(demo, written, i, day, same);
		if (at > demo->now - MARGIN_SECONDS)
			at = demo->now - MARGIN_SECONDS;
		if (at < before)
			at = before;
		before = at;
		add_told(story, &(struct told){.at = at, .word = step->word, .written = written, .step = i});
	}
}

/* A matter about a system that is there uses its filing; the others are filed before they begin. */
static const char *filing_of(struct demo *demo, const struct demo_tale *tale)
{
	struct query *query;
	const char *number = NULL;

	if (tale->base == NULL)
		return demo_filing_add(demo, tale->unit, tale->system, strstr(tale->script, "unfiled") == NULL);
	query = db_query(demo->context.db, Q_DEMO_FILING_OF);
	query_int(query, ":system", demo_system_of(demo, tale->base));
	if (query_step(query))
		number = next_text(query, demo->arena);
	demo_must(tale->system, query_end(query));
	return number;
}

/* ---- all of it ---- */

static void add_rounds(struct story *story)
{
	const struct workday_calendar *calendar = story->demo->context.service->calendar;

	for (int64_t ago = ROUNDS; ago >= 0; ago--) {
		int64_t day = workday_add(calendar, story->demo->last_day, -ago);

		add_told(
			story,
			&(struct told){.at = day_start(day) + ROUND_MINUTE * 60, .course = STEPS_MAX, .word = "round"});
	}
}

/* Not where the matters they are about are not told. */
static void add_batches(struct story *story, const struct written_story *written, size_t count)
{
	struct demo *demo = story->demo;
	bool told = false;

	for (size_t i = 0; i < count && !told; i++)
		told = text_equal(written[i].key, demo_batch_procedure);
	if (!told)
		return;
	for (size_t step = 0; step < demo_batch_steps; step++) {
		int64_t day = workday_add(demo->context.service->calendar, demo->last_day, -demo_batch_ago(step));

		add_told(story, &(struct told){.at = instant(demo, day, demo_batch_part(step), 1000),
					       .course = BATCHED,
					       .word = "batch",
					       .step = step});
	}
}

static int in_order(const void *a, const void *b)
{
	const struct told *one = a, *other = b;

	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	return one->number < other->number ? -1 : one->number > other->number;
}

static void clerks_round(struct demo *demo, struct arena *arena)
{
	struct context context = demo->context;

	context.arena = arena;
	context.request = "deadlines";
	demo_must("deadlines", time_job(&context));
	demo_reports_sign(demo, arena);
	/* Duties of the newest period alone: older ones are told in full by the stories. */
	if (date_from_day(day_of(clock_now())).month == date_from_day(demo->last_day).month)
		demo_must("rounds", round_job(&context));
}

static void tell(struct story *story, struct arena *arena, const struct told *told)
{
	struct demo *demo = story->demo;

	if (demo->scale != NULL)
		demo_scale_until(demo, demo->scale, told->at);
	clock_freeze(told->at);
	if (told->written != NULL)
		written_step(demo, arena, told->written, told->step);
	else if (told->course == STEPS_MAX)
		clerks_round(demo, arena);
	else if (told->course == BATCHED)
		demo_batch_step(demo, arena, told->step);
	else
		demo_step(demo, arena, &story->courses[told->course], told->word, told->argument);
}

void demo_story_run(struct demo *demo)
{
	struct story story = {.demo = demo};
	struct script *script = arena_alloc(demo->arena, sizeof *script);
	struct arena *arena = arena_new();
	struct written_story *written;
	size_t written_count;

	story.courses = arena_array(demo->arena, demo_tale_count, sizeof *story.courses);
	story.steps = arena_array(demo->arena, STEPS_MAX, sizeof *story.steps);
	for (size_t i = 0; i < demo_tale_count; i++) {
		story.courses[i] = (struct demo_course){.tale = &demo_tales[i], .index = i};
		story.courses[i].filing = filing_of(demo, &demo_tales[i]);
		read_script(&story, &demo_tales[i], script);
		set_in_time(&story, i, script);
	}
	written = written_read(demo, &written_count);
	for (size_t i = 0; i < written_count; i++)
		set_written_in_time(&story, &written[i]);
	add_rounds(&story);
	add_batches(&story, written, written_count);
	qsort(story.steps, story.count, sizeof *story.steps, in_order);
	for (size_t i = 0; i < story.count; i++) {
		tell(&story, arena, &story.steps[i]);
		arena_reset(arena);
	}
	arena_free(arena);
}
