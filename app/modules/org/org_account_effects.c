/* What the two administrators do by user_account; every step inside the move, so that a batch is all or nothing. */
#include "base/base.h"
#include "modules/org/org_account.h"

#include "base/text.h"
#include "kernel/answer.h"
#include "kernel/panel.h"
#include "modules/org/org_form.h"

/* What one effect does to one row; ERR_INVALID comes with *sentence. */
typedef enum err (*account_deed)(struct context *context, const struct matter *matter, const struct account_row *row,
				 struct person_record *person, const char **sentence);

static enum err for_each_row(struct moving *moving, struct answer *answer, bool there, account_deed deed)
{
	struct context *context = moving->context;
	struct account_row *rows;
	size_t count;
	struct values *form;
	enum err err = matter_form(context, moving->matter, &form, NULL);

	if (err != OK)
		return err;
	rows = account_rows(context->arena, form, &count);
	for (size_t i = 0; i < count; i++) {
		struct person_record person = {0};
		enum found found = account_person(context, moving->matter->org, &rows[i], &person);
		const char *sentence = "账号已变化，请退回申请单位修改";

		if (found == FIND_FAILED)
			return ERR_INTERNAL;
		err = there && found != FOUND ? ERR_INVALID
					      : deed(context, moving->matter, &rows[i], &person, &sentence);
		if (err == ERR_INVALID)
			return answer_refuse(moving, answer, (struct answer_help){.cure = "整件都没有生效"},
					     "第 %zu 行：%s", rows[i].number, sentence);
		if (err != OK)
			return err;
	}
	return OK;
}

/* ---- the system administrator ---- */

static enum err create_one(struct context *context, const struct matter *matter, const struct account_row *row,
			   struct person_record *person UNUSED, const char **sentence)
{
	int64_t id;

	return person_add(context,
			  &(struct person_record){
				  .org = matter->org, .login = row->login, .title = row->title, .phone = row->phone},
			  &id, sentence);
}

static enum err account_create(struct moving *moving, struct answer *answer)
{
	return for_each_row(moving, answer, false, create_one);
}

/* The old post's duties go first; then the account has the new one's name. */
static enum err rename_one(struct context *context, const struct matter *matter UNUSED, const struct account_row *row,
			   struct person_record *person, const char **sentence)
{
	struct leaving leaving = {
		.person = person,
		.successor = row->successor,
		.kept = row->roles,
		.keeps_title = row->title == NULL || text_equal(row->title, person->title),
	};
	enum err err = person_leaving(context, &leaving, sentence);

	if (err == OK)
		err = person_hand_over(context, &leaving);
	return err == OK && !leaving.keeps_title ? person_save(context, person, row->title, person->phone) : err;
}

static enum err account_rename(struct moving *moving, struct answer *answer)
{
	return for_each_row(moving, answer, true, rename_one);
}

static enum err close_one(struct context *context, const struct matter *matter UNUSED, const struct account_row *row,
			  struct person_record *person, const char **sentence)
{
	return person_disable(context, person, row->successor, sentence);
}

static enum err account_close(struct moving *moving, struct answer *answer)
{
	return for_each_row(moving, answer, true, close_one);
}

static enum err reset_one(struct context *context, const struct matter *matter UNUSED,
			  const struct account_row *row UNUSED, struct person_record *person,
			  const char **sentence UNUSED)
{
	return person_reset(context, person);
}

static enum err account_reset(struct moving *moving, struct answer *answer)
{
	return for_each_row(moving, answer, true, reset_one);
}

/* ---- the security administrator ---- */

/* Found anew before each grant: it sees the one before. */
static enum err grant_roles(struct context *context, int64_t id, uint32_t roles, const char **sentence)
{
	struct person_record person;

	if (person_find(context, id, &person) != FOUND)
		return ERR_INTERNAL;
	for (int role = 0; role < ROLE_COUNT; role++) {
		enum err err;

		if ((roles & ROLE_BIT(role)) == 0 || (person.roles & ROLE_BIT(role)) != 0)
			continue;
		err = person_grant(context, &person, (enum role)role, sentence);
		if (err != OK)
			return err;
	}
	return OK;
}

