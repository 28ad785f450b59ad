/* An office with two people who sign in, for the suites about the way in. */
#ifndef UNIT_KERNEL_ENTRANCE_H
#define UNIT_KERNEL_ENTRANCE_H

#include "support/office.h"

#include "kernel/throttle.h"

static struct office *office;
static int64_t start;

/* Half a day back: tests move the clock forward, and audit rows of the future are refused. */
static inline void open_office(void)
{
	office = office_new(office_no_modules);
	start = clock_now() - 12 * 3600;
	clock_freeze(start);
	office_org(office, 1, "center unit");
	office_org(office, 2, "unit");
	office_person(office, 11, 2, "slt.jb", "unit.clerk");
	office_person(office, 12, 1, "sys.admin", "admin.system");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
}

static inline enum err sign_in(const char *login, const char *password)
{
	struct request *req = office_request(office, METHOD_POST, "/sign-in");
	const char *sentence = NULL;
	enum err err = session_sign_in(req, login, password, &sentence);

	if (err == ERR_INVALID)
		ck_assert_str_eq(sentence, "账号或口令不对，或者账号暂时不能登录");
	office_keep_cookies(office, req);
	return err;
}

static inline struct actor *who(const char *cookie)
{
	struct request *req = office_request(office, METHOD_GET, "/");

	req->cookie = cookie;
	ck_assert_int_eq(session_identify(req), OK);
	return req->actor;
}

static inline int64_t audited(const char *action)
{
	return office_number(office, "SELECT count(*) FROM audit WHERE action = '%s'", action);
}

#endif
