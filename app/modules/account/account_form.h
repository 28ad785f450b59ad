/* Field tables of the account pages. */
#ifndef MODULES_ACCOUNT_ACCOUNT_FORM_H
#define MODULES_ACCOUNT_ACCOUNT_FORM_H

#include "http/form.h"

extern const struct form sign_in_form;
extern const struct form activate_form;
extern const struct form password_form;
extern const struct form profile_form;

/* Complain when the password typed twice differs. */
void form_check_repeat(struct values *form);

#endif
