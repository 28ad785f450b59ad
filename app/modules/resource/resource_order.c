/* Work orders: one per platform of a ruling, from dispatch to receipt. */
#include "base/base.h"
#include "modules/resource/resource_parts.h"

#include <strings.h>

#include "base/clock.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "modules/provider/provider.h"
#include "modules/registry/registry.h"

enum { PLATFORMS_MAX = 60, RULED_MAX = 400 };

/* ---- guard ---- */

enum verdict orders_done(struct moving *moving, struct answer *answer)
{
	struct query *query;
	const char *waiting = "";
	int64_t count = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "各平台工单都须配置完成");
	/* The order of the seat that acts is being done right now. */
	query = db_query(moving->context->db, Q_RESOURCE_ORDER_WAITING);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", moving->platform);
	while (query_step(query))
		waiting = text_list_add(moving->context->arena, waiting, next_text(query, moving->context->arena));
	err = query_end(query);
	if (err == OK && waiting[0] == '\0') {
		query = db_query(moving->context->db, Q_RESOURCE_ORDER_COUNT);
		query_int(query, ":matter", moving->matter->id);
		err = query_value(query, 0, &count);
	}
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (waiting[0] != '\0')
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请等这些平台配置完成，可以催办", .link = "/dispatch"},
				 "还没有配置完成：%s", waiting);
	if (count == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请由资源调度岗派单"}, "还没有派出工单");
	return answer_yes(moving, answer, "%" PRId64 " 张工单都已配置完成", count);
}

/* ---- opening ---- */

/* Machines for tests alone have a shorter deadline. */
static const char *provision_setting(const struct values *form)
{
	const struct value *lines = form != NULL ? values_find(form, "lines") : NULL;

	for (size_t i = 0; lines != NULL && i < lines->row_count; i++)
		if (!text_equal(values_word(lines->rows[i], "environment"), "test"))
			return "provision_wd";
	return lines != NULL && lines->row_count > 0 ? "provision_test_wd" : "provision_wd";
}

/* By when a platform has to deliver, from now on. */
struct delivery {
	int64_t due_at;
	int64_t contract; /* whose terms; 0: the setting's */
	const char *rule; /* of a contract */
};

/*
 * As its contract of today says of what is applied for, else by the setting; what is for tests alone keeps its shorter
 * one.
 */
static enum err delivery_of(struct moving *moving, int64_t platform, struct delivery *delivery)
{
	struct context *context = moving->context;
	const char *setting = provision_setting(moving->form);
	struct provider_limit limit;
	enum found found = text_equal(setting, "provision_wd") && text_equal(moving->procedure->key, "application")
				   ? provider_delivery(context, platform, day_of(clock_now()), &limit)
				   : NOT_FOUND;

	*delivery = (struct delivery){0};
	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	if (found == NOT_FOUND) {
		delivery->due_at = deadline_from(context, setting, DUE_WORKING_DAYS, clock_now()).due_at;
		return OK;
	}
	delivery->contract = limit.contract;
	delivery->due_at = deadline_end(context->service, DUE_WORKING_DAYS, limit.delivery_wd, clock_now());
	delivery->rule =
		arena_printf(context->arena, "合同 %s 约定 %" PRId64 " 个工作日交付，派单次日起算，至 %s", limit.number,
			     limit.delivery_wd, format_day(context->arena, day_of(delivery->due_at)));
	return OK;
}

static void bind_delivery(struct query *query, const struct delivery *delivery)
{
	query_int(query, ":due", delivery->due_at);
	if (delivery->contract > 0)
		query_int(query, ":contract", delivery->contract);
	else
		query_null(query, ":contract");
}

/* The seats have one day for all, the latest, once a contract sets any; each order keeps its own. */
static void delivery_latest(struct moving *moving, const struct delivery *deliveries, size_t count)
{
	const struct delivery *latest = deliveries;
	bool agreed = false;

	for (size_t i = 0; i < count; i++) {
		agreed = agreed || deliveries[i].contract > 0;
		if (deliveries[i].due_at > latest->due_at)
			latest = &deliveries[i];
	}
	if (!agreed)
		return;
	moving->due_at = latest->due_at;
	moving->due_rule = latest->rule != NULL
				   ? latest->rule
				   : arena_printf(moving->context->arena, "按各平台工单的时限，至 %s",
						  format_day(moving->context->arena, day_of(latest->due_at)));
}

struct place {
	int64_t platform;
	int64_t operator;
};

