/* A log with three checkpoints, exported, and the verifier as auditors run it. */
#ifndef UNIT_KERNEL_AUDIT_EXPORT_CAST_H
#define UNIT_KERNEL_AUDIT_EXPORT_CAST_H

#include "unit/kernel/vault.h"

#include <dirent.h>

#include "kernel/audit_command.h"
#include "kernel/audit_walk.h"

enum { DAY = 86400, LINES_MAX = 200 };

static struct vault *vault;
static char *key_path;

/* One export, as lines with their line feeds. */
static struct {
	size_t count;
	char *line[LINES_MAX];
	int64_t row[LINES_MAX]; /* seq of a row line, else 0 */
} export;

static inline char *path_of(const char *name)
{
	return arena_printf(vault->fixture->arena, "%s/%s", vault->keys, name);
}

/* build/unit/kernel/this_test → build/zwy-verify */
static inline char *verifier(void)
{
	static char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	ck_assert_int_gt(length, 0);
	path[length] = '\0';
	for (int up = 0; up < 3; up++)
		*strrchr(path, '/') = '\0';
	memcpy(path + strlen(path), "/zwy-verify", sizeof("/zwy-verify"));
	return path;
}

/* The exit code; *bad is the row it names, 0 for none. */
static inline int run_verifier(const char *key, const char *file, int64_t *bad)
{
	int pipes[2];
	int status;
	char output[512] = "";
	size_t got = 0;
	ck_assert_int_eq(pipe(pipes), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(pipes[1], 1);
		close(pipes[0]);
		execl(verifier(), "zwy-verify", key, file, (char *)NULL);
		_exit(99);
	}
	close(pipes[1]);
	for (ssize_t more; (more = read(pipes[0], output + got, sizeof(output) - 1 - got)) > 0;)
		got += (size_t)more;
	close(pipes[0]);
	waitpid(pid, &status, 0);
	*bad = 0;
	(void)sscanf(output, "BROKEN at row %" SCNd64, bad);
	return WEXITSTATUS(status);
}

static inline void write_lines(const char *path, size_t count, char *const *lines)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	for (size_t i = 0; i < count; i++)
		ck_assert_int_ge(fputs(lines[i], file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

static inline void read_lines(const char *path)
{
	char *line = NULL;
	size_t capacity = 0;
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	export.count = 0;
	while (getline(&line, &capacity, file) > 0) {
		ck_assert_uint_lt(export.count, LINES_MAX);
		export.line[export.count] = arena_strdup(vault->fixture->arena, line);
		export.row[export.count] = 0;
		(void)sscanf(line, "row\t%" SCNd64, &export.row[export.count]);
		export.count++;
	}
	free(line);
	fclose(file);
}

static inline void write_key(void)
{
	uint8_t key[32];
	ck_assert_int_eq(keeper_verify_key(&vault->service, key), OK);
	char *line = arena_printf(vault->fixture->arena, "%s\n", crypt_hex(vault->fixture->arena, key, 32));
	key_path = folder_write(vault->fixture->arena, vault->keys, "public.key", line);
}

static inline void make_export(void)
{
	FILE *file = fopen(path_of("export.txt"), "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(audit_export(&vault->context, file), OK);
	ck_assert_int_eq(fclose(file), 0);
	read_lines(path_of("export.txt"));
}

/* 25 rows, three checkpoints, texts with everything that needs an escape. */
static inline void set_up(void)
{
	vault = vault_new();
	vault_keeper_start(vault);
	write_key();
	vault_rows(vault, 10, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	struct audit_entry entry = {.action = "a\tb", .object = "c\\d\ne\x01\x7f", .detail = "{\"x\":\"甲\"}"};
	ck_assert_int_eq(audit_alone(&vault->context, &entry), OK);
	vault_rows(vault, 9, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	vault_rows(vault, 4, 0);
	make_export();
}

static inline void expect(size_t count, char *const *lines, int64_t row, const char *what, size_t at)
{
	int64_t bad;
	write_lines(path_of("forged.txt"), count, lines);
	int code = run_verifier(key_path, path_of("forged.txt"), &bad);
	ck_assert_msg(code == 1, "%s line %zu: exit %d", what, at, code);
	ck_assert_msg(row == 0 || bad == row, "%s line %zu: row %" PRId64 ", not %" PRId64, what, at, bad, row);
	ck_assert_msg(bad > 0, "%s line %zu: names no row", what, at);
}

/* The row that should stand at a line or next after it. */
static inline int64_t next_row(size_t line)
{
	for (size_t i = line; i < export.count; i++)
		if (export.row[i] != 0)
			return export.row[i];
	return 26;
}

#endif
