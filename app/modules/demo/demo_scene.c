/* What has to be prepared before a step, and what a step does that is no action of the procedure. */
#include "base/base.h"
#include "modules/demo/demo_scene.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/move.h"
#include "modules/review/review.h"

/* ---- papers ---- */

static void hand_in(struct scene *scene, const char *document, const char *title)
{
	demo_hand_in(&scene->context, scene->matter, &(struct demo_paper){.document = document, .title = title});
}

static void hand_in_report(struct scene *scene, const char *document, const char *title, const char *kind, int64_t age)
{
	struct arena *arena = scene->context.arena;
	int64_t day = day_of(clock_now()) - age;
	struct demo_paper paper = {
		.document = document,
		.title = title,
		.evidence_day = day,
		.assessor = demo_assessor(scene->demo, kind),
		.report_no = arena_printf(arena, "%s-%d-%03zu", text_equal(kind, "security") ? "AQ" : "XN",
					  date_from_day(day).year, scene->course->index * 7 + 11),
		.conclusion = text_equal(kind, "security") ? "未发现高风险问题" : "满足设计并发要求",
	};

	demo_hand_in(&scene->context, scene->matter, &paper);
}

void scene_final_reports(struct scene *scene)
{
	hand_in_report(scene, "final_security_report", "上线安全评估报告", "security", 3);
	hand_in_report(scene, "final_performance_report", "上线性能测试报告", "performance", 4);
}

void scene_proof_and_reports(struct scene *scene)
{
	hand_in(scene, "rectification_proof", "整改佐证材料");
	scene_final_reports(scene);
}

void scene_delivery_list(struct scene *scene)
{
	hand_in(scene, "delivery_list", "资源交付清单");
}

/* ---- the form ---- */

void scene_find_again(struct scene *scene)
{
	enum found found = matter_find(&scene->context, scene->course->matter, &scene->matter);

	if (found != FOUND)
		demo_fail(scene->course->tale->system, ERR_NOT_FOUND, scene->context.actor->login);
}

const char *scene_ports(struct scene *scene)
{
	struct arena *arena = scene->context.arena;
	const struct value *rows;
	struct values *form;
	const char *all = "";

	demo_must("form", matter_form(&scene->context, scene->matter, &form, NULL));
	rows = values_find(form, "ports");
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		all = text_list_add(arena, all, values_text(rows->rows[i], "port"));
	return all;
}

void scene_save_form(struct scene *scene)
{
	struct values *form = demo_form(scene->demo, scene->context.arena, scene->course->tale, scene->course->filing,
					++scene->course->edition);

	for (size_t i = 0; form->error_count > 0 && i < form->count; i++)
		if (form->items[i].error != NULL)
			demo_fail(form->items[i].field->key, ERR_INVALID, form->items[i].error);
	demo_must("save", matter_save_draft(&scene->context, scene->matter, form));
}

static void open_empty(struct scene *scene)
{
	demo_must(scene->course->tale->system,
		  matter_open(&scene->context, scene->demo->application, NULL, &scene->course->matter));
	scene_find_again(scene);
}

void scene_open_matter(struct scene *scene)
{
	const struct demo_tale *tale = scene->course->tale;

	open_empty(scene);
	scene_save_form(scene);
	/* Named after its system from now on. */
	scene_find_again(scene);
	hand_in(scene, "letter", "申请函");
	hand_in(scene, "cloud_plan", "上云方案");
	hand_in(scene, "sizing_data", "压测数据"); /* asked of large ones, and of units graded D for their use */
	if (tale->size == RECOVERED)
		hand_in(scene, "topology", "网络拓扑图");
	if (text_equal(scene->argument, "unfiled"))
		hand_in(scene, "filing_proof", "备案证明");
	if (!text_equal(tale->kind, "migration"))
		return;
	hand_in_report(scene, "security_report", "安全评估报告", "security", 40);
	hand_in_report(scene, "performance_report", "性能测试报告", "performance", 35);
}

/* Begun and left: what was typed is there, most is not. */
void scene_open_sketch(struct scene *scene)
{
	const struct procedure *procedure = scene->demo->application;
	const char *lines =
		arena_printf(scene->context.arena,
			     "kind=%s\nfiling_no=%s\nsystem_name=%s\ndepartment=信息化处\nusers_total=26000\n"
			     "lines.0.purpose=app\nlines.0.environment=production\nlines.0.count=2",
			     scene->course->tale->kind, scene->course->filing, scene->course->tale->system);

	open_empty(scene);
	demo_must("sketch",
		  matter_save_draft(&scene->context, scene->matter,
				    demo_values(scene->context.arena, procedure->form, procedure->form_count, lines)));
}

