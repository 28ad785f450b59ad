/* People: accounts, activation codes, leaving; declared in org.h and org_store.h. */
#include "base/base.h"
#include "modules/org/org_store.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/password.h"
#include "kernel/session.h"
#include "kernel/setting.h"

bool is_oneself(const struct context *context, const struct person_record *person)
{
	return context->actor->person == person->id;
}

enum found person_find(struct context *context, int64_t id, struct person_record *person)
{
	struct query *query = db_query(context->db, Q_PERSON_FIND);
	enum found found = NOT_FOUND;

	query_int(query, ":id", id);
	if (query_step(query)) {
		person->id = next_int(query);
		person->org = next_int(query);
		person->login = next_text(query, context->arena);
		person->title = next_text(query, context->arena);
		person->phone = next_text(query, context->arena);
		person->status = next_text(query, context->arena);
		person->must_change = next_int(query) != 0;
		person->created_at = next_int(query);
		person->created_by = next_int(query);
		person->signed_in_at = next_int(query);
		person->org_name = next_text(query, context->arena);
		person->kinds = kinds_from_keys(context->arena, next_text(query, context->arena));
		person->roles = roles_from_keys(context->arena, next_text(query, context->arena));
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

enum err person_login_taken(struct context *context, const char *login, bool *taken)
{
	struct query *query = db_query(context->db, Q_PERSON_LOGIN_TAKEN);
	int64_t count = 0;
	enum err err;

	query_text(query, ":login", login);
	err = query_value(query, 0, &count);
	*taken = count > 0;
	return err;
}

static enum err add_in_tx(struct context *context, const struct person_record *person, int64_t *id,
			  const char **sentence)
{
	struct query *query;
	bool taken;
	enum err err = person_login_taken(context, person->login, &taken);

	if (err == OK && taken) {
		*sentence = arena_printf(context->arena, "账号 %s 已有人使用", person->login);
		return ERR_INVALID;
	}
	if (err != OK)
		return err;
	query = db_query(context->db, Q_PERSON_ADD);
	query_int(query, ":organisation", person->org);
	query_text(query, ":login", person->login);
	query_text(query, ":title", person->title);
	query_text(query, ":phone", person->phone != NULL ? person->phone : "");
	query_int(query, ":now", clock_now());
	query_int(query, ":by", context->actor->person);
	err = query_run(query);
	if (err != OK)
		return err;
	*id = db_last_id(context->db);
	return org_audit(context, "person.add", "person", *id,
			 arena_printf(context->arena,
				      "{\"login\":\"%s\",\"organisation\":%" PRId64 ",\"title\":\"%s\"}",
				      text_json(context->arena, person->login), person->org,
				      text_json(context->arena, person->title)));
}

enum err person_add(struct context *context, const struct person_record *person, int64_t *id, const char **sentence)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, add_in_tx(context, person, id, sentence)) : err;
}

enum err person_run(struct context *context, enum query_name name, int64_t id)
{
	struct query *query = db_query(context->db, name);

	query_int(query, ":id", id);
	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err forget(struct context *context, int64_t person)
{
	enum err err = person_run(context, Q_PERSON_FORGET_PASSWORD, person);

	if (err == OK && db_changes(context->db) == 0)
		err = ERR_CONFLICT;
	if (err == OK)
		err = person_run(context, Q_PERSON_VOID_CODES, person);
	return err == OK ? session_revoke_all(context, person) : err;
}

enum err person_reset(struct context *context, const struct person_record *person)
{
	enum err err;

	if (is_oneself(context, person))
		return ERR_FORBIDDEN;
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	err = forget(context, person->id);
	if (err == OK)
		err = org_audit(context, "person.reset", "person", person->id, NULL);
	return tx_end(context->db, err);
}

static enum err issue_in_tx(struct context *context, const struct person_record *person, const uint8_t digest[32],
			    int64_t expires_at)
{
	struct query *query;
	enum err err = forget(context, person->id);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_PERSON_ISSUE_CODE);
	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":id", person->id);
	query_int(query, ":by", context->actor->person);
	query_int(query, ":now", clock_now());
	query_int(query, ":expires", expires_at);
	err = query_run(query);
	return err == OK ? org_audit(context, "person.code", "person", person->id, NULL) : err;
}

enum err person_issue_code(struct context *context, const struct person_record *person, char **code,
			   int64_t *expires_at)
{
	uint8_t digest[DIGEST_SIZE];
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	*code = activation_code_new(context->arena, digest);
	*expires_at = clock_now() + setting_integer(context->service, "activation_h") * 3600;
	return tx_end(context->db, issue_in_tx(context, person, digest, *expires_at));
}

static enum err save_in_tx(struct context *context, const struct person_record *person, const char *title,
			   const char *phone)
{
	struct query *query = db_query(context->db, Q_PERSON_SAVE);
	struct arena *arena = context->arena;
	enum err err;

	query_int(query, ":id", person->id);
	query_text(query, ":title", title);
	query_text(query, ":phone", phone != NULL ? phone : "");
	err = query_run(query);
	if (err != OK)
		return err;
	return org_audit(context, "person.save", "person", person->id,
			 arena_printf(arena, "{\"after\":\"%s %s\",\"before\":\"%s %s\"}", text_json(arena, title),
				      text_json(arena, phone), text_json(arena, person->title),
				      text_json(arena, person->phone)));
}

enum err person_save(struct context *context, const struct person_record *person, const char *title, const char *phone)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, save_in_tx(context, person, title, phone)) : err;
}

/* A change of state that must find the person in the state it expects, and its audit row. */
static enum err change_state(struct context *context, const struct person_record *person, enum query_name name,
			     const char *action)
{
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = person_run(context, name, person->id);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_CONFLICT;
	if (err == OK)
		err = org_audit(context, action, "person", person->id, NULL);
	return tx_end(context->db, err);
}

enum err person_force_change(struct context *context, const struct person_record *person)
{
	return change_state(context, person, Q_PERSON_FORCE_CHANGE, "person.force_change");
}

enum err person_enable(struct context *context, const struct person_record *person)
{
	return change_state(context, person, Q_PERSON_ENABLE, "person.enable");
}

enum err person_end_session(struct context *context, const struct person_record *person, int64_t session)
{
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_PERSON_END_SESSION);
	query_int(query, ":id", person->id);
	query_int(query, ":session", session);
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_NOT_FOUND;
	if (err == OK)
		err = org_audit(context, "person.end_session", "person", person->id, NULL);
	return tx_end(context->db, err);
}
