/* What came before, beside a decision: which rows, for whom (db/queries/before.sql). */
#include "unit/modules/estate.h"

static void set_up(void)
{
	estate_new("exit");
}

/* A matter with its form, taken part in by the center and its owner. */
static void matter(int id, const char *key, int org, const char *period, const char *columns, const char *body)
{
	office_sql(estate,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, period, "
		   "title, state,"
		   " revision, opened_by, opened_at, state_at%s) SELECT %d, min(id), '%s', 'N-%d', %d, 'unit.clerk', "
		   "'%s', '事项', 'closed',"
		   " 1, 21, %d, %d%s FROM procedure",
		   columns[0] != '\0' ? ", platform_id" : "", id, key, id, org, period, id, id, columns);
	office_sql(estate,
		   "INSERT INTO matter_form (matter_id, revision, body, digest, saved_by, saved_at)"
		   " VALUES (%d, 1, '%s', zeroblob(32), 21, 1)",
		   id, body);
	office_sql(estate,
		   "INSERT INTO matter_party (organisation_id, matter_id, part, since, opened_at, procedure_key, state)"
		   " SELECT id, %d, 'owner', 1, %d, '%s', 'closed' FROM organisation WHERE id IN (1, %d)",
		   id, id, key, org);
}

static void party(int id, int org)
{
	office_sql(estate,
		   "INSERT INTO matter_party (organisation_id, matter_id, part, since, opened_at, procedure_key, state)"
		   " SELECT %d, id, 'addressee', 1, opened_at, procedure_key, state FROM matter WHERE id = %d",
		   org, id);
}

static void seat(int id, int org)
{
	office_sql(estate,
		   "INSERT INTO task (matter_id, state, organisation_id, role, opened_at, due_at)"
		   " VALUES (%d, 'closed', %d, 'operator.clerk', 1, 253402300799)",
		   id, org);
}

/* "92: note | 91: note": the rows beside matter 100 as this organisation sees them. */
static const char *beside(enum query_name name, int org)
{
	struct query *query = db_query(estate->reader, name);
	const char *rows = "";

	query_int(query, ":matter", 100);
	query_int(query, ":org", org);
	while (query_step(query)) {
		int64_t id = next_int(query);
		const char *note;

		next_text(query, estate->arena);
		next_int(query);
		next_text(query, estate->arena);
		note = next_text(query, estate->arena);
		rows = arena_printf(estate->arena, "%s%s%" PRId64 ": %s", rows, *rows == '\0' ? "" : " | ", id, note);
	}
	ck_assert_int_eq(query_end(query), OK);
	return rows;
}

static void complaint(int id, int unit, int provider)
{
	matter(id, "complaint", unit, "", "", "{}");
	party(id, provider);
	office_sql(estate, "INSERT INTO complaint (matter_id, unit_id, provider_id, raised_at) VALUES (%d, %d, %d, %d)",
		   id, unit, provider, id);
	office_sql(estate, "UPDATE organisation SET short_name = 'o' || id");
}

START_TEST(complaints_are_the_units_and_those_against_the_provider)
{
	complaint(91, UNIT, RECOVERER);
	complaint(92, OTHER_UNIT, PROVIDER);
	complaint(93, OTHER_UNIT, RECOVERER);
	complaint(100, UNIT, PROVIDER);
	ck_assert_str_eq(beside(Q_BEFORE_COMPLAINTS, CENTER), "92: o3 投诉 o4 | 91: o2 投诉 o5");
	ck_assert_str_eq(beside(Q_BEFORE_COMPLAINTS, PROVIDER), ""); /* it takes part and decides nothing */
	ck_assert_str_eq(beside(Q_BEFORE_COMPLAINTS, UNIT), "");
	seat(100, PROVIDER);
	ck_assert_str_eq(beside(Q_BEFORE_COMPLAINTS, PROVIDER), "92: o3 投诉 o4"); /* what it takes part in alone */
	ck_assert_str_eq(beside(Q_BEFORE_COMPLAINTS, OTHER_UNIT), "");
}
END_TEST

START_TEST(at_most_eight_are_listed_the_newest_first)
{
	for (int id = 80; id < 95; id++)
		complaint(id, UNIT, PROVIDER);
	complaint(100, UNIT, PROVIDER);
	ck_assert_ptr_nonnull(strstr(beside(Q_BEFORE_COMPLAINTS, CENTER), "94: "));
	ck_assert_ptr_nonnull(strstr(beside(Q_BEFORE_COMPLAINTS, CENTER), "87: "));
	ck_assert_ptr_null(strstr(beside(Q_BEFORE_COMPLAINTS, CENTER), "86: "));
}
END_TEST

