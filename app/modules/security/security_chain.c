/* What is late, step by step (第二十五条): each has a paper of its own, and the next waits until that has left. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/text.h"

enum standing { PAPER_NONE, PAPER_PREPARED, PAPER_ISSUED, PAPER_WITHDRAWN };

/* The newest paper of a kind that grew from this hazard. */
static enum err paper_of(struct moving *moving, const char *procedure, enum standing *standing)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_CHAIN_PAPER);

	*standing = PAPER_NONE;
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":procedure", procedure);
	if (query_step(query))
		*standing = (enum standing)next_int(query);
	return query_end(query);
}

enum verdict hazard_notice_issued(struct moving *moving, struct answer *answer)
{
	enum standing standing;

	if (paper_of(moving, "supervision_notice", &standing) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
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

	if (paper_of(moving, "bulletin", &standing) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
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

	if (!text_equal(moving->matter->state->key, moving->action->to))
		return answer_yes(moving, answer, "还没有办过这一步");
	if (paper_of(moving, moving->action->follow->procedure, &standing) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (standing == PAPER_NONE || standing == PAPER_WITHDRAWN)
		return answer_yes(moving, answer, "原来的已作废，可以重新生成");
	return answer_no(moving, answer, (struct answer_help){.cure = "请办理已经生成的一件；作废以后才能重新生成"},
			 "%s已经生成", procedure != NULL ? procedure->title : moving->action->label);
}
