/* GET /systems/:id/dossier.zip */
#include "base/base.h"
#include "modules/dossier/dossier_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/frame.h"
#include "kernel/keeper.h"
#include "kernel/matter.h"
#include "kernel/setting.h"

enum { CHECKPOINT_TRIES = 5 };

bool dossier_of_center(const struct dossier *dossier)
{
	return actor_of_center(dossier->req->actor);
}

/* ---- what it is about ---- */

static enum err find_system(struct dossier *dossier)
{
	struct query *query = db_query(dossier->reading.db, Q_DOSSIER_SYSTEM);
	enum err err;

	query_int(query, ":system", request_number(dossier->req, "id"));
	query_int(query, ":org", dossier->req->actor->org);
	if (query_step(query)) {
		dossier->system = request_number(dossier->req, "id");
		dossier->name = arena_strdup(dossier->req->arena, column_text(query, 0));
		dossier->org = column_int(query, 20);
	}
	err = query_end(query);
	return err == OK && dossier->system == 0 ? ERR_NOT_FOUND : err;
}

static enum err find_matters(struct dossier *dossier)
{
	struct query *query = db_query(dossier->reading.db, Q_DOSSIER_MATTERS);

	dossier->matters = arena_array(dossier->req->arena, MATTERS_MOST, sizeof *dossier->matters);
	query_int(query, ":system", dossier->system);
	query_int(query, ":org", dossier->req->actor->org);
	query_int(query, ":limit", MATTERS_MOST);
	while (query_step(query))
		dossier->matters[dossier->matter_count++] = next_int(query);
	return query_end(query);
}

/* ---- the log ---- */

static enum err ask_checkpoint(struct dossier *dossier)
{
	enum err err = keeper_checkpoint(dossier->req->service);

	if (err == ERR_STATE)
		dossier->refusal =
			"操作日志的链条校验不通过，现在生成的档案证明不了什么。档案没有生成，请联系审计管理员";
	return err;
}

/* Of what he asked for in the center's own name he gets the rows of those who asked, like any applicant. */
static struct audit_object of_matter(struct dossier *dossier, const char *kind, int64_t id, int64_t matter)
{
	bool all = reviewers_shown(&dossier->reading, matter, dossier->org);

	return (struct audit_object){kind, id, matter, all ? 0 : dossier->req->actor->org};
}

/* The rows of the system, its matters and their documents, those of this very opening among them. */
static enum err put_log(struct dossier *dossier)
{
	size_t count = 1 + dossier->matter_count + dossier->held_count;
	struct audit_object *objects = arena_array(dossier->req->arena, count, sizeof *objects);
	struct audit_part_wish wish = {.objects = objects, .object_count = count};
	struct buf text;
	enum err err = ask_checkpoint(dossier);

	*objects++ = (struct audit_object){"system", dossier->system, 0,
					   dossier_of_center(dossier) ? 0 : dossier->req->actor->org};
	for (size_t i = 0; i < dossier->matter_count; i++)
		*objects++ = of_matter(dossier, "matter", dossier->matters[i], dossier->matters[i]);
	for (size_t i = 0; i < dossier->held_count; i++)
		*objects++ = of_matter(dossier, "attachment", dossier->files[i].id, dossier->files[i].matter);
	buf_init(&text);
	if (err == OK)
		err = audit_part_write(&dossier->writing, &wish, &text, &dossier->part);
	if (err == OK)
		err = dossier_put(dossier, "audit.txt", &text);
	buf_release(&text);
	return err;
}

/* ---- manifest and proof ---- */

static enum err put_manifest(struct dossier *dossier, uint8_t sha256[DIGEST_SIZE])
{
	struct buf text;
	enum err err;

	buf_init(&text);
	buf_printf(&text, "zwy-dossier\t1\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\n", dossier->system, dossier->at,
		   dossier->file_count);
	buf_add(&text, dossier->manifest.data, dossier->manifest.length);
	err = dossier_put_bare(dossier, "manifest.txt", &text, sha256);
	buf_release(&text);
	return err;
}

static enum err record_drawing(struct dossier *dossier, const uint8_t manifest[DIGEST_SIZE], int64_t *seq)
{
	struct context *context = &dossier->writing;
	struct audit_entry entry = {
		.action = "dossier.draw",
		.object = "system",
		.object_id = dossier->system,
		.detail = arena_printf(context->arena,
				       "{\"attachments\":%zu,\"files\":%" PRId64
				       ",\"manifest\":\"%s\",\"rows\":%" PRId64 "}",
				       dossier->attached_count, dossier->file_count,
				       crypt_hex(context->arena, manifest, DIGEST_SIZE), dossier->part.rows),
	};
	enum err err = tx_begin(context->db);

