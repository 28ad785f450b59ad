/* What is asked about people, and whether it can be done; what then happens is in org_account_effects.c. */
#include "base/base.h"
#include "modules/org/org_account.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/answer.h"

#define OURS "本系统默认"

const struct setting_row account_settings[] = {
	{"account_check_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "人员变动：本单位审核时限", "—", OURS},
	{"account_create_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "人员变动：系统管理员办理时限", "—", OURS},
	{"account_grant_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "人员变动：安全管理员授权时限", "—", OURS},
	{"account_hand_over_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "人员变动：发放激活码时限", "—", OURS},
	{.key = NULL},
};

/* ---- rows ---- */

static uint32_t role_bit(const struct values *row, const char *key)
{
	enum role role = role_from_key(values_word(row, key));

	return role < ROLE_COUNT ? ROLE_BIT(role) : 0;
}

struct account_row *account_rows(struct arena *arena, const struct values *form, size_t *count)
{
	static const char *const tables[][2] = {
		{"open", "openings"}, {"move", "moves"}, {"close", "closings"}, {"reset", "resets"}};
	const char *kind = values_word(form, "kind");
	const struct value *table = NULL;
	struct account_row *rows;

	for (size_t i = 0; i < ARRAY_LENGTH(tables); i++)
		if (text_equal(tables[i][0], kind))
			table = values_find(form, tables[i][1]);
	*count = table == NULL ? 0 : table->row_count;
	rows = arena_array(arena, *count + 1, sizeof *rows);
	for (size_t i = 0; i < *count; i++) {
		const struct values *row = table->rows[i];

		rows[i] = (struct account_row){
			.field = table->field->key,
			.number = i + 1,
			.login = text_equal(kind, "open") ? values_word(row, "login") : NULL,
			.title = values_text(row, "title"),
			.phone = values_text(row, "phone"),
			.roles = role_bit(row, "role") | role_bit(row, "second_role"),
			.person = values_number(row, "person", 0),
			.successor = values_number(row, "successor", 0),
		};
	}
	return rows;
}

enum found account_person(struct context *context, int64_t org, const struct account_row *row,
			  struct person_record *person)
{
	int64_t id = row->person;
	enum found found;

	if (row->login != NULL) {
		struct query *query = db_query(context->db, Q_PERSON_OF_LOGIN);

		query_text(query, ":login", row->login);
		query_int(query, ":org", org);
		if (query_value(query, 0, &id) != OK)
			return FIND_FAILED;
	}
	found = id == 0 ? NOT_FOUND : person_find(context, id, person);
	return found == FOUND && person->org != org ? NOT_FOUND : found;
}

/* ---- can it be done ---- */

/* One row under test, and the matter it stands in. */
struct asked {
	struct context *context;
	const struct matter *matter;
	const char *kind;
	const struct org_record *org;
	const struct account_row *rows;
	size_t count;
	const struct account_row *row;
};

/* Everything that can be said against the roles of a row; NULL: nothing. */
static const char *roles_wrong(const struct asked *asked)
{
	bool of_center = role_kinds(asked->matter->owner_role) == KIND_CENTER;

	for (int i = 0; i < ROLE_COUNT; i++) {
		enum role role = (enum role)i;

		if ((asked->row->roles & ROLE_BIT(i)) == 0)
			continue;
		if ((role_kinds(role) & asked->org->kinds) == 0)
			return arena_printf(asked->context->arena, "“%s”不适用于%s", role_label(role),
					    asked->org->name);
		/* The center is a unit too: who may ask for its own officers is its leader, not that unit's. */
		if (role_kinds(role) == KIND_CENTER && !of_center)
			return arena_printf(asked->context->arena, "“%s”由省大数据中心的业务岗位提出申请",
					    role_label(role));
	}
	return NULL;
}

static enum err opening_wrong(const struct asked *asked, const char **sentence)
{
	struct arena *arena = asked->context->arena;
	const char *login = asked->row->login;
	bool taken = false;
	enum err err = person_login_taken(asked->context, login, &taken);

	if (err == OK && taken)
		*sentence = arena_printf(arena, "账号 %s 已有人使用", login);
	for (size_t i = 0; i + 1 < asked->row->number; i++)
		if (text_equal(asked->rows[i].login, login))
			*sentence = arena_printf(arena, "账号 %s 与第 %zu 行重复", login, i + 1);
	if (*sentence == NULL)
		*sentence = roles_wrong(asked);
	return err;
}

/* Accounts that are there: of this organisation, in use, nobody's twice, no administrator. */
static const char *account_wrong(const struct asked *asked, enum found found, const struct person_record *person)
{
	if (found != FOUND)
		return "这个账号不属于本单位";
	if (text_equal(person->status, "disabled"))
		return arena_printf(asked->context->arena, "账号 %s 已停用", person->login);
	if ((person->roles & ROLES_ADMIN) != 0)
		return "管理员的账号不在本事项中办理";
	for (size_t i = 0; i + 1 < asked->row->number; i++)
		if (asked->rows[i].person == asked->row->person)
			return arena_printf(asked->context->arena, "账号 %s 与第 %zu 行重复", person->login, i + 1);
	return NULL;
}

static enum err leaving_wrong(const struct asked *asked, const struct person_record *person, const char **sentence)
{
	struct leaving leaving = {.person = person, .successor = asked->row->successor};
	bool moves = text_equal(asked->kind, "move");
	enum err err;

	if (moves) {
		leaving.kept = asked->row->roles;
		leaving.keeps_title = asked->row->title == NULL || text_equal(asked->row->title, person->title);
		*sentence = roles_wrong(asked);
		if (*sentence == NULL && leaving.keeps_title && asked->row->roles == person->roles)
			*sentence = "岗位名称和角色都没有变化";
	}
	if (*sentence == NULL && leaving.successor == person->id)
		*sentence = "接办人不能是本人";
	for (size_t i = 0; *sentence == NULL && !moves && i < asked->count; i++)
		if (asked->rows[i].person == leaving.successor)
			*sentence = arena_printf(asked->context->arena, "接办人也在停用之列（第 %zu 行）", i + 1);
	if (*sentence != NULL)
		return OK;
	err = person_leaving(asked->context, &leaving, sentence);
	return err == ERR_INVALID ? OK : err;
}

static enum err row_wrong(const struct asked *asked, const char **sentence)
{
	struct person_record person;
	enum found found;

	*sentence = NULL;
	if (asked->row->login != NULL)
		return opening_wrong(asked, sentence);
	found = account_person(asked->context, asked->matter->org, asked->row, &person);
	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	*sentence = account_wrong(asked, found, &person);
	if (*sentence != NULL || text_equal(asked->kind, "reset"))
		return OK;
	return leaving_wrong(asked, &person, sentence);
}

static enum verdict account_sound(struct moving *moving, struct answer *answer)
{
	struct asked asked = {.context = moving->context, .matter = moving->matter};
	struct org_record org;

	if (moving->matter == NULL || moving->form == NULL)
		return answer_not_yet(moving, answer, "填写后核对账号、角色和接办人");
	if (org_find(moving->context, moving->matter->org, &org) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	asked.org = &org;
	asked.kind = values_word(moving->form, "kind");
	asked.rows = account_rows(moving->context->arena, moving->form, &asked.count);
	for (size_t i = 0; i < asked.count; i++) {
		const char *sentence;
		enum err err;

		asked.row = &asked.rows[i];
		err = row_wrong(&asked, &sentence);
		if (err != OK)
			return answer_failed(moving, answer, err);
		if (sentence != NULL)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请修改这一行，或者退回申请单位修改",
							      .field = asked.row->field},
					 "第 %zu 行：%s", asked.row->number, sentence);
	}
	return answer_yes(moving, answer, "%zu 人的账号、角色和接办人可以办理", asked.count);
}

/* ---- nobody for himself ---- */

static enum verdict account_not_own(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t submitted = 0;
	int64_t self = moving->context->actor->person;
	struct account_row *rows;
	size_t count;

	if (moving->matter == NULL || moving->form == NULL)
		return answer_not_yet(moving, answer, "提交后由本单位负责人审核");
	rows = account_rows(moving->context->arena, moving->form, &count);
	for (size_t i = 0; i < count; i++)
		if (rows[i].person == self)
			return answer_no(
				moving, answer,
				(struct answer_help){.cure = "请由本单位另一名负责人审核", .field = rows[i].field},
				"第 %zu 行是您自己的账号，不能由您审核", rows[i].number);
	query = db_query(moving->context->db, Q_ORG_ACCOUNT_SUBMITTED);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":person", self);
	if (query_value(query, 0, &submitted) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (submitted != 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请由本单位另一名负责人审核"},
				 "本件由您提交，不能由您审核");
	return answer_yes(moving, answer, "审核人与提交人、当事人不是同一人");
}

/* ---- nothing handed over that was never issued ---- */

static enum err code_is_out(struct context *context, int64_t person, bool *out)
{
	struct query *query = db_query(context->db, Q_PERSON_CODE_OUT);
	int64_t count = 0;
	enum err err;

	query_int(query, ":id", person);
	query_int(query, ":now", clock_now());
	err = query_value(query, 0, &count);
	*out = count > 0;
	return err;
}

/* Whoever has a password already needed the code before. */
static enum verdict account_codes_out(struct moving *moving, struct answer *answer)
{
	struct account_row *rows;
	size_t count;

	if (moving->matter == NULL || moving->form == NULL)
		return answer_not_yet(moving, answer, "授予角色后发放激活码");
	rows = account_rows(moving->context->arena, moving->form, &count);
	for (size_t i = 0; i < count; i++) {
		struct person_record person;
		bool out = true;
		enum found found = account_person(moving->context, moving->matter->org, &rows[i], &person);

		if (found == FIND_FAILED)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (found == FOUND && text_equal(person.status, "new") &&
		    code_is_out(moving->context, person.id, &out) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (!out)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请先发放激活码，交给本人后再办结",
							      .link = arena_printf(moving->context->arena,
										   "/matters/%" PRId64 "/codes",
										   moving->matter->id)},
					 "账号 %s 没有可用的激活码", person.login);
	}
	return answer_yes(moving, answer, "激活码都已发放");
}

const struct guard_row account_guards[] = {
	{"account_sound", "账号、角色和接办人", NULL, account_sound},
	{"account_not_own", "不审核自己的事项", NULL, account_not_own},
	{"account_codes_out", "激活码已发放", NULL, account_codes_out},
	{.name = NULL},
};
