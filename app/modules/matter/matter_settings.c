/*
 * Numbers of the application procedure.  The regulation says
 * 及时 or 尽快 in most places and gives no days; what is not law says so.
 */
#include "base/base.h"
#include "kernel/setting.h"
#include "modules/matter/matter_settings.h"

#define LAW "法规"
#define OURS "本系统默认"
#define PRACTICE "实践"

const struct setting_row matter_settings[] = {
	/* acceptance and correction */
	{"unit_check_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "本单位审核时限", "第十二条", OURS},
	{"accept_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "受理时限", "第十二条，参照黄山市做法", PRACTICE},
	{"correct_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "补正时限", "第十二条", OURS},
	{"correct_abandon_wd", SETTING_INTEGER, "20", "工作日", 1, 120, "逾期未补正视为放弃", "第十二条", OURS},
	/* review and ruling */
	{"review_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "方案评审时限", "第十三条", OURS},
	{"replan_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "方案调整时限", "第十三条", OURS},
	{"replan_abandon_wd", SETTING_INTEGER, "20", "工作日", 1, 120, "未重报调整方案可以终止办理的期限", "第十三条",
	 OURS},
	{"replan_rounds", SETTING_INTEGER, "2", "次", 1, 10, "方案调整次数上限", "第十三条", OURS},
	{"approve_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "核定时限", "第十三条", OURS},
	{"total_wd", SETTING_INTEGER, "16", "工作日", 1, 120, "受理至核定总时限，待补正、方案调整期间不计", "第十三条",
	 OURS},
	{"max_level", SETTING_INTEGER, "3", "级", 1, 4, "等级保护定级上限，超出须中心领导例外批准", "参照黄山市做法",
	 OURS},
	{"use_years_max", SETTING_INTEGER, "3", "年", 1, 10, "使用期限上限", "第十二条", OURS},
	{"migration_report_age_m", SETTING_INTEGER, "12", "个月", 1, 36, "迁移系统测试、评估报告有效期", "第十二条",
	 OURS},
	/* allocation */
	{"dispatch_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "核定后派单时限", "第十四条", OURS},
	{"provision_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "资源配置时限", "第十四条，参照平顶山市合同", PRACTICE},
	{"provision_test_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "测试资源配置时限", "第十四条，参照黄山市做法",
	 PRACTICE},
	{"monitor_attach_wd", SETTING_INTEGER, "1", "工作日", 1, 30, "接入云监管时限", "第十四条", OURS},
	{"receipt_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "资源签收时限", "第十四条", OURS},
	/* deployment, trial, formal operation */
	{"deploy_cd", SETTING_INTEGER, "30", "日", 1, 365, "部署时限", "第十四条（尽快）", OURS},
	{"rehearsal_cd", SETTING_INTEGER, "15", "日", 1, 180, "迁移演练时限", "第六条", OURS},
	{"cutover_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "割接时限", "第七条", OURS},
	{"parallel_cd", SETTING_INTEGER, "7", "日", 1, 90, "并行运行最短时间", "第六条", OURS},
	{"parallel_end_cd", SETTING_INTEGER, "30", "日", 1, 180, "结束并行运行或者回退的时限", "第六条", OURS},
	{"trial_cd", SETTING_INTEGER, "30", "日", 1, 365, "试运行最短时间", "第十五条，参照平顶山市做法", PRACTICE},
	{"report_after_deploy_cd", SETTING_INTEGER, "60", "日", 1, 365, "部署后提交测试、评估报告时限", "第十五条",
	 OURS},
	{"report_check_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "报告核验时限", "第十五条", OURS},
	{"rectify_wd", SETTING_INTEGER, "15", "工作日", 1, 90, "报告核验不通过后的整改时限", "第十五条", OURS},
	{"expiry_first_cd", SETTING_INTEGER, "90", "日", 1, 365, "使用期限届满首次提醒提前", "第十二条", OURS},
	{"expiry_second_cd", SETTING_INTEGER, "30", "日", 1, 365, "使用期限届满再次提醒提前", "第十二条", OURS},
	/* quota */
	{"pool_warn", SETTING_INTEGER, "80", "%", 1, 100, "资源池预警线", "第七条", OURS},
	{"pool_red", SETTING_INTEGER, "85", "%", 1, 100, "资源池红线，超出须扩容计划与理由", "第七条", OURS},
	{.key = NULL},
};
