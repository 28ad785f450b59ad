/*
 * The clerk's pull (job usage_pull): one day of one platform each time it is
 * due, whole or not at all.  What is asked for, a slice at a time, has one
 * budget of seconds, since the clerk does nothing else meanwhile; what comes
 * goes through the same check as a file's rows.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/fetch.h"
#include "kernel/setting.h"
#include "modules/usage/usage_range.h"
#include "modules/usage/usage_row.h"

enum {
	MILLI = 1000,
	ANSWER_MAX = 8 * 1024 * 1024,
	AGAIN_AFTER = 900,
	SETTLED_AFTER = 3600,
	OK_STATUS = 200,
	WHOLE = 100
};

struct source {
	int64_t platform;
	const char *code, *name;
	const char *base_url, *label;
	const char *queries[METRICS];
	int64_t day, revision;
	int64_t supervisor; /* in whose name the rows come */
};

struct pull {
	struct context *context;
	struct source source;
	struct usage_range range;
	struct usage_batch *batch;
	int64_t deadline;    /* monotonic */
	size_t skipped;      /* machines of no known size */
	const char *failure; /* a sentence; nothing is kept then */
};

static enum err find_due(struct context *context, struct source *source, bool *found)
{
	struct query *query = db_query(context->db, Q_USAGE_SOURCE_DUE);

	query_int(query, ":now", clock_now());
	query_int(query, ":today", day_of(clock_now()));
	*found = query_step(query);
	if (*found) {
		source->platform = next_int(query);
		source->code = next_text(query, context->arena);
		source->name = next_text(query, context->arena);
		source->base_url = next_text(query, context->arena);
		source->label = next_text(query, context->arena);
		for (size_t m = 0; m < METRICS; m++)
			source->queries[m] = next_text(query, context->arena);
		source->day = next_int(query);
		source->revision = next_int(query);
		source->supervisor = next_int(query);
	}
	return query_end(query);
}

/* ---- asking ---- */

static const char *address_of(struct pull *pull, enum usage_metric metric, int slice)
{
	const struct source *source = &pull->source;
	const int64_t span = 86400 / RANGE_SLICES;
	int64_t from = pull->range.day_start + slice * span;
	size_t length = strlen(source->base_url);

	while (length > 0 && source->base_url[length - 1] == '/')
		length--;
	return arena_printf(pull->context->arena,
			    "%.*s/api/v1/query_range?query=%s&start=%" PRId64 "&end=%" PRId64 "&step=%d", (int)length,
			    source->base_url, text_url(pull->context->arena, source->queries[metric]), from,
			    from + span - RANGE_STEP, RANGE_STEP);
}

static const char *answer_taken(struct pull *pull, enum usage_metric metric, int status, const struct buf *body)
{
	struct arena *arena = pull->context->arena;
	const char *complaint = NULL;
	const char *said;

	if (status / WHOLE == 3)
		return "对方要求转到别的地址，没有跟随";
	if (status != OK_STATUS) {
		said = usage_range_error(arena, body->data, body->length);
		return arena_printf(arena, "对方回答 %d%s%s", status, said != NULL ? "：" : "",
				    said != NULL ? said : "");
	}
	return usage_range_take(&pull->range, metric, body->data, body->length, &complaint) ? NULL : complaint;
}

static void ask_slice(struct pull *pull, enum usage_metric metric, int slice)
{
	struct fetching fetching = {
		.url = address_of(pull, metric, slice),
		.milliseconds = (pull->deadline - clock_monotonic()) / MILLI,
		.most = ANSWER_MAX,
	};
	struct buf body;
	int status = 0;

	if (fetching.milliseconds <= 0) {
		pull->failure = "一日的数没有在时限内取完";
		return;
	}
	buf_init(&body);
	if (fetch(pull->context->arena, &fetching, &status, &body, &pull->failure))
		pull->failure = answer_taken(pull, metric, status, &body);
	buf_release(&body);
}

