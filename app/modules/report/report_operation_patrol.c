/* 巡检: the rounds of the month, platform by platform, the faults they found, and what a unit recorded of its systems.
 */
#include "base/base.h"
#include "modules/report/report_operation_parts.h"

REPORT_TABLE(patrols, "巡检情况", "本月没有巡检。", {"项目", SHOW_WORDS}, {"应办（件）", SHOW_NUMBER},
	     {"已报送（件）", SHOW_NUMBER}, {"未报送（件）", SHOW_NUMBER}, {"发现问题（项）", SHOW_NUMBER});
REPORT_TABLE(platforms, "平台巡检", "尚无平台。", {"平台", SHOW_WORDS}, {"运行单位", SHOW_WORDS},
	     {"自查报送", SHOW_TIME}, {"符合（项）", SHOW_NUMBER}, {"不符合和部分符合（项）", SHOW_NUMBER},
	     {"抽查（样本）", SHOW_NUMBER}, {"抽查合格（样本）", SHOW_NUMBER}, {"巡检发现故障（次）", SHOW_NUMBER});
REPORT_TABLE(found, "巡检发现的故障", "本月没有巡检发现的故障。", {"编号", SHOW_WORDS}, {"等级", SHOW_WORDS},
	     {"故障对象", SHOW_WORDS}, {"平台、系统", SHOW_WORDS}, {"发现时间", SHOW_TIME}, {"恢复", SHOW_WORDS});
REPORT_TABLE(records, "本单位运维监管记录", "本单位尚未登记本月运维监管记录。", {"系统", SHOW_WORDS},
	     {"操作系统安全运维", SHOW_WORDS}, {"信息系统安全运维", SHOW_WORDS}, {"监管情况", SHOW_WORDS});

enum err report_patrols(struct report_writer *writer)
{
	bool of_unit = writer->scope->edition == REPORT_UNIT;
	enum err err;

	document_heading(writer->document, 2, "（六）巡检");
	err = report_rows(writer, Q_REPORT_PATROLS, &patrols, NULL);
	if (err == OK && !of_unit)
		err = report_rows(writer, Q_REPORT_PATROL_PLATFORMS, &platforms, NULL);
	if (err == OK && of_unit)
		err = report_rows(writer, Q_REPORT_PATROL_RECORDS, &records, NULL);
	return err == OK ? report_rows(writer, Q_REPORT_PATROL_FAULTS, &found, NULL) : err;
}
