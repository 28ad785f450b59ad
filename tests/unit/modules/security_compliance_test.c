#include "unit/modules/guarded.h"

#include "data/db.h"

/* The register of filings (第二十七条): what counts, what it takes the place of, and whether it was reported in time.
 */

static int64_t registered(const char *certificate, const char *until)
{
	int64_t id =
		opened(CLERK, "compliance_filing", SYSTEM,
		       arena_printf(cloud->arena,
				    "kind=classified_protection\nlevel=3\ncertificate_no=%s\nresult=good\nassessor=3\n"
				    "obtained_day=2026-02-20\nvalid_day=%s",
				    certificate, until));

	hand_in(id, "report");
	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	acts(SECURITY, id, "register", NULL);
	return id;
}

START_TEST(newer_filing_takes_the_place_of_the_older)
{
	registered("DB-1", "2026-06-30");
	registered("DB-2", "2027-02-19");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance WHERE replaced_at IS NULL"), 1);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM compliance WHERE replaced_at IS NULL AND certificate_no = 'DB-2'"),
		1);
}
END_TEST

/* What an organisation reads beside a filing of the system: "DB-1 " and so on, newest first. */
static const char *earlier_read_by(int64_t id, int64_t organisation)
{
	struct query *query = db_query(cloud->writer, Q_SECURITY_COMPLIANCE_EARLIER);
	const char *text = "";

	query_int(query, ":matter", id);
	query_int(query, ":org", organisation);
	while (query_step(query)) {
		next_int(query);
		next_text(query, cloud->arena);
		next_text(query, cloud->arena);
		text = arena_printf(cloud->arena, "%s%s ", text, next_text(query, cloud->arena));
	}
	ck_assert_int_eq(query_end(query), OK);
	return text;
}

START_TEST(beside_a_filing_stands_what_is_registered_about_the_same_system)
{
	int64_t id = registered("DB-1", "2026-06-30");

	ck_assert_str_eq(earlier_read_by(id, CENTER), "");
	clock_freeze(clock_now() + 60);
	id = registered("DB-2", "2027-02-19");
	ck_assert_str_eq(earlier_read_by(id, CENTER), "DB-1 ");
	id = opened(CLERK, "compliance_filing", SYSTEM, "kind=cryptography");
	ck_assert_str_eq(earlier_read_by(id, UNIT), "DB-2 DB-1 ");
	ck_assert_str_eq(earlier_read_by(id, OTHER_UNIT), "");
	ck_assert_str_eq(earlier_read_by(id, OTHER_PROVIDER), "");
	id = opened(OPERATOR, "compliance_filing", 0, "kind=network_review");
	ck_assert_str_eq(earlier_read_by(id, PROVIDER), "");
}
END_TEST

START_TEST(filing_that_does_not_fit_its_kind_is_refused)
{
	int64_t id = opened(CLERK, "compliance_filing", SYSTEM,
			    "kind=cloud_assessment\ncertificate_no=YP-1\nresult=pass\nobtained_day=2026-02-20\nvalid_"
			    "day=2029-02-19");

	hand_in(id, "report");
	says_no(CLERK, id, "submit", NULL, "没有选择云平台");
	id = opened(CLERK, "compliance_filing", SYSTEM,
		    "kind=classified_protection\nlevel=3\ncertificate_no=DB-1\nresult=good\nassessor=3\nobtained_day="
		    "2026-03-03\nvalid_day=2027-03-02");
	hand_in(id, "report");
	says_no(CLERK, id, "submit", NULL, "晚于今天");
	id = opened(CLERK, "compliance_filing", SYSTEM,
		    "kind=classified_protection\nlevel=3\ncertificate_no=DB-1\nresult=good\nassessor=3\nobtained_day="
		    "2026-03-01\nvalid_day=2026-03-01");
	hand_in(id, "report");
	says_no(CLERK, id, "submit", NULL, "早于取得日期");
}
END_TEST

/* ---- what counts ---- */

enum { FAR = 9999999 };

