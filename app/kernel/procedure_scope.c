/* Reading what a procedure says around its states: who opens it, about what, how often, on which papers. */
#include "base/base.h"
#include "kernel/procedure_limit.h"
#include "kernel/procedure_parts.h"

#include "base/text.h"
#include "kernel/procedure_text.h"
#include "kernel/setting.h"

/* Article 10, in its order. */
static const char *const stage_words[] = {"申请", "受理", "审批", "分配", "部署", "变更", "终止", NULL};

static const char *const round_keys[] = {"every", "for",     "each",   "of",     "call", "platforms",
					 "after", "systems", "begins", "months", NULL};
static const char *const paper_keys[] = {"title",  "heading", "form",   "from",  "to", "text",
					 "fields", "copies",  "panels", "limit", NULL};
static const char *const paper_forms[] = {"letter", "official", NULL};
static const char *const every_words[] = {"never", "month", "quarter", "half_year", "year", "week", NULL};
static const char *const each_words[] = {"organisation", "platform", "system", "other_platform", NULL};
static const char *const platform_words[] = {"supervision", "service", "recovery", "integration", NULL};
static const char *const systems_words[] = {"false", "true", "trial", NULL}; /* SYSTEMS_ANY and so on */
static const char *const of_words[] = {"previous", "current", NULL};
static const char *const signer_words[] = {"center", "unit",      "owner", "operator", "supervisor",
					   "secops", "addressee", "actor", NULL};

/* ---- who opens it, about what ---- */

static void read_start(struct reader *reader, const struct yaml_node *root)
{
	struct procedure *procedure = reader->procedure;
	const struct yaml_node *node = yaml_get(root, "start");

	if (node == NULL)
		complain_node(reader, root, "缺少 start");
	else if (node->kind != YAML_TEXT || !text_equal(node->text, "none"))
		procedure->start_count = read_roles(reader, root, "start", procedure->start);
	for (size_t i = 0; i < procedure->start_count; i++)
		if (role_administers(procedure->start[i]))
			complain_node(reader, node, "管理员不发起事项，“%s”不能写在 start",
				      role_key(procedure->start[i]));
		else if (role_relative(procedure->start[i]))
			complain_node(reader, node, "start 写明岗位，“%s”要等有了事项才知道是谁",
				      role_key(procedure->start[i]));
}

static void read_subject(struct reader *reader, const struct yaml_node *root)
{
	struct procedure *procedure = reader->procedure;
	struct yaml_node **items;
	size_t count = read_list(reader, root, "subject", &items);

	for (size_t i = 0; i < count; i++) {
		const char *word = items[i]->text;
		bool optional = text_ends(word, "?");

		if (text_equal(word, "system") || text_equal(word, "system?"))
			procedure->about_system = optional ? ABOUT_OPTIONAL : ABOUT_REQUIRED;
		else if (text_equal(word, "platform") || text_equal(word, "platform?"))
			procedure->about_platform = optional ? ABOUT_OPTIONAL : ABOUT_REQUIRED;
		else if (!text_equal(word, "filing") && !text_equal(word, "none"))
			complain_node(reader, items[i], "subject 不能是“%s”", word);
	}
}

static void read_stages(struct reader *reader, const struct yaml_node *root)
{
	struct procedure *procedure = reader->procedure;
	const char **stages;
	struct yaml_node **items;
	size_t count = read_list(reader, root, "stages", &items);

	procedure->stages = stage_words;
	procedure->stage_count = STAGES_MAX;
	if (count == 0)
		return;
	if (count > STAGES_MAX)
		complain_node(reader, yaml_get(root, "stages"), "stages 至多 %d 个", STAGES_MAX);
	procedure->stages = stages = arena_array(reader->arena, count + 1, sizeof(char *));
	procedure->stage_count = count > STAGES_MAX ? STAGES_MAX : count;
	for (size_t i = 0; i < procedure->stage_count; i++)
		stages[i] = arena_strdup(reader->arena, items[i]->text);
}

/* ",service,recovery," for a statement to look into. */
static const char *read_platforms(struct reader *reader, const struct yaml_node *node)
{
	struct yaml_node **items;
	size_t count = read_list(reader, node, "platforms", &items);
	const char *text = count == 0 ? NULL : ",";

	for (size_t i = 0; i < count; i++) {
		bool known = false;

		for (size_t w = 0; platform_words[w] != NULL; w++)
			known = known || text_equal(platform_words[w], items[i]->text);
		if (!known)
			complain_node(reader, items[i], "没有“%s”这种云平台", items[i]->text);
		text = arena_printf(reader->arena, "%s%s,", text, items[i]->text);
	}
	return text;
}

