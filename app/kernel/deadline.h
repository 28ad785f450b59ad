/*
 * Deadlines in working days, calendar days or hours, with their arithmetic in
 * words: "11-17 转入，次日起算：11-18、11-19、11-20，共 3 个工作日".  Due is the
 * last second of the last day in Beijing.  Where the year's calendar is not
 * published the words end with 日历尚未公布.
 */
#ifndef KERNEL_DEADLINE_H
#define KERNEL_DEADLINE_H

#include "kernel/procedure.h"

struct deadline {
	int64_t due_at;   /* 0: none */
	char *rule;       /* the arithmetic; arena */
};

/* By the end of a setting's key: _wd, _cd, _h, _min; DUE_NONE for others. */
enum due_unit due_unit_of(const char *setting);

struct deadline deadline_from(struct context *context, const char *setting, enum due_unit unit, int64_t from_at);

/*
 * Of a state that is entered now.  Where it says `due_from: period` the days count from the end of the matter's
 * period ("" : none), not from the entering.
 */
struct deadline deadline_of(struct context *context, const struct state *state, const char *period, int64_t from_at);

/*
 * When the limit of a state began for a matter: when it was entered last, not counting the actions that lead back to
 * it with `runs_on`, and the seconds it was held there since then; 0 and 0 where there is no such action.
 */
struct limit_begun {
	int64_t at, held;
};
enum err deadline_since(struct context *context, const struct procedure *procedure, const struct state *state,
			int64_t matter, struct limit_begun *begun) NODISCARD;

/* Of a state that is entered again by an action with `runs_on`: the deadline it had when it was left; *held: as above. */
struct matter;
enum err deadline_again(struct context *context, const struct matter *matter, const struct state *state,
			struct deadline *deadline, int64_t *held) NODISCARD;

/*
 * What ends a state by itself where it sets no limit: an action with `after` that leaves this state alone (one that leaves
 * several counts more than a step, and its module says when: 应急扩容); NULL: nothing does.
 */
const struct action *deadline_ending(const struct procedure *procedure, const struct state *state);

/* The last instant before an action with `after` leaves a state that was entered at state_at, time held added. */
enum err deadline_after(struct context *context, const struct procedure *procedure, const struct action *action,
			const struct state *state, int64_t matter, int64_t state_at, struct deadline *end) NODISCARD;

/* When so many of a unit end, counted from a moment; days from the day after it. */
int64_t deadline_end(const struct service *service, enum due_unit unit, int64_t count, int64_t from_at);

/* The day a setting of kind month-day falls on in a year. */
int64_t month_day_in(const struct service *service, const char *setting, int year);

/* For moves: where an effect chose another clock than the state's own, *deadline and the matter's row say that one. */
enum err deadline_choose(const struct moving *moving, const struct state *to, struct deadline *deadline) NODISCARD;

/*
 * The whole matter (procedure's `total`, from total_from to total_until),
 * without the time its clock stood.  due_at 0: it has not begun, rule is "", or
 * it has ended, and rule says in how many days.
 */
struct deadline deadline_total(struct context *context, const struct matter *matter);

/* How a due date reads now: "剩 3 个工作日", "今日到期", "已逾期 2 个工作日", "已逾期 5 小时", "计时暂停"; arena. */
char *deadline_words(struct context *context, int64_t due_at, bool paused);

/* "2026-11-26", or "2026-11-26 21:16" where it ends within a day; arena. */
char *deadline_date(struct arena *arena, int64_t due_at);

/* 0..n percent of the time between from and due that has passed. */
int deadline_passed(int64_t from_at, int64_t due_at, int64_t now);

#endif
