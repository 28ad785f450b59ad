#include "base/base.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/disk.h"

#include "unit/suite.h"

/* A pipe cannot be synced: what is really asked fails, what is deferred does not. */
static int what_cannot_be_synced(void)
{
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	close(ends[1]);
	return ends[0];
}

START_TEST(files_and_folders_are_synced)
{
	ck_assert(disk_sync_folder("."));
	ck_assert(!disk_sync_folder("no such folder"));
	ck_assert_int_eq(errno, ENOENT);
	ck_assert(!disk_sync(what_cannot_be_synced()));
}
END_TEST

START_TEST(what_is_deferred_is_settled_once)
{
	int descriptor = what_cannot_be_synced();

	disk_defer();
	ck_assert(disk_deferred());
	ck_assert(disk_sync(descriptor));
	ck_assert(disk_sync_folder("no such folder"));
	ck_assert(disk_settle("."));
	ck_assert(!disk_deferred());
	ck_assert(!disk_sync(descriptor));
}
END_TEST

START_TEST(what_cannot_be_settled_stays_deferred)
{
	disk_defer();
	ck_assert(!disk_settle("no such folder"));
	ck_assert_int_eq(errno, ENOENT);
	ck_assert(disk_deferred());
}
END_TEST

int main(void)
{
	return RUN_SUITE("base/disk", files_and_folders_are_synced, what_is_deferred_is_settled_once,
			 what_cannot_be_settled_stays_deferred);
}
