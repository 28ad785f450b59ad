#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

enum {
	MEETING_LEAST = 3,
	LETTER_LEAST = 2,
	SIMPLE_VCPU = 16,
	SIMPLE_MEMORY_GB = 64,
	SIMPLE_STORAGE_GB = 2048,
};

enum found review_round(struct context *context, int64_t matter, struct round *round)
{
	struct query *query = db_query(context->db, Q_REVIEW_ROUND);
	bool found;

	query_int(query, ":matter", matter);
	found = query_step(query);
	if (found) {
		round->id = next_int(query);
		round->number = next_int(query);
		round->mode = next_text(query, context->arena);
		round->invited = next_int(query);
		round->opinions = next_int(query);
		round->concluded = next_int(query) != 0;
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

/* ---- experts_enough ---- */

static int64_t cell(const struct values *row, const char *key)
{
	const struct value *value = values_find(row, key);
	int64_t number = 0;

	if (value == NULL || value->text == NULL)
		return 0;
	/* Sizes are choices whose keys are the numbers themselves. */
	if (value->field->type == FIELD_CHOICE)
		return parse_integer(value->text, &number) ? number : 0;
	return value->number;
}

struct size {
	int64_t vcpu;
	int64_t memory_gb;
	int64_t storage_gb;
};

static struct size size_of(const struct values *form)
{
	static const char *const stores[] = {"ssd_gb", "hdd_gb", "file_gb", "object_gb", "backup_gb"};
	const struct value *lines = values_find(form, "lines");
	struct size size = {0};

	for (size_t i = 0; lines != NULL && i < lines->row_count; i++) {
		const struct values *row = lines->rows[i];
		int64_t count = cell(row, "count");

		size.vcpu += count * cell(row, "vcpu");
		size.memory_gb += count * cell(row, "memory_gb");
		size.storage_gb += count * (cell(row, "system_disk_gb") + cell(row, "data_disk_gb"));
	}
	for (size_t i = 0; i < ARRAY_LENGTH(stores); i++)
		size.storage_gb += values_number(form, stores[i], 0);
	return size;
}

static size_t distinct_persons(const struct value *experts)
{
	size_t count = 0;

	for (size_t i = 0; experts != NULL && i < experts->row_count; i++) {
		bool seen = false;

		for (size_t j = 0; j < i; j++)
			seen = seen || cell(experts->rows[j], "person") == cell(experts->rows[i], "person");
		count += !seen;
	}
	return count;
}

enum verdict experts_enough(struct moving *moving, struct answer *answer)
{
	const struct answer_help help = {.cure = "请增减评审人员或改用会议评审", .field = "experts"};
	struct size size = size_of(moving->form);
	size_t count;

	if (moving->fields == NULL)
		return answer_not_yet(moving, answer, "选定评审方式和人员后核对");
	count = distinct_persons(values_find(moving->fields, "experts"));
	if (text_equal(values_text(moving->fields, "mode"), "meeting")) {
		if (count < MEETING_LEAST || count % 2 == 0)
			return answer_no(moving, answer, help, "会议评审须有不少于 %d 名的单数评审人员，现有 %zu 名", MEETING_LEAST,
					 count);
		return answer_yes(moving, answer, "会议评审，%zu 名评审人员", count);
	}
	if (size.vcpu > SIMPLE_VCPU || size.memory_gb > SIMPLE_MEMORY_GB || size.storage_gb > SIMPLE_STORAGE_GB)
		return answer_no(moving, answer, help,
				 "申请 %" PRId64 " 核、%" PRId64 " GB 内存、%" PRId64 " GB 存储，超过函审的上限 %d 核、%d GB、%d GB",
				 size.vcpu, size.memory_gb, size.storage_gb, SIMPLE_VCPU, SIMPLE_MEMORY_GB,
				 SIMPLE_STORAGE_GB);
	if (count < LETTER_LEAST)
		return answer_no(moving, answer, help, "函审须有不少于 %d 名评审人员，现有 %zu 名", LETTER_LEAST, count);
	return answer_yes(moving, answer, "函审，%zu 名评审人员", count);
}

/* ---- opinions_enough ---- */

enum verdict opinions_enough(struct moving *moving, struct answer *answer)
{
	struct round round;
	enum found found;
	int64_t least;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "评审开始后核对");
	found = review_round(moving->context, moving->matter->id, &round);
	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (found == NOT_FOUND || round.concluded)
		return answer_no(moving, answer, (struct answer_help){.cure = "请先组织评审"}, "还没有开始这一轮评审");
	least = text_equal(round.mode, "meeting") ? MEETING_LEAST : LETTER_LEAST;
	if (round.opinions < least)
		return answer_no(moving, answer, (struct answer_help){.cure = "请等评审人员提交意见，或重新组织评审"},
				 "这一轮须有 %" PRId64 " 份评审意见，已收到 %" PRId64 " 份", least, round.opinions);
	return answer_yes(moving, answer, "已收到 %" PRId64 " 份评审意见", round.opinions);
}

/* ---- replan_round_left ---- */

enum verdict replan_round_left(struct moving *moving, struct answer *answer)
{
	int64_t most = setting_integer(moving->context->service, "replan_rounds");

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "评审时核对");
	if (moving->matter->rounds >= most)
		return answer_no(moving, answer, (struct answer_help){.cure = "请作出通过、有条件通过或不予通过的结论"},
				 "方案已调整 %" PRId64 " 轮，至多 %" PRId64 " 轮", moving->matter->rounds, most);
	return answer_yes(moving, answer, "还可以调整 %" PRId64 " 轮", most - moving->matter->rounds);
}

/* ---- conditions_closed ---- */

enum verdict conditions_closed(struct moving *moving, struct answer *answer)
{
	struct query *query;
	int64_t open = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "正式运行前核对");
	query = db_query(moving->context->db, Q_REVIEW_CONDITIONS_OPEN);
	query_int(query, ":matter", moving->matter->id);
	err = query_value(query, 0, &open);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (open > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请逐条销项", .link = "#conditions"},
				 "还有 %" PRId64 " 条附带条件没有销项", open);
	return answer_yes(moving, answer, "附带条件已全部销项");
}
