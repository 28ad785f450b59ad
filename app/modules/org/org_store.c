#include "base/base.h"
#include "modules/org/org_store.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"

enum err org_audit(struct context *context, const char *action, const char *object, int64_t id, const char *detail)
{
	return audit_add(context,
			 &(struct audit_entry){.action = action, .object = object, .object_id = id, .detail = detail},
			 NULL);
}

enum found org_find(struct context *context, int64_t id, struct org_record *org)
{
	struct query *query = db_query(context->db, Q_ORG_FIND);
	enum found found = NOT_FOUND;

	query_int(query, ":id", id);
	if (query_step(query)) {
		org->id = next_int(query);
		org->code = next_text(query, context->arena);
		org->name = next_text(query, context->arena);
		org->short_name = next_text(query, context->arena);
		org->rank = next_int(query);
		org->phone = next_text(query, context->arena);
		org->valid_from = next_int(query);
		org->valid_to = next_int(query);
		org->kinds = kinds_from_keys(context->arena, next_text(query, context->arena));
		org->successor = next_text(query, context->arena);
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

enum found org_by_code(struct context *context, const char *code, int64_t *id)
{
	struct query *query = db_query(context->db, Q_ORG_FIND_CODE);

	*id = 0;
	query_text(query, ":code", code);
	query_int(query, ":today", day_of(clock_now()));
	if (query_value(query, 0, id) != OK)
		return FIND_FAILED;
	return *id != 0 ? FOUND : NOT_FOUND;
}

enum found person_by_login(struct context *context, const char *login, int64_t *id)
{
	struct query *query = db_query(context->db, Q_PERSON_BY_LOGIN);

	*id = 0;
	query_text(query, ":login", login);
	if (query_value(query, 0, id) != OK)
		return FIND_FAILED;
	return *id != 0 ? FOUND : NOT_FOUND;
}

enum err org_code_taken(struct context *context, const char *code, bool *taken)
{
	struct query *query = db_query(context->db, Q_ORG_CODE_TAKEN);
	int64_t count = 0;
	enum err err;

	query_text(query, ":code", code);
	err = query_value(query, 0, &count);
	*taken = count > 0;
	return err;
}

enum err org_name_holder(struct context *context, const char *name, int64_t id, const char **code)
{
	struct query *query = db_query(context->db, Q_ORG_NAME_HOLDER);

	*code = NULL;
	query_text(query, ":name", name);
	query_int(query, ":id", id);
	query_int(query, ":today", day_of(clock_now()));
	if (query_step(query))
		*code = next_text(query, context->arena);
	return query_end(query);
}

/* Files and lists name organisations by their names. */
static enum err check_name(struct context *context, int64_t id, const char *name, const char **sentence)
{
	const char *code;
	enum err err = org_name_holder(context, name, id, &code);

	if (err != OK || code == NULL)
		return err;
	*sentence = arena_printf(context->arena, "单位名称“%s”已经登记，代码 %s", name, code);
	return ERR_INVALID;
}

/* One center, and it stays: everything is decided there. */
static enum err check_center(struct context *context, int64_t id, unsigned before, unsigned after,
			     const char **sentence)
{
	struct query *query = db_query(context->db, Q_ORG_KIND_HOLDER);
	int64_t holder = 0;
	enum err err;

	query_text(query, ":kind", kind_key(KIND_CENTER));
	err = query_value(query, 0, &holder);
	if (err != OK)
		return err;
	if ((after & KIND_CENTER) != 0 && holder != 0 && holder != id)
		*sentence = "类别“省大数据中心”只能有一个单位";
	else if ((before & KIND_CENTER) != 0 && (after & KIND_CENTER) == 0)
		*sentence = "不能取消类别“省大数据中心”";
	else
		return OK;
	return ERR_INVALID;
}

static enum err set_kinds(struct context *context, int64_t id, unsigned before, unsigned after)
{
	for (unsigned kind = 1; kind <= KIND_ASSESSOR; kind <<= 1) {
		struct query *query;
		enum err err;

		if ((before & kind) == (after & kind))
			continue;
		query = db_query(context->db, (after & kind) != 0 ? Q_ORG_KIND_ADD : Q_ORG_KIND_DROP);
		query_int(query, ":id", id);
		query_text(query, ":kind", kind_key(kind));
		err = query_run(query);
		if (err != OK)
			return err;
	}
	return OK;
}

static char *org_detail(struct context *context, const struct org_record *org)
{
	return arena_printf(context->arena,
			    "{\"code\":\"%s\",\"kinds\":\"%s\",\"name\":\"%s\",\"phone\":\"%s\",\"rank\":%" PRId64
			    ",\"short_name\":\"%s\"}",
			    text_json(context->arena, org->code), kind_labels(context->arena, org->kinds),
			    text_json(context->arena, org->name), text_json(context->arena, org->phone), org->rank,
			    text_json(context->arena, org->short_name));
}

static enum err add_in_tx(struct context *context, const struct org_record *org, bool imported, int64_t *id,
			  const char **sentence)
{
	struct query *query;
	bool taken;
	enum err err = org_code_taken(context, org->code, &taken);

	if (err == OK && taken) {
		*sentence = arena_printf(context->arena, "代码 %s 已有单位使用", org->code);
		return ERR_INVALID;
	}
	if (err == OK)
		err = check_name(context, 0, org->name, sentence);
	if (err == OK)
		err = check_center(context, 0, 0, org->kinds, sentence);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_ORG_ADD);
	query_text(query, ":code", org->code);
	query_text(query, ":name", org->name);
	query_text(query, ":short_name", org->short_name);
	query_int(query, ":rank", org->rank);
	query_text(query, ":phone", org->phone != NULL ? org->phone : "");
	query_int(query, ":valid_from", org->valid_from);
	query_int(query, ":imported", imported);
	err = query_run(query);
	if (err != OK)
		return err;
	*id = db_last_id(context->db);
	err = set_kinds(context, *id, 0, org->kinds);
	return err == OK ? org_audit(context, "organisation.add", "organisation", *id, org_detail(context, org)) : err;
}

enum err org_add(struct context *context, const struct org_record *org, bool imported, int64_t *id,
		 const char **sentence)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, add_in_tx(context, org, imported, id, sentence)) : err;
}

