/* Inside the module demo: what its files share. */
#ifndef MODULES_DEMO_DEMO_PARTS_H
#define MODULES_DEMO_DEMO_PARTS_H

#include "base/workday.h"
#include "kernel/config.h"
#include "kernel/matter.h"
#include "modules/demo/demo.h"

enum {
	DEMO_PEOPLE_MAX = 120,
	DEMO_DAYS = 560, /* how far back the story goes */
};

/* One password for all demo accounts, hashed once: sixty hashes would take six seconds. */
#define DEMO_PASSWORD "zwy-Demo-2026"

struct demo_person {
	const char *code; /* of the organisation */
	const char *short_name;
	struct actor actor;
};

struct demo {
	struct arena *arena; /* for the whole run */
	const struct config *config;
	struct context context; /* the system's, on the writer */
	const struct procedure *application;
	int64_t now;       /* the real time of the run */
	int64_t first_day; /* the story begins */
	int64_t last_day;  /* the newest working day with room for work before now */
	uint64_t random;
	struct demo_person people[DEMO_PEOPLE_MAX];
	size_t person_count;
	int64_t matters;          /* --matters N, 0: none */
	struct demo_scale *scale; /* NULL without */
	int64_t filings; /* numbers of the register given so far */
	int64_t batch;   /* the bulk decision under way */
	const struct values *form; /* of the matter that something is done to, for @form; NULL: a draft is typed */
};

/* demo.c: the same sequence every time. */
uint64_t demo_draw(struct demo *demo, uint64_t below);
/* Ends the process: what was begun is rolled back, and the reason is said. */
void demo_fail(const char *what, enum err err, const char *why) __attribute__((noreturn));
void demo_must(const char *what, enum err err);

/* demo_people.c */
void demo_people_add(struct demo *demo);
int64_t demo_organisation(struct demo *demo, const char *code);
/* The nth (from 0) person of an organisation with a role, the last one when there are fewer; fails when there is none.
 */
const struct actor *demo_person(struct demo *demo, const char *code, enum role role, size_t nth);
const struct actor *demo_person_by_login(struct demo *demo, const char *login);
/* Of the organisation of one of the accounts. */
const char *demo_short_name(const struct demo *demo, const struct actor *actor);
void demo_organisation_add(struct demo *demo, const char *code, const char *name, const char *short_name, int64_t rank,
			   const char *kinds);
/* A public key for everybody who seals: while nothing is locked, because the keeper writes too. */
void demo_keys_make(struct demo *demo);

/* demo_registry.c */
void demo_registry_add(struct demo *demo);
int64_t demo_platform(struct demo *demo, const char *code);
int64_t demo_assessor(struct demo *demo, const char *kind);
int64_t demo_system_of(struct demo *demo, const char *name);
/* Grows live systems until the platforms are as full as the story says. */
void demo_registry_fill(struct demo *demo);

/* demo_filings.c: the register before the story. */
enum demo_copies { EVERY_THIRD, COPIED, NOT_COPIED };

struct demo_filed {
	const char *unit;
	const char *platform;    /* NULL: filed, not on the cloud yet */
	const char *names;       /* separated by | */
	enum demo_copies copies; /* with the recovery operator */
};
extern const struct demo_filed demo_register[];
extern const size_t demo_register_length;

/* The number under which a system is filed; filed in the register unless it is to come by proof. */
const char *demo_filing_on(struct demo *demo, const char *unit, const char *system, int64_t day, bool registered);
/* The same, on some day before the story. */
const char *demo_filing_add(struct demo *demo, const char *unit, const char *system, bool registered);

/* demo_usage.c: machines and months for every operating system without; and those that are in no register. */
void demo_usage_add(struct demo *demo);
void demo_usage_unknown(struct demo *demo);

/* demo_matters.c */
enum demo_size { SMALL, MEDIUM, LARGE, RECOVERED };

struct demo_tale {
	const char *unit;
	const char *system;
	const char *kind; /* option of field kind */
	const char *level;
	enum demo_size size;
	const char *platform;
	int ends; /* working days between the last step and the last day */
	const char *script;
	const char *base; /* name of the live system it re-applies for or is part of, NULL */
};
extern const struct demo_tale demo_tales[];
extern const size_t demo_tale_count;

/* demo_form.c: the form as typed; edition grows with every correction. */
struct values *demo_form(struct demo *demo, struct arena *arena, const struct demo_tale *tale, const char *filing,
			 int edition);
/* "key=value" lines into values; @ words are spelled out by the caller. */
struct values *demo_values(struct arena *arena, const struct field *fields, size_t count, const char *lines);

/* demo_steps.c: one matter on its way. */
struct demo_course {
	const struct demo_tale *tale;
	size_t index;
	const char *filing;
	int64_t matter; /* 0: not opened yet */
	int edition;    /* of the form */
};
bool demo_word_known(const char *word);
/* Do what a word says, as of the frozen clock; arena is the step's own. */
void demo_step(struct demo *demo, struct arena *arena, struct demo_course *course, const char *word,
	       const char *argument);

/* demo_story.c: filings for all matters, all scripts set in time, all steps in order. */
void demo_story_run(struct demo *demo);

/* demo_batch.c: bulk decisions, step by step: how many working days before the last day, which thousandth of the day. */
extern const char demo_batch_procedure[]; /* what they are about */
extern const size_t demo_batch_steps;
int demo_batch_ago(size_t step);
uint64_t demo_batch_part(size_t step);
void demo_batch_step(struct demo *demo, struct arena *arena, size_t step);

/* demo_files.c */
struct demo_paper {
	const char *document; /* key in the procedure */
	const char *title;
	int64_t evidence_day;
	int64_t assessor;
	const char *report_no;
	const char *conclusion;
};
void demo_hand_in(struct context *context, struct matter *matter, const struct demo_paper *paper);

/* demo_reports.c: receipts of extracts that went out. */
void demo_reports_sign(struct demo *demo, struct arena *arena);

/* demo_desk.c */
void demo_settings_add(struct demo *demo);
void demo_desk_add(struct demo *demo);

/* demo_scale.c: everything up to an instant is written; called between the steps of the story. */
struct demo_scale *demo_scale_new(struct demo *demo);
void demo_scale_until(struct demo *demo, struct demo_scale *scale, int64_t until);
void demo_scale_end(struct demo *demo, struct demo_scale *scale);

#endif
