/* Procedure takeover: an organisation answers for its rows, the center settles what it objects to. */
#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include "base/clock.h"
#include "base/text.h"

enum { REASON_LEAST = 4 };

static void append(struct value *rows, struct values *row)
{
	struct values **more = arena_array(row->arena, rows->row_count + 1, sizeof *more);

	if (rows->row_count > 0)
		memcpy(more, rows->rows, rows->row_count * sizeof *more);
	more[rows->row_count++] = row;
	rows->rows = more;
	rows->present = true;
}

static void fill_rows(struct arena *arena, struct values *values, const char *key, const struct takeover_line *lines,
		      size_t count)
{
	struct value *rows = values_find(values, key);

	if (rows == NULL)
		return;
	rows->rows = NULL;
	rows->row_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct values *row = values_empty(arena, rows->field->columns, rows->field->column_count);

		values_set(row, "object", lines[i].code);
		values_set(row, "what", lines[i].what);
		append(rows, row);
	}
}

enum err prefill_takeover_lines(struct moving *moving)
{
	struct takeover_line *lines;
	size_t count;
	enum err err = takeover_pending(moving->context, moving->matter->org, &lines, &count);

	if (err == OK)
		fill_rows(moving->context->arena, moving->form, "lines", lines, count);
	return err;
}

enum err prefill_takeover_objections(struct moving *moving)
{
	struct takeover_line *lines;
	size_t count;
	enum err err = takeover_objections(moving->context, moving->matter->id, &lines, &count);

	if (err == OK)
		fill_rows(moving->context->arena, moving->fields, "decisions", lines, count);
	return err;
}

/* ---- guards ---- */

static enum err others_open(struct moving *moving, int64_t *count)
{
	struct query *query = db_query(moving->context->db, Q_TAKEOVER_ASKED);

	query_int(query, ":org", moving->matter != NULL ? moving->matter->org : moving->context->actor->org);
	query_int(query, ":matter", moving->matter != NULL ? moving->matter->id : 0);
	return query_value(query, 0, count);
}

enum verdict takeover_waiting(struct moving *moving, struct answer *answer)
{
	int64_t org = moving->matter != NULL ? moving->matter->org : moving->context->actor->org;
	struct takeover_line *lines;
	int64_t others = 0;
	size_t count;
	enum err err = takeover_pending(moving->context, org, &lines, &count);

	if (err == OK)
		err = others_open(moving, &others);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (others > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请办理已有的那一件", .link = "/matters"},
				 "本单位另有一件存量登记确认在办");
	if (count == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "资源调度岗导入后再办理；本件可以取消"},
				 "本单位没有待确认的存量登记");
	return answer_yes(moving, answer, "%zu 项待确认", count);
}

static bool named_before(const struct value *rows, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (text_equal(values_text(rows->rows[i], "object"), values_text(rows->rows[at], "object")))
			return true;
	return false;
}

static enum verdict row_answered(struct moving *moving, struct answer *answer, const struct values *row,
				 const struct takeover_line *line)
{
	struct answer_help help = {.cure = "请改正这一行", .field = "lines"};
	const char *code = values_word(row, "object");

	if (line == NULL)
		return answer_no(moving, answer, help, "“%s”不是本单位待确认的存量登记", code);
	if (text_equal(values_word(row, "result"), "objection") &&
	    utf8_length(values_word(row, "reason")) < REASON_LEAST)
		return answer_no(moving, answer, help, "“%s”有异议，理由不少于 %d 个字", code, REASON_LEAST);
	return VERDICT_YES;
}

enum verdict takeover_answered(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "lines");
	struct takeover_line *lines;
	size_t count;
	enum err err;

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "填写后核对");
	err = takeover_pending(moving->context, moving->matter->org, &lines, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *code = values_word(rows->rows[i], "object");

		if (row_answered(moving, answer, rows->rows[i], takeover_line_of(lines, count, code)) != VERDICT_YES)
			return VERDICT_NO;
		if (named_before(rows, i))
			return answer_no(moving, answer, (struct answer_help){.cure = "请删去一行", .field = "lines"},
					 "“%s”写了两行", code);
	}
	return rows->row_count < count ? answer_yes(moving, answer, "%zu 项已答复，其余 %zu 项留待下次确认",
						    rows->row_count, count - rows->row_count)
				       : answer_yes(moving, answer, "%zu 项都已答复", count);
}

static size_t objections_of(const struct values *form)
{
	const struct value *rows = values_find(form, "lines");
	size_t count = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		count += text_equal(values_word(rows->rows[i], "result"), "objection");
	return count;
}

enum verdict takeover_agreed(struct moving *moving, struct answer *answer)
{
	size_t count = objections_of(moving->form);

	if (count > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请送资源调度岗处理"}, "有 %zu 项异议",
				 count);
	return answer_yes(moving, answer, "没有异议");
}

enum verdict takeover_objected(struct moving *moving, struct answer *answer)
{
	size_t count = objections_of(moving->form);

	if (count == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请直接确认办结"}, "没有异议");
	return answer_yes(moving, answer, "%zu 项异议", count);
}

/* What was granted since, or is being decided, does not go away with an import. */
static enum verdict may_remove(struct moving *moving, struct answer *answer, const struct takeover_line *line)
{
	struct answer_help help = {.cure = "请先办结该系统的在办事项，或者维持登记", .field = "decisions"};
	struct query *query;
	int64_t busy = 0;
	enum err err;

