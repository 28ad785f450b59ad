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
 * Begin: the document of this matter is found and allowed (ERR_FORBIDDEN).  The
 * sink reads the file part of the request.  Owned by the request's arena.  What
 * is wrong with name or size is said by upload_finish; the bytes are dropped,
 * all of them when the announced length of the whole body says so beforehand
 * (0: not known).
 */
enum err upload_begin(struct context *context, struct matter *matter, const struct document_kind *document,
                      int64_t announced, struct upload **out, struct upload_sink *sink) NODISCARD;

/* Of a document with `audience: own`: a party of the matter, or one of these. */
enum { READER_UNKNOWN = -2, READER_ALL = -1, READER_UNSAID = 0 };

struct upload_facts {
	int64_t evidence_day;  /* 0: not given */
	int64_t assessor;      /* 0: none */
	int64_t reader;        /* whom the file is for */
	const char *report_no;
	const char *conclusion;
	bool paper_received;
};

/*
 * Check type and structure, write the row with the next version, event and
 * audit, in a transaction of its own.  ERR_INVALID with *sentence: no file,
 * type, content, facts of a report.  ERR_TOO_LARGE, ERR_THROTTLED and ERR_STORAGE with
 * *sentence: more than may come in (kernel/upload_limit.h).  ERR_FORBIDDEN when it may not be handed in any more.
 * Nothing is stored of what is refused.  Whom it is for is said by who oversees the matter; of any other party it is
 * for itself.
 */
enum err upload_finish(struct context *context, struct upload *upload, const struct upload_facts *facts,
                       int64_t *attachment, const char **sentence) NODISCARD;

/* Whether any version of a document is there (not withdrawn). */
enum err attachment_present(struct context *context, int64_t matter, const char *document, bool *present) NODISCARD;

/*
 * Whether what is needed of a document for an action is there.  A document of the form: any version.  One that
 * the action names as its evidence: a file of the actor's own organisation that no step of it has used yet,
 * so that neither another party's file nor one of an earlier round passes; what others did meanwhile, such as a
 * reminder or an escalation by the clerk, uses nothing up.
 */
enum err attachment_serves(struct context *context, const struct matter *matter, const struct action *action,
			   const struct document_kind *document, bool *serves) NODISCARD;

/* A file of the actor's own organisation. */
struct own_file {
	const struct document_kind *document;
	const char *name;
	int64_t version, uploaded_at;
	int64_t reader; /* whom it is for; 0: everybody who sees the matter */
	const char *reader_name;
};

/*
 * Whether one's own upload may be taken back: while the document may still be
 * handed in and the matter is where it was handed in; what others have seen and
 * decided on stays.  ERR_NOT_FOUND, ERR_FORBIDDEN (a colleague's), ERR_STATE.
 */
enum err attachment_may_withdraw(struct context *context, const struct matter *matter, int64_t attachment,
                                 struct own_file *file) NODISCARD;

/* Take it back with the reason, in a transaction of its own; what it was stays sealed, for its owner alone. */
enum err attachment_withdraw(struct context *context, const struct matter *matter, int64_t attachment,
                             const char *reason) NODISCARD;

/* Content types for downloads. */
const char *attachment_content_type(const char *type);

#endif
