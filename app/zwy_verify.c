/*
 * zwy-verify KEYFILE EXPORTFILE: checks an exported audit log of zwy.
 * zwy-verify KEYFILE FOLDER: checks an unpacked dossier of a system.
 *
 * For auditors: this file, zwy_verify_dossier.c with what is said of dossiers,
 * the C library and libsodium (BLAKE2b, SHA-256, Ed25519) are all there is;
 * nothing of zwy is linked in.  KEYFILE holds one line, the
 * public key in 64 hex digits as `zwy audit key` prints it; get it on paper,
 * not together with the export: a key that came with a forgery proves nothing.
 *
 * Prints one line.  Exit 0: everything holds; 1: something does not, and the
 * line names the first row that is wrong; 2: wrong usage or unreadable files.
 *
 * The export is text, one record to a line, fields separated by one tab:
 *
 *   zwy-audit-export 1 FIRST ANCHOR MADE SIGNATURE
 *   checkpoint ...              (only when FIRST is not 1: the one of row FIRST - 1)
 *   row SEQ TS WALL PERSON ORGANISATION ACTOR ROLE SOURCE ACTION OBJECT
 *       OBJECT_ID OUTCOME DETAIL REQUEST SALT D H
 *   checkpoint SEQ TS H ROOT SIGNATURE      (after the row SEQ)
 *   end FIRST LAST ROWS CHECKPOINTS HEAD BODY SIGNATURE
 *
 * Times are UTC seconds, hashes and signatures lower-case hex.  In texts a
 * backslash is \\, a tab \t, a line feed \n, another control character \xHH.
 * Empty PERSON, ORGANISATION and OBJECT_ID mean "none".
 *
 *   D    = BLAKE2b-256("zwy-audit-1", the 14 fields SEQ..REQUEST, each with its
 *          length in front as 4 bytes little endian, SALT (16 bytes))
 *   H    = BLAKE2b-256(H of the row before, D); before the first row: ANCHOR,
 *          which is zeros when FIRST is 1
 *   ROOT = Merkle root of the D of the rows since the checkpoint before:
 *          leaf BLAKE2b-256(0, D), node BLAKE2b-256(1, left, right), the left
 *          part of n leaves being the largest power of two below n
 *   BODY = BLAKE2b-256 of the whole text before the line "end"
 *
 * Signatures are Ed25519 over "zwy-sign-1" LF PURPOSE LF MESSAGE:
 *   first line   PURPOSE audit-export-head, MESSAGE the line before its last tab
 *   last line    PURPOSE audit-export-tail, MESSAGE the line before its last tab
 *   checkpoint   PURPOSE audit-checkpoint, MESSAGE SEQ LF TS LF H LF ROOT LF
 */
#include "zwy_verify.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct checker {
	unsigned char key[HASH];
	int64_t line;
	int64_t first; /* of the export */
	int64_t seq;   /* of the row before */
	int64_t ts;
	unsigned char h[HASH];
	int64_t rows;
	int64_t checkpoints;
	int64_t since;   /* row of the last checkpoint */
	uint64_t leaves; /* rows since it, and the roots of the full subtrees over them */
	unsigned char level[64][HASH];
	crypto_generichash_state body;
	bool ended;
};

/* ---- complaints ---- */

static void usage(void)
{
	(void)fprintf(stderr, "usage: zwy-verify KEYFILE EXPORTFILE | FOLDER\n");
	exit(EXIT_USAGE);
}

void unreadable(const char *path)
{
	(void)fprintf(stderr, "zwy-verify: %s: %s\n", path, strerror(errno));
	exit(EXIT_USAGE);
}

/* Say which row is the first that is wrong, and end. */
static void broken(const struct checker *checker, int64_t seq, const char *why)
{
	(void)printf("BROKEN at row %" PRId64 " (line %" PRId64 "): %s\n", seq, checker->line, why);
	exit(EXIT_BROKEN);
}

/* ---- small readers ---- */

/* Lower-case hex of exactly size bytes. */
bool read_hex(const char *text, unsigned char *out, size_t size)
{
	size_t length = strlen(text);
	if (length != size * 2 || strspn(text, "0123456789abcdef") != length)
		return false;
	return sodium_hex2bin(out, size, text, length, NULL, NULL, NULL) == 0;
}

/* A decimal as zwy writes it: no sign but a leading minus, no superfluous zero, no blanks. */
bool read_number(const char *text, int64_t *out)
{
	char again[32];
	char *end;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0')
		return false;
	(void)snprintf(again, sizeof(again), "%lld", value);
	*out = value;
	return strcmp(text, again) == 0;
}

