#include "base/base.h"

#include "base/text.h"
#include "http/page.h"
#include "http/respond.h"
#include "http/route.h"

#include "support/folder.h"
#include "unit/http/fake.h"
#include "unit/suite.h"

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}"

static struct arena *arena;
static struct request req;

static char *write_templates(void)
{
	char *folder = folder_make(arena);

	folder_sub(arena, folder, "desk");
	folder_write(arena, folder, "README.md", "no template, {{X:none}}");
	folder_write(arena, folder, "frame.tpl",
		     PRAGMA "<title>{{TITLE}}</title>{{#IN}}<main>{{>BODY}}</main>{{/IN}}{{#OUT}}{{>BODY}}{{/OUT}}"
			    "<i>{{REQUEST_ID}}</i>{{OWN}}");
	folder_write(arena, folder, "plain.tpl", PRAGMA "{{>BODY}}");
	folder_write(arena, folder, "error.tpl", PRAGMA "{{CODE}} {{HEADING}} {{SENTENCE}} {{REQUEST_ID}}");
	folder_write(arena, folder, "desk/list.tpl",
		     PRAGMA
		     "<p>{{X}}</p><a href=\"{{U}}\">u</a>{{#ROW}}<b title=\"{{T}}\">{{T}}{{X}}</b>{{/ROW}}{{>PART}}"
		     "{{GLOBAL}}");
	folder_write(arena, folder, "desk/part.tpl", PRAGMA "[{{X}}|{{GLOBAL}}|{{TITLE}}]");
	folder_write(arena, folder, "desk/picture.tpl",
		     PRAGMA "<p>{{P:x-picture}}</p><p>{{P}}</p><p>{{Q:x-picture}}</p>");
	return folder;
}

static void show_in(struct request *request)
{
	dict_show(page_frame(request), "IN");
	page_global(request, "GLOBAL", "<g>");
}

static const struct router_hooks hooks = {.fill_frame = show_in};

static struct dict *begin(const char *body)
{
	fake_request(&req, arena, METHOD_GET, "/");
	req.id = "0123456789abcdef";
	req.hooks = &hooks;
	return page_begin(&req, body, "待办 <1>");
}

static const char *end(void)
{
	ck_assert_int_eq(page_end(&req, 200), OK);
	ck_assert_int_eq(req.response.status, 200);
	ck_assert_str_eq(req.response.content_type, "text/html; charset=utf-8");
	return req.response.body.data;
}

START_TEST(a_page_is_the_frame_around_its_body)
{
	struct dict *body = begin("desk/list.tpl");

	dict_set(body, "X", "水利");
	dict_set(body, "U", "/matters/7");
	ck_assert_str_eq(end(),
			 "<title>待办 &lt;1&gt;</title><main><p>水利</p><a href=\"/matters/7\">u</a>&lt;g&gt;</main>"
			 "<i>0123456789abcdef</i>");
}
END_TEST

START_TEST(rows_see_the_values_around_them_and_null_hides_them)
{
	struct dict *body = begin("desk/list.tpl");

	dict_set(body, "X", "x");
	for (int i = 1; i <= 2; i++)
		dict_int(dict_section(body, "ROW"), "T", i);
	struct dict *row = dict_section(body, "ROW");
	dict_printf(row, "T", "%s-%d", "a", 3);
	dict_set(row, "X", NULL);
	ck_assert_ptr_nonnull(strstr(end(), "<b title=\"1\">1x</b><b title=\"2\">2x</b><b title=\"a-3\">a-3</b>"));
}
END_TEST

START_TEST(includes_see_globals_only)
{
	struct dict *body = begin("desk/list.tpl");

	dict_set(body, "X", "outer");
	dict_set(dict_include(body, "PART", "desk/part.tpl"), "X", "one");
	dict_include(body, "PART", "desk/part.tpl");
	ck_assert_ptr_nonnull(strstr(end(), "[one|&lt;g&gt;|待办 &lt;1&gt;][|&lt;g&gt;|待办 &lt;1&gt;]"));
}
END_TEST

