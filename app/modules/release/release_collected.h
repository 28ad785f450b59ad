/*
 * Inside the module release: what the supervisor collected of the machines a
 * notice names (第十七条), month by month.  release_collected.c reads it;
 * release_observed.c fills the form with it, holds the form against it and shows
 * it beside.  A person types figures only of months of which nothing was collected.
 */
#ifndef MODULES_RELEASE_RELEASE_COLLECTED_H
#define MODULES_RELEASE_RELEASE_COLLECTED_H

#include "modules/release/release_advice.h"

/* ---- release_collected.c ---- */

/* A list of machines has a line for each, as collected_name says it; or this alone. */
#define COLLECTED_NO_MACHINE "不涉及单台云主机"
const char *collected_name(struct arena *arena, const char *code, bool computes, bool stores);

struct collected_machine {
	const char *code;
	bool computes, stores;
	bool seen; /* something was collected of it */
};

struct collected_names {
	struct collected_machine *names;
	size_t count;
	bool any_computes;
};

/* Of whom a reading is asked for; arena. */
struct collected_asking {
	int64_t system, platform;
	struct collected_names *names;
};
struct collected_asking collected_ask(struct context *context, int64_t system, int64_t platform, const char *list);

/* The months of a span of which anything was collected on the platform; at most so many, the first ones. */
enum err collected_span(struct context *context, const struct collected_asking *asking, const char *from,
                        const char *to, struct advice_month *months, size_t most, size_t *count) NODISCARD;
/* Those of the window that is judged. */
enum err collected_window(struct context *context, const struct advising *advising,
                          const struct collected_asking *asking, struct advice_month months[ADVICE_MONTHS],
                          size_t *count) NODISCARD;
/* Those of it in which something was collected of the machines of a list, oldest first. */
enum err collected_months(struct context *context, const struct advising *advising, int64_t system, int64_t platform,
                          const char *list, struct advice_month months[ADVICE_MONTHS], size_t *count) NODISCARD;

/* Which column says which figure, and whether it is one of the machines named. */
enum { COLLECTED_MEASURES = 6 };
extern const struct collected_measure {
	const char *column;
	size_t at;
	bool of_machines;
} collected_measures[COLLECTED_MEASURES];
int64_t collected_figure(const struct advice_month *month, const struct collected_measure *measure);

/* In place of the observations of a form. */
void collected_put(struct values *form, const struct advice_month *months, size_t count);

/* ---- release_observed.c ---- */

enum err collected_prefill(struct moving *moving);
/* The observations and the present sizes of the draft once more from the records; what else was typed stays. */
enum err downsizing_refresh(struct moving *moving, struct answer *answer);
enum verdict observed_collected(struct moving *moving, struct answer *answer);
enum err panel_downsizing_collected(struct context *context, struct matter *matter, struct values *form,
                                    struct dict *body);

#endif
