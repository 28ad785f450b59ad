/* Whom a report is addressed to, who else gets it, where it leads: what stands around its text on paper. */
#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/matter.h"

#define RULE_BOOK "《四川省省级政务云管理暂行办法》"

/* A bulletin names those it is sent to; before the closing nobody has been chosen yet. */
static enum err named_parties(struct context *context, const struct values *fields, const char **names)
{
	const struct value *rows = fields == NULL ? NULL : values_find(fields, "named");
	enum err err = OK;

	*names = rows == NULL || rows->row_count == 0 ? "各服务商" : "";
	for (size_t i = 0; rows != NULL && i < rows->row_count && err == OK; i++) {
		const char *name = "";

		err = closing_party(context, values_number(rows->rows[i], "party", 0), &name);
		*names = arena_printf(context->arena, "%s%s%s", *names, i > 0 ? "、" : "", name);
	}
	return err;
}

static enum err typed_copies(struct context *context, const struct matter *matter, const char **copies)
{
	struct values *form = NULL;
	enum err err = matter_form(context, matter, &form, NULL);

	if (err == OK && form != NULL)
		*copies = values_word(form, "copies");
	return err;
}

/* Extracts go to those they are about and, from others, to the center; the whole goes to the center, extracts beside
 * it. */
static enum err addressees(struct context *context, const struct report *report, const struct matter *matter,
			   const struct report_edition_of *edition, struct document_letterhead *letterhead)
{
	int64_t center = context->service->org_center;
	enum err err;

	if (!report->kind->extracts) {
		err = named_parties(context, edition->fields, &letterhead->addressee);
		return err == OK ? typed_copies(context, matter, &letterhead->copies) : err;
	}
	if (edition->organisation == 0) {
		letterhead->copies = "使用单位、平台运营单位（各送本单位摘编）";
		return closing_party(context, center, &letterhead->addressee);
	}
	err = closing_party(context, edition->organisation, &letterhead->addressee);
	return err == OK && report->org != center ? closing_party(context, center, &letterhead->copies) : err;
}

enum err report_address(struct context *context, const struct report *report, const struct matter *matter,
			const struct report_edition_of *edition, struct document *document)
{
	struct arena *arena = context->arena;
	struct document_letterhead letterhead = {
		.basis = arena_printf(arena, RULE_BOOK "%s", report->kind->basis),
		.own_number = matter->number,
		.as_of = edition->undated ? NULL : format_time(arena, report->drafted_at),
		.page = arena_printf(arena, "/reports/%" PRId64 "?edition=%s", report->id, edition->key),
		.page_label = "返回报告",
		.pdf = arena_printf(arena, "/reports/%" PRId64 ".pdf?edition=%s", report->id, edition->key),
		.official = !report->kind->extracts,
	};
	enum err err = addressees(context, report, matter, edition, &letterhead);

	if (err == OK)
		document_address(document, &letterhead);
	return err;
}

enum err report_address_closed(struct context *context, const struct closing *closing, struct document *document)
{
	struct report_edition_of edition = {
		.key = closing->edition, .organisation = closing->organisation, .undated = true};
	struct report report;
	struct matter *matter;
	struct values *given = NULL;
	enum err err;

	if (report_find(context, closing->subject_id, &report) != FOUND ||
	    matter_find_any(context, report.matter, &matter) != FOUND)
		return ERR_INTERNAL;
	err = matter_given_to(context, matter, "issue", &given);
	edition.fields = given;
	return err == OK ? report_address(context, &report, matter, &edition, document) : err;
}
