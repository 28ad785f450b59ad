/* What the moves of an exit write. */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "modules/registry/registry.h"

static struct query *on_matter(struct moving *moving, enum query_name name)
{
	struct query *query = db_query(moving->context->db, name);

	query_int(query, ":matter", moving->matter->id);
	return query;
}

/* Of the platform whose seat acts; it must be this organisation's. */
static struct query *on_platform(struct moving *moving, enum query_name name)
{
	struct query *query = on_matter(moving, name);

	query_int(query, ":platform", moving->platform);
	query_int(query, ":org", moving->context->actor->org);
	query_int(query, ":now", clock_now());
	return query;
}

static enum err run_on_platform(struct moving *moving, struct answer *answer, struct query *query)
{
	enum err err = query_run(query);

	if (err == OK && db_changes(moving->context->db) == 0)
		err = answer_refuse(moving, answer, (struct answer_help){.cure = "请由承载平台的服务商办理"},
				    "本单位的平台不在这件退出的范围内");
	return err;
}

static enum err day_done(struct moving *moving, struct answer *answer, const char *key, struct earliest earliest)
{
	const char *fault = exit_day_fault(moving, moving->fields, key, earliest);

	if (fault == NULL)
		return OK;
	return answer_refuse(moving, answer, (struct answer_help){.cure = "请填实际完成的日期", .field = key}, "%s",
			     fault);
}

/* ---- accepted, taken back ---- */

static enum err open_case(struct moving *moving)
{
	struct query *query = on_matter(moving, Q_RELEASE_EXIT_ACCEPT);

	query_int(query, ":system", moving->matter->system);
	query_int(query, ":passive", text_equal(values_word(moving->form, "kind"), "abandoned"));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* Nothing lies on a platform: no operator takes part, the supervisor alone has something to remove. */
enum err exit_accept_empty(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = open_case(moving);

	return err == OK ? registry_system_state(moving->context, moving->matter->system, "exiting") : err;
}

enum err exit_accept(struct moving *moving, struct answer *answer)
{
	struct query *query;
	enum err err = open_case(moving);

	if (err == OK) {
		query = on_matter(moving, Q_RELEASE_EXIT_WIPES);
		query_int(query, ":system", moving->matter->system);
		err = query_run(query);
	}
	if (err == OK && db_changes(moving->context->db) == 0)
		return answer_refuse(moving, answer, (struct answer_help){.cure = "请改办没有资源的退出，并写明依据"},
				     "系统没有占用任何平台的资源，没有可以清除的数据");
	return err == OK ? registry_system_state(moving->context, moving->matter->system, "exiting") : err;
}

enum err exit_restore(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = on_matter(moving, Q_RELEASE_EXIT_RESTORE);
	enum err err;

	query_int(query, ":system", moving->matter->system);
	err = query_run(query);
	return err == OK ? moving_run(moving, Q_RELEASE_EXIT_RESTORED) : err;
}

/* Claimed in earnest: from now on somebody answers for it. */
enum err exit_claimed(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query;
	struct values *claimed;
	enum err err = matter_given_to(moving->context, moving->matter, "claim", &claimed);

	if (err != OK || claimed == NULL)
		return err;
	query = db_query(moving->context->db, Q_RELEASE_CLAIM);
	query_int(query, ":system", moving->matter->system);
	query_text(query, ":title", values_word(claimed, "owner_title"));
	query_text(query, ":phone", values_word(claimed, "owner_phone"));
	return query_run(query);
}

/* ---- held, wiped, signed ---- */

enum err exit_snapshot(struct moving *moving, struct answer *answer)
{
	struct exit_days days;
	struct query *query;
	enum err err = exit_days_read(moving, &days);

	if (err == OK)
		err = day_done(moving, answer, "snapshot_day", (struct earliest){days.accepted, "同意退出之日"});
	if (err != OK)
		return err;
	query = on_platform(moving, Q_RELEASE_EXIT_SNAPSHOT);
	query_text(query, ":snapshot", values_word(moving->fields, "snapshot"));
	return run_on_platform(moving, answer, query);
}

/* The clearing, and its indicator, count from the end of the hold. */
enum err exit_begin_clearing(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_RELEASE_EXIT_CLEAR_FROM);
}

static const char *chosen_labels(struct arena *arena, const struct value *value)
{
	const char **labels = arena_array(arena, value->chosen_count + 1, sizeof *labels);

	for (size_t i = 0; i < value->chosen_count; i++)
		for (size_t o = 0; o < value->field->option_count; o++)
			if (text_equal(value->field->options[o].key, value->chosen[i]))
				labels[i] = value->field->options[o].label;
	return text_join(arena, labels, value->chosen_count, "、");
}

enum err exit_cleared(struct moving *moving, struct answer *answer)
{
	struct arena *arena = moving->context->arena;
	struct query *query = on_platform(moving, Q_RELEASE_EXIT_CLEARED);

	query_text(query, ":method", chosen_labels(arena, values_find(moving->fields, "methods")));
	query_text(query, ":scope", chosen_labels(arena, values_find(moving->fields, "scopes")));
	query_text(query, ":resources", values_word(moving->fields, "resources"));
	query_int(query, ":logs", release_day(moving->fields, "logs_until"));
	query_int(query, ":day", release_day(moving->fields, "wiped_day"));
	return run_on_platform(moving, answer, query);
}

enum err exit_unclear(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = query_run(on_matter(moving, Q_RELEASE_EXIT_UNCLEAR));

	return err == OK ? query_run(on_matter(moving, Q_RELEASE_EXIT_UNSIGN)) : err;
}

/* The operator's seat is a platform's; the other one is the unit's, or the center's in its place. */
enum err exit_signed(struct moving *moving, struct answer *answer)
{
	if (moving->platform == 0)
		return moving_run(moving, Q_RELEASE_EXIT_CASE_SIGNED);
	return run_on_platform(moving, answer, on_platform(moving, Q_RELEASE_EXIT_SIGNED));
}

/* ---- freed ---- */

/* Resources leave the quota here and nowhere else: by the operator's word, platform by platform. */
enum err exit_free(struct moving *moving, struct answer *answer)
{
	struct exit_days days;
	struct query *query;
	enum err err = exit_days_read(moving, &days);

	if (err == OK)
		err = day_done(moving, answer, "freed_day", (struct earliest){days.wiped, "本平台清除数据之日"});
	if (err == OK)
		err = run_on_platform(moving, answer, on_platform(moving, Q_RELEASE_EXIT_FREED));
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_RELEASE_EXIT_FREE);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", moving->platform);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err exit_unmonitor(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_UNMONITOR);

	query_int(query, ":system", moving->matter->system);
	return query_run(query);
}

enum err exit_close(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_RELEASE_EXIT_CLOSED);
}
