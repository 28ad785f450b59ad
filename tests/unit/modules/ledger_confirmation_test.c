/* The half-yearly confirmation: every live system, who answers for it, what it holds (第六条). */
#include "unit/modules/estate.h"

#define ROW(n, id, title, phone, cores, result) \
	"systems." #n ".system=" id "\nsystems." #n ".responsible_title=" title "\nsystems." #n \
	".responsible_phone=" phone "\nsystems." #n ".vcpu=" cores "\nsystems." #n ".result=" result "\n"
/* The map: 16 + 4 cores, 64 GB, 500 GB; the patrol holds nothing. */
#define MAP_ROW(title, phone, result) \
	ROW(0, "1", title, phone, "20", result) "systems.0.memory_gb=64\nsystems.0.storage_gb=500\n"
#define PATROL_ROW(title, phone, result) \
	ROW(1, "2", title, phone, "0", result) "systems.1.memory_gb=0\nsystems.1.storage_gb=0\n"
#define PATROL_RIGHT PATROL_ROW("运维岗", "028-86600000", "right")
#define REST "contact_title=经办岗\ncontact_phone=028-86600001"

static void set_up(void)
{
	estate_new("ledger_confirmation");
	office_sql(estate, "UPDATE installation SET made_at = 1");
}

static int64_t filled(const char *form)
{
	int64_t id;

	ck_assert_int_eq(round_job(cast_context(estate, system_actor())), OK);
	id = office_number(estate, "SELECT max(id) FROM matter WHERE organisation_id = 2");
	type_into(CLERK, id, form);
	return id;
}

static void accept(int64_t id)
{
	go(CLERK, id, "submit");
	go(LEAD, id, "approve");
	go(DISPATCH, id, "accept");
}

START_TEST(every_unit_with_a_system_owes_one_prefilled_with_its_own)
{
	int64_t id = filled(REST), saves, at;
	struct values *draft;
	struct value *rows;

	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM matter WHERE period = '2025H2'"), 2);
	ck_assert_int_eq(matter_draft(as(CLERK), matter_now(id), &draft, &saves, &at), OK);
	rows = values_find(draft, "systems");
	ck_assert_uint_eq(rows->row_count, 2);
	ck_assert_int_eq(values_number(rows->rows[0], "vcpu", 0), 20);
	ck_assert_int_eq(values_number(rows->rows[0], "storage_gb", 0), 500);
	ck_assert_str_eq(values_text(rows->rows[0], "responsible_title"), "运维岗");
}
END_TEST

START_TEST(each_live_system_is_confirmed_once_and_no_foreign_one)
{
	int64_t id = filled(MAP_ROW("运维岗", "028-86600000", "right") REST);

	refused(CLERK, id, "submit", NULL, "缺少在用系统“河湖巡查”");
	type_into(CLERK, id,
		  MAP_ROW("运维岗", "028-86600000", "right")
			  ROW(1, "1", "运维岗", "028-86600000", "20",
			      "right") "systems.1.memory_gb=64\nsystems.1.storage_gb=500");
	refused(CLERK, id, "submit", NULL, "“水利一张图”写了两行");
	type_into(CLERK, id,
		  MAP_ROW("运维岗", "028-86600000", "right")
			  ROW(1, "3", "运维岗", "028-86600000", "0",
			      "right") "systems.1.memory_gb=0\nsystems.1.storage_gb=0");
	ck_assert_int_eq(try_with(CLERK, id, "submit", NULL), ERR_INVALID);
}
END_TEST

