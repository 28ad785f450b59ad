/* zwy-press: see press.h. */
#include "base/base.h"

#include "press/press.h"

#include "base/buf.h"
#include "base/patience.h"

#include <cairo-pdf.h>
#include <sys/resource.h>
#include <unistd.h>

enum { INPUT_MAX = 16 * 1024 * 1024, CPU_SECONDS = 60 * PATIENCE };

enum { DONE = 0, NO_PAPER = 1, NOT_WRITTEN = 2 };

static bool read_all(struct buf *into)
{
	char piece[64 * 1024];
	ssize_t got;

	while ((got = read(STDIN_FILENO, piece, sizeof(piece))) > 0) {
		buf_add(into, piece, (size_t)got);
		if (into->length > INPUT_MAX)
			return false;
	}
	return got == 0;
}

static cairo_status_t write_piece(void *closure, const unsigned char *data, unsigned length)
{
	(void)closure;
	while (length > 0) {
		ssize_t put = write(STDOUT_FILENO, data, length);

		if (put <= 0)
			return CAIRO_STATUS_WRITE_ERROR;
		data += put;
		length -= (unsigned)put;
	}
	return CAIRO_STATUS_SUCCESS;
}

static int print(struct arena *arena, const struct sheet *sheets, size_t count, const char *date)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_piece, NULL, PAGE_WIDTH, PAGE_HEIGHT);
	struct press press = {.arena = arena, .cairo = cairo_create(surface)};
	cairo_status_t status;

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, sheets[0].title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, sheets[0].issuer);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "zwy");
	if (sheets[0].over[0] != '\0')
		cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, sheets[0].over);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	for (size_t i = 0; i < count; i++)
		press_sheet(&press, &sheets[i]);
	cairo_destroy(press.cairo);
	cairo_surface_finish(surface);
	status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status == CAIRO_STATUS_SUCCESS ? DONE : NOT_WRITTEN;
}

int main(int argc, char **argv)
{
	const struct rlimit limit = {CPU_SECONDS, CPU_SECONDS};
	struct arena *arena = arena_new();
	const struct sheet *sheets = NULL;
	size_t count = 0;
	struct buf html;
	int code = NO_PAPER;

	setrlimit(RLIMIT_CPU, &limit);
	buf_init(&html);
	if (argc == 2 && read_all(&html))
		sheets = press_read(arena, html.data, html.length, &count);
	if (sheets != NULL)
		code = print(arena, sheets, count, argv[1]);
	buf_release(&html);
	arena_free(arena);
	return code;
}
