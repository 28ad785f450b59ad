/* What is advised, as the form of a downsizing: the figures a notice has to show, straight from the records. */
#include "base/base.h"
#include "modules/release/release_collected.h"

#include "base/number.h"
#include "base/text.h"

static void fill_targets(const struct advice *advice, struct values *form)
{
	struct value *rows = values_find(form, "targets");

	for (size_t r = 0; r < rows->row_count; r++)
		for (size_t i = 0; i < advice->line_count; i++) {
			const struct advice_line *line = &advice->lines[i];

			if (!text_equal(values_word(rows->rows[r], "class"), line->class))
				continue;
			values_set_number(rows->rows[r], "target", line->target);
			if (line->machines > 0)
				values_set_number(rows->rows[r], "machines", line->machines);
			values_set(rows->rows[r], "basis", line->basis);
		}
}

/* What the application said of peaks; "" for nothing. */
static enum err read_peaks(struct context *context, int64_t system, const char **peaks)
{
	struct query *query = db_query(context->db, Q_RELEASE_PEAKS);

	*peaks = "";
	query_int(query, ":system", system);
	if (query_step(query)) {
		const char *found = next_text(query, context->arena);

		*peaks = found != NULL ? found : "";
	}
	return query_end(query);
}

/* "建议处理器 16 核 → 4 核，内存 64 GB → 32 GB" */
static const char *proposal_text(struct arena *arena, const struct advice *advice)
{
	const char *text = "建议";

	for (size_t i = 0; i < advice->line_count; i++) {
		const struct advice_line *line = &advice->lines[i];

		text = arena_printf(arena, "%s%s%s %s %s → %s %s", text, i > 0 ? "，" : "", line->label,
				    format_integer(arena, line->present), line->unit,
				    format_integer(arena, line->target), line->unit);
	}
	return text;
}

enum err advice_fill(struct context *context, const struct advice *advice, const char *note, struct values *form)
{
	struct arena *arena = context->arena;
	const char *peaks;
	enum err err = read_peaks(context, advice->system, &peaks);

	if (err != OK)
		return err;
	values_set(form, "kind", advice->reclaim ? "reclaim" : "downsize");
	collected_put(form, advice->months, advice->month_count);
	fill_targets(advice, form);
	values_set(form, "machine_list", advice->machine_list);
	values_set(form, "seasonal", text_empty(peaks) ? "no" : "yes");
	if (!text_empty(peaks))
		values_set(
			form, "seasonal_note",
			utf8_head(arena,
				  arena_printf(arena,
					       "申请表登记的峰值时段为%s；没有在有效期内的季节性峰值登记，窗口内各月的 "
					       "P95 和峰值都低于标准，如有遗漏请在答复中说明。",
					       peaks),
				  500));
	values_set(form, "reason",
		   utf8_head(arena,
			     arena_printf(arena, "%s。%s。%s%s", advice->why, proposal_text(arena, advice),
					  text_empty(note) ? "" : "补充说明：", note),
			     1000));
	return OK;
}
