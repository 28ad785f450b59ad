#include "unit/modules/change_cast.h"

#include "data/tx.h"

/* ---- major changes ---- */

/*
 * 40 cores.  +24 is 60 % and at least 16: major.  +20 is 50 %, not more.  Memory 160 GB: +96 is 60 % and at
 * least 64.  From 20 cores +15 is 75 % but less than 16.
 */
START_TEST(growth_is_major_by_share_and_amount_together)
{
	struct values *form;

	change_new();
	ck_assert(fired(change_with(growth(64)), 0, "处理器 40→64 核，+24（60.0%）"));
	ck_assert(!fired(change_with(growth(60)), 0, "处理器 40→60 核，+20（50.0%）"));
	form = form_of("growth");
	line(form, 1, "memory_gb", 160, 256);
	ck_assert(fired(change_with(form), 0, "内存 160→256 GB，+96（60.0%）"));
	office_sql(cloud, "UPDATE allocation SET granted = 20, allocated = 20 WHERE class = 'vcpu'");
	form = form_of("growth");
	line(form, 1, "vcpu", 20, 35);
	ck_assert(!fired(change_with(form), 0, "+15（75.0%）"));
	cloud_free();
}
END_TEST

static int64_t vcpu_now(void)
{
	return committed(1, "vcpu");
}

/* Brings a change of the processors to its execution; a reduction is freed then. */
static void carried_out(int64_t after)
{
	struct values *form = form_of(after > vcpu_now() ? "growth" : "shrink");
	int64_t id;

	line(form, 1, "vcpu", vcpu_now(), after);
	id = executing(form);
	go_with(OPERATOR, id, "deliver", done_text());
	pass_days(7);
}

static int64_t vcpu_to(int64_t after)
{
	struct values *form = form_of("growth");

	line(form, 1, "vcpu", vcpu_now(), after);
	return change_with(form);
}

/* 40 cores; +16 granted in March, +8 asked in September: 24 over 40 is 60 %.  A year later it is forgotten. */
START_TEST(changes_of_twelve_months_add_up)
{
	int64_t id;

	change_new();
	carried_out(56);
	pass_days(173);
	id = vcpu_to(64);
	ck_assert(fired(id, 1, "处理器核定 40 核，先后增加 16，本次 +8，累计 24（60.0%）。"));
	ck_assert(!fired(id, 0, "处理器 56→64 核，+8（14.2%）"));
	pass_days(190);
	ck_assert(!fired(id, 1, "没有其他变更"));
	cloud_free();
}
END_TEST

/* 40 +12, -10, +12: together 24 over 40 is 60 %, though only 14 more than there were. */
START_TEST(reduction_between_does_not_hide_what_was_added)
{
	struct values *form;
	int64_t id;

	change_new();
	carried_out(52);
	carried_out(42);
	id = vcpu_to(54);
	ck_assert(fired(id, 1, "处理器核定 40 核，先后增加 12，本次 +12，累计 24（60.0%），期间减少 10 不抵"));
	ck_assert(!fired(id, 0, "处理器 42→54 核，+12（28.5%）"));
	form = form_of("growth");
	line(form, 1, "vcpu", 42, 54);
	id = reviewing(form);
	refused(APPROVE, id, "approve", granted(id), "十二个月累计增长过半");
	cloud_free();
}
END_TEST

/* 40 -16, then +8 twice: what was granted before the growth is 24, of which 16 is two thirds, in two parts or in one.
 */
START_TEST(reduction_before_all_growth_is_the_base_of_it)
{
	change_new();
	carried_out(24);
	ck_assert(fired(vcpu_to(40), 0, "处理器 24→40 核，+16（66.6%）"));
	carried_out(32);
	ck_assert(fired(vcpu_to(40), 1, "处理器核定 24 核，先后增加 8，本次 +8，累计 16（66.6%）。"));
	cloud_free();
}
END_TEST

/* Who adds no processors does not answer for those that others added. */
START_TEST(change_that_adds_nothing_is_not_major_by_what_others_added)
{
	struct values *form;

	change_new();
	carried_out(60);
	form = form_of("growth");
	line(form, 1, "memory_gb", 160, 164);
	ck_assert(!fired(change_with(form), 1, "处理器核定 40 核，先后增加 20，本次 0，累计 20（50.0%）"));
	office_sql(cloud, "UPDATE change_line SET granted = 64");
	ck_assert(!fired(change_with(form), 1, "累计 24（60.0%）"));
	cloud_free();
}
END_TEST

/* 60 cores were delivered where 40 are granted: the base is what was granted.  +24 over 40 is 60 %. */
START_TEST(base_is_what_was_granted_not_what_was_delivered)
{
	change_new();
	office_sql(cloud, "UPDATE allocation SET allocated = 60 WHERE class = 'vcpu'");
	ck_assert(fired(vcpu_to(84), 0, "处理器 40→64 核，+24（60.0%）"));
	cloud_free();
}
END_TEST

