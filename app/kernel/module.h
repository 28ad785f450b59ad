/*
 * A module is one feature: struct module {name, routes, settings, guards,
 * effects, jobs, menu}.  To add one: app/modules/<m>/, its tables, and one line
 * in the alphabetical list of app/product.h.
 */
#ifndef KERNEL_MODULE_H
#define KERNEL_MODULE_H

#include "http/route.h"
#include "kernel/actor.h"

/* ---- settings: every number of the rules, with unit, basis and mark ---- */

enum setting_type {
	SETTING_INTEGER,
	SETTING_TEXT,
	SETTING_MONTH_DAY, /* "09-30", every year; as an integer 930; min and max are not used */
	SETTING_SIZES,     /* "2,4,8": sizes of a catalogue, each larger than the one before; min and max are not used */
};
enum { SETTING_SIZES_MAX = 16 };

struct setting_row {
	const char *key;
	enum setting_type type;
	const char *fallback;  /* value before any row is in force */
	const char *unit;      /* 工作日, 日, 小时 … */
	int64_t min, max;      /* integers */
	const char *label;
	const char *basis;     /* "第十二条" or a source */
	const char *mark;      /* "法规", "实践", "本系统默认" */
};

/* Settings that make sense only together; see kernel/setting_bond.h. */
enum setting_bond_form {
	BOND_SUM,        /* together they make a whole: changed one by one, so a wrong sum is shown and stops what uses it */
	BOND_DESCENDING, /* each larger than the next: a change can always wait for another, so a wrong one is refused */
};

struct setting_bond {
	const char *label;  /* "服务平台评分表的分值" */
	const char *group;  /* what asks for it, by name ("service"), or NULL */
	enum setting_bond_form form;
	int64_t sum;        /* BOND_SUM */
	int decimals;       /* as which it is shown: 10000 with 2 is 100.00 */
	const char *effect; /* BOND_SUM: what a wrong sum stops */
	const char *const *keys; /* integers; ended by NULL */
};

/* ---- guards: yes, no with a sentence, or not yet answerable ---- */

enum verdict { VERDICT_YES, VERDICT_NO, VERDICT_NOT_YET };

struct matter;
struct action;
struct procedure;

/* What a guard or an effect gets to see.  Before a draft exists matter is NULL. */
struct moving {
	struct context *context;
	const struct procedure *procedure;
	struct matter *matter;
	const struct action *action;   /* NULL while the gate list is drawn */
	struct values *form;           /* newest revision, or what was just typed */
	struct values *fields;         /* the action's own fields, NULL without */
	const char *opinion;
	int64_t event;                 /* effects: id of the event row already written */
	int64_t platform;              /* of the seat that acts (one work order's), 0: none */
	bool moves;                    /* effects: false when it stays: "@same", or others have yet to sign */
	/* effects may set these before the seats are opened: */
	const char *number_prefix;
	const char *due_setting; /* instead of the state's own: its clock hangs on the case (a level, a severity) */
	int64_t due_from;        /* counted from then; 0: now */
	const char *due_event;   /* what that moment is, in words; NULL: 转入 */
	int64_t due_at;        /* another deadline than the state's, also where it stays ("@same"); 0: the state's */
	const char *due_rule;  /* its arithmetic in words */
};

struct answer {
	char *sentence; /* what holds or what is missing; arena */
	char *cure;     /* what helps, NULL when nothing is missing */
	char *link;     /* where to go for it, NULL when nowhere */
	char *field;    /* form or action field the sentence belongs to, NULL: none */
	bool elsewhere; /* link leads away from that field */
};

struct guard_row {
	const char *name;
	const char *label;  /* the line in the gate list */
	const char *article;
	enum verdict (*test)(struct moving *moving, struct answer *answer);
};

/* Inside the transaction that moves the matter.  Anything but OK undoes it all; complain by moving->fields errors or answer. */
struct effect_row {
	const char *name;
	enum err (*apply)(struct moving *moving, struct answer *answer);
};

/* What an action's fields show before anybody typed: fills moving->fields from the form and the records. */
struct prefill_row {
	const char *name;
	enum err (*fill)(struct moving *moving);
};

/*
 * What the records say, drawn beside a form and a decision (`panels` of a procedure): adds panels at the
 * marker PANEL_MAIN, or PANEL_SIDE beside a decision, of body (kernel/panel.h), or a PAPER that leads to a page of its
 * own; none when there is nothing to say.  Those of a paper add a LIST (templates/matter/paper.tpl).
 */
struct dict;
struct panel_row {
	const char *name;
	enum err (*fill)(struct context *context, struct matter *matter, struct values *form, struct dict *body);
};

/* ---- jobs of the clerk process ---- */

struct job_row {
	const char *name;
	int64_t every_seconds;
	enum err (*run)(struct context *context);
};

struct menu_row {
	const char *group;  /* "", 申请与审批, 资源与系统, 运行与安全, 监督考核, 规则与公告, 管理 */
	const char *label;
	const char *href;
	const char *icon;   /* bootstrap-icons name */
	unsigned permission;
	const char *count;  /* "inbox", "notices" or NULL */
};

/* ---- letterheads: of what was closed before a letterhead was kept with it (kernel/closing.h) ---- */

struct closing;
struct document;

struct letterhead_row {
	const char *subject; /* of the closing; NULL ends the table */
	enum err (*address)(struct context *context, const struct closing *closing, struct document *document);
};

struct panel_before;
struct module {
	const char *name;
	const struct route *routes;          /* ended by a row without path */
	const struct setting_row *settings;  /* ended by a row without key; NULL for none; likewise below */
	const struct setting_bond *bonds;    /* ended by a row without label */
	const struct guard_row *guards;
	const struct effect_row *effects;
	const struct prefill_row *prefills;
	const struct panel_row *panels;
	const struct panel_before *before; /* panels that are a query alone (kernel/panel_before.h) */
	const char *const *sheet_panels; /* names of those that the printed sheet shows too; NULL-ended, NULL for none */
	/* What the records say beside every matter (PANEL_SIDE), whatever its procedure; NULL: nothing. */
	enum err (*beside)(struct context *context, const struct matter *matter, struct dict *body);
	const struct job_row *jobs;
	const struct menu_row *menu;
	const struct letterhead_row *letterheads; /* ended by a row without subject */
};

const struct guard_row *module_guard(const struct module *const *modules, const char *name);   /* NULL unknown */
const struct effect_row *module_effect(const struct module *const *modules, const char *name); /* NULL unknown */
const struct prefill_row *module_prefill(const struct module *const *modules, const char *name); /* NULL unknown */
const struct panel_row *module_panel(const struct module *const *modules, const char *name);     /* NULL unknown */

/* Whether the printed sheet of a matter shows a panel. */
bool module_panel_on_sheet(const struct module *const *modules, const char *name);

#endif
