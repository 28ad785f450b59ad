/* What forms and fields say: texts never NULL, a day and a clock as one instant. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"

/* "09:31", its form checked by the field's pattern. */
static int64_t seconds_of(const char *clock)
{
	int64_t hours = (clock[0] - '0') * 10 + clock[1] - '0';
	int64_t minutes = (clock[3] - '0') * 10 + clock[4] - '0';

	return hours * SECURITY_HOUR + minutes * SECURITY_MINUTE;
}

int64_t said_instant(const struct values *values, const char *day, const char *clock)
{
	int64_t number = values == NULL ? 0 : values_number(values, day, 0);
	const char *text = values_word(values, clock);

	return number == 0 || strlen(text) != 5 ? 0 : day_start(number) + seconds_of(text);
}

void put_instant(struct values *values, const char *day, const char *clock, int64_t at)
{
	const char *text = format_time(values->arena, at); /* 2026-11-20 09:31 */

	values_set(values, day, arena_strndup(values->arena, text, 10));
	values_set(values, clock, text + 11);
}
