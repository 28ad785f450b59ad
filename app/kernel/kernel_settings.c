/* Settings of the platform itself; those of the rules are with their modules. */
#include "base/base.h"
#include "kernel/setting.h"

#define OURS "本系统默认"
#define PRACTICE "实践"

const struct setting_row kernel_settings[] = {
	{"session_idle_minutes", SETTING_INTEGER, "30", "分钟", 5, 120, "登录后无操作自动退出", "GB/T 22239 8.1.4.1",
	 PRACTICE},
	{"session_absolute_minutes", SETTING_INTEGER, "480", "分钟", 30, 1440, "一次登录最长时间", "GB/T 22239 8.1.4.1",
	 PRACTICE},
	{"sessions_max", SETTING_INTEGER, "3", "个", 1, 10, "同一账号同时登录数（管理员固定为 1）",
	 "GB/T 22239 8.1.4.1", OURS},
	{"password_min", SETTING_INTEGER, "12", "个字符", 12, 64, "口令最短长度", "GB/T 22239 8.1.4.1", PRACTICE},
	{"activation_h", SETTING_INTEGER, "72", "小时", 1, 240, "激活码有效时间", "—", OURS},
	{"argon_ops", SETTING_INTEGER, "2", "遍", 1, 10, "口令散列遍数（Argon2id）", "OWASP", PRACTICE},
	{"argon_memory_mib", SETTING_INTEGER, "64", "MiB", 8, 1024, "口令散列占用内存（Argon2id）", "OWASP", PRACTICE},
	{"sign_in_failures", SETTING_INTEGER, "5", "次", 3, 20, "同一账号同一网段连续失败锁定", "GB/T 22239 8.1.4.1",
	 PRACTICE},
	{"sign_in_lock_min", SETTING_INTEGER, "15", "分钟", 5, 1440, "锁定时间", "GB/T 22239 8.1.4.1", PRACTICE},
	{"account_failures", SETTING_INTEGER, "20", "次/小时", 10, 1000, "同一账号各处失败合计，超过后只准常用网段登录",
	 "—", OURS},
	{"final_decision_password_minutes", SETTING_INTEGER, "30", "分钟", 5, 240,
	 "输入口令超过这么久，作最终决定须再次输入", "OWASP ASVS 7.5.3", PRACTICE},
	{"source_failures", SETTING_INTEGER, "30", "次/小时", 10, 10000, "同一来源地址失败合计，超过后暂停受理", "—",
	 OURS},
	{"all_failures", SETTING_INTEGER, "100", "次/分钟", 10, 100000, "全平台登录失败告警", "—", OURS},
	{"attachment_max_mib", SETTING_INTEGER, "50", "MiB", 1, 500, "单个附件上限", "—", OURS},
	{"matter_max_mib", SETTING_INTEGER, "500", "MiB", 10, 10000, "一件事项的附件总量上限", "—", OURS},
	{"upload_day_files", SETTING_INTEGER, "500", "个", 1, 100000, "一个单位一天上传的文件数上限", "—", OURS},
	{"upload_day_mib", SETTING_INTEGER, "5000", "MiB", 1, 10000000, "一个单位一天上传的总量上限", "—", OURS},
	{"disk_alarm_mib", SETTING_INTEGER, "1024", "MiB", 64, 16777216, "服务器可用存储低于它时暂停接收文件", "—",
	 OURS},
	{"urge_interval_h", SETTING_INTEGER, "24", "小时", 1, 720, "同一单位对同一事项两次催办的间隔", "—", OURS},
	{"delegation_max_cd", SETTING_INTEGER, "30", "日", 1, 180, "一次授权代办最长时间", "—", OURS},
	{"hold_max_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "一件事项在一个环节挂起的最长时间", "—", OURS},
	{"bulk_second_person", SETTING_INTEGER, "10", "件", 2, 100, "成批办理超过这个件数，须由同岗位的另一人确认", "—",
	 OURS},
	{"push_per_minute", SETTING_INTEGER, "60", "次", 1, 10000, "一个接口令牌每分钟推送次数上限", "—", OURS},
	{"import_rows_max", SETTING_INTEGER, "2000", "行", 10, 10000, "CSV 一次导入行数上限", "—", OURS},
	{"audit_keep_days", SETTING_INTEGER, "184", "日", 184, 36500, "操作日志最短保留天数，只能增加", "第三十一条",
	 "法规"},
	{"support_phone", SETTING_TEXT, "未设置", "", 1, 40, "技术支持电话", "—", OURS},
	{.key = NULL},
};
