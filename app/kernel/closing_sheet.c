/* What is closed as a page of paper.  It stands there from what is kept alone: no actor, no clock, no setting. */
#include "base/base.h"

#include "kernel/closing.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/document_page.h"
#include "kernel/module.h"
#include "kernel/paper.h"
#include "kernel/service.h"

static void fill_frame(struct request *req, const struct document_letterhead *letterhead)
{
	struct dict *frame = page_frame(req);

	dict_set(frame, "BACK_HREF", letterhead->page != NULL ? letterhead->page : "/");
	dict_set(frame, "BACK_LABEL", letterhead->page_label != NULL ? letterhead->page_label : "返回");
	dict_set(frame, "TOOL_NOTE", "打印时请关闭浏览器的页眉页脚");
	dict_show_if(frame, "DEMO", req->service->demo); /* also on the page of nobody's request, whose PDF is kept */
	if (letterhead->pdf != NULL)
		dict_set(dict_section(frame, "PDF"), "PDF_HREF", letterhead->pdf);
}

/* Until the office has entered its number there is a line to write on. */
static void fill_number(struct dict *body, const struct closing *closing, const struct document_letterhead *letterhead)
{
	struct dict *number = dict_include(dict_section(body, letterhead->official ? "MARK" : "LETTER"), "PAPER_NUMBER",
					   "part/paper_number.tpl");

	if (closing->official != NULL)
		dict_set(dict_section(number, "OFFICIAL"), "OFFICIAL_NUMBER", closing->official);
	else
		dict_show(number, "BLANK");
	if (letterhead->own_number != NULL && !letterhead->official) /* whose head has room for the office's alone */
		dict_set(dict_section(number, "OWN_NUMBER"), "NUMBER", letterhead->own_number);
}

static void fill_letterhead(struct dict *body, const struct closing *closing,
			    const struct document_letterhead *letterhead)
{
	dict_show_if(body, "OFFICIAL_FORM", letterhead->official);
	fill_number(body, closing, letterhead);
	if (letterhead->addressee != NULL)
		dict_set(dict_section(body, "TO"), "ADDRESSEE", letterhead->addressee);
	if (letterhead->basis != NULL)
		dict_set(dict_section(body, "BASIS"), "BASIS_TEXT", letterhead->basis);
	if (letterhead->as_of != NULL)
		dict_set(dict_section(body, "AS_OF"), "AS_OF_TEXT", letterhead->as_of);
	if (letterhead->copies != NULL)
		dict_set(dict_section(body, "COPIES"), "COPIES_TEXT", letterhead->copies);
	dict_show_if(body, "IMPRINT", letterhead->official);
}

/* As a page of paper into the response, from what is kept or, without a code, would be. */
static enum err sheet(struct request *req, const struct closing *closing, const struct document *document)
{
	struct dict *body = page_begin_in(req, "frame_print.tpl", "part/paper.tpl", closing->title);

	fill_frame(req, document_letterhead(document));
	fill_letterhead(body, closing, document_letterhead(document));
	dict_set(body, "PAPER_TITLE", closing->title);
	dict_set(body, "ISSUER", closing->issuer);
	dict_set(body, "DATE_TEXT", format_day_long(req->arena, closing->dated_day));
	document_fill_paper(body, document);
	if (closing->code != NULL) {
		struct dict *closed = dict_section(body, "CLOSED_YES");

		dict_set(closed, "CLOSED_AT", format_time(req->arena, closing->closed_at));
		dict_set(closed, "EVENT_CODE", closing->code);
		dict_int(closed, "AUDIT_SEQ", closing->audit_seq);
		dict_set(closed, "DIGEST_HEX", closing->digest);
	} else {
		dict_show(body, "DRAFT_YES");
	}
	return page_end(req, 200);
}

enum err closing_show_draft(struct request *req, const struct closing *draft, const struct document *document, bool pdf)
{
	enum err err = sheet(req, draft, document);

	return err == OK && pdf ? paper_press(req, draft->title, draft->closed_at) : err;
}

