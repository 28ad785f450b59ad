#include "base/base.h"
#include "base/disk.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

static bool deferred;

void disk_defer(void)
{
	deferred = true;
}

bool disk_deferred(void)
{
	return deferred;
}

static void close_keeping_errno(int descriptor)
{
	int error = errno;

	if (descriptor >= 0)
		close(descriptor);
	errno = error;
}

bool disk_settle(const char *folder)
{
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool settled = descriptor >= 0 && syncfs(descriptor) == 0;

	close_keeping_errno(descriptor);
	deferred = deferred && !settled;
	return settled;
}

bool disk_sync(int descriptor)
{
	return deferred || fsync(descriptor) == 0;
}

bool disk_sync_folder(const char *path)
{
	int descriptor;
	bool synced;

	if (deferred)
		return true;
	descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	synced = descriptor >= 0 && fsync(descriptor) == 0;
	close_keeping_errno(descriptor);
	return synced;
}

bool disk_free(const char *folder, int64_t *bytes)
{
	struct statvfs system;

	if (statvfs(folder, &system) != 0)
		return false;
	*bytes = (int64_t)system.f_bavail * (int64_t)system.f_frsize;
	return true;
}
