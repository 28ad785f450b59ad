/*
 * Procedures (事项): data, one YAML file each in db/procedures.
 *
 * To add a state: a line under `states`; an action: a line under `actions`; a
 * field: a line under `form`.  `zwy procedure check FILE` names file, line and
 * column of every mistake at once: unreachable state, dead end, unknown role,
 * guard, effect, setting, document, article or key, a missing sentence, a
 * condition that does not compile.  YAML is read plainly: no anchors, aliases,
 * tags or second documents; a text with { } : # or , stands in quotes.
 *
 *   procedure: application          key = file name
 *   title: 云资源使用申请
 *   articles: [12, 13]
 *   number: "SQ-{year}-{seq:4}"
 *   start: unit.clerk               role or list: who may open one; none: rounds and `opens` alone
 *   subject: [system, platform?]    what is chosen when it is opened, ? not necessarily; filing and none: nothing
 *   matter_title: system_name       text field of the form that names the matter, or a text with holes:
 *                                   "{system} {kind}" (kernel/procedure_text.h)
 *   addressee: receiver             reference field (of the form or an action) whose organisation becomes the
 *                                   addressee; "rows.column": each of the rows; addressee_from: STATE from which on it sees
 *                                   the matter (default: the submission)
 *   responsible: party              likewise who answers for it
 *   stages: [上报, 处置, 总结]        instead of the seven words of article 10; the last one is the end
 *   prefill: name                   fills the form of a fresh draft from the records
 *   panels: [usage, …]              what the records say, beside the form and the decision
 *   round: {every: month, for: [provider, integrator], each: platform}
 *                                   opened by the clerk process for the month (quarter, half_year, year) gone by, on
 *                                   the first working day after it; each: organisation (default), platform, system;
 *                                   of: current opens it for the period that begins; call: setting that is a day
 *                                   of the year: from that day on for the year to come (every: year);
 *                                   other_platform: those somebody else runs; platforms: [service, recovery]: of
 *                                   these kinds alone; every: week too; months: [SETTING, …] in months alone that one
 *                                   of these numbers divides: 1 each month, 3 the last month of each quarter;
 *                                   systems: true, of units those with a system in operation; systems: trial, those
 *                                   with one that went on trial before the period was over
 *   opened: [name, …]               effects when it begins beyond its draft (`opens` with at)
 *   gates: [filing_usable, …]       guards listed before filling in and tested at `submit`
 *   total: total_wd                 setting: working days of the whole, pauses excluded; total_from: the state whose
 *                                   first entry begins it (else the submission); total_until: the state from which
 *                                   on, in the order of the file, it has ended (else the matter's end)
 *   letter: {request: "我单位{system}……，现申请……，主要内容如下：", pledge: "我单位承诺……。"}
 *                   texts with holes before and after the form in the letter (申请函) that an action prints; default:
 *                   neutral ones
 *   administrators: why             the one reason for which 系统管理员 and 安全管理员 may be holders here; without
 *                                   it they act in no matter.  They see it from their own seat on, never open one
 *   hold: never                     its clock never stands by somebody's wish (挂起): incidents and the like; one of hours never does
 *   states:                         the first is the one a matter opens in
 *     draft: {label: 草稿, stage: 申请, holder: unit.clerk, edit: true, article: 12, next: …}
 *       holder      role or list of roles; relative to the matter: unit = whose system it is, else its owner,
 *                   operator = operators of its open work orders (one seat per platform), else of its
 *                   platform, else of the platforms its system lies on; owner = who opened it, addressee,
 *                   responsible (clerk or lead, whatever kind of organisation that is), supervisor, secops,
 *                   center; review.expert = invited guests
 *       due         setting *_wd (working days), *_cd (calendar days), *_h (hours) or *_min (minutes), or one
 *                   that is a day of the year: the last such day before the matter's period
 *       due_from    period: counted from the end of the matter's period instead of from the entering
 *       tone        colour of the state: blue purple amber green grey red; default by stage and end
 *       clock       stopped: the whole clock stands
 *       signatures  all: moves only when every seat has acted; in_order: the same, one after the other in the order
 *                   of holder (all seats of one holder at once); quorum: with so many of them (`quorum: 2`, or a share, `quorum: "2/3"`)
 *       edit        the holder may edit the form
 *       final       closed: no holder, no due, no action leaves it
 *       missed      true, of a final one: what was owed was not done; it counts as late for good
 *       waived      likewise: it turned out that nothing was owed; it counts nowhere
 *       next        one line: what happens next, for the page
 *       article     number of the article, or none; likewise for actions
 *       shared      parties of these kinds see the matter from this state on: [operator, supervisor]
 *   actions:
 *     submit: {label: 提交, from: draft, to: unit_check, article: 12, …}
 *       from        state, list of states
 *       to          state (its own: with an effect that sets its clock anew); "@returner" straight back to who
 *                   returned it; "@same" stays.  Where the form was edited and a material field or a document
 *                   changed, "@returner" is the way of a first submission instead: all levels run again; likewise
 *                   where somebody looks at what was corrected before it goes back
 *       to_unchanged  state (or "@returner") when neither form nor documents changed since the return
 *       who         role or list; default: the state's holders
 *       not_by      [submit, open]: who took one of these here (open: began it) may not take this one, nor anybody
 *                   for him: nobody judges an objection to his own work
 *       when        condition over form fields and the action's own fields
 *       opinion     required | optional | none (default none), opinion_min: characters
 *       documents   keys that must be there (document rows with required_if are checked too)
 *       guards, effects   names
 *       applies     guards too, and where one says no the button is not there at all: what holds of the records,
 *                   whatever is typed
 *       fields      the action's own fields, same shape as form; a key may be shared between
 *                   actions, never with the form
 *       prefill     name: fills the action's fields before anybody typed
 *       returns     true: remembers state and person for "@returner"
 *       tone        blue purple amber green grey red, for the timeline (default blue)
 *       primary     true: the one blue button
 *       confirm     sentence beside the button: what cannot be undone
 *       password    true: a final decision, about rights or money: who typed his password longer ago than
 *                   final_decision_password_minutes types it again (kernel/step_up.h)
 *       paper       letter, notice_accept, notice_correct, notice_refuse, ruling_letter, receipt, or a key of
 *                   `papers`: what can be printed once it happened
 *       opens       {procedure: hazard, at: issued, for: responsible, each: findings, copy: {title: text, level: level}}
 *                   what it sets going when it moves the matter or leaves it ("@same"): a matter for the owner, unit, operator,
 *                   addressee, responsible, center or the actor (who acts); one per row of `each` (optional; "action.rows":
 *                   as that action was last given), with only: {level: [a, b]}
 *                   for the rows alone that say one of these; copy: its fields from
 *                   columns of that row, from this form or from the action's fields, "=word" as it stands ({holes} of these filled in),
 *                   "@owner", "@unit": that organisation of this matter,
 *                   "rows.column" on the left: one row with it;
 *                   at: begins there instead of as a draft; about: {system: COLUMN, platform: COLUMN} or
 *                   {called: COLUMN}: what it is about, where the row says so (kernel/procedure_follow.h)
 *       hint        sentence above the fields: what the decision means
 *       audience    center: the event is shown to the center alone.  own: all parties see that it was done and by whom;
 *                   its opinion and fields are read by the organisation that wrote them, by who opened the matter,
 *                   the center and secops (view matter_overseer); no paper is printed of it
 *       after       setting: the clerk process does it when the state has lasted that long
 *                   (working or calendar days, hours), or `due`: its deadline has passed; or `successor`: it happens
 *                   when a new version takes its place (kernel/succession.h), or `subject_end`: when the system it is
 *                   about ends (kernel/subject_end.h); or PROCEDURE.ACTION, or a list of these: when that was taken in one
 *                   that this matter set going (kernel/outcome.h); nobody else may
 *       succeeds    true: this takes the place of the matter it was opened from, when that is of the same procedure
 *       runs_on     true: leads back to where the limit counts on from when that was entered otherwise, nothing is gained
 *       signs       true: counts as this seat's signature; the move happens with the last one needed
 *   documents:
 *     cloud_plan: {label: 上云方案, article: 12, required: true, required_if: …, types: [pdf, docx],
 *                  report: security   needs issuer, qualification and evidence date
 *                  states: [draft, correcting]   where it may be handed in; default: states with edit
 *                  who: unit.clerk, hint: …, internal: center, audience: own}
 *       required    true: wherever the form is submitted
 *       types       default pdf, ofd, jpg, png
 *       report      kind of assessor: security, performance, classified_protection, cryptography
 *       audience    own: each file is for one party, chosen as it is handed in by who opened the matter, the center or
 *                   secops, or for all; of any other party it is for that party itself.  Read as an action's own words
 *   papers:
 *     approval: {title: 变更批复, from: center, to: "{unit}", text: ["你单位申请……", …], fields: [kind, granted]}
 *       heading     text with holes above the paper; default: its title
 *       form        letter (信函, default) or official (文件格式, with mark and imprint)
 *       copies      text with holes: who else gets it (抄送)
 *       panels      what the records say, as lists below the table: rows of the modules' panels that fill LIST
 *       from        center, unit, owner, operator, supervisor, secops, addressee, actor (whoever takes the action): who signs
 *       to          text with holes; text: paragraphs with holes; fields: printed as a table;
 *                   action.field: as that earlier action was given it; @former.field: what the action that had this
 *                   field last before said in it, as 原…; @limit: the days or hours that the state
 *                   it leads to allows, and when they end; in the texts {limit}: when they end, {length}: how long they are
 *       limit       other parameters for it: one; a list of such that follow one another; or one for each word of a
 *                   choice of the form, severity: {critical: hazard_critical_h, …}; until: FIELD, a date that ends it earlier
 *   form:
 *     - {key: system_name, label: 系统名称, type: text, max: 60, required: true, section: 系统, material: true, …}
 *       type        text long_text integer decimal money date choice choices yes_no reference rows hidden
 *       options     {key: label} of choice and choices
 *       reference   filing, system, platform, organisation, recipient, assessor, person, colleague, plan_item, contract, contractor, supplier, subject_system, host
 *       columns     fields of rows; no rows in rows, no conditions in columns
 *       own         of a column that names an organisation: once given, a row is shown to that organisation, to
 *                   who opened the matter, the center and secops (view matter_overseer); to no other party (findings)
 *       past        of a date: true when it says when something was done, which is not after today
 *       shown       of a decimal: fixed (0.70) or ratio (1:3.00); default 0.7; places: how many, up to 9, else 2
 *       also        section hint unit article required required_if shown_if material min max pattern
 *
 * Conditions (required_if, shown_if, when) are SQL expressions (data/expression.h).  A name
 * stands for the field's value: text and choice as text ('' when empty), choices as
 * ',key,key,' (so: zones LIKE '%,internet,%'), numbers, dates, references and yes_no as
 * integer (decimals times 100, money in 分, NULL when empty), rows as their number.
 */
