/*
 * What every page shows around its body: menu, who is signed in, counts, CSRF
 * token and one-time number, demo banner.  Handlers never set these.
 */
#ifndef KERNEL_FRAME_H
#define KERNEL_FRAME_H

#include "kernel/service.h"

#define ZWY_VERSION "0.1.0"

/* Router hook. */
void frame_fill(struct request *req);

/* One crumb before the page itself: 申请与审批 / 待我办理. */
void frame_crumb(struct request *req, const char *href, const char *label);

/* "依据第十二条、第十三条" for the line under the heading; arena. */
char *article_note(struct arena *arena, const char *articles);

#endif
