/*
 * Whose incident it is (第三十条).  The reporter, whom it names, the system's unit and who runs it tell the
 * authorities, each by a line of its own; units that merely lie on a platform it concerns are told at once and read it.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/notice.h"

/* ---- telling them ---- */

/* Everybody of an organisation who answers for such things. */
enum err party_alarm(struct moving *moving, int64_t organisation, const char *text)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_SECURITY_SEATED_ROLES);
	const char *roles[ROLE_COUNT];
	size_t count = 0;
	enum err err;

	query_int(query, ":organisation", organisation);
	while (count < ARRAY_LENGTH(roles) && query_step(query))
		roles[count++] = next_text(query, context->arena);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = notice_add(context, organisation, roles[i], 0, "alarm", moving->matter->id, text);
	return err;
}

static enum err read_parties(struct moving *moving, int64_t **ids, size_t *count)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_PARTIES);

	query_int(query, ":matter", moving->matter->id);
	return query_ids(query, moving->context->arena, ids, count);
}

static const char *what_happened(struct moving *moving, const struct incident *incident)
{
	struct arena *arena = moving->context->arena;

	return arena_printf(arena, "%s，%s 发现", moving->matter->title, format_time(arena, incident->found_at));
}

static const char *call_to_act(enum grade grade)
{
	return grade >= GRADE_LARGER ? "请立即处置并向网络安全监管单位报告，不必等待定级" : "请立即处置";
}

enum err parties_tell(struct moving *moving, const char *text)
{
	int64_t *parties;
	size_t count;
	enum err err = read_parties(moving, &parties, &count);

	/* But the one who is typing it. */
	for (size_t i = 0; err == OK && i < count; i++)
		if (parties[i] != moving->context->actor->org)
			err = party_alarm(moving, parties[i], text);
	return err;
}

/* ---- units on a platform ---- */

/* They read it and have no seat: whose system is hit is added as a party. */
static enum err tell_hosted(struct moving *moving, const struct incident *incident, int64_t platform, const char *name)
{
	struct context *context = moving->context;
	const char *text = arena_printf(context->arena,
					"网络安全事件涉及%s：%s。本单位有信息系统在该平台上，请核查是否受到影响；"
					"受到影响的立即处置、向网络安全监管单位报告，并告知省大数据中心增列为涉事单位",
					name, what_happened(moving, incident));
	struct query *query = db_query(context->db, Q_SECURITY_INCIDENT_HOSTED);
	int64_t *units;
	size_t count;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", platform);
	query_int(query, ":center", context->service->org_center);
	err = query_ids(query, context->arena, &units, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		err = matter_party_add(context, moving->matter, units[i], "copied");
		if (err == OK)
			err = party_alarm(moving, units[i], text);
	}
	return err;
}

static enum err find_platform(struct moving *moving, int64_t platform, int64_t *operator, const char ** name)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_OPERATOR);

	*operator= 0;
	*name = "";
	query_int(query, ":platform", platform);
	if (query_step(query)) {
		*operator= next_int(query);
		*name = next_text(query, moving->context->arena);
	}
	return query_end(query);
}

static enum err tell_platform(struct moving *moving, const struct incident *incident, int64_t platform)
{
	int64_t operator;
	const char *name;
	enum err err = platform == 0 ? OK : find_platform(moving, platform, &operator, & name);

	return platform == 0 || err != OK ? err : tell_hosted(moving, incident, platform, name);
}

/* Who was alarmed for nothing hears that it was nothing. */
enum err parties_reassure(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_SECURITY_INCIDENT_READERS);
	const char *text =
		arena_printf(moving->context->arena, "网络安全事件经核实系误报，已关闭：%s", moving->matter->title);
	int64_t *units;
	size_t count;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_ids(query, moving->context->arena, &units, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		err = party_alarm(moving, units[i], text);
	return err;
}

/* ---- at the first report ---- */

/* At once, whoever holds the matter next: the center, and every party whose clock may be running. */
enum err parties_alarm(struct moving *moving, const struct incident *incident)
{
	static const char *const posts[] = {"center.security", "center.duty", "center.lead"};
	struct context *context = moving->context;
	const char *text = arena_printf(context->arena, "网络安全事件（建议%s）：%s。%s", grade_label(incident->grade),
					what_happened(moving, incident), call_to_act(incident->grade));
	enum err err = OK;

