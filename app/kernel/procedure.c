#include "base/base.h"
#include "kernel/procedure.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/procedure_parts.h"

size_t state_index(const struct procedure *procedure, const char *key)
{
	size_t i = 0;

	while (i < procedure->state_count && !text_equal(procedure->states[i].key, key))
		i++;
	return i;
}

const struct state *procedure_state(const struct procedure *procedure, const char *key)
{
	size_t i = state_index(procedure, key);

	return i < procedure->state_count ? &procedure->states[i] : NULL;
}

static bool ends_missed(const struct state *state)
{
	return state->missed;
}

static bool ends_waived(const struct state *state)
{
	return state->waived;
}

/* " key key ": for instr() in SQL. */
static char *keys_of(struct arena *arena, const struct procedure *procedure, bool (*is)(const struct state *state))
{
	char *keys = arena_strdup(arena, " ");

	for (size_t i = 0; i < procedure->state_count; i++)
		if (is(&procedure->states[i]))
			keys = arena_printf(arena, "%s%s ", keys, procedure->states[i].key);
	return keys;
}

char *procedure_missed(struct arena *arena, const struct procedure *procedure)
{
	return keys_of(arena, procedure, ends_missed);
}

char *procedure_waived(struct arena *arena, const struct procedure *procedure)
{
	return keys_of(arena, procedure, ends_waived);
}

const struct action *procedure_action(const struct procedure *procedure, const char *key)
{
	for (size_t i = 0; i < procedure->action_count; i++)
		if (text_equal(procedure->actions[i].key, key))
			return &procedure->actions[i];
	return NULL;
}

const struct document_kind *procedure_document(const struct procedure *procedure, const char *key)
{
	for (size_t i = 0; i < procedure->document_count; i++)
		if (text_equal(procedure->documents[i].key, key))
			return &procedure->documents[i];
	return NULL;
}

bool action_asks(const struct action *action, const struct document_kind *document)
{
	for (size_t i = 0; i < action->document_count; i++)
		if (text_equal(action->documents[i], document->key))
			return true;
	return false;
}

bool action_leaves(const struct procedure *procedure, const struct action *action, const struct state *state)
{
	for (size_t i = 0; i < action->from_count; i++)
		if (&procedure->states[action->from[i]] == state)
			return true;
	return false;
}

const struct procedure *procedure_find(const struct service *service, const char *key)
{
	for (size_t i = 0; i < service->procedure_count; i++)
		if (text_equal(service->procedures[i]->key, key))
			return service->procedures[i];
	return NULL;
}

/* One log line per mistake. */
static void log_complaints(struct arena *arena, const char *complaints)
{
	char **lines;
	size_t count = text_split(arena, complaints, '\n', &lines);

	for (size_t i = 0; i < count; i++)
		log_error("event=procedure_broken why=%s", lines[i]);
}

/* Room doubles whenever the count reaches a power of two. */
static void keep(struct service *service, struct procedure *procedure)
{
	size_t count = service->version_count;

	if ((count & (count - 1)) == 0) {
		struct procedure **grown =
			arena_array(service->versions_arena, count > 0 ? count * 2 : 1, sizeof(struct procedure *));

		if (count > 0)
			memcpy(grown, service->versions, count * sizeof(struct procedure *));
		service->versions = grown;
	}
	service->versions[service->version_count++] = procedure;
}

static struct procedure *kept(const struct service *service, int64_t id)
{
	for (size_t i = 0; i < service->version_count; i++)
		if (service->versions[i]->id == id)
			return service->versions[i];
	return NULL;
}

/* A stored version never changes, so each is parsed once in the life of a process. */
static struct procedure *version(struct service *service, struct db *db, int64_t id)
{
	struct procedure *procedure = kept(service, id);
	struct arena *arena;
	struct query *query;
	const char *key = NULL;
	const char *body = NULL;
	char *complaints = NULL;
	int64_t number = 0;

	if (procedure != NULL)
		return procedure;
	arena = arena_new();
	query = db_query(db, Q_PROCEDURE_BY_ID);
	query_int(query, ":id", id);
	if (query_step(query)) {
		key = next_text(query, arena);
		number = next_int(query);
		body = next_text(query, arena);
	}
	if (query_end(query) == OK && body != NULL)
		procedure =
			procedure_parse_stored(service->versions_arena, service->modules, service->expressions,
					       arena_printf(arena, "%s.yaml", key), body, strlen(body), &complaints);
	if (complaints != NULL)
		log_complaints(arena, complaints);
	arena_free(arena);
	if (procedure == NULL)
		return NULL;
	procedure->id = id;
	procedure->version = (int)number;
	keep(service, procedure);
	return procedure;
}

const struct procedure *procedure_version(struct service *service, struct db *db, int64_t id)
{
	return version(service, db, id);
}