#ifndef KERNEL_PROCEDURE_H
#define KERNEL_PROCEDURE_H

#include "http/form.h"
#include "kernel/module.h"
#include "kernel/period.h"
#include "kernel/procedure_follow.h"
#include "kernel/service.h"

/* A compiled condition with the values it needs; made while a procedure is parsed. */
struct condition;

enum due_unit { DUE_NONE, DUE_WORKING_DAYS, DUE_CALENDAR_DAYS, DUE_HOURS, DUE_MINUTES, DUE_MONTH_DAY };

enum { STAGES_MAX = 7, HOLDERS_MAX = 12 };

struct state {
	const char *key;
	const char *label;
	const char *stage;   /* one of the procedure's stages */
	const char *article; /* "12"; NULL: none */
	const char *next;    /* what happens next */
	enum role holders[HOLDERS_MAX];
	size_t holder_count;
	const char *due_setting; /* NULL: no deadline */
	enum due_unit due_unit;
	bool due_from_period;
	const char *tone; /* NULL: by stage and end */
	bool clock_stopped;
	enum { SIGN_ONE, SIGN_ALL, SIGN_IN_ORDER, SIGN_QUORUM } signing;
	int quorum, quorum_of; /* signatures needed; of: as a share, 0: as a number */
	bool edit, final, missed, waived;
	unsigned shared_kinds; /* parties that join from here on */
	int line;
};

