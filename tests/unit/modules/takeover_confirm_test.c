#include "unit/modules/takeover_cast.h"

/* ---- confirmed by those it belongs to ---- */

/* What the guard said of the field it is about. */
static const char *complaint(const struct values *values, const char *key)
{
	const char *error = values_find(values, key)->error;

	return error != NULL ? error : "";
}

static struct values *decisions(struct context *context, int64_t org, const char *code, const char *decision)
{
	const struct action *action = procedure_action(asked(context, org)->procedure, "settle");
	struct params params = {0};

	params_add(office->arena, &params, "decisions.0.object", code);
	params_add(office->arena, &params, "decisions.0.decision", decision);
	params_add(office->arena, &params, "decisions.0.note", "与采集数据核对后决定");
	return values_decode(office->arena, action->fields, action->field_count, &params, false);
}

static int64_t pending(int64_t org)
{
	return office_number(office, "SELECT count(*) FROM takeover_pending WHERE organisation_id = %" PRId64, org);
}

START_TEST(unit_and_operator_confirm_their_own)
{
	struct context *clerk;

	open_office();
	take_over();
	ck_assert_int_eq(pending(UNIT), 3);     /* two systems, a contact */
	ck_assert_int_eq(pending(PROVIDER), 4); /* the platform, what two systems hold there, a contact */
	clerk = as(CLERK);
	ck_assert_int_eq(act(clerk, UNIT, "submit", answers(clerk, asked(clerk, UNIT), NULL, ""), NULL), OK);
	ck_assert_int_eq(act(as(LEAD), UNIT, "object", NULL, NULL), ERR_INVALID);
	ck_assert_int_eq(act(as(LEAD), UNIT, "confirm", NULL, NULL), OK);
	ck_assert_int_eq(pending(UNIT), 0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM contact WHERE confirmed_at > 0"), 1);
	ck_assert_int_eq(pending(PROVIDER), 4);
	clerk = as(OPERATOR);
	ck_assert_int_eq(act(clerk, PROVIDER, "submit", answers(clerk, asked(clerk, PROVIDER), NULL, ""), NULL), OK);
	ck_assert_int_eq(act(as(OPERATOR_LEAD), PROVIDER, "confirm", NULL, NULL), OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM takeover_pending"), 0);
	close_office();
}
END_TEST

START_TEST(objection_needs_a_reason_and_another_units_row_is_none_of_his)
{
	struct context *clerk;
	struct values *form;

	open_office();
	take_over();
	clerk = as(CLERK);
	form = answers(clerk, asked(clerk, UNIT), "系统-2", "");
	ck_assert_int_eq(act(clerk, UNIT, "submit", form, NULL), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint(form, "lines"), "“系统-2”有异议，理由不少于"));
	form = answers(clerk, asked(clerk, UNIT), NULL, "");
	values_set(values_find(form, "lines")->rows[1], "object", "平台-1");
	ck_assert_int_eq(act(clerk, UNIT, "submit", form, NULL), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint(form, "lines"), "不是本单位待确认的存量登记"));
	form = answers(clerk, asked(clerk, UNIT), NULL, "");
	values_set(values_find(form, "lines")->rows[1], "object", "系统-1");
	ck_assert_int_eq(act(clerk, UNIT, "submit", form, NULL), ERR_INVALID);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM takeover_answer"), 0);
	close_office();
}
END_TEST

static void object_to(const char *code)
{
	struct context *clerk = as(OPERATOR);

	ck_assert_int_eq(act(clerk, PROVIDER, "submit",
			     answers(clerk, asked(clerk, PROVIDER), code, "实配数与平台不符，请核对"), NULL),
			 OK);
	ck_assert_int_eq(act(as(OPERATOR_LEAD), PROVIDER, "confirm", NULL, NULL), ERR_INVALID);
	ck_assert_int_eq(act(as(OPERATOR_LEAD), PROVIDER, "object", NULL, NULL), OK);
}

