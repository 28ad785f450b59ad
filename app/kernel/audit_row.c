#include "base/base.h"

#include "kernel/audit_row.h"
#include "kernel/sign.h"

static const char row_domain[] = "zwy-audit-1";

/* Columns whose size the schema fixes; anything else was put there past the schema and must not verify. */
static void take_blob(struct query *query, struct arena *arena, uint8_t *out, size_t size)
{
	size_t length = 0;
	const void *data = next_blob(query, arena, &length);
	memset(out, 0, size);
	if (data && length == size)
		memcpy(out, data, size);
}

bool audit_row_next(struct query *query, struct arena *arena, struct audit_row *row)
{
	if (!query_step(query))
		return false;
	memset(row, 0, sizeof(*row));
	row->seq = column_int(query, 0);
	row->ts = column_int(query, 1);
	for (size_t i = 0; i < AUDIT_FIELDS; i++) {
		const char *text = next_text(query, arena);
		row->field[i] = text ? text : "";
	}
	take_blob(query, arena, row->salt, sizeof(row->salt));
	take_blob(query, arena, row->d, sizeof(row->d));
	take_blob(query, arena, row->prev, sizeof(row->prev));
	take_blob(query, arena, row->h, sizeof(row->h));
	row->bytes = next_int(query);
	return true;
}

void audit_row_digest(const struct audit_row *row, uint8_t d[DIGEST_SIZE])
{
	struct digest_state state;
	crypt_digest_begin(&state);
	crypt_digest_add(&state, row_domain, sizeof(row_domain) - 1);
	for (size_t i = 0; i < AUDIT_FIELDS; i++) {
		size_t length = strlen(row->field[i]);
		uint8_t prefix[4] = {(uint8_t)length, (uint8_t)(length >> 8), (uint8_t)(length >> 16),
				     (uint8_t)(length >> 24)};
		crypt_digest_add(&state, prefix, sizeof(prefix));
		crypt_digest_add(&state, row->field[i], length);
	}
	crypt_digest_add(&state, row->salt, sizeof(row->salt));
	crypt_digest_end(&state, d);
}

void audit_row_link(const uint8_t prev[DIGEST_SIZE], const uint8_t d[DIGEST_SIZE], uint8_t h[DIGEST_SIZE])
{
	uint8_t both[2 * DIGEST_SIZE];
	memcpy(both, prev, DIGEST_SIZE);
	memcpy(both + DIGEST_SIZE, d, DIGEST_SIZE);
	crypt_digest(h, both, sizeof(both), NULL, 0);
}

const char *chain_add(struct chain *chain, const struct audit_row *row)
{
	uint8_t d[DIGEST_SIZE];
	uint8_t h[DIGEST_SIZE];
	int64_t bytes = 0;
	for (size_t i = 5; i < AUDIT_FIELDS; i++)
		if (i != 10)
			bytes += (int64_t)strlen(row->field[i]);
	if (row->seq != chain->seq + 1)
		return "序号不连续，有行缺失或多出";
	if (row->ts < chain->ts)
		return "时间早于前一行";
	if (!crypt_equal(row->prev, chain->h, DIGEST_SIZE))
		return "与前一行接不上";
	audit_row_digest(row, d);
	if (bytes != row->bytes || !crypt_equal(row->d, d, DIGEST_SIZE))
		return "内容与摘要不符";
	audit_row_link(row->prev, d, h);
	if (!crypt_equal(row->h, h, DIGEST_SIZE))
		return "链摘要不符";
	chain->seq = row->seq;
	chain->ts = row->ts;
	memcpy(chain->h, h, DIGEST_SIZE);
	merkle_add(&chain->since, d);
	return NULL;
}

bool checkpoint_next(struct query *query, struct arena *arena, struct checkpoint *checkpoint)
{
	if (!query_step(query))
		return false;
	checkpoint->seq = next_int(query);
	checkpoint->ts = next_int(query);
	take_blob(query, arena, checkpoint->h, sizeof(checkpoint->h));
	take_blob(query, arena, checkpoint->root, sizeof(checkpoint->root));
	take_blob(query, arena, checkpoint->signature, sizeof(checkpoint->signature));
	return true;
}

size_t checkpoint_message(const struct checkpoint *checkpoint, char message[CHECKPOINT_MESSAGE])
{
	static const char digits[] = "0123456789abcdef";
	int length =
		snprintf(message, CHECKPOINT_MESSAGE, "%" PRId64 "\n%" PRId64 "\n", checkpoint->seq, checkpoint->ts);
	char *end = message + length;
	for (size_t i = 0; i < 2; i++) {
		const uint8_t *hash = i == 0 ? checkpoint->h : checkpoint->root;
		for (size_t k = 0; k < DIGEST_SIZE; k++) {
			*end++ = digits[hash[k] >> 4];
			*end++ = digits[hash[k] & 15];
		}
		*end++ = '\n';
	}
	*end = '\0';
	return (size_t)(end - message);
}

bool checkpoint_signed(const struct checkpoint *checkpoint, const uint8_t key[32])
{
	char message[CHECKPOINT_MESSAGE];
	size_t length = checkpoint_message(checkpoint, message);
	return sign_holds(key, SIGN_CHECKPOINT, message, length, checkpoint->signature);
}
