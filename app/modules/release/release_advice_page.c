/*
 * /usage/proposals: what the judgement of use would have smaller, for the
 * center.  One POST sends notices for what was ticked: each is opened, filled
 * in from the records and issued in one transaction, and each is reported.
 */
#include "base/base.h"
#include "modules/release/release_advice.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/move.h"
#include "kernel/permission.h"

enum { CANDIDATES = 200, PAGE = 25, PICKS_MAX = 100, NOTE_MAX = 300 };

static const struct listing_column columns[] = {
	{"SYSTEM_NAME", "信息系统", CELL_TEXT},
	{"UNIT_NAME", "使用单位", CELL_TEXT},
	{"PLATFORM_NAME", "平台", CELL_TEXT},
	{"KIND_LABEL", "建议", CELL_TEXT},
	{"PRESENT_TEXT", "现有", CELL_TEXT},
	{"TARGET_TEXT", "建议规格", CELL_TEXT},
	{"VCPU_N", "节约处理器（核）", CELL_NUMBER},
	{"MEMORY_N", "节约内存（GB）", CELL_NUMBER},
	{"STORAGE_N", "节约存储（GB）", CELL_NUMBER},
	{"BANDWIDTH_N", "节约带宽（Mbps）", CELL_NUMBER},
	{"WHY", "依据", CELL_TEXT},
	{"OPEN_TEXT", "在办", CELL_TEXT},
};
static const struct listing_file file = {"降配回收建议", columns, ARRAY_LENGTH(columns)};

/* ---- the list ---- */

struct candidate {
	int64_t system;
	const char *name, *unit;
};

static enum err read_candidates(struct context *context, const struct advising *advising, int64_t after, int64_t system,
				struct candidate *candidates, size_t *count)
{
	struct query *query = db_query(context->db, Q_RELEASE_CANDIDATES);

	*count = 0;
	query_text(query, ":month", advising->month);
	query_int(query, ":after", after);
	query_int(query, ":system", system);
	query_int(query, ":cpu", advising->rules.cpu_low_p95 * 100);
	query_int(query, ":storage", advising->rules.storage_low * 100);
	query_int(query, ":limit", CANDIDATES);
	while (*count < CANDIDATES && query_step(query)) {
		struct candidate *candidate = &candidates[(*count)++];

		candidate->system = next_int(query);
		candidate->name = next_text(query, context->arena);
		candidate->unit = next_text(query, context->arena);
	}
	return query_end(query);
}

/* "处理器 64 核，内存 256 GB" */
static const char *sizes_text(struct arena *arena, const struct advice *advice, bool target)
{
	const char *text = "";

	for (size_t i = 0; i < advice->line_count; i++) {
		const struct advice_line *line = &advice->lines[i];

		text = arena_printf(arena, "%s%s%s %s %s", text, i > 0 ? "，" : "", line->label,
				    format_integer(arena, target ? line->target : line->present), line->unit);
	}
	return text;
}

static void fill_row(struct arena *arena, struct dict *row, const struct advice *advice)
{
	dict_int(row, "SYSTEM_ID", advice->system);
	dict_set(row, "SYSTEM_NAME", advice->system_name);
	dict_set(row, "UNIT_NAME", advice->unit_name);
	dict_set(row, "PLATFORM_NAME", advice->platform_name);
	dict_set(row, "KIND_LABEL", advice->reclaim ? "回收" : "降配");
	dict_set(row, "KIND_TONE", advice->reclaim ? "red" : "amber");
	dict_set(row, "PRESENT_TEXT", sizes_text(arena, advice, false));
	dict_set(row, "TARGET_TEXT", sizes_text(arena, advice, true));
	dict_set(row, "VCPU_N", format_integer(arena, advice_saved(advice, "vcpu")));
	dict_set(row, "MEMORY_N", format_integer(arena, advice_saved(advice, "memory_gb")));
	dict_set(row, "STORAGE_N",
		 format_integer(arena, advice_saved(advice, "ssd_gb") + advice_saved(advice, "hdd_gb")));
	dict_set(row, "BANDWIDTH_N", format_integer(arena, advice_saved(advice, "bandwidth_mbps")));
	dict_set(row, "WHY", advice->why);
	dict_set(row, "OPEN_TEXT", advice->open > 0 ? advice->open_number : "");
}

