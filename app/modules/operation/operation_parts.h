/* Inside the module operation: its tables' members, and what they share. */
#ifndef MODULES_OPERATION_OPERATION_PARTS_H
#define MODULES_OPERATION_OPERATION_PARTS_H

#include "http/page.h"
#include "kernel/answer.h"
#include "kernel/panel.h"
#include "modules/operation/operation.h"

extern const struct setting_row operation_settings[];

/* ---- operation_shared.c ---- */

bool yes_in(const struct values *values, const char *key);
/* The instant that two fields name, a day and a time of day ("09:05", pattern time); 0: not both typed. */
int64_t moment_in(const struct values *values, const char *day_key, const char *time_key);

/* The kinds of an organisation; 0 unknown. */
enum err kinds_of(struct context *context, int64_t organisation, unsigned *kinds) NODISCARD;
/* The platform a matter is about: its own, else the one its system lies on alone; 0: none, or several. */
enum err platform_of(struct context *context, const struct matter *matter, int64_t *platform) NODISCARD;

/* Those other than itself who run what the unit's systems lie on (arena). */
enum err hosts_of(struct context *context, int64_t unit, int64_t **hosts, size_t *count) NODISCARD;

/* … to every unit with a live system on the platform; to each organisation a query gives (which it ends). */
enum err address_to_hosted(struct context *context, const struct matter *matter, int64_t platform) NODISCARD;
enum err address_to_all(struct context *context, const struct matter *matter, struct query *query) NODISCARD;
/*
 * Tell all those it is addressed to, clerk and lead, and with center its security and dispatch posts.  The panel
 * `delivery` shows who was told when and who has read it.
 */
