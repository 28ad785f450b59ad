#include "unit/modules/guarded.h"

/* Who may issue a 等保 or 密评 that is registered (第十二条, 第二十七条): an assessor with that qualification, on its
 * day. */

static int64_t drafted(const char *kind, int assessor, const char *obtained)
{
	int64_t id = opened(CLERK, "compliance_filing", SYSTEM,
			    arena_printf(cloud->arena,
					 "kind=%s\nlevel=3\ncertificate_no=C-1\nresult=conform\nassessor=%d\n"
					 "filed_day=2026-02-28\nfiled_no=MB-1\nobtained_day=%s\nvalid_day=2026-06-30",
					 kind, assessor, obtained));

	hand_in(id, "report");
	return id;
}

/* 1 has security, 3 等保, 4 密评. */
START_TEST(result_of_an_assessor_with_another_qualification_is_refused)
{
	says_no(CLERK, drafted("classified_protection", 1, "2026-02-20"), "submit", NULL,
		"等级保护测评的出具机构甲测评没有这一类资质");
	says_no(CLERK, drafted("classified_protection", 4, "2026-02-20"), "submit", NULL, "没有这一类资质");
	says_no(CLERK, drafted("cryptography", 3, "2026-02-20"), "submit", NULL,
		"密码应用安全性评估的出具机构丙测评没有这一类资质");
	acts(CLERK, drafted("classified_protection", 3, "2026-02-20"), "submit", NULL);
	acts(CLERK, drafted("cryptography", 4, "2026-02-20"), "submit", NULL);
}
END_TEST

/* Valid up to 2026-02-19: a result of that day counts, of the next not; one of before it began not either. */
START_TEST(result_counts_only_on_days_of_the_qualification)
{
	office_sql(cloud, "UPDATE assessor SET valid_from = %" PRId64 ", valid_to = %" PRId64 " WHERE id = 3",
		   at_day(2026, 1, 10), at_day(2026, 2, 19));
	says_no(CLERK, drafted("classified_protection", 3, "2026-02-20"), "submit", NULL,
		"报告日期 2026-02-20 不在丙测评的资质有效期（2026-01-10 至 2026-02-19）内");
	says_no(CLERK, drafted("classified_protection", 3, "2026-01-09"), "submit", NULL, "资质有效期");
	acts(CLERK, drafted("classified_protection", 3, "2026-02-19"), "submit", NULL);
	acts(CLERK, drafted("classified_protection", 3, "2026-01-10"), "submit", NULL);
}
END_TEST

/* What the register says by the day of the registration. */
START_TEST(qualification_that_was_taken_back_meanwhile_stops_the_registration)
{
	int64_t id = drafted("classified_protection", 3, "2026-02-20");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	office_sql(cloud, "UPDATE assessor SET valid_to = %" PRId64 " WHERE id = 3", at_day(2026, 2, 19));
	says_no(SECURITY, id, "register", NULL, "不在丙测评的资质有效期");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance"), 0);
	acts(SECURITY, id, "return", NULL);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_issuer", result_of_an_assessor_with_another_qualification_is_refused,
			   result_counts_only_on_days_of_the_qualification,
			   qualification_that_was_taken_back_meanwhile_stops_the_registration);
}
