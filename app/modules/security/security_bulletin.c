/* What a bulletin after an inspection says (第二十五条): the conclusions and the findings, to be worked over. */
#include "base/base.h"
#include "modules/security/security_parts.h"

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

/* What a field is filled with, a paragraph each; what is left out is counted by items. */
struct paragraphs {
	struct moving *moving;
	const char **line;
	bool *item;
	size_t count;
};

static struct paragraphs paragraphs_new(struct moving *moving, size_t most)
{
	struct arena *arena = moving->context->arena;

	return (struct paragraphs){.moving = moving,
				   .line = arena_array(arena, most, sizeof(const char *)),
				   .item = arena_array(arena, most, sizeof(bool))};
}

/* As it stands, with one full stop at its end. */
static void add(struct paragraphs *text, bool item, const char *words)
{
	bool whole = text_ends(words, "。") || text_ends(words, "：");

	text->item[text->count] = item;
	text->line[text->count++] = whole ? words : arena_printf(text->moving->context->arena, "%s。", words);
}

static const char *shown(struct moving *moving, const struct values *row, const char *column)
{
	return reference_display(moving->context, values_find(row, column));
}

/* What each was told, by its name: there is nothing to number. */
static void add_verdicts(struct paragraphs *text, const struct value *verdicts)
{
	struct moving *moving = text->moving;

	for (size_t i = 0; verdicts != NULL && i < verdicts->row_count; i++) {
		const struct values *row = verdicts->rows[i];

		add(text, true,
		    arena_printf(moving->context->arena, "%s：检查结论为%s。%s", shown(moving, row, "party"),
				 shown(moving, row, "result"), values_word(row, "conclusion")));
	}
}

/* Numbered, what was found as what is asked for, so that one can be looked up beside the other. */
static const char *number_of(struct paragraphs *text, const struct value *findings, size_t i)
{
	return findings->row_count > 1 ? arena_printf(text->moving->context->arena, "（%zu）", i + 1) : "";
}

static void add_findings(struct paragraphs *text, const struct value *findings)
{
	struct moving *moving = text->moving;

	add(text, false, "发现以下问题：");
	for (size_t i = 0; i < findings->row_count; i++) {
		const struct values *row = findings->rows[i];

		add(text, true,
		    arena_printf(moving->context->arena, "%s%s：%s（%s），%s", number_of(text, findings, i),
				 shown(moving, row, "receiver"), values_word(row, "title"),
				 shown(moving, row, "severity"), values_word(row, "description")));
	}
}

static void add_advice(struct paragraphs *text, const struct value *findings)
{
	struct moving *moving = text->moving;

	for (size_t i = 0; i < findings->row_count; i++) {
		const struct values *row = findings->rows[i];

		add(text, true,
		    arena_printf(moving->context->arena, "%s%s：%s，%s", number_of(text, findings, i),
				 shown(moving, row, "receiver"), values_word(row, "title"),
				 values_word(row, "advice")));
	}
}

/* The first of them; of the items that are not among these, how many they are. */
static const char *first_of(const struct paragraphs *text, size_t kept)
{
	struct arena *arena = text->moving->context->arena;
	const char *words = text_join(arena, text->line, kept, "\n");
	size_t left = 0;

	for (size_t i = kept; i < text->count; i++)
		left += text->item[i];
	if (left == 0)
		return words;
	return arena_printf(arena, "%s%s……另有 %zu 项，见检查记录。", words, kept > 0 ? "\n" : "", left);
}

/* No longer than the field, in whole items: half a sentence would be published as it is, for it looks like a whole. */
static void put(struct paragraphs *text, const char *key)
{
	const struct value *there = values_find(text->moving->form, key);
	size_t kept = text->count;
	const char *words = first_of(text, kept);

	if (there == NULL || text->count == 0)
		return;
	while (kept > 0 && utf8_length(words) > (size_t)there->field->max)
		words = first_of(text, --kept);
	values_set(text->moving->form, key, words);
}

enum err bulletin_conclusion(struct moving *moving)
{
	struct values *given;
	const struct value *findings, *verdicts;
	struct paragraphs situation, demand;
	enum err err = read_conclusion(moving, &given);
	size_t most = 2; /* what holds for all, what introduces the findings */

	if (err != OK || given == NULL)
		return err;
	verdicts = values_find(given, "verdicts");
	findings = values_find(given, "findings");
	most += verdicts == NULL ? 0 : verdicts->row_count;
	most += findings == NULL ? 0 : findings->row_count;
	situation = paragraphs_new(moving, most);
	demand = paragraphs_new(moving, most);
	if (!text_empty(values_text(given, "overall")))
		add(&situation, true, values_word(given, "overall"));
	add_verdicts(&situation, verdicts);
	if (findings != NULL && findings->row_count > 0) {
		add_findings(&situation, findings);
		add_advice(&demand, findings);
	}
	put(&situation, "situation");
	put(&demand, "demand");
	return OK;
}
