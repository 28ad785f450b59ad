/* Inside kernel/attachment*.c only: what is said of a file, checked. */
#ifndef KERNEL_ATTACHMENT_FACTS_H
#define KERNEL_ATTACHMENT_FACTS_H

#include "kernel/attachment.h"

struct checked_facts {
	struct upload_facts given;
	const char *issuer;
	int64_t reader; /* 0: everybody who sees the matter */
	const char *reader_name;
};

/* given is what came along; the rest is found out.  ERR_INVALID with *sentence. */
enum err attachment_facts(struct context *context, const struct matter *matter, const struct document_kind *document,
			  struct checked_facts *facts, const char **sentence) NODISCARD;

#endif
