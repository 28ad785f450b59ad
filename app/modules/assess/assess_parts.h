/* Inside the module assess: what its files share. */
#ifndef MODULES_ASSESS_ASSESS_PARTS_H
#define MODULES_ASSESS_ASSESS_PARTS_H

#include "data/db.h"
#include "http/page.h"
#include "kernel/answer.h"
#include "kernel/matter.h"
#include "modules/assess/assess.h"

/* ---- what is counted (assess_sheet.c) ---- */

enum assess_form {
	COUNT_EVENTS, /* points lost for each fact, by its kind */
	COUNT_RATIO,  /* amount of whole against what is demanded; points lost by what is short */
	COUNT_SHARE,  /* the same part of the weight as amount is of whole; points lost for kinds besides */
	COUNT_MEAN,   /* likewise, rated by the center where too few answered (kind few) */
};

enum { RULES_MAX = 5, QUERIES_MAX = 2, ALL_POINTS = -1 };

/* A fact of this kind loses so many points, times its times; key NULL: all points of the indicator. */
struct assess_rule {
	const char *kind;
	const char *label;
	const char *key; /* of the setting */
};

struct assess_indicator {
	const char *sheet;
	const char *code;
	int dimension; /* 1 to 5 */
	const char *label;
	enum assess_form form;
	const char *origin; /* the table or procedure the facts are taken from */
	const char *source; /* the same in words */
	enum query_name queries[QUERIES_MAX];
	size_t query_count;
	const char *weight; /* setting, hundredths */
	const char *floor;  /* COUNT_RATIO: setting, demanded in hundredths of a percent */
	int64_t step;       /* COUNT_RATIO: so many hundredths of a percent short … */
	const char *points; /* … lose so many points: setting, hundredths */
	struct assess_rule rules[RULES_MAX];
};

extern const struct assess_indicator assess_indicators[];
extern const size_t assess_indicator_count;
extern const struct setting_row assess_settings[]; /* ended by a row without key */
extern const struct setting_bond assess_bonds[];   /* which of them must agree; ended by a row without label */
enum { ASSESS_WHOLE = 10000 };                     /* what the weights of a sheet make, hundredths */
extern const char *const assess_dimensions[5];

const struct assess_indicator *assess_indicator(const char *code); /* NULL unknown */

/*
 * A duty of every month that an indicator is of.  A month in which zwy asked nothing (a fact of the kind not_owed) is
 * left out of the indicator's weight: what was not owed earns nothing and costs nothing.
 */
struct assess_duty {
	const char *indicator;
	const char *procedure; /* NULL: the indicator's own queries say which months were not owed */
	const char *label;
	int64_t parts; /* the weight is so many equal parts, of which the duty is one */
};
const struct assess_duty *assess_duty(const char *code); /* NULL: the indicator counts what occurs */
const char *assess_sheet_label(const char *sheet);
const char *assess_grade_label(const char *grade); /* "" for none */

/* ---- figures (assess_figure.c): no database, no clock ---- */

struct assess_fact {
	const char *indicator;
	int64_t line;
	const char *kind;
	int64_t record; /* 0: none */
	int64_t at, amount, whole, times;
	const char *words;
};

struct assess_value {
	const char *key;
	int64_t value;
};

struct assess_entry {
	int64_t id;
	int64_t round;
	const char *kind;
	const char *indicator;
	int64_t points;
	const char *reason;
	const char *evidence;
	int64_t at;
};

struct assess_line {
	const struct assess_indicator *indicator;
	int64_t rank;
	int64_t weight; /* without what was not owed; 0: 不适用 */
	int64_t left_out;
	int64_t counted, adjusted, points, occurred;
	const char *words;
};

enum { ASSESS_LINES_MAX = 24 };

struct assess_sheet {
	struct arena *arena;
	const char *kind; /* service, supervision, recovery */
	int64_t round;
	const struct assess_value *rules;
	size_t rule_count;
	const struct assess_fact *facts;
	size_t fact_count;
	const struct assess_entry *entries;
	size_t entry_count;
	/* out */
	struct assess_line lines[ASSESS_LINES_MAX];
	size_t line_count;
	int64_t left_out;         /* of ASSESS_WHOLE, hundredths */
	int64_t sum;              /* of the lines, by the weights that apply */
	int64_t bonus, criticism; /* hundredths; criticism is not negative */
	bool veto;
	int64_t total;
	const char *grade;
};

