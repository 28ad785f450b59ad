/*
 * Request bodies: urlencoded and multipart, streaming, with limits first.
 * File parts go to req->sink piece by piece and are never held whole.
 */
#ifndef HTTP_BODY_H
#define HTTP_BODY_H

#include "http/request.h"

/*
 * Read the body into req->posted (and req->sink).  limit is the route's; text
 * is held in memory and has limits of its own, however large a file the route
 * lets pass.  Errors: ERR_TOO_LARGE, ERR_MEDIA_TYPE, ERR_BAD_REQUEST (NUL, bad
 * UTF-8, short body, broken boundary, too many parts), or what the sink
 * returned.  The csrf and once fields must come before the first file part; authorise is called once, when
 * that part begins or when the body ends, and stops everything unless OK.
 */
enum err body_read(struct request *req, int64_t limit, enum err (*authorise)(struct request *req)) NODISCARD;

/*
 * For ROUTE_TOKEN: the head says JSON of an announced length, ERR_MEDIA_TYPE or
 * ERR_BAD_REQUEST when not.  Then body_next gives the body piece by piece: how
 * much, 0 at its end, -1 when it was cut short.
 */
enum err body_json(struct request *req) NODISCARD;
ssize_t body_next(struct request *req, void *into, size_t size);

#endif
