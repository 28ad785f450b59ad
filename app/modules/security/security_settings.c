/* Numbers of the security procedures: all of them can be changed, each says where it is from.
 */
#include "base/base.h"
#include "kernel/setting.h"
#include "modules/security/security_parts.h"

#define LAW "法规"
#define OURS "本系统默认"
#define REPORTING "《国家网络安全事件报告管理办法》"
#define GRADING "《国家网络安全事件分级指南》"
#define PRACTICE "实践"
#define NUMBER_MAX INT64_C(10000000000)

/* A threshold for each of the three grades that are reported; below all of them it is 一般. */
#define TRIGGER(key, label, unit, special, major, larger, mark) \
	{ \
		"inc_t_" key "_special", SETTING_INTEGER, special, unit, 1, NUMBER_MAX, \
		"特别重大事件：" label,  GRADING,         LAW}, \
		{"inc_t_" key "_major", SETTING_INTEGER, major, unit, 1, NUMBER_MAX, "重大事件：" label, GRADING, mark}, \
	{ \
		"inc_t_" key "_larger", SETTING_INTEGER, larger, unit, 1, NUMBER_MAX, "较大事件：" label, GRADING, \
			mark \
	}

const struct setting_row security_settings[] = {
	/* 网络安全事件 */
	{"inc_authorities", SETTING_TEXT,
	 "省互联网信息办公室；公安机关网络安全保卫部门；关键信息基础设施保护工作部门；密码管理部门", "", 1, 200,
	 "网络安全监管单位（事件报告对象，分号隔开）", "第三十条", OURS},
	{"inc_ext_h", SETTING_INTEGER, "4", "小时", 1, 72, "较大以上事件向网络安全监管单位报告时限", REPORTING, LAW},
	{"inc_ext_cii_h", SETTING_INTEGER, "1", "小时", 1, 72, "关键信息基础设施较大以上事件报告时限", REPORTING, LAW},
	{"inc_internal_major_min", SETTING_INTEGER, "30", "分钟", 5, 1440,
	 "重大以上事件告知省大数据中心和统一安全运维机构时限", "第三十条（同时告知）", OURS},
	{"inc_internal_larger_min", SETTING_INTEGER, "60", "分钟", 5, 1440, "较大事件告知时限", "第三十条（同时告知）",
	 OURS},
	{"inc_internal_general_min", SETTING_INTEGER, "240", "分钟", 5, 2880, "一般事件告知时限",
	 "第三十条（同时告知）", OURS},
	{"inc_judge_min", SETTING_INTEGER, "60", "分钟", 5, 1440, "首报后研判定级时限", "第九条", OURS},
	{"inc_confirm_min", SETTING_INTEGER, "60", "分钟", 5, 1440, "定级确认时限", "第三十条", OURS},
	{"inc_update_special_h", SETTING_INTEGER, "2", "小时", 1, 72, "特别重大事件续报间隔", "第三十条", OURS},
	{"inc_update_major_h", SETTING_INTEGER, "2", "小时", 1, 72, "重大事件续报间隔", "第三十条", OURS},
	{"inc_update_larger_h", SETTING_INTEGER, "4", "小时", 1, 72, "较大事件续报间隔", "第三十条", OURS},
	{"inc_update_general_h", SETTING_INTEGER, "24", "小时", 1, 168, "一般事件续报间隔", "第三十条", OURS},
	{"inc_false_h", SETTING_INTEGER, "24", "小时", 1, 168, "误报核实时限", "第九条", OURS},
	{"inc_verify_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "处置完成核验时限", "第九条", OURS},
	{"inc_summary_cd", SETTING_INTEGER, "30", "日", 1, 90, "处置完成后提交总结报告时限", REPORTING "第八条", LAW},
	{"inc_archive_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "事件归档时限", "第三十条", OURS},
	{"inc_reopen_cd", SETTING_INTEGER, "30", "日", 1, 365, "归档后可以重启的期限", "第三十条", OURS},
	TRIGGER("portal", "党政机关门户网站不能访问", "分钟", "1440", "360", "120", OURS),
	TRIGGER("cii_whole", "关键信息基础设施整体中断", "分钟", "360", "120", "30", OURS),
	TRIGGER("cii_main", "关键信息基础设施主要功能中断", "分钟", "1440", "360", "120", OURS),
	TRIGGER("people", "影响人口", "人", "10000000", "1000000", "100000", OURS),
	{"inc_t_province_special", SETTING_INTEGER, "50", "%", 1, 100, "特别重大事件：影响人口占省级行政区比例",
	 GRADING, LAW},
	{"inc_t_city_major", SETTING_INTEGER, "30", "%", 1, 100, "重大事件：影响人口占市级行政区比例", GRADING, OURS},
	{"inc_t_city_larger", SETTING_INTEGER, "10", "%", 1, 100, "较大事件：影响人口占市级行政区比例", GRADING, OURS},
	TRIGGER("records", "个人信息泄露", "条", "100000000", "10000000", "1000000", LAW),
	TRIGGER("loss", "直接经济损失", "万元", "10000", "2000", "500", OURS),
	TRIGGER("home", "首页被篡改传播", "分钟", "360", "120", "30", OURS),
	TRIGGER("page", "其他页面被篡改传播", "分钟", "1440", "720", "120", OURS),
	TRIGGER("forwards", "违法信息被转发", "次", "100000", "10000", "1000", OURS),
	TRIGGER("views", "违法信息被浏览", "次", "1000000", "100000", "10000", OURS),
	/* 隐患整改 */
	{"hazard_receipt_wd", SETTING_INTEGER, "1", "工作日", 1, 30, "整改通知签收时限", "第二十五条", OURS},
	{"hazard_critical_h", SETTING_INTEGER, "24", "小时", 1, 240, "紧急隐患整改时限，自下发时起算", "第二十五条",
	 OURS},
	{"hazard_high_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "高危隐患整改时限，自下发次日起算", "第二十五条",
	 OURS},
	{"hazard_mid_wd", SETTING_INTEGER, "15", "工作日", 1, 90, "中危隐患整改时限，自下发次日起算", "第二十五条",
	 OURS},
	{"hazard_low_wd", SETTING_INTEGER, "30", "工作日", 1, 180, "低危隐患整改时限，自下发次日起算", "第二十五条",
	 OURS},
	{"hazard_recheck_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "整改复核时限", "第二十五条", OURS},
	{"hazard_extension_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "延期申请答复时限", "第二十五条", OURS},
	{"extend_max", SETTING_INTEGER, "1", "次", 0, 5, "整改延期次数上限，每次不超过原时限的一半", "第二十五条",
	 OURS},
	{"hazard_risk_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "风险接受申请答复时限", "第二十五条", OURS},
	{"accept_risk_cd", SETTING_INTEGER, "90", "日", 1, 365, "风险接受最长期限，到期恢复整改", "第二十五条", OURS},
	/* 检查、扫描、通报 */
	{"inspection_plan_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "检查方案审批时限", "第二十五条", OURS},
	{"inspection_facts_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "检查情况确认时限", "第二十五条", OURS},
	{"inspection_report_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "形成检查结论时限", "第二十五条", OURS},
	{"scan_notice_wd", SETTING_INTEGER, "1", "工作日", 1, 30, "扫描告知确认时限", "第九条", OURS},
	{"scan_round_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "定期扫描完成时限，自期末起", "第九条", OURS},
	{"scan_internet_months", SETTING_INTEGER, "1", "个月", 1, 12, "互联网侧扫描的间隔：1 为每月，3 为每季度末月",
	 "第九条", OURS},
	{"scan_all_months", SETTING_INTEGER, "3", "个月", 1, 12, "全部系统扫描的间隔：1 为每月，3 为每季度末月",
	 "第九条", OURS},
	{"bulletin_approve_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "通报审签时限", "第二十五条", OURS},
	{"bulletin_read_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "通报签阅时限", "第二十五条", OURS},
	/* 暂停接入 */
	{"suspend_decide_wd", SETTING_INTEGER, "1", "工作日", 1, 30, "暂停接入、恢复接入决定时限", "第二十五条", OURS},
	{"suspend_do_h", SETTING_INTEGER, "4", "小时", 1, 240, "服务商执行暂停、恢复时限", "第二十五条", OURS},
	{"resume_check_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "恢复接入核验时限", "第二十五条", OURS},
	/* 等保、密评等备案 */
	{"filing_report_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "取得结果后报备时限（及时）", "第二十七条", OURS},
	{"crypto_file_cd", SETTING_INTEGER, "30", "日", 1, 365, "密评报密码管理部门备案时限，自取得日期起",
	 "《商用密码应用安全性评估管理办法》", LAW},
	{"compliance_register_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "报备登记时限", "第二十七条", OURS},
	{"cert_l2_m", SETTING_INTEGER, "24", "个月", 1, 60, "第二级等级保护测评结果的有效期，自取得日期起",
	 "第二十七条", PRACTICE},
	{"cert_l3_m", SETTING_INTEGER, "12", "个月", 1, 60, "第三级等级保护测评结果的有效期，自取得日期起",
	 "《信息安全等级保护管理办法》第十四条", LAW},
	{"cert_l4_m", SETTING_INTEGER, "6", "个月", 1, 60, "第四级等级保护测评结果的有效期，自取得日期起",
	 "《信息安全等级保护管理办法》第十四条", LAW},
	{"crypto_m", SETTING_INTEGER, "12", "个月", 1, 60, "密码应用安全性评估结果的有效期，自取得日期起",
	 "《商用密码应用安全性评估管理办法》", LAW},
	{"cloud_m", SETTING_INTEGER, "36", "个月", 1, 60, "云计算服务安全评估结果的有效期，自取得日期起",
	 "《云计算服务安全评估办法》", LAW},
	{"cert_remind_first_cd", SETTING_INTEGER, "60", "日", 1, 365, "到期首次提醒提前", "第二十七条", OURS},
	{"cert_remind_second_cd", SETTING_INTEGER, "30", "日", 1, 365, "到期再次提醒提前", "第二十七条", OURS},
	{"cert_remind_last_cd", SETTING_INTEGER, "7", "日", 1, 365, "到期最后提醒提前", "第二十七条", OURS},
	/* 月度安全运行评级 */
	{"rating_red_incidents", SETTING_INTEGER, "1", "起", 1, 100, "红色：重大以上网络安全事件", "第二十九条", OURS},
	{"rating_red_critical", SETTING_INTEGER, "1", "件", 1, 1000, "红色：紧急隐患逾期未整改", "第二十九条", OURS},
	{"rating_orange_incidents", SETTING_INTEGER, "1", "起", 1, 100, "橙色：较大网络安全事件", "第二十九条", OURS},
	{"rating_orange_high", SETTING_INTEGER, "3", "件", 1, 1000, "橙色：高危隐患逾期未整改", "第二十九条", OURS},
	{"rating_yellow_incidents", SETTING_INTEGER, "1", "起", 1, 100, "黄色：一般网络安全事件", "第二十九条", OURS},
	{"rating_yellow_late", SETTING_INTEGER, "1", "件", 1, 1000, "黄色：隐患逾期未整改", "第二十九条", OURS},
	{"rating_yellow_lapsed", SETTING_INTEGER, "1", "项", 1, 1000, "黄色：等保、密评等过期", "第二十九条", OURS},
	{"rating_yellow_unchecked", SETTING_INTEGER, "1", "个", 1, 100, "黄色：没有当月自查的平台", "第二十九条", OURS},
	{"rating_yellow_failed", SETTING_INTEGER, "1", "项", 1, 1000, "黄色：自查不符合项", "第二十九条", OURS},
	{.key = NULL},
};
