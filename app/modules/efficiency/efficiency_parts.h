/* Inside the module efficiency: what its files share. */
#ifndef MODULES_EFFICIENCY_EFFICIENCY_PARTS_H
#define MODULES_EFFICIENCY_EFFICIENCY_PARTS_H

#include "kernel/answer.h"
#include "modules/efficiency/efficiency.h"

enum efficiency_item { ITEM_CPU, ITEM_MEMORY, ITEM_STORAGE, ITEM_ANSWER, ITEM_TIMELY, EFFICIENCY_ITEMS };
const char *efficiency_item_key(enum efficiency_item item);
const char *efficiency_item_label(enum efficiency_item item);
/* EFFICIENCY_ITEMS when there is no such item. */
enum efficiency_item efficiency_item_of(const char *key);

/* In percent and points. */
struct efficiency_rules {
	int64_t full[EFFICIENCY_ITEMS];
	int64_t low[ITEM_STORAGE + 1], high[ITEM_STORAGE + 1]; /* the band of the loads */
	int64_t none_below, none_above;
	int64_t grade_a, grade_b, grade_c;
};
enum err efficiency_rules_on(struct context *context, int64_t day, struct efficiency_rules *rules) NODISCARD;

/* What a quarter's records say of a unit. */
struct efficiency_measure {
	int64_t machine_months;   /* that can be judged; likewise the loads, hundredths of a percent */
	int64_t load[ITEM_STORAGE + 1]; /* -1: nothing to judge by */
	int64_t advised, answered;
	int64_t due, timely;
	int64_t due_months; /* of the quarter, in which anything was due */
};
enum err efficiency_measure(struct context *context, int64_t unit, const char *period,
                            struct efficiency_measure *measure) NODISCARD;

/* Points for a load (hundredths of a percent) of so many (hundredths of a point). */
int64_t efficiency_load_points(const struct efficiency_rules *rules, enum efficiency_item item, int64_t load);

struct efficiency_line {
	const char *measured;
	int64_t full, points; /* points -1: not scored */
};
void efficiency_score(struct arena *arena, const struct efficiency_rules *rules, const struct efficiency_measure *measure,
                      struct efficiency_line lines[EFFICIENCY_ITEMS]);
/* Hundredths of 100, of what was scored; -1 when no load was. */
int64_t efficiency_total(const struct efficiency_line lines[EFFICIENCY_ITEMS]);
/* "A" to "D", "" for a total of -1. */
const char *efficiency_grade(const struct efficiency_rules *rules, int64_t total);
const char *efficiency_grade_tone(const char *grade);

/* ---- the year's list (efficiency_paper.c) ---- */

/* One row of efficiency_year in words. */
struct efficiency_year_row {
	int64_t unit;
	const char *name;
	int64_t matter[4]; /* 0: none was decided */
	const char *text[4], *mean, *grade_words;
	const char *grade;
	int64_t done;
	bool graded;
};
struct query *efficiency_year_query(struct context *context, int64_t organisation, int64_t year);
void efficiency_year_row(struct arena *arena, struct query *query, const struct efficiency_rules *rules,
                         struct efficiency_year_row *row);
enum err efficiency_year_rules(struct context *context, int64_t year, struct efficiency_rules *rules) NODISCARD;

/* With the last score of the year of a period, the list is closed; without: a matter that is called off. */
enum err efficiency_close_year(struct context *context, const char *period, int64_t without) NODISCARD;
struct closing;
/* What the actor's organisation got of it. */
enum found efficiency_closed_year(struct context *context, int64_t year, struct closing *closing) NODISCARD;
enum err efficiency_year_print(struct request *req, struct context *context, int64_t year) NODISCARD;

enum err efficiency_compute(struct moving *moving);
enum err efficiency_freeze(struct moving *moving, struct answer *answer);
enum err efficiency_call_off(struct moving *moving, struct answer *answer);
enum verdict efficiency_objection(struct moving *moving, struct answer *answer);
enum verdict efficiency_return(struct moving *moving, struct answer *answer);
enum verdict efficiency_adjustment(struct moving *moving, struct answer *answer);

enum err efficiency_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err efficiency_frozen_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum verdict efficiency_evidence(struct moving *moving, struct answer *answer);

enum err efficiency_get(struct request *req);
enum err efficiency_print_get(struct request *req);
enum err efficiency_number_get(struct request *req);
enum err efficiency_number_post(struct request *req);
/* At the marker OFFICIAL of the list: the number of the whole year's closed list. */
enum err efficiency_number_note(struct context *context, struct dict *body, int64_t year) NODISCARD;
/* The whole list of a year, whoever asks; titled as its paper. */
enum found efficiency_closed_list(struct context *context, int64_t year, struct closing *closing) NODISCARD;

#endif
