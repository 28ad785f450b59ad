/* Which level the figures of a fault call for (domain: 可用率, 受影响系统, 等保三级, 数据). */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

enum { SEVERAL = 2 }; /* one system out of a few is not a share of the platform */

const char *fault_level_label(int64_t level)
{
	static const char *const labels[] = {"Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"};

	return level >= 1 && level <= (int64_t)ARRAY_LENGTH(labels) ? labels[level - 1] : "";
}

static bool share_reached(const struct fault_figures *figures, int64_t percent)
{
	return figures->interrupted && figures->systems_total > 0 && figures->systems_down >= SEVERAL &&
	       figures->systems_down * 100 >= figures->systems_total * percent;
}

static const char *share_text(struct arena *arena, const struct fault_figures *figures, int64_t percent)
{
	return arena_printf(arena, "平台上 %" PRId64 " 个系统中断 %" PRId64 " 个，达到 %" PRId64 "%%",
			    figures->systems_total, figures->systems_down, percent);
}

static const char *first_level(struct context *context, const struct fault_figures *figures)
{
	int64_t minutes = setting_integer(context->service, "fault_outage_minutes");
	int64_t percent = setting_integer(context->service, "fault_share_1_pct");

	if (figures->data_loss)
		return "有数据丢失";
	if (figures->platform_wide && figures->minutes_down > minutes)
		return arena_printf(context->arena, "平台整体中断超过 %" PRId64 " 分钟", minutes);
	return share_reached(figures, percent) ? share_text(context->arena, figures, percent) : NULL;
}

static const char *second_level(struct context *context, const struct fault_figures *figures)
{
	int64_t minutes = setting_integer(context->service, "fault_outage_minutes");
	int64_t percent = setting_integer(context->service, "fault_share_2_pct");

	if (figures->platform_wide)
		return "平台整体中断";
	if (figures->level_three && figures->minutes_down > minutes)
		return arena_printf(context->arena, "等保三级系统中断超过 %" PRId64 " 分钟", minutes);
	return share_reached(figures, percent) ? share_text(context->arena, figures, percent) : NULL;
}

int fault_suggest(struct context *context, const struct fault_figures *figures, const char **why)
{
	*why = first_level(context, figures);
	if (*why != NULL)
		return 1;
	*why = second_level(context, figures);
	if (*why != NULL)
		return 2;
	if (figures->interrupted || figures->systems_down > 0) {
		*why = "有系统中断或者性能下降";
		return 3;
	}
	*why = "不影响业务";
	return 4;
}

static enum err figures_of(struct moving *moving, struct fault_figures *figures)
{
	const struct values *form = moving->form;
	struct query *query;
	int64_t platform = 0;
	enum err err = moving->matter == NULL ? OK : platform_of(moving->context, moving->matter, &platform);

	*figures = (struct fault_figures){
		.platform_wide = yes_in(form, "platform_wide"),
		.interrupted = yes_in(form, "interrupted"),
		.level_three = yes_in(form, "level_three"),
		.data_loss = yes_in(form, "data_loss"),
		.systems_down = values_number(form, "systems_down", 0),
		.minutes_down = values_number(form, "minutes_down", 0),
	};
	if (err != OK || platform == 0)
		return err;
	query = db_query(moving->context->db, Q_OPERATION_SYSTEMS_ON);
	query_int(query, ":platform", platform);
	return query_value(query, 0, &figures->systems_total);
}

enum verdict fault_level(struct moving *moving, struct answer *answer)
{
	struct fault_figures figures;
	const char *why;
	int64_t chosen = 0;
	int suggested;
	enum err err;

	if (moving->form == NULL || text_empty(values_word(moving->form, "interrupted")))
		return answer_not_yet(moving, answer, "填写影响后给出建议等级");
	err = figures_of(moving, &figures);
	if (err != OK)
		return answer_failed(moving, answer, err);
	suggested = fault_suggest(moving->context, &figures, &why);
	if (!parse_integer(values_word(moving->form, "level"), &chosen))
		return answer_not_yet(moving, answer, "建议%s：%s", fault_level_label(suggested), why);
	if (chosen > suggested && text_empty(values_word(moving->form, "level_reason")))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "改选建议的等级，或者在“定级说明”写明理由",
						      .field = "level_reason"},
				 "建议%s（%s），所选%s低于建议，须写明理由", fault_level_label(suggested), why,
				 fault_level_label(chosen));
	return answer_yes(moving, answer, "建议%s：%s；已选%s", fault_level_label(suggested), why,
			  fault_level_label(chosen));
}
