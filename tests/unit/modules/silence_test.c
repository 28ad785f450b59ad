/*
 * Nobody's silence holds a matter for ever: whoever a step waits for, somebody of another group can take it on, or
 * the clock does.  What is somebody's own matter may wait for him; what only he can do stands below with its reason.
 * A step that comes in without another way on fails here until it has one or a reason.
 */
#include "support/cast.h"

#include <glob.h>

#include "product.h"

/* How late they are is seen on /duties and counted in the score; the center admonishes, it cannot do them itself. */
static const char *const deeds[][2] = {
	{"application.cutover", "only the two who run it can turn it over"},
	{"application.monitoring", "only the supervisor can connect its probes"},
	{"change.executing", "only the operator can turn its machines"},
	{"downsizing.executing", "only the operator can turn its machines"},
	{"downsizing.rolling_back", "only the operator can turn its machines"},
	{"downsizing.releasing", "only the operator can release what lies with it"},
	{"emergency_growth.passive_returning", "the operator takes back what it lent"},
	{"exit.wiping", "only the operator can wipe what lies with it"},
	{"exit.freeing", "operator and supervisor release and disconnect, one after the other"},
	{"fault.analysing", "only who answers for a fault knows its cause"},
	{"incident.summarizing", "only who was hit can say what it lost and did"},
	{"penalty.rectifying", "the rectification is the provider's; a new penalty may follow"},
	{"penalty.rectify_check", "within the provider"},
	{"platform_admission.monitoring", "only the supervisor can connect its probes"},
	{"suspension.resuming", "only the operator can open the entrance again"},
};

static bool a_deed(const char *step)
{
	for (size_t i = 0; i < ARRAY_LENGTH(deeds); i++)
		if (text_equal(deeds[i][0], step))
			return true;
	return false;
}

/* Those who stand in for each other within one house. */
enum group { CENTER, UNIT, OPERATOR, SUPERVISOR, SECOPS, ASSESSOR, OWNER, ADDRESSEE, RESPONSIBLE };

static unsigned group_of(enum role role)
{
	const char *key = role_key(role);
	static const struct {
		const char *prefix;
		enum group group;
	} groups[] = {{"center.", CENTER},       {"admin.", CENTER},           {"review.", CENTER},
		      {"unit.", UNIT},           {"operator.", OPERATOR},      {"supervisor.", SUPERVISOR},
		      {"secops.", SECOPS},       {"assessor.", ASSESSOR},      {"owner.", OWNER},
		      {"addressee.", ADDRESSEE}, {"responsible.", RESPONSIBLE}};

	for (size_t i = 0; i < ARRAY_LENGTH(groups); i++)
		if (text_starts(key, groups[i].prefix))
			return 1U << groups[i].group;
	ck_abort_msg("a role of no group: %s", key);
}

static unsigned groups_of(const enum role *roles, size_t count)
{
	unsigned groups = 0;

	for (size_t i = 0; i < count; i++)
		groups |= group_of(roles[i]);
	return groups;
}

/* What the clock does of some matters alone leaves the others where they are. */
static bool leaves(const struct action *action, const struct procedure *procedure, const struct state *state)
{
	if (action->after_setting != NULL && action->when != NULL)
		return false;
	for (size_t i = 0; i < action->from_count; i++)
		if (&procedure->states[action->from[i]] == state)
			return !text_equal(action->to, "@same");
	return false;
}

/* Who can take it on alone; the clock counts as everybody. */
static unsigned who_moves(const struct procedure *procedure, const struct state *state)
{
	unsigned groups = 0;

	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		if (!leaves(action, procedure, state) || action_ends_with_subject(action))
			continue;
		if (action->after_setting != NULL)
			return ~0U;
		if (action->signs && state->signing != SIGN_ONE)
			continue;
		groups |= action->who_count > 0 ? groups_of(action->who, action->who_count)
						: groups_of(state->holders, state->holder_count);
	}
	return groups;
}

/* Without the holder: the clock, the center, or another party.  One's own matter may wait for oneself. */
static bool goes_on(const struct procedure *procedure, const struct state *state)
{
	unsigned own = 1U << OWNER | groups_of(procedure->start, procedure->start_count);
	unsigned holders = groups_of(state->holders, state->holder_count);
	unsigned movers = who_moves(procedure, state);

	return (holders & ~own) == 0 || (movers & 1U << CENTER) != 0 || (movers & ~holders) != 0;
}

static size_t check(const struct procedure *procedure)
{
	size_t named = 0;

	for (size_t i = 0; i < procedure->state_count; i++) {
		const struct state *state = &procedure->states[i];
		char step[128];
		bool listed;

		if (state->final)
			continue;
		(void)snprintf(step, sizeof step, "%s.%s", procedure->key, state->key);
		listed = a_deed(step);
		named += listed;
		ck_assert_msg(listed || goes_on(procedure, state),
			      "%s (%s) waits for its holder for ever when he is silent", step, state->label);
		ck_assert_msg(!listed || !goes_on(procedure, state), "%s is listed and has another way on", step);
	}
	return named;
}

START_TEST(no_step_waits_for_ever_for_one_who_is_silent)
{
	struct arena *arena = arena_new();
	struct expression_engine *engine = expression_engine_new();
	size_t named = 0;
	glob_t files;

	ck_assert_int_eq(glob("db/procedures/*.yaml", 0, NULL, &files), 0);
	ck_assert_uint_gt(files.gl_pathc, 40);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		char *text = file_text(arena, files.gl_pathv[i]), *complaints = NULL;
		const struct procedure *procedure = procedure_parse(arena, product_modules, engine, files.gl_pathv[i],
								    text, strlen(text), &complaints);

		ck_assert_msg(procedure != NULL, "%s", complaints);
		named += check(procedure);
	}
	ck_assert_uint_eq(named, ARRAY_LENGTH(deeds));
	globfree(&files);
	expression_engine_free(engine);
	arena_free(arena);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/silence", no_step_waits_for_ever_for_one_who_is_silent);
}
