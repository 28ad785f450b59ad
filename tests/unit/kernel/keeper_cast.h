/*
 * A keeper that runs, with people of five organisations and files of two matters
 * to open; what a worker asks of it.
 */
#ifndef UNIT_KERNEL_KEEPER_CAST_H
#define UNIT_KERNEL_KEEPER_CAST_H

#include "unit/kernel/vault.h"

#include "kernel/seal.h"
#include "kernel/session.h"

enum { CENTER = 1, WATER = 2, FOREST = 3, CLOUD = 4, LAB = 5 };
enum { CLERK = 1, REVIEWER, FORESTER, OPERATOR, EXPERT, ASSESSOR, ADMINISTRATOR, ROLELESS };
enum { MATTER = 1, OTHER_MATTER = 2 };
enum {
	LETTER = 1,
	REVIEW = 2,
	WITHDRAWN = 3,
	ELSEWHERE = 4,
	REVIEW_SHOWN = 5,
	REVIEW_ELSEWHERE = 6,
	FOR_CLOUD = 7,
	FOR_CENTER = 8,
	FOR_WATER = 9,
	FOR_LAB = 10
};

static const char plain[] = "the letter of the unit";
static struct vault *vault;

/* The center, two units, a provider and a laboratory; two matters of the water department. */
static const char people[] =
	"PRAGMA foreign_keys=OFF;"
	"INSERT INTO organisation (id, code, name, short_name, rank, valid_from) VALUES (1, 'zx', '省大数据中心', "
	"'中心', 1, 1),"
	" (2, 'slt', '省水利厅', '水利', 2, 1), (3, 'lyt', '省林业局', '林业', 3, 1), (4, 'yfw', '云服务商甲', '甲', "
	"4, 1),"
	" (5, 'cps', '测评机构', '测评', 5, 1);"
	"INSERT INTO organisation_kind VALUES (1, 'center'), (1, 'unit'), (2, 'unit'), (3, 'unit'), (4, 'provider'), "
	"(5, 'assessor');"
	"INSERT INTO person (id, organisation_id, login, title, status, created_at) VALUES"
	" (1, 2, 'water', '信息化经办岗', 'active', 1), (2, 1, 'review', '方案评审岗', 'active', 1),"
	" (3, 3, 'forest', '信息化经办岗', 'active', 1), (4, 4, 'cloud', '运维岗', 'active', 1),"
	" (5, 3, 'expert', '评审专家', 'active', 1), (6, 5, 'lab', '测评岗', 'active', 1),"
	" (7, 1, 'admin', '系统管理员', 'active', 1), (8, 2, 'nobody', '无岗位', 'active', 1);"
	"INSERT INTO person_role (person_id, role, granted_at) VALUES (1, 'unit.clerk', 1), (2, 'center.review', 1),"
	" (3, 'unit.clerk', 1), (4, 'operator.clerk', 1), (5, 'review.expert', 1), (6, 'assessor.clerk', 1),"
	" (7, 'admin.system', 1);"
	"INSERT INTO procedure (id, key, version, title, digest, body, valid_from, loaded_at) VALUES"
	" (1, 'application', 1, '上云申请', zeroblob(32), '', 1, 1);"
	"INSERT INTO procedure_internal VALUES (1, 'minutes');"
	"INSERT INTO matter (id, procedure_id, procedure_key, organisation_id, title, state, opened_by, opened_at, "
	"state_at) VALUES"
	" (1, 1, 'application', 2, '一', 'review', 1, 1, 1), (2, 1, 'application', 2, '二', 'review', 1, 1, 1);"
	"INSERT INTO matter_party VALUES (2, 1, 'owner', 1, 1, 'application', 'review'),"
	" (1, 1, 'center', 1, 1, 'application', 'review'), (4, 1, 'operator', 1, 1, 'application', 'review'),"
	" (2, 2, 'owner', 1, 1, 'application', 'review'), (5, 2, 'addressee', 1, 1, 'application', 'review');"
	"INSERT INTO matter_guest VALUES (5, 1, 'review.expert', 'none', 1, NULL), (6, 1, 'assessor.clerk', NULL, 1, "
	"NULL);";

