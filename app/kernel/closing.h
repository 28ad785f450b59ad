/*
 * Closing: what was decided is kept as bytes and never changes again.
 *
 * The move that closes keeps data and page of every edition in its transaction
 * (closing_add).  The clerk presses the paper of each from the page that was kept
 * (closing_press_job), once; a press that fails is asked again, and the page says
 * so meanwhile.  The schema refuses every change.  A reprint gives the bytes that
 * are there, whatever templates and rules are now.  Later facts are corrections:
 * dated rows beside it, on a sheet of their own.
 *
 * Whether the actor may see a subject is for its module to say: nothing here asks.
 */
#ifndef KERNEL_CLOSING_H
#define KERNEL_CLOSING_H

#include "base/buf.h"
#include "kernel/actor.h"
#include "kernel/document.h"

struct closing {
	int64_t id;
	const char *subject; /* "report" */
	int64_t subject_id;
	const char *edition;  /* "full", "unit", "operator" */
	int64_t organisation; /* whose extract, 0: the whole */
	const char *title;
	const char *issuer;
	const char *official; /* 文号; NULL: none then */
	int64_t dated_day;
	const void *data; /* a document (document_json) */
	size_t length;
	int64_t audit_seq;
	const char *code;   /* short code of that row */
	int64_t due_at;     /* to be signed for until then; 0: nobody has to */
	int64_t closed_at;
	/* only read */
	const char *digest; /* SHA-256 of data, hexadecimal */
	bool waiting;       /* its paper is still to be made */
	int64_t tries;
	const char *failure; /* why it was not made, "" */
	const struct correction *corrections; /* those this edition shows, oldest first */
	size_t correction_count;
};

/*
 * Needs a transaction.  ERR_CONFLICT when this edition is closed already.  Where no
 * templates are loaded, as in a command, the clerk draws the page.
 */
enum err closing_add(struct context *context, const struct closing *closing) NODISCARD;

/*
 * What any module closes: the log row `<subject>.close` is written and its code taken, then the
 * document is added.  closing: subject, subject_id, edition, organisation, title, issuer, official, dated_day (0: today),
 * due_at.  Needs a transaction.
 */
enum err closing_close(struct context *context, struct closing *closing, const struct document *document) NODISCARD;

/* By its own number; *out is arena. */
enum found closing_by_id(struct context *context, int64_t id, struct closing *out) NODISCARD;

/* *out is arena, with its corrections. */
enum found closing_find(struct context *context, const char *subject, int64_t id, const char *edition,
                        int64_t organisation, struct closing *out) NODISCARD;

/* The edition among those the actor's own organisation got: wanted, else the first; NULL: none.  Arena. */
enum err closing_own_edition(struct context *context, const char *subject, int64_t id, const char *wanted,
                             const char **edition, bool *several) NODISCARD;

/* Number and day that an office gave to the paper of an action (official_number.sql); left as they are without. */
enum err closing_official(struct context *context, int64_t matter, const char *action, const char **number,
                          int64_t *dated_day) NODISCARD;

/* The name of an organisation as it stands on paper; left as it is when there is none. */
enum err closing_party(struct context *context, int64_t organisation, const char **name) NODISCARD;

/* The next one, of those closed since then, whose paper is to be made now; NOT_FOUND: none. */
enum found closing_next(struct context *context, int64_t since, struct closing *out) NODISCARD;

/* Keep what was made, or why it was not; each in a transaction of its own. */
enum err closing_keep_page(struct context *context, const struct closing *closing, const struct buf *page) NODISCARD;
enum err closing_press(struct context *context, const struct closing *closing, const struct buf *paper) NODISCARD;
enum err closing_fail(struct context *context, const struct closing *closing, const char *why) NODISCARD;

/* Of the clerk: one paper more. */
enum err closing_press_job(struct context *context);

/* ---- closing_sheet.c ---- */

/*
 * Answer with the kept page or, as PDF, with the kept paper; one that the clerk has not pressed yet is
 * pressed from the kept page for this answer.
 */
enum err closing_show(struct request *req, struct context *context, const struct closing *closing, bool pdf) NODISCARD;

/* The same from what would be closed. */
enum err closing_show_draft(struct request *req, const struct closing *draft, const struct document *document,
                            bool pdf) NODISCARD;

/*
 * At the marker CLOSED of a page: since when, code, digest, what was corrected since and, for
 * who keeps the corrections of the center's papers, the way to add one (part/closed.tpl).
 */
struct dict;
void closing_note(struct context *context, struct dict *body, const struct closing *closing);
/* Without that way, which is for the page it leads to; the note, to be added to. */
struct dict *closing_facts(struct context *context, struct dict *body, const struct closing *closing);

/* Of the kept document, with the page of what it is a paper of; NULL: what is kept is none.  Arena. */
const struct document_letterhead *closing_letterhead(struct context *context, const struct closing *closing);

/* The same of what is kept, appended to page, for nobody in particular. */
enum err closing_draw(struct context *context, const struct closing *closing, struct buf *page) NODISCARD;

/* The kept bytes; NOT_FOUND while they are being made.  Appended to out. */
enum found closing_page(struct context *context, const struct closing *closing, struct buf *out) NODISCARD;
enum found closing_paper(struct context *context, const struct closing *closing, struct buf *out) NODISCARD;

/* Their digests in hexadecimal; NULL while they are being made. */
enum err closing_digests(struct context *context, const struct closing *closing, const char **page,
                         const char **paper) NODISCARD;

/* ---- later facts ---- */

struct correction {
	const char *edition; /* "all", or one edition */
	int64_t organisation;
	const char *body;
	/* only read */
	int64_t at;
	const char *adder, *code;
	int64_t audit_seq;
	const char *whose; /* short name, "" */
};

/* Audited, in a transaction of its own; ERR_CONFLICT for what is not closed. */
enum err closing_correct(struct context *context, const char *subject, int64_t id,
                         const struct correction *correction) NODISCARD;

/* Those an edition shows, oldest first; the whole shows all.  Arena. */
enum err closing_corrections(struct context *context, const struct closing *closing, struct correction **out,
                             size_t *count) NODISCARD;

/* ---- receipts ---- */

/* The actor signs for the extract of his organisation; ERR_NOT_FOUND when it is not his, OK again and again. */
enum err closing_sign(struct context *context, const struct closing *closing) NODISCARD;
enum err closing_signed(struct context *context, const struct closing *closing, bool *out) NODISCARD;

#endif