/* Undo the escapes in place.  Only what zwy would have written is accepted, so that one text has one form. */
bool unescape(char *text)
{
	char *to = text;
	for (const char *from = text; *from; from++) {
		unsigned char c = (unsigned char)*from;
		if (c < 0x20 || c == 0x7f)
			return false;
		if (c == '\\') {
			unsigned char byte;
			char digits[3] = "";
			from++;
			switch (*from) {
			case '\\':
				c = '\\';
				break;
			case 't':
				c = '\t';
				break;
			case 'n':
				c = '\n';
				break;
			case 'x':
				if (from[1] == '\0' || from[2] == '\0')
					return false;
				memcpy(digits, from + 1, 2);
				if (!read_hex(digits, &byte, 1) || (byte >= 0x20 && byte != 0x7f) || byte == 0 ||
				    byte == '\t' || byte == '\n')
					return false;
				c = byte;
				from += 2;
				break;
			default:
				return false;
			}
		}
		*to++ = (char)c;
	}
	*to = '\0';
	return true;
}

/* Cut a line at its tabs; the number of fields, 0 when there are too many. */
size_t split(char *line, char *fields[FIELDS_MAX])
{
	size_t count = 0;
	for (;;) {
		if (count == FIELDS_MAX)
			return 0;
		fields[count++] = line;
		line = strchr(line, '\t');
		if (!line)
			return count;
		*line++ = '\0';
	}
}

/* ---- hashes and signatures ---- */

void hash(unsigned char out[HASH], const void *a, size_t a_size, const void *b, size_t b_size)
{
	crypto_generichash_state state;
	(void)crypto_generichash_init(&state, NULL, 0, HASH);
	(void)crypto_generichash_update(&state, a, a_size);
	(void)crypto_generichash_update(&state, b, b_size);
	(void)crypto_generichash_final(&state, out, HASH);
}

static bool is_signed(const unsigned char key[HASH], const char *purpose, const char *message, size_t length,
		      const char *signature_text)
{
	unsigned char signature[SIGNATURE];
	if (!read_hex(signature_text, signature, sizeof(signature)))
		return false;
	size_t head = strlen("zwy-sign-1\n\n") + strlen(purpose);
	unsigned char *text = malloc(head + length + 1);
	if (!text)
		unreadable("memory");
	(void)snprintf((char *)text, head + 1, "zwy-sign-1\n%s\n", purpose);
	memcpy(text + head, message, length);
	bool good = crypto_sign_verify_detached(signature, text, head + length, key) == 0;
	free(text);
	return good;
}

/* SEQ TS H ROOT SIGNATURE, the hashes of the right size. */
bool checkpoint_is_signed(const unsigned char key[HASH], char *const fields[5])
{
	char message[2 * 24 + 4 * HASH + 8];
	int length = snprintf(message, sizeof(message), "%s\n%s\n%s\n%s\n", fields[0], fields[1], fields[2], fields[3]);
	return is_signed(key, "audit-checkpoint", message, (size_t)length, fields[4]);
}

void node(const unsigned char left[HASH], const unsigned char right[HASH], unsigned char out[HASH])
{
	unsigned char both[2 * HASH];
	memcpy(both, left, HASH);
	memcpy(both + HASH, right, HASH);
	hash(out, "\1", 1, both, sizeof(both));
}

/* One leaf more: as in adding one to a binary number, full subtrees of equal size are joined. */
static void add_leaf(struct checker *checker, const unsigned char d[HASH])
{
	unsigned char root[HASH];
	size_t level = 0;
	hash(root, "\0", 1, d, HASH);
	for (uint64_t full = checker->leaves; full & 1; full >>= 1)
		node(checker->level[level++], root, root);
	memcpy(checker->level[level], root, HASH);
	checker->leaves++;
}

static void tree_root(const struct checker *checker, unsigned char root[HASH])
{
	bool have = false;
	memset(root, 0, HASH);
	for (size_t level = 0; level < 64; level++) {
		if (!((checker->leaves >> level) & 1))
			continue;
		if (have)
			node(checker->level[level], root, root);
		else
			memcpy(root, checker->level[level], HASH);
		have = true;
	}
}

