/*
 * A request without a web server: an arena, a body given as text.
 */
#ifndef UNIT_HTTP_FAKE_H
#define UNIT_HTTP_FAKE_H

#include "base/base.h"

#include "base/crypt.h"
#include "http/request.h"

struct fake_stream {
	const char *data;
	size_t length;
	size_t piece; /* at most so many bytes at once, 0 all */
};

static inline ssize_t fake_read(struct request *req, void *into, size_t size)
{
	struct fake_stream *stream = req->stream;
	size_t count = stream->length < size ? stream->length : size;

	if (stream->piece > 0 && count > stream->piece)
		count = stream->piece;
	memcpy(into, stream->data, count);
	stream->data += count;
	stream->length -= count;
	return (ssize_t)count;
}

static inline void fake_request(struct request *req, struct arena *arena, enum method method, const char *path)
{
	/* A test may begin again in one arena: the body begun before is nobody's any more. */
	buf_release(&req->response.body);
	request_init(req, arena);
	req->method = method;
	req->path = path;
	req->url = path;
	req->source = "127.0.0.1";
}

/* Body of the given type; the announced length is the true one. */
static inline void fake_body(struct request *req, const char *content_type, const char *data, size_t length)
{
	struct fake_stream *stream = arena_alloc(req->arena, sizeof(*stream));

	*stream = (struct fake_stream){data, length, 0};
	req->stream = stream;
	req->read_body = fake_read;
	req->content_type = content_type;
	req->content_length = (int64_t)length;
}

static inline void fake_form(struct request *req, const char *text)
{
	fake_body(req, "application/x-www-form-urlencoded", text, strlen(text));
}

#endif