static enum err read_places(struct moving *moving, struct place *places, size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_RULED_PLATFORMS);

	query_int(query, ":matter", moving->matter->id);
	while (*count < PLATFORMS_MAX && query_step(query)) {
		places[*count].platform = next_int(query);
		places[(*count)++].operator= next_int(query);
	}
	return query_end(query);
}

enum err open_work_orders(struct moving *moving, struct answer *answer)
{
	struct place places[PLATFORMS_MAX];
	struct delivery deliveries[PLATFORMS_MAX];
	size_t count = 0;
	enum err err = read_places(moving, places, &count);

	if (err == OK && count == 0)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请退回资源核定岗核定"},
				     "没有核定的资源，不能派单");
	for (size_t i = 0; err == OK && i < count; i++) {
		struct query *query;

		err = delivery_of(moving, places[i].platform, &deliveries[i]);
		if (err != OK)
			break;
		query = db_query(moving->context->db, Q_RESOURCE_ORDER_OPEN);
		query_int(query, ":matter", moving->matter->id);
		query_int(query, ":platform", places[i].platform);
		query_int(query, ":operator", places[i].operator);
		query_int(query, ":now", clock_now());
		bind_delivery(query, &deliveries[i]);
		err = query_run(query);
		if (err == OK)
			err = matter_party_add(moving->context, moving->matter, places[i].operator, "operator");
	}
	if (err == OK)
		delivery_latest(moving, deliveries, count);
	return err;
}

/* ---- the operator ---- */

/* "口令：", "password=" and the like, followed by something that is no reference to another place. */
static bool gives_away(const char *after)
{
	static const char *const marks[] = {":", "：", "=", "为", "是"};
	static const char *const elsewhere[] = {"线下", "另行", "当面", "密封", "不"};

	after += strspn(after, " \t");
	for (size_t m = 0; m < ARRAY_LENGTH(marks); m++) {
		const char *value;

		if (!text_starts(after, marks[m]))
			continue;
		value = after + strlen(marks[m]);
		value += strspn(value, " \t");
		for (size_t e = 0; e < ARRAY_LENGTH(elsewhere); e++)
			if (text_starts(value, elsewhere[e]))
				return false;
		return *value != '\0' && *value != '\n';
	}
	return false;
}

bool mentions_secret(const char *text)
{
	static const char *const words[] = {"口令", "密码", "密钥", "password", "passwd", "pwd", "secret"};

	for (const char *at = text; *at != '\0'; at++)
		for (size_t w = 0; w < ARRAY_LENGTH(words); w++)
			if (strncasecmp(at, words[w], strlen(words[w])) == 0 && gives_away(at + strlen(words[w])))
				return true;
	return false;
}

static struct query *own_order(struct moving *moving, enum query_name name)
{
	struct query *query = db_query(moving->context->db, name);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":org", moving->context->actor->org);
	query_int(query, ":platform", moving->platform);
	return query;
}

static enum err no_order(struct moving *moving, struct answer *answer)
{
	return answer_refuse(moving, answer, (struct answer_help){.cure = "请查看派单板", .link = "/dispatch"},
			     "本单位在这件事项里没有待配置的工单");
}

enum err record_delivery(struct moving *moving, struct answer *answer)
{
	const char *delivered = values_word(moving->fields, "delivered");
	struct query *query;
	enum err err;

	if (mentions_secret(delivered))
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请删去，账号口令在线下交接", .field = "delivered"},
				     "交付规格与地址里不能写口令或密钥");
	query = own_order(moving, Q_RESOURCE_ORDER_DELIVER);
	query_text(query, ":delivered", delivered);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK && db_changes(moving->context->db) == 0 ? no_order(moving, answer) : err;
}

enum err report_shortage(struct moving *moving, struct answer *answer)
{
	struct query *query = own_order(moving, Q_RESOURCE_ORDER_SHORT);
	enum err err;

	query_text(query, ":note", moving->opinion != NULL ? moving->opinion : "");
	err = query_run(query);
	return err == OK && db_changes(moving->context->db) == 0 ? no_order(moving, answer) : err;
}

/* What was configured stays so; only what never was is to be given again. */
enum err take_back_orders(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_ORDER_TAKE_BACK);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":note", moving->opinion != NULL ? moving->opinion : "");
	return query_run(query);
}

/* ---- supervisor and unit ---- */

