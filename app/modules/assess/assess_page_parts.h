/* Between the files of the module's pages. */
#ifndef MODULES_ASSESS_ASSESS_PAGE_PARTS_H
#define MODULES_ASSESS_ASSESS_PAGE_PARTS_H

#include "modules/assess/assess_matter.h"

const char *assess_grade_tone(const char *grade);
/* "0.95", 系数未按合同设定, or that it comes with the publishing. */
const char *assess_coefficient_words(struct arena *arena, int64_t coefficient, bool published);

/* The last eight quarters at the marker PANEL_MAIN, of one provider (its code) or of all the actor may see (""). */
enum err assess_show_trend(struct context *context, struct dict *body, const char *code) NODISCARD;

/* Beside a matter: the score sheets that count it, as far as the actor may see them, and as what. */
enum err assess_counted(struct context *context, const struct matter *matter, struct dict *body) NODISCARD;

/* Which one it is, as far as the actor may see it; ERR_NOT_FOUND else. */
enum err assess_sheet_of(struct context *context, const char *period, const char *code, int64_t *matter) NODISCARD;

/* The sheet of a quarter and a provider's code as the actor may see it; ERR_NOT_FOUND else. */
enum err assess_find(struct context *context, const char *period, const char *code, struct assess_kept *kept) NODISCARD;

const char *assess_sheet_title(struct arena *arena, const struct assess_kept *kept);
const char *assess_standing_words(const struct assess_kept *kept);

/* assess_paper.c: the sheet on paper; closed as it is published, within that move */
struct closing;
enum err assess_sheet_print(struct request *req, const char *period, const char *code);
enum err assess_close_sheet(struct context *context, const struct assess_kept *kept) NODISCARD;
enum found assess_closed_sheet(struct context *context, int64_t matter, struct closing *closing) NODISCARD;

/* assess_year.c: GET /assess/2026;  assess_slip.c: the slip of one provider, on screen or on paper */
enum err assess_year_get(struct request *req, const char *year);
enum err assess_slip_get(struct request *req, const char *year, const char *code, bool print);
/* The closed slip as a paper that the center's office gives a number to; ERR_NOT_FOUND until it is closed. */
struct issued_paper;
enum err assess_slip_paper(struct context *context, const char *year, const char *code, struct issued_paper *paper) NODISCARD;
/* Closes the slip of the year of a period when the year's last sheet is published, or called off (without: its matter). */
enum err assess_close_year(struct context *context, int64_t provider, const char *code, const char *period,
                           int64_t without) NODISCARD;

#endif
