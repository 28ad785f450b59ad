#include "base/base.h"

#include "http/request.h"

#include "base/crypt.h"
#include "base/number.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/respond.h"

enum {
	VARIABLES_MAX = 256, /* browsers send fewer than 40 headers */
	URL_MAX = 8 * 1024,  /* nginx's own limit */
	PATH_MAX_LENGTH = 1024,
};

void request_init(struct request *req, struct arena *arena)
{
	uint8_t random[8];

	*req = (struct request){0};
	req->arena = arena;
	crypt_random(random, sizeof(random));
	req->id = crypt_hex(arena, random, sizeof(random));
	req->method = METHOD_OTHER;
	req->path = "/";
	req->url = "/";
	req->host = "";
	req->source = "";
	req->agent = "";
	req->content_length = -1;
	req->response.descriptor = -1;
	req->large_file = -1;
	buf_init_in(arena, &req->response.body);
}

/* The names of two variables are compared up to the equals sign. */
static bool same_name(const char *a, const char *b)
{
	for (; *a == *b; a++, b++)
		if (*a == '=' || *a == '\0')
			return true;
	return false;
}

/*
 * nginx passes a header sent twice as two variables; which of them the library
 * would give is chance, so nobody is asked: the request is refused.
 */
static enum err check_variables(const char *const *variables)
{
	for (size_t i = 0; variables[i] != NULL; i++) {
		if (i >= VARIABLES_MAX)
			return ERR_BAD_REQUEST;
		for (size_t k = 0; k < i; k++)
			if (same_name(variables[i], variables[k]))
				return ERR_BAD_REQUEST;
	}
	return OK;
}

/* NULL when absent or empty: nginx passes empty strings for what it does not know. */
static const char *variable(const char *const *variables, const char *name)
{
	size_t length = strlen(name);

	for (; *variables != NULL; variables++)
		if (strncmp(*variables, name, length) == 0 && (*variables)[length] == '=')
			return (*variables)[length + 1] != '\0' ? *variables + length + 1 : NULL;
	return NULL;
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static enum method method_of(const char *name)
{
	if (text_equal(name, "GET"))
		return METHOD_GET;
	if (text_equal(name, "POST"))
		return METHOD_POST;
	return text_equal(name, "HEAD") ? METHOD_HEAD : METHOD_OTHER;
}

/* Decoded by nginx, once; never decoded again. */
static bool path_valid(const char *path)
{
	size_t length = strlen(path);

	if (path[0] != '/' || length > PATH_MAX_LENGTH || !text_printable(path, length))
		return false;
	return strpbrk(path, "\t\r\n\\") == NULL;
}

/* As sent, so still encoded: plain ASCII without blanks. */
static bool url_valid(const char *url)
{
	if (url[0] != '/' || strlen(url) > URL_MAX)
		return false;
	for (; *url != '\0'; url++)
		if ((unsigned char)*url <= 0x20 || (unsigned char)*url >= 0x7f)
			return false;
	return true;
}

static enum err read_cookies(struct request *req, const char *header)
{
	struct params cookies = {0};

	if (header == NULL)
		return OK;
	enum err err = cookies_parse(req->arena, header, &cookies);
	if (err != OK)
		return err;
	/* Browsers keep one __Host- cookie of a name; a second one was planted. */
	if (params_count(&cookies, SESSION_COOKIE) > 1 || params_count(&cookies, PRE_SESSION_COOKIE) > 1)
		return ERR_BAD_REQUEST;
	req->cookie = params_get(&cookies, SESSION_COOKIE);
	req->pre_cookie = params_get(&cookies, PRE_SESSION_COOKIE);
	return OK;
}

static enum err read_length(struct request *req, const char *text)
{
	if (text == NULL)
		return OK;
	if (strspn(text, "0123456789") != strlen(text) || !parse_integer(text, &req->content_length))
		return ERR_BAD_REQUEST;
	return OK;
}

static void read_headers(struct request *req, const char *const *variables)
{
	req->method = method_of(or_empty(variable(variables, "REQUEST_METHOD")));
	req->host = or_empty(variable(variables, "HTTP_HOST"));
	req->origin = variable(variables, "HTTP_ORIGIN");
	req->fetch_site = variable(variables, "HTTP_SEC_FETCH_SITE");
	req->source = or_empty(variable(variables, "REMOTE_ADDR"));
	req->agent = or_empty(variable(variables, "HTTP_USER_AGENT"));
	req->authorization = variable(variables, "HTTP_AUTHORIZATION");
	req->content_type = variable(variables, "CONTENT_TYPE");
	req->wants_json = text_starts(or_empty(variable(variables, "HTTP_ACCEPT")), "application/json");
}

enum err request_head(struct request *req, const char *const *variables)
{
	const char *path = variable(variables, "DOCUMENT_URI");
	const char *url = variable(variables, "REQUEST_URI");
	const char *query = or_empty(variable(variables, "QUERY_STRING"));

	read_headers(req, variables);
	if (path == NULL)
		path = or_empty(variable(variables, "SCRIPT_NAME"));
	if (!path_valid(path))
		return ERR_BAD_REQUEST;
	req->path = path;
	if (url == NULL || !url_valid(url))
		return ERR_BAD_REQUEST;
	req->url = url;
	enum err err = check_variables(variables);
	if (err == OK)
		err = read_length(req, variable(variables, "CONTENT_LENGTH"));
	if (err == OK)
		err = read_cookies(req, variable(variables, "HTTP_COOKIE"));
	if (err == OK)
		err = params_parse(req->arena, query, strlen(query), &req->query);
	if (err == OK && variable(variables, "HTTP_CONTENT_ENCODING") != NULL)
		err = ERR_MEDIA_TYPE;
	return err;
}

const char *request_query(const struct request *req, const char *name)
{
	return params_count(&req->query, name) == 1 ? params_get(&req->query, name) : NULL;
}

static const struct hole *find_hole(const struct request *req, const char *name)
{
	for (size_t i = 0; i < req->hole_count; i++)
		if (strcmp(req->holes[i].name, name) == 0)
			return &req->holes[i];
	return NULL;
}

int64_t request_number(const struct request *req, const char *hole)
{
	const struct hole *found = find_hole(req, hole);

	return found != NULL ? found->number : 0;
}

const char *request_hole(const struct request *req, const char *hole)
{
	const struct hole *found = find_hole(req, hole);

	return found != NULL ? found->value : NULL;
}

const char *request_action(const struct request *req)
{
	const char *action = params_get(&req->posted, "action");

	return action != NULL ? action : "";
}
