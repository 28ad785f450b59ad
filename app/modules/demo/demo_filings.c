/* The register of filings: what every unit has filed, on the cloud and not yet, how an entry is made, its systems by
 * name. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"

const struct demo_filed demo_register[] = {
	{"center", "jinjiang-1", "省级数据共享交换平台|省级公共数据开放平台|电子证照服务系统|统一身份认证平台",
	 EVERY_THIRD},
	{"center", "minshan-1", "政务大数据分析平台|政务服务统一知识库", EVERY_THIRD},
	{"fgw", "jinjiang-1", "公共信用信息平台|投资项目在线审批监管平台", EVERY_THIRD},
	{"fgw", "minshan-1", "价格监测预警系统", EVERY_THIRD},
	{"jxt", "jinjiang-1", "中小企业公共服务平台|工业运行监测平台", EVERY_THIRD},
	{"jyt", "jyt-1", "学籍管理平台|教师资格管理系统|教育资源公共服务平台|高考成绩查询系统", EVERY_THIRD},
	{"kjt", "jinjiang-1", "科技计划项目管理系统", EVERY_THIRD},
	{"gat", "minshan-1", "居住证便民服务平台|互联网政务服务门户", EVERY_THIRD},
	{"mzt", "minshan-1", "社会救助综合管理平台|婚姻登记管理系统|养老服务信息平台", EVERY_THIRD},
	{"sft", "qingcheng-1", "公共法律服务平台|行政复议办案系统", EVERY_THIRD},
	{"czt", "qingcheng-1", "预算管理一体化系统|非税收入征缴系统", EVERY_THIRD},
	{"rst", "jinjiang-1", "社会保险公共服务平台|就业创业服务平台|人事考试报名系统", EVERY_THIRD},
	{"zrzyt", "zrzyt-1", "不动产登记查询系统|地理信息公共服务平台|国土空间规划一张图", EVERY_THIRD},
	{"sthjt", "minshan-1", "环境空气质量发布系统|排污许可管理平台|固体废物监管系统", EVERY_THIRD},
	{"zjt", "jinjiang-1", "工程建设项目审批管理系统|房屋交易监管平台|住房公积金监管系统", EVERY_THIRD},
	{"jtt", "minshan-1", "道路运输管理系统|高速公路联网监测平台|公路养护管理系统", EVERY_THIRD},
	{"slt", "jinjiang-1", "水雨情监测平台|水利工程建设管理系统", EVERY_THIRD},
	{"slt", "minshan-1", "取水许可电子证照系统", EVERY_THIRD},
	{"nynct", "minshan-1", "农产品质量追溯平台|农村土地承包管理系统", EVERY_THIRD},
	{"swt", "jinjiang-1", "对外贸易服务平台|家政服务信用平台", EVERY_THIRD},
	{"wlt", "jinjiang-1", "智慧旅游服务平台|公共文化云平台", EVERY_THIRD},
	{"wjw", "minshan-1", "全民健康信息平台|医疗机构监管系统|献血服务管理系统", EVERY_THIRD},
	{"tyjrt", "qingcheng-1", "退役军人服务保障系统", EVERY_THIRD},
	{"yjt", "minshan-1", "应急指挥综合平台|安全生产监管平台", EVERY_THIRD},
	{"sjt", "qingcheng-1", "审计数据分析平台", EVERY_THIRD},
	{"wsb", "jinjiang-1", "因公出国管理系统", EVERY_THIRD},
	{"gzw", "qingcheng-1", "国资国企在线监管系统", EVERY_THIRD},
	{"scjgj", "jinjiang-1", "企业登记全程电子化平台|食品安全追溯平台|特种设备监管系统", EVERY_THIRD},
	{"tyj", "jinjiang-1", "群众体育服务平台", EVERY_THIRD},
	{"tjj", "qingcheng-1", "统计联网直报平台", EVERY_THIRD},
	{"xfj", "minshan-1", "网上信访平台", EVERY_THIRD},
	{"jgsw", "qingcheng-1", "公务用车管理平台|公共机构能耗监测系统", EVERY_THIRD},
	{"gdj", "jinjiang-1", "应急广播调度平台", EVERY_THIRD},
	{"lcj", "minshan-1", "森林草原防灭火监测系统", EVERY_THIRD},
	{"ybj", "jinjiang-1", "医保公共服务平台|药品集中采购平台", EVERY_THIRD},
	{"lsj", "minshan-1", "粮食仓储监管系统", EVERY_THIRD},
	{"yjj", "jinjiang-1", "药品追溯监管系统|化妆品备案系统", EVERY_THIRD},
	{"zscq", "jinjiang-1", "知识产权公共服务平台", EVERY_THIRD},
	{"jrj", "minshan-1", "地方金融风险监测平台", EVERY_THIRD},
	{"ggzy", "minshan-1", "公共资源交易电子服务系统", EVERY_THIRD},
	{"dag", "qingcheng-1", "数字档案馆系统", EVERY_THIRD},
	{"jkzx", "minshan-1", "传染病监测预警平台|预防接种信息系统", EVERY_THIRD},
	{"dzdc", "zrzyt-1", "地质资料服务平台", EVERY_THIRD},
	{"zyjn", "jinjiang-1", "职业技能鉴定考务系统", EVERY_THIRD},
	/* Older editions of systems that are still there: these leave the cloud in the story. */
	{"jtt", "minshan-1", "道路运输管理系统（旧版）", NOT_COPIED},
	{"jxt", "jinjiang-1", "中小企业公共服务平台（旧版）", COPIED},
	{"jxt", "jinjiang-1", "工业运行监测平台（旧版）", NOT_COPIED},
	{"mzt", "minshan-1", "婚姻登记管理系统（旧版）", NOT_COPIED},
	{"nynct", "minshan-1", "农产品质量追溯平台（旧版）", NOT_COPIED},
	{"rst", "jinjiang-1", "就业创业服务平台（旧版）|社会保险公共服务平台（旧版）", NOT_COPIED},
	{"slt", "jinjiang-1", "水利工程建设管理系统（旧版）", NOT_COPIED},
	{"slt", "minshan-1", "取水许可电子证照系统（旧版）", COPIED},
	{"sthjt", "minshan-1", "固体废物监管系统（旧版）", COPIED},
	{"wjw", "minshan-1", "医疗机构监管系统（旧版）", NOT_COPIED},
	{"wlt", "jinjiang-1", "公共文化云平台（旧版）", COPIED},
	{"ybj", "jinjiang-1", "药品集中采购平台（旧版）", COPIED},
	{"yjt", "minshan-1", "安全生产监管平台（旧版）", COPIED},
	{"fgw", "minshan-1", "价格监测预警系统（旧版）", NOT_COPIED},
	{"jtt", "minshan-1", "公路养护管理系统（旧版）", COPIED},
	{"fgw", "minshan-1", "价格监测预警系统（原版）", NOT_COPIED},
	{"jtt", "minshan-1", "道路运输管理系统（原版）|高速公路联网监测平台（原版）", NOT_COPIED},
	{"jxt", "jinjiang-1", "工业运行监测平台（原版）", NOT_COPIED},
	{"mzt", "minshan-1", "养老服务信息平台（原版）|婚姻登记管理系统（原版）", NOT_COPIED},
	{"rst", "jinjiang-1", "就业创业服务平台（原版）", NOT_COPIED},
	{"scjgj", "jinjiang-1", "食品安全追溯平台（原版）", NOT_COPIED},
	{"sthjt", "minshan-1", "排污许可管理平台（原版）", NOT_COPIED},
	{"wjw", "minshan-1", "医疗机构监管系统（原版）", NOT_COPIED},
	{"wlt", "jinjiang-1", "智慧旅游服务平台（原版）", NOT_COPIED},
	{"yjt", "minshan-1", "应急指挥综合平台（原版）", NOT_COPIED},
	/* Second stages, bought too large: these are made smaller in the story. */
	{"fgw", "jinjiang-1", "公共信用信息平台（二期）|投资项目在线审批监管平台（二期）", NOT_COPIED},
	{"jtt", "minshan-1", "高速公路联网监测平台（二期）", NOT_COPIED},
	{"jyt", "jyt-1", "教育资源公共服务平台（二期）", NOT_COPIED},
	{"mzt", "minshan-1", "养老服务信息平台（二期）", NOT_COPIED},
	{"scjgj", "jinjiang-1", "企业登记全程电子化平台（二期）", NOT_COPIED},
	{"slt", "jinjiang-1", "水雨情监测平台（二期）", NOT_COPIED},
	{"wlt", "jinjiang-1", "智慧旅游服务平台（二期）", NOT_COPIED},
	{"yjt", "minshan-1", "应急指挥综合平台（二期）", NOT_COPIED},
	{"zrzyt", "zrzyt-1", "不动产登记查询系统（二期）|地理信息公共服务平台（二期）", NOT_COPIED},
	/* Filed and free: what one may apply for. */
	{"center", NULL, "政务云资源运营分析系统|公共数据授权运营平台", EVERY_THIRD},
	{"fgw", NULL, "能源运行监测系统|粮食安全考核系统|重大项目调度平台", EVERY_THIRD},
	{"jxt", NULL, "新型工业化服务平台|无线电监测数据平台|民爆物品监管系统", EVERY_THIRD},
	{"jyt", NULL, "校外培训监管平台|学生资助管理系统|智慧体育监测平台", EVERY_THIRD},
	{"kjt", NULL, "科研诚信管理系统|大型仪器共享平台", EVERY_THIRD},
	{"mzt", NULL, "地名信息服务平台|殡葬管理信息系统", EVERY_THIRD},
	{"czt", NULL, "政府采购监管平台|会计人员管理系统", EVERY_THIRD},
	{"rst", NULL, "劳动保障监察系统|技能人才评价平台", EVERY_THIRD},
	{"zrzyt", NULL, "矿业权管理系统|测绘成果管理平台", EVERY_THIRD},
	{"sthjt", NULL, "核与辐射监管系统|生态保护红线监管平台", EVERY_THIRD},
	{"jtt", NULL, "港航综合管理系统|交通执法监督平台", EVERY_THIRD},
	{"slt", NULL, "河湖长制综合管理平台|农村供水监管系统|水土保持监管系统", EVERY_THIRD},
	{"nynct", NULL, "种业大数据平台|农机补贴管理系统", EVERY_THIRD},
	{"wlt", NULL, "文物安全监管平台|旅游执法监督系统", EVERY_THIRD},
	{"wjw", NULL, "妇幼健康信息系统|职业病防治监管系统", EVERY_THIRD},
	{"yjt", NULL, "危险化学品监管系统|自然灾害风险普查系统", EVERY_THIRD},
	{"scjgj", NULL, "检验检测服务平台|网络交易监测系统", EVERY_THIRD},
	{"ybj", NULL, "医保基金监管系统|长期护理保险系统", EVERY_THIRD},
	{"tyj", "tuojiang-1", "全民健身信息平台", NOT_COPIED},
	{"dag", "tuojiang-1", "电子档案备份系统", NOT_COPIED},
};

