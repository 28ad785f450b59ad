/*
 * One POST route, several buttons: a table of actions with the fields each
 * posts.  The route carries ROUTE_DYNAMIC_FORM; what the pressed button means
 * is decoded here, so a handler never sees another button's fields.
 */
#ifndef KERNEL_PAGE_ACTION_H
#define KERNEL_PAGE_ACTION_H

#include "http/form.h"
#include "http/request.h"

struct page_action {
	const char *key;         /* name="action" value="KEY"; NULL ends the table */
	unsigned permission;     /* besides the route's own; 0: none */
	const struct form *form; /* NULL: no fields */
	enum err (*run)(struct request *req); /* req->form is decoded, errors and all */
};

/* ERR_BAD_REQUEST for an unknown button or field, ERR_FORBIDDEN without the permission. */
enum err page_action_run(struct request *req, const struct page_action *actions) NODISCARD;

#endif
