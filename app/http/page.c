#include "base/base.h"

#include "http/page.h"

#include "base/brief.h"

#include "base/number.h"
#include "http/route.h"
#include "http/template_shim.h"

struct page {
	struct shim_page *shim;
	struct dict *frame;
	struct dict *body;
};

struct dict *page_begin(struct request *req, const char *body_template, const char *title)
{
	return page_begin_in(req, "frame.tpl", body_template, title);
}

struct dict *page_begin_in(struct request *req, const char *frame_template, const char *body_template,
			   const char *title)
{
	struct page *page = arena_alloc(req->arena, sizeof(*page));

	page->shim = shim_page_new(frame_template);
	arena_defer(req->arena, shim_page_free, page->shim);
	page->frame = shim_page_frame(page->shim);
	page->body = dict_include(page->frame, "BODY", body_template);
	req->page = page;
	if (title != NULL)
		page_global(req, "TITLE", title);
	page_global(req, "REQUEST_ID", req->id);
	return page->body;
}

struct dict *page_frame(struct request *req)
{
	return req->page->frame;
}

void page_global(struct request *req, const char *name, const char *value)
{
	shim_page_global(req->page->shim, name, value != NULL ? value : "");
}

enum err page_end(struct request *req, int status)
{
	struct response *response = &req->response;
	char *text;
	size_t length, capacity;

	if (response->file_name != NULL)
		return OK;
	if (req->hooks != NULL && req->hooks->fill_frame != NULL)
		req->hooks->fill_frame(req);
	buf_clear(&response->body);
	text = shim_page_expand(req->page->shim, &length, &capacity);
	if (text == NULL)
		return ERR_INTERNAL;
	buf_adopt(&response->body, text, length, capacity);
	response->status = status;
	response->content_type = "text/html; charset=utf-8";
	return OK;
}

void dict_set(struct dict *dict, const char *name, const char *value)
{
	/* NULL is set too: otherwise a value around the section would shine through. */
	if (value == NULL)
		value = "";
	shim_set(dict, name, value, strlen(value));
}

void dict_int(struct dict *dict, const char *name, int64_t value)
{
	char digits[DIGITS_SIZE];

	dict_set(dict, name, number_digits(digits, value));
}

void dict_printf(struct dict *dict, const char *name, const char *format, ...)
{
	char small[256];
	char *text = small;
	va_list args;

	va_start(args, format);
	int length = brief_format(small, sizeof(small), format, args);
	va_end(args);
	if (length < 0)
		abort(); /* only a broken format or no memory gives this */
	if ((size_t)length >= sizeof(small)) {
		va_start(args, format);
		length = vasprintf(&text, format, args);
		va_end(args);
		if (length < 0)
			abort();
	}
	shim_set(dict, name, text, (size_t)length);
	if (text != small)
		free(text);
}

void dict_show(struct dict *dict, const char *section)
{
	shim_show(dict, section);
}

void dict_show_if(struct dict *dict, const char *section, bool condition)
{
	if (condition)
		shim_show(dict, section);
}

struct dict *dict_section(struct dict *dict, const char *section)
{
	return shim_section(dict, section);
}

struct dict *dict_include(struct dict *dict, const char *marker, const char *template_name)
{
	return shim_include(dict, marker, template_name);
}

void dict_markup(struct dict *dict, const char *name, const char *markup)
{
	if (markup == NULL)
		dict_set(dict, name, NULL);
	else
		shim_picture(dict, name, markup, strlen(markup));
}

struct dict_alone part_begin(const char *template_name)
{
	struct shim_page *owner = shim_page_new(template_name);

	return (struct dict_alone){shim_page_frame(owner), owner};
}

struct dict_alone dict_alone_new(void)
{
	return part_begin("");
}

void dict_alone_free(struct dict_alone *alone)
{
	shim_page_free(alone->owner);
	*alone = (struct dict_alone){0};
}

char *part_end(struct dict_alone *part)
{
	size_t length, capacity;
	char *text = shim_page_expand(part->owner, &length, &capacity);

	if (text != NULL)
		text[length] = '\0';
	dict_alone_free(part);
	return text;
}

const char *dict_value(const struct dict *dict, const char *name)
{
	char marker[64];
	const char *dot = strchr(name, '.');

	if (dot == NULL)
		return shim_value(dict, name);
	snprintf(marker, sizeof(marker), "%.*s", (int)(dot - name), name);
	dict = shim_included(dict, marker);
	return dict == NULL ? "" : shim_value(dict, dot + 1);
}

bool dict_shows(const struct dict *dict, const char *section)
{
	return shim_shows(dict, section);
}