const size_t demo_register_length = ARRAY_LENGTH(demo_register);

const char *demo_filing_on(struct demo *demo, const char *unit, const char *system, int64_t day, bool registered)
{
	/* Numbers of the register go up with the year; the real format is not published, this one is the demo's. */
	int64_t serial = 100 + (int64_t)demo_draw(demo, 3) + demo->filings;
	const char *number = arena_printf(demo->arena, "川信备 %d-%04" PRId64, date_from_day(day).year, serial);
	struct query *query;

	demo->filings = serial - 99;
	if (!registered)
		return number;
	query = db_query(demo->context.db, Q_DEMO_FILING_ADD);
	query_text(query, ":number", number);
	query_int(query, ":organisation", demo_organisation(demo, unit));
	query_text(query, ":name", system);
	query_int(query, ":day", day);
	query_text(query, ":source", "register");
	query_int(query, ":now", clock_now());
	query_int(query, ":by", demo_person(demo, "center", ROLE_CENTER_INTAKE, 0)->person);
	demo_must(system, query_run(query));
	return number;
}

const char *demo_filing_add(struct demo *demo, const char *unit, const char *system, bool registered)
{
	return demo_filing_on(demo, unit, system, demo->first_day - 20 - (int64_t)demo_draw(demo, 200), registered);
}

int64_t demo_system_of(struct demo *demo, const char *name)
{
	struct query *query = db_query(demo->context.db, Q_DEMO_SYSTEM);
	int64_t id = 0;

	query_text(query, ":name", name);
	demo_must(name, query_value(query, 0, &id));
	return id;
}