static void ask_all(struct pull *pull)
{
	for (int m = 0; m < METRICS; m++)
		for (int slice = 0; slice < RANGE_SLICES && pull->failure == NULL; slice++)
			if (!text_empty(pull->source.queries[m]))
				ask_slice(pull, (enum usage_metric)m, slice);
	if (pull->failure == NULL && pull->range.count == 0)
		pull->failure = "处理器查询没有给出任何机器";
}

/* ---- rows ---- */

struct size {
	int64_t vcpu, memory_gb;
};

/* As measured, else as registered; 0 when neither is known. */
static enum err size_of(struct pull *pull, const struct usage_samples *machine, struct size *size)
{
	struct query *query = db_query(pull->context->db, Q_USAGE_MACHINE_KNOWN);
	int64_t vcpu = (usage_range_measure(machine->slots[METRIC_VCPU]).most + WHOLE / 2) / WHOLE;
	int64_t memory_gb = (usage_range_measure(machine->slots[METRIC_MEM_GB]).most + WHOLE / 2) / WHOLE;

	*size = (struct size){0};
	query_int(query, ":platform", pull->source.platform);
	query_text(query, ":code", machine->machine);
	if (query_step(query)) {
		(void)next_int(query); /* id */
		(void)next_int(query); /* system */
		size->vcpu = next_int(query);
		size->memory_gb = next_int(query);
	}
	if (vcpu > 0)
		size->vcpu = vcpu;
	if (memory_gb > 0)
		size->memory_gb = memory_gb;
	return query_end(query);
}

static void add_number(struct arena *arena, struct params *params, const char *key, int64_t number)
{
	params_add(arena, params, key, arena_printf(arena, "%" PRId64, number));
}

static void add_hundredths(struct arena *arena, struct params *params, const char *key, int64_t hundredths)
{
	params_add(arena, params, key,
		   arena_printf(arena, "%" PRId64 ".%02d", hundredths / WHOLE, (int)(hundredths % WHOLE)));
}

static void add_measures(struct arena *arena, struct params *params, const struct usage_samples *machine)
{
	struct usage_measure cpu = usage_range_measure(machine->slots[METRIC_CPU]);
	struct usage_measure mem = usage_range_measure(machine->slots[METRIC_MEM]);
	const int32_t *in = machine->slots[METRIC_IN];
	const int32_t *out = machine->slots[METRIC_OUT];
	int64_t samples = cpu.samples < mem.samples ? cpu.samples : mem.samples;
	bool traffic = in != NULL || out != NULL;

	add_hundredths(arena, params, "cpu_avg", cpu.mean);
	add_hundredths(arena, params, "cpu_p95", cpu.p95);
	add_hundredths(arena, params, "cpu_max", cpu.most);
	add_hundredths(arena, params, "mem_avg", mem.mean);
	add_hundredths(arena, params, "mem_p95", mem.p95);
	add_hundredths(arena, params, "mem_max", mem.most);
	add_hundredths(arena, params, "disk_pct", usage_range_measure(machine->slots[METRIC_DISK]).most);
	add_hundredths(arena, params, "net_in", usage_range_measure(in).mean);
	add_hundredths(arena, params, "net_out", usage_range_measure(out).mean);
	add_hundredths(arena, params, "bw_p95", traffic ? usage_range_measure(usage_range_sum(arena, in, out)).p95 : 0);
	add_hundredths(arena, params, "coverage", samples * WHOLE * WHOLE / RANGE_SLOTS);
	add_number(arena, params, "days_on", cpu.samples > 0);
}

static const char *first_error(const struct values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (values->items[i].error != NULL)
			return values->items[i].error;
	return "";
}

static enum err add_machine(struct pull *pull, const struct usage_samples *machine, struct arena *scratch)
{
	struct params params = {0};
	struct values *values;
	struct size size;
	enum err err = size_of(pull, machine, &size);

	if (err != OK)
		return err;
	if (size.vcpu == 0 || size.memory_gb == 0) {
		pull->skipped++;
		return OK;
	}
	params_add(scratch, &params, "day", format_day(scratch, pull->source.day));
	params_add(scratch, &params, "platform", pull->source.code);
	params_add(scratch, &params, "machine", machine->machine);
	add_number(scratch, &params, "vcpu", size.vcpu);
	add_number(scratch, &params, "mem_gb", size.memory_gb);
	add_measures(scratch, &params, machine);
	values = values_decode(scratch, usage_day_form.fields, usage_day_form.count, &params, false);
	err = usage_batch_check(pull->batch, values);
	if (err == OK && values->error_count > 0)
		pull->failure =
			arena_printf(pull->context->arena, "机器 %s：%s", machine->machine, first_error(values));
	return err;
}

