/* Every number of the module's rules. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#define OURS "本系统默认"
#define WORKING_DAYS(key, days, label, basis) \
	{ \
		key, SETTING_INTEGER, days, "工作日", 1, 60, label, basis, OURS \
	}

const struct setting_row operation_settings[] = {
	/* 督办 */
	{"notice_receipt_wd", SETTING_INTEGER, "1", "工作日", 1, 30, "督办签收时限", "第十九条", OURS},
	WORKING_DAYS("notice_reply_wd", "10", "督办回复时限", "第十九条"),
	{"notice_verify_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "督办回复核实时限", "第十九条", OURS},
	/* 故障 */
	{"fault_respond_1_min", SETTING_INTEGER, "10", "分钟", 1, 1440, "Ⅰ级故障响应时限", "第二十四条", OURS},
	{"fault_respond_2_min", SETTING_INTEGER, "15", "分钟", 1, 1440, "Ⅱ级故障响应时限", "第二十四条", OURS},
	{"fault_respond_3_min", SETTING_INTEGER, "30", "分钟", 1, 1440, "Ⅲ级故障响应时限", "第二十四条", OURS},
	{"fault_respond_4_h", SETTING_INTEGER, "4", "小时", 1, 240, "Ⅳ级故障响应时限", "第二十四条", OURS},
	{"fault_restore_1_h", SETTING_INTEGER, "2", "小时", 1, 240, "Ⅰ级故障恢复时限，自响应起", "第二十条", OURS},
	{"fault_restore_2_h", SETTING_INTEGER, "4", "小时", 1, 240, "Ⅱ级故障恢复时限，自响应起", "第二十条", OURS},
	{"fault_restore_3_h", SETTING_INTEGER, "8", "小时", 1, 240, "Ⅲ级故障恢复时限，自响应起", "第二十条", OURS},
	{"fault_restore_4_h", SETTING_INTEGER, "48", "小时", 1, 240, "Ⅳ级故障恢复时限，自响应起", "第二十条", OURS},
	{"fault_report_1_min", SETTING_INTEGER, "30", "分钟", 1, 1440, "Ⅰ级故障首次上报时限，自发现起", "第二十三条",
	 OURS},
	{"fault_report_2_min", SETTING_INTEGER, "60", "分钟", 1, 1440, "Ⅱ级故障首次上报时限，自发现起", "第二十三条",
	 OURS},
	{"fault_report_3_cd", SETTING_INTEGER, "0", "日", 0, 30, "Ⅲ级故障首次上报时限，发现之日后（0 为当日）",
	 "第二十三条", OURS},
	{"fault_report_4_cd", SETTING_INTEGER, "7", "日", 0, 30, "Ⅳ级故障首次上报时限，发现之日后", "第二十三条", OURS},
	{"fault_arrive_1_min", SETTING_INTEGER, "30", "分钟", 1, 1440, "Ⅰ级故障到场时限，自上报起", "第二十四条", OURS},
	{"fault_arrive_2_min", SETTING_INTEGER, "60", "分钟", 1, 1440, "Ⅱ级故障到场时限，自上报起", "第二十四条", OURS},
	{"fault_arrive_3_h", SETTING_INTEGER, "4", "小时", 1, 240, "Ⅲ级故障到场时限，自上报起", "第二十四条", OURS},
	{"fault_arrive_4_h", SETTING_INTEGER, "24", "小时", 1, 240, "Ⅳ级故障到场时限，自上报起", "第二十四条", OURS},
	WORKING_DAYS("fault_confirm_wd", "2", "恢复确认时限", "第二十条"),
	WORKING_DAYS("fault_analysis_1_wd", "3", "Ⅰ级故障分析报告时限", "第二十条"),
	WORKING_DAYS("fault_analysis_2_wd", "5", "Ⅱ级故障分析报告时限", "第二十条"),
	WORKING_DAYS("fault_amend_wd", "2", "分析报告补充时限", "第二十条"),
	WORKING_DAYS("fault_accept_wd", "5", "分析报告审核时限", "第十九条"),
	{"fault_outage_minutes", SETTING_INTEGER, "30", "分钟", 1, 1440, "定级：平台整体或等保三级系统中断的时间",
	 "第二十三条", OURS},
	{"fault_share_1_pct", SETTING_INTEGER, "30", "%", 1, 100, "定级：Ⅰ级故障的系统中断比例", "第二十三条", OURS},
	{"fault_share_2_pct", SETTING_INTEGER, "5", "%", 1, 100, "定级：Ⅱ级故障的系统中断比例", "第二十三条", OURS},
	WORKING_DAYS("summary_wd", "2", "故障周报报送时限，自周末起", "第二十三条"),
	WORKING_DAYS("summary_read_wd", "5", "故障周报接收时限", "第二十三条"),
	/* 检修 */
	WORKING_DAYS("maintenance_notice_wd", "3", "检修提前告知", "第二十四条"),
	{"maintenance_longest_cd", SETTING_INTEGER, "30", "日", 1, 90, "检修窗口最长", "第二十四条", OURS},
	WORKING_DAYS("maintenance_decide_wd", "1", "检修意见时限", "第十九条"),
	WORKING_DAYS("maintenance_close_wd", "1", "窗口结束后登记结果时限", "第二十条"),
	/* 服务请求、投诉 */
	{"service_accept_h", SETTING_INTEGER, "4", "小时", 1, 240, "服务请求受理时限", "第二十四条", OURS},
	WORKING_DAYS("service_do_wd", "3", "服务请求办理时限", "第七条"),
	WORKING_DAYS("service_confirm_wd", "3", "服务请求确认时限", "第七条"),
	WORKING_DAYS("complaint_answer_wd", "5", "投诉答复时限", "第三十三条"),
	WORKING_DAYS("complaint_judge_wd", "5", "投诉裁定时限", "第三十三条"),
	/* 测试、抽查、演练、调查、联系表 */
	WORKING_DAYS("test_wd", "5", "月度测试报送时限，自月末起", "第二十条"),
	WORKING_DAYS("test_reply_wd", "3", "测试、抽查、演练核对时限", "第二十条"),
	WORKING_DAYS("test_rule_wd", "3", "测试、抽查异议裁定时限", "第十九条"),
	WORKING_DAYS("drill_wd", "10", "恢复演练报送时限，自半年末起", "第二十八条"),
	WORKING_DAYS("survey_wd", "5", "满意度调查填报时限，自季末起", "第三十三条"),
	WORKING_DAYS("survey_close_wd", "15", "满意度调查截止，自开始起", "第三十三条"),
	WORKING_DAYS("roster_wd", "10", "联系表填报时限", "第二十四条"),
	WORKING_DAYS("roster_sign_wd", "5", "联系表会签时限", "第二十四条"),
	{.key = NULL},
};
