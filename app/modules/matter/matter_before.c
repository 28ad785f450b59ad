/* What came before, beside the decision (kernel/panel_before.h): a row each, its query in db/queries/before.sql. */
#include "base/base.h"
#include "modules/matter/matter_module.h"

#include "kernel/panel_before.h"

const struct panel_before matter_before[] = {
	{{"earlier_complaints", NULL}, "该单位、该服务商此前的投诉", "complaint", Q_BEFORE_COMPLAINTS},
	{{"earlier_contracts", NULL}, "该服务商、所涉平台此前的合同", "contract", Q_BEFORE_CONTRACTS},
	{{"earlier_scores", NULL}, "该服务商近几个季度的考核", "assessment", Q_BEFORE_SCORES},
	{{"earlier_verifications", NULL}, "本平台前几个月的核实", "verification", Q_BEFORE_VERIFICATIONS},
	{{"earlier_faults", NULL}, "同一系统、平台此前的故障", "fault", Q_BEFORE_FAULTS},
	{{"earlier_incidents", NULL}, "涉事单位此前的事件与定级", "incident", Q_BEFORE_INCIDENTS},
	{{"earlier_self_checks", NULL}, "本平台前几个月的自查", "self_check", Q_BEFORE_SELF_CHECKS},
	{{"earlier_om_records", NULL}, "该单位前几个月的监管记录", "om_record", Q_BEFORE_OM_RECORDS},
	{{"earlier_om_rules", NULL}, "该单位此前登记的制度", "om_rules", Q_BEFORE_OM_RULES},
	{.row = {.name = NULL}},
};
