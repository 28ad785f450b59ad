/* Plans of the unit: drafted, decided, issued, adjusted, drawn on.  The clock stands at 2026-03-02. */
#ifndef UNIT_MODULES_PLANNING_CAST_H
#define UNIT_MODULES_PLANNING_CAST_H

#include "unit/modules/cloud.h"

static inline void item_add(struct values *form, const char *key, const char *name, const char *kind, int64_t vcpu)
{
	struct values *row = row_add(form, key);

	values_set(row, "system_name", name);
	values_set(row, "kind", kind);
	values_set(row, "quarter", "2");
	values_set(row, "level", "2");
	values_set(row, "zone", "public");
	values_set_number(row, "vcpu", vcpu);
	values_set_number(row, "memory_gb", vcpu * 2);
	values_set_number(row, "storage_gb", vcpu * 10);
	values_set(row, "priority", "1");
	values_set(row, "basis", "年度工作要点");
}

static inline struct values *two_items(void)
{
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);

	values_set(form, "has_items", "yes");
	item_add(form, "items", "水利一张图", "new", 32);
	item_add(form, "items", "河湖巡查", "migration", 16);
	return form;
}

static inline int64_t plan_drafted(void)
{
	cloud_procedure("annual_plan");
	return opened_by(CLERK, two_items());
}

static inline struct values *decided(const char *first, const char *second, int64_t vcpu, const char *reason)
{
	const char *const names[] = {"水利一张图", "河湖巡查"};
	const char *const kinds[] = {"new", "migration"};
	const char *const decisions[] = {first, second};
	struct values *fields = fields_of("decide");

	for (size_t i = 0; i < 2; i++) {
		struct values *row = row_add(fields, "decisions");

		values_set(row, "name", names[i]);
		values_set(row, "sort", kinds[i]);
		values_set(row, "decision", decisions[i]);
		if (text_equal(decisions[i], "partly")) {
			values_set_number(row, "vcpu", vcpu);
			values_set_number(row, "memory_gb", vcpu * 2);
			values_set_number(row, "storage_gb", vcpu * 10);
		}
		if (!text_equal(decisions[i], "adopted"))
			values_set(row, "reason", reason);
	}
	return fields;
}

static inline int64_t plan_issued(const char *first, const char *second)
{
	int64_t id = plan_drafted();

	go(CLERK, id, "submit");
	go(LEAD, id, "file");
	go_with(DISPATCH, id, "decide", decided(first, second, 8, "先按试点测算"));
	go_with(LEADER, id, "issue", decided(first, second, 8, "先按试点测算"));
	return id;
}

static inline struct values *application_for(int64_t item)
{
	struct values *form = form_complete("new", "BA-0001");

	values_set(form, "planned", "planned");
	values_set_number(form, "plan_item", item);
	return form;
}

static inline struct values *adjusted(int64_t vcpu, bool both)
{
	struct values *fields = fields_of("adjust");

	values_set(fields, "adjust_reason", "职能划转，需要增加资源和项目");
	item_add(fields, "adjusted", "水利一张图", "new", vcpu);
	if (both)
		item_add(fields, "adjusted", "采砂监管", "new", 8);
	return fields;
}

#endif
