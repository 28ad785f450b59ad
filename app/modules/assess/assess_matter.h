/* The members of the module's tables, by the file that has them. */
#ifndef MODULES_ASSESS_ASSESS_MATTER_H
#define MODULES_ASSESS_ASSESS_MATTER_H

#include "modules/assess/assess_parts.h"

/* assess_matter.c */
enum verdict assess_items_sound(struct moving *moving, struct answer *answer);
enum verdict assess_objections_sound(struct moving *moving, struct answer *answer);
enum verdict assess_rulings_sound(struct moving *moving, struct answer *answer);
enum verdict assess_all_approved(struct moving *moving, struct answer *answer);
enum verdict assess_bulletin_ready(struct moving *moving, struct answer *answer);
enum err assess_fill_parties(struct moving *moving);
enum err assess_begin(struct moving *moving, struct answer *answer);
enum err assess_score(struct moving *moving, struct answer *answer);
enum err assess_rule_objections(struct moving *moving, struct answer *answer);
enum err assess_approve(struct moving *moving, struct answer *answer);
enum err assess_fill_rulings(struct moving *moving);
/* The indicator of an option of the procedure; NULL unknown. */
const struct assess_indicator *assess_option(const char *key);
/* The sheet of the matter being moved; anything but VERDICT_YES is the guard's answer. */
enum verdict assess_moving_sheet(struct moving *moving, struct answer *answer, struct assess_kept *kept);

/* assess_result.c */
enum verdict assess_failed(struct moving *moving, struct answer *answer);
enum verdict assess_points_lost(struct moving *moving, struct answer *answer);
enum verdict assess_revocation_due(struct moving *moving, struct answer *answer);
enum verdict assess_applied(struct moving *moving, struct answer *answer);
enum err assess_publish(struct moving *moving, struct answer *answer);
enum err assess_call_off(struct moving *moving, struct answer *answer);
enum err assess_fill_talk(struct moving *moving);
enum err assess_fill_rectify(struct moving *moving);
enum err assess_fill_revocation(struct moving *moving);

/* assess_panel.c */
enum err assess_fill_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err assess_fill_paper(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* assess_pages.c, assess_sheet_page.c */
enum err assess_list_get(struct request *req);
enum err assess_period_get(struct request *req);
enum err assess_provider_get(struct request *req);
enum err assess_print_get(struct request *req);
enum err assess_number_get(struct request *req);
enum err assess_number_post(struct request *req);

#endif