#define PAPER_LIMIT "@limit"    /* among the fields of a paper */
#define PAPER_FORMER "@former." /* and before one: what it said until this action changed it */

/* A parameter that a paper's time is counted by. */
struct paper_limit {
	const char *field; /* a choice of the form; NULL: always */
	const char *word;  /* that it says */
	const char *setting; /* NULL: the field is a date that ends it where that is earlier */
	enum due_unit unit;
};

/* A sheet that an action can be printed as. */
struct paper {
	const char *key;
	const char *title;
	const char *heading; /* what stands above the text; NULL: the title */
	bool official;       /* the document form (文件格式) with imprint; else the letter form */
	const char *from;    /* center, unit, owner, … */
	const char *to;
	const char *copies; /* who else gets it (抄送), NULL: nobody */
	const char **paragraphs;
	size_t paragraph_count;
	const char **fields;
	size_t field_count;
	const struct panel_row **panels; /* what the records say, as lists below */
	size_t panel_count;
	struct paper_limit *limits; /* none: the time of the state it leads to */
	size_t limit_count;
};

struct action {
	const char *key;
	const char *label;
	const char *hint;    /* NULL: none */
	const char *article; /* "12"; NULL: none */
	size_t *from;        /* indices of states */
	size_t from_count;
	const char *to;           /* state key, "@returner", "@same" */
	const char *to_unchanged; /* NULL: no shortcut */
	enum role who[HOLDERS_MAX];
	size_t who_count; /* 0: the state's holders */
	const char **not_by; /* actions whose takers may not take this one */
	size_t not_by_count;
	const char *when;
	const struct condition *when_compiled; /* NULL: always */
	enum { OPINION_NONE, OPINION_OPTIONAL, OPINION_REQUIRED } opinion;
	int opinion_min;
	const char **documents;
	size_t document_count;
	const struct guard_row **guards;
	size_t guard_count, applies_count; /* the first of them */
	const struct effect_row **effects;
	size_t effect_count;
	const struct prefill_row *prefill; /* NULL: the fields begin empty */
	const struct field *fields;
	size_t field_count;
	const struct condition **required_if; /* per own field, NULL without */
	const struct condition **shown_if;
	bool returns, runs_on;
	bool primary;
	bool signs;
	bool password; /* a final decision: asks for the password again when it was typed too long ago */
	const char *tone;
	const char *confirm;
	const char *paper;         /* templates/matter/<paper>.tpl printed from its event, NULL: none */
	const struct paper *sheet; /* paper is one of the procedure's own, printed by matter/paper.tpl */
	const struct follow *follow; /* NULL: nothing */
	bool center_only;          /* audience: center */
	bool own_words;            /* audience: own */
	const char *after_setting; /* not NULL: the program alone does it; "due" with DUE_NONE: at the state's own deadline */
	enum due_unit after_unit;
	const char **after_deeds; /* "procedure.action", in what it set going; none: not by such */
	size_t after_deed_count;
	bool succeeds;             /* its matter takes the place of the one it was opened from */
	int line;
};

