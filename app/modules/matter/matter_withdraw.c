/* GET and POST /matters/:id/documents/:document/withdraw: take back a file handed in by mistake. */
#include "base/base.h"

#include "base/clock.h"
#include "http/respond.h"
#include "kernel/attachment.h"
#include "kernel/frame.h"
#include "modules/matter/matter_module.h"

static const struct field fields[] = {
	{.key = "reason",
	 .label = "撤下理由",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 200,
	 .hint = "如 传成了另一个系统的方案；写入办理过程，看得到这份文件的单位都看得到"},
};
const struct form document_withdraw_form = {fields, ARRAY_LENGTH(fields)};

/* Where it was handed in. */
static enum err back_href(struct context *context, const struct matter *matter, const struct own_file *file,
			  char **href)
{
	bool may_edit = false;
	enum err err = matter_may_edit(context, matter, &may_edit);

	*href = arena_printf(context->arena, "/matters/%" PRId64 "%s#f-%s", matter->id, may_edit ? "/edit" : "",
			     file->document->key);
	return err;
}

static enum err find(struct request *req, struct context *context, struct matter **matter, struct own_file *file,
		     char **back)
{
	enum err err = matter_of(req, context, matter);

	if (err == OK)
		err = attachment_may_withdraw(context, *matter, request_number(req, "document"), file);
	return err == OK ? back_href(context, *matter, file, back) : err;
}

static enum err show(struct request *req, struct context *context, const struct matter *matter,
		     const struct own_file *file, const char *back, struct values *typed, int status)
{
	struct dict *body = page_begin(req, "matter/withdraw.tpl", "撤下附件");
	enum err err;

	matter_crumbs(req, matter);
	if (typed->error_count > 0)
		errors_fill(context, body, "文件没有撤下", typed, NULL, NULL, 0, NULL);
	dict_set(body, "DOCUMENT_LABEL", file->document->label);
	dict_set(body, "FILE_NAME", file->name);
	dict_int(body, "FILE_VERSION", file->version);
	dict_set(body, "UPLOADED_AT", format_time(req->arena, file->uploaded_at));
	dict_set(body, "FORM_HREF", req->path);
	dict_set(body, "BACK_HREF", back);
	err = fields_fill(context, body, typed, NULL, NULL);
	return err != OK ? err : page_end(req, status);
}

enum err document_withdraw_get(struct request *req)
{
	struct context context = context_reading(req);
	struct own_file file = {0};
	struct matter *matter;
	char *back;
	enum err err = find(req, &context, &matter, &file, &back);

	return err != OK ? err
			 : show(req, &context, matter, &file, back,
				values_empty(req->arena, fields, ARRAY_LENGTH(fields)), 200);
}

enum err document_withdraw_post(struct request *req)
{
	struct context context = context_writing(req);
	struct own_file file = {0};
	struct matter *matter;
	char *back;
	enum err err = find(req, &context, &matter, &file, &back);

	if (err == OK && req->form->error_count > 0)
		return show(req, &context, matter, &file, back, req->form, 422);
	if (err == OK)
		err = attachment_withdraw(&context, matter, request_number(req, "document"),
					  values_text(req->form, "reason"));
	return err != OK ? err : respond_redirect(req, "%s", back);
}
