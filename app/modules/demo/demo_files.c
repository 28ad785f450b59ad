/*
 * Small, valid PDF files: one page, a title and some lines, in the one Chinese
 * font every reader knows without it being in the file.  They go in as a
 * browser's would: through the sink, checked and sealed.
 */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "kernel/attachment.h"

enum { OBJECTS = 8, LINES_MAX = 8 };

/* UTF-16BE in hexadecimal, as the font's encoding wants it. */
static void add_hex(struct buf *out, const char *text)
{
	size_t left = strlen(text);

	for (size_t size; left > 0; text += size, left -= size) {
		uint32_t code;

		size = utf8_decode(text, left, &code);
		if (size == 0)
			return;
		if (code > 0xFFFF) {
			code -= 0x10000;
			buf_printf(out, "%04X%04X", 0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF));
		} else {
			buf_printf(out, "%04X", code);
		}
	}
}

static void add_content(struct buf *out, const char *title, const char *const *lines, size_t count)
{
	buf_add_text(out, "BT /F1 20 Tf 72 760 Td <");
	add_hex(out, title);
	buf_add_text(out, "> Tj ET\n");
	for (size_t i = 0; i < count; i++) {
		buf_printf(out, "BT /F1 12 Tf 72 %d Td <", 716 - (int)i * 24);
		add_hex(out, lines[i]);
		buf_add_text(out, "> Tj ET\n");
	}
}

/* One object: its offset noted for the table at the end. */
static void add_object(struct buf *out, size_t offsets[OBJECTS], size_t number, const char *body)
{
	offsets[number] = out->length;
	buf_printf(out, "%zu 0 obj\n%s\nendobj\n", number, body);
}

static void add_font(struct buf *out, size_t offsets[OBJECTS])
{
	add_object(out, offsets, 5,
		   "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 "
		   "0 R] >>");
	add_object(out, offsets, 6,
		   "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R\n"
		   "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>");
	add_object(out, offsets, 7,
		   "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
		   "/ItalicAngle 0\n"
		   "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>");
}

static void add_table(struct buf *out, const size_t offsets[OBJECTS], const char *title)
{
	size_t start = out->length;

	buf_printf(out, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS);
	for (size_t i = 1; i < OBJECTS; i++)
		buf_printf(out, "%010zu 00000 n \n", offsets[i]);
	buf_printf(out, "trailer\n<< /Size %d /Root 1 0 R /Info << /Title <FEFF", OBJECTS);
	add_hex(out, title);
	buf_printf(out, "> >> >>\nstartxref\n%zu\n%%%%EOF\n", start);
}

static char *demo_pdf(struct arena *arena, const char *title, const char *const *lines, size_t count, size_t *length)
{
	size_t offsets[OBJECTS] = {0};
	struct buf out, content;
	char *copy;

	buf_init(&out);
	buf_init(&content);
	add_content(&content, title, lines, count);
	buf_add_text(&out, "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n");
	add_object(&out, offsets, 1, "<< /Type /Catalog /Pages 2 0 R >>");
	add_object(&out, offsets, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
	add_object(&out, offsets, 3,
		   "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R\n/Resources << /Font << /F1 5 "
		   "0 R >> >> >>");
	offsets[4] = out.length;
	buf_printf(&out, "4 0 obj\n<< /Length %zu >>\nstream\n", content.length);
	buf_add(&out, content.data, content.length);
	buf_add_text(&out, "endstream\nendobj\n");
	add_font(&out, offsets);
	add_table(&out, offsets, title);
	*length = out.length;
	copy = arena_memdup(arena, out.data, out.length);
	buf_release(&out);
	buf_release(&content);
	return copy;
}

/* ---- handing in ---- */

static char *paper_content(struct context *context, const struct matter *matter, const struct demo_paper *paper,
			   size_t *length)
{
	struct arena *arena = context->arena;
	const char *lines[LINES_MAX];
	size_t count = 0;

	lines[count++] = arena_printf(arena, "系统名称：%s", matter->title);
	lines[count++] = arena_printf(arena, "单位：%s", context->actor->org_name);
	lines[count++] = arena_printf(arena, "经办岗位：%s", context->actor->title);
	lines[count++] = arena_printf(arena, "日期：%s", format_day_long(arena, day_of(clock_now())));
	if (paper->report_no != NULL)
		lines[count++] = arena_printf(arena, "报告编号：%s", paper->report_no);
	if (paper->conclusion != NULL)
		lines[count++] = arena_printf(arena, "结论：%s", paper->conclusion);
	lines[count++] = "本文件为演示数据，不具有效力。";
	return demo_pdf(arena, paper->title, lines, count, length);
}

/* What the second does not need to say again: "某系统退出", "退出申请函". */
static size_t said_already(const char *first, const char *second)
{
	size_t length = strlen(first), most = strlen(second);

	for (size_t said = length < most ? length : most; said > 0; said--)
		if (memcmp(first + length - said, second, said) == 0)
			return said;
	return 0;
}

void demo_hand_in(struct context *context, struct matter *matter, const struct demo_paper *paper)
{
	const struct document_kind *document = procedure_document(matter->procedure, paper->document);
	struct upload_facts facts = {.evidence_day = paper->evidence_day,
				     .assessor = paper->assessor,
				     .report_no = paper->report_no,
				     .conclusion = paper->conclusion};
	const char *name = arena_printf(context->arena, "%s%s.pdf", matter->title,
					paper->title + said_already(matter->title, paper->title));
	const char *sentence = NULL;
	struct upload_sink sink;
	struct upload *upload;
	int64_t attachment;
	size_t length;
	char *content = paper_content(context, matter, paper, &length);
	enum err err = document == NULL ? ERR_NOT_FOUND : upload_begin(context, matter, document, 0, &upload, &sink);

	if (err == OK)
		err = sink.begin(sink.context, "file", name);
	if (err == OK)
		err = sink.write(sink.context, content, length);
	if (err == OK)
		err = sink.end(sink.context);
	if (err == OK)
		err = upload_finish(context, upload, &facts, &attachment, &sentence);
	if (err != OK)
		demo_fail(name, err, sentence);
}
