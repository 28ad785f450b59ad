/* What the operator copied in place of a unit that let its time pass: for how long it is kept (第十七条). */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"
#include "kernel/setting.h"

/* From so many days on, to so many at most. */
struct keeping {
	int64_t least, most;
};

static struct keeping keeping(const struct moving *moving)
{
	return (struct keeping){setting_integer(moving->context->service, "reclaim_keep_cd"),
				setting_integer(moving->context->service, "reclaim_keep_max_cd")};
}

enum verdict backup_ordered(struct moving *moving, struct answer *answer)
{
	struct keeping days = keeping(moving);
	int64_t ordered = values_number(moving->fields, "keep_days", 0);

	if (moving->fields == NULL || ordered == 0)
		return answer_not_yet(moving, answer, "填写保留日数后核对");
	if (ordered < days.least || ordered > days.most)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改保留日数", .field = "keep_days"},
				 "备份保留须在 %" PRId64 " 日至 %" PRId64 " 日之间（本系统默认参数）", days.least,
				 days.most);
	return answer_yes(moving, answer, "备份保留 %" PRId64 " 日", ordered);
}

/* It stays until the unit had time to fetch it, as long as the decision says, and not for ever. */
enum verdict backup_kept(struct moving *moving, struct answer *answer)
{
	struct answer_help help = {.cure = "请改保留期", .field = "kept_until"};
	int64_t until = release_day(moving->fields, "kept_until"), today = day_of(clock_now());
	struct arena *arena = moving->context->arena;
	struct keeping days = keeping(moving);
	struct values *order;
	int64_t ordered;
	enum err err;

	if (moving->fields == NULL || until == 0)
		return answer_not_yet(moving, answer, "填写保留期后核对");
	err = matter_given_to(moving->context, moving->matter, "order_backup", &order);
	if (err != OK)
		return answer_failed(moving, answer, err);
	/* A decision of an earlier version gives no figure. */
	ordered = order != NULL ? values_number(order, "keep_days", 0) : 0;
	if (ordered > days.least && until < today + ordered)
		return answer_no(moving, answer, help, "决定书写明备份保留 %" PRId64 " 日，不早于 %s", ordered,
				 format_day(arena, today + ordered));
	if (until < today + days.least)
		return answer_no(moving, answer, help, "备份须至少保留 %" PRId64 " 日（本系统默认参数），不早于 %s",
				 days.least, format_day(arena, today + days.least));
	if (until > today + days.most)
		return answer_no(moving, answer, help, "备份最多保留 %" PRId64 " 日（本系统默认参数），不晚于 %s",
				 days.most, format_day(arena, today + days.most));
	return answer_yes(moving, answer, "备份保留至 %s", format_day(arena, until));
}
