/*
 * What the keeper does with one message, in a child of its own with its own
 * connections: it may take its time, fail or crash without holding anybody.
 */
#ifndef KERNEL_KEEPER_SERVE_H
#define KERNEL_KEEPER_SERVE_H

#include "kernel/keeper_protocol.h"
#include "kernel/keys.h"
#include "kernel/service.h"

struct keeper {
	const char *data_folder;
	const char *key_folder;
	struct keys *keys;
	uint8_t verify_key[32];
	struct service service; /* what session_actor needs: session key, settings */
};

/* One child's means. */
struct keeping {
	struct keeper *keeper;
	struct arena *arena;
	struct db *app;     /* writer on app.db */
	struct db *keys_db; /* writer on keys.db */
};

/* Fill the answer; *descriptor is the sealed memfd of an opened file, else -1. */
void keeper_serve(struct keeping *keeping, const struct keeper_request *request, struct keeper_answer *answer,
		  int *descriptor);

/* Decide, record, check, hand over (keeper_open.c). */
enum err keeper_open_attachment(struct keeping *keeping, const struct keeper_request *request,
				struct keeper_answer *answer, int *descriptor) NODISCARD;

/* Sign what came since the last checkpoint; ERR_STATE when it does not extend it (keeper_checkpoint.c). */
enum err keeper_sign_checkpoint(struct keeping *keeping) NODISCARD;

/* The clock jumped by so many seconds: an event and an alarm. */
void keeper_note_clock(struct keeping *keeping, int64_t seconds);

#endif
