/* Inside the module guide: the articles and what is known about them. */
#ifndef MODULES_GUIDE_GUIDE_PARTS_H
#define MODULES_GUIDE_GUIDE_PARTS_H

#include "http/page.h"
#include "kernel/procedure.h"

/* Who answers for an article, one letter per column of the matrix: 主 M, 配 A(ssists), 监 S(upervises), 无 '.'. */
enum { PARTIES = 8 }; /* center, unit, provider, recovery provider, supervisor, secops, integrator, assessor */

struct article_row {
	int number; /* 1 to 37; there is no 11 */
	int chapter;
	const char *title;
	const char *text;    /* what it asks for, in our own words */
	const char *parties; /* PARTIES letters; NULL: a principle, not in the matrix */
	const char *setting; /* time limit shown in the matrix; NULL: words or none */
	const char *when;    /* in words; NULL: setting or none */
	bool declaratory;    /* 宣示性条款: nothing to measure */
};

extern const struct article_row article_rows[];
extern const size_t article_row_count;
extern const char *const chapter_titles[]; /* [1] to [7] */

const struct article_row *article_find(int number); /* NULL: there is none, 11 too */
/* Whether the procedure, one of its states, actions, documents or fields rests on it. */
bool procedure_names_article(const struct procedure *procedure, const char *article);

/* ---- guide_measure.c ---- */

/* A measure of an article: how many records, how many of them good, bad, and what colour follows. */
enum colour { COLOUR_GREY, COLOUR_GREEN, COLOUR_AMBER, COLOUR_RED };

struct measured {
	int64_t total, good, bad;
	enum colour colour;
	const char *text; /* arena */
};

/*
 * Matters of a procedure (what a round owes, or what a year brought), or a query of db/queries/compliance.sql over
 * organisations, systems and platforms: who lacks what.
 */
struct check_row {
	int article;
	const char *key; /* /compliance/:check */
	const char *label;
	const char *rule;        /* when it is which colour, in a sentence */
	const char *procedure;   /* NULL: none */
	enum query_name count;   /* total, good, bad, where counting the records one by one takes too long; 0: they are counted */
	enum query_name records; /* 0: the procedure's matters */
	bool descending;         /* how records are ordered */
	bool wide;               /* more than units: who runs platforms, the security organisation */
	enum colour when_bad;    /* amber or red */
	const char *href;        /* the record, when it is no list; NULL: the list */
};

extern const struct check_row check_rows[];
extern const size_t check_row_count;

const struct check_row *check_find(const char *key); /* NULL: none */
enum err check_measure(struct context *context, const struct check_row *check, struct measured *measured) NODISCARD;
/* The tone of a state on the page, and its word. */
const char *colour_tone(enum colour colour);
const char *colour_label(enum colour colour);
bool check_has_records(struct context *context, const struct check_row *check);
/* Bound but for the page; standing 0 good, 1 to be watched, 2 bad, -1 all. */
struct query *check_records(struct context *context, const struct check_row *check, int standing);
bool check_descends(const struct check_row *check);

/* ---- guide_words.c: how the parts of a procedure read; arena ---- */

char *article_text(struct arena *arena, const char *article);
/* "次月第 8 工作日": the words and the number in force; NULL: no time limit. */
const char *limit_text(const struct service *service, struct arena *arena, const struct article_row *row);
char *roles_text(struct arena *arena, const enum role *roles, size_t count);
char *due_text(const struct service *service, struct arena *arena, const struct state *state);
const char *signing_text(struct arena *arena, const struct state *state);
char *from_labels(struct arena *arena, const struct procedure *procedure, const struct action *action);
const char *to_label(const struct procedure *procedure, const struct action *action);
char *needs_text(struct arena *arena, const struct procedure *procedure, const struct action *action);

/* ---- guide_lines.c ---- */

/* The lines of two texts that differ, three of what stands around them; sections LINE of dict. */
void lines_compare(struct arena *arena, struct dict *dict, const char *before, const char *after);

/* ---- pages ---- */

enum err articles_get(struct request *req);
enum err article_get(struct request *req);
enum err compliance_get(struct request *req);
enum err compliance_records_get(struct request *req);
enum err responsibilities_get(struct request *req);
enum err duties_get(struct request *req);
enum err duty_records_get(struct request *req);

/* The month that is looked at, this one unless another is asked for; false when that is none. */
bool duty_month(struct request *req, const char **month, int64_t *first, int64_t *last) NODISCARD;
/* What the own organisation owes of an article this month, as a panel; none without any. */
enum err duties_fill_own(struct context *context, struct dict *body, const char *article) NODISCARD;
#define DUTY_OF_REPORTS "compliance_filing"
/* Where the matters of a duty stand: those of a period, of the weeks of a month (period ""), or beside that period. */
char *duty_records_href(struct arena *arena, const char *key, const char *month, const char *period, bool beside);

#endif
