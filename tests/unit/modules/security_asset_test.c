/* The list of what is scanned, and the scans that come round. */
#include "base/base.h"
#include "unit/modules/guarded.h"

#include "kernel/round.h"
#include "modules/security/security_address.h"

#define HEADS "备案号,信息系统,平台,名称,地址,端口,域名,互联网侧,状态\n"

static struct actor *member(int64_t org, enum role role, unsigned kinds)
{
	struct actor *actor = arena_alloc(cloud->arena, sizeof *actor);

	*actor = (struct actor){.org = org, .person = 1, .roles = ROLE_BIT(role), .kinds = kinds};
	return actor;
}

/* One row sent by an organisation, in a transaction of its own. */
static enum err sends(int64_t org, const char *row, int64_t *changed)
{
	struct csv_import import = {.context = *as(CLERK), .kind = &asset_import};
	struct csv_table *table = arena_alloc(cloud->arena, sizeof *table);
	char *wrong = NULL;
	char *text = arena_printf(cloud->arena, HEADS "%s\n", row);
	enum err err;

	import.context.actor = member(org, ROLE_UNIT_CLERK, KIND_UNIT);
	ck_assert(csv_read(cloud->arena, text, strlen(text), 100, table, &wrong));
	import.table = table;
	ck_assert_int_eq(tx_begin(import.context.db), OK);
	err = tx_end(import.context.db, csv_import_save(&import));
	*changed = import.changed;
	return err;
}

START_TEST(addresses_and_domains_are_told_from_other_words)
{
	static const char *const good[] = {"10.20.1.11", "10.20.0.0/16", "2001:db8::1", "2001:db8::/32"};
	static const char *const bad[] = {"10.20.1", "10.20.1.256", "10.20.1.0/33", "服务器",
					  "",        "10.20.1.1/",  "10.20.1.1/x"};

	for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
		ck_assert_msg(address_sound(good[i]), "%s", good[i]);
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(!address_sound(bad[i]), "%s", bad[i]);
	ck_assert(domain_sound("portal.example.cn") && domain_sound("门户.example.cn"));
	ck_assert(!domain_sound("portal") && !domain_sound("a..cn") && !domain_sound("a b.cn") && !domain_sound(".cn"));
}
END_TEST

START_TEST(unit_and_operator_list_their_own_and_nobody_elses)
{
	const char *filing = "BA-0001", *platform = "甲云";
	const char *row = arena_printf(
		cloud->arena, "%s,水利一张图,%s,网页前端,10.20.1.11,80、443,slt.example.cn,是,在用", filing, platform);
	int64_t changed = 0;

	ck_assert_int_eq(sends(2, row, &changed), OK);
	ck_assert_int_eq(changed, 1);
	/* The same again says nothing new; the operator of the platform may say more. */
	ck_assert_int_eq(sends(2, row, &changed), OK);
	ck_assert_int_eq(changed, 0);
	ck_assert_int_eq(sends(4,
			       arena_printf(cloud->arena, "%s,水利一张图,%s,应用主机,10.20.1.21,8080,,否,在用", filing,
					    platform),
			       &changed),
			 OK);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM asset WHERE internet_yes = 0 AND registered_by = 4"), 1);
	/* Another unit's and secops' are not: for them the system does not lie there. */
	ck_assert_int_eq(sends(3, row, &changed), ERR_INVALID);
	ck_assert_int_eq(sends(7, row, &changed), ERR_INVALID);
	ck_assert_int_eq(sends(2, arena_printf(cloud->arena, "%s,水利一张图,%s,甲,10.20.1,,,是,在用", filing, platform),
			       &changed),
			 ERR_INVALID);
	ck_assert_int_eq(
		sends(2, arena_printf(cloud->arena, "%s,水利一张图,%s,甲,10.20.1.9,9000-80,,是,在用", filing, platform),
		      &changed),
		ERR_INVALID);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM asset"), 2);
	/* Out of use it stays, and comes back under the same number. */
	ck_assert_int_eq(
		sends(2,
		      arena_printf(cloud->arena, "%s,水利一张图,%s,网页前端,10.20.1.11,80、443,slt.example.cn,是,停用",
				   filing, platform),
		      &changed),
		OK);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM asset WHERE retired_at IS NOT NULL"), 1);
	ck_assert_int_eq(sends(2, row, &changed), OK);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM asset WHERE retired_at IS NULL"), 2);
}
END_TEST

static void asset(int id, const char *address, int internet)
{
	office_sql(cloud, "INSERT INTO asset VALUES (%d, 900, 1, '主机', '%s', '443', '', %d, 2, 1, NULL)", id, address,
		   internet);
}

static int64_t round_of(const char *platform_sql)
{
	return office_number(cloud, "SELECT count(*) FROM matter WHERE procedure_key = 'scan_round' AND %s",
			     platform_sql);
}

/* 2026-03 is the month of all systems; 2026-04 of the internet side alone. */
START_TEST(rounds_open_by_themselves_with_what_there_is_to_scan)
{
	cast_procedure(cloud, "db/procedures", "scan_round", day_of(clock_now()));
	asset(1, "10.20.1.11", 1);
	asset(2, "10.20.1.21", 0);
	ck_assert_int_eq(round_job(as_clerk()), OK);
	ck_assert_int_eq(round_of("period = '2026-03' AND platform_id = 1 AND state = 'draft'"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT json_array_length(d.body, '$.assets') FROM matter_draft d JOIN "
					      "matter m ON m.id = d.matter_id"
					      " WHERE m.procedure_key = 'scan_round' AND m.platform_id = 1 AND d.body "
					      "LIKE '%%\"kind\":\"all\"%%'"
					      " AND d.body LIKE '%%\"operator_told\":4%%'"),
			 2);
	/* Three working days after the month. */
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT due_at FROM matter WHERE procedure_key = 'scan_round' AND platform_id = 1"),
		day_end(at_day(2026, 4, 3)));
	clock_freeze(day_start(at_day(2026, 4, 1)) + 9 * 3600);
	ck_assert_int_eq(round_job(as_clerk()), OK);
	ck_assert_int_eq(office_number(cloud, "SELECT json_array_length(d.body, '$.assets') FROM matter_draft d JOIN "
					      "matter m ON m.id = d.matter_id"
					      " WHERE m.period = '2026-04' AND m.platform_id = 1 AND d.body LIKE "
					      "'%%\"kind\":\"internet\"%%'"),
			 1);
}
END_TEST

/* Both settings at 3: nothing is owed in April. */
START_TEST(rounds_open_in_the_months_the_settings_name)
{
	const struct procedure *procedure;

	cast_procedure(cloud, "db/procedures", "scan_round", day_of(clock_now()));
	procedure = procedure_find(cloud->service, "scan_round");
	ck_assert(round_owed_in(cloud->service, procedure, "2026-04"));
	office_sql(
		cloud,
		"INSERT INTO setting (key, value, valid_from, changed_at) VALUES ('scan_internet_months', '3', 1, 1)");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	procedure = procedure_find(cloud->service, "scan_round");
	ck_assert(round_owed_in(cloud->service, procedure, "2026-03"));
	ck_assert(!round_owed_in(cloud->service, procedure, "2026-04"));
	ck_assert(round_owed_in(cloud->service, procedure_find(cloud->service, "self_check"), "2026-04"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/security_asset", guarded_new, cloud_free, 60, addresses_and_domains_are_told_from_other_words,
		unit_and_operator_list_their_own_and_nobody_elses, rounds_open_by_themselves_with_what_there_is_to_scan,
		rounds_open_in_the_months_the_settings_name);
}
