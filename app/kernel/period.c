#include "base/base.h"
#include "kernel/period.h"

#include "base/clock.h"
#include "base/number.h"

enum { YEAR_LENGTH = 4, MONTHS = 12, WEEK = 7, THURSDAY = 3, JANUARY_4TH = 4 };

static int months_of(enum every every)
{
	static const int months[] = {
		[EVERY_NEVER] = MONTHS, [EVERY_MONTH] = 1,     [EVERY_QUARTER] = 3,
		[EVERY_HALF_YEAR] = 6,  [EVERY_YEAR] = MONTHS, [EVERY_WEEK] = MONTHS,
	};

	return months[every];
}

/* Day 0 was a Thursday. */
static int64_t monday_of(int64_t day)
{
	return day - ((day + THURSDAY) % WEEK + WEEK) % WEEK;
}

/* The week of a year that has its 4th of January is the first. */
static int64_t first_monday(int year)
{
	return monday_of(day_from_date((struct date){year, 1, JANUARY_4TH}));
}

/* A week belongs to the year of its Thursday. */
static char *week_text(struct arena *arena, int64_t day)
{
	int64_t monday = monday_of(day);
	int year = date_from_day(monday + THURSDAY).year;

	return arena_printf(arena, "%dW%02d", year, (int)((monday - first_monday(year)) / WEEK) + 1);
}

/* part counts from 0 within the year. */
static char *period_text(struct arena *arena, enum every every, int year, int part)
{
	switch (every) {
	case EVERY_MONTH:
		return arena_printf(arena, "%d-%02d", year, part + 1);
	case EVERY_QUARTER:
		return arena_printf(arena, "%dQ%d", year, part + 1);
	case EVERY_HALF_YEAR:
		return arena_printf(arena, "%dH%d", year, part + 1);
	case EVERY_YEAR:
		return arena_printf(arena, "%d", year);
	default:
		return arena_strdup(arena, "");
	}
}

char *period_of(struct arena *arena, enum every every, int64_t day)
{
	struct date date = date_from_day(day);

	if (every == EVERY_WEEK)
		return week_text(arena, day);
	return period_text(arena, every, date.year, (date.month - 1) / months_of(every));
}

char *period_before(struct arena *arena, enum every every, int64_t day)
{
	struct date date = date_from_day(day);
	int months = months_of(every);

	if (every == EVERY_WEEK)
		return week_text(arena, monday_of(day) - 1);
	date.month -= (date.month - 1) % months;
	date.day = 1;
	return period_of(arena, every, day_from_date(date) - 1);
}

static int digits_of(enum every every)
{
	return every == EVERY_MONTH || every == EVERY_WEEK ? 2 : 1;
}

/*
 * Year, and what follows it: kind of period and number of the part, counted from 0.  Only as period_of writes it:
 * periods are compared as text, so 2026-1 would be another month than 2026-01.
 */
static bool read_period(const char *period, int *year, enum every *every, int *part)
{
	int number;

	if (period == NULL || !parse_digits(period, YEAR_LENGTH, year) || *year < PERIOD_YEAR_FIRST ||
	    *year > PERIOD_YEAR_LAST)
		return false;
	*part = 0;
	*every = EVERY_YEAR;
	if (period[YEAR_LENGTH] == '\0')
		return true;
	*every = period[YEAR_LENGTH] == '-'   ? EVERY_MONTH
		 : period[YEAR_LENGTH] == 'Q' ? EVERY_QUARTER
		 : period[YEAR_LENGTH] == 'H' ? EVERY_HALF_YEAR
		 : period[YEAR_LENGTH] == 'W' ? EVERY_WEEK
					      : EVERY_NEVER;
	period += YEAR_LENGTH + 1;
	if (*every == EVERY_NEVER || strlen(period) != (size_t)digits_of(*every) ||
	    !parse_digits(period, digits_of(*every), &number))
		return false;
	*part = number - 1;
	if (*every == EVERY_WEEK)
		return number >= 1 && first_monday(*year) + *part * WEEK < first_monday(*year + 1);
	return number >= 1 && number <= MONTHS / months_of(*every);
}

bool period_days(const char *period, int64_t *first, int64_t *last)
{
	int year, part, months;
	enum every every;

	if (!read_period(period, &year, &every, &part))
		return false;
	if (every == EVERY_WEEK) {
		*first = first_monday(year) + part * WEEK;
		*last = *first + WEEK - 1;
		return true;
	}
	months = months_of(every);
	*first = day_from_date((struct date){year, part * months + 1, 1});
	*last = (part + 1) * months == MONTHS ? day_from_date((struct date){year + 1, 1, 1}) - 1
					      : day_from_date((struct date){year, (part + 1) * months + 1, 1}) - 1;
	return true;
}

char *period_label(struct arena *arena, const char *period)
{
	static const char *const numerals[] = {"一", "二", "三", "四"};
	int year, part;
	int64_t first;
	enum every every;

	if (!read_period(period, &year, &every, &part))
		return arena_strdup(arena, "");
	switch (every) {
	case EVERY_WEEK:
		first = first_monday(year) + part * WEEK;
		return arena_printf(arena, "%d年第%d周（%s 至 %s）", year, part + 1, format_day_short(arena, first),
				    format_day_short(arena, first + WEEK - 1));
	case EVERY_MONTH:
		return arena_printf(arena, "%d年%d月", year, part + 1);
	case EVERY_QUARTER:
		return arena_printf(arena, "%d年第%s季度", year, numerals[part]);
	case EVERY_HALF_YEAR:
		return arena_printf(arena, "%d年%s半年", year, part == 0 ? "上" : "下");
	default:
		return arena_printf(arena, "%d年", year);
	}
}