enum err push(struct context *context, const struct matter *matter, bool center, const char *text) NODISCARD;
enum err fill_delivery(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* operation_deeds.c: the panel `deeds`, what was written with each step. */
enum err fill_deeds(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* operation_telephones.c: the panel `telephones`, whom to call, for the sides of each pair and who watches. */
enum err fill_telephones(struct context *context, struct matter *matter, struct values *form, struct dict *body);

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
enum verdict fault_no_incident(struct moving *moving, struct answer *answer);
enum verdict fault_restored_times(struct moving *moving, struct answer *answer);
enum verdict fault_confirmer(struct moving *moving, struct answer *answer);
/* Whether the maintenance it names exists on this platform and was noticed in time. */
enum err fault_maintenance(struct moving *moving, const char *number, int64_t began, bool *exists,
			   bool *in_time) NODISCARD;
/* Whether the organisation a field names is what the side in another says. */
enum verdict fault_party_fits(struct moving *moving, struct answer *answer, const struct values *values,
			      const char *side_key, const char *party_key);

/* ---- operation_fault.c ---- */
struct fault {
	int64_t level, reported_level, raised;
	int64_t began_at, found_at, reported_at, respond_due_at, responded_at, restore_due_at, restored_at;
	int64_t report_due_at, arrive_due_at, arrived_at; /* 0: none, as for faults from before there were such limits */
	bool remote;                                      /* attended to from afar: nobody had to come */
	int64_t handler;
	const char *handler_name;
	int64_t platform;                                       /* 0: none, or several */
	int64_t confirmed_at;
	const char *responsible_name; /* "": nobody here */
	const char *responder_name;   /* "": nobody answered yet */
	int64_t retaken_at;           /* when another took it up, denied after all; 0: nobody else did */
	const char *respond_contract, *restore_contract;        /* the number of whose terms a limit is; "": by the setting */
};
enum found fault_find(struct context *context, int64_t matter, struct fault *fault) NODISCARD;
enum err fault_begin(struct moving *moving);
enum err fault_open(struct moving *moving, struct answer *answer);
enum err fault_push(struct moving *moving, struct answer *answer);
enum err fault_respond(struct moving *moving, struct answer *answer);
enum err fault_raise(struct moving *moving, struct answer *answer);
enum err fault_hand_over(struct moving *moving, struct answer *answer);
enum err fault_regrade(struct moving *moving, struct answer *answer);
struct fault_clock;
/* A level that was wrong from the beginning: all limits by it; *restore: what the clock of the restoring is then. */
enum err fault_regrade_row(struct moving *moving, const struct fault *fault, int64_t level,
			   struct fault_clock *restore) NODISCARD;
/* It answers for the fault from now on, and takes part. */
enum err fault_make_responsible(struct moving *moving, int64_t party) NODISCARD;

/* ---- operation_fault_limit.c ---- */
enum fault_stage { FAULT_RESPOND, FAULT_RESTORE };
struct fault_held {
	int64_t handler, platform; /* platform 0: not known */
	int64_t reported_at;
};
struct fault_clock {
	int64_t due_at;
	const char *rule;
	int64_t contract; /* whose terms it goes by; 0: the setting's */
};
/* When he ought to have responded (restored) who began then, at a level. */
enum err fault_clock(struct context *context, const struct fault_held *held, enum fault_stage stage, int64_t level,
		     int64_t from_at, struct fault_clock *clock) NODISCARD;
void fault_clock_set(struct moving *moving, const struct fault_clock *clock);
/* Which of the two its limits go by, in words; arena. */
const char *fault_basis(struct arena *arena, const struct fault *fault);

/* ---- operation_fault_arrival.c ---- */
/* When a fault found then ought to be reported, one reported then attended to, by its level. */
int64_t fault_report_due(struct context *context, int64_t level, int64_t found_at);
int64_t fault_arrive_due(struct context *context, int64_t level, int64_t reported_at);
enum verdict fault_arrival(struct moving *moving, struct answer *answer);
enum err fault_arrive(struct moving *moving, struct answer *answer);

/* ---- operation_fault_end.c ---- */
enum err fault_restore(struct moving *moving, struct answer *answer);
enum err fault_confirm(struct moving *moving, struct answer *answer);
enum err fault_reopen(struct moving *moving, struct answer *answer);
enum err fault_analysis(struct moving *moving, struct answer *answer);
enum err fault_return(struct moving *moving, struct answer *answer);
enum err fault_accept(struct moving *moving, struct answer *answer);
enum err fault_dismiss(struct moving *moving, struct answer *answer);
enum err fill_fault_facts(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- operation_fault_correct.c ---- */
enum err fault_facts_now(struct moving *moving);
enum verdict fault_facts_right(struct moving *moving, struct answer *answer);
enum err fault_correct(struct moving *moving, struct answer *answer);
enum err fault_waive(struct moving *moving, struct answer *answer);
enum err fill_fault_corrections(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- operation_faults.c ---- */
enum err faults_get(struct request *req);

/* ---- operation_summary.c: the week's faults ---- */
enum err summary_rows(struct moving *moving);
enum err summary_send(struct moving *moving, struct answer *answer);
enum err notice_limit(struct moving *moving, struct answer *answer);
enum err fill_own_faults(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- operation_maintenance.c ---- */
enum verdict maintenance_window(struct moving *moving, struct answer *answer);
enum verdict maintenance_notice(struct moving *moving, struct answer *answer);
enum verdict maintenance_affected(struct moving *moving, struct answer *answer);
enum verdict maintenance_begun(struct moving *moving, struct answer *answer);
enum verdict maintenance_finished(struct moving *moving, struct answer *answer);
enum verdict maintenance_on_time(struct moving *moving, struct answer *answer);
enum err maintenance_notify(struct moving *moving, struct answer *answer);
enum err maintenance_agree(struct moving *moving, struct answer *answer);
enum err maintenance_begin(struct moving *moving, struct answer *answer);
enum err maintenance_call_off(struct moving *moving, struct answer *answer);
enum err maintenance_cancel(struct moving *moving, struct answer *answer);
enum err maintenance_lapse(struct moving *moving, struct answer *answer);
enum err maintenance_finish(struct moving *moving, struct answer *answer);

/* ---- operation_service.c: service requests and complaints ---- */
enum err service_open(struct moving *moving, struct answer *answer);
enum err service_accept(struct moving *moving, struct answer *answer);
enum err service_deliver(struct moving *moving, struct answer *answer);
enum err service_rework(struct moving *moving, struct answer *answer);
enum err service_answer(struct moving *moving, struct answer *answer);
enum err service_confirm(struct moving *moving, struct answer *answer);
enum err service_lapse(struct moving *moving, struct answer *answer);
enum err service_refused(struct moving *moving, struct answer *answer);
enum err service_withdraw(struct moving *moving, struct answer *answer);
enum verdict service_wanted(struct moving *moving, struct answer *answer);
enum verdict service_host(struct moving *moving, struct answer *answer);
enum err complaint_open(struct moving *moving, struct answer *answer);
enum err complaint_answer(struct moving *moving, struct answer *answer);
enum err complaint_valid(struct moving *moving, struct answer *answer);
enum err complaint_invalid(struct moving *moving, struct answer *answer);
enum err complaint_withdraw(struct moving *moving, struct answer *answer);

/* ---- operation_measure.c: tests, spot checks, drills ---- */
enum verdict measured_figures(struct moving *moving, struct answer *answer);
enum verdict checked_day_past(struct moving *moving, struct answer *answer);
enum verdict drill_day_past(struct moving *moving, struct answer *answer);
enum err settle_measurement(struct moving *moving, struct answer *answer);

/* ---- operation_spot.c: of a platform, or of a unit's own system ---- */
enum err spot_party(struct moving *moving);
enum verdict spot_party_answers(struct moving *moving, struct answer *answer);
/* Samples of logs that did not pass become the draft of a hazard; OK when all did. */
enum err spot_check_failed(struct moving *moving) NODISCARD;

enum err settle_drill(struct moving *moving, struct answer *answer);

/* ---- operation_survey.c ---- */
enum err survey_rows(struct moving *moving);
enum verdict survey_complete(struct moving *moving, struct answer *answer);
enum err survey_record(struct moving *moving, struct answer *answer);

/* ---- operation_roster.c, operation_contacts.c ---- */
enum err roster_rows(struct moving *moving);
enum err roster_reply(struct moving *moving);
enum verdict roster_lines(struct moving *moving, struct answer *answer);
enum verdict roster_reply_lines(struct moving *moving, struct answer *answer);
enum verdict roster_not_needed(struct moving *moving, struct answer *answer);
enum err roster_send(struct moving *moving, struct answer *answer);
enum err roster_sign(struct moving *moving, struct answer *answer);
enum err contacts_get(struct request *req);
enum err contact_get(struct request *req);

#endif