/* How often, by settings that the center may change: whole numbers of months. */
static void read_months(struct reader *reader, const struct yaml_node *node)
{
	struct procedure *procedure = reader->procedure;
	struct yaml_node **items;
	size_t count = read_list(reader, node, "months", &items);

	if (count > 0 && procedure->round.every != EVERY_MONTH)
		complain_node(reader, yaml_get(node, "months"), "months 只用于 every: month");
	procedure->round.month_settings = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++) {
		const char *key = items[i]->text;

		if (!setting_known(reader->modules, key) || setting_find(reader->modules, key)->type != SETTING_INTEGER)
			complain_node(reader, items[i], "没有“%s”这个整数参数", key);
		procedure->round.month_settings[procedure->round.month_setting_count++] =
			arena_strdup(reader->arena, key);
	}
}

static unsigned read_systems(struct reader *reader, const struct yaml_node *node)
{
	const char *word = read_word(reader, node, "systems", systems_words, systems_words[0]);
	unsigned index = 0;

	while (!text_equal(systems_words[index], word))
		index++;
	return index;
}

static void read_round(struct reader *reader, const struct yaml_node *node)
{
	struct procedure *procedure = reader->procedure;
	const char *word;

	if (!read_map_of(reader, node, "round", round_keys))
		return;
	word = read_word(reader, node, "every", every_words, every_words[0]);
	for (int i = 0; every_words[i] != NULL; i++)
		if (text_equal(word, every_words[i]))
			procedure->round.every = (enum every)i;
	if (procedure->round.every == EVERY_NEVER)
		complain_node(reader, node, "round 缺少 every");
	procedure->round.kinds = read_kinds(reader, node, "for");
	if (procedure->round.kinds == 0)
		complain_node(reader, node, "round 缺少 for：写明哪些单位承担");
	word = read_word(reader, node, "each", each_words, each_words[0]);
	for (unsigned i = 0; each_words[i] != NULL; i++)
		if (text_equal(word, each_words[i]))
			procedure->round.each = i;
	procedure->round.platforms = read_platforms(reader, node);
	procedure->round.current = text_equal(read_word(reader, node, "of", of_words, of_words[0]), "current");
	procedure->round.systems = read_systems(reader, node);
	procedure->round.begins = read_flag(reader, node, "begins");
	read_months(reader, node);
	if (yaml_get(node, "after") != NULL) {
		enum due_unit unit;

		procedure->round.after_setting = read_setting(reader, node, "after", &unit);
		if (unit != DUE_WORKING_DAYS)
			complain_node(reader, yaml_get(node, "after"), "after 是工作日数（*_wd）");
	}
	if (yaml_get(node, "call") != NULL) {
		enum due_unit unit;

		procedure->round.call_setting = read_setting(reader, node, "call", &unit);
		if (unit != DUE_MONTH_DAY || procedure->round.every != EVERY_YEAR)
			complain_node(reader, yaml_get(node, "call"), "call 是每年的月-日，只用于 every: year");
	}
}

static const struct panel_row **read_panels(struct reader *reader, const struct yaml_node *node, size_t *panel_count)
{
	struct yaml_node **items;
	size_t count = read_list(reader, node, "panels", &items);
	const struct panel_row **panels = arena_array(reader->arena, count + 1, sizeof *panels);

	*panel_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct panel_row *row = module_panel(reader->modules, items[i]->text);

		if (row == NULL)
			complain_node(reader, items[i], "没有“%s”这块内容（panel）", items[i]->text);
		else
			panels[(*panel_count)++] = row;
	}
	return panels;
}

const struct prefill_row *read_prefill(struct reader *reader, const struct yaml_node *node)
{
	const char *name = read_text(reader, node, "prefill", false);
	const struct prefill_row *row = name == NULL ? NULL : module_prefill(reader->modules, name);

	if (name != NULL && row == NULL)
		complain_node(reader, yaml_get(node, "prefill"), "没有“%s”这个预填办法（prefill）", name);
	return row;
}

