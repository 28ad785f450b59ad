/* What a change writes: granted at the approval, executed at the operator's confirmation, completed with the last one.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/deadline.h"
#include "modules/registry/registry.h"

enum { PLATFORMS_MAX = 60 };

/* ---- granted ---- */

enum err change_grant(struct moving *moving, struct answer *answer, const struct change_line *line, const char *field)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_RESOURCE_ALLOCATION_ADD);
	const char *red = NULL;
	enum err err;

	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", line->platform);
	query_text(query, ":class", line->class);
	query_int(query, ":granted", line->after - line->before);
	query_int(query, ":allocated", 0);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != ERR_CONFLICT || !text_equal(db_refusal(context->db), "quota: beyond capacity"))
		return err;
	/* The trigger refused what the guard let through: the same sentence, read again. */
	if (change_fits_line(moving, answer, line, field, &red) == VERDICT_NO)
		return ERR_INVALID;
	return ERR_CONFLICT;
}

static enum err record_line(struct moving *moving, const struct change_line *line, const struct values *row)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_LINE_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", line->platform);
	query_text(query, ":class", line->class);
	query_int(query, ":before", line->before);
	query_int(query, ":asked", values_number(row, "asked", line->after));
	query_int(query, ":granted", line->after);
	query_text(query, ":reason", values_word(row, "reason"));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static const struct values *row_of(const struct value *rows, const struct change_line *line)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (values_number(rows->rows[i], "platform", 0) == line->platform &&
		    text_equal(values_word(rows->rows[i], "class"), line->class))
			return rows->rows[i];
	return NULL;
}

static enum err record_lines(struct moving *moving, struct answer *answer)
{
	struct change_line *lines;
	size_t count;
	enum err err =
		change_lines(moving->context, moving->matter->system, moving->fields, "granted_lines", &lines, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		const struct values *row = row_of(values_find(moving->fields, "granted_lines"), &lines[i]);

		if (row == NULL)
			continue;
		err = record_line(moving, &lines[i], row);
		if (err == OK && lines[i].after > lines[i].before)
			err = change_grant(moving, answer, &lines[i], "granted_lines");
	}
	return err;
}

/* ---- the period of use ---- */

static bool renews(const struct moving *moving)
{
	return moving->form != NULL && change_has_kind(moving->form, "renewal");
}

/* Fixed at the approval, for its paper names both ends: approved again after a shortage, it says the same. */
static enum err record_renewal(struct moving *moving)
{
	int64_t today = day_of(clock_now());
	struct change_system system;
	struct query *query;
	enum err err;

	if (!renews(moving))
		return OK;
	err = change_read_system(moving->context, moving->matter->system, &system);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_CHANGE_RENEWAL_ADD);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":from", system.expires_day);
	query_int(query, ":until",
		  months_after(system.expires_day > today ? system.expires_day : today,
			       values_number(moving->form, "renew_years", 1) * 12));
	return query_run(query);
}

/* A renewal alone is approved and takes effect at once; one among other kinds with their completion. */
static enum err renew(struct moving *moving)
{
	enum err err = record_renewal(moving);

	return err == OK && renews(moving) ? moving_run(moving, Q_CHANGE_RENEW) : err;
}

/* ---- work orders ---- */

enum err change_order(struct moving *moving, int64_t platform, int64_t operator, int64_t due)
{
	struct query *query = db_query(moving->context->db, Q_RESOURCE_ORDER_OPEN);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", platform);
	query_int(query, ":operator", operator);
	query_int(query, ":now", clock_now());
	query_int(query, ":due", due);
	query_null(query, ":contract"); /* what a contract says of delivery is said of applications */
	err = query_run(query);
	if (err == OK)
		err = matter_party_add(moving->context, moving->matter, operator, "operator");
	return err == OK ? registry_system_party(moving->context, moving->matter->system, operator) : err;
}

struct place {
	int64_t platform;
	int64_t operator;
};

