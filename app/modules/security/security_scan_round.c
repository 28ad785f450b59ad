/* What a scan that comes round knows before anybody typed: which kind falls due, whom to tell, what there is to scan.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "kernel/period.h"
#include "kernel/setting.h"

enum { ASSETS_MOST = 500 };

/* The scan of all systems takes the place of that of the internet side in the months it falls due. */
static bool of_all(const struct moving *moving)
{
	int64_t first, last;

	return period_days(moving->matter->period, &first, &last) &&
	       date_from_day(first).month % setting_integer(moving->context->service, "scan_all_months") == 0;
}

static enum err fill_scope(struct moving *moving, bool all)
{
	struct query *query = db_query(moving->context->db, Q_ASSET_PLATFORM_COUNT);
	int64_t listed = 0;

	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":internet", !all);
	if (query_step(query)) {
		listed = next_int(query);
		values_set_number(moving->form, "operator_told", next_int(query));
	}
	values_set(moving->form, "scope",
		   arena_printf(moving->context->arena, "%s，资产清单登记 %" PRId64 " 项%s",
				all ? "平台上全部系统的主机与应用" : "互联网区开放的全部地址", listed,
				listed > ASSETS_MOST ? "，下列前 500 项" : ""));
	return query_end(query);
}

enum err scan_round_plan(struct moving *moving)
{
	static const char *const columns[] = {"name", "address", "ports", "domain"};
	bool all = of_all(moving);
	enum err err = fill_scope(moving, all);
	struct query *query;

	if (err != OK)
		return err;
	values_set(moving->form, "kind", all ? "all" : "internet");
	query = db_query(moving->context->db, Q_ASSET_OF_PLATFORM);
	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":internet", !all);
	while (query_step(query)) {
		struct values *row = values_add_row(moving->form, "assets");

		for (size_t i = 0; i < ARRAY_LENGTH(columns); i++)
			values_set(row, columns[i], next_text(query, moving->context->arena));
	}
	return query_end(query);
}
