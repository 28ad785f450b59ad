/* The bell in the frame of every page: unread notices among the newest twenty of each role the actor has. */
#ifndef KERNEL_BELL_H
#define KERNEL_BELL_H

#include "kernel/frame.h"

/* 0 also when the database cannot say: no page fails for its bell. */
int64_t bell_count(struct request *req);

#endif
