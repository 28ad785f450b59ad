/* A partial export with its proofs, and every way to falsify a dossier that its verifier has to name. */
#include "unit/kernel/audit_part_cast.h"

START_TEST(dossier_that_nobody_touched_holds)
{
	set_up_dossier();
	holds();
	ck_assert_ptr_nonnull(strstr(said, "3 files, 1 attachments, 1 of them against the row of their handing in"));
	ck_assert_msg(strstr(said, "8 audit rows under 4 checkpoints") != NULL, "%s", said);
	vault_free(vault);
}
END_TEST

/* Lines of audit.txt with their line feeds, in export.line; export.row is the row's seq. */
static void audit_lines(void)
{
	read_lines(inside("audit.txt"));
	for (size_t i = 0; i < export.count; i++)
		(void)sscanf(export.line[i], "row\t%*d\t%" SCNd64, &export.row[i]);
}

START_TEST(edit_of_any_field_of_any_line_of_the_log_names_it)
{
	char *lines[LINES_MAX];
	set_up_dossier();
	audit_lines();
	for (size_t i = 0; i < export.count; i++) {
		size_t length = strlen(export.line[i]);
		memcpy(lines, export.line, sizeof(lines));
		for (size_t at = 0; at < length - 1; at++) {
			if (at != length - 2 && at != 0 && export.line[i][at - 1] != '\t')
				continue;
			lines[i] = arena_strdup(vault->fixture->arena, export.line[i]);
			lines[i][at] = lines[i][at] == '1' ? '2' : '1';
			write_lines(inside("audit.txt"), export.count, lines);
			named("BROKEN audit.txt: ");
			/* Another number may leave this row in order and put the next one out of it. */
			bool moves_row = at <= 8;
			const char *place = arena_printf(vault->fixture->arena, "line %zu", i + 1);
			if (export.row[i] > 0 && !moves_row && lines[i][0] == 'r')
				ck_assert_msg(strstr(said, place) != NULL, "%s at %zu: %s", place, at, said);
		}
	}
	write_lines(inside("audit.txt"), export.count, export.line);
	holds();
	vault_free(vault);
}
END_TEST

START_TEST(rows_removed_exchanged_or_repeated_are_named)
{
	char *lines[LINES_MAX];
	set_up_dossier();
	audit_lines();
	for (size_t i = 1; i < export.count; i++) {
		size_t count = 0;
		for (size_t k = 0; k < export.count; k++)
			if (k != i)
				lines[count++] = export.line[k];
		write_lines(inside("audit.txt"), count, lines);
		named("BROKEN audit.txt: ");
	}
	for (size_t i = 1; i + 1 < export.count; i++) {
		memcpy(lines, export.line, sizeof(lines));
		lines[i] = export.line[i + 1];
		lines[i + 1] = export.line[i];
		write_lines(inside("audit.txt"), export.count, lines);
		named("BROKEN audit.txt: ");
	}
	memcpy(lines, export.line, sizeof(lines));
	lines[export.count] = export.line[export.count - 1];
	write_lines(inside("audit.txt"), export.count + 1, lines);
	named("BROKEN audit.txt: ");
	vault_free(vault);
}
END_TEST

/* Whoever leaves a row out and counts the others anew has a log that holds by itself: the manifest names it. */
START_TEST(row_left_out_and_counted_anew_is_named_by_the_manifest)
{
	char *lines[LINES_MAX];
	struct audit_part part;
	struct buf text;
	set_up_dossier();
	const char *manifest = content("manifest.txt");
	struct audit_part_wish wish = {objects, 2};
	buf_init(&text);
	ck_assert_int_eq(audit_part_write(&vault->context, &wish, &text, &part), OK);
	put("audit.txt", text.data);
	named("BROKEN audit.txt: changed since the dossier was drawn");
	/* With a manifest to fit, too. */
	put("manifest.txt", manifest_text());
	named("BROKEN manifest.txt: not the one recorded when the dossier was drawn");
	/* And with its digest put into the row of the drawing. */
	read_lines(inside("proof.txt"));
	memcpy(lines, export.line, sizeof(lines));
	char *old = strstr(lines[2], sha256_of(manifest));
	ck_assert_ptr_nonnull(old);
	memcpy(old, sha256_of(content("manifest.txt")), 64);
	write_lines(inside("proof.txt"), export.count, lines);
	named("BROKEN proof.txt: row ");
	ck_assert_ptr_nonnull(strstr(said, "is not what was signed"));
	buf_release(&text);
	vault_free(vault);
}
END_TEST

START_TEST(files_changed_missing_added_or_linked_are_named)
{
	set_up_dossier();
	const char *index = content("index.html");
	put("index.html", "<!DOCTYPE html><title>另一份</title>");
	named("BROKEN index.html: changed");
	unlink(inside("index.html"));
	named("BROKEN index.html: missing");
	put("else.html", index);
	ck_assert_int_eq(symlink("else.html", inside("index.html")), 0);
	named("BROKEN index.html: missing"); /* a link leads elsewhere */
	unlink(inside("index.html"));
	put("index.html", index);
	named("BROKEN else.html: not part of the dossier");
	unlink(inside("else.html"));
	put("attachments/8.pdf", paper);
	named("BROKEN attachments/8.pdf: not part of the dossier");
	unlink(inside("attachments/8.pdf"));
	put("attachments/7.pdf", "%PDF-1.7 另一份方案");
	named("BROKEN attachments/7.pdf: changed");
	put("attachments/7.pdf", paper);
	holds();
	vault_free(vault);
}
END_TEST