struct document_kind {
	const char *key;
	const char *label;
	const char *hint;
	const char *article;
	bool required;
	const char *required_if;
	const struct condition *required_compiled; /* NULL: no condition */
	const char **types;                        /* "pdf" … */
	size_t type_count;
	const char *report; /* kind of assessor that must have issued it, NULL: not a report */
	size_t *states;     /* where it may be handed in */
	size_t state_count;
	enum role who[HOLDERS_MAX];
	size_t who_count;
	bool center_internal; /* sealed to the center, never shown to others */
	bool own_files;       /* audience: own */
	int line;
};

/* What the letter of a procedure says around the form: texts with holes. */
struct letter {
	const char *request;
	const char *pledge;
};

struct procedure {
	int64_t id; /* row of table procedure, 0 while only checked */
	const char *key;
	int version;
	const char *title;
	const char **articles;
	size_t article_count;
	const char *number;
	enum role start[HOLDERS_MAX];
	size_t start_count;
	enum { ABOUT_NOTHING, ABOUT_OPTIONAL, ABOUT_REQUIRED } about_system, about_platform;
	const char *matter_title;
	const char *addressee, *addressee_from; /* field that names it; NULL: none; likewise responsible */
	const char *responsible;
	const char *const *stages;
	size_t stage_count;
	const struct prefill_row *prefill;
	const struct panel_row **panels;
	size_t panel_count;
	struct {
		enum every every;
		bool current;
		const char *call_setting; /* NULL: with the period before */
		unsigned kinds; /* of the organisations that owe it */
		enum { EACH_ORGANISATION, EACH_PLATFORM, EACH_SYSTEM, EACH_OTHER_PLATFORM } each;
		const char *platforms; /* of which kinds, ",service,recovery,"; NULL: all */
		const char *after_setting; /* NULL: on the first working day */
		enum { SYSTEMS_ANY, SYSTEMS_OPERATING, SYSTEMS_TRIAL } systems; /* which a unit must have to owe it */
		bool begins;  /* beyond a draft */
		const char **month_settings; /* NULL: each month; else those that one of them divides */
		size_t month_setting_count;
	} round;
	const struct paper *papers;
	size_t paper_count;
	const char *total_setting;
	const struct state *total_from;  /* NULL: from the submission */
	const struct state *total_until; /* NULL: to the end */
	bool never_held;
	struct letter letter;
	const char *administrators; /* why administrators act in this one; NULL: they do not */
	const struct effect_row **opened;
	size_t opened_count;
	const struct guard_row **gates;
	size_t gate_count;
	struct state *states;
	size_t state_count;
	struct action *actions;
	size_t action_count;
	struct document_kind *documents;
	size_t document_count;
	struct field *form;
	size_t form_count;
	const char **condition_names; /* names a condition may use: form fields, then action fields */
	size_t condition_name_count;
	const struct condition **required_if; /* per form field, NULL without */
	const struct condition **shown_if;
	uint8_t digest[32];
};

