/*
 * The unpacked dossier of a system, checked without zwy.  A folder with
 *
 *   proof.txt      the audit row that says when the dossier was drawn, with proof
 *   manifest.txt   every other file; its SHA-256 stands in that row
 *   audit.txt      audit rows of the system, its matters and attachments, with proof
 *   …              pages, tables, attachments
 *
 * proof.txt and audit.txt are text, one record to a line, fields separated by one tab:
 *
 *   zwy-audit-part 1 ROWS
 *   checkpoint FROM SEQ TS H ROOT SIGNATURE
 *   row N SEQ TS WALL PERSON ORGANISATION ACTOR ROLE SOURCE ACTION OBJECT
 *       OBJECT_ID OUTCOME DETAIL REQUEST SALT PATH
 *
 * as in an export (zwy_verify.c); FROM is the row of the checkpoint before, N
 * counts the rows from 1, PATH is the hashes beside the way from the row to
 * ROOT, lowest first, separated by commas, or "-" when the row stands alone.
 * The tree has SEQ - FROM leaves, the row's place in it is its own SEQ.
 *
 *   zwy-dossier 1 SYSTEM DRAWN FILES            (first line of manifest.txt)
 *   file SHA256 SIZE PATH
 *   attachment SHA256 SIZE PATH ID              (ID: of the attachment, as in audit rows)
 *
 * What holds then: the files are those the server put together at that moment,
 * the moment is in the signed log, and no row listed was altered since it was
 * signed.  Which rows are listed was the server's choice: rows of others are not.
 */
#include "zwy_verify.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_HASHES = 64 };

struct member {
	char *path;
	unsigned char sha256[HASH];
	int64_t size;
	int64_t attachment; /* 0: none */
};

/* A row that says a file was handed in. */
struct handed_in {
	int64_t attachment, seq;
	unsigned char digest[HASH]; /* BLAKE2b-256 */
};

struct dossier {
	const unsigned char *key;
	const char *folder;
	struct member *members;
	size_t member_count;
	struct handed_in *handed_in;
	size_t handed_in_count;
	int64_t system, drawn; /* as the row of its drawing says */
	int64_t proof_seq;
	unsigned char manifest[HASH];
	int64_t rows, checkpoints, attachments, proved;
};

/* A partial export while it is read. */
struct part {
	struct dossier *dossier;
	const char *name;
	void (*row)(struct part *part, char **fields);
	int64_t line, stated, rows, checkpoints;
	int64_t from, until; /* of the checkpoint */
	int64_t seq;         /* of the row before */
	unsigned char root[HASH];
};

/* ---- complaints ---- */

__attribute__((format(printf, 2, 3), noreturn)) static void broken_file(const char *name, const char *format, ...)
{
	va_list arguments;
	(void)printf("BROKEN %s: ", name);
	va_start(arguments, format);
	(void)vprintf(format, arguments);
	va_end(arguments);
	(void)printf("\n");
	exit(EXIT_BROKEN);
}

__attribute__((noreturn)) static void broken_part(const struct part *part, int64_t seq, const char *why)
{
	if (seq > 0)
		broken_file(part->name, "row %" PRId64 " (line %" PRId64 ") %s", seq, part->line, why);
	broken_file(part->name, "line %" PRId64 " %s", part->line, why);
}

static void *more(void *memory, size_t count, size_t size)
{
	/* Doubling at powers of two. */
	if (count & (count - 1))
		return memory;
	memory = reallocarray(memory, count == 0 ? 1 : 2 * count, size);
	if (!memory)
		unreadable("memory");
	return memory;
}

/* ---- files of the folder ---- */

/* Descriptor of a plain file, -1 without one: no link leads out of the folder. */
static int open_file(const struct dossier *dossier, const char *name)
{
	char path[PATH_MAX];
	struct stat stated;
	if (snprintf(path, sizeof(path), "%s/%s", dossier->folder, name) >= (int)sizeof(path))
		return -1;
	int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (file >= 0 && (fstat(file, &stated) != 0 || !S_ISREG(stated.st_mode))) {
		close(file);
		return -1;
	}
	return file;
}

static FILE *open_text(const struct dossier *dossier, const char *name)
{
	int file = open_file(dossier, name);
	FILE *text = file < 0 ? NULL : fdopen(file, "r");
	if (!text)
		broken_file(name, "missing");
	return text;
}

