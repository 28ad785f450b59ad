#include "base/base.h"

#include "http/form.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/field_check.h"

/* Thousands with commas, the true minus sign, the unit behind. */
static char *display_number(struct arena *arena, const struct value *value, const char *digits)
{
	const struct field *field = value->field;
	const char *unit = field->unit != NULL ? field->unit : field->type == FIELD_MONEY ? "元" : NULL;
	const char *minus = digits[0] == '-' ? "−" : "";

	if (digits[0] == '-')
		digits++;
	return field_with_unit(arena, arena_printf(arena, "%s%s", minus, digits), unit);
}

/* 12.50 stays (元 have 分), but 12.500000 万元 reads 12.5; a coefficient is 0.70, a ratio 1:3.00. */
static char *display_decimal(struct arena *arena, const struct value *value)
{
	int places = field_places(value->field);
	char *digits = format_decimal(arena, value->number, places);
	size_t length = strlen(digits);

	if (value->field->shown == SHOWN_RATIO)
		digits = arena_printf(arena, "1:%s", digits);
	if (value->field->shown == SHOWN_SHORT && (places == 6 || value->field->type == FIELD_DECIMAL)) {
		while (digits[length - 1] == '0')
			length--;
		if (digits[length - 1] == '.')
			length--;
		digits[length] = '\0';
	}
	return display_number(arena, value, digits);
}

static char *display_option(struct arena *arena, const struct field *field, const char *key)
{
	const char *label = field_option(field, key);

	return label != NULL ? field_with_unit(arena, label, field->unit) : arena_strdup(arena, key);
}

static char *display_options(struct arena *arena, const struct value *value)
{
	const char **labels = arena_array(arena, value->chosen_count + 1, sizeof(*labels));

	for (size_t i = 0; i < value->chosen_count; i++)
		labels[i] = display_option(arena, value->field, value->chosen[i]);
	return text_join(arena, labels, value->chosen_count, "、");
}

char *value_display(struct arena *arena, const struct value *value)
{
	if (!value->present)
		return arena_strdup(arena, "—");
	if (value->field->type == FIELD_ROWS)
		return arena_printf(arena, "%zu 行", value->row_count);
	if (value->field->type == FIELD_SECRET)
		return arena_strdup(arena, "已填写");
	if (value->text == NULL)
		return arena_strdup(arena, value->raw);
	switch (value->field->type) {
	case FIELD_INTEGER:
		return display_number(arena, value, format_integer(arena, value->number));
	case FIELD_DECIMAL:
	case FIELD_MONEY:
		return display_decimal(arena, value);
	case FIELD_DATE:
		return day_text(arena, value->number);
	case FIELD_CHOICE:
		return display_option(arena, value->field, value->text);
	case FIELD_CHOICES:
		return display_options(arena, value);
	case FIELD_YES_NO:
		return arena_strdup(arena, value->number != 0 ? "是" : "否");
	case FIELD_REFERENCE:
		return arena_strdup(arena, value->raw);
	default:
		return arena_strdup(arena, value->text);
	}
}
