/* A proposal that waits, on the page of its setting or procedure: what it is, and the buttons of the second person. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/listing.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "kernel/step_up.h"
#include "modules/matter/matter_module.h"

static const struct field answer_fields[] = {
	{.key = "note", .label = "意见", .type = FIELD_TEXT, .max = 200, .hint = "不同意须写明原因"},
	{.key = "proposal", .label = "提议", .type = FIELD_INTEGER, .required = true, .min = 1, .max = INT64_MAX},
	{.key = "password", .label = "登录口令", .type = FIELD_SECRET, .max = 1024},
};
static const struct form note_form = {answer_fields, 1}; /* what is shown of it */
const struct form proposal_answer_form = {answer_fields, ARRAY_LENGTH(answer_fields) - 1};
const struct form proposal_approve_form = {answer_fields, ARRAY_LENGTH(answer_fields)};

/* The buttons for whoever may press them; who proposed does not rule, whatever roles he has. */
static enum err show_ruling(struct request *req, struct context *context, struct dict *panel,
			    const struct proposal *proposal)
{
	struct values *form = values_empty(req->arena, note_form.fields, note_form.count);
	const struct value *typed = req->form != NULL ? values_find(req->form, "note") : NULL;
	const struct value *password = req->form != NULL ? values_find(req->form, "password") : NULL;
	struct dict *ruling = dict_section(panel, "MAY_RULE");

	if (typed != NULL)
		values_set(form, "note", typed->raw);
	if (typed != NULL && typed->error != NULL)
		values_complain(form, "note", "%s", typed->error);
	if (password != NULL && password->error != NULL) {
		step_up_show(req, ruling, password->error);
		dict_show(ruling, "ASKS_PASSWORD");
		dict_set(ruling, "PROPOSAL_KEY", proposal->key);
		dict_show(ruling, proposal->kind == PROPOSAL_SETTING ? "OF_RULE" : "OF_PROCEDURE");
	}
	return fields_fill(context, ruling, form, NULL, form);
}

enum err proposal_show(struct request *req, struct context *context, struct dict *page, const struct proposal *proposal)
{
	struct dict *panel = dict_include(page, "PROPOSAL", "part/proposal.tpl");
	bool own = proposal->proposed_by == context->actor->person;

	dict_int(panel, "PROPOSAL_ID", proposal->id);
	dict_printf(panel, "PROPOSAL_HREF",
		    proposal->kind == PROPOSAL_SETTING ? "/rules/%s" : "/procedures/%s/new-version", proposal->key);
	dict_set(panel, "PROPOSED_BY_LABEL", proposal->proposer);
	dict_set(panel, "PROPOSED_AT", format_time(context->arena, proposal->proposed_at));
	dict_set(panel, "WHAT",
		 proposal->kind == PROPOSAL_SETTING
			 ? rule_value(context->arena, setting_find(context->service->modules, proposal->key),
				      proposal->value)
			 : arena_printf(context->arena, "第 %" PRId64 " 版", proposal->version));
	dict_set(panel, "FROM_DAY", format_day(context->arena, proposal->valid_from));
	dict_set(panel, "PROPOSAL_REASON", proposal->reason);
	if (!text_empty(proposal->higher_law))
		dict_set(dict_section(panel, "LAW_YES"), "LAW", proposal->higher_law);
	if (own) {
		dict_show(panel, "MAY_WITHDRAW");
		return OK;
	}
	return actor_may(req, MAY_APPROVE_RULES) ? show_ruling(req, context, panel, proposal) : OK;
}

/* The password first, where one was sent along. */
static enum err approve(struct request *req, const struct proposal *waiting, char **complaint)
{
	struct context context = context_writing(req);
	const char *wrong = NULL;
	enum err err = step_up_take(req, &wrong);

	if (err == OK)
		err = proposal_approve(&context, waiting, complaint);
	if (err == ERR_PASSWORD || err == ERR_THROTTLED)
		values_complain(req->form, "password", "%s", wrong != NULL ? wrong : *complaint);
	return err;
}

static enum err carry_out(struct request *req, const struct proposal *waiting, char **complaint)
{
	struct context context = context_writing(req);

	if (text_equal(request_action(req), "approve"))
		return approve(req, waiting, complaint);
	if (text_equal(request_action(req), "decline"))
		return proposal_decline(&context, waiting, values_text(req->form, "note"));
	return proposal_withdraw(&context, waiting);
}

enum err proposal_press(struct request *req, const struct proposal *waiting,
			enum err (*page)(struct request *req, const char *sentence, int status))
{
	static const char over[] = "这份提议已经办过，您的操作没有生效";
	char *complaint = NULL;
	enum err err;

	if (req->form->error_count == 0 && waiting->id != values_number(req->form, "proposal", 0))
		return page(req, over, 409);
	if (text_equal(request_action(req), "decline") && text_empty(values_text(req->form, "note")))
		values_complain(req->form, "note", "不同意须写明原因");
	if (req->form->error_count > 0)
		return page(req, NULL, 422);
	err = carry_out(req, waiting, &complaint);
	if (err == ERR_PASSWORD || err == ERR_THROTTLED)
		return page(req, NULL, err_status(err));
	if (err == ERR_INVALID)
		return page(req, complaint, 422);
	return err == ERR_CONFLICT ? page(req, over, 409) : err;
}

enum err proposal_history(struct request *req, struct context *context, struct dict *page, const char *kind,
			  const char *key)
{
	struct query *query = db_query(context->db, Q_PROPOSAL_LIST);
	struct listing list = {.descending = true};
	struct dict *section = dict_section(page, "MAY_SEE");
	enum err err;

	query_text(query, ":kind", kind);
	query_text(query, ":key", key);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(context, section, "ROW", query, &list);
	listing_pager(req, section, &list);
	listing_empty(section, &list, "sliders", "还没有提议过", "调整由一人提议、另一人核准");
	return err;
}