START_TEST(what_clients_typed_is_escaped_for_its_place)
{
	struct dict *body = begin("desk/list.tpl");

	dict_set(body, "X", "\"><script>alert(1)</script>");
	dict_set(body, "U", "javascript:alert(1)");
	dict_set(dict_section(body, "ROW"), "T", "' onmouseover=x \" {{X}} {{%AUTOESCAPE}}");
	const char *page = end();
	ck_assert_ptr_null(strstr(page, "<script"));
	ck_assert_ptr_null(strstr(page, "javascript:"));
	ck_assert_ptr_null(strstr(page, "title=\"' "));
	/* Markers in a value are just text. */
	ck_assert_ptr_nonnull(strstr(page, "{{X}} {{%AUTOESCAPE}}"));
}
END_TEST

START_TEST(only_declared_markup_passes_and_only_at_its_marker)
{
	struct dict *body = begin("desk/picture.tpl");

	dict_markup(body, "P", "<svg><title>月度</title></svg>");
	dict_set(body, "Q", "<svg onload=alert(1)>");
	ck_assert_ptr_nonnull(strstr(end(), "<p><svg><title>月度</title></svg></p>"
					    "<p>&lt;svg&gt;&lt;title&gt;月度&lt;/title&gt;&lt;/svg&gt;</p>"
					    "<p>&lt;svg onload=alert(1)&gt;</p>"));
}
END_TEST

START_TEST(markup_of_one_request_means_nothing_in_the_next)
{
	struct arena *outer = arena;

	arena = arena_new();
	dict_markup(begin("desk/picture.tpl"), "P", "<svg></svg>");
	ck_assert_ptr_nonnull(strstr(end(), "<p><svg></svg></p>"));
	arena_free(arena);
	arena = outer;
	dict_set(begin("desk/picture.tpl"), "P", "<svg></svg>");
	ck_assert_ptr_null(strstr(end(), "<svg>"));
}
END_TEST

START_TEST(a_part_is_rendered_by_itself_and_put_into_pages_as_it_is)
{
	struct dict_alone part = part_begin("desk/list.tpl");
	char *text;

	dict_set(part.dict, "X", "<水>");
	dict_set(part.dict, "U", "/systems");
	text = part_end(&part);
	ck_assert_str_eq(text, "<p>&lt;水&gt;</p><a href=\"/systems\">u</a>");
	dict_markup(begin("desk/picture.tpl"), "P", text);
	ck_assert_ptr_nonnull(strstr(end(), text));
	free(text);
	part = part_begin("desk/absent.tpl");
	ck_assert_ptr_null(part_end(&part));
}
END_TEST

START_TEST(a_page_is_whole_or_not_at_all)
{
	static const char *const missing[] = {"desk/absent.tpl", "../../../../etc/hostname", "/etc/hostname"};

	for (size_t i = 0; i < ARRAY_LENGTH(missing); i++) {
		struct dict *body = begin("desk/list.tpl");
		buf_add_text(&req.response.body, "left over");
		dict_include(body, "PART", missing[i]);
		ck_assert_int_eq(page_end(&req, 200), ERR_INTERNAL);
		ck_assert_uint_eq(req.response.body.length, 0);
		ck_assert_int_eq(req.response.status, 0);
	}
}
END_TEST

START_TEST(another_frame_can_be_chosen)
{
	fake_request(&req, arena, METHOD_GET, "/");
	struct dict *body = page_begin_in(&req, "plain.tpl", "desk/part.tpl", NULL);
	dict_set(body, "X", "p");
	dict_set(dict_include(page_frame(&req), "BODY", "desk/part.tpl"), "X", "q");
	ck_assert_str_eq(end(), "[p||][q||]");
}
END_TEST

START_TEST(long_values_are_whole)
{
	char text[3000] = {0};
	struct dict *body = begin("desk/list.tpl");

	memset(text, 'v', sizeof(text) - 1);
	dict_printf(body, "X", "%s", text);
	ck_assert_ptr_nonnull(strstr(end(), text));
}
END_TEST