/* The server itself put another file in its place, and drew and recorded all of it: the row of the handing in speaks.
 */
START_TEST(attachment_that_was_not_handed_in_is_named)
{
	set_up_dossier();
	put("attachments/7.pdf", "%PDF-1.7 另一份方案");
	draw_dossier(0);
	named("BROKEN attachments/7.pdf: not the file that was handed in (row 7)");
	vault_free(vault);
}
END_TEST

START_TEST(proof_of_another_drawing_or_of_another_deed_is_named)
{
	set_up_dossier();
	const char *manifest = sha256_of(content("manifest.txt"));
	prove("dossier.draw", "system", sha256_of("another"));
	named("BROKEN manifest.txt: not the one recorded");
	prove("matter.accept", "system", manifest);
	named("does not say that a dossier was drawn");
	prove("dossier.draw", "matter", manifest);
	named("does not say that a dossier was drawn");
	put("proof.txt", content("audit.txt"));
	named("BROKEN proof.txt: ");
	unlink(inside("proof.txt"));
	named("BROKEN proof.txt: missing");
	prove("dossier.draw", "system", manifest);
	holds();
	vault_free(vault);
}
END_TEST

START_TEST(paths_that_lead_out_of_the_folder_are_no_manifest)
{
	static const char *const paths[] = {"../public.key", "/etc/passwd", "a/../../b", "a//b", "",
					    "A.pdf",         "a\\b",        "a/"};
	set_up_dossier();
	const char *line = manifest_text();
	for (size_t i = 0; i < ARRAY_LENGTH(paths); i++) {
		put("manifest.txt",
		    arena_printf(vault->fixture->arena, "%sfile\t%s\t0\t%s\n", line, sha256_of(""), paths[i]));
		prove("dossier.draw", "system", sha256_of(content("manifest.txt")));
		named("BROKEN manifest.txt: line 5 is malformed");
	}
	vault_free(vault);
}
END_TEST

START_TEST(another_key_holds_nothing)
{
	set_up_dossier();
	key_path = folder_write(vault->fixture->arena, vault->keys, "other.key",
				"0000000000000000000000000000000000000000000000000000000000000001\n");
	named("BROKEN proof.txt: line 2 is a checkpoint not signed by this key");
	vault_free(vault);
}
END_TEST

/* ---- whose rows ---- */

START_TEST(organisation_gets_rows_of_its_own_people_without_what_guests_did)
{
	struct audit_part part;
	struct buf text;
	set_up_dossier();
	done_by(4, 0, "review.expert", "review.opinion", "matter", 3, "{\"opinion\":\"个人意见\"}");
	done_by(4, 0, "unit.clerk,assessor.clerk", "matter.open", "matter", 3, "{\"as\":\"评估\"}");
	done_by(5, 0, "unit.clerk", "matter.open", "matter", 5, "{\"of\":\"别家\"}");
	/* Invited to that matter, whatever the role he acted in; in another one he is a colleague like others. */
	invite(77, 3);
	done_by(4, 77, "unit.lead", "matter.open", "matter", 3, "{\"as\":\"受邀\"}");
	done_by(4, 77, "unit.lead", "attachment.open", "attachment", 7, "{\"as\":\"受邀\"}");
	done_by(4, 77, "unit.lead", "matter.open", "matter", 5, "{}");
	draw_dossier(4);
	holds();
	ck_assert_ptr_nonnull(strstr(said, "3 audit rows under 3 checkpoints"));
	ck_assert_int_eq(write_part(4, &text, &part), OK);
	ck_assert_int_eq(part.rows, 3);
	static const char *const foreign[] = {"受理人甲", "个人意见", "评估", "别家", "受邀", "机构9", "机构5", "系统"};
	for (size_t i = 0; i < ARRAY_LENGTH(foreign); i++)
		ck_assert_msg(strstr(text.data, foreign[i]) == NULL, "%s", foreign[i]);
	ck_assert_ptr_nonnull(strstr(text.data, "机构4"));
	buf_release(&text);
	vault_free(vault);
}
END_TEST

START_TEST(rows_after_the_newest_checkpoint_wait_for_the_next)
{
	struct audit_part before, after;
	struct buf text;
	set_up_dossier();
	ck_assert_int_eq(write_part(0, &text, &before), OK);
	buf_release(&text);
	done_by(4, 0, "unit.clerk", "matter.open", "matter", 5, "{}");
	ck_assert_int_eq(write_part(0, &text, &after), OK);
	ck_assert_int_eq(after.rows, before.rows);
	buf_release(&text);
	vault_free(vault);
}
END_TEST

