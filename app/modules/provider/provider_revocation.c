/* Revocation: no new systems from the decision on, every hosted system followed until it has gone. */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "kernel/move.h"
#include "kernel/notice.h"
#include "kernel/panel.h"

enum { IDS_MAX = 200 };

/* The provider the form names; addressee and form agree, the form never changes after the proposal. */
static int64_t provider_of(const struct moving *moving)
{
	return moving->form == NULL ? 0 : values_number(moving->form, "provider", 0);
}

/* Decided once, not a second time. */
enum verdict provider_not_revoked(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t others = 0;

	if (moving->matter == NULL || provider_of(moving) == 0)
		return answer_not_yet(moving, answer, "选择服务商后核对");
	query = db_query(moving->context->db, Q_PROVIDER_REVOCATIONS);
	query_int(query, ":provider", provider_of(moving));
	query_int(query, ":matter", moving->matter->id);
	if (query_value(query, 0, &others) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (others > 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请办理已经决定的那一件", .field = "provider"},
				 "已经决定撤销这家服务商的资格");
	return answer_yes(moving, answer, "没有作出过撤销资格的决定");
}

/* A provider is heard once about whether it stays; whatever else it did belongs into that same hearing. */
enum verdict revocation_single(struct moving *moving, struct answer *answer)
{
	struct query *query;
	const char *number = NULL;
	enum err err;

	if (moving->matter == NULL || provider_of(moving) == 0)
		return answer_not_yet(moving, answer, "选择服务商后核对");
	query = db_query(moving->context->db, Q_PROVIDER_REVOCATION_OPEN);
	query_int(query, ":provider", provider_of(moving));
	query_int(query, ":matter", moving->matter->id);
	if (query_step(query))
		number = next_text(query, moving->context->arena);
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (number != NULL)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "把事实补充到那一件里，本件作废", .field = "provider"},
				 "撤销这家服务商资格的 %s 正在办理", number);
	return answer_yes(moving, answer, "没有别的撤销建议正在办理");
}

enum verdict contractor_standing(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t decided = 0;

	if (moving->matter == NULL || provider_of(moving) == 0)
		return answer_not_yet(moving, answer, "选择服务商后核对");
	query = db_query(moving->context->db, Q_PROVIDER_REVOCATIONS);
	query_int(query, ":provider", provider_of(moving));
	query_int(query, ":matter", moving->matter->id);
	if (query_value(query, 0, &decided) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (decided > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请作废这份登记", .field = "provider"},
				 "已经决定撤销这家服务商的资格，不能再签订合同");
	return answer_yes(moving, answer, "服务商没有被撤销资格");
}

/* What of its platforms' systems is still there. */
static enum err still_there(struct context *context, int64_t provider, int64_t *systems)
{
	struct query *query = db_query(context->db, Q_PROVIDER_HOSTED);

	query_int(query, ":provider", provider);
	return query_value(query, 0, systems);
}

enum verdict resettled(struct moving *moving, struct answer *answer)
{
	int64_t systems = 0;

	if (still_there(moving->context, provider_of(moving), &systems) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (systems > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请等待迁移完成、原资源释放后再办理"},
				 "平台上还有 %" PRId64 " 个系统没有安置", systems);
	return answer_yes(moving, answer, "承载的系统已全部安置");
}

static enum err listed(struct moving *moving, int64_t system, bool *there)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_RESETTLEMENT_HAS);
	int64_t count = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":system", system);
	err = query_value(query, 0, &count);
	*there = count > 0;
	return err;
}

enum verdict resettlement_sound(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->fields == NULL ? NULL : values_find(moving->fields, "moves");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		struct answer_help help = {.cure = "请修改这一行", .field = "moves"};
		struct query *query = db_query(moving->context->db, Q_PROVIDER_TARGET_OPEN);
		bool there = false;
		int64_t open = 0;

		query_int(query, ":platform", values_number(rows->rows[i], "target", 0));
		query_int(query, ":provider", provider_of(moving));
		if (query_value(query, 0, &open) != OK ||
		    listed(moving, values_number(rows->rows[i], "moved_system", 0), &there) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (!there)
			return answer_no(moving, answer, help, "第 %zu 行的系统不在安置名单里", i + 1);
		if (open == 0)
			return answer_no(moving, answer, help, "第 %zu 行的平台不能承载新系统，请改选其他平台", i + 1);
		if (values_number(rows->rows[i], "move_due", 0) < day_of(clock_now()))
			return answer_no(moving, answer, help, "第 %zu 行的完成期限早于今天", i + 1);
	}
	return answer_yes(moving, answer, "安置安排填写完整");
}

/* ---- effects ---- */

static enum err suspend(struct context *context, int64_t provider)
{
	struct query *query = db_query(context->db, Q_PROVIDER_SUSPEND);

	query_int(query, ":provider", provider);
	return query_run(query);
}

enum err begin_resettlement(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_RESETTLEMENT_ADD);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":provider", provider_of(moving));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK)
		err = suspend(moving->context, provider_of(moving));
	return err == OK ? note_change(moving->context, "provider.suspend", "organisation", provider_of(moving)) : err;
}

enum err plan_resettlement(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->fields, "moves");
	enum err err = OK;

	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		struct query *query = db_query(moving->context->db, Q_PROVIDER_RESETTLEMENT_PLAN);

		query_int(query, ":matter", moving->matter->id);
		query_int(query, ":system", values_number(rows->rows[i], "moved_system", 0));
		query_int(query, ":target", values_number(rows->rows[i], "target", 0));
		query_int(query, ":due", values_number(rows->rows[i], "move_due", 0));
		err = query_run(query);
	}
	return err;
}

