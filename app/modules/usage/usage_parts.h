/* Inside the module usage: its tables' members, and what they share. */
#ifndef MODULES_USAGE_USAGE_PARTS_H
#define MODULES_USAGE_USAGE_PARTS_H

#include "kernel/csv_import.h"
#include "kernel/listing_file.h"
#include "modules/usage/usage.h"

/* usage_csv.c: rows of use out of a file, checked all before one is saved. */
struct usage_import;
struct usage_import_kind {
	struct csv_page page;
	const char *rows_setting;   /* how many rows at most */
	const char *title;
	const char *sample_name;
	const char *day_sample;     /* where the empty file for days is */
	const char *headings;       /* comma-separated, in file order; the fields carry them as labels */
	const struct form *form;    /* a field per heading; what is not required may be missing */
	const char *back;
	const char *action;         /* for the audit log */
	enum err (*check)(struct usage_import *import, struct values *row); /* the values end with the row */
	enum err (*save)(struct usage_import *import); /* inside the transaction, when no row has an error */
	char *(*detail)(struct usage_import *import);  /* for the audit log */
};
struct usage_batch;
struct usage_import {
	struct request *req;
	struct context context;
	const struct usage_import_kind *kind;
	const struct csv_table *table;
	const char **names;        /* one per row: what names it */
	struct usage_batch *batch; /* rows of use, see usage_row.h */
	struct csv_complaints complaints;
};
enum err usage_import_show(struct request *req, const struct usage_import_kind *kind);
/* kind: while nothing was read; choose: the kind by what was sent. */
enum err usage_import_run(struct request *req, const struct usage_import_kind *kind,
                          const struct usage_import_kind *(*choose)(const struct csv_table *table));

/* ---- judging ---- */

/* A machine's month, newest first. */
struct usage_reading {
	const char *period;
	int64_t cpu_avg, cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, traffic, coverage;
};

/* Runs over one machine's months, newest first. */
struct usage_run {
	int64_t low_months, high_months, storage_months;
	bool idle_unbroken, low_unbroken, high_unbroken, storage_unbroken;
	int64_t disk_last; /* used in the last month */
	bool standby;
	int64_t since_day;
	const char *expected; /* the month that comes next without a gap */
};

struct usage_exemption {
	const char *machine; /* "": all of them */
	const char *text;    /* 已豁免至 …（…） */
};
enum { EXEMPTIONS_MAX = 50 };

/* What a system's machines are judged by. */
struct usage_facts {
	const struct usage_rules *rules;
	const char *from, *to;
	int64_t last_day; /* of the window */
	int64_t operating_at;
	bool trial;
	bool season;
	struct usage_exemption exemptions[EXEMPTIONS_MAX];
	size_t exemption_count;
};

/* usage_verdict.c */
void usage_run_begin(struct usage_run *run, const char *month);
void usage_run_add(struct arena *arena, const struct usage_rules *rules, struct usage_machine *machine,
                   struct usage_run *run, const struct usage_reading *row);
void usage_run_end(struct arena *arena, const struct usage_facts *facts, struct usage_machine *machine,
                   const struct usage_run *run);
const char *usage_rule_text(struct arena *arena, const struct usage_rules *rules, enum usage_class class);

/* usage_season.c: registered peaks of a system, on its page */
enum err usage_seasons_show(struct request *req, struct context *context, struct dict *body, int64_t system) NODISCARD;
enum err usage_season_post(struct request *req);

/* usage_show.c: verdicts as tables on a system's page */
/* The months as lines (newest first as they are read), with the limits the last of them is judged by. */
enum err usage_months_draw(struct context *context, struct dict *panel, const struct usage_line *lines,
                           size_t count) NODISCARD;
enum { USAGE_MONTHS_KEPT = 12 }; /* of a system, with its standing */

/* A page of a system's machines, judged, and the way to the next and to the file of all. */
struct usage_page {
	struct usage_machine *machines;
	struct listing list; /* rows: how many */
};
enum err usage_page_read(struct request *req, struct context *context, int64_t system,
			 struct usage_page *page) NODISCARD;
void usage_page_show(struct request *req, struct context *context, struct dict *body, const struct usage_page *page);
enum err usage_machines_file(struct context *context, struct listing_writer *writer, int64_t system) NODISCARD;
extern const struct listing_file usage_machines_verdicts;
enum err usage_bandwidths_show(struct context *context, struct dict *body, int64_t system,
			       const struct usage_page *page) NODISCARD;

/* usage_exempt.c */
enum err usage_exemptions_get(struct request *req);
enum err usage_exemptions_post(struct request *req);

/* Pages */
enum err usage_system_page(struct request *req, const char *sentence, int status);
enum err usage_get(struct request *req);
enum err usage_system_get(struct request *req);
enum err usage_unknown_get(struct request *req);
enum err usage_machines_get(struct request *req);
enum err usage_import_get(struct request *req);
enum err usage_import_post(struct request *req);
enum err usage_sample_get(struct request *req);
enum err usage_push_post(struct request *req);
enum err usage_tokens_get(struct request *req);
enum err usage_tokens_post(struct request *req);
enum err usage_token_revoke(struct request *req);
extern const struct form usage_token_form;
enum err usage_sources_get(struct request *req);
enum err usage_source_get(struct request *req);
enum err usage_source_post(struct request *req);
extern const struct form usage_source_form;

/* usage_pull.c, usage_standing.c: jobs of the clerk. */
enum err usage_pull_job(struct context *context);
enum err usage_standing_job(struct context *context);
enum err usage_machine_import_get(struct request *req);
enum err usage_machine_import_post(struct request *req);
enum err usage_machine_sample_get(struct request *req);

/* usage_record.c: panel unit_record */
struct matter;
/* 2026-10 处理器 18.25%，内存 40.10%: the unit's newest month, or 尚无数据. */
enum err usage_month_words(struct context *context, int64_t unit, const char **text);
/* usage_parties.c */
enum err usage_parties_record(struct context *context, struct matter *matter, struct values *form, struct dict *body);
enum err usage_unit_record(struct context *context, struct matter *matter, struct values *form, struct dict *body);

#endif
