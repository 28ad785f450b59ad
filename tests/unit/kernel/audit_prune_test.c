#include "unit/kernel/audit_export_cast.h"

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
		"kernel/audit_prune", pruning_archives_first_and_leaves_a_sound_chain,
		pruning_goes_no_further_than_asked_or_allowed,
		nothing_is_pruned_with_too_few_signed_days_a_silent_keeper_or_a_broken_chain,
		what_may_go_is_told_before_anybody_asks, nothing_is_removed_when_the_archive_was_touched_or_is_gone,
		the_schema_stops_what_the_clerk_should_not_ask_for, command_verifies_exports_and_tells_the_key);
}
