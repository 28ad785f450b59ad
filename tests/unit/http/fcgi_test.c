#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/fcgi.h"
#include "http/respond.h"

#include <signal.h>
#include <sys/wait.h>

#include "support/folder.h"
#include "unit/http/fcgi_client.h"
#include "unit/http/fake.h"
#include "unit/suite.h"

static struct arena *arena;
static char *folder;
static char *path;

static enum err identify(struct request *req UNUSED)
{
	return OK;
}

static bool may(struct request *req UNUSED, unsigned permission UNUSED)
{
	return true;
}

static bool csrf_valid(struct request *req UNUSED, const char *token)
{
	return strcmp(token, "good") == 0;
}

static enum err once_take(struct request *req UNUSED, const char *once UNUSED)
{
	return OK;
}

static const struct router_hooks hooks = {identify, may, csrf_valid, once_take, NULL, NULL, NULL, NULL, NULL, NULL};

static enum err show(struct request *req)
{
	return respond_text(req, 200,
			    arena_printf(req->arena, "pid %d query %s", (int)getpid(), request_query(req, "q")));
}

static enum err slow(struct request *req)
{
	usleep(300000);
	return respond_text(req, 200, "slow");
}

static enum err echo(struct request *req)
{
	return respond_text(req, 200, arena_printf(req->arena, "%zu", strlen(params_get(&req->posted, "text"))));
}

static enum err download(struct request *req)
{
	char *file = arena_printf(req->arena, "%s/large", folder);

	return respond_descriptor(req, "application/pdf", "large.pdf", open(file, O_RDONLY | O_CLOEXEC), 300000);
}

static enum err cut(struct request *req)
{
	char *file = arena_printf(req->arena, "%s/large", folder);

	return respond_descriptor(req, "application/pdf", "large.pdf", open(file, O_RDONLY | O_CLOEXEC), 300001);
}

static const struct field text_fields[] = {{.key = "text", .label = "文", .type = FIELD_LONG_TEXT}};
static const struct form text_form = {text_fields, 1};

static const struct route rows[] = {
	{.method = METHOD_GET, .path = "/show", .handle = show, .permission = PERMISSION_PUBLIC, .article = "none"},
	{.method = METHOD_GET, .path = "/slow", .handle = slow, .permission = PERMISSION_PUBLIC, .article = "none"},
	{.method = METHOD_GET,
	 .path = "/large",
	 .handle = download,
	 .permission = PERMISSION_PUBLIC,
	 .article = "none"},
	{.method = METHOD_GET, .path = "/cut", .handle = cut, .permission = PERMISSION_PUBLIC, .article = "none"},
	{.method = METHOD_POST,
	 .path = "/echo",
	 .handle = echo,
	 .permission = PERMISSION_PUBLIC,
	 .article = "none",
	 .form = &text_form,
	 .body_max = 4 * MIB},
	{0},
};

static void attach(struct request *req UNUSED, void *context UNUSED)
{
}

/* A server in a child process; the listening socket is there when this returns. */
static pid_t start(int64_t requests_max)
{
	static const struct route *const tables[] = {rows, NULL};

	folder = folder_make(arena);
	path = arena_printf(arena, "%s/app.sock", folder);
	int listening = fcgi_listen(path);
	ck_assert_int_ge(listening, 0);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct fcgi_server server = {listening, router_new(tables, &hooks), attach, NULL, requests_max};
		close(STDERR_FILENO);
		_exit(fcgi_serve(&server) == 0 ? 0 : 1);
	}
	close(listening);
	return child;
}

