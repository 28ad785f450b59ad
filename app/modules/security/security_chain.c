/* What is late, step by step (第二十五条): each has a paper of its own, and the next waits until that has left. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"

enum standing { PAPER_NONE, PAPER_PREPARED, PAPER_ISSUED, PAPER_WITHDRAWN };

enum { PAPERS_MAX = 60 };

struct paper_row {
	int64_t id;
	const char *procedure, *number;
	enum standing standing;
	int64_t issued_at, opened_at;
	bool counts; /* for the limit that runs */
	bool seen;   /* by the actor */
};

static enum err read_papers(struct context *context, int64_t hazard, struct paper_row papers[PAPERS_MAX], size_t *count)
{
	struct query *query = db_query(context->db, Q_SECURITY_CHAIN_PAPERS);

	*count = 0;
	query_int(query, ":matter", hazard);
	query_int(query, ":org", context->actor->org);
	while (*count < PAPERS_MAX && query_step(query)) {
		struct paper_row *paper = &papers[(*count)++];

		paper->id = next_int(query);
		paper->procedure = next_text(query, context->arena);
		paper->number = next_text(query, context->arena);
		paper->standing = (enum standing)next_int(query);
		paper->issued_at = next_int(query);
		paper->opened_at = next_int(query);
		paper->counts = next_int(query) != 0;
		paper->seen = next_int(query) != 0;
	}
	return query_end(query);
}

/* The newest paper of a kind that grew from this hazard under the limit that runs. */
static enum err paper_of(struct moving *moving, const char *procedure, enum standing *standing)
{
	struct paper_row papers[PAPERS_MAX];
	size_t count;
	enum err err = read_papers(moving->context, moving->matter->id, papers, &count);

	*standing = PAPER_NONE;
	for (size_t i = 0; err == OK && i < count; i++)
		if (papers[i].counts && text_equal(papers[i].procedure, procedure))
			*standing = papers[i].standing;
	return err;
}

enum verdict hazard_notice_issued(struct moving *moving, struct answer *answer)
{
	enum standing standing;
	enum err err = paper_of(moving, "supervision_notice", &standing);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (standing == PAPER_ISSUED)
		return answer_yes(moving, answer, "督办单已下达");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = standing == PAPER_PREPARED ? "请先补充并下达督办单草稿"
										 : "请先重新督办，生成督办单并下达"},
			 standing == PAPER_WITHDRAWN ? "督办单已作废或者撤销" : "督办单还没有下达");
}

enum verdict hazard_bulletin_signed(struct moving *moving, struct answer *answer)
{
	enum standing standing;
	enum err err = paper_of(moving, "bulletin", &standing);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (standing == PAPER_ISSUED)
		return answer_yes(moving, answer, "通报已签发");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = standing == PAPER_PREPARED
							      ? "请先报中心领导签发通报"
							      : "请先重新通报，生成通报并报中心领导签发"},
			 standing == PAPER_WITHDRAWN ? "通报草稿已作废" : "通报还没有签发");
}

/* The step was taken already: once more only when what it prepared was given up. */
enum verdict hazard_step_anew(struct moving *moving, struct answer *answer)
{
	const struct procedure *procedure = procedure_find(moving->context->service, moving->action->follow->procedure);
	enum standing standing;
	enum err err;

	if (!text_equal(moving->action->to, "@same") && !text_equal(moving->matter->state->key, moving->action->to))
		return answer_yes(moving, answer, "还没有办过这一步");
	err = paper_of(moving, moving->action->follow->procedure, &standing);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (standing == PAPER_NONE || standing == PAPER_WITHDRAWN)
		return answer_yes(moving, answer, "原来的已作废，可以重新生成");
	return answer_no(moving, answer,
			 (struct answer_help){.cure = standing == PAPER_ISSUED
							      ? "请办理下一步"
							      : "请办理已经生成的一件；作废以后才能重新生成"},
			 standing == PAPER_ISSUED ? "%s已经发出" : "%s已经生成",
			 procedure != NULL ? procedure->title : moving->action->label);
}

/* ---- shown ---- */

static const struct {
	const char *procedure, *step, *prepared, *issued, *withdrawn;
} steps[] = {
	{"supervision_notice", "督办", "督办单起草中，还没有下达", "督办单已下达", "督办单已作废或者撤销"},
	{"bulletin", "通报", "通报起草、审签中，还没有签发", "通报已签发", "通报草稿已作废"},
	{"suspension", "提请暂停接入", "已提请，还没有决定", "已决定暂停", "没有暂停或者已经恢复"},
	{"platform_suspension", "提请暂停平台分配", "已提请，还没有决定", "已决定暂停", "没有暂停或者已经恢复"},
};

static void fill_paper(struct context *context, struct table *table, const struct paper_row *paper)
{
	struct arena *arena = context->arena;
	size_t i = 0;

	while (i + 1 < ARRAY_LENGTH(steps) && !text_equal(steps[i].procedure, paper->procedure))
		i++;
	table_line(table);
	if (paper->seen)
		table_link(table, arena_printf(arena, "/matters/%" PRId64, paper->id), steps[i].step);
	else
		table_text(table, steps[i].step);
	table_text(table, paper->standing == PAPER_ISSUED     ? steps[i].issued
			  : paper->standing == PAPER_PREPARED ? steps[i].prepared
							      : steps[i].withdrawn);
	table_text(table, paper->number[0] != '\0' && paper->seen ? paper->number : "—");
	table_text(table,
		   format_time_short(arena, paper->standing == PAPER_ISSUED ? paper->issued_at : paper->opened_at));
}

/* A step counts when its paper has left: until then the hazard says that it is under way. */
enum err fill_hazard_chain(struct context *context, struct matter *matter, struct values *form UNUSED,
			   struct dict *body)
{
	static const char *const heads[] = {"步骤", "情况", "编号", "时间", NULL};
	struct paper_row papers[PAPERS_MAX];
	struct table *table = NULL;
	size_t count;
	enum err err = read_papers(context, matter->id, papers, &count);

	for (size_t i = 0; err == OK && i < count; i++) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "逾期处理"), "逾期处理",
					    heads);
		fill_paper(context, table, &papers[i]);
	}
	return err;
}
