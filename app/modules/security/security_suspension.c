/*
 * Suspension of a system (暂停接入): carried out by who hosts it, and put back as it was.  Of a platform
 * (暂停平台分配): no new systems for it from the decision on.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "modules/registry/registry.h"

enum verdict suspension_possible(struct moving *moving, struct answer *answer)
{
	const char *state;

	if (registry_system_stands(moving->context, moving->matter->system, &state) != OK)
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

/* ---- platforms ---- */

enum verdict platform_suspendable(struct moving *moving, struct answer *answer)
{
	struct query *query;
	const char *kind = NULL;
	bool ended = false;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "选择平台后核对");
	query = db_query(moving->context->db, Q_SECURITY_PLATFORM_STANDING);
	query_int(query, ":platform", moving->matter->platform);
	if (query_step(query)) {
		kind = next_text(query, moving->context->arena);
		ended = next_int(query) != 0;
	}
	if (query_end(query) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (ended)
		return answer_no(moving, answer, (struct answer_help){.cure = "请核对云平台"},
				 "平台已经退出，没有分配可以暂停");
	if (text_equal(kind, "supervision"))
		return answer_no(moving, answer, (struct answer_help){.cure = "请按服务合同提出违约处罚"},
				 "云监管平台不承载系统，没有分配可以暂停");
	return answer_yes(moving, answer, "平台承载系统，可以暂停分配");
}

enum err suspend_platform(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = moving_run(moving, Q_SECURITY_PLATFORM_SUSPENSION_ADD);

	return err == OK ? moving_run(moving, Q_SECURITY_PLATFORM_SUSPEND) : err;
}

enum err resume_platform(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = moving_run(moving, Q_SECURITY_PLATFORM_SUSPENSION_END);

	return err == OK ? moving_run(moving, Q_SECURITY_PLATFORM_RESUME) : err;
}