static enum err grant_one(struct context *context, const struct matter *matter UNUSED, const struct account_row *row,
			  struct person_record *person, const char **sentence)
{
	return grant_roles(context, person->id, row->roles, sentence);
}

static enum err account_grant(struct moving *moving, struct answer *answer)
{
	return for_each_row(moving, answer, true, grant_one);
}

/* Seats may have come since the system administrator's step: they go the same way. */
static enum err regrant_one(struct context *context, const struct matter *matter UNUSED, const struct account_row *row,
			    struct person_record *person, const char **sentence)
{
	struct leaving leaving = {
		.person = person, .successor = row->successor, .kept = row->roles, .keeps_title = true};
	enum err err = person_leaving(context, &leaving, sentence);

	if (err == OK)
		err = person_hand_over(context, &leaving);
	for (int role = 0; err == OK && role < ROLE_COUNT; role++)
		if ((person->roles & ROLE_BIT(role)) != 0 && (row->roles & ROLE_BIT(role)) == 0)
			err = person_revoke(context, person, (enum role)role, sentence);
	return err == OK ? grant_roles(context, person->id, row->roles, sentence) : err;
}

static enum err account_regrant(struct moving *moving, struct answer *answer)
{
	return for_each_row(moving, answer, true, regrant_one);
}

/* No roles are given: accounts that were made for it are nobody's. */
static enum err withdraw_one(struct context *context, const struct matter *matter UNUSED, const struct account_row *row,
			     struct person_record *person, const char **sentence)
{
	if (row->login == NULL || !text_equal(person->status, "new") || person->roles != 0)
		return OK;
	return person_disable(context, person, 0, sentence);
}

static enum err account_withdraw(struct moving *moving, struct answer *answer)
{
	return for_each_row(moving, answer, true, withdraw_one);
}

const struct effect_row account_effects[] = {
	{"account_create", account_create},     {"account_rename", account_rename},
	{"account_close", account_close},       {"account_reset", account_reset},
	{"account_grant", account_grant},       {"account_regrant", account_regrant},
	{"account_withdraw", account_withdraw}, {.name = NULL},
};

/* ---- beside the decision ---- */

static const char *status_label(const char *status)
{
	for (size_t i = 0; i < STATUS_OPTIONS; i++)
		if (text_equal(status_options[i].key, status))
			return status_options[i].label;
	return status;
}

/* The accounts as they stand now, which the form cannot say. */
static enum err fill_people(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"账号", "岗位", "现有角色", "状态", "激活码", NULL};
	struct arena *arena = context->arena;
	struct table *table = NULL;
	struct account_row *rows;
	uint32_t seats = 0;
	size_t count;
	bool handing;
	enum err err = matter_seats(context, matter, &seats);

	handing = seats != 0 && text_equal(matter->state->key, "handing");
	rows = account_rows(arena, form, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		struct person_record person;
		enum found found = account_person(context, matter->org, &rows[i], &person);

		if (found == FIND_FAILED)
			return ERR_INTERNAL;
		/* A login asked for may be another's: not theirs to look at before it is created by this matter. */
		if (found != FOUND || (rows[i].login != NULL && person.created_at < matter->submitted_at))
			continue;
		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "账号现状"), "账号现状", heads);
		table_line(table);
		table_text(table, person.login);
		table_text(table, person.title);
		table_text(table, role_labels(arena, person.roles));
		table_text(table, status_label(person.status));
		if (handing && text_equal(person.status, "new"))
			table_link(table, arena_printf(arena, "/matters/%" PRId64 "/codes", matter->id), "发放激活码");
		else
			table_text(table, "—");
	}
	return err;
}

const struct panel_row account_panels[] = {
	{"account_people", fill_people},
	{NULL, NULL},
};