/*
 * Parse and validate.  arena and engine must live as long as the result.
 * *complaints (arena) has one line per mistake, "application.yaml:12:5: …", in
 * Chinese and in the order of the file; then the result is NULL.
 */
struct procedure *procedure_parse(struct arena *arena, const struct module *const *modules,
				  struct expression_engine *engine, const char *file_name, const char *text,
				  size_t length, char **complaints);

/*
 * The same of a text that this database took in once, perhaps by an earlier build: refused is only what this build cannot
 * run, not what it would no longer take in.
 */
struct procedure *procedure_parse_stored(struct arena *arena, const struct module *const *modules,
					 struct expression_engine *engine, const char *file_name, const char *text,
					 size_t length, char **complaints);

/*
 * Whether a parsed text fits the procedures in force beside it: one sentence per
 * line for each thing that one opens in another and that is not there; NULL when
 * all is.  Not part of parsing: at set-up they are loaded one after the other.
 */
char *procedure_misfits(const struct service *service, struct arena *arena, const struct procedure *candidate);

/*
 * Whether two procedures would give their matters one series of numbers: what stands before the year or the count is
 * the same.  A person tells by it what a number is of.
 */
bool procedure_same_series(const struct procedure *one, const struct procedure *other);

/* A sentence when the candidate takes up a series that another procedure in force has; NULL when none has; arena.  Storing refuses it. */
char *procedure_series_taken(const struct service *service, struct arena *arena, const struct procedure *candidate);

/*
 * One sentence per line for each field that the version in force has, the candidate no longer, and one of its guards,
 * effects, prefills or panels reads by name (kernel/reads.h); NULL when there is none.  Storing refuses it.
 */
char *procedure_dropped(const struct service *service, struct arena *arena, const struct procedure *candidate);

/*
 * For service_refresh: the newest version of each key in force today, into
 * service->procedures.  Each version is parsed once per process.  Fails, after
 * log lines, when one of them, or a version with open matters, names something
 * this binary lacks.
 */
enum err procedure_load_all(struct service *service, struct db *db, struct arena *arena) NODISCARD;

/* Newest in force, NULL unknown; borrowed from the service. */
const struct procedure *procedure_find(const struct service *service, const char *key);

