/* Inside the module ledger: its tables' members, and what they share. */
#ifndef MODULES_LEDGER_LEDGER_PARTS_H
#define MODULES_LEDGER_LEDGER_PARTS_H

#include "kernel/answer.h"
#include "kernel/panel.h"
#include "modules/ledger/ledger.h"

/* ---- a platform by the books (ledger_pool.c) ---- */

struct pool {
	const char *class;
	const char *label;
	const char *unit;
	int64_t capacity;  /* now */
	int64_t granted;   /* at the end of the period, likewise the next two */
	int64_t allocated; /* configured and received */
	int64_t booked;    /* the larger of both, row by row: what the report is held against */
	int64_t committed; /* the same now: what counts against the quota */
	int64_t physical;  /* as verified last, else the capacity */
	int64_t collected; /* sum of the machines reported for the period, -1: nothing reported of this class */
	int64_t checked;   /* what the supervisor found in the period's verification, once confirmed; -1: none */
	int64_t disks;     /* of block storage: the machines' disks, fast and plain together, -1: nothing reported */
	bool kept;         /* books of this class were kept by the end of the period */
};
enum { POOLS_MAX = 40 };
/* Of the matter's platform, by the end of its period. */
enum err pools_read(struct context *context, const struct matter *matter, struct pool pools[POOLS_MAX],
                    size_t *count) NODISCARD;
/* The same of a platform by the end of a period. */
enum err pools_of(struct context *context, int64_t platform, const char *period, struct pool pools[POOLS_MAX],
                  size_t *count) NODISCARD;
/* Fast and plain block storage as one, since a machine's disk does not say which it is: its sums, disks as collected. */
struct pool pools_block(const struct pool *pools, size_t count);
const struct pool *pool_of(const struct pool *pools, size_t count, const char *class); /* NULL: no such class */

/* Rows of a field, NULL without any. */
const struct value *ledger_rows(const struct values *values, const char *key);
const struct values *ledger_row_of(const struct value *rows, const char *class); /* NULL: none */

enum err verification_lines(struct moving *moving);
enum err collected_lines(struct moving *moving);

/* ---- verification ---- */

/* In hundredths of a percent, rounded half up; 100 % of what is not in the books. */
int64_t share_of_books(int64_t amount, int64_t booked);
/* 差异率: sum of |ledger - actual| over the difference rows of a class, in hundredths of a percent of its ledger. */
int64_t difference_rate(const struct values *form, const struct pool *pool);
/* Tenths of a percent, -1 without anything to allocate. */
int64_t line_rate(const struct values *line);

enum verdict verification_true(struct moving *moving, struct answer *answer);
enum verdict differences_explained(struct moving *moving, struct answer *answer);
enum verdict enough_true(struct moving *moving, struct answer *answer);
enum verdict collected_complete(struct moving *moving, struct answer *answer);
enum verdict pool_safe(struct moving *moving, struct answer *answer);

enum err record_verification(struct moving *moving, struct answer *answer);
enum err record_plan(struct moving *moving, struct answer *answer);

enum err panel_verification_check(struct context *context, struct matter *matter, struct values *form,
                                  struct dict *body);
/* Of the matter nothing but its platform is asked: the page of a platform draws it too. */
enum err panel_three_way(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err panel_pool_alarm(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- overcommitment (ledger_overcommit.c) ---- */

enum { NO_LIMIT = -1 };
/* Allocatable to physical at most, in percent, as in force on a day: the contract's, else the rule's; NO_LIMIT: neither. */
enum err overcommit_limit(struct context *context, int64_t platform, const char *class, int64_t day, int64_t *most,
                          bool *by_contract) NODISCARD;
/* The day a verification is judged by: the last of its month. */
int64_t overcommit_day(const struct matter *matter);
bool overcommitted(int64_t physical, int64_t allocatable, int64_t most);
/* "1:2.50"; nothing physical: "—". */
const char *overcommit_text(struct arena *arena, int64_t physical, int64_t allocatable);
enum verdict overcommit_explained(struct moving *moving, struct answer *answer);
/* By the form; without one, as the platform was verified last: its page draws it too. */
enum err panel_overcommit(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- confirmation of the ledger ---- */

/* What a row says of who answers for a system; a title and the telephone behind it go together. */
enum {
	LEDGER_DEPARTMENT,
	LEDGER_TITLE,
	LEDGER_PHONE,
	LEDGER_SECURITY_TITLE,
	LEDGER_SECURITY_PHONE,
	LEDGER_POSTS,
};
extern const char *const ledger_post_keys[LEDGER_POSTS]; /* columns of the form */

enum verdict ledger_complete(struct moving *moving, struct answer *answer);
enum err ledger_lines(struct moving *moving);
/* Effect on a draft: the rows as the register has them now, except what the unit corrects. */
enum err refresh_ledger(struct moving *moving, struct answer *answer);
/* Nothing to confirm: the unit has no system in use. */
enum verdict ledger_nothing(struct moving *moving, struct answer *answer);
/* Effect of handing it in: who answers by the register then, for ledger_still. */
enum err remember_ledger(struct moving *moving, struct answer *answer);
/* Nobody else changed who answers for a system since it was handed in, except to what the unit says. */
enum verdict ledger_still(struct moving *moving, struct answer *answer);
enum err record_ledger(struct moving *moving, struct answer *answer);
enum err panel_ledger_resources(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* Of the matter nothing but its system is asked: the page of a system draws it. */
enum err panel_ledger_found(struct context *context, struct matter *matter, struct values *form, struct dict *body);

/* ---- pages ---- */
enum err ledger_findings_get(struct request *req);
enum err ledger_findings_post(struct request *req);
enum err verifications_get(struct request *req);
enum err ownerless_get(struct request *req);

#endif
