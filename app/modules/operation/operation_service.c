/* Service requests (taken, delivered, rated) and complaints (answered, judged): the rows that are counted later. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"

enum verdict service_wanted(struct moving *moving, struct answer *answer)
{
	int64_t day = moving->form == NULL ? 0 : values_number(moving->form, "wanted_day", 0);
	struct answer_help help = {.cure = "改到以后的日期，或者不填", .field = "wanted_day"};

	if (day > 0 && day < day_of(clock_now()))
		return answer_no(moving, answer, help, "期望完成日期 %s 已经过去",
				 format_day(moving->context->arena, day));
	return answer_yes(moving, answer, "没有填写或者在今天以后");
}

/* Where it is asked: what the unit named, else the one platform that bears the system (its recovery copies aside). */
static enum err host_of(struct moving *moving, int64_t *platform)
{
	*platform = moving->form == NULL ? 0 : values_number(moving->form, "host", 0);
	return *platform > 0 ? OK : platform_of(moving->context, moving->matter, platform);
}

enum verdict service_host(struct moving *moving, struct answer *answer)
{
	struct query *query;
	struct answer_help help = {.cure = "请选择办理本请求的云平台", .field = "host"};
	const char *bearers = "";
	int64_t platform, many = 0;
	bool bears = false;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "系统在几个云平台上的，写明由哪个办理");
	err = host_of(moving, &platform);
	if (err != OK)
		return answer_failed(moving, answer, err);
	query = db_query(moving->context->db, Q_OPERATION_BEARS);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", platform);
	if (query_step(query)) {
		bears = next_int(query) != 0;
		bearers = next_text(query, moving->context->arena);
		many = next_int(query);
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (platform > 0 && !bears)
		return answer_no(moving, answer, help, "本系统不在所选的云平台上，承载它的是%s", bearers);
	if (platform == 0 && many > 1)
		return answer_no(moving, answer, help, "本系统由%s承载，须写明由哪个办理", bearers);
	return answer_yes(moving, answer, "由承载本系统的云平台办理");
}

enum err service_open(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query;
	int64_t platform;
	enum err err = host_of(moving, &platform);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_SERVICE_OPEN);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":system", moving->matter->system);
	query_int(query, ":unit", moving->matter->unit);
	query_text(query, ":kind", values_word(moving->form, "kind"));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK && platform > 0 ? moving_bind_platform(moving, platform) : err;
}

enum err service_accept(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SERVICE_ACCEPT);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":operator", moving->context->actor->org);
	query_int(query, ":now", clock_now());
	query_int(query, ":due", deadline_from(moving->context, "service_do_wd", DUE_WORKING_DAYS, clock_now()).due_at);
	return query_run(query);
}

enum err service_deliver(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_SERVICE_DELIVER);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":operator", moving->context->actor->org);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* What was promised when it was taken, not what the state would begin with again. */
static enum err keep_promise(struct moving *moving, int64_t waited)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_SERVICE_PROMISED);
	int64_t due = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_value(query, 0, &due);
	if (err != OK || due == 0)
		return err;
	if (waited > 0) {
		due = day_end(workday_add(context->service->calendar, day_of(due), waited));
		query = db_query(context->db, Q_SERVICE_PUT_OFF);
		query_int(query, ":matter", moving->matter->id);
		query_int(query, ":due", due);
		err = query_run(query);
	}
	moving->due_at = due;
	moving->due_rule = arena_printf(context->arena, "受理时承诺%s，至 %s（北京时间）",
					waited > 0 ? "，待补充的时间不计" : "", format_time(context->arena, due));
	return err;
}

enum err service_rework(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = moving_run(moving, Q_SERVICE_REWORK);

	return err == OK ? keep_promise(moving, 0) : err;
}

/* The operator does not answer for the working days it waited for the unit. */
enum err service_answer(struct moving *moving, struct answer *answer UNUSED)
{
	return keep_promise(moving, workday_between(moving->context->service->calendar,
						    day_of(moving->matter->state_at), day_of(clock_now())));
}

static enum err end(struct moving *moving, const char *outcome, int64_t rating)
{
	struct query *query = db_query(moving->context->db, Q_SERVICE_END);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":outcome", outcome);
	query_int(query, ":rating", rating);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err service_confirm(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t rating = 0;

	return parse_integer(values_word(moving->fields, "rating"), &rating) ? end(moving, "done", rating)
									     : ERR_INVALID;
}

/* Nobody said how it was: it counts as done, and in no mean. */
enum err service_lapse(struct moving *moving, struct answer *answer UNUSED)
{
	return end(moving, "done", 0);
}

enum err service_refused(struct moving *moving, struct answer *answer UNUSED)
{
	return end(moving, "refused", 0);
}

enum err service_withdraw(struct moving *moving, struct answer *answer UNUSED)
{
	return end(moving, "withdrawn", 0);
}

/* ---- complaints ---- */

enum err complaint_open(struct moving *moving, struct answer *answer UNUSED)
{
	struct query *query = db_query(moving->context->db, Q_COMPLAINT_OPEN);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":unit", moving->matter->org);
	query_int(query, ":provider", values_number(moving->form, "provider", 0));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err complaint_answer(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_COMPLAINT_ANSWER);
}

enum err complaint_valid(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_COMPLAINT_VALID);
}

enum err complaint_invalid(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_COMPLAINT_INVALID);
}

enum err complaint_withdraw(struct moving *moving, struct answer *answer UNUSED)
{
	return moving_run(moving, Q_COMPLAINT_WITHDRAW);
}
