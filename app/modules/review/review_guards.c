#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/setting.h"

enum found round_current(struct context *context, int64_t matter, struct round *round)
{
	struct query *query = db_query(context->db, Q_REVIEW_CURRENT);
	bool found;

	query_int(query, ":matter", matter);
	found = query_step(query);
	if (found) {
		round->id = next_int(query);
		round->number = next_int(query);
		round->meeting = text_equal(next_text(query, context->arena), "meeting");
		round->opened_day = day_of(next_int(query));
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

static enum err read_reviewer(struct moving *moving, struct reviewer *reviewer)
{
	struct query *query = db_query(moving->context->db, Q_REVIEW_PERSON);

	query_int(query, ":person", reviewer->person);
	if (query_step(query)) {
		reviewer->org = next_int(query);
		reviewer->active = next_int(query) != 0;
		reviewer->expert = next_int(query) != 0;
		reviewer->staff = next_int(query) != 0;
	}
	return query_end(query);
}

enum err reviewers_named(struct moving *moving, struct reviewer *reviewers, size_t *count)
{
	const struct value *experts = moving->fields != NULL ? values_find(moving->fields, "experts") : NULL;
	enum err err = OK;

	*count = 0;
	for (size_t i = 0; err == OK && experts != NULL && i < experts->row_count && *count < REVIEWERS_MAX; i++) {
		struct reviewer *reviewer = &reviewers[(*count)++];

		*reviewer = (struct reviewer){.person = values_number(experts->rows[i], "person", 0)};
		err = read_reviewer(moving, reviewer);
	}
	return err;
}

/* ---- the size of a request ---- */

/* Integers and choices of numbers alike: a choice has text only. */
static int64_t quantity(const struct values *row, const char *key)
{
	const struct value *value = values_find(row, key);
	int64_t number = 0;

	if (value == NULL || value->text == NULL)
		return 0;
	return parse_integer(value->text, &number) && number > 0 ? number : 0;
}

struct request_size review_request_size(const struct values *form)
{
	static const char *const stores[] = {"ssd_gb", "hdd_gb", "file_gb", "object_gb", "backup_gb", "archive_gb"};
	struct request_size size = {0};
	const struct value *lines = form != NULL ? values_find(form, "lines") : NULL;

	for (size_t i = 0; lines != NULL && i < lines->row_count; i++) {
		const struct values *row = lines->rows[i];
		int64_t count = quantity(row, "count");

		size.vcpu += count * quantity(row, "vcpu");
		size.memory_gb += count * quantity(row, "memory_gb");
		size.storage_gb += count * (quantity(row, "system_disk_gb") + quantity(row, "data_disk_gb"));
	}
	for (size_t i = 0; form != NULL && i < ARRAY_LENGTH(stores); i++)
		size.storage_gb += quantity(form, stores[i]);
	return size;
}

/* ---- enough reviewers, and the right ones ---- */

static enum verdict reviewer_fits(struct moving *moving, struct answer *answer, const struct reviewer *reviewer,
				  size_t number)
{
	struct answer_help help = {.cure = "请另选一名", .field = "experts"};

	if (!reviewer->active || (!reviewer->expert && !reviewer->staff))
		return answer_no(moving, answer, help, "第 %zu 行不是在用的评审专家或方案评审岗", number);
	if (reviewer->person == moving->matter->opened_by)
		return answer_no(moving, answer, help, "第 %zu 行是这件事项的经办人，不能参加评审", number);
	if (reviewer->expert && reviewer->org == moving->matter->org &&
	    reviewer->org != moving->context->service->org_center)
		return answer_no(moving, answer, help, "第 %zu 行来自申请单位，应当回避", number);
	return VERDICT_YES;
}

static bool named_before(const struct reviewer *reviewers, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (reviewers[i].person == reviewers[index].person)
			return true;
	return false;
}

static enum verdict reviewers_fit(struct moving *moving, struct answer *answer, const struct reviewer *reviewers,
				  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (named_before(reviewers, i))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请删去重复的一行", .field = "experts"},
					 "第 %zu 行与前面重复", i + 1);
		if (reviewer_fits(moving, answer, &reviewers[i], i + 1) != VERDICT_YES)
			return VERDICT_NO;
	}
	return VERDICT_YES;
}

static enum verdict letter_enough(struct moving *moving, struct answer *answer, size_t count)
{
	const struct service *service = moving->context->service;
	struct arena *arena = moving->context->arena;
	struct request_size size = review_request_size(moving->form);
	int64_t vcpu = setting_integer(service, "letter_vcpu_max");
	int64_t memory_gb = setting_integer(service, "letter_memory_gb_max");
	int64_t storage_gb = setting_integer(service, "letter_storage_gb_max");
	int64_t least = setting_integer(service, "letter_reviewers_min");

	if (size.vcpu > vcpu || size.memory_gb > memory_gb || size.storage_gb > storage_gb)
		return answer_no(
			moving, answer, (struct answer_help){.cure = "请改为会议评审", .field = "mode"},
			"申请 %s 核、%s GB 内存、%s GB 存储，超过 %s 核、%s GB、%s GB 的不能函审（本系统默认参数）",
			format_integer(arena, size.vcpu), format_integer(arena, size.memory_gb),
			format_integer(arena, size.storage_gb), format_integer(arena, vcpu),
			format_integer(arena, memory_gb), format_integer(arena, storage_gb));
	if ((int64_t)count < least)
		return answer_no(moving, answer, (struct answer_help){.cure = "请再选评审人员", .field = "experts"},
				 "函审须有 %" PRId64 " 名评审人员，现有 %zu 名", least, count);
	return answer_yes(moving, answer, "函审，%zu 名评审人员", count);
}