/* The very version a matter began with; NULL unknown or broken.  Lives as long as the service. */
const struct procedure *procedure_version(struct service *service, struct db *db, int64_t id);

/*
 * Store a file as a new version from a day on, audited (unchanged text: no new
 * version, OK, *id the present one).  ERR_INVALID when the text has mistakes;
 * they are in the log, procedure_parse gives them; and when the day lies before
 * that of the newest version.
 */
enum err procedure_store(struct context *context, const char *key, const char *text, int64_t valid_from,
			 int64_t *id) NODISCARD;

/* The newest version of a key, in force or still to come; id 0: there is none.  body is arena. */
struct procedure_newest {
	int64_t id;
	int64_t version;
	int64_t valid_from;
	const char *body;
};
enum err procedure_newest(struct context *context, const char *key, struct procedure_newest *newest) NODISCARD;

/*
 * A checked text as the version it was approved as, audited, inside the caller's
 * transaction.  ERR_CONFLICT when another version came in between, or when the
 * day lies before that of the version it replaces.
 */
struct procedure_approved {
	const char *text;
	int64_t version;
	int64_t valid_from;
	int64_t proposed_by, approved_by;
};
enum err procedure_put(struct context *context, const struct procedure *procedure,
                       const struct procedure_approved *approved, int64_t *id) NODISCARD;

const struct state *procedure_state(const struct procedure *procedure, const char *key);
/* Keys of the states in which nothing was done of what was owed, each between spaces, for SQL: " lapsed "; arena. */
char *procedure_missed(struct arena *arena, const struct procedure *procedure);
char *procedure_waived(struct arena *arena, const struct procedure *procedure); /* likewise: in which nothing was owed */
const struct action *procedure_action(const struct procedure *procedure, const char *key);
const struct document_kind *procedure_document(const struct procedure *procedure, const char *key);
/* Whether an action names a document among those it asks for. */
bool action_asks(const struct action *action, const struct document_kind *document);
/* Whether it is what happens to a matter when a new version takes its place (`after: successor`). */
bool action_yields(const struct action *action);
/* Whether it is what happens to a matter when its system ends (`after: subject_end`). */
bool action_ends_with_subject(const struct action *action);
/* Whether it comes of what was done in a matter that its own set going. */
bool action_comes_of(const struct action *action, const char *procedure, const char *key);
/* Whether time alone brings it about. */
bool action_times_out(const struct action *action);
/* When the program does it by itself, in words: "到期自动"; NULL: persons do. */
const char *action_by_itself(const struct action *action);
bool action_leaves(const struct procedure *procedure, const struct action *action, const struct state *state);

/*
 * Required and shown conditions over decoded values: hidden fields are emptied
 * and their complaints dropped, missing required ones get their sentence.
 */
void procedure_check_form(const struct procedure *procedure, struct values *form);

/* Likewise for an action's own fields; form may be NULL. */
void procedure_check_fields(const struct procedure *procedure, const struct action *action, struct values *fields,
			    const struct values *form);

/*
 * Whether a condition holds; NULL, which is no condition, holds.  form and
 * fields may be NULL: their values then count as absent.  Binds no more than
 * the values the condition names, so it may be asked often.
 */
bool procedure_holds(const struct procedure *procedure, const struct condition *condition, const struct values *form,
		     const struct values *fields);

/* Whether a condition hangs on the action's own fields, which are not known before they are typed. */
bool procedure_asks_fields(const struct condition *condition);

/* The state picture, an SVG without script or inline style; current_state may be NULL; arena. */
char *procedure_picture(struct arena *arena, const struct procedure *procedure, const char *current_state);

/*
 * `zwy procedure list | check FILE… | load [--from DAY] FILE…`; argv[0] is "procedure".
 * list: key, version, title, articles, states, actions, tab-separated.  Prints
 * to stdout, complaints to stderr; the exit status.
 */
int procedure_command(int argc, char **argv, struct context *context);

/* Its check alone, which needs no database: how a file is tried before it is loaded. */
int procedure_check(struct arena *arena, const struct module *const *modules, int count, char **paths);

#endif
