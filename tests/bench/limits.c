/*
 * What the machine itself can do, measured in the same run as what is compared
 * with it:
 *   limits fdatasync FOLDER         36 KB overwritten and synced, times per second
 *   limits seal FOLDER              50 MB file to file: seal, hash twice, fsync; MB per second
 *   limits decrypt FOLDER           50 MB of sealed chunks opened in memory; MB per second
 */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 65536, SIZE = 50 * 1024 * 1024, RECORD = 36 * 1024 };

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

static double measure_fdatasync(const char *folder)
{
	static char record[RECORD];
	int descriptor = create(folder, "fdatasync");
	double begin;
	int count = 0;

	put(descriptor, record, RECORD);
	fsync(descriptor);
	begin = now();
	while (now() - begin < 2) {
		if (pwrite(descriptor, record, RECORD, 0) != RECORD || fdatasync(descriptor) != 0)
			exit(1);
		count++;
	}
	close(descriptor);
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

int main(int argc, char **argv)
{
	if (argc != 3 || sodium_init() < 0) {
		fputs("limits fdatasync|seal|decrypt FOLDER\n", stderr);
		return 2;
	}
	crypto_secretstream_xchacha20poly1305_keygen(key);
	if (strcmp(argv[1], "fdatasync") == 0)
		printf("%.1f\n", measure_fdatasync(argv[2]));
	else if (strcmp(argv[1], "seal") == 0)
		printf("%.1f\n", measure_seal(argv[2]));
	else
		printf("%.1f\n", measure_decrypt());
	return 0;
}