static void contract(int id, int provider, int starts, int platform)
{
	matter(id, "contract", CENTER, "", "",
	       arena_printf(estate->arena, "{\"provider\":%d,\"platforms\":[{\"platform\":%d}]}", provider, platform));
	office_sql(
		estate,
		"INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, state)"
		" VALUES (%d, %d, %d, 'c-%d', '合同', %d, %d, 1, 'ended')",
		id, id, provider, id, starts, starts + 1);
	office_sql(estate, "INSERT INTO contract_platform VALUES (%d, %d)", id, platform);
	office_sql(estate, "UPDATE organisation SET short_name = 'o' || id");
}

START_TEST(contracts_are_the_providers_and_those_of_the_platforms)
{
	contract(91, PROVIDER, 0, RECOVERY_CLOUD);
	contract(92, RECOVERER, 1, CLOUD);
	contract(93, RECOVERER, 2, RECOVERY_CLOUD);
	matter(100, "contract", CENTER, "", "", "{\"provider\":4,\"platforms\":[{\"platform\":1}]}");
	seat(100, PROVIDER);
	ck_assert_str_eq(beside(Q_BEFORE_CONTRACTS, CENTER),
			 "92: o5，1970-01-02 至 1970-01-03 | 91: o4，1970-01-01 至 1970-01-02");
	party(91, PROVIDER);
	ck_assert_str_eq(beside(Q_BEFORE_CONTRACTS, PROVIDER), "91: o4，1970-01-01 至 1970-01-02");
	ck_assert_str_eq(beside(Q_BEFORE_CONTRACTS, RECOVERER), "");
}
END_TEST

START_TEST(scores_are_the_providers_and_published)
{
	matter(91, "assessment", PROVIDER, "2025Q3", "", "{}");
	matter(92, "assessment", PROVIDER, "2025Q4", "", "{}");
	office_sql(
		estate,
		"INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at, total, grade, published_at)"
		" VALUES (91, 4, 'service', '2025Q3', 1, 8805, 'good', 9), (92, 4, 'service', '2025Q4', 1, 5000, "
		"'failed', NULL)");
	matter(100, "contract", CENTER, "", "", "{\"provider\":4}");
	ck_assert_str_eq(beside(Q_BEFORE_SCORES, CENTER), "91: 2025Q3 88.05 分，良好");
	ck_assert_str_eq(beside(Q_BEFORE_SCORES, RECOVERER), "");
}
END_TEST

START_TEST(verifications_are_the_platforms_of_earlier_months)
{
	matter(91, "verification", PROVIDER, "2026-01", ", 1", "{}");
	matter(92, "verification", PROVIDER, "2025-12", ", 1", "{}");
	matter(93, "verification", RECOVERER, "2026-01", ", 2", "{}");
	matter(94, "verification", PROVIDER, "2026-03", ", 1", "{}");
	matter(100, "verification", PROVIDER, "2026-02", ", 1", "{}");
	office_sql(estate, "INSERT INTO verification (matter_id, platform_id, period, submitted_at, confirmed_at, "
			   "difference, enough_yes)"
			   " VALUES (91, 1, '2026-01', 1, 1, 125, 1)");
	office_sql(estate,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, revision)"
		   " VALUES (91, 1, 'center.dispatch', '', 'ask_plan', '', 'a', 'b', 1),"
		   " (91, 1, 'center.dispatch', '', 'return_check', '', 'a', 'b', 1)");
	ck_assert_str_eq(beside(Q_BEFORE_VERIFICATIONS, CENTER),
			 "91: 差异率 1.25%，退回 1 次，要求扩容计划 | 92: 没有确认");
	ck_assert_str_eq(beside(Q_BEFORE_VERIFICATIONS, PROVIDER), "");
	seat(100, SUPERVISOR);
	ck_assert_str_eq(beside(Q_BEFORE_VERIFICATIONS, SUPERVISOR), "");
	party(92, SUPERVISOR);
	ck_assert_str_eq(beside(Q_BEFORE_VERIFICATIONS, SUPERVISOR), "92: 没有确认");
}
END_TEST

static void fault(int id, const char *system, int platform)
{
	matter(id, "fault", PROVIDER, "", "", "{}");
	office_sql(estate,
		   "INSERT INTO fault (matter_id, level, reported_level, platform_id, system_id, side, handler_id, "
		   "planned_yes,"
		   " interrupted_yes, data_loss_yes, affected_systems, affected_vcpu, began_at, found_at, reported_at, "
		   "respond_due_at)"
		   " VALUES (%d, 2, 2, %d, %s, 'provider', 4, 0, 0, 0, 0, 0, %d, %d, %d, %d)",
		   id, platform, system, id, id, id, id);
}