static void show_row(struct request *req, struct dict *row, const struct advice *advice)
{
	fill_row(req->arena, row, advice);
	if (advice->open > 0) {
		struct dict *open = dict_section(row, "OPEN");

		dict_int(open, "OPEN_ID", advice->open);
		dict_set(open, "OPEN_NUMBER", advice->open_number);
	}
}

static bool was_picked(const struct request *req, const char *pick)
{
	for (size_t i = 0; i < req->posted.count; i++)
		if (text_equal(req->posted.items[i].name, "pick") && text_equal(req->posted.items[i].value, pick))
			return true;
	return false;
}

/* The cell is there for those who may decide; what is under way already has no box in it. */
static void show_pick(struct request *req, struct dict *row, const struct advice *advice)
{
	const char *pick = arena_printf(req->arena, "%" PRId64 "-%" PRId64, advice->system, advice->platform);
	struct dict *cell, *box;

	if (!actor_may(req, MAY_PROPOSE_DOWNSIZING))
		return;
	cell = dict_section(row, "PICK_CELL");
	if (advice->open > 0)
		return;
	box = dict_section(cell, "MAY_PICK");
	dict_set(box, "PICK", pick);
	dict_show_if(box, "PICKED", was_picked(req, pick));
}

/* Calls take with every proposal after a system, until enough; *last: the system looked at last, 0 when all were. */
struct gathering {
	struct request *req;
	struct dict *body;
	struct listing_writer *writer; /* NULL: on the page */
	size_t most, count;
	int64_t vcpu, memory;
};

static void take(struct gathering *gathering, const struct advice *advice)
{
	struct dict *row;

	gathering->count++;
	gathering->vcpu += advice_saved(advice, "vcpu");
	gathering->memory += advice_saved(advice, "memory_gb");
	if (gathering->writer != NULL) {
		row = dict_section(gathering->body, "ROW");
		fill_row(gathering->req->arena, row, advice);
		listing_file_row(gathering->writer, row);
		return;
	}
	row = dict_section(gathering->body, "ROW");
	show_row(gathering->req, row, advice);
	show_pick(gathering->req, row, advice);
}

static enum err gather(struct context *context, struct gathering *gathering, int64_t after, int64_t *last)
{
	struct candidate *candidates = arena_array(context->arena, CANDIDATES, sizeof *candidates);
	struct advice *advice = arena_array(context->arena, ADVICE_PLATFORMS, sizeof *advice);
	struct advising advising;
	size_t count = CANDIDATES;
	enum err err = advising_begin(context, &advising);

	*last = 0;
	while (err == OK && count == CANDIDATES) {
		err = read_candidates(context, &advising, after, 0, candidates, &count);
		for (size_t i = 0; err == OK && i < count; i++) {
			size_t many;

			after = candidates[i].system;
			err = advice_of(context, &advising, after, candidates[i].name, candidates[i].unit, advice,
					&many);
			for (size_t a = 0; err == OK && a < many; a++)
				take(gathering, &advice[a]);
			if (gathering->count >= gathering->most) {
				*last = after;
				return err;
			}
		}
	}
	return err;
}

static enum err proposals_file(struct request *req, struct context *context, enum listing_format format)
{
	struct gathering gathering = {.req = req,
				      .body = page_begin(req, "release/proposals.tpl", "降配回收建议"),
				      .writer = listing_file_begin(req, &file, format),
				      .most = LISTING_FILE_ROWS};
	int64_t last;
	enum err err = gather(context, &gathering, 0, &last);

	return err == OK ? listing_file_end(gathering.writer, last > 0) : err;
}

