#include "support/office.h"

static struct office *office;

START_TEST(right_password_is_verified_and_wrong_is_not)
{
	char *hash;

	office = office_new(office_no_modules);
	ck_assert_int_eq(password_hash(office->service, office->arena, GOOD_PASSWORD, &hash), OK);
	ck_assert(text_starts(hash, "$argon2id$v=19$m=8192,t=1,p=1$"));
	ck_assert(password_verify(office->service, hash, GOOD_PASSWORD));
	ck_assert(!password_verify(office->service, hash, "correct-Horse-42"));
	ck_assert(!password_verify(office->service, hash, ""));
	ck_assert(!password_verify(office->service, "no hash at all", GOOD_PASSWORD));
	office_free(office);
}
END_TEST

START_TEST(unknown_account_costs_what_a_known_one_costs)
{
	enum { ROUNDS = 9 };
	int64_t known[ROUNDS], unknown[ROUNDS];
	char *hash;

	office = office_new(office_no_modules);
	ck_assert_int_eq(password_hash(office->service, office->arena, GOOD_PASSWORD, &hash), OK);
	for (int i = 0; i < ROUNDS; i++) {
		int64_t began = clock_monotonic();

		(void)password_verify(office->service, hash, "wrong");
		known[i] = clock_monotonic() - began;
		began = clock_monotonic();
		ck_assert(!password_verify(office->service, NULL, "wrong"));
		unknown[i] = clock_monotonic() - began;
	}
	/* The least of each, as other programs run beside; a factor of three, not a benchmark. */
	for (int i = 1; i < ROUNDS; i++) {
		known[0] = known[i] < known[0] ? known[i] : known[0];
		unknown[0] = unknown[i] < unknown[0] ? unknown[i] : unknown[0];
	}
	ck_assert_int_lt(unknown[0], known[0] * 3);
	ck_assert_int_lt(known[0], unknown[0] * 3);
	office_free(office);
}
END_TEST

START_TEST(hash_of_other_parameters_asks_to_be_renewed)
{
	char *hash;

	office = office_new(office_no_modules);
	ck_assert_int_eq(password_hash(office->service, office->arena, GOOD_PASSWORD, &hash), OK);
	ck_assert(!password_needs_rehash(office->service, hash));
	office_sql(office, "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('argon_ops', 2, '2', 1)");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert(password_needs_rehash(office->service, hash));
	ck_assert(password_verify(office->service, hash, GOOD_PASSWORD));
	office_free(office);
}
END_TEST

START_TEST(default_parameters_are_sixty_four_mebibytes_twice)
{
	for (const struct setting_row *row = kernel_settings; row->key != NULL; row++) {
		if (text_equal(row->key, "argon_memory_mib"))
			ck_assert_str_eq(row->fallback, "64");
		if (text_equal(row->key, "argon_ops"))
			ck_assert_str_eq(row->fallback, "2");
	}
}
END_TEST

static const char *complaint(const char *password)
{
	return password_complaint(office->arena, office->service, "slt.jb", password);
}

START_TEST(weak_passwords_are_refused)
{
	static const char *const weak[] = {
		"",
		"Short-1a",
		"alllowercaseletters",
		"lower-and-symbol-only",
		"12345678901234567890",
		"Password123!",
		"P@ssw0rd1234",
		"Aaaaaaaaaaa1",
		"x-SLT.JB-1-xyz-q",
		"Control\001-char-1a",
	};

	office = office_new(office_no_modules);
	for (size_t i = 0; i < ARRAY_LENGTH(weak); i++)
		ck_assert_msg(complaint(weak[i]) != NULL, "%s", weak[i]);
	office_free(office);
}
END_TEST

START_TEST(sound_passwords_are_accepted_up_to_their_length)
{
	char longest[1026];

	office = office_new(office_no_modules);
	ck_assert_ptr_null(complaint(GOOD_PASSWORD));
	ck_assert_ptr_null(complaint("口令可以是中文Abc1和数字"));
	memset(longest, 'x', sizeof longest);
	memcpy(longest, "Abc-123-def", 11);
	longest[1024] = '\0';
	ck_assert_ptr_null(complaint(longest));
	longest[1024] = 'x';
	longest[1025] = '\0';
	ck_assert_ptr_nonnull(complaint(longest));
	office_free(office);
}
END_TEST

START_TEST(activation_code_reads_as_people_type_it)
{
	uint8_t digest[32], again[32];
	struct arena *arena = arena_new();
	char *code;

	crypt_init();
	code = activation_code_new(arena, digest);
	ck_assert_uint_eq(strlen(code), 19);
	ck_assert(activation_code_digest(code, again));
	ck_assert_mem_eq(digest, again, 32);
	ck_assert(activation_code_digest(text_lower(arena, code), again));
	ck_assert_mem_eq(digest, again, 32);
	ck_assert(activation_code_digest(text_replace(arena, code, "-", " "), again));
	ck_assert_mem_eq(digest, again, 32);
	ck_assert(activation_code_digest(text_replace(arena, code, "-", ""), again));
	ck_assert_mem_eq(digest, again, 32);
	arena_free(arena);
}
END_TEST

START_TEST(text_that_is_no_code_is_refused)
{
	static const char *const bad[] = {"",
					  "2345",
					  "2345-6789-ABCD-EFG",
					  "2345-6789-ABCD-EFGH-J",
					  "0O1I-6789-ABCD-EFGH",
					  "2345-6789-ABCD-EFG!"};
	uint8_t digest[32];

	crypt_init();
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert(!activation_code_digest(bad[i], digest));
}
END_TEST

START_TEST(codes_do_not_repeat)
{
	struct arena *arena = arena_new();
	uint8_t first[32], second[32];

	crypt_init();
	(void)activation_code_new(arena, first);
	(void)activation_code_new(arena, second);
	ck_assert_mem_ne(first, second, 32);
	arena_free(arena);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/password", right_password_is_verified_and_wrong_is_not,
			 unknown_account_costs_what_a_known_one_costs, hash_of_other_parameters_asks_to_be_renewed,
			 default_parameters_are_sixty_four_mebibytes_twice, weak_passwords_are_refused,
			 sound_passwords_are_accepted_up_to_their_length, activation_code_reads_as_people_type_it,
			 text_that_is_no_code_is_refused, codes_do_not_repeat);
}
