/*
 * Stories that are written down: db/stories/KEY.yaml tells how matters of
 * procedure KEY went in the demo, so that each of its states has one.
 *
 *   procedure: exit
 *   stories:
 *     - title: 业务终止，正常退出          for whoever reads the file
 *       opener: slt                       code of the organisation; the person is found by the procedure's start
 *       openers: [fgw, jxt]               the same story told of each of them
 *       by: slt-clerk-1                   that very account, instead of opener
 *       system: 水雨情监测平台              what it is about, as far as the procedure wants it
 *       platform: jinjiang-1
 *       ends: 4                           working days between its last step and the newest working day (default 3)
 *       at: "14:20"                       when on its day it is opened; without, some time in the morning
 *       month: 1                          instead: from the first working day of that many months before on
 *       quarter: 1                        instead: from the first working day after the quarter that many before the
 *                                         newest told in full, which is then its period; for a round nobody may start
 *                                         it is opened for the opener; after: 30 begins so many working days later
 *       called: 2                         instead: so many working days after the round was called for (round: call),
 *                                         as far as it got by now
 *       form: {reason: …, rows: [{…}]}    as typed into the draft
 *       steps: [submit, +2, {approve: {opinion: 同意}}, accept]
 *
 * A step is an action of the procedure or a map with one; somebody who may take
 * it is found, and the papers it wants are handed in before.  Its map: opinion,
 * fields, by (login), documents (further keys to hand in).  +N lets N working
 * days pass; every step takes one of its own unless it is written "-action"
 * (same day); after "/12" it comes twelve minutes after the one before.  "~1": what follows is counted back
 * from the end instead, its last step one working day before it.
 *
 * Other words: {edit: {field: value}} types into the draft,
 * {follow: KEY} goes on with the newest matter of that procedure which this one
 * set going, back with the one it came from, clerk lets the clerk process make
 * its round (deadlines, time-outs), morning the same before anybody works, redraft draws up the report once more,
 * {comment: text}; and what every procedure has, each with by: a login (demo_vocabulary.c):
 *   {hold: {by, until: 5, reason}} for so many working days, {resume: {by}}, {add_signer: {by, person: login, question}},
 *   {opinion: {by, text}} when asked so, {copy: {by, to: code of an organisation, role, note}}, {read_copy: {by}},
 *   {delegate: {by, role, person: login, until: 5, reason}} from that day on for so many working days,
 *   {codes: {by, person: login}} the lead has an activation code for an account shown.
 *
 * A duty that comes round (`round`) is told from the matter the clerk process opened for it, where there is one.
 *
 * In values: @day, @day+14, @day-3, @workday+5, @time-12 (so many minutes ago), @form:KEY (that day of the
 * form), @month-1, @platform:CODE, @org:CODE, @system:NAME, @person:LOGIN, @assessor:KIND, @contract:NUMBER,
 * @plan:UNIT:NAME, @has:SYSTEM:PLATFORM:CLASS+N (what it has now and so much more); a list of words for several choices, a list of
 * maps for rows; for rows that are there already a map of cells: typed into each
 * row ("every") or into the row whose first column is the map's key, "@of:COLUMN:62"
 * being 62 percent of another cell.
 */
#ifndef MODULES_DEMO_DEMO_WRITTEN_H
#define MODULES_DEMO_DEMO_WRITTEN_H

#include "kernel/procedure_yaml.h"
#include "modules/demo/demo_parts.h"

struct written_step {
	const char *word;             /* action, or one of the words above */
	const struct yaml_node *more; /* its map or text, NULL: none */
	int64_t days;                 /* working days after the first step */
	int64_t minutes;              /* after the step before; 0: some time of the day */
	bool tail;                    /* counted back from the end of the demo */
	int64_t line;                 /* in the file, for complaints */
};

struct written_story {
	const char *file;
	const char *key; /* of the procedure */
	const struct yaml_node *node;
	const char *opener; /* code of the organisation, NULL: by says who */
	struct written_step *steps;
	size_t count;
	int64_t length; /* in working days */
	int64_t ends;
	int64_t opens;   /* minute of the day, 0: some time in the morning */
	int64_t minutes; /* while it is read: what was said of the next step */
	int64_t month;   /* -1: by ends */
	int64_t quarter; /* -1: by ends */
	int64_t called;  /* -1: by ends */
	int64_t tail;    /* working days after its last step, -1: no step is counted back from the end */
	int64_t after;      /* working days after its first */
	const char *period; /* of the quarter; NULL without */
	int64_t matter; /* 0: not opened yet */
};

/* All files, in order of their names; ends the process on a mistake. */
struct written_story *written_read(struct demo *demo, size_t *count);

/* As of the frozen clock; step 0 opens the matter. */
void written_step(struct demo *demo, struct arena *arena, struct written_story *story, size_t step);

/* Acts as this person: his desk, his address. */
void written_become(struct demo *demo, struct context *context, const struct actor *actor);

/* The account of this login, be it made by a story; ends the process when there is none. */
int64_t written_person(struct demo *demo, const char *login);

/* Somebody with what he may do for others that day; arena. */
const struct actor *written_actor(struct demo *demo, struct arena *arena, const char *login);

/* False when the step is none of the words that every procedure has. */
bool vocabulary_step(struct demo *demo, struct context *context, const struct written_story *story,
		     const struct written_step *step);

/* A map of the file as somebody would type it, laid over what is there. */
void written_type(struct demo *demo, struct arena *arena, struct values *values, const struct yaml_node *map);

#endif
