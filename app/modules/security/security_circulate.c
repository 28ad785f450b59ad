/* A bulletin for all of a kind (全体通报, 第二十五条): whoever is on the register on the day it is issued. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/copy.h"

static enum err read_receivers(struct moving *moving, int64_t **ids, size_t *count)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_SECURITY_BULLETIN_RECEIVERS);

	query_text(query, ":scope", values_word(moving->form, "scope"));
	query_int(query, ":center", context->service->org_center);
	query_int(query, ":today", day_of(clock_now()));
	return query_ids(query, context->arena, ids, count);
}

enum err bulletin_circulate(struct moving *moving, struct answer *answer)
{
	struct context *context = moving->context;
	const char *text = arena_printf(context->arena, "通报：%s，请阅知并登记", moving->matter->title);
	int64_t *ids;
	size_t count;
	enum err err = read_receivers(moving, &ids, &count);

	if (err == OK && count == 0)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请退回修改发往范围"},
				     "没有在册的收文单位");
	for (size_t i = 0; err == OK && i < count; i++)
		err = copy_circulate(context, moving->matter, ids[i], text);
	return err;
}

enum err bulletin_urge(struct moving *moving, struct answer *answer)
{
	const char *text =
		arena_printf(moving->context->arena, "催阅通报：%s，本单位还没有人阅知", moving->matter->title);
	size_t count;
	enum err err = copy_urge(moving->context, moving->matter, text, &count);

	if (err == OK && count == 0)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "可以归档"},
				     "各单位都已阅知，不用催阅");
	return err;
}