START_TEST(what_is_taken_back_frees_the_quota_and_comes_again_corrected)
{
	static const char corrected[] = ALLOCATION_HEAD "BA-0001,水利一张图,jia,处理器,1,36,36,2021-03-01\r\n";
	struct context *dispatch;

	open_office();
	take_over();
	object_to("承载-1-1");
	ck_assert_int_eq(pending(PROVIDER), 1);
	dispatch = as(DISPATCH);
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decisions(dispatch, PROVIDER, "承载-2-1", "removed")),
			 ERR_INVALID);
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decisions(dispatch, PROVIDER, "承载-1-1", "removed")),
			 OK);
	ck_assert_int_eq(committed("vcpu"), 16);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM machine"), 0);
	ck_assert_int_eq(pending(PROVIDER), 0);
	folder_remove(folder);
	folder = folder_make(office->arena);
	put("allocations", corrected, strlen(corrected));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
	ck_assert_int_eq(committed("vcpu"), 16 + 36);
	ck_assert_int_eq(pending(PROVIDER), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter WHERE closed_at IS NULL"), 2);
	close_office();
}
END_TEST

START_TEST(what_is_kept_stays_and_a_platform_is_not_taken_back)
{
	struct context *dispatch;
	struct values *decided;

	open_office();
	take_over();
	object_to("平台-1");
	dispatch = as(DISPATCH);
	decided = decisions(dispatch, PROVIDER, "平台-1", "removed");
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decided), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaint(decided, "decisions"), "是平台，不能撤销登记"));
	ck_assert_int_eq(act(dispatch, PROVIDER, "settle", NULL, decisions(dispatch, PROVIDER, "平台-1", "kept")), OK);
	ck_assert_int_eq(pending(PROVIDER), 0);
	ck_assert_int_eq(committed("vcpu"), 64);
	close_office();
}
END_TEST

/* ---- pages ---- */

static void enter(const char *login)
{
	char *hash;

	ck_assert_int_eq(password_hash(office->service, office->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(office, "UPDATE person SET password_hash = '%s' WHERE login = '%s'", hash, login);
	office_enter(office, login);
}

START_TEST(pages_belong_to_the_center_and_preview_saves_nothing)
{
	static const char too_much[] = PLATFORM_HEAD "x-1,某云,云服务,ORG9,,,1,,,,,,,,,,,\r\n";
	int64_t before;
	struct request *req;

	open_office();
	office_open(office);
	enter("p21");
	ck_assert_int_eq(office_get(office, "/takeover")->response.status, 403);
	ck_assert_int_eq(office_get(office, "/takeover/systems/import")->response.status, 403);
	enter("p10");
	ck_assert(office_shows(office_get(office, "/takeover"), "导入单位"));
	ck_assert_int_eq(office_get(office, "/takeover/systems/import")->response.status, 403);
	ck_assert_int_eq(office_get(office, "/takeover/allocations/sample")->response.status, 200);
	enter("p11");
	ck_assert_int_eq(office_get(office, "/takeover/people/import")->response.status, 404);
	before = office_number(office, "SELECT count(*) FROM platform");
	req = office_upload(office, "/takeover/platforms/import", platforms);
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "共 1 行，检查通过"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM platform"), before);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action = 'platform.import'"), 0);
	req = office_upload(office, "/takeover/platforms/import", too_much);
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "没有代码为 ORG9 的单位"));
	close_office();
}
END_TEST

