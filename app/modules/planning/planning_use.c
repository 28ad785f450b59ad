/* What applications and growing changes draw on. */
#include "base/base.h"
#include "modules/planning/planning_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/reference.h"
#include "modules/resource/resource.h"

static bool stores(const char *class)
{
	static const char *const kinds[] = {"ssd_gb", "hdd_gb", "file_gb", "object_gb", "archive_gb"};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (text_equal(class, kinds[i]))
			return true;
	return false;
}

void plan_amounts_add(struct plan_amounts *amounts, const char *class, int64_t amount)
{
	if (amount <= 0)
		return;
	if (text_equal(class, "vcpu"))
		amounts->vcpu += amount;
	else if (text_equal(class, "memory_gb"))
		amounts->memory_gb += amount;
	else if (stores(class))
		amounts->storage_gb += amount;
}

static int64_t item_named(const struct values *form)
{
	return text_equal(values_word(form, "planned"), "planned") ? values_number(form, "plan_item", 0) : 0;
}

enum err plan_draw(struct moving *moving, const struct plan_amounts *amounts)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_USE);
	int64_t item = item_named(moving->form);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", moving->matter->org);
	query_int(query, ":year", date_from_day(day_of(clock_now())).year);
	if (item > 0)
		query_int(query, ":item", item);
	else
		query_null(query, ":item");
	query_text(query, ":note", item > 0 ? "" : values_word(moving->form, "plan_note"));
	query_int(query, ":vcpu", amounts->vcpu);
	query_int(query, ":memory_gb", amounts->memory_gb);
	query_int(query, ":storage_gb", amounts->storage_gb);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err plan_draw_none(struct moving *moving)
{
	return moving_run(moving, Q_PLANNING_USE_DROP);
}

/* A re-application asks again for what its system holds: only what it adds was to be planned. */
enum err use_plan_item(struct moving *moving, struct answer *answer UNUSED)
{
	const struct values *form = moving->form;
	bool again = text_equal(values_word(form, "kind"), "reapplication");
	struct plan_amounts amounts = {0};
	struct resource_holding *held;
	size_t count;
	enum err err = resource_held(moving->context, again ? values_number(form, "base_system_id", 0) : 0,
				     moving->matter->id, &held, &count);

	if (err != OK)
		return err;
	for (size_t i = 0; i < count; i++)
		plan_amounts_add(&amounts, held[i].class,
				 resource_requested(moving->context->arena, form, held[i].class) - held[i].amount);
	return plan_draw(moving, &amounts);
}

/* ---- whether it was said ---- */

/* An item of growth names its system. */
static enum err other_system(struct moving *moving, int64_t item, bool *other)
{
	struct query *query = db_query(moving->context->db, Q_PLANNING_ITEM_OTHER);
	int64_t count = 0;
	enum err err;

	query_int(query, ":id", item);
	query_int(query, ":system", moving->matter->system);
	err = query_value(query, 0, &count);
	*other = count > 0;
	return err;
}

static enum verdict item_fits(struct moving *moving, struct answer *answer, const char *grown)
{
	int64_t item = item_named(moving->form);
	const char *label = reference_label(moving->context, "plan_item", item);
	bool other;
	enum err err = other_system(moving, item, &other);

	if (label == NULL)
		label = "";
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (other)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请选择本系统的计划项，没有的选“计划外”并说明原因",
						      .field = "plan_item"},
				 "计划项“%s”是为另一个系统的扩容列的", label);
	return answer_yes(moving, answer, "%s，计划项：%s", grown, label);
}

enum verdict plan_named(struct moving *moving, struct answer *answer, const char *grown)
{
	const char *planned = values_word(moving->form, "planned");

	if (planned[0] == '\0')
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "请选择年度上云计划：计划内的写明计划项，计划外的说明原因",
					     .field = "planned"},
			"有资源增加（%s），没有写明是否列入年度上云计划", grown);
	if (item_named(moving->form) > 0)
		return item_fits(moving, answer, grown);
	if (text_equal(planned, "planned"))
		return answer_no(moving, answer, (struct answer_help){.cure = "请选择计划项", .field = "plan_item"},
				 "有资源增加（%s），没有选择计划项", grown);
	if (text_empty(values_text(moving->form, "plan_note")))
		return answer_no(moving, answer, (struct answer_help){.cure = "请填写计划外说明", .field = "plan_note"},
				 "有资源增加（%s），没有说明计划外的原因", grown);
	return answer_yes(moving, answer, "%s，计划外，已说明原因", grown);
}
