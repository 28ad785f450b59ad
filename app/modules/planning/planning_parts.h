/* Inside the module planning: its tables' members, and what they share. */
#ifndef MODULES_PLANNING_PLANNING_PARTS_H
#define MODULES_PLANNING_PLANNING_PARTS_H

#include "http/page.h"
#include "kernel/answer.h"
#include "modules/planning/planning.h"

enum { PLAN_ITEMS_MAX = 200 };

/* One item, from a row of a form or from the register. */
struct plan_item {
	int64_t id; /* 0: not in the register yet */
	const char *name;
	const char *kind;
	int64_t system;
	int64_t quarter;
	const char *filing;
	int64_t level;
	const char *zone;
	int64_t vcpu, memory_gb, storage_gb, bandwidth_mbps;
	int64_t funds; /* 分 */
	int64_t priority;
	const char *basis;
	const char *decision; /* NULL: none */
	int64_t decided_vcpu, decided_memory_gb, decided_storage_gb;
	const char *reason;
};

int64_t plan_year(const struct matter *matter);
int64_t plan_quarter_end(int64_t year, int64_t quarter); /* its last day */
/* How the last quarter of that year that is over was told of; nothing of it before its first has ended.  Arena. */
enum err plan_progress_words(struct context *context, int64_t year, const char **words) NODISCARD;
size_t plan_rows(struct arena *arena, const struct values *form, const char *key, struct plan_item **items);
enum err plan_items_read(struct context *context, int64_t matter, struct plan_item **items, size_t *count) NODISCARD;
const struct plan_item *plan_find(const struct plan_item *items, size_t count, const char *name, const char *kind);
/* What an adjustment wants: the fields being typed, else those of the newest event `adjust`; NULL: none. */
enum err plan_adjusted(struct moving *moving, struct values **fields) NODISCARD;

enum err list_plan_items(struct moving *moving, struct answer *answer);
enum err decide_plan_items(struct moving *moving, struct answer *answer);
enum err issue_plan(struct moving *moving, struct answer *answer);
enum err adopt_adjustment(struct moving *moving, struct answer *answer);
enum err fill_plan_decisions(struct moving *moving);
enum err fill_plan_current(struct moving *moving);

/* planning_guard.c */
enum verdict plan_items_sound(struct moving *moving, struct answer *answer);
enum verdict plan_decided(struct moving *moving, struct answer *answer);
enum verdict adjustment_open(struct moving *moving, struct answer *answer);
enum verdict adjustment_sound(struct moving *moving, struct answer *answer);
enum verdict progress_quarter(struct moving *moving, struct answer *answer);
enum verdict plan_year_ending(struct moving *moving, struct answer *answer);
enum verdict plan_year_over(struct moving *moving, struct answer *answer);

/* planning_use.c */
enum err use_plan_item(struct moving *moving, struct answer *answer);

/* planning_progress.c */
enum err record_progress(struct moving *moving, struct answer *answer);
enum err plan_progress_job(struct context *context);

/* planning_panel.c */
enum err fill_plan_items(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err fill_plan_progress(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err fill_plan_unplanned(struct context *context, struct matter *matter, struct values *form, struct dict *body);
const char *plan_kind_label(const char *kind);
const char *plan_decision_label(const char *decision); /* NULL: not decided */
const char *plan_decision_words(struct arena *arena, const char *decision, bool issued); /* 拟采纳 until it is issued */
const char *plan_decision_tone(const char *decision);

/* planning_page.c */
enum err plans_get(struct request *req);
enum err plans_export_get(struct request *req);
enum err plans_print_get(struct request *req);

#endif
