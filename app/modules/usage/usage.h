/*
 * Use of what was given (第十七条): the register of machines, the supervisor's
 * month of each, and the judgement of a system (domain: 闲置, 低效, 偏低, 正常,
 * 偏高).  Percentages and Mbps are hundredths everywhere: 1825 is 18.25 %.
 *
 *   usage_module.c    the tables: routes, settings, panel, menu
 *   usage_read.c      months of a system, its machines
 *   usage_rules.c     limits as in force on the judged day, target sizes
 *   usage_verdict.c   one machine: class, reason, advice
 *   usage_judge.c     a system: what most of its processors are
 *   usage_bandwidth.c what a system's traffic needs of what was granted
 *   usage_exempt.c    GET, POST /usage/exemptions
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

/* The month so many before another one; arena. */
char *usage_month_before(struct arena *arena, const char *month, int64_t months);

/* The month so many before the one today lies in: 1 is the last complete one; arena. */
char *usage_month_back(struct context *context, int months);

/* ---- judging ---- */

struct usage_sizes {
	size_t count;
	int64_t sizes[SETTING_SIZES_MAX];
};

/* The limits as in force on a day: percent, months, days, GB, Mbps, but idle_traffic in hundredths of Mbps. */
struct usage_rules {
	int64_t day;
	int64_t window, high_months, season_months;
	int64_t cpu_idle_p95, mem_idle_avg, idle_traffic, cpu_low_p95, mem_low_p95, cpu_slight_avg, cpu_high_p95, mem_high_p95;
	int64_t storage_low, storage_high, bandwidth_low;
	int64_t target_cpu, target_mem, target_storage, target_bandwidth, storage_step, bandwidth_step;
	int64_t grace, coverage, small_vcpu, small_memory;
	struct usage_sizes vcpu_sizes, memory_sizes;
};
enum err usage_rules_on(struct context *context, int64_t day, struct usage_rules *rules) NODISCARD;

enum usage_class {
	USAGE_UNJUDGED, /* no data, too few samples, grace after going live, standby, trial, registered peak, small */
	USAGE_IDLE,     /* 闲置: every month of the window */
	USAGE_LOW,      /* 低效: every month of the window */
	USAGE_SLIGHT,   /* 偏低: in the last month */
	USAGE_NORMAL,
	USAGE_HIGH,     /* 偏高: the last high_months months */
	USAGE_CLASSES,
};
const char *usage_class_label(enum usage_class class);
const char *usage_class_tone(enum usage_class class);

/* What follows from a verdict; nothing of it by itself. */
enum usage_advice {
	ADVICE_NONE,
	ADVICE_NOTICE,  /* 闲置 the first month: 提示 */
	ADVICE_CONFIRM, /* the second: 请使用单位核实 */
	ADVICE_RECLAIM,
	ADVICE_DOWNSIZE,
	ADVICE_GROW,
};
const char *usage_advice_label(enum usage_advice advice); /* "" for none */

struct usage_machine {
	int64_t platform;
	const char *platform_name;
	const char *code;
	int64_t vcpu, memory_gb, disk_gb;
	int64_t months;             /* of the window in which it was reported */
	int64_t idle_months;        /* without a gap, up to the last one: 1 notice, 2 confirm, 3 reclaim */
	int64_t cpu_avg;            /* of the last month */
	int64_t cpu_p95, mem_p95;   /* the highest of the window */
	int64_t cpu_max, mem_max;   /* peaks, likewise */
	int64_t mem_avg;            /* the highest of the window */
	int64_t disk_used;          /* likewise */
	int64_t coverage;           /* the lowest of the window */
	bool silent;                /* nothing was reported of it for the month it is judged by */
	bool small;                 /* spared downsizing, not reclaim */
	enum usage_class class;
	const char *why;            /* window, coverage, P95 and peak in one sentence, or why it is not judged */
	const char *rule;           /* which rule with which numbers; "" when it is not judged */
	const char *exempt;         /* until when and why no advice is given; NULL: it is not exempt */
	enum usage_advice advice;
	int64_t target_vcpu, target_memory_gb; /* what is proposed; its own size when nothing is */
	enum usage_advice storage;  /* of its disks alone: downsize, grow or none */
	int64_t target_disk_gb;
	int64_t back, id; /* of a page of them: where the next begins (struct usage_paging) */
};

struct usage_judgement {
	const char *from, *to; /* months of the window */
	int64_t machines, judged;
	int64_t vcpu, memory_gb, judged_vcpu, exempt_vcpu;
	int64_t class_vcpu[USAGE_CLASSES];
	int64_t coverage;      /* the lowest */
	int64_t cpu_p95, mem_p95; /* of the machines' highest, weighed by processors and by memory */
	int64_t cpu_max, mem_max; /* the highest peak of any */
	int64_t target_vcpu, target_memory_gb; /* of all machines; as it is when nothing is proposed */
	enum usage_class class;
	const char *why;  /* one sentence: window, coverage, P95, peak, what most are, proposal */
	const char *rule; /* "" when nothing was judged */
};

