/* Grades of incidents and the table of thresholds that gives them. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/setting.h"

static const struct option grades[GRADE_COUNT] = {
	[GRADE_GENERAL] = {"general", "一般"},
	[GRADE_LARGER] = {"larger", "较大"},
	[GRADE_MAJOR] = {"major", "重大"},
	[GRADE_SPECIAL] = {"special", "特别重大"},
};

const char *grade_key(enum grade grade)
{
	return grades[grade].key;
}

const char *grade_label(enum grade grade)
{
	return grade < GRADE_COUNT ? grades[grade].label : "";
}

enum grade grade_from_key(const char *key)
{
	for (enum grade grade = 0; grade < GRADE_COUNT; grade++)
		if (text_equal(grades[grade].key, key))
			return grade;
	return GRADE_COUNT;
}

/* ---- what is known ---- */

/* Names of the fields in a form; in actions they stand behind "now_". */
static const char *const fact_keys[FACT_COUNT] = {
	[FACT_OUTAGE] = "outage_min", [FACT_PEOPLE] = "people", [FACT_RECORDS] = "records",
	[FACT_LOSS] = "loss_wan",     [FACT_HOME] = "home_min", [FACT_PAGE] = "page_min",
	[FACT_FORWARDS] = "forwards", [FACT_VIEWS] = "views",   [FACT_PROVINCE] = "province_pct",
	[FACT_CITY] = "city_pct",
};

struct facts facts_of(const struct values *values, bool now)
{
	struct facts facts = {.outage_object = values_word(values, now ? "now_outage_object" : "outage_object")};

	for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
		const char *key = fact_keys[fact];

		if (now && values != NULL)
			key = arena_printf(values->arena, "now_%s", key);
		facts.n[fact] = values == NULL ? -1 : values_number(values, key, -1);
	}
	return facts;
}

void facts_put(struct values *values, const struct facts *facts)
{
	if (values_find(values, "now_outage_object") != NULL)
		values_set(values, "now_outage_object", facts->outage_object);
	for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
		const char *key = arena_printf(values->arena, "now_%s", fact_keys[fact]);

		if (facts->n[fact] >= 0 && values_find(values, key) != NULL)
			values_set_number(values, key, facts->n[fact]);
	}
}

/* ---- the table ---- */

static const struct trigger {
	const char *key; /* of its settings, one for each grade it can give: inc_t_KEY_special … */
	const char *label;
	const char *unit;
	enum fact fact;
	const char *object;     /* counts only when this is what stands still; NULL: always */
	enum grade least, most; /* grades it can give, both 0: all three */
} triggers[] = {
	{"portal", "党政机关门户网站不能访问", "分钟", FACT_OUTAGE, "portal", 0, 0},
	{"cii_whole", "关键信息基础设施整体中断", "分钟", FACT_OUTAGE, "cii_whole", 0, 0},
	{"cii_main", "关键信息基础设施主要功能中断", "分钟", FACT_OUTAGE, "cii_main", 0, 0},
	{"people", "影响人口", "人", FACT_PEOPLE, NULL, 0, 0},
	{"province", "影响人口占省级行政区比例", "%", FACT_PROVINCE, NULL, GRADE_SPECIAL, GRADE_SPECIAL},
	{"city", "影响人口占市级行政区比例", "%", FACT_CITY, NULL, GRADE_LARGER, GRADE_MAJOR},
	{"records", "个人信息泄露", "条", FACT_RECORDS, NULL, 0, 0},
	{"loss", "直接经济损失", "万元", FACT_LOSS, NULL, 0, 0},
	{"home", "首页被篡改传播", "分钟", FACT_HOME, NULL, 0, 0},
	{"page", "其他页面被篡改传播", "分钟", FACT_PAGE, NULL, 0, 0},
	{"forwards", "违法信息被转发", "次", FACT_FORWARDS, NULL, 0, 0},
	{"views", "违法信息被浏览", "次", FACT_VIEWS, NULL, 0, 0},
};

/* The guideline names no number for some grades: a share of the province is a matter of the gravest alone. */
static bool gives(const struct trigger *trigger, enum grade grade)
{
	return trigger->most == 0 || (grade >= trigger->least && grade <= trigger->most);
}

static int64_t threshold(const struct service *service, const struct trigger *trigger, enum grade grade)
{
	char key[64];

	snprintf(key, sizeof key, "inc_t_%s_%s", trigger->key, grade_key(grade));
	return setting_integer(service, key);
}

