/* Who watches which platform (第十七条): one supervisor named, or all of them. */
#include "unit/modules/estate.h"

enum { SECOND = 7 };

#define LINES \
	"lines.0.class=vcpu\nlines.0.physical=40\nlines.0.allocatable=100\nlines.0.allocated=36\nlines.0.used=20" \
	"\nlines.1.class=memory_gb\nlines.1.physical=1000\nlines.1.allocatable=1000\nlines.1.allocated=64\nlines.1." \
	"used=4" \
	"\nlines.2.class=ssd_gb\nlines.2.physical=1000\nlines.2.allocatable=1000\nlines.2.allocated=500\nlines.2." \
	"used=9" \
	"\nforecast.0.class=vcpu\nforecast.0.month_1=40\nforecast.0.month_2=45\nforecast.0.month_3=50\nenough=yes"

static void set_up(void)
{
	estate_new("verification");
	office_sql(estate, "UPDATE installation SET made_at = 1");
	office_sql(estate, "INSERT INTO organisation (id, code, name, short_name, rank, valid_from)"
			   " SELECT 7, 'S2', '第二家云监管', '云监二', 7, valid_from FROM organisation WHERE id = 6");
	office_sql(estate, "INSERT INTO organisation_kind (organisation_id, kind) VALUES (7, 'supervisor')");
}

static void watched_by(int64_t platform, int64_t supervisor)
{
	struct context *context = as(DISPATCH);

	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, platform_watch(context, platform, supervisor, "服务合同二号")), OK);
}

static int64_t open_seats(int64_t organisation)
{
	return office_number(estate,
			     "SELECT count(*) FROM task WHERE closed_at IS NULL AND role = 'supervisor.clerk'"
			     " AND organisation_id = %" PRId64,
			     organisation);
}

static void reported(int64_t id)
{
	type_into(OPERATOR, id, LINES);
	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
}

/* The verification of the first platform, before its supervisors. */
static int64_t verified(void)
{
	int64_t id;

	ck_assert_int_eq(round_job(cast_context(estate, system_actor())), OK);
	id = office_number(estate, "SELECT max(id) FROM matter WHERE platform_id = 1 AND period = '2026-02'");
	reported(id);
	return id;
}

static int64_t seats_of(int64_t organisation)
{
	verified();
	return open_seats(organisation);
}

START_TEST(a_platform_without_a_name_is_watched_by_all)
{
	ck_assert_int_eq(seats_of(SUPERVISOR), 1);
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM task WHERE closed_at IS NULL AND organisation_id = 7"), 1);
}
END_TEST

START_TEST(the_one_named_has_the_seat_alone)
{
	watched_by(CLOUD, SECOND);
	ck_assert_int_eq(seats_of(SECOND), 1);
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM task WHERE closed_at IS NULL AND organisation_id = 6"), 0);
}
END_TEST

START_TEST(a_change_leaves_the_step_under_way_and_takes_the_next_one)
{
	int64_t id;

	watched_by(CLOUD, SUPERVISOR);
	id = verified();
	watched_by(CLOUD, SECOND);
	ck_assert_int_eq(open_seats(SUPERVISOR), 1);
	ck_assert_int_eq(open_seats(SECOND), 0);
	go(MONITOR, id, "return_check");
	reported(id);
	ck_assert_int_eq(open_seats(SUPERVISOR), 0);
	ck_assert_int_eq(open_seats(SECOND), 1);
}
END_TEST

START_TEST(another_one_ends_the_first_and_the_history_stays)
{
	watched_by(CLOUD, SECOND);
	watched_by(CLOUD, SUPERVISOR);
	ck_assert_int_eq(office_number(estate, "SELECT organisation_id FROM watch WHERE platform_id = 1"), SUPERVISOR);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM platform_supervisor"), 2);
	ck_assert_ptr_nonnull(office_try(estate, "DELETE FROM platform_supervisor"));
	ck_assert_ptr_nonnull(office_try(estate, "UPDATE platform_supervisor SET until_at = NULL"));
	watched_by(CLOUD, 0);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM watch WHERE platform_id = 1"), 2);
}
END_TEST

START_TEST(only_a_supervisor_can_be_named)
{
	ck_assert_ptr_nonnull(office_try(estate,
					 "INSERT INTO platform_supervisor (platform_id, organisation_id, from_at,"
					 " reason) VALUES (1, 4, 1, '不是监管单位')"));
}
END_TEST

static int64_t reports_of(int64_t organisation)
{
	struct query *query = db_query(estate->reader, Q_USAGE_PLATFORM_SUPERVISED);
	int64_t platform = 0;

	query_text(query, ":code", "A");
	query_int(query, ":org", organisation);
	ck_assert_int_eq(query_value(query, 0, &platform), OK);
	return platform;
}

START_TEST(use_is_reported_by_who_watches)
{
	ck_assert_int_eq(reports_of(SUPERVISOR), CLOUD);
	ck_assert_int_eq(reports_of(SECOND), CLOUD);
	watched_by(CLOUD, SECOND);
	ck_assert_int_eq(reports_of(SUPERVISOR), 0);
	ck_assert_int_eq(reports_of(SECOND), CLOUD);
	ck_assert_int_eq(reports_of(PROVIDER), 0);
}
END_TEST

static int64_t owed_by(int64_t organisation, int64_t platform)
{
	struct query *query = db_query(estate->reader, Q_ROUND_OTHER_PLATFORMS);
	int64_t owed = 0;

	query_text(query, ":key", "backup_test");
	query_text(query, ":period", "2026-02");
	query_text(query, ":kinds", ",supervisor,");
	query_text(query, ":platforms", ",service,recovery,");
	query_int(query, ":today", day_of(clock_now()));
	while (query_step(query)) {
		int64_t org = next_int(query);

		owed += org == organisation && next_int(query) == platform;
	}
	ck_assert_int_eq(query_end(query), OK);
	return owed;
}

START_TEST(monthly_tests_are_owed_by_who_watches)
{
	watched_by(CLOUD, SECOND);
	ck_assert_int_eq(owed_by(SECOND, CLOUD), 1);
	ck_assert_int_eq(owed_by(SUPERVISOR, CLOUD), 0);
	ck_assert_int_eq(owed_by(SECOND, RECOVERY_CLOUD), 1);
	ck_assert_int_eq(owed_by(SUPERVISOR, RECOVERY_CLOUD), 1);
}
END_TEST

int main(void)
{
	log_threshold(LEVEL_ERROR);
	crypt_init();
	return RUN_SUITE_IN("modules/watch", set_up, estate_free, 60, a_platform_without_a_name_is_watched_by_all,
			    the_one_named_has_the_seat_alone, a_change_leaves_the_step_under_way_and_takes_the_next_one,
			    another_one_ends_the_first_and_the_history_stays, only_a_supervisor_can_be_named,
			    use_is_reported_by_who_watches, monthly_tests_are_owed_by_who_watches);
}
