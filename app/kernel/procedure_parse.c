#include "base/base.h"
#include "kernel/procedure_parts.h"

#include "base/crypt.h"
#include "base/text.h"

static const char *const procedure_keys[] = {
	"procedure", "title",          "articles",   "number",      "start",  "subject",        "matter_title",
	"addressee", "responsible",    "stages",     "prefill",     "panels", "round",          "gates",
	"total",     "states",         "actions",    "documents",   "papers", "form",           "hold",
	"opened",    "administrators", "total_from", "total_until", "letter", "addressee_from", NULL};
static const char *const state_keys[] = {"label",  "stage",   "holder",     "due",    "due_from", "tone",
					 "clock",  "edit",    "final",      "missed", "next",     "shared",
					 "waived", "article", "signatures", "quorum", NULL};
static const char *const document_keys[] = {"label",  "hint",   "article", "required", "required_if", "types",
					    "report", "states", "who",     "internal", "audience",    NULL};
static const char *const tone_words[] = {"blue", "purple", "amber", "green", "grey", "red", NULL};
static const char *const due_from_words[] = {"entry", "period", NULL};
static const char *const report_words[] = {"security", "performance", "classified_protection", "cryptography", NULL};
static const char *const type_words[] = {"pdf", "docx", "xlsx", "ofd", "jpg", "png", NULL};
static const char *const clock_words[] = {"running", "stopped", NULL};
static const char *const signature_words[] = {"one", "all", "in_order", "quorum", NULL}; /* as the enum */
static const char *const hold_words[] = {"allowed", "never", NULL};
static const char *const internal_words[] = {"center", NULL};
static const char *const audience_words[] = {"all", "own", NULL};

unsigned read_kinds(struct reader *reader, const struct yaml_node *map, const char *key)
{
	struct yaml_node **items;
	size_t count = read_list(reader, map, key, &items);
	unsigned kinds = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned kind = text_equal(items[i]->text, "operator") ? KIND_PROVIDER | KIND_INTEGRATOR
								       : kind_from_key(items[i]->text);

		if (kind == 0)
			complain_node(reader, items[i], "没有“%s”这类单位", items[i]->text);
		kinds |= kind;
	}
	return kinds;
}

static const char *read_stage(struct reader *reader, const struct yaml_node *node)
{
	const struct procedure *procedure = reader->procedure;
	const char *text = read_text(reader, node, "stage", false);

	for (size_t i = 0; i < procedure->stage_count; i++)
		if (text_equal(procedure->stages[i], text))
			return procedure->stages[i];
	if (text != NULL)
		complain_node(reader, yaml_get(node, "stage"), "stage 不能是“%s”", text);
	return procedure->stages[0];
}

/* "2" of them, or a share of them: "2/3". */
static void read_signatures(struct reader *reader, const struct yaml_node *node, struct state *state)
{
	const char *word = read_word(reader, node, "signatures", signature_words, "one");
	const char *text = read_text(reader, node, "quorum", false);
	int length = 0;

	while (!text_equal(signature_words[state->signing], word))
		state->signing++;
	if ((text != NULL) != (state->signing == SIGN_QUORUM))
		complain_node(reader, node, "signatures: quorum 和 quorum 要一起写");
	if (text == NULL)
		return;
	if (sscanf(text, "%2d/%2d%n", &state->quorum, &state->quorum_of, &length) != 2) {
		state->quorum_of = 0;
		if (sscanf(text, "%2d%n", &state->quorum, &length) != 1)
			state->quorum = 0;
	}
	if (text[length] != '\0' || state->quorum < 1 || (state->quorum_of > 0 && state->quorum > state->quorum_of))
		complain_node(reader, yaml_get(node, "quorum"), "quorum 写个数（2）或者份额（\"2/3\"），不能是“%s”",
			      text);
}

