#include "base/base.h"

#include "http/multipart.h"

#include "http/multipart_header.h"

enum state {
	AT_START,       /* the first boundary, without CRLF before it */
	AFTER_BOUNDARY, /* CR begins a part, "-" the end */
	BEGIN_LF,
	IN_HEADERS,
	IN_DATA,
	CLOSING_DASH,
	CLOSED, /* only CRLF may follow */
	CLOSED_CR,
	CLOSED_LF, /* nothing may follow */
};

struct multipart {
	struct arena *arena;
	const struct multipart_handler *handler;
	enum state state;
	char delimiter[4 + MULTIPART_BOUNDARY_MAX + 1]; /* CRLF, two dashes, boundary */
	size_t delimiter_length;
	size_t matched;   /* bytes of the delimiter seen; they are data if it breaks off */
	size_t data_from; /* of those, how many belong to the empty line of the headers and are no data */
	char header[MULTIPART_HEADER_MAX + 1];
	size_t header_length;
	size_t parts;
};

struct multipart *multipart_new(struct arena *arena, const char *boundary, const struct multipart_handler *handler)
{
	struct multipart *m = arena_alloc(arena, sizeof(*m));
	int length = snprintf(m->delimiter, sizeof(m->delimiter), "\r\n--%s", boundary);

	m->arena = arena;
	m->handler = handler;
	m->delimiter_length = (size_t)length;
	m->matched = 2; /* the first boundary has no CRLF before it */
	return m;
}

/* The first boundary: nothing may come before it. */
static enum err step_start(struct multipart *m, char c)
{
	if (c != m->delimiter[m->matched])
		return ERR_BAD_REQUEST;
	if (++m->matched == m->delimiter_length)
		m->state = AFTER_BOUNDARY;
	return OK;
}

static enum err begin_part(struct multipart *m)
{
	struct multipart_header header;

	if (++m->parts > MULTIPART_PARTS_MAX)
		return ERR_BAD_REQUEST;
	enum err err = multipart_header_parse(m->arena, m->header, m->header_length, &header);
	if (err != OK)
		return err;
	m->state = IN_DATA;
	m->matched = 2; /* the empty line's CRLF also begins the delimiter of an empty part */
	m->data_from = 2;
	return m->handler->begin(m->handler->context, header.name, header.file_name);
}

static enum err step_header(struct multipart *m, char c)
{
	if (m->header_length == MULTIPART_HEADER_MAX)
		return ERR_BAD_REQUEST;
	m->header[m->header_length++] = c;
	m->header[m->header_length] = '\0';
	if (c != '\n')
		return OK;
	/* The headers end at an empty line; a part without any header has no name. */
	if (m->header_length >= 4 && memcmp(m->header + m->header_length - 4, "\r\n\r\n", 4) == 0) {
		m->header_length -= 2;
		return begin_part(m);
	}
	return m->header_length == 2 ? ERR_BAD_REQUEST : OK;
}

static enum err give(struct multipart *m, const char *data, size_t length)
{
	return length == 0 ? OK : m->handler->data(m->handler->context, data, length);
}

/* The delimiter broke off: what had matched was data. */
static enum err give_back(struct multipart *m)
{
	size_t from = m->data_from;
	size_t matched = m->matched;

	m->matched = 0;
	m->data_from = 0;
	return give(m, m->delimiter + from, matched - from);
}

/* Everything before the next CR, which alone can begin a delimiter. */
static enum err give_run(struct multipart *m, const char *data, size_t length, size_t *run)
{
	const char *cr = memchr(data, '\r', length);

	*run = cr != NULL ? (size_t)(cr - data) : length;
	return give(m, data, *run);
}

/* Data up to the end of the delimiter or of what is there. */
static enum err feed_data(struct multipart *m, const char *data, size_t length, size_t *used)
{
	size_t i = 0;
	enum err err = OK;

	while (err == OK && i < length && m->state == IN_DATA) {
		if (m->matched == 0) {
			size_t run;
			err = give_run(m, data + i, length - i, &run);
			i += run;
			m->matched = err == OK && i < length ? 1 : 0;
			i += m->matched;
		} else if (data[i] != m->delimiter[m->matched]) {
			err = give_back(m); /* the byte is looked at again: it may be a CR */
		} else {
			i++;
			if (++m->matched == m->delimiter_length) {
				m->state = AFTER_BOUNDARY;
				err = m->handler->end(m->handler->context);
			}
		}
	}
	*used = i;
	return err;
}

static enum err step_after_boundary(struct multipart *m, char c)
{
	if (c != '\r' && c != '-')
		return ERR_BAD_REQUEST;
	m->state = c == '\r' ? BEGIN_LF : CLOSING_DASH;
	return OK;
}

/* One fixed byte takes us from one state to the next. */
static enum err step_fixed(struct multipart *m, char c)
{
	static const struct {
		char expected;
		enum state next;
	} steps[] = {
		[BEGIN_LF] = {'\n', IN_HEADERS},
		[CLOSING_DASH] = {'-', CLOSED},
		[CLOSED] = {'\r', CLOSED_CR},
		[CLOSED_CR] = {'\n', CLOSED_LF},
	};

	if (m->state == CLOSED_LF || c != steps[m->state].expected)
		return ERR_BAD_REQUEST;
	m->state = steps[m->state].next;
	m->header_length = 0;
	return OK;
}

enum err multipart_feed(struct multipart *m, const char *data, size_t length)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < length;) {
		size_t used = 1;
		if (m->state == IN_DATA)
			err = feed_data(m, data + i, length - i, &used);
		else if (m->state == AT_START)
			err = step_start(m, data[i]);
		else if (m->state == AFTER_BOUNDARY)
			err = step_after_boundary(m, data[i]);
		else if (m->state == IN_HEADERS)
			err = step_header(m, data[i]);
		else
			err = step_fixed(m, data[i]);
		i += used;
	}
	return err;
}

enum err multipart_finish(const struct multipart *m)
{
	return m->state == CLOSED || m->state == CLOSED_LF ? OK : ERR_BAD_REQUEST;
}
