#include "base/base.h"

#include "http/body.h"

#include "base/text.h"
#include "http/multipart.h"

#include <strings.h>

enum {
	READ_SIZE = 64 * 1024,
	TEXT_PART_MAX = 64 * 1024,   /* one text field beside a file */
	TEXT_PARTS_MAX = 256 * 1024, /* all of them */
	FORM_MAX = 8 * 1024 * 1024,  /* held whole in memory: a table of 2 MiB, three bytes sent for each */
};

struct reading {
	struct request *req;
	enum err (*authorise)(struct request *req);
	bool authorised;
	bool in_file;
	bool file_seen;
	const char *name; /* of the text part under way */
	struct buf text;
	size_t text_total;
};

static enum err authorise_once(struct reading *reading)
{
	if (reading->authorised)
		return OK;
	reading->authorised = true;
	return reading->authorise != NULL ? reading->authorise(reading->req) : OK;
}

/* Read the next piece; 0 bytes before the announced end is a body cut short. */
static enum err read_piece(struct request *req, char *into, int64_t left, size_t *got)
{
	size_t wanted = left < READ_SIZE ? (size_t)left : READ_SIZE;
	ssize_t count = req->read_body(req, into, wanted);

	if (count <= 0 || (size_t)count > wanted)
		return ERR_BAD_REQUEST;
	*got = (size_t)count;
	return OK;
}

static enum err read_urlencoded(struct request *req)
{
	struct buf body;
	char *piece = arena_alloc(req->arena, READ_SIZE);
	enum err err = OK;

	buf_init(&body);
	for (int64_t left = req->content_length; err == OK && left > 0;) {
		size_t got = 0;
		err = read_piece(req, piece, left, &got);
		buf_add(&body, piece, got);
		left -= (int64_t)got;
	}
	if (err == OK)
		err = params_parse(req->arena, body.data, body.length, &req->posted);
	buf_release(&body);
	return err;
}

static enum err part_begin(void *context, const char *name, const char *file_name)
{
	struct reading *reading = context;
	struct request *req = reading->req;

	reading->in_file = file_name != NULL;
	if (!reading->in_file) {
		reading->name = name;
		buf_clear(&reading->text);
		return req->posted.count < PARAMS_MAX ? OK : ERR_BAD_REQUEST;
	}
	/* One document per POST, and none where nobody waits for it. */
	if (reading->file_seen || req->sink.begin == NULL)
		return ERR_BAD_REQUEST;
	reading->file_seen = true;
	enum err err = authorise_once(reading);
	return err == OK ? req->sink.begin(req->sink.context, name, file_name) : err;
}

static enum err part_data(void *context, const char *data, size_t length)
{
	struct reading *reading = context;

	if (reading->in_file)
		return reading->req->sink.write(reading->req->sink.context, data, length);
	reading->text_total += length;
	if (reading->text.length + length > TEXT_PART_MAX || reading->text_total > TEXT_PARTS_MAX)
		return ERR_TOO_LARGE;
	buf_add(&reading->text, data, length);
	return OK;
}

static enum err part_end(void *context)
{
	struct reading *reading = context;
	struct request *req = reading->req;

	if (reading->in_file)
		return req->sink.end(req->sink.context);
	if (!utf8_valid(reading->text.data, reading->text.length))
		return ERR_BAD_REQUEST;
	params_add(req->arena, &req->posted, reading->name,
		   arena_strndup(req->arena, reading->text.data, reading->text.length));
	return OK;
}

static enum err feed_all(struct reading *reading, struct multipart *multipart)
{
	struct request *req = reading->req;
	char *piece = arena_alloc(req->arena, READ_SIZE);

	for (int64_t left = req->content_length; left > 0;) {
		size_t got = 0;
		enum err err = read_piece(req, piece, left, &got);
		if (err == OK)
			err = multipart_feed(multipart, piece, got);
		if (err != OK)
			return err;
		left -= (int64_t)got;
	}
	return multipart_finish(multipart);
}

static enum err read_multipart(struct reading *reading, const char *boundary)
{
	struct request *req = reading->req;
	struct multipart_handler handler = {reading, part_begin, part_data, part_end};

	buf_init_in(req->arena, &reading->text);
	return feed_all(reading, multipart_new(req->arena, boundary, &handler));
}

/* Exactly this media type; of parameters only charset=utf-8. */
static bool type_is(const char *type, const char *expected)
{
	size_t length = strlen(expected);

	if (strncasecmp(type, expected, length) != 0)
		return false;
	type += length;
	type += strspn(type, " \t");
	if (*type == '\0')
		return true;
	if (*type++ != ';')
		return false;
	type += strspn(type, " \t");
	return strcasecmp(type, "charset=utf-8") == 0;
}

enum err body_read(struct request *req, int64_t limit, enum err (*authorise)(struct request *req))
{
	struct reading *reading = arena_alloc(req->arena, sizeof(*reading));
	const char *type = req->content_type != NULL ? req->content_type : "";
	bool multipart = strncasecmp(type, "multipart/", strlen("multipart/")) == 0;

	*reading = (struct reading){.req = req, .authorise = authorise};
	if (req->content_length < 0)
		return ERR_BAD_REQUEST;
	if (req->content_length > limit)
		return ERR_TOO_LARGE;
	req->body_read = true;
	enum err err;
	if (multipart && req->sink.begin != NULL) {
		const char *boundary = multipart_boundary(req->arena, type);
		err = boundary != NULL ? read_multipart(reading, boundary) : ERR_BAD_REQUEST;
	} else if (!multipart && type_is(type, "application/x-www-form-urlencoded")) {
		err = req->content_length <= FORM_MAX ? read_urlencoded(req) : ERR_TOO_LARGE;
	} else {
		err = ERR_MEDIA_TYPE;
	}
	return err == OK ? authorise_once(reading) : err;
}

enum err body_json(struct request *req)
{
	if (req->content_length < 0)
		return ERR_BAD_REQUEST;
	if (req->content_type == NULL || !type_is(req->content_type, "application/json"))
		return ERR_MEDIA_TYPE;
	req->body_read = true;
	req->body_left = req->content_length;
	return OK;
}

ssize_t body_next(struct request *req, void *into, size_t size)
{
	size_t got = 0;

	if (req->body_left <= 0)
		return 0;
	if (read_piece(req, into, req->body_left < (int64_t)size ? req->body_left : (int64_t)size, &got) != OK)
		return -1;
	req->body_left -= (int64_t)got;
	return (ssize_t)got;
}
