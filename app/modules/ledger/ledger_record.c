/* What the center's confirmation writes: the month's figures, the capacity, the alarm. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

/* Never below what is committed: asked again here, the ledger went on since it was submitted. */
static enum err set_capacity(struct moving *moving, struct answer *answer, const struct values *line,
			     const struct pool *pool, const char **changes)
{
	struct arena *arena = moving->context->arena;
	int64_t total = values_number(line, "allocatable", 0);
	struct query *query;

	if (total == pool->capacity)
		return OK;
	if (total < pool->committed)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请退回重新核实"},
				     "%s可分配 %s，低于台账现在已占用的 %s", pool->label, format_integer(arena, total),
				     format_integer(arena, pool->committed));
	query = db_query(moving->context->db, Q_LEDGER_CAPACITY_SET);
	query_int(query, ":platform", moving->matter->platform);
	query_text(query, ":class", pool->class);
	query_int(query, ":total", total);
	query_int(query, ":now", clock_now());
	*changes = arena_printf(arena, "%s\"%s\":[%" PRId64 ",%" PRId64 "],", *changes, pool->class, pool->capacity,
				total);
	return query_run(query);
}

static enum err audit_capacity(struct moving *moving, const char *changes)
{
	struct arena *arena = moving->context->arena;

	if (changes[0] == '\0')
		return OK;
	return audit_add(
		moving->context,
		&(struct audit_entry){
			.action = "platform.capacity",
			.object = "platform",
			.object_id = moving->matter->platform,
			.detail = arena_printf(arena, "{%s\"verification\":%" PRId64 "}", changes, moving->matter->id),
		},
		NULL);
}

static enum err add_head(struct moving *moving, int64_t difference)
{
	struct query *query = db_query(moving->context->db, Q_LEDGER_VERIFICATION_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", moving->matter->platform);
	query_text(query, ":period", moving->matter->period);
	query_int(query, ":submitted", moving->matter->submitted_at);
	query_int(query, ":now", clock_now());
	query_int(query, ":difference", difference);
	query_int(query, ":enough", values_number(moving->form, "enough", 0));
	return query_run(query);
}

static enum err add_line(struct moving *moving, const struct values *line, const struct pool *pool,
			 const struct values *collected)
{
	struct query *query;
	int64_t most = NO_LIMIT;
	bool by_contract;
	enum err err = overcommit_limit(moving->context, moving->matter->platform, pool->class,
					overcommit_day(moving->matter), &most, &by_contract);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_LEDGER_VERIFICATION_LINE_ADD);
	query_int(query, ":most", most);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":class", pool->class);
	query_int(query, ":physical", values_number(line, "physical", 0));
	query_int(query, ":allocatable", values_number(line, "allocatable", 0));
	query_int(query, ":allocated", values_number(line, "allocated", 0));
	query_int(query, ":used", values_number(line, "used", 0));
	query_int(query, ":granted", pool->granted);
	query_int(query, ":ledger", pool->allocated);
	query_int(query, ":collected", collected == NULL ? 0 : values_number(collected, "amount", 0));
	return query_run(query);
}

/* Low water: told to who dispatches and to who runs the platform, whatever is decided about a plan. */
static enum err tell_alarm(struct moving *moving)
{
	struct context *context = moving->context;
	const struct value *lines = ledger_rows(moving->form, "lines");
	int64_t warn = setting_integer(context->service, "pool_warn");
	const char *classes = "";
	const char *text;
	enum err err;

	for (size_t i = 0; lines != NULL && i < lines->row_count; i++) {
		const struct values *line = lines->rows[i];

		if (line_rate(line) >= warn * 10)
			classes = arena_printf(context->arena, "%s%s%s %s%%", classes, classes[0] == '\0' ? "" : "、",
					       value_display(context->arena, values_find(line, "class")),
					       format_decimal(context->arena, line_rate(line), 1));
	}
	if (classes[0] == '\0')
		return OK;
	text = arena_printf(context->arena, "%s：分配率达到预警线 %" PRId64 "%%：%s", moving->matter->title, warn,
			    classes);
	err = notice_add(context, context->service->org_center, role_key(ROLE_CENTER_DISPATCH), 0, "moved",
			 moving->matter->id, text);
	return err != OK ? err
			 : notice_add(context, moving->matter->org, role_key(ROLE_OPERATOR_LEAD), 0, "moved",
				      moving->matter->id, text);
}

enum err record_verification(struct moving *moving, struct answer *answer)
{
	const struct value *lines = ledger_rows(moving->form, "lines");
	struct values *checked;
	struct pool pools[POOLS_MAX];
	const char *changes = "";
	int64_t largest = 0;
	size_t count;
	enum err err = pools_read(moving->context, moving->matter, pools, &count);

	if (err == OK)
		err = matter_given_to(moving->context, moving->matter, "check_figures", &checked);
	for (size_t i = 0; err == OK && i < count; i++) {
		int64_t rate = pools[i].kept ? difference_rate(moving->form, &pools[i]) : 0;

		largest = rate > largest ? rate : largest;
	}
	if (err == OK)
		err = add_head(moving, largest);
	for (size_t i = 0; err == OK && lines != NULL && i < lines->row_count; i++) {
		const char *class = values_word(lines->rows[i], "class");
		const struct pool *pool = pool_of(pools, count, class);

		err = add_line(moving, lines->rows[i], pool, ledger_row_of(ledger_rows(checked, "collected"), class));
		if (err == OK)
			err = set_capacity(moving, answer, lines->rows[i], pool, &changes);
	}
	if (err == OK)
		err = audit_capacity(moving, changes);
	return err == OK ? tell_alarm(moving) : err;
}

enum err record_plan(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_LEDGER_VERIFICATION_PLANNED);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}
