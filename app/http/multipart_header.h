/*
 * The headers of one part of a multipart body, and the boundary in the
 * request's Content-Type.
 */
#ifndef HTTP_MULTIPART_HEADER_H
#define HTTP_MULTIPART_HEADER_H

#include "base/arena.h"
#include "base/err.h"

struct multipart_header {
	const char *name;
	const char *file_name; /* NULL: a text part; without the folders some browsers send along */
};

/* text: header lines, each ended by CRLF.  ERR_BAD_REQUEST for anything unsound; arena. */
enum err multipart_header_parse(struct arena *arena, const char *text, size_t length,
                                struct multipart_header *header) NODISCARD;

#endif
