/*
 * Matters in the browser: choose a procedure, fill in, check, submit, look,
 * act, hand in documents, print.  The rules are kernel/move.h; nothing here
 * decides anything.  This module is the model of the others' shape:
 *
 *   matter_pages.c      routes, then handlers in the order of their URLs
 *   matter_view.c       shared pieces of a page: stages, facts, timeline
 *   matter_fields.c     struct values → field partials
 *   matter_side.c       what stands beside it;  matter_before.c what came before
 *   matter_ruler.c      the working days to the deadline, as a picture
 *   matter_act.c        the one POST: save, check, act, comment, urge, reassign
 *   matter_typed.c      the form as it was typed
 *   matter_vocabulary.c the rest of what every procedure has: add a signer, hold, copy
 *   matter_together.c   and how it looks: signatures, opinions asked for, copies, decisions overtaken
 *   matter_rows.c       rows of a form or an action out of a CSV file
 *   matter_documents.c  hand in, open, who opened;  matter_withdraw.c take back
 *   matter_print.c      papers
 *   matter_official.c   the numbers that offices give to papers (文号);  matter_issued.c the same for any module's paper
 *   matter_sheet.c      the approval sheet
 *   matter_settings.c   the numbers of the rules
 *   matter_shown.c      struct values → what was filled in, and the error summary
 */
#ifndef MODULES_MATTER_MATTER_MODULE_H
#define MODULES_MATTER_MATTER_MODULE_H

#include "http/form.h"
#include "http/page.h"
#include "kernel/matter.h"
#include "kernel/module.h"

extern const struct module matter_module;
extern const struct setting_row matter_settings[];

/* The matter of the URL, visible to the actor; ERR_NOT_FOUND.  Arena. */
enum err matter_of(struct request *req, struct context *context, struct matter **out) NODISCARD;

/* ---- shared with other modules that list matters ---- */

struct matter_row {
	int64_t procedure; /* id of the version */
	const char *state;
	int64_t due_at;
	int64_t matter, since; /* for the end of a state that has no limit; since 0: not shown */
	bool paused;
	bool closed;
};
/* The state it is in, NULL when it is in none that is known. */
const struct state *matter_row_fill(struct context *context, struct dict *row, const struct matter_row *facts);

/* For listing_fill: columns procedure_id, state, due_at, paused_at, closed_at of a row (and matter_id, state_since, for
 * what ends by itself) → PROCEDURE_TITLE, STATE_LABEL, tones, DUE. */
void matter_row(struct context *context, struct dict *row, struct query *query, void *data);
const char *state_tone(const struct state *state);

/*
 * matter_sheet.c: a matter in the dossier of its system, as the actor sees it:
 * >SHEET (its approval sheet), HAS_CONDITIONS{CONDITION}, EVENTS_TEXT, >TIMELINE.
 */
enum err matter_dossier_fill(struct context *context, struct dict *body, const struct matter *matter) NODISCARD;

/*
 * matter_issued.c: numbers and dates that offices give to papers (文号, 成文日期), for whatever module issues one: a paper
 * of a matter's action, or one that was closed (kernel/closing.h).  The module finds the paper, answers 404 to those who
 * do not see it, 403 to those who did not issue it, and hands it to these.
 */
struct issued_paper {
	const char *title;
	const char *href;      /* of the paper, where it goes on after entering */
	int64_t matter;        /* with action; 0: it is a closing */
	const char *action;    /* key, "" for a closing */
	int64_t closing;       /* id; 0: of a matter */
	const char *object;    /* what the log names, and its id */
	int64_t object_id;
	int64_t issued_at;     /* it is dated no earlier */
	const struct matter *crumbs; /* whose way back is shown; NULL: to the paper alone */
	/* read by issued_number */
	int64_t number_id;
	const char *number; /* NULL: none in force */
	int64_t dated_day;  /* left as it is without */
};

/* Of the paper whose number the request is about, with issued_number() last; else 404 or 403. */
typedef enum err issued_finder(struct request *req, struct context *context, struct issued_paper *paper);

