/*
 * What goes over the keeper's socket: one SEQPACKET message each way, both ends
 * from the same build on the same machine, so the structs travel as they are.
 * An answer to KEEPER_OPEN carries the sealed memfd as SCM_RIGHTS.
 */
#ifndef KERNEL_KEEPER_PROTOCOL_H
#define KERNEL_KEEPER_PROTOCOL_H

#include "kernel/keeper.h"
#include "kernel/sign.h"

enum { KEEPER_VERSION = 0x7a777901 };

enum keeper_operation {
	KEEPER_PING = 1,
	KEEPER_OPEN,
	KEEPER_PUBLIC_KEY,
	KEEPER_CHECKPOINT,
	KEEPER_SIGN,
	KEEPER_VERIFY_KEY,
	KEEPER_OPERATIONS_END,
};

struct keeper_request {
	uint32_t version;
	uint32_t operation;
	int64_t number; /* attachment, organisation */
	char token[64];
	char source[64];
	char request[40];
	char purpose[SIGN_PURPOSE_MAX];
	uint32_t length;
	uint8_t message[SIGN_MESSAGE_MAX]; /* only length of it is sent */
};

struct keeper_answer {
	uint32_t version;
	uint32_t err;      /* enum err */
	int64_t number;    /* size, key id */
	uint8_t bytes[64]; /* key, signature */
	char name[512];
	char type[16];
};

#define KEEPER_REQUEST_HEAD offsetof(struct keeper_request, message)

#endif
