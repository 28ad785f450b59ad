#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/text.h"

static const char *const action_keys[] = {"label",    "hint",   "article",  "from",        "to",        "to_unchanged",
					  "who",      "when",   "opinion",  "opinion_min", "documents", "guards",
					  "effects",  "fields", "returns",  "tone",        "primary",   "confirm",
					  "audience", "after",  "signs",    "prefill",     "paper",     "opens",
					  "succeeds", "not_by", "password", "runs_on",     "applies",   NULL};
static const char *const tone_words[] = {"blue", "purple", "amber", "green", "grey", "red", NULL};
static const char *const opinion_words[] = {"none", "optional", "required", NULL};
static const char *const paper_words[] = {
	"letter", "notice_accept", "notice_correct", "notice_refuse", "ruling_letter", "receipt", NULL};
static const char *const audience_words[] = {"all", "center", "own", NULL};

#define SUCCESSOR "successor"
#define SUBJECT_END "subject_end"

enum { OPINION_LENGTH_MAX = 200 };

bool action_yields(const struct action *action)
{
	return text_equal(action->after_setting, SUCCESSOR);
}

bool action_ends_with_subject(const struct action *action)
{
	return text_equal(action->after_setting, SUBJECT_END);
}

bool action_comes_of(const struct action *action, const char *procedure, const char *key)
{
	size_t length = strlen(procedure);

	for (size_t i = 0; i < action->after_deed_count; i++)
		if (text_starts(action->after_deeds[i], procedure) && action->after_deeds[i][length] == '.' &&
		    text_equal(action->after_deeds[i] + length + 1, key))
			return true;
	return false;
}

bool action_times_out(const struct action *action)
{
	return action->after_setting != NULL && !action_yields(action) && !action_ends_with_subject(action) &&
	       action->after_deed_count == 0;
}

const char *action_by_itself(const struct action *action)
{
	return action->after_setting == NULL      ? NULL
	       : action_yields(action)            ? "新版本代替时自动"
	       : action_ends_with_subject(action) ? "系统退出时自动"
	       : action->after_deed_count > 0     ? "由本件发起的事项办到后自动"
						  : "到期自动";
}

/* Where it goes: a state, or one of the two words. */
static const char *read_target(struct reader *reader, const struct yaml_node *map, const char *key, bool required,
			       bool may_stay)
{
	const char *text = read_text(reader, map, key, required);

	if (text == NULL || text_equal(text, "@returner") || (may_stay && text_equal(text, "@same")))
		return text;
	if (state_index(reader->procedure, text) == reader->procedure->state_count)
		complain_node(reader, yaml_get(map, key), "没有“%s”这个环节", text);
	return text;
}

static void read_opinion(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	const char *word = read_word(reader, node, "opinion", opinion_words, "none");

	action->opinion = text_equal(word, "required")   ? OPINION_REQUIRED
			  : text_equal(word, "optional") ? OPINION_OPTIONAL
							 : OPINION_NONE;
	action->opinion_min = (int)read_integer(reader, node, "opinion_min", 1, OPINION_LENGTH_MAX);
	if (action->opinion_min > 0 && action->opinion != OPINION_REQUIRED)
		complain_node(reader, yaml_get(node, "opinion_min"), "只有 opinion: required 才有 opinion_min");
}

static void read_needed_documents(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	struct yaml_node **items;
	size_t count = read_list(reader, node, "documents", &items);

	action->documents = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++) {
		const struct document_kind *document = procedure_document(reader->procedure, items[i]->text);

		if (document == NULL)
			complain_node(reader, items[i], "没有“%s”这份材料", items[i]->text);
		else
			action->documents[action->document_count++] = document->key;
	}
}

/* Those by which it applies at all first. */
static void read_guards_of(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	const struct guard_row **applies, **guards;
	size_t first = read_guards(reader, node, "applies", &applies);
	size_t rest = read_guards(reader, node, "guards", &guards);

	action->guards = arena_array(reader->arena, first + rest + 1, sizeof(struct guard_row *));
	for (size_t i = 0; i < first + rest; i++)
		action->guards[i] = i < first ? applies[i] : guards[i - first];
	action->applies_count = first;
	action->guard_count = first + rest;
}

/* Actions that may stand further down: procedure_check.c looks whether they are there. */
static void read_not_by(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	struct yaml_node **items;
	size_t count = read_list(reader, node, "not_by", &items);

	action->not_by = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++)
		action->not_by[action->not_by_count++] = arena_strdup(reader->arena, items[i]->text);
}

/* The clerk process presses it: there is nobody to ask for anything. */
static void check_timeout(struct reader *reader, const struct yaml_node *node, const struct action *action)
{
	static const char *const asking[] = {"who",     "not_by",  "opinion", "documents", "fields",
					     "primary", "confirm", "signs",   "password",  NULL};

	if (action->after_setting == NULL)
		return;
	for (size_t i = 0; asking[i] != NULL; i++) {
		const struct yaml_node *value = yaml_get(node, asking[i]);

		if (value != NULL)
			complain(&reader->complaints, value->key_line, value->key_column, "到期自动办理的动作没有 %s",
				 asking[i]);
	}
}

/* One of the printed sheets every procedure knows, or one of its own. */
static void read_paper_of(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	const struct procedure *procedure = reader->procedure;
	const char *key = read_text(reader, node, "paper", false);

	for (size_t i = 0; key != NULL && i < procedure->paper_count; i++)
		if (text_equal(procedure->papers[i].key, key))
			action->sheet = &procedure->papers[i];
	if (key != NULL)
		action->paper = action->sheet != NULL ? key : read_word(reader, node, "paper", paper_words, NULL);
}

