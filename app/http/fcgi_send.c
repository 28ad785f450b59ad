#include "base/base.h"

#include "http/fcgi_send.h"

#include "base/log.h"
#include "http/respond.h"

#include <fastcgi.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	PIECE = 65528, /* of a record's 65,535 bytes, so that none needs padding */
	RECORDS = 8,   /* in one write */
};

struct ending {
	FCGI_Header out; /* an empty record ends the stream */
	FCGI_Header end;
	FCGI_EndRequestBody body;
};

static FCGI_Header header(int request_id, unsigned char type, size_t length)
{
	return (FCGI_Header){
		.version = FCGI_VERSION_1,
		.type = type,
		.requestIdB1 = (unsigned char)(request_id >> 8),
		.requestIdB0 = (unsigned char)request_id,
		.contentLengthB1 = (unsigned char)(length >> 8),
		.contentLengthB0 = (unsigned char)length,
	};
}

static struct ending ending_of(int request_id)
{
	return (struct ending){
		.out = header(request_id, FCGI_STDOUT, 0),
		.end = header(request_id, FCGI_END_REQUEST, sizeof(FCGI_EndRequestBody)),
		.body = {.protocolStatus = FCGI_REQUEST_COMPLETE},
	};
}

/* All of it; a signal cannot come in between (fcgi.c), but a worker may be told to stop. */
static bool write_all(int connection, struct iovec *pieces, size_t count)
{
	while (count > 0) {
		struct msghdr message = {.msg_iov = pieces, .msg_iovlen = count};
		ssize_t put = sendmsg(connection, &message, MSG_NOSIGNAL);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		for (; count > 0 && (size_t)put >= pieces->iov_len; pieces++, count--)
			put -= (ssize_t)pieces->iov_len;
		if (count > 0) {
			pieces->iov_base = (char *)pieces->iov_base + put;
			pieces->iov_len -= (size_t)put;
		}
	}
	return true;
}

static struct iovec piece_of(const void *data, size_t length)
{
	union {
		const void *given;
		void *wanted; /* writing does not change it */
	} base = {.given = data};

	return (struct iovec){.iov_base = base.wanted, .iov_len = length};
}

/* In records, several to a write. */
static bool send_text(int connection, int request_id, const char *data, size_t length)
{
	while (length > 0) {
		FCGI_Header headers[RECORDS];
		struct iovec pieces[2 * RECORDS];
		size_t count = 0;

		for (; count < RECORDS && length > 0; count++) {
			size_t part = length < PIECE ? length : PIECE;

			headers[count] = header(request_id, FCGI_STDOUT, part);
			pieces[2 * count] = piece_of(&headers[count], sizeof(headers[count]));
			pieces[2 * count + 1] = piece_of(data, part);
			data += part;
			length -= part;
		}
		if (!write_all(connection, pieces, 2 * count))
			return false;
	}
	return true;
}

/* From what makes it as it is sent (struct response: read). */
static bool send_made(int connection, int request_id, struct request *req)
{
	const struct response *response = &req->response;
	char *piece = arena_alloc(req->arena, PIECE);
	int64_t size = response->descriptor_size;

	for (int64_t sent = 0; sent < size;) {
		ssize_t got =
			response->read(response->source, piece, size - sent < PIECE ? (size_t)(size - sent) : PIECE);

		if (got <= 0 || !send_text(connection, request_id, piece, (size_t)got))
			return false;
		sent += got;
	}
	return true;
}

/* The kernel passes the file on by itself; only the records' headers come from here. */
static bool send_file(int connection, int request_id, const struct response *response)
{
	off_t sent = 0;

	while (sent < response->descriptor_size) {
		int64_t rest = response->descriptor_size - sent;
		size_t part = rest < PIECE ? (size_t)rest : PIECE;
		off_t end = sent + (off_t)part;
		FCGI_Header start = header(request_id, FCGI_STDOUT, part);
		struct iovec piece = piece_of(&start, sizeof(start));

		if (!write_all(connection, &piece, 1))
			return false;
		while (sent < end) {
			ssize_t put = sendfile(connection, response->descriptor, &sent, (size_t)(end - sent));

			if (put < 0 && errno == EINTR)
				continue;
			if (put <= 0)
				return false;
		}
	}
	return true;
}

static bool send_descriptor(int connection, int request_id, struct request *req)
{
	bool sent = req->response.read != NULL ? send_made(connection, request_id, req)
					       : send_file(connection, request_id, &req->response);

	if (!sent)
		log_info("event=send_file message=%s", "not whole");
	return sent;
}

/* Most pages: one record, one write. */
static bool send_page(int connection, int request_id, const struct buf *head, const struct buf *body)
{
	FCGI_Header start = header(request_id, FCGI_STDOUT, head->length + body->length);
	struct ending ending = ending_of(request_id);
	struct iovec pieces[] = {
		piece_of(&start, sizeof(start)),
		piece_of(head->data, head->length),
		piece_of(body->data, body->length),
		piece_of(&ending, sizeof(ending)),
	};

	return write_all(connection, pieces, ARRAY_LENGTH(pieces));
}

static bool send_long(int connection, int request_id, struct request *req, const struct buf *head)
{
	struct ending ending = ending_of(request_id);
	struct iovec last = piece_of(&ending, sizeof(ending));
	bool sent = send_text(connection, request_id, head->data, head->length);

	if (sent && req->method != METHOD_HEAD)
		sent = req->response.descriptor >= 0
			       ? send_descriptor(connection, request_id, req)
			       : send_text(connection, request_id, req->response.body.data, req->response.body.length);
	return sent && write_all(connection, &last, 1);
}

bool fcgi_send(int connection, int request_id, struct request *req)
{
	const struct buf *body = &req->response.body;
	struct buf head;
	bool sent;

	buf_init(&head);
	respond_head(req, &head);
	if (req->method != METHOD_HEAD && req->response.descriptor < 0 && head.length + body->length <= PIECE)
		sent = send_page(connection, request_id, &head, body);
	else
		sent = send_long(connection, request_id, req, &head);
	buf_release(&head);
	return sent;
}
