/*
 * libfcgi: the only file that knows the protocol.  One request at a time, no
 * threads, no kept connections (performance.md).
 */
#ifndef HTTP_FCGI_H
#define HTTP_FCGI_H

#include "http/route.h"

/* A listening Unix socket, mode 0660, backlog 511, close-on-exec; -1 after a log line. */
int fcgi_listen(const char *path);

struct fcgi_server {
	int listen_descriptor;
	struct router *router;
	/* Before each request: set req->service, reader, writer. */
	void (*attach)(struct request *req, void *context);
	void *context;
	int64_t requests_max; /* recycle after so many, 0 never */
};

/* Serve until SIGTERM (finishes the request in hand) or requests_max; 0 on a clean end. */
int fcgi_serve(const struct fcgi_server *server);

#endif
