/*
 * fuzz SEED FROM COUNT FOLDER [TARGET …]: iterations FROM to FROM + COUNT - 1
 * of each target, each target in a process of its own.  One that dies has its
 * input written to FOLDER and is gone on with behind it, a few times.
 */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

enum { DEATHS_MAX = 5, SECONDS_EACH = 20 };

static const struct fuzz_target *const targets[] = {
	&fuzz_query, &fuzz_cookie, &fuzz_head,      &fuzz_form, &fuzz_multipart, &fuzz_csv,
	&fuzz_json,  &fuzz_range,  &fuzz_procedure, &fuzz_file, &fuzz_export,    &fuzz_dossier,
};

void fuzz_corpus_add(struct fuzz_corpus *corpus, const void *data, size_t length)
{
	corpus->pieces = reallocarray(corpus->pieces, corpus->count + 1, sizeof(*corpus->pieces));
	char *copy = malloc(length + 1);
	if (corpus->pieces == NULL || copy == NULL)
		fatalx("out of memory");
	memcpy(copy, data, length);
	copy[length] = '\0';
	corpus->pieces[corpus->count++] = (struct fuzz_piece){copy, length};
}

void fuzz_corpus_text(struct fuzz_corpus *corpus, const char *text)
{
	fuzz_corpus_add(corpus, text, strlen(text));
}

/* In the order of their names, on every machine. */
void fuzz_corpus_folder(struct fuzz_corpus *corpus, const char *folder, const char *ending)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	if (count < 0)
		fatal("folder %s", folder);
	for (int i = 0; i < count; i++) {
		if (text_ends(entries[i]->d_name, ending)) {
			char path[PATH_MAX];
			struct buf text;
			buf_init(&text);
			(void)snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
			if (!buf_add_file(&text, path, 1 << 20))
				fatal("file %s", path);
			fuzz_corpus_add(corpus, text.data, text.length);
			buf_release(&text);
		}
		free(entries[i]);
	}
	free(entries);
}

void fuzz_broken(const char *file, int line, const char *condition)
{
	(void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

/* Of the processor's time: on a busy machine an hour may pass. */
void fuzz_limit(void)
{
	struct itimerval limit = {.it_value = {.tv_sec = SECONDS_EACH}};
	if (setitimer(ITIMER_PROF, &limit, NULL) != 0)
		fatal("timer");
}

static uint64_t seed_of(const struct fuzz_target *target, uint64_t seed, uint64_t iteration)
{
	uint64_t mixed = seed * UINT64_C(0x100000001b3) + iteration;
	for (const char *c = target->name; *c != '\0'; c++)
		mixed = (mixed ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
	return mixed;
}

static char *input_of(const struct fuzz_target *target, const struct fuzz_corpus *corpus, uint64_t seed,
		      uint64_t iteration, size_t *length)
{
	return fuzz_input(corpus, target->words, seed_of(target, seed, iteration), length);
}

/* In the child: until the end, or until it dies; where it stands is in *at. */
static void iterate(const struct fuzz_target *target, const struct fuzz_corpus *corpus, uint64_t seed,
		    volatile uint64_t *at, uint64_t end)
{
	struct arena *arena = arena_new();
	for (; *at < end; (*at)++) {
		size_t length;
		char *input = input_of(target, corpus, seed, *at, &length);
		fuzz_limit();
		target->run(arena, input, length);
		arena_reset(arena);
		free(input);
	}
	arena_free(arena);
	_exit(0);
}

static void keep(const char *folder, const struct fuzz_target *target, const struct fuzz_corpus *corpus, uint64_t seed,
		 uint64_t iteration, int status)
{
	char path[PATH_MAX];
	size_t length;
	char *input = input_of(target, corpus, seed, iteration, &length);
	(void)snprintf(path, sizeof(path), "%s/%s-%" PRIu64 "-%" PRIu64, folder, target->name, seed, iteration);
	FILE *file = fopen(path, "w");
	if (file == NULL || fwrite(input, 1, length, file) != length || fclose(file) != 0)
		fatal("file %s", path);
	free(input);
	(void)printf("%s: iteration %" PRIu64 " %s %d; its input is %s\n", target->name, iteration,
		     WIFSIGNALED(status) ? "ended by signal" : "ended with",
		     WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), path);
}

/* How often it died. */
static int fuzz(const struct fuzz_target *target, uint64_t seed, uint64_t from, uint64_t count, const char *folder)
{
	struct fuzz_corpus corpus = {0};
	volatile uint64_t *at = mmap(NULL, sizeof(*at), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int64_t began = clock_monotonic();
	uint64_t end = from + (count + target->every - 1) / target->every;
	int deaths = 0;
	if (at == MAP_FAILED)
		fatal("mmap");
	target->begin(&corpus);
	*at = from;
	while (*at < end && deaths < DEATHS_MAX) {
		int status;
		(void)fflush(stdout);
		pid_t pid = fork();
		if (pid == 0)
			iterate(target, &corpus, seed, at, end);
		if (pid < 0 || waitpid(pid, &status, 0) != pid)
			fatal("fork");
		if (status == 0)
			break;
		keep(folder, target, &corpus, seed, *at, status);
		deaths++;
		(*at)++;
	}
	(void)printf("  %s: %" PRIu64 " inputs, %d found, %" PRId64 " s\n", target->name, *at - from, deaths,
		     (clock_monotonic() - began) / 1000000);
	(void)fflush(stdout);
	return deaths;
}

static bool wanted(const struct fuzz_target *target, int count, char **names)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], target->name) == 0)
			return true;
	return count == 0;
}

int main(int argc, char **argv)
{
	int deaths = 0, done = 0;
	if (argc < 5)
		fatalx("usage: fuzz SEED FROM COUNT FOLDER [TARGET …]");
	log_threshold(LEVEL_ERROR);
	for (size_t i = 0; i < ARRAY_LENGTH(targets); i++) {
		if (!wanted(targets[i], argc - 5, argv + 5))
			continue;
		deaths += fuzz(targets[i], strtoull(argv[1], NULL, 10), strtoull(argv[2], NULL, 10),
			       strtoull(argv[3], NULL, 10), argv[4]);
		done++;
	}
	(void)printf("fuzz: %d targets, %d found\n", done, deaths);
	return deaths == 0 && done > 0 ? 0 : 1;
}
