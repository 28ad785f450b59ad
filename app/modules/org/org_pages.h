/* Handlers of this module, by page; the routes are in org_pages.c. */
#ifndef MODULES_ORG_ORG_PAGES_H
#define MODULES_ORG_ORG_PAGES_H

#include "http/request.h"

enum err organisations_get(struct request *req);
enum err organisation_new_get(struct request *req);
enum err organisation_new_post(struct request *req);
enum err organisation_get(struct request *req);
enum err organisation_post(struct request *req);

enum err people_get(struct request *req);
enum err person_new_get(struct request *req);
enum err person_new_post(struct request *req);
enum err person_get(struct request *req);
enum err person_post(struct request *req);

enum err account_codes_get(struct request *req);
enum err account_codes_post(struct request *req);

/* As many codes as one print takes; who is left waits for the next. */
enum { PEOPLE_CODES_MOST = 200 };
enum err people_codes_get(struct request *req);
enum err people_codes_post(struct request *req);

enum err people_import_get(struct request *req);
enum err people_import_post(struct request *req);
enum err people_sample_get(struct request *req);
enum err roles_import_get(struct request *req);
enum err roles_import_post(struct request *req);
enum err roles_sample_get(struct request *req);
enum err organisations_import_get(struct request *req);
enum err organisations_import_post(struct request *req);
enum err organisations_sample_get(struct request *req);

#endif