/* D of a row: its texts, unescaped, and its salt. */
void row_digest(char *const texts[ROW_TEXTS], const unsigned char salt[SALT], unsigned char d[HASH])
{
	crypto_generichash_state state;
	(void)crypto_generichash_init(&state, NULL, 0, HASH);
	(void)crypto_generichash_update(&state, (const unsigned char *)"zwy-audit-1", strlen("zwy-audit-1"));
	for (int i = 0; i < ROW_TEXTS; i++) {
		size_t length = strlen(texts[i]);
		unsigned char prefix[4] = {(unsigned char)length, (unsigned char)(length >> 8),
					   (unsigned char)(length >> 16), (unsigned char)(length >> 24)};
		(void)crypto_generichash_update(&state, prefix, sizeof(prefix));
		(void)crypto_generichash_update(&state, (const unsigned char *)texts[i], length);
	}
	(void)crypto_generichash_update(&state, salt, SALT);
	(void)crypto_generichash_final(&state, d, HASH);
}

/* ---- the four kinds of line; whole is the line as it stands, without its line feed ---- */

static size_t before_last_tab(const char *whole)
{
	const char *tab = strrchr(whole, '\t');
	return tab ? (size_t)(tab - whole) : 0;
}

static void check_head(struct checker *checker, const char *whole, char **fields, size_t count)
{
	static const unsigned char zeros[HASH];
	int64_t made;
	if (count != 6 || strcmp(fields[0], "zwy-audit-export") != 0 || strcmp(fields[1], "1") != 0 ||
	    !read_number(fields[2], &checker->first) || !read_hex(fields[3], checker->h, HASH) ||
	    !read_number(fields[4], &made) || checker->first < 1)
		broken(checker, 1, "not an export of zwy");
	if (!is_signed(checker->key, "audit-export-head", whole, before_last_tab(whole), fields[5]))
		broken(checker, checker->first, "the first line is not signed by this key");
	if (checker->first == 1 && memcmp(checker->h, zeros, HASH) != 0)
		broken(checker, 1, "the log does not begin at its beginning");
	checker->seq = checker->since = checker->first - 1;
}

static void check_row(struct checker *checker, char **fields, size_t count)
{
	unsigned char salt[SALT], d[HASH], d_stated[HASH], h[HASH], h_stated[HASH];
	int64_t next = checker->seq + 1;
	int64_t seq, ts;
	if (checker->rows == 0 && checker->checkpoints == 0 && checker->first > 1)
		broken(checker, next, "the checkpoint before the first row is missing");
	if (count != 1 + ROW_TEXTS + 3 || !read_number(fields[1], &seq) || !read_number(fields[2], &ts))
		broken(checker, next, "malformed");
	if (seq > next)
		broken(checker, next, "missing");
	if (seq < next)
		broken(checker, next, "another row stands in its place");
	for (int i = 1; i <= ROW_TEXTS; i++)
		if (!unescape(fields[i]))
			broken(checker, seq, "malformed text");
	if (!read_hex(fields[15], salt, SALT) || !read_hex(fields[16], d_stated, HASH) ||
	    !read_hex(fields[17], h_stated, HASH))
		broken(checker, seq, "malformed hash");
	row_digest(fields + 1, salt, d);
	if (memcmp(d, d_stated, HASH) != 0)
		broken(checker, seq, "content and digest do not agree");
	hash(h, checker->h, HASH, d, HASH);
	if (memcmp(h, h_stated, HASH) != 0)
		broken(checker, seq, "does not continue the chain");
	if (ts < checker->ts)
		broken(checker, seq, "earlier than the row before");
	checker->seq = seq;
	checker->ts = ts;
	memcpy(checker->h, h, HASH);
	checker->rows++;
	add_leaf(checker, d);
}

static void check_checkpoint(struct checker *checker, char **fields, size_t count)
{
	unsigned char h[HASH], root[HASH], root_stated[HASH];
	int64_t seq, ts;
	if (count != 6 || !read_number(fields[1], &seq) || !read_number(fields[2], &ts) ||
	    !read_hex(fields[3], h, HASH) || !read_hex(fields[4], root_stated, HASH))
		broken(checker, checker->seq + 1, "malformed checkpoint");
	if (!checkpoint_is_signed(checker->key, fields + 1))
		broken(checker, seq, "the checkpoint is not signed by this key");
	if (seq > checker->seq)
		broken(checker, checker->seq + 1, "missing, a checkpoint proves that it was there");
	if (seq < checker->seq || memcmp(h, checker->h, HASH) != 0)
		broken(checker, checker->seq, "the checkpoint belongs to another row");
	bool is_anchor = seq == checker->first - 1;
	if (is_anchor)
		checker->ts = ts;
	if (ts != checker->ts || (!is_anchor && seq == checker->since))
		broken(checker, seq, "the checkpoint belongs to another row");
	tree_root(checker, root);
	if (!is_anchor && memcmp(root, root_stated, HASH) != 0)
		broken(checker, seq, "the checkpoint's root is not that of its rows");
	checker->checkpoints++;
	checker->since = seq;
	checker->leaves = 0;
}

