/*
 * The limit that pages are measured against: a FastCGI responder that sends a
 * constant page of SIZE bytes, prefork like zwy, through the same libfcgi and
 * the same nginx.   constant SOCKET WORKERS SIZE
 */
#include <fcgiapp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void serve(int descriptor, const char *page, int size)
{
	FCGX_Request request;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	FCGX_InitRequest(&request, descriptor, 0);
	while (FCGX_Accept_r(&request) == 0) {
		FCGX_PutS("Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", request.out);
		FCGX_PutStr(page, size, request.out);
		FCGX_Finish_r(&request);
	}
}

int main(int argc, char **argv)
{
	int workers = argc == 4 ? atoi(argv[2]) : 0;
	int size = argc == 4 ? atoi(argv[3]) : 0;
	int descriptor;
	char *page;

	if (workers < 1 || size < 1) {
		fputs("constant SOCKET WORKERS SIZE\n", stderr);
		return 2;
	}
	page = malloc((size_t)size);
	if (page == NULL)
		return 1;
	memset(page, 'x', (size_t)size);
	FCGX_Init();
	unlink(argv[1]);
	descriptor = FCGX_OpenSocket(argv[1], 511);
	for (int i = 0; i < workers; i++)
		if (fork() == 0) {
			serve(descriptor, page, size);
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}