/* The number in force. */
enum err issued_number(struct context *context, struct issued_paper *paper) NODISCARD;

/* The page with its record; and its buttons "enter" and "void", each in a transaction of its own. */
enum err issued_get(struct request *req, issued_finder *find) NODISCARD;
enum err issued_post(struct request *req, issued_finder *find) NODISCARD;

/* At the marker OFFICIAL of a page: the number in force, and where to enter or void it (NULL: not for this reader). */
void issued_note(struct context *context, struct dict *body, const struct issued_paper *paper, const char *number_href);

/* ---- inside the module ---- */

void matter_crumbs(struct request *req, const struct matter *matter); /* NULL: the list alone */

/* matter_new.c */
enum err new_get(struct request *req);
enum err new_post(struct request *req);
extern const struct form matter_new_form;

/* matter_side.c: PANEL_MAIN, one for each panel of the procedure that has something to say. */
enum err panels_fill(struct context *context, struct dict *body, struct matter *matter, struct values *form);
/* The same below the printed sheet: those that belong on paper. */
enum err panels_fill_sheet(struct context *context, struct dict *sheet, struct matter *matter);

/* matter_fields.c: one FIELD include per field that is shown; group per section where the dict asks for it. */
enum err fields_fill(struct context *context, struct dict *dict, const struct values *values,
		     const struct procedure *procedure, const struct values *form);
enum err fields_sections(struct context *context, struct dict *dict, const struct values *values,
			 const struct procedure *procedure);
/* Read-only: GROUP{GROUP_LABEL, >PAIRS, >TABLE} of everything that was filled in. */
enum err fields_shown(struct context *context, struct dict *dict, const struct values *values,
		      const struct procedure *procedure, const char *edit_href);
/* The summary on top: every error with a link to its field. */
void errors_fill(struct context *context, struct dict *dict, const char *heading, const struct values *form,
		 const struct values *fields, const struct answer *refusals, size_t refusal_count,
		 const char *sentence);
/* The same for a file that was not taken: what else the form lacks is not asked yet. */
void file_error_fill(struct dict *dict, const struct answer *beside);
/* The same for a draft that was saved elsewhere after this page was opened: who saved it, and what differs. */
enum err overtaken_fill(struct context *context, struct dict *dict, const struct matter *matter,
			const struct values *typed);
/* LATE: what was typed into a form that had been handed in meanwhile, where it differs, to be copied from. */
enum err late_fill(struct context *context, struct dict *dict, const struct matter *matter,
		   const struct values *typed, const char *opinion);

/* matter_given.c: the values given with an action, without rows that are for another organisation (`own`); NULL: not JSON. */
struct values *event_values(struct context *context, const struct matter *matter, const struct action *action,
			    const char *body);
/* One row of a table, each cell with the label of its column, where there are several: what is empty is left out, and the
 * others do not shift into its place; arena. */
const char *row_words(struct context *context, const struct values *row);
/* What an action was given besides the opinion, "label：value" a line; "" without; arena. */
const char *event_given(struct context *context, const struct matter *matter, const char *action, const char *body);

/* matter_changed.c: CHANGE{CHANGE_LABEL, CHANGE_BEFORE, CHANGE_AFTER, MATERIAL_YES?}: one that is there, or those of a
 * field that differs, for a table one of each row. */
void change_line(struct dict *table, const char *label, const char *before, const char *after, bool material);
void change_fill(struct context *context, struct dict *table, const struct value *before, const struct value *after);

/* How the draft that was saved differs from what was typed, in a field that does: one sentence, for a table one of each row
 * that differs; rows are counted as they were typed.  Returns how many; arena. */
size_t change_saved(struct context *context, const struct value *saved, const struct value *typed,
		    const char ***sentences);

/* matter_past.c: what has happened in a matter, for a page; arena. */
struct past_step {
	const char *action, *from, *to; /* states; "" for neither */
};
struct past {
	struct past_step *steps;
	size_t count;
	uint32_t stages; /* bit i: it was in a state of the procedure's stage i */
};
enum err past_read(struct context *context, const struct matter *matter, struct past *past);

