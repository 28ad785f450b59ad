/* The title: centred lines of about one length, broken between words and not within them. */
#include "base/base.h"

#include "press/press.h"

#define SIZE_TITLE 22.0 /* 二号 */
#define LINE_TITLE 33.0

/* Pango breaks Chinese anywhere.  What the titles of this platform are made of is a small vocabulary. */
static const char *const words[] = {
	"四川省",   "省级",     "政务云", "大数据", "中心", "云服务商", "服务商",   "监管服务", "运维",
	"使用单位", "信息系统", "云平台", "平台",   "资源", "利用率",   "使用效率", "考核",     "情况",
	"通报",     "通知书",   "通知",   "报告",   "月报", "决定书",   "决定",     "批复",     "意见",
	"安全",     "检查",     "整改",   "事件",   "故障", "处置",     "数据",     "清除",     "确认书",
	"配置",     "核定书",   "签收单", "受理",   "年度", "上云",     "计划",     "季度",     "月度",
	"运行",     "管理",     "办法",   "关于",   "第一", "第二",     "第三",     "第四",     "服务",
};

/* Also a number with the sign after it: 2026年. */
static void keep_numbers(PangoAttrList *list, const char *text)
{
	for (size_t at = 0; text[at] != '\0';) {
		size_t digits = strspn(text + at, "0123456789");

		if (digits > 0) {
			PangoAttribute *keep = pango_attr_allow_breaks_new(FALSE);

			keep->start_index = (guint)at;
			keep->end_index = (guint)(at + digits + (strlen(text + at + digits) >= 3 ? 3 : 0));
			pango_attr_list_insert(list, keep);
		}
		at += digits > 0 ? digits : 1;
	}
}

static void keep_words(PangoLayout *layout, const char *text)
{
	PangoAttrList *list = pango_attr_list_new();

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		for (const char *at = text; (at = strstr(at, words[i])) != NULL; at += strlen(words[i])) {
			PangoAttribute *keep = pango_attr_allow_breaks_new(FALSE);

			keep->start_index = (guint)(at - text);
			keep->end_index = (guint)(at - text + (ptrdiff_t)strlen(words[i]));
			pango_attr_list_insert(list, keep);
		}
	keep_numbers(list, text);
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
}

/* As narrow as goes without one more line; the layout is left with that width. */
static double narrowest(PangoLayout *layout, double wide)
{
	int lines = pango_layout_get_line_count(layout);
	double narrow = wide / 2;

	for (int step = 0; step < 8 && lines > 1; step++) {
		double middle = (wide + narrow) / 2;

		pango_layout_set_width(layout, (int)(middle * PANGO_SCALE));
		if (pango_layout_get_line_count(layout) > lines)
			narrow = middle;
		else
			wide = middle;
	}
	pango_layout_set_width(layout, (int)(wide * PANGO_SCALE));
	return wide;
}

void press_title(struct press *press, const char *text)
{
	struct style style = {.font = FONT_TITLE, .size = SIZE_TITLE, .line = LINE_TITLE, .align = PANGO_ALIGN_CENTER};
	PangoLayout *layout;

	style.width = AREA_WIDTH - 2 * SIZE_TITLE;
	layout = press_layout(press, text, &style);
	keep_words(layout, text);
	/* Two lines below the rule; in a letter the number stands on the first of them, also where no mark is above it.
	 */
	press->y += press->y <= AREA_TOP ? 0 : press->official ? 2 * LINE_BODY : LINE_BODY;
	style.left = (AREA_WIDTH - narrowest(layout, style.width)) / 2;
	press_flow_layout(press, layout, &style);
	press->y += press->official ? LINE_BODY : LINE_BODY / 2;
	g_object_unref(layout);
}