static void read_state(struct reader *reader, const struct yaml_node *node, struct state *state)
{
	state->label = read_text(reader, node, "label", true);
	if (state->label == NULL)
		state->label = state->key;
	state->next = read_text(reader, node, "next", true);
	if (yaml_get(node, "stage") == NULL)
		complain_node(reader, node, "缺少 stage");
	state->stage = read_stage(reader, node);
	state->article = read_article(reader, node, "article", true);
	state->holder_count = read_roles(reader, node, "holder", state->holders);
	state->due_setting = read_setting(reader, node, "due", &state->due_unit);
	state->due_from_period = text_equal(read_word(reader, node, "due_from", due_from_words, "entry"), "period");
	state->tone = read_word(reader, node, "tone", tone_words, NULL);
	state->clock_stopped = text_equal(read_word(reader, node, "clock", clock_words, "running"), "stopped");
	read_signatures(reader, node, state);
	state->edit = read_flag(reader, node, "edit");
	state->final = read_flag(reader, node, "final");
	state->missed = read_flag(reader, node, "missed");
	if (state->missed && !state->final)
		complain_node(reader, yaml_get(node, "missed"), "办结的环节才能写 missed");
	state->waived = read_flag(reader, node, "waived");
	if (state->waived && (!state->final || state->missed))
		complain_node(reader, yaml_get(node, "waived"), "办结的、没有写 missed 的环节才能写 waived");
	state->shared_kinds = read_kinds(reader, node, "shared");
}

static void read_state_map(struct reader *reader, const struct yaml_node *map)
{
	struct procedure *procedure = reader->procedure;

	if (map->kind != YAML_MAP || map->count == 0 || map->count > STATES_MAX) {
		complain_node(reader, map, "states 应写成“键: {…}”，1 至 %d 个", STATES_MAX);
		return;
	}
	procedure->states = arena_array(reader->arena, map->count, sizeof *procedure->states);
	reader->state_nodes = map->items;
	for (size_t i = 0; i < map->count; i++) {
		struct state *state = &procedure->states[procedure->state_count++];
		const struct yaml_node *node = map->items[i];

		check_key(reader, node, node->key);
		state->key = arena_strdup(reader->arena, node->key);
		state->label = state->key;
		state->stage = procedure->stages[0];
		state->line = node->key_line;
		if (read_map_of(reader, node, "环节", state_keys))
			read_state(reader, node, state);
	}
}

/* Default: wherever the form is edited.  After the end only from whom the row names: the stamped scan of a refusal. */
static void read_document_states(struct reader *reader, const struct yaml_node *node, struct document_kind *document)
{
	const struct procedure *procedure = reader->procedure;

	document->state_count = read_states(reader, node, "states", &document->states);
	for (size_t i = 0; i < document->state_count; i++)
		if (procedure->states[document->states[i]].final && yaml_get(node, "who") == NULL)
			complain_node(reader, yaml_get(node, "states"), "“%s”是办结环节，只收写明 who 的材料",
				      procedure->states[document->states[i]].key);
	if (yaml_get(node, "states") != NULL)
		return;
	document->states = arena_array(reader->arena, procedure->state_count + 1, sizeof *document->states);
	for (size_t i = 0; i < procedure->state_count; i++)
		if (procedure->states[i].edit)
			document->states[document->state_count++] = i;
	if (document->state_count == 0)
		complain_node(reader, node, "缺少 states：没有可编辑的环节，要写明在哪里收这份材料");
}

static void read_types(struct reader *reader, const struct yaml_node *node, struct document_kind *document)
{
	static const char *const usual[] = {"pdf", "ofd", "jpg", "png"};
	struct yaml_node **items;
	size_t count = read_list(reader, node, "types", &items);

	document->types = arena_array(reader->arena, count + ARRAY_LENGTH(usual), sizeof(char *));
	for (size_t i = 0; i < count; i++) {
		bool known = false;

		for (size_t j = 0; type_words[j] != NULL && !known; j++)
			known = text_equal(type_words[j], items[i]->text);
		if (known)
			document->types[document->type_count++] = arena_strdup(reader->arena, items[i]->text);
		else
			complain_node(reader, items[i], "不收“%s”这种文件", items[i]->text);
	}
	for (size_t i = 0; count == 0 && i < ARRAY_LENGTH(usual); i++)
		document->types[document->type_count++] = usual[i];
}