static int64_t filed(int64_t person, int64_t system, int64_t platform, const char *lines, const char *document)
{
	struct subject subject = {.system = system, .platform = platform};
	struct context *context = as(person);
	struct matter *matter;
	struct values *draft;
	int64_t id, saves, saved_at;

	ck_assert_int_eq(matter_open(context, procedure_find(cloud->service, "compliance_filing"), &subject, &id), OK);
	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_draft(context, matter, &draft, &saves, &saved_at), OK);
	type_lines(draft, lines);
	ck_assert_int_eq(matter_save_draft(context, matter, draft), OK);
	hand_in(id, document);
	if (strstr(lines, "kind=grading") != NULL)
		hand_in(id, "expert_review");
	return id;
}

static void passes_all(int64_t clerk, int64_t lead, int64_t id)
{
	acts(clerk, id, "submit", NULL);
	acts(lead, id, "approve", NULL);
	acts(SECURITY, id, "register", NULL);
}

static int64_t of_system(const char *lines)
{
	int64_t id = filed(CLERK, SYSTEM, 0, lines, "report");

	passes_all(CLERK, LEAD, id);
	return id;
}

static int64_t good_until(const char *kind)
{
	return office_number(cloud, "SELECT good_until FROM compliance_standing WHERE system_id = 900 AND kind = '%s'",
			     kind);
}

static int64_t fault_says(const char *kind, const char *words)
{
	return office_number(cloud,
			     "SELECT count(*) FROM compliance_standing WHERE system_id = 900 AND kind = '%s'"
			     " AND fault_text = '%s'",
			     kind, words);
}

/* Of what /compliance counts as not so, and what the list of gaps names. */
static int64_t measured(enum query_name name, const char *subject)
{
	struct query *query = db_query(cloud->writer, name);
	bool gaps = name == Q_SECURITY_SYSTEM_GAPS;
	int64_t count = 0;

	query_int(query, ":today", day_of(clock_now()));
	query_int(query, ":limit", 100);
	query_int(query, ":after_sort", gaps ? INT64_MAX : INT64_MIN);
	query_int(query, ":after_id", gaps ? INT64_MAX : INT64_MIN);
	if (gaps) {
		query_int(query, ":org", CENTER);
	} else {
		query_int(query, ":soon", day_of(clock_now()) + 60);
		query_int(query, ":standing", 2);
	}
	while (query_step(query)) {
		next_int(query);
		next_int(query);
		count += strstr(next_text(query, cloud->arena), subject) != NULL;
	}
	ck_assert_int_eq(query_end(query), OK);
	return count;
}

#define GRADED "kind=grading\ncertificate_no=51000099003-00017\nobtained_day=2026-02-20\nlevel="
#define PROTECTED \
	"kind=classified_protection\ncertificate_no=DB-1\nassessor=3\nobtained_day=2026-02-20\nvalid_day=2027-02-19\n"
#define CRYPTED \
	"kind=cryptography\nfiled_day=2026-02-25\nfiled_no=MB-1\ncertificate_no=MP-1\nassessor=4\nobtained_day=2026-" \
	"02-20\nvalid_day=2027-02-19\n"

START_TEST(system_needs_its_grading_filed_with_the_police)
{
	int64_t id;

	ck_assert_int_eq(fault_says("grading", "没有报备"), 1);
	id = filed(CLERK, SYSTEM, 0, GRADED "3", "letter");
	says_no(CLERK, id, "submit", NULL, "报告或证明");
	hand_in(id, "report");
	passes_all(CLERK, LEAD, id);
	ck_assert_int_eq(good_until("grading"), FAR);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance WHERE kind = 'grading' AND level = 3"
					      " AND certificate_no = '51000099003-00017' AND result = '已备案'"),
			 1);
}
END_TEST

START_TEST(level_other_than_the_systems_own_is_a_gap_until_either_is_put_right)
{
	of_system(GRADED "2");
	of_system("kind=classified_protection\ncertificate_no=DB-1\nassessor=3\nobtained_day=2026-02-20\n"
		  "valid_day=2026-08-19\nlevel=4\nresult=good");
	of_system(CRYPTED "level=3\nresult=conform");
	ck_assert_int_eq(fault_says("grading", "备案第 2 级，系统登记第 3 级"), 1);
	ck_assert_int_eq(fault_says("classified_protection", "备案第 4 级，系统登记第 3 级"), 1);
	ck_assert_int_gt(good_until("cryptography"), day_of(clock_now()));
	ck_assert_int_eq(measured(Q_COMPLIANCE_ASSESSED, "水利一张图"), 2);
	ck_assert_int_eq(measured(Q_SECURITY_SYSTEM_GAPS, "水利一张图"), 1);
	office_sql(cloud, "UPDATE system SET level = 2 WHERE id = 900");
	ck_assert_int_eq(good_until("grading"), FAR);
	of_system(PROTECTED "level=2\nresult=good");
	ck_assert_int_eq(measured(Q_COMPLIANCE_ASSESSED, "水利一张图"), 0);
	ck_assert_int_eq(measured(Q_SECURITY_SYSTEM_GAPS, "水利一张图"), 0);
}
END_TEST