	if (text_equal(line->kind, "platform"))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "平台的退出按云整合平台纳管或撤销服务商资格办理",
						      .field = "decisions"},
				 "“%s”是平台，不能撤销登记", line->code);
	if (text_equal(line->kind, "contact"))
		return VERDICT_YES;
	query = db_query(moving->context->db, Q_TAKEOVER_BUSY);
	query_int(query, ":system", line->first);
	err = query_value(query, 0, &busy);
	if (err != OK)
		return answer_failed(moving, answer, err);
	return busy == 0 ? VERDICT_YES
			 : answer_no(moving, answer, help, "“%s”的系统有在办事项或者新核定的资源，不能撤销登记",
				     line->code);
}

enum verdict takeover_decided(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "decisions");
	struct takeover_line *lines;
	size_t count;
	enum err err = takeover_objections(moving->context, moving->matter->id, &lines, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (rows == NULL)
		return answer_not_yet(moving, answer, "%zu 项异议待处理", count);
	for (size_t i = 0; i < rows->row_count; i++) {
		const char *code = values_word(rows->rows[i], "object");
		const struct takeover_line *line = takeover_line_of(lines, count, code);

		if (line == NULL || named_before(rows, i))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "每项异议填一行", .field = "decisions"},
					 "“%s”不是本件的异议，或者写了两行", code);
		if (text_equal(values_word(rows->rows[i], "decision"), "removed") &&
		    may_remove(moving, answer, line) != VERDICT_YES)
			return VERDICT_NO;
	}
	if (rows->row_count < count)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请逐项填写处理结果", .field = "decisions"},
				 "共 %zu 项异议，只处理了 %zu 项", count, rows->row_count);
	return answer_yes(moving, answer, "%zu 项异议都已处理", count);
}

/* ---- effects ---- */

static void bind_line(struct moving *moving, struct query *query, const struct takeover_line *line)
{
	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":first", line->first);
	query_int(query, ":second", line->second);
	if (query_takes(query, ":kind"))
		query_text(query, ":kind", line->kind);
	if (query_takes(query, ":matter"))
		query_int(query, ":matter", moving->matter->id);
	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
}

static enum err record_row(struct moving *moving, const struct values *row, const struct takeover_line *line)
{
	const char *result = values_word(row, "result");
	struct query *query;
	enum err err;

	query = db_query(moving->context->db, Q_TAKEOVER_ANSWER_PUT);
	bind_line(moving, query, line);
	query_text(query, ":answer", result);
	query_text(query, ":reason", values_word(row, "reason"));
	err = query_run(query);
	if (err != OK || !text_equal(result, "right"))
		return err;
	if (text_equal(line->kind, "system"))
		return takeover_continue(moving, line->first);
	if (!text_equal(line->kind, "contact"))
		return OK;
	query = db_query(moving->context->db, Q_TAKEOVER_CONTACT_CONFIRMED);
	bind_line(moving, query, line);
	return query_run(query);
}

/* A row that went meanwhile (its system ended) needs no answer any more. */
enum err record_takeover(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->form, "lines");
	struct takeover_line *lines;
	size_t count;
	enum err err = takeover_pending(moving->context, moving->matter->org, &lines, &count);

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++) {
		const struct takeover_line *line = takeover_line_of(lines, count, values_word(rows->rows[i], "object"));

		if (line != NULL)
			err = record_row(moving, rows->rows[i], line);
	}
	return err;
}

static enum err run_on(struct moving *moving, enum query_name name, int64_t system, int64_t platform)
{
	struct query *query = db_query(moving->context->db, name);

	query_int(query, ":system", system);
	if (query_takes(query, ":platform"))
		query_int(query, ":platform", platform);
	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	return query_run(query);
}

/* The corrected row may be imported again afterwards, and is confirmed anew. */
static enum err take_back(struct moving *moving, const struct takeover_line *line)
{
	enum err err;

	if (text_equal(line->kind, "contact")) {
		struct query *query = db_query(moving->context->db, Q_TAKEOVER_CONTACT_DROP);

		bind_line(moving, query, line);
		return query_run(query);
	}
	err = run_on(moving, Q_TAKEOVER_FREE, line->first, line->second);
	if (err == OK)
		err = run_on(moving, Q_TAKEOVER_MACHINES_DROP, line->first, line->second);
	if (err == OK && text_equal(line->kind, "system"))
		err = run_on(moving, Q_TAKEOVER_SYSTEM_END, line->first, 0);
	return err;
}

static enum err settle_row(struct moving *moving, const struct values *row, const struct takeover_line *line)
{
	const char *decision = values_word(row, "decision");
	struct query *query = db_query(moving->context->db, Q_TAKEOVER_SETTLE);
	enum err err;

	bind_line(moving, query, line);
	query_text(query, ":decision", decision);
	query_text(query, ":note", values_word(row, "note"));
	err = query_run(query);
	if (err == OK && text_equal(decision, "removed"))
		return take_back(moving, line);
	return err == OK && text_equal(line->kind, "system") ? takeover_continue(moving, line->first) : err;
}

enum err settle_takeover(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->fields, "decisions");
	struct takeover_line *lines;
	size_t count;
	enum err err = takeover_objections(moving->context, moving->matter->id, &lines, &count);

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++) {
		const struct takeover_line *line = takeover_line_of(lines, count, values_word(rows->rows[i], "object"));

		if (line != NULL)
			err = settle_row(moving, rows->rows[i], line);
	}
	return err;
}