static void read_document(struct reader *reader, const struct yaml_node *node, struct document_kind *document)
{
	document->label = read_text(reader, node, "label", true);
	if (document->label == NULL)
		document->label = document->key;
	document->hint = read_text(reader, node, "hint", false);
	document->article = read_article(reader, node, "article", true);
	document->required = read_flag(reader, node, "required");
	document->required_if = read_condition(reader, node, "required_if", NULL, &document->required_compiled);
	if (document->required && document->required_if != NULL)
		complain_node(reader, yaml_get(node, "required_if"), "required 和 required_if 只写一个");
	document->report = read_word(reader, node, "report", report_words, NULL);
	document->who_count = read_roles(reader, node, "who", document->who);
	document->center_internal = read_word(reader, node, "internal", internal_words, NULL) != NULL;
	document->own_files = text_equal(read_word(reader, node, "audience", audience_words, "all"), "own");
	if (document->own_files && document->center_internal)
		complain_node(reader, yaml_get(node, "audience"),
			      "internal: center 的材料只给省大数据中心，不再写 audience: own");
	read_types(reader, node, document);
	read_document_states(reader, node, document);
}

static void read_documents(struct reader *reader, const struct yaml_node *map)
{
	struct procedure *procedure = reader->procedure;

	if (map->kind != YAML_MAP || map->count > DOCUMENTS_MAX) {
		complain_node(reader, map, "documents 应写成“键: {…}”，至多 %d 份", DOCUMENTS_MAX);
		return;
	}
	procedure->documents = arena_array(reader->arena, map->count + 1, sizeof *procedure->documents);
	for (size_t i = 0; i < map->count; i++) {
		struct document_kind *document = &procedure->documents[procedure->document_count++];
		const struct yaml_node *node = map->items[i];

		check_key(reader, node, node->key);
		document->key = arena_strdup(reader->arena, node->key);
		document->label = document->key;
		document->line = node->key_line;
		if (read_map_of(reader, node, "材料", document_keys))
			read_document(reader, node, document);
	}
}

static void read_articles(struct reader *reader, const struct yaml_node *root)
{
	struct procedure *procedure = reader->procedure;
	struct yaml_node **items;
	size_t count = read_list(reader, root, "articles", &items);

	if (yaml_get(root, "articles") == NULL)
		complain_node(reader, root, "缺少 articles：写条款号，没有对应条款时写 none");
	else if (count == 0)
		complain_form(reader, yaml_get(root, "articles"), "articles 是空的：没有对应条款时写 none");
	procedure->articles = arena_array(reader->arena, count + 1, sizeof(char *));
	for (size_t i = 0; i < count; i++) {
		struct yaml_node map = {.kind = YAML_MAP, .items = &items[i], .count = 1};
		const char *article;

		items[i]->key = "articles";
		article = read_article(reader, &map, "articles", false);
		if (article != NULL)
			procedure->articles[procedure->article_count++] = article;
	}
}

static void read_head(struct reader *reader, const struct yaml_node *root)
{
	struct procedure *procedure = reader->procedure;
	enum due_unit unit;

	procedure->key = read_text(reader, root, "procedure", true);
	procedure->title = read_text(reader, root, "title", true);
	procedure->number = read_text(reader, root, "number", true);
	procedure->administrators = read_text(reader, root, "administrators", false);
	read_scope(reader, root);
	procedure->matter_title = read_text(reader, root, "matter_title", true);
	read_letter(reader, yaml_get(root, "letter"));
	procedure->total_setting = read_setting(reader, root, "total", &unit);
	if (unit != DUE_NONE && unit != DUE_WORKING_DAYS)
		complain_node(reader, yaml_get(root, "total"), "total 以工作日计（_wd）");
	procedure->never_held = text_equal(read_word(reader, root, "hold", hold_words, "allowed"), "never");
	read_articles(reader, root);
	procedure->gate_count = read_guards(reader, root, "gates", &procedure->gates);
	procedure->opened_count = read_effects(reader, root, "opened", &procedure->opened);
}

