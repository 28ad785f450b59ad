/* Peaks of the year of a system: a quiet month outside of them is no reason to downsize (第十七条). */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/listing.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

enum { YEAR_DAYS = 365, YEAR_MONTHS = 12 };

static const struct field season_fields[] = {
	{.key = "first_month",
	 .label = "从几月",
	 .type = FIELD_INTEGER,
	 .required = true,
	 .min = 1,
	 .max = 12,
	 .unit = "月"},
	{.key = "last_month",
	 .label = "到几月",
	 .type = FIELD_INTEGER,
	 .required = true,
	 .min = 1,
	 .max = 12,
	 .unit = "月",
	 .hint = "跨年的填下一年的月份"},
	{.key = "note",
	 .label = "依据",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 4,
	 .max = 120,
	 .hint = "使用单位的说明，例如汛期值守、高考查分"},
};
static const struct form season_form = {season_fields, ARRAY_LENGTH(season_fields)};

static const struct field end_fields[] = {
	{.key = "first_month", .label = "从几月", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 12},
};
static const struct form end_form = {end_fields, ARRAY_LENGTH(end_fields)};

static void season_row(struct context *context UNUSED, struct dict *row, struct query *query UNUSED, void *data)
{
	dict_show_if(row, "MAY_END", *(const bool *)data);
}

enum err usage_seasons_show(struct request *req, struct context *context, struct dict *body, int64_t system)
{
	struct query *query = db_query(context->db, Q_USAGE_SEASONS);
	bool may = actor_may(req, MAY_KEEP_SEASONS);
	int64_t days;
	struct listing list = {.each = season_row, .data = &may};
	bool typed = req->form != NULL && values_find(req->form, "note") != NULL;
	struct values *form = typed ? req->form : values_empty(req->arena, season_form.fields, season_form.count);
	enum err err;

	days = setting_integer(context->service, "season_months") * YEAR_DAYS / YEAR_MONTHS;
	query_int(query, ":system", system);
	query_int(query, ":days", days);
	query_int(query, ":registered", day_start(day_of(clock_now()) - days));
	err = listing_fill(context, body, "SEASON", query, &list);
	dict_show_if(body, "NO_SEASON", list.rows == 0);
	if (err != OK || !may)
		return err;
	return fields_fill(context, dict_section(body, "MAY_KEEP"), form, NULL, form);
}

/* Whether the actor sees the system at all: else it is not there for him. */
static enum err seen(struct request *req, int64_t system)
{
	struct query *query = db_query(req->reader, Q_USAGE_SYSTEM_SEEN);
	bool found;
	enum err err;

	query_int(query, ":id", system);
	query_int(query, ":org", req->actor->org);
	found = query_step(query);
	err = query_end(query);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

/* The row and the trace of it, together or not at all. */
static enum err write(struct context *context, struct query *query, const char *action, int64_t system,
		      const struct values *form)
{
	enum err err = query_run(query);

	if (err == OK && db_changes(context->db) == 0)
		return ERR_CONFLICT;
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = action,
				 .object = "system",
				 .object_id = system,
				 .detail = arena_printf(context->arena, "{\"month\":%" PRId64 ",\"reason\":\"%s\"}",
							values_number(form, "first_month", 0),
							text_json(context->arena, values_word(form, "note"))),
			 },
			 NULL);
}

static enum err keep(struct request *req)
{
	struct context context = context_writing(req);
	int64_t system = request_number(req, "id");
	struct query *query;
	enum err err;

	if (req->form->error_count > 0)
		return usage_system_page(req, NULL, 422);
	err = tx_begin(context.db);
	if (err != OK)
		return err;
	query = db_query(context.db, Q_USAGE_SEASON_ADD);
	query_int(query, ":system", system);
	query_int(query, ":first", values_number(req->form, "first_month", 0));
	query_int(query, ":last", values_number(req->form, "last_month", 0));
	query_text(query, ":note", values_text(req->form, "note"));
	query_int(query, ":now", clock_now());
	err = tx_end(context.db, write(&context, query, "system.season", system, req->form));
	return err == OK ? respond_redirect(req, "/usage/systems/%" PRId64, system) : err;
}

static enum err end(struct request *req)
{
	struct context context = context_writing(req);
	int64_t system = request_number(req, "id");
	struct query *query;
	enum err err;

	if (req->form->error_count > 0)
		return ERR_BAD_REQUEST;
	err = tx_begin(context.db);
	if (err != OK)
		return err;
	query = db_query(context.db, Q_USAGE_SEASON_END);
	query_int(query, ":system", system);
	query_int(query, ":first", values_number(req->form, "first_month", 0));
	query_int(query, ":now", clock_now());
	err = tx_end(context.db, write(&context, query, "system.season_end", system, req->form));
	if (err == ERR_CONFLICT)
		return usage_system_page(req, "这个时段已经撤下，您的操作没有生效", 409);
	return err == OK ? respond_redirect(req, "/usage/systems/%" PRId64, system) : err;
}

enum err usage_season_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"season", MAY_KEEP_SEASONS, &season_form, keep},
		{"season_end", MAY_KEEP_SEASONS, &end_form, end},
		{NULL, 0, NULL, NULL},
	};
	enum err err = seen(req, request_number(req, "id"));

	return err == OK ? page_action_run(req, actions) : err;
}
