/* Pages of organisations: list, new, one. */
#include "base/base.h"
#include "modules/org/org_pages.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "modules/matter/matter_module.h"
#include "modules/org/org_form.h"
#include "modules/org/org_store.h"

static const struct listing_column organisations_columns[] = {
	{"CODE", "代码", CELL_TEXT},
	{"NAME", "单位", CELL_TEXT},
	{"KIND_LABELS", "类别", CELL_TEXT},
	{"PEOPLE_N", "账号", CELL_NUMBER},
	{"SYSTEMS_N", "系统", CELL_NUMBER},
	{"VALID_FROM_DAY", "启用日期", CELL_TEXT},
	{"VALID_TO_DAY", "终止日期", CELL_TEXT},
	{"SUCCESSOR_NAME", "承接单位", CELL_TEXT},
};
static const struct listing_file organisations_file = {"单位", organisations_columns,
						       ARRAY_LENGTH(organisations_columns)};

enum err organisations_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/organisations.tpl", "单位");
	struct dict *filters = filters_begin(req, page, "按机构序列");
	struct query *query = db_query(context.db, Q_ORG_LIST);
	struct listing list = {.each = each_kinds, .file = &organisations_file};
	enum err err;

	filters_text(req, filters, "words", "名称或代码");
	filters_select(req, filters, "kind", "类别", kind_options, KIND_OPTIONS);
	dict_show_if(page, "MAY_EDIT", actor_may(req, MAY_KEEP_PEOPLE));
	query_text(query, ":words", filter_value(req, "words"));
	query_text(query, ":kind", filter_value(req, "kind"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, page, "ROW", query, &list);
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 家", list.rows);
	listing_pager(req, page, &list);
	listing_empty(page, &list, "building", "没有符合条件的单位", "换一个条件，或者登记单位");
	return err == OK ? page_end(req, filters_status(req)) : err;
}

static enum err new_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/organisation.tpl", "登记单位");
	struct values *form = req->form;
	enum err err;

	frame_crumb(req, "/admin/organisations", "单位");
	if (form == NULL) {
		form = values_empty(req->arena, org_new_form.fields, org_new_form.count);
		values_set_number(form, "valid_from", day_of(clock_now()));
	}
	complaint_show(req, page, "没有登记", form, sentence);
	err = fields_fill(&context, dict_section(page, "MAY_EDIT"), form, NULL, form);
	return err == OK ? page_end(req, status) : err;
}

enum err organisation_new_get(struct request *req)
{
	return new_page(req, NULL, 200);
}

static enum err create(struct request *req)
{
	struct context context = context_writing(req);
	struct org_record org = {0};
	const char *sentence = NULL;
	int64_t id = 0;
	enum err err = ERR_INVALID;

	if (req->form->error_count == 0) {
		org_from_form(req->form, &org);
		err = org_add(&context, &org, false, &id, &sentence);
	}
	if (err == ERR_INVALID)
		return new_page(req, sentence, 422);
	return err == OK ? respond_redirect(req, "/admin/organisations/%" PRId64, id) : err;
}

enum err organisation_new_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"save", 0, &org_new_form, create},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}

static void show_pairs(struct context *context, struct dict *page, const struct org_record *org)
{
	struct dict *pairs = dict_include(dict_section(page, "READ_ONLY"), "PAIRS", "part/pairs.tpl");
	const struct {
		const char *label;
		const char *value;
	} rows[] = {
		{"单位代码", org->code},
		{"单位名称", org->name},
		{"简称", org->short_name},
		{"类别", kind_labels(context->arena, org->kinds)},
		{"联系电话", text_empty(org->phone) ? "—" : org->phone},
		{"启用", format_day(context->arena, org->valid_from)},
		{"止于", org->valid_to == 0 ? "—" : format_day(context->arena, org->valid_to)},
		{"承接单位", text_empty(org->successor) ? "—" : org->successor},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct dict *pair = dict_section(pairs, "PAIR");

		dict_set(pair, "PAIR_LABEL", rows[i].label);
		dict_set(pair, "PAIR_VALUE", rows[i].value);
	}
}

