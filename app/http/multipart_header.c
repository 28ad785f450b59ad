#include "base/base.h"

#include "http/multipart_header.h"

#include "base/text.h"
#include "http/multipart.h"
#include "http/params.h"

#include <strings.h>

struct parameter {
	const char *name;
	const char *value;
};

static bool token_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/*
 * "; name=value" or "; name="value"", after which *text stands behind it.
 * Browsers write a quote inside a quoted value as %22, so a backslash is just
 * a character (and in file names of old browsers it is a folder).
 */
static bool parse_parameter(struct arena *arena, const char **text, struct parameter *parameter)
{
	const char *at = skip_blanks(*text);

	if (*at != ';')
		return false;
	at = skip_blanks(at + 1);
	const char *name = at;
	while (token_char(*at))
		at++;
	if (at == name || *at != '=')
		return false;
	parameter->name = arena_strndup(arena, name, (size_t)(at - name));
	const char *value = ++at;
	if (*value == '"') {
		value++;
		at = strchr(value, '"');
		if (at == NULL)
			return false;
		parameter->value = arena_strndup(arena, value, (size_t)(at - value));
		at++;
	} else {
		while (token_char(*at))
			at++;
		if (at == value)
			return false;
		parameter->value = arena_strndup(arena, value, (size_t)(at - value));
	}
	*text = at;
	return true;
}

static bool boundary_valid(const char *boundary)
{
	size_t length = strlen(boundary);

	if (length == 0 || length > MULTIPART_BOUNDARY_MAX || boundary[length - 1] == ' ')
		return false;
	for (const char *c = boundary; *c != '\0'; c++)
		if (!(token_char(*c) || strchr("(),/:=? ", *c) != NULL))
			return false;
	return true;
}

const char *multipart_boundary(struct arena *arena, const char *content_type)
{
	const char type[] = "multipart/form-data";
	const char *boundary = NULL;

	if (content_type == NULL || strncasecmp(content_type, type, sizeof(type) - 1) != 0)
		return NULL;
	const char *at = content_type + sizeof(type) - 1;
	while (*skip_blanks(at) != '\0') {
		struct parameter parameter;
		if (!parse_parameter(arena, &at, &parameter))
			return NULL;
		if (strcasecmp(parameter.name, "boundary") != 0)
			continue;
		if (boundary != NULL)
			return NULL;
		boundary = parameter.value;
	}
	return boundary != NULL && boundary_valid(boundary) ? boundary : NULL;
}

/* What comes after the last slash of either kind. */
static const char *base_name(const char *path)
{
	const char *base = path;

	for (const char *c = path; *c != '\0'; c++)
		if (*c == '/' || *c == '\\')
			base = c + 1;
	return base;
}

static bool one_line(const char *text)
{
	return text_printable(text, strlen(text)) && strpbrk(text, "\r\n\t") == NULL;
}

static bool parse_disposition(struct arena *arena, const char *value, struct multipart_header *header)
{
	const char type[] = "form-data";

	if (header->name != NULL || strncasecmp(value, type, sizeof(type) - 1) != 0)
		return false;
	value += sizeof(type) - 1;
	while (*skip_blanks(value) != '\0') {
		struct parameter parameter;
		if (!parse_parameter(arena, &value, &parameter) || !one_line(parameter.value))
			return false;
		if (strcasecmp(parameter.name, "name") == 0 && header->name == NULL)
			header->name = parameter.value;
		else if (strcasecmp(parameter.name, "filename") == 0 && header->file_name == NULL)
			header->file_name = base_name(parameter.value);
		else
			return false;
	}
	return header->name != NULL && header->name[0] != '\0' && strlen(header->name) <= PARAM_NAME_MAX;
}

/* Content-Type of a part is the client's word and means nothing, but a nested multipart is an attack. */
static bool header_line(struct arena *arena, const char *line, struct multipart_header *header)
{
	const char *colon = strchr(line, ':');

	if (colon == NULL || colon == line)
		return false;
	for (const char *c = line; c < colon; c++)
		if (!token_char(*c))
			return false;
	const char *value = skip_blanks(colon + 1);
	size_t length = (size_t)(colon - line);
	if (length == strlen("Content-Disposition") && strncasecmp(line, "Content-Disposition", length) == 0)
		return parse_disposition(arena, value, header);
	if (length == strlen("Content-Type") && strncasecmp(line, "Content-Type", length) == 0)
		return strncasecmp(value, "multipart/", strlen("multipart/")) != 0;
	if (length == strlen("Content-Transfer-Encoding") &&
	    strncasecmp(line, "Content-Transfer-Encoding", length) == 0)
		return strcasecmp(value, "binary") == 0 || strcasecmp(value, "8bit") == 0 ||
		       strcasecmp(value, "7bit") == 0;
	return true;
}

enum err multipart_header_parse(struct arena *arena, const char *text, size_t length, struct multipart_header *header)
{
	*header = (struct multipart_header){0};
	if (!utf8_valid(text, length))
		return ERR_BAD_REQUEST;
	while (length > 0) {
		const char *end = memchr(text, '\n', length);
		if (end == NULL || end == text || end[-1] != '\r')
			return ERR_BAD_REQUEST;
		const char *line = arena_strndup(arena, text, (size_t)(end - text) - 1);
		if (strchr(line, '\r') != NULL || !header_line(arena, line, header))
			return ERR_BAD_REQUEST;
		length -= (size_t)(end - text) + 1;
		text = end + 1;
	}
	return header->name != NULL ? OK : ERR_BAD_REQUEST;
}
