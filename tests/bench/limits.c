/*
 * What the machine itself can do, measured in the same run as what is compared
 * with it:
 *   limits fdatasync FOLDER BYTES   so many overwritten and synced, times per second
 *   limits seal FOLDER              50 MB file to file: seal, hash twice, fsync; MB per second
 *   limits decrypt FOLDER           50 MB of sealed chunks opened in memory; MB per second
 *   limits insert FOLDER            rows of a day's use into plain SQLite, ten thousand a transaction; rows per second
 */
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 65536, SIZE = 50 * 1024 * 1024 };

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int create(const char *folder, const char *name)
{
	char path[4096];
	int descriptor;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	unlink(path);
	if (descriptor < 0) {
		perror(path);
		exit(1);
	}
	return descriptor;
}

static void put(int descriptor, const void *data, size_t size)
{
	if (write(descriptor, data, size) != (ssize_t)size) {
		perror("write");
		exit(1);
	}
}

static double measure_fdatasync(const char *folder, size_t size)
{
	char *record = calloc(1, size);
	int descriptor = create(folder, "fdatasync");
	double begin;
	int count = 0;

	if (record == NULL)
		exit(1);
	put(descriptor, record, size);
	fsync(descriptor);
	begin = now();
	while (now() - begin < 2) {
		if (pwrite(descriptor, record, size, 0) != (ssize_t)size || fdatasync(descriptor) != 0)
			exit(1);
		count++;
	}
	close(descriptor);
	free(record);
	return count / (now() - begin);
}

static unsigned char plain[CHUNK];
static unsigned char sealed[CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES];
static unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
static unsigned char header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

static double measure_seal(const char *folder)
{
	crypto_secretstream_xchacha20poly1305_state state;
	crypto_generichash_state of_plain, of_sealed;
	unsigned char digest[32];
	int in = create(folder, "plain");
	int out = create(folder, "sealed");
	double begin;

	for (int done = 0; done < SIZE; done += CHUNK)
		put(in, plain, CHUNK);
	fsync(in);
	begin = now();
	crypto_secretstream_xchacha20poly1305_init_push(&state, header, key);
	crypto_generichash_init(&of_plain, NULL, 0, 32);
	crypto_generichash_init(&of_sealed, NULL, 0, 32);
	for (off_t done = 0; done < SIZE; done += CHUNK) {
		if (pread(in, plain, CHUNK, done) != CHUNK)
			exit(1);
		crypto_generichash_update(&of_plain, plain, CHUNK);
		crypto_secretstream_xchacha20poly1305_push(&state, sealed, NULL, plain, CHUNK, NULL, 0, 0);
		crypto_generichash_update(&of_sealed, sealed, sizeof sealed);
		put(out, sealed, sizeof sealed);
	}
	crypto_generichash_final(&of_plain, digest, 32);
	crypto_generichash_final(&of_sealed, digest, 32);
	fsync(out);
	close(in);
	close(out);
	return SIZE / 1e6 / (now() - begin);
}

static double measure_decrypt(void)
{
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char *all = malloc((size_t)SIZE / CHUNK * sizeof sealed);
	unsigned char tag;
	double begin;

	if (all == NULL)
		exit(1);
	crypto_secretstream_xchacha20poly1305_init_push(&state, header, key);
	for (size_t i = 0; i < SIZE / CHUNK; i++)
		crypto_secretstream_xchacha20poly1305_push(&state, all + i * sizeof sealed, NULL, plain, CHUNK, NULL, 0,
							   0);
	begin = now();
	crypto_secretstream_xchacha20poly1305_init_pull(&state, header, key);
	for (size_t i = 0; i < SIZE / CHUNK; i++)
		if (crypto_secretstream_xchacha20poly1305_pull(&state, plain, NULL, &tag, all + i * sizeof sealed,
							       sizeof sealed, NULL, 0) != 0)
			exit(1);
	begin = now() - begin;
	free(all);
	return SIZE / 1e6 / begin;
}

/* ---- rows ---- */

enum { BATCHES = 5, BATCH = 10000, MACHINES = 1000, MEASURES = 15 };

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
		exit(1);
	}
}

static void insert_batch(sqlite3 *db, sqlite3_stmt *statement, int first_day)
{
	char machine[32];

	run(db, "BEGIN");
	for (int i = 0; i < BATCH; i++) {
		snprintf(machine, sizeof machine, "vm-bench-%d", i % MACHINES);
		sqlite3_bind_int(statement, 1, 1);
		sqlite3_bind_text(statement, 2, machine, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int(statement, 3, first_day + i / MACHINES);
		for (int m = 0; m < MEASURES; m++)
			sqlite3_bind_int(statement, 4 + m, i % 5000 + m);
		if (sqlite3_step(statement) != SQLITE_DONE)
			exit(1);
		sqlite3_reset(statement);
	}
	run(db, "COMMIT");
}

/* The table of days with its key and its safety (WAL, synchronous=FULL), without what zwy does besides. */
static double measure_insert(const char *folder)
{
	sqlite3 *db;
	sqlite3_stmt *statement;
	char path[4096];
	double begin;

	snprintf(path, sizeof path, "%s/insert.db", folder);
	unlink(path);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		exit(1);
	run(db, "PRAGMA journal_mode=WAL");
	run(db, "PRAGMA synchronous=FULL");
	run(db, "CREATE TABLE d (p INTEGER, m TEXT, day INTEGER, a, b, c, d, e, f, g, h, i, j, k, l, n, o, q,"
		" PRIMARY KEY (p, m, day)) WITHOUT ROWID");
	sqlite3_prepare_v2(db, "INSERT INTO d VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &statement, NULL);
	begin = now();
	for (int batch = 0; batch < BATCHES; batch++)
		insert_batch(db, statement, 20000 + batch * BATCH / MACHINES);
	begin = now() - begin;
	sqlite3_finalize(statement);
	sqlite3_close(db);
	unlink(path);
	return BATCHES * BATCH / begin;
}

int main(int argc, char **argv)
{
	bool sync = argc == 4 && strcmp(argv[1], "fdatasync") == 0 && atol(argv[3]) > 0;

	if ((argc != 3 && !sync) || sodium_init() < 0) {
		fputs("limits fdatasync FOLDER BYTES, limits seal|decrypt|insert FOLDER\n", stderr);
		return 2;
	}
	crypto_secretstream_xchacha20poly1305_keygen(key);
	if (sync)
		printf("%.1f\n", measure_fdatasync(argv[2], (size_t)atol(argv[3])));
	else if (strcmp(argv[1], "seal") == 0)
		printf("%.1f\n", measure_seal(argv[2]));
	else if (strcmp(argv[1], "decrypt") == 0)
		printf("%.1f\n", measure_decrypt());
	else
		printf("%.1f\n", measure_insert(argv[2]));
	return 0;
}
