#include "unit/modules/usage_cast.h"

#define LOAD LOAD_AT("jj-1")
#define LOAD_AT(platform) \
	"\"platform\":\"" platform \
	"\",\"vcpu\":8,\"mem_gb\":32,\"cpu_avg\":18.25,\"cpu_p95\":40,\"cpu_max\":75.5,\"mem_" \
	"avg\":30," \
	"\"mem_p95\":50,\"mem_max\":60,\"disk_pct\":45,\"net_in\":1.5,\"net_out\":0.8,\"bw_p95\":6,\"days_on\":1," \
	"\"coverage\":" \
	"99.1"
#define DAY(date, machine) "{\"day\":\"" date "\",\"machine\":\"" machine "\"," LOAD "}"

/* A token of the supervisor, made on the page as its lead does. */
static const char *token(void)
{
	struct request *req;
	const char *found;

	office_enter(office, "tf.fz");
	req = office_post(office, "/usage/tokens", "label=%E6%B5%8B%E8%AF%95&days=30");
	ck_assert_int_eq(req->response.status, 200);
	found = strstr(req->response.body.data, ">zwy_");
	ck_assert_ptr_nonnull(found);
	office->cookie = NULL;
	return arena_strndup(office->arena, found + 1, strcspn(found + 1, "<"));
}

static void open_with_lead(void)
{
	open_office();
	office_person(office, 17, 6, "tf.fz", "supervisor.lead");
	office_person(office, 18, 1, "center.aq", "admin.security");
	machine("vm-a", 1, 1, 8, 32, "0");
}

static struct request *push_as(const char *authorization, const char *type, const char *json)
{
	struct request *req = office_request(office, METHOD_POST, "/api/v1/usage");

	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	req->authorization = authorization;
	req->origin = NULL;
	office_body(req, type, json);
	router_serve(office->router, req);
	return req;
}

static struct request *push(const char *bearer, const char *json)
{
	return push_as(arena_printf(office->arena, "Bearer %s", bearer), "application/json", json);
}

static int64_t days(void)
{
	return office_number(office, "SELECT count(*) FROM usage_day");
}

START_TEST(pushed_rows_are_counted_and_may_be_repeated)
{
	static const char rows[] = "[ " DAY("2026-10-30", "vm-a") ",\n" DAY(
		"2026-10-31", "vm-a") ","
				      "{\"month\":\"2026-09\",\"machine\":\"vm-a\",\"system\":\"水雨情\"," LOAD "} ]\n";
	const char *bearer;
	struct request *req;

	open_with_lead();
	bearer = token();
	req = push(bearer, rows);
	ck_assert_msg(req->response.status == 200, "%s", req->response.body.data);
	ck_assert_str_eq(req->response.body.data, "{\"accepted\":3,\"replaced\":0,\"unchanged\":0}");
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM usage_month WHERE system_id = 1"), 2);
	ck_assert_int_eq(office_number(office, "SELECT cpu_avg FROM usage_day LIMIT 1"), 1825);
	req = push(bearer, rows);
	ck_assert_str_eq(req->response.body.data, "{\"accepted\":3,\"replaced\":0,\"unchanged\":3}");
	req = push(bearer,
		   "[{\"day\":\"2026-10-30\",\"machine\":\"vm-a\",\"coverage\":100,\"platform\":\"jj-1\",\"vcpu\":8,"
		   "\"mem_gb\":32,\"cpu_avg\":18.25,\"cpu_p95\":45,\"cpu_max\":75.5,\"mem_avg\":30,\"mem_p95\":50,"
		   "\"mem_max\":60,\"disk_pct\":0.30000000000000004,\"net_in\":1.5,\"net_out\":0.8,\"bw_p95\":6,"
		   "\"days_on\":1}]");
	ck_assert_str_eq(req->response.body.data, "{\"accepted\":1,\"replaced\":1,\"unchanged\":0}");
	ck_assert_int_eq(office_number(office, "SELECT cpu_p95 FROM usage_month WHERE period = '2026-10'"), 4500);
	ck_assert_str_eq(push(bearer, "[]")->response.body.data, "{\"accepted\":0,\"replaced\":0,\"unchanged\":0}");
	ck_assert_int_eq(
		office_number(office, "SELECT count(*) FROM audit WHERE action = 'usage.push' AND organisation_id = 6"),
		4);
	office_free(office);
}
END_TEST