/* 4000 GB of disk and 6000 GB of backups are 10000 GB of storage; +5120 is 51.2 %. */
START_TEST(backups_are_storage)
{
	struct values *form;

	change_new();
	office_sql(cloud,
		   "INSERT INTO capacity (platform_id, class, total, changed_at) VALUES (1, 'backup_gb', 90000, 1)"
		   " ON CONFLICT DO UPDATE SET total = 90000");
	office_sql(cloud, "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			  " VALUES (1, 1, 'backup_gb', 6000, 6000, 1)");
	form = form_of("storage");
	line(form, 1, "backup_gb", 6000, 11120);
	ck_assert(fired(change_with(form), 0, "存储 10,000→15,120 GB，+5,120（51.2%）"));
	form = form_of("storage");
	line(form, 1, "backup_gb", 6000, 11000);
	ck_assert(!fired(change_with(form), 0, "存储 10,000→15,000 GB，+5,000（50.0%）"));
	cloud_free();
}
END_TEST

START_TEST(other_rules_of_a_major_change)
{
	struct values *form;

	change_new();
	form = form_of("network");
	values_set(form, "new_zones", "internet,public");
	ck_assert(fired(change_with(form), 3, "新增互联网区"));
	values_set(form, "new_zones", "public");
	ck_assert(!fired(change_with(form), 3, "没有新增"));
	values_set(form, "new_level", "3");
	ck_assert(fired(change_with(form), 4, "2 级→3 级"));
	values_set(form, "new_level", "2");
	values_set(form, "rebuilt", "yes");
	ck_assert(!fired(change_with(form), 4, "2 级→2 级"));
	ck_assert(fired(change_with(form), 5, "重构"));
	values_set(form, "recovery_changed", "yes");
	ck_assert(fired(change_with(form), 6, "灾备"));
	cloud_free();
}
END_TEST

static struct values *port(const char *change, const char *source)
{
	struct values *form = form_of("network");
	struct values *row = row_add(form, "ports");

	values_set(row, "change", change);
	values_set(row, "protocol", "tcp");
	values_set(row, "port", "8443");
	values_set(row, "source", source);
	values_set(row, "reason", "对外服务");
	return form;
}

static struct values *addresses(int64_t before, int64_t after)
{
	struct values *form = form_of("growth");

	line(form, 1, "public_ip", before, after);
	return form;
}

/* The system lies in no internet zone and has no public address: whatever opens it first is major, nothing after that.
 */
START_TEST(first_exposure_to_the_internet_is_major_whatever_is_said_of_zones)
{
	change_new();
	ck_assert(fired(change_with(port("open", "internet")), 3, "没有新增部署区；端口首次对互联网开放"));
	ck_assert(!fired(change_with(port("open", "public")), 3, "没有新增部署区"));
	ck_assert(!fired(change_with(port("close", "internet")), 3, "没有新增部署区"));
	ck_assert(fired(change_with(addresses(0, 1)), 3, "首次使用公网地址或互联网带宽"));
	office_sql(cloud, "UPDATE system SET zones = '互联网区、政务外网公共区'");
	ck_assert(!fired(change_with(port("open", "internet")), 3, "没有新增部署区"));
	office_sql(cloud, "UPDATE system SET zones = '政务外网公共区'");
	office_sql(cloud, "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			  " VALUES (1, 1, 'public_ip', 1, 1, 1)");
	ck_assert(!fired(change_with(addresses(1, 2)), 3, "没有新增部署区"));
	ck_assert(!fired(change_with(port("open", "internet")), 3, "没有新增部署区"));
	cloud_free();
}
END_TEST

START_TEST(major_change_is_not_approved_and_opens_a_reapplication)
{
	int64_t id, next;

	change_new();
	id = reviewing(growth(64));
	refused(APPROVE, id, "approve", granted(id), "触发重大变更规则：一次增长过半");
	go(APPROVE, id, "find_major");
	go(CLERK, id, "agree_major");
	ck_assert_str_eq(state_now(id), "reapplied");
	next = office_number(cloud, "SELECT id FROM matter WHERE base_matter_id = %" PRId64, id);
	ck_assert_str_eq(state_now(next), "draft");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT json_extract(body, '$.base_system_id') = 1 AND json_extract(body, '$.kind')"
			      " = 'reapplication' AND json_extract(body, '$.filing_no') = 'BA-0001'"
			      " FROM matter_draft WHERE matter_id = %" PRId64,
			      next),
		1);
	ck_assert_int_eq(committed(1, "vcpu"), 40);
	cloud_free();
}
END_TEST

/* The system was applied for with two machines of 4 cores, 8 GB and 100 GB of system disk each. */
static void applied_for_before(void)
{
	struct context *context = as(CLERK);
	struct values *form;
	struct values *row;
	struct opening opening = {.procedure = procedure_find(cloud->service, "application"),
				  .org = UNIT,
				  .role = ROLE_UNIT_CLERK,
				  .subject = {.system = 1},
				  .at = "deploying"};
	int64_t id = 0;

	form = values_empty(cloud->arena, opening.procedure->form, opening.procedure->form_count);
	values_set(form, "kind", "new");
	values_set(form, "system_name", "旧名称");
	values_set(form, "department", "信息化处");
	values_set(form, "planned", "planned");
	values_set(form, "classified_no", "yes");
	row = row_add(form, "lines");
	values_set(row, "purpose", "web");
	values_set_number(row, "count", 2);
	values_set(row, "vcpu", "4");
	values_set(row, "memory_gb", "8");
	values_set_number(row, "system_disk_gb", 100);
	opening.form = form;
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, matter_open_for(context, &opening, &id)), OK);
}

