/*
 * What the libraries alone take for a paper or a workbook of the same words,
 * measured in the same run as what zwy makes of them; milliseconds on standard
 * output.
 *   papers pdf FILE OUT    every line of FILE set by Pango, drawn by Cairo, forty on a page
 *   papers xlsx FILE OUT   every line of FILE a row, every tab a column, by libxlsxwriter
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

enum { LINES_A_PAGE = 40, WORDS_MAX = 65536 };

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static char *next_line(FILE *file)
{
	static char line[WORDS_MAX];

	if (fgets(line, sizeof line, file) == NULL)
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return line;
}

/* The font that papers are set in, at the size of their tables. */
static void pdf(FILE *file, const char *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create(out, 595.28, 841.89);
	cairo_t *cairo = cairo_create(surface);
	PangoLayout *layout = pango_cairo_create_layout(cairo);
	PangoFontDescription *font = pango_font_description_from_string("Noto Serif CJK SC 10.5");
	int count = 0;
	char *line;

	pango_layout_set_font_description(layout, font);
	pango_layout_set_width(layout, 440 * PANGO_SCALE);
	for (; (line = next_line(file)) != NULL; count++) {
		if (count > 0 && count % LINES_A_PAGE == 0)
			cairo_show_page(cairo);
		pango_layout_set_text(layout, line, -1);
		cairo_move_to(cairo, 79, 100 + count % LINES_A_PAGE * 16);
		pango_cairo_show_layout(cairo, layout);
	}
	pango_font_description_free(font);
	g_object_unref(layout);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
}

static void xlsx(FILE *file, const char *out)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	lxw_workbook *book = workbook_new_opt(out, &options);
	lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
	char *line;

	for (uint32_t row = 0; (line = next_line(file)) != NULL; row++)
		for (uint16_t column = 0; line != NULL; column++) {
			char *cell = strsep(&line, "\t");

			worksheet_write_string(sheet, row, column, cell, NULL);
		}
	if (workbook_close(book) != LXW_NO_ERROR)
		exit(1);
}

int main(int argc, char **argv)
{
	FILE *file = argc == 4 ? fopen(argv[2], "re") : NULL;
	double began = now();

	if (file == NULL) {
		fputs("papers pdf|xlsx FILE OUT\n", stderr);
		return 2;
	}
	if (strcmp(argv[1], "pdf") == 0)
		pdf(file, argv[3]);
	else
		xlsx(file, argv[3]);
	printf("%.2f\n", now() - began);
	fclose(file);
	return 0;
}
