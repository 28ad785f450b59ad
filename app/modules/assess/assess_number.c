/* GET and POST /assess/:period/:provider/number: the number the center's office gave to the settlement slip of a year.
 */
#include "base/base.h"
#include "modules/assess/assess_page_parts.h"

#include "kernel/period.h"
#include "modules/matter/matter_module.h"

/* A year's slip: 404 to those who do not see it, 403 to those who did not issue it.  A quarter's sheet has its own. */
static enum err find(struct request *req, struct context *context, struct issued_paper *paper)
{
	const char *year = request_hole(req, "period"), *code = request_hole(req, "provider");
	int64_t first, last;
	enum err err;

	if (strlen(year) != 4 || !period_days(year, &first, &last))
		return ERR_NOT_FOUND;
	err = assess_slip_paper(context, year, code, paper);
	if (err == OK && context->actor->org != context->service->org_center)
		err = ERR_FORBIDDEN;
	return err;
}

enum err assess_number_get(struct request *req)
{
	return issued_get(req, find);
}

enum err assess_number_post(struct request *req)
{
	return issued_post(req, find);
}
