/* Whose telephones a fault and an incident show to whom (第二十四条). */
#include "unit/modules/duty.h"

#include "base/text.h"

#define FAULT \
	"object=存储控制器故障\nsource=monitor\nfound_day=2026-03-02\nfound_time=08:50\nbegan_day=2026-03-02\n" \
	"began_time=08:40\nphenomenon=控制器切换失败，读写超时。\nplatform_wide=no\nsystems_down=1\nvcpu_down=8\n" \
	"interrupted=yes\nminutes_down=10\nlevel_three=no\ndata_loss=no\nlevel=3\nside=provider\nparty=4\n" \
	"planned=no\nall_units=no"

/* Two units are hit: one has a system on the cloud, one was named by hand. */
static int64_t fault_of_two(void)
{
	struct values *draft, *row;
	int64_t id;

	use("fault");
	id = opened(MONITOR, FIRST_CLOUD, 0, FAULT);
	draft = draft_of(MONITOR, id);
	for (int64_t unit = UNIT; unit <= OTHER_UNIT; unit++) {
		row = values_add_row(draft, "affected");
		values_set_number(row, "affected_unit", unit);
	}
	save(MONITOR, id, draft);
	go(MONITOR, id, "report");
	return id;
}

static void registered(int64_t unit, int64_t operator, const char * side, int tier, const char *line,
		       const char *mobile)
{
	office_sql(cloud,
		   "INSERT INTO contact (unit_id, operator_id, side, tier, title, duty_line, mobile, imported_yes)"
		   " VALUES (%" PRId64 ", %" PRId64 ", '%s', %d, '值守岗', '%s', '%s', 1)",
		   unit, operator, side, tier, line, mobile);
}

/* What an organisation reads, a line for each side, the unit's first: "一级 值守岗 028-1". */
static const char *read_by(int64_t id, int64_t organisation)
{
	struct query *query = db_query(cloud->writer, Q_CONTACT_OF_MATTER);
	const char *text = "";

	query_int(query, ":matter", id);
	query_int(query, ":org", organisation);
	while (query_step(query)) {
		const char *lines;

		for (int i = 0; i < 3; i++)
			next_text(query, cloud->arena);
		lines = next_text(query, cloud->arena);
		text = arena_printf(cloud->arena, "%s%s\n", text, text_empty(lines) ? "未登记" : lines);
	}
	ck_assert_int_eq(query_end(query), OK);
	return text;
}

START_TEST(each_side_reads_its_own_pair_and_who_watches_reads_all)
{
	int64_t id = fault_of_two();

	registered(UNIT, PROVIDER, "unit", 1, "028-1", "");
	registered(UNIT, PROVIDER, "operator", 2, "028-3", "13900003333");
	registered(UNIT, PROVIDER, "operator", 1, "028-2", "");
	registered(UNIT, OTHER_PROVIDER, "operator", 1, "028-9", "");
	ck_assert_str_eq(read_by(id, UNIT), "一级 值守岗 028-1\n一级 值守岗 028-2；二级 值守岗 028-3\n");
	ck_assert_str_eq(read_by(id, OTHER_UNIT), "未登记\n未登记\n");
	ck_assert_str_eq(read_by(id, PROVIDER), "一级 值守岗 028-1\n一级 值守岗 028-2；二级 值守岗 028-3\n"
						"未登记\n未登记\n");
	ck_assert_str_eq(read_by(id, CENTER), read_by(id, PROVIDER));
	ck_assert_str_eq(read_by(id, SUPERVISOR), read_by(id, PROVIDER));
}
END_TEST

START_TEST(who_may_not_see_the_fault_reads_no_telephone)
{
	int64_t id = fault_of_two();

	registered(OTHER_UNIT, OTHER_PROVIDER, "unit", 1, "028-1", "");
	ck_assert_str_eq(read_by(id, OTHER_PROVIDER), "");
	ck_assert_str_eq(read_by(id, INSTITUTE), "");
	/* Whoever is on the matter for another reason reads of none but his own pairs. */
	office_sql(cloud,
		   "INSERT INTO matter_party (organisation_id, matter_id, part, since, opened_at, procedure_key, state)"
		   " SELECT 5, id, 'copied', 1, opened_at, procedure_key, state FROM matter WHERE id = %" PRId64,
		   id);
	ck_assert_str_eq(read_by(id, OTHER_PROVIDER), "");
	/* Nor does who watches, while the fault is none of its. */
	office_sql(cloud, "DELETE FROM matter_party WHERE organisation_id = 7");
	ck_assert_str_eq(read_by(id, SECOPS), "");
}
END_TEST

START_TEST(mobile_numbers_stay_masked)
{
	int64_t id = fault_of_two();

	registered(UNIT, PROVIDER, "operator", 1, "", "13912345678");
	registered(UNIT, PROVIDER, "operator", 2, "", "");
	ck_assert_str_eq(read_by(id, UNIT), "未登记\n一级 值守岗 139****78；二级 值守岗 没有电话\n");
}
END_TEST

/* Who mends it now counts, besides whoever runs what it is about; a unit is no pair with itself. */
START_TEST(telephones_follow_the_work)
{
	int64_t id = fault_of_two();

	go_with(MONITOR, id, "hand_over", fields("hand_over", "new_side=unit\nnew_party=2"));
	ck_assert_str_eq(read_by(id, UNIT), "未登记\n未登记\n");
	registered(UNIT, PROVIDER, "unit", 1, "028-1", "");
	ck_assert_str_eq(read_by(id, UNIT), "一级 值守岗 028-1\n未登记\n");
}
END_TEST

/* A unit that also runs a platform is hit as a unit here. */
START_TEST(an_affected_unit_is_no_operator_of_the_others)
{
	int64_t id = fault_of_two();

	office_sql(cloud, "INSERT INTO matter_concern VALUES (%" PRId64 ", 'addressee', 9, 1)", id);
	ck_assert_str_eq(read_by(id, CENTER), "未登记\n未登记\n未登记\n未登记\n未登记\n未登记\n");
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/telephones", each_side_reads_its_own_pair_and_who_watches_reads_all,
			 who_may_not_see_the_fault_reads_no_telephone, mobile_numbers_stay_masked,
			 telephones_follow_the_work, an_affected_unit_is_no_operator_of_the_others);
}
