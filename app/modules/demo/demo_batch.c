/*
 * Two bulk decisions (成批办理) of one unit with two checkers: one that the second of them confirmed and that was
 * done, one that waits for him.  The plans they are about are told in db/stories/plan_document.yaml.
 */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "modules/desk/desk.h"

const char demo_batch_procedure[] = "plan_document";
static const char state_key[] = "own_check", action_key[] = "approve";
static const char first_login[] = "nynct-lead", second_login[] = "nynct-lead-2";

static struct context context_of(struct demo *demo, struct arena *arena, const char *login)
{
	struct context context = demo->context;

	context.arena = arena;
	context.actor = demo_person_by_login(demo, login);
	context.request = "batch";
	return context;
}

static struct batch *again(struct context *context, const struct demo *demo)
{
	struct batch *batch = NULL;

	if (batch_find(context, demo->batch, &batch) != FOUND)
		demo_fail("batch", ERR_NOT_FOUND, context->actor->login);
	return batch;
}

/* Everything that waits at their desk, on one list; so many that a second person is asked. */
static void put_together(struct demo *demo, struct context *context)
{
	int64_t tasks[BATCH_MOST];
	struct query *query = db_query(context->db, Q_DEMO_BATCH_SEATS);
	const char *sentence = NULL;
	struct batch *batch;
	size_t count = 0;

	query_int(query, ":organisation", context->actor->org);
	query_text(query, ":role", role_key(ROLE_UNIT_LEAD));
	query_text(query, ":key", demo_batch_procedure);
	query_text(query, ":state", state_key);
	while (count < BATCH_MOST && query_step(query))
		tasks[count++] = next_int(query);
	demo_must("batch", query_end(query));
	if (batch_open(context, tasks, count, &demo->batch, &sentence) != OK)
		demo_fail("batch", ERR_INVALID, sentence);
	batch = again(context, demo);
	if (!batch_needs_second(context, batch))
		demo_fail("batch", ERR_INVALID,
			  arena_printf(context->arena, "%zu are too few for a second person", batch->count));
	demo_must("batch", batch_choose(context, batch, procedure_action(batch->procedure, action_key),
					"各预案已经处务会审定，同意报送登记"));
	batch = again(context, demo);
	demo_must("batch", batch_go(context, batch));
}

static void confirm(struct demo *demo, struct context *context)
{
	demo_must("batch", batch_confirm(context, again(context, demo)));
}

static void carry_out(struct demo *demo, struct context *context)
{
	struct batch *batch = again(context, demo);

	demo_must("batch", batch_go(context, batch));
	batch = again(context, demo);
	for (size_t i = 0; i < batch->count; i++)
		if (!text_equal(batch->items[i].outcome, "done"))
			demo_fail("batch", ERR_INVALID, batch->items[i].sentence);
}

static const struct {
	const char *login;
	void (*run)(struct demo *demo, struct context *context);
	int ago;       /* working days before the last day */
	uint64_t part; /* of the day, in thousandths */
} steps[] = {
	{first_login, put_together, 2, 300},
	{second_login, confirm, 2, 420},
	{first_login, carry_out, 2, 460},
	{first_login, put_together, 0, 920},
};
const size_t demo_batch_steps = ARRAY_LENGTH(steps);

int demo_batch_ago(size_t step)
{
	return steps[step].ago;
}

uint64_t demo_batch_part(size_t step)
{
	return steps[step].part;
}

void demo_batch_step(struct demo *demo, struct arena *arena, size_t step)
{
	struct context context = context_of(demo, arena, steps[step].login);

	steps[step].run(demo, &context);
}
