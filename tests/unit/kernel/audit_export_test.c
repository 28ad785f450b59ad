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

static char *path_of(const char *name)
{
	return arena_printf(vault->fixture->arena, "%s/%s", vault->keys, name);
}

/* build/unit/kernel/this_test → build/zwy-verify */
static char *verifier(void)
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
static int run_verifier(const char *key, const char *file, int64_t *bad)
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

static void write_lines(const char *path, size_t count, char *const *lines)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	for (size_t i = 0; i < count; i++)
		ck_assert_int_ge(fputs(lines[i], file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

static void read_lines(const char *path)
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

static void write_key(void)
{
	uint8_t key[32];
	ck_assert_int_eq(keeper_verify_key(&vault->service, key), OK);
	char *line = arena_printf(vault->fixture->arena, "%s\n", crypt_hex(vault->fixture->arena, key, 32));
	key_path = folder_write(vault->fixture->arena, vault->keys, "public.key", line);
}

static void make_export(void)
{
	FILE *file = fopen(path_of("export.txt"), "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(audit_export(&vault->context, file), OK);
	ck_assert_int_eq(fclose(file), 0);
	read_lines(path_of("export.txt"));
}

/* 25 rows, three checkpoints, texts with everything that needs an escape. */
static void set_up(void)
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

static void expect(size_t count, char *const *lines, int64_t row, const char *what, size_t at)
{
	int64_t bad;
	write_lines(path_of("forged.txt"), count, lines);
	int code = run_verifier(key_path, path_of("forged.txt"), &bad);
	ck_assert_msg(code == 1, "%s line %zu: exit %d", what, at, code);
	ck_assert_msg(row == 0 || bad == row, "%s line %zu: row %" PRId64 ", not %" PRId64, what, at, bad, row);
	ck_assert_msg(bad > 0, "%s line %zu: names no row", what, at);
}

/* The row that should stand at a line or next after it. */
static int64_t next_row(size_t line)
{
	for (size_t i = line; i < export.count; i++)
		if (export.row[i] != 0)
			return export.row[i];
	return 26;
}

START_TEST(export_that_nobody_touched_holds)
{
	int64_t bad;
	set_up();
	ck_assert_uint_eq(export.count, 1 + 25 + 3 + 1); /* the export's own row is the 25th */
	ck_assert_int_eq(run_verifier(key_path, path_of("export.txt"), &bad), 0);
	vault_free(vault);
}
END_TEST

START_TEST(edit_of_any_field_of_any_line_names_its_row)
{
	char *lines[LINES_MAX];
	set_up();
	for (size_t i = 0; i < export.count; i++) {
		memcpy(lines, export.line, sizeof(lines));
		size_t length = strlen(export.line[i]);
		/* Every field's first byte, and the line's last. */
		for (size_t at = 0; at < length - 1; at++) {
			if (at != length - 2 && at != 0 && export.line[i][at - 1] != '\t')
				continue;
			lines[i] = arena_strdup(vault->fixture->arena, export.line[i]);
			lines[i][at] = lines[i][at] == '1' ? '2' : '1';
			bool moves_row = export.row[i] != 0 && at == 4; /* the number itself */
			expect(export.count, lines, moves_row ? 0 : export.row[i], "edit", i);
		}
	}
	vault_free(vault);
}
END_TEST

START_TEST(removed_line_names_the_missing_row)
{
	char *lines[LINES_MAX];
	set_up();
	for (size_t i = 0; i < export.count; i++) {
		size_t count = 0;
		for (size_t k = 0; k < export.count; k++)
			if (k != i)
				lines[count++] = export.line[k];
		expect(count, lines, export.row[i], "removal", i);
	}
	vault_free(vault);
}
END_TEST

START_TEST(repeated_or_foreign_line_names_the_row_it_stands_before)
{
	char *lines[LINES_MAX];
	set_up();
	for (size_t i = 0; i < export.count; i++)
		for (int foreign = 0; foreign < 2; foreign++) {
			size_t count = 0;
			for (size_t k = 0; k < export.count; k++) {
				lines[count++] = export.line[k];
				if (k == i)
					lines[count++] = foreign ? export.line[(k + 7) % 20 + 1] : export.line[k];
			}
			expect(count, lines, !foreign && export.row[i] ? export.row[i] + 1 : 0, "insertion", i);
		}
	vault_free(vault);
}
END_TEST

START_TEST(exchanged_lines_name_the_first_of_them)
{
	char *lines[LINES_MAX];
	set_up();
	for (size_t i = 1; i + 1 < export.count; i++) {
		memcpy(lines, export.line, sizeof(lines));
		lines[i] = export.line[i + 1];
		lines[i + 1] = export.line[i];
		int64_t row = export.row[i] && export.row[i + 1] ? export.row[i] : 0;
		expect(export.count, lines, row, "exchange", i);
	}
	vault_free(vault);
}
END_TEST

START_TEST(cut_off_export_names_the_first_missing_row)
{
	int64_t bad;
	set_up();
	for (size_t count = 1; count < export.count; count++)
		expect(count, export.line, next_row(count), "cut", count);
	/* In the middle of a line, too. */
	char *lines[LINES_MAX];
	memcpy(lines, export.line, sizeof(lines));
	lines[5] = arena_strndup(vault->fixture->arena, lines[5], strlen(lines[5]) / 2);
	expect(6, lines, export.row[5], "cut", 5);
	expect(0, lines, 1, "empty", 0);
	/* Two exports, each sound, do not make a third. */
	memcpy(lines, export.line, sizeof(lines));
	char *end = export.line[export.count - 1];
	size_t count = export.count;
	vault_rows(vault, 2, 0);
	make_export();
	ck_assert_int_eq(run_verifier(key_path, path_of("export.txt"), &bad), 0);
	memcpy(lines, export.line, sizeof(lines));
	lines[export.count - 1] = end;
	expect(export.count, lines, 0, "another end", count);
	vault_free(vault);
}
END_TEST

START_TEST(another_key_holds_nothing)
{
	int64_t bad;
	set_up();
	char *other = folder_write(vault->fixture->arena, vault->keys, "other.key",
				   "0000000000000000000000000000000000000000000000000000000000000001\n");
	ck_assert_int_eq(run_verifier(other, path_of("export.txt"), &bad), 1);
	char *bent = folder_write(vault->fixture->arena, vault->keys, "bent.key", "hello\n");
	ck_assert_int_eq(run_verifier(bent, path_of("export.txt"), &bad), 2);
	ck_assert_int_eq(run_verifier(path_of("absent"), path_of("export.txt"), &bad), 2);
	ck_assert_int_eq(run_verifier(key_path, path_of("absent"), &bad), 2);
	vault_free(vault);
}
END_TEST

START_TEST(export_of_a_damaged_log_shows_the_damage)
{
	int64_t bad;
	set_up();
	raw_run(vault, "app.db", ALL_AUDIT_TRIGGERS_OFF "UPDATE audit SET actor = 'x' WHERE seq = 14");
	make_export();
	ck_assert_int_eq(run_verifier(key_path, path_of("export.txt"), &bad), 1);
	ck_assert_int_eq(bad, 14);
	raw_run(vault, "app.db", "DELETE FROM audit WHERE seq > 13");
	FILE *file = fopen(path_of("export.txt"), "w");
	struct audit_exported exported;
	ck_assert_int_eq(audit_export_rows(&vault->context, file, 0, &exported), OK);
	fclose(file);
	ck_assert_int_eq(exported.first_bad, 14);
	ck_assert_int_eq(run_verifier(key_path, path_of("export.txt"), &bad), 1);
	ck_assert_int_eq(bad, 14);
	vault_free(vault);
}
END_TEST

START_TEST(export_is_recorded_and_needs_the_keeper)
{
	set_up();
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit WHERE action = 'audit.export'"), 1);
	vault_keeper_stop(vault);
	FILE *file = fopen(path_of("none.txt"), "w");
	log_threshold(LEVEL_ERROR);
	ck_assert_int_eq(audit_export(&vault->context, file), ERR_KEEPER);
	fclose(file);
	vault_free(vault);
}
END_TEST

/* Nobody but the keeper's own hand signs what looks like a checkpoint. */
START_TEST(checkpoint_is_not_signed_on_request)
{
	uint8_t signature[64];
	set_up();
	log_threshold(LEVEL_ERROR);
	ck_assert_int_eq(keeper_sign(&vault->service, "audit-checkpoint", "x", 1, signature), ERR_FORBIDDEN);
	ck_assert_int_eq(keeper_sign(&vault->service, "audit-checkpoint\nx", "x", 1, signature), ERR_TOO_LARGE);
	ck_assert_int_eq(keeper_sign(&vault->service, "receipt", "x", 61441, signature), ERR_TOO_LARGE);
	static char most[61440];
	ck_assert_int_eq(keeper_sign(&vault->service, "receipt", most, sizeof(most), signature), OK);
	vault_free(vault);
}
END_TEST

/* ---- pruning ---- */

static void make_days(int from, int until)
{
	int64_t now = clock_now() - 60; /* a row is old enough for certain, not since this very second */
	for (int day = from; day > until; day--) {
		vault_rows(vault, 3, now - day * DAY);
		ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	}
}

static int64_t archives(void)
{
	char *path = arena_printf(vault->fixture->arena, "%s/archive", vault->fixture->folder);
	int64_t count = 0;
	DIR *folder = opendir(path);
	for (struct dirent *entry; folder && (entry = readdir(folder));)
		count += entry->d_name[0] != '.';
	if (folder)
		closedir(folder);
	return count;
}

/* As the clerk: what may go, written, then removed. */
static enum err prune(int64_t before, int64_t *removed)
{
	struct audit_prunable prunable;
	struct audit_archived archived;
	*removed = 0;
	ck_assert_int_eq(audit_prunable(&vault->context, before, &prunable), OK);
	if (prunable.last_seq == 0)
		return OK;
	enum err err = audit_archive(&vault->context, prunable.last_seq, &archived);
	return err == OK ? audit_prune(&vault->context, &archived, removed) : err;
}

START_TEST(pruning_archives_first_and_leaves_a_sound_chain)
{
	int64_t removed, bad;
	vault = vault_new();
	vault_keeper_start(vault);
	write_key();
	make_days(200, 0);
	/* Days 200 to 184 are old enough and 184 signed days lie from the last of them on. */
	ck_assert_int_eq(prune(clock_now(), &removed), OK);
	ck_assert_int_eq(removed, 17 * 3);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT min(seq) FROM audit"), removed + 1);
	ck_assert_int_eq(first_bad(vault), 0);
	ck_assert_int_eq(archives(), 1);
	char *archive = arena_printf(vault->fixture->arena, "%s/archive/audit-1-%" PRId64 ".txt",
				     vault->fixture->folder, removed);
	ck_assert_int_eq(run_verifier(key_path, archive, &bad), 0);
	/* What stays exports and verifies on its own, from the signed anchor on. */
	FILE *file = fopen(path_of("rest.txt"), "w");
	ck_assert_int_eq(audit_export(&vault->context, file), OK);
	fclose(file);
	ck_assert_int_eq(run_verifier(key_path, path_of("rest.txt"), &bad), 0);
	ck_assert_int_eq(prune(clock_now(), &removed), OK);
	ck_assert_int_eq(removed, 0);
	vault_free(vault);
}
END_TEST

START_TEST(pruning_goes_no_further_than_asked_or_allowed)
{
	int64_t removed;
	vault = vault_new();
	vault_keeper_start(vault);
	make_days(200, 0);
	ck_assert_int_eq(prune(clock_now() - 300 * DAY, &removed), OK);
	ck_assert_int_eq(removed, 0);
	ck_assert_int_eq(prune(clock_now() - 198 * DAY, &removed), OK);
	ck_assert_int_eq(removed, 9);
	raw_run(vault, "app.db",
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('audit_keep_days', 1, '195', 1)");
	ck_assert_int_eq(prune(clock_now(), &removed), OK);
	ck_assert_int_eq(removed, 9); /* days 197 to 195 */
	vault_free(vault);
}
END_TEST

START_TEST(nothing_is_pruned_with_too_few_signed_days_a_silent_keeper_or_a_broken_chain)
{
	int64_t removed;
	vault = vault_new();
	vault_keeper_start(vault);
	log_threshold(LEVEL_ERROR);
	make_days(400, 250); /* old, but only 150 days are signed */
	ck_assert_int_eq(prune(clock_now(), &removed), OK);
	ck_assert_int_eq(removed, 0);
	make_days(250, 200);
	vault_keeper_stop(vault);
	ck_assert_int_eq(prune(clock_now(), &removed), ERR_KEEPER);
	vault_keeper_start(vault);
	raw_run(vault, "app.db", "DROP TRIGGER audit_update; UPDATE audit SET actor = 'x' WHERE seq = 7");
	ck_assert_int_eq(prune(clock_now(), &removed), ERR_STATE);
	ck_assert_int_eq(removed, 0);
	ck_assert_int_eq(archives(), 0);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT min(seq) FROM audit"), 1);
	vault_free(vault);
}
END_TEST

START_TEST(what_may_go_is_told_before_anybody_asks)
{
	struct audit_prunable prunable;
	vault = vault_new();
	vault_keeper_start(vault);
	ck_assert_int_eq(audit_prunable(&vault->context, clock_now(), &prunable), OK);
	ck_assert_int_eq(prunable.first_seq, 0);
	ck_assert_int_eq(prunable.last_seq, 0);
	ck_assert_int_eq(prunable.signed_days, 0);
	make_days(190, 7); /* 183 signed days */
	ck_assert_int_eq(audit_prunable(&vault->context, clock_now(), &prunable), OK);
	ck_assert_int_eq(prunable.first_seq, 1);
	ck_assert_int_eq(prunable.signed_days, 183);
	ck_assert_int_eq(prunable.last_seq, 0);
	make_days(7, 6);
	ck_assert_int_eq(audit_prunable(&vault->context, clock_now(), &prunable), OK);
	ck_assert_int_eq(prunable.signed_days, 184);
	ck_assert_int_eq(prunable.last_seq, 3);
	ck_assert_int_eq(prunable.keep_days, 184);
	vault_free(vault);
}
END_TEST

START_TEST(nothing_is_removed_when_the_archive_was_touched_or_is_gone)
{
	struct audit_prunable prunable;
	struct audit_archived archived;
	int64_t removed;
	vault = vault_new();
	vault_keeper_start(vault);
	log_threshold(LEVEL_ERROR);
	make_days(200, 0);
	ck_assert_int_eq(audit_prunable(&vault->context, clock_now(), &prunable), OK);
	ck_assert_int_eq(audit_archive(&vault->context, prunable.last_seq, &archived), OK);
	ck_assert_int_eq(archived.rows, 17 * 3);
	const char *path = arena_printf(vault->fixture->arena, "%s/archive/%s", vault->fixture->folder, archived.file);
	FILE *file = fopen(path, "r+");
	ck_assert_ptr_nonnull(file);
	fseek(file, 200, SEEK_SET);
	int kept = fgetc(file);
	fseek(file, 200, SEEK_SET);
	fputc(kept ^ 1, file);
	fclose(file);
	ck_assert_int_eq(audit_prune(&vault->context, &archived, &removed), ERR_STATE);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(audit_prune(&vault->context, &archived, &removed), ERR_STATE);
	ck_assert_int_eq(removed, 0);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT min(seq) FROM audit"), 1);
	ck_assert_int_eq(audit_archive(&vault->context, prunable.last_seq, &archived), OK);
	ck_assert_int_eq(audit_prune(&vault->context, &archived, &removed), OK);
	ck_assert_int_eq(removed, 17 * 3);
	vault_free(vault);
}
END_TEST

/* Even an archive of everything, by somebody who asked nobody, cannot take young rows along. */
START_TEST(the_schema_stops_what_the_clerk_should_not_ask_for)
{
	struct audit_archived archived;
	int64_t removed, newest;
	vault = vault_new();
	vault_keeper_start(vault);
	log_threshold(LEVEL_ERROR);
	make_days(200, 0);
	newest = raw_number(vault, "app.db", "SELECT max(seq) FROM audit");
	ck_assert_int_eq(audit_archive(&vault->context, newest, &archived), OK);
	ck_assert_int_eq(audit_prune(&vault->context, &archived, &removed), ERR_CONFLICT);
	ck_assert_int_eq(removed, 17 * 3);
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(command_verifies_exports_and_tells_the_key)
{
	int64_t bad;
	set_up();
	char *verify[] = {"verify"};
	char *write[] = {"export", path_of("command.txt")};
	char *wrong[] = {"destroy"};
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
	ck_assert_int_eq(audit_command(1, verify, &vault->context), 0);
	ck_assert_int_eq(audit_command(2, write, &vault->context), 0);
	ck_assert_int_eq(run_verifier(key_path, path_of("command.txt"), &bad), 0);
	ck_assert_int_eq(audit_command(2, write, &vault->context), 1); /* never over an earlier one */
	ck_assert_int_eq(audit_command(1, wrong, &vault->context), 2);
	ck_assert_int_eq(audit_command(0, wrong, &vault->context), 2);
	raw_run(vault, "app.db", "DROP TRIGGER audit_update; UPDATE audit SET actor = 'x' WHERE seq = 7");
	ck_assert_int_eq(audit_command(1, verify, &vault->context), 1);
	vault_free(vault);
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"kernel/audit_export", export_that_nobody_touched_holds, edit_of_any_field_of_any_line_names_its_row,
		removed_line_names_the_missing_row, repeated_or_foreign_line_names_the_row_it_stands_before,
		exchanged_lines_name_the_first_of_them, cut_off_export_names_the_first_missing_row,
		another_key_holds_nothing, export_of_a_damaged_log_shows_the_damage,
		export_is_recorded_and_needs_the_keeper, checkpoint_is_not_signed_on_request,
		pruning_archives_first_and_leaves_a_sound_chain, pruning_goes_no_further_than_asked_or_allowed,
		nothing_is_pruned_with_too_few_signed_days_a_silent_keeper_or_a_broken_chain,
		what_may_go_is_told_before_anybody_asks, nothing_is_removed_when_the_archive_was_touched_or_is_gone,
		the_schema_stops_what_the_clerk_should_not_ask_for, command_verifies_exports_and_tells_the_key);
}
