/* GET, POST /matters/:id/codes: activation codes, shown once to the lead whose people they are for. */
#include "base/base.h"
#include "modules/org/org_account.h"
#include "modules/org/org_pages.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/frame.h"
#include "kernel/page_action.h"
#include "modules/matter/matter_module.h"

/* Visible, of this procedure, and his to hand over now. */
static enum err entitled(struct request *req, struct context *context, struct matter **matter)
{
	uint32_t seats = 0;
	enum err err = matter_of(req, context, matter);

	if (err == OK && !text_equal((*matter)->procedure->key, "user_account"))
		return ERR_NOT_FOUND;
	if (err == OK)
		err = matter_seats(context, *matter, &seats);
	if (err == OK && !text_equal((*matter)->state->key, "handing"))
		return ERR_STATE;
	return err == OK && seats == 0 ? ERR_FORBIDDEN : err;
}

/* The matter of the address, if it is his, and who of it still has no password; he gets no code for himself. */
static enum err waiting_people(struct request *req, struct context *context, struct matter **matter,
			       struct person_record **out, size_t *count)
{
	struct values *form;
	struct account_row *rows;
	size_t row_count;
	enum err err = entitled(req, context, matter);

	*count = 0;
	if (err == OK)
		err = matter_form(context, *matter, &form, NULL);
	if (err != OK)
		return err;
	rows = account_rows(context->arena, form, &row_count);
	*out = arena_array(context->arena, row_count + 1, sizeof **out);
	for (size_t i = 0; i < row_count; i++) {
		struct person_record *person = &(*out)[*count];
		enum found found = account_person(context, (*matter)->org, &rows[i], person);

		if (found == FIND_FAILED)
			return ERR_INTERNAL;
		if (found == FOUND && text_equal(person->status, "new") && !is_oneself(context, person))
			(*count)++;
	}
	return OK;
}

enum err account_codes_get(struct request *req)
{
	struct context context = context_reading(req);
	struct matter *matter;
	struct person_record *people;
	size_t count;
	struct dict *page;
	enum err err = waiting_people(req, &context, &matter, &people, &count);

	if (err != OK)
		return err;
	page = page_begin(req, "admin/hand_over.tpl", "发放激活码");
	frame_crumb(req, arena_printf(req->arena, "/matters/%" PRId64, matter->id), matter->title);
	dict_printf(page, "COUNT_TEXT", "%zu 人还没有设置口令", count);
	for (size_t i = 0; i < count; i++) {
		struct dict *row = dict_section(page, "ROW");

		dict_set(row, "LOGIN", people[i].login);
		dict_set(row, "POST_TITLE", people[i].title);
	}
	dict_show_if(page, "HAS_ROWS", count > 0);
	return page_end(req, 200);
}

static enum err issue_all(struct context *context, const struct person_record *people, size_t count, struct dict *page)
{
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	for (size_t i = 0; err == OK && i < count; i++) {
		struct dict *row = dict_section(page, "ROW");
		char *code = NULL;
		int64_t expires_at = 0;

		err = person_issue_code(context, &people[i], &code, &expires_at);
		dict_set(row, "LOGIN", people[i].login);
		dict_set(row, "UNIT_CODE", people[i].org_name);
		dict_set(row, "POST_TITLE", people[i].title);
		dict_set(row, "ACTIVATION_CODE", code);
		dict_set(row, "EXPIRES_AT", format_time(context->arena, expires_at));
	}
	return tx_end(context->db, err);
}

/* Answers with a page, not a redirect: the codes exist on this page alone. */
static enum err issue(struct request *req)
{
	struct context context = context_writing(req);
	struct matter *matter;
	struct person_record *people;
	size_t count;
	struct dict *page;
	enum err err = waiting_people(req, &context, &matter, &people, &count);

	if (err != OK)
		return err;
	page = page_begin(req, "admin/codes.tpl", "激活码");
	err = issue_all(&context, people, count, page);
	if (err != OK)
		return err;
	dict_printf(page, "COUNT_TEXT", "%zu 个激活码", count);
	dict_printf(page, "BACK_HREF", "/matters/%" PRId64, matter->id);
	dict_set(page, "BACK_LABEL", "返回本件");
	return page_end(req, 200);
}

enum err account_codes_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"issue", 0, NULL, issue},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}
