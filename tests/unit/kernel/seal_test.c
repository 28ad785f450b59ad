#include "unit/kernel/sealing.h"

START_TEST(sealed_content_comes_back_whole)
{
	static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072, 50 * 1024 * 1024};
	set_up();
	for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
		struct stat status;
		uint8_t digest[DIGEST_SIZE];
		uint8_t *content = content_of(sizes[i]);
		uint8_t *back = malloc(sizes[i] + 1);
		struct sealed sealed = seal_it(content, sizes[i]);
		const char *why = open_it(&sealed, back);
		ck_assert_msg(!why, "%zu: %s", sizes[i], why);
		ck_assert_int_eq(sealed.size, (int64_t)sizes[i]);
		ck_assert_int_eq(memcmp(content, back, sizes[i]), 0);
		crypt_digest(digest, content, sizes[i], NULL, 0);
		ck_assert_mem_eq(digest, sealed.digest, DIGEST_SIZE);
		ck_assert_int_eq(stat(stored_path(&sealed), &status), 0);
		ck_assert_int_eq(status.st_size, seal_stored_size(sealed.size));
		ck_assert_int_eq(status.st_mode & 0777 & ~0640, 0);
		free(content);
		free(back);
	}
	ck_assert_int_eq(
		raw_number(vault, "keys.db", "SELECT count(*) FROM organisation_key WHERE organisation_id = 2"), 1);
	tear_down();
}
END_TEST

/* ---- damage: of a file of three chunks ---- */

enum { DAMAGED_SIZE = 2 * SEAL_CHUNK + 1000 };

static struct sealed victim;
static uint8_t *original; /* the stored bytes */
static size_t stored_size;
static uint8_t *scratch;

static void make_victim(void)
{
	set_up();
	uint8_t *content = content_of(DAMAGED_SIZE);
	victim = seal_it(content, DAMAGED_SIZE);
	free(content);
	scratch = malloc(DAMAGED_SIZE);
	original = read_all(stored_path(&victim), &stored_size);
	ck_assert_ptr_null(open_it(&victim, scratch));
	uint8_t digest[DIGEST_SIZE];
	ck_assert(seal_digest(stored_path(&victim), digest));
	ck_assert_mem_eq(digest, victim.sealed_digest, DIGEST_SIZE);
}

static void free_victim(void)
{
	free(original);
	free(scratch);
	tear_down();
}

/* Refused, and nothing of the content left in memory; found without a key, too. */
static void expect_damaged(const uint8_t *bytes, size_t size, const char *what, size_t at)
{
	char *path = arena_printf(vault->fixture->arena, "%s/damaged", vault->keys);
	uint8_t digest[DIGEST_SIZE];
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
	fclose(file);
	ck_assert_msg(open_as(&victim, victim.uuid, path, scratch) != NULL, "%s at %zu was opened", what, at);
	ck_assert(seal_digest(path, digest));
	ck_assert_msg(memcmp(digest, victim.sealed_digest, DIGEST_SIZE) != 0, "%s at %zu has the digest", what, at);
}

static void expect_flip_found(size_t at)
{
	original[at] ^= 0x01;
	expect_damaged(original, stored_size, "flip", at);
	original[at] ^= 0x01;
}

START_TEST(one_changed_bit_is_found_everywhere)
{
	make_victim();
	for (size_t at = 0; at < 200; at++)
		expect_flip_found(at);
	for (size_t chunk = 0; chunk < 3; chunk++) {
		size_t start = SEAL_HEAD + chunk * (SEAL_CHUNK + SEAL_OVERHEAD);
		expect_flip_found(start);
		expect_flip_found(start + 500);
	}
	expect_flip_found(stored_size - 1);
	free_victim();
}
END_TEST

