#include "base/base.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "kernel/fetch.h"
#include "unit/suite.h"

static struct arena *arena;
static struct buf body;
static const char *complaint;
static int status;

/* Answers each connection with one text, after a pause; its port. */
struct server {
	pid_t pid;
	int port;
};

static void answer(int listening, const char *text, size_t length, int milliseconds)
{
	char request[4096];

	for (;;) {
		int client = accept(listening, NULL, NULL);

		if (client < 0 || read(client, request, sizeof request) <= 0)
			_exit(1);
		usleep((useconds_t)milliseconds * 1000);
		while (length > 0) {
			ssize_t sent = send(client, text, length, MSG_NOSIGNAL);

			if (sent <= 0)
				break;
			text += sent;
			length -= (size_t)sent;
		}
		close(client);
	}
}

static struct server serve(const char *text, size_t length, int milliseconds)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct server server;

	ck_assert_int_ge(listening, 0);
	ck_assert_int_eq(bind(listening, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(listen(listening, 4), 0);
	ck_assert_int_eq(getsockname(listening, (struct sockaddr *)&address, &size), 0);
	server.port = ntohs(address.sin_port);
	server.pid = fork();
	if (server.pid == 0)
		answer(listening, text, length, milliseconds);
	close(listening);
	return server;
}

static void stop(struct server server)
{
	kill(server.pid, SIGKILL);
	waitpid(server.pid, NULL, 0);
}

static bool get(const char *url, int64_t milliseconds, size_t most)
{
	struct fetching fetching = {url, milliseconds, most};

	buf_clear(&body);
	return fetch(arena, &fetching, &status, &body, &complaint);
}

static const char *on(struct server server)
{
	return arena_printf(arena, "http://127.0.0.1:%d/api?x=%%7B1%%7D", server.port);
}

static void begin(void)
{
	arena = arena_new();
	buf_init(&body);
}

static void finish(void)
{
	buf_release(&body);
	arena_free(arena);
}

START_TEST(body_and_status_come_back)
{
	static const char ok[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na\nb\n\n";
	static const char bad[] = "HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\n{}";
	static const char moved[] = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
	struct server server = serve(ok, sizeof ok - 1, 0);

	begin();
	ck_assert_msg(get(on(server), 5000, 100), "%s", complaint);
	ck_assert_int_eq(status, 200);
	ck_assert_str_eq(body.data, "a\nb\n\n");
	stop(server);
	server = serve(bad, sizeof bad - 1, 0);
	ck_assert(get(on(server), 5000, 100));
	ck_assert_int_eq(status, 400);
	ck_assert_str_eq(body.data, "{}");
	stop(server);
	server = serve(moved, sizeof moved - 1, 0);
	ck_assert(get(on(server), 5000, 100));
	ck_assert_int_eq(status, 302);
	stop(server);
	finish();
}
END_TEST

START_TEST(who_is_slow_or_sends_too_much_is_left)
{
	static const char ok[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
	static char flood[200000] = "HTTP/1.1 200 OK\r\n\r\n";
	struct server server = serve(ok, sizeof ok - 1, 3000);
	int64_t began = clock_monotonic();

	begin();
	ck_assert(!get(on(server), 300, 100));
	ck_assert_msg(strstr(complaint, "时限") != NULL, "%s", complaint);
	ck_assert_int_lt(clock_monotonic() - began, 2000000);
	stop(server);
	memset(flood + 19, 'x', sizeof flood - 20);
	server = serve(flood, sizeof flood - 1, 0);
	ck_assert(!get(on(server), 5000, 1000));
	ck_assert_msg(strstr(complaint, "大小上限") != NULL, "%s", complaint);
	stop(server);
	ck_assert(!get(on(server), 2000, 100)); /* nobody there any more */
	ck_assert_msg(strstr(complaint, "连接不上") != NULL, "%s", complaint);
	finish();
}
END_TEST

START_TEST(addresses_nobody_monitors_at_are_refused)
{
	static const char *const urls[] = {
		"http://169.254.169.254/", "http://0.0.0.0:80/",
		"http://224.0.0.1/",       "http://255.255.255.255/",
		"http://[fe80::1]/",       "http://[::]/",
		"http://[ff02::1]/",       "http://[::ffff:169.254.169.254]/",
		"http://2852039166/", /* the first one, as a number */
	};

	begin();
	for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
		ck_assert_msg(!get(urls[i], 2000, 100), "%s", urls[i]);
		ck_assert_msg(strstr(complaint, "不允许访问") != NULL, "%s: %s", urls[i], complaint);
	}
	finish();
}
END_TEST

START_TEST(base_addresses_are_plain)
{
	static const char *const good[] = {"http://prometheus:9090", "https://10.1.2.3/prom", "http://[fd00::1]:9090/",
					   "http://a.example"};
	static const char *const bad[] = {
		"",
		"prometheus:9090",
		"ftp://a/",
		"file:///etc/passwd",
		"http://",
		"http://:80/",
		"http://a:0",
		"http://a:65536",
		"http://a:8x",
		"http://u:p@a/",
		"http://a b/",
		"http://a/?q=1",
		"http://a/#",
		"http://a\"/",
		"http://[fd00::1",
		"http://[::1]x/",
		"http://a/{1,2}",
		"HTTP://a/",
	};

	begin();
	for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
		ck_assert_msg(fetch_address_valid(arena, good[i], &complaint), "%s: %s", good[i], complaint);
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(!fetch_address_valid(arena, bad[i], &complaint) && complaint != NULL, "%s", bad[i]);
	finish();
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/fetch", body_and_status_come_back, who_is_slow_or_sends_too_much_is_left,
			 addresses_nobody_monitors_at_are_refused, base_addresses_are_plain);
}
