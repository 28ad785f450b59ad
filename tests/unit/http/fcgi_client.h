/*
 * A FastCGI client small enough to read: one request over a Unix socket, the
 * whole standard output back.  Lengths below 128 bytes or four-byte, as the
 * protocol says; padding is never sent.
 */
#ifndef UNIT_HTTP_FCGI_CLIENT_H
#define UNIT_HTTP_FCGI_CLIENT_H

#include "base/base.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"

enum { FCGI_BEGIN = 1, FCGI_END = 3, FCGI_PARAMS = 4, FCGI_STDIN = 5, FCGI_STDOUT = 6, FCGI_RECORD_MAX = 65535 };

static inline void fcgi_record(struct buf *out, int type, const void *data, size_t length)
{
	unsigned char head[8] = {1, (unsigned char)type, 0, 1, (unsigned char)(length >> 8), (unsigned char)length, 0,
				 0};

	buf_add(out, head, sizeof(head));
	buf_add(out, data, length);
}

static inline void fcgi_length(struct buf *out, size_t length)
{
	unsigned char bytes[4] = {(unsigned char)(0x80 | (length >> 24)), (unsigned char)(length >> 16),
				  (unsigned char)(length >> 8), (unsigned char)length};

	if (length < 128)
		buf_add_char(out, (char)length);
	else
		buf_add(out, bytes, sizeof(bytes));
}

static inline void fcgi_params(struct buf *out, const char *const *variables)
{
	struct buf params;

	buf_init(&params);
	for (; *variables != NULL; variables++) {
		size_t name = strcspn(*variables, "=");
		fcgi_length(&params, name);
		fcgi_length(&params, strlen(*variables) - name - 1);
		buf_add(&params, *variables, name);
		buf_add_text(&params, *variables + name + 1);
	}
	fcgi_record(out, FCGI_PARAMS, params.data, params.length);
	fcgi_record(out, FCGI_PARAMS, "", 0);
	buf_release(&params);
}

static inline int fcgi_connect(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(address.sun_path, path, strlen(path) + 1);
	if (client < 0 || connect(client, (struct sockaddr *)&address, sizeof(address)) != 0)
		fatal("connect %s", path);
	return client;
}

/* Send the request; false when the server hung up. */
static inline bool fcgi_send(int client, const char *const *variables, const char *body, size_t length)
{
	static const unsigned char begin[8] = {0, 1, 0, 0, 0, 0, 0, 0}; /* responder, no kept connection */
	struct buf out;
	bool sent = true;

	buf_init(&out);
	fcgi_record(&out, FCGI_BEGIN, begin, sizeof(begin));
	fcgi_params(&out, variables);
	for (size_t at = 0; at < length;) {
		size_t piece = length - at < FCGI_RECORD_MAX ? length - at : FCGI_RECORD_MAX;
		fcgi_record(&out, FCGI_STDIN, body + at, piece);
		at += piece;
	}
	fcgi_record(&out, FCGI_STDIN, "", 0);
	for (size_t at = 0; sent && at < out.length;) {
		ssize_t wrote = send(client, out.data + at, out.length - at, MSG_NOSIGNAL);
		sent = wrote > 0;
		at += sent ? (size_t)wrote : 0;
	}
	buf_release(&out);
	return sent;
}

/* Everything until the server closes; standard output into answer.  False when no end record came. */
static inline bool fcgi_receive(int client, struct buf *answer)
{
	struct buf in;
	char piece[4096];
	bool ended = false;

	buf_init(&in);
	for (ssize_t got; (got = read(client, piece, sizeof(piece))) > 0;)
		buf_add(&in, piece, (size_t)got);
	for (size_t at = 0; at + 8 <= in.length;) {
		const unsigned char *head = (const unsigned char *)in.data + at;
		size_t length = (size_t)head[4] << 8 | head[5];
		if (head[1] == FCGI_STDOUT && at + 8 + length <= in.length)
			buf_add(answer, in.data + at + 8, length);
		ended = ended || head[1] == FCGI_END;
		at += 8 + length + head[6];
	}
	buf_release(&in);
	return ended;
}

#endif