/* ---- what left the log ---- */

static void prune_old(void)
{
	struct audit_prunable prunable;
	struct audit_archived archived;
	int64_t removed;
	ck_assert_int_eq(audit_prunable(&vault->context, clock_now(), &prunable), OK);
	ck_assert_int_eq(audit_archive(&vault->context, prunable.last_seq, &archived), OK);
	ck_assert_int_eq(audit_prune(&vault->context, &archived, &removed), OK);
	ck_assert_int_gt(removed, 0);
	raw_run(vault, "app.db",
		arena_printf(vault->fixture->arena,
			     "PRAGMA foreign_keys=OFF; DROP TRIGGER audit_archive_born;"
			     "INSERT INTO audit_archive (asked_by, asked_at, reason, until_day, first_seq, last_seq, "
			     "ruled_by,"
			     " ruled_at, consent_yes, file, row_count, digest, ended_at)"
			     " VALUES (1, 1, 'x', 1, %" PRId64 ", %" PRId64 ", 2, 1, 1, '%s', %" PRId64 ", x'%s', 1)",
			     archived.first, archived.last, archived.file, archived.rows,
			     crypt_hex(vault->fixture->arena, archived.digest, DIGEST_SIZE)));
}

static void age(void)
{
	int64_t now = clock_now() - 60;
	invite(77, 3);
	for (int day = 200; day > 0; day--) {
		vault_rows(vault, 5, now - day * DAY);
		if (day == 199) {
			clock_freeze(now - day * DAY);
			done_by(4, 0, "unit.clerk", "matter.open", "matter", 3, "{}");
			done_by(4, 0, "review.expert", "matter.opine", "matter", 3, "{}");
			done_by(5, 0, "unit.clerk", "matter.open", "matter", 3, "{}");
			done_by(4, 77, "unit.lead", "matter.open", "matter", 3, "{}");
			done_by(4, 0, "unit.clerk", "matter.open", "matter", 4, "{}"); /* another matter */
			clock_freeze(0);
		}
		ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	}
}

/* Of the pruned rows nothing is there but what is said of them. */
static void lost(const char *archive, int64_t last)
{
	struct audit_part part;
	struct buf text;
	ck_assert_int_eq(write_part(0, &text, &part), OK);
	ck_assert_int_eq(part.archived, 0);
	ck_assert_int_eq(part.lost_from, 1);
	ck_assert_int_eq(part.lost_to, last);
	buf_release(&text);
	unlink(archive);
}

START_TEST(pruned_rows_come_out_of_archives_or_are_said_to_be_missing)
{
	struct audit_part whole, part;
	struct buf text, again;
	vault = vault_new();
	vault_keeper_start(vault);
	write_key();
	dossier = folder_sub(vault->fixture->arena, vault->keys, "dossier");
	(void)folder_sub(vault->fixture->arena, dossier, "attachments");
	put("attachments/7.pdf", paper);
	age();
	ck_assert_int_eq(write_part(4, &text, &whole), OK);
	ck_assert_int_eq(whole.rows, 1);
	char *own = arena_strdup(vault->fixture->arena, text.data);
	buf_release(&text);
	ck_assert_int_eq(write_part(0, &text, &whole), OK);
	prune_old();
	ck_assert_int_eq(write_part(0, &again, &part), OK);
	ck_assert_int_gt(part.archived, 0);
	ck_assert_int_eq(part.rows, whole.rows);
	ck_assert_int_eq(part.lost_from, 0);
	ck_assert_str_eq(again.data, text.data); /* not a byte tells which is which */
	buf_release(&again);
	draw_dossier(0);
	holds();
	ck_assert_int_eq(write_part(4, &again, &part), OK);
	ck_assert_int_eq(part.archived, 1);
	ck_assert_str_eq(again.data, own);
	buf_release(&again);
	buf_release(&text);
	/* An archive that is no longer what was written is no source, nor is one that is gone. */
	int64_t last = raw_number(vault, "app.db", "SELECT min(seq) FROM audit") - 1;
	char *archive =
		arena_printf(vault->fixture->arena, "%s/archive/audit-1-%" PRId64 ".txt", vault->fixture->folder, last);
	FILE *file = fopen(archive, "a");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs("\n", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	log_threshold(LEVEL_ERROR);
	lost(archive, last);
	lost(archive, last);
	vault_free(vault);
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"kernel/audit_part", dossier_that_nobody_touched_holds,
		edit_of_any_field_of_any_line_of_the_log_names_it, rows_removed_exchanged_or_repeated_are_named,
		row_left_out_and_counted_anew_is_named_by_the_manifest, files_changed_missing_added_or_linked_are_named,
		attachment_that_was_not_handed_in_is_named, proof_of_another_drawing_or_of_another_deed_is_named,
		paths_that_lead_out_of_the_folder_are_no_manifest, another_key_holds_nothing,
		organisation_gets_rows_of_its_own_people_without_what_guests_did,
		rows_after_the_newest_checkpoint_wait_for_the_next,
		pruned_rows_come_out_of_archives_or_are_said_to_be_missing);
}