/* Both digests in one pass, and the size. */
static int64_t digest_file(const struct dossier *dossier, const char *name, unsigned char sha256[HASH],
			   unsigned char blake2b[HASH])
{
	static unsigned char piece[65536];
	crypto_hash_sha256_state sha;
	crypto_generichash_state blake;
	int64_t size = 0;
	ssize_t got;
	int file = open_file(dossier, name);
	if (file < 0)
		broken_file(name, "missing");
	(void)crypto_hash_sha256_init(&sha);
	(void)crypto_generichash_init(&blake, NULL, 0, HASH);
	while ((got = read(file, piece, sizeof(piece))) > 0) {
		(void)crypto_hash_sha256_update(&sha, piece, (size_t)got);
		(void)crypto_generichash_update(&blake, piece, (size_t)got);
		size += got;
	}
	if (got < 0)
		unreadable(name);
	close(file);
	(void)crypto_hash_sha256_final(&sha, sha256);
	(void)crypto_generichash_final(&blake, blake2b, HASH);
	return size;
}

/* The next line without its line feed; false at the end. */
static bool next_line(const char *name, FILE *file, char **line, size_t *capacity, int64_t *number)
{
	ssize_t length = getline(line, capacity, file);
	if (length <= 0) {
		if (ferror(file))
			unreadable(name);
		return false;
	}
	++*number;
	if ((*line)[length - 1] != '\n' || memchr(*line, '\0', (size_t)length))
		broken_file(name, "line %" PRId64 " is cut off, or is no text", *number);
	(*line)[length - 1] = '\0';
	return true;
}

/* ---- partial exports ---- */

/* From a leaf's digest to the root: the larger power of two is on the left. */
static bool climb(const unsigned char d[HASH], int64_t count, int64_t index, unsigned char (*path)[HASH], size_t length,
		  unsigned char out[HASH])
{
	unsigned char below[HASH];
	int64_t left = 1;
	if (count <= 1) {
		hash(out, "\0", 1, d, HASH);
		return length == 0;
	}
	if (length == 0)
		return false;
	while (left < count - left)
		left *= 2;
	bool is_left = index < left;
	if (!climb(d, is_left ? left : count - left, is_left ? index : index - left, path, length - 1, below))
		return false;
	if (is_left)
		node(below, path[length - 1], out);
	else
		node(path[length - 1], below, out);
	return true;
}

static bool read_path(char *text, unsigned char (*path)[HASH], size_t *length)
{
	*length = 0;
	if (strcmp(text, "-") == 0)
		return true;
	for (char *next = text; next;) {
		char *one = strsep(&next, ",");
		if (*length == PATH_HASHES || !read_hex(one, path[(*length)++], HASH))
			return false;
	}
	return true;
}

static void part_checkpoint(struct part *part, char **fields, size_t count)
{
	unsigned char h[HASH];
	int64_t from, seq, ts;
	if (count != 7 || !read_number(fields[1], &from) || !read_number(fields[2], &seq) ||
	    !read_number(fields[3], &ts) || !read_hex(fields[4], h, HASH) || !read_hex(fields[5], part->root, HASH) ||
	    from < 0 || seq <= from)
		broken_part(part, 0, "is a malformed checkpoint");
	if (from < part->until)
		broken_part(part, 0, "is a checkpoint out of order");
	if (!checkpoint_is_signed(part->dossier->key, fields + 2))
		broken_part(part, 0, "is a checkpoint not signed by this key");
	part->from = from;
	part->until = seq;
	part->checkpoints++;
}

static void part_row(struct part *part, char **fields, size_t count)
{
	unsigned char salt[SALT], d[HASH], reached[HASH], path[PATH_HASHES][HASH];
	size_t length;
	int64_t number, seq;
	if (count != 18 || !read_number(fields[1], &number) || !read_number(fields[2], &seq))
		broken_part(part, 0, "is malformed");
	if (number != part->rows + 1)
		broken_file(part->name, "line %" PRId64 " has the %" PRId64 ". row, the %" PRId64 ". is missing",
			    part->line, number, part->rows + 1);
	if (seq <= part->seq)
		broken_part(part, seq, "is out of order");
	if (seq <= part->from || seq > part->until)
		broken_part(part, seq, "does not belong to the checkpoint above it");
	for (int i = 2; i < 2 + ROW_TEXTS; i++)
		if (!unescape(fields[i]))
			broken_part(part, seq, "has a malformed text");
	if (!read_hex(fields[16], salt, SALT) || !read_path(fields[17], path, &length))
		broken_part(part, seq, "has a malformed proof");
	row_digest(fields + 2, salt, d);
	if (!climb(d, part->until - part->from, seq - part->from - 1, path, length, reached) ||
	    memcmp(reached, part->root, HASH) != 0)
		broken_part(part, seq, "is not what was signed: content and proof do not lead to the checkpoint");
	part->seq = seq;
	part->rows++;
	part->row(part, fields);
}

