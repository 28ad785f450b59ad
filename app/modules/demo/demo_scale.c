/*
 * `zwy demo --matters N`: as many more matters, as rows and not as moves, for
 * seeing how pages behave when there is much.  Every matter is one of a few
 * courses, cut off where it reaches the present; its events and their audit
 * rows are written in the order of time between the steps of the story, so the
 * chain is as sound as any.  They have no files, systems or resources.
 */
#include "base/base.h"
#include "modules/demo/demo_scale_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/keeper.h"

const struct course_step demo_full_course[STEPS] = {
	{"open", "发起", "draft", CLERK, 0, 0, ""},
	{"submit", "提交", "unit_check", CLERK, 1, 3, ""},
	{"approve_application", "审核通过", "acceptance", LEAD, 1, 3, "同意上报"},
	{"accept", "予以受理", "review_prepare", INTAKE, 2, 10, "材料齐全，予以受理"},
	{"open_review", "组织评审", "reviewing", REVIEW, 3, 10, "采用函审"},
	{"conclude_pass", "评审通过", "ruling", REVIEW, 5, 3, "方案可行，建议通过"},
	{"rule", "核定并签发", "allocating", APPROVE, 2, 2, "同意按评审结论核定"},
	{"dispatch", "派单", "configuring", DISPATCH, 1, 5, "请按核定书配置"},
	{"deliver", "配置完成", "monitoring", OPERATOR, 3, 1, ""},
	{"attach_monitoring", "监控已接入", "receipt", SUPERVISOR, 1, 2, "指标采集正常"},
	{"sign_receipt", "签收", "deploying", CLERK, 1, 20, "予以签收"},
	{"finish_deployment", "部署完成", "trial", CLERK, 16, 40, "转入试运行"},
	{"hand_in_reports", "提交报告", "report_check", CLERK, 25, 5, ""},
	{"begin_operation", "转入正式运行", "operating", SECURITY, 8, 0, "同意转入正式运行"},
};

static const struct branch branches[] = {
	{62, STEPS - 1, {"begin_operation", "转入正式运行", "operating", SECURITY, 8, 0, "同意转入正式运行"}},
	{14, 3, {"refuse", "不予受理", "refused", INTAKE, 2, 0, "不属于省级政务云的受理范围，不予受理"}},
	{13, 5, {"conclude_fail", "不予通过", "rejected", REVIEW, 5, 0, "与已有平台重复建设，不予通过"}},
	{11, 4, {"withdraw", "撤回", "withdrawn", CLERK, 2, 0, "项目合并建设，撤回申请"}},
};

/* ---- organisations and people ---- */

static struct actor *add_people(struct demo *demo, const char *code, int64_t org, const char *name, const char *role,
				size_t count, const char *hash)
{
	struct actor *actors = arena_array(demo->arena, count, sizeof *actors);
	const char *kind = strchr(role, '.') + 1;

	for (size_t i = 0; i < count; i++) {
		struct query *query = db_query(demo->context.db, Q_DEMO_PERSON_ADD);
		struct actor *actor = &actors[i];

		actor->login = arena_printf(demo->arena, "%s-%s-%02zu", code, kind, i + 1);
		actor->title =
			arena_printf(demo->arena, "%s%02zu岗", text_equal(kind, "lead") ? "审核" : "经办", i + 1);
		actor->org = org;
		actor->label = arena_printf(demo->arena, "%s %s", name, actor->title);
		actor->roles = ROLE_BIT(role_from_key(role));
		query_int(query, ":organisation", org);
		query_text(query, ":login", actor->login);
		query_text(query, ":title", actor->title);
		query_text(query, ":phone", "");
		query_text(query, ":hash", hash);
		query_int(query, ":now", clock_now());
		query_int(query, ":by", demo->people[0].actor.person);
		demo_must("bulk person", query_run(query));
		actor->person = db_last_id(demo->context.db);
		query = db_query(demo->context.db, Q_DEMO_ROLE_ADD);
		query_int(query, ":person", actor->person);
		query_text(query, ":role", role);
		query_int(query, ":by", demo->people[1].actor.person);
		query_int(query, ":now", clock_now());
		demo_must("bulk role", query_run(query));
	}
	return actors;
}

static const char *shared_hash(struct demo *demo)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_HASH);
	const char *hash = NULL;

	if (query_step(query))
		hash = next_text(query, demo->arena);
	demo_must("hash", query_end(query));
	return hash;
}

static void add_units(struct demo *demo, struct demo_scale *scale)
{
	const char *hash = shared_hash(demo);

	for (size_t i = 0; i < UNITS; i++) {
		struct unit *unit = &scale->units[i];
		const char *code = arena_printf(demo->arena, "bulk-%03zu", i + 1);
		const char *name;

		unit->short_name = arena_printf(demo->arena, "演示单位%03zu", i + 1);
		name = arena_printf(demo->arena, "四川省%s", unit->short_name);
		demo_organisation_add(demo, code, name, unit->short_name, 2000 + (int64_t)i, "unit");
		unit->org = demo_organisation(demo, code);
		unit->clerk_count = CLERKS;
		unit->lead_count = LEADS;
		unit->clerks = add_people(demo, code, unit->org, name, "unit.clerk", CLERKS, hash);
		unit->leads = add_people(demo, code, unit->org, name, "unit.lead", LEADS, hash);
	}
}

