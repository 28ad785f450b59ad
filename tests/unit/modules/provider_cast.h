/* A contract, drafted or in force, and a system that keeps its provider from leaving. */
#ifndef UNIT_MODULES_PROVIDER_CAST_H
#define UNIT_MODULES_PROVIDER_CAST_H

#include "unit/modules/cloud.h"

static inline struct values *contract_form(const char *number, int64_t platform)
{
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);
	struct values *row;

	values_set(form, "contract_no", number);
	values_set(form, "contract_name", "甲云服务合同");
	values_set_number(form, "provider", PROVIDER);
	if (platform > 0)
		values_set_number(row_add(form, "platforms"), "platform", platform);
	values_set_number(form, "starts_day", at_day(2026, 1, 1));
	values_set_number(form, "ends_day", at_day(2026, 5, 31));
	values_set(form, "annual_amount", "120");
	values_set(form, "catalogue", "计算、存储、网络");
	values_set(form, "availability", "99.95");
	row = row_add(form, "coefficients");
	values_set(row, "grade", "excellent");
	values_set(row, "coefficient", "1.00");
	row = row_add(form, "coefficients");
	values_set(row, "grade", "failed");
	values_set(row, "coefficient", "0.7");
	return form;
}

static inline int64_t contract_drafted(struct values *form)
{
	int64_t id = opened_by(ASSESS, form);

	hand_in(id, "contract_scan");
	return id;
}

static inline int64_t contract_in_force(void)
{
	int64_t id;

	cloud_procedure("contract");
	id = contract_drafted(contract_form("HT-1", FIRST_CLOUD));
	go(ASSESS, id, "submit");
	go(OPERATOR_LEAD, id, "confirm");
	go(LEADER, id, "take_effect");
	return id;
}

/* System 50 of the unit with four cores on a platform: what keeps a provider or a platform from leaving. */
static inline void live_system(int64_t platform)
{
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at) VALUES "
			  "(50, 2, 1, '水利一张图', 2, 'operating', 1)");
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES "
		   "(50, %" PRId64 ", 'vcpu', 4, 4, 1)",
		   platform);
	office_sql(cloud, "INSERT INTO system_party VALUES (1, 50, 1), (2, 50, 1)");
}

/* ---- penalties ---- */

/* What the provider is said to have done. */
static const char *breach = "故障恢复超过约定时限三小时。";

static inline int64_t penalty_drafted(int64_t provider)
{
	struct values *form;
	int64_t contract, id;

	contract_in_force();
	contract = office_number(cloud, "SELECT id FROM contract");
	cloud_procedure("revocation");
	cloud_procedure("penalty");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set(form, "penalty_subject", "故障超时恢复");
	values_set_number(form, "provider", provider);
	values_set_number(form, "contract", contract);
	values_set(form, "clause", "第 19 条");
	values_set(form, "facts", breach);
	id = opened_by(ASSESS, form);
	hand_in_by(ASSESS, id, "evidence");
	return id;
}

static inline int64_t penalty_to_decide(const char *kind)
{
	int64_t id = penalty_drafted(PROVIDER);
	struct values *fields;

	go(ASSESS, id, "notify");
	go(OPERATOR_LEAD, id, "waive");
	fields = fields_of("recommend");
	values_set(fields, "finding", "事实清楚，责任明确，没有异议。");
	values_set(fields, "kind", kind);
	if (text_equal(kind, "deduction"))
		values_set(fields, "deduction", "5000");
	go_with(ASSESS, id, "recommend", fields);
	return id;
}

#endif