static enum err make_rows(struct pull *pull)
{
	struct arena *scratch = arena_new();
	enum err err = OK;

	pull->batch = usage_batch_new(pull->context, pull->source.supervisor);
	for (size_t i = 0; err == OK && pull->failure == NULL && i < pull->range.count; i++) {
		err = add_machine(pull, &pull->range.machines[i], scratch);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return err;
}

/* ---- saved ---- */

static char *note_of(struct pull *pull)
{
	struct arena *arena = pull->context->arena;
	char *note = arena_printf(arena, "收下 %zu 台，改动 %" PRId64 " 台", pull->batch->count,
				  (int64_t)pull->batch->count - pull->batch->unchanged);

	if (pull->skipped > 0)
		note = arena_printf(arena, "%s；另有 %zu 台不知道规格，没有收，请补规格查询或登记机器", note,
				    pull->skipped);
	return note;
}

/* A day that has ended is asked for an hour later, when late samples are in. */
static enum err mark_done(struct pull *pull)
{
	struct query *query = db_query(pull->context->db, Q_USAGE_SOURCE_DONE);
	enum err err;

	query_int(query, ":day", pull->source.day);
	query_int(query, ":next_at", day_start(pull->source.day + 2) + SETTLED_AFTER);
	query_int(query, ":now", clock_now());
	query_text(query, ":note", note_of(pull));
	query_int(query, ":platform", pull->source.platform);
	query_int(query, ":revision", pull->source.revision);
	err = query_run(query);
	/* Somebody changed the source while it was asked: what came is of the old one. */
	return err == OK && db_changes(pull->context->db) == 0 ? ERR_CONFLICT : err;
}

static enum err save(struct pull *pull)
{
	enum err err = tx_begin(pull->context->db);

	if (err != OK)
		return err;
	err = usage_batch_save(pull->batch);
	if (err == OK)
		err = mark_done(pull);
	if (err == OK)
		err = audit_add(pull->context,
				&(struct audit_entry){
					.action = "usage.pull",
					.object = "platform",
					.object_id = pull->source.platform,
					.detail = usage_batch_detail(pull->batch, "pull"),
				},
				NULL);
	return tx_end(pull->context->db, err);
}

static enum err mark_failed(struct pull *pull)
{
	struct query *query;
	enum err err = tx_begin(pull->context->db);

	log_warnx("event=usage_pull platform=%s day=%" PRId64 " why=\"%s\"", pull->source.code, pull->source.day,
		  pull->failure);
	if (err != OK)
		return err;
	query = db_query(pull->context->db, Q_USAGE_SOURCE_FAILED);
	query_int(query, ":next_at", clock_now() + AGAIN_AFTER);
	query_int(query, ":now", clock_now());
	query_text(query, ":failure",
		   arena_printf(pull->context->arena, "%s：%s", format_day(pull->context->arena, pull->source.day),
				pull->failure));
	query_int(query, ":platform", pull->source.platform);
	query_int(query, ":revision", pull->source.revision);
	return tx_end(pull->context->db, query_run(query));
}

enum err usage_pull_job(struct context *context)
{
	struct pull pull = {.context = context};
	bool due = false;
	enum err err = find_due(context, &pull.source, &due);

	if (err != OK || !due)
		return err;
	pull.deadline = clock_monotonic() + setting_integer(context->service, "pull_seconds") * MILLI * MILLI;
	pull.range = (struct usage_range){
		.arena = context->arena,
		.label = pull.source.label,
		.day_start = day_start(pull.source.day),
	};
	ask_all(&pull);
	if (pull.failure == NULL)
		err = make_rows(&pull);
	if (err == OK && pull.failure == NULL)
		err = save(&pull);
	return err == OK && pull.failure != NULL ? mark_failed(&pull) : err;
}
