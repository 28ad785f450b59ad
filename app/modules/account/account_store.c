#include "base/base.h"
#include "modules/account/account_store.h"

#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/listing.h"
#include "modules/account/account.h"

enum { PHRASES_MAX = 30 };

static const char *role_words(struct context *context)
{
	const char *labels[ROLE_COUNT];
	size_t count = 0;

	for (int role = 0; role < ROLE_COUNT; role++)
		if (actor_has(context->actor, (enum role)role))
			labels[count++] = role_label((enum role)role);
	return count == 0 ? "尚未授予岗位" : text_join(context->arena, labels, count, "、");
}

static enum err show_sessions(struct context *context, struct dict *dict)
{
	struct query *query = db_query(context->db, Q_ACCOUNT_SESSIONS);
	struct listing sessions = {0};

	query_int(query, ":person", context->actor->person);
	query_int(query, ":current", context->actor->session);
	return listing_fill(context, dict, "SESSION", query, &sessions);
}

static enum err show_phrases(struct context *context, struct dict *dict)
{
	struct query *query = db_query(context->db, Q_ACCOUNT_PHRASES);
	struct listing phrases = {0};
	enum err err;

	query_int(query, ":person", context->actor->person);
	err = listing_fill(context, dict, "PHRASE", query, &phrases);
	dict_show_if(dict, "HAS_PHRASES", phrases.rows > 0);
	return err;
}

enum err account_show(struct context *context, struct dict *dict)
{
	struct query *query = db_query(context->db, Q_ACCOUNT_FIND);
	enum err err;

	query_int(query, ":person", context->actor->person);
	if (listing_one(context, dict, query) != FOUND)
		return ERR_INTERNAL;
	dict_set(dict, "ROLE_TEXT", role_words(context));
	err = show_sessions(context, dict);
	return err == OK ? show_phrases(context, dict) : err;
}

enum err account_show_news(struct context *context, struct dict *dict)
{
	struct listing news = {0};
	enum err err = listing_fill(context, dict, "NEWS", db_query(context->db, Q_ACCOUNT_NEWS), &news);

	dict_show_if(dict, "HAS_NEWS", news.rows > 0);
	return err;
}

enum err account_show_demo(struct context *context, struct dict *dict)
{
	struct listing accounts = {0};
	struct dict *section = dict_section(dict, "DEMO_ACCOUNTS");

	dict_set(section, "DEMO_PASSWORD", DEMO_PASSWORD);
	return listing_fill(context, section, "ROW", db_query(context->db, Q_ACCOUNT_DEMO), &accounts);
}

static enum err set_phone_in_tx(struct context *context, const char *phone)
{
	struct query *query = db_query(context->db, Q_ACCOUNT_PHONE);
	enum err err;

	query_int(query, ":person", context->actor->person);
	query_text(query, ":phone", phone);
	err = query_run(query);
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "person.phone", .object = "person", .object_id = context->actor->person},
			 NULL);
}

enum err account_set_phone(struct context *context, const char *phone)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, set_phone_in_tx(context, phone)) : err;
}

static enum err phrase_add_in_tx(struct context *context, const char *text, const char **sentence)
{
	struct query *query = db_query(context->db, Q_PHRASE_COUNT);
	int64_t count = 0;
	enum err err;

	query_int(query, ":person", context->actor->person);
	err = query_value(query, 0, &count);
	if (err != OK)
		return err;
	if (count >= PHRASES_MAX) {
		*sentence = "常用意见最多 30 条，请先删除不用的";
		return ERR_INVALID;
	}
	query = db_query(context->db, Q_PHRASE_ADD);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":text", text);
	return query_run(query);
}

enum err phrase_add(struct context *context, const char *text, const char **sentence)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, phrase_add_in_tx(context, text, sentence)) : err;
}

static enum err phrase_drop_in_tx(struct context *context, int64_t phrase)
{
	struct query *query = db_query(context->db, Q_PHRASE_DROP);
	enum err err;

	query_int(query, ":id", phrase);
	query_int(query, ":person", context->actor->person);
	err = query_run(query);
	return err == OK && db_changes(context->db) == 0 ? ERR_NOT_FOUND : err;
}

enum err phrase_drop(struct context *context, int64_t phrase)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, phrase_drop_in_tx(context, phrase)) : err;
}
