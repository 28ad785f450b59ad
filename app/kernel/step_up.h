/*
 * The password once more before a final decision: one about rights or money.
 * What is one says the procedure (`password: true` of an action); rulings on
 * proposals are too.  The functions that carry it out refuse an actor whose
 * password is old with ERR_PASSWORD, before anything is written.
 *
 * Passwords are hashed by the doors alone, so the page that asks sends the same
 * form to the same address with /password behind it, which nginx leads there.
 *
 * To add a page that asks:
 *   1. a second POST row, path "…/password", the same handler, ROUTE_DOOR,
 *   2. in the handler step_up_take before the deed, and on ERR_PASSWORD and
 *      ERR_THROTTLED from either the page with what was typed and step_up_show,
 *   3. >PASSWORD in the form, formaction="…/password" on the button.
 */
#ifndef KERNEL_STEP_UP_H
#define KERNEL_STEP_UP_H

#include "http/page.h"
#include "kernel/actor.h"

/* ERR_PASSWORD with *sentence (arena) when his password is too old to decide this; label: the decision, "核准". */
enum err step_up_ask(const struct context *context, const char *label, char **sentence) NODISCARD;

/*
 * On a route of the doors: the password beside the decision; elsewhere there is none, OK.  ERR_PASSWORD with *sentence
 * when it is missing and needed, or wrong, which counts as a failed sign-in; ERR_THROTTLED when too many were.
 */
enum err step_up_take(struct request *req, const char **sentence) NODISCARD;

/* Marker PASSWORD of the form that asks; sentence beside the field.  Nothing of what was typed is shown again. */
void step_up_show(struct request *req, struct dict *form, const char *sentence);

#endif