/* reader: whom it is for, 0: everybody who takes part. */
static inline struct sealed add_attachment_for(int id, int matter, int organisation, const char *document, int reader)
{
	struct seal_writer *writer;
	struct sealed sealed;
	struct arena *arena = vault->fixture->arena;
	ck_assert_int_eq(seal_begin(&vault->context, organisation, &writer), OK);
	ck_assert_int_eq(seal_write(writer, plain, strlen(plain)), OK);
	ck_assert_int_eq(seal_finish(writer, &sealed), OK);
	seal_free(writer);
	raw_run(vault, "app.db",
		arena_printf(arena,
			     "PRAGMA foreign_keys=OFF; INSERT INTO attachment (id, uuid, matter_id, document, version,"
			     " organisation_id, reader_id, name, type, size, digest, sealed_digest, uploaded_by, "
			     "uploaded_at)"
			     " VALUES (%d, '%s', %d, '%s', 1, %d, nullif(%d, 0), '申请函.pdf', 'pdf', %" PRId64
			     ", x'%s', x'%s', 1, 1)",
			     id, sealed.uuid, matter, document, organisation, reader, sealed.size,
			     crypt_hex(arena, sealed.digest, 32), crypt_hex(arena, sealed.sealed_digest, 32)));
	return sealed;
}

static inline struct sealed add_attachment(int id, int matter, int organisation, const char *document)
{
	return add_attachment_for(id, matter, organisation, document, 0);
}

static inline void set_up(void)
{
	vault = vault_new();
	raw_run(vault, "app.db", people);
	vault_keeper_start(vault);
	log_threshold(LEVEL_ERROR);
	add_attachment(LETTER, MATTER, WATER, "letter");
	add_attachment(REVIEW, MATTER, CENTER, "minutes");
	add_attachment(WITHDRAWN, MATTER, WATER, "plan");
	add_attachment(ELSEWHERE, OTHER_MATTER, WATER, "letter");
	raw_run(vault, "app.db", "UPDATE attachment SET withdrawn_at = 5 WHERE id = 3");
}

/* A session as signing in leaves it. */
static inline char *token_of(int64_t person)
{
	uint8_t bytes[32];
	uint8_t digest[32];
	struct arena *arena = vault->fixture->arena;
	crypt_random(bytes, sizeof(bytes));
	char *token = crypt_base64url(arena, bytes, sizeof(bytes));
	ck_assert(session_digest(vault->service.session_key, token, digest));
	raw_run(vault, "app.db",
		arena_printf(arena,
			     "INSERT INTO session (digest, person_id, created_at, seen_at, source, agent) VALUES"
			     " (x'%s', %" PRId64 ", unixepoch(), unixepoch(), '-', '-')",
			     crypt_hex(arena, digest, 32), person));
	return token;
}

/* The result; an opened file is compared and closed. */
static inline enum err try_open(const char *token, int64_t attachment)
{
	struct keeper_opened opened;
	char back[sizeof(plain)] = "";
	enum err err = keeper_open(&vault->service, token, attachment, "10.1.1.1", "feedc0de", &opened);
	if (err != OK) {
		ck_assert_int_lt(opened.descriptor, 0);
		return err;
	}
	ck_assert_int_eq(opened.size, (int64_t)strlen(plain));
	ck_assert_int_eq(read(opened.descriptor, back, sizeof(back)), (ssize_t)strlen(plain));
	ck_assert_str_eq(back, plain);
	ck_assert_str_eq(opened.name, "申请函.pdf");
	ck_assert_str_eq(opened.type, "pdf");
	close(opened.descriptor);
	return OK;
}

static inline int64_t audited(const char *action)
{
	return raw_number(
		vault, "app.db",
		arena_printf(vault->fixture->arena, "SELECT count(*) FROM audit WHERE action = '%s'", action));
}

#endif
