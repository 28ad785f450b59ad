/* Inside the module review: its tables' members, and what they share. */
#ifndef MODULES_REVIEW_REVIEW_PARTS_H
#define MODULES_REVIEW_REVIEW_PARTS_H

#include "kernel/answer.h"
#include "modules/review/review.h"

/* The round under way. */
struct round {
	int64_t id;
	int64_t number;
	bool meeting;
	int64_t opened_day;
};
enum found round_current(struct context *context, int64_t matter, struct round *round) NODISCARD;

/* A person named in field `experts`. */
struct reviewer {
	int64_t person;
	int64_t org;
	bool active;
	bool expert; /* role review.expert */
	bool staff;  /* role center.review */
};
enum { REVIEWERS_MAX = 30 };
/* Those of the action's field, each as the database says now. */
enum err reviewers_named(struct moving *moving, struct reviewer *reviewers, size_t *count) NODISCARD;

/* review_guards.c */
enum verdict experts_enough(struct moving *moving, struct answer *answer);
enum verdict opinions_enough(struct moving *moving, struct answer *answer);
enum verdict replan_round_left(struct moving *moving, struct answer *answer);
enum verdict replan_silent(struct moving *moving, struct answer *answer);
enum verdict conditions_closed(struct moving *moving, struct answer *answer);

/* review_effects.c */
enum err open_review(struct moving *moving, struct answer *answer);
enum err invite_experts(struct moving *moving, struct answer *answer);
enum err record_opinion(struct moving *moving, struct answer *answer);
enum err conclude_review(struct moving *moving, struct answer *answer);

/* review_page.c */
enum err review_get(struct request *req);
/* The way there, for those who may see who reviewed. */
enum err panel_review_opinions(struct context *context, struct matter *matter, struct values *form, struct dict *body);

#endif