START_TEST(result_that_does_not_pass_is_a_gap_wherever_it_is_counted)
{
	of_system(GRADED "3");
	of_system(CRYPTED "level=3\nresult=not_conform");
	of_system(PROTECTED "level=3\nresult=poor");
	ck_assert_int_eq(fault_says("classified_protection", "结论为差"), 1);
	ck_assert_int_eq(fault_says("cryptography", "结论为不符合"), 1);
	ck_assert_int_eq(measured(Q_COMPLIANCE_ASSESSED, "水利一张图"), 2);
	ck_assert_int_eq(measured(Q_SECURITY_SYSTEM_GAPS, "水利一张图"), 1);
	of_system(CRYPTED "level=3\nresult=mostly");
	of_system(PROTECTED "level=3\nresult=medium");
	ck_assert_int_eq(measured(Q_COMPLIANCE_ASSESSED, "水利一张图"), 0);
}
END_TEST

START_TEST(platform_of_less_than_the_third_level_is_a_gap)
{
	int64_t id = filed(OPERATOR, 0, FIRST_CLOUD, PROTECTED "level=2\nresult=good", "report");

	hand_in_by(OPERATOR, id, "report");
	passes_all(OPERATOR, OPERATOR_LEAD, id);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance_standing WHERE platform_id = 1"
					      " AND fault_text = '备案第 2 级，平台应为第三级以上'"),
			 1);
	id = filed(OPERATOR, 0, FIRST_CLOUD, PROTECTED "level=3\nresult=good", "report");
	hand_in_by(OPERATOR, id, "report");
	passes_all(OPERATOR, OPERATOR_LEAD, id);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance_standing WHERE platform_id = 1"
					      " AND kind = 'classified_protection' AND good_until > 0"),
			 1);
}
END_TEST

START_TEST(result_belongs_to_its_kind)
{
	says_no(CLERK, filed(CLERK, SYSTEM, 0, CRYPTED "level=3\nresult=excellent", "report"), "submit", NULL,
		"结论应为符合、基本符合、不符合");
	says_no(CLERK, filed(CLERK, SYSTEM, 0, PROTECTED "level=3\nresult=pass", "report"), "submit", NULL,
		"优、良、中、差");
}
END_TEST

/* ---- what it takes the place of ---- */

static int64_t standing_filings(const char *kind)
{
	return office_number(cloud, "SELECT count(*) FROM compliance WHERE kind = '%s' AND replaced_at IS NULL", kind);
}

static int64_t of_platform(const char *lines)
{
	int64_t id = filed(OPERATOR, 0, FIRST_CLOUD, lines, "review_record");

	hand_in_by(OPERATOR, id, "review_record");
	return id;
}

static const char *number_of(int64_t id)
{
	return seen_by(SECURITY, id)->number;
}

#define PILOT "kind=domestic_pilot\npilot=云桌面试点\nresult=piloting\nobtained_day=2026-02-20\ncertificate_no="