static void check_part(struct part *part)
{
	char *line = NULL;
	char *fields[FIELDS_MAX];
	size_t capacity = 0;
	FILE *file = open_text(part->dossier, part->name);
	while (next_line(part->name, file, &line, &capacity, &part->line)) {
		size_t count = split(line, fields);
		if (part->line == 1) {
			if (count != 3 || strcmp(fields[0], "zwy-audit-part") != 0 || strcmp(fields[1], "1") != 0 ||
			    !read_number(fields[2], &part->stated))
				broken_part(part, 0, "is no audit part of zwy");
		} else if (count > 0 && strcmp(fields[0], "checkpoint") == 0) {
			part_checkpoint(part, fields, count);
		} else if (count > 0 && strcmp(fields[0], "row") == 0) {
			part_row(part, fields, count);
		} else {
			broken_part(part, 0, "is unknown");
		}
	}
	free(line);
	(void)fclose(file);
	if (part->line == 0 || part->rows != part->stated)
		broken_file(part->name, "%" PRId64 " rows are stated, %" PRId64 " are there", part->stated, part->rows);
}

/* A hash in the detail of a row: inside a text of JSON quotes are escaped, so that no text can look like this. */
static bool detail_hash(const char *detail, const char *key, unsigned char out[HASH])
{
	char wanted[40], hex[2 * HASH + 1];
	(void)snprintf(wanted, sizeof(wanted), "\"%s\":\"", key);
	const char *found = strstr(detail, wanted);
	if (!found || strlen(found) < strlen(wanted) + 2 * HASH + 1)
		return false;
	memcpy(hex, found + strlen(wanted), 2 * HASH);
	hex[2 * HASH] = '\0';
	return found[strlen(wanted) + 2 * HASH] == '"' && read_hex(hex, out, HASH);
}

static void row_of_drawing(struct part *part, char **fields)
{
	struct dossier *dossier = part->dossier;
	if (strcmp(fields[10], "dossier.draw") != 0 || strcmp(fields[11], "system") != 0 ||
	    strcmp(fields[13], "ok") != 0 || !read_number(fields[12], &dossier->system) ||
	    !read_number(fields[3], &dossier->drawn) || !detail_hash(fields[14], "manifest", dossier->manifest))
		broken_part(part, part->seq, "does not say that a dossier was drawn");
	dossier->proof_seq = part->seq;
}

static void row_of_object(struct part *part, char **fields)
{
	struct dossier *dossier = part->dossier;
	struct handed_in found = {.seq = part->seq};
	if (strcmp(fields[10], "attachment.add") != 0 || strcmp(fields[11], "attachment") != 0 ||
	    !read_number(fields[12], &found.attachment) || !detail_hash(fields[14], "digest", found.digest))
		return;
	dossier->handed_in = more(dossier->handed_in, dossier->handed_in_count, sizeof(found));
	dossier->handed_in[dossier->handed_in_count++] = found;
}

/* ---- the manifest ---- */

/* Below the folder, in plain letters. */
static bool path_is_plain(const char *path)
{
	if (strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789-_./") != strlen(path) || path[0] == '/' ||
	    path[0] == '.' || path[0] == '\0')
		return false;
	return !strstr(path, "/.") && !strstr(path, "//") && path[strlen(path) - 1] != '/';
}

static struct member *find_member(struct dossier *dossier, const char *path)
{
	for (size_t i = 0; i < dossier->member_count; i++)
		if (strcmp(dossier->members[i].path, path) == 0)
			return &dossier->members[i];
	return NULL;
}

static void manifest_line(struct dossier *dossier, int64_t line, char **fields, size_t count)
{
	struct member member = {0};
	bool attached = count == 5 && strcmp(fields[0], "attachment") == 0;
	if ((!attached && (count != 4 || strcmp(fields[0], "file") != 0)) ||
	    !read_hex(fields[1], member.sha256, HASH) || !read_number(fields[2], &member.size) ||
	    !path_is_plain(fields[3]) || (attached && !read_number(fields[4], &member.attachment)) ||
	    find_member(dossier, fields[3]))
		broken_file("manifest.txt", "line %" PRId64 " is malformed", line);
	member.path = strdup(fields[3]);
	if (!member.path)
		unreadable("memory");
	dossier->members = more(dossier->members, dossier->member_count, sizeof(member));
	dossier->members[dossier->member_count++] = member;
}

