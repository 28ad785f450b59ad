#include "base/base.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/clock.h"
#include "data/tx.h"
#include "support/fixture.h"
#include "unit/kernel/procedure_fake.h"

/* A service with nothing but what procedures need, on an empty product. */
struct shop {
	struct fixture *fixture;
	struct service service;
	struct context context;
};

static struct shop *shop_new(void)
{
	static struct shop shop;

	shop.fixture = fixture_new();
	shop.service = (struct service){
		.modules = fake_modules,
		.expressions = expression_engine_new(),
		.versions_arena = arena_new(),
	};
	shop.context = (struct context){
		.arena = shop.fixture->arena,
		.db = shop.fixture->writer,
		.service = &shop.service,
		.actor = system_actor(),
		.request = "test",
		.source = "-",
	};
	clock_freeze(day_start(day_from_date((struct date){2026, 11, 20})) + 36000);
	return &shop;
}

static void shop_free(struct shop *shop)
{
	expression_engine_free(shop->service.expressions);
	arena_free(shop->service.versions_arena);
	fixture_free(shop->fixture);
}

static int64_t today(void)
{
	return day_of(clock_now());
}

static const char *changed(struct shop *shop)
{
	return text_replace(shop->context.arena, sample_text, "title: 样例", "title: 样例（二）");
}

static int64_t stored(struct shop *shop, const char *text, int64_t valid_from)
{
	int64_t id = 0;

	ck_assert_int_eq(procedure_store(&shop->context, "sample", text, valid_from, &id), OK);
	ck_assert_int_ne(id, 0);
	return id;
}

START_TEST(a_stored_procedure_is_loaded_with_its_version)
{
	struct shop *shop = shop_new();
	int64_t id = stored(shop, sample_text, today());
	const struct procedure *procedure;

	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	procedure = procedure_find(&shop->service, "sample");
	ck_assert_ptr_nonnull(procedure);
	ck_assert_int_eq(procedure->id, id);
	ck_assert_int_eq(procedure->version, 1);
	ck_assert_ptr_eq(procedure_version(&shop->service, shop->fixture->reader, id), procedure);
	ck_assert_ptr_null(procedure_find(&shop->service, "unknown"));
	ck_assert_ptr_null(procedure_version(&shop->service, shop->fixture->reader, id + 1));
	shop_free(shop);
}
END_TEST

START_TEST(the_same_text_makes_no_new_version)
{
	struct shop *shop = shop_new();
	int64_t first = stored(shop, sample_text, today());

	ck_assert_int_eq(stored(shop, sample_text, today()), first);
	ck_assert_int_ne(stored(shop, changed(shop), today()), first);
	shop_free(shop);
}
END_TEST

START_TEST(a_new_version_comes_into_force_on_its_day)
{
	struct shop *shop = shop_new();
	int64_t old = stored(shop, sample_text, today());

	stored(shop, changed(shop), today() + 2);
	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	ck_assert_str_eq(procedure_find(&shop->service, "sample")->title, "样例");
	clock_freeze(day_start(today() + 2));
	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	ck_assert_str_eq(procedure_find(&shop->service, "sample")->title, "样例（二）");
	ck_assert_int_eq(procedure_find(&shop->service, "sample")->version, 2);
	ck_assert_str_eq(procedure_version(&shop->service, shop->fixture->reader, old)->title, "样例");
	shop_free(shop);
}
END_TEST

START_TEST(each_version_is_parsed_once_per_process)
{
	struct shop *shop = shop_new();
	size_t used;

	stored(shop, sample_text, today());
	for (int i = 0; i < 5; i++)
		stored(shop,
		       text_replace(shop->context.arena, sample_text, "样例",
				    arena_printf(shop->context.arena, "例%d", i)),
		       today());
	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	for (int64_t id = 1; id <= 6; id++)
		ck_assert_ptr_nonnull(procedure_version(&shop->service, shop->fixture->reader, id));
	used = arena_used(shop->service.versions_arena);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	ck_assert_uint_eq(arena_used(shop->service.versions_arena), used);
	ck_assert_uint_eq(shop->service.version_count, 6);
	shop_free(shop);
}
END_TEST