static const char *error_body(const char *path, const char *id)
{
	fake_request(&req, arena, METHOD_GET, path);
	req.hooks = &hooks;
	req.id = id;
	respond_error(&req, ERR_NOT_FOUND);
	ck_assert_int_eq(req.response.status, 404);
	ck_assert_str_eq(req.response.content_type, "text/html; charset=utf-8");
	return arena_strdup(arena, req.response.body.data);
}

START_TEST(not_found_reads_the_same_for_every_path)
{
	const char *page = error_body("/matters/7", "1111111111111111");

	ck_assert_ptr_nonnull(
		strstr(page, "404 没有找到这个页面 地址可能有误，或者这件事项不在您的查看范围 1111111111111111"));
	ck_assert_str_eq(page, error_body("/matters/999999/<b>", "1111111111111111"));
	ck_assert_str_eq(text_replace(arena, page, "1111111111111111", "2222222222222222"),
			 error_body("/x", "2222222222222222"));
}
END_TEST

static bool check_with(const char *name, const char *text)
{
	char *own = write_templates();

	folder_write(arena, own, name, text);
	bool fine = templates_renew(own);
	folder_remove(own);
	return fine;
}

START_TEST(bad_templates_are_found_at_the_start)
{
	ck_assert(check_with("a.txt", "{{X"));
	ck_assert(check_with("a.tpl", PRAGMA "<p>{{X}}</p>"));
	ck_assert(!check_with("a.tpl", "<p>{{X}}</p>"));
	ck_assert(!check_with("a.tpl", "\n" PRAGMA "<p>{{X}}</p>"));
	ck_assert(!check_with("a.tpl", PRAGMA "<p>{{X:none}}</p>"));
	ck_assert(!check_with("a.tpl", PRAGMA "<p>{{#X}}</p>"));
	ck_assert(!check_with("a.tpl", PRAGMA "<p>{{X</p>"));
	ck_assert(!check_with("a.tpl", PRAGMA "\xff"));
	ck_assert(!check_with("a.tpl", ""));
	ck_assert(!templates_renew("/nonexistent"));
}
END_TEST

START_TEST(bad_templates_leave_those_in_use_alone)
{
	ck_assert(!check_with("frame.tpl", PRAGMA "{{#X}}"));
	begin("desk/part.tpl");
	ck_assert_ptr_nonnull(strstr(end(), "<main>[|&lt;g&gt;|"));
}
END_TEST

START_TEST(good_ones_take_the_place_of_those_in_use)
{
	begin("desk/part.tpl");
	end();
	ck_assert(check_with("desk/part.tpl", PRAGMA "new {{GLOBAL}}"));
	begin("desk/part.tpl");
	ck_assert_ptr_nonnull(strstr(end(), "<main>new &lt;g&gt;</main>"));
}
END_TEST

/* The program names them: without one a page would be an error. */
START_TEST(one_in_use_that_is_gone_is_missed)
{
	char *own = write_templates();

	ck_assert_int_eq(remove(arena_printf(arena, "%s/desk/part.tpl", own)), 0);
	ck_assert(!templates_renew(own));
	folder_remove(own);
	begin("desk/part.tpl");
	ck_assert_ptr_nonnull(strstr(end(), "<main>[|&lt;g&gt;|"));
}
END_TEST

int main(void)
{
	crypt_init();
	arena = arena_new();
	char *folder = write_templates();

	templates_load(folder);
	folder_remove(folder); /* loaded once: nothing is read again */
	int status = RUN_SUITE(
		"http/page", a_page_is_the_frame_around_its_body, rows_see_the_values_around_them_and_null_hides_them,
		includes_see_globals_only, what_clients_typed_is_escaped_for_its_place,
		only_declared_markup_passes_and_only_at_its_marker, markup_of_one_request_means_nothing_in_the_next,
		a_part_is_rendered_by_itself_and_put_into_pages_as_it_is, a_page_is_whole_or_not_at_all,
		another_frame_can_be_chosen, long_values_are_whole, not_found_reads_the_same_for_every_path,
		bad_templates_are_found_at_the_start, bad_templates_leave_those_in_use_alone,
		good_ones_take_the_place_of_those_in_use, one_in_use_that_is_gone_is_missed);
	arena_free(arena);
	return status;
}
