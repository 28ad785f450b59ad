/*
 * Registers: filings (备案), assessors (第三方机构), systems, platforms and their
 * capacity; and what a procedure must ask of them before it goes on.
 *
 *   registry_module.c    the tables: routes, guards, effects, menu
 *   registry_form.c      what is read from an application's form, in one place
 *   registry_guards.c    filing, level, classification, ports, statement
 *   registry_evidence.c  documents, reports, trial time
 *   registry_effects.c   what moves write: filing, system and its life
 *   registry_filing.c    GET /filings, POST /filings/import
 *   registry_assessor.c  GET, POST /assessors
 *   registry_system.c    GET /systems; registry_dossier.c GET, POST /systems/:id
 *   registry_takeover.c  platforms and live systems taken over as CSV
 *   registry_platform.c  GET /platforms, GET, POST /platforms/:id
 */
#ifndef MODULES_REGISTRY_REGISTRY_H
#define MODULES_REGISTRY_REGISTRY_H

#include "kernel/csv_import.h"
#include "kernel/matter.h"
#include "kernel/module.h"

extern const struct module registry_module;

/* Registers that take CSV; data: where a filing comes from ("takeover"), NULL: the filing office's list. */
extern const struct csv_import_kind filing_import;
extern const struct csv_import_kind platform_import;
extern const struct csv_import_kind system_import;

/*
 * The system of the matter being moved: the one it has, or a new row made from
 * its form (state allocating) and bound to the matter, its parties added.  For
 * effects, inside their transaction.
 */
enum err registry_system_ensure(struct moving *moving, struct answer *answer, int64_t *system) NODISCARD;

/*
 * What the register knows of a system, into the form of an application about it: filing, names, level, zones and who
 * answers for it.  ERR_CONFLICT when there is no such system.
 */
enum err registry_describe(struct context *context, int64_t system, struct values *form) NODISCARD;

/* The state a system is in, NULL when there is none; arena; for guards and effects. */
enum err registry_system_stands(struct context *context, int64_t system, const char **state) NODISCARD;

/* Change a system's state, whatever it is in; for effects. */
enum err registry_system_state(struct context *context, int64_t system, const char *state) NODISCARD;
/*
 * The next step of the matter's system on its way into operation; for effects.  Refused with a sentence while it is
 * leaving or suspended; OK without a system.
 */
enum err registry_system_advance(struct moving *moving, struct answer *answer, const char *state) NODISCARD;

/* Who runs a platform; 0 when there is no such platform. */
enum err registry_platform_operator(struct context *context, int64_t platform, int64_t *operator) NODISCARD;

/* Give an organisation sight of a system; for effects.  Twice is fine. */
enum err registry_system_party(struct context *context, int64_t system, int64_t organisation) NODISCARD;

/* The same day of the month, months later; 31 August and one month: 30 September. */
int64_t months_after(int64_t day, int64_t months);

/* A report that is said to come from an assessor of the register. */
struct issuance {
	const char *what; /* how it is called in the sentence */
	const char *kind; /* of the qualification it asks for */
	int64_t assessor;
	int64_t day;
};
/* Why its issuer was not qualified for it on that day, a sentence in the arena; *mistake NULL: he was. */
enum err registry_qualified(struct context *context, const struct issuance *issued, const char **mistake) NODISCARD;

/* How a system's state reads. */
struct system_state {
	const char *key;
	const char *label;
	const char *tone;
	int stage; /* of the seven, from 0; -1: none is current */
};
const struct system_state *system_state(const char *key); /* never NULL */

/* For listing_fill: column state of a system's row → STATE_LABEL, STATE_TONE. */
struct dict;
void system_row(struct context *context, struct dict *row, struct query *query, void *data);

/* Who watches a platform from now on; 0: every supervisor.  Audited; needs a transaction. */
enum err platform_watch(struct context *context, int64_t platform, int64_t supervisor, const char *reason) NODISCARD;

#endif
