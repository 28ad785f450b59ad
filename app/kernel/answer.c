#include "base/base.h"
#include "kernel/answer.h"

#include "base/log.h"
#include "base/text.h"

/* Where the form shows a field or document; the matter itself when the form is closed. */
static char *place(struct moving *moving, const char *key)
{
	const struct matter *matter = moving->matter;
	struct arena *arena = moving->context->arena;

	if (matter == NULL || key == NULL)
		return NULL;
	if (matter->state != NULL && matter->state->edit)
		return arena_printf(arena, "/matters/%" PRId64 "/edit#f-%s", matter->id, key);
	return arena_printf(arena, "/matters/%" PRId64 "#f-%s", matter->id, key);
}

static void help_set(struct moving *moving, struct answer *answer, struct answer_help help)
{
	struct arena *arena = moving->context->arena;

	answer->cure = arena_strdup(arena, help.cure);
	answer->field = arena_strdup(arena, help.field);
	answer->elsewhere = help.link != NULL;
	answer->link = help.link != NULL ? arena_strdup(arena, help.link) : place(moving, help.field);
}

void fault_add(struct faults *faults, const char *text)
{
	if (text == NULL)
		return;
	faults->text = faults->count == 0 ? text : arena_printf(faults->arena, "%s。%s", faults->text, text);
	faults->count++;
}

enum verdict answer_faults(struct moving *moving, struct answer *answer, struct answer_help help,
			   const struct faults *faults)
{
	if (faults->count == 0)
		return VERDICT_YES;
	if (faults->count == 1)
		return answer_no(moving, answer, help, "%s", faults->text);
	return answer_no(moving, answer, help, "有 %zu 处需要改：%s", faults->count, faults->text);
}

const char *answer_whole(struct arena *arena, const struct answer *answer)
{
	return text_empty(answer->cure) ? answer->sentence
					: arena_printf(arena, "%s。%s", answer->sentence, answer->cure);
}

void answer_beside(struct arena *arena, const struct answer *answer, struct values *values)
{
	struct value *value = values_find(values, answer->field);

	if (value == NULL || value->error != NULL)
		return; /* the first that is wrong with it stands */
	value_complain(values, value, "%s", answer_whole(arena, answer));
	if (answer->elsewhere)
		value->see = answer->link;
}

enum verdict answer_yes(struct moving *moving, struct answer *answer, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*answer = (struct answer){.sentence = arena_vprintf(moving->context->arena, format, args)};
	va_end(args);
	return VERDICT_YES;
}

enum verdict answer_not_yet(struct moving *moving, struct answer *answer, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*answer = (struct answer){.sentence = arena_vprintf(moving->context->arena, format, args)};
	va_end(args);
	return VERDICT_NOT_YET;
}

enum verdict answer_no(struct moving *moving, struct answer *answer, struct answer_help help, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*answer = (struct answer){.sentence = arena_vprintf(moving->context->arena, format, args)};
	va_end(args);
	help_set(moving, answer, help);
	return VERDICT_NO;
}

enum verdict answer_failed(struct moving *moving, struct answer *answer, enum err err)
{
	log_error("event=guard err=%s", err_name(err));
	return answer_no(moving, answer, (struct answer_help){.cure = "请稍后重试，仍不行请联系技术支持"},
			 "这一项没有查成，系统内部出错");
}

enum err answer_refuse(struct moving *moving, struct answer *answer, struct answer_help help, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*answer = (struct answer){.sentence = arena_vprintf(moving->context->arena, format, args)};
	va_end(args);
	help_set(moving, answer, help);
	if (moving->fields != NULL && help.field != NULL && values_find(moving->fields, help.field) != NULL)
		answer_beside(moving->context->arena, answer, moving->fields);
	return ERR_INVALID;
}
