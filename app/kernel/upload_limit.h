/*
 * How much may be handed in, so that nobody fills the disk: one file
 * (attachment_max_mib), all of a matter with the versions taken back
 * (matter_max_mib), an organisation on one day in files and bytes
 * (upload_day_files, upload_day_mib), and that the disk keeps disk_alarm_mib
 * free.  Looked at before a byte is stored, as the bytes arrive, and once more
 * under the writer lock, where of many at once no more get in than fit.
 *
 * The day and the disk are asked of persons with a session alone: the demo and
 * other commands are run by who looks after the server.
 */
#ifndef KERNEL_UPLOAD_LIMIT_H
#define KERNEL_UPLOAD_LIMIT_H

#include "kernel/actor.h"

struct upload_room {
	int64_t file, matter; /* bytes */
	int64_t day_files, day_bytes;
	bool disk_full;
};

/* What is left for the actor in a matter, as this connection sees it. */
enum err upload_room(const struct context *context, int64_t matter, struct upload_room *room) NODISCARD;

/*
 * Whether a file of so many bytes may come in.  ERR_TOO_LARGE (file, matter), ERR_THROTTLED (day), ERR_STORAGE (disk)
 * with *sentence, which names it; arena.
 */
enum err upload_fits(const struct context *context, const struct upload_room *room, const char *name, int64_t size,
                     const char **sentence) NODISCARD;

#endif
