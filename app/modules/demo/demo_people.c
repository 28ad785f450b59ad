/* Organisations in the official order, their people, and who acts in the story. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/keeper.h"
#include "kernel/password.h"

struct organisation {
	const char *code;
	const char *short_name; /* the full name has 四川 before it unless it is a company */
	const char *kinds;
	int clerks; /* unit.clerk accounts; 0: no accounts of a unit */
};

/* Those who serve come after the units. */
static const struct organisation organisations[] = {
	{"center", "省大数据中心", "center unit", 1},
	{"fgw", "省发展改革委", "unit", 2},
	{"jxt", "省经济和信息化厅", "unit", 2},
	{"jyt", "省教育厅", "unit integrator", 2},
	{"kjt", "省科学技术厅", "unit", 1},
	{"gat", "省公安厅", "unit", 0},
	{"mzt", "省民政厅", "unit", 1},
	{"sft", "省司法厅", "unit", 1},
	{"czt", "省财政厅", "unit", 1},
	{"rst", "省人力资源社会保障厅", "unit", 1},
	{"zrzyt", "省自然资源厅", "unit integrator", 1},
	{"sthjt", "省生态环境厅", "unit", 1},
	{"zjt", "省住房城乡建设厅", "unit", 1},
	{"jtt", "省交通运输厅", "unit", 1},
	{"slt", "省水利厅", "unit", 1},
	{"nynct", "省农业农村厅", "unit", 1},
	{"swt", "省商务厅", "unit", 1},
	{"wlt", "省文化和旅游厅", "unit", 1},
	{"wjw", "省卫生健康委", "unit", 1},
	{"tyjrt", "省退役军人事务厅", "unit", 0},
	{"yjt", "省应急管理厅", "unit", 1},
	{"sjt", "省审计厅", "unit", 1},
	{"wsb", "省外事办", "unit", 1},
	{"gzw", "省国资委", "unit", 1},
	{"scjgj", "省市场监管局", "unit", 1},
	{"tyj", "省体育局", "unit", 0},
	{"tjj", "省统计局", "unit", 1},
	{"xfj", "省信访局", "unit", 1},
	{"jgsw", "省机关事务管理局", "unit", 1},
	{"gdj", "省广播电视局", "unit", 0},
	{"lcj", "省林业和草原局", "unit", 0},
	{"ybj", "省医疗保障局", "unit", 1},
	{"lsj", "省粮食和储备局", "unit", 0},
	{"yjj", "省药品监督管理局", "unit", 0},
	{"zscq", "省知识产权服务促进中心", "unit", 0},
	{"rfb", "省人民防空办公室", "unit", 1},
	{"jrj", "省地方金融监管局", "unit", 0},
	{"jhj", "省经济合作局", "unit", 0},
	{"ggzy", "省公共资源交易服务中心", "unit", 0},
	{"dag", "省档案馆", "unit", 0},
	{"jkzx", "省疾病预防控制中心", "unit", 0},
	{"dzdc", "省地质调查院", "unit", 0},
	{"zyjn", "省职业技能鉴定中心", "unit", 0},
	{"jinjiang", "锦江云服务公司", "provider", 0},
	{"minshan", "岷山云服务公司", "provider", 0},
	{"qingcheng", "青城信创云公司", "provider", 0},
	{"jianmen", "剑门灾备服务公司", "provider", 0},
	{"tuojiang", "沱江云服务公司", "provider", 0},
	{"fujiang", "涪江云服务公司", "provider", 0},
	{"anchang", "安昌云服务公司", "provider", 0},
	{"tianfu", "天府云监管服务公司", "supervisor", 0},
	{"rongcheng", "蓉城安全运维中心", "secops", 0},
	{"assess-1", "川安安全评估公司", "assessor", 0},
	{"assess-2", "蜀信安全评估公司", "assessor", 0},
	{"assess-3", "锦测性能测试公司", "assessor", 0},
	{"assess-4", "巴山等级测评公司", "assessor", 0},
	{"assess-5", "嘉陵密码评估公司", "assessor", 0},
};

