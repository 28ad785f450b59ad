/*
 * Two units, two operators with a platform each, and rows that records of the
 * cloud would have left, put in by plain SQL: for the suites of report bodies.
 * Today is 2026-11-05; what is reported of is 2026-10.
 */
#ifndef UNIT_MODULES_REPORT_BODY_CAST_H
#define UNIT_MODULES_REPORT_BODY_CAST_H

#include "support/office.h"

#include "kernel/document_parts.h"
#include "modules/account/account.h"
#include "modules/duty/duty.h"
#include "modules/report/report_parts.h"
#include "modules/security/security.h"

enum { CENTER = 1, WATER, TRAFFIC, BROCADE, MOUNTAIN, SUPERVISOR, SECOPS };

extern const struct module matter_module; /* its header would bring another `document` */
static const struct module *const modules[] = {&account_module, &duty_module, &matter_module, &security_module, NULL};
static struct office *office;

/* 2026-MONTH-DAY HOUR:MINUTE in Beijing. */
static inline int64_t at(int month, int day, int hour, int minute)
{
	return day_start(day_from_date((struct date){2026, month, day})) + hour * 3600 + minute * 60;
}

static inline int64_t the_day(int month, int day)
{
	return day_from_date((struct date){2026, month, day});
}

/* more: further columns, "state = 'done', closed_at = 1". */
static inline void matter(int id, const char *key, int organisation, const char *title, const char *more)
{
	office_sql(office,
		   "INSERT OR IGNORE INTO procedure (id, key, version, title, digest, body, valid_from, loaded_at) VALUES"
		   " (%d, '%s', 1, '%s', zeroblob(32), '', 999999, 1)",
		   (int)strlen(key) * 1000 + key[0] * 5 + key[1], key, key);
	office_sql(office,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, title, state, revision,"
		   " opened_at, submitted_at, state_at) SELECT %d, id, key, 'N-%d', %d, '%s', 'open', 1, 2, 2, 2 FROM procedure"
		   " WHERE key = '%s'",
		   id, id, organisation, title, key);
	if (more[0] != '\0')
		office_sql(office, "UPDATE matter SET %s WHERE id = %d", more, id);
}

static inline void concerns(int id, int organisation)
{
	office_sql(office, "INSERT INTO matter_concern VALUES (%d, 'addressee', %d, 1)", id, organisation);
}

static inline void form(int id, const char *json)
{
	office_sql(office, "INSERT INTO matter_form VALUES (%d, 1, '%s', zeroblob(32), NULL, 1)", id, json);
}

/* An approval is the own lead's, by which it leaves the house. */
static inline void event(int id, const char *action, int64_t when, const char *json)
{
	bool leaves = text_equal(action, "approve");

	office_sql(office,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, body, revision)"
		   " VALUES (%d, %" PRId64 ", 'x', 'x', '%s', '%s', '%s', '%s', '%s', 1)",
		   id, when, action, action, leaves ? "own_check" : "a", leaves ? "reviewing" : "b", json);
}

static inline void open_office(void)
{
	clock_freeze(at(11, 5, 12, 0));
	office = office_new(modules);
	office_org(office, CENTER, "center unit");
	office_org(office, WATER, "unit");
	office_org(office, TRAFFIC, "unit");
	office_org(office, BROCADE, "provider");
	office_org(office, MOUNTAIN, "provider");
	office_org(office, SUPERVISOR, "supervisor");
	office_org(office, SECOPS, "secops");
	office_sql(office, "UPDATE organisation SET (name, short_name) = (SELECT column1, column2 FROM (VALUES ('省水利厅', "
			   "'水利厅', 2), ('省交通运输厅', '交通厅', 3), ('锦江云服务公司', '锦江', 4), ('岷山云服务公司', '岷山', 5))"
			   " WHERE column3 = organisation.id) WHERE id BETWEEN 2 AND 5");
	office_sql(office, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES"
			   " (1, 'jj-1', '锦江一号云', 'service', 4, '', 1), (2, 'ms-1', '岷山二号云', 'service', 5, '', 2);"
			   "INSERT INTO capacity VALUES (1, 'vcpu', 50, 1), (2, 'vcpu', 100, 1);"
			   "INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at) VALUES"
			   " (1, 'BA-0001', 2, '水雨情监测平台', 'register', 1), (2, 'BA-0002', 3, '道路运输系统', 'register', 1)");
	office_sql(office, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at, operating_at)"
			   " VALUES (1, 2, 1, '水雨情监测平台', 3, 'operating', 1, 1), (2, 3, 2, '道路运输系统', 2, 'operating', 1, 1)");
	/* 40 cores on the first platform, 8 on the second. */
	office_sql(office, "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
			   " (1, 1, 'vcpu', 32, 32, 1), (1, 2, 'vcpu', 8, 8, 1), (2, 1, 'vcpu', 8, 8, 1)");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
}

static inline void close_office(void)
{
	office_free(office);
}

/* ---- what was drafted ---- */

static inline struct document *drafted(report_builder *build, const char *period, enum report_edition edition, int64_t whose)
{
	struct context *context = arena_alloc(office->arena, sizeof *context);
	struct report_scope scope = {period, edition, whose};
	struct document *document = document_new(office->arena, "报告");

	*context = (struct context){office->arena, office->reader, office->service, system_actor(), "test", "-"};
	ck_assert_int_eq(build(context, &scope, document), OK);
	return document;
}

static inline bool says(const struct document *document, const char *words)
{
	return strstr(document_json(document), words) != NULL;
}

/* One row of a table as "a|b|c"; "" when there is none. */
static inline const char *row_of(const struct document *document, const char *caption, size_t row)
{
	for (const struct part *part = document->first; part != NULL; part = part->next) {
		const char *text = "";

		if (part->kind != PART_TABLE || !text_equal(part->table->caption, caption))
			continue;
		for (size_t i = 0; row < document_rows(part->table) && i < part->table->column_count; i++)
			text = arena_printf(office->arena, "%s%s%s", text, i > 0 ? "|" : "",
					    document_cell_at(part->table, row, i));
		return text;
	}
	return "";
}

static inline size_t charts_of(const struct document *document, const char *title)
{
	size_t count = 0;

	for (const struct part *part = document->first; part != NULL; part = part->next)
		count += part->kind == PART_CHART && strstr(chart_svg(part->chart), title) != NULL;
	return count;
}

#endif