START_TEST(what_differs_from_the_ledger_is_not_right)
{
	int64_t id = filled(MAP_ROW("信息岗", "028-86600000", "right") PATROL_RIGHT REST);

	refused(CLERK, id, "submit", NULL, "“水利一张图”与台账不同，不能选“无误”");
	type_into(CLERK, id, MAP_ROW("信息岗", "028-86600000", "corrected") PATROL_RIGHT);
	refused(CLERK, id, "submit", NULL, "“水利一张图”须写明更正说明");
	type_into(CLERK, id,
		  ROW(0, "1", "运维岗", "028-86600000", "19",
		      "right") "systems.0.memory_gb=64\nsystems.0.storage_gb=500\n" PATROL_RIGHT);
	refused(CLERK, id, "submit", NULL,
		"“水利一张图”与台账不同，不能选“无误”；台账现为 20 核、内存 64 GB、存储 500 GB");
	type_into(CLERK, id, MAP_ROW("信息岗", "", "corrected") "systems.0.note=责任岗位调整\n" PATROL_RIGHT);
	refused(CLERK, id, "submit", NULL, "责任岗位和电话只填了一项");
}
END_TEST

/* One refusal for both rows, the one too few and the one too many. */
START_TEST(all_rows_are_named_at_once)
{
	int64_t id =
		filled(MAP_ROW("信息岗", "028-86600000", "right") PATROL_ROW("巡查岗", "028-86600000", "right") REST);

	refused(CLERK, id, "submit", NULL,
		"有 2 处需要改：“水利一张图”与台账不同，不能选“无误”。“河湖巡查”与台账不同，不能选“无误”");
	type_into(CLERK, id, MAP_ROW("运维岗", "", "right"));
	refused(CLERK, id, "submit", NULL, "有 2 处需要改：“水利一张图”的责任岗位和电话只填了一项");
	refused(CLERK, id, "submit", NULL, "缺少在用系统“河湖巡查”");
}
END_TEST

static const char *row_said(int64_t id, size_t row, const char *key)
{
	struct values *draft;
	int64_t saves, at;

	ck_assert_int_eq(matter_draft(as(CLERK), matter_now(id), &draft, &saves, &at), OK);
	ck_assert_uint_lt(row, values_find(draft, "systems")->row_count);
	return values_word(values_find(draft, "systems")->rows[row], key);
}

/* 8 more cores since the round began: 16 + 4 + 8.  What the unit corrects is its own; the row that was dropped is back.
 */
START_TEST(form_is_brought_up_to_the_ledger)
{
	int64_t id = filled(MAP_ROW("运维岗", "028-86600000", "right") REST);

	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'vcpu', 8, 8, 1700000000)");
	go(CLERK, id, "refresh");
	ck_assert_str_eq(state_now(id), "draft");
	ck_assert_str_eq(row_said(id, 0, "vcpu"), "28");
	ck_assert_str_eq(row_said(id, 0, "result"), "");
	ck_assert_str_eq(row_said(id, 1, "responsible_title"), "运维岗");
	ck_assert_str_eq(row_said(id, 1, "result"), "");
	type_into(CLERK, id,
		  MAP_ROW("信息岗", "028-86609999", "corrected") "systems.0.note=责任岗位调整\n" PATROL_RIGHT);
	go(CLERK, id, "refresh");
	ck_assert_str_eq(row_said(id, 0, "responsible_title"), "信息岗");
	ck_assert_str_eq(row_said(id, 0, "vcpu"), "20");
	ck_assert_int_eq(try_with(LEAD, id, "refresh", NULL), ERR_FORBIDDEN);
	go(CLERK, id, "submit");
	ck_assert_int_ne(try_with(CLERK, id, "refresh", NULL), OK);
}
END_TEST

START_TEST(corrections_reach_the_system_when_they_are_accepted)
{
	int64_t id = filled(
		MAP_ROW("信息岗", "028-86609999", "corrected") "systems.0.note=责任岗位调整\n" PATROL_RIGHT REST);

	go(CLERK, id, "submit");
	go(LEAD, id, "approve");
	ck_assert_int_eq(office_number(estate, "SELECT responsible_title = '运维岗' FROM system WHERE id = 1"), 1);
	ck_assert_int_eq(try_with(LEAD, id, "accept", NULL), ERR_FORBIDDEN);
	go(DISPATCH, id, "accept");
	ck_assert_int_eq(office_number(estate,
				       "SELECT responsible_title = '信息岗' AND responsible_phone = '028-86609999'"
				       " FROM system WHERE id = 1"),
			 1);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM ledger_check WHERE period = '2025H2'"), 2);
}
END_TEST