struct account {
	const char *code;
	const char *login;
	const char *title;
	const char *roles;
};

/* People of the center, the operators, the assessors; those of units follow a rule. */
static const struct account accounts[] = {
	{"center", "admin-system", "系统管理岗", "admin.system"},
	{"center", "admin-security", "安全管理员岗", "admin.security"},
	{"center", "admin-audit", "审计管理岗", "admin.audit"},
	{"center", "center-intake", "受理岗", "center.intake"},
	{"center", "center-review-1", "方案评审一岗", "center.review"},
	{"center", "center-review-2", "方案评审二岗", "center.review"},
	{"center", "center-review-3", "方案评审三岗", "center.review"},
	{"center", "center-approve", "资源核定岗", "center.approve"},
	{"center", "center-dispatch", "资源调度岗", "center.dispatch center.duty"},
	{"center", "center-security", "安全管理岗", "center.security"},
	{"center", "center-assess", "监督考核岗", "center.assess"},
	{"center", "center-lead", "分管领导", "center.lead"},
	{"center", "center-lead-2", "分管副主任", "center.lead"},
	{"jyt", "jyt-cloud-clerk", "教育整合云运行岗", "operator.clerk"},
	{"jyt", "jyt-cloud-lead", "教育整合云负责岗", "operator.lead"},
	{"zrzyt", "zrzyt-cloud-clerk", "地信整合云运行岗", "operator.clerk"},
	{"zrzyt", "zrzyt-cloud-lead", "地信整合云负责岗", "operator.lead"},
	{"jinjiang", "jinjiang-clerk", "交付运维岗", "operator.clerk"},
	{"jinjiang", "jinjiang-lead", "项目负责岗", "operator.lead"},
	{"minshan", "minshan-clerk", "交付运维岗", "operator.clerk"},
	{"minshan", "minshan-lead", "项目负责岗", "operator.lead"},
	{"qingcheng", "qingcheng-clerk", "交付运维岗", "operator.clerk"},
	{"qingcheng", "qingcheng-lead", "项目负责岗", "operator.lead"},
	{"jianmen", "jianmen-clerk", "灾备运维岗", "operator.clerk"},
	{"jianmen", "jianmen-lead", "项目负责岗", "operator.lead"},
	{"tuojiang", "tuojiang-clerk", "交付运维岗", "operator.clerk"},
	{"tuojiang", "tuojiang-lead", "项目负责岗", "operator.lead"},
	{"fujiang", "fujiang-clerk", "交付运维岗", "operator.clerk"},
	{"fujiang", "fujiang-lead", "项目负责岗", "operator.lead"},
	{"anchang", "anchang-clerk", "交付运维岗", "operator.clerk"},
	{"anchang", "anchang-lead", "项目负责岗", "operator.lead"},
	{"tianfu", "tianfu-clerk", "监控接入岗", "supervisor.clerk"},
	{"tianfu", "tianfu-lead", "项目负责岗", "supervisor.lead"},
	{"rongcheng", "rongcheng-clerk", "安全值守岗", "secops.clerk"},
	{"rongcheng", "rongcheng-lead", "安全运维负责岗", "secops.lead"},
	{"assess-1", "assess-1", "项目经办岗", "assessor.clerk"},
	{"assess-2", "assess-2", "项目经办岗", "assessor.clerk"},
	{"assess-3", "assess-3", "项目经办岗", "assessor.clerk"},
	{"assess-4", "assess-4", "项目经办岗", "assessor.clerk"},
	{"assess-5", "assess-5", "项目经办岗", "assessor.clerk"},
	{"tjj", "expert-1", "评审专家（统计）", "review.expert"},
	{"dzdc", "expert-2", "评审专家（地信）", "review.expert"},
	{"jkzx", "expert-3", "评审专家（网络安全）", "review.expert"},
	{"dag", "expert-4", "评审专家（数据管理）", "review.expert"},
	{"ggzy", "expert-5", "评审专家（系统架构）", "review.expert"},
};

