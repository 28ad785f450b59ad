/*
 * Forms: a table of fields in, a struct of values out.  C routes declare their
 * table; procedures build the same struct field from YAML.  The rows give the
 * page its labels, hints and limits, the decoder its checks, the tests their data.
 *
 * A posted field is named by its key; a repeated row by key.N.column ("lines.0.vcpu").
 * Undeclared names never reach code: form_unknown finds them and the route answers 400.
 * Absent, typed-but-wrong and valid are three different things; what was typed
 * is kept for the page in every case.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "http/params.h"

enum field_type {
	FIELD_TEXT,      /* one line; max characters */
	FIELD_LONG_TEXT, /* several lines; max characters */
	FIELD_SECRET,    /* one line, never shown again, not trimmed */
	FIELD_INTEGER,   /* min..max, unit */
	FIELD_DECIMAL,   /* stored times 100 */
	FIELD_MONEY,     /* typed in 元 or 万元 (unit), stored in 分 */
	FIELD_DATE,      /* typed 2026-11-20, stored as a day number */
	FIELD_CHOICE,    /* one option */
	FIELD_CHOICES,   /* several options */
	FIELD_YES_NO,    /* yes / no */
	FIELD_REFERENCE, /* id of a record: filing, system, platform, organisation, assessor … */
	FIELD_ROWS,      /* repeated rows of columns; min..max rows */
	FIELD_DOCUMENT,  /* a sealed file; arrives on its own route, never in values */
	FIELD_HIDDEN,    /* carried along unseen: cursors, revisions */
};

struct option {
	const char *key;
	const char *label;
};

struct field {
	const char *key;
	const char *label;
	enum field_type type;
	const char *section; /* heading it stands under, NULL: as the one before */
	const char *hint;
	const char *unit;
	const char *article;
	bool required;
	const char *required_if; /* condition over the other fields, procedures only */
	const char *shown_if;    /* as above: not asked, not kept when it does not hold */
	bool material;           /* a change makes all levels run again */
	/*
	 * Numbers: least and most, in the unit they are typed in (decimal and money
	 * too: 100 is 100.00, not 1.00); dates: day numbers; texts: characters;
	 * choices: how many; rows: how many.  max 0: no limit of its own.
	 */
	int64_t min;
	int64_t max;
	const struct option *options;
	size_t option_count;
	const char *reference; /* which register a FIELD_REFERENCE points into */
	const struct field *columns;
	size_t column_count;
	bool past; /* dates: of something that was done, so not after today */
	bool own; /* column, reference to an organisation: the row is shown to that one, and to who oversees all */
	enum { SHOWN_SHORT, SHOWN_FIXED, SHOWN_RATIO } shown; /* decimals: 0.7, 0.70, 1:0.70 */
	int64_t places; /* decimals: how many places are stored, 0: two */
	const char *pattern; /* texts: "phone", "ports", "login", "code", "time", "year", NULL: free; see form_pattern_known */
};

struct form {
	const struct field *fields;
	size_t count;
};

/* Behind a table's key: the name of the text that may be pasted in its place. */
#define ROWS_PASTE ".paste"

struct value {
	const struct field *field;
	bool present;     /* something was typed */
	const char *raw;  /* as typed, for the page; "" when absent; FIELD_ROWS: pasted and not read in yet */
	const char *text; /* normalised: trimmed, NULL when absent or wrong */
	int64_t number;   /* integer, decimal, money, date, reference id, yes_no 0/1 */
	const char **chosen; /* FIELD_CHOICES: option keys */
	size_t chosen_count;
	struct values **rows; /* FIELD_ROWS */
	size_t row_count;
	const char *error; /* Chinese sentence, NULL when fine */
	const char *see;   /* address where the error is put right when that is not here, NULL: here */
};

struct values {
	struct arena *arena;
	const struct field *fields;
	size_t count;
	struct value *items; /* one per field, same order */
	size_t error_count;  /* the rows' errors counted too */
};

/*
 * Decode and check types and limits, and required unless draft.  Always gives
 * values.  required_if and shown_if need the expression engine, which this
 * layer does not know: a field with shown_if is never missed here, the kernel
 * looks at both after decoding.  Rows without anything typed are left out.
 * Error sentences of cells begin with 第 N 行, N counting the rows kept.
 */
