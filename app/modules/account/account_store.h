/* Rows of one's own account. */
#ifndef MODULES_ACCOUNT_ACCOUNT_STORE_H
#define MODULES_ACCOUNT_ACCOUNT_STORE_H

#include "http/page.h"
#include "kernel/actor.h"

/* Markers of the profile: who I am, my sign-ins, my phrases. */
enum err account_show(struct context *context, struct dict *dict) NODISCARD;

/* Newest announcements and, in a demo, who one may sign in as; for the sign-in page. */
enum err account_show_news(struct context *context, struct dict *dict) NODISCARD;
enum err account_show_demo(struct context *context, struct dict *dict) NODISCARD;

/* Each in a transaction of its own.  *sentence says why on ERR_INVALID. */
enum err account_set_phone(struct context *context, const char *phone) NODISCARD;
enum err phrase_add(struct context *context, const char *text, const char **sentence) NODISCARD;
enum err phrase_drop(struct context *context, int64_t phrase) NODISCARD;

#endif
