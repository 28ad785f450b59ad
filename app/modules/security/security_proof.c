/*
 * What proves that the authorities were told: the number of a receipt or a file
 * of the party itself.  A report made by telephone at night has neither yet and is
 * recorded all the same; until it has one it is marked, and neither the summary
 * nor the closing of the file passes over it, nor over who kept silent.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"

/* 甲单位（2026-03-02 09:00 向省网信办电话报告）、…; "" when every report made is proved. */
static const char *unproved(struct moving *moving, enum err *err)
{
	struct arena *arena = moving->context->arena;
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_UNPROVED);
	const char *lines = "";

	query_int(query, ":matter", moving->matter->id);
	while (query_step(query)) {
		const char *who = next_text(query, arena);
		int64_t told_at = next_int(query);
		const char *authority = next_text(query, arena);

		lines = arena_printf(arena, "%s%s%s（%s 向%s报告，渠道为%s）", lines, lines[0] == '\0' ? "" : "、", who,
				     format_time(arena, told_at), authority, next_text(query, arena));
	}
	*err = query_end(query);
	return lines;
}

/* 甲单位、乙单位: the time is over, nothing told, and nobody has said why; "" when there is none. */
static const char *untold(struct moving *moving, enum err *err)
{
	struct arena *arena = moving->context->arena;
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_UNTOLD);
	const char *names = "";

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":event", moving->event);
	while (query_step(query)) {
		next_int(query);
		names = arena_printf(arena, "%s%s%s", names, names[0] == '\0' ? "" : "、", next_text(query, arena));
	}
	*err = query_end(query);
	return names;
}

enum verdict incident_told_proved(struct moving *moving, struct answer *answer)
{
	enum err err;
	const char *lines = untold(moving, &err);

	if (err == OK && lines[0] != '\0')
		return answer_no(moving, answer,
				 (struct answer_help){
					 .cure = "请这些单位登记对外报告；催促后仍不报告的，由省大数据中心“记明未报”"},
				 "以下单位逾时没有向网络安全监管单位报告：%s", lines);
	if (err == OK)
		lines = unproved(moving, &err);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (lines[0] == '\0')
		return answer_yes(moving, answer, "应报的对外报告都已报告并有凭证，或者已记明未报");
	return answer_no(moving, answer, (struct answer_help){.cure = "请报告单位补登回执编号，或者上传“对外报告凭证”"},
			 "以下对外报告缺凭证：%s", lines);
}

enum verdict incident_untold_due(struct moving *moving, struct answer *answer)
{
	enum err err;
	const char *names = untold(moving, &err);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (names[0] != '\0')
		return answer_yes(moving, answer, "逾时没有对外报告的单位：%s", names);
	return answer_no(moving, answer, (struct answer_help){.cure = "不用记明"}, "没有逾时未报而未记明的单位");
}

/* It goes on without them; they hear that they still have to. */
enum err incident_note_untold(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_UNTOLD);
	const char *text = arena_printf(moving->context->arena,
					"省大数据中心已记明本单位逾时没有向网络安全监管单位报告：%s。仍须补报并登记",
					moving->matter->title);
	int64_t *silent;
	size_t count;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":event", moving->event);
	err = query_ids(query, moving->context->arena, &silent, &count);
	/* Once, of however many lines. */
	for (size_t i = 0; err == OK && i < count; i++)
		if (i == 0 || silent[i] != silent[i - 1])
			err = party_alarm(moving, silent[i], text);
	return err;
}

/* ---- on paper ---- */

static void put_cell(struct dict *line, const char *text)
{
	struct dict *cell = dict_section(line, "CELL");

	dict_set(cell, "CELL_TEXT", text);
	dict_set(cell, "CELL_CLASS", "");
}

static void put_line(struct context *context, struct dict *list, struct query *query)
{
	struct dict *line = dict_section(list, "LINE");
	const char *who = next_text(query, context->arena);
	bool external = text_equal(next_text(query, context->arena), "authority");
	bool stopped, unproved, noted;
	int64_t told_at;
	const char *authority, *channel, *receipt, *to;

	next_int(query); /* until when is the matter's page to say */
	stopped = next_int(query) > 0;
	told_at = next_int(query);
	authority = next_text(query, context->arena);
	channel = next_text(query, context->arena);
	receipt = next_text(query, context->arena);
	unproved = next_int(query) != 0;
	noted = next_int(query) != 0;
	to = authority_label(next_text(query, context->arena));
	put_cell(line, who);
	put_cell(line, authority[0] != '\0' ? authority : external ? to : "");
	put_cell(line, told_at > 0 ? format_time(context->arena, told_at)
		       : stopped   ? "已停止计时"
		       : noted     ? "逾时没有报告"
				   : "尚未报告");
	put_cell(line, channel[0] != '\0' ? channel : "—");
	put_cell(line, told_at == 0 ? "—" : unproved ? "缺凭证" : receipt[0] != '\0' ? receipt : "见附件");
}

enum err fill_incident_paper(struct context *context, struct matter *matter, struct values *form UNUSED,
			     struct dict *body)
{
	static const char *const heads[] = {"报告单位", "报告对象", "报告时间", "渠道", "凭证"};
	struct query *query = db_query(context->db, Q_SECURITY_LINES);
	struct dict *list = NULL;

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		if (list == NULL) {
			list = dict_section(body, "LIST");
			dict_set(list, "LIST_LABEL", "报告与告知");
			for (size_t i = 0; i < ARRAY_LENGTH(heads); i++)
				dict_set(dict_section(list, "HEAD"), "HEAD_LABEL", heads[i]);
		}
		put_line(context, list, query);
	}
	return query_end(query);
}