START_TEST(bad_rows_are_named_by_index_and_nothing_is_kept)
{
	static const struct {
		const char *row;
		const char *said;
	} bad[] = {
		{"{\"day\":\"2026-10-31\",\"month\":\"2026-10\",\"machine\":\"b\"," LOAD "}",
		 "\"index\":1,\"field\":\"month\""},
		{"{\"machine\":\"b\"," LOAD "}", "\"index\":1,\"field\":\"month\""},
		{DAY("2026-11-25", "b"), "\"index\":1,\"field\":\"day\""},
		{DAY("2014-12-31", "b"), "日期不早于 2015-01-01，您填了“2014-12-31”"},
		{"{\"month\":\"1900-01\",\"machine\":\"b\"," LOAD "}", "不早于 2015-01，您填了“1900-01”"},
		{DAY("2026-10-30", "vm-a"), "与第 0 项"},
		{"{\"day\":\"2026-10-30\",\"machine\":\"vm-a\"," LOAD_AT("锦江云") "}", "与第 0 项"},
		{"{\"day\":\"2026-10-31\",\"machine\":7," LOAD "}", "\"field\":\"machine\",\"message\":\"应为文字\""},
		{"{\"day\":\"2026-10-31\",\"machine\":\"b\",\"cpu\":1," LOAD "}", "\"field\":\"cpu\""},
		{"{\"day\":\"2026-10-31\",\"machine\":\"b\",\"vcpu\":\"8\"}", "\"message\":\"应为数字\""},
		{"{\"day\":\"2026-10-31\",\"machine\":\"b\",\"day\":\"2026-10-31\"," LOAD "}", "\"index\":1"},
		{"{\"day\":\"2026-10-31\",\"machine\":\"b\"", "\"index\":1"},
		{"{\"day\":\"2026-10-31\",\"machine\":\"b\",\"platform\":\"jj-1\",\"vcpu\":8,\"mem_gb\":32,\"cpu_avg\":"
		 "90,"
		 "\"cpu_p95\":40,\"cpu_max\":95,\"mem_avg\":30,\"mem_p95\":50,\"mem_max\":60,\"disk_pct\":1,\"net_in\":"
		 "1,"
		 "\"net_out\":1,\"bw_p95\":1,\"days_on\":1,\"coverage\":100}",
		 "\"index\":1,\"field\":\"cpu_avg\",\"message\":\"处理器均值 90.00 与处理器P95"},
		{"7", "\"index\":1"},
		{"{}]x", "\"index\":1"},
	};
	const char *bearer;

	open_with_lead();
	bearer = token();
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		struct request *req =
			push(bearer, arena_printf(office->arena, "[%s,%s]", DAY("2026-10-30", "vm-a"), bad[i].row));

		ck_assert_msg(req->response.status == 422, "case %zu: %d", i, req->response.status);
		ck_assert_msg(strstr(req->response.body.data, bad[i].said) != NULL, "case %zu: %s", i,
			      req->response.body.data);
		ck_assert_int_eq(days(), 0);
	}
	ck_assert_int_eq(push(bearer, "{}")->response.status, 422);
	ck_assert_int_eq(push(bearer, "[" DAY("2026-10-30", "vm-a") "] []")->response.status, 422);
	ck_assert_int_eq(push(bearer, "[" DAY("2026-10-30", "vm-a") ",]")->response.status, 422);
	ck_assert_int_eq(push(bearer, "[" DAY("2026-10-30", "vm-a"))->response.status, 422);
	ck_assert_int_eq(push(bearer, "")->response.status, 422);
	ck_assert_int_eq(days(), 0);
	office_free(office);
}
END_TEST

START_TEST(only_a_live_token_pushes)
{
	static const char row[] = "[" DAY("2026-10-30", "vm-a") "]";
	const char *bearer;
	struct request *req;

	open_with_lead();
	bearer = token();
	req = push_as(NULL, "application/json", row);
	ck_assert_int_eq(req->response.status, 401);
	ck_assert_str_eq(params_get(&req->response.headers, "WWW-Authenticate"), "Bearer");
	ck_assert_int_eq(push_as(bearer, "application/json", row)->response.status, 401);
	ck_assert_int_eq(push("zwy_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", row)->response.status, 401);
	ck_assert_int_eq(push("", row)->response.status, 401);
	/* a session is none, not even the lead's own */
	office_enter(office, "tf.fz");
	ck_assert_int_eq(push_as(NULL, "application/json", row)->response.status, 401);
	/* and a token is no session */
	office->cookie = NULL;
	req = office_request(office, METHOD_GET, "/usage/tokens");
	req->authorization = arena_printf(office->arena, "Bearer %s", bearer);
	router_serve(office->router, req);
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(days(), 0);
	/* its organisation is out of service, or supervises no more */
	office_sql(office, "UPDATE organisation SET valid_to = 20000 WHERE id = 6");
	ck_assert_int_eq(push(bearer, row)->response.status, 401);
	office_sql(office, "UPDATE organisation SET valid_to = NULL WHERE id = 6");
	office_sql(office, "DELETE FROM organisation_kind WHERE organisation_id = 6; INSERT INTO organisation_kind "
			   "VALUES (6, 'secops')");
	ck_assert_int_eq(push(bearer, row)->response.status, 422);
	office_sql(office, "UPDATE organisation_kind SET kind = 'supervisor' WHERE organisation_id = 6");
	ck_assert_int_eq(push(bearer, row)->response.status, 200);
	ck_assert_int_eq(
		push_as(arena_printf(office->arena, "bearer %s", bearer), "application/json", row)->response.status,
		200);
	clock_freeze(clock_now() + 31 * 86400);
	ck_assert_int_eq(push(bearer, row)->response.status, 401);
	office_free(office);
}
END_TEST

