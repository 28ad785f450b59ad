/* Logs that are not kept become the draft of a hazard (第二十五条, 第三十一条). */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/text.h"

enum { TITLE_MAX = 60, ASSET_MAX = 200 };

static bool may_start(const struct procedure *procedure, enum role role)
{
	for (size_t i = 0; i < procedure->start_count; i++)
		if (procedure->start[i] == role)
			return true;
	return false;
}

static struct values *form_of(struct context *context, const struct procedure *procedure, const struct log_fault *fault)
{
	struct values *form = values_empty(context->arena, procedure->form, procedure->form_count);

	values_set(form, "title", utf8_head(context->arena, fault->title, TITLE_MAX));
	values_set_number(form, "receiver", fault->receiver);
	values_set(form, "source", "log");
	values_set(form, "basis", "日志至少完整保存六个月（第三十一条）");
	values_set(form, "asset", utf8_head(context->arena, fault->asset, ASSET_MAX));
	values_set(form, "description", fault->description);
	values_set(form, "demand", fault->demand);
	return form;
}

enum err hazard_of_logs(struct moving *moving, const struct log_fault *fault)
{
	struct context *context = moving->context;
	const struct matter *matter = moving->matter;
	const struct procedure *procedure = procedure_find(context->service, "hazard");
	struct opening opening = {
		.procedure = procedure,
		.org = context->service->org_center,
		.role = ROLE_CENTER_SECURITY,
		.subject = {.system = fault->system, .platform = fault->platform, .base_matter = matter->id},
	};
	int64_t id;

	if (procedure == NULL)
		return OK;
	if (may_start(procedure, matter->owner_role)) {
		opening.org = matter->org;
		opening.role = matter->owner_role;
	}
	opening.form = form_of(context, procedure, fault);
	return matter_open_for(context, &opening, &id);
}
