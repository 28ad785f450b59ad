#include "base/base.h"
#include "modules/dossier/dossier_parts.h"

#include <unistd.h>

#include "base/text.h"
#include "kernel/keeper.h"
#include "kernel/matter.h"
#include "kernel/service.h"

enum { PIECE = 65536 };

/* ---- members ---- */

enum err dossier_put_bare(struct dossier *dossier, const char *path, const struct buf *content,
			  uint8_t sha256[DIGEST_SIZE])
{
	enum err err = zip_member(dossier->zip, path, (int64_t)content->length, true);

	if (err == OK)
		err = zip_add(dossier->zip, content->data, content->length);
	return err == OK ? zip_member_end(dossier->zip, sha256) : err;
}

static void name_in_manifest(struct dossier *dossier, const char *kind, const uint8_t sha256[DIGEST_SIZE], int64_t size,
			     const char *path)
{
	buf_printf(&dossier->manifest, "%s\t%s\t%" PRId64 "\t%s", kind,
		   crypt_hex(dossier->req->arena, sha256, DIGEST_SIZE), size, path);
	dossier->file_count++;
}

enum err dossier_put(struct dossier *dossier, const char *path, const struct buf *content)
{
	uint8_t sha256[DIGEST_SIZE];
	enum err err = dossier_put_bare(dossier, path, content, sha256);

	if (err != OK)
		return err;
	name_in_manifest(dossier, "file", sha256, (int64_t)content->length, path);
	buf_add_char(&dossier->manifest, '\n');
	return OK;
}

/* ---- attachments ---- */

/* From the keeper's sealed memory, which it checked whole, piece by piece. */
static enum err put_descriptor(struct dossier *dossier, struct held_file *file, const struct keeper_opened *opened)
{
	static uint8_t piece[PIECE];
	const char *path = arena_printf(dossier->req->arena, "attachments/%" PRId64 ".%s", file->id, opened->type);
	uint8_t sha256[DIGEST_SIZE];
	enum err err = zip_member(dossier->zip, path, opened->size, false);

	for (int64_t at = 0; err == OK && at < opened->size;) {
		ssize_t got = pread(opened->descriptor, piece, sizeof piece, at);

		if (got <= 0)
			err = ERR_INTERNAL;
		else
			err = zip_add(dossier->zip, piece, (size_t)got);
		at += got;
	}
	crypt_wipe(piece, sizeof piece);
	if (err == OK)
		err = zip_member_end(dossier->zip, sha256);
	if (err != OK)
		return err;
	name_in_manifest(dossier, "attachment", sha256, opened->size, path);
	buf_printf(&dossier->manifest, "\t%" PRId64 "\n", file->id);
	file->path = path;
	dossier->attached_count++;
	dossier->room -= opened->size;
	return OK;
}

/* The keeper decides as for a download, and leaves the same row. */
static enum err attach(struct dossier *dossier, struct held_file *file, bool copied)
{
	struct request *req = dossier->req;
	struct keeper_opened opened;
	enum err err;

	if (copied || file->size > dossier->room) {
		file->reason =
			copied ? "抄送的事项只供阅读，材料不开放" : "档案所附材料已到总量上限，请在事项页单独下载";
		return OK;
	}
	service_more_time();
	err = keeper_open(req->service, req->cookie, file->id, req->source, req->id, &opened);
	switch (err) {
	case OK:
		err = put_descriptor(dossier, file, &opened);
		close(opened.descriptor);
		return err;
	case ERR_NOT_FOUND:
		file->reason = "您的岗位无权开启这份材料";
		return OK;
	case ERR_THROTTLED:
		file->reason = "一分钟内开启的材料已到上限，请稍后在事项页单独下载，或重新调取";
		return OK;
	case ERR_INTERNAL:
		dossier->damaged = file->id;
		dossier->refusal = arena_printf(req->arena,
						"材料“%s”（%s）与交来时登记的摘要不符，可能被改动或损坏。档案没有生成，"
						"此事已记入操作日志，请联系省大数据中心",
						file->name, file->label);
		return err;
	default:
		return err;
	}
}

static void take_file(struct context *context, struct query *query, struct arena *kept, const struct matter *matter,
		      struct held_file *file)
{
	const struct document_kind *document;
	const char *key;

	file->id = next_int(query);
	key = next_text(query, context->arena);
	document = procedure_document(matter->procedure, key);
	file->label = arena_strdup(kept, document == NULL ? key : document->label);
	file->version = next_int(query);
	file->name = next_text(query, kept);
	file->type = next_text(query, kept);
	file->size = next_int(query);
	file->digest = text_lower(kept, next_text(query, kept));
	file->owner = next_text(query, kept);
	file->uploader = next_text(query, kept);
	file->uploaded_at = next_int(query);
	file->matter = matter->id;
	file->number = arena_strdup(kept, matter->number == NULL ? "草稿" : matter->number);
}

/* What the center keeps to itself is not even named to others. */
static bool internal(const struct matter *matter, const char *key)
{
	const struct document_kind *document = procedure_document(matter->procedure, key);

	return document == NULL || document->center_internal;
}

static enum err list_files(struct dossier *dossier, struct context *context, const struct matter *matter,
			   size_t *beyond)
{
	bool all = matter_reads_reviewers(context, matter);
	struct query *query = db_query(context->db, Q_DOSSIER_DOCUMENTS);

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		if (!all && internal(matter, column_text(query, 1)))
			continue;
		if (dossier->held_count == FILES_MOST) {
			++*beyond;
			dossier->beyond_count++;
			continue;
		}
		take_file(context, query, dossier->req->arena, matter, &dossier->files[dossier->held_count++]);
	}
	return query_end(query);
}

static enum err attach_of(struct dossier *dossier, struct context *context, size_t index)
{
	size_t first = dossier->held_count;
	struct matter *matter;
	enum err err;

	switch (matter_find(context, dossier->matters[index], &matter)) {
	case FOUND:
		break;
	case NOT_FOUND:
		return OK;
	case FIND_FAILED:
		return ERR_INTERNAL;
	}
	err = list_files(dossier, context, matter, &dossier->beyond[index]);
	for (size_t i = first; err == OK && i < dossier->held_count; i++)
		err = attach(dossier, &dossier->files[i], matter->copied);
	return err;
}

enum err dossier_attach(struct dossier *dossier)
{
	enum err err = OK;

	dossier->files = arena_array(dossier->req->arena, FILES_MOST, sizeof *dossier->files);
	dossier->beyond = arena_array(dossier->req->arena, dossier->matter_count + 1, sizeof *dossier->beyond);
	for (size_t i = 0; err == OK && i < dossier->matter_count; i++) {
		struct context context = dossier->reading;

		context.arena = arena_new();
		err = attach_of(dossier, &context, i);
		arena_free(context.arena);
	}
	return err;
}