enum err record_monitoring(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query;
	enum err err = moving_run(moving, Q_RESOURCE_ORDER_MONITOR);

	if (err != OK || moving->matter->system == 0)
		return err;
	query = db_query(moving->context->db, Q_RESOURCE_SYSTEM_MONITORED);
	query_int(query, ":system", moving->matter->system);
	return query_run(query);
}

/* On the same platform the system replaced hands over: its rows end, the new ones stand in full. */
static enum err hand_over(struct moving *moving, int64_t base, int64_t platform)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_ALLOCATION_HAND_OVER);

	query_int(query, ":base", base);
	query_int(query, ":platform", platform);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err receive_one(struct moving *moving, const struct ruled *ruled)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_ALLOCATION_RECEIVE);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", ruled->platform);
	query_text(query, ":class", ruled->class);
	query_int(query, ":granted", ruled->granted);
	err = query_run(query);
	if (err != OK || db_changes(moving->context->db) > 0)
		return err;
	/* Nothing beyond the system replaced was granted: it has no row yet. */
	query = db_query(moving->context->db, Q_RESOURCE_ALLOCATION_ADD);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", ruled->platform);
	query_text(query, ":class", ruled->class);
	query_int(query, ":granted", ruled->granted);
	query_int(query, ":allocated", ruled->granted);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err read_ruled(struct moving *moving, struct ruled *ruled, size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_RULED);

	query_int(query, ":matter", moving->matter->id);
	while (*count < RULED_MAX && query_step(query)) {
		ruled[*count].platform = next_int(query);
		ruled[*count].class = next_text(query, moving->context->arena);
		ruled[(*count)++].granted = next_int(query);
	}
	return query_end(query);
}

enum err record_receipt(struct moving *moving, struct answer *answer)
{
	struct ruled *ruled = arena_array(moving->context->arena, RULED_MAX, sizeof *ruled);
	int64_t base = replaced_system(moving->form);
	size_t count = 0;
	enum err err = read_ruled(moving, ruled, &count);

	for (size_t i = 0; err == OK && base > 0 && i < count; i++)
		err = hand_over(moving, base, ruled[i].platform);
	for (size_t i = 0; err == OK && i < count; i++)
		err = receive_one(moving, &ruled[i]);
	if (err == OK)
		err = moving_run(moving, Q_RESOURCE_ORDER_RECEIVE);
	return err == OK ? registry_system_advance(moving, answer, "deploying") : err;
}

/* ---- objections and endings ---- */

/* What is done again, and by when. */
struct again {
	struct delivery deliveries[PLATFORMS_MAX];
	size_t count;
};

/* An order that is open already, as when one platform is named twice, stays as it is. */
static enum err reopen(struct moving *moving, int64_t platform, const char *note, struct again *again)
{
	struct delivery delivery;
	struct query *query;
	enum err err = delivery_of(moving, platform, &delivery);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_RESOURCE_ORDER_OBJECT);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", platform);
	query_text(query, ":note", note);
	bind_delivery(query, &delivery);
	err = query_run(query);
	if (err == OK && db_changes(moving->context->db) > 0 && again->count < PLATFORMS_MAX)
		again->deliveries[again->count++] = delivery;
	return err;
}

/* Each that was carried out. */
static enum err reopen_all(struct moving *moving, struct again *again)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_ORDER_PLATFORMS);
	int64_t platforms[PLATFORMS_MAX];
	size_t count = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	while (count < PLATFORMS_MAX && query_step(query))
		platforms[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = reopen(moving, platforms[i], moving->opinion != NULL ? moving->opinion : "", again);
	return err;
}

enum err record_objection(struct moving *moving, struct answer *answer)
{
	const struct value *objections = moving->fields != NULL ? values_find(moving->fields, "objections") : NULL;
	struct again again = {.count = 0};
	enum err err = OK;

	if (objections == NULL)
		err = reopen_all(moving, &again);
	for (size_t i = 0; err == OK && objections != NULL && i < objections->row_count; i++) {
		const struct values *row = objections->rows[i];
		int64_t platform = values_number(row, "platform", 0);

		if (platform > 0)
			err = reopen(moving, platform, values_word(row, "text"), &again);
	}
	if (err == OK && again.count == 0)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请选择这件事项核定的平台", .field = "objections"},
				     "所选的平台没有已配置的工单");
	if (err == OK)
		delivery_latest(moving, again.deliveries, again.count);
	return err;
}

enum err cancel_orders(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_RESOURCE_ORDER_CANCEL);
}