static void add_place(struct place *places, size_t *count, int64_t platform, int64_t operator)
{
	for (size_t i = 0; i < *count; i++)
		if (places[i].platform == platform)
			return;
	if (*count < PLATFORMS_MAX)
		places[(*count)++] = (struct place){platform, operator};
}

/* The platforms of the lines; a change without lines is carried out wherever the system lies. */
static enum err read_places(struct moving *moving, struct place *places, size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_LINES);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	while (query_step(query)) {
		int64_t platform = next_int(query);

		(void)next_text(query, moving->context->arena);
		add_place(places, count, platform, next_int(query));
	}
	err = query_end(query);
	if (err != OK || *count > 0)
		return err;
	query = db_query(moving->context->db, Q_CHANGE_PLATFORMS);
	query_int(query, ":system", moving->matter->system);
	while (query_step(query)) {
		int64_t platform = next_int(query);

		add_place(places, count, platform, next_int(query));
	}
	return query_end(query);
}

static enum err open_orders(struct moving *moving, struct answer *answer)
{
	struct deadline due = deadline_from(moving->context, "change_do_wd", DUE_WORKING_DAYS, clock_now());
	struct place places[PLATFORMS_MAX];
	size_t count = 0;
	enum err err = read_places(moving, places, &count);

	if (err == OK && count == 0)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请核对台账里的资源"},
				     "这个系统不在任何平台上，没有可以执行的运行单位");
	for (size_t i = 0; err == OK && i < count; i++)
		err = change_order(moving, places[i].platform, places[i].operator, due.due_at);
	return err;
}

/* Those that were short of something are open again; what was delivered stays. */
enum err redispatch_change(struct moving *moving, struct answer *answer)
{
	return open_orders(moving, answer);
}

enum err record_change(struct moving *moving, struct answer *answer)
{
	/* Approved before and returned for want of resources: what was granted then no longer counts. */
	enum err err = drop_change(moving, answer);

	if (err == OK)
		err = record_lines(moving, answer);
	if (err == OK)
		err = record_renewal(moving);
	if (err == OK)
		err = open_orders(moving, answer);
	return err == OK ? moving_run(moving, Q_CHANGE_BEGIN) : err;
}

/* What nobody carried out is given back. */
enum err drop_change(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = moving_run(moving, Q_RESOURCE_ALLOCATION_FREE);

	if (err == OK)
		err = moving_run(moving, Q_CHANGE_LINES_DROP);
	if (err == OK)
		err = moving_run(moving, Q_RESOURCE_ORDER_CANCEL);
	return err == OK ? moving_run(moving, Q_CHANGE_END) : err;
}

/* ---- executed ---- */

struct granted {
	int64_t platform;
	const char *class;
	int64_t before, granted;
};

static enum err read_granted(struct moving *moving, struct granted *lines, size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_LINES);

	*count = 0;
	query_int(query, ":matter", moving->matter->id);
	while (*count < CHANGE_LINES_MAX && query_step(query)) {
		struct granted *line = &lines[*count];

		line->platform = next_int(query);
		(void)next_text(query, moving->context->arena);
		(void)next_int(query);
		line->class = next_text(query, moving->context->arena);
		(void)next_text(query, moving->context->arena);
		(void)next_text(query, moving->context->arena);
		line->before = next_int(query);
		(void)next_int(query);
		line->granted = next_int(query);
		(void)next_text(query, moving->context->arena);
		if (next_int(query) == 0)
			(*count)++;
	}
	return query_end(query);
}

static enum err shrink_row(struct moving *moving, int64_t id, int64_t left)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_ROW_FREE);
	int64_t now = clock_now(); /* of both: together they are one reduction */
	enum err err;

	query_int(query, ":id", id);
	query_int(query, ":now", now);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_CHANGE_ROW_REST);
	query_int(query, ":id", id);
	query_int(query, ":left", left);
	query_int(query, ":now", now);
	return query_run(query);
}

struct held_line {
	int64_t id;
	int64_t amount;
};