static enum err show_paper(struct request *req, struct context *context, const struct closing *closing)
{
	struct buf paper;
	enum found found;
	enum err err;

	buf_init(&paper);
	found = closing_paper(context, closing, &paper);
	err = found == FIND_FAILED ? ERR_INTERNAL : OK;
	if (found == FOUND)
		err = respond_file(req, "application/pdf", arena_printf(req->arena, "%s.pdf", closing->title), &paper);
	buf_release(&paper);
	/* The kept page is the answer so far, and the same page gives the same paper. */
	return found == NOT_FOUND ? paper_press(req, closing->title, closing->closed_at) : err;
}

enum err closing_show(struct request *req, struct context *context, const struct closing *closing, bool pdf)
{
	enum found found;
	enum err err = OK;

	buf_clear(&req->response.body);
	found = closing_page(context, closing, &req->response.body);
	if (found == NOT_FOUND) /* closed by an earlier version; the clerk keeps what it draws */
		err = closing_draw(context, closing, &req->response.body);
	if (found == FIND_FAILED || err != OK)
		return ERR_INTERNAL;
	req->response.status = 200;
	req->response.content_type = "text/html; charset=utf-8";
	return pdf ? show_paper(req, context, closing) : OK;
}

struct dict *closing_facts(struct context *context, struct dict *body, const struct closing *closing)
{
	struct dict *note = dict_include(body, "CLOSED", "part/closed.tpl");

	dict_set(note, "CLOSED_AT", format_time(context->arena, closing->closed_at));
	dict_set(note, "EVENT_CODE", closing->code);
	dict_int(note, "AUDIT_SEQ", closing->audit_seq);
	dict_set(note, "DIGEST_HEX", closing->digest);
	for (size_t i = 0; i < closing->correction_count; i++) {
		const struct correction *one = &closing->corrections[i];
		struct dict *row = dict_section(note, "CORRECTION");

		dict_set(row, "ADDED_AT", format_time(context->arena, one->at));
		dict_set(row, "ADDER", one->adder);
		dict_set(row, "CORRECTION_CODE", one->code);
		dict_set(row, "CORRECTION_TEXT", one->body);
	}
	return note;
}

void closing_note(struct context *context, struct dict *body, const struct closing *closing)
{
	struct dict *note = closing_facts(context, body, closing);

	if (actor_acts_as(context->actor, ROLE_CENTER_ASSESS) && text_equal(closing->edition, "full"))
		dict_int(dict_section(note, "MAY_CORRECT"), "CLOSING_ID", closing->id);
}

/* What waited for its page while letterheads came to be kept has none; its module still knows it. */
static enum err address(struct context *context, const struct closing *closing, struct document *document)
{
	if (document_letterhead(document)->page != NULL)
		return OK;
	for (const struct module *const *m = context->service->modules; *m != NULL; m++)
		for (const struct letterhead_row *row = (*m)->letterheads; row != NULL && row->subject != NULL; row++)
			if (text_equal(row->subject, closing->subject))
				return row->address(context, closing, document);
	return OK;
}

static enum err read_kept(struct context *context, const struct closing *closing, struct document **document)
{
	*document = document_read(context->arena, closing->data, closing->length);
	return *document == NULL ? ERR_INTERNAL : address(context, closing, *document);
}

const struct document_letterhead *closing_letterhead(struct context *context, const struct closing *closing)
{
	struct document *document;

	return read_kept(context, closing, &document) == OK ? document_letterhead(document) : NULL;
}

/* A request of nobody: no hook, no actor stands behind what it shows. */
enum err closing_draw(struct context *context, const struct closing *closing, struct buf *page)
{
	/* In the arena, which releases the page at its own end. */
	struct request *req = arena_alloc(context->arena, sizeof *req);
	struct document *document;
	enum err err = read_kept(context, closing, &document);

	if (err != OK)
		return err;
	request_init(req, context->arena);
	req->service = context->service;
	req->path = "/";
	err = sheet(req, closing, document);
	if (err == OK)
		buf_add(page, req->response.body.data, req->response.body.length);
	return err;
}
