/*
 * POST /api/v1/usage: an array of rows, by a machine of whoever supervises.
 *
 *     curl -H 'Authorization: Bearer zwy_…' -H 'Content-Type: application/json' --data @rows.json …/api/v1/usage
 *
 * Memory is bounded whatever is sent: http/json_rows.h keeps one object at a
 * time; what stays of a row are some 250 bytes, of USAGE_ROWS_MAX rows, and
 * SHOWN_MAX complaints.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/text.h"
#include "data/tx.h"
#include "http/json_rows.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/token.h"
#include "modules/usage/usage_row.h"

enum { SHOWN_MAX = 50 };

struct push {
	struct request *req;
	struct context context;
	struct usage_batch *batch;
	const char **names; /* what names each row */
	size_t rows;
	struct buf errors; /* JSON, the first SHOWN_MAX */
	size_t complaints;
};

/* ---- complaints ---- */

static void complain(struct push *push, struct arena *arena, size_t index, const char *key, const char *sentence)
{
	if (push->complaints++ >= SHOWN_MAX)
		return;
	buf_printf(&push->errors, "%s{\"index\":%zu", push->errors.length > 0 ? "," : "", index);
	if (key != NULL)
		buf_printf(&push->errors, ",\"field\":\"%s\"", text_json(arena, key));
	buf_printf(&push->errors, ",\"message\":\"%s\"}", text_json(arena, sentence));
}

static void complain_twice(void *data, size_t index, size_t before)
{
	struct push *push = data;

	struct arena *arena = push->req->arena;

	complain(push, arena, index, NULL, arena_printf(arena, "与第 %zu 项（从 0 数起）重复", before));
}

/* ---- one row ---- */

static const struct field *field_of(const struct form *form, const char *key)
{
	for (size_t i = 0; i < form->count; i++)
		if (text_equal(form->fields[i].key, key))
			return &form->fields[i];
	return NULL;
}

static void read_params(struct push *push, const struct form *form, const struct json_row *row, struct params *params)
{
	for (size_t i = 0; i < row->count; i++) {
		const struct json_member *member = &row->members[i];
		const struct field *field = field_of(form, member->key);
		bool number = field != NULL && (field->type == FIELD_DECIMAL || field->type == FIELD_INTEGER);

		if (field == NULL)
			complain(push, row->arena, push->rows, member->key, "没有这个字段，month 与 day 只填一个");
		else if (member->kind != (number ? JSON_KIND_NUMBER : JSON_KIND_TEXT))
			complain(push, row->arena, push->rows, member->key, number ? "应为数字" : "应为文字");
		else
			params_add(row->arena, params, member->key, member->text);
	}
}

static bool by_day(const struct json_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (text_equal(row->members[i].key, "day"))
			return true;
	return false;
}

static enum err take_row(struct push *push, const struct json_row *row)
{
	const struct form *form = by_day(row) ? &usage_day_form : &usage_month_form;
	size_t before = push->complaints;
	struct params params = {0};
	struct values *values;
	enum err err;

	read_params(push, form, row, &params);
	values = values_decode(row->arena, form->fields, form->count, &params, false);
	/* What is of the wrong kind is missing besides: said once. */
	err = push->complaints == before ? usage_batch_check(push->batch, values) : OK;
	if (push->complaints == before)
		for (size_t i = 0; i < values->count; i++)
			if (values->items[i].error != NULL)
				complain(push, row->arena, push->rows, values->items[i].field->key,
					 values->items[i].error);
	push->names[push->rows++] = usage_batch_name(push->batch, values);
	return err;
}

static enum err read_rows(struct push *push)
{
	struct json_rows *rows = json_rows_begin(push->req);
	struct json_row row;
	enum json_next next;
	enum err err = OK;

	while (err == OK && (next = json_rows_next(rows, &row)) != JSON_END) {
		if (next == JSON_CUT)
			return ERR_BAD_REQUEST;
		if (next == JSON_BROKEN) {
			complain(push, row.arena, push->rows, NULL, row.complaint);
			return OK;
		}
		err = push->rows < USAGE_ROWS_MAX ? take_row(push, &row) : ERR_TOO_LARGE;
	}
	return err;
}

/* ---- the answer ---- */

static enum err save(struct push *push)
{
	enum err err = tx_begin(push->context.db);

	if (err != OK)
		return err;
	err = usage_batch_save(push->batch);
	if (err == OK)
		err = audit_add(&push->context,
				&(struct audit_entry){
					.action = "usage.push",
					.object = "token",
					.object_id = push->context.actor->token,
					.detail = usage_batch_detail(push->batch, "json"),
				},
				NULL);
	return tx_end(push->context.db, err);
}

static enum err answer(struct push *push)
{
	struct arena *arena = push->req->arena;
	enum err err;

	if (push->complaints > 0)
		return respond_json(
			push->req, 422,
			arena_printf(arena,
				     "{\"error\":\"没有保存，有 %zu 处需要改\",\"request\":\"%s\",\"errors\":[%s]}",
				     push->complaints, push->req->id, push->errors.data));
	err = save(push);
	if (err != OK)
		return err;
	return respond_json(push->req, 200,
			    arena_printf(arena, "{\"accepted\":%zu,\"replaced\":%" PRId64 ",\"unchanged\":%" PRId64 "}",
					 push->batch->count, push->batch->replaced, push->batch->unchanged));
}

static enum err receive(struct push *push)
{
	enum err err = read_rows(push);

	if (err == OK && push->complaints == 0)
		text_find_twice(push->req->arena, push->names, push->rows, complain_twice, push);
	return err == OK ? answer(push) : err;
}

enum err usage_push_post(struct request *req)
{
	struct push push = {.req = req, .context = context_writing(req)};
	enum err err = token_use(&push.context);

	buf_init(&push.errors);
	push.batch = usage_batch_new(&push.context, req->actor->org);
	push.names = arena_array(req->arena, USAGE_ROWS_MAX, sizeof *push.names);
	if (err == OK)
		err = receive(&push);
	buf_release(&push.errors);
	return err;
}
