/* The rows of one matter in bulk. */
#include "base/base.h"
#include "modules/demo/demo_scale_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/audit_row.h"
#include "kernel/matter_number.h"

static const enum role role_of[] = {
	[CLERK] = ROLE_UNIT_CLERK,         [LEAD] = ROLE_UNIT_LEAD,
	[INTAKE] = ROLE_CENTER_INTAKE,     [REVIEW] = ROLE_CENTER_REVIEW,
	[APPROVE] = ROLE_CENTER_APPROVE,   [DISPATCH] = ROLE_CENTER_DISPATCH,
	[OPERATOR] = ROLE_OPERATOR_CLERK,  [SUPERVISOR] = ROLE_SUPERVISOR_CLERK,
	[SECURITY] = ROLE_CENTER_SECURITY,
};

/* ---- one matter's rows ---- */

static void describe(struct demo_scale *scale, struct bulk *bulk)
{
	static const char *const words[] = {"业务管理", "数据共享", "公众服务", "监督检查",
					    "统计分析", "档案管理", "考核评价", "应急值守"};
	struct arena *arena = scale->arena;

	bulk->title = arena_printf(arena, "%s%s系统（%05zu）", bulk->unit->short_name,
				   words[demo_mix(bulk->index, 6) % ARRAY_LENGTH(words)], bulk->index + 1);
	bulk->body = arena_printf(
		arena,
		"{\"classified_no\":1,\"filing_no\":\"演示备案 %06zu\",\"kind\":\"new\",\"level\":\"%d\","
		"\"lines\":[{\"architecture\":\"x86\",\"count\":%d,\"environment\":\"production\","
		"\"memory_gb\":\"16\",\"os\":\"kylin\",\"purpose\":\"app\",\"system_disk_gb\":100,\"vcpu\":\"8\"}],"
		"\"system_name\":\"%s\",\"term_years\":3,\"users_total\":%d,\"zones\":[\"public\"]}",
		bulk->index + 1, 2 + (int)(demo_mix(bulk->index, 7) % 2), 1 + (int)(demo_mix(bulk->index, 8) % 6),
		bulk->title, 100 + (int)(demo_mix(bulk->index, 9) % 90000));
	crypt_digest(bulk->digest, bulk->body, strlen(bulk->body), NULL, 0);
}

static const struct actor *actor_of(const struct demo_scale *scale, const struct bulk *bulk, enum part part)
{
	return part == CLERK ? bulk->clerk : part == LEAD ? bulk->lead : scale->center[part];
}

static bool ended(const struct bulk *bulk)
{
	return bulk->steps == bulk->branch->after + 1;
}

/* Who holds the state a step leads to: who takes the next one of the full course. */
static enum part holder_of(size_t step)
{
	return demo_full_course[step + 1 < STEPS ? step + 1 : step].by;
}

static int64_t due_of(const struct demo *demo, const struct course_step *step, int64_t at)
{
	return step->due == 0 ? 0 : day_end(workday_add(demo->context.service->calendar, day_of(at), step->due));
}

static void add_matter_row(struct demo *demo, struct demo_scale *scale, const struct bulk *bulk)
{
	struct query *query;
	size_t last = bulk->steps - 1;
	const struct course_step *step = demo_course_step(bulk, last);
	struct context context = demo->context;
	const char *holder = "";
	char *number = NULL;

	context.arena = scale->arena;
	if (bulk->steps > 1)
		demo_must("number", matter_number_next(&context, demo->application->number, NULL, &number));
	if (!ended(bulk)) {
		const struct actor *actor = actor_of(scale, bulk, holder_of(last));
		const char *name =
			actor->org == bulk->unit->org ? bulk->unit->short_name : demo_short_name(demo, actor);

		holder = arena_printf(scale->arena, "%s %s", name, role_label(role_of[holder_of(last)]));
	}
	query = db_query(demo->context.db, Q_DEMO_BULK_MATTER);
	query_int(query, ":procedure", demo->application->id);
	query_text(query, ":key", demo->application->key);
	query_text(query, ":number", number);
	query_int(query, ":organisation", bulk->unit->org);
	query_text(query, ":title", bulk->title);
	query_text(query, ":state", step->to);
	query_int(query, ":step", (int64_t)last);
	query_text(query, ":holder", holder);
	query_int(query, ":person", bulk->clerk->person);
	query_int(query, ":opened", bulk->at[0]);
	query_int(query, ":submitted", bulk->steps > 1 ? bulk->at[1] : 0);
	query_int(query, ":state_at", bulk->at[last]);
	query_int(query, ":due", ended(bulk) ? 0 : due_of(demo, step, bulk->at[last]));
	query_int(query, ":closed", ended(bulk) ? bulk->at[last] : 0);
	demo_must("bulk matter", query_run(query));
	scale->ids[bulk->index] = db_last_id(demo->context.db);
}