/* Below 0: this trigger says nothing. */
static int64_t measured(const struct trigger *trigger, const struct facts *facts)
{
	if (trigger->object != NULL && !text_equal(trigger->object, facts->outage_object))
		return -1;
	return facts->n[trigger->fact];
}

static enum grade trigger_grade(const struct service *service, const struct trigger *trigger, int64_t number)
{
	for (enum grade grade = GRADE_SPECIAL; grade > GRADE_GENERAL; grade--)
		if (gives(trigger, grade) && number >= threshold(service, trigger, grade))
			return grade;
	return GRADE_GENERAL;
}

enum grade facts_grade(const struct service *service, const struct facts *facts)
{
	enum grade gravest = GRADE_GENERAL;

	for (size_t i = 0; i < ARRAY_LENGTH(triggers); i++) {
		enum grade grade = trigger_grade(service, &triggers[i], measured(&triggers[i], facts));

		if (grade > gravest)
			gravest = grade;
	}
	return gravest;
}

/* ---- shown beside the form and the decision ---- */

static bool anything_known(const struct facts *facts)
{
	for (size_t i = 0; i < ARRAY_LENGTH(triggers); i++)
		if (measured(&triggers[i], facts) >= 0)
			return true;
	return false;
}

static void fill_trigger(struct context *context, struct table *table, const struct trigger *trigger,
			 const struct facts *facts)
{
	int64_t number = measured(trigger, facts);

	table_line(table);
	table_sub(table, trigger->label, arena_printf(context->arena, "单位：%s", trigger->unit));
	if (number < 0)
		table_text(table, "—");
	else
		table_number(table, number);
	for (enum grade grade = GRADE_SPECIAL; grade > GRADE_GENERAL; grade--)
		if (gives(trigger, grade))
			table_number(table, threshold(context->service, trigger, grade));
		else
			table_text(table, "—");
	table_text(table, number < 0 ? "—" : grade_label(trigger_grade(context->service, trigger, number)));
}

enum err fill_incident_triggers(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"触发条件", "本件#", "特别重大≥#", "重大≥#", "较大≥#", "达到", NULL};
	struct incident incident = {.facts = facts_of(form, false)};
	bool grading = text_equal(matter->state->key, "reported") || text_equal(matter->state->key, "grading");
	struct dict *panel;
	struct table *table;

	if (incident_find(context, matter->id, &incident) == FIND_FAILED)
		return ERR_INTERNAL;
	/* Whoever reports is not to read a table first; whoever grades needs all of it. */
	if (!grading && !anything_known(&incident.facts))
		return OK;
	panel = panel_add(body, "PANEL_MAIN", "定级参考");
	panel_note(panel,
		   anything_known(&incident.facts)
			   ? arena_printf(context->arena, "按已知数据达到：%s；任一条件达到即为该级别，“以上”含本数",
					  grade_label(facts_grade(context->service, &incident.facts)))
			   : "还没有影响数据；任一条件达到即为该级别，“以上”含本数");
	table = table_begin(context->arena, panel, "定级参考", heads);
	for (size_t i = 0; i < ARRAY_LENGTH(triggers); i++)
		if (grading || measured(&triggers[i], &incident.facts) >= 0)
			fill_trigger(context, table, &triggers[i], &incident.facts);
	return OK;
}

/* Every grade it had, by whom: none is ever lost. */
enum err fill_incident_grades(struct context *context, struct matter *matter, struct values *form UNUSED,
			      struct dict *body)
{
	static const struct option steps[] = {
		{"suspected", "首报建议"}, {"judged", "研判"}, {"confirmed", "确认"}, {"regraded", "调整"}};
	struct query *query = db_query(context->db, Q_SECURITY_INCIDENT_GRADES);
	struct dict *pairs = NULL;

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		const char *at = format_time_short(context->arena, next_int(query));
		const char *step = next_text(query, context->arena);
		enum grade grade = grade_from_key(next_text(query, context->arena));
		const char *by = next_text(query, context->arena);

		if (pairs == NULL)
			pairs = panel_pairs(panel_add(body, "PANEL_SIDE", "定级经过"), true);
		for (size_t i = 0; i < ARRAY_LENGTH(steps); i++)
			if (text_equal(steps[i].key, step))
				pairs_add(pairs, steps[i].label,
					  arena_printf(context->arena, "%s\n%s %s", grade_label(grade), at, by));
	}
	return query_end(query);
}
