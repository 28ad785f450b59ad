#include "base/base.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "kernel/audit_walk.h"
#include "kernel/keeper.h"
#include "kernel/sign.h"

struct export
{
	struct context *context;
	FILE *out;
	struct buf line;
	struct digest_state body;  /* what the trailer states: everything before it */
	struct digest_state whole; /* what the caller keeps: the trailer as well */
	int64_t first;
};

void audit_line_hex(struct buf *line, const uint8_t *data, size_t length)
{
	for (size_t i = 0; i < length; i++)
		buf_printf(line, "%02x", data[i]);
}

/* Tab, line feed and whatever else could disturb a reader of lines become escapes; there is one way to write a text. */
static void line_text(struct buf *line, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '\\')
			buf_add_text(line, "\\\\");
		else if (c == '\t')
			buf_add_text(line, "\\t");
		else if (c == '\n')
			buf_add_text(line, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(line, "\\x%02x", c);
		else
			buf_add_char(line, (char)c);
	}
}

static enum err flush_line(struct export *export)
{
	buf_add_char(&export->line, '\n');
	crypt_digest_add(&export->body, export->line.data, export->line.length);
	crypt_digest_add(&export->whole, export->line.data, export->line.length);
	bool written = fwrite(export->line.data, 1, export->line.length, export->out) == export->line.length;
	buf_clear(&export->line);
	return written ? OK : ERR_STORAGE;
}

/* Sign the line as it stands, without its line feed, and append the signature. */
static enum err sign_line(struct export *export, const char *purpose)
{
	uint8_t signature[SIGNATURE_SIZE];
	enum err err =
		keeper_sign(export->context->service, purpose, export->line.data, export->line.length, signature);
	if (err != OK)
		return err;
	buf_add_char(&export->line, '\t');
	audit_line_hex(&export->line, signature, sizeof(signature));
	return flush_line(export);
}

static enum err write_head(void *argument, const struct chain *anchor)
{
	struct export *export = argument;
	export->first = anchor->seq + 1;
	buf_printf(&export->line, "zwy-audit-export\t1\t%" PRId64 "\t", export->first);
	audit_line_hex(&export->line, anchor->h, DIGEST_SIZE);
	buf_printf(&export->line, "\t%" PRId64, clock_now());
	return sign_line(export, SIGN_EXPORT_HEAD);
}

void audit_line_fields(struct buf *line, const struct audit_row *row)
{
	for (size_t i = 0; i < AUDIT_FIELDS; i++) {
		buf_add_char(line, '\t');
		line_text(line, row->field[i]);
	}
	buf_add_char(line, '\t');
	audit_line_hex(line, row->salt, sizeof(row->salt));
}

static enum err write_row(void *argument, const struct audit_row *row)
{
	struct export *export = argument;
	buf_add_text(&export->line, "row");
	audit_line_fields(&export->line, row);
	buf_add_char(&export->line, '\t');
	audit_line_hex(&export->line, row->d, sizeof(row->d));
	buf_add_char(&export->line, '\t');
	audit_line_hex(&export->line, row->h, sizeof(row->h));
	return flush_line(export);
}

void audit_line_checkpoint(struct buf *line, const struct checkpoint *checkpoint)
{
	buf_printf(line, "\t%" PRId64 "\t%" PRId64 "\t", checkpoint->seq, checkpoint->ts);
	audit_line_hex(line, checkpoint->h, DIGEST_SIZE);
	buf_add_char(line, '\t');
	audit_line_hex(line, checkpoint->root, DIGEST_SIZE);
	buf_add_char(line, '\t');
	audit_line_hex(line, checkpoint->signature, sizeof(checkpoint->signature));
}

static enum err write_checkpoint(void *argument, const struct checkpoint *checkpoint)
{
	struct export *export = argument;
	buf_add_text(&export->line, "checkpoint");
	audit_line_checkpoint(&export->line, checkpoint);
	return flush_line(export);
}

static enum err write_tail(struct export *export, const struct audit_walk *walk)
{
	uint8_t body[DIGEST_SIZE];
	crypt_digest_end(&export->body, body);
	crypt_digest_begin(&export->body);
	buf_printf(&export->line, "end\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t", export->first,
		   walk->chain.seq, walk->rows, walk->checkpoints);
	audit_line_hex(&export->line, walk->chain.h, DIGEST_SIZE);
	buf_add_char(&export->line, '\t');
	audit_line_hex(&export->line, body, sizeof(body));
	enum err err = sign_line(export, SIGN_EXPORT_TAIL);
	if (err == OK && fflush(export->out) != 0)
		err = ERR_STORAGE;
	return err;
}

enum err audit_export_rows(struct context *context, FILE *out, int64_t until, struct audit_exported *exported)
{
	struct export export = {.context = context, .out = out};
	struct audit_walk walk = {
		.db = context->db,
		.until = until,
		.go_on = true,
		.begin = write_head,
		.row = write_row,
		.checkpoint = write_checkpoint,
		.argument = &export,
	};
	buf_init(&export.line);
	crypt_digest_begin(&export.body);
	crypt_digest_begin(&export.whole);
	enum err err = audit_walk(&walk);
	if (err == OK)
		err = write_tail(&export, &walk);
	buf_release(&export.line);
	exported->first = export.first;
	exported->last = walk.chain.seq;
	exported->rows = walk.rows;
	exported->first_bad = walk.first_bad;
	crypt_digest_end(&export.whole, exported->digest);
	return err;
}

enum err audit_export(struct context *context, FILE *out)
{
	struct audit_entry entry = {.action = "audit.export", .object = "audit"};
	struct audit_exported exported;
	/* The export itself is in what it exports, and signed over. */
	enum err err = audit_alone(context, &entry);
	if (err == OK)
		err = keeper_checkpoint(context->service);
	/* A chain the keeper refuses to extend is what an auditor must be able to take along. */
	if (err == ERR_STATE)
		err = OK;
	if (err == OK)
		err = audit_export_rows(context, out, 0, &exported);
	if (err == OK && exported.first_bad != 0)
		log_error("event=audit_export first_bad=%" PRId64, exported.first_bad);
	return err;
}
