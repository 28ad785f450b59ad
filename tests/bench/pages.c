/*
 * Requests in one process, without libfcgi and nginx, to be counted by callgrind:
 *   pages FOLDER WARM COUNT FILE
 * serves WARM and then COUNT requests, the lines of FILE in turn, through the
 * same router, database and templates as a worker.  A line is LOGIN, METHOD,
 * PATH, BODY, separated by tabs; the answer to a GET is a page, to a POST a
 * redirect.  A body gets its CSRF token and one-time number here.
 */
#include "base/base.h"

#include "base/crypt.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "kernel/frame.h"
#include "kernel/session.h"
#include "modules/demo/demo.h"
#include "product.h"
#include "serve.h"

enum { LINES_MAX = 2048, LINE_MAX_LENGTH = 4096 };

struct line {
	const char *login;
	const char *method;
	const char *path;
	const char *body;
	const char *token;
};

struct pages {
	struct router *router;
	struct service *service;
	struct db *reader;
	struct db *writer;
	size_t bytes;
};

static struct line lines[LINES_MAX];

static const char *sign_in(struct arena *arena, struct pages *pages, const char *login)
{
	struct context context = {
		.arena = arena,
		.db = pages->writer,
		.service = pages->service,
		.actor = system_actor(),
		.source = "-",
	};
	struct query *query = db_query(pages->reader, Q_SIGN_IN_FIND);
	int64_t person = 0, ended = 0;
	char *token = NULL;

	query_text(query, ":login", login);
	query_int(query, ":today", 0);
	if (query_value(query, 0, &person) != OK || person == 0)
		fatalx("nobody is called %s", login);
	if (tx_begin(pages->writer) != OK ||
	    tx_end(pages->writer, session_open(&context, person, false, "bench", &token, &ended)) != OK)
		fatalx("no session for %s", login);
	return token;
}

static size_t read_lines(struct arena *arena, struct pages *pages, const char *path)
{
	static char text[LINE_MAX_LENGTH];
	FILE *file = fopen(path, "re");
	size_t count = 0;

	if (file == NULL)
		fatal("cannot open %s", path);
	while (count < LINES_MAX && fgets(text, sizeof text, file) != NULL) {
		struct line *line = &lines[count];
		char **parts;

		text[strcspn(text, "\n")] = '\0';
		if (text_split(arena, text, '\t', &parts) < 3)
			fatalx("LOGIN, METHOD, PATH, BODY: %s", text);
		*line = (struct line){parts[0], parts[1], parts[2], strcmp(parts[1], "POST") == 0 ? parts[3] : "",
				      NULL};
		for (size_t i = 0; i < count && line->token == NULL; i++)
			if (text_equal(lines[i].login, line->login))
				line->token = lines[i].token;
		if (line->token == NULL)
			line->token = sign_in(arena, pages, line->login);
		count++;
	}
	fclose(file);
	return count;
}

static ssize_t read_body(struct request *req, void *into, size_t size)
{
	const char **left = req->stream;
	size_t length = strlen(*left) < size ? strlen(*left) : size;

	memcpy(into, *left, length);
	*left += length;
	return (ssize_t)length;
}

/* As csrf_token() makes it for a page of this session. */
static char *body_of(struct arena *arena, const struct pages *pages, const struct line *line)
{
	const uint8_t *key = pages->service->session_key;
	uint8_t digest[32], token[32];

	if (line->body[0] == '\0')
		return arena_strdup(arena, "");
	if (!session_digest(key, line->token, digest))
		fatalx("no session for %s", line->login);
	service_mac(key, "csrf", digest, sizeof digest, token);
	return arena_printf(arena, "csrf=%s&once=%s&%s", crypt_base64url(arena, token, sizeof token), once_new(arena),
			    line->body);
}

static void serve_line(struct arena *arena, struct pages *pages, const struct line *line)
{
	const char *body = body_of(arena, pages, line);
	const char *const variables[] = {
		arena_printf(arena, "REQUEST_METHOD=%s", line->method),
		arena_printf(arena, "REQUEST_URI=%s", line->path),
		arena_printf(arena, "DOCUMENT_URI=%s", line->path),
		"QUERY_STRING=",
		"REMOTE_ADDR=127.0.0.1",
		"HTTP_HOST=127.0.0.1",
		"CONTENT_TYPE=application/x-www-form-urlencoded",
		arena_printf(arena, "CONTENT_LENGTH=%zu", strlen(body)),
		arena_printf(arena, "HTTP_COOKIE=__Host-sid=%s", line->token),
		NULL,
	};
	struct request req;

	request_init(&req, arena);
	req.service = pages->service;
	req.reader = pages->reader;
	req.writer = pages->writer;
	req.read_body = read_body;
	req.stream = &body;
	if (service_refresh(pages->service, pages->reader) != OK || request_head(&req, variables) != OK)
		fatalx("the request is refused");
	router_serve(pages->router, &req);
	if (req.response.status != (req.method == METHOD_POST ? 303 : 200))
		fatalx("%s as %s: status %d", line->path, line->login, req.response.status);
	pages->bytes += req.response.body.length;
	arena_reset(arena);
}

/* Its own function in the binary: callgrind --toggle-collect=serve_counted counts nothing else. */
static __attribute__((noipa)) void serve_counted(struct arena *arena, struct pages *pages, const struct line *line)
{
	serve_line(arena, pages, line);
}

int main(int argc, char **argv)
{
	struct arena *life = arena_new(), *arena = arena_new();
	struct pages pages = {0};
	int64_t warm, count;
	size_t line_count;

	if (argc != 5 || !parse_integer(argv[2], &warm) || !parse_integer(argv[3], &count) || count < 1) {
		fputs("pages FOLDER WARM COUNT FILE\n", stderr);
		return 2;
	}
	log_threshold(LEVEL_WARN);
	crypt_init();
	templates_load("templates");
	pages.router = serve_router(life, product_modules);
	pages.service = service_new(argv[1], "no-keeper", product_modules);
	pages.reader = db_open(argv[1], DB_APP, DB_READER);
	pages.writer = db_open(argv[1], DB_APP, DB_WRITER);
	if (pages.reader == NULL || pages.writer == NULL)
		return 1;
	line_count = read_lines(life, &pages, argv[4]);
	if (line_count == 0)
		fatalx("%s is empty", argv[4]);
	for (int64_t i = 0; i < warm + count; i++)
		(i < warm ? serve_line : serve_counted)(arena, &pages, &lines[(size_t)i % line_count]);
	printf("%zu\n", pages.bytes / (size_t)(warm + count));
	return 0;
}
