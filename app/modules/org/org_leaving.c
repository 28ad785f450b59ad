/* Leaving: what a person holds goes to a successor first, and he is gone at once; declared in org.h and org_store.h. */
#include "base/base.h"
#include "modules/org/org_store.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/session.h"

enum err person_seat_count(struct context *context, int64_t person, int64_t *count)
{
	struct query *query = db_query(context->db, Q_PERSON_SEATS);

	*count = 0;
	query_int(query, ":id", person);
	while (query_step(query)) {
		(void)next_text(query, context->arena);
		*count += next_int(query);
	}
	return query_end(query);
}

/* Roles of the open seats given to this person by name that he is to leave, and how many. */
static enum err seats_left(struct context *context, const struct leaving *leaving, uint32_t *roles, int64_t *count)
{
	struct query *query = db_query(context->db, Q_PERSON_SEATS);

	*roles = 0;
	*count = 0;
	query_int(query, ":id", leaving->person->id);
	while (query_step(query)) {
		enum role role = role_from_key(next_text(query, context->arena));

		if (role == ROLE_COUNT || (leaving->kept & ROLE_BIT(role)) != 0)
			continue;
		*roles |= ROLE_BIT(role);
		*count += next_int(query);
	}
	return query_end(query);
}

/* " unit.clerk unit.lead ", for a statement to look into. */
static const char *kept_words(struct context *context, uint32_t kept)
{
	const char *words = " ";

	for (int role = 0; role < ROLE_COUNT; role++)
		if ((kept & ROLE_BIT(role)) != 0)
			words = arena_printf(context->arena, "%s%s ", words, role_key((enum role)role));
	return words;
}

/* A role of which only this person is left, with seats open; ROLE_COUNT when there is none. */
static enum err only_holder(struct context *context, const struct leaving *leaving, enum role *role)
{
	struct query *query = db_query(context->db, Q_PERSON_ONLY_HOLDER);

	*role = ROLE_COUNT;
	query_int(query, ":id", leaving->person->id);
	query_int(query, ":organisation", leaving->person->org);
	query_text(query, ":kept", kept_words(context, leaving->kept));
	if (query_step(query))
		*role = role_from_key(next_text(query, context->arena));
	return query_end(query);
}

static enum err last_administrator(struct context *context, const struct person_record *person, bool *last)
{
	*last = false;
	for (int role = ROLE_ADMIN_SYSTEM; role <= ROLE_ADMIN_AUDIT; role++) {
		struct query *query;
		int64_t others = 0;
		enum err err;

		if ((person->roles & ROLE_BIT(role)) == 0)
			continue;
		query = db_query(context->db, Q_PERSON_OTHERS_WITH);
		query_text(query, ":role", role_key((enum role)role));
		query_int(query, ":id", person->id);
		err = query_value(query, 0, &others);
		if (err != OK)
			return err;
		*last = *last || others == 0;
	}
	return OK;
}

/*
 * What is named after his post and would be named after nobody: posts are
 * written by title, so a colleague of the same title keeps it filled.
 */
struct left_behind {
	int64_t systems;
	int64_t contacts;
	const char *rules; /* number of the rules in force that name the post; NULL: none */
};

static enum err find_left(struct context *context, const struct leaving *leaving, struct left_behind *left)
{
	const struct person_record *person = leaving->person;
	struct query *query;

	*left = (struct left_behind){0};
	if (leaving->keeps_title)
		return OK;
	query = db_query(context->db, Q_PERSON_LEFT_BEHIND);
	query_int(query, ":id", person->id);
	query_int(query, ":organisation", person->org);
	query_text(query, ":title", person->title);
	if (query_step(query)) {
		left->systems = next_int(query);
		left->contacts = next_int(query);
		left->rules = next_text(query, context->arena);
	}
	return query_end(query);
}

/* "在办事项 2 件、3 个系统的责任人"; NULL: nothing. */
static const char *left_words(struct context *context, int64_t seats, const struct left_behind *left)
{
	const char *parts[3];
	size_t count = 0;

	if (seats > 0)
		parts[count++] = arena_printf(context->arena, "在办事项 %" PRId64 " 件", seats);
	if (left->systems > 0)
		parts[count++] = arena_printf(context->arena, "%" PRId64 " 个系统的责任人", left->systems);
	if (left->contacts > 0)
		parts[count++] = arena_printf(context->arena, "联动联系人 %" PRId64 " 处", left->contacts);
	return count == 0 ? NULL : text_join(context->arena, parts, count, "、");
}

static enum err check_named(struct context *context, const struct person_record *person, const struct left_behind *left,
			    const struct person_record *heir, const char **sentence)
{
	if (left->rules != NULL && (heir == NULL || !text_equal(heir->title, person->title)))
		*sentence = arena_printf(context->arena,
					 "运维管理制度 %s 的责任岗位仍是“%s”，停用后没有人担任，请先修订制度",
					 left->rules, person->title);
	else if (heir != NULL && (left->systems > 0 || left->contacts > 0) && text_empty(heir->phone))
		*sentence =
			arena_printf(context->arena, "接办人“%s”没有登记电话，不能接任责任人，请先补上", heir->login);
	else
		return OK;
	return ERR_INVALID;
}

