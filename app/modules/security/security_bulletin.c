/* What a bulletin after an inspection says (第二十五条): the conclusions and the findings, to be worked over. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/buf.h"
#include "base/text.h"
#include "kernel/reference.h"

/* What the inspection it grew from was concluded with; NULL when it grew from something else. */
static enum err read_conclusion(struct moving *moving, struct values **given)
{
	struct matter *inspection;
	enum found found;

	*given = NULL;
	if (moving->matter == NULL || moving->matter->base_matter == 0)
		return OK;
	found = matter_find_any(moving->context, moving->matter->base_matter, &inspection);
	if (found != FOUND)
		return found == NOT_FOUND ? OK : ERR_INTERNAL;
	if (!text_equal(inspection->procedure->key, "inspection"))
		return OK;
	return matter_given_to(moving->context, inspection, "conclude", given);
}

/* As it stands, with one full stop at its end. */
static void add_sentence(struct buf *text, const char *words)
{
	buf_add_text(text, words);
	if (!text_ends(words, "。"))
		buf_add_text(text, "。");
}

static const char *shown(struct moving *moving, const struct values *row, const char *column)
{
	return reference_display(moving->context, values_find(row, column));
}

static void add_verdict(struct moving *moving, struct buf *text, const struct values *row)
{
	buf_printf(text, "%s：检查结论为%s。", shown(moving, row, "party"), shown(moving, row, "result"));
	add_sentence(text, values_word(row, "conclusion"));
}

static void add_finding(struct moving *moving, struct buf *text, const struct values *row)
{
	buf_printf(text, "%s：%s（%s），", shown(moving, row, "receiver"), values_word(row, "title"),
		   shown(moving, row, "severity"));
	add_sentence(text, values_word(row, "description"));
}

static void add_advice(struct moving *moving, struct buf *text, const struct values *row)
{
	buf_printf(text, "%s：%s，", shown(moving, row, "receiver"), values_word(row, "title"));
	add_sentence(text, values_word(row, "advice"));
}

static void add_rows(struct moving *moving, struct buf *text, const struct value *rows,
		     void (*add)(struct moving *moving, struct buf *text, const struct values *row))
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		if (rows->row_count > 1)
			buf_printf(text, "（%zu）", i + 1);
		add(moving, text, rows->rows[i]);
	}
}

/* No longer than the field: what does not fit is left to who writes it. */
static void put(struct moving *moving, const char *key, const struct buf *text)
{
	const struct value *there = values_find(moving->form, key);

	if (there != NULL && text->length > 0)
		values_set(moving->form, key, utf8_head(moving->context->arena, text->data, (size_t)there->field->max));
}

enum err bulletin_conclusion(struct moving *moving)
{
	struct values *given;
	const struct value *findings;
	struct buf situation, demand;
	enum err err = read_conclusion(moving, &given);

	if (err != OK || given == NULL)
		return err;
	findings = values_find(given, "findings");
	buf_init(&situation);
	buf_init(&demand);
	if (!text_empty(values_text(given, "overall")))
		add_sentence(&situation, values_word(given, "overall"));
	add_rows(moving, &situation, values_find(given, "verdicts"), add_verdict);
	if (findings != NULL && findings->row_count > 0) {
		buf_add_text(&situation, "发现以下问题：");
		add_rows(moving, &situation, findings, add_finding);
		add_rows(moving, &demand, findings, add_advice);
	}
	put(moving, "situation", &situation);
	put(moving, "demand", &demand);
	buf_release(&situation);
	buf_release(&demand);
	return OK;
}
