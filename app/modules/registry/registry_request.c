/* What an application says in one place and must not contradict in another. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/setting.h"

enum { CRYPTO_LEVEL = 3, QUARTER_HOUR = 25 /* hundredths */ };

/* The first machine line with less memory than processors, or too much for them; 0: none.  Unreadable ones count as
 * fine. */
static size_t ill_sized_line(const struct values *form, int64_t most)
{
	const struct value *lines = values_find(form, "lines");

	for (size_t i = 0; lines != NULL && i < lines->row_count; i++) {
		int64_t vcpu, memory;

		if (!parse_integer(values_word(lines->rows[i], "vcpu"), &vcpu) ||
		    !parse_integer(values_word(lines->rows[i], "memory_gb"), &memory))
			continue;
		if (memory < vcpu || memory > vcpu * most)
			return i + 1;
	}
	return 0;
}

/* A machine of the kind GPU says how many cards, another has none (a form of before the column says nothing). */
static const char *cards_wrong(struct arena *arena, const struct values *form)
{
	const struct value *lines = values_find(form, "lines");

	for (size_t i = 0; lines != NULL && i < lines->row_count; i++) {
		const struct values *row = lines->rows[i];
		bool of_cards = text_equal(values_word(row, "node"), "gpu");

		if (values_find(row, "gpu") == NULL || of_cards == (values_number(row, "gpu", 0) > 0))
			continue;
		return of_cards ? arena_printf(arena, "云主机需求第 %zu 行是 GPU 服务器，没有填每台 GPU 张数", i + 1)
				: arena_printf(arena, "云主机需求第 %zu 行填了 GPU，节点类型不是 GPU 服务器", i + 1);
	}
	return NULL;
}

/* Nobody restores a system in less than a quarter of an hour; a field has whole bounds alone. */
static bool restored_too_fast(const struct values *form)
{
	return values_number(form, "rto_hours", QUARTER_HOUR) < QUARTER_HOUR;
}

/* Asked of the first submission alone: a correction does not put the clock back. */
static bool opens_too_soon(const struct moving *moving, int64_t *earliest)
{
	int64_t wanted = values_number(moving->form, "expected_day", 0);
	int64_t days = setting_integer(moving->context->service, "open_lead_wd");

	*earliest = day_of(deadline_end(moving->context->service, DUE_WORKING_DAYS, days, clock_now()));
	return wanted != 0 && wanted < *earliest && (moving->matter == NULL || moving->matter->number == NULL);
}

enum verdict request_agrees(struct moving *moving, struct answer *answer)
{
	const struct values *form = moving->form;
	int64_t most = setting_integer(moving->context->service, "memory_ratio_max");
	const char *cards;
	int64_t level = 0;
	int64_t earliest;
	size_t line;

	if (form == NULL || values_word(form, "level")[0] == '\0')
		return answer_not_yet(moving, answer, "填写后核对云主机规格、密评、安全服务和期望开通日期");
	line = ill_sized_line(form, most);
	if (line > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改选规格", .field = "lines"},
				 "云主机需求第 %zu 行内存与处理器之比不在 1:1 至 %" PRId64 ":1 之间（本系统默认参数）",
				 line, most);
	cards = cards_wrong(moving->context->arena, form);
	if (cards != NULL)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请填写每台张数，或者改选节点类型", .field = "lines"},
				 "%s", cards);
	if (restored_too_fast(form))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请改填 0.25 以上的小时数", .field = "rto_hours"},
				 "恢复时间目标（RTO）不能短于 0.25 小时");
	if (parse_integer(values_word(form, "level"), &level) && level >= CRYPTO_LEVEL &&
	    !form_yes(form, "crypto_assessment"))
		return answer_no(moving, answer, (struct answer_help){.cure = "请选“是”", .field = "crypto_assessment"},
				 "等级保护三级及以上的系统应当开展密码应用安全性评估");
	if (!values_chosen(form, "security_services", "situation"))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请选上态势感知接入", .field = "security_services"},
				 "态势感知接入为必选");
	if (opens_too_soon(moving, &earliest))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "请改为较晚的日期，急用的请办应急扩容", .field = "expected_day"},
			"期望开通日期早于 %s", format_day(moving->context->arena, earliest));
	return answer_yes(moving, answer, "规格、密评、安全服务和期望开通日期前后一致");
}
