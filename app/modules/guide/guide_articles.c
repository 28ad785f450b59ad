/* The articles of 川数中心函〔2020〕162号 in our own words, and who answers for what (/articles, /responsibilities). */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/text.h"

const char *const chapter_titles[] = {
	"",
	"第一章　总则",
	"第二章　职责分工",
	"第三章　使用管理",
	"第四章　运行维护管理",
	"第五章　安全管理",
	"第六章　监督考核",
	"第七章　附则",
};

/* parties: center, unit, provider, recovery, supervisor, secops, integrator, assessor. */
const struct article_row article_rows[] = {
	{1, 1, "制定目的", "说明为什么制定本办法：加强省级政务云平台管理，结合四川实际。", NULL, NULL, NULL, true},
	{2, 1, "适用范围", "省级政务云平台的建设、管理、使用和维护都适用。涉密系统不在其列。", NULL, NULL, NULL, true},
	{3, 1, "采购服务", "平台运行所需服务通过采购取得，中标服务商按合同提供服务并负责运维。", "MAAAAA..", NULL,
	 "合同期内", false},
	{4, 1, "四类平台", "平台分为云监管、云服务、云灾备、云整合四类；部门已建云平台按规范纳入统一管理。", "MAAAAAM.",
	 NULL, "纳管时", false},
	{5, 2, "分配调度与日常监管", "省大数据中心承担平台建设运维管理，分配调度云资源并日常监管。", "M.......", NULL,
	 "每日", false},
	{6, 2, "使用单位职责", "制定年度上云计划，申请资源，迁移、部署、运维本单位系统，监管系统和操作系统的安全运维。",
	 "SMA.....", NULL, "10月31日前报计划", false},
	{7, 2, "服务商职责", "提供安全可靠高效的资源服务，配合上云，每月核实资源情况，保证资源充足。", "SAMMA.M.",
	 "verify_wd", "次月", false},
	{8, 2, "责任划分", "平台由各服务商负责，整合平台由承建单位负责，云上信息系统由使用单位负责。", "SMMMMAM.", NULL,
	 "始终", false},
	{9, 2, "统一安全运维", "安全运维机构牵头安全运行保障，定期扫描监测，牵头检查、演练、快速响应和应急处置。",
	 "SAAAAMA.", NULL, "每月、每季", false},
	{10, 3, "七个环节", "使用包含申请、受理、审批、分配、部署、变更、终止七个环节。", NULL, NULL, NULL, false},
	{12, 3, "备案后申请", "系统备案后申请资源，提供备案号和上云方案；迁移上云另交安全评估、性能测试两份报告。",
	 "SM.....A", "accept_wd", NULL, false},
	{13, 3, "评审与核定", "组织评审上云方案，据以核定资源配置额，或者通知调整方案。", "MA......", "total_wd", NULL,
	 false},
	{14, 3, "配置与部署", "组织云监管、云服务商完成配置，使用单位尽快部署。", "MMMAM.A.", "provision_wd", NULL,
	 false},
	{15, 3, "部署后测试评估", "部署完成后及时完成性能测试和安全评估，报告提交省大数据中心。", "SM.....A",
	 "report_after_deploy_cd", NULL, false},
	{16, 3, "变更", "调整资源须申请变更；重大变更重新申请；扩容原则上由同一服务商提供。", "SMMAA.A.",
	 "change_review_wd", NULL, false},
	{17, 3, "效率报告与降配回收", "云监管服务商采集使用效率，每月报告；省大数据中心定期评估，组织降配或回收。",
	 "MAA.M...", "r1_wd", "次月", false},
	{18, 3, "退出", "退出前完成数据备份和系统下线，书面申请；使用单位和服务商共同清除数据、回收资源。", "SMMAA.A.",
	 "exit_clear_wd", NULL, false},
	{19, 4, "监督指导运维", "省大数据中心监督指导各服务商的运行维护管理。", "MAAAA.A.", "notice_reply_wd", NULL,
	 false},
	{20, 4, "监控与故障处理", "云服务商监控平台并处理平台故障；云监管服务商监控云上系统，配合处理。", "SAM.M.M.",
	 NULL, "按故障级别", false},
	{21, 4, "单位运维制度", "使用单位建立本单位云上系统运维管理制度，负责操作系统和系统的日常运维与故障处理。",
	 ".MA.....", NULL, "每年修订", false},
	{22, 4, "运维、资源、安全月报", "云监管服务商每月向省大数据中心和使用单位报送运维、资源、安全情况。",
	 "SA..M...", "r2_wd", "次月", false},
	{23, 4, "故障汇总", "云监管服务商及时汇总故障情况并报告。", "SA..M...", NULL, "每周；Ⅰ、Ⅱ级即报", false},
	{24, 4, "故障快速联动", "使用单位和云服务商建立故障快速联动机制，费用自理。", ".MM.A.A.", NULL, "每季核对",
	 false},
	{25, 5, "安全检查与整改", "省大数据中心不定期检查，通报并督促整改落实。", "MAAAAAA.", NULL, "不定期", false},
	{26, 5, "三个不变", "安全管理责任、数据管理关系、安全管理标准都不变：单位管系统和数据，服务商管网络和平台。",
	 "SMMMMAM.", NULL, "始终", false},
	{27, 5, "等保、密评与安全评估",
	 "服务商做云计算服务安全评估和网络安全审查，平台满足等保三级和密码要求；系统做等保、密评并报备。", "SMMM..MA",
	 "filing_report_wd", NULL, false},
	{28, 5, "预案、培训与演练", "安全运维机构、服务商、使用单位制定应急预案，定期培训演练，指定专人并定期修订。",
	 "SMMMMMM.", NULL, "每年不少于一次", false},
	{29, 5, "每月自查", "服务商每月自查安全、审计、密码应用，报安全运维机构；后者每月出具运行情况报告。",
	 "SAMM.MM.", "self_check_wd", "次月", false},
	{30, 5, "重大安全事件", "重大安全事件及时报网络安全监管单位，同时告知省大数据中心和安全运维机构，并处置。",
	 "SMMMMMM.", "inc_ext_h", NULL, false},
	{31, 5, "日志保存六个月", "各系统和平台的运行操作日志至少完整保存六个月。", "SMMMM.M.", NULL, "每月填报",
	 false},
	{32, 6, "使用效率监管", "监管资源使用效率，结果作为考核和资源申请的依据。", "MA..A...", NULL, "每季", false},
	{33, 6, "季度考核", "每季度检查、评估、通报各服务商，按合同考核，与年度结算和资源分配挂钩，直至撤销资格。",
	 "MAAAAA..", NULL, "每季", false},
	{34, 7, "实施细则", "配套实施细则另行制定。本平台的每个数字都在“参数”中列明依据和施行日期。", NULL, NULL, NULL,
	 true},
	{35, 7, "解释", "本办法由省大数据中心负责解释。", "M.......", NULL, NULL, true},
	{36, 7, "上位法优先", "与法律法规、省政府规章不一致的，从其规定。", NULL, NULL, NULL, true},
	{37, 7, "施行", "自印发之日起施行。", NULL, NULL, NULL, true},
};
const size_t article_row_count = ARRAY_LENGTH(article_rows);

const struct article_row *article_find(int number)
{
	for (size_t i = 0; i < article_row_count; i++)
		if (article_rows[i].number == number)
			return &article_rows[i];
	return NULL;
}

static bool fields_name_article(const struct field *fields, size_t count, const char *article)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(fields[i].article, article))
			return true;
	return false;
}

bool procedure_names_article(const struct procedure *procedure, const char *article)
{
	for (size_t i = 0; i < procedure->article_count; i++)
		if (text_equal(procedure->articles[i], article))
			return true;
	for (size_t i = 0; i < procedure->state_count; i++)
		if (text_equal(procedure->states[i].article, article))
			return true;
	for (size_t i = 0; i < procedure->action_count; i++)
		if (text_equal(procedure->actions[i].article, article) ||
		    fields_name_article(procedure->actions[i].fields, procedure->actions[i].field_count, article))
			return true;
	for (size_t i = 0; i < procedure->document_count; i++)
		if (text_equal(procedure->documents[i].article, article))
			return true;
	return fields_name_article(procedure->form, procedure->form_count, article);
}