static int end_of(pid_t child)
{
	int status = 0;

	ck_assert_int_eq(waitpid(child, &status, 0), child);
	folder_remove(folder);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int stop(pid_t child)
{
	ck_assert_int_eq(kill(child, SIGTERM), 0);
	return end_of(child);
}

static bool ended; /* whether the last answer came with the end of its request */

static const char *ask_with(const char *const *variables, const char *body, size_t length)
{
	struct buf answer;
	int client = fcgi_connect(path);

	buf_init(&answer);
	fcgi_send(client, variables, body, length);
	ended = fcgi_receive(client, &answer);
	close(client);
	const char *text = arena_strndup(arena, answer.data, answer.length);
	buf_release(&answer);
	return text;
}

static const char *ask(const char *method, const char *where)
{
	const char *variables[] = {arena_printf(arena, "REQUEST_METHOD=%s", method),
				   arena_printf(arena, "DOCUMENT_URI=%s", where),
				   arena_printf(arena, "REQUEST_URI=%s", where), "QUERY_STRING=q=%E6%B0%B4", NULL};

	return ask_with(variables, "", 0);
}

static const char *body_of(const char *answer)
{
	const char *end = strstr(answer, "\r\n\r\n");

	ck_assert_ptr_nonnull(end);
	return end + 4;
}

START_TEST(requests_are_served_one_after_another)
{
	pid_t child = start(0);

	for (int i = 0; i < 50; i++) {
		const char *answer = ask("GET", "/show");
		ck_assert(ended);
		ck_assert(text_starts(answer, "Status: 200 OK\r\n"));
		ck_assert_str_eq(body_of(answer), arena_printf(arena, "pid %d query 水", (int)child));
	}
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(head_gives_the_same_head_and_no_body)
{
	pid_t child = start(0);
	const char *answer = ask("HEAD", "/show");

	ck_assert(text_starts(answer, "Status: 200 OK\r\n"));
	ck_assert_ptr_nonnull(strstr(answer, "\r\nContent-Length: "));
	ck_assert_ptr_null(strstr(answer, "\r\nContent-Length: 0\r\n"));
	ck_assert_str_eq(body_of(answer), "");
	ck_assert_str_eq(body_of(ask("HEAD", "/large")), "");
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(bodies_larger_than_every_buffer_arrive_whole)
{
	pid_t child = start(0);
	struct buf body;

	buf_init(&body);
	buf_add_text(&body, "csrf=good&once=1&text=");
	while (body.length < 2 * MIB)
		buf_add_text(&body, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	const char *variables[] = {"REQUEST_METHOD=POST",
				   "DOCUMENT_URI=/echo",
				   "REQUEST_URI=/echo",
				   "CONTENT_TYPE=application/x-www-form-urlencoded",
				   arena_printf(arena, "CONTENT_LENGTH=%zu", body.length),
				   NULL};
	ck_assert_str_eq(body_of(ask_with(variables, body.data, body.length)),
			 arena_printf(arena, "%zu", body.length - strlen("csrf=good&once=1&text=")));
	/* Refused before it is read: the answer still arrives. */
	variables[1] = "DOCUMENT_URI=/absent";
	ck_assert(text_starts(ask_with(variables, body.data, body.length), "Status: 404 "));
	buf_release(&body);
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(bad_heads_are_answered_and_the_worker_lives)
{
	static const char *const twice[] = {"REQUEST_METHOD=GET", "DOCUMENT_URI=/show", "REQUEST_URI=/show",
					    "HTTP_COOKIE=a=1",    "HTTP_COOKIE=b=2",    NULL};
	static const char *const none[] = {NULL};
	static const char *const gzip[] = {"REQUEST_METHOD=POST", "DOCUMENT_URI=/echo", "REQUEST_URI=/echo",
					   "HTTP_CONTENT_ENCODING=gzip", NULL};
	pid_t child = start(0);

	ck_assert(text_starts(ask_with(twice, "", 0), "Status: 400 "));
	ck_assert(text_starts(ask_with(none, "", 0), "Status: 400 "));
	ck_assert(text_starts(ask_with(gzip, "", 0), "Status: 415 "));
	ck_assert(text_starts(ask("FOO", "/show"), "Status: 405 "));
	ck_assert(text_starts(ask("GET", "/show"), "Status: 200 "));
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(noise_on_the_socket_does_not_end_the_worker)
{
	static const char noise[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
	pid_t child = start(0);
	int client = fcgi_connect(path);

	ck_assert_int_eq(write(client, noise, sizeof(noise) - 1), (ssize_t)sizeof(noise) - 1);
	close(client);
	close(fcgi_connect(path));
	ck_assert(text_starts(ask("GET", "/show"), "Status: 200 "));
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(a_client_that_leaves_does_not_end_the_worker)
{
	pid_t child = start(0);
	int client = fcgi_connect(path);
	static const char *const variables[] = {"REQUEST_METHOD=GET", "DOCUMENT_URI=/slow", "REQUEST_URI=/slow", NULL};

	fcgi_send(client, variables, "", 0);
	close(client);
	ck_assert(text_starts(ask("GET", "/show"), "Status: 200 "));
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(sigterm_lets_the_request_in_hand_finish)
{
	pid_t child = start(0);
	static const char *const variables[] = {"REQUEST_METHOD=GET", "DOCUMENT_URI=/slow", "REQUEST_URI=/slow", NULL};
	int client = fcgi_connect(path);
	struct buf answer;

	buf_init(&answer);
	fcgi_send(client, variables, "", 0);
	usleep(100000);
	ck_assert_int_eq(kill(child, SIGTERM), 0);
	ck_assert(fcgi_receive(client, &answer));
	ck_assert_str_eq(body_of(answer.data), "slow");
	close(client);
	buf_release(&answer);
	ck_assert_int_eq(end_of(child), 0);
}
END_TEST

START_TEST(a_worker_ends_after_its_share_of_requests)
{
	pid_t child = start(3);

	for (int i = 0; i < 3; i++)
		ask("GET", "/show");
	ck_assert_int_eq(end_of(child), 0);
}
END_TEST

START_TEST(files_are_sent_whole_and_a_short_one_is_noticed)
{
	pid_t child = start(0);
	char *content = arena_alloc(arena, 300001);

	memset(content, 'p', 300000);
	folder_write(arena, folder, "large", content);
	ck_assert_str_eq(body_of(ask("GET", "/large")), content);
	ck_assert(ended);
	/* Announced longer than it is: fewer bytes than Content-Length and no end, which nginx and browsers take for
	 * broken. */
	const char *answer = ask("GET", "/cut");
	ck_assert_ptr_nonnull(strstr(answer, "\r\nContent-Length: 300001\r\n"));
	ck_assert_uint_lt(strlen(body_of(answer)), 300001);
	ck_assert(!ended);
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(the_socket_is_closed_to_others)
{
	pid_t child = start(0);
	struct stat status;

	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_uint_eq(status.st_mode & 07777, 0660);
	ask("GET", "/show"); /* so that it has its signal handlers before it is stopped */
	ck_assert_int_eq(stop(child), 0);
}
END_TEST

START_TEST(a_socket_that_cannot_be_made_is_an_answer_not_an_end)
{
	char *long_path = arena_alloc(arena, 201);

	memset(long_path, 'a', 200);
	ck_assert_int_eq(fcgi_listen(long_path), -1);
	ck_assert_int_eq(fcgi_listen("/nonexistent/app.sock"), -1);
}
END_TEST

int main(void)
{
	crypt_init();
	arena = arena_new();
	int status =
		RUN_SUITE("http/fcgi", requests_are_served_one_after_another, head_gives_the_same_head_and_no_body,
			  bodies_larger_than_every_buffer_arrive_whole, bad_heads_are_answered_and_the_worker_lives,
			  noise_on_the_socket_does_not_end_the_worker, a_client_that_leaves_does_not_end_the_worker,
			  sigterm_lets_the_request_in_hand_finish, a_worker_ends_after_its_share_of_requests,
			  files_are_sent_whole_and_a_short_one_is_noticed, the_socket_is_closed_to_others,
			  a_socket_that_cannot_be_made_is_an_answer_not_an_end);
	arena_free(arena);
	return status;
}
