/* A dossier put together by hand, and the verifier as its holder runs it. */
#ifndef UNIT_KERNEL_AUDIT_PART_CAST_H
#define UNIT_KERNEL_AUDIT_PART_CAST_H

#include "unit/kernel/audit_export_cast.h"

#include "base/text.h"
#include "kernel/audit_part.h"

static char *dossier; /* folder */
static char said[1024];

static const char paper[] = "%PDF-1.7 上云方案";

static inline char *inside(const char *name)
{
	return arena_printf(vault->fixture->arena, "%s/%s", dossier, name);
}

static inline void put(const char *name, const char *text)
{
	(void)folder_write(vault->fixture->arena, dossier, name, text);
}

static inline char *content(const char *name)
{
	struct buf text;
	buf_init(&text);
	ck_assert(buf_add_file(&text, inside(name), 1 << 20));
	char *kept = arena_strndup(vault->fixture->arena, text.data, text.length);
	buf_release(&text);
	return kept;
}

static inline char *sha256_of(const char *text)
{
	struct sha256_state state;
	uint8_t digest[DIGEST_SIZE];
	crypt_sha256_begin(&state);
	crypt_sha256_add(&state, text, strlen(text));
	crypt_sha256_end(&state, digest);
	return crypt_hex(vault->fixture->arena, digest, sizeof(digest));
}

/* The exit code; what it printed is in said. */
static inline int verify(void)
{
	int pipes[2], status;
	size_t got = 0;
	memset(said, 0, sizeof(said));
	ck_assert_int_eq(pipe(pipes), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(pipes[1], 1);
		close(pipes[0]);
		execl(verifier(), "zwy-verify", key_path, dossier, (char *)NULL);
		_exit(99);
	}
	close(pipes[1]);
	for (ssize_t more; (more = read(pipes[0], said + got, sizeof(said) - 1 - got)) > 0;)
		got += (size_t)more;
	close(pipes[0]);
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static inline void named(const char *what)
{
	int code = verify();
	ck_assert_msg(code == 1 && strstr(said, what) != NULL, "exit %d, not \"%s\": %s", code, what, said);
}

static inline void holds(void)
{
	int code = verify();
	ck_assert_msg(code == 0 && strncmp(said, "OK dossier of system 12, ", 25) == 0, "exit %d: %s", code, said);
}

/* An audit row of somebody else than the program: of this organisation, in this role. */
static inline void done_by(int64_t org, int64_t person, const char *role, const char *action, const char *kind, int64_t id,
			   const char *detail)
{
	struct actor actor = *system_actor();
	struct context context = vault->context;
	actor.org = org;
	actor.person = person;
	actor.label = arena_printf(vault->fixture->arena, "机构%" PRId64 " 某岗", org);
	actor.login = "somebody";
	context.actor = &actor;
	ck_assert_int_eq(audit_alone(&context, &(struct audit_entry){.action = action,
								     .object = kind,
								     .object_id = id,
								     .detail = detail,
								     .role = role}),
			 OK);
}

static inline void invite(int64_t person, int64_t matter)
{
	raw_run(vault, "app.db",
		arena_printf(vault->fixture->arena,
			     "PRAGMA foreign_keys=OFF; INSERT INTO matter_guest (person_id, matter_id, role, since)"
			     " VALUES (%" PRId64 ", %" PRId64 ", 'review.expert', 1)",
			     person, matter));
}

static inline char *handed_in(const char *text)
{
	uint8_t digest[DIGEST_SIZE];
	crypt_digest(digest, text, strlen(text), NULL, 0);
	return arena_printf(vault->fixture->arena, "{\"digest\":\"%s\",\"document\":\"cloud_plan\"}",
			    crypt_hex(vault->fixture->arena, digest, sizeof(digest)));
}

static const struct audit_object objects[] = {
	{"system", 12, 0, 0}, {"matter", 3, 3, 0}, {"matter", 5, 5, 0}, {"attachment", 7, 3, 0}};

static inline enum err write_part(int64_t organisation, struct buf *text, struct audit_part *part)
{
	struct audit_object wanted[ARRAY_LENGTH(objects)];
	struct audit_part_wish wish = {wanted, ARRAY_LENGTH(objects)};
	for (size_t i = 0; i < ARRAY_LENGTH(objects); i++) {
		wanted[i] = objects[i];
		wanted[i].organisation = organisation;
	}
	buf_init(text);
	return audit_part_write(&vault->context, &wish, text, part);
}

/* Manifest over what lies in the folder, the row of the drawing and its proof, as app/modules/dossier does. */
static inline char *manifest_text(void)
{
	const char *index = content("index.html"), *audit = content("audit.txt"), *attached = content("attachments/7.pdf");
	return arena_printf(vault->fixture->arena,
			    "zwy-dossier\t1\t12\t1795600000\t3\nfile\t%s\t%zu\tindex.html\nfile\t%s\t%zu\taudit.txt\n"
			    "attachment\t%s\t%zu\tattachments/7.pdf\t7\n",
			    sha256_of(index), strlen(index), sha256_of(audit), strlen(audit), sha256_of(attached),
			    strlen(attached));
}

static inline void prove(const char *action, const char *kind, const char *digest)
{
	struct buf text;
	int64_t seq;
	struct audit_entry entry = {
		.action = action,
		.object = kind,
		.object_id = 12,
		.detail = arena_printf(vault->fixture->arena, "{\"files\":3,\"manifest\":\"%s\"}", digest),
	};
	ck_assert_int_eq(tx_begin(vault->context.db), OK);
	ck_assert_int_eq(tx_end(vault->context.db, audit_add(&vault->context, &entry, &seq)), OK);
	buf_init(&text);
	ck_assert_int_eq(audit_part_row(&vault->context, seq, &text), ERR_STATE); /* not under a checkpoint yet */
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	ck_assert_int_eq(audit_part_row(&vault->context, seq, &text), OK);
	put("proof.txt", text.data);
	buf_release(&text);
}

static inline void draw_dossier(int64_t organisation)
{
	struct audit_part part;
	struct buf text;
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	ck_assert_int_eq(write_part(organisation, &text, &part), OK);
	put("index.html", "<!DOCTYPE html><title>档案</title>");
	put("audit.txt", text.data);
	buf_release(&text);
	put("manifest.txt", manifest_text());
	prove("dossier.draw", "system", sha256_of(content("manifest.txt")));
}

/* Thirty-odd rows under four checkpoints, texts with everything that needs an escape. */
static inline void set_up_dossier(void)
{
	vault = vault_new();
	vault_keeper_start(vault);
	write_key();
	dossier = folder_sub(vault->fixture->arena, vault->keys, "dossier");
	(void)folder_sub(vault->fixture->arena, dossier, "attachments");
	vault_rows(vault, 6, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	done_by(4, 0, "unit.clerk", "attachment.add", "attachment", 7, handed_in(paper));
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK); /* a tree of one */
	vault_rows(vault, 11, 0);
	done_by(4, 0, "unit.lead", "matter.submit\t\n\\", "matter", 3, "{\"note\":\"甲\"}");
	done_by(9, 0, "center.intake", "matter.accept", "matter", 3, "{\"note\":\"受理人甲\"}");
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	vault_rows(vault, 4, 0);
	put("attachments/7.pdf", paper);
	draw_dossier(0);
}

#endif
