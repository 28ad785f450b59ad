/* A 密评 is filed with the authority for cryptography (密码管理部门) within 30 days, with the report or after it. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/setting.h"

int64_t crypto_filed_until(const struct context *context, const struct values *form)
{
	int64_t obtained = values_number(form, "obtained_day", 0);

	if (!text_equal(values_word(form, "kind"), "cryptography") || obtained == 0)
		return 0;
	return obtained + setting_integer(context->service, "crypto_file_cd");
}

const char *crypto_day_mistake(struct context *context, const struct values *form, int64_t day)
{
	int64_t obtained = values_number(form, "obtained_day", 0);

	if (day > day_of(clock_now()))
		return "报密码管理部门备案的日期晚于今天";
	if (day > 0 && day < obtained)
		return arena_printf(context->arena, "报密码管理部门备案的日期早于取得日期 %s",
				    format_day(context->arena, obtained));
	return NULL;
}

enum verdict crypto_filed_fits(struct moving *moving, struct answer *answer)
{
	int64_t day = values_number(moving->fields, "receipt_day", 0);
	const char *mistake = crypto_day_mistake(moving->context, moving->form, day);

	if (day == 0)
		return answer_not_yet(moving, answer, "填写备案日期后核对");
	if (mistake != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请填备案日期", .field = "receipt_day"},
				 "%s", mistake);
	return answer_yes(moving, answer, "备案日期在取得日期以后");
}

/* What waits for its receipt waits to the last day in time. */
enum err crypto_filing_limit(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	int64_t until = crypto_filed_until(context, moving->form);

	moving->due_at = day_end(until);
	moving->due_rule =
		arena_printf(context->arena, "%s 取得结果，%s 前报密码管理部门备案，共 %" PRId64 " 日",
			     format_day(context->arena, values_number(moving->form, "obtained_day", 0)),
			     format_day(context->arena, until), setting_integer(context->service, "crypto_file_cd"));
	return OK;
}

enum err crypto_filed(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_CRYPTO_FILED);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":day", values_number(moving->fields, "receipt_day", 0));
	query_text(query, ":number", values_text(moving->fields, "receipt_no"));
	return query_run(query);
}

/* ---- panel compliance_facts ---- */

static const char *standing(struct context *context, int64_t due, int64_t filed)
{
	struct arena *arena = context->arena;
	int64_t today = day_of(clock_now());

	if (filed > due)
		return arena_printf(arena, "%s 备案，逾期 %" PRId64 " 日", format_day(arena, filed), filed - due);
	if (filed > 0)
		return arena_printf(arena, "%s 备案，按时", format_day(arena, filed));
	if (today > due)
		return arena_printf(arena, "尚未备案，应于 %s 前备案，已逾期 %" PRId64 " 日", format_day(arena, due),
				    today - due);
	return arena_printf(arena, "尚未备案，应于 %s 前备案", format_day(arena, due));
}

enum err add_crypto_filing(struct context *context, const struct matter *matter, const struct values *form,
			   struct dict *pairs)
{
	struct query *query = db_query(context->db, Q_SECURITY_CRYPTO_FILING);
	int64_t due = crypto_filed_until(context, form), filed = values_number(form, "filed_day", 0);
	bool never_asked = matter->state->final;

	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		due = next_int(query);
		filed = next_int(query);
		never_asked = false;
	}
	if (due > 0 && !never_asked)
		pairs_add(pairs, "密码管理部门备案", standing(context, due, filed));
	return query_end(query);
}
