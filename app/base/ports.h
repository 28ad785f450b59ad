/*
 * Ports as people write them: "443", "80、443", "8000-8010,9090", "53/udp".
 * Numbers from 1 to 65535, ranges upwards; between them "、", commas of both
 * widths, semicolons or blanks, which may also follow the last.
 */
#ifndef BASE_PORTS_H
#define BASE_PORTS_H

#include <stdbool.h>

struct ports {
	int first, last;
};

/* The next range from *text on, which then stands behind it; false at the end and where it cannot be read. */
bool ports_next(const char **text, struct ports *ports);

/* The whole text can be read; an empty one too. */
bool ports_sound(const char *text);

#endif
