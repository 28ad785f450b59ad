/* Assessors as guests of one matter: whoever keeps the institution's account is invited, and sees nothing else. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"

/* The assessor the form names: whether its qualification holds today, and how many people can be invited. */
static enum err look_up(struct moving *moving, bool *holds, int64_t *people)
{
	struct query *query = db_query(moving->context->db, Q_REGISTRY_ASSESSOR_REACHED);

	*holds = false;
	*people = 0;
	query_int(query, ":assessor", values_number(moving->form, "assessor", 0));
	query_int(query, ":today", day_of(clock_now()));
	if (query_step(query)) {
		*holds = next_int(query) != 0;
		*people = next_int(query);
	}
	return query_end(query);
}

enum verdict assessor_reachable(struct moving *moving, struct answer *answer)
{
	bool holds;
	int64_t people;
	enum err err = look_up(moving, &holds, &people);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (values_number(moving->form, "assessor", 0) == 0)
		return answer_not_yet(moving, answer, "选择机构后核对");
	if (!holds)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请选择资质有效的机构", .field = "assessor"},
				 "该机构的资质已过有效期");
	if (people == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请选择有账号的机构，或者请安全管理岗在名录里登记其单位",
						      .field = "assessor"},
				 "该机构在本系统没有可以办理的账号");
	return answer_yes(moving, answer, "机构资质有效，%" PRId64 " 名经办人将受到邀请", people);
}

enum err invite_assessor(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_REGISTRY_ASSESSOR_INVITE);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":assessor", values_number(moving->form, "assessor", 0));
	query_int(query, ":now", clock_now());
	return query_run(query);
}
