/*
 * A center, two units with a system each, two providers with a platform each, a
 * supervisor and a secops: for the suites of reports.  It is the first working
 * day of November 2026, the report is of October.
 *
 *   machine       of                  on     vCPU  GB   CPU mean P95   memory mean P95  (percent, October)
 *   vm-one        水雨情监测平台      锦江云    8   32    20    50       40     60
 *   vm-two        水雨情监测平台      岷山云    8   32    10    30       20     40
 *   vm-three      道路运输系统        锦江云   16   64     2     9       10     15      idle since August
 */
#ifndef UNIT_MODULES_REPORT_CAST_H
#define UNIT_MODULES_REPORT_CAST_H

#include "support/cast.h"

#include "base/clock.h"
#include "data/tx.h"
#include "kernel/matter.h"
#include "kernel/move.h"
#include "kernel/procedure.h"
#include "kernel/round.h"
#include "modules/account/account.h"
#include "modules/duty/duty.h"
#include "modules/ledger/ledger.h"
#include "modules/matter/matter_module.h"
#include "modules/operation/operation.h"
#include "modules/registry/registry.h"
#include "modules/release/release.h"
#include "modules/report/report.h"
#include "modules/report/report_parts.h"
#include "modules/resource/resource.h"
#include "modules/review/review.h"
#include "modules/security/security.h"
#include "modules/usage/usage.h"

static const struct module *const report_modules[] = {
	&account_module,  &duty_module,   &ledger_module,   &matter_module, &operation_module, &registry_module,
	&release_module,  &report_module, &resource_module, &review_module, &security_module,  &usage_module,
	NULL};
static struct office *office;

static inline void machine(const char *code, int platform, int system, int vcpu, int memory)
{
	office_sql(office,
		   "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day, registered_at)"
		   " VALUES (%d, '%s', %d, %d, %d, 100, 1, 1)",
		   platform, code, system, vcpu, memory);
}

/* Percent; storage at 50, hardly any traffic, all samples there. */
static inline void month(const char *period, const char *code, int cpu_avg, int cpu_p95, int mem_avg, int mem_p95)
{
	office_sql(office,
		   "INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		   " cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		   " imported_at) SELECT '%s', platform_id, code, system_id, vcpu, memory_gb, disk_gb, %d, %d, 10000, %d, %d,"
		   " 10000, 5000, 4, 4, 10, 9800, 30, 1 FROM machine WHERE code = '%s'",
		   period, cpu_avg * 100, cpu_p95 * 100, mem_avg * 100, mem_p95 * 100, code);
}

static inline void report_people(void)
{
	static const char *const names[] = {"省大数据中心", "省水利厅", "省交通运输厅",    "锦江云服务公司",
					    "岷山云服务公司", "天府云监管", "蓉城安全运维中心"};
	static const char *const kinds[] = {"center", "unit", "unit", "provider", "provider", "supervisor", "secops"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		office_org(office, (int64_t)i + 1, kinds[i]);
		office_sql(office, "UPDATE organisation SET name = '%s', short_name = '%s' WHERE id = %zu", names[i],
			   names[i], i + 1);
	}
	office_person(office, 11, 1, "center.jb", "center.dispatch");
	office_person(office, 12, 2, "slt.jb", "unit.clerk");
	office_person(office, 13, 3, "jtt.jb", "unit.clerk");
	office_person(office, 14, 4, "jj.jb", "operator.clerk");
	office_person(office, 15, 5, "ms.jb", "operator.clerk");
	office_person(office, 16, 6, "tf.jb", "supervisor.clerk");
	office_person(office, 17, 6, "tf.lead", "supervisor.lead");
	office_person(office, 18, 7, "rc.jb", "secops.clerk");
}

static inline void report_estate(void)
{
	office_sql(office, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES"
			   " (1, 'jj-1', '锦江云', 'service', 4, '', 1), (2, 'ms-1', '岷山云', 'service', 5, '', 2);"
			   "INSERT INTO capacity VALUES (1, 'vcpu', 1000, 1), (2, 'vcpu', 1000, 1);"
			   "INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at) VALUES"
			   " (1, 'BA-0001', 2, '水雨情监测平台', 'register', 1), (2, 'BA-0002', 3, '道路运输系统',"
			   " 'register', 1);"
			   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at, operating_at)"
			   " VALUES (1, 2, 1, '水雨情监测平台', 3, 'operating', 1, 86400),"
			   " (2, 3, 2, '道路运输系统', 2, 'operating', 1, 86400);"
			   "INSERT INTO system_party VALUES (1, 1, 1), (2, 1, 1), (4, 1, 1), (5, 1, 1), (6, 1, 1),"
			   " (1, 2, 1), (3, 2, 1), (4, 2, 1), (6, 2, 1);"
			   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			   " VALUES (1, 1, 'vcpu', 8, 8, 1), (1, 2, 'vcpu', 8, 8, 1), (2, 1, 'vcpu', 16, 16, 1)");
	machine("vm-one", 1, 1, 8, 32);
	machine("vm-two", 2, 1, 8, 32);
	machine("vm-three", 1, 2, 16, 64);
	month("2026-10", "vm-one", 20, 50, 40, 60);
	month("2026-10", "vm-two", 10, 30, 20, 40);
	month("2026-10", "vm-three", 2, 9, 10, 15);
	month("2026-09", "vm-three", 2, 9, 10, 15);
	month("2026-08", "vm-three", 2, 9, 10, 15);
}

static inline void open_office(void)
{
	clock_freeze(day_start(day_from_date((struct date){2026, 11, 2})) + 9 * 3600);
	office = office_new(report_modules);
	report_people();
	report_estate();
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	office_open(office);
}

/* The program, on the writer. */
static inline struct context *program(void)
{
	struct context *context = arena_alloc(office->arena, sizeof *context);

	*context = (struct context){office->arena, office->writer, office->service, system_actor(), "test", "-"};
	return context;
}

#endif