START_TEST(pilots_stand_beside_each_other_and_a_renewal_replaces_its_own)
{
	int64_t first = of_platform(PILOT "XC-1");
	int64_t other = of_platform(PILOT "XC-2");
	int64_t renewal, twice;

	passes_all(OPERATOR, OPERATOR_LEAD, first);
	passes_all(OPERATOR, OPERATOR_LEAD, other);
	ck_assert_int_eq(standing_filings("domestic_pilot"), 2);
	says_no(OPERATOR, of_platform(PILOT "XC-3\nrenews=BD-2026-9999"), "submit", NULL, "没有编号为“BD-2026-9999”");
	says_no(CLERK,
		filed(CLERK, SYSTEM, 0, arena_printf(cloud->arena, PILOT "XC-4\nrenews=%s", number_of(first)),
		      "review_record"),
		"submit", NULL, "对象相同");
	renewal = of_platform(arena_printf(cloud->arena, PILOT "XC-1B\nrenews=%s", number_of(first)));
	twice = of_platform(arena_printf(cloud->arena, PILOT "XC-1C\nrenews=%s", number_of(first)));
	acts(OPERATOR, twice, "submit", NULL);
	acts(OPERATOR_LEAD, twice, "approve", NULL);
	passes_all(OPERATOR, OPERATOR_LEAD, renewal);
	ck_assert_int_eq(standing_filings("domestic_pilot"), 2);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM compliance WHERE certificate_no = 'XC-1' AND replaced_at IS NULL"),
		0);
	says_no(SECURITY, twice, "register", NULL, "已经续报过");
	ck_assert_int_eq(standing_filings("domestic_pilot"), 2);
}
END_TEST

#define REVIEW "kind=network_review\nresult=pass\nobtained_day=2026-02-20\npurchase=防火墙两台\ncertificate_no="

/* One purchase says nothing about another, and needs neither system nor platform. */
START_TEST(network_reviews_are_filed_purchase_by_purchase)
{
	int64_t id;

	passes_all(OPERATOR, OPERATOR_LEAD, of_platform(REVIEW "WS-1"));
	passes_all(OPERATOR, OPERATOR_LEAD, of_platform(REVIEW "WS-2"));
	ck_assert_int_eq(standing_filings("network_review"), 2);
	id = filed(OPERATOR, 0, 0, REVIEW "WS-3", "review_record");
	hand_in_by(OPERATOR, id, "review_record");
	passes_all(OPERATOR, OPERATOR_LEAD, id);
	ck_assert_int_eq(standing_filings("network_review"), 3);
	says_no(OPERATOR, filed(OPERATOR, 0, 0, PILOT "XC-1", "review_record"), "submit", NULL,
		"没有选择信息系统或云平台");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance_standing WHERE kind = 'network_review'"),
			 0);
}
END_TEST

/* ---- in time ---- */

static int64_t reported_late(void)
{
	return office_number(cloud, "SELECT count(*) FROM filing_report WHERE reported_day > due_day");
}

static int64_t tardy_listed(int64_t organisation)
{
	struct query *query = db_query(cloud->writer, Q_SECURITY_TARDY_FILINGS);
	int64_t count = 0;

	query_int(query, ":org", organisation);
	query_int(query, ":today", day_of(clock_now()));
	while (query_step(query))
		count++;
	ck_assert_int_eq(query_end(query), OK);
	return count;
}

/* What /duties shows the center of the unit's: reported in time, late. */
static void assert_owed(int64_t done, int64_t late)
{
	struct query *query = db_query(cloud->writer, Q_GUIDE_REPORTS_OWED);
	int64_t found_done = 0, found_late = 0;

	query_int(query, ":org", CENTER);
	query_int(query, ":all", 1);
	query_int(query, ":today", day_of(clock_now()));
	query_int(query, ":first", at_day(2026, 3, 1));
	query_int(query, ":last", at_day(2026, 3, 31));
	query_int(query, ":since", 0);
	while (query_step(query)) {
		ck_assert_int_eq(next_int(query), UNIT);
		next_text(query, cloud->arena);
		next_int(query); /* its rank */
		next_int(query);
		found_done += next_int(query);
		found_late += next_int(query);
	}
	ck_assert_int_eq(query_end(query), OK);
	ck_assert_int_eq(found_done, done);
	ck_assert_int_eq(found_late, late);
}

/* Got on Monday 02-23: the tenth working day after is Monday 03-09 (the fixture has no holidays). */
#define IN_MARCH \
	"kind=cryptography\nfiled_day=2026-02-25\nfiled_no=MB-1\nlevel=3\nresult=conform\nassessor=4\nvalid_day=2027-" \
	"02-19\ncertificate_no=MP-1\nobtained_" \
	"day=2026-02-23"