static struct values *reapplication_of(int64_t id)
{
	int64_t next = office_number(cloud, "SELECT id FROM matter WHERE base_matter_id = %" PRId64, id);
	struct values *form;
	int64_t saves, saved_at;

	ck_assert_int_eq(matter_draft(as(CLERK), seen_by(CLERK, next), &form, &saves, &saved_at), OK);
	return form;
}

/* 4000 GB of disk, of which the machines carry 200; the change asks for 9000 and a new zone. */
START_TEST(reapplication_begins_with_the_last_application_and_what_the_change_asked)
{
	struct values *form;
	int64_t id;

	change_new();
	applied_for_before();
	form = form_of("storage");
	line(form, 1, "hdd_gb", 4000, 9200);
	values_set(form, "new_zones", "internet");
	values_set(form, "new_level", "3");
	id = reviewing(form);
	go(APPROVE, id, "find_major");
	go(CLERK, id, "agree_major");
	form = reapplication_of(id);
	ck_assert_str_eq(values_word(form, "kind"), "reapplication");
	ck_assert_int_eq(values_number(form, "base_system_id", 0), 1);
	ck_assert_str_eq(values_word(form, "system_name"), "水利一张图");
	ck_assert_str_eq(values_word(form, "department"), "信息化处");
	ck_assert(values_chosen(form, "zones", "public") && values_chosen(form, "zones", "internet"));
	ck_assert_str_eq(values_word(form, "level"), "3");
	ck_assert_uint_eq(values_find(form, "lines")->row_count, 1);
	ck_assert_int_eq(values_number(values_find(form, "lines")->rows[0], "count", 0), 2);
	ck_assert_int_eq(values_number(form, "hdd_gb", 0), 9000);
	/* Promised anew; of the plan as the change says, not as the last application did. */
	ck_assert_ptr_null(values_text(form, "classified_no"));
	ck_assert_str_eq(values_word(form, "planned"), "unplanned");
	ck_assert_str_eq(values_word(form, "plan_note"), "年度计划下达后新增的业务");
	/* What runs goes on running. */
	ck_assert_int_eq(committed(1, "hdd_gb"), 4000);
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'operating' FROM system WHERE id = 1"), 1);
	cloud_free();
}
END_TEST

START_TEST(reapplication_of_what_was_taken_over_lists_its_machines)
{
	const struct value *lines;
	int64_t id;

	change_new();
	office_sql(cloud, "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day,"
			  " registered_at) VALUES (1, 'vm-1', 1, 16, 64, 500, 1, 1), (1, 'vm-2', 1, 16, 64, 500, 1, 1),"
			  " (1, 'vm-3', 1, 6, 32, 200, 1, 1)");
	id = reviewing(growth(64));
	go(APPROVE, id, "find_major");
	go(CLERK, id, "agree_major");
	lines = values_find(reapplication_of(id), "lines");
	ck_assert_uint_eq(lines->row_count, 2);
	ck_assert_int_eq(values_number(lines->rows[0], "count", 0), 2);
	ck_assert_str_eq(values_word(lines->rows[0], "vcpu"), "16");
	/* No size the form offers: the unit chooses one. */
	ck_assert_str_eq(values_word(lines->rows[1], "vcpu"), "");
	ck_assert_str_eq(values_word(lines->rows[1], "memory_gb"), "32");
	/* 4000 GB, of which the machines carry 1200. */
	ck_assert_int_eq(values_number(reapplication_of(id), "hdd_gb", 0), 2800);
	cloud_free();
}
END_TEST

START_TEST(disputed_major_change_is_the_leaders_to_decide)
{
	int64_t id;

	change_new();
	id = reviewing(growth(64));
	go(APPROVE, id, "find_major");
	go(CLERK, id, "dispute_major");
	ck_assert_int_eq(try_with(APPROVE, id, "waive_major", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
	go(LEADER, id, "waive_major");
	go_with(APPROVE, id, "approve", granted(id));
	ck_assert_int_eq(committed(1, "vcpu"), 64);
	cloud_free();
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"modules/change_major", growth_is_major_by_share_and_amount_together, changes_of_twelve_months_add_up,
		reduction_between_does_not_hide_what_was_added, reduction_before_all_growth_is_the_base_of_it,
		change_that_adds_nothing_is_not_major_by_what_others_added,
		base_is_what_was_granted_not_what_was_delivered, backups_are_storage, other_rules_of_a_major_change,
		first_exposure_to_the_internet_is_major_whatever_is_said_of_zones,
		major_change_is_not_approved_and_opens_a_reapplication,
		reapplication_begins_with_the_last_application_and_what_the_change_asked,
		reapplication_of_what_was_taken_over_lists_its_machines,
		disputed_major_change_is_the_leaders_to_decide);
}