void read_scope(struct reader *reader, const struct yaml_node *root)
{
	read_start(reader, root);
	read_subject(reader, root);
	read_stages(reader, root);
	reader->procedure->panels = read_panels(reader, root, &reader->procedure->panel_count);
	reader->procedure->prefill = read_prefill(reader, root);
	reader->procedure->addressee = read_text(reader, root, "addressee", false);
	reader->procedure->addressee_from = read_text(reader, root, "addressee_from", false);
	reader->procedure->responsible = read_text(reader, root, "responsible", false);
	if (yaml_get(root, "round") != NULL)
		read_round(reader, yaml_get(root, "round"));
}

/* ---- papers ---- */

static void read_paper(struct reader *reader, const struct yaml_node *node, struct paper *paper)
{
	struct yaml_node **items;
	size_t count = read_list(reader, node, "text", &items);

	paper->title = read_text(reader, node, "title", true);
	paper->from = read_word(reader, node, "from", signer_words, signer_words[0]);
	paper->to = read_text(reader, node, "to", true);
	paper->heading = read_text(reader, node, "heading", false);
	paper->copies = read_text(reader, node, "copies", false);
	paper->official = text_equal(read_word(reader, node, "form", paper_forms, paper_forms[0]), paper_forms[1]);
	if (count == 0)
		complain_node(reader, node, "缺少 text");
	paper->paragraphs = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++)
		paper->paragraphs[paper->paragraph_count++] = arena_strdup(reader->arena, items[i]->text);
	count = read_list(reader, node, "fields", &items);
	paper->fields = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++)
		paper->fields[paper->field_count++] = arena_strdup(reader->arena, items[i]->text);
	paper->panels = read_panels(reader, node, &paper->panel_count);
	read_paper_limit(reader, node, paper);
}

void read_papers(struct reader *reader, const struct yaml_node *map)
{
	struct procedure *procedure = reader->procedure;
	struct paper *papers;

	if (map == NULL)
		return;
	if (map->kind != YAML_MAP || map->count > PAPERS_MAX) {
		complain_node(reader, map, "papers 应写成“键: {…}”，至多 %d 种", PAPERS_MAX);
		return;
	}
	procedure->papers = papers = arena_array(reader->arena, map->count + 1, sizeof *papers);
	reader->paper_nodes = map->items;
	for (size_t i = 0; i < map->count; i++) {
		struct paper *paper = &papers[procedure->paper_count++];

		check_key(reader, map->items[i], map->items[i]->key);
		*paper = (struct paper){.key = arena_strdup(reader->arena, map->items[i]->key), .title = "", .to = ""};
		if (read_map_of(reader, map->items[i], "文书", paper_keys))
			read_paper(reader, map->items[i], paper);
	}
}

/* ---- when form and actions are known ---- */

const struct field *field_called(const struct field *fields, size_t count, const char *key, size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(fields[i].key) == length && strncmp(fields[i].key, key, length) == 0)
			return &fields[i];
	return NULL;
}

/* "receiver" or "rows.unit", in the form or in an action. */
static bool names_organisation(const struct field *fields, size_t count, const char *key)
{
	const char *dot = strchr(key, '.');
	const struct field *field = field_called(fields, count, key, dot == NULL ? strlen(key) : (size_t)(dot - key));

	if (field != NULL && dot != NULL)
		field = field_called(field->columns, field->column_count, dot + 1, strlen(dot + 1));
	return field != NULL && field->type == FIELD_REFERENCE &&
	       (text_equal(field->reference, "organisation") || text_equal(field->reference, "recipient") ||
		text_equal(field->reference, "contractor") || text_equal(field->reference, "supplier"));
}

static void check_named(struct reader *reader, const struct yaml_node *root, const char *word, const char *key)
{
	const struct procedure *procedure = reader->procedure;
	bool found = key == NULL || names_organisation(procedure->form, procedure->form_count, key);

	for (size_t i = 0; i < procedure->action_count && !found; i++)
		found = names_organisation(procedure->actions[i].fields, procedure->actions[i].field_count, key);
	if (!found)
		complain_node(reader, yaml_get(root, word), "没有“%s”这个引用单位的字段", key);
}

static void check_holes(struct reader *reader, const struct yaml_node *node, const char *text,
			const struct action *action)
{
	const struct procedure *procedure = reader->procedure;
	bool timed = action != NULL && action->sheet != NULL && paper_timed(procedure, action->sheet, action);
	const struct paper_time none = {.length = "", .end = ""};
	const char *told = timed ? paper_limit_fill(reader->scratch, text, &none) : text;
	const char *unknown = procedure_text_unknown(reader->scratch, told, procedure->form, procedure->form_count,
						     action == NULL ? NULL : action->fields,
						     action == NULL ? 0 : action->field_count);

	if (unknown != NULL)
		complain_node(reader, node, "文中的“{%s}”不是已知的内容或字段", unknown);
}