/*
 * Judge a system by setting idle_months up to the last complete month: the class
 * that most of its judged processors are in, the higher use winning a tie.
 * machines may be NULL.  Arena.
 */
enum err usage_judge(struct context *context, int64_t system, struct usage_judgement *judgement,
                     struct usage_machine **machines, size_t *count) NODISCARD;

/* The same for a window that ends with any month, by the rules of its last day (usage_rules_of_month). */
enum err usage_judge_month(struct context *context, const struct usage_rules *rules, int64_t system, const char *month,
                           struct usage_judgement *judgement, struct usage_machine **machines, size_t *count) NODISCARD;

/*
 * The machines of a system page by page, judged as usage_judge does: first those
 * reported in the last complete month, in the order they were reported, then those
 * last reported a month before, and so on through the window.
 */
struct usage_paging {
	struct context *context;
	int64_t system;
	const char *month;
	struct usage_rules rules;
	struct usage_facts *facts;
	int64_t back, id; /* after this one: months back, row */
};
enum err usage_paging_begin(struct context *context, int64_t system, int64_t back, int64_t id,
                            struct usage_paging *paging) NODISCARD;
/* At most so many of the next; fewer only at the end.  Arena. */
enum err usage_paging_next(struct usage_paging *paging, size_t most, struct usage_machine **machines,
                           size_t *count) NODISCARD;

/* What the system comes to, as the clerk kept it or, while that is not of today or the viewer sees a part, anew. */
enum err usage_judge_kept(struct context *context, int64_t system, struct usage_judgement *judgement) NODISCARD;

enum err usage_rules_of_month(struct context *context, const char *month, struct usage_rules *rules) NODISCARD;

/* Internet bandwidth granted to a system on a platform against the P95 of all its machines there together. */
struct usage_bandwidth {
	int64_t platform;
	const char *platform_name;
	int64_t granted;          /* Mbps, as it is now */
	int64_t months, coverage; /* of the window: reported without a gap, the lowest */
	int64_t p95;              /* the highest of the window, hundredths of Mbps */
	int64_t share;            /* the highest of the window, each month's of what was granted then; hundredths of a percent */
	bool low;                 /* every month of the window: 降带宽 */
	int64_t target;           /* Mbps; as granted when nothing is proposed */
	const char *why;
};
enum err usage_bandwidths(struct context *context, const struct usage_rules *rules, int64_t system, const char *month,
                          struct usage_bandwidth **out, size_t *count) NODISCARD;
/* Mbps a system held on a platform when a month ended; of a month before the books begin what they begin with. */
enum err usage_bandwidth_granted(struct context *context, int64_t system, int64_t platform, const char *month,
                                 int64_t *granted) NODISCARD;
/* Whether any of them on a platform is judged and not exempt: a recovery site's traffic is low by design. */
bool usage_platform_advised(const struct usage_machine *machines, size_t count, int64_t platform);

/*
 * Since which day a system that was given resources has not been deployed, once
 * that is unused_reclaim_cd days or more ago (第十四条、第十七条); 0 else.  Advice alone.
 */
enum err usage_unused_since(struct context *context, int64_t system, int64_t *day) NODISCARD;

/* Next size of the catalogue that carries the P95 at the target load; never more (target) or less (growth) than now. */
int64_t usage_target_vcpu(const struct usage_rules *rules, int64_t vcpu, int64_t cpu_p95);
int64_t usage_target_memory(const struct usage_rules *rules, int64_t memory_gb, int64_t mem_p95);
int64_t usage_growth_vcpu(const struct usage_rules *rules, int64_t vcpu, int64_t cpu_p95);
int64_t usage_growth_memory(const struct usage_rules *rules, int64_t memory_gb, int64_t mem_p95);
/* In steps of a setting: disks at this use, traffic at this P95 (hundredths of Mbps). */
int64_t usage_size_storage(const struct usage_rules *rules, int64_t disk_gb, int64_t used);
int64_t usage_size_bandwidth(const struct usage_rules *rules, int64_t p95);

/* Until which day a whole system is exempt from advice today, 0: it is not. */
enum err usage_exempt_until(struct context *context, int64_t system, int64_t *day) NODISCARD;

/* "18.25%"; arena. */
char *usage_percent(struct arena *arena, int64_t hundredths);

/* Panel row "system_usage": three months of the matter's system, or 尚无数据. */
enum err usage_panel(struct context *context, struct matter *matter, struct values *form, struct dict *body) NODISCARD;

#endif
