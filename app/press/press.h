/*
 * zwy-press: papers as PDF.  Reads the page that a browser would print
 * (templates of frame_print.tpl, class "letter") from standard input, writes a
 * PDF in the layout of GB/T 9704-2012, letter form, to standard output.
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
	BLOCK_END,  /* text: who signs, second: the date */
	BLOCK_FOOT, /* small print at the foot of the last page */
};

struct cell {
	const char *text;
	bool heading;
	bool number; /* right-aligned */
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
	struct table *table;
};

struct sheet {
	const char *title;
	const char *issuer; /* the mark at the head; "" without signature */
	struct block *blocks;
	size_t count;
};

/* All arena; NULL when the page holds no sheet of class "letter". */
struct sheet *press_read(struct arena *arena, const char *html, size_t length, size_t *count) NODISCARD;

/* ---- the paper (press_page.c) ---- */

#define MM (72 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define AREA_LEFT (28 * MM)
#define AREA_TOP (37 * MM)
#define AREA_WIDTH (156 * MM)
#define AREA_BOTTOM (AREA_TOP + 225 * MM)
#define SIZE_BODY 15.75    /* 三号: 28 characters to the line */
#define LINE_BODY (225 * MM / 22)

#define FONT_BODY "FangSong_GB2312,FangSong,Noto Serif CJK SC"
#define FONT_TITLE "FZXiaoBiaoSong-B05S,Noto Serif CJK SC Bold"
#define FONT_TABLE "SimSun,Noto Serif CJK SC"

struct press {
	struct arena *arena;
	cairo_t *cairo;
	int page;     /* of this sheet, from 1 */
	double y;     /* where the next line begins */
	const char *issuer;
};

struct style {
	const char *font;
	double size;
	double line;   /* height of a line */
	double left;   /* indent of all lines */
	double first;  /* of the first one */
	double width;
	PangoAlignment align;
	bool justify;
};

/* Laid out, not drawn; the caller unrefs. */
PangoLayout *press_layout(struct press *press, const char *text, const struct style *style);

/* Of its widest line. */
double press_width(PangoLayout *layout);

/* Height of it in lines of the style. */
double press_height(PangoLayout *layout, const struct style *style);

/* Line by line from press->y on, over as many pages as it takes. */
void press_flow(struct press *press, const char *text, const struct style *style);

/* One line whose top left corner is x, y. */
void press_line(struct press *press, PangoLayoutLine *line, double x, double y, const struct style *style);

void press_rule(struct press *press, double x, double y, double width, double thick);

/* The first page of a sheet with mark and rules; the next one with its number. */
void press_first_page(struct press *press, const char *issuer);
void press_next_page(struct press *press);
void press_end_page(struct press *press);

/* Room left above the foot of the area. */
double press_room(const struct press *press);

void press_table(struct press *press, const struct table *table);
void press_sheet(struct press *press, const struct sheet *sheet);

#endif
