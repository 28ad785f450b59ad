/* What becomes of a unit's confirmation: held against a register that went on, written to it when it is accepted. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/matter_seat.h"
#include "kernel/notice.h"

/* ---- handed in ---- */

enum err remember_ledger(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_LEDGER_SEEN_DROP);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_LEDGER_SEEN_ADD);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":unit", moving->matter->org);
	return query_run(query);
}

/* ---- to be accepted ---- */

static const struct values *row_of_system(const struct value *rows, int64_t system)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (values_number(rows->rows[i], "system", 0) == system)
			return rows->rows[i];
	return NULL;
}

/* A form begun under an earlier version of the procedure asks for less. */
static bool says(const struct values *row, const char *const *posts)
{
	for (size_t i = 0; row != NULL && i < LEDGER_POSTS; i++)
		if (values_find(row, ledger_post_keys[i]) != NULL &&
		    !text_equal(values_word(row, ledger_post_keys[i]), posts[i]))
			return false;
	return row != NULL;
}

static const char *post_text(struct arena *arena, const char *title, const char *phone)
{
	return text_empty(title) ? "未明确" : arena_printf(arena, "%s %s", title, phone);
}

enum verdict ledger_still(struct moving *moving, struct answer *answer)
{
	struct arena *arena = moving->context->arena;
	const struct value *rows = ledger_rows(moving->form, "systems");
	struct query *query;
	const char *moved = "";
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "提交后核对");
	query = db_query(moving->context->db, Q_LEDGER_MOVED);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":unit", moving->matter->org);
	while (query_step(query)) {
		const char *posts[LEDGER_POSTS];
		int64_t system = next_int(query);
		const char *name = next_text(query, arena);

		for (size_t i = 0; i < LEDGER_POSTS; i++)
			posts[i] = next_text(query, arena);
		if (!says(row_of_system(rows, system), posts))
			moved = arena_printf(
				arena, "%s%s“%s”现为主管处室%s、责任岗位%s、安全责任岗位%s", moved,
				moved[0] == '\0' ? "" : "；", name,
				text_empty(posts[LEDGER_DEPARTMENT]) ? "未填" : posts[LEDGER_DEPARTMENT],
				post_text(arena, posts[LEDGER_TITLE], posts[LEDGER_PHONE]),
				post_text(arena, posts[LEDGER_SECURITY_TITLE], posts[LEDGER_SECURITY_PHONE]));
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	return moved[0] == '\0' ? answer_yes(moving, answer, "单位提交后台账没有另外变更")
				: answer_no(moving, answer, (struct answer_help){.cure = "请退回重新确认"},
					    "单位提交后台账另有变更：%s", moved);
}

/* ---- accepted ---- */

static void bind_posts(struct query *query, const struct values *row)
{
	static const char *const names[LEDGER_POSTS] = {":department", ":title", ":phone", ":security_title",
							":security_phone"};

	for (size_t i = 0; i < LEDGER_POSTS; i++)
		query_text(query, names[i],
			   values_find(row, ledger_post_keys[i]) == NULL ? NULL
									 : values_word(row, ledger_post_keys[i]));
}

/* What was found right stays as it is, whoever changed it since. */
static enum err correct_system(struct moving *moving, const struct values *row)
{
	struct query *query;

	if (!text_equal(values_word(row, "result"), "corrected"))
		return OK;
	query = db_query(moving->context->db, Q_LEDGER_RESPONSIBLE_SET);
	query_int(query, ":system", values_number(row, "system", 0));
	query_int(query, ":unit", moving->matter->org);
	bind_posts(query, row);
	return query_run(query);
}

static enum err record_row(struct moving *moving, const struct values *row)
{
	struct query *query;
	enum err err = correct_system(moving, row);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_LEDGER_CHECK_ADD);
	query_int(query, ":system", values_number(row, "system", 0));
	query_int(query, ":unit", moving->matter->org);
	query_text(query, ":period", moving->matter->period);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":result", values_word(row, "result"));
	bind_posts(query, row);
	query_text(query, ":note", values_word(row, "note"));
	query_int(query, ":vcpu", values_number(row, "vcpu", 0));
	query_int(query, ":memory", values_number(row, "memory_gb", 0));
	query_int(query, ":storage", values_number(row, "storage_gb", 0));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* The unit hears that something of what it said waits for it, or for the center. */
static enum err tell_found(struct moving *moving)
{
	static const enum role roles[] = {ROLE_UNIT_CLERK, ROLE_UNIT_LEAD};
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_LEDGER_FOUND_COUNT);
	const char *text;
	int64_t found = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_value(query, 0, &found);
	if (err != OK || found == 0)
		return err;
	text = arena_printf(context->arena,
			    "%s：已核对，%" PRId64
			    " 个系统有已不使用、资源不符或者其他情况，尚未办理，请在“台账确认发现”中发起退出或者变更",
			    matter_label(context->arena, moving->matter->number, moving->matter->title), found);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(roles); i++)
		err = notice_add(context, moving->matter->org, role_key(roles[i]), 0, "moved", moving->matter->id,
				 text);
	return err;
}

enum err record_ledger(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = ledger_rows(moving->form, "systems");
	enum err err = OK;

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++)
		err = record_row(moving, rows->rows[i]);
	return err == OK ? tell_found(moving) : err;
}
