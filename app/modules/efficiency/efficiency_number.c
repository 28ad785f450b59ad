/* GET and POST /efficiency/:year/number: the number the center's office gave to the closed list of a year. */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/number.h"
#include "kernel/closing.h"
#include "modules/matter/matter_module.h"

static enum err read_paper(struct context *context, int64_t year, struct issued_paper *paper)
{
	struct closing closing = {0};
	enum found found = efficiency_closed_list(context, year, &closing);

	if (found != FOUND)
		return found_err(found);
	*paper = (struct issued_paper){
		.title = closing.title,
		.href = arena_printf(context->arena, "/efficiency?year=%" PRId64, year),
		.action = "",
		.closing = closing.id,
		.object = "efficiency",
		.object_id = year,
		.issued_at = closing.closed_at,
	};
	return issued_number(context, paper);
}

/* The center's paper: others have no business here, whether or not there is one. */
static enum err find(struct request *req, struct context *context, struct issued_paper *paper)
{
	int64_t year;

	if (context->actor->org != context->service->org_center)
		return ERR_FORBIDDEN;
	if (!parse_integer(request_hole(req, "year"), &year))
		return ERR_NOT_FOUND;
	return read_paper(context, year, paper);
}

enum err efficiency_number_get(struct request *req)
{
	return issued_get(req, find);
}

enum err efficiency_number_post(struct request *req)
{
	return issued_post(req, find);
}

enum err efficiency_number_note(struct context *context, struct dict *body, int64_t year)
{
	struct issued_paper paper;
	enum err err = read_paper(context, year, &paper);
	bool ours = context->actor->org == context->service->org_center;

	if (err == OK)
		issued_note(context, body, &paper,
			    ours ? arena_printf(context->arena, "/efficiency/%" PRId64 "/number", year) : NULL);
	return err == ERR_NOT_FOUND ? OK : err;
}
