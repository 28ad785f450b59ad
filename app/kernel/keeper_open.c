#include "base/base.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/keeper_serve.h"
#include "kernel/seal_format.h"
#include "kernel/session.h"
#include "kernel/setting.h"

enum {
	RATE_SECONDS = 60,
	RATE_PERSON = 60, /* openings a minute: far above reading, far below carrying a store away */
	RATE_ALL = 1200,
	OPENED_MAX = 512 * 1024 * 1024,
};

struct opening {
	int64_t id, matter, organisation, size;
	const char *uuid, *document, *name, *type;
	const uint8_t *digest;
	size_t digest_length;
};

/* The person behind the token, as the database says now. */
static enum err find_actor(struct keeping *keeping, const char *token, struct actor **actor)
{
	uint8_t digest[DIGEST_SIZE];
	struct service *service = &keeping->keeper->service;
	enum err err = setting_load(service, keeping->app, keeping->arena);
	if (err != OK)
		return err;
	if (!session_digest(service->session_key, token, digest))
		return ERR_SIGN_IN;
	switch (session_actor(keeping->app, service, keeping->arena, digest, actor, NULL)) {
	case FOUND:
		return (*actor)->restricted ? ERR_SIGN_IN : OK;
	case NOT_FOUND:
		return ERR_SIGN_IN;
	case FIND_FAILED:
		break;
	}
	return ERR_INTERNAL;
}

static enum err find_attachment(struct keeping *keeping, const struct actor *actor, int64_t id, struct opening *opening)
{
	const uint32_t guest = ROLE_BIT(ROLE_REVIEW_EXPERT) | ROLE_BIT(ROLE_ASSESSOR_CLERK);
	struct arena *arena = keeping->arena;
	enum err found = ERR_NOT_FOUND;
	/* Administrators act in no matter, and somebody without any role sees none. */
	if (actor->roles == 0 || (actor->roles & ROLES_ADMIN))
		return ERR_NOT_FOUND;
	struct query *query = db_query(keeping->app, Q_KEEPER_ATTACHMENT);
	query_int(query, ":id", id);
	query_int(query, ":org", actor->org);
	query_int(query, ":person", actor->person);
	query_int(query, ":guest_only", (actor->roles & ~guest) == 0);
	query_int(query, ":post", actor_of_center(actor));
	if (query_step(query)) {
		opening->id = id;
		opening->uuid = next_text(query, arena);
		opening->matter = next_int(query);
		opening->document = next_text(query, arena);
		opening->organisation = next_int(query);
		opening->name = next_text(query, arena);
		opening->type = next_text(query, arena);
		opening->size = next_int(query);
		opening->digest = next_blob(query, arena, &opening->digest_length);
		found = OK;
	}
	enum err err = query_end(query);
	return err != OK ? err : found;
}

static enum err check_rate(struct keeping *keeping, const struct actor *actor)
{
	int64_t person = 0;
	int64_t all = 0;
	struct query *query = db_query(keeping->app, Q_KEEPER_OPENED);
	query_int(query, ":person", actor->person);
	query_int(query, ":since", clock_now() - RATE_SECONDS);
	if (query_step(query)) {
		person = next_int(query);
		all = next_int(query);
	}
	enum err err = query_end(query);
	if (err == OK && (person >= RATE_PERSON || all >= RATE_ALL)) {
		log_warnx("event=keeper_rate person=%" PRId64 " by_person=%" PRId64 " by_all=%" PRId64, actor->person,
			  person, all);
		return ERR_THROTTLED;
	}
	return err;
}

static enum err record(struct keeping *keeping, const struct keeper_request *request, const struct actor *actor,
		       const struct opening *opening, const char *damage)
{
	struct arena *arena = keeping->arena;
	struct context context = {
		.arena = arena,
		.db = keeping->app,
		.service = &keeping->keeper->service,
		.actor = actor,
		.request = request->request,
		.source = request->source,
	};
	struct audit_entry entry = {
		.action = damage ? "attachment.damaged" : "attachment.open",
		.object = "attachment",
		.object_id = opening->id,
		.outcome = damage ? "failed" : "ok",
		.detail = arena_printf(arena, "{\"document\":\"%s\",\"matter\":%" PRId64 ",\"name\":\"%s\"%s%s%s}",
				       text_json(arena, opening->document), opening->matter,
				       text_json(arena, opening->name), damage ? ",\"why\":\"" : "",
				       damage ? damage : "", damage ? "\"" : ""),
	};
	return audit_alone(&context, &entry);
}

/* A sealed copy in memory: nobody can write, grow or shrink it afterwards, the receiver included. */
static const char *decrypt(struct keeping *keeping, const struct opening *opening, int *descriptor)
{
	const struct seal_expected expected = {
		.uuid = opening->uuid,
		.size = opening->size,
		.digest = opening->digest,
	};
	uint8_t key[FILE_KEY_SIZE];
	if (opening->size < 0 || opening->size > OPENED_MAX || opening->digest_length != DIGEST_SIZE)
		return "record";
	if (keys_unseal(keeping->keeper->keys, keeping->keys_db, opening->uuid, key) != FOUND)
		return "no seal of this file";
	int file = open(seal_path(keeping->arena, keeping->keeper->data_folder, opening->uuid),
			O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	*descriptor = memfd_create("zwy", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	const char *why = file < 0 ? "file missing" : *descriptor < 0 ? "no memory" : NULL;
	if (!why)
		why = seal_open(file, &expected, key, *descriptor);
	if (!why && fcntl(*descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
		why = "memory not sealed";
	if (file >= 0)
		close(file);
	crypt_wipe(key, sizeof(key));
	return why;
}

enum err keeper_open_attachment(struct keeping *keeping, const struct keeper_request *request,
				struct keeper_answer *answer, int *descriptor)
{
	struct opening opening = {0};
	struct actor *actor = NULL;
	enum err err = find_actor(keeping, request->token, &actor);
	if (err == OK)
		err = find_attachment(keeping, actor, request->number, &opening);
	if (err == OK)
		err = check_rate(keeping, actor);
	/* Recorded before anything is decrypted: no row, no file. */
	if (err == OK)
		err = record(keeping, request, actor, &opening, NULL);
	if (err != OK)
		return err;
	const char *damage = decrypt(keeping, &opening, descriptor);
	if (damage) {
		log_error("event=attachment_damaged attachment=%" PRId64 " why=%s", opening.id, damage);
		if (*descriptor >= 0)
			close(*descriptor);
		*descriptor = -1;
		err = record(keeping, request, actor, &opening, damage);
		return err == OK ? ERR_INTERNAL : err;
	}
	answer->number = opening.size;
	(void)snprintf(answer->name, sizeof(answer->name), "%s", opening.name);
	(void)snprintf(answer->type, sizeof(answer->type), "%s", opening.type);
	return OK;
}
