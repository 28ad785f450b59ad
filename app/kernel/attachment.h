/*
 * Attachments: rows of app.db for files sealed by kernel/seal.h.  Type by
 * extension, content and structure (pdf docx xlsx ofd jpg png); limits from
 * settings; versions kept; the opening itself is the keeper's.
 */
#ifndef KERNEL_ATTACHMENT_H
#define KERNEL_ATTACHMENT_H

#include "kernel/matter.h"

struct upload; /* one file on its way in */

/*
 * Begin: the document of this matter is found and allowed.  The sink reads the
 * file part of the request.  Owned by the request's arena.
 */
enum err upload_begin(struct context *context, struct matter *matter, const struct document *document,
                      struct upload **out, struct upload_sink *sink) NODISCARD;

struct upload_facts {
	int64_t evidence_day;  /* 0: not given */
	int64_t assessor;      /* 0: none */
	const char *report_no;
	const char *conclusion;
	bool paper_received;
};

/* Check type and structure, write the row with the next version, event and audit. ERR_INVALID with *sentence. */
enum err upload_finish(struct context *context, struct upload *upload, const struct upload_facts *facts,
                       int64_t *attachment, const char **sentence) NODISCARD;

/* Whether any version of a document is there (not withdrawn). */
enum err attachment_present(struct context *context, int64_t matter, const char *document, bool *present) NODISCARD;

/* Take back one's own upload while the document may still be handed in. */
enum err attachment_withdraw(struct context *context, struct matter *matter, int64_t attachment) NODISCARD;

/* Content types for downloads. */
const char *attachment_content_type(const char *type);

#endif