/* What came last goes first, until as much is gone as was given up. */
static enum err shrink(struct moving *moving, const struct granted *line)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_ROWS_OF_CLASS);
	struct held_line *held = arena_array(moving->context->arena, CHANGE_LINES_MAX, sizeof *held);
	int64_t gone = line->before - line->granted;
	size_t count = 0;
	enum err err;

	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", line->platform);
	query_text(query, ":class", line->class);
	query_int(query, ":matter", moving->matter->id);
	while (count < CHANGE_LINES_MAX && query_step(query)) {
		held[count].id = next_int(query);
		held[count++].amount = next_int(query);
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && gone > 0 && i < count; i++) {
		int64_t part = held[i].amount < gone ? held[i].amount : gone;

		err = shrink_row(moving, held[i].id, held[i].amount - part);
		gone -= part;
	}
	return err;
}

static enum err mark(struct moving *moving, enum query_name name, const struct granted *line)
{
	struct query *query = db_query(moving->context->db, name);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", line->platform);
	query_text(query, ":class", line->class);
	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	return query_run(query);
}

/* The operator of one platform confirms: its lines alone, each once. */
enum err execute_change(struct moving *moving, struct answer *answer UNUSED)
{
	struct granted *lines = arena_array(moving->context->arena, CHANGE_LINES_MAX, sizeof *lines);
	size_t count;
	enum err err = read_granted(moving, lines, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		if (moving->platform != 0 && lines[i].platform != moving->platform)
			continue;
		err = lines[i].granted > lines[i].before ? mark(moving, Q_CHANGE_DELIVERED, &lines[i])
							 : shrink(moving, &lines[i]);
		if (err == OK)
			err = mark(moving, Q_CHANGE_LINE_EXECUTED, &lines[i]);
	}
	return err;
}

/* ---- completed ---- */

static void bind_text(struct query *query, const char *name, const char *text)
{
	query_text(query, name, text[0] == '\0' ? NULL : text);
}

/* Zones the system had, and the new ones behind them. */
static const char *zones_after(struct moving *moving, const struct change_system *system)
{
	const struct value *zones = values_find(moving->form, "new_zones");
	const char *all = system->zones;

	for (size_t i = 0; zones != NULL && i < zones->chosen_count; i++)
		for (size_t o = 0; o < zones->field->option_count; o++)
			if (text_equal(zones->field->options[o].key, zones->chosen[i]) &&
			    strstr(all, zones->field->options[o].label) == NULL)
				all = text_list_add(moving->context->arena, all, zones->field->options[o].label);
	return all;
}

enum err record_information(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct change_system system;
	struct query *query;
	int64_t level = 0;
	enum err err = change_read_system(context, moving->matter->system, &system);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_CHANGE_INFORMATION);
	query_int(query, ":system", moving->matter->system);
	bind_text(query, ":department", values_word(moving->form, "department"));
	bind_text(query, ":title", values_word(moving->form, "responsible_title"));
	bind_text(query, ":phone", values_word(moving->form, "responsible_phone"));
	bind_text(query, ":security_title", values_word(moving->form, "security_title"));
	bind_text(query, ":security_phone", values_word(moving->form, "security_phone"));
	bind_text(query, ":short_name", values_word(moving->form, "short_name"));
	bind_text(query, ":zones", zones_after(moving, &system));
	if (parse_integer(values_word(moving->form, "new_level"), &level))
		query_int(query, ":level", level);
	else
		query_null(query, ":level");
	err = query_run(query);
	if (err == OK)
		err = renew(moving);
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){.action = "system.change",
					       .object = "system",
					       .object_id = moving->matter->system,
					       .detail = arena_printf(context->arena, "{\"matter\":%" PRId64 "}",
								      moving->matter->id)},
			 NULL);
}

/* With the last of the confirmations. */
enum err finish_change(struct moving *moving, struct answer *answer)
{
	enum err err;

	if (!moving->moves)
		return OK;
	err = moving_run(moving, Q_CHANGE_ORDERS_MONITORED);
	if (err == OK)
		err = record_information(moving, answer);
	return err == OK ? moving_run(moving, Q_CHANGE_END) : err;
}
