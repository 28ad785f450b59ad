#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/text.h"
#include "modules/assess/assess.h"

/* The quarter's bulletin names all providers: there is one edition of it. */
static enum err bulletin(struct context *context, const struct report_scope *scope, struct document *document)
{
	return assess_bulletin(context, scope->period, document);
}

/* To add one: a row here, its procedure (as utilisation_report.yaml), its builder. */
const struct report_kind report_kinds[] = {
	{"R1", "utilisation_report", "17", "第十七条", "月度利用率报告", "%s省级政务云资源利用率报告",
	 report_utilisation, true},
	{"R2", "monthly_report", "22", "第二十二条", "运维、资源、安全月报", "%s省级政务云运维、资源、安全月报",
	 report_operation, true},
	{"R3", "security_report", "29", "第二十九条", "月度安全运行报告", "%s省级政务云安全运行报告", report_security,
	 true},
	{"R4", "assessment_bulletin", "33", "第三十三条", "季度考核通报", "关于%s省级政务云服务商考核情况的通报",
	 bulletin, false},
};
const size_t report_kind_count = ARRAY_LENGTH(report_kinds);

const struct report_kind *report_kind_find(const char *key)
{
	for (size_t i = 0; i < report_kind_count; i++)
		if (text_equal(report_kinds[i].key, key))
			return &report_kinds[i];
	return NULL;
}

const struct report_kind *report_kind_of_procedure(const char *procedure)
{
	for (size_t i = 0; i < report_kind_count; i++)
		if (text_equal(report_kinds[i].procedure, procedure))
			return &report_kinds[i];
	return NULL;
}
