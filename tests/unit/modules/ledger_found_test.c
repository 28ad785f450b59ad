/* What a half-yearly confirmation found beyond who answers: kept, shown, followed or set aside (第六条). */
#include "unit/modules/estate.h"

#define ROW(n, id, cores, memory, disk, result, note) \
	"systems." #n ".system=" id "\nsystems." #n ".responsible_title=运维岗\nsystems." #n \
	".responsible_phone=028-86600000\nsystems." #n ".vcpu=" cores "\nsystems." #n ".memory_gb=" memory \
	"\nsystems." #n ".storage_gb=" disk "\nsystems." #n ".result=" result "\nsystems." #n ".note=" note "\n"
/* By the ledger: 20 cores, 64 GB and 500 GB; the patrol holds nothing. */
#define MAP(cores, result, note) ROW(0, "1", cores, "64", "500", result, note)
#define PATROL(result, note) ROW(1, "2", "0", "0", "0", result, note)
#define REST "contact_title=经办岗\ncontact_phone=028-86600001"

static void set_up(void)
{
	estate_new("ledger_confirmation");
	office_sql(estate, "UPDATE installation SET made_at = 1");
}

static int64_t accepted(const char *form)
{
	int64_t id;

	ck_assert_int_eq(round_job(cast_context(estate, system_actor())), OK);
	id = office_number(estate, "SELECT max(id) FROM matter WHERE organisation_id = 2");
	type_into(CLERK, id, form);
	go(CLERK, id, "submit");
	go(LEAD, id, "approve");
	go(DISPATCH, id, "accept");
	return id;
}

static void enter_as(int64_t person, const char *roles)
{
	office_person(estate, 500 + person, person / 10 == 1 ? CENTER : person / 10,
		      arena_printf(estate->arena, "in%" PRId64, person), roles);
	office_enter(estate, arena_printf(estate->arena, "in%" PRId64, person));
}

static int64_t found(int64_t system, const char *kind)
{
	return office_number(estate, "SELECT count(*) FROM ledger_check WHERE system_id = %" PRId64 " AND found = '%s'",
			     system, kind);
}

START_TEST(what_is_out_of_use_and_what_differs_is_kept_with_both_figures)
{
	accepted(MAP("12", "corrected", "实际只用 12 核") PATROL("unused", "业务已经停办") REST);
	ck_assert_int_eq(found(1, "figures"), 1);
	ck_assert_int_eq(found(2, "unused"), 1);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM ledger_check WHERE system_id = 1 AND vcpu = 12 AND"
					       " ledger_vcpu = 20 AND memory_gb = 64 AND ledger_memory_gb = 64"),
			 1);
}
END_TEST

START_TEST(a_note_that_nothing_was_done_about_is_a_remark)
{
	accepted(MAP("20", "right", "年底前拟整合到新平台") PATROL("corrected", "核对岗位，没有变化") REST);
	ck_assert_int_eq(found(1, "remark"), 1);
	ck_assert_int_eq(found(2, "remark"), 1);
}
END_TEST

START_TEST(a_correction_that_reached_the_register_is_nothing_found)
{
	accepted(MAP("20", "right", "")
			 ROW(1, "2", "0", "0", "0", "corrected", "主管处室调整") "systems.1.department=河湖处\n" REST);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM ledger_check WHERE found = ''"), 2);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM notice WHERE text LIKE '%%尚未办理%%'"), 0);
}
END_TEST

START_TEST(the_unit_is_told_of_what_was_found)
{
	int64_t id = accepted(MAP("12", "corrected", "实际只用 12 核") PATROL("unused", "业务已经停办") REST);

	ck_assert_int_eq(
		office_number(estate,
			      "SELECT count(*) FROM notice WHERE organisation_id = 2 AND matter_id = %" PRId64
			      " AND role IN ('unit.clerk', 'unit.lead') AND text LIKE '%%2 个系统有已不使用%%'",
			      id),
		2);
}
END_TEST

START_TEST(the_list_is_for_the_center_and_of_its_own_for_the_unit)
{
	struct request *req;

	accepted(MAP("12", "corrected", "实际只用 12 核") PATROL("unused", "业务已经停办") REST);
	office_open(estate);
	enter_as(DISPATCH, "center.dispatch");
	req = office_get(estate, "/ledger-findings");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "水利一张图") && office_shows(req, "处理器 12 核（台账 20）"));
	ck_assert(office_shows(req, "河湖巡查") && office_shows(req, "业务已经停办"));
	ck_assert(office_shows(req, "不再处理的理由"));
	req = office_get(estate, "/ledger-findings?found=unused");
	ck_assert(!office_shows(req, "水利一张图") && office_shows(req, "河湖巡查"));
	enter_as(CLERK, "unit.clerk");
	req = office_get(estate, "/ledger-findings");
	ck_assert(office_shows(req, "水利一张图") && !office_shows(req, "不再处理的理由"));
	ck_assert_int_eq(
		office_post(estate, "/ledger-findings",
			    "action=set_aside&system=1&period=2025H2&reason=%E4%B8%8D%E5%86%8D%E5%A4%84%E7%90%86")
			->response.status,
		403);
	enter_as(STRANGER, "unit.clerk");
	ck_assert(!office_shows(office_get(estate, "/ledger-findings"), "水利一张图"));
	enter_as(OPERATOR, "operator.clerk");
	ck_assert_int_eq(office_get(estate, "/ledger-findings")->response.status, 403);
}
END_TEST

