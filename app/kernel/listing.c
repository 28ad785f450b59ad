#include "base/base.h"
#include "kernel/listing.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/listing_file.h"

enum { COLUMNS_MAX = 48, MARKER_MAX = 48 };

enum column_kind {
	COLUMN_TEXT,
	COLUMN_AT,
	COLUMN_DAY,
	COLUMN_SIZE,
	COLUMN_NUMBER,
	COLUMN_YES,
	COLUMN_IF,
	COLUMN_HIDDEN,
};

struct column {
	char marker[MARKER_MAX];
	enum column_kind kind;
};

/* Worked out once per list, not once per row. */
struct layout {
	int count;
	int sort_key; /* -1 without */
	int id;
	struct column columns[COLUMNS_MAX];
};

static const struct {
	const char *end;
	enum column_kind kind;
} endings[] = {
	{"_at", COLUMN_AT},    {"_day", COLUMN_DAY}, {"_size", COLUMN_SIZE},
	{"_n", COLUMN_NUMBER}, {"_yes", COLUMN_YES}, {"_if", COLUMN_IF},
};

static enum column_kind kind_of(const char *name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(endings); i++)
		if (text_ends(name, endings[i].end))
			return endings[i].kind;
	return COLUMN_TEXT;
}

static void column_init(struct column *column, const char *name)
{
	size_t length = strlen(name);

	column->kind = kind_of(name);
	if (column->kind == COLUMN_IF)
		length -= strlen("_if");
	if (length >= MARKER_MAX)
		length = MARKER_MAX - 1;
	for (size_t i = 0; i < length; i++)
		column->marker[i] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 'a' + 'A' : name[i]);
	column->marker[length] = '\0';
}

static void layout_init(struct layout *layout, struct query *query)
{
	layout->count = column_count(query);
	if (layout->count > COLUMNS_MAX)
		layout->count = COLUMNS_MAX;
	layout->sort_key = layout->id = -1;
	for (int i = 0; i < layout->count; i++) {
		const char *name = column_name(query, i);

		column_init(&layout->columns[i], name);
		if (text_equal(name, "sort_key"))
			layout->sort_key = i;
		else if (text_equal(name, "id"))
			layout->id = i;
	}
	if (layout->sort_key >= 0)
		layout->columns[layout->sort_key].kind = COLUMN_HIDDEN;
}

static void set_column(struct arena *arena, struct dict *row, struct query *query, const struct column *column, int i)
{
	const char *text;

	switch (column->kind) {
	case COLUMN_TEXT:
		text = column_text(query, i);
		if (text)
			dict_set(row, column->marker, text);
		break;
	case COLUMN_AT:
		dict_set(row, column->marker, format_time(arena, column_int(query, i)));
		break;
	case COLUMN_DAY:
		dict_set(row, column->marker, format_day(arena, column_int(query, i)));
		break;
	case COLUMN_SIZE:
		dict_set(row, column->marker, format_size(arena, column_int(query, i)));
		break;
	case COLUMN_NUMBER:
		dict_set(row, column->marker,
			 column_is_null(query, i) ? "—" : format_integer(arena, column_int(query, i)));
		break;
	case COLUMN_YES:
		if (column_int(query, i) != 0)
			dict_show(row, column->marker);
		break;
	case COLUMN_IF:
		text = column_text(query, i);
		if (!text_empty(text)) {
			dict_set(row, column->marker, text);
			dict_show(row, column->marker);
		}
		break;
	case COLUMN_HIDDEN:
		break;
	}
}

static void set_row(struct context *context, struct dict *row, struct query *query, const struct layout *layout)
{
	for (int i = 0; i < layout->count; i++)
		set_column(context->arena, row, query, &layout->columns[i], i);
}

/* The list as page or file; its cursor counts on a page alone. */
static enum err begin(struct request *req, struct listing *listing)
{
	enum listing_format format;
	enum err err = listing_format(req, listing->file, &format);

	listing->req = req;
	listing->format = format;
	return err;
}

enum err listing_bind(struct request *req, struct query *query, struct listing *listing)
{
	enum err err = begin(req, listing), ended;
	const char *after = listing->format == FORMAT_PAGE ? request_query(req, "after") : NULL;
	struct keyset keyset;

	if (err == OK && !keyset_parse(&keyset, after, listing->descending))
		err = ERR_BAD_REQUEST;
	if (err != OK) {
		ended = query_end(query);
		return ended != OK ? ended : err;
	}
	listing->later = !text_empty(after);
	keyset_bind(&keyset, query);
	if (listing->format != FORMAT_PAGE)
		query_int(query, ":limit", LISTING_FILE_ROWS + 1);
	return OK;
}