/* The one document that the keeper holds to be internal; NULL without. */
static const char *internal_of(struct shop *shop, int64_t id)
{
	sqlite3 *raw;
	sqlite3_stmt *statement;
	const char *found = NULL;

	ck_assert_int_eq(sqlite3_open_v2(arena_printf(shop->context.arena, "%s/app.db", shop->fixture->folder), &raw,
					 SQLITE_OPEN_READONLY, NULL),
			 SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(raw, "SELECT document FROM procedure_internal WHERE procedure_id = ?", -1,
					    &statement, NULL),
			 SQLITE_OK);
	sqlite3_bind_int64(statement, 1, id);
	if (sqlite3_step(statement) == SQLITE_ROW)
		found = arena_strdup(shop->context.arena, (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(raw);
	return found;
}

START_TEST(what_a_version_keeps_inside_is_written_beside_it_and_stays)
{
	struct shop *shop = shop_new();
	int64_t id = stored(shop,
			    text_replace(shop->context.arena, sample_text, "report: security, states: [draft]",
					 "states: [draft], internal: center"),
			    today());
	int64_t next = stored(shop, sample_text, today() + 1);

	ck_assert_int_ne(id, next);
	ck_assert_str_eq(internal_of(shop, id), "report");
	ck_assert_int_eq(stored(shop, sample_text, today() + 1), next);
	ck_assert_ptr_null(internal_of(shop, next));
	shop_free(shop);
}
END_TEST

START_TEST(a_file_with_mistakes_is_not_stored)
{
	struct shop *shop = shop_new();
	const char *broken = text_replace(shop->context.arena, sample_text, "quota_fits", "quota_fit");
	int64_t id = 0;

	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_eq(procedure_store(&shop->context, "sample", broken, today(), &id), ERR_INVALID);
	ck_assert_int_eq(procedure_store(&shop->context, "other", sample_text, today(), &id), ERR_INVALID);
	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	ck_assert_uint_eq(shop->service.procedure_count, 0);
	shop_free(shop);
}
END_TEST

START_TEST(two_procedures_do_not_number_their_matters_alike)
{
	struct shop *shop = shop_new();
	const char *other = text_replace(shop->context.arena, sample_text, "procedure: sample", "procedure: other");
	const char *own = text_replace(shop->context.arena, other, "number: \"YL-", "number: \"YLX-");
	int64_t id = 0;

	stored(shop, sample_text, today());
	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_eq(procedure_store(&shop->context, "other", other, today(), &id), ERR_INVALID);
	ck_assert_int_eq(procedure_store(&shop->context, "other", own, today(), &id), OK);
	shop_free(shop);
}
END_TEST

START_TEST(a_version_this_binary_cannot_run_stops_it)
{
	static const struct guard_row fewer[] = {GUARD("filing_usable"), {.name = NULL}};
	static const struct module small = {
		.name = "small", .guards = fewer, .effects = fake_effects, .settings = fake_settings};
	static const struct module *const small_modules[] = {&small, NULL};
	struct shop *shop = shop_new();

	stored(shop, sample_text, today());
	shop->service.modules = small_modules;
	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_ne(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	shop_free(shop);
}
END_TEST

START_TEST(a_version_that_an_earlier_build_took_in_runs_on_though_a_new_one_may_no_longer_say_that)
{
	struct shop *shop = shop_new();
	struct arena *arena = shop->context.arena;
	const char *text = text_replace(arena, sample_text, "actions:\n  submit: {label: 提交,",
					"papers: {slip: {title: 单, to: 你, text: 已提交, fields: [gone]}}\n"
					"actions:\n  submit: {label: 提交, paper: slip,");
	const struct procedure *procedure;
	char *complaints = NULL;
	int64_t id = 0;

	text = text_replace(arena, text, "articles: [12, 13]", "articles: []");
	text = text_replace(arena, text, "  remark: {", "  hold: {");
	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_eq(procedure_store(&shop->context, "sample", text, today(), &id), ERR_INVALID);
	/* As the build of its day did. */
	procedure = procedure_parse(arena, fake_modules, shop->service.expressions, "sample.yaml", sample_text,
				    strlen(sample_text), &complaints);
	ck_assert_int_eq(tx_begin(shop->context.db), OK);
	ck_assert_int_eq(
		tx_end(shop->context.db,
		       procedure_put(&shop->context, procedure,
				     &(struct procedure_approved){.text = text, .version = 1, .valid_from = today()},
				     &id)),
		OK);
	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, arena), OK);
	procedure = procedure_find(&shop->service, "sample");
	ck_assert_int_eq(procedure->id, id);
	ck_assert_uint_eq(procedure->article_count, 0);
	ck_assert_ptr_nonnull(procedure_action(procedure, "hold"));
	/* What it cannot run stays a reason not to start. */
	text = text_replace(arena, text, "quota_fits", "quota_gone");
	ck_assert_ptr_null(procedure_parse_stored(arena, fake_modules, shop->service.expressions, "sample.yaml", text,
						  strlen(text), &complaints));
	ck_assert_ptr_nonnull(strstr(complaints, "quota_gone"));
	ck_assert_ptr_null(strstr(complaints, "gone”可以打印"));
	shop_free(shop);
}
END_TEST

/* ---- the command line ---- */

static int command(struct shop *shop, const char *verb, const char *file)
{
	char *argv[] = {arena_strdup(shop->context.arena, "procedure"), arena_strdup(shop->context.arena, verb),
			arena_strdup(shop->context.arena, file), NULL};
	int out = dup(STDOUT_FILENO);
	int complaints = dup(STDERR_FILENO);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	int status;

	fflush(stdout);
	dup2(nowhere, STDOUT_FILENO);
	dup2(nowhere, STDERR_FILENO);
	status = procedure_command(file == NULL ? 2 : 3, argv, &shop->context);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	dup2(complaints, STDERR_FILENO);
	close(out), close(complaints), close(nowhere);
	return status;
}

START_TEST(the_command_checks_loads_and_lists)
{
	struct shop *shop = shop_new();

	ck_assert_int_eq(command(shop, "check", "db/procedures/application.yaml"), 0);
	ck_assert_int_eq(command(shop, "check", "db/procedures/no_such.yaml"), 1);
	ck_assert_int_eq(command(shop, "check", "Makefile"), 1);
	ck_assert_int_eq(command(shop, "load", "db/procedures/application.yaml"), 0);
	ck_assert_int_eq(procedure_load_all(&shop->service, shop->fixture->reader, shop->context.arena), OK);
	ck_assert_ptr_nonnull(procedure_find(&shop->service, "application"));
	ck_assert_int_eq(command(shop, "list", NULL), 0);
	ck_assert_int_eq(command(shop, "erase", "application"), 2);
	ck_assert_int_eq(command(shop, "load", NULL), 2);
	shop_free(shop);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/procedure_store", a_stored_procedure_is_loaded_with_its_version,
			 the_same_text_makes_no_new_version, a_new_version_comes_into_force_on_its_day,
			 each_version_is_parsed_once_per_process,
			 what_a_version_keeps_inside_is_written_beside_it_and_stays, a_file_with_mistakes_is_not_stored,
			 two_procedures_do_not_number_their_matters_alike, a_version_this_binary_cannot_run_stops_it,
			 a_version_that_an_earlier_build_took_in_runs_on_though_a_new_one_may_no_longer_say_that,
			 the_command_checks_loads_and_lists);
}
