/* The contact roster of a unit and those who run what its systems lie on: each side says its own, both sign. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"

enum { TIERS = 3 };

/* What a side confirmed last stands there already. */
static enum err fill_lines(struct moving *moving, struct values *values, const char *key, const char *side,
			   int64_t operator)
{
	struct query *query = db_query(moving->context->db, Q_CONTACT_LINES);
	int64_t last = 0;

	query_int(query, ":unit", moving->matter->org);
	query_int(query, ":operator", operator);
	query_text(query, ":side", side);
	while (query_step(query)) {
		int64_t tier = next_int(query);
		struct values *row;

		if (tier == last)
			continue;
		last = tier;
		row = values_add_row(values, key);
		values_set_number(row, "tier", tier);
		values_set(row, "title", next_text(query, moving->context->arena));
		values_set(row, "duty_line", next_text(query, moving->context->arena));
		values_set(row, "mobile", next_text(query, moving->context->arena));
	}
	return query_end(query);
}

enum err roster_rows(struct moving *moving)
{
	return fill_lines(moving, moving->form, "lines", "unit", 0);
}

enum err roster_reply(struct moving *moving)
{
	return fill_lines(moving, moving->fields, "reply_lines", "operator", moving->context->actor->org);
}

/* ---- guards ---- */

static int64_t tier_of(const struct values *row)
{
	int64_t tier = 0;

	return parse_integer(values_word(row, "tier"), &tier) ? tier : 0;
}

static enum verdict tiers_fit(struct moving *moving, struct answer *answer, const struct values *values,
			      const char *key)
{
	const struct value *rows = values == NULL ? NULL : values_find(values, key);
	size_t times[TIERS + 1] = {0};

	if (rows == NULL || rows->row_count == 0)
		return answer_not_yet(moving, answer, "填写各级联系人");
	for (size_t i = 0; i < rows->row_count; i++) {
		int64_t tier = tier_of(rows->rows[i]);

		if (tier >= 1 && tier <= TIERS && ++times[tier] > 1)
			return answer_no(moving, answer, (struct answer_help){.cure = "每级留一个联系人", .field = key},
					 "%" PRId64 " 级联系人填了两次", tier);
	}
	if (times[1] == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "补填一级（值守）", .field = key},
				 "缺少一级（值守）联系人");
	return answer_yes(moving, answer, "联系人已填");
}

enum verdict roster_lines(struct moving *moving, struct answer *answer)
{
	return tiers_fit(moving, answer, moving->form, "lines");
}

enum verdict roster_reply_lines(struct moving *moving, struct answer *answer)
{
	return tiers_fit(moving, answer, moving->fields, "reply_lines");
}

enum verdict roster_not_needed(struct moving *moving, struct answer *answer)
{
	int64_t *hosts;
	size_t count;
	enum err err = hosts_of(moving->context, moving->matter->org, &hosts, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (count > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请填写联系人后提交"},
				 "本单位的系统由 %zu 家单位承载，须建立联系表", count);
	return answer_yes(moving, answer, "没有在云上的系统");
}

/* ---- effects ---- */

static enum err add_line(struct moving *moving, const struct values *row, int64_t operator, const char * side)
{
	struct query *query = db_query(moving->context->db, Q_CONTACT_ADD);

	query_int(query, ":unit", moving->matter->org);
	query_int(query, ":operator", operator);
	query_text(query, ":side", side);
	query_int(query, ":tier", tier_of(row));
	query_text(query, ":title", values_word(row, "title"));
	query_text(query, ":line", values_word(row, "duty_line"));
	query_text(query, ":mobile", values_word(row, "mobile"));
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err replace_side(struct moving *moving, const struct value *rows, int64_t operator, const char * side)
{
	struct query *query = db_query(moving->context->db, Q_CONTACT_DROP);
	enum err err;

	query_int(query, ":unit", moving->matter->org);
	query_int(query, ":operator", operator);
	query_text(query, ":side", side);
	err = query_run(query);
	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++)
		err = add_line(moving, rows->rows[i], operator, side);
	return err;
}

enum err roster_send(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t *hosts;
	size_t count;
	enum err err = hosts_of(moving->context, moving->matter->org, &hosts, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		err = matter_address(moving->context, moving->matter, hosts[i]);
	return err;
}

/* With a signature the pair is confirmed: both sides' lines are those of now. */
enum err roster_sign(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t operator= moving->context->actor->org;
	enum err err = replace_side(moving, values_find(moving->form, "lines"), operator, "unit");

	return err == OK ? replace_side(moving, values_find(moving->fields, "reply_lines"), operator, "operator") : err;
}
