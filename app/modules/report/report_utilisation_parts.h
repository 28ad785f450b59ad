/* Between the files of the report on use (R1). */
#ifndef MODULES_REPORT_REPORT_UTILISATION_PARTS_H
#define MODULES_REPORT_REPORT_UTILISATION_PARTS_H

#include "modules/report/report_rows.h"
#include "modules/usage/usage.h"

/* A month as query report_use_months gives it. */
struct use_month {
	const char *period;
	int64_t units, systems, machines, vcpu, memory, disk;
	int64_t cpu_avg, cpu_p95, mem_avg, mem_p95, storage; /* hundredths of a percent */
	int64_t busy_vcpu;                                   /* processors that the mean load comes to */
};

/* One that is idle or low, with what is proposed for it. */
struct use_low {
	const char *system, *unit;
	struct usage_machine machine;
	int64_t saved_vcpu, saved_memory;
};

/* A system of the scope: machines, vcpu, memory, then hundredths of a percent: cpu_avg, cpu_p95, mem_avg, mem_p95, storage. */
struct use_system {
	int64_t id;
	const char *name, *unit;
	int64_t figures[8];
	enum usage_class class;
};

/* All of them, judged. */
struct use_judged {
	struct use_system *systems;
	size_t system_count;
	int64_t class_machines[USAGE_CLASSES], class_vcpu[USAGE_CLASSES];
	int64_t machines, vcpu;
	struct use_low *low;
	size_t low_count;
	int64_t saved_vcpu, saved_memory; /* what all proposals would free */
};
enum err report_judged(const struct report_writer *writer, struct use_judged *judged) NODISCARD;

/* Sections that need the judged systems. */
void report_use_classes(const struct report_writer *writer, const struct use_judged *judged);
void report_use_low(const struct report_writer *writer, const struct use_judged *judged);
void report_use_annex(const struct report_writer *writer, const struct use_judged *judged);

#endif
