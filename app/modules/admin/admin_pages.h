/* Handlers of this module, one file per page; the routes are in admin_pages.c. */
#ifndef MODULES_ADMIN_ADMIN_PAGES_H
#define MODULES_ADMIN_ADMIN_PAGES_H

#include "http/request.h"

struct context;

/* admin_rules.c */
enum err rules_get(struct request *req);
enum err rule_get(struct request *req);
enum err rule_post(struct request *req);
extern const struct form rule_form;

/* admin_calendar.c */
enum err calendar_get(struct request *req);
enum err calendar_post(struct request *req);
enum err calendar_sample_get(struct request *req);

/* admin_announcements.c */
enum err announcements_get(struct request *req);
enum err templates_get(struct request *req);
enum err announcements_post(struct request *req);
enum err announcement_get(struct request *req);

/* admin_trail.c, admin_trail_words.c */
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
