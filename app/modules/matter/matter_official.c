/* GET and POST /matters/:id/papers/:paper/number: the number of a matter's own paper. */
#include "base/base.h"

#include "modules/matter/matter_paper.h"

/* 404 as the paper itself; 403 for those who see it but did not issue it. */
static enum err find(struct request *req, struct context *context, struct issued_paper *paper)
{
	struct matter *matter;
	const struct action *action;
	struct happened event = {0};
	enum err err = paper_of(req, context, &matter, &action, &event);

	if (err != OK)
		return err;
	if (paper_issuer(context, matter, action, &event) != context->actor->org)
		return ERR_FORBIDDEN;
	*paper = (struct issued_paper){
		.title = paper_name(action),
		.href = arena_printf(req->arena, "/matters/%" PRId64 "/papers/%s", matter->id, action->key),
		.matter = matter->id,
		.action = action->key,
		.object = "matter",
		.object_id = matter->id,
		.issued_at = event.at,
		.crumbs = matter,
	};
	return issued_number(context, paper);
}

enum err official_get(struct request *req)
{
	return issued_get(req, find);
}

enum err official_post(struct request *req)
{
	return issued_post(req, find);
}