/* Whether the successor can take what is open; *sentence when not. */
static enum err check_successor(struct context *context, const struct leaving *leaving, const char **sentence)
{
	const struct person_record *person = leaving->person;
	int64_t successor = leaving->successor;
	struct person_record heir;
	struct left_behind left;
	const char *words;
	uint32_t seats = 0;
	int64_t count = 0;
	enum err err = find_left(context, leaving, &left);

	if (err == OK)
		err = seats_left(context, leaving, &seats, &count);
	if (err != OK)
		return err;
	words = left_words(context, count, &left);
	if (words == NULL && successor == 0)
		return check_named(context, person, &left, NULL, sentence);
	if (successor == 0)
		*sentence = arena_printf(context->arena, "名下还有%s，请选择接办人", words);
	else if (successor == person->id || person_find(context, successor, &heir) != FOUND ||
		 heir.org != person->org || !text_equal(heir.status, "active"))
		*sentence = "接办人须是本单位在用的账号";
	else if ((seats & ~heir.roles) != 0)
		*sentence = arena_printf(context->arena, "接办人没有岗位“%s”，请先由安全管理员授予",
					 role_labels(context->arena, seats & ~heir.roles));
	else
		return check_named(context, person, &left, &heir, sentence);
	return ERR_INVALID;
}

enum err person_leaving(struct context *context, const struct leaving *leaving, const char **sentence)
{
	enum role role;
	bool last = false;
	enum err err = only_holder(context, leaving, &role);

	if (err == OK && role != ROLE_COUNT) {
		*sentence = arena_printf(context->arena, "“%s”有在办事项且没有其他人，请先由安全管理员授予接办人",
					 role_label(role));
		return ERR_INVALID;
	}
	if (err == OK)
		err = last_administrator(context, leaving->person, &last);
	if (err == OK && last) {
		*sentence = "这是最后一名该类管理员，不能停用";
		return ERR_INVALID;
	}
	return err == OK ? check_successor(context, leaving, sentence) : err;
}

/* Seats first, then what is named after the post, each where nobody else of that title stays. */
enum err person_hand_over(struct context *context, const struct leaving *leaving)
{
	static const enum query_name queries[] = {Q_PERSON_HAND_SEATS, Q_PERSON_HAND_SYSTEMS, Q_PERSON_HAND_CONTACTS};
	const struct person_record *person = leaving->person;

	for (size_t i = 0; leaving->successor != 0 && i < (leaving->keeps_title ? 1 : ARRAY_LENGTH(queries)); i++) {
		struct query *query = db_query(context->db, queries[i]);
		enum err err;

		query_int(query, ":id", person->id);
		query_int(query, ":successor", leaving->successor);
		if (query_takes(query, ":kept"))
			query_text(query, ":kept", kept_words(context, leaving->kept));
		if (query_takes(query, ":organisation")) {
			query_int(query, ":organisation", person->org);
			query_text(query, ":title", person->title);
		}
		err = query_run(query);
		if (err != OK)
			return err;
	}
	return OK;
}

static enum err end_delegations(struct context *context, int64_t person)
{
	struct query *query = db_query(context->db, Q_PERSON_END_DELEGATIONS);

	query_int(query, ":id", person);
	query_int(query, ":by", context->actor->person);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* Out at once, by whatever way he was in. */
static enum err close_account(struct context *context, int64_t person, int64_t successor)
{
	struct query *query;
	enum err err = end_delegations(context, person);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_PERSON_DISABLE);
	query_int(query, ":id", person);
	query_int(query, ":successor", successor);
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_CONFLICT;
	if (err == OK)
		err = person_run(context, Q_PERSON_VOID_CODES, person);
	if (err == OK)
		err = session_revoke_all(context, person);
	if (err != OK)
		return err;
	return org_audit(context, "person.disable", "person", person,
			 arena_printf(context->arena, "{\"successor\":%" PRId64 "}", successor));
}

static enum err disable_in_tx(struct context *context, const struct person_record *person, int64_t successor,
			      const char **sentence)
{
	struct leaving leaving = {.person = person, .successor = successor};
	enum err err = person_leaving(context, &leaving, sentence);

	if (err == OK)
		err = person_hand_over(context, &leaving);
	return err == OK ? close_account(context, person->id, successor) : err;
}

enum err org_close_accounts(struct context *context, int64_t org)
{
	struct query *query = db_query(context->db, Q_ORG_ACCOUNTS);
	int64_t *people = NULL;
	size_t count = 0, capacity = 0;
	enum err err;

	query_int(query, ":id", org);
	while (query_step(query)) {
		if (count == capacity) {
			int64_t *more = arena_array(context->arena, capacity * 2 + 16, sizeof *more);

			if (capacity > 0)
				memcpy(more, people, capacity * sizeof *more);
			people = more;
			capacity = capacity * 2 + 16;
		}
		people[count++] = next_int(query);
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = close_account(context, people[i], 0);
	return err;
}

enum err person_disable(struct context *context, const struct person_record *person, int64_t successor,
			const char **sentence)
{
	enum err err;

	if (is_oneself(context, person))
		return ERR_FORBIDDEN;
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, disable_in_tx(context, person, successor, sentence)) : err;
}
