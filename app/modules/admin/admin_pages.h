/* Handlers of this module, one file per page; the routes are in admin_pages.c. */
#ifndef MODULES_ADMIN_ADMIN_PAGES_H
#define MODULES_ADMIN_ADMIN_PAGES_H

#include "http/page.h"
#include "kernel/module.h"
#include "kernel/proposal.h"

/* admin_rules.c */
enum err rules_get(struct request *req);
/* A value as it is shown; arena, or the text itself. */
const char *rule_value(struct arena *arena, const struct setting_row *row, const char *text);
void rule_show(struct request *req, struct dict *dict, const struct setting_row *row);
enum err rule_dates(struct context *context, struct dict *dict, const char *key); /* since when, what comes */
/* Numbers that do not agree, today or from a day to come: section BREACHES; key NULL: all, else those it belongs to. */
enum err rule_breaches(struct request *req, struct context *context, struct dict *page, const char *key);

/* admin_rule.c */
enum err rule_get(struct request *req);
enum err rule_post(struct request *req);

/* admin_version.c */
enum err version_new_get(struct request *req);
enum err version_new_post(struct request *req);

/* admin_proposal.c: what waits on a page, and the buttons of whoever rules on it or withdraws it */
extern const struct form proposal_answer_form, proposal_approve_form;
/* Marker PROPOSAL of the page; what was typed beside the buttons is kept. */
enum err proposal_show(struct request *req, struct context *context, struct dict *page,
		       const struct proposal *proposal);
/* Button approve (at …/password with the password), decline or withdraw; 409 with the page when another one waits, or none, than was looked at. */
enum err proposal_press(struct request *req, const struct proposal *waiting,
			enum err (*page)(struct request *req, const char *sentence, int status));
/* Earlier ones, newest first: sections ROW of the page. */
enum err proposal_history(struct request *req, struct context *context, struct dict *page, const char *kind,
			  const char *key);

/* admin_calendar.c */
enum err calendar_get(struct request *req);
enum err calendar_post(struct request *req);
enum err calendar_sample_get(struct request *req);

/* admin_announcements.c */
enum err announcements_get(struct request *req);
enum err templates_get(struct request *req);
enum err announcements_post(struct request *req);
enum err announcement_get(struct request *req);
enum err announcement_file_get(struct request *req);

/* admin_trail.c, admin_trail_row.c, admin_trail_words.c */
struct dict;
void trail_row(struct context *context, struct dict *row, struct query *query, void *data);
const char *trail_error_label(const char *error);
enum err trail_get(struct request *req);
enum err trail_post(struct request *req);
enum err trail_export_get(struct request *req);
const char *trail_action_label(const char *action);
const char *trail_object_label(const char *object);
extern const struct option trail_actions[];
extern const size_t trail_action_count;
extern const struct option trail_objects[];
extern const size_t trail_object_count;

/* admin_archive.c, admin_archive_job.c */
enum err archives_get(struct request *req);
enum err archives_post(struct request *req);
enum err archive_job(struct context *context);

#endif
