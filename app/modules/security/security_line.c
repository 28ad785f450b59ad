/*
 * The lines of an incident: every unit and operator it concerns tells the
 * authorities, the reporter tells the center and secops.  The external clock
 * runs from discovery by the suspected grade, from the first report on; a lower
 * grade stops it, a higher one starts it, waiting for a grade never holds it up.
 * Of critical infrastructure each party has two lines, to who
 * protects it and to the police, each with its own clock; else one, to any of them.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/setting.h"

static int64_t external_hours(const struct service *service, bool cii)
{
	return setting_integer(service, cii ? "inc_ext_cii_h" : "inc_ext_h");
}

static int64_t external_seconds(const struct service *service, bool cii)
{
	return external_hours(service, cii) * SECURITY_HOUR;
}

static int64_t internal_minutes(const struct service *service, enum grade grade)
{
	return setting_integer(service, grade >= GRADE_MAJOR    ? "inc_internal_major_min"
					: grade == GRADE_LARGER ? "inc_internal_larger_min"
								: "inc_internal_general_min");
}

/* ---- to whom ---- */

const struct option authorities[4] = {
	{"", "网络安全监管单位"},
	{"protector", "保护工作部门"},
	{"police", "公安机关"},
	{"other", "其他监管单位"},
};

const char *authority_label(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LENGTH(authorities); i++)
		if (text_equal(authorities[i].key, kind))
			return authorities[i].label;
	return authorities[0].label;
}

/* Under a version of before, whose reports do not say to whom they went, one line is all that can be told. */
static bool says_to_whom(const struct moving *moving)
{
	const struct action *action = procedure_action(moving->matter->procedure, "tell_authority");

	for (size_t i = 0; action != NULL && i < action->field_count; i++)
		if (text_equal(action->fields[i].key, "told_kind"))
			return true;
	return false;
}

static bool two_lines(const struct moving *moving, const struct incident *incident)
{
	return incident->cii && says_to_whom(moving);
}

/* ---- beginning ---- */

static enum err add_line(struct moving *moving, int64_t organisation, const char *addressee, int64_t due_at)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINE_ADD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", organisation);
	query_text(query, ":addressee", addressee);
	query_int(query, ":due_at", due_at);
	return query_run(query);
}

static enum err tell(struct moving *moving, int64_t organisation, const char *addressee, int64_t at,
		     const char *const texts[3])
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINE_TOLD);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", organisation);
	query_text(query, ":addressee", addressee);
	query_int(query, ":told_at", at);
	query_text(query, ":authority", texts[0]);
	query_text(query, ":channel", texts[1]);
	query_text(query, ":receipt", texts[2]);
	return query_run(query);
}

/* The first report itself is how the two inside learn of it. */
static enum err tell_inside(struct moving *moving, const struct incident *incident)
{
	static const char *const inside[] = {"center", "secops"};
	static const char *const names[] = {"省大数据中心", "统一安全运维机构"};
	int64_t due_at =
		incident->found_at + internal_minutes(moving->context->service, incident->grade) * SECURITY_MINUTE;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(inside); i++) {
		const char *const texts[] = {names[i], "本系统首报",
					     arena_printf(moving->context->arena, "首报时刻 %s",
							  format_time(moving->context->arena, clock_now()))};

		err = add_line(moving, moving->matter->org, inside[i], due_at);
		if (err == OK)
			err = tell(moving, moving->matter->org, inside[i], clock_now(), texts);
	}
	return err;
}

/* The lines of each party; those that have them keep them.  known_at 0: the hours run from discovery. */
static enum err begin_external(struct moving *moving, const struct incident *incident, int64_t known_at)
{
	bool two = two_lines(moving, incident);
	enum err err = OK;

	for (size_t i = two ? 1 : 0; err == OK && i < (two ? 3 : 1); i++) {
		struct query *query = db_query(moving->context->db, Q_SECURITY_LINE_ADD_PARTIES);

		query_int(query, ":matter", moving->matter->id);
		query_text(query, ":kind", authorities[i].key);
		query_int(query, ":found_at", incident->found_at);
		query_int(query, ":external", external_seconds(moving->context->service, incident->cii));
		query_int(query, ":known_at", known_at);
		err = query_run(query);
	}
	return err;
}

enum err lines_begin(struct moving *moving, const struct incident *incident)
{
	enum err err = tell_inside(moving, incident);

	if (err != OK || incident->grade < GRADE_LARGER)
		return err;
	return begin_external(moving, incident, 0);
}

/* They learn of it now, so their hours count from now; those that have a line keep it. */
enum err lines_join(struct moving *moving, const struct incident *incident)
{
	return incident->grade < GRADE_LARGER ? OK : begin_external(moving, incident, clock_now());
}

/* Discovery was another time, or the hours are others: every line is counted anew, each from where it began. */
enum err lines_recount(struct moving *moving, const struct incident *incident, enum grade suspected)
{
	const struct service *service = moving->context->service;
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_RECOUNT);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":found_at", incident->found_at);
	query_int(query, ":external", external_seconds(service, incident->cii));
	query_int(query, ":internal", internal_minutes(service, suspected) * SECURITY_MINUTE);
	return query_run(query);
}

/* What was told counts for each line by the first report of its kind. */
enum err lines_judge(struct moving *moving)
{
	static const enum query_name names[] = {Q_SECURITY_LINES_UNTOLD_AGAIN, Q_SECURITY_LINES_TOLD};
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(names); i++) {
		struct query *query = db_query(moving->context->db, names[i]);

		query_int(query, ":matter", moving->matter->id);
		err = query_run(query);
	}
	return err;
}

static enum err close_others(struct moving *moving, bool two)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_CLOSE);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":two", two);
	query_int(query, ":now", clock_now());
	query_text(query, ":why",
		   two ? "更正为关键信息基础设施，改按保护工作部门、公安机关分别计时"
		       : "更正为不涉及关键信息基础设施，改按一次报告计时");
	return query_run(query);
}

static enum err reopen(struct moving *moving, const struct incident *incident, bool two)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_REOPEN);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":two", two);
	query_int(query, ":asked", incident->grade >= GRADE_LARGER);
	query_int(query, ":found_at", incident->found_at);
	query_int(query, ":external", external_seconds(moving->context->service, incident->cii));
	return query_run(query);
}

/* One line gives way to two, or two to one, when it turns out what was hit; what was told counts on. */
enum err lines_align(struct moving *moving, const struct incident *incident)
{
	bool two = two_lines(moving, incident);
	enum err err = close_others(moving, two);

	if (err == OK)
		err = reopen(moving, incident, two);
	if (err == OK && incident->grade >= GRADE_LARGER)
		err = begin_external(moving, incident, 0);
	return err == OK ? lines_judge(moving) : err;
}

enum err lines_stop(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_LINES_STOP);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err lines_regrade(struct moving *moving, const struct incident *incident, enum grade before)
{
	struct query *query;
	enum err err;

	if (incident->grade < GRADE_LARGER)
		return lines_stop(moving);
	if (before >= GRADE_LARGER)
		return OK;
	/* Nobody suspected it before: the hours count from the moment it was known. */
	query = db_query(moving->context->db, Q_SECURITY_LINES_RESUME);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":due_at", clock_now() + external_seconds(moving->context->service, incident->cii));
	err = query_run(query);
	return err == OK ? begin_external(moving, incident, clock_now()) : err;
}
