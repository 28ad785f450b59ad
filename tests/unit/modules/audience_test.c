/* Whose eyes the words of one of several parties are for: of an inspection, a bulletin, a contact roster. */
#include "unit/modules/guarded.h"

#define INSPECTION \
	"title=补丁专项检查\nmode=remote\nbasis=第二十五条\nwindow_from=2026-03-02\nwindow_to=2026-03-06\n" \
	"scope=补丁台账和特权账号的管理情况\ndemand=提供台账\nparties.1.party=2\nparties.2.party=4"
#define FACTS "facts.1.party=2\nfacts.1.fact=两台主机缺补丁\nfacts.2.party=4\nfacts.2.fact=账号没有复核"

static int64_t with_facts(int64_t person)
{
	int64_t id = opened(person, "inspection", 0, INSPECTION);

	acts(person, id, "submit", NULL);
	acts(LEADER, id, "approve_plan", NULL);
	acts(person, id, "begin", NULL);
	acts(person, id, "record", FACTS);
	return id;
}

/* The organisation alone that reads what was written there, 0: all who see the matter. */
static int64_t reader_of(int64_t id, const char *action, int64_t person)
{
	return office_number(cloud,
			     "SELECT coalesce(reader_id, 0) FROM event WHERE matter_id = %" PRId64
			     " AND action = '%s' AND person_id = %" PRId64,
			     id, action, person);
}

START_TEST(an_opinion_on_facts_is_for_who_wrote_it_and_what_is_said_to_all_for_all)
{
	int64_t id = with_facts(SECURITY);

	ck_assert_int_eq(act(CLERK, id, "confirm_facts", "补丁本周补齐", NULL), OK);
	ck_assert_int_eq(act(OPERATOR, id, "object_facts", "账号在另一清单里已经登记", NULL), OK);
	ck_assert_int_eq(reader_of(id, "confirm_facts", CLERK), UNIT);
	ck_assert_int_eq(reader_of(id, "object_facts", OPERATOR), PROVIDER);
	ck_assert_int_eq(reader_of(id, "record", SECURITY), 0);
	ck_assert_int_eq(reader_of(id, "approve_plan", LEADER), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE reader_line_yes = 1"), 0);
}
END_TEST

/* Who opened it, the center, secops: and nobody else of those who take part or watch. */
START_TEST(one_rule_says_who_oversees_a_matter)
{
	static const struct {
		int64_t person;
		bool oversees;
	} rows[] = {{WATCH, true}, {SECURITY, true}, {LEADER, true}, {CLERK, false}, {OPERATOR, false}};
	int64_t id = with_facts(WATCH);
	int64_t own = opened(CLERK, "training", 0, "");

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		ck_assert_msg(matter_oversees(as(rows[i].person), seen_by(rows[i].person, id)) == rows[i].oversees,
			      "person %" PRId64, rows[i].person);
	ck_assert(matter_oversees(as(CLERK), seen_by(CLERK, own)));
	ck_assert(!matter_oversees(as(MONITOR), seen_by(CLERK, own)));
	ck_assert(!matter_oversees(as_clerk(), seen_by(CLERK, own)));
}
END_TEST

START_TEST(what_one_says_as_it_reads_a_bulletin_is_its_own)
{
	int64_t id = opened(WATCH, "bulletin", 0,
			    "title=三季度检查通报\nsituation=抽查十二个系统发现问题五项\ndemand=逐项整改\nparties.1."
			    "party=2\nparties.2.party=4");

	acts(WATCH, id, "submit", NULL);
	acts(LEADER, id, "sign", NULL);
	ck_assert_int_eq(act(CLERK, id, "read", "第二项本单位已经整改", NULL), OK);
	ck_assert_int_eq(reader_of(id, "read", CLERK), UNIT);
	ck_assert_int_eq(reader_of(id, "sign", LEADER), 0);
}
END_TEST

/* The version before this one said nothing of an audience: a matter that began under it ends under it. */
START_TEST(a_matter_of_the_version_before_keeps_nothing_from_its_parties)
{
	const char *text = cast_file(cloud, "db/procedures/inspection.yaml");
	const char *former = text_replace(cloud->arena, text, ", audience: own", "");
	int64_t before, now, id;

	ck_assert_str_ne(text, former);
	ck_assert_int_eq(procedure_store(as_clerk(), "inspection", former, day_of(clock_now()), &before), OK);
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	id = with_facts(SECURITY);
	ck_assert_int_eq(procedure_store(as_clerk(), "inspection", text, day_of(clock_now()), &now), OK);
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	ck_assert_int_ne(before, now);
	ck_assert(procedure_action(procedure_find(cloud->service, "inspection"), "object_facts")->own_words);
	ck_assert_int_eq(act(OPERATOR, id, "object_facts", "账号在另一清单里已经登记", NULL), OK);
	acts(SECURITY, id, "record", FACTS);
	ck_assert_int_eq(act(CLERK, id, "confirm_facts", "补丁本周补齐", NULL), OK);
	ck_assert_int_eq(act(OPERATOR, id, "confirm_facts", "没有其他意见", NULL), OK);
	acts(SECURITY, id, "conclude",
	     "verdicts.1.party=2\nverdicts.1.result=fair\nverdicts.1.conclusion=补丁管理有欠缺，须补齐\n"
	     "verdicts.2.party=4\nverdicts.2.result=good\nverdicts.2.conclusion=账号管理总体良好，按期复核");
	ck_assert_int_eq(act(SECURITY, id, "no_bulletin", "没有发现问题", NULL), OK);
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE reader_id IS NOT NULL"), 0);
	id = with_facts(SECURITY);
	ck_assert_int_eq(act(OPERATOR, id, "object_facts", "账号在另一清单里已经登记", NULL), OK);
	ck_assert_int_eq(reader_of(id, "object_facts", OPERATOR), PROVIDER);
}
END_TEST

static int64_t files_of(int64_t id, int64_t person)
{
	struct stale_decision *stale;
	size_t count;
	int64_t files = 0;

	ck_assert_int_eq(matter_stale_decisions(as(person), seen_by(person, id), &stale, &count), OK);
	for (size_t i = 0; i < count; i++)
		files += (int64_t)stale[i].file_count;
	return files;
}

/* A version of the record for the operator (4), after all that happened. */
static void record_for_operator(int64_t id, int version)
{
	office_sql(cloud,
		   "INSERT INTO attachment (uuid, matter_id, document, version, organisation_id, reader_id, name, "
		   "type, size,"
		   " digest, sealed_digest, uploaded_by, uploaded_at, follows)"
		   " SELECT lower(hex(randomblob(16))), %" PRId64 ", 'record_file', %d, 1, 4, '岷山附页.pdf', 'pdf', 1,"
		   " randomblob(32), randomblob(32), 16, 1, max(id) FROM event",
		   id, version);
}

START_TEST(that_a_file_was_replaced_after_a_decision_is_told_to_whom_it_is_for)
{
	int64_t id = opened(SECURITY, "inspection", 0, INSPECTION);

	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "approve_plan", NULL);
	acts(SECURITY, id, "begin", NULL);
	record_for_operator(id, 1);
	acts(SECURITY, id, "record", FACTS);
	record_for_operator(id, 2);
	ck_assert_int_eq(files_of(id, LEADER), 1);
	ck_assert_int_eq(files_of(id, OPERATOR), 1);
	ck_assert_int_eq(files_of(id, CLERK), 0);
}
END_TEST

