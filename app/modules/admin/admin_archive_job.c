/* The clerk's part: what two administrators want is written, read back and signed before a row leaves. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/notice.h"

struct due_archive {
	int64_t id; /* 0: none */
	int64_t asked_by;
	int64_t ruled_by;
	int64_t last_seq;
	struct audit_archived archived; /* file NULL: not written yet */
};

static enum err due_archive(struct context *context, struct due_archive *due)
{
	struct query *query = db_query(context->db, Q_ARCHIVE_DUE);
	const void *digest;
	size_t length;

	*due = (struct due_archive){0};
	if (query_step(query)) {
		due->id = next_int(query);
		due->asked_by = next_int(query);
		due->ruled_by = next_int(query);
		due->last_seq = next_int(query);
		due->archived.file = next_text(query, context->arena);
		due->archived.first = next_int(query);
		due->archived.last = due->last_seq;
		due->archived.rows = next_int(query);
		digest = next_blob(query, context->arena, &length);
		if (digest != NULL && length == sizeof due->archived.digest)
			memcpy(due->archived.digest, digest, length);
	}
	return query_end(query);
}

static enum err record(struct context *context, const struct due_archive *due, const char *action, const char *outcome)
{
	const struct audit_archived *archived = &due->archived;
	struct audit_entry entry = {.action = action, .object = "archive", .object_id = due->id, .outcome = outcome};

	if (archived->file != NULL)
		entry.detail = arena_printf(context->arena,
					    "{\"archive\":\"%s\",\"digest\":\"%s\",\"first\":%" PRId64
					    ",\"last\":%" PRId64 ",\"rows\":%" PRId64 "}",
					    archived->file,
					    crypt_hex(context->arena, archived->digest, sizeof archived->digest),
					    archived->first, archived->last, archived->rows);
	return audit_add(context, &entry, NULL);
}

static enum err tell(struct context *context, int64_t person, const char *role, const char *text)
{
	struct query *query = db_query(context->db, Q_ARCHIVE_PERSON);
	int64_t organisation;
	enum err err;

	query_int(query, ":id", person);
	err = query_value(query, 0, &organisation);
	return err == OK ? notice_add(context, organisation, role, person, "news", 0, text) : err;
}

/* failure NULL: it is done. */
static enum err end(struct context *context, const struct due_archive *due, const char *failure)
{
	const char *text = failure == NULL ? arena_printf(context->arena, "操作日志已归档：%s", due->archived.file)
					   : arena_printf(context->arena, "操作日志归档没有完成：%s", failure);
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_ARCHIVE_END);
	query_int(query, ":id", due->id);
	query_int(query, ":now", clock_now());
	query_text(query, ":failure", failure);
	err = query_run(query);
	if (err == OK)
		err = record(context, due, "audit.prune", failure == NULL ? "ok" : "failed");
	if (err == OK)
		err = tell(context, due->asked_by, "admin.system", text);
	if (err == OK)
		err = tell(context, due->ruled_by, "admin.audit", text);
	return tx_end(context->db, err);
}

/* Written for good: from here on an interrupted removal goes on with this file and no other. */
static enum err keep_written(struct context *context, const struct due_archive *due)
{
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_ARCHIVE_WRITTEN);
	query_int(query, ":id", due->id);
	query_text(query, ":file", due->archived.file);
	query_int(query, ":rows", due->archived.rows);
	query_blob(query, ":digest", due->archived.digest, sizeof due->archived.digest);
	err = query_run(query);
	if (err == OK)
		err = record(context, due, "audit.archive", NULL);
	return tx_end(context->db, err);
}

/* *failure: why this request is given up; a silent keeper or a busy database is waited for. */
static enum err write_out(struct context *context, struct due_archive *due, const char **failure)
{
	struct audit_prunable prunable;
	enum err err = audit_prunable(context, clock_now(), &prunable);

	if (err != OK)
		return err;
	/* The keeping time may have grown since the consent: then both are asked again. */
	if (prunable.last_seq < due->last_seq) {
		*failure = "有的行按现在的保留天数还不能移出，请重新申请";
		return OK;
	}
	err = audit_archive(context, due->last_seq, &due->archived);
	if (err == ERR_STATE)
		*failure = "日志链校验不通过，没有移出任何一行，请立即核查";
	else if (err == ERR_STORAGE)
		*failure = "归档目录写不进去，请检查存储空间";
	if (*failure != NULL) {
		due->archived.file = NULL;
		return OK;
	}
	return err == OK ? keep_written(context, due) : err;
}

enum err archive_job(struct context *context)
{
	struct due_archive due;
	const char *failure = NULL;
	int64_t removed = 0;
	enum err err = due_archive(context, &due);

	if (err != OK || due.id == 0)
		return err;
	if (due.archived.file == NULL)
		err = write_out(context, &due, &failure);
	if (err == OK && failure == NULL) {
		err = audit_prune(context, &due.archived, &removed);
		if (err == ERR_STATE || err == ERR_CONFLICT) {
			failure = err == ERR_STATE ? "归档文件与写出时不符，没有再移出任何一行，请立即核查"
						   : "有的行不满保留期，没有移出";
			err = OK;
		}
	}
	if (err == OK)
		err = end(context, &due, failure);
	if (err == OK)
		log_info("event=audit_archived archive=%" PRId64 " rows=%" PRId64 " given_up=%s", due.id, removed,
			 failure == NULL ? "no" : "yes");
	return err;
}
