/*
 * Quarterly assessment of providers (第三十三条): sheets for providers of service
 * and recovery platforms and for the supervisor.  On the day of the freezing the
 * records are counted once, and with the rules of the quarter's last day kept;
 * all figures come from what was kept (assess_figure.c), whenever they are asked.
 *
 *   assess_module.c     the tables: routes, settings, guards, effects
 *   assess_sheet.c      what is counted: indicators, their rules, where each is taken from
 *   assess_settings.c   the numbers: weights, limits, points, days
 *   assess_count.c      records → facts and rules, kept
 *   assess_figure.c     facts, rules and entries → figures; knows no database
 *   assess_store.c      kept rows in, figures out
 *   assess_matter.c     the procedure: freezing, first scoring, objections, approval, publishing
 *   assess_result.c     what follows: coefficient, allocation, revocation
 *   assess_pages.c      GET /assess, /assess/2026Q3;  assess_sheet_page.c one provider's
 *   assess_counted.c    beside a matter: which sheets count it
 *   assess_paper.c      the sheet as a paper, closed as it is published
 *   assess_year.c       GET /assess/2026;  assess_settle.c the year's mean and sum
 *   assess_settled.c    what the slip of a year was reckoned from;  assess_slip.c the settlement slip
 *   assess_number.c     the document number of that slip
 *   assess_bulletin.c   the quarterly bulletin as a document
 *   assess_recompute.c  zwy assess recompute QUARTER
 */
#ifndef MODULES_ASSESS_ASSESS_H
#define MODULES_ASSESS_ASSESS_H

#include "kernel/actor.h"
#include "kernel/module.h"

extern const struct module assess_module;

/* What the last published result lets a provider take on. */
enum assess_standing {
	ASSESS_OPEN,      /* 优秀、良好, or never assessed */
	ASSESS_SMALL,     /* 合格: growth of what it hosts, and small systems */
	ASSESS_NO_NEW,    /* 不合格: growth of what it hosts alone, until the next result */
};

/* period: the quarter it comes from, "" when there is none; arena. */
enum err assess_standing(struct context *context, int64_t provider, enum assess_standing *standing,
			 const char **period) NODISCARD;

/*
 * Whether a provider may take a new system of this size; *why: the sentence when
 * not, else NULL; arena.  Growth of what it hosts is not asked (第十六条).
 */
enum err assess_admits(struct context *context, int64_t provider, int64_t vcpu, int64_t memory_gb,
		       const char **why) NODISCARD;

/* What the bulletin of a quarter says, from the sheets approved by now. */
struct document;
enum err assess_bulletin(struct context *context, const char *period, struct document *document) NODISCARD;

/*
 * `zwy assess recompute QUARTER`: every figure of the quarter again from what was
 * kept; each difference is named on stderr.  0 when all are equal.
 */
int assess_command(int argc, char **argv, struct context *context);

#endif
