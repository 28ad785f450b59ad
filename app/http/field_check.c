#include "base/base.h"

#include "http/field_check.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/pattern.h"

enum { SHOWN_MAX = 20, OPTIONS_NAMED_MAX = 12, HIDDEN_MAX = 512 };

static const char *label_of(const struct field *field)
{
	return field->label != NULL ? field->label : field->key;
}

/* What was typed, short enough for a sentence. */
static const char *shown(struct arena *arena, const char *raw)
{
	if (utf8_length(raw) <= SHOWN_MAX)
		return raw;
	return arena_printf(arena, "%s…", utf8_head(arena, raw, SHOWN_MAX));
}

bool field_is_number(const struct field *field)
{
	switch (field->type) {
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_MONEY:
	case FIELD_DATE:
	case FIELD_YES_NO:
	case FIELD_REFERENCE:
		return true;
	default:
		return false;
	}
}

int field_places(const struct field *field)
{
	if (field->type == FIELD_DECIMAL)
		return field->places > 0 ? (int)field->places : 2;
	if (field->type == FIELD_MONEY)
		return text_equal(field->unit, "万元") ? 6 : 2;
	return 0;
}

const char *field_option(const struct field *field, const char *key)
{
	for (size_t i = 0; i < field->option_count; i++)
		if (strcmp(field->options[i].key, key) == 0)
			return field->options[i].label;
	return NULL;
}

char *field_with_unit(struct arena *arena, const char *text, const char *unit)
{
	if (unit == NULL)
		return arena_strdup(arena, text);
	return arena_printf(arena, "%s%s%s", text, text_starts(unit, "%") ? "" : " ", unit);
}

/* Numbers are often typed with their unit behind them, and from Chinese input in full width. */
static const char *plain_number(struct arena *arena, const struct value *value)
{
	const char *text = text_trim(arena, text_narrow(arena, value->raw));
	const char *unit = value->field->unit;

	if (!text_empty(unit) && text_ends(text, unit))
		text = text_trim(arena, arena_strndup(arena, text, strlen(text) - strlen(unit)));
	/* Pages print the true minus sign, and people copy from pages. */
	return text_starts(text, "−") ? arena_printf(arena, "-%s", text + strlen("−")) : text;
}

static const char *convert_text(struct arena *arena, struct value *value)
{
	const char *label = label_of(value->field);
	const char *text = text_trim(arena, value->raw);

	if (!text_printable(text, strlen(text)))
		return arena_printf(arena, "%s里有看不见的控制字符，请删去后重新填写", label);
	if (value->field->type == FIELD_TEXT && strpbrk(text, "\r\n") != NULL)
		return arena_printf(arena, "%s只填一行，请删去换行", label);
	if (value->field->pattern != NULL) {
		text = text_narrow(arena, text);
		const char *example = pattern_example(value->field->pattern, text);
		if (example != NULL)
			return arena_printf(arena, "%s%s，您填了“%s”", label, example, shown(arena, value->raw));
	}
	value->text = text;
	return NULL;
}

/* Not trimmed: a space may be part of a password. */
static const char *convert_secret(struct arena *arena UNUSED, struct value *value)
{
	value->text = value->raw;
	return NULL;
}

static const char *convert_hidden(struct arena *arena, struct value *value)
{
	if (utf8_length(value->raw) > HIDDEN_MAX || !text_printable(value->raw, strlen(value->raw)))
		return arena_strdup(arena, "页面内容不完整，请重新打开页面再填写");
	value->text = value->raw;
	return NULL;
}

static const char *convert_integer(struct arena *arena, struct value *value)
{
	const struct field *field = value->field;
	const char *raw = shown(arena, value->raw);

	if (parse_integer(plain_number(arena, value), &value->number)) {
		value->text = field_typed(arena, field, value->number);
		return NULL;
	}
	if (field->max == 0)
		return arena_printf(arena, "%s请填整数，您填了“%s”", label_of(field), raw);
	return arena_printf(arena, "%s请填 %s 至 %s 的整数，您填了“%s”", label_of(field),
			    format_integer(arena, field->min), format_integer(arena, field->max), raw);
}

