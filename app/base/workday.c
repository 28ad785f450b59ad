#include "base/base.h"

#include "base/clock.h"
#include "base/workday.h"

struct row {
	int64_t day;
	bool is_workday;
};

struct workday_calendar {
	struct arena *arena;
	struct row *rows; /* sorted by day */
	size_t count;
	size_t capacity;
};

struct workday_calendar *workday_calendar_new(struct arena *arena)
{
	struct workday_calendar *calendar = arena_alloc(arena, sizeof(*calendar));
	calendar->arena = arena;
	return calendar;
}

/* Index of the first row not before day. */
static size_t calendar_search(const struct workday_calendar *calendar, int64_t day)
{
	size_t low = 0;
	size_t high = calendar->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (calendar->rows[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void calendar_grow(struct workday_calendar *calendar)
{
	size_t capacity = calendar->capacity ? calendar->capacity * 2 : 128;
	struct row *rows = arena_array(calendar->arena, capacity, sizeof(*rows));
	if (calendar->count > 0)
		memcpy(rows, calendar->rows, calendar->count * sizeof(*rows));
	calendar->rows = rows;
	calendar->capacity = capacity;
}

void workday_calendar_add(struct workday_calendar *calendar, int64_t day, bool is_workday)
{
	size_t at = calendar_search(calendar, day);
	if (at == calendar->count || calendar->rows[at].day != day) {
		if (calendar->count == calendar->capacity)
			calendar_grow(calendar);
		memmove(calendar->rows + at + 1, calendar->rows + at, (calendar->count - at) * sizeof(*calendar->rows));
		calendar->count++;
	}
	calendar->rows[at] = (struct row){.day = day, .is_workday = is_workday};
}

bool workday_is(const struct workday_calendar *calendar, int64_t day)
{
	size_t at = calendar_search(calendar, day);
	if (at < calendar->count && calendar->rows[at].day == day)
		return calendar->rows[at].is_workday;
	return day_weekday(day) <= 5;
}

bool workday_published(const struct workday_calendar *calendar, int64_t day)
{
	struct date date = date_from_day(day);
	int64_t first = day_from_date((struct date){date.year, 1, 1});
	int64_t last = day_from_date((struct date){date.year, 12, 31});
	size_t at = calendar_search(calendar, first);
	return at < calendar->count && calendar->rows[at].day <= last;
}

int64_t workday_add(const struct workday_calendar *calendar, int64_t day, int64_t count)
{
	int step = count < 0 ? -1 : 1;
	while (count != 0) {
		day += step;
		if (workday_is(calendar, day))
			count -= step;
	}
	return day;
}

static int64_t weekdays_between(int64_t from, int64_t to)
{
	int64_t weeks = (to - from) / 7;
	int64_t count = weeks * 5;
	for (int64_t day = from + weeks * 7 + 1; day <= to; day++)
		count += day_weekday(day) <= 5;
	return count;
}

/* Lists ask it for every row, so days are not looked up one by one: weekdays, corrected by the rows between. */
int64_t workday_between(const struct workday_calendar *calendar, int64_t from, int64_t to)
{
	if (to < from)
		return -workday_between(calendar, to, from);
	int64_t count = weekdays_between(from, to);
	for (size_t at = calendar_search(calendar, from + 1); at < calendar->count; at++) {
		const struct row *row = &calendar->rows[at];
		if (row->day > to)
			break;
		count += (int)row->is_workday - (int)(day_weekday(row->day) <= 5);
	}
	return count;
}