static void check_manifest(struct dossier *dossier)
{
	unsigned char sha256[HASH], blake2b[HASH];
	char *line = NULL;
	char *fields[FIELDS_MAX];
	size_t capacity = 0;
	int64_t number = 0, system = 0, drawn, stated = 0;
	(void)digest_file(dossier, "manifest.txt", sha256, blake2b);
	if (memcmp(sha256, dossier->manifest, HASH) != 0)
		broken_file("manifest.txt", "not the one recorded when the dossier was drawn (row %" PRId64 ")",
			    dossier->proof_seq);
	FILE *file = open_text(dossier, "manifest.txt");
	while (next_line("manifest.txt", file, &line, &capacity, &number)) {
		size_t count = split(line, fields);
		if (number > 1)
			manifest_line(dossier, number, fields, count);
		else if (count != 5 || strcmp(fields[0], "zwy-dossier") != 0 || strcmp(fields[1], "1") != 0 ||
			 !read_number(fields[2], &system) || !read_number(fields[3], &drawn) ||
			 !read_number(fields[4], &stated))
			broken_file("manifest.txt", "not a manifest of zwy");
	}
	free(line);
	(void)fclose(file);
	if (system != dossier->system || stated != (int64_t)dossier->member_count)
		broken_file("manifest.txt", "its first line does not agree with the rest");
}

static void check_member(struct dossier *dossier, const struct member *member)
{
	unsigned char sha256[HASH], blake2b[HASH];
	bool proved = false;
	if (digest_file(dossier, member->path, sha256, blake2b) != member->size ||
	    memcmp(sha256, member->sha256, HASH) != 0)
		broken_file(member->path, "changed since the dossier was drawn");
	for (size_t i = 0; member->attachment != 0 && i < dossier->handed_in_count; i++) {
		const struct handed_in *row = &dossier->handed_in[i];
		if (row->attachment != member->attachment)
			continue;
		if (memcmp(row->digest, blake2b, HASH) != 0)
			broken_file(member->path, "not the file that was handed in (row %" PRId64 ")", row->seq);
		proved = true;
	}
	dossier->attachments += member->attachment != 0;
	dossier->proved += proved;
}

/* ---- files nobody put there ---- */

static void check_folder(struct dossier *dossier, const char *below)
{
	char path[PATH_MAX], name[PATH_MAX];
	struct stat stated;
	if (snprintf(path, sizeof(path), "%s/%s", dossier->folder, below) >= (int)sizeof(path))
		unreadable(below);
	DIR *folder = opendir(path);
	if (!folder)
		unreadable(path);
	for (struct dirent *entry; (entry = readdir(folder));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (snprintf(name, sizeof(name), "%s%s%s", below, *below ? "/" : "", entry->d_name) >=
			    (int)sizeof(name) ||
		    fstatat(dirfd(folder), entry->d_name, &stated, AT_SYMLINK_NOFOLLOW) != 0)
			unreadable(entry->d_name);
		if (S_ISDIR(stated.st_mode))
			check_folder(dossier, name);
		else if (strcmp(name, "manifest.txt") != 0 && strcmp(name, "proof.txt") != 0 &&
			 !find_member(dossier, name))
			broken_file(name, "not part of the dossier");
	}
	(void)closedir(folder);
}

static void forget(struct dossier *dossier)
{
	for (size_t i = 0; i < dossier->member_count; i++)
		free(dossier->members[i].path);
	free(dossier->members);
	free(dossier->handed_in);
}

void check_dossier(const unsigned char key[HASH], const char *folder)
{
	struct dossier dossier = {.key = key, .folder = folder};
	struct part proof = {.dossier = &dossier, .name = "proof.txt", .row = row_of_drawing};
	struct part audit = {.dossier = &dossier, .name = "audit.txt", .row = row_of_object};
	char when[40];
	check_part(&proof);
	if (proof.rows != 1)
		broken_file("proof.txt", "not the one row of the drawing");
	check_manifest(&dossier);
	check_part(&audit);
	if (!find_member(&dossier, "audit.txt"))
		broken_file("manifest.txt", "does not name audit.txt");
	for (size_t i = 0; i < dossier.member_count; i++)
		check_member(&dossier, &dossier.members[i]);
	check_folder(&dossier, "");
	time_t drawn = (time_t)dossier.drawn;
	const struct tm *at = gmtime(&drawn);
	if (!at || strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", at) == 0)
		broken_file("proof.txt", "no time at which it was drawn");
	(void)printf("OK dossier of system %" PRId64 ", drawn %s UTC (row %" PRId64 "), %zu files, %" PRId64
		     " attachments, %" PRId64 " of them against the row of their handing in, %" PRId64
		     " audit rows under %" PRId64 " checkpoints\n",
		     dossier.system, when, dossier.proof_seq, dossier.member_count, dossier.attachments, dossier.proved,
		     audit.rows, audit.checkpoints);
	forget(&dossier);
}