	/* The leader hears of grave ones. */
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(posts) - (incident->grade < GRADE_MAJOR); i++)
		err = notice_add(context, context->service->org_center, posts[i], 0, "alarm", moving->matter->id, text);
	if (err == OK)
		err = parties_tell(moving, text);
	return err == OK ? tell_platform(moving, incident, moving->matter->platform) : err;
}

/* Those whose incident it is: the reporting unit or operator, the one it names, the system's unit, those who run it. */
enum err parties_address(struct moving *moving, size_t *count)
{
	struct context *context = moving->context;
	const struct matter *matter = moving->matter;
	unsigned reporter = role_kinds(matter->owner_role);
	const int64_t others[] = {reporter == KIND_UNIT || reporter == KIND_OPERATOR ? matter->org : 0,
				  matter->system > 0 ? matter->unit : 0, values_number(moving->form, "party", 0)};
	struct query *query = db_query(context->db, Q_SECURITY_INCIDENT_OPERATORS);
	int64_t *operators;
	enum err err;

	query_int(query, ":matter", matter->id);
	err = query_ids(query, context->arena, &operators, count);
	for (size_t i = 0; err == OK && i < *count; i++)
		err = matter_address(context, matter, operators[i]);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(others); i++) {
		if (others[i] == 0)
			continue;
		err = matter_address(context, matter, others[i]);
		(*count)++;
	}
	return err;
}

/* ---- afterwards ---- */

static bool among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

struct addition {
	const struct incident *incident;
	int64_t *before; /* those it concerned */
	size_t before_count;
	size_t added;
};

/* A party like the others from here on; who is one already is not told again. */
static enum err add_party(struct moving *moving, struct addition *addition, int64_t organisation)
{
	struct context *context = moving->context;
	enum grade grade = addition->incident->grade;
	enum err err;

	if (organisation == 0 || among(addition->before, addition->before_count, organisation))
		return OK;
	addition->before = arena_grow(context->arena, addition->before, addition->before_count, sizeof(int64_t));
	addition->before[addition->before_count++] = organisation;
	addition->added++;
	err = matter_join(context, moving->matter, organisation);
	if (err != OK || organisation == context->actor->org)
		return err;
	return party_alarm(moving, organisation,
			   arena_printf(context->arena, "本单位增列为网络安全事件（%s）的涉事单位：%s。%s",
					grade_label(grade), what_happened(moving, addition->incident),
					call_to_act(grade)));
}

static enum err add_platform(struct moving *moving, struct addition *addition, int64_t platform)
{
	int64_t operator= 0;
	const char *name;
	enum err err = platform == 0 ? OK : find_platform(moving, platform, &operator, & name);

	return platform == 0 || err != OK ? err : add_party(moving, addition, operator);
}

static const struct value *rows_of(const struct moving *moving, const char *key)
{
	return values_find(moving->fields, key);
}

static enum err add_all(struct moving *moving, struct addition *addition)
{
	const struct value *units = rows_of(moving, "added");
	const struct value *platforms = rows_of(moving, "added_platforms");
	enum err err = OK;

	for (size_t i = 0; err == OK && i < units->row_count; i++)
		err = add_party(moving, addition, values_number(units->rows[i], "organisation", 0));
	for (size_t i = 0; err == OK && i < platforms->row_count; i++)
		err = add_platform(moving, addition, values_number(platforms->rows[i], "platform", 0));
	/* When every party is one: its own units are not told as those of a platform. */
	for (size_t i = 0; err == OK && i < platforms->row_count; i++)
		err = tell_platform(moving, addition->incident, values_number(platforms->rows[i], "platform", 0));
	return err;
}

enum err incident_add_parties(struct moving *moving, struct answer *answer)
{
	struct incident incident = {0};
	struct addition addition = {.incident = &incident};
	enum err err;

	if (incident_find(moving->context, moving->matter->id, &incident) != FOUND)
		return ERR_INTERNAL;
	if (rows_of(moving, "added")->row_count + rows_of(moving, "added_platforms")->row_count == 0)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请至少选择一个单位或者云平台", .field = "added"},
				     "没有选择要增列的单位或者云平台");
	err = read_parties(moving, &addition.before, &addition.before_count);
	if (err == OK)
		err = add_all(moving, &addition);
	if (err == OK && addition.added == 0 && rows_of(moving, "added_platforms")->row_count == 0)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请选择还不是涉事单位的单位", .field = "added"},
				     "所选的单位都已是涉事单位");
	return err == OK ? lines_join(moving, &incident) : err;
}