static enum err save_in_tx(struct context *context, const struct org_record *before, const struct org_record *after,
			   const char **sentence)
{
	struct query *query;
	enum err err = check_name(context, before->id, after->name, sentence);

	if (err == OK)
		err = check_center(context, before->id, before->kinds, after->kinds, sentence);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_ORG_SAVE);
	query_int(query, ":id", before->id);
	query_text(query, ":name", after->name);
	query_text(query, ":short_name", after->short_name);
	query_int(query, ":rank", after->rank);
	query_text(query, ":phone", after->phone != NULL ? after->phone : "");
	err = query_run(query);
	if (err == OK)
		err = set_kinds(context, before->id, before->kinds, after->kinds);
	if (err != OK)
		return err;
	return org_audit(context, "organisation.save", "organisation", before->id,
			 arena_printf(context->arena, "{\"after\":%s,\"before\":%s}", org_detail(context, after),
				      org_detail(context, before)));
}

enum err org_save(struct context *context, const struct org_record *before, const struct org_record *after,
		  const char **sentence)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, save_in_tx(context, before, after, sentence)) : err;
}

/* Counts of open seats follow the seats (trigger task_changes_hands). */
static const enum query_name handing_over[] = {
	Q_ORG_HAND_FILINGS,   Q_ORG_HAND_SYSTEMS, Q_ORG_HAND_PLATFORMS, Q_ORG_HAND_PARTIES, Q_ORG_HAND_SYSTEM_PARTIES,
	Q_ORG_HAND_MATTERS,   Q_ORG_HAND_ORDERS,  Q_ORG_HAND_TASKS,     Q_ORG_HAND_HOLDERS, Q_ORG_HAND_CONCERNS,
	Q_ORG_HAND_HAZARDS,   Q_ORG_HAND_LINES,   Q_ORG_HAND_CONTACTS,  Q_ORG_HAND_PAIRS,   Q_ORG_HAND_ANSWERS,
	Q_ORG_HAND_CONTRACTS, Q_ORG_HAND_WATCHES,
};

