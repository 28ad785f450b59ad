#include "unit/modules/guarded.h"

/* Which of the results registered about one thing stands (第二十七条): the one obtained last. */

static int64_t submitted(const char *certificate, const char *obtained, const char *until)
{
	int64_t id =
		opened(CLERK, "compliance_filing", SYSTEM,
		       arena_printf(cloud->arena,
				    "kind=classified_protection\nlevel=3\ncertificate_no=%s\nresult=good\nassessor=3\n"
				    "obtained_day=%s\nvalid_day=%s",
				    certificate, obtained, until));

	hand_in(id, "report");
	acts(CLERK, id, "submit", NULL);
	return id;
}

static void registers(int64_t id)
{
	acts(LEAD, id, "approve", NULL);
	acts(SECURITY, id, "register", NULL);
}

static void assert_stands(const char *certificate)
{
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance WHERE replaced_at IS NULL"), 1);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM compliance WHERE replaced_at IS NULL"
				       " AND certificate_no = '%s'",
				       certificate),
			 1);
}

/* What the page says of it beside its gate. */
static const char *said_of(int64_t id)
{
	struct context *context = as(CLERK);
	struct moving moving = {.context = context};
	struct answer answer = {0};

	ck_assert_int_eq(matter_find(context, id, &moving.matter), FOUND);
	ck_assert_int_eq(matter_form(context, moving.matter, &moving.form, NULL), OK);
	moving.procedure = moving.matter->procedure;
	ck_assert_int_eq(compliance_complete(&moving, &answer), VERDICT_YES);
	return answer.sentence;
}

/* History from the start, and it says so before it is registered. */
START_TEST(older_result_registered_later_replaces_nothing)
{
	int64_t older;

	registers(submitted("DB-2", "2026-02-20", "2027-02-19"));
	clock_freeze(clock_now() + 60);
	older = submitted("DB-1", "2025-03-10", "2026-03-09");
	ck_assert_ptr_nonnull(strstr(said_of(older), "已登记有 2026-02-20 取得的结果"));
	registers(older);
	assert_stands("DB-2");
	ck_assert_int_eq(office_number(cloud, "SELECT good_until FROM compliance_standing WHERE system_id = 900"
					      " AND kind = 'classified_protection'"),
			 at_day(2027, 2, 19));
}
END_TEST

START_TEST(of_two_results_of_one_day_the_later_registered_stands)
{
	int64_t second;

	registers(submitted("DB-1", "2026-02-20", "2027-02-19"));
	second = submitted("DB-2", "2026-02-20", "2027-01-31");
	ck_assert_str_eq(said_of(second), "类别与对象相符");
	registers(second);
	assert_stands("DB-2");
}
END_TEST

/* A day typed too late: the same report filed again stands for itself, and what is newer than it stands again. */
START_TEST(report_filed_again_stands_for_its_earlier_filing)
{
	int64_t again;

	registers(submitted("DB-1", "2026-01-20", "2027-01-19"));
	registers(submitted("DB-2", "2026-02-20", "2027-02-19"));
	assert_stands("DB-2");
	again = submitted("DB-2", "2026-02-10", "2027-02-09");
	ck_assert_str_eq(said_of(again), "类别与对象相符");
	registers(again);
	assert_stands("DB-2");
	ck_assert_int_eq(office_number(cloud, "SELECT obtained_day FROM compliance WHERE replaced_at IS NULL"),
			 at_day(2026, 2, 10));
	registers(submitted("DB-2", "2025-12-01", "2026-11-30"));
	assert_stands("DB-1");
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_newest", older_result_registered_later_replaces_nothing,
			   of_two_results_of_one_day_the_later_registered_stands,
			   report_filed_again_stands_for_its_earlier_filing);
}
