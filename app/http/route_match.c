#include "base/base.h"

#include "http/route_match.h"

#include "base/number.h"

/* One part of a path, after its slash. */
struct part {
	const char *text;
	size_t length;
};

/* False at the end of the path.  "/a/" has the parts "a" and "": a trailing slash fits nothing. */
static bool next_part(const char **path, struct part *part)
{
	if (**path != '/')
		return false;
	part->text = *path + 1;
	part->length = strcspn(part->text, "/");
	*path = part->text + part->length;
	return true;
}

static size_t part_count(const char *path)
{
	size_t count = 0;

	for (; *path != '\0'; path++)
		count += *path == '/';
	return count;
}

static bool is_hole(struct part part)
{
	return part.length > 0 && part.text[0] == ':';
}

static int compare_parts(struct part a, struct part b)
{
	if (is_hole(a) || is_hole(b))
		return (int)is_hole(a) - (int)is_hole(b);
	size_t common = a.length < b.length ? a.length : b.length;
	int order = memcmp(a.text, b.text, common);
	if (order != 0)
		return order;
	return (a.length > b.length) - (a.length < b.length);
}

int route_compare(const void *left, const void *right)
{
	const struct route *a = *(const struct route *const *)left;
	const struct route *b = *(const struct route *const *)right;
	size_t a_count = part_count(a->path);
	size_t b_count = part_count(b->path);
	const char *a_path = a->path;
	const char *b_path = b->path;
	struct part a_part;
	struct part b_part;

	if (a_count != b_count)
		return a_count < b_count ? -1 : 1;
	while (next_part(&a_path, &a_part) && next_part(&b_path, &b_part)) {
		int order = compare_parts(a_part, b_part);
		if (order != 0)
			return order;
	}
	return (int)a->method - (int)b->method;
}

/* A positive decimal as we write it, so one record has one address. */
static int64_t positive_decimal(const char *text)
{
	int64_t number;

	if (text[0] < '1' || text[0] > '9' || strspn(text, "0123456789") != strlen(text))
		return 0;
	return parse_integer(text, &number) ? number : 0;
}

static bool fill_hole(struct arena *arena, struct part name, struct part value, struct hole *hole)
{
	if (value.length == 0)
		return false;
	hole->name = arena_strndup(arena, name.text + 1, name.length - 1);
	hole->value = arena_strndup(arena, value.text, value.length);
	hole->number = positive_decimal(hole->value);
	return hole->number > 0 || strcmp(hole->name, "id") != 0;
}

bool route_fits(const struct route *route, const char *path, struct arena *arena, struct hole *holes,
		size_t *hole_count)
{
	const char *wanted = route->path;
	struct part want;
	struct part have;

	*hole_count = 0;
	while (next_part(&wanted, &want)) {
		if (!next_part(&path, &have))
			return false;
		if (!is_hole(want)) {
			if (want.length != have.length || memcmp(want.text, have.text, want.length) != 0)
				return false;
		} else if (*hole_count == HOLES_MAX || !fill_hole(arena, want, have, &holes[(*hole_count)++])) {
			return false;
		}
	}
	return *path == '\0';
}