START_TEST(report_on_the_last_working_day_is_in_time_and_one_day_on_is_late)
{
	static const struct {
		int day;
		int64_t late;
	} rows[] = {{6, 0}, {9, 0}, {10, 1}};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		int64_t id = filed(CLERK, SYSTEM, 0, IN_MARCH, "report");

		acts(CLERK, id, "submit", NULL);
		ck_assert_int_eq(
			office_number(cloud, "SELECT due_day FROM filing_report WHERE matter_id = %" PRId64, id),
			at_day(2026, 3, 9));
		clock_freeze(clock_at(2026, 3, rows[i].day, 23, 59));
		acts(LEAD, id, "approve", NULL);
		ck_assert_int_eq(reported_late(), rows[i].late);
		ck_assert_int_eq(tardy_listed(CENTER), rows[i].late);
		ck_assert_int_eq(tardy_listed(UNIT), rows[i].late);
		ck_assert_int_eq(tardy_listed(OTHER_UNIT), 0);
	}
	assert_owed(2, 1);
}
END_TEST

/* The unit's own three days are cut short by the report's last day, and what was handed in after it is late at once. */
START_TEST(units_own_check_ends_with_the_reports_last_day)
{
	int64_t id;

	clock_freeze(clock_at(2026, 3, 6, 9, 0));
	id = filed(CLERK, SYSTEM, 0, IN_MARCH, "report");
	acts(CLERK, id, "submit", NULL);
	ck_assert_int_eq(due_now(id), day_end(at_day(2026, 3, 9)));
	assert_owed(0, 0);
	clock_freeze(clock_at(2026, 3, 10, 0, 1));
	assert_owed(0, 1);
	ck_assert_int_eq(tardy_listed(CENTER), 1);
	acts(CLERK, id, "withdraw", NULL);
	assert_owed(0, 0);
	ck_assert_int_eq(tardy_listed(CENTER), 0);
	id = filed(CLERK, SYSTEM, 0, IN_MARCH, "report");
	acts(CLERK, id, "submit", NULL);
	ck_assert_int_lt(due_now(id), clock_now());
}
END_TEST

/* A filing that the center returned was reported when it first came. */
START_TEST(returned_filing_was_reported_when_it_first_came)
{
	int64_t id = filed(CLERK, SYSTEM, 0, IN_MARCH, "report");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	clock_freeze(clock_at(2026, 3, 20, 9, 0));
	acts(SECURITY, id, "return", NULL);
	hand_in(id, "report");
	acts(CLERK, id, "resubmit", NULL);
	acts(SECURITY, id, "register", NULL);
	ck_assert_int_eq(reported_late(), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT reported_day FROM filing_report"), at_day(2026, 3, 2));
}
END_TEST

START_TEST(lateness_counts_working_days_and_a_day_off_is_late_too)
{
	const struct context *context = as(CLERK);

	ck_assert_int_eq(filing_days_late(context, at_day(2026, 3, 6), at_day(2026, 3, 6)), 0);
	ck_assert_int_eq(filing_days_late(context, at_day(2026, 3, 6), at_day(2026, 3, 7)), 1);
	ck_assert_int_eq(filing_days_late(context, at_day(2026, 3, 6), at_day(2026, 3, 9)), 1);
	ck_assert_int_eq(filing_days_late(context, at_day(2026, 3, 6), at_day(2026, 3, 16)), 6);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_compliance", newer_filing_takes_the_place_of_the_older,
			   beside_a_filing_stands_what_is_registered_about_the_same_system,
			   filing_that_does_not_fit_its_kind_is_refused, system_needs_its_grading_filed_with_the_police,
			   level_other_than_the_systems_own_is_a_gap_until_either_is_put_right,
			   result_that_does_not_pass_is_a_gap_wherever_it_is_counted,
			   platform_of_less_than_the_third_level_is_a_gap, result_belongs_to_its_kind,
			   pilots_stand_beside_each_other_and_a_renewal_replaces_its_own,
			   network_reviews_are_filed_purchase_by_purchase,
			   report_on_the_last_working_day_is_in_time_and_one_day_on_is_late,
			   units_own_check_ends_with_the_reports_last_day,
			   returned_filing_was_reported_when_it_first_came,
			   lateness_counts_working_days_and_a_day_off_is_late_too);
}