/* A version with open matters that this binary cannot read is a reason not to start. */
static enum err check_running(struct service *service, struct db *db)
{
	struct arena *arena = arena_new();
	int64_t *ids;
	size_t count;
	enum err err = query_ids(db_query(db, Q_PROCEDURE_WITH_OPEN_MATTERS), arena, &ids, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		if (version(service, db, ids[i]) == NULL) {
			log_error("event=procedure_version id=%" PRId64 " why=%s", ids[i],
				  "it has open matters and this binary cannot run it");
			err = ERR_INTERNAL;
		}
	arena_free(arena);
	return err;
}

enum err procedure_load_all(struct service *service, struct db *db, struct arena *arena)
{
	struct query *query = db_query(db, Q_PROCEDURE_IN_FORCE);
	struct procedure **procedures;
	int64_t *ids;
	size_t count;
	enum err err;

	query_int(query, ":today", day_of(clock_now()));
	err = query_ids(query, arena, &ids, &count);
	if (err != OK)
		return err;
	procedures = arena_array(arena, count + 1, sizeof(struct procedure *));
	for (size_t i = 0; i < count; i++) {
		procedures[i] = version(service, db, ids[i]);
		if (procedures[i] == NULL)
			return ERR_INTERNAL;
	}
	err = check_running(service, db);
	if (err != OK)
		return err;
	service->procedures = procedures;
	service->procedure_count = count;
	return OK;
}

static enum err insert(struct context *context, const struct procedure *procedure,
		       const struct procedure_approved *approved)
{
	struct query *query = db_query(context->db, Q_PROCEDURE_INSERT);

	query_text(query, ":key", procedure->key);
	query_int(query, ":version", approved->version);
	query_text(query, ":title", procedure->title);
	query_blob(query, ":digest", procedure->digest, sizeof procedure->digest);
	query_text(query, ":body", approved->text);
	query_int(query, ":valid_from", approved->valid_from);
	query_int(query, ":person", approved->proposed_by);
	query_int(query, ":approver", approved->approved_by);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* What stays in the center, where the keeper finds it without reading procedures. */
static enum err insert_internal(struct context *context, const struct procedure *procedure, int64_t id)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < procedure->document_count; i++) {
		struct query *query;

		if (!procedure->documents[i].center_internal)
			continue;
		query = db_query(context->db, Q_PROCEDURE_INTERNAL);
		query_int(query, ":procedure", id);
		query_text(query, ":document", procedure->documents[i].key);
		err = query_run(query);
	}
	return err;
}

enum err procedure_put(struct context *context, const struct procedure *procedure,
		       const struct procedure_approved *approved, int64_t *id)
{
	/* The schema refuses a number that is taken and a day before that of the version it replaces. */
	enum err err = insert(context, procedure, approved);

	if (err != OK)
		return err;
	*id = db_last_id(context->db);
	err = insert_internal(context, procedure, *id);
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "procedure.store",
				 .object = "procedure",
				 .object_id = *id,
				 .detail = arena_printf(
					 context->arena, "{\"key\":\"%s\",\"version\":%" PRId64 ",\"digest\":\"%s\"}",
					 procedure->key, approved->version,
					 crypt_hex(context->arena, procedure->digest, sizeof procedure->digest)),
			 },
			 NULL);
}

enum err procedure_newest(struct context *context, const char *key, struct procedure_newest *newest)
{
	struct query *query = db_query(context->db, Q_PROCEDURE_NEWEST);

	*newest = (struct procedure_newest){0};
	query_text(query, ":key", key);
	if (query_step(query)) {
		size_t length;

		newest->id = next_int(query);
		newest->version = next_int(query);
		next_blob(query, context->arena, &length);
		newest->valid_from = next_int(query);
		newest->body = next_text(query, context->arena);
	}
	return query_end(query);
}

/* Inside the transaction: a new version unless the newest has the same text. */
static enum err store(struct context *context, const struct procedure *procedure, const char *text, int64_t valid_from,
		      int64_t *id)
{
	struct procedure_newest newest;
	enum err err = procedure_newest(context, procedure->key, &newest);

	if (err != OK)
		return err;
	/* Again for the same text: a version loaded before this list was kept gets it now. */
	if (newest.id != 0 && text_equal(newest.body, text)) {
		*id = newest.id;
		return insert_internal(context, procedure, *id);
	}
	if (valid_from < newest.valid_from) {
		log_error("event=procedure_day key=%s version=%" PRId64 " why=%s", procedure->key, newest.version,
			  "it is in force from a later day on, and a later version would hide it for good");
		return ERR_INVALID;
	}
	return procedure_put(
		context, procedure,
		&(struct procedure_approved){.text = text, .version = newest.version + 1, .valid_from = valid_from},
		id);
}

enum err procedure_store(struct context *context, const char *key, const char *text, int64_t valid_from, int64_t *id)
{
	struct service *service = context->service;
	char *complaints = NULL;
	const char *name = arena_printf(context->arena, "%s.yaml", key);
	const struct procedure *procedure = procedure_parse(context->arena, service->modules, service->expressions,
							    name, text, strlen(text), &complaints);
	enum err err;

	if (procedure != NULL)
		complaints = procedure_dropped(service, context->arena, procedure);
	if (procedure != NULL && complaints == NULL)
		complaints = procedure_series_taken(service, context->arena, procedure);
	if (complaints != NULL) {
		log_complaints(context->arena, complaints);
		return ERR_INVALID;
	}
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	return tx_end(context->db, store(context, procedure, text, valid_from, id));
}