enum err listing_whole(struct request *req, struct listing *listing)
{
	return begin(req, listing);
}

/* The whole list into a file instead of the page. */
static enum err fill_file(struct context *context, struct query *query, struct listing *listing)
{
	struct listing_writer *writer = listing_file_begin(listing->req, listing->file, listing->format);
	struct layout layout = {0};
	bool cut = false;
	enum err err;

	for (listing->rows = 0; !cut && query_step(query); listing->rows++) {
		struct dict_alone row = dict_alone_new();

		if (listing->rows == 0)
			layout_init(&layout, query);
		set_row(context, row.dict, query, &layout);
		if (listing->each)
			listing->each(context, row.dict, query, listing->data);
		cut = listing->rows == LISTING_FILE_ROWS;
		if (!cut)
			listing_file_row(writer, row.dict);
		dict_alone_free(&row);
	}
	err = query_end(query);
	return err == OK ? listing_file_end(writer, cut) : err;
}

/* Its rows would be those of another question. */
static bool unreadable(const struct listing *listing)
{
	return listing->req != NULL && listing->req->unreadable;
}

enum err listing_fill(struct context *context, struct dict *dict, const char *section, struct query *query,
		      struct listing *listing)
{
	struct layout layout = {0};
	int64_t sort = 0, id = 0;

	if (listing->format != FORMAT_PAGE)
		return fill_file(context, query, listing);
	listing->rows = 0;
	listing->next = NULL;
	while (!unreadable(listing) && query_step(query)) {
		struct dict *row;

		if (listing->rows == 0)
			layout_init(&layout, query);
		if (layout.sort_key >= 0 && listing->rows == KEYSET_ROWS) {
			listing->next = keyset_cursor(context->arena, sort, id);
			break;
		}
		row = dict_section(dict, section);
		set_row(context, row, query, &layout);
		if (listing->each)
			listing->each(context, row, query, listing->data);
		if (layout.sort_key >= 0)
			sort = column_int(query, layout.sort_key);
		if (layout.id >= 0)
			id = column_int(query, layout.id);
		listing->rows++;
	}
	dict_show_if(dict, "HAS_ROWS", listing->rows > 0);
	return query_end(query);
}

enum found listing_one(struct context *context, struct dict *dict, struct query *query)
{
	struct layout layout = {0};
	bool found = query_step(query);

	if (found) {
		layout_init(&layout, query);
		set_row(context, dict, query, &layout);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

/* The same list with another cursor or as a file; every other parameter stays. */
static const char *page_href(struct request *req, const char *name, const char *value)
{
	const char *href = req->path;
	char joint = '?';

	for (size_t i = 0; i < req->query.count; i++) {
		const struct param *param = &req->query.items[i];

		if (text_equal(param->name, "after") || text_equal(param->name, "format") || text_empty(param->value))
			continue;
		href = arena_printf(req->arena, "%s%c%s=%s", href, joint, text_url(req->arena, param->name),
				    text_url(req->arena, param->value));
		joint = '&';
	}
	if (value)
		href = arena_printf(req->arena, "%s%c%s=%s", href, joint, name, text_url(req->arena, value));
	return href;
}

void listing_pager(struct request *req, struct dict *dict, const struct listing *listing)
{
	bool paged = listing->next || listing->later;
	bool filed = listing->file != NULL && listing->rows > 0;
	struct dict *pager;

	if (!paged && !filed)
		return;
	pager = dict_include(dict, "PAGER", "part/pager.tpl");
	dict_printf(pager, "PAGE_TEXT", "本页 %zu 条", listing->rows);
	if (filed) {
		struct dict *files = dict_section(pager, "FILES");

		dict_set(files, "XLSX_HREF", page_href(req, "format", "xlsx"));
		dict_set(files, "CSV_HREF", page_href(req, "format", "csv"));
	}
	if (!paged)
		return;
	dict_show(pager, "PAGES");
	if (listing->later)
		dict_set(dict_section(pager, "PREVIOUS"), "PREVIOUS_HREF", page_href(req, NULL, NULL));
	else
		dict_show(pager, "NO_PREVIOUS");
	if (listing->next)
		dict_set(dict_section(pager, "NEXT"), "NEXT_HREF", page_href(req, "after", listing->next));
	else
		dict_show(pager, "NO_NEXT");
}

void listing_empty(struct dict *dict, const struct listing *listing, const char *icon, const char *heading,
		   const char *text)
{
	struct dict *empty;

	if (listing->rows > 0)
		return;
	empty = dict_include(dict, "EMPTY", "part/empty.tpl");
	dict_set(empty, "EMPTY_ICON", icon);
	dict_set(empty, "EMPTY_HEADING", heading);
	dict_set(empty, "EMPTY_TEXT", text);
}
