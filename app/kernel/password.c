#include "base/base.h"
#include "kernel/password.h"

#include <sodium.h>

#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "kernel/setting.h"

enum { PASSWORD_MAX = 1024, CODE_CHARACTERS = 16, DIFFERENT_MIN = 6 };

/* Those that pass the rule of classes and are still the first ones tried; compared in lower case. */
static const char *const common[] = {
	"1qaz2wsx3edc",    "1qaz@wsx3edc",   "1qaz!qaz2wsx",   "qwer1234!@#$",   "qwer!@#$1234",   "zaq12wsx!@#$",
	"abcd1234!@#$",    "abc123!@#456",   "aa123456789!",   "admin@123456",   "admin@12345678", "admin123!@#$",
	"administrator1!", "root@123456789", "password123!",   "password@123",   "p@ssw0rd1234",   "p@ssw0rd123!",
	"passw0rd@123",    "welcome@1234",   "welcome123456!", "huawei@123456",  "huawei12#$%",    "inspur@123456",
	"h3c@123456789",   "sichuan@2024",   "sichuan@2025",   "sichuan@2026",   "chengdu@2024",   "chengdu@2025",
	"chengdu@2026",    "scdsj@123456",   "zwy@12345678",   "zhengwuyun@123", "woaini@1314520", "a1b2c3d4e5f6!",
	"iloveyou@1314",   "test@1234567",   "test123!@#456",  "changeme@123",
};

static int classes_of(const char *password)
{
	bool lower = false, upper = false, digit = false, other = false;

	for (const unsigned char *c = (const unsigned char *)password; *c != '\0'; c++) {
		if (*c >= 'a' && *c <= 'z')
			lower = true;
		else if (*c >= 'A' && *c <= 'Z')
			upper = true;
		else if (*c >= '0' && *c <= '9')
			digit = true;
		else
			other = true;
	}
	return lower + upper + digit + other;
}

static int different_bytes(const char *password)
{
	bool seen[256] = {false};
	int count = 0;

	for (const unsigned char *c = (const unsigned char *)password; *c != '\0'; c++) {
		count += !seen[*c];
		seen[*c] = true;
	}
	return count;
}

const char *password_complaint(struct arena *arena, const struct service *service, const char *login,
			       const char *password)
{
	int64_t least = setting_integer(service, "password_min");
	size_t length = strlen(password);
	const char *lower = text_lower(arena, password);

	if (utf8_length(password) < (size_t)least)
		return arena_printf(arena, "口令至少 %" PRId64 " 个字符", least);
	if (length > PASSWORD_MAX)
		return arena_printf(arena, "口令不能超过 %d 字节", PASSWORD_MAX);
	if (!text_printable(password, length))
		return "口令含有不能显示的字符，请换一个";
	if (classes_of(password) < 3)
		return "口令须含大写字母、小写字母、数字、其他符号中的三类";
	if (different_bytes(password) < DIFFERENT_MIN)
		return "口令重复的字符太多，请换一个";
	if (!text_empty(login) && strstr(lower, text_lower(arena, login)) != NULL)
		return "口令不能包含账号，请换一个";
	for (size_t i = 0; i < ARRAY_LENGTH(common); i++)
		if (text_equal(common[i], lower))
			return "这个口令太常见，请换一个";
	return NULL;
}

static unsigned long long ops_of(const struct service *service)
{
	return (unsigned long long)setting_integer(service, "argon_ops");
}

static size_t memory_of(const struct service *service)
{
	return (size_t)(setting_integer(service, "argon_memory_mib") * MIB);
}

enum err password_hash(const struct service *service, struct arena *arena, const char *password, char **out)
{
	char hash[crypto_pwhash_STRBYTES];

	*out = NULL;
	if (crypto_pwhash_str(hash, password, strlen(password), ops_of(service), memory_of(service)) != 0) {
		log_error("event=password_hash why=%s", "no memory for Argon2id");
		return ERR_BUSY;
	}
	*out = arena_strdup(arena, hash);
	return OK;
}

bool password_verify(const struct service *service, const char *hash, const char *password)
{
	char scratch[crypto_pwhash_STRBYTES];

	if (hash != NULL)
		return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
	/* The same Argon2id run as for a known account, and no answer to it. */
	if (crypto_pwhash_str(scratch, password, strlen(password), ops_of(service), memory_of(service)) != 0)
		log_error("event=password_verify why=%s", "no memory for Argon2id");
	crypt_wipe(scratch, sizeof scratch);
	return false;
}

bool password_needs_rehash(const struct service *service, const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, ops_of(service), memory_of(service)) != 0;
}

/* No 0 1 I L O U: people read these codes to each other over the telephone. */
static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

char *activation_code_new(struct arena *arena, uint8_t digest[32])
{
	char *code = arena_alloc(arena, CODE_CHARACTERS + CODE_CHARACTERS / 4);
	size_t length = 0;

	for (int i = 0; i < CODE_CHARACTERS; i++) {
		if (i > 0 && i % 4 == 0)
			code[length++] = '-';
		code[length++] = alphabet[randombytes_uniform(sizeof alphabet - 1)];
	}
	code[length] = '\0';
	if (!activation_code_digest(code, digest))
		fatalx("event=activation_code why=%s", "a fresh code does not read");
	return code;
}

bool activation_code_digest(const char *code, uint8_t digest[32])
{
	char plain[CODE_CHARACTERS];
	size_t length = 0;

	for (; *code != '\0'; code++) {
		char c = (char)(*code >= 'a' && *code <= 'z' ? *code - 'a' + 'A' : *code);

		if (c == '-' || c == ' ')
			continue;
		if (length == CODE_CHARACTERS || strchr(alphabet, c) == NULL)
			return false;
		plain[length++] = c;
	}
	if (length != CODE_CHARACTERS)
		return false;
	crypt_digest(digest, plain, sizeof plain, NULL, 0);
	return true;
}
