/* A new version may not drop a field that C reads by name. */
#include "unit/modules/estate.h"

#include "base/buf.h"
#include "kernel/reads.h"

static void set_up(void)
{
	estate_new("verification");
	ck_assert_int_eq(service_refresh(estate->service, estate->reader), OK);
}

/* The file with one text for another, stored as a new version. */
static enum err stored_with(const char *from, const char *to)
{
	struct buf file, changed;
	const char *at;
	int64_t id;
	enum err err;

	buf_init(&file);
	buf_init(&changed);
	ck_assert(buf_add_file(&file, "db/procedures/verification.yaml", 1 << 20));
	at = strstr(file.data, from);
	ck_assert_ptr_nonnull(at);
	buf_printf(&changed, "%.*s%s%s", (int)(at - file.data), file.data, to, at + strlen(from));
	log_threshold(LEVEL_ERROR + 1);
	err = procedure_store(cast_context(estate, system_actor()), "verification", changed.data, day_of(clock_now()),
			      &id);
	log_threshold(LEVEL_ERROR);
	buf_release(&file);
	buf_release(&changed);
	return err;
}

START_TEST(a_field_that_a_guard_reads_is_not_dropped)
{
	ck_assert_int_eq(stored_with("key: difference_note", "key: difference_remark"), ERR_INVALID);
}
END_TEST

START_TEST(nor_a_column_nor_a_field_of_an_action)
{
	ck_assert_int_eq(stored_with("{key: month_3, label", "{key: month_4, label"), ERR_INVALID);
	ck_assert_int_eq(stored_with("{key: amount, label: 采集已分配", "{key: found, label: 采集已分配"), ERR_INVALID);
}
END_TEST

START_TEST(what_nobody_reads_by_name_may_go)
{
	ck_assert_int_eq(stored_with("{key: interim, label", "{key: meanwhile, label"), OK);
	/* A column of the same name in other rows is not the one that is read. */
	ck_assert_int_eq(stored_with("{key: amount, label: 扩容量", "{key: extent, label: 扩容量"), OK);
}
END_TEST

START_TEST(the_sentence_names_who_reads_and_what)
{
	struct procedure candidate = *procedure_find(estate->service, "verification");
	const char *sentence;

	candidate.form_count = 0;
	sentence = procedure_dropped(estate->service, estate->arena, &candidate);
	ck_assert_ptr_nonnull(
		strstr(sentence, "guard differences_explained 要读字段“difference_note”，新版本里没有这个字段"));
	ck_assert_ptr_nonnull(strstr(sentence, "effect record_verification 要读字段“enough”"));
}
END_TEST

static const char *fields_of(const char *kind, const char *name)
{
	for (const struct reads *row = reads_table; row->kind != NULL; row++)
		if (strcmp(row->kind, kind) == 0 && strcmp(row->name, name) == 0)
			return row->fields;
	ck_abort_msg("%s %s is in no row of the generated table", kind, name);
	return NULL;
}

START_TEST(every_guard_effect_prefill_and_panel_was_looked_through)
{
	for (const struct module *const *m = estate_modules; *m != NULL; m++) {
		for (const struct guard_row *row = (*m)->guards; row != NULL && row->name != NULL; row++)
			fields_of("guard", row->name);
		for (const struct effect_row *row = (*m)->effects; row != NULL && row->name != NULL; row++)
			fields_of("effect", row->name);
		for (const struct prefill_row *row = (*m)->prefills; row != NULL && row->name != NULL; row++)
			fields_of("prefill", row->name);
		for (const struct panel_row *row = (*m)->panels; row != NULL && row->name != NULL; row++)
			fields_of("panel", row->name);
	}
}
END_TEST

START_TEST(fields_are_found_below_and_in_lists)
{
	ck_assert_ptr_nonnull(strstr(fields_of("guard", "verification_true"), " allocatable "));
	ck_assert_ptr_nonnull(strstr(fields_of("guard", "enough_true"), " month_3 "));
}
END_TEST

int main(void)
{
	log_threshold(LEVEL_ERROR);
	crypt_init();
	return RUN_SUITE_IN("modules/reads", set_up, estate_free, 60, a_field_that_a_guard_reads_is_not_dropped,
			    nor_a_column_nor_a_field_of_an_action, what_nobody_reads_by_name_may_go,
			    the_sentence_names_who_reads_and_what,
			    every_guard_effect_prefill_and_panel_was_looked_through,
			    fields_are_found_below_and_in_lists);
}