/* A key of the form or of the action itself, action.field of another, or the time the next state allows. */
static bool printable(const struct procedure *procedure, const struct action *action, const char *name)
{
	const char *dot = strchr(name, '.');

	if (text_equal(name, PAPER_LIMIT))
		return paper_timed(procedure, action->sheet, action);
	/* Of this action itself: what it is given now is what takes the place of the former. */
	if (text_starts(name, PAPER_FORMER)) {
		name += strlen(PAPER_FORMER);
		return field_called(action->fields, action->field_count, name, strlen(name)) != NULL;
	}
	if (dot == NULL)
		return field_called(procedure->form, procedure->form_count, name, strlen(name)) != NULL ||
		       field_called(action->fields, action->field_count, name, strlen(name)) != NULL;
	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *other = &procedure->actions[i];

		if (strlen(other->key) == (size_t)(dot - name) && strncmp(other->key, name, (size_t)(dot - name)) == 0)
			return field_called(other->fields, other->field_count, dot + 1, strlen(dot + 1)) != NULL;
	}
	return false;
}

static void check_printed(struct reader *reader, const struct yaml_node *node, const struct paper *paper,
			  const struct action *action)
{
	for (size_t i = 0; i < paper->field_count; i++)
		if (!printable(reader->procedure, action, paper->fields[i]))
			complain_form(reader, node, "文书“%s”没有“%s”可以打印", paper->key, paper->fields[i]);
}

/* A paper's texts may speak of the form and of the fields of the action it is printed for. */
static void check_papers(struct reader *reader)
{
	const struct procedure *procedure = reader->procedure;

	for (size_t i = 0; i < procedure->paper_count; i++) {
		const struct paper *paper = &procedure->papers[i];
		bool used = false;

		for (size_t a = 0; a < procedure->action_count; a++) {
			if (procedure->actions[a].sheet != paper)
				continue;
			used = true;
			check_paper_limit(reader, reader->paper_nodes[i], paper);
			check_printed(reader, reader->paper_nodes[i], paper, &procedure->actions[a]);
			check_holes(reader, reader->paper_nodes[i], paper->to, &procedure->actions[a]);
			if (paper->heading != NULL)
				check_holes(reader, reader->paper_nodes[i], paper->heading, &procedure->actions[a]);
			if (paper->copies != NULL)
				check_holes(reader, reader->paper_nodes[i], paper->copies, &procedure->actions[a]);
			for (size_t p = 0; p < paper->paragraph_count; p++)
				check_holes(reader, reader->paper_nodes[i], paper->paragraphs[p],
					    &procedure->actions[a]);
		}
		if (!used)
			complain_node(reader, reader->paper_nodes[i], "文书“%s”没有动作打印它（paper）", paper->key);
	}
}

void check_scope(struct reader *reader, const struct yaml_node *root)
{
	const struct procedure *procedure = reader->procedure;
	const char *title = procedure->matter_title;

	check_named(reader, root, "addressee", procedure->addressee);
	if (procedure->addressee_from != NULL &&
	    (procedure->addressee == NULL || procedure_state(procedure, procedure->addressee_from) == NULL))
		complain_node(reader, yaml_get(root, "addressee_from"), "没有“%s”这个环节，或者没有 addressee",
			      procedure->addressee_from);
	check_named(reader, root, "responsible", procedure->responsible);
	if (title != NULL && strchr(title, '{') != NULL)
		check_holes(reader, yaml_get(root, "matter_title"), title, NULL);
	if (title != NULL && strstr(title, "{title}") != NULL &&
	    field_called(procedure->form, procedure->form_count, "title", strlen("title")) == NULL)
		complain_form(reader, yaml_get(root, "matter_title"), "名称不能由自己组成：表单里没有 %s 字段",
			      "title");
	check_papers(reader);
	for (size_t i = 0; i < procedure->action_count; i++)
		if (procedure->actions[i].follow != NULL)
			check_follow(reader, reader->action_nodes[i], &procedure->actions[i]);
	check_letter(reader, yaml_get(root, "letter"));
	if (procedure->start_count == 0 && procedure->round.every == EVERY_NEVER && yaml_get(root, "start") != NULL &&
	    !text_equal(yaml_get(root, "start")->text, "none"))
		complain_node(reader, yaml_get(root, "start"), "没有人可以发起");
}
