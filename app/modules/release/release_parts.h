/* Inside the module release: its tables' members, and what they share. */
#ifndef MODULES_RELEASE_RELEASE_PARTS_H
#define MODULES_RELEASE_RELEASE_PARTS_H

#include "kernel/answer.h"
#include "kernel/panel.h"
#include "modules/release/release.h"

/* ---- release_system.c ---- */

struct release_system {
	const char *name;
	const char *state;
	int64_t operating_at; /* 0: not yet */
	bool monitored;
	int64_t org;
};
enum found release_system_read(struct context *context, int64_t system, struct release_system *out) NODISCARD;

/* What a system holds of one class on one platform. */
struct held_line {
	int64_t platform;
	const char *platform_name;
	int64_t operator_id;
	const char *class;
	const char *label;
	const char *unit;
	int64_t amount;
};
enum { HELD_LINES_MAX = 400 };
/* In the order of platforms and classes; platform 0: all; *out is arena. */
enum err holdings_read(struct context *context, int64_t system, int64_t platform, struct held_line **out,
                       size_t *count) NODISCARD;

/* Number of another open matter of a procedure about the same system (and platform, unless 0); NULL: none; arena. */
enum err release_other_open(struct moving *moving, const char *key, int64_t platform, const char **number) NODISCARD;

int64_t release_day(const struct values *values, const char *key);      /* 0: none */

/* What a column is called, with a space before what follows when it ends in P95; arena. */
const char *release_column(struct arena *arena, const struct values *row, const char *column);

/* ---- exits ---- */

struct dependent {
	const char *system_name;
	const char *unit_name;
	enum { DEPENDENT_CONNECTED, DEPENDENT_PART, DEPENDENT_SUCCESSOR } kin; /* part: leaves before; successor: not received yet */
};
enum { DEPENDENTS_MAX = 50 };
enum err dependents_read(struct context *context, int64_t system, struct dependent *out, size_t *count) NODISCARD;
/* What the operators reported of the clearing, as the certificate says it; arena. */
enum err certificate_text(struct context *context, int64_t matter, char **out) NODISCARD;

/* Days an exit went through; wiped: of the platform whose seat acts; 0: not yet. */
struct exit_days {
	int64_t accepted;
	int64_t clear_from; /* since it was last found not to be clean */
	int64_t wiped;
};
enum err exit_days_read(struct moving *moving, struct exit_days *days) NODISCARD;

/* The first day something can have been done on, and what that day was. */
struct earliest {
	int64_t day; /* 0: any */
	const char *what;
};
#define NO_EARLIEST ((struct earliest){0, ""})
/* What is wrong with a day that says when something was done; NULL: nothing; arena. */
const char *exit_day_fault(struct moving *moving, const struct values *values, const char *key,
                           struct earliest earliest);

enum verdict exit_allowed(struct moving *moving, struct answer *answer);
enum verdict no_change_under_way(struct moving *moving, struct answer *answer);
enum verdict exit_prepared(struct moving *moving, struct answer *answer);
enum verdict abandoned_shown(struct moving *moving, struct answer *answer);
enum verdict dependents_settled(struct moving *moving, struct answer *answer);
enum verdict wipe_complete(struct moving *moving, struct answer *answer);
enum verdict exit_empty(struct moving *moving, struct answer *answer);
enum verdict exit_holding(struct moving *moving, struct answer *answer);
enum verdict freed_complete(struct moving *moving, struct answer *answer);
enum verdict certificate_true(struct moving *moving, struct answer *answer);
enum verdict exit_nothing_left(struct moving *moving, struct answer *answer);

enum err exit_accept(struct moving *moving, struct answer *answer);
enum err exit_accept_empty(struct moving *moving, struct answer *answer);
enum err exit_restore(struct moving *moving, struct answer *answer);
enum err exit_claimed(struct moving *moving, struct answer *answer);
enum err exit_snapshot(struct moving *moving, struct answer *answer);
enum err exit_begin_clearing(struct moving *moving, struct answer *answer);
enum err exit_cleared(struct moving *moving, struct answer *answer);
enum err exit_unclear(struct moving *moving, struct answer *answer);
enum err exit_signed(struct moving *moving, struct answer *answer);
enum err exit_free(struct moving *moving, struct answer *answer);
enum err exit_unmonitor(struct moving *moving, struct answer *answer);
enum err exit_close(struct moving *moving, struct answer *answer);

enum err exit_dependents(struct moving *moving);
enum err exit_certificate(struct moving *moving);

enum err panel_exit_resources(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err panel_exit_dependents(struct context *context, struct matter *matter, struct values *form, struct dict *body);
/* On the certificate: each signer's own word. */
enum err panel_exit_checks(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err panel_exit_clearance(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- downsizing ---- */

enum verdict downsizing_allowed(struct moving *moving, struct answer *answer);
enum verdict observed_enough(struct moving *moving, struct answer *answer);
enum verdict targets_true(struct moving *moving, struct answer *answer);
enum verdict small_spared(struct moving *moving, struct answer *answer);
enum verdict decided_true(struct moving *moving, struct answer *answer);
enum verdict load_high(struct moving *moving, struct answer *answer);

enum err downsizing_release(struct moving *moving, struct answer *answer);

enum err downsizing_targets(struct moving *moving);
enum err downsizing_decided(struct moving *moving);
enum err downsizing_seen(struct moving *moving); /* what was collected since it was done */

enum err panel_downsizing_usage(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err panel_downsizing_earlier(struct context *context, struct matter *matter, struct values *form,
                                  struct dict *body);

/* release_window.c: when it is carried out */
enum verdict window_ahead(struct moving *moving, struct answer *answer);
enum verdict window_come(struct moving *moving, struct answer *answer);
enum err window_clock(struct moving *moving, struct answer *answer);
enum err downsizing_done_day(struct moving *moving, struct answer *answer);
enum err downsizing_back_day(struct moving *moving, struct answer *answer);

/* release_backup.c: what the operator copied */
enum verdict backup_ordered(struct moving *moving, struct answer *answer);
enum verdict backup_kept(struct moving *moving, struct answer *answer);

/* release_floor.c: against what the records say would do */
enum verdict floor_kept(struct moving *moving, struct answer *answer);
enum verdict decided_floor_kept(struct moving *moving, struct answer *answer);
enum err panel_downsizing_floor(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- pages ---- */
enum err proposals_get(struct request *req);
enum err proposals_post(struct request *req);
enum err savings_get(struct request *req);

#endif