static const struct state *read_total_end(struct reader *reader, const struct yaml_node *root, const char *key)
{
	const char *name = read_text(reader, root, key, false);
	const struct state *state = name == NULL ? NULL : procedure_state(reader->procedure, name);

	if (name != NULL && state == NULL)
		complain_node(reader, yaml_get(root, key), "没有“%s”这个状态", name);
	if (name != NULL && reader->procedure->total_setting == NULL)
		complain_node(reader, yaml_get(root, key), "没有 total，%s 无从说起", key);
	return state;
}

static void read_total_span(struct reader *reader, const struct yaml_node *root)
{
	struct procedure *procedure = reader->procedure;

	procedure->total_from = read_total_end(reader, root, "total_from");
	procedure->total_until = read_total_end(reader, root, "total_until");
	if (procedure->total_from != NULL && procedure->total_until != NULL &&
	    procedure->total_from >= procedure->total_until)
		complain_node(reader, yaml_get(root, "total_until"), "total_until 须排在 total_from 之后");
}

/* States first, since everything names them; actions last, since they name everything. */
static void read_procedure(struct reader *reader, const struct yaml_node *root)
{
	struct procedure *procedure = reader->procedure;

	if (!read_map_of(reader, root, "流程", procedure_keys))
		return;
	read_head(reader, root);
	if (yaml_get(root, "states") == NULL)
		complain_node(reader, root, "缺少 states");
	else
		read_state_map(reader, yaml_get(root, "states"));
	read_total_span(reader, root);
	if (yaml_get(root, "documents") != NULL)
		read_documents(reader, yaml_get(root, "documents"));
	if (yaml_get(root, "form") == NULL)
		complain_node(reader, root, "缺少 form");
	procedure->form_count = read_fields(reader, yaml_get(root, "form"), NULL, &procedure->form,
					    &procedure->required_if, &procedure->shown_if);
	read_papers(reader, yaml_get(root, "papers"));
	if (yaml_get(root, "actions") == NULL)
		complain_node(reader, root, "缺少 actions");
	else
		read_actions(reader, yaml_get(root, "actions"));
	check_procedure(reader, root);
	check_scope(reader, root);
	collect_condition_names(reader);
	compile_conditions(reader);
}

static struct procedure *parse(struct arena *arena, const struct module *const *modules,
			       struct expression_engine *engine, const char *file_name, const char *text, size_t length,
			       bool stored, char **complaints)
{
	struct arena *scratch = arena_new();
	struct reader reader = {
		.stored = stored,
		.arena = arena,
		.scratch = scratch,
		.modules = modules,
		.engine = engine,
		.complaints = {.arena = scratch, .file = file_name},
		.procedure = arena_alloc(arena, sizeof(struct procedure)),
	};
	struct yaml_node *root = yaml_read(scratch, &reader.complaints, text, length);

	if (root != NULL)
		read_procedure(&reader, root);
	crypt_digest(reader.procedure->digest, text, length, NULL, 0);
	*complaints = complaints_text(arena, &reader.complaints);
	arena_free(scratch);
	return *complaints == NULL ? reader.procedure : NULL;
}

struct procedure *procedure_parse(struct arena *arena, const struct module *const *modules,
				  struct expression_engine *engine, const char *file_name, const char *text,
				  size_t length, char **complaints)
{
	return parse(arena, modules, engine, file_name, text, length, false, complaints);
}

struct procedure *procedure_parse_stored(struct arena *arena, const struct module *const *modules,
					 struct expression_engine *engine, const char *file_name, const char *text,
					 size_t length, char **complaints)
{
	return parse(arena, modules, engine, file_name, text, length, true, complaints);
}
