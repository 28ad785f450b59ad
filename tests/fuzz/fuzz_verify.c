/*
 * The verifier that auditors run, as it is, but for what no fuzzer can make: every signature is good and every hash
 * agrees, so that what stands behind them is reached.  It ends its process with its verdict, so each input has its own.
 */
#include <sodium.h>
#include <string.h>

#define crypto_sign_verify_detached(signature, message, length, key) \
	((void)(signature), (void)(message), (void)(length), (void)(key), 0)
#define memcmp(a, b, length) ((void)(a), (void)(b), (void)(length), 0)
#define main verify_main
int verify_main(int argc, char **argv);
#include "zwy_verify.c"
#include "zwy_verify_dossier.c"
#undef main
#undef memcmp

#include "fuzz/fuzz.h"

#include <sys/wait.h>

#include "base/log.h"
#include "base/text.h"
#include "support/folder.h"

#define H16 "0123456789abcdef"
#define H32 H16 H16
#define H64 H32 H32
#define H128 H64 H64
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define ACTED "\t2026-11-20 08:00:00\t3\t2\t某岗\tunit.clerk\t10.0.0.7\t"

static char *folder, *key_path;
static struct arena *kept;

static void set_up(void)
{
	if (kept != NULL)
		return;
	kept = arena_new();
	folder = folder_make(kept);
	key_path = folder_write(kept, folder, "key", H64 "\n");
}

static void put(const char *path, const char *data, size_t length)
{
	FILE *file = fopen(path, "w");
	if (file == NULL || fwrite(data, 1, length, file) != length || fclose(file) != 0)
		fatal("file %s", path);
}

/* Its own verdicts are 0, 1 and 2; anything else is a finding. */
static int verify(char *path)
{
	char *words[] = {"zwy-verify", key_path, path, NULL};
	int status;
	(void)fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		fuzz_limit();
		if (freopen("/dev/null", "w", stdout) == NULL)
			fatal("null");
		exit(verify_main(3, words));
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		fatal("fork");
	FUZZ_HOLDS(WIFEXITED(status) && WEXITSTATUS(status) <= EXIT_USAGE);
	return WEXITSTATUS(status);
}

/* ---- an export ---- */

static const char *const export_words[] = {"\t", "\n", "row\t", "checkpoint\t", "end\t", "\\x", "\\n", "\\x1", H64,
					   H32,  "-",  NULL};

static int export_verdict(struct arena *arena, const char *data, size_t length)
{
	char *path = arena_printf(arena, "%s/export", folder);
	put(path, data, length);
	return verify(path);
}

static void export_begin(struct fuzz_corpus *corpus)
{
	set_up();
	fuzz_corpus_text(corpus,
			 "zwy-audit-export\t1\t1\t" ZEROS "\t1793376000\t" H128 "\n"
			 "row\t1\t1793376000" ACTED "a\\tb\tc\\\\d\\ne\\x01\\x7f\t\tok\t{\"x\":\"甲\"}\treq\t" H32
			 "\t" H64 "\t" H64 "\n"
			 "row\t2\t1793376060" ACTED "matter.move\tmatter\t5\trefused\t{}\treq\t" H32 "\t" H64 "\t" H64
			 "\n"
			 "checkpoint\t2\t1793376060\t" H64 "\t" H64 "\t" H128 "\n"
			 "row\t3\t1793376060" ACTED "matter.move\tmatter\t5\tok\t{}\treq\t" H32 "\t" H64 "\t" H64 "\n"
			 "end\t1\t3\t3\t1\t" H64 "\t" H64 "\t" H128 "\n");
	fuzz_corpus_text(corpus, "zwy-audit-export\t1\t8\t" H64 "\t1793376000\t" H128 "\n"
				 "checkpoint\t7\t1793376000\t" H64 "\t" H64 "\t" H128 "\n"
				 "row\t8\t1793376000" ACTED "sign_in\t\t\tok\t{}\treq\t" H32 "\t" H64 "\t" H64 "\n"
				 "end\t8\t8\t1\t1\t" H64 "\t" H64 "\t" H128 "\n");
	/* The way to the end is open. */
	for (size_t i = 0; i < corpus->count; i++)
		FUZZ_HOLDS(export_verdict(kept, corpus->pieces[i].data, corpus->pieces[i].length) == 0);
}

