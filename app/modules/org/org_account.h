/*
 * The procedure user_account: people asked for by their
 * organisation, created by one administrator, given their roles by another.
 * Its guards and effects, and what its page of activation codes needs.
 */
#ifndef MODULES_ORG_ORG_ACCOUNT_H
#define MODULES_ORG_ORG_ACCOUNT_H

#include "kernel/matter.h"
#include "modules/org/org_store.h"

extern const struct setting_row account_settings[];
extern const struct guard_row account_guards[];
extern const struct effect_row account_effects[];
extern const struct panel_row account_panels[];

/* What a row of the form asks; texts are the form's. */
struct account_row {
	const char *field; /* key of its table */
	size_t number;     /* from 1 */
	const char *login; /* of a new account; NULL otherwise */
	const char *title; /* NULL: stays */
	const char *phone;
	uint32_t roles;    /* wanted: of a new account, or from now on */
	int64_t person;    /* of an account that is there, 0 for a new one */
	int64_t successor; /* 0: none */
};

/* The rows of the kind the form names; arena. */
struct account_row *account_rows(struct arena *arena, const struct values *form, size_t *count);

/* Whom a row is about: the account that is there, of this organisation; NOT_FOUND before a new one is created. */
enum found account_person(struct context *context, int64_t org, const struct account_row *row,
                          struct person_record *person) NODISCARD;

#endif
