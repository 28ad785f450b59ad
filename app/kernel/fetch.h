/*
 * One GET to another machine, for the clerk alone: workers never reach out.
 * The network's bytes, TLS and HTTP are Debian's curl's, in a process of its
 * own with nothing of ours open; what comes back passes a pipe with a limit.
 *
 * Only http and https, only the host of the address, no redirect, no proxy;
 * addresses nobody monitors at (unspecified, link-local with the clouds'
 * metadata service, multicast, reserved) are refused after the name was
 * resolved, and the one that was checked is the one that is asked.
 */
#ifndef KERNEL_FETCH_H
#define KERNEL_FETCH_H

#include "base/arena.h"
#include "base/buf.h"

struct fetching {
	const char *url;
	int64_t milliseconds; /* at most, all in all */
	size_t most;          /* bytes of the answer */
};

/* Whether this may stand as a base address: http(s)://host[:port][/path]; else the sentence; arena. */
bool fetch_address_valid(struct arena *arena, const char *url, const char **complaint) NODISCARD;

/* True with the status and the body, which is appended; false with a sentence.  Arena. */
bool fetch(struct arena *arena, const struct fetching *fetching, int *status, struct buf *body,
           const char **complaint) NODISCARD;

#endif
