/*
 * Pages from templates.  A page is the frame (templates/frame.tpl) around a
 * body template; it is rendered whole into the response or not at all.
 * Marker names are literals; tests/lint/markers.sh holds them against the
 * templates, so a typo fails the build.
 */
#ifndef HTTP_PAGE_H
#define HTTP_PAGE_H

#include "http/request.h"

struct dict; /* a template dictionary; borrowed from the page */

/*
 * Load and check every *.tpl below the folder, names relative to it; ends the
 * process on a bad one: no AUTOESCAPE pragma as its first bytes, ":none", bad
 * UTF-8, bad syntax.  Call before fork.  The templates are the one thing this
 * layer keeps for the whole process (inside template_shim.cc).
 */
void templates_load(const char *folder);

/* False in a command that shows no pages. */
bool templates_loaded(void);

/*
 * As templates_load(), of another version of them in the life of the program;
 * false and log lines when one is bad or one of those in use is not there any
 * more: then those in use stay.
 */
bool templates_renew(const char *folder) NODISCARD;

/*
 * Start the answer: body template inside the frame (its {{>BODY}}).  Sets the
 * globals TITLE and REQUEST_ID; the other globals come from the router's
 * fill_frame, called by page_end.  title may be NULL for the frame's default.
 * Returns the body's dictionary; ends with the arena.
 */
struct dict *page_begin(struct request *req, const char *body_template, const char *title);

/* Another frame, e.g. "frame_print.tpl". */
struct dict *page_begin_in(struct request *req, const char *frame_template, const char *body_template,
                           const char *title);

/* The frame's own dictionary, and values that are visible in every include. */
struct dict *page_frame(struct request *req);
void page_global(struct request *req, const char *name, const char *value);

/*
 * Render into the response with this status.  ERR_INTERNAL when the template
 * fails: nothing partial is sent.  When a download has taken the page's place
 * (a list asked for as a file, kernel/listing_file.h), that stays the answer.
 */
enum err page_end(struct request *req, int status) NODISCARD;

/* Values are copied: they may be as short-lived as a column of a query. */
void dict_set(struct dict *dict, const char *name, const char *value); /* NULL shows nothing */
void dict_int(struct dict *dict, const char *name, int64_t value);
void dict_printf(struct dict *dict, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);
void dict_show(struct dict *dict, const char *section);
void dict_show_if(struct dict *dict, const char *section, bool condition);
struct dict *dict_section(struct dict *dict, const char *section);                    /* one more */
struct dict *dict_include(struct dict *dict, const char *marker, const char *template_name); /* one more */
/*
 * Own trusted markup made by this program (SVG pictures, rendered parts).  The
 * marker is written {{NAME:x-picture}}; `:none` is refused everywhere.  x-picture
 * lets through exactly the value dict_markup set in this page and escapes all
 * else, so a marker filled by dict_set by mistake is still safe,
 * and markup put under a plain {{NAME}} shows as text.  Never pass it anything
 * that a client typed without escaping that part.
 */
void dict_markup(struct dict *dict, const char *name, const char *markup);

/*
 * A dictionary of no page: what a row would show, to be read back for a file
 * instead of a screen.  Owned; ends with dict_alone_free.
 */
struct dict_alone {
	struct dict *dict;
	void *owner;
};
struct dict_alone dict_alone_new(void);
void dict_alone_free(struct dict_alone *alone);

/*
 * A template rendered by itself, for what many pages share: filled like a page's
 * part, without globals.  part_end ends it; the text is owned (free) and goes
 * into pages by dict_markup.  NULL when the template fails.
 */
struct dict_alone part_begin(const char *template_name);
char *part_end(struct dict_alone *part) NODISCARD;

/*
 * What was set on this very dictionary, "" when nothing was; "DUE.DUE_DAY" looks
 * into the first include at DUE.  Borrowed from the dictionary.
 */
const char *dict_value(const struct dict *dict, const char *name);
bool dict_shows(const struct dict *dict, const char *section);

#endif