START_TEST(cut_and_lengthened_files_are_found)
{
	make_victim();
	const size_t whole = SEAL_CHUNK + SEAL_OVERHEAD;
	const size_t cuts[] = {
		0, 1, SEAL_HEAD - 1, SEAL_HEAD, SEAL_HEAD + whole, SEAL_HEAD + 2 * whole, stored_size - 1};
	for (size_t i = 0; i < ARRAY_LENGTH(cuts); i++)
		expect_damaged(original, cuts[i], "cut", cuts[i]);
	uint8_t *longer = calloc(1, stored_size + whole);
	memcpy(longer, original, stored_size);
	expect_damaged(longer, stored_size + 1, "one byte more", stored_size);
	memcpy(longer + stored_size, original + SEAL_HEAD, whole);
	expect_damaged(longer, stored_size + whole, "one chunk more", stored_size);
	free(longer);
	free_victim();
}
END_TEST

START_TEST(exchanged_repeated_and_dropped_chunks_are_found)
{
	make_victim();
	const size_t whole = SEAL_CHUNK + SEAL_OVERHEAD;
	uint8_t *first = original + SEAL_HEAD;
	uint8_t *forged = malloc(stored_size + whole);
	memcpy(forged, original, stored_size);
	memcpy(forged + SEAL_HEAD, first + whole, whole);
	memcpy(forged + SEAL_HEAD + whole, first, whole);
	expect_damaged(forged, stored_size, "exchange", 0);
	memcpy(forged + SEAL_HEAD, first, whole);
	expect_damaged(forged, stored_size, "repetition", 0);
	memcpy(forged, original, SEAL_HEAD + whole);
	memcpy(forged + SEAL_HEAD + whole, first + 2 * whole, stored_size - SEAL_HEAD - 2 * whole);
	expect_damaged(forged, stored_size - whole, "omission", 0);
	free(forged);
	free_victim();
}
END_TEST

/* A record of another length must not make a shorter or longer reading pass. */
START_TEST(recorded_size_must_be_exact)
{
	make_victim();
	struct sealed wrong = victim;
	uint8_t *room = malloc(DAMAGED_SIZE + 1);
	wrong.size = DAMAGED_SIZE - 1;
	ck_assert_ptr_nonnull(open_it(&wrong, room));
	wrong.size = DAMAGED_SIZE + 1;
	ck_assert_ptr_nonnull(open_it(&wrong, room));
	wrong = victim;
	wrong.digest[3] ^= 1;
	ck_assert_ptr_nonnull(open_it(&wrong, room));
	free(room);
	free_victim();
}
END_TEST

START_TEST(exchanged_heads_files_and_seals_are_found)
{
	size_t size;
	make_victim();
	uint8_t *content = content_of(DAMAGED_SIZE);
	struct sealed other = seal_it(content, DAMAGED_SIZE);
	free(content);
	uint8_t *others = read_all(stored_path(&other), &size);
	ck_assert_uint_eq(size, stored_size);
	expect_damaged(others, size, "another file", 0);
	memcpy(others, original, SEAL_HEAD);
	expect_damaged(others, size, "another body", 0);
	free(others);
	others = read_all(stored_path(&other), &size);
	memcpy(others + SEAL_HEAD, original + SEAL_HEAD, size - SEAL_HEAD);
	expect_damaged(others, size, "another head", 0);
	free(others);
	/* A sealed box proves no origin, so it says inside which file it is for. */
	uint8_t key[FILE_KEY_SIZE];
	raw_run(vault, "keys.db",
		arena_printf(vault->fixture->arena,
			     "UPDATE seal SET sealed_key = (SELECT sealed_key FROM seal WHERE uuid = '%s') WHERE uuid "
			     "= '%s'",
			     other.uuid, victim.uuid));
	ck_assert_int_eq(keys_unseal(keys, keys_db, other.uuid, key), FOUND);
	ck_assert_int_eq(keys_unseal(keys, keys_db, victim.uuid, key), FIND_FAILED);
	free_victim();
}
END_TEST

START_TEST(unknown_suites_are_refused)
{
	uint8_t key[FILE_KEY_SIZE];
	make_victim();
	original[8] = 2;
	expect_damaged(original, stored_size, "suite", 8);
	raw_run(vault, "keys.db", "UPDATE seal SET suite = 2");
	ck_assert_int_eq(keys_unseal(keys, keys_db, victim.uuid, key), FIND_FAILED);
	free_victim();
}
END_TEST

