/*
 * YAML, read plainly: maps, lists and texts with their place in the file.  No
 * anchors, aliases, tags, merges or second documents, no key twice; depth,
 * nodes and bytes are limited.  And the list of complaints that everybody who
 * reads a procedure adds to.
 */
#ifndef KERNEL_PROCEDURE_YAML_H
#define KERNEL_PROCEDURE_YAML_H

#include "base/arena.h"

enum { YAML_BYTES_MAX = 256 * 1024, YAML_DEPTH_MAX = 12, YAML_NODES_MAX = 20000 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	int line, column; /* from 1 */
	const char *key;  /* under which it stands in a map, else NULL */
	int key_line, key_column;
	const char *text;         /* YAML_TEXT */
	bool plain;               /* written without quotes */
	struct yaml_node **items; /* YAML_LIST, YAML_MAP: in the order of the file */
	size_t count;
};

struct complaint {
	int line, column;
	size_t order;
	const char *text;
};

struct complaints {
	struct arena *arena;
	const char *file;
	struct complaint *items;
	size_t count;
	size_t capacity;
};

void complain(struct complaints *complaints, int line, int column, const char *format, ...) PRINTF_LIKE(4, 5);

/* "file:line:column: text" per line, in the order of the file; NULL when there are none; arena. */
char *complaints_text(struct arena *arena, const struct complaints *complaints);

/* The one document as a tree, arena; NULL when it could not be read: the complaints say why. */
struct yaml_node *yaml_read(struct arena *arena, struct complaints *complaints, const char *text, size_t length);

/* The value of a key; NULL when the node is no map or has no such key. */
struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

#endif