static void add_form(struct demo *demo, struct demo_scale *scale, const struct bulk *bulk)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_BULK_FORM);

	query_int(query, ":matter", scale->ids[bulk->index]);
	query_text(query, ":body", bulk->body);
	query_blob(query, ":digest", bulk->digest, DIGEST_SIZE);
	query_int(query, ":person", bulk->clerk->person);
	query_int(query, ":now", bulk->at[0]);
	demo_must("bulk form", query_run(query));
}

/* Parties join with the step that brings the matter to them. */
static void add_parties(struct demo *demo, struct demo_scale *scale, const struct bulk *bulk)
{
	const struct {
		size_t from;
		const char *part;
		int64_t org;
	} parties[PARTIES] = {
		{0, "owner", bulk->unit->org},
		{2, "center", demo->context.service->org_center},
		{7, "operator", scale->center[OPERATOR]->org},
		{7, "supervisor", scale->center[SUPERVISOR]->org},
		{11, "secops", scale->secops},
	};

	for (size_t i = 0; i < PARTIES; i++) {
		struct query *query;

		if (parties[i].from >= bulk->steps)
			continue;
		query = db_query(demo->context.db, Q_DEMO_BULK_PARTY);
		query_int(query, ":organisation", parties[i].org);
		query_int(query, ":matter", scale->ids[bulk->index]);
		query_text(query, ":part", parties[i].part);
		query_int(query, ":since", bulk->at[parties[i].from]);
		query_int(query, ":opened", bulk->at[0]);
		query_text(query, ":key", demo->application->key);
		query_text(query, ":state", demo_course_step(bulk, bulk->steps - 1)->to);
		demo_must("bulk party", query_run(query));
	}
}

static void add_tasks(struct demo *demo, struct demo_scale *scale, const struct bulk *bulk)
{
	for (size_t i = 0; i + (ended(bulk) ? 1 : 0) < bulk->steps; i++) {
		const struct course_step *step = demo_course_step(bulk, i);
		enum part part = holder_of(i);
		bool closed = i + 1 < bulk->steps;
		const struct course_step *next = closed ? demo_course_step(bulk, i + 1) : NULL;
		int64_t due = due_of(demo, step, bulk->at[i]);
		struct query *query = db_query(demo->context.db, Q_DEMO_BULK_TASK);

		query_int(query, ":matter", scale->ids[bulk->index]);
		query_text(query, ":state", step->to);
		query_int(query, ":organisation", actor_of(scale, bulk, part)->org);
		query_text(query, ":role", role_key(role_of[part]));
		query_int(query, ":opened", bulk->at[i]);
		query_int(query, ":due", due > 0 ? due : INT64_C(253402300799));
		query_int(query, ":closed", closed ? bulk->at[i + 1] : 0);
		query_int(query, ":by", closed ? actor_of(scale, bulk, next->by)->person : 0);
		query_text(query, ":outcome", closed ? next->action : NULL);
		demo_must("bulk task", query_run(query));
	}
}

/* ---- one event and its audit row ---- */

static const char *from_of(const struct bulk *bulk, size_t step)
{
	return step == 0 ? "draft" : demo_course_step(bulk, step - 1)->to;
}

