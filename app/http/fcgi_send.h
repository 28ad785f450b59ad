/*
 * A response in as few writes as there can be.  libfcgi sends 8 KB at a time,
 * so that a page of 28 KB wakes nginx five times and a file of 50 MB six
 * thousand times; the records of FastCGI hold 64 KB each.
 */
#ifndef HTTP_FCGI_SEND_H
#define HTTP_FCGI_SEND_H

#include "http/request.h"

/*
 * Head, body and the end of the request into the connection, which is left
 * open.  False when the client is gone or a file ended before its announced
 * size: the connection is then to be closed without an end, so that nobody
 * takes half for whole.
 */
bool fcgi_send(int connection, int request_id, struct request *req);

#endif