void scene_correct_form(struct scene *scene)
{
	scene_save_form(scene);
	hand_in(scene, "letter", "申请函（盖章）");
}

void scene_replan_form(struct scene *scene)
{
	scene_save_form(scene);
	hand_in(scene, "cloud_plan", "上云方案（修订）");
	hand_in(scene, "plan_response", "评审意见答复表");
}

/* ---- the ruling ---- */

static void cut_back(struct values *row, const char *reason, int64_t percent)
{
	int64_t asked = values_number(row, "requested", 0);

	values_set_number(row, "granted", asked * percent / 100 / 4 * 4);
	values_set(row, "reason", reason);
}

/* Does a guard ask why the platform is filled beyond its red line? */
static bool beyond_red_line(struct moving *moving)
{
	const struct action *action = moving->action;

	for (size_t i = 0; i < action->guard_count; i++) {
		struct answer answer = {0};

		if (action->guards[i]->test(moving, &answer) != VERDICT_YES && answer.field != NULL &&
		    text_equal(answer.field, "red_line_reason"))
			return true;
	}
	return false;
}

void scene_rule(struct scene *scene)
{
	struct demo *demo = scene->demo;
	const struct action *action = procedure_action(scene->matter->procedure, "rule");
	struct moving moving = {.context = &scene->context,
				.procedure = scene->matter->procedure,
				.matter = scene->matter,
				.action = action};
	int64_t recovery = demo_platform(demo, "jianmen-1");
	const struct value *rows;

	demo_must("form", matter_form(&scene->context, scene->matter, &moving.form, NULL));
	moving.fields = values_empty(scene->context.arena, action->fields, action->field_count);
	demo_must("prefill", action->prefill->fill(&moving));
	rows = values_find(moving.fields, "ruling");
	for (size_t i = 0; i < rows->row_count; i++) {
		struct values *row = rows->rows[i];

		if (values_number(row, "platform", 0) != recovery)
			values_set_number(row, "platform", demo_platform(demo, scene->course->tale->platform));
		if (scene->course->index % 4 == 1 && text_equal(values_text(row, "class"), "object_gb"))
			cut_back(row, "首年数据量按一半测算，其余按年度增长再申请", 50);
		if (scene->course->index % 5 == 2 && i == 3)
			cut_back(row, "同类系统处理器使用率偏低，先按八成核定，运行后可申请扩容", 80);
	}
	if (beyond_red_line(&moving))
		values_set(moving.fields, "red_line_reason", "本季度扩容 2,000 核已列入计划，扩容前从严核定");
	scene->fields = moving.fields;
}

/* ---- conditions ---- */

static void each_condition(struct scene *scene, bool meet)
{
	struct arena *arena = scene->context.arena;
	int64_t *ids = arena_array(arena, 64, sizeof *ids);
	struct query *query = db_query(scene->context.db, Q_DEMO_CONDITIONS);
	const char *sentence = NULL;
	size_t count = 0;

	query_int(query, ":matter", scene->matter->id);
	while (count < 64 && query_step(query)) {
		int64_t id = next_int(query);
		bool of_unit = text_equal(next_text(query, arena), "unit");

		if (!meet || of_unit)
			ids[count++] = id;
	}
	demo_must("conditions", query_end(query));
	for (size_t i = 0; i < count; i++)
		demo_must("condition",
			  meet ? review_condition_met(&scene->context, scene->matter, ids[i],
						      "已按要求完成，佐证材料随件提交")
			       : review_condition_close(&scene->context, scene->matter, ids[i], &sentence));
}

void scene_meet_conditions(struct scene *scene)
{
	each_condition(scene, true);
}

void scene_close_conditions(struct scene *scene)
{
	each_condition(scene, false);
}

/* ---- talk ---- */

void scene_urge(struct scene *scene)
{
	const char *sentence = NULL;
	enum err err = matter_urge(&scene->context, scene->matter, "业务上线时间较紧，请尽快办理", &sentence);

	if (err != OK)
		demo_fail("urge", err, sentence);
}

void scene_comment(struct scene *scene)
{
	const char *text = text_equal(scene->argument, "level")
				   ? "本件定为四级，超过三级上限，已报中心领导研究是否例外批准"
				   : "请补充达梦数据库的授权数量来源，便于评审时核对";

	demo_must("comment", matter_comment(&scene->context, scene->matter, text));
}
