/*
 * Finding the row of a path.  Internal to http/route.c and its tests.
 */
#ifndef HTTP_ROUTE_MATCH_H
#define HTTP_ROUTE_MATCH_H

#include "http/route.h"

/* Order of rows: fewer parts first, then part by part, a fixed part before a hole; for qsort over struct route *. */
int route_compare(const void *a, const void *b);

/* The path fits the row; the holes are filled in (borrowed from path by the arena). */
bool route_fits(const struct route *route, const char *path, struct arena *arena, struct hole *holes,
                size_t *hole_count);

#endif