static void find_others(struct demo *demo, struct demo_scale *scale)
{
	scale->center[INTAKE] = demo_person_by_login(demo, "center-intake");
	scale->center[REVIEW] = demo_person_by_login(demo, "center-review-1");
	scale->center[APPROVE] = demo_person_by_login(demo, "center-approve");
	scale->center[DISPATCH] = demo_person_by_login(demo, "center-dispatch");
	scale->center[OPERATOR] = demo_person_by_login(demo, "jinjiang-clerk");
	scale->center[SUPERVISOR] = demo_person_by_login(demo, "tianfu-clerk");
	scale->center[SECURITY] = demo_person_by_login(demo, "center-security");
	scale->secops = demo_organisation(demo, "rongcheng");
}

/* ---- the plan ---- */

uint64_t demo_mix(size_t index, uint64_t salt)
{
	uint64_t z = (uint64_t)index * UINT64_C(0x9E3779B97F4A7C15) + salt * UINT64_C(0xD1B54A32D192ED03);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

const struct course_step *demo_course_step(const struct bulk *bulk, size_t step)
{
	return step == bulk->branch->after ? &bulk->branch->last : &demo_full_course[step];
}

/* When its steps are: working days, at hours of its own, growing through a day. */
static void work_out(const struct demo *demo, const struct demo_scale *scale, size_t index, struct bulk *bulk)
{
	int64_t days = day_of(demo->now) - demo->first_day;
	int64_t day = 1 + (int64_t)((uint64_t)index * (uint64_t)days / (uint64_t)demo->matters);
	int64_t second = 9 * 3600 + (int64_t)(demo_mix(index, 1) % 27000);
	int percent = (int)(demo_mix(index, 2) % 100);

	memset(bulk, 0, sizeof *bulk);
	bulk->index = index;
	bulk->unit = &scale->units[demo_mix(index, 3) % UNITS];
	bulk->clerk = &bulk->unit->clerks[demo_mix(index, 4) % bulk->unit->clerk_count];
	bulk->lead = &bulk->unit->leads[demo_mix(index, 5) % bulk->unit->lead_count];
	bulk->branch = branches;
	while (percent >= bulk->branch->percent)
		percent -= bulk->branch++->percent;
	for (size_t i = 0; i <= bulk->branch->after; i++) {
		day += demo_course_step(bulk, i)->gap;
		if (day >= DAYS_MAX)
			break;
		day = scale->work_days[day];
		bulk->at[i] = day_start(demo->first_day + day) + second + (int64_t)i * 60;
		if (bulk->at[i] >= demo->now)
			break;
		bulk->steps = i + 1;
	}
}

static int in_order(const void *a, const void *b)
{
	const struct planned *one = a, *other = b;

	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	if (one->matter != other->matter)
		return one->matter < other->matter ? -1 : 1;
	return one->step < other->step ? -1 : one->step > other->step;
}

static void make_plan(struct demo *demo, struct demo_scale *scale)
{
	const struct workday_calendar *calendar = demo->context.service->calendar;
	struct bulk bulk;

	for (int64_t day = DAYS_MAX - 1; day >= 0; day--)
		scale->work_days[day] = workday_is(calendar, demo->first_day + day) || day == DAYS_MAX - 1
						? day
						: scale->work_days[day + 1];
	scale->plan = arena_array(demo->arena, (size_t)demo->matters * STEPS, sizeof *scale->plan);
	scale->ids = arena_array(demo->arena, (size_t)demo->matters, sizeof *scale->ids);
	for (size_t i = 0; i < (size_t)demo->matters; i++) {
		work_out(demo, scale, i, &bulk);
		for (size_t s = 0; s < bulk.steps; s++)
			scale->plan[scale->count++] =
				(struct planned){.at = bulk.at[s], .matter = (uint32_t)i, .step = (uint32_t)s};
	}
	qsort(scale->plan, scale->count, sizeof *scale->plan, in_order);
}

struct demo_scale *demo_scale_new(struct demo *demo)
{
	struct demo_scale *scale = arena_alloc(demo->arena, sizeof *scale);

	scale->arena = arena_new();
	add_units(demo, scale);
	find_others(demo, scale);
	make_plan(demo, scale);
	return scale;
}

/* ---- as time goes by ---- */

/* What is written so far is committed, signed and checkpointed: one transaction would grow beyond all measure. */
static void breathe(struct demo *demo, struct demo_scale *scale)
{
	int64_t wal = 0;

	demo_must("bulk commit", tx_end(demo->context.db, OK));
	if (db_checkpoint(demo->context.db, &wal) != OK)
		log_info("event=demo wal=%" PRId64, wal);
	demo_must("bulk signature", keeper_checkpoint(demo->context.service));
	demo_must("bulk begin", tx_begin(demo->context.db));
	scale->since_commit = 0;
}

void demo_scale_until(struct demo *demo, struct demo_scale *scale, int64_t until)
{
	if (scale->next == scale->count || scale->plan[scale->next].at > until)
		return;
	/* The story wrote to the chain meanwhile. */
	if (audit_head(demo->context.db, &scale->head) == FIND_FAILED)
		demo_fail("bulk chain", ERR_INTERNAL, NULL);
	for (; scale->next < scale->count && scale->plan[scale->next].at <= until; scale->next++) {
		const struct planned *planned = &scale->plan[scale->next];
		struct bulk bulk;

		clock_freeze(planned->at);
		work_out(demo, scale, planned->matter, &bulk);
		if (planned->step == 0)
			demo_bulk_matter(demo, scale, &bulk);
		demo_bulk_event(demo, scale, &bulk, planned->step);
		arena_reset(scale->arena);
		if (++scale->since_commit == BATCH)
			breathe(demo, scale);
	}
}

void demo_scale_end(struct demo *demo, struct demo_scale *scale)
{
	demo_scale_until(demo, scale, demo->now);
	arena_free(scale->arena);
}
