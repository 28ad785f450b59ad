/* Suspension of a system (暂停接入): carried out by who hosts it, and put back as it was. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"

enum verdict suspension_possible(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_SYSTEM_STATE);
	const char *state = NULL;

	query_int(query, ":system", moving->matter->system);
	if (query_step(query))
		state = next_text(query, moving->context->arena);
	if (query_end(query) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (text_equal(state, "trial") || text_equal(state, "operating") || text_equal(state, "changing"))
		return answer_yes(moving, answer, "系统已接入");
	return answer_no(moving, answer, (struct answer_help){.cure = "请核对系统台账"},
			 text_equal(state, "suspended") ? "系统已经暂停接入" : "系统没有接入运行，不需要暂停接入");
}

/* With the last operator's signature. */
enum err suspend_system(struct moving *moving, struct answer *answer)
{
	struct query *query;
	enum err err;

	if (!moving->moves)
		return OK;
	if (suspension_possible(moving, answer) != VERDICT_YES)
		return ERR_INVALID;
	query = db_query(moving->context->db, Q_SECURITY_SUSPENSION_ADD);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_SECURITY_SYSTEM_SUSPEND);
	query_int(query, ":system", moving->matter->system);
	return query_run(query);
}

enum err resume_system(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query;
	enum err err;

	if (!moving->moves)
		return OK;
	query = db_query(moving->context->db, Q_SECURITY_SYSTEM_RESUME);
	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_SECURITY_SUSPENSION_END);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}
