/* Inside the module registry: its tables' members, and what they share. */
#ifndef MODULES_REGISTRY_REGISTRY_PARTS_H
#define MODULES_REGISTRY_REGISTRY_PARTS_H

#include "http/page.h"
#include "kernel/answer.h"
#include "kernel/listing.h"
#include "modules/registry/registry.h"

bool form_yes(const struct values *form, const char *key);
/* The system a sub-system or a re-application names; 0 when the form names none. */
int64_t form_base(const struct values *form);
/* A port of the list that must not be open to the internet, 0 when there is none; what base/ports.h reads. */
int ports_forbidden(const char *text);

/* registry_guards.c */
enum verdict filing_usable(struct moving *moving, struct answer *answer);
enum verdict level_allowed(struct moving *moving, struct answer *answer);
enum verdict not_classified(struct moving *moving, struct answer *answer);
enum verdict statement_agreed(struct moving *moving, struct answer *answer);
enum verdict ports_allowed(struct moving *moving, struct answer *answer);
enum verdict request_agrees(struct moving *moving, struct answer *answer);
enum verdict sizing_data_present(struct moving *moving, struct answer *answer);

/* registry_watch.c: who watches a platform */
extern const struct form watch_form;
enum err watch_show(struct context *context, int64_t platform, struct dict *body) NODISCARD;
struct values *watch_present(struct context *context, int64_t platform);
enum err watch_change(struct context *context, int64_t platform, struct values *form) NODISCARD; /* in a transaction */

/* registry_evidence.c */
enum verdict documents_complete(struct moving *moving, struct answer *answer);
enum verdict reports_fresh(struct moving *moving, struct answer *answer);
enum verdict parallel_over(struct moving *moving, struct answer *answer);
enum verdict icp_recorded(struct moving *moving, struct answer *answer);
enum verdict trial_over(struct moving *moving, struct answer *answer);
enum verdict reports_accepted_ready(struct moving *moving, struct answer *answer);
/* Every report this matter handed in last, whatever its state; for accept_reports. */
enum verdict reports_handed_in(struct moving *moving, struct answer *answer);
/* Whether an action of this procedure has the effect. */
bool action_has_effect(const struct action *action, const char *effect);

/* registry_effects.c */
enum err confirm_filing(struct moving *moving, struct answer *answer);
enum err create_system(struct moving *moving, struct answer *answer);
enum err record_deployment(struct moving *moving, struct answer *answer);
enum err record_cutover(struct moving *moving, struct answer *answer);
enum err roll_back_cutover(struct moving *moving, struct answer *answer);
enum err begin_trial(struct moving *moving, struct answer *answer);
enum err accept_reports(struct moving *moving, struct answer *answer);
enum err draft_rectification(struct moving *moving, struct answer *answer);
enum err begin_operation(struct moving *moving, struct answer *answer);
enum err end_system(struct moving *moving, struct answer *answer);

struct filing {
	int64_t id;
	int64_t org;
	const char *system_name;
	int64_t filed_day; /* 0: not known */
	const char *source;
};
enum found filing_by_number(struct context *context, const char *number, struct filing *filing) NODISCARD;

/* Pages */
enum err filings_get(struct request *req);
enum err filings_import_get(struct request *req);
enum err filings_import_post(struct request *req);
enum err filings_sample_get(struct request *req);
/* registry_invite.c */
enum verdict assessor_reachable(struct moving *moving, struct answer *answer);
enum err invite_assessor(struct moving *moving, struct answer *answer);

enum err assessors_get(struct request *req);
enum err assessors_post(struct request *req);
enum err assessor_remind_job(struct context *context);
enum err systems_get(struct request *req);
enum err system_get(struct request *req);
enum err system_post(struct request *req);
enum err platforms_get(struct request *req);
enum err platform_get(struct request *req);
enum err platform_post(struct request *req);

#endif
