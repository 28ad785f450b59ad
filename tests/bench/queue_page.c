/*
 * Pages in one process, without libfcgi and nginx, to be counted by callgrind:
 *   queue_page FOLDER PAGES PATH LOGIN …
 * asks for PATH so many times, as the persons LOGIN in turn, through the same
 * router, database and templates as a worker.  Two runs with different PAGES
 * give the cost of one without that of the start.
 */
#include "base/base.h"

#include "base/crypt.h"
#include "base/log.h"
#include "base/number.h"
#include "data/tx.h"
#include "http/page.h"
#include "kernel/frame.h"
#include "kernel/session.h"
#include "modules/demo/demo.h"
#include "product.h"
#include "serve.h"

enum { LOGINS_MAX = 64, VARIABLES = 8 };

struct pages {
	struct router *router;
	struct service *service;
	struct db *reader;
	struct db *writer;
	const char *path;
	size_t bytes;
};

static char *sign_in(struct arena *arena, struct pages *pages, const char *login)
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
	return arena_printf(arena, "HTTP_COOKIE=__Host-sid=%s", token);
}

/* Its own function in the binary: callgrind --toggle-collect=serve_page counts nothing else. */
static __attribute__((noinline)) void serve_page(struct arena *arena, struct pages *pages, const char *cookie)
{
	const char *const variables[VARIABLES] = {
		"REQUEST_METHOD=GET",
		arena_printf(arena, "REQUEST_URI=%s", pages->path),
		arena_printf(arena, "DOCUMENT_URI=%s", pages->path),
		"QUERY_STRING=",
		"REMOTE_ADDR=127.0.0.1",
		"HTTP_HOST=127.0.0.1",
		cookie,
		NULL,
	};
	struct request req;

	request_init(&req, arena);
	req.service = pages->service;
	req.reader = pages->reader;
	req.writer = pages->writer;
	if (service_refresh(pages->service, pages->reader) != OK || request_head(&req, variables) != OK)
		fatalx("the request is refused");
	router_serve(pages->router, &req);
	if (req.response.status != 200)
		fatalx("%s: status %d", pages->path, req.response.status);
	pages->bytes += req.response.body.length;
	arena_reset(arena);
}

int main(int argc, char **argv)
{
	struct arena *life = arena_new(), *arena = arena_new();
	struct pages pages = {0};
	char *cookies[LOGINS_MAX];
	int logins = argc - 4;
	int64_t count;

	if (logins < 1 || logins > LOGINS_MAX) {
		fputs("queue_page FOLDER PAGES PATH LOGIN …\n", stderr);
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
	pages.path = argv[3];
	for (int i = 0; i < logins; i++)
		cookies[i] = sign_in(life, &pages, argv[4 + i]);
	if (!parse_integer(argv[2], &count) || count < 1)
		fatalx("%s is no number of pages", argv[2]);
	for (int64_t i = 0; i < count; i++)
		serve_page(arena, &pages, cookies[i % logins]);
	printf("%zu\n", pages.bytes / (size_t)count);
	return 0;
}
