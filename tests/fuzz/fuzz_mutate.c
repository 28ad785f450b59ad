/* One input out of the corpus by a few small changes; everything follows from the seed. */
#include "fuzz/fuzz.h"

enum { CHANGES_MAX = 12, LENGTH_MAX = 96 * 1024 };

struct draft {
	char *data;
	size_t length;
	uint64_t state;
};

/* splitmix64 */
static uint64_t draw(struct draft *draft)
{
	uint64_t z = (draft->state += UINT64_C(0x9e3779b97f4a7c15));
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static size_t below(struct draft *draft, size_t end)
{
	return end == 0 ? 0 : (size_t)(draw(draft) % end);
}

/* Put bytes in place of removed ones at a place. */
static void replace(struct draft *draft, size_t at, size_t removed, const char *with, size_t length)
{
	if (draft->length - removed + length > LENGTH_MAX)
		return;
	size_t rest = draft->length - at - removed;
	char *data = malloc(at + length + rest + 1);
	if (data == NULL)
		abort();
	memcpy(data, draft->data, at);
	memcpy(data + at, with, length);
	memcpy(data + at + length, draft->data + at + removed, rest);
	free(draft->data);
	draft->data = data;
	draft->length = at + length + rest;
}

static void splice(struct draft *draft, const struct fuzz_piece *other)
{
	size_t at = below(draft, draft->length + 1);
	size_t from = below(draft, other->length);
	size_t length = below(draft, other->length - from + 1);
	replace(draft, at, below(draft, 2) ? draft->length - at : 0, other->data + from, length);
}

static void word(struct draft *draft, const char *const *words)
{
	size_t count = 0;
	while (words[count] != NULL)
		count++;
	const char *chosen = words[below(draft, count)];
	size_t at = below(draft, draft->length + 1);
	size_t length = strlen(chosen);
	size_t over = below(draft, 2) && draft->length - at >= length ? length : 0;
	replace(draft, at, over, chosen, length);
}

/* A number in the text becomes one at an edge. */
static void number(struct draft *draft)
{
	static const char *const edges[] = {"0",
					    "-1",
					    "1e999",
					    "2147483648",
					    "4294967296",
					    "9223372036854775807",
					    "-9223372036854775808",
					    "9223372036854775808",
					    "99999999999999999999999",
					    "0.5",
					    "00"};
	size_t at = below(draft, draft->length + 1);
	while (at < draft->length && (draft->data[at] < '0' || draft->data[at] > '9'))
		at++;
	size_t end = at;
	while (end < draft->length && draft->data[end] >= '0' && draft->data[end] <= '9')
		end++;
	const char *edge = edges[below(draft, ARRAY_LENGTH(edges))];
	if (end > at)
		replace(draft, at, end - at, edge, strlen(edge));
}

static void change(struct draft *draft, const struct fuzz_corpus *corpus, const char *const *words)
{
	static const char bytes[] = "\0\xff\x7f\x80\x1b \t\r\n\"'\\%&=;,.:-+<>{}[]()#\xc0\xed\xe6\xef";
	size_t at = below(draft, draft->length);
	size_t most = draft->length - at;
	size_t length = 1 + below(draft, most < 2 ? 1 : below(draft, 4) ? (most < 16 ? most : 16) : most);
	length = length > most ? most : length;
	switch (below(draft, 9)) {
	case 0:
		if (draft->length > 0)
			draft->data[at] = (char)(draft->data[at] ^ (1 << below(draft, 8)));
		break;
	case 1:
		if (draft->length > 0)
			draft->data[at] = bytes[below(draft, sizeof(bytes) - 1)];
		break;
	case 2:
		replace(draft, at, 0, &bytes[below(draft, sizeof(bytes) - 1)], 1);
		break;
	case 3:
		replace(draft, at, length, "", 0);
		break;
	case 4: {
		char *copy = malloc(length + 1);
		if (copy == NULL)
			abort();
		memcpy(copy, draft->data + at, length);
		for (size_t times = below(draft, 16) ? 1 : 1 + below(draft, 200); times > 0; times--)
			replace(draft, at, 0, copy, length);
		free(copy);
		break;
	}
	case 5:
		splice(draft, &corpus->pieces[below(draft, corpus->count)]);
		break;
	case 6:
		number(draft);
		break;
	default:
		word(draft, words);
	}
}

char *fuzz_input(const struct fuzz_corpus *corpus, const char *const *words, uint64_t seed, size_t *length)
{
	struct draft draft = {.state = seed};
	const struct fuzz_piece *piece = &corpus->pieces[below(&draft, corpus->count)];
	draft.data = malloc(piece->length + 1);
	if (draft.data == NULL)
		abort();
	memcpy(draft.data, piece->data, piece->length);
	draft.length = piece->length;
	for (size_t changes = 1 + below(&draft, below(&draft, 2) ? 3 : CHANGES_MAX); changes > 0; changes--)
		change(&draft, corpus, words);
	/* Exactly as long as it is: the sanitizer sees the first byte too far. */
	char *data = malloc(draft.length);
	if (data == NULL && draft.length > 0)
		abort();
	if (draft.length > 0)
		memcpy(data, draft.data, draft.length);
	free(draft.data);
	*length = draft.length;
	return data;
}
