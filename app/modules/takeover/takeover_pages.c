/* The page of those who take over: the files in order, what is in already, who has still to confirm. */
#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"

static bool may(const struct context *context, unsigned permission)
{
	return permission_held(permission, true, context->actor->roles);
}

/* ---- files ---- */

static const struct takeover_file *file_of(struct request *req)
{
	const char *name = request_hole(req, "file");

	for (size_t i = 0; i < TAKEOVER_FILES; i++)
		if (takeover_files[i].here && text_equal(takeover_files[i].name, name))
			return &takeover_files[i];
	return NULL;
}

enum err takeover_import_get(struct request *req)
{
	const struct takeover_file *file = file_of(req);

	return file != NULL ? csv_import_show(req, file->kind) : ERR_NOT_FOUND;
}

enum err takeover_import_post(struct request *req)
{
	const struct takeover_file *file = file_of(req);

	return file != NULL ? csv_import_run(req, file->kind) : ERR_NOT_FOUND;
}

/* Every file's columns, whoever imports it. */
enum err takeover_sample_get(struct request *req)
{
	const char *name = request_hole(req, "file");

	for (size_t i = 0; i < TAKEOVER_FILES; i++)
		if (text_equal(takeover_files[i].name, name))
			return csv_import_sample(req, takeover_files[i].kind);
	return ERR_NOT_FOUND;
}

static bool may_import(const struct context *context, const struct takeover_file *file)
{
	if (file->here || text_equal(file->name, "machines"))
		return may(context, MAY_TAKE_OVER);
	if (file->apart)
		return may(context, MAY_GRANT);
	return may(context, text_equal(file->name, "filings") ? MAY_IMPORT_FILINGS : MAY_KEEP_PEOPLE);
}

static void fill_file(struct context *context, struct dict *body, size_t index, int64_t all, int64_t imported)
{
	const struct takeover_file *file = &takeover_files[index];
	struct dict *row = dict_section(body, "FILE");

	dict_int(row, "FILE_NO", (int64_t)index + 1);
	dict_set(row, "FILE_LABEL", file->label);
	dict_printf(row, "FILE_NAME", "%s.csv", file->name);
	dict_set(row, "COLUMNS_TEXT", text_replace(context->arena, file->kind->headings, ",", "、"));
	dict_set(row, "WHO", file->who);
	dict_set(row, "ALL_N", format_integer(context->arena, all));
	dict_set(row, "IMPORTED_N", imported < 0 ? "—" : format_integer(context->arena, imported));
	dict_printf(row, "SAMPLE_HREF", "/takeover/%s/sample", file->name);
	if (may_import(context, file))
		dict_set(dict_section(row, "IMPORT_YES"), "IMPORT_HREF", file->kind->page.href);
}

static enum err fill_files(struct context *context, struct dict *body)
{
	struct query *query = db_query(context->db, Q_TAKEOVER_COUNTS);
	int64_t all[TAKEOVER_FILES] = {0};
	int64_t imported[TAKEOVER_FILES] = {0};

	if (query_step(query)) {
		for (size_t i = 0; i < TAKEOVER_FILES; i++)
			all[i] = next_int(query);
		for (size_t i = 0; i < TAKEOVER_FILES; i++)
			imported[i] = next_int(query);
	}
	/* Accounts and roles carry no mark: each is activated by its own person. */
	imported[1] = imported[2] = -1;
	for (size_t i = 0; i < TAKEOVER_FILES; i++)
		fill_file(context, body, i, all[i], imported[i]);
	return query_end(query);
}

/* ---- who has to confirm ---- */

static void organisation_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	struct db *db = context->db;
	int64_t matter = 0, open = 0;
	int64_t procedure_id = 0;
	const char *state = NULL;
	const struct procedure *procedure;

	(void)data;
	for (int i = 0; i < column_count(query); i++) {
		const char *name = column_name(query, i);

		if (text_equal(name, "matter_id") && !column_is_null(query, i))
			matter = column_int(query, i);
		else if (text_equal(name, "procedure_id") && !column_is_null(query, i))
			procedure_id = column_int(query, i);
		else if (text_equal(name, "state") && !column_is_null(query, i))
			state = arena_strdup(context->arena, column_text(query, i));
		else if (text_equal(name, "open_n"))
			open = column_int(query, i);
	}
	procedure = matter > 0 ? procedure_version(context->service, db, procedure_id) : NULL;
	if (procedure != NULL && procedure_state(procedure, state) != NULL) {
		/* The system administrator takes no part in it. */
		bool opens = permission_held(MAY_SEE_MATTERS, true, context->actor->roles);
		struct dict *asked = dict_section(row, opens ? "ASKED" : "ASKED_ELSEWHERE");

		if (opens)
			dict_printf(asked, "MATTER_HREF", "/matters/%" PRId64, matter);
		dict_set(row, "STATE_TEXT", procedure_state(procedure, state)->label);
	} else {
		dict_set(row, "STATE_TEXT", open > 0 ? "尚未送出" : "全部确认");
		dict_show_if(row, "UNSENT", open > 0);
		dict_show_if(row, "CONFIRMED", open == 0);
	}
}

static const struct listing_column confirming_columns[] = {
	{"UNIT_NAME", "单位", CELL_TEXT},  {"ALL_N", "存量登记", CELL_NUMBER},
	{"OPEN_N", "待确认", CELL_NUMBER}, {"OBJECTIONS_N", "待处理异议", CELL_NUMBER},
	{"STATE_TEXT", "办理", CELL_TEXT},
};
static const struct listing_file confirming_file = {"存量登记确认", confirming_columns,
						    ARRAY_LENGTH(confirming_columns)};

static enum err show(struct request *req, struct context *context, const char *complaint)
{
	struct listing list = {.each = organisation_row, .file = &confirming_file};
	struct dict *body = page_begin(req, "takeover/takeover.tpl", complaint != NULL ? "错误：存量登记" : "存量登记");
	struct query *query;
	enum err err = fill_files(context, body);

	if (err != OK)
		return err;
	complaint_show(req, body, "没有送出", NULL, complaint);
	query = db_query(context->db, Q_TAKEOVER_ORGANISATIONS);
	query_int(query, ":org", context->actor->org);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_show_if(body, "MAY_SEND", may(context, MAY_TAKE_OVER));
	listing_empty(body, &list, "file-earmark-arrow-up", "还没有导入存量数据",
		      "按上面的次序导入后，这里按单位列出待确认的内容");
	listing_pager(req, body, &list);
	return page_end(req, complaint != NULL ? 422 : 200);
}

enum err takeover_get(struct request *req)
{
	struct context context = context_reading(req);

	return show(req, &context, NULL);
}

/* ---- asking them ---- */

static enum err send_in_tx(struct context *context, int64_t *sent)
{
	enum err err = takeover_send(context, sent);

	if (err != OK || *sent == 0)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "takeover.send",
				 .object = "takeover",
				 .detail = arena_printf(context->arena, "{\"organisations\":%" PRId64 "}", *sent),
			 },
			 NULL);
}

enum err takeover_post(struct request *req)
{
	struct context context = context_writing(req);
	int64_t sent = 0;
	enum err err = form_unknown(NULL, 0, &req->posted, NULL);

	if (err == OK && !text_equal(request_action(req), "send"))
		err = ERR_BAD_REQUEST;
	if (err == OK)
		err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, send_in_tx(&context, &sent));
	if (err != OK)
		return err;
	if (sent == 0)
		return show(req, &context, "没有要送出的单位：待确认的都已送出，或者都已确认");
	return respond_redirect(req, "/takeover");
}
