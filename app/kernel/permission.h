/*
 * What routes ask for, and which roles have it.  Default deny: a permission
 * lists its roles; nothing is implied.  What an actor may do to one object is
 * decided in SQL (organisation scope) and by the procedure, not here.
 */
#ifndef KERNEL_PERMISSION_H
#define KERNEL_PERMISSION_H

#include "http/route.h"
#include "kernel/role.h"

#define WITH(role) ROLE_BIT(ROLE_##role)
#define ROLES_UNIT (WITH(UNIT_CLERK) | WITH(UNIT_LEAD))
#define ROLES_OPERATOR (WITH(OPERATOR_CLERK) | WITH(OPERATOR_LEAD))
#define ROLES_SUPERVISOR (WITH(SUPERVISOR_CLERK) | WITH(SUPERVISOR_LEAD))
#define ROLES_SECOPS (WITH(SECOPS_CLERK) | WITH(SECOPS_LEAD))
#define ROLES_CENTER \
	(WITH(CENTER_INTAKE) | WITH(CENTER_REVIEW) | WITH(CENTER_APPROVE) | WITH(CENTER_DISPATCH) | WITH(CENTER_SECURITY) | \
	 WITH(CENTER_ASSESS) | WITH(CENTER_LEAD) | WITH(CENTER_DUTY))
#define ROLES_BUSINESS \
	(ROLES_UNIT | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_SECOPS | ROLES_CENTER | WITH(REVIEW_EXPERT) | WITH(ASSESSOR_CLERK))

/* Administrators who may hold a state, where a procedure says why (kernel/procedure.h); which matters, matter_find says. */
#define ROLES_ADMIN_HOLDERS (WITH(ADMIN_SYSTEM) | WITH(ADMIN_SECURITY))
/* Not a role anybody has: who came by a token of an organisation (kernel/token.h), and may nothing else. */
#define ROLES_TOKEN (UINT32_C(1) << 31)
_Static_assert(ROLE_END < 31, "a role would be a token");

