/*
 * Roles and organisation kinds.  A role's key is what procedures, the database
 * and this table share; its bit is what actors carry.  To add one: a row here
 * and the CHECK of table person_role in a new migration.
 */
#ifndef KERNEL_ROLE_H
#define KERNEL_ROLE_H

#include "base/arena.h"
#include "base/base.h"

/* constant, key, kind of organisation it belongs to, label, group for separation inside one matter (0 none) */
#define ROLE_TABLE(X) \
	X(ROLE_UNIT_CLERK,       "unit.clerk",       KIND_UNIT,       "单位经办岗",     1) \
	X(ROLE_UNIT_LEAD,        "unit.lead",        KIND_UNIT,       "单位审核岗",     2) \
	X(ROLE_OPERATOR_CLERK,   "operator.clerk",   KIND_OPERATOR,   "服务商经办岗",   1) \
	X(ROLE_OPERATOR_LEAD,    "operator.lead",    KIND_OPERATOR,   "服务商负责岗",   2) \
	X(ROLE_SUPERVISOR_CLERK, "supervisor.clerk", KIND_SUPERVISOR, "云监管经办岗",   1) \
	X(ROLE_SUPERVISOR_LEAD,  "supervisor.lead",  KIND_SUPERVISOR, "云监管负责岗",   2) \
	X(ROLE_SECOPS_CLERK,     "secops.clerk",     KIND_SECOPS,     "安全运维经办岗", 1) \
	X(ROLE_SECOPS_LEAD,      "secops.lead",      KIND_SECOPS,     "安全运维负责岗", 2) \
	X(ROLE_CENTER_INTAKE,    "center.intake",    KIND_CENTER,     "受理岗",         3) \
	X(ROLE_CENTER_REVIEW,    "center.review",    KIND_CENTER,     "方案评审岗",     4) \
	X(ROLE_CENTER_APPROVE,   "center.approve",   KIND_CENTER,     "资源核定岗",     5) \
	X(ROLE_CENTER_DISPATCH,  "center.dispatch",  KIND_CENTER,     "资源调度岗",     0) \
	X(ROLE_CENTER_SECURITY,  "center.security",  KIND_CENTER,     "安全管理岗",     0) \
	X(ROLE_CENTER_ASSESS,    "center.assess",    KIND_CENTER,     "监督考核岗",     0) \
	X(ROLE_CENTER_LEAD,      "center.lead",      KIND_CENTER,     "中心领导",       0) \
	X(ROLE_CENTER_DUTY,      "center.duty",      KIND_CENTER,     "值班岗",         0) \
	X(ROLE_REVIEW_EXPERT,    "review.expert",    KIND_ANY,        "评审专家",       4) \
	X(ROLE_ASSESSOR_CLERK,   "assessor.clerk",   KIND_ASSESSOR,   "第三方机构经办岗", 0) \
	X(ROLE_ADMIN_SYSTEM,     "admin.system",     KIND_CENTER,     "系统管理员",     0) \
	X(ROLE_ADMIN_SECURITY,   "admin.security",   KIND_CENTER,     "安全管理员",     0) \
	X(ROLE_ADMIN_AUDIT,      "admin.audit",      KIND_CENTER,     "审计管理员",     0)

/*
 * Relative holders: written in procedures only, nobody is granted one.  Which
 * role of an organisation they mean is role_for's: whoever opened the matter,
 * those it is addressed to, those who answer for what it is about.
 */
#define RELATIVE_TABLE(X) \
	X(ROLE_OWNER_CLERK,       "owner.clerk",       "发起单位经办岗") \
	X(ROLE_OWNER_LEAD,        "owner.lead",        "发起单位负责岗") \
	X(ROLE_ADDRESSEE_CLERK,   "addressee.clerk",   "收件单位经办岗") \
	X(ROLE_ADDRESSEE_LEAD,    "addressee.lead",    "收件单位负责岗") \
	X(ROLE_RESPONSIBLE_CLERK, "responsible.clerk", "责任单位经办岗") \
	X(ROLE_RESPONSIBLE_LEAD,  "responsible.lead",  "责任单位负责岗")

enum role {
#define X(constant, key, kind, label, group) constant,
	ROLE_TABLE(X)
#undef X
	ROLE_COUNT, /* of those somebody may have; stands for "none" */
#define X(constant, key, label) constant,
	RELATIVE_TABLE(X)
#undef X
	ROLE_END
};

#define ROLE_BIT(role) (UINT32_C(1) << (role))
#define ROLES_ADMIN (ROLE_BIT(ROLE_ADMIN_SYSTEM) | ROLE_BIT(ROLE_ADMIN_SECURITY) | ROLE_BIT(ROLE_ADMIN_AUDIT))

/* Bits: an organisation holds one or more. */
enum kind {
	KIND_CENTER = 1 << 0,
	KIND_UNIT = 1 << 1,
	KIND_PROVIDER = 1 << 2,
	KIND_SUPERVISOR = 1 << 3,
	KIND_SECOPS = 1 << 4,
	KIND_INTEGRATOR = 1 << 5,
	KIND_ASSESSOR = 1 << 6,
	KIND_OPERATOR = KIND_PROVIDER | KIND_INTEGRATOR | KIND_SUPERVISOR,
	KIND_ANY = (1 << 7) - 1,
};

/* ROLE_COUNT when unknown. */
enum role role_from_key(const char *key);
/* Likewise, relative ones too. */
enum role holder_from_key(const char *key);
bool role_relative(enum role role);
bool role_administers(enum role role); /* one of the three administrators */
bool role_reviews(enum role role);     /* whose opinions and posts stay in the center */
/*
 * What a relative holder is in an organisation of these kinds.  Where one is
 * several kinds at once: supervisor, secops, provider, integrator (when it acts
 * for a platform of its own), unit.  ROLE_COUNT: nothing.
 */
enum role role_for(enum role relative, unsigned kinds, bool for_own_platform);
const char *role_key(enum role role);
const char *role_label(enum role role);
unsigned role_kinds(enum role role);      /* kinds of organisation that may have it */
int role_separation_group(enum role role); /* in one matter nobody takes two different groups above 0 */

/* 0 when unknown. */
unsigned kind_from_key(const char *key);
unsigned kinds_from_text(struct arena *arena, const char *text); /* "unit integrator"; NULL: none */
const char *kind_key(unsigned kind);
const char *kind_label(unsigned kind);

#endif
