#include "unit/kernel/keeper_cast.h"

/* Who opened the matter (2), the center (1) and secops read what is for one of the others; the rest do not. */
START_TEST(a_file_for_one_organisation_is_opened_by_it_and_by_who_oversees_the_matter)
{
	static const struct {
		int64_t attachment;
		bool clerk, reviewer, operator, expert, assessor;
	} files[] = {
		{FOR_CLOUD, true, true, true, false, false},
		{FOR_CENTER, true, true, false, false, false},
		{FOR_WATER, true, true, false, false, false},
		{FOR_LAB, false, true, false, false, true},
	};

	set_up();
	add_attachment_for(FOR_CLOUD, MATTER, CENTER, "record", CLOUD);
	add_attachment_for(FOR_CENTER, MATTER, CENTER, "record", CENTER);
	add_attachment_for(FOR_WATER, MATTER, CENTER, "record", WATER);
	/* The laboratory is an addressee of a matter that another unit opened. */
	raw_run(vault, "app.db",
		"PRAGMA foreign_keys=OFF; UPDATE matter SET organisation_id = 3 WHERE id = 2;"
		"INSERT INTO matter_party VALUES (1, 2, 'center', 1, 1, 'application', 'review'),"
		" (4, 2, 'addressee', 1, 1, 'application', 'review'), (3, 2, 'supervisor', 1, 1, 'application', "
		"'review')");
	add_attachment_for(FOR_LAB, OTHER_MATTER, CENTER, "record", LAB);
	/* Not a guest there, but of the organisation. */
	raw_run(vault, "app.db",
		"INSERT INTO organisation_kind VALUES (5, 'unit');"
		"INSERT INTO person_role (person_id, role, granted_at) VALUES (6, 'unit.clerk', 1)");
	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		const struct {
			int64_t person;
			bool opens;
		} tries[] = {{CLERK, files[i].clerk}, {REVIEWER, files[i].reviewer},
			     {OPERATOR, files[i].operator}, {EXPERT, files[i].expert}, {ASSESSOR, files[i].assessor}};

		for (size_t p = 0; p < ARRAY_LENGTH(tries); p++)
			ck_assert_msg(try_open(token_of(tries[p].person), files[i].attachment) ==
					      (tries[p].opens ? OK : ERR_NOT_FOUND),
				      "file %zu person %zu", i, p);
	}
	ck_assert_int_eq(try_open(token_of(FORESTER), FOR_LAB), OK);
	raw_run(vault, "app.db", "INSERT INTO organisation_kind VALUES (4, 'secops')");
	ck_assert_int_eq(try_open(token_of(OPERATOR), FOR_WATER), OK);
	vault_free(vault);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/keeper_reader",
			 a_file_for_one_organisation_is_opened_by_it_and_by_who_oversees_the_matter);
}
