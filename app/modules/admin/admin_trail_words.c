/* Words for the keys of audit rows; a key that is not here is shown as it is. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/text.h"

const struct option trail_actions[] = {
	{"session.sign_in", "登录"},
	{"session.refused", "登录被拒"},
	{"session.lock", "账号锁定"},
	{"session.alarm", "登录失败过多告警"},
	{"session.sign_out", "退出登录"},
	{"session.revoke", "退出其他登录"},
	{"session.activate", "激活账号"},
	{"session.activation_refused", "激活被拒"},
	{"session.password", "修改口令"},
	{"session.password_refused", "修改口令被拒"},
	{"person.add", "开通账号"},
	{"person.save", "修改账号"},
	{"person.phone", "修改联系电话"},
	{"person.code", "发放激活码"},
	{"person.disable", "停用账号"},
	{"person.enable", "恢复账号"},
	{"person.force_change", "要求修改口令"},
	{"person.end_session", "强制退出"},
	{"role.grant", "授予岗位"},
	{"role.import", "导入角色"},
	{"role.revoke", "收回岗位"},
	{"organisation.add", "登记单位"},
	{"organisation.save", "修改单位"},
	{"organisation.end", "撤销单位"},
	{"setting.change", "调整参数"},
	{"setting.propose", "提议调整参数"},
	{"setting.approve", "核准调整参数"},
	{"setting.decline", "不同意调整参数"},
	{"setting.withdraw", "撤回调整参数的提议"},
	{"procedure.propose", "提议流程新版本"},
	{"procedure.approve", "核准流程新版本"},
	{"procedure.decline", "不同意流程新版本"},
	{"procedure.withdraw", "撤回流程新版本的提议"},
	{"calendar.import", "导入工作日历"},
	{"announcement.publish", "发布公告或模板"},
	{"announcement.withdraw", "撤回公告或模板"},
	{"procedure.store", "装入流程"},
	{"matter.open", "发起事项"},
	{"matter.comment", "补充说明"},
	{"matter.urge", "催办"},
	{"matter.reassign", "转办"},
	{"matter.overdue", "逾期"},
	{"matter.condition_met", "报告附带条件已落实"},
	{"matter.condition_close", "附带条件销项"},
	{"attachment.add", "上传附件"},
	{"attachment.withdraw", "撤下附件"},
	{"attachment.open", "打开密封文件"},
	{"attachment.damaged", "密封文件损坏"},
	{"attachment.collect", "清理无主文件"},
	{"filing.confirm", "补登备案"},
	{"filing.import", "导入备案登记"},
	{"organisation.import", "导入单位"},
	{"person.import", "导入账号"},
	{"platform.import", "导入云平台"},
	{"platform.takeover", "存量登记云平台"},
	{"system.import", "导入在用系统"},
	{"system.takeover", "存量登记系统"},
	{"allocation.import", "导入资源分配"},
	{"contact.import", "导入联系人"},
	{"takeover.send", "送各单位确认存量登记"},
	{"takeover.export", "导出存量数据"},
	{"usage.import", "导入使用率"},
	{"usage.push", "推送使用率"},
	{"usage.pull", "拉取使用率"},
	{"usage.source", "修改拉取来源"},
	{"machine.import", "导入机器台账"},
	{"report.redraft", "报告重新取数"},
	{"report.write", "填写报告"},
	{"report.close", "封存报告"},
	{"assessment.close", "封存评分表"},
	{"settlement.close", "封存年度结算单"},
	{"efficiency.close", "封存使用效率年度表"},
	{"report.correct", "登记报告更正"},
	{"report.receipt", "签收报告"},
	{"token.make", "生成接口令牌"},
	{"token.revoke", "撤销接口令牌"},
	{"token.refused", "接口令牌被拒"},
	{"assessor.add", "登记第三方机构"},
	{"assessor.change", "更新第三方机构"},
	{"assessor.end", "停用第三方机构"},
	{"platform.capacity", "更新平台容量"},
	{"system.responsible", "更新责任人"},
	{"system.season", "登记季节性峰值"},
	{"system.season_end", "撤下季节性峰值"},
	{"usage.exempt", "豁免降配回收建议"},
	{"usage.exempt_end", "提前终止豁免"},
	{"audit.verify", "校验日志链"},
	{"audit.export", "导出日志"},
	{"dossier.draw", "调取系统档案"},
	{"dossier.refuse", "系统档案没有生成"},
	{"audit.archive_ask", "申请归档日志"},
	{"audit.archive_consent", "同意归档日志"},
	{"audit.archive_refuse", "不同意归档日志"},
	{"audit.archive", "写出日志归档"},
	{"audit.prune", "移出已归档日志"},
	{"audit.daily", "日志每日检查"},
	{"audit.broken", "日志链失配告警"},
	{"clock.jump", "时钟跳变"},
	{"person.first_administrator", "建立首批管理员"},
	{"installation.demo", "装入演示数据"},
	{"page.read", "查看"},
	{"list.export", "导出清单"},
	{"paper.number", "登记文号"},
	{"paper.void", "作废文号"},
	{"request.refuse", "越权被拒"},
};
const size_t trail_action_count = ARRAY_LENGTH(trail_actions);

const struct option trail_objects[] = {
	{"announcement", "公告"},
	{"archive", "日志归档"},
	{"assessor", "第三方机构"},
	{"attachment", "附件"},
	{"audit", "操作日志"},
	{"calendar", "工作日历"},
	{"filing", "备案"},
	{"installation", "安装"},
	{"matter", "办件"},
	{"organisation", "单位"},
	{"page", "页面"},
	{"person", "账号"},
	{"platform", "平台"},
	{"procedure", "流程"},
	{"session", "登录"},
	{"setting", "参数"},
	{"proposal", "参数与流程的提议"},
	{"system", "信息系统"},
	{"report", "报告"},
	{"settlement", "年度结算单"},
	{"efficiency", "使用效率年度表"},
	{"token", "接口令牌"},
	{"usage", "使用率"},
};
const size_t trail_object_count = ARRAY_LENGTH(trail_objects);

static const char *label_in(const struct option *options, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(options[i].key, key))
			return options[i].label;
	return key;
}

const char *trail_action_label(const char *action)
{
	return label_in(trail_actions, trail_action_count, action);
}

const char *trail_object_label(const char *object)
{
	return label_in(trail_objects, trail_object_count, object);
}