START_TEST(dispatch_asks_each_organisation_once)
{
	open_office();
	take_over();
	office_sql(office, "UPDATE matter SET closed_at = 1, state = 'cancelled' WHERE organisation_id = 2");
	office_open(office);
	enter("p11");
	ck_assert(office_shows(office_get(office, "/takeover"), "尚未送出"));
	ck_assert_int_eq(office_post(office, "/takeover", "action=send")->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter WHERE closed_at IS NULL"), 2);
	ck_assert_int_eq(office_post(office, "/takeover", "action=send")->response.status, 422);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter WHERE closed_at IS NULL"), 2);
	close_office();
}
END_TEST

/* Sent from the page by the very person who settles: sending is no step of the unit's, and the unit is told. */
START_TEST(who_sends_it_settles_what_a_unit_objects_to)
{
	struct context *clerk;
	int64_t told;

	open_office();
	take_over();
	office_sql(office, "UPDATE matter SET closed_at = 1, state = 'cancelled'");
	told = office_number(office, "SELECT count(*) FROM notice WHERE organisation_id = 2");
	office_open(office);
	enter("p11");
	ck_assert_int_eq(office_post(office, "/takeover", "action=send")->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM notice WHERE organisation_id = 2"), told + 1);
	clerk = as(CLERK);
	ck_assert_int_eq(
		act(clerk, UNIT, "submit", answers(clerk, asked(clerk, UNIT), "系统-2", "该系统已于去年下线"), NULL),
		OK);
	ck_assert_int_eq(act(as(LEAD), UNIT, "object", NULL, NULL), OK);
	ck_assert_int_eq(act(as(DISPATCH), UNIT, "settle", NULL, decisions(as(DISPATCH), UNIT, "系统-2", "removed")),
			 OK);
	ck_assert_int_eq(office_number(office, "SELECT state = 'ended' FROM system WHERE id = 2"), 1);
	close_office();
}
END_TEST

/* What the organisation is asked to confirm under this number; "" when it is not asked that. */
static const char *asked_words(int64_t account, int64_t org, const char *code)
{
	struct context *context = as(account);
	struct values *form = answers(context, asked(context, org), NULL, "");
	const struct value *rows = values_find(form, "lines");

	for (size_t i = 0; i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "object"), code))
			return values_word(rows->rows[i], "what");
	return "";
}

/* 水利一张图: max(32, 40) + max(8, 0) = 48 核, 64 GB, one machine; 河湖巡查: 16 核, none. */
START_TEST(what_is_confirmed_is_shown_whole)
{
	static const char whole[] =
		PLATFORM_HEAD "jia,甲云,云服务,ORG4,政务外网公共区,x86,1,100,400,11,12,13,14,15,16,17,18,19\r\n";

	open_office();
	put_all();
	put("platforms", whole, strlen(whole));
	ck_assert_int_eq(command("import", folder), 0);
	ck_assert_ptr_nonnull(
		strstr(asked_words(CLERK, UNIT, "系统-1"), "；资源 甲云：处理器 48 核，内存 64 GB；机器 1 台"));
	ck_assert_ptr_nonnull(strstr(asked_words(CLERK, UNIT, "系统-2"), "；资源 甲云：处理器 16 核；机器 0 台"));
	ck_assert_str_eq(
		asked_words(OPERATOR, PROVIDER, "平台-1"),
		"甲云：云服务平台，容量 处理器 100 核，内存 400 GB，高性能块存储 11 GB，普通块存储 12 GB，文件存储 13 "
		"GB，"
		"对象存储 14 GB，备份存储 15 GB，归档存储 18 GB，公网地址 16 个，互联网带宽 17 Mbps，GPU 19 张");
	close_office();
}
END_TEST

int main(void)
{
	crypt_init();
	return RUN_SUITE("modules/takeover_confirm", unit_and_operator_confirm_their_own,
			 objection_needs_a_reason_and_another_units_row_is_none_of_his,
			 what_is_taken_back_frees_the_quota_and_comes_again_corrected,
			 what_is_kept_stays_and_a_platform_is_not_taken_back,
			 pages_belong_to_the_center_and_preview_saves_nothing, dispatch_asks_each_organisation_once,
			 who_sends_it_settles_what_a_unit_objects_to, what_is_confirmed_is_shown_whole);
}
