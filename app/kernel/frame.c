#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/page.h"
#include "kernel/bell.h"
#include "kernel/frame.h"
#include "kernel/menu.h"
#include "kernel/permission.h"
#include "kernel/session.h"
#include "kernel/setting.h"

char *article_note(struct arena *arena, const char *articles)
{
	char **parts;
	size_t count;
	const char **words;

	if (text_empty(articles) || text_equal(articles, "none"))
		return NULL;
	count = text_split(arena, articles, ',', &parts);
	words = arena_array(arena, count, sizeof *words);
	for (size_t i = 0; i < count; i++)
		words[i] = arena_printf(arena, "第%s条", text_numeral(arena, (int)strtol(parts[i], NULL, 10)));
	return arena_printf(arena, "依据%s", text_join(arena, words, count, "、"));
}

void frame_crumb(struct request *req, const char *href, const char *label)
{
	struct dict *crumb = dict_section(page_frame(req), "CRUMB");

	dict_set(crumb, "CRUMB_HREF", href);
	dict_set(crumb, "CRUMB_LABEL", label);
}

struct counts {
	int64_t inbox;
	int64_t notices;
};

/* Open seats of the actor's roles come from the counter table, one row per role. */
static void read_counts(struct request *req, struct counts *counts)
{
	struct holding holdings[HOLDINGS_MAX];
	size_t held = actor_holdings(req->actor, holdings);

	for (size_t i = 0; i < held; i++) {
		struct query *query = db_query(req->reader, Q_FRAME_TASKS);
		int64_t n = 0;

		query_int(query, ":org", req->actor->org);
		query_text(query, ":role", role_key(holdings[i].role));
		query_int(query, ":person", holdings[i].person);
		query_int(query, ":shared", holdings[i].shared);
		if (query_value(query, 0, &n) == OK)
			counts->inbox += n;
	}
	counts->notices = bell_count(req);
}

static void fill_signed_in(struct request *req)
{
	struct counts counts = {0, 0};
	struct dict *frame = page_frame(req);

	dict_show(frame, "SIGNED_IN");
	page_global(req, "ACTOR_TITLE", req->actor->title);
	page_global(req, "ORG_NAME", req->actor->org_name);
	if (req->actor->restricted)
		return;
	dict_show_if(frame, "MAY_SEARCH", actor_may(req, MAY_SEE_MATTERS));
	read_counts(req, &counts);
	if (counts.notices > 0)
		dict_int(dict_section(frame, "NOTICES"), "NOTICE_COUNT", counts.notices);
	menu_fill(req, counts.inbox);
}

void frame_fill(struct request *req)
{
	struct dict *frame = page_frame(req);

	page_global(req, "CSRF", csrf_token(req));
	page_global(req, "ONCE", once_new(req->arena));
	page_global(req, "SUPPORT_PHONE", setting_text(req->service, "support_phone"));
	page_global(req, "DATA_TIME", format_time_full(req->arena, clock_now()));
	if (req->route != NULL)
		page_global(req, "ARTICLE_NOTE",
			    article_note(req->arena, req->article != NULL ? req->article : req->route->article));
	dict_set(frame, "VERSION", ZWY_VERSION);
	dict_show_if(frame, "DEMO", req->service->demo);
	if (req->actor != NULL)
		fill_signed_in(req);
	else
		dict_show(frame, "SIGNED_OUT");
}
