/*
 * The matters.  A script is a row of words (demo_steps.c): each is one step of
 * one person; "+2" lets two working days pass, "word:argument" says which or
 * how.  `ends` anchors the last step to so many working days before now, so
 * that every state looks as old as it should, whenever the demo is made.
 */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#define FILED "open +0 submit +1 agree"
#define TAKEN FILED " +1 accept"
#define MET TAKEN " +2 meeting +3 e1 e2 +1 e3"
#define CIRCULATED TAKEN " +1 letter +2 r2 r3"
#define RULED MET " +1 pass +2 rule"
#define RULED_SMALL CIRCULATED " +1 pass +1 rule"
#define GIVEN RULED " +1 dispatch +3 deliver +1 monitor +1 receive"
#define GIVEN_SMALL RULED_SMALL " +1 dispatch +2 deliver +1 monitor +1 receive"
#define ON_TRIAL GIVEN " +15 deploy"
#define ON_TRIAL_SMALL GIVEN_SMALL " +12 deploy"
#define LIVE ON_TRIAL " +22 handin +3 verify +8 operate"
#define LIVE_SMALL ON_TRIAL_SMALL " +20 handin +2 verify +9 operate"
#define MOVED GIVEN " +12 stage +4 rehearse"
#define MOVED_OVER MOVED " +3 cut cutop"