/* After those of the units, so that the first of a unit with a role stays the first. */
static const struct account seconds[] = {
	{"nynct", "nynct-lead-2", "信息化审核二岗", "unit.lead"},
};

/* ---- organisations ---- */

void demo_organisation_add(struct demo *demo, const char *code, const char *name, const char *short_name, int64_t rank,
			   const char *kinds)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_ORGANISATION_ADD);
	int64_t id;
	char **parts;
	size_t count = text_split(demo->arena, kinds, ' ', &parts);

	query_text(query, ":code", code);
	query_text(query, ":name", name);
	query_text(query, ":short_name", short_name);
	query_int(query, ":rank", rank);
	query_text(query, ":phone", arena_printf(demo->arena, "028-860%05" PRId64, rank * 37 % 100000));
	query_int(query, ":valid_from", demo->first_day - 365);
	demo_must(code, query_run(query));
	id = db_last_id(demo->context.db);
	for (size_t i = 0; i < count; i++) {
		query = db_query(demo->context.db, Q_DEMO_KIND_ADD);
		query_int(query, ":organisation", id);
		query_text(query, ":kind", parts[i]);
		demo_must(code, query_run(query));
	}
}

static void add_organisations(struct demo *demo)
{
	for (size_t i = 0; i < ARRAY_LENGTH(organisations); i++) {
		const struct organisation *org = &organisations[i];
		bool of_province = strstr(org->kinds, "unit") != NULL;
		const char *name = of_province ? arena_printf(demo->arena, "四川%s", org->short_name)
					       : arena_printf(demo->arena, "%s（虚构）", org->short_name);

		demo_organisation_add(demo, org->code, name, org->short_name, (int64_t)(i + 1) * 10, org->kinds);
	}
}

int64_t demo_organisation(struct demo *demo, const char *code)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_ORGANISATION);
	int64_t id = 0;

	query_text(query, ":code", code);
	demo_must(code, query_value(query, 0, &id));
	if (id == 0)
		demo_fail(code, ERR_NOT_FOUND, "no such organisation");
	return id;
}

/* ---- people ---- */

static void fill_actor(struct demo *demo, struct demo_person *person)
{
	struct actor *actor = &person->actor;
	const char *code = person->code;
	struct query *query = db_query(demo->context.db, Q_DEMO_ORGANISATION);
	char **kinds;
	size_t count = 0;

	query_text(query, ":code", code);
	if (query_step(query)) {
		actor->org = next_int(query);
		actor->org_name = next_text(query, demo->arena);
		person->short_name = next_text(query, demo->arena);
		count = text_split(demo->arena, next_text(query, demo->arena), ' ', &kinds);
	}
	demo_must(code, query_end(query));
	for (size_t i = 0; i < count; i++)
		actor->kinds |= kind_from_key(kinds[i]);
	actor->label = arena_printf(demo->arena, "%s %s", actor->org_name, actor->title);
}

static void grant(struct demo *demo, struct actor *actor, const char *role)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_ROLE_ADD);

	/* The second of all accounts is the security administrator, who grants to everybody but himself. */
	query_int(query, ":by", demo->person_count > 2 ? demo->people[1].actor.person : 0);
	query_int(query, ":person", actor->person);
	query_text(query, ":role", role);
	query_int(query, ":now", clock_now());
	demo_must(actor->login, query_run(query));
	actor->roles |= ROLE_BIT(role_from_key(role));
}

