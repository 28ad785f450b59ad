/* Rows of organisations and people; what only this module's pages need. */
#ifndef MODULES_ORG_ORG_STORE_H
#define MODULES_ORG_ORG_STORE_H

#include "http/page.h"
#include "modules/org/org.h"

/* "unit provider" → bits, and their labels joined; roles likewise.  NULL reads as none. */
unsigned kinds_from_keys(struct arena *arena, const char *keys);
const char *kind_labels(struct arena *arena, unsigned kinds);
uint32_t roles_from_keys(struct arena *arena, const char *keys);
const char *role_labels(struct arena *arena, uint32_t roles);

/* Row hooks of lists with a column "kinds" or "roles": KIND_LABELS, ROLE_LABELS. */
void each_kinds(struct context *context, struct dict *row, struct query *query, void *data);
void each_roles(struct context *context, struct dict *row, struct query *query, void *data);

enum err org_save(struct context *context, const struct org_record *before, const struct org_record *after,
                  const char **sentence) NODISCARD;
/*
 * From today on.  Systems, open matters and seats go to the successor, with what is asked of it and where it is reached;
 * its accounts are closed: whoever goes on is asked for by the successor.
 */
enum err org_end(struct context *context, const struct org_record *org, int64_t valid_to, int64_t successor,
                 const char **sentence) NODISCARD;
enum found org_by_code(struct context *context, const char *code, int64_t *id) NODISCARD;
enum err org_code_taken(struct context *context, const char *code, bool *taken) NODISCARD;
/* Code of the organisation of this name that is there today, another than id; NULL: none.  Arena. */
enum err org_name_holder(struct context *context, const char *name, int64_t id, const char **code) NODISCARD;
enum err person_login_taken(struct context *context, const char *login, bool *taken) NODISCARD;
enum found person_by_login(struct context *context, const char *login, int64_t *id) NODISCARD;
/* Inside a transaction of the caller; ERR_INVALID comes with *sentence. */
enum err person_grant_in_tx(struct context *context, int64_t id, enum role role, const char **sentence) NODISCARD;

enum err person_save(struct context *context, const struct person_record *person, const char *title,
                     const char *phone) NODISCARD;
enum err person_force_change(struct context *context, const struct person_record *person) NODISCARD;
enum err person_enable(struct context *context, const struct person_record *person) NODISCARD;
enum err person_end_session(struct context *context, const struct person_record *person, int64_t session) NODISCARD;
/* A query about one person: takes :id, and :now if it asks for it. */
enum err person_run(struct context *context, enum query_name name, int64_t id) NODISCARD;
/* Open seats of this person alone. */
enum err person_seat_count(struct context *context, int64_t person, int64_t *count) NODISCARD;

/* One audit row about an organisation or a person. */
enum err org_audit(struct context *context, const char *action, const char *object, int64_t id,
                   const char *detail) NODISCARD;

/* Every account of an organisation that ends, its seats being handed over already; in the caller's transaction. */
enum err org_close_accounts(struct context *context, int64_t org) NODISCARD;

/* Whoever acts is the person himself. */
bool is_oneself(const struct context *context, const struct person_record *person);

#endif
