/*
 * Inside procedure_*.c only: what reading a procedure needs besides the result.
 */
#ifndef KERNEL_PROCEDURE_PARTS_H
#define KERNEL_PROCEDURE_PARTS_H

#include "kernel/procedure.h"
#include "kernel/procedure_yaml.h"

enum { PAPERS_MAX = 12, STATES_MAX = 60, ACTIONS_MAX = 120, FIELDS_MAX = 200, DOCUMENTS_MAX = 60, LIST_MAX = 60 };

/* A condition found while reading; compiled when all names are known. */
struct pending {
	const struct yaml_node *node;
	const struct condition **slot;
	const struct action *action; /* whose own fields it may use besides the form's; NULL: none */
	const struct pending *next;
};

struct reader {
	struct arena *arena;   /* of the result */
	struct arena *scratch; /* of the tree */
	const struct module *const *modules;
	struct expression_engine *engine;
	struct complaints complaints;
	bool stored; /* an earlier build took it in */
	struct procedure *procedure;
	struct yaml_node **state_nodes; /* as procedure->states; likewise below */
	struct yaml_node **action_nodes;
	struct yaml_node **paper_nodes;
	const struct pending *pending;
};

/* ---- procedure_read.c: typed values of a map, each complaining at its place ---- */

void complain_node(struct reader *reader, const struct yaml_node *node, const char *format, ...) PRINTF_LIKE(3, 4);

/*
 * Likewise about what can be run all the same.  Asked of new texts alone: a check that is added must not keep a version
 * from running that passed those of its day, and with it the whole service from starting.
 */
void complain_form(struct reader *reader, const struct yaml_node *node, const char *format, ...) PRINTF_LIKE(3, 4);

/* False after a complaint unless the node is a map; keys not in allowed (NULL-terminated) are complaints. */
bool read_map_of(struct reader *reader, const struct yaml_node *node, const char *what, const char *const *allowed);

/* Copies into the arena.  Absent or empty: NULL, a complaint when required. */
const char *read_text(struct reader *reader, const struct yaml_node *map, const char *key, bool required);
bool read_flag(struct reader *reader, const struct yaml_node *map, const char *key);
int64_t read_integer(struct reader *reader, const struct yaml_node *map, const char *key, int64_t least, int64_t most);

/* A list of texts, or one text; *items is the nodes (scratch), returns their number, at most LIST_MAX. */
size_t read_list(struct reader *reader, const struct yaml_node *map, const char *key, struct yaml_node ***items);

/* A lower-case word fit for a key, else a complaint and false. */
bool check_key(struct reader *reader, const struct yaml_node *at, const char *key);

/* "12", NULL for none.  required: must be there. */
const char *read_article(struct reader *reader, const struct yaml_node *map, const char *key, bool required);
size_t read_roles(struct reader *reader, const struct yaml_node *map, const char *key, enum role roles[HOLDERS_MAX]);
const char *read_setting(struct reader *reader, const struct yaml_node *map, const char *key, enum due_unit *unit);
/* The same of a node's text. */
const char *setting_of(struct reader *reader, const struct yaml_node *node, const char *text, enum due_unit *unit);

/* A word out of a list (NULL-terminated). */
const char *read_word(struct reader *reader, const struct yaml_node *map, const char *key, const char *const *words,
		      const char *fallback);
size_t read_guards(struct reader *reader, const struct yaml_node *map, const char *key,
		   const struct guard_row ***guards);
size_t read_effects(struct reader *reader, const struct yaml_node *map, const char *key,
		    const struct effect_row ***effects);

/* States by name. */
size_t read_states(struct reader *reader, const struct yaml_node *map, const char *key, size_t **states);

/* Remember a condition; its text, NULL when absent. */
const char *read_condition(struct reader *reader, const struct yaml_node *map, const char *key,
			   const struct action *action, const struct condition **slot);

unsigned read_kinds(struct reader *reader, const struct yaml_node *map, const char *key);

/* ---- procedure_scope.c ---- */

void read_scope(struct reader *reader, const struct yaml_node *root);
void read_papers(struct reader *reader, const struct yaml_node *map); /* NULL: none */
const struct prefill_row *read_prefill(struct reader *reader, const struct yaml_node *node);
void check_scope(struct reader *reader, const struct yaml_node *root);
/* The one whose key is the first `length` bytes, NULL: none. */
const struct field *field_called(const struct field *fields, size_t count, const char *key, size_t length);

/* ---- procedure_follow.c ---- */

const struct follow *read_follow(struct reader *reader, const struct yaml_node *node);
void check_follow(struct reader *reader, const struct yaml_node *node, const struct action *action);

/* ---- procedure_letter.c: NULL: none.  Its texts speak of the form, and some action prints it. ---- */

void read_letter(struct reader *reader, const struct yaml_node *node);
void check_letter(struct reader *reader, const struct yaml_node *node);

/* ---- procedure_limit.c ---- */

void read_paper_limit(struct reader *reader, const struct yaml_node *node, struct paper *paper);
void check_paper_limit(struct reader *reader, const struct yaml_node *node, const struct paper *paper);

/* ---- procedure_field.c ---- */

size_t read_fields(struct reader *reader, const struct yaml_node *list, const struct action *action,
		   struct field **fields, const struct condition ***required_if, const struct condition ***shown_if);

/* ---- procedure_action.c ---- */

void read_actions(struct reader *reader, const struct yaml_node *map);

/* ---- procedure_check.c: the whole, after the parts ---- */

void check_procedure(struct reader *reader, const struct yaml_node *root);

/* ---- procedure_condition.c ---- */

void collect_condition_names(struct reader *reader);
void compile_conditions(struct reader *reader);

size_t state_index(const struct procedure *procedure, const char *key); /* state_count when unknown */


#endif
