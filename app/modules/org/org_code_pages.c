/*
 * GET, POST /admin/people/codes: activation codes for all who wait for one, after a take-over; of one organisation or
 * of all.  Shown once, a slip for each person; the database keeps digests alone.
 */
#include "base/base.h"
#include "modules/org/org_pages.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/page_action.h"
#include "modules/org/org_form.h"
#include "modules/org/org_store.h"

/* The oldest organisations first, as many as one print takes; *left: how many wait besides. */
static enum err waiting_people(struct context *context, int64_t organisation, struct person_record **people,
			       size_t *count, int64_t *left)
{
	struct query *query = db_query(context->db, Q_PERSON_WITHOUT_CODE);
	enum err err;

	query_int(query, ":organisation", organisation);
	query_int(query, ":now", clock_now());
	query_int(query, ":limit", PEOPLE_CODES_MOST);
	*people = arena_array(context->arena, PEOPLE_CODES_MOST, sizeof **people);
	for (*count = 0; *count < PEOPLE_CODES_MOST && query_step(query); (*count)++) {
		struct person_record *person = &(*people)[*count];

		person->id = next_int(query);
		person->login = next_text(query, context->arena);
		person->title = next_text(query, context->arena);
		person->org_name = next_text(query, context->arena);
	}
	err = query_end(query);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_PERSON_WITHOUT_CODE_COUNT);
	query_int(query, ":organisation", organisation);
	query_int(query, ":now", clock_now());
	err = query_value(query, 0, left);
	*left -= (int64_t)*count;
	return err;
}

enum err people_codes_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/codes_all.tpl", "一次发放激活码");
	struct dict *filters = filters_begin(req, page, "按单位排序");
	struct person_record *people;
	size_t count;
	int64_t organisation, left;
	enum err err = filters_reference(req, &context, filters, "organisation", "单位", "organisation", &organisation);

	if (err == OK)
		err = waiting_people(&context, organisation, &people, &count, &left);
	if (err != OK)
		return err;
	frame_crumb(req, "/admin/people", "账号与岗位");
	dict_printf(filters, "COUNT_TEXT", "%" PRId64 " 人等待激活码", (int64_t)count + left);
	dict_int(page, "CHOSEN", organisation);
	for (size_t i = 0; i < count; i++) {
		struct dict *row = dict_section(page, "ROW");

		dict_set(row, "LOGIN", people[i].login);
		dict_set(row, "UNIT_NAME", people[i].org_name);
		dict_set(row, "POST_TITLE", people[i].title);
	}
	dict_show_if(page, "HAS_ROWS", count > 0);
	dict_show_if(page, "NO_ROWS", count == 0);
	dict_printf(page, "ISSUE_NOTE", "本次发放 %zu 人%s", count,
		    left > 0 ? arena_printf(req->arena, "，余下 %" PRId64 " 人再次发放", left) : "");
	return page_end(req, filters_status(req));
}

static void add_slip(struct context *context, struct dict *page, const struct person_record *person, const char *code,
		     int64_t expires_at)
{
	struct dict *slip = dict_section(page, "SLIP");

	dict_set(slip, "UNIT_NAME", person->org_name);
	dict_set(slip, "POST_TITLE", person->title);
	dict_set(slip, "LOGIN", person->login);
	dict_set(slip, "ACTIVATION_CODE", code);
	dict_set(slip, "EXPIRES_AT", format_time(context->arena, expires_at));
}

/* Who waits is asked again inside the transaction: of two who press at once, one finds nobody. */
static enum err issue_in_tx(struct context *context, struct dict *page, int64_t organisation, size_t *count,
			    int64_t *left)
{
	struct person_record *people;
	enum err err = waiting_people(context, organisation, &people, count, left);

	for (size_t i = 0; err == OK && i < *count; i++) {
		char *code = NULL;
		int64_t expires_at = 0;

		err = person_issue_code(context, &people[i], &code, &expires_at);
		if (err == OK)
			add_slip(context, page, &people[i], code, expires_at);
	}
	return err;
}

/* Answers with a page, not a redirect: the codes exist on this page alone. */
static enum err issue_all(struct request *req)
{
	struct context context = context_writing(req);
	struct dict *page = page_begin(req, "admin/code_slips.tpl", "激活码");
	int64_t organisation = values_number(req->form, "organisation", 0), left = 0;
	size_t count = 0;
	enum err err = req->form->error_count == 0 ? tx_begin(context.db) : ERR_BAD_REQUEST;

	if (err == OK)
		err = tx_end(context.db, issue_in_tx(&context, page, organisation, &count, &left));
	if (err != OK)
		return err;
	if (count == 0)
		return respond_redirect(req, "/admin/people/codes");
	frame_crumb(req, "/admin/people", "账号与岗位");
	dict_printf(page, "COUNT_TEXT", "%zu 个激活码，每人一条，沿虚线裁开", count);
	dict_show_if(page, "MORE_WAIT", left > 0);
	dict_printf(page, "LEFT_TEXT", "还有 %" PRId64 " 人等待", left);
	return page_end(req, 200);
}

enum err people_codes_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"issue_all", 0, &people_codes_form, issue_all},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}