const struct demo_tale demo_tales[] = {
	/* Done long ago. */
	{"fgw", "项目储备管理系统", "new", "2", MEDIUM, "jinjiang-1", 262, LIVE, NULL},
	{"mzt", "社会组织年检系统", "new", "2", SMALL, "minshan-1", 243, LIVE_SMALL, NULL},
	{"wjw", "远程医疗服务平台", "new", "3", LARGE, "minshan-1", 221, LIVE, NULL},
	{"sthjt", "重点排污单位监控系统", "migration", "3", MEDIUM, "minshan-1", 190,
	 MOVED_OVER " +7 settle +16 handin +3 verify +9 operate", NULL},
	{"rst", "劳动人事争议调解平台", "new", "2", SMALL, "jinjiang-1", 170, LIVE_SMALL, NULL},
	/* Resources were short, then found. */
	{"scjgj", "计量器具管理系统", "new", "2", MEDIUM, "minshan-1", 148,
	 RULED " +1 dispatch +2 short +3 redispatch +3 deliver +1 monitor +1 receive +12 deploy +22 handin +3 verify "
	       "+8 operate",
	 NULL},
	/* Delivered with one machine missing: objected to, put right. */
	{"jtt", "公路治超联网系统", "new", "2", MEDIUM, "minshan-1", 126,
	 RULED " +1 dispatch +3 deliver +1 reopen +1 deliver +1 monitor +1 object +2 deliver +1 monitor +1 receive +14 "
	       "deploy +22 handin +2 "
	       "verify "
	       "+9 operate",
	 NULL},
	/* Conditional pass, every condition met and closed before operation. */
	{"slt", "水库安全监测系统", "new", "3", MEDIUM, "jinjiang-1", 98,
	 TAKEN
	 " +2 meeting +3 e1:conditional e2 +1 e3:conditional +1 conditional +2 rule +1 dispatch +3 deliver +1 monitor "
	 "+1 receive +14 deploy +8 met +3 closed +11 handin +3 verify +8 operate",
	 NULL},
	/* The reports were not good enough the first time. */
	{"jxt", "企业技术中心评价系统", "new", "2", MEDIUM, "jinjiang-1", 74,
	 ON_TRIAL " +20 handin +3 unverify +7 met rectify +2 closed verify +5 operate", NULL},
	/* Rolled back at the first cut-over. */
	{"nynct", "兽药监管信息平台", "migration", "2", MEDIUM, "minshan-1", 41,
	 GIVEN " +12 stage +2 unrehearse +5 stage +4 rehearse +3 cut cutop +2 rollback +6 stage +3 rehearse +2 cut "
	       "cutop +8 settle +18 handin +3 verify +7 operate",
	 NULL},
	{"fgw", "招投标领域信用系统", "new", "2", SMALL, "jinjiang-1", 17, LIVE_SMALL, NULL},
	{"center", "政务云监管数据汇聚系统", "new", "3", MEDIUM, "jinjiang-1", 6, LIVE, NULL},

	/* Ended otherwise. */
	{"kjt", "涉密科研项目管理系统", "new", "2", SMALL, "jinjiang-1", 205, FILED " +2 refuse:classified", NULL},
	{"czt", "财政电子票据系统", "new", "2", MEDIUM, "qingcheng-1", 9, FILED " +2 refuse:out_of_scope", NULL},
	{"wlt", "文化馆联盟服务系统", "new", "2", MEDIUM, "jinjiang-1", 64,
	 MET " +1 adjust +4 replan +1 unplan +2 replan +1 reagree +2 meeting +3 e1:adjust e2:fail +1 e3:adjust +1 "
	     "adjust +5 replan +1 reagree "
	     "+2 meeting +3 e1:fail e2:fail e3 +1 fail",
	 NULL},
	{"jyt", "区域教育云桌面系统", "new", "2", LARGE, "jinjiang-1", 33,
	 MET " +1 pass +1 rereview +2 meeting +3 e1 e2 +1 e3 +1 pass +2 norule", NULL},
	{"mzt", "慈善捐赠公示系统", "new", "2", SMALL, "minshan-1", 58, TAKEN " +1 letter +1 withdraw", NULL},
	{"yjt", "防汛物资调度系统", "new", "2", MEDIUM, "minshan-1", 11, FILED " +1 withdraw", NULL},
	{"ybj", "药店定点管理系统", "new", "2", MEDIUM, "jinjiang-1", 34, FILED " +2 correct", NULL},
	/* Given, never deployed, given up: the application ends with the system. */
	{"wlt", "群众文化活动平台", "new", "2", SMALL, "jinjiang-1", 75, GIVEN_SMALL, NULL},
	{"wlt", "演出市场备案系统", "new", "2", SMALL, "jinjiang-1", 38, MET " +1 adjust +22 lapse", NULL},
	{"rst", "人力资源市场监测系统", "new", "2", MEDIUM, "minshan-1", 47,
	 RULED " +1 dispatch +3 short +2 reruling +2 rule +1 dispatch +6 takeback +1 stop", NULL},

	/* Deployed, on trial, nearly there. */
	{"sthjt", "碳排放数据管理平台", "migration", "3", LARGE, "minshan-1", 24, MOVED_OVER " +7 settle", NULL},
	{"jtt", "网约车监管信息平台", "new", "2", MEDIUM, "minshan-1", 16, ON_TRIAL, NULL},
	{"wjw", "基层医疗卫生管理系统", "new", "3", MEDIUM, "minshan-1", 5, ON_TRIAL, NULL},
	{"scjgj", "广告监测系统", "new", "2", SMALL, "jinjiang-1", 1, ON_TRIAL_SMALL " +19 handin", NULL},
	{"kjt", "高新技术企业认定系统", "new", "2", MEDIUM, "jinjiang-1", 3,
	 TAKEN
	 " +2 meeting +3 e1:conditional e2:conditional +1 e3 +1 conditional +2 rule +1 dispatch +3 deliver +1 monitor "
	 "+1 receive +15 deploy +9 met +14 handin +1 doubt verify",
	 NULL},
	{"zrzyt", "地质灾害监测预警系统", "new", "3", RECOVERED, "minshan-1", 4,
	 RULED " +1 dispatch +2 deliver +1 deliver:jianmen +1 monitor +1 receive +14 deploy +21 handin +3 unverify",
	 NULL},
	{"czt", "国有资产云平台", "migration", "3", MEDIUM, "qingcheng-1", 4, MOVED_OVER, NULL},
	{"yjt", "消防物联网监测平台", "migration", "2", MEDIUM, "minshan-1", 1, MOVED, NULL},
	{"wlt", "非物质文化遗产数据库", "migration", "2", MEDIUM, "jinjiang-1", 3, GIVEN " +13 stage", NULL},
	{"ybj", "跨省异地就医结算系统", "new", "3", LARGE, "jinjiang-1", 9, GIVEN, NULL},
	{"fgw", "以工代赈项目系统", "new", "2", SMALL, "jinjiang-1", 27,
	 RULED_SMALL " +1 dispatch +2 deliver +1 monitor +3 deem", NULL},

	/* Being given what was granted. */
	{"slt", "农村水电安全监管系统", "new", "2", MEDIUM, "jinjiang-1", 1, RULED " +1 dispatch +3 deliver +1 monitor",
	 NULL},
	{"nynct", "高标准农田管理平台", "new", "2", MEDIUM, "minshan-1", 0,
	 RULED " +1 dispatch +2 deliver +1 monitor +1 object +2 deliver +1 monitor", NULL},
	{"jxt", "稀土行业监管系统", "new", "2", MEDIUM, "jinjiang-1", 0, RULED " +1 dispatch +3 deliver", NULL},
	{"jyt", "智慧校园安全监管平台", "new", "3", RECOVERED, "jinjiang-1", 2, RULED " +1 dispatch +2 deliver", NULL},
	{"mzt", "婚姻家庭辅导服务系统", "new", "2", SMALL, "minshan-1", 2, RULED_SMALL " +1 dispatch", NULL},
	{"rst", "工伤认定管理系统", "new", "2", MEDIUM, "minshan-1", 8, RULED " +1 dispatch +0 urge", NULL},
	{"yjt", "应急物资保障平台", "new", "3", LARGE, "minshan-1", 1, RULED " +1 dispatch +2 short", NULL},
	{"wjw", "老年健康服务系统", "new", "2", MEDIUM, "minshan-1", 0, RULED, NULL},
	{"scjgj", "知识产权执法系统", "new", "2", SMALL, "jinjiang-1", 1, RULED_SMALL, NULL},

	/* Being judged. */
	{"kjt", "成果转化交易平台", "new", "2", MEDIUM, "jinjiang-1", 1, MET " +1 pass", NULL},
	{"jtt", "智慧交通出行平台", "new", "3", LARGE, "minshan-1", 2,
	 TAKEN " +2 meeting +2 e1:conditional e2 +1 e3:conditional +1 conditional", NULL},
	{"sthjt", "噪声自动监测系统", "new", "2", SMALL, "minshan-1", 6, CIRCULATED " +1 pass", NULL},
	{"zrzyt", "自然资源执法平台", "new", "2", MEDIUM, "minshan-1", 1, TAKEN " +2 meeting +2 e1 e2:conditional",
	 NULL},
	{"slt", "智慧灌区管理系统", "new", "2", SMALL, "jinjiang-1", 3, TAKEN " +1 letter", NULL},
	{"czt", "政府债务管理系统", "new", "3", MEDIUM, "qingcheng-1", 2, TAKEN " +1 meeting +2 e1 +0 comment invite",
	 NULL},
	{"wlt", "景区流量监测平台", "new", "2", MEDIUM, "jinjiang-1", 4, MET " +1 adjust", NULL},
	{"ybj", "医保移动支付中台", "new", "3", LARGE, "jinjiang-1", 1,
	 MET " +1 adjust +3 replan +1 reagree +2 meeting +2 e1:adjust e2:adjust e3 +1 adjust", NULL},
	{"nynct", "渔政执法指挥系统", "new", "2", MEDIUM, "minshan-1", 0, MET " +1 adjust +4 replan", NULL},
	{"jyt", "研究生招生管理系统", "new", "2", MEDIUM, "jinjiang-1", 1, MET " +1 adjust +3 replan +1 reagree", NULL},
	{"wjw", "公共卫生应急指挥平台", "new", "3", LARGE, "minshan-1", 0, TAKEN, NULL},
	{"jxt", "绿色制造评价系统", "new", "2", MEDIUM, "jinjiang-1", 4, TAKEN, NULL},
	/* What came by proof and not by the register. */
	{"center", "政务热线智能分析系统", "new", "2", MEDIUM, "jinjiang-1", 2,
	 "open:unfiled +0 submit +1 agree +1 confirm", NULL},
	/* Grew so much that it applies anew. */
	{"slt", "水雨情监测平台", "reapplication", "3", LARGE, "jinjiang-1", 3, MET " +1 pass", "水雨情监测平台"},

	/* At the door. */
	{"fgw", "成渝双城重大项目平台", "new", "2", MEDIUM, "jinjiang-1", 0, FILED, NULL},
	{"mzt", "流浪救助管理系统", "new", "2", SMALL, "minshan-1", 1, FILED, NULL},
	{"rst", "社保基金监督系统", "new", "2", MEDIUM, "minshan-1", 6, FILED " +4 urge", NULL},
	{"kjt", "实验动物管理系统", "new", "2", SMALL, "jinjiang-1", 0,
	 FILED " +2 correct +3 fix +1 unfix +2 fix +1 recheck", NULL},
	{"sthjt", "核应急指挥平台", "new", "4", MEDIUM, "minshan-1", 1, FILED " +0 comment:level except", NULL},
	{"scjgj", "产品质量抽检系统", "new", "2", MEDIUM, "jinjiang-1", 3, FILED " +1 correct", NULL},
	{"wlt", "旅游投诉处理系统", "migration", "2", MEDIUM, "jinjiang-1", 8, FILED " +2 correct", NULL},
	{"jtt", "农村公路管理系统", "new", "2", MEDIUM, "minshan-1", 0, FILED " +2 correct +3 fix", NULL},
	{"czt", "政府购买服务系统", "new", "2", SMALL, "qingcheng-1", 0, "open +0 submit +1 return +1 revise submit",
	 NULL},
	{"yjt", "应急队伍管理系统", "new", "2", MEDIUM, "minshan-1", 1, "open +0 submit", NULL},
	{"slt", "山洪灾害监测预警平台", "new", "3", MEDIUM, "jinjiang-1", 0, "sketch", NULL},
	{"jyt", "高校就业信息服务平台", "new", "2", MEDIUM, "jinjiang-1", 2, "sketch", NULL},
	{"zrzyt", "矿山地质环境系统", "new", "2", MEDIUM, "minshan-1", 1, "open +0 submit +1 return", NULL},
	/* A module of a system that is there. */
	{"slt", "水利工程质量检测子系统", "new", "2", SMALL, "jinjiang-1", 2, FILED " +1 accept",
	 "水利工程建设管理系统"},
};

const size_t demo_tale_count = ARRAY_LENGTH(demo_tales);
