#include "base/base.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/workday.h"
#include "modules/matter/matter_module.h"

/*
 * The working-day ruler (办理日历): days as boxes from the day the matter came
 * in to a little after its deadline; rest days, counted days, today and the
 * deadline are told apart by shape and number, not by colour alone.
 */
enum { DAYS_MOST = 42, CELL = 24, TOP = 34, HEIGHT = 22, AFTER = 3 };

struct ruler {
	struct buf svg;
	const struct workday_calendar *calendar;
	int64_t first, last, from, due, today;
};

static int left_of(const struct ruler *ruler, int64_t day)
{
	return (int)(day - ruler->first) * CELL + 1;
}

static void draw_day(struct ruler *ruler, int64_t day, int64_t *counted)
{
	struct date date = date_from_day(day);
	bool works = workday_is(ruler->calendar, day);
	bool counts = works && day > ruler->from && day <= ruler->due;
	int left = left_of(ruler, day);

	*counted += counts;
	buf_printf(&ruler->svg, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
		   !works   ? "cal-o"
		   : counts ? "cal-w"
			    : "cal-n",
		   left, TOP, CELL - 2, HEIGHT);
	buf_printf(&ruler->svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>", left + CELL / 2 - 1,
		   TOP + 15, date.day);
	if (counts)
		buf_printf(&ruler->svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%" PRId64 "</text>",
			   left + CELL / 2 - 1, TOP + HEIGHT + 14, *counted);
	if (date.day == 1 || day == ruler->first)
		buf_printf(&ruler->svg, "<text x=\"%d\" y=\"12\">%d月</text>", left, date.month);
}

static void draw_marks(struct ruler *ruler)
{
	if (ruler->today >= ruler->first && ruler->today <= ruler->last)
		buf_printf(&ruler->svg,
			   "<rect class=\"cal-t\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
			   "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">今</text>",
			   left_of(ruler, ruler->today), TOP, CELL - 2, HEIGHT,
			   left_of(ruler, ruler->today) + CELL / 2 - 1, TOP - 5);
	buf_printf(&ruler->svg,
		   "<path class=\"cal-d\" d=\"M%d %dV%d\"/><text x=\"%d\" y=\"%d\" text-anchor=\"end\">到期</text>",
		   left_of(ruler, ruler->due) + CELL - 1, TOP - 4, TOP + HEIGHT + 4,
		   left_of(ruler, ruler->due) + CELL - 1, TOP + HEIGHT + 28);
}

/* NULL when there is nothing to draw: no deadline, an hour's deadline, or one too far off. */
char *ruler_picture(struct context *context, const struct matter *matter)
{
	struct ruler ruler = {.calendar = context->service->calendar};
	int64_t counted = 0;
	int width;
	char *svg;

	if (matter->due_at <= 0 || matter->state->final || matter->paused_at > 0)
		return NULL;
	ruler.from = day_of(matter->state_at);
	ruler.due = day_of(matter->due_at);
	ruler.today = day_of(clock_now());
	ruler.first = ruler.from;
	ruler.last = ruler.due + AFTER;
	if (ruler.due <= ruler.from || ruler.last - ruler.first >= DAYS_MOST)
		return NULL;
	width = (int)(ruler.last - ruler.first + 1) * CELL + 2;
	buf_init(&ruler.svg);
	buf_printf(&ruler.svg,
		   "<svg class=\"ruler\" role=\"img\" aria-labelledby=\"ruler-t\" viewBox=\"0 0 %d %d\" "
		   "width=\"%d\" "
		   "height=\"%d\"><title id=\"ruler-t\">办理日历：%s 转入，%s 到期</title>",
		   width, TOP + HEIGHT + 32, width, TOP + HEIGHT + 32, format_day(context->arena, ruler.from),
		   format_day(context->arena, ruler.due));
	for (int64_t day = ruler.first; day <= ruler.last; day++)
		draw_day(&ruler, day, &counted);
	draw_marks(&ruler);
	buf_add_text(&ruler.svg, "</svg>");
	svg = arena_strdup(context->arena, ruler.svg.data);
	buf_release(&ruler.svg);
	return svg;
}