static enum err show_end(struct context *context, struct dict *page, const struct org_record *org)
{
	struct query *query = db_query(context->db, Q_ORG_SUCCESSORS);
	struct listing successors = {0};

	dict_show(page, "MAY_END");
	query_int(query, ":id", org->id);
	query_int(query, ":today", day_of(clock_now()));
	return listing_fill(context, page, "SUCCESSOR", query, &successors);
}

static enum err show_people(struct context *context, struct dict *page, const struct org_record *org)
{
	struct query *query = db_query(context->db, Q_ORG_PEOPLE);
	struct listing people = {.each = each_roles};
	enum err err;

	query_int(query, ":id", org->id);
	err = listing_fill(context, page, "PERSON", query, &people);
	dict_show_if(page, "HAS_PEOPLE", people.rows > 0);
	return err;
}

/* form: what was typed, NULL to show what is there. */
static enum err organisation_page(struct request *req, const struct org_record *org, struct values *form,
				  const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/organisation.tpl", org->name);
	bool edit = actor_may(req, MAY_KEEP_PEOPLE) && org->valid_to == 0;
	enum err err = OK;

	frame_crumb(req, "/admin/organisations", "单位");
	complaint_show(req, page, "没有保存", req->form, sentence);
	if (form == NULL)
		form = org_to_form(req->arena, org);
	if (edit)
		err = fields_fill(&context, dict_section(page, "MAY_EDIT"), form, NULL, form);
	else
		show_pairs(&context, page, org);
	if (err == OK && edit && (org->kinds & KIND_CENTER) == 0)
		err = show_end(&context, page, org);
	if (err == OK)
		err = show_people(&context, page, org);
	return err == OK ? page_end(req, status) : err;
}

/* The organisation of the URL. */
static enum err org_of(struct request *req, struct context *context, struct org_record *org)
{
	switch (org_find(context, request_number(req, "id"), org)) {
	case FOUND:
		return OK;
	case NOT_FOUND:
		return ERR_NOT_FOUND;
	default:
		return ERR_INTERNAL;
	}
}

enum err organisation_get(struct request *req)
{
	struct context context = context_reading(req);
	struct org_record org;
	enum err err = org_of(req, &context, &org);

	return err == OK ? organisation_page(req, &org, NULL, NULL, 200) : err;
}

static enum err save(struct request *req)
{
	struct context context = context_writing(req);
	struct org_record org, after;
	const char *sentence = NULL;
	enum err err = org_of(req, &context, &org);

	if (err == OK && org.valid_to != 0)
		err = ERR_STATE;
	if (err != OK)
		return err;
	after = org;
	org_from_form(req->form, &after);
	err = req->form->error_count == 0 ? org_save(&context, &org, &after, &sentence) : ERR_INVALID;
	if (err == ERR_INVALID)
		return organisation_page(req, &org, req->form, sentence, 422);
	return err == OK ? respond_redirect(req, "%s", req->path) : err;
}

static enum err end(struct request *req)
{
	struct context context = context_writing(req);
	struct org_record org;
	const char *sentence = NULL;
	enum err err = org_of(req, &context, &org);

	if (err != OK)
		return err;
	err = ERR_INVALID;
	if (req->form->error_count == 0)
		err = org_end(&context, &org, values_number(req->form, "valid_to", 0),
			      values_number(req->form, "successor", 0), &sentence);
	if (err == ERR_INVALID)
		return organisation_page(req, &org, NULL, sentence, 422);
	return err == OK ? respond_redirect(req, "%s", req->path) : err;
}

enum err organisation_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"end", MAY_KEEP_PEOPLE, &org_end_form, end},
		{"save", MAY_KEEP_PEOPLE, &org_edit_form, save},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}