/* Rows of what was written before an event, as this person's pages ask for them. */
static int64_t rows_seen(enum query_name name, int64_t person, int64_t id)
{
	struct query *query = db_query(as(person)->db, name);
	int64_t rows = 0;

	query_int(query, ":matter", id);
	query_int(query, ":org", as(person)->actor->org);
	if (query_takes(query, ":event"))
		query_int(query, ":event", INT64_MAX);
	if (query_takes(query, ":action"))
		query_text(query, ":action", "object_facts");
	while (query_step(query))
		rows++;
	ck_assert_int_eq(query_end(query), OK);
	return rows;
}

START_TEST(what_papers_and_panels_read_of_earlier_steps_leaves_out_the_words_of_another)
{
	static const enum query_name names[] = {Q_OPERATION_DEEDS, Q_MATTER_PAGE_GIVEN_BEFORE,
						Q_MATTER_PAGE_TAKEN_BEFORE};
	int64_t id = with_facts(WATCH);
	int64_t before[ARRAY_LENGTH(names)];

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		before[i] = rows_seen(names[i], CLERK, id);
	office_sql(cloud,
		   "INSERT INTO event (matter_id, at, person_id, organisation_id, role, actor_label, action, label, "
		   "from_state,"
		   " to_state, body, revision, reader_id) VALUES (%" PRId64
		   ", 1, 41, 4, 'operator.clerk', '甲', 'object_facts', '有异议', 'facts_check', 'checking', "
		   "'{\"why\":1}', 1, 4)",
		   id);
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		ck_assert_int_eq(rows_seen(names[i], CLERK, id), before[i]);
		ck_assert_int_eq(rows_seen(names[i], OPERATOR, id), before[i] + 1);
		ck_assert_int_eq(rows_seen(names[i], WATCH, id), before[i] + 1);
		ck_assert_int_eq(rows_seen(names[i], LEADER, id), before[i] + 1);
	}
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/audience", an_opinion_on_facts_is_for_who_wrote_it_and_what_is_said_to_all_for_all,
			   one_rule_says_who_oversees_a_matter, what_one_says_as_it_reads_a_bulletin_is_its_own,
			   a_matter_of_the_version_before_keeps_nothing_from_its_parties,
			   that_a_file_was_replaced_after_a_decision_is_told_to_whom_it_is_for,
			   what_papers_and_panels_read_of_earlier_steps_leaves_out_the_words_of_another);
}
