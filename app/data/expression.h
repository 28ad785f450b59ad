/*
 * Conditions of procedures: one SQL expression over a form's fields, on a
 * private :memory: connection as SELECT (expr) FROM (SELECT ?1 AS field, …).
 * Double-quoted strings are off and an authorizer allows exactly the two
 * SELECTs and a short list of functions; anything else is refused when the
 * procedure is loaded.  We write no expression language of our own.
 */
#ifndef DATA_EXPRESSION_H
#define DATA_EXPRESSION_H

#include "base/arena.h"
#include "base/err.h"

/* One per process.  It has no file, lock or descriptor, so a child may go on with the one its master made. */
struct expression_engine;
struct expression;        /* one compiled condition, belongs to the engine */

struct expression_engine *expression_engine_new(void); /* owned */
void expression_engine_free(struct expression_engine *engine);

/*
 * Compile.  fields: the names it may use, in binding order.  On NULL
 * *complaint (arena) says what is wrong in one line.
 */
struct expression *expression_compile(struct expression_engine *engine, struct arena *arena, const char *text,
                                      const char *const *fields, size_t field_count, char **complaint) NODISCARD;

struct expression_value {
	enum { VALUE_NULL, VALUE_INTEGER, VALUE_TEXT } type;
	int64_t integer;
	const char *text;
};

/* NULL, 0 and '' count as no.  False also when the evaluation fails, with a log line. */
bool expression_test(struct expression *expression, const struct expression_value *values, size_t count);

#endif
