/* Field tables of organisations and people. */
#ifndef MODULES_ORG_ORG_FORM_H
#define MODULES_ORG_ORG_FORM_H

#include "modules/org/org.h"

extern const struct form org_new_form;    /* code name short_name rank kinds phone valid_from */
extern const struct form org_edit_form;   /* name short_name rank kinds phone */
extern const struct form org_end_form;    /* valid_to successor */
extern const struct form person_new_form; /* login organisation title phone */
extern const struct form person_edit_form;
extern const struct form person_successor_form;
extern const struct form person_role_form;
extern const struct form person_session_form;
extern const struct form people_codes_form;

extern const struct option kind_options[];
enum { KIND_OPTIONS = 7 };
extern const struct option status_options[];
enum { STATUS_OPTIONS = 3 };

/* What was typed, as a record; fields the form lacks keep what org holds. */
void org_from_form(const struct values *form, struct org_record *org);
/* Filled in with what is there. */
struct values *org_to_form(struct arena *arena, const struct org_record *org);
struct values *person_to_form(struct arena *arena, const struct person_record *person);

#endif
