/*
 * For the tests of sealing: a vault with two organisations, the keeper's keys in
 * the test's own hand, contents, and opening as the keeper does it.
 */
#ifndef UNIT_KERNEL_SEALING_H
#define UNIT_KERNEL_SEALING_H

#include <sys/mman.h>

#include "unit/kernel/vault.h"

#include "kernel/seal_format.h"

static struct vault *vault;
static struct keys *keys; /* the keeper's, here in the test's hand */
static struct db *keys_db;

static inline void set_up(void)
{
	vault = vault_new();
	vault_keeper_start(vault);
	raw_run(vault, "app.db",
		"INSERT INTO organisation (id, code, name, short_name, rank, valid_from) VALUES"
		" (1, 'zx', '中心', '中心', 1, 1), (2, 'slt', '水利厅', '水利', 2, 1)");
	ck_assert_int_eq(keys_load(vault->fixture->folder, vault->keys, &keys), OK);
	keys_db = fixture_open(vault->fixture, DB_KEYS, DB_WRITER);
}

static inline void tear_down(void)
{
	keys_free(keys);
	db_free(keys_db);
	vault_free(vault);
}

static inline uint8_t *content_of(size_t size)
{
	uint8_t *content = malloc(size + 1);
	ck_assert_ptr_nonnull(content);
	for (size_t i = 0; i < size; i++)
		content[i] = (uint8_t)(i * 2654435761U >> 13);
	return content;
}

/* Sealed in pieces of an odd size, as they come from the network. */
static inline struct sealed seal_it(const uint8_t *content, size_t size)
{
	struct seal_writer *writer;
	struct sealed sealed;
	ck_assert_int_eq(seal_begin(&vault->context, 2, &writer), OK);
	for (size_t at = 0; at < size;) {
		size_t part = size - at < 7001 ? size - at : 7001;
		ck_assert_int_eq(seal_write(writer, content + at, part), OK);
		at += part;
	}
	ck_assert_int_eq(seal_finish(writer, &sealed), OK);
	seal_free(writer);
	return sealed;
}

static inline char *stored_path(const struct sealed *sealed)
{
	return seal_path(vault->fixture->arena, vault->fixture->folder, sealed->uuid);
}

/* What the keeper does: NULL, or why not, and then nothing was left of the content. */
static inline const char *open_as(const struct sealed *sealed, const char *uuid, const char *path, uint8_t *into)
{
	uint8_t key[FILE_KEY_SIZE];
	const struct seal_expected expected = {uuid, sealed->size, sealed->digest};
	if (keys_unseal(keys, keys_db, uuid, key) != FOUND)
		return "no seal of this file";
	int file = open(path, O_RDONLY | O_CLOEXEC);
	int memory = memfd_create("opened", MFD_CLOEXEC);
	ck_assert_int_ge(file, 0);
	ck_assert_int_ge(memory, 0);
	const char *why = seal_open(file, &expected, key, memory);
	ck_assert_int_eq(lseek(memory, 0, SEEK_END), why ? 0 : sealed->size);
	ck_assert_int_eq(pread(memory, into, (size_t)sealed->size, 0), why ? 0 : sealed->size);
	close(memory);
	close(file);
	return why;
}

static inline const char *open_it(const struct sealed *sealed, uint8_t *into)
{
	return open_as(sealed, sealed->uuid, stored_path(sealed), into);
}

static inline uint8_t *read_all(const char *path, size_t *size)
{
	struct stat status;
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fstat(fileno(file), &status), 0);
	uint8_t *bytes = malloc((size_t)status.st_size + 1);
	*size = fread(bytes, 1, (size_t)status.st_size, file);
	fclose(file);
	return bytes;
}

#endif
