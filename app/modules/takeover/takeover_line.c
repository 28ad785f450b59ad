/* What an organisation has to confirm, and asking it to. */
#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include "base/text.h"
#include "kernel/panel.h"

enum { LINES_MAX = 500 };

static const struct option kind_words[] = {
	{"system", "系统"},
	{"platform", "平台"},
	{"hosting", "承载"},
	{"contact", "联系人"},
};

static const char *code_of(struct arena *arena, const struct takeover_line *line)
{
	const char *word = "";

	for (size_t i = 0; i < ARRAY_LENGTH(kind_words); i++)
		if (text_equal(kind_words[i].key, line->kind))
			word = kind_words[i].label;
	return line->second == 0 ? arena_printf(arena, "%s-%" PRId64, word, line->first)
				 : arena_printf(arena, "%s-%" PRId64 "-%" PRId64, word, line->first, line->second);
}

static enum err read_lines(struct context *context, struct query *query, struct takeover_line **lines, size_t *count)
{
	struct takeover_line *read = arena_array(context->arena, LINES_MAX, sizeof *read);

	*lines = read;
	*count = 0;
	while (*count < LINES_MAX && query_step(query)) {
		struct takeover_line *line = &read[(*count)++];

		line->kind = next_text(query, context->arena);
		line->first = next_int(query);
		line->second = next_int(query);
		line->what = next_text(query, context->arena);
		line->code = code_of(context->arena, line);
	}
	return query_end(query);
}

enum err takeover_pending(struct context *context, int64_t org, struct takeover_line **lines, size_t *count)
{
	struct query *query = db_query(context->db, Q_TAKEOVER_LINES);

	query_int(query, ":org", org);
	return read_lines(context, query, lines, count);
}

enum err takeover_objections(struct context *context, int64_t matter, struct takeover_line **lines, size_t *count)
{
	struct query *query = db_query(context->db, Q_TAKEOVER_OBJECTIONS);

	query_int(query, ":matter", matter);
	return read_lines(context, query, lines, count);
}

const struct takeover_line *takeover_line_of(const struct takeover_line *lines, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(lines[i].code, code))
			return &lines[i];
	return NULL;
}

static const char *href_of(struct arena *arena, const struct takeover_line *line)
{
	if (text_equal(line->kind, "contact"))
		return "/contacts";
	return arena_printf(arena, "/%s/%" PRId64, text_equal(line->kind, "platform") ? "platforms" : "systems",
			    line->first);
}

enum err panel_takeover_records(struct context *context, struct matter *matter, struct values *form UNUSED,
				struct dict *body)
{
	static const char *const heads[] = {"编号", "登记内容", NULL};
	struct takeover_line *lines;
	struct dict *panel;
	struct table *table;
	size_t count;
	enum err err;

	if (matter == NULL || matter->closed_at != 0)
		return OK;
	err = takeover_pending(context, matter->org, &lines, &count);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "现行登记");
	panel_note(panel, arena_printf(context->arena, "%zu 项待确认", count));
	if (count == 0) {
		panel_empty(panel, "没有待确认的存量登记", "存量登记都已确认");
		return OK;
	}
	table = table_begin(context->arena, panel, "现行登记", heads);
	for (size_t i = 0; i < count; i++) {
		table_line(table);
		table_link(table, href_of(context->arena, &lines[i]), lines[i].code);
		table_text(table, lines[i].what);
	}
	return OK;
}

/* ---- asking ---- */

struct asked {
	int64_t org;
	unsigned kinds;
};

static enum err read_unsent(struct context *context, struct asked **asked, size_t *count)
{
	struct query *query = db_query(context->db, Q_TAKEOVER_UNSENT);
	size_t capacity = 0;

	*count = 0;
	*asked = NULL;
	while (query_step(query)) {
		if (*count == capacity) {
			struct asked *more = arena_array(context->arena, capacity * 2 + 64, sizeof *more);

			if (capacity > 0)
				memcpy(more, *asked, capacity * sizeof *more);
			*asked = more;
			capacity = capacity * 2 + 64;
		}
		(*asked)[*count].org = next_int(query);
		(*asked)[(*count)++].kinds = kinds_from_text(context->arena, next_text(query, context->arena));
	}
	return query_end(query);
}

/* A unit answers as one, whatever else it runs. */
static enum role role_of(unsigned kinds)
{
	if ((kinds & KIND_UNIT) != 0)
		return ROLE_UNIT_CLERK;
	return (kinds & KIND_SUPERVISOR) != 0 ? ROLE_SUPERVISOR_CLERK : ROLE_OPERATOR_CLERK;
}

enum err takeover_send(struct context *context, int64_t *sent)
{
	const struct procedure *procedure = procedure_find(context->service, "takeover");
	struct asked *asked;
	size_t count;
	enum err err = procedure == NULL ? ERR_STATE : read_unsent(context, &asked, &count);

	*sent = 0;
	for (size_t i = 0; err == OK && i < count; i++) {
		struct opening opening = {
			.procedure = procedure,
			.org = asked[i].org,
			.role = role_of(asked[i].kinds),
		};
		int64_t id;

		err = matter_open_for(context, &opening, &id);
		*sent += err == OK;
	}
	return err;
}