static enum err proposals_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *body = page_begin(req, "release/proposals.tpl", "降配回收建议");
	struct gathering gathering = {.req = req, .body = body, .most = PAGE};
	const char *from = filter_value(req, "from");
	int64_t after = 0, last;
	enum err err;

	if (from != NULL && !parse_integer(from, &after))
		return ERR_BAD_REQUEST;
	frame_crumb(req, "/usage", "使用率");
	if (sentence != NULL)
		complaint_show(req, body, "没有办理", NULL, sentence);
	err = gather(&context, &gathering, after, &last);
	if (err != OK)
		return err;
	dict_show_if(body, "HAS_ROWS", gathering.count > 0);
	dict_show_if(body, "NO_ROWS", gathering.count == 0);
	dict_show_if(body, "PICK_HEAD", actor_may(req, MAY_PROPOSE_DOWNSIZING));
	if (gathering.count > 0 && actor_may(req, MAY_PROPOSE_DOWNSIZING))
		dict_set(dict_section(body, "MAY_PROPOSE"), "NOTE", params_get(&req->posted, "note"));
	dict_printf(body, "SUM_TEXT", "本页 %zu 项，合计可节约处理器 %s 核、内存 %s GB", gathering.count,
		    format_integer(req->arena, gathering.vcpu), format_integer(req->arena, gathering.memory));
	if (last > 0)
		dict_int(dict_section(body, "NEXT"), "NEXT_FROM", last);
	return page_end(req, status);
}

enum err proposals_get(struct request *req)
{
	struct context context = context_reading(req);
	enum listing_format format;
	enum err err = listing_format(req, &file, &format);

	if (err != OK)
		return err;
	return format == FORMAT_PAGE ? proposals_page(req, NULL, 200) : proposals_file(req, &context, format);
}

/* ---- one decision ---- */

struct pick {
	int64_t system, platform;
	const char *subject;  /* system and platform, for the summary */
	int64_t matter;       /* 0: not opened */
	const char *sentence; /* its number, or why not */
};

/* *strange: something ticked that no list of ours has. */
static enum err read_picks(struct request *req, struct pick *picks, size_t *count, const char **note, bool *strange)
{
	*count = 0;
	*note = "";
	*strange = false;
	for (size_t i = 0; i < req->posted.count; i++) {
		const struct param *param = &req->posted.items[i];
		char **parts;

		if (text_equal(param->name, "csrf") || text_equal(param->name, "once") ||
		    text_equal(param->name, "action"))
			continue;
		if (text_equal(param->name, "note")) {
			*note = text_trim(req->arena, param->value);
			continue;
		}
		if (!text_equal(param->name, "pick") || *count == PICKS_MAX)
			return ERR_BAD_REQUEST;
		if (text_split(req->arena, param->value, '-', &parts) == 2 &&
		    parse_integer(parts[0], &picks[*count].system) && parse_integer(parts[1], &picks[*count].platform))
			(*count)++;
		else
			*strange = true;
	}
	return OK;
}

/* Found again among what the records propose now: what was ticked may be hours old. */
static enum err find_advice(struct context *context, const struct pick *pick, struct advice **out)
{
	struct advice *advice = arena_array(context->arena, ADVICE_PLATFORMS, sizeof *advice);
	struct candidate *candidates = arena_array(context->arena, CANDIDATES, sizeof *candidates);
	struct advising advising;
	size_t count = 0, many = 0;
	enum err err = advising_begin(context, &advising);

	*out = NULL;
	if (err == OK)
		err = read_candidates(context, &advising, 0, pick->system, candidates, &count);
	if (err == OK && count > 0)
		err = advice_of(context, &advising, pick->system, candidates[0].name, candidates[0].unit, advice,
				&many);
	for (size_t i = 0; err == OK && i < many; i++)
		if (advice[i].platform == pick->platform)
			*out = &advice[i];
	return err;
}

static const char *refusal_of(struct arena *arena, const struct move *move)
{
	if (move->refusal_count > 0)
		return move->refusals[0].sentence;
	return move->sentence != NULL ? move->sentence : arena_strdup(arena, "表单没有通过核对");
}

static enum err issue(struct context *context, struct pick *pick, const struct advice *advice, const char *note)
{
	const struct procedure *procedure = procedure_find(context->service, "downsizing");
	struct subject subject = {.system = advice->system, .platform = advice->platform};
	struct move move = {0};
	struct values *form;
	int64_t saves, at;
	enum err err;

