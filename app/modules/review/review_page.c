/* Who reviewed and what each said: the center's own page. */
#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/permission.h"

static const struct {
	const char *key;
	const char *label;
	const char *tone;
} verdicts[] = {
	{"pass", "通过", "green"},
	{"conditional", "有条件通过", "amber"},
	{"adjust", "方案调整", "amber"},
	{"fail", "不予通过", "red"},
};

static void set_verdict(struct dict *dict, const char *key, const char *label_marker, const char *tone_marker)
{
	dict_set(dict, label_marker, "评审中");
	dict_set(dict, tone_marker, "purple");
	for (size_t i = 0; i < ARRAY_LENGTH(verdicts); i++) {
		if (!text_equal(verdicts[i].key, key))
			continue;
		dict_set(dict, label_marker, verdicts[i].label);
		dict_set(dict, tone_marker, verdicts[i].tone);
	}
}

struct round_dict {
	int64_t id;
	struct dict *dict;
	size_t opinions;
};

enum { ROUNDS_MAX = 20 };

static enum err fill_rounds(struct context *context, struct dict *body, const struct matter *matter,
			    struct round_dict *rounds, size_t *count)
{
	struct query *query = db_query(context->db, Q_REVIEW_ROUNDS);
	struct arena *arena = context->arena;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	while (*count < ROUNDS_MAX && query_step(query)) {
		struct round_dict *round = &rounds[(*count)++];
		const char *consolidated;

		round->id = next_int(query);
		round->dict = dict_section(body, "ROUND");
		dict_int(round->dict, "ROUND_NO", next_int(query));
		dict_set(round->dict, "MODE_LABEL", next_text(query, arena));
		dict_set(round->dict, "HELD_DAY", format_day(arena, next_int(query)));
		dict_set(round->dict, "OPENED_AT", format_time(arena, next_int(query)));
		set_verdict(round->dict, next_text(query, arena), "CONCLUSION_LABEL", "CONCLUSION_TONE");
		consolidated = next_text(query, arena);
		if (!text_empty(consolidated)) {
			dict_set(round->dict, "CONSOLIDATED", consolidated);
			dict_show(round->dict, "CONSOLIDATED");
		}
	}
	return query_end(query);
}

static enum err fill_opinions(struct context *context, const struct matter *matter, struct round_dict *rounds,
			      size_t count)
{
	struct query *query = db_query(context->db, Q_REVIEW_OPINIONS);

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		int64_t id = next_int(query);
		struct dict *row;
		size_t at = 0;

		while (at < count && rounds[at].id != id)
			at++;
		if (at == count)
			continue;
		rounds[at].opinions++;
		row = dict_section(rounds[at].dict, "OPINION_ROW");
		dict_set(row, "WHO", next_text(query, context->arena));
		set_verdict(row, next_text(query, context->arena), "VERDICT_LABEL", "VERDICT_TONE");
		dict_set(row, "OPINION", next_text(query, context->arena));
		dict_set(row, "GIVEN_AT", format_time(context->arena, next_int(query)));
	}
	for (size_t i = 0; i < count; i++) {
		dict_show(rounds[i].dict, rounds[i].opinions > 0 ? "HAS_OPINIONS" : "NO_OPINIONS");
		dict_printf(rounds[i].dict, "OPINIONS_TEXT", "%zu 份", rounds[i].opinions);
	}
	return query_end(query);
}

static void guest_row(struct context *context UNUSED, struct dict *row, struct query *query, void *data UNUSED)
{
	const char *conflict = "";

	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), "conflict"))
			conflict = column_text(query, i);
	dict_set(row, "CONFLICT_LABEL",
		 text_equal(conflict, "none")       ? "无利害关系"
		 : text_equal(conflict, "declared") ? "已回避"
						    : "未声明");
	dict_set(row, "CONFLICT_TONE",
		 text_equal(conflict, "none")       ? "green"
		 : text_equal(conflict, "declared") ? "grey"
						    : "amber");
}

static enum err fill_guests(struct context *context, struct dict *body, const struct matter *matter)
{
	struct listing list = {.each = guest_row};
	struct query *query = db_query(context->db, Q_REVIEW_GUESTS);
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	err = listing_fill(context, body, "GUEST", query, &list);
	dict_show_if(body, "HAS_GUESTS", list.rows > 0);
	return err;
}

enum err review_get(struct request *req)
{
	struct context context = context_reading(req);
	struct round_dict rounds[ROUNDS_MAX];
	struct listing none = {0};
	struct matter *matter;
	struct dict *body;
	enum found found = matter_find(&context, request_number(req, "id"), &matter);
	enum err err;

	if (found != FOUND)
		return found_err(found);
	/* By invitation one sees the matter, not who else reviews it. */
	if (!matter_reads_reviewers(&context, matter))
		return ERR_FORBIDDEN;
	body = page_begin(req, "review/show.tpl", "评审情况");
	frame_crumb(req, "/matters", "全部事项");
	frame_crumb(req, arena_printf(req->arena, "/matters/%" PRId64, matter->id), matter->title);
	dict_set(body, "SUBJECT", matter->title);
	dict_set(body, "NUMBER", matter->number);
	dict_set(body, "UNIT_NAME", matter->org_name);
	dict_int(body, "MATTER_ID", matter->id);
	err = fill_rounds(&context, body, matter, rounds, &none.rows);
	if (err == OK)
		err = fill_opinions(&context, matter, rounds, none.rows);
	if (err == OK)
		err = fill_guests(&context, body, matter);
	listing_empty(body, &none, "chat-left-text", "还没有组织评审",
		      "确定评审方式、时间和评审人员后，评审情况列在这里");
	return err == OK ? page_end(req, 200) : err;
}

enum err panel_review_opinions(struct context *context, struct matter *matter, struct values *form UNUSED,
			       struct dict *body)
{
	struct dict *paper;

	if (matter == NULL || !permission_held(MAY_SEE_REVIEW, true, context->actor->roles) ||
	    !matter_reads_reviewers(context, matter))
		return OK;
	paper = dict_section(body, "PAPER");
	dict_printf(paper, "PAPER_HREF", "/matters/%" PRId64 "/review", matter->id);
	dict_set(paper, "PAPER_LABEL", "评审意见");
	return OK;
}