/* matter_view.c */
/* past NULL: not read, then every stage before the present one counts as passed. */
void stages_fill(struct context *context, struct dict *dict, const struct matter *matter, const struct past *past);
void facts_fill(struct context *context, struct dict *dict, const struct matter *matter);
/* due_at 0: no deadline; below 0: closed. */
void due_fill(struct context *context, struct dict *dict, int64_t due_at, bool paused);
/* matter_ruler.c: the working days to the deadline, as SVG; NULL when there is nothing to draw; arena. */
char *ruler_picture(struct context *context, const struct matter *matter);
enum err timeline_fill(struct context *context, struct dict *dict, const struct matter *matter);
enum err gates_fill(struct context *context, struct dict *dict, const struct procedure *procedure,
		    struct matter *matter, struct values *form);
enum err changes_fill(struct context *context, struct dict *dict, const struct matter *matter);
enum err ruling_fill(struct context *context, struct dict *dict, const struct matter *matter);
struct acting;
/* acting NULL: on paper, where nobody says anything. */
enum err conditions_fill(struct context *context, struct dict *dict, const struct matter *matter,
			 const struct acting *acting);

/* matter_together.c: what several people do with one matter. */
enum err seats_fill(struct context *context, struct dict *dict, const struct matter *matter);
/* The panel of somebody whose opinion is asked. */
enum err asked_fill(struct context *context, struct dict *body, const struct matter *matter,
		    const struct acting *acting);
/* In the panel of the holder: for whom he acts, whom he waits for, add a signer, hold. */
enum err tools_fill(struct context *context, struct dict *panel, const struct matter *matter,
		    const struct acting *acting);
enum err held_fill(struct context *context, struct dict *body, const struct matter *matter);
/* matter_receipts.c */
enum err receipts_get(struct request *req);
void copies_bind(struct context *context, struct query *query, const struct matter *matter);
enum err copies_fill(struct request *req, struct context *context, struct dict *body, const struct matter *matter,
		     const struct acting *acting);
/*
 * DECIDED{DECIDED_TEXT, DECIDED_TABLE{CHANGE{…}}}: decisions about another form than the newest.
 * changes_above: the page shows what changed since the return already.
 */
/* What a decision is called whose form or files changed after it: 自审批后已变更, where the procedure approves. */
const char *stale_word(const struct procedure *procedure);
enum err decided_fill(struct context *context, struct dict *body, const struct matter *matter, bool changes_above);
/* RERUN{RERUN_TEXT}: why this draft, once submitted, passes all levels again. */
enum err rerun_fill(struct context *context, struct dict *body, const struct matter *matter,
		    const struct values *form);

/* matter_side.c: the panels beside the matter. */
enum err side_fill(struct context *context, struct dict *body, const struct matter *matter);

/* matter_lost.c: STALE{STALE_HEADING, STALE_TEXT}, LOST{LOST_WORDS}: why nothing was done, and what the page does not ask again. */
enum err lost_fill(struct context *context, struct dict *body, const struct matter *matter,
		   const struct acting *acting);

/* matter_tool.c: one of the vocabulary that could not be done. */
struct tool_refusal {
	const char *key;
	const char *field; /* what is wrong: opinion, person, until, receiver; NULL: none of them */
	const char *sentence;
	const struct params *posted;
};
/* Into the section of the tool: TOOL_OPEN?, WORDS, WORDS_ERROR?=, CHOICE_ERROR?=, where it is the one that was refused. */
void tool_fill(struct dict *dict, const struct acting *acting, const char *key);
/* What was chosen then; "" when it was another or none. */
const char *tool_chosen(const struct acting *acting, const char *key, const char *name);

