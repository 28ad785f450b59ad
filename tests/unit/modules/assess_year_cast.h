/* Years of providers: sheets put in by plain SQL, contracts, penalties, pages. */
#ifndef UNIT_MODULES_ASSESS_YEAR_CAST_H
#define UNIT_MODULES_ASSESS_YEAR_CAST_H

#include "unit/modules/assess_cast.h"

#include "data/tx.h"
#include "modules/assess/assess_page_parts.h"

static int passed_from; /* of the sheets put in next */

/* The pages tell a year from its rows alone: the clock may stand where the quarter does. */
static inline void year_new(void)
{
	char *hash;

	quarter_new();
	passed_from = 60;
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
}

/* Grades from 90, 75 and 60 points, as frozen with the quarter; one indicator has all its points, so that they add up.
 */
static inline void quarter_of(int64_t provider, const char *period, int64_t total, const char *state, bool approved)
{
	int64_t id = record_of("assessment", provider, period, state, 1);

	office_sql(cloud,
		   "INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at, total, grade, scored_at)"
		   " VALUES (%" PRId64 ", %" PRId64 ", 'service', '%s', 1, %" PRId64 ", 'good', 1);"
		   "INSERT INTO assessment_rule SELECT matter_id, x.key, x.value FROM assessment a,"
		   " (SELECT 'score_grade_excellent' AS key, 90 AS value UNION ALL SELECT 'score_grade_good', 75"
		   "  UNION ALL SELECT 'score_grade_passed', %d UNION ALL SELECT 'score_p11_weight', %" PRId64 ") x"
		   " WHERE a.matter_id = %" PRId64 ";"
		   "INSERT INTO assessment_line VALUES (%" PRId64 ", '1.1', 1, 1, %" PRId64 ", %" PRId64 ", 0, %" PRId64
		   ", 0, '无发生，得满分');"
		   "UPDATE assessment SET frozen_at = 1, approved_at = %s WHERE matter_id = %" PRId64,
		   id, provider, period, total, passed_from, total, id, id, total, total, total,
		   approved ? "1" : "NULL", id);
}

/* The approved totals of 2026, hundredths; 0: no sheet. */
static inline void year_of(int64_t provider, int64_t first, int64_t second, int64_t third, int64_t fourth)
{
	const int64_t totals[] = {first, second, third, fourth};

	for (size_t i = 0; i < ARRAY_LENGTH(totals); i++)
		if (totals[i] != 0)
			quarter_of(provider, arena_printf(cloud->arena, "2026Q%zu", i + 1), totals[i], "applying",
				   true);
}

/* In force from 2026-01-01 to a day, 分 a year, with terms that set no coefficient yet; its id. */
static inline int64_t contract_of(const char *number, int64_t amount, int64_t ends)
{
	int64_t matter = record_of("contract", CENTER, "", "in_force", 1);

	office_sql(cloud,
		   "INSERT INTO contract (matter_id, provider_id, number, name, starts_day, ends_day, amount, state) "
		   "VALUES"
		   " (%" PRId64 ", %d, '%s', '甲云服务合同', %" PRId64 ", %" PRId64 ", %" PRId64 ", 'in_force');"
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability, amount)"
		   " SELECT id, 1, starts_day, '计算', 9995, amount FROM contract WHERE number = '%s'",
		   matter, PROVIDER, number, at_day(2026, 1, 1), ends, amount, number);
	return office_number(cloud, "SELECT id FROM contract WHERE number = '%s'", number);
}

static inline void sets(int64_t contract, int version, const char *grade, int coefficient)
{
	office_sql(cloud, "INSERT INTO contract_coefficient VALUES (%" PRId64 ", %d, '%s', %d)", contract, version,
		   grade, coefficient);
}

static inline void supplement(int64_t contract, int version, int64_t valid_from)
{
	office_sql(cloud,
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability) VALUES "
		   "(%" PRId64 ", %d, %" PRId64 ", '计算', 9995)",
		   contract, version, valid_from);
}

static inline void penalty_of(int64_t provider, const char *kind, int64_t amount, int64_t decided)
{
	office_sql(cloud,
		   "INSERT INTO penalty (matter_id, provider_id, kind, amount, clause, decided_at) VALUES (%" PRId64
		   ", %" PRId64 ", '%s', %" PRId64 ", '第十二条', %" PRId64 ")",
		   record_of("penalty", provider, "", "decided", decided), provider, kind, amount, decided);
}

static inline struct request *page(const char *login, const char *path)
{
	office_enter(cloud, login);
	return office_get(cloud, path);
}

static inline void slip_says(const char *heading, const char *value)
{
	const char *row = arena_printf(cloud->arena, "<th scope=\"row\">%s</th><td>%s</td>", heading, value);

	ck_assert_msg(office_shows(cloud->req, row), "%s: not %s", heading, value);
}

static inline void slip(void)
{
	ck_assert_int_eq(page("p20", "/assess/2026/ORG4")->response.status, 200);
}

#endif
