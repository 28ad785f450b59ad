#include "unit/modules/org_cast.h"

/* ---- rules and calendar, which the same people keep ---- */

START_TEST(next_year_is_imported_and_counts)
{
	int next, status;
	const char *csv;

	open_office();
	next = date_from_day(day_of(clock_now())).year + 1;
	csv = arena_printf(office->arena, "日期,安排,名称,来源\r\n%d-01-01,放假,元旦,国办发明电〔%d〕7号\r\n", next,
			   next - 1);
	office_enter(office, "sys.admin");
	ck_assert(office_shows(office_get(office, arena_printf(office->arena, "/admin/calendar?year=%d", next)),
			       "尚未公布"));
	ck_assert_int_eq(office_upload(office, "/admin/calendar", csv)->response.status, 200);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM workday"), 0);
	status = post("/admin/calendar", as_import(csv));
	ck_assert_int_eq(status, 303);
	ck_assert(!office_shows(office_get(office, arena_printf(office->arena, "/admin/calendar?year=%d", next)),
				"尚未公布"));
	ck_assert(!workday_is(office->service->calendar, day_from_date((struct date){next, 1, 1})));
	/* The past is not rewritten. */
	csv = arena_printf(office->arena, "日期,安排,名称,来源\r\n%d-01-01,放假,元旦,x\r\n", next - 2);
	ck_assert_int_eq(post("/admin/calendar", as_import(csv)), 422);
	office_free(office);
}
END_TEST

START_TEST(announcement_is_published_read_and_withdrawn)
{
	struct request *req;

	open_office();
	office_person(office, 21, 1, "sl.intake", "center.intake");
	office_enter(office, "slt.jb");
	ck_assert_int_eq(post("/announcements", "kind=announcement&title=hello&body=world&action=publish"), 403);
	office_enter(office, "sl.intake");
	ck_assert_int_eq(post("/announcements", "kind=announcement&title=%3Cb%3E&body=%3Cscript%3E&action=publish"),
			 303);
	ck_assert_int_eq(post("/announcements", "kind=announcement&title=&body=&action=publish"), 422);
	office_enter(office, "slt.jb");
	req = office_get(office, "/announcements");
	ck_assert(office_shows(req, "&lt;b&gt;"));
	ck_assert(!office_shows(req, "name=\"action\" value=\"withdraw\""));
	req = office_get(office, "/announcements/1");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "&lt;script&gt;"));
	office_enter(office, "sl.intake");
	ck_assert(office_shows(office_get(office, "/announcements"), "name=\"announcement\" value=\"1\""));
	ck_assert_int_eq(post("/announcements", "announcement=1&action=withdraw"), 303);
	ck_assert_int_eq(post("/announcements", "announcement=1&action=withdraw"), 404);
	office_enter(office, "slt.jb");
	ck_assert(!office_shows(office_get(office, "/announcements"), "&lt;b&gt;"));
	ck_assert_int_eq(office_get(office, "/templates")->response.status, 200);
	office_free(office);
}
END_TEST

START_TEST(audit_browser_filters_verifies_and_is_itself_recorded)
{
	struct request *req;
	int64_t before;

	open_office();
	office_enter(office, "slt.jb");
	office_enter(office, "aud.admin");
	before = office_number(office, "SELECT count(*) FROM audit");
	req = office_get(office, "/audit?login=slt.jb");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "(slt.jb)"));
	ck_assert(!office_shows(req, "(aud.admin)"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit"), before + 1);
	ck_assert(office_shows(office_get(office, "/audit?action=session.sign_in"), "登录"));
	ck_assert_int_eq(office_get(office, "/audit?object=person&object_id=11&action=")->response.status, 200);
	ck_assert(!office_shows(office_get(office, "/audit?login=nobody"), "(slt.jb)"));
	ck_assert(!office_shows(office_get(office, "/audit?to=2020-01-01"), "(slt.jb)"));
	ck_assert(office_shows(office_get(office, "/audit?from=2020-01-01"), "(slt.jb)"));
	ck_assert_int_eq(office_get(office, "/audit?from=yesterday")->response.status, 422);
	ck_assert_int_eq(post("/audit", "action=verify"), 303);
	ck_assert(office_shows(office_get(office, "/audit"), "完好"));
	ck_assert_int_eq(audited("audit.verify"), 1);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/admin", next_year_is_imported_and_counts,
			 announcement_is_published_read_and_withdrawn,
			 audit_browser_filters_verifies_and_is_itself_recorded);
}
