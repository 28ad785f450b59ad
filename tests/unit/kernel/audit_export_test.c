#include "unit/kernel/audit_export_cast.h"

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

int main(void)
{
	return RUN_SUITE("kernel/audit_export", export_that_nobody_touched_holds,
			 edit_of_any_field_of_any_line_names_its_row, removed_line_names_the_missing_row,
			 repeated_or_foreign_line_names_the_row_it_stands_before,
			 exchanged_lines_name_the_first_of_them, cut_off_export_names_the_first_missing_row,
			 another_key_holds_nothing, export_of_a_damaged_log_shows_the_damage,
			 export_is_recorded_and_needs_the_keeper, checkpoint_is_not_signed_on_request);
}
