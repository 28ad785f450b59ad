/* /delegations: give, take back and see dated delegations (kernel/delegation.h). */
#ifndef MODULES_ACCOUNT_ACCOUNT_DELEGATION_H
#define MODULES_ACCOUNT_ACCOUNT_DELEGATION_H

#include "http/route.h"

extern const struct form delegation_form;
enum err delegations_get(struct request *req);
enum err delegations_post(struct request *req);

#endif
