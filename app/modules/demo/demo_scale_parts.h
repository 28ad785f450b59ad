/* Inside demo_scale*.c: matters in bulk. */
#ifndef MODULES_DEMO_DEMO_SCALE_PARTS_H
#define MODULES_DEMO_DEMO_SCALE_PARTS_H

#include "base/crypt.h"
#include "kernel/audit.h"
#include "modules/demo/demo_parts.h"

enum {
	UNITS = 143,            /* with those of the story 200 organisations */
	CLERKS = 11,            /* of a unit; with its two leads about 2,000 people */
	LEADS = 2,
	BATCH = 25000,          /* events between two commits */
	STEPS = 14,
	PARTIES = 5,
	DAYS_MAX = DEMO_DAYS + 400,
};

/* Who takes a step. */
enum part { CLERK, LEAD, INTAKE, REVIEW, APPROVE, DISPATCH, OPERATOR, SUPERVISOR, SECURITY };

struct course_step {
	const char *action;
	const char *label;
	const char *to;
	enum part by;
	int gap; /* days since the step before */
	int due; /* working days the state it leads to lasts at most; 0: no deadline */
	const char *opinion;
};

/* Where a course leaves the full one, and how. */
struct branch {
	int percent;
	size_t after; /* steps of the full course before it */
	struct course_step last;
};

struct unit {
	int64_t org;
	const char *short_name;
	const struct actor *clerks;
	size_t clerk_count;
	const struct actor *leads;
	size_t lead_count;
};

struct planned {
	int64_t at;
	uint32_t matter; /* index */
	uint32_t step;
};

struct demo_scale {
	struct arena *arena; /* of one event */
	struct unit units[UNITS];
	const struct actor *center[SECURITY + 1];
	const char *center_name;
	int64_t secops;
	int64_t work_days[DAYS_MAX]; /* for each day from the first: it, or the next working day */
	struct planned *plan;
	size_t count;
	size_t next;
	size_t since_commit;
	int64_t *ids;        /* of matters, by index */
	struct audit_head head;
};

/* One matter, worked out from its index whenever it is needed. */
struct bulk {
	size_t index;
	const struct unit *unit;
	const struct actor *clerk;
	const struct actor *lead;
	const struct branch *branch;
	int64_t at[STEPS];
	size_t steps;        /* that lie before now */
	char *title;
	char *body;
	uint8_t digest[DIGEST_SIZE];
};

extern const struct course_step demo_full_course[STEPS];

/* Mixes an index into something that looks drawn, the same every time. */
uint64_t demo_mix(size_t index, uint64_t salt);
const struct course_step *demo_course_step(const struct bulk *bulk, size_t step);

/* demo_scale_rows.c: a matter with form, parties and tasks; one event with its audit row. */
void demo_bulk_matter(struct demo *demo, struct demo_scale *scale, struct bulk *bulk);
void demo_bulk_event(struct demo *demo, struct demo_scale *scale, struct bulk *bulk, size_t step);

#endif
