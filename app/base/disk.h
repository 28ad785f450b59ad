/*
 * Waiting for the disk, and how much is left of it.  What must survive a power failure is synced before
 * anybody hears that it is done.  One who makes a whole installation from
 * nothing has told nobody anything yet: it defers, and settles once at the end.
 */
#ifndef BASE_DISK_H
#define BASE_DISK_H

/* From here on, in this process and in those it forks, nothing waits for the disk: disk_sync and databases opened later. */
void disk_defer(void);
bool disk_deferred(void);

/* The file system of this folder is on the disk as a whole, and disk_sync waits again.  False, with errno, when it is not. */
bool disk_settle(const char *folder) NODISCARD;

/* Bytes left to us on the file system of this folder.  False, with errno, when it cannot be asked. */
bool disk_free(const char *folder, int64_t *bytes) NODISCARD;

/* This file is on the disk, or will be with disk_settle; of a folder: the names in it.  False, with errno, when it is not. */
bool disk_sync(int descriptor) NODISCARD;
bool disk_sync_folder(const char *path) NODISCARD;

#endif
