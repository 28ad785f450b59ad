#include "base/base.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/crypt.h"
#include "base/log.h"
#include "kernel/keeper_protocol.h"
#include "kernel/service.h"

/* Below the 30 s after which the master kills a worker whose request hangs. */
enum { ANSWER_SECONDS = 20 };

static void copy_text(char *into, size_t size, const char *text)
{
	(void)snprintf(into, size, "%s", text ? text : "");
}

static struct keeper_request *request_new(enum keeper_operation operation)
{
	struct keeper_request *request = calloc(1, sizeof(*request));
	if (!request)
		fatalx("event=out_of_memory");
	request->version = KEEPER_VERSION;
	request->operation = operation;
	return request;
}

static int dial(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct timeval patience = {.tv_sec = ANSWER_SECONDS};
	if (!path || strlen(path) >= sizeof(address.sun_path))
		return -1;
	copy_text(address.sun_path, sizeof(address.sun_path), path);
	int connection = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (connection < 0)
		return -1;
	if (setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) != 0 ||
	    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) != 0 ||
	    connect(connection, (const struct sockaddr *)(const void *)&address, sizeof(address)) != 0) {
		close(connection);
		return -1;
	}
	return connection;
}

/* The answer and the descriptor that came with it, -1 without one. */
static bool receive(int connection, struct keeper_answer *answer, int *descriptor)
{
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control = {0};
	struct iovec vector = {.iov_base = answer, .iov_len = sizeof(*answer)};
	struct msghdr message = {
		.msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)};
	*descriptor = -1;
	ssize_t length = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
	struct cmsghdr *head = length > 0 ? CMSG_FIRSTHDR(&message) : NULL;
	if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
	    head->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(descriptor, CMSG_DATA(head), sizeof(int));
	return length == (ssize_t)sizeof(*answer) && answer->version == KEEPER_VERSION && answer->err < ERR_COUNT;
}

/* Ends the request.  A descriptor nobody asked for is closed. */
static enum err ask(const struct service *service, struct keeper_request *request, struct keeper_answer *answer,
		    int *descriptor)
{
	int received = -1;
	enum err err = ERR_KEEPER;
	size_t length = KEEPER_REQUEST_HEAD + request->length;
	int connection = dial(service->keeper_socket);
	if (connection >= 0 && send(connection, request, length, MSG_NOSIGNAL) == (ssize_t)length &&
	    receive(connection, answer, &received))
		err = (enum err)answer->err;
	else
		log_warn("event=keeper operation=%u message=%s", request->operation, "no answer");
	if (connection >= 0)
		close(connection);
	if (received >= 0 && (!descriptor || err != OK)) {
		close(received);
		received = -1;
	}
	if (descriptor)
		*descriptor = received;
	crypt_wipe(request, length);
	free(request);
	return err;
}

enum err keeper_open(const struct service *service, const char *session_token, int64_t attachment, const char *source,
		     const char *request_id, struct keeper_opened *out)
{
	struct keeper_answer answer;
	struct keeper_request *request = request_new(KEEPER_OPEN);
	request->number = attachment;
	copy_text(request->token, sizeof(request->token), session_token);
	copy_text(request->source, sizeof(request->source), source);
	copy_text(request->request, sizeof(request->request), request_id);
	memset(out, 0, sizeof(*out));
	enum err err = ask(service, request, &answer, &out->descriptor);
	if (err != OK)
		return err;
	if (out->descriptor < 0)
		return ERR_KEEPER;
	out->size = answer.number;
	copy_text(out->name, sizeof(out->name), answer.name);
	copy_text(out->type, sizeof(out->type), answer.type);
	return OK;
}

enum err keeper_public_key(const struct service *service, int64_t organisation, int64_t *key_id, uint8_t key[32])
{
	struct keeper_answer answer;
	struct keeper_request *request = request_new(KEEPER_PUBLIC_KEY);
	request->number = organisation;
	enum err err = ask(service, request, &answer, NULL);
	if (err != OK)
		return err;
	*key_id = answer.number;
	memcpy(key, answer.bytes, 32);
	return OK;
}

enum err keeper_checkpoint(const struct service *service)
{
	struct keeper_answer answer;
	return ask(service, request_new(KEEPER_CHECKPOINT), &answer, NULL);
}

enum err keeper_sign(const struct service *service, const char *purpose, const void *message, size_t length,
		     uint8_t signature[64])
{
	struct keeper_answer answer;
	if (length > SIGN_MESSAGE_MAX || !sign_purpose_valid(purpose))
		return ERR_TOO_LARGE;
	struct keeper_request *request = request_new(KEEPER_SIGN);
	copy_text(request->purpose, sizeof(request->purpose), purpose);
	memcpy(request->message, message, length);
	request->length = (uint32_t)length;
	enum err err = ask(service, request, &answer, NULL);
	if (err == OK)
		memcpy(signature, answer.bytes, SIGNATURE_SIZE);
	return err;
}

enum err keeper_verify_key(const struct service *service, uint8_t key[32])
{
	struct keeper_answer answer;
	enum err err = ask(service, request_new(KEEPER_VERIFY_KEY), &answer, NULL);
	if (err == OK)
		memcpy(key, answer.bytes, SIGN_KEY_SIZE);
	return err;
}

enum err keeper_ping(const struct service *service)
{
	struct keeper_answer answer;
	return ask(service, request_new(KEEPER_PING), &answer, NULL);
}
