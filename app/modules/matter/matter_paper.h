/* Inside matter_print.c, matter_notice.c, matter_print_fields.c, matter_sheet.c and matter_official.c only: what every paper of a matter has. */
#ifndef MODULES_MATTER_MATTER_PAPER_H
#define MODULES_MATTER_MATTER_PAPER_H

#include "kernel/procedure_limit.h"
#include "modules/matter/matter_module.h"

/* The newest time that an action was taken: what its paper is printed of. */
struct happened {
	int64_t id;
	int64_t at;
	const char *opinion;
	const char *body;
	const char *actor;
	int64_t org;          /* of who took the action; 0: the clerk process */
	const char *org_name;
	int64_t audit_seq;
	const char *code;
	int64_t official_id;
	const char *official; /* document number (文号), NULL until it is entered */
	int64_t dated;        /* 成文日期; the day of the action until one is entered */
};

/* The paper of the address: a matter the actor may see, an action that has one and was taken; ERR_NOT_FOUND. */
enum err paper_of(struct request *req, struct context *context, struct matter **matter, const struct action **action,
		  struct happened *event) NODISCARD;

/* What the paper of an action is called; NULL: it has none. */
const char *paper_name(const struct action *action);

/* Whose paper it is: center, the matter's owner, who took the action; 0: several or another, who enter no number here. */
int64_t paper_issuer(const struct context *context, const struct matter *matter, const struct action *action,
                     const struct happened *event);

/* Title, number, subject and the way back; template_name in frame_print.tpl. */
struct dict *paper_begin(struct request *req, const struct matter *matter, const char *template_name,
			 const char *title);
/* Title, number and subject alone. */
void paper_head(struct dict *body, const struct matter *matter, const char *title);
/* LIST{LIST_LABEL, HEAD, LINE{CELL}}: rows of the form. */
void paper_list(struct context *context, struct dict *body, const struct value *value);
/* PAIR, LIST: the fields of a paper of the procedure's own, from its action, the form and earlier actions. */
enum err paper_fields(struct context *context, struct dict *body, const struct matter *matter,
		      const struct action *action, const struct happened *event, const struct values *form,
		      const struct values *fields, const struct paper_time *time) NODISCARD;
/* PAPER_TITLE, ADDRESSEE, PARAGRAPH, COPIES: every text of a paper that has holes, filled in. */
void paper_texts(struct context *context, struct dict *body, const struct matter *matter,
		       const struct paper *paper, const struct values *form, const struct values *fields,
		       const struct paper_time *time);
/*
 * DOCUMENT_NAMES: what had been handed in when the event happened, NULL: what lies there now; without what stays inside
 * the center.
 */
enum err paper_documents(struct context *context, struct dict *body, const struct matter *matter,
                         const struct happened *event) NODISCARD;
/* All that templates/matter/letter.tpl, notice_*.tpl, ruling_letter.tpl and receipt.tpl say beside the head. */
enum err notice_fill(struct context *context, struct dict *body, const struct matter *matter,
                     const struct action *action, const struct happened *event, bool from_unit) NODISCARD;
/* A paragraph that a person wrote, whole or in part: it ends with one full stop; "" stays; arena. */
const char *paper_sentence(struct arena *arena, const char *typed);
/* The articles a procedure rests on; the papers say 依据： themselves. */
const char *paper_articles(struct context *context, const struct procedure *procedure);
/* Below every paper: those articles, and the row of the log that proves it. */
void paper_foot(struct context *context, struct dict *body, const struct matter *matter, const struct happened *event);

#endif