static void add_matter(const char *key, const char *number)
{
	office_sql(
		estate,
		"INSERT INTO matter (procedure_id, procedure_key, organisation_id, system_id, title, state, opened_at,"
		" state_at, number) SELECT procedure_id, '%s', 2, 1, 'x', state, %" PRId64
		", 1, %s FROM matter LIMIT 1",
		key, clock_now(), number);
}

START_TEST(what_was_handed_in_about_the_system_since_takes_it_off_a_draft_does_not)
{
	accepted(MAP("12", "corrected", "实际只用 12 核") PATROL("right", "") REST);
	office_open(estate);
	enter_as(DISPATCH, "center.dispatch");
	add_matter("exit", "NULL");
	ck_assert(office_shows(office_get(estate, "/ledger-findings"), "水利一张图"));
	add_matter("fault", "'GZ-1'");
	ck_assert(office_shows(office_get(estate, "/ledger-findings"), "水利一张图"));
	add_matter("change", "'BG-1'");
	ck_assert(!office_shows(office_get(estate, "/ledger-findings"), "水利一张图"));
}
END_TEST

START_TEST(a_later_confirmation_takes_its_place)
{
	accepted(MAP("12", "corrected", "实际只用 12 核") PATROL("right", "") REST);
	office_sql(estate,
		   "INSERT INTO ledger_check (system_id, period, matter_id, result, responsible_title,"
		   " responsible_phone, checked_at) SELECT 1, '2026H1', matter_id, 'right', '', '', checked_at + 1"
		   " FROM ledger_check WHERE system_id = 1");
	office_open(estate);
	enter_as(DISPATCH, "center.dispatch");
	ck_assert(!office_shows(office_get(estate, "/ledger-findings"), "水利一张图"));
	ck_assert_int_eq(office_post(estate, "/ledger-findings",
				     "action=set_aside&system=1&period=2025H2&reason=checked%20with%20the%20unit")
				 ->response.status,
			 409);
}
END_TEST

START_TEST(it_is_set_aside_with_a_reason_and_the_unit_hears_why)
{
	struct request *req;

	accepted(MAP("12", "corrected", "实际只用 12 核") PATROL("right", "") REST);
	office_open(estate);
	enter_as(DISPATCH, "center.dispatch");
	req = office_post(estate, "/ledger-findings", "action=set_aside&system=1&period=2025H2&reason=short");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "不少于 10 个字") || office_shows(req, "10 至 200 个字"));
	ck_assert(office_shows(req, "value=\"short\""));
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM ledger_check WHERE set_aside_at IS NOT NULL"), 0);
	req = office_post(estate, "/ledger-findings",
			  "action=set_aside&system=1&period=2025H2&reason=checked%20with%20the%20platform");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM audit WHERE action = 'system.set_aside' AND object_id = 1"),
		1);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM notice WHERE organisation_id = 2 AND"
					       " text LIKE '%%不再处理，checked with the platform'"),
			 2);
	ck_assert(!office_shows(office_get(estate, "/ledger-findings"), "水利一张图"));
	ck_assert(office_shows(office_get(estate, "/systems/1"), "checked with the platform"));
	req = office_post(estate, "/ledger-findings",
			  "action=set_aside&system=1&period=2025H2&reason=checked%20with%20the%20platform");
	ck_assert_int_eq(req->response.status, 409);
}
END_TEST

START_TEST(the_page_of_the_system_tells_what_was_found_by_whom_and_what_followed)
{
	struct request *req;

	accepted(MAP("12", "corrected", "实际只用 12 核") PATROL("right", "") REST);
	office_sql(estate,
		   "INSERT OR IGNORE INTO system_party SELECT o.id, 1, 1 FROM organisation o WHERE o.id IN (1, 4)");
	office_open(estate);
	enter_as(CLERK, "unit.clerk");
	req = office_get(estate, "/systems/1");
	ck_assert(office_shows(req, "上次台账确认") && office_shows(req, "处理器 12 核（台账 20）"));
	ck_assert(office_shows(req, "尚未办理，列入“台账确认发现”"));
	enter_as(OPERATOR, "operator.clerk");
	req = office_get(estate, "/systems/1");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(!office_shows(req, "上次台账确认"));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		what_is_out_of_use_and_what_differs_is_kept_with_both_figures,
		a_note_that_nothing_was_done_about_is_a_remark,
		a_correction_that_reached_the_register_is_nothing_found,
		the_unit_is_told_of_what_was_found,
		the_list_is_for_the_center_and_of_its_own_for_the_unit,
		what_was_handed_in_about_the_system_since_takes_it_off_a_draft_does_not,
		a_later_confirmation_takes_its_place,
		it_is_set_aside_with_a_reason_and_the_unit_hears_why,
		the_page_of_the_system_tells_what_was_found_by_whom_and_what_followed,
	};

	return suite_run_in("modules/ledger_found", set_up, estate_free, 60, tests, ARRAY_LENGTH(tests));
}