	if (procedure == NULL)
		return ERR_INTERNAL;
	err = matter_open(context, procedure, &subject, &pick->matter);
	if (err != OK)
		return err;
	if (matter_find(context, pick->matter, &move.matter) != FOUND)
		return ERR_INTERNAL;
	err = matter_draft(context, move.matter, &form, &saves, &at);
	if (err == OK)
		err = advice_fill(context, advice, note, form);
	if (err == OK)
		err = matter_save_draft(context, move.matter, form);
	if (err == OK && matter_find(context, pick->matter, &move.matter) != FOUND)
		err = ERR_INTERNAL;
	if (err != OK)
		return err;
	move.action = procedure_action(procedure, "issue");
	move.step = move.matter->step;
	move.opinion = "";
	err = matter_move(context, &move);
	if (err != OK)
		pick->sentence = refusal_of(context->arena, &move);
	return err;
}

/* In a transaction of its own: opened, filled in and issued, or nothing of it. */
static enum err carry_out(struct context *context, struct pick *pick, const char *note)
{
	struct advice *advice = NULL;
	enum err err = find_advice(context, pick, &advice);

	if (err != OK)
		return err;
	if (advice == NULL) {
		pick->subject = arena_printf(context->arena, "系统 %" PRId64, pick->system);
		pick->sentence = "按现在的记录没有降配、回收建议，没有发出";
		return OK;
	}
	pick->subject = arena_printf(context->arena, "%s（%s）", advice->system_name, advice->platform_name);
	if (advice->open > 0) {
		pick->sentence =
			arena_printf(context->arena, "已有降配回收在办（%s），没有重复发出", advice->open_number);
		return OK;
	}
	err = tx_begin(context->db);
	if (err == OK)
		err = tx_end(context->db, issue(context, pick, advice, note));
	if (err == OK) {
		pick->sentence = arena_printf(context->arena, "已发出，%s", sizes_text(context->arena, advice, true));
		return OK;
	}
	pick->matter = 0;
	if (pick->sentence == NULL)
		return err;
	pick->sentence = arena_printf(context->arena, "没有发出：%s", pick->sentence);
	return OK;
}

static enum err summary_page(struct request *req, const struct pick *picks, size_t count)
{
	struct dict *body = page_begin(req, "release/proposed.tpl", "降配回收通知发出情况");
	size_t done = 0;

	frame_crumb(req, "/usage/proposals", "降配回收建议");
	for (size_t i = 0; i < count; i++) {
		struct dict *row = dict_section(body, "ROW");

		done += picks[i].matter > 0;
		dict_set(row, "SUBJECT", picks[i].subject);
		dict_set(row, "SENTENCE", picks[i].sentence);
		if (picks[i].matter > 0)
			dict_int(dict_section(row, "SENT"), "MATTER_ID", picks[i].matter);
		else
			dict_show(row, "NOT_SENT");
	}
	dict_printf(body, "SUM_TEXT", "选了 %zu 项，发出 %zu 件，没有发出 %zu 件", count, done, count - done);
	return page_end(req, 200);
}

/* Whether there is such a system and such a platform at all; what they propose by now is another question. */
static enum err all_known(struct context *context, const struct pick *picks, size_t count, bool *strange)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < count && !*strange; i++) {
		struct query *query = db_query(context->db, Q_RELEASE_PICK_KNOWN);
		int64_t known;

		query_int(query, ":system", picks[i].system);
		query_int(query, ":platform", picks[i].platform);
		err = query_value(query, 0, &known);
		*strange = err == OK && known == 0;
	}
	return err;
}

enum err proposals_post(struct request *req)
{
	struct context context = context_writing(req);
	struct pick *picks = arena_array(req->arena, PICKS_MAX, sizeof *picks);
	const char *note;
	size_t count;
	bool strange;
	enum err err = read_picks(req, picks, &count, &note, &strange);

	if (err == OK)
		err = all_known(&context, picks, count, &strange);
	if (err != OK)
		return err;
	if (strange)
		return proposals_page(req, "所选的项目不在建议列表中，没有发出任何通知。请在列表中重新勾选", 422);
	if (count == 0)
		return proposals_page(req, "请先勾选要发出通知的系统", 422);
	if (utf8_length(note) > NOTE_MAX)
		return proposals_page(req, "补充说明最多 300 个字", 422);
	for (size_t i = 0; err == OK && i < count; i++)
		err = carry_out(&context, &picks[i], note);
	return err == OK ? summary_page(req, picks, count) : err;
}
