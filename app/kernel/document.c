#include "base/base.h"

#include "kernel/document.h"

#include "base/text.h"
#include "kernel/document_parts.h"

enum { FIRST_ROOM = 16 };

struct document *document_new(struct arena *arena, const char *title)
{
	struct document *document = arena_alloc(arena, sizeof(*document));

	*document = (struct document){.arena = arena, .title = arena_strdup(arena, title)};
	document->last = &document->first;
	return document;
}

const char *document_title(const struct document *document)
{
	return document->title;
}

static const char *copied(struct arena *arena, const char *text)
{
	return text_empty(text) ? NULL : arena_strdup(arena, text);
}

void document_address(struct document *document, const struct document_letterhead *letterhead)
{
	struct arena *arena = document->arena;

	document->letterhead = (struct document_letterhead){
		.addressee = copied(arena, letterhead->addressee),
		.copies = copied(arena, letterhead->copies),
		.basis = copied(arena, letterhead->basis),
		.own_number = copied(arena, letterhead->own_number),
		.as_of = copied(arena, letterhead->as_of),
		.page = copied(arena, letterhead->page),
		.page_label = copied(arena, letterhead->page_label),
		.pdf = copied(arena, letterhead->pdf),
		.official = letterhead->official,
	};
}

const struct document_letterhead *document_letterhead(const struct document *document)
{
	return &document->letterhead;
}

/* One more part at the end. */
static struct part *add_part(struct document *document, enum part_kind kind)
{
	struct part *part = arena_alloc(document->arena, sizeof(*part));

	*part = (struct part){.kind = kind};
	*document->last = part;
	document->last = &part->next;
	return part;
}

void document_heading(struct document *document, int level, const char *text)
{
	struct part *part = add_part(document, PART_HEADING);

	part->level = level < 1 ? 1 : level > 3 ? 3 : level;
	part->text = arena_strdup(document->arena, text);
}

void document_text(struct document *document, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_part(document, PART_TEXT)->text = arena_vprintf(document->arena, format, args);
	va_end(args);
}

void document_say(struct document *document, const char *sentence)
{
	const struct part *above = document->first;

	while (above != NULL && above->next != NULL)
		above = above->next;
	if (above == NULL || above->kind != PART_TEXT || !text_equal(above->text, sentence))
		document_text(document, "%s", sentence);
}

void document_annex(struct document *document, const char *title)
{
	add_part(document, PART_ANNEX)->text = arena_strdup(document->arena, title);
}

void document_chart(struct document *document, struct chart *chart)
{
	add_part(document, PART_CHART)->chart = chart;
}

/* ---- tables ---- */

struct document_table *document_table(struct document *document, const char *caption)
{
	struct document_table *table = arena_alloc(document->arena, sizeof(*table));

	*table = (struct document_table){.arena = document->arena, .caption = arena_strdup(document->arena, caption)};
	add_part(document, PART_TABLE)->table = table;
	return table;
}

/* The place of one more, in an array that doubles. */
static void *grown(struct arena *arena, void *array, size_t count, size_t *room, size_t size)
{
	void *wider;

	if (count < *room)
		return array;
	*room = *room == 0 ? FIRST_ROOM : *room * 2;
	wider = arena_array(arena, *room, size);
	if (count > 0)
		memcpy(wider, array, count * size);
	return wider;
}

void document_column(struct document_table *table, const char *heading, enum document_column_kind kind)
{
	table->columns =
		grown(table->arena, table->columns, table->column_count, &table->column_room, sizeof(*table->columns));
	table->columns[table->column_count++] = (struct document_column){arena_strdup(table->arena, heading), kind};
}

void document_columns(struct document_table *table, const char *const *headings)
{
	for (size_t i = 0; headings[i] != NULL; i++) {
		bool number = text_ends(headings[i], "#");
		const char *heading = arena_strndup(table->arena, headings[i], strlen(headings[i]) - number);

		document_column(table, heading, number ? DOCUMENT_NUMBER : DOCUMENT_WORDS);
	}
}

void document_cell(struct document_table *table, const char *text)
{
	table->cells = grown(table->arena, table->cells, table->cell_count, &table->cell_room, sizeof(*table->cells));
	table->cells[table->cell_count++] = text == NULL ? "—" : arena_strdup(table->arena, text);
}

size_t document_rows(const struct document_table *table)
{
	return table->column_count == 0 ? 0 : (table->cell_count + table->column_count - 1) / table->column_count;
}

const char *document_cell_at(const struct document_table *table, size_t row, size_t column)
{
	size_t index = row * table->column_count + column;

	return index < table->cell_count ? table->cells[index] : "";
}

/* ---- sections that a person writes ---- */

void document_own(struct document *document, const char *key, const char *heading, const char *drafted)
{
	struct document_section *own = arena_alloc(document->arena, sizeof(*own));

	*own = (struct document_section){.key = arena_strdup(document->arena, key),
					 .heading = arena_strdup(document->arena, heading),
					 .text = arena_strdup(document->arena, drafted == NULL ? "" : drafted)};
	add_part(document, PART_OWN)->own = own;
}

static struct document_section *section_of(const struct document *document, const char *key)
{
	for (const struct part *part = document->first; part != NULL; part = part->next)
		if (part->kind == PART_OWN && text_equal(part->own->key, key))
			return part->own;
	return NULL;
}

bool document_write(struct document *document, const char *key, const char *text)
{
	struct document_section *own = section_of(document, key);

	if (own == NULL)
		return false;
	if (text == NULL)
		text = "";
	own->written = own->written || !text_equal(own->text, text);
	own->text = arena_strdup(document->arena, text);
	return true;
}

size_t document_sections(const struct document *document, const struct document_section **out)
{
	struct document_section *sections;
	size_t count = 0;

	for (const struct part *part = document->first; part != NULL; part = part->next)
		count += part->kind == PART_OWN;
	sections = arena_array(document->arena, count + 1, sizeof(*sections));
	count = 0;
	for (const struct part *part = document->first; part != NULL; part = part->next)
		if (part->kind == PART_OWN)
			sections[count++] = *part->own;
	*out = sections;
	return count;
}

void document_keep(struct document *document, const struct document *earlier)
{
	for (const struct part *part = earlier->first; part != NULL; part = part->next) {
		struct document_section *own =
			part->kind == PART_OWN && part->own->written ? section_of(document, part->own->key) : NULL;

		if (own == NULL)
			continue;
		own->text = arena_strdup(document->arena, part->own->text);
		own->written = true;
	}
}