/* A contract under way: `terminate` what is in force, `drop` what never was. */
struct ending {
	int64_t matter, ends_day; /* 0: not in force yet */
};

/* By whoever revokes, in the same transaction: the contract's own page says how it ended. */
static enum err end_matter(struct moving *moving, const struct ending *ending)
{
	struct context *context = moving->context;
	int64_t today = day_of(clock_now());
	struct matter *matter;
	struct move move = {.opinion = moving->matter->number == NULL
					       ? moving->matter->title
					       : arena_printf(context->arena, "%s（%s）", moving->matter->title,
							      moving->matter->number)};
	enum err err;

	if (matter_find(context, ending->matter, &matter) != FOUND)
		return ERR_INTERNAL;
	move.matter = matter;
	move.step = matter->step;
	move.action = procedure_action(matter->procedure, ending->ends_day > 0 ? "terminate" : "drop");
	if (move.action == NULL)
		return OK; /* begun under a version of the procedure that did not know it */
	move.fields = values_empty(context->arena, move.action->fields, move.action->field_count);
	if (ending->ends_day > 0)
		values_set_number(move.fields, "terminated_day", today < ending->ends_day ? today : ending->ends_day);
	err = matter_move(context, &move);
	if (err == ERR_INVALID && move.sentence != NULL)
		log_warnx("event=revoke contract=%" PRId64 " why=%s", ending->matter, move.sentence);
	return err;
}

static enum err end_matters(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_MATTERS);
	struct ending endings[IDS_MAX];
	size_t count = 0;
	enum err err;

	query_int(query, ":provider", provider_of(moving));
	while (count < IDS_MAX && query_step(query)) {
		endings[count].matter = next_int(query);
		endings[count++].ends_day = next_int(query);
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = end_matter(moving, &endings[i]);
	return err;
}

/* What is in the register without a matter that could be moved. */
static enum err end_contracts(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_CONTRACTS_OF);
	int64_t ids[IDS_MAX];
	size_t count = 0;
	enum err err;

	query_int(query, ":provider", provider_of(moving));
	while (count < IDS_MAX && query_step(query))
		ids[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = contract_close(moving->context, ids[i], "terminated", day_of(clock_now()), "撤销服务商资格");
	return err;
}

/* Drafts nobody else has seen are not moved for their writer: he is told what became of them. */
static enum err tell_drafts(struct moving *moving)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACT_DRAFTS);
	struct drafted {
		int64_t matter;
		const char *title, *role;
	} *drafts = arena_array(context->arena, IDS_MAX, sizeof *drafts);
	size_t count = 0;
	enum err err;

	query_int(query, ":center", context->service->org_center);
	query_int(query, ":provider", provider_of(moving));
	while (count < IDS_MAX && query_step(query)) {
		drafts[count].matter = next_int(query);
		drafts[count].title = next_text(query, context->arena);
		drafts[count++].role = next_text(query, context->arena);
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = notice_add(context, context->service->org_center, drafts[i].role, 0, "moved", drafts[i].matter,
				 arena_printf(context->arena, "%s：服务商资格已撤销，合同草稿不能再送核对，请作废",
					      drafts[i].title));
	return err;
}

/* Its contracts end and its platforms leave; a platform that is gone is offered nowhere. */
enum err revoke_provider(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_PLATFORMS_END);
	enum err err;

	query_int(query, ":provider", provider_of(moving));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK)
		err = end_matters(moving);
	if (err == OK)
		err = end_contracts(moving);
	if (err == OK)
		err = tell_drafts(moving);
	return err == OK ? note_change(moving->context, "provider.revoke", "organisation", provider_of(moving)) : err;
}

/* ---- where they are ---- */

enum err fill_resettlement(struct context *context, struct matter *matter, struct values *form UNUSED,
			   struct dict *body)
{
	static const char *const heads[] = {"系统", "使用单位", "原平台", "安置到", "完成期限", "现况", NULL};
	struct query *query = db_query(context->db, Q_PROVIDER_RESETTLEMENT);
	struct arena *arena = context->arena;
	struct table *table = NULL;
	struct dict *panel = NULL;
	int64_t there = 0, all = 0;
	enum err err;

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		const char *href = arena_printf(arena, "/systems/%" PRId64, next_int(query));
		int64_t due;
		bool still;

		if (table == NULL) {
			panel = panel_add(body, "PANEL_MAIN", "系统安置");
			table = table_begin(arena, panel, "系统安置", heads);
		}
		table_line(table);
		table_link(table, href, next_text(query, arena));
		table_text(table, next_text(query, arena));
		table_text(table, next_text(query, arena));
		table_text(table, next_text(query, arena));
		due = next_int(query);
		table_text(table, due > 0 ? format_day(arena, due) : "未安排");
		still = next_int(query) != 0;
		table_text(table, still ? due > 0 && due < day_of(clock_now()) ? "仍在原平台，已逾期" : "仍在原平台"
					: "已安置");
		there += still;
		all++;
	}
	err = query_end(query);
	if (panel != NULL)
		panel_note(panel, arena_printf(arena, "共 %" PRId64 " 个，还有 %" PRId64 " 个", all, there));
	return err;
}
