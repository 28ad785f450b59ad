#include "base/base.h"
#include "kernel/menu.h"

#include "base/log.h"
#include "base/text.h"
#include "http/page.h"
#include "kernel/permission.h"

static const struct group {
	const char *label;
	bool counts; /* has a row with a number: these come first */
} groups[] = {
	{"", false},         {"申请与审批", true},  {"资源与系统", false}, {"运行与安全", false},
	{"监督考核", false}, {"规则与公告", false}, {"管理", false},
};

enum { COUNTING_GROUPS = 2, SLOTS = 64, FOLD_FROM = 14 };

/* Where a page stands: on a row of the menu, or below one (a system's page below the list of systems). */
struct place {
	const struct menu_row *row; /* NULL: nowhere */
	bool below;
};

/* A text of some four kilobytes; one with other roles or another place takes its slot. */
struct kept {
	uint32_t own, taken; /* roles, and those taken for others */
	struct place place;
	char *text;
};

struct menu_shelf {
	struct kept slots[SLOTS];
};

/* The row of this address, else the one with the longest address above it. */
static struct place place_of(const struct request *req)
{
	struct place place = {NULL, true};
	size_t longest = 0;

	for (const struct module *const *m = req->service->modules; *m != NULL; m++)
		for (const struct menu_row *row = (*m)->menu; row != NULL && row->label != NULL; row++) {
			size_t length = strlen(row->href);

			if (length <= longest || strncmp(req->path, row->href, length) != 0 ||
			    !actor_holds(req->actor, row->permission))
				continue;
			if (req->path[length] == '\0')
				return (struct place){row, false};
			if (req->path[length] == '/') {
				place.row = row;
				longest = length;
			}
		}
	return place;
}

static bool stands_in(struct place place, size_t from, size_t to)
{
	for (size_t g = from; place.row != NULL && g < to; g++)
		if (text_equal(place.row->group, groups[g].label))
			return true;
	return false;
}

static void add_item(struct dict *group, const struct menu_row *row, struct place place, int64_t waiting)
{
	struct dict *item = dict_section(group, "MENU_ITEM");

	dict_set(item, "MENU_HREF", row->href);
	dict_set(item, "MENU_ICON", row->icon);
	dict_set(item, "MENU_LABEL", row->label);
	if (row == place.row)
		dict_set(dict_section(item, "MENU_CURRENT"), "MENU_CURRENT", place.below ? "true" : "page");
	if (waiting > 0 && text_equal(row->count, "inbox"))
		dict_int(dict_section(item, "MENU_WAITING"), "COUNT", waiting);
}

static struct dict *begin_group(struct dict *menu, size_t g, struct place place, bool folded)
{
	struct dict *group = dict_section(menu, "MENU_GROUP");
	struct dict *label;

	if (groups[g].label[0] == '\0')
		return group;
	label = dict_section(group, folded ? "GROUP_FOLDED" : "GROUP_LABEL");
	dict_set(label, "GROUP_LABEL", groups[g].label);
	dict_show_if(label, "GROUP_OPEN", stands_in(place, g, g + 1));
	return group;
}

static void add_group(const struct request *req, struct dict *menu, size_t g, struct place place, int64_t waiting,
		      bool folded)
{
	struct dict *group = NULL;

	for (const struct module *const *m = req->service->modules; *m != NULL; m++) {
		for (const struct menu_row *row = (*m)->menu; row != NULL && row->label != NULL; row++) {
			if (!text_equal(row->group, groups[g].label) || !actor_holds(req->actor, row->permission))
				continue;
			if (group == NULL)
				group = begin_group(menu, g, place, folded);
			add_item(group, row, place, waiting);
		}
	}
	if (group != NULL && folded)
		dict_show(group, "GROUP_FOLDED_END");
}

/* How many rows stand in the groups that can be folded. */
static size_t rows_held(const struct request *req)
{
	size_t count = 0;

	for (const struct module *const *m = req->service->modules; *m != NULL; m++)
		for (const struct menu_row *row = (*m)->menu; row != NULL && row->label != NULL; row++)
			if (stands_in((struct place){row, false}, COUNTING_GROUPS, ARRAY_LENGTH(groups)))
				count += actor_holds(req->actor, row->permission);
	return count;
}

static char *render(const struct request *req, struct place place)
{
	struct dict_alone part = part_begin("part/menu.tpl");
	bool folded = rows_held(req) > FOLD_FROM;

	for (size_t g = COUNTING_GROUPS; g < ARRAY_LENGTH(groups); g++)
		add_group(req, part.dict, g, place, 0, folded);
	return part_end(&part);
}

static struct menu_shelf *shelf_of(struct service *service)
{
	if (service->menus == NULL && (service->menus = calloc(1, sizeof *service->menus)) == NULL)
		fatalx("event=out_of_memory");
	return service->menus;
}

/* NULL when the template fails. */
static const char *kept_text(struct request *req, struct place place)
{
	uint32_t own = req->actor->roles, taken = actor_roles_taken(req->actor);
	uint64_t mixed = (own + (uint64_t)taken * 31 + (uint64_t)(uintptr_t)place.row + place.below) *
			 UINT64_C(0x9E3779B97F4A7C15);
	struct kept *kept = &shelf_of(req->service)->slots[mixed >> 32 & (SLOTS - 1)];

	if (kept->text != NULL && kept->own == own && kept->taken == taken && kept->place.row == place.row &&
	    kept->place.below == place.below)
		return kept->text;
	free(kept->text);
	*kept = (struct kept){own, taken, place, render(req, place)};
	return kept->text;
}

void menu_fill(struct request *req, int64_t waiting)
{
	struct place outside = {NULL, false};
	/* An error stands nowhere: a row marked for its address would tell one 404 from another. */
	struct place place = req->response.status >= 400 ? outside : place_of(req);
	struct dict *counting = dict_include(page_frame(req), "MENU", "part/menu.tpl");
	bool kept = stands_in(place, COUNTING_GROUPS, ARRAY_LENGTH(groups));

	for (size_t g = 0; g < COUNTING_GROUPS; g++)
		add_group(req, counting, g, place, waiting, false);
	dict_markup(dict_include(page_frame(req), "MENU", "part/picture.tpl"), "MARKUP",
		    kept_text(req, kept ? place : outside));
}

void menu_shelf_free(struct menu_shelf *shelf)
{
	for (size_t i = 0; shelf != NULL && i < SLOTS; i++)
		free(shelf->slots[i].text);
	free(shelf);
}