struct values *values_decode(struct arena *arena, const struct field *fields, size_t count, const struct params *posted,
                             bool draft);

/* All of values_decode's checks again on values that are there: a stored draft about to be submitted. */
void values_check(struct values *values);

/* Something was pasted for a table and not read in: it has a complaint. */
bool values_pasted(const struct values *values);

/* A pattern name that the decoder knows. */
bool form_pattern_known(const char *pattern);

/* ERR_BAD_REQUEST when a posted name is not a field, not csrf, once, action and not in extra; or sent twice. */
enum err form_unknown(const struct field *fields, size_t count, const struct params *posted,
                      const char *const *extra) NODISCARD;

/* ERR_BAD_REQUEST when a field of the table that takes one value was sent twice; other names are left alone. */
enum err form_repeated(const struct field *fields, size_t count, const struct params *posted) NODISCARD;

/* All empty; for a fresh form. */
struct values *values_empty(struct arena *arena, const struct field *fields, size_t count);

struct value *values_find(const struct values *values, const char *key);        /* NULL when no such field */
const char *values_text(const struct values *values, const char *key);          /* NULL when absent */
const char *values_word(const struct values *values, const char *key);          /* "" when absent; values may be NULL */
const char *values_label(const struct values *values, const char *key);         /* of the option chosen; "" when none is */
int64_t values_number(const struct values *values, const char *key, int64_t fallback);
bool values_chosen(const struct values *values, const char *key, const char *option);

/* Whether a column of repeated rows, a choice, has this option: a form of an earlier version may not know it. */
bool rows_offer(const struct value *rows, const char *column, const char *option);

/* Whether a column of repeated rows has something to show: it was required, or one of them fills it. */
bool values_column_told(const struct value *rows, size_t column);

/* Put one in, as if typed (prefill); checks nothing.  NULL or "" empties it.  Choices: keys with commas. */
void values_set(struct values *values, const char *key, const char *text);
void values_set_number(struct values *values, const char *key, int64_t number);

/* One more empty row for the page to show; the first empty one is shown anyway, so a field without rows gets two. */
void values_grow(struct values *values, const char *key);

/* One more row of a rows field, to be filled with values_set (prefill). */
struct values *values_add_row(struct values *values, const char *key);

/* Mark a field wrong; the first complaint stays.  For a cell pass the outermost values, whose error_count it joins. */
void values_complain(struct values *values, const char *key, const char *format, ...) PRINTF_LIKE(3, 4);
void value_complain(struct values *values, struct value *value, const char *format, ...) PRINTF_LIKE(3, 4);

/*
 * Stored form: one JSON object with sorted keys, text as text, numbers as
 * numbers, choices as array, rows as array of objects; absent fields are left
 * out, wrong ones are kept as {"raw": "…"} in drafts.  Same values, same bytes.
 * Secrets and hidden fields are never stored.
 */
char *values_json(const struct values *values, struct arena *arena);

/* Read back; keys the fields no longer know are dropped, missing ones are absent.  NULL when it is
 * no JSON object.  What was stored as valid is believed, even if the table's limits are narrower now. */
struct values *values_from_json(struct arena *arena, const struct field *fields, size_t count, const char *json);

/* How a value reads on a page: option labels, dates, thousands, 是/否, "—" when absent; arena. */
char *value_display(struct arena *arena, const struct value *value);

/* Fields in which a and b differ (same table), by index; returns the count, *changed is arena. */
size_t values_differ(struct arena *arena, const struct values *a, const struct values *b, size_t **changed);

/* Whether two values of one field are the same, rows in the same order included. */
bool value_same(const struct value *a, const struct value *b);

/*
 * Two states of one table, row by row: what was changed, added (before NO_ROW) in the order of the newer one, then
 * what was taken out (after NO_ROW).  Rows belong together by their first column, else by at least half of what is
 * filled in.  Returns the count, 0 also where only the order is another; *pairs is arena.
 */
#define NO_ROW SIZE_MAX
struct row_pair {
	size_t before, after;
};
size_t rows_pair(struct arena *arena, const struct value *before, const struct value *after, struct row_pair **pairs);

#endif