/* A change registered while the confirmation was under way stays. */
START_TEST(what_was_changed_meanwhile_is_not_written_over)
{
	int64_t id = filled(MAP_ROW("运维岗", "028-86600000", "right") PATROL_RIGHT REST);

	go(CLERK, id, "submit");
	go(LEAD, id, "approve");
	office_sql(estate,
		   "UPDATE system SET responsible_title = '新岗', responsible_phone = '028-86607777' WHERE id = 1");
	refused(DISPATCH, id, "accept", NULL,
		"单位提交后台账另有变更：“水利一张图”现为主管处室未填、责任岗位新岗 028-86607777");
	ck_assert(strstr(complaints(), "河湖巡查") == NULL);
	go(DISPATCH, id, "return_center");
	type_into(CLERK, id, MAP_ROW("新岗", "028-86607777", "right") PATROL_RIGHT);
	accept(id);
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM system WHERE id = 1 AND responsible_title = '新岗'"), 1);
}
END_TEST

/* The post of row 2 was emptied in between and row 2 says right: it stays empty; row 1 was registered as corrected. */
START_TEST(only_corrected_rows_are_written)
{
	int64_t id = filled(
		MAP_ROW("信息岗", "028-86609999", "corrected") "systems.0.note=责任岗位调整\n" PATROL_RIGHT REST);

	go(CLERK, id, "submit");
	go(LEAD, id, "approve");
	office_sql(estate,
		   "UPDATE system SET responsible_title = '信息岗', responsible_phone = '028-86609999' WHERE id = 1");
	office_sql(estate, "UPDATE system SET responsible_title = '巡查岗' WHERE id = 2");
	office_sql(estate, "DELETE FROM ledger_seen WHERE system_id = 2");
	go(DISPATCH, id, "accept");
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM system WHERE id = 1 AND responsible_title = '信息岗'"), 1);
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM system WHERE id = 2 AND responsible_title = '巡查岗'"), 1);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM ledger_check WHERE period = '2025H2'"), 2);
}
END_TEST

/* The security post of a system, and the office it belongs to. */
START_TEST(security_post_is_confirmed_with_the_system)
{
	int64_t id;

	office_sql(estate, "UPDATE system SET department = '规划处', security_title = '安全岗', security_phone ="
			   " '028-86600002' WHERE id = 1");
	id = filled(
		MAP_ROW("运维岗", "028-86600000", "right") "systems.0.department=规划处\n"
							   "systems.0.security_title=安全二岗\n"
							   "systems.0.security_phone=028-86600002\n" PATROL_RIGHT REST);
	refused(CLERK, id, "submit", NULL, "“水利一张图”与台账不同，不能选“无误”");
	type_into(CLERK, id,
		  MAP_ROW("运维岗", "028-86600000", "corrected") "systems.0.note=安全岗位调整\n"
								 "systems.0.department=\n"
								 "systems.0.security_title=安全二岗\n"
								 "systems.0.security_phone=\n" PATROL_RIGHT);
	refused(CLERK, id, "submit", NULL, "“水利一张图”的安全责任岗位和电话只填了一项");
	type_into(
		CLERK, id,
		MAP_ROW("运维岗", "028-86600000", "corrected") "systems.0.note=安全岗位调整\n"
							       "systems.0.department=信息处\n"
							       "systems.0.security_title=安全二岗\n"
							       "systems.0.security_phone=028-86600009\n" PATROL_RIGHT);
	accept(id);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM system WHERE id = 1 AND department = '信息处' AND"
					       " security_title = '安全二岗' AND security_phone = '028-86600009'"),
			 1);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM ledger_check WHERE system_id = 1 AND"
					       " security_title = '安全二岗' AND department = '信息处'"),
			 1);
}
END_TEST

