/* Granting and revoking roles: the rules of 三权分立; declared in org.h. */
#include "base/base.h"
#include "modules/org/org_store.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/session.h"

const char *grant_complaint(struct context *context, const struct person_record *person, enum role role)
{
	bool admin = role < ROLE_COUNT && (ROLE_BIT(role) & ROLES_ADMIN) != 0;

	if (role >= ROLE_COUNT)
		return "没有这个岗位";
	if (is_oneself(context, person))
		return "不能给自己授予岗位";
	if (person->created_by != 0 && person->created_by == context->actor->person)
		return "账号由您开通，岗位须由另一人授予";
	if (text_equal(person->status, "disabled"))
		return "账号已停用，不能授予岗位";
	if ((person->roles & ROLE_BIT(role)) != 0)
		return "已有这个岗位";
	if ((role_kinds(role) & person->kinds) == 0)
		return arena_printf(context->arena, "“%s”不适用于%s", role_label(role), person->org_name);
	if (admin && person->roles != 0)
		return "三员互斥：有其他岗位的账号不能任管理员，请另开账号";
	if (!admin && (person->roles & ROLES_ADMIN) != 0)
		return "三员互斥：管理员不能兼任业务岗位，请另开账号";
	return NULL;
}

static enum err change(struct context *context, const struct person_record *person, enum role role,
		       enum query_name name, const char *action)
{
	struct query *query = db_query(context->db, name);
	enum err err;

	query_int(query, ":id", person->id);
	query_text(query, ":role", role_key(role));
	if (query_takes(query, ":by")) {
		query_int(query, ":by", context->actor->person);
		query_int(query, ":now", clock_now());
	}
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_CONFLICT;
	/* Rights changed: whoever is in signs in again and gets a new token. */
	if (err == OK)
		err = session_revoke_all(context, person->id);
	if (err != OK)
		return err;
	return org_audit(context, action, "person", person->id,
			 arena_printf(context->arena, "{\"role\":\"%s\"}", role_key(role)));
}

/* Looked up again inside the transaction: two grants at once must see each other. */
enum err person_grant_in_tx(struct context *context, int64_t id, enum role role, const char **sentence)
{
	struct person_record person;
	enum err err = found_err(person_find(context, id, &person));

	if (err != OK)
		return err;
	*sentence = grant_complaint(context, &person, role);
	if (*sentence != NULL)
		return ERR_INVALID;
	return change(context, &person, role, Q_PERSON_GRANT, "role.grant");
}

enum err person_grant(struct context *context, const struct person_record *person, enum role role,
		      const char **sentence)
{
	enum err err;

	if (is_oneself(context, person))
		return ERR_FORBIDDEN;
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, person_grant_in_tx(context, person->id, role, sentence)) : err;
}

static enum err last_of_its_kind(struct context *context, const struct person_record *person, enum role role,
				 bool *last)
{
	struct query *query = db_query(context->db, Q_PERSON_OTHERS_WITH);
	int64_t others = 0;
	enum err err;

	query_text(query, ":role", role_key(role));
	query_int(query, ":id", person->id);
	err = query_value(query, 0, &others);
	*last = (ROLE_BIT(role) & ROLES_ADMIN) != 0 && others == 0;
	return err;
}

static enum err revoke_in_tx(struct context *context, const struct person_record *person, enum role role,
			     const char **sentence)
{
	bool last;
	enum err err = last_of_its_kind(context, person, role, &last);

	if (err == OK && last) {
		*sentence = "这是最后一名该类管理员，不能收回";
		return ERR_INVALID;
	}
	return err == OK ? change(context, person, role, Q_PERSON_REVOKE, "role.revoke") : err;
}

enum err person_revoke(struct context *context, const struct person_record *person, enum role role,
		       const char **sentence)
{
	enum err err;

	if (role >= ROLE_COUNT)
		return ERR_BAD_REQUEST;
	if (is_oneself(context, person))
		return ERR_FORBIDDEN;
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, revoke_in_tx(context, person, role, sentence)) : err;
}
