#include "base/base.h"
#include "kernel/fetch.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"

#define CURL "/usr/bin/curl"

enum { URL_MAX = 8 * 1024, HOST_MAX = 253, PORT_MAX = 65535, STATUS_DIGITS = 3, MILLI = 1000 };

/* How our half of the child says why it never became curl; curl's own are below 100. */
enum { EXIT_REFUSED = 100, EXIT_UNKNOWN_HOST = 101, EXIT_NO_CURL = 102 };

/* ---- addresses ---- */

struct address {
	const char *host; /* without brackets */
	const char *port;
	bool literal;
};

static bool plain(const char *url)
{
	for (; *url != '\0'; url++)
		if ((unsigned char)*url <= ' ' || (unsigned char)*url >= 0x7f || strchr("\"'\\`<>{}|^", *url) != NULL)
			return false;
	return true;
}

static bool split_authority(struct arena *arena, const char *authority, struct address *address)
{
	const char *end = authority + strlen(authority);
	const char *colon;
	int64_t port = 0;

	if (*authority == '[') {
		end = strchr(authority, ']');
		if (end == NULL)
			return false;
		address->host = arena_strndup(arena, authority + 1, (size_t)(end - authority - 1));
		address->literal = true;
		colon = end[1] == '\0' ? NULL : end + 1;
	} else {
		colon = strchr(authority, ':');
		address->host = arena_strndup(arena, authority, (size_t)((colon != NULL ? colon : end) - authority));
		if (strspn(address->host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") !=
		    strlen(address->host))
			return false;
	}
	if (text_empty(address->host) || strlen(address->host) > HOST_MAX || (colon != NULL && *colon != ':'))
		return false;
	if (colon == NULL)
		return true;
	address->port = arena_strdup(arena, colon + 1);
	return strspn(address->port, "0123456789") == strlen(address->port) && parse_integer(address->port, &port) &&
	       port > 0 && port <= PORT_MAX;
}

static bool split(struct arena *arena, const char *url, struct address *address)
{
	const char *rest;

	*address = (struct address){.port = "80"};
	if (text_starts(url, "https://"))
		address->port = "443";
	else if (!text_starts(url, "http://"))
		return false;
	if (strlen(url) > URL_MAX || !plain(url))
		return false;
	rest = strstr(url, "//") + 2;
	return split_authority(arena, arena_strndup(arena, rest, strcspn(rest, "/?#")), address);
}

bool fetch_address_valid(struct arena *arena, const char *url, const char **complaint)
{
	struct address address;

	*complaint = NULL;
	if (!split(arena, url, &address))
		*complaint = "地址写作 http://主机:端口 或 https://主机:端口/路径，不带账号";
	else if (strpbrk(url, "?#") != NULL)
		*complaint = "地址里不带问号和井号，要查什么写在各条查询里";
	return *complaint == NULL;
}

static bool refused_four(uint32_t four)
{
	return four >> 24 == 0 || four >> 16 == 0xa9fe /* 169.254 */ || four >> 28 >= 0xe;
}

static bool refused(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return refused_four(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
	if (address->sa_family == AF_INET6) {
		const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
		uint32_t last;

		memcpy(&last, six->s6_addr + 12, sizeof last);
		if (IN6_IS_ADDR_V4MAPPED(six))
			return refused_four(ntohl(last));
		return IN6_IS_ADDR_UNSPECIFIED(six) || IN6_IS_ADDR_LINKLOCAL(six) || IN6_IS_ADDR_MULTICAST(six);
	}
	return true;
}

/* ---- the child ---- */

/* The first address as curl's --resolve wants it; ends the child when one of them is refused. */
static const char *resolve(struct arena *arena, const struct address *address)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	char text[INET6_ADDRSTRLEN] = "";

	if (getaddrinfo(address->host, address->port, &hints, &found) != 0 || found == NULL)
		_exit(EXIT_UNKNOWN_HOST);
	for (const struct addrinfo *each = found; each != NULL; each = each->ai_next)
		if (refused(each->ai_addr))
			_exit(EXIT_REFUSED);
	if (getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
		_exit(EXIT_UNKNOWN_HOST);
	return arena_printf(arena, found->ai_family == AF_INET6 ? "%s:%s:[%s]" : "%s:%s:%s", address->host,
			    address->port, text);
}

static void become_curl(struct arena *arena, const struct fetching *fetching, const struct address *address, int out)
{
	char path[] = "PATH=/usr/bin:/bin";
	char locale[] = "LC_ALL=C";
	char *const environment[] = {path, locale, NULL};
	const char *seconds = arena_printf(arena, "%" PRId64 ".%03d", fetching->milliseconds / MILLI,
					   (int)(fetching->milliseconds % MILLI));
	const char *most = arena_printf(arena, "%zu", fetching->most);
	const char *arguments[] = {
		CURL,
		"-q",
		"-sS",
		"-g",
		"--proto",
		"=http,https",
		"--noproxy",
		"*",
		"--max-time",
		seconds,
		"--connect-timeout",
		"5",
		"--max-filesize",
		most,
		"-H",
		"Accept: application/json",
		"-w",
		"\n%{http_code}",
		"--resolve",
		resolve(arena, address),
		"--url",
		fetching->url,
		NULL,
	};
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		_exit(EXIT_NO_CURL);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	/* execve takes what it does not change without const. */
	execve(CURL, (char *const *)(uintptr_t)arguments, environment);
	_exit(EXIT_NO_CURL);
}

/* ---- the parent ---- */

static const char *exit_sentence(int code)
{
	static const struct {
		int code;
		const char *sentence;
	} sentences[] = {
		{EXIT_REFUSED, "这个主机解析到不允许访问的地址"},
		{EXIT_UNKNOWN_HOST, "主机名无法解析"},
		{EXIT_NO_CURL, "本机没有 " CURL},
		{6, "主机名无法解析"},
		{7, "连接不上，请核对主机、端口和本机的网络限制"},
		{28, "等不到回答，超过了时限"},
		{35, "TLS 握手没有成功"},
		{60, "对方的证书不受信任"},
		{63, "回答超过了大小上限"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(sentences); i++)
		if (sentences[i].code == code)
			return sentences[i].sentence;
	return "取不到回答";
}

/* The whole output up to the deadline; why it was not had, or NULL. */
static const char *read_all(int in, int64_t deadline, size_t most, struct buf *body)
{
	char piece[16 * 1024];

	for (;;) {
		struct pollfd wait = {.fd = in, .events = POLLIN};
		int64_t left = (deadline - clock_monotonic()) / MILLI;
		ssize_t got;

		if (left <= 0)
			return "等不到回答，超过了时限";
		if (poll(&wait, 1, (int)left) <= 0)
			continue;
		got = read(in, piece, sizeof piece);
		if (got == 0)
			return NULL;
		if (got < 0 && errno != EINTR)
			return "回答没有读完";
		if (got > 0 && body->length + (size_t)got > most + STATUS_DIGITS + 1)
			return "回答超过了大小上限";
		if (got > 0)
			buf_add(body, piece, (size_t)got);
	}
}

/* curl wrote the status behind the body. */
static bool take_status(struct buf *body, int *status)
{
	const char *line = body->length > STATUS_DIGITS ? body->data + body->length - STATUS_DIGITS - 1 : NULL;
	int64_t number = 0;

	if (line == NULL || *line != '\n' || !parse_integer(line + 1, &number))
		return false;
	*status = (int)number;
	body->length -= STATUS_DIGITS + 1;
	body->data[body->length] = '\0';
	return true;
}

static const char *run(int in, pid_t child, const struct fetching *fetching, struct buf *body)
{
	const char *complaint = read_all(in, clock_monotonic() + fetching->milliseconds * MILLI, fetching->most, body);
	int ended = 0;

	if (complaint != NULL)
		kill(child, SIGKILL);
	while (waitpid(child, &ended, 0) < 0 && errno == EINTR)
		;
	if (complaint != NULL)
		return complaint;
	if (!WIFEXITED(ended))
		return "curl 被中断";
	return WEXITSTATUS(ended) == 0 ? NULL : exit_sentence(WEXITSTATUS(ended));
}

bool fetch(struct arena *arena, const struct fetching *fetching, int *status, struct buf *body, const char **complaint)
{
	struct address address;
	int ends[2];
	pid_t child;

	*complaint = NULL;
	*status = 0;
	if (!split(arena, fetching->url, &address)) {
		*complaint = "地址不对";
		return false;
	}
	if (pipe2(ends, O_CLOEXEC) != 0) {
		*complaint = "本机一时打不开管道";
		return false;
	}
	child = fork();
	if (child == 0)
		become_curl(arena, fetching, &address, ends[1]);
	close(ends[1]);
	*complaint = child > 0 ? run(ends[0], child, fetching, body) : "本机一时不能开进程";
	close(ends[0]);
	if (*complaint == NULL && !take_status(body, status))
		*complaint = "没有得到完整的回答";
	return *complaint == NULL;
}
