/* Inside the module duty. */
#ifndef MODULES_DUTY_DUTY_PARTS_H
#define MODULES_DUTY_DUTY_PARTS_H

#include "http/page.h"
#include "kernel/matter.h"

enum { DUTY_SUBJECTS_MAX = 200 }; /* as many rows as the forms take */

/* duty_prefill.c */
enum err prefill_self_check(struct moving *moving);
enum err prefill_logs(struct moving *moving);

enum err prefill_om_record(struct moving *moving);

/* duty_record.c */
enum verdict om_record_explained(struct moving *moving, struct answer *answer);
enum err fill_om_record_gaps(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum verdict training_lasted(struct moving *moving, struct answer *answer);
enum verdict readiness_reached(struct moving *moving, struct answer *answer);
enum err fill_readiness_counts(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* duty_logs.c */
enum err record_logs(struct moving *moving, struct answer *answer);
enum err fill_log_gaps(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum verdict logs_in_the_past(struct moving *moving, struct answer *answer);
enum err log_retention_get(struct request *req);

/* duty_gaps.c */
enum verdict log_gaps_named(struct moving *moving, struct answer *answer);
enum err record_log_gaps(struct moving *moving);
enum err fill_log_calendar(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err fill_log_months(struct context *context, struct dict *body, int64_t allowed);

/* duty_named.c */
int64_t duty_last_day(const struct matter *matter); /* that an attestation speaks of */
bool duty_logs_of(const struct values *form, const char *subject); /* the attestation has a row of it */
enum verdict logs_of_all(struct moving *moving, struct answer *answer);
enum verdict logs_nothing(struct moving *moving, struct answer *answer);
enum err fill_logs_unnamed(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err fill_unattested(struct context *context, struct dict *body, bool all);
enum err fill_rules_unnamed(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum verdict rules_once(struct moving *moving, struct answer *answer);

/* duty_check.c */
enum err fill_self_check_result(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum verdict self_check_explained(struct moving *moving, struct answer *answer);
enum verdict drill_found_problems(struct moving *moving, struct answer *answer);
enum verdict drill_hazards_closed(struct moving *moving, struct answer *answer);
enum verdict drill_without_problems(struct moving *moving, struct answer *answer);
enum verdict drill_parties_fit(struct moving *moving, struct answer *answer);
enum verdict drill_named_fit(struct moving *moving, struct answer *answer);
enum verdict drill_problems_assigned(struct moving *moving, struct answer *answer);

#endif
