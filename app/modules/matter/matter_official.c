/* GET and POST /matters/:id/papers/:paper/number: the number of a matter's own paper. */
#include "base/base.h"

#include "kernel/page_action.h"
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
	if (paper_issuer(context, matter, action) != context->actor->org)
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
	struct context context = context_reading(req);
	struct issued_paper paper;
	enum err err = find(req, &context, &paper);

	return err == OK ? issued_show(req, &context, &paper, NULL, 200) : err;
}

static enum err enter(struct request *req)
{
	struct context context = context_writing(req);
	struct issued_paper paper;
	enum err err = find(req, &context, &paper);

	return err == OK ? issued_enter(req, &context, &paper) : err;
}

static enum err void_number(struct request *req)
{
	struct context context = context_writing(req);
	struct issued_paper paper;
	enum err err = find(req, &context, &paper);

	return err == OK ? issued_void(req, &context, &paper) : err;
}

static const struct page_action actions[] = {
	{"enter", 0, &official_enter_form, enter},
	{"void", 0, &official_void_form, void_number},
	{.key = NULL},
};

enum err official_post(struct request *req)
{
	return page_action_run(req, actions);
}
