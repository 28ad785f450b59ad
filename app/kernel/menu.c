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

enum { COUNTING_GROUPS = 2, SLOTS = 64 };

/* A text of some four kilobytes; one with other roles or another place takes its slot. */
struct kept {
	uint32_t own, taken;            /* roles, and those taken for others */
	const struct menu_row *current; /* NULL: the page stands in none of these groups */
	char *text;
};

struct menu_shelf {
	struct kept slots[SLOTS];
};

/* The row the page stands on, among these groups. */
static const struct menu_row *current_row(const struct request *req, size_t from, size_t to)
{
	for (const struct module *const *m = req->service->modules; *m != NULL; m++)
		for (const struct menu_row *row = (*m)->menu; row != NULL && row->label != NULL; row++)
			if (text_equal(row->href, req->path))
				for (size_t g = from; g < to; g++)
					if (text_equal(row->group, groups[g].label))
						return row;
	return NULL;
}

static void add_item(struct dict *group, const struct menu_row *row, bool current, int64_t waiting)
{
	struct dict *item = dict_section(group, "MENU_ITEM");

	dict_set(item, "MENU_HREF", row->href);
	dict_set(item, "MENU_ICON", row->icon);
	dict_set(item, "MENU_LABEL", row->label);
	dict_show_if(item, "MENU_CURRENT", current);
	if (waiting > 0 && text_equal(row->count, "inbox"))
		dict_int(dict_section(item, "MENU_WAITING"), "COUNT", waiting);
}

static void add_group(const struct request *req, struct dict *menu, const char *label, const struct menu_row *current,
		      int64_t waiting)
{
	struct dict *group = NULL;

	for (const struct module *const *m = req->service->modules; *m != NULL; m++) {
		for (const struct menu_row *row = (*m)->menu; row != NULL && row->label != NULL; row++) {
			if (!text_equal(row->group, label) || !actor_holds(req->actor, row->permission))
				continue;
			if (group == NULL) {
				group = dict_section(menu, "MENU_GROUP");
				if (label[0] != '\0')
					dict_set(dict_section(group, "GROUP_LABEL"), "GROUP_LABEL", label);
			}
			add_item(group, row, row == current, waiting);
		}
	}
}

static char *render(const struct request *req, const struct menu_row *current)
{
	struct dict_alone part = part_begin("part/menu.tpl");

	for (size_t g = COUNTING_GROUPS; g < ARRAY_LENGTH(groups); g++)
		add_group(req, part.dict, groups[g].label, current, 0);
	return part_end(&part);
}

static struct menu_shelf *shelf_of(struct service *service)
{
	if (service->menus == NULL && (service->menus = calloc(1, sizeof *service->menus)) == NULL)
		fatalx("event=out_of_memory");
	return service->menus;
}

/* NULL when the template fails. */
static const char *kept_text(struct request *req)
{
	const struct menu_row *current = current_row(req, COUNTING_GROUPS, ARRAY_LENGTH(groups));
	uint32_t own = req->actor->roles, taken = actor_roles_taken(req->actor);
	uint64_t mixed = (own + (uint64_t)taken * 31 + (uint64_t)(uintptr_t)current) * UINT64_C(0x9E3779B97F4A7C15);
	struct kept *kept = &shelf_of(req->service)->slots[mixed >> 32 & (SLOTS - 1)];

	if (kept->text != NULL && kept->own == own && kept->taken == taken && kept->current == current)
		return kept->text;
	free(kept->text);
	*kept = (struct kept){own, taken, current, render(req, current)};
	return kept->text;
}

void menu_fill(struct request *req, int64_t waiting)
{
	const struct menu_row *current = current_row(req, 0, COUNTING_GROUPS);
	struct dict *counting = dict_include(page_frame(req), "MENU", "part/menu.tpl");

	for (size_t g = 0; g < COUNTING_GROUPS; g++)
		add_group(req, counting, groups[g].label, current, waiting);
	dict_markup(dict_include(page_frame(req), "MENU", "part/picture.tpl"), "MARKUP", kept_text(req));
}

void menu_shelf_free(struct menu_shelf *shelf)
{
	for (size_t i = 0; shelf != NULL && i < SLOTS; i++)
		free(shelf->slots[i].text);
	free(shelf);
}
