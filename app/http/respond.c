#include "base/base.h"

#include "http/respond.h"

#include "base/log.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/page.h"

#include <unistd.h>

#define PAGE_POLICY(ancestors) \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " \
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " ancestors "; " \
	"require-trusted-types-for 'script'"

enum { LOCATION_MAX = 4096, FILE_NAME_MAX = 120, NEXT_MAX = 2048 };

static const char *status_text(int status)
{
	static const struct {
		int status;
		const char *text;
	} texts[] = {
		{200, "OK"},
		{303, "See Other"},
		{400, "Bad Request"},
		{401, "Unauthorized"},
		{403, "Forbidden"},
		{404, "Not Found"},
		{405, "Method Not Allowed"},
		{409, "Conflict"},
		{413, "Content Too Large"},
		{415, "Unsupported Media Type"},
		{422, "Unprocessable Content"},
		{429, "Too Many Requests"},
		{500, "Internal Server Error"},
		{503, "Service Unavailable"},
		{507, "Insufficient Storage"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		if (texts[i].status == status)
			return texts[i].text;
	return "Other";
}

/* What may stand in a header: printable ASCII, so no new line and no new header. */
static bool header_value_valid(const char *value)
{
	for (; *value != '\0'; value++)
		if ((unsigned char)*value < 0x20 || (unsigned char)*value > 0x7e)
			return false;
	return true;
}

void respond_header(struct request *req, const char *name, const char *value)
{
	if (!header_value_valid(value))
		log_error("event=header_refused name=%s", name);
	else
		params_add(req->arena, &req->response.headers, name, arena_strdup(req->arena, value));
}

void respond_cookie(struct request *req, const char *name, const char *value)
{
	bool clear = text_empty(value);

	if (!clear && !cookie_value_valid(value)) {
		log_error("event=cookie_refused name=%s", name);
		return;
	}
	respond_header(req, "Set-Cookie",
		       arena_printf(req->arena, "%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s", name,
				    clear ? "" : value, clear ? "; Max-Age=0" : ""));
}

/* A path on this host for certain, whatever a browser makes of slashes. */
static bool own_path(const char *path)
{
	size_t path_length = strcspn(path, "?#");

	if (path[0] != '/' || path[1] == '/' || strchr(path, '\\') != NULL || !header_value_valid(path) ||
	    strchr(path, ' ') != NULL)
		return false;
	return memmem(path, path_length, "//", 2) == NULL;
}

const char *safe_next(struct arena *arena, const char *next)
{
	/* Back to the pages of signing in or out would end where it began. */
	if (next == NULL || strlen(next) > NEXT_MAX || !own_path(next) || text_starts(next, "/sign-"))
		return "/";
	return arena_strdup(arena, next);
}

/* Start over: what was begun is not sent.  Headers (cookies among them) stay. */
static void restart(struct request *req, int status, const char *content_type)
{
	struct response *response = &req->response;

	buf_clear(&response->body);
	if (response->descriptor >= 0)
		close(response->descriptor);
	response->descriptor = -1;
	response->descriptor_size = 0;
	response->read = NULL;
	response->source = NULL;
	response->location = NULL;
	response->file_name = NULL;
	response->status = status;
	response->content_type = content_type;
}

enum err respond_redirect(struct request *req, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const char *location = arena_vprintf(req->arena, format, args);
	va_end(args);
	if (strlen(location) > LOCATION_MAX || !own_path(location)) {
		log_error("event=redirect_refused location=%s", location);
		return ERR_INTERNAL;
	}
	restart(req, 303, "text/plain; charset=utf-8");
	req->response.location = location;
	return OK;
}

enum err respond_text(struct request *req, int status, const char *text)
{
	restart(req, status, "text/plain; charset=utf-8");
	buf_add_text(&req->response.body, text);
	return OK;
}

enum err respond_json(struct request *req, int status, const char *json)
{
	restart(req, status, "application/json");
	buf_add_text(&req->response.body, json);
	return OK;
}

/* Folders, control characters and reordering marks do not reach the user's file system. */
static const char *clean_file_name(struct arena *arena, const char *name)
{
	char *clean = utf8_head(arena, name, FILE_NAME_MAX);
	size_t used = 0;
	uint32_t code;

	for (size_t i = 0, step; (step = utf8_decode(clean + i, strlen(clean + i), &code)) > 0; i += step) {
		if (utf8_control(code) || code == '/' || code == '\\')
			clean[used++] = '_';
		else
			memmove(clean + used, clean + i, step), used += step;
	}
	clean[used] = '\0';
	return clean[0] != '\0' ? clean : "download";
}

enum err respond_file(struct request *req, const char *content_type, const char *file_name, const struct buf *content)
{
	restart(req, 200, content_type);
	buf_add(&req->response.body, content->data, content->length);
	req->response.file_name = clean_file_name(req->arena, file_name);
	return OK;
}

enum err respond_descriptor(struct request *req, const char *content_type, const char *file_name, int descriptor,
			    int64_t size)
{
	restart(req, 200, content_type);
	req->response.file_name = clean_file_name(req->arena, file_name);
	req->response.descriptor = descriptor;
	req->response.descriptor_size = size;
	return OK;
}

enum err respond_source(struct request *req, const char *content_type, const char *file_name, int descriptor,
			int64_t size, ssize_t (*read)(void *source, void *into, size_t size), void *source)
{
	enum err err = respond_descriptor(req, content_type, file_name, descriptor, size);

	req->response.read = read;
	req->response.source = source;
	return err;
}

/* The ending, when it is a short plain one: old programs look at nothing else. */
static const char *plain_ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	if (dot == NULL || strlen(dot) > 6)
		return "";
	for (const char *c = dot + 1; *c != '\0'; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9')))
			return "";
	return dot;
}

static void add_header(struct buf *out, const char *name, const char *value)
{
	if (!header_value_valid(value)) {
		log_error("event=header_refused name=%s", name);
		return;
	}
	buf_add_text(out, name);
	buf_add(out, ": ", 2);
	buf_add_text(out, value);
	buf_add(out, "\r\n", 2);
}

static void add_security_headers(struct request *req, struct buf *out)
{
	bool print_frame = req->response.allow_print_frame;
	const char *policy = print_frame ? PAGE_POLICY("'self'") : PAGE_POLICY("'none'");

	if (req->response.file_name != NULL)
		policy = "sandbox; default-src 'none'";
	add_header(out, "Content-Security-Policy", policy);
	add_header(out, "X-Frame-Options", print_frame ? "SAMEORIGIN" : "DENY");
	buf_add_text(out, "X-Content-Type-Options: nosniff\r\n"
			  "Referrer-Policy: same-origin\r\n"
			  "Cross-Origin-Opener-Policy: same-origin\r\n"
			  "Cross-Origin-Resource-Policy: same-origin\r\n"
			  "Permissions-Policy: camera=(), microphone=(), geolocation=(), usb=(), payment=()\r\n"
			  "Cache-Control: no-store\r\n");
}

void respond_head(struct request *req, struct buf *out)
{
	const struct response *response = &req->response;
	bool from_file = response->descriptor >= 0;

	buf_printf(out, "Status: %d %s\r\n", response->status, status_text(response->status));
	if (response->content_type != NULL)
		add_header(out, "Content-Type", response->content_type);
	buf_printf(out, "Content-Length: %" PRId64 "\r\n",
		   from_file ? response->descriptor_size : (int64_t)response->body.length);
	if (response->location != NULL)
		add_header(out, "Location", response->location);
	if (response->file_name != NULL)
		add_header(out, "Content-Disposition",
			   arena_printf(req->arena, "attachment; filename=\"download%s\"; filename*=UTF-8''%s",
					plain_ending(response->file_name), text_url(req->arena, response->file_name)));
	add_header(out, "X-Request-Id", req->id);
	add_security_headers(req, out);
	for (size_t i = 0; i < response->headers.count; i++)
		add_header(out, response->headers.items[i].name, response->headers.items[i].value);
	buf_add(out, "\r\n", 2);
}

static bool shows(const struct request *req)
{
	return req->method == METHOD_GET || req->method == METHOD_HEAD;
}

static bool hides(const struct request *req, enum err err)
{
	return shows(req) && (err == ERR_FORBIDDEN || err == ERR_OWN_MATTER);
}

/* What went wrong in a few words, over the sentence of base/err.h. */
static const char *heading_of(const struct request *req, enum err err)
{
	static const char undone[] = "没有生效：";
	const char *heading;

	static const char *const headings[ERR_COUNT] = {
		[ERR_BAD_REQUEST] = "内容不完整",
		[ERR_SIGN_IN] = "请先登录",
		[ERR_TOKEN] = "没有有效的接口令牌",
		[ERR_FORBIDDEN] = "没有生效：不由您的岗位办理",
		[ERR_CSRF] = "没有生效：页面已经失效",
		[ERR_OWN_MATTER] = "没有生效：须由其他岗位办理",
		[ERR_NOT_FOUND] = "没有找到这个页面",
		[ERR_METHOD] = "没有生效：请求方式不对",
		[ERR_CONFLICT] = "没有生效：事项刚被别人办理",
		[ERR_STATE] = "没有生效：事项环节已变",
		[ERR_REPEATED] = "已经提交过",
		[ERR_TOO_LARGE] = "没有保存：内容超过上限",
		[ERR_MEDIA_TYPE] = "没有保存：格式不对",
		[ERR_INVALID] = "有内容需要改",
		[ERR_PASSWORD] = "没有生效：须再次输入口令",
		[ERR_THROTTLED] = "请稍后再试",
		[ERR_ONE_FILE] = "一次只能生成一份文件",
		[ERR_INTERNAL] = "没有生效：系统内部出错",
		[ERR_BUSY] = "没有生效：系统正忙",
		[ERR_KEEPER] = "密封文件暂时打不开",
		[ERR_STORAGE] = "没有生效：存储空间不足",
	};

	if (hides(req, err))
		return "您不能查看此页";
	heading = headings[err] != NULL ? headings[err] : "没有生效";
	/* Who only looked did nothing that could take effect. */
	return shows(req) && text_starts(heading, undone) ? heading + strlen(undone) : heading;
}

static const char *sentence_of(const struct request *req, enum err err)
{
	return hides(req, err) ? "这一页不由您的岗位查看，本次访问已记入操作日志。确需查看的，请联系有权的岗位"
			       : err_sentence(err);
}

/* 404 reads the same for what is not there and what is not to be seen: nothing of the path is in it. */
static enum err error_page(struct request *req, enum err err, int status)
{
	struct dict *dict = page_begin(req, "error.tpl", heading_of(req, err));

	dict_int(dict, "CODE", status);
	dict_set(dict, "HEADING", heading_of(req, err));
	dict_set(dict, "SENTENCE", sentence_of(req, err));
	dict_set(dict, "REQUEST_ID", req->id);
	return page_end(req, status);
}

static void error_json(struct request *req, enum err err, int status)
{
	const char *json = arena_printf(req->arena, "{\"error\":\"%s\",\"request\":\"%s\"}",
					text_json(req->arena, err_sentence(err)), req->id);

	if (respond_json(req, status, json) != OK)
		restart(req, status, "application/json");
}

static enum err go_to_sign_in(struct request *req)
{
	/* A POST cannot be repeated by following a link. */
	if (!shows(req) || strcmp(req->url, "/") == 0)
		return respond_redirect(req, "/sign-in");
	return respond_redirect(req, "/sign-in?next=%s", text_url(req->arena, req->url));
}

void respond_error(struct request *req, enum err err)
{
	int status = err == ERR_SIGN_IN ? 401 : err_status(err);

	restart(req, status, "text/plain; charset=utf-8");
	if (err == ERR_TOKEN)
		respond_header(req, "WWW-Authenticate", "Bearer");
	if (req->wants_json) {
		error_json(req, err, status);
		return;
	}
	if (err == ERR_SIGN_IN && go_to_sign_in(req) == OK)
		return;
	if (error_page(req, err, status) == OK)
		return;
	restart(req, status, "text/plain; charset=utf-8");
	buf_printf(&req->response.body, "%d %s\n%s\n请求编号：%s\n", status, heading_of(req, err),
		   sentence_of(req, err), req->id);
}