START_TEST(file_without_its_seal_stays_shut)
{
	uint8_t key[FILE_KEY_SIZE];
	make_victim();
	raw_run(vault, "keys.db", "DELETE FROM seal");
	ck_assert_int_eq(keys_unseal(keys, keys_db, victim.uuid, key), NOT_FOUND);
	free_victim();
}
END_TEST

/* ---- keys ---- */

START_TEST(private_keys_cannot_be_exchanged_between_organisations)
{
	uint8_t key[FILE_KEY_SIZE], public[32];
	int64_t id;
	make_victim();
	ck_assert_int_eq(keeper_public_key(&vault->service, 1, &id, public), OK);
	raw_run(vault, "keys.db", "UPDATE organisation_key SET organisation_id = 9 WHERE organisation_id = 2");
	ck_assert_int_eq(keys_unseal(keys, keys_db, victim.uuid, key), FIND_FAILED);
	raw_run(vault, "keys.db",
		"UPDATE organisation_key SET organisation_id = 2 WHERE organisation_id = 9;"
		"UPDATE organisation_key SET private = (SELECT private FROM organisation_key WHERE organisation_id = "
		"1),"
		" public = (SELECT public FROM organisation_key WHERE organisation_id = 1) WHERE organisation_id = 2");
	ck_assert_int_eq(keys_unseal(keys, keys_db, victim.uuid, key), FIND_FAILED);
	free_victim();
}
END_TEST

START_TEST(public_key_is_made_once_and_for_existing_organisations)
{
	uint8_t first[32], again[32];
	int64_t id, same;
	set_up();
	log_threshold(LEVEL_ERROR);
	ck_assert_int_eq(keeper_public_key(&vault->service, 1, &id, first), OK);
	ck_assert_int_eq(keeper_public_key(&vault->service, 1, &same, again), OK);
	ck_assert_int_eq(id, same);
	ck_assert_mem_eq(first, again, 32);
	ck_assert_int_eq(keeper_public_key(&vault->service, 77, &id, first), ERR_NOT_FOUND);
	tear_down();
}
END_TEST

START_TEST(keys_are_made_once_and_only_the_right_master_opens_them)
{
	struct keys *none;
	vault = vault_new();
	log_threshold(LEVEL_ERROR);
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
	char *path = arena_printf(vault->fixture->arena, "%s/master.key", vault->keys);
	struct stat status;
	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_int_eq(status.st_mode & 0777, 0600);
	ck_assert_int_eq(keeper_initialise(vault->fixture->folder, vault->keys), ERR_STATE);
	ck_assert_int_eq(keys_load(vault->fixture->folder, vault->keys, &none), OK);
	keys_free(none);
	ck_assert_int_eq(chmod(path, 0640), 0);
	ck_assert_int_eq(keys_load(vault->fixture->folder, vault->keys, &none), ERR_STATE);
	ck_assert_int_eq(chmod(path, 0600), 0);
	folder_write(vault->fixture->arena, vault->keys, "master.key",
		     "0000000000000000000000000000000000000000000000000000000000000000\n");
	ck_assert_int_eq(keys_load(vault->fixture->folder, vault->keys, &none), ERR_STATE);
	folder_write(vault->fixture->arena, vault->keys, "master.key", "short\n");
	ck_assert_int_eq(keys_load(vault->fixture->folder, vault->keys, &none), ERR_STATE);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(keys_load(vault->fixture->folder, vault->keys, &none), ERR_STATE);
	ck_assert_int_ne(keeper_main(vault->fixture->folder, vault->keys, vault->service.keeper_socket), 0);
	vault_free(vault);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/seal", sealed_content_comes_back_whole, one_changed_bit_is_found_everywhere,
			 cut_and_lengthened_files_are_found, exchanged_repeated_and_dropped_chunks_are_found,
			 recorded_size_must_be_exact, exchanged_heads_files_and_seals_are_found,
			 unknown_suites_are_refused, file_without_its_seal_stays_shut,
			 private_keys_cannot_be_exchanged_between_organisations,
			 public_key_is_made_once_and_for_existing_organisations,
			 keys_are_made_once_and_only_the_right_master_opens_them);
}
