/* In-app notices, written in the transaction of what they tell. */
#ifndef KERNEL_NOTICE_H
#define KERNEL_NOTICE_H

#include "kernel/actor.h"

/* person 0: everybody of the organisation with that role. */
enum err notice_add(struct context *context, int64_t organisation, const char *role, int64_t person, const char *kind,
                    int64_t matter, const char *text) NODISCARD;

/* Of what is no matter: to everybody of the organisation with that role, with the page where it can be read. */
enum err notice_add_page(struct context *context, int64_t organisation, const char *role, const char *kind,
                         const char *href, const char *text) NODISCARD;

#endif
