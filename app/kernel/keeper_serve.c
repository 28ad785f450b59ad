#include "base/base.h"

#include "base/log.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/keeper_serve.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

static enum err give_public_key(struct keeping *keeping, const struct keeper_request *request,
				struct keeper_answer *answer)
{
	int64_t there;
	struct query *query = db_query(keeping->app, Q_KEEPER_ORGANISATION);
	query_int(query, ":id", request->number);
	enum err err = query_value(query, 0, &there);
	if (err != OK)
		return err;
	if (there == 0)
		return ERR_NOT_FOUND;
	return keys_organisation(keeping->keeper->keys, keeping->keys_db, request->number, &answer->number,
				 answer->bytes);
}

/* A checkpoint is signed over what the keeper has read itself, never over what somebody sends. */
static enum err give_signature(struct keeping *keeping, const struct keeper_request *request,
			       struct keeper_answer *answer)
{
	if (!sign_purpose_valid(request->purpose) || strcmp(request->purpose, SIGN_CHECKPOINT) == 0)
		return ERR_FORBIDDEN;
	keys_sign(keeping->keeper->keys, request->purpose, request->message, request->length, answer->bytes);
	return OK;
}

static enum err serve(struct keeping *keeping, const struct keeper_request *request, struct keeper_answer *answer,
		      int *descriptor)
{
	switch ((enum keeper_operation)request->operation) {
	case KEEPER_PING:
		return OK;
	case KEEPER_OPEN:
		return keeper_open_attachment(keeping, request, answer, descriptor);
	case KEEPER_PUBLIC_KEY:
		return give_public_key(keeping, request, answer);
	case KEEPER_CHECKPOINT:
		return keeper_sign_checkpoint(keeping);
	case KEEPER_SIGN:
		return give_signature(keeping, request, answer);
	case KEEPER_VERIFY_KEY:
		memcpy(answer->bytes, keeping->keeper->verify_key, sizeof(keeping->keeper->verify_key));
		return OK;
	case KEEPER_OPERATIONS_END:
		break;
	}
	return ERR_BAD_REQUEST;
}

void keeper_serve(struct keeping *keeping, const struct keeper_request *request, struct keeper_answer *answer,
		  int *descriptor)
{
	memset(answer, 0, sizeof(*answer));
	*descriptor = -1;
	answer->version = KEEPER_VERSION;
	answer->err = (uint32_t)serve(keeping, request, answer, descriptor);
}

void keeper_note_clock(struct keeping *keeping, int64_t seconds)
{
	int64_t center;
	struct context context = {
		.arena = keeping->arena,
		.db = keeping->app,
		.service = &keeping->keeper->service,
		.actor = system_actor(),
		.request = "keeper",
		.source = "-",
	};
	struct audit_entry entry = {
		.action = seconds < 0 ? "clock.regress" : "clock.jump",
		.object = "clock",
		.outcome = "failed",
		.detail = arena_printf(keeping->arena, "{\"seconds\":%" PRId64 "}", seconds),
	};
	const char *text = arena_printf(keeping->arena, "服务器时钟被%s了 %" PRId64 " 秒。请核对授时，并查看操作日志",
					seconds < 0 ? "拨回" : "拨快", seconds < 0 ? -seconds : seconds);
	if (query_value(db_query(keeping->app, Q_SERVICE_CENTER), 0, &center) != OK || tx_begin(keeping->app) != OK)
		return;
	enum err err = audit_add(&context, &entry, NULL);
	if (err == OK && center > 0)
		err = notice_add(&context, center, "admin.audit", 0, "alarm", 0, text);
	if (tx_end(keeping->app, err) != OK)
		log_error("event=clock_note seconds=%" PRId64, seconds);
}
