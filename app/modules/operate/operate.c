#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/password.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "modules/operate/operate.h"

int operate_settings(struct context *context)
{
	for (const struct module *const *m = context->service->modules; *m != NULL; m++) {
		for (const struct setting_row *row = (*m)->settings; row != NULL && row->key != NULL; row++) {
			const char *value = row->type == SETTING_INTEGER
						    ? arena_printf(context->arena, "%" PRId64,
								   setting_integer(context->service, row->key))
						    : setting_text(context->service, row->key);

			printf("%s\t%s\t%s\t%s\t%s\t%s\n", row->key, value, row->unit == NULL ? "" : row->unit,
			       row->label, row->basis == NULL ? "" : row->basis, row->mark == NULL ? "" : row->mark);
		}
	}
	return 0;
}

int operate_routes(const struct router *router)
{
	static const char *const methods[] = {"GET", "POST", "HEAD", "OTHER"};
	const struct route *const *routes;
	size_t count = router_routes(router, &routes);

	for (size_t i = 0; i < count; i++)
		printf("%s\t%s\t%s\t%s\n", methods[routes[i]->method], routes[i]->path,
		       permission_name(routes[i]->permission), routes[i]->article);
	return 0;
}

/* ---- zwy user first ---- */

struct first {
	const char *login;
	const char *title;
	const char *role;
};

static const struct first firsts[] = {
	{"admin-system", "系统管理岗", "admin.system"},
	{"admin-security", "安全管理岗", "admin.security"},
	{"admin-audit", "审计管理岗", "admin.audit"},
};

static enum err add_center(struct context *context, int64_t *org)
{
	struct query *query = db_query(context->db, Q_OPERATE_CENTER_ADD);
	enum err err;

	query_int(query, ":day", day_of(clock_now()));
	err = query_run(query);
	*org = db_last_id(context->db);
	for (int kind = 0; err == OK && kind < 2; kind++) {
		query = db_query(context->db, Q_OPERATE_KIND_ADD);
		query_int(query, ":organisation", *org);
		query_text(query, ":kind", kind == 0 ? "center" : "unit");
		err = query_run(query);
	}
	return err;
}

/* The code opens the account for an hour; an older one of the same account ends. */
static enum err give_code(struct context *context, int64_t person, const char *action, char **code)
{
	uint8_t digest[32];
	int64_t now = clock_now();
	struct query *query = db_query(context->db, Q_OPERATE_ACTIVATION_END);
	enum err err;

	query_int(query, ":person", person);
	query_int(query, ":now", now);
	err = query_run(query);
	if (err != OK)
		return err;
	*code = activation_code_new(context->arena, digest);
	query = db_query(context->db, Q_OPERATE_ACTIVATION_ADD);
	query_blob(query, ":digest", digest, sizeof digest);
	query_int(query, ":person", person);
	query_int(query, ":now", now);
	query_int(query, ":expires", now + 3600);
	err = query_run(query);
	return err != OK ? err
			 : audit_add(context,
				     &(struct audit_entry){.action = action, .object = "person", .object_id = person},
				     NULL);
}

static enum err add_first(struct context *context, int64_t org, const struct first *first, char **code)
{
	struct query *query = db_query(context->db, Q_OPERATE_PERSON_ADD);
	int64_t now = clock_now();
	int64_t person;
	enum err err;

	query_int(query, ":organisation", org);
	query_text(query, ":login", first->login);
	query_text(query, ":title", first->title);
	query_int(query, ":now", now);
	err = query_run(query);
	person = db_last_id(context->db);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_OPERATE_ROLE_ADD);
	query_int(query, ":person", person);
	query_text(query, ":role", first->role);
	query_int(query, ":now", now);
	err = query_run(query);
	return err != OK ? err : give_code(context, person, "person.first_administrator", code);
}

static enum err add_all(struct context *context, char **codes)
{
	int64_t org = 0;
	enum err err = query_run(db_query(context->db, Q_OPERATE_INSTALLATION_ADD));

	if (err == OK)
		err = add_center(context, &org);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(firsts); i++)
		err = add_first(context, org, &firsts[i], &codes[i]);
	return err;
}

/* Codes last an hour: who came too late gets another, or nobody could ever enter.  ERR_STATE: nobody waits for one. */
static enum err renew_codes(struct context *context, char **codes)
{
	bool any = false;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(firsts); i++) {
		struct query *query = db_query(context->db, Q_OPERATE_WAITING);
		int64_t person = 0;

		query_text(query, ":login", firsts[i].login);
		err = query_value(query, 0, &person);
		if (err == OK && person != 0)
			err = give_code(context, person, "person.code", &codes[i]);
		any = any || person != 0;
	}
	return err == OK && !any ? ERR_STATE : err;
}

int operate_user(int argc, char **argv, struct context *context)
{
	char *codes[ARRAY_LENGTH(firsts)] = {0};
	int64_t people = 0;
	enum err err;

	if (argc != 1 || !text_equal(argv[0], "first")) {
		puts("zwy user first");
		return 2;
	}
	err = tx_begin(context->db);
	if (err == OK)
		err = query_value(db_query(context->db, Q_OPERATE_PEOPLE), 0, &people);
	if (err == OK)
		err = people == 0 ? add_all(context, codes) : renew_codes(context, codes);
	err = tx_end(context->db, err);
	if (err != OK) {
		puts(err == ERR_STATE ? "已经有人员，不再生成首批管理员。请由系统管理员建立其他人员"
				      : "没有建立管理员，数据库没有改动");
		return 1;
	}
	puts(people == 0 ? "three administrators; each code works once within an hour, at /activate:"
			 : "new codes for who has not used one, the former end; each works once within an hour, at "
			   "/activate:");
	for (size_t i = 0; i < ARRAY_LENGTH(firsts); i++)
		if (codes[i] != NULL)
			printf("  %s\t%s\t%s\n", firsts[i].login, codes[i], firsts[i].role);
	return 0;
}

const struct module operate_module = {.name = "operate"};
