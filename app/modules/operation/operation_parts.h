/* Inside the module operation: its tables' members, and what they share. */
#ifndef MODULES_OPERATION_OPERATION_PARTS_H
#define MODULES_OPERATION_OPERATION_PARTS_H

#include "http/page.h"
#include "kernel/answer.h"
#include "kernel/panel.h"
#include "modules/operation/operation.h"

extern const struct setting_row operation_settings[];

/* ---- operation_shared.c ---- */

/* Text and yes of a field, of values that may be NULL; never NULL, "" when absent. */
const char *text_in(const struct values *values, const char *key);
bool yes_in(const struct values *values, const char *key);
/* The instant that two fields name, a day and a time of day ("09:05", pattern time); 0: not both typed. */
int64_t moment_in(const struct values *values, const char *day_key, const char *time_key);
/* One more row of repeated rows, for prefills; arena of the values. */
struct values *row_append(struct values *values, const char *key);

/* The kinds of an organisation; 0 unknown. */
enum err kinds_of(struct context *context, int64_t organisation, unsigned *kinds) NODISCARD;
/* Who runs a platform; 0 unknown. */
enum err operator_of(struct context *context, int64_t platform, int64_t *organisation) NODISCARD;
/* The platform a matter is about: its own, else the one its system lies on alone; 0: none, or several. */
enum err platform_of(struct context *context, const struct matter *matter, int64_t *platform) NODISCARD;

/* From now on the matter is addressed to it too.  Needs a transaction; likewise below. */
enum err address_to(struct context *context, const struct matter *matter, int64_t organisation) NODISCARD;
/* … to every unit with a live system on the platform; to those who run what a unit's systems lie on. */
enum err address_to_hosted(struct context *context, const struct matter *matter, int64_t platform) NODISCARD;
enum err address_to_hosts(struct context *context, const struct matter *matter, int64_t unit) NODISCARD;
/*
 * Tell all those it is addressed to, clerk and lead, and with center its security and dispatch posts.  The panel
 * `delivery` shows who was told when and who has read it.
 */
enum err push(struct context *context, const struct matter *matter, bool center, const char *text) NODISCARD;
enum err fill_delivery(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* One statement on the matter's row of a typed table: binds :matter and :now where it takes them. */
enum err set_row(struct moving *moving, enum query_name name) NODISCARD;

/* ---- operation_fault_level.c ---- */

struct fault_figures {
	bool platform_wide, interrupted, level_three, data_loss;
	int64_t systems_down;
	int64_t systems_total; /* on the platform, 0: not known */
	int64_t minutes_down;
};
/* The level that the figures call for, 1 to 4, and why; arena. */
int fault_suggest(struct context *context, const struct fault_figures *figures, const char **why);
const char *fault_level_label(int64_t level); /* Ⅰ级 */
enum verdict fault_level(struct moving *moving, struct answer *answer);

/* ---- operation_fault_guards.c ---- */
enum verdict fault_subject(struct moving *moving, struct answer *answer);
enum verdict fault_times(struct moving *moving, struct answer *answer);
enum verdict fault_planned(struct moving *moving, struct answer *answer);
enum verdict fault_party(struct moving *moving, struct answer *answer);
enum verdict fault_new_party(struct moving *moving, struct answer *answer);
enum verdict fault_restored_times(struct moving *moving, struct answer *answer);
enum verdict fault_confirmer(struct moving *moving, struct answer *answer);
/* Whether the maintenance it names exists on this platform and was noticed in time. */
enum err fault_maintenance(struct moving *moving, bool *exists, bool *in_time) NODISCARD;

/* ---- operation_fault.c ---- */
struct fault {
	int64_t level, reported_level, raised;
	int64_t began_at, found_at, reported_at, respond_due_at, responded_at, restore_due_at, restored_at;
	int64_t handler;
	const char *handler_name;
};
enum found fault_find(struct context *context, int64_t matter, struct fault *fault) NODISCARD;
enum err fault_begin(struct moving *moving);
enum err fault_open(struct moving *moving, struct answer *answer);
enum err fault_push(struct moving *moving, struct answer *answer);
enum err fault_respond(struct moving *moving, struct answer *answer);
enum err fault_raise(struct moving *moving, struct answer *answer);
enum err fault_hand_over(struct moving *moving, struct answer *answer);
enum err fault_regrade(struct moving *moving, struct answer *answer);

/* ---- operation_fault_end.c ---- */
enum err fault_restore(struct moving *moving, struct answer *answer);
enum err fault_confirm(struct moving *moving, struct answer *answer);
enum err fault_reopen(struct moving *moving, struct answer *answer);
enum err fault_analysis(struct moving *moving, struct answer *answer);
enum err fault_return(struct moving *moving, struct answer *answer);
enum err fault_accept(struct moving *moving, struct answer *answer);
enum err fault_dismiss(struct moving *moving, struct answer *answer);
enum err fill_fault_facts(struct context *context, struct matter *matter, struct values *form, struct dict *body);
/* Settings by level: how long to respond (to restore: kind 'restore'). */
const char *fault_respond_setting(int64_t level);
const char *fault_restore_setting(int64_t level);

/* ---- operation_faults.c ---- */
enum err faults_get(struct request *req);

#endif