static enum verdict meeting_enough(struct moving *moving, struct answer *answer, size_t count)
{
	int64_t least = setting_integer(moving->context->service, "meeting_reviewers_min");

	if ((int64_t)count < least || count % 2 == 0)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = arena_printf(moving->context->arena,
								  "请选 %" PRId64 " 名以上单数的评审人员", least),
					     .field = "experts"},
			"会议评审须有 %" PRId64 " 名以上单数评审人员，现有 %zu 名", least, count);
	return answer_yes(moving, answer, "会议评审，%zu 名评审人员", count);
}

enum verdict experts_enough(struct moving *moving, struct answer *answer)
{
	struct reviewer reviewers[REVIEWERS_MAX];
	const char *mode = moving->fields != NULL ? values_text(moving->fields, "mode") : NULL;
	bool meeting = !text_equal(mode, "letter");
	size_t count = 0;
	enum err err;

	if (mode == NULL)
		return answer_not_yet(moving, answer, "选择评审方式和评审人员后核对");
	err = reviewers_named(moving, reviewers, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (reviewers_fit(moving, answer, reviewers, count) != VERDICT_YES)
		return VERDICT_NO;
	return meeting ? meeting_enough(moving, answer, count) : letter_enough(moving, answer, count);
}

/* ---- enough opinions ---- */

enum verdict opinions_enough(struct moving *moving, struct answer *answer)
{
	struct round round = {0};
	struct query *query;
	int64_t invited = 0, given = 0, withdrew = 0, least;
	enum found found = round_current(moving->context, moving->matter->id, &round);
	enum err err;

	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (found == NOT_FOUND)
		return answer_no(moving, answer, (struct answer_help){.cure = "请先组织评审"}, "没有正在进行的评审");
	query = db_query(moving->context->db, Q_REVIEW_PROGRESS);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":review", round.id);
	if (query_step(query)) {
		invited = next_int(query);
		given = next_int(query);
		withdrew = next_int(query);
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	/* As it was when the round was opened: a rule changed since does not stop it. */
	err = setting_integer_on(moving->context, round.meeting ? "meeting_reviewers_min" : "letter_reviewers_min",
				 round.opened_day, &least);
	if (err != OK)
		return answer_failed(moving, answer, err);
	/* One who never answers does not hold up the rest: two thirds, never fewer than the least. */
	if (given >= least && given * 3 >= invited * 2)
		return answer_yes(moving, answer, "已收 %" PRId64 " 份评审意见", given);
	return answer_no(
		moving, answer,
		(struct answer_help){.cure = invited < least ? "请增邀评审人员" : "请等评审人员提交意见，可以催办"},
		"已收 %" PRId64 " 份评审意见，受邀 %" PRId64 " 名，回避 %" PRId64 " 名；须有 %" PRId64
		" 份以上并且不少于三分之二",
		given, invited, withdrew, least);
}

enum verdict replan_round_left(struct moving *moving, struct answer *answer)
{
	int64_t most = setting_integer(moving->context->service, "replan_rounds");

	if (moving->matter->rounds < most)
		return answer_yes(moving, answer, "方案调整已用 %" PRId64 " 轮，至多 %" PRId64 " 轮",
				  moving->matter->rounds, most);
	return answer_no(moving, answer, (struct answer_help){.cure = "请作出通过、有条件通过或不予通过的结论"},
			 "方案调整已满 %" PRId64 " 轮（本系统默认参数）", most);
}

/* Whoever has to send the plan again or to look at it has had it for so long; a person decides, nothing ends by itself.
 */
enum verdict replan_silent(struct moving *moving, struct answer *answer)
{
	struct arena *arena = moving->context->arena;
	const struct matter *matter = moving->matter;
	struct limit_begun begun;
	int64_t limit, since;
	enum err err;

	if (matter == NULL)
		return answer_not_yet(moving, answer, "长期没有重报的才能终止");
	err = deadline_since(moving->context, matter->procedure, matter->state, matter->id, &begun);
	if (err != OK)
		return answer_failed(moving, answer, err);
	since = begun.at > 0 ? begun.at + begun.held : matter->state_at;
	limit = deadline_from(moving->context, "replan_abandon_wd", DUE_WORKING_DAYS, since).due_at;
	if (clock_now() > limit)
		return answer_yes(moving, answer, "自%s起没有重报，已过 %s", format_day(arena, day_of(since)),
				  format_day(arena, day_of(limit)));
	return answer_no(moving, answer, (struct answer_help){.cure = "此前可以催办"},
			 "使用单位可以在 %s 以前重报，此后才能终止", format_day(arena, day_of(limit)));
}

enum verdict conditions_closed(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t open = 0, due = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "附带条件须全部销项");
	query = db_query(moving->context->db, Q_REVIEW_CONDITIONS_OPEN);
	query_int(query, ":matter", moving->matter->id);
	if (query_step(query)) {
		open = next_int(query);
		due = next_int(query);
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (open == 0)
		return answer_yes(moving, answer, "附带条件已全部销项");
	return answer_no(
		moving, answer,
		(struct answer_help){.cure = "请由责任方落实，方案评审岗或安全管理岗销项",
				     .link = arena_printf(moving->context->arena, "/matters/%" PRId64 "#conditions",
							  moving->matter->id)},
		"还有 %" PRId64 " 项条件没有销项，最早一项 %s 到期", open, format_day(moving->context->arena, due));
}