static void export_run(struct arena *arena, const char *data, size_t length)
{
	(void)export_verdict(arena, data, length);
}

const struct fuzz_target fuzz_export = {"export", 20, export_words, export_begin, export_run};

/* ---- an unpacked dossier: proof, manifest and audit rows, one after the other ---- */

#define CUT "=====\n"

static const char *const dossier_words[] = {"\t",
					    "\n",
					    "row\t",
					    "checkpoint\t",
					    "file\t",
					    "attachment\t",
					    CUT,
					    "../key",
					    "a/b",
					    ",",
					    "-",
					    H64,
					    "\"manifest\":\"",
					    "\"digest\":\"" H64 "\"",
					    "proof.txt",
					    NULL};

static int dossier_verdict(struct arena *arena, const char *data, size_t length)
{
	static const char *const names[] = {"proof.txt", "manifest.txt", "audit.txt"};
	char *path = arena_printf(arena, "%s/dossier", folder);
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		fatal("folder %s", path);
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		const char *cut = length == 0 ? NULL : memmem(data, length, CUT, strlen(CUT));
		size_t part = cut == NULL || i + 1 == ARRAY_LENGTH(names) ? length : (size_t)(cut - data);
		put(arena_printf(arena, "%s/%s", path, names[i]), data, part);
		size_t passed = part == length ? length : part + strlen(CUT);
		data = length == 0 ? data : data + passed;
		length -= passed;
	}
	return verify(path);
}

static void dossier_begin(struct fuzz_corpus *corpus)
{
	static const char proof[] = "zwy-audit-part\t1\t1\ncheckpoint\t8\t12\t1793376000\t" H64 "\t" H64 "\t" H128 "\n"
				    "row\t1\t10\t1793376000" ACTED "dossier.draw\tsystem\t12\tok\t{\"manifest\":\"" H64
				    "\"}\treq\t" H32 "\t" H64 "," H64 "\n";
	static const char audit[] =
		"zwy-audit-part\t1\t2\ncheckpoint\t0\t4\t1793376000\t" H64 "\t" H64 "\t" H128 "\n"
		"row\t1\t2\t1793376000" ACTED "attachment.add\tattachment\t7\tok\t{\"digest\":\"" H64 "\"}\treq\t" H32
		"\t" H64 "," H64 "\n"
		"row\t2\t3\t1793376000" ACTED "matter.move\tmatter\t5\tok\t{}\treq\t" H32 "\t" H64 "," H64 "\n";
	set_up();
	/* What is in the folder is what the manifest names, the rows of the log among it as attachment too. */
	fuzz_corpus_text(corpus, arena_printf(kept,
					      "%s" CUT "zwy-dossier\t1\t12\t1793376000\t1\nattachment\t" H64
					      "\t%zu\taudit.txt\t7\n" CUT "%s",
					      proof, strlen(audit), audit));
	FUZZ_HOLDS(dossier_verdict(kept, corpus->pieces[0].data, corpus->pieces[0].length) == 0);
	/* Drawn at an instant that no calendar has. */
	fuzz_corpus_text(corpus, text_replace(kept, corpus->pieces[0].data, "\t10\t1793376000\t",
					      "\t10\t9223372036854775807\t"));
	FUZZ_HOLDS(dossier_verdict(kept, corpus->pieces[1].data, corpus->pieces[1].length) == EXIT_BROKEN);
}

static void dossier_run(struct arena *arena, const char *data, size_t length)
{
	(void)dossier_verdict(arena, data, length);
}

const struct fuzz_target fuzz_dossier = {"dossier", 20, dossier_words, dossier_begin, dossier_run};
