/*
 * zwy-press: papers as PDF.  Reads the page that a browser would print
 * (templates of frame_print.tpl) from standard input, writes a PDF in the layout of
 * GB/T 9704-2012 to standard output: class "letter" in the letter form (信函格式),
 * class "official" in the document form, with its head, its red rule and, at the
 * foot of the last even page, its imprint (版记).
 *
 *     <article class="sheet letter official">    both, for its look on the page
 *       <p class="red-head">四川省大数据中心文件</p>       else the issuer and 文件
 *       <p class="no"><span>文号：川数中心发〔2026〕3号</span><span>办件编号：…</span></p>
 *       <h1>关于……的通报</h1> <p class="to">各使用单位：</p> <p class="body">……</p>
 *       <h2>一、……</h2> <h3>（一）……</h3> <h4>1.……</h4>
 *       <figure><svg class="chart">…</svg></figure> <table>…</table>
 *       <p class="attach">附件：1.甲<br>2.乙</p>
 *       <div class="end"><p>四川省大数据中心</p><p>2026年11月20日</p></div>
 *       <p class="foot-n">核验码……</p> <h2 class="annex">附件1 ……</h2> …
 *       <p class="copy">抄送：……。</p> <p class="imprint"><span>……办公室</span><span>2026年11月20日印发</span></p>
 *     </article>
 *
 *     zwy-press DATE <page.html >paper.pdf        DATE: 2026-11-20T09:31:00+08:00
 *
 * The same page and date give the same bytes.  It is a program of its own:
 * Pango and Cairo map a hundred megabytes of fonts and parse what they please,
 * and none of it shall live in the process that holds sessions and database.
 * Exit: 0 done, 1 the input holds no paper, 2 the PDF could not be written.
 *
 * Lengths are points (1/72 inch) unless a name says mm.
 */
#ifndef PRESS_PRESS_H
#define PRESS_PRESS_H

#include "base/arena.h"

#include <pango/pangocairo.h>

/* ---- what a page says (press_read.c) ---- */

enum block_kind {
	BLOCK_TITLE,
	BLOCK_NUMBER, /* text: at the right edge (文号), second: at the left (办件编号) */
	BLOCK_TO,
	BLOCK_BODY,
	BLOCK_ITEM, /* text with its number in front */
	BLOCK_TABLE,
	BLOCK_HEADING, /* level 1 to 3 */
	BLOCK_ANNEX,   /* begins a page */
	BLOCK_CHART,
	BLOCK_ATTACH,  /* 附件说明: what goes along, a line each */
	BLOCK_END,     /* text: who signs, second: the date */
	BLOCK_COPY,    /* 抄送 */
	BLOCK_IMPRINT, /* text: the office that issues, second: the day of issue */
	BLOCK_FOOT,    /* small print at the foot of the page that is signed */
};

struct cell {
	const char *text;
	bool heading;
	bool number; /* right-aligned */
	bool hand;   /* to be written or sealed in by hand: empty, the widest of its table */
};

struct row {
	struct cell *cells;
	size_t count;
	bool repeated; /* stands on every page the table reaches */
};

struct table {
	const char *caption; /* "" for none */
	struct row *rows;
	size_t row_count;
	size_t column_count;
};

struct block {
	enum block_kind kind;
	const char *text;
	const char *second;
	int level;
	struct table *table;
	const char *svg; /* markup as it stood in the page */
};

struct sheet {
	bool official; /* the document form, else the letter form */
	const char *title;
	const char *issuer; /* "" without signature */
	const char *mark;   /* 发文机关标志 at the head; the issuer's name in a letter */
	const char *over;   /* pale across every page, "" for none: that the data are a demo */
	struct block *blocks;
	size_t count;
};

/* All arena; NULL when the page holds no sheet of either form. */
struct sheet *press_read(struct arena *arena, const char *html, size_t length, size_t *count) NODISCARD;

/* ---- the paper (press_page.c) ---- */

#define MM (72 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define AREA_LEFT (28 * MM)
#define AREA_TOP (37 * MM)
#define AREA_WIDTH (156 * MM)
#define AREA_BOTTOM (AREA_TOP + 225 * MM)
#define SIZE_BODY 15.75 /* 三号: 28 characters to the line */
#define LINE_BODY (225 * MM / 22)

#define FONT_BODY "FangSong_GB2312,FangSong,Noto Serif CJK SC"
#define FONT_TITLE "FZXiaoBiaoSong-B05S,Noto Serif CJK SC Bold"
#define FONT_TABLE "SimSun,Noto Serif CJK SC"
#define FONT_BLACK "SimHei,Noto Sans CJK SC"
#define FONT_KAI "KaiTi_GB2312,KaiTi,LXGW WenKai,AR PL UKai CN,AR PL KaitiM GB,Noto Serif CJK SC"

struct press {
	struct arena *arena;
	cairo_t *cairo;
	int page;      /* of this sheet, from 1 */
	double y;      /* where the next line begins */
	bool official; /* the form of this sheet */
	bool bare;     /* this page gets no number */
	const char *issuer;
	const char *over; /* of this sheet */
};

struct style {
	const char *font;
	double size;
	double line;  /* height of a line */
	double left;  /* indent of all lines */
	double first; /* of the first one */
	double width;
	PangoAlignment align;
	bool justify; /* lines that are nearly full: press_flow_layout */
};

/* Laid out, not drawn; the caller unrefs. */
PangoLayout *press_layout(struct press *press, const char *text, const struct style *style);

/* Of its widest line. */
double press_width(PangoLayout *layout);

/* Height of it in lines of the style. */
double press_height(PangoLayout *layout, const struct style *style);

/* Line by line from press->y on, over as many pages as it takes. */
void press_flow(struct press *press, const char *text, const struct style *style);
void press_flow_layout(struct press *press, PangoLayout *layout, const struct style *style);

/* One line whose top left corner is x, y. */
void press_line(struct press *press, PangoLayoutLine *line, double x, double y, const struct style *style);

void press_rule(struct press *press, double x, double y, double width, double thick);

/* The first page of a sheet; a letter's has mark and rules, but no number. */
void press_first_page(struct press *press, const struct sheet *sheet);
void press_next_page(struct press *press);
void press_end_page(struct press *press);

/* Room left above the foot of the area. */
double press_room(const struct press *press);

/* One line as large as fits into the width, at most size; its ink begins at top.  Returns the height of the ink. */
double press_mark(struct press *press, const char *text, double size, double width, double top);

/* Red as the standard has it; black again. */
void press_red(struct press *press);
void press_black(struct press *press);

/* Centred, in lines of about one length that do not cut words. */
void press_title(struct press *press, const char *text);

/* below: the height of what may not stand on a page without the last row, 0: nothing. */
void press_table(struct press *press, const struct table *table, double below);

/* As wide as the text, as vectors; on the next page when there is no room.  A picture that is none is left out. */
void press_chart(struct press *press, const char *svg);
double press_chart_height(const char *svg);

/* ---- the document form (press_official.c) ---- */

/* Mark, number and red rule of the first page. */
void press_official_head(struct press *press, const struct sheet *sheet);

/* 版记 at the foot of the last page, which is an even one; nothing when the sheet names none. */
void press_imprint(struct press *press, const struct sheet *sheet);

void press_sheet(struct press *press, const struct sheet *sheet);

#endif