static const char *convert_decimal(struct arena *arena, struct value *value)
{
	const struct field *field = value->field;
	const char *raw = shown(arena, value->raw);

	if (parse_decimal(plain_number(arena, value), field_places(field), &value->number)) {
		value->text = field_typed(arena, field, value->number);
		return NULL;
	}
	if (field->type == FIELD_MONEY)
		return arena_printf(arena, "%s请填金额，单位%s，您填了“%s”", label_of(field),
				    field->unit != NULL ? field->unit : "元", raw);
	if (field_places(field) != 2)
		return arena_printf(arena, "%s请填数字，最多 %d 位小数，您填了“%s”", label_of(field),
				    field_places(field), raw);
	return arena_printf(arena, "%s请填数字，最多两位小数，您填了“%s”", label_of(field), raw);
}

/* 2026-11-20, and as people also write it: 2026/11/20, 2026.11.20, 2026年11月20日, without leading zeros. */
static bool read_day(struct arena *arena, const char *typed, int64_t *day)
{
	char *text = text_trim(arena, text_narrow(arena, typed));
	const char *const marks[] = {"/", ".", "年", "月"};
	char **parts;
	int64_t number[3];

	for (size_t i = 0; i < ARRAY_LENGTH(marks); i++)
		text = text_replace(arena, text, marks[i], "-");
	text = text_replace(arena, text, "日", "");
	if (text_split(arena, text, '-', &parts) != 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (strlen(parts[i]) > 4 || !parse_integer(parts[i], &number[i]) || number[i] < 0)
			return false;
	struct date date = {(int)number[0], (int)number[1], (int)number[2]};
	if (date.year < 1000 || !date_valid(date))
		return false;
	*day = day_from_date(date);
	return true;
}

static const char *convert_date(struct arena *arena, struct value *value)
{
	if (!read_day(arena, value->raw, &value->number))
		return arena_printf(arena, "%s请填日期，例如 2026-11-20，您填了“%s”", label_of(value->field),
				    shown(arena, value->raw));
	value->text = day_text(arena, value->number);
	return NULL;
}

/* "A、B 或 C GB" */
static const char *options_named(struct arena *arena, const struct field *field)
{
	char *list = arena_strdup(arena, field->options[0].label);

	for (size_t i = 1; i < field->option_count; i++)
		list = arena_printf(arena, "%s%s%s", list, i + 1 == field->option_count ? " 或 " : "、",
				    field->options[i].label);
	return field_with_unit(arena, list, field->unit);
}

static const char *not_an_option(struct arena *arena, const struct field *field)
{
	if (field->option_count == 0 || field->option_count > OPTIONS_NAMED_MAX)
		return arena_printf(arena, "%s不在可选的范围内，请重新选择", label_of(field));
	return arena_printf(arena, "%s只能选 %s，请重新选择", label_of(field), options_named(arena, field));
}

static const char *convert_choice(struct arena *arena, struct value *value)
{
	if (field_option(value->field, value->raw) == NULL)
		return not_an_option(arena, value->field);
	value->text = value->raw;
	return NULL;
}

const char *field_choose(struct arena *arena, struct value *value, const char *const *typed, size_t count)
{
	const struct field *field = value->field;
	size_t known = 0;

	value->chosen = arena_array(arena, field->option_count + 1, sizeof(*value->chosen));
	value->chosen_count = 0;
	for (size_t i = 0; i < count; i++)
		known += field_option(field, typed[i]) != NULL;
	for (size_t o = 0; o < field->option_count; o++)
		for (size_t i = 0; i < count; i++)
			if (strcmp(field->options[o].key, typed[i]) == 0) {
				value->chosen[value->chosen_count++] = field->options[o].key;
				break;
			}
	if (known != count)
		return not_an_option(arena, field);
	value->text = text_join(arena, value->chosen, value->chosen_count, ",");
	return NULL;
}

static const char *convert_choices(struct arena *arena, struct value *value)
{
	char **parts;
	size_t count = text_split(arena, value->raw, ',', &parts);

	return field_choose(arena, value, (const char *const *)parts, count);
}

static const char *convert_yes_no(struct arena *arena, struct value *value)
{
	bool yes = text_equal(value->raw, "1") || text_equal(value->raw, "yes");

	if (!yes && !text_equal(value->raw, "0") && !text_equal(value->raw, "no"))
		return arena_printf(arena, "%s只能选 是 或 否，请重新选择", label_of(value->field));
	value->number = yes;
	value->text = yes ? "1" : "0";
	return NULL;
}

static const char *convert_reference(struct arena *arena, struct value *value)
{
	const char *text = value->raw;

	if (text[0] < '1' || text[0] > '9' || strspn(text, "0123456789") != strlen(text) ||
	    !parse_integer(text, &value->number))
		return arena_printf(arena, "%s请从列表中选择", label_of(value->field));
	value->text = text;
	return NULL;
}

const char *field_convert(struct arena *arena, struct value *value)
{
	static const char *(*const converters[])(struct arena *, struct value *) = {
		[FIELD_TEXT] = convert_text,           [FIELD_LONG_TEXT] = convert_text,
		[FIELD_SECRET] = convert_secret,       [FIELD_INTEGER] = convert_integer,
		[FIELD_DECIMAL] = convert_decimal,     [FIELD_MONEY] = convert_decimal,
		[FIELD_DATE] = convert_date,           [FIELD_CHOICE] = convert_choice,
		[FIELD_CHOICES] = convert_choices,     [FIELD_YES_NO] = convert_yes_no,
		[FIELD_REFERENCE] = convert_reference, [FIELD_HIDDEN] = convert_hidden,
	};

	value->text = NULL;
	value->number = 0;
	return converters[value->field->type](arena, value);
}

static const char *text_limits(struct arena *arena, const struct value *value)
{
	const struct field *field = value->field;
	int64_t length = (int64_t)utf8_length(value->text);

	if (field->max > 0 && length > field->max)
		return arena_printf(arena, "%s最多 %" PRId64 " 个字，您填了 %" PRId64 " 个字，请删去 %" PRId64 " 个字",
				    label_of(field), field->max, length, length - field->max);
	if (length < field->min)
		return arena_printf(arena, "%s至少 %" PRId64 " 个字，您填了 %" PRId64 " 个字", label_of(field),
				    field->min, length);
	return NULL;
}

/* "5 年", "5" without a unit; pages print the true minus sign. */
static const char *with_unit(struct arena *arena, const struct field *field, const char *number)
{
	const char *unit = field->unit != NULL ? field->unit : field->type == FIELD_MONEY ? "元" : NULL;

	if (number[0] == '-')
		number = arena_printf(arena, "−%s", number + 1);
	return field_with_unit(arena, number, unit);
}

static const char *number_limits(struct arena *arena, const struct value *value)
{
	const struct field *field = value->field;
	int64_t scale = 1;
	int64_t least;
	int64_t most;
	const char *typed = with_unit(arena, field, format_integer(arena, value->number));

	for (int place = field_places(field); place > 0; place--)
		scale *= 10;
	if (__builtin_mul_overflow(field->min, scale, &least))
		least = INT64_MIN;
	if (field->max == 0 || __builtin_mul_overflow(field->max, scale, &most))
		most = INT64_MAX;
	if (value->number >= least && value->number <= most)
		return NULL;
	if (scale > 1)
		typed = with_unit(arena, field, value->text);
	if (field->max == 0)
		return arena_printf(arena, "%s不能少于 %s，您填了 %s", label_of(field),
				    with_unit(arena, field, format_integer(arena, field->min)), typed);
	return arena_printf(arena, "%s请填 %s 至 %s，您填了 %s", label_of(field), format_integer(arena, field->min),
			    with_unit(arena, field, format_integer(arena, field->max)), typed);
}

static const char *date_limits(struct arena *arena, const struct value *value)
{
	const struct field *field = value->field;

	if (value->number < field->min)
		return arena_printf(arena, "%s不能早于 %s，您填了 %s", label_of(field), day_text(arena, field->min),
				    value->text);
	if (field->max != 0 && value->number > field->max)
		return arena_printf(arena, "%s不能晚于 %s，您填了 %s", label_of(field), day_text(arena, field->max),
				    value->text);
	if (field->past && value->number > day_of(clock_now()))
		return arena_printf(arena, "%s填实际日期，不能晚于今天，您填了 %s", label_of(field), value->text);
	return NULL;
}

static const char *choices_limits(struct arena *arena, const struct value *value)
{
	const struct field *field = value->field;
	int64_t count = (int64_t)value->chosen_count;

	if (field->max > 0 && count > field->max)
		return arena_printf(arena, "%s最多选 %" PRId64 " 项，您选了 %" PRId64 " 项", label_of(field),
				    field->max, count);
	if (count < field->min)
		return arena_printf(arena, "%s至少选 %" PRId64 " 项，您选了 %" PRId64 " 项", label_of(field),
				    field->min, count);
	return NULL;
}

const char *field_limits(struct arena *arena, const struct value *value)
{
	switch (value->field->type) {
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
	case FIELD_SECRET:
		return text_limits(arena, value);
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_MONEY:
		return number_limits(arena, value);
	case FIELD_DATE:
		return date_limits(arena, value);
	case FIELD_CHOICES:
		return choices_limits(arena, value);
	default:
		return NULL;
	}
}

/* Quoted: "其中紧急" or "保留至" make no sentence with the word before them. */
const char *field_missing(struct arena *arena, const struct field *field)
{
	switch (field->type) {
	case FIELD_CHOICE:
	case FIELD_CHOICES:
	case FIELD_YES_NO:
	case FIELD_REFERENCE:
		return arena_printf(arena, "请选择“%s”", label_of(field));
	case FIELD_ROWS:
		return arena_printf(arena, "%s请至少填写 %" PRId64 " 行", label_of(field),
				    field->min > 0 ? field->min : 1);
	default:
		return arena_printf(arena, "请填写“%s”", label_of(field));
	}
}

/* Without commas, without the zeros nobody typed: 1250 with two places is "12.5".  By hand: a batch has 150,000 of
 * them. */
static const char *typed_decimal(struct arena *arena, int64_t number, int places)
{
	char digits[DIGITS_SIZE];
	char text[DIGITS_SIZE + 2];
	uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
	size_t at = sizeof text - 1;
	const char *whole;

	text[at] = '\0';
	for (; places > 0; places--, size /= 10) {
		if (size % 10 != 0 || text[at] != '\0')
			text[--at] = (char)('0' + size % 10);
	}
	if (text[at] != '\0')
		text[--at] = '.';
	whole = number_digits(digits, (int64_t)size);
	at -= strlen(whole);
	memcpy(text + at, whole, strlen(whole));
	if (number < 0)
		text[--at] = '-';
	return arena_strdup(arena, text + at);
}

const char *field_typed(struct arena *arena, const struct field *field, int64_t number)
{
	char digits[DIGITS_SIZE];

	if (field->type == FIELD_DECIMAL || field->type == FIELD_MONEY)
		return typed_decimal(arena, number, field_places(field));
	if (field->type == FIELD_DATE)
		return day_text(arena, number);
	return arena_strdup(arena, number_digits(digits, number));
}