/* What ends with it, whoever goes on; watches before they are handed over. */
static const enum query_name ending_before[] = {Q_ORG_END_WATCHES, Q_ORG_END_TOKENS};
static const enum query_name ending_after[] = {Q_ORG_DROP_CONCERNS, Q_ORG_STOP_LINES, Q_ORG_DROP_CONTACTS};

static enum err run_each(struct context *context, const enum query_name *names, size_t count, int64_t id,
			 int64_t successor)
{
	for (size_t i = 0; i < count; i++) {
		struct query *query = db_query(context->db, names[i]);
		enum err err;

		query_int(query, ":id", id);
		if (query_takes(query, ":successor"))
			query_int(query, ":successor", successor);
		if (query_takes(query, ":now"))
			query_int(query, ":now", clock_now());
		if (query_takes(query, ":by"))
			query_int(query, ":by", context->actor->person);
		err = query_run(query);
		if (err != OK)
			return err;
	}
	return OK;
}

static enum err hand_over(struct context *context, int64_t id, int64_t successor)
{
	enum err err = run_each(context, ending_before, ARRAY_LENGTH(ending_before), id, successor);

	if (err == OK && successor != 0)
		err = run_each(context, handing_over, ARRAY_LENGTH(handing_over), id, successor);
	if (err == OK)
		err = run_each(context, ending_after, ARRAY_LENGTH(ending_after), id, successor);
	return err;
}

static enum err check_end(struct context *context, const struct org_record *org, int64_t successor,
			  const char **sentence)
{
	struct query *query = db_query(context->db, Q_ORG_LOAD);
	struct org_record heir;
	int64_t load = 0;
	enum err err;

	query_int(query, ":id", org->id);
	err = query_value(query, 0, &load);
	if (err != OK)
		return err;
	if ((org->kinds & KIND_CENTER) != 0)
		*sentence = "省大数据中心不能撤销";
	else if (org->valid_to != 0)
		*sentence = "该单位已经撤销";
	else if (successor == 0 && load > 0)
		*sentence = arena_printf(context->arena,
					 "该单位还有 %" PRId64 " 项系统、平台或在办事项，请选择承接单位", load);
	else if (successor == org->id)
		*sentence = "承接单位不能是本单位";
	else if (successor != 0 && (org_find(context, successor, &heir) != FOUND || heir.valid_to != 0))
		*sentence = "承接单位不在册";
	else if (successor != 0 && (org->kinds & ~heir.kinds) != 0)
		*sentence = arena_printf(context->arena, "承接单位缺少类别“%s”，请先补上",
					 kind_labels(context->arena, org->kinds & ~heir.kinds));
	else
		return OK;
	return ERR_INVALID;
}

static enum err end_in_tx(struct context *context, const struct org_record *org, int64_t valid_to, int64_t successor,
			  const char **sentence)
{
	struct query *query;
	enum err err = check_end(context, org, successor, sentence);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_ORG_END);
	query_int(query, ":id", org->id);
	query_int(query, ":valid_to", valid_to);
	query_int(query, ":successor", successor);
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_CONFLICT;
	if (err == OK)
		err = hand_over(context, org->id, successor);
	if (err == OK)
		err = org_close_accounts(context, org->id);
	if (err != OK)
		return err;
	return org_audit(context, "organisation.end", "organisation", org->id,
			 arena_printf(context->arena, "{\"successor\":%" PRId64 ",\"valid_to\":\"%s\"}", successor,
				      format_day(context->arena, valid_to)));
}

enum err org_end(struct context *context, const struct org_record *org, int64_t valid_to, int64_t successor,
		 const char **sentence)
{
	int64_t today = day_of(clock_now());
	enum err err;

	if (valid_to < org->valid_from || valid_to > today) {
		*sentence = arena_printf(context->arena, "止于日期请填 %s 至今天之间：到期当天即移交",
					 format_day(context->arena, org->valid_from));
		return ERR_INVALID;
	}
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, end_in_tx(context, org, valid_to, successor, sentence)) : err;
}