static void add_person(struct demo *demo, const char *hash, const struct account *account)
{
	struct demo_person *person = &demo->people[demo->person_count];
	struct query *query = db_query(demo->context.db, Q_DEMO_PERSON_ADD);
	struct actor *actor = &person->actor;
	char **roles;
	size_t count = text_split(demo->arena, account->roles, ' ', &roles);

	if (++demo->person_count > DEMO_PEOPLE_MAX)
		demo_fail(account->login, ERR_TOO_LARGE, "raise DEMO_PEOPLE_MAX");
	person->code = account->code;
	actor->login = account->login;
	actor->title = account->title;
	fill_actor(demo, person);
	query_int(query, ":organisation", actor->org);
	query_text(query, ":login", account->login);
	query_text(query, ":title", account->title);
	query_text(query, ":phone", arena_printf(demo->arena, "028-8610%04zu", demo->person_count * 7 % 10000));
	query_text(query, ":hash", hash);
	query_int(query, ":now", clock_now());
	query_int(query, ":by", demo->person_count > 1 ? demo->people[0].actor.person : 0);
	demo_must(account->login, query_run(query));
	actor->person = db_last_id(demo->context.db);
	for (size_t i = 0; i < count; i++)
		grant(demo, actor, roles[i]);
}

static void add_of_unit(struct demo *demo, const char *hash, const struct organisation *org)
{
	for (int i = 0; i <= org->clerks && org->clerks > 0; i++) {
		bool lead = i == org->clerks;
		const char *number = i > 0 ? arena_printf(demo->arena, "-%d", i + 1) : "";
		struct account account = {
			.code = org->code,
			.login = lead ? arena_printf(demo->arena, "%s-lead", org->code)
				      : arena_printf(demo->arena, "%s-clerk%s", org->code, number),
			.title = lead    ? "信息化审核岗"
				 : i > 0 ? "信息化经办二岗"
					 : "信息化经办岗",
			.roles = lead ? "unit.lead" : "unit.clerk",
		};

		/* The center is a unit too, with people of its own for that. */
		if (text_equal(org->code, "center"))
			account.login = lead ? "center-unit-lead" : "center-unit-clerk";
		add_person(demo, hash, &account);
	}
}

void demo_people_add(struct demo *demo)
{
	char *hash;

	add_organisations(demo);
	demo_must("password", password_hash(demo->context.service, demo->arena, DEMO_PASSWORD, &hash));
	for (size_t i = 0; i < ARRAY_LENGTH(accounts); i++)
		add_person(demo, hash, &accounts[i]);
	for (size_t i = 0; i < ARRAY_LENGTH(organisations); i++)
		add_of_unit(demo, hash, &organisations[i]);
	for (size_t i = 0; i < ARRAY_LENGTH(seconds); i++)
		add_person(demo, hash, &seconds[i]);
}

const struct actor *demo_person(struct demo *demo, const char *code, enum role role, size_t nth)
{
	const struct actor *found = NULL;

	for (size_t i = 0; i < demo->person_count; i++) {
		const struct demo_person *person = &demo->people[i];

		if (!text_equal(person->code, code) || !actor_has(&person->actor, role))
			continue;
		found = &person->actor;
		if (nth-- == 0)
			break;
	}
	if (found == NULL)
		demo_fail(code, ERR_NOT_FOUND, role_key(role));
	return found;
}

const struct actor *demo_person_by_login(struct demo *demo, const char *login)
{
	for (size_t i = 0; i < demo->person_count; i++)
		if (text_equal(demo->people[i].actor.login, login))
			return &demo->people[i].actor;
	demo_fail(login, ERR_NOT_FOUND, "no such account");
}

const char *demo_short_name(const struct demo *demo, const struct actor *actor)
{
	for (size_t i = 0; i < demo->person_count; i++)
		if (&demo->people[i].actor == actor)
			return demo->people[i].short_name;
	return actor->org_name;
}

void demo_keys_make(struct demo *demo)
{
	for (size_t i = 0; i < ARRAY_LENGTH(organisations); i++) {
		const struct organisation *org = &organisations[i];
		bool seals = org->clerks > 0 || strstr(org->kinds, "unit") == NULL;
		uint8_t key[32];
		int64_t id;

		if (seals)
			demo_must("key", keeper_public_key(demo->context.service, demo_organisation(demo, org->code),
							   &id, key));
	}
}
