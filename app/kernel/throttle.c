#include "base/base.h"
#include "kernel/throttle.h"

#include <arpa/inet.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "kernel/setting.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, KNOWN_FOR = 30 * DAY };

char *throttle_network(struct arena *arena, const char *source)
{
	struct in_addr four;
	struct in6_addr six;
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET, source, &four) == 1) {
		four.s_addr &= htonl(0xffffff00);
		if (inet_ntop(AF_INET, &four, text, sizeof text) != NULL)
			return arena_printf(arena, "%s/24", text);
	}
	if (inet_pton(AF_INET6, source, &six) == 1) {
		for (size_t i = 8; i < sizeof six.s6_addr; i++)
			six.s6_addr[i] = 0;
		if (inet_ntop(AF_INET6, &six, text, sizeof text) != NULL)
			return arena_printf(arena, "%s/64", text);
	}
	return arena_strdup(arena, source);
}

/* The keys of one attempt. */
struct keys {
	const char *pair;
	const char *account;
	const char *source;
	const char *known;
};

static struct keys keys_of(struct context *context, const char *login)
{
	struct arena *arena = context->arena;
	const char *network = throttle_network(arena, context->source);
	const char *account;
	uint8_t digest[DIGEST_SIZE];

	service_mac(context->service->session_key, "throttle", login, strlen(login), digest);
	account = crypt_hex(arena, digest, 16);
	return (struct keys){
		.pair = arena_printf(arena, "pair:%s@%s", account, network),
		.account = arena_printf(arena, "account:%s", account),
		.source = arena_printf(arena, "source:%s", context->source),
		.known = arena_printf(arena, "known:%s@%s", account, network),
	};
}

struct counter {
	int64_t failures;
	int64_t window_at;
	int64_t locked_until;
};

static enum err counter_read(struct context *context, const char *key, struct counter *counter)
{
	struct query *query = db_query(context->db, Q_THROTTLE_FIND);

	*counter = (struct counter){0};
	query_text(query, ":key", key);
	if (query_step(query)) {
		counter->failures = next_int(query);
		counter->window_at = next_int(query);
		counter->locked_until = next_int(query);
	}
	return query_end(query);
}

enum err throttle_look(struct context *context, const char *login, enum throttle *state)
{
	struct keys keys = keys_of(context, login);
	int64_t now = clock_now();
	struct counter pair, account, source, known;
	enum err err;

	*state = THROTTLE_FREE;
	err = counter_read(context, keys.source, &source);
	if (err == OK)
		err = counter_read(context, keys.pair, &pair);
	if (err == OK)
		err = counter_read(context, keys.account, &account);
	if (err == OK)
		err = counter_read(context, keys.known, &known);
	if (err != OK)
		return err;
	if (source.locked_until > now)
		*state = THROTTLE_SOURCE;
	else if (pair.locked_until > now)
		*state = THROTTLE_LOCKED;
	else if (account.locked_until > now && known.window_at < now)
		*state = THROTTLE_LOCKED;
	return OK;
}

struct rule {
	const char *key;
	int64_t limit;
	int64_t window;
	int64_t lock;
};

/* One UPSERT: a window that is over begins anew, the count that reaches the limit locks.  *reached: by this one. */
static enum err count_one(struct context *context, const struct rule *rule, bool *reached)
{
	struct query *query = db_query(context->db, Q_THROTTLE_COUNT);
	int64_t failures = 0;
	enum err err;

	query_text(query, ":key", rule->key);
	query_int(query, ":now", clock_now());
	query_int(query, ":window", rule->window);
	query_int(query, ":limit", rule->limit);
	query_int(query, ":lock", rule->lock);
	if (query_step(query))
		failures = next_int(query);
	err = query_end(query);
	*reached = failures == rule->limit;
	return err;
}

enum err throttle_fail(struct context *context, const char *login, enum throttle state, bool *locked, bool *alarm)
{
	const struct service *service = context->service;
	struct keys keys = keys_of(context, login);
	int64_t lock = setting_integer(service, "sign_in_lock_min") * MINUTE;
	const struct rule pair = {keys.pair, setting_integer(service, "sign_in_failures"), lock, lock};
	const struct rule account = {keys.account, setting_integer(service, "account_failures"), HOUR, lock};
	const struct rule source = {keys.source, setting_integer(service, "source_failures"), HOUR, lock};
	const struct rule all = {"all", setting_integer(service, "all_failures"), MINUTE, 0};
	bool ignored;
	enum err err = OK;

	*locked = false;
	/* Tries at a lock count against the source alone: they must not add up to a lock for everybody. */
	if (state == THROTTLE_FREE) {
		err = count_one(context, &pair, locked);
		if (err == OK)
			err = count_one(context, &account, &ignored);
	}
	if (err == OK)
		err = count_one(context, &source, &ignored);
	if (err == OK)
		err = count_one(context, &all, alarm);
	return err;
}

enum err throttle_succeed(struct context *context, const char *login)
{
	struct keys keys = keys_of(context, login);
	struct query *query = db_query(context->db, Q_THROTTLE_FORGET);
	enum err err;

	query_text(query, ":key", keys.pair);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_THROTTLE_KNOWN);
	query_text(query, ":key", keys.known);
	query_int(query, ":until", clock_now() + KNOWN_FOR);
	return query_run(query);
}