/* Two units owe one.  With systems it is not cancelled; without, it was never owed: one is left, none is done. */
START_TEST(only_without_a_system_it_is_cancelled_and_then_not_owed)
{
	int64_t id = filled(REST), owed, done;

	refused(DISPATCH, id, "cancel", NULL, "该单位还有 2 个在用系统，不能取消：水利一张图、河湖巡查");
	owed_now("2025H2", &owed, &done);
	ck_assert_int_eq(owed, 2);
	office_sql(estate, "UPDATE system SET state = 'ended' WHERE organisation_id = 2");
	go(DISPATCH, id, "cancel");
	owed_now("2025H2", &owed, &done);
	ck_assert_int_eq(owed, 1);
	ck_assert_int_eq(done, 0);
}
END_TEST

static void enter_as(int64_t person, const char *roles)
{
	office_person(estate, 500 + person, person / 10 == 1 ? CENTER : person / 10,
		      arena_printf(estate->arena, "in%" PRId64, person), roles);
	office_enter(estate, arena_printf(estate->arena, "in%" PRId64, person));
}

/* Said when it is checked, not first when it is handed in; and the way out stands on the same page. */
START_TEST(check_says_what_handing_in_would)
{
	int64_t id = filled(MAP_ROW("信息岗", "028-86600000", "right") PATROL_RIGHT REST);
	const char *path = arena_printf(estate->arena, "/matters/%" PRId64, id);
	struct request *req;

	office_open(estate);
	enter_as(CLERK, "unit.clerk");
	req = office_post(estate, path, "action=check");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "“水利一张图”与台账不同，不能选“无误”"));
	ck_assert(office_shows(req, "value=\"refresh\""));
	type_into(CLERK, id, MAP_ROW("运维岗", "028-86600000", "right") PATROL_RIGHT);
	req = office_post(estate, path, "action=check");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_str_eq(state_now(id), "draft");
	req = office_post(estate, path, "action=refresh");
	ck_assert_int_eq(req->response.status, 303);
}
END_TEST

START_TEST(without_anybody_a_system_is_on_the_list_of_the_center)
{
	struct request *req;

	accept(filled(MAP_ROW("", "", "corrected") "systems.0.note=责任岗位已撤销\n" PATROL_RIGHT REST));
	office_open(estate);
	enter_as(DISPATCH, "center.dispatch");
	req = office_get(estate, "/ownerless");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "水利一张图") && office_shows(req, "没有责任岗位"));
	ck_assert(office_shows(req, "/matters/new?procedure=exit&amp;system=1"));
	ck_assert(!office_shows(req, "河湖巡查"));
	enter_as(STRANGER, "unit.clerk");
	req = office_get(estate, "/ownerless");
	ck_assert(!office_shows(req, "水利一张图"));
	ck_assert_int_eq(office_get(estate, "/verifications")->response.status, 403);
	enter_as(OPERATOR, "operator.clerk");
	ck_assert_int_eq(office_get(estate, "/ownerless")->response.status, 403);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		every_unit_with_a_system_owes_one_prefilled_with_its_own,
		each_live_system_is_confirmed_once_and_no_foreign_one,
		what_differs_from_the_ledger_is_not_right,
		all_rows_are_named_at_once,
		form_is_brought_up_to_the_ledger,
		corrections_reach_the_system_when_they_are_accepted,
		what_was_changed_meanwhile_is_not_written_over,
		only_corrected_rows_are_written,
		security_post_is_confirmed_with_the_system,
		only_without_a_system_it_is_cancelled_and_then_not_owed,
		check_says_what_handing_in_would,
		without_anybody_a_system_is_on_the_list_of_the_center,
	};

	return suite_run_in("modules/ledger_confirmation", set_up, estate_free, 60, tests, ARRAY_LENGTH(tests));
}
