/* Corrections of a closed report as a sheet of paper beside it. */
#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/clock.h"
#include "http/page.h"

static struct dict *sheet_begin(struct request *req, const char *template_name, const struct closing *closing,
				const char *title)
{
	struct dict *body = page_begin_in(req, "frame_print.tpl", template_name, title);

	dict_printf(page_frame(req), "BACK_HREF", "/reports/%" PRId64 "?edition=%s", closing->subject_id,
		    closing->edition);
	dict_set(page_frame(req), "BACK_LABEL", "返回报告");
	dict_set(page_frame(req), "TOOL_NOTE", "打印时请关闭浏览器的页眉页脚");
	dict_set(body, "PAPER_TITLE", title);
	return body;
}

enum err report_corrections_sheet(struct request *req, const struct closing *closing,
				  const struct correction *corrections, size_t count)
{
	struct dict *body = sheet_begin(req, "report/corrections.tpl", closing,
					arena_printf(req->arena, "关于《%s》的更正", closing->title));

	for (size_t i = 0; i < count; i++) {
		struct dict *row = dict_section(body, "CORRECTION");

		dict_printf(row, "CORRECTION_TEXT", "%zu. %s（%s，%s，核验码 %s）", i + 1, corrections[i].body,
			    format_day_long(req->arena, day_of(corrections[i].at)), corrections[i].adder,
			    corrections[i].code);
	}
	dict_set(body, "ISSUER", closing->issuer);
	dict_set(body, "DATE_TEXT", format_day_long(req->arena, day_of(corrections[count - 1].at)));
	dict_set(body, "EVENT_CODE", closing->code);
	dict_int(body, "AUDIT_SEQ", closing->audit_seq);
	return page_end(req, 200);
}