	return err != OK ? err : tx_end(context->db, audit_add(context, &entry, seq));
}

/* Signed by the keeper over what it read itself; another one's checkpoint may have come in between, short of our row.
 */
static enum err put_proof(struct dossier *dossier, int64_t seq)
{
	uint8_t sha256[DIGEST_SIZE];
	struct buf text;
	enum err err = ERR_STATE;

	buf_init(&text);
	for (int tries = 0; err == ERR_STATE && dossier->refusal == NULL && tries < CHECKPOINT_TRIES; tries++) {
		err = ask_checkpoint(dossier);
		if (err == OK)
			err = audit_part_row(&dossier->writing, seq, &text);
	}
	if (err == ERR_STATE && dossier->refusal == NULL)
		err = ERR_BUSY;
	if (err == OK)
		err = dossier_put_bare(dossier, "proof.txt", &text, sha256);
	buf_release(&text);
	return err;
}

static enum err put_style(struct dossier *dossier)
{
	struct buf text;
	enum err err;

	buf_init(&text);
	buf_add_text(&text, dossier_style);
	err = dossier_put(dossier, "style.css", &text);
	buf_release(&text);
	return err;
}

/* Pages last, when it is known what went in; the manifest after them; nothing was sent yet. */
static enum err draw(struct dossier *dossier)
{
	struct request *req = dossier->req;
	uint8_t manifest[DIGEST_SIZE];
	int64_t seq;
	enum err err = find_matters(dossier);

	dossier->room = setting_integer(req->service, "dossier_max_mib") * 1024 * 1024;
	if (err == OK)
		err = spool_new(req->arena, req->service->data_folder, &dossier->spool);
	if (err == OK)
		err = zip_new(req->arena, dossier->spool, dossier->at, &dossier->zip);
	if (err == OK)
		err = dossier_attach(dossier);
	if (err == OK)
		err = put_log(dossier);
	if (err == OK)
		err = dossier_matter_pages(dossier);
	if (err == OK)
		err = dossier_index(dossier);
	if (err == OK)
		err = put_style(dossier);
	if (err == OK)
		err = put_manifest(dossier, manifest);
	if (err == OK)
		err = record_drawing(dossier, manifest, &seq);
	if (err == OK)
		err = put_proof(dossier, seq);
	return err == OK ? zip_end(dossier->zip) : err;
}

static enum err send(struct dossier *dossier)
{
	struct arena *arena = dossier->req->arena;
	int64_t size;
	enum err err = spool_end(dossier->spool, &size);

	return err != OK ? err
			 : respond_source(dossier->req, "application/zip",
					  arena_printf(arena, "系统档案-%s-%s.zip", dossier->name,
						       format_day(arena, day_of(dossier->at))),
					  spool_release(dossier->spool), size, spool_read, dossier->spool);
}

/* The sentence, and a row: a dossier that could not be drawn is something to look into. */
static enum err refuse(struct dossier *dossier)
{
	struct request *req = dossier->req;
	struct context *context = &dossier->writing;
	struct dict *body;
	enum err err = audit_alone(
		context, &(struct audit_entry){
				 .action = "dossier.refuse",
				 .object = "system",
				 .object_id = dossier->system,
				 .outcome = "failed",
				 .detail = arena_printf(req->arena, "{\"attachment\":%" PRId64 "}", dossier->damaged),
			 });

	if (err != OK)
		return err;
	body = page_begin(req, "dossier/refused.tpl", "档案没有生成");
	frame_crumb(req, arena_printf(req->arena, "/systems/%" PRId64, dossier->system), dossier->name);
	dict_set(body, "REFUSED_TEXT", dossier->refusal);
	dict_printf(body, "SYSTEM_HREF", "/systems/%" PRId64, dossier->system);
	return page_end(req, 500);
}

enum err dossier_get(struct request *req)
{
	struct dossier dossier = {
		.req = req,
		.reading = context_reading(req),
		.writing = context_writing(req),
		.at = clock_now(),
	};
	enum err err = find_system(&dossier);

	if (err != OK)
		return err;
	buf_init(&dossier.manifest);
	err = draw(&dossier);
	buf_release(&dossier.manifest);
	if (err == OK)
		return send(&dossier);
	return dossier.refusal != NULL ? refuse(&dossier) : err;
}