START_TEST(revoked_token_is_dead_for_good)
{
	const char *bearer;

	open_with_lead();
	bearer = token();
	office_enter(office, "tf.jb");
	ck_assert_int_eq(office_post(office, "/usage/tokens", "label=abc&days=30")->response.status, 403);
	ck_assert_int_eq(office_post(office, "/usage/tokens/1/revoke", "")->response.status, 403);
	office_enter(office, "center.jb");
	ck_assert_int_eq(office_get(office, "/usage/tokens")->response.status, 403);
	office_enter(office, "tf.fz");
	ck_assert_int_eq(office_post(office, "/usage/tokens", "label=&days=30")->response.status, 422);
	ck_assert_int_eq(office_post(office, "/usage/tokens", "label=abc&days=9")->response.status, 422);
	ck_assert(!office_shows(office_get(office, "/usage/tokens"), bearer));
	office_enter(office, "center.aq");
	ck_assert(office_shows(office_get(office, "/usage/tokens"), "测试"));
	ck_assert_int_eq(office_post(office, "/usage/tokens", "label=abc&days=30")->response.status, 403);
	ck_assert_int_eq(office_post(office, "/usage/tokens/1/revoke", "")->response.status, 303);
	ck_assert_int_eq(office_post(office, "/usage/tokens/1/revoke", "")->response.status, 404);
	ck_assert_int_eq(push(bearer, "[]")->response.status, 401);
	ck_assert_ptr_nonnull(office_try(office, "UPDATE api_token SET revoked_at = NULL"));
	ck_assert_ptr_nonnull(office_try(office, "UPDATE api_token SET expires_at = expires_at + 1"));
	ck_assert_ptr_nonnull(office_try(office, "DELETE FROM api_token"));
	ck_assert_int_eq(
		office_number(office, "SELECT count(*) FROM audit WHERE action IN ('token.make', 'token.revoke')"), 2);
	office_free(office);
}
END_TEST

START_TEST(size_type_and_pace_are_limited)
{
	const char *bearer;
	struct request *req;
	struct buf many;
	char big[5000];

	open_with_lead();
	bearer = token();
	req = push_as(arena_printf(office->arena, "Bearer %s", bearer), "text/csv", "[]");
	ck_assert_int_eq(req->response.status, 415);
	req = office_request(office, METHOD_POST, "/api/v1/usage");
	req->authorization = arena_printf(office->arena, "Bearer %s", bearer);
	office_body(req, "application/json", "[]");
	req->content_length = 9 * 1024 * 1024;
	router_serve(office->router, req);
	ck_assert_int_eq(req->response.status, 413);
	memset(big, ' ', sizeof big);
	big[0] = '{';
	big[sizeof big - 1] = '\0';
	req = push(bearer, arena_printf(office->arena, "[%s}]", big));
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "4 KiB"));
	buf_init(&many);
	for (int i = 0; i <= 10000; i++)
		buf_printf(&many, "%s{\"day\":\"2026-10-30\",\"machine\":\"vm-%d\"," LOAD "}", i == 0 ? "[" : ",", i);
	buf_add_text(&many, "]");
	ck_assert_int_eq(push(bearer, many.data)->response.status, 413);
	buf_release(&many);
	ck_assert_int_eq(days(), 0);
	office_sql(office,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('push_per_minute', 1, '3', 1);"
		   "UPDATE rules_version SET version = version + 1");
	ck_assert_int_eq(push(bearer, "[]")->response.status, 200);
	ck_assert_int_eq(push(bearer, "[]")->response.status, 429);
	office_free(office);
}
END_TEST

START_TEST(guesses_close_the_source)
{
	const char *bearer;
	int status = 0;

	open_with_lead();
	bearer = token();
	for (int i = 0; i < 200 && status != 429; i++)
		status = push("zwy_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "[]")->response.status;
	ck_assert_int_eq(status, 429);
	ck_assert_int_eq(push(bearer, "[]")->response.status, 429);
	office->source = "10.9.9.9";
	ck_assert_int_eq(push(bearer, "[]")->response.status, 200);
	ck_assert_int_gt(office_number(office, "SELECT sum(n) FROM refusal_count WHERE action = 'token.refused'"), 10);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/usage_push", pushed_rows_are_counted_and_may_be_repeated,
			 bad_rows_are_named_by_index_and_nothing_is_kept, only_a_live_token_pushes,
			 revoked_token_is_dead_for_good, size_type_and_pace_are_limited, guesses_close_the_source);
}