static void check_end(struct checker *checker, const char *whole, char **fields, size_t count)
{
	unsigned char head[HASH], body[HASH], body_stated[HASH];
	int64_t first, last, rows, checkpoints;
	int64_t next = checker->seq + 1;
	(void)crypto_generichash_final(&checker->body, body, HASH);
	if (count != 8 || !read_number(fields[1], &first) || !read_number(fields[2], &last) ||
	    !read_number(fields[3], &rows) || !read_number(fields[4], &checkpoints) ||
	    !read_hex(fields[5], head, HASH) || !read_hex(fields[6], body_stated, HASH))
		broken(checker, next, "malformed last line");
	if (!is_signed(checker->key, "audit-export-tail", whole, before_last_tab(whole), fields[7]))
		broken(checker, next, "the last line is not signed by this key");
	if (last > checker->seq)
		broken(checker, next, "missing");
	if (first != checker->first || last != checker->seq || rows != checker->rows ||
	    memcmp(head, checker->h, HASH) != 0)
		broken(checker, checker->seq, "the last line belongs to another export");
	if (checkpoints != checker->checkpoints || memcmp(body, body_stated, HASH) != 0)
		broken(checker, checker->seq, "a line that is no row was changed, added or removed");
	checker->ended = true;
}

/* ---- files ---- */

static void read_key(const char *path, unsigned char key[HASH])
{
	char line[80] = "";
	FILE *file = fopen(path, "r");
	if (!file)
		unreadable(path);
	char *got = fgets(line, sizeof(line), file);
	(void)fclose(file);
	line[strcspn(line, "\r\n")] = '\0';
	if (!got || !read_hex(line, key, HASH)) {
		(void)fprintf(stderr, "zwy-verify: %s: not a public key of 64 hex digits\n", path);
		exit(EXIT_USAGE);
	}
}

static void check_line(struct checker *checker, const char *whole, char *work)
{
	char *fields[FIELDS_MAX];
	size_t count = split(work, fields);
	if (checker->ended)
		broken(checker, checker->seq + 1, "something follows the last line");
	if (checker->line == 1)
		check_head(checker, whole, fields, count);
	else if (count > 0 && strcmp(fields[0], "row") == 0)
		check_row(checker, fields, count);
	else if (count > 0 && strcmp(fields[0], "checkpoint") == 0)
		check_checkpoint(checker, fields, count);
	else if (count > 0 && strcmp(fields[0], "end") == 0)
		check_end(checker, whole, fields, count);
	else
		broken(checker, checker->seq + 1, "unknown line");
}

static void check_file(struct checker *checker, FILE *file, const char *path)
{
	char *line = NULL;
	size_t capacity = 0;
	ssize_t length;
	while ((length = getline(&line, &capacity, file)) > 0) {
		checker->line++;
		if (line[length - 1] != '\n')
			broken(checker, checker->seq + 1, "cut off in the middle of a line");
		if (memchr(line, '\0', (size_t)length))
			broken(checker, checker->seq + 1, "not a text");
		/* BODY covers every line before the last; check_end closes it before its own line is added. */
		bool is_end = strncmp(line, "end\t", 4) == 0;
		if (!is_end)
			(void)crypto_generichash_update(&checker->body, (const unsigned char *)line, (size_t)length);
		line[length - 1] = '\0';
		char *work = strdup(line);
		if (!work)
			unreadable("memory");
		check_line(checker, line, work);
		free(work);
	}
	if (ferror(file))
		unreadable(path);
	free(line);
	if (!checker->ended)
		broken(checker, checker->seq + 1, "missing, the export is cut off");
}

int main(int argc, char **argv)
{
	static struct checker checker;
	if (argc != 3)
		usage();
	if (sodium_init() < 0)
		unreadable("libsodium");
	read_key(argv[1], checker.key);
	struct stat stated;
	if (stat(argv[2], &stated) == 0 && S_ISDIR(stated.st_mode)) {
		check_dossier(checker.key, argv[2]);
		return 0;
	}
	FILE *file = fopen(argv[2], "r");
	if (!file)
		unreadable(argv[2]);
	(void)crypto_generichash_init(&checker.body, NULL, 0, HASH);
	check_file(&checker, file, argv[2]);
	(void)fclose(file);
	(void)printf("OK rows %" PRId64 " to %" PRId64 ", %" PRId64 " checkpoints, head ", checker.first, checker.seq,
		     checker.checkpoints);
	for (int i = 0; i < 6; i++)
		(void)printf("%s%02X", i == 2 || i == 4 ? "-" : "", checker.h[i]);
	(void)printf("\n");
	return 0;
}
