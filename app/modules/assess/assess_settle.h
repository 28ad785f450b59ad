/* A provider's year: the mean of its quarters, its grade, and what the settlement comes to. */
#ifndef MODULES_ASSESS_ASSESS_SETTLE_H
#define MODULES_ASSESS_ASSESS_SETTLE_H

#include "modules/assess/assess_page_parts.h"

enum { ASSESS_PROVIDERS_MAX = 200, ASSESS_QUARTERS = 4 };
#define ASSESS_YEAR_UNFORMED "四个季度审定后形成"


struct assess_year {
	int64_t provider;
	const char *code, *short_name, *name;
	int64_t total[ASSESS_QUARTERS]; /* -1: not approved */
	int64_t coefficient[ASSESS_QUARTERS]; /* kept as the sheet was published; -1: its contract set none */
	bool published[ASSESS_QUARTERS];
	int64_t count;
	bool formed;         /* all four are approved: fewer make no year */
	int64_t mean;        /* of the four, half up; -1 until then */
	const char *grade;   /* by the limits its fourth quarter was frozen with; "" until then */
	int64_t last_matter; /* of the fourth quarter, 0: none approved */
};

/* Those the actor may see, of one provider's code or of all (""); years has room for ASSESS_PROVIDERS_MAX.  Arena. */
enum err assess_years(struct context *context, const char *year, const char *code, struct assess_year *years,
                      size_t *count) NODISCARD;

struct assess_contract {
	const char *number, *name, *coefficient, *result; /* in words */
	const char *amount;
	int64_t cents, rate; /* 分 a year; hundredths, -1: not set */
};
struct assess_deduction {
	const char *number, *day, *clause, *amount;
	int64_t cents;
};

enum { ASSESS_CONTRACTS_MAX = 50, ASSESS_DEDUCTIONS_MAX = 100 };

struct assess_settlement {
	struct assess_contract contracts[ASSESS_CONTRACTS_MAX]; /* in force on the year's last day */
	struct assess_deduction deductions[ASSESS_DEDUCTIONS_MAX];
	size_t contract_count, deduction_count;
	size_t unset;           /* contracts without a coefficient */
	int64_t amount;         /* 分 a year, of all */
	int64_t by_coefficient; /* of those that set one */
	int64_t deducted;
	int64_t owed;        /* never less than nothing; -1: there is no sum */
	const char *why_not; /* there is no sum; NULL: there is */
	const char *due;     /* the arithmetic and what it comes to, in words; NULL without a sum */
};

/* "89.71（4 个季度平均）" or what is lacking; arena. */
const char *assess_year_mean(struct arena *arena, const struct assess_year *year);

/* As it was kept with a closed slip, else as it would be.  Arena. */
enum err assess_settlement_of(struct context *context, const char *period, const struct assess_year *year,
                              struct assess_settlement *settlement) NODISCARD;

/* ---- what is kept of it (assess_settled.c) ---- */

/* With the closing of the slip, in its transaction. */
enum err assess_settled_keep(struct context *context, const struct assess_year *year,
                             const struct assess_settlement *settlement) NODISCARD;
/* The settlement of a closed slip from what was kept; NOT_FOUND: closed before anything was. */
enum found assess_settled_read(struct context *context, int64_t matter, const struct assess_year *year,
			       struct assess_settlement *settlement) NODISCARD;
/* The figures as they were kept with the sheet of a fourth quarter, and reckoned again from what was kept. */
struct assess_settled {
	int64_t mean, amount, by_coefficient, deducted, owed; /* -1: none */
	const char *grade;
};
enum found assess_settled_again(struct context *context, int64_t matter, const struct assess_year *year,
                                struct assess_settled *kept, struct assess_settled *again) NODISCARD;

/* For reckoning: one contract, one deduction more, then what it comes to. */
void assess_add_contract(struct arena *arena, const struct assess_year *year, struct assess_contract contract,
                         struct assess_settlement *settlement);
void assess_add_deduction(struct arena *arena, struct assess_deduction deduction, struct assess_settlement *settlement);
void assess_conclude(struct arena *arena, const struct assess_year *year, struct assess_settlement *settlement);

/* What the contracts give the year's grade: "0.95", each by its number where they differ, or why there is none; arena. */
const char *assess_year_coefficient(struct arena *arena, const struct assess_year *year,
                                    const struct assess_settlement *settlement);

/* The four quarters and so on in words, at the markers of a row. */
void assess_show_year(struct arena *arena, struct dict *row, const char *period, const struct assess_year *year);

#endif