/* All figures anew from rules, facts and entries. */
void assess_compute(struct assess_sheet *sheet);
/* What one fact costs, hundredths, before the whole is cut at the weight; a shortfall belongs to no single fact: 0. */
int64_t assess_cost(const struct assess_sheet *sheet, const struct assess_fact *fact);
int64_t assess_rule_value(const struct assess_sheet *sheet, const char *key);
/* What the total is made of: "各项得分 80.00 ÷ 适用分值 94.00 × 100 = 85.11，加分 …，合计 …"; arena. */
char *assess_total_words(const struct assess_sheet *sheet);
/* The weight of a line, or 不适用; likewise its points. */
const char *assess_weight_text(struct arena *arena, const struct assess_line *line);
const char *assess_points_text(struct arena *arena, const struct assess_line *line);
/* Nothing was lost, nothing adjusted and nothing left out. */
bool assess_plain_line(const struct assess_line *line);
/* How points are lost, from the numbers of the rules; arena. */
char *assess_rule_words(const struct assess_sheet *sheet, const struct assess_indicator *indicator);
/* The sum of a dimension's points and of its weights. */
int64_t assess_dimension(const struct assess_sheet *sheet, int dimension, int64_t *weight);
/* "-1.50" or "7.00"; arena. */
char *assess_points(struct arena *arena, int64_t points);
/* The line of an indicator; NULL when the sheet has none. */
const struct assess_line *assess_line_of(const struct assess_sheet *sheet, const char *code);

/* ---- what contracts demand (assess_floor.c) ---- */

enum { ASSESS_PLATFORMS_MAX = 40 };

struct assess_promise {
	const char *platform;
	int64_t weight;
	bool agreed;
	int64_t demanded; /* hundredths of a percent */
	const char *contract;
};

/* How a floor came about; kept among the rules of a sheet beside it, 0 in sheets from before. */
enum { FLOOR_RULED = 1, FLOOR_AGREED, FLOOR_MIXED };

struct assess_floor {
	struct assess_promise promises[ASSESS_PLATFORMS_MAX];
	size_t count;
	int64_t value;
	int64_t by;
};
/* What an indicator is asked with what contracts demand; false: they have no say. */
bool assess_promises(const struct assess_indicator *indicator, enum query_name *query);
/* From the indicator's query of promises, which it ends; rule: the setting's floor. */
enum err assess_floor_read(struct context *context, struct query *query, int64_t rule,
			   struct assess_floor *floor) NODISCARD;
const char *assess_promise_words(struct arena *arena, const struct assess_promise *promise);
/* Where FLOOR_… is kept. */
char *assess_floor_key(struct arena *arena, const struct assess_indicator *indicator);
/* Behind the floor: "（合同约定）"; "" where contracts have no say. */
const char *assess_floor_basis(const struct assess_sheet *sheet, const struct assess_indicator *indicator);

/* ---- counting and keeping (assess_count.c, assess_store.c) ---- */

/* Count the records of a provider and quarter and keep facts and rules; inside the transaction of the freezing. */
enum err assess_freeze(struct context *context, const struct matter *matter) NODISCARD;

/*
 * The day whose rules a provider's quarter is scored by: its last day or, when they did not agree then, the first later
 * one on which they do.  *day 0 when there is none by today.  *why: what was wrong on the last day, else NULL; arena.
 */
enum err assess_rules_day(struct context *context, const struct matter *matter, int64_t *day, char **why) NODISCARD;

struct assess_kept {
	int64_t matter;
	int64_t provider;
	const char *provider_name, *provider_code;
	const char *number; /* of the matter */
	const char *period;
	int64_t frozen_at, scored_at, approved_at, published_at;
	int64_t rules_day;   /* of a later day than the quarter's last; 0: of the last */
	int64_t coefficient; /* -1: not set */
	int64_t total;       /* as stored */
	const char *grade;
	bool veto;
	struct assess_sheet sheet; /* rules, facts and entries read, figures computed */
};
/* NOT_FOUND before the freezing. */
enum found assess_read(struct context *context, int64_t matter, struct assess_kept *kept) NODISCARD;
/* Compute and write lines and total. */
enum err assess_store(struct context *context, int64_t matter) NODISCARD;
/* The stored line; points etc. as written. */
enum err assess_stored_lines(struct context *context, int64_t matter, struct assess_line lines[ASSESS_LINES_MAX],
			     size_t *count) NODISCARD;

#endif
