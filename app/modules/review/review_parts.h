/* What the files of the review module share. */
#ifndef MODULES_REVIEW_REVIEW_PARTS_H
#define MODULES_REVIEW_REVIEW_PARTS_H

#include "kernel/answer.h"
#include "modules/review/review.h"

struct round {
	int64_t id;
	int64_t number;
	const char *mode;
	int64_t invited;  /* without those who declared a conflict */
	int64_t opinions;
	bool concluded;
};

/* The newest round of a matter. */
enum found review_round(struct context *context, int64_t matter, struct round *round) NODISCARD;

/* review_guards.c */
enum verdict experts_enough(struct moving *moving, struct answer *answer);
enum verdict opinions_enough(struct moving *moving, struct answer *answer);
enum verdict replan_round_left(struct moving *moving, struct answer *answer);
enum verdict conditions_closed(struct moving *moving, struct answer *answer);

/* review_effects.c */
enum err open_review(struct moving *moving, struct answer *answer);
enum err record_opinion(struct moving *moving, struct answer *answer);
enum err conclude_review(struct moving *moving, struct answer *answer);

/* review_page.c */
enum err review_get(struct request *req);

#endif