/* constant, roles, what it lets them do */
#define PERMISSION_TABLE(X) \
	X(MAY_SEE_MATTERS,       ROLES_BUSINESS,                                      "查看本单位有关事项") \
	X(MAY_START_MATTER,      ROLES_BUSINESS & ~WITH(REVIEW_EXPERT),               "发起事项、填写表单") \
	X(MAY_OPEN_MATTER,       ROLES_BUSINESS | ROLES_ADMIN_HOLDERS,                "打开与本人有关的一件事项") \
	X(MAY_ACT,               ROLES_BUSINESS,                                      "起草、交材料、授权代办、成批办理") \
	X(MAY_HANDLE,            ROLES_BUSINESS | ROLES_ADMIN_HOLDERS,                "办理轮到本岗位的事项") \
	X(MAY_SEE_SYSTEMS,       ROLES_BUSINESS & ~WITH(REVIEW_EXPERT) & ~WITH(ASSESSOR_CLERK), "查看信息系统台账") \
	X(MAY_SEE_PLATFORMS,     ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_UNIT | ROLES_SECOPS, "查看平台与容量") \
	X(MAY_SEE_DISPATCH,      WITH(CENTER_DISPATCH) | WITH(CENTER_LEAD) | ROLES_OPERATOR | ROLES_SUPERVISOR, "查看派单板") \
	X(MAY_SEE_FILINGS,       WITH(CENTER_INTAKE) | WITH(CENTER_REVIEW) | WITH(CENTER_APPROVE) | WITH(CENTER_LEAD) | ROLES_UNIT, "查看备案登记") \
	X(MAY_IMPORT_FILINGS,    WITH(CENTER_INTAKE),                                    "导入备案登记") \
	X(MAY_SEE_ASSESSORS,     ROLES_BUSINESS,                                      "查看第三方机构名录") \
	X(MAY_KEEP_ASSESSORS,    WITH(CENTER_SECURITY),                                  "维护第三方机构名录") \
	X(MAY_KEEP_CAPACITY,     WITH(CENTER_DISPATCH),                                  "维护平台容量") \
	X(MAY_PUBLISH,           WITH(CENTER_INTAKE) | WITH(CENTER_DISPATCH) | WITH(CENTER_LEAD), "发布公告与模板") \
	X(MAY_SEE_PROCEDURES,    ROLES_BUSINESS | ROLES_ADMIN,                        "查看办事流程") \
	X(MAY_SEE_ARTICLES,      ROLES_BUSINESS | ROLES_ADMIN,                        "查看条款对照") \
	X(MAY_SEE_COMPLIANCE,    ROLES_CENTER,                                        "查看办法落实情况") \
	X(MAY_SEE_DUTIES,        ROLES_BUSINESS & ~WITH(REVIEW_EXPERT) & ~WITH(ASSESSOR_CLERK), "查看职责日历与责任分工") \
	X(MAY_SEE_RULES,         ROLES_BUSINESS | ROLES_ADMIN,                        "查看参数") \
	X(MAY_SET_RULES,         WITH(ADMIN_SYSTEM),                                     "导入工作日历") \
	X(MAY_SEE_PROPOSALS,     ROLES_CENTER | ROLES_ADMIN,                          "查看参数与流程的调整提议") \
	X(MAY_PROPOSE_RULES,     WITH(ADMIN_SYSTEM) | WITH(CENTER_LEAD),              "提议调整参数与流程") \
	X(MAY_APPROVE_RULES,     WITH(CENTER_LEAD),                                   "核准他人提议的参数与流程") \
	X(MAY_KEEP_PEOPLE,       WITH(ADMIN_SYSTEM),                                     "建立单位与人员") \
	X(MAY_SEE_PEOPLE,        WITH(ADMIN_SYSTEM) | WITH(ADMIN_SECURITY),                 "查看单位与人员") \
	X(MAY_GRANT,             WITH(ADMIN_SECURITY),                                   "授予岗位") \
	X(MAY_AUDIT,             WITH(ADMIN_AUDIT),                                      "查阅操作日志") \
	X(MAY_SEE_ARCHIVES,      WITH(ADMIN_SYSTEM) | WITH(ADMIN_AUDIT),                    "查看日志归档") \
	X(MAY_ASK_ARCHIVE,       WITH(ADMIN_SYSTEM),                                     "申请归档操作日志") \
	X(MAY_RULE_ARCHIVE,      WITH(ADMIN_AUDIT),                                      "核准归档操作日志") \
	X(MAY_SEE_REVIEW,        ROLES_CENTER,                                        "查看评审人员与个人意见") \
	X(MAY_KEEP_CONTACTS,     ROLES_UNIT,                                          "更新本单位系统的责任人") \
	X(MAY_SEE_PLANS,         ROLES_UNIT | ROLES_CENTER,                           "查看年度上云计划") \
	X(MAY_SEE_CONTRACTS,     ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_SECOPS, "查看本单位的服务合同") \
	X(MAY_SEE_ASSESSMENTS,   ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR,    "查看服务商考核") \
	X(MAY_CORRECT_CLOSINGS,  WITH(CENTER_ASSESS),                                    "登记已封存考核件的更正") \
	X(MAY_SEE_INTERPRETATIONS, ROLES_BUSINESS,                                    "查看解释答复") \
	X(MAY_WITHDRAW_INTERPRETATIONS, WITH(CENTER_LEAD),                               "撤回已公布的解释答复") \
	X(MAY_SEE_USAGE,         ROLES_BUSINESS & ~WITH(REVIEW_EXPERT) & ~WITH(ASSESSOR_CLERK), "查看使用率与机器台账") \
	X(MAY_IMPORT_USAGE,      WITH(SUPERVISOR_CLERK),                                 "导入使用率") \
	X(MAY_KEEP_SEASONS,      WITH(CENTER_DISPATCH),                                  "登记系统的季节性峰值") \
	X(MAY_EXEMPT,            WITH(CENTER_DISPATCH) | WITH(CENTER_LEAD),              "豁免降配回收建议") \
	X(MAY_SEE_PROPOSED,      ROLES_CENTER,                                        "查看降配回收建议") \
	X(MAY_PROPOSE_DOWNSIZING, WITH(CENTER_DISPATCH),                                 "按建议发出降配回收通知") \
	X(MAY_SEE_EFFICIENCY,    ROLES_CENTER | ROLES_UNIT,                           "查看使用效率评分") \
	X(MAY_PUSH_USAGE,        ROLES_TOKEN,                                            "以接口令牌推送使用率") \
	X(MAY_SEE_TOKENS,        ROLES_SUPERVISOR | WITH(ADMIN_SECURITY),                "查看接口令牌") \
	X(MAY_MAKE_TOKENS,       WITH(SUPERVISOR_LEAD),                                  "生成接口令牌") \
	X(MAY_REVOKE_TOKENS,     WITH(SUPERVISOR_LEAD) | WITH(ADMIN_SECURITY),           "撤销接口令牌") \
	X(MAY_SEE_SOURCES,       ROLES_SUPERVISOR | WITH(ADMIN_SYSTEM),                  "查看使用率的拉取来源") \
	X(MAY_KEEP_SOURCES,      WITH(ADMIN_SYSTEM),                                     "设置使用率的拉取来源") \
	X(MAY_SEE_UNKNOWN_MACHINES, ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR,  "查看未入台账的机器") \
	X(MAY_IMPORT_MACHINES,   WITH(OPERATOR_CLERK) | WITH(CENTER_DISPATCH),           "导入机器台账") \
	X(MAY_SEE_TAKEOVER,      WITH(CENTER_INTAKE) | WITH(CENTER_DISPATCH) | WITH(CENTER_LEAD) | WITH(ADMIN_SYSTEM) | WITH(ADMIN_SECURITY), "查看存量登记") \
	X(MAY_TAKE_OVER,         WITH(CENTER_DISPATCH),                                  "导入存量数据、送各单位确认") \
	X(MAY_SEE_SAVINGS,       ROLES_CENTER | ROLES_UNIT | ROLES_OPERATOR | ROLES_SUPERVISOR, "查看降配回收成效") \
	X(MAY_SEE_REPORTS,       ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_UNIT | ROLES_SECOPS, "查看月报与摘编") \
	X(MAY_SEE_VERIFICATIONS, ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR,    "查看平台资源核实") \
	X(MAY_SEE_OWNERLESS,     ROLES_CENTER | ROLES_UNIT,                           "查看无责任人清单") \
	X(MAY_SEE_FINDINGS,      ROLES_CENTER | ROLES_UNIT,                           "查看台账确认发现的情况") \
	X(MAY_SET_ASIDE_FINDINGS, WITH(CENTER_DISPATCH),                              "台账确认发现的情况不再处理") \
	X(MAY_SEE_FAULTS,        ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_UNIT | ROLES_SECOPS, "查看与本单位有关的故障") \
	X(MAY_SEE_CONTACTS,      ROLES_CENTER | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_UNIT | ROLES_SECOPS, "查看联动联系人") \
	X(MAY_SEE_HAZARDS,       ROLES_UNIT | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_SECOPS | WITH(CENTER_SECURITY) | WITH(CENTER_ASSESS) | WITH(CENTER_LEAD) | WITH(CENTER_DUTY), "查看隐患整改") \
	X(MAY_SEE_ASSETS,        ROLES_UNIT | ROLES_OPERATOR | ROLES_SECOPS | WITH(CENTER_SECURITY) | WITH(CENTER_LEAD) | WITH(CENTER_DUTY), "查看系统的地址、端口和域名") \
	X(MAY_KEEP_ASSETS,       WITH(UNIT_CLERK) | WITH(OPERATOR_CLERK),             "登记系统的地址、端口和域名") \
	X(MAY_SEE_INCIDENTS,     ROLES_UNIT | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_SECOPS | WITH(CENTER_SECURITY) | WITH(CENTER_ASSESS) | WITH(CENTER_LEAD) | WITH(CENTER_DUTY), "查看与本单位有关的网络安全事件") \
	X(MAY_SEE_COMPLIANCE_FILINGS,    ROLES_UNIT | ROLES_OPERATOR | ROLES_SUPERVISOR | ROLES_SECOPS | WITH(CENTER_SECURITY) | WITH(CENTER_REVIEW) | WITH(CENTER_ASSESS) | WITH(CENTER_LEAD), "查看等保、密评等备案")

enum permission {
	PERMISSION_BEFORE_FIRST = PERMISSION_FIRST_OF_KERNEL - 1,
#define X(constant, roles, label) constant,
	PERMISSION_TABLE(X)
#undef X
	PERMISSION_END
};

/* Whether somebody with these roles has it; public and signed-in ones included. */
bool permission_held(unsigned permission, bool signed_in, uint32_t roles);
/* One that only shows (MAY_SEE_…): whoever takes a role for somebody these days has it too, but keeps, imports and approves nothing. */
bool permission_shows(unsigned permission);
const char *permission_name(unsigned permission);
const char *permission_label(unsigned permission);

#endif