START_TEST(faults_are_the_systems_and_the_platforms)
{
	fault(91, "1", RECOVERY_CLOUD);
	fault(92, "3", CLOUD);
	fault(93, "3", RECOVERY_CLOUD);
	fault(100, "1", CLOUD);
	ck_assert_str_eq(beside(Q_BEFORE_FAULTS, CENTER),
			 "92: 同一平台，Ⅱ级，1970-01-01 | 91: 同一系统，Ⅱ级，1970-01-01");
	ck_assert_str_eq(beside(Q_BEFORE_FAULTS, PROVIDER), "");
	seat(100, PROVIDER);
	ck_assert_ptr_nonnull(strstr(beside(Q_BEFORE_FAULTS, PROVIDER), "92: "));
}
END_TEST

static void incident(int id, int org, const char *grade)
{
	matter(id, "incident", org, "", "", "{}");
	office_sql(estate,
		   "INSERT INTO incident (matter_id, found_at, reported_at, cii_yes, grade, updated_at) VALUES (%d, "
		   "%d, %d, 0, '%s', 1)",
		   id, id, id, grade);
	office_sql(estate,
		   "INSERT INTO incident_grade (matter_id, step, grade, by_label, at) VALUES (%d, 'suspected', "
		   "'major', '', 1),"
		   " (%d, 'confirmed', '%s', '', 2)",
		   id, id, grade);
	office_sql(estate, "INSERT INTO matter_concern VALUES (%d, 'addressee', %d, 1)", id, org);
	office_sql(estate, "UPDATE organisation SET short_name = 'o' || id");
}

START_TEST(incidents_are_the_parties_with_how_they_were_graded)
{
	incident(91, UNIT, "general");
	incident(92, OTHER_UNIT, "larger");
	incident(100, UNIT, "larger");
	ck_assert_str_eq(beside(Q_BEFORE_INCIDENTS, CENTER), "91: o2，建议重大，定为一般");
	ck_assert_str_eq(beside(Q_BEFORE_INCIDENTS, UNIT), "");
	ck_assert_str_eq(beside(Q_BEFORE_INCIDENTS, OTHER_UNIT), "");
}
END_TEST

START_TEST(self_checks_are_the_platforms_with_what_became_of_them)
{
	matter(91, "self_check", PROVIDER, "2026-01", ", 1",
	       "{\"items\":[{\"result\":\"no\"},{\"result\":\"partial\"},{\"result\":\"no\"},{\"result\":\"yes\"}]}");
	matter(92, "hazard", SUPERVISOR, "", "", "{}");
	matter(93, "self_check", RECOVERER, "2026-01", ", 2", "{}");
	office_sql(estate, "UPDATE matter SET base_matter_id = 91 WHERE id = 92");
	matter(100, "self_check", PROVIDER, "2026-02", ", 1", "{}");
	ck_assert_str_eq(beside(Q_BEFORE_SELF_CHECKS, CENTER),
			 "91: 不符合 2 项，部分符合 1 项；转隐患 1 件，未了结 1 件");
	ck_assert_str_eq(beside(Q_BEFORE_SELF_CHECKS, PROVIDER), "");
	seat(100, PROVIDER);
	ck_assert_str_eq(beside(Q_BEFORE_SELF_CHECKS, PROVIDER),
			 "91: 不符合 2 项，部分符合 1 项"); /* the hazard is not its */
}
END_TEST

START_TEST(records_and_rules_of_operation_are_the_units_own)
{
	matter(91, "om_record", UNIT, "2026-01", "",
	       "{\"vendor_checked\":\"no\",\"records\":[{\"system\":\"bad\",\"business\":\"bad\"},{\"system\":\"good\","
	       "\"business\":\"good\"}]}");
	matter(92, "om_record", OTHER_UNIT, "2026-01", "", "{}");
	matter(93, "om_rules", UNIT, "", "", "{\"edition\":\"V1\",\"effective_day\":1}");
	matter(100, "om_record", UNIT, "2026-02", "", "{}");
	ck_assert_str_eq(beside(Q_BEFORE_OM_RECORDS, CENTER), "91: 有问题 1 个系统，未检查外包单位");
	ck_assert_str_eq(beside(Q_BEFORE_OM_RULES, CENTER), "93: 版本 V1，1970-01-02 起施行");
	ck_assert_str_eq(beside(Q_BEFORE_OM_RECORDS, OTHER_UNIT), "");
	seat(100, UNIT);
	ck_assert_ptr_nonnull(strstr(beside(Q_BEFORE_OM_RECORDS, UNIT), "91: "));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/before", set_up, estate_free, 60, complaints_are_the_units_and_those_against_the_provider,
		at_most_eight_are_listed_the_newest_first, contracts_are_the_providers_and_those_of_the_platforms,
		scores_are_the_providers_and_published, verifications_are_the_platforms_of_earlier_months,
		faults_are_the_systems_and_the_platforms, incidents_are_the_parties_with_how_they_were_graded,
		self_checks_are_the_platforms_with_what_became_of_them,
		records_and_rules_of_operation_are_the_units_own);
}
