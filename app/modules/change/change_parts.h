/* Inside the module change. */
#ifndef MODULES_CHANGE_CHANGE_PARTS_H
#define MODULES_CHANGE_CHANGE_PARTS_H

#include "kernel/answer.h"
#include "modules/change/change.h"

enum { CHANGE_LINES_MAX = 200 };

/* One class on one platform: what there is, what the form says there was, what it asks for. */
struct change_line {
	int64_t platform;
	const char *platform_name;
	const char *class;
	const char *label;
	const char *unit;
	int64_t now;    /* of the records */
	int64_t before; /* as typed; what is not in the form: now */
	int64_t after;
	bool typed;     /* stands in the form */
};

/* The first row about a platform and class that an earlier row is about too, both counted from 1; NULL: none. */
const struct values *change_line_twice(const struct value *rows, size_t *earlier, size_t *later);

/* Every line of the system and of the form; field is "lines" or, in an action, "granted_lines".  Arena. */
enum err change_lines(struct context *context, int64_t system, const struct values *form, const char *field,
		      struct change_line **out, size_t *count) NODISCARD;

/* One more row of rows that hold at most so many: for prefills. */
struct values *change_fresh_row(struct value *rows, struct arena *arena, size_t most);

/* What is wanted of a class on all platforms. */
int64_t change_wanted(const struct change_line *lines, size_t count, const char *class);
/* The change that an application was opened out of. */
enum found change_become(struct context *context, const struct matter *matter, struct matter **change) NODISCARD;

bool change_is_storage(const char *class);
bool change_has_kind(const struct values *form, const char *kind);

/* The system's own facts. */
struct change_system {
	const char *state;
	int64_t level;
	const char *zones;
	int64_t expires_day;
	int64_t org;
	const char *name;
};
enum err change_read_system(struct context *context, int64_t system, struct change_system *out) NODISCARD;

/* ---- major change ---- */

enum { MAJOR_RULES = 7 };
struct major_rule {
	const char *label;
	const char *arithmetic; /* the numbers in words */
	bool fired;
};
enum err change_major(struct context *context, struct matter *matter, const struct values *form,
		      struct major_rule rules[MAJOR_RULES], bool *major) NODISCARD;
/* The first two of them: by this change alone, and with all of the last months. */
enum err major_growth(struct context *context, const struct matter *matter, const struct change_line *lines,
		      size_t count, struct major_rule *once, struct major_rule *together) NODISCARD;
/* The third: what moves from one platform to another, by this change or by several one after the other. */
enum err major_move(struct context *context, const struct matter *matter, const struct change_line *lines,
		    size_t count, struct major_rule *rule) NODISCARD;

/* ---- rows of the tables ---- */

enum err change_prefill(struct moving *moving);
enum err change_asked(struct moving *moving);
enum err reapplication_basis(struct moving *moving);
/* Field `lines` of a re-application, from the last application, the register and the ledger. */
enum err reapplication_machines(struct moving *moving, int64_t system, const struct change_line *lines,
				size_t count) NODISCARD;

enum err change_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err major_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err emergency_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err reapplication_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err renewal_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body);

enum verdict change_system_live(struct moving *moving, struct answer *answer);
enum verdict emergency_system_live(struct moving *moving, struct answer *answer);
enum verdict change_complete(struct moving *moving, struct answer *answer);
/* change_left.c */
enum verdict change_leaves_some(struct moving *moving, struct answer *answer);
/* change_plan.c */
enum verdict growth_planned(struct moving *moving, struct answer *answer);
enum err use_plan_growth(struct moving *moving, struct answer *answer);
enum verdict change_before_true(struct moving *moving, struct answer *answer);
enum verdict growth_justified(struct moving *moving, struct answer *answer);
enum verdict same_provider(struct moving *moving, struct answer *answer);
enum verdict renewal_allowed(struct moving *moving, struct answer *answer);

enum verdict reapplication_agrees(struct moving *moving, struct answer *answer);

enum verdict major_cleared(struct moving *moving, struct answer *answer);
enum verdict provider_excepted(struct moving *moving, struct answer *answer);
enum verdict change_ruled(struct moving *moving, struct answer *answer);
enum verdict change_fits(struct moving *moving, struct answer *answer);
/* Asks one line's growth of its platform; *red names the platform beyond the red line, NULL below. */
enum verdict change_fits_line(struct moving *moving, struct answer *answer, const struct change_line *line,
			      const char *field, const char **red);

enum err record_change(struct moving *moving, struct answer *answer);
enum err execute_change(struct moving *moving, struct answer *answer);
enum err finish_change(struct moving *moving, struct answer *answer);
enum err record_information(struct moving *moving, struct answer *answer);
enum err redispatch_change(struct moving *moving, struct answer *answer);
enum err drop_change(struct moving *moving, struct answer *answer);
/* Insert what is lent or granted now; shared with emergency growth. */
enum err change_grant(struct moving *moving, struct answer *answer, const struct change_line *line, const char *field);
enum err change_order(struct moving *moving, int64_t platform, int64_t operator, int64_t due);

enum verdict emergency_fits(struct moving *moving, struct answer *answer);
enum err grant_emergency(struct moving *moving, struct answer *answer);
enum err deliver_emergency(struct moving *moving, struct answer *answer);
enum err order_return(struct moving *moving, struct answer *answer);
enum err free_emergency(struct moving *moving, struct answer *answer);

enum verdict emergency_paper_open(struct moving *moving, struct answer *answer);
enum verdict emergency_paper_waits(struct moving *moving, struct answer *answer);
enum verdict emergency_paper_at_center(struct moving *moving, struct answer *answer);
enum verdict emergency_taken_back(struct moving *moving, struct answer *answer);
enum verdict emergency_settled(struct moving *moving, struct answer *answer);
enum err tell_paper(struct moving *moving, struct answer *answer);
enum err emergency_lent(struct moving *moving);
/* Tell whoever it waits for: at the end of the loan it is no longer his by a seat. */
enum err emergency_paper_left(struct moving *moving) NODISCARD;
/* How the paper that follows stands, for the page. */
enum err emergency_paper_words(struct context *context, const struct matter *matter, const char **words) NODISCARD;

/* ---- jobs of the clerk process ---- */

enum err emergency_job(struct context *context);
enum err expiry_job(struct context *context);

#endif
