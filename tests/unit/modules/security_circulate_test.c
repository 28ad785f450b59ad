/* A bulletin for all of a kind: who gets it, who has read it (第二十五条). */
#include "unit/modules/guarded.h"

#include "kernel/copy.h"

#define WORDS "title=关于年末网络安全保障的通报\nsituation=近期钓鱼邮件增多，已处置两起\ndemand=提醒工作人员\n"

#define HAZARD_OF_PROVIDER \
	"title=管理端口对外开放\nreceiver=4\nseverity=high\nsource=scan\ndescription=管理端口对互联网开放\ndemand=" \
	"关闭管理端口\n"

/* In the hands of the leader. */
static int64_t awaiting(const char *scope)
{
	int64_t id = opened(SECURITY, "bulletin", 0, arena_printf(cloud->arena, WORDS "scope=%s", scope));

	acts(SECURITY, id, "submit", NULL);
	return id;
}

static int64_t issued(const char *scope)
{
	int64_t id = awaiting(scope);

	acts(LEADER, id, "sign_all", NULL);
	return id;
}

static int64_t copies(int64_t id)
{
	return office_number(cloud, "SELECT count(*) FROM matter_copy WHERE matter_id = %" PRId64, id);
}

static enum err read_by(int64_t person, int64_t id)
{
	struct context *context = as(person);
	struct matter *matter;

	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	return copy_read(context, matter);
}

START_TEST(all_of_the_kind_get_it_and_nobody_else)
{
	/* Of the nine organisations four are units besides the center, two providers, none but the center is left out.
	 */
	ck_assert_int_eq(copies(issued("units")), 4);
	ck_assert_int_eq(copies(issued("providers")), 2);
	ck_assert_int_eq(copies(issued("all")), 8);
}
END_TEST

START_TEST(nobody_sees_it_before_it_is_issued_and_parties_afterwards)
{
	int64_t id = awaiting("providers");
	struct matter *matter;

	ck_assert_int_eq(matter_find(as(OPERATOR), id, &matter), NOT_FOUND);
	acts(LEADER, id, "sign_all", NULL);
	ck_assert_str_eq(state_now(id), "circulating");
	ck_assert_int_eq(matter_find(as(OPERATOR), id, &matter), FOUND);
	/* It is for them, files and all, not a copy of what others do. */
	ck_assert(!matter->copied);
	ck_assert_int_eq(matter_find(as(CLERK), id, &matter), NOT_FOUND);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE organisation_id = 4 AND text LIKE '通报：%%'"),
		2);
}
END_TEST

START_TEST(named_ones_are_signed_for_by_name_and_all_by_all)
{
	int64_t id = opened(SECURITY, "bulletin", 0, WORDS "parties.1.party=2");

	acts(SECURITY, id, "submit", NULL);
	ck_assert_int_ne(act(LEADER, id, "sign_all", "", NULL), OK);
	acts(LEADER, id, "sign", NULL);
	ck_assert_str_eq(state_now(id), "issued");
	id = awaiting("units");
	ck_assert_int_ne(act(LEADER, id, "sign", "", "named.1.party=2"), OK);
	ck_assert_str_eq(state_now(id), "approval");
	id = opened(SECURITY, "bulletin", 0, WORDS);
	says_no(SECURITY, id, "submit", NULL, "发往单位");
}
END_TEST

START_TEST(who_has_read_it_is_known_and_the_others_are_urged)
{
	int64_t id = issued("units");

	ck_assert_int_eq(read_by(CLERK, id), OK);
	ck_assert_int_eq(read_by(WATCH, id), ERR_NOT_FOUND);
	acts(SECURITY, id, "urge_reading", NULL);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE text LIKE '催阅%%' AND organisation_id = 2"),
		0);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE text LIKE '催阅%%' AND organisation_id = 3"),
		1);
}
END_TEST

START_TEST(nobody_is_urged_when_all_have_read_it)
{
	int64_t id = issued("providers");

	ck_assert_int_eq(read_by(OPERATOR, id), OK);
	ck_assert_int_eq(read_by(OTHER_OPERATOR, id), OK);
	says_no(SECURITY, id, "urge_reading", NULL, "各单位都已阅知");
}
END_TEST

START_TEST(it_is_closed_in_time_and_read_later_all_the_same)
{
	int64_t id = issued("units");

	clock_freeze(due_now(id) + 1);
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "ended");
	ck_assert_int_eq(read_by(STRANGER, id), OK);
}
END_TEST

START_TEST(several_hundred_get_it_and_who_is_no_more_does_not)
{
	int64_t id;

	office_sql(cloud, "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1399)"
			  " INSERT INTO organisation (id, code, name, short_name, rank, valid_from, valid_to)"
			  " SELECT i, 'DW' || i, '单位' || i, '单位' || i, i, 1, iif(i < 1010, 1, NULL) FROM n");
	office_sql(cloud, "INSERT INTO organisation_kind (organisation_id, kind) SELECT id, 'unit' FROM organisation"
			  " WHERE id >= 1000");
	id = issued("units");
	ck_assert_int_eq(copies(id), 4 + 390);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter_party WHERE matter_id = %" PRId64
				       " AND part = 'addressee'",
				       id),
			 4 + 390);
}
END_TEST

/* Of what the record says about an organisation: how many matters of the center's hand. */
static int decided_about(int64_t party)
{
	struct query *query = db_query(cloud->writer, Q_USAGE_PARTY_DECIDED);
	int count = 0;

	query_int(query, ":party", party);
	query_int(query, ":matter", 0);
	query_int(query, ":org", CENTER);
	while (query_step(query))
		count++;
	ck_assert_int_eq(query_end(query), OK);
	return count;
}

START_TEST(bulletin_is_on_the_record_of_whom_it_is_about_and_not_of_all_who_read_it)
{
	int64_t id = issued("all"), hazard;

	ck_assert_int_eq(decided_about(UNIT) + decided_about(PROVIDER), 0);
	id = opened(SECURITY, "bulletin", 0, WORDS "parties.1.party=4");
	acts(SECURITY, id, "submit", NULL);
	ck_assert_int_eq(decided_about(PROVIDER), 0);
	acts(LEADER, id, "sign", NULL);
	ck_assert_int_eq(decided_about(PROVIDER), 1);
	ck_assert_int_eq(decided_about(UNIT), 0);
	/* Sent to all, and yet about whose hazard it grew from. */
	hazard = opened(SECURITY, "hazard", SYSTEM, HAZARD_OF_PROVIDER);
	acts(SECURITY, hazard, "issue", NULL);
	id = opened_about(SECURITY, "bulletin", (struct subject){.base_matter = hazard}, WORDS "scope=all");
	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "sign_all", NULL);
	ck_assert_int_eq(decided_about(PROVIDER), 2);
	ck_assert_int_eq(decided_about(UNIT) + decided_about(OTHER_PROVIDER), 0);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_circulate", all_of_the_kind_get_it_and_nobody_else,
			   nobody_sees_it_before_it_is_issued_and_parties_afterwards,
			   named_ones_are_signed_for_by_name_and_all_by_all,
			   who_has_read_it_is_known_and_the_others_are_urged, nobody_is_urged_when_all_have_read_it,
			   it_is_closed_in_time_and_read_later_all_the_same,
			   several_hundred_get_it_and_who_is_no_more_does_not,
			   bulletin_is_on_the_record_of_whom_it_is_about_and_not_of_all_who_read_it);
}
