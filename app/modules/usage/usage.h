/*
 * Use of what was given (第十七条): the register of machines, the supervisor's
 * month of each, and the judgement of a system (domain: 闲置, 低效, 偏低, 正常,
 * 偏高).  Percentages and Mbps are hundredths everywhere: 1825 is 18.25 %.
 *
 *   usage_module.c    the tables: routes, settings, panel, menu
 *   usage_read.c      months of a system, its machines
 *   usage_judge.c     classes, target sizes
 *   usage_record.c    panel unit_record: what the record says of the unit, beside every decision about it
 *   usage_pages.c     GET /usage, /usage/systems/:id, /usage/unknown, /usage/machines
 *   usage_row.c       rows of use, whichever way they came: fields, check, saving
 *   usage_push.c      POST /api/v1/usage
 *   usage_token.c     GET, POST /usage/tokens
 *   usage_source.c    GET /usage/sources, GET, POST /usage/sources/:id
 *   usage_pull.c      job: a day of one platform from Prometheus;  usage_range.c  its answers
 *   usage_csv.c       rows of use out of a file
 *   usage_import.c    POST /usage/import
 *   usage_machine.c   POST /usage/machines/import
 *
 * What is read is what the actor's organisation may see of the system: all of
 * it for its unit, center, supervisor and secops and for the program, its own
 * platforms' machines for an operator.  Whether it may see the system at all
 * is the caller's to ask.
 */
#ifndef MODULES_USAGE_USAGE_H
#define MODULES_USAGE_USAGE_H

#include "kernel/actor.h"
#include "kernel/module.h"

extern const struct module usage_module;

/* The register of machines as CSV; an operator for its own platforms, the center and the program for all. */
extern const struct csv_import_kind machine_import;

/* A system in one month; averages weigh machines by their processors, memory or disks. */
struct usage_line {
	const char *period;
	int64_t machines;
	int64_t vcpu, memory_gb;
	int64_t cpu_avg, cpu_p95;
	int64_t mem_avg, mem_p95;
	int64_t storage;   /* disks used */
	int64_t bandwidth; /* P95, Mbps */
	int64_t coverage;  /* of the samples */
	int64_t from_days; /* machines whose month is rolled up from days */
};

/*
 * The last months up to the one before today, newest first; months nobody
 * reported are not among them, so *count may be 0.  Arena.
 */
enum err usage_months(struct context *context, int64_t system, int months, struct usage_line **out,
                      size_t *count) NODISCARD;

/* The month so many before the one today lies in: 1 is the last complete one; arena. */
char *usage_month_back(struct context *context, int months);

enum usage_class {
	USAGE_UNJUDGED, /* no data, too few samples, grace after going live, standby, trial, registered peak */
	USAGE_IDLE,     /* 闲置: every month of the window */
	USAGE_LOW,      /* 低效: every month of the window */
	USAGE_SLIGHT,   /* 偏低: in the last month */
	USAGE_NORMAL,
	USAGE_HIGH,     /* 偏高: the last high_months months */
	USAGE_CLASSES,
};
const char *usage_class_label(enum usage_class class);
const char *usage_class_tone(enum usage_class class);

struct usage_machine {
	int64_t platform;
	const char *platform_name;
	const char *code;
	int64_t vcpu, memory_gb;
	int64_t months;             /* of the window in which it was reported */
	int64_t idle_months;        /* without a gap, up to the last one: 1 notice, 2 confirm, 3 reclaim */
	int64_t cpu_avg;            /* of the last month */
	int64_t cpu_p95, mem_p95;   /* the highest of the window */
	int64_t mem_avg;            /* the highest of the window */
	int64_t coverage;           /* the lowest of the window */
	bool small;                 /* spared downsizing, not reclaim (decisions.md 18) */
	enum usage_class class;
	const char *why;            /* one sentence with the numbers */
	int64_t target_vcpu, target_memory_gb; /* what would do (domain.md 4.1); its own size when no smaller one does */
};

struct usage_judgement {
	const char *from, *to; /* months of the window */
	int64_t machines, judged;
	int64_t vcpu, judged_vcpu;
	int64_t class_vcpu[USAGE_CLASSES];
	int64_t coverage;      /* the lowest */
	enum usage_class class;
	const char *why;
};

/*
 * Judge a system by setting idle_months up to the last complete month: the class
 * that most of its judged processors are in, the higher use winning a tie.
 * machines may be NULL.  Arena.
 */
enum err usage_judge(struct context *context, int64_t system, struct usage_judgement *judgement,
                     struct usage_machine **machines, size_t *count) NODISCARD;

/*
 * Since which day a system that was given resources has not been deployed, once
 * that is unused_reclaim_cd days or more ago (第十四条、第十七条); 0 else.  Advice alone.
 */
enum err usage_unused_since(struct context *context, int64_t system, int64_t *day) NODISCARD;

/* Next size of the catalogue that carries the P95 at the target load, never less than 2 / 4. */
int64_t usage_target_vcpu(const struct service *service, int64_t vcpu, int64_t cpu_p95);
int64_t usage_target_memory(const struct service *service, int64_t memory_gb, int64_t mem_p95);

/* "18.25%"; arena. */
char *usage_percent(struct arena *arena, int64_t hundredths);

/* Panel row "system_usage": three months of the matter's system, or 尚无数据. */
enum err usage_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body) NODISCARD;

#endif