/* matter_act.c; at …/password with the password beside a decision, and nothing but decisions */
enum err matter_post(struct request *req);
struct acting {
	const struct action *action; /* pressed, NULL when the page is only shown */
	struct values *fields;       /* typed fields of that action */
	const struct params *posted; /* what was typed for any action; NULL: the page is only shown */
	const char *grow;            /* key of the rows that get one more; NULL */
	const char *opinion;
	const char *sentence;
	const struct tool_refusal *tool; /* NULL: none */
	int64_t condition; /* whose note did not do, 0: none */
	const char *condition_note;
	const struct answer *refusals;
	size_t refusal_count;
	const char *password; /* why it is asked for, beside its field; NULL: it is not */
	bool stale;                  /* the draft on the page was saved or handed in elsewhere meanwhile */
	enum err refused;            /* for who pressed it or for what happened meanwhile; OK: for neither */
	const char *refused_sentence; /* NULL: what that error says */
	const char *refused_words;    /* not meant for the box of the opinion; NULL: there is none */
	const struct values *late;   /* a form typed when it could not be changed any more; NULL: none */
	const char *document;       /* whose file was not taken, for sentence; NULL: none, or none was chosen */
	const struct params *facts; /* what was said of that file; NULL: none was sent */
};
enum err matter_show_page(struct request *req, struct context *context, struct matter *matter,
			  const struct acting *acting, int status);
/* matter_act_fields.c: HAS_FIELDS{>FIELD} of several actions, FIELD_GROUP{GROUP_LABEL, GROUP_OPEN?, >FIELD} of one. */
enum err action_fields_fill(struct context *context, struct dict *panel, struct matter *matter, struct values *form,
			    const struct action **actions, size_t count, const struct acting *acting);
/* What the form is filled in for; NULL: the actor can do nothing with it. */
const struct action *matter_submitting(struct context *context, const struct matter *matter);
enum err matter_edit_page(struct request *req, struct context *context, struct matter *matter, struct values *form,
			  const struct acting *acting, int status);

/* matter_rows.c: rows as CSV or pasted.  NULL: no such rows in the form or in an action. */
const struct field *matter_rows_field(const struct matter *matter, const char *key, size_t length);
bool matter_of_form(const struct procedure *procedure, const struct field *field);
/* The key of what was written as a label or as the whole name of a reference, else itself. */
const char *matter_option_key(struct context *context, const struct field *column, const char *text);
/* Whether pasted cells are the row of headings, copied along with what stands below it. */
bool matter_rows_heading(struct arena *arena, const struct field *field, char **cells, size_t count);
enum err rows_get(struct request *req);
enum err rows_post(struct request *req);
enum err rows_sample_get(struct request *req);
extern const struct form rows_form;
/* The page that takes a file for rows of an action; what else was typed for it is carried along and comes back. */
enum err rows_asked(struct request *req, struct context *context, struct matter *matter,
		    const struct field *field) NODISCARD;

/* matter_documents.c */
enum err documents_fill(struct context *context, struct dict *dict, const struct matter *matter);
/* Whether there is a document the actor may hand in now. */
enum err uploads_any(struct context *context, const struct matter *matter, bool *any);
enum err uploads_fill(struct context *context, struct dict *dict, const struct matter *matter,
		      const struct values *form, const struct acting *acting, size_t *shown);
/* What may be handed in besides the one file: of a matter, of the organisation in a day; arena. */
const char *upload_limits_text(const struct context *context);
enum err document_prepare(struct request *req);
enum err document_post(struct request *req);
enum err document_get(struct request *req);
enum err document_log(struct request *req);

/* matter_withdraw.c */
enum err document_withdraw_get(struct request *req);
enum err document_withdraw_post(struct request *req);
extern const struct form document_withdraw_form;

/* matter_sheet.c */
enum err print_get(struct request *req);

/* matter_print.c */
enum err paper_get(struct request *req);

/* matter_official.c */
enum err official_get(struct request *req);
enum err official_post(struct request *req);
/* Papers this matter has by now: PAPER{PAPER_HREF, PAPER_LABEL}. */
void papers_fill(struct dict *dict, const struct matter *matter, const struct past *past);

#endif