/* supervision_notice.issue: what is done in a matter that this one set going. */
static bool read_deeds(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	const struct yaml_node *after = yaml_get(node, "after");
	struct yaml_node **items;
	size_t count;

	if (after == NULL || (after->kind == YAML_TEXT && strchr(after->text, '.') == NULL))
		return false;
	count = read_list(reader, node, "after", &items);
	action->after_deeds = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++) {
		const char *dot = strchr(items[i]->text, '.');

		if (dot == NULL || dot == items[i]->text || dot[1] == '\0' || strchr(dot + 1, '.') != NULL)
			complain_node(reader, items[i], "after 的“%s”应写作“流程.动作”", items[i]->text);
		else
			action->after_deeds[action->after_deed_count++] = arena_strdup(reader->arena, items[i]->text);
	}
	if (action->after_deed_count > 0)
		action->after_setting = text_join(reader->arena, action->after_deeds, action->after_deed_count, " ");
	return true;
}

/* A time of its own, or "due": when the deadline of the state has passed, whatever set it; or no time at all. */
static void read_after(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	static const char *const words[] = {"due", SUCCESSOR, SUBJECT_END};
	const struct yaml_node *after = yaml_get(node, "after");

	for (size_t i = 0; after != NULL && after->kind == YAML_TEXT && i < ARRAY_LENGTH(words); i++)
		if (text_equal(after->text, words[i])) {
			action->after_setting = words[i];
			action->after_unit = DUE_NONE;
			return;
		}
	if (!read_deeds(reader, node, action))
		action->after_setting = read_setting(reader, node, "after", &action->after_unit);
}

static void read_audience(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	const char *word = read_word(reader, node, "audience", audience_words, "all");

	action->center_only = text_equal(word, "center");
	action->own_words = text_equal(word, "own");
}

static void read_action(struct reader *reader, const struct yaml_node *node, struct action *action)
{
	struct field *fields = NULL;

	action->label = read_text(reader, node, "label", true);
	action->hint = read_text(reader, node, "hint", false);
	action->confirm = read_text(reader, node, "confirm", false);
	action->article = read_article(reader, node, "article", true);
	if (yaml_get(node, "from") == NULL)
		complain_node(reader, node, "缺少 from");
	action->from_count = read_states(reader, node, "from", &action->from);
	action->to = read_target(reader, node, "to", true, true);
	action->to_unchanged = read_target(reader, node, "to_unchanged", false, false);
	action->who_count = read_roles(reader, node, "who", action->who);
	read_not_by(reader, node, action);
	action->when = read_condition(reader, node, "when", action, &action->when_compiled);
	read_opinion(reader, node, action);
	read_needed_documents(reader, node, action);
	read_guards_of(reader, node, action);
	action->prefill = read_prefill(reader, node);
	read_paper_of(reader, node, action);
	action->follow = read_follow(reader, node);
	action->effect_count = read_effects(reader, node, "effects", &action->effects);
	action->field_count =
		read_fields(reader, yaml_get(node, "fields"), action, &fields, &action->required_if, &action->shown_if);
	action->fields = fields;
	action->returns = read_flag(reader, node, "returns");
	action->runs_on = read_flag(reader, node, "runs_on");
	action->primary = read_flag(reader, node, "primary");
	action->signs = read_flag(reader, node, "signs");
	action->password = read_flag(reader, node, "password");
	action->succeeds = read_flag(reader, node, "succeeds");
	action->tone = read_word(reader, node, "tone", tone_words, "blue");
	read_audience(reader, node, action);
	read_after(reader, node, action);
	if (action->label == NULL)
		action->label = action->key;
	if (action->to == NULL)
		action->to = "@same";
	check_timeout(reader, node, action);
}

/* Buttons every procedure has for free: an action of that name could never be pressed. */
static void check_free(struct reader *reader, const struct yaml_node *node)
{
	static const char *const taken[] = {
		"add_row",  "add_signer",  "check",     "close_condition", "comment", "copy",           "count_rows",
		"drop_row", "drop_signer", "file_rows", "give_opinion",    "hold",    "meet_condition", "paste_rows",
		"phrase",   "read_copy",   "reassign",  "resume",          "save",    "urge",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(taken); i++)
		if (text_equal(node->key, taken[i]))
			complain_form(reader, node, "动作不能叫“%s”，这是每个流程都有的按钮", node->key);
}

void read_actions(struct reader *reader, const struct yaml_node *map)
{
	struct procedure *procedure = reader->procedure;

	if (map->kind != YAML_MAP || map->count == 0 || map->count > ACTIONS_MAX) {
		complain_node(reader, map, "actions 应写成“键: {…}”，1 至 %d 个", ACTIONS_MAX);
		return;
	}
	procedure->actions = arena_array(reader->arena, map->count, sizeof *procedure->actions);
	reader->action_nodes = map->items;
	for (size_t i = 0; i < map->count; i++) {
		struct action *action = &procedure->actions[procedure->action_count++];
		const struct yaml_node *node = map->items[i];

		check_key(reader, node, node->key);
		check_free(reader, node);
		action->key = arena_strdup(reader->arena, node->key);
		action->line = node->key_line;
		action->label = action->key;
		action->to = "@same";
		action->tone = "blue";
		if (read_map_of(reader, node, "动作", action_keys))
			read_action(reader, node, action);
	}
}