/* The next link: what audit_add would write, without asking the database where the chain ends. */
static void link_row(struct demo_scale *scale, const struct bulk *bulk, size_t s, struct audit_row *row)
{
	struct arena *arena = scale->arena;
	const struct course_step *step = demo_course_step(bulk, s);
	const struct actor *actor = actor_of(scale, bulk, step->by);
	int64_t ts = bulk->at[s] > scale->head.ts ? bulk->at[s] : scale->head.ts;
	const char *const fields[AUDIT_FIELDS] = {
		arena_printf(arena, "%" PRId64, scale->head.seq + 1),
		arena_printf(arena, "%" PRId64, ts),
		arena_printf(arena, "%" PRId64, bulk->at[s]),
		arena_printf(arena, "%" PRId64, actor->person),
		arena_printf(arena, "%" PRId64, actor->org),
		arena_printf(arena, "%s (%s)", actor->label, actor->login),
		role_key(role_of[step->by]),
		arena_printf(arena, "10.52.%" PRId64 ".%" PRId64, actor->org % 200 + 1, actor->person % 250 + 1),
		arena_printf(arena, "matter.%s", step->action),
		"matter",
		arena_printf(arena, "%" PRId64, scale->ids[bulk->index]),
		"ok",
		arena_printf(arena, "{\"form\":\"%s\",\"from\":\"%s\",\"revision\":1,\"to\":\"%s\"}",
			     crypt_hex(arena, bulk->digest, DIGEST_SIZE), from_of(bulk, s), step->to),
		arena_printf(arena, "%016" PRIx64, demo_mix(bulk->index, 100 + s)),
	};

	*row = (struct audit_row){.seq = scale->head.seq + 1, .ts = ts};
	memcpy(row->field, fields, sizeof fields);
	crypt_random(row->salt, sizeof row->salt);
	memcpy(row->prev, scale->head.h, sizeof row->prev);
	audit_row_digest(row, row->d);
	audit_row_link(row->prev, row->d, row->h);
	scale->head.seq = row->seq;
	scale->head.ts = row->ts;
	memcpy(scale->head.h, row->h, sizeof row->h);
}

static void add_audit(struct demo *demo, const struct demo_scale *scale, const struct bulk *bulk, size_t s,
		      const struct audit_row *row)
{
	static const struct {
		const char *name;
		size_t field;
	} texts[] = {{":actor", 5},  {":role", 6},     {":source", 7},  {":action", 8},
		     {":object", 9}, {":outcome", 11}, {":detail", 12}, {":request", 13}};
	const struct actor *actor = actor_of(scale, bulk, demo_course_step(bulk, s)->by);
	struct query *query = db_query(demo->context.db, Q_AUDIT_INSERT);

	query_int(query, ":seq", row->seq);
	query_int(query, ":ts", row->ts);
	query_int(query, ":wall", bulk->at[s]);
	query_int(query, ":person", actor->person);
	query_int(query, ":organisation", actor->org);
	query_int(query, ":object_id", scale->ids[bulk->index]);
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		query_text(query, texts[i].name, row->field[texts[i].field]);
	query_blob(query, ":salt", row->salt, sizeof row->salt);
	query_blob(query, ":d", row->d, sizeof row->d);
	query_blob(query, ":prev", row->prev, sizeof row->prev);
	query_blob(query, ":h", row->h, sizeof row->h);
	demo_must("bulk audit", query_run(query));
}

static void add_event(struct demo *demo, const struct demo_scale *scale, const struct bulk *bulk, size_t s, int64_t seq)
{
	const struct course_step *step = demo_course_step(bulk, s);
	const struct actor *actor = actor_of(scale, bulk, step->by);
	struct query *query = db_query(demo->context.db, Q_DEMO_BULK_EVENT);

	query_int(query, ":matter", scale->ids[bulk->index]);
	query_int(query, ":at", bulk->at[s]);
	query_int(query, ":person", actor->person);
	query_int(query, ":organisation", actor->org);
	query_text(query, ":role", role_key(role_of[step->by]));
	query_text(query, ":actor", actor->label);
	query_text(query, ":action", step->action);
	query_text(query, ":label", step->label);
	query_text(query, ":from", from_of(bulk, s));
	query_text(query, ":to", step->to);
	query_text(query, ":opinion", step->opinion);
	query_blob(query, ":digest", bulk->digest, DIGEST_SIZE);
	query_text(query, ":tone",
		   text_equal(step->to, "refused") || text_equal(step->to, "rejected") ? "red" : "blue");
	query_int(query, ":seq", seq);
	demo_must("bulk event", query_run(query));
}

void demo_bulk_matter(struct demo *demo, struct demo_scale *scale, struct bulk *bulk)
{
	describe(scale, bulk);
	add_matter_row(demo, scale, bulk);
	add_form(demo, scale, bulk);
	add_parties(demo, scale, bulk);
	add_tasks(demo, scale, bulk);
}

void demo_bulk_event(struct demo *demo, struct demo_scale *scale, struct bulk *bulk, size_t step)
{
	struct audit_row row;

	describe(scale, bulk);
	link_row(scale, bulk, step, &row);
	add_audit(demo, scale, bulk, step, &row);
	add_event(demo, scale, bulk, step, row.seq);
}
