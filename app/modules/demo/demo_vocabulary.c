/* What every procedure has (kernel/move.h, copy.h, delegation.h), told in written stories. */
#include "base/base.h"
#include "modules/demo/demo_written.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/copy.h"
#include "kernel/delegation.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"
#include "modules/org/org.h"

/* One of these words under way; its matter as by sees it. */
struct word {
	struct demo *demo;
	struct context *context;
	const struct written_story *story;
	const struct written_step *step;
	struct matter *matter;
};

static const char *given(const struct word *word, const char *key)
{
	const struct yaml_node *node = word->step->more == NULL ? NULL : yaml_get(word->step->more, key);

	return node != NULL && node->kind == YAML_TEXT ? node->text : NULL;
}

static void must(const struct word *word, enum err err, const char *why)
{
	if (err != OK)
		demo_fail(arena_printf(word->demo->arena, "%s:%" PRId64 " %s", word->story->file, word->step->line,
				       word->step->word),
			  err, why);
}

/* Without the key the story is wrong. */
static const char *needed(const struct word *word, const char *key)
{
	const char *text = given(word, key);

	if (text == NULL)
		must(word, ERR_NOT_FOUND, key);
	return text;
}

/* The day so many working days on. */
static int64_t until(const struct word *word)
{
	int64_t days = 0;

	if (!parse_integer(needed(word, "until"), &days))
		must(word, ERR_INVALID, "until is a number of working days");
	return workday_add(word->demo->context.service->calendar, day_of(clock_now()), days);
}

/* His open seat: one of his own, or, when asked, the one an opinion is waited for. */
static int64_t seat_of(const struct word *word, bool asked)
{
	const struct deputy *deputy;
	struct seat *seats;
	size_t count;

	must(word, matter_seat_list(word->context, word->matter, &seats, &count), "seats");
	for (size_t i = 0; i < count; i++)
		if ((seats[i].parent != 0) == asked && seat_takeable(word->context->actor, &seats[i], &deputy))
			return seats[i].task;
	must(word, ERR_FORBIDDEN, "no seat of his");
	return 0;
}

static void hold(const struct word *word)
{
	const char *sentence = NULL;
	enum err err = matter_hold(word->context, word->matter, needed(word, "reason"), until(word), &sentence);

	must(word, err, sentence);
}

static void resume(const struct word *word)
{
	const char *sentence = NULL;
	enum err err = matter_resume(word->context, word->matter, &sentence);

	must(word, err, sentence);
}

static void add_signer(const struct word *word)
{
	int64_t person = demo_person_by_login(word->demo, needed(word, "person"))->person;
	const char *sentence = NULL;
	enum err err = matter_add_signer(word->context, word->matter, seat_of(word, false), person,
					 needed(word, "question"), &sentence);

	must(word, err, sentence);
}

static void give_opinion(const struct word *word)
{
	const char *sentence = NULL;
	enum err err =
		matter_give_opinion(word->context, word->matter, seat_of(word, true), needed(word, "text"), &sentence);

	must(word, err, sentence);
}

static void copy(const struct word *word)
{
	const char *role = given(word, "role");
	const char *sentence = NULL;
	enum err err = copy_send(word->context, word->matter, demo_organisation(word->demo, needed(word, "to")),
				 role == NULL ? ROLE_COUNT : role_from_key(role), given(word, "note"), &sentence);

	must(word, err, sentence);
}

static void read_copy(const struct word *word)
{
	must(word, copy_read(word->context, word->matter), "nothing was sent to him");
}

static void delegate(const struct word *word)
{
	struct delegating delegating = {
		.role = role_from_key(needed(word, "role")),
		.delegate = demo_person_by_login(word->demo, needed(word, "person"))->person,
		.from_day = day_of(clock_now()),
		.to_day = until(word),
		.reason = needed(word, "reason"),
	};
	int64_t id;
	enum err err = delegation_make(word->context, &delegating, &id);

	must(word, err, delegating.sentence);
}

/* As on the page /matters/ID/codes; what it says is nobody's, as in the demo nobody activates it. */
static void codes(const struct word *word)
{
	int64_t id = written_person(word->demo, needed(word, "person"));
	struct person_record person;
	int64_t expires_at;
	char *code;

	if (person_find(word->context, id, &person) != FOUND)
		must(word, ERR_NOT_FOUND, "no such account");
	must(word, person_issue_code(word->context, &person, &code, &expires_at), "no code");
}

const struct actor *written_actor(struct demo *demo, struct arena *arena, const char *login)
{
	struct actor *actor = arena_alloc(arena, sizeof *actor);

	*actor = *demo_person_by_login(demo, login);
	demo_must(login, delegation_load(demo->context.db, arena, actor));
	return actor;
}

bool vocabulary_step(struct demo *demo, struct context *context, const struct written_story *story,
		     const struct written_step *step)
{
	static const struct {
		const char *word;
		void (*tell)(const struct word *word);
	} words[] = {
		{"hold", hold}, {"resume", resume},       {"add_signer", add_signer}, {"opinion", give_opinion},
		{"copy", copy}, {"read_copy", read_copy}, {"delegate", delegate},     {"codes", codes},
	};
	struct word word = {.demo = demo, .context = context, .story = story, .step = step};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
		if (!text_equal(words[i].word, step->word))
			continue;
		written_become(demo, context, written_actor(demo, context->arena, needed(&word, "by")));
		if (matter_find(context, story->matter, &word.matter) != FOUND)
			must(&word, ERR_NOT_FOUND, "he does not see it");
		words[i].tell(&word);
		return true;
	}
	return false;
}
